#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A fifth row of lists made without regard to how the linkage works, before it was run on any of them, in the spirit of what others publish: an electronics
catalogue of unlike size, discs with their songs, citations cut into a dozen columns, a county's voters with fathers and sons, transfers of money, the dead and
their family trees, couples of registers, addresses of institutes, names carried over from another script, films, a survey without names; and Vietnamese lists.
Used like others.py: kept.py SET SEED FOLDER; --sets; --run PROGRAM SEED FOLDER [SET…]."""
from historical import GIVEN, NICK, digit, misprint, zipf
from others import day, fields, main, often, people, put
from unlike import word

# --- things ---------------------------------------------------------------------------------------------------


def electronics(rng):
    """A small catalogue and a large one: brand, number of the model with and without its signs, what it is for, a price; one model in several colours."""
    brands, things, rows = [word(rng, 2, 3).title() for _ in range(60)], [" ".join(word(rng, 1, 3) for _ in range(rng.choice((1, 2)))).title() for _ in range(90)], ([], [])
    traits, kinds = [word(rng, 1, 2) for _ in range(60)] + ["%d GB" % g for g in (8, 16, 32, 64)] + ['%d"' % i for i in (7, 10, 15, 22)], [word(rng).title() for _ in range(25)]
    base = None
    for number in range(3600):
        if not base or rng.random() < 0.75:
            thing = rng.randrange(90)
            base = (zipf(rng, brands, 1.6), things[thing], kinds[thing % 25], "".join(rng.choice("ABCDEHKLMNPSTVX") for _ in range(rng.choice((1, 2, 3)))) + str(rng.randrange(10, 9999)),
                    rng.sample(traits, 4), rng.randrange(500, 60000) / 100)
        brand, thing, kind, model, some, price = base
        colour = rng.choice("black white silver red blue pink".split())
        model = model + rng.choice(("", "-")) + colour[:1].upper() + colour[-1:].upper()
        for which, listed in ((0, number % 5 == 0), (1, number % 5 or rng.random() < 0.85)):
            if listed:
                shown = [brand if rng.random() < 0.9 else "", thing] + some[:rng.randrange(1, 5)] + [colour if rng.random() < 0.7 else "", model if rng.random() < 0.35 else ""]
                if rng.random() < 0.2:
                    rng.shuffle(shown)
                told = model if rng.random() < 0.8 else model.replace("-", "")
                rows[which].append((number, [often(rng, " ".join(" ".join(shown).split()), 0.05), kind if which == 0 else kind + " " + thing.split()[0], brand if rng.random() < 0.85 else "",
                                             told if rng.random() < (0.9, 0.6)[which] else "", "%.2f" % (price * rng.uniform(0.8, 1.2)) if rng.random() < 0.85 else ""]))
    return rows[0], rows[1], fields("title:text category:text brand:text modelno:text price:number")


def discs(rng):
    """Discs as listeners typed them: few doubles, all songs in one cell, samplers by nobody, an album of two discs, live albums with the same songs."""
    words, artists, rows = [word(rng, 1, 3) for _ in range(1400)], [" ".join(word(rng).title() for _ in range(rng.choice((1, 2, 2)))) for _ in range(900)], []
    songs = artist = title = None
    for number in range(3000):
        again = songs and rng.random() < 0.06
        if not again:
            artist = zipf(rng, artists, 1.4) if rng.random() < 0.9 else "Various"
            title = " ".join(zipf(rng, words, 1.4) for _ in range(rng.choice((1, 2, 2, 3)))).title()
        songs = [" ".join(zipf(rng, words, 1.4) for _ in range(rng.choice((1, 2, 3)))).title() for _ in range(rng.randrange(6, 16))] if not again or rng.random() < 0.5 else songs[:]
        own = title if not again else title + rng.choice((" (Disc 2)", " Live", " CD2"))
        genre, year = rng.choice("Rock Pop Jazz Folk Classical Soundtrack Hip-Hop".split()), rng.randrange(1960, 2005)
        for copy in range(1 + (rng.random() < 0.08) + (rng.random() < 0.02)):
            listed = [often(rng, s, 0.08) for s in songs]
            if copy and rng.random() < 0.3:
                listed = listed[:-1]
            rows.append((number, [often(rng, artist if rng.random() < 0.9 else artist.upper(), 0.05), often(rng, own, 0.05) if rng.random() < 0.9 else "%s / %s" % (artist, own),
                                  genre if rng.random() < 0.7 else rng.choice(("data", "misc", "newage", "")), year if rng.random() < 0.5 else "", " | ".join(listed)]))
    return rows, None, fields("artist:text title:text genre:code year:date tracks:text")


def segments(rng):
    """Citations as a machine cut them into columns, most of them empty, signs left at their ends, the same paper up to forty times."""
    words, names, rows = [word(rng, 1, 4) for _ in range(500)], [word(rng).title() for _ in range(220)], []
    houses = [(word(rng).title() + " Press", word(rng).title()) for _ in range(12)]
    places = [(" ".join(word(rng) for _ in range(rng.choice((2, 3, 4)))).title(), word(rng, 1, 2).upper()) for _ in range(25)]
    for number in range(190):
        title, by = [zipf(rng, words, 1.6) for _ in range(rng.randrange(3, 10))], [(rng.choice("ABCDEFGHJKLMPRST"), zipf(rng, names, 1.3)) for _ in range(rng.choice((1, 2, 2, 3, 4)))]
        place, house, year, first = zipf(rng, places, 1.3), rng.choice(houses), rng.randrange(1980, 1997), rng.randrange(1, 500)
        volume, kind, editor = rng.randrange(1, 40), rng.choice(("journal", "proceedings", "book", "report")), " ".join(word(rng).title() for _ in range(2))
        for _ in range(min(40, int(1 + rng.expovariate(1 / 8)))):
            turned, where = rng.random() < 0.5, rng.choice((place[0], place[0][:14] + ".", place[1], "Proc. of " + place[0], "In " + place[0]))
            shown = [("%s, %s." % (s, g) if turned else "%s. %s" % (g, s)) for g, s in by]
            if len(shown) > 2 and rng.random() < 0.1:
                shown = shown[:1] + ["et al."]
            cell = {"journal": [where, str(volume) + rng.choice(("", ",", "(%d)" % rng.randrange(1, 5))), "", "", ""], "proceedings": [where, "", house[0], house[1], editor],
                    "book": ["", "", house[0], house[1], ""], "report": [rng.choice(("Tech. Report", "Technical Report TR-%d" % volume, "TR %d" % volume)), "", "", house[1], ""]}[kind]
            cell = [c if rng.random() < 0.7 else "" for c in cell]
            rows.append((number, [" and ".join(shown) if rng.random() < 0.5 else ", ".join(shown), often(rng, " ".join(title), 0.1) + rng.choice((".", ",", ""))] + cell
                         + [rng.choice(("pp. %d-%d.", "pages %d--%d,", "%d-%d")) % (first, first + 14) if kind != "book" and rng.random() < 0.5 else "",
                            rng.choice(("%d.", "(%d)", "%d", "May %d")) % (year + rng.choice((0, 0, 0, 0, 0, 0, 1))) if rng.random() < 0.9 else ""]))
    return rows, None, fields("author:text title:text venue:text volume:number publisher:text address:text editor:text pages:text year:text")


def transfers(rng):
    """What left one account and what came in another: an amount less fees, some days later, a remark cut short; the same payer pays the same rent each month."""
    words, firms = [word(rng).upper() for _ in range(500)], [word(rng).title() + rng.choice((" Ltd", " Inc", "")) for _ in range(200)]
    one, other, rent = [], [], None
    for number in range(3500):
        if rent and rng.random() < 0.2:
            firm, amount, born = rent[0], rent[1], [rent[2][0], rent[2][1] % 12 + 1, rent[2][2]]
        else:
            firm, amount, born = zipf(rng, firms, 1.3), round(10 ** rng.uniform(1, 4.5), 2), day(rng, 2022, 2023)
        rent = (firm, amount, born)
        memo = "%s %s %s" % (firm, rng.choice(("PAYMENT", "INV", "REF", "RENT", "")), rng.choice((rng.choice(words), str(rng.randrange(1000, 99999)))))
        if number < 3000:
            one.append((number, [memo, put(born), "%.2f" % amount]))
        if number >= 500:
            late = [born[0], born[1], born[2] + rng.choice((0, 0, 1, 1, 1, 2))]
            came = amount if rng.random() < 0.6 else amount * rng.uniform(0.97, 0.999)
            other.append((number, [memo[:rng.randrange(8, 24)] if rng.random() < 0.4 else often(rng, memo.upper(), 0.1), put(late), "%.2f" % came]))
    return one, other, fields("memo:text transaction_date:date amount:number")


def affiliations(rng):
    """One cell each: institutes as authors write them under their papers, with and without department, street and country, in their language or English."""
    towns, lands = [word(rng, 2, 3).title() for _ in range(60)], [word(rng, 2, 3).title() for _ in range(12)]
    subjects, rows = "Physics Chemistry Mathematics Biology Engineering Medicine Astronomy Geology".split(), []
    for number in range(330):
        town = rng.randrange(60)
        sort = rng.choice(("University of %s", "%s University", "%s Institute of Technology", "National Laboratory %s", "Technical University of %s"))
        own, land = sort % (towns[town] if rng.random() < 0.6 else word(rng, 2, 3).title()), lands[town % 12]
        short = "".join(w[0] for w in own.split() if w[0].isupper()) + towns[town][0]
        for _ in range(rng.choice((1, 2, 3, 5, 8, 14))):
            part = rng.choice(("Department of %s", "Dept. of %s", "School of %s", "Faculty of %s", "Institute of %s")) % rng.choice(subjects)
            shown = ([part] if rng.random() < 0.6 else []) + [own if rng.random() < 0.8 else rng.choice((own.replace("University", "Univ."), short, own.replace("Institute of Technology", "Inst. Tech.")))]
            shown += [towns[town]] * (rng.random() < 0.75) + ["%05d" % rng.randrange(10000, 99999)] * (rng.random() < 0.15) + [land] * (rng.random() < 0.7)
            rows.append((number, [often(rng, ", ".join(shown), 0.08)]))
    return rows, None, fields("affiliation:text")


def films(rng):
    """Two catalogues of films: titles translated or not, sequels, remakes, three of the cast in whatever order, the length a minute off."""
    words, names = [word(rng, 1, 3) for _ in range(900)], ["%s %s" % (word(rng, 1, 2).title(), word(rng).title()) for _ in range(1200)]
    one, other, last = [], [], None
    for number in range(3000):
        if last and rng.random() < 0.12:
            title, director, cast, year = last[0] + rng.choice((" II", " 2", " Returns", "")), last[1] if rng.random() < 0.6 else rng.choice(names), last[2][:4] + rng.sample(names, 2), last[3] + rng.randrange(2, 9)
        else:
            title, director, cast, year = " ".join(zipf(rng, words, 1.5) for _ in range(rng.choice((1, 2, 2, 3, 4)))).title(), zipf(rng, names, 1.3), [zipf(rng, names, 1.2) for _ in range(6)], rng.randrange(1950, 2015)
        last, length = (title, director, cast, year), rng.randrange(75, 170)
        local, kind = title if rng.random() < 0.75 else " ".join(word(rng) for _ in range(2)).title(), rng.sample("Drama Comedy Action Horror Romance Crime".split(), 2)
        if number < 2000:
            one.append((number, [title, director, ", ".join(cast[:3]), year, length, "|".join(kind)]))
        if number >= 900:
            shown = rng.sample(cast[:5], 3)
            other.append((number, [often(rng, local if rng.random() < 0.9 else "The " + local, 0.04), director if rng.random() < 0.85 else "", ", ".join(shown) if rng.random() < 0.9 else "", year + rng.choice((0, 0, 0, 0, 1)),
                                   "%d min" % (length + rng.choice((0, 0, 1, -1, 5))) if rng.random() < 0.8 else "", kind[0]]))
    return one, other, fields("title:text director:text cast:text year:date runtime:number genres:text")


# --- people ---------------------------------------------------------------------------------------------------

def county_roll(rng):
    """A county's voters, twice: middle initials and names, Jr and Sr under one roof, a street in three columns, race, party and where born; no birth but a year."""
    made, one, other, last = people(rng, 2800, 1930, 2000), [], [], None
    for p in made:
        p.update(middle=rng.choice(made)["given"], race=zipf(rng, "W B O A I".split(), 2), party=rng.choice("DEM REP UNA UNA".split()), state=zipf(rng, "NC VA NY SC FL".split(), 1.7), way=rng.choice("ST RD AVE LN".split()), suffix="")
        if last and rng.random() < 0.25:
            p.update({k: last[k] for k in "surname house street town zip way race".split()})
            if last["sex"] == p["sex"] == "M" and rng.random() < 0.4:
                p.update(given=last["given"], middle=last["middle"], suffix="JR", born=[last["born"][0] + 27] + p["born"][1:])
                last["suffix"] = "SR"
        last = p

    def shown(p, late):
        q = dict(p)
        if late and rng.random() < 0.25:
            other_house = rng.choice(made)
            q.update({k: other_house[k] for k in "house street town zip way".split()})
        if late and q["sex"] == "F" and rng.random() < 0.12:
            q["surname"] = rng.choice(made)["surname"]
        return [often(rng, q["given"], 0.03).upper(), rng.choice((q["middle"], q["middle"], q["middle"][0], "")).upper(), often(rng, q["surname"], 0.03).upper(), q["suffix"] if rng.random() < 0.7 else "", q["born"][0], q["sex"] if rng.random() < 0.95 else "U",
                q["race"] if rng.random() < 0.95 else "U", q["party"] if rng.random() < 0.85 else "UNA", q["state"] if rng.random() < 0.7 else "", q["house"], often(rng, q["street"], 0.03).upper(), q["way"] if rng.random() < 0.9 else "", q["town"].upper(), q["zip"]]
    one = [(p["n"], shown(p, 0)) for p in made if p["n"] < 2000]
    other = [(p["n"], shown(p, 1)) for p in made if p["n"] >= 700]
    return one, other, fields("first:given middle:middle last:surname suffix:code birth_year:date sex:code race:code party:code birth_state:code house_num:number street_name:text street_type:code city:text zip:number")


