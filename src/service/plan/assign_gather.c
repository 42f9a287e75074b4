/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/assign_gather.h"

#include <string.h>

static const char *const default_classes[] = { "poor", NULL };
static const char *const default_leads[] = {
    "fatherland_front", "farmers_union", "womens_union", "youth_union", "veterans_association",
    "trade_union", NULL,
};
const struct assignment_rules assignment_rules_default = {
    .classes = default_classes,
    .eligibility = ELIGIBLE_ANY_MEMBER,
    .preference = PREFERENCE_SOFT,
    .fallback = "fatherland_front",
    .area_leads = default_leads,
    .commune_leads = default_leads,
    .branch_min = 1,
    .branch_max = 3,
    .destitute_always = true,
};

static bool has_name(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* --- places ------------------------------------------------------------------------------------------ */

/* The commune and the area in which a unit lies on the day; remembered by unit. */
static void locate(struct gathered *gathered, int64_t unit, int64_t *ret_commune, int64_t *ret_area)
{
    *ret_commune = idmap_get(&gathered->communes, unit, -1);
    *ret_area = idmap_get(&gathered->areas, unit, 0);
    if (*ret_commune >= 0)
        return;
    const struct unit *found = territory_unit(gathered->territory, unit);
    *ret_commune = *ret_area = 0;
    if (found) {
        struct unit_set chain = territory_chain(gathered->territory, gathered->arena, found,
                                                (int32_t)gathered->request->day);
        for (size_t i = 0; i < chain.count; i++) {
            if (chain.items[i]->level == LEVEL_COMMUNE)
                *ret_commune = chain.items[i]->id;
            else if (chain.items[i]->level == LEVEL_AREA)
                *ret_area = chain.items[i]->id;
        }
    }
    idmap_put(&gathered->communes, unit, *ret_commune);
    idmap_put(&gathered->areas, unit, *ret_area);
}

static int org_index(struct gathered *gathered, const char *code, struct err *err)
{
    for (int i = 0; i < gathered->org_count; i++)
        if (strcmp(gathered->orgs[i], code) == 0)
            return i;
    if (gathered->org_count == ASSIGNMENT_ORGS_MAX) {
        (void)err_set(err, ERR_LIMIT, MSG_ASSIGN_ORGANISATIONS, err_int(ASSIGNMENT_ORGS_MAX));
        return -1;
    }
    gathered->orgs[gathered->org_count] = arena_strdup(gathered->arena, code);
    return gathered->org_count++;
}

static struct entity_query scope_query(const struct gathered *gathered, const struct cond *where)
{
    return (struct entity_query){ .where = where, .scope_unit = gathered->request->unit,
                                  .scope_day = gathered->request->day };
}

/* --- households ---------------------------------------------------------------------------------------- */

enum { CLASS_SERVED = 1, CLASS_NEAR_POOR = 2 };

static enum err_code take_classification(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gathered *gathered = context;
    const char *class = record_text(record, "class");
    if (!class || !has_name(gathered->rules->classes, class) || record_int(record, "counted_by"))
        return ERR_OK;
    int64_t household = record_counted(record, "household");
    idmap_put(&gathered->classes, household,
              strcmp(class, "near_poor") == 0 ? CLASS_SERVED | CLASS_NEAR_POOR : CLASS_SERVED);
    idmap_put(&gathered->class_records, household, record->id);
    return ERR_OK;
}

static enum err_code take_household(void *context, const struct record *record, struct err *err)
{
    struct gathered *gathered = context;
    TRY(plan_goes_on(&gathered->request->progress, 0, err));
    int64_t class = idmap_get(&gathered->classes, record->id, 0);
    bool destitute = record_int(record, "destitute") != 0;
    if (record_int(record, "canonical")) /* another stands for it */
        return ERR_OK;
    if (!class && !(destitute && gathered->rules->destitute_always))
        return ERR_OK;
    struct gathered_household *household =
        ARENA_PUSH(gathered->arena, gathered->households, gathered->household_count,
                   gathered->household_capacity);
    *household = (struct gathered_household){
        .id = record->id,
        .unit = record_int(record, "unit"),
        .head_name = arena_strdup(gathered->arena, record_text(record, "head_name")),
        .destitute = destitute,
        .near_poor = class & CLASS_NEAR_POOR,
        .classification = idmap_get(&gathered->class_records, record->id, 0),
        .burdened = record_int(record, "no_labour_capacity") || record_text(record, "policy_categories"),
    };
    locate(gathered, household->unit, &household->commune, &household->area);
    return ERR_OK;
}

static int by_commune(int64_t commune_a, int64_t commune_b, int64_t id_a, int64_t id_b)
{
    if (commune_a != commune_b)
        return commune_a < commune_b ? -1 : 1;
    return id_a < id_b ? -1 : id_a > id_b;
}

static int household_order(const void *a, const void *b)
{
    const struct gathered_household *x = a, *y = b;
    return by_commune(x->commune, y->commune, x->id, y->id);
}

static enum err_code gather_households(struct gathered *gathered, struct err *err)
{
    const struct kind *kind = kind_by_slug("classifications");
    struct cond *year = cond_compare(gathered->arena, kind_field_index(kind, "year"), COND_EQ,
                                     v_int(gathered->request->year));
    struct entity_query classes = scope_query(gathered, year), all = scope_query(gathered, NULL);
    TRY(entity_each(gathered->store, kind, &classes, take_classification, gathered, err));
    TRY(entity_each(gathered->store, kind_by_slug("households"), &all, take_household, gathered, err));
    if (gathered->household_count)
        qsort(gathered->households, gathered->household_count, sizeof(*gathered->households),
              household_order);
    for (size_t i = 0; i < gathered->household_count; i++)
        idmap_put(&gathered->household_index, gathered->households[i].id, (int64_t)i);
    return ERR_OK;
}

static struct gathered_household *household_of(const struct gathered *gathered, int64_t id)
{
    int64_t index = idmap_get(&gathered->household_index, id, -1);
    return index < 0 ? NULL : &gathered->households[index];
}

/* --- who belongs where ----------------------------------------------------------------------------------- */

static void take_org(struct gathered_household *household, int org, bool head)
{
    household->any_orgs |= UINT64_C(1) << org;
    if (head)
        household->head_orgs |= UINT64_C(1) << org;
}

static enum err_code take_membership(void *context, const struct record *record, struct err *err)
{
    struct gathered *gathered = context;
    struct gathered_household *household = household_of(gathered, record_counted(record, "household"));
    if (!household)
        return ERR_OK;
    const char *relation = record_text(record, "relation"), *category = record_text(record, "category");
    bool head = relation && strcmp(relation, "head") == 0;
    int org = org_index(gathered, record_text(record, "organisation"), err);
    if (org < 0)
        return err->code;
    take_org(household, org, head);
    /* Categories that another organisation counts as its own (S0d-34, S0d-36); an ordinary member
     * is nobody's but the organisation's. */
    for (size_t i = 0; i < gathered->rules->category_count; i++) {
        const struct assignment_category *own = &gathered->rules->categories[i];
        if (!category || strcmp(category, "member") == 0 || !has_name(own->categories, category))
            continue;
        org = org_index(gathered, own->organisation, err);
        if (org < 0)
            return err->code;
        take_org(household, org, head);
    }
    return ERR_OK;
}

static enum err_code take_assignment(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct gathered *gathered = context;
    struct gathered_household *household = household_of(gathered, record_counted(record, "household"));
    if (!household)
        return ERR_OK;
    if (record_int(record, "year") == gathered->request->year) {
        household->lead_body = record_int(record, "lead_body");
        household->assignment = record->id;
    } else
        household->last_body = record_int(record, "lead_body");
    return ERR_OK;
}

static enum err_code gather_relations(struct gathered *gathered, struct err *err)
{
    const struct kind *kind = kind_by_slug("assignments");
    int year_field = kind_field_index(kind, "year");
    struct value years[] = { v_int(gathered->request->year), v_int(gathered->request->year - 1) };
    struct cond *in_years = cond_in(gathered->arena, year_field, years, COUNT(years));
    struct entity_query all = scope_query(gathered, NULL), leads = scope_query(gathered, in_years);
    TRY(entity_each(gathered->store, kind_by_slug("memberships"), &all, take_membership, gathered, err));
    return entity_each(gathered->store, kind, &leads, take_assignment, gathered, err);
}

/* --- bodies -------------------------------------------------------------------------------------------------- */

static bool may_lead(const struct gathered *gathered, const struct record *record, bool *ret_at_area)
{
    static const char *const kinds_at_area[] = { "branch", "front_work_committee", NULL };
    static const char *const kinds_at_commune[] = { "committee", "workplace", NULL };
    const char *level = record_text(record, "level"), *body_kind = record_text(record, "kind");
    const char *organisation = record_text(record, "organisation");
    *ret_at_area = level && strcmp(level, "area") == 0;
    if (*ret_at_area)
        return has_name(kinds_at_area, body_kind) && has_name(gathered->rules->area_leads, organisation);
    return level && strcmp(level, "commune") == 0 && has_name(kinds_at_commune, body_kind) &&
           has_name(gathered->rules->commune_leads, organisation);
}

static enum err_code take_body(void *context, const struct record *record, struct err *err)
{
    struct gathered *gathered = context;
    bool at_area = false;
    if (!may_lead(gathered, record, &at_area))
        return ERR_OK;
    int org = org_index(gathered, record_text(record, "organisation"), err);
    if (org < 0)
        return err->code;
    struct gathered_body *body =
        ARENA_PUSH(gathered->arena, gathered->bodies, gathered->body_count, gathered->body_capacity);
    *body = (struct gathered_body){
        .id = record->id,
        .unit = record_int(record, "unit"),
        .organisation = gathered->orgs[org],
        .name = arena_strdup(gathered->arena, record_text(record, "name")),
        .org = org,
        .is_front = gathered->rules->fallback && strcmp(gathered->orgs[org], gathered->rules->fallback) == 0,
        .at_area = at_area,
    };
    locate(gathered, body->unit, &body->commune, &body->area);
    return ERR_OK;
}

static int body_order(const void *a, const void *b)
{
    const struct gathered_body *x = a, *y = b;
    return by_commune(x->commune, y->commune, x->id, y->id);
}

enum err_code assign_gather(struct gathered *gathered, struct err *err)
{
    struct idmap empty = { .arena = gathered->arena };
    gathered->household_index = gathered->classes = gathered->class_records = empty;
    gathered->communes = gathered->areas = empty;
    TRY(unit_territory(gathered->store, &gathered->territory, err));
    TRY(gather_households(gathered, err));
    TRY(gather_relations(gathered, err));
    struct entity_query all = scope_query(gathered, NULL);
    TRY(entity_each(gathered->store, kind_by_slug("bodies"), &all, take_body, gathered, err));
    if (gathered->body_count)
        qsort(gathered->bodies, gathered->body_count, sizeof(*gathered->bodies), body_order);
    return ERR_OK;
}
