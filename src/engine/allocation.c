/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/allocation_model.h"

#include <stdlib.h>

struct solver {
    struct allocation_model model;
    struct allocation_room room;
    const struct allocation_problem *problem;
    struct arena *arena;
    struct allocation_result *result;
    bool *served;      /* by applicant */
    int32_t *members;  /* of the tier at hand */
    int32_t *by_rank;  /* applicants by tier, score, id: who is raised first */
};

static enum err_code sums_check(const struct allocation_problem *problem, struct err *err)
{
    int64_t money = 0, needs = 0;
    for (size_t s = 0; s < problem->source_count; s++) {
        require(problem->sources[s].amount >= 0);
        if (problem->sources[s].amount > ALLOCATION_MONEY_MAX - money)
            return err_set(err, ERR_LIMIT, MSG_ALLOCATION_TOO_LARGE);
        money += problem->sources[s].amount;
    }
    for (size_t i = 0; i < problem->applicant_count; i++) {
        if (problem->applicants[i].need > ((int64_t)1 << 60) - needs)
            return err_set(err, ERR_LIMIT, MSG_ALLOCATION_TOO_LARGE);
        needs += problem->applicants[i].need;
    }
    return ERR_OK;
}

/* --- one tier ----------------------------------------------------------------------------------- */

/* Could its least be paid, were it alone? */
static bool fits_alone(const struct solver *solver, const struct allocation_applicant *a)
{
    int64_t money = 0, held = 0;
    for (size_t s = 0; s < solver->problem->source_count; s++)
        if (a->sources >> s & 1)
            money += solver->problem->sources[s].amount;
    for (int32_t v = (int32_t)allocation_node(a); v != ALLOCATION_NONE;
         v = solver->model.parents[v]) {
        if (a->least > held + solver->model.limits[v])
            return false;
        held += solver->model.slots[v];
    }
    return a->least <= money && a->least <= held;
}

/* Those of the tier whom what is left could serve; of the others the reason is told. */
static size_t members_find(struct solver *solver, int tier, const int64_t *source_room)
{
    size_t count = 0;
    for (size_t k = 0; k < solver->problem->applicant_count; k++) {
        int32_t i = solver->model.order[k];
        const struct allocation_applicant *a = &solver->problem->applicants[i];
        enum allocation_reason *reason = &solver->result->reasons[i];
        if (a->tier != tier)
            continue;
        solver->result->tiers[tier].applicants++;
        if (solver->model.mask_of[i] == ALLOCATION_NONE)
            *reason = ALLOCATION_NO_SOURCE;
        else if (!fits_alone(solver, a))
            *reason = ALLOCATION_TOO_LARGE;
        else if (a->least > source_room[solver->model.mask_of[i]] ||
                 a->least > allocation_room_group(&solver->room, allocation_node(a)))
            *reason = ALLOCATION_EARLIER_TIERS;
        else
            solver->members[count++] = i;
    }
    return count;
}

static int64_t *sources_room(struct solver *solver)
{
    int64_t *left = ARENA_ARRAY(solver->arena, int64_t, solver->model.mask_count + 1);
    for (size_t m = 0; m < solver->model.mask_count; m++)
        left[m] = allocation_room_sources(&solver->room, m);
    return left;
}

static enum err_code tier_solve(struct solver *solver, int tier, struct err *err)
{
    struct arena_mark mark = arena_mark(solver->arena);
    struct allocation_tier *result = &solver->result->tiers[tier];
    struct allocation_prices prices;
    struct allocation_choice choice = {
        .model = &solver->model,
        .members = solver->members,
        .member_count = members_find(solver, tier, sources_room(solver)),
        .fixed = solver->served,
    };
    *result = (struct allocation_tier){ .applicants = result->applicants,
                                        .is_exact = true,
                                        .last_served = ALLOCATION_NONE,
                                        .first_refused = ALLOCATION_NONE };
    if (choice.member_count > 0) {
        /* The prices see who is fixed; those served here are flagged apart until then. */
        bool *served = ARENA_ARRAY(solver->arena, bool, solver->problem->applicant_count);
        TRY(allocation_prices_find(&choice, solver->arena, &prices, err));
        TRY(allocation_search(&choice, &prices, &solver->room, served, result,
                              &solver->result->steps, solver->arena, err));
        for (size_t k = 0; k < choice.member_count; k++) {
            solver->served[choice.members[k]] = served[choice.members[k]];
            result->served += served[choice.members[k]];
        }
    }
    arena_release(solver->arena, mark);
    return ERR_OK;
}

