# SPDX-License-Identifier: Apache-2.0
"""An attacker who may read, but no personal data: differences.py ADDRESS ADMIN_TOKEN VIEWER_TOKEN. He asks for the numbers of a sensitive trait in
every way there is – areas and what they lie in, years and parts of years, then and now, two measures, several traits, all of the report's
formats, lists and exports – takes all answers together, and solves for what he is not told: no number of 1 to 4 may follow. How many
households an area has is no secret."""
import itertools
import sys
from fractions import Fraction

from client import Client, check, summary

address = sys.argv[1]
admin, viewer = (Client(address, token) for token in sys.argv[2:4])
COMMUNE, DISTRICT = "23866@2017-05-01", "631@2017-06-01"
TRAITS = ("kinh", "gia_rai", "ba_na")
CELLS = {  # of each area: able, unable to work, of each ethnic group
    "Làng Một": {"kinh": (9, 7), "gia_rai": (2, 1), "ba_na": (6, 0)},
    "Làng Hai": {"kinh": (12, 0), "gia_rai": (6, 2), "ba_na": (5, 5)},
    "Làng Ba": {"kinh": (8, 5), "gia_rai": (7, 7), "ba_na": (0, 3)},
}
MEASURES = {  # name: condition, and whether it counts a household of the trait, unable or not
    "all_households": ("{}", lambda t, u: True),
    "gia_rai": ("{ethnicity: gia_rai}", lambda t, u: t == "gia_rai"),
    "ba_na": ("{ethnicity: ba_na}", lambda t, u: t == "ba_na"),
    "not_kinh": ("{not: {ethnicity: kinh}}", lambda t, u: t != "kinh"),
    "not_gia_rai": ("{not: {ethnicity: gia_rai}}", lambda t, u: t != "gia_rai"),
    "either": ("{ethnicity: [kinh, ba_na]}", lambda t, u: t in ("kinh", "ba_na")),
    "unable": ("{no_labour_capacity: yes}", lambda t, u: u),
    "gia_rai_unable": ("{ethnicity: gia_rai, no_labour_capacity: yes}", lambda t, u: t == "gia_rai" and u),
    "gia_rai_able": ("{ethnicity: gia_rai, not: {no_labour_capacity: yes}}", lambda t, u: t == "gia_rai" and not u),
    "gia_rai_or_unable": ("{any: [{ethnicity: gia_rai}, {no_labour_capacity: yes}]}", lambda t, u: t == "gia_rai" or u),
}
programme = """id: attack
type: plan
title: Thử tấn công
period: 2016..2018
territory: {code: "631", on: 2017-06-01, name: Huyện Đức Cơ}
levels: [district, commune, area]
organisations:
  - {key: fatherland_front, title: Mặt trận Tổ quốc, levels: [district, commune, area]}
  - {key: womens_union, title: Hội Phụ nữ, levels: [commune]}
obligations:
""" + "".join("""  - {id: %s_%s, title: %s ở %s, each: %s, measure: {count: households%s, time: stock}, bound: {at_least: 1}, when: each_year}
""" % (name, level, name, level, level, "" if where == "{}" else ", where: " + where)
              for name, (where, _) in MEASURES.items() for level in ("territory", "commune", "area"))
# the same measures as a report's figures and tables, and as targets of the overview
programme += "measures:\n" + "".join("  - {id: %s, title: %s, count: households, time: stock%s}\n" % (name, name, "" if where == "{}" else ", where: " + where)
                                    for name, (where, _) in MEASURES.items())
ROWS = {"area": "area", "commune": "commune", "trait": "[{field: ethnicity}]", "both": "[area, {field: ethnicity}]", "unable": "[{field: no_labour_capacity}]",
        "trait_unable": "[{field: ethnicity}, {field: no_labour_capacity}]"}
programme += "outlines:\n" + "".join("""  - id: %s_%s
    title: Thử
    type: report
    by: [{organisation: fatherland_front, levels: [district, commune, area]}, {organisation: womens_union, levels: [commune]}]
    nodes:
      - {id: I, heading: Thử, figures: [{label: Số, value: %s}], table: {rows: %s, columns: [{label: Số, value: %s}]}}
""" % (name, rows, name, form, name) for name in MEASURES for rows, form in ROWS.items())
answer = admin.request("POST", "/api/v1/programmes/load", programme.encode(), type_="application/yaml")
if not check("the programme is loaded", answer.status in (200, 201), answer):
    summary()

