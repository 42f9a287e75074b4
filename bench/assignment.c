/* SPDX-License-Identifier: Apache-2.0
 * Measures the assignment engine on communes made up at random, and LEMON's network simplex and GLPK's
 * out-of-kilter algorithm on the same problems in the same run where they were linked in
 * (bench/assignment.sh does that). All get every household–branch pair; all answers must be equal. Then
 * the plan of a commune again after one change (a household came, went, is another's member or of another class; a branch
 * lost or won a place, or a cadre), from nothing and from the plan before. Each case runs in
 * a process of its own, so that its peak of memory is its own. Usage: assignment [threads [number of one
 * case, from 0]] */
#include "engine/assignment_model.h"

#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct peer_arc {
    int32_t from, to;
    int64_t capacity, cost;
};
/* In assignment_peer.cpp. The least cost; supplies are 1 for each household, the rest at the sink.
 */
int64_t peer_solve(int32_t node_count, int32_t household_count, int64_t arc_count,
                   const struct peer_arc *arcs) __attribute__((weak));
/* In assignment_glpk.c; the least cost in main units. */
int64_t glpk_solve(int32_t node_count, int32_t household_count, int64_t arc_count,
                   const struct peer_arc *arcs, unsigned scale_bits) __attribute__((weak));

enum solver { OURS, LEMON, GLPK };

struct country {
    const char *name;
    int communes, households, branches, orgs; /* per commune */
    int repeats;                              /* in one measurement; the best of `tries` counts */
    int tries;
    bool for_glpk;                        /* small enough for it */
};
static const struct country countries[] = {
    { "one commune, 300 x 60", 1, 300, 60, 6, 100, 5, true },
    { "40 k x 8 k in 133 communes", 133, 301, 60, 6, 1, 5, true },
    { "1 M x 500 k in 3,321 communes", 3321, 301, 150, 6, 1, 3, false },
    { "2.6 M x 500 k in 3,321 communes", 3321, 783, 150, 6, 1, 1, false },
};

struct work {
    const struct country *country;
    const struct assignment_problem *problems;
    int64_t *objectives, *costs, *peers;
    int next; /* taken by the threads with an atomic add */
    enum solver solver;
    int64_t deferred, findings, uncertified;
};

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int32_t random_below(uint64_t *state, int limit)
{
    return (int32_t)(next_random(state) % (uint64_t)limit);
}

static void commune_make(const struct country *country, uint64_t *random,
                         struct assignment_household *households,
                         struct assignment_branch *branches, struct assignment_problem *problem)
{
    int areas = country->branches / country->orgs;
    for (int b = 0; b < country->branches; b++)
        branches[b] = (struct assignment_branch){ .id = (int64_t)(next_random(random) >> 1),
                                                  .org = b % country->orgs,
                                                  .area = b / country->orgs,
                                                  .soft_min = 1,
                                                  .soft_max = 3,
                                                  .hard_max = 5,
                                                  .load = random_below(random, 4),
                                                  .is_front = b % country->orgs == 0 };
    for (int h = 0; h < country->households; h++) {
        uint64_t orgs = next_random(random) & next_random(random) & 0x3E;
        int32_t area = random_below(random, areas);
        bool had_helper = random_below(random, 2);
        households[h] = (struct assignment_household){
            .id = (int64_t)(next_random(random) >> 1),
            .member_orgs = orgs,
            .head_orgs = orgs & next_random(random),
            .area = area,
            .last_branch = had_helper ? area * country->orgs + random_below(random, country->orgs)
                                      : ASSIGNMENT_NONE,
            .fixed_branch = ASSIGNMENT_NONE,
            .need = (uint8_t)random_below(random, 4),
            .is_destitute = random_below(random, 30) == 0,
            .is_near_poor = random_below(random, 5) < 2,
        };
    }
    *problem = (struct assignment_problem){ .households = households,
                                            .household_count = (size_t)country->households,
                                            .branches = branches,
                                            .branch_count = (size_t)country->branches,
                                            .area_count = areas };
}

