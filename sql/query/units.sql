-- Statements over places and their closure.

-- name: place_get(shard, id)
SELECT level, coalesce(founding, 0), parent FROM units WHERE shard = :shard AND id = :id;

-- name: tally_parts(unit, on_day, on_date)
-- Of which cells a place consists, and whether they are added or taken off: communes under the unit by their commune
-- cells, less their areas that have gone elsewhere; areas of other communes that have come one by one. An area in
-- force that day is where its commune is.
SELECT c.descendant, CASE WHEN u.level = 'commune' THEN 1 ELSE 0 END, 1
FROM unit_closure c
JOIN units u ON u.shard = (c.descendant >> 56) AND u.id = c.descendant
WHERE c.ancestor = :unit AND c.from_day <= :on_day AND c.to_day > :on_day
  AND (u.level <> 'area' OR NOT EXISTS (
    SELECT 1 FROM unit_closure p WHERE p.ancestor = :unit AND p.descendant = u.parent
      AND p.from_day <= :on_day AND p.to_day > :on_day))
UNION ALL
SELECT a.id, 0, -1
FROM unit_closure c
JOIN units u ON u.shard = (c.descendant >> 56) AND u.id = c.descendant AND u.level = 'commune'
JOIN units a ON a.parent = u.id AND a.level = 'area' AND (
  a.valid_from > :on_date OR substr(a.valid_to, 1, 10) <= :on_date OR a.state <> 'recorded')
WHERE c.ancestor = :unit AND c.from_day <= :on_day AND c.to_day > :on_day
  AND NOT EXISTS (
    SELECT 1 FROM unit_closure p WHERE p.ancestor = :unit AND p.descendant = a.id
      AND p.from_day <= :on_day AND p.to_day > :on_day)
ORDER BY 2, 1;

-- name: tally_sum_nation(tally, first_month, last_month, since)
SELECT coalesce(sum(value), 0) FROM tally_cell
WHERE tally = :tally AND grain = 2 AND month >= :first_month AND month <= :last_month
  AND since <= :since;

-- name: scope_shards(unit, on_day)
SELECT u.founding, count(*)
FROM unit_closure c CROSS JOIN units u
WHERE c.ancestor = :unit AND c.from_day <= :on_day AND c.to_day > :on_day
  AND u.shard = (c.descendant >> 56) AND u.id = c.descendant
GROUP BY u.founding;

-- name: units_per_shard()
SELECT founding, count(*) FROM units GROUP BY founding ORDER BY founding;

-- name: commune_is_as_recorded(unit, on_day)
-- What counts there are the commune itself and its own areas, and all of its areas do.
SELECT (SELECT count(*) FROM unit_closure c
        WHERE c.ancestor = :unit AND c.from_day <= :on_day AND c.to_day > :on_day)
     = 1 + (SELECT count(*) FROM units a
            WHERE a.parent = :unit AND a.level = 'area' AND EXISTS (
              SELECT 1 FROM unit_closure c WHERE c.ancestor = :unit AND c.descendant = a.id
                AND c.from_day <= :on_day AND c.to_day > :on_day))
   AND NOT EXISTS (SELECT 1 FROM units a
            WHERE a.parent = :unit AND a.level = 'area' AND NOT EXISTS (
              SELECT 1 FROM unit_closure c WHERE c.ancestor = :unit AND c.descendant = a.id
                AND c.from_day <= :on_day AND c.to_day > :on_day))
   AND EXISTS (SELECT 1 FROM unit_closure c WHERE c.ancestor = :unit AND c.descendant = :unit
                AND c.from_day <= :on_day AND c.to_day > :on_day);

-- name: units_designated(type, on_date, year)
SELECT DISTINCT unit FROM designations
WHERE type = :type AND state = 'active'
  AND ((from_date IS NULL AND year = :year)
    OR (from_date <= :on_date AND (to_date IS NULL OR to_date > :on_date)));

-- name: units_of_type(type, on_date)
SELECT id FROM units
WHERE type = :type AND state = 'recorded' AND valid_from <= :on_date AND (valid_to IS NULL OR valid_to > :on_date);

-- name: closure_all()
SELECT descendant, ancestor, from_day, to_day FROM unit_closure
ORDER BY descendant, ancestor, from_day;
