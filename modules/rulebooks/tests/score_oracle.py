#!/usr/bin/env python3
"""A second, independent scorer: exact fractions, written from the issue's words, not from the C++.

    score_oracle.py --cases N [--seed S]   writes N lines {"settings": …, "request": …, "expected": …} for the test program

Random sheets over all 51 tables; about half are made to sit on an edge: totals exactly on, or one point beside, a band; a
criterion's mean exactly on, or just below, its floor.
"""
import argparse, json, pathlib, random
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[3]
BANDS = [(5, 90), (4, 70), (3, 50), (2, 30), (1, 0)]   # Decision 26/2026/QĐ-TTg, article 3.3

def load():
    for folder in ("QD26-2026", "QD1048-2019"):
        for path in sorted((ROOT / "data" / "rulebooks" / folder).glob("[0-9]*.json")):
            table = json.loads(path.read_text(encoding="utf-8"))
            criteria = [(p["code"], c) for p in table["parts"] for s in p["sections"] for c in s["criteria"]]
            named = [k["code"] for k in table.get("knockouts", [])] + [c["code"] for _, c in criteria if c.get("knockouts")]
            yield table["rulebook"], table["code"], criteria, named

def cut(figure):
    hundredths = figure.numerator * 100 // figure.denominator      # figures are never negative
    whole, rest = divmod(hundredths, 100)
    return str(whole) if rest == 0 else f"{whole}.{rest:02d}".rstrip("0")

def round_half_up(figure):
    return cut(Fraction((figure * 100 + Fraction(1, 2)).__floor__(), 100))

def score(criteria, sheets, basis, rounding):
    shown = cut if rounding == "cut" else round_half_up
    def points(criterion, sheet):
        answer = sheet["answers"].get(criterion["code"])
        return 0 if answer is None else criterion["options"][answer - 1]["points"]
    totals = [sum(points(c, sheet) for _, c in criteria) for sheet in sheets]
    total = Fraction(sum(totals), len(sheets))
    parts = {}
    for part, c in criteria:
        parts[part] = parts.get(part, Fraction(0)) + Fraction(sum(points(c, s) for s in sheets), len(sheets))
    missed = []
    for _, c in criteria:
        each = [points(c, s) for s in sheets]
        reached = Fraction(sum(each), len(each)) if basis == "mean" else Fraction(min(each))
        missed += [[int(star), c["code"]] for star, floor in c.get("floors", {}).items() if reached < floor]
    band = next(star for star, start in BANDS if total >= start)
    stars = 1
    for star in range(2, band + 1):
        if any(m[0] == star for m in missed):
            break
        stars = star
    knockouts = sorted({k for s in sheets for k in s.get("knockouts", [])})
    return {"total": shown(total), "parts": {k: shown(v) for k, v in parts.items()}, "band": band, "stars": 0 if knockouts else stars,
            "knockouts": knockouts, "floors_missed": sorted(missed)}

def text(outcome):
    """Figures as they are printed: 78.5, not "78.5"."""
    out = '{"total":%s,"parts":{%s},"band":%d,"stars":%d,' % (
        outcome["total"], ",".join(f'"{k}":{v}' for k, v in outcome["parts"].items()), outcome["band"], outcome["stars"])
    tail = {"knockouts": outcome["knockouts"], "floors_missed": outcome["floors_missed"]}
    return out + json.dumps(tail, ensure_ascii=False, separators=(",", ":"))[1:]

def sheet_with(random_, criteria, quality, wanted=None):
    """Answers around a quality in 0..1; with `wanted`, changed until the total is exactly that, if it can be."""
    answers = {}
    for _, c in criteria:
        if random_.random() < 0.04 * (1 - quality):
            continue
        top = len(c["options"])
        answers[c["code"]] = max(1, min(top, round(random_.gauss(1 + quality * (top - 1), 0.8))))
    def worth(c, answer):
        return 0 if answer is None else c["options"][answer - 1]["points"]
    total = sum(worth(c, answers.get(c["code"])) for _, c in criteria)
    for _ in range(400):
        if wanted is None or total == wanted:
            break
        _, c = random_.choice(criteria)
        old, new = answers.get(c["code"]), random_.randint(1, len(c["options"]))
        changed = total - worth(c, old) + worth(c, new)
        if abs(changed - wanted) <= abs(total - wanted) or random_.random() < 0.1:
            answers[c["code"]], total = new, changed
    return answers

def case(random_, tables):
    rulebook, code, criteria, named = random_.choice(tables)
    count = random_.choice([1, 1, 2, 3, 3, 5, 7, 9, 13])
    quality = random_.choice([0.1, 0.35, 0.5, 0.7, 0.85, 0.95, 1.0])
    edge = random_.choice([None, None, 30, 50, 70, 90, 29, 49, 69, 89, 31, 51, 71, 91])
    sheets = [{"member": f"m{i + 1}", "answers": sheet_with(random_, criteria, quality, edge)} for i in range(count)]
    if random_.random() < 0.4 and any(c.get("floors") for _, c in criteria):      # one floor exactly met, or missed by one member
        c = random_.choice([c for _, c in criteria if c.get("floors")])
        floor = random_.choice(list(c["floors"].values()))
        on = [i + 1 for i, o in enumerate(c["options"]) if o["points"] == floor]
        for sheet in sheets:
            sheet["answers"][c["code"]] = random_.choice(on)
        if random_.random() < 0.5:
            random_.choice(sheets)["answers"].pop(c["code"])
    if named and random_.random() < 0.1:
        for sheet in random_.sample(sheets, 1 + random_.randrange(len(sheets))):
            sheet["knockouts"] = random_.sample(named, 1 + random_.randrange(min(2, len(named))))
    settings = {"floor_basis": random_.choice(["mean", "mean", "every_sheet"]), "rounding": random_.choice(["cut", "cut", "half_up"])}
    outcome = score(criteria, sheets, settings["floor_basis"], settings["rounding"])
    return {"settings": settings, "request": {"rulebook": rulebook, "product_set": code, "sheets": sheets}, "expected": text(outcome)}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random_, tables = random.Random(arguments.seed), list(load())
    for _ in range(arguments.cases):
        print(json.dumps(case(random_, tables), ensure_ascii=False, separators=(",", ":")))

if __name__ == "__main__":
    main()
