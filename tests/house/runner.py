"""The test run itself: what is missing, broken or silent is a failure, and what is run beside other things is told whole.

Small jobs are given to the real schedule and report; nothing of the project is built.
"""
import os, shlex, sys, tempfile, time
from types import SimpleNamespace

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "runner"))
import schedule  # noqa: E402
from report import Budgets, Report, checked, gtested, lined  # noqa: E402
from schedule import Job, Schedule  # noqa: E402
from scratch import CLUSTER, Scratch  # noqa: E402
from suites import build_command  # noqa: E402

passed = failed = 0


def check(name, condition, story=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print(f"FAIL {name}: {story}")


def job(name, script, read=checked, **more):
    return Job(name, lambda: ["sh", "-c", script], read, **more)


def run(*jobs, want_postgresql=True, lanes=2):
    """What the report holds at the end, and its lines."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "budgets"), "w", encoding="utf-8") as file:
            file.write("slow/* 0 everything is too much\n* 10 the rest\n")
        report = Report(jobs, Budgets(os.path.join(folder, "budgets")), want_postgresql, lines.append)
        made = Schedule(ROOT, folder, lanes, dict(os.environ), report.told)
        made.add(list(jobs))
        made.run()
        report.table(1.0)
    return report, lines


def counts(*jobs, **more):
    total = run(*jobs, **more)[0].total
    return total.passed, total.failed, total.skipped


def what_counts():
    check("a command that ends with 0 passes", counts(job("a", "true")) == (1, 0, 0))
    check("one that does not fails", counts(job("a", "exit 3")) == (0, 1, 0))
    check("figures are taken from the last line", counts(job("a", "echo 1 passed, 0 failed; echo 5 passed, 0 failed, 2 skipped", lined)) == (5, 0, 2))
    check("a suite that says nothing fails", counts(job("a", "true", lined)) == (0, 1, 0))
    check("a suite that dies after its figures fails", counts(job("a", "echo 5 passed, 0 failed; kill -9 $$", lined)) == (5, 1, 0))
    check("a program that is not there fails", counts(Job("a", lambda: ["/nonexistent"], checked)) == (0, 1, 0))
    check("what needs a failed build fails, and what needs that", counts(job("build/x", "false", build=True), job("a", "true", needs=("build/x",)), job("b", "true", needs=("a",))) == (0, 3, 0))


def postgresql_is_not_there():
    skip = "echo 'skip the half: OCOP_TEST_POSTGRES is not set'; echo 'skip a full disk: needs root'; echo 3 passed, 0 failed, 2 skipped"
    check("a script's half that a missing server left out fails", counts(job("a", skip, lined)) == (3, 1, 1))
    check("with --no-postgresql it is skipped", counts(job("a", skip, lined), want_postgresql=False) == (3, 0, 2))
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.xml")
        with open(report, "w", encoding="utf-8") as file:
            file.write('<testsuites><testsuite><testcase name="a" status="run" result="completed"/><testcase name="d" status="notrun" result="suppressed"/>'
                       '<testcase name="b" status="run" result="skipped"><skipped message="x.cc:1&#x0A;no PostgreSQL: set OCOP_TEST_POSTGRES"/></testcase>'
                       '<testcase name="c" status="run" result="completed"><failure message="no"/></testcase></testsuite></testsuites>')
        check("a test program's too", counts(job("a", "true", gtested(report))) == (1, 2, 0))
        check("or is skipped when it was left out", counts(job("a", "true", gtested(report)), want_postgresql=False) == (1, 1, 1))
    check("a test program without a report fails", counts(job("a", "true", gtested("/nonexistent"))) == (0, 1, 0))


def side_by_side():
    pair = [job(f"a {i}", "sleep 0.4") for i in (1, 2)]
    pair_started = time.monotonic()
    run(*pair)
    check("two runs go side by side on two lanes", time.monotonic() - pair_started < 5 and max(one.seconds for one in pair) < 5)
    with tempfile.TemporaryDirectory() as folder:
        beside = Job("run", lambda: ["sh", "-c", f"touch {folder}/run; for i in $(seq 200); do [ -e {folder}/build ] && exit 0; sleep 0.05; done; exit 1"], checked)
        build = Job("build/x", lambda: ["sh", "-c", f"touch {folder}/build; for i in $(seq 200); do [ -e {folder}/run ] && exit 0; sleep 0.05; done; exit 1"], checked, build=True)
        check("a build goes beside a run, even on one lane", counts(build, beside, lanes=1) == (2, 0, 0))
        meet = lambda own, other: job(f"meet {own}", f"touch {folder}/{own}; for i in $(seq 200); do [ -e {folder}/{other} ] && exit 0; sleep 0.05; done; exit 1")
        check("without a build one run more than there are lanes goes beside", counts(meet("a", "b"), meet("b", "a"), lanes=1) == (2, 0, 0))
        alone = job("alone", f"touch {folder}/first; sleep 0.3; rm {folder}/first"), job("after", f"[ ! -e {folder}/first ]")
        check("with one it does not", counts(Job("build/y", lambda: ["sleep", "1"], checked, build=True), *alone, lanes=1) == (3, 0, 0))
    shards = [job(f"a {i}", f"echo {i} passed, 0 failed", lined, group="a") for i in (1, 2, 3)]
    report, lines = run(*shards)
    check("parts of a program are told as one", report.total.passed == 6 and sum(line.startswith("  ok   a ") for line in lines) == 1, lines)
    early = job("a", "echo 'FAIL the first thing: its story'; seq 100; echo 100 passed, 1 failed", lined)
    told = "\n".join(run(early)[1])
    check("an early failure is told as well as the end", "its story" in told and "| 100 passed, 1 failed" in told and "| 50\n" not in told, told)
    kept, schedule.RUN_LIMIT = schedule.RUN_LIMIT, 0.3
    try:
        check("what hangs is ended with all it started", counts(job("a", "sleep 60 & sleep 60")) == (0, 1, 0))
    finally:
        schedule.RUN_LIMIT = kept
    report, lines = run(job("slow/a", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"))
    check("what costs more than its budget is warned of, and passes", any("warning: slow/a" in line for line in lines) and report.total.failed == 0, lines)


def the_servers_folder():
    with tempfile.TemporaryDirectory() as closed:
        os.chmod(closed, 0o700)
        scratch = Scratch(closed)
        os.chmod(closed, 0o700)
        if os.geteuid() == 0:
            check("a folder that the server's user cannot enter is named as the reason", not scratch.start_postgresql() and "cannot enter" in scratch.fault, scratch.fault)
        left = scratch.folder
        scratch.close()
        check("nothing is left", not os.path.exists(left))
    check("the script that makes a cluster is there", os.access(CLUSTER, os.X_OK))


def a_build_is_configured_in_its_own_words():
    """build/asan keeps what a long run configured, or an older compiler: a short run after it would have been as slow."""
    with tempfile.TemporaryDirectory() as root:
        said = os.path.join(root, "build", "asan", "configured")
        os.makedirs(os.path.dirname(said))

        def command(long):
            return build_command(root, "asan", ["test_x"], SimpleNamespace(long=long, jobs=1))()[2]

        def configured(long):
            with open(said, "w", encoding="utf-8") as file:
                file.write(shlex.split(command(long).split(" && ")[2])[1] + "\n")

        check("a new folder is configured", "cmake" in command(False) and "-DOCOP_SANITIZE_ALL=OFF" in command(False), command(False))
        check("a long run says that it wants all", "-DOCOP_SANITIZE_ALL=ON" in command(True), command(True))
        configured(False)
        check("a folder is configured only once", "cmake" not in command(False), command(False))
        configured(True)
        check("and anew, from nothing, after other words", command(False).startswith("rm -rf build/asan && cmake"), command(False))


what_counts()
postgresql_is_not_there()
a_build_is_configured_in_its_own_words()
side_by_side()
the_servers_folder()
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
