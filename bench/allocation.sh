#!/usr/bin/env bash
# Times the allocation engine at 100 to 2.6 M households, and glpsol (GLPK) on the small ones where it is
# installed: the worth found must be no less than GLPK's, nor its bound below. GLPK_SECONDS limits each case.
set -u
cd "$(dirname "$0")/.."
objects=""
for file in src/engine/{flow,allocation*}.c src/base/{arena,buf,err,msg,idmap}.c; do
  objects="$objects build/release/${file%.c}.o"
done
make --no-print-directory $objects build/release/gen/messages.o build/release/bench/allocation.o \
  build/release/test/unit/engine/allocation_cases.o >/dev/null || exit 1
gcc -pie build/release/bench/allocation.o build/release/test/unit/engine/allocation_cases.o $objects build/release/gen/messages.o -o build/release/bench/allocation || exit 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/release/bench/allocation "$folder" || exit 1
command -v glpsol >/dev/null || { echo "GLPK is not installed: no comparison"; exit 0; }
status=0
for file in "$folder"/*.lp; do
  read -r _ _ worth _ bound <"$file"
  begin=$EPOCHREALTIME
  glpsol --lp "$file" --nointopt --cuts --tmlim "${GLPK_SECONDS:-20}" -o "$folder/out" >"$folder/log" 2>&1
  took=$(awk -v b="$begin" -v e="$EPOCHREALTIME" 'BEGIN { printf "%.2f", e - b }')
  found=$(sed -nE 's/^Objective: +worth = ([0-9.e+]+).*/\1/p' "$folder/out")
  proven=$(grep -q 'INTEGER OPTIMAL' "$folder/log" && echo proven || echo "not proven")
  verdict=$(awk -v f="${found:-0}" -v w="$worth" -v b="$bound" 'BEGIN {
    print (f > b) ? "ABOVE OUR BOUND" : (f == w) ? "equal" : (f > w) ? "better by " f - w : "worse by " w - f }')
  [ "$verdict" = "ABOVE OUR BOUND" ] && status=1
  echo "$(basename "$file" .lp): ours $worth (bound $bound); GLPK ${found:-nothing} ($proven, $took s): $verdict"
done
exit $status
