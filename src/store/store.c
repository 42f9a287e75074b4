/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include "base/date.h"
#include "store/key.h"
#include "store/kind_texts.h"
#include "store/migrate.h"
#include "store/pending.h"
#include "store/tally.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY_SECONDS = 86400 };

void store_set_now(struct store *store, int64_t unix_ms)
{
    bool is_same_second = *store->now && store->now_unix_ms / 1000 == unix_ms / 1000;
    store->now_unix_ms = unix_ms;
    if (is_same_second)
        return;
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    strftime(store->now, sizeof(store->now), "%Y-%m-%dT%H:%M:%SZ", &utc);
    seconds += VIETNAM_SECONDS;
    store->today_day = seconds / DAY_SECONDS;
    gmtime_r(&seconds, &utc);
    strftime(store->today, sizeof(store->today), "%Y-%m-%d", &utc);
}

static int64_t clock_unix_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t store_next_id(struct store *store, unsigned shard)
{
    int64_t now = store->ids_repeat ? 0 : clock_unix_ms();
    return id_next(&store->ids, shard, now > ID_EPOCH_UNIX_MS ? now : ID_EPOCH_UNIX_MS);
}

/* Each command has a minute of ids to itself, which no command fills. The first hour is left to the
 * built-in records, whose ids are fixed (domain/builtin_units.h). */
enum { REPEATABLE_STEP_MS = 60000, REPEATABLE_FIRST_MS = 3600000 };

static enum err_code take_id_clock(struct store *store, int64_t *ret_ms, struct err *err)
{
    int64_t earliest = ID_EPOCH_UNIX_MS + REPEATABLE_FIRST_MS;
    int64_t first = store->now_unix_ms > earliest ? store->now_unix_ms : earliest;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_META_GET, ARGS(v_text("id_clock")), &rows, err));
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    const char *noted_text = has ? rows_text(&rows, 0) : NULL;
    int64_t noted = noted_text ? strtoll(noted_text, NULL, 10) : 0;
    rows_done(&rows);
    *ret_ms = noted >= first ? noted + REPEATABLE_STEP_MS : first;
    char text[24];
    snprintf(text, sizeof(text), "%lld", (long long)*ret_ms);
    return db_run(store->db, STMT_META_SET, ARGS(v_text("id_clock"), v_text(text)), NULL, err);
}

enum err_code store_repeatable_ids(struct store *store, struct err *err)
{
    int64_t first = 0;
    TRY(db_begin(store->db, err)); /* two commands at once get different minutes */
    enum err_code code = take_id_clock(store, &first, err);
    if (code != ERR_OK) {
        db_rollback(store->db);
        return code;
    }
    TRY(db_commit(store->db, err));
    store->ids = (struct id_maker){ .last_ms = first };
    store->ids_repeat = true;
    return ERR_OK;
}

/* --- actors ---------------------------------------------------------------------------------- */

struct actor actor_unbound(const struct actor *actor)
{
    return (struct actor){ .name = actor->name, .role = ROLE_ADMIN, .account = actor->account,
                           .sees_personal = true };
}

bool actor_sees_kind(const struct actor *actor, const struct kind *kind)
{
    if (!actor->kinds)
        return true;
    char word[80];
    snprintf(word, sizeof(word), ",%s,", kind->slug);
    return strstr(actor->kinds, word) != NULL;
}

bool actor_is_bound(const struct actor *actor)
{
    return actor->scope_unit || actor->line;
}

/* --- open ------------------------------------------------------------------------------------- */

static void start(struct store *store)
{
    *store = (struct store){ 0 };
    crypto_start();
    arena_init(&store->arena, 0);
    (void)arena_alloc(&store->scratch, 1, 1); /* so that its first block stays */
    uint64_t random = 0;
    crypto_random(&random, sizeof(random));
    id_maker_init(&store->ids, random);
    store_set_now(store, clock_unix_ms());
    store->actor = (struct actor){ .name = "cli:system", .role = ROLE_ADMIN, .sees_personal = true };
    kind_texts_init(store);
}

