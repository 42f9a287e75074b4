/* SPDX-License-Identifier: Apache-2.0
 * Answers to reading requests, kept while the database stays as it is. A kept answer is given only to the very same
 * request with the very same credentials, so it tells nobody what he was not told; any commit, of whatever process,
 * makes all of them void at once. Bounded in memory. Knows nothing of sockets: what is kept is the server's. */
#pragma once

#include "base/crypto.h"
#include "http/call.h"

#include <pthread.h>
#include <stdatomic.h>

struct db;
struct kind;

enum { CACHE_SLOTS = 1 << 12, CACHE_ANSWER_BYTES_MAX = 1 << 20, CACHE_ETAG_SIZE = 64 };
#define CACHE_BYTES_MAX ((size_t)32 << 20)

/* One kept answer, and what the log and the counters say of it. */
struct cache_entry {
    struct cache_key key;
    atomic_int holders;
    int64_t version;      /* of the database */
    int64_t until_unix;   /* then it is void by itself: a day ends, a session */
    size_t bytes;
    const struct route *route;
    const struct kind *kind;
    int64_t account; /* 0: nobody signed in */
    char etag[CACHE_ETAG_SIZE]; /* "": none */
    void *answer; /* the server's, whole and unchanging */
};

struct cache {
    pthread_mutex_t lock;
    struct db *db;   /* asked for its version only; NULL: it does not tell, nothing is kept */
    int64_t version; /* of the database when it was last asked */
    unsigned char secret[KEY_BYTES];
    void (*forget)(void *answer);
    struct cache_entry *slots[CACHE_SLOTS]; /* by key; a new one takes the place of the old */
    size_t bytes;
    atomic_uint_least64_t hits, misses;
};

/* `forget` frees what an entry's `answer` is. Where the database cannot be watched, nothing is ever kept. */
void cache_open(struct cache *cache, const char *db_uri, void (*forget)(void *answer));
/* From then on nothing is found or kept; what is held may still be dropped. Its connection cannot write: it must not be the
 * last to close, or SQLite would leave its log beside the file. */
void cache_close(struct cache *cache);

/* Everything that an answer may depend on besides the database and the day. */
void cache_key_of(struct cache *cache, const struct call *call, const char *target, const char *cookie,
                  struct cache_key *ret_key);
/* The answer kept under the key, held by the caller until cache_drop; NULL: none. `ret_version` is then the database's
 * now, to be given to cache_keep with what is read from it after this; 0: not known, keep nothing. */
struct cache_entry *cache_find(struct cache *cache, const struct cache_key *key, int64_t now_unix, int64_t *ret_version);
/* False: there is none under the key, which asks the database nothing. */
bool cache_may_have(struct cache *cache, const struct cache_key *key);
/* Keeps it (allocated by calloc), held by the caller too. */
void cache_keep(struct cache *cache, struct cache_entry *entry);
size_t cache_bytes(struct cache *cache);
void cache_drop(struct cache *cache, struct cache_entry *entry);
