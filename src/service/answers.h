/* SPDX-License-Identifier: Apache-2.0
 * What writing requests were answered, kept for a day under the Idempotency-Key their client gave: a request
 * sent again, because the answer was lost on the way, is answered the same and done once. */
#pragma once

#include "store/store.h"

enum { ANSWER_KEY_MAX = 100, ANSWER_KEPT_SECONDS = 24 * 3600 };

struct kept_answer {
    int64_t status;
    const char *body, *etag, *location; /* the latter two may be NULL */
};

/* Forgets those older than a day, in the caller's transaction. */
NODISCARD enum err_code answers_clean(struct store *store, struct err *err);

/* *ret_found is false where nothing is kept under the key. ERR_CONFLICT (MSG_ANSWER_OTHER) where the key was
 * used for another request: `digest` tells requests apart. */
NODISCARD enum err_code answer_find(struct store *store, const char *key, const char *digest,
                                    struct arena *arena, bool *ret_found, struct kept_answer *ret_answer,
                                    struct err *err);
/* Keeps it, and drops those older than a day; a transaction of its own. The account is the actor's. */
NODISCARD enum err_code answer_keep(struct store *store, const char *key, const char *digest,
                                    const struct kept_answer *answer, struct err *err);
/* Removes the answers that name the record: its person is to be forgotten. In a transaction of the caller's. */
NODISCARD enum err_code answers_forget(struct store *store, int64_t record, struct err *err);
