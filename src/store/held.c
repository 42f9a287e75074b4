/* SPDX-License-Identifier: Apache-2.0 */
#include "store/held.h"

#include "store/audit.h"
#include "store/kind_texts.h"

#include <stdlib.h>
#include <string.h>

/* A statement of more rows is little less work, and whoever asks beside waits for its end. */
enum { VALUES_BOUND = 128, ROWS_BOUND_MAX = 16, SIGNS_MIN = 1 << 12 };

/* --- tables ----------------------------------------------------------------------------------------- */

static void table_init(struct held *held, size_t index, const char *one, size_t width, unsigned rank)
{
    struct held_table *table = &held->tables[index];
    size_t rows = VALUES_BOUND / width;
    *table = (struct held_table){ .one = one, .width = width, .rank = rank,
                                  .rows = rows > ROWS_BOUND_MAX ? ROWS_BOUND_MAX : rows };
    held->rank_max = rank > held->rank_max ? rank : held->rank_max;
}

struct held *held_new(struct store *store)
{
    struct held *held = calloc(1, sizeof(*held));
    require(held);
    held->store = store;
    held->table_count = store->kind_count + 2;
    held->tables = ARENA_ARRAY(&held->arena, struct held_table, held->table_count);
    for (size_t i = 0; i < store->kind_count; i++)
        table_init(held, i, store->texts[i].insert, kind_row_width(kinds[i]), kind_owner_depth(kinds[i]));
    static const enum stmt_id others[] = { STMT_STATE_HISTORY_ADD, STMT_AUDIT_ADD };
    for (size_t i = 0; i < COUNT(others); i++)
        table_init(held, store->kind_count + i, stmt_rows[others[i]].sql,
                   (size_t)stmt_rows[others[i]].param_count, 0);
    held->diffs = audit_texts_new();
    (void)arena_alloc(&held->texts, 1, 1); /* so that its first block stays */
    held->texts_empty = arena_mark(&held->texts);
    (void)arena_alloc(&held->made, 1, 1);
    return held;
}

void held_free(struct held *held)
{
    if (!held)
        return;
    arena_done(&held->arena);
    arena_done(&held->texts);
    arena_done(&held->made);
    audit_texts_free(held->diffs);
    free(held->records);
    free(held->rows);
    free(held->values);
    free(held->signs);
    free(held->bound);
    free(held);
}

/* --- marks ---------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t more)
{
    hash = (hash ^ more) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

static uint64_t mix_value(uint64_t hash, struct value value)
{
    if (value.type == VALUE_INT)
        return mix(hash, (uint64_t)value.i);
    for (const char *c = value.s; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return mix(hash, 0);
}

static struct held_sign *sign_slot(const struct held *held, uint64_t key)
{
    size_t slot = (size_t)(key >> 20) & (held->sign_capacity - 1);
    while (held->signs[slot].key && held->signs[slot].key != key)
        slot = (slot + 1) & (held->sign_capacity - 1);
    return &held->signs[slot];
}

static bool has_mark(const struct held *held, uint64_t mark)
{
    return held->sign_count && sign_slot(held, mark | 1)->key;
}

static void set_mark(struct held *held, uint64_t mark)
{
    if (held->sign_count * 2 >= held->sign_capacity) {
        struct held old = *held;
        held->sign_capacity = old.sign_capacity ? old.sign_capacity * 2 : SIGNS_MIN;
        held->signs = calloc(held->sign_capacity, sizeof(*held->signs));
        require(held->signs);
        for (size_t i = 0; i < old.sign_capacity; i++)
            if (old.signs[i].key)
                *sign_slot(held, old.signs[i].key) = old.signs[i];
        free(old.signs);
    }
    struct held_sign *slot = sign_slot(held, mark | 1);
    held->sign_count += slot->key == 0;
    *slot = (struct held_sign){ mark | 1, held->count - 1 };
}

static uint64_t id_mark(int64_t id)
{
    return mix(1, (uint64_t)id);
}

static uint64_t find_mark(const struct held *held, const struct kind *kind, size_t field, struct value value)
{
    return mix_value(mix(mix(2, store_kind_index(held->store, kind)), field), value);
}

/* Rows that a savepoint took back, or that were written since, have their marks still. */
static const struct held_sign *id_sign(const struct held *held, int64_t id)
{
    const struct held_sign *sign = held->sign_count ? sign_slot(held, id_mark(id) | 1) : NULL;
    if (!sign || !sign->key || sign->row >= held->count)
        return NULL;
    const struct held_row *row = &held->rows[sign->row];
    return row->table < held->store->kind_count && held->records[row->record].id == id ? sign : NULL;
}

