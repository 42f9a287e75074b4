-- Statements over sessions, failed sign-ins, second factors and the register of personal reads.

-- name: session_add(hash, account, opened_at, seen_at, second_factor)
INSERT INTO session (hash, account, opened_at, seen_at, second_factor)
VALUES (:hash, :account, :opened_at, :seen_at, :second_factor);

-- name: session_get(hash)
SELECT account, opened_at, seen_at, second_factor FROM session WHERE hash = :hash;

-- name: session_seen(hash, seen_at)
UPDATE session SET seen_at = :seen_at WHERE hash = :hash;

-- name: session_remove(hash)
DELETE FROM session WHERE hash = :hash;

-- name: session_remove_of(account)
DELETE FROM session WHERE account = :account;

-- name: session_remove_old(opened_before, seen_before)
DELETE FROM session WHERE opened_at < :opened_before OR seen_at < :seen_before;

-- name: sign_in_failure_take(subject)
-- Reads and keeps others off until the transaction ends, so that no two attempts count as one.
INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (:subject, 0, 0)
ON CONFLICT (subject) DO UPDATE SET failures = sign_in_failure.failures RETURNING failures, last_at;

-- name: sign_in_failure_set(subject, failures, last_at)
INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (:subject, :failures, :last_at)
ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at;

-- name: sign_in_failure_less(subject)
UPDATE sign_in_failure SET failures = failures - 1 WHERE subject = :subject AND failures > 0;

-- name: sign_in_failure_remove(subject)
DELETE FROM sign_in_failure WHERE subject = :subject;

-- name: sign_in_failure_remove_old(before)
DELETE FROM sign_in_failure WHERE last_at < :before;

-- name: second_factor_get(account)
SELECT secret, pending, last_step, recovery FROM second_factor WHERE account = :account;

-- name: second_factor_set(account, secret, pending, last_step, recovery)
INSERT INTO second_factor (account, secret, pending, last_step, recovery)
VALUES (:account, :secret, :pending, :last_step, :recovery)
ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, pending = excluded.pending,
  last_step = excluded.last_step, recovery = excluded.recovery;

-- name: second_factor_remove(account)
DELETE FROM second_factor WHERE account = :account;

-- name: second_factor_all()
SELECT account, secret, pending FROM second_factor ORDER BY account;

-- name: second_factor_secrets(account, secret, pending)
UPDATE second_factor SET secret = :secret, pending = :pending WHERE account = :account;

-- name: personal_read_add(shard, id, at, actor, kind, record, what, records, why)
INSERT INTO personal_read (shard, id, at, actor, kind, record, what, records, why)
VALUES (:shard, :id, :at, :actor, :kind, :record, :what, :records, :why);

-- name: personal_read_latest(count)
SELECT at, actor, kind, record, what, records, why FROM personal_read ORDER BY at DESC, id DESC LIMIT :count;

-- name: personal_read_of(shard, record)
SELECT at, actor, kind, record, what, records, why FROM personal_read
WHERE shard = :shard AND record = :record ORDER BY at, id;
