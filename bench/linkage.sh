#!/usr/bin/env bash
# Linkage of heads of households at three sizes, from the file to the groups, and DuckDB blocking and scoring the same
# list (ROWS_LIST="26000 260000 2600000", with 28000000 some minutes more; PEER=0 leaves DuckDB out). THREADS=2.
# | python3 bench/growth.py >docs/images/linkage_growth.svg draws it.
set -eu
cd "$(dirname "$0")/.."
rows_list=${ROWS_LIST:-26000 260000 2600000}
bin=${CHUNGTAY_BIN:-$PWD/build/chungtay} threads=${THREADS:-2}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TIMEFORMAT='%R %U %S'
measured() { # runs the program and leaves its peak memory in MB
  python3 -c 'import resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024))
sys.exit(status)' "$folder/peak" "$@"
}
for rows in $rows_list; do
  awk -v ROWS="$rows" -v COMMUNES=$((rows / 783 + 1)) -f bench/linkage_data.awk >"$folder/list.csv"
  { time measured "$bin" link --file "$folder/list.csv" --config bench/linkage.yaml -o "$folder/pairs.csv" --clusters "$folder/groups.csv" \
      --floor 0.01 --threads "$threads" --format json >"$folder/report.json"; } 2>"$folder/time"
  read -r wall user system < <(tail -1 "$folder/time")
  python3 - "$folder/report.json" "$rows" "$wall" "$user" "$system" "$(cat "$folder/peak")" <<'PYTHON'
import json, sys
d = json.load(open(sys.argv[1]))
rows, wall, cpu = int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]) + float(sys.argv[5])
a_record = wall / rows * 1e6
print("%d records, %d pairs compared, %d linked: %.2f s, processor %.2f s, %s MB, %.2f us a record"
      % (rows, d["compared"], d["pairs"], wall, cpu, sys.argv[6], a_record))
PYTHON
done
if [ "${PEER:-1}" = 1 ] && (cd bench/duckdb && npm install --no-save --no-audit --no-fund --ignore-scripts --silent >/dev/null 2>&1); then
  node bench/duckdb/linkage.mjs "$folder/list.csv" "$threads" >"$folder/peer"
  head -1 "$folder/peer" | sed 's/^/duckdb: /'
  awk -v wall="$wall" -v cpu="$(echo "$user $system" | awk '{ print $1 + $2 }')" \
    '$1 == "duckdb" { printf "ratio: %.1f, processor %.1f\n", $2 / wall, $3 / cpu }' "$folder/peer"
else
  echo "without DuckDB: no comparison"
fi
make --no-print-directory build/bench_linkage_find >/dev/null
build/bench_linkage_find "${rows_list##* }"
