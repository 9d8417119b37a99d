"""tools/layers refuses what it is for, and minds nothing else: one small tree a rule, with the line that breaks it."""
import os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EDGES = "kernel/base:\nkernel/db: kernel/base\nmodules/low: @kernel\nmodules/high: @kernel modules/low\napp: @kernel @modules\n"
# (file, text, what is said of it; "" = nothing)
CASES = [
    ("kernel/base/a.h", '#include "kernel/db/db.h"', "kernel/base may not include kernel/db"),
    ("modules/low/a.cc", '#include "modules/high/high.h"', "modules/low may not include modules/high"),
    ("modules/high/a.cc", '#include "modules/low/low.h"', ""),
    ("modules/high/a.cc", '#include "modules/low/store.h"', "only the port modules/low/low.h"),
    ("modules/low/rules.cc", '#include "modules/low/store.h"', "rules are pure"),
    ("modules/low/a.cc", "#include <sqlite3.h>", "sqlite3.h belongs to"),
    ("modules/low/service.cc", 'f("SELECT a FROM low_thing");', "SQL outside store*.cc"),
    ("modules/low/store_past.cc", 'f("SELECT a FROM low_thing");', ""),
    ("modules/low/store.cc", 'f("SELECT a FROM high_thing");', "table high_thing belongs to high"),
    ("modules/low/store.cc", "int f(const db::Row& row) { return row.integer(0); }", "a column is read by its name"),
    ("modules/low/store.cc", "auto f(const db::Row& row) { return row.id<ThingId>( 2 ); }", "a column is read by its name"),
    ("modules/low/store.cc", "auto f(db::Rows& rows) { return rows.row().optional_instant(1); }", "a column is read by its name"),
    ("modules/low/store.cc", "V load(const db::Row& row, int column) const { return row.integer(column); }", ""),
    ("kernel/db/row.cc", "int f(const Row& row) { return row.integer(0); }", ""),
    ("modules/low/tests/store_test.cc", "int f(const db::Row& row) { return row.integer(0); }", ""),
    ("modules/low/low.h", "void f(bool loud);", "a bool parameter"),
    ("modules/low/a.cc", "int counter = 0;", "file-scope mutable state"),
    ("modules/low/service.cc", "  database_.write(f);", "a module writes by an act"),
    ("modules/low/a.cc", "  if (a) OCOP_CHECK(f());\n  else g();", "an else behind OCOP_CHECK"),
    ("modules/low/a.cc", "  if (a) {\n    OCOP_CHECK(f());\n  } else {\n    g();\n  }", ""),
    ("modules/low/a.cc", "// " + "x" * 140, "the line has 143 characters"),
    ("modules/low/tests/a_test.cc", "TEST(Low, keeps_a_row) {}", "a test is named"),
]
passed = failed = 0
for path, text, wanted in CASES:
    with tempfile.TemporaryDirectory() as tree:
        for name, content in (("tools/house/edges", EDGES), (path, text + "\n")):
            os.makedirs(os.path.join(tree, os.path.dirname(name)), exist_ok=True)
            with open(os.path.join(tree, name), "w", encoding="utf-8") as file:
                file.write(content)
        said = subprocess.run([os.path.join(ROOT, "tools/layers"), tree], capture_output=True, text=True)
        right = wanted in said.stdout and said.returncode == 1 if wanted else said.returncode == 0
        passed, failed = passed + right, failed + (not right)
        if not right:
            print(f"FAIL {path}: {text}\n  wanted {wanted or 'nothing'}, got {said.returncode} {said.stdout}{said.stderr}")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
