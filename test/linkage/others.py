#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists as others would bring them to examine the linkage, made without regard to how it works: others.py SET SEED FOLDER writes a.csv,
b.csv where there are two, truth.csv and config.yaml; others.py --sets names them; others.py --run PROGRAM SEED FOLDER [SET…] runs the
sets and prints for each F1 at 0.5, beside it the best that a plain mean of likenesses reaches where its limit is chosen by the truth."""
import csv
import json
import os
import random
import subprocess
import sys
import time
import unicodedata
from collections import defaultdict

from historical import digit, misprint, zipf
from unlike import SYLLABLES, word, write
from vietnamese import draw_name, read_names, without_marks

TCVN3 = dict(zip("àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĐĂÂÊÔƠƯ",
                 "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ§¡¢£¤¥¦"))


def tcvn3(text):
    return "".join(TCVN3.get(c, TCVN3.get(c.lower(), c)) for c in unicodedata.normalize("NFC", text))


def fields(text):
    """ "name:given born:date" as lines of a config."""
    return [part.replace(":", ", type: ") for part in text.split()]


def day(rng, low, high):
    return [rng.randrange(low, high), rng.randrange(1, 13), rng.randrange(1, 29)]


def often(rng, text, chance):
    return misprint(rng, text) if text and rng.random() < chance else text


# --- organisations and things ------------------------------------------------------------------------------

def businesses(rng):
    """A trade register and a telephone book: legal forms, signs and abbreviations come and go, firms move."""
    words, streets, towns = [word(rng) for _ in range(500)], [word(rng) for _ in range(120)], [word(rng) for _ in range(25)]
    trades, forms = "bakery motors plumbing dental hardware insurance cleaning catering transport printing".split(), ["Inc.", "LLC", "Co", "Ltd", "Corp.", ""]
    one, other = [], []
    for number in range(2200):
        name = [rng.choice(words).title() for _ in range(rng.choice((1, 1, 2)))] + ([rng.choice(trades).title()] if rng.random() < 0.7 else [])
        town = rng.randrange(25)
        place = [str(rng.randrange(1, 2000)), zipf(rng, streets, 1.5).title(), rng.choice(("Street", "Road", "Avenue"))]
        phone = "%03d%07d" % (200 + town, rng.randrange(10 ** 7))

        def listed():
            shown = list(name)
            if rng.random() < 0.1 and len(shown) > 1:
                shown.pop()
            if rng.random() < 0.08:
                shown = ["The"] + shown
            shown = " ".join(shown + [rng.choice(forms)]).strip()
            where = place if rng.random() < 0.88 else [str(rng.randrange(1, 2000)), zipf(rng, streets, 1.5).title(), "Street"]
            where = where[:2] + [where[2] if rng.random() < 0.5 else where[2][:2] + "."]
            line = phone if rng.random() < 0.85 else "%03d%07d" % (200 + town, rng.randrange(10 ** 7))
            line = rng.choice(("(%s) %s-%s", "%s-%s-%s", "%s%s%s")) % (line[:3], line[3:6], line[6:])
            return number, [often(rng, shown, 0.08), " ".join(where), towns[town].title(), "%05d" % (10000 + 7 * town),
                            line if rng.random() < 0.85 else ""]
        if number < 1500:
            one.append(listed())
        if number >= 700:
            other.append(listed())
    return one, other, fields("firm:text address:text town:text zip:number phone:phone")


def scholar(rng):
    """One list of citations, each paper some times: authors shortened, titles cut, venues in any form, years off."""
    words, names = [word(rng, 1, 4) for _ in range(900)], [word(rng).title() for _ in range(500)]
    venues = [[" ".join(word(rng) for _ in range(4)).title(), word(rng, 1, 2).upper()] for _ in range(30)]
    rows = []
    for number in range(900):
        title = [zipf(rng, words, 1.7) for _ in range(rng.randrange(4, 11))]
        people = [(zipf(rng, names, 1.4), zipf(rng, names, 1.4)) for _ in range(rng.choice((1, 2, 2, 3, 4, 5)))]
        venue, year = zipf(rng, venues, 1.5), rng.randrange(1988, 2006)
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            shown = title[:-1] if rng.random() < 0.08 else title
            by = people if rng.random() < 0.85 else people[:1]
            short = rng.random() < 0.6
            by = [(g[0] if short else g, often(rng, s, 0.03)) for g, s in by]
            turned = rng.random() < 0.3
            by = ", ".join("%s %s" % ((s, g) if turned else (g, s)) for g, s in by) + (" et al." if len(by) < len(people) else "")
            rows.append((number, [often(rng, " ".join(shown), 0.12).capitalize(), by, rng.choice(venue + [""]),
                                  "" if rng.random() < 0.2 else year + rng.choice((0, 0, 0, 0, 0, 0, 0, 1, -1))]))
    return rows, None, fields("title:text authors:text venue:text year:date")


def songs(rng):
    """A discography told by many: artists with and without The, titles with a remark, lengths a second apart."""
    words, rows = [word(rng, 1, 3) for _ in range(1500)], []
    for number in range(1600):
        artist = " ".join(zipf(rng, words, 1.3) for _ in range(rng.choice((1, 2, 2)))).title()
        title = " ".join(zipf(rng, words, 1.5) for _ in range(rng.randrange(1, 5))).title()
        album = " ".join(zipf(rng, words, 1.5) for _ in range(rng.randrange(1, 4))).title()
        length, year = rng.randrange(120, 420), rng.randrange(1960, 2015)
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
            rows.append((number, [often(rng, title, 0.06) + rng.choice(("", "", "", " (live)", " - remastered")), rng.choice(("", "", "The ")) + often(rng, artist, 0.05),
                                  rng.choice((album, album, "", album + " (deluxe)")), str(length + rng.choice((0, 0, 0, 1, -1))),
                                  rng.choice((year, year, year, ""))]))
    return rows, None, fields("title:text artist:text album:text seconds:number year:date")


# --- people ---------------------------------------------------------------------------------------------------

def people(rng, count, low=1925, high=2003):
    names = [word(rng, 2, 4).title() for _ in range(1500)]
    given = [word(rng, 1, 3).title() for _ in range(260)]
    streets, towns = [word(rng).title() for _ in range(200)], [word(rng).title() for _ in range(40)]
    made = []
    for number in range(count):
        made.append({"n": number, "given": zipf(rng, given, 1.8), "surname": zipf(rng, names, 1.6), "born": day(rng, low, high),
                     "sex": rng.choice("MF"), "house": str(rng.randrange(1, 300)), "street": zipf(rng, streets, 1.5),
                     "town": zipf(rng, towns, 1.6), "zip": "%05d" % rng.randrange(20000, 20080), "ssn": "%09d" % rng.randrange(10 ** 9)})
    return made


def put(born, form="%04d-%02d-%02d"):
    return form % tuple(born)


def pair_of_lists(rng, write_one, write_other, count=2600, both=(600, 2000), shape="given:given surname:surname born:date sex:code street:text town:text zip:number"):
    made = people(rng, count)
    one = [(p["n"], write_one(p)) for p in made if p["n"] < both[1]]
    other = [(p["n"], write_other(p)) for p in made if p["n"] >= both[0]]
    return one, other, fields(shape)


def plain(rng, p, chance=0.05):
    return [often(rng, p["given"], chance), often(rng, p["surname"], chance), put(p["born"]) if rng.random() > chance else digit(rng, put(p["born"])),
            p["sex"], p["house"] + " " + often(rng, p["street"], chance), p["town"], p["zip"]]


def two_lists(rng):
    return pair_of_lists(rng, lambda p: plain(rng, p, 0), lambda p: plain(rng, p, 0.15))


def capitals(rng):
    """The second list is in capitals, its days in another order."""
    def other(p):
        cells = plain(rng, p, 0.05)
        cells[2] = "%02d/%02d/%04d" % tuple(reversed(p["born"]))
        return [c.upper() for c in cells]
    return pair_of_lists(rng, lambda p: plain(rng, p), other)


def swapped_days(rng):
    def other(p):
        cells, born = plain(rng, p), p["born"]
        if rng.random() < 0.4 and born[2] <= 12:
            cells[2] = put([born[0], born[2], born[1]])
        return cells
    return pair_of_lists(rng, lambda p: plain(rng, p), other)


def turned_names(rng):
    """One column for the name: given name first in one list, surname first in the other."""
    def one(p):
        cells = plain(rng, p)
        return [cells[0] + " " + cells[1]] + cells[2:5]

    def other(p):
        cells = plain(rng, p)
        return [cells[1] + ", " + cells[0] if rng.random() < 0.5 else cells[1] + " " + cells[0]] + cells[2:5]
    return pair_of_lists(rng, one, other, shape="name:name born:date sex:code street:text")


def movers(rng):
    """A roll of voters and the next: four in ten live elsewhere, one woman in six bears another surname."""
    made = people(rng, 4000)

    def other(p):
        q = dict(p)
        if rng.random() < 0.4:
            q.update(house=str(rng.randrange(1, 300)), street=rng.choice(made)["street"], town=rng.choice(made)["town"], zip="%05d" % rng.randrange(20000, 20080))
        if p["sex"] == "F" and rng.random() < 0.17:
            q["surname"] = rng.choice(made)["surname"]
        return plain(rng, q, 0.04)
    return ([(p["n"], plain(rng, p, 0.04)) for p in made if p["n"] < 3000], [(p["n"], other(p)) for p in made if p["n"] >= 1000],
            fields("given:given surname:surname born:date sex:code street:text town:text zip:number"))


def decades(rng):
    """Three censuses: only a year, told from an age and often one or two off; daughters marry; a third moves; given names shortened."""
    made, rows = people(rng, 2200, 1840, 1885), []
    county = [word(rng).title() for _ in range(30)]
    trades = "farmer laborer servant carpenter teacher clerk miner weaver cook none".split()
    for p in made:
        state, work = rng.choice(county), rng.choice(trades)
        for census in range(3):
            if rng.random() < 0.35:
                continue
            if census and p["sex"] == "F" and rng.random() < 0.2:
                p["surname"] = rng.choice(made)["surname"]
            if census and rng.random() < 0.3:
                p["town"] = rng.choice(made)["town"]
            given = p["given"] if rng.random() < 0.85 else p["given"][:3]
            work = work if rng.random() < 0.6 else rng.choice(trades)
            rows.append((p["n"], [often(rng, given, 0.08), often(rng, p["surname"], 0.12), p["born"][0] + rng.choice((0, 0, 0, 0, 0, 1, -1, 1, 2)), p["sex"],
                                  state if rng.random() < 0.96 else rng.choice(county), p["town"], work]))
    return rows, None, fields("given:given surname:surname born:date sex:code birthplace:text town:text occupation:text")


def half_known(rng):
    """Six cells of ten are empty."""
    def holes(p):
        return [c if rng.random() < 0.4 else "" for c in plain(rng, p, 0.03) + [p["ssn"]]]
    made = people(rng, 2500)
    return [(p["n"], holes(p)) for p in made for _ in range(rng.choice((1, 2, 3)))], None, fields(
        "given:given surname:surname born:date sex:code street:text town:text zip:number ssn:id")


def constant_column(rng):
    """One column says the same of all; the number that should identify is another's in one case of ten."""
    made, rows = people(rng, 2500), []
    for p in made:
        for _ in range(rng.choice((1, 1, 2, 3))):
            rows.append((p["n"], plain(rng, p)[:4] + ["US", p["ssn"] if rng.random() < 0.9 else rng.choice(made)["ssn"]]))
    return rows, None, fields("given:given surname:surname born:date sex:code country:code ssn:id")


