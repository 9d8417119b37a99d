"""What a role reaches by links alone, from the page it comes to after signing in. Used by test_authorization.py.

The province once had reports of fakes that no link led to: pages were there, policies were right, and nobody found them. So each page of a
role's column in the route table has to be at most three clicks from its home, and no link may lead where the reader is refused.
"""
import collections, html, re, urllib.parse

from walk import multipart

CLICKS = 3
EACH = 6   # instances of a route that are looked at for further links: the first product links to what every product links to
MORE = {"/producers/{id}": 60}   # but one producer of a province has papers

# What no person opens by a link, each with the reason.
UNLINKED = {
    "/.well-known/gs1resolver": "read by programs", "/tile/{level}/{rest...}": "read by programs",
    "/assets/{file}": "a part of pages", "/media/{file}": "a part of pages", "/favicon.svg": "a part of pages", "/site.webmanifest": "a part of pages",
    "/service-worker.js": "a part of pages", "/robots.txt": "read by programs", "/sitemap.xml": "read by programs", "/sitemap/{part}": "read by programs",
    "/dossiers/{id}/visits/{visit}/photos/{photo}": "a picture on the page of its visit",
    "/products/{id}/share.png": "fetched by chats", "/products/{id}/square.png": "its maker takes it from the page of tags and leaflets",
    "/notices/confirm/{link}": "its key is in a letter", "/notices/stop/{link}": "its key is in a letter",
    "/dossiers/{id}/completion/{number}/answer": "its link stands on the page of a dossier while completion is asked: none of the demo's",
    "/offices/invitation": "its key is in a letter",
    "/mandates/invitation": "its key is in a link that a producer sends",
    "/sign-in/step": "it follows a right password of an account with a second step",
    "/sign-in/passkey": "it is shown when a passkey was refused",
    "/dossiers/{id}/result/criteria/{code}": "a click behind the result, which is in reach", "/dossiers/{id}/result/sheets/{seat}": "the same",
    "/dossiers/{id}/result.json": "the same",
    "/dossiers/{id}/minutes.pdf": "the same", "/dossiers/{id}/minutes.docx": "the same",
    "/dossiers/{id}/council-report.pdf": "the same", "/dossiers/{id}/council-report.docx": "the same",
    "/dossiers/{id}/ladder.pdf": "its link stands beside a plan that is kept: the demo has none",
    "/products/{id}/packagings": "its link stands on the pages of products that show one: few of the demo's",
    "/products/{id}/packagings/{packaging}": "the same",
    "/dossiers/{id}/position": "its link stands on the page of a renewal while its council gives its views in writing: none of the demo's",
    "/dossiers/{id}/opinion": "its link stands on the work list of a producer whose dossier was decided, and in the offices' list of opinions",
    "/ideas/{id}": "its link stands in the list of ideas: the demo has none", "/ideas/{id}/edit": "the same",
    "/sessions/{id}": "its link stands in the list of sessions: the demo has none", "/sessions/{id}/edit": "the same", "/sessions/{id}/dossiers": "the same",
    "/sessions/{id}/agenda.pdf": "the same", "/sessions/{id}/agenda.csv": "the same",
    "/products/{id}/listings": "its link stands on the page of each product, for its own people and the officials of its place",
    "/withdrawals/{id}": "its link stands in a list that is empty in the demo", "/checks/{id}": "the same", "/checks/plans/{id}": "the same", "/complaints/{id}": "the same",
    "/products/{id}/withdrawal": "its button stands on the pages of certified products, for their offices", "/products/{id}/check": "the same, for the province",
    "/dossiers/{id}/complaint": "its button stands on the pages of decided dossiers, for their producers",
    "/producers/{id}/enquiry": "its button stands on the pages of makers who have members: few of the demo's",
    "/orders/{number}": "its key is in the address that its buyer has", "/orders/{number}/receipt.pdf": "the same",
    "/producers/{id}/orders/{number}/receipt.pdf": "its link stands on an order that is paid or handed over: of the demo's makers",
    "/producers/{id}/orders/sales.csv": "its link stands beside a month in which something was sold: the same",
    "/producers/{id}/orders/sales.xlsx": "the same",
    "/producers/{id}/orders/{number}/delivery-note.pdf": "its link stands on an order that is packed: the same", "/producers/{id}/channels/{file}": "fetched by shops and programs",
    "/producers/{id}/quotation": "its button stands on the pages of makers who have members: few of the demo's",
    "/quotations/{number}": "its key is in the address that its buyer has", "/quotations/{number}/paper.pdf": "the same",
    "/producers/{id}/quotations/{number}": "its link stands in the list of what was asked: of the large demo's makers",
    "/producers/{id}/quotations/{number}/offer": "the same", "/producers/{id}/quotations/{number}/paper.pdf": "the same",
    "/{name}/hours.ics": "where a maker said when it is open: fetched by calendars", "/{name}/news.atom": "fetched by readers",
    "/reports/{id}/photos/{photo}": "a part of a report's page, and a file",
    "/certificates/export": "an address of before, leads on",
    "/.well-known/did.json": "read by programs", "/credentials/status/{list}": "read by programs",
    "/decisions/{dossier}/ministry": "its link stands on a decision about 90 points and more: the demo has none", "/decisions/{dossier}/ministry.zip": "the same",
    "/rulings/{id}/edit": "its link stands on a draft: the demo has none", "/rulings/{id}/record": "the same", "/rulings/{id}/draft.pdf": "the same",
    "/rulings/{id}/draft.docx": "the same", "/rulings/{id}/draft.refused.pdf": "the same", "/rulings/{id}/decision.pdf": "its link stands on a decision with its signed file: the demo has none",
    "/filters/new": "its form stands above every list that is narrowed; its page is for what was refused",
}
# What is linked for other roles of its column, and not for these: each with the reason.
UNLINKED_OF = {
    ("ministry", "/certificates/{number}/withdraw"): "its button stands on certificates of five stars: the demo has none",
    ("ministry", "/decisions/{dossier}"): "its link stands on a file that a province has sent: the demo has none",
}
GS1 = re.compile(r"/\d{2,4}/\{link\.\.\.\}")   # printed codes


