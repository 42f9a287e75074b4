-- From the declarations in src/domain/kind.
ALTER TABLE accounts ADD COLUMN second_factor BIGINT;

CREATE TABLE api_tokens (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  account BIGINT,
  label TEXT,
  writes BIGINT,
  register_kinds TEXT,
  valid_to TEXT,
  secret_hash TEXT,
  FOREIGN KEY (shard, account) REFERENCES accounts (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX api_tokens_by_account ON api_tokens (account);

-- What the house itself keeps of signing in and of personal reads. Times are seconds since 1970-01-01.
CREATE TABLE session (         -- a person signed in; the secret itself is nowhere
  hash TEXT NOT NULL,
  account BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  second_factor SMALLINT NOT NULL,
  PRIMARY KEY (hash)
);
CREATE INDEX session_account ON session (account);

CREATE TABLE sign_in_failure ( -- by account and by address, each as a keyed hash
  subject TEXT NOT NULL,
  failures BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (subject)
);

CREATE TABLE second_factor (
  account BIGINT NOT NULL,
  secret TEXT,                 -- encrypted; NULL until confirmed
  pending TEXT,                -- encrypted; not confirmed yet
  last_step BIGINT NOT NULL,   -- of the last code taken: none is taken twice
  recovery TEXT NOT NULL,      -- hashes of the recovery codes left
  PRIMARY KEY (account)
);

CREATE TABLE personal_read (   -- who saw personal data unmasked, of whom and why
  shard SMALLINT NOT NULL,     -- of the record; 0 for a list
  id BIGINT NOT NULL,
  at TEXT NOT NULL,            -- UTC
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  record BIGINT NOT NULL,      -- 0: a list or an export of so many records
  what TEXT NOT NULL,          -- basic, sensitive, export
  records BIGINT NOT NULL,
  why TEXT NOT NULL,           -- the command or route
  PRIMARY KEY (shard, id)
);
CREATE INDEX personal_read_record ON personal_read (record, shard);
CREATE INDEX personal_read_at ON personal_read (at);
