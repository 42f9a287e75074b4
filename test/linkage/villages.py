#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Vietnamese lists made without regard to how the linkage works, before it was run on any of them: the poor of two years whose heads changed, members of three
unions, gifts written by hand, those whom the nation owes, hamlets that got other names, the highlands, the delta of Khmer, Cham and Hoa, people told in two
households, allowances month by month. Used like others.py: villages.py SET SEED FOLDER; --sets; --run PROGRAM SEED FOLDER [SET…]."""
from historical import zipf
from others import day, fields, main, often, tcvn3
from unseen import NAMES, dates, numbers, villagers
from vietnamese import draw_name, other_tone, read_names, without_marks

SEXES = {"male": "Nam", "female": "Nữ"}


def typed(rng, name, chance=0.04):
    """As somebody types it: a tone wrong, no marks, capitals, a slip."""
    name = other_tone(rng, name) if rng.random() < chance else name
    name = rng.choice((name.upper(), without_marks(name))) if rng.random() < chance else name
    return often(rng, name, chance)


def named(rng, tables, sex, year, surname=None):
    name = [draw_name(rng, tables, part, sex, year) for part in ("surname", "middle", "given")]
    return " ".join([surname or name[0]] + name[1:])


def families(rng, count, tables):
    """Couples, widows and single people with children and an old mother: lists of [name, sex, year], the head first."""
    for _ in range(count):
        year = rng.randrange(1940, 1992)
        man, woman = [named(rng, tables, "male", year), "male", year], [named(rng, tables, "female", year), "female", year + rng.randrange(-5, 6)]
        heads = rng.choice(([man, woman], [man, woman], [man, woman], [woman], [man]))
        clan = man[0].split()[0]
        children = [[named(rng, tables, sex, born, clan), sex, born] for sex, born in ((rng.choice(("male", "female")), year + rng.randrange(19, 36)) for _ in range(rng.choice((0, 1, 2, 2, 3, 4))))]
        old = [[named(rng, tables, "female", year - 25), "female", year - 25 - rng.randrange(8)]] if rng.random() < 0.2 else []
        yield heads + [c for c in children if c[2] < 2024] + old


def poor_of_two_years(rng):
    """The poor of two years with all their people: one head in five is another of the house, some are born, die, marry out, divide the house; years of birth, few numbers."""
    tables, one, other = read_names(), [], []
    for number, house in enumerate(families(rng, 1700, tables)):
        papers = {id(p): rng.choice(numbers(rng, p[1], p[2])) for p in house if rng.random() < 0.35}
        hamlet = "Thôn %d" % rng.randrange(1, 25)

        def shown(p):
            return [typed(rng, p[0]), str(p[2] + (rng.choice((-1, 1)) if rng.random() < 0.04 else 0)) if rng.random() < 0.6 else "%02d/%02d/%d" % (1 + len(p[0]) % 28, 1 + p[2] % 12, p[2]), SEXES[p[1]], papers.get(id(p), "") if rng.random() < 0.7 else ""]
        for rows, listed, late in ((one, number < 1200, 0), (other, number >= 500, 1)):
            if listed:
                there = house[:]
                if late and len(there) > 1 and rng.random() < 0.2:
                    there = there[1:] + ([there[0]] if rng.random() < 0.5 else [])
                there = there[:1] + [p for p in there[1:] if rng.random() < 0.92]
                if late and rng.random() < 0.12:
                    there.append([named(rng, tables, "female", 2020), "female", 2023])
                rows.append((number, shown(there[0]) + [hamlet if rng.random() < 0.96 else ""], [shown(p) for p in there]))
    return one, other, fields("ho_ten:name ngay_sinh:date gioi_tinh:code so_giay_to:citizen_id thon:text")


def heads_of_two_years(rng):
    """The same by the heads alone."""
    one, other, named_fields = poor_of_two_years(rng)
    return [row[:2] for row in one], [row[:2] for row in other], named_fields


def three_unions(rng):
    """Members of three unions in one list, no birth: the year when each was joined, a branch, a telephone that the family shares, an office held."""
    rows, phone, branches = [], None, ["Chi hội " + n for n in rng.sample(NAMES, 16)]
    for number, name, sex, born in villagers(rng, 1900, 1950, 2003):
        phone = phone if phone and rng.random() < 0.3 else "0%d%08d" % (rng.choice((3, 8, 9)), rng.randrange(10 ** 8))
        branch, since = rng.choice(branches), {}
        for _ in range(rng.choice((1, 1, 1, 2, 2, 3))):
            union = rng.choice(("Nông dân", "Cựu chiến binh" if sex == "male" else "Phụ nữ", "Thanh niên"))
            since.setdefault(union, rng.randrange(max(1975, born[0] + 16), 2024))
            rows.append((number, [typed(rng, name), union, since[union] if rng.random() < 0.8 else "", branch if rng.random() < 0.93 else branch.replace("Chi hội", rng.choice(("Chi đoàn", "CH"))), phone if rng.random() < 0.5 else "",
                                  rng.choice(("Hội viên", "Hội viên", "Hội viên", "Chi hội phó", ""))]))
    return rows, None, fields("ho_ten:name hoi:code nam_vao_hoi:number chi_hoi:text dien_thoai:phone chuc_vu:code")


def gifts_by_hand(rng):
    """Who got a gift for Tết, written by hand: "Bà Sáu Lành", "N. T. Lành", the given name alone, half without a year; beside it the list of the poor."""
    one, other = [], []
    for number, name, sex, born in villagers(rng, 1500, 1935, 1995):
        hamlet = "Xóm %d" % rng.randrange(1, 16)
        if number < 1000:
            one.append((number, [typed(rng, name, 0.02), str(born[0]), SEXES[sex], hamlet]))
        if number >= 450:
            parts = name.split()
            title = rng.choice(("Ông ", "ông ", "Cụ ") if sex == "male" else ("Bà ", "bà ", "Chị ", "Cụ ")) if rng.random() < 0.5 else ""
            shown = name if rng.random() < 0.65 else rng.choice((parts[-1], " ".join(p[0] + "." for p in parts[:-1]) + " " + parts[-1], parts[0] + " " + parts[-1], rng.choice(("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")) + " " + parts[-1],
                                                                 parts[0][:2] + ". " + " ".join(parts[1:])))
            other.append((number, [title + typed(rng, shown, 0.05), str(born[0] + rng.choice((0, 0, 0, 0, 1, -1))) if rng.random() < 0.5 else "", SEXES[sex] if rng.random() < 0.4 else "", rng.choice((hamlet, hamlet, hamlet, hamlet.replace("Xóm ", "X"), hamlet.replace("Xóm ", "x. ")))]))
    return one, other, fields("ho_ten:name nam_sinh:date gioi_tinh:code xom:text")


def whom_the_nation_owes(rng):
    """A department's files and a commune's list of martyrs and invalids: brothers of one family, the number of the file in each office's writing, unit, year of the wound, who gets the gift."""
    tables, one, other, last = read_names(), [], [], None
    for number in range(2000):
        year = rng.randrange(1925, 1962)
        if last and rng.random() < 0.25:
            clan, hamlet, heir = last
        else:
            clan, hamlet, heir = draw_name(rng, tables, "surname", "male", year), "Thôn " + rng.choice(NAMES), named(rng, tables, "female", 1955)
        last = (clan, hamlet, heir)
        name, kind, file, hurt = named(rng, tables, "male", year, clan), rng.choice(("Liệt sĩ", "Thương binh 1/4", "Thương binh 3/4", "Bệnh binh")), rng.randrange(100, 99999), year + rng.randrange(18, 35)
        unit = rng.choice(("E", "F", "D", "Sư ")) + str(rng.randrange(1, 330))
        if number < 1500:
            one.append((number, [typed(rng, name, 0.02), year if rng.random() < 0.9 else "", kind, "HS/%05d" % file, hurt, unit, heir if rng.random() < 0.8 else "", hamlet]))
        if number >= 500:
            other.append((number, [typed(rng, name, 0.06), year + rng.choice((0, 0, 0, 0, 0, 1, -1, 2)) if rng.random() < 0.7 else "", kind.split(" ")[0] + " " + kind.split(" ")[1][:2], rng.choice(("%d" % file, "%05d/NCC" % file, "", "")),
                                   hurt if rng.random() < 0.6 else "", unit if rng.random() < 0.5 else "", typed(rng, heir, 0.05) if rng.random() < 0.7 else named(rng, tables, "male", 1980), hamlet if rng.random() < 0.9 else ""]))
    return one, other, fields("ho_ten:name nam_sinh:date doi_tuong:text so_ho_so:id nam_bi_thuong:date don_vi:text than_nhan:text thon:text")


