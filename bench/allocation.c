/* SPDX-License-Identifier: Apache-2.0
 * Measures the allocation engine on households made up at random: three funds of which two are
 * earmarked, three tiers, areas of which some have floors or caps. With a folder given, each small
 * case's tiers are written there as LP files for glpsol, with what was found (bench/allocation.sh
 * compares). Then 3,000 households in a hundred areas of every kind that the tests know, ALLOCATION_SEEDS
 * of each. Usage: allocation [FOLDER] */
#include "base/buf.h"
#include "../test/unit/engine/allocation_cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define MILLION INT64_C(1000000)
struct size {
    const char *name;
    int households, areas, repeats; /* no areas: one fund, no floors and caps */
    bool is_compared;
};
static const struct size sizes[] = {
    { "one-fund-300", 300, 0, 50, true },      { "one-fund-3000", 3000, 0, 20, true },
    { "commune-100", 100, 6, 100, true },      { "commune-300", 300, 10, 50, true },
    { "district-1000", 1000, 40, 20, true },   { "province-3000", 3000, 100, 5, true },
    { "province-26000", 26000, 150, 1, false }, { "region-260000", 260000, 600, 1, false },
    { "country-2600000", 2600000, 3321, 1, false },
};

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int64_t random_below(uint64_t *state, int64_t limit)
{
    return (int64_t)(next_random(state) % (uint64_t)limit);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct allocation_problem make(const struct size *size, struct arena *arena)
{
    size_t count = (size_t)size->households, areas = (size_t)size->areas;
    struct allocation_source *sources = ARENA_ARRAY(arena, struct allocation_source, 3);
    struct allocation_group *groups = ARENA_ARRAY(arena, struct allocation_group, areas);
    struct allocation_applicant *applicants = ARENA_ARRAY(arena, struct allocation_applicant, count);
    uint64_t random = 2018;
    /* About a third of what all would need at least (26 million each on average). */
    for (int s = 0; s < 3; s++)
        sources[s] = (struct allocation_source){ s + 1, size->households * (1 + s) * MILLION * 3 / 2 };
    for (size_t g = 0; g < areas; g++)
        groups[g] = (struct allocation_group){
            .id = (int64_t)g, .parent = ALLOCATION_NONE,
            .lo = g % 5 ? 0 : MILLION * (10 * size->households / size->areas),
            .hi = g % 4 != 1 || g % 5 == 0 ? ALLOCATION_MONEY_MAX : MILLION * (7 * size->households / size->areas),
        };
    for (size_t i = 0; i < count; i++) {
        int64_t least = 100000 * (20 + random_below(&random, 480));
        int32_t score = 1 + (int32_t)random_below(&random, 100);
        applicants[i] = (struct allocation_applicant){
            .id = (int64_t)i + 1, .sources = 4 | (areas ? (uint64_t)random_below(&random, 4) : 0),
            .group = areas ? (int32_t)random_below(&random, (int64_t)areas) : ALLOCATION_NONE,
            .tier = (int32_t)(random_below(&random, 20) ? 1 + random_below(&random, 2) : 0),
            .score = score, .worth = score * (least / 100000), .least = least, .need = 2 * least,
        };
    }
    return (struct allocation_problem){ .sources = sources, .source_count = 3, .groups = groups,
                                        .group_count = areas, .applicants = applicants,
                                        .applicant_count = count };
}

static void tiers_write(const char *folder, const struct size *size,
                        const struct allocation_problem *problem,
                        const struct allocation_result *result, struct arena *arena)
{
    for (int t = 0; t < result->tier_count; t++) {
        struct buf lp = { 0 };
        char path[500];
        allocation_lp(problem, result, t, arena, &lp);
        snprintf(path, sizeof(path), "%s/%s.%d.lp", folder, size->name, t);
        FILE *file = fopen(path, "w");
        require(file);
        fprintf(file, "\\ worth %" PRId64 " bound %" PRId64 "\n%s", result->tiers[t].worth,
                result->tiers[t].bound, buf_text(&lp));
        fclose(file);
        buf_done(&lp);
    }
}

static void measure(const struct size *size, const char *folder)
{
    struct arena arena;
    arena_init(&arena, (size_t)8 << 30);
    struct allocation_problem problem = make(size, &arena);
    struct allocation_result result = { 0 };
    struct err err;
    double best = 1e9;
    for (int i = 0; i < size->repeats; i++) {
        struct arena_mark mark = arena_mark(&arena);
        double begin = seconds();
        require(allocation_solve(&problem, &arena, &result, &err) == ERR_OK);
        double took = seconds() - begin;
        best = took < best ? took : best;
        if (i + 1 < size->repeats)
            arena_release(&arena, mark);
    }
    int64_t worth = 0, bound = 0, served = 0;
    int exact = 0;
    for (int t = 0; t < result.tier_count; t++) {
        worth += result.tiers[t].worth;
        bound += result.tiers[t].bound;
        served += result.tiers[t].served;
        exact += result.tiers[t].is_exact;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-16s %10.2f ms  %8.3f us each  served %7" PRId64 "  exact tiers %d of %d  gap %.6f %%  "
           "%s  peak %ld MB\n",
           size->name, best * 1e3, best * 1e6 / size->households, served, exact, result.tier_count,
           bound ? 100.0 * (double)(bound - worth) / (double)bound : 0.0,
           allocation_holds(&problem, &result, &arena) ? "holds" : "DOES NOT HOLD",
           usage.ru_maxrss / 1024);
    fflush(stdout);
    if (folder && size->is_compared)
        tiers_write(folder, size, &problem, &result, &arena);
    arena_done(&arena);
}

static int double_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void kind_measure(enum allocation_case kind, size_t seeds)
{
    double *took = calloc(seeds, sizeof(*took)), gap = 0;
    size_t exact = 0;
    struct arena arena;
    arena_init(&arena, 0);
    struct arena_mark mark = arena_mark(&arena);
    require(took);
    for (size_t seed = 0; seed < seeds; seed++) {
        struct allocation_problem problem = allocation_case_make(kind, 3000, 100, seed, &arena);
        struct allocation_result result = { 0 };
        struct err err;
        int64_t worth = 0, bound = 0;
        double begin = seconds();
        require(allocation_solve(&problem, &arena, &result, &err) == ERR_OK);
        took[seed] = seconds() - begin;
        require(allocation_holds(&problem, &result, &arena));
        for (int t = 0; t < result.tier_count; t++) {
            worth += result.tiers[t].worth;
            bound += result.tiers[t].bound;
        }
        exact += worth == bound;
        double open = bound ? (double)(bound - worth) / (double)bound : 0;
        gap = open > gap ? open : gap;
        arena_release(&arena, mark);
    }
    qsort(took, seeds, sizeof(*took), double_order);
    printf("3,000 households, %-22s exact %3zu of %zu, widest gap %.5f %%; median %.0f ms, most %.0f ms\n",
           allocation_case_names[kind], exact, seeds, gap * 100, took[seeds / 2] * 1e3,
           took[seeds - 1] * 1e3);
    fflush(stdout);
    arena_done(&arena);
    free(took);
}

int main(int argc, char **argv)
{
    const char *seeds = getenv("ALLOCATION_SEEDS");
    for (size_t i = 0; i < COUNT(sizes); i++)
        measure(&sizes[i], argc > 1 ? argv[1] : NULL);
    for (int kind = 0; kind < CASE_MAX_; kind++)
        kind_measure((enum allocation_case)kind, seeds ? strtoul(seeds, NULL, 10) : 20);
    return 0;
}
