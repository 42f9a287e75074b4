/* SPDX-License-Identifier: Apache-2.0 */
#include "communes.h"

#include <string.h>

enum { NONE = ASSIGNMENT_NONE };

int64_t below(uint64_t *random, uint64_t limit)
{
    return (int64_t)(test_random(random) % limit);
}

static int32_t maybe(uint64_t *random, int64_t limit) /* NONE in one case of three */
{
    return limit > 0 && below(random, 3) ? (int32_t)below(random, (uint64_t)limit) : NONE;
}

static void random_weights(struct assignment_weights *weights, uint64_t *random)
{
    *weights = assignment_weights_default;
    if (below(random, 3))
        return;
    /* Small numbers make many plans equal in the main cost. */
    *weights = (struct assignment_weights){
        .not_head = (int32_t)below(random, 2),
        .not_member = (int32_t)below(random, 3),
        .unaffiliated = (int32_t)below(random, 3),
        .other_area = (int32_t)below(random, 3),
        .commune_level = (int32_t)below(random, 3),
        .last_helper = (int32_t)below(random, 3),
        .load = (int32_t)below(random, 2),
        .below_min = -(int32_t)below(random, 4),
        .last_unit = (int32_t)below(random, 2),
        .overload = 1 + (int32_t)below(random, 4),
        .defer = (int32_t)below(random, 8),
        .defer_shift = (int32_t)below(random, 3),
        .defer_near_poor = (int32_t)below(random, 4),
    };
}

void random_commune(struct commune *commune, int households, int branches, uint64_t *random)
{
    *commune = (struct commune){ 0 };
    int64_t areas = 1 + below(random, 3);
    for (int64_t i = 0; i < areas * areas; i++)
        commune->distances[i] = i % (areas + 1) ? (int32_t)below(random, 4) : 0;
    for (int b = 0; b < branches; b++) {
        struct assignment_branch *branch = &commune->branches[b];
        *branch = (struct assignment_branch){ .id = (int64_t)test_random(random),
                                              .org = (int32_t)below(random, 4),
                                              .area = maybe(random, areas),
                                              .load = (int32_t)below(random, 4),
                                              .is_front = below(random, 5) == 0 };
        branch->soft_min = (int32_t)below(random, 3);
        branch->soft_max = branch->soft_min + (int32_t)below(random, 3);
        branch->hard_max = branch->soft_max + (int32_t)below(random, 3);
    }
    for (int h = 0; h < households; h++)
        commune->households[h] = (struct assignment_household){
            .id = (int64_t)test_random(random),
            .member_orgs = test_random(random) & test_random(random) & 0x1F,
            .head_orgs = test_random(random) & 0x0F,
            .area = maybe(random, areas),
            .last_branch = maybe(random, branches),
            .fixed_branch = below(random, 8) ? NONE : below(random, 4) ? maybe(random, branches) : ASSIGNMENT_PUT_OFF,
            .need = (uint8_t)below(random, 4),
            .is_destitute = below(random, 6) == 0,
            .is_near_poor = below(random, 3) == 0,
        };
    random_weights(&commune->weights, random);
    commune->problem = (struct assignment_problem){
        .households = commune->households,
        .household_count = (size_t)households,
        .branches = commune->branches,
        .branch_count = (size_t)branches,
        .area_count = (int32_t)areas,
        .distances = below(random, 2) ? commune->distances : NULL,
        .weights = &commune->weights,
        .member_only = below(random, 3) == 0,
    };
}

#define BIT(number) ((uint64_t)1 << (number))

int64_t plain_arc(const struct assignment_problem *p, size_t h, int32_t b)
{
    const struct assignment_household *household = &p->households[h];
    const struct assignment_weights *w = p->weights;
    if (b == NONE) {
        bool must = household->fixed_branch != ASSIGNMENT_PUT_OFF &&
                    (household->is_destitute || household->fixed_branch != NONE);
        int64_t base = household->is_near_poor ? w->defer_near_poor : w->defer;
        for (int i = 0; i < w->defer_shift * household->need; i++)
            base *= 2;
        return must && p->branch_count > 0 ? INT64_MAX : base;
    }
    const struct assignment_branch *branch = &p->branches[b];
    bool has_own = false;
    for (size_t i = 0; i < p->branch_count; i++)
        has_own |= (household->member_orgs & BIT(p->branches[i].org)) != 0;
    bool is_own = (household->member_orgs & BIT(branch->org)) != 0;
    bool is_heads = (household->head_orgs & BIT(branch->org)) != 0;
    if (household->fixed_branch != NONE && household->fixed_branch != b)
        return INT64_MAX;
    if (household->fixed_branch == NONE && p->member_only && has_own && !is_own)
        return INT64_MAX;
    int64_t cost = is_own             ? (is_heads ? 0 : w->not_head)
                   : has_own          ? w->not_member
                   : branch->is_front ? 0
                                      : w->unaffiliated;
    if (branch->area == NONE || household->area == NONE)
        cost += w->commune_level;
    else if (branch->area != household->area)
        cost += w->other_area +
                (p->distances ? p->distances[household->area * p->area_count + branch->area] : 0);
    return cost + branch->load * w->load - (household->last_branch == b ? w->last_helper : 0);
}

int64_t plain_unit(const struct assignment_problem *p, int32_t b, int64_t unit)
{
    const struct assignment_branch *branch = &p->branches[b];
    if (unit <= branch->soft_min)
        return p->weights->below_min;
    if (unit < branch->soft_max)
        return 0;
    if (unit == branch->soft_max)
        return p->weights->last_unit;
    return unit <= branch->hard_max ? p->weights->overload : 1000000000;
}

int64_t plain_cost(const struct assignment_problem *p, const struct assignment_plan *plan)
{
    int64_t counts[64] = { 0 }, cost = 0;
    bool only_forced[64];
    memset(only_forced, 1, sizeof(only_forced));
    for (size_t h = 0; h < p->household_count; h++) {
        int32_t b = plan->branch_of[h];
        int64_t arc = plain_arc(p, h, b);
        CHECK(arc != INT64_MAX);
        cost += arc;
        if (b == NONE)
            continue;
        cost += plain_unit(p, b, ++counts[b]);
        only_forced[b] &= p->households[h].is_destitute || p->households[h].fixed_branch != NONE;
    }
    for (size_t b = 0; b < p->branch_count; b++) {
        CHECK_INT(plan->household_count[b], counts[b]);
        CHECK(counts[b] <= p->branches[b].hard_max || only_forced[b]);
    }
    return cost;
}

struct assignment_plan commune_solve(const struct assignment_problem *problem)
{
    struct assignment_plan plan = { 0 };
    struct err err;
    CHECK_OK(assignment_solve(problem, test_arena(), &plan, &err), &err);
    CHECK(plan.is_certified);
    return plan;
}