def renamed_hamlets(rng):
    """Before and after three communes became one: each hamlet has got another name or number, which never is the old one but often that of another."""
    old = ["Thôn %d xã %s" % (i, commune) for commune in rng.sample(NAMES, 3) for i in range(1, 12)]
    new = ["Thôn %d" % i for i in range(1, 20)] + ["Thôn " + n for n in rng.sample(NAMES, 14)]
    rng.shuffle(new)
    one, other = [], []
    for number, name, sex, born in villagers(rng, 2600, 1940, 2004):
        hamlet, code, phone = rng.randrange(33), numbers(rng, sex, born[0])[0], "09%08d" % rng.randrange(10 ** 8)
        if number < 1900:
            one.append((number, [typed(rng, name), dates(rng, born, 0.4), SEXES[sex], old[hamlet], code if rng.random() < 0.3 else "", phone if rng.random() < 0.3 else ""]))
        if number >= 700:
            other.append((number, [typed(rng, name), dates(rng, born, 0.4), SEXES[sex], new[hamlet] if rng.random() < 0.96 else rng.choice(new), code if rng.random() < 0.5 else "", phone if rng.random() < 0.3 else ""]))
    return one, other, fields("ho_ten:name ngay_sinh:date gioi_tinh:code thon:text so_dinh_danh:citizen_id dien_thoai:phone")


