"""Scans as a shopper's phone makes them, against the running program: what counts, what a stop keeps and a kill loses, whose word is taken for where a
phone is, what is opened of what is unusual. And what a printed code leads to when its product was merged, or its number changed."""
import os, signal, tempfile, threading

from client import Server, Session, check, finish, need_engine, run
from pictures import png
from walk import Walk, expect, multipart, printed_again

BURST = 201   # modules/scans/rules.h: more than 200 in an hour


def scans(walk, code, who="producer", days=28):
    return expect(walk.ask(who, "GET", f"/api/v1/products/{code}/scans?days={days}"), 200).json


def again(walk, how=signal.SIGTERM):
    walk.server.stop(how)
    walk.server.start()


def counting(walk, code):
    phone, program = Session(walk.server), Session(walk.server)
    for _ in range(3):
        expect(phone.get(f"/s/{code}"), 200)
    expect(phone.get(f"/en/s/{code.lower()}"), 200)
    program.request("HEAD", f"/s/{code}")
    program.get(f"/api/v1/scans/{code}")
    program.get("/s/ZZZZZZZZ")
    again(walk)
    told = scans(walk, code)
    check("a stop writes what was counted, and a page alone is a scan", told["scans"] == 4 and told["days"][-1]["scans"] == 4, told["days"][-1])
    check("one network", told["days"][-1]["networks"] == 1, told["days"][-1])
    check("nobody says where", told["places"] == [{"where": "unknown", "province": "", "scans": 4}], told["places"])
    phone.get(f"/s/{code}")
    again(walk, signal.SIGKILL)
    check("a kill loses what was not written and nothing else", scans(walk, code)["scans"] == 4)


def where(walk, code):
    """Whoever scans says nothing of where; a proxy that is trusted does."""
    phone = Session(walk.server)
    for _ in range(3):
        phone.request("GET", f"/s/{code}", None, {"X-Client-Region": "VN-35"})
    os.environ["OCOP_SERVER_TRUSTED_PROXIES"] = "127.0.0.1"
    again(walk)
    check("a phone is not believed", [one["where"] for one in scans(walk, code)["places"]] == ["unknown"])
    for number in range(3):
        phone.request("GET", f"/s/{code}", None, {"X-Client-Region": "VN-03", "X-Forwarded-For": f"203.0.{number}.7"})
    phone.request("GET", f"/s/{code}", None, {"X-Client-Region": "VN-HN", "X-Forwarded-For": "2001:db8::1"})
    again(walk)
    places = {one["where"]: (one["province"], one["scans"]) for one in scans(walk, code)["places"]}
    check("a proxy is, by the province of today, and one scan is of nowhere", places["province"] == ("08", 3) and places["elsewhere"] == ("", 1), places)


def others(walk, code):
    for who in ("m1", "commune"):
        check(f"{who} reads no scans", walk.ask(who, "GET", f"/api/v1/products/{code}/scans").status == 403)
    check("its province does", scans(walk, code, "province")["scans"] > 0)
    listed = expect(walk.ask("province", "GET", "/api/v1/scans"), 200).json["scans"]
    check("and lists the days of its products", [one["code"] for one in listed] == [code], listed)
    csv = expect(walk.people["producer"].get("/scans.csv"), 200).text
    check("as a file too", code not in csv and str(listed[0]["scans"]) in csv, csv)


