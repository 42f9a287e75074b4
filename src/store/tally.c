/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tally.h"

#include "base/crypto.h"
#include "base/date.h"
#include "domain/builtin_units.h"
#include "store/pending.h"
#include "store/tally_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SINCE_RECORDS = 1 }; /* of a distinct count of a flow: a cell that counts records by month */

/* --- in which states a record was -------------------------------------------------------------- */

/* From which day to which it was in a state, as noted, the newest last: of two that hold, the later. */
struct life_row {
    const char *state;
    int64_t from_day, to_day;
};
struct life {
    struct life_row *rows;
    size_t count;
};

static enum err_code life_read(struct store *store, const struct record *record, struct arena *arena,
                               struct life *ret_life, struct err *err)
{
    *ret_life = (struct life){ 0 };
    if (!record || !record->kind->states)
        return ERR_OK;
    size_t capacity = 0;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_STATE_HISTORY_OF, ARGS(v_int(id_shard(record->id)), v_int(record->id)),
                 &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        const char *state = rows_text(&rows, 0);
        *ARENA_PUSH(arena, ret_life->rows, ret_life->count, capacity) =
            (struct life_row){ arena_strdup(arena, state ? state : ""), rows_int(&rows, 1), rows_int(&rows, 2) };
    }
}

/* The life as it was noted before the write that made `after` of `before`. */
static struct life life_before(const struct life *life, const struct record *before,
                               const struct record *after, struct arena *arena)
{
    struct life earlier = *life;
    bool changed = after->state && strcmp(before->state, after->state) != 0;
    if (!changed || life->count == 0)
        return earlier;
    earlier.count--;
    earlier.rows = ARENA_ARRAY(arena, struct life_row, life->count);
    memcpy(earlier.rows, life->rows, earlier.count * sizeof(*earlier.rows));
    if (earlier.count)
        earlier.rows[earlier.count - 1].to_day = INT32_MAX;
    return earlier;
}

static const char *life_state(const struct life *life, int64_t day)
{
    for (size_t i = life->count; i-- > 0;)
        if (life->rows[i].from_day <= day && life->rows[i].to_day > day)
            return life->rows[i].state;
    return NULL;
}

/* Month in which a state of that day begins; 0: always so. */
static int64_t month_of_day(int64_t day)
{
    return day <= INT32_MIN ? 0 : date_month_index(date_from_days((int32_t)day));
}

static int day_order(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The record comes to satisfy the condition (sign 1), or ceases to (-1). */
struct turn {
    int64_t since, sign;
};

/* The turns of a record's life, in order. At any month's end their sum says whether it satisfies the
 * condition as its states were then; all together, whether it does now. */
static size_t life_turns(const struct measure *measure, const struct record *record, const struct life *life,
                         struct arena *arena, struct turn **ret_turns)
{
    struct image image = record_image(record);
    struct turn *turns = ARENA_ARRAY(arena, struct turn, life->count * 2 + 1);
    int64_t *days = ARENA_ARRAY(arena, int64_t, life->count * 2 + 1);
    size_t day_count = 0, count = 0;
    bool asks_state = record->kind->states && cond_names_field(measure->where, COND_FIELD_STATE);
    days[day_count++] = INT32_MIN;
    for (size_t i = 0; asks_state && i < life->count; i++) {
        days[day_count++] = life->rows[i].from_day;
        if (life->rows[i].to_day < INT32_MAX)
            days[day_count++] = life->rows[i].to_day;
    }
    qsort(days, day_count, sizeof(*days), day_order);
    bool held = false;
    for (size_t i = 0; i < day_count; i++) {
        if (asks_state)
            image.state = life_state(life, days[i]);
        bool holds = cond_matches(measure->where, &image);
        if (holds != held)
            turns[count++] = (struct turn){ month_of_day(days[i]), holds ? 1 : -1 };
        held = holds;
    }
    *ret_turns = turns;
    return count;
}

/* --- what one record contributes ---------------------------------------------------------------- */

struct cell {
    int64_t tally, shard, grain, unit, month, since, value;
};

struct cells {
    struct arena *arena;
    struct cell *items;
    size_t count, capacity;
};

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->tally == b->tally && a->shard == b->shard && a->grain == b->grain && a->unit == b->unit && a->month == b->month &&
           a->since == b->since;
}

