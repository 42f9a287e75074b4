#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A fourth row of lists made without regard to how the linkage works, before it was run on any of them: persons with an address of e-mail, a census and
a register of patients, nurseries told by fifteen offices, inventors of patents, beers, songs in two shops, women under their maiden names, spelling that
drifts over forty years, and Vietnamese lists typed hamlet by hamlet, of the poor over four years, and of pupils with their mothers.
Used like others.py: fresh.py SET SEED FOLDER; --sets; --run PROGRAM SEED FOLDER [SET…]."""
from historical import GIVEN, NICK, digit, misprint, zipf
from others import day, fields, main, often, people, put, tcvn3
from unlike import word
from unseen import NAMES, dates, numbers, villagers
from vietnamese import draw_name, read_names, without_marks


# --- things ---------------------------------------------------------------------------------------------------

def nurseries(rng):
    """Nurseries as fifteen offices list them: names with a room, a church or a number behind, one telephone for all houses of an owner."""
    words, streets, rows = [word(rng).title() for _ in range(260)], [word(rng).upper() for _ in range(150)], []
    sorts = ["Child Care", "Day Care", "Learning Center", "Head Start", "Academy", "Early Childhood Center", "Nursery"]
    owner = None
    for number in range(900):
        if not owner or rng.random() < 0.7:
            owner = (zipf(rng, words, 1.4), "773%07d" % rng.randrange(10 ** 7))
        name, sort, street = owner[0] + (" " + rng.choice(words) if rng.random() < 0.5 else ""), rng.choice(sorts), rng.choice(streets)
        house, way, zip_, line = rng.randrange(100, 9900), rng.choice("NSEW"), "606%02d" % rng.randrange(60), owner[1] if rng.random() < 0.5 else "773%07d" % rng.randrange(10 ** 7)
        for _ in range(rng.choice((1, 1, 2, 3, 4, 6))):
            shown = "%s %s" % (name, rng.choice((sort, sort, "".join(w[0] for w in sort.split()), "")))
            shown += rng.choice(("", "", "", " - Room %d" % rng.randrange(1, 9), ", Inc.", " " + rng.choice(words) + " Site"))
            where = "%d %s %s %s" % (house, way if rng.random() < 0.8 else "", street.title() if rng.random() < 0.5 else street, rng.choice(("St", "Street", "Ave", "")))
            rows.append((number, [often(rng, shown.strip(), 0.05), often(rng, " ".join(where.split()), 0.04), zip_ if rng.random() < 0.7 else "",
                                  rng.choice((line, line, line[3:], "")) if rng.random() < 0.9 else "773%07d" % rng.randrange(10 ** 7)]))
    return rows, None, fields("site:text address:text zip:number phone:phone")


def inventors(rng):
    """Who is named on patents: initials or names, some with the firm, coordinates of the town, classes of what was found, those named beside."""
    names, given, towns = [word(rng).title() for _ in range(700)], [word(rng, 1, 3).title() for _ in range(150)], [(word(rng).title(), rng.uniform(50, 54), rng.uniform(3, 7)) for _ in range(70)]
    rows = []
    firms = [word(rng).title() + rng.choice((" B.V.", " N.V.", "")) for _ in range(120)]
    for number in range(1300):
        first, last, town, firm = [zipf(rng, given, 1.3) for _ in range(rng.choice((1, 1, 2, 3)))], zipf(rng, names, 1.2), zipf(rng, towns, 1.5), zipf(rng, firms, 1.5)
        mates, field = [zipf(rng, names, 1.2) for _ in range(6)], ["%s%02d" % (rng.choice("ABCGH"), rng.randrange(1, 60)) for _ in range(4)]
        for _ in range(rng.choice((1, 1, 1, 2, 3, 5, 12))):
            if rng.random() < 0.1:
                town = zipf(rng, towns, 1.5)
            by = " ".join(first) if rng.random() < 0.55 else " ".join(g[0] + "." for g in first)
            by = "%s, %s" % (last, by) + (", " + rng.choice(("Ir.", "Dr.", "c/o " + firm)) if rng.random() < 0.15 else "")
            rows.append((number, [often(rng, by, 0.05), "%.2f" % town[1], "%.2f" % town[2], " ".join(rng.sample(mates, rng.choice((0, 1, 2, 3)))),
                                  " ".join(sorted(rng.sample(field, rng.choice((1, 2, 3))))), firm if rng.random() < 0.7 else ""]))
    return rows, None, fields("name:text lat:number long:number beside:text classes:text firm:text")


def beers(rng):
    """Two lists of beers: the brewery shortened, the style called otherwise, strength to a tenth or two."""
    words, kinds = [word(rng, 1, 3).title() for _ in range(700)], ["Pale Ale", "India Pale Ale", "Stout", "Porter", "Amber Ale", "Pilsener", "Brown Ale", "Wheat"]
    houses = [" ".join(rng.choice(words) for _ in range(rng.choice((1, 1, 2)))) for _ in range(300)]
    one, other = [], []
    for number in range(2400):
        house, kind, strength = zipf(rng, houses, 1.4), rng.choice(kinds), rng.uniform(3.5, 11)
        name = " ".join(rng.choice(words) for _ in range(rng.choice((1, 1, 2)))) + " " + (kind if rng.random() < 0.6 else rng.choice(("Ale", "Reserve", "Old", "")))
        if number < 1700:
            one.append((number, [name, house + rng.choice((" Brewing Company", " Brewery")), kind, "%.2f %%" % strength if rng.random() < 0.85 else "-"]))
        if number >= 700:
            shown = name if rng.random() < 0.7 else rng.choice((house + " " + name, name.replace("India Pale Ale", "IPA"), name.rsplit(" ", 1)[0]))
            other.append((number, [often(rng, shown.strip(), 0.06), house + rng.choice((" Brewing Company", "", " Brewing Co.")), "American " + kind if rng.random() < 0.6 else rng.choice(kinds),
                                   "%.1f %%" % strength if rng.random() < 0.8 else "-"]))
    return one, other, fields("name:text brewery:text style:text strength:number")


def two_shops_of_songs(rng):
    """One shop sells an album's songs one by one, the other calls them with guests, remarks and another release; the same song on two albums is two."""
    words, artists = [word(rng, 1, 3).title() for _ in range(600)], [" ".join(word(rng).title() for _ in range(rng.choice((1, 2)))) for _ in range(180)]
    one, other, number = [], [], 0
    while number < 2600:
        artist, album, year, label = zipf(rng, artists, 1.5), " ".join(zipf(rng, words, 1.2) for _ in range(rng.choice((1, 2, 3)))), rng.randrange(1998, 2016), word(rng).title() + " Records"
        for _ in range(rng.randrange(1, 12)):
            number += 1
            title, seconds, guest = " ".join(zipf(rng, words, 1.3) for _ in range(rng.choice((1, 2, 2, 3)))), rng.randrange(100, 420), rng.choice(artists)
            if number % 5 < 4:
                one.append((number, [title + (" (feat. %s)" % guest if number % 7 == 0 else ""), artist, album, "%d:%02d" % divmod(seconds, 60), "%d-%02d-01" % (year, rng.randrange(1, 13)), label]))
            if number % 4:
                off = seconds + rng.choice((0, 0, 0, 1, -1))
                other.append((number, [title + rng.choice(("", "", " [feat. %s]" % guest if number % 7 == 0 else "", " [Explicit]")), artist + (" feat. " + guest if number % 7 == 0 and rng.random() < 0.4 else ""),
                                       album + rng.choice(("", "", " (Deluxe Version)", " [Explicit]")), "%d:%02d" % divmod(off, 60), year if rng.random() < 0.7 else year + 1, "(C) %d %s" % (year, label)]))
    return one, other, fields("song:text artist:text album:text length:number released:date label:text")


