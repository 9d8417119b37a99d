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


def batches(first, second):
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, "kernel", "x"))
        for name, text in (("a.cc", first), ("b.cc", second)):
            with open(os.path.join(root, "kernel", "x", name), "w", encoding="utf-8") as file:
                file.write(text + "\n")
        told = subprocess.run([os.path.join(ROOT, "tools", "unity"), root, os.path.join(root, "out"), str(MOST)], capture_output=True, text=True, check=True)
        return len(told.stdout.strip().split(";")) - 1


passed = failed = 0
for name, first, second, together in CASES:
    good = batches(first, second) == (1 if together else 2)
    passed, failed = passed + good, failed + (not good)
    if not good:
        print(f"FAIL {name}: {'apart' if together else 'in one batch'}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
