#!/usr/bin/env python3
"""Recounts the coverage of the Đức Cơ programme from exports, with nothing of the program's own code.

usage: recount.py EXPORTS COVERAGE.json UNIT_CODE UNIT_FROM YEAR DAY
  EXPORTS       folder with <kind>.json from `chungtay export KIND --all`
  COVERAGE.json of `coverage --programme duc_co_2017 --year YEAR --format json`
  UNIT_CODE, UNIT_FROM  the unit covered: code and first day
  DAY           territory as of this day (ISO)
Prints each difference; ends with "N passed, N failed".
"""
import json
import sys
from collections import Counter, defaultdict

folder, coverage_path, unit_code, unit_from, year, day = sys.argv[1:7]
year = int(year)


def load(kind):
    with open(f"{folder}/{kind}.json", encoding="utf-8") as file:
        return json.load(file)


units = {unit["id"]: unit for unit in load("units")}
lineages = defaultdict(list)
for row in load("lineages"):
    lineages[row["from_unit"]].append(row)


def valid(unit):
    return unit["valid_from"] <= day and (unit["valid_to"] is None or day < unit["valid_to"])


def place(unit_id):
    """The unit of the day in which a record of this unit counts; None where it is not known."""
    unit = units[unit_id]
    if valid(unit):
        return unit_id
    onward = [row for row in lineages[unit_id] if row["on_date"] <= day]
    if len(onward) == 1 and onward[0]["type"] != "partial":
        return place(onward[0]["to_unit"])
    if onward:
        return None
    return place(unit["parent"]) if unit["parent"] else None


def chain(unit_id):
    """The place of a unit and all above it on the day."""
    found, at = [], place(unit_id)
    while at:
        found.append(at)
        at = place(units[at]["parent"]) if units[at]["parent"] else None
    return found


root = next(u["id"] for u in units.values() if u["code"] == unit_code and u["valid_from"] == unit_from)
chains = {unit_id: chain(unit_id) for unit_id in units}


def under(unit_id, above):
    return unit_id is not None and above in chains[unit_id]


def key(unit_id):
    return f"unit:{units[unit_id]['code']}@{units[unit_id]['valid_from']}"


communes = [u for u in units.values() if u["level"] == "commune" and valid(u) and under(u["id"], root)]
areas = [u for u in units.values() if u["level"] == "area" and valid(u) and under(u["id"], root)]
if not areas and any(u["level"] == "area" for u in units.values()):
    areas = [u for u in units.values() if u["level"] == "area" and under(u["id"], root)]

expected = {}  # (obligation, subject) → (value, state)


def at_least(value, bound):
    return "met" if value >= bound else "unmet"


# r6, r7: outstanding content and area of each commune
for obligation, kind_of in (("r6_outstanding_content", "outstanding_content"),
                            ("r7_outstanding_area", "outstanding_area")):
    rows = [d for d in load("designations") if d["type"] == kind_of and d["year"] == year and d["state"] == "active"]
    for commune in communes:
        value = sum(under(row["unit"], commune["id"]) for row in rows)
        expected[obligation, key(commune["id"])] = (value, at_least(value, 1))

# r8: each organisation of each commune has a model on the contents, within the programme so far
bodies = [b for b in load("bodies") if b["state"] == "active"]
committees = Counter((chains[b["unit"]][0], b["organisation"]) for b in bodies
                     if b["level"] == "commune" and chains[b["unit"]])
models = [m for m in load("models") if m["contents"] and 2017 <= m["year"] <= year
          and m["state"] in ("in_progress", "completed", "maintained", "evaluated", "replicated")]
for commune in communes:
    for organisation in ("trade_union", "farmers_union", "womens_union", "youth_union", "veterans_association"):
        subject = f"{key(commune['id'])}/{organisation}"
        value = sum(m["organisation"] == organisation and under(m["unit"], commune["id"]) for m in models)
        state = at_least(value, 1) if committees[commune["id"], organisation] else "not_applicable"
        expected["r8_model_per_organisation", subject] = (value, state)

# r9: each branch takes one to three poor households
live = ("active", "completed")
assignments = [a for a in load("assignments") if a["year"] == year and a["state"] in live]
poor = [c for c in load("classifications") if c["year"] == year and c["class"] == "poor"
        and c["state"] in ("provisional", "final")]
branches = Counter((chains[b["unit"]][0], b["organisation"]) for b in bodies
                   if b["level"] == "area" and chains[b["unit"]])
mass = ("farmers_union", "womens_union", "youth_union", "veterans_association")
for area in areas:
    supply = sum(under(c["unit"], area["id"]) for c in poor)
    sharers = sum(branches[area["id"], organisation] > 0 for organisation in mass)
    for organisation in mass:
        subject = f"{key(area['id'])}/{organisation}"
        value = sum(a["organisation"] == organisation and under(a["lead_unit"], area["id"])
                    and a["household_class"] == "poor" for a in assignments)
        if not branches[area["id"], organisation] or supply == 0:
            state = "not_applicable"
        elif value < 1 and supply < sharers:
            state = "impossible"
        else:
            state = "met" if 1 <= value <= 3 else "unmet"
        expected["r9_households_per_branch", subject] = (value, state)

# r10: every poor household has exactly one lead
leads = Counter(a["household"] for a in assignments if under(a["unit"], root))
subjects = {c["household"] for c in poor if under(c["unit"], root)}
held = sum(leads[h] == 1 for h in subjects)
state = "not_applicable" if not subjects else "met" if held == len(subjects) else "unmet"
expected["r10_one_lead", key(root)] = (held, state)
for household in subjects:
    if leads[household] != 1:
        expected["r10_one_lead", f"household:{household}"] = (leads[household], "unmet")

with open(coverage_path, encoding="utf-8") as file:
    told = {(row["obligation"], row["subject"]): (row["value"], row["state"]) for row in json.load(file)}
obligations = {obligation for obligation, _ in expected}
told = {k: v for k, v in told.items() if k[0] in obligations}
if not areas:  # one row that says there is no subject
    told = {k: v for k, v in told.items() if k[0] != "r9_households_per_branch"}
passed = failed = 0
for k in sorted(set(expected) | set(told)):
    if expected.get(k) == told.get(k):
        passed += 1
    else:
        failed += 1
        print(k, "recounted", expected.get(k), "told", told.get(k))
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
