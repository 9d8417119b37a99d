"""Every route × role of docs/api/routes.md, which the program prints (`ocop admin show-routes`) and people review: nothing here is named by hand.

For each cell: a visitor where an account is needed gets 401 (or the sign-in page); a role that the policy does not name gets 403; a changing
request without its form token gets 403; an id that does not exist is 404 (never a 2xx, never a 5xx). Then people with the right role elsewhere ask
for real rows of one province and one producer, each change with a body that would be right: 404, as if they were absent, and nothing changes.
"""
import base64, datetime, email, email.policy, glob, hashlib, json, os, re, time, uuid

import crawl, personal
from client import PASSWORD, ROOT, Server, Session, check, finish, need_engine, run, today
from pictures import png
from walk import PRODUCER, Walk, best, expect, multipart, printed_again

os.environ["TZ"] = "Asia/Ho_Chi_Minh"   # legal days are Vietnam's: from 17:00 UTC on "today" was refused as yesterday
time.tzset()

ROLES = ["producer_member", "commune_officer", "provincial_body", "council_member", "council_chair", "administrator", "helper", "secretary", "advisory_group", "programme_manager", "ministry", "auditor"]
LOGINS = dict(zip(ROLES, [who + "@demo.ocop" for who in ("htx", "xa", "tinh", "hoidong1", "chutich", "quantri", "giup", "thuky", "tuvan", "quanly", "trunguong", "kiemtoan")]))
MADE = {"helper": "helper:{helped}", "programme_manager": "programme_manager:08", "ministry": "ministry"}   # the demo has the others
HOMES = {"administrator": "/accounts", "secretary": "/dossiers", "advisory_group": "/dossiers", "programme_manager": "/imports/register", "ministry": "/work", "auditor": "/audit"}   # who has work comes in at the work


def routes():
    """From the page that people review, so that a policy changed by mistake is seen; the program must print the same."""
    table = open(os.path.join(ROOT, "docs/api/routes.md"), encoding="utf-8").read()
    check("docs/api/routes.md is what the program says", run("admin", "show-routes").stdout.strip() in table, "ocop admin show-routes > docs/api/routes.md, then read the difference")
    for line in table.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        found = re.fullmatch(r"`(\w+) (/[^`]*)`", cells[0])
        if found:
            yield {"method": found[1].upper(), "pattern": found[2], "visitor": cells[1], **dict(zip(ROLES, cells[2:2 + len(ROLES)])), "proof": cells[2 + len(ROLES)]}


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


# ---- foreign rows ------------------------------------------------------------------------------------------------------------------
FOREIGN = {   # the same roles elsewhere, and strangers near by
    "commune_officer of another province": "commune_officer:68:24958",
    "commune_officer of another commune": "commune_officer:08:{commune}",
    "provincial_body of another province": "provincial_body:68",
    "council_member of another province": "council_member:68",
    "council_member without a seat": "council_member:08",
    "council_chair of another province": "council_chair:68",
    "council_chair of another dossier": "council_chair:08",
    "member of another producer": "producer_member:{producer}",
    "helper of another producer": "helper:{producer}",
    "administrator": "administrator",
    "secretary of another province": "secretary:68",
    "advisory_group of another province": "advisory_group:68",
    "programme_manager of the province": "programme_manager:08",
    "ministry": "ministry",
    "auditor": "auditor",
}


def role_of(who):
    return FOREIGN[who].split(":")[0]


def accounts_of_others(server, facts):
    """Made before the server starts."""
    for number, (who, grant) in enumerate(FOREIGN.items()):
        made = run("admin", "create-account", f"other{number}@other.ocop", "--name", who, "--grant", grant.format(**facts), *server.flags, input=PASSWORD + "\n")
        if made.returncode:
            raise SystemExit(f"create-account: {made.stdout}{made.stderr}")
    return {who: server.token(f"other{number}@other.ocop") for number, who in enumerate(FOREIGN)}


