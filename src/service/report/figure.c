/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/figure_parts.h"

#include "service/account/rights.h"
#include "service/report/figure_later.h"
#include "service/report/figure_memory.h"
#include "service/report/figure_secret.h"
#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>

/* --- cuts -------------------------------------------------------------------------------------------- */

struct figure_cut figure_cut_of(const struct store *store, int64_t unit, struct period period, bool as_now,
                                int64_t as_of_day)
{
    struct figure_cut cut = { .unit = unit, .period = period };
    if (period.first.year == period.last.year)
        cut.year = period.first.year;
    if (date_to_days(period.last) > as_of_day)
        cut.period.last = date_from_days((int32_t)as_of_day);
    if (date_to_days(period.first) > as_of_day)
        cut.period.first = cut.period.last;
    cut.territory_day = as_now ? store->today_day : date_to_days(cut.period.last);
    return cut;
}

enum err_code figure_cut_whole(struct store *store, int64_t unit, struct figure_cut *cut, struct err *err)
{
    struct err not_begun = { 0 };
    int64_t day = cut->territory_day;
    enum err_code code = unit_check_day(store, unit, &day, &not_begun);
    cut->whole_unit = code == ERR_OK ? unit : 0;
    cut->whole_day = day;
    if (code != ERR_OK && code != ERR_INPUT)
        *err = not_begun;
    return code == ERR_INPUT ? ERR_OK : code;
}

/* --- which units ---------------------------------------------------------------------------------------- */

static enum err_code collect_units(struct store *store, enum stmt_id id, const struct value *args, size_t arg_count,
                                   struct arena *arena, int64_t **units, size_t *count, size_t *capacity,
                                   struct err *err)
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
                          ARGS(v_text(choice->designations[i]), v_text(storage), v_int(date.year)), arena, &units,
                          &count, &capacity, err));
    for (size_t i = 0; choice->types && choice->types[i]; i++)
        TRY(collect_units(store, STMT_UNITS_OF_TYPE, ARGS(v_text(choice->types[i]), v_text(storage)), arena, &units,
                          &count, &capacity, err));
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

enum err_code figure_sql_cut(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                             struct arena *arena, struct measure_cut *ret, struct err *err)
{
    char first[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];
    int64_t place = cut->unit;
    if (!cut->is_whole) /* a total to compare with is no secret of its place */
        TRY(rights_place(store, &place, err));
    date_to_storage(cut->period.first, first);
    date_to_storage(date_add_days(cut->period.last, 1), next);
    int64_t last_day = date_to_days(cut->period.last);
    *ret = (struct measure_cut){
        .scope_unit = place,
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

const struct measure *figure_narrowed(const struct measure *measure, const struct figure_cut *cut, struct arena *arena)
{
    const struct field *place = cut->own_level ? measure_unit_field(measure) : NULL;
    const struct kind *units = kind_by_slug("units");
    struct cond *conds[3];
    size_t count = 0;
    if (cut->organisation && measure->organisation_field >= 0)
        conds[count++] = cond_compare(arena, measure->organisation_field, COND_EQ, v_text(cut->organisation));
    if (place)
        conds[count++] =
            cond_referred(arena, kind_field_index(measure->kind, place->name),
                          cond_compare(arena, kind_field_index(units, "level"), COND_EQ, v_text(cut->own_level)));
    if (!count)
        return measure;
    if (measure->where)
        conds[count++] = (struct cond *)(uintptr_t)measure->where;
    struct measure *own = ARENA_NEW(arena, struct measure);
    *own = *measure;
    own->where = cond_all(arena, conds, count);
    return own;
}

/* --- groups -------------------------------------------------------------------------------------------------- */

int figure_compare_keys(const struct value *a, const struct value *b, size_t count)
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
    return figure_compare_keys(((const struct figure_group *)a)->keys, ((const struct figure_group *)b)->keys,
                               MEASURE_DIMS_MAX);
}

void figure_groups_sort(struct figure_group *items, size_t count)
{
    if (count)
        qsort(items, count, sizeof(*items), group_order);
}

const struct figure_group *figure_group_find(const struct figure_groups *groups, const struct value *keys,
                                             size_t dim_count)
{
    size_t low = 0, high = groups->count;
    dim_count = dim_count < groups->key_count ? dim_count : groups->key_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = figure_compare_keys(groups->items[middle].keys, keys, dim_count);
        if (order == 0)
            return &groups->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* One row per combination of dimensions, from the records. */
static enum err_code read_groups(struct store *store, const struct measure *measure, const struct measure_cut *sql,
                                 struct arena *arena, struct figure_groups *ret_groups, struct err *err)
{
    struct sql_args args = { .arena = arena };
    const char *text = entity_sql_measure(&args, measure, sql);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(store->db, text, args.values, args.count, &rows, err));
    struct figure_group *items = NULL;
    size_t count = 0, capacity = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        struct figure_group *group = ARENA_PUSH(arena, items, count, capacity);
        *group = (struct figure_group){ .number = number_known(rows_int(&rows, (int)sql->dim_count)) };
        for (size_t i = 0; i < sql->dim_count; i++)
            group->keys[i] = value_copy(arena, rows_value(&rows, (int)i));
    }
    figure_groups_sort(items, count);
    *ret_groups = (struct figure_groups){
        .items = items, .count = count, .key_count = sql->dim_count, .nothing = { .known = true }
    };
    return ERR_OK;
}

