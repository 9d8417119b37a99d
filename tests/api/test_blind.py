"""Blind means blind: a world in which one council member has scored and handed in is compared with one in which that sheet does not exist.

One dossier is brought to its council; the folder is copied. In each copy the same people look at everything they reach: all links from their home,
and every GET route of docs/api/routes.md with what is known of the dossier (its own id, every seat, every part). For those who must not know, each
answer of the two worlds is equal: status, headers with ETag, page, count, list, export, notice. For those who may know *that* a sheet came in (chair,
province, secretary) the world with a sheet is compared with one in which the same member scored otherwise. What differs between two looks at one
world (a form's token, the minute) is masked, and that nothing else is noise is a check of its own.

The same member gives his written view on a renewal whose council is asked in writing (article 7.6d): it is as blind as a sheet.

Not compared: what is the public log's. It says that a sheet came in, never whose nor what (docs/model/what-the-log-covers.md).
"""
import collections, json, re, shutil, tempfile, urllib.parse

import crawl
from client import PASSWORD, Server, Session, check, finish, run
from walk import PRODUCER, Walk, best, expect, renewable

# Who must not know that a member has scored; each comes in as people do, with a session, and with a token.
BLIND = {"visitor": "", "another member": "hoidong1@demo.ocop", "a third member": "hoidong3@demo.ocop", "the producer": "htx@demo.ocop", "the commune": "xa@demo.ocop",
         "another province": "tinh68@other.ocop", "a member without a seat": "ghe@other.ocop", "another chair": "chutich2@other.ocop", "the administrator": "quantri@demo.ocop",
         "the advisory group": "tuvan@demo.ocop", "the auditor": "kiemtoan@demo.ocop", "a programme manager": "quanly@other.ocop", "the ministry": "bo@other.ocop"}
MADE = {"tinh68@other.ocop": "provincial_body:68", "ghe@other.ocop": "council_member:08", "chutich2@other.ocop": "council_chair:08", "quanly@other.ocop": "programme_manager:08", "bo@other.ocop": "ministry"}
# Who sees that a sheet is in, and nothing of what is on it.
COUNTING = {"the chair": "chutich@demo.ocop", "the province": "tinh@demo.ocop", "the secretary": "thuky@demo.ocop"}
# Whose links are followed from home, one of each kind; the others look at the same addresses without.
HOMES = {"another member": "/work", "the producer": "/work", "the commune": "/work", "another province": "/work", "the administrator": "/accounts", "the auditor": "/audit"}

# The public log and what is computed from it: that an entry more is there is public. Sums of scans are
# written when a job comes by, who looked at what stands in the order of the millisecond, and what jobs did goes by the clock: of them letters are counted.
OF_THE_LOG = re.compile(r"^/(api/v1/)?(log|checkpoint|tile|about|proofs?|verify)\b|^/(readyz|healthz|metrics)|^/(api/v1/)?(products/[^/]*/)?scans|^/(api/v1/)?jobs\b|^/(api/v1/)?audit\b|^/api/v1/me/data$")
DEEP, EACH = 3, 1     # clicks from home; pages of one kind and question: a second product links to what the first did

# What is another at each look at the same world.
NOISE = re.compile(b"|".join((   # longest first: an instant has a time in it
    rb'name="(?:_csrf|csrf|attempt|idempotency_key)" value="[^"]*"', rb'"(?:challenge|csrf_token|next_cursor)":"[^"]*"', rb"cursor=[\w.-]+", rb"nonce[-=]\"?[\w+/=-]+",
    rb"\d{4}-\d\d-\d\dT[0-9:.]+Z?", rb"\b\d{1,2}:\d{2}(?::\d{2})?\b", rb"\b[0-9a-f]{8}-\d+\b")))
HEADERS = ("ETag", "Content-Type", "Location", "Cache-Control", "Content-Disposition", "Link", "Vary", "X-Total-Count")


def seen(answer):
    body = answer.body if answer.status < 400 else b""
    if (answer.headers["Content-Type"] or "").startswith(("application/pdf", "application/vnd", "application/zip")):
        body = b""   # made anew with its day and hour; what is in a sheet is in the CSV beside it
    body = NOISE.sub(b"~", body)
    headers = {name: re.sub(r"cursor=[\w.-]+", "CURSOR", answer.headers[name]) for name in HEADERS if answer.headers[name]}
    return answer.status, headers, body


