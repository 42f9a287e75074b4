/* SPDX-License-Identifier: Apache-2.0
 * Tables of a report. Rows are known before the numbers where the programme or the territory says
 * which there are (organisations, units, years), so that who has done nothing is seen; rows by a
 * code are those that occur. The total is the measure without its rows, never a sum. */
#include "service/report/report_job.h"

#include "base/vitext.h"

#include <stdlib.h>
#include <string.h>

/* What the rows of one dimension are, in order. */
struct axis_row {
    struct value key;
    const char *name; /* the key outside: "unit:CODE@DATE" */
    const char *label;
    bool given; /* shown though nothing is there */
};
struct axis {
    struct axis_row *rows;
    size_t count, capacity;
};

/* The numbers over the first `depth` dimensions: for each year asked apart, one set per column. */
struct grid {
    size_t depth;      /* dimensions */
    int year_dim;      /* which of them is the year; -1: none */
    size_t year_count; /* 1 without a year dimension */
    struct figure_groups *groups; /* year × column */
};

struct table_job {
    struct report_job *job;
    const struct outline_table *of;
    struct report_table *table;
    struct axis axes[TABLE_DIMENSIONS_MAX];
    struct grid grids[TABLE_DIMENSIONS_MAX]; /* of depth 1, of depth 2 */
    size_t row_capacity;
};

/* --- numbers -------------------------------------------------------------------------------------- */

static int first_year(const struct table_job *tj)
{
    return tj->job->cut.period.first.year;
}

static size_t year_count(const struct table_job *tj)
{
    return (size_t)(tj->job->cut.period.last.year - first_year(tj) + 1);
}

static struct figure_cut year_cut(const struct table_job *tj, size_t index)
{
    struct figure_cut cut = tj->job->cut;
    int year = first_year(tj) + (int)index;
    if (cut.period.first.year < year)
        cut.period.first = date_of(year, 1, 1);
    if (cut.period.last.year > year)
        cut.period.last = date_of(year, 12, 31);
    cut.year = year;
    return cut;
}

static size_t figure_dims(const struct table_job *tj, size_t depth, struct figure_dim *dims)
{
    size_t count = 0;
    for (size_t i = 0; i < depth; i++) {
        const struct table_dimension *dimension = &tj->of->dimensions[i];
        if (dimension->rows == ROWS_ORGANISATION)
            dims[count++] = (struct figure_dim){ FIGURE_BY_ORGANISATION, NULL };
        else if (dimension->rows == ROWS_UNIT)
            dims[count++] = (struct figure_dim){ FIGURE_BY_LEVEL, dimension->level };
        else if (dimension->rows == ROWS_FIELD)
            dims[count++] = (struct figure_dim){ FIGURE_BY_FIELD, dimension->field };
    }
    return count;
}

static enum err_code load_grid(struct table_job *tj, size_t depth, struct grid *grid, struct err *err)
{
    struct figure_dim dims[TABLE_DIMENSIONS_MAX];
    size_t dim_count = figure_dims(tj, depth, dims), columns = tj->of->column_count;
    *grid = (struct grid){ .depth = depth, .year_dim = -1, .year_count = 1 };
    for (size_t i = 0; i < depth; i++)
        if (tj->of->dimensions[i].rows == ROWS_YEAR)
            grid->year_dim = (int)i;
    if (grid->year_dim >= 0)
        grid->year_count = year_count(tj);
    grid->groups = ARENA_ARRAY(tj->job->arena, struct figure_groups, grid->year_count * columns);
    for (size_t i = 0; i < grid->year_count; i++)
        for (size_t j = 0; j < columns; j++) {
            struct figure_cut cut = grid->year_dim >= 0 ? year_cut(tj, i) : tj->job->cut;
            TRY(figure_groups(tj->job->store, tj->of->columns[j].value, &cut, dims, dim_count,
                              tj->job->arena, &grid->groups[i * columns + j], err));
        }
    return ERR_OK;
}

/* The number of a column in the row of these keys, one for each dimension of the grid. */
static struct number number_at(const struct table_job *tj, const struct grid *grid, size_t column,
                               const struct value *keys)
{
    struct value rest[TABLE_DIMENSIONS_MAX];
    size_t count = 0, year = 0;
    for (size_t i = 0; i < grid->depth; i++) {
        if ((int)i == grid->year_dim)
            year = (size_t)(keys[i].i - first_year(tj));
        else
            rest[count++] = keys[i];
    }
    return figure_group_number(&grid->groups[year * tj->of->column_count + column], rest, count);
}

