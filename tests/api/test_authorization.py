"""Every route × role, generated from the program's own route table (`ocop admin show-routes`): nothing here names a route by hand.

For each cell: a visitor where an account is needed gets 401 (or the sign-in page); a role that the policy does not name gets 403; a changing
request without its form token gets 403; an id that does not exist is 404 (never a 2xx, never a 5xx). Then a second province's people ask for the
first province's rows: 404, as if they were absent.
"""
import re, uuid

from client import PASSWORD, Server, Session, check, finish, run

ROLES = ["producer_member", "commune_officer", "provincial_body", "council_member", "council_chair", "administrator"]
LOGINS = dict(zip(ROLES, ["htx@demo.ocop", "xa@demo.ocop", "tinh@demo.ocop", "hoidong1@demo.ocop", "chutich@demo.ocop", "quantri@demo.ocop"]))


def routes():
    table = run("admin", "show-routes").stdout
    for line in table.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        found = re.fullmatch(r"`(\w+) (/[^`]*)`", cells[0])
        if found:
            yield {"method": found[1].upper(), "pattern": found[2], "visitor": cells[1], **dict(zip(ROLES, cells[2:8])), "proof": cells[8]}


def fill(pattern, value=None):
    return re.sub(r"\{[^}]*\}", lambda _: value or str(uuid.uuid4()), pattern)


def send(session, route, path, proof=True):
    if route["method"] == "GET":
        return session.get(path)
    if path.startswith("/api/"):
        headers = {} if proof else {"X-CSRF-Token": ""}
        return session.api(route["method"], path, {}, **headers)
    fields = {} if proof else {"_csrf": "wrong"}
    return session.post(path, fields)


def refused_visitor(answer):
    return answer.status == 401 or (answer.status == 303 and "/sign-in" in (answer.headers["Location"] or ""))


def matrix(server, table):
    visitor = Session(server)
    visitor.get("/sign-in")
    people = {role: Session(server).sign_in(login) for role, login in LOGINS.items()}
    for route in table:
        path, name = fill(route["pattern"]), f"{route['method']} {route['pattern']}"
        answer = send(visitor, route, path)
        if route["visitor"] == "401":
            check(f"visitor, {name}", refused_visitor(answer), answer.status)
        else:
            check(f"visitor, {name}", answer.status not in (401, 403) and answer.status < 500, f"{answer.status} {answer.text[:200]}")
        for role, session in people.items():
            if route["pattern"] in ("/sign-out", "/api/v1/sign-out") and route["method"] == "POST":
                continue   # would end the session that the next cells need
            answer = send(session, route, path)
            if route[role] == "403":
                check(f"{role}, {name}", answer.status == 403, f"{answer.status}, the table says 403")
            else:
                sound = answer.status not in (401, 403) and answer.status < 500
                if "{" in route["pattern"] and route["method"] != "GET":
                    sound = sound and answer.status >= 300
                check(f"{role}, {name}", sound, f"{answer.status}, the table says yes: {answer.text[:200]}")
            if route["proof"] == "token" and route[role] != "403":
                answer = send(session, route, path, proof=False)
                check(f"{role} without token, {name}", answer.status == 403, answer.status)
    return people


def accounts_of_another_province(server):
    """Made before the server starts: the same roles in province 68, and a producer of its own."""
    for role in ROLES[1:5]:
        grant = f"{role}:68" + (":24958" if role == "commune_officer" else "")
        made = run("admin", "create-account", f"{role}@other.ocop", "--name", f"other {role}", "--grant", grant, *server.flags, input=PASSWORD + "\n")
        if made.returncode:
            raise SystemExit(f"create-account: {made.stdout}{made.stderr}")


def foreign_rows(server, table):
    producer = Session(server).sign_in(LOGINS["producer_member"])
    mine = producer.api("GET", "/api/v1/dossiers")
    page = producer.get("/work").text
    found = re.search(r"/dossiers/([0-9a-f-]{36})", page)
    if not found:
        products = re.findall(r"/dossiers/new\?product=([0-9a-f-]{36})", page + producer.get("/dossiers/new").text)
        wanted = re.findall(r'value="([0-9a-f-]{36})"', producer.get("/dossiers/new").text) + products
        made = producer.api("POST", "/api/v1/dossiers", {"product": wanted[0], "kind": "first", "product_set": "QD26-11"}) if wanted else mine
        found = re.search(r'"id":"([0-9a-f-]{36})"', made.text)
    if not check("the producer has a dossier to hide", found, mine.text[:300]):
        return
    dossier = found[1]
    check("its owner sees it", producer.get(f"/dossiers/{dossier}").status == 200)
    for role in ROLES[1:5]:
        other = Session(server).sign_in(f"{role}@other.ocop")
        for route in table:
            if not re.match(r"(/api/v1)?/(dossiers|decisions)/\{", route["pattern"]) or route[role] == "403":
                continue
            rest = re.sub(r"\{(dossier|id)\}", dossier, route["pattern"], count=1)
            answer = send(other, route, fill(rest, "1"))
            allowed = {404} if route["method"] == "GET" else {404, 400, 422}
            check(f"{role} of another province, {route['method']} {route['pattern']}", answer.status in allowed, f"{answer.status} {answer.text[:200]}")


first = Server()
first.stop()
accounts_of_another_province(first)
first.start()
try:
    table = list(routes())
    check("the route table is not empty", len(table) > 60, len(table))
    check("every route says what it needs", all(r["visitor"] in ("yes", "401") for r in table))
    matrix(first, table)
    foreign_rows(first, table)
finally:
    first.close()
finish()