class Rows:
    """Real rows of province 08 and of one producer in it, each under the name that its routes use."""

    def __init__(self, walk):
        answers = best(walk.table)
        four = {**answers, "1.5": 3, "4.1": 3, "7": 3}
        self.decided = walk.to_closing(four)
        self.ruling = expect(walk.ruling({self.decided: "recognised"}), 201).json["id"]   # a draft: its office's alone
        expect(walk.decide(self.decided, "recognised"), 201)
        self.number = expect(walk.ask("province", "GET", "/api/v1/certificates"), 200).json["certificates"][0]["number"]
        after = walk.followed(walk.products[0]["id"], self.decided)   # before the certificate may be gone
        self.plan, self.check, self.withdrawal, self.complaint = (after[one] for one in ("plan", "check", "withdrawal", "complaint"))
        other = next(p["id"] for p in walk.products if p["id"] != walk.products[0]["id"]) if len(walk.products) > 1 else None
        self.paper = walk.paper(file=("giay.pdf", b"%PDF-1.4\n", "application/pdf"))
        self.producer, self.product = walk.producer, walk.products[0]["id"]
        self.photo = walk.photo(self.product)
        self.item = expect(walk.ask("producer", "POST", f"/api/v1/products/{self.product}/items", {"content": "100 g", "price": "180000"}), 201).json["id"]
        walk.packaging(self.product, "đang dùng", "2024-03-01")
        self.packaging = walk.packaging(self.product, "chưa dùng")   # a draft: its maker's and its offices' alone
        expect(walk.ask("producer", "PUT", f"/api/v1/producers/{self.producer}/payments", {"version": 0, "bin": "970405", "number": "8400205123456", "holder": "HTX Phìn Hồ"}), 200)
        wanted = {"lines": {self.item: "1"}, "way": "pickup", "pay": "cash", "buyer": "Hoa", "phone": "0912345678", "consent": True}
        expect(walk.ask("producer", "POST", f"/api/v1/producers/{self.producer}/order", wanted), 201)
        asked = {"words": "Còn trà không?", "name": "Hoa", "contact": "0912345678", "consent": True}
        expect(walk.ask("producer", "POST", f"/api/v1/producers/{self.producer}/enquiry", asked), 204)
        step, kind = multipart({"title": "Hái búp từ sáng sớm", "version": "0"})
        expect(walk.people["producer"].request("POST", f"/api/v1/sites/{self.producer}/steps", step, {"Content-Type": kind}), 201)
        expect(walk.ask("producer", "POST", f"/api/v1/sites/{self.producer}/publish", {"version": 1}), 200)
        self.registration = expect(walk.ask("producer", "POST", "/api/v1/products", {"producer": self.producer, "name": "Chè Phìn Hồ gói nhỏ"}), 201).json["id"]
        planned = {"kind": "product", "name": "Chè Phìn Hồ túi lọc", "producer": self.producer, "product_set": "QD26-11", "mentor": "Phòng Kinh tế xã", "target": (today() + datetime.timedelta(days=120)).isoformat()}
        self.idea = expect(walk.ask("producer", "POST", "/api/v1/ideas", planned), 201).json["id"]
        self.planned = walk.planned()
        self.claim = self.claimed(walk)
        self.request = expect(walk.ask("producer", "POST", "/api/v1/me/data/requests", {"wish": "correct", "words": "Tên hiển thị sai"}), 201).json["id"]
        self.mandate = self.mandated(walk)
        def visited(dossier):
            self.visit, self.visit_photo = walk.visited(dossier)
        self.open = self.scoring(walk, other, answers, visited)
        self.report = self.reported(walk)
        self.pair = expect(walk.ask("province", "GET", "/api/v1/duplicates"), 200).json["duplicates"][0]["id"]
        self.session = re.search(r"/me/sessions/([0-9a-f-]{36})/end", self.signed_in_twice(walk))[1]
        self.token = expect(walk.ask("producer", "GET", "/api/v1/me"), 200).json["tokens"][0]["id"]
        self.account = walk.accounts["xa"]
        self.imported = walk.register()
        walk.register(who="admin")
        self.aside = self.set_aside(walk)
        self.notice = expect(walk.ask("producer", "GET", "/api/v1/notices"), 200).json["notices"][0]["id"]
        expect(walk.ask("producer", "POST", "/api/v1/notices/settings/address", {"address": "htx@demo.ocop"}), 204)
        saved = {"list": "/notices", "name": "Chưa đọc", "query": "state=unread"}
        self.filter = expect(walk.ask("producer", "POST", "/api/v1/filters", saved), 201).json["id"]
        self.link = expect(walk.ask("producer", "GET", "/api/v1/notices/settings"), 200).json["links"][0]["id"]
        self.passkey = self.keyed(walk)
        draft = walk.confirmation(printed="2890/QĐ-BNN-VPĐP ngày 30.6.2021", number="2890/QĐ-BNN-VPĐP", decided="30/06/2021")
        self.draft = expect(draft, 201).json["id"]                 # of a decision on paper: its office's alone
        on_paper = expect(walk.confirmation(), 201).json["id"]
        one = expect(walk.confirm(on_paper), 200).json["products"][0]["id"]   # for anyone: the log leads to it
        expect(walk.withdraw_confirmation(on_paper, [one], 2), 200)
        breach = {"found_on": (today() - datetime.timedelta(days=1)).isoformat(), "found_at": "09:30", "found_by": "Bộ phận vận hành", "what": "Một tệp bị gửi nhầm", "data": "Địa chỉ thư"}
        expect(walk.ask("admin", "POST", "/api/v1/privacy/breaches", breach), 201)
        day = today() + datetime.timedelta(days=60)   # ahead: it opens nothing yet
        lent = {"office": "commune_officer|08|01090", "login": "tinh@demo.ocop", "from": day.isoformat(), "until": day.isoformat()}
        self.delegation = expect(walk.ask("commune", "POST", "/api/v1/offices/delegations", lent), 201).json["id"]

    def scoring(self, walk, other, answers, before):
        """A dossier in the hands of its council; of another product, or of the same after the certificate is gone."""
        if other:
            return walk.to_council(answers, other, before)
        day = walk.ask("province", "GET", f"/api/v1/certificates/{self.number}").json["issued"]
        gone = {"ground": "breach_of_law", "number": "9/QĐ", "concluded": day, "decided": day, "signer": "Mẫu"}
        expect(walk.ask("province", "POST", f"/api/v1/certificates/{self.number}/withdrawal", gone), 201)
        return walk.to_council(answers, before=before)

    def claimed(self, walk):
        """Somebody says in words that the cooperative is his; its office decides."""
        return expect(walk.ask("m1", "POST", f"/api/v1/producers/{self.producer}/claims", {"words": "Tôi là giám đốc"}), 200).json["id"]

    def mandated(self, walk):
        """The cooperative lets somebody see to its papers; he has not accepted yet."""
        wanted = {"login": "xa@demo.ocop", "tasks": ["papers"], "until": (today() + datetime.timedelta(days=30)).isoformat(), "consent": True}
        made = expect(walk.ask("producer", "POST", f"/api/v1/producers/{self.producer}/helpers", wanted), 201).json["id"]
        self.consent = expect(walk.ask("producer", "GET", "/api/v1/me/data/consents"), 200).json["consents"][0]["id"]
        return made

    def reported(self, walk):
        code = walk.products[0]["code"]
        body, kind = multipart({"where": "Chợ", "what": "Tem giả dán lên gói khác", "contact": "0900000000"}, ("tem.png", png(100, 100), "image/png"))
        expect(walk.people["m1"].request("POST", f"/api/v1/scans/{code}/report", body, {"Content-Type": kind}), 201)
        report = expect(walk.ask("province", "GET", "/api/v1/reports"), 200).json["reports"][0]["id"]
        self.reported_photo = expect(walk.ask("province", "GET", f"/api/v1/reports/{report}"), 200).json["photos"][0]["id"]
        return report

    def set_aside(self, walk):
        """An act of a phone that came too late: the dossier is decided, so it waits for its person."""
        act = {"id": str(uuid.uuid4()), "kind": "dossier.answer", "subject": f"{self.decided}/1.1", "made": "2026-11-21T01:00:00Z", "body": {"option": 1, "version": 0}}
        sent = walk.ask("producer", "POST", "/api/v1/offline/batches", {"device": str(uuid.uuid4()), "sent": "2026-11-21T02:00:00Z", "acts": [act]})
        check("an act about a decided dossier is set aside", expect(sent, 200).json["acts"][0]["outcome"] == "set_aside", sent.text[:200])
        for who in ("commune", "producer"):
            act_of = {**act, "id": str(uuid.uuid4()), "kind": "dossier.report", "subject": self.decided, "body": {"materials": "Chè hái tại xã", "version": 1}}
            sent = walk.ask(who, "POST", "/api/v1/offline/batches", {"device": str(uuid.uuid4()), "sent": "2026-11-21T02:00:00Z", "acts": [act_of]})
            told = expect(sent, 200).json["acts"][0]
            wanted = ("refused", True) if who == "producer" else ("set_aside", False)   # an officer's words wait for him to read why
            check(f"a report on a decided dossier changes nothing, with a reason: {who}", (told["outcome"], told["right"] == "never") == wanted and told["reason"], sent.text[:200])
        return act["id"]

    def keyed(self, walk):
        """A passkey as a device makes it (WebAuthn §6.5.4): attestation "none" is signed by nobody, so that any point will do here."""
        asked = expect(walk.ask("producer", "GET", "/api/v1/me/factors/passkeys/options"), 200).json
        client = json.dumps({"type": "webauthn.create", "challenge": asked["challenge"], "origin": walk.server.url, "crossOrigin": False}).encode()
        key = bytes.fromhex("a5010203262001215820") + b"x" * 32 + bytes.fromhex("225820") + b"y" * 32
        data = hashlib.sha256(asked["rp"]["id"].encode()).digest() + b"\x45" + bytes(4) + bytes(16) + b"\x00\x04test" + key
        attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58" + bytes([len(data)]) + data
        sent = {"label": "Máy", "password": PASSWORD, **{name: base64.urlsafe_b64encode(value).decode().rstrip("=") for name, value in (("client_data", client), ("attestation", attestation))}}
        return expect(walk.ask("producer", "POST", "/api/v1/me/factors/passkeys", sent), 201).json["id"]

    def signed_in_twice(self, walk):
        Session(walk.server).sign_in(LOGINS["producer_member"])
        return Session(walk.server).sign_in(LOGINS["producer_member"]).get("/me").text


