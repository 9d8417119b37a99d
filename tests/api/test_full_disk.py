"""Bad luck: the disk is full, the machine was cut off. On a small file system of its own, so it needs root, or sudo, and mount; skipped plainly otherwise.

While the disk is full a change answers 503 with Retry-After and nothing of it is stored; pages, scans and the log are read as before. When there
is room again the same process writes. After kill -9 the next start checks the database and says so."""
import json, os, shutil, signal, subprocess, tempfile, time

from client import Server, Session, check, finish, run, skip
from walk import Walk, best, expect

DISK = "96m"          # the demo database takes 10 MB, its write-ahead log some more
PASTE = "đ" * 900     # a note near its limit, so that the disk fills by acts too


def fill(folder):
    """Leaves not one block."""
    name = os.path.join(folder, "ballast")
    with open(name, "wb", buffering=0) as file:
        for size in (1 << 20, 1 << 16, 1 << 12, 1 << 9):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                pass
    return name


def changes(walk, dossier, version):
    """Different kinds of change; each must be refused alike."""
    yield "answer", walk.ask("producer", "PUT", f"/api/v1/dossiers/{dossier}/answers/1.3", {"option": 2, "note": PASTE, "version": version})
    yield "dossier", walk.open()
    yield "account", walk.ask("admin", "POST", "/api/v1/accounts", {"login": "moi@demo.ocop", "display_name": "Người mới"})
    visitor, code = Session(walk.server), walk.products[0]["code"]
    visitor.get(f"/s/{code}/report")
    yield "report of a fake (a form)", visitor.post(f"/s/{code}/report", {"where": "Chợ", "what": "Tem giả " + PASTE[:100]})


def until_refused(walk, dossier):
    """The write-ahead log has room of its own until it must grow: write until it must."""
    version, note = 0, 0
    for note in range(4000):
        answer = walk.ask("producer", "PUT", f"/api/v1/dossiers/{dossier}/answers/1.2", {"option": 1, "note": PASTE + str(note), "version": version})
        if answer.status != 200:
            return answer, version
        version = answer.json["version"]
    return answer, version


def ready_within(server, seconds):
    """The program tries a write each second while the last one failed."""
    end = time.time() + seconds
    while time.time() < end:
        if Session(server).get("/readyz").status == 200:
            return True
        time.sleep(0.2)
    return False


def unready_within(server, seconds):
    """A write is tried every ten seconds."""
    end = time.time() + seconds
    while (answer := Session(server).get("/readyz")).status == 200 and time.time() < end:
        time.sleep(0.2)
    return answer


def full(server, walk):
    dossier = expect(walk.open(), 201).json["id"]
    expect(Session(server).get("/checkpoint"), 200)   # the first head of a log is signed when it is asked for, or ten seconds later
    ballast = fill(server.data)
    refused, version = until_refused(walk, dossier)
    check("a full disk is 503", refused.status == 503, f"{refused.status} {refused.text[:300]}")
    check("and says when to come back", (refused.headers["Retry-After"] or "").isdigit(), refused.headers["Retry-After"])
    check("as a problem", refused.headers["Content-Type"].startswith("application/problem+json") and refused.json["status"] == 503, refused.text[:200])
    before = walk.dossier(dossier)
    for name, answer in changes(walk, dossier, 0):
        good = answer.status == 503 and answer.headers["Retry-After"] or name == "dossier" and answer.status == 409
        check(f"{name}: 503 while the disk is full", good, f"{answer.status} {answer.text[:200]}")
    visitor = Session(server)
    for path in ("/", "/products", f"/products/{walk.products[0]['code']}", f"/s/{walk.products[0]['code']}", "/map", "/api/v1/products?limit=5", "/checkpoint", "/healthz"):
        check(f"{path} is read as before", visitor.get(path).status == 200, visitor.get(path).status)
    check("a signed-in person reads as before", walk.ask("producer", "GET", f"/api/v1/dossiers/{dossier}").status == 200)
    after = walk.dossier(dossier)
    unready = unready_within(server, 15)
    check("/readyz says that nothing can be kept, and why", unready.status == 503 and unready.text.startswith("not ready: "), unready.text)
    check("nothing of the refused was stored", after == before and after["answers"].get("1.2", {}).get("version", 0) == version, (before["sheet_version"], after["sheet_version"]))
    check("the program runs", server.process.poll() is None)
    os.remove(ballast)
    end = time.time() + 15
    answer = refused
    while time.time() < end and answer.status == 503:
        answer = walk.ask("producer", "PUT", f"/api/v1/dossiers/{dossier}/answers/1.2", {"option": 3, "note": "", "version": version})
        time.sleep(0.1)
    check("with room again the same process writes", answer.status == 200 and walk.dossier(dossier)["answers"]["1.2"]["option"] == 3, f"{answer.status} {answer.text[:300]}")
    check("and is ready", ready_within(server, 5))
    return dossier


