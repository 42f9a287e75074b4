/* SPDX-License-Identifier: Apache-2.0
 * The ids of records: positive 63-bit integers that server and device can make without asking each
 * other. From the top: 7 bits shard (code of the founding province of 2020's 63, 0 = national),
 * 42 bits milliseconds since 2020-01-01T00:00:00Z (to the year 2159), 14 bits counter. So ids of a
 * shard lie in the order they were made, and the shard is read from the id alone. Two makers can
 * still meet in the same millisecond and counter: the store resolves that as a conflict.
 *
 * Outside the program an id is 13 characters of Crockford base 32 (0-9 A-Z without I L O U), always
 * all 13, so that the order of the texts is the order of the numbers. No clock is read here. */
#pragma once

#include "base/err.h"

enum {
    ID_SHARD_MAX = 127,
    ID_COUNTER_MAX = (1 << 14) - 1,
    ID_TEXT_LEN = 13,
    ID_TEXT_SIZE = ID_TEXT_LEN + 1,
};
#define ID_EPOCH_UNIX_MS INT64_C(1577836800000)
#define ID_UNIX_MS_MAX (ID_EPOCH_UNIX_MS + (INT64_C(1) << 42) - 1)

/* Puts an id together. The three parts must be within their limits (programmer error otherwise). */
int64_t id_make(unsigned shard, int64_t unix_ms, unsigned counter);

unsigned id_shard(int64_t id);
int64_t id_unix_ms(int64_t id);
unsigned id_counter(int64_t id);

/* Makes rising ids: one maker per process and thread. */
struct id_maker {
    int64_t last_ms;  /* the millisecond of the last id; never goes back */
    unsigned counter; /* of the last id; goes on over milliseconds, wrapping */
};

/* `random_start`: any random number; it keeps makers that start at the same moment apart. */
void id_maker_init(struct id_maker *maker, uint64_t random_start);

/* The next id. With one shard, each id is greater than the one before, even when the clock stands
 * still, goes back, or more than 16,384 ids fall in one millisecond (the maker then runs ahead). */
int64_t id_next(struct id_maker *maker, unsigned shard, int64_t now_unix_ms);

/* `id` may not be negative. */
void id_to_text(int64_t id, char ret_text[ID_TEXT_SIZE]);

/* Reads what a person may have copied: either case, o for 0, i and l for 1, hyphens anywhere,
 * blanks around. ERR_INPUT (MSG_ID_FORM) for anything else. */
NODISCARD enum err_code id_from_text(const char *text, int64_t *ret_id, struct err *err);
