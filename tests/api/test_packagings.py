"""Packagings of a product through the real program: two pictures in one form, what everybody sees, who comes first, and the files on disk."""
import threading

from client import Server, Session, check, finish, need_engine, run
from pictures import png
from walk import Walk, expect, multipart


def shown(person, product, rest=""):
    return expect(person.get(f"/api/v1/products/{product}/packagings{rest}"), 200).json["packagings"]


def two_photos(walk, visitor, product):
    files = [("front", ("truoc.png", png(600, 800, 3), "image/png")), ("back", ("sau.png", png(600, 800, 4), "image/png"))]
    first = walk.packaging(product, "", "2024-03-01", files, designer="Lý Mẩy Chạn", label="Trà xanh\nThành phần: chè shan")
    one = shown(visitor, product)[0]
    check("both sides of it, in three encodings each", [(p["side"], len(p["files"])) for p in one["photos"]] == [("front", 10), ("back", 10)], one)
    for photo in one["photos"]:
        answers = [visitor.get(file["url"]) for file in photo["files"]]
        check(f"everybody gets the {photo['side']}", all(a.status == 200 and len(a.body) == f["bytes"] for a, f in zip(answers, photo["files"])))
    return first


def refused(walk, product):
    body, kind = multipart({"change": "x"}, files=[("front", ("a.jpg", b"no picture", "image/jpeg"))])
    answer = walk.people["producer"].request("POST", f"/api/v1/products/{product}/packagings", body, {"Content-Type": kind})
    check("what is no picture is told of its field", answer.status == 422 and answer.json["problems"][0]["field"] == "front", answer.text[:300])
    check("and nothing was made of it", len(shown(walk.people["producer"], product, "/all")) == 1)


def at_once(walk, product):
    """Two of a household put two drafts in use at the same moment."""
    drafts = [walk.packaging(product, f"mẫu {n}") for n in range(2)]
    answers, gate = [], threading.Barrier(2)

    def use(draft):
        gate.wait()
        answers.append(walk.ask("producer", "POST", f"/api/v1/products/{product}/packagings/{draft}/use", {"version": 1, "since": "2026-03-01"}).status)

    people = [threading.Thread(target=use, args=(draft,)) for draft in drafts]
    for one in people:
        one.start()
    for one in people:
        one.join()
    check("one of them comes into use", sorted(answers) == [204, 422], answers)
    states = [(one["number"], one["state"], one["until"]) for one in shown(Session(walk.server), product)]
    check("and the one before ended the day before", len(states) == 2 and states[0] == (1, "out_of_use", "2026-02-28") and states[1][1] == "in_use", states)


def seen_by_a_scan(walk, visitor, product):
    code = expect(visitor.get(f"/api/v1/products/{product}"), 200).json["code"]
    page = expect(visitor.get(f"/s/{code}"), 200)
    now = [one for one in shown(visitor, product) if one["state"] == "in_use"][0]
    small = {file["url"] for file in now["photos"][0]["files"] if file["size"] == "small"}
    large = {file["url"] for file in now["photos"][0]["files"]} - small
    check("a scan shows the one in use by its small files", all(url in page.text for url in small) and not any(url in page.text for url in large), page.text[-1500:])
    check("and stays small, without script", len(page.body) <= 60_000 and b"<script" not in page.body, len(page.body))
    check("what it fetches for it is under 20 kB", max(len(visitor.get(url).body) for url in small if url.endswith(".avif")) < 20_000)


def main():
    need_engine()
    server = Server()
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walk, visitor = Walk(server, tokens), Session(server)
        product = walk.products[0]["id"]
        two_photos(walk, visitor, product)
        refused(walk, product)
        at_once(walk, product)
        seen_by_a_scan(walk, visitor, product)
        server.stop()
        verified = run("verify", "files", *server.flags)
        check("every file is held and whole", verified.returncode == 0, verified.stdout + verified.stderr)
    finally:
        server.close()


main()
finish()
