#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The demonstration data carries every requirement of the source documents: a fitting element with a live
# state for each, and records in each list, whatever the seed and the day.
. "$(dirname "$0")/../suite.sh"
made() { # database, day, households, seed
  "$fast" --db "sqlite:$dir/$1.db" --now 2019-03-01 init >/dev/null &&
    "$fast" --db "sqlite:$dir/$1.db" --now "$2" demo --households "$3" --seed "$4" >/dev/null
}
checked() { # program, database, day, exit status
  "$1" --db "sqlite:$dir/$2.db" --now "$3" programme check --requirements programmes/*.yaml >"$dir/$2.txt"
  local got=$?
  [ "$got" = "$4" ] || { echo "  exit $got, expected $4"; grep -B 2 '✗' "$dir/$2.txt"; return 1; }
}
counted() { [ "$(grep -cE "$2" "$dir/$1.txt")" = "$3" ]; }

check "made" made a 2026-09-15 400 5
check "all requirements are carried" checked "$bin" a 2026-09-15 0
check "213 of them" counted a '^S[0-9]' 213
check "each list has records" counted a '✗' 0
check "live states" eval 'grep -qE "registers womens_models: [1-9][0-9]* bản ghi" "$dir/a.txt" && ! grep -q "chưa nạp" "$dir/a.txt"'

check "made in a year the demonstration does not tell" made b 2021-03-01 500 3
check "all requirements are carried there" checked "$fast" b 2021-03-01 0
check "made in the middle of the reform" made c 2025-07-10 500 11
check "all requirements are carried then" checked "$fast" c 2025-07-10 0

# A list whose records are gone is told, and what it alone carries is missing.
sqlite3 "$dir/c.db" "DELETE FROM village_conventions"
check "an empty list fails" checked "$fast" c 2025-07-10 1
check "and is named" grep -q '✗ ha_tinh_campaign registers conventions' "$dir/c.txt"

summary
