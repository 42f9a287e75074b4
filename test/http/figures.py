# SPDX-License-Identifier: Apache-2.0
"""The overview, reports as pages, the records behind their numbers, calendars and maps: figures.py ADDRESS PASSWORD. The
accounts are those of test/cli/http.sh."""
import json
import re
import sys

from client import Client, check, summary

address, password = sys.argv[1:3]


def signed_in(user):
    client = Client(address)
    client.first_sign_in(user, password, "một hai ba bốn năm 5")
    return client


admin, viewer, commune = signed_in("quan.tri"), signed_in("ai.viewer"), signed_in("ia.dok")
DISTRICT, PROGRAMME = "631@2017-06-01", "duc_co_2017"

# --- the overview --------------------------------------------------------------------------------------
path = "/api/v1/overview?programme=%s&year=2017" % PROGRAMME
overview = admin.get(path).json
check("the programme's place by itself", overview["unit"]["code"] == "631", overview["unit"])
check("and what lies above it", [unit["level"] for unit in overview["chain"]] == ["district", "province", "nation"])
numbers = {number["id"]: number for number in overview["numbers"]}
check("poor households", numbers["poor"]["value"] > 0, numbers["poor"])
check("tiles and the rest are the whole", sum(tile["poor"] for tile in overview["tiles"]) == numbers["poor"]["value"])
check("304", admin.get(path, If_None_Match=admin.get(path).headers["etag"][0]).status == 304)
for number in ("poor", "near_poor", "led", "supports", "models", "works"):
    for unit in [None] + [tile["unit"] for tile in overview["tiles"] if tile["unit"]]:
        at = path + "&number=" + number + "&limit=500" + ("&unit=%s@%s" % (unit["code"], unit["from"]) if unit else "")
        part = admin.get(at.replace("/overview?", "/overview/records?")).json["parts"][0]
        value = numbers[number]["value"] if not unit else next(
            tile[number] for tile in overview["tiles"] if tile["unit"] and tile["unit"]["id"] == unit["id"])
        check("records of %s in %s" % (number, unit and unit["name"]), len(part["items"]) == part["total"] == value, value, part["total"])
for table in overview["tables"]:
    number = table["columns"][0]
    if number != "money":
        for row in table["rows"]:
            part = admin.get(path.replace("/overview?", "/overview/records?") + "&number=%s&table=%s&row=%s"
                             % (number, table["id"], row["key"] or "")).json["parts"][0]
            check("records of a row of " + table["id"], part["total"] == row["values"][0], part["total"], row)
sheet = admin.get(path + "&format=xlsx")
check("XLSX", sheet.status == 200 and sheet.body[:2] == b"PK", sheet.status)
check("English", "Poor households" in [n["title"] for n in admin.get(path + "&lang=en").json["numbers"]])
for wrong, status in (("year=2017&format=pdf", 400), ("as=x", 400), ("year=1", 400), ("unit=khong-co", 404), ("year=2018", 422)):
    answer = admin.get("/api/v1/overview?programme=%s&%s" % (PROGRAMME, wrong))
    check("refused: " + wrong, answer.status == status, answer)
check("an unknown number", admin.get(path.replace("/overview?", "/overview/records?") + "&number=nosuch").status == 404)
check("an unknown table", admin.get(path.replace("/overview?", "/overview/records?") + "&number=poor&table=nosuch").status == 404)

# --- who sees what --------------------------------------------------------------------------------------
own = commune.get("/api/v1/overview?programme=%s&year=2017" % PROGRAMME).json
check("a commune's account begins at its commune", own["unit"]["code"] == "23860", own.get("unit"))
check("and may not go up", commune.get(path + "&unit=" + DISTRICT).status == 404)
check("nor to another's records",
      commune.get("/api/v1/overview/records?year=2017&number=poor&unit=" + DISTRICT).status == 404)
