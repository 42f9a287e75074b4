#!/usr/bin/env bash
# Runs the suites, as many at once as there are processors (TEST_LANES=N), and sums them: test.sh fast | all. Each suite ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/.."
level=${1:-fast}
export CHUNGTAY_BIN=$PWD/build/san/chungtay CHUNGTAY_RELEASE=$PWD/build/chungtay TEST_LEVEL=$level
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/test/lsan.txt:print_suppressions=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
lanes=${TEST_LANES:-$(nproc)}
one() { # name, command…: runs a suite, tells it in one piece, leaves its counts in $results
  local name=$1 log line begun=$SECONDS; shift
  log=$(mktemp "$results/log-XXXXXX")
  "$@" >"$log" 2>&1
  local status=$?
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
  local p=${line%% *} f=$(echo "$line" | sed -E 's/.*, ([0-9]+) failed.*/\1/')
  if [ -z "$line" ]; then p=0 f=1; fi
  if [ "$status" != 0 ] && [ "$f" = 0 ]; then f=1; fi
  {
    grep -E 'skipped' "$log" | sort | uniq -c | sed 's/^/  /'
    [ "$f" = 0 ] || cat "$log"
    echo "$name: $p passed, $f failed ($((SECONDS - begun)) s)"
  } >"$log.told"
  flock "$results" cat "$log.told"
  echo "$p $f" >"$log.counts"
}
suite() { # as many at once as there are processors
  while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do wait -n; done
  one "$@" &
}
# The longest first: at the end no processor is left waiting for one of them.
longest="test/cli/web.sh test/cli/recount.sh"
for script in $longest; do suite "$script" bash "$script"; done
suite unit build/san/unit
# The same on PostgreSQL: what the store rests on; with the long tests all of it, and the suites of the commands, too.
on_postgres() { # command…
  local folder status
  if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    echo "  skipped: no PostgreSQL server is installed"; echo "0 passed, 0 failed"; return 0
  fi
  folder=$(mktemp -d /tmp/chungtay-pg-XXXXXX)
  tools/postgres.sh start "$folder" >/dev/null && CHUNGTAY_TEST_POSTGRES=$folder "$@"; status=$?
  tools/postgres.sh stop "$folder"; rm -rf "$folder"
  return $status
}
if [ "$level" = all ]; then
  suite "unit on PostgreSQL" on_postgres build/san/unit
else
  suite "unit on PostgreSQL" on_postgres build/san/unit test_entity_ test_tally_ test_pending_ test_group_ test_same_as_ test_held_ test_cond_sql_
fi
suite house tools/check_house.sh
suite threads build/tsan_linkage
for script in test/cli/*.sh; do [[ " $longest " == *" $script "* ]] || suite "$script" bash "$script"; done
if [ "$level" = all ]; then
  for script in test/cli/*.sh; do
    [ "$(sed -n 's/^# On PostgreSQL: //p' "$script")" ] || suite "$script on PostgreSQL" on_postgres tools/suite_on_postgres.sh "$script"
  done
  for script in test/long/*.sh; do [ -e "$script" ] && suite "$script" bash "$script"; done
fi
wait
read -r passed failed < <(cat "$results"/*.counts | awk '{ p += $1; f += $2 } END { print p, f }')
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