bool held_has(const struct held *held, int64_t id)
{
    const struct held_sign *sign = id_sign(held, id);
    return sign && sign->row >= held->written;
}

bool held_knows(const struct held *held, int64_t id)
{
    return id_sign(held, id) != NULL;
}

static bool is_looked_up(const struct kind *kind, const struct field *field)
{
    return field_has_index_column(field) || (kind->key && strcmp(kind->key, field->name) == 0);
}

bool held_may_find(const struct held *held, const struct kind *kind, const struct field *field,
                   struct value value)
{
    return !is_looked_up(kind, field) || has_mark(held, find_mark(held, kind, (size_t)(field - kind->fields), value));
}

/* --- which records may wait --------------------------------------------------------------------------------- */

/* The mark of the rule over the record; false where the rule does not say anything of it. *ret_safe: it
 * names a record that waits. */
static bool rule_mark(const struct held *held, const struct record *record, size_t rule, uint64_t *ret_mark,
                      bool *ret_safe)
{
    const struct kind *kind = record->kind;
    const struct unique_rule *unique = &kind->unique[rule];
    const char *only = unique->only_field ? record_text(record, unique->only_field) : NULL;
    *ret_mark = mix(mix(3, store_kind_index(held->store, kind)), rule);
    *ret_safe = false;
    if ((unique->only_field && (!only || strcmp(only, unique->only_value) != 0)) ||
        !kind_state_is_live(kind, record->state))
        return false;
    for (size_t i = 0; i < COUNT(unique->fields) && unique->fields[i]; i++) {
        int index = kind_field_index(kind, unique->fields[i]);
        struct value value = record->values[index];
        if (value_is_null(value))
            return false;
        *ret_mark = mix_value(*ret_mark, value);
        *ret_safe = *ret_safe || (kind->fields[index].type == FIELD_REF && held_has(held, value.i));
    }
    return true;
}

bool held_never(const struct kind *kind)
{
    return strcmp(kind->slug, "same_as_links") == 0;
}

bool held_may(const struct held *held, const struct record *record)
{
    const struct kind *kind = record->kind;
    uint64_t mark = 0;
    bool safe = false;
    if (held_never(kind))
        return false;
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++)
        if (rule_mark(held, record, rule, &mark, &safe) && (!safe || has_mark(held, mark)))
            return false;
    return true;
}

bool held_may_pass(const struct held *held, const struct record *record)
{
    const struct kind *kind = record->kind;
    uint64_t mark = 0;
    bool safe = false;
    if (held_never(kind) || (kind->owner && held_has(held, record_int(record, kind->owner))))
        return false;
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++)
        if (rule_mark(held, record, rule, &mark, &safe) && has_mark(held, mark))
            return false;
    return true;
}

void held_note_rules(struct held *held, const struct record *record)
{
    const struct kind *kind = record->kind;
    uint64_t mark = 0;
    bool safe = false;
    for (size_t rule = 0; kind->unique && kind->unique[rule].fields[0]; rule++)
        if (rule_mark(held, record, rule, &mark, &safe))
            set_mark(held, mark);
}

/* --- holding -------------------------------------------------------------------------------------------------- */

static void grow(void **items, size_t needed, size_t *capacity, size_t size)
{
    if (needed <= *capacity)
        return;
    *capacity = needed > *capacity * 2 ? needed : *capacity * 2;
    *items = realloc(*items, *capacity * size);
    require(*items);
}

/* Their texts are copied, all into one piece. */
static void add(struct held *held, size_t table, const struct value *values, size_t count)
{
    size_t size = 0;
    grow((void **)&held->rows, held->count + 1, &held->capacity, sizeof(*held->rows));
    grow((void **)&held->values, held->value_count + count, &held->value_capacity, sizeof(*held->values));
    held->rows[held->count++] = (struct held_row){ .table = (unsigned)table, .values = held->value_count };
    struct value *to = &held->values[held->value_count];
    held->value_count += count;
    for (size_t i = 0; i < count; i++)
        size += values[i].type == VALUE_TEXT ? strlen(values[i].s) + 1 : 0;
    char *text = size ? arena_alloc(&held->texts, size, 1) : NULL;
    for (size_t i = 0; i < count; i++) {
        to[i] = values[i];
        if (values[i].type != VALUE_TEXT)
            continue;
        to[i].s = text;
        text = stpcpy(text, values[i].s) + 1;
    }
}