def the_dead(rng):
    """A state's list of the dead and family trees: several first names in any order, some left out, particles, marks lost, a place of birth, dates by the calendar or the year alone."""
    def french(text):
        return text.replace("e", "é", 1) if len(text) % 3 == 0 else text
    firsts, one, other = [french(g) for g in GIVEN[:90]], [], []
    towns = ["%s%s" % (rng.choice(("Saint-", "", "", "La ")), word(rng).title()) for _ in range(260)]
    lasts = [rng.choice(("", "", "", "", "de ", "Le ")) + french(word(rng)).title() for _ in range(700)]
    for number in range(2600):
        given, last, town = [zipf(rng, firsts, 1.7).title() for _ in range(rng.choice((1, 2, 3, 3, 4)))], zipf(rng, lasts, 1.4), zipf(rng, towns, 1.5)
        born, sex = day(rng, 1870, 1935), rng.choice("12")
        died = day(rng, 1970, 2000)
        if number < 1900:
            one.append((number, [last.upper(), " ".join(given), sex, put(born, "%04d%02d%02d"), town.upper(), put(died, "%04d%02d%02d")]))
        if number >= 600:
            used = given[:]
            if rng.random() < 0.3:
                rng.shuffle(used)
            used = used[:rng.choice((1, 1, 2, 4))]
            plain_last = last.replace("de ", "").replace("Le ", "Le") if rng.random() < 0.5 else last
            other.append((number, [often(rng, plain_last.replace("é", "e") if rng.random() < 0.5 else plain_last, 0.08), often(rng, " ".join(used), 0.05), rng.choice((sex, sex, sex, "")),
                                   rng.choice((put(born), put(born), put(born), digit(rng, put(born)), str(born[0]))), often(rng, town.replace("Saint-", "St "), 0.05) if rng.random() < 0.7 else "",
                                   rng.choice((put(died), str(died[0]), "", ""))]))
    return one, other, fields("nom:surname prenoms:given sexe:code naissance:date lieu:text deces:date")


