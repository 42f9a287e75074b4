/* SPDX-License-Identifier: Apache-2.0 */
#include "service/sheet/merge.h"

#include "domain/field.h"
#include "service/record/entry_number.h"
#include "service/record/fund_cover.h"
#include "service/unit/unit.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* --- what changed since ------------------------------------------------------------------------ */

/* Marks the fields named in one row of the audit: {"phone":[old,new],…}. */
static enum err_code mark_fields(const struct kind *kind, const char *diff, bool *changed, struct err *err)
{
    json_t *object = diff ? json_loads(diff, 0, NULL) : NULL;
    const char *name;
    json_t *pair;
    if (!json_is_object(object)) {
        json_decref(object);
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "audit");
    }
    json_object_foreach(object, name, pair) {
        int index = kind_field_index(kind, name);
        if (index >= 0)
            changed[index] = true;
    }
    json_decref(object);
    return ERR_OK;
}

static enum err_code find_changed(struct store *store, const struct record *record, int64_t base_version,
                                  bool *changed, struct err *err)
{
    if (record->version == base_version)
        return ERR_OK;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_AUDIT_OF_RECORD_SINCE,
                 ARGS(v_int(id_shard(record->id)), v_int(record->id), v_int(base_version)), &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        TRY(mark_fields(record->kind, rows_text(&rows, 0), changed, err));
    }
}

/* --- operations --------------------------------------------------------------------------------- */

static const char *plain_text(struct arena *arena, const struct field *field, struct value value)
{
    const char *text = field_external(arena, field, value);
    return text ? text : "";
}

/* The name an edit has for ever: the same edit of the same version has the same. */
static const char *edit_name(struct store *store, struct arena *arena, const struct merge_request *request,
                             const char *field, const char *text)
{
    CLEANUP(buf_done) struct buf all = { 0 };
    char *hex = arena_alloc(arena, KEYED_HEX_SIZE, 1);
    buf_printf(&all, "%s|%lld|%lld|%s|%s|%s", request->kind->slug, (long long)request->id,
               (long long)request->base_version, request->op_id ? request->op_id : "", field, text);
    crypto_keyed_hex(store->keys.sign, buf_text(&all), hex);
    return hex;
}

static enum err_code find_op(struct store *store, unsigned shard, const char *name, struct arena *arena,
                             struct record **ret_op, struct err *err)
{
    const struct kind *kind = kind_by_slug("sync_ops");
    struct entity_query query = {
        .where = cond_compare(arena, kind_field_index(kind, "op_id"), COND_EQ, v_text(name)),
        .by_shard = true, .shard = shard, .limit = 1,
    };
    struct record_list list = { 0 };
    TRY(entity_list(store, kind, &query, arena, &list, err));
    *ret_op = list.count ? &list.items[0] : NULL;
    return ERR_OK;
}

/* Values of secret fields are sealed here too. */
static void add_value(struct store *store, struct arena *arena, json_t *object, const struct field *field,
                      struct value value)
{
    const char *text = field_external(arena, field, value);
    if (text && field_is_secret(field))
        text = crypto_encrypt(arena, &store->keys, text);
    /* not json_string: base/json.h has one of its own */
    require(json_object_set_new(object, field->name, json_pack("s?", text)) == 0);
}

static const char *json_text(struct arena *arena, json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT);
    require(text);
    const char *kept = arena_strdup(arena, text);
    free(text);
    json_decref(object);
    return kept;
}

static const char *edit_json(struct store *store, struct arena *arena, const struct field *field,
                             struct value value)
{
    json_t *object = json_object();
    add_value(store, arena, object, field, value);
    return json_text(arena, object);
}

