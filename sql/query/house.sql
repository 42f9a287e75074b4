-- Statements over what the house itself keeps.

-- name: meta_get(name)
SELECT value FROM meta WHERE name = :name;

-- name: meta_set(name, value)
INSERT INTO meta (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: territory_changed()
INSERT INTO meta (name, value) VALUES ('territory', '1')
ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT);

-- name: derived_stamps()
-- What a store that stays open compares with what it remembers.
SELECT coalesce((SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'territory'), 0),
  (SELECT count(*) FROM tally_def);

-- name: meta_remove(name)
DELETE FROM meta WHERE name = :name;

-- name: migration_last()
SELECT coalesce(max(version), 0) FROM schema_migrations;

-- name: migration_add(version, name, applied_at)
INSERT INTO schema_migrations (version, name, applied_at) VALUES (:version, :name, :applied_at);

-- name: audit_head_get(shard)
SELECT seq, hash FROM audit_head WHERE shard = :shard;

-- name: audit_head_take(shard, genesis)
-- Reads the end of a chain and keeps it from other writers; makes it where there is none.
INSERT INTO audit_head (shard, seq, hash) VALUES (:shard, 0, :genesis)
ON CONFLICT (shard) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash;

-- name: audit_head_set(shard, seq, hash)
INSERT INTO audit_head (shard, seq, hash) VALUES (:shard, :seq, :hash)
ON CONFLICT (shard) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: audit_head_all()
SELECT shard, seq, hash FROM audit_head ORDER BY shard;

-- name: audit_head_count_strange(shard_max)
SELECT count(*) FROM audit_head WHERE shard < 0 OR shard > :shard_max;

-- name: audit_count_strange(shard_max)
SELECT count(*) FROM audit WHERE shard < 0 OR shard > :shard_max;

-- name: audit_add(shard, seq, at, actor, action, kind, record, version, diff, reason, hash)
INSERT INTO audit (shard, seq, at, actor, action, kind, record, version, diff, reason, hash)
VALUES (:shard, :seq, :at, :actor, :action, :kind, :record, :version, :diff, :reason, :hash);

-- name: audit_of_shard(shard)
SELECT seq, at, actor, action, kind, record, version, diff, reason, hash
FROM audit WHERE shard = :shard ORDER BY seq;

-- name: audit_since(shard, seq)
-- What was written behind a row of the chain.
SELECT kind, version, diff FROM audit WHERE shard = :shard AND seq > :seq ORDER BY seq;

-- name: audit_erased_since(shard, seq)
-- How far the chain is, and whether a person was erased behind a row of it.
SELECT coalesce(max(seq), 0), coalesce(max(CASE WHEN action = 'erase' THEN 1 ELSE 0 END), 0)
FROM audit WHERE shard = :shard AND seq > :seq;

-- name: audit_of_record(shard, record)
SELECT seq, at, actor, action, kind, record, version, diff, reason, hash, shard
FROM audit WHERE shard = :shard AND record = :record ORDER BY seq;

-- name: audit_of_record_since(shard, record, version)
SELECT diff FROM audit WHERE shard = :shard AND record = :record AND version > :version ORDER BY seq;

-- name: audit_page(actor, kind, from, at, shard, seq, count)
-- The latest first, those behind the row (at, shard, seq).
SELECT seq, at, actor, action, kind, record, version, diff, reason, hash, shard
FROM audit
WHERE at >= :from AND at <= :at AND (at < :at OR shard < :shard OR (shard = :shard AND seq < :seq))
  AND (:actor = '' OR actor = :actor) AND (:kind = '' OR kind = :kind)
ORDER BY at DESC, shard DESC, seq DESC LIMIT :count;

-- name: audit_page_of_record(record_shard, record, seq, count)
SELECT seq, at, actor, action, kind, record, version, diff, reason, hash, shard
FROM audit WHERE shard = :record_shard AND record = :record AND seq < :seq ORDER BY seq DESC LIMIT :count;

-- name: audit_of_batch(reason)
SELECT kind, record, action, diff
FROM audit WHERE reason = :reason ORDER BY shard, seq;

-- name: state_history_add(shard, record, seq, kind, state, from_day, to_day)
INSERT INTO state_history (shard, record, seq, kind, state, from_day, to_day)
VALUES (:shard, :record, :seq, :kind, :state, :from_day, :to_day);

-- name: state_history_close(shard, record, open_day, to_day)
UPDATE state_history SET to_day = :to_day
WHERE shard = :shard AND record = :record AND to_day = :open_day;

-- name: state_history_of(shard, record)
SELECT state, from_day, to_day FROM state_history
WHERE shard = :shard AND record = :record ORDER BY seq;

-- name: word_add(shard, kind, word, record)
INSERT INTO word (shard, kind, word, record) VALUES (:shard, :kind, :word, :record)
ON CONFLICT (kind, word, shard, record) DO NOTHING;

-- name: word_remove(shard, kind, word, record)
DELETE FROM word WHERE shard = :shard AND kind = :kind AND word = :word AND record = :record;

-- name: word_has(shard, kind, word, record)
SELECT 1 FROM word WHERE kind = :kind AND word = :word AND shard = :shard AND record = :record;

-- name: word_next(kind, from, before)
SELECT min(word) FROM word WHERE kind = :kind AND word >= :from AND word < :before;

