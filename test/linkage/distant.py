#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A sixth row of lists made without regard to how the linkage works, before it was run on any of them: firms of three registers with their branches, patients whose
records were merged from many, books and their editions; and Vietnamese: borrowers of a bank and savers of a union, children of a health station, workers of an
industrial zone. Used like others.py: distant.py SET SEED FOLDER; --sets; --run PROGRAM SEED FOLDER [SET…]."""
from historical import GIVEN, NICK, digit, zipf
from others import fields, main, often
from unlike import word
from villages import named, typed
from vietnamese import read_names, without_marks


# --- in the spirit of published sets --------------------------------------------------------------------------

def firms(rng):
    """Firms as three registers name them: legal forms in two languages, initials for names, branches and holdings of the same name in the same town."""
    words, towns, streets = [word(rng).title() for _ in range(900)], [(word(rng).title(), rng.choice("DE NL GB FR AT".split())) for _ in range(120)], [word(rng).title() for _ in range(300)]
    forms = [("GmbH", "Gesellschaft mbH", "G.m.b.H."), ("Ltd", "Limited", "LTD."), ("AG", "Aktiengesellschaft", "A.G."), ("B.V.", "BV", "Besloten Vennootschap"), ("SA", "S.A.", "Société Anonyme")]
    trades = "Logistics Systems Bau Consulting Pharma Energy Foods Trading Software Media Capital Technik".split()
    rows, base = [], None
    for number in range(2300):
        kin = base and rng.random() < 0.18
        if not kin:
            base = ([zipf(rng, words, 1.2) for _ in range(rng.choice((1, 1, 2)))], rng.choice(trades), rng.choice(forms), zipf(rng, towns, 1.8), zipf(rng, streets, 1.2), rng.randrange(1, 180))
        name, trade, form, town, street, house = base
        extra = rng.choice(("Holding", "International", "Services", town[0], "%s" % rng.choice(trades), "II")) if kin else ""
        founded, zip_ = rng.randrange(1950, 2020), "%05d" % (10000 + hash_of(town[0]) * 10 + rng.randrange(4))
        for register in rng.sample(range(3), rng.choice((1, 1, 2, 2, 3))):
            shown = list(name) + ([trade] if rng.random() < 0.8 else []) + ([extra] if extra else [])
            if register == 2 and len(name) > 1 and rng.random() < 0.15:
                shown = ["".join(w[0] for w in name)] + shown[len(name):]
            shown = " ".join(shown) + rng.choice((" " + form[register], " " + form[register], ""))
            if register == 1:
                shown = shown.upper()
            where = "%s %d" % (street, house) if register != 1 else "%d, %s" % (house, street.upper())
            moved = rng.random() < 0.07
            rows.append((number, [often(rng, shown, 0.06), "%s %d" % (rng.choice(streets), rng.randrange(1, 180)) if moved else where if rng.random() < 0.9 else "",
                                  zip_ if rng.random() < 0.8 else "", often(rng, town[0], 0.03), town[1], str(founded) if register != 2 and rng.random() < 0.7 else ""]))
    return rows, None, fields("name:text address:text zip:number city:text country:code founded:date")


def hash_of(text):
    return sum((i + 7) * ord(c) for i, c in enumerate(text)) % 8000


def merged_patients(rng):
    """Patients of many systems in one list: numbers often missing or mistyped, maiden names, twins, juniors, mothers' names, e-mail, what nobody knows written as a number."""
    names, streets, rows = [word(rng).upper() for _ in range(900)], [word(rng).upper() for _ in range(400)], []
    base = None
    for number in range(1700):
        kin = base and rng.random() < 0.12
        given, sex = zipf(rng, GIVEN, 1.3).upper(), rng.choice("MF")
        if kin and rng.random() < 0.5:  # a twin
            p = dict(base, given=given, ssn="%09d" % rng.randrange(10 ** 9), sex=sex)
        elif kin:  # a father
            p = dict(base, year=base["year"] - rng.randrange(20, 35), month=rng.randrange(1, 13), day=rng.randrange(1, 29), ssn="%09d" % rng.randrange(10 ** 9), mother=zipf(rng, names, 1.2), suffix="SR")
        else:
            p = dict(given=given, surname=zipf(rng, names, 1.3), middle=rng.choice(GIVEN).upper(), sex=sex, year=rng.randrange(1930, 2012), month=rng.randrange(1, 13), day=rng.randrange(1, 29), suffix=rng.choice(("", "", "", "JR")),
                     ssn="%09d" % rng.randrange(10 ** 9), mother=zipf(rng, names, 1.2), street="%d %s %s" % (rng.randrange(1, 9900), zipf(rng, streets, 1.2), rng.choice(("ST", "AVE", "DR"))), zip="%05d" % (75000 + rng.randrange(90)),
                     phone="%03d%07d" % (rng.choice((214, 469, 972)), rng.randrange(10 ** 7)))
        base = p
        maiden = zipf(rng, names, 1.3)
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
            shown = NICK.get(p["given"].lower(), p["given"]).upper() if rng.random() < 0.08 else p["given"]
            surname = maiden if p["sex"] == "F" and rng.random() < 0.07 else p["surname"]
            moved = rng.random() < 0.18
            born = "%02d/%02d/%d" % (p["month"], p["day"], p["year"])
            rows.append((number, [often(rng, shown, 0.06), rng.choice((p["middle"], p["middle"][0], "")), often(rng, surname, 0.05), p["suffix"] if rng.random() < 0.4 else "",
                                  digit(rng, born) if rng.random() < 0.04 else born if rng.random() < 0.96 else "", p["sex"] if rng.random() < 0.95 else "U",
                                  "" if rng.random() < 0.35 else rng.choice(("999999999", "123456789")) if rng.random() < 0.03 else digit(rng, p["ssn"]) if rng.random() < 0.05 else p["ssn"],
                                  "%d %s ST" % (rng.randrange(1, 9900), rng.choice(streets)) if moved else often(rng, p["street"], 0.08), "%05d" % (75000 + rng.randrange(90)) if moved else p["zip"],
                                  p["phone"] if rng.random() < 0.5 else "" if rng.random() < 0.7 else "214%07d" % rng.randrange(10 ** 7), often(rng, p["mother"], 0.05) if rng.random() < 0.4 else "",
                                  ("%s.%s@mail.test" % (p["given"], p["surname"])).lower() if rng.random() < 0.25 else ""]))
    return rows, None, fields("first:given middle:middle last:surname suffix:code dob:date gender:code ssn:id address:text zip:number phone:phone mothers_maiden_name:surname email:text")