static struct record *op_new(struct store *store, struct arena *arena, const struct merge_request *request,
                             const struct record *subject, const char *name, const char *state)
{
    const struct kind *kind = subject->kind;
    struct record *op = record_new(arena, kind_by_slug("sync_ops"));
    bool is_unit = strcmp(kind->slug, "units") == 0;
    op->state = kind_state(op->kind, state)->code;
    record_set(op, "op_id", v_text(name));
    record_set(op, "origin", v_text(request->origin));
    record_set(op, "device", v_text(request->device));
    if (kind->unit || is_unit)
        record_set(op, "unit", is_unit ? v_int(subject->id) : record_value(subject, kind->unit));
    record_set(op, "subject_kind", v_text(kind->slug));
    record_set(op, "subject_id", v_int(subject->id));
    record_set(op, "base_version", v_int(request->base_version));
    record_set(op, "made_at", v_text(store->now));
    return op;
}

/* In the shard of its subject, whatever place that has. */
static enum err_code op_write(struct store *store, struct record *op, int64_t subject, struct err *err)
{
    op->id = store_next_id(store, id_shard(subject));
    return entity_create(store, op, NULL, err);
}

static enum err_code keep_edit(struct store *store, struct arena *arena, const struct merge_request *request,
                               const struct record *subject, const struct merge_edit *edit, struct err *err)
{
    static const char *const states[] = { [MERGE_APPLIED] = "applied", [MERGE_PARALLEL] = "parallel",
                                          [MERGE_CONFLICT] = "conflicting" };
    const char *name = edit_name(store, arena, request, edit->field->name,
                                 plain_text(arena, edit->field, edit->value));
    struct record *op = op_new(store, arena, request, subject, name, states[edit->verdict]);
    record_set(op, "change", v_text(edit_json(store, arena, edit->field, edit->value)));
    if (edit->verdict == MERGE_CONFLICT)
        record_set(op, "differing_values", v_text(edit_json(store, arena, edit->field, edit->current)));
    return op_write(store, op, subject->id, err);
}

/* --- merging ------------------------------------------------------------------------------------- */

static enum err_code check_kind(const struct kind *kind, struct err *err)
{
    if (kind->internal || kind->append_only)
        return err_set(err, ERR_FORBIDDEN, kind->internal ? MSG_KIND_INTERNAL : MSG_KIND_APPEND_ONLY,
                       kind->vi);
    return ERR_OK;
}

static enum err_code judge(struct store *store, struct merge_request *request, const struct record *before,
                           const bool *changed, struct arena *arena, struct issues *issues, struct err *err)
{
    for (size_t i = 0; i < request->count; i++) {
        struct merge_edit *edit = &request->edits[i];
        int index = (int)(edit->field - request->kind->fields);
        struct record *op = NULL;
        edit->current = before->values[index];
        edit->verdict = MERGE_SAME;
        if (value_equal(edit->value, edit->current))
            continue;
        const char *text = plain_text(arena, edit->field, edit->value);
        const char *name = edit_name(store, arena, request, edit->field->name, text);
        TRY(find_op(store, id_shard(before->id), name, arena, &op, err));
        if (op)
            continue;
        edit->verdict = changed[index]                             ? MERGE_CONFLICT :
                        before->version == request->base_version ? MERGE_APPLIED :
                                                                     MERGE_PARALLEL;
        if (edit->field->immutable)
            issues_add(issues, ERR_INPUT, MSG_FIELD_IMMUTABLE, edit->field->name, edit->field->vi);
    }
    return ERR_OK;
}

/* The closure table follows a unit. */
static enum err_code update(struct store *store, const struct record *before, struct record *after,
                            struct arena *arena, struct err *err)
{
    struct unit_follow follow = { .arena = arena };
    struct write_note note = { .action = "merge" };
    TRY(unit_follow_note(store, before, &follow, err));
    TRY(entity_update(store, before, after, &note, err));
    TRY(fund_cover_check(store, before, after, err));
    return unit_follow_close(store, after, &follow, err);
}

static enum err_code first_issue(const struct issues *issues, struct err *err)
{
    *err = issues->items[0];
    return err->code;
}

