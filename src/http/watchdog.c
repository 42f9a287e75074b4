/* SPDX-License-Identifier: Apache-2.0 */
#include "http/watchdog.h"

#include "base/clock.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { LOOK_EVERY_MS = 500 };

static void drop_late(struct watchdog *watchdog)
{
    int64_t now = clock_ns();
    for (size_t i = 0; i < watchdog->count; i++) {
        struct watch *watch = &watchdog->watches[i];
        if (watch->fd < 0 || !watch->deadline_ns || watch->deadline_ns > now)
            continue;
        (void)shutdown(watch->fd, SHUT_RDWR);
        watch->deadline_ns = 0;
        watchdog->dropped++;
    }
}

static void *look(void *context)
{
    struct watchdog *watchdog = context;
    (void)pthread_mutex_lock(&watchdog->lock);
    while (!watchdog->stopping) {
        drop_late(watchdog);
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += (long)LOOK_EVERY_MS * 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        (void)pthread_cond_timedwait(&watchdog->stop, &watchdog->lock, &until);
    }
    (void)pthread_mutex_unlock(&watchdog->lock);
    return NULL;
}

bool watchdog_start(struct watchdog *watchdog, size_t connections)
{
    pthread_condattr_t monotonic;
    *watchdog = (struct watchdog){ .count = connections };
    watchdog->watches = calloc(connections, sizeof(*watchdog->watches));
    require(watchdog->watches);
    for (size_t i = 0; i < connections; i++)
        watchdog->watches[i].fd = -1;
    (void)pthread_mutex_init(&watchdog->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&watchdog->stop, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    watchdog->running = pthread_create(&watchdog->thread, NULL, look, watchdog) == 0;
    return watchdog->running;
}

void watchdog_stop(struct watchdog *watchdog)
{
    if (!watchdog->watches)
        return;
    (void)pthread_mutex_lock(&watchdog->lock);
    watchdog->stopping = true;
    (void)pthread_cond_signal(&watchdog->stop);
    (void)pthread_mutex_unlock(&watchdog->lock);
    if (watchdog->running)
        (void)pthread_join(watchdog->thread, NULL);
    (void)pthread_cond_destroy(&watchdog->stop);
    (void)pthread_mutex_destroy(&watchdog->lock);
    free(watchdog->watches);
    watchdog->watches = NULL;
}

struct watch *watchdog_add(struct watchdog *watchdog, int fd)
{
    struct watch *found = NULL;
    (void)pthread_mutex_lock(&watchdog->lock);
    for (size_t i = 0; i < watchdog->count && !found; i++)
        if (watchdog->watches[i].fd < 0)
            found = &watchdog->watches[i];
    if (found)
        *found = (struct watch){ .fd = fd };
    (void)pthread_mutex_unlock(&watchdog->lock);
    return found;
}

void watchdog_remove(struct watchdog *watchdog, struct watch *watch)
{
    if (!watch)
        return;
    (void)pthread_mutex_lock(&watchdog->lock);
    *watch = (struct watch){ .fd = -1 };
    (void)pthread_mutex_unlock(&watchdog->lock);
}

void watchdog_set(struct watchdog *watchdog, struct watch *watch, int64_t seconds, bool is_idle)
{
    if (!watch)
        return;
    (void)pthread_mutex_lock(&watchdog->lock);
    watch->deadline_ns = seconds ? clock_ns() + seconds * 1000000000 : 0;
    watch->is_idle = is_idle;
    (void)pthread_mutex_unlock(&watchdog->lock);
}

void watchdog_end_idle(struct watchdog *watchdog)
{
    (void)pthread_mutex_lock(&watchdog->lock);
    for (size_t i = 0; i < watchdog->count; i++)
        if (watchdog->watches[i].fd >= 0 && watchdog->watches[i].is_idle)
            (void)shutdown(watchdog->watches[i].fd, SHUT_RDWR);
    (void)pthread_mutex_unlock(&watchdog->lock);
}

uint64_t watchdog_dropped(struct watchdog *watchdog)
{
    (void)pthread_mutex_lock(&watchdog->lock);
    uint64_t dropped = watchdog->dropped;
    (void)pthread_mutex_unlock(&watchdog->lock);
    return dropped;
}
