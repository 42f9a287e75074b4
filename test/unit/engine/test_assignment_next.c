/* SPDX-License-Identifier: Apache-2.0
 * From one plan to the next: what changes, on how many threads, and what one more place would change. */
#include "engine/assignment.h"

#include "communes.h"

#include <string.h>

enum { NONE = ASSIGNMENT_NONE };

/* One thing of the commune is another now: a household's data, a branch's places, one household more or
 * fewer, a branch gone with last year's helper. */
static void change_one(struct commune *commune, int32_t *start, uint64_t *random)
{
    struct assignment_problem *problem = &commune->problem;
    size_t households = problem->household_count, branches = problem->branch_count;
    struct assignment_household *household = &commune->households[below(random, households)];
    struct assignment_branch *branch = &commune->branches[branches ? below(random, branches) : 0];
    switch (below(random, 5)) {
    case 0:
        household->need = (uint8_t)below(random, 8);
        household->is_destitute = below(random, 4) == 0;
        return;
    case 1:
        household->member_orgs = test_random(random) & 0x1F;
        household->area = (int32_t)below(random, (uint64_t)problem->area_count);
        return;
    case 2:
        branch->soft_max += 1;
        branch->hard_max += 1 + (int32_t)below(random, 2);
        return;
    case 3: /* somebody has left: the last takes that place in the arrays */
        start[household - commune->households] = start[households - 1];
        *household = commune->households[households - 1];
        problem->household_count--;
        return;
    default: /* somebody new, whom no branch has */
        if (households == COUNT(commune->households))
            return;
        commune->households[households] = *household;
        commune->households[households].id = (int64_t)test_random(random);
        commune->households[households].fixed_branch = NONE;
        start[households] = NONE;
        problem->household_count++;
    }
}

/* After one change the plan found from the old one is the plan found from nothing. */
void test_assignment__start_changes_nothing(void)
{
    uint64_t random = 404;
    struct commune commune;
    for (int round = 0; round < 10000; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        int32_t start[COUNT(commune.households) + 1];
        random_commune(&commune, 1 + (int)below(&random, 12), (int)below(&random, 7), &random);
        struct assignment_plan before = commune_solve(&commune.problem);
        memcpy(start, before.branch_of, sizeof(*start) * commune.problem.household_count);
        change_one(&commune, start, &random);
        struct assignment_plan cold = commune_solve(&commune.problem);
        commune.problem.start = start;
        struct assignment_plan warm = commune_solve(&commune.problem);
        CHECK_INT(warm.objective, cold.objective);
        for (size_t h = 0; h < commune.problem.household_count; h++)
            CHECK_INT(warm.branch_of[h], cold.branch_of[h]);
        arena_release(test_arena(), mark);
    }
}

/* A seed chooses among plans of equal cost: the cost stays, and somewhere the plan is another. */
void test_assignment__seed_breaks_ties(void)
{
    uint64_t random = 77;
    struct commune commune;
    int others = 0;
    for (int round = 0; round < 200; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, 8, 4, &random);
        struct assignment_plan plain = commune_solve(&commune.problem);
        commune.problem.seed = 1 + (uint64_t)round;
        struct assignment_plan drawn = commune_solve(&commune.problem), again = commune_solve(&commune.problem);
        CHECK_INT(drawn.cost, plain.cost);
        bool is_other = false;
        for (size_t h = 0; h < 8; h++) {
            CHECK_INT(again.branch_of[h], drawn.branch_of[h]);
            is_other |= plain.branch_of[h] != drawn.branch_of[h];
        }
        others += is_other;
        arena_release(test_arena(), mark);
    }
    CHECK(others > 20);
}

static bool count_calls(void *context, unsigned permille)
{
    int *left = context;
    return permille <= 1000 && --*left >= 0;
}

/* Any number of threads gives the plans of each alone; it can be stopped. */
void test_assignment__threads_change_nothing(void)
{
    enum { MANY = 60 };
    uint64_t random = 90;
    static struct commune communes[MANY];
    struct assignment_problem problems[MANY];
    struct assignment_plan plans[MANY];
    struct err err;
    for (int i = 0; i < MANY; i++) {
        random_commune(&communes[i], (int)below(&random, 13), (int)below(&random, 7), &random);
        problems[i] = communes[i].problem;
    }
    for (unsigned threads = 0; threads <= 5; threads++) {
        int left = MANY * 2;
        struct assignment_batch batch = { .problems = problems, .count = MANY, .threads = threads,
                                          .progress = count_calls, .context = &left };
        CHECK_OK(assignment_solve_all(&batch, test_arena(), plans, &err), &err);
        for (int i = 0; i < MANY; i++) {
            struct assignment_plan alone = commune_solve(&problems[i]);
            CHECK_INT(plans[i].objective, alone.objective);
            CHECK_INT((int64_t)plans[i].finding_count, (int64_t)alone.finding_count);
            for (size_t h = 0; h < problems[i].household_count; h++)
                CHECK_INT(plans[i].branch_of[h], alone.branch_of[h]);
        }
    }
    int none = 0;
    struct assignment_batch stopped = { .problems = problems, .count = MANY, .threads = 1,
                                        .progress = count_calls, .context = &none };
    CHECK_INT(assignment_solve_all(&stopped, test_arena(), plans, &err), ERR_STATE);
}

