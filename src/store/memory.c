/* SPDX-License-Identifier: Apache-2.0 */
#include "store/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    ENTRIES_MAX = 256,
    BYTES_MAX = 8 << 20,
    CHANGES_MAX = 4096 /* so many rows are looked at; behind more everything is forgotten */
};

/* A register, or, with `field`, a field of it that records of another one carry. */
struct source {
    const struct kind *kind;
    const char *field;
    struct memory_source of;
};

struct entry {
    char *key;
    void *bytes;
    struct source *sources;
    size_t size, source_count;
};

struct memory {
    pthread_mutex_t lock;
    bool begun;
    struct memory_moment now; /* that of the newest records anybody asked with */
    struct entry entries[ENTRIES_MAX];
    size_t next, bytes;
};

static void drop(struct memory *memory, struct entry *entry)
{
    memory->bytes -= entry->size + 1;
    free(entry->key);
    free(entry->bytes);
    free(entry->sources);
    *entry = (struct entry){ 0 };
}

static void drop_all(struct memory *memory)
{
    for (size_t i = 0; i < ENTRIES_MAX; i++)
        if (memory->entries[i].key)
            drop(memory, &memory->entries[i]);
}

struct memory *memory_new(void)
{
    struct memory *memory = calloc(1, sizeof(*memory));
    require(memory);
    (void)pthread_mutex_init(&memory->lock, NULL);
    return memory;
}

void memory_free(struct memory *memory)
{
    if (!memory)
        return;
    drop_all(memory);
    (void)pthread_mutex_destroy(&memory->lock);
    free(memory);
}

/* --- what changed ------------------------------------------------------------------------------------------- */

struct change {
    const struct kind *kind;
    bool is_new;
    const char *diff; /* {"field":[before,after],…} */
};

static bool names_field(const struct change *change, const char *field)
{
    char quoted[80];
    snprintf(quoted, sizeof(quoted), "\"%s\":[", field);
    return strstr(change->diff, quoted) != NULL;
}

/* A new record dated in another year, or in none. */
static bool is_elsewhen(const struct change *change, const struct memory_source *source)
{
    char before[96], year[16];
    snprintf(before, sizeof(before), "\"%s\":[null,", source->date_field);
    const char *value = change->is_new ? strstr(change->diff, before) : NULL;
    if (!value)
        return false;
    value += strlen(before);
    value += *value == '"';
    if (*value == '#') /* closed: it may be any */
        return false;
    snprintf(year, sizeof(year), "%d", source->year);
    return strncmp(value, year, strlen(year)) != 0; /* a year has four digits */
}

static bool touches(const struct change *change, const struct source *source)
{
    if (change->kind != source->kind)
        return false;
    if (source->field) /* nothing refers yet to a record just made */
        return !change->is_new && names_field(change, source->field);
    if (source->of.date_field && is_elsewhen(change, &source->of))
        return false;
    bool named = change->is_new || !source->of.fields || names_field(change, "state");
    for (size_t i = 0; !named && source->of.fields[i]; i++)
        named = names_field(change, source->of.fields[i]);
    return named;
}

static void take_change(struct memory *memory, const struct change *change)
{
    for (size_t i = 0; i < ENTRIES_MAX; i++) {
        struct entry *entry = &memory->entries[i];
        for (size_t j = 0; entry->key && j < entry->source_count; j++)
            if (touches(change, &entry->sources[j]))
                drop(memory, entry); /* ends the loop: it has no key any more */
    }
}

static enum err_code read_changes(struct store *store, int64_t shard, int64_t since, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_AUDIT_SINCE, ARGS(v_int(shard), v_int(since)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        const char *slug = rows_text(&rows, 0), *diff = rows_text(&rows, 2);
        const struct change change = { slug ? kind_by_slug(slug) : NULL, rows_int(&rows, 1) == 1, diff ? diff : "" };
        if (!change.kind) /* of a register there is no more */
            continue;
        take_change(store->memory, &change);
    }
}

static enum err_code read_heads(struct store *store, int64_t heads[ID_SHARD_MAX + 1], struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_AUDIT_HEAD_ALL, NO_ARGS, &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        if (rows_int(&rows, 0) >= 0 && rows_int(&rows, 0) <= ID_SHARD_MAX)
            heads[rows_int(&rows, 0)] = rows_int(&rows, 1);
    }
}

/* Of no chain less than the other has: what is remembered of the one holds for the other, once brought up to date. */
static bool is_not_before(const struct memory_moment *moment, const struct memory_moment *other)
{
    for (size_t i = 0; i <= ID_SHARD_MAX; i++)
        if (moment->heads[i] < other->heads[i])
            return false;
    return true;
}

/* Forgets what is out of date at the moment. With the lock held. */
static enum err_code catch_up(struct store *store, const struct memory_moment *moment, struct err *err)
{
    struct memory *memory = store->memory;
    int64_t ahead = 0;
    for (size_t i = 0; i <= ID_SHARD_MAX; i++)
        ahead += moment->heads[i] - memory->now.heads[i];
    if (!memory->begun || ahead > CHANGES_MAX || memory->now.territory != moment->territory)
        drop_all(memory);
    for (size_t i = 0; memory->bytes && i <= ID_SHARD_MAX; i++)
        if (moment->heads[i] > memory->now.heads[i])
            TRY(read_changes(store, (int64_t)i, memory->now.heads[i], err));
    memory->now = *moment;
    memory->now.key = NULL;
    memory->begun = true;
    return ERR_OK;
}

