/* SPDX-License-Identifier: Apache-2.0
 * All records of a kind in one pass: to fill totals that are empty, and to check those that are kept. */
#include "store/pending.h"
#include "store/tally_parts.h"

/* --- cells in memory ------------------------------------------------------ */

enum { SLOT_FREE = -2 }; /* as a unit */

/* Cells by open addressing. */
struct cell_map {
    struct arena arena;
    struct tally_cell *slots;
    size_t capacity, count;
};

static size_t cell_slot(const struct cell_map *map, const struct tally_cell *cell)
{
    uint64_t hash = (uint64_t)cell->tally * 0xFF51AFD7ED558CCDu ^ (uint64_t)cell->unit * 0x9E3779B97F4A7C15u ^
                    (uint64_t)cell->month * 0xC2B2AE3D27D4EB4Fu ^ (uint64_t)cell->since * 0xD6E8FEB86659FD93u ^
                    (uint64_t)(cell->grain * 128 + cell->shard) * 0x165667B19E3779F9u;
    size_t slot = (size_t)(hash >> 20) & (map->capacity - 1);
    while (map->slots[slot].unit != SLOT_FREE && !tally_same_cell(&map->slots[slot], cell))
        slot = (slot + 1) & (map->capacity - 1);
    return slot;
}

static void cell_map_grow(struct cell_map *map)
{
    struct cell_map wider = *map;
    wider.capacity = map->capacity ? map->capacity * 2 : 1024;
    wider.slots = ARENA_ARRAY(&map->arena, struct tally_cell, wider.capacity);
    wider.arena = map->arena;
    for (size_t i = 0; i < wider.capacity; i++)
        wider.slots[i].unit = SLOT_FREE;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].unit != SLOT_FREE)
            wider.slots[cell_slot(&wider, &map->slots[i])] = map->slots[i];
    map->slots = wider.slots;
    map->capacity = wider.capacity;
}

static void cell_map_add(struct cell_map *map, const struct tally_cell *cell)
{
    if (map->count * 2 >= map->capacity)
        cell_map_grow(map);
    struct tally_cell *slot = &map->slots[cell_slot(map, cell)];
    if (slot->unit == SLOT_FREE) {
        *slot = *cell;
        map->count++;
    } else {
        slot->value += cell->value;
    }
}

/* Of a cell, and of a value in it. Odd, so that a sum of hashes times values differs whenever one value
 * does: what is kept is compared with what the records say by such sums alone, in little memory. */
static uint64_t cell_hash(const struct tally_cell *cell, const char *text)
{
    const int64_t parts[] = { cell->tally, cell->shard, cell->grain, cell->unit, cell->month, cell->since };
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < COUNT(parts); i++) {
        hash = (hash ^ (uint64_t)parts[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001B3u;
    hash ^= hash >> 31;
    return (hash * 0xD6E8FEB86659FD93u ^ hash >> 27) | 1;
}

/* --- one pass over the records of a kind, for all its tallies -------------------------------------- */

struct pass_tally {
    struct tally tally;
    struct cell_map map; /* filling: what is not written yet */
    uint64_t sum;        /* checking: of the cells, of a distinct count of the values */
    uint64_t dated_sum;  /* of the cells of a distinct count that count records */
};

struct pass {
    struct store *store;
    struct pass_tally *tallies; /* of one kind */
    size_t count;
    bool is_check;
};

enum { CELLS_HELD_MAX = 1 << 19 };

static enum err_code map_write(struct store *store, struct pass_tally *own, struct err *err)
{
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < own->map.capacity; i++)
        if (own->map.slots[i].unit != SLOT_FREE)
            code = pending_cell(store, &own->map.slots[i], err);
    arena_done(&own->map.arena);
    own->map = (struct cell_map){ 0 };
    return code;
}

static void sum_value(struct pass_tally *own, const struct record *record, const struct unit_place *place)
{
    struct tally_value kept = tally_value_of(own->tally.measure, record);
    struct tally_cell cells[GRAIN_MAX_] = { 0 }, dated[GRAIN_MAX_] = { 0 };
    size_t count = *kept.text ? tally_value_cells(own->tally.id, record, place, kept.month, cells) : 0;
    size_t dated_count = tally_dated_cells(own->tally.measure, &kept, cells, count, dated);
    for (size_t i = 0; i < count; i++)
        own->sum += cell_hash(&cells[i], kept.text);
    for (size_t i = 0; i < dated_count; i++)
        own->dated_sum += cell_hash(&dated[i], "");
}

static enum err_code pass_one(const struct pass *pass, struct pass_tally *own, const struct record *record,
                              const struct tally_life *life, const struct unit_place *place, struct arena *arena,
                              struct err *err)
{
    struct tally_cells cells = { .arena = arena };
    if (own->tally.measure->aggregate == AGGREGATE_DISTINCT) {
        if (!pass->is_check)
            return tally_write_value(pass->store, &own->tally, record, place, 1, err);
        sum_value(own, record, place);
        return ERR_OK;
    }
    tally_contribute_to(pass->store, &own->tally, record, life, place, 1, &cells);
    for (size_t i = 0; i < cells.count; i++)
        if (pass->is_check)
            own->sum += cell_hash(&cells.items[i], "") * (uint64_t)cells.items[i].value;
        else
            cell_map_add(&own->map, &cells.items[i]);
    return own->map.count < CELLS_HELD_MAX ? ERR_OK : map_write(pass->store, own, err);
}

static enum err_code pass_record(void *context, const struct record *record, struct err *err)
{
    struct pass *pass = context;
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct unit_place place = { 0 };
    struct tally_life life = { 0 };
    TRY(tally_record_place(pass->store, record, &place, err));
    TRY(tally_life_read(pass->store, record, &arena, &life, err));
    for (size_t i = 0; i < pass->count; i++)
        TRY(pass_one(pass, &pass->tallies[i], record, &life, &place, &arena, err));
    return ERR_OK;
}

/* Passes over the kind of the first of the tallies not passed yet, for all of that kind. */
static enum err_code pass_kind(struct pass *pass, const struct kind *kind, struct err *err)
{
    struct store *store = pass->store;
    struct entity_query every = { .all_states = true };
    struct actor actor = store->actor;
    store->actor = actor_unbound(&actor); /* totals are of all records, whoever asks */
    enum err_code code = entity_each(store, kind, &every, pass_record, pass, err);
    store->actor = actor;
    for (size_t i = 0; i < pass->count; i++) {
        if (code == ERR_OK)
            code = map_write(store, &pass->tallies[i], err);
        arena_done(&pass->tallies[i].map.arena);
    }
    return code;
}

/* `each` is called with every pass that was made; NULL to fill. */
static enum err_code pass_all(struct store *store, const struct tally *tallies, size_t count,
                              enum err_code (*each)(const struct pass *pass, int64_t *sum, struct err *err),
                              int64_t *sum, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct kind *kind = tallies[i].measure->kind;
        bool is_first = true;
        for (size_t j = 0; j < i; j++)
            is_first = is_first && tallies[j].measure->kind != kind;
        if (!is_first)
            continue;
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct pass pass = { .store = store, .is_check = each != NULL };
        pass.tallies = ARENA_ARRAY(&arena, struct pass_tally, count);
        for (size_t j = i; j < count; j++)
            if (tallies[j].measure->kind == kind)
                pass.tallies[pass.count++].tally = tallies[j];
        TRY(pass_kind(&pass, kind, err));
        if (each)
            TRY(each(&pass, sum, err));
    }
    return ERR_OK;
}