def couples(rng):
    """Marriages and the births of the children they had: names of both parents as each clerk spelt them, a parish, no date in common; sisters marry brothers."""
    made, lasts, one, other = people(rng, 900), [word(rng).title() for _ in range(160)], [], []
    parishes, firsts = [word(rng).title() for _ in range(14)], [g.title() for g in GIVEN]

    def spelt(name):
        name = NICK.get(name.lower(), name).title() if rng.random() < 0.1 else name
        return often(rng, name, 0.1)
    for number, _ in enumerate(made):
        groom, bride, parish = (zipf(rng, firsts, 2), zipf(rng, lasts, 1.4)), (zipf(rng, firsts, 2), zipf(rng, lasts, 1.4)), zipf(rng, parishes, 1.3)
        trade = rng.choice("farmer weaver labourer smith servant miller".split())
        if number < 800:
            one.append((number, [spelt(groom[0]), spelt(groom[1]), spelt(bride[0]), spelt(bride[1]), parish, trade if rng.random() < 0.6 else ""]))
        for _ in range(rng.choice((0, 1, 2, 3, 5, 7)) if number >= 100 else 0):
            other.append((number, [spelt(groom[0]), spelt(groom[1]), spelt(bride[0]), spelt(bride[1]) if rng.random() < 0.85 else "", parish if rng.random() < 0.8 else rng.choice(parishes), trade if rng.random() < 0.5 else rng.choice(("", "farmer", "labourer"))]))
    return one, other, fields("father:given father_surname:surname mother:text mother_surname:text parish:text trade:text")


