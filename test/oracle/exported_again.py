#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exports in words, imported again: exported_again.py PROGRAM FAST UNIT FOLDER, the database in CHUNGTAY_DB. A line for each thing tried."""
import csv
import json
import os
import subprocess
import sys

PROGRAM, FAST, UNIT, FOLDER = sys.argv[1:]


def tell(what, good, why=""):
    print("passed: " + what if good else "FAILED: %s: %s" % (what, why))


def run(*words, program=FAST):
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def export(kind, path, *more, lang="vi"):
    return run("--lang", lang, "export", kind, "--unit", UNIT, "--words", "-o", path, "--format", path.rsplit(".", 1)[1], *more)


def imported(kind, path, *more, unit=UNIT, program=FAST):
    _, out, failure = run("import", kind, path, "--unit", unit, "--format", "json", *more, program=program)
    return json.loads(out) if out.strip().startswith("{") else {"failure": failure}


def counts(told):
    return {name: told.get(name) for name in ("rows", "accepted", "refused", "doubtful", "new", "changed", "same")}


def unchanged(told):
    return told.get("rows") is not None and told["rows"] == told["accepted"] == told["same"]


def registers():
    made = []
    for kind in json.loads(run("schema", "--format", "json")[1]):
        slug = kind["kind"]
        path = os.path.join(FOLDER, slug)
        if export(slug, path + ".xlsx")[0] != 0:
            continue
        told = imported(slug, path + ".xlsx", "--dry-run")
        if "failure" in told:  # what the program keeps itself
            continue
        made += [slug] if told["rows"] else []
        export(slug, path + ".csv", lang="en")
        for what, answer in (("XLSX, Vietnamese", told), ("CSV, English", imported(slug, path + ".csv", "--dry-run"))):
            tell("%s comes back the same (%s)" % (slug, what), unchanged(answer), (counts(answer), answer.get("issues", answer)[:1] if isinstance(answer.get("issues"), list) else answer))
    tell("most registers had records", len(made) > 50, made)


def rows_of(kind):
    path = os.path.join(FOLDER, kind + "_edited.csv")
    export(kind, path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return path, rows


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def households():
    path, rows = rows_of("households")
    head, body = rows[0], rows[1:]
    area, commune, address = (head.index(word) for word in ("Khu dân cư hoặc xã", "Xã, phường", "Địa chỉ"))
    last = len(head) - 1
    in_commune = {}
    for row in body:
        in_commune.setdefault(row[commune], {}).setdefault(row[area], []).append(row)
    home = next(place for place, areas in in_commune.items() if len(areas) > 1)
    moved, other = [areas[0] for areas in list(in_commune[home].values())[:2]]
    moved_id, target = moved[last], other[area]
    moved[area] = target
    elsewhere = next(place for place, areas in in_commune.items() if place != home and target in areas)
    far = in_commune[home][target][0]
    far[commune] = elsewhere
    renamed = in_commune[elsewhere][target][0]
    renamed[address] = "Nhà bên cầu"
    write(path, rows)
    told = imported("households", path, program=PROGRAM)
    tell("two edits are two changes, a third is in doubt", (told.get("changed"), told.get("same"), told.get("doubtful")) == (2, len(body) - 3, 1),
         (counts(told), told.get("issues", "")[:2]))
    again = {row[last]: row for row in rows_of("households")[1][1:]}
    tell("another area of the same commune", again[moved_id][area:commune + 1] == [target, home], again[moved_id])
    tell("a commune that is part of another now, which has several areas of that name", again[far[last]][area:commune + 1] == [target, home], again[far[last]])
    far[commune] = home
    write(path, rows)
    tell("a field", again[renamed[last]][address] == "Nhà bên cầu", again[renamed[last]])
    tell("and no one else", [again[row[last]] for row in body] == body, "rows differ")
    told = imported("households", path, program=PROGRAM)
    tell("the same file again changes nothing", unchanged(told), counts(told))
    renamed[address] = "Nhà khác"
    write(path, rows)
    codes = {row[commune]: row for row in body}
    units = json.loads(run("list", "units", "level=commune", "--all", "--format", "json")[1])
    far_unit = next(unit for unit in units if unit["official_name"] not in codes)
    told = imported("households", path, "--dry-run", unit=far_unit["id"], program=PROGRAM)
    tell("a change of what lies elsewhere is refused", [issue["code"] for issue in told.get("issues", []) if issue.get("verdict") == "refused"] == ["record_elsewhere"],
         (counts(told), told.get("issues", told)[:2] if isinstance(told.get("issues"), list) else told))
    tell("and what is as it was is the same", told.get("same") == len(body) - 1, counts(told))


def appended():
    path, rows = rows_of("ledger_entries")
    where = rows[0].index("Diễn giải") if "Diễn giải" in rows[0] else 1
    rows[1][where] = "đã sửa"
    write(path, rows)
    told = imported("ledger_entries", path, "--dry-run", program=PROGRAM)
    tell("an entry of the ledger is not rewritten", (told.get("refused"), told.get("same")) == (1, len(rows) - 2), (rows[0], counts(told), told.get("issues", "")[:1]))


def without_unit():
    path, rows = rows_of("models")
    drop = [i for i, word in enumerate(rows[0]) if word in ("Địa bàn", "Khu dân cư", "Xã, phường", "Khu dân cư hoặc xã")]
    write(path, [[cell for i, cell in enumerate(row) if i not in drop] for row in rows])
    told = imported("models", path, "--dry-run", program=PROGRAM)
    tell("a file whose columns of places were taken out moves nothing", unchanged(told), (rows[0], counts(told), told.get("issues", "")[:1]))


def masked():
    path, rows = rows_of("household_members")
    phones = [i for i, word in enumerate(rows[0]) if word in ("Số điện thoại", "Số định danh", "Ngày sinh", "Họ và tên")]
    for row in rows[1:]:
        for i in phones:
            row[i] = "•••" if row[i] else ""
    write(path, rows)
    told = imported("household_members", path, "--dry-run", program=PROGRAM)
    tell("what was masked is not written over", unchanged(told), (counts(told), told.get("issues", "")[:1]))


registers()
households()
appended()
without_unit()
masked()
print("passed: the end")
