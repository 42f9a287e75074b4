/* SPDX-License-Identifier: Apache-2.0
 * Quotas against all whole vectors there are, and by the properties that people rely on. */
#include "engine/quota.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

enum { UNITS = 6, GROUPS = 4, LCM = 27720, NO_WEIGHT_COST = 100000 };

struct instance {
    struct quota_unit units[UNITS];
    struct quota_group groups[GROUPS];
    struct quota_problem problem;
};

static int64_t below(uint64_t *random, int64_t limit)
{
    return (int64_t)(test_random(random) % (uint64_t)limit);
}

/* A few units with small bounds, groups that lie in one another or side by side. */
static void random_instance(uint64_t *random, struct instance *instance)
{
    size_t unit_count = (size_t)below(random, UNITS - 1) + 1, group_count = (size_t)below(random, GROUPS + 1);
    bool loose = below(random, 2);
    memset(instance, 0, sizeof(*instance));
    for (size_t i = 0; i < group_count; i++) {
        struct quota_group *group = &instance->groups[i];
        group->id = 100 + below(random, 1000000) * 10 + (int64_t)i;
        group->parent = (int32_t)below(random, (int64_t)i + 1) - 1; /* an earlier one, or none */
        group->lo = below(random, 3) ? 0 : below(random, 7);
        group->hi = below(random, 3) ? QUOTA_VALUE_MAX : group->lo + below(random, 8) - !loose;
        group->hi = group->hi < 0 ? 0 : group->hi;
    }
    for (size_t i = 0; i < unit_count; i++) {
        struct quota_unit *unit = &instance->units[i];
        unit->id = 100 + below(random, 1000000) * 10 + (int64_t)i;
        unit->weight = below(random, 13);
        unit->lo = below(random, 3) ? 0 : below(random, 3);
        unit->hi = unit->lo + below(random, loose ? 7 : 4);
        if (!loose && below(random, 10) == 0 && unit->lo > 0)
            unit->hi = unit->lo - 1;
        unit->group = (int32_t)below(random, (int64_t)group_count + 1) - 1;
    }
    instance->problem = (struct quota_problem){ instance->units, instance->groups, unit_count, group_count,
                                                below(random, 16) };
}

static bool group_holds(const struct quota_problem *problem, const int64_t *values, int32_t group)
{
    int64_t sum = 0;
    for (size_t i = 0; i < problem->unit_count; i++) {
        int32_t at = problem->units[i].group;
        while (at != QUOTA_NONE && at != group)
            at = problem->groups[at].parent;
        sum += at == group ? values[i] : 0;
    }
    return sum >= problem->groups[group].lo && sum <= problem->groups[group].hi;
}

static bool all_hold(const struct quota_problem *problem, const int64_t *values)
{
    int64_t sum = 0;
    for (size_t i = 0; i < problem->unit_count; i++) {
        sum += values[i];
        if (values[i] < problem->units[i].lo || values[i] > problem->units[i].hi)
            return false;
    }
    for (size_t i = 0; i < problem->group_count; i++)
        if (!group_holds(problem, values, (int32_t)i))
            return false;
    return sum == problem->total;
}

/* Σ x²/w over one denominator; what has no weight costs more than all else. */
static int64_t cost_of(const struct quota_problem *problem, const int64_t *values)
{
    int64_t cost = 0;
    for (size_t i = 0; i < problem->unit_count; i++) {
        int64_t weight = problem->units[i].weight, square = values[i] * values[i];
        cost += weight ? square * (LCM / weight) : square * LCM * NO_WEIGHT_COST;
    }
    return cost;
}

/* Every whole vector within the units' bounds; -1 where none holds. */
static int64_t best_cost(const struct quota_problem *problem, int64_t *values, size_t from)
{
    int64_t best = -1;
    if (from == problem->unit_count)
        return all_hold(problem, values) ? cost_of(problem, values) : -1;
    for (int64_t x = problem->units[from].lo; x <= problem->units[from].hi; x++) {
        values[from] = x;
        int64_t cost = best_cost(problem, values, from + 1);
        if (cost >= 0 && (best < 0 || cost < best))
            best = cost;
    }
    return best;
}

static struct quota_result solve(const struct quota_problem *problem)
{
    struct quota_result result;
    quota_solve(problem, test_arena(), &result);
    return result;
}

