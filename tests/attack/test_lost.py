"""A database that is lost, emptied, older or another one is never a sound new one: it is refused by the head that was signed last, beside the key
and in a second place. The story: `rm ocop.db` beside its key gave "0 entries, sound" and a signed head of size 0 under the old name."""
import os, shutil, sqlite3, subprocess, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))
from client import PROGRAM, Server, Session, check, finish, run  # noqa: E402
from walk import Walk, best, expect  # noqa: E402


def refused(server, what, *words):
    """The program does not start, says why and what to do, and leaves the folder as it was."""
    before = {name: open(os.path.join(server.data, name), "rb").read() for name in ("log.head", "log.key", "log.pub")}
    held = os.path.exists(os.path.join(server.data, "ocop.db"))
    ended = subprocess.run([PROGRAM, "serve", *server.flags, "--port", str(server.port)], capture_output=True, text=True, timeout=30)
    said = ended.stderr
    check(f"{what}: the program does not start", ended.returncode not in (0, 70), f"{ended.returncode} {said[-400:]}")
    check(f"{what}: it says what is missing and what to do", all(word in said for word in (*words, "ocop restore", "begin-log")), said[-600:])
    check(f"{what}: nothing was changed", before == {name: open(os.path.join(server.data, name), "rb").read() for name in before}
          and held == os.path.exists(os.path.join(server.data, "ocop.db")))


def swap(server, file):
    """Another file in the database's place, with nothing of the old one beside it."""
    for name in ("ocop.db", "ocop.db-wal", "ocop.db-shm"):
        path = os.path.join(server.data, name)
        if os.path.exists(path):
            os.unlink(path)
    if file:
        shutil.copy(file, os.path.join(server.data, "ocop.db"))


# The story: `ocop verify database`, `ocop admin migrate` and others made an empty database where one was lost, and called it sound; `ocop backup` took
# the refusal for a running program and waited ten minutes for its answer.
COMMANDS = (["verify", "database"], ["verify", "log"], ["verify", "files"], ["admin", "migrate"], ["admin", "accept-keys"], ["admin", "list-tokens", "htx@demo.ocop"], ["export", "register", "-"],
            ["backup", "/nowhere/copy.db"], ["admin", "work-jobs"])


def no_command_makes_one(server, what):
    for command in COMMANDS:
        told = run(*command, *server.flags)
        check(f"{what}: `ocop {' '.join(command)}` refuses and makes none", told.returncode not in (0, 70) and "ocop restore" in told.stderr
              and not os.path.exists(os.path.join(server.data, "ocop.db")), f"{told.returncode} {told.stderr[-300:]}")


def cut_off(server, obstacle, reason):
    """`begin-log` ends in the middle, as by a power cut: what it would write next is in its way. Nothing else starts on what it leaves."""
    os.makedirs(obstacle)
    told = run("admin", "begin-log", "--reason", reason, *server.flags)
    check(f"begin-log cut off at {os.path.basename(obstacle)} says so", told.returncode != 0, told.stdout[-300:])
    started = subprocess.run([PROGRAM, "serve", *server.flags, "--port", str(server.port)], capture_output=True, text=True, timeout=30)
    check("nothing is served on what it leaves", started.returncode not in (0, 70), started.stderr[-300:])
    os.rmdir(obstacle)


