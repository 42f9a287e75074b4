/* SPDX-License-Identifier: Apache-2.0
 * A distinct count of the year up to today, from the totals of the whole year: few records are dated behind today, and only
 * what those refer to can make a difference. Private to figure.c and what stands beside it. */
#pragma once

#include "service/report/figure.h"
#include "store/entity_sql.h"

/* `groups`, of the whole year, become those of the cut. *found stays true, unless too much lies behind today. */
NODISCARD enum err_code figure_take_later(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                          const struct measure_cut *sql, struct arena *arena, bool *found,
                                          struct figure_groups *groups, struct err *err);

/* Whether the place is a province or more (0: everything), so that few days of it are found by their date. */
NODISCARD enum err_code figure_is_wide(struct store *store, int64_t unit, bool *ret_is, struct err *err);

/* figure.c: one row per combination of dimensions, from the records. `measure` is narrowed already. */
NODISCARD enum err_code figure_count_groups(struct store *store, const struct measure *measure,
                                            const struct measure_cut *sql, struct arena *arena,
                                            struct figure_groups *ret_groups, struct err *err);
