#!/usr/bin/env bash
# Lists in all the layouts, words, dates and encodings that offices have (test/oracle/odd_sheets.py): every
# row is accounted for and the registers hold what was invented. A part of them; all with the long tests.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_NOW=2020-06-15
CHUNGTAY_DB=sqlite:$dir/house.db "$fast" init >/dev/null
some="--some 20" more="--some 16" composed=30
[ "${TEST_LEVEL:-fast}" = all ] && some="" more="" composed=400
python=/usr/bin/python3
$python -c 'import openpyxl' 2>/dev/null || { echo "  skipped: no openpyxl: the sheets it makes"; python=; }
# LibreOffice opens and saves each of them once more.
[ -z "$more" ] && command -v soffice >/dev/null && more=--office
# TEST_SEED draws another sample, and other people.
{
  python3 test/oracle/odd_sheets.py "$fast" "$dir/house.db" "$dir" $some --seed "${TEST_SEED:-7}"
  python3 test/oracle/odd_figures.py "$fast" "$dir/house.db" "$dir"
  python3 test/oracle/guessed_kinds.py "$fast" "$dir/house.db" "$dir"
  python3 test/oracle/odd_records.py "$fast" "$dir/house.db" "$dir"
  if [ "$python" ]; then
    $python test/oracle/office_sheets.py "$fast" "$dir/house.db" "$dir" $more --seed "${TEST_SEED:-7}"
    $python test/oracle/composed_lists.py "$fast" "$dir/house.db" "$dir" --some $composed --seed "${TEST_SEED:-7}"
    $python test/oracle/composed_records.py "$fast" "$dir/house.db" "$dir" --some $((composed / 2)) --seed "${TEST_SEED:-7}"
  else
    echo "0 passed, 0 failed"
    echo "0 passed, 0 failed"
    echo "0 passed, 0 failed"
  fi
} >"$dir/log" 2>&1
cat "$dir/log"
[ "$(grep -c ' passed, ' "$dir/log")" = 7 ] || { echo "0 passed, 1 failed"; exit 1; }
awk '/ passed, / { passed += $1; failed += $3 } END { print passed " passed, " failed " failed"; exit failed != 0 }' "$dir/log"