/* --- rows known beforehand ------------------------------------------------------------------------ */

static struct axis_row *axis_add(struct table_job *tj, struct axis *axis, struct value key,
                                 const char *label)
{
    struct axis_row *row = ARENA_PUSH(tj->job->arena, axis->rows, axis->count, axis->capacity);
    *row = (struct axis_row){ .key = key, .label = label };
    return row;
}

static bool axis_has(const struct axis *axis, struct value key)
{
    for (size_t i = 0; i < axis->count; i++)
        if (value_equal(axis->rows[i].key, key))
            return true;
    return false;
}

static void add_organisations(struct table_job *tj, struct axis *axis)
{
    const struct report_request *request = &tj->job->report->request;
    const char *only = tj->job->cut.organisation;
    for (size_t i = 0; i < request->programme->organisation_count; i++) {
        const struct programme_organisation *organisation = &request->programme->organisations[i];
        if (only && strcmp(only, organisation->key) != 0)
            continue;
        struct axis_row *row =
            axis_add(tj, axis, v_text(organisation->key), organisation->title.vi);
        row->name = organisation->key;
        row->given = true;
    }
}

/* Two communes of a province may have one name: then with what they lie in. */
static const char *unit_label(const struct table_job *tj, const struct report_units *units, size_t index)
{
    const struct unit *unit = units->items[index];
    struct place above =
        territory_parent(tj->job->territory, unit, (int32_t)tj->job->cut.territory_day);
    for (size_t i = 0; above.unit && i < units->count; i++)
        if (i != index && strcmp(units->items[i]->name, unit->name) == 0)
            return arena_printf(tj->job->arena, "%s (%s)", unit->name,
                                text_lower_first(tj->job->arena, above.unit->name));
    return unit->name;
}

static void add_units(struct table_job *tj, struct axis *axis, const char *level)
{
    struct report_units units = { 0 };
    report_units_below(tj->job, tj->job->report->unit, level, &units);
    for (size_t i = 0; i < units.count; i++) {
        struct axis_row *row =
            axis_add(tj, axis, v_int(units.items[i]->id), unit_label(tj, &units, i));
        row->name = report_unit_key(tj->job->arena, units.items[i]);
        row->given = true;
    }
}

static void add_years(struct table_job *tj, struct axis *axis)
{
    for (size_t i = 0; i < year_count(tj); i++) {
        int year = first_year(tj) + (int)i;
        const char *text = arena_printf(tj->job->arena, "%d", year);
        struct axis_row *row = axis_add(tj, axis, v_int(year), text);
        row->name = text;
        row->given = true;
    }
}

/* --- rows that occur ------------------------------------------------------------------------------ */

/* The field of the table's first measure that rows go by. */
static void keep_first(void *context, const struct measure *measure)
{
    const struct measure **first = context;
    *first = *first ? *first : measure;
}

static const struct field *row_field(const struct table_job *tj, const char *name)
{
    const struct measure *first = NULL;
    expr_measures(tj->of->columns[0].value, keep_first, &first);
    if (!first)
        return NULL;
    if (!name)
        return first->organisation_field >= 0 ? &first->kind->fields[first->organisation_field] : NULL;
    return kind_field(first->kind, name);
}

static int64_t code_position(const struct field *field, struct value key)
{
    int64_t position = 0;
    if (value_is_null(key))
        return INT64_MAX;
    if (key.type == VALUE_INT || !field->codes)
        return 0;
    for (const struct code *code = field->codes; code->code; code++, position++)
        if (strcmp(code->code, key.s) == 0)
            return position;
    return INT64_MAX - 1; /* codes that were added come after the built-in ones */
}

static void sort_axis(const struct field *field, struct axis *axis, size_t from)
{
    for (size_t i = from + 1; i < axis->count; i++) { /* a dozen or two */
        struct axis_row row = axis->rows[i];
        size_t j = i;
        for (; j > from; j--) {
            int64_t before = code_position(field, axis->rows[j - 1].key);
            int64_t own = code_position(field, row.key);
            if (before < own || (before == own && value_compare(axis->rows[j - 1].key, row.key) <= 0))
                break;
            axis->rows[j] = axis->rows[j - 1];
        }
        axis->rows[j] = row;
    }
}

