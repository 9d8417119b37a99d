"""Makes the dossiers that bench/way/run measures: rows of the large demo, copied with ids of their own."""
import csv, io, os, sqlite3, subprocess, urllib.parse, uuid

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROVINCE, COMMUNE = "08", "01090"          # of the demo's own people (app/demo.cc)
DOSSIERS_A_MAKER, PAPERS, IN_COMMUNE = 4, 30, 20   # one dossier in IN_COMMUNE is of that commune
# The tables that hang on a dossier, each with the column by which a row is found and the table whose ids that column names.
HANGS = [("evaluation_sheet", "dossier", "evaluation_dossier"), ("evaluation_answer", "sheet", "evaluation_sheet"),
         ("evaluation_opinion", "sheet", "evaluation_sheet"), ("evaluation_knockout", "sheet", "evaluation_sheet"),
         ("evaluation_submission", "sheet", "evaluation_sheet"), ("evaluation_result", "dossier", "evaluation_dossier"),
         ("evaluation_commune_report", "dossier", "evaluation_dossier"), ("evaluation_return", "dossier", "evaluation_dossier"),
         ("evaluation_completion", "dossier", "evaluation_dossier"), ("evaluation_completion_item", "completion", "evaluation_completion"),
         ("evaluation_advice", "dossier", "evaluation_dossier"), ("evaluation_proposal", "dossier", "evaluation_dossier"),
         ("evaluation_position", "dossier", "evaluation_dossier"), ("certificates_decision", "dossier", "evaluation_dossier"),
         ("certificates_certificate", "dossier", "evaluation_dossier"), ("certificates_withdrawal", "certificate", "certificates_certificate"),
         ("waits_opinion", "dossier", "evaluation_dossier"), ("complaints_complaint", "dossier", "evaluation_dossier"),
         ("checks_check", "product", "products_product"), ("withdrawals_proposal", "product", "products_product"),
         ("work_item", "thing", "")]
UNIQUE_TEXTS = {"number", "code", "login", "dossier_number", "register_id"}


def made(program, folder, *more):
    subprocess.run([program, "admin", "make-demo", "--data", folder, *more], check=True, capture_output=True)


class Templates:
    """Each dossier of the large demo as the rows that hang on it: [(table, columns, row)]."""

    def __init__(self, program, folder):
        made(program, folder)
        database = sqlite3.connect(os.path.join(folder, "ocop.db"))
        self.columns = {}
        self.roles = {account: login.split(".")[0].split("@")[0] for account, login in database.execute("SELECT id, login FROM identity_account")}
        self.all = [self.of(database, row) for row in self.rows(database, "evaluation_dossier", "1", 1)]
        self.product = {row[0]: row for row in self.rows(database, "products_product", "1", 1)}
        self.producer = self.rows(database, "producers_producer", "1", 1)[0]
        self.paper = self.rows(database, "producers_paper", "1", 1)[0]
        self.idea = self.rows(database, "ideas_idea", "1", 1)
        self.notice = self.rows(database, "notices_notice", "1", 1)[0]

    def rows(self, database, table, column, value):
        found = database.execute(f"SELECT * FROM {table} WHERE {column} = ?", (value,))
        self.columns[table] = [one[0] for one in found.description]
        return found.fetchall()

    def of(self, database, dossier):
        product = dossier[self.columns["evaluation_dossier"].index("product")]
        ids = {"evaluation_dossier": [dossier[0]], "products_product": [product]}
        out = [("evaluation_dossier", dossier)]
        for table, column, of in HANGS:
            things = ids.get(of, []) if of else [one for these in ids.values() for one in these if one != product]
            rows = [row for thing in things for row in self.rows(database, table, column, thing)]
            if "id" in self.columns.get(table, []):
                ids[table] = [row[self.columns[table].index("id")] for row in rows]
            out += [(table, row) for row in rows]
        return {"rows": out, "owned": {one for these in ids.values() for one in these}, "product": product}