static void cells_add(struct cells *cells, struct cell added)
{
    for (size_t i = 0; i < cells->count; i++)
        if (same_cell(&cells->items[i], &added)) {
            cells->items[i].value += added.value;
            return;
        }
    *ARENA_PUSH(cells->arena, cells->items, cells->count, cells->capacity) = added;
}

static void cells_add_grains(struct cells *cells, const struct unit_place *place, struct cell cell)
{
    cell.grain = GRAIN_PLACE;
    cell.unit = place->unit;
    if (place->unit)
        cells_add(cells, cell);
    cell.grain = GRAIN_COMMUNE;
    cell.unit = place->commune;
    if (place->commune)
        cells_add(cells, cell);
    cell.grain = GRAIN_SHARD;
    cell.unit = place->unit ? (int64_t)place->shard : UNIT_NOWHERE;
    cells_add(cells, cell);
}

/* Month of a date field; false where it is empty. */
static bool month_of(const struct record *record, int field, int64_t *ret_month)
{
    struct value value = record->values[field];
    return value.type == VALUE_TEXT && date_storage_month(value.s, ret_month);
}

/* The month at which the record enters: of its date, the last one of its year, 0 at any time. False where
 * the field is empty: it counts at no time. */
static bool entry_month(const struct measure *measure, const struct record *record, int64_t *ret_month)
{
    *ret_month = 0;
    if (measure->time == MEASURE_ANY_TIME)
        return true;
    if (measure->time != MEASURE_YEAR)
        return month_of(record, measure->date_field, ret_month);
    struct value year = record->values[measure->date_field];
    *ret_month = year.i * 12 + 11;
    return year.type == VALUE_INT;
}

static void contribute(const struct tally *tally, const struct record *record, const struct life *life,
                       const struct unit_place *place, int sign, struct cells *cells)
{
    const struct measure *measure = tally->measure;
    int64_t value = sign, month = 0, exit = 0;
    if (!entry_month(measure, record, &month))
        return;
    if (measure->aggregate == AGGREGATE_SUM)
        value = sign * (record->values[measure->field].type == VALUE_INT ?
                            record->values[measure->field].i : 0);
    bool ends = measure->time == MEASURE_STOCK && measure->end_field >= 0 &&
                month_of(record, measure->end_field, &exit);
    struct turn *turns = NULL;
    size_t count = life_turns(measure, record, life, cells->arena, &turns);
    for (size_t i = 0; i < count; i++) {
        struct cell cell = { .tally = tally->id, .shard = id_shard(record->id), .month = month, .since = turns[i].since,
                             .value = value * turns[i].sign };
        cells_add_grains(cells, place, cell);
        cell.month = exit < month ? month : exit;
        cell.value = -cell.value;
        if (ends)
            cells_add_grains(cells, place, cell);
    }
}

static enum err_code record_place(struct store *store, const struct record *record,
                                  struct unit_place *ret_place, struct err *err)
{
    *ret_place = (struct unit_place){ 0 };
    int64_t unit = record && record->kind->unit ? record_int(record, record->kind->unit) : 0;
    return unit ? unit_place_get(store, unit, ret_place, err) : ERR_OK;
}

/* --- what one record contributes to a distinct count -------------------------------------------- */

/* What it counts as, in which month's cells; an empty text: nothing. Dates are told by their year; beside
 * it, per month, the records are counted, so that a part of a year in which all of the year's records lie
 * is known to be the year. A long text is told by its digest: the value is part of a key, which databases
 * keep short. No recorded text begins with DIGEST_MARK. */
