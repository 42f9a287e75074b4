/* SPDX-License-Identifier: Apache-2.0
 * Totals that are right at commit (DESIGN §1 idea 3, §5 "Tallies").
 *
 * A tally is a measure (count or sum) kept as cells: per place as recorded, per its commune, per
 * shard, and month of the effective date. A stock is entries minus exits, so any month's end is a
 * prefix sum. Every write adjusts the cells of its kind's tallies by what its before and after image
 * contribute. Conditions mention only the record's own fields, so a cell never depends on today. */
#pragma once

#include "store/entity.h"

struct tally {
    int64_t id;
    const struct measure *measure;
};

/* True where a measure can be kept so: count or sum, every term a field of the record. */
bool tally_can_keep(const struct measure *measure);

/* Keeps the measure from now on: notes it and fills its cells from the records there are. Does
 * nothing where an equal measure is kept already. In a transaction of the caller's. */
NODISCARD enum err_code tally_add(struct store *store, const struct measure *measure, struct err *err);

/* Reads which measures are kept, when the store is opened. */
NODISCARD enum err_code tally_load(struct store *store, struct err *err);

/* Adjusts the cells for one write; either image may be NULL. */
NODISCARD enum err_code tally_apply(struct store *store, const struct kind *kind,
                                    const struct record *before, const struct record *after,
                                    struct err *err);

/* The kept tally for a measure, or NULL. */
const struct tally *tally_find(const struct store *store, const struct measure *measure);

/* The total for a place from the cells alone: months first…last inclusive (a stock: last only).
 * `unit` 0 is everywhere. Territory as it stands on `day`. */
NODISCARD enum err_code tally_read(struct store *store, const struct tally *tally, int64_t unit,
                                   int64_t day, int64_t first_month, int64_t last_month,
                                   int64_t *ret_value, struct err *err);

/* Recomputes every cell from the records; counts the cells that differ, or that are of no tally. */
NODISCARD enum err_code tally_check(struct store *store, int64_t *ret_differences, struct err *err);
