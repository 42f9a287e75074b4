#!/usr/bin/env bash
# Export of 1,000,000 households (BENCH_ROWS) beside sqlite3 writing the same table as CSV and openpyxl
# writing the same rows as XLSX (a tenth of them, times ten): seconds, ratios, peak memory.
# The records are one list, imported, then multiplied by SQL: only reading is measured here.
set -eu
cd "$(dirname "$0")/.."
bin=${CHUNGTAY_RELEASE:-$PWD/build/chungtay}
rows=${BENCH_ROWS:-1000000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export CHUNGTAY_DB=sqlite:$dir/house.db CHUNGTAY_NOW=2019-06-15
python=python3
/usr/bin/python3 -c 'import openpyxl' 2>/dev/null && python=/usr/bin/python3

"$bin" init >/dev/null
python3 - "$dir/list.csv" <<'P'
import sys
with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('STT,Họ và tên chủ hộ,Ngày sinh,Giới tính,Thôn,Phân loại,Điện thoại\n')
    for i in range(1000):
        name = chr(65 + i % 26) + chr(97 + i // 26 % 26) + chr(97 + i // 676)
        out.write(f'{i + 1},Siu {name},{i % 28 + 1}/{i % 12 + 1}/{1940 + i % 60},{"Nam" if i % 2 else "Nữ"},'
                  f'Làng {i % 50 + 1},Nghèo,0912{i:06}\n')
P
"$bin" import households "$dir/list.csv" --unit 23866@2017-05-01 --year 2017 --no-bodies >/dev/null
columns=$(sqlite3 "$dir/house.db" "SELECT group_concat(name, ', ') FROM pragma_table_info('households')
  WHERE name NOT IN ('shard', 'id')")
sqlite3 "$dir/house.db" "WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < $rows / 1000 - 1)
  INSERT INTO households (shard, id, $columns) SELECT shard, id + n * 16777216, $columns FROM households, copy"

measure() { # seconds, seconds of processor and peak megabytes of a command
  python3 - "$@" <<'P'
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f'{time.monotonic() - start:.2f} {used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss // 1024}')
P
}
say() { printf '%-32s %8.2f s  processor %7.2f s %6s MB   %s\n' "$@"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f x", a / b }'; }

printf '%s households\n' "$(sqlite3 "$dir/house.db" 'SELECT count(*) FROM households')"
read -r floor cpu memory <<<"$(measure sqlite3 "$dir/house.db" -csv -cmd ".once $dir/floor.csv" 'SELECT * FROM households ORDER BY shard, id')"
say "sqlite3 -csv (the floor)" "$floor" "$cpu" "$memory" ""
for form in "csv --codes" "csv --words" "json" "xlsx --words" "xlsx --codes"; do
  # shellcheck disable=SC2086
  set -- $form
  read -r seconds cpu memory <<<"$(measure "$bin" export households ${2:-} -o "$dir/out.$1")"
  say "export $form" "$seconds" "$cpu" "$memory" "$(ratio "$seconds" "$floor") the floor"
  [ "$form" = "xlsx --words" ] && ours=$seconds
done
read -r seconds cpu memory <<<"$(measure "$bin" export households --limit $((rows / 10)) -o "$dir/out.xlsx")"
say "export xlsx, a tenth of the rows" "$seconds" "$cpu" "$memory" ""
if $python -c 'import openpyxl' 2>/dev/null; then
  "$bin" export households --limit $((rows / 10)) --words -o "$dir/tenth.csv" >/dev/null
  cat >"$dir/peer.py" <<'P'
import csv, sys, openpyxl
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet()
for row in csv.reader(open(sys.argv[1], encoding='utf-8-sig')):
    sheet.append(row)
book.save(sys.argv[2])
P
  read -r seconds cpu memory <<<"$(measure $python "$dir/peer.py" "$dir/tenth.csv" "$dir/peer.xlsx")"
  peer=$(awk -v s="$seconds" 'BEGIN { print s * 10 }')
  say "openpyxl write-only, times ten" "$peer" "$(awk -v s="$cpu" 'BEGIN { print s * 10 }')" "$memory" "export xlsx is $(ratio "$peer" "$ours") as fast"
else
  echo "skipped: openpyxl is not there to compare with"
fi