static void mend(struct instance *instance, const struct quota_conflict *conflict, int64_t less)
{
    int64_t limit = conflict->bound > conflict->limit ? conflict->limit + less : conflict->limit - less;
    bool floor = conflict->kind != QUOTA_TOO_LOW;
    if (conflict->unit != QUOTA_NONE && floor)
        instance->units[conflict->unit].lo = limit;
    else if (conflict->unit != QUOTA_NONE)
        instance->units[conflict->unit].hi = limit;
    else if (conflict->group == QUOTA_NONE)
        instance->problem.total = limit;
    else if (floor)
        instance->groups[conflict->group].lo = limit;
    else
        instance->groups[conflict->group].hi = limit;
}

static void check_conflicts(const struct instance *instance, const struct quota_result *result)
{
    int64_t values[UNITS];
    struct instance mended = *instance, nearly = *instance;
    mended.problem.units = mended.units;
    mended.problem.groups = mended.groups;
    nearly.problem.units = nearly.units;
    nearly.problem.groups = nearly.groups;
    for (size_t i = 0; i < result->conflict_count; i++) {
        CHECK(result->conflicts[i].amount > 0);
        mend(&mended, &result->conflicts[i], 0);
    }
    CHECK(best_cost(&mended.problem, values, 0) >= 0);
    CHECK_INT((int64_t)solve(&mended.problem).conflict_count, 0);
    if (result->conflict_count != 1)
        return;
    mend(&nearly, &result->conflicts[0], 1);
    CHECK(best_cost(&nearly.problem, values, 0) < 0);
}

void test_quota__equals_all_vectors_tried(void)
{
    uint64_t random = 20170831;
    size_t solved = 0, refused = 0;
    for (int round = 0; round < 12000; round++) {
        struct instance instance;
        int64_t values[UNITS];
        random_instance(&random, &instance);
        int64_t best = best_cost(&instance.problem, values, 0);
        struct quota_result result = solve(&instance.problem);
        CHECK((best < 0) == (result.conflict_count > 0));
        if (result.conflict_count) {
            refused++;
            check_conflicts(&instance, &result);
        } else if (best >= 0) {
            solved++;
            CHECK(all_hold(&instance.problem, result.values));
            CHECK_INT(cost_of(&instance.problem, result.values), best);
            CHECK(quota_certified(&instance.problem, result.values, test_arena()));
        }
    }
    CHECK(solved > 2000);
    CHECK(refused > 2000);
}

/* Of two vectors one thing apart, the certificate takes the cheaper only. */
void test_quota__certificate_refuses_what_is_not_best(void)
{
    uint64_t random = 384;
    size_t tried = 0;
    for (int round = 0; round < 3000; round++) {
        struct instance instance;
        random_instance(&random, &instance);
        struct quota_result result = solve(&instance.problem);
        if (result.conflict_count)
            continue;
        int64_t best = cost_of(&instance.problem, result.values);
        for (size_t i = 0; i < instance.problem.unit_count; i++)
            for (size_t j = 0; j < instance.problem.unit_count; j++) {
                if (i == j || result.values[i] == 0)
                    continue;
                result.values[i]--;
                result.values[j]++;
                bool is_best = all_hold(&instance.problem, result.values) &&
                               cost_of(&instance.problem, result.values) == best;
                CHECK(quota_certified(&instance.problem, result.values, test_arena()) == is_best);
                result.values[i]++;
                result.values[j]--;
                tried++;
            }
    }
    CHECK(tried > 3000);
}

/* One more to share out: nobody gets less. */
void test_quota__house_monotone(void)
{
    uint64_t random = 168;
    size_t steps = 0;
    for (int round = 0; round < 1500; round++) {
        struct instance instance;
        int64_t before[UNITS];
        bool has_before = false;
        random_instance(&random, &instance);
        for (instance.problem.total = 0; instance.problem.total < 30; instance.problem.total++) {
            struct quota_result result = solve(&instance.problem);
            if (result.conflict_count) {
                has_before = false;
                continue;
            }
            for (size_t i = 0; has_before && i < instance.problem.unit_count; i++)
                CHECK(result.values[i] >= before[i]);
            steps += has_before;
            memcpy(before, result.values, instance.problem.unit_count * sizeof(*before));
            has_before = true;
        }
    }
    CHECK(steps > 1500);
}