/* --- finding and keeping ---------------------------------------------------------------------------------- */

static enum err_code find(struct store *store, struct arena *arena, const struct memory_moment *moment,
                          const void **ret_bytes, struct err *err)
{
    struct memory *memory = store->memory;
    if (memory->begun && !is_not_before(moment, &memory->now))
        return ERR_OK;
    enum err_code code = catch_up(store, moment, err);
    if (code != ERR_OK) /* it may have come half way */
        drop_all(memory);
    for (size_t i = 0; code == ERR_OK && i < ENTRIES_MAX; i++) {
        const struct entry *entry = &memory->entries[i];
        if (entry->key && strcmp(entry->key, moment->key) == 0)
            *ret_bytes = memcpy(arena_alloc(arena, entry->size + 1, 1), entry->bytes, entry->size);
    }
    return code;
}

enum err_code memory_find(struct store *store, const char *key, struct arena *arena, struct memory_moment *ret_moment,
                          const void **ret_bytes, struct err *err)
{
    *ret_bytes = NULL;
    *ret_moment = (struct memory_moment){ .key = key, .territory = store->territory_stamp };
    if (!store->memory)
        return ERR_OK;
    TRY(read_heads(store, ret_moment->heads, err));
    (void)pthread_mutex_lock(&store->memory->lock);
    enum err_code code = find(store, arena, ret_moment, ret_bytes, err);
    (void)pthread_mutex_unlock(&store->memory->lock);
    return code;
}

/* The fields that its records carry from others, and those which these carry. Ends with what refers by a chain as long
 * as a declaration can be. */
static size_t add_carried(const struct kind *kind, const char *only, struct source *sources, size_t count, size_t max)
{
    for (const struct field *field = kind->fields; field->name; field++) {
        const char *dot = field->carried ? strchr(field->carried, '.') : NULL;
        if (!dot || (only && strcmp(only, field->name) != 0))
            continue;
        char reference[64];
        snprintf(reference, sizeof(reference), "%.*s", (int)(dot - field->carried), field->carried);
        const struct kind *from = kind_by_slug(kind->fields[kind_field_index(kind, reference)].ref);
        require(count < max);
        sources[count++] = (struct source){ .kind = from, .field = dot + 1 };
        count = add_carried(from, dot + 1, sources, count, max);
    }
    return count;
}

enum { SOURCES_MAX = 512 };
static const char *const always[] = { "units", "lineages", "same_as_links" };

static void fill_sources(struct entry *entry, const struct memory_source *sources, size_t source_count)
{
    struct source *all = calloc(SOURCES_MAX, sizeof(*all));
    size_t count = 0;
    require(all);
    for (size_t i = 0; i < COUNT(always); i++)
        all[count++] = (struct source){ .kind = kind_by_slug(always[i]) };
    for (size_t i = 0; i < source_count; i++) {
        const struct kind *kind = kind_by_slug(sources[i].kind);
        require(kind && count < SOURCES_MAX);
        all[count++] = (struct source){ kind, NULL, sources[i] };
        count = add_carried(kind, NULL, all, count, SOURCES_MAX);
    }
    entry->sources = all;
    entry->source_count = count;
}

static void keep(struct memory *memory, const char *key, const struct memory_source *sources, size_t source_count,
                 const void *bytes, size_t size)
{
    if (memory->bytes + size > BYTES_MAX)
        drop_all(memory);
    struct entry *entry = &memory->entries[memory->next];
    memory->next = (memory->next + 1) % ENTRIES_MAX;
    if (entry->key)
        drop(memory, entry);
    entry->key = strdup(key);
    entry->bytes = malloc(size + 1);
    require(entry->key && entry->bytes);
    memcpy(entry->bytes, bytes, size);
    fill_sources(entry, sources, source_count);
    entry->size = size;
    memory->bytes += size + 1;
}

void memory_keep(struct store *store, const struct memory_moment *moment, const struct memory_source *sources,
                 size_t source_count, const void *bytes, size_t size)
{
    if (db_has_stopped(store->db))
        return;
    struct memory *memory = store->memory;
    if (!memory || size > BYTES_MAX / 4)
        return;
    (void)pthread_mutex_lock(&memory->lock);
    if (is_not_before(moment, &memory->now) && moment->territory == memory->now.territory)
        keep(memory, moment->key, sources, source_count, bytes, size);
    (void)pthread_mutex_unlock(&memory->lock);
}

const char *memory_actor(const struct store *store, struct arena *arena)
{
    const struct actor *actor = &store->actor;
    return arena_printf(arena, "%lld %lld %s %s %d%d%d%d", (long long)actor->scope_unit, (long long)actor->scope_day,
                        actor->line ? actor->line : "-", actor->kinds ? actor->kinds : "-", (int)actor->role,
                        (int)actor->sees_personal, (int)actor->audits, (int)actor->read_only);
}
