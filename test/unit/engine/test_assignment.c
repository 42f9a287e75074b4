/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/assignment.h"

#include "communes.h"
#include "ssp.h"

#include <inttypes.h>

enum { NONE = ASSIGNMENT_NONE, WOMEN = 0, YOUTH = 1, FARMERS = 2, VETERANS = 3, FRONT = 5 };
#define ORG(number) ((uint64_t)1 << (number))
#define HOUSEHOLD .last_branch = NONE, .fixed_branch = NONE
#define BRANCH .soft_min = 1, .soft_max = 3, .hard_max = 5

static const struct assignment_finding *finding_of(const struct assignment_plan *plan,
                                                   enum assignment_finding_kind kind, size_t nth)
{
    for (size_t i = 0; i < plan->finding_count; i++)
        if (plan->findings[i].kind == kind && nth-- == 0)
            return &plan->findings[i];
    return NULL;
}

#define PROBLEM(households_, branches_, areas)                                                     \
    {                                                                                              \
        .households = (households_), .household_count = COUNT(households_),                        \
        .branches = (branches_), .branch_count = COUNT(branches_), .area_count = (areas)           \
    }

void test_assignment__own_organisation_first(void)
{
    const struct assignment_household households[] = {
        { HOUSEHOLD, .id = 1, .member_orgs = ORG(WOMEN), .head_orgs = ORG(WOMEN) },
        { HOUSEHOLD, .id = 2, .member_orgs = ORG(YOUTH) | ORG(FARMERS), .head_orgs = ORG(FARMERS) },
        { HOUSEHOLD, .id = 3, .member_orgs = ORG(YOUTH) },
        { HOUSEHOLD, .id = 4 },
        { HOUSEHOLD, .id = 5, .member_orgs = ORG(VETERANS) }, /* which has no branch here */
    };
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = FARMERS },
        { BRANCH, .id = 12, .org = WOMEN },
        { BRANCH, .id = 13, .org = FRONT, .is_front = true },
        { BRANCH, .id = 14, .org = YOUTH },
    };
    const struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[0], 1);
    CHECK_INT(plan.branch_of[1], 0);
    CHECK_INT(plan.branch_of[2], 3);
    CHECK_INT(plan.branch_of[3], 2);
    CHECK_INT(plan.branch_of[4], 2);
    CHECK_INT(plan.household_count[2], 2);
    CHECK_INT((int64_t)plan.finding_count, 0);
    CHECK_INT(plan.cost, 15 - 4 * 150); /* the third household's head is in no organisation */
    CHECK_INT(plan.counts.served, 5);
    CHECK_INT(plan.counts.outside_orgs, 0);
}

void test_assignment__own_area_and_distance(void)
{
    const struct assignment_household households[] = {
        { HOUSEHOLD, .id = 1, .area = 0, .member_orgs = ORG(WOMEN), .head_orgs = ORG(WOMEN) },
        { HOUSEHOLD, .id = 2, .area = 2, .member_orgs = ORG(WOMEN), .head_orgs = ORG(WOMEN) },
        { HOUSEHOLD, .id = 3, .area = NONE, .member_orgs = ORG(WOMEN), .head_orgs = ORG(WOMEN) },
    };
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = WOMEN, .area = 1 },
        { BRANCH, .id = 12, .org = WOMEN, .area = 0 },
    };
    const int32_t distances[] = { 0, 1, 2, 1, 0, 1, 2, 1, 0 };
    struct assignment_problem problem = PROBLEM(households, branches, 3);
    problem.distances = distances;
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[0], 1);
    CHECK_INT(plan.branch_of[1], 0);
    /* 0 + (200 + 1) + 80 for an unknown area, and two first units */
    CHECK_INT(plan.cost, 201 + 80 - 300);
    CHECK_INT(plan.counts.other_area, 1);
}

