#!/usr/bin/env python3
"""Counts every obligation and target of a programme over exports, with nothing of the program's own code, and
compares with what `coverage` says.

usage: recount_programme.py SOURCE PROGRAMME.yaml EXPORTS COVERAGE.json TODAY ROOT then|now AS_OF [YEAR]
  SOURCE         the source tree: which states are live and which date a kind goes by is read from its declarations
  EXPORTS        folder with <kind>.json of `export KIND --all`, and states.csv: record,seq,state,from_day,to_day
  COVERAGE.json  of `coverage --programme … --format json`
  TODAY          the clock of that run; ROOT the unit covered, CODE@FIRST_DAY; AS_OF the day looked at
Prints each difference; ends with "N passed, N failed".
"""
import datetime
import glob
import json
import re
import sys
from collections import defaultdict
from fractions import Fraction

import small_yaml

source, programme_path, folder, coverage_path, today_text, root_key, mode, as_of_text = sys.argv[1:9]
only_year = int(sys.argv[9]) if len(sys.argv) > 9 else 0
EPOCH = datetime.date(1970, 1, 1)


def days(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def day_text(number):
    return (EPOCH + datetime.timedelta(number)).isoformat()


today, as_of = days(today_text), days(as_of_text)
programme = small_yaml.load(programme_path)
parameters = programme.get("parameters") or {}

# --- what a kind is: from its declaration ---------------------------------------------------------------
kinds = {}
for path in glob.glob(f"{source}/src/domain/kind/*.c"):
    text = open(path, encoding="utf-8").read()
    slug = re.search(r'\.slug = "(\w+)"', text)
    if not slug:
        continue
    states = re.search(r"struct state states\[\] = \{(.*?)\n\};", text, re.S)
    live = re.findall(r'\{ "(\w+)",[^{}]*?\.live = true', states.group(1), re.S) if states else None
    part = lambda name: (re.search(rf'\.{name} = "(\w+)"', text) or [None, None])[1]
    fields = re.findall(r'^    \{ "(\w+)", "(?:[^"\\]|\\.)*"', text, re.M)
    key_fields = re.findall(r'\{ "(\w+)",[^{}]*?\.ref = "(\w+)"', text, re.S)
    kinds[slug.group(1)] = {"name": part("name"), "live": live, "unit": part("unit"), "date": part("date"),
                            "fields": fields, "refs": dict(key_fields)}

cache = {}


def load(slug):
    if slug not in cache:
        try:
            cache[slug] = json.load(open(f"{folder}/{slug}.json", encoding="utf-8"))
        except FileNotFoundError:
            cache[slug] = []
    return cache[slug]


history = defaultdict(list)
DIGITS = {c: i for i, c in enumerate("0123456789ABCDEFGHJKMNPQRSTVWXYZ")}
for line in open(f"{folder}/states.csv", encoding="utf-8"):
    record, seq, state, first, end = line.strip().split(",")
    history[int(record)].append((int(seq), state, int(first), int(end)))


def number_of(identity):
    value = 0
    for c in identity:
        value = value * 32 + DIGITS[c]
    return value


def state_on(record, day):
    """None: it was not there yet."""
    if day >= today:
        return record["state"]
    found = None
    for seq, state, first, end in sorted(history[number_of(record["id"])]):
        if first <= day < end:
            found = state
    return found


# --- territory ----------------------------------------------------------------------------------------------
units = {unit["id"]: unit for unit in load("units")}
lineages = defaultdict(list)
for row in load("lineages"):
    lineages[row["from_unit"]].append(row)


def valid(unit, day):
    return unit["valid_from"] <= day and (unit["valid_to"] is None or day < unit["valid_to"])


def place(unit_id, day):
    unit = units[unit_id]
    if valid(unit, day):
        return unit_id
    onward = [row for row in lineages[unit_id] if row["on_date"] <= day]
    if len(onward) == 1 and onward[0]["type"] != "partial":
        return place(onward[0]["to_unit"], day)
    if onward:
        return None
    return place(unit["parent"], day) if unit["parent"] else None


chains = {}


def chain(unit_id, day):
    if (unit_id, day) not in chains:
        found, at = [], place(unit_id, day) if unit_id else None
        while at:
            found.append(at)
            at = place(units[at]["parent"], day) if units[at]["parent"] else None
        chains[unit_id, day] = found
    return chains[unit_id, day]


code, _, valid_from = root_key.partition("@")
root = next(u["id"] for u in units.values() if u["code"] == code and u["valid_from"] == valid_from)


def unit_key(unit_id):
    return f"unit:{units[unit_id]['code']}@{units[unit_id]['valid_from']}"


def below(day, level):
    return [u["id"] for u in units.values() if u["level"] == level and valid(u, day) and root in chain(u["id"], day)]


# --- values, conditions -----------------------------------------------------------------------------------------
def resolved(value):
    if isinstance(value, str) and value.startswith("$"):
        return small_yaml.scalar(parameters[value[1:]]["value"])
    return value


def as_list(value):
    value = resolved(value)
    return value if isinstance(value, list) else [value]


def number(text):
    """1, 1.000.000, 100 % and 4.5 % in hundredths of a per cent."""
    text = str(text).replace("points", "%").replace("điểm %", "%").strip()
    if text.endswith("%"):
        return int(Fraction(text[:-1].strip().replace(",", ".")) * 100)
    return int(text.replace(".", "") if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text) else text)


