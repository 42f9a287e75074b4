/* SPDX-License-Identifier: Apache-2.0
 * The programmes there are, for who is to look at one: which of them concern his place. */
#pragma once

#include "store/entity.h"

struct programme_choice {
    const struct record *record; /* of kind programmes, live */
    const char *territory;       /* its name */
    bool is_here;                /* of the actor's place, of one above it or one in it; true for who is bound to no place */
};

/* Those of here first, of each the one that ends last first. Everything lives in `arena`. */
NODISCARD enum err_code programme_choices(struct store *store, struct arena *arena, struct programme_choice **ret_choices,
                                          size_t *ret_count, struct err *err);
