/* SPDX-License-Identifier: Apache-2.0 */
#include "store/entity.h"

#include "store/entity_parts.h"
#include "store/kind_texts.h"
#include "store/pending.h"
#include "store/scope.h"
#include "store/word_search.h"

#include <string.h>

/* --- records in memory ------------------------------------------------------------------------ */

struct record *record_new(struct arena *arena, const struct kind *kind)
{
    struct record *record = ARENA_NEW(arena, struct record);
    record->kind = kind;
    record->arena = arena;
    record->state = kind->states ? kind->states[0].code : NULL;
    record->values = ARENA_ARRAY(arena, struct value, kind_field_count(kind));
    return record;
}

struct record *record_copy(struct arena *arena, const struct record *record)
{
    struct record *copy = record_new(arena, record->kind);
    struct value *values = copy->values;
    *copy = *record;
    copy->values = values;
    copy->arena = arena;
    memcpy(values, record->values, kind_field_count(record->kind) * sizeof(*values));
    return copy;
}

static int field_index(const struct record *record, const char *name)
{
    int index = kind_field_index(record->kind, name);
    require(index >= 0);
    return index;
}

struct value record_value(const struct record *record, const char *field)
{
    return record->values[field_index(record, field)];
}

const char *record_text(const struct record *record, const char *field)
{
    struct value value = record_value(record, field);
    return value.type == VALUE_TEXT ? value.s : NULL;
}

int64_t record_int(const struct record *record, const char *field)
{
    struct value value = record_value(record, field);
    return value.type == VALUE_INT ? value.i : 0;
}

int64_t record_counted(const struct record *record, const char *field)
{
    struct image image = record_image(record);
    struct value value = image_counted(&image, field_index(record, field));
    return value.type == VALUE_INT ? value.i : 0;
}

void record_set(struct record *record, const char *field, struct value value)
{
    record->values[field_index(record, field)] = value;
}

struct image record_image(const struct record *record)
{
    return (struct image){ .id = record->id, .state = record->state, .values = record->values,
                           .kind = record->kind };
}

/* --- reading ------------------------------------------------------------------------------------ */

/* What a whole file never holds, a damaged one may: no NULL, id or type is taken on trust. */
static enum err_code read_head(const struct kind *kind, const struct rows *rows, struct arena *arena,
                               struct record *record, struct err *err)
{
    const char *created_at = rows_text(rows, 3), *updated_at = rows_text(rows, 4);
    record->id = rows_int(rows, 1);
    record->version = rows_int(rows, 2);
    if (record->id <= 0 || id_shard(record->id) != (uint64_t)rows_int(rows, 0) || record->version <= 0 ||
        !created_at || !updated_at)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, kind->slug);
    record->created_at = arena_strdup(arena, created_at);
    record->updated_at = arena_strdup(arena, updated_at);
    if (!kind->states)
        return ERR_OK;
    const char *code = rows_text(rows, 5);
    const struct state *state = code ? kind_state(kind, code) : NULL;
    if (!state)
        return err_set(err, ERR_CORRUPT, MSG_RECORD_STATE_UNKNOWN, code ? code : "", kind->slug);
    record->state = state->code;
    return ERR_OK;
}

static bool is_of_type(const struct field *field, struct value value)
{
    if (value_is_null(value))
        return true;
    if (field->type == FIELD_REF && value.i <= 0)
        return false;
    return value.type == (field_is_int(field) ? VALUE_INT : VALUE_TEXT);
}

static enum err_code read_field(struct store *store, const struct rows *rows, int column, int field,
                                struct arena *arena, struct record *record, struct err *err)
{
    struct value *value = &record->values[field];
    const struct field *of = &record->kind->fields[field];
    *value = value_copy(arena, rows_value(rows, column));
    if (!is_of_type(of, *value))
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, record->kind->slug);
    if (field_is_secret(of) && !value_is_null(*value)) {
        char *clear = NULL;
        TRY(crypto_decrypt(arena, &store->keys, value->s, &clear, err));
        value->s = clear;
    }
    return ERR_OK;
}

/* A row of the head's columns and these fields; NULL: all. */
static enum err_code read_some(struct store *store, const struct kind *kind, const struct rows *rows,
                               const char *const *only, struct arena *arena, struct record **ret_record, struct err *err)
{
    struct record *record = record_new(arena, kind);
    TRY(read_head(kind, rows, arena, record, err));
    int head = (int)kind_head_count(kind);
    for (int i = 0; only ? only[i] != NULL : kind->fields[i].name != NULL; i++)
        TRY(read_field(store, rows, head + i, only ? kind_field_index(kind, only[i]) : i, arena, record, err));
    *ret_record = record;
    return ERR_OK;
}

