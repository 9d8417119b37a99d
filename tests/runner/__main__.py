"""./test: builds and runs every suite, side by side on the cores there are, and ends with one plain line: N passed, N failed, N skipped.

A suite that ran nothing is a failure, and so is one whose build or database is missing. Logs: build/test-logs/. Standard library only.
"""
import argparse, os, signal, sys, time

from reach import changed_since, reached
from report import Budgets, Report
from schedule import Schedule
from scratch import Scratch
from suites import SUITES, Plan

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOGS = os.path.join(ROOT, "build", "test-logs")
SHARED = os.path.join(os.path.dirname(ROOT), "shared", "data")


def parse():
    parser = argparse.ArgumentParser(prog="./test", description="Builds and runs every test; ends with one plain line.")
    parser.add_argument("--only", default="", metavar="SUITES", help="suites, separated by commas: " + ", ".join(SUITES) + "; or single ones: unit/db, api/thread")
    parser.add_argument("--changed", nargs="?", const="", metavar="REV", help="only what the changes since REV can reach, and an API smoke (default: since main)")
    parser.add_argument("--long", action="store_true", help="the long campaigns: fuzz hours, 10,000 kills, every walk in the browser")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), metavar="N", help="so many runs at once (default: the cores there are)")
    parser.add_argument("--no-install", action="store_true", help="do not look for Debian packages")
    parser.add_argument("--no-postgresql", action="store_true", help="leave out every PostgreSQL half; without this a missing server is a failure")
    return parser.parse_args()


def wanted(job, only):
    """`only` names suites, groups of jobs (api/thread is both engines), or jobs."""
    return not only or any(job.line == name or job.suite == name or job.line.startswith(name + " ") for name in only)


def chosen(options):
    """Names of suites, groups and jobs; empty = everything."""
    only = [name for name in options.only.split(",") if name]
    if options.changed is None:
        return only
    revision, files = changed_since(options.changed)
    reach = reached(files)
    say(f"  {len(files)} files differ from {revision[:12]}" + (": they can reach everything" if reach is None else ""))
    return only + sorted(reach or [])


def planned(options, budgets):
    plan, only = Plan(ROOT, LOGS, budgets, options), chosen(options)
    for unknown in [name for name in only if name.split("/")[0] not in SUITES]:
        raise SystemExit(f"no suite {unknown}; there are {', '.join(SUITES)}")
    for name, suite in SUITES.items():
        if not only or any(one.split("/")[0] == name for one in only):
            suite(plan)
    jobs = plan.complete(lambda job: wanted(job, only))
    if not jobs:
        raise SystemExit(f"nothing is called {', '.join(only)}")
    return jobs


def environment(scratch, options):
    out = {**os.environ, "TMPDIR": scratch.temporary, "OCOP_TEST_LONG": "1" if options.long else "", "OCOP_TEST_DEMO": os.path.join(scratch.folder, "demo")}
    out.pop("OCOP_TEST_POSTGRES", None)
    if scratch.url:
        out["OCOP_TEST_POSTGRES"] = scratch.url
    if os.path.isdir(SHARED):
        out["OCOP_TEST_SHARED_DATA"] = SHARED
    return out


def say(text):
    print(text, flush=True)


def main():
    options, started = parse(), time.monotonic()
    os.makedirs(LOGS, exist_ok=True)
    budgets = Budgets(os.path.join(ROOT, "tests", "budgets"))
    jobs = planned(options, budgets)
    report = Report(jobs, budgets, not options.no_postgresql, say)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not os.path.isdir(SHARED):
        say("  note: ../shared/data is not here; tests that compare with the source tables are skipped")
    scratch = Scratch()
    try:
        if not options.no_postgresql and not scratch.start_postgresql():
            say(f"  the private PostgreSQL does not start; every suite that needs it fails:\n       | {scratch.fault}")
        schedule = Schedule(ROOT, LOGS, options.jobs, environment(scratch, options), report.told)
        schedule.add(jobs)
        schedule.run()
        report.add("postgresql", 0, scratch.postgresql_seconds())
    except KeyboardInterrupt:
        say("  interrupted")
        return 130
    finally:
        scratch.close()
    wall = time.monotonic() - started
    report.table(wall)
    if options.no_postgresql:
        say("  PostgreSQL was left out (--no-postgresql): its halves are among the skipped")
    say(f"\n{wall:.0f} seconds" + (f"; failed: {', '.join(report.failures)}" if report.failures else ""))
    say(f"{report.total.passed} passed, {report.total.failed} failed, {report.total.skipped} skipped")
    return 1 if report.total.failed else 0


sys.exit(main())
