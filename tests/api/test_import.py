"""`ocop import register` and `ocop export register`: a dry run writes nothing, each row has one outcome, the same file again changes nothing.
`ocop import places`: a dry run, an act brought in, brought in again, taken back. On each engine."""
import csv, io, json, os, shutil, subprocess, tempfile, time, urllib.parse

from client import ENGINE, PROGRAM, ROOT, Server, Session, check, drop_database, finish, need_engine, new_database, run

SAMPLE = os.path.join(ROOT, "data", "register", "sample.csv")
ROWS = 833
OUTCOMES = {"created", "updated", "unchanged", "suspected_duplicate", "wrong"}


def report_of(flags, file, *more):
    made = run("import", "register", file, "--json", *more, *flags)
    try:
        return made, json.loads(made.stdout)
    except ValueError:
        raise SystemExit(f"no report: {made.returncode} {made.stdout[:300]}{made.stderr[:600]}")


def sound(name, report, rows):
    """The report keeps its own promises: docs/formats/register.md."""
    check(f"{name}: it has the documented members", report.keys() == {"mode", "source", "day", "written_as", "columns", "ignored_columns", "ignored_sheets", "left_out", "rows", "counts", "validity", "details"}, sorted(report))
    check(f"{name}: every row has one outcome", report["counts"].keys() == OUTCOMES and sum(report["counts"].values()) == report["rows"] == len(report["details"]) == rows, report["counts"])
    check(f"{name}: details and counts agree", all(sum(d["outcome"] == o for d in report["details"]) == n for o, n in report["counts"].items()))
    check(f"{name}: each sound row has one standing", sum(report["validity"].values()) == rows - report["counts"]["wrong"], report["validity"])
    check(f"{name}: rows come in the order of the file", [d["line"] for d in report["details"]] == sorted(d["line"] for d in report["details"]))
    check(f"{name}: a suspected duplicate names the earlier row", all(d["like"]["product_name"] for d in report["details"] if d["outcome"] == "suspected_duplicate"))
    check(f"{name}: a wrong row has field, value, reason", all(p.keys() >= {"field", "value", "expected", "reason", "reason_vi"} and p["reason"] for d in report["details"] for p in d.get("problems", [])))


def exported(flags):
    made = run("export", "register", "-", *flags)
    return list(csv.reader(io.StringIO(made.stdout.removeprefix("\ufeff"))))[1:]


def sample(flags):
    made, dry = report_of(flags, SAMPLE, "--source", "sample")
    check("a dry run is the default and ends with 0", made.returncode == 0 and dry["mode"] == "dry_run" and dry["source"] == "sample", (made.returncode, dry["mode"]))
    sound("dry run", dry, ROWS)
    check("a dry run writes nothing", exported(flags) == [])
    made, first = report_of(flags, SAMPLE, "--source", "sample", "--apply")
    sound("first", first, ROWS)
    check("what the dry run said is what is done", first["counts"] == dry["counts"] and first["details"] == dry["details"] and first["counts"]["wrong"] == 0, first["counts"])
    before = exported(flags)
    check("every row is in the register", len(before) == ROWS, len(before))
    made, second = report_of(flags, SAMPLE, "--source", "sample", "--apply")
    sound("second", second, ROWS)
    check("the same file again: nothing created or updated", second["counts"] == {"created": 0, "updated": 0, "unchanged": ROWS, "suspected_duplicate": 0, "wrong": 0}, second["counts"])
    check("and nothing else than before is there", sorted(exported(flags)) == sorted(before))
    check("codes stay", {row[11] for row in exported(flags)} == {row[11] for row in before} and len({row[11] for row in before}) == ROWS)
    made, other = report_of(flags, SAMPLE, "--source", "another")
    check("the same rows from another register are suspected, not merged", other["counts"]["unchanged"] == 0 and other["counts"]["suspected_duplicate"] > 800, other["counts"])


