#!/usr/bin/python3
"""A real SMTP server (aiosmtpd) for tests. Prints its port, then one JSON line for each letter it took, read by Python's own mail parser.

    smtp_server.py [--tls] [--user NAME --password WORD] [--host ADDRESS]

What it does with a letter depends on who it is for: refuse@ 550, later@ 451, greylist@ 451 the first time, full@ 552 after the data, drop@ cuts the
connection, slow@ answers after five seconds. --tls: STARTTLS with a certificate made now; its file is the second word of the first line.
Ends when its standard input does.
"""
import argparse, asyncio, email, email.policy, json, os, ssl, subprocess, sys, tempfile
from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        who = address.split("@")[0]
        if who == "refuse":
            return f"550 5.1.1 <{address}>: no such user here"
        if who == "later" or (who == "greylist" and address not in self.seen):
            self.seen.add(address)
            return f"451 4.7.1 <{address}> greylisted, come back later"
        if who == "drop":
            server.transport.abort()
        if who == "slow":
            await asyncio.sleep(5)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("full@"):
            return f"552 5.2.2 <{envelope.rcpt_tos[0]}> mailbox is full"
        raw = envelope.original_content
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
        print(json.dumps({
            "envelope_from": envelope.mail_from, "envelope_to": envelope.rcpt_tos, "hello": session.host_name, "encrypted": session.ssl is not None,
            "headers": {name: str(value) for name, value in letter.items()}, "from": letter["from"].addresses[0].addr_spec,
            "to": letter["to"].addresses[0].addr_spec, "to_name": letter["to"].addresses[0].display_name, "type": letter.get_content_type(),
            "defects": [str(defect) for part in letter.walk() for defect in part.defects],
            "text": plain.get_content().replace("\r\n", "\n") if plain else "", "html": html.get_content().replace("\r\n", "\n") if html else "",
            "raw": raw.decode("ascii")}), flush=True)
        return "250 OK"


def certificate():
    folder = tempfile.mkdtemp(prefix="ocop-smtp-")
    files = [os.path.join(folder, name) for name in ("certificate.pem", "key.pem")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--host", default="localhost")
    options = parser.parse_args()
    more, file = {}, ""
    if options.tls:
        file, key = certificate()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file, key)
        more = {"tls_context": context, "require_starttls": True}
    if options.user:
        def check(server, session, envelope, mechanism, data):
            known = data.login.decode() == options.user and data.password.decode() == options.password
            return AuthResult(success=known, handled=False)   # not handled: the server itself answers 235 or 535
        more |= {"auth_required": True, "authenticator": check, "auth_require_tls": options.tls}
    handler = Handler()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(handler, hostname="test", **more), options.host, 0)
    print(server.sockets[0].getsockname()[1], file, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
