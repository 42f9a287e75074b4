"""Numbers over exports as docs/measures.md defines them, with nothing of the program's own code: territory, states by
day, conditions, measures, expressions. What a folder holds: schema.json and schema_KIND.json of `schema … --format
json`, KIND.json of `export KIND --all --format json`."""
import datetime
import json
import os
import re
from collections import defaultdict
from fractions import Fraction

import small_yaml

# a word of a document and the types it means; others are written as the export has them
TYPE_WORDS = {"tỉnh": ["province"], "thành phố": ["municipality", "provincial_city"], "quận": ["urban_district"], "huyện": ["rural_district"],
              "thị xã": ["town"], "xã": ["commune"], "phường": ["ward"], "thị trấn": ["township"], "đặc khu": ["special_zone"],
              "thôn": ["village"], "tổ dân phố": ["residential_group"], "khu dân cư": ["area"]}
LEVELS = ["nation", "province", "district", "commune", "area"]


def first_day(text):
    """Of a date known to the day, month, quarter or year."""
    if len(text) == 4:
        return text + "-01-01"
    if text[5] == "Q":
        return f"{text[:4]}-{int(text[6]) * 3 - 2:02}-01"
    return text if len(text) == 10 else text + "-01"


def plus_days(text, count):
    return (datetime.date.fromisoformat(text) + datetime.timedelta(count)).isoformat()