enum err_code store_open(struct store *store, const char *uri, unsigned flags, struct err *err)
{
    start(store);
    enum err_code code = db_open(uri, flags & ~(unsigned)STORE_ROTATING, &store->db, err);
    if (code == ERR_OK)
        pending_open(store);
    if (code == ERR_OK)
        code = migrate_check(store->db, err);
    if (code == ERR_OK)
        code = key_load(store, false, err);
    if (code == ERR_OK)
        code = key_check(store, (flags & STORE_ROTATING) != 0, err);
    if (code == ERR_OK)
        code = tally_load(store, err);
    if (code != ERR_OK)
        store_close(store);
    return code;
}

/* Under another name until it is whole: one left from an upgrade that was cut short is no copy. */
static enum err_code copy_older(struct store *store, int64_t version, struct err *err)
{
    const char *path = db_path(store->db);
    char *copy = arena_printf(&store->arena, "%s.before-%04lld", path, (long long)version);
    char *part = arena_printf(&store->arena, "%s.part", copy);
    (void)unlink(part);
    TRY(db_integrity(store->db, err));
    TRY(db_backup(store->db, part, err));
    if (chmod(part, 0600) != 0 || rename(part, copy) != 0)
        return err_set(err, ERR_IO, MSG_IO_WRITE, copy, strerror(errno));
    store->older_copy = copy;
    return ERR_OK;
}

static enum err_code upgrade(struct store *store, unsigned flags, struct err *err)
{
    int64_t version = 0;
    TRY(migrate_from(store->db, &version, err));
    if (version && db_is_server(store->db) && !(flags & STORE_BACKED_UP))
        return err_set(err, ERR_STATE, MSG_DB_UPGRADE_SERVER);
    if (version && db_path(store->db))
        TRY(copy_older(store, version, err));
    return migrate_run(store->db, store->now, err);
}

enum err_code store_create(struct store *store, const char *uri, unsigned flags, struct err *err)
{
    start(store);
    bool has_key = false;
    enum err_code code = db_open(uri, DB_CREATE, &store->db, err);
    if (code == ERR_OK)
        pending_open(store);
    if (code == ERR_OK)
        code = upgrade(store, flags, err);
    if (code == ERR_OK)
        code = key_is_noted(store, &has_key, err);
    if (code == ERR_OK) /* never a new key beside data that another one closed */
        code = key_load(store, !has_key, err);
    if (code == ERR_OK)
        code = key_check(store, false, err);
    if (code == ERR_OK)
        code = tally_load(store, err);
    if (code == ERR_OK)
        code = tally_fill_empty(store, err);
    if (code != ERR_OK)
        store_close(store);
    return code;
}

static enum err_code receive(struct store *store, enum err_code (*fill)(struct store *, void *, struct err *),
                             void *context, struct err *err)
{
    bool has_key = false;
    TRY(migrate_run(store->db, store->now, err));
    TRY(key_load(store, false, err));
    TRY(db_begin(store->db, err));
    enum err_code code = fill(store, context, err);
    if (code == ERR_OK)
        code = key_is_noted(store, &has_key, err);
    if (code == ERR_OK)
        code = has_key ? key_check(store, false, err) : err_set(err, ERR_INPUT, MSG_KEY_WRONG);
    return db_finish(store->db, code, err);
}

enum err_code store_receive(const char *uri, enum err_code (*fill)(struct store *, void *, struct err *),
                            void *context, struct err *err)
{
    struct store store;
    start(&store);
    enum err_code code = db_open(uri, DB_CREATE, &store.db, err);
    if (code == ERR_OK)
        code = receive(&store, fill, context, err);
    store_close(&store);
    return code;
}

void store_close(struct store *store)
{
    unit_places_forget(store);
    if (store->picture_forget)
        store->picture_forget(store);
    if (store->links)
        store->links_close(store);
    if (store->programmes_put_away)
        store->programmes_put_away(store, true);
    if (store->personal)
        store->personal_drop(store);
    tally_scopes_forget(store);
    pending_close(store);
    db_close(&store->db);
    keys_wipe(&store->keys);
    arena_done(&store->scratch);
    arena_done(&store->arena);
}

void store_put_away(struct store *store)
{
    if (store->programmes_put_away)
        store->programmes_put_away(store, false);
}