def equal(have, want):
    if isinstance(have, list):
        return want in have
    if isinstance(have, bool) or isinstance(want, bool):
        return have == want
    return str(have) == str(want)


def field_holds(have, want):
    want = resolved(want)
    if isinstance(want, dict):
        for word, value in want.items():
            empty = have is None or have == []
            if word == "known":
                ok = empty != (value is True)
            elif empty:
                ok = False
            elif word == "is_not":
                ok = not equal(have, value)
            elif word in ("is", "has"):
                ok = equal(have, value)
            else:
                value = number(value)
                ok = {"at_least": have >= value, "at_most": have <= value, "more_than": have > value,
                      "less_than": have < value}[word]
            if not ok:
                return False
        return True
    if want is None:
        return have is None or have == []
    if have is None:
        return False
    return any(equal(have, one) for one in as_list(want))


def holds(record, state, where):
    for key, want in where.items():
        if key == "all":
            ok = all(holds(record, state, one) for one in want)
        elif key == "any":
            ok = any(holds(record, state, one) for one in want)
        elif key == "not":
            ok = not holds(record, state, want)
        else:
            ok = field_holds(state if key == "state" else record.get(key), want)
        if not ok:
            return False
    return True


def names_state(where):
    return any(k == "state" or (k in ("all", "any") and any(map(names_state, v))) or (k == "not" and names_state(v))
               for k, v in where.items())


# --- measures -----------------------------------------------------------------------------------------------------
named = {}
for section in ("measures", "indicators"):
    for element in programme.get(section) or []:
        named[element["id"]] = element


class Cut:
    def __init__(self, first, last, territory_day):
        self.first, self.last, self.day = first, last, territory_day  # texts

    def of_year(self, year):
        return Cut(f"{year}-01-01", min(f"{year}-12-31", self.last), self.day)

    def earlier(self, years):
        back = lambda text: str(int(text[:4]) - years) + (text[4:] if text[5:] != "02-29" else "-02-28")
        return Cut(back(self.first), back(self.last), self.day)


def first_day(text):
    return text + "-01-01"[len(text) - 4:] if len(text) < 10 else text


def designated(choice, day):
    found = set()
    for row in load("designations"):
        if row["type"] in as_list(choice["designated"]) and row["state"] == "active" and (
                row["year"] == int(day[:4]) if row["from_date"] is None else
                first_day(row["from_date"]) <= day and (row["to_date"] is None or first_day(row["to_date"]) > day)):
            found.add(row["unit"])
    return found


