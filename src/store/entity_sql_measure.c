/* SPDX-License-Identifier: Apache-2.0
 * Measures: counts, sums and distinct counts of records, by place and field. */
#include "store/entity_sql_parts.h"

#include <string.h>

static const char *measure_column(const struct measure *measure)
{
    return measure->place ? measure->place->name : sql_place_column(measure->kind);
}

/* Each unit dimension joins the closure once, to the ancestor of that level on the scope's day. CROSS JOIN
 * keeps the order for SQLite, which would else begin at the closure: the records come first, or, where
 * a place is asked for, the units that count there (add_from), then each record's few ancestors. */
static void add_dim_joins(struct buf *out, struct sql_args *args, const struct measure *measure,
                          const struct measure_cut *cut)
{
    for (size_t i = 0; i < cut->dim_count; i++)
        if (cut->dims[i].level)
            buf_printf(out, " CROSS JOIN unit_closure d%zu CROSS JOIN units u%zu", i, i);
    buf_add(out, " WHERE 1 = 1");
    for (size_t i = 0; i < cut->dim_count; i++) {
        if (!cut->dims[i].level)
            continue;
        buf_printf(out, " AND d%zu.descendant = r.%s AND d%zu.from_day <= ", i, measure_column(measure), i);
        sql_add_value(out, args, v_int(cut->scope_day));
        buf_printf(out, " AND d%zu.to_day > ", i);
        sql_add_value(out, args, v_int(cut->scope_day));
        buf_printf(out, " AND u%zu.shard = (d%zu.ancestor >> 56) AND u%zu.id = d%zu.ancestor "
                        "AND u%zu.level = ",
                   i, i, i, i, i);
        sql_add_value(out, args, v_text(cut->dims[i].level));
    }
}

/* The records of a place are found from the units that count there, by their index on the place. A unit
 * counts under another once on a day, so no record comes twice. */
static void add_from(struct buf *out, const struct measure *measure, const struct measure_cut *cut)
{
    const char *column = measure_column(measure);
    if (cut->scope_unit && column && !cut->by_date && !cut->by_value)
        buf_printf(out, " FROM unit_closure s CROSS JOIN %s r", measure->kind->slug);
    else
        buf_printf(out, " FROM %s r", measure->kind->slug);
}

static void add_measure_scope(struct buf *out, struct sql_args *args, const struct measure *measure,
                              const struct measure_cut *cut)
{
    const char *column = measure_column(measure);
    if (!cut->scope_unit || !column)
        return;
    if (cut->by_date || cut->by_value)
        buf_add(out, " AND EXISTS (SELECT 1 FROM unit_closure s WHERE s.ancestor = ");
    else
        buf_add(out, " AND s.ancestor = ");
    sql_add_value(out, args, v_int(cut->scope_unit));
    buf_add(out, " AND s.from_day <= ");
    sql_add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND s.to_day > ");
    sql_add_value(out, args, v_int(cut->scope_day));
    buf_printf(out, " AND r.%s = s.descendant%s", column,
               strcmp(column, "id") == 0 ? " AND r.shard = (s.descendant >> 56)" : "");
    if (cut->by_date || cut->by_value)
        buf_add_char(out, ')');
}

static void add_dims(struct buf *out, struct sql_args *args, const struct told *told,
                     const struct measure_cut *cut)
{
    for (size_t i = 0; i < cut->dim_count; i++) {
        const struct measure_dim *dim = &cut->dims[i];
        buf_add(out, i ? ", " : "");
        if (dim->level)
            buf_printf(out, "d%zu.ancestor", i);
        else
            sql_add_counted(out, args, told,
                            dim->field ? (int)(dim->field - told->kind->fields) : COND_FIELD_ID);
    }
}

static void add_measure_time(struct buf *out, struct sql_args *args, const struct measure *measure,
                             const struct measure_cut *cut)
{
    const struct field *fields = measure->kind->fields;
    switch (measure->time) {
    case MEASURE_ANY_TIME:
        return;
    case MEASURE_YEAR:
        buf_printf(out, " AND r.%s >= ", fields[measure->date_field].name);
        sql_add_value(out, args, v_int(cut->first_year));
        buf_printf(out, " AND r.%s <= ", fields[measure->date_field].name);
        sql_add_value(out, args, v_int(cut->last_year));
        return;
    case MEASURE_FLOW: /* an expression has no index */
        buf_printf(out, cut->by_value ? " AND coalesce(r.%s, '') >= " : " AND r.%s >= ", fields[measure->date_field].name);
        sql_add_value(out, args, v_text(cut->first_day));
        buf_printf(out, cut->by_value ? " AND coalesce(r.%s, '') < " : " AND r.%s < ", fields[measure->date_field].name);
        sql_add_value(out, args, v_text(cut->next_day));
        return;
    case MEASURE_STOCK:
        buf_printf(out, " AND r.%s < ", fields[measure->date_field].name);
        sql_add_value(out, args, v_text(cut->next_day));
        if (measure->end_field >= 0) {
            const char *end = fields[measure->end_field].name;
            buf_printf(out, " AND (r.%s IS NULL OR r.%s >= ", end, end);
            sql_add_value(out, args, v_text(cut->next_day));
            buf_add(out, ")");
        }
        return;
    }
}

