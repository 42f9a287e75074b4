-- From the declarations in src/domain/kind.

CREATE TABLE assignment_plans (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  unit BIGINT,
  year BIGINT,
  programme TEXT,
  adopted_on TEXT,
  households BIGINT,
  served BIGINT,
  unserved BIGINT,
  changed BIGINT,
  cost BIGINT,
  fingerprint TEXT,
  proof TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX assignment_plans_by_unit ON assignment_plans (unit);
