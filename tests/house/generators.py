"""Data files are what their generators make: checksums always; the generators again when ../shared/data is there (OCOP_TEST_SHARED_DATA)."""
import glob, hashlib, os, shutil, subprocess, sys, tempfile, zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.environ.get("OCOP_TEST_SHARED_DATA", "")
faults = []
sums = glob.glob(os.path.join(ROOT, "data", "**", "SHA256SUMS"), recursive=True)
if len(sums) < 3:
    faults.append("expected SHA256SUMS for rulebooks, places and the register")
checked = 0
for path in sums:
    for line in open(path, encoding="utf-8"):
        digest, name = line.split(maxsplit=1)
        file = os.path.join(os.path.dirname(path), name.strip().lstrip("*"))
        checked += 1
        if not os.path.exists(file) or hashlib.sha256(open(file, "rb").read()).hexdigest() != digest:
            faults.append(f"{os.path.relpath(file, ROOT)} is not the file its SHA256SUMS names")

def run(command, *arguments):
    made = subprocess.run([command, *arguments], capture_output=True, text=True)
    if made.returncode:
        faults.append(f"{os.path.relpath(command, ROOT)} {' '.join(arguments)}: {made.stdout}{made.stderr}")
    return made.returncode == 0


def made_again(name, source):
    """Runs tools/<name> on the source in a copy of the tree, and compares what it writes with what the project holds."""
    with tempfile.TemporaryDirectory() as copy:
        for folder in ("tools", f"data/{name}"):
            os.makedirs(os.path.join(copy, folder))
        command = shutil.copy(os.path.join(ROOT, "tools", name), os.path.join(copy, "tools", name))
        if run(command, source):
            ours, theirs = (open(os.path.join(tree, "data", name, "SHA256SUMS"), encoding="utf-8").read() for tree in (ROOT, copy))
            if ours != theirs:
                faults.append(f"data/{name} is not what tools/{name} makes of its source")


def packages(folder):
    """The parts of every ZIP package of a folder: bytes of a package depend on the compressor's version, its parts do not."""
    out = {}
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                out.update({f"{name}/{part}": package.read(part) for part in package.namelist()})
        else:
            out[name] = open(path, "rb").read()
    return out


def made_from_nothing(command, arguments, folder):
    """Generators that read no source: each run writes the files of `folder`, below a copy of the tree."""
    global checked
    with tempfile.TemporaryDirectory() as copy:
        if run(os.path.join(ROOT, command), *[argument.format(copy=copy) for argument in arguments]):
            ours, theirs = packages(os.path.join(ROOT, folder)), packages(os.path.join(copy, folder))
            checked += len(theirs)
            if any(ours.get(name) != content for name, content in theirs.items()):
                faults.append(f"{folder} is not what {command} makes")


made_from_nothing("tools/forms", ["{copy}"], "data/forms")
made_from_nothing("kernel/sheets/tests/make_samples", ["{copy}/kernel/sheets/fuzz/seeds/sheets_file"], "kernel/sheets/fuzz/seeds/sheets_file")
if SHARED:
    run(os.path.join(ROOT, "tools/rulebooks"), "--check", os.path.join(SHARED, "criteria"))
    made_again("places", SHARED)
    made_again("counts", os.path.join(SHARED, "province-counts.csv"))
    made_again("register", os.path.join(SHARED, "ocop-products.csv"))
    made_again("payments", os.path.join(SHARED, "payments", "vn_bank_bins.csv"))
else:
    print("the source data is not here: generators are not run again, checksums only")
print("\n".join(faults) if faults else f"{checked} data files are what their generators made")
sys.exit(1 if faults else 0)
