"""`./test --changed` must not miss what a change can break: held against every #include of the tree, every tracked file, and examples."""
import os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "runner"))
from reach import ALWAYS, SMOKE, jobs_of, fuzzers_by_unit, read_edges, reached, unit_of  # noqa: E402
from suites import fuzzers, units  # noqa: E402

passed = failed = 0
EDGES, FUZZERS = read_edges(ROOT), fuzzers_by_unit(ROOT)
EVERY_UNIT = {"unit/" + name for name in units(ROOT)}


def check(name, condition, story=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print(f"FAIL {name}: {story}")


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [path for path in listed if path and os.path.isfile(os.path.join(ROOT, path))]


def includes(paths):
    """(included file, including unit) wherever one unit's file is included by another, tests and fuzz targets too."""
    for path in paths:
        if not path.endswith((".cc", ".h")) or not path.startswith(("kernel/", "modules/", "app/")):
            continue
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            for included in re.findall(r'^\s*#\s*include\s*"((?:kernel|modules|app)/[^"]+)"', file.read(), re.M):
                if unit_of(included) != unit_of(path):
                    yield included, path


def every_include(paths):
    seen, missed = 0, []
    for included, path in includes(paths):
        seen += 1
        jobs = jobs_of(included, EDGES, FUZZERS)
        if jobs is not None and "unit/" + os.path.basename(unit_of(path)) not in jobs:
            missed.append(f"{included} -> {path}")
    check("a changed header reaches every program that includes it", not missed, missed[:5])
    check("there are includes to look at", seen > 300, seen)


def every_file(paths):
    for top, least in (("kernel/", 100), ("modules/", 100)):
        sources = [path for path in paths if path.startswith(top) and path.endswith((".cc", ".h", ".sql", ".messages"))]
        alone = [path for path in sources if (jobs := jobs_of(path, EDGES, FUZZERS)) is not None and "unit/" + os.path.basename(unit_of(path)) not in jobs]
        check(f"a changed source under {top} reaches its own tests", not alone, alone[:5])
        check(f"there are sources under {top}", len(sources) > least, len(sources))
    strange = [path for path in paths if path.endswith((".cc", ".h", ".cmake", "CMakeLists.txt", ".py", ".mjs", ".sql")) and jobs_of(path, EDGES, FUZZERS) == set()
               and not path.startswith(("docs/", "bench/", "tests/house/", "deploy/"))]
    check("no code reaches nothing", not strange, strange)


def examples():
    check("the documents reach the house rules and the smoke only", reached(["README.md", "docs/walkthrough.md"]) == ALWAYS)
    check("the lowest folder reaches every test program", EVERY_UNIT <= reached(["kernel/base/result.h"]), EVERY_UNIT - (reached(["kernel/base/result.h"]) or set()))
    resolver = reached(["modules/resolver/pages.cc"])
    check("a module reaches itself and the application, not its neighbours", {"unit/resolver", "unit/app", "house", SMOKE} <= resolver and not resolver & {"unit/products", "unit/db"}, resolver)
    products = reached(["modules/products/store.cc"])
    check("and those above it", {"unit/products", "unit/evaluation", "unit/certificates", "unit/resolver", "unit/app"} <= products and "unit/identity" not in products, products)
    check("a test reaches itself", reached(["kernel/db/tests/sqlite_facts_test.cc"]) == ALWAYS | {"unit/db", *("fuzz/" + name for name in FUZZERS.get("kernel/db", []))})
    check("data reach the module that holds them", {"unit/rulebooks", "unit/evaluation"} <= reached(["data/rulebooks/QD26-2026/01.json"]))
    check("a script reaches itself", reached(["tests/api/test_score.py"]) == ALWAYS | {"api/score"})
    for path in ("CMakeLists.txt", "cmake/toolchain.cmake", "kernel/CMakeLists.txt", "tools/messages", "tools/packages", "tests/support/test_database.h", "tests/runner/suites.py", "something/new"):
        check(f"{path} reaches everything", reached([path]) is None)
    check("one far change among small ones reaches everything", reached(["README.md", "CMakeLists.txt"]) is None)
    check("each fuzz target belongs to a folder", sorted(name for names in FUZZERS.values() for name in names) == fuzzers(ROOT))


files = tracked()
every_include(files)
every_file(files)
examples()
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
