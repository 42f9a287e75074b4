#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A whole database moves from SQLite to PostgreSQL and back: the same rows, the check and the audit hold on both sides, and writing goes
# on. Damaged files and wrong places are refused and leave nothing.
# On PostgreSQL: it moves a database between the two, both ways.
. "$(dirname "$0")/../suite.sh"
from=sqlite:$dir/a.db
"$fast" --db "$from" --now 2017-12-31 demo >/dev/null || exit 1
"$fast" --db "$from" --now 2017-12-31 assign --year 2017 --programme duc_co_2017 --apply >/dev/null
echo 'suối trong đá mòn 7' | "$fast" --db "$from" user add quan.tri --role admin --password-stdin >/dev/null
household=$("$fast" --db "$from" create households "head_name=Siu H’Bút \"Ký\"" unit=23860@2017-06-01 --format json | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
member=$("$fast" --db "$from" create household_members household=$household "full_name=Siu H’Bút" relation=head id_number=064301000017 --format json | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
said=$("$fast" --db "$from" check; "$fast" --db "$from" audit verify)
status() { "$@" >"$dir/out" 2>"$dir/err"; echo $?; }

check "it is exported" "$bin" --db "$from" export database -o "$dir/a.jsonl" >/dev/null
check "for its owner only" [ "$(stat -c %a "$dir/a.jsonl")" = 600 ]
check "over no other file" [ "$(status "$bin" --db "$from" export database -o "$dir/a.jsonl")" = 3 ]
check "secrets stay closed" sh -c "! grep -q 064301000017 '$dir/a.jsonl'"

move() { # what, uri of the new database, program
  local bin=$3
  check "$1: nothing without the key" [ "$(status "$bin" --db "$2" import database "$dir/a.jsonl")" = 3 ]
  export CHUNGTAY_KEY=$(printf 'ab%.0s' $(seq 32))
  check "$1: nothing with another key" [ "$(status "$bin" --db "$2" import database "$dir/a.jsonl")" = 3 ]
  CHUNGTAY_KEY=$(cat "$dir/a.db.key")
  head -c -1000 "$dir/a.jsonl" >"$dir/cut"
  check "$1: a file cut short" [ "$(status "$bin" --db "$2" import database "$dir/cut")" = 3 ]
  head -n -1 "$dir/a.jsonl" >"$dir/cut"
  check "$1: without its last line" [ "$(status "$bin" --db "$2" import database "$dir/cut")" = 3 ]
  sed '0,/Siu/s//Sui/' "$dir/a.jsonl" >"$dir/changed"
  check "$1: a changed one" [ "$(status "$bin" --db "$2" import database "$dir/changed")" = 3 ]
  sed '1s/"schema":[0-9]*/"schema":3/' "$dir/a.jsonl" >"$dir/changed"
  check "$1: one of another version" [ "$(status "$bin" --db "$2" import database "$dir/changed")" = 3 ]
  check "$1: some other file" [ "$(status "$bin" --db "$2" import database README.md)" = 3 ]
  check "$1: after all that, it is taken ($(cat "$dir/err"))" "$bin" --db "$2" import database "$dir/a.jsonl" >/dev/null
  check "$1: once" [ "$(status "$bin" --db "$2" import database "$dir/a.jsonl")" = 3 ]
  check "$1: the same rows" sh -c "'$bin' --db '$2' export database -o '$dir/b.jsonl' >/dev/null && cmp '$dir/a.jsonl' '$dir/b.jsonl'"
  rm -f "$dir/b.jsonl"
  check "$1: check and audit say the same" [ "$("$bin" --db "$2" check; "$bin" --db "$2" audit verify)" = "$said" ]
  check "$1: a secret opens" sh -c "'$bin' --db '$2' get household_members $member | grep -q 064301000017"
  check "$1: and is found" sh -c "'$bin' --db '$2' list household_members id_number=064301000017 | grep -q Bút"
}
# The way back is from PostgreSQL's own export, so that the file has been through it.
if has_postgres; then
  own_postgres
  there=$postgres
  move "to PostgreSQL" "$there" "$fast"
  "$fast" --db "$there" create households "head_name=Siu Mới" unit=23860@2017-06-01 >/dev/null
  check "writing goes on there" "$fast" --db "$there" audit verify >/dev/null
  rm "$dir/a.jsonl"
  "$fast" --db "$there" export database -o "$dir/a.jsonl" >/dev/null
  said=$("$fast" --db "$there" check; "$fast" --db "$there" audit verify)
fi
unset CHUNGTAY_KEY
move "to SQLite" "sqlite:$dir/back.db" "$bin"
check "writing goes on" "$bin" --db "sqlite:$dir/back.db" create households "head_name=Siu Mới" unit=23860@2017-06-01 >/dev/null
check "a figure is the same" [ "$("$fast" --db "sqlite:$dir/back.db" --now 2017-12-31 coverage --programme duc_co_2017 --year 2017)" = "$("$fast" --db "$from" --now 2017-12-31 coverage --programme duc_co_2017 --year 2017)" ]
summary
