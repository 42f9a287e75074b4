/* SPDX-License-Identifier: Apache-2.0
 * The solver. Its network holds, of each household, the arcs to the branches of its own area, to
 * last year's helper and to deferral; further arcs join when they would make the plan cheaper.
 * After each optimum every household looks for such an arc among all branches (arcs_price): per
 * organisation, the lowest price of any of its branches gives a bound that mostly saves the look.
 * When no household finds one, the optimum of the small network is one of the whole. */
#include "engine/assignment_model.h"

#include "engine/flow.h"

/* Household h and branch b here are positions in the order of ids, not the problem's indexes. */
struct solver {
    struct assignment_model *model;
    struct arena *arena;
    struct flow *flow;
    uint32_t household_count, branch_count;
    int32_t *household_order, *branch_order; /* position → index */
    int32_t *branch_positions;               /* index → position */

    /* Branches by kind: those of one organisation, the Front's apart. */
    uint32_t kind_count;
    uint8_t *kind_of;               /* per branch */
    uint32_t *kind_begin, *by_kind; /* by_kind[kind_begin[k] … kind_begin[k + 1]) */
    uint32_t *area_begin, *by_area; /* the same by area; bodies of the commune left out */
    int64_t *load_costs;            /* per branch, small units */
    int64_t *relations;             /* household × kind, small units; SHUT_OUT: not allowed */

    int64_t *prices;           /* per branch, then per household, of the last optimum */
    int64_t *kind_prices;      /* the lowest of load cost + price among a kind's branches */
    struct pair *pairs;        /* of flow arc first_pair + i */
    size_t pair_count, pair_capacity;
    uint32_t first_pair;
};

struct pair {
    uint32_t household, branch;
};

#define SHUT_OUT INT64_MAX
enum { KINDS_MAX = 2 * ASSIGNMENT_ORGS_MAX };

static const struct assignment_household *household_at(const struct solver *solver, uint32_t h)
{
    return &solver->model->problem->households[solver->household_order[h]];
}

static const struct assignment_branch *branch_at(const struct solver *solver, uint32_t b)
{
    return &solver->model->problem->branches[solver->branch_order[b]];
}

static void solver_order(struct solver *solver)
{
    const struct assignment_problem *problem = solver->model->problem;
    struct arena *arena = solver->arena;
    size_t widest = problem->household_count > problem->branch_count ? problem->household_count
                                                                     : problem->branch_count;
    int64_t *ids = ARENA_ARRAY(arena, int64_t, widest);
    for (size_t i = 0; i < problem->household_count; i++)
        ids[i] = problem->households[i].id;
    solver->household_order = assignment_order(ids, problem->household_count, arena);
    for (size_t i = 0; i < problem->branch_count; i++)
        ids[i] = problem->branches[i].id;
    solver->branch_order = assignment_order(ids, problem->branch_count, arena);
    solver->branch_positions = ARENA_ARRAY(arena, int32_t, problem->branch_count);
    for (size_t b = 0; b < problem->branch_count; b++)
        solver->branch_positions[solver->branch_order[b]] = (int32_t)b;
}

/* Fills by_kind, by_area and the tables per branch. */
static void solver_group(struct solver *solver)
{
    struct arena *arena = solver->arena;
    uint32_t count = solver->branch_count;
    uint32_t areas = (uint32_t)solver->model->problem->area_count;
    int16_t kind_numbers[KINDS_MAX] = { 0 }; /* 0: not seen yet */
    solver->kind_of = ARENA_ARRAY(arena, uint8_t, count);
    solver->load_costs = ARENA_ARRAY(arena, int64_t, count);
    solver->kind_begin = ARENA_ARRAY(arena, uint32_t, KINDS_MAX + 2);
    solver->area_begin = ARENA_ARRAY(arena, uint32_t, areas + 2);
    solver->by_kind = ARENA_ARRAY(arena, uint32_t, count);
    solver->by_area = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t b = 0; b < count; b++) {
        const struct assignment_branch *branch = branch_at(solver, b);
        int16_t *number = &kind_numbers[branch->org * 2 + branch->is_front];
        if (*number == 0)
            *number = (int16_t)++solver->kind_count;
        solver->kind_of[b] = (uint8_t)(*number - 1);
        solver->load_costs[b] = (int64_t)branch->load * solver->model->weights->load *
                                ((int64_t)1 << solver->model->scale_bits);
        solver->kind_begin[*number + 1]++; /* counts, two places on; summed and filled below */
        if (branch->area != ASSIGNMENT_NONE)
            solver->area_begin[branch->area + 2]++;
    }
    for (uint32_t k = 2; k < KINDS_MAX + 2; k++)
        solver->kind_begin[k] += solver->kind_begin[k - 1];
    for (uint32_t a = 2; a < areas + 2; a++)
        solver->area_begin[a] += solver->area_begin[a - 1];
    for (uint32_t b = 0; b < count; b++) {
        solver->by_kind[solver->kind_begin[solver->kind_of[b] + 1]++] = b;
        int32_t area = branch_at(solver, b)->area;
        if (area != ASSIGNMENT_NONE)
            solver->by_area[solver->area_begin[area + 1]++] = b;
    }
}

