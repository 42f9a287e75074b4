#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 under a load of writers: every write that was answered is there, the audit holds, the check finds no difference.
# 3 rounds; 100 with the long tests.
# On PostgreSQL: it names an SQLite file; postgres_server.sh has the writers.
set -u
cd "$(dirname "$0")/../.."
fast=${CHUNGTAY_RELEASE:-$PWD/build/chungtay}
passed=0 failed=0
check() { # what, condition…
  local what=$1; shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $what"; fi
}
dir=$(mktemp -d)
trap '[ -n "${server:-}" ] && kill -9 "$server" 2>/dev/null; rm -rf "$dir"' EXIT
unset CHUNGTAY_KEY
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31 TMPDIR=$dir PYTHONPATH=$PWD/test/http
rounds=3
[ "${TEST_LEVEL:-fast}" = all ] && rounds=100
RANDOM=${TEST_SEED:-$$}
echo "seed ${TEST_SEED:-$$}"
"$fast" demo >/dev/null || exit 1
echo 'suối trong đá mòn 7' | "$fast" user add quan.tri --role admin --password-stdin >/dev/null
serve() {
  : >"$dir/out"
  "$fast" serve --listen 127.0.0.1:0 --quiet >"$dir/out" 2>"$dir/log" &
  server=$!
  for _ in $(seq 100); do
    address=$(sed -n 's/.*:\/\/\([0-9.:]*\)$/\1/p' "$dir/out")
    [ -n "$address" ] && return
    sleep 0.05
  done
  echo "the server did not start: $(cat "$dir/log")"; exit 1
}
serve
token=$(python3 - "$address" <<'PY'
import sys
from client import Client
client = Client(sys.argv[1])
client.first_sign_in("quan.tri", "suối trong đá mòn 7", "một hai ba bốn năm 5")
print(client.post("/api/v1/session/tokens", {"label": "test", "writes": True, "valid_to": "2018-06-01"}).json["token"])
PY
)
touch "$dir/answered"
for round in $(seq $rounds); do
  python3 test/http/writers.py "$address" "$token" "$dir/answered" >"$dir/writers" 2>&1 &
  writers=$!
  before=$(wc -l <"$dir/answered")
  for _ in $(seq 100); do [ "$(wc -l <"$dir/answered")" -gt $((before + 5)) ] && break; sleep 0.05; done
  sleep "0.$((RANDOM % 5))$((RANDOM % 10))"
  kill -9 "$server"; wait "$server" 2>/dev/null
  wait "$writers"
  check "round $round: somebody was answered" [ "$(wc -l <"$dir/answered")" -gt "$before" ]
  check "round $round: nobody was refused" sh -c "! grep -q FAILED '$dir/writers'"
  "$fast" export households --format csv -o "$dir/all.csv" >/dev/null
  cut -d, -f1 "$dir/all.csv" | sort >"$dir/there"; sort "$dir/answered" >"$dir/told"
  check "round $round: everything answered is there" [ -z "$(comm -23 "$dir/told" "$dir/there")" ]
  check "round $round: the check finds no difference" "$fast" check >/dev/null
  check "round $round: the audit holds" "$fast" audit verify >/dev/null
  serve
done
check "no id was told twice" [ -z "$(sort "$dir/answered" | uniq -d)" ]
kill -TERM "$server"; wait "$server"; check "it stops well" [ $? = 0 ]; server=
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
