#!/usr/bin/env python3
"""Puts random records of the kinds that programmes count into a database, through the command line.

usage: records.py PROGRAM DATABASE SEED HOUSEHOLDS UNITS.json PROGRAMME.yaml …
HOUSEHOLDS per programme; of everything else about as many. In each programme's territory: two communes of a
district and one of another, with residential areas. Every action has a past day of its own, so that the state of
records differs from one day to the next. All people are invented.
"""
import json
import random
import subprocess
import sys

import small_yaml

program, database, seed, size, units_path, *files = sys.argv[1:]
rng = random.Random(int(seed))
size = int(size)
units = {u["id"]: u for u in json.load(open(units_path, encoding="utf-8"))}
made = refused = 0


def run(*words):
    return subprocess.run([program, "--db", database, "--now", "2021-06-01", *words], capture_output=True, text=True,
                          check=False)


def create(slug, /, **fields):
    """The id; None where a rule of the database refuses it (a household taken twice in a year)."""
    global made, refused
    words = [f"{k}={v}" for k, v in fields.items() if v is not None]
    done = run("create", slug, *words, "--format", "json")
    if done.returncode == 0:
        made += 1
        return json.loads(done.stdout)["id"]
    if done.returncode != 3 or "UNIQUE" in done.stderr:
        raise SystemExit(f"create {slug} {words}: {done.returncode} {done.stderr}")
    refused += 1
    if refused > made + 50:
        raise SystemExit(f"create {slug} {words}: {done.stderr}")
    return None


def act(kind, identity, *steps):
    """Takes some of the steps in their order, each some days after the one before."""
    global made
    month = rng.randrange(2, 8)
    for step in steps[:rng.randrange(len(steps) + 1)]:
        month += rng.randrange(1, 9)
        day = f"{rng.choice([2017, 2018]) if month <= 12 else 2019}-{(month - 1) % 12 + 1:02}-15"
        if run("act", kind, identity, *step.split(), "--reason", "thử", "--on", day).returncode == 0:
            made += 1
        else:
            return


def maybe(value, chance=0.5):
    return value if rng.random() < chance else None


def day(years=(2017, 2018, 2019)):
    return f"{rng.choice(years)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"


def children(parent, level):
    return sorted((u for u in units.values() if u["parent"] == parent and u["level"] == level
                   and u["valid_from"] <= "2017-12-31" and (u["valid_to"] or "9999") > "2017-12-31"),
                  key=lambda u: u["code"])


def name(unit):
    return f"{unit['code']}@{unit['valid_from']}" if unit["list"] != "local" else unit["code"]


class Territory:
    def __init__(self, programme):
        self.programme = programme["id"]
        on = programme["territory"]["on"]
        self.root = next(u for u in units.values() if u["code"] == programme["territory"]["code"]
                         and u["valid_from"] <= on < (u["valid_to"] or "9999"))
        districts = [self.root] if self.root["level"] == "district" else \
            rng.sample(children(self.root["id"], "district"), 2)
        self.districts = districts
        self.communes = rng.sample(children(districts[0]["id"], "commune"), 2)
        self.communes.append(rng.choice(children(districts[-1]["id"], "commune")))
        self.areas = []
        for number in range(4):
            code = f"{self.programme[:8].upper()}{number}"
            parent = self.communes[0 if number < 3 else 1]
            identity = create("units", code=code, list="local", level="area", type="xóm",
                              official_name=f"Xóm {number + 1}", parent=name(parent), valid_from="2010-01-01")
            self.areas.append({"id": identity, "code": code, "list": "local", "level": "area", "parent": parent["id"]})
        self.organisations = [o["key"] for o in programme["organisations"]
                              if "commune" in o["levels"] and o["key"] != "peoples_committee"]
        self.bodies = {}

    def body(self, organisation, unit):
        key = organisation, unit["code"]
        if key not in self.bodies:
            found = run("list", "bodies", f"organisation={organisation}", f"unit={name(unit)}", "--format", "json")
            rows = json.loads(found.stdout) if found.returncode == 0 and found.stdout.strip() else []
            self.bodies[key] = rows[0]["id"] if rows else create(
                "bodies", organisation=organisation, unit=name(unit),
                kind="branch" if unit["level"] == "area" else "committee", name=f"{organisation} {unit['code']}")
        return self.bodies[key]

    def place(self, wide=False):
        choices = self.communes + self.areas + (self.districts + [self.root] if wide else [])
        return rng.choice(choices)

    def committee(self, wide=False, organisation=None):
        unit = rng.choice(self.communes + (self.districts + [self.root] if wide else []))
        return self.body(organisation or rng.choice(self.organisations), unit), unit


