/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tally.h"

#include "base/date.h"

#include <string.h>

enum { GRAIN_PLACE, GRAIN_COMMUNE, GRAIN_SHARD };

/* --- what one record contributes ---------------------------------------------------------------- */

struct cell {
    int64_t shard, grain, unit, month, value;
};

/* At most two months (entry and exit) times three grains, for each of two images. */
enum { CELLS_MAX = 12 };
struct cells {
    struct cell items[CELLS_MAX];
    size_t count;
};

static void cells_add(struct cells *cells, int64_t shard, int64_t grain, int64_t unit, int64_t month,
                      int64_t value)
{
    for (size_t i = 0; i < cells->count; i++) {
        struct cell *cell = &cells->items[i];
        if (cell->shard == shard && cell->grain == grain && cell->unit == unit && cell->month == month) {
            cell->value += value;
            return;
        }
    }
    require(cells->count < CELLS_MAX);
    cells->items[cells->count++] = (struct cell){ shard, grain, unit, month, value };
}

static void cells_add_grains(struct cells *cells, const struct unit_place *place, int64_t shard,
                             int64_t month, int64_t value)
{
    if (place->unit)
        cells_add(cells, shard, GRAIN_PLACE, place->unit, month, value);
    if (place->commune)
        cells_add(cells, shard, GRAIN_COMMUNE, place->commune, month, value);
    cells_add(cells, shard, GRAIN_SHARD, 0, month, value);
}

/* Month of a date field; false where it is empty. */
static bool month_of(const struct record *record, int field, int64_t *ret_month)
{
    struct value value = record->values[field];
    return value.type == VALUE_TEXT && date_storage_month(value.s, ret_month);
}

static void contribute(const struct measure *measure, const struct record *record,
                       const struct unit_place *place, int sign, struct cells *cells)
{
    struct image image = record_image(record);
    if (!cond_matches(measure->where, &image))
        return;
    int64_t value = sign, month = 0, exit = 0, shard = id_shard(record->id);
    if (measure->aggregate == AGGREGATE_SUM)
        value = sign * (record->values[measure->field].type == VALUE_INT ?
                            record->values[measure->field].i : 0);
    switch (measure->time) {
    case MEASURE_ANY_TIME:
        break;
    case MEASURE_YEAR:
        if (record->values[measure->date_field].type != VALUE_INT)
            return;
        month = record->values[measure->date_field].i * 12 + 11;
        break;
    case MEASURE_FLOW:
    case MEASURE_STOCK:
        if (!month_of(record, measure->date_field, &month))
            return;
        break;
    }
    cells_add_grains(cells, place, shard, month, value);
    if (measure->time == MEASURE_STOCK && measure->end_field >= 0 &&
        month_of(record, measure->end_field, &exit))
        cells_add_grains(cells, place, shard, exit < month ? month : exit, -value);
}

static enum err_code record_place(struct store *store, const struct record *record,
                                  struct unit_place *ret_place, struct err *err)
{
    *ret_place = (struct unit_place){ 0 };
    int64_t unit = record->kind->unit ? record_int(record, record->kind->unit) : 0;
    return unit ? unit_place_get(store, unit, ret_place, err) : ERR_OK;
}

/* --- keeping -------------------------------------------------------------------------------------- */

bool tally_can_keep(const struct measure *measure)
{
    return (measure->aggregate == AGGREGATE_COUNT || measure->aggregate == AGGREGATE_SUM) &&
           !cond_needs_records(measure->where);
}

static enum err_code write_cells(struct store *store, int64_t tally, const struct cells *cells,
                                 struct err *err)
{
    for (size_t i = 0; i < cells->count; i++) {
        const struct cell *cell = &cells->items[i];
        if (cell->value == 0)
            continue;
        TRY(db_run(store->db, STMT_TALLY_CELL_ADD,
                   ARGS(v_int(cell->shard), v_int(tally), v_int(cell->grain), v_int(cell->unit),
                        v_int(cell->month), v_int(cell->value)),
                   NULL, err));
    }
    return ERR_OK;
}

