"""A council meets on two dossiers (article 7.3d): one agenda, one press, one of them stays off because its maker has a request to answer; members read the
papers and their own sheets alone. Through the real program."""
import datetime

from client import PASSWORD, Server, Session, check, finish, need_engine, run, today
from walk import Walk, best, expect

MADE = {"elsewhere": "provincial_body:68", "idle": "council_member:08"}


def login(who):
    return f"{who}@sessions.ocop"


def forwarded(walk, product):
    """A dossier that waits at the province."""
    if not expect(walk.ask("producer", "GET", f"/api/v1/producers/{walk.producer}/papers"), 200).json["papers"]:
        walk.paper()
    identity = expect(walk.open(product), 201).json["id"]
    walk.answer(identity, dict(list(best(walk.table).items())[:3]))
    expect(walk.submit(identity), 200)
    expect(walk.forward(identity), 200)
    return identity


def meets(walk):
    first, second = (forwarded(walk, one["id"]) for one in walk.products[:2])
    session = walk.planned()
    path = f"/api/v1/sessions/{session}"
    check("another province has no such session", walk.ask("elsewhere", "GET", path).status == 404)
    check("a draft is its office's alone", walk.ask("m1", "GET", path).status == 404)
    check("what waits is put on the agenda", len(expect(walk.ask("province", "POST", f"{path}/fill", {"version": 1}), 200).json["agenda"]) == 2)
    moved = expect(walk.ask("province", "POST", f"{path}/dossiers/{first}/move", {"version": 2, "to": "later"}), 200).json["agenda"]
    check("in the order that its office gives it", [one["dossier"] for one in moved] == [second, first], moved)
    asked = {"words": "Thiếu giấy kiểm nghiệm", "until": (today() + datetime.timedelta(days=20)).isoformat(), "items": {"other": "Giấy kiểm nghiệm"}, "version": walk.dossier(second, "province")["version"]}
    expect(walk.ask("province", "POST", f"/api/v1/dossiers/{second}/completions", asked), 201)
    shown = expect(walk.ask("province", "GET", path), 200).json["agenda"]
    check("its line says why it cannot be opened", shown[0]["why"] and not shown[1]["why"], shown)
    check("all or nothing", walk.ask("province", "POST", f"{path}/call", {"version": 3, "reach": "all"}).status == 409)
    check("nothing was opened", walk.dossier(first, "province")["state"] == "forwarded")
    called = expect(walk.ask("province", "POST", f"{path}/call", {"version": 3, "reach": "possible"}), 200).json
    check("the other one is opened", [one["line"] for one in called["agenda"]] == ["off", "opened"], called)
    check("a second press is too late", walk.ask("province", "POST", f"{path}/call", {"version": 3, "reach": "possible"}).status == 409)
    check("with its council", walk.dossier(first, "province")["state"] == "scoring" and walk.dossier(second, "province")["state"] == "forwarded")
    mine = expect(walk.ask("m1", "GET", path), 200).json["agenda"]
    check("a member reads what was opened, and the own sheet", [(one["dossier"], one["own_sheet"], one["sheets_in"]) for one in mine] == [(first, "open", None)], mine)
    check("a member who was not called reads nothing", walk.ask("idle", "GET", path).status == 404)
    check("the maker has nothing here", walk.ask("producer", "GET", path).status == 403)
    told = expect(walk.ask("m1", "GET", "/api/v1/notices"), 200).text
    check("one notice leads to the agenda", told.count(f"/sessions/{session}") == 1 and "council.named" not in told, told[:400])
    check("the day is in the calendar", "Phiên họp đánh giá" in walk.people["m1"].get("/work.ics").text)
    expect(walk.score(first, "m1", best(walk.table)), 200)
    check("of others' sheets a member reads nothing", expect(walk.ask("m2", "GET", path), 200).json["agenda"][0]["sheets_in"] is None)
    check("the province reads how many are in", expect(walk.ask("province", "GET", path), 200).json["agenda"][1]["sheets_in"] == 1)
    check("nobody notes it before its day", walk.ask("province", "POST", f"{path}/held", {"version": 4}).status == 409)
    for who in ("m2", "m3"):
        expect(walk.score(first, who, best(walk.table)), 200)
    expect(walk.close(first), 200)
    check("held, when all of it is closed", expect(walk.ask("province", "GET", path), 200).json["state"] == "held")


def main():
    need_engine()
    server = Server()
    try:
        server.stop()
        for who, grant in MADE.items():
            made = run("admin", "create-account", login(who), "--name", f"Người {who}", "--grant", grant, *server.flags, input=PASSWORD + "\n")
            check(f"an account for {grant}", made.returncode == 0, made.stdout + made.stderr)
        tokens = {**Walk.tokens(server), **{who: server.token(login(who)) for who in MADE}}
        server.start()
        meets(Walk(server, tokens))
        check("a visitor is asked to sign in", Session(server).get("/api/v1/sessions").status == 401)
        server.stop()
        sound = run("verify", "log", *server.flags)
        check("the log and the rows behind it are sound", sound.returncode == 0, sound.stdout[-400:] + sound.stderr[-400:])
    finally:
        server.close()


main()
finish()
