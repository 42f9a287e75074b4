#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The worth that the allocation engine proves the most, against GLPK on the LP form of the same problems: made up at
# random, one in three of the kinds of allocation_cases.h. What GLPK does not prove in GLPK_SECONDS is counted apart.
. "$(dirname "$0")/../suite.sh"
folder=$dir
command -v glpsol >/dev/null || { echo "glpsol is not installed: skipped"; echo "0 passed, 0 failed"; exit 0; }
ALLOCATION_LP_DIR=$folder ALLOCATION_LP_ROUNDS=${ALLOCATION_LP_ROUNDS:-1000} \
  build/san/unit allocation__other_solvers >"$folder/log" 2>&1 || { failed=$((failed + 1)); cat "$folder/log"; }
unproven=0
for file in "$folder"/*.lp; do
  worth=${file##*_}; worth=${worth%.lp}
  glpsol --lp "$file" --nointopt --tmlim "${GLPK_SECONDS:-5}" -o "$folder/out" >"$folder/log" 2>&1
  grep -q 'INTEGER OPTIMAL' "$folder/log" || { unproven=$((unproven + 1)); continue; }
  found=$(sed -nE 's/^Objective: +worth = ([0-9.e+]+).*/\1/p' "$folder/out")
  if awk -v f="${found:-none}" -v w="$worth" 'BEGIN { exit !(f == w) }'; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED: GLPK finds ${found:-nothing}, not $worth"
  fi
done
echo "not proven by GLPK: $unproven"
summary
