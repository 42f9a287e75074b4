#!/usr/bin/env bash
# A dashboard of 20 measures over a country of 60,000 residential areas, from 26,000 to $HOUSEHOLDS
# (2,600,000) households; beside plain SQL over the records in the same run.
set -eu
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
make --no-print-directory build/chungtay build/bench_measures >/dev/null
for households in ${HOUSEHOLDS_LIST:-26000 260000 2600000}; do
  db=sqlite:$dir/$households.db
  build/chungtay --db "$db" --now 2026-11-30 init >/dev/null
  start=$(date +%s%N)
  sed "s/:households/$households/g" bench/measures.sql | sqlite3 "$dir/$households.db" >/dev/null
  made=$(date +%s%N)
  build/chungtay --db "$db" --now 2026-11-30 programme load bench/measures.yaml >/dev/null
  filled=$(date +%s%N)
  echo "$households households: written in $(((made - start) / 1000000)) ms, 20 totals filled in $(((filled - made) / 1000000)) ms, $(($(stat -c %s "$dir/$households.db") / 1048576)) MB"
  build/bench_measures "$db" bench/measures.yaml
  rm -f "$dir/$households.db"*
done
