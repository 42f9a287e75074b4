#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the house does by itself: each task once for its hour, by one process at a time, also after kill -9; failures are told.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
at_end() { stop; [ -z "${runner:-}" ] || kill -9 "$runner" 2>/dev/null; }
export CHUNGTAY_DB=sqlite:$dir/a.db
"$fast" --now 2017-12-31 demo >/dev/null || exit 1
jobs() { "$fast" list jobs --all --format json; }
count() { jobs | python3 -c "import json,sys; print(sum(j['task'] == '$1' and j['state'] == '$2' for j in json.load(sys.stdin)))"; }
queued() { echo "$(count clean queued)$(count backup queued)$(count check queued)"; }
all=111
on_postgres && all=101 # its copies are the server's own
status() { "$@" >"$dir/out" 2>"$dir/err"; echo $?; }

check "at first nothing is due" sh -c "'$bin' job run | grep -q 'Không có việc'"
check "but all is queued, once" [ "$(queued)" = "$all" ]
"$fast" job run >/dev/null
check "and not twice" [ "$(queued)" = "$all" ]
check "an unknown task: 2" [ "$(status "$bin" job run clear)" = 2 ]
check "two hours later the hourly one is due" sh -c "'$bin' --now $(date -d '+3 days' +%F) job run clean | grep -q 'clean: xong'"
check "it is done, and queued for its next hour" [ "$(count clean done)$(count clean queued)" = 11 ]

# The daily copy can be restored; of old ones fourteen stay.
if ! on_postgres; then
  mkdir -p "$dir/backups"; for i in $(seq 10 29); do touch "$dir/backups/chungtay-2016-01-$i.db"; done
  check "a copy" "$bin" job run backup >/dev/null
  copy=$(ls "$dir"/backups/chungtay-*.db | tail -1)
  check "fourteen are kept" [ "$(ls "$dir"/backups | wc -l)" = 14 ]
  cp "$dir/a.db.key" "$dir/r.db.key"
  check "it is whole" sh -c "'$fast' --db 'sqlite:$dir/r.db' restore '$copy' >/dev/null && '$fast' --db 'sqlite:$dir/r.db' check >/dev/null"
  check "in a folder of one's own" sh -c "'$fast' job run backup --backups '$dir/other' >/dev/null && ls '$dir'/other/chungtay-*.db >/dev/null"
fi

# One at a time. The first is slow: it runs under sanitizers.
held() { "$fast" job list --format json | grep -q '"holder": "'; }
"$bin" job run check --lease-seconds 2 >"$dir/first" 2>&1 & runner=$!
for _ in $(seq 200); do held && break; sleep 0.05; done
check "the first runs" held
check "a second finds it taken" sh -c "'$fast' job run check | grep -q 'Không có việc'"
sleep 3
if kill -0 $runner 2>/dev/null; then
  check "past the first lease, too: it is renewed" sh -c "'$fast' job run check | grep -q 'Không có việc'"
  kill -9 $runner; wait $runner 2>/dev/null
  check "killed: still its own until the lease is over" sh -c "'$fast' job run check | grep -q 'Không có việc'"
  sleep 3
  check "then another takes it" sh -c "'$fast' job run check | grep -q 'check: xong'"
else
  echo "  skipped: the check was done before it could be killed"
  wait $runner
fi
check "one check is done, one queued" [ "$(count check done)$(count check queued)$(count check running)" = 110 ]

# Eight at once, for one job: it is done once.
for i in $(seq 8); do "$fast" job run clean >"$dir/clean$i" 2>&1 & done; wait
check "at least one ran it, none failed" sh -c "cat '$dir'/clean[1-8] | grep -q xong && ! grep -h 'không xong\|chungtay:' '$dir'/clean[1-8]"
check "each done once, one queued" [ "$(count clean done)" = $((1 + $(cat "$dir"/clean[1-8] | grep -c xong))) -a "$(count clean queued)" = 1 ]

# A total that is wrong.
sqlite3 "$dir/a.db" "UPDATE tally_cell SET value = value + 1 WHERE (tally, grain, unit, month, since, shard) = (SELECT tally, grain, unit, month, since, shard FROM tally_cell ORDER BY tally, grain, unit, month, since, shard LIMIT 1)"
check "the check fails: 1" [ "$(status "$fast" job run check)" = 1 ]
check "and says so" grep -q 'khác biệt' "$dir/out"
check "the job stands as failed" [ "$(count check failed)$(count check queued)" = 10 ]
check "with its reason in the list" sh -c "'$fast' job list | grep -q 'khác biệt'"
sqlite3 "$dir/a.db" "UPDATE tally_cell SET value = value - 1 WHERE (tally, grain, unit, month, since, shard) = (SELECT tally, grain, unit, month, since, shard FROM tally_cell ORDER BY tally, grain, unit, month, since, shard LIMIT 1)"
check "mended, it is done" sh -c "'$fast' job run check | grep -q 'check: xong'"

# The server runs them by itself: an hour that has passed.
sqlite3 "$dir/a.db" "UPDATE jobs SET run_after = '2020-01-01T00:00:00Z' WHERE state = 'queued' AND task = 'clean'"
before=$(count clean done)
serve --backups none
for _ in $(seq 300); do grep -q '^job clean done' "$dir/log" && break; sleep 0.1; done
check "the server does what is due" [ "$(count clean done)" = $((before + 1)) ]
check "it stops well" stop
check "no difference" "$fast" check >/dev/null
check "the audit holds" "$fast" audit verify >/dev/null
summary