items = viewer.get("/api/v1/overview/records?programme=%s&year=2017&number=poor" % PROGRAMME).json["parts"][0]["items"]
check("names are masked in the records of a number", items and all(item["head_name"] is None or "•" in item["head_name"] for item in items), items[:1])
check("for who has the right they are not",
      any(item["head_name"] for item in admin.get("/api/v1/overview/records?programme=%s&year=2017&number=poor" % PROGRAMME).json["parts"][0]["items"]))

# --- reports --------------------------------------------------------------------------------------------
report = "/api/v1/report?programme=%s&period=2017" % PROGRAMME
page = admin.get(report + "&format=html&links_to=/numbers%3Ffrom%3Dreport%26")
html = page.body.decode()
check("HTML", page.status == 200 and page.headers["content-type"] == ["text/html; charset=utf-8"] and html.startswith("<article"), page.headers)
told = admin.get(report).json
figures = {(node["id"], i): figure for node in told["nodes"] for i, figure in enumerate(node["figures"])}
links = re.findall(r'href="/numbers\?from=report&amp;([^"]*)"', html)
check("each known figure leads to its records", len([link for link in links if "figure=" in link]) ==
      len([figure for figure in figures.values() if figure["value"] is not None]), links)
for link in links:
    answer = admin.get("/api/v1/report/records?programme=%s&period=2017&%s" % (PROGRAMME, link.replace("&amp;", "&")))
    check("records behind " + link, answer.status == 200 and answer.json["parts"], answer)
check("no style attribute, no script", "style=" not in html and "<script" not in html)
check("an unknown format", admin.get(report + "&format=odt").status == 400)
check("an unknown place in it", admin.get("/api/v1/report/records?programme=%s&period=2017&node=nosuch&figure=0" % PROGRAMME).status == 404)

# --- deadlines as a calendar --------------------------------------------------------------------------------
due = "/api/v1/deadlines?programme=%s&from=2017-01-01&to=2017-12-31" % PROGRAMME
items, calendar = admin.get(due).json["items"], admin.get(due + "&format=ics")
check("a calendar", calendar.headers["content-type"] == ["text/calendar; charset=utf-8"], calendar.headers)
check("with an entry for each", len(re.findall(rb"BEGIN:V(EVENT|TODO)", calendar.body)) == len(items), len(items))
check("to whom", any(item["to"] for item in items))
check("no other format", admin.get(due + "&format=xml").status == 400)

# --- maps ---------------------------------------------------------------------------------------------------
children = admin.get("/api/v1/territory/%s/children?on=2017-12-31" % DISTRICT).json["items"]
shapes = [{"type": "Feature", "properties": {"so": i, "ma": unit["code"]}, "geometry": {"type": "Polygon", "coordinates": [
    [[107 + i, 13], [108 + i, 13], [108 + i, 14], [107 + i, 13]]]}} for i, unit in enumerate(children)]


def load(client, what):
    sent = client.request("POST", "/api/v1/uploads", json.dumps(what).encode(), type_="application/octet-stream")
    return client.post("/api/v1/boundaries", {"upload": sent.json["upload"], "on": "2017-12-31"})


answer = load(admin, {"type": "FeatureCollection", "features": shapes + [dict(shapes[0], properties={"so": 99, "ma": "khong-co"})]})
check("loaded by the codes", answer.status == 200 and answer.json["property"] == "ma" and answer.json["matched"] == len(children), answer)
check("what fits no unit is told", answer.json["unmatched"] == ["khong-co"], answer)
shown = Client(address).get("/api/v1/boundaries?unit=%s&on=2017-12-31" % DISTRICT).json
check("everybody may draw it", len(shown["shapes"]) == len(children) and all(re.fullmatch(r"M[-0-9 lz]+", s["path"]) for s in shown["shapes"]), shown)
check("no map is refused", load(admin, {"type": "FeatureCollection", "features": []}).status == 422)
check("a leader of a commune may not", commune.post("/api/v1/boundaries", {"upload": "x"}).status == 403)
check("forgotten", admin.request("DELETE", "/api/v1/boundaries").status == 204)
check("is forgotten", Client(address).get("/api/v1/boundaries?unit=%s&on=2017-12-31" % DISTRICT).json["shapes"] == [])
summary()
