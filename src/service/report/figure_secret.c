/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/figure_secret.h"

#include "service/unit/unit.h"

#include <string.h>

/* --- what is sensitive ---------------------------------------------------------------------------------- */

typedef bool field_test(const struct field *field);

/* A day of birth is told by no number: between two days there is one person. */
static bool is_day_of_somebody(const struct field *field)
{
    return field->personal != PERSONAL_NONE && (field->type == FIELD_DATE || field->type == FIELD_YEAR);
}

static bool is_sensitive(const struct field *field)
{
    return field->personal == PERSONAL_SENSITIVE || is_day_of_somebody(field);
}

static bool is_masked(const struct field *field)
{
    return field->personal != PERSONAL_NONE;
}

static bool field_is(const struct kind *kind, int field, field_test *test)
{
    return field >= 0 && test(&kind->fields[field]);
}

/* Whether the condition asks for such a field, of its own records or of others. */
static bool cond_asks(const struct kind *kind, const struct cond *cond, field_test *test)
{
    if (!cond)
        return false;
    if (field_is(kind, cond->field, test) || (cond->share && field_is(kind, cond->other, test)))
        return true;
    if (cond->linked && (field_is(cond->linked->kind, cond->linked->field, test) ||
                         cond_asks(cond->linked->kind, cond->linked->where, test)))
        return true;
    bool is_referred = cond->op == COND_REFERRED && cond->field >= 0;
    const struct kind *below = is_referred ? kind_by_slug(kind->fields[cond->field].ref) : kind;
    for (size_t i = 0; i < cond->child_count; i++)
        if (cond_asks(below ? below : kind, cond->children[i], test))
            return true;
    return false;
}

static bool is_sensitive_cond(const struct kind *kind, const struct cond *cond)
{
    return cond_asks(kind, cond, is_sensitive);
}

static bool measure_asks(const struct measure *measure, field_test *test)
{
    const struct kind *kind = measure->kind;
    return field_is(kind, measure->field, test) || field_is(kind, measure->date_field, test) ||
           field_is(kind, measure->end_field, test) || cond_asks(kind, measure->where, test);
}

bool figure_is_secret(const struct store *store, const struct measure *measure, const struct field *by)
{
    return !store->actor.sees_personal && ((by && is_sensitive(by)) || measure_asks(measure, is_sensitive));
}