SYLLABLE = (("ж", "zh", "j", "ž"), ("ш", "sh", "ch", "š"), ("ч", "ch", "tch", "č"), ("ю", "yu", "iou", "ju"), ("я", "ya", "ia", "ja"), ("х", "kh", "h", "ch"), ("ц", "ts", "tz", "c"), ("й", "y", "i", "j"),
            ("в", "v", "v", "w"), ("к", "k", "k", "k"), ("р", "r", "r", "r"), ("н", "n", "n", "n"), ("м", "m", "m", "m"), ("а", "a", "a", "a"), ("о", "o", "o", "o"), ("и", "i", "i", "i"), ("е", "e", "e", "ye"), ("у", "u", "ou", "u"))


def carried_over(rng):
    """Names of lists that authorities publish: one person under several romanizations of the same name, some rows in the script itself, years of birth, a country."""
    hard, soft, rows = SYLLABLE[:8] + SYLLABLE[8:13], SYLLABLE[13:], []

    def name(count, end):
        return [letter for _ in range(count) for letter in (rng.choice(hard), rng.choice(soft))] + list(end)
    ending = ((SYLLABLE[14], SYLLABLE[8]), (SYLLABLE[15], SYLLABLE[9]), (SYLLABLE[16], SYLLABLE[11], SYLLABLE[9], SYLLABLE[14]))
    firsts, lasts = [name(2, ()) for _ in range(60)], [name(2, rng.choice(ending)) for _ in range(500)]
    for number in range(1500):
        first, father, last, born = zipf(rng, firsts, 1.3), zipf(rng, firsts, 1.3) + [SYLLABLE[14], SYLLABLE[8], SYLLABLE[15], SYLLABLE[2]], zipf(rng, lasts, 1.3), day(rng, 1935, 1995)
        country, place = rng.choice("ru by ua kz".split()), word(rng).title()
        for _ in range(rng.choice((1, 1, 2, 3, 4))):
            way = rng.choice((1, 1, 1, 2, 3, 0) if rng.random() < 0.5 else (1,))
            parts = ["".join(letter[way] for letter in part).title() for part in (first, father, last)]
            shown = rng.choice(("{0} {1} {2}", "{2} {0} {1}", "{2}, {0} {1}", "{0} {2}")).format(*parts)
            rows.append((number, [often(rng, shown.upper() if rng.random() < 0.2 else shown, 0.03), rng.choice((put(born), put(born), str(born[0]), "")), country if rng.random() < 0.7 else "", place if rng.random() < 0.4 else ""]))
    return rows, None, fields("name:text birth_date:date country:code birth_place:text")


