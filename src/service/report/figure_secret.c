/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/figure_secret.h"

#include "service/unit/unit.h"

#include <string.h>

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

bool figure_is_secret(const struct store *store, const struct measure *measure, const struct field *by)
{
    return !store->actor.sees_personal &&
           ((by && by->personal == PERSONAL_SENSITIVE) || is_sensitive_field(measure->kind, measure->field) ||
            is_sensitive_cond(measure->kind, measure->where));
}

/* The condition without those of its parts that are sensitive: what it chooses from. */
static struct cond *common_cond(struct arena *arena, const struct kind *kind, const struct cond *cond)
{
    if (!cond || !is_sensitive_cond(kind, cond))
        return (struct cond *)(uintptr_t)cond;
    if (cond->op != COND_AND)
        return NULL;
    struct cond *common = NULL;
    for (size_t i = 0; i < cond->child_count; i++)
        common = cond_both(arena, common, common_cond(arena, kind, cond->children[i]));
    return common;
}

/* The one sensitive field of the measure's own records that its condition is about; -1: none, or not only that. */
static int trait_of(const struct kind *kind, const struct cond *cond)
{
    int trait = -1;
    if (!cond || !is_sensitive_cond(kind, cond))
        return -1;
    if (cond->op != COND_AND && cond->op != COND_OR && cond->op != COND_NOT)
        return cond->linked || cond->share || cond->op == COND_REFERRED ? -1 : cond->field;
    for (size_t i = 0; i < cond->child_count; i++) {
        if (!is_sensitive_cond(kind, cond->children[i]))
            continue;
        int of_child = trait_of(kind, cond->children[i]);
        if (of_child < 0 || (trait >= 0 && trait != of_child))
            return -1;
        trait = of_child;
    }
    return trait;
}

/* --- families ------------------------------------------------------------------------------------------------- */

struct secret {
    struct store *store;
    const struct measure *measure;
    struct figure_cut cut;
    struct figure_dim dims[MEASURE_DIMS_MAX]; /* levels left out */
    size_t dim_count;
    struct arena *arena;
};

static bool is_small(int64_t value)
{
    return value > 0 && value < SECRET_BELOW;
}

static bool is_in_system(const struct store *store, const struct measure *measure, const struct figure_cut *cut)
{
    struct date last = date_of(cut->period.first.year, 12, 31);
    int64_t last_day = date_to_days(cut->period.last);
    bool is_year = date_equal(cut->period.first, date_of(cut->period.first.year, 1, 1)) &&
                   (date_equal(cut->period.last, last) || last_day == store->today_day);
    return is_year && cut->territory_day == last_day && measure->aggregate != AGGREGATE_SUM && !cut->own_level &&
           !cut->states_now && !measure->units && !measure->place && !measure->outside;
}

static bool has_small(const struct figure_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        if (is_small(groups->items[i].number.value))
            return true;
    return false;
}

/* The numbers of a superior's units by the dimensions, and of what is recorded at itself: with no unit as key. */
static enum err_code family_groups(const struct secret *secret, const struct measure *measure, int64_t superior,
                                   const char *level, const struct figure_dim *by, size_t by_count,
                                   struct figure_groups *ret_groups, struct err *err)
{
    struct figure_dim dims[MEASURE_DIMS_MAX] = { { FIGURE_BY_LEVEL, level } };
    struct figure_groups units = { 0 }, above = { 0 };
    struct figure_cut cut = secret->cut;
    memcpy(dims + 1, by, by_count * sizeof(*dims));
    cut.unit = superior;
    cut.is_whole = true; /* its neighbours are weighed, not told */
    TRY(figure_raw_groups(secret->store, measure, &cut, dims, by_count + 1, secret->arena, &units, err));
    TRY(figure_raw_groups(secret->store, measure, &cut, by, by_count, secret->arena, &above, err));
    struct figure_group *items = ARENA_ARRAY(secret->arena, struct figure_group, units.count + above.count + 1);
    memcpy(items, units.items, units.count * sizeof(*items));
    for (size_t i = 0; i < above.count; i++) {
        struct figure_group *rest = &items[units.count + i];
        *rest = above.items[i];
        memmove(rest->keys + 1, rest->keys, by_count * sizeof(*rest->keys));
        rest->keys[0] = v_null();
        for (size_t j = 0; j < units.count; j++) {
            bool same = true;
            for (size_t k = 1; k <= by_count; k++)
                same = same && value_compare(items[j].keys[k], rest->keys[k]) == 0;
            rest->number.value -= same ? items[j].number.value : 0;
        }
    }
    *ret_groups = (struct figure_groups){ .items = items, .count = units.count + above.count, .key_count = by_count + 1 };
    return ERR_OK;
}

