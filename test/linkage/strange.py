#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists of natures that the linkage was not built for, to see that it does not collapse: strange.py SET SEED FOLDER writes a.csv,
truth.csv and config.yaml. Sets: voters (two years' rolls in one list), no_doubles, nearly_all_doubles, shared_numbers (families write one number),
one_field, products (a title, a maker, a price), alphabets (names in Greek, Cyrillic and Chinese), empty_columns, namesakes (three
quarters bear ten names), three_lists (each its own spelling)."""
import os
import random
import sys

from historical import FIRST, GIVEN, LAST, NICK, digit, misprint, zipf
from unlike import write

STREETS = sorted({a + b for a in FIRST[:30] for b in LAST[:12]})


def person(rng, surnames):
    return {"first": zipf(rng, GIVEN, 1.7), "middle": rng.choice("abcdefghjklmnprstw"), "last": zipf(rng, surnames, 1.7),
            "born": "%d-%02d-%02d" % (rng.randrange(1925, 2003), rng.randrange(1, 13), rng.randrange(1, 29)), "sex": rng.choice("MF"),
            "house": "%d %s %s" % (rng.randrange(1, 4000), rng.choice(STREETS), rng.choice(("st", "rd", "ave", "ln"))),
            "zip": "27%03d" % rng.randrange(60), "number": "%08d" % rng.randrange(10 ** 8), "phone": "%010d" % rng.randrange(10 ** 9, 10 ** 10)}


def row(rng, who, chance):
    def off(text, change=misprint):
        return change(rng, text) if rng.random() < chance else text
    moved = rng.random() < 2 * chance
    other = person(rng, [who["last"]]) if moved else who
    return [NICK.get(who["first"], who["first"]) if rng.random() < chance else off(who["first"]),
            rng.choice((who["middle"], who["middle"], who["middle"] + ".", "")), off(who["last"]), off(who["born"], digit), who["sex"],
            off(other["house"]), other["zip"]]


def voters(rng, surnames, again=0.3, chance=0.06, count=3000):
    rows = []
    for number in range(count):
        who = person(rng, surnames)
        for _ in range(1 + (rng.random() < again)):
            rows.append((number, row(rng, who, chance)))
    return rows, ["first, type: given", "middle, type: middle", "last, type: surname", "born, type: date", "sex, type: code",
                  "address, type: text", "zip, type: number"]


def no_doubles(rng, surnames):
    return voters(rng, surnames, 0)


def nearly_all_doubles(rng, surnames):
    rows = []
    for number in range(120):
        who = person(rng, surnames)
        rows += [(number, row(rng, who, 0.06)) for _ in range(20)]
    return rows, voters(rng, surnames, count=1)[1]


def three_lists(rng, surnames):
    rows = []
    for number in range(1800):
        who = person(rng, surnames)
        for spell in rng.sample((str.upper, str.title, lambda text: " %s " % text), rng.choice((1, 1, 2, 3))):
            rows.append((number, [spell(cell) for cell in row(rng, who, 0.05)]))
    return rows, voters(rng, surnames, count=1)[1]


def empty_columns(rng, surnames):
    rows, fields = voters(rng, surnames)
    for _, cells in rows:
        cells[1], cells[4] = "", "" if rng.random() < 0.99 else cells[4]
        cells[6] = "X"
    return rows, fields


def shared_numbers(rng, surnames):
    rows, family = [], None
    for number in range(2600):
        who = person(rng, surnames)
        if family and rng.random() < 0.6:
            for key in ("last", "house", "zip", "phone") + (("number",) if rng.random() < 0.5 else ()):
                who[key] = family[key]
        family = who
        for _ in range(1 + (rng.random() < 0.3)):
            cells = row(rng, who, 0.05)
            rows.append((number, cells[:1] + cells[2:4] + [who["number"] if rng.random() < 0.7 else "", who["phone"] if rng.random() < 0.6 else ""]))
    return rows, ["first, type: given", "last, type: surname", "born, type: date", "number, type: id", "phone, type: phone"]


def one_field(rng, surnames):
    rows = []
    for number in range(1500):
        name = "%s %s %s" % (rng.choice(STREETS), rng.choice(STREETS), rng.choice(surnames))
        for _ in range(1 + (rng.random() < 0.4)):
            rows.append((number, [misprint(rng, name) if rng.random() < 0.3 else name]))
    return rows, ["title, type: text"]


def products(rng, surnames):
    makers, kinds = [s.title() for s in rng.sample(surnames, 25)], "camera phone lens battery printer speaker cable monitor router charger".split()
    rows = []
    for number in range(1400):
        maker, kind = zipf(rng, makers, 1.5), rng.choice(kinds)
        model = "%s%d%s" % ("".join(rng.choice("ABCDXKLM") for _ in range(2)), rng.randrange(100, 9999), rng.choice(("", "s", "b")))
        price = rng.randrange(10, 900)
        for _ in range(1 + (rng.random() < 0.5)):
            words = [maker, kind, model] + rng.sample("black silver new digital compact pro wireless pack series 2gb usb".split(), rng.randrange(0, 4))
            if rng.random() < 0.3:
                rng.shuffle(words)
            rows.append((number, [" ".join(words), maker if rng.random() < 0.6 else "", "%.2f" % (price * rng.choice((1, 1, 1.05, 0.93)))]))
    return rows, ["title, type: text", "maker, type: text", "price, type: number"]


def alphabets(rng, surnames):
    tables = [str.maketrans("abcdefghiklmnoprstuvwyz", t) for t in ("αβκδεφγχικλμνοπρστυβωηζ", "абцдефгхиклмнопрстувшйз",
                                                                    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑")]
    rows, fields = voters(rng, surnames)
    return [(n, [c.translate(tables[n % 3]) if i in (0, 2, 5) else c for i, c in enumerate(cells)]) for n, cells in rows], fields


def namesakes(rng, surnames):
    return voters(rng, surnames[:4], 0.3)


def main():
    which, rng, folder = sys.argv[1], random.Random(int(sys.argv[2])), sys.argv[3]
    surnames = sorted({rng.choice(FIRST) + rng.choice(LAST)
                       for _ in range(900)})
    rng.shuffle(surnames)
    rows, fields = globals()[which](rng, surnames)
    rng.shuffle(rows)
    os.makedirs(folder, exist_ok=True)
    write(folder + "/a.csv", [field.split(",")[0] for field in fields], [cells for _, cells in rows])
    write(folder + "/truth.csv", ["id", "person"], [[i + 1, number] for i, (number, _) in enumerate(rows)])
    with open(folder + "/config.yaml", "w") as file:
        file.write("fields:\n" + "".join("  - { column: %s }\n" % field for field in fields))


main()
