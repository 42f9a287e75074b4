/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/assign.h"

#include "service/account/rights.h"
#include "service/plan/assign_parts.h"
#include "service/plan/assign_proof.h"
#include "service/report/figure.h"

#include <stdlib.h>
#include <string.h>

enum { OVERLOAD_PLACES = 2 };

/* --- from what was gathered to the engine's arrays ------------------------------------------------------ */

static int32_t area_index(struct assign_commune *commune, struct idmap *index, int64_t area)
{
    if (!area)
        return ASSIGNMENT_NONE;
    int64_t known = idmap_get(index, area, -1);
    if (known >= 0)
        return (int32_t)known;
    idmap_put(index, area, commune->problem.area_count);
    commune->areas[commune->problem.area_count] = area;
    return commune->problem.area_count++;
}

/* A branch takes branch_min … branch_max (S4-09), with some more on approval. A commune's own body is
 * bound by neither; the Front's is the last resort that leaves nobody out (S0d-21). */
static void set_places(const struct assignment_rules *rules, const struct gathered_body *body,
                       struct assignment_branch *branch)
{
    int32_t max = rules->branch_max ? (int32_t)rules->branch_max : ASSIGN_PLACES_ANY;
    bool mass_branch = body->at_area && !body->is_front;
    branch->soft_min = mass_branch ? (int32_t)rules->branch_min : 0;
    branch->soft_max = max;
    branch->hard_max = body->is_front && !body->at_area ? ASSIGN_PLACES_ANY :
                       max < ASSIGN_PLACES_ANY         ? max + OVERLOAD_PLACES :
                                                          max;
}

static uint64_t member_orgs(const struct assignment_rules *rules, const struct gathered_household *household)
{
    return rules->eligibility == ELIGIBLE_HEAD ? household->head_orgs : household->any_orgs;
}

static int32_t fixed_branch(const struct gathered_household *household, struct idmap *body_index)
{
    if (household->is_put_off)
        return ASSIGNMENT_PUT_OFF;
    int64_t body = household->lead_body ? household->lead_body : household->chosen_body;
    return (int32_t)idmap_get(body_index, body, ASSIGNMENT_NONE);
}

static void build_commune(struct assign *assign, struct assign_commune *commune, size_t households, size_t bodies)
{
    struct gathered *gathered = &assign->gathered;
    struct arena *arena = gathered->arena;
    struct assignment_household *rows = ARENA_ARRAY(arena, struct assignment_household, households);
    struct assignment_branch *branches = ARENA_ARRAY(arena, struct assignment_branch, bodies);
    struct idmap areas = { .arena = arena }, body_index = { .arena = arena };
    commune->areas = ARENA_ARRAY(arena, int64_t, households + bodies);
    for (size_t i = 0; i < bodies; i++) {
        const struct gathered_body *body = &commune->bodies[i];
        branches[i] = (struct assignment_branch){
            .id = body->id, .org = body->org, .is_front = body->is_front,
            .area = body->at_area ? area_index(commune, &areas, body->area) : ASSIGNMENT_NONE,
        };
        set_places(gathered->rules, body, &branches[i]);
        idmap_put(&body_index, body->id, (int64_t)i);
        commune->orgs_here |= UINT64_C(1) << body->org;
    }
    for (size_t i = 0; i < households; i++) {
        const struct gathered_household *household = &commune->households[i];
        rows[i] = (struct assignment_household){
            .id = household->id,
            .member_orgs = member_orgs(gathered->rules, household),
            .head_orgs = household->head_orgs,
            .area = area_index(commune, &areas, household->area),
            .last_branch = (int32_t)idmap_get(&body_index, household->last_body, ASSIGNMENT_NONE),
            .fixed_branch = fixed_branch(household, &body_index),
            .need = household->burdened ? 1 : 0,
            .is_destitute = household->destitute && gathered->rules->destitute_always,
            .is_near_poor = household->near_poor,
        };
    }
    commune->problem.households = rows;
    commune->problem.household_count = households;
    commune->problem.branches = branches;
    commune->problem.branch_count = bodies;
    commune->problem.seed = gathered->request->seed;
    commune->problem.member_only = gathered->rules->preference == PREFERENCE_STRICT;
}

static void add_row(struct assign *assign, const struct assign_commune *commune, size_t index);

/* Households led by a body that this plan does not see (of another commune, or another kind) keep it
 * and stay out of the problem. */