# --- people ---------------------------------------------------------------------------------------------------

def with_mail(rng):
    """A small list: names exchanged, towns misspelt, addresses of e-mail that tell the name, a fifth of the cells empty."""
    made, rows = people(rng, 400, 1970, 2020), []
    for p in made:
        mail = "%s%s@%s.%s" % (p["given"].lower()[0], p["surname"].lower(), rng.choice(("mailbox", "post", word(rng))), rng.choice(("com", "org", "net")))
        for copy in range(rng.choice((1, 1, 2, 3, 4, 6))):
            cells = [p["given"], p["surname"], put(p["born"]), p["town"], mail]
            if copy and rng.random() < 0.12:
                cells[0], cells[1] = cells[1], cells[0]
            if copy:
                cells = [cells[0], often(rng, cells[1], 0.25), digit(rng, cells[2]) if rng.random() < 0.2 else cells[2], often(rng, cells[3], 0.25), often(rng, cells[4], 0.2)]
            rows.append((p["n"], [c if rng.random() > hole else "" for c, hole in zip(cells, (0.18, 0.15, 0.02, 0.2, 0.22))]))
    return rows, None, fields("first:given last:surname born:date city:text email:text")


def census_and_patients(rng):
    """A census and the patients of a country: the day of birth in three columns, each of them missing or misread by itself, second names half there,
    postcodes of before the move, whole families at one address."""
    made, one, other, last = people(rng, 5000, 1915, 2010), [], [], None
    for p in made:
        if last and rng.random() < 0.55:
            p.update(surname=last["surname"], house=last["house"], street=last["street"], zip=last["zip"])
        last = p
        middle = rng.choice(made)["given"]

        def shown(moved):
            q = rng.choice(made) if rng.random() < moved else p
            born = ["" if rng.random() < 0.03 else n if rng.random() < 0.97 else n + rng.choice((1, -1, 10, -10)) for n in p["born"]]
            return [often(rng, NICK.get(p["given"], p["given"]), 0.05).upper(), middle.upper() if rng.random() < 0.3 else middle[:1].upper() if rng.random() < 0.3 else "", often(rng, p["surname"], 0.05).upper()] + born + [
                p["sex"] if rng.random() < 0.98 else rng.choice("MF"), "%s %s" % (q["house"], q["street"].upper()), q["zip"] if rng.random() < 0.93 else digit(rng, q["zip"])]
        if p["n"] < 3800:
            one.append((p["n"], shown(0)))
        if p["n"] >= 900:
            other.append((p["n"], shown(0.12)))
    return one, other, fields("first:given second:middle last:surname year+month+day:date sex:code address:text postcode:number")


