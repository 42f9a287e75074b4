/* SPDX-License-Identifier: Apache-2.0 */
#include "store/pending.h"

#include "store/audit.h"
#include "store/held.h"
#include "store/notes.h"

#include <stdlib.h>
#include <string.h>

enum { RECORD_SLOTS = 1024, KEY_SLOTS = 64, LEVELS_MAX = 8 };

struct head {
    int64_t shard, seq;
    char hash[SHA256_HEX_SIZE];
    bool known, changed;
};

/* What stood when a savepoint was set. */
struct level {
    int name;
    size_t heads;
    struct notes_mark notes;
    struct held_mark held;
};

/* A record with its values and texts in one block. */
struct seen_record {
    struct record *record;
    size_t capacity;
    bool is_seen;
};

struct seen_key {
    const struct kind *kind;
    char key[96];
};

/* What gathers until it is written. Where rows are held there are two: while one is written aside
 * (db_aside), the other gathers. */
struct batch {
    struct notes *notes;
    struct held *held; /* NULL until store_hold is called for the first time */
};

struct pending {
    struct store *store;
    struct batch batch, aside;
    bool is_writing;
    bool has_heads, has_seen; /* else nothing of them is to be forgotten: readers end thousands of transactions a second */
    struct head heads[ID_SHARD_MAX + 1];
    struct head *old_heads; /* to be put back by a rollback */
    size_t old_count, old_capacity;
    struct level levels[LEVELS_MAX];
    size_t level_count;
    struct audit_texts *texts;
    struct seen_record records[RECORD_SLOTS], read[RECORD_SLOTS]; /* written; only read: fewer, and oftener asked for */
    struct seen_key keys[KEY_SLOTS];
};

/* --- writing what was noted ----------------------------------------------------------------------- */

static void forget_heads(struct pending *pending)
{
    if (pending->has_heads)
        memset(pending->heads, 0, sizeof(pending->heads));
    pending->has_heads = false;
}

/* They stay marked as changed: a rollback may take the writing back. */
static enum err_code write_heads(struct pending *pending, struct err *err)
{
    for (size_t i = 0; pending->has_heads && i <= ID_SHARD_MAX; i++) {
        const struct head *head = &pending->heads[i];
        if (head->changed)
            TRY(db_run_unasked(pending->store->db, STMT_AUDIT_HEAD_SET,
                               ARGS(v_int(head->shard), v_int(head->seq), v_text(head->hash)), err));
    }
    return ERR_OK;
}

static enum err_code write_batch(struct pending *pending, struct batch *batch, struct err *err)
{
    if (batch->held)
        TRY(held_write(batch->held, err));
    TRY(write_heads(pending, err));
    return notes_write(batch->notes, pending->store->db, err);
}

static void forget_batch(struct batch *batch)
{
    notes_forget(batch->notes);
    if (batch->held)
        held_forget(batch->held);
}

enum err_code pending_flush(struct store *store, struct err *err)
{
    struct pending *pending = store->pending;
    TRY(db_settle(store->db, err));
    bool was = pending->is_writing;
    pending->is_writing = true;
    enum err_code code = write_batch(pending, &pending->batch, err);
    pending->is_writing = was;
    if (code == ERR_OK && pending->level_count == 0)
        forget_batch(&pending->batch);
    return code;
}

static enum err_code write_aside(void *context, struct err *err)
{
    struct pending *pending = context;
    return write_batch(pending, &pending->aside, err);
}

/* The last of a transaction: in the next, others may have gone on with the chains. */
static enum err_code write_last_aside(void *context, struct err *err)
{
    struct pending *pending = context;
    TRY(write_batch(pending, &pending->aside, err));
    forget_heads(pending);
    return ERR_OK;
}

