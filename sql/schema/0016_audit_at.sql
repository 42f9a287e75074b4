-- The record of changes is read from its end, by time (service/account/changes.h).
CREATE INDEX audit_at ON audit (at, shard, seq);
