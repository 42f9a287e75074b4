/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/assignment_model.h"

enum err_code assignment_solve(const struct assignment_problem *problem, struct arena *arena,
                               struct assignment_plan *ret_plan, struct err *err)
{
    struct assignment_plan plan = {
        .branch_of = ARENA_ARRAY(arena, int32_t, problem->household_count),
        .household_count = ARENA_ARRAY(arena, int32_t, problem->branch_count),
        .household_prices = ARENA_ARRAY(arena, int64_t, problem->household_count),
        .branch_prices = ARENA_ARRAY(arena, int64_t, problem->branch_count),
    };
    struct assignment_model model;
    TRY(assignment_model_init(&model, problem, arena, err));
    assignment_model_order(&model, arena);
    plan.scale_bits = model.scale_bits;
    plan.tie_bits = model.tie_bits;
    struct arena_mark mark = arena_mark(arena);
    enum err_code code = assignment_network_solve(&model, arena, &plan, err);
    arena_release(arena, mark);
    if (code != ERR_OK)
        return code;
    plan.cost = plan.objective >> plan.scale_bits; /* rounds down: the hashes are all ≥ 0 */
    plan.is_certified = assignment_certified(problem, &plan, arena);
    assignment_findings(&model, &plan, arena);
    *ret_plan = plan;
    return ERR_OK;
}

/* Cost of serving and deferring, plus the branches' units; false where the plan breaks a rule. */
static bool plan_cost(const struct assignment_model *model, const struct assignment_plan *plan,
                      struct arena *arena, __int128 *ret_cost)
{
    const struct assignment_problem *problem = model->problem;
    int64_t *counts = ARENA_ARRAY(arena, int64_t, problem->branch_count);
    __int128 cost = 0;
    for (size_t h = 0; h < problem->household_count; h++) {
        int32_t b = plan->branch_of[h];
        const struct assignment_household *household = &problem->households[h];
        if (b < ASSIGNMENT_NONE || b >= (int64_t)problem->branch_count)
            return false;
        if (b == ASSIGNMENT_NONE ? !assignment_deferrable(model, household)
                                 : !assignment_allows(model, household, (size_t)b))
            return false;
        cost += b == ASSIGNMENT_NONE ? assignment_deferral_cost(model, h)
                                     : assignment_arc_cost(model, h, (size_t)b);
        if (b != ASSIGNMENT_NONE)
            counts[b]++;
    }
    for (size_t b = 0; b < problem->branch_count; b++) {
        struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
        size_t tier_count = assignment_tiers(model, b, tiers);
        int64_t left = counts[b];
        for (size_t i = 0; i < tier_count; i++) {
            int64_t taken = left < tiers[i].places ? left : tiers[i].places;
            cost += (__int128)taken * tiers[i].cost;
            left -= taken;
        }
        if (left > 0 || counts[b] != plan->household_count[b])
            return false;
    }
    *ret_cost = cost;
    return true;
}

/* What the branches charge the households of one area, relation, last helper and hash left out. */
static void offers_fill(const struct assignment_model *model, const struct assignment_plan *plan,
                        int32_t area, int64_t *offers)
{
    const struct assignment_branch *branches = model->problem->branches;
    for (size_t b = 0; b < model->problem->branch_count; b++) {
        int64_t cost = assignment_place(model, area, branches[b].area) +
                       (int64_t)branches[b].load * model->weights->load;
        offers[b] = plan->branch_prices[b] + cost * ((int64_t)1 << model->scale_bits);
    }
}

static bool pair_price_holds(const struct assignment_model *model,
                             const struct assignment_plan *plan, size_t h, size_t b)
{
    return !assignment_allows(model, &model->problem->households[h], b) ||
           assignment_arc_cost(model, h, b) + plan->branch_prices[b] >= plan->household_prices[h];
}

