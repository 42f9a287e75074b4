/* SPDX-License-Identifier: Apache-2.0
 * Reads maps that others have drawn: GeoJSON (RFC 7946: FeatureCollection of Polygon and MultiPolygon) and TopoJSON
 * (a Topology of such). Degrees of WGS 84 come as whole hundred-thousandths, about a metre. Everything is checked:
 * rings are closed and have an inside, points lie on the globe, and there are not too many. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum { GEO_FILE_BYTES_MAX = 60 << 20, GEO_SHAPES_MAX = 20000, GEO_POINTS_MAX = 3000000, GEO_DEGREE = 100000 };

struct geo_ring {
    int32_t *points; /* longitude, latitude, …; the last point is the first again */
    size_t count;    /* of points */
};
struct geo_property {
    const char *name, *value; /* texts and whole numbers; others are left out */
};
struct geo_shape {
    struct geo_property *properties;
    size_t property_count;
    struct geo_ring *rings; /* of all its polygons, holes too: odd and even tell inside from outside */
    size_t ring_count;
};
struct geo_file {
    struct geo_shape *shapes;
    size_t count;
};

/* ERR_INPUT: no such file, no map, or which shape is wrong and why; ERR_LIMIT: larger than allowed. */
NODISCARD enum err_code geo_read(const char *path, struct arena *arena, struct geo_file *ret_file, struct err *err);