enum err_code tally_fill(struct store *store, const struct tally *tallies, size_t count, struct err *err)
{
    return pass_all(store, tallies, count, NULL, NULL, err);
}

enum err_code tally_fill_empty(struct store *store, struct err *err)
{
    int64_t empty = 0;
    if (store->tally_count)
        TRY(db_one_int(store->db, STMT_TALLY_IS_EMPTY, NO_ARGS, 0, &empty, err));
    if (!empty)
        return ERR_OK;
    TRY(db_begin(store->db, err));
    enum err_code code = tally_fill(store, store->tallies, store->tally_count, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}

/* --- checking --------------------------------------------------------------------------------------- */

/* The cells of a distinct count are what its values say. */
static enum err_code check_values(struct store *store, struct pass_tally *own, int64_t *differences, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_TALLY_VALUES_OF, ARGS(v_int(own->tally.id)), &rows, err));
    uint64_t kept = 0, cells = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        struct tally_cell cell = {
            own->tally.id, rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2), rows_int(&rows, 3), 0, 1
        };
        const char *text = rows_text(&rows, 4);
        kept += cell_hash(&cell, text ? text : "") * (uint64_t)rows_int(&rows, 5);
        cells += cell_hash(&cell, "");
    }
    *differences += kept != own->sum;
    own->sum = cells + own->dated_sum;
    return ERR_OK;
}

static enum err_code sum_cells(struct store *store, int64_t tally, uint64_t *sum, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_TALLY_CELLS_OF, ARGS(v_int(tally)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        struct tally_cell cell = {
            tally, rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2), rows_int(&rows, 3), rows_int(&rows, 4), 0
        };
        *sum += cell_hash(&cell, "") * (uint64_t)rows_int(&rows, 5);
    }
}

static enum err_code check_cells(struct store *store, const struct pass_tally *own, int64_t *differences,
                                 struct err *err)
{
    uint64_t kept = 0;
    TRY(sum_cells(store, own->tally.id, &kept, err));
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char **keys = NULL;
    size_t count = 0;
    if (own->tally.measure->by)
        TRY(tally_keys(store, &own->tally, &arena, &keys, &count, err));
    for (size_t i = 0; i < count; i++)
        TRY(sum_cells(store, tally_of_key(&own->tally, &arena, keys[i]).id, &kept, err));
    *differences += kept != own->sum;
    return ERR_OK;
}

static enum err_code check_pass(const struct pass *pass, int64_t *differences, struct err *err)
{
    for (size_t i = 0; i < pass->count; i++) {
        struct pass_tally *own = &pass->tallies[i];
        if (own->tally.measure->aggregate == AGGREGATE_DISTINCT)
            TRY(check_values(pass->store, own, differences, err));
        TRY(check_cells(pass->store, own, differences, err));
    }
    return ERR_OK;
}

enum err_code tally_check(struct store *store, int64_t *ret_differences, struct err *err)
{
    TRY(pending_flush(store, err));
    TRY(db_one_int(store->db, STMT_TALLY_CELLS_STRANGE, NO_ARGS, 0, ret_differences, err));
    return pass_all(store, store->tallies, store->tally_count, check_pass, ret_differences, err);
}
