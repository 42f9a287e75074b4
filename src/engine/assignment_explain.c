/* SPDX-License-Identifier: Apache-2.0
 * Why a plan is as it is: cheapest routes through the finished plan tell exactly what any other
 * choice for one household would cost. */
#include "engine/assignment_model.h"

/* Residual costs between branches and sink: costs[from × node_count + to]. The plan's prices make
 * them non-negative, so that Dijkstra's method applies. */
struct routes {
    size_t node_count;
    int64_t *costs;  /* NULL: too many branches */
    int64_t *prices; /* per node; the sink's is 0 */
};

static void route_offer(struct routes *routes, size_t from, size_t to, int64_t cost)
{
    int64_t *slot = &routes->costs[from * routes->node_count + to];
    if (cost < *slot)
        *slot = cost;
}

static void household_routes(const struct assignment_model *model,
                             const struct assignment_plan *plan, size_t h, struct routes *routes)
{
    const struct assignment_problem *problem = model->problem;
    const struct assignment_household *household = &problem->households[h];
    size_t sink = problem->branch_count;
    int32_t now = plan->branch_of[h];
    bool is_deferred = now == ASSIGNMENT_NONE;
    size_t from = is_deferred ? sink : (size_t)now;
    int64_t cost =
        is_deferred ? assignment_deferral_cost(model, h) : assignment_arc_cost(model, h, from);
    if (household->fixed_branch != ASSIGNMENT_NONE)
        return;
    for (size_t b = 0; b < problem->branch_count; b++)
        if (assignment_allows(model, household, b))
            route_offer(routes, from, b, assignment_arc_cost(model, h, b) - cost);
    if (!is_deferred && assignment_deferrable(model, household))
        route_offer(routes, from, sink, assignment_deferral_cost(model, h) - cost);
}

static void routes_build(const struct assignment_model *model, const struct assignment_plan *plan,
                         struct arena *arena, struct routes *routes)
{
    const struct assignment_problem *problem = model->problem;
    size_t sink = problem->branch_count, node_count = sink + 1;
    *routes = (struct routes){ .node_count = node_count,
                               .prices = ARENA_ARRAY(arena, int64_t, node_count) };
    for (size_t b = 0; b < sink; b++)
        routes->prices[b] = plan->branch_prices[b];
    if (problem->branch_count > ASSIGNMENT_ROUTES_MAX)
        return;
    routes->costs = ARENA_ARRAY(arena, int64_t, node_count * node_count);
    for (size_t i = 0; i < node_count * node_count; i++)
        routes->costs[i] = ASSIGNMENT_NO_ROUTE;
    for (size_t b = 0; b < sink; b++) {
        int64_t count = plan->household_count[b];
        route_offer(routes, b, sink, assignment_unit_cost(model, b, count + 1));
        if (count > 0)
            route_offer(routes, sink, b, -assignment_unit_cost(model, b, count));
    }
    for (size_t h = 0; h < problem->household_count; h++)
        household_routes(model, plan, h, routes);
}

static size_t nearest_open(const int64_t *distances, const bool *is_done, size_t count)
{
    size_t nearest = count;
    for (size_t i = 0; i < count; i++)
        if (!is_done[i] && distances[i] < ASSIGNMENT_NO_ROUTE &&
            (nearest == count || distances[i] < distances[nearest]))
            nearest = i;
    return nearest;
}

