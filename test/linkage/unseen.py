#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A third row of lists made without regard to how the linkage works, before it was run on any of them: shops and their catalogues, libraries, snapshots of
voters, recordings from five sources, ages rounded to fives, and Vietnamese lists across the reform of communes, across the change of identity numbers,
under husband or wife, with insurance cards. Used like others.py: unseen.py SET SEED FOLDER; --sets; --run PROGRAM SEED FOLDER [SET…]."""
from historical import digit, misprint, zipf
from others import day, fields, main, often, people
from unlike import word
from vietnamese import draw_name, read_names, without_marks


# --- things ---------------------------------------------------------------------------------------------------

def shops(rng):
    """Two shops' offers: a brand, what it is, a number of the model that one of them often leaves out; prices differ."""
    brands, things = [word(rng).title() for _ in range(45)], [word(rng, 2, 3).title() for _ in range(70)]
    traits = "black white silver red 10x 40gb 80gb 22 32 digital portable wireless compact stereo".split()
    one, other = [], []
    for number in range(1300):
        brand, thing, some = zipf(rng, brands, 1.3), " ".join(zipf(rng, things, 1.3) for _ in range(rng.choice((1, 2)))), rng.sample(traits, 3)
        model, price = "".join(rng.choice("ABDEHKLMNPRSTVXZ") for _ in range(rng.choice((2, 3)))) + str(rng.randrange(10, 9999)), rng.randrange(900, 90000) / 100
        if number < 1000:
            one.append((number, ["%s %s %s - %s" % (brand, thing, " ".join(some[:2]), model), "%s %s %s" % (thing, " ".join(some), rng.choice(things)),
                                 "$%.2f" % price if rng.random() < 0.6 else ""]))
        if number >= 250:
            shown = [brand, thing] + some[:rng.randrange(4)] + ([model if rng.random() < 0.8 else model[:-1]] if rng.random() < 0.75 else [])
            other.append((number, [often(rng, " ".join(shown), 0.05), " ".join(rng.sample(some, 2)) if rng.random() < 0.5 else "",
                                   "%.2f" % (price * rng.uniform(0.85, 1.15)) if rng.random() < 0.7 else ""]))
    return one, other, fields("name:text description:text price:number")


def libraries(rng):
    """Papers of two libraries; a journal version has the title of its conference version and another year."""
    words, names = [word(rng, 1, 4) for _ in range(900)], [word(rng).title() for _ in range(600)]
    venues, one, other = [(word(rng, 1, 2).upper(), " ".join(word(rng) for _ in range(4)).title()) for _ in range(5)], [], []
    title = by = None
    for number in range(2600):
        if number % 17 != 1:
            title, by = [zipf(rng, words, 1.5) for _ in range(rng.randrange(4, 12))], [(rng.choice("ABCDEFGHJKLMPRST"), zipf(rng, names, 1.2)) for _ in range(rng.randrange(1, 5))]
        venue, year = rng.choice(venues), rng.randrange(1994, 2004)
        if number < 2200:
            one.append((number, [" ".join(title).capitalize() + ".", ", ".join("%s. %s" % p for p in by), venue[0], year]))
        if number >= 400:
            other.append((number, [often(rng, " ".join(title).title(), 0.05), ", ".join("%s %s" % (word(rng).title() if p[0] > "H" else p[0] + ".", p[1]) for p in by), venue[1], year]))
    return one, other, fields("title:text authors:text venue:text year:date")


def recordings(rng):
    """Songs as five sources write them: the number before the title, the artist in it, lengths in three units, years cut."""
    words, artists = [word(rng, 1, 3) for _ in range(500)], [" ".join(word(rng).title() for _ in range(rng.choice((1, 2)))) for _ in range(350)]
    albums, rows = [" ".join(zipf(rng, words, 1.3) for _ in range(rng.choice((1, 2, 3)))).title() for _ in range(600)], []
    for number in range(1500):
        title, artist, album = " ".join(zipf(rng, words, 1.3) for _ in range(rng.choice((1, 2, 3, 4)))).title(), zipf(rng, artists, 1.3), rng.choice(albums)
        year, seconds, track = rng.randrange(1965, 2016), rng.randrange(90, 500), rng.randrange(1, 20)
        for source in rng.sample(range(5), rng.choice((1, 1, 2, 3, 4, 5))):
            shown = [title, "%03d-%s" % (track, title), "%s - %s" % (artist, title), title + " - " + album, title][source]
            rows.append((number, [often(rng, shown, 0.08), "" if source == 2 else often(rng, artist, 0.05), "" if source == 3 else often(rng, album, 0.08),
                                  "" if rng.random() < 0.25 else "'%02d" % (year % 100) if source == 1 else year,
                                  [seconds * 1000, "%d:%02d" % divmod(seconds, 60), "%.2f" % (seconds / 60), seconds, ""][source], track if source in (0, 4) else ""]))
    return rows, None, fields("title:text artist:text album:text year:date length:number track:number")