static void solver_relate(struct solver *solver)
{
    const struct assignment_model *model = solver->model;
    uint32_t kinds = solver->kind_count;
    solver->relations = ARENA_ARRAY(solver->arena, int64_t, (size_t)solver->household_count * kinds);
    for (uint32_t k = 0; k < kinds; k++) {
        uint32_t example = solver->by_kind[solver->kind_begin[k]];
        const struct assignment_branch *branch = branch_at(solver, example);
        size_t index = (size_t)solver->branch_order[example];
        for (uint32_t h = 0; h < solver->household_count; h++) {
            const struct assignment_household *household = household_at(solver, h);
            /* A kept household has its one arc from the start and needs no other. */
            bool is_open = household->fixed_branch == ASSIGNMENT_NONE &&
                           assignment_allows(model, household, index);
            solver->relations[(size_t)h * kinds + k] =
                is_open ? assignment_relation(model, household, branch->org, branch->is_front) *
                              ((int64_t)1 << model->scale_bits)
                        : SHUT_OUT;
        }
    }
}

/* Nodes: households, branches, sink. */
static uint32_t branch_node(const struct solver *solver, uint32_t b)
{
    return solver->household_count + b;
}

static uint32_t sink_node(const struct solver *solver)
{
    return solver->household_count + solver->branch_count;
}

static void pair_add(struct solver *solver, uint32_t h, uint32_t b)
{
    int64_t cost = assignment_arc_cost(solver->model, (size_t)solver->household_order[h],
                                       (size_t)solver->branch_order[b]);
    /* Unbounded although no more than its one household can flow: then a household's own arc
     * always has room, and leaves stay leaves in the solver's tree. */
    flow_arc_add(solver->flow, h, branch_node(solver, b), FLOW_UNBOUNDED, cost);
    *ARENA_PUSH(solver->arena, solver->pairs, solver->pair_count, solver->pair_capacity) =
        (struct pair){ h, b };
}

static bool is_open(const struct solver *solver, uint32_t h, uint32_t b)
{
    return solver->relations[(size_t)h * solver->kind_count + solver->kind_of[b]] != SHUT_OUT;
}

static void pairs_seed(struct solver *solver, uint32_t h)
{
    const struct assignment_household *household = household_at(solver, h);
    if (household->fixed_branch != ASSIGNMENT_NONE) {
        pair_add(solver, h, (uint32_t)solver->branch_positions[household->fixed_branch]);
        return;
    }
    int32_t last = household->last_branch;
    if (last != ASSIGNMENT_NONE) {
        uint32_t b = (uint32_t)solver->branch_positions[last];
        if (is_open(solver, h, b))
            pair_add(solver, h, b);
    }
    if (household->area == ASSIGNMENT_NONE)
        return;
    for (uint32_t i = solver->area_begin[household->area];
         i < solver->area_begin[household->area + 1]; i++) {
        uint32_t b = solver->by_area[i];
        if (is_open(solver, h, b) && solver->branch_order[b] != last)
            pair_add(solver, h, b);
    }
}

