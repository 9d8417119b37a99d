"""Two witnesses and a log that forks: neither cosigns the fork, and what they kept shows both views, each signed by the log. The story: a history that is
written anew and signed with the log's own key is found by nobody who keeps no head; nobody kept any."""
import http.client, importlib.machinery, importlib.util, json, os, shutil, signal, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))
from client import PROGRAM, ROOT, Server, Session, check, finish, free_port, run  # noqa: E402
from walk import Walk, best, expect  # noqa: E402

# The verifier that shares no code with the program.
LOADER = importlib.machinery.SourceFileLoader("verify_log", os.path.join(ROOT, "tools/verify-log"))
SPEC = importlib.util.spec_from_loader("verify_log", LOADER)
TOOL = importlib.util.module_from_spec(SPEC)
LOADER.exec_module(TOOL)
LIMIT = 40   # seconds for a head to be signed (every ten) and cosigned, also after a witness was away
FIRST = 10    # entries of the first dossier: filed, forwarded, council, three sheets, closing, decision, certificate, ruling
SECOND = 3    # of the one that waits for its sheets: filed, forwarded, council
KILLS = 20 if "--long" in sys.argv else 4


class Witness:
    def __init__(self, scratch, name, logs):
        self.folder, self.name, self.port = os.path.join(scratch, name), name, free_port()
        os.mkdir(self.folder)
        with open(os.path.join(self.folder, "logs"), "w", encoding="utf-8") as file:
            file.write("# the logs of this test\n" + logs)
        self.start()
        self.key = open(os.path.join(self.folder, "witness.pub"), encoding="utf-8").read().strip()

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "witness", self.folder, "--name", self.name, "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                return self.ask("GET", "/")
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{self.name} does not answer")

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body=body)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Type", ""), answer.read().decode()

    def add(self, old, note, proof=()):
        return self.ask("POST", "/add-checkpoint", (f"old {old}\n" + "".join(line + "\n" for line in proof) + "\n" + note).encode())

    def size(self):
        return int(self.ask("GET", "/")[2].splitlines()[4])

    def kept(self, kind, key):
        """The heads of whole checkpoints that it keeps, by the independent verifier: size -> root."""
        folders = [place for place, _, _ in os.walk(self.folder) if place.endswith("/" + kind)]
        return dict(TOOL.open_checkpoint(open(os.path.join(place, name), encoding="utf-8").read(), key) for place in folders for name in os.listdir(place))


def log_only(note):
    """A checkpoint without its cosignatures."""
    body, _, lines = note.rpartition("\n\n")
    return body + "\n\n" + lines.splitlines(True)[0]


def until(condition):
    end = time.time() + LIMIT
    while time.time() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    return None


def seen_by(server, witnesses, size):
    """The served checkpoint when it has that size and all of them have cosigned it."""
    def look():
        note = Session(server).get("/checkpoint").text
        whole = int(note.splitlines()[1]) >= size and all(TOOL.cosigned(note, TOOL.read_key(one.key, TOOL.WITNESS)) for one in witnesses)
        return note if whole else None
    return until(look)


def first_steps(server, walk, answers, witnesses, key):
    dossier = walk.to_closing(answers)
    certificate = expect(walk.decide(dossier, "recognised"), 201).json["certificate"]["number"]
    note = seen_by(server, witnesses, FIRST)
    check("both witnesses cosign the head", note is not None, Session(server).get("/checkpoint").text + open(server.log).read()[-600:])
    told = subprocess.run([os.path.join(ROOT, "tools/verify-log"), server.url, "--key", key, *(word for one in witnesses for word in ("--witness", one.key))], capture_output=True, text=True)
    check("the independent verifier says by whom", told.returncode == 0 and all(f"cosigned by {one.name}" in told.stdout for one in witnesses), told.stdout + told.stderr)
    pages = Session(server).get("/log").text, Session(server).get("/en/log").text
    check("people read it too, in both languages", all(one.name in page for one in witnesses for page in pages) and "Nhân chứng" in pages[0] and "Witnesses" in pages[1], pages[1][:300])
    proof = os.path.join(server.data, "proof")
    with open(proof, "wb") as file:
        file.write(Session(server).get(f"/api/v1/certificates/{certificate}/proof").body)
    whole = run("verify", "certificate", proof, "--key", key, *(word for one in witnesses for word in ("--witness", one.key)))
    check("a proof file carries the cosignatures", whole.returncode == 0 and whole.stdout.count("cosigned by") == 2, f"{whole.returncode} {whole.stdout} {whole.stderr}")
    stranger = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    denied = run("verify", "certificate", proof, "--key", key, "--witness", stranger)
    check("a witness who did not cosign is a finding", denied.returncode == 1 and "not cosigned by remora" in denied.stderr, denied.stderr)


def away(server, walk, answers, witnesses):
    """One of them is down: the log goes on, and it catches up when it is back."""
    witnesses[1].stop(signal.SIGKILL)
    begun = time.time()
    walk.to_council(answers, walk.products[1]["id"])
    check("a witness that is down holds nothing up", time.time() - begun < 20)
    check("the other one cosigns", seen_by(server, witnesses[:1], FIRST + SECOND) is not None)
    witnesses[1].start()
    check("and it catches up when it is back", seen_by(server, witnesses, FIRST + SECOND) is not None, open(server.log).read()[-800:])