class World:
    """A copy of the folder at rest, on the same address, so that a page of one world can be that of another."""

    def __init__(self, base):
        self.base, self.data = base, tempfile.mkdtemp(prefix="ocop-blind-")
        shutil.copytree(base.data, self.data, dirs_exist_ok=True)

    def __enter__(self):
        self.kept = self.base.data, self.base.flags
        self.base.data, self.base.flags = self.data, ["--data", self.data]
        self.base.start()

    def __exit__(self, *fault):
        self.base.stop()
        self.base.data, self.base.flags = self.kept
        shutil.rmtree(self.data, ignore_errors=True)


def addresses(patterns, facts):
    """Every GET route that the program has, with what somebody could know of the dossier."""
    for pattern in patterns:
        if OF_THE_LOG.match(pattern):
            continue
        filled = [pattern]
        for name in re.findall(r"\{([^}]*)\}", pattern):
            filled = [one.replace("{" + name + "}", value, 1) for one in filled for value in facts(pattern, name)]
        yield from filled


def facts_of(walk, dossier):
    products = walk.products[0]
    first = {"dossiers": [dossier], "producers": [walk.producer], "products": [products["code"]], "s": [products["code"]], "accounts": [walk.accounts["hoidong2"]]}
    named = {"dossier": [dossier], "seat": ["own", "1", "2", "3"], "part": ["A", "B", "C"], "criterion": ["1.5"], "set": ["QD26-11"], "province": ["08"], "commune": ["01090"], "product": [products["id"]],
             "producer": [walk.producer], "account": [walk.accounts["hoidong2"]], "rulebook": ["QD26-2026"]}
    def values(pattern, name):
        if name == "id":
            return first.get(pattern.removeprefix("/api/v1").split("/")[1], [])
        if name == "code":
            return ["1.5"] if "dossiers" in pattern else ["QD26-2026"] if "rulebooks" in pattern else [products["code"]]
        return named.get(name, [])
    return values


def look(session, home, targets, pattern_of):
    """{address: what is seen}: over links from home, then the addresses that one could type."""
    found, looked, queue = {}, collections.Counter(), collections.deque([(home, 0)] if home else [])
    known = {home}
    while queue:
        address, depth = queue.popleft()
        asked = urllib.parse.urlsplit(address)
        kind = pattern_of(asked.path), tuple(name for name, _ in urllib.parse.parse_qsl(asked.query))
        if looked[kind] >= EACH or OF_THE_LOG.match(address):
            continue
        looked[kind] += 1
        answer = session.get(address)
        found[address] = seen(answer)
        if depth < DEEP and (answer.headers["Content-Type"] or "").startswith("text/html"):
            for link in crawl.links(answer.text):
                if link not in known:
                    known.add(link)
                    queue.append((link, depth + 1))
        if answer.status in (301, 302, 303, 307, 308) and answer.headers["Location"] not in known:
            known.add(answer.headers["Location"])
            queue.appendleft((answer.headers["Location"], depth))
    for address in targets:
        if address not in found:
            found[address] = seen(session.get(address))
    return found


def looks(people, targets, pattern_of):
    return {who: look(session, HOMES.get(who, ""), targets, pattern_of) for who, session in people.items()}


def by_the_minute(first, second):
    """Addresses whose ETag two looks at equal worlds do not share: it is of a body with an instant or something drawn in it."""
    return {address for address in first.keys() & second.keys() if first[address][1].get("ETag") != second[address][1].get("ETag")}


def without_tag(look):
    return look[0], {name: value for name, value in look[1].items() if name != "ETag"}, look[2]


def differences(ours, theirs, minute):
    for address in sorted(ours.keys() | theirs.keys()):
        if address not in ours or address not in theirs:
            yield f"{address}: only {'with' if address in theirs else 'without'} it"
        else:
            one, other = (without_tag(look[address]) if address in minute else look[address] for look in (ours, theirs))
            if one != other:
                yield f"{address}: {first_difference(one, other)}"


def first_difference(ours, theirs):
    if ours[0] != theirs[0]:
        return f"{ours[0]} and {theirs[0]}"
    if ours[1] != theirs[1]:
        return f"{ours[1]} and {theirs[1]}"
    at = next((i for i, (a, b) in enumerate(zip(ours[2], theirs[2])) if a != b), min(len(ours[2]), len(theirs[2])))
    return f"…{ours[2][max(0, at - 80):at + 60]!r} and …{theirs[2][max(0, at - 80):at + 60]!r}"


def compare(title, without, with_it, minutes):
    for who in without:
        found = list(differences(without[who], with_it[who], minutes[who]))
        check(f"{title}: {who} sees the same at {len(without[who])} addresses", not found, "\n     ".join(found[:5]))
        check(f"{title}: {who} looked at something", len(without[who]) > 60, len(without[who]))