static void engine_run(struct work *work, int i, struct arena *arena)
{
    struct assignment_plan plan;
    struct err err;
    require(assignment_solve(&work->problems[i], arena, &plan, &err) == ERR_OK);
    work->objectives[i] = plan.objective;
    work->costs[i] = plan.cost;
    __atomic_fetch_add(&work->uncertified, !plan.is_certified, __ATOMIC_RELAXED);
    __atomic_fetch_add(&work->deferred, plan.counts.deferred, __ATOMIC_RELAXED);
    __atomic_fetch_add(&work->findings, (int64_t)plan.finding_count, __ATOMIC_RELAXED);
}

static void peer_run(struct work *work, int i, struct arena *arena)
{
    const struct assignment_problem *problem = &work->problems[i];
    struct assignment_model model;
    struct err err;
    require(assignment_model_init(&model, problem, arena, &err) == ERR_OK);
    size_t arc_max = problem->household_count * (problem->branch_count + 1) +
                     problem->branch_count * ASSIGNMENT_TIERS_MAX;
    struct peer_arc *arcs = ARENA_ARRAY(arena, struct peer_arc, arc_max);
    int32_t households = (int32_t)problem->household_count;
    int32_t sink = households + (int32_t)problem->branch_count;
    int64_t count = 0;
    for (int32_t h = 0; h < households; h++) {
        for (int32_t b = 0; b < sink - households; b++)
            arcs[count++] = (struct peer_arc){ h, households + b, 1,
                                               assignment_arc_cost(&model, (size_t)h, (size_t)b) };
        if (assignment_deferrable(&model, &problem->households[h]))
            arcs[count++] =
                (struct peer_arc){ h, sink, 1, assignment_deferral_cost(&model, (size_t)h) };
    }
    for (int32_t b = 0; b < sink - households; b++) {
        struct assignment_tier tiers[ASSIGNMENT_TIERS_MAX];
        size_t tier_count = assignment_tiers(&model, (size_t)b, tiers);
        for (size_t t = 0; t < tier_count; t++)
            arcs[count++] =
                (struct peer_arc){ households + b, sink, tiers[t].places, tiers[t].cost };
    }
    work->peers[i] = work->solver == LEMON
                         ? peer_solve(sink + 1, households, count, arcs)
                         : glpk_solve(sink + 1, households, count, arcs, model.scale_bits);
}

static void *worker(void *context)
{
    struct work *work = context;
    struct arena arena;
    arena_init(&arena, 0);
    struct arena_mark mark = arena_mark(&arena);
    int total = work->country->communes * work->country->repeats;
    for (int i; (i = __atomic_fetch_add(&work->next, 1, __ATOMIC_RELAXED)) < total;) {
        (work->solver == OURS ? engine_run : peer_run)(work, i % work->country->communes, &arena);
        arena_release(&arena, mark);
    }
    arena_done(&arena);
    return NULL;
}

static double seconds_of(struct work *work, enum solver solver, int threads)
{
    struct timespec begin, end;
    pthread_t ids[64];
    work->solver = solver;
    work->next = 0;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int i = 0; i < threads; i++)
        require(pthread_create(&ids[i], NULL, worker, work) == 0);
    for (int i = 0; i < threads; i++)
        pthread_join(ids[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) * 1e-9;
}

static double best_seconds_of(struct work *work, enum solver solver, int threads)
{
    double best = 1e9;
    for (int i = 0; i < work->country->tries; i++) {
        work->deferred = work->findings = work->uncertified = 0;
        double seconds = seconds_of(work, solver, threads) / work->country->repeats;
        best = seconds < best ? seconds : best;
    }
    return best;
}

static long peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

/* Prints how another solver did; returns in how many communes its answer differs. */
static int peer_measure(struct work *work, enum solver solver, const int64_t *expected, double ours,
                        int threads)
{
    int different = 0;
    double peer = best_seconds_of(work, solver, threads);
    for (int i = 0; i < work->country->communes; i++)
        different += expected[i] != work->peers[i];
    printf("    %-10s %9.2f ms, ratio %.1f, %s, peak %ld MB\n", solver == LEMON ? "LEMON" : "GLPK okalg",
           peer * 1e3, peer / ours, different ? "ANSWERS DIFFER" : "equal answers", peak_megabytes());
    return different;
}

