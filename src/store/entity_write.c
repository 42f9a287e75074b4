/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity.h"

#include "base/date.h"
#include "base/vitext.h"
#include "store/audit.h"
#include "store/entity_parts.h"
#include "store/kind_texts.h"
#include "store/pending.h"
#include "store/same_as.h"
#include "store/scope.h"
#include "store/tally.h"

#include <stdio.h>
#include <string.h>

/* --- writing: parts ------------------------------------------------------------------------------ */

static enum err_code pick_id(struct store *store, struct record *record, struct err *err)
{
    const struct kind *kind = record->kind;
    unsigned shard = 0;
    int64_t owner = kind->owner ? record_int(record, kind->owner) : 0;
    int64_t unit = kind->unit ? record_int(record, kind->unit) : 0;
    if (owner) {
        shard = id_shard(owner);
    } else if (unit) {
        struct unit_place place = { 0 };
        TRY(unit_place_get(store, unit, &place, err));
        shard = place.shard;
    }
    record->id = store_next_id(store, shard);
    return ERR_OK;
}

/* The record a reference names, out of memory where this transaction saw it lately. */
static enum err_code get_referred(struct store *store, const struct kind *kind, int64_t id,
                                  struct arena *arena, const struct record **ret_record, struct err *err)
{
    *ret_record = pending_record(store, kind, id);
    if (*ret_record)
        return ERR_OK;
    struct record *record = NULL;
    TRY(entity_get_any(store, kind, id, arena, &record, err));
    pending_remember_read(store, record);
    *ret_record = record;
    return ERR_OK;
}

/* Fills carried fields from the records that references name; one read per reference. Their texts
 * live as long as the record. */
static enum err_code fill_carried(struct store *store, struct record *record, struct arena *arena,
                                  struct err *err)
{
    const struct kind_texts *texts = kind_texts(store, record->kind);
    for (size_t i = 0; i < texts->carry_count; i++) {
        const struct carry *carry = &texts->carries[i];
        struct value reference = record->values[carry->reference];
        record->values[carry->field] = v_null();
        if (value_is_null(reference))
            continue;
        const struct record *source = NULL;
        TRY(get_referred(store, carry->source, reference.i, arena, &source, err));
        record->values[carry->field] = value_copy(record->arena, source->values[carry->source_field]);
    }
    return ERR_OK;
}

/* "UNIQUE constraint failed: assignments.shard, assignments.household, …" → the rule with those
 * columns, whose words a person understands. Rules over the same columns are told apart by the value
 * they are for. */
static enum err_code name_conflict(const struct record *record, struct err *err)
{
    const struct kind *kind = record->kind;
    char columns[ERR_ARG_SIZE];
    snprintf(columns, sizeof(columns), "%s,", err->args[0]);
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++) {
        const struct unique_rule *unique = &kind->unique[rule];
        const char *only = unique->only_field ? record_text(record, unique->only_field) : NULL;
        if (unique->only_field && (!only || strcmp(only, unique->only_value) != 0))
            continue;
        char index[128];
        snprintf(index, sizeof(index), "'%s_unique_%zu'", kind->slug, rule);
        if (unique->canonical && strstr(columns, index))
            return err_set(err, ERR_CONFLICT, MSG_RECORD_UNIQUE, unique->vi, unique->en);
        size_t wanted = 0, found = 0;
        for (size_t i = 0; i < COUNT(unique->fields) && unique->fields[i]; i++, wanted++) {
            char column[128];
            const struct field *field = kind_field(kind, unique->fields[i]);
            snprintf(column, sizeof(column), ".%s%s,", field->name,
                     field_has_index_column(field) ? "_index" : "");
            found += strstr(columns, column) != NULL;
        }
        size_t commas = 0;
        for (const char *c = columns; *c; c++)
            commas += *c == ',';
        if (found == wanted && commas == wanted + 1)
            return err_set(err, ERR_CONFLICT, MSG_RECORD_UNIQUE, unique->vi, unique->en);
    }
    return ERR_CONFLICT;
}

static enum err_code write_row(struct store *store, const char *sql, const struct record *record,
                               struct arena *arena, int64_t *ret_changed, struct err *err)
{
    struct value *values = ARENA_ARRAY(arena, struct value, kind_row_width(record->kind));
    size_t count = record_row(store, arena, record, values);
    enum err_code code = db_compose_run(store->db, sql, values, count, ret_changed, err);
    return code == ERR_CONFLICT ? name_conflict(record, err) : code;
}

