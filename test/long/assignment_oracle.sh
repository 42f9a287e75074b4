#!/usr/bin/env bash
# The assignment engine's optimum against other solvers on the DIMACS form of random communes:
# GLPK's exact simplex, and LEMON's network simplex and cost scaling where installed (liblemon-dev).
. "$(dirname "$0")/../suite.sh"

# compare NAME: reads lines "FILE OBJECTIVE"; the file's name ends in the engine's objective
compare() {
  local file objective expected
  while read -r file objective; do
    expected=${file##*_}
    if [ "${expected%.min}" = "$objective" ]; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      echo "  $1 finds $objective for ${file##*/}"
    fi
  done
}

ASSIGNMENT_DIMACS_DIR=$dir ASSIGNMENT_ROUNDS=10000 build/san/unit assignment__objective_equals ||
  failed=$((failed + 1))
ls "$dir"/*.min >"$dir/all"
[ "$(wc -l <"$dir/all")" = 10000 ] || failed=$((failed + 1))

glpk() {
  glpsol --exact --mincost "$1" -w "$1.sol" >"$1.log" 2>&1 || cat "$1.log" >&2
  echo "$1 $(sed -n 's/^s bas [0-9]* [0-9]* f f //p' "$1.sol")"
}
export -f glpk
# (GLPK's exact simplex aborts on a problem without any household: an LP of empty rows.)
xargs grep -l '^n ' <"$dir/all" >"$dir/some"
head -2000 "$dir/some" | xargs -P 2 -I{} bash -c 'glpk {}' >"$dir/glpk"
compare GLPK <"$dir/glpk"

if [ -e /usr/include/lemon/network_simplex.h ] && command -v g++ >/dev/null; then
  g++ -std=c++17 -O2 -w test/long/lemon_oracle.cpp -o "$dir/lemon" || failed=$((failed + 1))
  xargs -n 1000 "$dir/lemon" <"$dir/all" >"$dir/lemon.out"
  compare LEMON <"$dir/lemon.out"
else
  echo "skipped: LEMON is not installed"
fi
summary
