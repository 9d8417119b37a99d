#!/usr/bin/env python3
"""An SMS or Zalo gateway for tests, written from docs/formats/gateway.md alone. Prints its port, then one JSON line a request.

    gateway_server.py SECRET

The path says how it answers: /ok 204, /busy 429 with Retry-After: 7, /gone 410, /broken 500, /elsewhere 302 to /ok.
What is asked without sending (GET) is answered alike, with a page of 1,000 letters for all but /ok; /endless never ends its page, /slow begins none.
Ends when its standard input does.
"""
import hashlib, hmac, http.server, json, os, sys, threading, time

SECRET, WINDOW = sys.argv[1].encode(), 300
ANSWERS = {"/ok": (204, {}), "/busy": (429, {"Retry-After": "7"}), "/gone": (410, {}), "/broken": (500, {}), "/elsewhere": (302, {"Location": "/ok"})}


def verified(header, body):
    fields = dict(item.split("=", 1) for item in header.split(","))
    expected = hmac.new(SECRET, fields["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, fields["v1"]) and abs(time.time() - int(fields["t"])) <= WINDOW


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        print(json.dumps({"path": self.path, "delivery": self.headers["Ocop-Delivery"], "type": self.headers["Content-Type"],
                          "verified": verified(self.headers["Ocop-Signature"], body), "body": body.decode()}), flush=True)
        status, headers = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        print(json.dumps({"path": self.path, "agent": self.headers["User-Agent"]}), flush=True)
        if self.path == "/slow":
            time.sleep(30)
        status, headers = ANSWERS.get(self.path, (200, {}))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/html")
        if self.path != "/endless":
            self.send_header("Content-Length", "0" if self.path == "/ok" else "1000")
        self.end_headers()
        try:
            while self.path != "/ok":
                self.wfile.write(b"x" * 1000)
                if self.path != "/endless":
                    break
        except OSError:
            pass   # whoever asked has seen enough

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