def maiden_names(rng):
    """Two hospitals thirty years apart: most women under another surname, a mother's maiden name half known, the last four digits of a number."""
    made, one, other = people(rng, 4200, 1930, 1985), [], []
    for p in made:
        married, mother = rng.choice(made)["surname"], rng.choice(made)["surname"]
        tail, phone = p["ssn"][-4:], "%07d" % rng.randrange(10 ** 7)
        late = married if p["sex"] == "F" and rng.random() < 0.6 else p["surname"]
        if rng.random() < 0.1 and late != p["surname"]:
            late = p["surname"] + "-" + married
        if p["n"] < 3000:
            one.append((p["n"], [often(rng, p["given"], 0.04), often(rng, p["surname"], 0.04), put(p["born"]), p["sex"], mother if rng.random() < 0.55 else "", tail if rng.random() < 0.4 else "", phone if rng.random() < 0.5 else ""]))
        if p["n"] >= 1000:
            born = put(p["born"]) if rng.random() < 0.95 else digit(rng, put(p["born"]))
            other.append((p["n"], [often(rng, p["given"] if rng.random() < 0.9 else p["given"][:1], 0.04), often(rng, late, 0.04), born, p["sex"] if rng.random() < 0.98 else "",
                                   often(rng, mother, 0.1) if rng.random() < 0.55 else "", tail if rng.random() < 0.6 else "", phone if rng.random() < 0.25 else ""]))
    return one, other, fields("first:given last:surname dob:date sex:code mother:surname last4:number phone:phone")


