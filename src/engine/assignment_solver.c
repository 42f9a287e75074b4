/* SPDX-License-Identifier: Apache-2.0
 * The solver. Its network holds, of each household, the arcs to the branches of its own area, to
 * last year's helper and to deferral; further arcs join when they would make the plan cheaper.
 * After each optimum every household looks for such an arc among all branches (arcs_price): per
 * organisation, the lowest price of any of its branches gives a bound that mostly saves the look.
 * When no household finds one, the optimum of the small network is one of the whole. */
#include "engine/assignment_model.h"

#include "engine/flow.h"

struct pair {
    uint32_t household, branch;
    int64_t cost; /* small units */
};

/* A branch's units in the network, and how far the first plan fills them. */
struct units {
    struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
    uint32_t tier_count, first_arc;
    uint32_t tier; /* the first with a free place, … */
    int64_t taken; /* … of which so many are taken */
};

/* Household h and branch b here are positions in the order of ids, not the problem's indexes. */
struct solver {
    const struct assignment_model *model;
    struct arena *arena;
    struct flow *flow;
    uint32_t household_count, branch_count;
    const int32_t *household_order, *branch_order; /* position → index */
    int32_t *branch_positions;                     /* index → position */

    uint32_t kind_count;            /* kinds of branches that there are */
    uint8_t *kind_of;               /* per branch */
    uint32_t *kind_begin, *by_kind; /* by_kind[kind_begin[k] … kind_begin[k + 1]) */
    uint32_t *area_begin, *by_area; /* the same by area; bodies of the commune left out */
    int64_t *relations;             /* household × kind, small units; SHUT_OUT: not allowed */

    struct units *units;     /* per branch */
    uint32_t *deferral_arcs; /* per household; FLOW_NO_ARC: may not be deferred */
    struct pair *pairs;      /* of flow arc first_pair + i */
    size_t pair_count, pair_capacity;
    uint32_t first_pair;
    uint32_t *pair_begin; /* per household, of those there were first */

    int64_t *prices; /* per branch, then per household, of the last optimum */
    /* Price, load and place of a branch for a household of another area [0], distance left out,
     * or of an unknown one [1]; and the lowest of each kind. */
    int64_t *offers[2], *kind_offers[2];
};

#define SHUT_OUT INT64_MAX

static const struct assignment_household *household_at(const struct solver *solver, uint32_t h)
{
    return &solver->model->problem->households[solver->household_order[h]];
}

static const struct assignment_branch *branch_at(const struct solver *solver, uint32_t b)
{
    return &solver->model->problem->branches[solver->branch_order[b]];
}

/* Fills by_kind, by_area and the tables per branch. */
static void solver_group(struct solver *solver)
{
    struct arena *arena = solver->arena;
    uint32_t count = solver->branch_count;
    uint32_t areas = (uint32_t)solver->model->problem->area_count;
    int16_t kind_numbers[ASSIGNMENT_KINDS_MAX] = { 0 }; /* 0: not seen yet */
    solver->kind_of = ARENA_ARRAY(arena, uint8_t, count);
    solver->kind_begin = ARENA_ARRAY(arena, uint32_t, ASSIGNMENT_KINDS_MAX + 2);
    solver->area_begin = ARENA_ARRAY(arena, uint32_t, areas + 2);
    solver->by_kind = ARENA_ARRAY(arena, uint32_t, count);
    solver->by_area = ARENA_ARRAY(arena, uint32_t, count);
    for (uint32_t b = 0; b < count; b++) {
        const struct assignment_branch *branch = branch_at(solver, b);
        int16_t *number = &kind_numbers[branch->org * 2 + branch->is_front];
        if (*number == 0)
            *number = (int16_t)++solver->kind_count;
        solver->kind_of[b] = (uint8_t)(*number - 1);
        solver->kind_begin[*number + 1]++; /* counts, two places on; summed and filled below */
        if (branch->area != ASSIGNMENT_NONE)
            solver->area_begin[branch->area + 2]++;
    }
    for (uint32_t k = 2; k < ASSIGNMENT_KINDS_MAX + 2; k++)
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
    size_t size = (size_t)solver->household_count * kinds;
    solver->relations = ARENA_ARRAY(solver->arena, int64_t, size);
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
        (struct pair){ .household = h, .branch = b, .cost = cost };
}

static bool is_open(const struct solver *solver, uint32_t h, uint32_t b)
{
    return solver->relations[(size_t)h * solver->kind_count + solver->kind_of[b]] != SHUT_OUT;
}

/* Index of the branch at which the plan to start from has it. */
static int32_t start_of(const struct solver *solver, uint32_t h)
{
    const struct assignment_problem *problem = solver->model->problem;
    return problem->start ? problem->start[solver->household_order[h]] : ASSIGNMENT_NONE;
}