#define DIGEST_MARK "\x01"
struct kept_value {
    char text[256];
    int64_t month, date_month;
};

static struct kept_value value_of(const struct measure *measure, const struct record *record)
{
    struct kept_value kept = { 0 };
    struct image image = record_image(record);
    struct value value = image_counted(&image, measure->field);
    if (value_is_null(value) || !entry_month(measure, record, &kept.month) ||
        !cond_matches(measure->where, &image))
        return kept;
    kept.date_month = kept.month;
    if (measure->time == MEASURE_FLOW)
        kept.month = kept.month / 12 * 12 + 11;
    if (value.type == VALUE_INT)
        snprintf(kept.text, sizeof(kept.text), "%lld", (long long)value.i);
    else if (strlen(value.s) < sizeof(kept.text))
        snprintf(kept.text, sizeof(kept.text), "%s", value.s);
    else {
        char hex[SHA256_HEX_SIZE];
        crypto_sha256_hex(value.s, strlen(value.s), hex);
        snprintf(kept.text, sizeof(kept.text), DIGEST_MARK "%s", hex);
    }
    return kept;
}

static size_t value_cells(int64_t tally, const struct record *record, const struct unit_place *place, int64_t month,
                          struct cell cells[GRAIN_MAX_])
{
    int64_t shard = id_shard(record->id), joined = place->unit ? builtin_joined_provinces[place->shard] : 0;
    size_t count = 0;
    if (place->unit)
        cells[count++] = (struct cell){ tally, shard, GRAIN_PLACE, place->unit, month, 0, 1 };
    if (place->commune)
        cells[count++] = (struct cell){ tally, shard, GRAIN_COMMUNE, place->commune, month, 0, 1 };
    cells[count++] = (struct cell){
        tally, shard, GRAIN_SHARD, place->unit ? (int64_t)place->shard : UNIT_NOWHERE, month, 0, 1 };
    cells[count++] = (struct cell){ tally, 0, GRAIN_NATION, 0, month, 0, 1 };
    if (joined)
        cells[count++] = (struct cell){ tally, 0, GRAIN_JOINED, joined, month, 0, 1 };
    return count;
}

/* The cells that count the records by month. */
static size_t dated_cells(const struct measure *measure, const struct kept_value *kept,
                          const struct cell *cells, size_t count, struct cell dated[GRAIN_MAX_])
{
    size_t found = 0;
    for (size_t i = 0; measure->time == MEASURE_FLOW && i < count; i++)
        if (cells[i].grain == GRAIN_SHARD || cells[i].grain == GRAIN_NATION) {
            dated[found] = cells[i];
            dated[found].month = kept->date_month;
            dated[found++].since = SINCE_RECORDS;
        }
    return found;
}

/* --- keeping -------------------------------------------------------------------------------------- */

bool tally_can_keep(const struct measure *measure)
{
    if (!measure->kind->unit || measure->units || measure->place || measure->outside ||
        cond_needs_records(measure->where))
        return false;
    if (measure->by) {
        const struct field *by = &measure->kind->fields[measure->by - 1];
        return measure->aggregate != AGGREGATE_DISTINCT && (by->type == FIELD_CODE || by->type == FIELD_KEY);
    }
    return measure->aggregate != AGGREGATE_DISTINCT ||
           (measure->time != MEASURE_STOCK && measure->field >= 0);
}

/* --- by the values of a field ----------------------------------------------------------------------- */

/* Numbers of values begin here, those of tallies stay below. */
#define KEY_ID_FIRST (INT64_C(1) << 60)
#define KEY_MARK "="

static char *tally_text(struct arena *arena, const struct measure *measure)
{
    char *text = measure_canonical(arena, measure);
    return measure->by ? arena_printf(arena, "%s by(%s)", text, measure->kind->fields[measure->by - 1].name) : text;
}

