/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/flow.h"
#include "ssp.h"

static struct flow *new_flow(size_t node_count, int64_t cost_max)
{
    struct flow *flow = NULL;
    struct err err;
    CHECK_OK(flow_new(test_arena(), node_count, cost_max, &flow, &err), &err);
    return flow;
}

static int64_t cost_of(const struct flow *flow)
{
    int64_t cost = 0;
    struct err err;
    CHECK_OK(flow_cost(flow, &cost, &err), &err);
    return cost;
}

void test_flow__two_ways(void)
{
    struct flow *flow = new_flow(4, 10);
    flow_supply_set(flow, 0, 5);
    flow_supply_set(flow, 3, -5);
    uint32_t cheap_in = flow_arc_add(flow, 0, 1, 3, 1), cheap_out = flow_arc_add(flow, 1, 3, 9, 1);
    uint32_t dear_in = flow_arc_add(flow, 0, 2, 9, 4), dear_out = flow_arc_add(flow, 2, 3, 9, 4);
    CHECK_INT(flow_solve(flow), FLOW_OPTIMAL);
    CHECK_INT(cost_of(flow), 3 * 2 + 2 * 8);
    CHECK_INT(flow_on(flow, cheap_in), 3);
    CHECK_INT(flow_on(flow, cheap_out), 3);
    CHECK_INT(flow_on(flow, dear_in), 2);
    CHECK_INT(flow_on(flow, dear_out), 2);
    CHECK(flow_certified(flow));
}

void test_flow__arcs_added_after_an_optimum(void)
{
    struct flow *flow = new_flow(3, 100);
    flow_supply_set(flow, 0, 4);
    flow_supply_set(flow, 2, -4);
    flow_arc_add(flow, 0, 1, 4, 50);
    CHECK_INT(flow_solve(flow), FLOW_INFEASIBLE);
    CHECK(!flow_certified(flow));
    flow_arc_add(flow, 1, 2, 4, 50);
    CHECK_INT(flow_solve(flow), FLOW_OPTIMAL);
    CHECK_INT(cost_of(flow), 400);
    uint32_t direct = flow_arc_add(flow, 0, 2, 3, -7);
    CHECK_INT(flow_solve(flow), FLOW_OPTIMAL);
    CHECK_INT(flow_on(flow, direct), 3);
    CHECK_INT(cost_of(flow), 100 - 21);
    CHECK(flow_certified(flow));
}

void test_flow__nothing_to_do(void)
{
    struct flow *empty = new_flow(0, 0);
    CHECK_INT(flow_solve(empty), FLOW_OPTIMAL);
    CHECK_INT(cost_of(empty), 0);
    CHECK(flow_certified(empty));
    struct flow *alone = new_flow(1, 0);
    CHECK_INT(flow_solve(alone), FLOW_OPTIMAL);
    CHECK(flow_certified(alone));
}

void test_flow__no_flow_at_all(void)
{
    struct flow *unbalanced = new_flow(2, 1);
    flow_supply_set(unbalanced, 0, 1);
    flow_arc_add(unbalanced, 0, 1, 1, 1);
    CHECK_INT(flow_solve(unbalanced), FLOW_INFEASIBLE);
    struct flow *narrow = new_flow(2, 1);
    flow_supply_set(narrow, 0, 2);
    flow_supply_set(narrow, 1, -2);
    flow_arc_add(narrow, 0, 1, 1, 1);
    CHECK_INT(flow_solve(narrow), FLOW_INFEASIBLE);
    struct flow *shut = new_flow(2, 1);
    flow_supply_set(shut, 0, 1);
    flow_supply_set(shut, 1, -1);
    flow_arc_add(shut, 0, 1, 0, -1);
    CHECK_INT(flow_solve(shut), FLOW_INFEASIBLE);
}

void test_flow__negative_cycles(void)
{
    struct flow *bounded = new_flow(3, 5);
    flow_arc_add(bounded, 0, 1, FLOW_UNBOUNDED, -5);
    flow_arc_add(bounded, 1, 2, 7, 1);
    flow_arc_add(bounded, 2, 0, FLOW_UNBOUNDED, 1);
    CHECK_INT(flow_solve(bounded), FLOW_OPTIMAL);
    CHECK_INT(cost_of(bounded), -21);
    CHECK(flow_certified(bounded));
    struct flow *unlimited = new_flow(2, 5);
    flow_arc_add(unlimited, 0, 1, FLOW_UNBOUNDED, -5);
    flow_arc_add(unlimited, 1, 0, FLOW_UNBOUNDED, 4);
    CHECK_INT(flow_solve(unlimited), FLOW_UNLIMITED);
    CHECK(!flow_certified(unlimited));
}

void test_flow__at_the_limits_of_64_bits(void)
{
    struct flow *flow;
    struct err err;
    CHECK_INT(flow_new(test_arena(), 4, FLOW_PATH_COST_MAX / 5 + 1, &flow, &err), ERR_LIMIT);
    CHECK_INT(err.msg, MSG_FLOW_TOO_LARGE);
    CHECK_INT(flow_new(test_arena(), 4, INT64_MAX, &flow, &err), ERR_LIMIT);
    CHECK_INT(flow_new(test_arena(), SIZE_MAX, 1, &flow, &err), ERR_LIMIT);
    const int64_t dear = FLOW_PATH_COST_MAX / 5, much = (int64_t)1 << 60;
    flow = new_flow(4, dear);
    flow_supply_set(flow, 0, much);
    flow_supply_set(flow, 3, -much);
    flow_arc_add(flow, 0, 1, FLOW_UNBOUNDED, dear);
    flow_arc_add(flow, 1, 2, much, -dear);
    uint32_t last = flow_arc_add(flow, 2, 3, much, dear);
    CHECK_INT(flow_solve(flow), FLOW_OPTIMAL);
    CHECK_INT(flow_on(flow, last), much);
    CHECK(flow_certified(flow));
    int64_t cost;
    CHECK_INT(flow_cost(flow, &cost, &err), ERR_LIMIT);
}

