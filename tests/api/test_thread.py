"""The whole way of a product through the JSON API alone: self-assessment, council, decision, certificate, scan, withdrawal, and what is left
to prove it: the log, the proof file, the backup. Also the ways that go wrong: a knock-out, five stars at the province, two people on one sheet.
The same body on each engine."""
import hashlib, json, os, shutil, sqlite3, subprocess, tempfile, threading, time, uuid

from client import ENGINE, ROOT, Server, Session, check, finish, need_engine, run
from walk import Walk, best, criteria, expect, points

FLIPPED = 24       # bytes of the proof file that are changed one by one; a unit test changes every one


def idempotency(walk):
    """Two clicks, or one answer lost on the way: one dossier. The story: on PostgreSQL those that came at the same moment were told 409,
    because all had looked before any had written."""
    key, answers = str(uuid.uuid4()), []
    threads = [threading.Thread(target=lambda: answers.append(walk.open(**{"Idempotency-Key": key}))) for _ in range(6)]
    [t.start() for t in threads], [t.join() for t in threads]
    statuses = sorted(a.status for a in answers)
    check("six posts with one key: one is 201, five are 200", statuses == [200] * 5 + [201], statuses)
    check("they name one dossier", len({a.json["id"] for a in answers if a.status < 300}) == 1)
    again = walk.open()
    check("without the key a second open dossier of the product is 409 and names the first", again.status == 409 and again.json["problems"][0]["got"] == answers[0].json["id"], again.text[:300])
    identity = answers[0].json["id"]
    gone = walk.ask("producer", "DELETE", f"/api/v1/dossiers/{identity}", {"version": answers[0].json["version"]})
    check("a draft may be dropped", gone.status in (200, 204) and walk.ask("producer", "GET", f"/api/v1/dossiers/{identity}").status == 404, gone.status)


def two_people(walk, identity):
    """The second who saves over an unseen change gets 409 with the difference, and nothing of it is stored."""
    path = f"/api/v1/dossiers/{identity}/answers/1.2"
    firsts, beside = [], path.replace("1.2", "1.4")
    threads = [threading.Thread(target=lambda n=n: firsts.append(walk.ask("producer", "PUT", beside, {"option": 1, "note": f"số {n}"}, **{"If-None-Match": "*"}))) for n in range(6)]
    [t.start() for t in threads], [t.join() for t in threads]
    check("of six first saves at once one wins and each other is told the difference", sorted(a.status for a in firsts) == [200] + [409] * 5 and all(a.json["problems"] for a in firsts if a.status == 409), [a.status for a in firsts])
    first = walk.ask("producer", "PUT", path, {"option": 2, "note": "cũ"}, **{"If-None-Match": "*"})
    check("the first save answers with its version", first.status == 200 and first.headers["ETag"] == f'"{first.json["version"]}"', f"{first.status} {first.headers['ETag']}")
    second = walk.ask("producer", "PUT", path, {"option": 3, "note": "mới"}, **{"If-None-Match": "*"})
    check("a save that has not seen it is 409", second.status == 409, second.status)
    told = {p["field"]: (p["got"], p["expected"]) for p in second.json["problems"]}
    check("the 409 tells both sides of each difference", ("3", "2") in told.values() and ("mới", "cũ") in told.values(), told)
    check("nothing of it is stored", walk.dossier(identity)["answers"]["1.2"]["note"] == "cũ")
    stale = walk.ask("producer", "PUT", path, {"option": 3, "note": "mới"}, **{"If-Match": '"999"'})
    check("a version that never was is 409 too", stale.status == 409, stale.status)
    third = walk.ask("producer", "PUT", path, {"option": 3, "note": "mới"}, **{"If-Match": first.headers["ETag"] or f'"{first.json["version"]}"'})
    check("with the version read it is saved", third.status == 200 and walk.dossier(identity)["answers"]["1.2"]["option"] == 3, third.text[:200])
    check("If-Match that is no ETag is 422", walk.ask("producer", "PUT", path, {"option": 3}, **{"If-Match": "yesterday"}).status == 422)
    check("no version at all is 422", walk.ask("producer", "PUT", path, {"option": 3}).status == 422)
    racers = []
    tag = {"If-Match": f'"{third.json["version"]}"'}
    threads = [threading.Thread(target=lambda n=n: racers.append(walk.ask("producer", "PUT", path, {"option": n % 3 + 1}, **tag).status)) for n in range(8)]
    [t.start() for t in threads], [t.join() for t in threads]
    check("of eight at once one wins, or those that say the same", racers.count(200) >= 1 and set(racers) <= {200, 409} and 409 in racers, racers)


