/* SPDX-License-Identifier: Apache-2.0
 * Obligations that hold at every moment (S0d-29 "duy trì"), from the history of states. Private to
 * coverage. */
#pragma once

#include "service/coverage.h"
#include "service/figure.h"

struct coverage_job_view {
    struct store *store;
    struct arena *arena;
    const struct obligation *obligation;
    const struct figure_cut *cut;
    int64_t unit;
    const char *organisation;
};

/* Finds the days, between the first on which the bound held and the cut's last, on which it did not;
 * where there are any the row becomes unmet, with how many and from when. Only for a plain count. */
NODISCARD enum err_code coverage_apply_continuous(struct coverage_job_view view,
                                                  struct coverage_row *row, struct err *err);
