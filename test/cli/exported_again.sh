#!/usr/bin/env bash
# Every register of a whole province, exported as people read it and imported again: nothing changes, though names of places, funds and
# people there are many times the same; then what a person changes in such a file, and nothing else.
. "$(dirname "$0")/../suite.sh"
export CHUNGTAY_DB=sqlite:$dir/province.db CHUNGTAY_NOW=2026-09-15
"$fast" demo --province 91 --households 80 --seed 5 >/dev/null || fail "a province to look at"
python3 test/oracle/exported_again.py "$bin" "$fast" 91@2025-07-01 "$dir" >"$dir/told" || true
grep '^FAILED' "$dir/told"
passed=$((passed + $(grep -c '^passed' "$dir/told"))) failed=$((failed + $(grep -c '^FAILED' "$dir/told")))
check "all of it was tried" grep -q '^passed: the end$' "$dir/told"
# A code used twice means the unit of the year that is asked about; where no year is asked, whoever asks must say.
coverage() { "$fast" coverage --programme kien_giang_168 --year 2020 --unit "$1"; }
plan() { "$fast" assign --year 2026 --unit "$1"; }
check "in 2020 what was Kiên Giang" [ "$(coverage 91)" = "$(coverage 91@2020-12-31)" ]
check "and it has obligations" grep -q 'mô hình' <(coverage 91)
check "in 2026 what is An Giang" [ "$(plan 91 | head -1)" = "$(plan 91@2026-01-01 | head -1)" ]
check "and it has households" grep -q '^[1-9][0-9]* hộ' <(plan 91)
"$fast" list households --unit 91 >"$dir/out" 2>"$dir/err"
check "without a year: the candidates" grep -q '91@2004-07-08 Tỉnh Kiên Giang, 91@2025-07-01 Tỉnh An Giang' "$dir/err"
check "check finds no difference" "$fast" check >/dev/null
summary