def self_assessment(walk, answers):
    identity = expect(walk.open(), 201).json["id"]
    check("an office does not see a draft", walk.ask("province", "GET", f"/api/v1/dossiers/{identity}").status == 404)
    two_people(walk, identity)
    early = walk.submit(identity)
    check("without a business registration it cannot be submitted, and the field is named", early.status == 422 and early.json["problems"][0]["field"] == "papers", early.text[:300])
    paper = walk.paper(file=("giay.pdf", b"%PDF-1.4\n% giay\n", "application/pdf"))
    stranger = walk.ask("producer", "PUT", f"/api/v1/dossiers/{identity}/answers/1.1", {"option": 1, "papers": [str(uuid.uuid4())], "version": 0})
    check("a paper that is not the producer's is refused", stranger.status == 422, stranger.status)
    walk.answer(identity, answers, [paper])
    shown = walk.dossier(identity)
    check("points are shown as it goes", shown["outcome"]["total"] == points(walk.table, answers), shown["outcome"])
    check("it is complete", shown["completeness"]["answered"] == shown["completeness"]["criteria"] == len(criteria(walk.table)), shown["completeness"])
    check("the paper is evidence of the dossier", shown["papers"] == [paper] and shown["completeness"]["without_evidence"] == [], shown["papers"])
    paper = papers_follow(walk, identity, paper)
    shown = walk.dossier(identity)
    undeclared = walk.ask("producer", "POST", f"/api/v1/dossiers/{identity}/submission", {"declared": False, "version": shown["sheet_version"]})
    check("without the declaration it is 422", undeclared.status == 422 and undeclared.json["problems"][0]["field"] == "declared", undeclared.text[:300])
    expect(walk.submit(identity), 200)
    check("a second submission is 409", walk.submit(identity).status == 409)
    late = walk.ask("producer", "PUT", f"/api/v1/dossiers/{identity}/answers/1.1", {"option": 1, "version": 1})
    check("a submitted sheet is not changed any more", late.status == 409, late.status)
    papers_stay(walk, identity, paper)
    return identity


def papers_follow(walk, identity, paper):
    """A draft points to what replaced its paper, and loses what was removed. The story: the page promised a file could be sent later, and no
    way led there; what was sent by mistake stayed for good."""
    key = {"Idempotency-Key": str(uuid.uuid4())}
    file = ("giay-moi.pdf", b"%PDF-1.4\n% giay moi\n", "application/pdf")
    made = walk.replace_paper(paper, file, **key)
    check("a paper is replaced", made.status == 201, made.text[:300])
    new = made.json["id"]
    again = walk.replace_paper(paper, file, **key)
    check("a double click replaces once", again.status == 200 and again.json["id"] == new, again.text[:300])
    held = walk.dossier(identity)
    check("the draft follows, beside each criterion", held["papers"] == [new] and all(answer["papers"] in ([new], []) for answer in held["answers"].values()), held["papers"])
    check("the old one, never handed in, is gone", walk.people["producer"].get(f"/producers/{walk.producer}/papers/{paper}").status == 404)
    wrong = walk.paper(kind="other", title="Căn cước", file=("cccd.pdf", b"%PDF-1.4\n% cccd\n", "application/pdf"))
    walk.answer(identity, {"1.1": held["answers"]["1.1"]["option"]}, [new, wrong])
    for who, status in (("province", 403), ("producer", 204), ("producer", 404)):
        gone = walk.ask(who, "DELETE", f"/api/v1/producers/{walk.producer}/papers/{wrong}")
        check(f"removed by {who}: {status}", gone.status == status, gone.text[:200])
    check("the draft lost what was removed", walk.dossier(identity)["papers"] == [new])
    return new


def papers_stay(walk, identity, paper):
    """What was handed in keeps the paper it was handed in with."""
    new = expect(walk.replace_paper(paper, title="Giấy đăng ký, bản 2027"), 201).json["id"]
    check("the dossier keeps the old paper", paper in walk.dossier(identity, "commune")["papers"] and new not in walk.dossier(identity, "commune")["papers"])
    for who in ("producer", "commune"):
        opened = walk.people[who].get(f"/dossiers/{identity}/papers/{paper}")
        check(f"{who} opens it there", opened.status == 200 and b"giay moi" in opened.body, opened.status)
    listed = [one["id"] for one in walk.ask("producer", "GET", f"/api/v1/producers/{walk.producer}/papers").json["papers"]]
    check("new dossiers are offered the new one alone", new in listed and paper not in listed, listed)
    kept = walk.people["producer"].get(f"/producers/{walk.producer}/papers/{new}")
    check("without a new file it has the old one's bytes", kept.status == 200 and b"giay moi" in kept.body, kept.status)
    return new


def at_the_commune(walk, identity):
    """Articles 7.1 and 7.2. The story: what was handed in went to commune and province at once, and the province opened what no commune had
    forwarded."""
    check("the province does not see what its commune has not forwarded", walk.ask("province", "GET", f"/api/v1/dossiers/{identity}").status == 404)
    blank = walk.dossier(identity, "commune")["report"]["version"]
    early = walk.ask("commune", "POST", f"/api/v1/dossiers/{identity}/forwarding", {"version": blank})
    check("without the four matters it is not forwarded, and each is named", early.status == 422 and [p["field"] for p in early.json["problems"]] == ["materials", "labour", "idea", "identity"], early.text[:300])
    version = walk.report(identity, idea="Nghề chè có từ đời ông.")
    check("the producer does not read a draft of the commune", "report" not in walk.dossier(identity))
    stale = walk.ask("commune", "POST", f"/api/v1/dossiers/{identity}/forwarding", {"version": blank})
    check("an older report is not forwarded", stale.status == 409, stale.status)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(walk.ask("commune", "POST", f"/api/v1/dossiers/{identity}/forwarding", {"version": version}).status)) for _ in range(4)]
    [t.start() for t in threads], [t.join() for t in threads]
    check("four clicks forward once", sorted(answers) == [200, 409, 409, 409], answers)
    for who in ("producer", "commune", "province"):
        check(f"{who} reads what the commune reported", walk.dossier(identity, who)["report"]["idea"] == "Nghề chè có từ đời ông.")


