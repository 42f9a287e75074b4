CREATE TABLE answer (          -- what a writing request was answered, so that sending it again does it once
  account BIGINT NOT NULL,
  key TEXT NOT NULL,           -- as the client sent it in Idempotency-Key
  digest TEXT NOT NULL,        -- of method, path and body: the same key for something else is refused
  status BIGINT NOT NULL,
  body TEXT NOT NULL,          -- encrypted: it may hold personal data
  etag TEXT,
  location TEXT,
  at BIGINT NOT NULL,          -- seconds since 1970-01-01; kept for a day
  PRIMARY KEY (account, key)
);
CREATE INDEX answer_at ON answer (at);