# Which row a route shows, by the beginning of its pattern, and a change that would be right for whoever may make it.
def row_of(method, pattern, rows):
    api = pattern.removeprefix("/api/v1")
    if method == "GET" and pattern in ("/producers/{id}/channels/{file}", "/api/v1/products/{id}/photos", "/api/v1/products/{id}/items", "/api/v1/products/{id}/sheet", "/products/{id}/packagings", "/api/v1/products/{id}/packagings", "/api/v1/products/{id}/listings"):
        return None   # everybody sees them; what changes them is below
    for start, values in (("/withdrawals/{id}", [rows.withdrawal]), ("/checks/plans/{id}", [rows.plan]), ("/check-plans/{id}", [rows.plan]), ("/checks/{id}", [rows.check]), ("/complaints/{id}", [rows.complaint]),
                          ("/products/{id}/withdrawal", [rows.product]), ("/products/{id}/check", [rows.product]),
                          ("/dossiers/{id}", [rows.open, rows.decided]), ("/decisions/{dossier}", [rows.decided]), ("/reports/{id}", [rows.report]),
                          ("/products/{id}/edit", [rows.product]), ("/products/{id}/photos", [rows.product]), ("/products/{id}/items", [rows.product]), ("/products/{id}/sheet", [rows.product]), ("/products/{id}/packagings", [rows.product]), ("/products/{id}/listings", [rows.product]), ("/products/{id}/labels", [rows.product]), ("/products/{id}/displays", [rows.product]), ("/products/{id}/pricing", [rows.product]), ("/products/{id}/scans", [rows.product]), ("/products/{id}/unit", [rows.product]), ("/imports/{id}", [rows.imported]), ("/duplicates/{id}", [rows.pair]), ("/producers/{id}/edit", [rows.producer]), ("/producers/{id}/merge", [rows.producer]), ("/producers/{id}/part", [rows.producer]), ("/producers/{id}/papers", [rows.producer]), ("/producers/{id}/legal-form", [rows.producer]), ("/producers/{id}/profile", [rows.producer]), ("/sites/{id}", [rows.producer]),
                          ("/offices/delegations/{id}", [rows.delegation]), ("/registrations/{id}", [rows.registration]), ("/ideas/{id}", [rows.idea]), ("/sessions/{id}", [rows.planned]), ("/waits/{province}/rounds", ["08"]), ("/councils/{province}", ["08"]), ("/claims/{id}", [rows.claim]), ("/mandates/{id}", [rows.mandate]), ("/producers/{id}/helpers", [rows.producer]), ("/producers/{id}/letters", [rows.producer]), ("/producers/{id}/payments", [rows.producer]), ("/producers/{id}/numbers", [rows.producer]), ("/producers/{id}/channels", [rows.producer]), ("/producers/{id}/orders", [rows.producer]), ("/producers/{id}/enquiries", [rows.producer]), ("/producers/{id}/quotations", [rows.producer]),
                          ("/me/data/requests/{id}", [rows.request]), ("/me/data/consents/{id}", [rows.consent]), ("/me/sessions/{id}", [rows.session]), ("/me/tokens/{id}", [rows.token]), ("/me/factors/passkeys/{id}", [rows.passkey]), ("/filters/{id}", [rows.filter]), ("/notices/links/{id}", [rows.link]), ("/notices/settings/links/{id}", [rows.link]), ("/notices/{id}", [rows.notice]),
                          ("/offline/acts/{id}", [rows.aside]), ("/offline/{id}", [rows.aside]), ("/confirmations/{id}", [rows.draft]), ("/rulings/{id}", [rows.ruling]), ("/certificates/{number}/withdraw", [rows.number]), ("/evaluation-settings/{province}", ["08"])):
        if api.startswith(start):
            return values
    return None


PUBLIC = re.compile(r"(/api/v1)?/(\{name\}|notices/(?:confirm|stop)|assets|media|certificates|credentials|channels|counts|orders|payments|places|producers|products|quotations|rulebooks|s|scans|sitemap|tile|log|waits|[0-9]{2,4})(/|$)")   # registers, the log, what is scanned; a letter's link is its own key