def returned_once(walk, identity):
    version = walk.dossier(identity, "province")["version"]
    empty = walk.ask("province", "POST", f"/api/v1/dossiers/{identity}/return", {"reason": " ", "version": version})
    check("a return without a reason is 422", empty.status == 422, empty.status)
    back = walk.ask("province", "POST", f"/api/v1/dossiers/{identity}/return", {"reason": "Thiếu phiếu kiểm nghiệm", "version": version})
    shown = walk.dossier(identity)
    check("the province may send it back with a reason", back.status < 300 and shown["state"] == "draft" and shown["return_reason"] == "Thiếu phiếu kiểm nghiệm", shown["state"])
    expect(walk.submit(identity), 200)
    expect(walk.forward(identity), 200)


def scoring(walk, identity, answers):
    version = walk.dossier(identity, "province")["version"]
    small = {"members": [walk.accounts["hoidong1"]], "chair": walk.accounts["chutich"], "version": version}
    check("a council of one is 422", walk.ask("province", "POST", f"/api/v1/dossiers/{identity}/council", small).status == 422)
    wrong = {"members": [walk.accounts[n] for n in ("hoidong1", "hoidong2", "xa")], "chair": walk.accounts["chutich"], "version": version}
    check("an officer is no council member", walk.ask("province", "POST", f"/api/v1/dossiers/{identity}/council", wrong).status == 422)
    expect(walk.council(identity), 200)
    blind = walk.dossier(identity, "m1")
    check("a member does not see the producer's own score", "outcome" not in blind and "answers" not in blind, sorted(blind))
    seat = {who: expect(walk.ask(who, "GET", f"/api/v1/dossiers/{identity}/sheets/own"), 200).json["seat"] for who in ("m1", "m2", "m3")}
    check("each member has a seat of the own", sorted(seat.values()) == [1, 2, 3], seat)
    seen = {other: walk.ask("m1", "GET", f"/api/v1/dossiers/{identity}/sheets/{number}").status for other, number in seat.items()}
    check("a member has no sheet but the own one", seen == {"m1": 200, "m2": 404, "m3": 404}, seen)
    check("closing before the sheets are in is 409", walk.close(identity).status == 409)
    low = {**answers, "6.2.1": 1, "6.2.2": 1, "6.2.3": 1, "10": 1}
    for who, mine in (("m1", answers), ("m2", answers), ("m3", low)):
        expect(walk.score(identity, who, mine), 200)
        seats = expect(walk.ask("chair", "GET", f"/api/v1/dossiers/{identity}/sheets"), 200).json
        told = json.dumps(seats)
        check(f"before closing the chair sees who, not what ({who})", "total" not in told and "answers" not in told, told[:300])
    check("nobody reads a result before closing", all(walk.ask(who, "GET", f"/api/v1/dossiers/{identity}/result").status in (404, 409) for who in ("producer", "m1", "chair", "province")))
    shut = walk.ask("m1", "PUT", f"/api/v1/dossiers/{identity}/sheets/own/answers/1.1", {"option": 1, "version": 1})
    check("a handed-in sheet is locked", shut.status == 409, shut.status)
    wide = walk.close(identity)
    check("a spread over the limit is 422 and names it", wide.status == 422 and wide.json["problems"][0]["field"] == "spread_accepted", wide.text[:300])
    opened = walk.ask("chair", "POST", f"/api/v1/dossiers/{identity}/sheets/{seat['m3']}/reopening", {"reason": "Chấm nhầm cột"})
    check("the chair may let a member score again", opened.status < 300, opened.text[:300])
    sheet = expect(walk.ask("m3", "GET", f"/api/v1/dossiers/{identity}/sheets/own"), 200).json
    version = sheet["answers"]["6.2.3"]["version"]
    expect(walk.ask("m3", "PUT", f"/api/v1/dossiers/{identity}/sheets/own/answers/6.2.3", {"option": answers["6.2.3"], "version": version}), 200)
    low["6.2.3"] = answers["6.2.3"]
    version = walk.ask("m3", "GET", f"/api/v1/dossiers/{identity}/sheets/own").json["version"]
    expect(walk.ask("m3", "POST", f"/api/v1/dossiers/{identity}/sheets/own/submission", {"gaps_accepted": True, "version": version}), 200)
    result = expect(walk.close(identity), 200).json
    totals = sorted(points(walk.table, a) for a in (answers, answers, low))
    check("spread is highest minus lowest", result["spread"] == totals[2] - totals[0], result["spread"])
    mean = int(sum(totals) * 100 / 3) / 100
    check("the total is the mean, cut", result["outcome"]["total"] == mean, result["outcome"])
    request = {"rulebook": "QD26-2026", "product_set": walk.table["code"], "sheets": [{"answers": a} for a in (answers, answers, low)]}
    scored = expect(walk.ask("producer", "POST", "/api/v1/score", request), 200).json
    check("the result is what POST /score says of the same sheets", all(scored[k] == result["outcome"][k] for k in ("total", "parts", "band", "stars", "floors_missed")), (scored, result["outcome"]))
    mine = expect(walk.ask("producer", "GET", f"/api/v1/dossiers/{identity}/result"), 200).json
    check("a producer reads no member's name", all("name" not in m for m in mine["members"]), mine["members"])
    check("closing twice is 409", walk.close(identity).status == 409)
    made_again(walk, identity, result["outcome"])
    planned(walk, identity)
    return result


