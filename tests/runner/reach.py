"""What a change can reach: from the changed files to the jobs of ./test that could tell the difference (./test --changed).

A change of a folder reaches the folders that may include it, and those that may include them (tools/house/edges). What has no line here reaches
everything: less than needed is worse than more. tests/house/reach.py holds this against every #include of the tree.
"""
import os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools", "house"))
from read_edges import read_edges  # noqa: E402

SMOKE = "api/thread sqlite"   # the whole way of a product through the real program
ALWAYS = {"house", SMOKE}
EMBEDDED = {"data/rulebooks/": "modules/rulebooks", "data/places/": "modules/places", "data/register/": "modules/products", "data/holidays/": "app", "web/": "kernel/web"}
# Path (a whole match) -> jobs besides ALWAYS; "whole" is everything. The first that fits counts.
FILES = [
    (r".*\.md|LICENSE|NOTICE|\.gitignore|(docs|deploy|bench|\.ci)/.*|run|data/README.*", ()),
    (r"tests/house/.*|tools/(layers|register|rulebooks|places|gs1|bare|house/exceptions)", ()),
    (r"tests/api/test_(\w+)\.py", (r"api/\1",)),
    (r"tests/api/.*|tools/verify-log", ("api",)),
    (r"tests/browser/.*", ("browser",)),
    (r"tests/crash/.*", ("crash",)),
    (r"tests/attack/.*", ("attack",)),
    (r"(kernel|modules)/(\w+)/(?:tests/\w+_test|fuzz/\w+)\.cc|(kernel|modules)/(\w+)/fuzz/seeds/.*", ("own",)),
    (r"(kernel|modules|app)/.*/CMakeLists\.txt|(kernel|modules|app)/CMakeLists\.txt|kernel/base/fuzz_main\.cc", ("whole",)),
    (r"(kernel|modules)/\w+/.*|app/.*", ("closure",)),
]


def unit_of(path):
    parts = path.split("/")
    return "app" if parts[0] == "app" else "/".join(parts[:2])


def above(edges, unit):
    """The unit and all that may include it, directly or not."""
    found, left = {unit}, [unit]
    while left:
        low = left.pop()
        more = {name for name, allowed in edges.items() if low in allowed} - found
        found |= more
        left += more
    return found


def programs(units, fuzzers):
    """The test and fuzz programs of these folders; `fuzzers` is folder -> names."""
    return {"unit/" + os.path.basename(unit) for unit in units} | {"fuzz/" + name for unit in units for name in fuzzers.get(unit, ())}


def fuzzers_by_unit(root):
    found = {}
    for top in ("kernel", "modules"):
        for folder in sorted(os.listdir(os.path.join(root, top))):
            place = os.path.join(root, top, folder, "fuzz")
            if os.path.isdir(place):
                found[f"{top}/{folder}"] = [name[:-3] for name in os.listdir(place) if name.endswith(".cc")]
    return found


def jobs_of(path, edges, fuzzers):
    """The jobs that one changed file can reach, besides ALWAYS; None = everything."""
    embedded = next((unit for start, unit in EMBEDDED.items() if path.startswith(start)), None)
    if embedded:
        return programs(above(edges, embedded), fuzzers)
    for pattern, jobs in FILES:
        found = re.fullmatch(pattern, path)
        if not found:
            continue
        if jobs == ("whole",):
            return None
        if jobs in (("own",), ("closure",)):
            unit = unit_of(path)
            return programs({unit} if jobs == ("own",) else above(edges, unit), fuzzers)
        return {found.expand(job) for job in jobs}
    return None


def reached(paths, root=ROOT):
    """Names for ./test --only, or None for everything."""
    edges, fuzzers, jobs = read_edges(root), fuzzers_by_unit(root), set(ALWAYS)
    for path in paths:
        more = jobs_of(path, edges, fuzzers)
        if more is None:
            return None
        jobs |= more
    return jobs


def git(*words):
    made = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        raise SystemExit(f"git {' '.join(words)}: {made.stderr.strip()}")
    return made.stdout.split("\n")


def changed_since(revision):
    """Files that differ from the revision, new ones included. Empty: from where this branch left main, or from the last commit on main itself."""
    if not revision:
        has_main = subprocess.run(["git", "rev-parse", "-q", "--verify", "main"], cwd=ROOT, capture_output=True).returncode == 0
        revision = git("merge-base", "HEAD", "main")[0] if has_main else "HEAD"
    names = git("diff", "--name-only", "--no-renames", revision) + git("ls-files", "--others", "--exclude-standard")
    return revision, sorted({name for name in names if name})
