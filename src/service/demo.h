/* SPDX-License-Identifier: Apache-2.0
 * The demonstration: the programmes that come with the program, and a commune's lists of invented
 * people (demo/), put in the way a user would. */
#pragma once

#include "store/entity.h"

struct demo_result {
    int64_t programmes, households, records; /* records: of all other lists */
};

/* Fills a database after house_init. Idempotent: what is there already stays as it is. */
NODISCARD enum err_code demo_fill(struct store *store, struct arena *arena,
                                  struct demo_result *ret_result, struct err *err);