def made_again(walk, identity, outcome):
    """The figure opens: what the producer downloads of its result is scored to the same figure, by the command and over HTTP, and names nobody."""
    file = expect(walk.ask("producer", "GET", f"/api/v1/dossiers/{identity}/result.json"), 200)
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False, encoding="utf-8") as kept:
        kept.write(file.text)
    told = ("total", "parts", "band", "stars", "floors_missed")
    command = run("score", kept.name)
    check("ocop score makes the result again", command.returncode == 0 and all(json.loads(command.stdout)[k] == outcome[k] for k in told), command.stdout + command.stderr)
    over_http = expect(walk.ask("producer", "POST", "/api/v1/score", file.json), 200).json
    check("and so does POST /score", all(over_http[k] == outcome[k] for k in told), over_http)
    check("the file names table, checksum and settings, and nobody", set(file.json) == {"rulebook", "product_set", "sha256", "settings", "sheets"} and sorted(s["member"] for s in file.json["sheets"]) == ["member 1", "member 2", "member 3"], file.text[:300])
    other = run("score", "-", input=json.dumps({**file.json, "sha256": "0" * 64}))
    check("another text of the table is refused", other.returncode == 65 and "sha256" in other.stderr, other.stderr)
    os.unlink(kept.name)


def planned(walk, identity):
    """A producer plans on its dossier: costs, steps, days; nobody else sees it."""
    path = f"/api/v1/dossiers/{identity}/ladder"
    seen = expect(walk.ask("producer", "GET", path), 200).json
    check("offices do not see what a maker means to spend", walk.ask("province", "GET", path).status == 403 and walk.ask("commune", "GET", path).status == 403)
    if seen["steps"]:
        first = seen["steps"][0]
        expect(walk.ask("producer", "PUT", path + "/costs", {"option": f"{first['criterion']}/{first['to']}", "money": 1, "months": 1}), 204)
        again = expect(walk.ask("producer", "GET", f"{path}?target={seen['target']}"), 200).json
        check("what was said of an option counts", again["money"] <= seen["money"] and [c["money"] for c in again["costs"]] == [1], again["costs"])
        kept = expect(walk.ask("producer", "PUT", path + "/plan", {"version": 0, "target": seen["target"], "owner": "Tổ chế biến", "starts": "2026-12-01"}), 200).json
        check("the plan has the steps with their days", [s["criterion"] for s in kept["plan"]["steps"]] == [s["criterion"] for s in again["steps"]] and all(s["due"] > "2026-12-01" or s["months"] == 0 for s in kept["plan"]["steps"]), kept["plan"])
        check("an older version is 409", walk.ask("producer", "PUT", path + "/plan", {"version": 0, "target": seen["target"], "starts": "2026-12-01"}).status == 409)
        expect(walk.ask("producer", "DELETE", path + "/plan", {"version": 1}), 204)


def recognised(walk, identity, stars):
    forged = walk.decide(identity, "recognised", number="")
    check("a decision without a number is 422", forged.status == 422 and forged.json["problems"][0]["field"] == "number", forged.text[:300])
    stale = walk.decide(identity, "recognised", version=1)
    check("a decision on an older version is 409", stale.status == 409, f"{stale.status} {stale.text[:200]}")
    made = walk.decide(identity, "recognised")
    if not check("the province recognises and the certificate is issued", made.status == 201 and made.json["certificate"], made.text[:400]):
        return None
    certificate = made.json["certificate"]
    number = certificate["number"]
    check("it has the stars of the result and runs 36 months", certificate["stars"] == stars and int(certificate["valid_until"][:4]) == int(certificate["issued"][:4]) + 3, certificate)
    check("where it is, is said", made.headers["Location"] == f"/api/v1/certificates/{number}")
    check("deciding twice is 409", walk.decide(identity, "recognised").status == 409)
    visitor = Session(walk.server)
    public = visitor.get(f"/api/v1/certificates/{number}")
    check("everybody may read it", public.status == 200 and public.json["validity"] == "valid", public.text[:200])
    product = visitor.get(f"/api/v1/products/{walk.products[0]['id']}").json
    check("the product stands on it", product["standing"]["basis"] == "certificate" and product["standing"]["stars"] == stars and product["standing"]["validity"] == "valid", product["standing"])
    scan = visitor.get(f"/api/v1/scans/{product['code']}").json
    check("the scan says valid", scan["validity"] == "valid" and scan["stars"] == stars and scan["certificate"] == number, scan)
    page = visitor.get(f"/s/{product['code']}", **{"Accept-Language": "en"})
    check("the scan page is small, without script", page.status == 200 and len(page.body) <= 60_000 and b"<script" not in page.body, len(page.body))
    for kind, start in (("qr.svg", b"<"), ("qr.png", b"\x89PNG"), ("certificate.pdf", b"%PDF")):
        got = visitor.get(f"/certificates/{number}/{kind}")
        check(f"{kind} is one", got.status == 200 and got.body.lstrip().startswith(start), f"{got.status} {walk.server.last_fault()}")
    copies = walk.ask("province", "GET", "/api/v1/copies").json["copies"]
    check("the A4 that was taken has a number", [(one["number"], one["certificate"], one["printer"]) for one in copies] == [(1, number, "visitor")], copies)
    check("a scan of it says that nothing changed", number in visitor.get(f"/api/v1/scans/{product['code']}?copy=1").json["copy"])
    credential, did, status = (visitor.get(path) for path in (f"/certificates/{number}/credential.json", "/.well-known/did.json", "/credentials/status/0"))
    check("it is a verifiable credential", credential.status == 200 and credential.headers["Content-Type"] == "application/vc" and credential.json["proof"]["cryptosuite"] == "eddsa-jcs-2022", credential.text[:200])
    check("of the key that the host names", did.json["assertionMethod"] == [credential.json["proof"]["verificationMethod"]] and status.json["issuer"] == did.json["id"], did.text[:200])
    again = walk.open(kind="first")
    check("a product with a star in force is not evaluated a first time", again.status == 422 and again.json["problems"][0]["field"] == "kind", again.text[:200])
    return number