def right_change(pattern, rows):
    reason = {"reason": "Thiếu giấy", "version": 1}
    day = "2026-11-21"
    by_end = {"/decisions/{dossier}/ministry": {"letter": "1/UBND-NN", "letter_day": day, "version": 1}, "/ministry/sending": {"letter": "1/UBND-NN", "letter_day": "21/11/2026", "version": 1}, "/ladder/costs": {"option": "1.1/1", "money": 5000000, "months": 3}, "/ladder/plan": {"version": 0, "target": 5, "starts": day}, "/dossiers/{id}/completions": {"words": "", "until": (today() + datetime.timedelta(days=30)).isoformat(), "items": {"other": "x"}, "version": 1}, "/dossiers/{id}/corrections": {"field": "product_name", "value": "x", "why": "x", "version": 1},
              "/completions/{number}/answer": {"words": "x", "declared": True, "gaps_accepted": True, "version": 1}, "/discussions": {"words": "Đã nếm lại mẫu"}, "/conflict": {"ground": "Có góp vốn"}, "/dossiers/{id}/position": {"stand": "agree"}, "/stand-in": {"member": rows.account}, "/dossiers/{id}/chair": {"chair": rows.account, "version": 3},
              "/v1/sessions/{id}": {"version": 1, "title": "Phiên họp", "day": (today() + datetime.timedelta(days=30)).isoformat(), "hour": "08:30", "place": "Sở", "chair": rows.account}, "/sessions/{id}/dossiers": {"version": 1, "dossiers": [str(uuid.uuid4())]}, "/dossiers/{dossier}/move": {"version": 1, "to": "later"}, "/sessions/{id}/call": {"version": 1, "reach": "all"},
              "/ideas/{id}": {"version": 1, "kind": "product", "name": "Chè"}, "/ideas/{id}/end": {"version": 1, "ground": "other"}, "/ideas/{id}/steps": {"version": 1, "words": "x", "due": day}, "/dossiers/{id}/opinion": {"grade": 5}, "/dossiers/{id}/samples": {"step": "commune", "found": 5, "day": day},
              "/dossiers/{id}/visits": {"day": (today() + datetime.timedelta(days=30)).isoformat(), "going": "Y tế"}, "/visits/{visit}/notes": {"words": "x"},
              "/waits/{province}/rounds": {"asked_before": "2031-01-31", "results_before": "2031-03-15", "plan": "1/KH"}, "/products/{id}/withdrawals": {"ground": "breach_of_law", "words": "x"}, "/withdrawals/{id}/conclusion": {"version": 1, "concluded": day, "organ": "Sở"}, "/withdrawals/{id}/submission": {"version": 1, "submission": "1/TTr"},
              "/withdrawals/{id}/decision": {"version": 1}, "/withdrawals/{id}/drop": {"version": 1, "answer": "x"}, "/withdrawals/{id}/move": {"version": 1}, "/products/{id}/checks": {"kind": "periodic", "day": day, "inspectors": "An"}, "/checks/plans": {"title": "Kế hoạch", "first": today().isoformat(), "last": today().isoformat(), "size": 1}, "/check-plans": {"title": "Kế hoạch", "first": today().isoformat(), "last": today().isoformat(), "size": 1},
              "/checks/plans/{id}/products": {"version": 1, "product": "x", "taken": "taken"}, "/check-plans/{id}/products": {"version": 1, "product": "x", "taken": "taken"}, "/checks/{id}/change": {"version": 1, "day": day, "inspectors": "An"}, "/checks/{id}/findings": {"version": 1, "matter": "mark", "verdict": "kept"}, "/checks/{id}/mending": {"version": 1, "mend_by": day, "mend": "x"},
              "/checks/{id}/evidence": {"version": 1, "evidence": "x"}, "/checks/{id}/conclusion": {"version": 1, "outcome": "kept", "conclusion": "x"}, "/checks/{id}/cancel": {"version": 1, "reason": "x"}, "/dossiers/{id}/complaints": {"words": "x"},
              "/complaints/{id}/answer": {"version": 1, "outcome": "rejected", "answer": "x"}, "/complaints/terms": {"valid_from": "2031-01-01", "file_days": 30, "answer_days": 30, "basis": "1/QĐ"},
              "/packagings/{packaging}/use": {"version": 1, "since": day}, "/packagings/{packaging}/end": {"version": 1, "until": day}, "/packagings/{packaging}/lots": {"lots": "L1"}, "/packagings/{packaging}/notes": {"words": "x"}, "/factors/passkeys/{id}": {"password": PASSWORD}, "/merge": {"version": 1, "into": rows.product}, "/imports/{id}/fixes": {"version": 0, "number": 2, "field": "star", "value": "4", "reach": "cell"}, "/steps/{step}/move": {"to": "later", "version": 1}, "/sites/{id}/name": {"version": 1, "name": "ten-khac"}, "/photos/{photo}": {"alt": "Ảnh", "version": 0}, "/move": {"to": "later"}, "/products/{id}/items": {"content": "300 g"}, "/products/{id}/listings": {"link": "https://tiki.vn/che-p1.html"}, "/labels/check": {"words": "Chè"}, "/labels": {"count": 1}, "/displays": {"piece": "card"}, "/pricing": {"price": 45000, "cost": 20000}, "/orders/{number}": {"step": "confirm", "version": 1}, "/producers/{id}/quotations": {"words": "Quà Tết", "name": "Hoa", "phone": "0912345678"}, "/quotations/{number}": {"step": "withdraw", "version": 1, "reason": "x"}, "/numbers": {"prefix": "8936012345", "version": 0}, "/numbers/give": {"product": rows.product}, "/payments": {"bin": "970405", "number": "8400205123456", "holder": "HTX", "version": 0}, "/items/{item}": {"content": "300 g", "version": 1}, "/helpers": {"login": "x", "tasks": ["papers"], "until": (today() + datetime.timedelta(days=30)).isoformat(), "paper": "x", "consent": True}, "/claims/{id}/refuse": {"version": 1, "answer": "x"}, "/registrations/{id}/return": {"version": 1, "words": "x"}, "/legal-form": {"name": "Cơ sở", "kind": "enterprise", "reason": "x", **({"version": 1} if "registrations" in pattern else {})}, "/registrations/{id}/producer": {"version": 1, "name": "Cơ sở", "kind": "farm", "place": "Thông Nguyên, Tuyên Quang"}, "/registrations/{id}/product": {"version": 1, "name": "Chè"}, "/unit": {"version": 1, "commune": "01090", "reach": "maker"}, "/return": reason, "/reopening": {"reason": "Chấm nhầm"}, "/closing": {"version": 3, "spread_accepted": True}, "/submission": {"declared": True, "gaps_accepted": True, "version": 1}, "/council": {"members": [rows.account] * 3, "chair": rows.account, "version": 2}, "/knockouts": {"ticks": {"forged": "giả"}, "version": 0}, "/close": {"version": 1, "finding": "Đã kiểm tra"}, "/withdrawal": {"ground": "breach_of_law", "number": "1/QĐ", "concluded": day, "decided": day, "signer": "M"}, "/evaluation-settings/{province}": {"valid_from": "2031-01-01"}, "/answers/{criterion}": {"option": 1, "version": 0}, "/decision": {"decision": "drop"}, "/opinions/{part}": {"text": "Tốt", "version": 0}, "/dossiers/{id}/advice": {"words": "Đủ hồ sơ", "version": 0}, "/dossiers/{id}/report": {"materials": "x", "labour": "x", "idea": "x", "identity": "x", "version": 1}}
    if pattern.endswith("/sheets/{seat}/submission"):
        return {"gaps_accepted": True, "version": 1}
    return next((value for end, value in by_end.items() if pattern.endswith(end)), {"version": 1})


