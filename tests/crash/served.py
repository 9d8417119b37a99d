"""`ocop serve` under fire: people act over HTTP, the program is killed. Used by kill_loop.py."""
import http.client, json, os, shutil, signal, socket, sqlite3, subprocess, tempfile, threading, time, urllib.parse, uuid

START_LIMIT = 30      # seconds until the program answers; the demo folder takes under one
LONGEST_RUN = 0.5     # seconds from ready to kill
EARLY_KILLS = 0.15    # share of kills that meet the program while it starts
BACKEND_KILLS = 0.3   # share of kills that take a PostgreSQL backend first
PRODUCER = "HTX chế biến chè Phìn Hồ"   # of the demo; its member account may act for it
TABLE = "QD26-07"

# What one act writes together must be there together. Portable SQL; each answers the number of breaches.
HALVES = {
    "submission without its leaf of the log":
        "SELECT count(*) FROM evaluation_submission s LEFT JOIN tlog_entry e ON e.position = s.log_index"
        " WHERE e.entry IS NULL OR e.entry NOT LIKE '%' || s.commitment || '%'",
    "leaf of a submission that is not there":
        "SELECT abs((SELECT count(*) FROM tlog_entry WHERE entry LIKE '%\"kind\":\"dossier.submitted\"%')"
        " - (SELECT count(*) FROM evaluation_submission))",
    "report of a commune that was forwarded, or its leaf, without the other":
        "SELECT abs((SELECT count(*) FROM tlog_entry WHERE entry LIKE '%\"kind\":\"dossier.forwarded\"%')"
        " - (SELECT count(*) FROM evaluation_commune_report WHERE forwarded_at IS NOT NULL))",
    "dossier that was forwarded without a report":
        "SELECT count(*) FROM evaluation_dossier d WHERE d.forwarded_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " evaluation_commune_report r WHERE r.dossier = d.id AND r.forwarded_at = d.forwarded_at)",
    "entry of the log without its place in the head":
        "SELECT abs((SELECT count(*) FROM tlog_entry) - (SELECT size FROM tlog_head))",
    "dossier and its sheet in different states":
        "SELECT count(*) FROM evaluation_dossier d JOIN evaluation_sheet s ON s.dossier = d.id AND s.seat = 0"
        " WHERE (d.state = 'draft') <> (s.state = 'open')",
    "answer newer than its sheet":
        "SELECT count(*) FROM evaluation_answer a JOIN evaluation_sheet s ON s.id = a.sheet WHERE a.version > s.version",
    "account without the event of its making":
        "SELECT count(*) FROM identity_account a WHERE NOT EXISTS (SELECT 1 FROM identity_event e WHERE e.account = a.id)",
    "role without the event of its giving":
        "SELECT count(*) FROM identity_account a WHERE (SELECT count(*) FROM identity_event e WHERE e.account = a.id)"
        " < 1 + (SELECT count(*) FROM identity_grant g WHERE g.account = a.id)",
}


class Refused(Exception):
    """An answer that is neither success nor 'come back later'."""


class ComeBack(Exception):
    """503: the storage is away for a moment; nothing is known of the act."""


class Person:
    """One client with a token and a connection of its own."""

    def __init__(self, served, token):
        self.served, self.token = served, token
        self.connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)

    def ask(self, method, path, value=None, form=None):
        """(status, parsed body). Raises OSError or HTTPException when the program dies meanwhile."""
        headers = {"Host": f"localhost:{self.served.port}", "Authorization": "Bearer " + self.token, "Accept": "application/json"}
        body = None
        if value is not None:
            body, headers["Content-Type"] = json.dumps(value).encode(), "application/json"
        elif form is not None:
            body, headers["Content-Type"] = urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded"
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        data = answer.read()
        if answer.status == 503:
            raise ComeBack
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {data[:400]!r}")
        return answer.status, json.loads(data) if data[:1] in (b"{", b"[") else None


