/* SPDX-License-Identifier: Apache-2.0
 * Figures made of measures: sums, shares, years compared, what the superior assigned. */
#include "service/report/figure_parts.h"

#include "service/unit/unit.h"

#include <string.h>

/* --- other times ------------------------------------------------------------------------------------- */

/* The same place over the years before. */
static struct figure_cut years_earlier(const struct figure_cut *cut, int years)
{
    struct figure_cut earlier = *cut;
    earlier.period.first = date_add_months(cut->period.first, -12 * years);
    earlier.period.last = date_add_months(cut->period.last, -12 * years);
    if (earlier.year)
        earlier.year -= years;
    return earlier;
}

/* The same place over one calendar year, as far as the cut goes. */
static struct figure_cut calendar_year(const struct figure_cut *cut, int year)
{
    struct figure_cut of_year = *cut;
    struct date last = date_of(year, 12, 31);
    of_year.period.first = date_of(year, 1, 1);
    of_year.period.last = date_compare(cut->period.last, last) < 0 ? cut->period.last : last;
    of_year.year = year;
    return of_year;
}

/* --- groups put together ---------------------------------------------------------------------------- */

/* All keys that occur in any of the children that are told by as many dimensions as any, each once. */
static struct figure_groups union_keys(const struct figure_groups *children, size_t child_count, struct arena *arena)
{
    struct figure_group *items = NULL;
    size_t count = 0, capacity = 0, kept = 0, key_count = 0;
    for (size_t i = 0; i < child_count; i++)
        key_count = children[i].key_count > key_count ? children[i].key_count : key_count;
    for (size_t i = 0; i < child_count; i++)
        for (size_t j = 0; children[i].key_count == key_count && j < children[i].count; j++)
            *ARENA_PUSH(arena, items, count, capacity) = children[i].items[j];
    figure_groups_sort(items, count);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || figure_compare_keys(items[kept - 1].keys, items[i].keys, key_count) != 0)
            items[kept++] = items[i];
    return (struct figure_groups){ .items = items, .count = kept, .key_count = key_count };
}

struct number figure_group_number(const struct figure_groups *groups, const struct value *keys, size_t dim_count)
{
    const struct figure_group *group = figure_group_find(groups, keys, dim_count);
    if (group)
        return group->number;
    return groups->rest ? figure_group_number(groups->rest, keys, dim_count) : groups->nothing;
}

/* Combines the children's numbers key by key. What some children tell by fewer dimensions than others
 * also holds for keys of which the others know nothing: that is the rest. */
static struct figure_groups combine_groups(const struct expr *expr, const struct figure_groups *children,
                                           size_t child_count, struct arena *arena)
{
    struct figure_groups groups = union_keys(children, child_count, arena);
    struct figure_groups *fewer = ARENA_ARRAY(arena, struct figure_groups, child_count + 1);
    struct number *numbers = ARENA_ARRAY(arena, struct number, child_count + 1);
    bool has_rest = false;
    for (size_t i = 0; i < child_count; i++) {
        fewer[i] = children[i];
        numbers[i] = children[i].nothing;
        if (groups.key_count > 0 && children[i].key_count == groups.key_count)
            fewer[i] = children[i].rest ? *children[i].rest : (struct figure_groups){ .nothing = children[i].nothing };
        has_rest = has_rest || (groups.key_count > 0 && fewer[i].key_count > 0);
    }
    groups.nothing = expr_combine(expr, numbers, child_count);
    for (size_t i = 0; i < groups.count; i++) {
        struct figure_group *group = &groups.items[i];
        for (size_t j = 0; j < child_count; j++)
            numbers[j] = figure_group_number(&children[j], group->keys, groups.key_count);
        group->number = expr_combine(expr, numbers, child_count);
    }
    if (has_rest) {
        struct figure_groups *rest = ARENA_NEW(arena, struct figure_groups);
        *rest = combine_groups(expr, fewer, child_count, arena);
        groups.rest = rest;
    }
    return groups;
}

/* --- what the superior assigned ---------------------------------------------------------------------- */

/* Numbers are entered for the very subject: a commune's are not added to its district's. The records
 * are those of the subject's level that count at it, so that communes that were merged add up. */
