// SPDX-License-Identifier: Apache-2.0
// LEMON's network simplex behind a C function, for bench/assignment.c and test/long.
#include <cstdint>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>
#include <utility>
#include <vector>

struct peer_arc {
    int32_t from, to;
    int64_t capacity, cost;
};

extern "C" int64_t peer_solve(int32_t node_count, int32_t household_count, int64_t arc_count,
                              const peer_arc *arcs)
{
    using Graph = lemon::StaticDigraph; // arcs sorted by their source, as they come
    std::vector<std::pair<int, int>> ends;
    ends.reserve(static_cast<size_t>(arc_count));
    for (int64_t i = 0; i < arc_count; i++)
        ends.emplace_back(arcs[i].from, arcs[i].to);
    Graph graph;
    graph.build(node_count, ends.begin(), ends.end());
    Graph::ArcMap<int64_t> capacity(graph), cost(graph);
    Graph::NodeMap<int64_t> supply(graph, 0);
    for (int64_t i = 0; i < arc_count; i++) {
        capacity[graph.arc(static_cast<int>(i))] = arcs[i].capacity;
        cost[graph.arc(static_cast<int>(i))] = arcs[i].cost;
    }
    for (int h = 0; h < household_count; h++)
        supply[graph.node(h)] = 1;
    supply[graph.node(node_count - 1)] = -household_count;
    lemon::NetworkSimplex<Graph, int64_t, int64_t> simplex(graph);
    simplex.upperMap(capacity).costMap(cost).supplyMap(supply);
    if (simplex.run() != simplex.OPTIMAL)
        return INT64_MAX;
    return simplex.totalCost<int64_t>();
}
