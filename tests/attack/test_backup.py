"""Backups: every flipped bit is found, a restore that fails leaves nothing behind, and neither keys nor a younger log are forgotten. The story: of 40 flips
in a backup 32 were not found, and an empty file could be restored."""
import os, random, shutil, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))
from client import Server, check, finish, run  # noqa: E402
from walk import Walk, best  # noqa: E402

FLIPS = 400 if "--long" in sys.argv else 40
KEYS = ("log.key", "log.pub", "session.key")


def parts(copy):
    """Each file of the backup."""
    return [copy, copy + ".manifest", *(os.path.join(place, name) for place, _, names in os.walk(copy + ".files") for name in names)]


def flips(copy):
    dice, missed = random.Random(26), []
    files = parts(copy)
    for number in range(FLIPS):
        file = files[number % 3] if number % 3 < 2 else dice.choice(files[2:])
        place, bit = dice.randrange(os.path.getsize(file)), 1 << dice.randrange(8)
        with open(file, "r+b") as opened:
            opened.seek(place)
            byte = opened.read(1)[0]
            opened.seek(place)
            opened.write(bytes([byte ^ bit]))
            opened.flush()
            said = run("verify", "backup", copy)
            if said.returncode != 1:
                missed.append((file, place, bit, said.returncode))
            opened.seek(place)
            opened.write(bytes([byte]))
    check(f"each of {FLIPS} flipped bits of copy, files and manifest is found", missed == [], missed[:5])
    whole = run("verify", "backup", copy)
    check("and nothing when all is as it was", whole.returncode == 0 and "833" not in whole.stderr, whole.stderr[-300:])


def restored(copy, keys_from=None, head=None, *flags):
    folder = tempfile.mkdtemp(prefix="ocop-restored-")
    for name in KEYS if keys_from else ():
        shutil.copy(os.path.join(keys_from, name), folder)
    if head:
        shutil.copy(head, os.path.join(folder, "log.head"))
    before = sorted(os.listdir(folder))
    put = run("restore", copy, *flags, "--data", folder)
    return folder, put, sorted(os.listdir(folder)) == before


def refused(what, words, copy, *more):
    folder, put, same = restored(copy, *more)
    check(f"a restore {what} is refused", put.returncode not in (0, 70) and words in put.stderr, f"{put.returncode} {put.stderr[-300:]}")
    check(f"a restore {what} leaves nothing behind", same, os.listdir(folder))
    shutil.rmtree(folder)


def main():
    server, scratch = Server(), tempfile.mkdtemp(prefix="ocop-backup-")
    copy, younger = os.path.join(scratch, "copy"), os.path.join(scratch, "younger.head")
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walk = Walk(server, tokens)
        walk.paper(file=("giay.pdf", b"%PDF-1.4\nmot", "application/pdf"))
        walk.to_council(best(walk.table))
        made = run("backup", copy, *server.flags)
        check("a backup beside the running program has a manifest", made.returncode == 0 and os.path.exists(copy + ".manifest"), made.stderr)
        walk.to_council(best(walk.table), walk.products[1]["id"])
        server.stop()
        run("export", "log", os.path.join(scratch, "log"), *server.flags)   # signs the head of now
        shutil.copy(os.path.join(server.data, "log.head"), younger)
        flips(copy)
        refused("without the keys", "log.key is not there", copy)
        stranger = tempfile.mkdtemp(prefix="ocop-other-")
        run("admin", "migrate", "--data", stranger), run("admin", "accept-keys", "--data", stranger)
        refused("beside the keys of another log", "another log", copy, stranger)
        shutil.rmtree(stranger)
        refused("of less than was signed", "begin-log", copy, server.data, younger)
        for part, words in ((copy + ".manifest", "is not there"), (parts(copy)[2], "is missing")):
            os.rename(part, part + ".away") if part.endswith("manifest") else shutil.move(part, scratch)
            refused(f"without {'its manifest' if part.endswith('manifest') else 'one of its files'}", words, copy, server.data)
            os.rename(part + ".away", part) if part.endswith("manifest") else shutil.move(os.path.join(scratch, os.path.basename(part)), part)
        empty = os.path.join(scratch, "empty")
        open(empty, "wb").close()
        refused("of an empty file", "manifest is not there", empty, server.data)
        folder, put, _ = restored(copy, server.data)
        check("the whole backup is restored", put.returncode == 0, put.stdout + put.stderr)
        check("and its log is sound", run("verify", "log", "--data", folder).returncode == 0)
        shutil.rmtree(folder)
        folder, put, _ = restored(copy, server.data, younger, "--older")
        check("an older one is restored by who says so", put.returncode == 0, put.stdout + put.stderr)
        check("and serves only after the log began anew", run("verify", "files", "--data", folder).returncode != 0 and
              run("admin", "begin-log", "--reason", "Mất đĩa", "--data", folder).returncode == 0 and run("verify", "files", "--data", folder).returncode == 0)
        shutil.rmtree(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        server.close()
    finish()


main()
