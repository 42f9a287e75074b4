#!/usr/bin/env python3
"""Counts over exports (measures.py) what a quota is shared out by: for each unit what it has, its weight, its least
and most; the total; what each year of the path brought. The sharing itself is test/oracle/quota.py's.

usage: recount_quota.py PROGRAMME.yaml EXPORTS QUOTA.json TODAY
Prints each difference; ends with "N passed, N failed".
"""
import json
import math
import sys
from fractions import Fraction

from measures import Cut, Programme, Register, first_day, number

path, folder, told_path, today = sys.argv[1:5]
register = Register(folder, today)
programme = Programme(path, register)
told = json.load(open(told_path, encoding="utf-8"))
passed = failed = 0


def check(what, mine, theirs):
    global passed, failed
    if mine == theirs:
        passed += 1
    else:
        failed += 1
        if failed <= 20:
            print(what, "recounted", mine, "told", theirs)


def cut_of(unit, year, day):
    return Cut(unit, f"{year}-01-01", min(f"{year}-12-31", today), day, year=year)


def known(expr, cut):
    """A sum where there is something to add, a count where any record of the register stands for the year."""
    body = programme.expression(expr)
    rows = list(programme.records(body if "sum" in body else {"count": body["count"], "time": "year"}, cut))
    return programme.value(expr, cut) if rows else None


def least(points, of):
    """Whole things that are at least, or more than, so many points of them."""
    points = programme.resolved(points)
    strict = isinstance(points, dict) and "more_than" in points
    share = number(programme.resolved(list(points.values())[0] if isinstance(points, dict) else points))
    exact = Fraction(of * share, 10000)
    return math.floor(exact) + 1 if strict else math.ceil(exact)


def named(choice, unit, day):
    """A unit that has ended names what it went into."""
    chain = register.chain(unit, day)
    return any(row["type"] in programme.as_list(choice["designated"]) and row["state"] == "active" and
               register.place(row["unit"], day) in chain and held(row, day) for row in register.load("designations"))


def held(row, day):
    if row["from_date"] is None:
        return row["year"] == int(day[:4])
    return first_day(row["from_date"]) <= day and (row["to_date"] is None or first_day(row["to_date"]) > day)


def check_quota(element, row, included):
    year, day = told["year"], told["units_as_of"]
    have, of_all = {}, 0
    for unit in row["units"]:
        cut = cut_of(unit["unit_id"], year - 1, day)
        of, weight, most = (known(element[k], cut) for k in ("of", "weight", "at_most"))
        check((row["quota"], unit["unit"]), (of, weight, most), (unit["of"], unit["weight"], unit["at_most"] if most is not None else None))
        if None in (of, weight, most):
            check((row["quota"], unit["unit"], "left out"), None, unit["quota"])
            continue
        floors = [least(g["points"], of) for g in element.get("groups") or []
                  if g["each"] == element["each"] and named(g["units"], unit["unit_id"], day)]
        have[unit["unit_id"]] = max(floors + [included.get(unit["unit_id"], 0)], default=0)
        check((row["quota"], unit["unit"], "least"), have[unit["unit_id"]], unit["at_least"])
        of_all += of
    check((row["quota"], "units"), sorted(u["unit_id"] for u in row["units"]),
          sorted(register.below(programme.unit, day, element["each"])))
    check((row["quota"], "total"), least(element["points"], of_all), row["total"])
    for group in row["groups"]:
        inside = [u["of"] for u in row["units"] if u["unit_id"] in have and group["unit_id"] in register.chain(u["unit_id"], day)]
        words = next(g["points"] for g in element["groups"] if g["each"] != element["each"])
        check((row["quota"], group["name"]), least(words, sum(inside)), group["at_least"])
    return {u["unit_id"]: u["quota"] or 0 for u in row["units"]}


given = {}
for row in told["quotas"]:
    element = next(q for q in programme.file["quotas"] if q["id"] == row["quota"])
    given[row["quota"]] = check_quota(element, row, given.get(element.get("includes"), {}))
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