static int country_measure(const struct country *country, int threads)
{
    struct arena arena;
    arena_init(&arena, 0);
    size_t communes = (size_t)country->communes;
    struct assignment_problem *problems = ARENA_ARRAY(&arena, struct assignment_problem, communes);
    struct work work = { .country = country, .problems = problems };
    work.objectives = ARENA_ARRAY(&arena, int64_t, communes);
    work.costs = ARENA_ARRAY(&arena, int64_t, communes);
    work.peers = ARENA_ARRAY(&arena, int64_t, communes);
    uint64_t random = 2018;
    for (size_t i = 0; i < communes; i++)
        commune_make(country, &random,
                     ARENA_ARRAY(&arena, struct assignment_household, (size_t)country->households),
                     ARENA_ARRAY(&arena, struct assignment_branch, (size_t)country->branches),
                     &problems[i]);
    double ours = best_seconds_of(&work, OURS, threads);
    int different = work.uncertified != 0;
    printf("%-34s %9.2f ms, %lld deferred, %lld findings, %s, peak %ld MB\n", country->name, ours * 1e3,
           (long long)work.deferred / country->repeats, (long long)work.findings / country->repeats,
           work.uncertified ? "NOT CERTIFIED" : "all certified", peak_megabytes());
    fflush(stdout);
    if (peer_solve)
        different += peer_measure(&work, LEMON, work.objectives, ours, threads);
    if (glpk_solve && country->for_glpk)
        different += peer_measure(&work, GLPK, work.costs, ours, threads);
    arena_done(&arena);
    return different;
}

/* --- one change ------------------------------------------------------------------------------------- */

static double solve_seconds(const struct assignment_problem *problem, struct arena *arena,
                            struct assignment_plan *ret_plan)
{
    struct timespec begin, end; /* of this thread: others on the machine do not count */
    struct err err;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    require(assignment_solve(problem, arena, ret_plan, &err) == ERR_OK);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) * 1e-9;
}

static int double_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A commune that changes: its arrays have room for more households than it has. */
struct changing {
    struct assignment_household *people;
    struct assignment_branch *bodies;
    int32_t *start;
    int households, branches, most, least;
};

enum change { CHANGED, ADDED, REMOVED, CLASS, PLACE_LOST, PLACE_WON, CADRE_LOST, CHANGE_MAX_ };
static const char *const change_names[] = {
    [CHANGED] = "members, need",  [ADDED] = "household added",   [REMOVED] = "household removed",
    [CLASS] = "class",            [PLACE_LOST] = "place lost",   [PLACE_WON] = "place won",
    [CADRE_LOST] = "cadre lost",
};

static void change_make(struct changing *commune, enum change change, uint64_t *random)
{
    int h = random_below(random, commune->households);
    struct assignment_household *household = &commune->people[h];
    struct assignment_branch *branch = &commune->bodies[random_below(random, commune->branches)];
    switch (change) {
    case ADDED:
        if (commune->households == commune->most)
            return;
        commune->people[commune->households] = *household;
        commune->people[commune->households].id = (int64_t)(next_random(random) >> 1);
        commune->people[commune->households].member_orgs = next_random(random) & 0x3E;
        commune->people[commune->households].head_orgs = 0;
        commune->start[commune->households++] = ASSIGNMENT_NONE;
        break;
    case REMOVED:
        if (commune->households == commune->least)
            return;
        *household = commune->people[--commune->households];
        commune->start[h] = commune->start[commune->households];
        break;
    case CLASS:
        household->is_near_poor = !household->is_near_poor;
        household->is_destitute = random_below(random, 10) == 0;
        break;
    case PLACE_LOST:
        branch->hard_max = branch->hard_max > branch->soft_max ? branch->hard_max - 1 : branch->hard_max;
        break;
    case PLACE_WON:
        branch->hard_max = branch->hard_max < 5 ? branch->hard_max + 1 : branch->hard_max;
        break;
    case CADRE_LOST:
        branch->load = (branch->load + 1) % 4;
        break;
    case CHANGED:
    case CHANGE_MAX_:
        household->member_orgs = next_random(random) & 0x3E;
        household->head_orgs &= household->member_orgs;
        household->need = (uint8_t)random_below(random, 4);
        break;
    }
}

