/* SPDX-License-Identifier: Apache-2.0
 * A map from positive ids to numbers, in arena memory: open addressing, doubled at half full. */
#pragma once

#include "base/arena.h"

struct idmap {
    struct arena *arena;
    int64_t *keys; /* 0: free */
    int64_t *values;
    size_t capacity, count;
};

/* The key must be positive. A key there already gets the new value. */
void idmap_put(struct idmap *map, int64_t key, int64_t value);
/* `missing` where the key is not there. */
int64_t idmap_get(const struct idmap *map, int64_t key, int64_t missing);
