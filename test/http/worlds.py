# SPDX-License-Identifier: Apache-2.0
"""Two houses that differ in nothing but small numbers of a sensitive trait: worlds.py ADDRESS ADMIN_TOKEN NAME=TOKEN…. Everything that the
accounts without the right to personal data, and the public, are told must be the same in both, byte by byte: pages, overviews with their targets,
reports in every format, exports, lists of what waits, deadlines, plans, quotas. The administrator, who sees personal data, is the control: he is
told different things by each of these ways. With TEST_LEVEL=all more of the same is asked."""
import io
import itertools
import json
import os
import re
import sys
import zipfile
import zlib

from client import Client, check, summary

address = sys.argv[1]
admin = Client(address, sys.argv[2])
thorough = os.environ.get("TEST_LEVEL") == "all"
others = {"public": Client(address), **{name: Client(address, token) for name, token in (pair.split("=", 1) for pair in sys.argv[3:][:None if thorough else 1])}}
COMMUNE = "23866@2017-05-01"
AREAS = {"Làng Một": {"kinh": 16, "gia_rai": 3, "ba_na": 6}, "Làng Hai": {"kinh": 12, "gia_rai": 8, "ba_na": 10}, "Làng Ba": {"kinh": 13, "gia_rai": 14, "ba_na": 3}}
OWN = "where: {ethnicity: gia_rai}"
LEVELS = ("territory", "commune", "area")

# --- a programme that asks in every form there is -------------------------------------------------------------------
measures = """measures:
  - {id: all, title: Tất cả, count: households, time: stock}
  - {id: own, title: Của một dân tộc, count: households, time: stock, where: {ethnicity: gia_rai}}
  - {id: own_any, title: Bất cứ lúc nào, count: households, time: any, where: {ethnicity: gia_rai}}
  - {id: other, title: Của dân tộc khác, count: households, time: stock, where: {not: {ethnicity: [kinh, gia_rai]}}}
  - {id: helped, title: Được giúp, distinct: household, of: supports, time: any}
  - {id: members, title: Thành viên, count: household_members, time: any, where: {household: {where: {ethnicity: gia_rai}}}}
indicators:
  - {id: own_share, title: Tỷ lệ, ratio: [own, all]}
  - {id: both, title: Tổng, add: [own, all]}
  - {id: rest, title: Còn lại, subtract: [all, own]}
  - {id: change, title: Tăng, change: {of: own, years: 1}}
  - {id: since, title: Từ đầu, change: {of: own, since: 2016}}
  - {id: mean, title: Bình quân, average: {of: own, since: 2016}}
  - {id: last_year, title: Năm trước, measure: own, years_ago: 1}
  - {id: whole, title: Toàn huyện, measure: own, whole: yes}
  - {id: enough, title: Đủ, ratio: [all, all], quorum: {measure: own, at_least: 4}}
"""
SHARES = ("own_share", "enough")
FORMS = ("own", "own_any", "other", "members", "own_share", "both", "rest", "change", "since", "mean", "last_year", "whole", "enough")
duties = ""
for form in FORMS:
    for level in LEVELS:
        duties += "  - {id: %s_%s, title: %s, each: [%s], measure: %s, bound: {at_least: 4%s}, when: each_year}\n" % (form, level, form, level, form, " %" * (form in SHARES))
for level in LEVELS:
    for when in ("programme", "each_half", "each_quarter", "continuous", "always"):
        duties += "  - {id: own_%s_%s, title: x, each: [%s], measure: own, bound: {at_least: 4}, when: %s}\n" % (when, level, level, when)
    for name, bound in {"share": "{at_least: {share: 50 %, of: own}}", "number": "{at_least: own}", "most": "{at_most: own}", "both": "{at_least: own, at_most: other}"}.items():
        duties += "  - {id: bound_%s_%s, title: x, each: [%s], measure: all, bound: %s, when: each_year}\n" % (name, level, level, bound)
    duties += "  - {id: supply_%s, title: x, each: [%s], measure: all, bound: {at_least: 4}, when: each_year, supply: own}\n" % (level, level)
    duties += "  - {id: about_%s, title: x, each: [%s], measure: own, bound: {about: 10}, when: each_year}\n" % (level, level)
