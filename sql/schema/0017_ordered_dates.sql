-- From the declarations in src/domain/kind.
CREATE INDEX supports_by_on_date ON supports (on_date, id);
