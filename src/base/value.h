/* SPDX-License-Identifier: Apache-2.0
 * One value as the store, a sheet cell or a condition sees it: nothing, a 64-bit integer, or text.
 * There is no floating point in the records: money is đồng, area is m², shares are basis points.
 * Text is UTF-8 NFC, NUL-terminated, owned by whoever made the value (an arena, or a literal). */
#pragma once

#include "base/arena.h"
#include "base/base.h"

enum value_type { VALUE_NULL, VALUE_INT, VALUE_TEXT };

struct value {
    enum value_type type;
    int64_t i;
    const char *s;
};

static inline struct value v_null(void)
{
    return (struct value){ .type = VALUE_NULL };
}
static inline struct value v_int(int64_t i)
{
    return (struct value){ .type = VALUE_INT, .i = i };
}
/* NULL gives the null value. */
static inline struct value v_text(const char *s)
{
    return s ? (struct value){ .type = VALUE_TEXT, .s = s } : v_null();
}
/* The same value, its text in the arena. */
static inline struct value value_copy(struct arena *arena, struct value value)
{
    return value.type == VALUE_TEXT ? v_text(arena_strdup(arena, value.s)) : value;
}

/* Order: null < integers by number < texts by bytes. The same order SQLite and, with C collation,
 * PostgreSQL give within one column. */
int value_compare(struct value a, struct value b);
bool value_equal(struct value a, struct value b);
static inline bool value_is_null(struct value a)
{
    return a.type == VALUE_NULL;
}
