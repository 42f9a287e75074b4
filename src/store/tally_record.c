/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"
#include "base/date.h"
#include "domain/builtin_units.h"
#include "store/tally_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- in which states a record was -------------------------------------------------------------- */

enum err_code tally_life_read(struct store *store, const struct record *record, struct arena *arena,
                              struct tally_life *ret_life, struct err *err)
{
    *ret_life = (struct tally_life){ 0 };
    if (!record || !record->kind->states)
        return ERR_OK;
    size_t capacity = 0;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_STATE_HISTORY_OF, ARGS(v_int(id_shard(record->id)), v_int(record->id)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        const char *state = rows_text(&rows, 0);
        *ARENA_PUSH(arena, ret_life->rows, ret_life->count, capacity) =
            (struct tally_life_row){ arena_strdup(arena, state ? state : ""), rows_int(&rows, 1), rows_int(&rows, 2) };
    }
}

struct tally_life tally_life_before(const struct tally_life *life, const struct record *before,
                                    const struct record *after, struct arena *arena)
{
    struct tally_life earlier = *life;
    bool changed = after->state && strcmp(before->state, after->state) != 0;
    if (!changed || life->count == 0)
        return earlier;
    earlier.count--;
    earlier.rows = ARENA_ARRAY(arena, struct tally_life_row, life->count);
    memcpy(earlier.rows, life->rows, earlier.count * sizeof(*earlier.rows));
    if (earlier.count)
        earlier.rows[earlier.count - 1].to_day = INT32_MAX;
    return earlier;
}

static const char *life_state(const struct tally_life *life, int64_t day)
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
static size_t life_turns(const struct measure *measure, const struct record *record, const struct tally_life *life,
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

bool tally_same_cell(const struct tally_cell *a, const struct tally_cell *b)
{
    return a->tally == b->tally && a->shard == b->shard && a->grain == b->grain && a->unit == b->unit &&
           a->month == b->month && a->since == b->since;
}

static void cells_add(struct tally_cells *cells, struct tally_cell added)
{
    for (size_t i = 0; i < cells->count; i++)
        if (tally_same_cell(&cells->items[i], &added)) {
            cells->items[i].value += added.value;
            return;
        }
    *ARENA_PUSH(cells->arena, cells->items, cells->count, cells->capacity) = added;
}

static void cells_add_grains(struct tally_cells *cells, const struct unit_place *place, struct tally_cell cell)
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

void tally_contribute(const struct tally *tally, const struct record *record, const struct tally_life *life,
                      const struct unit_place *place, int sign, struct tally_cells *cells)
{
    const struct measure *measure = tally->measure;
    int64_t value = sign, month = 0, exit = 0;
    if (!entry_month(measure, record, &month))
        return;
    if (measure->aggregate == AGGREGATE_SUM)
        value = sign * (record->values[measure->field].type == VALUE_INT ? record->values[measure->field].i : 0);
    bool ends =
        measure->time == MEASURE_STOCK && measure->end_field >= 0 && month_of(record, measure->end_field, &exit);
    struct turn *turns = NULL;
    size_t count = life_turns(measure, record, life, cells->arena, &turns);
    for (size_t i = 0; i < count; i++) {
        struct tally_cell cell = { .tally = tally->id,
                                   .shard = id_shard(record->id),
                                   .month = month,
                                   .since = turns[i].since,
                                   .value = value * turns[i].sign };
        cells_add_grains(cells, place, cell);
        cell.month = exit < month ? month : exit;
        cell.value = -cell.value;
        if (ends)
            cells_add_grains(cells, place, cell);
    }
}

enum err_code tally_record_place(struct store *store, const struct record *record, struct unit_place *ret_place,
                                 struct err *err)
{
    *ret_place = (struct unit_place){ 0 };
    int64_t unit = record && record->kind->unit ? record_int(record, record->kind->unit) : 0;
    return unit ? unit_place_get(store, unit, ret_place, err) : ERR_OK;
}

/* --- what one record contributes to a distinct count -------------------------------------------- */

/* A long text is told by its digest: the value is part of a key, which databases keep short. No recorded text begins
 * with DIGEST_MARK. */
#define DIGEST_MARK "\x01"

struct tally_value tally_value_of(const struct measure *measure, const struct record *record)
{
    struct tally_value kept = { 0 };
    struct image image = record_image(record);
    struct value value = image_counted(&image, measure->field);
    if (value_is_null(value) || !entry_month(measure, record, &kept.month) || !cond_matches(measure->where, &image))
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

size_t tally_value_cells(int64_t tally, const struct record *record, const struct unit_place *place, int64_t month,
                         struct tally_cell cells[GRAIN_MAX_])
{
    int64_t shard = id_shard(record->id), joined = place->unit ? builtin_joined_provinces[place->shard] : 0;
    size_t count = 0;
    if (place->unit)
        cells[count++] = (struct tally_cell){ tally, shard, GRAIN_PLACE, place->unit, month, 0, 1 };
    if (place->commune)
        cells[count++] = (struct tally_cell){ tally, shard, GRAIN_COMMUNE, place->commune, month, 0, 1 };
    cells[count++] = (struct tally_cell){
        tally, shard, GRAIN_SHARD, place->unit ? (int64_t)place->shard : UNIT_NOWHERE, month, 0, 1
    };
    cells[count++] = (struct tally_cell){ tally, 0, GRAIN_NATION, 0, month, 0, 1 };
    if (joined)
        cells[count++] = (struct tally_cell){ tally, 0, GRAIN_JOINED, joined, month, 0, 1 };
    return count;
}

size_t tally_dated_cells(const struct measure *measure, const struct tally_value *kept, const struct tally_cell *cells,
                         size_t count, struct tally_cell dated[GRAIN_MAX_])
{
    size_t found = 0;
    for (size_t i = 0; measure->time == MEASURE_FLOW && i < count; i++)
        if (cells[i].grain == GRAIN_SHARD || cells[i].grain == GRAIN_NATION) {
            dated[found] = cells[i];
            dated[found].month = kept->date_month;
            dated[found++].since = TALLY_SINCE_RECORDS;
        }
    return found;
}