def books(rng):
    """Books in two shops: the same book, but other editions of it too, with subtitles, series, authors turned; the number of the edition often missing."""
    words, given, surnames, houses = [word(rng, 1, 3) for _ in range(1200)], [g.title() for g in GIVEN], [word(rng).title() for _ in range(700)], [word(rng).title() for _ in range(60)]
    one, other, base = [], [], None
    for number in range(2600):
        if not base or rng.random() < 0.72:
            base = (" ".join(zipf(rng, words, 1.4) for _ in range(rng.choice((1, 2, 2, 3, 4)))).title(), " ".join(zipf(rng, words, 1.3) for _ in range(rng.choice((0, 0, 3, 5)))).title(),
                    [(zipf(rng, given, 1.5), zipf(rng, surnames, 1.3)) for _ in range(rng.choice((1, 1, 1, 2)))], "%s #%d" % (zipf(rng, words, 1.5).title(), rng.randrange(1, 9)) if rng.random() < 0.25 else "")
        title, sub, by, series = base
        house, pages, year, isbn = zipf(rng, houses, 1.6), rng.randrange(90, 900), rng.randrange(1960, 2015), "978%010d" % rng.randrange(10 ** 10)
        binding = rng.choice(("Paperback", "Hardcover", "Mass Market Paperback", "Kindle Edition"))
        for rows, listed, which in ((one, number < 1900, 0), (other, number >= 700, 1)):
            if not listed:
                continue
            shown = title + (": " + sub if sub and rng.random() < 0.7 else "") + (" (%s)" % series if series and which == 0 else "")
            who = by if rng.random() < 0.9 else by[:1]
            authors = "; ".join("%s, %s" % (s, g) for g, s in who) if which else ", ".join("%s %s" % p for p in who)
            rows.append((number, [often(rng, shown, 0.06), authors, isbn if rng.random() < (0.6, 0.7)[which] else "", house + (" Publishing" if which and rng.random() < 0.3 else "") if rng.random() < 0.9 else "",
                                  "%d-%02d-%02d" % (year, 1 + pages % 12, 1 + pages % 28) if which else str(year), str(pages + rng.choice((0, 0, 0, 8, 16))) if rng.random() < 0.8 else "", binding if which == 0 else binding.split()[0]]))
    return one, other, fields("title:text author:text isbn:id publisher:text published:date pages:number format:code")


# --- Vietnamese -----------------------------------------------------------------------------------------------

def hamlet_shown(rng, k):
    return rng.choice(("Thôn %d", "Thôn %d", "thôn %d", "T.%d", "Xóm %d")) % k


def borrowers_and_savers(rng):
    """Who borrows from the bank for the poor and who saves with the women's union: years of birth, hamlets in any way, the husband's or the wife's telephone, sums."""
    tables, one, other = read_names(), [], []
    for number in range(2400):
        year = rng.randrange(1950, 2001)
        name, husband, k = named(rng, tables, "female", year), named(rng, tables, "male", year - 3), rng.randrange(1, 18)
        phones, loan = ["09%08d" % rng.randrange(10 ** 8) for _ in range(2)], rng.randrange(5, 51) * 1000000
        if number < 1500:
            one.append((number, [typed(rng, name, 0.05).upper(), str(year + (rng.choice((-1, 1)) if rng.random() < 0.05 else 0)), hamlet_shown(rng, k), typed(rng, husband) if rng.random() < 0.7 else "",
                                 rng.choice(phones) if rng.random() < 0.5 else "", str(loan)]))
        if number >= 900:
            other.append((number, [rng.choice(("", "", "Bà ", "Chị ")) + typed(rng, name, 0.06), str(year) if rng.random() < 0.85 else "", hamlet_shown(rng, k) if rng.random() < 0.9 else "",
                                   typed(rng, husband) if rng.random() < 0.4 else "", phones[0] if rng.random() < 0.6 else "", str(rng.randrange(1, 20) * 100000)]))
    return one, other, fields("ho_ten:name nam_sinh:date thon:text chong:name dien_thoai:phone so_tien:number")