def chosen(choice, unit_id, day):
    ok = False
    if "designated" in choice:
        ok = bool(designated(choice, day) & set(chain(unit_id, day)))
    for one in as_list(choice.get("types", [])):
        ok = ok or any(units[u]["type"] == one for u in chain(unit_id, day))
    return ok != bool(choice.get("without"))


def slug_of(measure):
    return measure.get("count") or measure["of"]


def organisation_field(measure):
    if "organisation" in measure and measure["organisation"] in kinds[slug_of(measure)]["fields"]:
        return measure["organisation"]
    refs = kinds[slug_of(measure)]["refs"]
    return "organisation" if refs.get("organisation") == "organisations" else \
        next((f for f, ref in refs.items() if ref == "organisations"), None)


def records(measure, cut, within=True):
    """The records a measure counts in the cut, with their place's chain."""
    slug = slug_of(measure)
    kind = kinds[slug]
    where = measure.get("where") or {}
    last_day = days(cut.last)
    for record in load(slug):
        state = state_on(record, last_day if last_day < today else today)
        if kind["live"] is not None and not names_state(where) and state not in kind["live"]:
            continue
        if not holds(record, state, where):
            continue
        time = measure["time"]
        assert time in ("any", "flow", "year"), time
        if time == "flow":
            date = record[measure.get("date") or kind["date"]]
            if date is None or not cut.first <= first_day(date) <= cut.last:
                continue
        elif time == "year":
            year = record[measure.get("date") or "year"]
            if year is None or not int(cut.first[:4]) <= year <= int(cut.last[:4]):
                continue
        where_to = measure.get("place") or kind["unit"]
        at = chain(record[where_to], cut.day) if where_to else []
        if within and where_to and root not in at:
            continue
        if measure.get("units") and not chosen(measure["units"], record[where_to], cut.day):
            continue
        yield record, at


def aggregate(measure, rows):
    if "count" in measure:
        return len(rows)
    if "sum" in measure:
        return sum(r[measure["sum"]] or 0 for r in rows)
    return len({r[measure["distinct"]] for r in rows if r[measure["distinct"]] is not None})


found_cache = {}


def measure_value(measure, cut, keep):
    key = json.dumps(measure, sort_keys=True), cut.first, cut.last, cut.day
    if key not in found_cache:
        found_cache[key] = list(records(measure, cut))
    return aggregate(measure, [r for r, at in found_cache[key] if keep(measure, r, at)])


def nearest(fraction):
    half = Fraction(1, 2)
    return int(fraction + half) if fraction >= 0 else -int(-fraction + half)


def value(expr, cut, keep):
    """None: not known."""
    expr = resolved(expr)
    if isinstance(expr, str):
        expr = named[expr] if expr in named else number(expr)
    if isinstance(expr, int):
        return expr
    if "ratio" in expr:
        part, whole = (value(e, cut, keep) for e in expr["ratio"])
        if part is None or not whole:
            return None
        return Fraction(part * 10000) / whole
    if "add" in expr or "subtract" in expr:
        parts = [value(e, cut, keep) for e in expr.get("add") or expr["subtract"]]
        if None in parts:
            return None
        return sum(parts) if "add" in expr else parts[0] - sum(parts[1:])
    for word, sign in (("change", 1), ("decrease", -1)):
        if word in expr:
            body = expr[word]
            if "since" in body:
                since, last = int(resolved(body["since"])), int(cut.last[:4])
                now, then = value(body["of"], cut.of_year(last), keep), value(body["of"], cut.of_year(since), keep)
                span = last - since
            else:
                now, then = value(body["of"], cut, keep), value(body["of"], cut.earlier(int(body["years"])), keep)
                span = int(body["years"])
            if now is None or then is None or (body.get("per_year") and span <= 0):
                return None
            return Fraction(sign * (now - then)) / (span if body.get("per_year") else 1)
    if "years_ago" in expr:
        return value(expr["measure"], cut.earlier(int(expr["years_ago"])), keep)
    return measure_value(expr, cut, keep)


