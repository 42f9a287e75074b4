/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/figure_later.h"

#include <string.h>

/* Whether the place is a province or more (0: everything), so that few days of it are found by their date. */
static enum err_code is_wide_place(struct store *store, int64_t unit, bool *ret_is, struct err *err)
{
    struct unit_place place = { .level = "nation" };
    if (unit)
        TRY(unit_place_get(store, unit, &place, err));
    *ret_is = strcmp(place.level, "nation") == 0 || strcmp(place.level, "province") == 0;
    return ERR_OK;
}

bool figure_is_month_end(struct date date)
{
    return date_add_days(date, 1).day == 1;
}

bool figure_month_runs(const struct store *store, const struct measure *measure, const struct figure_cut *cut)
{
    return measure->time == MEASURE_FLOW && measure->kind->fields[measure->date_field].ordered &&
           date_to_days(cut->period.last) == store->today_day && !figure_is_month_end(cut->period.last);
}

bool figure_is_to_date(const struct store *store, const struct measure *measure, const struct figure_cut *cut)
{
    return measure->aggregate == AGGREGATE_DISTINCT && measure->time == MEASURE_FLOW &&
           measure->kind->fields[measure->date_field].ordered && date_to_days(cut->period.last) == store->today_day &&
           date_equal(cut->period.first, date_of(cut->period.last.year, 1, 1));
}

struct figure_cut figure_whole_year(const struct figure_cut *cut)
{
    struct figure_cut whole = *cut;
    whole.period.last = date_of(cut->period.last.year, 12, 31);
    return whole;
}

/* The rest of the month that runs, as a cut of the records. */
static struct measure_cut rest_of_month(const struct figure_cut *cut, const struct measure_cut *sql, bool is_wide,
                                        struct arena *arena)
{
    char next[DATE_TEXT_SIZE];
    struct measure_cut rest = *sql;
    date_to_storage(date_of(cut->period.last.year + cut->period.last.month / 12, cut->period.last.month % 12 + 1, 1), next);
    rest.first_day = sql->next_day;
    rest.next_day = arena_strdup(arena, next);
    rest.by_date = is_wide;
    return rest;
}

enum err_code figure_take_rest(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                               const struct measure_cut *sql, struct arena *arena, bool *found, struct figure_groups *groups,
                               struct err *err)
{
    struct figure_groups rest = { 0 };
    struct measure count = *measure;
    if (!*found || !figure_month_runs(store, measure, cut))
        return ERR_OK;
    bool is_wide = false;
    TRY(is_wide_place(store, sql->scope_unit, &is_wide, err));
    struct measure_cut days = rest_of_month(cut, sql, is_wide, arena);
    if (measure->aggregate == AGGREGATE_DISTINCT) {
        count.aggregate = AGGREGATE_COUNT;
        count.field = -1;
        days.dim_count = 0;
    }
    TRY(figure_count_groups(store, figure_narrowed(&count, cut, arena), &days, arena, &rest, err));
    if (measure->aggregate == AGGREGATE_DISTINCT) {
        *found = rest.count == 0 || rest.items[0].number.value == 0;
        return ERR_OK;
    }
    for (size_t i = 0; i < groups->count; i++) {
        const struct figure_group *off = figure_group_find(&rest, groups->items[i].keys, days.dim_count);
        groups->items[i].number.value -= off ? off->number.value : 0;
    }
    return ERR_OK;
}

/* --- a year up to today ------------------------------------------------------------------------------------------- */

enum { LATER_MAX = 2000 }; /* so many things later records refer to are looked at */

/* What records dated behind today refer to, each once. */
static enum err_code later_values(struct store *store, const struct measure *measure, const struct measure_cut *sql, int year,
                                  struct arena *arena, struct figure_groups *ret_values, struct err *err)
{
    const struct measure_dim by_value = { .field = &measure->kind->fields[measure->field] };
    struct measure count = *measure;
    struct measure_cut days = *sql;
    count.aggregate = AGGREGATE_COUNT;
    count.field = -1;
    days.first_day = sql->next_day;
    days.next_day = arena_printf(arena, "%d-01-01", year + 1);
    days.dims = &by_value;
    days.dim_count = 1;
    TRY(is_wide_place(store, sql->scope_unit, &days.by_date, err));
    return figure_count_groups(store, &count, &days, arena, ret_values, err);
}

/* Of records that refer to one of them, itself or by who stands for it. */
static const struct measure *of_values(const struct measure *measure, const struct figure_groups *later, struct arena *arena)
{
    struct measure *own = ARENA_NEW(arena, struct measure);
    size_t places = 1, count = 0;
    while (places < later->count)
        places *= 2;
    struct value *values = ARENA_ARRAY(arena, struct value, places); /* few different texts: the last one repeated */
    for (; count < places; count++)
        values[count] = later->items[count < later->count ? count : later->count - 1].keys[0];
    int canonical = kind_canonical_field(measure->kind, measure->field);
    struct cond *ways[2] = { cond_in(arena, measure->field, values, count) };
    if (canonical >= 0)
        ways[1] = cond_in(arena, canonical, values, count);
    *own = *measure;
    own->where = cond_both(arena, (struct cond *)(uintptr_t)measure->where,
                           canonical >= 0 ? cond_any(arena, ways, 2) : ways[0]);
    return own;
}

enum err_code figure_take_later(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                const struct measure_cut *sql, struct arena *arena, bool *found, struct figure_groups *groups,
                                struct err *err)
{
    struct figure_groups later = { 0 }, of_year = { 0 }, to_date = { 0 };
    size_t kept = 0;
    if (!*found)
        return ERR_OK;
    TRY(later_values(store, measure, sql, cut->period.last.year, arena, &later, err));
    *found = later.count <= LATER_MAX;
    if (!*found || !later.count)
        return ERR_OK;
    const struct measure *own = of_values(measure, &later, arena);
    struct measure_cut days = *sql;
    days.by_value = true;
    TRY(figure_count_groups(store, own, &days, arena, &to_date, err));
    days.next_day = arena_printf(arena, "%d-01-01", cut->period.last.year + 1);
    TRY(figure_count_groups(store, own, &days, arena, &of_year, err));
    for (size_t i = 0; i < groups->count; i++) {
        struct figure_group group = groups->items[i];
        const struct figure_group *off = figure_group_find(&of_year, group.keys, sql->dim_count);
        const struct figure_group *on = figure_group_find(&to_date, group.keys, sql->dim_count);
        group.number.value += (on ? on->number.value : 0) - (off ? off->number.value : 0);
        if (group.number.value || !sql->dim_count)
            groups->items[kept++] = group;
    }
    groups->count = kept;
    return ERR_OK;
}
