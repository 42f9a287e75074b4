/* SPDX-License-Identifier: Apache-2.0 */
#include "store/pending.h"

#include "store/audit.h"

#include <stdlib.h>
#include <string.h>

enum {
    NOTES_MAX = 200000, /* then they are written, as soon as no savepoint is open */
    RECORD_SLOTS = 512,
    KEY_SLOTS = 64,
    LEVELS_MAX = 8,
};

/* One note: a word (with its kind) or a cell. In the order noted. */
struct note {
    const struct kind *kind; /* of a word; NULL for a cell */
    const char *word;
    struct tally_cell cell; /* of a word: shard, unit is the record, value the sign */
};

struct head {
    int64_t shard, seq;
    char hash[SHA256_HEX_SIZE];
    bool known, changed;
};

/* What stood when a savepoint was set. */
struct level {
    int name;
    size_t notes, flushed, heads;
    struct arena_mark words;
};

/* A record with its values and texts in one block. */
struct seen_record {
    struct record *record;
    size_t capacity;
};

struct seen_key {
    const struct kind *kind;
    char key[96];
};

struct pending {
    struct store *store;
    struct note *notes;
    size_t note_count, note_capacity;
    size_t flushed; /* of them, written inside a savepoint that may yet be rolled back */
    struct arena words;
    struct head heads[ID_SHARD_MAX + 1];
    struct head *old_heads; /* to be put back by a rollback */
    size_t old_count, old_capacity;
    struct level levels[LEVELS_MAX];
    size_t level_count;
    struct audit_texts texts;
    struct seen_record records[RECORD_SLOTS];
    struct seen_key keys[KEY_SLOTS];
};

/* --- writing what was noted ----------------------------------------------------------------------- */

static int number_order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* Cells before words; each in the order of its table's key. */
static int note_order(const void *a, const void *b)
{
    const struct note *left = a, *right = b;
    int order = (left->kind != NULL) - (right->kind != NULL);
    if (order == 0 && left->kind && left->kind != right->kind)
        order = strcmp(left->kind->slug, right->kind->slug);
    if (order == 0 && left->kind)
        order = strcmp(left->word, right->word);
    const struct tally_cell *one = &left->cell, *other = &right->cell;
    if (order == 0)
        order = number_order(one->tally, other->tally);
    if (order == 0 && left->kind) /* of words the shard comes first */
        order = number_order(one->shard, other->shard);
    if (order == 0)
        order = number_order(one->grain, other->grain);
    if (order == 0)
        order = number_order(one->unit, other->unit);
    if (order == 0)
        order = number_order(one->month, other->month);
    if (order == 0)
        order = number_order(one->since, other->since);
    return order ? order : number_order(one->shard, other->shard);
}

static enum err_code write_note(struct store *store, const struct note *note, int64_t value,
                                struct err *err)
{
    const struct tally_cell *cell = &note->cell;
    if (value == 0)
        return ERR_OK;
    if (!note->kind)
        return db_run(store->db, STMT_TALLY_CELL_ADD,
                      ARGS(v_int(cell->shard), v_int(cell->tally), v_int(cell->grain), v_int(cell->unit),
                           v_int(cell->month), v_int(cell->since), v_int(value)),
                      NULL, err);
    return db_run(store->db, value > 0 ? STMT_WORD_ADD : STMT_WORD_REMOVE,
                  ARGS(v_int(cell->shard), v_text(note->kind->slug), v_text(note->word), v_int(cell->unit)),
                  NULL, err);
}

/* A sorted copy, so that a rollback still finds the notes in their order. */
static enum err_code write_notes(struct pending *pending, struct err *err)
{
    size_t count = pending->note_count - pending->flushed;
    struct note *sorted = malloc(count * sizeof(*sorted));
    require(sorted);
    memcpy(sorted, pending->notes + pending->flushed, count * sizeof(*sorted));
    qsort(sorted, count, sizeof(*sorted), note_order);
    enum err_code code = ERR_OK;
    for (size_t i = 0, next = 0; i < count && code == ERR_OK; i = next) {
        int64_t value = 0;
        for (next = i; next < count && note_order(&sorted[i], &sorted[next]) == 0; next++)
            value += sorted[next].cell.value;
        code = write_note(pending->store, &sorted[i], value, err);
    }
    free(sorted);
    return code;
}

static void forget_notes(struct pending *pending)
{
    pending->note_count = pending->flushed = 0;
    arena_done(&pending->words);
}

/* They stay marked as changed: a rollback may take the writing back. */
static enum err_code write_heads(struct pending *pending, struct err *err)
{
    for (size_t i = 0; i <= ID_SHARD_MAX; i++) {
        const struct head *head = &pending->heads[i];
        if (head->changed)
            TRY(db_run(pending->store->db, STMT_AUDIT_HEAD_SET,
                       ARGS(v_int(head->shard), v_int(head->seq), v_text(head->hash)), NULL, err));
    }
    return ERR_OK;
}

enum err_code pending_flush(struct store *store, struct err *err)
{
    struct pending *pending = store->pending;
    TRY(write_heads(pending, err));
    if (pending->note_count == pending->flushed)
        return ERR_OK;
    TRY(write_notes(pending, err));
    pending->flushed = pending->note_count;
    if (pending->level_count == 0)
        forget_notes(pending);
    return ERR_OK;
}