def printed_gtin(walk):
    """The story: A's GTIN was given to B, and what was printed on A's packages led to B."""
    first, second = walk.products[0]["code"], walk.products[1]["code"]
    member = Session(walk.server).sign_in("htx@demo.ocop")

    def write(code, gtin):
        version = expect(member.get(f"/products/{code}/edit"), 200).field("version")
        return member.post(f"/products/{code}/edit", {"version": version, "gtin": gtin}).status

    check("a certified product has another GTIN", write(first, "8938501234568") == 303 and write(first, "8938501234575") == 303)
    for gtin in ("08938501234568", "08938501234575"):
        led = Session(walk.server).get(f"/01/{gtin}")
        check(f"{gtin} leads to it", led.status == 307 and led.headers["Location"].endswith(f"/s/{first}"), f"{led.status} {led.headers['Location']}")
    check("the older one is given to no other", write(second, "8938501234568") == 409)


def labels(walk, withdrawn=False):
    """Stars stand on a label only while the certificate behind them does; its maker prints them, nobody else."""
    path, asked = f"/api/v1/products/{walk.products[0]['id']}/labels", {"stock": "roll-50x30", "format": "zpl", "stars": True}
    answer = walk.ask("producer", "POST", path, asked)
    if withdrawn:
        check("a withdrawn certificate gives no star", answer.status == 422 and "đã bị thu hồi" in answer.text, answer.text[:300])
        plain = expect(walk.ask("producer", "POST", path, {**asked, "stars": False}), 200)
        check("and labels without one are printed", "^XA" in plain.text and "★" not in plain.text)
        return
    check("the certificate's stars stand on its labels", answer.status == 200 and "OCOP ★★★★^FS" in answer.text, answer.text[:300])
    check("a PDF is made of a sheet", expect(walk.ask("producer", "POST", path, {"count": 30}), 200).body.startswith(b"%PDF"))
    check("the office that certified prints none", walk.ask("province", "POST", path, asked).status == 403)


def withdrawn(walk, number):
    issued = walk.ask("province", "GET", f"/api/v1/certificates/{number}").json["issued"]
    value = {"ground": "breach_of_law", "number": "99/QĐ-UBND", "concluded": issued, "decided": issued, "signer": "Nguyễn Văn Mẫu"}
    check("a ground that is none is 422", walk.ask("province", "POST", f"/api/v1/certificates/{number}/withdrawal", {**value, "ground": "dislike"}).status == 422)
    done = walk.ask("province", "POST", f"/api/v1/certificates/{number}/withdrawal", value)
    check("the province withdraws it", done.status == 201 and done.json["validity"] == "withdrawn", done.text[:300])
    check("withdrawing twice is 409", walk.ask("province", "POST", f"/api/v1/certificates/{number}/withdrawal", value).status == 409)
    code = walk.products[0]["code"]
    visitor = Session(walk.server)
    scan = visitor.get(f"/api/v1/scans/{code}").json
    check("the scan says withdrawn at once", scan["validity"] == "withdrawn", scan)
    check("its paper says so, too", "thu hồi" in visitor.get(f"/api/v1/scans/{code}?copy=1").json["copy"])
    check("so does the list", [c["number"] for c in visitor.get("/api/v1/certificates?validity=withdrawn").json["certificates"]] == [number])