# --- a commune ----------------------------------------------------------------------------------------------------
csv = "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n" + "".join("%d,Siu %s,1960,%s,Nghèo\n" % (i + 1, ("An", "Bình", "Hoa")[i], area)
                                                                     for i, area in enumerate(CELLS))
upload = admin.request("POST", "/api/v1/uploads", csv.encode(), type_="text/csv").json["upload"]
answer = admin.post("/api/v1/households/import", {"upload": upload, "unit": COMMUNE, "year": 2017})
check("the areas are there", answer.status == 200 and answer.json["accepted"] == 3, answer)
units = {unit["official_name"]: unit["id"] for unit in admin.get("/api/v1/units?level=area&limit=500&within=" + COMMUNE).json["items"]}
areas = [next(id_ for name, id_ in units.items() if name.endswith(area.split()[-1])) for area in CELLS]
items = []
for area, traits in zip(areas, CELLS.values()):
    for trait, both in traits.items():
        for unable, count in enumerate(both):
            items += [{"op": "create", "kind": "households", "fields": {"head_name": "Siu Thử %d" % len(items), "unit": area, "ethnicity": trait, "registered_on": "2012-01-01",
                                                                        "no_labour_capacity": bool(unable)}} for _ in range(count)]
answer = admin.post("/api/v1/bulk", {"items": items})
check("and their households", answer.status == 200, answer)
for record in admin.get("/api/v1/households?limit=500&within=" + COMMUNE).json["items"]:
    if not record["ethnicity"]:  # those of the list
        admin.request("PATCH", "/api/v1/households/" + record["id"], {"ethnicity": "kinh", "registered_on": "2012-01-01"}, {"If-Match": "*"})
truth = {}
for record in admin.get("/api/v1/households?limit=500&within=" + COMMUNE).json["items"]:
    cell = (record["unit"], record["ethnicity"], bool(record["no_labour_capacity"]))
    truth[cell] = truth.get(cell, 0) + 1

# --- everything he is told ------------------------------------------------------------------------------------------
cells = [(area, trait, unable) for area in areas for trait in TRAITS for unable in (False, True)]
known, told, hidden = [], 0, 0


def reduce(row):
    for lead, other in known:
        if row[lead]:
            factor = row[lead]
            row = [a - factor * b for a, b in zip(row, other)]
    return row


def learn(places, name, value, asked, only=lambda t, u: True):
    """One equation: the households of the places that the measure counts, and only such, are so many."""
    global told, hidden
    if value is None:
        hidden += 1
        return
    told += 1
    counted = MEASURES[name][1]

    def counts(t, u):
        return counted(t, u) and only(t, u)
    row = [Fraction(cell[0] in places and counts(cell[1], cell[2])) for cell in cells]
    right = sum(truth.get(cell, 0) for cell, part in zip(cells, row) if part)
    if not value and right:  # of another year, or of a place that is not there: nothing is said of these
        return
    check("what is told is so: " + asked, value == right, value, right)
    row = reduce(row)
    lead = next((i for i, part in enumerate(row) if part), None)
    if lead is not None:
        row = [part / row[lead] for part in row]
        known[:] = [(at, [a - other[lead] * b for a, b in zip(other, row)]) for at, other in known] + [(lead, row)]


for area in areas:
    learn([area], "all_households", sum(n for cell, n in truth.items() if cell[0] == area), "no secret")
whole = {COMMUNE: areas, **{area: [area] for area in areas}}
periods = ["from=2017&to=2017", "from=2016&to=2018", "from=2017Q1&to=2017Q4", "from=2017M11&to=2017M12"]
formats = set()
for name, level in itertools.product(MEASURES, ("territory", "commune", "area")):
    for place, period, as_ in itertools.product(whole, periods, ("then", "now")):
        asked = "/api/v1/series?programme=attack&obligation=%s_%s&unit=%s&%s&as=%s" % (name, level, place, period, as_)
        answer = viewer.get(asked)
        for point in answer.json.get("items", []) if answer.status == 200 else []:
            learn(whole[place], name, point.get("value"), asked + " " + point["period"])
            formats.add("series")
for year, as_, more in itertools.product((2016, 2017), ("then", "now"), ("", "&as_of=2017-12-31", "&as_of=2017-06-30", "&unit=" + COMMUNE)):
    answer = viewer.get("/api/v1/coverage?programme=attack&year=%d&as=%s%s" % (year, as_, more))
    for row in answer.json.get("items", []) if answer.status == 200 else []:
        place = row["subject"].split(":", 1)[-1]
        name = row["obligation"].rsplit("_", 1)[0]
        places = whole.get(place) or (areas if place.startswith("23866@") else None)
        if places and name in MEASURES:
            learn(places, name, row["value"], "coverage %s %s %s" % (row["obligation"], place, more))
            formats.add("coverage")
            records = viewer.get(row["records"])
            if name != "all_households":
                check("the records behind it are not shown", records.status == 403 or records.json["items"] == [], row["records"], records)


