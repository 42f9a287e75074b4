#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invented lists unlike those the linkage was built with: unlike.py SET SEED FOLDER writes a.csv, b.csv where there are two,
truth.csv and config.yaml. Sets: papers (two lists of titles, authors, years), restaurants (one, semicolons, missing as "-"), census
(one, Latin-1, half of the cells "NA")."""
import csv
import os
import random
import sys

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SYLLABLES = "ba be bo ca co da de di fa fe ga go ha ka ko la le lo ma me mi mo na ne no pa pe ra re ri ro sa se so ta te to va ve vo".split()


def word(rng, least=2, most=4):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(least, most + 1)))


def zipf(rng, items):
    return items[int(len(items) * rng.random() ** 1.8)]


def misprint(rng, text):
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    return rng.choice((text[:at] + rng.choice(LETTERS) + text[at + 1:], text[:at] + text[at + 1:],
                       text[:at] + rng.choice(LETTERS) + text[at:], text[:at - 1] + text[at] + text[at - 1] + text[at + 1:]))


def write(path, header, rows, delimiter=",", encoding="utf-8"):
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(header)
        writer.writerows(rows)


def papers(rng, folder):
    """Two libraries of the same papers: titles cut or misprinted, authors as initials or in another order, venues abbreviated."""
    words = [word(rng) for _ in range(700)]
    names = [word(rng).capitalize() for _ in range(400)]
    venues = [" ".join(word(rng).capitalize() for _ in range(4)) for _ in range(12)]
    a, b, truth = [], [], []

    def authors(people, short, turned):
        people = list(reversed(people)) if turned else people
        return ", ".join((g[0] + ". " if short else g + " ") + s for g, s in people)
    for number in range(2500):
        title = " ".join(zipf(rng, words) for _ in range(rng.randrange(5, 11)))
        people = [(zipf(rng, names), zipf(rng, names)) for _ in range(rng.choice((1, 2, 2, 3, 4)))]
        venue, year = zipf(rng, venues), rng.randrange(1994, 2004)
        if number < 2000:
            a.append(["p%d" % number, title.capitalize(), authors(people, False, False), venue, year])
            truth.append(["p%d" % number, number, "a"])
        if number >= 500:
            shown = title if rng.random() < 0.7 else misprint(rng, title) if rng.random() < 0.7 else title.rsplit(" ", 2)[0]
            b.append(["conf/%d" % number, shown.upper() if rng.random() < 0.2 else shown, authors(people, rng.random() < 0.6, rng.random() < 0.1),
                      "".join(w[0] for w in venue.split()) if rng.random() < 0.5 else "null", year if rng.random() < 0.93 else year + 1])
            truth.append(["conf/%d" % number, number, "b"])
    rng.shuffle(b)
    header = ["id", "title", "authors", "venue", "year"]
    write(folder + "/a.csv", header, a)
    write(folder + "/b.csv", header, b)
    return truth, ["title, type: text", "authors, type: text", "venue, type: text", "year, type: date"]


def restaurants(rng, folder):
    kinds, towns = "cafe grill house bar pizza thai garden palace corner kitchen".split(), [word(rng).capitalize() for _ in range(8)]
    streets, rows, truth = [word(rng) for _ in range(60)], [], []
    for number in range(900):
        name = "%s %s" % (word(rng).capitalize(), rng.choice(kinds))
        address = [str(rng.randrange(1, 900)), zipf(rng, streets).capitalize(), "street"]
        phone, town, kind = "%03d-%03d-%04d" % (rng.choice((212, 310, 404)), rng.randrange(1000), rng.randrange(10000)), rng.choice(towns), rng.choice(kinds)
        for copy in range(rng.choice((1, 1, 1, 2))):
            shown, where, line = name, list(address), phone
            if copy:
                shown = rng.choice((misprint(rng, name), name.split()[0], "The " + name, name))
                where[2] = rng.choice(("st", "str", "street", "-"))
                line = rng.choice((phone.replace("-", "/", 1), phone.replace("-", ""), "-", phone))
            key = "r%d" % (len(rows) + 1)
            rows.append([key, "n/a", shown, " ".join(where), town if rng.random() < 0.9 else "-", line, kind if rng.random() < 0.8 else rng.choice(kinds)])
            truth.append([key, number, ""])
    rng.shuffle(rows)
    write(folder + "/a.csv", ["id", "remark", "Name", "Address", "Town", "Phone", "Kind"], rows, ";")
    return truth, ["name, type: text", "address, type: text", "town, type: text", "phone, type: number", "kind, type: code"]


def census(rng, folder):
    given = [word(rng, 1, 2).capitalize() for _ in range(90)] + ["José", "Zoë", "René", "Bjørn", "Åsa"]
    surname = [word(rng, 2, 3).capitalize() for _ in range(900)] + ["Müller", "Peña", "Grønn"]
    rows, truth = [], []
    for number in range(4000):
        person = [zipf(rng, given), zipf(rng, surname), "%d-%02d-%02d" % (rng.randrange(1850, 1930), rng.randrange(1, 13), rng.randrange(1, 29)),
                  rng.choice("MF"), zipf(rng, surname)]
        for _ in range(rng.choice((1, 1, 2))):
            shown = [misprint(rng, c) if i in (0, 1, 4) and rng.random() < 0.08 else c for i, c in enumerate(person)]
            shown = ["NA" if rng.random() < (0, 0, 0.2, 0.3, 0.4)[i] else c for i, c in enumerate(shown)]
            rows.append(shown)
            truth.append([len(rows), number, ""])
    write(folder + "/a.csv", ["forename", "surname", "born", "sex", "mother's surname"], rows, encoding="latin-1")
    return truth, ["forename, type: given", "surname, type: surname", "born, type: date", "sex, type: code", '"mother\'s surname", type: text']


def main():
    which, seed, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    os.makedirs(folder, exist_ok=True)
    truth, fields = {"papers": papers, "restaurants": restaurants, "census": census}[which](random.Random(seed), folder)
    lists = any(row[2] for row in truth)
    write(folder + "/truth.csv", ["id", "person", "list"] if lists else ["id", "person"], truth if lists else [row[:2] for row in truth])
    with open(folder + "/config.yaml", "w") as file:
        file.write(("" if which == "census" else "id: id\n") + "fields:\n" + "".join("  - { column: %s }\n" % f for f in fields))


if __name__ == "__main__":
    main()