CONTENTS = ["economy_poverty", "culture_education_health", "environment_climate", "law_order", "democracy_supervision"]
ETHNIC = ["kinh", "tay", "dao", "kho_me", "gia_rai", None]


def households(t):
    for number in range(size):
        unit = t.place()
        household = create("households", head_name=f"Nguyễn Thử {number}", unit=name(unit),
                           ethnicity=rng.choice(ETHNIC), registered_on="2016-01-01",
                           policy_categories=maybe("hardship_policy_household", 0.2))
        for year in (2016, 2017, 2018, 2019):
            kind = rng.choice(["poor", "poor", "near_poor", "escaped"])
            if rng.random() < 0.8:
                create("classifications", household=household, year=year, standard="std_2016", review="periodic",
                       **{"class": kind}, causes=maybe(rng.choice(["capital", "labour", "illness_accident"])),
                       change=maybe(rng.choice(["relapsed", "newly_poor", "unchanged"])))
        organisation = rng.choice(t.organisations)
        for year in (2017, 2018):
            if rng.random() < 0.6:
                body = t.body(organisation, unit if unit["level"] == "area" and organisation != "trade_union"
                              else next((c for c in t.communes if c["id"] in (unit["id"], unit["parent"])), t.communes[0]))
                create("assignments", household=household, year=year, lead_body=body, from_date=f"{year}-03-01",
                       cadre=maybe(t.cadre, 0.6), programme=t.programme)
        if rng.random() < 0.2:
            create("hardship_alerts", household=household, reason="illness", severity="destitute", found_on=day(),
                   lead_body=maybe(t.body("fatherland_front", t.communes[0])))