static int change_measure(int households, int branches, int changes)
{
    const struct country country = { "", 1, households, branches, 6, 1, 1, false };
    struct arena arena;
    arena_init(&arena, 0);
    struct changing commune = {
        .people = ARENA_ARRAY(&arena, struct assignment_household, (size_t)households * 2),
        .bodies = ARENA_ARRAY(&arena, struct assignment_branch, (size_t)branches),
        .start = ARENA_ARRAY(&arena, int32_t, (size_t)households * 2),
        .households = households,
        .branches = branches,
        .most = households + households / 10,
        .least = households - households / 10,
    };
    double *warm = ARENA_ARRAY(&arena, double, (size_t)changes), *cold = ARENA_ARRAY(&arena, double, (size_t)changes);
    double slowest[CHANGE_MAX_] = { 0 };
    struct assignment_problem problem;
    struct assignment_plan plan;
    uint64_t random = 7;
    int different = 0, colds = 0;
    commune_make(&country, &random, commune.people, commune.bodies, &problem);
    (void)solve_seconds(&problem, &arena, &plan);
    for (int h = 0; h < households; h++)
        commune.start[h] = plan.branch_of[h];
    struct arena_mark mark = arena_mark(&arena);
    for (int i = 0; i < changes; i++) {
        enum change change = (enum change)(i % CHANGE_MAX_);
        change_make(&commune, change, &random);
        problem.household_count = (size_t)commune.households;
        problem.start = commune.start;
        warm[i] = solve_seconds(&problem, &arena, &plan);
        slowest[change] = warm[i] > slowest[change] ? warm[i] : slowest[change];
        different += !plan.is_certified;
        for (int h = 0; h < commune.households; h++)
            commune.start[h] = plan.branch_of[h];
        if (i % 50 == 0) {
            int64_t objective = plan.objective;
            problem.start = NULL;
            cold[colds++] = solve_seconds(&problem, &arena, &plan);
            different += plan.objective != objective;
        }
        arena_release(&arena, mark);
    }
    qsort(warm, (size_t)changes, sizeof(*warm), double_order);
    qsort(cold, (size_t)colds, sizeof(*cold), double_order);
    printf("%d x %d again after one of %d changes: half within %.2f ms, 99 of 100 within %.2f ms, most %.2f ms; "
           "from nothing %.2f ms, %.2f ms; %s\n   ",
           households, branches, changes, warm[changes / 2] * 1e3, warm[changes * 99 / 100] * 1e3,
           warm[changes - 1] * 1e3, cold[colds / 2] * 1e3, cold[colds * 99 / 100] * 1e3,
           different ? "PLANS DIFFER" : "the same plans, all certified");
    for (int c = 0; c < CHANGE_MAX_; c++)
        printf(" %s %.2f ms%s", change_names[c], slowest[c] * 1e3, c + 1 < CHANGE_MAX_ ? "," : " at most\n");
    fflush(stdout);
    arena_done(&arena);
    return different;
}

/* In a process of its own, whose peak of memory is then its own. */
static int apart(long number, int threads)
{
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    require(child >= 0);
    if (child == 0) {
        bool is_case = number < (long)COUNT(countries);
        int different = is_case ? country_measure(&countries[number], countries[number].communes > 1 ? threads : 1) :
                                  change_measure(300, 60, 10500) + change_measure(783, 150, 2100);
        fflush(stdout);
        _exit(different != 0);
    }
    require(waitpid(child, &status, 0) == child);
    return status != 0;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2;
    require(threads >= 1 && threads <= 64);
    printf("assignment, %d threads\n", threads);
    int different = 0;
    long only = argc > 2 ? strtol(argv[2], NULL, 10) : -1;
    for (long i = 0; i <= (long)COUNT(countries); i++)
        if (only < 0 || i == only)
            different += apart(i, threads);
    return different != 0;
}
