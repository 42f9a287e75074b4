/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/grant.h"

#include "service/account/rights.h"
#include "service/plan/grant_gather.h"

#include <stdlib.h>
#include <string.h>

enum { WORTH_UNIT = 100000 /* worth is score · least in this unit */ };

struct plan {
    struct grants grants;
    struct allocation_problem problem;
    struct allocation_result found;
    struct allocation_applicant *applicants; /* of the rows that take part */
    int32_t *row_of;                         /* by applicant */
    struct grant_place *places;              /* by group */
    size_t place_count;
};

/* --- places with a floor or a cap --------------------------------------------------------------------- */

static struct grant_place *place_of(struct plan *plan, int64_t unit)
{
    for (size_t i = 0; i < plan->place_count; i++)
        if (plan->places[i].unit == unit)
            return &plan->places[i];
    struct grant_place *place = &plan->places[plan->place_count++];
    *place = (struct grant_place){ .unit = unit, .cap = -1 };
    return place;
}

/* The innermost place that `unit` lies in on the day, itself left out where `above`. */
static int32_t place_around(struct plan *plan, int64_t unit, bool above)
{
    const struct unit *found = territory_unit(plan->grants.territory, unit);
    if (!found)
        return ALLOCATION_NONE;
    struct unit_set chain = territory_chain(plan->grants.territory, plan->grants.arena, found,
                                            (int32_t)plan->grants.request->day);
    for (size_t i = 0; i < chain.count; i++)
        for (size_t p = 0; p < plan->place_count; p++)
            if (chain.items[i]->id == plan->places[p].unit && !(above && plan->places[p].unit == unit))
                return (int32_t)p;
    return ALLOCATION_NONE;
}

static size_t depth_of(struct plan *plan, int64_t unit)
{
    const struct unit *found = territory_unit(plan->grants.territory, unit);
    return found ? territory_chain(plan->grants.territory, plan->grants.arena, found,
                                   (int32_t)plan->grants.request->day)
                       .count :
                   0;
}

/* Wider places before those inside them, as the engine asks. */
static void places_sort(struct plan *plan)
{
    for (size_t i = 1; i < plan->place_count; i++)
        for (size_t j = i; j > 0 && depth_of(plan, plan->places[j].unit) <
                                        depth_of(plan, plan->places[j - 1].unit);
             j--) {
            struct grant_place kept = plan->places[j];
            plan->places[j] = plan->places[j - 1];
            plan->places[j - 1] = kept;
        }
}

static enum err_code places_make(struct plan *plan, struct err *err)
{
    const struct grant_request *request = plan->grants.request;
    struct arena *arena = plan->grants.arena;
    plan->places = ARENA_ARRAY(arena, struct grant_place, request->floor_count + request->cap_count + 1);
    for (size_t i = 0; i < request->floor_count; i++)
        place_of(plan, request->floors[i].unit)->floor = request->floors[i].amount;
    for (size_t i = 0; i < request->cap_count; i++)
        place_of(plan, request->caps[i].unit)->cap = request->caps[i].amount;
    places_sort(plan);
    struct allocation_group *groups = ARENA_ARRAY(arena, struct allocation_group, plan->place_count + 1);
    for (size_t i = 0; i < plan->place_count; i++) {
        const struct grant_place *place = &plan->places[i];
        if (place->cap >= 0 && place->cap < place->floor)
            return err_set(err, ERR_INPUT, MSG_GRANT_FLOOR_ABOVE_CAP,
                           unit_name(plan->grants.store, arena, place->unit));
        groups[i] = (struct allocation_group){
            .id = place->unit,
            .lo = place->floor,
            .hi = place->cap >= 0 ? place->cap : ALLOCATION_MONEY_MAX,
            .parent = place_around(plan, place->unit, true),
        };
    }
    plan->problem.groups = groups;
    plan->problem.group_count = plan->place_count;
    return ERR_OK;
}

/* --- the engine's problem ---------------------------------------------------------------------------------- */