enum err_code entity_read_row(struct store *store, const struct kind *kind, const struct rows *rows,
                              struct arena *arena, struct record **ret_record, struct err *err)
{
    return read_some(store, kind, rows, NULL, arena, ret_record, err);
}

enum err_code entity_get_any(struct store *store, const struct kind *kind, int64_t id,
                                  struct arena *arena, struct record **ret_record, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool was_apart = db_apart(store->db, !pending_has_held(store, id));
    enum err_code code = db_compose_query(store->db, kind_texts(store, kind)->get,
                                          ARGS(v_int(id_shard(id)), v_int(id)), &rows, err);
    (void)db_apart(store->db, was_apart);
    if (code != ERR_OK)
        return code;
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    if (!has) {
        char text[ID_TEXT_SIZE];
        id_to_text(id, text);
        return err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind->vi, text);
    }
    return entity_read_row(store, kind, &rows, arena, ret_record, err);
}

enum err_code entity_get(struct store *store, const struct kind *kind, int64_t id, struct arena *arena,
                         struct record **ret_record, struct err *err)
{
    struct record *record = NULL;
    TRY(entity_get_any(store, kind, id, arena, &record, err));
    TRY(scope_check(store, record, SCOPE_READ, err));
    *ret_record = record;
    return ERR_OK;
}

/* A query narrowed to what is there for the actor. */
static struct entity_query scoped(const struct store *store, const struct entity_query *query)
{
    struct entity_query narrowed = *query;
    narrowed.within = scope_of(store);
    return narrowed;
}

/* Who may not see a personal field may not find or order by it either, or a search would tell what the mask
 * hides. The word index holds the words of all searchable fields alike. */
static enum err_code check_personal_right(const struct store *store, const struct kind *kind,
                                          const struct entity_query *query, struct err *err)
{
    if (store->actor.sees_personal)
        return ERR_OK;
    for (const struct field *field = kind->fields; field->name; field++) {
        bool is_asked = (query->word_count && field->searchable) ||
                        (query->sort_field && field == &kind->fields[query->sort_field - 1]);
        if (is_asked && (field->personal != PERSONAL_NONE || field_is_secret(field)))
            return err_set(err, ERR_FORBIDDEN, MSG_FILTER_PERSONAL, field->vi);
    }
    return ERR_OK;
}

static enum err_code look_up_words(struct store *store, const struct kind *kind, struct entity_query *query,
                                   struct arena *arena, struct err *err)
{
    if (query->word_count == 0)
        return ERR_OK;
    TRY(pending_flush(store, err));
    return word_terms_find(store, kind, query, arena, err);
}

/* `keep`: where the records stay; NULL: each is gone after its turn. */
static enum err_code
each_record(struct store *store, const struct kind *kind, const struct entity_query *query, struct arena *keep,
            enum err_code (*each)(void *context, const struct record *record, struct err *err),
            void *context, struct err *err)
{
    struct entity_query narrowed = scoped(store, query);
    TRY(check_personal_right(store, kind, query, err));
    CLEANUP(arena_done) struct arena arena = { 0 };
    TRY(look_up_words(store, kind, &narrowed, &arena, err));
    struct sql_args args = { .arena = &arena };
    const struct field *sort = narrowed.sort_field ? &kind->fields[narrowed.sort_field - 1] : NULL;
    if (narrowed.after_id && sort && sort->type == FIELD_PERSON_NAME)
        narrowed.after_sort = field_side_value(store, &arena, sort, narrowed.after_sort);
    const char *sql = entity_sql_list(&args, kind, &narrowed);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(store->db, sql, args.values, args.count, &rows, err));
    struct arena_mark mark = arena_mark(&arena);
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        struct record *record = NULL;
        TRY(read_some(store, kind, &rows, narrowed.only, keep ? keep : &arena, &record, err));
        TRY(each(context, record, err));
        arena_release(&arena, mark);
    }
}

enum err_code
entity_each(struct store *store, const struct kind *kind, const struct entity_query *query,
            enum err_code (*each)(void *context, const struct record *record, struct err *err),
            void *context, struct err *err)
{
    return each_record(store, kind, query, NULL, each, context, err);
}