/* Records of one command are all of one moment. */
static const char *keep_time(struct held *held, const char *time)
{
    const struct record *last = held->record_count ? &held->records[held->record_count - 1] : NULL;
    return last && strcmp(last->created_at, time) == 0 ? last->created_at : arena_strdup(&held->texts, time);
}

void held_add_record(struct held *held, const struct record *record)
{
    const struct kind *kind = record->kind;
    add(held, store_kind_index(held->store, kind), record->values, kind_field_count(kind));
    struct record copy = *record;
    copy.created_at = keep_time(held, record->created_at);
    copy.updated_at = strcmp(copy.created_at, record->updated_at) == 0 ? copy.created_at :
                                                                         arena_strdup(&held->texts, record->updated_at);
    copy.state = record->state ? kind_state(kind, record->state)->code : NULL;
    copy.values = NULL;
    copy.arena = NULL;
    grow((void **)&held->records, held->record_count + 1, &held->record_capacity, sizeof(*held->records));
    held->rows[held->count - 1].record = held->record_count;
    held->records[held->record_count++] = copy;
    set_mark(held, id_mark(record->id));
    held_note_rules(held, record);
    for (size_t i = 0; kind->fields[i].name; i++)
        if (is_looked_up(kind, &kind->fields[i]) && !value_is_null(record->values[i]))
            set_mark(held, find_mark(held, kind, i, record->values[i]));
}

void held_add_state(struct held *held, const struct value *values, size_t count)
{
    add(held, held->store->kind_count, values, count);
}

