"""`ocop score` and POST /api/v1/score as the issue of the programme's officers describes them: same answer, exact figures, clear errors."""
import json, os, tempfile
from fractions import Fraction

from client import ROOT, Server, Session, check, finish, run

RULEBOOKS = os.path.join(ROOT, "data", "rulebooks")


def table(name):
    folder = os.path.join(RULEBOOKS, "QD26-2026")
    for file in sorted(os.listdir(folder)):
        if file.startswith(name):
            return json.load(open(os.path.join(folder, file), encoding="utf-8"))
    raise SystemExit(f"no table {name}")


def criteria(data):
    return [(part["code"], c) for part in data["parts"] for section in part["sections"] for c in section["criteria"]]


def best(data):
    return {c["code"]: max(range(len(c["options"])), key=lambda i: c["options"][i]["points"]) + 1 for _, c in criteria(data)}


def ask(value, *flags):
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        file.write(value if isinstance(value, str) else json.dumps(value))
    answer = run("score", file.name, *flags)
    os.unlink(file.name)
    return answer


def request(answers, knockouts=(), sets="QD26-13", rulebook="QD26-2026"):
    return {"rulebook": rulebook, "product_set": sets, "sheets": [{"member": f"m{i}", "answers": a, "knockouts": list(knockouts)} for i, a in enumerate(answers, 1)]}


def sound():
    coffee = table("13")
    answer = json.loads(ask(request([best(coffee)])).stdout)
    check("the best sheet has 100 points and five stars", answer["total"] == 100 and answer["stars"] == 5 and answer["band"] == 5 and answer["floors_missed"] == [], answer)
    check("parts are those of article 3", answer["parts"] == {"A": 40, "B": 25, "C": 35}, answer["parts"])
    answer = json.loads(ask(request([{}])).stdout)
    check("an empty sheet has no point and one star by its band", answer["total"] == 0 and answer["band"] == 1 and answer["stars"] == 1, answer)
    floors = sorted([int(star), c["code"]] for _, c in criteria(coffee) for star in c.get("floors", {}))
    check("every floor is missed, sorted", answer["floors_missed"] == floors, answer["floors_missed"])
    low = best(coffee)
    low["1.5"] = 2
    answer = json.loads(ask(request([low])).stdout)
    check("98 points without the linkage floor of 4 stars give 3", answer["total"] == 98 and answer["band"] == 5 and answer["stars"] == 3, answer)
    check("both missed floors are named", answer["floors_missed"] == [[4, "1.5"], [5, "1.5"]], answer["floors_missed"])
    answer = json.loads(ask(request([best(coffee), best(coffee), low])).stdout)
    total = Fraction(100 + 100 + 98, 3)
    check("a mean is cut, not rounded", answer["total"] == 99.33 and total > 99, answer)
    check("a floor is missed by a mean just below it", [5, "1.5"] in answer["floors_missed"], answer["floors_missed"])
    answer = json.loads(ask(request([best(coffee), low], ["food_safety", "2.1", "forged", "forged"] if "knockout" in dict(criteria_by_code(coffee))["2.1"] else ["forged"])).stdout)
    check("a knockout gives no star", answer["stars"] == 0 and answer["knockouts"] == sorted(set(answer["knockouts"])), answer)
    every = json.loads(ask(request([best(coffee), best(coffee), low]), "--floor-basis", "every_sheet").stdout)
    check("floors on every sheet, where a province sets so", [4, "1.5"] in every["floors_missed"] and every["stars"] == 3, every)


def criteria_by_code(data):
    return [(c["code"], c) for _, c in criteria(data)]


def wrong(server):
    coffee = best(table("13"))
    cases = {
        "no sheet": request([]), "unknown criterion": request([{"9.9": 1}]), "option 0": request([{"1.1": 0}]), "option past the last": request([{"1.1": 99}]),
        "option as text": request([{"1.1": "2"}]), "half an option": request([{"1.1": 1.5}]), "unknown knockout": request([coffee], ["bad_weather"]),
        "a criterion without knockout": request([coffee], ["1.2"]), "a set of another rulebook": request([coffee], sets="QD1048-06"),
        "unknown set": request([coffee], sets="QD26-27"), "unknown rulebook": request([coffee], rulebook="QD148-2023"), "not JSON": "{", "a list": [],
        "an unknown member": {**request([coffee]), "rounding": "up"}, "no rulebook": {"product_set": "QD26-13", "sheets": []},
    }
    for name, value in cases.items():
        answer = ask(value)
        check(f"command: {name} is refused with exit code 65", answer.returncode == 65 and answer.stdout.strip() == "" and answer.stderr.strip(), f"{answer.returncode} {answer.stdout} {answer.stderr}")
        over_http = Session(server).request("POST", "/api/v1/score", (value if isinstance(value, str) else json.dumps(value)).encode(), {"Content-Type": "application/json"})
        good = over_http.status in (400, 422) and over_http.headers["Content-Type"].startswith("application/problem+json")
        check(f"API: {name} is a problem", good and over_http.json.get("problems", [{}])[0].keys() >= {"field", "got", "expected"}, f"{over_http.status} {over_http.text[:300]}")
    check("a file that is not there: exit code 66", run("score", "/nonexistent.json").returncode == 66)


def same_answer(server):
    for name in ("01", "13", "26"):
        data = table(name)
        sheet = {c["code"]: 1 for _, c in criteria(data)}
        value = request([sheet, best(data), {}], sets=data["code"])
        command, api = ask(value), Session(server).api("POST", "/api/v1/score", value)
        check(f"{data['code']}: command and API agree", api.status == 200 and json.loads(command.stdout) == api.json, f"{command.stdout} {api.status} {api.text[:300]}")


server = Server()
try:
    sound()
    wrong(server)
    same_answer(server)
finally:
    server.close()
finish()