static void sources_make(struct plan *plan)
{
    struct grant_result *result = plan->grants.result;
    struct allocation_source *sources =
        ARENA_ARRAY(plan->grants.arena, struct allocation_source, GRANT_FUNDS_MAX);
    for (size_t i = 0; i < result->fund_count; i++)
        sources[i] = (struct allocation_source){ result->funds[i].id, result->funds[i].budget };
    plan->problem.sources = sources;
    plan->problem.source_count = result->fund_count;
}

static void applicants_make(struct plan *plan)
{
    struct grants *grants = &plan->grants;
    plan->applicants = ARENA_ARRAY(grants->arena, struct allocation_applicant, grants->row_count + 1);
    plan->row_of = ARENA_ARRAY(grants->arena, int32_t, grants->row_count + 1);
    for (size_t i = 0; i < grants->row_count; i++) {
        const struct grant_row *row = &grants->rows[i];
        if (row->bar != GRANT_OPEN)
            continue;
        int64_t units = row->least / WORTH_UNIT, most = ALLOCATION_WORTH_MAX / ALLOCATION_SCORE_MAX;
        plan->row_of[plan->problem.applicant_count] = (int32_t)i;
        plan->applicants[plan->problem.applicant_count++] = (struct allocation_applicant){
            .id = row->household,
            .sources = grants->sources[i],
            .group = place_around(plan, row->unit, false),
            .tier = (int32_t)row->tier,
            .score = row->score,
            .worth = row->score * (units < 1 ? 1 : units < most ? units : most),
            .least = row->least,
            .need = row->estimated - row->supported,
        };
    }
    plan->problem.applicants = plan->applicants;
    plan->problem.progress = grants->request->progress.show;
    plan->problem.context = grants->request->progress.context;
    plan->problem.least_only = grants->request->least_only;
}

/* --- what it found --------------------------------------------------------------------------------------------- */

static int row_order(const void *a, const void *b)
{
    const struct grant_row *x = a, *y = b;
    if ((x->amount > 0) != (y->amount > 0))
        return x->amount > 0 ? -1 : 1;
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->household > y->household) - (x->household < y->household);
}

static void parts_read(struct plan *plan)
{
    struct grant_result *result = plan->grants.result;
    struct idmap at = { .arena = plan->grants.arena };
    struct allocation_part *parts =
        ARENA_ARRAY(plan->grants.arena, struct allocation_part, plan->found.part_count + 1);
    for (size_t i = 0; i < result->row_count; i++)
        idmap_put(&at, result->rows[i].household, (int64_t)i);
    for (size_t i = 0; i < plan->found.part_count; i++) {
        parts[i] = plan->found.parts[i];
        parts[i].applicant = (int32_t)idmap_get(&at, plan->applicants[parts[i].applicant].id, 0);
    }
    for (int t = 0; t < GRANT_TIERS; t++) {
        struct allocation_tier *tier = &result->tiers[t];
        *tier = t < plan->found.tier_count ? plan->found.tiers[t] :
                                             (struct allocation_tier){ .is_exact = true,
                                                                       .last_served = ALLOCATION_NONE,
                                                                       .first_refused = ALLOCATION_NONE };
        if (tier->last_served != ALLOCATION_NONE)
            tier->last_served = (int32_t)idmap_get(&at, plan->applicants[tier->last_served].id, 0);
        if (tier->first_refused != ALLOCATION_NONE)
            tier->first_refused = (int32_t)idmap_get(&at, plan->applicants[tier->first_refused].id, 0);
    }
    result->parts = parts;
    result->part_count = plan->found.part_count;
}