def is_share(expr):
    expr = resolved(expr)
    if isinstance(expr, str):
        expr = named.get(expr, {})
    return "ratio" in expr or any(w in expr and is_share(expr[w]["of"]) for w in ("change", "decrease"))


def bound_holds(bound, number_):
    for word, limit in bound.items():
        limit = number(resolved(limit))
        if not {"at_least": number_ >= limit, "at_most": number_ <= limit, "more_than": number_ > limit,
                "less_than": number_ < limit, "exactly": number_ == limit}[word]:
            return False
    return True


# --- obligations ----------------------------------------------------------------------------------------------------
expected = {}


def put(obligation, subject, period, got, state):
    expected[obligation["id"], subject, period] = (got if got is None else nearest(got), state)


def judged(bound, got):
    if bound == "unknown" or got is None:
        return "unknown"
    return "met" if bound_holds(bound, got) else "unmet"


def gaps(obligation, measure, unit_id, cut):
    """Days without, after the bound first held: of a measure that must hold continuously."""
    changes = defaultdict(int)
    where = measure.get("where") or {}
    kind = kinds[slug_of(measure)]
    for record in load(slug_of(measure)):
        if unit_id not in chain(record[kind["unit"]], cut.day):
            continue
        for _, state, first, end in history[number_of(record["id"])]:
            if holds(record, state, where) if names_state(where) else state in kind["live"]:
                changes[first] += 1
                changes[end] -= 1
    now, held = 0, False
    for day in sorted(changes):
        if day > days(cut.last):
            break
        now += changes[day]
        ok = bound_holds(obligation["bound"], now)
        if held and not ok:
            return True
        held = held or ok
    return False


def bodies_at(level, cut):
    there = set()
    for record, at in records({"count": "bodies", "time": "any", "where": {"level": level}}, cut):
        here = next((u for u in at if units[u]["level"] == level), None)
        there.add((here, record["organisation"]))
    return there


def case_of(bound, unit_id, day):
    """The first line of a table that fits the unit; None: no line does."""
    for case in bound["cases"]:
        if "levels" in case and units[unit_id]["level"] not in as_list(case["levels"]):
            continue
        if "units" in case and not chosen(case["units"], unit_id, day):
            continue
        return {word: limit for word, limit in case.items() if word not in ("levels", "units")}
    return None


def cover_unit(obligation, unit_id, organisation, cut, period, there):
    bound = obligation["bound"]
    if isinstance(bound, dict) and "cases" in bound:
        bound = case_of(bound, unit_id, cut.day)
        if bound is None:
            return put(obligation, unit_key(unit_id), period, None, "not_applicable")
    measure = obligation["measure"]

    def keep(m, record, at):
        return unit_id in at and (not organisation or record[organisation_field(m)] == organisation)

    got = value(measure, cut, keep)
    state = judged(bound, got)
    if organisation and (unit_id, organisation) not in there:
        state = "not_applicable"
    elif obligation.get("supply"):
        supply = value(obligation["supply"], cut, lambda m, r, at: unit_id in at)
        sharers = sum((unit_id, org) in there for org in obligation["among"]["organisations"])
        least = number(bound.get("at_least", 0))
        if supply == 0:
            state = "not_applicable"
        elif got < least and supply < least * sharers:
            state = "impossible"
    body = resolved(measure)
    if obligation["when"] == "continuous" and state == "met" and isinstance(body, str) and \
            "count" in named.get(body, {}) and gaps(obligation, named[body], unit_id, cut):
        state = "unmet"
    return put(obligation, unit_key(unit_id) + (f"/{organisation}" if organisation else ""), period, got, state)


