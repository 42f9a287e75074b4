/* SPDX-License-Identifier: Apache-2.0 */
#include "store/audit.h"

#include "base/json.h"
#include "store/pending.h"

#include <string.h>

static const char genesis[] = "chungtay";

struct audit_texts *audit_texts_new(void)
{
    struct audit_texts *texts = calloc(1, sizeof(*texts));
    require(texts);
    return texts;
}

void audit_texts_free(struct audit_texts *texts)
{
    buf_done(&texts->diff);
    buf_done(&texts->names);
    buf_done(&texts->value);
    buf_done(&texts->hashed);
    free(texts);
}

/* "|head_name|Siu Hùng" */
static void add_named(struct buf *out, const struct field *field, struct value value)
{
    buf_add_char(out, '|');
    buf_add(out, field->name);
    buf_add_char(out, '|');
    if (value.type == VALUE_INT)
        buf_add_int(out, value.i);
    else
        buf_add(out, value.s);
}

/* A personal value is told only by a keyed hash bound to its record and field, so that equal values
 * of two people cannot be matched in the audit. Of a hidden field only that there was one. */
static void add_audit_value(struct store *store, struct json_writer *w, struct buf *clear,
                            const struct field *field, int64_t id, struct value value)
{
    bool is_open = field->personal == PERSONAL_NONE && !field_is_secret(field) && !field->hidden;
    if (value_is_null(value) || is_open) {
        json_value(w, value);
        return;
    }
    if (field->hidden) {
        json_string(w, "*");
        return;
    }
    buf_clear(clear);
    buf_add_int(clear, id);
    add_named(clear, field, value);
    char hex[KEYED_HEX_SIZE + 1];
    hex[0] = '#';
    crypto_keyed_hex(store->keys.audit, buf_text(clear), hex + 1);
    json_string(w, hex);
}

static bool is_told_by_hash(const struct field *field)
{
    return (field->personal != PERSONAL_NONE || field_is_secret(field)) && !field->hidden;
}

/* Of one of many new records: its personal values together, under the names of their fields. One hash
 * instead of five makes a long list's audit half as long; it proves as much, of all of them at once. */
static void add_new_person(struct store *store, struct audit_texts *texts, struct json_writer *w,
                           const struct record *record)
{
    struct buf *names = &texts->names, *clear = &texts->value;
    buf_clear(names);
    buf_clear(clear);
    buf_add_int(clear, record->id);
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        struct value value = record->values[i];
        if (value_is_null(value) || !is_told_by_hash(field))
            continue;
        buf_add(names, names->len ? "," : "");
        buf_add(names, field->name);
        add_named(clear, field, value);
    }
    if (!names->len)
        return;
    char hex[KEYED_HEX_SIZE + 1];
    hex[0] = '#';
    crypto_keyed_hex(store->keys.audit, buf_text(clear), hex + 1);
    json_key(w, buf_text(names));
    json_begin_array(w);
    json_null(w);
    json_string(w, hex);
    json_end_array(w);
}

/* `together`: the personal values of a new record. */
static void add_diff(struct store *store, struct audit_texts *texts, const struct record *before,
                     const struct record *after, bool together)
{
    buf_clear(&texts->diff);
    const struct record *any = after ? after : before;
    struct json_writer w = { .out = &texts->diff };
    json_begin_object(&w);
    const char *state_before = before ? before->state : NULL, *state_after = after ? after->state : NULL;
    if (any->kind->states && (!state_before || !state_after || strcmp(state_before, state_after) != 0)) {
        json_key(&w, "state");
        json_begin_array(&w);
        json_string(&w, state_before);
        json_string(&w, state_after);
        json_end_array(&w);
    }
    for (size_t i = 0; any->kind->fields[i].name; i++) {
        struct value old = before ? before->values[i] : v_null();
        struct value new = after ? after->values[i] : v_null();
        if (value_equal(old, new) || (together && is_told_by_hash(&any->kind->fields[i])))
            continue;
        json_key(&w, any->kind->fields[i].name);
        json_begin_array(&w);
        add_audit_value(store, &w, &texts->value, &any->kind->fields[i], any->id, old);
        add_audit_value(store, &w, &texts->value, &any->kind->fields[i], any->id, new);
        json_end_array(&w);
    }
    if (together)
        add_new_person(store, texts, &w, after);
    json_end_object(&w);
}

