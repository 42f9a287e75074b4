-- From the declarations in src/domain/kind.
ALTER TABLE funds ADD COLUMN for_classes TEXT;
ALTER TABLE funds ADD COLUMN for_purposes TEXT;
ALTER TABLE needs ADD COLUMN least_value BIGINT;
