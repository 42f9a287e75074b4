-- A country for bench/measures.sh: 60,000 residential areas in today's communes, and :households households
-- with a classification, an assignment and a support each. Written straight into the tables, with the
-- states by day that the program would note; no words and no audit.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -400000;
PRAGMA temp_store = MEMORY;
CREATE TEMP TABLE commune AS
  SELECT row_number() OVER (ORDER BY founding, id) - 1 AS n, id, shard, founding FROM units
  WHERE level = 'commune' AND valid_to IS NULL AND list = 'gso2';
CREATE UNIQUE INDEX temp.commune_n ON commune (n);
CREATE TEMP TABLE area AS
  WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 59999)
  SELECT i, (c.founding << 56) + (1 << 30) + i AS id, c.founding, c.id AS commune
  FROM n JOIN commune c ON c.n = i * (SELECT count(*) FROM commune) / 60000;
CREATE UNIQUE INDEX temp.area_i ON area (i);
INSERT INTO units (shard, id, version, created_at, updated_at, state, code, list, level, type, official_name, parent, valid_from, founding)
  SELECT founding, id, 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'recorded', 'a' || i, 'local', 'area', 'village', 'Thôn ' || i,
    commune, '2025-07-01', founding FROM area;
INSERT INTO unit_closure (ancestor, descendant, from_day, to_day)
  SELECT c.ancestor, a.id, c.from_day, c.to_day FROM area a JOIN unit_closure c ON c.descendant = a.commune AND c.to_day > 20270;
INSERT INTO unit_closure (ancestor, descendant, from_day, to_day) SELECT id, id, 20270, 2147483647 FROM area;
CREATE TEMP TABLE h AS
  WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :households)
  SELECT n.i, a.founding AS shard, a.id AS unit, (a.founding << 56) + (1 << 40) + n.i AS id, (n.i * 2654435761) % 4294967296 AS r
  FROM n JOIN area a ON a.i = n.i * 60000 / :households;
INSERT INTO households (shard, id, version, created_at, updated_at, state, head_name, unit, member_count, destitute, registered_on, closed_on)
  SELECT shard, id, 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'active', 'Hộ ' || i, unit, 1 + r % 7, r % 50 = 0,
    date('2018-01-05', '+' || (r % 3000) || ' days'), CASE r % 20 WHEN 0 THEN '2026-05-06' END FROM h;
INSERT INTO classifications (shard, id, version, created_at, updated_at, state, household, year, standard, class, member_count, unit)
  SELECT shard, id + (1 << 36), 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', CASE WHEN r % 3 THEN 'final' ELSE 'provisional' END, id,
    2025 + r % 2, 'std_2021', CASE WHEN r % 5 < 3 THEN 'poor' ELSE 'near_poor' END, 1 + r % 7, unit FROM h;
INSERT INTO assignments (shard, id, version, created_at, updated_at, state, household, year, cadre, organisation, household_class, from_date, unit)
  SELECT shard, id + (2 << 36), 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'active', id, 2025 + r % 2, CASE WHEN r % 3 THEN id END,
    CASE r % 4 WHEN 0 THEN 'womens_union' WHEN 1 THEN 'youth_union' ELSE 'farmers_union' END,
    CASE WHEN r % 5 < 3 THEN 'poor' ELSE 'near_poor' END, '2026-02-03', unit FROM h;
INSERT INTO supports (shard, id, version, created_at, updated_at, state, household, type, on_date, value, fund_source, unit)
  SELECT shard, id + (3 << 36), 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'recorded', id,
    CASE r % 6 WHEN 0 THEN 'housing' ELSE 'livelihood' END, date('2025-01-05', '+' || (r % 690) || ' days'), 500000 * (r % 30),
    CASE WHEN r % 2 THEN 'fund_for_the_poor' ELSE 'state_budget' END, unit FROM h;
INSERT INTO state_history (shard, record, seq, kind, state, from_day, to_day)
  SELECT shard, id, 1, 'households', state, julianday(registered_on) - 2440587.5, 2147483647 FROM households UNION ALL
  SELECT shard, id, 1, 'classifications', state, julianday(year || '-01-01') - 2440587.5, 2147483647 FROM classifications UNION ALL
  SELECT shard, id, 1, 'assignments', state, 20487, 2147483647 FROM assignments UNION ALL
  SELECT shard, id, 1, 'supports', state, julianday(on_date) - 2440587.5, 2147483647 FROM supports;