/* Writes what has gathered: where rows are held in a thread of its own, while the next ones gather. */
static enum err_code flush_many(struct pending *pending, bool turns, struct err *err)
{
    struct db *db = pending->store->db;
    if (!pending->store->holds)
        return pending_flush(pending->store, err);
    while (db_is_busy_aside(db) && held_prepare(pending->batch.held))
        ;
    TRY(db_settle(db, err));
    forget_batch(&pending->aside);
    struct held *rows = pending->batch.held;
    pending->batch.held = pending->aside.held;
    pending->aside.held = rows;
    if (turns || notes_are_many(pending->batch.notes)) { /* the more of them the more come together */
        struct notes *notes = pending->batch.notes;
        pending->batch.notes = pending->aside.notes;
        pending->aside.notes = notes;
    }
    return db_aside(db, turns ? write_last_aside : write_aside, pending, turns, err);
}

static enum err_code flush_if_many(struct pending *pending, struct err *err)
{
    return pending->level_count == 0 && notes_are_many(pending->batch.notes) ? flush_many(pending, false, err) : ERR_OK;
}

enum err_code pending_word(struct store *store, const struct kind *kind, const char *word, int64_t record,
                           int sign, struct err *err)
{
    require(db_in_transaction(store->db));
    notes_word(store->pending->batch.notes, kind, word, record, sign);
    return flush_if_many(store->pending, err);
}

enum err_code pending_cell(struct store *store, const struct tally_cell *cell, struct err *err)
{
    require(db_in_transaction(store->db));
    notes_cell(store->pending->batch.notes, cell);
    return flush_if_many(store->pending, err);
}

void pending_name(struct store *store, int64_t tally, const struct kind *kind, const char *text)
{
    notes_name(store->pending->batch.notes, tally, kind->slug, text);
}

enum err_code pending_value(struct store *store, const struct tally_cell *cell, const char *text, struct err *err)
{
    require(db_in_transaction(store->db));
    notes_value(store->pending->batch.notes, cell, text);
    return flush_if_many(store->pending, err);
}

/* --- rows that wait ----------------------------------------------------------------------------------- */

bool pending_holds(const struct store *store)
{
    return store->holds && db_in_transaction(store->db);
}

void store_hold(struct store *store, enum store_holding holds)
{
    struct pending *pending = store->pending;
    require(pending->level_count == 0);
    if (!pending->batch.held) {
        pending->batch.held = held_new(store);
        pending->aside = (struct batch){ notes_new(), held_new(store) };
    }
    if ((holds == HOLD_ALL) != (store->holds == HOLD_ALL))
        db_trust(store->db, holds == HOLD_ALL);
    store->holds = holds;
}

bool pending_may_hold(const struct store *store, const struct record *record)
{
    if (!pending_holds(store))
        return false;
    return store->holds == HOLD_ALL ? !held_never(record->kind) : held_may(store->pending->batch.held, record);
}

bool pending_may_pass(struct store *store, const struct record *record)
{
    struct held *held = store->pending->batch.held;
    bool may = pending_holds(store) && held_may_pass(held, record);
    if (may)
        held_note_rules(held, record);
    return may;
}

void pending_hold_record(struct store *store, const struct record *record)
{
    held_add_record(store->pending->batch.held, record);
}

void pending_hold_state(struct store *store, const struct value *values, size_t count)
{
    held_add_state(store->pending->batch.held, values, count);
}

void pending_hold_audit(struct store *store, const struct value *values, size_t count, int64_t record)
{
    held_add_audit(store->pending->batch.held, values, count, record);
}

bool pending_holds_record(const struct store *store, int64_t id)
{
    return pending_holds(store) && held_knows(store->pending->batch.held, id);
}

bool pending_has_held(const struct store *store, int64_t id)
{
    const struct pending *pending = store->pending;
    return pending->batch.held && (held_has(pending->batch.held, id) ||
                                   (db_works_aside(store->db) && held_knows(pending->aside.held, id)));
}

