/* SPDX-License-Identifier: Apache-2.0
 * Who may run a job: one holder at a time, until the lease is over. It is renewed by a thread with a connection of its
 * own while the job runs, so it ends only with the process or the machine; then another takes it. What a job
 * writes at its end is written only while the lease is still its own (lease_keep in the same transaction). */
#pragma once

#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

enum { LEASE_SECONDS = 60, HOLDER_SIZE = 120 };

struct lease {
    int64_t job;
    const char *uri, *holder;
    int64_t lasts_ms;
    atomic_int_least64_t done, total; /* how far the work is; written with each renewal */
    atomic_bool ending;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
};

/* "machine/process/random": no two processes are called so. */
void lease_holder(char ret_holder[HOLDER_SIZE]);

/* In the caller's transaction: *ret_taken is false where another has it. */
NODISCARD enum err_code lease_take(struct store *store, int64_t job, const char *holder, int64_t lasts_ms,
                                   bool *ret_taken, struct err *err);
/* In the caller's transaction: ERR_CONFLICT (MSG_JOB_TAKEN) where another has taken it meanwhile. */
NODISCARD enum err_code lease_keep(struct store *store, const struct lease *lease, struct err *err);

/* Renews it from now on, until lease_end. False where no thread can be had. */
bool lease_begin(struct lease *lease);
void lease_end(struct lease *lease);

struct lease_state {
    bool is_held; /* not over yet */
    char holder[HOLDER_SIZE];
    int64_t left_seconds, done, total;
};
NODISCARD enum err_code lease_look(struct store *store, int64_t job, struct lease_state *ret_state, struct err *err);
