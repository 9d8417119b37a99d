"""docs/api/by-curl.md is run as it stands, block after block in one shell; what a block prints is what the page shows below it.
`test_by_curl.py sqlite --print` prints what each block says, for whoever changes the page."""
import os, re, subprocess, sys, tempfile

from client import ENGINE, PASSWORD, ROOT, Server, check, finish, need_engine, run

BLOCK = re.compile(r"^```sh\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", re.M | re.S)
END = "---- the end of a block"
OFFICES = {"saigon": "79", "caobang": "04", "cantho": "92"}   # provincial bodies that the small demo does not have


def fits(shown, printed):
    return re.fullmatch(".*?".join(re.escape(part) for part in shown.strip().split("…")), printed.strip(), re.S) is not None


def offices(server, folder):
    server.stop()
    secret = os.path.join(folder, "password")
    with open(secret, "w", encoding="utf-8") as file:
        file.write(PASSWORD)
    for name, province in OFFICES.items():
        made = run("admin", "create-account", f"{name}@demo.ocop", "--name", name, "--grant", f"provincial_body:{province}", "--password-file", secret, *server.flags)
        check(f"the office {name} is made", made.returncode == 0, made.stderr)
    server.start()


def main():
    need_engine()
    with open(os.path.join(ROOT, "docs/api/by-curl.md"), encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    server = Server()
    try:
        with tempfile.TemporaryDirectory() as folder:
            offices(server, folder)
            workbook = os.path.join(folder, "workbook.xlsx")
            subprocess.run([os.path.join(ROOT, "tests/support/workbook"), workbook], check=True)
            script = "set -euo pipefail\n" + "".join(f"{block}\necho '{END}'\n" for block, _ in blocks)
            done = subprocess.run(["bash", "-c", script], cwd=folder, env={**os.environ, "OCOP": server.url, "WORKBOOK": workbook}, capture_output=True, text=True)
            printed = done.stdout.split(END + "\n")
            check("every block ends well", done.returncode == 0, done.stderr[-600:] + done.stdout[-600:])
            for (block, shown), said in zip(blocks, printed):
                if "--print" in sys.argv:
                    print(said.rstrip("\n") + "\n" + "-" * 20)
                check("a block prints what the page shows: " + block.splitlines()[0], fits(shown, said), said[:1500])
            check("every block was run", len(printed) == len(blocks) + 1, len(printed))
    finally:
        server.close()
    finish()


main()
