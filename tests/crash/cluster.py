"""Three `ocop serve` behind nginx on one PostgreSQL, each with a data folder of its own, under a role that owns nothing. Used by kill_loop.py.

People act through the proxy: two with a browser (a session, forms with their token, each answer from whichever process comes next), the others
with tokens. A round kills one of the processes, waits a second and starts it again; everything is held against the ledger at the end.
What nobody may see: an acknowledged act that is gone, one that is there twice, a form or session that one process gave and another refuses.
"""
import http.client, os, re, shutil, signal, socket, subprocess, threading, time, urllib.parse

from served import ComeBack, Person, Refused, Served, START_LIMIT

PROCESSES = 3
BETWEEN_KILLS = 1.0                    # seconds
PASSWORD = "ocop-demo-2026"            # of the demo accounts
NGINX = """
{user}
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
  access_log off; client_max_body_size 17m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream ocop {{ {servers} keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://ocop; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr; proxy_connect_timeout 2s; proxy_read_timeout 60s;
    }}
  }}
}}
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Cut(OSError):
    """The proxy lost the process that had the request: nothing is known of the act."""


class Through(Person):
    """A person whose requests go through the proxy."""

    def ask(self, method, path, value=None, form=None):
        try:
            return super().ask(method, path, value, form)
        except Refused as fault:
            if re.search(r": 50[24] ", str(fault)):
                raise Cut(str(fault)) from None
            raise


class Browser:
    """A session and the forms of pages, through the proxy."""

    def __init__(self, served, login):
        self.served, self.cookies, self.token = served, {}, ""
        self.ask("GET", "/sign-in")
        status, place, _ = self.ask("POST", "/sign-in", {"login": login + "@demo.ocop", "password": PASSWORD})
        if status != 303 or "/sign-in" in place:
            raise Refused(f"{login} cannot sign in: {status}")

    def ask(self, method, path, form=None):
        """(status, Location, page)."""
        headers = {"Host": f"localhost:{self.served.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urllib.parse.urlencode({**form, "_csrf": self.token}).encode()
            headers.update({"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.served.port}"})
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        if answer.status == 503:
            raise ComeBack
        if answer.status in (502, 504):
            raise Cut(path)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.split(";")[0]
        if found := re.search(r'name="_csrf"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="_csrf"', page):
            self.token = found[1] or found[2]
        return answer.status, answer.headers["Location"] or "", page


class Together(Served):
    def __init__(self, options, chance, cluster):
        if not (nginx := shutil.which("nginx") or shutil.which("/usr/sbin/nginx")):
            raise SystemExit("nginx is missing; tools/install test brings it")
        self.nginx = nginx
        super().__init__(options, chance, cluster)

    # ---- the processes -------------------------------------------------------------------------------------------------------
    def install(self):
        """The owner makes the tables and grants; the program works as somebody else from the first command on."""
        owner = self.cluster.database("crash_cluster").url
        self.cluster.rows("CREATE ROLE ocop_program LOGIN")
        self.program_url = owner.replace("//ocop@", "//ocop_program@")
        self.data = [os.path.join(self.folder, f"data{number}") for number in range(PROCESSES)]
        self.flags = ["--data", self.data[0], "--database", self.program_url]
        self.command("admin", "migrate", "--database-owner", owner)
        self.command("admin", "make-demo", "--small")
        for folder in self.data[1:]:
            os.makedirs(folder, mode=0o700)
            for name in ("session.key", "log.key", "log.pub", "ocop.toml"):
                shutil.copy2(os.path.join(self.data[0], name), folder)
        self.ports = [free_port() for _ in self.data]
        self.processes = [None] * PROCESSES
        self.proxy, self.people, self.complaints, self.twice = None, [], [], {}

    def launch_one(self, number):
        self.processes[number] = subprocess.Popen(
            [self.program, "serve", "--data", self.data[number], "--database", self.program_url, "--port", str(self.ports[number]),
             "--public-url", f"http://localhost:{self.port}"], stdout=self.log, stderr=self.log,
            env={**os.environ, "OCOP_SERVER_TRUSTED_PROXIES": "127.0.0.1"})

    def launch(self):
        for number in range(PROCESSES):
            self.launch_one(number)
        for number in range(PROCESSES):
            if not self.wait_port(self.ports[number], self.processes[number]):
                raise SystemExit("a process does not start: " + open(self.log.name, errors="replace").read()[-1000:])
        servers = " ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in self.ports)
        config = os.path.join(self.folder, "nginx.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(NGINX.format(user="user root;" if os.geteuid() == 0 else "", folder=self.folder, servers=servers, port=self.port))
        self.proxy = subprocess.Popen([self.nginx, "-c", config, "-e", os.path.join(self.folder, "nginx.log")], stdout=self.log, stderr=self.log)

    def wait_port(self, port, process):
        kept, self.port, self.process = (self.port, getattr(self, "process", None)), port, process
        try:
            return super().wait_ready()
        finally:
            self.port, self.process = kept

    def wait_ready(self):
        return self.wait_port(self.port, self.proxy)

    def die(self):
        for process in [*self.processes, self.proxy]:
            if process and process.poll() is None:
                process.send_signal(signal.SIGKILL if process is not self.proxy else signal.SIGTERM)
                process.wait()

    def close(self):
        self.end_people()
        self.die()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- people --------------------------------------------------------------------------------------------------------------
    def person(self, login):
        return Through(self, self.tokens[login])

    def paper_by_form(self, browser):
        """The page of papers from one process, its form to another; a title is sent until it is answered, and must be there once."""
        status, _, page = browser.ask("GET", f"/producers/{self.producer}/papers")
        if status != 200 or "_csrf" not in page:
            raise Refused(f"the form of papers: {status}")
        title = self.next_serial()
        form = {"kind": "other", "title": title, "issuer": "Sở", "number": title, "issued": "01/02/2024"}
        status, place, page = browser.ask("POST", f"/producers/{self.producer}/papers", form)
        if status != 303 or "/sign-in" in place:
            raise Refused(f"the paper {title} by form: {status} {place} {page[-300:]}")
        self.acknowledge("paper " + title, lambda: self.papers.add(title))

    # What the proxy repeated after its first process had died was done, and told so as a conflict: an answer, and once in some hundred kills
    # a submission. The next reading shows it; nothing is there twice (doubled).
    def repeated(self, act, member):
        try:
            act(member)
        except Refused as fault:
            if ": 409 " not in str(fault):
                raise

    def answer(self, member):
        self.repeated(super().answer, member)

    def hand_in(self, member):
        self.repeated(super().hand_in, member)

    def work(self, act, who):
        make = (lambda: Browser(self, who)) if act.__name__ == "paper_by_form" else (lambda: self.person(who))
        someone = None
        while not self.stopping.is_set():
            try:
                someone = someone or make()
                act(someone)
            except (OSError, http.client.HTTPException):
                if isinstance(someone, Person):
                    someone.connection.close()
                time.sleep(0.01)
            except ComeBack:
                time.sleep(0.05)
            except Refused as fault:
                self.complaints.append(str(fault))
                return

    def start_people(self):
        self.stopping = threading.Event()
        acts = [(self.paper_by_form, "htx"), (self.paper_by_form, "htx"), (self.add_paper, "htx"), (self.answer, "htx"),
                (self.hand_in, "htx"), (self.add_account, "quantri")]
        self.people = [threading.Thread(target=self.work, args=act) for act in acts]
        for person in self.people:
            person.start()

    def end_people(self):
        if self.people:
            self.stopping.set()
        for person in self.people:
            person.join()
        self.people = []

    # ---- rounds --------------------------------------------------------------------------------------------------------------
    def round(self):
        if not self.people:
            self.launch()
            if not self.wait_ready():
                return ["the proxy does not answer"]
            self.start_people()
        self.kills += 1
        before, number = self.acts, self.chance.randrange(PROCESSES)
        time.sleep(self.chance.uniform(0, 0.3))
        process = self.processes[number]
        process.send_signal(signal.SIGKILL)
        code = process.wait()
        started = time.time()
        self.launch_one(number)
        complaints = [] if self.wait_port(self.ports[number], self.processes[number]) else ["a killed process does not start again"]
        self.restarts.append(time.time() - started)
        time.sleep(max(0.0, BETWEEN_KILLS - (time.time() - started)))
        if self.acts == before:
            complaints.append("nobody could act while one of three was away")
        if code != -signal.SIGKILL:
            complaints.append(f"ended by itself with {code}")
        told, self.complaints = self.complaints, []
        return complaints + told

    def finish(self):
        self.end_people()
        told, self.complaints = self.complaints, []
        self.die()
        return told + self.look() + self.doubled()

    def doubled(self):
        complaints = []
        for what, query in {
            "papers of one title": "SELECT count(*) FROM (SELECT 1 FROM producers_paper GROUP BY title HAVING count(*) > 1) AS twice",
            "answers of one version in two rows":
                "SELECT count(*) FROM (SELECT 1 FROM evaluation_answer GROUP BY sheet, criterion HAVING count(*) > 1) AS twice",
            "entries of the log for one submission":
                "SELECT count(*) FROM (SELECT 1 FROM evaluation_submission GROUP BY log_index HAVING count(*) > 1) AS twice",
        }.items():
            if (count := self.rows(query)[0][0]) != "0":
                complaints.append(f"twice: {count} x {what}")
        denied = self.cluster.rows("UPDATE tlog_entry SET entry = entry", url=self.program_url, may_fail=True)
        if "permission denied" not in denied:
            complaints.append(f"the program's role may change the log: {denied}")
        return complaints