duties += "  - {id: one_by_one, title: x, each: [household], measure: helped, among: {records: {count: households, time: any, where: {ethnicity: gia_rai}}}, bound: {at_least: 1}, when: each_year}\n"
duties += "  - {id: group, title: x, each: [area], measure: all, bound: {cases: [{levels: [area], at_least: {share: 10 %, of: own}}, {at_least: 1}]}, when: each_year}\n"
targets = "".join("  - {id: target_%s_%s, title: x, each: [%s], measure: %s, bound: {at_least: 4%s}, when: each_year}\n" % (form, level, level, form, " %" * (form in SHARES))
                  for form in ("own", "own_share", "change") for level in LEVELS)
OUTLINES = [(form, rows) for form in FORMS for rows in ("area", "commune")]  # each by itself: one that may not be told takes a whole report with it
outlines = "outlines:\n" + "".join("""  - id: %s_%s
    title: Thử
    type: report
    by: [{organisation: fatherland_front, levels: [district, commune, area]}]
    nodes:
      - {id: N, heading: x, figures: [{label: Số, value: %s}], table: {rows: %s, columns: [{label: Số, value: %s}, {label: Hộ, value: all}]}}
""" % (form, rows, form, rows, form) for form, rows in OUTLINES)
quotas = ["  - {id: shared, title: Chia, each: %s, points: {at_least: 3 %%}, of: %s, weight: %s}\n" % (each, of, weight)
          for each in ("commune", "area") for of in ("all", "own") for weight in ("own", "other", "all")]


def programme(*parts):
    return """id: worlds
type: plan
title: Hai nhà
period: 2016..2018
territory: {code: "631", on: 2017-06-01, name: Huyện Đức Cơ}
levels: [district, commune, area]
organisations:
  - {key: fatherland_front, title: Mặt trận Tổ quốc, levels: [district, commune, area]}
""" + "".join(parts)


def taken(text):
    answer = admin.request("POST", "/api/v1/programmes/check", text.encode(), type_="application/yaml")
    return answer.status == 200 and not answer.json.get("mistakes") and not answer.json.get("issues"), answer


kept = []
for line in duties.splitlines(True):  # forms that a programme may not have cannot tell anything
    kept += [line] if taken(programme(measures, "obligations:\n", line))[0] else []
check("most forms are lawful", len(kept) > 0.8 * len(duties.splitlines()), len(kept), [line for line in duties.splitlines(True) if line not in kept][:3])
lawful = [line for line in quotas if taken(programme(measures, "quotas:\n", line))[0]]
lawful = [line.replace("id: shared", "id: shared_%d" % i) for i, line in enumerate(lawful)]
text = programme(measures, "obligations:\n", *kept, "targets:\n", targets, *(["quotas:\n"] + lawful if lawful else []), outlines)
answer = admin.request("POST", "/api/v1/programmes/load", text.encode(), type_="application/yaml")
check("a quota may be shared out by such a number", any("weight: own" in line for line in lawful), len(lawful))
if not check("the programme is loaded", answer.status in (200, 201), re.findall(r"\"message\":\"[^\"]*", answer.body.decode())):
    summary()

