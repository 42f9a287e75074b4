/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/suppress.h"

#include <string.h>

static bool is_small(int64_t value)
{
    return value > 0 && value < SUPPRESS_BELOW;
}

/* --- tables --------------------------------------------------------------------------------------- */

struct table {
    const int64_t *cells;
    size_t rows, columns;
    bool *hidden;
    bool *seen;    /* rows, then columns */
    size_t *queue;
};

static bool is_hidden(const struct table *table, size_t row, size_t column)
{
    return table->hidden[row * table->columns + column];
}

static void reach(const struct table *table, size_t point, size_t *end)
{
    if (table->seen[point])
        return;
    table->seen[point] = true;
    table->queue[(*end)++] = point;
}

/* Whether the row is bound to the column by hidden cells other than the one between them. */
static bool has_other_way(const struct table *table, size_t row, size_t column)
{
    size_t end = 0;
    memset(table->seen, 0, (table->rows + table->columns) * sizeof(bool));
    reach(table, row, &end);
    for (size_t begin = 0; begin < end && !table->seen[table->rows + column]; begin++) {
        size_t at = table->queue[begin];
        if (at < table->rows) {
            for (size_t c = 0; c < table->columns; c++)
                if (is_hidden(table, at, c) && !(at == row && c == column))
                    reach(table, table->rows + c, &end);
        } else {
            for (size_t r = 0; r < table->rows; r++)
                if (is_hidden(table, r, at - table->rows) && !(r == row && at - table->rows == column))
                    reach(table, r, &end);
        }
    }
    return table->seen[table->rows + column];
}

/* What it costs to hide a cell: nothing where it is hidden, its number, much for a total. -1: cannot help. */
static int64_t cost(const struct table *table, size_t row, size_t column)
{
    enum { TOTAL_SHIFT = 20 };
    int64_t value = table->cells[row * table->columns + column];
    int totals = (row + 1 == table->rows) + (column + 1 == table->columns);
    if (value <= 0)
        return -1;
    if (is_hidden(table, row, column))
        return 0;
    return (value < INT32_MAX ? value : INT32_MAX) << (totals ? TOTAL_SHIFT : 0);
}

/* The cheapest circle of four through the cell is hidden. There is one: over the totals at the worst. */
static void close_circle(struct table *table, size_t row, size_t column)
{
    int64_t best = -1;
    size_t best_row = 0, best_column = 0;
    for (size_t r = 0; r < table->rows; r++)
        for (size_t c = 0; r != row && c < table->columns; c++) {
            int64_t a = cost(table, row, c), b = cost(table, r, c), d = cost(table, r, column);
            if (c == column || a < 0 || b < 0 || d < 0 || (best >= 0 && a + b + d >= best))
                continue;
            best = a + b + d;
            best_row = r;
            best_column = c;
        }
    require(best >= 0);
    table->hidden[row * table->columns + best_column] = true;
    table->hidden[best_row * table->columns + best_column] = true;
    table->hidden[best_row * table->columns + column] = true;
}

void suppress_table(const int64_t *cells, size_t rows, size_t columns, bool *ret_hidden)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    require(rows >= 2 && columns >= 2);
    struct table table = { .cells = cells, .rows = rows, .columns = columns, .hidden = ret_hidden,
                           .seen = ARENA_ARRAY(&arena, bool, rows + columns),
                           .queue = ARENA_ARRAY(&arena, size_t, rows + columns) };
    for (size_t i = 0; i < rows * columns; i++)
        ret_hidden[i] = cells[i] > 0 && (ret_hidden[i] || is_small(cells[i]));
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t r = 0; r < rows; r++)
            for (size_t c = 0; c < columns; c++)
                if (is_hidden(&table, r, c) && !has_other_way(&table, r, c)) {
                    close_circle(&table, r, c);
                    changed = true;
                }
    }
}

void suppress_list(const int64_t *cells, size_t count, bool *ret_hidden)
{
    size_t hidden = 0, least = count;
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        ret_hidden[i] = is_small(cells[i]);
        hidden += ret_hidden[i];
        total += cells[i];
        if (cells[i] > 0 && !ret_hidden[i] && (least == count || cells[i] < cells[least]))
            least = i;
    }
    if (hidden == 1 && !is_small(total) && least < count)
        ret_hidden[least] = true;
}

/* --- what is sensitive ---------------------------------------------------------------------------------- */

static bool is_sensitive_field(const struct kind *kind, int field)
{
    return field >= 0 && kind->fields[field].personal == PERSONAL_SENSITIVE;
}

static bool is_sensitive_cond(const struct kind *kind, const struct cond *cond)
{
    if (!cond)
        return false;
    if (is_sensitive_field(kind, cond->field) || (cond->share && is_sensitive_field(kind, cond->other)))
        return true;
    if (cond->linked && (is_sensitive_field(cond->linked->kind, cond->linked->field) ||
                         is_sensitive_cond(cond->linked->kind, cond->linked->where)))
        return true;
    bool is_referred = cond->op == COND_REFERRED && cond->field >= 0;
    const struct kind *below = is_referred ? kind_by_slug(kind->fields[cond->field].ref) : kind;
    for (size_t i = 0; i < cond->child_count; i++)
        if (is_sensitive_cond(below ? below : kind, cond->children[i]))
            return true;
    return false;
}

bool suppress_is_sensitive(const struct measure *measure, const struct field *by)
{
    return (by && by->personal == PERSONAL_SENSITIVE) || is_sensitive_field(measure->kind, measure->field) ||
           is_sensitive_cond(measure->kind, measure->where);
}
