/* SPDX-License-Identifier: Apache-2.0 */
#include "ssp.h"

#include <inttypes.h>

struct edge {
    int64_t from, to, room, cost;
};

/* Edge 2k is the k-th arc, 2k + 1 its reverse. */
struct graph {
    int64_t node_count, edge_count;
    struct edge *edges;
    int64_t *excess;
};

static void edge_push(struct graph *graph, int64_t e, int64_t amount)
{
    graph->edges[e].room -= amount;
    graph->edges[e ^ 1].room += amount;
    graph->excess[graph->edges[e].from] -= amount;
    graph->excess[graph->edges[e].to] += amount;
}

static void graph_read(struct graph *graph, const char *dimacs)
{
    int64_t arc_count = 0, a, b, low, capacity, cost;
    for (const char *line = dimacs; *line; line = strchr(line, '\n') + 1) {
        if (sscanf(line, "p min %" SCNd64 " %" SCNd64, &graph->node_count, &arc_count) == 2) {
            graph->edges = ARENA_ARRAY(test_arena(), struct edge, (size_t)arc_count * 2);
            graph->excess = ARENA_ARRAY(test_arena(), int64_t, (size_t)graph->node_count + 1);
        } else if (sscanf(line, "n %" SCNd64 " %" SCNd64, &a, &b) == 2) {
            graph->excess[a] = b;
        } else if (sscanf(line, "a %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64, &a,
                          &b, &low, &capacity, &cost) == 5) {
            CHECK(a >= 1 && a <= graph->node_count && b >= 1 && b <= graph->node_count && low == 0);
            graph->edges[graph->edge_count++] = (struct edge){ a, b, capacity, cost };
            graph->edges[graph->edge_count++] = (struct edge){ b, a, 0, -cost };
        } else {
            CHECK(line[0] == 'c');
        }
    }
    CHECK_INT(graph->edge_count, arc_count * 2);
}

/* The edge by which each node is reached most cheaply from all nodes with excess. Returns the
 * deficient node nearest to them, or 0. */
static int64_t nearest_deficit(const struct graph *graph, int64_t *by_edge, int64_t *distance)
{
    for (int64_t v = 1; v <= graph->node_count; v++) {
        distance[v] = graph->excess[v] > 0 ? 0 : INT64_MAX;
        by_edge[v] = -1;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int64_t e = 0; e < graph->edge_count; e++) {
            const struct edge *edge = &graph->edges[e];
            if (edge->room == 0 || distance[edge->from] == INT64_MAX ||
                distance[edge->from] + edge->cost >= distance[edge->to])
                continue;
            distance[edge->to] = distance[edge->from] + edge->cost;
            by_edge[edge->to] = e;
            changed = true;
        }
    }
    int64_t best = 0;
    for (int64_t v = 1; v <= graph->node_count; v++)
        if (graph->excess[v] < 0 && distance[v] != INT64_MAX &&
            (best == 0 || distance[v] < distance[best]))
            best = v;
    return best;
}

struct ssp_result ssp_solve(const char *dimacs)
{
    struct graph graph = { 0 };
    graph_read(&graph, dimacs);
    /* With every arc of negative cost full, no cycle in what is left is negative. */
    for (int64_t e = 0; e < graph.edge_count; e += 2)
        if (graph.edges[e].cost < 0)
            edge_push(&graph, e, graph.edges[e].room);
    int64_t *by_edge = ARENA_ARRAY(test_arena(), int64_t, (size_t)graph.node_count + 1);
    int64_t *distance = ARENA_ARRAY(test_arena(), int64_t, (size_t)graph.node_count + 1);
    int64_t to;
    while ((to = nearest_deficit(&graph, by_edge, distance)) != 0) {
        int64_t amount = -graph.excess[to], from = to;
        for (; by_edge[from] >= 0; from = graph.edges[by_edge[from]].from)
            if (graph.edges[by_edge[from]].room < amount)
                amount = graph.edges[by_edge[from]].room;
        if (graph.excess[from] < amount)
            amount = graph.excess[from];
        for (int64_t v = to; v != from;) {
            int64_t e = by_edge[v];
            v = graph.edges[e].from;
            edge_push(&graph, e, amount);
        }
    }
    struct ssp_result result = { .is_feasible = true };
    for (int64_t v = 1; v <= graph.node_count; v++)
        result.is_feasible &= graph.excess[v] == 0;
    for (int64_t e = 0; e < graph.edge_count; e += 2)
        result.cost += graph.edges[e].cost * graph.edges[e + 1].room;
    return result;
}
