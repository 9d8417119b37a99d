#!/usr/bin/env python3
"""Kills the program while it works, again and again, and holds what is left against a ledger of what had been acknowledged.

    tests/crash/kill_loop.py [--long] [--kills N] [--only NAMES] [--seed N] [--build DIR]

A round: start, let clients act, SIGKILL after 1 to 500 ms, start again, look. A round fails when an acknowledged act is missing, an act is
half there, something is there that nobody asked for, or the database or the log does not verify. The ledger is a file of another process,
synced before a line counts.

What it shows: a dying process loses nothing and leaves nothing half done; recovery works, also when it is killed itself; a PostgreSQL
backend or postmaster may die; on a full disk acts get 503 and reading goes on; a failed write or sync ends the program.
What it cannot show: a power cut. The kernel keeps what a killed process had written, synced or not; that commits are synced is shown by
counting the syncs (kernel/db/tests/sqlite_facts_test.cc, every_acknowledged_act_was_synced).
Ends with one line: N passed, N failed, N skipped. Standard library only.
"""
import argparse, functools, os, random, shutil, signal, subprocess, sys, tempfile, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CLUSTER = os.path.join(ROOT, "tests", "support", "postgres")
CLIENTS = 8              # enough for several acts in one commit
LONGEST_RUN = 0.5        # seconds from ready to kill
EARLY_KILLS = 0.15       # share of kills that meet the program while it starts, that is while it recovers from the one before
START_LIMIT = 30         # seconds a start may take; recovery of these small databases takes under one
CLUSTER_LONG = 60        # kills of one of three processes behind a proxy, one a second
LONG = 10_000            # kills; 0 failures in 10,000 bounds the chance of one at 0.03 % (95 %)
SHORT = {"db/sqlite": 10, "db/postgresql": 4, "blobs/sqlite": 6, "blobs/postgresql": 3, "jobs/sqlite": 6, "jobs/postgresql": 4, "serve/sqlite": 6, "serve/postgresql": 3,
         "faults/sqlite": 3,
         "cluster/postgresql": 10}   # together about three quarters of a minute on two quiet cores

sys.path.insert(0, HERE)
from cluster import Together  # noqa: E402  (beside this file)
from served import Faulty, Served  # noqa: E402  (beside this file)


class Ledger:
    """What was acknowledged, in a file that was synced before it counts."""

    def __init__(self, path):
        self.file, self.acknowledged, self.unknown = open(path, "ab", buffering=0), set(), set()

    def take(self, lines):
        self.file.write("".join(line + "\n" for line in lines).encode())
        os.fsync(self.file.fileno())
        for line in lines:
            kind, _, act = line.partition(" ")
            if kind in "AX":
                (self.acknowledged if kind == "A" else self.unknown).add(act)


