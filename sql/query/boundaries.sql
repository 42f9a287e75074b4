-- Outlines of units (service/unit/boundary.h).

-- name: boundary_get(unit)
SELECT shape FROM boundary WHERE unit = :unit;

-- name: boundary_put(unit, shape)
INSERT INTO boundary (unit, shape) VALUES (:unit, :shape)
ON CONFLICT (unit) DO UPDATE SET shape = excluded.shape;

-- name: boundary_clear()
DELETE FROM boundary;
