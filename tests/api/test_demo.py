"""The demo that people are shown: a province that lives. Its figures are the ones that were printed (data/counts, C08), what is made up says so, and the whole is as sound as
any other folder. On SQLite; every other test has the small demo."""
import csv, io, os, re, sqlite3, sys, time

import client
from client import ENGINE, Server, Session, check, finish, run

BUILD_LIMIT, START_LIMIT = 60.0, 5.0   # seconds on a machine that does other things too: the promises (20 s and 1 s) are held by bench/demo
PRINTED = {3: 648, 4: 242, 5: 5}
MADE_UP, HILLS = 808, 250      # rows of Cần Thơ and of Lào Cai
DOSSIERS = 400                 # both provinces together have more
STATEMENTS = 20                # a page runs no more of them, whatever it shows
ROLES = {"coso": "producer_member", "cumxa": "commune_officer", "tinh": "provincial_body", "hoidong1": "council_member", "chutich": "council_chair", "tuvan": "advisory_group"}
MAKERS = 20                    # that the member acts for
# What may run more, and why (bench/README.md): nothing of it grows with rows.
MORE = {"/me/data": 160,                                                   # a question to each table that may hold something of a person
        ("/work", "producer_member"): 30 + 3 * MAKERS, ("/scans", "producer_member"): STATEMENTS + 2 * MAKERS,
        ("/work", "provincial_body"): 22}
OFFICIALS = ("cumxa", "tinh", "hoidong1", "chutich", "tuvan")


def total(visitor, words):
    return visitor.get(f"/api/v1/products?limit=1&province=92&{words}").json["total"]


def figures(visitor):
    check("895 products", total(visitor, "") == sum(PRINTED.values()) == 895, total(visitor, ""))
    for stars, products in PRINTED.items():
        check(f"{products} with {stars} stars", total(visitor, f"stars={stars}") == products, total(visitor, f"stars={stars}"))
    computed = visitor.get("/api/v1/counts/92").json["computed"]
    check("the counts say so too", computed["recognised"] == 895, computed)
    for validity, least in (("valid", 500), ("renewal_window", 60), ("lapsed", 60), ("reported", 40), ("withdrawn", 2), ("not_verified", 20)):
        check(f"some are {validity}", total(visitor, f"validity={validity}") >= least, total(visitor, f"validity={validity}"))
    check("the sample register is there whole", visitor.get("/api/v1/products?limit=1").json["total"] == 833 + MADE_UP + HILLS)


def marked(visitor):
    rows = list(csv.DictReader(io.StringIO(visitor.get("/products.csv?province=92").text.removeprefix("\ufeff"))))
    made_up = [row for row in rows if any("minh họa" in str(cell) for cell in row.values())]
    check("what is made up says so in its own name, and nothing else does", len(made_up) == MADE_UP, (len(rows), len(made_up)))
    names = [list(row.values()) for row in made_up]
    check("product and maker both", all(sum("minh họa" in str(cell) for cell in row) >= 2 for row in names), names[:2])


def states(server):
    office = Session(server).sign_in("tinh.cantho@demo.ocop")
    text = office.get("/work?state=").text
    check("the office has work", text.count("/dossiers/") > 4, text.count("/dossiers/"))
    check("decisions wait for it", office.get("/api/v1/decisions").json["total"] >= 6)
    waiting = office.get("/api/v1/reported").json["reported"]
    check("a real decision waits for its paper", any(one["decision"].startswith("3588/QĐ-UBND") for one in waiting), waiting)
    check("and one in two spellings", sum("MH11" in one["decision"] for one in waiting) == 2, waiting)
    confirmed = office.get("/api/v1/confirmations").json["confirmations"]
    check("eleven decisions on paper are confirmed", len(confirmed) == 11 and all("minh họa" in one["issuer"] for one in confirmed), confirmed)
    number = office.get("/api/v1/certificates?province=92").json["certificates"]
    check("certificates of the program's own evaluation", len(number) >= 20 and sum(one["validity"] == "withdrawn" for one in number) >= 2, number)
    member = Session(server).sign_in("htx.cantho@demo.ocop")
    check("its member has drafts", member.get("/work?state=").text.count("/dossiers/") > 4)
    for login in ("xa.cantho", "hoidong1.cantho", "chutich.cantho"):
        check(f"{login} has work", "/dossiers/" in Session(server).sign_in(f"{login}@demo.ocop").get("/work").text)


def all_of(session, path, key):
    """Every row of a list of the API, page after page."""
    out, cursor = [], ""
    while True:
        page = session.get(f"{path}{'&' if '?' in path else '?'}limit=100" + (f"&cursor={cursor}" if cursor else "")).json
        out += page[key]
        cursor = page["next_cursor"] or ""
        if not cursor:
            return out