enum err_code record_merge(struct store *store, struct merge_request *request, struct arena *arena,
                           struct issues *issues, struct err *err)
{
    struct record *before = NULL;
    bool *changed = ARENA_ARRAY(arena, bool, KIND_FIELDS_MAX);
    TRY(check_kind(request->kind, err));
    TRY(entity_get(store, request->kind, request->id, arena, &before, err));
    if (request->base_version > before->version)
        return err_set(err, ERR_INPUT, MSG_MERGE_VERSION_AHEAD, err_int(request->base_version),
                       err_int(before->version));
    TRY(find_changed(store, before, request->base_version, changed, err));
    TRY(judge(store, request, before, changed, arena, issues, err));
    struct record *after = record_copy(arena, before), *sent = record_copy(arena, before);
    for (size_t i = 0; i < request->count; i++) {
        const struct merge_edit *edit = &request->edits[i];
        int index = (int)(edit->field - request->kind->fields);
        if (edit->verdict == MERGE_APPLIED || edit->verdict == MERGE_PARALLEL)
            after->values[index] = edit->value;
        if (edit->verdict != MERGE_SAME)
            sent->values[index] = edit->value;
    }
    record_validate(store, before, sent, issues); /* a conflict must be a value one can decide for */
    if (issues->count)
        return first_issue(issues, err);
    TRY(update(store, before, after, arena, err));
    for (size_t i = 0; i < request->count; i++)
        if (request->edits[i].verdict != MERGE_SAME)
            TRY(keep_edit(store, arena, request, after, &request->edits[i], err));
    return ERR_OK;
}

/* --- new records ------------------------------------------------------------------------------------ */

static const char *record_json(struct store *store, struct arena *arena, const struct record *record)
{
    json_t *object = json_object();
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        if (!field->carried && !field->hidden && !value_is_null(record->values[i]))
            add_value(store, arena, object, field, record->values[i]);
    }
    return json_text(arena, object);
}

/* What is said of it, in clear: only its hash is kept. */
static const char *record_plain(struct arena *arena, const struct record *record)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; record->kind->fields[i].name; i++)
        if (!record->kind->fields[i].carried)
            buf_printf(&out, "%s=%s\n", record->kind->fields[i].name,
                       plain_text(arena, &record->kind->fields[i], record->values[i]));
    return arena_strdup(arena, buf_text(&out));
}

/* The shard the record will be in. */
static enum err_code shard_of_new(struct store *store, const struct record *record, unsigned *ret_shard,
                                  struct err *err)
{
    const struct kind *kind = record->kind;
    int64_t place_id = kind->unit && !kind->owner ? record_int(record, kind->unit) : 0;
    struct unit_place place = { 0 };
    if (place_id)
        TRY(unit_place_get(store, place_id, &place, err));
    *ret_shard = kind->owner ? id_shard(record_int(record, kind->owner)) : place.shard;
    return ERR_OK;
}

enum err_code record_merge_seen(struct store *store, const struct record *record,
                                const struct merge_request *request, struct arena *arena, int64_t *ret_id,
                                struct err *err)
{
    unsigned shard = 0;
    struct record *op = NULL;
    const char *name = edit_name(store, arena, request, "+", record_plain(arena, record));
    TRY(shard_of_new(store, record, &shard, err));
    TRY(find_op(store, shard, name, arena, &op, err));
    *ret_id = op ? record_int(op, "subject_id") : 0;
    return ERR_OK;
}

enum err_code record_merge_new(struct store *store, struct record *record,
                               const struct merge_request *request, struct arena *arena,
                               struct issues *issues, struct err *err)
{
    struct unit_follow follow = { .arena = arena };
    TRY(check_kind(record->kind, err));
    record_validate(store, NULL, record, issues);
    if (issues->count)
        return first_issue(issues, err);
    const char *name = edit_name(store, arena, request, "+", record_plain(arena, record));
    TRY(entry_number_give(store, record, err));
    TRY(entity_create(store, record, NULL, err));
    TRY(unit_follow_close(store, record, &follow, err));
    struct record *op = op_new(store, arena, request, record, name, "applied");
    record_set(op, "change", v_text(record_json(store, arena, record)));
    return op_write(store, op, record->id, err);
}

/* --- conflicts ----------------------------------------------------------------------------------------- */