class Served:
    """The real program on a demo installation of its own."""

    def __init__(self, options, chance, cluster):
        places = (os.path.join(options.build, "ocop"), os.path.join(options.build, "app", "ocop"))
        self.program = next((place for place in places if os.path.exists(place)), None)
        if not self.program:
            raise FileNotFoundError(f"no program ocop in {options.build}")
        self.chance, self.cluster = chance, cluster
        self.folder = tempfile.mkdtemp(prefix="ocop-crash-")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(os.path.join(self.folder, "serve.log"), "ab")
        self.install()
        self.tokens = {login: self.command("admin", "create-token", login + "@demo.ocop", "--label", "crash").split()[-1]
                       for login in ("htx", "xa", "tinh", "quantri")}
        self.lock, self.kills, self.restarts, self.serial = threading.Lock(), 0, [], 0
        self.papers, self.accounts, self.roles, self.answers, self.submissions, self.acts = set(), set(), set(), {}, 0, 0
        self.record = open(os.path.join(self.folder, "ledger"), "ab", buffering=0)
        self.prepare()

    # ---- the program ---------------------------------------------------------------------------------------------------------
    def install(self):
        self.flags = ["--data", os.path.join(self.folder, "data")]
        if self.cluster:
            self.flags += ["--database", self.cluster.database("crash_serve").url]
        self.command("admin", "make-demo", "--small")

    def command(self, *arguments):
        made = subprocess.run([self.program, *arguments, *self.flags], capture_output=True, text=True)
        if made.returncode:
            raise SystemExit(f"{' '.join(arguments)}: {made.returncode} {made.stdout}{made.stderr}")
        return made.stdout

    def environment(self):
        return None

    def launch(self):
        self.process = subprocess.Popen([self.program, "serve", *self.flags, "--port", str(self.port)], stdout=self.log, stderr=self.log,
                                        env=self.environment())

    def wait_ready(self):
        started = time.time()
        while time.time() - started < START_LIMIT and self.process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/readyz", headers={"Host": "localhost"})
                if connection.getresponse().status == 200:
                    return True
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.02)
        return False

    def die(self):
        self.process.send_signal(signal.SIGKILL)
        return self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.die()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- people --------------------------------------------------------------------------------------------------------------
    def person(self, login):
        return Person(self, self.tokens[login])

    def prepare(self):
        """A registration paper and two dossiers: one for answers, one that is handed in and sent back for ever."""
        self.launch()
        if not self.wait_ready():
            raise SystemExit("the program does not start: " + open(self.log.name, errors="replace").read()[-1000:])
        member = Person(self, self.tokens["htx"])
        account = member.ask("GET", "/api/v1/me")[1]
        self.producer = next(grant["producer"] for grant in account["grants"] if grant.get("producer"))
        self.add_paper(member, "business_registration")
        found = member.ask("GET", "/api/v1/products?" + urllib.parse.urlencode({"q": PRODUCER}))[1]["products"]
        own = [product["id"] for product in found if product["producer"]["id"] == self.producer][:2]
        self.dossiers = [member.ask("POST", "/api/v1/dossiers", {"product": product, "kind": "first", "product_set": TABLE})[1]["id"]
                         for product in own]
        self.die()

    def acknowledge(self, line, note):
        """The ledger first, synced; then the memory that is compared."""
        with self.lock:
            self.record.write((line + "\n").encode())
            os.fsync(self.record.fileno())
            self.acts += 1
            note()

    def next_serial(self):
        with self.lock:
            self.serial += 1
            return f"k{self.kills}-{self.serial}"

    def add_paper(self, member, kind="other"):
        title = self.next_serial()
        form = {"kind": kind, "title": title, "issuer": "Sở", "number": title, "issued": "01/02/2024"}
        status, _ = member.ask("POST", f"/producers/{self.producer}/papers", form=form)
        if status == 303:
            self.acknowledge("paper " + title, lambda: self.papers.add(title))

    def answer(self, member):
        seen = member.ask("GET", "/api/v1/dossiers/" + self.dossiers[0])[1]
        versions = {code: answer["version"] for code, answer in seen["answers"].items()}
        for code in sorted({*versions, *seen["completeness"]["unanswered"]}):
            option = 1 + versions.get(code, 0) % 2
            asked = {"option": option, "version": versions.get(code, 0)}
            status, saved = member.ask("PUT", f"/api/v1/dossiers/{self.dossiers[0]}/answers/{code}", asked)
            if status == 200:
                kept = (saved["version"], option)
                self.acknowledge(f"answer {code} {kept[0]} {option}", lambda: self.answers.update({code: kept}))

    def hand_in(self, member):
        path = "/api/v1/dossiers/" + self.dossiers[1]
        seen = member.ask("GET", path)[1]
        if seen["state"] == "draft":
            form = {"declared": True, "gaps_accepted": True, "version": seen["sheet_version"]}
            status, _ = member.ask("POST", path + "/submission", form)
            if status == 200:
                def note():
                    self.submissions += 1
                self.acknowledge(f"submission {self.dossiers[1]} {seen['sheet_version']}", note)
        # A kill may have come between forwarding and sending back: then the province has it already.
        if seen["state"] == "forwarded":
            login = "tinh"
        else:
            login = self.forwarded(path) if self.chance.random() < 0.5 else "xa"
        office = self.person(login)
        try:
            seen = office.ask("GET", path)[1]
            status, _ = office.ask("POST", path + "/return", {"reason": "Bổ sung giấy tờ", "version": seen["version"]})
        finally:
            office.connection.close()
        if status == 204:
            self.acknowledge(f"return {self.dossiers[1]} {seen['version']}", lambda: None)

    def forwarded(self, path):
        """The commune reports and forwards; the login of who has the dossier then."""
        commune = self.person("xa")
        try:
            words = {matter: "Đúng như hồ sơ." for matter in ("materials", "labour", "idea", "identity")}
            version = commune.ask("GET", path)[1]["report"]["version"]
            _, saved = commune.ask("PUT", path + "/report", {**words, "version": version})
            status, _ = commune.ask("POST", path + "/forwarding", {"version": saved["version"]})
        finally:
            commune.connection.close()
        if status == 200:
            self.acknowledge(f"forwarding {self.dossiers[1]} {saved['version']}", lambda: None)
        return "tinh"

    def add_account(self, administrator):
        login = self.next_serial()
        status, made = administrator.ask("POST", "/api/v1/accounts", {"login": login, "display_name": login})
        if status != 201:
            return
        self.acknowledge("account " + made["id"], lambda: self.accounts.add(made["id"]))
        for role in ("council_member", "council_chair", "provincial_body"):
            status, given = administrator.ask("POST", f"/api/v1/accounts/{made['id']}/grants", {"role": role, "province": "08"})
            if status == 201:
                self.acknowledge("role " + given["id"], lambda: self.roles.add(given["id"]))

    def work(self, act, login):
        person = self.person(login)
        while not self.stopping.is_set():
            try:
                act(person)
            except (OSError, http.client.HTTPException):
                person.connection.close()   # the program is gone; or, with its backend, only this answer
                time.sleep(0.01)
            except ComeBack:
                time.sleep(0.05)
            except Refused as fault:
                self.complaints.append(str(fault))
                return

    def start_people(self):
        self.stopping, self.complaints = threading.Event(), []
        acts = [(self.add_paper, "htx"), (self.add_paper, "htx"), (self.answer, "htx"), (self.hand_in, "htx"),
                (self.add_account, "quantri")]
        self.people = [threading.Thread(target=self.work, args=act) for act in acts]
        for person in self.people:
            person.start()

    # ---- a round -------------------------------------------------------------------------------------------------------------
    def round(self):
        self.kills += 1
        started = time.time()
        self.launch()
        if self.chance.random() < EARLY_KILLS:
            time.sleep(self.chance.uniform(0, 0.3))
            self.die()
            return self.look()
        if not self.wait_ready():
            code = self.process.poll()
            return [f"did not start ({code}): " + open(self.log.name, errors="replace").read()[-500:]]
        self.restarts.append(time.time() - started)
        self.start_people()
        time.sleep(self.chance.uniform(0.001, LONGEST_RUN))
        if self.cluster and self.chance.random() < BACKEND_KILLS:
            complaint = self.lose_backend()
            self.complaints += [complaint] if complaint else []
        code = self.die()
        self.stopping.set()
        for person in self.people:
            person.join()
        return self.complaints + ([] if code == -signal.SIGKILL else [f"ended by itself with {code}"]) + self.look()

    def lose_backend(self):
        """The server restarts all its backends when one dies; the program must serve again without being restarted."""
        self.cluster.kill_backend(self.chance)
        time.sleep(0.2)
        before, end = self.acts, time.time() + START_LIMIT
        while self.acts == before and time.time() < end:
            time.sleep(0.01)
        return "" if self.acts > before else "nobody could act after the server had come back"

    def rows(self, query):
        """Looked at beside the program: in a copy of the killed folder, so that recovery is left to the program; or on the server."""
        if self.cluster:
            return [line.split("\t") for line in self.cluster.rows(query).splitlines()]
        with tempfile.TemporaryDirectory() as copy:
            for name in os.listdir(os.path.join(self.folder, "data")):
                if name.startswith("ocop.db"):
                    shutil.copy(os.path.join(self.folder, "data", name), copy)
            connection = sqlite3.connect(os.path.join(copy, "ocop.db"))
            try:
                return [[str(value) for value in row] for row in connection.execute(query).fetchall()]
            finally:
                connection.close()

    def look(self):
        complaints = []
        if self.cluster:
            self.cluster.wait_ready()
        for what, query in HALVES.items():
            if (count := self.rows(query)[0][0]) != "0":
                complaints.append(f"half done: {count} x {what}")
        for what in ("log", "database"):
            made = subprocess.run([self.program, "verify", what, *self.flags], capture_output=True, text=True)
            if made.returncode:
                complaints.append(f"verify {what}: {made.returncode} {made.stdout[-300:]}{made.stderr[-300:]}")
        return complaints + self.lost()

    def ids(self, table):
        hexadecimal = "encode(id, 'hex')" if self.cluster else "lower(hex(id))"
        return {str(uuid.UUID(row[0])) for row in self.rows(f"SELECT {hexadecimal} FROM {table}")}

    def lost(self):
        complaints = []
        titles = {row[0] for row in self.rows("SELECT title FROM producers_paper")}
        for what, missing in (("papers", self.papers - titles), ("accounts", self.accounts - self.ids("identity_account")),
                              ("roles", self.roles - self.ids("identity_grant"))):
            if missing:
                complaints.append(f"{len(missing)} acknowledged {what} are lost, such as {sorted(missing)[:3]}")
        kept = {row[0]: (int(row[1]), int(row[2])) for row in self.rows(
            "SELECT a.criterion, a.version, a.chosen FROM evaluation_answer a JOIN evaluation_sheet s ON s.id = a.sheet WHERE s.seat = 0")}
        for code, (version, option) in self.answers.items():
            there = kept.get(code, (0, 0))
            if there[0] < version or (there[0] == version and there[1] != option):
                complaints.append(f"the answer {code} was acknowledged as version {version}, option {option}, and is {there}")
        submissions = int(self.rows("SELECT count(*) FROM evaluation_submission")[0][0])
        if submissions < self.submissions:
            complaints.append(f"{self.submissions} submissions were acknowledged, {submissions} are there")
        self.submissions = submissions
        return complaints

    def acknowledged(self):
        return self.acts

    def summary(self):
        restarts = sorted(self.restarts)
        p95 = restarts[int(len(restarts) * 0.95)] if restarts else 0
        versions = sum(version for version, _ in self.answers.values())
        return (f"{self.acts} acts kept ({len(self.papers)} papers, {len(self.accounts)} accounts, {len(self.roles)} roles, "
                f"{self.submissions} submissions, {versions} versions of answers), start p95 {p95:.2f} s")