def pages(table, role):
    """Patterns of the pages that a role (or "visitor") may open and somebody should lead it to."""
    for route in table:
        pattern = route["pattern"]
        if route["method"] != "GET" or route[role] != "yes" or pattern.startswith("/api/") or pattern in UNLINKED or (role, pattern) in UNLINKED_OF or GS1.fullmatch(pattern):
            continue
        if pattern in ("/sign-in", "/join") and role != "visitor":
            continue   # who is signed in is led on
        if role in ("administrator", "programme_manager", "ministry", "auditor") and pattern.startswith("/dossiers/"):
            continue   # they read no dossier: there is none for them
        yield pattern


def regex(pattern):
    # Two lengths of "{rest...}"; a literal is not taken for a value because matcher() asks the longest literals first.
    return re.compile("".join(".+" if part.endswith("...}") else "[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", pattern)))


def matcher(table):
    known = sorted({r["pattern"] for r in table if r["method"] == "GET"}, key=lambda p: (p.count("{"), -len(p)))
    compiled = [(pattern, regex(pattern)) for pattern in known]
    return lambda path: next((pattern for pattern, form in compiled if form.fullmatch(path)), None)


def links(text):
    """Where a page leads: links, and forms that ask (their button is a click as well)."""
    for tag in re.findall(r"<a\b[^>]*>|<form\b[^>]*method=\"get\"[^>]*>", text):
        found = re.search(r'(?:href|action)="([^"]*)"', tag)
        if found and found[1].startswith("/") and not found[1].startswith("/en"):
            yield html.unescape(found[1]).split("#")[0]


