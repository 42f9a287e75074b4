#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The database server killed (-9, all of its processes) under a load of writers, ROUNDS=10 times: 503 meanwhile, then the program goes on
# by itself; every write that was answered is there, the audit holds, the check finds no difference.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
need_postgres
export CHUNGTAY_NOW=2017-12-31 CHUNGTAY_KEY=$a_key CHUNGTAY_DB=$postgres
program=$fast
"$fast" demo >/dev/null || exit 1
user quan.tri --role admin
serve --quiet || exit 1
token=$(token quan.tri)
status() { curl -s -m 30 -o "$dir/answer" -w '%{http_code}' -H "Authorization: Bearer $token" "http://$address/api/v1/households?limit=1"; }
told() { wc -l <"$dir/answered"; }
touch "$dir/answered"
RANDOM=${TEST_SEED:-$$}
echo "seed ${TEST_SEED:-$$}"
for round in $(seq "${ROUNDS:-10}"); do
  before=$(told)
  python3 test/http/writers.py "$address" "$token" "$dir/answered" >"$dir/writers" 2>&1 & # refused while the database is away: they go on
  writers=$!
  for _ in $(seq 200); do [ "$(told)" -gt $((before + 5)) ] && break; sleep 0.05; done
  sleep "0.$((RANDOM % 10))"
  postmaster=$(head -1 "$pg/data/postmaster.pid")
  kill -9 "$postmaster" $(pgrep -P "$postmaster")
  check "round $round: somebody was answered" [ "$(told)" -gt "$before" ]
  check "round $round: 503 while it is away" [ "$(status)" = 503 ]
  for _ in $(seq 50); do tools/postgres.sh again "$pg" 2>/dev/null && break; sleep 0.2; done
  for _ in $(seq 100); do [ "$(status)" = 200 ] && break; sleep 0.1; done
  check "round $round: it is back, and the server with it" [ "$(status)" = 200 ]
  before=$(told)
  for _ in $(seq 200); do [ "$(told)" -gt $((before + 5)) ] && break; sleep 0.05; done
  check "round $round: the writers go on" [ "$(told)" -gt "$before" ]
  kill "$writers"; wait "$writers" 2>/dev/null
  "$fast" export households --format csv -o "$dir/all.csv" >/dev/null
  cut -d, -f1 "$dir/all.csv" | sort >"$dir/there"; sort "$dir/answered" >"$dir/said"
  check "round $round: everything answered is there" [ -z "$(comm -23 "$dir/said" "$dir/there")" ]
  check "round $round: the check finds no difference" "$fast" check >/dev/null
  check "round $round: the audit holds" "$fast" audit verify >/dev/null
done
check "no id was told twice" [ -z "$(sort "$dir/answered" | uniq -d)" ]
summary
