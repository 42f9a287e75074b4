/* SPDX-License-Identifier: Apache-2.0
 * Many communes at once: each thread takes the next problem that nobody has, in an arena of its own. */
#include "engine/assignment_model.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

struct batch {
    const struct assignment_batch *request;
    struct assignment_plan *plans; /* in the threads' arenas */
    enum err_code *codes;
    size_t next, done; /* atomic */
    bool is_stopped;   /* atomic */
};

struct worker {
    struct batch *batch;
    struct arena arena;
    pthread_t thread;
};

/* Solves one problem more; false where none is left. */
static bool worker_step(struct worker *worker)
{
    struct batch *batch = worker->batch;
    struct err err;
    if (__atomic_load_n(&batch->is_stopped, __ATOMIC_RELAXED))
        return false;
    size_t i = __atomic_fetch_add(&batch->next, 1, __ATOMIC_RELAXED);
    if (i >= batch->request->count)
        return false;
    batch->codes[i] =
        assignment_solve(&batch->request->problems[i], &worker->arena, &batch->plans[i], &err);
    __atomic_fetch_add(&batch->done, 1, __ATOMIC_RELAXED);
    return true;
}

static void *worker_run(void *context)
{
    while (worker_step(context))
        ;
    return NULL;
}

static bool report(struct batch *batch, unsigned *last)
{
    const struct assignment_batch *request = batch->request;
    size_t done = __atomic_load_n(&batch->done, __ATOMIC_RELAXED);
    unsigned permille = (unsigned)(done * 1000 / request->count);
    if (!request->progress || permille == *last)
        return true;
    *last = permille;
    return request->progress(request->context, permille);
}

static void *kept(struct arena *arena, const void *items, size_t count, size_t size)
{
    void *copy = arena_alloc(arena, count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void plan_keep(const struct assignment_problem *problem, const struct assignment_plan *plan,
                      struct arena *arena, struct assignment_plan *ret_plan)
{
    size_t households = problem->household_count, branches = problem->branch_count;
    *ret_plan = *plan;
    ret_plan->branch_of = kept(arena, plan->branch_of, households, sizeof(*plan->branch_of));
    ret_plan->household_count =
        kept(arena, plan->household_count, branches, sizeof(*plan->household_count));
    ret_plan->household_prices =
        kept(arena, plan->household_prices, households, sizeof(*plan->household_prices));
    ret_plan->branch_prices =
        kept(arena, plan->branch_prices, branches, sizeof(*plan->branch_prices));
    ret_plan->findings = kept(arena, plan->findings, plan->finding_count, sizeof(*plan->findings));
}

static size_t thread_count(const struct assignment_batch *request)
{
    long machine = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = request->threads ? request->threads : machine > 1 ? (size_t)machine : 1;
    count = count < THREADS_MAX ? count : THREADS_MAX;
    return count < request->count ? count : request->count;
}

/* The first failure, its words told by solving that problem again. */
static enum err_code first_failure(const struct batch *batch, struct arena *arena, struct err *err)
{
    for (size_t i = 0; i < batch->request->count; i++)
        if (batch->codes[i] != ERR_OK) {
            struct assignment_plan plan;
            return assignment_solve(&batch->request->problems[i], arena, &plan, err);
        }
    return ERR_OK;
}

/* The calling thread works too, and reports. */
static void batch_run(struct batch *batch, struct worker *workers, size_t threads)
{
    unsigned last = 0;
    size_t started = 1;
    while (started < threads &&
           pthread_create(&workers[started].thread, NULL, worker_run, &workers[started]) == 0)
        started++; /* fewer threads than asked do as well */
    while (worker_step(&workers[0]))
        if (!report(batch, &last))
            __atomic_store_n(&batch->is_stopped, true, __ATOMIC_RELAXED);
    for (size_t t = 1; t < started; t++)
        pthread_join(workers[t].thread, NULL);
}

enum err_code assignment_solve_all(const struct assignment_batch *request, struct arena *arena,
                                   struct assignment_plan *plans, struct err *err)
{
    size_t threads = thread_count(request);
    struct worker workers[THREADS_MAX] = { 0 };
    struct batch batch = { .request = request,
                           .plans = ARENA_ARRAY(arena, struct assignment_plan, request->count + 1),
                           .codes = ARENA_ARRAY(arena, enum err_code, request->count + 1) };
    if (request->count == 0)
        return ERR_OK;
    for (size_t t = 0; t < threads; t++) {
        workers[t].batch = &batch;
        arena_init(&workers[t].arena, 0);
    }
    batch_run(&batch, workers, threads);
    enum err_code code = batch.is_stopped ? err_set(err, ERR_STATE, MSG_ALLOCATION_STOPPED) :
                                            first_failure(&batch, arena, err);
    for (size_t i = 0; code == ERR_OK && i < request->count; i++)
        plan_keep(&request->problems[i], &batch.plans[i], arena, &plans[i]);
    for (size_t t = 0; t < threads; t++)
        arena_done(&workers[t].arena);
    return code;
}

/* --- a cap on changes ------------------------------------------------------------------------------ */

struct cap {
    struct assignment_batch batch;
    struct assignment_problem *problems; /* with `weights` and the last plans to start from */
    struct assignment_weights weights;
    struct arena *arena;
};

/* How many helpers change at that weight. */
static enum err_code changes_at(struct cap *cap, int32_t last_helper, int64_t *ret_changes,
                                struct err *err)
{
    struct arena_mark mark = arena_mark(cap->arena);
    struct assignment_plan *plans =
        ARENA_ARRAY(cap->arena, struct assignment_plan, cap->batch.count + 1);
    cap->weights.last_helper = last_helper;
    *ret_changes = 0;
    TRY(assignment_solve_all(&cap->batch, cap->arena, plans, err));
    for (size_t i = 0; i < cap->batch.count; i++)
        *ret_changes += plans[i].counts.changed_helper;
    arena_release(cap->arena, mark);
    return ERR_OK;
}

enum err_code assignment_cap_changes(const struct assignment_batch *batch,
                                     const struct assignment_weights *weights, int64_t change_max,
                                     struct arena *arena, struct assignment_weights *ret_weights,
                                     int64_t *ret_changes, struct err *err)
{
    struct cap cap = { .batch = *batch, .weights = *weights, .arena = arena };
    int32_t low = weights->last_helper, high = ASSIGNMENT_WEIGHT_MAX;
    cap.problems = ARENA_ARRAY(arena, struct assignment_problem, batch->count + 1);
    for (size_t i = 0; i < batch->count; i++) {
        cap.problems[i] = batch->problems[i];
        cap.problems[i].weights = &cap.weights;
    }
    cap.batch.problems = cap.problems;
    TRY(changes_at(&cap, low, ret_changes, err));
    if (*ret_changes > change_max) {
        /* The dearer a change, the fewer there are: the least weight is found by halving. */
        int64_t at_high = 0;
        TRY(changes_at(&cap, high, &at_high, err));
        *ret_changes = at_high;
        while (at_high <= change_max && high - low > 1) {
            int32_t middle = low + (high - low) / 2;
            int64_t changes = 0;
            TRY(changes_at(&cap, middle, &changes, err));
            if (changes > change_max) {
                low = middle;
            } else {
                high = middle;
                *ret_changes = changes;
            }
        }
        low = high;
    }
    *ret_weights = *weights;
    ret_weights->last_helper = low;
    return ERR_OK;
}
