"""Tokens of programs from their making to their end: for reading alone, for a time, shown with their last use, revoked by the holder, an administrator and the command line,
and by a new password. And what a form left open sends when its session is over. On each engine."""
import html, re

from client import PASSWORD, Server, Session, check, finish, need_engine, run

LOGIN = "tinh@demo.ocop"
NEXT = "gió thổi qua ruộng bậc thang"


def made(server, *more):
    out = run("admin", "create-token", LOGIN, "--label", "thử", *more, *server.flags)
    return out.stdout.strip()


def listed(server):
    """id -> the line of `list-tokens`."""
    out = run("admin", "list-tokens", LOGIN, *server.flags).stdout
    return {line.split("\t")[0]: line for line in out.splitlines()}


def reading(server, reads, writes):
    check("a token for reading reads", Session(server, reads).get("/api/v1/decisions").status == 200)
    saved = {"list": "/notices", "name": "Chưa đọc", "query": "state=unread"}
    refused = Session(server, reads).api("POST", "/api/v1/filters", saved)
    check("and changes nothing: 403, with words", refused.status == 403 and "authorization" in refused.text, f"{refused.status} {refused.text[:300]}")
    check("the other one changes", Session(server, writes).api("POST", "/api/v1/filters", saved).status == 201)
    mine = Session(server, writes).get("/api/v1/me").json["tokens"]
    check("the holder sees both, what they may and when they were used", sorted(t["scope"] for t in mine)[-2:] == ["everything", "reading"] and all(t["last_used"] for t in mine[:2]), mine)
    return mine


def revoked(server, reads, mine, holder):
    id = next(t["id"] for t in mine if t["scope"] == "reading")
    check("the holder revokes one on the own page", holder.post(f"/me/tokens/{id}/end").status == 303)
    check("it ends at once", Session(server, reads).get("/api/v1/me").status == 401)
    check("and is not there a second time", holder.post(f"/me/tokens/{id}/end").status == 404)


def by_password(server, writes, holder):
    page = holder.get("/me")
    check("the own page asks whether tokens are kept", 'name="keep_tokens"' in page.text)
    change = {"current": PASSWORD, "next": NEXT, "repeated": NEXT}
    check("a new password, tokens kept on purpose", holder.post("/me/password", {**change, "keep_tokens": "1"}).status == 303)
    check("the token works", Session(server, writes).get("/api/v1/me").status == 200)
    holder.get("/me")
    changed = holder.post("/me/password", {"current": NEXT, "next": NEXT + " xanh", "repeated": NEXT + " xanh"})
    check("another one, without a word", changed.status == 303, changed.status)
    check("ends the token", Session(server, writes).get("/api/v1/me").status == 401)


def command_line(server):
    check("a life beyond a year is refused", run("admin", "create-token", LOGIN, "--label", "thử", "--days", "400", *server.flags).returncode == 65)
    token = made(server, "--days", "1")
    id, line = next((i, line) for i, line in listed(server).items() if "\teverything\tuntil" in line)
    check("it is listed with its end and its last use", re.search(r"until 20\d\d-.*last used -.*thử", line), line)
    check("it is revoked by its id", run("admin", "revoke-token", id, *server.flags).returncode == 0)
    check("once", run("admin", "revoke-token", id, *server.flags).returncode == 65)
    check("and what is no id is told", "list-tokens" in run("admin", "revoke-token", "x", *server.flags).stderr)
    check("the list says so", "\trevoked 20" in listed(server)[id], listed(server)[id])
    return token


def hidden(page):
    """What a page would send again, as its form holds it."""
    return [(html.unescape(name), html.unescape(value)) for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)]


def left_open(server):
    """A form is typed in while a second tab ends the session. The story: "your account lacks the role", and the text was gone."""
    maker = Session(server).sign_in("htx@demo.ocop")
    mine = maker.get("/api/v1/me").json
    place = "/producers/" + next(grant["producer"] for grant in mine["grants"] if grant.get("producer")) + "/edit"
    maker.get(place)
    version = maker.get(place).field("version")
    typed = {"story": "Chè <Shan> hái tay lúc \"sương\" chưa tan", "story_en": "", "version": version, "_csrf": maker.csrf}
    check("the second tab signs out", maker.post("/sign-out").status == 303)
    late = maker.post(place, typed)
    check("the session is over: it says so, and keeps what was typed", late.status == 401 and dict(hidden(late)).get("story") == typed["story"]
          and 'target="_blank"' in late.text, f"{late.status} {late.text[:300]}")
    maker.sign_in("htx@demo.ocop")
    stale = maker.post(place, hidden(late))
    check("signed in again, a stale token is not a missing role", stale.status == 403 and "vai trò" not in stale.text and dict(hidden(stale)).get("story") == typed["story"],
          f"{stale.status} {stale.text[:300]}")
    sent = maker.post(place, hidden(stale))
    check("and is sent by one more press", sent.status == 303, f"{sent.status} {sent.text[:300]}")
    check("as it was typed", html.escape(typed["story"]) in maker.get(place).text)
    # The story: a stale token on the form of a new password wrote the old and the new one into the answer, for their fields have other names.
    secret = {"current": PASSWORD, "next": "mưa rơi trên đồi chè", "repeated": "mưa rơi trên đồi chè", "_csrf": "stale"}
    told = maker.post("/me/password", secret)
    check("a password stands on no page", told.status == 403 and "mưa rơi" not in html.unescape(told.text) and PASSWORD not in told.text, told.status)
    maker.cookies.pop("ocop", None)
    told = maker.post("/me/password", secret)
    check("nor when the session is over", told.status == 401 and "mưa rơi" not in html.unescape(told.text), told.status)
    maker.sign_in("htx@demo.ocop")
    foreign = maker.post(place, typed, **{"Sec-Fetch-Site": "cross-site"})
    check("what another site sent is kept on no page", foreign.status == 403 and typed["story"] not in html.unescape(foreign.text), foreign.status)


need_engine()
server = Server()
try:
    server.stop()   # with SQLite one process has the folder
    reads, writes, gone = made(server, "--read-only"), made(server), command_line(server)
    server.start()
    check("a revoked token lets nobody in", Session(server, gone).get("/api/v1/me").status == 401)
    holder = Session(server)
    holder.sign_in(LOGIN)
    holder.get("/me")
    revoked(server, reads, reading(server, reads, writes), holder)
    by_password(server, writes, holder)
    left_open(server)
finally:
    server.close()
finish()