def two_provinces(server):
    """Dossiers in every state, and none of them on a desk of the other province."""
    lists, states = {}, {}
    for place, code in (("cantho", "92"), ("laocai", "15")):
        office = Session(server).sign_in(f"tinh.{place}@demo.ocop")
        lists[place] = {"dossiers": {row["number"] for row in all_of(office, "/api/v1/dossiers", "dossiers")}}
        for path in ("complaints", "checks", "withdrawals", "ideas"):
            lists[place][path] = {row["id"] for row in all_of(office, f"/api/v1/{path}", path)}
            check(f"{place} has {path}", len(lists[place][path]) >= 3, len(lists[place][path]))
        for row in all_of(office, "/api/v1/dossiers", "dossiers"):
            states[row["state"]] = states.get(row["state"], 0) + 1
        numbers = [row["number"] for row in all_of(office, "/api/v1/certificates", "certificates") if row["number"].startswith(f"OCOP-{code}-")]
        check(f"{place} has certificates of its own evaluation", len(numbers) >= 20, len(numbers))
    for what in lists["cantho"]:
        both = lists["cantho"][what] & lists["laocai"][what]
        check(f"no {what} of one province is on the other's list", not both, sorted(both)[:3])
    for state in ("forwarded", "scoring", "closed", "decided"):
        check(f"some dossiers are {state}", states.get(state, 0) >= 10, states)
    for place, other in (("cantho", "laocai"), ("laocai", "cantho")):
        for role in OFFICIALS:
            mine, theirs = Session(server).sign_in(f"{role}.{place}@demo.ocop"), Session(server).sign_in(f"{role}.{other}@demo.ocop")
            work = set(re.findall(r'href="(/dossiers/[0-9a-f-]{36})', mine.get("/work?state=").text))
            check(f"{role}.{place} has work", role == "tuvan" or work)
            for path in sorted(work)[:3]:
                check(f"{role}.{other} gets no dossier of {role}.{place}", theirs.get(path).status == 404, path)
    makers = [Session(server).sign_in(f"coso.{place}@demo.ocop") for place in ("cantho", "laocai")]
    own = [len(re.findall(r'href="/dossiers/[0-9a-f-]{36}', one.get("/work?state=").text)) for one in makers]
    check("its makers have dossiers that wait", all(own), own)
    database = server.count("evaluation_dossier")
    check(f"more than {DOSSIERS} dossiers", database > DOSSIERS, database)


def lists_of(role):
    """Every list that a role may open: what has a file beside it (docs/api/routes.md)."""
    with open(os.path.join(client.ROOT, "docs/api/routes.md"), encoding="utf-8") as file:
        rows = [[cell.strip() for cell in line.split("|")] for line in file if line.startswith("|")]
    place = rows[0].index(role)
    open_to = {row[1].strip("`").removeprefix("GET "): row[place] == "yes" for row in rows if row[1].startswith("`GET /") and "{" not in row[1]}
    return ["/", "/work"] + sorted(path for path, may in open_to.items() if may and path + ".csv" in open_to and not path.startswith("/api/"))


def statements(server):
    """What a page costs is said in statements: one that asks again for each of its rows is found here, with full lists."""
    def run_by(session, path):
        count = lambda: int(re.search(r"^ocop_db_statements_total (\d+)", Session(server).get("/metrics").text, re.M)[1])
        least = None
        for _ in range(3):   # what the clock runs meanwhile only adds
            before = count()
            status = session.get(path).status
            least = min(count() - before, least) if least is not None else count() - before
        return status, least
    for login, role in ROLES.items():
        session = Session(server).sign_in(f"{login}.laocai@demo.ocop")
        for path in lists_of(role):
            status, ran = run_by(session, path)
            check(f"{path} of {role} answers", status == 200, status)
            most = MORE.get(path, MORE.get((path, role), STATEMENTS))
            check(f"{path} of {role} runs at most {most} statements", 0 < ran <= most, ran)


if ENGINE != "sqlite":
    check("the living province is built on SQLite", True)
    finish()
    sys.exit()
client.DEMO = ""   # not the small one that the others copy


class Living(Server):
    def make_demo(self):
        began = time.time()
        made = run("admin", "make-demo", *self.flags)
        check("the demo is made", made.returncode == 0, made.stdout + made.stderr)
        check(f"within {BUILD_LIMIT:.0f} s", time.time() - began < BUILD_LIMIT, time.time() - began)

    def count(self, table):
        with sqlite3.connect(f"file:{self.data}/ocop.db?mode=ro", uri=True) as database:
            return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


server = Living()
try:
    visitor = Session(server)
    figures(visitor)
    marked(visitor)
    states(server)
    two_provinces(server)
    statements(server)
    server.stop()
    for what in ("log", "files", "database"):
        sound = run("verify", what, *server.flags)
        check(f"{what} of it is sound", sound.returncode == 0, sound.stdout[-300:] + sound.stderr[-600:])
    began = time.time()
    server.start()
    check(f"it starts within {START_LIMIT:.0f} s", time.time() - began < START_LIMIT, time.time() - began)
finally:
    server.close()
finish()