/* Keys of dimension `dim` found in the grid and not on the axis yet. */
static void add_found(struct table_job *tj, const struct grid *grid, size_t dim, struct axis *axis)
{
    const struct table_dimension *dimension = &tj->of->dimensions[dim];
    const struct field *field = row_field(tj, dimension->rows == ROWS_FIELD ? dimension->field : NULL);
    size_t from = axis->count, place = dim - (grid->year_dim >= 0 && grid->year_dim < (int)dim);
    if (!field)
        return;
    for (size_t i = 0; i < grid->year_count * tj->of->column_count; i++)
        for (size_t j = 0; j < grid->groups[i].count; j++) {
            struct value key = grid->groups[i].items[j].keys[place];
            if (axis_has(axis, key))
                continue;
            const char *label = value_is_null(key) ?
                                    msg_text(dimension->rows == ROWS_FIELD ? MSG_REPORT_NO_CODE :
                                                                             MSG_REPORT_NO_ORGANISATION,
                                             LANG_VI) :
                                    report_value_words(tj->job, field, key);
            struct axis_row *row = axis_add(tj, axis, key, label);
            row->name = key.type == VALUE_TEXT ? key.s :
                        key.type == VALUE_INT  ? arena_printf(tj->job->arena, "%lld", (long long)key.i) :
                                                 NULL;
        }
    sort_axis(field, axis, from);
}

static void make_axis(struct table_job *tj, size_t dim)
{
    const struct table_dimension *dimension = &tj->of->dimensions[dim];
    struct axis *axis = &tj->axes[dim];
    if (dimension->rows == ROWS_ORGANISATION)
        add_organisations(tj, axis);
    else if (dimension->rows == ROWS_UNIT)
        add_units(tj, axis, dimension->level);
    else if (dimension->rows == ROWS_YEAR)
        add_years(tj, axis);
    if (dimension->rows == ROWS_ORGANISATION || dimension->rows == ROWS_FIELD)
        add_found(tj, &tj->grids[dim], dim, axis);
}

/* --- filling -------------------------------------------------------------------------------------- */

static bool is_something(const struct number *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i].known && numbers[i].value != 0)
            return true;
    return false;
}

static void add_row(struct table_job *tj, const struct axis_row *at, int depth, struct number *numbers)
{
    *ARENA_PUSH(tj->job->arena, tj->table->rows, tj->table->row_count, tj->row_capacity) =
        (struct report_row){ .key = at->name, .label = at->label, .depth = depth, .numbers = numbers };
}

static struct number *numbers_at(struct table_job *tj, const struct grid *grid,
                                 const struct value *keys)
{
    struct number *numbers = ARENA_ARRAY(tj->job->arena, struct number, tj->of->column_count);
    for (size_t i = 0; i < tj->of->column_count; i++)
        numbers[i] = number_at(tj, grid, i, keys);
    return numbers;
}

static void fill_rows(struct table_job *tj)
{
    for (size_t i = 0; i < tj->axes[0].count; i++) {
        const struct axis_row *outer = &tj->axes[0].rows[i];
        struct value keys[TABLE_DIMENSIONS_MAX] = { outer->key };
        struct number *numbers = numbers_at(tj, &tj->grids[0], keys);
        if (!outer->given && !is_something(numbers, tj->of->column_count))
            continue;
        add_row(tj, outer, 0, numbers);
        for (size_t j = 0; j < tj->axes[1].count; j++) {
            const struct axis_row *inner = &tj->axes[1].rows[j];
            keys[1] = inner->key;
            numbers = numbers_at(tj, &tj->grids[1], keys);
            if (is_something(numbers, tj->of->column_count))
                add_row(tj, inner, 1, numbers);
        }
    }
}

static enum err_code fill_columns(struct table_job *tj, struct err *err)
{
    struct report_table *table = tj->table;
    table->column_count = tj->of->column_count;
    table->columns = ARENA_ARRAY(tj->job->arena, struct report_column, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        struct report_column *column = &table->columns[i];
        const struct expr *value = tj->of->columns[i].value;
        int64_t unsettled = 0;
        *column = (struct report_column){ .of = &tj->of->columns[i], .unit = expr_unit(value) };
        TRY(figure_expr(tj->job->store, value, &tj->job->cut, &column->total, err));
        TRY(report_unsettled(tj->job, value, &unsettled, err));
        column->provisional = !tj->job->report->period_over || unsettled > 0;
    }
    return ERR_OK;
}