static int64_t changes_of(const struct assignment_problem *p, const int32_t *plan)
{
    int64_t changes = 0;
    for (size_t h = 0; h < p->household_count; h++)
        changes += p->households[h].last_branch != NONE && plan[h] != p->households[h].last_branch;
    return changes;
}

/* The least cost of any plan with at most `most` changes, the bonus for last year's helper left out. */
static int64_t brute_capped(const struct assignment_problem *p, size_t h, int32_t *plan, int64_t *counts,
                            int64_t most)
{
    if (h == p->household_count)
        return changes_of(p, plan) <= most ? 0 : INT64_MAX;
    int64_t best = INT64_MAX;
    for (int32_t b = NONE; b < (int32_t)p->branch_count; b++) {
        int64_t cost = plain_arc(p, h, b);
        if (cost == INT64_MAX)
            continue;
        if (b != NONE)
            cost += plain_unit(p, b, ++counts[b]);
        plan[h] = b;
        int64_t rest = brute_capped(p, h + 1, plan, counts, most);
        if (b != NONE)
            counts[b]--;
        if (rest != INT64_MAX && cost + rest < best)
            best = cost + rest;
    }
    return best;
}

void test_assignment__cap_on_changes(void)
{
    uint64_t random = 31;
    int capped = 0;
    for (int round = 0; round < 250; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct commune commune;
        struct err err;
        random_commune(&commune, (int)below(&random, 6), (int)below(&random, 4), &random);
        commune.weights.last_helper = 0;
        struct assignment_batch batch = { .problems = &commune.problem, .count = 1, .threads = 1 };
        struct assignment_plan free = commune_solve(&commune.problem);
        int64_t most = below(&random, 3), changes = 0;
        struct assignment_weights weights;
        CHECK_OK(assignment_cap_changes(&batch, &commune.weights, most, test_arena(), &weights, &changes, &err),
                 &err);
        struct assignment_problem dear = commune.problem;
        dear.weights = &weights;
        struct assignment_plan plan = commune_solve(&dear);
        CHECK_INT(changes_of(&commune.problem, plan.branch_of), changes);
        CHECK_INT(plan.counts.changed_helper, changes);
        int32_t tried[12];
        int64_t counts[8] = { 0 };
        /* As cheap as any plan with no more changes; and where it changes too many, none changes fewer. */
        if (changes <= most)
            CHECK_INT(plain_cost(&commune.problem, &plan),
                      brute_capped(&commune.problem, 0, tried, counts, changes));
        else
            CHECK(brute_capped(&commune.problem, 0, tried, counts, most) == INT64_MAX ||
                  brute_capped(&commune.problem, 0, tried, counts, most) > 500000000);
        capped += free.counts.changed_helper > changes;
        arena_release(test_arena(), mark);
    }
    CHECK(capped > 20);
}

/* What is said of one more place is what happens when it is there. */
void test_assignment__gains_are_true(void)
{
    uint64_t random = 8;
    int64_t told = 0;
    for (int round = 0; round < 800; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct commune commune;
        struct assignment_gain gains[3];
        random_commune(&commune, (int)below(&random, 13), 1 + (int)below(&random, 4), &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        size_t count = assignment_gains(&commune.problem, &plan, 3, test_arena(), gains);
        for (size_t i = 0; i < count; i++) {
            struct assignment_branch *branch = &commune.branches[gains[i].branch];
            branch->soft_max++;
            branch->hard_max++;
            struct assignment_plan more = commune_solve(&commune.problem);
            CHECK_INT(plan.cost - more.cost, gains[i].saved);
            CHECK_INT(more.counts.served - plan.counts.served, gains[i].served);
            CHECK(gains[i].saved > 0 && gains[i].served <= 1);
            CHECK(i == 0 || gains[i - 1].saved >= gains[i].saved);
            branch->soft_max--;
            branch->hard_max--;
            told += gains[i].served;
        }
        arena_release(test_arena(), mark);
    }
    CHECK(told > 50);
}
