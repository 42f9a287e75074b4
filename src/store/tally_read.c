/* SPDX-License-Identifier: Apache-2.0
 * Totals of a place from the cells alone. */
#include "store/tally.h"

#include "base/date.h"
#include "base/idmap.h"
#include "domain/builtin_units.h"
#include "store/entity_sql.h"
#include "store/pending.h"
#include "store/tally_parts.h"

#include <string.h>

/* --- what is remembered --------------------------------------------------------------------------------- */

/* A cell's unit, at GRAIN_COMMUNE or GRAIN_PLACE; sign -1: taken off. */
struct tally_part {
    int64_t unit;
    int grain, sign;
};

/* Of a place on a day; remembered until units are written. */
struct tally_place {
    int64_t unit, day;
    const struct tally_part *parts;
    size_t count;
    int as_recorded; /* a commune: what counts there is what was recorded there; -1: not asked yet */
};

enum { PLACES_MAX = 1 << 14 };
struct tally_places {
    struct arena arena; /* holds itself */
    struct idmap first; /* unit → the last of its places, + 1 */
    struct tally_place *items;
    size_t *before; /* the one of the same unit before it, + 1 */
    size_t count, capacity, before_count, before_capacity;
};

/* --- founding provinces ----------------------------------------------------------------------------- */

/* The founding provinces that a unit consists of on a day, where nothing of them counts elsewhere: a
 * province's figure is then theirs together. `count` 0: it does not consist of whole ones. */
struct tally_scope {
    int64_t unit, day;
    unsigned char shards[ID_SHARD_MAX + 1];
    size_t count;
    bool everything; /* it is all units there are */
};

static void places_forget(struct store *store)
{
    if (!store->tally_places)
        return;
    struct arena arena = store->tally_places->arena; /* it holds itself */
    arena_done(&arena);
    store->tally_places = NULL;
}

void tally_scopes_forget(struct store *store)
{
    store->tally_scope_count = 0;
    places_forget(store);
}

/* Rows of a founding province and a number; what is of none is the last. */
static enum err_code read_by_shard(struct store *store, enum stmt_id id, const struct value *args, size_t count,
                                   int64_t numbers[ID_SHARD_MAX + 2], struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, id, args, count, &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        int64_t shard = rows_int(&rows, 0);
        numbers[shard >= 0 && shard <= ID_SHARD_MAX ? shard : ID_SHARD_MAX + 1] = rows_int(&rows, 1);
    }
}

static enum err_code scope_read(struct store *store, struct tally_scope *scope, struct err *err)
{
    int64_t within[ID_SHARD_MAX + 2] = { 0 };
    TRY(read_by_shard(store, STMT_SCOPE_SHARDS, ARGS(v_int(scope->unit), v_int(scope->day)), within, err));
    if (!store->tally_units)
        store->tally_units = ARENA_ARRAY(&store->arena, int64_t, ID_SHARD_MAX + 2);
    if (!store->tally_scope_count) {
        memset(store->tally_units, 0, (ID_SHARD_MAX + 2) * sizeof(*store->tally_units));
        TRY(read_by_shard(store, STMT_UNITS_PER_SHARD, NO_ARGS, store->tally_units, err));
    }
    scope->everything = !store->tally_units[ID_SHARD_MAX + 1];
    bool whole = true;
    for (int shard = 0; shard <= ID_SHARD_MAX; shard++) {
        if (!store->tally_units[shard])
            continue;
        if (!within[shard]) {
            scope->everything = false;
            continue;
        }
        whole = whole && within[shard] == store->tally_units[shard];
        if (whole)
            scope->shards[scope->count++] = (unsigned char)shard;
        else
            scope->count = 0;
        scope->everything = scope->everything && whole;
    }
    return ERR_OK;
}

