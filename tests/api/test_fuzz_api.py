"""Every operation of the OpenAPI document with near-valid and hostile parameters and bodies: never a 5xx, always problem+json, and the server
goes on. The document itself is looked at first: it is what the fuzzer knows."""
import json, os, random, string

from client import ENGINE, Server, Session, check, finish, need_engine, run
from walk import LOGINS, Walk, best

SEED = int(os.environ.get("OCOP_TEST_SEED", "2026")) + (ENGINE == "postgresql")   # other requests on the other engine
PER_OPERATION = 25              # on each engine
METHODS = {"get", "put", "post", "delete", "patch"}
HOSTILE = ["", " ", "\u0000", "\u202e", "a" * 5000, "%", "..%2f..%2f", "' OR 1=1 --", "<script>alert(1)</script>", "${jndi:x}", "ĐƯỜNG THỐT NỐT", "\ud83d\udca9",
           "-1", "0", "1e999", "9" * 40, "9223372036854775807", "-9223372036854775808", "4611686018427387904", "NaN", "null", "true", "[]", "{}", "2026-02-31", "9999-12-31", "0001-01-01", "00000000-0000-0000-0000-000000000000"]
VALUES = [None, True, False, 0, -1, 1, 3, 2**31, 2**63 - 1, -2**63, 1.5, 1e308, [], {}, [None], {"": ""}, [[[[[]]]]], "x"] + HOSTILE


# ---- the document ------------------------------------------------------------------------------------------------------------------
def sound_schema(schema, where):
    if not check(f"{where}: a schema is an object", isinstance(schema, dict), schema):
        return
    for name in schema.get("required", []):
        check(f"{where}: required '{name}' is a property", name in schema.get("properties", {}))
    for name, inner in schema.get("properties", {}).items():
        sound_schema(inner, f"{where}.{name}")
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            sound_schema(inner, where + "[]")


def found(api, thing):
    """The thing, or what its reference leads to."""
    if "$ref" not in thing:
        return thing
    at = api
    for part in thing["$ref"].split("/")[1:]:
        at = at[part]
    return at


def document(server):
    answer = Session(server).get("/api/v1/openapi.json")
    check("the document is JSON of OpenAPI 3.1", answer.status == 200 and answer.headers["Content-Type"].startswith("application/json") and answer.json["openapi"].startswith("3.1."))
    api, identities = answer.json, []
    check("it says what and which version", {"title", "version", "license"} <= api["info"].keys() and api["servers"][0]["url"] == server.url, api["info"])
    for path, item in api["paths"].items():
        check(f"{path}: only methods", item.keys() <= METHODS and item, item.keys())
        for method, operation in item.items():
            where = f"{method} {path}"
            identities.append(operation["operationId"])
            check(f"{where}: summary, policy, security, answers", operation["summary"] and operation["x-policy"] and operation["security"] and "default" in operation["responses"])
            parameters = [found(api, p) for p in operation.get("parameters", [])]
            named = {p["name"] for p in parameters if p["in"] == "path" and p["required"] is True}
            check(f"{where}: every parameter says what it is", all(p.get("description") for p in parameters), parameters)
            for parameter in parameters:
                sound_schema(parameter["schema"], f"{where} {parameter['in']} {parameter['name']}")
            in_path = {part[1:-1] for part in path.split("/") if part.startswith("{")}
            check(f"{where}: its path parameters are declared", named == in_path, (named, in_path))
            for response in (found(api, r) for r in operation["responses"].values()):
                check(f"{where}: an answer is described", bool(response["description"]))
            if body := operation.get("requestBody"):
                (kind, media), = body["content"].items()
                check(f"{where}: takes JSON, or a form with a file", kind in ("application/json", "multipart/form-data"), kind)
                sound_schema(media["schema"], where)
    check("operation ids are distinct", len(identities) == len(set(identities)), sorted(i for i in identities if identities.count(i) > 1))
    problem = api["components"]["schemas"]["Problem"]
    sound_schema(problem, "Problem")
    routes = {(line.split("`")[1].split(" ")[0].lower(), line.split("`")[1].split(" ")[1].replace("...}", "}")) for line in run("admin", "show-routes").stdout.splitlines() if line.startswith("| `") and "/api/" in line}
    documented = {(method, path) for path, item in api["paths"].items() for method in item}
    check("every API route is in it, and nothing else", routes == documented, routes ^ documented)
    printed = json.loads(run("admin", "show-openapi").stdout)
    check("`ocop admin show-openapi` prints the same paths", printed["paths"] == api["paths"])
    return api