void test_assignment__last_helper_and_load(void)
{
    const struct assignment_household households[] = {
        { .id = 1, .last_branch = 1, .fixed_branch = NONE },
        { HOUSEHOLD, .id = 2 },
        { .id = 3, .last_branch = 2, .fixed_branch = NONE },
    };
    const struct assignment_branch branches[] = {
        { .id = 11, .org = FRONT, .is_front = true, .soft_max = 3, .hard_max = 5, .load = 7 },
        { .id = 12, .org = FRONT, .is_front = true, .soft_max = 3, .hard_max = 5, .load = 2 },
        { .id = 13, .org = WOMEN, .soft_max = 3, .hard_max = 5, .load = 3 },
    };
    const struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[0], 1);
    CHECK_INT(plan.branch_of[1], 1);
    CHECK_INT(plan.branch_of[2], 1); /* 100 + 30 - 60 there, 20 + 40 here */
    CHECK_INT(plan.cost, 3 * 20 - 60 + 40);
    CHECK_INT(plan.counts.changed_helper, 1);
}

void test_assignment__kept_households_stay(void)
{
    const struct assignment_household households[] = {
        { .id = 1, .member_orgs = ORG(WOMEN), .last_branch = NONE, .fixed_branch = 1 },
        { .id = 2, .member_orgs = ORG(WOMEN), .last_branch = NONE, .fixed_branch = 1 },
        { HOUSEHOLD, .id = 3, .member_orgs = ORG(YOUTH), .need = 3 },
    };
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = WOMEN },
        { .id = 12, .org = YOUTH, .soft_max = 1, .hard_max = 1 },
    };
    struct assignment_problem problem = PROBLEM(households, branches, 1);
    problem.member_only = true;
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[0], 1);
    CHECK_INT(plan.branch_of[1], 1);
    CHECK_INT(plan.branch_of[2], NONE);
    CHECK_INT(plan.counts.kept, 2);
    const struct assignment_finding *beyond = finding_of(&plan, ASSIGNMENT_BRANCH_BEYOND_MAX, 0);
    CHECK(beyond && beyond->branch == 1 && beyond->count == 2 && beyond->bound == 1);
    CHECK(beyond && beyond->remedy.kind == ASSIGNMENT_REMEDY_RAISE_MAX);
    CHECK(beyond && beyond->remedy.amount == 2);
    /* With the rule softened the third goes to the Women's Union. */
    problem.member_only = false;
    plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[2], 0);
    CHECK_INT(plan.counts.outside_orgs, 3);
}

/* What people decided stands, whatever it costs, and the rest is the cheapest beside it. */
void test_assignment__by_hand(void)
{
    const struct assignment_household households[] = {
        { .id = 1, .member_orgs = ORG(WOMEN), .last_branch = NONE, .fixed_branch = 1 },
        { .id = 2, .member_orgs = ORG(WOMEN), .last_branch = NONE, .fixed_branch = ASSIGNMENT_PUT_OFF },
        { .id = 3, .is_destitute = true, .last_branch = NONE, .fixed_branch = ASSIGNMENT_PUT_OFF },
        { HOUSEHOLD, .id = 4, .member_orgs = ORG(WOMEN), .head_orgs = ORG(WOMEN) },
    };
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = WOMEN },
        { BRANCH, .id = 12, .org = YOUTH },
    };
    const struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    const int32_t wanted[] = { 1, NONE, NONE, 0 };
    for (size_t h = 0; h < COUNT(wanted); h++)
        CHECK_INT(plan.branch_of[h], wanted[h]);
    CHECK(plan.is_certified);
    CHECK_INT(plan.counts.kept, 1);
    CHECK_INT(plan.counts.deferred, 2);
    const struct assignment_finding *destitute = finding_of(&plan, ASSIGNMENT_DESTITUTE_UNSERVED, 0);
    const struct assignment_finding *put_off = finding_of(&plan, ASSIGNMENT_HOUSEHOLD_PUT_OFF, 0);
    CHECK(destitute && destitute->household == 2 && destitute->remedy.kind == ASSIGNMENT_REMEDY_MOVE);
    CHECK(put_off && put_off->household == 1 && put_off->remedy.branch == 0);
    CHECK(!finding_of(&plan, ASSIGNMENT_HOUSEHOLD_DEFERRED, 0));
    CLEANUP(buf_done) struct buf text = { 0 };
    struct assignment_proof proof = { 0 };
    assignment_proof_write(&problem, &plan, &text);
    CHECK(assignment_proof_read(buf_text(&text), test_arena(), &proof) && proof.plan.is_certified);
    proof.plan.branch_of[1] = 0; /* somebody else's decision */
    CHECK(!assignment_certified(&proof.problem, &proof.plan, test_arena()));
}