/* The folded words of the searchable fields, sorted, each once. */
static size_t record_words(struct arena *arena, const struct record *record, const char ***ret_words)
{
    const char **words = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; record && record->kind->fields[i].name; i++) {
        if (!record->kind->fields[i].searchable || record->values[i].type != VALUE_TEXT)
            continue;
        struct text_words found = text_words(arena, record->values[i].s);
        for (size_t j = 0; j < found.count; j++)
            *ARENA_PUSH(arena, words, count, capacity) = found.items[j];
    }
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && strcmp(words[j - 1], words[j]) > 0; j--) {
            const char *swap = words[j];
            words[j] = words[j - 1];
            words[j - 1] = swap;
        }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || strcmp(words[kept - 1], words[i]) != 0)
            words[kept++] = words[i];
    *ret_words = words;
    return kept;
}

static enum err_code write_words(struct store *store, const struct record *before,
                                 const struct record *after, struct arena *arena, struct err *err)
{
    const char **old = NULL, **new = NULL;
    size_t old_count = record_words(arena, before, &old), new_count = record_words(arena, after, &new);
    for (size_t i = 0, j = 0; i < old_count || j < new_count;) {
        int order = i == old_count ? 1 : j == new_count ? -1 : strcmp(old[i], new[j]);
        if (order < 0)
            TRY(pending_word(store, after->kind, old[i++], after->id, -1, err));
        else if (order > 0)
            TRY(pending_word(store, after->kind, new[j++], after->id, 1, err));
        else {
            i++;
            j++;
        }
    }
    return ERR_OK;
}

/* From which day the state holds: as told, else the record's own date or year; a new record that
 * gives none has been so for as long as is known. */
static int64_t effective_day(struct store *store, const struct record *after,
                             const struct write_note *note, bool is_new)
{
    if (note && note->effective_day)
        return note->effective_day;
    if (!is_new)
        return store->today_day;
    struct value date = after->kind->date ? record_value(after, after->kind->date) : v_null();
    int64_t day = 0;
    if (date.type == VALUE_TEXT && date_storage_first_day(date.s, &day))
        return day;
    if (date.type == VALUE_INT)
        return date_to_days(date_of((int)date.i, 1, 1));
    return INT32_MIN;
}

static enum err_code write_state(struct store *store, const struct record *before,
                                 const struct record *after, const struct write_note *note,
                                 struct err *err)
{
    if (!after->kind->states || (before && strcmp(before->state, after->state) == 0))
        return ERR_OK;
    struct value shard = v_int(id_shard(after->id)), id = v_int(after->id);
    int64_t day = effective_day(store, after, note, before == NULL);
    if (before)
        TRY(db_run(store->db, STMT_STATE_HISTORY_CLOSE, ARGS(shard, id, v_int(INT32_MAX), v_int(day)),
                   NULL, err));
    const struct value row[] = { shard, id, v_int(after->version), v_text(after->kind->slug),
                                 v_text(after->state), v_int(day), v_int(INT32_MAX) };
    if (!pending_holds(store))
        return db_run_unasked(store->db, STMT_STATE_HISTORY_ADD, row, COUNT(row), err);
    pending_hold_state(store, row, COUNT(row));
    return ERR_OK;
}

static enum err_code write_update(struct store *store, const struct record *before, struct record *after,
                                  const struct write_note *note, bool is_copying, struct err *err);

enum err_code entity_rows(struct store *store, const struct kind *kind, const char *sql, int64_t parameter,
                          struct arena *arena, struct record_list *ret_list, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    size_t capacity = 0;
    *ret_list = (struct record_list){ 0 };
    TRY(db_compose_query(store->db, sql, ARGS(v_int(parameter)), &rows, err));
    for (bool has = true;;) {
        struct record *record = NULL;
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        TRY(entity_read_row(store, kind, &rows, arena, &record, err));
        *ARENA_PUSH(arena, ret_list->items, ret_list->count, capacity) = *record;
    }
}

/* The row is read again: the write that led here may have led here before. */
enum err_code entity_rewrite(struct store *store, const struct record *record, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct record *before = NULL;
    struct write_note note = { .action = "carry" };
    TRY(entity_get_any(store, record->kind, record->id, &arena, &before, err));
    enum err_code code = write_update(store, before, record_copy(&arena, before), &note, true, err);
    if (code == ERR_CONFLICT && !err->where[0]) {
        char id[ID_TEXT_SIZE];
        id_to_text(record->id, id);
        (void)err_at(err, "%s %s", record->kind->slug, id);
    }
    return code;
}