def many_columns(rng):
    """Fifty columns of which a config names seven."""
    made, rows = people(rng, 1500), []
    for p in made:
        for _ in range(rng.choice((1, 1, 2))):
            rows.append((p["n"], plain(rng, p) + [rng.choice(("", "x", str(rng.randrange(100)))) for _ in range(43)]))
    return rows, None, fields("given:given surname:surname born:date sex:code street:text town:text zip:number") + [None] * 43


def names_alone(rng):
    made, rows = people(rng, 1500), []
    for p in made:
        full = "%s %s %s" % (p["given"], rng.choice(made)["given"], p["surname"])
        for _ in range(rng.choice((1, 1, 2, 3))):
            rows.append((p["n"], [often(rng, full, 0.25)]))
    return rows, None, fields("name:name")


def number_alone(rng):
    return [(p["n"], [p["ssn"]]) for p in people(rng, 1500) for _ in range(rng.choice((1, 2)))], None, fields("ssn:id")


# --- Vietnamese -------------------------------------------------------------------------------------------------

def viet(rng, one, other, shape="ho_ten:name ngay_sinh:date gioi_tinh:code so_dinh_danh:citizen_id thon:text"):
    tables, lists, turn = read_names(), ([], []), (one, other)
    for number in range(2200):
        sex, year = rng.choice(("male", "female")), rng.randrange(1935, 2005)
        name = " ".join(draw_name(rng, tables, part, sex, year) for part in ("surname", "middle", "given"))
        born = day(rng, year, year + 1)
        code = "%03d%d%02d%06d" % (rng.randrange(1, 60), (0 if year < 2000 else 2) + (sex == "female"), year % 100, rng.randrange(10 ** 6))
        area = rng.randrange(40)
        for which in (0, 1):
            if (which == 0 and number < 1600) or (which == 1 and number >= 600):
                cells = [name, "%02d/%02d/%04d" % tuple(reversed(born)), "Nam" if sex == "male" else "Nữ", code if rng.random() < 0.5 else "",
                         "Thôn %d" % (area if rng.random() < 0.9 else rng.randrange(40))]
                if rng.random() < 0.15:
                    cells[1] = str(year)
                if rng.random() < 0.05:
                    cells[0] = misprint(rng, cells[0])
                lists[which].append((number, turn[which](cells)))
    return lists[0], lists[1], fields(shape)