def learn_table(name, rows, table, places, asked):
    """The rows of a table of a report, each told by its key, and those within it by theirs."""
    above = places
    for row in table["rows"]:
        key, value = row["key"], row["values"][0]
        value = None if value == "hidden" else value
        place = units_by_key.get(key)
        if rows in ("area", "both") and row["depth"] == 0:
            above = [place] if place else []
        if rows in ("area", "both") and row["depth"] == 0 and place:
            learn([place], name, value, asked + key)
        elif rows in ("trait", "both") and key in TRAITS and (rows == "trait" or above):
            learn(above, name, value, asked + key, lambda t, u: t == key)
        elif rows == "unable" and key in (True, "1", 1, "true"):
            learn(above, name, value, asked + str(key), lambda t, u: u)


units_by_key = {"unit:%s@%s" % (unit["code"], unit["valid_from"]): unit["id"]
                for unit in admin.get("/api/v1/units?level=area&limit=500&within=" + COMMUNE).json["items"]}
for (name, rows), place, period, more in itertools.product(itertools.product(MEASURES, ROWS), (COMMUNE, areas[0]), ("2016", "2017", "2017H1", "2017Q4"),
                                                           ("", "&as=now", "&org=womens_union")):
    asked = "/api/v1/report?programme=attack&period=%s&unit=%s&format=json&outline=%s_%s%s" % (period, place, name, rows, more)
    answer = viewer.get(asked)
    for node in answer.json["nodes"] if answer.status == 200 else []:
        for figure in node["figures"]:
            learn(whole[place], name, None if figure["value"] == "hidden" else figure["value"], asked)
        learn_table(name, rows, node["table"], whole[place], asked)
        learn(whole[place], name, None if node["table"]["total"][0] == "hidden" else node["table"]["total"][0], asked)
        formats.add("report")
    if answer.status != 200:
        check("a report is told or refused", answer.status in (403, 422), asked, answer)
check("he was told something, and not everything", told > 50 and hidden > 50 and formats == {"series", "coverage", "report"}, told, hidden, formats)
check("and what he was told were numbers", len(known) > 5, len(known))

# --- what follows ------------------------------------------------------------------------------------------------------
def follows(places, counts):
    return not any(reduce([Fraction(cell[0] in places and counts(cell[1], cell[2])) for cell in cells]))


conditions = {trait: (lambda t, u, trait=trait: t == trait) for trait in TRAITS}
conditions.update({trait + " unable": (lambda t, u, trait=trait: t == trait and u) for trait in TRAITS})
conditions.update({trait + " able": (lambda t, u, trait=trait: t == trait and not u) for trait in TRAITS})
conditions.update({"unable": lambda t, u: u, "able": lambda t, u: not u})
groups = [list(group) for size in (1, 2, 3) for group in itertools.combinations(areas, size)]
small = 0
for (word, counts), group in itertools.product(conditions.items(), groups):
    number = sum(truth.get(cell, 0) for cell in cells if cell[0] in group and counts(cell[1], cell[2]))
    if 0 < number < 5:
        small += 1
        check("%d %s of %d areas do not follow" % (number, word, len(group)), not follows(group, counts))
check("there were small numbers", small > 5, small)

# --- lists and exports -------------------------------------------------------------------------------------------------------
for kind in admin.get("/api/v1/schema").json["kinds"]:
    for field in kind["fields"]:
        if field.get("personal") != "sensitive" or field["type"] not in ("code", "codes", "bool"):
            continue
        value = "true" if field["type"] == "bool" else (field.get("codes") or [{"code": "x"}])[0]["code"]
        for condition, path in itertools.product(("=", "!=", "~"), ("?count=1&limit=1&", "/export?format=csv&", "/export?format=xlsx&", "/export?format=json&")):
            answer = viewer.get("/api/v1/%s%s%s%s%s" % (kind["slug"], path, field["name"], condition, value))
            check("no list by %s %s %s" % (kind["slug"], field["name"], condition), answer.status in (400, 403, 422), path, answer)
        check("nor in its order", viewer.get("/api/v1/%s?sort=%s" % (kind["slug"], field["name"])).status in (400, 403, 422))
summary()