# --- a commune ----------------------------------------------------------------------------------------------------
csv = "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n" + "".join("%d,Siu %s,1960,%s,Nghèo\n" % (i + 1, ("An", "Bình", "Hoa")[i], area) for i, area in enumerate(AREAS))
upload = admin.request("POST", "/api/v1/uploads", csv.encode(), type_="text/csv").json["upload"]
check("the areas are there", admin.post("/api/v1/households/import", {"upload": upload, "unit": COMMUNE, "year": 2017}).status == 200)
units = {unit["official_name"]: unit["id"] for unit in admin.get("/api/v1/units?level=area&limit=500&within=" + COMMUNE).json["items"]}
areas = [next(id_ for name, id_ in units.items() if name.endswith(area.split()[-1])) for area in AREAS]
items = [{"op": "create", "kind": "households", "fields": {"head_name": "Siu Thử %d%d" % (i, j), "unit": area, "ethnicity": trait, "registered_on": "2012-01-01"}}
         for area, traits in zip(areas, AREAS.values()) for i, (trait, count) in enumerate(traits.items()) for j in range(count)]
check("and their households", admin.post("/api/v1/bulk", {"items": items}).status == 200)
for record in admin.get("/api/v1/households?limit=500&within=" + COMMUNE).json["items"]:
    if not record["ethnicity"]:
        admin.request("PATCH", "/api/v1/households/" + record["id"], {"ethnicity": "kinh", "registered_on": "2012-01-01"}, {"If-Match": "*"})
there = admin.get("/api/v1/households?limit=500&within=" + COMMUNE).json["items"]
first = next(record["id"] for record in there if record["unit"] == areas[0] and record["ethnicity"] == "ba_na")
second = next(record["id"] for record in there if record["unit"] == areas[1] and record["ethnicity"] == "gia_rai")


def becomes(id_, trait):
    answer = admin.request("PATCH", "/api/v1/households/" + id_, {"ethnicity": trait}, {"If-Match": "*"})
    check("it is another house", answer.status == 200, answer)


# --- every way to ask -------------------------------------------------------------------------------------------------
SPOTS = ["&figure=0"] + ["&column=%d%s" % (column, row) for column in (0, 1) for row in ["", "&row=unit:23866@2017-05-01"] + ["&row=unit:" + area for area in areas[:2]]]
places = ["631@2017-06-01", COMMUNE] + (areas if thorough else areas[:1])
NUMBERS = ("poor", "near_poor", "led", "led_share", "escaped", "helped", "supports", "money", "models", "works")
TABLES = ("", "&table=supports_by_type&row=cash", "&table=money_by_source&row=", "&table=models_by_organisation&row=fatherland_front", "&table=led_by_organisation&row=fatherland_front")
gets = ["/public", "/public/models", "/metrics", "/api/v1/audit?kind=households&limit=200", "/api/v1/house/state", "/api/v1/deadlines?programme=worlds&format=ics",
        "/api/v1/programmes/worlds/words", "/api/v1/programmes/worlds/next", "/api/v1/work", "/api/v1/search?q=siu", "/api/v1/deadlines?programme=worlds", "/api/v1/deadlines", "/api/v1/coverage/records?programme=worlds&obligation=own_area"]
