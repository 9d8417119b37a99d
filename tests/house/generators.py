"""Data files are what their generators make: checksums always; the generators again when ../shared/data is there (OCOP_SHARED_DATA)."""
import glob, hashlib, os, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.environ.get("OCOP_SHARED_DATA", "")
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
commands = {"tools/rulebooks": os.path.join(SHARED, "criteria"), "tools/places": SHARED, "tools/register": SHARED}
for command, source in commands.items():
    if not SHARED:
        print(f"{command}: source data is not here, not compared")
        continue
    made = subprocess.run([os.path.join(ROOT, command), "--check", source], cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        faults.append(f"{command} --check: {made.stdout}{made.stderr}")
print("\n".join(faults) if faults else f"{checked} data files are what their generators made")
sys.exit(1 if faults else 0)
