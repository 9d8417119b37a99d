"""`ocop ladder` as docs/formats/ladder.md has it: against every way of a small choice, with reasons where nothing leads, and errors as `ocop score` has them."""
import itertools, json, os, tempfile

from client import ROOT, check, finish, run

RULEBOOKS = os.path.join(ROOT, "data", "rulebooks")
USUAL = {"money": 10_000_000, "months": 3}


def table(rulebook, name):
    folder = os.path.join(RULEBOOKS, rulebook)
    for file in sorted(os.listdir(folder)):
        if file.startswith(name):
            return json.load(open(os.path.join(folder, file), encoding="utf-8"))
    raise SystemExit(f"no table {name}")


def criteria(data):
    return [c for part in data["parts"] for section in part["sections"] for c in section["criteria"]]


def best(data):
    return {c["code"]: max(range(len(c["options"])), key=lambda i: c["options"][i]["points"]) + 1 for c in criteria(data)}


def ask(command, value, *flags):
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        file.write(value if isinstance(value, str) else json.dumps(value))
    answer = run(command, file.name, *flags)
    os.unlink(file.name)
    return answer


def request(data, answers, target, costs=None, **more):
    value = {"rulebook": data["rulebook"], "product_set": data["code"], "sheets": [{"answers": answers}], "target": target, **more}
    return value if costs is None else {**value, "costs": costs}


def score(data, answers):
    return json.loads(ask("score", {"rulebook": data["rulebook"], "product_set": data["code"], "sheets": [{"answers": answers}]}).stdout)


def cost_of(costs, code, option):
    return {**USUAL, **costs.get(code, {}).get(str(option), {})}


def every_way(data, start, free, target, costs):
    """The least (money, months, steps) over all ways of raising `free`, scored by `ocop score` of each."""
    options = {c["code"]: c["options"] for c in criteria(data)}
    points = lambda code, option: options[code][option - 1]["points"] if option else 0
    choices = [[None] + [o for o in range(1, len(options[code]) + 1) if points(code, o) > points(code, start.get(code, 0))] for code in free]
    least = None
    for way in itertools.product(*choices):
        steps = [(code, option) for code, option in zip(free, way) if option]
        taken = [cost_of(costs, code, option) for code, option in steps]
        sums = (sum(c["money"] for c in taken), sum(c["months"] for c in taken), len(steps))
        if (least is None or sums < least) and score(data, {**start, **dict(steps)})["stars"] >= target:
            least = sums
    return least


def sound():
    coffee = table("QD26-2026", "13")
    low = {**best(coffee), "1.5": 2}
    answer = ask("ladder", request(coffee, low, 4, {"1.5": {"3": {"money": 5_000_000, "months": 3}}}))
    shown = '{"reached":3,"steps":[{"criterion":"1.5","from":2,"to":3,"points":"1","money":5000000,"months":3,"total":"99","stars":4}],"money":5000000,"months":3}\n'
    check("the example of the format", answer.returncode == 0 and answer.stdout == shown, answer.stdout + answer.stderr)
    page = open(os.path.join(ROOT, "docs", "formats", "ladder.md"), encoding="utf-8").read()
    check("the page shows that answer", shown.strip() in page)
    answer = ask("ladder", request(coffee, best(coffee), 5))
    check("at five stars there is nothing to do", answer.stdout == '{"reached":5,"steps":[],"money":0,"months":0}\n', answer.stdout)
    cases = [(coffee, {"1.2": 0, "1.3": 0, "1.4": 0, "4.3": 0}, 5, {"1.2": {"2": {"money": 3, "months": 9}, "3": {"money": 9}}, "1.3": {"2": {"money": 4, "months": 1}}, "4.3": {"2": {"money": 4, "months": 0}, "3": {"money": 8, "months": 1}}}),
             (coffee, {"1.5": 1, "2.2": 0, "4.1": 0}, 4, {"2.2": {"3": {"money": 0, "months": 1}}, "1.5": {"4": {"money": 7}}}),
             (table("QD1048-2019", "06"), {"4.1": 1, "4.2": 1, "4.3": 1, "5.1": 1}, 5, {"4.2": {"3": {"money": 2}}})]
    for data, lowered, target, costs in cases:
        start = best(data)
        for code, option in lowered.items():
            start.pop(code) if option == 0 else start.update({code: option})
        found = json.loads(ask("ladder", request(data, start, target, costs)).stdout)
        sums = (found["money"], found["months"], len(found["steps"]))
        check(f"{data['code']}: there is something to do", found["reached"] < target and found["steps"], found)
        check(f"{data['code']}: the best of every way", sums == every_way(data, start, list(lowered), target, costs), f"{found}")
        after = dict(start)
        for step in found["steps"]:
            after[step["criterion"]] = step["to"]
            scored = score(data, after)
            check(f"{data['code']}: after {step['criterion']} as `ocop score` says", str(scored["total"]) == step["total"] and scored["stars"] == step["stars"], f"{step} {scored}")
        order = [(step["money"], step["months"]) for step in found["steps"]]
        check(f"{data['code']}: the cheapest first", order == sorted(order), order)


def out_of_reach():
    coffee, vegetables = table("QD26-2026", "13"), table("QD26-2026", "01")
    value = request(coffee, best(coffee), 4)
    value["sheets"][0]["knockouts"] = ["forged"]
    for name, asked, reason in (("a knockout", value, "forged"), ("a requirement", request(vegetables, best(vegetables), 3, unmet=["1.1"]), "1.1")):
        answer = ask("ladder", asked)
        check(f"{name} puts every star out of reach: exit code 2, with the reason", answer.returncode == 2 and answer.stdout == "" and reason in answer.stderr, f"{answer.returncode} {answer.stdout} {answer.stderr}")


def wrong():
    coffee = table("QD26-2026", "13")
    good = request(coffee, best(coffee), 4)
    cases = {
        "no target": {k: v for k, v in good.items() if k != "target"}, "target 0": {**good, "target": 0}, "target 6": {**good, "target": 6}, "target as text": {**good, "target": "4"},
        "two sheets": {**good, "sheets": good["sheets"] * 2}, "no sheet": {**good, "sheets": []}, "unknown criterion": request(coffee, {"9.9": 1}, 4),
        "a cost of no criterion": {**good, "costs": {"9.9": {"1": {}}}}, "a cost of no option": {**good, "costs": {"1.1": {"9": {}}}},
        "a negative cost": {**good, "costs": {"1.1": {"1": {"money": -1}}}}, "half a month": {**good, "costs": {"1.1": {"1": {"months": 0.5}}}},
        "an unknown member": {**good, "colour": 1}, "not JSON": "{", "a set of another rulebook": {**good, "product_set": "QD1048-06"},
    }
    for name, value in cases.items():
        answer = ask("ladder", value)
        check(f"{name} is refused with exit code 65", answer.returncode == 65 and answer.stdout == "" and answer.stderr.strip(), f"{answer.returncode} {answer.stdout} {answer.stderr}")
    check("a file that is not there: exit code 66", run("ladder", "/nonexistent.json").returncode == 66)
    check("`ocop --help` names it", "ladder" in run("--help").stdout)


sound()
out_of_reach()
wrong()
finish()