enum err_code tally_apply(struct store *store, const struct kind *kind, const struct record *before,
                          const struct record *after, struct err *err)
{
    struct unit_place place_before = { 0 }, place_after = { 0 };
    bool placed = false;
    for (size_t i = 0; i < store->tally_count; i++) {
        const struct tally *tally = &store->tallies[i];
        if (tally->measure->kind != kind)
            continue;
        if (!placed && before)
            TRY(record_place(store, before, &place_before, err));
        if (!placed && after)
            TRY(record_place(store, after, &place_after, err));
        placed = true;
        struct cells cells = { 0 };
        if (before)
            contribute(tally->measure, before, &place_before, -1, &cells);
        if (after)
            contribute(tally->measure, after, &place_after, 1, &cells);
        TRY(write_cells(store, tally->id, &cells, err));
    }
    return ERR_OK;
}

/* --- all cells of one measure, from the records ------------------------------------------------------ */

/* Cells by open addressing; value 0 with unit -1 marks a free slot. */
struct cell_map {
    struct arena arena;
    struct cell *slots;
    size_t capacity, count;
    struct store *store;
    const struct measure *measure;
};

static size_t cell_slot(const struct cell_map *map, const struct cell *cell)
{
    uint64_t hash = (uint64_t)cell->unit * 0x9E3779B97F4A7C15u ^ (uint64_t)cell->month * 0xC2B2AE3D27D4EB4Fu ^
                    (uint64_t)(cell->grain * 128 + cell->shard) * 0x165667B19E3779F9u;
    size_t slot = (size_t)(hash >> 20) & (map->capacity - 1);
    while (map->slots[slot].unit != -1 &&
           (map->slots[slot].unit != cell->unit || map->slots[slot].month != cell->month ||
            map->slots[slot].grain != cell->grain || map->slots[slot].shard != cell->shard))
        slot = (slot + 1) & (map->capacity - 1);
    return slot;
}

static void cell_map_grow(struct cell_map *map)
{
    struct cell_map wider = *map;
    wider.capacity = map->capacity ? map->capacity * 2 : 1024;
    wider.slots = ARENA_ARRAY(&map->arena, struct cell, wider.capacity);
    wider.arena = map->arena;
    for (size_t i = 0; i < wider.capacity; i++)
        wider.slots[i].unit = -1;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].unit != -1)
            wider.slots[cell_slot(&wider, &map->slots[i])] = map->slots[i];
    map->slots = wider.slots;
    map->capacity = wider.capacity;
}

static void cell_map_add(struct cell_map *map, const struct cell *cell)
{
    if (map->count * 2 >= map->capacity)
        cell_map_grow(map);
    struct cell *slot = &map->slots[cell_slot(map, cell)];
    if (slot->unit == -1) {
        *slot = *cell;
        map->count++;
    } else {
        slot->value += cell->value;
    }
}

static enum err_code map_record(void *context, const struct record *record, struct err *err)
{
    struct cell_map *map = context;
    struct unit_place place = { 0 };
    struct cells cells = { 0 };
    TRY(record_place(map->store, record, &place, err));
    contribute(map->measure, record, &place, 1, &cells);
    for (size_t i = 0; i < cells.count; i++)
        cell_map_add(map, &cells.items[i]);
    return ERR_OK;
}

static enum err_code map_records(struct store *store, const struct measure *measure, struct cell_map *map,
                                 struct err *err)
{
    struct entity_query every = { .all_states = true };
    struct actor actor = store->actor;
    map->store = store;
    map->measure = measure;
    store->actor.scope_unit = 0; /* totals are of all records, whoever asks */
    enum err_code code = entity_each(store, measure->kind, &every, map_record, map, err);
    store->actor = actor;
    return code;
}

static void tally_register(struct store *store, int64_t id, const struct measure *measure)
{
    size_t capacity = store->tally_count; /* few: a new array each time is simplest */
    struct tally *wider = ARENA_ARRAY(&store->arena, struct tally, capacity + 1);
    if (store->tally_count)
        memcpy(wider, store->tallies, store->tally_count * sizeof(*wider));
    wider[store->tally_count++] = (struct tally){ id, measure };
    store->tallies = wider;
}

const struct tally *tally_find(const struct store *store, const struct measure *measure)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *wanted = measure_canonical(&arena, measure);
    for (size_t i = 0; i < store->tally_count; i++)
        if (store->tallies[i].measure->kind == measure->kind &&
            strcmp(measure_canonical(&arena, store->tallies[i].measure), wanted) == 0)
            return &store->tallies[i];
    return NULL;
}