/* --- why not ---------------------------------------------------------------------------------------- */

/* Keeps in *slot the applicant with the lower (sign 1) or higher (sign -1) rate. */
static void keep_extreme(const struct allocation_applicant *applicants, int32_t i, int sign,
                         int32_t *slot)
{
    if (*slot == ALLOCATION_NONE ||
        sign * allocation_rate_compare(&applicants[*slot], &applicants[i]) > 0)
        *slot = i;
}

static void refusals_tell(struct solver *solver)
{
    const struct allocation_applicant *applicants = solver->problem->applicants;
    struct allocation_result *result = solver->result;
    const int64_t *source_room = sources_room(solver);
    for (size_t k = 0; k < solver->problem->applicant_count; k++) {
        int32_t i = solver->model.order[k];
        if (solver->served[i])
            keep_extreme(applicants, i, 1, &result->tiers[applicants[i].tier].last_served);
    }
    for (size_t k = 0; k < solver->problem->applicant_count; k++) {
        int32_t i = solver->model.order[k], mask = solver->model.mask_of[i];
        const struct allocation_applicant *a = &applicants[i];
        struct allocation_tier *tier = &result->tiers[a->tier];
        if (solver->served[i])
            continue;
        int64_t in_sources = mask == ALLOCATION_NONE ? 0 : source_room[mask];
        int64_t in_group = allocation_room_group(&solver->room, allocation_node(a));
        result->lacking[i] = a->least - (in_sources < in_group ? in_sources : in_group);
        if (result->reasons[i] != ALLOCATION_SERVED)
            continue;
        if (in_sources >= a->least ||
            allocation_room_limits(&solver->room, allocation_node(a)) < a->least) {
            result->reasons[i] = ALLOCATION_GROUP_FULL;
            continue;
        }
        bool is_above = tier->last_served != ALLOCATION_NONE &&
                        allocation_rate_compare(a, &applicants[tier->last_served]) > 0;
        result->reasons[i] = is_above ? ALLOCATION_REMAINDER : ALLOCATION_BELOW_CUT;
        keep_extreme(applicants, i, -1, &tier->first_refused);
    }
}

/* --- amounts ------------------------------------------------------------------------------------------ */