static void pairs_seed(struct solver *solver, uint32_t h)
{
    const struct assignment_household *household = household_at(solver, h);
    if (household->fixed_branch == ASSIGNMENT_PUT_OFF)
        return;
    if (household->fixed_branch != ASSIGNMENT_NONE) {
        pair_add(solver, h, (uint32_t)solver->branch_positions[household->fixed_branch]);
        return;
    }
    int32_t last = household->last_branch, start = start_of(solver, h);
    if (last != ASSIGNMENT_NONE) {
        uint32_t b = (uint32_t)solver->branch_positions[last];
        if (is_open(solver, h, b))
            pair_add(solver, h, b);
    }
    for (uint32_t i = household->area == ASSIGNMENT_NONE ? 0 : solver->area_begin[household->area];
         household->area != ASSIGNMENT_NONE && i < solver->area_begin[household->area + 1]; i++) {
        uint32_t b = solver->by_area[i];
        if (is_open(solver, h, b) && solver->branch_order[b] != last)
            pair_add(solver, h, b);
    }
    /* The branch it starts at, where it is none of those. */
    if (start == ASSIGNMENT_NONE || start == last ||
        (household->area != ASSIGNMENT_NONE &&
         solver->model->problem->branches[start].area == household->area))
        return;
    uint32_t b = (uint32_t)solver->branch_positions[start];
    if (is_open(solver, h, b))
        pair_add(solver, h, b);
}

static enum err_code network_build(struct solver *solver, struct err *err)
{
    const struct assignment_model *model = solver->model;
    struct arena *arena = solver->arena;
    uint32_t sink = sink_node(solver);
    solver->units = ARENA_ARRAY(arena, struct units, solver->branch_count);
    solver->deferral_arcs = ARENA_ARRAY(arena, uint32_t, solver->household_count);
    solver->pair_begin = ARENA_ARRAY(arena, uint32_t, (size_t)solver->household_count + 1);
    TRY(flow_new(arena, (size_t)sink + 1, model->cost_max, &solver->flow, err));
    flow_supply_set(solver->flow, sink, -(int64_t)solver->household_count);
    for (uint32_t b = 0; b < solver->branch_count; b++) {
        struct units *units = &solver->units[b];
        units->first_arc = (uint32_t)flow_arc_count(solver->flow);
        units->tier_count =
            (uint32_t)assignment_tiers(model, (size_t)solver->branch_order[b], units->tiers);
        for (uint32_t i = 0; i < units->tier_count; i++)
            flow_arc_add(solver->flow, branch_node(solver, b), sink, units->tiers[i].places,
                         units->tiers[i].cost);
    }
    for (uint32_t h = 0; h < solver->household_count; h++) {
        size_t index = (size_t)solver->household_order[h];
        bool is_deferrable = assignment_deferrable(model, &model->problem->households[index]);
        flow_supply_set(solver->flow, h, 1);
        solver->deferral_arcs[h] = is_deferrable
                                       ? flow_arc_add(solver->flow, h, sink, FLOW_UNBOUNDED,
                                                      assignment_deferral_cost(model, index))
                                       : FLOW_NO_ARC;
    }
    solver->first_pair = (uint32_t)flow_arc_count(solver->flow);
    for (uint32_t h = 0; h < solver->household_count; h++) {
        solver->pair_begin[h] = (uint32_t)solver->pair_count;
        pairs_seed(solver, h);
    }
    solver->pair_begin[solver->household_count] = (uint32_t)solver->pair_count;
    return ERR_OK;
}

/* Households in the order in which the first plan serves them: who must be, then by need. */
static uint32_t *start_order(const struct solver *solver)
{
    enum { RANKS = 2 * ASSIGNMENT_NEED_MAX + 3 };
    uint32_t begin[RANKS + 1] = { 0 };
    uint32_t *order = ARENA_ARRAY(solver->arena, uint32_t, solver->household_count);
    uint8_t *ranks = ARENA_ARRAY(solver->arena, uint8_t, solver->household_count);
    for (uint32_t h = 0; h < solver->household_count; h++) {
        const struct assignment_household *household = household_at(solver, h);
        if (solver->deferral_arcs[h] != FLOW_NO_ARC)
            ranks[h] = (uint8_t)(1 + 2 * (ASSIGNMENT_NEED_MAX - household->need) +
                                 household->is_near_poor);
        begin[ranks[h] + 1]++;
    }
    for (size_t rank = 1; rank <= RANKS; rank++)
        begin[rank] += begin[rank - 1];
    for (uint32_t h = 0; h < solver->household_count; h++)
        order[begin[ranks[h]]++] = h;
    return order;
}

