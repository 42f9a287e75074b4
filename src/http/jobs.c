/* SPDX-License-Identifier: Apache-2.0 */
#include "http/jobs.h"

#include "base/buf.h"
#include "service/job/job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LOOK_SECONDS = 10 };

struct jobs {
    const char *uri;
    FILE *log;
    const char *backups;
    char holder[HOLDER_SIZE];
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    atomic_bool stopping;
    struct store store;
    bool is_open;
};

/* Beside the access log, in its manner. */
static void tell_end(void *context, const char *task, enum err_code code, const struct err *failure)
{
    struct jobs *jobs = context;
    CLEANUP(buf_done) struct buf words = { 0 };
    if (!jobs->log)
        return;
    if (code != ERR_OK)
        msg_err(&words, LANG_EN, failure);
    fprintf(jobs->log, "job %s %s%s%s\n", task, code == ERR_OK ? "done" : "failed", words.len ? ": " : "",
            buf_text(&words));
    (void)fflush(jobs->log);
}

static enum err_code look(struct jobs *jobs, struct err *err)
{
    struct timespec now;
    struct job_counts counts = { 0 };
    const struct job_host host = { .store = &jobs->store, .uri = jobs->uri, .holder = jobs->holder,
                                   .backups = jobs->backups, .lease_seconds = LEASE_SECONDS,
                                   .stopping = &jobs->stopping, .tell = tell_end, .context = jobs };
    if (!jobs->is_open)
        TRY(store_open(&jobs->store, jobs->uri, DB_SERVING, err));
    jobs->is_open = true;
    clock_gettime(CLOCK_REALTIME, &now);
    store_set_now(&jobs->store, (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000);
    jobs->store.actor = (struct actor){ .name = "job:server", .role = ROLE_ADMIN, .sees_personal = true };
    TRY(store_refresh(&jobs->store, err));
    return jobs_run_due(&host, &counts, err);
}

/* After a failure of the database nothing in memory is trusted; it is looked at anew next time. */
static void look_safely(struct jobs *jobs)
{
    struct err err = { 0 };
    if (look(jobs, &err) == ERR_OK)
        return;
    tell_end(jobs, "store", err.code, &err);
    if (jobs->is_open)
        store_close(&jobs->store);
    jobs->is_open = false;
}

static void *keep_looking(void *context)
{
    struct jobs *jobs = context;
    (void)pthread_mutex_lock(&jobs->lock);
    while (!atomic_load(&jobs->stopping)) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += LOOK_SECONDS;
        if (pthread_cond_timedwait(&jobs->woken, &jobs->lock, &until) != ETIMEDOUT)
            continue;
        (void)pthread_mutex_unlock(&jobs->lock);
        look_safely(jobs);
        (void)pthread_mutex_lock(&jobs->lock);
    }
    (void)pthread_mutex_unlock(&jobs->lock);
    if (jobs->is_open)
        store_close(&jobs->store);
    return NULL;
}

struct jobs *jobs_start(const struct server_config *config)
{
    if (config->now_unix_ms)
        return NULL;
    struct jobs *jobs = calloc(1, sizeof(*jobs));
    require(jobs);
    jobs->uri = config->db_uri;
    jobs->log = config->log;
    jobs->backups = config->backups;
    lease_holder(jobs->holder);
    (void)pthread_mutex_init(&jobs->lock, NULL);
    (void)pthread_cond_init(&jobs->woken, NULL);
    if (pthread_create(&jobs->thread, NULL, keep_looking, jobs) == 0)
        return jobs;
    free(jobs);
    return NULL;
}

void jobs_stop(struct jobs *jobs)
{
    if (!jobs)
        return;
    (void)pthread_mutex_lock(&jobs->lock);
    atomic_store(&jobs->stopping, true);
    (void)pthread_cond_signal(&jobs->woken);
    (void)pthread_mutex_unlock(&jobs->lock);
    (void)pthread_join(jobs->thread, NULL);
    (void)pthread_mutex_destroy(&jobs->lock);
    (void)pthread_cond_destroy(&jobs->woken);
    free(jobs);
}
