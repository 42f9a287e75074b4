/* SPDX-License-Identifier: Apache-2.0 */
#include "store/pending.h"

#include "store/audit.h"
#include "store/held.h"

#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MAX = 65536,  /* notes of words, then they are written as soon as no savepoint is open */
    CELLS_MAX = 65536,  /* likewise cells */
    VALUES_MAX = 65536, /* likewise values of distinct counts */
    WORD_ROWS = 64,     /* written at once */
    RECORD_SLOTS = 512,
    KEY_SLOTS = 64,
    LEVELS_MAX = 8,
};

/* --- kinds of notes ------------------------------------------------------------------------------- */

/* A word of the index as it was met. */
struct word {
    const struct kind *kind;
    const char *text;
    size_t next;       /* of the same hash, index + 1 */
    size_t note_count; /* while they are written: how many, then where they begin */
};

struct word_note {
    unsigned word; /* index */
    int sign;
    int64_t record;
};

/* A cell: what is to be added to it, and what of that is written inside a savepoint. */
struct cell_sum {
    struct tally_cell cell;
    int64_t written;
    size_t next; /* of the same hash, index + 1 */
};

/* What a rollback takes back: a note added to a cell, or its having been written. */
struct cell_turn {
    size_t cell;
    int64_t value;
    bool is_writing;
};

/* A record more, or less, that has the value in the cell of a distinct count. */
struct value_note {
    struct tally_cell cell; /* value: the sign */
    const char *text;
};

struct head {
    int64_t shard, seq;
    char hash[SHA256_HEX_SIZE];
    bool known, changed;
};

