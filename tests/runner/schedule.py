"""Runs jobs side by side on the cores there are.

A run takes one core; as many go at once as there are lanes. A build takes all cores, one build at a time and at a low priority: it fills what
the runs beside it leave, so that no core waits while there is work, and a test's own waits are never a compiler's. When no build is left to fill
them one run more goes beside the others: a browser that waits for a font, a disk that syncs, a process that is killed and started again leave a
core idle a sixth of the time. Among the jobs that are ready the one that is expected to cost most begins first: what is long does not begin last.
"""
import os, signal, subprocess, time
from dataclasses import dataclass, field
from typing import Callable

LOOK = 0.03          # seconds between two looks at the running jobs
RUN_LIMIT = 1200     # seconds before a hanging run is ended; the longest takes about a minute on a quiet machine
BUILD_LIMIT = 3600
NICENESS = ["nice", "-n", "10"]


@dataclass
class Job:
    name: str                        # "unit/products"; of a shard "unit/products 2/3"
    command: Callable                # () -> list of words, asked when it begins: programs are made by then. Raises FileNotFoundError with the reason.
    read: Callable                   # (job) -> Count, when it has ended
    needs: tuple = ()                # names of jobs that must have passed
    build: bool = False
    cost: float = 10                 # expected CPU seconds
    environment: dict = field(default_factory=dict)
    group: str = ""                  # what is told as one line; its own name when empty
    built: dict = field(default_factory=dict)   # build folder -> targets it needs of it
    # When it has ended:
    code: int = 0
    log: str = ""
    seconds: float = 0               # wall
    cpu: float = 0                   # of it and of all it started

    @property
    def suite(self):
        return self.name.split("/")[0]

    @property
    def line(self):
        return self.group or self.name


TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """CPU seconds of a job's processes while they live. What a browser starts is killed and waited for by nobody, so the kernel's sum at the end
    misses more than half of it; short commands are missed here. The larger of the two counts."""

    EVERY = 1.0   # seconds between two looks

    def __init__(self):
        self.last, self.seen = 0.0, {}   # pid of a job -> pid -> seconds

    def look(self, jobs):
        if time.monotonic() - self.last < self.EVERY:
            return
        self.last = time.monotonic()
        parent, seconds = {}, {}
        for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parent[pid], seconds[pid] = int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS   # ppid utime stime, proc(5)
        for pid in seconds:
            up = pid
            while up and up not in jobs:
                up = parent.get(up, 0)
            if up:
                self.seen.setdefault(up, {})[pid] = seconds[pid]

    def take(self, job):
        return sum(self.seen.pop(job, {}).values())


class Running:
    def __init__(self, job, root, environment):
        self.job, self.started = job, time.monotonic()
        self.limit = self.started + (BUILD_LIMIT if job.build else RUN_LIMIT)
        with open(job.log, "w", encoding="utf-8") as out:
            self.process = subprocess.Popen((NICENESS if job.build else []) + job.command(), cwd=root, env={**environment, **job.environment},
                                            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def ended(self):
        """True when it has; a job past its limit is ended with all it started."""
        pid, status, used = os.wait4(self.process.pid, os.WNOHANG)
        if not pid:
            if time.monotonic() > self.limit:
                self.kill()
                self.limit = float("inf")
                with open(self.job.log, "a", encoding="utf-8") as out:
                    out.write("\nended: it took longer than a hanging job may\n")
            return False
        self.process.returncode = self.job.code = os.waitstatus_to_exitcode(status)
        self.job.seconds, self.job.cpu = time.monotonic() - self.started, used.ru_utime + used.ru_stime
        self.kill()   # what it left behind
        return True


class Schedule:
    def __init__(self, root, logs, lanes, environment, told):
        """`told(job, outcome)` is called for each job at its end: "ended", "not started" (its log says why) or "not run" (what it needs has failed)."""
        self.root, self.logs, self.lanes, self.environment, self.told = root, logs, lanes, environment, told
        self.waiting, self.running, self.passed, self.failed, self.watch = [], [], set(), set(), Watch()

    def add(self, jobs):
        self.waiting += jobs

    def run(self):
        try:
            while self.waiting or self.running:
                self.drop()
                self.start()
                if not self.running and self.waiting:
                    raise RuntimeError("these need what nobody makes: " + ", ".join(job.name for job in self.waiting))
                self.watch.look({one.process.pid for one in self.running})
                for one in [one for one in self.running if one.ended()]:
                    self.running.remove(one)
                    one.job.cpu = max(one.job.cpu, self.watch.take(one.process.pid))
                    self.end(one.job, "ended")
                time.sleep(LOOK)
        finally:
            for one in self.running:
                one.kill()

    def drop(self):
        """Jobs that cannot run any more, and those that need them."""
        while lost := [job for job in self.waiting if self.failed & set(job.needs)]:
            for job in lost:
                self.waiting.remove(job)
                self.end(job, "not run")

    def start(self):
        ready = sorted((job for job in self.waiting if set(job.needs) <= self.passed), key=lambda job: 0 if job.build else -job.cost)
        unbuilt = any(job.build for job in self.waiting) or any(one.job.build for one in self.running)
        lanes = self.lanes if unbuilt else self.lanes + 1
        for job in ready:
            builds = sum(one.job.build for one in self.running)
            if builds if job.build else len(self.running) - builds >= lanes:
                continue
            self.waiting.remove(job)
            job.log = os.path.join(self.logs, job.name.replace("/", "_").replace(" ", "_") + ".log")
            try:
                self.running.append(Running(job, self.root, self.environment))
            except OSError as fault:
                with open(job.log, "a", encoding="utf-8") as out:
                    out.write(f"{fault}\n")
                self.end(job, "not started")

    def end(self, job, outcome):
        passed = self.told(job, outcome)
        (self.passed if passed else self.failed).add(job.name)
