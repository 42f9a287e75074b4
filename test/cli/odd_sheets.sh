#!/usr/bin/env bash
# Lists in all the layouts, words, dates and encodings that offices have (test/oracle/odd_sheets.py): every
# row is accounted for and the registers hold what was invented. A part of them; all with the long tests.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_NOW=2020-06-15
CHUNGTAY_DB=sqlite:$dir/house.db "$fast" init >/dev/null
some="--some 20"
[ "${TEST_LEVEL:-fast}" = all ] && some=""
# TEST_SEED draws another sample, and other people.
{
  python3 test/oracle/odd_sheets.py "$fast" "$dir/house.db" "$dir" $some --seed "${TEST_SEED:-7}"
  python3 test/oracle/odd_figures.py "$fast" "$dir/house.db" "$dir"
  python3 test/oracle/guessed_kinds.py "$fast" "$dir/house.db" "$dir"
  python3 test/oracle/odd_records.py "$fast" "$dir/house.db" "$dir"
} >"$dir/log" 2>&1
cat "$dir/log"
[ "$(grep -c ' passed, ' "$dir/log")" = 4 ] || { echo "0 passed, 1 failed"; exit 1; }
awk '/ passed, / { passed += $1; failed += $3 } END { print passed " passed, " failed " failed"; exit failed != 0 }' "$dir/log"
