/* SPDX-License-Identifier: Apache-2.0 */
#include "service/job/lease.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

/* Leases go by the machine's clock, whatever day the store is told it is. */
static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void lease_holder(char ret_holder[HOLDER_SIZE])
{
    char machine[65] = "", word[9] = "";
    (void)gethostname(machine, sizeof(machine) - 1);
    crypto_random_text(word, sizeof(word) - 1);
    snprintf(ret_holder, HOLDER_SIZE, "%s/%d/%s", machine, (int)getpid(), word);
}

enum err_code lease_take(struct store *store, int64_t job, const char *holder, int64_t lasts_ms, bool *ret_taken,
                         struct err *err)
{
    int64_t taken = 0, now = clock_ms();
    TRY(db_one_int(store->db, STMT_JOB_LEASE_TAKE, ARGS(v_int(job), v_text(holder), v_int(now + lasts_ms), v_int(now)),
                   0, &taken, err));
    *ret_taken = taken == job;
    return ERR_OK;
}

static enum err_code renew(struct db *db, const struct lease *lease, bool *ret_kept, struct err *err)
{
    int64_t kept = 0;
    TRY(db_one_int(db, STMT_JOB_LEASE_RENEW,
                   ARGS(v_int(lease->job), v_text(lease->holder), v_int(clock_ms() + lease->lasts_ms),
                        v_int(atomic_load(&lease->done)), v_int(atomic_load(&lease->total))),
                   0, &kept, err));
    *ret_kept = kept == lease->job;
    return ERR_OK;
}

enum err_code lease_keep(struct store *store, const struct lease *lease, struct err *err)
{
    bool kept = false;
    TRY(renew(store->db, lease, &kept, err));
    return kept ? ERR_OK : err_set(err, ERR_CONFLICT, MSG_JOB_TAKEN);
}

/* A renewal that fails is tried again: while a long write of the job itself holds an SQLite database, nobody else can take
 * the lease either. */
static void renew_now(struct lease *lease, struct db **db)
{
    struct err err = { 0 };
    bool kept = false;
    if (!*db && db_open(lease->uri, DB_SERVING, db, &err) != ERR_OK)
        return;
    enum err_code code = db_begin(*db, &err);
    if (code == ERR_OK)
        code = db_finish(*db, renew(*db, lease, &kept, &err), &err);
    if (code != ERR_OK && code != ERR_BUSY)
        db_close(db);
}

static void *keep_renewing(void *context)
{
    struct lease *lease = context;
    struct db *db = NULL;
    (void)pthread_mutex_lock(&lease->lock);
    while (!atomic_load(&lease->ending)) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        int64_t wait_ms = lease->lasts_ms / 4;
        until.tv_sec += wait_ms / 1000;
        until.tv_nsec += wait_ms % 1000 * 1000000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_nsec -= 1000000000;
            until.tv_sec++;
        }
        if (pthread_cond_timedwait(&lease->woken, &lease->lock, &until) != ETIMEDOUT)
            continue;
        (void)pthread_mutex_unlock(&lease->lock);
        renew_now(lease, &db);
        (void)pthread_mutex_lock(&lease->lock);
    }
    (void)pthread_mutex_unlock(&lease->lock);
    db_close(&db);
    return NULL;
}

bool lease_begin(struct lease *lease)
{
    (void)pthread_mutex_init(&lease->lock, NULL);
    (void)pthread_cond_init(&lease->woken, NULL);
    if (pthread_create(&lease->thread, NULL, keep_renewing, lease) == 0)
        return true;
    (void)pthread_mutex_destroy(&lease->lock);
    (void)pthread_cond_destroy(&lease->woken);
    return false;
}

void lease_end(struct lease *lease)
{
    (void)pthread_mutex_lock(&lease->lock);
    atomic_store(&lease->ending, true);
    (void)pthread_cond_signal(&lease->woken);
    (void)pthread_mutex_unlock(&lease->lock);
    (void)pthread_join(lease->thread, NULL);
    (void)pthread_mutex_destroy(&lease->lock);
    (void)pthread_cond_destroy(&lease->woken);
}

enum err_code lease_look(struct store *store, int64_t job, struct lease_state *ret_state, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    *ret_state = (struct lease_state){ 0 };
    TRY(db_query(store->db, STMT_JOB_LEASE_OF, ARGS(v_int(job)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    if (!has)
        return ERR_OK;
    const char *holder = rows_text(&rows, 0);
    int64_t left_ms = rows_int(&rows, 1) - clock_ms();
    snprintf(ret_state->holder, sizeof(ret_state->holder), "%s", holder ? holder : "");
    ret_state->is_held = left_ms >= 0;
    ret_state->left_seconds = left_ms > 0 ? left_ms / 1000 : 0;
    ret_state->done = rows_int(&rows, 2);
    ret_state->total = rows_int(&rows, 3);
    return ERR_OK;
}
