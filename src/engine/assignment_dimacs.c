/* SPDX-License-Identifier: Apache-2.0
 * The whole problem, every allowed pair of household and branch, for another solver. */
#include "engine/assignment_model.h"

#include <inttypes.h>

static int64_t arc_count(const struct assignment_model *model)
{
    const struct assignment_problem *problem = model->problem;
    int64_t count = 0;
    for (size_t h = 0; h < problem->household_count; h++) {
        const struct assignment_household *household = &problem->households[h];
        count += assignment_deferrable(model, household);
        for (size_t b = 0; b < problem->branch_count; b++)
            count += assignment_allows(model, household, b);
    }
    for (size_t b = 0; b < problem->branch_count; b++) {
        struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
        count += (int64_t)assignment_tiers(model, b, tiers);
    }
    return count;
}

enum err_code assignment_dimacs_size(const struct assignment_problem *problem, struct arena *arena,
                                     struct assignment_size *ret_size, struct err *err)
{
    struct assignment_model model;
    struct arena_mark mark = arena_mark(arena);
    enum err_code code = assignment_model_init(&model, problem, arena, err);
    if (code == ERR_OK) {
        ret_size->nodes = (int64_t)(problem->household_count + problem->branch_count) + 1;
        ret_size->arcs = arc_count(&model);
    }
    arena_release(arena, mark);
    return code;
}

void assignment_dimacs_header(struct assignment_size size, struct buf *out)
{
    buf_printf(out, "p min %" PRId64 " %" PRId64 "\n", size.nodes, size.arcs);
}

enum err_code assignment_dimacs_nodes(const struct assignment_problem *problem, int64_t offset,
                                      struct arena *arena, struct buf *out, struct err *err)
{
    struct assignment_model model;
    struct arena_mark mark = arena_mark(arena);
    enum err_code code = assignment_model_init(&model, problem, arena, err);
    arena_release(arena, mark);
    if (code != ERR_OK)
        return code;
    int64_t node = offset, household_count = (int64_t)problem->household_count;
    buf_printf(out, "c one main unit is 2^%u; hashes of %u bits break ties\n", model.scale_bits,
               model.tie_bits);
    for (size_t h = 0; h < problem->household_count; h++) {
        buf_printf(out, "c household %" PRId64 " id %" PRId64 "\n", ++node,
                   problem->households[h].id);
        buf_printf(out, "n %" PRId64 " 1\n", node);
    }
    for (size_t b = 0; b < problem->branch_count; b++)
        buf_printf(out, "c branch %" PRId64 " id %" PRId64 "\n", ++node, problem->branches[b].id);
    buf_printf(out, "c sink %" PRId64 "\n", ++node);
    if (household_count > 0)
        buf_printf(out, "n %" PRId64 " %" PRId64 "\n", node, -household_count);
    return ERR_OK;
}

static void arc_write(struct buf *out, int64_t from, int64_t to, int64_t capacity, int64_t cost)
{
    buf_printf(out, "a %" PRId64 " %" PRId64 " 0 %" PRId64 " %" PRId64 "\n", from, to, capacity,
               cost);
}

static void arcs_write(const struct assignment_model *model, int64_t offset, struct buf *out)
{
    const struct assignment_problem *problem = model->problem;
    int64_t first_household = offset + 1;
    int64_t first_branch = first_household + (int64_t)problem->household_count;
    int64_t sink = first_branch + (int64_t)problem->branch_count;
    for (size_t h = 0; h < problem->household_count; h++) {
        const struct assignment_household *household = &problem->households[h];
        int64_t node = first_household + (int64_t)h;
        for (size_t b = 0; b < problem->branch_count; b++)
            if (assignment_allows(model, household, b))
                arc_write(out, node, first_branch + (int64_t)b, 1,
                          assignment_arc_cost(model, h, b));
        if (assignment_deferrable(model, household))
            arc_write(out, node, sink, 1, assignment_deferral_cost(model, h));
    }
    for (size_t b = 0; b < problem->branch_count; b++) {
        struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
        size_t tier_count = assignment_tiers(model, b, tiers);
        for (size_t i = 0; i < tier_count; i++)
            arc_write(out, first_branch + (int64_t)b, sink, tiers[i].places, tiers[i].cost);
    }
}

enum err_code assignment_dimacs_arcs(const struct assignment_problem *problem, int64_t offset,
                                     struct arena *arena, struct buf *out, struct err *err)
{
    struct assignment_model model;
    struct arena_mark mark = arena_mark(arena);
    enum err_code code = assignment_model_init(&model, problem, arena, err);
    if (code == ERR_OK)
        arcs_write(&model, offset, out);
    arena_release(arena, mark);
    return code;
}
