"""The way of one product through the JSON API, step by step, for the tests that need a dossier in some state. No assertion of its own:
a step that is not answered as it should ends the test with what was said."""
import datetime, os, tempfile, urllib.parse, uuid

from client import Session, run, today
from pictures import png

PRODUCER = "HTX chế biến chè Phìn Hồ"   # of the demo; htx@demo.ocop is its member
TABLE = "QD26-11"                       # tea
LOGINS = {"producer": "htx", "commune": "xa", "province": "tinh", "m1": "hoidong1", "m2": "hoidong2", "m3": "hoidong3", "chair": "chutich", "admin": "quantri"}


def criteria(table):
    return [c for part in table["parts"] for section in part["sections"] for c in section["criteria"]]


def best(table):
    """Option numbers that give all points."""
    return {c["code"]: max(range(len(c["options"])), key=lambda i: c["options"][i]["points"]) + 1 for c in criteria(table)}


def points(table, answers):
    return sum(c["options"][answers[c["code"]] - 1]["points"] for c in criteria(table) if answers.get(c["code"]))


def expect(answer, *statuses):
    if answer.status not in statuses:
        raise SystemExit(f"expected {statuses}, got {answer.status}: {answer.text[:1200]}")
    return answer


def multipart(fields, file=None, files=()):
    """Body and content type of a form with a file of the field "file", and pairs of other fields and theirs: (name, content, type)."""
    mark, body = uuid.uuid4().hex, b""
    for name, value in fields.items() if isinstance(fields, dict) else fields:   # pairs, where a name comes twice
        body += f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for field, one in [("file", file)] * bool(file) + list(files):
        body += f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{one[0]}"\r\nContent-Type: {one[2]}\r\n\r\n'.encode() + one[1] + b"\r\n"
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


IMPORT = ("id,product_name,entity_name,entity_type,commune,district,province,star,decision,year,recognition\n"
          "T1,Măng khô,HTX Măng Hà Giang,CTY,Xã Thông Nguyên,Hoàng Su Phì,Hà Giang,4,,2023,reported_recognised\n"
          "T2,Măng ớt,HTX Măng Hà Giang,CTY,Xã Thông Nguyên,Hoàng Su Phì,Hà Giang,3,,2023,reported_recognised\n"
          "T3,Miến dong,HTX Miến,cooperative,Xã Thông Nguyên,Hoàng Su Phì,Hà Giang,6,,2023,reported_recognised\n"
          "T4,Chè dây,HTX Chè dây,cooperative,Xã Thông Nguyên,Hoàng Su Phì,Hà Giang,3,,2023,reported_recognised\n").encode()


def printed_again(server, maker):
    """A product of province 08 comes in another register twice, before the server starts: a pair that waits for the province."""
    names = "id,product_name,entity_name,province,recognition,star\n"
    rows = "".join(f"{n},{name},{maker},Hà Giang,reported_recognised,3\n" for n, name in enumerate(("Mật ong bạc hà Mèo Vạc", "Mat ong bac ha Meo Vac")))
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "again.csv")
        with open(file, "w", encoding="utf-8") as out:
            out.write(names + rows)
        for command in (("import", "register", file, "--source", "again", "--apply"), ("admin", "work-jobs")):
            done = run(*command, *server.flags)
            if done.returncode:
                raise SystemExit(f"{command[0]} {command[1]}: {done.stdout}{done.stderr}")


RENEWABLE = "Xôi chè đánh giá lại (minh họa)"