def form_change(pattern):
    kind = {"kind": "enterprise"} if pattern.endswith(("/legal-form", "/producer")) else {}
    if pattern == "/dossiers/{id}/completion":
        kind = {"more_about": "other", "more": "x"}
    if pattern == "/dossiers/{id}/corrections":
        kind = {"field": "product_name", "value": "x", "why": "x"}
    if pattern.startswith("/ideas/"):
        kind = {"kind": "product", "ground": "other", "due": "21/11/2026"}
    if pattern.startswith("/sessions/"):
        kind = {"hour": "08:30", "reach": "all"}
    if pattern == "/dossiers/{id}/opinion":
        kind = {"grade": "5"}
    if pattern == "/dossiers/{id}/position":
        kind = {"stand": "agree"}
    if pattern == "/dossiers/{id}/samples":
        kind = {"step": "commune", "found": "5", "day": "21/11/2026"}
    if pattern == "/dossiers/{id}/visits/new":
        kind = {"going": "Y tế"}
    if pattern == "/waits/{province}/rounds":
        kind = {"asked_before": "31/01/2031", "results_before": "15/03/2031", "plan": "1/KH"}
    if pattern.endswith("/check"):
        kind = {"kind": "periodic"}
    if pattern in ("/checks/{id}/conclusion", "/complaints/{id}/answer"):
        kind = {"outcome": "kept" if pattern.startswith("/checks") else "rejected"}
    if pattern == "/confirmations/{id}/withdraw":
        kind = {"ground": "by_decision", "products": str(uuid.uuid4())}
    return {"name": "Cơ sở", "place": "Thông Nguyên, Tuyên Quang", "words": "x", "answer": "x", "tasks": "papers", "until": (today() + datetime.timedelta(days=30)).strftime("%d/%m/%Y"), "paper": "x", "consent": "1", "phone": "0912345678", **form_change_of_all(), **kind}


def form_change_of_all():
    after = {"organ": "Sở", "conclusion": "1/KL", "submission": "1/TTr", "day": "21/11/2026", "inspectors": "An", "matter": "mark", "verdict": "kept", "mend_by": "21/11/2026", "mend": "x",
             "evidence": "x", "taken": "taken", "size": "1", "first": "21/11/2026", "last": "21/11/2026", "valid_from": "01/01/2031", "file_days": "30", "answer_days": "30", "basis": "1/QĐ"}
    return {**after, "target": "5", "starts": "21/11/2026", "version": "1", "password": PASSWORD, "into": str(uuid.uuid4()), "member": str(uuid.uuid4()), "reason": "Thiếu giấy", "declared": "1", "gaps_accepted": "1", "kind": "other", "title": "Giấy", "bin": "970405", "prefix": "8936012345", "link": "https://tiki.vn/che-p1.html", "product": str(uuid.uuid4()), "holder": "HTX", "step": "confirm", "alt": "Ảnh", "to": "later", "story": "x", "name_en": "x", "finding": "Đã kiểm tra", "outcome": "not_recognised",
            "number": "1/QĐ", "since": "21/11/2026", "lots": "L1", "issuer": "UBND", "decided": "21/11/2026", "concluded": "21/11/2026", "signer": "M", "ground": "breach_of_law", "answer": "1", "option": "1", "decision": "drop", "spread_accepted": "1", "text": "x", "materials": "x", "labour": "x", "idea": "x", "identity": "x", "then": "forward"}


def rest(pattern, first):
    known = {"criterion": "1.1", "part": "A", "seat": "1", "code": "1.1", **({"number": "1"} if "/dossiers/" in pattern else {})}
    pattern = re.sub(r"\{[^}]*\}", first, pattern, count=1)
    return re.sub(r"\{([^}]*)\}", lambda found: known.get(found[1], str(uuid.uuid4())), pattern)