def plus_months(text, count):
    month = int(text[:4]) * 12 + int(text[5:7]) - 1 + count
    last = (datetime.date(month // 12 + (month % 12 == 11), (month % 12 + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return f"{month // 12}-{month % 12 + 1:02}-{min(int(text[8:]), last):02}"


class Register:
    def __init__(self, folder, today):
        self.folder, self.today, self.cache, self.field_cache = folder, today, {}, {}
        self.kinds = {row["kind"]: row for row in json.load(open(f"{folder}/schema.json", encoding="utf-8"))}
        self.units = {u["id"]: u for u in self.load("units")}
        self.onward, self.origin = defaultdict(list), defaultdict(list)
        for row in self.load("lineages"):
            if row["state"] != "recorded":
                continue
            if row["on_date"] == self.units[row["from_unit"]]["valid_to"]:
                self.onward[row["from_unit"]].append(row)
            if row["on_date"] == self.units[row["to_unit"]]["valid_from"]:
                self.origin[row["to_unit"]].append(row)
        self.places, self.chains, self.referring = {}, {}, {}

    def load(self, slug):
        if slug not in self.cache:
            path = f"{self.folder}/{slug}.json"
            self.cache[slug] = json.load(open(path, encoding="utf-8")) if os.path.exists(path) else []
        return self.cache[slug]

    def fields(self, slug):
        """name → (type, kind referred to, copied from)"""
        if slug not in self.field_cache:
            found = {}
            for row in json.load(open(f"{self.folder}/schema_{slug}.json", encoding="utf-8")):
                ref, _, carried = row["values"].partition(" = ")
                found[row["field"]] = (row["type"], ref if row["type"] in ("ref", "key") else None, carried or None)
            self.field_cache[slug] = found
        return self.field_cache[slug]

    # --- territory ---------------------------------------------------------------------------------

    def valid(self, unit, day):
        return unit["state"] == "recorded" and unit["valid_from"] <= day and (
            unit["valid_to"] is None or day < unit["valid_to"])

    def place(self, unit_id, day):
        if (unit_id, day) not in self.places:
            self.places[unit_id, day] = self.find_place(unit_id, day)
        return self.places[unit_id, day]

    def find_place(self, unit_id, day):
        unit = self.units[unit_id]
        if self.valid(unit, day):
            return unit_id
        after = unit["valid_to"] is not None and day >= unit["valid_to"]
        rows = (self.onward if after else self.origin)[unit_id]
        side = "to_unit" if after else "from_unit"
        if after:
            whole = [row for row in rows if row["type"] != "partial"]
            rows = whole if len(whole) == 1 else rows
        others = {row[side] for row in rows}
        if len(others) == 1:
            return self.place(others.pop(), day)
        if others:
            return self.lowest_common(others, day)
        return self.place(unit["parent"], day) if unit["parent"] else None

    def lowest_common(self, unit_ids, day):
        chains = [self.chain(u, day) for u in unit_ids]
        return next((u for u in chains[0] if all(u in c for c in chains)), None)

    def chain(self, unit_id, day):
        if (unit_id, day) not in self.chains:
            found, at = [], self.place(unit_id, day) if unit_id else None
            while at:
                found.append(at)
                at = self.place(self.units[at]["parent"], day) if self.units[at]["parent"] else None
            self.chains[unit_id, day] = found
        return self.chains[unit_id, day]

    def below(self, root, day, level):
        return [u["id"] for u in self.units.values()
                if u["level"] == level and self.valid(u, day) and root in self.chain(u["id"], day)]

    def day_of(self, unit_id, day):
        """The day, or the last (first) one of a unit that had ended (not begun) by then."""
        unit = self.units[unit_id]
        if self.valid(unit, day):
            return day
        ended = unit["valid_to"] is not None and day >= unit["valid_to"]
        return plus_days(unit["valid_to"], -1) if ended else unit["valid_from"]

    def unit_by_key(self, key):
        code, _, day = key.partition("@")
        return next(u["id"] for u in self.units.values()
                    if u["code"] == code and u["valid_from"] <= day < (u["valid_to"] or "9999"))

    def unit_key(self, unit_id):
        return f"unit:{self.units[unit_id]['code']}@{self.units[unit_id]['valid_from']}"

    # --- records -------------------------------------------------------------------------------------

    def state(self, record, day):
        if day >= self.today or "states" not in record:
            return record.get("state")
        return next((s["state"] for s in record["states"]
                     if (s["from"] or "") <= day < (s["to"] or "9999")), None)

    def told(self, slug, record, field):
        """The field; of a household the one that stands for it."""
        if field == "id":
            return record.get(self.kinds[slug]["same_as"]) or record["id"]
        kind, ref, carried = self.fields(slug)[field]
        if kind == "ref" and ref == "households":
            beside = f"canonical_{field}" if f"canonical_{field}" in record else "canonical_household"
            return record.get(beside) or record[field]
        return record[field]

    def referring_to(self, slug, field):
        """The records of the kind by what they refer to."""
        if (slug, field) not in self.referring:
            found = defaultdict(list)
            for record in self.load(slug):
                found[self.told(slug, record, field)].append(record)
            self.referring[slug, field] = found
        return self.referring[slug, field]

    def record(self, slug, identity):
        if ("id", slug) not in self.referring:
            self.referring["id", slug] = {r["id"]: r for r in self.load(slug)}
        return self.referring["id", slug].get(identity)


class Cut:
    """Of `unit` (None: of the whole), from `first` to `last`, territory of `day`, of one organisation, of one level."""

    def __init__(self, unit, first, last, day, organisation=None, own_level=None, year=None, whole=None):
        self.unit, self.first, self.last, self.day = unit, first, last, day
        self.organisation, self.own_level, self.year, self.whole = organisation, own_level, year, whole

    def changed(self, **changes):
        cut = Cut(**self.__dict__)
        cut.__dict__.update(changes)
        return cut

    def of_year(self, year):
        return self.changed(first=f"{year}-01-01", last=min(f"{year}-12-31", self.last), year=year)

    def earlier(self, years):
        return self.changed(first=plus_months(self.first, -12 * years), last=plus_months(self.last, -12 * years),
                            year=self.year and self.year - years)


def nearest(fraction):
    whole = int(abs(fraction) + Fraction(1, 2))
    return whole if fraction >= 0 else -whole


def number(text):
    """1, 1.000.000, 40 triệu; 4.5 % and 4 points in hundredths."""
    text = str(text).strip()
    share = re.fullmatch(r"(.*?)\s*(%|points?|điểm %)", text)
    if share:
        return int(Fraction(share.group(1).replace(",", ".")) * 100)
    million = re.fullmatch(r"(.*?)\s*triệu( đồng)?", text)
    if million:
        return int(Fraction(million.group(1).replace(",", ".")) * 1000000)
    return int(text.replace(".", ""))


class Programme:
    def __init__(self, path, register):
        self.file = small_yaml.load(path)
        self.register = register
        self.parameters = self.file.get("parameters") or {}
        self.named, self.sets, self.found = {}, {}, {}
        for section in ("measures", "indicators", "criteria_sets"):
            for element in self.file.get(section) or []:
                self.named[element["id"]] = element
        territory = self.file["territory"]
        self.unit = register.unit_by_key(f"{territory['code']}@{territory['on']}")

    def resolved(self, value):
        if isinstance(value, str) and value.startswith("$"):
            return small_yaml.scalar(self.parameters[value[1:]]["value"])
        return value

    def as_list(self, value):
        value = self.resolved(value)
        return value if isinstance(value, list) else [value]

    # --- conditions ------------------------------------------------------------------------------------

    @staticmethod
    def equal(have, want):
        if isinstance(have, list):
            return str(want) in have
        if isinstance(have, bool) or isinstance(want, bool):
            return have is want
        if isinstance(have, int) and isinstance(want, str):
            return have == number(want)
        return str(have) == str(want)

    def against(self, slug, record, day, value):
        """What a number is compared with: a number, or (a share of) another field."""
        if isinstance(value, dict):
            have = record.get(value.get("field") or value["of"])
            return None if have is None else have if "field" in value else Fraction(have * number(value["share"]), 10000)
        return number(value)

    def compare(self, slug, record, day, have, words):
        for word, value in words.items():
            empty = have is None or have == []
            if word == "known":
                ok = empty != (value is True)
            elif word == "where":
                other = None if empty else self.register.record(self.register.fields(slug)[words["_field"]][1], have)
                ok = other is not None and self.holds(self.register.fields(slug)[words["_field"]][1], other, day, value)
            elif word == "_field":
                ok = True
            elif empty:
                ok = False
            elif word in ("is", "is_not", "has"):
                want = record.get(value["field"]) if isinstance(value, dict) else value
                ok = want is not None and self.equal(have, want) != (word == "is_not")
            else:
                limit = self.against(slug, record, day, value)
                ok = limit is not None and {"at_least": have >= limit, "at_most": have <= limit, "more_than": have > limit,
                                            "less_than": have < limit, "exactly": have == limit}[word]
            if not ok:
                return False
        return True

    def linked(self, slug, record, day, words):
        for one in self.as_list(words):
            other = one.get("count") or one["of"]
            by = one.get("by") or next(f for f, (kind, ref, carried) in self.register.fields(other).items()
                                       if kind == "ref" and ref == slug and not f.startswith("canonical"))
            rows = [r for r in self.register.referring_to(other, by)[record["id"]]
                    if self.counted(other, r, day, one.get("where") or {})]
            bound = {w: v for w, v in one.items() if w in ("at_least", "at_most", "more_than", "less_than", "exactly")}
            if not self.compare(slug, record, day, self.aggregate(one, rows), bound):
                return False
        return True

    def holds(self, slug, record, day, where):
        for key, want in where.items():
            want = self.resolved(want)
            if key == "all":
                ok = all(self.holds(slug, record, day, one) for one in want)
            elif key == "any":
                ok = any(self.holds(slug, record, day, one) for one in want)
            elif key == "not":
                ok = not self.holds(slug, record, day, want)
            elif key == "linked":
                ok = self.linked(slug, record, day, want)
            else:
                have = self.register.state(record, day) if key == "state" else record.get(key)
                if isinstance(want, dict):
                    ok = self.compare(slug, record, day, have, {**want, "_field": key})
                elif want is None:
                    ok = have is None or have == []
                else:
                    ok = have is not None and any(self.equal(have, one) for one in self.as_list(want))
            if not ok:
                return False
        return True

    def names_state(self, where):
        return any(k == "state" or (k in ("all", "any") and any(map(self.names_state, v))) or
                   (k == "not" and self.names_state(v)) for k, v in where.items())

    def counted(self, slug, record, day, where):
        kind = self.register.kinds[slug]
        if "state" in record and not self.names_state(where) and \
                self.register.state(record, day) not in kind["live"].split():
            return False
        if kind["same_as"] and record.get(kind["same_as"]) is not None:
            return False
        return self.holds(slug, record, day, where)

    # --- measures ------------------------------------------------------------------------------------------

    @staticmethod
    def slug_of(measure):
        return measure.get("count") or measure["of"]

    def place_field(self, measure):
        return measure.get("place") or self.register.kinds[self.slug_of(measure)]["place"]

    def organisation_field(self, measure):
        if measure.get("organisation") == "none":
            return None
        fields = self.register.fields(self.slug_of(measure))
        return measure.get("organisation") or ("organisation" if fields.get("organisation", (0, 0))[1] == "organisations" else
                                               next((f for f, row in fields.items() if row[1] == "organisations"), None))

    def chosen(self, choice, unit_id, day):
        chain, found = self.register.chain(unit_id, day) if unit_id else [], False
        for row in self.register.load("designations") if "designated" in choice else []:
            there = row["type"] in self.as_list(choice["designated"]) and row["state"] == "active" and row["unit"] in chain
            held = row["year"] == int(day[:4]) if row["from_date"] is None else first_day(row["from_date"]) <= day and (
                row["to_date"] is None or first_day(row["to_date"]) > day)
            found = found or (there and held)
        for one in self.as_list(choice.get("types", [])):
            found = found or any(self.register.units[u]["type"] in TYPE_WORDS.get(one.lower(), [one]) for u in chain)
        return found != bool(choice.get("without"))

    def in_time(self, measure, record, first, last):
        kind, time = self.register.kinds[self.slug_of(measure)], measure["time"]
        if time == "any":
            return True
        if time == "year":
            year = record[measure.get("date") or "year"]
            return year is not None and int(first[:4]) <= year <= int(last[:4])
        date = record[measure.get("date") or kind["date"]]
        if date is None:
            return False
        if time == "flow":
            return first <= first_day(date) <= last
        end = record[measure["end"]] if measure.get("end") else None
        return first_day(date) <= last and (end is None or first_day(end) > last)

    def rows(self, measure, cut):
        """The records counted in the cut's period, by each unit they count under; None: all."""
        key = json.dumps(measure, sort_keys=True), cut.first, cut.last, cut.day
        if key not in self.found:
            slug, place, found = self.slug_of(measure), self.place_field(measure), defaultdict(list)
            for record in self.register.load(slug):
                if not self.in_time(measure, record, cut.first, cut.last) or \
                        not self.counted(slug, record, cut.last, measure.get("where") or {}):
                    continue
                if measure.get("units") and not self.chosen(measure["units"], record[place], cut.day):
                    continue
                found[None].append(record)
                for unit in self.register.chain(record[place], cut.day) if place else []:
                    found[unit].append(record)
            self.found[key] = found
        return self.found[key]

    def records(self, measure, cut):
        place, organisation = self.place_field(measure), self.organisation_field(measure)
        for record in self.rows(measure, cut)[cut.unit if place else None]:
            if cut.organisation and organisation and record[organisation] != cut.organisation:
                continue
            if cut.own_level and place and self.register.units[record[place]]["level"] != cut.own_level:
                continue
            outside = record.get(measure["outside"]) if measure.get("outside") else None
            if outside and cut.unit in self.register.chain(outside, cut.day):
                continue
            yield record

    def aggregate(self, measure, rows):
        slug = self.slug_of(measure)
        if "count" in measure:
            return len(rows)
        if "sum" in measure:
            return sum(r[measure["sum"]] or 0 for r in rows)
        return len({str(v) for v in (self.register.told(slug, r, measure["distinct"]) for r in rows) if v is not None})

    # --- expressions -----------------------------------------------------------------------------------------

    def expression(self, expr):
        expr = self.resolved(expr)
        if isinstance(expr, str) and expr in self.named:
            return self.named[expr]
        return expr

    def is_share(self, expr):
        expr = self.expression(expr)
        if not isinstance(expr, dict):
            return False
        inner = [expr[w]["of"] for w in ("change", "decrease", "average") if w in expr] + \
            ([expr["measure"]] if "measure" in expr else []) + ([expr["of"]] if "share" in expr else [])
        return "ratio" in expr or any(map(self.is_share, inner))

    def value(self, expr, cut, rounding=lambda exact: exact):
        """None: not known. Exact: rounded only where it is shown (`nearest`)."""
        expr = self.expression(expr)
        if not isinstance(expr, dict):
            return number(expr)
        got = self.plain_value(expr, cut, rounding)
        if got is not None and "quorum" in expr:
            least = {w: v for w, v in expr["quorum"].items() if w != "measure"}
            if not self.compare(None, {}, cut.last, self.value(expr["quorum"]["measure"], cut), least):
                return None
        return got

    def plain_value(self, expr, cut, rounding):
        if "ratio" in expr:
            part, whole = (self.value(e, cut) for e in expr["ratio"])
            return None if part is None or not whole else Fraction(part * 10000) / whole
        if "add" in expr or "subtract" in expr:
            parts = [self.value(e, cut) for e in expr.get("add") or expr["subtract"]]
            return None if None in parts else sum(parts) if "add" in expr else parts[0] - sum(parts[1:])
        for word, sign in (("change", 1), ("decrease", -1)):
            if word in expr:
                return self.change(expr[word], sign, cut)
        if "average" in expr:
            years = range(int(self.resolved(expr["average"]["since"])), int(cut.last[:4]) + 1)
            parts = [self.value(expr["average"]["of"], cut.of_year(y)) for y in years]
            return None if not parts or None in parts else Fraction(sum(parts)) / len(parts)
        if "share" in expr:
            whole = self.value(expr["of"], cut)
            return None if whole is None else rounding(Fraction(whole * number(expr["share"])) / 10000)
        if "criteria" in expr:
            return self.score(expr, cut)
        if "measure" in expr:
            if "year" in expr:
                year = int(self.resolved(expr["year"]))
                return None if year > int(cut.last[:4]) else self.value(expr["measure"], cut.of_year(year))
            if "years_ago" in expr:
                return self.value(expr["measure"], cut.earlier(int(self.resolved(expr["years_ago"]))))
            return self.value(expr["measure"], cut.changed(unit=self.unit, day=self.register.day_of(self.unit, cut.day),
                                                           organisation=None, own_level=None))
        return self.aggregate(expr, list(self.records(expr, cut)))

    def change(self, body, sign, cut):
        if "since" in body:
            since, last = int(self.resolved(body["since"])), int(cut.last[:4])
            span = last - since
            now, then = self.value(body["of"], cut.of_year(last)), self.value(body["of"], cut.of_year(since))
        else:
            span = int(self.resolved(body["years"]))
            now, then = self.value(body["of"], cut), self.value(body["of"], cut.earlier(span))
        if now is None or then is None or (("since" in body or body.get("per_year")) and span <= 0):
            return None
        return Fraction(sign * (now - then)) / (span if body.get("per_year") else 1)

    def score(self, criteria_set, cut):
        points = bonus = 0
        for one in criteria_set["criteria"]:
            got, most = self.value(one["measure"], cut), int(one["points"])
            if got is None:
                return None
            if "per" in one:
                earned = min(max(got * int(one["per"]), 0), most)
            else:
                earned = most if self.compare(None, {}, cut.last, got, one["bound"]) else 0
            bonus += earned if one.get("bonus") else 0
            points += 0 if one.get("bonus") else -earned if one.get("deduction") else earned
        return points + min(bonus, int(criteria_set.get("bonus_max", bonus)))
