#!/usr/bin/env bash
# Import of a province's household list, everything on (validation, matching, audit, totals, words,
# states), beside the bare `.import` of the same file by the sqlite3 shell, and beside the least that SQLite
# itself takes for what an import leaves: INSERT … SELECT of the very rows, in the order of their keys, into
# the same tables and indexes, with the same guarantees. ROWS=1000000 by default; with KEEP a folder where
# the files stay.
set -eu
cd "$(dirname "$0")/.."
rows=${ROWS:-1000000}
bin=${CHUNGTAY_BIN:-$PWD/build/chungtay}
folder=${KEEP:-$(mktemp -d)}
trap '[ -n "${KEEP:-}" ] || rm -rf "$folder"' EXIT
export CHUNGTAY_DB="sqlite:$folder/a.db"
"$bin" init >/dev/null
for file in programmes/*.yaml; do "$bin" programme load "$file" >/dev/null; done
"$bin" export units --unit 64@2017-06-01 level=commune --format csv -o "$folder/units.csv" >/dev/null
awk -F, -v rows="$rows" '
  FNR > 1 && $13 == 64 && $11 <= "2017-06-01" { code[n++] = $4 "@2017-06-01" }
  END {
    srand(7)
    split("Rmah Siu Ksor Kpă Nguyễn Trần Lê Phạm Hoàng Nông", surname, " ")
    split("Văn Thị Hữu Ngọc Đức Thanh Minh Xuân Kim Quốc", middle, " ")
    split("An Bình Cúc Dũng Giang Hà Hải Hạnh Hiền Hoa Hùng Hương Lan Liên Long Mai Nam Nga Sơn Thảo Tuấn Vân Yến", given, " ")
    split("Gia Rai,Kinh,Ba Na,Tày,Nùng", group, ",")
    print "STT,Họ và tên chủ hộ,Giới tính,Năm sinh,Dân tộc,Mã xã,Thôn,Số khẩu,Phân loại,Nguyên nhân nghèo"
    for (i = 0; i < rows; i++)
      printf "%d,%s %s %s,%s,%d,%s,%s,Thôn %d,%d,%s,%s\n", i + 1, surname[1 + int(rand() * 10)],
        middle[1 + int(rand() * 10)], given[1 + int(rand() * 23)], rand() < 0.5 ? "Nam" : "Nữ",
        1930 + int(rand() * 70), group[1 + int(rand() * 5)], code[int(i * n / rows)], 1 + i % 9,
        1 + int(rand() * 8), rand() < 0.6 ? "Hộ nghèo" : "Hộ cận nghèo",
        rand() < 0.5 ? "Thiếu vốn" : "Thiếu lao động"
  }' "$folder/units.csv" >"$folder/list.csv"

timed() { # wall and processor seconds of a command, and its most memory in MB; its output thrown away
  python3 - "$@" <<'PY'
import resource, subprocess, sys, time
start = time.monotonic()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
PY
}
read -r floor_wall floor_cpu _ < <(timed sqlite3 "$folder/floor.db" -cmd '.mode csv' ".import $folder/list.csv t")
read -r wall cpu memory < <(timed "$bin" import households "$folder/list.csv" --unit 64@2017-06-01 --year 2017)
sqlite3 "$folder/a.db" "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
{
  sqlite3 "$folder/a.db" 'SELECT printf("PRAGMA page_size=%d;", page_size) FROM pragma_page_size'
  echo "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
  sqlite3 "$folder/a.db" .schema
} | sqlite3 "$folder/tables.db" >/dev/null
{
  echo "ATTACH '$folder/a.db' AS made; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; BEGIN;"
  for table in units bodies unit_closure households household_members classifications state_history audit word tally_cell; do
    echo "INSERT INTO main.$table SELECT * FROM made.$table LIMIT -1;" # without a limit pages would be copied, not rows made
  done
  echo "COMMIT;"
} >"$folder/tables.sql"
read -r tables_wall tables_cpu _ < <(timed sqlite3 "$folder/tables.db" ".read $folder/tables.sql")
rm -f "$folder/tables.db"
records=$(sqlite3 "$folder/a.db" "SELECT (SELECT count(*) FROM households) + (SELECT count(*) FROM
  household_members) + (SELECT count(*) FROM classifications)")
awk -v rows="$rows" -v records="$records" -v floor="$floor_wall" -v floor_cpu="$floor_cpu" -v wall="$wall" -v cpu="$cpu" -v memory="$memory" \
  -v tables="$tables_wall" -v tables_cpu="$tables_cpu" 'BEGIN {
  printf "%d rows, %d records\n", rows, records
  printf "sqlite3 .import: %.2f s, processor %.2f s\n", floor, floor_cpu
  printf "its tables:      %.2f s, processor %.2f s, %.1f times .import: what SQLite alone takes for the rows that are made\n", tables, tables_cpu, tables_cpu / floor_cpu
  printf "import:          %.2f s, processor %.2f s (%.1f us a row, %.1f us a record), %.0f MB\n", wall, cpu, cpu / rows * 1e6, cpu / records * 1e6, memory
  printf "ratio:           %.1f, processor %.1f; to its tables %.1f, processor %.1f\n", wall / floor, cpu / floor_cpu, wall / tables, cpu / tables_cpu }'
