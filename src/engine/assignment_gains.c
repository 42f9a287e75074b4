/* SPDX-License-Identifier: Apache-2.0
 * What one more place would be worth. The prices tell where to ask; a plan with the place answers. */
#include "engine/assignment_model.h"

#include <stdlib.h>
#include <string.h>

struct asked {
    const struct assignment_problem *problem;
    const struct assignment_plan *plan;
    int32_t *branches; /* full ones, the dearest first */
    size_t count;
};

static int price_order(const void *a, const void *b, void *context)
{
    const struct asked *asked = context;
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    int64_t price_x = asked->plan->branch_prices[x], price_y = asked->plan->branch_prices[y];
    if (price_x != price_y)
        return price_x > price_y ? -1 : 1;
    int64_t id_x = asked->problem->branches[x].id, id_y = asked->problem->branches[y].id;
    return (id_x > id_y) - (id_x < id_y);
}

static int gain_order(const void *a, const void *b, void *context)
{
    const struct assignment_gain *x = a, *y = b;
    const struct assignment_problem *problem = context;
    if (x->saved != y->saved)
        return x->saved > y->saved ? -1 : 1;
    int64_t id_x = problem->branches[x->branch].id, id_y = problem->branches[y->branch].id;
    return (id_x > id_y) - (id_x < id_y);
}

static int64_t overload_of(const struct assignment_problem *problem,
                           const struct assignment_plan *plan)
{
    int64_t sum = 0;
    for (size_t b = 0; b < problem->branch_count; b++)
        if (plan->household_count[b] > problem->branches[b].soft_max)
            sum += plan->household_count[b] - problem->branches[b].soft_max;
    return sum;
}

static struct assignment_gain gain_of(const struct asked *asked, int32_t branch,
                                      struct arena *arena)
{
    struct assignment_problem more = *asked->problem;
    struct assignment_plan plan;
    struct err err;
    struct assignment_branch *branches =
        ARENA_ARRAY(arena, struct assignment_branch, more.branch_count);
    memcpy(branches, more.branches, more.branch_count * sizeof(*branches));
    branches[branch].soft_max++;
    branches[branch].hard_max++;
    more.branches = branches;
    more.start = asked->plan->branch_of;
    enum err_code code = assignment_solve(&more, arena, &plan, &err);
    require(code == ERR_OK); /* it was, with a place less */
    return (struct assignment_gain){
        .branch = branch,
        .saved = asked->plan->cost - plan.cost,
        .served = plan.counts.served - asked->plan->counts.served,
        .overloaded = overload_of(asked->problem, asked->plan) - overload_of(&more, &plan),
        .own = (plan.counts.served - plan.counts.outside_orgs) -
               (asked->plan->counts.served - asked->plan->counts.outside_orgs),
    };
}

size_t assignment_gains(const struct assignment_problem *problem,
                        const struct assignment_plan *plan, size_t max, struct arena *arena,
                        struct assignment_gain *gains)
{
    struct arena_mark mark = arena_mark(arena);
    struct asked asked = { .problem = problem,
                           .plan = plan,
                           .branches = ARENA_ARRAY(arena, int32_t, problem->branch_count + 1) };
    for (size_t b = 0; b < problem->branch_count; b++)
        if (plan->household_count[b] >= problem->branches[b].soft_max &&
            problem->branches[b].hard_max < INT32_MAX && plan->branch_prices[b] > 0)
            asked.branches[asked.count++] = (int32_t)b;
    if (asked.count)
        qsort_r(asked.branches, asked.count, sizeof(*asked.branches), price_order, &asked);
    size_t count = 0;
    for (size_t i = 0; i < asked.count && i < max; i++) {
        struct arena_mark one = arena_mark(arena);
        struct assignment_gain gain = gain_of(&asked, asked.branches[i], arena);
        arena_release(arena, one);
        if (gain.saved > 0)
            gains[count++] = gain;
    }
    if (count)
        qsort_r(gains, count, sizeof(*gains), gain_order, (void *)(uintptr_t)problem);
    arena_release(arena, mark);
    return count;
}