def changed(flags, folder):
    rows = list(csv.DictReader(open(SAMPLE, encoding="utf-8-sig")))
    rows[4]["product_name"] += " loại một"
    rows[5]["star"] = "6"
    rows[6]["product_name"] = ""
    rows[7]["current_province_code"] = "99"
    new = {**rows[8], "id": "NEW1", "product_name": "Bưởi ngào muối ớt xanh", "entity_name": "Tổ hợp tác Mười Hai", "source_url": "https://vi.example/12"}
    file = os.path.join(folder, "changed.csv")
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, new])
    made, report = report_of(flags, file, "--source", "sample", "--apply")
    sound("changed", report, ROWS + 1)
    counts = report["counts"]
    rest = counts["unchanged"] + counts["suspected_duplicate"]
    check("one updated, one created, three wrong, the rest unchanged", (counts["updated"], counts["created"], counts["wrong"], rest) == (1, 1, 3, ROWS - 4), counts)
    check("wrong rows: exit code 1", made.returncode == 1, made.returncode)
    fields = {d["line"]: d["problems"][0]["field"] for d in report["details"] if d["outcome"] == "wrong"}
    check("each with its line and field", fields == {7: "star", 8: "product_name", 9: "current_province_code"}, fields)
    names = [row[0] for row in exported(flags)]
    check("what was wrong was not written, the rest was", len(names) == ROWS + 1 and "" not in names and "Bưởi ngào muối ớt xanh" in names and sum(n.endswith(" loại một") for n in names) == 1)


def refused(flags, folder):
    cases = {"no CSV": b'a,"b\n', "a missing column": b"id,star\n1,3\n", "not UTF-8": b"id,product_name,province,recognition\n1,\xff,08,decision\n", "nothing": b""}
    for name, content in cases.items():
        file = os.path.join(folder, "bad.csv")
        open(file, "wb").write(content)
        made = run("import", "register", file, "--apply", *flags)
        check(f"{name}: the file is refused whole, exit code 65", made.returncode == 65 and made.stderr.strip(), f"{made.returncode} {made.stdout[:200]} {made.stderr[:200]}")
    check("a file that is not there: 66", run("import", "register", "/nonexistent.csv", *flags).returncode == 66)


MOST_MEMORY = 150   # MB


