/* SPDX-License-Identifier: Apache-2.0
 * Totals that are right at commit (DESIGN §1 idea 3, §5 "Tallies").
 *
 * A tally is a measure kept as cells: per place as recorded, per its commune, per founding province
 * of the place, by the month of its date. A stock is entries minus exits, so any month's end is a
 * prefix sum. Beside the month of the date stands the month since which the record, by its states,
 * satisfies the condition: so a figure as of any month's end knows the states of then, too. Every write
 * adjusts the cells of its kind's tallies by what its before and after image contribute. Conditions
 * mention only the record's own fields, so a cell never depends on today.
 *
 * A distinct count keeps how many records have each value, in each grouping (those three, and the
 * nation) apart, with the states of today; the cell beside it holds the number of values. Such
 * cells are never added: a province of today that founding ones were joined into has its own, and what is
 * no grouping of its own is counted over the values, or by the records.
 *
 * A count or a sum may be kept for each value of a field of codes or keys (`by` of struct measure): supports by
 * their type. Each value then has cells of its own, under a number made of the measure and the value. */
#pragma once

#include "store/entity.h"

struct tally {
    int64_t id;
    const struct measure *measure;
    const char *text; /* what it is known by: equal measures are kept once */
};

/* True where a measure can be kept so: its records have a place, every term is a field of the record, no
 * choice of units; a distinct count not of a stock. */
bool tally_can_keep(const struct measure *measure);

/* Keeps the measure from now on: notes it and fills its cells from the records there are. Does
 * nothing where an equal measure is kept already. In a transaction of the caller's. */
NODISCARD enum err_code tally_add(struct store *store, const struct measure *measure, struct err *err);

/* The same for those of several measures that can be kept, in one pass over each kind's records. */
NODISCARD enum err_code tally_add_all(struct store *store, const struct measure *const *measures,
                                      size_t count, struct err *err);

/* Reads which measures are kept, when the store is opened. */
NODISCARD enum err_code tally_load(struct store *store, struct err *err);

/* Adjusts the cells for one write. `before` is NULL for a record just made, whose state holds from
 * since_day (read of such a one only). */
NODISCARD enum err_code tally_apply(struct store *store, const struct kind *kind,
                                    const struct record *before, const struct record *after,
                                    int64_t since_day, struct err *err);

/* The kept tally for a measure, or, with `by`, that for each value of the field; NULL. */
const struct tally *tally_find(const struct store *store, const struct measure *measure);

/* That of one value (NULL: empty) of a tally kept by a field; of no cells where nothing has the value. */
struct tally tally_of_key(const struct tally *tally, struct arena *arena, const char *key);
/* All values that any record has had, each once; "" for an empty one. */
NODISCARD enum err_code tally_keys(struct store *store, const struct tally *tally, struct arena *arena,
                                   const char ***ret_keys, size_t *ret_count, struct err *err);

#define TALLY_STATES_NOW INT64_MAX

/* Months first … last inclusive, counted as year * 12 + month - 1; of a stock the last only. States as
 * they were at the end of state_month, or as they are now. */
struct tally_span {
    int64_t first_month, last_month, state_month;
};

/* The total for a place from the cells alone. `unit` 0 is everywhere. Territory as it stands on `day`.
 * *ret_found is false where only the records can tell: a distinct count with states of the past, or of
 * a part of a year in whose other part there are records. */
NODISCARD enum err_code tally_read(struct store *store, const struct tally *tally, int64_t unit,
                                   int64_t day, const struct tally_span *span, bool *ret_found,
                                   int64_t *ret_value, struct err *err);

/* The same of several places, in few statements; `values` has room for them. */
NODISCARD enum err_code tally_read_units(struct store *store, const struct tally *tally, const int64_t *units,
                                         size_t count, int64_t day, const struct tally_span *span, bool *ret_found,
                                         int64_t *values, struct err *err);

/* Which provinces are whole founding ones, and of which cells other places consist, is remembered until units are written. */
enum { TALLY_SCOPES_MAX = 256 };
void tally_scopes_forget(struct store *store);

/* Fills all totals from the records where none is filled: after a step of the schema emptied them. */
NODISCARD enum err_code tally_fill_empty(struct store *store, struct err *err);

/* Recomputes every tally from the records; counts those that differ, and rows that are of no tally. */
NODISCARD enum err_code tally_check(struct store *store, int64_t *ret_differences, struct err *err);
