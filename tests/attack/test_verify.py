"""`ocop verify` looks and touches nothing: beside the program that serves, in a copy that nobody may write to, and in a damaged one, of which it says where.
The story: beside a running program it was refused, in a folder without the right to write it failed, and a damaged page ended it with exit code 70."""
import os, random, shutil, sqlite3, subprocess, sys, tempfile, threading, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "api"))
from client import ENGINE, PROGRAM, ROOT, Server, ask_cluster, check, finish, need_engine, run  # noqa: E402
from walk import Walk, best, expect  # noqa: E402

WHAT = ("log", "database", "files")
FLIPS = 400 if "--long" in sys.argv else 21
NOBODY = 65534


def sound(told, words):
    return told.returncode == 0 and told.stdout.strip().endswith(words) and told.stderr == ""


def beside(server, walk, answers):
    """While acts are written all the time. No terminal: nothing is said on the way."""
    over, acts = threading.Event(), []

    def write():
        while not over.is_set():
            acts.append(walk.paper(title=f"Giấy số {len(acts)}", file=("giay.pdf", b"%PDF-1.4\n" + str(len(acts)).encode(), "application/pdf")))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        walk.to_council(answers, walk.products[1]["id"])
        for what in WHAT * 3:
            told = run("verify", what, *server.flags)
            check(f"verify {what} beside the running program", sound(told, "sound"), f"{told.returncode} {told.stdout[-200:]} {told.stderr[-400:]}")
        # What only reads needs no stop of the site either. The story: an office looked at its file's faults at night, with the site stopped.
        dry = run("import", "register", os.path.join(ROOT, "data", "register", "sample.csv"), "--source", "elsewhere", *server.flags)
        check("the dry run of an import beside it", dry.returncode == 0 and "833" in dry.stdout, f"{dry.returncode} {dry.stderr[-400:]}")
        listed = run("export", "register", "-", *server.flags)
        check("and an export", listed.returncode == 0 and listed.stdout.count("\n") > 800, f"{listed.returncode} {listed.stderr[-400:]}")
        written = None if ENGINE == "postgresql" else run("admin", "create-token", "htx@demo.ocop", "--label", "beside", *server.flags)
        check("a second program does not write", written is None or written.returncode not in (0, 1, 70), written)
    finally:
        over.set()
        writer.join()
    check("acts were written all the time", len(acts) > 10, len(acts))


