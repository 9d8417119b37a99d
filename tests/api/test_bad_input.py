"""Wrong requests get 4xx with field and reason; nothing a client sends is a 500; the program goes on."""
import json, os, signal, socket, threading, time

from client import Server, Session, check, finish, run
from walk import multipart


def raw(server, data, wait=3.0):
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as s:
        s.sendall(data)
        answer = b""
        try:
            while chunk := s.recv(65536):
                answer += chunk
        except (TimeoutError, ConnectionResetError):
            pass
        return answer


def status(answer):
    return int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def wire(server):
    host = b"Host: localhost\r\nConnection: close\r\n"
    cases = {
        "bare line feed": (b"GET / HTTP/1.1\nHost: x\n\n", {400}),
        "two lengths": (b"POST /api/v1/score HTTP/1.1\r\n" + host + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", {400}),
        "length and chunks": (b"POST /api/v1/score HTTP/1.1\r\n" + host + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {400}),
        "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {400}),
        "header too large": (b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 40000 + b"\r\n\r\n", {431}),
        "unknown method": (b"BREW / HTTP/1.1\r\n" + host + b"\r\n", {400, 405, 501}),
        "encoded zero": (b"GET /products/%00 HTTP/1.1\r\n" + host + b"\r\n", {400, 404}),
        "half an escape": (b"GET /products?q=%E1%BA HTTP/1.1\r\n" + host + b"\r\n", {400}),
        "path upwards": (b"GET /assets/../../etc/passwd HTTP/1.1\r\n" + host + b"\r\n", {400, 404}),
        "garbage": (os.urandom(300) + b"\r\n\r\n", {400, 0}),
    }
    for name, (data, allowed) in cases.items():
        got = status(raw(server, data))
        check(f"wire: {name}", got in allowed, f"got {got}, expected one of {allowed}")


def bodies(server):
    session = Session(server)
    big = session.request("POST", "/api/v1/score", b"[" + b"0," * 6_000_000 + b"0]", {"Content-Type": "application/json"})
    check("a body over the limit is 413", big.status == 413, big.status)
    deep = session.request("POST", "/api/v1/score", b"[" * 100000, {"Content-Type": "application/json"})
    check("a deep body is 400", deep.status == 400, deep.status)
    kind = session.request("POST", "/api/v1/score", b"<a/>", {"Content-Type": "text/xml"})
    check("another kind of body is 4xx", kind.status in (400, 415, 422), kind.status)
    other = session.request("DELETE", "/api/v1/score")
    check("another method is 405 with Allow", other.status == 405 and "POST" in (other.headers["Allow"] or ""), f"{other.status} {other.headers['Allow']}")
    absent = session.get("/api/v1/nothing")
    check("an unknown API path is a 404 problem", absent.status == 404 and absent.json["status"] == 404, absent.text[:200])
    page = session.get("/nothing")
    check("an unknown page is a 404 page that helps", page.status == 404 and "<main" in page.text and 'href="/' in page.text, page.text[:200])
    for path in ("/products?page=-1", "/products?page=999999999999999999999", "/products?stars=x", "/products?q=" + "a" * 3000, "/map?x=1", "/s/%F0%9F%92%A9", "/s/' OR 1=1--",
                 "/certificates/..%2f", "/places/zz", "/places/01/zz", "/products/not-an-id", "/rulebooks/x/y", "/api/v1/products?cursor=%%%", "/api/v1/products?limit=-5", "/01/123", "/01/00000000000000"):
        answer = session.get(path.replace(" ", "%20").replace("'", "%27").replace("%%%", "%25"))
        check(f"{path[:50]} is no 5xx", answer.status < 500, answer.status)


def sign_in(server):
    session = Session(server)
    session.get("/sign-in")
    for login in ("' OR 1=1 --", "a" * 5000, "", "<script>alert(1)</script>", "khong-co@demo.ocop"):
        answer = session.post("/sign-in", {"login": login, "password": "x"})
        check(f"sign-in as {login[:20]!r} is refused politely", answer.status in (401, 413, 422, 429) and "<script>alert" not in answer.text, answer.status)


PAPER_LIMIT = 15 << 20


def peak(server, name="VmHWM"):
    with open(f"/proc/{server.process.pid}/status") as file:
        return int(next(line for line in file if line.startswith(name + ":")).split()[1]) // 1024   # MB


def uploads(server):
    """The stories: an upload lay in memory twice; a file above the limit got a bare 413, and what was typed beside it was gone."""
    member = Session(server).sign_in("htx@demo.ocop")
    producer = member.get("/api/v1/me").json["grants"][0]["producer"]
    page, api = f"/producers/{producer}/papers", f"/api/v1/producers/{producer}/papers"
    before = len(member.get(api).json["papers"])

    def form(size, **fields):
        body, kind = multipart({"_csrf": member.csrf, "kind": "other", "title": "Phiếu kiểm nghiệm <số 7>", "issuer": "Trung tâm 3", **fields}, ("giấy.pdf", b"%PDF-1.7\n" + b"x" * size, "application/pdf"))
        return body, {"Content-Type": kind, "Origin": server.url}

    member.get(page)
    told = member.request("POST", page, *form(PAPER_LIMIT))
    check("a paper over the limit is told in its form", told.status == 413 and "Tệp lớn quá: 15,1 MB, tối đa 15 MB" in told.text and 'aria-invalid="true"' in told.text, f"{told.status} {told.text[:300]}")
    check("what was typed beside it is kept", told.field("title") == "Phiếu kiểm nghiệm &lt;số 7&gt;" and told.field("issuer") == "Trung tâm 3", told.field("title"))
    far = member.request("POST", page, *form(62 << 20))
    check("far above it a page says so and leads back", far.status == 413 and "15 MB" in far.text and f'href="{page}"' in far.text and "<main" in far.text, f"{far.status} {far.text[:300]}")
    body, headers = form(18 << 20)
    said = member.request("POST", api, body, {**headers, "X-CSRF-Token": member.csrf, "Accept": "application/json"})
    problem = (said.json.get("problems") or [{}])[0] if said.status == 413 else {}
    check("a program is told field, got and expected", problem.get("field") == "file" and problem.get("got") == f"{(18 << 20) + 9} bytes" and problem.get("expected") == f"at most {PAPER_LIMIT} bytes", f"{said.status} {said.text[:300]}")
    stranger = Session(server).request("POST", api, *form(18 << 20))
    check("who may not send it is told before it is read", stranger.status in (401, 403), stranger.status)
    small, headers = form(4000)
    check("nothing of it was kept", len(member.get(api).json["papers"]) == before)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        cookies = "; ".join(f"{k}={v}" for k, v in member.cookies.items())
        lines = {"Host": f"localhost:{server.port}", "Cookie": cookies, "Content-Length": len(small), **headers}
        slow.sendall((f"POST {page} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n").encode())
        for at in range(0, len(small), 97):   # wherever it is cut
            slow.sendall(small[at:at + 97])
        check("an upload in small pieces is read", status(slow.recv(65536)) == 303)
    check("and is there", len(member.get(api).json["papers"]) == before + 1)
    at_once(server, member, page, form)
    left = os.path.join(server.data, "uploads", "new.aB3xyZ")
    server.stop(signal.SIGKILL)
    open(left, "wb").write(b"half a paper")
    server.start()
    check("what a killed process left is cleared at start", os.listdir(os.path.dirname(left)) == [])


def at_once(server, member, page, form):
    """Eight papers of 15 MiB, all held before their last byte."""
    body, headers = form(PAPER_LIMIT - 9)
    base, arrived, answers = peak(server, "VmRSS"), threading.Barrier(8), []
    open(f"/proc/{server.process.pid}/clear_refs", "w").write("5")   # VmHWM begins anew (proc(5))
    lines = {"Host": f"localhost:{server.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in member.cookies.items()), "Content-Length": len(body), **headers}
    head = (f"POST {page} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n").encode()

    def send():
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as client:
            client.sendall(head + body[:-1])
            arrived.wait()
            client.sendall(body[-1:])
            answers.append(status(client.recv(65536)))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check("eight papers at once are taken", answers == [303] * 8, answers)
    check("and cost no more memory than their pieces", peak(server) - base < 40, f"{peak(server) - base} MB")   # 261 MB before they went to files
    check("none of them left a file behind", os.listdir(os.path.join(server.data, "uploads")) == [])


def commands(server):
    check("an unknown command is exit code 64", run("frobnicate").returncode == 64)
    check("no command is exit code 64", run().returncode == 64)
    check("an unknown setting is exit code 78", run("admin", "show-config", env={**os.environ, "OCOP_SERVER_PROT": "1"}).returncode == 78)
    check("a port that is none is exit code 78", run("serve", "--port", "99999").returncode == 78)
    for key, bad in (("SERVER_PUBLIC_URL", "ocop.example.vn"), ("SERVER_PUBLIC_URL", "https://ocop.example.vn/app"), ("SERVER_TRUSTED_PROXIES", "10.0.0.0/33"), ("SERVER_TRUSTED_PROXIES", "127.0.0.1,proxy.local")):
        refused = run("admin", "show-config", env={**os.environ, "OCOP_" + key: bad})
        check(f"{key}={bad} stops the program with 78", refused.returncode == 78 and bad.split(",")[-1] in refused.stderr, f"{refused.returncode} {refused.stderr}")
    mistyped = os.path.join(server.data, "ocpo")
    lost = run("serve", "--data", mistyped, "--port", "0")
    check("a mistyped data folder founds no empty installation", lost.returncode == 78 and "--create" in lost.stderr and not os.path.exists(mistyped), f"{lost.returncode} {lost.stderr}")
    # The mount point of a disk that was not mounted is there, and empty: a new installation began in it and answered as if all were gone.
    os.mkdir(mistyped)
    lost = run("serve", "--data", mistyped, "--port", "0")
    check("nor does an empty folder that is there", lost.returncode == 78 and "--create" in lost.stderr and not os.listdir(mistyped), f"{lost.returncode} {lost.stderr}")
    os.rmdir(mistyped)
    taken = run("serve", "--data", server.data, "--port", "0")
    check("a data folder in use is exit code 69", taken.returncode == 69 and "process" in taken.stderr, f"{taken.returncode} {taken.stderr}")
    check("help names every command", all(word in run("--help").stdout for word in ("serve", "import", "export", "score", "rulebook", "backup", "restore", "verify", "admin", "version")))
    copy = os.path.join(server.data, "copy.db")
    made = run("backup", copy, "--data", server.data)
    check("a backup beside a running program", made.returncode == 0 and os.path.getsize(copy) > 1_000_000, f"{made.returncode} {made.stderr}")


server = Server()
try:
    wire(server)
    bodies(server)
    sign_in(server)
    uploads(server)
    commands(server)
    check("it still answers", Session(server).get("/healthz").status == 200)
    check("it stops within ten seconds when asked", (lambda t: (server.stop(), time.time() - t)[1])(time.time()) < 12)
finally:
    server.close()
finish()