static int rank_order(const void *a, const void *b, void *context)
{
    const struct allocation_applicant *applicants = context;
    const struct allocation_applicant *x = &applicants[*(const int32_t *)a];
    const struct allocation_applicant *y = &applicants[*(const int32_t *)b];
    if (x->tier != y->tier)
        return x->tier < y->tier ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* What each kind of eligibility can draw beside the others is a polymatroid, so that raising one after
 * the other as far as it goes is the best for every order of importance (Edmonds, 1970). */
static void grants_raise(struct solver *solver)
{
    const struct allocation_problem *problem = solver->problem;
    size_t count = problem->applicant_count;
    solver->by_rank = ARENA_ARRAY(solver->arena, int32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        solver->by_rank[i] = (int32_t)i;
    qsort_r(solver->by_rank, count, sizeof(*solver->by_rank), rank_order,
            (void *)(uintptr_t)problem->applicants);
    for (size_t k = 0; k < count; k++) {
        int32_t i = solver->by_rank[k];
        const struct allocation_applicant *a = &problem->applicants[i];
        if (!solver->served[i])
            continue;
        solver->result->amounts[i] = a->least;
        if (!problem->least_only)
            solver->result->amounts[i] += allocation_room_raise(
                &solver->room, (size_t)solver->model.mask_of[i], allocation_node(a),
                a->need - a->least);
    }
}

/* Which source pays what: money is routed anew, kind by kind, those with the fewest sources first, so
 * that general money is left for others; then handed to the applicants of each kind by rank. */
static void parts_make(struct solver *solver)
{
    const struct allocation_problem *problem = solver->problem;
    struct allocation_model *model = &solver->model;
    struct arena *arena = solver->arena;
    struct allocation_result *result = solver->result;
    int64_t *demands = ARENA_ARRAY(arena, int64_t, model->mask_count + 1);
    int64_t *slots = model->slots;
    struct allocation_room room;
    struct allocation_part *parts = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (result->amounts[i] > 0)
            demands[model->mask_of[i]] += result->amounts[i];
    model->slots = ARENA_ARRAY(arena, int64_t, model->node_count);
    model->slots[0] = ALLOCATION_MONEY_MAX; /* the groups were seen to */
    allocation_room_init(&room, model);
    for (int width = 1; width <= ALLOCATION_SOURCES_MAX; width++)
        for (size_t m = 0; m < model->mask_count; m++)
            if (__builtin_popcountll(model->masks[m]) == width)
                require(allocation_room_take(&room, m, 0, demands[m]));
    model->slots = slots;
    for (size_t k = 0; k < problem->applicant_count; k++) {
        int32_t i = solver->by_rank[k];
        int64_t left = result->amounts[i];
        for (int32_t s = 0; left > 0; s++) {
            int64_t *flow = &room.flows[(size_t)model->mask_of[i] * problem->source_count +
                                        (size_t)s];
            int64_t part = left < *flow ? left : *flow;
            if (part == 0)
                continue;
            *ARENA_PUSH(arena, parts, result->part_count, capacity) =
                (struct allocation_part){ .applicant = i, .source = s, .amount = part };
            *flow -= part;
            left -= part;
            result->source_spent[s] += part;
        }
    }
    result->parts = parts;
}

static void groups_sum(struct solver *solver)
{
    const struct allocation_problem *problem = solver->problem;
    struct allocation_result *result = solver->result;
    for (size_t i = 0; i < problem->applicant_count; i++)
        if (problem->applicants[i].group != ALLOCATION_NONE)
            result->group_spent[problem->applicants[i].group] += result->amounts[i];
    for (size_t g = problem->group_count; g-- > 0;) {
        result->group_floors[g] = solver->model.floors[g + 1];
        if (problem->groups[g].parent != ALLOCATION_NONE)
            result->group_spent[problem->groups[g].parent] += result->group_spent[g];
    }
}

static void spread_measure(struct solver *solver)
{
    const struct allocation_problem *problem = solver->problem;
    struct allocation_spread *spread = &solver->result->spread;
    int64_t eligible = 0;
    for (size_t i = 0; i < problem->applicant_count; i++) {
        int64_t amount = solver->result->amounts[i];
        eligible += solver->model.mask_of[i] != ALLOCATION_NONE;
        if (amount == 0)
            continue;
        spread->granted += amount;
        spread->need += problem->applicants[i].need;
        if (spread->smallest == 0 || amount < spread->smallest)
            spread->smallest = amount;
    }
    spread->even = eligible ? solver->model.money / eligible : 0;
    for (size_t i = 0; i < problem->applicant_count; i++)
        spread->even_too_small += solver->model.mask_of[i] != ALLOCATION_NONE &&
                                  spread->even < problem->applicants[i].least;
}

enum err_code allocation_solve(const struct allocation_problem *problem, struct arena *arena,
                               struct allocation_result *ret_result, struct err *err)
{
    size_t count = problem->applicant_count;
    struct allocation_result result = {
        .amounts = ARENA_ARRAY(arena, int64_t, count + 1),
        .reasons = ARENA_ARRAY(arena, enum allocation_reason, count + 1),
        .lacking = ARENA_ARRAY(arena, int64_t, count + 1),
        .source_spent = ARENA_ARRAY(arena, int64_t, problem->source_count + 1),
        .group_spent = ARENA_ARRAY(arena, int64_t, problem->group_count + 1),
        .group_floors = ARENA_ARRAY(arena, int64_t, problem->group_count + 1),
    };
    struct solver solver = { .problem = problem, .arena = arena, .result = &result };
    TRY(sums_check(problem, err));
    allocation_model_init(&solver.model, problem, arena);
    allocation_room_init(&solver.room, &solver.model);
    solver.served = ARENA_ARRAY(arena, bool, count + 1);
    solver.members = ARENA_ARRAY(arena, int32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        if (problem->applicants[i].tier >= result.tier_count)
            result.tier_count = problem->applicants[i].tier + 1;
    for (int tier = 0; tier < result.tier_count; tier++)
        TRY(tier_solve(&solver, tier, err));
    refusals_tell(&solver);
    grants_raise(&solver);
    parts_make(&solver);
    groups_sum(&solver);
    spread_measure(&solver);
    *ret_result = result;
    return ERR_OK;
}