/* Of the same keys; 0 where there are none such. Their order is not that of figure_group_find. */
static int64_t value_at(const struct figure_groups *groups, const struct value *keys)
{
    for (size_t i = 0; i < groups->count; i++) {
        size_t same = 0;
        while (same < groups->key_count && value_compare(groups->items[i].keys[same], keys[same]) == 0)
            same++;
        if (same == groups->key_count)
            return groups->items[i].number.value;
    }
    return 0;
}

/* The values of a trait in a family. Open: no unit has 1 to 4 of it. The others are told together only, and with as
 * many of the open ones (least first) as it takes that these are not 1 to 4 in any unit either. */
struct traits {
    struct value *values;
    bool *closed;
    int64_t *totals;
    size_t count;
};

static size_t trait_place(const struct traits *traits, struct value value)
{
    size_t i = 0;
    while (i < traits->count && value_compare(traits->values[i], value) != 0)
        i++;
    return i;
}

static bool closed_are_small(const struct traits *traits, const struct figure_groups *all)
{
    for (size_t i = 0; i < all->count; i++) {
        int64_t sum = 0;
        for (size_t j = 0; j < all->count; j++)
            if (value_compare(all->items[i].keys[0], all->items[j].keys[0]) == 0 &&
                traits->closed[trait_place(traits, all->items[j].keys[1])])
                sum += all->items[j].number.value;
        if (is_small(sum))
            return true;
    }
    return false;
}

static struct traits close_traits(const struct figure_groups *all, struct arena *arena)
{
    struct traits traits = { ARENA_ARRAY(arena, struct value, all->count + 1), ARENA_ARRAY(arena, bool, all->count + 1),
                             ARENA_ARRAY(arena, int64_t, all->count + 1), 0 };
    for (size_t i = 0; i < all->count; i++) {
        size_t place = trait_place(&traits, all->items[i].keys[1]);
        if (place == traits.count)
            traits.values[traits.count++] = all->items[i].keys[1];
        traits.totals[place] += all->items[i].number.value;
        traits.closed[place] = traits.closed[place] || is_small(all->items[i].number.value);
    }
    while (closed_are_small(&traits, all)) {
        size_t least = traits.count;
        for (size_t i = 0; i < traits.count; i++)
            if (!traits.closed[i] && traits.totals[i] > 0 && (least == traits.count || traits.totals[i] < traits.totals[least]))
                least = i;
        if (least == traits.count) { /* all of them are few: none is told */
            memset(traits.closed, true, traits.count);
            break;
        }
        traits.closed[least] = true;
    }
    return traits;
}

/* Counts the measure none of the closed values, or all of them? */
static bool keeps_closed(const struct traits *traits, const struct figure_groups *all, const struct figure_groups *own)
{
    bool none = true, whole = true;
    for (size_t i = 0; i < all->count; i++) {
        if (!traits->closed[trait_place(traits, all->items[i].keys[1])] || all->items[i].number.value == 0)
            continue;
        int64_t value = value_at(own, all->items[i].keys);
        none = none && value == 0;
        whole = whole && value == all->items[i].number.value;
    }
    return none || (whole && !closed_are_small(traits, all));
}

static enum err_code trait_is_told(const struct secret *secret, int trait, int64_t superior, const char *level,
                                   bool *ret_told, struct err *err)
{
    const struct figure_dim by_trait[] = { { FIGURE_BY_FIELD, secret->measure->kind->fields[trait].name } };
    struct measure common = *secret->measure;
    struct figure_groups all = { 0 }, own = { 0 };
    common.where = common_cond(secret->arena, common.kind, common.where);
    TRY(family_groups(secret, &common, superior, level, by_trait, 1, &all, err));
    TRY(family_groups(secret, secret->measure, superior, level, by_trait, 1, &own, err));
    struct traits traits = close_traits(&all, secret->arena);
    *ret_told = keeps_closed(&traits, &all, &own);
    return ERR_OK;
}

