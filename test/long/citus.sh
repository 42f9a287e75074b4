#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# On a real Citus, a coordinator and two workers, distributed by deploy/citus.sql: the main job gives the same answers and the same
# records as on SQLite (test/cli/postgres.sh); a database with records in it is moved there, and the server works on it as everywhere.
# Debian has no package of Citus: PG_BIN names the programs of a PostgreSQL that has it.
cd "$(dirname "$0")/../.." || exit 1
PG_BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)} folder=${PG_BIN%/bin}
if [ ! -e "${folder/\/lib\//\/share\/}/extension/citus.control" ]; then
  echo "  skipped: Citus is not installed"; echo "0 passed, 0 failed"; exit 0
fi
PG_PORT=$(python3 -c 'import random; print(random.randrange(20000, 32000, 4))')
export PG_BIN PG_PORT CITUS=1
main=$(bash test/cli/postgres.sh)
. test/suite.sh
. test/http/serve.sh
echo "$main" | grep -v ' passed, '
main=$(tail -1 <<<"$main") passed=${main%% *} failed=${main#*, } failed=${failed%% *}

# --- a database with records in it ----------------------------------------------------------------------------------
export CHUNGTAY_NOW=2017-12-31 CHUNGTAY_DB=sqlite:$dir/a.db
"$fast" demo >/dev/null || exit 1
user quan.tri --role admin --personal
for role in viewer reporter cadre leader auditor; do user "ai.$role" --role $role; done
user ai.admin --role admin
user ai.personal --role leader --personal
user ia.dok --role leader --unit 23860@2017-06-01
"$fast" export database -o "$dir/there.jsonl" >/dev/null
CHUNGTAY_KEY=$(cat "$dir/a.db.key"); export CHUNGTAY_KEY
own_postgres
export CHUNGTAY_DB=$postgres
check "moved" "$fast" import database "$dir/there.jsonl" >/dev/null
check "distributed" "$PG_BIN/psql" -v ON_ERROR_STOP=1 -qo "$dir/x" -f deploy/citus.sql "$postgres"
sql() { "$PG_BIN/psql" -qAtc "$1" "$postgres"; }
check "nothing stays on the coordinator" [ "$(sql 'SELECT count(*) > 90 AND sum(pg_relation_size(logicalrelid)) = 0 FROM pg_dist_partition')" = t ]
check "the totals are right" "$fast" check >/dev/null
check "the audit holds" "$fast" audit verify >/dev/null
"$fast" export database -o "$dir/back.jsonl" >/dev/null
check "and back it is the same, byte by byte" cmp "$dir/there.jsonl" "$dir/back.jsonl"

# --- the server on it -----------------------------------------------------------------------------------------------------
program=$fast
serve --quiet --answer-seconds 60 || exit 1
for what in api figures; do
  python3 test/http/$what.py "$address" "$password" >"$dir/$what" 2>&1
  check "$what: $(tail -1 "$dir/$what")" grep -q ' passed, 0 failed' "$dir/$what"
done
stop
check "the totals are right after it" "$fast" check >/dev/null
check "and the audit holds" "$fast" audit verify >/dev/null
summary