/* Only records under one of the chosen units, or under none. */
static void add_units(struct buf *out, struct sql_args *args, const char *column,
                      const struct measure_cut *cut)
{
    if (!cut->units_given)
        return;
    if (cut->unit_count == 0 || !column) {
        buf_add(out, cut->units_without ? "" : " AND 1 = 0");
        return;
    }
    buf_printf(out, " AND %s(r.%s IS NOT NULL AND r.%s IN (SELECT g.descendant FROM unit_closure g WHERE g.from_day <= ",
               cut->units_without ? "NOT " : "", column, column);
    sql_add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND g.to_day > ");
    sql_add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND g.ancestor IN (");
    for (size_t i = 0; i < cut->unit_count; i++) {
        buf_add(out, i ? ", " : "");
        sql_add_value(out, args, v_int(cut->units[i]));
    }
    buf_add(out, ")))");
}

static void add_elsewhere(struct buf *out, struct sql_args *args, const char *column,
                          const char *ancestor, const struct measure_cut *cut)
{
    buf_add(out, " AND NOT EXISTS (SELECT 1 FROM unit_closure o WHERE o.ancestor = ");
    if (ancestor)
        buf_add(out, ancestor);
    else
        sql_add_value(out, args, v_int(cut->scope_unit));
    buf_printf(out, " AND o.descendant = r.%s AND o.from_day <= ", column);
    sql_add_value(out, args, v_int(cut->scope_day));
    buf_add(out, " AND o.to_day > ");
    sql_add_value(out, args, v_int(cut->scope_day));
    buf_add(out, ")");
}

/* Only transfers whose other side counts elsewhere: not in the unit of the row, nor, without such a
 * dimension, in the scope. */
static void add_outside(struct buf *out, struct sql_args *args, const struct measure *measure,
                        const struct measure_cut *cut)
{
    bool by_unit = false;
    if (!measure->outside)
        return;
    for (size_t i = 0; i < cut->dim_count; i++) {
        if (!cut->dims[i].level)
            continue;
        by_unit = true;
        add_elsewhere(out, args, measure->outside->name,
                      arena_printf(args->arena, "d%zu.ancestor", i), cut);
    }
    if (by_unit || cut->dim_count)
        return;
    if (cut->scope_unit)
        add_elsewhere(out, args, measure->outside->name, NULL, cut);
    else
        buf_printf(out, " AND r.%s IS NULL", measure->outside->name);
}

char *entity_sql_measure(struct sql_args *args, const struct measure *measure,
                         const struct measure_cut *cut)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct told told = { .kind = measure->kind };
    require(cut->dim_count <= MEASURE_DIMS_MAX);
    args->state_day = cut->state_day;
    buf_add(&out, cut->records ? "SELECT r.id" : "SELECT ");
    if (cut->dim_count && cut->records)
        buf_add(&out, ", ");
    add_dims(&out, args, &told, cut);
    if (!cut->records) {
        buf_add(&out, cut->dim_count ? ", " : "");
        sql_add_aggregate(&out, args, &told, measure->aggregate, measure->field);
    }
    add_from(&out, measure, cut);
    add_dim_joins(&out, args, measure, cut);
    add_measure_scope(&out, args, measure, cut);
    if (measure->where) {
        buf_add(&out, " AND ");
        sql_add_cond(&out, args, &told, measure->where, 0);
    }
    add_measure_time(&out, args, measure, cut);
    add_units(&out, args, measure_column(measure), cut);
    add_outside(&out, args, measure, cut);
    if (cut->dim_count && !cut->records) {
        buf_add(&out, " GROUP BY ");
        add_dims(&out, args, &told, cut);
        buf_add(&out, " ORDER BY ");
        add_dims(&out, args, &told, cut);
    } else if (cut->records) {
        buf_add(&out, " ORDER BY r.id");
    }
    return sql_finish(args->arena, &out);
}

char *entity_sql_cells(struct sql_args *args, int64_t tally, int64_t grain, const int64_t *units, size_t unit_count,
                       int64_t first_month, int64_t last_month, int64_t since)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    size_t places = unit_count ? 1 : 0; /* few different texts: 1, 2, 4, … units, the last one repeated */
    while (places < unit_count)
        places *= 2;
    buf_add(&out, "SELECT unit, sum(value) FROM tally_cell WHERE tally = ");
    sql_add_value(&out, args, v_int(tally));
    buf_add(&out, " AND grain = ");
    sql_add_value(&out, args, v_int(grain));
    buf_add(&out, places ? " AND unit IN (" : "");
    for (size_t i = 0; i < places; i++) {
        buf_add(&out, i ? ", " : "");
        sql_add_value(&out, args, v_int(units[i < unit_count ? i : unit_count - 1]));
    }
    buf_add(&out, places ? ") AND month >= " : " AND month >= ");
    sql_add_value(&out, args, v_int(first_month));
    buf_add(&out, " AND month <= ");
    sql_add_value(&out, args, v_int(last_month));
    buf_add(&out, " AND since <= ");
    sql_add_value(&out, args, v_int(since));
    buf_add(&out, " GROUP BY unit");
    return sql_finish(args->arena, &out);
}