static void keep_led_elsewhere(struct assign *assign)
{
    struct gathered *gathered = &assign->gathered;
    struct idmap communes = { .arena = gathered->arena };
    size_t kept = 0;
    for (size_t i = 0; i < gathered->body_count; i++)
        idmap_put(&communes, gathered->bodies[i].id, gathered->bodies[i].commune + 1);
    for (size_t i = 0; i < gathered->household_count; i++) {
        struct gathered_household *household = &gathered->households[i];
        if (household->lead_body &&
            idmap_get(&communes, household->lead_body, 0) != household->commune + 1) {
            struct assign_commune alone = { .households = household };
            add_row(assign, &alone, 0);
        } else {
            gathered->households[kept++] = *household;
        }
    }
    gathered->household_count = kept;
}

/* Households and bodies both lie by commune: one pass over the two. */
static void build_communes(struct assign *assign)
{
    struct gathered *gathered = &assign->gathered;
    for (size_t h = 0, b = 0; h < gathered->household_count;) {
        int64_t unit = gathered->households[h].commune;
        size_t households = 0, bodies = 0;
        while (h + households < gathered->household_count &&
               gathered->households[h + households].commune == unit)
            households++;
        while (b < gathered->body_count && gathered->bodies[b].commune < unit)
            b++;
        while (b + bodies < gathered->body_count && gathered->bodies[b + bodies].commune == unit)
            bodies++;
        struct assign_commune *commune = ARENA_PUSH(gathered->arena, assign->communes, assign->commune_count,
                                             assign->commune_capacity);
        *commune = (struct assign_commune){ .households = gathered->households + h,
                                     .bodies = gathered->bodies + b };
        build_commune(assign, commune, households, unit ? bodies : 0);
        h += households;
        b += bodies;
    }
}

/* --- solving ------------------------------------------------------------------------------------------------ */

static void add_row(struct assign *assign, const struct assign_commune *commune, size_t index)
{
    const struct gathered_household *household = &commune->households[index];
    struct assign_result *result = assign->result;
    int32_t branch = commune->plan.branch_of ? commune->plan.branch_of[index] : ASSIGNMENT_NONE;
    struct assign_row *row = &assign->rows[result->row_count++];
    *row = (struct assign_row){ .household = household->id, .unit = household->unit,
                                .commune = household->commune, .head_name = household->head_name,
                                .classification = household->classification,
                                .body = household->lead_body, .kept = household->lead_body != 0,
                                .assignment = household->assignment, .area = household->area,
                                .last_body = household->last_body, .organisations = household->any_orgs,
                                .by_hand = household->chosen_body || household->is_put_off,
                                .destitute = household->destitute, .near_poor = household->near_poor };
    if (branch >= 0) {
        const struct gathered_body *body = &commune->bodies[branch];
        row->body = body->id;
        row->organisation = body->organisation;
        row->body_name = body->name;
        uint64_t own = member_orgs(assign->gathered.rules, household);
        row->is_member = own >> body->org & 1;
        row->outside = !row->is_member && !(body->is_front && !(own & commune->orgs_here));
    }
    result->households++;
    result->assigned += row->body != 0;
    result->deferred += row->body == 0;
    result->kept += row->kept;
}

static int gain_order(const void *a, const void *b)
{
    const struct assign_gain *x = a, *y = b;
    if (x->saved != y->saved)
        return x->saved > y->saved ? -1 : 1;
    return (x->body > y->body) - (x->body < y->body);
}

/* Where a place more would help: only told where somebody is put off or a body overloaded. */
static void add_gains(struct assign *assign, const struct assign_commune *commune)
{
    struct assignment_gain found[ASSIGN_GAINS_MAX];
    bool is_short = commune->plan.counts.deferred > 0;
    for (size_t i = 0; i < commune->plan.finding_count; i++)
        is_short |= commune->plan.findings[i].kind == ASSIGNMENT_BRANCH_OVERLOADED ||
                    commune->plan.findings[i].kind == ASSIGNMENT_BRANCH_BEYOND_MAX;
    size_t count = is_short ? assignment_gains(&commune->problem, &commune->plan, ASSIGN_GAINS_MAX,
                                               assign->gathered.arena, found) :
                              0;
    for (size_t i = 0; i < count; i++) {
        const struct gathered_body *body = &commune->bodies[found[i].branch];
        *ARENA_PUSH(assign->gathered.arena, assign->gains, assign->gain_count, assign->gain_capacity) =
            (struct assign_gain){ .unit = body->unit, .body = body->id, .body_name = body->name,
                                  .saved = found[i].saved, .served = found[i].served,
                                  .overloaded = found[i].overloaded, .own = found[i].own };
    }
}