def killed(witness, note, size):
    """kill -9 while it is asked: what it answered is on disk when it is back."""
    for _ in range(KILLS):
        status, _, _ = witness.add(size, note)
        check("it cosigns the same head again", status == 200, status)
        witness.stop(signal.SIGKILL)
        witness.start()
        check("after a kill it knows what it cosigned", witness.size() == size, witness.size())
    second = subprocess.run([PROGRAM, "witness", witness.folder, "--port", str(free_port())], capture_output=True, text=True, timeout=20)
    check("one process a folder", second.returncode not in (0, 70) and "another process" in second.stderr, second.stderr)


def requests(witness, note, size, key):
    """tlog-witness, "add-checkpoint"."""
    other = note.replace(key.split("+")[0], "other.example")
    status, kind, text = witness.add(0, note)
    check("409 says the size that it has", (status, kind, text) == (409, "text/x.tlog.size", f"{size}\n"), (status, kind, text))
    for what, wanted, answer in (("an unknown log", 404, witness.add(0, other)), ("a false signature", 403, witness.add(size, note.replace("\n" + str(size) + "\n", f"\n{size + 1}\n"))),
                                 ("an old size above the new", 400, witness.add(size + 1, note)), ("a proof that proves nothing", 422, witness.add(size, note, [note.splitlines()[2]])),
                                 ("no request", 400, witness.ask("POST", "/add-checkpoint", b"nothing")), ("no body", 400, witness.ask("POST", "/add-checkpoint"))):
        check(f"{what}: {wanted}", answer[0] == wanted, answer)
    check("a body without end is not read", witness.ask("POST", "/add-checkpoint", b"old 0\n" + b"A" * 300_000)[0] in (400, 413))


def forked(server, older, walk, tokens, answers, witnesses, key, size):
    """The owner puts an older copy back, takes the kept heads away and writes another history under the same key."""
    with open(os.path.join(server.data, "ocop.db"), "wb") as file:
        file.write(older)
    os.unlink(os.path.join(server.data, "log.head"))
    server.start()
    other = Walk(server, tokens)
    other.to_council(answers, other.products[1]["id"])
    note = until(lambda: (text := log_only(Session(server).get("/checkpoint").text)) and int(text.splitlines()[1]) == size and text)
    check("the fork has as many entries, and is signed", note is not None, Session(server).get("/checkpoint").text)
    said = until(lambda: open(server.log).read().count("does not cosign: HTTP 409") >= 2)
    check("neither witness cosigns it, and the program says so", said, open(server.log).read()[-800:])
    for one in witnesses:
        status, _, text = one.add(size, note)
        check("of one size another root: 409", status == 409 and "another root" in text, (status, text))
    again = expect(other.open(kind="upgrade"), 201).json["id"]
    other.answer(again, dict(list(answers.items())[:3]))
    expect(other.submit(again), 200)
    longer = until(lambda: (text := log_only(Session(server).get("/checkpoint").text)) and int(text.splitlines()[1]) > size and text)
    for one in witnesses:
        status, _, text = one.add(size, longer, [longer.splitlines()[2]] * 3)
        check("a fork that has grown: 422", status == 422, (status, text))
    server.stop()
    name, public = TOOL.read_key(key)
    for one in witnesses:
        good, bad = one.kept("cosigned", (name, public)), one.kept("refused", (name, public))
        check("two views of one size, both signed by the log, are kept whole", size in good and size in bad and good[size] != bad[size], (sorted(good), sorted(bad)))
        check("it goes on from what it had", one.size() == size, one.size())


def main():
    server, scratch, witnesses = Server(), tempfile.mkdtemp(prefix="ocop-witness-"), []
    try:
        key = Session(server).get("/log/key").text.strip()
        server.stop()
        witnesses += [Witness(scratch, f"witness{number}.example", key + "\n") for number in (1, 2)]
        with open(os.path.join(server.data, "ocop.toml"), "a", encoding="utf-8") as settings:
            settings.write("\n[log]\nwitnesses = " + json.dumps([f"http://127.0.0.1:{one.port} {one.key}" for one in witnesses]) + "\n")
        tokens = Walk.tokens(server)
        server.start()
        walk = Walk(server, tokens)
        answers = {code: max(1, option - 1) if number % 3 == 0 else option for number, (code, option) in enumerate(best(walk.table).items())}
        first_steps(server, walk, answers, witnesses, key)
        server.stop()
        older = open(os.path.join(server.data, "ocop.db"), "rb").read()
        server.start()
        away(server, walk, answers, witnesses)
        note = log_only(Session(server).get("/checkpoint").text)
        size = int(note.splitlines()[1])
        server.stop()
        check("what is kept of cosignatures is sound", run("verify", "log", *server.flags).returncode == 0)
        requests(witnesses[0], note, size, key)
        killed(witnesses[1], note, size)
        forked(server, older, walk, tokens, answers, witnesses, key, size)
    finally:
        for one in witnesses:
            one.stop()
        shutil.rmtree(scratch, ignore_errors=True)
        server.close()
    finish()


main()
