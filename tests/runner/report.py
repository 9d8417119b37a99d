"""What the jobs said, counted; what they cost, held against tests/budgets; and the lines that a person reads."""
import fnmatch, os, re, xml.etree.ElementTree
from dataclasses import dataclass

LINE = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")
ABSENT = "OCOP_TEST_POSTGRES"   # a skip that names it was skipped because there is no server
TAIL = 40                       # lines of a failed job's log that are shown, half of them from its end
DEFAULT_BUDGET = 10             # CPU seconds of what no line of tests/budgets names


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    absent: int = 0   # of the skipped: for want of PostgreSQL

    def __add__(self, other):
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped, self.absent + other.absent)


# ---- readers: what a job's end means ---------------------------------------------------------------------------------------------
def checked(job):
    """A command that passes or fails as one test."""
    return Count(passed=int(job.code == 0), failed=int(job.code != 0))


def lined(job):
    """A command that ends with 'N passed, N failed, N skipped'."""
    with open(job.log, encoding="utf-8", errors="replace") as log:
        lines = [line.strip() for line in log]
    found = [match for match in map(LINE.match, lines) if match]
    count = Count(*(int(found[-1][i] or 0) for i in (1, 2, 3))) if found else Count()
    count.absent = min(count.skipped, sum(line.startswith("skip ") and ABSENT in line for line in lines))
    if job.code and not count.failed:
        count.failed = 1
    return count


def gtested(report):
    """A test program that writes `report` (XML: it says why a test was skipped)."""
    def read(job):
        count = Count()
        try:
            cases = xml.etree.ElementTree.parse(report).iter("testcase")
        except (OSError, xml.etree.ElementTree.ParseError):
            cases = []
        for case in cases:
            skipped = case.find("skipped")
            if case.get("status") != "run":
                continue
            if skipped is not None:
                count += Count(skipped=1, absent=int(ABSENT in (skipped.get("message") or "") + (skipped.text or "")))
            else:
                count += Count(failed=1) if case.find("failure") is not None else Count(passed=1)
        if job.code and not count.failed:
            count.failed = 1   # it crashed, or a sanitizer ended it
        return count
    return read


def story(lines):
    """Of a failed job's log: each failure with what stands below it, and the end."""
    end = max(0, len(lines) - TAIL // 2)
    told = sorted({at + more for at, line in enumerate(lines[:end]) if line.startswith("FAIL") or ": Failure" in line for more in range(4) if at + more < end})[:TAIL]
    return [lines[at] for at in told] + (["…"] if told else []) + lines[end:]


# ---- budgets -----------------------------------------------------------------------------------------------------------------------
class Budgets:
    def __init__(self, path):
        self.lines = []
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                words = line.split("#")[0].split(maxsplit=2)
                if not words:
                    continue
                if len(words) < 3 or not words[1].isdigit():
                    raise SystemExit(f"{path}:{number}: a line is a name, seconds of CPU and a reason")
                self.lines.append((words[0], int(words[1])))

    def of(self, name):
        return next((seconds for pattern, seconds in self.lines if fnmatch.fnmatchcase(name, pattern)), DEFAULT_BUDGET)


# ---- the report --------------------------------------------------------------------------------------------------------------------
class Report:
    """Jobs of one group (the shards of a program) are told together, when the last has ended."""

    def __init__(self, jobs, budgets, want_postgresql, out=print):
        self.budgets, self.want_postgresql, self.out = budgets, want_postgresql, out
        self.open, self.total, self.failures, self.spent, self.absent = {}, Count(), [], {}, 0
        for job in jobs:
            self.open.setdefault(job.line, []).append(job)
        self.groups = {name: {"jobs": jobs, "count": Count(), "left": len(jobs), "logs": [], "why": ""} for name, jobs in self.open.items()}

    def told(self, job, outcome):
        """Takes one job's end; True when it passed."""
        group = self.groups[job.line]
        count = job.read(job) if outcome == "ended" else Count(failed=1)
        if self.want_postgresql and count.absent:   # what a missing server left out was not tested
            count = Count(count.passed, count.failed + count.absent, count.skipped - count.absent)
            group["why"] = "no PostgreSQL"
        if outcome == "not run":
            group["why"] = "not run: " + ", ".join(job.needs)
        group["count"], group["left"] = group["count"] + count, group["left"] - 1
        if count.failed and job.log:
            group["logs"].append(job.log)
        if group["left"] == 0:
            self.close(job.line, group)
        return count.failed == 0

    def close(self, name, group):
        count, jobs = group["count"], group["jobs"]
        if count.passed + count.failed + count.skipped == 0:
            count.failed, group["why"] = 1, "it tested nothing"
        wall, cpu = max(job.seconds for job in jobs), sum(job.cpu for job in jobs)
        self.total += count
        self.spent[name] = (wall, cpu)
        why = f"  ({group['why']})" if group["why"] else ""
        self.out(f"  {'FAIL' if count.failed else 'ok  ' if count.passed else 'skip'} {name:<34} {count.passed:>5} passed {count.failed:>3} failed {count.skipped:>3} skipped {wall:7.1f} s{why}")
        if count.failed:
            self.failures.append(name)
        for log in group["logs"]:
            with open(log, encoding="utf-8", errors="replace") as file:
                self.out("\n".join("       | " + line for line in story(file.read().splitlines())))

    def add(self, name, wall, cpu):
        """Time that no job took, for the table."""
        self.spent[name] = (wall, cpu)

    def table(self, wall):
        """Where the time went, a line a suite; then what cost more than its budget."""
        suites = {}
        for name, (seconds, cpu) in self.spent.items():
            longest, spent, budget = suites.get(name.split("/")[0], (0, 0, 0))
            suites[name.split("/")[0]] = (max(longest, seconds), spent + cpu, budget + self.budgets.of(name))
        self.out(f"\n  {'suite':<14} {'CPU':>7}   {'budget':>6}   {'longest':>7}   (seconds)")
        for name, (longest, cpu, budget) in sorted(suites.items(), key=lambda row: -row[1][1]):
            self.out(f"  {name:<14} {cpu:7.1f}   {budget:>6}   {longest:7.1f}")
        cpu = sum(row[1] for row in suites.values())
        self.out(f"  {'all':<14} {cpu:7.1f}   {sum(row[2] for row in suites.values()):>6}   {wall:7.1f}   {cpu / max(wall, 0.1):.2f} cores busy on the average")
        for name, (_, cpu) in self.spent.items():
            if cpu > self.budgets.of(name):
                self.out(f"  warning: {name} took {cpu:.1f} s of CPU, its budget is {self.budgets.of(name)} s (tests/budgets)")
