#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 under a load of writers: every write that was answered is there, the audit holds, the check finds no difference.
# 3 rounds; 100 with the long tests.
. "$(dirname "$0")/../suite.sh"
. "$root/test/http/serve.sh"
export CHUNGTAY_DB=sqlite:$dir/a.db CHUNGTAY_NOW=2017-12-31
program=$fast
rounds=${ROUNDS:-3}
[ "${TEST_LEVEL:-fast}" = all ] && rounds=${ROUNDS:-100}
RANDOM=${TEST_SEED:-$$}
echo "seed ${TEST_SEED:-$$}"
"$fast" demo >/dev/null || exit 1
user quan.tri --role admin
serve --quiet || exit 1
token=$(token quan.tri)
touch "$dir/answered"
for round in $(seq $rounds); do
  python3 test/http/writers.py "$address" "$token" "$dir/answered" >"$dir/writers" 2>&1 &
  writers=$!
  before=$(wc -l <"$dir/answered")
  for _ in $(seq 100); do [ "$(wc -l <"$dir/answered")" -gt $((before + 5)) ] && break; sleep 0.05; done
  sleep "0.$((RANDOM % 5))$((RANDOM % 10))"
  stop -9
  wait "$writers"
  check "round $round: somebody was answered" [ "$(wc -l <"$dir/answered")" -gt "$before" ]
  check "round $round: nobody was refused" sh -c "! grep -q FAILED '$dir/writers'"
  "$fast" export households --format csv -o "$dir/all.csv" >/dev/null
  cut -d, -f1 "$dir/all.csv" | sort >"$dir/there"; sort "$dir/answered" >"$dir/told"
  check "round $round: everything answered is there" [ -z "$(comm -23 "$dir/told" "$dir/there")" ]
  check "round $round: the check finds no difference" "$fast" check >/dev/null
  check "round $round: the audit holds" "$fast" audit verify >/dev/null
  serve --quiet || exit 1
done
check "no id was told twice" [ -z "$(sort "$dir/answered" | uniq -d)" ]
check "it stops well" stop
summary
