/* SPDX-License-Identifier: Apache-2.0
 * How the periodic tasks stand, and running one at once. */
#include "service/job/job.h"

#include <string.h>

static const struct kind *job_kind(void)
{
    return kind_by_slug("jobs");
}

/* Of one task: those that live, or those done, the latest first. */
static enum err_code jobs_of(struct store *store, const struct job_task *task, bool done, struct arena *arena,
                             struct record_list *ret_list, struct err *err)
{
    int finished = kind_field_index(job_kind(), "finished_at");
    struct cond *conds[2] = { cond_compare(arena, kind_field_index(job_kind(), "task"), COND_EQ, v_text(task->name)) };
    if (done)
        conds[1] = cond_compare(arena, COND_FIELD_STATE, COND_EQ, v_text("done"));
    const struct entity_query query = { .where = cond_all(arena, conds, done ? 2 : 1), .all_states = done, .limit = 1,
                                        .sort_field = done ? finished + 1 : 0, .descending = done };
    return entity_list(store, job_kind(), &query, arena, ret_list, err);
}

static enum err_code read_state(struct store *store, struct arena *arena, struct job_state *state, struct err *err)
{
    struct record_list live = { 0 }, done = { 0 };
    TRY(jobs_of(store, state->task, false, arena, &live, err));
    TRY(jobs_of(store, state->task, true, arena, &done, err));
    if (done.count)
        state->last_done = record_text(&done.items[0], "finished_at");
    if (!live.count)
        return ERR_OK;
    const struct record *job = &live.items[0];
    state->state = job->state;
    state->run_after = record_text(job, "run_after");
    state->failure = record_text(job, "failure");
    state->started = record_text(job, "started_at");
    return lease_look(store, job->id, &state->lease, err);
}

enum err_code job_states(struct store *store, struct arena *arena, struct job_state **ret_states, size_t *ret_count,
                         struct err *err)
{
    size_t count = 0;
    while (job_tasks[count].name)
        count++;
    struct job_state *states = ARENA_ARRAY(arena, struct job_state, count);
    for (size_t i = 0; i < count; i++) {
        states[i] = (struct job_state){ .task = &job_tasks[i] };
        TRY(read_state(store, arena, &states[i], err));
    }
    *ret_states = states;
    *ret_count = count;
    return ERR_OK;
}

static enum err_code hasten_within(struct store *store, const struct job_task *task, struct arena *arena, struct err *err)
{
    struct record_list live = { 0 };
    struct lease_state lease = { 0 };
    TRY(jobs_of(store, task, false, arena, &live, err));
    if (!live.count)
        return jobs_queue(store, task, store->now, err);
    TRY(lease_look(store, live.items[0].id, &lease, err));
    if (lease.is_held)
        return err_set(err, ERR_STATE, MSG_JOB_UNDER_WAY, task->name);
    struct record *after = record_copy(arena, &live.items[0]);
    record_set(after, "run_after", v_text(store->now));
    return entity_update(store, &live.items[0], after, &(struct write_note){ .action = "hasten" }, err);
}

enum err_code job_hasten(struct store *store, const char *name, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct job_task *task = job_tasks;
    while (task->name && strcmp(task->name, name) != 0)
        task++;
    if (!task->name)
        return err_set(err, ERR_INPUT, MSG_JOB_UNKNOWN, name);
    TRY(db_begin(store->db, err));
    return db_finish(store->db, hasten_within(store, task, &arena, err), err);
}
