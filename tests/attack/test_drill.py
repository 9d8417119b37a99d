"""Who owns the database changes it: drill.cc, on a demo in which products went the whole way, on each engine. Every attack is found by what
`ocop verify log` does, or stands in docs/model/what-the-log-covers.md. --long: 10,000 attacks."""
import datetime, os, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))
from client import ENGINE, PROGRAM, ROOT, Server, check, finish, need_engine, run, today  # noqa: E402
from walk import Walk, best, expect  # noqa: E402

LIST = os.path.join(ROOT, "docs", "model", "what-the-log-covers.md")
DRILL = os.path.join(os.path.dirname(PROGRAM), "tests", "attack", "drill")


def walked(walk):
    """A certificate in force, one that was withdrawn, and a product that was not recognised; settings of the province."""
    answers = best(walk.table)
    settings = {"valid_from": "2031-01-01", "council_size_min": 3, "quorum_percent": 100, "spread_limit": 10, "floor_basis": "mean", "rounding": "cut", "self_score": "hidden"}
    expect(walk.ask("province", "POST", "/api/v1/evaluation-settings/08", settings), 204)
    middling = {code: max(1, option - 1) if number % 3 == 0 else option for number, (code, option) in enumerate(answers.items())}
    walk.paper(file=("giay.pdf", b"%PDF-1.4\n", "application/pdf"))
    walk.photo(walk.products[0]["id"])
    identity = expect(walk.open(), 201).json["id"]
    walk.answer(identity, dict(list(middling.items())[:4]), [walk.paper(kind="test_sheet", title="Phiếu kiểm nghiệm", file=("kn.pdf", b"%PDF-1.4\nkn", "application/pdf"))])
    expect(walk.submit(identity), 200)
    completed(walk, identity)
    expect(walk.forward(identity), 200)
    version = walk.dossier(identity, "province")["version"]
    expect(walk.ask("province", "POST", f"/api/v1/dossiers/{identity}/return", {"reason": "Thiếu giấy", "version": version}), 200, 204)
    expect(walk.submit(identity), 200)
    taken_over(walk, identity)
    expect(walk.forward(identity), 200)
    seen(walk, identity)
    expect(walk.council(identity), 200)
    for who in ("m1", "m2", "m3"):
        expect(walk.ask(who, "PUT", f"/api/v1/dossiers/{identity}/sheets/own/opinions/A", {"text": f"Nhận xét của {who}", "version": 0}), 200)
        expect(walk.score(identity, who, middling), 200)
    expect(walk.close(identity, spread_accepted=True), 200)
    first = expect(walk.decide(identity, "recognised"), 201).json["certificate"]["number"]
    walk.followed(walk.products[0]["id"], identity)
    for number, (product, kind) in enumerate(((walk.products[1], "first"), (walk.products[0], "upgrade"))):
        other = expect(walk.open(product["id"], kind), 201).json["id"]
        walk.answer(other, dict(list(middling.items())[:3]))
        expect(walk.submit(other), 200)
        expect(walk.forward(other), 200)
        expect(walk.council(other), 200) if number else walk.called(other)   # one of them by the call of a session
        for who in ("m1", "m2", "m3"):
            expect(walk.score(other, who, middling, {"forged": "Giấy giả"} if number == 1 and who == "m2" else None), 200)
        expect(walk.close(other), 200)
        if number == 0:
            withdrawn = expect(walk.decide(other, "recognised", number="1235/QĐ-UBND"), 201).json["certificate"]["number"]
            expect(walk.ask("province", "POST", f"/api/v1/certificates/{withdrawn}/withdrawal",
                            {"ground": "criteria_not_met", "number": "66/QĐ-UBND", "concluded": today().isoformat(), "decided": today().isoformat(), "signer": "Chủ tịch", "note": ""}), 201)
        else:
            expect(walk.decide(other, "not_recognised", number="1236/QĐ-UBND", reason="Chưa đạt"), 201)
    # A decision on paper, and the correction that takes one of its products off.
    paper = expect(walk.confirmation(), 201).json
    expect(walk.confirm(paper["id"]), 200)
    less = {one["id"]: one["stars"] for one in paper["products"][1:]}
    corrected = expect(walk.confirmation(less, change=paper["id"], reason="Chọn nhầm", version="2"), 200).json["id"]
    expect(walk.confirm(corrected), 200)
    expect(walk.withdraw_confirmation(corrected, [paper["products"][1]["id"]], 2), 200)   # and withdrawn of another
    # Two records of a maker, merged.
    other = next(one["producer"]["id"] for one in walk.all_products("08") if one["producer"]["id"] not in (walk.producer, None))
    version = expect(walk.ask("province", "GET", f"/api/v1/producers/{other}/merge"), 200).json["version"]
    expect(walk.ask("province", "POST", f"/api/v1/producers/{other}/merge", {"version": version, "into": walk.producer}), 204)
    return first