enum err_code figure_count_groups(struct store *store, const struct measure *measure, const struct measure_cut *sql,
                                  struct arena *arena, struct figure_groups *ret_groups, struct err *err)
{
    struct memory_moment moment;
    bool found = false, remembered = figure_is_remembered(store, measure, sql);
    if (remembered)
        TRY(figure_recall(store, measure, sql, arena, &moment, &found, ret_groups, err));
    if (found)
        return ERR_OK;
    TRY(read_groups(store, measure, sql, arena, ret_groups, err));
    if (remembered)
        figure_remember(store, measure, sql, &moment, ret_groups);
    return ERR_OK;
}

/* --- from the totals -------------------------------------------------------------------------------------------- */

static bool is_month_start(struct date date)
{
    return date.day == 1;
}

/* From the totals kept at each write, where the cut falls on their months. */
static bool can_read_tally(const struct store *store, const struct measure_cut *sql, const struct measure *measure,
                           const struct figure_cut *cut)
{
    if (sql->units_given || cut->own_level || measure->place || measure->outside)
        return false;
    bool at_month_end = figure_is_month_end(cut->period.last);
    if (sql->state_day && !at_month_end)
        return false;
    if (measure->time == MEASURE_FLOW)
        return is_month_start(cut->period.first) && (at_month_end || figure_month_runs(store, measure, cut));
    return measure->time != MEASURE_STOCK || at_month_end;
}

/* Of one organisation those of its value; NULL where only the records can tell. `arena` holds what is made. */
static const struct tally *kept_tally(const struct store *store, const struct measure *measure,
                                      const struct figure_cut *cut, const struct measure_cut *sql, struct arena *arena)
{
    bool is_of_one = cut->organisation && measure->organisation_field >= 0;
    if (!can_read_tally(store, sql, measure, cut))
        return NULL;
    if (!is_of_one)
        return tally_find(store, measure);
    struct measure by = *measure;
    by.by = measure->organisation_field + 1;
    const struct tally *all = tally_can_keep(&by) ? tally_find(store, &by) : NULL;
    struct tally *own = all ? ARENA_NEW(arena, struct tally) : NULL;
    if (own)
        *own = tally_of_key(all, arena, cut->organisation);
    return own;
}