/* Writes the new value into every record that carries a field of this one which changed, in or out of
 * the actor's scope. */
static enum err_code write_carried(struct store *store, const struct record *before,
                                   const struct record *after, struct err *err)
{
    const struct kind_texts *texts = kind_texts(store, after->kind);
    for (size_t i = 0; before && i < texts->dependent_count; i++) {
        const struct dependent *dependent = &texts->dependents[i];
        if (value_equal(before->values[dependent->source_field], after->values[dependent->source_field]))
            continue;
        CLEANUP(arena_done) struct arena arena = { 0 };
        struct record_list found = { 0 };
        TRY(entity_rows(store, dependent->kind, dependent->referring_sql, after->id, &arena, &found, err));
        for (size_t j = 0; j < found.count; j++)
            TRY(entity_rewrite(store, &found.items[j], err));
    }
    return ERR_OK;
}

static enum err_code write_effects(struct store *store, const struct record *before,
                                   const struct record *after, const struct write_note *note,
                                   struct arena *arena, struct err *err)
{
    pending_remember(store, after);
    TRY(write_words(store, before, after, arena, err));
    TRY(write_state(store, before, after, note, err));
    TRY(write_carried(store, before, after, err));
    TRY(same_as_follow(store, before, after, arena, err));
    int64_t since_day = before ? 0 : effective_day(store, after, note, true);
    TRY(tally_apply(store, after->kind, before, after, since_day, err));
    return audit_append(store, before, after, note, err);
}

static enum err_code check_references(struct store *store, const struct record *before,
                                      const struct record *after, struct arena *arena, struct err *err)
{
    for (size_t i = 0; after->kind->fields[i].name; i++) {
        const struct field *field = &after->kind->fields[i];
        struct value value = after->values[i];
        if (value_is_null(value) || field->carried || (before && value_equal(before->values[i], value)))
            continue;
        if (field->type == FIELD_REF) {
            const struct kind *kind = kind_by_slug(field->ref);
            const struct record *ignored = NULL;
            struct unit_place place = { 0 };
            if (strcmp(field->ref, "units") == 0)
                TRY(unit_place_get(store, value.i, &place, err));
            else
                TRY(get_referred(store, kind, value.i, arena, &ignored, err));
        } else if (field->type == FIELD_KEY) {
            bool exists = false;
            TRY(entity_key_exists(store, kind_by_slug(field->ref), value.s, &exists, err));
            if (!exists)
                return err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind_by_slug(field->ref)->vi,
                               value.s);
        }
    }
    return ERR_OK;
}

/* A new id can meet one that another process made in the same millisecond: the next one is taken. */
static enum err_code insert_row(struct store *store, struct record *record, bool has_id,
                                struct arena *arena, struct err *err)
{
    if (pending_may_hold(store, record)) {
        if (!has_id)
            TRY(pick_id(store, record, err));
        pending_hold_record(store, record);
        return ERR_OK;
    }
    bool passes = pending_may_pass(store, record);
    for (int64_t changed = 0, tries = 0; tries <= ID_COUNTER_MAX; tries++) {
        if (!has_id)
            TRY(pick_id(store, record, err));
        bool was_apart = db_apart(store->db, passes);
        enum err_code code =
            write_row(store, kind_texts(store, record->kind)->insert, record, arena, &changed, err);
        (void)db_apart(store->db, was_apart);
        if (code != ERR_OK)
            return code;
        if (changed == 1)
            return ERR_OK;
        if (has_id)
            break;
    }
    char id[ID_TEXT_SIZE];
    id_to_text(record->id, id);
    return err_set(err, ERR_CONFLICT, MSG_DB_UNIQUE, id);
}

/* --- writing: the two acts ------------------------------------------------------------------------ */

static enum err_code create_within(struct store *store, struct record *record,
                                   const struct write_note *note, struct arena *arena, struct err *err)
{
    TRY(check_references(store, NULL, record, arena, err));
    TRY(fill_carried(store, record, arena, err));
    TRY(same_as_fill(store, record, true, arena, err));
    TRY(same_as_check(store, NULL, record, err));
    record->version = 1;
    record->created_at = record->updated_at = store->now;
    TRY(scope_check(store, record, SCOPE_CREATE, err));
    TRY(insert_row(store, record, record->id != 0, arena, err));
    return write_effects(store, NULL, record, note, arena, err);
}

