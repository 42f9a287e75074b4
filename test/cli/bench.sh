#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The measurements of `make bench` build and run, small, and their numbers agree: the dashboard's totals with
# the records, the quotas with the peer. Never a time.
# On PostgreSQL: the measurements fill SQLite's file themselves and stand beside SQLite's own shell.
. "$(dirname "$0")/../suite.sh"
check() { # what, condition…
  local what=$1; shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $what"; cat "$out"; fi
}
lines() { grep -cE "$1" "$out"; }
out=$dir/out
HOUSEHOLDS_LIST=2600 bash bench/measures.sh >"$out" 2>&1
check "the dashboard runs" [ $? = 0 ]
check "its numbers are those of the records, for a nation, a province and a commune" \
  [ "$(lines '^(nation|province|commune) .* p50 ')" = 3 -a "$(lines differs)" = 0 ]
bash bench/quota.sh >"$out" 2>&1
check "the quotas run" [ $? = 0 ]
check "and are those of the peer" [ "$(lines 'equal, proven')" -ge 3 ]
ROWS=200 bash bench/import.sh >"$out" 2>&1
check "the import runs" [ $? = 0 ]
check "and takes every row" [ "$(lines '^200 rows')" = 1 ]
BENCH_ROWS=2000 bash bench/export.sh >"$out" 2>&1
check "the export runs" [ $? = 0 ]
check "of every row, in every form" [ "$(lines '^2000 households')" = 1 -a "$(lines '^export (csv|json|xlsx) ')" -ge 5 ]
ROWS_LIST=2000 PEER=0 bash bench/linkage.sh >"$out" 2>&1
check "the linkage runs" [ $? = 0 ]
check "over every record, and finds a newcomer" [ "$(lines '^2000 records')" = 1 -a "$(lines '^one newcomer against 2000:')" = 1 ]
USERS=10 THINK_MS=500 SECONDS_ALL=2 HOUSEHOLDS=400 bash bench/load.sh >"$out" 2>&1
check "people at work" [ $? = 0 ]
check "are all answered, and nothing is wrong afterwards" [ "$(lines '^all +40 .* wrong 0$')" = 1 -a "$(lines ': 0 khác biệt')" = 1 ]
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