/* Seven poor households, one branch: three places, two overloads, two put off, of least need. */
void test_assignment__over_capacity(void)
{
    struct assignment_household households[7];
    for (int i = 0; i < 7; i++)
        households[i] =
            (struct assignment_household){ HOUSEHOLD, .id = 100 - i, .need = (uint8_t)(i % 4),
                                           .is_near_poor = i == 6 };
    const struct assignment_branch branches[] = { { BRANCH, .id = 11, .is_front = true } };
    const struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.household_count[0], 5);
    CHECK_INT(plan.branch_of[0], NONE);
    CHECK_INT(plan.branch_of[4], NONE);
    CHECK_INT(plan.cost, 2000 - 150 + 40 + 1200);
    CHECK_INT((int64_t)plan.finding_count, 4 + 1);
    for (size_t i = 0; i < 2; i++) {
        const struct assignment_finding *deferred =
            finding_of(&plan, ASSIGNMENT_HOUSEHOLD_DEFERRED, i);
        CHECK(deferred && deferred->remedy.kind == ASSIGNMENT_REMEDY_RAISE_MAX);
        CHECK(deferred && deferred->remedy.branch == 0);
        CHECK_INT(deferred ? deferred->remedy.amount : 0, 6 + (int64_t)i);
    }
    const struct assignment_finding *over = finding_of(&plan, ASSIGNMENT_AREA_OVER_CAPACITY, 1);
    CHECK(over && over->area == 0 && over->households == 7 && over->max_places == 3);
    CHECK(over && over->remedy.kind == ASSIGNMENT_REMEDY_ADD_BRANCHES);
    CHECK_INT(over ? over->remedy.amount : 0, 2); /* 4 households more than 3·O: two branches */
    const struct assignment_finding *loaded = finding_of(&plan, ASSIGNMENT_BRANCH_OVERLOADED, 0);
    CHECK(loaded && loaded->count == 5 && loaded->bound == 3 && loaded->remedy.amount == 5);
}

void test_assignment__near_poor_do_not_overload(void)
{
    struct assignment_household households[5];
    for (int i = 0; i < 5; i++)
        households[i] =
            (struct assignment_household){ HOUSEHOLD, .id = i, .is_near_poor = i % 2 == 0 };
    const struct assignment_branch branches[] = { { BRANCH, .id = 11, .is_front = true } };
    const struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.household_count[0], 3);
    CHECK_INT(plan.branch_of[1], 0);
    CHECK_INT(plan.branch_of[3], 0);
}

