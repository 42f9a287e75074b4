/* SPDX-License-Identifier: Apache-2.0
 * A plan's proof as text: what comes back is what was written, and nobody can change it unseen. */
#include "engine/assignment.h"

#include "communes.h"

#include <string.h>

enum { NONE = ASSIGNMENT_NONE };

static void dimacs_add(const struct assignment_problem *problem, struct buf *out)
{
    struct err err;
    CHECK_OK(assignment_dimacs_nodes(problem, 0, test_arena(), out, &err), &err);
    CHECK_OK(assignment_dimacs_arcs(problem, 0, test_arena(), out, &err), &err);
}

/* The problem read back is the same to any other solver, its plan the same, and proven. */
void test_assignment__proof_comes_back(void)
{
    uint64_t random = 2025;
    struct commune commune;
    for (int round = 0; round < 400; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct buf text = { 0 }, before = { 0 }, after = { 0 };
        struct assignment_proof proof = { 0 };
        random_commune(&commune, (int)below(&random, 13), (int)below(&random, 7), &random);
        commune.problem.seed = round % 2 ? test_random(&random) : 0;
        struct assignment_plan plan = commune_solve(&commune.problem);
        assignment_proof_write(&commune.problem, &plan, &text);
        CHECK(assignment_proof_read(buf_text(&text), test_arena(), &proof));
        CHECK(proof.plan.is_certified);
        CHECK_INT(proof.plan.objective, plan.objective);
        CHECK_INT(proof.plan.cost, plan.cost);
        for (size_t h = 0; h < commune.problem.household_count; h++)
            CHECK_INT(proof.plan.branch_of[h], plan.branch_of[h]);
        dimacs_add(&commune.problem, &before);
        dimacs_add(&proof.problem, &after);
        CHECK_TEXT(buf_text(&after), buf_text(&before));
        buf_done(&text);
        buf_done(&before);
        buf_done(&after);
        arena_release(test_arena(), mark);
    }
}

/* Another helper for somebody, however the counts are made to fit: no proof any more. */
void test_assignment__proof_of_another_plan(void)
{
    uint64_t random = 11;
    struct commune commune;
    int tried = 0;
    for (int round = 0; round < 300; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct buf text = { 0 };
        struct assignment_proof proof = { 0 };
        random_commune(&commune, 6, 4, &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        size_t h = (size_t)below(&random, 6);
        int32_t old = plan.branch_of[h], new = (int32_t)below(&random, 5) - 1;
        plan.branch_of[h] = new;
        if (old != NONE)
            plan.household_count[old]--;
        if (new != NONE)
            plan.household_count[new]++;
        assignment_proof_write(&commune.problem, &plan, &text);
        CHECK(assignment_proof_read(buf_text(&text), test_arena(), &proof));
        CHECK(proof.plan.is_certified == (new == old));
        tried += new != old;
        buf_done(&text);
        arena_release(test_arena(), mark);
    }
    CHECK(tried > 100);
}

/* Damage of any kind is seen or is no proof; reading it never does harm. */
void test_assignment__proof_damaged(void)
{
    static const char letters[] = "0123456789 -bhwd\nx";
    uint64_t random = 5;
    struct commune commune;
    struct assignment_proof proof;
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct buf text = { 0 };
        random_commune(&commune, (int)below(&random, 5), (int)below(&random, 4), &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        assignment_proof_write(&commune.problem, &plan, &text);
        char *damaged = arena_strdup(test_arena(), buf_text(&text));
        for (int64_t times = 1 + below(&random, 3); times > 0; times--)
            damaged[below(&random, strlen(damaged) ? strlen(damaged) : 1)] = letters[below(&random, sizeof(letters))];
        refused += !assignment_proof_read(damaged, test_arena(), &proof);
        buf_done(&text);
        arena_release(test_arena(), mark);
    }
    CHECK(refused > 1000);
    static const char *const odd[] = {
        "", "chungtay-assignment 1", "chungtay-assignment 2 0 0 0 0 0 0 0\n",
        "chungtay-assignment 1 9223372036854775807 9223372036854775807 2147483647 1 1 18446744073709551615 0\nw",
        "chungtay-assignment 1 1 0 0 0 0 0 0\nw 0 0 0 0 0 0 0 0 0 0 0 0 0\nh 1 0 0 -1 -1 -1 0 0 0 -1 99999999999999999999\n",
        "chungtay-assignment 1 0 0 60000 1 0 0 0\nw 0 0 0 0 0 0 0 0 0 0 0 0 0\nd 1",
    };
    for (size_t i = 0; i < COUNT(odd); i++)
        CHECK(!assignment_proof_read(odd[i], test_arena(), &proof));
}

/* The dearest of everything: exact, or refused; the sanitizers see that nothing runs over. */
void test_assignment__extremes_do_not_overflow(void)
{
    uint64_t random = 63;
    static struct assignment_household households[400];
    static struct assignment_branch branches[40];
    static int32_t distances[9];
    int solved = 0;
    for (int round = 0; round < 60; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct assignment_weights weights;
        int32_t *numbers = (int32_t *)&weights;
        for (size_t i = 0; i < sizeof(weights) / sizeof(*numbers); i++)
            numbers[i] = ASSIGNMENT_WEIGHT_MAX;
        weights.below_min = -ASSIGNMENT_WEIGHT_MAX;
        weights.defer_shift = round % 2 ? 4 : 1;
        for (size_t i = 0; i < COUNT(distances); i++)
            distances[i] = ASSIGNMENT_WEIGHT_MAX;
        size_t count = 1 + (size_t)below(&random, round % 4 ? 4 : COUNT(households));
        size_t bodies = 1 + (size_t)below(&random, round % 4 ? 4 : COUNT(branches));
        for (size_t b = 0; b < bodies; b++)
            branches[b] = (struct assignment_branch){
                .id = INT64_MAX - (int64_t)b, .org = (int32_t)(b % 64), .area = (int32_t)(b % 3),
                .soft_min = 1, .soft_max = 3, .hard_max = INT32_MAX,
                .load = round % 3 ? (int32_t)below(&random, 50) : INT32_MAX };
        for (size_t h = 0; h < count; h++)
            households[h] = (struct assignment_household){
                .id = INT64_MIN + (int64_t)h, .member_orgs = test_random(&random), .head_orgs = UINT64_MAX,
                .area = (int32_t)below(&random, 3), .last_branch = (int32_t)below(&random, bodies),
                .fixed_branch = NONE, .need = ASSIGNMENT_NEED_MAX, .is_destitute = h % 2 };
        struct assignment_problem problem = { .households = households, .household_count = count,
                                              .branches = branches, .branch_count = bodies, .area_count = 3,
                                              .distances = distances, .weights = &weights };
        struct assignment_plan plan;
        struct err err;
        enum err_code code = assignment_solve(&problem, test_arena(), &plan, &err);
        CHECK(code == ERR_LIMIT || (code == ERR_OK && plan.is_certified));
        solved += code == ERR_OK;
        arena_release(test_arena(), mark);
    }
    CHECK(solved > 10);
}
