-- Who runs a job now (service/job/lease.h): another may take it once the lease is over. Beside the record of the job, so that
-- renewing it and telling how far it came is no change of a record.
CREATE TABLE job_lease (
  job BIGINT NOT NULL,
  holder TEXT NOT NULL,        -- machine, process and a random word
  until_ms BIGINT NOT NULL,    -- milliseconds since 1970-01-01
  done BIGINT NOT NULL,        -- of `total`; 0 of 0: not known
  total BIGINT NOT NULL,
  PRIMARY KEY (job)
);
