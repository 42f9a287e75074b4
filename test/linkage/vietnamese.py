#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented poor households as six organisations list them, with every error an office makes, each drawn on its own.
vietnamese.py COMMUNES HOUSEHOLDS SEED FOLDER [ERROR,… | MIX]: households.csv, members.csv, truth.csv in the folder, with all
kinds of errors, or only those named, or all as often as in a mix; vietnamese.py --errors and --mixes name them."""
import csv
import os
import random
import sys
import unicodedata

ERRORS = {  # chance for each record of a household, or of a person
    "no_id": 0.35, "id_misprint": 0.02, "head_id_for_all": 0.03,
    "year_only": 0.20, "day_month": 0.01, "year_beside": 0.03, "date_misprint": 0.02,
    "no_marks": 0.06, "tone": 0.04, "misprint": 0.03, "swapped": 0.01, "short": 0.02, "no_middle": 0.04, "title": 0.04,
    "no_phone": 0.5, "phone_changed": 0.15, "moved_area": 0.05, "moved_commune": 0.03, "no_sex": 0.03,
    "head_changed": 0.05, "wifes_list": 0.10, "remarried": 0.02, "born": 0.06, "gone": 0.06, "not_listed": 0.08,
}
MIXES = {  # other offices than the one above: nothing was chosen or tuned on these
    "little_known": {"no_id": 0.6, "no_phone": 0.8, "year_only": 0.45, "not_listed": 0.2, "no_sex": 0.1, "no_middle": 0.1},
    "careless": {"id_misprint": 0.06, "head_id_for_all": 0.08, "day_month": 0.04, "date_misprint": 0.06, "no_marks": 0.25,
                 "tone": 0.15, "misprint": 0.1, "swapped": 0.04, "short": 0.08, "title": 0.15},
    "restless": {"phone_changed": 0.35, "moved_area": 0.15, "moved_commune": 0.12, "head_changed": 0.12, "wifes_list": 0.2,
                 "remarried": 0.06, "born": 0.12, "gone": 0.14, "not_listed": 0.12},
    "half_families": {"not_listed": 0.4, "gone": 0.2, "born": 0.15, "no_phone": 0.7},
    "other_heads": {"wifes_list": 0.3, "head_changed": 0.2, "remarried": 0.05, "no_id": 0.55, "no_phone": 0.75},
    "numbers_only": {"no_id": 0.05, "no_marks": 0.4, "no_middle": 0.2, "year_only": 0.6, "tone": 0.1, "no_phone": 0.3},
}
LISTS = ["mttq", "nong_dan", "phu_nu", "thanh_nien", "cuu_chien_binh", "cong_doan"]
HERE = os.path.dirname(os.path.abspath(__file__))


def read_names():
    tables = []
    with open(os.path.join(HERE, "../../demo/names.tsv"), encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 6 and cells[0] == "*":
                words = [word.rsplit(":", 1) for word in cells[5].split(",")]
                tables.append((cells[1], cells[2], int(cells[3]), int(cells[4]), [w for w, _ in words],
                               [int(n) for _, n in words]))
    return tables


def draw_name(rng, tables, part, sex, year):
    for table in tables:
        if table[0] == part and table[1] in ("*", sex) and table[2] <= year <= table[3]:
            return rng.choices(table[4], table[5])[0]
    raise SystemExit("no names for %s" % part)


def make_person(rng, tables, sex, year, surname=None, province=1):
    person = {"surname": surname or draw_name(rng, tables, "surname", sex, year), "sex": sex, "year": year,
              "middle": draw_name(rng, tables, "middle", sex, year), "given": draw_name(rng, tables, "given", sex, year),
              "month": rng.randrange(1, 13), "day": rng.randrange(1, 29), "cccd": None, "cmnd": None}
    if rng.random() < 0.25:
        person["middle"] += " " + draw_name(rng, tables, "middle", sex, year)
    digit = (0 if year < 2000 else 2) + (sex == "female")
    person["cccd"] = "%03d%d%02d%06d" % (province, digit, year % 100, rng.randrange(1000000))
    if year < 2000:
        person["cmnd"] = "%09d" % rng.randrange(100000000, 400000000)
    return person


def make_household(rng, tables, commune):
    province = 1 + commune % 60
    year = rng.randrange(1935, 1998)
    male = rng.random() < 0.62
    head = make_person(rng, tables, "male" if male else "female", year, province=province)
    people, spouse = [head], None
    if rng.random() < 0.72:
        spouse = make_person(rng, tables, "female" if male else "male", year + rng.randrange(-8, 9), province=province)
        people.append(spouse)
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4))):
        born = min(2016, year + rng.randrange(20, 38))
        father = head if male else spouse or head
        people.append(make_person(rng, tables, rng.choice(("male", "female")), born, father["surname"], province))
    if rng.random() < 0.15:
        people.append(make_person(rng, tables, rng.choice(("male", "female")), year - rng.randrange(20, 35),
                                  head["surname"], province))
    return {"people": people, "spouse": spouse, "commune": commune, "area": rng.randrange(1, 9),
            "phone": "09%08d" % rng.randrange(100000000)}


TONES = "\u0300\u0301\u0303\u0309\u0323"


def without_marks(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace(
        "đ", "d").replace("Đ", "D")


def other_tone(rng, text):
    letters = list(unicodedata.normalize("NFD", text))
    at = [i for i, c in enumerate(letters) if c in TONES]
    if at:
        letters[rng.choice(at)] = rng.choice(TONES)
    return unicodedata.normalize("NFC", "".join(letters))


def misprint(rng, text):
    at = rng.randrange(len(text))
    letter = rng.choice("aeinhgtuolc")
    return rng.choice((text[:at] + letter + text[at + 1:], text[:at] + text[at + 1:], text[:at] + letter + text[at:]))


def write_name(rng, person, has):
    parts = [person["surname"], person["middle"], person["given"]]
    if has("no_middle"):
        parts[1] = ""
    if has("tone"):
        at = rng.randrange(3)
        parts[at] = other_tone(rng, parts[at])
    if has("misprint"):
        at = rng.choice((0, 2))
        parts[at] = misprint(rng, parts[at])
    if has("short"):
        parts[0] = {"Nguyễn": "Ng.", "Trần": "Tr."}.get(parts[0], parts[0])
        parts[1] = parts[1][:1] + "." if parts[1] else ""
    if has("swapped"):
        parts = [parts[2], parts[0], parts[1]] if rng.random() < 0.5 else [parts[2], parts[1], parts[0]]
    text = " ".join(part for part in parts if part)
    if has("no_marks"):
        text = without_marks(text)
    if has("title"):
        text = ("Ông " if person["sex"] == "male" else "Bà ") + text
    return text.upper() if rng.random() < 0.15 else text


def write_date(rng, person, has):
    year, month, day = person["year"], person["month"], person["day"]
    if has("year_beside"):
        year += rng.choice((-1, 1))
    if has("day_month") and day <= 12:
        month, day = day, month
    if has("year_only"):
        return str(year) if rng.random() < 0.5 else "01/01/%d" % year
    text = "%02d/%02d/%d" % (day, month, year)
    if has("date_misprint"):
        at = rng.choice((1, 4, 8, 9))
        text = text[:at] + rng.choice("0123456789") + text[at + 1:]
    return text


def write_id(rng, person, has, old):
    if has("no_id"):
        return ""
    number = person["cmnd"] if old and person["cmnd"] else person["cccd"]
    if has("id_misprint"):
        at = rng.randrange(len(number))
        number = number[:at] + rng.choice("0123456789") + number[at + 1:]
    return number


def write_person(rng, person, has, old, number=None):
    sex = {"male": "Nam", "female": "Nữ"}[person["sex"]]
    return [write_name(rng, person, has), "" if has("no_sex") else sex, write_date(rng, person, has),
            write_id(rng, person, has, old) if number is None else number]


def write_household(rng, tables, household, communes, has):
    people, commune, area = list(household["people"]), household["commune"], household["area"]
    if has("remarried") and household["spouse"]:
        spouse = make_person(rng, tables, household["spouse"]["sex"], household["spouse"]["year"] + rng.randrange(-5, 6))
        people = [spouse if p is household["spouse"] else p for p in people]
    if has("born"):
        people.append(make_person(rng, tables, rng.choice(("male", "female")), 2017, people[0]["surname"]))
    if has("gone") and len(people) > 2:
        people.pop(rng.randrange(1, len(people)))
    adults = [p for p in people[1:] if p["year"] < 1999]
    if has("wifes_list") and household["spouse"] in people:
        people.remove(household["spouse"])
        people.insert(0, household["spouse"])
    elif has("head_changed") and adults:
        people.remove(adults[-1])
        people.insert(0, adults[-1])
    people = [people[0]] + [p for p in people[1:] if not has("not_listed")]
    if has("moved_commune"):
        commune = rng.randrange(communes)
    elif has("moved_area"):
        area = rng.randrange(1, 9)
    phone = household["phone"]
    if has("phone_changed"):
        phone = "09%08d" % rng.randrange(100000000)
    old = rng.random() < 0.3
    head = write_person(rng, people[0], has, old)
    who = next((i for i, p in enumerate(household["people"]) if p is people[0]), -1)
    same = head[3] if has("head_id_for_all") else None
    members = [head] + [write_person(rng, p, has, old, same) for p in people[1:]]
    return head + ["" if has("no_phone") else phone, "xa%04d" % commune, "Thôn %d" % area], members, [who, commune]


def main():
    if sys.argv[1] in ("--errors", "--mixes"):
        print("\n".join(ERRORS if sys.argv[1] == "--errors" else MIXES))
        return
    communes, households, seed, folder = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    which = sys.argv[5] if len(sys.argv) > 5 else ""
    chances = {**ERRORS, **MIXES.get(which, {})}
    kinds = set(which.split(",")) if which and which not in MIXES else set(ERRORS)
    rng, tables = random.Random(seed), read_names()

    def has(name):
        return rng.random() < chances[name] and name in kinds
    heads = []
    for number in range(communes * households):
        household = make_household(rng, tables, number % communes)
        for name in rng.sample(LISTS, rng.choices((1, 2, 3, 4), (55, 28, 12, 5))[0]):
            heads.append((number, name) + write_household(rng, tables, household, communes, has))
    rng.shuffle(heads)
    os.makedirs(folder, exist_ok=True)

    def create(name, header):
        writer = csv.writer(open(os.path.join(folder, name), "w", newline="", encoding="utf-8"))
        writer.writerow(header)
        return writer
    people = ["ho_ten", "gioi_tinh", "ngay_sinh", "so_dinh_danh"]
    out = create("households.csv", ["ho_id", "danh_sach"] + people + ["dien_thoai", "xa", "thon"])
    inside, truth = create("members.csv", ["ho_id"] + people), create("truth.csv", ["id", "person", "head", "commune"])
    for i, (number, name, head, members, where) in enumerate(heads):
        out.writerow(["h%d" % (i + 1), name] + head)
        truth.writerow(["h%d" % (i + 1), number] + where)
        for member in members:
            inside.writerow(["h%d" % (i + 1)] + member)


if __name__ == "__main__":
    main()