def said_since(server, mark):
    """The mark counts bytes, and the log has names of places in it."""
    with open(server.log, "rb") as log:
        return log.read()[mark:].decode()


def killed(server, walk, dossier):
    version = walk.dossier(dossier)["answers"]["1.2"]["version"]
    expect(walk.ask("producer", "PUT", f"/api/v1/dossiers/{dossier}/answers/1.2", {"option": 2, "note": "trước khi mất điện", "version": version}), 200)
    server.stop(signal.SIGKILL)
    mark = os.path.getsize(server.log)
    server.start()
    said = said_since(server, mark)
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    check("a start after kill -9 says that it checked the database", any(e.get("event") == "storage" and "not clean" in e["detail"] and "checked" in e["detail"] for e in events), said[:600])
    check("the acknowledged act is there", walk.dossier(dossier)["answers"]["1.2"]["note"] == "trước khi mất điện")
    check("a clean stop ends with 0", server.stop() == 0)
    mark = os.path.getsize(server.log)
    server.start()
    check("a start after a clean stop says nothing of it", "not clean" not in said_since(server, mark))
    server.stop()
    check("the database is sound", run("verify", "database", *server.flags).returncode == 0)
    sound = run("verify", "log", *server.flags)
    check("so is the log", sound.returncode == 0, sound.stdout + sound.stderr)


def start_on_a_full_disk(server):
    """A program that cannot write its marker must not pretend to serve."""
    ballast = fill(server.data)
    ended = run("serve", *server.flags, "--port", "0", timeout=60)
    check("a start on a full disk ends with a reason and a code of the list", ended.returncode in (69, 74) and ended.stderr.strip() != "", f"{ended.returncode} {ended.stderr[:300]}")
    os.remove(ballast)
    server.start()
    check("with room it starts", Session(server).get("/readyz").status == 200)


AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "-n"]   # -n: never asks for a password


def mounted():
    folder = tempfile.mkdtemp(prefix="ocop-disk-")
    try:
        done = subprocess.run([*AS_ROOT, "mount", "-t", "tmpfs", "-o", f"size={DISK},uid={os.geteuid()},mode=700", "ocop-test", folder], capture_output=True).returncode
    except FileNotFoundError:
        done = 1
    if done:
        os.rmdir(folder)
        return None
    return folder


disk = mounted()
if not disk:
    skip("a full disk", "a file system cannot be mounted here")
    finish()
server = None
try:
    server = Server(folder=os.path.join(disk, "data"))
    server.stop()
    tokens = Walk.tokens(server)
    server.start()
    walk = Walk(server, tokens)
    killed(server, walk, full(server, walk))
    start_on_a_full_disk(server)
finally:
    if server:
        server.close()
    subprocess.run([*AS_ROOT, "umount", "-l", disk], capture_output=True)
    shutil.rmtree(disk, ignore_errors=True)
finish()