/* The same number in every store, so that nobody has to be asked for it. */
struct tally tally_of_key(const struct tally *tally, struct arena *arena, const char *key)
{
    char hex[SHA256_HEX_SIZE], first[16];
    struct tally own = *tally;
    own.text = arena_printf(arena, "%s" KEY_MARK "%s", tally->text, key ? key : "");
    crypto_sha256_hex(own.text, strlen(own.text), hex);
    snprintf(first, sizeof(first), "%.14s", hex);
    own.id = KEY_ID_FIRST | (int64_t)strtoull(first, NULL, 16);
    return own;
}

static const char *key_of(const struct measure *measure, const struct record *record)
{
    struct value value = record->values[measure->by - 1];
    return value_is_null(value) ? "" : value.s;
}

static bool key_is_known(const struct store *store, const struct tally *tally, const char *key)
{
    for (size_t i = 0; i < store->tally_key_count; i++)
        if (store->tally_keys[i].tally == tally->id && strcmp(store->tally_keys[i].key, key) == 0)
            return true;
    return false;
}

enum err_code tally_keys(struct store *store, const struct tally *tally, struct arena *arena, const char ***ret_keys,
                         size_t *ret_count, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    size_t length = strlen(tally->text), capacity = 0;
    *ret_keys = NULL;
    *ret_count = 0;
    TRY(db_query(store->db, STMT_TALLY_DEF_KEYS, ARGS(v_int(KEY_ID_FIRST), v_text(tally->measure->kind->slug)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        const char *text = rows_text(&rows, 0);
        if (text && strncmp(text, tally->text, length) == 0 && text[length] == *KEY_MARK)
            *ARENA_PUSH(arena, *ret_keys, *ret_count, capacity) = arena_strdup(arena, text + length + 1);
    }
}

/* What the record contributes to the tally, under the number of its value where it is kept by one: a value that this
 * store does not know is named, and read by the others at their next store_refresh. */
static void contribute_to(struct store *store, const struct tally *tally, const struct record *record,
                          const struct life *life, const struct unit_place *place, int sign, struct cells *cells)
{
    struct tally own = *tally;
    size_t before = cells->count;
    const char *key = tally->measure->by ? key_of(tally->measure, record) : NULL;
    if (key)
        own = tally_of_key(tally, cells->arena, key);
    contribute(&own, record, life, place, sign, cells);
    if (key && cells->count > before && !key_is_known(store, tally, key))
        pending_name(store, own.id, tally->measure->kind, own.text);
}

static enum err_code write_cell(struct store *store, const struct cell *cell, struct err *err)
{
    const struct tally_cell change = { cell->tally, cell->shard, cell->grain, cell->unit, cell->month, cell->since,
                                       cell->value };
    return pending_cell(store, &change, err);
}

static enum err_code write_cells(struct store *store, const struct cells *cells, struct err *err)
{
    for (size_t i = 0; i < cells->count; i++)
        TRY(write_cell(store, &cells->items[i], err));
    return ERR_OK;
}

/* One more (or less) record of each cell has the value. */
static enum err_code write_value(struct store *store, const struct tally *tally, const struct record *record,
                                 const struct unit_place *place, int sign, struct err *err)
{
    struct kept_value kept = value_of(tally->measure, record);
    struct cell cells[GRAIN_MAX_] = { 0 }, dated[GRAIN_MAX_] = { 0 };
    size_t count = *kept.text ? value_cells(tally->id, record, place, kept.month, cells) : 0;
    size_t dated_count = dated_cells(tally->measure, &kept, cells, count, dated);
    for (size_t i = 0; i < dated_count; i++) {
        dated[i].value = sign;
        TRY(write_cell(store, &dated[i], err));
    }
    for (size_t i = 0; i < count; i++) {
        const struct tally_cell cell = { tally->id,    cells[i].shard, cells[i].grain, cells[i].unit,
                                         cells[i].month, cells[i].since, sign };
        TRY(pending_value(store, &cell, kept.text, err));
    }
    return ERR_OK;
}

/* One write as its tallies see it. */
struct change {
    const struct record *before, *after; /* either may be NULL */
    struct life life_before, life_after;
    struct unit_place place_before, place_after;
    int64_t since_day; /* of a new record: from when its state holds */
};

static enum err_code change_read(struct store *store, struct change *change, struct arena *arena,
                                 struct err *err)
{
    TRY(record_place(store, change->before, &change->place_before, err));
    TRY(record_place(store, change->after, &change->place_after, err));
    if (!change->before && change->after->state) {
        struct life_row *row = ARENA_NEW(arena, struct life_row);
        *row = (struct life_row){ change->after->state, change->since_day, INT32_MAX };
        change->life_after = (struct life){ row, 1 };
        return ERR_OK;
    }
    TRY(life_read(store, change->after, arena, &change->life_after, err));
    if (change->before)
        change->life_before = life_before(&change->life_after, change->before, change->after, arena);
    return ERR_OK;
}

static enum err_code change_apply(struct store *store, const struct tally *tally, const struct change *change,
                                  struct arena *arena, struct err *err)
{
    if (tally->measure->aggregate == AGGREGATE_DISTINCT) {
        if (change->before)
            TRY(write_value(store, tally, change->before, &change->place_before, -1, err));
        return write_value(store, tally, change->after, &change->place_after, 1, err);
    }
    struct cells cells = { .arena = arena };
    if (change->before)
        contribute_to(store, tally, change->before, &change->life_before, &change->place_before, -1, &cells);
    contribute_to(store, tally, change->after, &change->life_after, &change->place_after, 1, &cells);
    return write_cells(store, &cells, err);
}

enum err_code tally_apply(struct store *store, const struct kind *kind, const struct record *before,
                          const struct record *after, int64_t since_day, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct change change = { .before = before, .after = after, .since_day = since_day };
    bool is_read = false;
    for (size_t i = 0; i < store->tally_count; i++) {
        if (store->tallies[i].measure->kind != kind)
            continue;
        if (!is_read)
            TRY(change_read(store, &change, &arena, err));
        is_read = true;
        TRY(change_apply(store, &store->tallies[i], &change, &arena, err));
    }
    return ERR_OK;
}

/* --- cells in memory ------------------------------------------------------ */

enum { SLOT_FREE = -2 }; /* as a unit */

/* Cells by open addressing. */
struct cell_map {
    struct arena arena;
    struct cell *slots;
    size_t capacity, count;
};

static size_t cell_slot(const struct cell_map *map, const struct cell *cell)
{
    uint64_t hash = (uint64_t)cell->tally * 0xFF51AFD7ED558CCDu ^ (uint64_t)cell->unit * 0x9E3779B97F4A7C15u ^ (uint64_t)cell->month * 0xC2B2AE3D27D4EB4Fu ^
                    (uint64_t)cell->since * 0xD6E8FEB86659FD93u ^
                    (uint64_t)(cell->grain * 128 + cell->shard) * 0x165667B19E3779F9u;
    size_t slot = (size_t)(hash >> 20) & (map->capacity - 1);
    while (map->slots[slot].unit != SLOT_FREE && !same_cell(&map->slots[slot], cell))
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
        wider.slots[i].unit = SLOT_FREE;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].unit != SLOT_FREE)
            wider.slots[cell_slot(&wider, &map->slots[i])] = map->slots[i];
    map->slots = wider.slots;
    map->capacity = wider.capacity;
}

