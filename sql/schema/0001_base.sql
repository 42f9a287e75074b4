-- What the house itself keeps, beside the tables of the kinds (0002 and later, from the declarations).
-- Types are portable: TEXT, BIGINT, SMALLINT. Every large table has `shard` in its key.

CREATE TABLE meta (            -- settings of this database: key check value, version of the unit lists
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
);

CREATE TABLE schema_migrations (
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL,
  PRIMARY KEY (version)
);

CREATE TABLE audit_head (      -- the end of each shard's chain
  shard SMALLINT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (shard)
);

CREATE TABLE audit (           -- append-only, hash-chained; no personal value in clear, ever
  shard SMALLINT NOT NULL,
  seq BIGINT NOT NULL,
  at TEXT NOT NULL,            -- UTC
  actor TEXT NOT NULL,         -- cli:name, web:name, import:batch
  action TEXT NOT NULL,        -- create, update, or the lifecycle's action
  kind TEXT NOT NULL,
  record BIGINT NOT NULL,
  version BIGINT NOT NULL,
  diff TEXT NOT NULL,          -- {"field":[before,after],…}; personal fields as keyed hashes
  reason TEXT,
  hash TEXT NOT NULL,          -- of the row's values and the hash before it
  PRIMARY KEY (shard, seq)
);
CREATE INDEX audit_record ON audit (shard, record, seq);

CREATE TABLE state_history (   -- which state a record was in, by effective day
  shard SMALLINT NOT NULL,
  record BIGINT NOT NULL,
  seq BIGINT NOT NULL,         -- the record's version that began it
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  from_day BIGINT NOT NULL,    -- days since 1970-01-01
  to_day BIGINT NOT NULL,      -- exclusive; 2147483647 while it lasts
  PRIMARY KEY (shard, record, seq)
);

CREATE TABLE word (            -- folded words of the searchable fields; q= looks up prefixes
  shard SMALLINT NOT NULL,
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  record BIGINT NOT NULL,
  PRIMARY KEY (kind, word, shard, record)
);
CREATE INDEX word_record ON word (record);

CREATE TABLE tally_def (       -- a measure kept as totals; equal canonical texts share one
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  measure TEXT NOT NULL,
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX tally_def_measure ON tally_def (measure);

CREATE TABLE tally_cell (      -- entries minus exits per month, at three grains
  shard SMALLINT NOT NULL,
  tally BIGINT NOT NULL,
  grain SMALLINT NOT NULL,     -- 0 place as recorded, 1 its commune as recorded, 2 the shard
  unit BIGINT NOT NULL,        -- 0 at grain 2
  month BIGINT NOT NULL,       -- year * 12 + month - 1 of the effective date
  value BIGINT NOT NULL,
  PRIMARY KEY (tally, grain, unit, month, shard)
);

CREATE TABLE unit_closure (    -- whose records count where, by day: territory.h says how
  ancestor BIGINT NOT NULL,
  descendant BIGINT NOT NULL,
  from_day BIGINT NOT NULL,
  to_day BIGINT NOT NULL,      -- exclusive
  PRIMARY KEY (ancestor, descendant, from_day)
);
CREATE INDEX unit_closure_descendant ON unit_closure (descendant, from_day);
