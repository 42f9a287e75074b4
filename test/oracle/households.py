#!/usr/bin/env python3
"""Writes a list of invented poor households: households.py SEED COUNT FILE.csv

Layout, header words, order of columns, case and little faults vary with the seed, as lists of
offices do; every row is meant to be accepted. All people are made of random name elements.
"""
import csv
import random
import sys

seed, count, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rng = random.Random(seed)
surnames = ["Rơ Châm", "Siu", "Ksor", "Rah Lan", "Kpă", "Rơ Mah", "Puih", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"]
middles = {"m": ["Văn", "Đức", "Hữu", ""], "f": ["Thị", "Thị Mỹ", ""]}
given = {"m": ["Hít", "Blơi", "Hùng", "Sơn", "Thin", "Lâm", "Phyơi", "Tâm", "Khôi", "Plưn", "Jưp", "Tuen"],
         "f": ["H'Bia", "H’Lan", "Hoa", "Nga", "H' Rin", "Thủy", "Hạnh", "Lý", "H'Yêm", "Mai"]}
areas = [f"Làng {name}" for name in rng.sample(["Mới", "Ghè", "Bua", "Klah", "Sơn", "Dip", "Lang", "Pông", "Hrang", "Ngo"],
                                               rng.randint(4, 9))]
orgs = ["Hội Nông dân", "HND", "Hội Phụ nữ", "PN", "Đoàn TN", "CCB", "Hội CCB", "Công đoàn", "Hội ND; PN", "", "", "Không"]
header_words = {
    "tt": ["STT", "TT", "Số TT"], "name": ["Họ và tên chủ hộ", "HỌ TÊN CHỦ HỘ", "Chủ hộ"],
    "birth": ["Năm sinh", "Ngày tháng năm sinh"], "sex": ["Giới tính"], "ethnic": ["Dân tộc"],
    "area": ["Thôn, làng", "Khu dân cư", "Làng"], "count": ["Số khẩu", "Nhân khẩu"],
    "org": ["Đoàn thể tham gia", "Hội viên", "Tổ chức tham gia"], "dest": ["Hộ cùng cực"], "note": ["Ghi chú"],
}
order = ["tt", "name"] + rng.sample(["birth", "sex", "ethnic", "area", "count", "org"], 6) + rng.sample(["dest", "note"], 2)
seen, rows = set(), []
while len(rows) < count:
    sex = rng.choice("mf")
    words = [rng.choice(surnames), rng.choice(middles[sex]), rng.choice(given[sex])]
    name = " ".join(word for word in words if word)
    year = rng.randint(1935, 1998)
    area = rng.choice(areas)
    if (name.lower(), area) in seen:
        continue
    seen.add((name.lower(), area))
    form = rng.random()
    birth = str(year) if form < .6 else f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{year}"
    rows.append({"tt": len(rows) + 1, "name": name.upper() if rng.random() < .1 else name, "birth": birth,
                 "sex": {"m": "Nam", "f": "Nữ"}[sex], "ethnic": "Kinh" if words[0] in surnames[7:] else "Gia-rai",
                 "area": area, "count": rng.randint(1, 9), "org": rng.choice(orgs),
                 "dest": "x" if rng.random() < .03 else "", "note": ""})
with open(path, "w", newline="", encoding=rng.choice(["utf-8", "utf-8-sig"])) as file:
    writer = csv.writer(file, delimiter=rng.choice([",", ";"]))
    writer.writerow(["DANH SÁCH HỘ NGHÈO NĂM 2017"] + [""] * (len(order) - 1))
    if rng.random() < .5:
        writer.writerow([""] * len(order))
    writer.writerow([rng.choice(header_words[key]) for key in order])
    for row in rows:
        writer.writerow([row[key] for key in order])
