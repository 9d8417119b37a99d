"""Photos of a product through the real program: real pictures, the worker process, the files on disk, what is refused, backup and restore."""
import hashlib, os, shutil, threading

from client import ENGINE, Server, Session, check, finish, need_engine, run
from pictures import png, png_head
from walk import Walk, expect, multipart


def send(person, product, content, name="anh.png", alt="Hộp trà", key="", **fields):
    body, kind = multipart({"alt": alt, **fields}, (name, content, "image/jpeg"))   # the type is a lie: content decides
    return person.request("POST", f"/api/v1/products/{product}/photos", body, {"Content-Type": kind, **({"Idempotency-Key": key} if key else {})})


def photos(person, product):
    return expect(person.get(f"/api/v1/products/{product}/photos"), 200).json["photos"]


def is_of_type(content, kind):
    return {"image/jpeg": content[:3] == b"\xff\xd8\xff", "image/webp": content[8:12] == b"WEBP", "image/avif": content[4:12] == b"ftypavif"}[kind]


def added(member, visitor, product):
    expect(send(member, product, png(1000, 750), credit="Lý Mẩy"), 201)
    photo = photos(visitor, product)[0]
    check("three widths in three encodings and a square", len(photo["files"]) == 10, photo["files"])
    check("never enlarged, width and height right", sorted({f["width"] for f in photo["files"]}) == [400, 750, 800, 1000], photo["files"])
    for file in photo["files"]:
        answer = visitor.get(file["url"])
        body = answer.body
        check(f"{file['url'][-9:]} is what it says", answer.status == 200 and is_of_type(body, file["type"]) and len(body) == file["bytes"], answer.status)
        check("its name is its digest", hashlib.sha256(body).hexdigest() in file["url"])
        kept = answer.headers.get("cache-control", "")
        check("browsers keep it, and what many share asks again within minutes", "immutable" in kept and "s-maxage=300" in kept, answer.headers)
    heaviest = max(f["bytes"] for f in photo["files"] if f["size"] == "medium" and f["type"] != "image/jpeg")
    check("what a phone loads is under 60 kB", heaviest < 60_000, heaviest)
    return photo


def refused(member, product):
    whole = png(300, 200)
    for name, content, words in (("an empty file", b"", "photo"), ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "SVG"), ("a PDF renamed", b"%PDF-1.7", "PDF"),
                                 ("a page", b"<!doctype html><script>1</script>", "web"), ("an archive", b"PK\x03\x04....", "nén"), ("a cut picture", whole[: len(whole) // 2], "hỏng"),
                                 ("two hundred megapixels", png_head(20_000, 10_000), "200"), ("a dot", png(10, 10), "10 × 10"), ("words", b"hello", "JPEG")):
        answer = send(member, product, content)
        check(f"{name}: 422 with its own reason", answer.status == 422 and (words in answer.text or content == b""), f"{answer.status} {answer.text[:300]}")
    check("none of them became a photo", photos(member, product) == [])
    check("the program is well", member.get("/healthz").status == 200)


def hidden(member, visitor, product):
    """A picture with a page and an archive behind it: what comes out has neither."""
    expect(send(member, product, png(400, 300, 1) + b"PK\x03\x04<script>alert(1)</script>"), 201)
    photo = photos(visitor, product)[-1]
    for file in photo["files"]:
        check("nothing hides in it", b"script" not in visitor.get(file["url"]).body)
    return photo


def again(member, product):
    """The same attempt sent many times at once, as by a phone without a good network: one photo."""
    before, answers = len(photos(member, product)), []
    threads = [threading.Thread(target=lambda: answers.append(send(member, product, png(320, 240, 40), key="attempt-1"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("one made it, the others are told of it", sorted(a.status for a in answers) == [200, 200, 200, 201], [a.status for a in answers])
    check("all name the same", len({a.json["id"] for a in answers}) == 1, [a.text for a in answers])
    check("it is one photo", len(photos(member, product)) == before + 1)
    check("another question with that key is refused", send(member, product, png(320, 240, 41), key="attempt-1").status == 409)


def at_once(member, product):
    """More than there are workers: all are served."""
    answers = []
    threads = [threading.Thread(target=lambda n=n: answers.append(send(member, product, png(500, 400, 10 + n)).status)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("four at once are four photos", answers == [201] * 4, answers)


def removed(member, visitor, product, photo):
    expect(member.api("DELETE", f"/api/v1/products/{product}/photos/{photo['id']}"), 204)
    check("a removed photo is served to nobody", all(visitor.get(f["url"]).status == 404 for f in photo["files"]))
    check("it is not on the page", photo["files"][0]["url"] not in visitor.get(f"/products/{product}").text)


def copies(server, visitor, product):
    """SQLite: a backup made beside the running program, restored elsewhere, has every file; damage is named."""
    target, place = server.data + "-copy", server.data + "-restored"
    made = run("backup", target, *server.flags)
    check("the running program makes the backup", made.returncode == 0, made.stdout + made.stderr)
    os.mkdir(place)
    for name in ("session.key", "log.key", "log.pub"):   # a restored database asks for the keys of its installation
        shutil.copy(os.path.join(server.data, name), place)
    back = run("restore", target, "--data", place)
    check("it is restored and sound", back.returncode == 0 and "the files are sound" in back.stdout, back.stdout + back.stderr)
    files = [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(place, "blobs")) for name in names]
    check("with its files", len(files) >= 10, len(files))
    with open(files[0], "ab") as file:
        file.write(b"x")
    os.remove(files[1])
    found = run("verify", "files", "--data", place)
    check("verify files names what was changed and what is missing", found.returncode == 1 and os.path.basename(files[0]) in found.stderr and os.path.basename(files[1]) in found.stderr, found.stderr)
    again = run("backup", target, *server.flags)
    check("a backup never overwrites", again.returncode == 65, again.stderr)
    shutil.rmtree(place)
    shutil.rmtree(target + ".files")
    os.remove(target)


need_engine()
server = Server()
try:
    server.stop()
    tokens = Walk.tokens(server)
    server.start()
    walk = Walk(server, tokens)
    member, visitor, product = walk.people["producer"], Session(server), walk.products[0]["code"]
    refused(member, product)
    first = added(member, visitor, product)
    page = visitor.get(f"/products/{product}").text
    check("the page shows it with its words, width and height", first["files"][0]["url"] in page and 'alt="Hộp trà"' in page and 'width="1000" height="750"' in page)
    check("so does the scan page", first["files"][0]["url"] in visitor.get(f"/s/{product}").text)
    check("the page names its share picture", f"/products/{product}/share.png" in page)
    share = visitor.get(f"/products/{product}/share.png")
    check("which is a PNG of 1200 × 630", share.status == 200 and share.body[:4] == b"\x89PNG" and share.body[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big"), share.status)
    second = hidden(member, visitor, product)
    at_once(member, product)
    again(member, product)
    if ENGINE == "sqlite":
        copies(server, visitor, product)
    removed(member, visitor, product, second)
    server.stop()
    sound = run("verify", "files", *server.flags)
    check("verify files: sound", sound.returncode == 0, sound.stdout + sound.stderr)
finally:
    server.close()
finish()