static void cell_map_add(struct cell_map *map, const struct cell *cell)
{
    if (map->count * 2 >= map->capacity)
        cell_map_grow(map);
    struct cell *slot = &map->slots[cell_slot(map, cell)];
    if (slot->unit == SLOT_FREE) {
        *slot = *cell;
        map->count++;
    } else {
        slot->value += cell->value;
    }
}

/* Of a cell, and of a value in it. Odd, so that a sum of hashes times values differs whenever one value
 * does: what is kept is compared with what the records say by such sums alone, in little memory. */
static uint64_t cell_hash(const struct cell *cell, const char *text)
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
            code = write_cell(store, &own->map.slots[i], err);
    arena_done(&own->map.arena);
    own->map = (struct cell_map){ 0 };
    return code;
}

static void sum_value(struct pass_tally *own, const struct record *record, const struct unit_place *place)
{
    struct kept_value kept = value_of(own->tally.measure, record);
    struct cell cells[GRAIN_MAX_] = { 0 }, dated[GRAIN_MAX_] = { 0 };
    size_t count = *kept.text ? value_cells(own->tally.id, record, place, kept.month, cells) : 0;
    size_t dated_count = dated_cells(own->tally.measure, &kept, cells, count, dated);
    for (size_t i = 0; i < count; i++)
        own->sum += cell_hash(&cells[i], kept.text);
    for (size_t i = 0; i < dated_count; i++)
        own->dated_sum += cell_hash(&dated[i], "");
}

