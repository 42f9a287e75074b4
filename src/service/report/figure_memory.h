/* SPDX-License-Identifier: Apache-2.0
 * Counts that only the records can tell, of a year that is over: how many different ones, with their states of then. They are
 * remembered, as a year that is over rarely changes (store/memory.h). */
#pragma once

#include "service/report/figure.h"
#include "store/entity_sql.h"
#include "store/memory.h"

/* `measure` is narrowed to the cut already. */
bool figure_is_remembered(const struct store *store, const struct measure *measure, const struct measure_cut *sql);
NODISCARD enum err_code figure_recall(struct store *store, const struct measure *measure, const struct measure_cut *sql,
                                      struct arena *arena, struct memory_moment *ret_moment, bool *ret_found,
                                      struct figure_groups *ret_groups, struct err *err);
void figure_remember(struct store *store, const struct measure *measure, const struct measure_cut *sql,
                     const struct memory_moment *moment, const struct figure_groups *groups);
