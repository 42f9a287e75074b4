/* SPDX-License-Identifier: Apache-2.0
 * Private to the assignment files: the cost of one household at one branch, and of a branch's
 * units, exactly as assignment.h states them. Solver, certificate, explanation and DIMACS writer
 * all take their numbers from here. Indexes are those of the problem's arrays. */
#pragma once

#include "engine/assignment.h"

#define ASSIGNMENT_NO_ROUTE (INT64_MAX / 2)
enum {
    ASSIGNMENT_ROUTES_MAX = 2000, /* branches; above, routes are bounds from the prices */
    ASSIGNMENT_TIERS_MAX = 5,
    ASSIGNMENT_TIE_BITS_MAX = 24,
    ASSIGNMENT_KINDS_MAX = 2 * ASSIGNMENT_ORGS_MAX, /* organisations, the Front's bodies apart */
};

struct assignment_model {
    const struct assignment_problem *problem;
    const struct assignment_weights *weights;
    uint64_t orgs_here;         /* organisations with a branch in the commune */
    int64_t undeferrable_count; /* households that must be served: destitute or fixed */
    int64_t beyond_max;         /* main units of each unit above hard_max */
    int64_t cost_max;           /* small units: no arc costs more either way */
    unsigned tie_bits, scale_bits;
    uint64_t *household_hashes, *branch_hashes;
    int32_t *household_order,
        *branch_order; /* indexes by id, if assignment_model_order was called */
};

/* A run of a branch's units at one cost. Tiers follow each other with rising cost. */
struct assignment_tier {
    int64_t places, cost; /* cost in small units */
};

/* The parts of an arc's cost, main units; last_helper ≤ 0. */
struct assignment_parts {
    int64_t relation, place, load, last_helper;
};

NODISCARD enum err_code assignment_model_init(struct assignment_model *model,
                                              const struct assignment_problem *problem,
                                              struct arena *arena, struct err *err);

/* Is a household a member of an organisation with a branch here? */
static inline bool assignment_affiliated(const struct assignment_model *model,
                                         const struct assignment_household *household)
{
    return (household->member_orgs & model->orgs_here) != 0;
}

/* May the branch serve the household? */
static inline bool assignment_allows(const struct assignment_model *model,
                                     const struct assignment_household *household, size_t branch)
{
    if (household->fixed_branch != ASSIGNMENT_NONE)
        return (size_t)household->fixed_branch == branch;
    return !model->problem->member_only || !assignment_affiliated(model, household) ||
           (household->member_orgs >> model->problem->branches[branch].org & 1);
}

/* What is charged for not being the head's own organisation, main units. */
static inline int64_t assignment_relation(const struct assignment_model *model,
                                          const struct assignment_household *household, int32_t org,
                                          bool is_front)
{
    if (household->member_orgs >> org & 1)
        return household->head_orgs >> org & 1 ? 0 : model->weights->not_head;
    if (assignment_affiliated(model, household))
        return model->weights->not_member;
    return is_front ? 0 : model->weights->unaffiliated;
}

/* What is charged for coming from elsewhere, main units. */
static inline int64_t assignment_place(const struct assignment_model *model, int32_t household_area,
                                       int32_t branch_area)
{
    const struct assignment_problem *problem = model->problem;
    if (household_area == ASSIGNMENT_NONE || branch_area == ASSIGNMENT_NONE)
        return model->weights->commune_level;
    if (household_area == branch_area)
        return 0;
    int64_t distance = 0;
    if (problem->distances)
        distance = problem->distances[(size_t)household_area * (size_t)problem->area_count +
                                      (size_t)branch_area];
    return model->weights->other_area + distance;
}

struct assignment_parts assignment_parts(const struct assignment_model *model, size_t household,
                                         size_t branch);

/* Small units of the arc household → branch, and household → deferral. */
int64_t assignment_arc_cost(const struct assignment_model *model, size_t household, size_t branch);
int64_t assignment_deferral_cost(const struct assignment_model *model, size_t household);

/* A destitute or kept household may not be deferred, unless there is no branch at all. */
bool assignment_deferrable(const struct assignment_model *model,
                           const struct assignment_household *household);

/* The tiers of a branch that hold a place; at most ASSIGNMENT_TIERS_MAX. Returns their number. */
size_t assignment_tiers(const struct assignment_model *model, size_t branch,
                        struct assignment_tier *tiers);

/* The cost of a branch's n-th unit, n ≥ 1, small units; ASSIGNMENT_NO_ROUTE: it has none. */
int64_t assignment_unit_cost(const struct assignment_model *model, size_t branch, int64_t unit);

/* The tie-breaking hash of two hashed ids. Top bits of a product: for random odd factors two sums
 * of such hashes are as unlikely to be equal as sums of random numbers. */
static inline int64_t assignment_tie(uint64_t household_hash, uint64_t branch_hash,
                                     unsigned tie_bits)
{
    return tie_bits ? (int64_t)((household_hash * branch_hash) >> (64 - tie_bits)) : 0;
}

/* Fills the plan's branches, counts per branch, prices and objective (assignment_solver.c). */
NODISCARD enum err_code assignment_network_solve(const struct assignment_model *model,
                                                 struct arena *arena, struct assignment_plan *plan,
                                                 struct err *err);

/* Cheapest routes through a finished plan (assignment_explain.c), small units, in `arena`. The
 * nodes are the branches and, last, the sink. From a branch to another a household of the first
 * moves to the second; to the sink the branch takes a unit more, or one of its households is
 * deferred; from the sink, the reverse. So a route is what the plan costs more when a unit appears
 * at its start and one vanishes at its end; ASSIGNMENT_NO_ROUTE where the rules forbid it. */
int64_t *assignment_routes_from_sink(const struct assignment_model *model,
                                     const struct assignment_plan *plan, struct arena *arena);
int64_t *assignment_routes_to(const struct assignment_model *model,
                              const struct assignment_plan *plan, size_t node, struct arena *arena);

/* A price or reduced cost of small units in main units. One that is a cycle's cost, as the solver's
 * all are, is rounded to that cycle's main cost exactly, and no plan with the arc costs less. */
static inline int64_t assignment_main_units(int64_t small, unsigned scale_bits)
{
    return (small + (((int64_t)1 << scale_bits) >> 1)) >> scale_bits;
}

/* Fills plan->findings and plan->counts from the finished plan. */
void assignment_findings(const struct assignment_model *model, struct assignment_plan *plan,
                         struct arena *arena);

/* Sorts households and branches by id; equal ids abort. */
void assignment_model_order(struct assignment_model *model, struct arena *arena);
