"""Runs the suites of ./test and ends with one plain line: N passed, N failed, N skipped.

A suite that ran nothing counts as one failure. Logs: build/test-logs/. Standard library only.
"""
import argparse, glob, json, os, re, shutil, subprocess, sys, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOGS = os.path.join(ROOT, "build", "test-logs")
SHARED = os.path.join(os.path.dirname(ROOT), "shared", "data")
# Programs whose threads share memory: these run under ThreadSanitizer.
THREADED = ["db", "http", "tlog", "identity", "jobs"]
LINE = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")
TAIL = 40          # lines of a failed suite's log that are shown
SUITE_LIMIT = 2400 # seconds before a hanging suite is ended; the longest, in the browser, takes about eight minutes on a quiet machine


class Run:
    def __init__(self, options):
        self.options, self.passed, self.failed, self.skipped, self.failures = options, 0, 0, 0, []
        self.environment = dict(os.environ)
        self.environment["OCOP_TEST_LONG"] = "1" if options.long else ""
        if os.path.isdir(SHARED):
            self.environment["OCOP_TEST_SHARED_DATA"] = SHARED

    def count(self, name, passed, failed, skipped, seconds, log):
        if passed + failed == 0:
            failed = 1
        self.passed, self.failed, self.skipped = self.passed + passed, self.failed + failed, self.skipped + skipped
        print(f"  {'ok  ' if not failed else 'FAIL'} {name:<34} {passed:>5} passed {failed:>3} failed {skipped:>3} skipped {seconds:7.1f} s", flush=True)
        if failed:
            self.failures.append(name)
            if log and os.path.exists(log):
                print("".join("       | " + line for line in open(log, encoding="utf-8", errors="replace").readlines()[-TAIL:]), flush=True)

    def shell(self, name, command, environment=None, limit=SUITE_LIMIT):
        log, started = os.path.join(LOGS, name.replace("/", "_") + ".log"), time.time()
        with open(log, "w", encoding="utf-8") as out:
            try:
                code = subprocess.run(command, cwd=ROOT, env={**self.environment, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=out,
                                      stderr=subprocess.STDOUT, timeout=limit).returncode
            except (subprocess.TimeoutExpired, FileNotFoundError) as fault:
                out.write(f"\n{fault}\n")
                code = 124
        return code, log, time.time() - started

    def check(self, name, command, environment=None):
        """A command that passes or fails as one test."""
        code, log, seconds = self.shell(name, command, environment)
        self.count(name, int(code == 0), int(code != 0), 0, seconds, log)

    def lined(self, name, command, environment=None):
        """A command that ends with 'N passed, N failed'."""
        code, log, seconds = self.shell(name, command, environment)
        found = [m for m in (LINE.match(line.strip()) for line in open(log, encoding="utf-8", errors="replace")) if m]
        passed, failed, skipped = (int(found[-1][i] or 0) for i in (1, 2, 3)) if found else (0, 0, 0)
        if code != 0 and failed == 0:
            failed = 1
        self.count(name, passed, failed, skipped, seconds, log)

    def gtest(self, name, program, environment=None):
        report = os.path.join(LOGS, name.replace("/", "_") + ".json")
        if os.path.exists(report):
            os.remove(report)
        code, log, seconds = self.shell(name, [program, f"--gtest_output=json:{report}", "--gtest_brief=1"], environment)
        tests = failed = skipped = 0
        if os.path.exists(report):
            data = json.load(open(report, encoding="utf-8"))
            for suite in data.get("testsuites", []):
                for case in suite.get("testsuite", []):
                    if case.get("result") == "SKIPPED":
                        skipped += 1
                    elif case.get("result") == "COMPLETED":
                        tests, failed = tests + 1, failed + (1 if case.get("failures") else 0)
        if code != 0 and failed == 0:
            failed, tests = 1, tests + 1   # it crashed, or a sanitizer ended it
        self.count(name, tests - failed, failed, skipped, seconds, log)

    def build(self, folder, flags, targets):
        path = os.path.join("build", folder)
        if not os.path.exists(os.path.join(ROOT, path, "build.ninja")):
            code, log, seconds = self.shell(f"configure_{folder}", ["cmake", "-S", ".", "-B", path, "-G", "Ninja", *flags])
            if code:
                self.count(f"configure {folder}", 0, 1, 0, seconds, log)
                return False
        code, log, seconds = self.shell(f"build_{folder}", ["ninja", "-C", path, *targets], limit=3600)
        self.count(f"build {folder}", int(code == 0), int(code != 0), 0, seconds, log)
        return code == 0


def programs(folder, prefix):
    return sorted(p for p in glob.glob(os.path.join(ROOT, "build", folder, "**", prefix + "_*"), recursive=True) if os.access(p, os.X_OK) and os.path.isfile(p))


def suite_house(run):
    run.check("house/layers", ["tools/layers"])
    run.check("house/promises", ["python3", "tests/house/promises.py"])
    run.check("house/generators", ["python3", "tests/house/generators.py"])


def suite_unit(run):
    if run.build("debug", ["-DCMAKE_BUILD_TYPE=Debug"], ["all_tests", "all_fuzz", "ocop"]):
        for program in programs("debug", "test"):
            run.gtest("unit/" + os.path.basename(program)[5:], program)
        for program in programs("debug", "fuzz"):
            fuzz(run, "fuzz/", program)


def fuzz(run, prefix, program):
    name = os.path.basename(program)[5:]
    seeds = glob.glob(os.path.join(ROOT, "**", "fuzz", "seeds", name), recursive=True)
    run.check(prefix + name, [program, *(seeds[:1])] + (["--runs", "20000000"] if run.options.long else []))


def suite_asan(run):
    environment = {"ASAN_OPTIONS": "detect_leaks=1:strict_string_checks=1", "UBSAN_OPTIONS": "print_stacktrace=1",
                   "LSAN_OPTIONS": "print_suppressions=0:suppressions=" + os.path.join(ROOT, "tests/support/lsan.supp")}
    if run.build("asan", ["-DCMAKE_BUILD_TYPE=Debug", "-DOCOP_SANITIZE=address,undefined"], ["all_tests", "all_fuzz"]):
        for program in programs("asan", "test"):
            run.gtest("asan/" + os.path.basename(program)[5:], program, environment)
        for program in programs("asan", "fuzz"):
            fuzz(run, "asan/fuzz_", program)


def suite_tsan(run):
    targets = ["test_" + name for name in THREADED]
    if run.build("tsan", ["-DCMAKE_BUILD_TYPE=Debug", "-DOCOP_SANITIZE=thread"], targets):
        for program in programs("tsan", "test"):
            run.gtest("tsan/" + os.path.basename(program)[5:], program, {"TSAN_OPTIONS": "halt_on_error=1:suppressions=" + os.path.join(ROOT, "tests/support/tsan.supp")})


def release(run):
    return run.build("release", ["-DCMAKE_BUILD_TYPE=Release"], ["ocop"])


def suite_api(run):
    if release(run):
        for script in sorted(glob.glob(os.path.join(ROOT, "tests", "api", "test_*.py"))):
            run.lined("api/" + os.path.basename(script)[5:-3], ["python3", script])


def suite_crash(run):
    if run.build("release", ["-DCMAKE_BUILD_TYPE=Release"], ["ocop", "db_writer", "job_worker", "fault_shim"]):
        run.lined("crash", ["python3", "tests/crash/kill_loop.py"] + (["--long"] if run.options.long else []))


def suite_browser(run):
    if release(run):
        run.lined("browser", ["tests/browser/run"] + (["--long"] if run.options.long else []))


SUITES = {"house": suite_house, "unit": suite_unit, "api": suite_api, "browser": suite_browser, "crash": suite_crash, "asan": suite_asan, "tsan": suite_tsan}


def main():
    parser = argparse.ArgumentParser(prog="./test", description="Builds and runs every test; ends with one plain line.")
    parser.add_argument("--only", help="suites, separated by commas: " + ", ".join(SUITES))
    parser.add_argument("--long", action="store_true", help="the long campaigns: fuzz hours, 10,000 kills")
    parser.add_argument("--no-install", action="store_true", help="do not look for Debian packages")
    parser.add_argument("--no-postgresql", action="store_true", help="leave out the PostgreSQL half of the store tests")
    options = parser.parse_args()
    os.makedirs(LOGS, exist_ok=True)
    run, started = Run(options), time.time()
    if not os.path.isdir(SHARED):
        print("  note: ../shared/data is not here; tests that compare with the source tables are skipped")
    server = os.path.join(ROOT, "build", "postgresql")
    chosen = options.only.split(",") if options.only else list(SUITES)
    try:
        run.check("web assets", ["web/build-assets"])
        if not options.no_postgresql:
            shutil.rmtree(server, ignore_errors=True)
            made = subprocess.run(["tests/support/postgres", "start", server], cwd=ROOT, capture_output=True, text=True)
            if made.returncode:
                run.count("private PostgreSQL", 0, 1, 0, 0, None)
                print(made.stderr)
            else:
                run.environment["OCOP_TEST_POSTGRES"] = made.stdout.strip().splitlines()[-1]
        for name in chosen:
            SUITES[name](run)
    finally:
        if not options.no_postgresql:
            subprocess.run(["tests/support/postgres", "stop", server], cwd=ROOT, capture_output=True)
    print(f"\n{time.time() - started:.0f} seconds" + (f"; failed: {', '.join(run.failures)}" if run.failures else ""))
    print(f"{run.passed} passed, {run.failed} failed, {run.skipped} skipped")
    sys.exit(1 if run.failed else 0)


main()
