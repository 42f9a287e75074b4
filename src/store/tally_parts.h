/* SPDX-License-Identifier: Apache-2.0
 * Between tally.c, which keeps the cells, and tally_read.c. Private to src/store. */
#pragma once

#include "store/tally.h"

/* The last two only of distinct counts: they are never added, so each grouping has its own cell. GRAIN_JOINED
 * is a province that founding provinces were joined into (builtin_joined_provinces). */
enum { GRAIN_PLACE, GRAIN_COMMUNE, GRAIN_SHARD, GRAIN_NATION, GRAIN_JOINED, GRAIN_MAX_ };
enum { UNIT_NOWHERE = -1 }; /* at GRAIN_SHARD, of records without a place */

/* Of a measure kept by the values of a field each value has a number of its own, under which its cells stand. */
struct tally_key {
    int64_t tally, id;
    const char *key; /* empty: of records in which the field is empty */
};
