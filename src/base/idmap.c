/* SPDX-License-Identifier: Apache-2.0 */
#include "base/idmap.h"

static size_t slot_of(const struct idmap *map, int64_t key)
{
    size_t slot = (size_t)((uint64_t)key * 0x9E3779B97F4A7C15u >> 20) & (map->capacity - 1);
    while (map->keys[slot] && map->keys[slot] != key)
        slot = (slot + 1) & (map->capacity - 1);
    return slot;
}

static void grow(struct idmap *map)
{
    struct idmap old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : 64;
    map->keys = ARENA_ARRAY(map->arena, int64_t, map->capacity);
    map->values = ARENA_ARRAY(map->arena, int64_t, map->capacity);
    for (size_t i = 0; i < old.capacity; i++) {
        if (!old.keys[i])
            continue;
        size_t slot = slot_of(map, old.keys[i]);
        map->keys[slot] = old.keys[i];
        map->values[slot] = old.values[i];
    }
}

void idmap_put(struct idmap *map, int64_t key, int64_t value)
{
    require(key > 0);
    if (map->count * 2 >= map->capacity)
        grow(map);
    size_t slot = slot_of(map, key);
    map->count += map->keys[slot] == 0;
    map->keys[slot] = key;
    map->values[slot] = value;
}

int64_t idmap_get(const struct idmap *map, int64_t key, int64_t missing)
{
    if (!map->capacity || key <= 0)
        return missing;
    size_t slot = slot_of(map, key);
    return map->keys[slot] ? map->values[slot] : missing;
}