struct audit_row {
    int64_t shard, seq;
    const char *at, *actor, *action, *kind;
    int64_t record, version;
    const char *diff, *reason;
};

/* Each part with its length before it, so that no byte can go over from one part to the next. */
static void add_part(struct buf *text, const char *part)
{
    if (!part) {
        buf_add(text, "-\n");
        return;
    }
    size_t len = strlen(part);
    buf_add_int(text, (int64_t)len);
    buf_add_char(text, ':');
    buf_add_n(text, part, len);
    buf_add_char(text, '\n');
}

static void audit_hash(struct store *store, const struct audit_row *row, const char *previous,
                       char hex[SHA256_HEX_SIZE])
{
    struct buf *text = &pending_audit_texts(store)->hashed;
    buf_clear(text);
    add_part(text, previous);
    const int64_t numbers[] = { row->shard, row->seq, row->record, row->version };
    for (size_t i = 0; i < COUNT(numbers); i++) {
        buf_add_int(text, numbers[i]);
        buf_add_char(text, i + 1 < COUNT(numbers) ? ' ' : '\n');
    }
    const char *const parts[] = { row->at, row->actor, row->action, row->kind, row->diff, row->reason };
    for (size_t i = 0; i < COUNT(parts); i++)
        add_part(text, parts[i]);
    crypto_sha256_hex(buf_text(text), text->len, hex);
}

static enum err_code head_by(struct store *store, enum stmt_id statement, int64_t shard, int64_t *ret_seq,
                             char ret_hash[SHA256_HEX_SIZE], struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    TRY(db_query(store->db, statement, (struct value[]){ v_int(shard), v_text(genesis) },
                 statement == STMT_AUDIT_HEAD_TAKE ? 2 : 1, &rows, err));
    TRY(rows_next(&rows, &has, err));
    const char *hash = has ? rows_text(&rows, 1) : genesis;
    *ret_seq = has ? rows_int(&rows, 0) : 0;
    snprintf(ret_hash, SHA256_HEX_SIZE, "%s", hash ? hash : "");
    return ERR_OK;
}

enum err_code audit_head_read(struct store *store, int64_t shard, int64_t *ret_seq,
                              char ret_hash[SHA256_HEX_SIZE], struct err *err)
{
    /* in a transaction another writer waits here until this one has committed */
    return head_by(store, db_in_transaction(store->db) ? STMT_AUDIT_HEAD_TAKE : STMT_AUDIT_HEAD_GET, shard, ret_seq,
                   ret_hash, err);
}

enum { AUDIT_SHARD, AUDIT_SEQ, AUDIT_AT, AUDIT_ACTOR, AUDIT_ACTION, AUDIT_KIND, AUDIT_RECORD, AUDIT_VERSION,
       AUDIT_DIFF, AUDIT_REASON, AUDIT_HASH, AUDIT_COLUMNS };

bool audit_row_lacks_diff(const struct value *row)
{
    return row[AUDIT_DIFF].type == VALUE_NULL;
}

void audit_tell_creation(struct store *store, const struct record *made, struct audit_texts *texts, struct arena *arena,
                         struct value *row)
{
    add_diff(store, texts, NULL, made, true);
    row[AUDIT_DIFF] = v_text(arena_strndup(arena, buf_text(&texts->diff), texts->diff.len));
}

enum err_code audit_link(struct store *store, struct value *row, char hex[SHA256_HEX_SIZE], struct err *err)
{
    char previous[SHA256_HEX_SIZE];
    int64_t seq = 0, shard = row[AUDIT_SHARD].i;
    TRY(pending_head(store, shard, &seq, previous, err));
    const struct audit_row linked = {
        shard, seq + 1, row[AUDIT_AT].s, row[AUDIT_ACTOR].s, row[AUDIT_ACTION].s, row[AUDIT_KIND].s,
        row[AUDIT_RECORD].i, row[AUDIT_VERSION].i, row[AUDIT_DIFF].s,
        row[AUDIT_REASON].type == VALUE_TEXT ? row[AUDIT_REASON].s : NULL,
    };
    audit_hash(store, &linked, previous, hex);
    pending_head_set(store, shard, linked.seq, hex);
    row[AUDIT_SEQ] = v_int(linked.seq);
    row[AUDIT_HASH] = v_text(hex);
    return ERR_OK;
}

