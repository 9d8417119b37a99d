"""The jobs of each suite. Programs are named by the folders of the source, so that a program nobody built is a failure and not a gap."""
import glob, math, os, shlex, subprocess

from report import checked, gtested, lined
from schedule import Job

RELEASE = {"release": ["ocop"]}
ENGINES = ("sqlite", "postgresql")
# Programs that run under ThreadSanitizer: of the kernel what starts threads, of the modules each that has tests/concurrency_test.cc.
THREADED = ("db", "events", "http", "tlog", "jobs")
SHARD = 15            # CPU seconds: a test program that is expected to take longer is cut into parts of about that length
FIRST = 1_000         # the cost of what others wait for: it goes before them
LONG_RUNS = "20000000"   # mutations of a fuzz target with --long; otherwise as many as kernel/base/fuzz_main.cc says
SYMBOLS = "external_symbolizer_path=/usr/bin/addr2line"   # of binutils, which g++ brings: traces with names and lines
ASAN = {"ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1:" + SYMBOLS, "UBSAN_OPTIONS": "print_stacktrace=1:" + SYMBOLS}
# What people run is built by Debian's own compiler; what is instrumented by clang, in less than half of its time, and by a second reader of
# the code (docs/decisions/0051-what-a-test-build-costs.md).
CLANG = ["-DCMAKE_C_COMPILER=clang-19", "-DCMAKE_CXX_COMPILER=clang++-19", "-DCMAKE_BUILD_TYPE=Debug"]
BATCHES = [*CLANG, "-DOCOP_UNITY=ON"]   # said, because a folder in which each module was a program of its own has those still
FLAGS = {"release": ["-DCMAKE_BUILD_TYPE=Release"], "asan": [*BATCHES, "-DOCOP_SANITIZE=address,undefined"], "tsan": [*BATCHES, "-DOCOP_SANITIZE=thread"]}


class Plan:
    """Collects jobs. What a job needs built is named with it; which builds there are follows from the jobs that are kept."""

    def __init__(self, root, logs, budgets, options):
        self.root, self.logs, self.budgets, self.options = root, logs, budgets, options
        self.jobs = []

    def add(self, name, command, read=checked, needs=(), group="", cost=None, environment=None, built=None):
        fixed = command if callable(command) else lambda: command
        job = Job(name, fixed, read, tuple(needs), False, self.budgets.of(name) if cost is None else cost, environment or {}, group, built or {})
        job.needs += tuple("build/" + folder for folder in job.built)
        self.jobs.append(job)

    def prepare(self, name, command, needs=(), built=None):
        """A preparation that several suites share."""
        if all(job.name != "prepare/" + name for job in self.jobs):
            self.add("prepare/" + name, command, needs=needs, built=built, cost=FIRST)
        return "prepare/" + name

    def complete(self, wanted):
        """The jobs that are wanted, with the preparations and builds that they need; builds in the order of FLAGS."""
        self.prepare("web", ["web/build-assets"])
        by_name, kept, targets = {job.name: job for job in self.jobs}, {}, {}
        left = [job for job in self.jobs if job.suite != "prepare" and wanted(job)]
        while left:
            job = left.pop()
            if job.name in kept:
                continue
            kept[job.name] = job
            for folder, names in job.built.items():
                targets.setdefault(folder, set()).update(names)
                left.append(by_name["prepare/web"])
            left += [by_name[need] for need in job.needs if need in by_name]
        builds = [Job("build/" + folder, build_command(self.root, folder, sorted(targets[folder]), self.options), checked, ("prepare/web",), True)
                  for folder in FLAGS if folder in targets]
        return builds + [job for job in self.jobs if job.name in kept]

    def program(self, folder, name):
        found = [path for path in glob.glob(os.path.join(self.root, "build", folder, "**", name), recursive=True) if os.path.isfile(path) and os.access(path, os.X_OK)]
        if not found:
            raise FileNotFoundError(f"there is no program {name} in build/{folder}")
        return found[0]

    # ---- shapes of jobs ------------------------------------------------------------------------------------------------------------
    def gtest(self, name, folder, program, environment):
        """One test program, in parts when it is long."""
        seconds = self.budgets.of(name)
        shards = max(1, math.ceil(seconds / SHARD))
        for shard in range(shards):
            report = os.path.join(self.logs, f"{name.replace('/', '_')}_{shard}.xml")
            shared = {"GTEST_TOTAL_SHARDS": str(shards), "GTEST_SHARD_INDEX": str(shard)} if shards > 1 else {}

            def command(report=report):
                if os.path.exists(report):
                    os.remove(report)
                return [self.program(folder, program), f"--gtest_output=xml:{report}", "--gtest_brief=1"]
            self.add(name + (f" {shard + 1}/{shards}" if shards > 1 else ""), command, gtested(report), (), name, seconds / shards,
                     {**environment, **shared}, {folder: [program]})

    def fuzz(self, name, environment):
        program, more = "fuzz_" + name, ["--runs", LONG_RUNS] if self.options.long else []
        seeds = glob.glob(os.path.join(self.root, "*", "*", "fuzz", "seeds", name))[:1]
        self.add("fuzz/" + name, lambda: [self.program("asan", program), *seeds, *more], environment=environment,
                 built={"asan": [program]})