def children_of_the_station(rng):
    """Children vaccinated at a station, a visit a row: before they are named “con bà …”, nicknames, twins, mothers in short; dates of the visit beside those of birth."""
    tables, rows, number = read_names(), [], 0
    for _ in range(1150):
        born, mother, k = (rng.randrange(2016, 2024), rng.randrange(1, 13), rng.randrange(1, 29)), named(rng, tables, "female", 1992), rng.randrange(1, 15)
        clan, phone = named(rng, tables, "male", 1990).split()[0], "03%08d" % rng.randrange(10 ** 8)
        for _ in range(2 if rng.random() < 0.04 else 1):
            number += 1
            sex = rng.choice(("male", "female"))
            name = named(rng, tables, sex, born[0], clan)
            for visit in range(rng.choice((1, 1, 2, 3, 4))):
                shown = typed(rng, name, 0.05)
                if visit == 0 and rng.random() < 0.12:
                    shown = rng.choice(("Con bà " + mother.split()[-1], "Bé " + rng.choice(("Bin", "Na", "Tí", "Bo", "Mít", "Sóc")), ""))
                told = "%02d/%02d/%d" % (born[2], born[1], born[0])
                rows.append((number, [shown, digit(rng, told) if rng.random() < 0.04 else told if rng.random() < 0.96 else str(born[0]), {"male": "Nam", "female": "Nữ"}[sex] if rng.random() < 0.9 else "",
                                      typed(rng, mother, 0.05) if rng.random() < 0.75 else mother.split()[-1] if rng.random() < 0.5 else "", "Thôn %d" % k if rng.random() < 0.93 else "",
                                      phone if rng.random() < 0.6 else ""]))
    return rows, None, fields("ho_ten_tre:name ngay_sinh:date gioi_tinh:code ho_ten_me:name thon:text dien_thoai:phone")


def workers_of_the_zone(rng):
    """Workers as factories list them and as their home communes know them: no marks and capitals, the day of birth as a spreadsheet writes it, old and new numbers, home told in words."""
    tables, one, other, homes = read_names(), [], [], []
    for _ in range(60):
        homes.append((named(rng, tables, "male", 1950).split()[-1] + " " + named(rng, tables, "male", 1950).split()[-1], rng.choice(("Nghệ An", "Thanh Hóa", "Sóc Trăng", "An Giang", "Hà Giang"))))
    for number in range(2600):
        sex, year = rng.choice(("male", "female", "female")), rng.randrange(1975, 2006)
        name, day, month, home = named(rng, tables, sex, year), rng.randrange(1, 29), rng.randrange(1, 13), zipf(rng, homes, 1.3)
        old, new = "%09d" % rng.randrange(10 ** 8, 4 * 10 ** 8), "%03d%d%02d%06d" % (40, (0 if year < 2000 else 2) + (sex == "female"), year % 100, rng.randrange(10 ** 6))
        if number < 1700:
            told = rng.choice(("%d-%02d-%02d" % (year, month, day), "%d/%d/%d" % (day, month, year), "%02d.%02d.%d" % (day, month, year)))
            paper = rng.choice((old, new, new, "")) if year < 2000 else rng.choice((new, new, ""))
            one.append((number, [often(rng, without_marks(name).upper(), 0.03), told, {"male": "M", "female": "F"}[sex], digit(rng, paper) if paper and rng.random() < 0.04 else paper,
                                 without_marks(rng.choice(("%s, %s", "xa %s, tinh %s")) % home) if rng.random() < 0.9 else without_marks(home[1]), "0%09d" % rng.randrange(10 ** 9)]))
        if number >= 800:
            paper = rng.choice((old, new, "")) if year < 2000 else rng.choice((new, ""))
            other.append((number, [typed(rng, name), "%02d/%02d/%d" % (day, month, year) if rng.random() < 0.75 else str(year), {"male": "Nam", "female": "Nữ"}[sex], paper,
                                   "xã %s, tỉnh %s" % home, "0%09d" % rng.randrange(10 ** 9) if rng.random() < 0.5 else ""]))
    return one, other, fields("ho_ten:name ngay_sinh:date gioi_tinh:code giay_to:citizen_id que_quan:text dien_thoai:phone")


if __name__ == "__main__":
    main([firms, merged_patients, books, borrowers_and_savers, children_of_the_station, workers_of_the_zone])
