/* SPDX-License-Identifier: Apache-2.0 */
#include "store/table_sql.h"

#include "base/buf.h"

static void add_names(struct buf *out, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s%s", i ? ", " : "", names[i]);
}

static void add_parameters(struct buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s$%zu", i ? ", " : "", i + 1);
}

char *table_sql_page(struct arena *arena, const struct table_shape *table, size_t rows, bool after)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_add(&out, "SELECT ");
    add_names(&out, table->columns, table->column_count);
    buf_printf(&out, " FROM %s", table->name);
    if (after) {
        buf_add(&out, " WHERE (");
        add_names(&out, table->keys, table->key_count);
        buf_add(&out, ") > (");
        add_parameters(&out, table->key_count);
        buf_add_char(&out, ')');
    }
    buf_add(&out, " ORDER BY ");
    add_names(&out, table->keys, table->key_count);
    buf_printf(&out, " LIMIT %zu", rows);
    return arena_strdup(arena, buf_text(&out));
}

char *table_sql_insert(struct arena *arena, const struct table_shape *table)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_printf(&out, "INSERT INTO %s (", table->name);
    add_names(&out, table->columns, table->column_count);
    buf_add(&out, ") VALUES (");
    add_parameters(&out, table->column_count);
    buf_add_char(&out, ')');
    return arena_strdup(arena, buf_text(&out));
}

char *table_sql_any(struct arena *arena, const char *table)
{
    return arena_printf(arena, "SELECT 1 FROM %s LIMIT 1", table);
}