def without_names(rng):
    """A census and a survey after it with no names at all: small areas, the block, day and month and year of birth, sex, land of birth, year of coming, trade; a fifth moved."""
    areas = ["8%010d" % rng.randrange(10 ** 10) for _ in range(160)]
    one, other, house = [], [], None
    for number in range(3200):
        area = rng.choice(areas)
        if not house or rng.random() < 0.5:
            house = (area, area[-4:] + "%d" % rng.randrange(8))
        born, sex, land, trade = day(rng, 1930, 2005), rng.choice("12"), zipf(rng, [str(1100 + i) for i in range(25)], 3), str(rng.randrange(10, 70))
        came = born[0] + rng.randrange(1, 40) if land != "1100" else ""
        for rows, listed, late in ((one, number < 2800, 0), (other, number >= 2000, 1)):
            if listed:
                where = house if not late or rng.random() < 0.8 else (rng.choice(areas), "%05d" % rng.randrange(10 ** 5))
                shown = list(born) if rng.random() < 0.93 else [born[0] + rng.choice((-1, 0, 1)), rng.randrange(1, 13), born[2]]
                rows.append((number, [where[0], where[1], shown[0], shown[1] if rng.random() < 0.97 else "", shown[2] if rng.random() < 0.95 else "", sex if rng.random() < 0.99 else "", land if rng.random() < 0.96 else "1100",
                                      came if rng.random() < 0.8 else "", trade if rng.random() < 0.7 else rng.choice(("", str(rng.randrange(10, 70))))]))
    return one, other, fields("sa1:code block:number byear+bmonth+bday:date sex:code birth_country:code arrival_year:date industry:code")


SETS = (electronics, discs, segments, transfers, affiliations, films, county_roll, the_dead, couples, carried_over, without_names)

if __name__ == "__main__":
    main(SETS)