static enum err_code scope_get(struct store *store, int64_t unit, int64_t day,
                               const struct tally_scope **ret_scope, struct err *err)
{
    for (size_t i = 0; i < store->tally_scope_count; i++)
        if (store->tally_scopes[i].unit == unit && store->tally_scopes[i].day == day) {
            *ret_scope = &store->tally_scopes[i];
            return ERR_OK;
        }
    if (!store->tally_scopes)
        store->tally_scopes = ARENA_ARRAY(&store->arena, struct tally_scope, TALLY_SCOPES_MAX);
    if (store->tally_scope_count == TALLY_SCOPES_MAX)
        store->tally_scope_count = 0;
    struct tally_scope *scope = &store->tally_scopes[store->tally_scope_count];
    *scope = (struct tally_scope){ .unit = unit, .day = day };
    TRY(scope_read(store, scope, err));
    store->tally_scope_count++;
    *ret_scope = scope;
    return ERR_OK;
}

/* --- of which cells a place consists ---------------------------------------------------------------- */

static struct tally_places *places_of(struct store *store)
{
    struct arena arena = { 0 };
    if (store->tally_places && store->tally_places->count < PLACES_MAX)
        return store->tally_places;
    places_forget(store);
    arena_init(&arena, 0);
    struct tally_places *places = ARENA_NEW(&arena, struct tally_places);
    places->arena = arena;
    places->first.arena = &places->arena;
    store->tally_places = places;
    return places;
}

