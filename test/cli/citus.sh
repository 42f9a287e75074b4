#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The schema as PostgreSQL has it, held to what Citus demands of tables distributed by shard (deploy/citus.sql): every unique index and
# every foreign key has the shard, no triggers, nothing that Citus refuses. Where Citus is installed, test/long/citus.sh distributes it.
# On PostgreSQL: it starts one of its own, and asks its catalogue.
. "$(dirname "$0")/../suite.sh"
none() { # rule, query whose rows break it
  local found; found=$(sql "$2" 2>&1)
  if [ -z "$found" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: $found"; fi
}
need_postgres
db=$postgres
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
sql() { "$bin/psql" -h "$pg" -U chungtay -qAtc "$1" chungtay; }
CHUNGTAY_KEY=$(printf 'ab%.0s' $(seq 32)) "$fast" --db "$db" init >/dev/null || echo "FAILED: init"
sql "CREATE VIEW sharded AS SELECT t.oid, t.relname, a.attnum AS shard FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
     WHERE t.relkind = 'r' AND t.relnamespace = CAST('public' AS regnamespace) AND a.attname = 'shard'"
[ "$(sql 'SELECT count(*) > 70 FROM sharded')" = t ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED: hardly any table has a shard"; }
none "a unique index without the shard" "SELECT i.indexrelid::regclass FROM pg_index i JOIN sharded s ON s.oid = i.indrelid
  WHERE i.indisunique AND NOT s.shard = ANY(i.indkey::smallint[])"
none "a unique index whose shard is an expression" "SELECT i.indexrelid::regclass FROM pg_index i JOIN sharded s ON s.oid = i.indrelid
  WHERE i.indisunique AND i.indkey[0] = 0"
none "a shard that may be empty" "SELECT s.relname FROM sharded s JOIN pg_attribute a ON a.attrelid = s.oid AND a.attnum = s.shard WHERE NOT a.attnotnull"
none "shards of different types" "SELECT s.relname FROM sharded s JOIN pg_attribute a ON a.attrelid = s.oid AND a.attnum = s.shard WHERE a.atttypid <> 'int2'::regtype"
none "a foreign key that does not pair shard with shard" "SELECT f.conname, f.conrelid::regclass FROM pg_constraint f JOIN sharded s ON s.oid = f.conrelid
  LEFT JOIN sharded o ON o.oid = f.confrelid WHERE f.contype = 'f' AND (o.oid IS NULL OR
  array_position(f.conkey, s.shard) IS DISTINCT FROM array_position(f.confkey, o.shard) OR array_position(f.conkey, s.shard) IS NULL)"
none "a foreign key from a copied table to a distributed one" "SELECT f.conname FROM pg_constraint f JOIN sharded o ON o.oid = f.confrelid
  WHERE f.contype = 'f' AND (f.conrelid NOT IN (SELECT oid FROM sharded) OR f.conrelid = 'units'::regclass)"
none "a foreign key that acts on its own" "SELECT conname FROM pg_constraint WHERE contype = 'f' AND (confdeltype <> 'a' OR confupdtype <> 'a' OR condeferrable)"
none "a trigger, rule or exclusion" "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT conname FROM pg_constraint WHERE contype = 'x'"
none "a default or a sequence, made differently on each machine" "SELECT adrelid::regclass FROM pg_attrdef d JOIN sharded s ON s.oid = d.adrelid UNION ALL SELECT oid::regclass FROM pg_class WHERE relkind = 'S'"
# Statements: the shard of a row never changes, and nothing locks the whole nation.
changes=$(grep -nE 'SET shard|FOR UPDATE|ADVISORY|LISTEN|GROUPING SETS|MERGE INTO' sql/query/*.sql src/store/entity_sql.c)
[ -z "$changes" ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED: a statement Citus refuses: $changes"; }
summary