static enum err_code add_note(struct store *store, const struct note *note, struct err *err)
{
    struct pending *pending = store->pending;
    require(db_in_transaction(store->db));
    if (pending->note_count == pending->note_capacity) {
        size_t wider = pending->note_capacity ? pending->note_capacity * 2 : 256;
        pending->notes = realloc(pending->notes, wider * sizeof(*pending->notes));
        require(pending->notes);
        pending->note_capacity = wider;
    }
    pending->notes[pending->note_count++] = *note;
    return pending->note_count >= NOTES_MAX && pending->level_count == 0 ? pending_flush(store, err) : ERR_OK;
}

enum err_code pending_word(struct store *store, const struct kind *kind, const char *word, int64_t record,
                           int sign, struct err *err)
{
    struct note note = { .kind = kind,
                         .word = arena_strdup(&store->pending->words, word),
                         .cell = { .shard = id_shard(record), .unit = record, .value = sign } };
    return add_note(store, &note, err);
}

enum err_code pending_cell(struct store *store, const struct tally_cell *cell, struct err *err)
{
    if (cell->value == 0)
        return ERR_OK;
    struct note note = { .cell = *cell };
    return add_note(store, &note, err);
}

/* --- ends of the audit chains ----------------------------------------------------------------------- */

enum err_code pending_head(struct store *store, int64_t shard, int64_t *ret_seq,
                           char ret_hash[SHA256_HEX_SIZE], struct err *err)
{
    struct head *head = &store->pending->heads[shard];
    if (!head->known || !db_in_transaction(store->db)) {
        *head = (struct head){ .shard = shard, .known = db_in_transaction(store->db) };
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
    if (pending->level_count) {
        if (pending->old_count == pending->old_capacity) {
            pending->old_capacity = pending->old_capacity ? pending->old_capacity * 2 : 64;
            pending->old_heads =
                realloc(pending->old_heads, pending->old_capacity * sizeof(*pending->old_heads));
            require(pending->old_heads);
        }
        pending->old_heads[pending->old_count++] = *head;
    }
    *head = (struct head){ .shard = shard, .seq = seq, .known = true, .changed = true };
    memcpy(head->hash, hash, SHA256_HEX_SIZE);
}

struct audit_texts *pending_audit_texts(struct store *store)
{
    return &store->pending->texts;
}

/* --- what was lately seen ------------------------------------------------------------------------------ */

static struct seen_record *record_slot(struct pending *pending, int64_t id)
{
    return &pending->records[((uint64_t)id * 0x9E3779B97F4A7C15u >> 40) % RECORD_SLOTS];
}

const struct record *pending_record(const struct store *store, const struct kind *kind, int64_t id)
{
    const struct record *record = record_slot(store->pending, id)->record;
    return record && record->id == id && record->kind == kind ? record : NULL;
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

void pending_remember(struct store *store, const struct record *record)
{
    if (!db_in_transaction(store->db))
        return;
    struct seen_record *slot = record_slot(store->pending, record->id);
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
    if (record->kind->key) /* its key may be another one now, or of no live record */
        memset(store->pending->keys, 0, sizeof(store->pending->keys));
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
    snprintf(slot->key, sizeof(slot->key), "%s", key);
}

static void forget_seen(struct pending *pending)
{
    for (size_t i = 0; i < RECORD_SLOTS; i++) {
        free(pending->records[i].record);
        pending->records[i] = (struct seen_record){ 0 };
    }
    memset(pending->keys, 0, sizeof(pending->keys));
}

/* --- turns of the transaction ------------------------------------------------------------------------------ */

static enum err_code on_committing(void *context, struct err *err)
{
    struct pending *pending = context;
    pending->level_count = 0;
    return pending_flush(pending->store, err);
}

static void on_ended(void *context)
{
    struct pending *pending = context;
    pending->level_count = pending->old_count = 0;
    forget_notes(pending);
    memset(pending->heads, 0, sizeof(pending->heads));
    forget_seen(pending);
}

static void on_marked(void *context, int name)
{
    struct pending *pending = context;
    require(pending->level_count < LEVELS_MAX);
    pending->levels[pending->level_count++] =
        (struct level){ name, pending->note_count, pending->flushed, pending->old_count,
                        arena_mark(&pending->words) };
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

static void on_released(void *context, int name)
{
    struct pending *pending = context;
    (void)level_end(pending, name);
    if (pending->level_count)
        return;
    pending->old_count = 0;
    if (pending->note_count == pending->flushed)
        forget_notes(pending);
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
    }
    pending->note_count = level->notes;
    pending->flushed = level->flushed;
    arena_release(&pending->words, level->words);
    forget_seen(pending);
}

/* --- life ------------------------------------------------------------------------------------------------------ */

void pending_open(struct store *store)
{
    store->pending = calloc(1, sizeof(*store->pending));
    require(store->pending);
    store->pending->store = store;
    const struct db_watcher watcher = { store->pending, on_committing, on_ended,
                                        on_marked,      on_released,   on_reverted };
    db_watch(store->db, &watcher);
}

void pending_close(struct store *store)
{
    struct pending *pending = store->pending;
    if (!pending)
        return;
    on_ended(pending);
    buf_done(&pending->texts.diff);
    buf_done(&pending->texts.hashed);
    buf_done(&pending->texts.value);
    free(pending->notes);
    free(pending->old_heads);
    free(pending);
    store->pending = NULL;
}
