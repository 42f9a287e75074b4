/* SPDX-License-Identifier: Apache-2.0
 * Between figure.c, which counts one measure, and figure_expr.c, which makes figures of measures. */
#pragma once

#include "service/report/figure.h"
#include "store/tally.h"

/* The cut as the records are asked. */
NODISCARD enum err_code figure_sql_cut(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                       struct arena *arena, struct measure_cut *ret, struct err *err);

/* The first `count` keys, one after another. Groups are sorted by all of theirs. */
int figure_compare_keys(const struct value *a, const struct value *b, size_t count);
void figure_groups_sort(struct figure_group *items, size_t count);

/* By the units of a level below the place of the cut, each from the totals kept. *ret_found is false where those cannot
 * tell. What is 0 is no group. */
NODISCARD enum err_code figure_tally_groups(struct store *store, const struct tally *tally, const struct figure_cut *cut,
                                            const struct measure_cut *sql, const char *level, struct arena *arena,
                                            bool *ret_found, struct figure_groups *ret_groups, struct err *err);

/* The measure by the dimensions, small numbers hidden from who may not see them. */
NODISCARD enum err_code figure_measure_groups(struct store *store, const struct measure *measure,
                                              const struct figure_cut *cut, const struct figure_dim *dims,
                                              size_t dim_count, struct arena *arena, struct figure_groups *ret_groups,
                                              struct err *err);
