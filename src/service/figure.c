/* SPDX-License-Identifier: Apache-2.0 */
#include "service/figure.h"

#include "store/tally.h"

#include <string.h>

/* --- cuts -------------------------------------------------------------------------------------------- */

struct figure_cut figure_cut_of(const struct store *store, int64_t unit, struct period period, bool as_now,
                                int64_t as_of_day)
{
    struct figure_cut cut = { .unit = unit, .period = period };
    if (date_to_days(period.last) > as_of_day)
        cut.period.last = date_from_days((int32_t)as_of_day);
    if (date_to_days(period.first) > as_of_day)
        cut.period.first = cut.period.last;
    cut.territory_day = as_now ? store->today_day : date_to_days(cut.period.last);
    return cut;
}

/* The same place over the years before. */
static struct figure_cut years_earlier(const struct figure_cut *cut, int years)
{
    struct figure_cut earlier = *cut;
    earlier.period.first = date_add_months(cut->period.first, -12 * years);
    earlier.period.last = date_add_months(cut->period.last, -12 * years);
    return earlier;
}

/* --- which units ---------------------------------------------------------------------------------------- */

static enum err_code collect_units(struct store *store, enum stmt_id id, const struct value *args,
                                   size_t arg_count, struct arena *arena, int64_t **units, size_t *count,
                                   size_t *capacity, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, id, args, arg_count, &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        *ARENA_PUSH(arena, *units, *count, *capacity) = rows_int(&rows, 0);
    }
}

/* Units that bear one of the designations, or are of one of the types, on the day. */
static enum err_code choose_units(struct store *store, const struct unit_choice *choice, int64_t day,
                                  struct arena *arena, struct measure_cut *cut, struct err *err)
{
    int64_t *units = NULL;
    size_t count = 0, capacity = 0;
    struct date date = date_from_days((int32_t)day);
    char storage[DATE_TEXT_SIZE];
    date_to_storage(date, storage);
    for (size_t i = 0; choice->designations && choice->designations[i]; i++)
        TRY(collect_units(store, STMT_UNITS_DESIGNATED,
                          ARGS(v_text(choice->designations[i]), v_text(storage), v_int(date.year)), arena,
                          &units, &count, &capacity, err));
    for (size_t i = 0; choice->types && choice->types[i]; i++)
        TRY(collect_units(store, STMT_UNITS_OF_TYPE, ARGS(v_text(choice->types[i]), v_text(storage)), arena,
                          &units, &count, &capacity, err));
    cut->units_given = true;
    cut->units_without = choice->without;
    cut->units = units;
    cut->unit_count = count;
    return ERR_OK;
}

enum err_code figure_chosen_units(struct store *store, const struct unit_choice *choice, int64_t day,
                                  struct idmap *ret_units, struct err *err)
{
    struct measure_cut cut = { 0 };
    TRY(choose_units(store, choice, day, ret_units->arena, &cut, err));
    for (size_t i = 0; i < cut.unit_count; i++)
        idmap_put(ret_units, cut.units[i], 1);
    return ERR_OK;
}

/* --- one measure ------------------------------------------------------------------------------------------- */

static enum err_code sql_cut(struct store *store, const struct measure *measure,
                             const struct figure_cut *cut, struct arena *arena, struct measure_cut *ret,
                             struct err *err)
{
    char first[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];
    date_to_storage(cut->period.first, first);
    date_to_storage(date_add_days(cut->period.last, 1), next);
    int64_t last_day = date_to_days(cut->period.last);
    *ret = (struct measure_cut){
        .scope_unit = cut->unit,
        .scope_day = cut->territory_day,
        .first_day = arena_strdup(arena, first),
        .next_day = arena_strdup(arena, next),
        .first_year = cut->period.first.year,
        .last_year = cut->period.last.year,
        .state_day = !cut->states_now && last_day < store->today_day ? last_day : 0,
    };
    if (measure->units)
        TRY(choose_units(store, measure->units, cut->territory_day, arena, ret, err));
    return ERR_OK;
}

/* The measure narrowed to one organisation, where the cut asks for one. */
static const struct measure *narrowed(const struct measure *measure, const char *organisation,
                                      struct arena *arena)
{
    if (!organisation || measure->organisation_field < 0)
        return measure;
    struct measure *own = ARENA_NEW(arena, struct measure);
    *own = *measure;
    struct cond *is_own = cond_compare(arena, measure->organisation_field, COND_EQ, v_text(organisation));
    struct cond *both[] = { is_own, (struct cond *)(uintptr_t)measure->where };
    own->where = cond_all(arena, both, measure->where ? 2 : 1);
    return own;
}

static bool is_month_start(struct date date)
{
    return date.day == 1;
}

static bool is_month_end(struct date date)
{
    return date_add_days(date, 1).day == 1;
}

