/* SPDX-License-Identifier: Apache-2.0
 * Computes numbers for a place and a time: every obligation, target, report figure and table goes
 * through here, so that the same question has one answer (DESIGN §1 ideas 2 and 4).
 *
 * A cut says of what: records counting under `unit` with the territory as it stands on
 * `territory_day` ("as then": the last day of the period; "as now": today), within `period`, states as
 * of the period's last day where that has passed. */
#pragma once

#include "base/date.h"
#include "base/idmap.h"
#include "store/entity.h"

struct figure_cut {
    int64_t unit;          /* 0: everywhere */
    int64_t territory_day; /* days since 1970-01-01 */
    struct period period;
    const char *organisation; /* only this organisation's part; NULL: all */
    const char *own_level;    /* only what is recorded at units of this level itself; NULL: all below */
    bool states_now;          /* states as they are today, whatever the period */
    int year;                 /* the calendar year the whole period lies in; 0: it spans several */
    int64_t whole_unit;       /* what `whole` expressions are told of; 0: `unit` … */
    int64_t whole_day;        /* … with its territory of this day */
    bool is_whole;            /* of what `whole` is told of: asked for beyond the actor's place as well */
};

/* The cut for a unit over a period, as then (or as now), no later than `as_of_day`. */
struct figure_cut figure_cut_of(const struct store *store, int64_t unit, struct period period,
                                bool as_now, int64_t as_of_day);

/* Puts in what `whole` is: the unit as it stands on the cut's day, or, where it has ended before, as it
 * stood last; the cut's own unit where it has not begun. */
NODISCARD enum err_code figure_cut_whole(struct store *store, int64_t unit, struct figure_cut *cut,
                                         struct err *err);

/* The measure as the cut counts it: of its organisation and level alone, where it names them. */
const struct measure *figure_narrowed(const struct measure *measure, const struct figure_cut *cut,
                                      struct arena *arena);

NODISCARD enum err_code figure_measure(struct store *store, const struct measure *measure,
                                       const struct figure_cut *cut, struct number *ret_number,
                                       struct err *err);
NODISCARD enum err_code figure_expr(struct store *store, const struct expr *expr,
                                    const struct figure_cut *cut, struct number *ret_number,
                                    struct err *err);

/* One number per combination of dimensions that occurs. */
struct figure_group {
    struct value keys[MEASURE_DIMS_MAX];
    struct number number;
};
struct figure_groups {
    struct figure_group *items; /* by keys */
    size_t count;
    size_t key_count;      /* how many of the dimensions tell the numbers apart: see figure_groups */
    const struct figure_groups *rest; /* by fewer dimensions, for keys not among the items; or NULL */
    struct number nothing; /* where nothing is recorded: 0 of a count, unknown for a share */
};
/* A dimension over which an expression is told: the same for each of its measures. */
enum figure_by { FIGURE_BY_LEVEL, FIGURE_BY_ORGANISATION, FIGURE_BY_FIELD, FIGURE_BY_RECORD };
struct figure_dim {
    enum figure_by by;
    const char *name; /* level, or field; of FIGURE_BY_RECORD the slug of the kind referred to */
};
/* A measure that names no organisation is the same for each where the organisation is the last
 * dimension. ERR_INPUT where a measure of the expression has no such dimension otherwise. */
NODISCARD enum err_code figure_groups(struct store *store, const struct expr *expr,
                                      const struct figure_cut *cut, const struct figure_dim *dims,
                                      size_t dim_count, struct arena *arena,
                                      struct figure_groups *ret_groups, struct err *err);
const struct figure_group *figure_group_find(const struct figure_groups *groups,
                                             const struct value *keys, size_t dim_count);
/* The number of the keys, those of no record included. */
struct number figure_group_number(const struct figure_groups *groups, const struct value *keys,
                                  size_t dim_count);

/* Every record of the kind, whatever its state and time. */
const struct measure *figure_any(struct arena *arena, const struct kind *kind);

/* Communes of the cut that have any record of the kind, placed by the field (NULL: its own), whatever its state and time,
 * as keys of the map. */
NODISCARD enum err_code figure_reporting(struct store *store, const struct kind *kind, const struct field *place,
                                         const struct figure_cut *cut, struct idmap *ret_communes, struct err *err);

/* The units that a choice names on the day (its `without` left aside), as keys of the map. */
NODISCARD enum err_code figure_chosen_units(struct store *store, const struct unit_choice *choice,
                                            int64_t day, struct idmap *ret_units, struct err *err);

/* The count of those of the measure's records that are not settled yet: households whose class is
 * provisional, declared figures that are not final. False where its records are always settled. To be
 * asked with states as they are now: what was made final after the period is final. */
bool figure_unsettled(const struct measure *measure, struct arena *arena, struct measure *ret_count);

/* The measures of an expression, each with the cut of which the expression takes it. */
struct figure_part {
    const struct measure *measure;
    struct figure_cut cut;
};
struct figure_parts {
    struct figure_part *items;
    size_t count, capacity;
};
NODISCARD enum err_code figure_parts(struct store *store, const struct expr *expr,
                                     const struct figure_cut *cut, struct arena *arena,
                                     struct figure_parts *parts, struct err *err);

/* The ids of the records a measure counts, at most `max` (drill-down). */
NODISCARD enum err_code figure_records(struct store *store, const struct measure *measure,
                                       const struct figure_cut *cut, size_t max, struct arena *arena,
                                       int64_t **ret_ids, size_t *ret_count, struct err *err);