bool pending_may_find(const struct store *store, const struct kind *kind, const struct field *field,
                      struct value value)
{
    const struct held *held = store->pending->batch.held, *aside = store->pending->aside.held;
    return !held || (held->count > held->written && held_may_find(held, kind, field, value)) ||
           (db_works_aside(store->db) && held_may_find(aside, kind, field, value));
}

static bool is_full(const struct pending *pending)
{
    size_t many = pending->store->hold_rows ? pending->store->hold_rows : HELD_ROWS_MAX;
    return pending->batch.held && pending->batch.held->count >= many;
}

enum err_code pending_make_room(struct store *store, struct err *err)
{
    struct pending *pending = store->pending;
    return is_full(pending) && pending->level_count == 0 ? flush_many(pending, false, err) : ERR_OK;
}

static void forget_seen(struct pending *pending)
{
    if (!pending->has_seen)
        return;
    for (size_t i = 0; i < RECORD_SLOTS; i++)
        pending->records[i].is_seen = pending->read[i].is_seen = false;
    memset(pending->keys, 0, sizeof(pending->keys));
    pending->has_seen = false;
}

enum err_code store_breathe(struct store *store, struct err *err)
{
    struct pending *pending = store->pending;
    if (!store->holds) {
        TRY(db_commit(store->db, err));
        return db_begin(store->db, err);
    }
    require(pending->level_count == 0);
    forget_seen(pending);
    return flush_many(pending, true, err);
}

/* A statement may look for what waits. */
static enum err_code on_reaching(void *context, bool apart, struct err *err)
{
    struct pending *pending = context;
    if (apart || pending->is_writing || !pending->batch.held || pending->batch.held->count == pending->batch.held->written)
        return ERR_OK;
    pending->is_writing = true;
    enum err_code code = held_write(pending->batch.held, err);
    pending->is_writing = false;
    if (code == ERR_OK && pending->level_count == 0)
        held_forget(pending->batch.held);
    return code;
}

/* --- ends of the audit chains ----------------------------------------------------------------------- */

bool pending_head_is_known(const struct store *store, int64_t shard)
{
    return db_in_transaction(store->db) && store->pending->heads[shard].known;
}

enum err_code pending_head(struct store *store, int64_t shard, int64_t *ret_seq,
                           char ret_hash[SHA256_HEX_SIZE], struct err *err)
{
    struct head *head = &store->pending->heads[shard];
    if (!head->known || !db_in_transaction(store->db)) {
        *head = (struct head){ .shard = shard, .known = db_in_transaction(store->db) };
        store->pending->has_heads = true;
        TRY(audit_head_read(store, shard, &head->seq, head->hash, err));
    }
    *ret_seq = head->seq;
    memcpy(ret_hash, head->hash, SHA256_HEX_SIZE);
    return ERR_OK;
}

void pending_head_set(struct store *store, int64_t shard, int64_t seq, const char hash[SHA256_HEX_SIZE])
{
    struct pending *pending = store->pending;
    struct head *head = &pending->heads[shard];
    require(head->known);
    if (pending->level_count && !db_is_aside(store->db)) { /* what is written aside is older than all levels */
        if (pending->old_count == pending->old_capacity) {
            pending->old_capacity = pending->old_capacity ? pending->old_capacity * 2 : 64;
            pending->old_heads =
                realloc(pending->old_heads, pending->old_capacity * sizeof(*pending->old_heads));
            require(pending->old_heads);
        }
        pending->old_heads[pending->old_count++] = *head;
    }
    *head = (struct head){ .shard = shard, .seq = seq, .known = true, .changed = true };
    pending->has_heads = true;
    memcpy(head->hash, hash, SHA256_HEX_SIZE);
}

struct audit_texts *pending_audit_texts(struct store *store)
{
    return store->pending->texts;
}

/* --- what was lately seen ------------------------------------------------------------------------------ */