static struct tally_span span_of(const struct tally *tally, const struct figure_cut *cut, const struct measure_cut *sql)
{
    struct tally_span span = { date_month_index(cut->period.first), date_month_index(cut->period.last),
                               TALLY_STATES_NOW };
    if (sql->state_day)
        span.state_month = span.last_month;
    if (tally->measure->time == MEASURE_YEAR) {
        span.first_month = (int64_t)cut->period.first.year * 12;
        span.last_month = (int64_t)cut->period.last.year * 12 + 11;
    }
    return span;
}

static enum err_code read_tally(struct store *store, const struct tally *tally, const struct figure_cut *cut,
                                const struct measure_cut *sql, int64_t unit, bool *ret_found, int64_t *ret_value,
                                struct err *err)
{
    struct tally_span span = span_of(tally, cut, sql);
    return tally_read(store, tally, unit, sql->scope_day, &span, ret_found, ret_value, err);
}

static enum err_code count_measure(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                   struct number *ret_number, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct measure_cut sql = { 0 };
    bool found = false;
    TRY(figure_sql_cut(store, measure, cut, &arena, &sql, err));
    ret_number->known = true;
    const struct tally *tally = kept_tally(store, measure, cut, &sql, &arena);
    struct figure_group one = { .number = number_known(0) };
    struct figure_groups groups = { .items = &one, .count = 1 };
    bool to_date = figure_is_to_date(store, measure, cut);
    struct figure_cut kept_cut = to_date ? figure_whole_year(cut) : *cut;
    if (tally)
        TRY(read_tally(store, tally, &kept_cut, &sql, sql.scope_unit, &found, &one.number.value, err));
    if (to_date)
        TRY(figure_take_later(store, measure, cut, &sql, &arena, &found, &groups, err));
    else
        TRY(figure_take_rest(store, measure, cut, &sql, &arena, &found, &groups, err));
    ret_number->value = one.number.value;
    if (found)
        return ERR_OK;
    TRY(figure_count_groups(store, figure_narrowed(measure, cut, &arena), &sql, &arena, &groups, err));
    ret_number->value = groups.count ? groups.items[0].number.value : 0;
    return ERR_OK;
}

enum err_code figure_measure(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                             struct number *ret_number, struct err *err)
{
    TRY(count_measure(store, measure, cut, ret_number, err));
    if (!figure_is_secret(store, measure, NULL))
        return ERR_OK;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct figure_group one = { .number = *ret_number };
    struct figure_groups groups = { .items = &one, .count = 1 };
    TRY(figure_hide(store, measure, cut, NULL, 0, &groups, &arena, err));
    *ret_number = one.number;
    return ERR_OK;
}