static struct measure assigned_measure(const struct expr *expr, const char *level, const struct figure_cut *cut,
                                       bool by_organisation, struct arena *arena)
{
    const struct kind *kind = kind_by_slug("assigned_targets");
    const char *amount = expr->unit == NUMBER_SHARE || expr->unit == NUMBER_POINTS ? "share" : "value";
    int year = kind_field_index(kind, "year"), organisation = kind_field_index(kind, "for_organisation");
    int field = kind_field_index(kind, amount);
    struct cond *conds[] = {
        cond_compare(arena, kind_field_index(kind, "programme"), COND_EQ, v_text(expr->programme)),
        cond_compare(arena, kind_field_index(kind, "obligation"), COND_EQ, v_text(expr->name)),
        cond_compare(arena, kind_field_index(kind, "level"), COND_EQ, v_text(level)),
        cond_compare(arena, year, cut->year ? COND_EQ : COND_IS_NULL, v_int(cut->year)),
        cond_compare(arena, organisation, by_organisation ? COND_NOT_NULL : COND_IS_NULL, v_null()),
        cond_compare(arena, field, COND_NOT_NULL, v_null()),
    };
    return (struct measure){ .kind = kind,
                             .aggregate = AGGREGATE_SUM,
                             .field = field,
                             .date_field = -1,
                             .end_field = -1,
                             .organisation_field = organisation,
                             .where = cond_counted(arena, kind, cond_all(arena, conds, COUNT(conds))) };
}

/* The level of the subjects: that of the dimension, or of the place itself. */
static enum err_code subject_level(struct store *store, const struct figure_cut *cut, const struct figure_dim *dims,
                                   size_t dim_count, struct arena *arena, const char **ret_level, struct err *err)
{
    struct record *unit = NULL;
    *ret_level = NULL;
    for (size_t i = 0; i < dim_count; i++)
        if (dims[i].by == FIGURE_BY_LEVEL)
            *ret_level = dims[i].name;
    if (*ret_level || !cut->unit)
        return ERR_OK;
    TRY(entity_get(store, kind_by_slug("units"), cut->unit, arena, &unit, err));
    *ret_level = record_value(unit, "level").s;
    return ERR_OK;
}

static enum err_code assigned_groups(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                                     const struct figure_dim *dims, size_t dim_count, struct arena *arena,
                                     struct figure_groups *ret_groups, struct err *err)
{
    const char *level = NULL;
    bool by_organisation = cut->organisation != NULL;
    ret_groups->nothing = (struct number){ .gap = GAP_NOT_SET };
    TRY(subject_level(store, cut, dims, dim_count, arena, &level, err));
    for (size_t i = 0; i < dim_count; i++)
        if (dims[i].by == FIGURE_BY_FIELD || dims[i].by == FIGURE_BY_RECORD)
            level = NULL; /* nobody assigns a number to those */
    if (!level)
        return ERR_OK;
    for (size_t i = 0; i < dim_count; i++)
        by_organisation = by_organisation || dims[i].by == FIGURE_BY_ORGANISATION;
    struct measure sum = assigned_measure(expr, level, cut, by_organisation, arena);
    struct measure count = sum, places = sum;
    struct figure_groups counts = { 0 }, distinct = { 0 };
    count.aggregate = AGGREGATE_COUNT;
    places.aggregate = AGGREGATE_DISTINCT;
    places.field = kind_field_index(sum.kind, "unit");
    TRY(figure_measure_groups(store, &sum, cut, dims, dim_count, arena, ret_groups, err));
    TRY(figure_measure_groups(store, &count, cut, dims, dim_count, arena, &counts, err));
    TRY(figure_measure_groups(store, &places, cut, dims, dim_count, arena, &distinct, err));
    ret_groups->nothing = (struct number){ .gap = GAP_NOT_SET };
    for (size_t i = 0; i < ret_groups->count; i++) {
        struct figure_group *group = &ret_groups->items[i];
        int64_t entered = figure_group_number(&counts, group->keys, dim_count).value;
        if (entered == 0)
            group->number = ret_groups->nothing;
        else if (entered != figure_group_number(&distinct, group->keys, dim_count).value)
            group->number = (struct number){ .gap = GAP_SET_TWICE };
    }
    return ERR_OK;
}

/* --- expressions --------------------------------------------------------------------------------------- */

/* A child with the cut it is told of. */
struct timed {
    const struct expr *expr;
    struct figure_cut cut;
};