def keep(cells):
    return cells


def toneless(rng):
    return viet(rng, keep, lambda cells: [without_marks(c) for c in cells])


def old_font(rng):
    return viet(rng, keep, lambda cells: [tcvn3(c) for c in cells])


def capital_names(rng):
    return viet(rng, lambda cells: [cells[0].upper()] + cells[1:], lambda cells: [unicodedata.normalize("NFD", cells[0])] + cells[1:])


def given_first(rng):
    return viet(rng, keep, lambda cells: [" ".join(cells[0].split()[-1:] + cells[0].split()[:-1])] + cells[1:])


SETS = (businesses, scholar, songs, two_lists, capitals, swapped_days, turned_names, movers, decades, half_known, constant_column, many_columns,
        names_alone, number_alone, toneless, old_font, capital_names, given_first)


def of_columns(field):
    """A field "year+month+day, type: date" has a column for each."""
    columns, sort = field.split(",")
    return "columns: [%s],%s" % (columns.replace("+", ", "), sort) if "+" in columns else "column: " + field


def make(which, seed, folder):
    rng = random.Random("%s %d" % (which.__name__, seed))
    one, other, named = which(rng)
    names = [name for i, n in enumerate(named) for name in (n.split(",")[0].split("+") if n else ["more%d" % i])]
    os.makedirs(folder, exist_ok=True)
    truth, members = [], []
    for file, rows in (("a", one), ("b", other)):
        if rows is None:
            continue
        rng.shuffle(rows)
        write("%s/%s.csv" % (folder, file), ["key"] + names, [["%s%d" % (file, i)] + row[1] for i, row in enumerate(rows)])
        truth += [["%s%d" % (file, i), row[0]] + ([file] if other is not None else []) for i, row in enumerate(rows)]
        members += [["%s%d" % (file, i)] + person for i, row in enumerate(rows) for person in (row[2] if len(row) > 2 else [])]
    if members:  # the first columns of a household are those of a person
        write(folder + "/members.csv", (["key"] + names)[:len(members[0])], members)
    write(folder + "/truth.csv", ["id", "person"] + (["list"] if other is not None else []), truth)
    with open(folder + "/config.yaml", "w") as file:
        file.write("id: key\nfields:\n" + "".join("  - { %s }\n" % of_columns(n) for n in named if n))


