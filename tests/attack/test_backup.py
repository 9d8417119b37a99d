"""Backups: every flipped bit is found, a restore that fails leaves nothing behind, and neither keys nor a younger log are forgotten. The story: of 40 flips
in a backup 32 were not found, and an empty file could be restored."""
import os, random, shutil, sqlite3, subprocess, sys, tempfile

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


def bare(copy, server, younger, scratch):
    """A backup from before there were manifests is put back by who says so, checked as far as that goes. The story: the manifest, once made, was
    wanted of every backup, and those of the year before could not be restored any more."""
    flag = "--without-manifest"
    os.rename(copy + ".manifest", copy + ".away")
    folder, put, _ = restored(copy, server.data, None, flag)
    check("a backup without a manifest is restored by who says so", put.returncode == 0 and "cannot be said" in put.stderr, put.stdout + put.stderr)
    check("and its log is sound", run("verify", "log", "--data", folder).returncode == 0)
    shutil.rmtree(folder)
    refused("without a manifest, of less than was signed", "begin-log", copy, server.data, younger, flag)
    folder, put, same = restored(copy, None, None, flag)
    check("without a manifest the keys are wanted all the same", put.returncode == 65 and "log.key is not there" in put.stderr and same, put.stderr)
    shutil.rmtree(folder)
    for what, change in (("an entry", "DROP TRIGGER tlog_entry_keep; UPDATE tlog_entry SET entry = entry || ' ' WHERE position = 0"), ("the head", "DELETE FROM tlog_head")):
        other = os.path.join(scratch, "altered")
        shutil.copy(copy, other)
        database = sqlite3.connect(other)
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'tlog_entry' AND name <> 'tlog_entry_keep'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.executescript(change)
        database.close()
        refused(f"without a manifest, with {what} changed", "", other, server.data, None, flag)
        os.unlink(other)
    nothing = os.path.join(scratch, "nothing")
    open(nothing, "wb").close()
    refused("of an empty file without a manifest", "tlog_head", nothing, server.data, None, flag)
    with open(copy + ".manifest", "wb") as file:
        file.write(b"damaged")
    refused("beside a damaged manifest", "is damaged", copy, server.data, None, flag)
    os.rename(copy + ".away", copy + ".manifest")


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
        bare(copy, server, younger, scratch)
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
