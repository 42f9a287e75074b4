/* SPDX-License-Identifier: Apache-2.0
 * What was worked out from many records, remembered as long as none of those it was made of changed. The record of
 * changes tells which did, whoever wrote, in this process or another and on either database: each shard's chain says
 * how far it is, its rows which registers were written. So what is remembered is what would be worked out now.
 *
 * A server's readers share one (store->memory); a store without one finds nothing. Who asks reads in a transaction, and puts
 * everything else that the result depends on into the key: the day, the place, the line, the language. Territory is thought
 * of here. */
#pragma once

#include "store/store.h"

/* A register it was made of. */
struct memory_source {
    const char *kind;
    /* Its records count by this field, and only those of one year: a new record of another year changes nothing. NULL: any does. */
    const char *date_field;
    int year;
    /* Looked at alone, the state besides: a change of others changes nothing. Ends with NULL; NULL: all are. */
    const char *const *fields;
};

/* Of what moment the records are that the asker reads. */
struct memory_moment {
    const char *key;
    int64_t heads[ID_SHARD_MAX + 1]; /* how far each chain is */
    int64_t territory;
};

/* No other threads may be using it when it is freed; NULL is legal. */
struct memory *memory_new(void);
void memory_free(struct memory *memory);

/* *ret_bytes, in the arena, is NULL where nothing is remembered under the key. */
NODISCARD enum err_code memory_find(struct store *store, const char *key, struct arena *arena,
                                    struct memory_moment *ret_moment, const void **ret_bytes, struct err *err);

/* Remembers a copy of the bytes, worked out in the same transaction after they were not found; not where somebody has
 * read newer records meanwhile. Fields that records of the sources carry from others (`carried`) are thought of. */
void memory_keep(struct store *store, const struct memory_moment *moment, const struct memory_source *sources,
                 size_t source_count, const void *bytes, size_t size);

/* Who the actor is, as far as it decides what is there for him, as a part of a key. */
const char *memory_actor(const struct store *store, struct arena *arena);
