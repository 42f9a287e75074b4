/* SPDX-License-Identifier: Apache-2.0
 * The threads that have a store. Each lane has a queue; its workers take calls in turn and run the router's
 * second half. The writer runs what waits as one group: a savepoint each, one COMMIT, and only then the
 * answers (group commit). A store that fails is closed and opened anew for the next call. */
#include "http/known.h"
#include "http/pack.h"
#include "http/router.h"
#include "http/server_parts.h"
#include "service/account/personal_log.h"

#include <semaphore.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { GROUP_MAX = 64, LONG_TIMES = 20 /* the limit of a short answer */ };
enum { NEAR_MS = 2, NEAR_STOP_MS = 10, NEAR_PAUSE = 8, NEAR_PAUSE_LONG = 100 };

struct worker {
    struct server *server;
    enum lane lane;
    bool is_near;
    struct store store;
    bool is_open;
    struct known *known; /* of a seat whose database tells its version: whom it knows at `version` */
    int64_t version; /* + 1; 0: not known */
};

/* --- the store ---------------------------------------------------------------------------------------- */

static bool lane_writes(enum lane lane)
{
    return lane == LANE_WRITE || lane == LANE_APART || lane == LANE_DOOR;
}

static void set_clock(struct worker *worker)
{
    store_set_now(&worker->store, server_unix_ms(worker->server));
}

static void worker_close(struct worker *worker)
{
    if (!worker->is_open)
        return;
    db_group_rollback(worker->store.db);
    db_rollback(worker->store.db);
    store_close(&worker->store);
    worker->is_open = false;
    worker->version = 0;
}

static enum err_code worker_open(struct worker *worker, struct err *err)
{
    if (worker->is_open)
        return ERR_OK;
    unsigned flags = DB_SERVING | (lane_writes(worker->lane) ? 0 : DB_READ_ONLY);
    enum err_code code = store_open(&worker->store, worker->server->config.db_uri, flags, err);
    worker->is_open = code == ERR_OK;
    worker->store.teacher = worker->server->teacher;
    worker->store.memory = lane_writes(worker->lane) ? NULL : worker->server->memory;
    return code;
}

/* After a failure of the database itself nothing in memory is trusted. */
static void note_failure(struct worker *worker, enum err_code code)
{
    if (code != ERR_IO && code != ERR_CORRUPT && code != ERR_DB && code != ERR_NOMEM)
        return;
    atomic_fetch_add(&worker->server->metrics.store_failures, 1);
    worker_close(worker);
}

static void log_failure(struct worker *worker, const struct err *err)
{
    if (!worker->server->config.log || err_http_status(err->code) < 500)
        return;
    CLEANUP(buf_done) struct buf text = { 0 };
    msg_err(&text, LANG_EN, err);
    fprintf(worker->server->config.log, "error %s\n", buf_text(&text));
    (void)fflush(worker->server->config.log);
}

/* --- one call -------------------------------------------------------------------------------------------- */

/* Whoever is shown personal data unmasked is noted before the answer leaves. A reader cannot write, so its notes
 * go through the writer, in the group that is being made, and the reader waits for the COMMIT. */
struct noting {
    struct store *reader;
    const char *why;
    sem_t done;
};

static enum err_code write_notes(struct call *call, struct err *err)
{
    return personal_log_write(call->store, call->noting->reader, call->noting->why, err);
}

static const struct route noting_route = { .path = "(personal reads)", .lane = LANE_WRITE, .right = RIGHT_PUBLIC,
                                           .method = HTTP_GET, .handle = write_notes };

static enum err_code note_by_writer(struct worker *worker, const char *why, struct err *err)
{
    struct noting noting = { .reader = &worker->store, .why = why };
    struct call *call = call_new(worker->server);
    call->route = &noting_route;
    call->noting = &noting;
    (void)sem_init(&noting.done, 0, 0);
    bool taken = workers_push(worker->server, call);
    while (taken && sem_wait(&noting.done) != 0)
        continue;
    bool written = taken && call->status < 400;
    (void)sem_destroy(&noting.done);
    call_free(call);
    return written ? ERR_OK : err_set(err, ERR_BUSY, MSG_SERVER_BUSY);
}