/* Fewer households than branches: the lower bound does not apply, and no household is needed. */
void test_assignment__too_few_households(void)
{
    const struct assignment_household households[] = {
        { HOUSEHOLD, .id = 1, .area = 0, .member_orgs = ORG(WOMEN) },
        { HOUSEHOLD, .id = 2, .area = 1, .member_orgs = ORG(WOMEN) },
        { HOUSEHOLD, .id = 3, .area = 1, .member_orgs = ORG(WOMEN) },
    };
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = WOMEN, .area = 0 },
        { BRANCH, .id = 12, .org = YOUTH, .area = 0 },
        { BRANCH, .id = 13, .org = WOMEN, .area = 1 },
        { BRANCH, .id = 14, .org = YOUTH, .area = 1, .load = 10 },
    };
    const struct assignment_problem problem = PROBLEM(households, branches, 2);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT((int64_t)plan.finding_count, 2);
    const struct assignment_finding *few = finding_of(&plan, ASSIGNMENT_AREA_TOO_FEW, 0);
    CHECK(few && few->branch == 1 && few->area == 0 && few->households == 1);
    CHECK(few && few->branches == 2 && few->min_places == 2);
    CHECK(few && few->remedy.kind == ASSIGNMENT_REMEDY_NONE);
    const struct assignment_finding *below = finding_of(&plan, ASSIGNMENT_BRANCH_BELOW_MIN, 0);
    CHECK(below && below->branch == 3 && below->households == 2 && below->count == 0);
    CHECK(below && below->remedy.kind == ASSIGNMENT_REMEDY_MOVE && below->remedy.branch == 3);
    /* not_member 100 + load 100 - not_head 15 - first unit 150 */
    CHECK_INT(below ? below->remedy.amount : 0, 35);
}

void test_assignment__member_only_or_nobody(void)
{
    struct assignment_household households[6];
    for (int i = 0; i < 6; i++)
        households[i] =
            (struct assignment_household){ HOUSEHOLD, .id = i, .member_orgs = ORG(WOMEN) };
    households[5].is_destitute = true;
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = WOMEN },
        { BRANCH, .id = 12, .org = FRONT, .is_front = true },
    };
    struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.household_count[0], 3);
    CHECK_INT(plan.household_count[1], 3);
    problem.member_only = true;
    plan = commune_solve(&problem);
    CHECK_INT(plan.household_count[0], 5);
    CHECK_INT(plan.household_count[1], 0);
    CHECK_INT(plan.counts.deferred, 1);
    CHECK_INT(plan.branch_of[5], 0);
}

/* The destitute are served even above the hard maximum, and never before others are put off. */
void test_assignment__destitute_always(void)
{
    const struct assignment_household households[] = {
        { HOUSEHOLD, .id = 1, .is_destitute = true },
        { HOUSEHOLD, .id = 2, .need = 7 },
        { HOUSEHOLD, .id = 3, .is_destitute = true, .is_near_poor = true },
    };
    const struct assignment_branch one_place[] = { { .id = 11, .soft_max = 1, .hard_max = 1 } };
    struct assignment_problem problem = PROBLEM(households, one_place, 1);
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[0], 0);
    CHECK_INT(plan.branch_of[1], NONE);
    CHECK_INT(plan.branch_of[2], 0);
    CHECK(finding_of(&plan, ASSIGNMENT_BRANCH_BEYOND_MAX, 0));
    const struct assignment_branch no_place[] = { { .id = 11 }, { .id = 12 } };
    problem.branches = no_place;
    problem.branch_count = 2;
    plan = commune_solve(&problem);
    CHECK_INT(plan.counts.served, 2);
    CHECK_INT(plan.branch_of[1], NONE);
}

void test_assignment__no_branches_or_households(void)
{
    const struct assignment_household households[] = {
        { HOUSEHOLD, .id = 1, .is_destitute = true },
        { HOUSEHOLD, .id = 2 },
    };
    struct assignment_problem problem = { .households = households,
                                          .household_count = 2,
                                          .area_count = 1 };
    struct assignment_plan plan = commune_solve(&problem);
    CHECK_INT(plan.counts.deferred, 2);
    CHECK_INT(plan.cost, 2000);
    const struct assignment_finding *destitute =
        finding_of(&plan, ASSIGNMENT_DESTITUTE_UNSERVED, 0);
    CHECK(destitute && destitute->household == 0);
    CHECK(destitute && destitute->remedy.kind == ASSIGNMENT_REMEDY_ADD_BRANCHES);
    CHECK(finding_of(&plan, ASSIGNMENT_HOUSEHOLD_DEFERRED, 0)->household == 1);
    problem = (struct assignment_problem){ 0 };
    plan = commune_solve(&problem);
    CHECK_INT(plan.objective, 0);
    CHECK_INT((int64_t)plan.finding_count, 0);
    const struct assignment_branch branches[] = { { BRANCH, .id = 1, .area = NONE } };
    problem.branches = branches;
    problem.branch_count = 1;
    plan = commune_solve(&problem);
    CHECK_INT((int64_t)plan.finding_count, 1);
    CHECK(finding_of(&plan, ASSIGNMENT_AREA_TOO_FEW, 0));
    problem.households = &households[1];
    problem.household_count = 1;
    problem.area_count = 1;
    plan = commune_solve(&problem);
    CHECK_INT(plan.branch_of[0], 0);
    CHECK_INT((int64_t)plan.finding_count, 0);
}

