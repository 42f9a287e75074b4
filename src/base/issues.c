/* SPDX-License-Identifier: Apache-2.0 */
#include "base/issues.h"

void issues_add_args(struct issues *issues, enum err_code code, enum msg msg, const char *where,
                     const char *const *args_after_first)
{
    struct err *issue = ARENA_PUSH(issues->arena, issues->items, issues->count, issues->capacity);
    (void)err_set_args(issue, code, msg, args_after_first);
    if (where)
        (void)err_at(issue, "%s", where);
}

void issues_add_err(struct issues *issues, const struct err *err)
{
    *ARENA_PUSH(issues->arena, issues->items, issues->count, issues->capacity) = *err;
}
