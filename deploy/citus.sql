-- Chung Tay on Citus (reference: docs/operations.md, "More than one machine"). Run once, as the owner of the database, on the
-- coordinator, after `chungtay init` of an empty database, or after `chungtay import database` of one that is moved here; nobody
-- may write meanwhile:
--   psql -v ON_ERROR_STOP=1 -f citus.sql postgresql://…/chungtay
-- The schema stays as it is: tables whose primary key has `shard` are distributed by it and lie together, so that whatever
-- belongs to one founding province is on one machine; the others are small and are copied to every machine, and so are the
-- units, which every question about a place asks for across provinces.
-- test/cli/citus.sh holds the schema to the rules this rests on, test/long/citus.sh runs the program on it.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS citus;

CREATE TEMPORARY TABLE distributed ON COMMIT DROP AS
SELECT t.oid, t.relname
FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
WHERE t.relkind = 'r' AND t.relnamespace = CAST(current_schema() AS regnamespace)
  AND a.attname = 'shard' AND NOT a.attisdropped AND t.relname <> 'units';

-- Copied to every machine: small, changed seldom or one row at a time.
SELECT create_reference_table(CAST(format('%I', t.relname) AS regclass))
FROM pg_class t
WHERE t.relkind = 'r' AND t.relnamespace = CAST(current_schema() AS regnamespace)
  AND t.relname <> 'schema_migrations' AND t.oid NOT IN (SELECT oid FROM distributed)
ORDER BY t.relname;

-- Distributed, owners before those that refer to them: the foreign keys stay, as both their sides have the shard.
DO $$
DECLARE
  next regclass;
BEGIN
  LOOP
    SELECT t.oid INTO next
    FROM distributed t
    WHERE NOT EXISTS (SELECT 1 FROM pg_dist_partition d WHERE d.logicalrelid = t.oid)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = t.oid AND f.confrelid <> t.oid
        AND NOT EXISTS (SELECT 1 FROM pg_dist_partition d WHERE d.logicalrelid = f.confrelid))
    ORDER BY t.relname LIMIT 1;
    EXIT WHEN next IS NULL;
    IF to_regclass('audit_head') = next OR NOT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass('audit_head')) THEN
      PERFORM create_distributed_table('audit_head', 'shard');
    END IF;
    IF next <> to_regclass('audit_head') THEN
      PERFORM create_distributed_table(next, 'shard', colocate_with => 'audit_head');
    END IF;
  END LOOP;
END $$;

-- What was there before lies twice now: what nobody reads any more, personal data as well, goes.
SELECT truncate_local_data_after_distributing_table(logicalrelid) FROM pg_dist_partition;
COMMIT;