class Writer:
    """db_writer or job_worker at work: its lines go into the ledger as they come."""

    def __init__(self, program, location, extra, ledger):
        self.ledger, self.ready, self.acks = ledger, threading.Event(), 0
        self.process = subprocess.Popen([program, "write", location, *extra, str(CLIENTS)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        rest = b""
        while chunk := os.read(self.process.stdout.fileno(), 65536):
            *lines, rest = (rest + chunk).split(b"\n")
            lines = [line.decode() for line in lines]
            self.ledger.take([line for line in lines if line != "R"])
            self.acks += sum(line.startswith("A") for line in lines)
            if "R" in lines:
                self.ready.set()

    def wait_ready(self):
        end = time.time() + START_LIMIT
        while not self.ready.wait(0.01) and time.time() < end and self.process.poll() is None:
            pass
        return self.ready.is_set()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        return self.end()

    def end(self):
        code = self.process.wait()
        self.reader.join()   # what was in the pipe counts: it had been acknowledged
        complaint = self.process.stderr.read().decode()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, complaint


class Cluster:
    """A PostgreSQL cluster of our own, because its processes are killed."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="ocop-crash-pg-")
        self.url = self.start()
        self.server = self.url.rsplit("/", 1)[0]

    def database(self, name):
        """A database of its own for one subject; the cluster is for all."""
        made = subprocess.run(["psql", "-X", "-q", "-c", f"CREATE DATABASE {name}", self.server + "/postgres"], capture_output=True, text=True)
        if made.returncode:
            raise SystemExit(made.stderr)
        self.url = f"{self.server}/{name}"
        return self

    def rows(self, query, url="", may_fail=False):
        """What psql prints; with `may_fail` its complaint when it refuses."""
        asked = subprocess.run(["psql", "-X", "-At", "-F", "\t", "-c", query, url or self.url], capture_output=True, text=True)
        if asked.returncode and not may_fail:
            raise SystemExit(asked.stderr)
        return asked.stderr if asked.returncode else asked.stdout

    def start(self):
        made = subprocess.run([CLUSTER, "start", self.folder], capture_output=True, text=True)
        if made.returncode:
            raise SystemExit(f"the cluster does not start: {made.stdout}{made.stderr}")
        return made.stdout.strip()

    def postmaster(self):
        with open(os.path.join(self.folder, "data", "postmaster.pid"), encoding="utf-8") as file:
            return int(file.readline())

    def children(self):
        with open(f"/proc/{self.postmaster()}/task/{self.postmaster()}/children", encoding="utf-8") as file:
            return [int(pid) for pid in file.read().split()]

    def backends(self):
        """Those that serve a client: their title says so, 'postgres: ocop postgres 127.0.0.1(…) COMMIT'."""
        found = []
        for pid in self.children():
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    title = file.read()
            except OSError:
                continue
            if b"127.0.0.1(" in title:
                found.append(pid)
        return found

    def kill_backend(self, chance):
        backends = self.backends()
        if backends:
            os.kill(chance.choice(backends), signal.SIGKILL)

    def kill_postmaster(self):
        postmaster, children = self.postmaster(), self.children()
        os.kill(postmaster, signal.SIGKILL)
        end = time.time() + START_LIMIT
        while time.time() < end and any(os.path.exists(f"/proc/{pid}") for pid in [postmaster, *children]):
            time.sleep(0.02)   # its children leave by themselves when they notice
        self.start()

    def wait_ready(self):
        """Until it has replayed its log after a backend was killed."""
        end = time.time() + START_LIMIT
        while subprocess.run(["psql", "-X", "-At", "-c", "SELECT 1", self.url], capture_output=True).returncode and time.time() < end:
            time.sleep(0.05)

    def close(self):
        subprocess.run([CLUSTER, "stop", self.folder], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class Database:
    """kernel/db alone: two-table acts, killed on either engine."""
    PROGRAM, DATABASE = "db_writer", "crash_db"

    def __init__(self, options, chance, cluster):
        self.chance = chance
        self.program = os.path.join(options.build, "tests", "crash", self.PROGRAM)
        self.folder = tempfile.mkdtemp(prefix="ocop-crash-")
        self.cluster = cluster.database(self.DATABASE) if cluster else None
        self.location = self.cluster.url if self.cluster else os.path.join(self.folder, "data")
        self.ledger = Ledger(os.path.join(self.folder, "ledger"))
        self.extra = self.arguments()
        self.kills, self.restarts, self.seen_unclean = 0, [], 0

    def arguments(self):
        """What the program is told besides the database."""
        return []

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def round(self):
        """One kill; a list of complaints."""
        started = time.time()
        writer = Writer(self.program, self.location, self.extra, self.ledger)
        self.kills += 1
        if self.chance.random() < EARLY_KILLS:
            time.sleep(self.chance.uniform(0, 0.03))
        else:
            if not writer.wait_ready():
                return [f"did not start: {writer.kill()}"]
            self.restarts.append(time.time() - started)
            time.sleep(self.chance.uniform(0.001, LONGEST_RUN))
            if self.cluster and self.chance.random() < 0.6:
                return self.kill_server(writer) + self.look()
        code, complaint = writer.kill()
        return ([] if code == -signal.SIGKILL else [f"ended by itself with {code}: {complaint}"]) + self.look()

    def kill_server(self, writer):
        """The server dies under a living program, which must find it again."""
        started = time.time()
        if self.chance.random() < 0.7:
            self.cluster.kill_backend(self.chance)
        else:
            self.cluster.kill_postmaster()
        time.sleep(0.1)   # what had been acknowledged before the kill is out of the pipe by now
        before, end = writer.acks, time.time() + START_LIMIT
        while writer.acks == before and time.time() < end and writer.process.poll() is None:
            time.sleep(0.005)
        self.restarts.append(time.time() - started)
        complaints = [] if writer.acks > before else ["no act was acknowledged after the server had come back"]
        code, complaint = writer.kill()
        return complaints + ([] if code == -signal.SIGKILL else [f"ended by itself with {code}: {complaint}"])

    def look(self):
        checked = subprocess.run([self.program, "check", self.location, *self.extra], capture_output=True, text=True)
        if checked.returncode:
            return [f"does not open: {checked.stderr}"]
        lines = checked.stdout.splitlines()
        self.seen_unclean += "U" in lines
        found = {line[2:] for line in lines if line.startswith("N ")}
        complaints = [line for line in lines if line[0] in "HV"]
        lost = self.ledger.acknowledged - found
        if lost:
            complaints.append(f"{len(lost)} acknowledged acts are lost, such as {sorted(lost)[:3]}")
        # Acts in flight may be there or not, at most one a client and kill; they are settled now.
        surplus = found - self.ledger.acknowledged - self.ledger.unknown
        if len(surplus) > CLIENTS:
            complaints.append(f"{len(surplus)} acts are there that were not in flight, such as {sorted(surplus)[:3]}")
        self.ledger.take(["A " + act for act in sorted(found - self.ledger.acknowledged)])
        return complaints

    def acknowledged(self):
        return len(self.ledger.acknowledged)

    def summary(self):
        restarts = sorted(self.restarts)
        p95 = restarts[int(len(restarts) * 0.95)] if restarts else 0
        return f"{len(self.ledger.acknowledged)} acts kept, restart p95 {p95:.2f} s"


class Jobs(Database):
    """kernel/jobs: acts that ask for a job, and the jobs. After each kill what is left is done: every acknowledged act has its effect exactly once."""
    PROGRAM, DATABASE = "job_worker", "crash_jobs"


class Blobs(Database):
    """kernel/blobs: files and the rows that point at them, while others let go of the same bytes and a collector runs without any grace."""
    PROGRAM, DATABASE = "blob_writer", "crash_blobs"

    def arguments(self):
        return [os.path.join(self.folder, "files") if self.cluster else self.location]


def campaign(name, make, kills):
    """All rounds of one subject: (passed, failed, skipped)."""
    started, passed, failed = time.time(), 0, 0
    try:
        subject = make()
    except FileNotFoundError as fault:
        print(f"skip {name}: {fault}")
        return 0, 0, 1
    try:
        for _ in range(kills):
            complaints = subject.round()
            passed, failed = passed + (not complaints), failed + bool(complaints)
            for complaint in complaints[:5]:
                print(f"FAIL {name}, kill {subject.kills}: {complaint[:500]}", flush=True)
            if failed >= 5:
                break   # the rest would only repeat it
        for complaint in getattr(subject, "finish", list)():   # what is looked at once, when all kills are done
            failed += 1
            print(f"FAIL {name}, in the end: {complaint[:500]}", flush=True)
        if not subject.acknowledged():
            failed += 1
            print(f"FAIL {name}: no act was ever acknowledged, so nothing was shown")
        print(f"{name}: {subject.kills} kills, {failed} bad, {subject.summary()}, {time.time() - started:.1f} s", flush=True)
    finally:
        subject.close()
    return passed, failed, 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--long", action="store_true", help=f"{LONG} kills of each subject")
    parser.add_argument("--kills", type=int, help="so many kills of each subject")
    parser.add_argument("--only", default="", help="subjects, separated by commas: " + ", ".join(SHORT))
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), help="of the moments of the kills")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"), help="where the programs are")
    parser.add_argument("--list", action="store_true", help="the names of the subjects, no more")
    options = parser.parse_args()
    if options.list:
        print("\n".join(SHORT))
        return
    chance = random.Random(options.seed)
    longest = {"faults": SHORT["faults/sqlite"], "cluster": CLUSTER_LONG}
    kills = {name: options.kills or (longest.get(name.split("/")[0], LONG) if options.long else short) for name, short in SHORT.items()}
    kinds = {"db": Database, "blobs": Blobs, "jobs": Jobs, "serve": Served, "faults": Faulty, "cluster": Together}
    print(f"seed {options.seed}", flush=True)
    total, cluster = [0, 0, 0], None
    try:
        for name in SHORT:
            if options.only and name not in options.only.split(","):
                continue
            kind, engine = name.split("/")
            if engine == "postgresql":
                cluster = cluster or Cluster()
            make = functools.partial(kinds[kind], options, chance, cluster if engine == "postgresql" else None)
            total = [a + b for a, b in zip(total, campaign(name, make, kills[name]))]
    finally:
        if cluster:
            cluster.close()
    print("{} passed, {} failed, {} skipped".format(*total))
    sys.exit(1 if total[1] else 0)


main()
