/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/linkage_work.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20 };

struct shared {
    work_fn *work;
    void *context;
    size_t count;
    atomic_size_t next;
};
struct worker {
    struct shared *shared;
    size_t number;
    pthread_t thread;
};

static void *run(void *context)
{
    struct worker *worker = context;
    struct shared *shared = worker->shared;
    for (size_t piece; (piece = atomic_fetch_add(&shared->next, 1)) < shared->count;)
        shared->work(shared->context, worker->number, piece);
    return NULL;
}

void work_share(size_t threads, size_t count, work_fn *work, void *context)
{
    struct shared shared = { .work = work, .context = context, .count = count };
    struct worker workers[WORK_THREADS_MAX];
    size_t started = 1;
    atomic_init(&shared.next, 0);
    workers[0] = (struct worker){ .shared = &shared };
    while (started < threads && started < WORK_THREADS_MAX && started < count) {
        workers[started] = (struct worker){ .shared = &shared, .number = started };
        if (pthread_create(&workers[started].thread, NULL, run, &workers[started]) != 0)
            break;
        started++;
    }
    (void)run(&workers[0]);
    for (size_t i = 1; i < started; i++)
        (void)pthread_join(workers[i].thread, NULL);
}

void *work_alloc(size_t count, size_t size)
{
    char *memory = calloc(count ? count : 1, size);
    require(memory);
    /* Read here and there: few large pages are found faster than many small ones. */
    if (count * size >= 4 * (size_t)HUGE_PAGE) {
        size_t skip = (HUGE_PAGE - (uintptr_t)memory % HUGE_PAGE) % HUGE_PAGE;
        (void)madvise(memory + skip, (count * size - skip) / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
    }
    return memory;
}

void *work_alloc_lines(size_t count, size_t size)
{
    size_t bytes = 0;
    require(!__builtin_mul_overflow(count ? count : 1, size, &bytes) && bytes < SIZE_MAX - HUGE_PAGE);
    size_t unit = bytes < 4 * (size_t)HUGE_PAGE ? 64 : HUGE_PAGE;
    bytes = (bytes + unit - 1) / unit * unit;
    void *memory = aligned_alloc(unit, bytes);
    require(memory);
    (void)madvise(memory, bytes, unit == HUGE_PAGE ? MADV_HUGEPAGE : MADV_NORMAL);
    return memory;
}

void *work_grow(void *items, size_t *capacity, size_t least, size_t size)
{
    size_t wanted = *capacity < 64 ? 64 : *capacity, bytes = 0; /* one half more of 1 is nothing more */
    if (least <= *capacity)
        return items;
    while (wanted < least)
        wanted += wanted / 2;
    require(!__builtin_mul_overflow(wanted, size, &bytes));
    void *memory = realloc(items, bytes);
    require(memory);
    *capacity = wanted;
    return memory;
}
