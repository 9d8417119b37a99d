"""Documents promise things; this holds them to it. One line a broken promise, exit 1 when there is one.

1. relative links and named files exist        4. every table column that can hold something about a person is in the register
2. every named test program exists             5. every module has a README with the five parts
3. docs/api/routes.md is what the program says 6. every decision page is in the list, every one that is named exists
7. every column that holds an account id is shown to its person (kernel/personal)
8. the proxy's log holds no key that stands in an address
"""
import glob, os, re, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
broken = []
# Words of column names that can hold something about a person: facts, free text that may name somebody, and who did it.
PERSONAL = re.compile(r"^\s*(\w*(name|phone|email|address|contact|login|representative|password|opinion|signer|actor|account|note|text|story|reason|words|finding"
                      r"|content|canonical|agent|member|chair|detail|entry)\w*|\w+_by|who|what|seen_where)\s+(TEXT|BLOB)\b", re.I | re.M)


def read(path):
    return open(os.path.join(ROOT, path), encoding="utf-8").read()


def tracked(pattern):
    out = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", pattern], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    return [p for p in out if p and os.path.exists(os.path.join(ROOT, p))]


def exists_somewhere(path, page):
    """From the root, or from the page's own folder."""
    return any(os.path.exists(p) or glob.glob(p) or glob.glob(p + ".*") for p in (os.path.join(ROOT, path), os.path.join(ROOT, os.path.dirname(page), path)))


def links():
    tests = {os.path.basename(os.path.dirname(os.path.dirname(p))) for p in tracked("*/tests/*.cc")} | {"app"}
    for page in tracked("*.md"):
        if page.startswith("data/") and "README" not in page:
            continue
        text = read(page)
        if page == "docs/a-module.md":   # the module that its examples write is not there
            text = re.sub(r"```.*?```", "", text, flags=re.S)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not os.path.exists(os.path.normpath(os.path.join(ROOT, os.path.dirname(page), target))):
                broken.append(f"{page}: link to {target} leads nowhere")
        for path in re.findall(r"(?<![\w/.{-])((?:kernel|modules|app|tests|tools|docs|data|web|bench|deploy)/[\w./-]*\w)", text):
            if "…" in path or path.endswith("/x.h") or "/x/" in path or not exists_somewhere(path, page):
                if "…" not in path and "/x" not in path:
                    broken.append(f"{page}: {path} does not exist")
        for name in re.findall(r"`test_(\w+)`", text):
            if name not in tests:
                broken.append(f"{page}: there is no test program test_{name}")


def routes():
    program = next((p for p in ("build/release/ocop", "build/debug/app/ocop", "build/release/app/ocop") if os.path.exists(os.path.join(ROOT, p))), None)
    if program and os.path.exists(os.path.join(ROOT, "docs/api/routes.md")):
        said = subprocess.run([program, "admin", "show-routes"], cwd=ROOT, capture_output=True, text=True).stdout
        if said and said.strip() not in read("docs/api/routes.md"):
            broken.append("docs/api/routes.md is not what `ocop admin show-routes` prints")


def personal_data():
    """A row of the register begins with `table.column`; each such column has a row and each row a column."""
    register = set(re.findall(r"^\| (\w+\.\w+) \|", read("docs/model/personal-data.md"), re.M))
    columns, scripts = set(), {path: read(path) for path in tracked("*.sql")}
    dropped = set()   # for good: a table may be made anew under its name
    for path in sorted(scripts, key=os.path.basename):
        for act, table in re.findall(r"(CREATE|DROP) (?:VIRTUAL )?TABLE (\w+)", scripts[path]):
            (dropped.add if act == "DROP" else dropped.discard)(table)
    for path, text in scripts.items():
        for table in re.finditer(r"CREATE (?:VIRTUAL )?TABLE (\w+)[^(]*\((.*?)\n\)", text, re.S):
            if table[1] in dropped:   # of a migration that a later one undid
                continue
            columns |= {f"{table[1]}.{column}" for column in re.findall(r"^\s*([a-z]\w*)\s+[A-Z]+\b", table[2], re.M)}
            for column in PERSONAL.finditer(table[2]):
                if f"{table[1]}.{column[1]}" not in register:
                    broken.append(f"{path}: {table[1]}.{column[1]} is not in docs/model/personal-data.md (write 'not personal' with the reason if it is not)")
        # The story: a column that came later was in no list, and could not be put there.
        columns |= {f"{table}.{column}" for table, column in re.findall(r"^ALTER TABLE (\w+) ADD COLUMN (\w+)", text, re.M)}
    for row in sorted(register - columns):
        broken.append(f"docs/model/personal-data.md: there is no column {row}")