enum err_code entity_create(struct store *store, struct record *record, const struct write_note *note,
                            struct err *err)
{
    require(db_in_transaction(store->db));
    if (!record->kind->owner) /* between two that belong together nothing is written */
        TRY(pending_make_room(store, err));
    struct arena_mark mark = arena_mark(&store->scratch);
    enum err_code code = create_within(store, record, note, &store->scratch, err);
    arena_release(&store->scratch, mark);
    return code;
}

static bool record_differs(const struct record *before, const struct record *after)
{
    if (before->state && strcmp(before->state, after->state) != 0)
        return true;
    for (size_t i = 0; before->kind->fields[i].name; i++)
        if (!value_equal(before->values[i], after->values[i]))
            return true;
    return false;
}

static enum err_code write_update(struct store *store, const struct record *before, struct record *after,
                                  const struct write_note *note, bool is_copying, struct err *err)
{
    require(db_in_transaction(store->db) && before->id == after->id && before->kind == after->kind);
    CLEANUP(arena_done) struct arena arena = { 0 };
    if (!is_copying)
        TRY(scope_check(store, before, SCOPE_WRITE, err));
    TRY(check_references(store, before, after, &arena, err));
    TRY(fill_carried(store, after, &arena, err));
    TRY(same_as_fill(store, after, false, &arena, err));
    TRY(same_as_check(store, before, after, err));
    if (!record_differs(before, after))
        return ERR_OK;
    after->version = before->version + 1;
    after->created_at = before->created_at;
    after->updated_at = store->now;
    if (!is_copying)
        TRY(scope_check(store, after, SCOPE_WRITE, err));
    int64_t changed = 0;
    TRY(write_row(store, kind_texts(store, after->kind)->update, after, &arena, &changed, err));
    if (changed != 1)
        return err_set(err, ERR_CONFLICT, MSG_RECORD_CHANGED_MEANWHILE, after->kind->vi);
    return write_effects(store, before, after, note, &arena, err);
}

enum err_code entity_update(struct store *store, const struct record *before, struct record *after,
                            const struct write_note *note, struct err *err)
{
    return write_update(store, before, after, note, false, err);
}

/* --- checking --------------------------------------------------------------------------------------- */

static enum err_code check_copies(struct store *store, const struct record *record,
                                  struct derived_check *check, struct arena *arena, struct err *err)
{
    struct record *copy = record_copy(arena, record);
    TRY(fill_carried(store, copy, arena, err));
    TRY(same_as_fill(store, copy, false, arena, err));
    for (size_t i = 0; record->kind->fields[i].name; i++)
        check->differences += !value_equal(record->values[i], copy->values[i]);
    return ERR_OK;
}

static enum err_code check_side_columns(struct store *store, const struct record *record,
                                        struct derived_check *check, struct arena *arena, struct err *err)
{
    if (kind_side_count(record->kind) == 0)
        return ERR_OK;
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    TRY(db_compose_query(store->db, kind_texts(store, record->kind)->get,
                         ARGS(v_int(id_shard(record->id)), v_int(record->id)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    int column = (int)(kind_head_count(record->kind) + kind_field_count(record->kind));
    for (size_t i = 0; has && record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        if (!field_side_suffix(field))
            continue;
        struct value expected = field_side_value(store, arena, field, record->values[i]);
        check->differences += !value_equal(rows_value(&rows, column++), expected);
    }
    return ERR_OK;
}

/* Words there are too many show in the count of them all. */
static enum err_code check_words(struct store *store, const struct record *record,
                                 struct derived_check *check, struct arena *arena, struct err *err)
{
    const char **words = NULL;
    size_t count = record_words(arena, record, &words);
    for (size_t i = 0; i < count; i++) {
        int64_t has = 0;
        TRY(db_one_int(store->db, STMT_WORD_HAS,
                       ARGS(v_int(id_shard(record->id)), v_text(record->kind->slug), v_text(words[i]),
                            v_int(record->id)),
                       0, &has, err));
        check->words += has;
        check->differences += !has;
    }
    return ERR_OK;
}

enum err_code entity_check_derived(struct store *store, const struct record *record,
                                   struct derived_check *check, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    TRY(pending_flush(store, err));
    TRY(check_copies(store, record, check, &arena, err));
    TRY(check_side_columns(store, record, check, &arena, err));
    return check_words(store, record, check, &arena, err);
}