static enum err_code pass_one(const struct pass *pass, struct pass_tally *own, const struct record *record,
                              const struct life *life, const struct unit_place *place, struct arena *arena,
                              struct err *err)
{
    struct cells cells = { .arena = arena };
    if (own->tally.measure->aggregate == AGGREGATE_DISTINCT) {
        if (!pass->is_check)
            return write_value(pass->store, &own->tally, record, place, 1, err);
        sum_value(own, record, place);
        return ERR_OK;
    }
    contribute_to(pass->store, &own->tally, record, life, place, 1, &cells);
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
    struct life life = { 0 };
    TRY(record_place(pass->store, record, &place, err));
    TRY(life_read(pass->store, record, &arena, &life, err));
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

enum err_code tally_fill_empty(struct store *store, struct err *err)
{
    int64_t empty = 0;
    if (store->tally_count)
        TRY(db_one_int(store->db, STMT_TALLY_IS_EMPTY, NO_ARGS, 0, &empty, err));
    if (!empty)
        return ERR_OK;
    TRY(db_begin(store->db, err));
    enum err_code code = pass_all(store, store->tallies, store->tally_count, NULL, NULL, err);
    if (code == ERR_OK)
        return db_commit(store->db, err);
    db_rollback(store->db);
    return code;
}

static void tally_register(struct store *store, int64_t id, const struct measure *measure, const char *text)
{
    size_t capacity = store->tally_count; /* few: a new array each time is simplest */
    struct tally *wider = ARENA_ARRAY(&store->arena, struct tally, capacity + 1);
    if (store->tally_count)
        memcpy(wider, store->tallies, store->tally_count * sizeof(*wider));
    wider[store->tally_count++] = (struct tally){ id, measure, text };
    store->tallies = wider;
}

const struct tally *tally_find(const struct store *store, const struct measure *measure)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *wanted = tally_text(&arena, measure);
    for (size_t i = 0; i < store->tally_count; i++)
        if (store->tallies[i].measure->kind == measure->kind && strcmp(store->tallies[i].text, wanted) == 0)
            return &store->tallies[i];
    return NULL;
}

#define BY_MARK " by("

/* A measure as tally_text wrote it. */
static enum err_code read_text(struct store *store, const char *text, struct measure **ret_measure, struct err *err)
{
    const char *by = strstr(text, BY_MARK);
    if (!by)
        return measure_from_canonical(&store->arena, text, ret_measure, err);
    TRY(measure_from_canonical(&store->arena, arena_strndup(&store->arena, text, (size_t)(by - text)), ret_measure, err));
    by += sizeof(BY_MARK) - 1;
    const char *name = arena_strndup(&store->arena, by, strcspn(by, ")"));
    (*ret_measure)->by = kind_field_index((*ret_measure)->kind, name) + 1;
    return (*ret_measure)->by ? ERR_OK : err_set(err, ERR_CORRUPT, MSG_MEASURE_TEXT, text);
}

