-- Totals as of any month's end know the states of then; distinct counts keep their values. What was kept
-- before is filled anew when the database is next brought up to date (init).
DROP TABLE tally_cell;
CREATE TABLE tally_cell (      -- entries minus exits per month, at three grains
  shard SMALLINT NOT NULL,
  tally BIGINT NOT NULL,
  grain SMALLINT NOT NULL,     -- 0 place as recorded, 1 its commune as recorded, 2 its founding province
  unit BIGINT NOT NULL,        -- at grain 2 the province's number, -1 without a place
  month BIGINT NOT NULL,       -- year * 12 + month - 1 of the date; of a year, its last; 0: any time
  since BIGINT NOT NULL,       -- the month in which the record came to satisfy the condition; 0: always;
                               -- of a distinct count 0: values, 1: records
  value BIGINT NOT NULL,       -- less what ceased to satisfy it
  PRIMARY KEY (tally, grain, unit, month, since, shard)
);
CREATE TABLE tally_value (     -- of a distinct count: the records of a cell that have the value today
  shard SMALLINT NOT NULL,
  tally BIGINT NOT NULL,
  grain SMALLINT NOT NULL,     -- as in tally_cell, and 3 the nation (shard and unit 0)
  unit BIGINT NOT NULL,
  month BIGINT NOT NULL,       -- as in tally_cell, but of a date the last month of its year
  value TEXT NOT NULL,
  refs BIGINT NOT NULL,
  PRIMARY KEY (tally, grain, unit, month, shard, value)
);
