/* SPDX-License-Identifier: Apache-2.0 */
#include "http/cache.h"

#include "http/pack.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

void cache_open(struct cache *cache, const char *db_uri, void (*forget)(void *answer))
{
    struct err err = { 0 };
    (void)pthread_mutex_init(&cache->lock, NULL);
    crypto_random(cache->secret, sizeof(cache->secret));
    cache->forget = forget;
    if (db_open(db_uri, DB_READ_ONLY | DB_SERVING | DB_AT_ONCE, &cache->db, &err) != ERR_OK)
        return;
    if (!db_tells_version(cache->db))
        db_close(&cache->db);
}

static void release(struct cache *cache, struct cache_entry *entry)
{
    if (atomic_fetch_sub(&entry->holders, 1) != 1)
        return;
    cache->forget(entry->answer);
    free(entry);
}

/* With the lock held. */
static void clear_slot(struct cache *cache, struct cache_entry **slot)
{
    if (!*slot)
        return;
    cache->bytes -= (*slot)->bytes;
    release(cache, *slot);
    *slot = NULL;
}

static void clear_all(struct cache *cache)
{
    for (size_t i = 0; cache->bytes && i < CACHE_SLOTS; i++)
        clear_slot(cache, &cache->slots[i]);
}

void cache_close(struct cache *cache)
{
    if (!cache->forget)
        return;
    (void)pthread_mutex_lock(&cache->lock);
    clear_all(cache);
    db_close(&cache->db);
    cache->version = 0;
    (void)pthread_mutex_unlock(&cache->lock);
}

/* With the lock held. Each connection counts the changes by others in its own way, so all ask this one. */
static bool ask_version(struct cache *cache)
{
    struct err ignored = { 0 };
    int64_t version = 0;
    if (!cache->db || db_version(cache->db, &version, &ignored) != ERR_OK)
        return false;
    if (version != cache->version)
        clear_all(cache);
    cache->version = version;
    return true;
}

void cache_key_of(struct cache *cache, const struct call *call, const char *target, const char *cookie,
                  struct cache_key *ret_key)
{
    const char *const parts[] = { target, call->head.authorization, cookie, call->head.accept_language,
                                  call_takes_packed(call) ? "gzip" : NULL };
    CLEANUP(buf_done) struct buf text = { 0 };
    for (size_t i = 0; i < COUNT(parts); i++) { /* a header holds no line break */
        buf_add(&text, parts[i] ? "+" : "-");
        buf_add(&text, parts[i] ? parts[i] : "");
        buf_add_char(&text, '\n');
    }
    crypto_mac(cache->secret, text.data, text.len, ret_key->bytes);
}

static struct cache_entry **slot_of(struct cache *cache, const struct cache_key *key)
{
    uint64_t hash = 0;
    memcpy(&hash, key->bytes, sizeof(hash));
    return &cache->slots[hash % CACHE_SLOTS];
}

struct cache_entry *cache_find(struct cache *cache, const struct cache_key *key, int64_t now_unix, int64_t *ret_version)
{
    *ret_version = 0;
    (void)pthread_mutex_lock(&cache->lock);
    bool known = ask_version(cache);
    struct cache_entry *entry = known ? *slot_of(cache, key) : NULL;
    if (entry && (memcmp(&entry->key, key, sizeof(*key)) != 0 || now_unix >= entry->until_unix))
        entry = NULL;
    if (entry)
        atomic_fetch_add(&entry->holders, 1);
    if (known)
        *ret_version = cache->version;
    (void)pthread_mutex_unlock(&cache->lock);
    return entry;
}

bool cache_may_have(struct cache *cache, const struct cache_key *key)
{
    (void)pthread_mutex_lock(&cache->lock);
    const struct cache_entry *entry = *slot_of(cache, key);
    bool has = entry && memcmp(&entry->key, key, sizeof(*key)) == 0;
    (void)pthread_mutex_unlock(&cache->lock);
    return has;
}

/* What was read may be newer than its version says, never older: then it is thrown away with the next question. */
void cache_keep(struct cache *cache, struct cache_entry *entry)
{
    atomic_store(&entry->holders, 1);
    (void)pthread_mutex_lock(&cache->lock);
    if (entry->version == cache->version) {
        struct cache_entry **slot = slot_of(cache, &entry->key);
        clear_slot(cache, slot);
        if (cache->bytes + entry->bytes > CACHE_BYTES_MAX)
            clear_all(cache);
        *slot = entry;
        cache->bytes += entry->bytes;
        atomic_fetch_add(&entry->holders, 1);
    }
    (void)pthread_mutex_unlock(&cache->lock);
}

size_t cache_bytes(struct cache *cache)
{
    (void)pthread_mutex_lock(&cache->lock);
    size_t bytes = cache->bytes;
    (void)pthread_mutex_unlock(&cache->lock);
    return bytes;
}

void cache_drop(struct cache *cache, struct cache_entry *entry)
{
    if (entry)
        release(cache, entry);
}