def knocked_out(walk, answers):
    identity = walk.to_closing(answers, {"forged": "Chữ ký trên phiếu kiểm nghiệm là giả"})
    result = expect(walk.ask("province", "GET", f"/api/v1/dossiers/{identity}/result"), 200).json
    check("one member's knock-out gives no star", result["outcome"]["stars"] == 0 and result["outcome"]["knockouts"] == ["forged"], result["outcome"])
    refused = walk.decide(identity, "recognised")
    check("it cannot be recognised", refused.status == 422 and refused.json["problems"][0]["field"] == "outcome", refused.text[:300])
    check("nor forwarded", walk.decide(identity, "forwarded_to_ministry").status == 422)
    check("not recognising needs a reason", walk.decide(identity, "not_recognised").status == 422)
    done = walk.decide(identity, "not_recognised", reason="Hồ sơ giả mạo")
    check("it is not recognised and has no certificate", done.status == 201 and done.json["certificate"] is None, done.text[:300])


def five_stars(walk):
    standing = lambda: Session(walk.server).get(f"/api/v1/products/{walk.products[0]['id']}").json["standing"]
    before = standing()
    identity = walk.to_closing(best(walk.table))
    result = expect(walk.ask("province", "GET", f"/api/v1/dossiers/{identity}/result"), 200).json
    check("the best sheets give five stars", result["outcome"]["total"] == 100 and result["outcome"]["stars"] == 5, result["outcome"])
    refused = walk.decide(identity, "recognised")
    check("a province does not certify five stars", refused.status == 422, refused.text[:300])
    done = walk.decide(identity, "forwarded_to_ministry")
    check("it forwards them to the Ministry, without a certificate", done.status == 201 and done.json["certificate"] is None, done.text[:300])
    check("the product's standing is not changed by it", standing() == before, standing())


def on_paper(walk):
    """The province had its signed decision in a drawer, and its products said "reported" for ever. Now it is confirmed, and corrected: page, scan, list and file say so."""
    draft = expect(walk.confirmation(), 201).json
    product, other = draft["products"][0], draft["products"][1]
    visitor = Session(walk.server)
    standing = lambda one: expect(visitor.get(f"/api/v1/products/{one['code']}"), 200).json["standing"]  # noqa: E731
    check("a draft says nothing", standing(product)["basis"] == "imported" and visitor.get(f"/confirmations/{draft['id']}").status == 404)
    reported = visitor.get("/api/v1/products?province=08&validity=reported").json["total"]
    expect(walk.confirm(draft["id"]), 200)
    now = standing(product)
    check("confirmed: valid for 36 months from the decision's day", (now["basis"], now["validity"], now["valid_until"]) == ("confirmed", "valid", "2027-08-06"), now)
    check("the list moves with it", visitor.get("/api/v1/products?province=08&validity=reported").json["total"] == reported - len(draft["products"]))
    check("nothing waits for that decision", all(not one["decision"].startswith("321/") for one in walk.ask("province", "GET", "/api/v1/reported").json["reported"]))
    scan = visitor.get(f"/s/{product['code']}").text
    check("the scan says whose decision it is and who confirmed it", "UBND tỉnh Tuyên Quang" in scan and "bản quyết định lưu ở đây" in scan and "sổ chứng nhận của chương trình" not in scan)
    check("its product's page leads to the decision", f"/confirmations/{draft['id']}" in visitor.get(f"/products/{product['code']}").text)
    check("anyone has the paper", visitor.get(f"/confirmations/{draft['id']}/decision.pdf").body.startswith(b"%PDF-1.4"))
    less = {one["id"]: one["stars"] for one in draft["products"] if one["id"] != other["id"]}
    again = expect(walk.confirmation(less, change=draft["id"], reason="Sản phẩm này không có tên trong quyết định", version="2"), 200).json
    check("a prepared correction says nothing", standing(other)["basis"] == "confirmed")
    expect(walk.confirm(again["id"]), 200)
    check("what was wrongly named is reported again", standing(other)["validity"] == "reported", standing(other))
    first, second = (visitor.get(f"/confirmations/{one}").text for one in (draft["id"], again["id"]))
    check("both entries are shown", again["id"] in first and draft["id"] in second and other["name"] in second)
    kept = os.path.join(walk.server.data, "decision.json")
    open(kept, "wb").write(expect(visitor.get(f"/api/v1/confirmations/{again['id']}/proof"), 200).body)
    held = run("verify", "decision", kept, *walk.server.flags)
    check("its proof file holds offline", held.returncode == 0 and "321/QĐ-UBND" in held.stdout and draft["id"] in held.stdout, held.stdout + held.stderr)
    open(kept, "ab").write(b"x")
    check("and no other file does", run("verify", "decision", kept, *walk.server.flags).returncode == 1)
    done = expect(walk.withdraw_confirmation(again["id"], [product["id"]], 2), 200).json
    check("withdrawn: page, scan and list say so", standing(product)["validity"] == "withdrawn" and "99/QĐ-UBND" in visitor.get(f"/confirmations/{again['id']}").text
          and "Quyết định công nhận OCOP" in visitor.get(f"/s/{product['code']}").text and "đã bị thu hồi" in visitor.get(f"/products/{product['code']}").text, standing(product))
    check("anyone has its paper too", visitor.get(f"/confirmations/{again['id']}/withdrawals/{done['withdrawals'][0]['id']}/decision.pdf").body.startswith(b"%PDF"))
    check("the log names it", "Thu hồi quyết định đã xác nhận" in visitor.get("/log").text)
    check("the log names both", "Sửa quyết định đã xác nhận" in visitor.get("/log").text and "Xác nhận quyết định trên giấy" in visitor.get("/log").text)


