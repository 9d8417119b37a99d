"""After a recognition, through the real program: a check that finds the label wrong, the fifteen days, the withdrawal, and what the public reads."""
import datetime

from client import Server, Session, check, finish, need_engine, run, today
from walk import Walk, best, expect


def kept(walk, visitor, product):
    """What is kept is said on the public page, and nothing before that."""
    page = visitor.get(f"/products/{product}")
    check("nothing is said of a product that nobody checked", "Đã kiểm tra sau công nhận" not in page.text)
    day = today().isoformat()
    made = expect(walk.ask("province", "POST", f"/api/v1/products/{product}/checks", {"kind": "surprise", "day": day, "inspectors": "An, Bình", "reason": "Có tin báo"}), 201).json
    path = f"/api/v1/checks/{made['id']}"
    check("a surprise is not the producer's to read", walk.ask("producer", "GET", path).status == 404)
    expect(walk.ask("province", "POST", f"{path}/findings", {"version": 1, "matter": "mark", "verdict": "kept"}), 200)
    told = expect(walk.ask("producer", "GET", path), 200).json
    check("once something is written down it is, without why it was one", told["reason"] == "" and len(told["findings"]) == 1, told)
    expect(walk.ask("province", "POST", f"{path}/conclusion", {"version": 2, "outcome": "kept", "conclusion": "Duy trì"}), 200)
    page = visitor.get(f"/products/{product}")
    check("what was kept stands on the product's page", "việc dùng nhãn hiệu OCOP; tất cả đều đạt" in page.text and "tiêu chí; tất cả" not in page.text)


def not_met(walk, product):
    """Something is wrong, it is not mended, and a withdrawal is proposed in the same act."""
    day = today().isoformat()
    made = expect(walk.ask("province", "POST", f"/api/v1/products/{product}/checks", {"kind": "periodic", "day": day, "inspectors": "An"}), 201).json
    path = f"/api/v1/checks/{made['id']}"
    expect(walk.ask("province", "POST", f"{path}/findings", {"version": 1, "matter": "criterion", "criterion": "1.5", "verdict": "not_kept", "words": "Không còn vùng nguyên liệu"}), 200)
    later = (today() + datetime.timedelta(days=10)).isoformat()
    expect(walk.ask("province", "POST", f"{path}/mending", {"version": 2, "mend_by": later, "mend": "Ký lại hợp đồng"}), 200)
    early = {"version": 3, "outcome": "not_met", "conclusion": "x", "organ": "Sở", "number": "7/KL"}
    check("while the producer may mend, nobody concludes against it", walk.ask("province", "POST", f"{path}/conclusion", early).status == 409)
    expect(walk.ask("producer", "POST", f"{path}/evidence", {"version": 3, "evidence": "Chưa ký được"}), 200)
    ended = expect(walk.ask("province", "POST", f"{path}/conclusion", {**early, "version": 4}), 200).json
    check("a withdrawal is proposed", ended["state"] == "not_met" and ended["proposal"], ended)
    return f"/api/v1/withdrawals/{ended['proposal']}"


def withdrawn(walk, visitor, path, number):
    proposal = expect(walk.ask("province", "GET", path), 200).json
    due = datetime.date.fromisoformat(proposal["due"])
    left = (due - today()).days
    check("fifteen days run, to a working day", proposal["state"] == "concluded" and left >= 15 and due.weekday() < 5, proposal)
    check("the ground is article 8.1b", proposal["ground"] == "criteria_not_met")
    check("the certificate stands until the decision", walk.ask("province", "GET", f"/api/v1/certificates/{number}").json["withdrawal"] is None)
    check("the commune decides nothing", walk.ask("commune", "POST", f"{path}/submission", {"version": 1, "submission": "1/TTr"}).status == 403)
    expect(walk.ask("province", "POST", f"{path}/submission", {"version": 1, "submission": "120/TTr-SNNMT"}), 200)
    decision = {"version": 2, "number": "99/QĐ-UBND", "decided": today().isoformat(), "signer": "Chủ tịch UBND tỉnh"}
    expect(walk.ask("province", "POST", f"{path}/decision", decision), 200)
    gone = walk.ask("province", "GET", f"/api/v1/certificates/{number}").json["withdrawal"]
    check("and is withdrawn by it", gone and gone["decision"] == "99/QĐ-UBND" and gone["in_time"], gone)
    check("what a check found is in no public page", "vùng nguyên liệu" not in visitor.get(f"/certificates/{number}").text)


def main():
    need_engine()
    server = Server()
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walk, visitor = Walk(server, tokens), Session(server)
        dossier = walk.to_closing({**best(walk.table), "1.5": 3, "4.1": 3, "7": 3})   # four stars: the province certifies by itself
        number = expect(walk.decide(dossier, "recognised"), 201).json["certificate"]["number"]
        product = walk.products[0]["id"]
        kept(walk, visitor, product)
        withdrawn(walk, visitor, not_met(walk, product), number)
        server.stop()
        sound = run("verify", "log", *server.flags)
        check("the log and the rows behind it are sound", sound.returncode == 0, sound.stdout[-400:] + sound.stderr[-400:])
    finally:
        server.close()


main()
finish()