# --- people ---------------------------------------------------------------------------------------------------

def snapshots(rng):
    """One roll of voters at four elections: the same person again and again, married, moved, misread; an age and no birth."""
    made, rows, counties = people(rng, 1400, 1925, 1992), [], [word(rng).title() for _ in range(18)]
    for p in made:
        surname, middle, county, race = p["surname"], rng.choice(made)["given"], rng.choice(counties), rng.choice("WWWBBAO")
        house, street, zip_ = p["house"], p["street"], p["zip"]
        for year in (2008, 2010, 2012, 2014):
            if rng.random() < 0.35:
                continue
            if p["sex"] == "F" and rng.random() < 0.07:
                surname = rng.choice(made)["surname"]
            if rng.random() < 0.15:
                q = rng.choice(made)
                house, street, zip_ = str(rng.randrange(1, 900)), q["street"], q["zip"]
            rows.append((p["n"], [often(rng, p["given"], 0.05), middle if rng.random() < 0.6 else middle[:1] if rng.random() < 0.6 else "", often(rng, surname, 0.05),
                                  year - p["born"][0] - (rng.random() < 0.5), p["sex"] if rng.random() < 0.95 else "", race if rng.random() < 0.9 else "U", county,
                                  house + " " + street, zip_]))
    return rows, None, fields("first:given middle:middle last:surname age:number sex:code race:code county:text street:text zip:number")


def ages_in_fives(rng):
    """Two old censuses: ages rounded to fives, first names shortened, a birthplace, no street."""
    made, lands = people(rng, 3000, 1800, 1845), [word(rng).title() for _ in range(60)]
    for p in made:
        p["land"], p["work"] = zipf(rng, lands, 1.5), rng.choice("farmer miner smith servant cook weaver clerk none".split())

    def census(year):
        def write(p):
            age = year - p["born"][0]
            age = age if rng.random() < 0.6 else 5 * round(age / 5)
            return [often(rng, p["given"] if rng.random() < 0.85 else p["given"][:1] + ".", 0.08), often(rng, p["surname"], 0.1), year - age, p["sex"],
                    p["land"] if rng.random() < 0.9 else "", p["work"] if rng.random() < 0.7 else rng.choice("farmer miner smith servant".split()), p["town"] if rng.random() < 0.75 else rng.choice(made)["town"]]
        return write
    one, other = census(1851), census(1861)
    return ([(p["n"], one(p)) for p in made if p["n"] < 2300], [(p["n"], other(p)) for p in made if p["n"] >= 700],
            fields("given:given surname:surname born:date sex:code birthplace:text work:text town:text"))


# --- Vietnamese -------------------------------------------------------------------------------------------------

def villagers(rng, count, first=1935, last=2003):
    tables = read_names()
    for number in range(count):
        sex, year = rng.choice(("male", "female")), rng.randrange(first, last)
        yield number, " ".join(draw_name(rng, tables, part, sex, year) for part in ("surname", "middle", "given")), sex, day(rng, year, year + 1)


def dates(rng, born, chance):
    return str(born[0]) if rng.random() < chance else "%02d/%02d/%04d" % tuple(reversed(born))


def numbers(rng, sex, year):
    return "%03d%d%02d%06d" % (rng.randrange(1, 97), (0 if year < 2000 else 2) + (sex == "female"), year % 100, rng.randrange(10 ** 6)), "%09d" % rng.randrange(10 ** 8, 4 * 10 ** 8)


NAMES = ["%s %s" % (a, b) for a in "Đông Tây Nam Bắc Trung Phú An Vĩnh Tân Long".split() for b in "Hòa Sơn Lộc Thành Mỹ Bình Phước".split()]