/* {"phone":"…"} → field and value. */
static enum err_code read_edit(struct store *store, const struct kind *kind, const char *text,
                               struct arena *arena, const struct field **ret_field, struct value *ret_value,
                               struct err *err)
{
    json_t *object = text ? json_loads(text, 0, NULL) : NULL;
    void *first = json_is_object(object) ? json_object_iter(object) : NULL;
    char *name = first ? arena_strdup(arena, json_object_iter_key(first)) : NULL;
    const char *held = first ? json_string_value(json_object_iter_value(first)) : NULL;
    char *said = held ? arena_strdup(arena, held) : NULL;
    json_decref(object);
    if (!name)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, "sync_ops");
    const struct field *field = kind ? kind_field(kind, name) : NULL;
    *ret_field = field;
    *ret_value = v_null();
    if (!field || !said)
        return ERR_OK;
    if (field_is_secret(field))
        TRY(crypto_decrypt(arena, &store->keys, said, &said, err));
    return field_parse(arena, field, said, ret_value, err);
}

enum err_code merge_conflict_read(struct store *store, const struct record *op, struct arena *arena,
                                  struct merge_conflict *ret_conflict, struct err *err)
{
    const char *slug = record_text(op, "subject_kind");
    struct merge_conflict conflict = { .op = op, .kind = slug ? kind_by_slug(slug) : NULL,
                                       .subject = record_int(op, "subject_id") };
    const struct field *field = NULL;
    TRY(read_edit(store, conflict.kind, record_text(op, "change"), arena, &conflict.field, &conflict.sent,
                  err));
    TRY(read_edit(store, conflict.kind, record_text(op, "differing_values"), arena, &field, &conflict.kept,
                  err));
    *ret_conflict = conflict;
    return ERR_OK;
}

static enum err_code take_sent_value(struct store *store, const struct merge_conflict *conflict,
                                     struct arena *arena, struct issues *issues, struct err *err)
{
    struct record *before = NULL;
    if (!conflict->kind || !conflict->field)
        return err_set(err, ERR_STATE, MSG_MERGE_FIELD_GONE);
    TRY(entity_get(store, conflict->kind, conflict->subject, arena, &before, err));
    struct record *after = record_copy(arena, before);
    record_set(after, conflict->field->name, conflict->sent);
    record_validate(store, before, after, issues);
    return issues->count ? first_issue(issues, err) : update(store, before, after, arena, err);
}

static enum err_code decide_within(struct store *store, int64_t id, bool take_sent, const char *reason,
                                   struct arena *arena, struct issues *issues, struct err *err)
{
    const struct kind *kind = kind_by_slug("sync_ops");
    struct record *op = NULL;
    struct merge_conflict conflict = { 0 };
    TRY(entity_get(store, kind, id, arena, &op, err));
    const struct transition *resolve = kind_transition(kind, op->state, "resolve");
    if (!resolve)
        return err_set(err, ERR_STATE, MSG_RECORD_ACTION, kind->vi, "resolve",
                       kind_state(kind, op->state)->vi);
    TRY(merge_conflict_read(store, op, arena, &conflict, err));
    if (take_sent)
        TRY(take_sent_value(store, &conflict, arena, issues, err));
    struct record *after = record_copy(arena, op);
    struct write_note note = { .action = take_sent ? "resolve_sent" : "resolve_kept", .reason = reason };
    after->state = kind_state(kind, resolve->to)->code;
    record_set(after, "decided_by", v_text(store->actor.name));
    return entity_update(store, op, after, &note, err);
}

enum err_code merge_decide(struct store *store, int64_t op, bool take_sent, const char *reason,
                           struct arena *arena, struct issues *issues, struct err *err)
{
    TRY(db_begin(store->db, err));
    enum err_code code = decide_within(store, op, take_sent, reason, arena, issues, err);
    code = db_finish(store->db, code, err);
    if (code != ERR_OK) {
        unit_changed(store); /* what is in memory may be of what was taken back */
    }
    return code;
}