/* Into which children and cuts the expression falls; `own` is it with the years between put in. */
static size_t timed_parts(const struct expr *expr, const struct figure_cut *cut, struct expr *own, struct arena *arena,
                          struct timed **ret_parts)
{
    int last = cut->period.last.year, since = expr->since;
    size_t years = since && last >= since ? (size_t)(last - since + 1) : 0, count = 0;
    struct timed *parts = ARENA_ARRAY(arena, struct timed, expr->child_count + years + 2);
    *ret_parts = parts;
    *own = *expr;
    if (expr->op == EXPR_CHANGE) {
        bool spans = since == 0;
        own->years_back = spans ? expr->years_back : last - since;
        parts[0] = (struct timed){ expr->children[0], spans ? *cut : calendar_year(cut, last) };
        parts[1] = (struct timed){ expr->children[0],
                                   spans ? years_earlier(cut, expr->years_back) : calendar_year(cut, since) };
        return 2;
    }
    if (expr->op == EXPR_AVERAGE) {
        for (int year = since; year <= last; year++)
            parts[count++] = (struct timed){ expr->children[0], calendar_year(cut, year) };
        return count;
    }
    for (count = 0; count < expr->child_count; count++)
        parts[count] = (struct timed){ expr->children[count], *cut };
    if (expr->op != EXPR_AT)
        return count;
    own->years_back = since ? last - since : expr->years_back;
    parts[0].cut = since ? calendar_year(cut, since) : years_earlier(cut, expr->years_back);
    return count;
}

static struct figure_cut whole_cut(const struct figure_cut *cut)
{
    struct figure_cut whole = *cut;
    whole.organisation = whole.own_level = NULL;
    whole.is_whole = true;
    if (cut->whole_unit) {
        whole.unit = cut->whole_unit;
        whole.territory_day = cut->whole_day;
    }
    return whole;
}

static enum err_code whole_groups(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                                  struct arena *arena, struct figure_groups *ret_groups, struct err *err)
{
    struct figure_cut whole = whole_cut(cut);
    struct figure_groups groups = { 0 };
    TRY(figure_groups(store, expr->children[0], &whole, NULL, 0, arena, &groups, err));
    ret_groups->nothing = figure_group_number(&groups, NULL, 0);
    return ERR_OK;
}

/* A measure without dimensions is one number, read from the totals where they have it. */
static enum err_code leaf_groups(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                                 const struct figure_dim *dims, size_t dim_count, struct arena *arena,
                                 struct figure_groups *ret_groups, struct err *err)
{
    ret_groups->nothing = (struct number){ .known = true };
    if (dim_count == 0)
        return figure_measure(store, measure, cut, &ret_groups->nothing, err);
    if (dims[dim_count - 1].by == FIGURE_BY_ORGANISATION && measure->organisation_field < 0)
        return leaf_groups(store, measure, cut, dims, dim_count - 1, arena, ret_groups, err);
    return figure_measure_groups(store, measure, cut, dims, dim_count, arena, ret_groups, err);
}

enum err_code figure_groups(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                            const struct figure_dim *dims, size_t dim_count, struct arena *arena,
                            struct figure_groups *ret_groups, struct err *err)
{
    require(dim_count <= MEASURE_DIMS_MAX);
    *ret_groups = (struct figure_groups){ 0 };
    if (expr->op == EXPR_MEASURE)
        return leaf_groups(store, expr->measure, cut, dims, dim_count, arena, ret_groups, err);
    if (expr->op == EXPR_ASSIGNED)
        return assigned_groups(store, expr, cut, dims, dim_count, arena, ret_groups, err);
    if (expr->op == EXPR_WHOLE)
        return whole_groups(store, expr, cut, arena, ret_groups, err);
    struct timed *parts = NULL;
    struct expr own;
    size_t part_count = timed_parts(expr, cut, &own, arena, &parts);
    struct figure_groups *children = ARENA_ARRAY(arena, struct figure_groups, part_count + 1);
    for (size_t i = 0; i < part_count; i++)
        TRY(figure_groups(store, parts[i].expr, &parts[i].cut, dims, dim_count, arena, &children[i], err));
    *ret_groups = combine_groups(&own, children, part_count, arena);
    return ERR_OK;
}

const struct measure *figure_any(struct arena *arena, const struct kind *kind)
{
    struct measure *any = ARENA_NEW(arena, struct measure);
    *any = (struct measure){ .kind = kind, .field = -1, .date_field = -1, .end_field = -1, .organisation_field = -1 };
    return any;
}

