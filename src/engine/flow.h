/* SPDX-License-Identifier: Apache-2.0
 * Minimum-cost flow by the primal network simplex method. Knows nothing of households: nodes,
 * arcs and supplies in; flows and prices out. All numbers are integers and every result is exact.
 *
 * A network has nodes 0 … node_count-1, each with a supply (negative: a demand; they must sum to
 * zero), and arcs with a capacity ≥ 0, a cost of either sign and lower bound zero. Parallel arcs
 * are allowed; an arc from a node to itself is not. After flow_solve more arcs may be added and
 * flow_solve called again: it goes on from the basis it has, so that a caller may keep most arcs
 * out of the network and add only those whose reduced cost turns out negative.
 *
 * Method: a spanning tree rooted at an artificial node (at first every node hangs on it by an
 * artificial arc dearer than any path, unless flow_start said better), block search for the
 * entering arc, Cunningham's rule for the leaving arc. The tree is kept strongly feasible (from
 * every node a positive amount can be sent to the root along the tree), which rules out cycling.
 * The same calls give the same flow on every machine.
 *
 * Overflow cannot happen: flow_new refuses a network whose node count times the largest cost leaves
 * no room for the sums of costs along a path. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#define FLOW_UNBOUNDED INT64_MAX
/* (node_count + 1) * cost_max may not exceed this. */
#define FLOW_PATH_COST_MAX ((int64_t)1 << 60)

#define FLOW_NO_ARC UINT32_MAX

enum flow_state {
    FLOW_UNSOLVED,
    FLOW_OPTIMAL,
    FLOW_INFEASIBLE, /* supplies do not sum to zero, or do not fit through the capacities */
    FLOW_UNLIMITED,  /* a cycle of negative cost and unbounded capacity: no minimum exists */
};

struct flow;

/* An empty network with all supplies zero, living in `arena`. No arc added later may cost more
 * than `cost_max` either way. ERR_LIMIT where the numbers could overflow. */
NODISCARD enum err_code flow_new(struct arena *arena, size_t node_count, int64_t cost_max,
                                 struct flow **ret_flow, struct err *err);

/* Sets a node's supply, before the first flow_solve. The positive ones sum to at most 2^60. */
void flow_supply_set(struct flow *flow, uint32_t node, int64_t supply);

/* Adds an arc and returns its number: 0, 1, 2 … in the order of addition. `capacity` may be
 * FLOW_UNBOUNDED; the others sum to at most 2^61. */
uint32_t flow_arc_add(struct flow *flow, uint32_t from, uint32_t to, int64_t capacity,
                      int64_t cost);

/* Offers a place to start from, before the first flow_solve: the nearer to the optimum, the sooner
 * it is found. `tree_arcs` has for each node the arc between it and its parent, towards a node with
 * FLOW_NO_ARC (most simply the sink alone); the `full_count` arcs of `full_arcs` are filled, all
 * others are empty but for what the tree must carry then. Returns false, and starts as without it,
 * where that is no tree, where it would carry less than nothing or more than a capacity, or where
 * from some node nothing more could be sent towards its parent. The result is the same, unless
 * several flows are cheapest. */
bool flow_start(struct flow *flow, const uint32_t *tree_arcs, const uint32_t *full_arcs,
                size_t full_count);

/* Finds a flow of least cost. */
enum flow_state flow_solve(struct flow *flow);

size_t flow_arc_count(const struct flow *flow);
/* Where an arc goes, and its capacity. */
int64_t flow_arc_ends(const struct flow *flow, uint32_t arc, uint32_t *ret_from, uint32_t *ret_to);
/* The flow on an arc, in the last solution. */
int64_t flow_on(const struct flow *flow, uint32_t arc);
/* Σ cost · flow, exactly. ERR_LIMIT where it does not fit in 64 bits. */
NODISCARD enum err_code flow_cost(const struct flow *flow, int64_t *ret_cost, struct err *err);
/* The dual value π of a node. An arc's reduced cost is cost + π(from) − π(to); in an optimum it is
 * ≥ 0 on every arc that has room left and ≤ 0 on every arc that carries flow. */
int64_t flow_potential(const struct flow *flow, uint32_t node);

/* Proves the last solution in O(nodes + arcs), from the flows and potentials alone: flow is
 * conserved, inside the capacities, and every reduced cost has the right sign. */
bool flow_certified(const struct flow *flow);

/* Number of simplex steps taken so far, for measurements. */
uint64_t flow_pivot_count(const struct flow *flow);

/* Writes the network in the DIMACS format for minimum-cost flow (`p min`), which glpsol --mincost
 * and LEMON read; nodes are numbered from 1. An unbounded capacity is written as the sum of the
 * supplies and of the bounded capacities, which is as good: a flow falls apart into paths from
 * supplies and cycles, and each cycle worth having goes through a bounded arc. */
void flow_dimacs(const struct flow *flow, struct buf *out);
