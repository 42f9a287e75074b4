/* SPDX-License-Identifier: Apache-2.0
 * What lies behind today, where the totals are of whole months or years. Few records are dated so: they are found by their
 * date and taken off; of a distinct count of the year up to today, only what those refer to can make a difference. Private
 * to figure.c. */
#pragma once

#include "service/report/figure.h"
#include "store/entity_sql.h"

bool figure_is_month_end(struct date date);
/* The month of the cut's last day runs: what lies in the rest of it is found by its days and taken off. */
bool figure_month_runs(const struct store *store, const struct measure *measure, const struct figure_cut *cut);
/* A distinct count of a year up to today: read of the whole year, then figure_take_later. */
bool figure_is_to_date(const struct store *store, const struct measure *measure, const struct figure_cut *cut);
struct figure_cut figure_whole_year(const struct figure_cut *cut);

/* What the totals have too much where the month of the cut's last day runs. Of a distinct count nothing is to be taken
 * off, it is not found. */
NODISCARD enum err_code figure_take_rest(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                         const struct measure_cut *sql, struct arena *arena, bool *found,
                                         struct figure_groups *groups, struct err *err);

/* `groups`, of the whole year, become those of the cut. *found stays true, unless too much lies behind today. */
NODISCARD enum err_code figure_take_later(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                          const struct measure_cut *sql, struct arena *arena, bool *found,
                                          struct figure_groups *groups, struct err *err);

/* figure.c: one row per combination of dimensions, from the records. `measure` is narrowed already. */
NODISCARD enum err_code figure_count_groups(struct store *store, const struct measure *measure,
                                            const struct measure_cut *sql, struct arena *arena,
                                            struct figure_groups *ret_groups, struct err *err);
