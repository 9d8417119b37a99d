"""docs/a-module.md names things that are there, so that whoever writes a module by it is not led astray.

1. a code block that names its file in its first line is that file's text: whatever stands between two … occurs there, in this order
2. in every other block, and in `words` of the text: macros, headers, files, members of the house's namespaces, of an act and of a manifest
"""
import glob, os, re, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = "docs/a-module.md"
ELIDED = "…"
OWN = "visits"   # the module that the page's reader writes: its names are nowhere yet
# Where the names of a namespace are declared, when that is not kernel/<namespace> or modules/<namespace>.
FOLDERS = {"input": ["kernel/http"], "lists": ["kernel/lists", "kernel/sources"], "test": ["tests/support"], "tests": ["tests/support"], "rules": ["modules"], "store": ["modules"]}
ELSEWHERE = {"std", "msg", "ocop", OWN}
MEMBERS = {"act": ["kernel/act"], "acts_": ["kernel/act"], "out": ["kernel/manifest", "kernel/json", "kernel/web"], "context": ["kernel/manifest"],
           "ports": ["kernel/manifest"], "offers": ["kernel/manifest"], "desk_": ["tests/support"]}
# What the page's slice comes to: part, file, where it begins and ends there (a pattern each; none: the whole file).
R = "modules/resolver/"
SLICE = [
    ("entity", R + "types.h", r"using ReportId", r"using ReportId"), ("entity", R + "types.h", r"enum class ReportState", r"std::string path_of"),
    ("entity", R + "rules.cc", r"std::string_view name\(ReportState", r"std::string path_of"), ("entity", R + "store.cc", r"constexpr db::Words<ReportState", r".*Report::version"),
    ("form", R + "types.h", r"struct ReportInput", r"\};"), ("form", R + "types.h", r"struct CloseReport", r"\};"), ("form", R + "requests.h", None, None),
    ("form", R + "requests.cc", None, None), ("form", R + "pages_reports.cc", None, None),
    ("list", R + "store.cc", r"constexpr lists::Condition", r".*\.cover"), ("list", R + "store.cc", r"lists::Rows<Report> reports", r"lists::Rows"),
    ("list", R + "lists.h", None, None), ("list", R + "lists.cc", None, None),
    ("API", R + "api.cc", r"Result<Response> one", r"\}"), ("API", R + "api.cc", r"Result<Response> close", r"\}"),
    ("API", R + "api.cc", r"void write_report", r"\}"), ("API", R + "api.cc", r'      \.get\("/api/v1/reports/', r"      .post"),
    ("wiring", R + "manifest.cc", r"  context\.offers\.add\(notices::Kind", r".*\.usual"), ("wiring", R + "manifest.cc", r"    add_lists\(", r"    add_lists"),
    ("wiring", R + "manifest.cc", r"  out\.navigation\.add", r"  out"),
]
passed = failed = 0


def check(name, condition, story=""):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print(f"FAIL {name}: {story}")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def headers(folder, seen={}):
    if folder not in seen:
        paths = glob.glob(os.path.join(ROOT, folder, "**", "*.h"), recursive=True)
        seen[folder] = "\n".join(re.sub(r"//[^\n]*", "", read(os.path.relpath(path, ROOT))) for path in paths)
    return seen[folder]


def declared(name, folders):
    return any(re.search(rf"\b{re.escape(name)}\b", headers(folder)) for folder in folders)


def within(owner, name, folders):
    """`name` stands in the body of the class or enum `owner`."""
    for folder in folders:
        for start in re.finditer(rf"\b(?:class|struct|enum class)\s+(?:\[\[\w+\]\]\s*)?{owner}\b[^;{{()]*{{", headers(folder)):
            text, depth, end = headers(folder), 1, start.end()
            while depth and end < len(text):
                depth, end = depth + (text[end] == "{") - (text[end] == "}"), end + 1
            if re.search(rf"\b{name}\b", text[start.end():end]):
                return True
    return False


def folders_of(namespace):
    here = FOLDERS.get(namespace) or [f for f in (f"kernel/{namespace}", f"modules/{namespace}") if os.path.isdir(os.path.join(ROOT, f))]
    return here or None


