"""Where a run keeps what it throws away: one folder on a memory file system where there is a roomy one, and in it the private PostgreSQL.

The project's own folder may be closed to others (root's home is), and PostgreSQL refuses to run as root: what its user must enter lies outside.
fsync stays on, so that what is tested is what a province would run; on memory it costs nothing.
"""
import glob, os, re, shutil, subprocess, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLUSTER = os.path.join(ROOT, "tests", "support", "postgres")
ROOM = 3 << 30      # bytes: a cluster with its log (about 1 GB) and the databases of a dozen programs at once
PREFIX = "ocop-test-"
TICKS = os.sysconf("SC_CLK_TCK")


def base():
    """The folder above: /dev/shm when it has room, else /tmp. TMPDIR may be closed to others and is not asked."""
    for place in ("/dev/shm", "/tmp"):
        if os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK) and (place == "/tmp" or shutil.disk_usage(place).free >= ROOM):
            return place
    return tempfile.gettempdir()


def alive(pid):
    return os.path.exists(f"/proc/{pid}")


def sweep(places=("/dev/shm", "/tmp")):
    """Removes what runs left that were killed: their process is gone."""
    for folder in (found for place in places for found in glob.glob(os.path.join(place, PREFIX + "*"))):
        owner = re.match(re.escape(PREFIX) + r"(\d+)-", os.path.basename(folder))
        if owner and not alive(owner[1]):
            for data in glob.glob(os.path.join(folder, "**", "data", "postmaster.pid"), recursive=True):
                subprocess.run([CLUSTER, "stop", os.path.dirname(os.path.dirname(data))], capture_output=True)
            shutil.rmtree(folder, ignore_errors=True)


class Scratch:
    def __init__(self, place=None):
        sweep()
        self.folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place or base())
        self.temporary = os.path.join(self.folder, "tmp")
        os.mkdir(self.temporary)
        for folder in (self.folder, self.temporary):
            os.chmod(folder, 0o711)   # the server's user passes through, and reads nothing
        self.cluster = os.path.join(self.folder, "postgresql")
        self.url = self.fault = ""

    def start_postgresql(self):
        """True when it answers; otherwise `fault` says why."""
        made = subprocess.run([CLUSTER, "start", self.cluster], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if made.returncode or not made.stdout.strip():
            self.fault = (made.stderr or made.stdout).strip()
            return False
        self.url = made.stdout.strip().splitlines()[-1]
        return True

    def postgresql_seconds(self):
        """CPU of the server and of its backends that have ended: no suite is their parent."""
        try:
            with open(os.path.join(self.cluster, "data", "postmaster.pid"), encoding="utf-8") as file:
                pid = int(file.readline())
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            return sum(int(ticks) for ticks in fields[11:15]) / TICKS   # utime stime cutime cstime, proc(5)
        except (OSError, ValueError):
            return 0.0

    def close(self):
        if os.path.isdir(self.cluster):
            subprocess.run([CLUSTER, "stop", self.cluster], cwd=ROOT, capture_output=True, stdin=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)