bool figure_list_is_secret(const struct store *store, const struct measure *measure)
{
    return !store->actor.sees_personal && measure_asks(measure, is_masked);
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

/* Those parts. */
static struct cond *secret_cond(struct arena *arena, const struct kind *kind, const struct cond *cond)
{
    struct cond *secret = NULL;
    if (!cond || cond->op != COND_AND)
        return is_sensitive_cond(kind, cond) ? (struct cond *)(uintptr_t)cond : NULL;
    for (size_t i = 0; i < cond->child_count; i++)
        secret = cond_both(arena, secret, secret_cond(arena, kind, cond->children[i]));
    return secret;
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
    return value != 0 && value > -SECRET_BELOW && value < SECRET_BELOW;
}

static bool is_in_system(const struct store *store, const struct measure *measure, const struct figure_cut *cut)
{
    struct date last = date_of(cut->period.first.year, 12, 31);
    int64_t last_day = date_to_days(cut->period.last);
    bool is_weighed = cut->period.first.year > date_from_days((int32_t)store->today_day).year - SECRET_YEARS;
    bool is_year = is_weighed && date_equal(cut->period.first, date_of(cut->period.first.year, 1, 1)) &&
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

static bool is_empty(const struct figure_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++)
        if (groups->items[i].number.value)
            return false;
    return true;
}

/* The numbers of a superior's units by the dimensions, and of what is recorded at itself: with no unit as key. */
static enum err_code family_groups(const struct secret *secret, const struct measure *measure, struct figure_cut cut,
                                   const char *level, const struct figure_dim *by, size_t by_count,
                                   struct figure_groups *ret_groups, struct err *err)
{
    struct figure_dim dims[MEASURE_DIMS_MAX] = { { FIGURE_BY_LEVEL, level } };
    struct figure_groups units = { 0 }, above = { 0 };
    memcpy(dims + 1, by, by_count * sizeof(*dims));
    TRY(figure_raw_groups(secret->store, measure, &cut, by, by_count, secret->arena, &above, err));
    if (is_empty(&above)) {
        *ret_groups = (struct figure_groups){ .key_count = by_count + 1 };
        return ERR_OK;
    }
    TRY(figure_raw_groups(secret->store, measure, &cut, dims, by_count + 1, secret->arena, &units, err));
    struct figure_group *items = ARENA_ARRAY(secret->arena, struct figure_group, units.count + above.count + 1);
    if (units.count)
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

/* A family over the years: its places, and the values of the trait (of a table: what its cells are told by). */
struct family {
    const struct secret *secret;
    const char *level;
    int64_t superior;
    const struct figure_dim *by;
    size_t by_count;
    struct idmap places; /* of a unit, from 1 on; what is recorded at the superior itself is 0 */
    struct value (*values)[MEASURE_DIMS_MAX];
    size_t value_count, capacity;
};

/* What a measure counts of it: of each place and value in each year, and how many came or went between each two years. */
enum { MOMENTS = SECRET_YEARS + SECRET_YEARS * (SECRET_YEARS - 1) / 2 };
struct weighed {
    const struct family *family;
    int64_t *cells;
};

static int64_t *weighed_at(const struct weighed *weighed, size_t place, size_t moment, size_t value)
{
    return &weighed->cells[(place * MOMENTS + moment) * weighed->family->value_count + value];
}

static size_t family_rows(const struct family *family)
{
    return (family->places.count + 1) * MOMENTS;
}

static size_t family_place(const struct family *family, struct value unit)
{
    return unit.type == VALUE_INT ? (size_t)idmap_get(&family->places, unit.i, 0) : 0;
}

static size_t family_value(const struct family *family, const struct value *keys)
{
    size_t i = 0, same = 0;
    for (; i < family->value_count && same < family->by_count; i += same < family->by_count)
        for (same = 0; same < family->by_count && value_compare(family->values[i][same], keys[same]) == 0;)
            same++;
    return i;
}

/* The groups of each year, from SECRET_YEARS - 1 years ago until today. */
static enum err_code family_years(const struct family *family, const struct measure *measure,
                                  struct figure_groups ret_years[SECRET_YEARS], struct err *err)
{
    struct store *store = family->secret->store;
    int this_year = date_from_days((int32_t)store->today_day).year;
    for (int i = 0; i < SECRET_YEARS; i++) {
        int year = this_year - i;
        struct period period = { date_of(year, 1, 1), date_of(year, 12, 31) };
        struct figure_cut cut = figure_cut_of(store, family->superior, period, false, store->today_day);
        cut.is_whole = true; /* its neighbours are weighed, not told */
        TRY(family_groups(family->secret, measure, cut, family->level, family->by, family->by_count, &ret_years[i], err));
    }
    return ERR_OK;
}

static void family_note(struct family *family, const struct figure_groups *groups)
{
    for (size_t i = 0; i < groups->count; i++) {
        const struct value *keys = groups->items[i].keys;
        if (keys[0].type == VALUE_INT && !idmap_get(&family->places, keys[0].i, 0))
            idmap_put(&family->places, keys[0].i, (int64_t)family->places.count + 1);
        if (family_value(family, keys + 1) < family->value_count)
            continue;
        size_t last = family->value_count;
        (void)ARENA_PUSH(family->secret->arena, family->values, family->value_count, family->capacity);
        memcpy(family->values[last], keys + 1, family->by_count * sizeof(*keys));
    }
}

static struct weighed family_weigh(const struct family *family, const struct figure_groups years[SECRET_YEARS])
{
    struct weighed weighed = { family, ARENA_ARRAY(family->secret->arena, int64_t, family_rows(family) * family->value_count + 1) };
    for (size_t year = 0; year < SECRET_YEARS; year++)
        for (size_t i = 0; i < years[year].count; i++) {
            const struct figure_group *group = &years[year].items[i];
            size_t value = family_value(family, group->keys + 1);
            if (value < family->value_count)
                *weighed_at(&weighed, family_place(family, group->keys[0]), year, value) += group->number.value;
        }
    for (size_t place = 0; place <= family->places.count; place++)
        for (size_t value = 0; value < family->value_count; value++) {
            size_t moment = SECRET_YEARS;
            for (size_t later = 0; later < SECRET_YEARS; later++)
                for (size_t earlier = later + 1; earlier < SECRET_YEARS; earlier++)
                    *weighed_at(&weighed, place, moment++, value) =
                        *weighed_at(&weighed, place, later, value) - *weighed_at(&weighed, place, earlier, value);
        }
    return weighed;
}

/* The values of a trait in a family. Open: no unit has 1 to 4 of it in any year, nor came or went 1 to 4. The others
 * are told together only, and with as many of the open ones (least first) as it takes that these are not 1 to 4 either. */
static bool closed_are_small(const struct weighed *all, const bool *closed)
{
    size_t count = all->family->value_count;
    for (size_t row = 0; row < family_rows(all->family); row++) {
        int64_t sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += closed[i] ? all->cells[row * count + i] : 0;
        if (is_small(sum))
            return true;
    }
    return false;
}

/* What it has most of in any year. */
static int64_t value_most(const struct weighed *all, size_t value)
{
    int64_t most = 0;
    for (size_t year = 0; year < SECRET_YEARS; year++) {
        int64_t sum = 0;
        for (size_t place = 0; place <= all->family->places.count; place++)
            sum += *weighed_at(all, place, year, value);
        most = sum > most ? sum : most;
    }
    return most;
}

static const bool *close_values(const struct weighed *all)
{
    size_t count = all->family->value_count;
    bool *closed = ARENA_ARRAY(all->family->secret->arena, bool, count + 1);
    for (size_t cell = 0; cell < family_rows(all->family) * count; cell++)
        if (is_small(all->cells[cell]))
            closed[cell % count] = true;
    while (closed_are_small(all, closed)) {
        size_t least = count;
        for (size_t i = 0; i < count; i++)
            if (!closed[i] && value_most(all, i) > 0 && (least == count || value_most(all, i) < value_most(all, least)))
                least = i;
        if (least == count) { /* all of them are few: none is told */
            memset(closed, true, count);
            break;
        }
        closed[least] = true;
    }
    return closed;
}

/* Counts the measure none of the closed values, or all of them? */
static bool keeps_closed(const struct weighed *all, const struct weighed *own, const bool *closed)
{
    bool none = true, whole = true;
    size_t count = all->family->value_count;
    for (size_t cell = 0; cell < family_rows(all->family) * count; cell++) {
        if (!closed[cell % count] || cell / count % MOMENTS >= SECRET_YEARS || all->cells[cell] == 0)
            continue;
        none = none && own->cells[cell] == 0;
        whole = whole && own->cells[cell] == all->cells[cell];
    }
    return none || (whole && !closed_are_small(all, closed));
}

/* Tells the condition of a record by the value of its trait alone? */
static bool is_of_trait(const struct cond *cond, int trait)
{
    bool is = true;
    if (cond->op > COND_NOT)
        return cond->op != COND_REFERRED && cond->field == trait && !cond->linked && !cond->share;
    for (size_t i = 0; i < cond->child_count; i++)
        is = is && is_of_trait(cond->children[i], trait);
    return is;
}

/* What a measure counts of all records: where the value of the trait decides, all or none of each value, so that the records
 * need not be asked once more. */
static enum err_code weigh_own(const struct family *family, const struct measure *measure, int trait,
                               const struct weighed *all, struct weighed *ret_own, struct err *err)
{
    const struct kind *kind = measure->kind;
    struct figure_groups own[SECRET_YEARS] = { 0 };
    const struct cond *secret = secret_cond(family->secret->arena, kind, measure->where);
    if (kind->fields[trait].type == FIELD_CODES || !is_of_trait(secret, trait)) {
        TRY(family_years(family, measure, own, err));
        *ret_own = family_weigh(family, own);
        return ERR_OK;
    }
    *ret_own = family_weigh(family, own);
    struct value *values = ARENA_ARRAY(family->secret->arena, struct value, kind_field_count(kind) + 1);
    for (size_t value = 0; value < family->value_count; value++) {
        values[trait] = family->values[value][0];
        bool counts = cond_matches(secret, &(struct image){ .values = values, .kind = kind });
        for (size_t row = 0; counts && row < family_rows(family); row++)
            ret_own->cells[row * family->value_count + value] = all->cells[row * family->value_count + value];
    }
    return ERR_OK;
}

static enum err_code trait_is_told(struct family *family, const struct measure *measure, int trait, bool *ret_told, struct err *err)
{
    struct weighed counted = { 0 };
    struct measure common = *measure;
    struct figure_groups all[SECRET_YEARS] = { 0 };
    common.where = common_cond(family->secret->arena, common.kind, common.where);
    TRY(family_years(family, &common, all, err));
    for (size_t i = 0; i < SECRET_YEARS; i++)
        family_note(family, &all[i]);
    struct weighed weighed = family_weigh(family, all);
    const bool *closed = close_values(&weighed);
    *ret_told = !memchr(closed, true, family->value_count);
    if (*ret_told)
        return ERR_OK;
    TRY(weigh_own(family, measure, trait, &weighed, &counted, err));
    *ret_told = keeps_closed(&weighed, &counted, closed);
    return ERR_OK;
}

/* A table where no cell is small, nor what came or went. */
static enum err_code table_is_told(struct family *family, const struct measure *measure, bool *ret_told, struct err *err)
{
    struct figure_groups years[SECRET_YEARS] = { 0 };
    TRY(family_years(family, measure, years, err));
    for (size_t i = 0; i < SECRET_YEARS; i++)
        family_note(family, &years[i]);
    struct weighed weighed = family_weigh(family, years);
    *ret_told = true;
    for (size_t cell = 0; cell < family_rows(family) * family->value_count; cell++)
        *ret_told = *ret_told && !is_small(weighed.cells[cell]);
    return ERR_OK;
}

/* Whether the units of the level below `superior` may be told: of a condition by the values of its trait, or a table. */
static enum err_code family_is_told(const struct secret *secret, int64_t superior, const char *level, bool *ret_told,
                                    struct err *err)
{
    const struct measure *measure = secret->measure;
    int trait = trait_of(measure->kind, measure->where);
    bool is_trait = trait >= 0 && secret->dim_count == 0;
    const struct figure_dim by_trait = { FIGURE_BY_FIELD, is_trait ? measure->kind->fields[trait].name : NULL };
    struct family family = { .secret = secret, .level = level, .superior = superior, .places = { .arena = secret->arena },
                             .by = is_trait ? &by_trait : secret->dims, .by_count = is_trait ? 1 : secret->dim_count };
    *ret_told = false;
    if (is_trait)
        return trait_is_told(&family, measure, trait, ret_told, err);
    return family.by_count < MEASURE_DIMS_MAX ? table_is_told(&family, measure, ret_told, err) : ERR_OK;
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
    for (size_t i = 0; i < secret.dim_count; i++) {
        int field = secret.dims[i].by == FIGURE_BY_FIELD ? kind_field_index(measure->kind, secret.dims[i].name) : -1;
        if (field_is(measure->kind, field, is_day_of_somebody) ||
            (secret.dims[i].by == FIGURE_BY_RECORD && figure_list_is_secret(store, measure)))
            told = false; /* of each person by himself */
    }
    if (measure_asks(measure, is_day_of_somebody))
        told = false;
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