def cover_records(obligation, word, cut, period):
    bound = obligation["bound"]
    slug = next(s for s, kind in kinds.items() if kind["name"] == word)
    among = obligation["among"]["records"]
    among = named[among] if isinstance(among, str) else among
    field = lambda m: "id" if slug_of(m) == slug else word
    members = {r[field(among)] for r, _ in records(among, cut)} - {None}
    counted = defaultdict(list)
    body = resolved(obligation["measure"])
    body = named[body] if isinstance(body, str) else body
    for r, _ in records(body, cut):
        counted[r[field(body)]].append(r)
    held = 0
    for member in members:
        got = aggregate(body, counted[member])
        held += bound_holds(bound, got)
        if not bound_holds(bound, got):
            put(obligation, f"{word}:{member}", period, got, "unmet")
    state = "not_applicable" if not members else "met" if held == len(members) else "unmet"
    put(obligation, unit_key(root), period, held, state)


def spans(obligation):
    whole = str(resolved(obligation.get("period") or programme["period"]))
    first, _, last = whole.partition("..")
    first, last = int(first[:4]), int((last or first)[:4])
    when = resolved(obligation["when"])
    months = {"each_year": 12, "each_half": 6, "each_quarter": 3}.get(when)
    if not months:
        return [(f"{first}-01-01", f"{last}-12-31")]
    out = []
    for year in range(first, last + 1):
        for month in range(1, 13, months):
            end = datetime.date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1) - datetime.timedelta(1)
            if not only_year or year == only_year:
                out.append((f"{year}-{month:02}-01", end.isoformat()))
    return out


def cover(obligation, first, last):
    last = min(last, as_of_text)
    day = today_text if mode == "now" else last
    if mode == "then" and not valid(units[root], day):  # the unit as it last stood, or first
        end = units[root]["valid_to"]
        day = day_text(days(end) - 1) if end and day >= end else units[root]["valid_from"]
    cut = Cut(first, last, day)
    each = as_list(obligation["each"])
    among = obligation.get("among") or {}
    by_organisation = "organisation" in each
    where = next((e for e in each if e != "organisation"), "territory")
    organisations = as_list(among.get("organisations")) if by_organisation else [None]
    period = (first, last)
    if where == "branch":
        where, by_organisation = "area", True
    if where not in ("territory", "province", "district", "commune", "area", "unit"):
        return cover_records(obligation, where, cut, period)
    if where == "territory":
        for org in organisations:
            keep = lambda m, r, at: not org or organisation_field(m) is None or r[organisation_field(m)] == org
            got = value(obligation["measure"], cut, keep)
            put(obligation, unit_key(root) + (f"/{org}" if org else ""), period, got, judged(obligation["bound"], got))
        return None
    levels = as_list(among["levels"]) if where == "unit" else [where]
    subjects = [(level, u) for level in levels for u in below(day, level)
                if "units" not in among or chosen(among["units"], u, day)]
    if not subjects:
        return put(obligation, unit_key(root), period, 0, "not_applicable")
    for level, unit_id in subjects:
        there = bodies_at(level, cut) if by_organisation else None
        for org in organisations:
            cover_unit(obligation, unit_id, org, cut, period, there)
    return None


def resolve_bound(obligation):
    bound = resolved(obligation["bound"])
    if isinstance(bound, dict):
        bound = {word: limit if word == "cases" else resolved(limit) for word, limit in bound.items()}
    return {**obligation, "bound": bound, "when": resolved(obligation["when"])}


bodies_cache = {}
plain_bodies_at = bodies_at


def bodies_at(level, cut):  # noqa: F811 – the same, kept
    key = (level, cut.first, cut.last, cut.day)
    if key not in bodies_cache:
        bodies_cache[key] = plain_bodies_at(level, cut)
    return bodies_cache[key]


for section in ("obligations", "targets"):
    for element in programme.get(section) or []:
        element = resolve_bound(element)
        for first, last in spans(element):
            if first <= as_of_text:
                cover(element, first, last)

told = {}
for row in json.load(open(coverage_path, encoding="utf-8")):
    known = [k for k in expected if k[0] == row["obligation"] and k[1] == row["subject"]]
    end = row["as_of"]
    start = next((k[2][0] for k in known if k[2][1] == end), None)
    told[row["obligation"], row["subject"], (start, end)] = (row["value"], row["state"])
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
