/* SPDX-License-Identifier: Apache-2.0
 * The master key of a database: $CHUNGTAY_KEY, or the file beside it ("<path>.key", mode 0600); and a new one in
 * its place. Private to src/store but for key_rotate. */
#pragma once

#include "store/store.h"

/* Reads the key and derives the others; makes the file with `create`. */
NODISCARD enum err_code key_load(struct store *store, bool create, struct err *err);
NODISCARD enum err_code key_is_noted(struct store *store, bool *ret_noted, struct err *err);
/* The key is noted by a value only it gives, so that a wrong one is found at once. Ends a rotation that
 * stopped after its last batch. ERR_STATE in the middle of one, unless `rotating`. */
NODISCARD enum err_code key_check(struct store *store, bool rotating, struct err *err);

struct key_rotation {
    int64_t records; /* whose secrets were encrypted anew */
    bool resumed;
};
/* Replaces the master key: every encrypted value is encrypted and indexed anew, in batches each of which
 * is a transaction that notes how far it came. Killed at any moment, it goes on where it stopped when
 * called again; until then the database opens for nothing else. No other process may have it open. The new
 * key lies in "<path>.key.next" until all is done, or is $CHUNGTAY_KEY_NEXT where the old one is
 * $CHUNGTAY_KEY. `each` (may be NULL) is told after each batch how many records are done; false stops there
 * (ERR_BUSY). The store must have been opened with STORE_ROTATING. */
NODISCARD enum err_code key_rotate(struct store *store, bool (*each)(void *context, int64_t records),
                                   void *context, struct key_rotation *ret_rotation, struct err *err);