static struct seen_record *record_slot(struct seen_record slots[RECORD_SLOTS], int64_t id)
{
    return &slots[((uint64_t)id * 0x9E3779B97F4A7C15u >> 40) % RECORD_SLOTS];
}

static bool is_seen(const struct seen_record *slot, const struct kind *kind, int64_t id)
{
    return slot->is_seen && slot->record->id == id && slot->record->kind == kind;
}

const struct record *pending_record(const struct store *store, const struct kind *kind, int64_t id)
{
    struct seen_record *written = record_slot(store->pending->records, id);
    struct seen_record *read = record_slot(store->pending->read, id);
    return is_seen(written, kind, id) ? written->record : is_seen(read, kind, id) ? read->record : NULL;
}

static size_t text_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

static const char *put_text(char **place, const char *text)
{
    size_t size = text_size(text);
    char *put = *place;
    if (!text)
        return NULL;
    memcpy(put, text, size);
    *place += size;
    return put;
}

static void put_record(struct record *copy, const struct record *record, size_t count)
{
    struct value *values = (struct value *)(copy + 1);
    char *texts = (char *)(values + count);
    *copy = *record;
    copy->values = values;
    memcpy(values, record->values, count * sizeof(*values));
    for (size_t i = 0; i < count; i++)
        if (values[i].type == VALUE_TEXT)
            values[i].s = put_text(&texts, values[i].s);
    copy->created_at = put_text(&texts, record->created_at);
    copy->updated_at = put_text(&texts, record->updated_at);
}

static void remember(struct seen_record *slot, const struct record *record)
{
    size_t count = kind_field_count(record->kind);
    size_t size = sizeof(*record) + count * sizeof(struct value) + text_size(record->created_at) +
                  text_size(record->updated_at);
    for (size_t i = 0; i < count; i++)
        size += record->values[i].type == VALUE_TEXT ? text_size(record->values[i].s) : 0;
    if (size > slot->capacity) {
        free(slot->record);
        slot->record = malloc(size);
        require(slot->record);
        slot->capacity = size;
    }
    put_record(slot->record, record, count);
    slot->is_seen = true;
}

void pending_remember_read(struct store *store, const struct record *record)
{
    if (!db_in_transaction(store->db))
        return;
    remember(record_slot(store->pending->read, record->id), record);
    store->pending->has_seen = true;
}

void pending_remember(struct store *store, const struct record *record)
{
    if (!db_in_transaction(store->db))
        return;
    struct seen_record *read = record_slot(store->pending->read, record->id);
    remember(record_slot(store->pending->records, record->id), record);
    store->pending->has_seen = true;
    if (is_seen(read, record->kind, record->id))
        read->is_seen = false;
    for (size_t i = 0; record->kind->key && i < KEY_SLOTS; i++) /* its key may be another one now, or of no live record */
        if (store->pending->keys[i].kind == record->kind)
            store->pending->keys[i] = (struct seen_key){ 0 };
}