/* From the totals of each commune, where they are kept. */
static enum err_code reporting_kept(struct store *store, const struct kind *kind, const struct figure_cut *cut,
                                    struct idmap *ret_communes, bool *ret_found, struct err *err)
{
    struct arena *arena = ret_communes->arena;
    struct measure_cut sql = { 0 };
    struct figure_groups groups = { 0 };
    struct figure_cut any_time = *cut;
    const struct measure *any = figure_any(arena, kind);
    *ret_found = false;
    any_time.organisation = any_time.own_level = NULL;
    any_time.states_now = true;
    const struct tally *tally = tally_can_keep(any) ? tally_find(store, any) : NULL;
    if (!tally)
        return ERR_OK;
    TRY(figure_sql_cut(store, any, &any_time, arena, &sql, err));
    TRY(figure_tally_groups(store, tally, &any_time, &sql, "commune", arena, ret_found, &groups, err));
    for (size_t i = 0; *ret_found && i < groups.count; i++)
        idmap_put(ret_communes, groups.items[i].keys[0].i, 1);
    return ERR_OK;
}

/* Counted by the very units of the records, which an index tells alone, and then by what lies above those. */
enum err_code figure_reporting(struct store *store, const struct kind *kind, const struct field *place,
                               const struct figure_cut *cut, struct idmap *ret_communes, struct err *err)
{
    struct arena *arena = ret_communes->arena;
    struct measure any = {
        .kind = kind, .place = place, .field = -1, .date_field = -1, .end_field = -1, .organisation_field = -1
    };
    const struct field *unit_field = measure_unit_field(&any);
    struct expr count = { .op = EXPR_MEASURE, .measure = &any };
    struct figure_dim by_unit = { FIGURE_BY_FIELD, unit_field ? unit_field->name : NULL };
    struct figure_groups groups = { 0 };
    const struct territory *territory = NULL;
    bool found = false;
    if (!unit_field)
        return ERR_OK;
    if (!place)
        TRY(reporting_kept(store, kind, cut, ret_communes, &found, err));
    if (found)
        return ERR_OK;
    TRY(unit_territory(store, &territory, err));
    TRY(figure_groups(store, &count, cut, &by_unit, 1, arena, &groups, err));
    for (size_t i = 0; i < groups.count; i++) {
        const struct unit *unit = territory_unit(territory, groups.items[i].keys[0].i);
        if (groups.items[i].keys[0].type != VALUE_INT || !unit)
            continue;
        struct unit_set chain = territory_chain(territory, arena, unit, (int32_t)cut->territory_day);
        for (size_t j = 0; j < chain.count; j++)
            if (chain.items[j]->level == LEVEL_COMMUNE)
                idmap_put(ret_communes, chain.items[j]->id, 1);
    }
    return ERR_OK;
}

enum err_code figure_expr(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                          struct number *ret_number, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct figure_groups groups = { 0 };
    TRY(figure_groups(store, expr, cut, NULL, 0, &arena, &groups, err));
    *ret_number = figure_group_number(&groups, NULL, 0);
    return ERR_OK;
}

bool figure_unsettled(const struct measure *measure, struct arena *arena, struct measure *ret_count)
{
    const struct kind *kind = measure->kind;
    int final = kind_field_index(kind, "final");
    struct cond *unsettled = NULL;
    if (kind->states && kind_state(kind, "provisional"))
        unsettled = cond_compare(arena, COND_FIELD_STATE, COND_EQ, v_text("provisional"));
    else if (final >= 0)
        unsettled = cond_not(arena, cond_compare(arena, final, COND_EQ, v_int(1)));
    *ret_count = *measure;
    ret_count->where = cond_both(arena, (struct cond *)(uintptr_t)measure->where, unsettled);
    ret_count->aggregate = AGGREGATE_COUNT;
    ret_count->field = -1;
    return unsettled != NULL;
}

enum err_code figure_parts(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                           struct arena *arena, struct figure_parts *parts, struct err *err)
{
    struct timed *children = NULL;
    struct expr own;
    const char *level = NULL;
    struct measure *assigned = NULL;
    if (expr->op == EXPR_ASSIGNED) {
        TRY(subject_level(store, cut, NULL, 0, arena, &level, err));
        assigned = ARENA_NEW(arena, struct measure);
        *assigned = assigned_measure(expr, level ? level : "", cut, cut->organisation != NULL, arena);
    }
    if (expr->op == EXPR_MEASURE || assigned) {
        *ARENA_PUSH(arena, parts->items, parts->count, parts->capacity) =
            (struct figure_part){ assigned ? assigned : expr->measure, *cut };
        return ERR_OK;
    }
    size_t count = timed_parts(expr, cut, &own, arena, &children);
    for (size_t i = 0; i < count; i++) {
        struct figure_cut of_child = expr->op == EXPR_WHOLE ? whole_cut(cut) : children[i].cut;
        TRY(figure_parts(store, children[i].expr, &of_child, arena, parts, err));
    }
    return ERR_OK;
}
