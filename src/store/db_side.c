/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db_side.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

struct db_side {
    bool is_running; /* known to the owner only, and constant while it is */
    unsigned run;    /* how many there were */
    pthread_t thread, owner;
    pthread_mutex_t gate; /* recursive */
    unsigned taken;       /* how often by the owner */
    atomic_bool owner_waits;
    enum err_code (*work)(void *context, struct err *err);
    void *context;
    atomic_bool is_over;
    struct err failure;
};

struct db_side *db_side_new(void)
{
    struct db_side *side = calloc(1, sizeof(*side));
    pthread_mutexattr_t attributes;
    require(side && pthread_mutexattr_init(&attributes) == 0);
    require(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE) == 0);
    require(pthread_mutex_init(&side->gate, &attributes) == 0);
    (void)pthread_mutexattr_destroy(&attributes);
    return side;
}

void db_side_free(struct db_side *side)
{
    require(!side->is_running);
    (void)pthread_mutex_destroy(&side->gate);
    free(side);
}

bool db_side_is_running(const struct db_side *side)
{
    return side->is_running;
}

bool db_side_is_busy(const struct db_side *side)
{
    return side->is_running && !atomic_load(&side->is_over);
}

bool db_side_is_here(const struct db_side *side)
{
    return side->is_running && !pthread_equal(pthread_self(), side->owner);
}

unsigned db_side_take(struct db_side *side)
{
    if (!side->is_running)
        return 0;
    if (db_side_is_here(side)) {
        while (atomic_load_explicit(&side->owner_waits, memory_order_relaxed))
            (void)sched_yield();
        require(pthread_mutex_lock(&side->gate) == 0);
    } else {
        atomic_store_explicit(&side->owner_waits, true, memory_order_relaxed);
        require(pthread_mutex_lock(&side->gate) == 0);
        atomic_store_explicit(&side->owner_waits, false, memory_order_relaxed);
        side->taken++;
    }
    return side->run;
}

void db_side_leave(struct db_side *side)
{
    if (!db_side_is_here(side))
        side->taken--;
    require(pthread_mutex_unlock(&side->gate) == 0);
}

bool db_side_has(const struct db_side *side, unsigned gate)
{
    return gate && side->is_running && gate == side->run;
}

void db_side_wait(struct db_side *side)
{
    if (!side->is_running || db_side_is_here(side))
        return;
    while (side->taken)
        db_side_leave(side);
    require(pthread_join(side->thread, NULL) == 0);
    side->is_running = false;
}

const struct err *db_side_failure(const struct db_side *side)
{
    return &side->failure;
}

void db_side_forget_failure(struct db_side *side)
{
    side->failure = (struct err){ 0 };
}

static void *work_aside(void *context)
{
    struct db_side *side = context;
    struct err err = { 0 };
    if (side->work(side->context, &err) != ERR_OK)
        side->failure = err;
    atomic_store(&side->is_over, true);
    return NULL;
}

enum err_code db_side_run(struct db_side *side, enum err_code (*work)(void *context, struct err *err), void *context,
                          struct err *err)
{
    require(!side->is_running);
    side->work = work;
    side->context = context;
    side->is_over = false;
    side->owner = pthread_self();
    side->is_running = true;
    side->run++;
    if (pthread_create(&side->thread, NULL, work_aside, side) == 0)
        return ERR_OK;
    side->is_running = false;
    return work(context, err);
}