def holdings():
    """A column that names an account is a holding, with purpose, ground and period, on the person's own page and in the export. The story: what is held of one
    person stood in this register alone, and nobody could see it without an administrator at the database."""
    named = set(re.findall(r"^\| (\w+\.\w+) \| account id", read("docs/model/personal-data.md"), re.M))
    held = set()
    for path in tracked("*/store*.cc"):
        text = read(path)
        held |= {f"{table}.{column}" for table, column in re.findall(r'\.table = "(\w+)",\s*\.column = "(\w+)"', text)}
        held |= {f"{table}.{column}" for table, column in re.findall(r'answers\(\s*"(\w+)",\s*"(\w+)"', text)}
    broken.extend(f"docs/model/personal-data.md calls {one} an account id, and no Holding shows it to its person (kernel/personal)" for one in sorted(named - held))
    broken.extend(f"the Holding {one} is no account id in docs/model/personal-data.md" for one in sorted(held - named - {"identity_account.id"}))


def modules():
    for folder in sorted(glob.glob(os.path.join(ROOT, "modules", "*", ""))):
        page = os.path.join(folder, "README.md")
        name = os.path.relpath(folder, ROOT)
        if not os.path.exists(page):
            broken.append(f"{name}: no README.md")
            continue
        text = open(page, encoding="utf-8").read().lower()
        for part in ("tldr", "words", "invariants", "q"):
            if part not in text:
                broken.append(f"{name}/README.md has no '{part}' part")


def decisions():
    listing = read("docs/decisions/README.md")
    for page in sorted(glob.glob(os.path.join(ROOT, "docs/decisions/0*.md"))):
        if os.path.basename(page) not in listing:
            broken.append(f"docs/decisions/README.md does not list {os.path.basename(page)}")
    for page in tracked("*"):   # also of code, builds and scripts
        if page.endswith((".md", ".cc", ".h", ".py", ".ts", ".mjs", ".cmake", ".txt", ".sql")) or ("." not in page and "/seeds/" not in page):
            for named in re.findall(r"docs/decisions/(\d{4}[\w-]*)", read(page)):
                if not glob.glob(os.path.join(ROOT, "docs/decisions", named + "*.md")):
                    broken.append(f"{page}: docs/decisions/{named} does not exist")


def full_scans():
    """What docs/model/full-scans.md excuses is there: an excuse that outlives its statement would cover the next one of that name."""
    code = "\n".join(read(page) for page in tracked("*") if page.endswith((".cc", ".h", ".sql")))
    for name in re.findall(r"^\| `([^`]+)` \|", read("docs/model/full-scans.md"), re.M):
        there = f"CREATE TABLE {name[1:-1]} " in code if name.startswith("[") else f'"{name}"' in code
        if not there:
            broken.append(f"docs/model/full-scans.md: there is no {name}")


def place_columns():
    """A column that names a unit says what happens to it when the country changes. The story: grants and dossiers kept a code that products had left, and nobody had listed them."""
    page = "docs/model/places-in-tables.md"
    listed = set(re.findall(r"`(\w+\.\w+)`", "".join(re.findall(r"^\| (`.*?) \|", read(page), re.M))))
    columns = set()
    for path in tracked("*.sql"):
        for table in re.finditer(r"CREATE TABLE (\w+)[^(]*\((.*?)\n\)", read(path), re.S):
            columns |= {f"{table[1]}.{column}" for column in re.findall(r"^\s*(province|commune)\s+[A-Z]+\b", table[2], re.M)}
    broken.extend(f"{page} does not list {column}" for column in sorted(columns - listed))
    broken.extend(f"{page}: there is no column {column}" for column in sorted(listed - columns))


def legal_days():
    """Tests that run a server ask client.today() for the day in Vietnam. The story: from five in the afternoon of UTC on, when it is tomorrow there, a day that began today was refused."""
    for page in tracked("tests/*"):
        if page.endswith((".py", "/walked", "/demo")) and page != "tests/house/promises.py" and re.search(r"\bdate\.today\(\)", read(page)):
            broken.append(f"{page} asks the machine for the day: client.today() is Vietnam's")


def proxy_log():
    """deploy/nginx.conf logs neither the query nor the page before. The story: the usual format wrote the key of each order into /var/log, for whoever reads logs."""
    page = "deploy/nginx.conf"
    text = re.sub(r"#.*", "", read(page))
    formats = dict(re.findall(r"log_format\s+(\w+)\s+([^;]*);", text))
    for name, what in formats.items():
        for told in re.findall(r"\$(request|request_uri|args|query_string|arg_\w+|is_args|http_referer|http_cookie)\b", what):
            broken.append(f"{page}: the log format {name} tells ${told}")
    for server in re.split(r"(?m)^server\b", text)[1:]:
        if not any(f" {name};" in server for name in formats):
            broken.append(f"{page}: a server logs in a format of nginx's own")


for part in (links, routes, personal_data, holdings, modules, decisions, full_scans, place_columns, legal_days, proxy_log):
    part()
print("\n".join(broken) if broken else "every promise found is kept")
sys.exit(1 if broken else 0)
