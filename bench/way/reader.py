"""What bench/way/run asks: the pages of each role, over one kept connection each."""
import http.client, os, re, socket, subprocess, time, urllib.parse

PASSWORD, ROUNDS, WARM = "ocop-demo-2026", 40, 3
PAGES = {   # who: what he opens; {name} is found on a page of his
    "xa": ["/work", "/work?state=", "/waits/opinions", "/ideas", "/ideas?state=potential", "/checks", "/withdrawals", "/notices", "{dossier}"],
    "tinh": ["/work", "/work?state=", "/work?state=done", "/dossiers", "/dossiers?state=forwarded", "/dossiers?state=scoring", "/dossiers?state=closed", "/dossiers?state=decided",
             "/decisions", "/rulings", "/complaints", "/checks", "/checks/plans", "/withdrawals", "/ideas", "/ideas/forecast", "/waits/opinions",
             "/councils/08", "/notices", "/", "{dossier}"],
    "htx": ["/work", "/work?state=", "/complaints", "{dossier}", "{dossier}/ladder"],
    "hoidong1": ["/work", "{dossier}"],
    "chutich": ["/work", "/councils/08", "{dossier}"],
    "tuvan": ["/work", "/dossiers"],
    "thuky": ["/dossiers"],
    "": ["/waits", "/waits/08", "/waits/results", "/waits/results?province=08", "/certificates", "/certificates?province=08"],
}


class Served:
    def __init__(self, place):
        self.place = place

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process = subprocess.Popen([self.place.program, "serve", *self.place.flags, "--port", str(self.port), "--public-url", self.url],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1200):
            try:
                if Reader(self).get("/readyz")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def statements(self):
        return int(re.search(r"^ocop_db_statements_total (\d+)", Reader(self).get("/metrics")[1], re.M)[1])

    def idle_statements(self, seconds=6):
        time.sleep(3)
        before = self.statements()
        time.sleep(seconds)
        return (self.statements() - before) / seconds

    def processor_ms(self):
        """What the program itself has used; of PostgreSQL's own processes nothing."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")

    def pages(self):
        """(name, p50, p95, statements, processor's milliseconds, kilobytes) of each page."""
        for login, paths in PAGES.items():
            reader = Reader(self, login)
            for path in paths:
                real = reader.found(path)
                if not real:
                    continue
                times, size = [], 0
                for turn in range(WARM + ROUNDS):
                    if turn == WARM:
                        used = self.processor_ms()
                    began = time.perf_counter()
                    status, body = reader.get(real)
                    if turn >= WARM:
                        times.append((time.perf_counter() - began) * 1e3)
                    size = len(body.encode())
                    if status != 200:
                        raise SystemExit(f"{login} {real}: {status}")
                used = (self.processor_ms() - used) / ROUNDS
                counts = []
                for _ in range(3):   # the clock's own statements only ever add to it
                    before = self.statements()
                    reader.get(real)
                    counts.append(self.statements() - before)
                times.sort()
                yield (login or "visitor") + " " + path, times[len(times) // 2], times[len(times) * 95 // 100], min(counts), used, size / 1e3


class Reader:
    """A browser that keeps one connection and its cookies."""

    def __init__(self, served, login=""):
        self.served, self.cookies = served, {}
        self.connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=120)
        if login:
            token = re.search(r'name="_csrf"[^>]*value="([^"]*)"', self.get("/sign-in")[1])[1]
            fields = urllib.parse.urlencode({"login": login + "@demo.ocop", "password": PASSWORD, "_csrf": token})
            status, body = self.ask("POST", "/sign-in", fields, {"Content-Type": "application/x-www-form-urlencoded", "Origin": served.url})
            if status != 303:
                raise SystemExit(f"cannot sign in as {login}: {status}")

    def ask(self, method, path, body=None, more=None):
        sent = {"Host": f"localhost:{self.served.port}", **(more or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return answer.status, text

    def get(self, path):
        return self.ask("GET", path)

    def found(self, path):
        if "{dossier}" not in path:
            return path
        links = re.findall(r'href="(/dossiers/[0-9a-f-]{36})"', self.get("/work")[1] + self.get("/work?state=")[1])
        return path.replace("{dossier}", links[0]) if links else ""