static void read_commune(struct assign *assign, struct assign_commune *commune)
{
    struct assign_result *result = assign->result;
    if (commune->households[0].commune == 0) {
        assign_add_unplaced(assign, commune);
    } else {
        result->objective += commune->plan.objective;
        result->cost += commune->plan.cost;
        result->certified = result->certified && commune->plan.is_certified;
        result->changed += commune->plan.counts.changed_helper;
        for (size_t i = 0; i < commune->plan.finding_count; i++)
            assign_add_finding(assign, commune, &commune->plan.findings[i]);
        add_gains(assign, commune);
    }
    for (size_t i = 0; i < commune->problem.household_count; i++)
        add_row(assign, commune, i);
}

/* All communes together; those whose place is not known have no plan. */
static enum err_code solve_communes(struct assign *assign, struct err *err)
{
    struct arena *arena = assign->gathered.arena;
    struct assignment_problem *problems = ARENA_ARRAY(arena, struct assignment_problem, assign->commune_count + 1);
    struct assignment_plan *plans = ARENA_ARRAY(arena, struct assignment_plan, assign->commune_count + 1);
    const struct plan_progress *progress = &assign->gathered.request->progress;
    struct assignment_batch batch = { .problems = problems, .progress = progress->show,
                                      .context = progress->context };
    int64_t change_max = assign->gathered.request->change_max;
    assign->weights = assignment_weights_default;
    for (size_t i = 0; i < assign->commune_count; i++) {
        assign->communes[i].problem.weights = &assign->weights;
        if (assign->communes[i].households[0].commune)
            problems[batch.count++] = assign->communes[i].problem;
    }
    if (change_max >= 0) {
        int64_t changes = 0;
        TRY(assignment_cap_changes(&batch, &assignment_weights_default, change_max, arena,
                                   &assign->weights, &changes, err));
    }
    TRY(assignment_solve_all(&batch, arena, plans, err));
    assign->result->last_helper = assign->weights.last_helper;
    for (size_t i = 0, at = 0; i < assign->commune_count; i++) {
        if (assign->communes[i].households[0].commune)
            assign->communes[i].plan = plans[at++];
        read_commune(assign, &assign->communes[i]);
    }
    if (assign->gain_count)
        qsort(assign->gains, assign->gain_count, sizeof(*assign->gains), gain_order);
    assign->result->gains = assign->gains;
    assign->result->gain_count = assign->gain_count;
    return ERR_OK;
}

/* All communes as one network: sizes, then nodes, then arcs. */
static enum err_code write_problem(struct assign *assign, struct buf *out, struct err *err)
{
    struct arena *arena = assign->gathered.arena;
    struct assignment_size total = { 0 };
    int64_t *offsets = ARENA_ARRAY(arena, int64_t, assign->commune_count + 1);
    for (size_t i = 0; i < assign->commune_count; i++) {
        struct assignment_size size = { 0 };
        if (assign->communes[i].households[0].commune)
            TRY(assignment_dimacs_size(&assign->communes[i].problem, arena, &size, err));
        offsets[i] = total.nodes;
        total.nodes += size.nodes;
        total.arcs += size.arcs;
    }
    assignment_dimacs_header(total, out);
    for (size_t i = 0; i < assign->commune_count; i++)
        if (assign->communes[i].households[0].commune)
            TRY(assignment_dimacs_nodes(&assign->communes[i].problem, offsets[i], arena, out, err));
    for (size_t i = 0; i < assign->commune_count; i++)
        if (assign->communes[i].households[0].commune)
            TRY(assignment_dimacs_arcs(&assign->communes[i].problem, offsets[i], arena, out, err));
    return ERR_OK;
}

/* --- adopting ------------------------------------------------------------------------------------------------- */

