#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Demonstration data as a user makes it: the same from the same seed, sound, of every kind, and fit for
# the main job before and after the reform of July 2025.
. "$(dirname "$0")/../suite.sh"
db() { "$fast" --db "sqlite:$dir/$1.db" --now 2026-09-15 "${@:2}"; }
exits() { local wanted=$1 got; shift; "$@" >"$dir/out" 2>"$dir/err"; got=$?; [ "$got" = "$wanted" ] || { echo "  $got: $*"; cat "$dir/err"; return 1; }; }
made() { # database, program, seed
  "$2" --db "sqlite:$dir/$1.db" --now 2019-03-01 init >/dev/null &&
    "$2" --db "sqlite:$dir/$1.db" --now 2026-09-15 demo --households 400 --seed "$3" >"$dir/$1.txt"
}
exported() { for kind in households household_members classifications ledger_entries models reports titles; do
  db "$1" export "$kind" --format csv -o "$dir/$1.$kind.csv" >/dev/null || return 1; done; }
same() { for kind in households household_members classifications ledger_entries models reports titles; do
  cmp -s "$dir/$1.$kind.csv" "$dir/$2.$kind.csv" || return 1; done; }

check "made, sanitized" made a "$bin" 5
check "made again" made b "$fast" 5
check "made from another seed" made c "$fast" 6
check "exported" eval 'exported a && exported b && exported c'
check "the same seed gives the same records" same a b
check "another seed gives others" eval '! same a c'
check "no difference" exits 0 "$fast" --db "sqlite:$dir/a.db" check
check "every reference names a record that is there" python3 - "$dir/a.db" <<'P'
import sqlite3, sys
assert not sqlite3.connect(sys.argv[1]).execute('PRAGMA foreign_key_check').fetchall()
P
check "the audit holds" exits 0 "$fast" --db "sqlite:$dir/a.db" audit verify
check "what was made stays as it is" exits 3 db a demo --households 10
check "an unknown province" exits 3 db d demo --province 99
check "one province only" exits 0 db e demo --province 91 --households 60
check "Khmer households there" eval 'db e export households --format csv -o "$dir/e.csv" >/dev/null; grep -q "Danh " "$dir/e.csv" && ! grep -q "Rơ Châm" "$dir/e.csv"'

# Rates, ethnic groups and sizes as the tables have them, counted from what came out.
check "a province of its own" exits 0 db g demo --province 64 --households 1500 --seed 8
check "as the tables say" python3 test/oracle/demo_tables.py "$fast" "$dir/g.db"

empty=""
for kind in $("$fast" schema | grep -oE '^[a-z_]+' | sort -u); do
  case $kind in api_tokens) continue ;; esac # a token is for one who was shown its secret
  case $kind in programme_signers | programme_consents | programme_versions) continue ;; esac # a programme's own
  case $kind in assignment_plans) continue ;; esac # the proof of a plan that `assign` made: here nobody asked for one
  db a export "$kind" --format csv -o "$dir/kind.csv" >/dev/null 2>&1 || continue
  [ "$(wc -l <"$dir/kind.csv")" -gt 1 ] || empty="$empty $kind"
done
check "every kind has records" test -z "$empty"
[ -z "$empty" ] || echo "  empty:$empty"

# Money: each fund's debits and credits, from the export alone.
check "no fund spends what it has not" python3 - "$dir/a.ledger_entries.csv" <<'PY'
import collections, csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
assert rows and all(r["debit_account"] != r["credit_account"] for r in rows)
balance = collections.Counter()
for r in sorted(rows, key=lambda r: (r["fund"], int(r["entry_number"]))):
    spends = r["debit_account"].startswith("expense")
    balance[r["fund"]] += -int(r["amount"]) if spends else int(r["amount"])
    assert balance[r["fund"]] >= 0, r
out = sum(int(r["amount"]) for r in rows if r["type"] == "allocation_out")
into = sum(int(r["amount"]) for r in rows if r["type"] == "allocation_in")
assert out == into, (out, into)
PY

# The main job: this year's households are still without a lead; what was recorded in districts counts
# in today's communes.
check "a plan for the year" exits 0 db a assign --year 2026 --unit 52@2026-01-01 --format json
check "it finds households" eval 'grep -qE "\"households\": *[1-9]" "$dir/out"'
check "coverage of then" eval 'db a coverage --programme duc_co_2017 --year 2018 --as then --format json >"$dir/then.json" 2>"$dir/err"; [ $? -le 1 ] && grep -qE "\"value\": *[1-9]" "$dir/then.json"'
check "coverage of now" eval 'db a coverage --programme kien_giang_168 --unit 91@2026-01-01 --year 2018 --as now --format json >"$dir/now.json" 2>"$dir/err"; [ $? -le 1 ] && grep -qE "\"value\": *[1-9]" "$dir/now.json"'
check "households of the old province are in the new one" eval 'old=$(db a list households --unit 64@2020-01-01 --format json | grep -o "\"id\"" | wc -l); new=$(db a list households --unit 52@2026-01-01 --format json | grep -o "\"id\"" | wc -l); [ "$old" -gt 20 ] && [ "$old" = "$new" ]'

summary
