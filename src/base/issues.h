/* SPDX-License-Identifier: Apache-2.0
 * A list of everything that is wrong with a user's input: all of it, not the first. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

struct issues {
    struct arena *arena;
    struct err *items;
    size_t count, capacity;
};

/* Adds one; where may be NULL. Parameters as err_set. */
#define issues_add(issues, code, msg, where, ...)                                                  \
    issues_add_args(issues, code, msg, where, (const char *const[]){ "", ##__VA_ARGS__, NULL })
void issues_add_args(struct issues *issues, enum err_code code, enum msg msg, const char *where,
                     const char *const *args_after_first);
/* Adds a failure as it is. */
void issues_add_err(struct issues *issues, const struct err *err);