enum err_code audit_append(struct store *store, const struct record *before, const struct record *after,
                           const struct write_note *note, struct err *err)
{
    const struct record *any = after ? after : before;
    struct audit_texts *texts = pending_audit_texts(store);
    bool holds = pending_holds(store), is_told_later = !before && pending_holds_record(store, any->id);
    if (!is_told_later)
        add_diff(store, texts, before, after, !before && holds);
    const char *action = note && note->action ? note->action : before ? "update" : "create";
    const char *reason = note && note->reason ? note->reason : store->batch;
    struct value row[AUDIT_COLUMNS] = {
        v_int(id_shard(any->id)), v_null(), v_text(store->now), v_text(store->actor.name), v_text(action),
        v_text(any->kind->slug), v_int(any->id), v_int(any->version),
        is_told_later ? v_null() : v_text(buf_text(&texts->diff)), v_text(reason), v_null(),
    };
    if (holds) {
        pending_hold_audit(store, row, COUNT(row), any->id);
        return ERR_OK;
    }
    char hex[SHA256_HEX_SIZE];
    TRY(db_settle(store->db, err));
    TRY(audit_link(store, row, hex, err));
    return db_run_unasked(store->db, STMT_AUDIT_ADD, row, COUNT(row), err);
}

static void note_broken(struct audit_verdict *verdict, int64_t shard, int64_t seq)
{
    if (verdict->broken++ == 0) {
        verdict->shard = shard;
        verdict->seq = seq;
    }
}

static enum err_code verify_shard(struct store *store, int64_t shard, int64_t head_seq,
                                  const char *head_hash, struct audit_verdict *verdict, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(store->db, STMT_AUDIT_OF_SHARD, ARGS(v_int(shard)), &rows, err));
    char previous[SHA256_HEX_SIZE], hash[SHA256_HEX_SIZE];
    snprintf(previous, sizeof(previous), "%s", genesis);
    int64_t expected = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        struct audit_row row = {
            shard, rows_int(&rows, 0), rows_text(&rows, 1), rows_text(&rows, 2), rows_text(&rows, 3),
            rows_text(&rows, 4), rows_int(&rows, 5), rows_int(&rows, 6), rows_text(&rows, 7),
            rows_text(&rows, 8),
        };
        audit_hash(store, &row, previous, hash);
        const char *stored = rows_text(&rows, 9);
        if (!stored) /* NULL only where the file is damaged */
            stored = "";
        if (row.seq != ++expected || strcmp(hash, stored) != 0)
            note_broken(verdict, shard, row.seq);
        snprintf(previous, sizeof(previous), "%s", stored);
        expected = row.seq;
        verdict->rows++;
    }
    if (expected != head_seq || strcmp(previous, head_hash) != 0)
        note_broken(verdict, shard, head_seq);
    return ERR_OK;
}

/* Chains of shards that no record can be in: nothing of ours wrote them. */
static enum err_code verify_strange(struct store *store, struct audit_verdict *verdict, struct err *err)
{
    int64_t rows = 0, heads = 0;
    TRY(db_one_int(store->db, STMT_AUDIT_COUNT_STRANGE, ARGS(v_int(ID_SHARD_MAX)), 0, &rows, err));
    TRY(db_one_int(store->db, STMT_AUDIT_HEAD_COUNT_STRANGE, ARGS(v_int(ID_SHARD_MAX)), 0, &heads, err));
    for (int64_t i = 0; i < rows + heads; i++)
        note_broken(verdict, ID_SHARD_MAX + 1, 0);
    return ERR_OK;
}

enum err_code audit_head_look(struct store *store, int64_t shard, int64_t *ret_seq, char ret_hash[SHA256_HEX_SIZE],
                              struct err *err)
{
    return pending_head_is_known(store, shard) ? pending_head(store, shard, ret_seq, ret_hash, err) :
                                                 head_by(store, STMT_AUDIT_HEAD_GET, shard, ret_seq, ret_hash, err);
}

enum err_code audit_verify(struct store *store, struct audit_verdict *ret_verdict, struct err *err)
{
    *ret_verdict = (struct audit_verdict){ 0 };
    for (int64_t shard = 0; shard <= ID_SHARD_MAX; shard++) { /* without a head too: then there is no row */
        int64_t seq = 0;
        char hash[SHA256_HEX_SIZE];
        TRY(audit_head_look(store, shard, &seq, hash, err));
        TRY(verify_shard(store, shard, seq, hash, ret_verdict, err));
    }
    return verify_strange(store, ret_verdict, err);
}
