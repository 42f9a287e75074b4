#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The same commands on both databases give the same answers and the same records: the main job on
# PostgreSQL beside SQLite, two writers at once, a server that goes away. With CITUS=1 (test/long/citus.sh) on a distributed one.
# On PostgreSQL: it starts one of its own, and compares it with SQLite.
. "$(dirname "$0")/../suite.sh"
bin=$fast
need_postgres
work=$dir server=$postgres
export CHUNGTAY_NOW=2017-12-31
check "without a key the server's house is not made" sh -c "'$bin' --db '$server' init >'$work/log' 2>&1; [ \$? = 3 ] && grep -q CHUNGTAY_KEY '$work/log'"
export CHUNGTAY_KEY=$a_key
for where in sqlite postgres; do
  uri=$server
  [ $where = sqlite ] && uri=sqlite:$work/a.db
  run() { "$bin" --db "$uri" "$@"; }
  mkdir -p "$work/$where"
  {
    run init | sed 's/: .*//'
    [ "$where${CITUS:-}" != postgres1 ] || "$PG_BIN/psql" -v ON_ERROR_STOP=1 -qo "$work/x" -f deploy/citus.sql "$server" 2>"$work/citus" || cat "$work/citus"
    run programme load programmes/duc_co_2017.yaml
    run import households demo/ho_ngheo_ia_dok_2017.csv --unit 23860@2017-06-01 --format json
    run import households demo/ho_ngheo_ia_dok_2017.csv --unit 23860@2017-06-01
    run import models demo/mo_hinh_2017.csv --unit 23860@2017-06-01
    run assign --year 2017 --programme duc_co_2017 --apply --format json
    run coverage --programme duc_co_2017 --year 2017 --format json
    run --now 2026-11-21 coverage --programme duc_co_2017 --year 2017 --as now --unit 23869@2025-07-01 --format json
    run list households --unit 23860@2017-06-01 --sort head_name --format json
    run list households --unit 23860@2017-06-01 --sort -head_birth_date --format json
    run list households --q "ro cham" --format json
    run unit show 23860 --on 2017-06-01
    run unit rename 23869@2025-07-01 "Xã Ia Dơk Mới" --on 2026-10-01
    run check
    run audit verify
    run report render --programme duc_co_2017 --period 2017 --unit 631@2017-06-01 --format json -o "$work/$where/report.json" | sed 's/^[^:]*: //'
  } >"$work/$where/log" 2>&1
  for kind in $(run schema | sed -n 's/^\([a-z_]*\) .*/\1/p'); do
    run export "$kind" --all -o "$work/$where/$kind.json" >/dev/null 2>&1
  done
done
check "the log has no failure" sh -c "! grep -E 'chungtay: ' '$work/sqlite/log'"
check "every answer is the same" diff -r "$work/sqlite" "$work/postgres"
check "there is something to compare" [ "$(ls "$work/postgres" | wc -l)" -gt 3 ]
run() { "$bin" --db "$server" "$@"; }
unset CHUNGTAY_NOW # ids of two processes at once must differ

# Two writers at once: nothing lost, one chain.
count() { run export households --all --format csv -o - | wc -l; }
before=$(count)
writer() { for i in $(seq 15); do run create households "head_name=Siu Vòng $1 $i" unit=23860@2017-06-01 >/dev/null 2>>"$work/writers" || echo refused >>"$work/writers"; done; }
writer a & writer b & writer c & wait %1 %2 %3
check "45 records of three writers at once are there" [ "$(count)" = $((before + 45)) ]
check "none was refused" sh -c "! grep -q refused '$work/writers'" # whom they may be is told there, too
check "one chain, whole" sh -c "'$bin' --db '$server' audit verify >/dev/null"
check "no difference" sh -c "'$bin' --db '$server' check >/dev/null"
# A second lead for one household, at the same moment.
run export assignments -o "$work/a.json" >/dev/null
read -r household body < <(python3 -c "import json;a=json.load(open('$work/a.json'))[0];print(a['household'],a['lead_body'])")
check "the server refuses a second lead, in words" \
  sh -c "! '$bin' --db '$server' create assignments household=$household year=2017 lead_body=$body from_date=2017-06-01 >/dev/null 2>'$work/log' && ! grep -qi 'unique\|constraint' '$work/log'"
check "a wrong key is told" sh -c "CHUNGTAY_KEY=$(printf 'ab%.0s' $(seq 32)) '$bin' --db '$server' list units >'$work/log' 2>&1; [ \$? = 3 ]"
check "backup says what to use" sh -c "! '$bin' --db '$server' backup '$work/b' >'$work/log' 2>&1 && grep -q pg_dump '$work/log' && [ ! -e '$work/b' ]"
tools/postgres.sh stop "$pg"
check "a server that is gone: a message, exit 4 or 3" sh -c "'$bin' --db '$server' list units >'$work/log' 2>&1; s=\$?; [ \$s = 4 -o \$s = 3 ] && grep -q 'máy chủ' '$work/log'"
summary