def main():
    server = Server()
    aside = server.data + ".aside"
    os.makedirs(aside)
    second = os.path.join(aside, "witness.head")
    try:
        server.stop()
        with open(os.path.join(server.data, "ocop.toml"), "a", encoding="utf-8") as settings:
            settings.write(f'\n[log]\nwitness_file = "{second}"\n')
        tokens = Walk.tokens(server)
        server.start()
        walk = Walk(server, tokens)
        answers = best(walk.table)
        walk.to_council(answers)
        expect(walk.people["producer"].get("/checkpoint"), 200)
        server.stop()
        older = os.path.join(aside, "older.db")
        shutil.copy(os.path.join(server.data, "ocop.db"), older)
        server.start()
        walk.to_council(answers, walk.products[1]["id"])
        for _ in range(150):   # a head is signed at most ten seconds after a write
            kept = open(second).read().splitlines()[1] if os.path.exists(second) else "0"
            if int(kept) >= 6:
                break
            __import__("time").sleep(0.1)
        server.stop()
        check("the head is kept beside the key and in the second place", open(second).read() == open(os.path.join(server.data, "log.head")).read() and int(kept) == 6, kept)
        newest = os.path.join(aside, "newest.db")
        shutil.copy(os.path.join(server.data, "ocop.db"), newest)

        swap(server, None)
        refused(server, "without its file", "a head of 6 entries was signed", "missing or empty")
        no_command_makes_one(server, "without its file")
        open(os.path.join(server.data, "ocop.db"), "wb").close()
        refused(server, "with an empty file", "missing or empty")
        swap(server, older)
        refused(server, "an older copy", "this database has 3: the last 3 are missing")
        told = run("verify", "log", *server.flags)
        check("verify says that the end was cut off", told.returncode not in (0, 70) and "its end was cut off" in told.stderr, told.stderr[-400:])
        os.rename(os.path.join(server.data, "log.head"), os.path.join(aside, "log.head"))
        refused_by_second = subprocess.run([PROGRAM, "serve", *server.flags, "--port", str(server.port)], capture_output=True, text=True, timeout=30)
        check("the second place is enough", refused_by_second.returncode not in (0, 70) and second in refused_by_second.stderr, refused_by_second.stderr[-400:])
        os.rename(os.path.join(aside, "log.head"), os.path.join(server.data, "log.head"))

        swap(server, newest)   # a history that is as long and another one
        forged = sqlite3.connect(os.path.join(server.data, "ocop.db"))
        for trigger in ("tlog_entry_keep", "tlog_entry_append_only_update", "ocop_append_only_tlog_entry_update"):
            forged.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for (name,) in forged.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'tlog_entry'").fetchall():
            forged.execute(f"DROP TRIGGER {name}")
        forged.execute("UPDATE tlog_entry SET leaf = zeroblob(32) WHERE position = 0")
        forged.commit()
        forged.close()
        refused(server, "another history", "are not those")

        swap(server, newest)
        server.start()
        check("the right database starts again", Session(server).get("/readyz").status == 200)
        sound = server.stop()
        check("it ends well", sound == 0, sound)
        denied = run("admin", "begin-log", "--reason", "Thử", *server.flags)
        check("a sound log does not begin anew", denied.returncode not in (0, 70) and "nothing has to begin" in denied.stderr, denied.stderr[-300:])

        swap(server, newest)   # what was logged since the last signed head is altered: no start refuses it, and the process believes none of it
        forged = sqlite3.connect(os.path.join(server.data, "ocop.db"))
        for (name,) in forged.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('tlog_entry', 'tlog_head')").fetchall():
            forged.execute(f"DROP TRIGGER {name}")
        forged.execute("UPDATE tlog_head SET root = zeroblob(32)")
        forged.commit()
        forged.close()
        server.process = subprocess.Popen([PROGRAM, "serve", *server.flags, "--port", str(server.port), "--public-url", server.url], stdout=open(server.log, "ab"), stderr=subprocess.STDOUT)
        for _ in range(100):
            try:
                if Session(server).get("/healthz").status == 200:
                    break
            except OSError:
                pass
            __import__("time").sleep(0.1)
        unready = Session(server).get("/readyz")
        check("with a damaged log it is not ready, and says why", unready.status == 503 and "log" in unready.text, f"{unready.status} {unready.text[:300]}")
        check("pages are read", Session(server).get("/products").status == 200 and Session(server).get("/log").status == 200)
        refused_act = walk.open(walk.products[0]["id"])
        check("acts are refused", refused_act.status == 503, f"{refused_act.status} {refused_act.text[:200]}")
        check("it ends by being asked, not by the damage", server.stop() == 0)

        swap(server, older)
        reason = "Đĩa hỏng ngày 26/11, bản sao mới nhất cũ hơn ba mục."
        cut_off(server, os.path.join(server.data, "log.head.before-6"), reason)
        cut_off(server, second + ".before-6", reason)
        begun = run("admin", "begin-log", "--reason", reason, *server.flags)
        check("a new log is begun knowingly", begun.returncode == 0 and "began anew" in begun.stdout, begun.stdout[-300:] + begun.stderr[-300:])
        server.start()
        page = Session(server).get("/log")
        check("the public page says that it began anew, and why", "bắt đầu lại" in page.text and "Đĩa hỏng ngày 26/11" in page.text and "6 mục" in page.text, page.text[:200])
        english = Session(server).get("/en/log")
        check("in English too", "began anew under a new key" in english.text, english.text[:200])
        server.stop()
        entries = sqlite3.connect(os.path.join(server.data, "ocop.db")).execute("SELECT count(*) FROM tlog_entry WHERE entry LIKE '%log.begun%'").fetchone()[0]
        check("however often it was cut off, it began once", entries == 1, entries)
        check("it is sound under the new key", run("verify", "log", *server.flags).returncode == 0, run("verify", "log", *server.flags).stderr[-400:])
        check("the old key and head were set aside, not lost", any(name.startswith("log.key.before") for name in os.listdir(server.data)) and any(name.startswith("log.head.before") for name in os.listdir(server.data)), os.listdir(server.data))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        server.close()
    finish()


main()