/* From the totals kept at each write, where the cut falls on their months. */
static bool can_read_tally(const struct measure_cut *sql, const struct measure *measure,
                           const struct figure_cut *cut)
{
    if (sql->units_given || cut->organisation || measure->place)
        return false;
    bool at_month_end = is_month_end(cut->period.last);
    if (sql->state_day && !at_month_end)
        return false;
    if (measure->time == MEASURE_FLOW)
        return is_month_start(cut->period.first) && at_month_end;
    return measure->time != MEASURE_STOCK || at_month_end;
}

static enum err_code read_tally(struct store *store, const struct measure *measure,
                                const struct figure_cut *cut, const struct measure_cut *sql,
                                bool *ret_found, int64_t *ret_value, struct err *err)
{
    const struct tally *tally = can_read_tally(sql, measure, cut) ? tally_find(store, measure) : NULL;
    *ret_found = false;
    if (!tally)
        return ERR_OK;
    struct tally_span span = { date_month_index(cut->period.first), date_month_index(cut->period.last),
                               TALLY_STATES_NOW };
    if (sql->state_day)
        span.state_month = span.last_month;
    if (measure->time == MEASURE_YEAR) {
        span.first_month = (int64_t)cut->period.first.year * 12;
        span.last_month = (int64_t)cut->period.last.year * 12 + 11;
    }
    return tally_read(store, tally, cut->unit, cut->territory_day, &span, ret_found, ret_value, err);
}

enum err_code figure_measure(struct store *store, const struct measure *measure,
                             const struct figure_cut *cut, struct number *ret_number, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct measure_cut sql = { 0 };
    bool found = false;
    TRY(sql_cut(store, measure, cut, &arena, &sql, err));
    ret_number->known = true;
    TRY(read_tally(store, measure, cut, &sql, &found, &ret_number->value, err));
    if (found)
        return ERR_OK;
    struct sql_args args = { .arena = &arena };
    const char *text = entity_sql_measure(&args, narrowed(measure, cut->organisation, &arena), &sql);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(store->db, text, args.values, args.count, &rows, err));
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    ret_number->value = has ? rows_int(&rows, 0) : 0;
    return ERR_OK;
}

enum err_code figure_expr(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                          struct number *ret_number, struct err *err)
{
    if (expr->op == EXPR_MEASURE)
        return figure_measure(store, expr->measure, cut, ret_number, err);
    struct number numbers[16];
    require(expr->child_count <= COUNT(numbers));
    for (size_t i = 0; i < expr->child_count; i++)
        TRY(figure_expr(store, expr->children[i], cut, &numbers[i], err));
    if (expr->op != EXPR_CHANGE) {
        *ret_number = expr_combine(expr, numbers, expr->child_count);
        return ERR_OK;
    }
    struct figure_cut earlier = years_earlier(cut, expr->years_back);
    struct number before = { 0 };
    TRY(figure_expr(store, expr->children[0], &earlier, &before, err));
    ret_number->known = numbers[0].known && before.known;
    ret_number->value = numbers[0].value - before.value;
    return ERR_OK;
}

enum err_code figure_records(struct store *store, const struct measure *measure,
                             const struct figure_cut *cut, size_t max, struct arena *arena,
                             int64_t **ret_ids, size_t *ret_count, struct err *err)
{
    struct measure_cut sql = { 0 };
    TRY(sql_cut(store, measure, cut, arena, &sql, err));
    sql.records = true;
    struct sql_args args = { .arena = arena };
    const char *text = entity_sql_measure(&args, narrowed(measure, cut->organisation, arena), &sql);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(store->db, text, args.values, args.count, &rows, err));
    int64_t *ids = NULL;
    size_t count = 0, capacity = 0;
    for (bool has = true; count < max;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        *ARENA_PUSH(arena, ids, count, capacity) = rows_int(&rows, 0);
    }
    *ret_ids = ids;
    *ret_count = count;
    return ERR_OK;
}

/* --- groups -------------------------------------------------------------------------------------------------- */

static int compare_keys(const struct value *a, const struct value *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int order = value_compare(a[i], b[i]);
        if (order)
            return order;
    }
    return 0;
}

static int group_order(const void *a, const void *b)
{
    return compare_keys(((const struct figure_group *)a)->keys, ((const struct figure_group *)b)->keys,
                        MEASURE_DIMS_MAX);
}