def completed(walk, identity):
    """A slip that the commune corrected, and a request for completion that was answered."""
    base, version = f"/api/v1/dossiers/{identity}", walk.dossier(identity, "commune")["version"]
    slip = {"field": "product_name", "value": walk.dossier(identity)["product_name"] + " (sửa)", "why": "Sai chính tả", "version": version}
    expect(walk.ask("commune", "POST", f"{base}/corrections", slip), 200, 204)
    until = (today() + datetime.timedelta(days=30)).isoformat()
    asked = {"words": "Đề nghị bổ sung", "until": until, "items": {"test_sheet": "Phiếu mới", "other": "Ảnh xưởng"}, "version": version + 1}
    expect(walk.ask("commune", "POST", f"{base}/completions", asked), 201)
    answer = {"words": "Đã bổ sung", "declared": True, "gaps_accepted": True, "version": walk.dossier(identity)["sheet_version"]}
    expect(walk.ask("producer", "POST", f"{base}/completions/1/answer", answer), 200)


def taken_over(walk, identity):
    """What stands beside the commune's report, and two counts of the samples."""
    walk.report(identity, met_on=today().isoformat(), met_with="Phòng Kinh tế", met_said="Đồng ý", letter_number="12/UBND-KT", letter_on=today().isoformat())
    for found, words in ((3, "Thiếu hai"), (5, "")):
        count = {"step": "commune", "found": found, "day": today().isoformat(), "words": words}
        expect(walk.ask("commune", "POST", f"/api/v1/dossiers/{identity}/samples", count), 200)


def seen(walk, identity):
    """Two site visits with notes, one of them with a place and a remark, and photos."""
    walk.visited(identity)
    visit, _ = walk.visited(identity)
    code = next(iter(best(walk.table)))
    note = {"words": "Kho lạnh tốt", "remarks": {code: "Có sổ"}, "latitude": "22.8233", "longitude": "104.9836", "agreed": True}
    expect(walk.ask("province", "POST", f"/api/v1/dossiers/{identity}/visits/{visit}/notes", note), 201)


def main():
    need_engine()
    server = Server()
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walked(Walk(server, tokens))
        server.stop()
        sound = run("verify", "log", *server.flags)
        check("before any attack the log and the rows behind it are sound", sound.returncode == 0, sound.stderr[-600:])
        least = "10000" if "--long" in sys.argv else "500"
        command = [DRILL, *server.flags[1:2], *server.flags[2:], "--list", LIST, "--least", least]
        drilled = subprocess.run(command, capture_output=True, text=True)
        print(drilled.stdout, end="")
        last = drilled.stdout.strip().splitlines()[-1] if drilled.stdout.strip() else drilled.stderr[-600:]
        check("every attack is found or listed as not covered, with the reason", drilled.returncode == 0, drilled.stdout[:3000] + drilled.stderr[-600:])
        check(f"at least {least} attacks were tried", last.startswith("tried ") and int(last.split()[1].strip(",")) >= int(least), last)
    finally:
        server.close()
    finish()


main()
