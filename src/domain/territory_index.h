/* SPDX-License-Identifier: Apache-2.0
 * What territory.c, territory_place.c and territory_find.c share; nobody else includes it.
 * Units and lineages are named by their index in the arrays given to territory_new. */
#pragma once

#include "domain/territory.h"

#define NO_UNIT UINT32_MAX

/* On the days from … to (exclusive) the place is `unit`. */
struct span {
    int32_t from_day, to_day;
    uint32_t unit; /* NO_UNIT: PLACE_NONE */
    unsigned char kind;
};
struct spans {
    struct span *items;
    uint32_t count;
};

/* For each unit a list of numbers: those of unit u are items[start[u]] … items[start[u + 1] - 1].
 */
struct adjacency {
    uint32_t *start, *items;
};

enum side { SIDE_BEFORE, SIDE_AFTER, SIDE_MAX_ };

struct territory {
    const struct unit *units;
    const struct lineage *lineages;
    uint32_t unit_count, unit_capacity, lineage_count;
    uint32_t *parent;
    uint32_t *id_slots, id_mask;                 /* hash of ids, open addressing */
    uint32_t *code_heads, *code_next, code_mask; /* hash of codes, chained */
    uint32_t *child_first, *child_next;          /* by parent row, units, chained */
    struct adjacency out, in;                    /* by unit, sound lineages from and to it */
    uint32_t *lineage_from, *lineage_to;         /* by lineage, units; NO_UNIT: at fault */
    unsigned char *place_state[SIDE_MAX_]; /* by unit: 0 not begun, 1 in work, 2 done */
    struct spans *places[SIDE_MAX_]; /* by unit: its places before and after its validity, without
                                        gaps, earliest first */
    struct adjacency placed;         /* by unit, others whose place it is on some day; without areas
                                        added later, under which nothing lies */
    struct territory_problem *problems;
    size_t problem_count, problem_capacity;
};

uint32_t territory_index(const struct territory *territory, int64_t id); /* or NO_UNIT */

static inline uint32_t unit_index(const struct territory *territory, const struct unit *unit)
{
    return (uint32_t)(unit - territory->units);
}

static inline bool unit_is_valid(const struct unit *unit, int32_t day)
{
    return unit->from_day <= day && day < unit->to_day;
}

/* Lists `values[i]` under `keys[i]`, keeping their order; pairs with key NO_UNIT are left out. */
struct adjacency adjacency_new(struct arena *arena, uint32_t key_count, const uint32_t *keys,
                               const uint32_t *values, size_t pair_count);

/* Fills territory->places and ->placed. */
void territory_build_places(struct territory *territory, struct arena *arena);

/* Fills territory->places of one unit added later. */
void territory_build_place(struct territory *territory, struct arena *arena, uint32_t unit);

/* Puts the set in order: by level, code, first day. */
void unit_set_sort(struct unit_set *set);