static enum err_code network_build(struct solver *solver, struct err *err)
{
    const struct assignment_model *model = solver->model;
    uint32_t sink = sink_node(solver);
    TRY(flow_new(solver->arena, (size_t)sink + 1, model->cost_max, &solver->flow, err));
    flow_supply_set(solver->flow, sink, -(int64_t)solver->household_count);
    for (uint32_t b = 0; b < solver->branch_count; b++) {
        struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
        size_t count = assignment_tiers(model, (size_t)solver->branch_order[b], tiers);
        for (size_t i = 0; i < count; i++)
            flow_arc_add(solver->flow, branch_node(solver, b), sink, tiers[i].places,
                         tiers[i].cost);
    }
    for (uint32_t h = 0; h < solver->household_count; h++) {
        flow_supply_set(solver->flow, h, 1);
        if (assignment_deferrable(model, household_at(solver, h)))
            flow_arc_add(solver->flow, h, sink, FLOW_UNBOUNDED,
                         assignment_deferral_cost(model, (size_t)solver->household_order[h]));
    }
    solver->first_pair = (uint32_t)flow_arc_count(solver->flow);
    for (uint32_t h = 0; h < solver->household_count; h++)
        pairs_seed(solver, h);
    return ERR_OK;
}

/* A price is what one more unit at a node costs on its way to the sink. */
static void prices_read(struct solver *solver)
{
    int64_t at_sink = flow_potential(solver->flow, sink_node(solver));
    for (uint32_t b = 0; b < solver->branch_count; b++)
        solver->prices[b] = at_sink - flow_potential(solver->flow, branch_node(solver, b));
    for (uint32_t h = 0; h < solver->household_count; h++)
        solver->prices[solver->branch_count + h] = at_sink - flow_potential(solver->flow, h);
    for (uint32_t k = 0; k < solver->kind_count; k++) {
        int64_t lowest = INT64_MAX;
        for (uint32_t i = solver->kind_begin[k]; i < solver->kind_begin[k + 1]; i++) {
            uint32_t b = solver->by_kind[i];
            int64_t price = solver->load_costs[b] + solver->prices[b];
            lowest = price < lowest ? price : lowest;
        }
        solver->kind_prices[k] = lowest;
    }
}

/* The arc of h to a branch of one kind with the lowest reduced cost below zero, if there is any.
 * The arc to last year's helper is in the network already, so its bonus is left out. */
static void kind_price(struct solver *solver, uint32_t h, uint32_t kind, int64_t room)
{
    const struct assignment_model *model = solver->model;
    int32_t area = household_at(solver, h)->area;
    uint64_t hash = model->household_hashes[solver->household_order[h]];
    int64_t best = 0;
    uint32_t best_branch = UINT32_MAX;
    for (uint32_t i = solver->kind_begin[kind]; i < solver->kind_begin[kind + 1]; i++) {
        uint32_t b = solver->by_kind[i];
        int64_t cost = solver->load_costs[b] + solver->prices[b] - room;
        if (cost >= best)
            continue;
        cost += assignment_place(model, area, branch_at(solver, b)->area) *
                ((int64_t)1 << model->scale_bits);
        cost += assignment_tie(hash, model->branch_hashes[solver->branch_order[b]],
                               model->tie_bits);
        if (cost < best) {
            best = cost;
            best_branch = b;
        }
    }
    if (best_branch != UINT32_MAX)
        pair_add(solver, h, best_branch);
}

/* Adds arcs that would make the plan cheaper. Returns whether there were any. */
static bool arcs_price(struct solver *solver)
{
    const struct assignment_weights *weights = solver->model->weights;
    size_t pairs_before = solver->pair_count;
    int64_t scale = (int64_t)1 << solver->model->scale_bits;
    int64_t away = weights->commune_level < weights->other_area ? weights->commune_level
                                                                : weights->other_area;
    prices_read(solver);
    for (uint32_t h = 0; h < solver->household_count; h++) {
        int64_t price = solver->prices[solver->branch_count + h];
        /* Branches of its own area are in the network, so any other is at least `place` away. */
        bool has_area = household_at(solver, h)->area != ASSIGNMENT_NONE;
        int64_t place = (has_area ? away : weights->commune_level) * scale;
        const int64_t *relations = &solver->relations[(size_t)h * solver->kind_count];
        for (uint32_t k = 0; k < solver->kind_count; k++)
            if (relations[k] != SHUT_OUT &&
                relations[k] + place + solver->kind_prices[k] < price)
                kind_price(solver, h, k, price - relations[k]);
    }
    return solver->pair_count > pairs_before;
}

