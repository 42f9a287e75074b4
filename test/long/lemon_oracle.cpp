// SPDX-License-Identifier: Apache-2.0
// Solves each DIMACS file named with LEMON, by two methods, and prints "FILE OBJECTIVE".
#include <cstdint>
#include <fstream>
#include <iostream>
#include <lemon/cost_scaling.h>
#include <lemon/dimacs.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

using Graph = lemon::SmartDigraph;

template <typename Solver> static int64_t solve(Solver &solver, const Graph::ArcMap<int64_t> &lower,
                                                const Graph::ArcMap<int64_t> &upper,
                                                const Graph::ArcMap<int64_t> &cost,
                                                const Graph::NodeMap<int64_t> &supply)
{
    solver.lowerMap(lower).upperMap(upper).costMap(cost).supplyMap(supply);
    if (solver.run() != solver.OPTIMAL)
        return INT64_MAX;
    return solver.template totalCost<int64_t>();
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        std::ifstream in(argv[i]);
        Graph graph;
        Graph::ArcMap<int64_t> lower(graph), upper(graph), cost(graph);
        Graph::NodeMap<int64_t> supply(graph);
        lemon::readDimacsMin(in, graph, lower, upper, cost, supply);
        lemon::NetworkSimplex<Graph, int64_t, int64_t> simplex(graph);
        int64_t objective = solve(simplex, lower, upper, cost, supply);
        lemon::CostScaling<Graph, int64_t, int64_t> scaling(graph);
        if (solve(scaling, lower, upper, cost, supply) != objective)
            objective = INT64_MIN;
        std::cout << argv[i] << ' ' << objective << '\n';
    }
}