def build_command(root, folder, targets, options):
    """Configures a folder that is new, or that was configured in other words (by a long run, by another compiler): then from nothing."""
    path = os.path.join("build", folder)
    flags = FLAGS[folder] + ([f"-DOCOP_SANITIZE_ALL={'ON' if options.long else 'OFF'}"] if folder == "asan" else [])
    configure = shlex.join(["cmake", "-S", ".", "-B", path, "-G", "Ninja", *flags])
    build = shlex.join(["ninja", "-C", path, "-j", str(options.jobs), *targets])
    said = os.path.join(path, "configured")   # the words of the last time
    anew = f"rm -rf {path} && {configure} && echo {shlex.quote(configure)} >{said} && "
    return lambda: ["sh", "-c", ("" if written(os.path.join(root, said)) == configure else anew) + "exec " + build]


def written(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return None


def units(root):
    """Names of the folders that have unit tests, as their programs are called: kernel/db -> db."""
    return sorted({os.path.basename(os.path.dirname(os.path.dirname(path))) for pattern in ("kernel/*", "modules/*", "app")
                   for path in glob.glob(os.path.join(root, pattern, "tests", "*.cc"))})


def fuzzers(root):
    return sorted(os.path.basename(path)[:-3] for path in glob.glob(os.path.join(root, "*", "*", "fuzz", "*.cc")))


def sanitized(root):
    return {**ASAN, "LSAN_OPTIONS": "print_suppressions=0:suppressions=" + os.path.join(root, "tests/support/lsan.supp")}


# ---- the suites ----------------------------------------------------------------------------------------------------------------------
def house(plan):
    alone = all(not job.built for job in plan.jobs)   # otherwise the promise about the route list may ask the program
    plan.add("house/layers", ["tools/layers"])
    plan.add("house/generators", ["python3", "tests/house/generators.py"])
    plan.add("house/reach", ["python3", "tests/house/reach.py"], lined)
    plan.add("house/rules", ["python3", "tests/house/layers.py"], lined)
    plan.add("house/guide", ["python3", "tests/house/guide.py"], lined)
    plan.add("house/unity", ["python3", "tests/house/unity.py"], lined)
    plan.add("house/runner", ["python3", "tests/house/runner.py"], lined)
    if plan.options.long:   # ten minutes of CPU
        plan.add("house/alone", ["python3", "tests/house/alone.py"], lined, ["prepare/web"])
    plan.add("house/promises", ["python3", "tests/house/promises.py"], built={} if alone else RELEASE)


def unit(plan, only=None):
    for name in units(plan.root):
        if only is None or name in only:
            plan.gtest("unit/" + name, "asan", "test_" + name, sanitized(plan.root))


def fuzz(plan, only=None):
    for name in fuzzers(plan.root):
        if only is None or name in only:
            plan.fuzz(name, sanitized(plan.root))


# Of those programs, leave out what starts no thread and takes long, or take what does: under ASan they run whole.
UNTHREADED = {"places": "PlacesLive.*", "db": "-DbFacts.WhateverCallFailsNothingAcknowledgedIsLost", "tlog": "-TlogMerkle.*"}


def tsan(plan):
    environment = {"TSAN_OPTIONS": "halt_on_error=1:" + SYMBOLS + ":suppressions=" + os.path.join(plan.root, "tests/support/tsan.supp")}
    modules = sorted(path.split(os.sep)[-3] for path in glob.glob(os.path.join(plan.root, "modules", "*", "tests", "concurrency_test.cc")))
    for name in [*THREADED, *modules]:
        plan.gtest("tsan/" + name, "tsan", "test_" + name, {**environment, **({"GTEST_FILTER": UNTHREADED[name]} if name in UNTHREADED else {})})


def demo(plan):
    """The demo is made once on each engine; what needs one copies it (tests/support/demo)."""
    return plan.prepare("demo", ["tests/support/demo"], built=RELEASE)


def api(plan, only=None):
    for path in sorted(glob.glob(os.path.join(plan.root, "tests", "api", "test_*.py"))):
        name = os.path.basename(path)[5:-3]
        with open(path, encoding="utf-8") as file:
            engines = ENGINES if "need_engine()" in file.read() else ("",)   # a script that asks for its engine runs on each
        for engine in engines:
            if only is None or name in only:
                needs = [demo(plan)] + ([plan.prepare("api lint", ["tests/api/lint/run", "--prepare"])] if name == "openapi" else [])
                plan.add(f"api/{name}" + (f" {engine}" if engine else ""), ["python3", path, *filter(None, [engine])], lined, needs)


def crash(plan):
    loop, more = ["python3", "tests/crash/kill_loop.py"], ["--long"] if plan.options.long else []
    subjects = subprocess.run([*loop, "--list"], cwd=plan.root, capture_output=True, text=True, check=True).stdout.split()
    for name in subjects:
        plan.add("crash/" + name.replace("/", " "), [*loop, "--only", name, *more], lined, built={"release": ["ocop", "db_writer", "job_worker", "blob_writer", "fault_shim"]})


def attack(plan):
    """What somebody could do who owns the database; on each engine."""
    for engine in ENGINES:
        plan.add(f"attack/drill {engine}", ["python3", "tests/attack/test_drill.py", engine, *(["--long"] if plan.options.long else [])], lined, [demo(plan)],
                 built={"release": ["ocop", "drill"]})
        plan.add(f"attack/verify {engine}", ["python3", "tests/attack/test_verify.py", engine, *(["--long"] if plan.options.long else [])], lined, [demo(plan)], built=RELEASE)
    for name in ("lost", "backup", "witness"):
        plan.add("attack/" + name, ["python3", f"tests/attack/test_{name}.py"], lined, [demo(plan)], built=RELEASE)


def browser(plan):
    """Each walk and each slice of the pages is a job."""
    packages, more = plan.prepare("browser", ["tests/browser/run", "--prepare"]), ["--long"] if plan.options.long else []
    names = subprocess.run(["node", "tests/browser/parts.mjs", *more], cwd=plan.root, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in names:
        data = demo(plan) if name.startswith("walk") else plan.prepare("walked", ["tests/support/walked"], [demo(plan)])
        plan.add("browser/" + name, ["tests/browser/run", *more, "--only", f"^{name}$"], lined, [packages, data], built=RELEASE)


SUITES = {"browser": browser, "api": api, "crash": crash, "attack": attack, "unit": unit, "fuzz": fuzz, "tsan": tsan, "house": house}
