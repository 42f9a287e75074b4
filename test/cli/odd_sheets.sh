#!/usr/bin/env bash
# Lists in all the layouts, words, dates and encodings that offices have (test/oracle/odd_sheets.py): every
# row is accounted for and the registers hold what was invented. A part of them; all with the long tests.
set -u
cd "$(dirname "$0")/../.."
fast=${CHUNGTAY_RELEASE:-$PWD/build/chungtay}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export CHUNGTAY_NOW=2020-06-15
CHUNGTAY_DB=sqlite:$dir/house.db "$fast" init >/dev/null
some="--some 24"
[ "${TEST_LEVEL:-fast}" = all ] && some=""
# The sample is another one each day, and the same all day.
python3 test/oracle/odd_sheets.py "$fast" "$dir/house.db" "$dir" $some --seed "${TEST_SEED:-$(date +%j)}"
status=$?
python3 test/oracle/odd_figures.py "$fast" "$dir/house.db" "$dir" && [ $status = 0 ]