/* Cheapest routes from `node` to all, or from all to it. */
static int64_t *routes_find(const struct routes *routes, size_t node, bool is_backward,
                            struct arena *arena)
{
    size_t count = routes->node_count;
    const int64_t *prices = routes->prices;
    int64_t *distances = ARENA_ARRAY(arena, int64_t, count);
    bool *is_done = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++)
        distances[i] = routes->costs && i != node ? ASSIGNMENT_NO_ROUTE : 0;
    size_t at;
    while (routes->costs && (at = nearest_open(distances, is_done, count)) < count) {
        is_done[at] = true;
        for (size_t i = 0; i < count; i++) {
            size_t from = is_backward ? i : at, to = is_backward ? at : i;
            int64_t cost = routes->costs[from * count + to];
            if (cost == ASSIGNMENT_NO_ROUTE || is_done[i])
                continue;
            int64_t distance = distances[at] + cost + prices[to] - prices[from];
            if (distance < distances[i])
                distances[i] = distance;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (distances[i] < ASSIGNMENT_NO_ROUTE)
            distances[i] += is_backward ? prices[i] - prices[node] : prices[node] - prices[i];
    return distances;
}

int64_t *assignment_routes_from_sink(const struct assignment_model *model,
                                     const struct assignment_plan *plan, struct arena *arena)
{
    struct routes routes;
    routes_build(model, plan, arena, &routes);
    return routes_find(&routes, routes.node_count - 1, false, arena);
}

int64_t *assignment_routes_to(const struct assignment_model *model,
                              const struct assignment_plan *plan, size_t node, struct arena *arena)
{
    struct routes routes;
    routes_build(model, plan, arena, &routes);
    return routes_find(&routes, node, true, arena);
}

static int choice_compare(const void *a, const void *b, void *context)
{
    const struct assignment_choice *x = a, *y = b;
    const struct assignment_problem *problem = context;
    if (x->is_chosen != y->is_chosen)
        return x->is_chosen ? -1 : 1;
    if (x->is_allowed != y->is_allowed)
        return x->is_allowed ? -1 : 1;
    if (x->costlier != y->costlier)
        return x->costlier < y->costlier ? -1 : 1;
    int64_t x_id = problem->branches[x->branch].id, y_id = problem->branches[y->branch].id;
    return (x_id > y_id) - (x_id < y_id);
}

static struct assignment_choice choice_make(const struct assignment_model *model,
                                            const struct assignment_plan *plan, size_t h, size_t b,
                                            int64_t now, int64_t route)
{
    const struct assignment_problem *problem = model->problem;
    struct assignment_parts parts = assignment_parts(model, h, b);
    bool is_allowed =
        route < ASSIGNMENT_NO_ROUTE && assignment_allows(model, &problem->households[h], b);
    int64_t change = assignment_arc_cost(model, h, b) - now + route;
    return (struct assignment_choice){
        .branch = (int32_t)b,
        .is_allowed = is_allowed,
        .is_chosen = plan->branch_of[h] == (int32_t)b,
        .relation = parts.relation,
        .place = parts.place,
        .load = parts.load,
        .last_helper = parts.last_helper,
        .others = is_allowed ? assignment_main_units(route, plan->scale_bits) : 0,
        .costlier = is_allowed ? assignment_main_units(change, plan->scale_bits) : 0,
        .household_count = plan->household_count[b],
        .soft_max = problem->branches[b].soft_max,
    };
}

int64_t assignment_explain(const struct assignment_problem *problem,
                           const struct assignment_plan *plan, size_t household,
                           struct arena *arena, struct assignment_choice *choices)
{
    require(household < problem->household_count);
    struct arena_mark mark = arena_mark(arena);
    struct assignment_model model;
    struct err err;
    enum err_code code = assignment_model_init(&model, problem, arena, &err);
    require(code == ERR_OK); /* it was, when the plan was made */
    size_t sink = problem->branch_count;
    int32_t chosen = plan->branch_of[household];
    size_t end = chosen == ASSIGNMENT_NONE ? sink : (size_t)chosen;
    int64_t now = chosen == ASSIGNMENT_NONE ? assignment_deferral_cost(&model, household)
                                            : assignment_arc_cost(&model, household, end);
    const int64_t *routes = assignment_routes_to(&model, plan, end, arena);
    for (size_t b = 0; b < sink; b++)
        choices[b] = choice_make(&model, plan, household, b, now, routes[b]);
    qsort_r(choices, sink, sizeof(*choices), choice_compare, (void *)(uintptr_t)problem);
    int64_t deferral = -1;
    if (assignment_deferrable(&model, &problem->households[household]) &&
        routes[sink] < ASSIGNMENT_NO_ROUTE)
        deferral = assignment_main_units(
            assignment_deferral_cost(&model, household) - now + routes[sink], plan->scale_bits);
    arena_release(arena, mark);
    return deferral;
}