-- name: word_records(kind, word, most)
SELECT count(*) FROM (SELECT 1 FROM word WHERE kind = :kind AND word = :word LIMIT :most) AS found;

-- name: word_count()
SELECT count(*) FROM word;

-- name: state_history_count()
SELECT count(*) FROM state_history;

-- name: tally_def_all()
SELECT id, kind, measure FROM tally_def ORDER BY id;

-- name: tally_def_add(id, kind, measure)
INSERT INTO tally_def (id, kind, measure) VALUES (:id, :kind, :measure);

-- name: tally_def_add_key(id, kind, measure)
INSERT INTO tally_def (id, kind, measure) VALUES (:id, :kind, :measure) ON CONFLICT DO NOTHING;

-- name: tally_def_keys(first, kind)
SELECT measure FROM tally_def WHERE id >= :first AND kind = :kind ORDER BY id;

-- name: tally_cell_add(shard, tally, grain, unit, month, since, value)
INSERT INTO tally_cell (shard, tally, grain, unit, month, since, value)
VALUES (:shard, :tally, :grain, :unit, :month, :since, :value)
ON CONFLICT (tally, grain, unit, month, since, shard) DO UPDATE SET value = tally_cell.value + excluded.value;

-- name: tally_cells_of(tally)
SELECT shard, grain, unit, month, since, value FROM tally_cell
WHERE tally = :tally AND value <> 0 ORDER BY shard, grain, unit, month, since;

-- name: tally_cells_strange()
SELECT (SELECT count(*) FROM tally_cell WHERE value <> 0 AND tally NOT IN (SELECT id FROM tally_def))
  + (SELECT count(*) FROM tally_value WHERE refs <> 0 AND tally NOT IN (SELECT id FROM tally_def));

-- name: tally_is_empty()
SELECT NOT EXISTS (SELECT 1 FROM tally_cell) AND NOT EXISTS (SELECT 1 FROM tally_value);

-- name: tally_value_add(shard, tally, grain, unit, month, value, refs)
INSERT INTO tally_value (shard, tally, grain, unit, month, value, refs)
VALUES (:shard, :tally, :grain, :unit, :month, :value, :refs)
ON CONFLICT (tally, grain, unit, month, shard, value) DO UPDATE SET refs = tally_value.refs + excluded.refs
RETURNING refs;

-- name: tally_values_of(tally)
SELECT shard, grain, unit, month, value, refs FROM tally_value
WHERE tally = :tally AND refs <> 0 ORDER BY shard, grain, unit, month, value;

-- name: tally_values_nation(tally, first_month, last_month)
SELECT count(DISTINCT value) FROM tally_value
WHERE tally = :tally AND grain = 3 AND unit = 0 AND month >= :first_month AND month <= :last_month AND refs > 0;

-- name: tally_values_shards(tally, a, b, c, d, first_month, last_month)
SELECT count(DISTINCT value) FROM tally_value
WHERE tally = :tally AND grain = 2 AND unit IN (:a, :b, :c, :d) AND month >= :first_month
  AND month <= :last_month AND refs > 0;

-- name: tally_values_scope(tally, unit, on_day, first_month, last_month)
SELECT count(DISTINCT t.value)
FROM unit_closure c CROSS JOIN tally_value t
WHERE c.ancestor = :unit AND c.from_day <= :on_day AND c.to_day > :on_day
  AND t.tally = :tally AND t.grain = 0 AND t.unit = c.descendant
  AND t.month >= :first_month AND t.month <= :last_month AND t.refs > 0;

-- name: tally_records(tally, grain, unit, first_month, last_month)
SELECT coalesce(sum(value), 0) FROM tally_cell
WHERE tally = :tally AND grain = :grain AND unit = :unit AND month >= :first_month AND month <= :last_month
  AND since = 1;

-- name: tally_sum_cell(tally, grain, unit, first_month, last_month, since)
SELECT coalesce(sum(value), 0) FROM tally_cell
WHERE tally = :tally AND grain = :grain AND unit = :unit AND month >= :first_month AND month <= :last_month
  AND since <= :since;

-- Of a distinct count; -1 where records that came from another province have a cell of their own beside it.
-- name: tally_distinct_cell(tally, grain, unit, month)
SELECT CASE WHEN count(*) > 1 THEN -1 ELSE coalesce(sum(value), 0) END FROM tally_cell
WHERE tally = :tally AND grain = :grain AND unit = :unit AND month = :month AND since = 0 AND value <> 0;

-- name: closure_has(ancestor, descendant, on_day)
SELECT 1 FROM unit_closure
WHERE ancestor = :ancestor AND descendant = :descendant AND from_day <= :on_day AND to_day > :on_day;

-- name: closure_has_ever(ancestor, descendant)
SELECT 1 FROM unit_closure WHERE ancestor = :ancestor AND descendant = :descendant LIMIT 1;

-- name: closure_shares(one, other)
SELECT 1 FROM unit_closure one JOIN unit_closure other ON other.descendant = one.descendant
WHERE one.ancestor = :one AND other.ancestor = :other LIMIT 1;

-- name: closure_add(ancestor, descendant, from_day, to_day)
INSERT INTO unit_closure (ancestor, descendant, from_day, to_day)
VALUES (:ancestor, :descendant, :from_day, :to_day);

-- name: closure_remove_descendant(descendant)
DELETE FROM unit_closure WHERE descendant = :descendant;