static enum err_code place_get(struct store *store, int64_t unit, int64_t day, struct tally_place **ret_place,
                               struct err *err)
{
    struct tally_places *places = places_of(store);
    for (size_t i = (size_t)idmap_get(&places->first, unit, 0); i; i = places->before[i - 1])
        if (places->items[i - 1].day == day) {
            *ret_place = &places->items[i - 1];
            return ERR_OK;
        }
    CLEANUP(rows_done) struct rows rows = { 0 };
    struct tally_part *parts = NULL;
    size_t count = 0, capacity = 0;
    char on_date[DATE_TEXT_SIZE];
    date_to_storage(date_from_days((int32_t)day), on_date);
    TRY(db_query(store->db, STMT_TALLY_PARTS, ARGS(v_int(unit), v_int(day), v_text(on_date)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        *ARENA_PUSH(&places->arena, parts, count, capacity) =
            (struct tally_part){ rows_int(&rows, 0), (int)rows_int(&rows, 1), (int)rows_int(&rows, 2) };
    }
    *ARENA_PUSH(&places->arena, places->before, places->before_count, places->before_capacity) =
        (size_t)idmap_get(&places->first, unit, 0);
    struct tally_place *place = ARENA_PUSH(&places->arena, places->items, places->count, places->capacity);
    *place = (struct tally_place){ unit, day, parts, count, -1 };
    idmap_put(&places->first, unit, (int64_t)places->count);
    *ret_place = place;
    return ERR_OK;
}

static enum err_code is_as_recorded(struct store *store, int64_t unit, int64_t day, bool *ret_is, struct err *err)
{
    struct tally_place *place = NULL;
    int64_t is = 0;
    TRY(place_get(store, unit, day, &place, err));
    if (place->as_recorded < 0) {
        TRY(db_one_int(store->db, STMT_COMMUNE_IS_AS_RECORDED, ARGS(v_int(unit), v_int(day)), 0, &is, err));
        place->as_recorded = is != 0;
    }
    *ret_is = place->as_recorded;
    return ERR_OK;
}

/* --- sums ---------------------------------------------------------------------------------------------- */

enum { CELLS_AT_ONCE = 512, CELLS_MANY = 4096 /* then those of all units are read */ };

/* What the cells of these units say. */
struct cell_sums {
    struct arena *arena;
    int64_t *units;
    size_t count, capacity;
    struct idmap sums;
};

static enum err_code sums_read(struct store *store, int64_t tally, int grain, const struct tally_span *span,
                               struct cell_sums *of, struct err *err)
{
    of->sums.arena = of->arena;
    for (size_t at = 0; at < of->count; at += CELLS_AT_ONCE) {
        size_t count = of->count - at < CELLS_AT_ONCE ? of->count - at : CELLS_AT_ONCE;
        bool all = of->count > CELLS_MANY;
        struct sql_args args = { .arena = of->arena };
        CLEANUP(rows_done) struct rows rows = { 0 };
        const char *text = entity_sql_cells(&args, tally, grain, of->units + at, all ? 0 : count, span->first_month, span->last_month,
                                            span->state_month);
        TRY(db_compose_query(store->db, text, args.values, args.count, &rows, err));
        for (bool has = true;;) {
            TRY(rows_next(&rows, &has, err));
            if (!has)
                break;
            idmap_put(&of->sums, rows_int(&rows, 0) - UNIT_NOWHERE + 1, rows_int(&rows, 1));
        }
        if (all)
            break;
    }
    return ERR_OK;
}

static int64_t sum_of(const struct cell_sums *of, int64_t unit)
{
    return idmap_get(&of->sums, unit - UNIT_NOWHERE + 1, 0);
}

static void sums_want(struct cell_sums *of, int64_t unit)
{
    *ARENA_PUSH(of->arena, of->units, of->count, of->capacity) = unit;
}

/* Places that do not consist of whole founding provinces, by their parts. */
static enum err_code sum_places(struct store *store, const struct tally *tally, const int64_t *units, size_t count,
                                int64_t day, const struct tally_span *span, int64_t *values, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct cell_sums grains[GRAIN_SHARD] = { { .arena = &arena }, { .arena = &arena } };
    struct tally_place *place = NULL;
    for (size_t i = 0; i < count; i++) {
        TRY(place_get(store, units[i], day, &place, err));
        for (size_t j = 0; j < place->count; j++)
            sums_want(&grains[place->parts[j].grain], place->parts[j].unit);
    }
    for (int grain = 0; grain < GRAIN_SHARD; grain++)
        TRY(sums_read(store, tally->id, grain, span, &grains[grain], err));
    for (size_t i = 0; i < count; i++) {
        values[i] = 0;
        TRY(place_get(store, units[i], day, &place, err));
        for (size_t j = 0; j < place->count; j++) {
            const struct tally_part *part = &place->parts[j];
            values[i] += part->sign * sum_of(&grains[part->grain], part->unit);
        }
    }
    return ERR_OK;
}

/* Whole founding provinces have sums of their own, other places have parts. */
static enum err_code read_sums(struct store *store, const struct tally *tally, const int64_t *units, size_t count,
                               int64_t day, const struct tally_span *span, int64_t *values, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct cell_sums shards = { .arena = &arena };
    int64_t *rest = ARENA_ARRAY(&arena, int64_t, count + 1), *sums = ARENA_ARRAY(&arena, int64_t, count + 1);
    struct tally_scope *scopes = ARENA_ARRAY(&arena, struct tally_scope, count + 1);
    size_t rest_count = 0, taken = 0;
    for (size_t i = 0; i < count; i++) {
        struct unit_place place = { 0 };
        const struct tally_scope *scope = NULL;
        TRY(unit_place_get(store, units[i], &place, err));
        if (strcmp(place.level, "province") == 0 || strcmp(place.level, "nation") == 0)
            TRY(scope_get(store, units[i], day, &scope, err));
        if (scope)
            scopes[i] = *scope;
        for (int shard = 0; scopes[i].everything && shard <= ID_SHARD_MAX; shard++)
            sums_want(&shards, shard);
        for (size_t j = 0; !scopes[i].everything && j < scopes[i].count; j++)
            sums_want(&shards, scopes[i].shards[j]);
        if (!scopes[i].everything && !scopes[i].count)
            rest[rest_count++] = units[i];
    }
    TRY(sums_read(store, tally->id, GRAIN_SHARD, span, &shards, err));
    if (rest_count)
        TRY(sum_places(store, tally, rest, rest_count, day, span, sums, err));
    for (size_t i = 0; i < count; i++) {
        values[i] = 0;
        for (int shard = 0; scopes[i].everything && shard <= ID_SHARD_MAX; shard++)
            values[i] += sum_of(&shards, shard);
        for (size_t j = 0; !scopes[i].everything && j < scopes[i].count; j++)
            values[i] += sum_of(&shards, scopes[i].shards[j]);
        if (!scopes[i].everything && !scopes[i].count)
            values[i] = sums[taken++];
    }
    return ERR_OK;
}

static enum err_code read_sum(struct store *store, const struct tally *tally, int64_t unit, int64_t day,
                              const struct tally_span *span, int64_t *ret_value, struct err *err)
{
    struct value id = v_int(tally->id), first = v_int(span->first_month), last = v_int(span->last_month);
    if (unit)
        return read_sums(store, tally, &unit, 1, day, span, ret_value, err);
    return db_one_int(store->db, STMT_TALLY_SUM_NATION, ARGS(id, first, last, v_int(span->state_month)), 0, ret_value, err);
}

/* --- distinct counts ------------------------------------------------------------------------------------ */

/* Adds the records of a flow that lie in the span's years, but not in the span. */
static enum err_code count_outside(struct store *store, const struct tally *tally, int64_t grain,
                                   int64_t unit, const struct tally_span *span, int64_t *count,
                                   struct err *err)
{
    int64_t before = 0, after = 0;
    if (tally->measure->time == MEASURE_FLOW) {
        int64_t year_first = span->first_month / 12 * 12, year_last = span->last_month / 12 * 12 + 11;
        TRY(db_one_int(store->db, STMT_TALLY_RECORDS,
                       ARGS(v_int(tally->id), v_int(grain), v_int(unit), v_int(year_first),
                            v_int(span->first_month - 1)),
                       0, &before, err));
        TRY(db_one_int(store->db, STMT_TALLY_RECORDS,
                       ARGS(v_int(tally->id), v_int(grain), v_int(unit), v_int(span->last_month + 1),
                            v_int(year_last)),
                       0, &after, err));
    }
    *count += before + after;
    return ERR_OK;
}

/* The province that the founding ones of the scope, all of them, were joined into; 0: none such. */
static int64_t scope_joined(const struct tally_scope *scope)
{
    int64_t joined = scope->count > 1 ? builtin_joined_provinces[scope->shards[0]] : 0;
    size_t own = 0, all = 0;
    for (size_t i = 0; i < scope->count; i++)
        own += builtin_joined_provinces[scope->shards[i]] == joined;
    for (size_t i = 0; i <= ID_SHARD_MAX; i++)
        all += builtin_joined_provinces[i] == joined;
    return own == scope->count && own == all ? joined : 0;
}

/* Over several groupings, or years, the values are counted, never the cells added. */
static enum err_code count_values(struct store *store, const struct tally *tally, int64_t unit, int64_t day,
                                  const struct tally_scope *scope, const struct tally_span *span,
                                  int64_t *ret_value, struct err *err)
{
    struct value id = v_int(tally->id), first = v_int(span->first_month), last = v_int(span->last_month);
    if (!unit)
        return db_one_int(store->db, STMT_TALLY_VALUES_NATION, ARGS(id, first, last), 0, ret_value, err);
    if (!scope || !scope->count || scope->count > 4)
        return db_one_int(store->db, STMT_TALLY_VALUES_SCOPE, ARGS(id, v_int(unit), v_int(day), first, last),
                          0, ret_value, err);
    struct value shards[4];
    for (size_t i = 0; i < COUNT(shards); i++)
        shards[i] = v_int(scope->shards[i < scope->count ? i : 0]);
    return db_one_int(store->db, STMT_TALLY_VALUES_SHARDS,
                      ARGS(id, shards[0], shards[1], shards[2], shards[3], first, last), 0, ret_value, err);
}

/* The nation is everywhere, where all units are in it that day and no record is without a place. */
static enum err_code is_everywhere(struct store *store, const struct tally *tally, int64_t unit, int64_t day,
                                   bool *ret_is, struct err *err)
{
    const struct tally_scope *scope = NULL;
    int64_t nowhere = 0;
    TRY(scope_get(store, unit, day, &scope, err));
    TRY(db_one_int(store->db, STMT_TALLY_SUM_CELL,
                   ARGS(v_int(tally->id), v_int(GRAIN_SHARD), v_int(UNIT_NOWHERE), v_int(0), v_int(INT32_MAX), v_int(0)), 0,
                   &nowhere, err));
    *ret_is = scope->everything && nowhere == 0;
    return ERR_OK;
}

static enum err_code find_distinct(struct store *store, const struct tally *tally, int64_t unit, int64_t day,
                                   const struct tally_span *asked, bool *ret_found, int64_t *ret_value,
                                   struct err *err)
{
    struct unit_place place = { 0 };
    const struct tally_scope *scope = NULL;
    struct tally_span span = *asked;
    int64_t outside = 0, grain = GRAIN_NATION, own = 0;
    bool is_own = true;
    if (unit)
        TRY(unit_place_get(store, unit, &place, err));
    if (unit && strcmp(place.level, "nation") == 0) {
        TRY(is_everywhere(store, tally, unit, day, ret_found, err));
        if (!*ret_found)
            return ERR_OK;
        unit = 0;
    }
    bool is_province = unit && strcmp(place.level, "province") == 0;
    if (is_province)
        TRY(scope_get(store, unit, day, &scope, err));
    for (size_t i = 0; scope && i < scope->count; i++)
        TRY(count_outside(store, tally, GRAIN_SHARD, scope->shards[i], asked, &outside, err));
    if (unit && !(scope && scope->count)) /* a smaller place lies in one founding province */
        TRY(count_outside(store, tally, is_province ? GRAIN_NATION : GRAIN_SHARD,
                          is_province ? 0 : (int64_t)place.shard, asked, &outside, err));
    if (!unit)
        TRY(count_outside(store, tally, GRAIN_NATION, 0, asked, &outside, err));
    *ret_found = outside == 0;
    if (!*ret_found)
        return ERR_OK;
    if (tally->measure->time == MEASURE_FLOW) {
        span.first_month = span.first_month / 12 * 12;
        span.last_month = span.last_month / 12 * 12 + 11;
    }
    if (is_province) {
        int64_t joined = scope_joined(scope);
        grain = joined ? GRAIN_JOINED : GRAIN_SHARD;
        own = joined ? joined : scope->count ? scope->shards[0] : 0;
        is_own = joined || scope->count == 1;
    } else if (unit) {
        grain = GRAIN_COMMUNE;
        own = unit;
        is_own = false;
        if (strcmp(place.level, "commune") == 0)
            TRY(is_as_recorded(store, unit, day, &is_own, err));
    }
    *ret_value = -1;
    if (is_own && span.first_month / 12 == span.last_month / 12)
        TRY(db_one_int(store->db, STMT_TALLY_DISTINCT_CELL,
                       ARGS(v_int(tally->id), v_int(grain), v_int(own), v_int(span.last_month)), 0, ret_value, err));
    if (*ret_value >= 0)
        return ERR_OK;
    return count_values(store, tally, unit, day, scope, &span, ret_value, err);
}

static struct tally_span span_of(const struct tally *tally, const struct tally_span *asked)
{
    struct tally_span span = *asked;
    if (tally->measure->time == MEASURE_STOCK)
        span.first_month = 0;
    if (tally->measure->time == MEASURE_ANY_TIME)
        span.first_month = span.last_month = 0;
    return span;
}

enum err_code tally_read(struct store *store, const struct tally *tally, int64_t unit, int64_t day,
                         const struct tally_span *asked, bool *ret_found, int64_t *ret_value,
                         struct err *err)
{
    struct tally_span span = span_of(tally, asked);
    TRY(pending_flush(store, err));
    *ret_found = true;
    if (tally->measure->aggregate != AGGREGATE_DISTINCT)
        return read_sum(store, tally, unit, day, &span, ret_value, err);
    *ret_found = span.state_month == TALLY_STATES_NOW;
    return *ret_found ? find_distinct(store, tally, unit, day, &span, ret_found, ret_value, err) : ERR_OK;
}

enum err_code tally_read_units(struct store *store, const struct tally *tally, const int64_t *units, size_t count,
                               int64_t day, const struct tally_span *asked, bool *ret_found, int64_t *values,
                               struct err *err)
{
    struct tally_span span = span_of(tally, asked);
    TRY(pending_flush(store, err));
    *ret_found = true;
    if (tally->measure->aggregate != AGGREGATE_DISTINCT)
        return read_sums(store, tally, units, count, day, &span, values, err);
    *ret_found = span.state_month == TALLY_STATES_NOW;
    for (size_t i = 0; *ret_found && i < count; i++)
        TRY(find_distinct(store, tally, units[i], day, &span, ret_found, &values[i], err));
    return ERR_OK;
}