# ---- values ------------------------------------------------------------------------------------------------------------------------
class Maker:
    def __init__(self, seed, known):
        self.random, self.known = random.Random(seed), known

    def right(self, schema, name=""):
        """A value that fits, near what the program knows."""
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        kind = schema.get("type")
        if kind == "object":
            properties = schema.get("properties", {})
            made = {k: self.right(v, k) for k, v in properties.items() if k in schema.get("required", []) or self.random.random() < 0.7}
            if isinstance(schema.get("additionalProperties"), dict):
                made.update({k: self.right(schema["additionalProperties"]) for k in self.random.sample(["forged", "food_safety", "1.1", "9.9", "2.1"], 2)})
            return made
        if kind == "array":
            return [self.right(schema.get("items", {}), name) for _ in range(self.random.randint(schema.get("minItems", 0), 3))]
        if kind == "integer":
            least = schema.get("minimum", 0)
            return self.random.randint(least, min(schema.get("maximum", least + 5), least + 5))
        if kind == "boolean":
            return self.random.random() < 0.5
        if schema.get("format") == "date":
            return self.random.choice(["2026-11-21", "2026-01-01", "2031-12-31"])
        return self.random.choice(self.known.get(name) or self.known["id"] + ["QD26-2026", "QD26-11", "Lý do đầy đủ", "68", "A", "1.1"])

    def outside(self, schema):
        """Just outside what the schema says: what a limit that is only promised would let in."""
        kind, made = schema.get("type"), []
        if kind == "string":
            made = ["ệ" * (schema.get("maxLength", 5000) + 1), "ệ" * max(schema.get("minLength", 0) - 1, 0), "2026-02-31", "17", 5]
        elif kind == "integer":
            made = [schema.get("maximum", 2**63 - 2) + 1, schema.get("minimum", -2**63 + 1) - 1, 1.5, "7"]
        elif kind == "array":
            made = [[self.right(schema.get("items", {}))] * (schema.get("maxItems", 500) + 1), [None], {}]
        elif kind == "object":
            made = [{"a": 5}, {str(i): "x" for i in range(500)}, []]
        return self.random.choice(made or [None, "true", []])

    def wrong(self, schema):
        """The right value with one thing broken."""
        value = self.right(schema)
        fields = schema.get("properties", {})
        if isinstance(value, dict) and fields and self.random.random() < 0.5:
            name = self.random.choice(list(fields))
            return {**value, name: self.outside(fields[name])}
        if not isinstance(value, dict) or self.random.random() < 0.15:
            return self.random.choice(VALUES)
        keys = list(value) or ["x"]
        key = self.random.choice(keys)
        how = self.random.randrange(5)
        if how == 0:
            value.pop(key, None)
        elif how == 1:
            value["".join(self.random.choices(string.ascii_lowercase, k=6))] = self.random.choice(VALUES)
        elif how == 2 and isinstance(value.get(key), list):
            value[key] = value[key] * 500 + [self.random.choice(VALUES)]
        elif how == 3 and isinstance(value.get(key), dict):
            value[key] = {str(v)[:200]: v for v in self.random.sample(VALUES, 5)}
        else:
            value[key] = self.random.choice(VALUES)
        return value

    def parameter(self, name):
        if self.random.random() < 0.6 and (self.known.get(name) or self.known["id"]):
            return self.random.choice(self.known.get(name) or self.known["id"])
        return self.random.choice(HOSTILE)

    def body(self, schema):
        if schema is None:
            return self.random.choice([b"", b"{}", b"{\"version\":0}", b"[", os.urandom(20)])
        if self.random.random() < 0.1:
            return self.random.choice([b"", b"{", b"[" * 3000, b"\xff\xfe", b'{"a":1,"a":2}', b'{"version":1e999}', b"null", b'"x"', os.urandom(50)])
        value = self.right(schema) if self.random.random() < 0.4 else self.wrong(schema)
        return json.dumps(value, ensure_ascii=self.random.random() < 0.5).encode("utf-8", "surrogatepass")


    def multipart(self, schema, headers):
        """A form with a file, its fields as the schema says or one of them broken."""
        value = self.right(schema) if self.random.random() < 0.4 else self.wrong(schema)
        fields = value if isinstance(value, dict) else {"title": str(value)}
        parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{field}\r\n' for name, field in fields.items() if name.isascii() and '"' not in name and "\n" not in name]
        content = self.random.choice([b"%PDF-1.7 x", b"", b"GIF89a", os.urandom(300)])
        file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + content + b"\r\n"
        headers["Content-Type"] = "multipart/form-data; boundary=x"
        return "".join(parts).encode("utf-8", "surrogatepass") + file + self.random.choice([b"--x--\r\n"] * 5 + [b"--x", b""])


