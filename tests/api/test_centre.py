"""Ninety points and more: the province sends the file, the Ministry receives it, its council scores, and the certificate is the Ministry's (articles 7.3e, 7.4);
another one is found below ninety points and comes back (7.4g). Through the real program, by whom each step is, and told to nobody else before it is decided."""
from client import PASSWORD, Server, Session, check, finish, need_engine, run, today
from walk import Walk, best, expect

MADE = {"ministry": "ministry", "c1": "council_member:00", "c2": "council_member:00", "c3": "council_member:00", "central": "council_chair:00", "elsewhere": "provincial_body:68"}


def login(who):
    return f"{who}@centre.ocop"


def sent(walk, product):
    """The file of a dossier that the province approved for the Ministry."""
    dossier = walk.to_council(best(walk.table), product)
    for who in ("m1", "m2", "m3"):
        expect(walk.score(dossier, who, best(walk.table)), 200)
    expect(walk.close(dossier), 200)
    expect(walk.decide(dossier, "forwarded_to_ministry", number=f"{len(walk.files) + 1}/QĐ-UBND"), 201)
    path, version = f"/api/v1/decisions/{dossier}/ministry", walk.dossier(dossier, "province")["version"]
    letter = {"letter": "120/UBND-NN", "letter_day": today().isoformat(), "version": version}
    check("another province sends nothing of it", walk.ask("elsewhere", "POST", path, letter).status == 404)
    check("nor does the Ministry send to itself", walk.ask("ministry", "POST", path, letter).status == 403)
    file = expect(walk.ask("province", "POST", path, letter), 200).json
    check("sent once", walk.ask("province", "POST", path, letter).status == 409)
    walk.files.append(file["file"])
    check("it waits on the Ministry's list", file["file"] in walk.ask("ministry", "GET", "/api/v1/work").text)
    for who in ("producer", "commune", "province"):
        check(f"the {who} reads where it stands", walk.ask(who, "GET", f"/api/v1/dossiers/{file['file']}").status == 200)
    check("another province does not", walk.ask("elsewhere", "GET", f"/api/v1/dossiers/{file['file']}").status == 404)
    return dossier, file["file"]


def judged(walk, file, answers):
    path = f"/api/v1/dossiers/{file}"
    council = {"members": [walk.accounts[who] for who in ("c1", "c2", "c3")], "chair": walk.accounts["central"], "version": walk.dossier(file, "ministry")["version"]}
    check("no council before it is found whole", walk.ask("ministry", "POST", f"{path}/council", council).status == 409)
    check("the province does not receive it", walk.ask("province", "POST", f"{path}/reception", {"version": council["version"]}).status == 403)
    expect(walk.ask("ministry", "POST", f"{path}/reception", {"version": council["version"]}), 204)
    council["version"] = walk.dossier(file, "ministry")["version"]
    own = {**council, "members": [walk.accounts[who] for who in ("hoidong1", "hoidong2", "hoidong3")]}
    check("members of the province's council are none of the Ministry's", walk.ask("ministry", "POST", f"{path}/council", own).status == 422)
    expect(walk.ask("ministry", "POST", f"{path}/council", council), 200)
    for who in ("c1", "c2", "c3"):
        expect(walk.score(file, who, answers), 200)
    for who in ("producer", "commune", "province"):
        check(f"the {who} reads no sheet", walk.ask(who, "GET", f"{path}/sheets/1").status == 403 and walk.ask(who, "GET", f"{path}/result").status == 403)
    version = expect(walk.ask("central", "GET", f"{path}/sheets"), 200).json["version"]
    expect(walk.ask("central", "POST", f"{path}/closing", {"spread_accepted": False, "version": version}), 200)
    check("nor the result, until the Ministry has decided", walk.ask("producer", "GET", f"{path}/result").status == 403)


def decided(walk, file, outcome, number, reason=""):
    value = {"dossier": file, "version": walk.dossier(file, "ministry")["version"], "outcome": outcome, "number": number, "decided": today().isoformat(), "signer": "Thứ trưởng", "reason": reason}
    check("the province decides nothing about the file", walk.ask("province", "POST", "/api/v1/decisions", value).status in (403, 404))
    return expect(walk.ask("ministry", "POST", "/api/v1/decisions", value), 201).json


def five_stars(walk, visitor):
    _, file = sent(walk, walk.products[0]["id"])
    product = f"/api/v1/products/{walk.products[0]['id']}"
    before = visitor.get(product).json["standing"]
    judged(walk, file, best(walk.table))
    check("nobody reads five stars before they are decided", visitor.get(product).json["standing"] == before)
    number = decided(walk, file, "recognised", "1500/QĐ-BNNMT")["certificate"]["number"]
    check("the certificate is the Ministry's", number.startswith("OCOP-00-"), number)
    check("five stars", visitor.get(product).json["standing"]["stars"] == 5)
    check("its page and its A4", visitor.get(f"/certificates/{number}").status == 200 and visitor.get(f"/certificates/{number}/certificate.pdf").status == 200)
    taken = {"ground": "false_dossier", "number": "1/QĐ-UBND", "concluded": today().isoformat(), "decided": today().isoformat(), "signer": "Chủ tịch"}
    refused = walk.ask("province", "POST", f"/api/v1/certificates/{number}/withdrawal", taken)
    check("the province does not withdraw what the Ministry gave", refused.status in (403, 404), f"{refused.status} {refused.text[:300]}")


def comes_back(walk):
    """Article 7.4g: by the central council's result, or by an evaluation of the province's own."""
    dossier, file = sent(walk, walk.products[1]["id"])
    judged(walk, file, {code: max(1, option - 1) if number % 3 == 0 else option for number, (code, option) in enumerate(best(walk.table).items())})
    decided(walk, file, "not_recognised", "1501/QĐ-BNNMT", "Dưới 90 điểm.")
    waiting = walk.ask("province", "GET", "/api/v1/work").json["work"]
    check("it waits on the province's list, with its two ways", [one["act"]["label"] for one in waiting if one["thing"] not in (dossier, file)] == ["Chọn cách xử lý"], waiting)
    back = waiting[0]["thing"]
    path, version = f"/api/v1/dossiers/{back}/adoption", walk.dossier(back, "province")["version"]
    check("another province adopts nothing", walk.ask("elsewhere", "POST", path, {"version": version}).status == 404)
    adopted = expect(walk.ask("province", "POST", path, {"version": version}), 200).json["outcome"]
    check("the central council's result, below ninety points", adopted["total"] < 90 and adopted["stars"] == 3, adopted)
    check("a second click changes nothing", walk.ask("province", "POST", path, {"version": version}).status == 409)
    check("it is told now", expect(walk.ask("producer", "GET", f"/api/v1/dossiers/{back}/result"), 200).json["outcome"] == adopted)
    done = expect(walk.decide(back, "recognised", number="9/QĐ-UBND"), 201).json["certificate"]["number"]
    check("three stars, the province's", done.startswith("OCOP-08-"), done)


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
        walk, visitor = Walk(server, tokens), Session(server)
        walk.files = []
        five_stars(walk, visitor)
        comes_back(walk)
        server.stop()
        sound = run("verify", "log", *server.flags)
        check("the log and the rows behind it are sound", sound.returncode == 0, sound.stdout[-400:] + sound.stderr[-400:])
    finally:
        server.close()


main()
finish()