void test_assignment__explained(void)
{
    const struct assignment_household households[] = {
        { .id = 1, .member_orgs = ORG(WOMEN), .last_branch = 2, .fixed_branch = NONE, .area = 0 },
    };
    const struct assignment_branch branches[] = {
        { BRANCH, .id = 11, .org = YOUTH, .area = 0 },
        { BRANCH, .id = 12, .org = WOMEN, .area = 0 },
        { BRANCH, .id = 13, .org = WOMEN, .area = 1, .load = 1 },
    };
    const struct assignment_problem problem = PROBLEM(households, branches, 2);
    struct assignment_plan plan = commune_solve(&problem);
    struct assignment_choice choices[3];
    int64_t deferral = assignment_explain(&problem, &plan, 0, test_arena(), choices);
    CHECK_INT(deferral, 1000 - 15 + 150);
    CHECK(choices[0].branch == 1 && choices[0].is_chosen && choices[0].costlier == 0);
    CHECK_INT(choices[0].relation, 15);
    CHECK_INT(choices[1].branch, 0);
    CHECK_INT(choices[1].costlier, 85);
    CHECK_INT(choices[2].branch, 2);
    CHECK_INT(choices[2].place, 200);
    CHECK_INT(choices[2].load, 10);
    CHECK_INT(choices[2].last_helper, -60);
    CHECK_INT(choices[2].costlier, 150);
}

