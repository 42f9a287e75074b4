-- Leases of jobs (service/job/lease.h). Sessions, answers and failed sign-ins are cleaned by the statements beside them.

-- name: job_lease_take(job, holder, until, now)
-- No row where another still has it.
INSERT INTO job_lease (job, holder, until_ms, done, total) VALUES (:job, :holder, :until, 0, 0)
ON CONFLICT (job) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms, done = 0, total = 0
WHERE job_lease.until_ms < :now RETURNING job;

-- name: job_lease_renew(job, holder, until, done, total)
-- No row where another has taken it meanwhile.
UPDATE job_lease SET until_ms = :until, done = :done, total = :total WHERE job = :job AND holder = :holder
RETURNING job;

-- name: job_lease_drop(job, holder)
DELETE FROM job_lease WHERE job = :job AND holder = :holder;

-- name: job_lease_of(job)
SELECT holder, until_ms, done, total FROM job_lease WHERE job = :job;