static enum err_code note_personal(struct worker *worker, struct call *call, enum err_code code, struct err *err)
{
    struct store *store = &worker->store;
    if (!personal_log_has(store))
        return code;
    call->keeps = false; /* each reading is noted */
    const char *why = arena_printf(&call->arena, "%s %s%s%s", method_name(call->method), call->route->path,
                                   call->kind ? " " : "", call->kind ? call->kind->slug : "");
    if (code == ERR_OK && call->status < 400) {
        db_rollback(store->db); /* what was read is read */
        code = lane_writes(worker->lane) ? personal_log_write(store, store, why, err) :
                                           note_by_writer(worker, why, err);
        if (code != ERR_OK)
            call_problem(call, err);
    }
    personal_log_drop(store);
    return code;
}

/* Volatile by nature: a handler that outgrows its arena jumps back here. */
static enum err_code run_guarded(struct worker *worker, struct call *call, struct err *err)
{
    jmp_buf guard;
    call_reset_answer(call);
    call->store = &worker->store;
    call->known = worker->version ? worker->known : NULL;
    if (setjmp(guard) != 0) {
        call->arena.guard = NULL;
        worker_close(worker); /* statements may be under way in it */
        return err_set(err, ERR_NOMEM, MSG_NOMEM);
    }
    call->arena.guard = &guard;
    enum err_code code = ERR_OK;
    if (call->admits_only)
        (void)router_admit(call);
    else
        code = router_run(call, err);
    if (!call->noting && !worker->is_near)
        code = note_personal(worker, call, code, err);
    call->arena.guard = NULL;
    if (worker->is_open)
        worker->store.actor = (struct actor){ .name = "web:" };
    call->store = NULL;
    call->known = NULL;
    return code;
}

/* A database that cannot be opened now is as good as gone: 503, whatever the reason. */
static enum err_code open_for_call(struct worker *worker, struct err *err)
{
    if (worker_open(worker, err) == ERR_OK) {
        set_clock(worker);
        return ERR_OK;
    }
    err->code = ERR_IO;
    return ERR_IO;
}

/* Who asks gets his answer within bounds, or is told that it takes too long: nobody keeps the readers busy for minutes. */
static enum err_code begin_reading(struct worker *worker, struct err *err)
{
    int64_t seconds = worker->server->config.answer_seconds * (worker->lane == LANE_LONG ? LONG_TIMES : 1);
    TRY(db_limit(worker->store.db, worker->is_near ? NEAR_STOP_MS : seconds * 1000, err));
    return db_begin_reading(worker->store.db, err);
}

/* What the store remembers of the database, and of sessions, holds as long as nobody else has written: a reader does not. */
static enum err_code look_for_changes(struct worker *worker, struct err *err)
{
    int64_t version = 0;
    if (!worker->known)
        return store_refresh(&worker->store, err);
    TRY(db_version(worker->store.db, &version, err));
    if (version + 1 == worker->version) {
        store_put_away(&worker->store);
        return ERR_OK;
    }
    known_forget(worker->known);
    worker->version = 0;
    TRY(store_refresh(&worker->store, err));
    worker->version = version + 1;
    return ERR_OK;
}

static enum err_code begin_alone(struct worker *worker, struct err *err)
{
    TRY(open_for_call(worker, err));
    if (!lane_writes(worker->lane))
        TRY(begin_reading(worker, err));
    return look_for_changes(worker, err);
}

static enum err_code try_alone(struct worker *worker, struct call *call, struct err *err)
{
    enum err_code code = begin_alone(worker, err);
    if (code == ERR_IO) { /* a connection that broke while it was idle is opened anew */
        worker_close(worker);
        code = begin_alone(worker, err);
    }
    return code == ERR_OK ? run_guarded(worker, call, err) : code;
}

enum { TRIES_MAX = 4 };

static void run_alone(struct worker *worker, struct call *call)
{
    struct err err = { 0 };
    enum err_code code = ERR_OK;
    for (int i = 0; i < TRIES_MAX; i++) {
        uint64_t commits = worker->is_open ? db_commit_count(worker->store.db) : 0;
        err = (struct err){ 0 };
        code = try_alone(worker, call, &err);
        if (code == ERR_OK || !worker->is_open || !db_may_repeat(worker->store.db, commits, &err))
            break;
        worker_close(worker); /* what its caches learned is not so */
    }
    if (worker->is_open)
        db_rollback(worker->store.db);
    if (code != ERR_OK) {
        log_failure(worker, &err);
        if (call->status < 400)
            call_problem(call, &err);
        note_failure(worker, code);
    }
}

/* --- seats ------------------------------------------------------------------------------------------------------- */