def foreign_cell(who, person, route, value, rows):
    path = rest(route["pattern"], value)
    if "{paper}" in route["pattern"]:
        path = re.sub(r"/papers/[0-9a-f-]{36}", "/papers/" + rows.paper, path)
    if "{item}" in route["pattern"]:
        path = re.sub(r"/items/[0-9a-f-]{36}", "/items/" + rows.item, path)
    if "{packaging}" in route["pattern"]:
        path = re.sub(r"/packagings/[0-9a-f-]{36}", "/packagings/" + rows.packaging, path)
    if "{photo}" in route["pattern"]:
        path = re.sub(r"/photos/[0-9a-f-]{36}", "/photos/" + (rows.reported_photo if "/reports/" in path else rows.visit_photo if "/visits/" in path else rows.photo), path)
    if "{visit}" in route["pattern"]:
        path = re.sub(r"/visits/[0-9a-f-]{36}", "/visits/" + rows.visit, path)
    if route["method"] == "GET":
        answer = person.get(path)
    elif path.startswith("/api/"):
        if route["pattern"].endswith(("/producers/{id}/papers", "/papers/{paper}/replacement")):
            body, kind = multipart({"kind": "other", "title": "Giấy"})
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/confirmations/{id}/withdrawal"):
            body, kind = multipart({"ground": "by_decision", "reason": "Giả", "products": str(uuid.uuid4()), "version": "1"})
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/confirmations/{id}"):
            body, kind = multipart({"number": "1/QĐ", "decided": "2026-11-21", "issuer": "UBND", "signer": "M", "version": "1"})
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/rulings/{id}/record"):
            body, kind = multipart({"number": "1/QĐ", "decided": "2026-11-21", "signer": "M", "version": "1"}, ("qd.pdf", b"%PDF-1.4\n", "application/pdf"))
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/channels/workbook"):
            body, kind = multipart({"channel": "shopee"}, ("mau.xlsx", b"PK", "application/octet-stream"))
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/orders/statement"):
            body, kind = multipart({}, ("saoke.csv", "Ghi có,Nội dung\n90.000,x\n".encode(), "text/csv"))
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["method"] != "DELETE" and route["pattern"].endswith(("/sites/{id}/face", "/sites/{id}/steps", "/steps/{step}")):
            body, kind = multipart({"title": "Ngâm nếp", "version": "1"})
            answer = person.request(route["method"], path, body, {"Content-Type": kind})
        elif route["method"] != "DELETE" and route["pattern"].endswith(("/products/{id}/packagings", "/packagings/{packaging}")):
            body, kind = multipart({"change": "Thêm câu chuyện", "version": "1"})
            answer = person.request(route["method"], path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/visits/{visit}/photos"):
            body, kind = multipart({}, ("a.png", png(100, 100), "image/png"))
            answer = person.request("POST", path, body, {"Content-Type": kind})
        elif route["pattern"].endswith("/products/{id}/photos"):
            body, kind = multipart({"alt": "Ảnh"}, ("a.png", png(100, 100), "image/png"))
            answer = person.request("POST", path, body, {"Content-Type": kind})
        else:
            answer = person.api(route["method"], path, {"version": 1} if route["pattern"].endswith("/ladder/plan") and route["method"] == "DELETE" else right_change(route["pattern"], rows))
    else:
        answer = person.post(path, form_change(route["pattern"]))
    check(f"{who}, {route['method']} {route['pattern']}", answer.status == 404, f"{answer.status} {answer.text[:160]}")


def foreign_rows(table, people, rows):
    asked = 0
    for route in table:
        values = row_of(route["method"], route["pattern"], rows)
        if values is None:
            known = "{" not in route["pattern"] or PUBLIC.match(route["pattern"]) or route["provincial_body"] == "403" and route["administrator"] == "yes" and route["producer_member"] == "403"
            check(f"{route['pattern']}: which rows it shows is said here", known, "add it to row_of(), or to PUBLIC when everybody may read its rows")
            continue
        for who, person in people.items():
            if route[role_of(who)] != "yes":
                continue
            if "/councils/{province}" in route["pattern"] and ":08" in FOREIGN[who]:
                continue   # of the province's council, with or without a seat on one dossier: its own to read
            asked += len(values)
            for value in values:
                foreign_cell(who, person, route, value, rows)
    check("many cells were asked", asked > 150, asked)


def lists_and_bodies(people, rows):
    """What is found by a list or named in a body is a row too."""
    hidden = [rows.draft, rows.open, rows.decided, rows.report, rows.paper, rows.registration, rows.claim, rows.idea]
    for who, person in people.items():
        for path in ("/api/v1/work?state=", "/work?state=", "/work.csv?state=", "/api/v1/decisions", "/decisions", "/api/v1/confirmations", "/confirmations", "/reported", "/api/v1/reports", "/reports", "/api/v1/ideas", "/ideas", "/ideas.csv", "/api/v1/registrations", "/registrations", "/api/v1/claims", "/claims", "/start", "/dossiers/new", "/settings/evaluation", "/api/v1/me"):
            text = person.get(path).text
            check(f"{who}: {path} names nothing foreign", not any(row in text for row in hidden) and "Phìn Hồ" not in text.replace(rows.number, ""), [row for row in hidden if row in text])
    producer, province = people["member of another producer"], people["provincial_body of another province"]
    opened = producer.api("POST", "/api/v1/dossiers", {"product": rows.product, "kind": "first", "product_set": "QD26-11"})
    check("a dossier for another's product: 404", opened.status == 404, f"{opened.status} {opened.text[:200]}")
    value = {"dossier": rows.open, "version": 1, "outcome": "not_recognised", "number": "1/QĐ", "decided": "2026-11-21", "signer": "M", "reason": "x"}
    for dossier in (rows.open, rows.decided):
        decided = province.api("POST", "/api/v1/decisions", {**value, "dossier": dossier})
        check("a decision on another province's dossier: 404", decided.status == 404, f"{decided.status} {decided.text[:200]}")


def nothing_changed(walk, rows, before):
    now = [walk.dossier(d, "province") for d in (rows.open, rows.decided)]
    check("after all this the dossiers are as they were", now == before, [(k, a.get(k), b.get(k)) for a, b in zip(now, before) for k in a.keys() | b.keys() if a.get(k) != b.get(k)])
    report = walk.ask("province", "GET", f"/api/v1/reports/{rows.report}").json
    check("and the report is open", report["state"] == "open" and report["contact"], report)


def a_role_that_was_taken_away(walk, people):
    """A grant is looked at on each request: who lost it has no rights with an old token."""
    admin = walk.people["admin"]
    account = next(a for a in admin.api("GET", "/api/v1/accounts?q=other").json["accounts"] if a["display_name"] == "provincial_body of another province")
    person = people["provincial_body of another province"]
    check("before: the office reads its decisions", person.get("/api/v1/decisions").status == 200)
    expect(admin.api("DELETE", f"/api/v1/accounts/{account['id']}/grants/{account['grants'][0]['id']}"), 200)
    check("after: 403", person.get("/api/v1/decisions").status == 403)
    expect(admin.api("PATCH", f"/api/v1/accounts/{account['id']}", {"active": False, "version": admin.api("GET", f"/api/v1/accounts/{account['id']}").json["version"]}), 200)
    check("a deactivated account's token is nobody's", person.get("/api/v1/me").status == 401)


def a_refused_claim_leaves_nobody(server, walk, producer):
    """A stray letter's code made somebody a member, who let somebody else in for a year; the commune refused the claim, and the helper stayed: the office could not end what it had not given."""
    password = "mưa rơi trên đồi chè"

    def newcomer(login):
        session = Session(server)
        session.get("/join")
        expect(session.post("/join", {"display_name": "Người mới", "login": login, "password": password}), 303)
        return session.sign_in(login, password)

    finder, helper = newcomer("thu-lac@example.vn"), newcomer("nguoi-giup@example.vn")
    code = expect(walk.ask("province", "POST", f"/api/v1/producers/{producer}/letters"), 201).json["code"]
    claim = expect(finder.api("POST", "/api/v1/claims", {"code": code}), 200).json
    wanted = {"tasks": ["papers", "story"], "until": (today() + datetime.timedelta(days=30)).isoformat(), "consent": True}
    keys = [expect(finder.api("POST", f"/api/v1/producers/{producer}/helpers", wanted), 201).json["link"].split("key=")[1] for _ in range(2)]
    expect(helper.api("POST", "/api/v1/mandates/invitation", {"key": keys[0]}), 204)
    check("a helper of a member reads its papers", helper.get(f"/producers/{producer}/papers").status == 200)
    expect(walk.ask("province", "POST", f"/api/v1/claims/{claim['id']}/refuse", {"version": claim["version"], "answer": "Thư đến nhầm nhà."}), 200)
    for who, session in (("the member", finder), ("the helper", helper)):
        check(f"after the claim is refused {who} has no role", expect(session.api("GET", "/api/v1/me"), 200).json["grants"] == [])
    check("an open link of theirs opens nothing", helper.api("POST", "/api/v1/mandates/invitation", {"key": keys[1]}).status == 409)
    again = finder.api("POST", "/api/v1/claims", {"code": code})
    check("the code says that it was refused, at its field", again.status == 422 and again.json["problems"][0]["field"] == "code", again.text[:300])


def an_office_by_letter(server, walk, second):
    """An official was made by telephone: an account with a password that an administrator knew. The letter's link is no way around the second administrator, is good once, and reaches nobody but the mailbox."""
    admin, address, password = walk.people["admin"], "can-bo-moi@tuyenquang.gov.vn", "mưa rơi trên đồi chè"
    wanted = {"address": address, "role": "commune_officer", "province": "08", "commune": "01090"}
    invited = expect(admin.api("POST", "/api/v1/offices/invitations", wanted), 201)
    check("where mail is set up the link is told to nobody", "link" not in invited.json, invited.text)
    key = letter_key(server, address)
    newcomer = Session(server)
    newcomer.get("/offices/invitation?key=" + key)
    expect(newcomer.post("/offices/invitation/account", {"key": key, "display_name": "Cán bộ mới", "password": password}), 303)
    newcomer.sign_in(address, password)
    accepted = expect(newcomer.api("POST", "/api/v1/offices/invitation", {"key": key}), 200).json
    check("with two administrators the role waits", accepted["state"] == "waiting", accepted)
    check("and gives nothing", expect(newcomer.api("GET", "/api/v1/me"), 200).json["grants"] == [])
    check("the link is good once", newcomer.api("POST", "/api/v1/offices/invitation", {"key": key}).status == 409)
    waiting = next(w for w in expect(second.api("GET", "/api/v1/accounts/waiting"), 200).json["waiting"] if w["commune"] == "01090")
    path = f"/api/v1/accounts/{waiting['account']}/waiting/{waiting['id']}/confirm"
    check("whoever invited does not confirm", admin.api("POST", path).status == 409)
    expect(second.api("POST", path), 200)
    check("another one does", [g["role"] for g in expect(newcomer.api("GET", "/api/v1/me"), 200).json["grants"]] == ["commune_officer"])
    again = expect(admin.api("POST", "/api/v1/offices/invitations", {**wanted, "address": "khac@tuyenquang.gov.vn"}), 201).json["id"]
    expect(second.api("POST", f"/api/v1/offices/invitations/{again}/withdraw"), 204)
    states = [(one["state"], one["address"]) for one in expect(admin.api("GET", "/api/v1/offices/invitations"), 200).json["invitations"]]
    check("the list says what became of them, without addresses", states == [("withdrawn", ""), ("accepted", "")], states)


def letter_key(server, address):
    """Out of the folder that the demo's letters go to."""
    for _ in range(100):
        for name in glob.glob(os.path.join(server.data, "mail", "*.eml")):
            text = email.message_from_bytes(open(name, "rb").read(), policy=email.policy.default)
            found = re.search(r"/offices/invitation\?key=([\w-]+)", text.get_body(("plain",)).get_content()) if address in (text["To"] or "") else None
            if found:
                return found[1]
        time.sleep(0.1)
    raise SystemExit("no letter for " + address)


def delegated_and_former(walk, people, rows):
    """Whoever was ill gave a colleague the password. A loan opens what the office opens from its first day on, bears both names, and opens nothing the moment it is over."""
    first = today()
    officer, deputy = walk.people["commune"], people["commune_officer of another commune"]
    login = next(a["login"] for a in walk.people["admin"].api("GET", "/api/v1/accounts?q=other").json["accounts"] if a["display_name"] == "commune_officer of another commune")
    asked = {"GET": ["/api/v1/work", f"/api/v1/registrations/{rows.registration}", f"/api/v1/claims/{rows.claim}", f"/api/v1/dossiers/{rows.open}", f"/dossiers/{rows.open}", f"/api/v1/producers/{rows.producer}/papers"]}

    def reaches():
        return [deputy.get(path).status for path in asked["GET"][1:]]

    check("a stranger of another commune reads nothing", set(reaches()) == {404}, reaches())
    value = {"office": "commune_officer|08|01090", "login": login, "from": first.isoformat(), "until": (first + datetime.timedelta(days=7)).isoformat()}
    check("nobody lends what is another's", people["commune_officer of another province"].api("POST", "/api/v1/offices/delegations", value).status == 404)
    ahead = expect(officer.api("POST", "/api/v1/offices/delegations", {**value, "from": (first + datetime.timedelta(days=3)).isoformat()}), 201).json["id"]
    check("before its first day a loan opens nothing", set(reaches()) == {404}, reaches())
    expect(officer.api("POST", f"/api/v1/offices/delegations/{ahead}/end"), 204)
    lent = expect(officer.api("POST", "/api/v1/offices/delegations", value), 201).json["id"]
    check("a delegated office opens what the office opens", set(reaches()) == {200}, reaches())
    grants = expect(deputy.api("GET", "/api/v1/me"), 200).json["grants"]
    check("the account says whose office it is", [g.get("stands_for") for g in grants].count(walk.accounts["xa"]) == 1, grants)
    check("a loan is not lent on", deputy.api("POST", "/api/v1/offices/delegations", {**value, "login": "tinh@demo.ocop"}).status == 404)
    check("nor handed over", deputy.api("POST", "/api/v1/offices/handover", {"office": value["office"], "successor": "tinh@demo.ocop", "from": first.isoformat()}).status == 404)
    version = expect(deputy.api("GET", f"/api/v1/registrations/{rows.registration}"), 200).json["version"]
    expect(deputy.api("POST", f"/api/v1/registrations/{rows.registration}/return", {"version": version, "words": "Thiếu giấy"}), 200)
    for who, session in (("the officer", officer), ("the colleague", deputy)):
        acts = next(d for d in expect(session.api("GET", "/api/v1/offices"), 200).json["delegations"] if d["id"] == lent)["acts"]
        check(f"{who} sees both names of what was done", [(a["what"], bool(a["by"]), bool(a["for"])) for a in acts] == [("registration.returned", True, True)], acts)
        check(f"{who} sees it on the own page", "làm thay" in session.get("/me").text)
    for who, person in people.items():
        if who not in ("commune_officer of another commune",) and role_of(who) in ("commune_officer", "provincial_body", "administrator"):
            check(f"{who} does not end it", person.api("POST", f"/api/v1/offices/delegations/{lent}/end").status == 404)
    expect(officer.api("POST", f"/api/v1/offices/delegations/{lent}/end"), 204)
    check("a former delegation opens nothing", set(reaches()) == {404}, reaches())
    for method, path, body in (("POST", f"/api/v1/registrations/{rows.registration}/confirm", {"version": 1}), ("POST", f"/api/v1/claims/{rows.claim}/accept", {"version": 1}), ("PUT", f"/api/v1/dossiers/{rows.open}/report", right_change("/dossiers/{id}/report", rows))):
        check(f"former: {method} {path.split('/')[3]} is as absent", deputy.api(method, path, body).status == 404)


def an_office_passes_on(walk, people):
    """An officer left, and his commune's terms ran while two administrators were looked for."""
    leaver, admin, second = people["secretary of another province"], walk.people["admin"], people["administrator"]
    login = next(a["login"] for a in admin.api("GET", "/api/v1/accounts?q=other").json["accounts"] if a["display_name"] == "provincial_body of another province")
    successor = people["provincial_body of another province"]
    open_ = expect(leaver.api("GET", "/api/v1/offices/handover"), 200).json
    check("what is open is told before", open_["office"] == "secretary|68|" and open_["waiting"] == 0 and open_["own"] == [], open_)
    value = {"office": "secretary|68|", "successor": login, "from": today().isoformat()}
    check("nobody hands over what is another's", successor.api("POST", "/api/v1/offices/handover", value).status == 404)
    state = expect(leaver.api("POST", "/api/v1/offices/handover", value), 200).json["state"]
    check("an office waits for an administrator", state == "waiting", state)
    check("until then the leaver has it", leaver.get("/api/v1/dossiers").status == 200)
    waiting = next(w for w in expect(second.api("GET", "/api/v1/accounts/waiting"), 200).json["waiting"] if w.get("instead_of"))
    expect(second.api("POST", f"/api/v1/accounts/{waiting['account']}/waiting/{waiting['id']}/confirm"), 200)
    check("a former secretary reads nothing", leaver.get("/api/v1/dossiers").status == 403)
    roles = [g["role"] for g in expect(successor.api("GET", "/api/v1/me"), 200).json["grants"]]
    check("the successor has it", "secretary" in roles, roles)


# ---- every page is found -----------------------------------------------------------------------------------------------------------
def found_by_links(server, table, people, walk, rows):
    """At most three clicks from the home of each role to every page of its column, over links alone; and no link is refused."""
    homes = {role: session.get("/sign-in").headers["Location"] for role, session in people.items()}
    for role, home in homes.items():
        check(f"where a {role} comes in", home == HOMES.get(role, "/work"), home)
    for role in ROLES[1:]:
        expect(people[role].api("POST", "/api/v1/filters", {"list": "/notices", "name": "Chưa đọc", "query": "state=unread"}), 201)
    # A second dossier of the certified product stands where the first no longer does: a draft, with its commune, then waiting for its council.
    draft = expect(walk.open(rows.product, "upgrade"), 201).json["id"]
    gone = {"producer_member": {}, "helper": {}, "commune_officer": {}}
    for role, wanted, then in (("producer_member", {"/dossiers/{id}/criteria/{code}"}, lambda: walk.answer(draft, best(walk.table))),
                               ("producer_member", {"/dossiers/{id}/submission"}, lambda: expect(walk.submit(draft), 200)),
                               ("commune_officer", {"/dossiers/{id}/report", "/dossiers/{id}/completion"}, lambda: expect(walk.forward(draft), 200))):
        for who in [role, "helper"] if role == "producer_member" else [role]:   # who helps with dossiers is led there, too
            gone[who].update(crawl.crawl(people[who], table, homes[who], wanted)[0])
            for asked in sorted(wanted):
                check(f"a {who} is led on to {asked}", asked in gone[who], gone)
        then()
    for role, session in {"visitor": Session(server), **people}.items():
        clicks, refused, forms = crawl.crawl(session, table, homes.get(role, "/"))
        missing = [pattern for pattern in crawl.pages(table, role) if pattern not in {**clicks, **gone.get(role, {})}]
        check(f"{role}: every page is within three clicks of {homes.get(role, '/')}", not missing, missing)
        check(f"{role}: no link leads where it is refused", not refused, refused[:10])
        check(f"{role}: the crawl went somewhere", len(clicks) > 25, len(clicks))
        # An empty form told of one gap, and of the next when that was filled.
        untold = [gap for form in forms if form[0] != "/design" for gap in crawl.gaps_untold(session, form)]   # its form is a picture
        check(f"{role}: an empty form tells of all its gaps at once ({len(forms)} forms)", forms and not untold, untold)


need_engine()   # each engine's SQL asks for the scope
server = Server()
try:
    table = list(routes())
    check("the route table is not empty", len(table) > 60, len(table))
    check("every route says what it needs", all(r["visitor"] in ("yes", "401") for r in table))
    visitor = Session(server)
    makers = visitor.get("/api/v1/producers?province=08&limit=200").json["producers"]
    commune = next(c["code"] for c in visitor.get("/api/v1/places/08").json["communes"] if c["code"] != "01090")
    server.stop()
    helped = next(m["id"] for m in makers if m["name"] == PRODUCER)
    for role, grant in MADE.items():
        made = run("admin", "create-account", LOGINS[role], "--name", role, "--grant", grant.format(helped=helped), *server.flags, input=PASSWORD + "\n")
        check(f"a {role}", made.returncode == 0, made.stdout + made.stderr)
    others = accounts_of_others(server, {"producer": next(m["id"] for m in makers if "Phìn Hồ" not in m["name"]), "commune": commune})
    tokens = Walk.tokens(server)
    printed_again(server, next(m["name"] for m in makers if "Phìn Hồ" not in m["name"]))
    server.start()
    people_of_roles = matrix(server, table)
    walk = Walk(server, tokens)
    rows = Rows(walk)
    found_by_links(server, table, people_of_roles, walk, rows)
    people = {who: Session(server, token) for who, token in others.items()}
    before = [walk.dossier(d, "province") for d in (rows.open, rows.decided)]
    foreign_rows(table, people, rows)
    a_refused_claim_leaves_nobody(server, walk, [m["id"] for m in makers if "Phìn Hồ" not in m["name"]][-1])   # the first has a member by now
    lists_and_bodies(people, rows)
    nothing_changed(walk, rows, before)
    an_office_by_letter(server, walk, people["administrator"])
    delegated_and_former(walk, people, rows)
    an_office_passes_on(walk, people)
    a_role_that_was_taken_away(walk, people)
    personal.looked_at(walk.people, rows.registration, rows.account)
    personal.export_is_complete(server, walk.people)
    personal.erased(server, walk.people, LOGINS["producer_member"])
finally:
    server.close()
finish()