/* Gives h what is cheapest for it as things stand. Returns its arc, FLOW_NO_ARC where it has none.
 */
static uint32_t household_start(struct solver *solver, uint32_t h)
{
    int64_t best = INT64_MAX;
    int32_t start = start_of(solver, h);
    uint32_t arc = solver->deferral_arcs[h];
    struct units *best_units = NULL;
    if (arc != FLOW_NO_ARC)
        best = assignment_deferral_cost(solver->model, (size_t)solver->household_order[h]);
    for (uint32_t i = solver->pair_begin[h]; i < solver->pair_begin[h + 1]; i++) {
        struct units *units = &solver->units[solver->pairs[i].branch];
        if (units->tier == units->tier_count)
            continue;
        int64_t cost = solver->pairs[i].cost + units->tiers[units->tier].cost;
        if (solver->branch_order[solver->pairs[i].branch] == start)
            cost = INT64_MIN; /* while there is room: then the first plan is the one given */
        if (cost < best) {
            best = cost;
            arc = solver->first_pair + i;
            best_units = units;
        }
    }
    if (best_units && ++best_units->taken == best_units->tiers[best_units->tier].places) {
        best_units->tier++;
        best_units->taken = 0;
    }
    return arc;
}

/* A full branch has no unit that could take more. It hangs on that household of its own which is
 * deferred at the least loss; that one then stands between staying and deferral. */
static void full_branches_start(const struct solver *solver, uint32_t *tree_arcs)
{
    int64_t *losses = ARENA_ARRAY(solver->arena, int64_t, solver->branch_count);
    uint32_t *victims = ARENA_ARRAY(solver->arena, uint32_t, solver->branch_count);
    for (uint32_t h = 0; h < solver->household_count; h++) {
        uint32_t arc = tree_arcs[h];
        if (arc == FLOW_NO_ARC || arc < solver->first_pair ||
            solver->deferral_arcs[h] == FLOW_NO_ARC)
            continue;
        const struct pair *pair = &solver->pairs[arc - solver->first_pair];
        int64_t loss = assignment_deferral_cost(solver->model, (size_t)solver->household_order[h]) -
                       pair->cost;
        if (tree_arcs[branch_node(solver, pair->branch)] == FLOW_NO_ARC ||
            loss < losses[pair->branch]) {
            losses[pair->branch] = loss;
            victims[pair->branch] = h;
            tree_arcs[branch_node(solver, pair->branch)] = arc;
        }
    }
    for (uint32_t b = 0; b < solver->branch_count; b++) {
        const struct units *units = &solver->units[b];
        uint32_t node = branch_node(solver, b);
        if (units->tier < units->tier_count)
            tree_arcs[node] = units->first_arc + units->tier;
        else if (tree_arcs[node] != FLOW_NO_ARC)
            tree_arcs[victims[b]] = solver->deferral_arcs[victims[b]];
    }
}

/* Hands the network a first plan, made greedily: it saves most of the simplex steps. */
static void network_start(struct solver *solver)
{
    struct arena_mark mark = arena_mark(solver->arena);
    uint32_t *tree_arcs = ARENA_ARRAY(solver->arena, uint32_t, sink_node(solver) + 1);
    uint32_t *full_arcs =
        ARENA_ARRAY(solver->arena, uint32_t, (size_t)solver->branch_count * ASSIGNMENT_TIERS_MAX);
    for (uint32_t node = solver->household_count; node <= sink_node(solver); node++)
        tree_arcs[node] = FLOW_NO_ARC;
    const uint32_t *order = start_order(solver);
    for (uint32_t i = 0; i < solver->household_count; i++)
        tree_arcs[order[i]] = household_start(solver, order[i]);
    full_branches_start(solver, tree_arcs);
    size_t full_count = 0;
    for (uint32_t b = 0; b < solver->branch_count; b++)
        for (uint32_t i = 0; i < solver->units[b].tier; i++)
            full_arcs[full_count++] = solver->units[b].first_arc + i;
    bool is_tree = flow_start(solver->flow, tree_arcs, full_arcs, full_count);
    require(is_tree);
    arena_release(solver->arena, mark);
}