class Place:
    """A demo of its own, on one engine, that grows."""

    def __init__(self, program, folder, engine, templates):
        self.program, self.folder, self.engine, self.templates, self.count, self.url = program, folder, engine, templates, 0, ""
        self.serial = 10_000_000               # of the log and of numbers: far behind what the demo has
        if engine == "postgresql":
            name = "ocop_way_" + uuid.uuid4().hex[:8]
            self.psql(os.environ["OCOP_TEST_POSTGRES"], f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
            self.url = urllib.parse.urlunsplit(urllib.parse.urlsplit(os.environ["OCOP_TEST_POSTGRES"])._replace(path="/" + name))
        self.flags = ["--data", folder] + (["--database", self.url] if self.url else [])
        made(program, folder, "--small", *self.flags[2:])
        self.accounts = {login.split("@")[0]: bytes.fromhex(id) for id, login in self.ask("SELECT {hex}, login FROM identity_account")}
        self.communes = [row[0] for row in self.ask(f"SELECT code FROM places_commune WHERE province = '{PROVINCE}' ORDER BY code")]
        granted = self.ask("SELECT {hex} FROM producers_producer p WHERE name = 'HTX chế biến chè Phìn Hồ'")
        self.own = bytes.fromhex(granted[0][0])
        self.producer = None

    def psql(self, url, sql, given=None):
        return subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--csv", "-t", url, "-c", sql], check=True, capture_output=True, text=True, input=given).stdout

    def ask(self, sql):
        if self.engine == "sqlite":
            database = sqlite3.connect(os.path.join(self.folder, "ocop.db"))
            with database:
                return database.execute(sql.replace("{hex}", "lower(hex(id))")).fetchall()
        return list(csv.reader(io.StringIO(self.psql(self.url, sql.replace("{hex}", "encode(id, 'hex')")))))

    def drop(self):
        if self.url:
            self.psql(os.environ["OCOP_TEST_POSTGRES"], f"DROP DATABASE {urllib.parse.urlsplit(self.url).path[1:]} WITH (FORCE)")

    # ---- the copies
    def put(self, table, columns, row, **other):
        values = dict(zip(columns, row)) | other
        self.out.setdefault(table, []).append([values[name] for name in columns])

    def maker_of(self, n, commune):
        """The maker of the nth dossier, and its papers; the first of the demo's commune is the demo's own member's."""
        if n % DOSSIERS_A_MAKER == 0 or self.producer is None:
            t = self.templates
            if n == 0:
                self.producer = self.own
            else:
                self.producer = uuid.uuid4().bytes
                self.put("producers_producer", t.columns["producers_producer"], t.producer, id=self.producer, name=f"HTX đo {n}", name_key=f"htx do {n}", province=PROVINCE, commune=commune)
            self.papers = [uuid.uuid4().bytes for _ in range(PAPERS)]
            for paper in self.papers:
                self.put("producers_paper", t.columns["producers_paper"], t.paper, id=paper, producer=self.producer, added_by=self.accounts["htx"])
        return self.producer

    def copy(self, n):
        t, template = self.templates, self.templates.all[n % len(self.templates.all)]
        place = (n // DOSSIERS_A_MAKER)
        commune = COMMUNE if place % IN_COMMUNE == 0 else self.communes[place % len(self.communes)]
        producer = self.maker_of(n, commune)
        self.serial += 1
        ids = {old: uuid.uuid4().bytes for old in template["owned"]}
        product = ids[template["product"]]
        self.put("products_product", t.columns["products_product"], t.product[template["product"]], id=product, number=self.serial, producer=producer,
                 province=PROVINCE, commune=commune, code=f"Z{self.serial}", register_id=f"Z{self.serial}", gtin=None)
        for table, row in template["rows"]:
            self.serial += 1
            columns = t.columns[table]
            values = [self.moved(name, value, ids, producer, commune) for name, value in zip(columns, row)]
            self.out.setdefault(table, []).append(values)
            if table == "evaluation_sheet" and row[columns.index("seat")] == 0:
                criteria = [r[t.columns["evaluation_answer"].index("criterion")] for name, r in template["rows"] if name == "evaluation_answer" and r[0] == row[0]]
                for i, paper in enumerate(self.papers):
                    self.out.setdefault("evaluation_evidence", []).append([ids[row[0]], criteria[i % len(criteria)], paper])
        self.put("ideas_idea", t.columns["ideas_idea"], t.idea[n % len(t.idea)], id=uuid.uuid4().bytes, province=PROVINCE, commune=commune, producer=None, changed_by=None)
        self.put("notices_notice", t.columns["notices_notice"], t.notice, id=uuid.uuid4().bytes, account=self.accounts["tinh"], digest=0)

    def moved(self, name, value, ids, producer, commune):
        if value is None:
            return None
        if value in ids and isinstance(value, bytes):
            return ids[value]
        if isinstance(value, bytes) and value in self.templates.roles:
            role = self.templates.roles[value]
            return self.accounts[{"coso": "htx", "cumxa": "xa"}.get(role, role)]
        if name in ("producer", "told"):
            return producer
        if name == "province":
            return PROVINCE
        if name == "commune":
            return commune
        if name == "id":
            return uuid.uuid4().bytes
        if name in ("log_index", "serial"):
            return self.serial
        return f"{value}-{self.serial}" if name in UNIQUE_TEXTS and isinstance(value, str) else value

    def grow(self, size):
        """To so many dossiers. The server is not running."""
        self.out = {}
        for n in range(self.count, size):
            self.copy(n)
        self.count = size
        first = ["producers_producer", "products_product", "producers_paper", "evaluation_dossier"]
        order = first + [table for table in self.out if table not in first]
        columns = self.templates.columns | {"evaluation_evidence": ["sheet", "criterion", "paper"]}
        self.insert([(table, columns[table], self.out[table]) for table in order if table in self.out])
        return f"{sum(len(rows) for rows in self.out.values()):,} rows more"

    def insert(self, tables):
        if self.engine == "sqlite":
            database = sqlite3.connect(os.path.join(self.folder, "ocop.db"))
            with database:
                for table, columns, rows in tables:
                    database.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)
            database.execute("ANALYZE")
            database.close()
            return
        for table, columns, rows in tables:
            text = io.StringIO()
            write = csv.writer(text)
            for row in rows:   # NULL has a mark of its own: an empty text is none
                write.writerow([r"\N" if value is None else "\\x" + value.hex() if isinstance(value, bytes) else value for value in row])
            self.psql(self.url, f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv, NULL '\\N')", text.getvalue())
        self.psql(self.url, "ANALYZE")