CLANS = ["Ksor", "Siu", "Rơ Châm", "Rmah", "Kpă", "Nay", "Rah Lan", "Niê", "Mlô", "Ayŭn", "Êban", "Kbuôr"]
GIVENS = {"male": "Blơ Blưk Thưk Djoan Hyeo Nhơn Tuân Wương Krông Ngơi Rôn Phen Thuih Kem Jut Yơn Bin Săn Đôn Lok Pyơm Ngăm Khuy Drô".split(),
          "female": "Nhan Lan Blan Phiên Juih Ngoan Byin Thơm Wel Krok Điu Lem Nga Nhri Duyên Yun Hiam Mlơi Phyưh Tên Lih Khrơi Điêp Rin".split()}


def highlander(rng, sex):
    """(people, its parts): Ksor H'Nhan, Y Blơ Niê with the clan behind, A Văn and Y Hoa without any."""
    nation, given = rng.choice(("jrai", "jrai", "ede", "bahnar")), rng.choice(GIVENS[sex])
    if nation == "jrai":
        return (zipf(rng, CLANS[:7], 1.3), "H'" if sex == "female" else "", given)
    if nation == "ede":
        return ("Y" if sex == "male" else "H'", given, zipf(rng, CLANS[7:], 1.3))
    return ("A" if sex == "male" else "Y", given, "")


def in_the_highlands(rng):
    """Names of the highlands: the sign of man or woman before, behind or joined, the clan behind in one list and before in the other, called after the first child, years alone, old fonts."""
    one, other, buon = [], [], ["Buôn " + b for b in ("Ama Thuột", "Đung", "Kram", "Tría", "Ea Khít", "Kmrơng", "Jung", "Krum", "Sah", "Hring")]
    for number in range(1800):
        sex, year = rng.choice(("male", "female")), rng.randrange(1945, 2005)
        parts, child, where, phone = highlander(rng, sex), rng.choice(GIVENS["female"]), rng.choice(buon), "09%08d" % rng.randrange(10 ** 8)
        for rows, listed, late in ((one, number < 1300, 0), (other, number >= 500, 1)):
            if not listed:
                continue
            shown = list(parts)
            if late and rng.random() < 0.15:
                shown = shown[2:] + shown[:2]
            shown = " ".join(p for p in shown if p).replace("H' ", rng.choice(("H'", "H ", "H’", "Hơ ")))
            shown = typed(rng, shown, 0.05)
            if late and rng.random() < 0.15:
                shown += " (%s H'%s)" % ("ama" if sex == "male" else "ami", child)
            if rng.random() < 0.05:
                shown = tcvn3(shown)
            rows.append((number, [shown, str(year + (rng.choice((-1, 1)) if rng.random() < 0.06 else 0)) if rng.random() < 0.93 else "", SEXES[sex] if rng.random() < 0.9 else "", where if rng.random() < 0.95 else where.replace("Buôn", "B."), phone if rng.random() < 0.35 else ""]))
    return one, other, fields("ho_ten:name nam_sinh:date gioi_tinh:code buon:text dien_thoai:phone")


KHMER = (("Thạch", "Danh", "Sơn", "Kim", "Lâm", "Thị", "Kiên"), ("Sa", "Sà", "Thị", "Ngọc", "Minh", "Sóc", "Rích", ""), "Rây Na Phal Mươn Thol Rươl Kha Huôl Xuyến Nưng Ênh Phol Sóc Kiêng Đel Út Lang Êm".split())
CHAM = (("Ka", "Má", "Bá", "Đàng", "Hán", "Quảng", "Thiên"), ("", "Văn", "Thị", "Năng"), "Dá Lới Sanh Phun Đạo Lưu Xuân Kiều Sở Ngọ Mưa Đố Điểu Thọ".split())
HOA = (("Trần", "Lâm", "Lý", "Huỳnh", "Quách", "Tăng", "Hứa", "Mã"), ("A", "Chí", "Muội", "Cẩm", "Vĩnh", "Tú", "Mỹ", ""), "Múi Chảy Phát Cường Sáng Dính Lìn Phón Hía Sềnh Kíu Lồng Mằn".split())


