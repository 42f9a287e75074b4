/* SPDX-License-Identifier: Apache-2.0
 * Ends connections that drip: the library's own time-out begins anew with every byte. Each connection has a
 * deadline for what it is at – sending its head, its body, taking the answer; when it passes, the
 * socket is shut down (never closed: its number may be another's by then) and the library cleans up. */
#pragma once

#include "base/base.h"
#include <pthread.h>

struct watch {
    int fd; /* -1: free */
    int64_t deadline_ns; /* 0: none, while a worker has the call */
    bool is_idle;        /* between requests */
};

struct watchdog {
    pthread_mutex_t lock;
    pthread_cond_t stop;
    pthread_t thread;
    struct watch *watches;
    size_t count;
    bool running, stopping;
    uint64_t dropped;
};

bool watchdog_start(struct watchdog *watchdog, size_t connections);
void watchdog_stop(struct watchdog *watchdog);
/* A new connection; NULL where there is no place. */
struct watch *watchdog_add(struct watchdog *watchdog, int fd);
void watchdog_remove(struct watchdog *watchdog, struct watch *watch);
/* seconds 0: no deadline. */
void watchdog_set(struct watchdog *watchdog, struct watch *watch, int64_t seconds, bool is_idle);
/* Shuts down connections between requests: the server stops. */
void watchdog_end_idle(struct watchdog *watchdog);
uint64_t watchdog_dropped(struct watchdog *watchdog);