static struct number column_sum(const struct report_table *table, size_t column)
{
    struct number sum = { .known = true };
    for (size_t i = 0; i < table->row_count; i++) {
        struct number number = table->rows[i].numbers[column];
        if (table->rows[i].depth == 0)
            sum = (struct number){ sum.known && number.known, sum.value + number.value };
    }
    return sum;
}

static void is_distinct(void *context, const struct measure *measure)
{
    bool *distinct = context;
    *distinct = *distinct || measure->aggregate == AGGREGATE_DISTINCT;
}

static bool can_be_added(const struct expr *value)
{
    bool distinct = false;
    expr_measures(value, is_distinct, &distinct);
    return !distinct && !number_is_hundredths(expr_unit(value));
}

/* Records of a superior unit itself, or whose commune is not known, stand in no row of a table by
 * unit: what is left of the total gets a row, so that nothing is missing. */
static void add_left_over(struct table_job *tj)
{
    struct number *left = ARENA_ARRAY(tj->job->arena, struct number, tj->of->column_count);
    if (tj->of->dimensions[0].rows != ROWS_UNIT)
        return;
    for (size_t i = 0; i < tj->of->column_count; i++) {
        const struct report_column *column = &tj->table->columns[i];
        struct number sum = column_sum(tj->table, i);
        if (can_be_added(column->of->value) && sum.known && column->total.known)
            left[i] = number_known(column->total.value - sum.value);
    }
    struct axis_row row = { .label = msg_text(MSG_REPORT_NO_UNIT, LANG_VI) };
    if (is_something(left, tj->of->column_count))
        add_row(tj, &row, 0, left);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static const char *by_words(const struct table_job *tj)
{
    const struct table_dimension *dimension = &tj->of->dimensions[0];
    static const int64_t two_tiers_from = 20270; /* 2025-07-01: no district, no township */
    bool two_tiers = tj->job->cut.territory_day >= two_tiers_from;
    const struct field *field = NULL;
    switch (dimension->rows) {
    case ROWS_ORGANISATION:
        return msg_text(MSG_REPORT_BY_ORGANISATION, LANG_VI);
    case ROWS_YEAR:
        return msg_text(MSG_REPORT_BY_YEAR, LANG_VI);
    case ROWS_FIELD:
        field = row_field(tj, dimension->field);
        return field ? field->vi : dimension->field;
    case ROWS_UNIT:
        break;
    }
    switch (unit_level_by_code(dimension->level)) {
    case LEVEL_PROVINCE:
        return msg_text(MSG_REPORT_BY_PROVINCE, LANG_VI);
    case LEVEL_DISTRICT:
        return msg_text(MSG_REPORT_BY_DISTRICT, LANG_VI);
    case LEVEL_COMMUNE:
        return msg_text(two_tiers ? MSG_REPORT_BY_COMMUNE_NOW : MSG_REPORT_BY_COMMUNE, LANG_VI);
    default:
        return msg_text(MSG_REPORT_BY_AREA, LANG_VI);
    }
}

enum err_code report_fill_table(struct report_job *job, const struct outline_table *of,
                                struct report_table **ret_table, struct err *err)
{
    struct table_job tj = { .job = job, .of = of, .table = ARENA_NEW(job->arena, struct report_table) };
    tj.table->of = of;
    tj.table->by = by_words(&tj);
    TRY(fill_columns(&tj, err));
    for (size_t i = 0; i < of->dimension_count; i++) {
        TRY(load_grid(&tj, i + 1, &tj.grids[i], err));
        make_axis(&tj, i);
    }
    fill_rows(&tj);
    add_left_over(&tj);
    for (size_t i = 0; i < tj.table->column_count; i++) {
        struct number sum = column_sum(tj.table, i);
        tj.table->columns[i].adds_up = sum.known && tj.table->columns[i].total.known &&
                                       sum.value == tj.table->columns[i].total.value;
    }
    *ret_table = tj.table;
    return ERR_OK;
}
