/* SPDX-License-Identifier: Apache-2.0
 * Households that somebody should lead the help to and nobody does: one rule for the list of work and a household's page. */
#pragma once

#include "store/entity.h"

enum lead_state {
    LEAD_UNKNOWN,    /* who sees one line only sees not who of the others leads */
    LEAD_NOT_NEEDED,
    LEAD_MISSING,
};

/* The year of the last review in a place of today (0: everywhere), within the actor's reach (one of a year to come only where this
 * year and the two before have none); 0: none, or not to be seen. */
NODISCARD enum err_code lead_review_year(struct store *store, struct arena *arena, int64_t unit, int64_t *ret_year,
                                         struct err *err);

/* Of households: found poor by the review of that year, or destitute, and given to nobody in it. */
struct cond *lead_missing(struct arena *arena, int64_t year);

/* The same of one household, in the year of the last review of its commune. */
NODISCARD enum err_code lead_state_of(struct store *store, struct arena *arena, const struct record *household, int64_t *ret_year,
                                      enum lead_state *ret_state, struct err *err);
