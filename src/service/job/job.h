/* SPDX-License-Identifier: Apache-2.0
 * What the house does by itself, at its hours: each task of the table in tasks.c has one live record among `jobs`, queued for
 * its next hour. The server's own thread runs what is due, or `job run` from cron; with both, or several machines on
 * one database, each job runs once (lease.h). A job that died is run once more; one that fails is tried again
 * after a while, three times, and then stands as failed until its next hour or until somebody retries it. */
#pragma once

#include "service/job/lease.h"
#include "store/entity.h"

struct job_task;
struct job_host {
    struct store *store;  /* that may write */
    const char *uri;      /* of the same database */
    const char *holder;   /* lease_holder */
    const char *backups;  /* folder for daily copies; NULL: none are made */
    int64_t lease_seconds;
    const char *const *named; /* tasks to be run now, whatever their hour … */
    size_t named_count;       /* … and no others; 0: those that are due */
    const atomic_bool *stopping; /* NULL: nobody stops it. A task under way ends early then, to be run again */
    void (*tell)(void *context, const char *task, enum err_code code, const struct err *err); /* after each; may be NULL */
    void *context;
};

struct job_counts {
    int64_t done, failed;
};

/* Queues what has no live job, runs what is due. ERR_… where the database fails, not a task. */
NODISCARD enum err_code jobs_run_due(const struct job_host *host, struct job_counts *ret_counts, struct err *err);

/* Queues the task for a moment (UTC), in the caller's transaction. ERR_CONFLICT where it is queued already. */
NODISCARD enum err_code jobs_queue(struct store *store, const struct job_task *task, const char *after, struct err *err);

/* --- job_state.c ----------------------------------------------------------------------------------- */

struct job_state {
    const struct job_task *task;
    const char *state;      /* "queued", "running", "failed"; NULL: not queued yet, or not wanted here */
    const char *run_after;  /* UTC; NULL as above */
    const char *failure;    /* of the last try, where it failed */
    const char *last_done;  /* when it last ended well; NULL: never */
    const char *started;    /* of the one under way */
    struct lease_state lease;
};
/* One for each task of the table. Needs ROLE_ADMIN, as the register of jobs. */
NODISCARD enum err_code job_states(struct store *store, struct arena *arena, struct job_state **ret_states, size_t *ret_count,
                                   struct err *err);
/* Its next hour is now: whoever looks next runs it. In a transaction of its own. ERR_INPUT for a task there is not, ERR_STATE where
 * it is under way. */
NODISCARD enum err_code job_hasten(struct store *store, const char *task, struct err *err);

/* --- tasks.c ------------------------------------------------------------------------------------- */

struct job_work {
    const struct job_host *host;
    struct lease *lease;
};

struct job_task {
    const char *name, *vi, *en;
    int64_t every_seconds;        /* 0: once a day … */
    int64_t hour;                 /* … at this hour in Viet Nam */
    bool (*is_wanted)(const struct job_host *host); /* NULL: always */
    enum err_code (*run)(const struct job_work *work, struct err *err);
};

extern const struct job_task job_tasks[]; /* ends with { 0 } */

/* A task says how far it is. ERR_BUSY (MSG_JOB_STOPPED) where it is to end early. */
NODISCARD enum err_code job_step(const struct job_work *work, int64_t done, int64_t total, struct err *err);