enum err_code store_refresh(struct store *store, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    store_put_away(store);
    TRY(db_query(store->db, STMT_DERIVED_STAMPS, NO_ARGS, &rows, err));
    TRY(rows_next(&rows, &has, err));
    int64_t territory = has ? rows_int(&rows, 0) : 0, tallies = has ? rows_int(&rows, 1) : 0;
    rows_done(&rows);
    if (territory != store->territory_stamp) {
        unit_places_forget(store);
        if (store->picture_forget)
            store->picture_forget(store);
        store->territory_stamp = territory;
    }
    if (tallies == (int64_t)(store->tally_count + store->tally_key_count))
        return ERR_OK;
    return tally_load(store, err);
}

/* --- places ------------------------------------------------------------------------------------ */

enum { PLACE_SLOTS_MIN = 1 << 12 };

struct unit_place_cache {
    struct arena arena;
    struct unit_place *slots; /* open addressing by unit id; unit 0 is a free slot */
    size_t count, capacity;
};

void unit_places_forget(struct store *store)
{
    tally_scopes_forget(store);
    if (!store->places)
        return;
    struct arena arena = store->places->arena; /* it holds itself */
    arena_done(&arena);
    store->places = NULL;
}

static struct unit_place *place_slot(struct unit_place_cache *cache, int64_t unit)
{
    size_t slot = (size_t)((uint64_t)unit * 0x9E3779B97F4A7C15u >> 40) & (cache->capacity - 1);
    while (cache->slots[slot].unit && cache->slots[slot].unit != unit)
        slot = (slot + 1) & (cache->capacity - 1);
    return &cache->slots[slot];
}

static void places_grow(struct store *store)
{
    if (!store->places) {
        struct arena arena;
        arena_init(&arena, 0);
        struct unit_place_cache *cache = ARENA_NEW(&arena, struct unit_place_cache);
        cache->arena = arena;
        store->places = cache;
    }
    struct unit_place_cache *cache = store->places, old = *cache;
    if (cache->count * 2 < cache->capacity)
        return;
    cache->capacity = old.capacity ? old.capacity * 2 : PLACE_SLOTS_MIN;
    cache->slots = ARENA_ARRAY(&cache->arena, struct unit_place, cache->capacity);
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].unit)
            *place_slot(cache, old.slots[i].unit) = old.slots[i];
}

static const char *const level_names[] = { "nation", "province", "district", "commune", "area" };

static enum err_code put_place(struct unit_place *place, const char *level, int64_t parent, struct err *err)
{
    for (size_t i = 0; i < COUNT(level_names); i++)
        if (level && strcmp(level_names[i], level) == 0)
            place->level = level_names[i];
    if (!place->level || place->shard > ID_SHARD_MAX)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "units");
    if (strcmp(place->level, "commune") == 0)
        place->commune = place->unit;
    else if (strcmp(place->level, "area") == 0)
        place->commune = parent;
    return ERR_OK;
}

static enum err_code read_place(struct store *store, int64_t unit, struct unit_place *ret_place, struct err *err)
{
    const struct kind *kind = kind_by_slug("units");
    const struct record *seen = pending_record(store, kind, unit);
    if (seen) {
        *ret_place = (struct unit_place){ .unit = unit, .shard = (unsigned)record_int(seen, "founding") };
        return put_place(ret_place, record_text(seen, "level"), record_int(seen, "parent"), err);
    }
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool was_apart = db_apart(store->db, !pending_has_held(store, unit));
    enum err_code code = db_query(store->db, STMT_PLACE_GET, ARGS(v_int(id_shard(unit)), v_int(unit)), &rows, err);
    (void)db_apart(store->db, was_apart);
    if (code != ERR_OK)
        return code;
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    if (!has) {
        char text[ID_TEXT_SIZE];
        id_to_text(unit, text);
        return err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind->vi, text);
    }
    *ret_place = (struct unit_place){ .unit = unit, .shard = (unsigned)rows_int(&rows, 1) };
    return put_place(ret_place, rows_text(&rows, 0), rows_int(&rows, 2), err);
}

enum err_code unit_place_get(struct store *store, int64_t unit, struct unit_place *ret_place, struct err *err)
{
    places_grow(store);
    struct unit_place *slot = place_slot(store->places, unit);
    if (!slot->unit) {
        struct unit_place place = { 0 };
        TRY(read_place(store, unit, &place, err));
        *slot = place;
        store->places->count++;
    }
    *ret_place = *slot;
    return ERR_OK;
}
