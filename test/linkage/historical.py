#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented people of old registers, each many times: years apart in spelling, with parts missing, under a title or
another of their names, some born in the same family. historical.py PERSONS SEED OUT.csv TRUTH.csv"""
import csv
import random
import sys

ERRORS = {  # chance for each record
    "given missing": 0.05, "given nickname": 0.15, "given misprint": 0.07, "given initial": 0.04,
    "surname missing": 0.04, "surname other": 0.30, "surname misprint": 0.09, "names exchanged": 0.01,
    "date missing": 0.15, "date year only": 0.12, "date misprint": 0.06, "date year beside": 0.04,
    "place missing": 0.25, "place other": 0.12, "postcode missing": 0.20, "postcode other": 0.50, "postcode misprint": 0.04,
    "work missing": 0.30, "work other": 0.20,
}
GIVEN = """john william thomas george james henry charles robert edward mary elizabeth anne jane margaret richard joseph
frederick arthur alfred samuel walter ernest francis alice sarah florence edith emily ellen harriet david albert hugh
peter philip alexander andrew daniel edmund harold herbert percy reginald stephen sidney benjamin isaac jacob nathaniel
augustus theodore matthew michael patrick martin nicholas oliver roger simon ralph gilbert geoffrey lawrence leonard
catherine charlotte caroline louisa maria martha rebecca rachel ruth sophia susan isabella agnes amelia beatrice clara
constance dorothy eleanor eliza emma esther fanny frances grace hannah helen ida jessie julia kate laura lucy mabel
matilda maud mildred minnie nora olive phoebe rose violet winifred""".split()
NICK = {"john": "jack", "william": "will", "thomas": "tom", "james": "jim", "henry": "harry", "charles": "charlie",
        "robert": "bob", "edward": "ned", "mary": "polly", "elizabeth": "betsy", "anne": "nancy", "jane": "jenny",
        "margaret": "peggy", "richard": "dick", "joseph": "joe", "frederick": "fred", "arthur": "art", "alfred": "alf",
        "samuel": "sam", "walter": "wally", "francis": "frank", "sarah": "sally", "david": "dave", "albert": "bert",
        "alexander": "alec", "andrew": "andy", "daniel": "dan", "edmund": "ted", "herbert": "bertie", "stephen": "steve",
        "benjamin": "ben", "matthew": "matt", "michael": "mick", "patrick": "paddy", "catherine": "kitty",
        "charlotte": "lottie", "caroline": "carrie", "martha": "patty", "isabella": "bella", "eleanor": "nell",
        "frances": "fanny", "helen": "nellie", "susan": "sukie", "rebecca": "becky", "margery": "madge"}
FIRST = "ash bar black brad bur carl clif cole con cros dal den east elm fair far glen green hal ham har hart hawk hay " \
        "hol hul in kel kings lang lei lin long lud mar mel mid mor nor oak old pen pres rad red rich rock ross row sand " \
        "shel sher south stan stock sum sut thorn up wal war wat wel west whit wick wil win wood wor".split()
LAST = "bridge bury by combe cote croft dale den don field ford gate ham hill house hurst ington land ley low man ridge " \
       "shaw son stead stoke ston thorpe ton tree wall ward water well wick wood worth".split()
WORK = "politician writer painter soldier clergyman merchant engineer physician lawyer architect musician actor botanist " \
       "teacher printer banker sailor farmer brewer astronomer chemist judge poet engraver historian".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def zipf(rng, items, skew):
    return items[min(len(items) - 1, int(len(items) * rng.random() ** skew))]


def misprint(rng, text):
    if len(text) < 3:
        return text
    at, kind = rng.randrange(1, len(text)), rng.randrange(4)
    if kind == 0:
        return text[:at] + rng.choice(LETTERS) + text[at + 1:]
    if kind == 1:
        return text[:at] + text[at + 1:]
    if kind == 2:
        return text[:at] + rng.choice(LETTERS) + text[at:]
    return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:]


def digit(rng, text):
    at = rng.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:at] + rng.choice("0123456789") + text[at + 1:]


def postcode(rng, district):
    return "%s %d%s%s" % (district, rng.randrange(1, 10), rng.choice(LETTERS), rng.choice(LETTERS))


def make_person(rng, surnames, places, family):
    person = {"given": zipf(rng, GIVEN, 2.2), "surname": zipf(rng, surnames, 1.6), "other": None,
              "place": zipf(rng, places, 1.7), "work": zipf(rng, WORK, 1.4)}
    if family and rng.random() < 0.35:
        person["surname"], person["place"] = family["surname"], family["place"]
    if rng.random() < 0.2:
        person["other"] = zipf(rng, surnames, 1.2)
    year = rng.randrange(1640, 1900)
    person["date"] = "%d-%02d-%02d" % ((year, rng.randrange(1, 13), rng.randrange(1, 29)) if rng.random() < 0.7 else
                                       (year, 1, 1))
    person["other work"] = zipf(rng, WORK, 1.4)
    person["district"] = "%s%d" % (person["place"][:2], rng.randrange(1, 15))
    person["postcode"] = postcode(rng, person["district"])
    return person


def make_record(rng, person, places):
    def happens(name):
        return rng.random() < ERRORS[name]
    given, surname, date = person["given"], person["surname"], person["date"]
    if person["other"] and happens("surname other"):
        surname = person["other"]
    if happens("given nickname"):
        given = NICK.get(given, given)
    if happens("given misprint"):
        given = misprint(rng, given)
    if happens("given initial"):
        given = given[0]
    if happens("surname misprint"):
        surname = misprint(rng, surname)
    if happens("names exchanged"):
        given, surname = surname, given
    if happens("date year only"):
        date = date[:4] + "-01-01"
    if happens("date misprint"):
        date = digit(rng, date)
    if happens("date year beside"):
        date = "%d%s" % (int(date[:4]) + rng.choice((-1, 1)), date[4:])
    code = person["postcode"]
    if happens("postcode other"):
        code = postcode(rng, person["district"])
    if happens("postcode misprint"):
        code = misprint(rng, code)
    return {"given": "" if happens("given missing") else given,
            "surname": "" if happens("surname missing") else surname,
            "born": "" if happens("date missing") else date,
            "place": "" if happens("place missing") else rng.choice(places) if happens("place other") else person["place"],
            "postcode": "" if happens("postcode missing") else code,
            "work": "" if happens("work missing") else person["other work"] if happens("work other") else person["work"]}


def main():
    persons, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    surnames = sorted({rng.choice(FIRST) + rng.choice(LAST) for _ in range(1600)})
    rng.shuffle(surnames)
    places = sorted({rng.choice(FIRST) + rng.choice(LAST) for _ in range(260)})
    rng.shuffle(places)
    records, family = [], None
    for number in range(persons):
        family = make_person(rng, surnames, places, family)
        for _ in range(rng.choice((1, 2, 4, 7, 9, 11, 12, 14, 16, 20))):
            records.append((number, make_record(rng, family, places)))
    rng.shuffle(records)
    with open(sys.argv[3], "w", newline="") as out, open(sys.argv[4], "w", newline="") as truth:
        writer, answers = csv.writer(out), csv.writer(truth)
        writer.writerow(["id", "given", "surname", "born", "place", "postcode", "work"])
        answers.writerow(["id", "person"])
        for i, (person, record) in enumerate(records):
            writer.writerow([i + 1] + list(record.values()))
            answers.writerow([i + 1, person])


if __name__ == "__main__":
    main()
