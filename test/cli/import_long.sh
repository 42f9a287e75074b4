#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A list longer than what is held in memory, of many communes in any order: taken as a short one is, seen whole
# or not at all by readers and after kill -9, the same when it comes again. 14,000 households; with the long
# tests 80,000, killed at 20 moments.
. "$(dirname "$0")/../suite.sh"
bin=$fast
rows=14000 blows=2
[ "${TEST_LEVEL:-fast}" = all ] && rows=80000 blows=20
RANDOM=${TEST_SEED:-$$}
echo "seed ${TEST_SEED:-$$}"
export CHUNGTAY_DB=sqlite:$dir/a.db TMPDIR=$dir
"$bin" init >/dev/null && "$bin" programme load programmes/duc_co_2017.yaml >/dev/null || exit 1
"$bin" export units --unit 64@2017-06-01 level=commune --format csv -o "$dir/units.csv" >/dev/null

# Households of the same name live in different areas or were born in different years. Heads, some with a
# child in the row below, in the order of the communes (sorted) and in any order (mixed).
python3 - "$rows" "$dir" <<'PY'
import csv, random, sys
rows, folder = int(sys.argv[1]), sys.argv[2]
rng = random.Random(rows)
units = csv.DictReader(open(f"{folder}/units.csv", encoding="utf-8-sig"))
communes = [u["code"] for u in units if u["founding"] == "64" and u["valid_from"] <= "2017-06-01" < (u["valid_to"] or "9")][:40]
names = ["Siu Hùng", "Ksor Mai", "Rơ Châm Lan", "Kpă Blơi", "Nguyễn Thị Hoa", "Trần Văn Sơn", "Phạm Đức Tâm"]
households = []
for i in range(rows):
    commune = communes[i * len(communes) // rows]
    head = [f"{commune}-{i:06}", f"{names[i % 7]} {'ABCDEGHIKLMNOPQRSTUVXY'[i // 7 % 22]}", "head", 1940 + i // 154 % 55,
            f"{commune}@2017-06-01", f"Làng {'Mới Ghè Bua Klah Dip'.split()[i % 5]}", "Hộ nghèo" if i % 3 else "Hộ cận nghèo"]
    people = [head]
    if i % 10 == 0:
        people.append(head[:1] + [f"{names[(i + 1) % 7]} Con", "child", 2005] + head[4:])
    households.append(people)
header = ["Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Mã xã", "Thôn", "Phân loại"]
words = {"head": "Chủ hộ", "child": "Con"}
def write(name, households):
    with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([p[:2] + [words[p[2]]] + p[3:] for people in households for p in people])
write("sorted", households)
rng.shuffle(households)
households.append(households[0])  # twice in the file: refused
write("mixed", households)
PY
cp "$dir/a.db" "$dir/first.db"
people=$((rows + rows / 10))
fresh() { rm -f "$dir"/a.db-wal "$dir"/a.db-shm; cp "$dir/first.db" "$dir/a.db"; }
take() { "$bin" import households "$dir/$1.csv" --unit 64@2017-06-01 --year 2017 --format json >"$dir/out.json" 2>"$dir/err"; }
told() { python3 -c "import json,sys; r=json.load(open('$dir/out.json')); print(*[r[k] for k in sys.argv[1:]])" "$@"; }
sql() { sqlite3 -cmd '.timeout 5000' "$dir/a.db" "$1"; }
sound() { "$bin" check >"$dir/check" 2>&1 && "$bin" audit verify >>"$dir/check" 2>&1; }
content() { # what the register holds, without ids
  sql "SELECT h.code, h.head_name, u.official_name, h.ethnicity, c.class, m.full_name, m.relation, m.birth_date FROM households h
    JOIN units u ON u.id = h.unit JOIN classifications c ON c.household = h.id JOIN household_members m ON m.household = h.id
    ORDER BY h.code, m.full_name"
}

take sorted
check "the sorted list is taken ($(told accepted refused doubtful))" [ "$(told rows accepted new)" = "$people $people $people" ]
check "it is sound" sound
content >"$dir/sorted.txt"
check "each household and each of its people is there" [ "$(wc -l <"$dir/sorted.txt")" = "$people" -a "$(cut -d'|' -f1 "$dir/sorted.txt" | sort -u | wc -l)" = "$rows" ]
take sorted
check "it comes again: nothing is new or changed" [ "$(told rows accepted same)" = "$people $people $people" ]
check "nothing was written twice" [ "$(sql 'SELECT count(*) FROM households')" = "$rows" ]

fresh
before=$(sql 'SELECT count(*) FROM household_members')
take mixed &
import=$!
seen=0 partly=0
while kill -0 $import 2>/dev/null; do # a reader sees nothing of it, or all
  now=$(sql "SELECT count(*) FROM household_members"); seen=$((seen + 1))
  [ "$now" = "$before" ] || [ "$now" = "$people" ] || partly=$((partly + 1))
done
wait $import
check "a reader beside it saw it whole or not at all ($seen looks)" [ $seen -gt 0 -a $partly = 0 ]
twice=$((people - $(sql 'SELECT count(*) FROM household_members')))
check "the mixed list is taken but for what stands twice ($(told accepted refused doubtful))" \
  [ "$(told accepted refused doubtful)" = "$people $(($(told rows) - people)) 0" -a $twice = 0 ]
check "it says where the household stood first" grep -q household_twice "$dir/out.json"
check "it is sound" sound
content >"$dir/mixed.txt"
check "the order of the list does not matter" cmp -s "$dir/sorted.txt" "$dir/mixed.txt"
check "no file of it is left" [ -z "$(ls "$dir" | grep '^chungtay-')" ]

set -m # a group of its own for each job
whole=0
for blow in $(seq $blows); do
  fresh
  take mixed &
  job=$!
  sleep "0.$((RANDOM % 900 + 100))"
  [ "$rows" -gt 20000 ] && sleep $((RANDOM % 8))
  kill -9 -- "-$job" 2>/dev/null; wait $job 2>/dev/null
  count=$(sql 'SELECT count(*) FROM household_members')
  [ "$count" = "$people" ] && whole=$((whole + 1))
  check "blow $blow: there is nothing of it or all ($count)" [ "$count" = 0 -o "$count" = "$people" ]
  check "blow $blow: nothing of its batch either" \
    [ "$(sql 'SELECT count(*) FROM import_batches')" = $((count / people)) ]
  if [ $((blow % 4)) = 1 ]; then
    take mixed
    check "blow $blow: taken again it is whole" [ "$(sql 'SELECT count(*) FROM household_members')" = "$people" ]
    check "blow $blow: and sound" sound
  fi
done
summary