def after_the_reform(rng):
    """A list with the communes of 2020 and one with those of 2025: three or four were put together, often under the name of one of them."""
    old = rng.sample(NAMES, 45)
    new, one, other = {}, [], []
    for i in range(0, 45, 3):
        name = rng.choice((old[i], old[i + 1], rng.choice(NAMES)))
        new.update({o: name for o in old[i:i + 3]})
    for number, name, sex, born in villagers(rng, 3000):
        commune, hamlet, phone = rng.choice(old), rng.randrange(1, 13), "09%08d" % rng.randrange(10 ** 8)
        if number < 2200:
            one.append((number, [often(rng, name, 0.04), dates(rng, born, 0.25), "Nam" if sex == "male" else "Nữ", "Xã " + commune, "Thôn %d" % hamlet, phone if rng.random() < 0.4 else ""]))
        if number >= 800:
            other.append((number, [often(rng, name.upper() if rng.random() < 0.3 else name, 0.04), dates(rng, born, 0.25), "Nam" if sex == "male" else "Nữ", "xã " + new[commune],
                                   "Thôn %d" % hamlet if rng.random() < 0.4 else "Thôn %d %s" % (hamlet, commune), phone if rng.random() < 0.4 else ""]))
    return one, other, fields("ho_ten:name ngay_sinh:date gioi_tinh:code xa:text thon:text dien_thoai:phone")


def old_number_new_number(rng):
    """One list has the old identity number, the other the new one; only few have both beside each other."""
    one, other = [], []
    for number, name, sex, born in villagers(rng, 3000, 1940, 2000):
        new, old = numbers(rng, sex, born[0])
        hamlet = "Ấp %d" % rng.randrange(1, 30)
        if number < 2200:
            one.append((number, [often(rng, name, 0.04), dates(rng, born, 0.3), old if rng.random() < 0.85 else "", "Nam" if sex == "male" else "Nữ", hamlet]))
        if number >= 800:
            other.append((number, [often(rng, name if rng.random() < 0.8 else without_marks(name), 0.04), dates(rng, born, 0.1), new if rng.random() < 0.9 else old,
                                   "Nam" if sex == "male" else "Nữ", hamlet if rng.random() < 0.9 else ""]))
    return one, other, fields("ho_ten:name ngay_sinh:date so_giay_to:citizen_id gioi_tinh:code ap:text")


def husband_or_wife(rng):
    """Households with all their people, by a women's union under the wife, by a farmers' union under the husband; years of birth, no numbers."""
    tables, one, other = read_names(), [], []

    def person(sex, year, surname=None):
        name = [draw_name(rng, tables, part, sex, year) for part in ("surname", "middle", "given")]
        return [" ".join([surname or name[0]] + name[1:]), sex, year]

    def shown(who):
        return [often(rng, who[0], 0.05), str(who[2] + (rng.choice((-1, 1)) if rng.random() < 0.05 else 0)), "Nam" if who[1] == "male" else "Nữ"]
    for number in range(1800):
        year = rng.randrange(1945, 1995)
        husband, wife = person("male", year), person("female", year + rng.randrange(-4, 8))
        children = [person(rng.choice(("male", "female")), year + rng.randrange(20, 35), husband[0].split()[0]) for _ in range(rng.choice((0, 1, 2, 2, 3)))]
        hamlet = "Bản " + NAMES[rng.randrange(20)]
        for rows, head, mate, listed in ((one, wife, husband, number < 1300), (other, husband, wife, number >= 500)):
            if listed:
                there = [mate] * (rng.random() < 0.9) + [c for c in children if rng.random() < 0.85]
                rows.append((number, shown(head) + [hamlet if rng.random() < 0.95 else ""], [shown(p) for p in [head] + there]))
    return one, other, fields("ho_ten:name nam_sinh:date gioi_tinh:code ban:text")


def insurance_cards(rng):
    """A list of the poor and one of the insured: the card's number begins with a class that changes; names in capitals in one."""
    one, other = [], []
    for number, name, sex, born in villagers(rng, 3000):
        card, place = "%010d" % rng.randrange(10 ** 10), rng.choice(("01", "64", "79"))
        commune = NAMES[rng.randrange(30)]
        if number < 2200:
            one.append((number, [often(rng, name, 0.04), dates(rng, born, 0.3), "HN2" + place + card if rng.random() < 0.6 else "", commune]))
        if number >= 800:
            bad = digit(rng, card) if rng.random() < 0.03 else card
            other.append((number, [often(rng, name, 0.03).upper(), dates(rng, born, 0.05), rng.choice(("HN2", "CN3", "GD4")) + place + bad, commune if rng.random() < 0.8 else rng.choice(NAMES)]))
    return one, other, fields("ho_ten:name ngay_sinh:date so_the:id xa:text")


SETS = (shops, libraries, recordings, snapshots, ages_in_fives, after_the_reform, old_number_new_number, husband_or_wife, insurance_cards)

if __name__ == "__main__":
    main(SETS)