const struct figure_group *figure_group_find(const struct figure_groups *groups, const struct value *keys,
                                             size_t dim_count)
{
    size_t low = 0, high = groups->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare_keys(groups->items[middle].keys, keys, dim_count);
        if (order == 0)
            return &groups->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static enum err_code set_dim(const struct measure *measure, const struct figure_dim *dim,
                             struct measure_dim *ret, struct err *err)
{
    int field = -1;
    *ret = (struct measure_dim){ 0 };
    switch (dim->by) {
    case FIGURE_BY_LEVEL:
        ret->level = dim->name;
        return measure_unit_field(measure) ? ERR_OK :
                                     err_set(err, ERR_INPUT, MSG_FIGURE_DIMENSION, measure->kind->slug,
                                             dim->name);
    case FIGURE_BY_ORGANISATION:
        field = measure->organisation_field;
        break;
    case FIGURE_BY_FIELD:
        field = kind_field_index(measure->kind, dim->name);
        break;
    case FIGURE_BY_RECORD:
        field = measure_field_to(measure, dim->name);
        if (field == COND_FIELD_ID)
            return ERR_OK;
        break;
    }
    if (field < 0)
        return err_set(err, ERR_INPUT, MSG_FIGURE_DIMENSION, measure->kind->slug,
                       dim->name ? dim->name : "organisation");
    ret->field = &measure->kind->fields[field];
    return ERR_OK;
}

static enum err_code measure_groups(struct store *store, const struct measure *measure,
                                    const struct figure_cut *cut, const struct figure_dim *dims,
                                    size_t dim_count, struct arena *arena,
                                    struct figure_groups *ret_groups, struct err *err)
{
    struct measure_cut sql = { 0 };
    struct measure_dim measure_dims[MEASURE_DIMS_MAX];
    TRY(sql_cut(store, measure, cut, arena, &sql, err));
    for (size_t i = 0; i < dim_count; i++)
        TRY(set_dim(measure, &dims[i], &measure_dims[i], err));
    sql.dims = measure_dims;
    sql.dim_count = dim_count;
    struct sql_args args = { .arena = arena };
    const char *text = entity_sql_measure(&args, narrowed(measure, cut->organisation, arena), &sql);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(store->db, text, args.values, args.count, &rows, err));
    struct figure_group *items = NULL;
    size_t count = 0, capacity = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        struct figure_group *group = ARENA_PUSH(arena, items, count, capacity);
        *group = (struct figure_group){ .number = { true, rows_int(&rows, (int)dim_count) } };
        for (size_t i = 0; i < dim_count; i++) {
            group->keys[i] = rows_value(&rows, (int)i);
            if (group->keys[i].type == VALUE_TEXT)
                group->keys[i].s = arena_strdup(arena, group->keys[i].s);
        }
    }
    if (count)
        qsort(items, count, sizeof(*items), group_order);
    *ret_groups = (struct figure_groups){ items, count };
    return ERR_OK;
}

/* All keys that occur in any of the children, each once. */
static struct figure_groups union_keys(const struct figure_groups *children, size_t child_count,
                                       size_t dim_count, struct arena *arena)
{
    struct figure_group *items = NULL;
    size_t count = 0, capacity = 0, kept = 0;
    for (size_t i = 0; i < child_count; i++)
        for (size_t j = 0; j < children[i].count; j++)
            *ARENA_PUSH(arena, items, count, capacity) = children[i].items[j];
    if (count)
        qsort(items, count, sizeof(*items), group_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || compare_keys(items[kept - 1].keys, items[i].keys, dim_count) != 0)
            items[kept++] = items[i];
    return (struct figure_groups){ items, kept };
}

static struct number group_number(const struct figure_groups *groups, const struct value *keys,
                                  size_t dim_count)
{
    const struct figure_group *group = figure_group_find(groups, keys, dim_count);
    return group ? group->number : (struct number){ .known = true }; /* nothing there: none of it */
}

enum err_code figure_groups(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                            const struct figure_dim *dims, size_t dim_count, struct arena *arena,
                            struct figure_groups *ret_groups, struct err *err)
{
    require(dim_count <= MEASURE_DIMS_MAX);
    *ret_groups = (struct figure_groups){ 0 };
    if (expr->op == EXPR_MEASURE)
        return measure_groups(store, expr->measure, cut, dims, dim_count, arena, ret_groups, err);
    if (expr->op == EXPR_CONST)
        return ERR_OK; /* joins the keys of its siblings */
    struct figure_groups children[16];
    size_t child_count = expr->child_count;
    require(child_count < COUNT(children));
    for (size_t i = 0; i < child_count; i++)
        TRY(figure_groups(store, expr->children[i], cut, dims, dim_count, arena, &children[i], err));
    if (expr->op == EXPR_CHANGE) {
        struct figure_cut earlier = years_earlier(cut, expr->years_back);
        TRY(figure_groups(store, expr->children[0], &earlier, dims, dim_count, arena,
                          &children[child_count++], err));
    }
    *ret_groups = union_keys(children, child_count, dim_count, arena);
    for (size_t i = 0; i < ret_groups->count; i++) {
        struct figure_group *group = &ret_groups->items[i];
        struct number numbers[16];
        for (size_t j = 0; j < child_count; j++)
            numbers[j] = j < expr->child_count && expr->children[j]->op == EXPR_CONST ?
                             (struct number){ true, expr->children[j]->constant } :
                             group_number(&children[j], group->keys, dim_count);
        if (expr->op == EXPR_CHANGE)
            group->number = (struct number){ numbers[0].known && numbers[1].known,
                                             numbers[0].value - numbers[1].value };
        else
            group->number = expr_combine(expr, numbers, child_count);
    }
    return ERR_OK;
}
