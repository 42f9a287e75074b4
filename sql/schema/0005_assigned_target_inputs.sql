-- From the declarations in src/domain/kind.
ALTER TABLE assigned_targets ADD COLUMN inputs TEXT;
