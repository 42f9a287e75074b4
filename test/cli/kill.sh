#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 at random moments while records are created, a list is imported and a plan adopted. Afterwards the
# check finds no difference, the audit holds, what was answered is there, and an import or a plan is there
# whole or not at all. 8 rounds; 200 with the long tests.
. "$(dirname "$0")/../suite.sh"
rounds=8
[ "${TEST_LEVEL:-fast}" = all ] && rounds=200
RANDOM=${TEST_SEED:-$$}
echo "seed ${TEST_SEED:-$$}"
export CHUNGTAY_DB=sqlite:$dir/a.db
commune=23860@2017-06-01
sql() { sqlite3 -cmd '.timeout 5000' "$dir/a.db" "$1"; }

"$fast" init >/dev/null && "$fast" programme load programmes/duc_co_2017.yaml >/dev/null || exit 1
python3 test/oracle/households.py 120 800 "$dir/list.csv"
cp "$dir/a.db" "$dir/first.db"

# Creates until it is killed. An id in `answered` was told to somebody.
create_loop() {
  for i in $(seq 1000); do
    "$fast" create households "head_name=Siu Vòng $1 $i" unit=$commune --format json >"$dir/one.json" &&
      sed -n 's/.*"id": *"\([0-9A-Z]*\)".*/\1/p' "$dir/one.json" >>"$dir/answered"
  done
}
work() { # round: what is under way when the blow falls
  case $(($1 % 4)) in
    0 | 1) create_loop "$1" ;;
    2) "$fast" import households "$dir/list.csv" --unit $commune --year 2017 >/dev/null && echo import >>"$dir/answered_whole" ;;
    3) "$fast" assign --year 2017 --programme duc_co_2017 --apply >/dev/null && echo assign >>"$dir/answered_whole" ;;
  esac
}
# Two times in three the blow waits until something is being written to the log.
wait_for_moment() { # seconds at most, as a decimal
  sleep "$1"
  [ $((RANDOM % 3)) = 0 ] && return
  local until=$((SECONDS + 3))
  while [ ! -s "$dir/a.db-wal" ] && [ $SECONDS -lt $until ]; do :; done
  [ $((RANDOM % 2)) = 0 ] || sleep "0.00$((RANDOM % 10))"
}
# Ends the group of processes that this script began: the loop and the command it runs.
blow() { kill -9 -- "-$1" 2>/dev/null; wait "$1" 2>/dev/null; }

set -m # a group of its own for each job
landed=0
for round in $(seq $((rounds * 4))); do # as many more as it takes until a blow has fallen in the middle of something
  [ "$round" -gt $rounds ] && { on_postgres || [ $((landed * 20)) -ge $rounds ]; } && break
  if [ $((round % 4)) = 2 ]; then # from a house without the list
    rm -f "$dir"/a.db-*; cp "$dir/first.db" "$dir/a.db"; : >"$dir/answered"
  fi
  [ $((round % 4)) = 3 ] && "$fast" import households "$dir/list.csv" --unit $commune --year 2017 >/dev/null # what the plan is for
  : >"$dir/answered_whole"
  list_before=$(sql "SELECT count(*) FROM households WHERE code IS NULL OR code NOT LIKE 'x%'")
  assigned_before=$(sql 'SELECT count(*) FROM assignments')
  work "$round" >"$dir/log" 2>&1 &
  job=$!
  case $((round % 4)) in
    0 | 1) wait_for_moment "0.$((RANDOM % 60 + 20))" ;;
    *) wait_for_moment "0.$(printf '%03d' $((RANDOM % 300)))" ;;
  esac
  blow $job
  [ -e "$dir/a.db-wal" ] && [ -s "$dir/a.db-wal" ] && landed=$((landed + 1))
  check "round $round: the check finds no difference" "$fast" check >/dev/null
  check "round $round: the audit holds" "$fast" audit verify >/dev/null
  lost=0
  while read -r id; do "$fast" get households "$id" >/dev/null 2>&1 || lost=$((lost + 1)); done < <(tail -5 "$dir/answered" 2>/dev/null)
  check "round $round: nothing that was answered is lost ($lost)" [ $lost = 0 ]
  now=$(sql "SELECT count(*) FROM households WHERE code IS NULL OR code NOT LIKE 'x%'")
  assigned=$(sql 'SELECT count(*) FROM assignments')
  case $((round % 4)) in
    2)
      check "round $round: the list is there whole or not at all ($((now - list_before)))" \
        [ $((now - list_before)) = 0 -o $((now - list_before)) = 800 ]
      [ -s "$dir/answered_whole" ] && check "round $round: as it was told" [ $((now - list_before)) = 800 ]
      check "round $round: so are its rows and its batch" \
        [ "$(sql "SELECT count(*) FROM import_batches WHERE target_kind = 'households' AND state = 'applied'")" = $(((now - list_before) / 800)) ]
      ;;
    3)
      waiting=$(sql "SELECT count(*) FROM classifications c WHERE c.year = 2017 AND c.class = 'poor'")
      check "round $round: the plan is there whole or not at all ($((assigned - assigned_before)) of $waiting)" \
        [ $((assigned - assigned_before)) = 0 -o $((assigned - assigned_before)) -ge $((waiting / 2)) ]
      [ -s "$dir/answered_whole" ] && check "round $round: as it was told" [ "$assigned" -gt 0 ]
      ;;
  esac
done
on_postgres || check "the blow fell in the middle of something ($landed of $round)" [ $((landed * 20)) -ge $rounds ]
summary