/* The stores that only read, one for each reading thread of a lane, taken for a call: the one given back last first, whose memory is warm. */

static struct worker *seat_take(struct seats *seats, bool waits)
{
    (void)pthread_mutex_lock(&seats->lock);
    while (waits && !seats->free_count)
        (void)pthread_cond_wait(&seats->given, &seats->lock);
    bool may = seats->free_count && (waits || !seats->stopping);
    struct worker *worker = may ? seats->free[--seats->free_count] : NULL;
    (void)pthread_mutex_unlock(&seats->lock);
    return worker;
}

static void seat_give(struct seats *seats, struct worker *worker)
{
    (void)pthread_mutex_lock(&seats->lock);
    seats->free[seats->free_count++] = worker;
    (void)pthread_cond_signal(&seats->given);
    (void)pthread_mutex_unlock(&seats->lock);
}

static void seat_add(struct server *server)
{
    struct worker *worker = calloc(1, sizeof(*worker));
    require(worker);
    worker->server = server;
    worker->known = server->cache.db ? known_new() : NULL;
    server->seats.count++;
    seat_give(&server->seats, worker);
}

/* The lanes that read have ended; the threads of the sockets take none any more. */
static void seats_close(struct seats *seats)
{
    (void)pthread_mutex_lock(&seats->lock);
    seats->stopping = true;
    while (seats->free_count < seats->count)
        (void)pthread_cond_wait(&seats->given, &seats->lock);
    for (size_t i = 0; i < seats->count; i++) {
        worker_close(seats->free[i]);
        known_free(seats->free[i]->known);
        free(seats->free[i]);
    }
    seats->free_count = seats->count = 0;
    (void)pthread_mutex_unlock(&seats->lock);
}

/* --- near the sockets ------------------------------------------------------------------------------------------- */

/* Handing a call to a worker and its answer back takes more than reading a record: waking two threads, and putting the connection to
 * sleep. What is mostly made at once is tried where the call came in. What takes longer than NEAR_STOP_MS, is to be noted or
 * fails goes to its lane, as if nothing had happened, and is not tried for some time; nor, for a shorter one, what took NEAR_MS. */

