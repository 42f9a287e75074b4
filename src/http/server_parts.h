/* SPDX-License-Identifier: Apache-2.0
 * What the parts of the server share: queues, counters, limits. Private to src/http. */
#pragma once

#include "base/clock.h"
#include "base/embedded.h"
#include "http/address.h"
#include "http/cache.h"
#include "http/route.h"
#include "http/server.h"
#include "http/watchdog.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { LANE_QUEUE_MAX = 2000, LANE_THREADS_MAX = 64, DURATION_BUCKETS = 12, TOUCH_SLOTS = 4096, PROGRESS_SLOTS = 1024, NEAR_SLOTS = 256 };

/* Calls waiting for the workers of one lane. */
struct lane_queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct call *first, **last;
    size_t waiting;
    bool stopping;
    pthread_t threads[LANE_THREADS_MAX];
    size_t thread_count;
};

struct metrics {
    atomic_uint_least64_t calls[LANE_MAX_][6];   /* by hundreds of the status */
    atomic_uint_least64_t duration[LANE_MAX_][DURATION_BUCKETS + 1];
    atomic_uint_least64_t duration_ns[LANE_MAX_];
    atomic_uint_least64_t groups, grouped; /* COMMITs of the writer, and writes in them */
    atomic_uint_least64_t near_answered, near_given_up;
    atomic_uint_least64_t refused_full, dropped_slow, store_failures, received_bytes;
    atomic_int_least64_t connections;
};

/* A page of the public's, made anew after `until`. */
struct public_page {
    pthread_mutex_t lock;
    struct buf text;
    time_t until;
};

/* What the server says of itself never changes while it runs: made once, in both languages, so that nobody keeps the
 * readers busy by asking for a megabyte of it again and again. */
enum described { DESCRIBED_OPENAPI, DESCRIBED_SCHEMA, DESCRIBED_REFERENCE, DESCRIBED_MAX_ };
struct description {
    struct embedded_file file, packed; /* packed: by gzip */
    const char *etag;
};

/* The stores of those who read (worker.c). */
struct seats {
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct worker *free[LANE_THREADS_MAX];
    size_t free_count, count;
    bool stopping;
    atomic_int pauses[NEAR_SLOTS]; /* by what is asked: so many calls to come are not tried */
};

/* How far a long request is, by account and Idempotency-Key (progress.c). */
struct progress_slot {
    atomic_uint_least64_t whose; /* 0: free */
    atomic_int_least64_t done, total;
};

struct server {
    struct server_config config;
    struct description described[DESCRIBED_MAX_][LANG_EN + 1];
    struct arena arena;
    struct lane_queue lanes[LANE_MAX_];
    struct seats seats;
    struct metrics metrics;
    struct watchdog watchdog;
    struct cache cache;
    struct memory *memory; /* of all readers */
    struct link_teacher *teacher;
    atomic_bool stopping;
    atomic_int_least64_t in_flight; /* between the head and the end of the answer */
    char url[128];
    char proxy[ADDRESS_SIZE]; /* whose word on who asks is taken; "": nobody's */
    char spool[512]; /* folder for uploads and exports; empty while the server runs */
    void *daemon;    /* server.c's */
    int64_t started_unix;
    atomic_uint_least64_t touched[TOUCH_SLOTS];
    struct public_page public_pages[2]; /* Vietnamese, English */
    char setup_code[SETUP_CODE_SIZE]; /* "" where there are accounts */
    atomic_int setup_tries;           /* wrong codes so far */
    atomic_int_least64_t swept_s; /* uploads.c: when it last looked for what is too old */
    struct progress_slot progress[PROGRESS_SLOTS];
};

/* --- worker.c ------------------------------------------------------------------------------------------ */

NODISCARD enum err_code workers_start(struct server *server, struct err *err);
/* False where the lane is full or stopping: the caller answers 503. */
bool workers_push(struct server *server, struct call *call);
/* How many threads read the sockets. */
size_t server_socket_threads(void);
/* Tries to answer in the calling thread, within a few milliseconds; false: as if nothing had happened, its lane is to. */
bool workers_answer_here(struct server *server, struct call *call);
/* Finishes what waits, ends the threads. */
void workers_stop(struct server *server);

/* --- server.c ------------------------------------------------------------------------------------------- */

/* The answer kept under call->key, where there is one: the call is answered. */
bool server_answer_kept(struct call *call);
/* Keeps the answer for who asks the same again. */
void server_keep(struct call *call);
/* The server's clock. */
int64_t server_unix_ms(const struct server *server);
/* The answer is ready: wakes the connection. */
void server_answered(struct call *call);
/* "__Host-chungtay" under TLS. */
const char *server_cookie_name(const struct call *call);
/* What tells a browser in which somebody has signed in before. */
const char *server_known_cookie_name(const struct call *call);
const char *server_public_url(const struct server *server);
/* The session was used: noted at most once a minute, by the writer, later. */
void server_touch(struct server *server, const char *secret);
/* An open file without a name, for what is too large for memory. */
NODISCARD enum err_code server_spool_path(struct server *server, struct arena *arena, char **ret_path,
                                          struct err *err);

/* --- api_house.c --------------------------------------------------------------------------------------- */

void server_describe(struct server *server);

/* --- progress.c ----------------------------------------------------------------------------------------- */

/* A handler says how far it is, for whoever asks under the same key meanwhile; nothing without a key. */
void progress_note(struct call *call, int64_t done, int64_t total);
void progress_end(struct call *call);

/* --- metrics.c ------------------------------------------------------------------------------------------ */

void metrics_count(struct server *server, const struct call *call, int64_t now_ns);
void metrics_write(struct server *server, struct buf *out);
