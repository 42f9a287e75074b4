/* SPDX-License-Identifier: Apache-2.0 */
#include "store/tally.h"

#include "base/crypto.h"
#include "store/pending.h"
#include "store/tally_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    return measure->aggregate != AGGREGATE_DISTINCT || (measure->time != MEASURE_STOCK && measure->field >= 0);
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
    TRY(db_query(store->db, STMT_TALLY_DEF_KEYS, ARGS(v_int(KEY_ID_FIRST), v_text(tally->measure->kind->slug)), &rows,
                 err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        const char *text = rows_text(&rows, 0);
        if (text && strncmp(text, tally->text, length) == 0 && text[length] == *KEY_MARK)
            *ARENA_PUSH(arena, *ret_keys, *ret_count, capacity) = arena_strdup(arena, text + length + 1);
    }
}

void tally_contribute_to(struct store *store, const struct tally *tally, const struct record *record,
                         const struct tally_life *life, const struct unit_place *place, int sign,
                         struct tally_cells *cells)
{
    struct tally own = *tally;
    size_t before = cells->count;
    const char *key = tally->measure->by ? key_of(tally->measure, record) : NULL;
    if (key)
        own = tally_of_key(tally, cells->arena, key);
    tally_contribute(&own, record, life, place, sign, cells);
    if (key && cells->count > before && !key_is_known(store, tally, key))
        pending_name(store, own.id, tally->measure->kind, own.text);
}

static enum err_code write_cells(struct store *store, const struct tally_cells *cells, struct err *err)
{
    for (size_t i = 0; i < cells->count; i++)
        TRY(pending_cell(store, &cells->items[i], err));
    return ERR_OK;
}

enum err_code tally_write_value(struct store *store, const struct tally *tally, const struct record *record,
                                const struct unit_place *place, int sign, struct err *err)
{
    struct tally_value kept = tally_value_of(tally->measure, record);
    struct tally_cell cells[GRAIN_MAX_] = { 0 }, dated[GRAIN_MAX_] = { 0 };
    size_t count = *kept.text ? tally_value_cells(tally->id, record, place, kept.month, cells) : 0;
    size_t dated_count = tally_dated_cells(tally->measure, &kept, cells, count, dated);
    for (size_t i = 0; i < dated_count; i++) {
        dated[i].value = sign;
        TRY(pending_cell(store, &dated[i], err));
    }
    for (size_t i = 0; i < count; i++) {
        cells[i].value = sign;
        TRY(pending_value(store, &cells[i], kept.text, err));
    }
    return ERR_OK;
}

/* One write as its tallies see it. */
struct change {
    const struct record *before, *after; /* either may be NULL */
    struct tally_life life_before, life_after;
    struct unit_place place_before, place_after;
    int64_t since_day; /* of a new record: from when its state holds */
};

static enum err_code change_read(struct store *store, struct change *change, struct arena *arena, struct err *err)
{
    TRY(tally_record_place(store, change->before, &change->place_before, err));
    TRY(tally_record_place(store, change->after, &change->place_after, err));
    if (!change->before && change->after->state) {
        struct tally_life_row *row = ARENA_NEW(arena, struct tally_life_row);
        *row = (struct tally_life_row){ change->after->state, change->since_day, INT32_MAX };
        change->life_after = (struct tally_life){ row, 1 };
        return ERR_OK;
    }
    TRY(tally_life_read(store, change->after, arena, &change->life_after, err));
    if (change->before)
        change->life_before = tally_life_before(&change->life_after, change->before, change->after, arena);
    return ERR_OK;
}

static enum err_code change_apply(struct store *store, const struct tally *tally, const struct change *change,
                                  struct arena *arena, struct err *err)
{
    if (tally->measure->aggregate == AGGREGATE_DISTINCT) {
        if (change->before)
            TRY(tally_write_value(store, tally, change->before, &change->place_before, -1, err));
        return tally_write_value(store, tally, change->after, &change->place_after, 1, err);
    }
    struct tally_cells cells = { .arena = arena };
    if (change->before)
        tally_contribute_to(store, tally, change->before, &change->life_before, &change->place_before, -1, &cells);
    tally_contribute_to(store, tally, change->after, &change->life_after, &change->place_after, 1, &cells);
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
    TRY(measure_from_canonical(&store->arena, arena_strndup(&store->arena, text, (size_t)(by - text)), ret_measure,
                               err));
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
    TRY(db_run(store->db, STMT_TALLY_DEF_ADD, ARGS(v_int(id), v_text(measure->kind->slug), v_text(text)), NULL, err));
    struct measure *kept = NULL;
    TRY(read_text(store, text, &kept, err));
    tally_register(store, id, kept, text);
    return ERR_OK;
}

enum err_code tally_add_all(struct store *store, const struct measure *const *measures, size_t count, struct err *err)
{
    size_t before = store->tally_count;
    enum err_code code = ERR_OK;
    require(db_in_transaction(store->db));
    for (size_t i = 0; code == ERR_OK && i < count; i++)
        if (tally_can_keep(measures[i]) && !tally_find(store, measures[i]))
            code = tally_define(store, measures[i], err);
    if (code == ERR_OK)
        code = tally_fill(store, store->tallies + before, store->tally_count - before, err);
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