struct list_context {
    struct arena *arena;
    struct record *items;
    size_t count, capacity;
};

static enum err_code list_add(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct list_context *list = context;
    *ARENA_PUSH(list->arena, list->items, list->count, list->capacity) = *record;
    return ERR_OK;
}

enum err_code entity_list(struct store *store, const struct kind *kind, const struct entity_query *query,
                          struct arena *arena, struct record_list *ret_list, struct err *err)
{
    struct list_context list = { .arena = arena };
    TRY(each_record(store, kind, query, arena, list_add, &list, err));
    *ret_list = (struct record_list){ list.items, list.count };
    return ERR_OK;
}

static enum err_code count_to(struct store *store, const struct kind *kind, const struct entity_query *query,
                              int64_t most, int64_t *ret_count, struct err *err)
{
    struct entity_query narrowed = scoped(store, query);
    TRY(check_personal_right(store, kind, query, err));
    CLEANUP(arena_done) struct arena arena = { 0 };
    TRY(look_up_words(store, kind, &narrowed, &arena, err));
    struct sql_args args = { .arena = &arena };
    const char *sql = most ? entity_sql_count_to(&args, kind, &narrowed, most) : entity_sql_count(&args, kind, &narrowed);
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(store->db, sql, args.values, args.count, &rows, err));
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    *ret_count = has ? rows_int(&rows, 0) : 0;
    return ERR_OK;
}

enum err_code entity_count(struct store *store, const struct kind *kind, const struct entity_query *query,
                           int64_t *ret_count, struct err *err)
{
    return count_to(store, kind, query, 0, ret_count, err);
}

enum err_code entity_is_sortable(struct store *store, const struct kind *kind, const struct entity_query *query,
                                 int64_t most, bool *ret_is, struct err *err)
{
    int64_t count = 0;
    *ret_is = !query->sort_field || kind->fields[query->sort_field - 1].ordered;
    if (*ret_is)
        return ERR_OK;
    TRY(count_to(store, kind, query, most + 1, &count, err));
    *ret_is = count <= most;
    return ERR_OK;
}

/* The text a value is looked up by in a field's side column, or the value itself. */
static struct value lookup_value(struct store *store, struct arena *arena, const struct field *field,
                                 struct value value)
{
    return field_has_index_column(field) ? field_side_value(store, arena, field, value) : value;
}

enum err_code entity_find(struct store *store, const struct kind *kind, const char *field_name,
                          struct value value, size_t max, int64_t *ret_ids, size_t *ret_count,
                          struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct field *field = kind_field(kind, field_name);
    require(field);
    const char *column = field_has_index_column(field) ? arena_printf(&arena, "%s_index", field->name) :
                                                         field->name;
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool was_apart = db_apart(store->db, !pending_may_find(store, kind, field, value));
    enum err_code code = db_compose_query(store->db, entity_sql_find(&arena, kind, column),
                                          ARGS(lookup_value(store, &arena, field, value), v_int((int64_t)max)),
                                          &rows, err);
    (void)db_apart(store->db, was_apart);
    if (code != ERR_OK)
        return code;
    *ret_count = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        require(*ret_count < max);
        ret_ids[(*ret_count)++] = rows_int(&rows, 0);
    }
}

enum err_code entity_key_exists(struct store *store, const struct kind *kind, const char *key,
                                bool *ret_exists, struct err *err)
{
    int64_t id = 0;
    size_t count = 0;
    *ret_exists = pending_knows_key(store, kind, key);
    if (*ret_exists)
        return ERR_OK;
    TRY(entity_find(store, kind, kind->key, v_text(key), 1, &id, &count, err));
    *ret_exists = count > 0;
    if (*ret_exists)
        pending_remember_key(store, kind, key);
    return ERR_OK;
}

enum err_code entity_resolve(struct store *store, const struct kind *kind, const char *named,
                             int64_t *ret_id, struct err *err)
{
    struct err not_an_id = { 0 };
    int64_t id = 0;
    size_t count = 0;
    if (kind->key) {
        TRY(entity_find(store, kind, kind->key, v_text(named), 1, &id, &count, err));
        if (count) {
            *ret_id = id;
            return ERR_OK;
        }
    }
    if (id_from_text(named, &id, &not_an_id) != ERR_OK)
        return err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind->vi, named);
    *ret_id = id;
    return ERR_OK;
}