def many_wrong(flags, folder):
    """The story: the report of 200,000 wrong rows took 846 MB and was 85 MB long."""
    file = os.path.join(folder, "wrong.csv")
    with open(file, "w", encoding="utf-8") as out:
        out.write("id,product_name,province,recognition,star\n")
        out.writelines(f"W{i},Chè,Nowhere,decision,9\n" for i in range(199_999))
        out.write("OK,Chè Thái Nguyên thử,Thái Nguyên,reported_recognised,3\n")
    with open(os.path.join(folder, "report"), "w+", encoding="utf-8") as report:
        child = subprocess.Popen([PROGRAM, "import", "register", file, *flags], cwd=ROOT, stdout=report, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        report.seek(0)
        text = report.read()
    check("200,000 rows, one of them right: exit code 1", os.waitstatus_to_exitcode(status) == 1, text[:300])
    check(f"in at most {MOST_MEMORY} MB", used.ru_maxrss / 1024 <= MOST_MEMORY, f"{used.ru_maxrss / 1024:.0f} MB")
    check("all are counted, a thousand are told, and what is left is said", "199999" in text and "198999 dòng sai nữa" in text and text.count("(province)") == 1000, text[-300:])
    open(file, "a", encoding="utf-8").write("W,Chè,Nowhere,decision,9\n")
    made = run("import", "register", file, *flags)
    check("one more row than there may be: refused while it is read", made.returncode == 65 and "200000" in made.stderr, f"{made.returncode} {made.stderr[-300:]}")


def places(flags, folder):
    """docs/formats/places.md"""
    unit = next(row for row in csv.DictReader(open(os.path.join(ROOT, "data", "places", "communes.csv"), encoding="utf-8")) if row["province"] == "68" and row["type"] == "commune")
    change = lambda field, old, new: f'2027-01-01,{unit["code"]},commune,{field},{old},{new},9/NQ-UBTVQH16,https://vi.example/9,confirmed\n'
    file = os.path.join(folder, "places.csv")
    with open(file, "w", encoding="utf-8") as out:
        out.write("effective_date,code,level,field,old_value,new_value,act,source,certainty\n")
        out.write(change("full_name_vi", unit["full_name"], "Phường " + unit["name"]) + change("type", "commune", "ward"))
    first_line = lambda made: made.stdout.splitlines()[0] if made.stdout else made.stderr
    made = run("import", "places", file, *flags)
    check("places: a dry run tells of the new name", made.returncode == 0 and first_line(made).endswith(": 1") and "Phường " + unit["name"] in made.stdout, made.stdout + made.stderr)
    made = run("import", "places", file, "--apply", *flags)
    check("places: the dry run wrote nothing, --apply does", first_line(made).endswith(": 1"), made.stdout + made.stderr)
    made = run("import", "places", file, "--apply", *flags)
    check("places: the same file again changes nothing", made.returncode == 0 and first_line(made).endswith(": 0"), made.stdout + made.stderr)
    check("places: an act is taken back once", [run("import", "places", "--undo", "9/NQ-UBTVQH16", *flags).returncode for _ in range(2)] == [0, 1])
    check("places: neither file nor act: 64", run("import", "places", *flags).returncode == 64)


def registers_beside(server, folder):
    """The story: `ocop import register` said that the folder is in use, and the site was stopped for every file."""
    file = os.path.join(folder, "beside-register.csv")
    with open(file, "w", encoding="utf-8") as out:
        out.write("id,product_name,province,recognition,star\nB1,Chè Búp Tím Bên Cạnh,Thái Nguyên,reported_recognised,3\nB2,Chè,Thái Nguyên,reported_recognised,9\n")
    found = lambda: Session(server).get("/api/v1/products?q=" + urllib.parse.quote("búp tím bên cạnh")).json["total"]
    made, report = report_of(server.flags, file, "--apply", "--source", "beside")
    check("beside the site: a register is brought in, with its report and its exit code", made.returncode == 1 and report["mode"] == "apply" and (report["counts"]["created"], report["counts"]["wrong"]) == (1, 1), made.stderr + made.stdout[:300])
    check("and the running program shows it", found() == 1, found())
    made, report = report_of(server.flags, file, "--apply", "--source", "beside")
    check("the same file again changes nothing", report["counts"]["unchanged"] == 1, report["counts"])
    open(file, "wb").write(b'a,"b\n')
    made = run("import", "register", file, "--apply", *server.flags)
    check("a file that is none: 65, with the reason", made.returncode == 65 and "ocop: " in made.stderr, f"{made.returncode} {made.stderr[-200:]}")


def long_import(server):
    """More than a megabyte is done by jobs: the answer comes at once, and the import says how far it is and what became of it."""
    person = Session(server).sign_in("tinh@demo.ocop")
    rows = 300
    text = "id,product_name,province,recognition,star,vô ích\n" + "".join(f"D{i},Bánh số {i} thử dài,Hà Giang,reported_recognised,3,{'x' * 4000}\n" for i in range(rows))
    border = "a-border-of-parts"
    part = lambda name, value, more="": f'--{border}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
    body = part("source", "Phòng thử") + part("file", text, '; filename="dai.csv"') + f"--{border}--\r\n"
    made = person.request("POST", "/api/v1/imports", body.encode(), {"Content-Type": f"multipart/form-data; boundary={border}", "X-CSRF-Token": person.csrf})
    check("a long file: answered before it is read", made.status == 201 and made.json["under_way"] == "reading" and sum(made.json["counts"].values()) == 0, made.text[:300])
    path = "/api/v1/imports/" + made.json["id"]

    def ended():
        end = time.time() + 60
        while (now := person.get(path).json)["under_way"] and time.time() < end:
            if "progress" not in now:
                break
            time.sleep(0.1)
        return now
    now = ended()
    check("read by a job", now["under_way"] is None and now["counts"]["created"] == rows, now)
    act = lambda what: person.api("POST", f"{path}/{what}", {"version": person.get(path).json["version"]})
    answer = act("application")
    check("bringing it in is a job", answer.status == 200 and answer.json["under_way"] == "applying", answer.text[:300])
    now = ended()
    check("brought in, with its entry", now["state"] == "applied" and now["log_index"] is not None and now["told"] == "", now)
    answer = act("undo")
    check("so is taking it back", answer.status == 200 and answer.json["under_way"] is True, answer.text[:300])
    now = ended()
    check("taken back, and it says how much", now["state"] == "undone" and str(rows) in now["told"] and str(rows) in now["told_vi"], now)


def beside(folder):
    """The story: for a new name the site was stopped, nothing of it stood in the log, and who was running showed the old name until started again."""
    unit = next(row for row in csv.DictReader(open(os.path.join(ROOT, "data", "places", "communes.csv"), encoding="utf-8")) if row["province"] == "68" and row["type"] == "commune")
    file = os.path.join(folder, "beside.csv")
    with open(file, "w", encoding="utf-8") as out:
        out.write("effective_date,code,level,field,old_value,new_value,act,source,certainty\n")
        for field, old, new in (("full_name_vi", unit["full_name"], "Phường " + unit["name"]), ("type", "commune", "ward")):
            out.write(f'2026-11-20,{unit["code"]},commune,{field},{old},{new},9/NQ-UBTVQH16,https://vi.example/9,confirmed\n')
    server = Server()
    try:
        visitor, named = Session(server), lambda: visitor.get(f"/api/v1/places/68/{unit['code']}").json["commune"]["full_name"]

        def becomes(name):
            end = time.time() + 10   # two seconds, on a machine that has other work too
            while named() != name and time.time() < end:
                time.sleep(0.1)
            return named() == name
        dry = run("import", "places", file, *server.flags)
        check("beside the site: a dry run", dry.returncode == 0 and named() == unit["full_name"], dry.stdout + dry.stderr)
        made = run("import", "places", file, "--apply", *server.flags)
        check("beside the site: brought in", made.returncode == 0 and "Phường " + unit["name"] in made.stdout, made.stdout + made.stderr)
        check("the running program shows the new name", becomes("Phường " + unit["name"]), named())
        check("the public log tells of it", "Nhập thay đổi đơn vị hành chính" in visitor.get("/log").text)
        undone = run("import", "places", "--undo", "9/NQ-UBTVQH16", *server.flags)
        check("and takes it back", undone.returncode == 0 and becomes(unit["full_name"]), undone.stdout + undone.stderr)
        sound = run("verify", "log", *server.flags)
        check("the log is sound", sound.returncode == 0, sound.stdout + sound.stderr)
        registers_beside(server, folder)
        long_import(server)
        wrong = run("import", "places", SAMPLE, "--apply", *server.flags)
        check("a file that is none is refused by the program too: 65", wrong.returncode == 65, f"{wrong.returncode} {wrong.stdout[:200]} {wrong.stderr[:200]}")
    finally:
        server.close()


need_engine()
folder = tempfile.mkdtemp(prefix="ocop-import-")
database = new_database() if ENGINE == "postgresql" else ""
flags = ["--data", os.path.join(folder, "data")] + (["--database", database] if database else [])
try:
    sample(flags)
    changed(flags, folder)
    refused(flags, folder)
    many_wrong(flags, folder)
    places(flags, folder)
    beside(folder)
    check("the database is sound", run("verify", "database", *flags).returncode == 0)
finally:
    shutil.rmtree(folder, ignore_errors=True)
    if database:
        drop_database(database)
finish()