def one_maker(walk):
    """The cooperative stands twice in the register: its products are at two makers, and its member could touch one of them."""
    visitor = Session(walk.server)
    office = lambda method, path, value=None: walk.ask("province", method, f"/api/v1/producers/{path}", value)  # noqa: E731
    listed = expect(visitor.get("/api/v1/producers?province=08&limit=200"), 200).json["producers"]
    own = walk.producer
    other = next(one["id"] for one in listed if one["id"] != own)
    of = lambda maker: {p["id"] for p in walk.all_products("08") if p["producer"]["id"] == maker}  # noqa: E731
    its, ours = of(other), of(own)
    check("the province finds what may be one maker", office("GET", "likely").status == 200 and office("GET", f"{other}/merge").status == 200)
    papers = lambda: walk.ask("producer", "GET", f"/api/v1/producers/{other}/papers").status  # noqa: E731
    check("before, the other record is another's", papers() == 404)
    expect(office("POST", f"{other}/merge", {"version": office("GET", f"{other}/merge").json["version"], "into": own}), 204)
    check("its products are the real maker's", of(own) == its | ours and not of(other))
    check("the old address goes on", visitor.get(f"/producers/{other}").status == 303 and visitor.get(f"/api/v1/producers/{other}").json["merged_into"] == own)
    check("the member of the one is of the other", papers() == 200)
    check("and the log says so without a name", "Gộp hồ sơ chủ thể" in visitor.get("/log").text)
    expect(office("POST", f"{other}/part"), 204)
    check("parted in one act: all is as before", of(own) == ours and of(other) == its and papers() == 404 and visitor.get(f"/producers/{other}").status == 200)


def grown(server, least):
    end = time.time() + 30   # a checkpoint is due 10 s after a write
    size = 0
    while time.time() < end and size < least:
        note = Session(server).get("/checkpoint").text.split("\n")
        size = int(note[1]) if len(note) > 3 else 0
        time.sleep(0.2)
    return size