void held_add_audit(struct held *held, const struct value *values, size_t count, int64_t record)
{
    const struct held_sign *sign = id_sign(held, record);
    add(held, held->store->kind_count + 1, values, count);
    held->rows[held->count - 1].record = sign ? sign->row : 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static enum err_code run(struct held *held, const char *sql, size_t values, size_t rows, struct err *err)
{
    int64_t changed = 0;
    enum err_code code = db_compose_run(held->store->db, sql, held->bound, values, &changed, err);
    bool is_conflict = code == ERR_CONFLICT && held->store->holds == HOLD_SAFE;
    if (is_conflict || (code == ERR_OK && changed != (int64_t)rows))
        return err_set(err, ERR_BUSY, MSG_DB_BUSY, "id");
    return code;
}

static struct record held_record(const struct held *held, const struct held_row *row)
{
    struct record record = held->records[row->record];
    record.values = &held->values[row->values];
    return record;
}

/* The diff of the audit row whose columns are `columns`, where it is not told yet. */
static void tell_creation(struct held *held, const struct held_row *row, struct arena *arena, struct value *columns)
{
    if (!audit_row_lacks_diff(columns))
        return;
    struct record made = held_record(held, &held->rows[row->record]);
    audit_tell_creation(held->store, &made, held->diffs, arena, columns);
}

enum { PREPARED_AT_ONCE = 16 };

static void prepare(struct held *held, struct held_row *row)
{
    size_t width = held->tables[row->table].width;
    if (row->table < held->store->kind_count && !row->columns) {
        grow((void **)&held->values, held->value_count + width, &held->value_capacity, sizeof(*held->values));
        struct record record = held_record(held, row);
        (void)record_row(held->store, &held->texts, &record, &held->values[held->value_count]);
        row->columns = held->value_count + 1;
        held->value_count += width;
    } else if (row->table + 1 == held->table_count) {
        tell_creation(held, row, &held->texts, &held->values[row->values]);
    }
}

bool held_prepare(struct held *held)
{
    size_t from = held->prepared > held->written ? held->prepared : held->written, to = from + PREPARED_AT_ONCE;
    held->prepared = to < held->count ? to : held->count;
    for (size_t i = from; i < held->prepared; i++)
        prepare(held, &held->rows[i]);
    return held->prepared < held->count;
}

/* Binds and writes so many of the rows named. */
static enum err_code write_some(struct held *held, size_t table_index, const size_t *rows, size_t count,
                                struct err *err)
{
    struct held_table *table = &held->tables[table_index];
    char hashes[ROWS_BOUND_MAX][SHA256_HEX_SIZE];
    bool is_audit = table_index + 1 == held->table_count, is_record = table_index < held->store->kind_count;
    struct arena_mark mark = arena_mark(&held->made);
    enum err_code code = ERR_OK;
    grow((void **)&held->bound, count * table->width, &held->bound_capacity, sizeof(*held->bound));
    for (size_t i = 0; code == ERR_OK && i < count; i++) {
        const struct held_row *row = &held->rows[rows[i]];
        struct value *bound = held->bound + i * table->width;
        if (is_record && !row->columns) {
            struct record record = held_record(held, row);
            (void)record_row(held->store, &held->made, &record, bound);
            continue;
        }
        memcpy(bound, held->values + (is_record ? row->columns - 1 : row->values), table->width * sizeof(*bound));
        if (is_audit) {
            tell_creation(held, row, &held->made, bound);
            code = audit_link(held->store, bound, hashes[i], err);
        }
    }
    if (count > 1 && !table->many)
        table->many = entity_sql_repeat(&held->arena, table->one, table->width, table->rows);
    if (code == ERR_OK)
        code = run(held, count == 1 ? table->one : table->many, table->width * count, count, err);
    arena_release(&held->made, mark);
    return code;
}

static enum err_code write_table(struct held *held, size_t table, const size_t *rows, size_t count,
                                 struct err *err)
{
    size_t many = held->tables[table].rows;
    for (size_t i = 0; i < count;) {
        size_t some = count - i >= many ? many : 1;
        TRY(write_some(held, table, rows + i, some, err));
        i += some;
    }
    return ERR_OK;
}

/* The rows not written, those of a table side by side, in the order held. */
static size_t *sort_rows(const struct held *held, size_t *starts)
{
    size_t *sorted = malloc((held->count - held->written) * sizeof(*sorted) + 1), at = 0;
    require(sorted);
    for (size_t i = held->written; i < held->count; i++)
        starts[held->rows[i].table + 1]++;
    for (size_t i = 0; i < held->table_count; i++)
        starts[i + 1] += starts[i];
    size_t *next = malloc(held->table_count * sizeof(*next));
    require(next);
    memcpy(next, starts, held->table_count * sizeof(*next));
    for (size_t i = held->written; i < held->count; i++, at++)
        sorted[next[held->rows[i].table]++] = i;
    free(next);
    return sorted;
}

enum err_code held_write(struct held *held, struct err *err)
{
    enum err_code code = ERR_OK;
    if (held->failure.code != ERR_OK) {
        *err = held->failure;
        return err->code;
    }
    if (held->written == held->count)
        return ERR_OK;
    size_t *starts = calloc(held->table_count + 1, sizeof(*starts));
    require(starts);
    size_t *sorted = sort_rows(held, starts);
    for (unsigned rank = 0; code == ERR_OK && rank <= held->rank_max; rank++)
        for (size_t i = 0; code == ERR_OK && i < held->store->kind_count; i++)
            if (held->tables[i].rank == rank)
                code = write_table(held, i, sorted + starts[i], starts[i + 1] - starts[i], err);
    for (size_t i = held->store->kind_count; code == ERR_OK && i < held->table_count; i++)
        code = write_table(held, i, sorted + starts[i], starts[i + 1] - starts[i], err);
    free(sorted);
    free(starts);
    if (code == ERR_OK)
        held->written = held->count;
    else
        held->failure = *err;
    return code;
}

/* --- savepoints and the end ------------------------------------------------------------------------------------------- */

struct held_mark held_mark(const struct held *held)
{
    return (struct held_mark){ held->count, held->value_count, held->record_count, held->written,
                               arena_mark(&held->texts) };
}

void held_revert(struct held *held, const struct held_mark *mark)
{
    held->count = mark->count;
    held->value_count = mark->value_count;
    held->record_count = mark->record_count;
    held->written = mark->written;
    held->prepared = 0;
    arena_release(&held->texts, mark->texts);
}

void held_forget(struct held *held)
{
    held->count = held->value_count = held->record_count = held->prepared = held->written = 0;
    held->failure = (struct err){ 0 };
    arena_release(&held->texts, held->texts_empty);
    if (held->sign_count)
        memset(held->signs, 0, held->sign_capacity * sizeof(*held->signs));
    held->sign_count = 0;
}
