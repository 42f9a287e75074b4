/* SPDX-License-Identifier: Apache-2.0
 * Communes made up at random, small enough for every plan to be tried: bounds of all kinds, weights so
 * small that many plans cost the same, households that must be served or stay where they are. */
#pragma once

#include "engine/assignment.h"

#include "../test.h"

struct commune {
    struct assignment_household households[12];
    struct assignment_branch branches[6];
    int32_t distances[9];
    struct assignment_weights weights;
    struct assignment_problem problem;
};

/* At most 12 households and 6 branches. */
void random_commune(struct commune *commune, int households, int branches, uint64_t *random);

int64_t below(uint64_t *random, uint64_t limit);

/* The rules once more, as plainly as they can be said: what a household at a branch costs (INT64_MAX where
 * they forbid it), a branch's n-th unit (above the hard maximum a thousand million), and a plan, which is
 * checked to keep them all. */
int64_t plain_arc(const struct assignment_problem *p, size_t h, int32_t b);
int64_t plain_unit(const struct assignment_problem *p, int32_t b, int64_t unit);
int64_t plain_cost(const struct assignment_problem *p, const struct assignment_plan *plan);

/* The plan of least cost; its certificate is checked. */
struct assignment_plan commune_solve(const struct assignment_problem *problem);
