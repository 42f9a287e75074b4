/* SPDX-License-Identifier: Apache-2.0
 * SQL over whole tables, whatever they hold: for moving a database (store/copy.c). Names come from the
 * database's own catalogue; values are bound. */
#pragma once

#include "base/arena.h"
#include "base/base.h"

struct table_shape {
    const char *name;
    const char *const *columns;
    size_t column_count;
    const char *const *keys; /* columns of the primary key, in its order */
    size_t key_count;
};

/* The first `rows` rows by the primary key; with `after` those behind the key $1 … */
char *table_sql_page(struct arena *arena, const struct table_shape *table, size_t rows, bool after);
/* INSERT of one row: $1 … in column order. */
char *table_sql_insert(struct arena *arena, const struct table_shape *table);
/* A row where the table has any. */
char *table_sql_any(struct arena *arena, const char *table);