/* One number changed. A bound of one unit a step further: one thing at most moves from one unit to another. More
 * weight for one unit: it gets no less, and nobody else more, whatever the bounds. */
void test_quota__stable_when_one_number_changes(void)
{
    uint64_t random = 29;
    int bounds = 0, weights = 0, moved = 0;
    for (int round = 0; round < 20000; round++) {
        struct arena_mark mark = arena_mark(test_arena());
        struct instance instance;
        random_instance(&random, &instance);
        size_t count = instance.problem.unit_count, changed = (size_t)below(&random, (int64_t)count);
        struct quota_unit *unit = &instance.units[changed];
        struct quota_result before = solve(&instance.problem);
        bool is_weight = below(&random, 2);
        if (is_weight)
            unit->weight += 1 + below(&random, 5);
        else if (below(&random, 2))
            unit->hi += 1;
        else
            unit->lo += 1;
        struct quota_result after = solve(&instance.problem);
        if (!before.conflict_count && !after.conflict_count) {
            int64_t distance = 0;
            for (size_t i = 0; i < count; i++) {
                int64_t step = after.values[i] - before.values[i];
                distance += step < 0 ? -step : step;
                if (is_weight)
                    CHECK(i == changed ? step >= 0 : step <= 0);
            }
            CHECK(is_weight || distance <= 2);
            *(is_weight ? &weights : &bounds) += 1;
            moved += distance > 0;
        }
        arena_release(test_arena(), mark);
    }
    CHECK(bounds > 2000 && weights > 2000 && moved > 1000);
}

static int64_t value_by_id(const struct quota_problem *problem, const struct quota_result *result, int64_t id)
{
    for (size_t i = 0; i < problem->unit_count; i++)
        if (problem->units[i].id == id)
            return result->values[i];
    return -1;
}

/* The ids decide ties, the order of the arrays does not. */
void test_quota__order_does_not_matter(void)
{
    uint64_t random = 75;
    for (int round = 0; round < 2000; round++) {
        struct instance instance;
        random_instance(&random, &instance);
        struct instance turned = instance;
        turned.problem.units = turned.units;
        turned.problem.groups = turned.groups;
        size_t count = instance.problem.unit_count;
        for (size_t i = 0; i < count; i++)
            turned.units[i] = instance.units[count - 1 - i];
        struct quota_result one = solve(&instance.problem), other = solve(&turned.problem);
        CHECK_INT((int64_t)one.conflict_count, (int64_t)other.conflict_count);
        for (size_t i = 0; !one.conflict_count && i < count; i++)
            CHECK_INT(value_by_id(&turned.problem, &other, instance.units[i].id), one.values[i]);
    }
}

static struct quota_unit unit_of(int64_t id, int64_t weight, int64_t lo, int64_t hi, int32_t group)
{
    return (struct quota_unit){ id, weight, lo, hi, group };
}

/* Sainte-Laguë on paper: weights over 1, 3, 5, 7, in order of size:
 * 53 (first) 36 (second) 17.7 (first) 12 (second) 11 (third) 10.6 (first) 7.6 (first) 7.2 (second) */
void test_quota__by_hand(void)
{
    const struct quota_unit units[] = { unit_of(1, 53, 0, 99, -1), unit_of(2, 36, 0, 99, -1),
                                        unit_of(3, 11, 0, 99, -1) };
    static const int64_t expected[][3] = { { 0, 0, 0 }, { 1, 0, 0 }, { 1, 1, 0 }, { 2, 1, 0 }, { 2, 2, 0 },
                                           { 2, 2, 1 }, { 3, 2, 1 }, { 4, 2, 1 }, { 4, 3, 1 } };
    for (size_t total = 0; total < COUNT(expected); total++) {
        struct quota_problem problem = { units, NULL, 3, 0, (int64_t)total };
        struct quota_result result = solve(&problem);
        for (size_t i = 0; i < 3; i++)
            CHECK_INT(result.values[i], expected[total][i]);
    }
}

