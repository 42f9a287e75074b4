#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented people as an encyclopaedia's volunteers write them, each many times, nastier than historical.py: peers who go by their
title, second names and nicknames, births known by the century or not at all, places at three sizes, families that repeat their names
through the generations, and every name told thrice (whole, given with surname, each by itself).
wiki.py PERSONS SEED OUT.csv TRUTH.csv"""
import csv
import random
import sys

from historical import FIRST, GIVEN, LAST, NICK, WORK, misprint, postcode, zipf

COUNTIES = "devon kent surrey essex sussex norfolk suffolk dorset cornwall durham lancashire yorkshire cheshire rutland fife angus".split()
PARTICLES = ("", "", "", "", "de ", "of ", "van ", "st ")


def make_person(rng, surnames, towns, family):
    male = rng.random() < 0.85
    given = [zipf(rng, GIVEN, 2.4)]
    while rng.random() < 0.35 and len(given) < 4:
        given.append(zipf(rng, GIVEN, 1.5))
    person = {"given": given, "surname": rng.choice(PARTICLES) + zipf(rng, surnames, 1.5), "sex": "male" if male else "female",
              "town": zipf(rng, towns, 1.8), "county": rng.choice(COUNTIES), "works": [zipf(rng, WORK, 1.6)], "title": None}
    if family and rng.random() < 0.4:  # a son, often of his father's name
        person["surname"], person["town"], person["county"] = family["surname"], family["town"], family["county"]
        person["title"] = family["title"]
        if rng.random() < 0.35:
            given[0] = family["given"][0]
    elif rng.random() < 0.22:
        person["title"] = zipf(rng, towns, 1.2)
    if rng.random() < 0.4:
        person["works"].append(zipf(rng, WORK, 1.2))
    year = rng.randrange(1500, 1950)
    sort = rng.random()
    person["born"] = "%d-%02d-%02d" % ((year, rng.randrange(1, 13), rng.randrange(1, 29)) if sort < 0.55 else
                                       (year, 1, 1) if sort < 0.9 else (year // 100 * 100, 1, 1))
    if sort >= 0.96:
        person["born"] = ""
    person["district"] = "%s%d" % (person["town"][:2], rng.randrange(1, 20))
    person["codes"] = [postcode(rng, person["district"]) for _ in range(rng.choice((1, 2, 3)))]
    person["number"] = rng.choice(("1st", "2nd", "3rd", "4th", "5th"))
    return person


def write_name(rng, person):
    given, surname = list(person["given"]), person["surname"]
    first = given[0]
    if rng.random() < 0.14:
        first = NICK.get(first, first)
    if len(given) > 1 and rng.random() < 0.08:
        first = given[1]
    if rng.random() < 0.05:
        first = misprint(rng, first)
    if rng.random() < 0.05:
        first = first[0]
    if rng.random() < 0.08:
        surname = misprint(rng, surname)
    if rng.random() < 0.3:
        surname = surname.split()[-1]
    middle = [g if rng.random() < 0.6 else g[0] for g in given[1:] if rng.random() < 0.6]
    last = surname
    whole = " ".join([first] + middle + [surname])
    if person["title"]:
        sort = rng.random()
        if sort < 0.25:
            whole, last = "%s %s, %s baron %s" % (first, surname, person["number"], person["title"]), person["title"]
        elif sort < 0.4:
            whole, last = "%s, lord %s" % (first, person["title"]), person["title"]
        elif sort < 0.5:
            whole, first, last = "%s baron of %s" % (person["number"], person["title"]), "", person["title"]
        elif sort < 0.6:
            whole = "sir " + whole
    if rng.random() < 0.03:
        last = ""
    return whole, ("%s %s" % (first, last)).strip(), first, last


def make_record(rng, person, towns):
    whole, both, first, last = write_name(rng, person)
    born = person["born"]
    sort = rng.random()
    if sort < 0.16:
        born = ""
    elif sort < 0.24 and born:
        born = born[:4] + "-01-01"
    elif sort < 0.29 and born:
        born = "%d%s" % (int(born[:4]) + rng.choice((-10, -2, -1, 1, 2, 10)), born[4:])
    elif sort < 0.33 and born:
        born = born[:8] + "%02d" % rng.randrange(1, 29)
    place = rng.choices((person["town"], person["county"], "", rng.choice(towns), "england"), (45, 15, 22, 9, 9))[0]
    code = "" if rng.random() < 0.3 else rng.choice(person["codes"])
    if code and rng.random() < 0.35:
        code = postcode(rng, person["district"])
    sex = person["sex"] if rng.random() < 0.75 else ""
    return [whole, both, first, last, born, place, code, sex, rng.choice(person["works"]) if rng.random() < 0.7 else ""]


def main():
    persons, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    surnames = sorted({rng.choice(FIRST) + rng.choice(LAST) for _ in range(2600)})
    rng.shuffle(surnames)
    towns = sorted({rng.choice(FIRST) + rng.choice(LAST) for _ in range(700)})
    rng.shuffle(towns)
    records, family = [], None
    for number in range(persons):
        family = make_person(rng, surnames, towns, family)
        for _ in range(rng.choice((1, 1, 2, 4, 7, 9, 11, 13, 16, 22, 25))):
            records.append((number, make_record(rng, family, towns)))
    rng.shuffle(records)
    with open(sys.argv[3], "w", newline="") as out, open(sys.argv[4], "w", newline="") as truth:
        writer, answers = csv.writer(out), csv.writer(truth)
        writer.writerow(["id", "full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place", "postcode", "gender", "occupation"])
        answers.writerow(["id", "person"])
        for i, (person, record) in enumerate(records):
            writer.writerow([i + 1] + record)
            answers.writerow([i + 1, person])


main()