def works(t):
    types = ["three_clean", "environment", "veterans_economic", "security", "farmers_economic", "workplace_model",
             "farmers_environment_security"]
    for number in range(size):
        body, unit = t.committee()
        model = create("models", name=f"Mô hình {number}", type=rng.choice(types), unit=name(unit), lead_body=body,
                       year=rng.choice([2017, 2018, 2019]), registered_on=maybe(day(), 0.8),
                       contents=maybe(",".join(rng.sample(CONTENTS, rng.choice([1, 1, 2, 5])))), programme=t.programme)
        act("models", model, "start", "maintain", "stop", "resume")
    for number in range(size // 2):
        body, unit = t.committee()
        work = create("works", name=f"Công trình {number}", type="environment", unit=name(t.place()), lead_body=body,
                      year=rng.choice([2017, 2018]), contents=maybe("environment_climate"), registered_on=maybe(day()))
        act("works", work, "start", "complete")
        create("work_items", name=f"Phần việc {number}", type="environment", unit=name(t.place()), lead_body=body,
               year=rng.choice([2017, 2018, 2019]), contents=maybe("environment_climate"))
    # one that keeps going, with a gap: continuous obligations
    body = t.body("womens_union", t.communes[0])
    model = create("models", name="Mô hình giữ mãi", type="three_clean", unit=name(t.communes[0]), lead_body=body,
                   year=2017, registered_on="2017-02-01")
    run("act", "models", model, "start", "--on", "2017-03-01")
    run("act", "models", model, "maintain", "--on", "2017-04-01")
    run("act", "models", model, "stop", "--reason", "thử", "--on", "2018-02-01")
    run("act", "models", model, "resume", "--on", "2018-06-01")


def events(t):
    types = ["great_unity_festival", "security_festival", "briefing", "annual_review", "propaganda"]
    for number in range(size * 2):
        kind = rng.choice(types)
        unit = t.place(wide=True)
        body = t.body("fatherland_front", unit)
        activity = create("activities", name=f"Hoạt động {number}", type=kind, unit=name(unit), lead_body=body,
                          on_date=day(), year_review=maybe("đánh giá", 0.7), contents=maybe(rng.choice(CONTENTS)))
        act("activities", activity, "hold")
    for number in range(size):
        body, unit = t.committee(wide=True, organisation=maybe("fatherland_front"))
        document = create("documents", direction=rng.choice(["outgoing", "outgoing", "incoming"]), body=body,
                          year=2017, type=rng.choice(["plan", "coordination_programme", "guidance", "directive"]),
                          subject=f"Văn bản {number}", issued_date=day(), programme=t.programme,
                          paper_style=maybe("party", 0.3))
        act("documents", document, "issue")
    for number in range(size // 2):
        body, unit = t.committee(wide=True, organisation="fatherland_front")
        act("consultations", create("consultations", subject=f"Hiệp thương {number}", unit=name(unit), lead_body=body,
                                    held_on=maybe(day()), programme=t.programme), "hold", "conclude")
        act("inspections", create("inspections", title=f"Kiểm tra {number}", unit=name(unit), lead_body=body,
                                  year=rng.choice([2017, 2018]), from_date=maybe(day())), "start", "conclude")
        act("supervisions", create("supervisions", title=f"Giám sát {number}", topics=rng.choice(["p1", "n5"]),
                                   form="delegation", unit=name(unit), lead_body=body, year=rng.choice([2017, 2018])),
            "start", "conclude")
        act("budget_lines", create("budget_lines", programme=t.programme, year=rng.choice([2017, 2018]),
                                   unit=name(unit), body=body, item=f"Khoản {number}", fund_source="state_budget",
                                   planned=1000000), "submit", "approve")


def lists(t):
    for unit in t.communes + t.areas + t.districts:
        for kind in rng.sample(["pilot", "outstanding_area", "outstanding_content", "ntm_registered", "ntm_roadmap",
                                "poor_district", "specially_difficult_commune"], 3 if size > 2 else 1):
            create("designations", unit=name(unit), type=kind, year=rng.choice([2017, 2018]),
                   from_date=maybe("2017-01-01", 0.3))
    for unit in t.communes:
        for year in (2016, 2017, 2018, 2019) if size > 2 else (2017, 2018):
            create("declared_figures", unit=name(unit), figure="households", period=str(year), year=year,
                   value=rng.randrange(60, 300))
            create("declared_figures", unit=name(unit), figure="ethnic_minority_households", period=str(year),
                   year=year, value=rng.randrange(10, 60))
        create("bodies", organisation="fatherland_front", unit=name(unit), name="Ban Thanh tra nhân dân",
               kind="peoples_inspection_board")
    for unit in t.communes + [t.root]:
        create("themes", unit=name(unit), year=rng.choice([2017, 2018]), title="Chủ đề", programme=t.programme)
    for number in range(size // 2):
        unit = rng.choice(t.communes)
        title = create("titles", type="cultural_family", subject_level="household", unit=name(unit),
                       year=rng.choice([2017, 2018]), subject_name=f"Gia đình {number}")
        if title:
            act("titles", title, "review", "propose", "recognise")
    for number in range(3):
        duty = create("duties", programme=t.programme, unit=name(t.root), code=f"duty_{number}", title="Nhiệm vụ")
        for role in rng.sample(["lead", "lead", "coordinate"], 2):
            create("duty_bodies", duty=duty, organisation=rng.choice(t.organisations), role=role)


for path in files:
    territory = Territory(small_yaml.load(path))
    territory.cadre = create("cadres", full_name="Lê Thử", body=territory.body("fatherland_front", territory.communes[0]))
    for fill in (households, works, events, lists):
        fill(territory)
print(f"{made} records and actions, {refused} refused")