/* A price is what one more unit at a node costs on its way to the sink. */
static void prices_read(struct solver *solver)
{
    const struct assignment_weights *weights = solver->model->weights;
    int64_t scale = (int64_t)1 << solver->model->scale_bits;
    int64_t at_sink = flow_potential(solver->flow, sink_node(solver));
    for (uint32_t h = 0; h < solver->household_count; h++)
        solver->prices[solver->branch_count + h] = at_sink - flow_potential(solver->flow, h);
    for (uint32_t b = 0; b < solver->branch_count; b++) {
        const struct assignment_branch *branch = branch_at(solver, b);
        int64_t price = at_sink - flow_potential(solver->flow, branch_node(solver, b));
        int64_t load = (int64_t)branch->load * weights->load;
        int64_t away =
            branch->area == ASSIGNMENT_NONE ? weights->commune_level : weights->other_area;
        solver->prices[b] = price;
        solver->offers[0][b] = price + (load + away) * scale;
        solver->offers[1][b] = price + (load + weights->commune_level) * scale;
    }
    for (uint32_t k = 0; k < solver->kind_count; k++)
        for (int i = 0; i < 2; i++) {
            int64_t lowest = INT64_MAX;
            for (uint32_t at = solver->kind_begin[k]; at < solver->kind_begin[k + 1]; at++) {
                int64_t offer = solver->offers[i][solver->by_kind[at]];
                lowest = offer < lowest ? offer : lowest;
            }
            solver->kind_offers[i][k] = lowest;
        }
}

/* The branch of one kind whose offer to h is the lowest below `limit`; UINT32_MAX if there is none.
 * Arcs to branches of its own area and to last year's helper are in the network already, so it does
 * no harm that their place or bonus is left out here, which makes them dearer. */
static uint32_t kind_best(const struct solver *solver, uint32_t h, uint32_t kind, int64_t limit)
{
    const struct assignment_model *model = solver->model;
    const struct assignment_problem *problem = model->problem;
    int32_t area = household_at(solver, h)->area;
    const int64_t *offers = solver->offers[area == ASSIGNMENT_NONE];
    uint64_t hash = model->household_hashes[solver->household_order[h]];
    uint32_t best = UINT32_MAX;
    for (uint32_t i = solver->kind_begin[kind]; i < solver->kind_begin[kind + 1]; i++) {
        uint32_t b = solver->by_kind[i];
        int64_t cost = offers[b];
        if (cost >= limit)
            continue;
        cost +=
            assignment_tie(hash, model->branch_hashes[solver->branch_order[b]], model->tie_bits);
        int32_t branch_area = branch_at(solver, b)->area;
        if (problem->distances && area != ASSIGNMENT_NONE && branch_area != ASSIGNMENT_NONE)
            cost +=
                problem
                    ->distances[(size_t)area * (size_t)problem->area_count + (size_t)branch_area] *
                ((int64_t)1 << model->scale_bits);
        if (cost < limit) {
            limit = cost;
            best = b;
        }
    }
    return best;
}

/* Adds arcs that would make the plan cheaper. Returns whether there were any. */
static bool arcs_price(struct solver *solver)
{
    size_t pairs_before = solver->pair_count;
    prices_read(solver);
    for (uint32_t h = 0; h < solver->household_count; h++) {
        int64_t price = solver->prices[solver->branch_count + h];
        const int64_t *offers =
            solver->kind_offers[household_at(solver, h)->area == ASSIGNMENT_NONE];
        const int64_t *relations = &solver->relations[(size_t)h * solver->kind_count];
        for (uint32_t k = 0; k < solver->kind_count; k++) {
            if (relations[k] == SHUT_OUT || relations[k] + offers[k] >= price)
                continue;
            uint32_t b = kind_best(solver, h, k, price - relations[k]);
            if (b != UINT32_MAX)
                pair_add(solver, h, b);
        }
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

enum err_code assignment_network_solve(const struct assignment_model *model, struct arena *arena,
                                       struct assignment_plan *plan, struct err *err)
{
    const struct assignment_problem *problem = model->problem;
    struct solver solver = { .model = model,
                             .arena = arena,
                             .household_count = (uint32_t)problem->household_count,
                             .branch_count = (uint32_t)problem->branch_count,
                             .household_order = model->household_order,
                             .branch_order = model->branch_order };
    solver.branch_positions = ARENA_ARRAY(arena, int32_t, problem->branch_count);
    for (size_t b = 0; b < problem->branch_count; b++)
        solver.branch_positions[model->branch_order[b]] = (int32_t)b;
    solver_group(&solver);
    solver_relate(&solver);
    solver.prices =
        ARENA_ARRAY(arena, int64_t, (size_t)solver.branch_count + solver.household_count);
    for (int i = 0; i < 2; i++) {
        solver.offers[i] = ARENA_ARRAY(arena, int64_t, solver.branch_count);
        solver.kind_offers[i] = ARENA_ARRAY(arena, int64_t, solver.kind_count);
    }
    TRY(network_build(&solver, err));
    network_start(&solver);
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