for place in places:
    for as_ in ("then", "now") if thorough else ("then",):
        for year in (2016, 2017):
            gets.append("/api/v1/overview?programme=worlds&unit=%s&year=%d&as=%s" % (place, year, as_))
            gets.append("/api/v1/coverage?programme=worlds&year=%d&unit=%s&as=%s" % (year, place, as_))
            gets.append("/api/v1/coverage?programme=worlds&year=%d&unit=%s&as=%s&sums=1" % (year, place, as_))
        for period, outline in itertools.product(("2017", "2017H2", "2017-12", "2016..2018") if thorough else ("2017",), OUTLINES):
            gets.append("/api/v1/report?programme=worlds&period=%s&unit=%s&as=%s&outline=%s_%s&format=json" % (period, place, as_, *outline))
    for form, outline in itertools.product(("docx", "xlsx", "pdf", "html"), OUTLINES[::1 if thorough else 4]):
        gets.append("/api/v1/report?programme=worlds&period=2017&unit=%s&outline=%s_%s&format=%s" % (place, *outline, form))
    gets += ["/api/v1/overview?unit=%s&year=2017" % place, "/api/v1/overview?programme=worlds&unit=%s&year=2017&format=xlsx" % place]
    for number, table in itertools.product(NUMBERS, TABLES):
        gets.append("/api/v1/overview/records?year=2017&unit=%s&number=%s%s" % (place, number, table))
    for outline, spot in itertools.product(OUTLINES[::1 if thorough else 5], SPOTS):
        gets.append("/api/v1/report/records?programme=worlds&period=2017&outline=%s_%s&unit=%s&node=N%s" % (*outline, place, spot))
    for state in ("met", "unmet", "unknown", "impossible", "not_applicable"):
        gets.append("/api/v1/coverage?programme=worlds&year=2017&unit=%s&state=%s" % (place, state))
    for line in kept[::2 if thorough else 12]:
        gets.append("/api/v1/series?programme=worlds&obligation=%s&unit=%s&from=2016&to=2018" % (re.search(r"id: (\w+)", line).group(1), place))
        gets.append("/api/v1/coverage/records?programme=worlds&year=2017&obligation=%s&unit=%s" % (re.search(r"id: (\w+)", line).group(1), place))
    for path in ("/api/v1/households/export?format=csv&within=%s", "/api/v1/households/export?format=xlsx&within=%s", "/api/v1/households/template?unit=%s",
                 "/api/v1/households?limit=500&count=1&labels=1&within=%s", "/api/v1/classifications?limit=500&within=%s"):
        gets.append(path % place)
gets += ["/api/v1/households/%s%s" % (id_, more) for id_ in (first, second) for more in ("", "?labels=1&may=1", "/related", "/history")]
posts = [("/api/v1/quota", {"programme": "worlds", "year": 2017}), ("/api/v1/quota", {"programme": "worlds", "year": 2017, "unit": COMMUNE}),
         ("/api/v1/quota", {"programme": "worlds", "year": 2016, "relax": True}), ("/api/v1/quota", {"programme": "worlds", "year": 2018, "points": "1"}),
         ("/api/v1/households/alike", {"name": "Siu Thử 10", "unit": areas[0]}), ("/api/v1/households/alike", {"name": "Siu Thử 10", "unit": COMMUNE}),
         *[("/api/v1/assign", {"year": 2017, "unit": COMMUNE, "detail": detail}) for detail in ("board", "communes")],
         ("/api/v1/assign", {"year": 2017, "unit": COMMUNE}), ("/api/v1/assign", {"year": 2017, "programme": "worlds", "unit": COMMUNE})]


def text_of(body):
    """What a document says, its version numbers and packing left out."""
    if body[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(body))
        body = b"".join(archive.read(name) for name in sorted(archive.namelist()))
    if body[:4] == b"%PDF":
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.S)
        body = b"".join(stream for stream in map(unpacked, streams) if b"begincmap" not in stream and b"glyf" not in stream)  # no fonts: they hold what letters occur
    return body


def unpacked(stream):
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def all_told():
    told = {}
    for name, client in {**others, "admin": admin}.items():
        for path in gets if name != "public" else gets[:4] + gets[4::25]:
            answer = client.get(path)
            told[name, path] = (answer.status, text_of(answer.body))
        for i, (path, body) in enumerate(posts if name != "public" else []):
            answer = client.post(path, body)
            told[name, "POST %s %d" % (path, i)] = (answer.status, answer.body)
    return told


for trait in ("kinh", "ba_na"):
    becomes(first, trait)
for trait in ("kinh", "gia_rai"):
    becomes(second, trait)
once = all_told()
for trait in ("kinh", "gia_rai"):
    becomes(first, trait)
for trait in ("kinh", "ba_na"):
    becomes(second, trait)
after = all_told()


