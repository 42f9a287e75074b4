/* SPDX-License-Identifier: Apache-2.0
 * Outlines of units for maps. None are shipped: an administrator loads a file (paper/geojson.h), whose shapes find
 * their units by their official codes. */
#pragma once

#include "paper/geojson.h"
#include "store/entity.h"

enum { BOUNDARY_UNMATCHED_MAX = 20 };
struct boundary_load {
    const char *property; /* in which the codes were found */
    int64_t shapes, matched, points;
    const char *unmatched[BOUNDARY_UNMATCHED_MAX]; /* the first values of it that are no unit's code */
    size_t unmatched_count;
};

/* Reads the file and keeps the outlines of the units in force on the day, in place of those they had. ERR_INPUT
 * where no property of the shapes has codes of units; ERR_FORBIDDEN for who is bound to a place; else as geo_read. */
NODISCARD enum err_code boundary_load(struct store *store, const char *path, int32_t day, struct arena *arena,
                                      struct boundary_load *ret_load, struct err *err);
/* Forgets them all. ERR_FORBIDDEN likewise. */
NODISCARD enum err_code boundary_clear(struct store *store, struct err *err);

struct boundary_shape {
    int64_t unit;
    const char *path; /* of SVG, relative steps */
};
struct boundary_map {
    int64_t width, height; /* of the picture; 0: no outline is known */
    struct boundary_shape *shapes;
    size_t count;
};
/* The units that lie in this one on the day, as far as their outlines are known. Points are put on a grid of
 * some 1,500 steps, the same for neighbours, so that their common borders stay common. */
NODISCARD enum err_code boundary_map(struct store *store, int64_t unit, int32_t day, struct arena *arena,
                                     struct boundary_map *ret_map, struct err *err);