/* Whether the units of the level below `superior` may be told: of a condition by the values of its trait, of a table
 * where no cell is small. */
static enum err_code family_is_told(const struct secret *secret, int64_t superior, const char *level, bool *ret_told,
                                    struct err *err)
{
    const struct measure *measure = secret->measure;
    struct figure_groups units = { 0 };
    int trait = trait_of(measure->kind, measure->where);
    if (trait >= 0 && secret->dim_count == 0)
        return trait_is_told(secret, trait, superior, level, ret_told, err);
    *ret_told = false;
    if (secret->dim_count >= MEASURE_DIMS_MAX)
        return ERR_OK;
    TRY(family_groups(secret, measure, superior, level, secret->dims, secret->dim_count, &units, err));
    *ret_told = !has_small(&units);
    return ERR_OK;
}

/* The same for the family of one unit. The nation has none beside it. */
static enum err_code unit_is_told(const struct secret *secret, int64_t id, bool *ret_told, struct err *err)
{
    const struct territory *territory = NULL;
    TRY(unit_territory(secret->store, &territory, err));
    const struct unit *unit = id ? territory_unit(territory, id) : NULL;
    *ret_told = !unit || unit->level == LEVEL_NATION;
    if (*ret_told)
        return ERR_OK;
    const struct unit *superior = territory_parent(territory, unit, (int32_t)secret->cut.territory_day).unit;
    return superior ? family_is_told(secret, superior->id, unit_level_code((enum unit_level)unit->level), ret_told, err) :
                      ERR_OK;
}

/* --- hiding ----------------------------------------------------------------------------------------------------- */

static const struct number hidden_number = { .gap = GAP_HIDDEN };

static void hide_all(struct figure_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        groups->items[i].number = hidden_number;
    groups->nothing = hidden_number; /* 0 is a number, too */
}

/* Told by units: those of one superior share a fate. */
static enum err_code hide_units(const struct secret *secret, size_t key, struct figure_groups *groups, struct err *err)
{
    const struct territory *territory = NULL;
    struct idmap fates = { .arena = secret->arena };
    TRY(unit_territory(secret->store, &territory, err));
    for (size_t i = 0; i < groups->count; i++) {
        struct value id = groups->items[i].keys[key];
        const struct unit *unit = id.type == VALUE_INT ? territory_unit(territory, id.i) : NULL;
        const struct unit *superior =
            unit ? territory_parent(territory, unit, (int32_t)secret->cut.territory_day).unit : NULL;
        int64_t fate = superior ? idmap_get(&fates, superior->id, -1) : 0;
        if (fate < 0) {
            bool told = false;
            TRY(unit_is_told(secret, unit->id, &told, err));
            fate = told;
            idmap_put(&fates, superior->id, fate);
        }
        if (!fate)
            groups->items[i].number = groups->nothing = hidden_number;
    }
    return ERR_OK;
}

enum err_code figure_hide(struct store *store, const struct measure *measure, const struct figure_cut *cut,
                          const struct figure_dim *dims, size_t dim_count, struct figure_groups *groups,
                          struct arena *arena, struct err *err)
{
    struct secret secret = { .store = store, .measure = measure, .cut = *cut, .arena = arena };
    int level_key = -1;
    bool told = is_in_system(store, measure, cut);
    for (size_t i = 0; i < dim_count; i++)
        if (dims[i].by != FIGURE_BY_LEVEL)
            secret.dims[secret.dim_count++] = dims[i];
        else if (level_key < 0 || unit_level_by_code(dims[level_key].name) < unit_level_by_code(dims[i].name))
            level_key = (int)i; /* the lowest: the units above follow from it */
    bool has_condition = figure_is_secret(store, measure, NULL);
    if ((has_condition && secret.dim_count) || (cut->organisation && measure->organisation_field >= 0))
        told = false; /* a condition on a trait is told by units only, and of all organisations */
    if (is_sensitive_cond(measure->kind, measure->where) && trait_of(measure->kind, measure->where) < 0)
        told = false; /* of two traits each number would be weighed against those of either */
    if (told && level_key >= 0)
        return hide_units(&secret, (size_t)level_key, groups, err);
    told = told && !has_small(groups);
    if (told)
        TRY(unit_is_told(&secret, cut->unit, &told, err));
    if (!told)
        hide_all(groups);
    return ERR_OK;
}