def in_the_delta(rng):
    """Khmer, Cham and Hoa names among others, years of birth alone, hamlets that are few, telephones of neighbours, a child's name with and without its middle part."""
    tables, one, other, phone = read_names(), [], [], "0900000001"
    for number in range(2000):
        sex, year = rng.choice(("male", "female")), rng.randrange(1940, 2005)
        table = rng.choice((KHMER, KHMER, CHAM, HOA, None))
        name = named(rng, tables, sex, year) if table is None else " ".join(p for p in (zipf(rng, table[0], 1.4), rng.choice(table[1]), rng.choice(table[2])) if p)
        if table is KHMER and sex == "female" and rng.random() < 0.3:
            name = " ".join(name.split()[:1] + ["Thị"] + name.split()[1:])
        hamlet, nation = "Ấp " + rng.choice(("Sóc Xoài", "Trà Tim", "Giồng Lớn", "Chợ", "Cây Da", "An Hòa", "Phước Hiệp", "Bưng Sa")), {id(KHMER): "Khmer", id(CHAM): "Chăm", id(HOA): "Hoa"}.get(id(table), "Kinh")
        phone = phone if rng.random() < 0.4 else "0%d%08d" % (rng.choice((3, 7, 9)), rng.randrange(10 ** 8))
        for rows, listed, late in ((one, number < 1400, 0), (other, number >= 600, 1)):
            if listed:
                shown = " ".join(p for p in name.split() if p not in ("Thị", "Sa", "Sà") or rng.random() < 0.9) if late else name
                rows.append((number, [typed(rng, shown), str(year) if rng.random() < 0.95 else str(year + 1), SEXES[sex], hamlet if rng.random() < 0.95 else "", nation if rng.random() < 0.8 else "", phone if rng.random() < 0.5 else ""]))
    return one, other, fields("ho_ten:name nam_sinh:date gioi_tinh:code ap:text dan_toc:code dien_thoai:phone")


def told_in_two_households(rng):
    """All people of a commune, row by row with the number of their household and what they are to its head; few are told twice, a child with the grandparents, a husband at his parents'."""
    tables, rows, houses = read_names(), [], list(families(rng, 1100, read_names()))
    person = 0
    for at, house in enumerate(houses):
        hamlet = "Thôn %d" % (at % 18 + 1)
        for place, p in enumerate(house):
            person += 1
            born, code = [p[2], rng.randrange(1, 13), rng.randrange(1, 29)], numbers(rng, p[1], p[2])[0]

            def told(number, where, kin):
                rows.append((person, [typed(rng, p[0], 0.03), dates(rng, born, 0.3), SEXES[p[1]], code if rng.random() < 0.45 else "", "H%04d" % number, kin, where]))
            told(at, hamlet, ("Chủ hộ", "Vợ", "Con")[min(place, 2)])
            if rng.random() < 0.07:
                away = rng.randrange(len(houses))
                told(away, "Thôn %d" % (away % 18 + 1), rng.choice(("Cháu", "Con", "Khác")))
    return rows, None, fields("ho_ten:name ngay_sinh:date gioi_tinh:code so_dinh_danh:citizen_id ma_ho:code quan_he:code thon:text")


def allowances(rng):
    """Three months of allowances in one list: an account that a carer holds for several, who signed, an amount, some begin and some end."""
    rows, account, signed = [], None, None
    tables = read_names()
    for number, name, sex, born in villagers(rng, 1100, 1930, 2015):
        if not account or rng.random() < 0.75:
            account, signed = "%013d" % rng.randrange(10 ** 13), named(rng, tables, "female", 1980)
        amount, hamlet, kind = rng.choice((360000, 540000, 720000, 1080000)), "Tổ %d" % rng.randrange(1, 20), rng.choice(("Người cao tuổi", "Khuyết tật", "Trẻ mồ côi"))
        for _ in range(rng.choice((1, 2, 3, 3, 3))):
            rows.append((number, [typed(rng, name), dates(rng, born, 0.3), account if rng.random() < 0.7 else "", typed(rng, signed) if rng.random() < 0.5 else "", amount if rng.random() < 0.9 else amount * 2, kind, hamlet]))
    return rows, None, fields("ho_ten:name ngay_sinh:date so_tai_khoan:id nguoi_ky_nhan:text so_tien:number doi_tuong:code to:text")


SETS = (poor_of_two_years, heads_of_two_years, three_unions, gifts_by_hand, whom_the_nation_owes, renamed_hamlets, in_the_highlands, in_the_delta, told_in_two_households, allowances)

if __name__ == "__main__":
    main(SETS)
