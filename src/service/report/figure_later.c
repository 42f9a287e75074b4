/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/figure_later.h"

#include <string.h>

enum { LATER_MAX = 2000 }; /* so many things later records refer to are looked at */

enum err_code figure_is_wide(struct store *store, int64_t unit, bool *ret_is, struct err *err)
{
    struct unit_place place = { .level = "nation" };
    if (unit)
        TRY(unit_place_get(store, unit, &place, err));
    *ret_is = strcmp(place.level, "nation") == 0 || strcmp(place.level, "province") == 0;
    return ERR_OK;
}

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
    TRY(figure_is_wide(store, sql->scope_unit, &days.by_date, err));
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