static void plan_read(const struct solver *solver, struct assignment_plan *plan)
{
    const struct assignment_problem *problem = solver->model->problem;
    for (size_t i = 0; i < problem->household_count; i++)
        plan->branch_of[i] = ASSIGNMENT_NONE;
    for (size_t i = 0; i < solver->pair_count; i++) {
        if (flow_on(solver->flow, solver->first_pair + (uint32_t)i) == 0)
            continue;
        int32_t household = solver->household_order[solver->pairs[i].household];
        int32_t branch = solver->branch_order[solver->pairs[i].branch];
        require(plan->branch_of[household] == ASSIGNMENT_NONE);
        plan->branch_of[household] = branch;
        plan->household_count[branch]++;
    }
    for (uint32_t b = 0; b < solver->branch_count; b++)
        plan->branch_prices[solver->branch_order[b]] = solver->prices[b];
    for (uint32_t h = 0; h < solver->household_count; h++)
        plan->household_prices[solver->household_order[h]] =
            solver->prices[solver->branch_count + h];
}

static enum err_code network_solve(struct assignment_model *model, struct arena *arena,
                                   struct assignment_plan *plan, struct err *err)
{
    const struct assignment_problem *problem = model->problem;
    struct solver solver = { .model = model,
                             .arena = arena,
                             .household_count = (uint32_t)problem->household_count,
                             .branch_count = (uint32_t)problem->branch_count };
    solver_order(&solver);
    solver_group(&solver);
    solver_relate(&solver);
    solver.prices =
        ARENA_ARRAY(arena, int64_t, (size_t)solver.branch_count + solver.household_count);
    solver.kind_prices = ARENA_ARRAY(arena, int64_t, solver.kind_count);
    TRY(network_build(&solver, err));
    enum flow_state state;
    do {
        state = flow_solve(solver.flow); /* infeasible at first where an arc is still missing */
        require(state != FLOW_UNLIMITED);
    } while (arcs_price(&solver));
    require(state == FLOW_OPTIMAL); /* every household may be deferred or has beyond_max places */
    TRY(flow_cost(solver.flow, &plan->objective, err));
    plan_read(&solver, plan);
    return ERR_OK;
}

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
    plan.scale_bits = model.scale_bits;
    plan.tie_bits = model.tie_bits;
    struct arena_mark mark = arena_mark(arena);
    enum err_code code = network_solve(&model, arena, &plan, err);
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

/* May household h be charged its price: is no way of serving it cheaper? */
static bool household_price_holds(const struct assignment_model *model,
                                  const struct assignment_plan *plan, size_t h,
                                  int64_t relations[static KINDS_MAX])
{
    const struct assignment_problem *problem = model->problem;
    const struct assignment_household *household = &problem->households[h];
    int64_t price = plan->household_prices[h];
    if (household->fixed_branch != ASSIGNMENT_NONE) {
        size_t b = (size_t)household->fixed_branch;
        return assignment_arc_cost(model, h, b) + plan->branch_prices[b] >= price;
    }
    if (assignment_deferrable(model, household) && assignment_deferral_cost(model, h) < price)
        return false;
    for (int32_t kind = 0; kind < KINDS_MAX; kind++)
        if (model->orgs_here >> (kind / 2) & 1)
            relations[kind] = assignment_relation(model, household, kind / 2, kind % 2);
    for (size_t b = 0; b < problem->branch_count; b++) {
        const struct assignment_branch *branch = &problem->branches[b];
        int64_t main_cost = relations[branch->org * 2 + branch->is_front] +
                            assignment_place(model, household->area, branch->area);
        /* Load and hash are not negative: mostly the rest of the cost alone shows it. */
        if (household->last_branch != (int32_t)b &&
            main_cost * ((int64_t)1 << model->scale_bits) + plan->branch_prices[b] >= price)
            continue;
        if (assignment_allows(model, household, b) &&
            assignment_arc_cost(model, h, b) + plan->branch_prices[b] < price)
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
                 plan_cost(&model, plan, arena, &cost);
    int64_t relations[KINDS_MAX] = { 0 };
    for (size_t h = 0; holds && h < problem->household_count; h++) {
        holds = household_price_holds(&model, plan, h, relations);
        value += plan->household_prices[h];
    }
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
