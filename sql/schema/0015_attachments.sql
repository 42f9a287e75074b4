CREATE TABLE attachment_part ( -- the bytes of attached files, each file once, whatever its names
  sha256 TEXT NOT NULL,        -- of the whole file
  part BIGINT NOT NULL,        -- from 0
  bytes TEXT NOT NULL,         -- 48 kB of it in base64 (letters of URLs); the last part has the rest
  PRIMARY KEY (sha256, part)
);
CREATE INDEX attachments_by_subject ON attachments (subject_id);
CREATE INDEX attachments_by_sha256 ON attachments (sha256);
