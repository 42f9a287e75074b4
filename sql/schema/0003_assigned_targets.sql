-- From the declarations in src/domain/kind.

CREATE TABLE assigned_targets (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  programme TEXT,
  key TEXT,
  unit BIGINT,
  organisation TEXT,
  year BIGINT,
  value BIGINT,
  basis TEXT,
  document_number TEXT,
  inputs TEXT,
  note TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX assigned_targets_by_unit ON assigned_targets (unit);
CREATE INDEX assigned_targets_by_document_number ON assigned_targets (document_number_index);