static atomic_int *pause_of(struct seats *seats, const struct call *call)
{
    uint64_t hash = (uint64_t)(uintptr_t)call->route * 31 + (uint64_t)(uintptr_t)call->kind;
    for (size_t i = 0; i < call->query_count; i++)
        for (const char *c = call->query[i].name; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return &seats->pauses[(hash * 0x9E3779B97F4A7C15u >> 40) % NEAR_SLOTS];
}

static bool run_near(struct worker *worker, struct call *call)
{
    struct err err = { 0 };
    enum err_code code = begin_alone(worker, &err);
    if (code == ERR_OK)
        code = run_guarded(worker, call, &err);
    bool failed = code != ERR_OK && err_http_status(code) >= 500;
    bool has_stopped = worker->is_open && db_has_stopped(worker->store.db);
    bool is_done = worker->is_open && !failed && !has_stopped && !personal_log_has(&worker->store);
    if (worker->is_open) {
        db_rollback(worker->store.db);
        personal_log_drop(&worker->store);
    }
    if (failed)
        note_failure(worker, code);
    if (is_done && code != ERR_OK && call->status < 400)
        call_problem(call, &err);
    return is_done;
}

bool workers_answer_here(struct server *server, struct call *call)
{
    struct seats *seats = &server->seats;
    if (!call->route->at_once || !call->keeps || !call->kept_version)
        return false;
    atomic_int *pause = pause_of(seats, call);
    if (atomic_load(pause) > 0) {
        atomic_fetch_sub(pause, 1);
        return false;
    }
    struct worker *worker = seat_take(seats, false);
    if (!worker)
        return false;
    worker->lane = LANE_READ;
    worker->is_near = true;
    int64_t began = clock_ns();
    bool is_done = run_near(worker, call);
    seat_give(seats, worker);
    if (!is_done || clock_ns() - began > NEAR_MS * (NS_PER_SECOND / 1000))
        atomic_store(pause, is_done ? NEAR_PAUSE : NEAR_PAUSE_LONG);
    atomic_fetch_add(is_done ? &server->metrics.near_answered : &server->metrics.near_given_up, 1);
    if (!is_done) {
        call_reset_answer(call);
        return false;
    }
    answer_pack(call);
    server_keep(call);
    return true;
}

/* --- groups ------------------------------------------------------------------------------------------------ */

static struct call *take(struct lane_queue *queue, bool wait)
{
    (void)pthread_mutex_lock(&queue->lock);
    while (wait && !queue->first && !queue->stopping)
        (void)pthread_cond_wait(&queue->filled, &queue->lock);
    struct call *call = queue->first;
    if (call) {
        queue->first = call->next;
        if (!queue->first)
            queue->last = &queue->first;
        queue->waiting--;
        call->next = NULL;
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return call;
}

static enum err_code group_begin(struct worker *worker, struct err *err)
{
    TRY(open_for_call(worker, err));
    TRY(db_group_begin(worker->store.db, err));
    return store_refresh(&worker->store, err);
}

/* Runs a call within the group. False where the group is lost with it. */
static bool run_member(struct worker *worker, struct call *call)
{
    struct err err = { 0 };
    enum err_code code = run_guarded(worker, call, &err);
    if (!worker->is_open)
        return false;
    db_rollback(worker->store.db); /* a handler that failed may have left its savepoint */
    if (code != ERR_OK)
        log_failure(worker, &err);
    return !db_group_is_broken(worker->store.db);
}

/* Runs `count` calls as one group; ERR_OK where all that they were answered is durable. */
static enum err_code run_group(struct worker *worker, struct call **calls, size_t *count, struct err *err)
{
    struct lane_queue *queue = &worker->server->lanes[worker->lane];
    enum err_code code = group_begin(worker, err);
    for (size_t i = 0; code == ERR_OK && (i < *count || *count < GROUP_MAX); i++) {
        if (i == *count) {
            struct call *next = take(queue, false);
            if (!next)
                break;
            calls[(*count)++] = next;
        }
        if (!run_member(worker, calls[i]))
            code = err_set(err, ERR_IO, MSG_SERVER_FAILED);
    }
    if (code == ERR_OK)
        code = db_group_commit(worker->store.db, err);
    else if (worker->is_open)
        db_group_rollback(worker->store.db);
    if (code == ERR_OK) {
        atomic_fetch_add(&worker->server->metrics.groups, 1);
        atomic_fetch_add(&worker->server->metrics.grouped, *count);
    }
    return code;
}

/* A group that failed is tried once more, each call alone, so that one cannot take the others with it. */
static void run_singly(struct worker *worker, struct call **calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct err err = { 0 };
        if (calls[i]->noting) { /* its notes went with the group: the reader's answer does not leave */
            (void)err_set(&err, ERR_BUSY, MSG_SERVER_BUSY);
            call_problem(calls[i], &err);
            continue;
        }
        enum err_code code = group_begin(worker, &err);
        if (code == ERR_OK)
            code = run_member(worker, calls[i]) ? db_group_commit(worker->store.db, &err) :
                                                err_set(&err, ERR_IO, MSG_SERVER_FAILED);
        if (code == ERR_OK)
            continue;
        log_failure(worker, &err);
        call_problem(calls[i], &err);
        if (worker->is_open)
            db_group_rollback(worker->store.db);
        note_failure(worker, code);
    }
}

static void finish(struct call *call)
{
    if (call->noting)
        (void)sem_post(&call->noting->done);
    else if (call->is_detached)
        call_free(call);
    else
        server_answered(call);
}

static void run_writes(struct worker *worker, struct call *first)
{
    struct call *calls[GROUP_MAX] = { first };
    struct err err = { 0 };
    size_t count = 1;
    enum err_code code = run_group(worker, calls, &count, &err);
    if (code == ERR_BUSY) { /* another process has held the database for long: no second wait */
        for (size_t i = 0; i < count; i++)
            call_problem(calls[i], &err);
    } else if (code != ERR_OK) {
        log_failure(worker, &err);
        worker_close(worker); /* what its caches learned in the group is not so */
        run_singly(worker, calls, count);
    }
    for (size_t i = 0; i < count; i++)
        finish(calls[i]);
}

/* --- threads ------------------------------------------------------------------------------------------------ */

static void answer(struct worker *worker, struct call *call)
{
    run_alone(worker, call);
    if (!call->is_detached && !call->noting)
        answer_pack(call);
    if (call->keeps)
        server_keep(call);
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct lane_queue *queue = &worker->server->lanes[worker->lane];
    for (struct call *call = take(queue, true); call; call = take(queue, true)) {
        if (worker->lane == LANE_WRITE) {
            run_writes(worker, call);
            continue;
        }
        answer(worker, call);
        finish(call);
    }
    worker_close(worker);
    free(worker);
    return NULL;
}

static void *read_for_lane(void *context)
{
    struct worker *own = context;
    struct server *server = own->server;
    struct lane_queue *queue = &server->lanes[own->lane];
    for (struct call *call = take(queue, true); call; call = take(queue, true)) {
        /* Somebody else's answer meanwhile: the database is asked again only where there is one. */
        bool may_be_kept = call->keeps && cache_may_have(&server->cache, &call->key);
        if (!may_be_kept || !server_answer_kept(call)) {
            struct worker *seat = seat_take(&server->seats, true);
            seat->lane = own->lane;
            seat->is_near = false;
            answer(seat, call);
            seat_give(&server->seats, seat);
        }
        finish(call);
    }
    free(own);
    return NULL;
}

bool workers_push(struct server *server, struct call *call)
{
    struct lane_queue *queue = &server->lanes[call->route->lane];
    (void)pthread_mutex_lock(&queue->lock);
    bool taken = queue->waiting < LANE_QUEUE_MAX && !queue->stopping;
    if (taken) {
        call->next = NULL;
        *queue->last = call;
        queue->last = &call->next;
        queue->waiting++;
        (void)pthread_cond_signal(&queue->filled);
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return taken;
}

/* The first worker of each lane opens its store before the server listens: a wrong database is told at once. */
static enum err_code start_one(struct server *server, enum lane lane, struct err *err)
{
    struct lane_queue *queue = &server->lanes[lane];
    struct worker *worker = calloc(1, sizeof(*worker));
    require(worker);
    worker->server = server;
    worker->lane = lane;
    bool writes = lane_writes(lane);
    if (!writes)
        seat_add(server);
    enum err_code code = queue->thread_count ? ERR_OK : worker_open(writes ? worker : server->seats.free[0], err);
    if (code == ERR_OK && pthread_create(&queue->threads[queue->thread_count], NULL, writes ? work : read_for_lane, worker) != 0)
        code = err_set(err, ERR_NOMEM, MSG_NOMEM);
    if (code == ERR_OK) {
        queue->thread_count++;
        return ERR_OK;
    }
    worker_close(worker);
    free(worker);
    return code;
}

size_t server_socket_threads(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 2 ? 2 : cores > LANE_THREADS_MAX ? LANE_THREADS_MAX : (size_t)cores;
}

static size_t bounded(int64_t wanted, int64_t usual)
{
    int64_t count = wanted > 0 ? wanted : usual;
    return (size_t)(count < 1 ? 1 : count > LANE_THREADS_MAX ? LANE_THREADS_MAX : count);
}

enum err_code workers_start(struct server *server, struct err *err)
{
    int64_t cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t counts[LANE_MAX_] = {
        [LANE_READ] = bounded(server->config.readers, cores),
        [LANE_LONG] = bounded(server->config.long_readers, cores < 4 ? 2 : (cores + 1) / 2),
        [LANE_WRITE] = 1, [LANE_APART] = 1, [LANE_DOOR] = 1,
    };
    (void)pthread_mutex_init(&server->seats.lock, NULL);
    (void)pthread_cond_init(&server->seats.given, NULL);
    for (int lane = 0; lane < LANE_MAX_; lane++) {
        struct lane_queue *queue = &server->lanes[lane];
        (void)pthread_mutex_init(&queue->lock, NULL);
        (void)pthread_cond_init(&queue->filled, NULL);
        queue->last = &queue->first;
    }
    for (int lane = 0; lane < LANE_MAX_; lane++)
        for (size_t i = 0; i < counts[lane]; i++)
            TRY(start_one(server, (enum lane)lane, err));
    return ERR_OK;
}

/* Who reads first: the last to close must be able to write. */
void workers_stop(struct server *server)
{
    for (int lane = 0; lane < LANE_MAX_; lane++) {
        struct lane_queue *queue = &server->lanes[lane];
        (void)pthread_mutex_lock(&queue->lock);
        queue->stopping = true;
        (void)pthread_cond_broadcast(&queue->filled);
        (void)pthread_mutex_unlock(&queue->lock);
        for (size_t i = 0; i < queue->thread_count; i++)
            (void)pthread_join(queue->threads[i], NULL);
        (void)pthread_cond_destroy(&queue->filled);
        (void)pthread_mutex_destroy(&queue->lock);
        if (lane == LANE_LONG)
            seats_close(&server->seats);
    }
}