/* A floor of a group is filled inside it by weight; it says so, and its members are free in it. */
void test_quota__group_floor_by_hand(void)
{
    const struct quota_group groups[] = { { 9, 6, QUOTA_VALUE_MAX, QUOTA_NONE } };
    const struct quota_unit units[] = { unit_of(1, 100, 0, 7, -1), unit_of(2, 10, 0, 50, 0),
                                        unit_of(3, 20, 0, 50, 0), unit_of(4, 60, 0, 50, -1) };
    struct quota_problem problem = { units, groups, 4, 1, 20 };
    struct quota_result result = solve(&problem);
    /* 20 by weight: 10.5, 1.1, 2.1, 6.3. The cap 7 and the floor 6 bind; what is left goes to 4. */
    CHECK_INT(result.values[0], 7);
    CHECK_INT(result.values[1], 2);
    CHECK_INT(result.values[2], 4);
    CHECK_INT(result.values[3], 7);
    CHECK_INT(result.group_values[0], 6);
    CHECK(result.group_bindings[0] == QUOTA_AT_LO);
    CHECK(result.unit_bindings[0] == QUOTA_AT_HI);
    CHECK(result.unit_bindings[1] == QUOTA_FREE);
    CHECK(result.unit_bindings[3] == QUOTA_FREE);
}

void test_quota__conflicts_are_named(void)
{
    const struct quota_group groups[] = { { 8, 12, QUOTA_VALUE_MAX, QUOTA_NONE }, { 9, 0, 3, QUOTA_NONE } };
    const struct quota_unit units[] = { unit_of(1, 5, 0, 4, 0), unit_of(2, 5, 0, 5, 0),
                                        unit_of(3, 5, 2, 9, 1), unit_of(4, 5, 3, 9, 1),
                                        unit_of(5, 5, 4, 2, -1) };
    struct quota_problem problem = { units, groups, 5, 2, 30 };
    struct quota_result result = solve(&problem);
    CHECK_INT((int64_t)result.conflict_count, 4);
    CHECK(!result.values);
    CHECK(result.conflicts[0].kind == QUOTA_CROSSED && result.conflicts[0].unit == 4);
    CHECK_INT(result.conflicts[0].amount, 2);
    for (size_t i = 1; i < 3; i++) {
        const struct quota_conflict *conflict = &result.conflicts[i];
        CHECK(conflict->group == 0 ? conflict->kind == QUOTA_TOO_HIGH && conflict->amount == 3 :
                                     conflict->kind == QUOTA_TOO_LOW && conflict->amount == 2);
    }
    /* 9 of the first, 5 of the second, 2 of the unit that crossed. */
    CHECK(result.conflicts[3].unit == QUOTA_NONE && result.conflicts[3].group == QUOTA_NONE);
    CHECK_INT(result.conflicts[3].limit, 16);
    CHECK_INT(result.most, 16);
    CHECK_INT(result.least, 16);
}

void test_quota__empty(void)
{
    struct quota_problem none = { NULL, NULL, 0, 0, 0 }, some = { NULL, NULL, 0, 0, 1 };
    CHECK_INT((int64_t)solve(&none).conflict_count, 0);
    CHECK(quota_certified(&none, NULL, test_arena()));
    CHECK_INT((int64_t)solve(&some).conflict_count, 1);
}

/* The largest numbers there may be, in a chain of groups. */
void test_quota__large_numbers(void)
{
    enum { DEPTH = 40, MANY = 2000 };
    struct quota_group groups[DEPTH];
    struct quota_unit *units = ARENA_ARRAY(test_arena(), struct quota_unit, MANY);
    uint64_t random = 4;
    for (int32_t i = 0; i < DEPTH; i++)
        groups[i] = (struct quota_group){ i + 1, i, QUOTA_VALUE_MAX - i, i - 1 };
    for (int32_t i = 0; i < MANY; i++)
        units[i] = unit_of(i + 1, QUOTA_WEIGHT_MAX - below(&random, 3) * (QUOTA_WEIGHT_MAX / 2), 0,
                           QUOTA_VALUE_MAX, i % (DEPTH + 1) - 1);
    struct quota_problem problem = { units, groups, MANY, DEPTH, QUOTA_VALUE_MAX - 7 };
    struct quota_result result = solve(&problem);
    CHECK_INT((int64_t)result.conflict_count, 0);
    CHECK(quota_certified(&problem, result.values, test_arena()));
    struct quota_unit two[] = { unit_of(1, 0, 0, QUOTA_VALUE_MAX, -1),
                                unit_of(2, 1, 0, QUOTA_VALUE_MAX - 5, -1) };
    struct quota_problem spill = { two, NULL, 2, 0, QUOTA_VALUE_MAX };
    CHECK_INT(solve(&spill).values[0], 5);
}
