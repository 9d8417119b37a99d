"""Which files tools/unity puts into one batch. A clash that it does not see fails to compile, loudly; one that is none made batches small and
builds dear for weeks, and nobody saw it: every using-declaration that two files shared kept them apart."""
import os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MOST = 100   # lines of a batch
CASES = [   # what it shows, the two files, whether they are one batch
    ("nothing in common", "namespace ocop { int a() { return 1; } }", "namespace ocop { int b() { return 2; } }", True),
    ("a private name twice", "namespace ocop { namespace { int a = 1; } }", "namespace ocop { namespace { int a = 2; } }", False),
    ("private here, public there", "namespace ocop { namespace { int a = 1; } }", "namespace ocop { int a() { return 2; } }", False),
    ("static is private", "static int a() { return 1; }", "static int a() { return 2; }", False),
    ("a macro", "#define A 1\n", "#define A 2\n", False),
    ("one using-declaration in the same words", "namespace ocop { namespace { using http::Call; } }", "namespace ocop { namespace { using http::Call; } }", True),
    ("one using-declaration of two things", "namespace ocop { using http::Call; }", "namespace ocop { using web::Call; }", False),
    ("one alias in the same words", "namespace ocop { namespace { using N = std::set<int>; } }", "namespace ocop { namespace { using N = std::set<int>; } }", True),
    ("one alias of two things", "namespace ocop { namespace { using N = int; } }", "namespace ocop { namespace { using N = long; } }", False),
    ("a using-declaration and a private type", "namespace ocop { using http::Call; }", "namespace ocop { namespace { struct Call {}; } }", False),
    ("a private name in two namespaces", "namespace ocop::a { namespace { int x = 1; } }", "namespace ocop::b { namespace { int x = 2; } }", True),
    ("a private type twice", "namespace ocop { namespace { class Pages {}; } }", "namespace ocop { namespace { class Pages {}; } }", False),
    ("more lines than a batch holds", "\n" * 60 + "int a;", "\n" * 60 + "int b;", False),
]


FOLDERS = [   # where the two files lie, the lines that are told: the files of a layer whatever their folder, tests apart
    ("one folder", "kernel/x/a.cc", "kernel/x/b.cc", ["kernel;1"]),
    ("two folders of a layer", "kernel/x/a.cc", "kernel/y/b.cc", ["kernel;1"]),
    ("two layers", "kernel/x/a.cc", "modules/z/b.cc", ["kernel;1", "modules;1"]),
    ("a file and its test", "kernel/x/a.cc", "kernel/x/tests/b.cc", ["kernel;1", "kernel/tests;1"]),
    ("the tests of two folders", "kernel/x/tests/a.cc", "kernel/y/tests/b.cc", ["kernel/tests;1"]),
    ("a folder that the edges do not name", "kernel/x/a.cc", "kernel/unknown/b.cc", ["kernel;1"]),
]


def told(files):
    """Of each line its name and how many sources it has."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in ({"tools/house/edges": "# folders\nkernel/x:\nkernel/y: kernel/x\nmodules/z: @kernel"} | files).items():
            os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
            with open(os.path.join(root, name), "w", encoding="utf-8") as file:
                file.write(text + "\n")
        said = subprocess.run([os.path.join(ROOT, "tools", "unity"), root, os.path.join(root, "out"), str(MOST)], capture_output=True, text=True, check=True)
        return [f"{line.split(';')[0]};{line.count(';')}" for line in said.stdout.split()]


passed = failed = 0
for name, first, second, together in CASES:
    good = told({"kernel/x/a.cc": first, "kernel/x/b.cc": second}) == [f"kernel;{1 if together else 2}"]
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"FAIL {name}: {'apart' if together else 'in one batch'}")
for name, first, second, lines in FOLDERS:
    good = told({first: "int a;", second: "int b;"}) == lines
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"FAIL {name}: not {lines}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