def sent_empty(inside):
    """What a browser sends of a form in which nothing was typed: hidden fields, what is chosen already, and empty texts."""
    attribute = lambda tag, name: html.unescape((re.search(rf'\s{name}="([^"]*)"', tag) or ["", ""])[1])
    for select in re.findall(r"<select\b[^>]*>.*?</select>", inside, re.S):
        chosen = re.search(r"<option\b[^>]*\sselected[^>]*>", select)
        if chosen:
            yield attribute(select, "name"), attribute(chosen[0], "value")
    for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", inside):
        kind, name = attribute(tag, "type"), attribute(tag, "name")
        if not name or kind in ("file", "submit") or kind in ("radio", "checkbox") and " checked" not in tag:
            continue
        yield name, attribute(tag, "value") if kind in ("hidden", "radio", "checkbox") else ""


def forms(text):
    """Forms that change something and ask for something: action, upload or not, what is sent of the empty form, names that must not be empty."""
    for attributes, inside in re.findall(r'<form\b([^>]*method="post"[^>]*)>(.*?)</form>', text, re.S):
        sent = list(sent_empty(inside))
        # What a browser would not send empty, because something is chosen already, is no gap.
        inside = re.sub(r"<select\b[^>]*>(?:(?!</select>).)*?\sselected.*?</select>", "", inside, flags=re.S)
        chosen = {name for name, value in sent if value}
        controls = [one for one in re.findall(r"<(?:input|select|textarea)\b[^>]*>", inside) if " checked" not in one]
        named = [(re.search(r'name="([^"]*)"', one), one) for one in controls]
        required = sorted({html.unescape(name[1]) for name, one in named if name and re.search(r"\srequired\b", one)} - chosen)
        if required and "data-keys" not in attributes:   # a sheet is saved as far as it is filled
            yield html.unescape(re.search(r'action="([^"]*)"', attributes)[1]), "multipart" in attributes, sent, required


def gaps_untold(session, form):
    """What an empty form is not told of: each field that it marks as needed must stand in the one summary."""
    action, upload, sent, required = form
    if upload:
        body, kind = multipart(dict(sent))
        answer = session.request("POST", action, body, {"Content-Type": kind, "Origin": session.server.url})
    else:
        answer = session.post(action, sent)
    told = re.findall(r'href="#f-([^"]*)"', answer.text)
    return [f"{action}: {answer.status}"] if answer.status != 422 else [f"{action}: {name}" for name in required if re.sub(r"[^A-Za-z0-9._-]", "-", name) not in told]


def crawl(session, table, home, wanted=None):
    """{pattern: clicks}, the links that were refused, and the forms that were met, one a route. Ends early when all `wanted` are found."""
    pattern_of, clicks, refused, looked, met = matcher(table), {}, [], collections.Counter(), {}
    queue, seen = collections.deque([(home, 0, home)]), {home}
    while queue and not (wanted and wanted <= clicks.keys()):
        target, depth, origin = queue.popleft()
        pattern = pattern_of(urllib.parse.urlsplit(target).path)
        if pattern is None or looked[pattern] >= MORE.get(pattern, EACH):
            continue
        looked[pattern] += 1
        answer = session.get(target)
        if answer.status in (301, 302, 303, 307, 308):
            queue.appendleft((answer.headers["Location"].split("#")[0], depth, target))
            continue
        if answer.status >= 400:
            refused.append(f"{origin} leads to {target}: {answer.status}")
            continue
        clicks.setdefault(pattern, depth)
        if depth == CLICKS or not (answer.headers["Content-Type"] or "").startswith("text/html"):
            continue
        if "<table" not in answer.text:   # a list without rows has no files
            clicks.update({pattern + ending: depth for ending in (".csv", ".xlsx") if pattern_of(pattern + ending) == pattern + ending})
        for form in forms(answer.text):
            met.setdefault((pattern, len(form[3])), form)
        for link in links(answer.text):
            if link not in seen:
                seen.add(link)
                queue.append((link, depth + 1, target))
    return clicks, refused, list(met.values())