static struct seen_key *key_slot(struct pending *pending, const char *key)
{
    uint64_t hash = 0;
    for (const char *c = key; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return &pending->keys[(hash >> 20) % KEY_SLOTS];
}

bool pending_knows_key(const struct store *store, const struct kind *kind, const char *key)
{
    const struct seen_key *slot = key_slot(store->pending, key);
    return slot->kind == kind && strcmp(slot->key, key) == 0;
}

void pending_remember_key(struct store *store, const struct kind *kind, const char *key)
{
    struct seen_key *slot = key_slot(store->pending, key);
    if (!db_in_transaction(store->db) || strlen(key) >= sizeof(slot->key))
        return;
    slot->kind = kind;
    store->pending->has_seen = true;
    snprintf(slot->key, sizeof(slot->key), "%s", key);
}

/* --- turns of the transaction ------------------------------------------------------------------------------ */

/* The first so many savepoints are still open. */
static void levels_keep(struct pending *pending, size_t count)
{
    pending->level_count = count;
    notes_set_undoable(pending->batch.notes, count > 0);
}

static enum err_code on_committing(void *context, struct err *err)
{
    struct pending *pending = context;
    levels_keep(pending, 0);
    return pending_flush(pending->store, err);
}

static void on_ended(void *context)
{
    struct pending *pending = context;
    levels_keep(pending, 0);
    pending->old_count = 0;
    forget_batch(&pending->batch);
    if (pending->aside.notes)
        forget_batch(&pending->aside);
    forget_heads(pending);
    forget_seen(pending);
}

static void on_marked(void *context, int name)
{
    struct pending *pending = context;
    require(pending->level_count < LEVELS_MAX);
    struct level *level = &pending->levels[pending->level_count++];
    *level = (struct level){ .name = name, .heads = pending->old_count, .notes = notes_mark(pending->batch.notes) };
    if (pending->batch.held)
        level->held = held_mark(pending->batch.held);
    notes_set_undoable(pending->batch.notes, true);
}

/* The level of that name and those set after it end; NULL where it is not open. */
static const struct level *level_end(struct pending *pending, int name)
{
    for (size_t i = pending->level_count; i > 0; i--)
        if (pending->levels[i - 1].name == name) {
            pending->level_count = i - 1;
            return &pending->levels[i - 1];
        }
    return NULL;
}

/* What a savepoint kept from being written, or forgotten, may be now. */
static enum err_code on_released(void *context, int name, struct err *err)
{
    struct pending *pending = context;
    const struct held *held = pending->batch.held;
    (void)level_end(pending, name);
    if (pending->level_count)
        return ERR_OK;
    levels_keep(pending, 0);
    pending->old_count = 0;
    if (pending->store->holds)
        return ERR_OK;
    if (notes_are_many(pending->batch.notes))
        return pending_flush(pending->store, err);
    bool is_written = notes_are_written(pending->batch.notes) && (!held || held->count == held->written);
    return is_written ? pending_flush(pending->store, err) : ERR_OK;
}

/* Rows that wait are written, if they are many, as soon as that can be aside. */
static enum err_code on_left(void *context, struct err *err)
{
    struct pending *pending = context;
    bool is_much = pending->store->holds && (notes_are_many(pending->batch.notes) || is_full(pending));
    return is_much ? flush_many(pending, false, err) : ERR_OK;
}

static void on_reverted(void *context, int name)
{
    struct pending *pending = context;
    const struct level *level = level_end(pending, name);
    if (!level)
        return;
    while (pending->old_count > level->heads) {
        const struct head *old = &pending->old_heads[--pending->old_count];
        pending->heads[old->shard] = *old;
        pending->has_heads = true;
    }
    notes_revert(pending->batch.notes, &level->notes);
    if (pending->batch.held)
        held_revert(pending->batch.held, &level->held);
    levels_keep(pending, pending->level_count);
    forget_seen(pending);
}

/* --- life ------------------------------------------------------------------------------------------------------ */

void pending_open(struct store *store)
{
    store->pending = calloc(1, sizeof(*store->pending));
    require(store->pending);
    store->pending->store = store;
    store->pending->batch.notes = notes_new();
    store->pending->texts = audit_texts_new();
    const struct db_watcher watcher = { store->pending, on_committing, on_ended,   on_marked,
                                        on_released,    on_left,       on_reverted, on_reaching };
    db_watch(store->db, &watcher);
}

void pending_close(struct store *store)
{
    struct pending *pending = store->pending;
    if (!pending)
        return;
    on_ended(pending);
    audit_texts_free(pending->texts);
    for (size_t i = 0; i < RECORD_SLOTS; i++) {
        free(pending->records[i].record);
        free(pending->read[i].record);
    }
    held_free(pending->batch.held);
    held_free(pending->aside.held);
    notes_free(pending->batch.notes);
    notes_free(pending->aside.notes);
    free(pending->old_heads);
    free(pending);
    store->pending = NULL;
}
