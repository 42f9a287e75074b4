-- From the declarations in src/domain/kind.

CREATE TABLE assigned_targets (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  programme TEXT,
  obligation TEXT,
  unit BIGINT,
  for_organisation TEXT,
  year BIGINT,
  value BIGINT,
  share BIGINT,
  document_number TEXT,
  assigned_on TEXT,
  assigned_by BIGINT,
  level TEXT,
  note TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX assigned_targets_by_unit ON assigned_targets (unit);
CREATE INDEX assigned_targets_by_document_number ON assigned_targets (document_number_index);
CREATE INDEX assigned_targets_by_assigned_by ON assigned_targets (assigned_by);
ALTER TABLE ledger_entries ADD COLUMN counter_unit BIGINT;
CREATE INDEX ledger_entries_by_counter_unit ON ledger_entries (counter_unit);
ALTER TABLE scorecard_items ADD COLUMN criterion_code TEXT;
ALTER TABLE scorecard_items ADD COLUMN scored_on TEXT;