def blocks(text):
    """(language, file or '', code, line)"""
    for block in re.finditer(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```", text, re.S | re.M):
        yield block[1], (block[2] or "").strip(), block[3], text[: block.start()].count("\n") + 1


def squeezed(text):
    return re.sub(r"\s+", "", re.sub(r"\s//[^\n]*|^//[^\n]*", "", text, flags=re.M))


def not_quoted(code, path):
    """The first piece of an excerpt that its file does not hold after the one before it; None when it is all there."""
    if not os.path.isfile(os.path.join(ROOT, path)):
        return path
    whole, at = squeezed(read(path)), 0
    for piece in code.split(ELIDED):
        found = whole.find(squeezed(piece), at)
        if found < 0:
            return piece.strip()
        at = found + len(squeezed(piece))
    return None


def unknown_names(code):
    """Names in code, or in the `words` of a text, that nothing in the house has."""
    code = re.sub(r'"(\\.|[^"\\\n])*"', '""', code)
    out = []
    for macro in set(re.findall(r"\bOCOP_[A-Z_]+\b", code)):
        if not any(re.search(rf"#define {macro}\b", headers(folder)) for folder in ("kernel", "tests/support")):
            out.append(macro)
    for namespace, rest in set(re.findall(r"(?<![\w:])([a-z]\w*)((?:::[A-Za-z]\w*)+)", code)):
        if namespace in ELSEWHERE:
            continue
        folders = folders_of(namespace)
        if not folders:
            out.append(namespace + rest)
            continue
        names = rest.split("::")[1:]
        if not declared(names[0], folders) or not all(within(owner, name, folders) for owner, name in zip(names, names[1:])):
            out.append(namespace + rest)
    for owner, member in set(re.findall(r"\b(\w+)\.(\w+)\b", code)):
        if owner in MEMBERS and not declared(member, MEMBERS[owner]):
            out.append(f"{owner}.{member}")
    for path in set(re.findall(r'#include "([^"]+)"', code)):
        if not path.startswith(f"modules/{OWN}/") and not os.path.isfile(os.path.join(ROOT, path)):
            out.append(path)
    return sorted(out)


def the_check_sees():
    """What it is for, and what it must not mind."""
    rotten = {"web::Navigation::work": True, "web::Navigation": False, "act.log(kKind, a, b)": False, "act.remember(a)": True, "OCOP_TRY(a, b)": False, "OCOP_MAYBE": True,
              "out.routes = f;": False, "out.paths = f;": True, "lists::Kept::integer": False, "lists::Kept::floating": True, "std::anything": False, "nowhere::Thing": True,
              f"{OWN}::Anything": False, "test::Desk desk_;": False}
    for code, is_rotten in rotten.items():
        check(f"{code} {'is' if is_rotten else 'is not'} refused", bool(unknown_names(code)) == is_rotten, unknown_names(code))
    quoted = "bool ok() const"
    check("an excerpt is found", not_quoted(f"Result(Error error)\n…\n{quoted}", "kernel/base/result.h") is None, not_quoted(quoted, "kernel/base/result.h"))
    check("a changed excerpt is not", not_quoted("bool fine() const", "kernel/base/result.h"))
    check("nor one of a file that went", not_quoted("x", "kernel/base/gone.h"))


def the_page():
    text = read(PAGE)
    found = list(blocks(text))
    table = {(part, path): int(lines) for part, path, lines in re.findall(r"^\| (\w+) \| (modules/\S+) \| (\d+) \|$", text, re.M)}
    now = counted()
    grown = {row: (table.get(row), now.get(row)) for row in {*table, *now} if now.get(row, 0) > table.get(row, 0) or row not in now}
    check(f"{PAGE} says what its slice comes to (--count)", not grown, grown)
    quotes = [block for block in found if block[1]]
    check("the page quotes the house", len(quotes) >= 8, len(quotes))
    for language, path, code, line in found:
        if path:
            lost = not_quoted(code, path)
            check(f"{PAGE}:{line} is a part of {path}", lost is None, lost)
        elif language == "cpp":
            check(f"{PAGE}:{line} names what is there", not unknown_names(code), unknown_names(code))
    for line, words in enumerate(re.sub(r"^```.*?^```", lambda block: "\n" * block[0].count("\n"), text, flags=re.S | re.M).split("\n"), 1):
        for word in re.findall(r"`([^`]+)`", words):
            check(f"{PAGE}:{line}: `{word}`", not unknown_names(word), unknown_names(word))


def counted():
    """{(part, file): lines} of the slice, without comments, blank lines, includes."""
    out = {}
    for part, path, first, last in SLICE:
        lines, inside = read(path).split("\n"), first is None
        for line in lines:
            if not inside and first and re.match(first, line):
                inside, first = True, ""
                if last == r"lists::Rows" or re.match(last, line) and last not in (r"\}", r"\};"):
                    out[part, path] = out.get((part, path), 0) + 1
                    break
                out[part, path] = out.get((part, path), 0) + 1
                continue
            if inside and line.strip() and not re.match(r"\s*(//|#include|#pragma)", line):
                out[part, path] = out.get((part, path), 0) + 1
            if inside and last and re.match(last, line):
                break
    return out


if "--count" in sys.argv:
    for (part, path), lines in counted().items():
        print(f"| {part} | {path} | {lines} |")
    print(f"| all | | {sum(counted().values())} |")
    sys.exit(0)
the_check_sees()
the_page()
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