void test_assignment__wrong_weights_are_named(void)
{
    struct assignment_weights weights = assignment_weights_default;
    struct assignment_problem problem = { .weights = &weights };
    struct assignment_plan plan;
    struct err err;
    weights.below_min = 1;
    CHECK_INT(assignment_solve(&problem, test_arena(), &plan, &err), ERR_INPUT);
    CHECK_TEXT(err.args[0], "below_min");
    weights.below_min = 0;
    weights.last_unit = weights.overload + 1;
    CHECK_INT(assignment_solve(&problem, test_arena(), &plan, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_ASSIGNMENT_WEIGHT_ORDER);
}

void test_assignment__too_large_for_an_exact_answer(void)
{
    const struct assignment_weights weights = { .load = ASSIGNMENT_WEIGHT_MAX,
                                                .defer = ASSIGNMENT_WEIGHT_MAX };
    const struct assignment_household households[] = { { HOUSEHOLD, .id = INT64_MAX } };
    struct assignment_branch branches[] = { { BRANCH, .id = INT64_MIN, .load = INT32_MAX } };
    struct assignment_problem problem = PROBLEM(households, branches, 1);
    problem.weights = &weights;
    struct assignment_plan plan = commune_solve(&problem); /* fits, with fewer bits for ties */
    CHECK_INT(plan.branch_of[0], NONE);
    CHECK(plan.tie_bits < 24);
    static struct assignment_household many[5000];
    for (int i = 0; i < 5000; i++)
        many[i] = (struct assignment_household){ HOUSEHOLD, .id = i };
    problem.households = many;
    problem.household_count = COUNT(many);
    struct err err;
    CHECK_INT(assignment_solve(&problem, test_arena(), &plan, &err), ERR_LIMIT);
}

/* Every plan there is. Above the hard maximum a unit costs a thousand million here. */
static int64_t brute_force(const struct assignment_problem *p, size_t h, int64_t *counts)
{
    if (h == p->household_count)
        return 0;
    int64_t best = INT64_MAX;
    for (int32_t b = NONE; b < (int32_t)p->branch_count; b++) {
        int64_t cost = plain_arc(p, h, b);
        if (cost == INT64_MAX)
            continue;
        if (b != NONE)
            cost += plain_unit(p, b, ++counts[b]);
        int64_t rest = brute_force(p, h + 1, counts);
        if (b != NONE)
            counts[b]--;
        if (rest != INT64_MAX && cost + rest < best)
            best = cost + rest;
    }
    return best;
}

void test_assignment__equals_brute_force(void)
{
    uint64_t random = 88;
    struct commune commune;
    int beyond = 0, deferred = 0;
    for (int round = 0; round < 1500; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, (int)below(&random, 6), (int)below(&random, 5), &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        int64_t counts[8] = { 0 };
        int64_t best = brute_force(&commune.problem, 0, counts);
        CHECK_INT(plain_cost(&commune.problem, &plan), best);
        beyond += best > 500000000;
        deferred += plan.counts.deferred > 0;
        if (best < 500000000)
            CHECK_INT(plan.cost, best);
        arena_release(test_arena(), mark);
    }
    CHECK(beyond > 10 && deferred > 100);
}

static void dimacs_of(const struct assignment_problem *problem, struct buf *text)
{
    struct assignment_size size = { 0 };
    struct err err;
    CHECK_OK(assignment_dimacs_size(problem, test_arena(), &size, &err), &err);
    assignment_dimacs_header(size, text);
    CHECK_OK(assignment_dimacs_nodes(problem, 0, test_arena(), text, &err), &err);
    CHECK_OK(assignment_dimacs_arcs(problem, 0, test_arena(), text, &err), &err);
}

/* With ASSIGNMENT_DIMACS_DIR set, test/long/assignment_oracle.sh gives them to other solvers. */
static void dimacs_keep(int number, int64_t objective, const struct buf *text)
{
    const char *dir = getenv("ASSIGNMENT_DIMACS_DIR");
    if (!dir)
        return;
    char *path = arena_printf(test_arena(), "%s/%05d_%" PRId64 ".min", dir, number, objective);
    FILE *file = fopen(path, "w");
    CHECK(file != NULL);
    if (!file)
        return;
    CHECK(fwrite(text->data, 1, text->len, file) == text->len);
    CHECK_INT(fclose(file), 0);
}

void test_assignment__objective_equals_shortest_paths(void)
{
    uint64_t random = 2017;
    struct commune commune;
    const char *rounds = getenv("ASSIGNMENT_ROUNDS");
    for (int round = 0; round < (rounds ? strtol(rounds, NULL, 10) : 1000); round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, (int)below(&random, 13), (int)below(&random, 7), &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        struct buf text = { 0 };
        dimacs_of(&commune.problem, &text);
        struct ssp_result expected = ssp_solve(buf_text(&text));
        CHECK(expected.is_feasible);
        CHECK_INT(plan.objective, expected.cost);
        CHECK_INT(plan.cost, plan.objective >> plan.scale_bits);
        dimacs_keep(round, plan.objective, &text);
        buf_done(&text);
        arena_release(test_arena(), mark);
    }
}

void test_assignment__communes_make_one_network(void)
{
    uint64_t random = 3;
    struct commune communes[3];
    struct buf nodes = { 0 }, arcs = { 0 }, text = { 0 };
    struct assignment_size sum = { 0 };
    struct err err;
    int64_t objective = 0;
    for (int i = 0; i < 3; i++) {
        const struct assignment_problem *problem = &communes[i].problem;
        struct assignment_size size;
        random_commune(&communes[i], 8, 4, &random);
        CHECK_OK(assignment_dimacs_size(problem, test_arena(), &size, &err), &err);
        CHECK_OK(assignment_dimacs_nodes(problem, sum.nodes, test_arena(), &nodes, &err), &err);
        CHECK_OK(assignment_dimacs_arcs(problem, sum.nodes, test_arena(), &arcs, &err), &err);
        sum.nodes += size.nodes;
        sum.arcs += size.arcs;
        objective += commune_solve(problem).objective;
    }
    assignment_dimacs_header(sum, &text);
    buf_add(&text, buf_text(&nodes));
    buf_add(&text, buf_text(&arcs));
    struct ssp_result expected = ssp_solve(buf_text(&text));
    CHECK(expected.is_feasible);
    CHECK_INT(objective, expected.cost);
    buf_done(&nodes);
    buf_done(&arcs);
    buf_done(&text);
}

static void shuffle(int32_t *order, int count, uint64_t *random)
{
    for (int i = 0; i < count; i++)
        order[i] = i;
    for (int i = count - 1; i > 0; i--) {
        int64_t j = below(random, (uint64_t)i + 1);
        int32_t kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

static int32_t place_of(const int32_t *order, int count, int32_t index)
{
    for (int i = 0; i < count; i++)
        if (order[i] == index)
            return i;
    return index;
}

void test_assignment__order_of_input_is_no_matter(void)
{
    enum { HOUSEHOLDS = 12, BRANCHES = 6 };
    uint64_t random = 5;
    struct commune commune, mixed;
    for (int round = 0; round < 300; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, HOUSEHOLDS, BRANCHES, &random);
        int32_t h_order[HOUSEHOLDS], b_order[BRANCHES];
        shuffle(h_order, HOUSEHOLDS, &random);
        shuffle(b_order, BRANCHES, &random);
        mixed = commune;
        for (int b = 0; b < BRANCHES; b++)
            mixed.branches[b] = commune.branches[b_order[b]];
        for (int h = 0; h < HOUSEHOLDS; h++) {
            struct assignment_household *household = &mixed.households[h];
            *household = commune.households[h_order[h]];
            household->last_branch = place_of(b_order, BRANCHES, household->last_branch);
            household->fixed_branch = place_of(b_order, BRANCHES, household->fixed_branch);
        }
        mixed.problem.households = mixed.households;
        mixed.problem.branches = mixed.branches;
        mixed.problem.weights = &mixed.weights;
        struct assignment_plan plan = commune_solve(&commune.problem), again = commune_solve(&mixed.problem);
        CHECK_INT(plan.objective, again.objective);
        CHECK_INT((int64_t)plan.finding_count, (int64_t)again.finding_count);
        for (int h = 0; h < HOUSEHOLDS; h++)
            CHECK_INT(place_of(b_order, BRANCHES, plan.branch_of[h_order[h]]), again.branch_of[h]);
        for (size_t i = 0; i < plan.finding_count; i++) {
            CHECK_INT(plan.findings[i].kind, again.findings[i].kind);
            CHECK_INT(place_of(b_order, BRANCHES, plan.findings[i].branch),
                      again.findings[i].branch);
            CHECK_INT(plan.findings[i].remedy.amount, again.findings[i].remedy.amount);
        }
        arena_release(test_arena(), mark);
    }
}

/* A certificate that accepts anything proves nothing. */
void test_assignment__worse_plans_have_no_certificate(void)
{
    uint64_t random = 6;
    struct commune commune;
    int tried = 0;
    for (int round = 0; round < 300; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, 6, 4, &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        size_t h = (size_t)below(&random, 6);
        int32_t old = plan.branch_of[h], new = (int32_t)below(&random, 5) - 1;
        if (new != old) {
            tried++;
            plan.branch_of[h] = new;
            CHECK(!assignment_certified(&commune.problem, &plan, test_arena()));
            if (old != NONE)
                plan.household_count[old]--;
            if (new != NONE)
                plan.household_count[new]++;
            CHECK(!assignment_certified(&commune.problem, &plan, test_arena()));
            plan.objective += 1;
            CHECK(!assignment_certified(&commune.problem, &plan, test_arena()));
        }
        arena_release(test_arena(), mark);
    }
    CHECK(tried > 100);
}

/* A household forced to a branch costs exactly what the explanation says. */
void test_assignment__explanations_hold(void)
{
    uint64_t random = 9;
    struct commune commune;
    int exact = 0;
    for (int round = 0; round < 400; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, 5, 4, &random);
        struct assignment_plan plan = commune_solve(&commune.problem);
        struct assignment_choice choices[4];
        int64_t counts[8] = { 0 }, cost = brute_force(&commune.problem, 0, counts);
        if (cost > 500000000) /* the plain rules have another price above the hard maximum */
            continue;
        struct assignment_household *household = &commune.households[0];
        int64_t deferral = assignment_explain(&commune.problem, &plan, 0, test_arena(), choices);
        CHECK_INT(deferral < 0, household->fixed_branch != ASSIGNMENT_PUT_OFF &&
                                    (household->is_destitute || household->fixed_branch != NONE));
        for (size_t i = 0; i < 4; i++) {
            CHECK(!choices[i].is_chosen || choices[i].costlier == 0);
            CHECK_INT(choices[i].is_chosen, choices[i].branch == plan.branch_of[0]);
            int32_t kept = household->fixed_branch;
            household->fixed_branch = choices[i].branch;
            int64_t forced = brute_force(&commune.problem, 0, counts);
            household->fixed_branch = kept;
            if (choices[i].is_allowed && forced < 500000000) {
                CHECK_INT(forced - cost, choices[i].costlier);
                exact += choices[i].costlier > 0;
            }
        }
        arena_release(test_arena(), mark);
    }
    CHECK(exact > 300);
}

/* Raising every maximum as the remedies say leaves nobody deferred. */
void test_assignment__remedies_remedy(void)
{
    uint64_t random = 7;
    struct commune commune;
    int remedied = 0;
    for (int round = 0; round < 500; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        random_commune(&commune, 12, 1 + (int)below(&random, 3), &random);
        commune.problem.weights = NULL;
        for (int h = 0; h < 12; h++) /* what people put off stays so */
            if (commune.households[h].fixed_branch == ASSIGNMENT_PUT_OFF)
                commune.households[h].fixed_branch = NONE;
        struct assignment_plan plan = commune_solve(&commune.problem);
        bool raised = plan.counts.deferred > 0;
        for (size_t i = 0; i < plan.finding_count; i++) {
            const struct assignment_finding *finding = &plan.findings[i];
            if (finding->kind > ASSIGNMENT_BRANCH_OVERLOADED)
                continue;
            CHECK_INT(finding->remedy.kind, ASSIGNMENT_REMEDY_RAISE_MAX);
            struct assignment_branch *branch = &commune.branches[finding->remedy.branch];
            if (raised && branch->soft_max < finding->remedy.amount)
                branch->soft_max = (int32_t)finding->remedy.amount;
            if (raised && branch->hard_max < finding->remedy.amount)
                branch->hard_max = (int32_t)finding->remedy.amount;
        }
        if (raised) {
            remedied++;
            CHECK_INT(commune_solve(&commune.problem).counts.deferred, 0);
        }
        arena_release(test_arena(), mark);
    }
    CHECK(remedied > 100);
}

/* Households alike but for their ids, branches too: the hashes alone decide, the load is even. */
void test_assignment__all_alike(void)
{
    struct assignment_household households[30];
    struct assignment_branch branches[10];
    for (int i = 0; i < 30; i++)
        households[i] = (struct assignment_household){ HOUSEHOLD, .id = i };
    for (int i = 0; i < 10; i++)
        branches[i] = (struct assignment_branch){ BRANCH, .id = i, .is_front = true };
    const struct assignment_problem problem = PROBLEM(households, branches, 1);
    struct assignment_plan plan = commune_solve(&problem);
    for (int i = 0; i < 10; i++)
        CHECK_INT(plan.household_count[i], 3);
    CHECK_INT(plan.cost, 10 * (40 - 150));
    CHECK_INT((int64_t)plan.finding_count, 0);
    CHECK(plan.objective != plan.cost * ((int64_t)1 << plan.scale_bits));
}