def unversioned(path, told):
    """A record's version says that it was written, whatever was; in a workbook it stands sealed behind the id. A history has more of the same in
    the second house, what is counted since the start (metrics) more of everything."""
    if path.endswith("/history") and told[0] == 200:
        return sorted({json.dumps([change["action"], change["changes"], change["labels"]]) for change in json.loads(told[1])["items"]})
    if path == "/metrics":
        return told[0], re.sub(rb" [\d.]+\n", b"\n", told[1])
    seal = rb'64\.\d+\.[0-9a-f]{16}|"seq": \d+,\s+"hash": "[0-9a-f]+"'  # how far the record of changes is stands at the foot of each report
    return told[0], re.sub(seal + rb'|"version":\d+|<c r="B\d+"[^>]*><v>\d+</v></c>|(?m:^[0-9A-Z]{13},\d+,)|(?<=[0-9A-Z]{13}) [\w+/-]{40,}', b"", told[1])


def shape(key):
    return re.sub(r"[?].*", "", key[1]) + ("?" + re.search(r"format=(\w+)", key[1]).group(1) if "format=" in key[1] else "")


check("he was told much, and not everything", sum(a[0] < 400 for a in once.values()) > len(once) / 2 > sum(a[0] >= 400 for a in once.values()))
leaks = {}
for key in once:
    if key[0] != "admin" and unversioned(key[1], once[key]) != unversioned(key[1], after[key]):
        leaks.setdefault((key[0], shape(key)), []).append(key[1])
for (name, way), paths in sorted(leaks.items()):
    a, b = (unversioned(paths[0], house[name, paths[0]])[1] for house in (once, after))
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    check("%s is told the same: %s (%d)" % (name, way, len(paths)), False, paths[0], a[max(0, at - 120):at + 60], b[max(0, at - 120):at + 60])
check("nothing follows from what they are told", not leaks, len(leaks))

# --- other traits exchanged -------------------------------------------------------------------------------------------
# What two households of one commune are said to be besides: each has it in one house, the other in the other.
TRAITS = [("no_labour_capacity", True, False), ("policy_categories", ["hardship_policy_household"], [])]


def exchange(field, one, none, id_with, id_without):
    for id_, value in ((id_with, one), (id_without, none)):
        answer = admin.request("PATCH", "/api/v1/households/" + id_, {field: value}, {"If-Match": "*"})
        check("%s is exchanged" % field, answer.status == 200, answer)
    return all_told()


others = dict(list(others.items())[:2])  # the public, and who may do most without the right
if not thorough:
    gets = gets[:12] + gets[12::9]
for field, one, none in TRAITS:
    one_house, other_house = exchange(field, one, none, first, second), exchange(field, one, none, second, first)
    different = [key for key in one_house if key[0] != "admin" and unversioned(key[1], one_house[key]) != unversioned(key[1], other_house[key])]
    for key in different[:4]:
        a, b = (unversioned(key[1], house[key])[1] for house in (one_house, other_house))
        at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        check("%s is told the same, whoever has %s: %s" % (key[0], field, key[1]), False, a[max(0, at - 120):at + 60], b[max(0, at - 120):at + 60])
    check("nothing follows of %s" % field, not different, len(different))
    check("who may see it is told", any(key[0] == "admin" and one_house[key] != other_house[key] for key in one_house))

ways = {shape(key) for key in once if key[0] == "admin" and unversioned(key[1], once[key]) != unversioned(key[1], after[key])}
for way in ("/api/v1/overview", "/api/v1/coverage", "/api/v1/series", "/api/v1/report?json", "/api/v1/report?docx", "/api/v1/report?xlsx", "/api/v1/report?pdf",
            "/api/v1/report?html", "/api/v1/households/export?csv", "/api/v1/households/export?xlsx", "/api/v1/coverage/records", "/api/v1/report/records", "/api/v1/overview?xlsx"):
    check("who may see it is told something else by " + way, way in ways, sorted(ways))
summary()
