-- Bytes of attachments, in parts (service/record/attachment.h).

-- name: attachment_part_put(sha256, part, bytes)
INSERT INTO attachment_part (sha256, part, bytes) VALUES (:sha256, :part, :bytes)
ON CONFLICT (sha256, part) DO NOTHING;

-- name: attachment_parts(sha256)
SELECT bytes FROM attachment_part WHERE sha256 = :sha256 ORDER BY part;

-- name: attachment_parts_forget(sha256)
DELETE FROM attachment_part WHERE sha256 = :sha256;
