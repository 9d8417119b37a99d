"""What a person sees of the own data, held against the database itself: every value of every table is looked through for ids of accounts. And an account that is
erased, after which the log still verifies. Used by test_authorization.py, whose demo has rows of every kind."""
import datetime, os, sqlite3, subprocess, time, uuid

from client import ENGINE, PASSWORD, Session, check, run

# Columns that name an account and are no holding of it, each with its reason.
EXCUSED = {
    "identity_account.login": "of an erased account its own id",
    "identity_account.search_text": "the same",
    "identity_personal_view.what": "who was looked at: shown as `seen`",
    "notices_notice.link": "a path that a notice leads to",
    "jobs_job.payload": "work of the queue: the account stands in about",
    "jobs_job.key": "the same",
}


def tables(path):
    """table.column -> account's id as text -> how many rows, over all values of the database."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    ids = {row[0] for row in database.execute("SELECT id FROM identity_account")}
    texts = {str(uuid.UUID(bytes=one)): one for one in ids}
    out = {}
    for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'products_search%' AND name NOT LIKE 'tlog_%'").fetchall():
        cursor = database.execute(f'SELECT * FROM "{name}"')
        columns = [d[0] for d in cursor.description]
        for row in cursor:
            for column, value in zip(columns, row):
                found = [value] if isinstance(value, bytes) and value in ids else [texts[t] for t in texts if t in value] if isinstance(value, str) and len(value) >= 36 else []
                for one in found:
                    of = out.setdefault(f"{name}.{column}", {})
                    account = str(uuid.UUID(bytes=one))
                    of[account] = of.get(account, 0) + 1
    database.close()
    return out


def exported(person):
    answer = person.get("/api/v1/me/data")
    if answer.status != 200:
        check("the own data is answered", False, f"{answer.status} {answer.text[:300]}")
        return "", {}
    return answer.json["account"], {f"{held['table']}.{held['column']}": len(held["rows"]) for held in answer.json["held"]}


def export_is_complete(server, people):
    """Each of them against the tables. On PostgreSQL the same statements answer; what they leave out is seen on SQLite."""
    answers = {who: exported(person) for who, person in people.items()}
    for who, (account, held) in answers.items():
        check(f"{who}: the export has an account and something of it", account and sum(held.values()) > 3, held)
    if ENGINE == "postgresql":
        return
    truth = tables(os.path.join(server.data, "ocop.db"))
    known = next(iter(answers.values()))[1]
    unknown = [column for column in truth if column not in known and column not in EXCUSED]
    check("every column that has an account's id is a holding", not unknown, unknown)
    check("many columns were found", len(truth) > 30, sorted(truth))
    for who, (account, held) in answers.items():
        # A later request adds to both; idempotency keys and sessions are of requests made meanwhile by nobody here.
        wrong = {column: (of.get(account, 0), held.get(column)) for column, of in truth.items() if column in held and of.get(account, 0) != held[column]}
        check(f"{who}: as many rows as the tables have", not wrong, wrong)
    files = people["producer"].get("/me/data.csv")
    check("and so has the file", files.status == 200 and "identity_account.id" in files.text and files.body[:3] == b"\xef\xbb\xbf", files.text[:200])
    book = people["producer"].get("/me/data.xlsx")
    check("and the workbook", book.status == 200 and book.body[:2] == b"PK", book.status)


def looked_at(people, registration, other):
    """Who reads a registration is written down, shown to whoever sent it, and found by an administrator: by day, by kind, by whom, about whom."""
    province, admin, producer = people["province"], people["admin"], people["producer"]
    check("the office reads a registration", province.get(f"/api/v1/registrations/{registration}").status == 200)
    seen = producer.get("/api/v1/me/data").json["seen"]
    check("its sender sees who did, and by which role", any(one["what"] == f"registration:{registration}" and "provincial_body" in one["roles"] and one["who"] for one in seen), seen[:5])
    check("nobody else's look is told to him", all(f"registration:{registration}" != one["what"] for one in people["m2"].get("/api/v1/me/data").json["seen"]))
    admin.get(f"/api/v1/accounts/{other}")
    day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7)).date()
    later = (day + datetime.timedelta(days=1)).isoformat()
    lines = lambda query: admin.get("/api/v1/audit?" + query).json["audit"]
    check("the audit has the look", any(one["detail"] == f"registration:{registration}" for one in lines(f"kind=look&since={day}&until={day}&limit=200")))
    check("about somebody", any(one["what"] == "Looked at an account" for one in lines(f"about={other}")) and all(one["about"] == other for one in lines(f"about={other}")), lines(f"about={other}")[:3])
    me = admin.get("/api/v1/me").json["id"]
    check("by somebody", lines(f"who={me}") and all(one["who"] == me for one in lines(f"who={me}")), lines(f"who={me}")[:3])
    check("of changes alone", lines("kind=change") and all(one["kind"] == "change" for one in lines("kind=change")))
    check("of days to come nothing", lines(f"since={later}") == [])
    check("as a file", admin.get("/audit.csv?kind=look").status == 200 and admin.get("/audit.xlsx").status == 200)
    check("for administrators alone", province.get("/api/v1/audit").status == 403 and province.get("/audit").status == 403)


def statement(server, sql):
    """By the owner of the database, while the program is down."""
    if ENGINE == "postgresql":
        subprocess.run(["psql", "-X", "-q", server.database, "-c", sql], check=True, capture_output=True)
        return
    database = sqlite3.connect(os.path.join(server.data, "ocop.db"))
    database.execute(sql)
    database.commit()
    database.close()


def erased(server, people, login):
    """The member of the cooperative, who opened and handed in dossiers, goes; what he did stays and verifies."""
    person = people["producer"]
    name = person.get("/api/v1/me").json["display_name"]
    wrong = person.api("POST", "/api/v1/me/data/erase", {"password": "không phải"})
    check("not without the password", wrong.status == 422, f"{wrong.status} {wrong.text[:200]}")
    asked = person.api("POST", "/api/v1/me/data/erase", {"password": PASSWORD})
    check("erasing is asked for", asked.status == 201, f"{asked.status} {asked.text[:300]}")
    check("the last administrator is told to wait", people["admin"].api("POST", "/api/v1/me/data/erase", {"password": PASSWORD}).status == 409)
    check("for seven days all is as it was", person.get("/api/v1/me").status == 200)
    admin = people["admin"]
    account = next(a["id"] for a in admin.get("/api/v1/accounts?limit=200").json["accounts"] if a["display_name"] == name)
    server.stop()
    statement(server, "UPDATE privacy_request SET erase_at = 1 WHERE erase_at IS NOT NULL")
    server.start()   # the first tick comes with the start
    end = time.time() + 10
    while person.get("/api/v1/me").status != 401 and time.time() < end:
        time.sleep(0.1)
    check("the token is nobody's any more", person.get("/api/v1/me").status == 401)
    gone = admin.get(f"/api/v1/accounts/{account}").json
    check("login and name are a pseudonym", gone["display_name"] == "Người đã xóa dữ liệu" and gone["login"] == f"erased-{account}" and not gone["active"], gone)
    check("no role is left", gone["grants"] == [], gone["grants"])
    check("nobody signs in with the old name", Session(server).api("GET", "/api/v1/me").status == 401)
    check("who handed in is shown as gone", name not in admin.get("/accounts").text)
    server.stop()
    verified = run("verify", "log", *server.flags)
    check("the log verifies all the same", verified.returncode == 0, verified.stdout[-300:] + verified.stderr[-600:])
    if ENGINE != "postgresql":
        found = [column for column, of in tables(os.path.join(server.data, "ocop.db")).items() if account in of]
        for column in ("identity_grant.account", "identity_session.account", "identity_token.account", "filters_filter.account", "notices_person.account", "notices_notice.account"):
            check(f"nothing is left in {column}", column not in found, found)
        check("the login stands in no row", not _stands(server, login), _stands(server, login))
    server.start()


def _stands(server, text):
    database = sqlite3.connect(f"file:{os.path.join(server.data, 'ocop.db')}?mode=ro", uri=True)
    out = []
    for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'products_search%'").fetchall():
        cursor = database.execute(f'SELECT * FROM "{name}"')
        columns = [d[0] for d in cursor.description]
        for row in cursor:
            out += [f"{name}.{column}" for column, value in zip(columns, row) if isinstance(value, str) and text in value]
    database.close()
    return sorted(set(out))
