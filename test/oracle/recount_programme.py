#!/usr/bin/env python3
"""Counts every obligation and target of a programme over exports (measures.py), and compares with what `coverage` says.

usage: recount_programme.py PROGRAMME.yaml EXPORTS COVERAGE.json TODAY ROOT then|now AS_OF [YEAR]
  EXPORTS        the folder of measures.py
  COVERAGE.json  of `coverage --programme … --format json`
  TODAY          the clock of that run; ROOT the unit covered, CODE@FIRST_DAY; AS_OF the day looked at
Prints each difference; ends with "N passed, N failed".
"""
import json
import math
import sys
from collections import defaultdict

from measures import Cut, Programme, Register, nearest, number, plus_days, plus_months

path, folder, told_path, today, root_key, mode, as_of = sys.argv[1:8]
only_year = int(sys.argv[8]) if len(sys.argv) > 8 else 0
register = Register(folder, today)
programme = Programme(path, register)
root = register.unit_by_key(root_key)
WORDS = ("at_least", "at_most", "more_than", "less_than", "exactly")
expected = {}


def put(obligation, subject, cut_period, value, state):
    if value is not None:  # what is shown is rounded, what is compared is not
        value = nearest(value) if programme.is_share(obligation["measure"]) else nearest(value * 100) / 100
    expected[obligation["id"], subject, cut_period] = (value, state)


# --- bounds ---------------------------------------------------------------------------------------------

def assigned(obligation, cut, level):
    field = "share" if programme.is_share(obligation["measure"]) else "value"
    rows = [r for r in register.load("assigned_targets")
            if programme.counted("assigned_targets", r, cut.last, {}) and r["programme"] == programme.file["id"] and r["obligation"] == obligation["id"]
            and r["level"] == level and r[field] is not None and r["year"] == cut.year
            and r["for_organisation"] == cut.organisation and cut.unit in register.chain(r["unit"], cut.day)]
    if not rows or len({r["unit"] for r in rows}) != len(rows):
        return None
    return sum(r[field] for r in rows)


def limit(obligation, word, text, cut, level):
    text = programme.resolved(text)
    if text == "assigned":
        return assigned(obligation, cut, level)
    if text == "unknown":
        return None
    if isinstance(text, dict) or text in programme.named:
        return programme.value(text, cut, math.ceil if word in ("at_least", "less_than") else math.floor)
    return number(text)


def case_fits(case, subject, cut):
    if "unit" in case:
        code, _, day = str(case["unit"]).partition("@")
        there = register.place(register.unit_by_key(f"{code}@{day or programme.file['territory']['on']}"), cut.day)
        if there != subject["unit"]:
            return False
    if "levels" in case and register.units[subject["unit"]]["level"] not in programme.as_list(case["levels"]):
        return False
    if "organisations" in case and cut.organisation not in programme.as_list(case["organisations"]):
        return False
    if "units" in case and not programme.chosen(case["units"], subject["unit"], cut.day):
        return False
    return "records" not in case or subject.get("record") in members(programme.expression(case["records"]), subject["word"],
                                                                      cut.changed(unit=root))


class Limits(dict):
    of_nothing = False  # a limit is a share of nothing


def is_share_of(text, limit_value):
    text = programme.expression(programme.resolved(text))
    return isinstance(text, dict) and "share" in text and number(text["share"]) != 0 and limit_value == 0


def bound_of(obligation, subject, cut):
    """The limits by word; None: no bound for this subject; "unknown"."""
    bound = programme.resolved(obligation["bound"])
    if bound == "unknown":
        return "unknown"
    cases = bound.get("cases", [bound])
    fitting = [case for case in cases if case_fits(case, subject, cut)]
    if not fitting:
        return None
    level = register.units[subject["unit"]]["level"]
    limits = Limits((w, limit(obligation, w, fitting[0][w], cut, level)) for w in WORDS if w in fitting[0])
    limits.of_nothing = any(is_share_of(fitting[0][w], v) for w, v in limits.items())
    for merged in (c for c in fitting[1:] if "unit" in c and "unit" in fitting[0]):
        limits.update({w: value + number(merged[w]) for w, value in limits.items()})
    return "unknown" if "about" in fitting[0] or None in limits.values() else limits


def keeps(limits, value):
    return all({"at_least": value >= v, "at_most": value <= v, "more_than": value > v, "less_than": value < v,
                "exactly": value == v}[w] for w, v in limits.items())


def contradict(limits):
    least = limits.get("at_least", limits.get("more_than"))
    most = limits.get("at_most", limits.get("less_than"))
    if least is None or most is None:
        return False
    strict = "more_than" in limits or "less_than" in limits
    return least > most - strict


def required_failed(obligation, cut):
    criteria_set = programme.expression(obligation["measure"])
    if not isinstance(criteria_set, dict) or "criteria" not in criteria_set:
        return False
    for one in criteria_set["criteria"]:
        got = programme.value(one["measure"], cut) if one.get("required") else None
        if got is None:
            continue
        bound = {w: number(v) for w, v in one.get("bound", {}).items()}
        reached = keeps(bound, got) if bound or "per" not in one else got * int(one["per"]) >= int(one["points"])
        if not reached:
            return True
    return False


