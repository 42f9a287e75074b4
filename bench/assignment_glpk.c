/* SPDX-License-Identifier: Apache-2.0
 * GLPK's out-of-kilter algorithm behind a C function, for bench/assignment.c alone: GLPK is under the GPL
 * and is never linked into the program. Its costs are of 32 bits: it gets main units, without ties. */
#include <glpk.h>
#include <stdint.h>

struct peer_arc {
    int32_t from, to;
    int64_t capacity, cost;
};
struct arc_data {
    double low, capacity, cost, flow;
};
struct node_data {
    double supply, price;
};

#define OFFSET(type, member) ((int)__builtin_offsetof(struct type, member))

int64_t glpk_solve(int32_t node_count, int32_t household_count, int64_t arc_count,
                   const struct peer_arc *arcs, unsigned scale_bits)
{
    double cost = 0;
    glp_graph *graph = glp_create_graph(sizeof(struct node_data), sizeof(struct arc_data));
    glp_term_out(GLP_OFF);
    glp_add_vertices(graph, node_count);
    for (int32_t v = 1; v <= node_count; v++)
        ((struct node_data *)graph->v[v]->data)->supply =
            v <= household_count ? 1 : v == node_count ? -household_count : 0;
    for (int64_t i = 0; i < arc_count; i++) {
        struct arc_data *data = glp_add_arc(graph, arcs[i].from + 1, arcs[i].to + 1)->data;
        *data = (struct arc_data){ .capacity = (double)arcs[i].capacity,
                                   .cost = (double)(arcs[i].cost >> scale_bits) };
    }
    int failed = glp_mincost_okalg(graph, OFFSET(node_data, supply), OFFSET(arc_data, low),
                                   OFFSET(arc_data, capacity), OFFSET(arc_data, cost), &cost,
                                   OFFSET(arc_data, flow), OFFSET(node_data, price));
    glp_delete_graph(graph);
    return failed ? INT64_MAX : (int64_t)cost;
}