def proof(walk, number):
    server = walk.server
    file = os.path.join(server.data, "proof.json")
    content = expect(Session(server).get(f"/api/v1/certificates/{number}/proof"), 200).body
    open(file, "wb").write(content)
    key = Session(server).get("/log/key").text.strip()
    sound = run("verify", "certificate", file, "--key", key)
    check("the proof holds offline with the log's key alone", sound.returncode == 0 and number in sound.stdout, f"{sound.returncode} {sound.stdout}{sound.stderr}")
    over_http = Session(server).request("POST", "/api/v1/certificates/verify", content, {"Content-Type": "application/json"})
    check("and over the API", over_http.status == 200 and over_http.json["holds"] is True, over_http.text[:200])
    step = max(1, (len(content.rstrip()) - 1) // FLIPPED)
    held = []
    for at in range(0, len(content.rstrip()), step):
        changed = bytearray(content)
        changed[at] ^= 1
        open(file, "wb").write(changed)
        code = run("verify", "certificate", file, "--key", key).returncode
        if code != 1:
            held.append((at, code, bytes(content[max(0, at - 12):at + 12])))
    check("every flipped byte is found, exit code 1", not held, held)
    other = key[:-4] + ("AAA=" if not key.endswith("AAA=") else "BBB=")
    open(file, "wb").write(content)
    check("another log's key does not fit", run("verify", "certificate", file, "--key", other).returncode in (1, 64))
    check("a file that is not there: 66", run("verify", "certificate", "/nonexistent", "--key", key).returncode == 66)
    return key


def log_from_outside(server, key):
    tool = os.path.join(ROOT, "tools/verify-log")
    kept = os.path.join(server.data, "kept")
    seen = subprocess.run([tool, server.url, "--key", key, "--kept", kept], capture_output=True, text=True)
    check("tools/verify-log finds the served log sound", seen.returncode == 0, seen.stdout + seen.stderr)


def log_at_rest(server, key):
    """The server has stopped."""
    tool, folder = os.path.join(ROOT, "tools/verify-log"), os.path.join(server.data, "exported")
    sound = run("verify", "log", *server.flags)
    check("ocop verify log: sound", sound.returncode == 0 and "sound" in sound.stdout, f"{sound.returncode} {sound.stdout}{sound.stderr}")
    kept = run("verify", "log", "--kept", os.path.join(server.data, "kept"), *server.flags)
    check("it extends the checkpoint that a visitor kept", kept.returncode == 0, f"{kept.returncode} {kept.stdout}{kept.stderr}")
    made = run("export", "log", folder, *server.flags)
    check("ocop export log", made.returncode == 0, made.stderr)
    seen = subprocess.run([tool, folder, "--key", key], capture_output=True, text=True)
    check("tools/verify-log finds the exported log sound", seen.returncode == 0, seen.stdout + seen.stderr)
    tile = next(os.path.join(root, f) for root, _, files in os.walk(os.path.join(folder, "tile", "entries")) for f in files)
    content = bytearray(open(tile, "rb").read())
    content[len(content) // 2] ^= 1
    open(tile, "wb").write(content)
    changed = subprocess.run([tool, folder, "--key", key], capture_output=True, text=True)
    check("and a changed entry unsound", changed.returncode == 1, changed.stdout + changed.stderr)


def content_of(path):
    """Every row of every table, as one digest a table. The log's signed heads are left out: a stopping program may add one."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [n for n, in database.execute("SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'products_search%'") if n != "tlog_checkpoint"]
    out = {}
    for name in names:
        rows = sorted(repr(row) for row in database.execute(f'SELECT * FROM "{name}"'))
        out[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    database.close()
    return out


def tampered(folder):
    """Whoever edits the database is seen, without any key: each of these was an act."""
    file = os.path.join(folder, "ocop.db")
    kept = open(file, "rb").read()
    drills = {
        "an answer of a handed-in sheet": "UPDATE evaluation_answer SET chosen = chosen - 1 WHERE criterion = '4.2' AND chosen > 1",
        "the stars of a result": "UPDATE evaluation_result SET stars = 4 WHERE stars = 5",
        "the stars of a certificate": "UPDATE certificates_certificate SET stars = 3 WHERE stars = 4",
        "who signed a certificate": "UPDATE certificates_certificate SET signer = 'Người khác'",
        "a withdrawal that is gone": "DELETE FROM certificates_withdrawal",
        "a result that is gone": "DELETE FROM evaluation_result WHERE stars = 5",
        "an entry of the log": "UPDATE tlog_entry SET entry = replace(entry, 'recognised', 'recognized')",
    }
    for name, change in drills.items():
        database = sqlite3.connect(file)
        for (trigger,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")   # append-only tables refuse everybody but one who owns the file
        database.executescript(change)
        database.close()
        seen = run("verify", "log", "--data", folder)
        check(f"verify log sees a change of {name}", seen.returncode == 1 and seen.stderr.strip(), f"{seen.returncode} {seen.stdout}{seen.stderr[:300]}")
        for ending in ("-wal", "-shm"):
            if os.path.exists(file + ending):
                os.unlink(file + ending)
        open(file, "wb").write(kept)
    check("and nothing when all is as it was", run("verify", "log", "--data", folder).returncode == 0)


def copies(server, copy):
    """The server has stopped; `copy` was made while it ran."""
    folder = tempfile.mkdtemp(prefix="ocop-restored-")
    try:
        for name in ("log.key", "log.pub", "session.key", "ocop.toml"):
            shutil.copy(os.path.join(server.data, name), folder)
        put = run("restore", copy, "--data", folder)
        check("ocop restore", put.returncode == 0, f"{put.returncode} {put.stdout}{put.stderr}")
        check("ocop restore does not overwrite", run("restore", copy, "--data", folder).returncode == 65)
        check("ocop verify database", run("verify", "database", "--data", folder).returncode == 0)
        sound = run("verify", "log", "--data", folder)
        check("the restored log verifies", sound.returncode == 0, sound.stdout + sound.stderr)
        here, there = content_of(os.path.join(server.data, "ocop.db")), content_of(os.path.join(folder, "ocop.db"))
        # Scans of the last minute are written when the server stops (decision 135): after the copy.
        different = [name for name in here if here[name] != there.get(name) and not name.startswith("scans_")]
        check("the copy is the same, row for row", not different and here.keys() == there.keys() and here["products_product"][0] == 833, [(n, here[n][0], there.get(n, [0])[0]) for n in different])
        tampered(folder)
        check("a backup never overwrites", run("backup", copy, *server.flags).returncode == 65)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def thread():
    server = Server()
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walk = Walk(server, tokens)
        answers = {**best(walk.table), "1.5": 3, "4.1": 3, "7": 3}   # four stars: the floors of five are missed
        idempotency(walk)
        before = grown(server, 0)
        identity = self_assessment(walk, answers)
        at_the_commune(walk, identity)
        returned_once(walk, identity)
        result = scoring(walk, identity, answers)
        check("the middle way gives four stars", result["outcome"]["stars"] == 4, result["outcome"])
        number = recognised(walk, identity, 4)
        if not number:
            return
        key = proof(walk, number)
        printed_gtin(walk)
        labels(walk)
        withdrawn(walk, number)
        labels(walk, withdrawn=True)
        knocked_out(walk, answers)
        five_stars(walk)
        on_paper(walk)
        one_maker(walk)
        # submitted 2 + forwarded 2 + returned 1 + council 1 + sheets 4 + noted 1 + reopened 1 + closed 1 + decided 1 + issued 1 + withdrawn 1, and twice
        # 1+1+1+3+1+1; a GTIN given up 1; a decision on paper confirmed, corrected and withdrawn 3; two makers merged and parted 2;
        # and each of the three decisions as a whole
        size = grown(server, before + 16 + 16 + 1 + 3 + 2 + 3)
        check("each act of the way is one entry of the log", size == before + 16 + 16 + 1 + 3 + 2 + 3, f"{before} -> {size}")
        log_from_outside(server, key)
        copy = os.path.join(server.data, "copy.db")
        if ENGINE == "sqlite":
            made = run("backup", copy, *server.flags)
            check("a backup beside the running program", made.returncode == 0, made.stderr)
        check("a clean stop ends with 0", server.stop() == 0)
        log_at_rest(server, key)
        if ENGINE == "sqlite":
            copies(server, copy)
    finally:
        server.close()


need_engine()
thread()
finish()
