/* SPDX-License-Identifier: Apache-2.0
 * Measures the quota engine beside the textbook greedy (a heap, one household after the other) on
 * the same made-up countries: communes in provinces, poor groups with floors, caps. Both answers
 * must be equal. */
#include "engine/quota.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct size {
    const char *name;
    int provinces, communes; /* communes of each */
    int64_t poor;            /* about so many in each commune */
    int repeats;
};
static const struct size sizes[] = {
    { "a province, 144 communes, 32 k poor", 1, 144, 220, 50 },
    { "the country, 3,321 communes, 1.2 M poor", 27, 123, 360, 20 },
    { "the country by persons, 120 M", 27, 123, 36000, 5 },
};

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    return z ^ (z >> 31);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Each province is a group that holds one of poor communes, which must give up an eighth. */
static struct quota_problem make_problem(const struct size *size, struct arena *arena)
{
    size_t count = (size_t)(size->provinces * size->communes);
    struct quota_unit *units = ARENA_ARRAY(arena, struct quota_unit, count);
    struct quota_group *groups = ARENA_ARRAY(arena, struct quota_group, (size_t)size->provinces * 2);
    uint64_t random = 2026;
    int64_t total = 0;
    for (int p = 0; p < size->provinces; p++) {
        int32_t province = 2 * p, inner = 2 * p + 1;
        groups[province] = (struct quota_group){ province + 1, 0, QUOTA_VALUE_MAX, QUOTA_NONE };
        groups[inner] = (struct quota_group){ inner + 1, 0, QUOTA_VALUE_MAX, province };
        for (int c = 0; c < size->communes; c++) {
            int64_t poor = 1 + (int64_t)(next_random(&random) % (uint64_t)(2 * size->poor));
            bool is_inner = next_random(&random) % 3 == 0;
            int at = p * size->communes + c;
            units[at] = (struct quota_unit){ at + 1, poor, 0, poor - poor / 4, is_inner ? inner : province };
            groups[is_inner ? inner : province].lo += is_inner ? poor / 8 : 0;
            total += poor / 12;
        }
    }
    return (struct quota_problem){ units, groups, count, (size_t)size->provinces * 2, total };
}

/* --- the textbook: one after the other -------------------------------------------------------------- */

struct greedy {
    const struct quota_problem *problem;
    int64_t *values, *sums;
    int32_t *heap;
    size_t count;
};

static bool comes_before(const struct greedy *greedy, int32_t a, int32_t b)
{
    const struct quota_unit *x = &greedy->problem->units[a], *y = &greedy->problem->units[b];
    __int128 left = (__int128)(2 * greedy->values[a] + 1) * y->weight;
    __int128 right = (__int128)(2 * greedy->values[b] + 1) * x->weight;
    return left != right ? left < right : x->group != y->group ? x->group < y->group : x->id < y->id;
}

static void sink(struct greedy *greedy, size_t at)
{
    for (size_t child; (child = 2 * at + 1) < greedy->count; at = child) {
        if (child + 1 < greedy->count &&
            comes_before(greedy, greedy->heap[child + 1], greedy->heap[child]))
            child++;
        if (!comes_before(greedy, greedy->heap[child], greedy->heap[at]))
            return;
        int32_t moved = greedy->heap[at];
        greedy->heap[at] = greedy->heap[child];
        greedy->heap[child] = moved;
    }
}

static bool lies_in(const struct quota_problem *problem, int32_t unit, int32_t group)
{
    int32_t at = problem->units[unit].group;
    while (at != group && at != QUOTA_NONE)
        at = problem->groups[at].parent;
    return at == group;
}

static bool is_full(const struct greedy *greedy, int32_t unit)
{
    const struct quota_problem *problem = greedy->problem;
    if (greedy->values[unit] >= problem->units[unit].hi)
        return true;
    for (int32_t g = problem->units[unit].group; g != QUOTA_NONE; g = problem->groups[g].parent)
        if (greedy->sums[g] >= problem->groups[g].hi)
            return true;
    return false;
}

/* Fills what lies in the group (QUOTA_NONE: all) by `missing`. */
static void fill(struct greedy *greedy, int32_t group, int64_t missing)
{
    const struct quota_problem *problem = greedy->problem;
    greedy->count = 0;
    for (size_t i = 0; missing > 0 && i < problem->unit_count; i++)
        if (lies_in(problem, (int32_t)i, group))
            greedy->heap[greedy->count++] = (int32_t)i;
    for (size_t i = greedy->count / 2; i > 0; i--)
        sink(greedy, i - 1);
    while (missing > 0 && greedy->count) {
        int32_t unit = greedy->heap[0];
        if (is_full(greedy, unit)) {
            greedy->heap[0] = greedy->heap[--greedy->count];
        } else {
            greedy->values[unit]++;
            for (int32_t g = problem->units[unit].group; g != QUOTA_NONE; g = problem->groups[g].parent)
                greedy->sums[g]++;
            missing--;
        }
        sink(greedy, 0);
    }
}

static const int64_t *greedy_solve(const struct quota_problem *problem, struct arena *arena)
{
    struct greedy greedy = { .problem = problem,
                             .values = ARENA_ARRAY(arena, int64_t, problem->unit_count),
                             .sums = ARENA_ARRAY(arena, int64_t, problem->group_count),
                             .heap = ARENA_ARRAY(arena, int32_t, problem->unit_count) };
    int64_t given = 0;
    for (size_t i = problem->group_count; i > 0; i--)
        fill(&greedy, (int32_t)i - 1, problem->groups[i - 1].lo - greedy.sums[i - 1]);
    for (size_t i = 0; i < problem->unit_count; i++)
        given += greedy.values[i];
    fill(&greedy, QUOTA_NONE, problem->total - given);
    return greedy.values;
}

static void measure(const struct size *size)
{
    struct arena arena = { 0 };
    struct quota_problem problem = make_problem(size, &arena);
    struct quota_result result;
    double start = seconds();
    for (int i = 0; i < size->repeats; i++)
        quota_solve(&problem, &arena, &result);
    double own = (seconds() - start) / size->repeats;
    start = seconds();
    const int64_t *peer = greedy_solve(&problem, &arena);
    double other = seconds() - start;
    start = seconds();
    bool certified = result.values && quota_certified(&problem, result.values, &arena);
    double proof = seconds() - start;
    bool same = result.values &&
                memcmp(peer, result.values, problem.unit_count * sizeof(*peer)) == 0;
    printf("%-42s T %9" PRId64 "  %8.2f ms  proof %6.2f ms  heap greedy %9.2f ms  (%.1f x)  %s\n",
           size->name, problem.total, own * 1e3, proof * 1e3, other * 1e3, other / own,
           same && certified ? "equal, proven" : "NOT EQUAL");
    arena_done(&arena);
}

int main(void)
{
    for (size_t i = 0; i < COUNT(sizes); i++)
        measure(&sizes[i]);
    return 0;
}