# --- beside it: a mean of likenesses --------------------------------------------------------------------------------

def grams(text):
    text = " " + without_marks(text).lower().strip() + " "
    return frozenset(text[i:i + 2] for i in range(len(text) - 1))


def read(folder):
    rows = []
    for file in ("a", "b"):
        if os.path.exists("%s/%s.csv" % (folder, file)):
            with open("%s/%s.csv" % (folder, file), newline="") as lines:
                rows += [(file, r) for r in csv.DictReader(lines)]
    with open(folder + "/truth.csv", newline="") as lines:
        truth = {r["id"]: r["person"] for r in csv.DictReader(lines)}
    return rows, truth


def candidates(folder):
    """Pairs that share a whole cell or two words: for each (record, record, likenesses of its fields by pairs of letters, None where one is not known,
    whether they are one), and how many pairs are one in all."""
    rows, truth = read(folder)
    with open(folder + "/config.yaml") as lines:
        names = [name for line in lines if "column" in line for name in line.split(": ")[1].rsplit(",", 1)[0].strip("[]").split(", ")]
    cells = [[grams(r[n]) if r[n] else None for n in names] for _, r in rows]
    blocks, across = defaultdict(list), len({f for f, _ in rows}) > 1
    for i, (_, r) in enumerate(rows):
        for key in {n + r[n].lower() for n in names if r[n]} | {w for n in names for w in r[n].lower().split() if len(w) > 3}:
            blocks[key].append(i)
    pairs = {(i, j) for block in blocks.values() if len(block) <= 60 for k, i in enumerate(block) for j in block[k + 1:]
             if not across or rows[i][0] != rows[j][0]}
    found = [(rows[i][1]["key"], rows[j][1]["key"], [2 * len(a & b) / (len(a) + len(b)) if a and b else None for a, b in zip(cells[i], cells[j])],
              truth[rows[i][1]["key"]] == truth[rows[j][1]["key"]]) for i, j in sorted(pairs)]
    counts = defaultdict(lambda: [0, 0])
    for file, r in rows:
        counts[truth[r["key"]]][file == "b"] += 1
    return found, sum(a * b if across else a * (a - 1) // 2 for a, b in counts.values())


def best_limit(scored, true):
    """The best F1 of (score, whether one) over all limits."""
    scored = sorted(scored, reverse=True)
    best = right = 0
    for k, (likeness, same) in enumerate(scored):
        right += same
        if k + 1 == len(scored) or scored[k + 1][0] != likeness:  # a limit takes all that are as like
            best = max(best, 2 * right / (k + 1 + true))
    return best


def plain_best(folder):
    """F1 of the mean likeness over fields known on both sides, with the limit that suits the truth best."""
    found, true = candidates(folder)
    known = [([like for like in likes if like is not None], same) for _, _, likes, same in found]
    return best_limit([(sum(likes) / len(likes), same) for likes, same in known if likes], true)


def run(program, seed, folder, chosen):
    here = os.path.dirname(os.path.abspath(__file__))
    for which in chosen:
        where = os.path.join(folder, which.__name__)
        make(which, seed, where)
        second = [word for option, file in (("--file", "/b.csv"), ("--members", "/members.csv")) if os.path.exists(where + file) for word in (option, where + file)]
        begin = time.time()
        subprocess.run([program, "link", "--file", where + "/a.csv", *second, "--config", where + "/config.yaml", "-o", where + "/pairs.csv",
                        "--clusters", where + "/clusters.csv"], check=True, stdout=subprocess.DEVNULL)
        took = time.time() - begin
        line = subprocess.run([sys.executable, here + "/f1.py", where + "/truth.csv", where + "/pairs.csv", where + "/clusters.csv"],
                              check=True, capture_output=True, text=True).stdout
        print("%-16s plain %.3f, %.1f s: %s" % (which.__name__, plain_best(where), took, line), end="", flush=True)


def main(sets=SETS):
    names = {s.__name__: s for s in sets}
    if sys.argv[1] == "--sets":
        print("\n".join(names))
    elif sys.argv[1] == "--run":
        run(sys.argv[2], int(sys.argv[3]), sys.argv[4], [names[n] for n in sys.argv[5:]] or sets)
    else:
        make(names[sys.argv[1]], int(sys.argv[2]), sys.argv[3])


if __name__ == "__main__":
    main()