static void plan_read(struct plan *plan)
{
    struct grants *grants = &plan->grants;
    struct grant_result *result = grants->result;
    for (size_t i = 0; i < grants->row_count; i++)
        grants->rows[i].reason = ALLOCATION_NO_SOURCE;
    for (size_t k = 0; k < plan->problem.applicant_count; k++) {
        struct grant_row *row = &grants->rows[plan->row_of[k]];
        row->amount = plan->found.amounts[k];
        row->reason = plan->found.reasons[k];
        row->lacking = plan->found.lacking[k];
        result->served += row->amount > 0;
    }
    if (grants->row_count)
        qsort(grants->rows, grants->row_count, sizeof(*grants->rows), row_order);
    result->rows = grants->rows;
    result->row_count = grants->row_count;
    for (size_t s = 0; s < result->fund_count; s++)
        result->funds[s].spent = plan->found.source_spent[s];
    for (size_t g = 0; g < plan->place_count; g++) {
        plan->places[g].floor = plan->found.group_floors[g];
        plan->places[g].spent = plan->found.group_spent[g];
    }
    result->places = plan->places;
    result->place_count = plan->place_count;
    result->spread = plan->found.spread;
    parts_read(plan);
}

static void problem_write(struct plan *plan)
{
    int tier = 0;
    while (tier + 1 < plan->found.tier_count && plan->found.tiers[tier].first_refused == ALLOCATION_NONE)
        tier++;
    allocation_lp(&plan->problem, &plan->found, tier, plan->grants.arena, plan->grants.request->problem);
}

/* --- recording -------------------------------------------------------------------------------------------------- */

static enum err_code record_part(struct grants *grants, const struct allocation_part *part, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct grant_request *request = grants->request;
    const struct grant_row *row = &grants->result->rows[part->applicant];
    struct record *record = record_new(&arena, kind_by_slug("grants"));
    record_set(record, "fund", v_int(grants->result->funds[part->source].id));
    record_set(record, "unit", v_int(row->unit));
    record_set(record, "household", v_int(row->household));
    record_set(record, "purpose", v_text(row->purpose));
    record_set(record, "subtype", v_text(row->subtype));
    record_set(record, "amount", v_int(part->amount));
    record_set(record, "year", v_int(request->year));
    record_set(record, "priority_score", v_int(row->score));
    record_set(record, "priority_reason", v_text(grant_score_words(row, LANG_VI, &arena)));
    record_set(record, "proposed_on", v_text(grants->store->today));
    if (request->programme)
        record_set(record, "programme", v_text(request->programme->id));
    TRY(entity_create(grants->store, record, NULL, err));
    grants->result->applied++;
    return ERR_OK;
}

static enum err_code plan_make(struct plan *plan, struct err *err)
{
    TRY(grant_gather(&plan->grants, err));
    TRY(places_make(plan, err));
    sources_make(plan);
    applicants_make(plan);
    TRY(allocation_solve(&plan->problem, plan->grants.arena, &plan->found, err));
    require(allocation_holds(&plan->problem, &plan->found, plan->grants.arena));
    plan_read(plan);
    if (plan->grants.request->problem)
        problem_write(plan);
    return ERR_OK;
}

static enum err_code plan_record(struct plan *plan, struct err *err)
{
    TRY(plan_make(plan, err));
    const struct plan_progress *progress = &plan->grants.request->progress;
    size_t count = plan->grants.result->part_count;
    for (size_t i = 0; i < count; i++) {
        TRY(plan_goes_on(progress, (unsigned)(i * 1000 / count), err));
        TRY(record_part(&plan->grants, &plan->grants.result->parts[i], err));
    }
    return ERR_OK;
}

enum err_code grant_run(struct store *store, const struct grant_request *request, struct arena *arena,
                        struct grant_result *ret_result, struct err *err)
{
    *ret_result = (struct grant_result){ 0 };
    struct grant_request *own = ARENA_NEW(arena, struct grant_request);
    *own = *request;
    struct plan plan = {
        .grants = { .arena = arena, .store = store, .request = own, .result = ret_result },
    };
    TRY(rights_place(store, &own->unit, err));
    if (request->apply)
        TRY(rights_need(&store->actor, RIGHT_WRITE, err));
    if (!request->apply)
        return plan_make(&plan, err);
    /* What is free is read where it is spent: in the transaction. */
    TRY(db_begin(store->db, err));
    enum err_code code = plan_record(&plan, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}