DRIFT = (("ck", "k"), ("ph", "f"), ("ie", "y"), ("ll", "l"), ("son", "sen"), ("ea", "ee"), ("th", "t"), ("c", "k"), ("w", "v"), ("ough", "off"), ("ey", "y"), ("ow", "ou"), ("mm", "m"), ("tt", "t"))


def drifting_spelling(rng):
    """Four parish books over forty years: each clerk spells by ear, given names stand in short forms, ages are guesses, people stay in their parish mostly; cousins bear one name."""
    from historical import FIRST, LAST, WORK
    surnames, parishes, rows = [rng.choice(FIRST) + rng.choice(LAST) for _ in range(300)], [rng.choice(FIRST) + rng.choice(LAST) for _ in range(25)], []

    def heard(name):
        for a, b in rng.sample(DRIFT, 5):
            if a in name and rng.random() < 0.5:
                name = name.replace(a, b, 1)
        return name + ("e" if rng.random() < 0.06 else "")
    for number in range(1500):
        given, surname, year, parish, work = zipf(rng, GIVEN, 1.8), zipf(rng, surnames, 1.2), rng.randrange(1700, 1760), zipf(rng, parishes, 1.2), zipf(rng, WORK, 1.4)
        mate = zipf(rng, GIVEN, 1.8)
        for book in range(4):
            if rng.random() < 0.4:
                continue
            parish = parish if rng.random() < 0.88 else rng.choice(parishes)
            mate = mate if rng.random() < 0.9 else zipf(rng, GIVEN, 1.8)
            shown = given if rng.random() < 0.75 else NICK.get(given, given[:4])
            rows.append((number, [heard(shown), heard(surname) if rng.random() < 0.97 else "", year + rng.choice((0, 0, 0, 1, -1, 2, -2, 5)), parish if rng.random() < 0.9 else heard(parish),
                                  work if rng.random() < 0.65 else zipf(rng, WORK, 1.4), mate if rng.random() < 0.7 else ""]))
    return rows, None, fields("given:given surname:surname born:date parish:text work:text spouse:text")


# --- Vietnamese -------------------------------------------------------------------------------------------------

CLANS = (("Rơ Châm", "Siu", "Ksor", "Rmah", "Kpă", "Nay"), ("Y", "H'", "Y", "H'"), "Bhiăk Krông Blăn Rin Thu Hoan Jút Linh Đăng Mai Nghiêp Djuang Sương Wơt Phyui Bôm Nhơn Lan Hạnh".split())


def hamlet_by_hamlet(rng):
    """Members of two organisations, each hamlet typed by somebody else: telephones of the family, some rows in an old font, years alone, in the villages
    of the highlands few clan names, a syllable before it that tells man or woman, written or not."""
    tables, one, other = read_names(), [], []
    hamlets = [["Làng", "Thôn", "Buôn"][i % 3] + " " + rng.choice(NAMES).split()[0] + " %d" % i for i in range(24)]
    typed = [[rng.choice(("plain", "plain", "plain", "upper", "toneless", "font")) for _ in hamlets] for _ in range(2)]
    phone = None
    for number in range(2400):
        area, sex, year = rng.randrange(24), rng.choice(("male", "female")), rng.randrange(1945, 2006)
        if area % 3:
            name = " ".join(draw_name(rng, tables, part, sex, year) for part in ("surname", "middle", "given"))
        else:
            name = "%s %s %s" % (zipf(rng, CLANS[0], 1.3), CLANS[1][sex == "female"], rng.choice(CLANS[2])) if rng.random() < 0.8 else "%s %s" % (rng.choice(CLANS[0]), rng.choice(CLANS[2]))
        phone = phone if phone and rng.random() < 0.35 else "0%d%08d" % (rng.choice((3, 8, 9)), rng.randrange(10 ** 8))
        for which, rows in ((0, one), (1, other)):
            if not (number < 1700 if which == 0 else number >= 700):
                continue
            shown = often(rng, name.replace("H' ", rng.choice(("H'", "H ", "H' "))), 0.04)
            form = typed[which][area]
            shown = {"plain": str, "upper": str.upper, "toneless": without_marks, "font": tcvn3}[form](shown)
            rows.append((number, [shown, str(year + (rng.random() < 0.04)) if rng.random() < 0.85 else "", "Nam" if sex == "male" else "Nữ" if rng.random() < 0.9 else "", hamlets[area] if rng.random() < 0.97 else rng.choice(hamlets),
                                  phone if rng.random() < (0.5, 0.35)[which] else ""]))
    return one, other, fields("ho_ten:name nam_sinh:date gioi_tinh:code thon:text dien_thoai:phone")