def unusual(walk, code):
    """A burst comes on many threads; one case is opened, by the program."""
    def burst():
        phone = Session(walk.server)
        for _ in range(BURST // 3):
            phone.get(f"/s/{code}")
    threads = [threading.Thread(target=burst) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    before = scans(walk, code)["scans"]
    again(walk)
    check("none of them is lost", scans(walk, code)["scans"] == before + BURST // 3 * 4, scans(walk, code)["scans"])
    cases = [one for one in expect(walk.ask("province", "GET", "/api/v1/reports"), 200).json["reports"] if one["origin"] == "burst"]
    check("the program opens one case", len(cases) == 1 and cases[0]["code"] == code and "lượt quét" in cases[0]["what"], cases)
    told = [one["kind"] for one in expect(walk.ask("producer", "GET", "/api/v1/notices"), 200).json["notices"]]
    check("and the maker is told", told.count("scans.burst") == 1, told)
    for _ in range(3):
        Session(walk.server).get(f"/s/{code}")
    again(walk)
    check("once", len([one for one in walk.ask("province", "GET", "/api/v1/reports").json["reports"] if one["origin"] == "burst"]) == 1)


def photographed(walk, code):
    """A shopper sends what the label looks like; place and device were in the file, and nobody but the province sees it."""
    body, kind = multipart({"what": "Tem mờ, không có số lô", "where": "Chợ"}, ("anh.png", png(640, 480), "image/png"))
    sent = walk.people["m1"].request("POST", f"/api/v1/scans/{code}/report", body, {"Content-Type": kind})
    check("a report with a photo is taken", sent.status == 201 and sent.json["photos"] == 1, sent.text)
    report = next(one for one in walk.ask("province", "GET", "/api/v1/reports").json["reports"] if one["number"] == sent.json["number"])
    shown = expect(walk.ask("province", "GET", f"/api/v1/reports/{report['id']}"), 200).json
    photo = shown["photos"][0]["url"]
    jpeg = expect(walk.people["province"].get("/api/v1" + photo), 200)
    check("drawn again", jpeg.body.startswith(b"\xff\xd8") and jpeg.headers["Cache-Control"] == "no-store", jpeg.headers["Cache-Control"])
    check("for the province alone", walk.people["m1"].get("/api/v1" + photo).status == 403 and Session(walk.server).get(photo).status == 401)
    looks = [one for one in expect(walk.ask("admin", "GET", "/api/v1/audit?kind=look"), 200).json["audit"] if report["id"] in str(one)]
    check("each look is written down", len(looks) == 2, looks)
    broken, kind = multipart({"what": "Tem mờ"}, ("anh.png", b"no picture", "image/png"))
    check("what is no picture is told", walk.people["m1"].request("POST", f"/api/v1/scans/{code}/report", broken, {"Content-Type": kind}).status == 422)


def merged(walk):
    """Two records of one product: what is printed with either code goes on answering, and says so."""
    pair = expect(walk.ask("province", "GET", "/api/v1/duplicates"), 200).json["duplicates"][0]
    both = {one["id"]: one for one in walk.all_products("08")}
    kept, gone = both[pair["a"]], both[pair["b"]]
    visitor = Session(walk.server)
    check("both codes answer", all(visitor.get(f"/s/{one['code']}").status == 200 for one in (kept, gone)))
    expect(walk.ask("province", "POST", f"/api/v1/duplicates/{pair['id']}/merge", {"version": pair["version"], "into": kept["id"]}), 200)
    page = visitor.get(f"/s/{gone['code']}")
    check("the merged one's page says what it is now", page.status == 200 and kept["code"] in page.text and gone["code"] in page.text, page.status)
    told = expect(visitor.get(f"/api/v1/scans/{gone['code']}"), 200).json
    check("and so does the API", told["code"] == kept["code"], told)
    check("its own form of a report is there", visitor.get(f"/s/{gone['code']}/report").status == 200)


BEFORE, AFTER = "Nấm hương rừng Xín Mần", "Nấm hương đã đổi tên"


def in_register(server, name):
    """One product of a register of its own, by its number there."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.write(f"id,product_name,entity_name,province,recognition,star\n1,{name},HTX Xín Mần,Hà Giang,reported_recognised,3\n")
        file.flush()
        return run("import", "register", file.name, "--source", "yearly", "--apply", *server.flags)


def renamed(walk):
    """The register prints the product under another name a year on; the packages have the code of before."""
    product = next(one for one in walk.all_products("08") if one["name"] == BEFORE)
    walk.server.stop()
    done = in_register(walk.server, AFTER)
    walk.server.start()
    page = Session(walk.server).get(f"/s/{product['code']}")
    check("the code of a renamed product answers with its name of today", page.status == 200 and AFTER in page.text, f"{done.stdout} {done.stderr} {page.status}")


def numbered(walk, code):
    """A size's number was mistyped, or the size is sold no more: what was printed leads to the product."""
    product = next(one for one in walk.products if one["code"] == code)
    made = expect(walk.ask("producer", "POST", f"/api/v1/products/{product['id']}/items", {"content": "100 g", "gtin": "8938501234568", "stock": 3}), 201).json
    visitor = Session(walk.server)
    led = visitor.get("/01/08938501234568")
    check("a size's number leads to its product", led.status == 307 and led.headers["Location"].endswith(f"/s/{code}"), led.status)
    expect(walk.ask("producer", "PUT", f"/api/v1/products/{product['id']}/items/{made['id']}", {"content": "100 g", "gtin": "8938501234575", "stock": 3, "version": 1}), 200, 204)
    for gtin in ("08938501234568", "08938501234575"):
        led = visitor.get(f"/01/{gtin}")
        check(f"{gtin} leads there after it changed", led.status == 307 and led.headers["Location"].endswith(f"/s/{code}"), led.status)
    unknown = visitor.get("/01/08938501234582")
    check("a number of nothing says what to do", unknown.status == 404 and "/s/08938501234582/report" in unknown.text and 'href="/products"' in unknown.text)
    unread = visitor.get("/01/08938501234569")
    check("and so does one that cannot be right", unread.status == 400 and 'href="/products"' in unread.text and "báo cho cơ quan OCOP" in unread.text, unread.text[-2000:])


need_engine()
server = Server()
try:
    server.stop()
    tokens = Walk.tokens(server)
    printed_again(server, "HTX Quyết Tiến")
    in_register(server, BEFORE)
    server.start()
    walk = Walk(server, tokens)
    first, second = walk.products[0]["code"], walk.products[1]["code"]
    counting(walk, first)
    where(walk, first)
    others(walk, first)
    unusual(walk, second)
    photographed(walk, second)
    renamed(walk)
    merged(walk)
    numbered(walk, first)
finally:
    server.close()
finish()
