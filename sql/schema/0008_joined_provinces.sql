-- Distinct counts of a province that founding provinces were joined into have cells of their own (grain 4: its
-- number). All totals are filled anew when the database is next brought up to date (init). The index counts
-- the units of each founding province without reading them.
DELETE FROM tally_cell;
DELETE FROM tally_value;
CREATE INDEX units_by_founding ON units (founding);
