-- From the declarations in src/domain/kind: units and lineages can be withdrawn. Their unique rules
-- then hold among the recorded ones only, and every record has its state by day.
ALTER TABLE lineages ADD COLUMN state TEXT NOT NULL DEFAULT 'recorded';
ALTER TABLE units ADD COLUMN state TEXT NOT NULL DEFAULT 'recorded';
DROP INDEX lineages_unique_0;
CREATE UNIQUE INDEX lineages_unique_0 ON lineages (shard, from_unit, to_unit, on_date) WHERE state IN ('recorded');
DROP INDEX units_unique_0;
CREATE UNIQUE INDEX units_unique_0 ON units (shard, code, valid_from) WHERE state IN ('recorded');
INSERT INTO state_history (shard, record, seq, kind, state, from_day, to_day)
SELECT shard, id, version, 'lineages', state, -2147483648, 2147483647 FROM lineages;
INSERT INTO state_history (shard, record, seq, kind, state, from_day, to_day)
SELECT shard, id, version, 'units', state, -2147483648, 2147483647 FROM units;
