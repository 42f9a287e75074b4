/* SPDX-License-Identifier: Apache-2.0 */
#include "service/job/job.h"

#include "base/date.h"
#include "base/msg.h"

#include <string.h>
#include <time.h>

enum { ATTEMPTS_MAX = 3, RETRY_SECONDS = 600, DAY_SECONDS = 86400, DONE_SHARE = 10000 };

/* Of the jobs of the table: one of each may be live. */
static const char schedule_key[] = "schedule";

static const struct kind *job_kind(void)
{
    return kind_by_slug("jobs");
}

static void time_text(int64_t seconds, char ret_text[24])
{
    struct tm utc;
    time_t moment = (time_t)seconds;
    gmtime_r(&moment, &utc);
    strftime(ret_text, 24, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* The first hour of the task after now. */
static void next_time(const struct store *store, const struct job_task *task, char ret_text[24])
{
    int64_t now = store->now_unix_ms / 1000;
    if (task->every_seconds) {
        time_text((now / task->every_seconds + 1) * task->every_seconds, ret_text);
        return;
    }
    int64_t local = now + VIETNAM_SECONDS, at = local / DAY_SECONDS * DAY_SECONDS + task->hour * 3600;
    time_text((at > local ? at : at + DAY_SECONDS) - VIETNAM_SECONDS, ret_text);
}

static const struct job_task *task_of(const struct record *job)
{
    const char *name = record_text(job, "task");
    for (const struct job_task *task = job_tasks; task->name; task++)
        if (name && strcmp(task->name, name) == 0)
            return task;
    return NULL;
}

/* --- what is to be done --------------------------------------------------------------------------------- */

enum err_code jobs_queue(struct store *store, const struct job_task *task, const char *after, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *job = record_new(&arena, job_kind());
    record_set(job, "task", v_text(task->name));
    record_set(job, "dedupe_key", v_text(schedule_key));
    record_set(job, "run_after", v_text(after));
    record_set(job, "attempts", v_int(0));
    return entity_create(store, job, NULL, err);
}

static enum err_code queue_within(struct store *store, const struct job_task *task, struct err *err)
{
    char at[24];
    next_time(store, task, at);
    return jobs_queue(store, task, at, err);
}

static enum err_code live_jobs(struct store *store, struct arena *arena, struct record_list *ret_list, struct err *err)
{
    const struct entity_query live = { 0 };
    return entity_list(store, job_kind(), &live, arena, ret_list, err);
}

/* Another process may queue the same at the same moment: then it is queued. */
static enum err_code queue_missing(const struct job_host *host, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record_list list = { 0 };
    struct db *db = host->store->db;
    TRY(live_jobs(host->store, &arena, &list, err));
    for (const struct job_task *task = job_tasks; task->name; task++) {
        bool is_there = task->is_wanted && !task->is_wanted(host);
        for (size_t i = 0; i < list.count && !is_there; i++)
            is_there = task_of(&list.items[i]) == task;
        if (is_there)
            continue;
        TRY(db_begin(db, err));
        enum err_code code = db_finish(db, queue_within(host->store, task, err), err);
        if (code != ERR_OK && code != ERR_CONFLICT)
            return code;
    }
    return ERR_OK;
}

/* --- one job ----------------------------------------------------------------------------------------------- */

/* Queued, left behind by a process that died, or failed: it is run when its time has come. */
static bool is_due(const struct job_host *host, const struct record *job)
{
    const char *after = record_text(job, "run_after"), *task = record_text(job, "task");
    for (size_t i = 0; i < host->named_count; i++)
        if (task && strcmp(task, host->named[i]) == 0)
            return true;
    return host->named_count == 0 && after && strcmp(after, host->store->now) <= 0;
}

static enum err_code start_within(const struct job_host *host, int64_t id, struct arena *arena, bool *ret_started,
                                  struct err *err)
{
    struct store *store = host->store;
    struct record *before = NULL;
    bool taken = false;
    *ret_started = false;
    TRY(lease_take(store, id, host->holder, host->lease_seconds * 1000, &taken, err));
    if (!taken)
        return ERR_OK;
    TRY(entity_get(store, job_kind(), id, arena, &before, err));
    bool is_live = strcmp(before->state, "queued") == 0 || strcmp(before->state, "running") == 0 ||
                   strcmp(before->state, "failed") == 0;
    if (!is_live || !is_due(host, before)) /* somebody else was quicker */
        return db_run(store->db, STMT_JOB_LEASE_DROP, ARGS(v_int(id), v_text(host->holder)), NULL, err);
    struct record *after = record_copy(arena, before);
    bool begins = strcmp(before->state, "failed") == 0;
    after->state = "running";
    record_set(after, "attempts", v_int(begins ? 1 : record_int(before, "attempts") + 1));
    record_set(after, "started_at", v_text(store->now));
    record_set(after, "finished_at", v_null());
    record_set(after, "failure", v_null());
    record_set(after, "progress", v_int(0));
    *ret_started = true;
    return entity_update(store, before, after, &(struct write_note){ .action = "start" }, err);
}

/* How it ended: done; to be tried again soon, or at once where it was only stopped; failed until its next hour. */
static void set_outcome(const struct store *store, const struct job_task *task, enum err_code code,
                        const struct err *failure, struct record *after, struct write_note *note, struct arena *arena)
{
    CLEANUP(buf_done) struct buf words = { 0 };
    char at[24];
    record_set(after, "finished_at", v_text(store->now));
    if (code == ERR_OK) {
        after->state = "done";
        note->action = "finish";
        record_set(after, "progress", v_int(DONE_SHARE));
        return;
    }
    msg_err(&words, LANG_VI, failure);
    if (words.len > 1000)
        words.data[1000] = '\0';
    record_set(after, "failure", v_text(arena_strdup(arena, buf_text(&words))));
    bool is_stopped = failure->msg == MSG_JOB_STOPPED;
    bool gives_up = !is_stopped && (code == ERR_CORRUPT || record_int(after, "attempts") >= ATTEMPTS_MAX);
    after->state = gives_up ? "failed" : "queued";
    note->action = gives_up ? "fail" : "retry";
    if (gives_up)
        next_time(store, task, at);
    else
        time_text(store->now_unix_ms / 1000 + (is_stopped ? 0 : RETRY_SECONDS), at);
    record_set(after, "run_after", v_text(arena_strdup(arena, at)));
}

static enum err_code finish_within(const struct job_host *host, const struct job_task *task, const struct lease *lease,
                                   enum err_code code, const struct err *failure, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct store *store = host->store;
    struct record *before = NULL;
    struct write_note note = { 0 };
    TRY(lease_keep(store, lease, err));
    TRY(entity_get(store, job_kind(), lease->job, &arena, &before, err));
    struct record *after = record_copy(&arena, before);
    set_outcome(store, task, code, failure, after, &note, &arena);
    TRY(entity_update(store, before, after, &note, err));
    TRY(db_run(store->db, STMT_JOB_LEASE_DROP, ARGS(v_int(lease->job), v_text(host->holder)), NULL, err));
    return code == ERR_OK ? queue_within(store, task, err) : ERR_OK;
}

static enum err_code run_job(const struct job_host *host, const struct job_task *task, int64_t id,
                             struct job_counts *counts, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct lease lease = { .job = id, .uri = host->uri, .holder = host->holder, .lasts_ms = host->lease_seconds * 1000 };
    const struct job_work work = { host, &lease };
    struct db *db = host->store->db;
    struct err failure = { 0 };
    bool started = false;
    TRY(db_begin(db, err));
    enum err_code code = db_finish(db, start_within(host, id, &arena, &started, err), err);
    if (code == ERR_CONFLICT || (code == ERR_OK && !started))
        return ERR_OK;
    TRY(code);
    bool is_renewed = lease_begin(&lease);
    code = is_renewed ? task->run(&work, &failure) : err_set(&failure, ERR_NOMEM, MSG_NOMEM);
    db_rollback(db);
    if (is_renewed)
        lease_end(&lease);
    if (host->tell)
        host->tell(host->context, task->name, code, &failure);
    counts->done += code == ERR_OK;
    counts->failed += code != ERR_OK;
    TRY(db_begin(db, err));
    enum err_code noted = db_finish(db, finish_within(host, task, &lease, code, &failure, err), err);
    return noted == ERR_CONFLICT ? ERR_OK : noted; /* taken over meanwhile: its new holder tells how it ends */
}

enum err_code jobs_run_due(const struct job_host *host, struct job_counts *ret_counts, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record_list list = { 0 };
    *ret_counts = (struct job_counts){ 0 };
    TRY(queue_missing(host, err));
    TRY(live_jobs(host->store, &arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        const struct job_task *task = task_of(&list.items[i]);
        bool is_stopping = host->stopping && atomic_load(host->stopping);
        if (!is_stopping && task && is_due(host, &list.items[i]) && (!task->is_wanted || task->is_wanted(host)))
            TRY(run_job(host, task, list.items[i].id, ret_counts, err));
    }
    return ERR_OK;
}