static enum err_code adopt_row(struct store *store, const struct assign_request *request,
                               const struct assign_row *row, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *record = record_new(&arena, kind_by_slug("assignments"));
    char first_day[16];
    snprintf(first_day, sizeof(first_day), "%04d-01-01", request->year);
    record_set(record, "household", v_int(row->household));
    record_set(record, "year", v_int(request->year));
    record_set(record, "lead_body", v_int(row->body));
    if (row->classification)
        record_set(record, "classification", v_int(row->classification));
    record_set(record, "origin", v_text("plan"));
    record_set(record, "from_date", v_text(first_day));
    if (request->programme)
        record_set(record, "programme", v_text(request->programme->id));
    return entity_create(store, record, NULL, err);
}

/* Does the commune's plan give anybody a helper who had none? */
static bool is_new(const struct assign_commune *commune)
{
    for (size_t h = 0; h < commune->problem.household_count; h++)
        if (!commune->households[h].lead_body && commune->plan.branch_of[h] != ASSIGNMENT_NONE)
            return true;
    return false;
}

static enum err_code adopt(struct assign *assign, struct err *err)
{
    struct store *store = assign->gathered.store;
    const struct assign_request *request = assign->gathered.request;
    struct assign_result *result = assign->result;
    for (size_t i = 0; i < result->row_count; i++) {
        if (!result->rows[i].body || result->rows[i].kept)
            continue;
        TRY(plan_goes_on(&request->progress, (unsigned)(i * 1000 / result->row_count), err));
        TRY(adopt_row(store, request, &result->rows[i], err));
        result->applied++;
    }
    for (size_t i = 0; i < assign->commune_count; i++) {
        const struct assign_commune *commune = &assign->communes[i];
        if (commune->households[0].commune && is_new(commune))
            TRY(assign_proof_keep(store, request, commune->households[0].commune, &commune->problem,
                                  &commune->plan, err));
    }
    return ERR_OK;
}

/* The places that the programme puts first come first in the plan. Everybody is served, so this is the
 * order in which the work is done, not a claim on a helper. */
static enum err_code put_first(struct assign *assign, struct err *err)
{
    const struct gathered *gathered = &assign->gathered;
    const struct unit_choice choice = { .designations = gathered->rules->priority };
    struct idmap chosen = { .arena = gathered->arena };
    size_t count = assign->result->row_count, at = 0;
    if (!choice.designations)
        return ERR_OK;
    TRY(figure_chosen_units(gathered->store, &choice, gathered->request->day, &chosen, err));
    struct assign_row *rows = ARENA_ARRAY(gathered->arena, struct assign_row, count + 1);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++) {
            struct assign_row *row = &assign->rows[i];
            row->priority = idmap_get(&chosen, row->unit, 0) ||
                            (row->commune && idmap_get(&chosen, row->commune, 0));
            if (row->priority == (pass == 0))
                rows[at++] = *row;
        }
    assign->rows = rows;
    return ERR_OK;
}

enum err_code assign_run(struct store *store, const struct assign_request *request, struct arena *arena,
                         struct assign_result *ret_result, struct err *err)
{
    const struct assignment_rules *rules =
        request->programme ? request->programme->assignment : &assignment_rules_default;
    if (!rules)
        return err_set(err, ERR_INPUT, MSG_ASSIGN_NO_RULES, request->programme->id);
    *ret_result = (struct assign_result){ .certified = true };
    struct assign_request own = *request;
    TRY(rights_place(store, &own.unit, err));
    if (store->actor.line) /* a plan weighs all organisations' members */
        return err_set(err, ERR_FORBIDDEN, MSG_SCOPE_LINE, kind_by_slug("assignments")->vi);
    if (request->apply)
        TRY(rights_need(&store->actor, RIGHT_WRITE, err));
    struct assign assign = {
        .gathered = { .arena = arena, .store = store, .request = &own, .rules = rules },
        .result = ret_result,
    };
    TRY(assign_gather(&assign.gathered, err));
    TRY(assign_fix(&assign, err));
    assign.rows = ARENA_ARRAY(arena, struct assign_row, assign.gathered.household_count + 1);
    keep_led_elsewhere(&assign);
    build_communes(&assign);
    TRY(solve_communes(&assign, err));
    TRY(put_first(&assign, err));
    assign_list_branches(&assign);
    ret_result->rows = assign.rows;
    ret_result->violations = assign.violations;
    ret_result->violation_count = assign.violation_count;
    if (request->problem)
        TRY(write_problem(&assign, request->problem, err));
    if (!request->apply)
        return ERR_OK;
    TRY(db_begin(store->db, err));
    enum err_code code = adopt(&assign, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}