enum err_code tally_add(struct store *store, const struct measure *measure, struct err *err)
{
    require(tally_can_keep(measure) && db_in_transaction(store->db));
    if (tally_find(store, measure))
        return ERR_OK;
    int64_t id = 1;
    for (size_t i = 0; i < store->tally_count; i++)
        if (store->tallies[i].id >= id)
            id = store->tallies[i].id + 1;
    const char *text = measure_canonical(&store->arena, measure);
    TRY(db_run(store->db, STMT_TALLY_DEF_ADD,
               ARGS(v_int(id), v_text(measure->kind->slug), v_text(text)), NULL, err));
    struct measure *kept = NULL; /* its own copy: the caller's arena ends before the store's */
    TRY(measure_from_canonical(&store->arena, text, &kept, err));
    struct cell_map map = { 0 };
    enum err_code code = map_records(store, kept, &map, err);
    for (size_t i = 0; code == ERR_OK && i < map.capacity; i++) {
        const struct cell *cell = &map.slots[i];
        if (cell->unit != -1) {
            struct cells one = { .items = { *cell }, .count = 1 };
            code = write_cells(store, id, &one, err);
        }
    }
    arena_done(&map.arena);
    if (code == ERR_OK)
        tally_register(store, id, kept);
    return code;
}

enum err_code tally_load(struct store *store, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_TALLY_DEF_ALL, NO_ARGS, &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        struct measure *measure = NULL;
        const char *text = rows_text(&rows, 2);
        TRY(measure_from_canonical(&store->arena, arena_strdup(&store->arena, text ? text : ""), &measure,
                                   err));
        tally_register(store, rows_int(&rows, 0), measure);
    }
}

/* --- reading ---------------------------------------------------------------------------------------- */

enum err_code tally_read(struct store *store, const struct tally *tally, int64_t unit, int64_t day,
                         int64_t first_month, int64_t last_month, int64_t *ret_value, struct err *err)
{
    if (tally->measure->time == MEASURE_STOCK)
        first_month = 0;
    if (tally->measure->time == MEASURE_ANY_TIME)
        first_month = last_month = 0;
    if (!unit)
        return db_one_int(store->db, STMT_TALLY_SUM_NATION,
                          ARGS(v_int(tally->id), v_int(first_month), v_int(last_month)), 0, ret_value, err);
    char on_date[DATE_TEXT_SIZE];
    date_to_storage(date_from_days((int32_t)day), on_date);
    return db_one_int(store->db, STMT_TALLY_SUM_SCOPE,
                      ARGS(v_int(tally->id), v_int(unit), v_int(day), v_text(on_date), v_int(first_month),
                           v_int(last_month)),
                      0, ret_value, err);
}

/* --- checking --------------------------------------------------------------------------------------- */

static enum err_code check_one(struct store *store, const struct tally *tally, int64_t *differences,
                               struct err *err)
{
    struct cell_map map = { 0 };
    enum err_code code = map_records(store, tally->measure, &map, err);
    CLEANUP(rows_done) struct rows rows = { 0 };
    if (code == ERR_OK)
        code = db_query(store->db, STMT_TALLY_CELLS_OF, ARGS(v_int(tally->id)), &rows, err);
    for (bool has = true; code == ERR_OK;) {
        code = rows_next(&rows, &has, err);
        if (code != ERR_OK || !has)
            break;
        struct cell cell = { rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2),
                             rows_int(&rows, 3), -rows_int(&rows, 4) };
        cell_map_add(&map, &cell);
    }
    for (size_t i = 0; i < map.capacity; i++)
        *differences += map.slots[i].unit != -1 && map.slots[i].value != 0;
    arena_done(&map.arena);
    return code;
}

enum err_code tally_check(struct store *store, int64_t *ret_differences, struct err *err)
{
    TRY(db_one_int(store->db, STMT_TALLY_CELLS_STRANGE, NO_ARGS, 0, ret_differences, err));
    for (size_t i = 0; i < store->tally_count; i++)
        TRY(check_one(store, &store->tallies[i], ret_differences, err));
    return ERR_OK;
}
