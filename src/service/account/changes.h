/* SPDX-License-Identifier: Apache-2.0
 * The record of changes (store/audit.h) as those who watch over it read it: the latest first, page by page. Personal values
 * are in it as keyed hashes only. */
#pragma once

#include "store/entity.h"

struct changes_query {
    int64_t record;         /* of this one only; 0: of all. The rest is then not asked for */
    const char *actor;      /* "web:lan", or a user name; NULL: anybody's */
    const struct kind *kind;
    const char *from, *to;  /* first and last day in Viet Nam, "2017-12-31"; NULL: no end */
    const char *cursor;     /* `next` of the page before; NULL: the first one */
    int64_t limit;
};

struct change {
    int64_t shard, seq, record, version;
    const char *at, *actor, *action, *kind, *diff, *reason;
};

struct changes {
    struct change *items;
    size_t count;
    const char *next; /* NULL: this is the last page */
};

/* ERR_FORBIDDEN without RIGHT_AUDIT; ERR_USAGE for a cursor that is none. */
NODISCARD enum err_code changes_list(struct store *store, const struct changes_query *query, struct arena *arena,
                                     struct changes *ret_changes, struct err *err);

/* All of one record that the caller has been shown, the first change first. */
NODISCARD enum err_code changes_of_record(struct store *store, int64_t record, struct arena *arena,
                                          struct changes *ret_changes, struct err *err);