def gave_view(walk, renewal, **view):
    expect(walk.ask("m2", "PUT", f"/api/v1/dossiers/{renewal}/position", view), 200)


def scored(walk, dossier, answers, words):
    """Member 2 scores with everything a sheet has, and hands in: with a session, because when a token was used last is the administrator's to see."""
    base = f"/api/v1/dossiers/{dossier}/sheets/own"
    expect(walk.ask("m2", "PUT", f"{base}/opinions/A", {"text": words, "version": 0}), 200)
    knockout = walk.table["knockouts"][0]["code"]
    expect(walk.score(dossier, "m2", answers, {knockout: words}), 200)


def letters(administrator):
    """How many letters, messages and notices went out or wait: by kind."""
    jobs = expect(administrator.get("/api/v1/jobs?limit=200"), 200).json["jobs"]
    return collections.Counter(job["kind"] for job in jobs if job["kind"] in ("mail.send", "notices.tell", "mail.message"))


base = Server()   # what a page shows is the same code on both engines; who may read which row, test_authorization asks on each
try:
    base.stop()
    for login, grant in MADE.items():
        made = run("admin", "create-account", login, "--name", "Người khác", "--grant", grant, *base.flags, input=PASSWORD + "\n")
        check(f"an account for {grant}", made.returncode == 0, made.stderr)
    renewable(base, PRODUCER)
    tokens = Walk.tokens(base)
    keys = {f"{who} by token": base.token(login) for who, login in {**BLIND, **COUNTING}.items() if login}
    base.start()
    walk = Walk(base, tokens)
    dossier = walk.to_council(best(walk.table))
    renewal = walk.to_written_views(best(walk.table))
    walk.people["m2"] = Session(base).sign_in("hoidong2@demo.ocop")
    people = {who: Session(base).sign_in(login) if login else Session(base) for who, login in {**BLIND, **COUNTING}.items()}
    patterns = re.findall(r"`GET (/[^`]*)`", run("admin", "show-routes").stdout)
    pattern_of = crawl.matcher([{"method": "GET", "pattern": one} for one in patterns])
    of_renewal = {address for address in addresses(patterns, facts_of(walk, renewal)) if renewal in address}
    check("the written view is among what is typed", f"/dossiers/{renewal}/position" in of_renewal, sorted(of_renewal)[:5])
    targets = sorted(set(addresses(patterns, facts_of(walk, dossier))) | of_renewal)
    check("there is something to type", len(targets) > 150, len(targets))
    base.stop()

    blind = {who: people[who] for who in BLIND}
    by_token = {f"{who} by token": Session(base, keys[f"{who} by token"]) for who in BLIND if who != "visitor"}
    counting = {who: people[who] for who in COUNTING}
    api = [address for address in targets if address.startswith("/api/")]

    def all_looks():
        return looks(blind, targets, pattern_of), {who: {a: seen(session.get(a)) for a in api} for who, session in by_token.items()}, looks(counting, targets, pattern_of)

    high = best(walk.table)
    low = {code: 1 for code in high}
    with World(base):
        nothing, before = all_looks(), letters(people["the administrator"])
    with World(base):
        again = all_looks()
    with World(base):
        scored(walk, dossier, high, "ĐIỀU KÍN của tôi")
        gave_view(walk, renewal, stand="differ", words="Ý KIẾN KÍN", complex=True, complexity="RẤT PHỨC TẠP")
        with_sheet, after = all_looks(), letters(people["the administrator"])
    with World(base):
        scored(walk, dossier, low, "ĐIỀU KÍN khác hẳn, dài hơn nhiều")
        gave_view(walk, renewal, stand="agree")
        other = all_looks()
    minutes = [{who: by_the_minute(first[who], second[who]) for who in first} for first, second in zip(nothing, again)]
    for first, second, minute in zip(nothing, again, minutes):
        compare("two looks at one world", first, second, minute)
        for who in first:
            check(f"the ETag is compared of nearly all that {who} sees", len(minute[who]) <= len(first[who]) // 20, sorted(minute[who])[:20])
    check("no letter of a sheet goes out before the last is in", before == after, f"{before} and {after}")
    compare("without the sheet and with it", nothing[0], with_sheet[0], minutes[0])
    compare("without the sheet and with it", nothing[1], with_sheet[1], minutes[1])
    compare("with the sheet and with another", with_sheet[2], other[2], minutes[2])
finally:
    base.close()
finish()