/* May household h be charged its price: is no way of serving it cheaper? */
static bool household_price_holds(const struct assignment_model *model,
                                  const struct assignment_plan *plan, size_t h,
                                  const int64_t *offers, const uint8_t *kinds)
{
    const struct assignment_household *household = &model->problem->households[h];
    int64_t price = plan->household_prices[h];
    int64_t relations[ASSIGNMENT_KINDS_MAX];
    if (household->fixed_branch == ASSIGNMENT_PUT_OFF)
        return assignment_deferral_cost(model, h) >= price;
    if (household->fixed_branch != ASSIGNMENT_NONE)
        return pair_price_holds(model, plan, h, (size_t)household->fixed_branch);
    if (assignment_deferrable(model, household) && assignment_deferral_cost(model, h) < price)
        return false;
    if (household->last_branch != ASSIGNMENT_NONE &&
        !pair_price_holds(model, plan, h, (size_t)household->last_branch))
        return false;
    for (uint64_t left = model->orgs_here; left != 0; left &= left - 1) {
        int32_t org = __builtin_ctzll(left);
        for (int front = 0; front < 2; front++)
            relations[org * 2 + front] = assignment_relation(model, household, org, front) *
                                         ((int64_t)1 << model->scale_bits);
    }
    for (size_t b = 0; b < model->problem->branch_count; b++)
        /* The hash is not negative, so mostly the rest alone is enough to see it. */
        if (offers[b] + relations[kinds[b]] < price && !pair_price_holds(model, plan, h, b))
            return false;
    return true;
}

static bool household_prices_hold(const struct assignment_model *model,
                                  const struct assignment_plan *plan, struct arena *arena)
{
    const struct assignment_problem *problem = model->problem;
    int64_t *offers = ARENA_ARRAY(arena, int64_t, problem->branch_count);
    uint8_t *kinds = ARENA_ARRAY(arena, uint8_t, problem->branch_count);
    uint32_t *by_area = ARENA_ARRAY(arena, uint32_t, problem->household_count);
    size_t *begin = ARENA_ARRAY(arena, size_t, (size_t)problem->area_count + 3);
    for (size_t b = 0; b < problem->branch_count; b++)
        kinds[b] = (uint8_t)(problem->branches[b].org * 2 + problem->branches[b].is_front);
    /* begin[area + 1] once filled; area ASSIGNMENT_NONE is -1 */
    for (size_t h = 0; h < problem->household_count; h++)
        begin[problem->households[h].area + 3]++;
    for (int32_t a = 0; a <= problem->area_count; a++)
        begin[a + 2] += begin[a + 1];
    for (size_t h = 0; h < problem->household_count; h++)
        by_area[begin[problem->households[h].area + 2]++] = (uint32_t)h;
    for (int32_t area = ASSIGNMENT_NONE; area < problem->area_count; area++) {
        size_t i = begin[area + 1], end = begin[area + 2];
        if (i < end)
            offers_fill(model, plan, area, offers);
        for (; i < end; i++)
            if (!household_price_holds(model, plan, by_area[i], offers, kinds))
                return false;
    }
    return true;
}

bool assignment_certified(const struct assignment_problem *problem,
                          const struct assignment_plan *plan, struct arena *arena)
{
    struct assignment_model model;
    struct err err;
    struct arena_mark mark = arena_mark(arena);
    __int128 cost = 0, value = 0; /* of the plan, and of the prices: no plan can cost less */
    bool holds = assignment_model_init(&model, problem, arena, &err) == ERR_OK &&
                 plan_cost(&model, plan, arena, &cost) &&
                 household_prices_hold(&model, plan, arena);
    for (size_t h = 0; holds && h < problem->household_count; h++)
        value += plan->household_prices[h];
    for (size_t b = 0; holds && b < problem->branch_count; b++) {
        struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
        size_t tier_count = assignment_tiers(&model, b, tiers);
        for (size_t i = 0; i < tier_count; i++)
            if (tiers[i].cost < plan->branch_prices[b])
                value -= (__int128)tiers[i].places * (plan->branch_prices[b] - tiers[i].cost);
    }
    arena_release(arena, mark);
    return holds && cost == value && cost == plan->objective;
}
