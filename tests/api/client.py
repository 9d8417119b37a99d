"""The real program on a fresh demo folder, and a person's or a program's way of talking to it. Standard library only."""
import datetime, http.client, json, os, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.parse, uuid

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("OCOP_TEST_PROGRAM") or os.path.join(ROOT, "build/release/ocop")   # OCOP_TEST_PROGRAM: another build, say the sanitized one
PASSWORD = "ocop-demo-2026"
START_LIMIT = 30   # seconds a server may take to answer; the demo folder starts in under one

passed, failed, skipped = 0, 0, 0


def check(name, condition, story=""):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: {story}")
    return bool(condition)


def skip(name, why):
    global skipped
    skipped += 1
    print(f"skip {name}: {why}")


def finish():
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


def today():
    """The day in Vietnam, which the program goes by. From 17:00 UTC on it is tomorrow's: tests that asked the machine's day failed every evening."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True, **more)


# ---- databases of a test's own ---------------------------------------------------------------------------------------------------
# Which engine a script runs on is its only argument; ./test runs a script that calls need_engine() once on each.
ENGINE = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
DEMO = os.path.join(os.environ.get("OCOP_TEST_DEMO", ""), ENGINE)   # made once for all by tests/support/demo


def ask_cluster(sql):
    subprocess.run(["psql", "-X", "-q", os.environ["OCOP_TEST_POSTGRES"], "-c", sql], check=True, capture_output=True)


def new_database(template="template0"):
    """The URL of a new database in the cluster of OCOP_TEST_POSTGRES; drop_database() when done."""
    name = "ocop_api_" + uuid.uuid4().hex[:12]
    ask_cluster(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    return urllib.parse.urlunsplit(urllib.parse.urlsplit(os.environ["OCOP_TEST_POSTGRES"])._replace(path="/" + name))


def drop_database(url):
    ask_cluster(f"DROP DATABASE IF EXISTS {urllib.parse.urlsplit(url).path[1:]} WITH (FORCE)")


def need_engine():
    """Ends a PostgreSQL run plainly where there is no server."""
    if ENGINE == "postgresql" and not os.environ.get("OCOP_TEST_POSTGRES"):
        skip("everything on PostgreSQL", "OCOP_TEST_POSTGRES is not set")
        finish()


class Server:
    """The real program on a demo of its own."""

    def __init__(self, folder=""):
        self.data = folder or tempfile.mkdtemp(prefix="ocop-api-")
        os.makedirs(self.data, exist_ok=True)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = tempfile.NamedTemporaryFile(prefix="ocop-api-", suffix=".log", delete=False).name   # not on the data's disk: it may be full
        made = os.path.isdir(DEMO)
        self.database = new_database("ocop_demo" if made else "template0") if ENGINE == "postgresql" else ""
        self.flags = ["--data", self.data] + (["--database", self.database] if self.database else [])
        if made:
            shutil.copytree(DEMO, self.data, dirs_exist_ok=True)
        else:
            self.make_demo()
        self.start()

    def make_demo(self):
        made = run("admin", "make-demo", "--small", *self.flags)
        if made.returncode:
            raise SystemExit(f"make-demo failed ({made.returncode}): {made.stdout}{made.stderr}")

    def start(self):
        out = open(self.log, "ab")
        self.process = subprocess.Popen([PROGRAM, "serve", *self.flags, "--port", str(self.port), "--public-url", self.url], stdout=out, stderr=out)
        end = time.time() + START_LIMIT
        while time.time() < end:
            try:
                if Session(self).get("/readyz").status == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit("the server does not answer:\n" + open(self.log, errors="replace").read()[-2000:])

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def close(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        os.unlink(self.log)
        if self.database:
            drop_database(self.database)

    def last_fault(self):
        """The newest log line that tells of a failure, for stories."""
        return next((line[:600] for line in reversed(open(self.log, errors="replace").read().splitlines()) if '"fault"' in line or '"level":"error"' in line), "")

    def token(self, login, label="test"):
        """An API token; the program must not be serving (one process a folder), so ask before start or on PostgreSQL."""
        made = run("admin", "create-token", login, "--label", label, *self.flags)
        return made.stdout.strip().splitlines()[-1] if made.returncode == 0 else ""


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.body)

    def field(self, name):
        """The value of a form's hidden or visible input."""
        found = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*value="([^"]*)"', self.text) or re.search(rf'<input[^>]*value="([^"]*)"[^>]*name="{re.escape(name)}"', self.text)
        return found[1] if found else ""


class Session:
    """A browser without script: cookies are kept, forms carry their token. Redirects are followed only by go()."""

    def __init__(self, server, token=""):
        self.server, self.token, self.cookies, self.csrf = server, token, {}, ""

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {"Host": f"localhost:{self.server.port}", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.token:
            sent["Authorization"] = "Bearer " + self.token
        try:
            connection.request(method, path, body=body, headers=sent)
        except (BrokenPipeError, ConnectionResetError):
            pass   # a refused body is not read to its end; the answer is there all the same
        answer = Answer(connection.getresponse())
        connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            value = rest.split(";")[0]
            if "max-age=0" in line.lower() or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        if b'name="_csrf"' in answer.body:
            self.csrf = answer.field("_csrf") or self.csrf
        return answer

    def get(self, path, **headers):
        return self.request("GET", path, headers=headers)

    def post(self, path, fields=None, **headers):
        """A form as a browser sends it; the token of the last page goes along."""
        items = list((fields or {}).items()) if isinstance(fields, dict) or fields is None else list(fields)
        if self.csrf and not any(k == "_csrf" for k, _ in items):
            items.append(("_csrf", self.csrf))
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.server.url, **headers}
        return self.request("POST", path, urllib.parse.urlencode(items).encode(), sent)

    def api(self, method, path, value=None, **headers):
        sent = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        if not self.token and self.csrf:
            sent.setdefault("X-CSRF-Token", self.csrf)
            sent["Origin"] = self.server.url
        return self.request(method, path, None if value is None else json.dumps(value).encode(), sent)

    def sign_in(self, login, password=PASSWORD):
        self.get("/sign-in")
        answer = self.post("/sign-in", {"login": login, "password": password})
        if answer.status != 303:
            raise SystemExit(f"cannot sign in as {login}: {answer.status} {answer.text[-800:]}")
        self.get("/me")
        return self