enum err_code figure_records(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                             size_t max, struct arena *arena, int64_t **ret_ids, size_t *ret_count, struct err *err)
{
    const bool is_shared = measure->kind->shared;
    struct figure_cut of_line = *cut;
    struct measure_cut sql = { 0 };
    *ret_count = 0;
    if (figure_list_is_secret(store, measure))
        return err_set(err, ERR_FORBIDDEN, MSG_FIGURE_SENSITIVE);
    if (!is_shared && rights_other_line(&store->actor, cut->organisation))
        return ERR_OK;
    TRY(figure_sql_cut(store, measure, cut, arena, &sql, err));
    if (!cut->organisation && !is_shared)
        of_line.organisation = store->actor.line;
    sql.records = true;
    struct sql_args args = { .arena = arena };
    const char *text = entity_sql_measure(&args, figure_narrowed(measure, &of_line, arena), &sql);
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

/* --- by dimensions --------------------------------------------------------------------------------------------- */

static enum err_code set_dim(const struct measure *measure, const struct figure_dim *dim, struct measure_dim *ret,
                             struct err *err)
{
    int field = -1;
    *ret = (struct measure_dim){ 0 };
    switch (dim->by) {
    case FIGURE_BY_LEVEL:
        ret->level = dim->name;
        return measure_unit_field(measure) ?
                   ERR_OK :
                   err_set(err, ERR_INPUT, MSG_FIGURE_DIMENSION, measure->kind->slug, dim->name);
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

enum err_code figure_tally_groups(struct store *store, const struct tally *tally, const struct figure_cut *cut,
                                  const struct measure_cut *sql, const char *level, struct arena *arena,
                                  bool *ret_found, struct figure_groups *ret_groups, struct err *err)
{
    const struct territory *territory = NULL;
    struct figure_group *items = NULL;
    size_t count = 0, capacity = 0;
    enum unit_level wanted = unit_level_by_code(level);
    TRY(unit_territory(store, &territory, err));
    const struct unit *above = sql->scope_unit ? territory_unit(territory, sql->scope_unit) : NULL;
    *ret_found = !sql->scope_unit || (above && above->level < wanted);
    if (!*ret_found)
        return ERR_OK;
    struct unit_set units = { 0 };
    TRY(unit_below(store, above, wanted, (int32_t)sql->scope_day, &units, err));
    int64_t *ids = ARENA_ARRAY(arena, int64_t, units.count + 1), *values = ARENA_ARRAY(arena, int64_t, units.count + 1);
    for (size_t i = 0; i < units.count; i++)
        ids[i] = units.items[i]->id;
    struct tally_span span = span_of(tally, cut, sql);
    TRY(tally_read_units(store, tally, ids, units.count, sql->scope_day, &span, ret_found, values, err));
    for (size_t i = 0; i < units.count && *ret_found; i++)
        if (values[i] || figure_month_runs(store, tally->measure, cut)) /* then some may be taken off (drop_rest) */
            *ARENA_PUSH(arena, items, count, capacity) =
                (struct figure_group){ .keys = { v_int(ids[i]) }, .number = number_known(values[i]) };
    figure_groups_sort(items, count);
    *ret_groups =
        (struct figure_groups){ .items = items, .count = count, .key_count = 1, .nothing = { .known = true } };
    return ERR_OK;
}

/* By the values of a field for which the measure is kept. A value is a group where any record counts, so a sum is told
 * with the count beside it. */
static enum err_code read_tally_values(struct store *store, const struct measure *measure, int field,
                                       const struct figure_cut *cut, const struct measure_cut *sql, struct arena *arena,
                                       bool *ret_found, struct figure_groups *ret_groups, struct err *err)
{
    struct measure own = *measure, count = *measure;
    struct figure_group *items = NULL;
    const char **keys = NULL;
    size_t key_count = 0, item_count = 0, capacity = 0;
    count.aggregate = AGGREGATE_COUNT;
    count.field = -1;
    own.by = count.by = field + 1;
    *ret_found = false;
    if (!tally_can_keep(&own) || !can_read_tally(store, sql, measure, cut) || cut->organisation)
        return ERR_OK;
    const struct tally *tally = tally_find(store, &own), *counts = tally_find(store, &count);
    *ret_found = tally && counts;
    if (!*ret_found)
        return ERR_OK;
    TRY(tally_keys(store, counts, arena, &keys, &key_count, err));
    for (size_t i = 0; i < key_count; i++) {
        struct tally of_sum = tally_of_key(tally, arena, keys[i]), of_count = tally_of_key(counts, arena, keys[i]);
        int64_t value = 0, records = 0;
        TRY(read_tally(store, &of_count, cut, sql, sql->scope_unit, ret_found, &records, err));
        if (!records)
            continue;
        TRY(read_tally(store, &of_sum, cut, sql, sql->scope_unit, ret_found, &value, err));
        *ARENA_PUSH(arena, items, item_count, capacity) =
            (struct figure_group){ .keys = { *keys[i] ? v_text(keys[i]) : v_null() }, .number = number_known(value) };
    }
    figure_groups_sort(items, item_count);
    *ret_groups =
        (struct figure_groups){ .items = items, .count = item_count, .key_count = 1, .nothing = { .known = true } };
    return ERR_OK;
}

/* Values of which all records lie in the rest of the month that runs are no groups. */
static enum err_code drop_rest(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                               const struct measure_cut *sql, struct arena *arena, struct figure_groups *groups,
                               struct err *err)
{
    struct figure_groups counts = { 0 };
    bool found = true;
    size_t kept = 0;
    struct measure count = *measure;
    count.aggregate = AGGREGATE_COUNT;
    count.field = -1;
    if (!figure_month_runs(store, measure, cut))
        return ERR_OK;
    if (sql->dims[0].level) {
        for (size_t i = 0; i < groups->count; i++)
            if (groups->items[i].number.value)
                groups->items[kept++] = groups->items[i];
        groups->count = kept;
        return ERR_OK;
    }
    TRY(read_tally_values(store, &count, (int)(sql->dims[0].field - measure->kind->fields), cut, sql, arena, &found,
                          &counts, err));
    TRY(figure_take_rest(store, &count, cut, sql, arena, &found, &counts, err));
    for (size_t i = 0; i < groups->count; i++)
        if (figure_group_number(&counts, groups->items[i].keys, 1).value)
            groups->items[kept++] = groups->items[i];
    groups->count = kept;
    return ERR_OK;
}

enum err_code figure_raw_groups(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                const struct figure_dim *dims, size_t dim_count, struct arena *arena,
                                struct figure_groups *ret_groups, struct err *err)
{
    struct measure_cut sql = { 0 };
    struct measure_dim measure_dims[MEASURE_DIMS_MAX];
    TRY(figure_sql_cut(store, measure, cut, arena, &sql, err));
    for (size_t i = 0; i < dim_count; i++)
        TRY(set_dim(measure, &dims[i], &measure_dims[i], err));
    sql.dims = measure_dims;
    sql.dim_count = dim_count;
    bool found = false;
    const struct tally *tally =
        dim_count == 1 && measure_dims[0].level ? kept_tally(store, measure, cut, &sql, arena) : NULL;
    bool to_date = tally && figure_is_to_date(store, measure, cut);
    struct figure_cut kept_cut = to_date ? figure_whole_year(cut) : *cut;
    if (tally)
        TRY(figure_tally_groups(store, tally, &kept_cut, &sql, measure_dims[0].level, arena, &found, ret_groups, err));
    else if (dim_count == 1 && measure_dims[0].field)
        TRY(read_tally_values(store, measure, (int)(measure_dims[0].field - measure->kind->fields), cut, &sql, arena,
                              &found, ret_groups, err));
    if (to_date)
        TRY(figure_take_later(store, measure, cut, &sql, arena, &found, ret_groups, err));
    else
        TRY(figure_take_rest(store, measure, cut, &sql, arena, &found, ret_groups, err));
    if (found)
        return drop_rest(store, measure, cut, &sql, arena, ret_groups, err);
    return figure_count_groups(store, figure_narrowed(measure, cut, arena), &sql, arena, ret_groups, err);
}

enum err_code figure_measure_groups(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                    const struct figure_dim *dims, size_t dim_count, struct arena *arena,
                                    struct figure_groups *ret_groups, struct err *err)
{
    bool is_secret = figure_is_secret(store, measure, NULL);
    for (size_t i = 0; i < dim_count && !is_secret; i++) {
        struct measure_dim dim;
        TRY(set_dim(measure, &dims[i], &dim, err));
        is_secret = figure_is_secret(store, measure, dim.field) ||
                    (dims[i].by == FIGURE_BY_RECORD && figure_list_is_secret(store, measure));
    }
    TRY(figure_raw_groups(store, measure, cut, dims, dim_count, arena, ret_groups, err));
    return is_secret ? figure_hide(store, measure, cut, dims, dim_count, ret_groups, arena, err) : ERR_OK;
}