/* What stood when a savepoint was set. */
struct level {
    int name;
    size_t word_notes, words_written, values, values_written, turns, heads;
    struct arena_mark value_texts;
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

struct pending {
    struct store *store;
    struct held *held; /* NULL until store_hold is called for the first time */
    bool is_writing;
    /* words: each once, and their notes in the order noted */
    struct arena word_texts;
    struct arena_mark no_word_texts;
    struct word *words;
    size_t word_count, word_capacity, word_buckets[4096];
    struct word_note *word_notes;
    size_t word_note_count, word_note_capacity, words_written;
    const char *words_insert; /* of WORD_ROWS */
    /* cells, and the turns since the outermost savepoint */
    struct cell_sum *cells;
    size_t cell_count, cell_capacity, cell_buckets[16384];
    struct cell_turn *turns;
    size_t turn_count, turn_capacity;
    /* values of distinct counts */
    struct arena value_texts;
    struct value_note *values;
    size_t value_count, value_capacity, values_written;
    struct head heads[ID_SHARD_MAX + 1];
    struct head *old_heads; /* to be put back by a rollback */
    size_t old_count, old_capacity;
    struct level levels[LEVELS_MAX];
    size_t level_count;
    struct audit_texts texts;
    struct seen_record records[RECORD_SLOTS], read[RECORD_SLOTS]; /* written; only read: fewer, and oftener asked for */
    struct seen_key keys[KEY_SLOTS];
};

static void *grown(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : 256;
    items = realloc(items, *capacity * size);
    require(items);
    return items;
}

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* --- words ------------------------------------------------------------------------------------------ */

static unsigned word_index(struct pending *pending, const struct kind *kind, const char *text)
{
    uint64_t hash = (uint64_t)(uintptr_t)kind;
    for (const char *c = text; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    size_t *bucket = &pending->word_buckets[mix(hash, 0) % COUNT(pending->word_buckets)];
    for (size_t i = *bucket; i; i = pending->words[i - 1].next)
        if (pending->words[i - 1].kind == kind && strcmp(pending->words[i - 1].text, text) == 0)
            return (unsigned)(i - 1);
    pending->words = grown(pending->words, pending->word_count, &pending->word_capacity, sizeof(*pending->words));
    pending->words[pending->word_count++] =
        (struct word){ .kind = kind, .text = arena_strdup(&pending->word_texts, text), .next = *bucket };
    *bucket = pending->word_count;
    return (unsigned)(pending->word_count - 1);
}

static int word_order(const void *a, const void *b, void *context)
{
    const struct word *words = context, *left = &words[*(const unsigned *)a], *right = &words[*(const unsigned *)b];
    int order = left->kind == right->kind ? 0 : strcmp(left->kind->slug, right->kind->slug);
    return order ? order : strcmp(left->text, right->text);
}

/* The notes not written, in the order of the index's key by word; those of a word as they were noted. */
static struct word_note *sort_words(struct pending *pending, size_t count)
{
    unsigned *order = malloc(pending->word_count * sizeof(*order));
    struct word_note *sorted = malloc(count * sizeof(*sorted)), *notes = pending->word_notes + pending->words_written;
    size_t at = 0;
    require(order && sorted);
    for (size_t i = 0; i < pending->word_count; i++) {
        order[i] = (unsigned)i;
        pending->words[i].note_count = 0;
    }
    qsort_r(order, pending->word_count, sizeof(*order), word_order, pending->words);
    for (size_t i = 0; i < count; i++)
        pending->words[notes[i].word].note_count++;
    for (size_t i = 0; i < pending->word_count; i++) {
        size_t own = pending->words[order[i]].note_count;
        pending->words[order[i]].note_count = at;
        at += own;
    }
    for (size_t i = 0; i < count; i++)
        sorted[pending->words[notes[i].word].note_count++] = notes[i];
    free(order);
    return sorted;
}

static void bind_word(const struct pending *pending, const struct word_note *note, struct value *ret_bound)
{
    const struct word *word = &pending->words[note->word];
    ret_bound[0] = v_int(id_shard(note->record));
    ret_bound[1] = v_text(word->kind->slug);
    ret_bound[2] = v_text(word->text);
    ret_bound[3] = v_int(note->record);
}

static enum err_code write_words(struct pending *pending, struct err *err)
{
    struct db *db = pending->store->db;
    size_t count = pending->word_note_count - pending->words_written;
    struct value bound[WORD_ROWS * 4];
    if (count == 0)
        return ERR_OK;
    if (!pending->words_insert)
        pending->words_insert =
            entity_sql_repeat(&pending->store->arena, stmt_rows[STMT_WORD_ADD].sql, 4, WORD_ROWS);
    struct word_note *sorted = sort_words(pending, count);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < count;) {
        size_t some = 0;
        for (; some < WORD_ROWS && i + some < count && sorted[i + some].sign > 0; some++)
            bind_word(pending, &sorted[i + some], bound + 4 * some);
        if (some == WORD_ROWS) {
            code = db_compose_run(db, pending->words_insert, bound, COUNT(bound), NULL, err);
            i += some;
            continue;
        }
        bind_word(pending, &sorted[i], bound);
        code = db_run_unasked(db, sorted[i++].sign > 0 ? STMT_WORD_ADD : STMT_WORD_REMOVE, bound, 4, err);
    }
    free(sorted);
    pending->words_written = pending->word_note_count;
    return code;
}

static void forget_words(struct pending *pending)
{
    pending->word_note_count = pending->words_written = pending->word_count = 0;
    memset(pending->word_buckets, 0, sizeof(pending->word_buckets));
    arena_release(&pending->word_texts, pending->no_word_texts);
}

/* --- cells ------------------------------------------------------------------------------------------- */

static int number_order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* In the order of the table's key. */
static int cell_order(const void *a, const void *b)
{
    const struct tally_cell *left = a, *right = b;
    const int64_t keys[][2] = { { left->tally, right->tally }, { left->grain, right->grain },
                                { left->unit, right->unit },   { left->month, right->month },
                                { left->since, right->since }, { left->shard, right->shard } };
    int order = 0;
    for (size_t i = 0; order == 0 && i < COUNT(keys); i++)
        order = number_order(keys[i][0], keys[i][1]);
    return order;
}

static size_t cell_index(struct pending *pending, const struct tally_cell *cell)
{
    const int64_t parts[] = { cell->tally, cell->grain, cell->unit, cell->month, cell->since, cell->shard };
    uint64_t hash = 0;
    for (size_t i = 0; i < COUNT(parts); i++)
        hash = mix(hash, (uint64_t)parts[i]);
    size_t *bucket = &pending->cell_buckets[hash % COUNT(pending->cell_buckets)];
    for (size_t i = *bucket; i; i = pending->cells[i - 1].next)
        if (cell_order(&pending->cells[i - 1].cell, cell) == 0)
            return i - 1;
    pending->cells = grown(pending->cells, pending->cell_count, &pending->cell_capacity, sizeof(*pending->cells));
    struct cell_sum *added = &pending->cells[pending->cell_count++];
    *added = (struct cell_sum){ .cell = *cell, .next = *bucket };
    added->cell.value = 0;
    *bucket = pending->cell_count;
    return pending->cell_count - 1;
}

static void note_turn(struct pending *pending, size_t cell, int64_t value, bool is_writing)
{
    if (pending->level_count == 0)
        return;
    pending->turns = grown(pending->turns, pending->turn_count, &pending->turn_capacity, sizeof(*pending->turns));
    pending->turns[pending->turn_count++] = (struct cell_turn){ cell, value, is_writing };
}

static void add_to_cell(struct pending *pending, const struct tally_cell *cell)
{
    size_t index = cell_index(pending, cell);
    pending->cells[index].cell.value += cell->value;
    note_turn(pending, index, cell->value, false);
}

static enum err_code write_cells(struct pending *pending, struct err *err)
{
    size_t count = 0;
    struct tally_cell *sorted = malloc(pending->cell_count * sizeof(*sorted) + 1);
    require(sorted);
    for (size_t i = 0; i < pending->cell_count; i++) {
        struct cell_sum *sum = &pending->cells[i];
        int64_t rest = sum->cell.value - sum->written;
        if (rest == 0)
            continue;
        sorted[count] = sum->cell;
        sorted[count++].value = rest;
        sum->written += rest;
        note_turn(pending, i, rest, true);
    }
    qsort(sorted, count, sizeof(*sorted), cell_order);
    enum err_code code = ERR_OK;
    for (size_t i = 0; code == ERR_OK && i < count; i++)
        code = db_run_unasked(pending->store->db, STMT_TALLY_CELL_ADD,
                              ARGS(v_int(sorted[i].shard), v_int(sorted[i].tally), v_int(sorted[i].grain),
                                   v_int(sorted[i].unit), v_int(sorted[i].month), v_int(sorted[i].since),
                                   v_int(sorted[i].value)),
                              err);
    free(sorted);
    return code;
}

static void forget_cells(struct pending *pending)
{
    if (pending->cell_count)
        memset(pending->cell_buckets, 0, sizeof(pending->cell_buckets));
    pending->cell_count = pending->turn_count = 0;
}

/* --- values of distinct counts ------------------------------------------------------------------------ */

static int value_order(const void *a, const void *b)
{
    const struct value_note *left = a, *right = b;
    int order = cell_order(&left->cell, &right->cell);
    return order ? order : strcmp(left->text, right->text);
}

/* The first record with the value and the last without change the cell beside it. */
static enum err_code write_value(struct pending *pending, const struct value_note *note, int64_t change,
                                 struct err *err)
{
    struct tally_cell cell = note->cell;
    int64_t refs = 0;
    if (change == 0)
        return ERR_OK;
    TRY(db_one_int(pending->store->db, STMT_TALLY_VALUE_ADD,
                   ARGS(v_int(cell.shard), v_int(cell.tally), v_int(cell.grain), v_int(cell.unit),
                        v_int(cell.month), v_text(note->text), v_int(change)),
                   0, &refs, err));
    cell.value = (refs > 0) - (refs - change > 0);
    if (cell.value)
        add_to_cell(pending, &cell);
    return ERR_OK;
}

static enum err_code write_values(struct pending *pending, struct err *err)
{
    size_t count = pending->value_count - pending->values_written;
    if (count == 0)
        return ERR_OK;
    struct value_note *sorted = malloc(count * sizeof(*sorted));
    require(sorted);
    memcpy(sorted, pending->values + pending->values_written, count * sizeof(*sorted));
    qsort(sorted, count, sizeof(*sorted), value_order);
    enum err_code code = ERR_OK;
    for (size_t i = 0, next = 0; i < count && code == ERR_OK; i = next) {
        int64_t change = 0;
        for (next = i; next < count && value_order(&sorted[i], &sorted[next]) == 0; next++)
            change += sorted[next].cell.value;
        code = write_value(pending, &sorted[i], change, err);
    }
    free(sorted);
    pending->values_written = pending->value_count;
    return code;
}

static void forget_values(struct pending *pending)
{
    pending->value_count = pending->values_written = 0;
    arena_done(&pending->value_texts);
}

/* --- writing what was noted ----------------------------------------------------------------------- */

/* They stay marked as changed: a rollback may take the writing back. */
static enum err_code write_heads(struct pending *pending, struct err *err)
{
    for (size_t i = 0; i <= ID_SHARD_MAX; i++) {
        const struct head *head = &pending->heads[i];
        if (head->changed)
            TRY(db_run_unasked(pending->store->db, STMT_AUDIT_HEAD_SET,
                               ARGS(v_int(head->shard), v_int(head->seq), v_text(head->hash)), err));
    }
    return ERR_OK;
}

static enum err_code write_all(struct pending *pending, struct err *err)
{
    if (pending->held)
        TRY(held_write(pending->held, err));
    TRY(write_heads(pending, err));
    TRY(write_words(pending, err));
    TRY(write_values(pending, err));
    return write_cells(pending, err);
}

enum err_code pending_flush(struct store *store, struct err *err)
{
    struct pending *pending = store->pending;
    bool was = pending->is_writing;
    pending->is_writing = true;
    enum err_code code = write_all(pending, err);
    pending->is_writing = was;
    if (code == ERR_OK && pending->level_count == 0) {
        forget_words(pending);
        forget_cells(pending);
        forget_values(pending);
        if (pending->held)
            held_forget(pending->held);
    }
    return code;
}

enum err_code pending_word(struct store *store, const struct kind *kind, const char *word, int64_t record,
                           int sign, struct err *err)
{
    struct pending *pending = store->pending;
    require(db_in_transaction(store->db));
    pending->word_notes = grown(pending->word_notes, pending->word_note_count, &pending->word_note_capacity,
                                sizeof(*pending->word_notes));
    pending->word_notes[pending->word_note_count++] =
        (struct word_note){ word_index(pending, kind, word), sign, record };
    return pending->word_note_count >= WORDS_MAX && pending->level_count == 0 ? pending_flush(store, err) : ERR_OK;
}

enum err_code pending_cell(struct store *store, const struct tally_cell *cell, struct err *err)
{
    struct pending *pending = store->pending;
    require(db_in_transaction(store->db));
    if (cell->value)
        add_to_cell(pending, cell);
    return pending->cell_count >= CELLS_MAX && pending->level_count == 0 ? pending_flush(store, err) : ERR_OK;
}

enum err_code pending_value(struct store *store, const struct tally_cell *cell, const char *text, struct err *err)
{
    struct pending *pending = store->pending;
    require(db_in_transaction(store->db));
    pending->values = grown(pending->values, pending->value_count, &pending->value_capacity,
                            sizeof(*pending->values));
    pending->values[pending->value_count++] =
        (struct value_note){ *cell, arena_strdup(&pending->value_texts, text) };
    return pending->value_count >= VALUES_MAX && pending->level_count == 0 ? pending_flush(store, err) : ERR_OK;
}

/* --- rows that wait ----------------------------------------------------------------------------------- */

bool pending_holds(const struct store *store)
{
    return store->holds && db_in_transaction(store->db);
}

void store_hold(struct store *store, bool holds)
{
    require(store->pending->level_count == 0);
    if (!store->pending->held)
        store->pending->held = held_new(store);
    store->holds = holds;
}

bool pending_may_hold(const struct store *store, const struct record *record)
{
    return pending_holds(store) && held_may(store->pending->held, record);
}

bool pending_may_pass(struct store *store, const struct record *record)
{
    struct held *held = store->pending->held;
    bool may = pending_holds(store) && held_may_pass(held, record);
    if (may)
        held_note_rules(held, record);
    return may;
}

void pending_hold_record(struct store *store, const struct record *record, const struct value *values, size_t count)
{
    held_add_record(store->pending->held, record, values, count);
}

void pending_hold_state(struct store *store, const struct value *values, size_t count)
{
    held_add_state(store->pending->held, values, count);
}

void pending_hold_audit(struct store *store, const struct value *values, size_t count)
{
    held_add_audit(store->pending->held, values, count);
}

bool pending_has_held(const struct store *store, int64_t id)
{
    return store->pending->held && held_has(store->pending->held, id);
}

bool pending_may_find(const struct store *store, const struct kind *kind, const struct field *field,
                      struct value value)
{
    const struct held *held = store->pending->held;
    return !held || (held->count > held->written && held_may_find(held, kind, field, value));
}

static bool is_full(const struct pending *pending)
{
    return pending->held && pending->held->count >= HELD_ROWS_MAX;
}

enum err_code pending_make_room(struct store *store, struct err *err)
{
    struct pending *pending = store->pending;
    return is_full(pending) && pending->level_count == 0 ? pending_flush(store, err) : ERR_OK;
}

/* A statement may look for what waits. */
static enum err_code on_reaching(void *context, bool apart, struct err *err)
{
    struct pending *pending = context;
    if (apart || pending->is_writing || !pending->held || pending->held->count == pending->held->written)
        return ERR_OK;
    pending->is_writing = true;
    enum err_code code = held_write(pending->held, err);
    pending->is_writing = false;
    if (code == ERR_OK && pending->level_count == 0)
        held_forget(pending->held);
    return code;
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
    if (db_in_transaction(store->db))
        remember(record_slot(store->pending->read, record->id), record);
}

void pending_remember(struct store *store, const struct record *record)
{
    if (!db_in_transaction(store->db))
        return;
    struct seen_record *read = record_slot(store->pending->read, record->id);
    remember(record_slot(store->pending->records, record->id), record);
    if (is_seen(read, record->kind, record->id))
        read->is_seen = false;
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
    for (size_t i = 0; i < RECORD_SLOTS; i++)
        pending->records[i].is_seen = pending->read[i].is_seen = false;
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
    forget_words(pending);
    forget_cells(pending);
    forget_values(pending);
    if (pending->held)
        held_forget(pending->held);
    memset(pending->heads, 0, sizeof(pending->heads));
    forget_seen(pending);
}

static void on_marked(void *context, int name)
{
    struct pending *pending = context;
    require(pending->level_count < LEVELS_MAX);
    struct level *level = &pending->levels[pending->level_count++];
    *level = (struct level){ .name = name,
                             .word_notes = pending->word_note_count,
                             .words_written = pending->words_written,
                             .values = pending->value_count,
                             .values_written = pending->values_written,
                             .turns = pending->turn_count,
                             .heads = pending->old_count,
                             .value_texts = arena_mark(&pending->value_texts) };
    if (pending->held)
        level->held = held_mark(pending->held);
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

static bool is_all_written(const struct pending *pending)
{
    return pending->word_note_count == pending->words_written && pending->value_count == pending->values_written &&
           (!pending->held || pending->held->count == pending->held->written);
}

/* What a savepoint kept from being written, or forgotten, may be now. */
static enum err_code on_released(void *context, int name, struct err *err)
{
    struct pending *pending = context;
    (void)level_end(pending, name);
    if (pending->level_count)
        return ERR_OK;
    pending->old_count = pending->turn_count = 0;
    if (pending->word_note_count >= WORDS_MAX || pending->cell_count >= CELLS_MAX || is_full(pending) ||
        (pending->word_note_count && is_all_written(pending)))
        return pending_flush(pending->store, err);
    return ERR_OK;
}

static void revert_cells(struct pending *pending, size_t turns)
{
    while (pending->turn_count > turns) {
        const struct cell_turn *turn = &pending->turns[--pending->turn_count];
        struct cell_sum *sum = &pending->cells[turn->cell];
        if (turn->is_writing)
            sum->written -= turn->value;
        else
            sum->cell.value -= turn->value;
    }
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
    pending->word_note_count = level->word_notes;
    pending->words_written = level->words_written;
    pending->value_count = level->values;
    pending->values_written = level->values_written;
    arena_release(&pending->value_texts, level->value_texts);
    revert_cells(pending, level->turns);
    if (pending->held)
        held_revert(pending->held, &level->held);
    forget_seen(pending);
}

/* --- life ------------------------------------------------------------------------------------------------------ */

void pending_open(struct store *store)
{
    store->pending = calloc(1, sizeof(*store->pending));
    require(store->pending);
    store->pending->store = store;
    (void)arena_alloc(&store->pending->word_texts, 1, 1); /* so that its first block stays */
    store->pending->no_word_texts = arena_mark(&store->pending->word_texts);
    const struct db_watcher watcher = { store->pending, on_committing, on_ended,   on_marked,
                                        on_released,    on_reverted,   on_reaching };
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
    for (size_t i = 0; i < RECORD_SLOTS; i++) {
        free(pending->records[i].record);
        free(pending->read[i].record);
    }
    held_free(pending->held);
    arena_done(&pending->word_texts);
    arena_done(&pending->value_texts);
    free(pending->words);
    free(pending->word_notes);
    free(pending->cells);
    free(pending->turns);
    free(pending->values);
    free(pending->old_heads);
    free(pending);
    store->pending = NULL;
}
