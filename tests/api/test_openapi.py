"""The OpenAPI document as a program uses it: linters find nothing in it, a client made of it alone walks the catalogue, and what is answered
is what it says. Not one parameter of its 53 routes said what it was, and no answer had a shape."""
import json, os, re, subprocess, tempfile, urllib.parse

from client import ROOT, Server, Session, check, finish
from walk import Walk

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def misfit(schema, value, where="answer"):
    """The first thing of a value that its schema does not allow; empty = it fits. The keywords that the document uses for answers."""
    kinds = schema.get("type", list(TYPES))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not any(isinstance(value, TYPES[k]) and not (isinstance(value, bool) and k in ("integer", "number")) for k in kinds):
        return f"{where}: {kinds} expected, {value!r:.60} found"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where}: {value!r} is none of {schema['enum']}"
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                return f"{where}: no {name}"
        for name, inner in schema.get("properties", {}).items():
            if name in value and (wrong := misfit(inner, value[name], f"{where}.{name}")):
                return wrong
    if isinstance(value, list) and "items" in schema:
        for i, one in enumerate(value):
            if wrong := misfit(schema["items"], one, f"{where}[{i}]"):
                return wrong
    return ""


class Client:
    """Made of the document and nothing else: an operation is called by its id, with the parameters that it declares."""

    def __init__(self, server, token=""):
        self.session = Session(server, token)
        self.api = self.session.get("/api/v1/openapi.json").json
        self.operations = {o["operationId"]: (method, path, o) for path, item in self.api["paths"].items() for method, o in item.items()}

    def found(self, thing):
        at = self.api
        for part in thing.get("$ref", "").split("/")[1:]:
            at = at[part]
        return at if "$ref" in thing else thing

    def call(self, operation_id, body=None, **given):
        method, path, operation = self.operations[operation_id]
        headers, query = {}, {}
        for parameter in map(self.found, operation["parameters"]):
            key = re.sub(r"\W", "_", parameter["name"])
            if key not in given:
                if parameter.get("required"):
                    raise SystemExit(f"{operation_id} needs {parameter['name']}: {parameter['description']}")
                continue
            value = str(given.pop(key))
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(value, safe=""))
            else:
                (query if parameter["in"] == "query" else headers)[parameter["name"]] = value
        if given:
            raise SystemExit(f"{operation_id} declares no {list(given)}")
        answer = self.session.api(method.upper(), path + ("?" + urllib.parse.urlencode(query) if query else ""), body, **headers)
        said = operation["responses"].get(str(answer.status))
        if check(f"{operation_id}: {answer.status} is documented", said is not None, answer.text[:300]):
            said = self.found(said)
            content = said.get("content", {}).get("application/json")
            if content and answer.status < 300:
                check(f"{operation_id}: the answer is what the document says", not misfit(content["schema"], answer.json), misfit(content["schema"], answer.json))
            for header in said.get("headers", {}):
                check(f"{operation_id}: {header} is described", self.found(said["headers"][header])["description"])
        return answer


def lint(api, server):
    """As offices would get it: localhost is an address that no published document should have."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump(json.loads(json.dumps(api).replace(server.url, "https://ocop.gov.vn")), file, ensure_ascii=False, indent=1)
    found = subprocess.run([os.path.join(ROOT, "tests/api/lint/run"), file.name], capture_output=True, text=True)
    os.unlink(file.name)
    check("spectral and redocly find nothing, not even a warning", found.returncode == 0, (found.stdout + found.stderr)[-3000:])


def described(api):
    for path, item in api["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            done = [s for s in operation["responses"] if s.startswith("2")]
            check(f"{where}: says how it is done", done, operation["responses"].keys())
            check(f"{where}: a body is described", "requestBody" not in operation or operation["requestBody"]["description"])
    lists = [o for item in api["paths"].values() for o in item.values() if any(p.get("name") == "cursor" for p in o["parameters"])]
    check("lists lead on by a Link", len(lists) > 8 and all("Link" in o["responses"]["200"]["headers"] for o in lists))


def catalogue(client):
    """List with a filter, read one, follow the cursor to the end: by next_cursor and by the Link header."""
    first = client.call("getV1Products", q="trà", stars="4", limit=5)
    total, seen, answer = first.json["total"], [p["id"] for p in first.json["products"]], first
    while answer.json["next_cursor"]:
        link = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers["Link"])
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(link[1]).query))
        check("the Link has the cursor and keeps the words", asked == {"q": "trà", "stars": "4", "limit": "5", "cursor": answer.json["next_cursor"]}, asked)
        by_link = client.session.get(link[1])
        answer = client.call("getV1Products", **asked)
        check("both ways lead to the same page", by_link.json == answer.json)
        seen += [p["id"] for p in answer.json["products"]]
    check("the last page has no Link", answer.headers["Link"] is None)
    check("every row once", len(seen) == len(set(seen)) == total > 5, (len(seen), total))
    one = client.call("getV1ProductsById", id=first.json["products"][0]["code"])
    check("one is the row of the list", one.json == first.json["products"][0])
    again = client.call("getV1ProductsById", id=one.json["id"], If_None_Match=one.headers["ETag"])
    check("what is known is not sent again", again.status == 304 and not again.body, again.status)
    check("a producer is named", client.call("getV1ProducersById", id=one.json["producer"]["id"]).json["id"] == one.json["producer"]["id"])
    check("a wrong word is told", client.call("getV1Products", stars="9").status == 422)
    check("words are understood", client.call("getV1Products", q="5 sao").json["understood"] == {"stars": "5"})
    check("and proposed", client.call("getV1Products", q="khaaur sli").json["did_you_mean"][0] == "khẩu sli")
    client.call("getV1ScansByCode", code=one.json["code"])


def acts(client):
    """What a signed-in program does: once however often it is sent."""
    asked = {"list": "/products", "name": "Trà 4 sao", "query": "q=tr%C3%A0&stars=4"}
    made = client.call("postV1Filters", asked, Idempotency_Key="openapi-1")
    again = client.call("postV1Filters", asked, Idempotency_Key="openapi-1")
    check("the same key makes it once", (made.status, again.status) == (201, 200) and made.json["id"] == again.json["id"], (made.status, again.status, again.text[:200]))
    check("where it is", made.headers["Location"] == "/api/v1/filters/" + made.json["id"])
    check("it is gone without a word", client.call("deleteV1FiltersById", id=made.json["id"]).status == 204)


def look_at_all(clients):
    """Every operation that only reads and needs no id, as each role: what comes is what the document says."""
    for client in clients:
        for operation_id, (method, path, operation) in client.operations.items():
            needs = [p for p in map(client.found, operation["parameters"]) if p.get("required")]
            if method == "get" and "{" not in path and not needs and path != "/api/v1/openapi.json":
                client.call(operation_id)


server = Server()
try:
    server.stop()
    tokens = Walk.tokens(server)
    server.start()
    client = Client(server)
    lint(client.api, server)
    described(client.api)
    catalogue(client)
    acts(Client(server, tokens["producer"]))
    look_at_all([client] + [Client(server, tokens[who]) for who in ("producer", "province", "admin")])
finally:
    server.close()
finish()