def renewable(server, maker):
    """A product of the maker whose four stars end in 150 days, in a register that prints its decision; before the server starts."""
    decided = today() + datetime.timedelta(days=150)
    decided = decided.replace(year=decided.year - 3, day=min(decided.day, 28))   # 36 months; no 29 February
    names = "id,product_name,entity_name,entity_type,commune,district,province,star,decision,year,recognition,current_province_code,current_unit_code\n"
    row = f"R1,{RENEWABLE},{maker},cooperative,xã Thông Nguyên,huyện Hoàng Su Phì,Hà Giang,4,55/QĐ-UBND ngày {decided:%d/%m/%Y},{decided.year},decision,08,01090\n"
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "renewable.csv")
        with open(file, "w", encoding="utf-8") as out:
            out.write(names + row)
        done = run("import", "register", file, "--source", "renewable", "--apply", *server.flags)
        if done.returncode:
            raise SystemExit(f"import register: {done.stdout}{done.stderr}")


class Walk:
    """Everybody's token and the facts of the demo. Tokens are made before the server starts: Walk.tokens(server)."""

    @staticmethod
    def tokens(server):
        return {who: server.token(login + "@demo.ocop") for who, login in LOGINS.items()}

    def __init__(self, server, tokens):
        self.server = server
        self.people = {who: Session(server, token) for who, token in tokens.items()}
        producer = expect(self.ask("producer", "GET", "/api/v1/me"), 200).json["grants"][0]["producer"]
        self.producer = producer
        self.products = [p for p in self.all_products("08") if p["producer"]["id"] == producer]
        self.table = expect(self.ask("producer", "GET", f"/api/v1/rulebooks/QD26-2026/tables/{TABLE}"), 200).json
        accounts = expect(self.ask("admin", "GET", "/api/v1/accounts"), 200).json["accounts"]
        self.accounts = {a["login"].split("@")[0]: a["id"] for a in accounts}

    def ask(self, who, method, path, value=None, **headers):
        return self.people[who].api(method, path, value, **headers)

    def all_products(self, province):
        found, cursor = [], ""
        while cursor is not None:
            page = expect(self.people["producer"].get(f"/api/v1/products?limit=200&province={province}" + (f"&cursor={cursor}" if cursor else "")), 200).json
            found, cursor = found + page["products"], page["next_cursor"]
        return found

    def paper(self, kind="business_registration", title="Giấy chứng nhận đăng ký hợp tác xã", file=None):
        body, content_type = multipart({"kind": kind, "title": title, "issued": "05/08/2021"}, file)
        made = expect(self.people["producer"].request("POST", f"/api/v1/producers/{self.producer}/papers", body, {"Content-Type": content_type}), 201)
        return made.json["id"]

    def replace_paper(self, paper, file=None, title="Giấy chứng nhận đăng ký hợp tác xã", **headers):
        body, content_type = multipart({"kind": "business_registration", "title": title, "issued": "05/08/2026"}, file)
        return self.people["producer"].request("POST", f"/api/v1/producers/{self.producer}/papers/{paper}/replacement", body, {"Content-Type": content_type, **headers})

    def register(self, source="Phòng Kinh tế", who="province", file=IMPORT):
        """A register file that is looked at: two kinds that nobody knows, six stars, a sound row."""
        body, kind = multipart({"source": source}, ("so.csv", file, "text/csv"))
        return expect(self.people[who].request("POST", "/api/v1/imports", body, {"Content-Type": kind}), 201).json["id"]

    def confirmation(self, stars=None, printed="321/QĐ-UBND ngày 06/8/2024", change="", who="province", **facts):
        """A draft of what the register prints, with the stars of its products; `change`: of that one, or its correction."""
        offered = expect(self.ask(who, "GET", "/api/v1/reported/products?" + urllib.parse.urlencode({"decision": printed})), 200).json["spellings"]
        stars = {p["id"]: p["stars"] for p in offered[0]["products"]} if stars is None else stars
        facts = {"number": "321/QĐ-UBND", "decided": "06/08/2024", "issuer": "UBND tỉnh Tuyên Quang", "signer": "Phó Chủ tịch Trần Văn Mẫu", "printed": printed} | facts
        body, kind = multipart(facts | {f"stars.{product}": star for product, star in stars.items()}, None if change else ("qd.pdf", b"%PDF-1.4\nquyet dinh", "application/pdf"))
        return self.people[who].request("POST", f"/api/v1/confirmations{change and '/'}{change}", body, {"Content-Type": kind})

    def confirm(self, identity, version=1):
        return self.ask("province", "POST", f"/api/v1/confirmations/{identity}/confirm", {"version": version})

    def withdraw_confirmation(self, identity, products, version, ground="by_decision", **facts):
        """Prepared and entered: the organ took its decision back of these products."""
        facts = {"number": "99/QĐ-UBND", "decided": today().isoformat(), "issuer": "UBND tỉnh Tuyên Quang", "signer": "Chủ tịch Lê Thị Mẫu", "reason": "Hồ sơ giả"} | facts
        body, kind = multipart([("ground", ground), ("version", str(version)), *facts.items(), *(("products", one) for one in products)], ("thu-hoi.pdf", b"%PDF-1.4\nthu hoi", "application/pdf"))
        expect(self.people["province"].request("POST", f"/api/v1/confirmations/{identity}/withdrawal", body, {"Content-Type": kind}), 200)
        return self.ask("province", "POST", f"/api/v1/confirmations/{identity}/withdrawal/confirm", {"version": 1})

    def photo(self, product, alt="Hộp trà xanh 100 g, nắp gỗ"):
        """The id of a new photo of a product."""
        body, content_type = multipart({"alt": alt, "alt_en": "A box of green tea, 100 g, wooden lid"}, ("anh.png", png(1000, 750, len(alt)), "image/png"))
        made = expect(self.people["producer"].request("POST", f"/api/v1/products/{product}/photos", body, {"Content-Type": content_type}), 201)
        return made.json["id"]

    def followed(self, product, dossier):
        """What comes after a recognition, each to its end, so that it may begin again: a plan, a check, a withdrawal and a complaint."""
        day = today().isoformat()
        plan = expect(self.ask("province", "POST", "/api/v1/check-plans", {"title": "Kế hoạch kiểm tra", "first": day, "last": day, "who": "Sở Y tế", "size": 3}), 201).json["id"]
        expect(self.ask("province", "POST", f"/api/v1/check-plans/{plan}/issue", {"version": 1}), 200)
        check = {"kind": "periodic", "day": day, "inspectors": "Nguyễn Văn An (Sở NN&MT)"}
        check = expect(self.ask("province", "POST", f"/api/v1/products/{product}/checks", check), 201).json["id"]
        expect(self.ask("province", "POST", f"/api/v1/checks/{check}/findings", {"version": 1, "matter": "mark", "verdict": "kept", "words": "Tem đúng số sao"}), 200)
        expect(self.ask("province", "POST", f"/api/v1/checks/{check}/conclusion", {"version": 2, "outcome": "kept", "conclusion": "Duy trì các tiêu chí"}), 200)
        found = {"ground": "misuse_of_mark", "words": "Nhãn in thiếu số sao", "concluded": day, "organ": "Chi cục Quản lý chất lượng"}
        withdrawal = expect(self.ask("province", "POST", f"/api/v1/products/{product}/withdrawals", found), 201).json["id"]
        expect(self.ask("province", "POST", f"/api/v1/withdrawals/{withdrawal}/drop", {"version": 1, "answer": "Đã in lại nhãn"}), 200)
        complaint = expect(self.ask("producer", "POST", f"/api/v1/dossiers/{dossier}/complaints", {"words": "Tiêu chí 2.3 chấm thiếu"}), 201).json["id"]
        expect(self.ask("producer", "POST", f"/api/v1/complaints/{complaint}/withdraw", {"version": 1}), 200)
        return {"plan": plan, "check": check, "withdrawal": withdrawal, "complaint": complaint}

    def packaging(self, product, change, since=None, files=None, **words):
        """The id of a new packaging of a product, in use from that day, or a draft."""
        photos = [("front", ("truoc.png", png(600, 800, len(change)), "image/png"))] if files is None else files
        body, content_type = multipart({"change": change, **words}, files=photos)
        path = f"/api/v1/products/{product}/packagings"
        made = expect(self.people["producer"].request("POST", path, body, {"Content-Type": content_type}), 201).json["id"]
        if since:
            expect(self.ask("producer", "POST", f"{path}/{made}/use", {"version": 1, "since": since}), 204)
        return made

    def open(self, product=None, kind="first", **headers):
        value = {"product": product or self.products[0]["id"], "kind": kind, "product_set": TABLE}
        return self.ask("producer", "POST", "/api/v1/dossiers", value, **headers)

    def dossier(self, identity, who="producer"):
        return expect(self.ask(who, "GET", f"/api/v1/dossiers/{identity}"), 200).json

    def answer(self, identity, answers, papers=()):
        for code, option in answers.items():
            now = self.dossier(identity)["answers"].get(code, {}).get("version", 0)
            value = {"option": option, "papers": list(papers), "version": now}
            expect(self.ask("producer", "PUT", f"/api/v1/dossiers/{identity}/answers/{code}", value), 200)

    def submit(self, identity):
        version = self.dossier(identity)["sheet_version"]
        return self.ask("producer", "POST", f"/api/v1/dossiers/{identity}/submission", {"declared": True, "gaps_accepted": True, "version": version})

    def ask_completion(self, identity):
        """The commune asks for what is missing; its request is number 1."""
        until = (today() + datetime.timedelta(days=10)).isoformat()
        value = {"words": "Đề nghị bổ sung giấy tờ.", "until": until, "items": {"1.5": "Hợp đồng liên kết còn hạn"}, "version": self.dossier(identity, "commune")["version"]}
        return expect(self.ask("commune", "POST", f"/api/v1/dossiers/{identity}/completions", value), 201).json

    def answer_completion(self, identity):
        value = {"words": "Đã bổ sung hợp đồng.", "declared": True, "gaps_accepted": True, "version": self.dossier(identity)["sheet_version"]}
        return self.ask("producer", "POST", f"/api/v1/dossiers/{identity}/completions/1/answer", value)

    def report(self, identity, **words):
        """The commune's report is saved; what is not said is one sentence."""
        version = self.dossier(identity, "commune")["report"]["version"]
        words = {matter: "Đúng như hồ sơ." for matter in ("materials", "labour", "idea", "identity")} | words
        return expect(self.ask("commune", "PUT", f"/api/v1/dossiers/{identity}/report", {**words, "version": version}), 200).json["version"]

    def forward(self, identity):
        return self.ask("commune", "POST", f"/api/v1/dossiers/{identity}/forwarding", {"version": self.report(identity)})

    def council(self, identity):
        version = self.dossier(identity, "province")["version"]
        members = [self.accounts[name] for name in ("hoidong1", "hoidong2", "hoidong3")]
        return self.ask("province", "POST", f"/api/v1/dossiers/{identity}/council", {"members": members, "chair": self.accounts["chutich"], "version": version})

    def score(self, identity, who, answers, knockouts=None):
        base = f"/api/v1/dossiers/{identity}/sheets/own"
        for code, option in answers.items():
            expect(self.ask(who, "PUT", f"{base}/answers/{code}", {"option": option, "version": 0}), 200)
        if knockouts:
            expect(self.ask(who, "PUT", f"{base}/knockouts", {"ticks": knockouts, "version": 0}), 200)
        version = expect(self.ask(who, "GET", base), 200).json["version"]
        return self.ask(who, "POST", f"{base}/submission", {"gaps_accepted": True, "version": version})

    def close(self, identity, spread_accepted=False):
        version = expect(self.ask("chair", "GET", f"/api/v1/dossiers/{identity}/sheets"), 200).json["version"]
        return self.ask("chair", "POST", f"/api/v1/dossiers/{identity}/closing", {"spread_accepted": spread_accepted, "version": version})

    def decide(self, identity, outcome, number="1234/QĐ-UBND", reason="", version=None):
        version = self.dossier(identity, "province")["version"] if version is None else version
        value = {"dossier": identity, "version": version, "outcome": outcome, "number": number, "decided": today().isoformat(), "signer": "Nguyễn Văn Mẫu", "reason": reason}
        return self.ask("province", "POST", "/api/v1/decisions", value)

    def ruling(self, outcomes, minutes="Biên bản số 12/BB-HĐ", **reasons):
        """The draft of one decision on closed dossiers: what it says of each."""
        return self.ask("province", "POST", "/api/v1/rulings", {"minutes": minutes, "outcomes": outcomes, "reasons": reasons})

    def planned(self):
        """A draft of a session of the province's council, without any dossier."""
        members = [self.accounts[name] for name in ("hoidong1", "hoidong2", "hoidong3")]
        plan = {"title": "Phiên họp đánh giá", "day": (today() + datetime.timedelta(days=30)).isoformat(), "hour": "08:30", "place": "Hội trường Sở", "members": members, "chair": self.accounts["chutich"]}
        return expect(self.ask("province", "POST", "/api/v1/sessions", plan), 201).json["id"]

    def called(self, identity):
        """A session on one dossier, which has its council by the session's call."""
        session = self.planned()
        expect(self.ask("province", "POST", f"/api/v1/sessions/{session}/dossiers", {"version": 1, "dossiers": [identity]}), 200)
        expect(self.ask("province", "POST", f"/api/v1/sessions/{session}/call", {"version": 2, "reach": "all"}), 200)
        return session

    def has_papers(self):
        if not expect(self.ask("producer", "GET", f"/api/v1/producers/{self.producer}/papers"), 200).json["papers"]:
            self.paper()

    def visited(self, dossier):
        """The ids of a site visit of a forwarded dossier that was made, and of its photo."""
        visit = expect(self.ask("province", "POST", f"/api/v1/dossiers/{dossier}/visits", {"day": today().isoformat(), "going": "Y tế, nông nghiệp"}), 201).json["id"]
        base = f"/api/v1/dossiers/{dossier}/visits/{visit}"
        expect(self.ask("province", "POST", f"{base}/notes", {"words": "Nhà xưởng sạch", "tests": "Chì"}), 201)
        body, kind = multipart({}, ("xuong.png", png(800, 600), "image/png"))
        return visit, expect(self.people["province"].request("POST", f"{base}/photos", body, {"Content-Type": kind}), 201).json["id"]

    def to_council(self, answers, product=None, before=None):
        """A new dossier, answered by a few criteria, in the hands of the council; before(dossier): while it is at the province."""
        self.has_papers()
        identity = expect(self.open(product), 201).json["id"]
        self.answer(identity, dict(list(answers.items())[:3]))
        expect(self.submit(identity), 200)
        expect(self.forward(identity), 200)
        if before:
            before(identity)
        expect(self.council(identity), 200)
        return identity

    def to_written_views(self, answers):
        """A renewal of the product of renewable(), on whose report its council is asked in writing."""
        product = next(p["id"] for p in self.products if p["name"] == RENEWABLE)
        self.has_papers()
        identity = expect(self.open(product, "renewal"), 201).json["id"]
        self.answer(identity, dict(list(answers.items())[:3]))
        expect(self.submit(identity), 200)
        expect(self.forward(identity), 200)
        report = {"words": "Cơ sở không thay đổi lớn.", "proposals": {code: str(option) for code, option in answers.items()}, "version": 0}
        expect(self.ask("province", "PUT", f"/api/v1/dossiers/{identity}/advice", report), 200)
        expect(self.council(identity), 200)
        return identity

    def to_closing(self, answers, knockouts=None):
        identity = self.to_council(answers)
        for who in ("m1", "m2", "m3"):
            expect(self.score(identity, who, answers, knockouts if who == "m2" else None), 200)
        expect(self.close(identity), 200)
        return identity