/* Random networks of every sort: parallel arcs, negative cycles, zero capacities, no solution. */
static struct flow *random_flow(uint64_t *random)
{
    uint32_t nodes = 2 + (uint32_t)(test_random(random) % 9);
    uint32_t arcs = (uint32_t)(test_random(random) % (nodes * 5));
    int64_t cost_max = test_random(random) % 3 ? 1 + (int64_t)(test_random(random) % 20) : 1;
    struct flow *flow = new_flow(nodes, cost_max);
    int64_t left = 0;
    for (uint32_t i = 0; i + 1 < nodes; i++) {
        int64_t supply = test_random(random) % 2 ? (int64_t)(test_random(random) % 9) - 4 : 0;
        flow_supply_set(flow, i, supply);
        left -= supply;
    }
    flow_supply_set(flow, nodes - 1, left);
    for (uint32_t i = 0; i < arcs; i++) {
        uint32_t from = (uint32_t)(test_random(random) % nodes);
        uint32_t to = (from + 1 + (uint32_t)(test_random(random) % (nodes - 1))) % nodes;
        int64_t cost = (int64_t)(test_random(random) % (uint64_t)(2 * cost_max + 1)) - cost_max;
        bool is_unbounded = cost >= 0 && test_random(random) % 4 == 0;
        int64_t capacity = is_unbounded ? FLOW_UNBOUNDED : (int64_t)(test_random(random) % 6);
        flow_arc_add(flow, from, to, capacity, cost);
    }
    return flow;
}

void test_flow__random_networks_equal_shortest_paths(void)
{
    uint64_t random = 20170831;
    int solved = 0, refused = 0;
    for (int round = 0; round < 3000; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct flow *flow = random_flow(&random);
        struct buf text = { 0 };
        flow_dimacs(flow, &text);
        struct ssp_result expected = ssp_solve(buf_text(&text));
        enum flow_state state = flow_solve(flow);
        CHECK_INT(state, expected.is_feasible ? FLOW_OPTIMAL : FLOW_INFEASIBLE);
        CHECK_INT(flow_certified(flow), expected.is_feasible);
        if (state == FLOW_OPTIMAL)
            CHECK_INT(cost_of(flow), expected.cost);
        *(state == FLOW_OPTIMAL ? &solved : &refused) += 1;
        buf_done(&text);
        arena_release(test_arena(), mark);
    }
    CHECK(solved > 500 && refused > 500);
}

/* Highly degenerate: equal costs everywhere, where a careless simplex goes in circles. */
void test_flow__degenerate_assignment_ends(void)
{
    enum { SIDE = 60 };
    struct flow *flow = new_flow(2 * SIDE, 1);
    for (uint32_t i = 0; i < SIDE; i++) {
        flow_supply_set(flow, i, 1);
        flow_supply_set(flow, SIDE + i, -1);
        for (uint32_t j = 0; j < SIDE; j++)
            flow_arc_add(flow, i, SIDE + j, 1, (i + j) % 7 == 0);
    }
    CHECK_INT(flow_solve(flow), FLOW_OPTIMAL);
    CHECK_INT(cost_of(flow), 0);
    CHECK(flow_certified(flow));
    CHECK(flow_pivot_count(flow) < 20000);
}

/* Whatever start is offered, taken or not, the least cost is the same. */
void test_flow__offered_starts(void)
{
    uint64_t random = 1930;
    int taken = 0;
    for (int round = 0; round < 3000; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        uint64_t same = random;
        struct flow *cold = random_flow(&random), *warm = random_flow(&same);
        uint32_t arc_count = (uint32_t)flow_arc_count(warm), full_arcs[64];
        uint32_t tree_arcs[16];
        size_t full_count = 0;
        memset(tree_arcs, 0xFF, sizeof(tree_arcs)); /* FLOW_NO_ARC */
        for (uint32_t i = 0; i < arc_count; i++) {
            uint32_t from, to;
            int64_t capacity = flow_arc_ends(warm, i, &from, &to);
            uint64_t choice = test_random(&random) % 8;
            if (choice < 2)
                tree_arcs[choice ? from : to] = i;
            else if (choice == 2 && capacity != FLOW_UNBOUNDED && full_count < COUNT(full_arcs))
                full_arcs[full_count++] = i;
        }
        taken += flow_start(warm, tree_arcs, full_arcs, full_count);
        enum flow_state state = flow_solve(cold);
        CHECK_INT(flow_solve(warm), state);
        CHECK_INT(flow_certified(warm), state == FLOW_OPTIMAL);
        if (state == FLOW_OPTIMAL)
            CHECK_INT(cost_of(warm), cost_of(cold));
        arena_release(test_arena(), mark);
    }
    CHECK(taken > 300);
}