/* A value's row names the tally it is of by that one's text. */
static void key_register(struct store *store, int64_t id, const char *text)
{
    const char *by = strstr(text, BY_MARK), *end = by ? strstr(by, ")" KEY_MARK) : NULL;
    struct tally_key *wider = ARENA_ARRAY(&store->arena, struct tally_key, store->tally_key_count + 1);
    if (store->tally_key_count)
        memcpy(wider, store->tally_keys, store->tally_key_count * sizeof(*wider));
    struct tally_key *key = &wider[store->tally_key_count++];
    store->tally_keys = wider;
    *key = (struct tally_key){ .id = id, .key = end ? arena_strdup(&store->arena, end + strlen(")" KEY_MARK)) : "" };
    size_t length = end ? (size_t)(end - text) + 1 : 0;
    for (size_t i = 0; i < store->tally_count; i++)
        if (strlen(store->tallies[i].text) == length && strncmp(store->tallies[i].text, text, length) == 0)
            key->tally = store->tallies[i].id;
}

/* Notes the measure under the next id and in its own copy: the caller's arena ends before the store's. */
static enum err_code tally_define(struct store *store, const struct measure *measure, struct err *err)
{
    int64_t id = 1;
    for (size_t i = 0; i < store->tally_count; i++)
        if (store->tallies[i].id >= id)
            id = store->tallies[i].id + 1;
    const char *text = tally_text(&store->arena, measure);
    TRY(db_run(store->db, STMT_TALLY_DEF_ADD,
               ARGS(v_int(id), v_text(measure->kind->slug), v_text(text)), NULL, err));
    struct measure *kept = NULL;
    TRY(read_text(store, text, &kept, err));
    tally_register(store, id, kept, text);
    return ERR_OK;
}

enum err_code tally_add_all(struct store *store, const struct measure *const *measures, size_t count,
                            struct err *err)
{
    size_t before = store->tally_count;
    enum err_code code = ERR_OK;
    require(db_in_transaction(store->db));
    for (size_t i = 0; code == ERR_OK && i < count; i++)
        if (tally_can_keep(measures[i]) && !tally_find(store, measures[i]))
            code = tally_define(store, measures[i], err);
    if (code == ERR_OK)
        code = pass_all(store, store->tallies + before, store->tally_count - before, NULL, NULL, err);
    if (code != ERR_OK)
        store->tally_count = before;
    return code;
}

enum err_code tally_add(struct store *store, const struct measure *measure, struct err *err)
{
    require(tally_can_keep(measure));
    return tally_add_all(store, &measure, 1, err);
}

enum err_code tally_load(struct store *store, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    store->tally_count = store->tally_key_count = 0;
    TRY(db_query(store->db, STMT_TALLY_DEF_ALL, NO_ARGS, &rows, err));
    for (bool has = true;;) { /* by number: a tally before its values */
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        struct measure *measure = NULL;
        const char *row = rows_text(&rows, 2), *text = arena_strdup(&store->arena, row ? row : "");
        if (rows_int(&rows, 0) >= KEY_ID_FIRST) {
            key_register(store, rows_int(&rows, 0), text);
            continue;
        }
        TRY(read_text(store, text, &measure, err));
        tally_register(store, rows_int(&rows, 0), measure, text);
    }
}

/* --- checking --------------------------------------------------------------------------------------- */

/* The cells of a distinct count are what its values say. */
static enum err_code check_values(struct store *store, struct pass_tally *own, int64_t *differences,
                                  struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_TALLY_VALUES_OF, ARGS(v_int(own->tally.id)), &rows, err));
    uint64_t kept = 0, cells = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        struct cell cell = { own->tally.id, rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2), rows_int(&rows, 3), 0, 1 };
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
        struct cell cell = { tally, rows_int(&rows, 0), rows_int(&rows, 1), rows_int(&rows, 2),
                             rows_int(&rows, 3), rows_int(&rows, 4), 0 };
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
