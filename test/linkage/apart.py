#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lists of the natures that examiners keep apart (bibliographies of unlike size, patients with placeholders, one paper a hundred times,
settlements with coordinates, members of two organisations without dates, three lists of different columns …), made after those of others.py and
without regard to how the linkage works. Used like it: apart.py SET SEED FOLDER; --sets; --run PROGRAM SEED FOLDER [SET…]."""
import unicodedata

from historical import NICK, digit, misprint, zipf
from others import day, fields, main, often, pair_of_lists, people, plain, put
from unlike import word
from vietnamese import draw_name, read_names, without_marks


# --- things ---------------------------------------------------------------------------------------------------

def guides(rng):
    """Two guides of restaurants with few in common: 110 of 530 and 330; what is cooked is called otherwise in each."""
    words, streets = [word(rng, 1, 3).title() for _ in range(420)], [word(rng).title() for _ in range(90)]
    kinds = [("American", "American (New)"), ("French", "French (Classic)"), ("Italian", "Italian"), ("Delis", "Delicatessen"), ("Seafood", "Fish")]
    one, other = [], []
    for number in range(750):
        town = rng.choice((("New York", "New York City", "212"), ("Los Angeles", "W. Hollywood", "310"), ("Atlanta", "Atlanta", "404")))
        name, kind = " ".join(rng.choice(words) for _ in range(rng.choice((1, 1, 2, 3)))), rng.choice(kinds)
        house, street, line = rng.randrange(1, 9000), zipf(rng, streets, 1.3), "%03d-%04d" % (rng.randrange(200, 999), rng.randrange(10000))
        if number < 530:
            one.append((number, [name, "%d %s St." % (house, street), town[0], "%s/%s" % (town[2], line), kind[0]]))
        if number >= 420:
            shown = name if rng.random() < 0.6 else rng.choice((name + " Restaurant", "The " + name, name + " (" + town[0] + ")", misprint(rng, name)))
            where = rng.choice(("%d %s St.", "%d %s Street", "%d %s St. between 1st and 2nd Aves.", "%d W. %s St.")) % (house, street)
            other.append((number, [shown, where, rng.choice(town[:2]), "%s-%s" % (town[2], line if rng.random() < 0.95 else "555-1212"), kind[1]]))
    return one, other, fields("name:text addr:text city:text phone:phone cooked:text")


def bibliographies(rng):
    """A small clean bibliography and one twelve times its size, gathered by a machine: venues and years half missing, titles cut, the same
    paper there more than once."""
    words, names = [word(rng, 1, 4) for _ in range(1200)], [word(rng).title() for _ in range(700)]
    venues = [[" ".join(word(rng) for _ in range(3)).title(), word(rng, 1, 2).upper()] for _ in range(8)]
    one, other = [], []
    for number in range(8000):
        title = [zipf(rng, words, 1.6) for _ in range(rng.randrange(3, 11))]
        by = [(zipf(rng, names, 1.3), zipf(rng, names, 1.3)) for _ in range(rng.choice((1, 2, 2, 3, 4)))]
        venue, year = rng.choice(venues), rng.randrange(1985, 2010)
        if number < 900:
            one.append((number, [" ".join(title).capitalize(), ", ".join("%s %s" % p for p in by), venue[0], year]))
        for _ in range(0 if number < 300 else rng.choice((1, 1, 1, 2, 3)) if number < 900 else rng.choice((1, 1, 2))):
            shown = " ".join(title[:max(2, len(title) - 3)] if rng.random() < 0.07 else title)
            people_shown = by if rng.random() < 0.85 else by[:1]
            other.append((number, [often(rng, shown, 0.12), ", ".join("%s %s" % (g[0], s) for g, s in people_shown),
                                   rng.choice(venue + ["", ""]), year if rng.random() < 0.55 else ""]))
    return one, other, fields("title:text authors:text venue:text year:date")


def cited_often(rng):
    """130 papers, most cited a few times, some a hundred."""
    words, names = [word(rng, 1, 4) for _ in range(600)], [word(rng).title() for _ in range(160)]
    venues, rows = [" ".join(word(rng) for _ in range(4)).title() for _ in range(25)], []
    for number in range(130):
        title, year = [zipf(rng, words, 1.4) for _ in range(rng.randrange(4, 10))], rng.randrange(1985, 1997)
        by, venue = [(zipf(rng, names, 1.2), zipf(rng, names, 1.2)) for _ in range(rng.choice((1, 2, 3)))], rng.choice(venues)
        for _ in range(rng.choice((1, 2, 3, 5, 8, 12, 20, 40, 100))):
            shown = ", ".join(rng.choice(("%.1s. %s", "%s %s")) % p if rng.random() < 0.7 else "%s, %.1s." % (p[1], p[0]) for p in by)
            rows.append((number, [often(rng, shown, 0.1), often(rng, " ".join(title), 0.12),
                                  rng.choice((venue, "Proceedings of the " + venue, "Proc. " + venue, "".join(w[0] for w in venue.split()), "")),
                                  "" if rng.random() < 0.25 else year, "%d-%d" % (10 * number + 3, 10 * number + 19) if rng.random() < 0.4 else ""]))
    return rows, None, fields("authors:text title:text venue:text year:date pages:text")


def settlements(rng):
    """Places in four gazetteers: spelt otherwise, coordinates rounded."""
    words, rows = [word(rng, 2, 4).title() for _ in range(700)], []
    for number in range(800):
        name = rng.choice(words) + rng.choice(("", "", "", " City", " Township", " (historical)"))
        east, north, county = rng.uniform(-90, -70), rng.uniform(30, 45), "County %02d" % rng.randrange(60)
        for _ in range(rng.choice((1, 2, 3, 4))):
            digits = rng.choice((2, 3, 4))
            rows.append((number, [often(rng, name.split(" (")[0] if rng.random() < 0.5 else name, 0.1), "%.*f" % (digits, north), "%.*f" % (digits, east),
                                  county if rng.random() < 0.7 else ""]))
    return rows, None, fields("label:text lat:number long:number county:text")


# --- people ---------------------------------------------------------------------------------------------------

def patients(rng):
    """A hospital: placeholders where nothing is known, twins, fathers and sons of one name, newborn without a name of their own."""
    made, rows, last = people(rng, 2200, 1930, 2015), [], None
    for p in made:
        if last and rng.random() < 0.06:  # a twin
            p.update(surname=last["surname"], born=last["born"], house=last["house"], street=last["street"], zip=last["zip"], town=last["town"])
        elif last and rng.random() < 0.06:  # a son of his father's name
            p.update(given=last["given"], surname=last["surname"], house=last["house"], street=last["street"], zip=last["zip"], town=last["town"])
        last, line = p, "%010d" % rng.randrange(10 ** 9, 10 ** 10)
        for visit in range(rng.choice((1, 1, 2, 3, 5))):
            given = "Baby Boy" if p["born"][0] > 2012 and visit == 0 and p["sex"] == "M" else NICK.get(p["given"], p["given"])
            rows.append((p["n"], [often(rng, given, 0.06), often(rng, p["surname"], 0.06) if rng.random() < 0.96 else rng.choice(made)["surname"],
                                  "1900-01-01" if rng.random() < 0.04 else put(p["born"]) if rng.random() < 0.95 else digit(rng, put(p["born"])),
                                  p["sex"] if rng.random() < 0.97 else "U",
                                  rng.choice(("999999999", "000000000", "")) if rng.random() < 0.35 else p["ssn"] if rng.random() < 0.96 else digit(rng, p["ssn"]),
                                  p["house"] + " " + p["street"] if rng.random() < 0.8 else rng.choice(("UNKNOWN", "HOMELESS", rng.choice(made)["street"])),
                                  p["zip"], line if rng.random() < 0.6 else rng.choice(("0000000000", "N/A", ""))]))
    return rows, None, fields("first:given last:surname dob:date sex:code ssn:id address:text zip:number phone:phone")


def dirty_people(rng):
    """As FEBRL makes them, dirtier: up to nine doubles of one, three changes in a field, ten in a record, fields exchanged and emptied."""
    made, rows = people(rng, 1100), []
    for p in made:
        first = plain(rng, p, 0) + [p["ssn"]]
        rows.append((p["n"], first))
        for _ in range(rng.choice((0, 0, 1, 2, 3, 9)) if rng.random() < 0.8 else 0):
            cells = list(first)
            for _ in range(rng.randrange(1, 11)):
                at = rng.choice((0, 0, 1, 1, 2, 4, 4, 5, 6, 7))
                sort = rng.random()
                if sort < 0.12:
                    cells[at] = ""
                elif sort < 0.17:
                    cells[0], cells[1] = cells[1], cells[0]
                elif sort < 0.3 and at not in (2, 7):
                    cells[at] = (plain(rng, rng.choice(made), 0) + [""])[at]
                elif cells[at]:
                    cells[at] = digit(rng, cells[at]) if at in (2, 6, 7) and any(c.isdigit() for c in cells[at]) else misprint(rng, cells[at])
            rows.append((p["n"], cells))
    return rows, None, fields("given:given surname:surname born:date sex:code street:text town:text zip:number ssn:id")


def voters_by_age(rng):
    """Rolls of voters five years apart that tell an age and no birth; a fifth moved, names shortened to an initial."""
    made = people(rng, 3500, 1930, 1995)
    middles = "abcdefghijklmnoprstw"

    def roll(year, moves):
        def write(p):
            middle, q = middles[p["n"] % 20].upper(), p
            if moves and rng.random() < 0.2:
                q = dict(p, house=str(rng.randrange(1, 300)), street=rng.choice(made)["street"], town=rng.choice(made)["town"])
            return [often(rng, p["given"], 0.03), middle if rng.random() < 0.8 else "", often(rng, p["surname"], 0.03), str(year - p["born"][0] - (rng.random() < 0.5)),
                    p["sex"], rng.choice("WWWBO") if rng.random() < 0.02 else "WWBWO"[p["n"] % 5], q["house"] + " " + q["street"], q["town"]]
        return write
    one, other = roll(2013, False), roll(2013, True)
    return ([(p["n"], one(p)) for p in made if p["n"] < 2700], [(p["n"], other(p)) for p in made if p["n"] >= 800],
            fields("first:given middle:middle last:surname age:number sex:code race:code address:text city:text"))


def three_files(rng):
    """Three lists of different columns put into one: an insurer without addresses, a school without numbers, a parish with a year alone."""
    made, rows = people(rng, 1800), []
    for p in made:
        cells = plain(rng, p)
        for which in rng.sample(range(3), rng.choice((1, 2, 2, 3))):
            cells = plain(rng, p)
            rows.append((p["n"], [cells[0:3] + [cells[3], "", "", "", p["ssn"]], cells[0:3] + ["", cells[4], cells[5], cells[6], ""],
                                  cells[0:2] + [p["born"][0], cells[3], "", cells[5], "", p["ssn"] if rng.random() < 0.3 else ""]][which]))
    return rows, None, fields("given:given surname:surname born:date sex:code street:text town:text zip:number ssn:id")


def families(rng):
    """Two censuses ten years apart, with all people of each house: a name, an age as a year of birth, an occupation of the head."""
    made, lists = people(rng, 1500, 1840, 1880), []
    trades = "farmer laborer servant carpenter teacher clerk miner weaver cook".split()
    homes = [[dict(rng.choice(made), surname=p["surname"], born=[p["born"][0] + rng.randrange(-6, 30), 1, 1]) for _ in range(rng.choice((0, 1, 2, 3, 4, 6)))] for p in made]
    for census in range(2):
        rows = []
        for p, home in zip(made, homes):
            if rng.random() < 0.2:
                continue
            there = [m for m in home if rng.random() < 0.85]
            head = p if rng.random() < 0.92 or not there else there[0]  # a widow is the head, or a son

            def shown(who):
                return [often(rng, who["given"] if rng.random() < 0.9 else who["given"][:3], 0.07), often(rng, who["surname"], 0.07),
                        who["born"][0] + rng.choice((0, 0, 0, 0, 1, -1))]
            rows.append((p["n"], shown(head) + [rng.choice(trades) if rng.random() < 0.3 else trades[p["n"] % 9], p["town"] if rng.random() < 0.8 else rng.choice(made)["town"]],
                         [shown(m) for m in [p] + there if m is not head]))
        lists.append(rows)
    return lists[0], lists[1], fields("given:given surname:surname born:date trade:text town:text")


# --- Vietnamese -------------------------------------------------------------------------------------------------

def villagers(rng, count, hamlets):
    tables = read_names()
    for number in range(count):
        sex, year = rng.choice(("male", "female")), rng.randrange(1935, 2003)
        name = " ".join(draw_name(rng, tables, part, sex, year) for part in ("surname", "middle", "given"))
        if rng.random() < 0.25:
            name = name.split()[0] + " " + draw_name(rng, tables, "middle", sex, year) + " " + " ".join(name.split()[1:])
        yield number, name, sex, year, "Thôn " + hamlets[rng.randrange(len(hamlets))]


def hamlets_of(rng, count):
    return ["%s %s" % (a, b) for a, b in [(rng.choice("Đông Tây Nam Bắc Trung Phú An Vĩnh".split()), rng.choice("Hòa Sơn Lộc Thành Mỹ Bình".split())) for _ in range(count)]]


def two_organisations(rng):
    """Members of two organisations of a commune, no dates: a name, a hamlet, since when, with what office."""
    one, other, hamlets = [], [], hamlets_of(rng, 12)
    for number, name, sex, year, hamlet in villagers(rng, 1500, hamlets):
        if number < 1000:
            one.append((number, [often(rng, name, 0.04), hamlet, "Nam" if sex == "male" else "Nữ", rng.choice(("Hội viên", "Chi hội trưởng", "Hội viên"))]))
        if number >= 600:
            other.append((number, [often(rng, name if rng.random() < 0.8 else without_marks(name), 0.04), hamlet if rng.random() < 0.92 else "Thôn " + rng.choice(hamlets),
                                   "Nam" if sex == "male" else "Nữ", rng.choice(("Đoàn viên", "Bí thư chi đoàn", "Đoàn viên"))]))
    return one, other, fields("ho_ten:name thon:text gioi:code chuc_vu:text")


def name_and_hamlet(rng):
    rows, hamlets = [], hamlets_of(rng, 25)
    for number, name, _, _, hamlet in villagers(rng, 2000, hamlets):
        for _ in range(rng.choice((1, 1, 2, 2, 3))):
            rows.append((number, [often(rng, rng.choice((name, name, name, name.upper(), without_marks(name))), 0.04),
                                  hamlet if rng.random() < 0.93 else hamlet.replace("Thôn", rng.choice(("Ấp", "thon", "T.")))]))
    return rows, None, fields("ho_ten:name thon:text")


def capitals_without_marks(rng):
    """One list as an office writes it, the other from an old machine: capitals, no marks, the year alone."""
    one, other, hamlets = [], [], hamlets_of(rng, 30)
    for number, name, sex, year, hamlet in villagers(rng, 2600, hamlets):
        born = day(rng, year, year + 1)
        if number < 1900:
            one.append((number, [unicodedata.normalize("NFC", name), "%02d/%02d/%04d" % tuple(reversed(born)), "Nam" if sex == "male" else "Nữ", hamlet]))
        if number >= 700:
            other.append((number, [without_marks(often(rng, name, 0.04)).upper(), str(year), "NAM" if sex == "male" else "NU", without_marks(hamlet).upper()]))
    return one, other, fields("ho_ten:name ngay_sinh:date gioi_tinh:code thon:text")


SETS = (guides, bibliographies, cited_often, settlements, patients, dirty_people, voters_by_age, three_files, families, two_organisations, name_and_hamlet,
        capitals_without_marks)

if __name__ == "__main__":
    main(SETS)