# --- states ---------------------------------------------------------------------------------------------

def day_without(obligation, limits, cut, period_first):
    """A day on which the bound did not hold, of an obligation that must hold continuously."""
    measure = programme.expression(obligation["measure"])
    changes = defaultdict(int)
    slug, place = programme.slug_of(measure), programme.place_field(measure)
    organisation = programme.organisation_field(measure)
    for record in register.load(slug):
        if cut.unit not in register.chain(record[place], cut.day) or (
                cut.organisation and organisation and record[organisation] != cut.organisation):
            continue
        for span in record.get("states", [{"state": None, "from": None, "to": None}]):
            then = {**record, "state": span["state"], "states": [{**span, "from": None, "to": None}]}
            if programme.counted(slug, then, today, measure.get("where") or {}):
                changes[span["from"] or ""] += 1
                changes[span["to"] or "9999"] -= 1
    grace = obligation.get("grace")
    start = plus_months(period_first, int(grace.split()[0]) * (12 if "year" in grace else 1)) if grace else ""
    now, held = 0, grace is not None
    days = sorted(set(changes) | {start})
    for day, following in zip(days, days[1:] + [plus_days(cut.last, 1)]):
        now += changes[day]
        ok = keeps(limits, now)
        if held and not ok and day <= cut.last and max(day, start) < min(following, plus_days(cut.last, 1)):
            return True
        held = held or ok
    return False


def judge(obligation, subject, cut, period, value, supply=None, sharers=1):
    limits = bound_of(obligation, subject, cut)
    if limits is None:
        return "not_applicable"
    if limits == "unknown" or value is None:
        return "unknown"
    if limits.of_nothing:
        upper = {w: v for w, v in limits.items() if w in ("at_most", "less_than", "exactly")}
        return "not_applicable" if all(value <= v if w != "less_than" else value < v for w, v in upper.items()) else "unmet"
    if contradict(limits):
        return "impossible"
    least = limits.get("at_least", limits.get("exactly", limits.get("more_than", -1) + 1))
    if supply is not None and supply == 0:
        return "not_applicable"
    if supply is not None and value < least and supply < least * sharers:
        return "impossible"
    if programme.resolved(obligation["when"]) == "continuous":
        grace = obligation.get("grace")
        if not keeps(limits, value):
            end = plus_months(period[0], int(grace.split()[0]) * (12 if "year" in grace else 1)) if grace else ""
            return "unknown" if grace and cut.last < end else "unmet"
        return "unmet" if day_without(obligation, limits, cut, period[0]) else "met"
    return "met" if keeps(limits, value) and not required_failed(obligation, cut) else "unmet"


# --- subjects --------------------------------------------------------------------------------------------

def with_bodies(level, cut):
    """(unit, organisation) that has a body of the level."""
    found = set()
    for record in register.load("bodies"):
        if record["level"] == level and programme.counted("bodies", record, cut.last, {}):
            found.update((u, record["organisation"]) for u in register.chain(record["unit"], cut.day)
                         if register.units[u]["level"] == level)
    return found


def cover_units(obligation, cut, period, levels, organisations):
    among = obligation.get("among") or {}
    subjects = [(level, u) for level in levels for u in register.below(root, cut.day, level)
                if "units" not in among or programme.chosen(among["units"], u, cut.day)]
    if not subjects:
        put(obligation, register.unit_key(root), period, 0, "not_applicable")
    bodies = {level: with_bodies(level, cut) for level in levels if organisations != [None]}
    for level, unit in subjects:
        here = cut.changed(unit=unit)
        supply = programme.value(obligation["supply"], here) if obligation.get("supply") else None
        for organisation in organisations:
            own = here.changed(organisation=organisation)
            counted = own.changed(own_level=level if obligation.get("own") else None)
            value = programme.value(obligation["measure"], counted)
            sharers = sum((unit, o) in bodies[level] for o in organisations) if organisation else 1
            key = register.unit_key(unit) + (f"/{organisation}" if organisation else "")
            missing = organisation and (unit, organisation) not in bodies[level]
            put(obligation, key, period, value, "not_applicable" if missing else
                judge(obligation, {"unit": unit}, own, period, value, supply, sharers))


def members(measure, word, cut):
    """The records that the measure's records are, or refer to."""
    slug = kind_of(word)
    field = reference(measure, slug, word)
    return {register.told(programme.slug_of(measure), r, field) for r in programme.records(measure, cut)} - {None}


def kind_of(word):
    return "household_members" if word == "person" else next(s for s, kind in register.kinds.items() if kind["name"] == word)


def reference(measure, slug, word):
    own = programme.slug_of(measure)
    fields = register.fields(own)
    if own == slug:
        return "id"
    return word if word in fields else next(f for f, row in fields.items() if row[1] == slug)