class Faulty(Served):
    """The same program on a disk that is full or that fails (tests/support/fault_shim.c)."""

    ENDED = 74         # exit code "writing failed"
    END_LIMIT = 10     # seconds until the program has ended after a failed write or sync; it looks at itself once a second

    def __init__(self, options, chance, cluster):
        self.shim = os.path.join(options.build, "tests", "support", "fault_shim.so")
        if not os.path.exists(self.shim):
            raise FileNotFoundError(f"no {self.shim}")
        self.fault_file = ""
        super().__init__(options, chance, cluster)
        self.fault_file = os.path.join(self.folder, "fault")

    def environment(self):
        return {**os.environ, "LD_PRELOAD": self.shim, "FAULT_FILE": self.fault_file}

    def set_fault(self, fault):
        with open(self.fault_file, "w", encoding="utf-8") as file:
            file.write(fault)

    def round(self):
        fault = ("full", "sync", "write")[self.kills % 3]
        self.kills += 1
        started = time.time()
        self.launch()
        if not self.wait_ready():
            return ["did not start: " + open(self.log.name, errors="replace").read()[-500:]]
        self.restarts.append(time.time() - started)
        member, complaints = Person(self, self.tokens["htx"]), []
        self.add_paper(member)
        self.set_fault(fault)
        for _ in range(2):
            try:
                self.add_paper(member)
                complaints.append(f"{fault}: an act was acknowledged")
            except ComeBack:
                pass
        if member.ask("GET", "/api/v1/dossiers/" + self.dossiers[0])[0] != 200:
            complaints.append(f"{fault}: reading does not go on")
        complaints += self.after_full(member) if fault == "full" else self.after_failure()
        member.connection.close()
        return complaints + self.look()

    def after_full(self, member):
        os.unlink(self.fault_file)
        self.add_paper(member)   # room again: acts go on in the same process
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=START_LIMIT)
        return [] if code == 0 else [f"full: the clean stop ended with {code}"]

    def after_failure(self):
        try:
            code = self.process.wait(timeout=self.END_LIMIT)
        except subprocess.TimeoutExpired:
            self.die()
            code = "no end"
        os.unlink(self.fault_file)
        return [] if code == self.ENDED else [f"the program should have ended with {self.ENDED}: {code}"]
