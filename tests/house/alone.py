"""Each source compiles by itself. ./test compiles batches (docs/decisions/0051-what-a-test-build-costs.md), where a file may live on what the
one before it included or named: nobody saw it until somebody worked in build/debug, or until the batches fell another way. Five did, once.

tests/house/alone.py [FILE …]: those files, or all; the whole tree costs ten minutes of CPU, so ./test --long asks and ./test does not."""
import concurrent.futures, json, os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "alone")
CONFIGURE = ["cmake", "-S", ROOT, "-B", BUILD, "-G", "Ninja", "-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19", "-DCMAKE_BUILD_TYPE=Debug",
             "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"]
SHOWN = 3   # lines of what the compiler says of a file


def prepared():
    """The folder, with every header that is generated."""
    subprocess.run(CONFIGURE, check=True, stdout=subprocess.DEVNULL)
    listed = subprocess.run(["ninja", "-C", BUILD, "-t", "targets", "all"], check=True, capture_output=True, text=True).stdout
    made = sorted(set(re.findall(r"^(\S*ocop_\w+_generated): phony", listed, re.M)))
    subprocess.run(["ninja", "-C", BUILD, *made], check=True, stdout=subprocess.DEVNULL)


def commands():
    """Of each source of ours, how it is compiled here and in which folder."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    own = [entry for entry in entries if not entry["file"].startswith(BUILD)]
    return {os.path.relpath(entry["file"], ROOT): entry for entry in own}


def complaint(entry):
    """What the compiler says of a file when it reads it with nothing before it; empty = nothing."""
    command = re.sub(r"^\S*ccache ", "", entry["command"])
    command = re.sub(r" -o \S+", "", command).replace(" -c ", " -fsyntax-only ")
    done = subprocess.run(command, shell=True, cwd=entry["directory"], capture_output=True, text=True)
    if done.returncode == 0:
        return ""
    return "\n".join([line for line in done.stderr.splitlines() if " error: " in line][:SHOWN]) or done.stderr[-300:]


def main(names):
    prepared()
    known = commands()
    wanted = {name: known.get(os.path.relpath(os.path.abspath(name), ROOT)) for name in names} if names else known
    failed = [name for name, entry in wanted.items() if entry is None]
    for name in failed:
        print(f"FAIL {name}: nothing compiles it")
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for name, said in pool.map(lambda item: (item[0], complaint(item[1])), [item for item in wanted.items() if item[1]]):
            if said:
                failed.append(name)
                print(f"FAIL {name} does not compile by itself\n{said}")
    print(f"{len(wanted) - len(failed)} passed, {len(failed)} failed, 0 skipped")
    return 1 if failed or not wanted else 0


sys.exit(main(sys.argv[1:]))