QUERIES = ["q", "cursor", "limit", "page", "province", "commune", "stars", "validity", "group", "kind", "role", "state", "lang"]
HEADERS = ["If-Match", "If-None-Match", "Idempotency-Key", "Accept-Language", "Accept", "Content-Type", "X-Forwarded-For", "Range"]


def quote(text):
    return "".join(c if c.isascii() and (c.isalnum() or c in "-._~%") else "".join(f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")) for c in text)


def ask(maker, people, method, path, operation):
    content = operation.get("requestBody", {}).get("content", {})
    body, upload = content.get("application/json", {}).get("schema"), content.get("multipart/form-data", {}).get("schema")
    target = "/".join(quote(maker.parameter(part[1:-1])) or "%20" if part.startswith("{") else part for part in path.split("/"))
    if maker.random.random() < 0.5:
        target += "?" + "&".join(f"{quote(k)}={quote(maker.random.choice(HOSTILE + maker.known['id'] + ['2', '68', '08']))}" for k in maker.random.sample(QUERIES, 3))
    headers = {"Content-Type": "application/json"}
    if maker.random.random() < 0.4:
        plain = [v for v in HOSTILE if v.isascii() and v.isprintable() and len(v) < 1000] + ['"1"', "*", 'W/"0"', '"', "en", "bytes=0-"]
        headers[maker.random.choice(HEADERS)] = maker.random.choice(plain)
    person = people[maker.random.choice([w for w in people if w in FITTING.get(operation["x-policy"], list(people))] or list(people))]
    sent = None if method == "get" else maker.multipart(upload, headers) if upload else maker.body(body)
    return target, sent, person.request(method.upper(), target, sent, headers)


# Those whose requests reach the handler; the others are refused at the door, which test_authorization asks in full.
FITTING = {"producer_member": ["producer"], "provincial_body": ["province"], "council_member": ["m1"], "council_chair": ["chair"], "administrator": ["admin"]}


def fuzz(server, api, people, known):
    maker, asked = Maker(SEED, known), 0
    for path, item in api["paths"].items():
        for method, operation in item.items():
            bad = []
            for _ in range(PER_OPERATION):
                target, sent, answer = ask(maker, people, method, path, operation)
                asked += 1
                kind = answer.headers["Content-Type"] or ""
                if answer.status >= 500 or (answer.status >= 400 and not kind.startswith("application/problem+json")):
                    bad.append((answer.status, target[:120], (sent or b"")[:200], kind, server.last_fault()))
                elif answer.status < 400 and str(answer.status) not in operation["responses"]:
                    bad.append((answer.status, target[:120], "an answer that the document does not know"))
                elif answer.status >= 400 and (answer.json["status"] != answer.status or not answer.json["title"] or not (answer.json.get("instance") or answer.json["type"] == "about:blank")):
                    bad.append((answer.status, target[:120], answer.text[:200]))
            check(f"{method} {path}: no 5xx, always a problem", not bad, bad[:3])
    check("most was asked", asked > 1000, f"{asked} requests; seed {SEED}")
    check("the server still answers", Session(server).get("/healthz").status == 200)


FIELDS = ["version", "kind", "product", "product_set", "declared", "gaps_accepted", "reason", "member", "chair", "option", "note", "paper", "outcome", "number", "decided", "signer", "title", "issued",
          "expires", "story", "name_en", "gtin", "where", "what", "contact", "finding", "login", "password", "valid_from", "quorum_percent", "proof", "q", "answer.1.1", "note.1.1", "opinion", "spread_accepted"]


def pages(maker, people):
    """The same for pages and their forms: a person may get a page that says no, never a failure."""
    bad, asked = [], 0
    for line in run("admin", "show-routes").stdout.splitlines():
        if not line.startswith("| `") or "/api/" in line or "/sign-" in line or "password" in line:
            continue
        method, pattern = line.split("`")[1].split(" ")
        if method == "OPTIONS":
            continue
        for _ in range(6):
            target = "/".join(quote(maker.parameter(part.strip("{}").removesuffix("..."))) or "%20" if part.startswith("{") else part for part in pattern.split("/"))
            names = maker.random.sample(FIELDS, 8)
            fields = "&".join(f"{name}={quote(str(maker.random.choice(VALUES + maker.known['id'])))}" for name in names)
            body = None if method == "GET" else maker.random.choice([fields, fields, fields, fields.replace("=", ""), "%", "a" * 9000]).encode("utf-8", "surrogatepass")
            target += "?" + fields[:2000] if method == "GET" else ""
            kind = maker.random.choice(["application/x-www-form-urlencoded"] * 4 + ["multipart/form-data; boundary=x", "text/plain"])
            answer = maker.random.choice(list(people.values())).request(method, target, body, {"Content-Type": kind})
            asked += 1
            if answer.status >= 500:
                bad.append((answer.status, method, target[:150], (body or b"")[:200]))
    check("pages: no failure", not bad and asked > 300, f"{asked} asked, {bad[:3]}")


need_engine()
server = Server()
try:
    server.stop()
    tokens = Walk.tokens(server)
    server.start()
    walk = Walk(server, tokens)
    scored = walk.to_council(best(walk.table))
    api = document(server)
    known = {"id": [scored, walk.products[0]["id"], walk.producer, walk.accounts["hoidong1"], walk.accounts["xa"]], "criterion": ["1.1", "1.2", "7"], "part": ["A", "B", "C"],
             "seat": ["own", "1", "2", "99"], "code": [walk.products[0]["code"], "QD26-2026"], "set": ["QD26-11", "QD1048-06"], "province": ["08", "68"], "commune": ["01090"],
             "number": ["OCOP-08-2026-000001"], "kind": ["first"], "product_set": ["QD26-11"], "product": [walk.products[0]["id"]], "decided": ["2026-11-21"]}
    fuzz(server, api, walk.people, known)
    pages(Maker(SEED, known), walk.people)
    check("it stops cleanly", server.stop() == 0)
    check("and the database is sound", run("verify", "database", *server.flags).returncode == 0)
    sound = run("verify", "log", *server.flags)
    check("and the log", sound.returncode == 0, sound.stdout + sound.stderr)
finally:
    server.close()
finish()
