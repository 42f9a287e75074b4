-- Answers to writing requests, kept for a day under the key the client gave (service/answers.h).

-- name: answer_get(account, key)
SELECT digest, status, body, etag, location FROM answer WHERE account = :account AND key = :key;

-- name: answer_put(account, key, digest, status, body, etag, location, at)
INSERT INTO answer (account, key, digest, status, body, etag, location, at)
VALUES (:account, :key, :digest, :status, :body, :etag, :location, :at)
ON CONFLICT (account, key) DO NOTHING;

-- name: answer_remove_old(before)
DELETE FROM answer WHERE at < :before;

-- name: answer_each()
SELECT account, key, body, location FROM answer;

-- name: answer_remove(account, key)
DELETE FROM answer WHERE account = :account AND key = :key;