def poor_of_four_years(rng):
    """The poor of a commune, four years in one list: the head dies and the widow follows, a son becomes a household, CMND gives way to CCCD, the number of people
    in the house goes up and down, names are typed anew each year."""
    rows, hamlets = [], ["Thôn %d" % i for i in range(1, 15)]
    for number, name, sex, born in villagers(rng, 1500, 1940, 1992):
        new, old = numbers(rng, sex, born[0])
        hamlet, people_there = rng.choice(hamlets), rng.randrange(1, 8)
        begin = rng.choice((2019, 2019, 2020, 2021, 2022))
        for year in range(begin, min(2023, begin + rng.choice((1, 2, 3, 4)))):
            people_there = max(1, people_there + rng.choice((0, 0, 0, 0, 1, -1)))
            paper = (old if year < 2021 or rng.random() < 0.3 else new) if rng.random() < 0.6 else ""
            rows.append((number, [often(rng, name if rng.random() < 0.85 else rng.choice((name.upper(), without_marks(name))), 0.04), dates(rng, born, 0.45), "Nam" if sex == "male" else "Nữ",
                                  paper, hamlet if rng.random() < 0.96 else rng.choice(hamlets), people_there, rng.choice(("Hộ nghèo", "Hộ cận nghèo"))]))
    return rows, None, fields("chu_ho:name ngay_sinh:date gioi_tinh:code so_giay_to:citizen_id thon:text so_khau:number loai_ho:code")


def pupils(rng):
    """A school and a list of scholarships: brothers and sisters, twins, a mother's name, class and telephone of the parents, no numbers."""
    tables, one, other, last = read_names(), [], [], None
    for number in range(2600):
        sex, year = rng.choice(("male", "female")), rng.randrange(2008, 2019)
        if last and rng.random() < 0.3:
            mother, surname, hamlet, line = last[:4]
            born = last[4] if rng.random() < 0.08 else day(rng, year, year + 1)
        else:
            mother = " ".join(draw_name(rng, tables, part, "female", 1985) for part in ("surname", "middle", "given"))
            surname, hamlet, line, born = draw_name(rng, tables, "surname", sex, year), rng.randrange(1, 16), "09%08d" % rng.randrange(10 ** 8), day(rng, year, year + 1)
        last = (mother, surname, hamlet, line, born)
        name = " ".join([surname] + [draw_name(rng, tables, part, sex, year) for part in ("middle", "given")])
        grade = 2024 - born[0] - 6
        for rows, listed, late in ((one, number < 1900, 0), (other, number >= 800, 1)):
            if listed:
                rows.append((number, [often(rng, name, 0.04), dates(rng, born, 0.05 + 0.1 * late), "Nam" if sex == "male" else "Nữ", often(rng, mother, 0.06) if rng.random() < 0.75 else "",
                                      "%d%s" % (grade + late, rng.choice("ABC")), "Thôn %d" % hamlet if rng.random() < 0.95 else "", line if rng.random() < 0.5 else ""]))
    return one, other, fields("ho_ten:name ngay_sinh:date gioi_tinh:code ho_ten_me:text lop:text thon:text dien_thoai:phone")


SETS = (nurseries, inventors, beers, two_shops_of_songs, with_mail, census_and_patients, maiden_names, drifting_spelling, hamlet_by_hamlet, poor_of_four_years, pupils)

if __name__ == "__main__":
    main(SETS)