def look_only(server):
    """PostgreSQL: a role that may do nothing but SELECT."""
    parts = urllib.parse.urlsplit(server.database)
    role = "looks_" + parts.path[1:]
    ask_cluster(f"CREATE ROLE {role} LOGIN")
    try:
        subprocess.run(["psql", "-X", "-q", server.database, "-c", f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"], check=True, capture_output=True)
        url = urllib.parse.urlunsplit(parts._replace(netloc=role + "@" + parts.netloc.split("@")[-1]))
        for what in WHAT:
            told = run("verify", what, "--data", server.data, "--database", url)
            check(f"verify {what} by a role that may only SELECT", sound(told, "sound"), f"{told.returncode} {told.stderr[-400:]}")
    finally:
        subprocess.run(["psql", "-X", "-q", server.database, "-c", f"DROP OWNED BY {role}; DROP ROLE {role}"], check=True, capture_output=True)


def copied(server, place):
    """What a copy needs: the database, the files, and the line that says who signed the log. No secret."""
    os.makedirs(place)
    for name in ("ocop.db", "log.pub", "log.head"):
        shutil.copy(os.path.join(server.data, name), place)
    shutil.copytree(os.path.join(server.data, "blobs"), os.path.join(place, "blobs"))
    return place


def names(place):
    return sorted((os.path.relpath(os.path.join(folder, name), place), os.stat(os.path.join(folder, name)).st_mtime_ns) for folder, _, files in os.walk(place) for name in files)


def read_only(server, scratch):
    place = copied(server, os.path.join(scratch, "kept"))
    os.chmod(scratch, 0o755)
    for folder, inner, files in os.walk(place):
        for name in files:
            os.chmod(os.path.join(folder, name), 0o444)
        os.chmod(folder, 0o555)
    before = names(place)
    nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    program = os.path.join(scratch, "ocop")   # where nobody may run it
    shutil.copy(PROGRAM, program)
    for what in WHAT:
        told = subprocess.run([program, "verify", what, "--data", place], capture_output=True, text=True, cwd="/", **nobody)
        check(f"verify {what} in a copy that nobody may write to", sound(told, "sound"), f"{told.returncode} {told.stdout[-200:]} {told.stderr[-400:]}")
    check("and it is as it was", names(place) == before, [pair for pair in names(place) if pair not in before])
    for folder, _, _ in os.walk(place):
        os.chmod(folder, 0o755)


def pages_of(database, table):
    """The pages of a table and its rows' overflow, by SQLite's own table of them."""
    return [page for page, in database.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype <> 'internal'", (table,))]


def overwritten(file, page, size):
    with open(file, "r+b") as opened:
        opened.seek((page - 1) * size)
        kept = opened.read(size)
        opened.seek((page - 1) * size)
        opened.write(b"\xa5" * size)
    return kept


def damaged(server, scratch):
    """A page of each table that the log stands on is written over; whole tables are gone: told with the place, never a fault of the program."""
    place = copied(server, os.path.join(scratch, "damaged"))
    file = os.path.join(place, "ocop.db")
    whole = open(file, "rb").read()
    size = int.from_bytes(whole[16:18], "big")
    database = sqlite3.connect(f"file:{file}?immutable=1", uri=True)
    tables = {name: root for name, root in database.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'products_search%'")}
    database.close()
    for name in ("tlog_entry", "tlog_head", "tlog_seal", "tlog_checkpoint", "certificates_certificate", "evaluation_sheet", "places_province", "installation_fact", "ocop_migration", "products_product"):
        overwritten(file, tables[name], size)
        told = [run("verify", what, "--data", place) for what in ("log", "database")]
        check(f"a page of {name} written over is told", all(one.returncode == 1 and one.stderr for one in told), [(one.returncode, one.stderr[-200:]) for one in told])
        open(file, "wb").write(whole)
    for name in ("tlog_head", "tlog_entry", "evaluation_dossier", "places_commune", "blobs_blob"):
        database = sqlite3.connect(file)
        database.executescript(f"PRAGMA foreign_keys=OFF; DROP TABLE {name}; PRAGMA wal_checkpoint(TRUNCATE);")
        database.close()
        told = run("verify", "files" if name.startswith("blobs") else "log", "--data", place)
        check(f"without the table {name} it says so", told.returncode == 1 and name in told.stderr, f"{told.returncode} {told.stderr[-300:]}")
        for ending in ("-wal", "-shm"):
            if os.path.exists(file + ending):
                os.unlink(file + ending)
        open(file, "wb").write(whole)
    with open(file, "r+b") as opened:
        opened.write(b"no database")
    told = [run("verify", what, "--data", place) for what in WHAT]
    check("a file that is no database is a finding", all(one.returncode == 1 and "ocop.db" in one.stderr for one in told), [(one.returncode, one.stderr) for one in told])
    os.unlink(file)
    told = run("verify", "database", "--data", place)
    check("a missing one is not taken for a new one", told.returncode not in (0, 70) and not os.path.exists(file), f"{told.returncode} {told.stderr}")


def varint(data, at):
    value = 0
    for _ in range(8):
        value = value << 7 | data[at] & 0x7F
        at += 1
        if data[at - 1] < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def rows_in(file, tables):
    """(table, first byte, end) in the file of what each row of the tables keeps on its own page (SQLite file format, "B-tree Pages")."""
    data = open(file, "rb").read()
    size = int.from_bytes(data[16:18], "big")
    database = sqlite3.connect(f"file:{file}?immutable=1", uri=True)
    out = []
    for table in tables:
        for page, in database.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)):
            start = (page - 1) * size
            head = start + (100 if page == 1 else 0)
            for number in range(int.from_bytes(data[head + 3:head + 5], "big")):
                at = start + int.from_bytes(data[head + 8 + 2 * number:head + 10 + 2 * number], "big")
                length, at = varint(data, at)
                if data[head] == 13:   # a leaf of a table; those WITHOUT ROWID have the leaves of an index
                    _, at = varint(data, at)
                out.append((table, at, min(at + min(length, size - 35), start + size)))
    database.close()
    return out


def flip(file, place, bit):
    with open(file, "r+b") as opened:
        opened.seek(place)
        byte = opened.read(1)[0]
        opened.seek(place)
        opened.write(bytes([byte ^ bit]))


def noticed(place, file, byte, bit):
    """Whether one of the two checks tells of a flipped bit; it is put back."""
    flip(file, byte, bit)
    codes = [run("verify", "log", "--data", place).returncode]
    if codes[0] != 1:
        codes.append(run("verify", "database", "--data", place).returncode)
    flip(file, byte, bit)
    return 1 in codes, codes


# Of these every row stands behind a leaf, in a database of closed dossiers.
BEHIND = ("tlog_entry", "tlog_seal", "evaluation_answer", "evaluation_submission", "evaluation_result", "certificates_decision", "certificates_certificate")


def flipped(server, scratch):
    """Decision 98: pages have no checksums, and a flipped bit of a row behind a leaf is found all the same. --long: how many of all flips are."""
    place = copied(server, os.path.join(scratch, "flipped"))
    file, dice, missed = os.path.join(place, "ocop.db"), random.Random(98), []
    rows = rows_in(file, BEHIND)
    check("there are rows of each table", {row[0] for row in rows} == set(BEHIND), {row[0] for row in rows})
    for number in range(FLIPS):
        table = BEHIND[number % len(BEHIND)]
        _, first, end = dice.choice([row for row in rows if row[0] == table])
        byte, bit = dice.randrange(first, end), 1 << dice.randrange(8)
        found, codes = noticed(place, file, byte, bit)
        if not found:
            missed.append((table, byte, bit, codes))
    check(f"each of {FLIPS} flipped bits of rows behind a leaf is found", missed == [], missed[:5])
    if "--long" not in sys.argv:
        return
    whole, codes = [], []
    for _ in range(FLIPS):
        found, told = noticed(place, file, dice.randrange(os.path.getsize(file)), 1 << dice.randrange(8))
        whole.append(found)
        codes += told
    print(f"of {FLIPS} flipped bits anywhere in the file {sum(whole)} are found")
    check("none of them ends as a fault of the program", set(codes) <= {0, 1, 69}, set(codes))


def main():
    need_engine()
    server, scratch = Server(), tempfile.mkdtemp(prefix="ocop-verify-")
    try:
        server.stop()
        tokens = Walk.tokens(server)
        server.start()
        walk = Walk(server, tokens)
        # Below five stars, which the ministry gives.
        answers = {code: max(1, option - 1) if number % 3 == 0 else option for number, (code, option) in enumerate(best(walk.table).items())}
        dossier = walk.to_closing(answers)
        expect(walk.decide(dossier, "recognised"), 201)
        beside(server, walk, answers)
        if ENGINE == "postgresql":
            look_only(server)
        server.stop()
        if ENGINE == "sqlite":
            read_only(server, scratch)
            damaged(server, scratch)
            flipped(server, scratch)
            server.start()
            server.stop(9)
            for what in WHAT:
                told = run("verify", what, *server.flags)
                check(f"verify {what} after a kill", sound(told, "sound"), f"{told.returncode} {told.stderr[-400:]}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        server.close()
    finish()


main()