def leaves(expr):
    """The measures of an expression made of plain arithmetic."""
    expr = programme.expression(expr)
    if isinstance(expr, dict) and ("count" in expr or "sum" in expr or "distinct" in expr):
        return [expr]
    return [leaf for part in expr.get("ratio") or expr.get("add") or expr["subtract"] for leaf in leaves(part)]


class OfRecord(Programme):
    """The programme's numbers of one record: of the records that refer to it."""

    def __init__(self, word, record):  # pylint: disable=super-init-not-called
        self.__dict__.update(programme.__dict__)
        self.word, self.of = word, record
        self.slug = kind_of(word)

    def records(self, measure, cut):
        if not hasattr(programme, "by_record"):
            programme.by_record = {}
        key = json.dumps(measure, sort_keys=True), cut.first, cut.last, cut.day, cut.unit, self.word
        if key not in programme.by_record:
            rows, own = defaultdict(list), programme.slug_of(measure)
            field = reference(measure, self.slug, self.word)
            for r in programme.records(measure, cut):
                rows[register.told(own, r, field)].append(r)
            programme.by_record[key] = rows
        return programme.by_record[key].get(self.of, [])


def cover_records(obligation, word, cut, period):
    slug = kind_of(word)
    place = register.kinds[slug]["place"]
    among = programme.expression(obligation["among"]["records"])
    if "units" in obligation["among"]:
        among = {**among, "units": obligation["among"]["units"]}
    cut = cut.changed(unit=root)
    counts = defaultdict(int)
    for member in members(among, word, cut):
        value = OfRecord(word, member).value(obligation["measure"], cut)
        unit = register.record(slug, member)[place] if place else root
        state = judge(obligation, {"unit": unit, "record": member, "word": word}, cut, period, value)
        counts[state] += 1
        if state in ("unmet", "impossible"):
            put(obligation, f"{register.kinds[slug]['name']}:{member}", period, value, state)
    worst = next((s for s in ("unmet", "impossible", "unknown", "met") if counts[s]), "not_applicable")
    put(obligation, register.unit_key(root), period, counts["met"], worst)


# --- periods ----------------------------------------------------------------------------------------------

def spans(obligation):
    whole = str(programme.resolved(obligation.get("period") or programme.resolved(programme.file["period"])))
    first, _, last = whole.partition("..")
    first, last = int(first[:4]), int((last or first)[:4])
    months = {"each_year": 12, "each_half": 6, "each_quarter": 3}.get(programme.resolved(obligation["when"]))
    if not months:
        return [(f"{first}-01-01", f"{last}-12-31")]
    starts = [f"{y}-{m:02}-01" for y in range(first, last + 1) for m in range(1, 13, months)
              if not only_year or y == only_year]
    return [(start, plus_days(plus_months(start, months), -1)) for start in starts]


def cover(obligation, first, end):
    last = min(end, as_of)
    day = today if mode == "now" else register.day_of(root, last)
    year = int(first[:4]) if programme.resolved(obligation["when"]) == "each_year" else None
    cut, period = Cut(None, first, last, day, year=year), (first, last)
    each = [programme.resolved(e) for e in programme.as_list(obligation["each"])]
    among = obligation.get("among") or {}
    where = next((e for e in each if e != "organisation"), "territory")
    by_organisation = "organisation" in each or where == "branch"
    organisations = programme.as_list(among["organisations"]) if by_organisation else [None]
    if where == "territory":
        own = programme.file["levels"][0] if obligation.get("own") else None
        for organisation in organisations:
            here = cut.changed(unit=root, organisation=organisation)
            value = programme.value(obligation["measure"], here.changed(own_level=own))
            key = register.unit_key(root) + (f"/{organisation}" if organisation else "")
            put(obligation, key, period, value, judge(obligation, {"unit": root}, here, period, value))
    elif where in ("province", "district", "commune", "area", "unit", "branch"):
        levels = programme.as_list(among["levels"]) if where == "unit" else ["area" if where == "branch" else where]
        cover_units(obligation, cut, period, levels, organisations)
    else:
        cover_records(obligation, where, cut, period)


for section in ("obligations", "targets"):
    for element in programme.file.get(section) or []:
        for first, last in spans(element):
            if first <= as_of:
                cover(element, first, last)

told = {}
for row in json.load(open(told_path, encoding="utf-8")):
    if row["state"] == "unknown" and ":" in row["subject"] and not row["subject"].startswith("unit:"):
        continue  # one record of those not known
    start = next((k[2][0] for k in expected if k[0] == row["obligation"] and k[2][1] == row["as_of"]), None)
    told[row["obligation"], row["subject"], (start, row["as_of"])] = (row["value"], row["state"])
passed = failed = 0
for k in sorted(set(expected) | set(told), key=str):
    mine, theirs = expected.get(k), told.get(k)
    if mine and theirs and mine[1] == theirs[1] and (mine == theirs or mine[1] == "not_applicable"):
        passed += 1
    else:
        failed += 1
        if failed <= 20:
            print(k, "recounted", mine, "told", theirs)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
