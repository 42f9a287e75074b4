/* SPDX-License-Identifier: Apache-2.0 */
#include "store/copy.h"

#include "base/json.h"
#include "base/json_tree.h"
#include "store/entity_sql.h"
#include "store/table_sql.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What stands beside the records but belongs to the database itself. */
static const char own_table[] = "schema_migrations";

enum { PAGE_ROWS = 500, INSERT_ROWS = 100, PARAMETERS_MAX = 30000 };

/* Each line is hashed with the hash of those before it. */
struct chain {
    struct buf bytes;
    char hex[SHA256_HEX_SIZE];
};

static void chain_add(struct chain *chain, const char *line, size_t len)
{
    buf_clear(&chain->bytes);
    buf_add(&chain->bytes, chain->hex);
    buf_add_n(&chain->bytes, line, len);
    crypto_sha256_hex(chain->bytes.data, chain->bytes.len, chain->hex);
}

static enum err_code read_shape(struct db *db, const char *name, struct arena *arena, struct table_shape *ret_shape,
                                struct err *err)
{
    *ret_shape = (struct table_shape){ .name = name };
    TRY(db_table_columns(db, name, arena, &ret_shape->columns, &ret_shape->column_count, err));
    return db_table_keys(db, name, arena, &ret_shape->keys, &ret_shape->key_count, err);
}

/* --- out ------------------------------------------------------------------------------------------------ */

struct writing {
    struct store *store;
    FILE *out;
    struct chain chain;
    struct buf line;
    struct copy_result result;
};

static enum err_code write_line(struct writing *writing, struct err *err)
{
    struct buf *line = &writing->line;
    buf_add_char(line, '\n');
    chain_add(&writing->chain, line->data, line->len);
    bool done = fwrite(line->data, 1, line->len, writing->out) == line->len;
    buf_clear(line);
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, "export", strerror(errno));
}

static enum err_code write_head(struct writing *writing, struct err *err)
{
    struct json_writer w = { .out = &writing->line };
    int64_t schema = 0;
    TRY(db_one_int(writing->store->db, STMT_MIGRATION_LAST, NO_ARGS, 0, &schema, err));
    json_begin_object(&w);
    json_member_string(&w, "chungtay", "database");
    json_member_int(&w, "schema", schema);
    json_end_object(&w);
    return write_line(writing, err);
}

static enum err_code write_row(struct writing *writing, const struct rows *rows, size_t columns, struct err *err)
{
    struct json_writer w = { .out = &writing->line };
    json_begin_array(&w);
    for (size_t i = 0; i < columns; i++)
        json_value(&w, rows_value(rows, (int)i));
    json_end_array(&w);
    writing->result.rows++;
    return write_line(writing, err);
}

/* Where the primary key's columns stand among all. */
static size_t column_index(const struct table_shape *shape, const char *name)
{
    size_t i = 0;
    while (strcmp(shape->columns[i], name) != 0)
        require(++i < shape->column_count);
    return i;
}

static enum err_code write_page(struct writing *writing, const struct table_shape *shape, struct value *key,
                                bool after, struct arena *arena, size_t *ret_count, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(writing->store->db, table_sql_page(arena, shape, PAGE_ROWS, after), key,
                         after ? shape->key_count : 0, &rows, err));
    for (*ret_count = 0;; ++*ret_count) {
        bool has = false;
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        TRY(write_row(writing, &rows, shape->column_count, err));
        for (size_t i = 0; *ret_count + 1 == PAGE_ROWS && i < shape->key_count; i++)
            key[i] = value_copy(arena, rows_value(&rows, (int)column_index(shape, shape->keys[i])));
    }
}

static enum err_code write_table(struct writing *writing, const char *name, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct arena pages[2] = { 0 };
    struct table_shape shape = { 0 };
    struct json_writer w = { .out = &writing->line };
    TRY(read_shape(writing->store->db, name, &arena, &shape, err));
    json_begin_object(&w);
    json_member_string(&w, "table", name);
    json_key(&w, "columns");
    json_begin_array(&w);
    for (size_t i = 0; i < shape.column_count; i++)
        json_string(&w, shape.columns[i]);
    json_end_array(&w);
    json_end_object(&w);
    TRY(write_line(writing, err));
    writing->result.tables++;
    struct value *key = ARENA_ARRAY(&arena, struct value, shape.key_count);
    size_t count = PAGE_ROWS;
    enum err_code code = ERR_OK;
    for (size_t page = 0; code == ERR_OK && count == PAGE_ROWS; page++) { /* a page's key outlives it by one */
        struct arena *own = &pages[page % 2];
        arena_done(own);
        code = write_page(writing, &shape, key, page > 0, own, &count, err);
    }
    arena_done(&pages[0]);
    arena_done(&pages[1]);
    return code;
}

static int rank_of(const char *table)
{
    const struct kind *kind = kind_by_slug(table);
    return kind ? (int)kind_owner_depth(kind) : 0;
}

/* By rank, then by name. */
static int table_order(const void *a, const void *b)
{
    const char *left = *(const char *const *)a, *right = *(const char *const *)b;
    int ranks = rank_of(left) - rank_of(right);
    return ranks ? ranks : strcmp(left, right);
}

static enum err_code read_tables(struct db *db, struct arena *arena, const char ***ret_names, size_t *ret_count,
                                 struct err *err)
{
    const char *const *all = NULL;
    size_t count = 0;
    TRY(db_table_names(db, arena, &all, &count, err));
    const char **names = ARENA_ARRAY(arena, const char *, count + 1);
    *ret_count = 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i], own_table) != 0)
            names[(*ret_count)++] = all[i];
    qsort(names, *ret_count, sizeof(*names), table_order);
    *ret_names = names;
    return ERR_OK;
}

static enum err_code write_end(struct writing *writing, struct err *err)
{
    struct json_writer w = { .out = &writing->line };
    json_begin_object(&w);
    json_member_int(&w, "rows", writing->result.rows);
    json_member_string(&w, "hash", writing->chain.hex);
    json_end_object(&w);
    TRY(write_line(writing, err));
    return fflush(writing->out) == 0 ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, "export", strerror(errno));
}

static enum err_code write_all(struct writing *writing, struct arena *arena, struct err *err)
{
    const char **names = NULL;
    size_t count = 0;
    TRY(read_tables(writing->store->db, arena, &names, &count, err));
    TRY(write_head(writing, err));
    for (size_t i = 0; i < count; i++)
        TRY(write_table(writing, names[i], err));
    return write_end(writing, err);
}

enum err_code copy_out(struct store *store, FILE *out, struct copy_result *ret_result, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct writing writing = { .store = store, .out = out };
    TRY(db_begin_reading(store->db, err));
    enum err_code code = write_all(&writing, &arena, err);
    db_rollback(store->db);
    buf_done(&writing.line);
    buf_done(&writing.chain.bytes);
    *ret_result = writing.result;
    return code;
}

/* --- in -------------------------------------------------------------------------------------------------- */

struct reading {
    struct store *store;
    FILE *in;
    const char *path;
    int64_t line;
    struct chain chain;
    char *text; /* of getline */
    size_t capacity;
    ssize_t len;
    struct arena arena; /* of the table under way */
    struct arena rows;  /* of the rows that wait */
    struct table_shape shape;
    struct value *values; /* of the rows that wait */
    size_t waiting, waiting_max;
    const char *insert_one, *insert_many;
    struct copy_result result;
};

static enum err_code wrong(const struct reading *reading, enum msg msg, struct err *err)
{
    (void)err_set(err, ERR_INPUT, msg);
    return err_at(err, "%s:%lld", reading->path, (long long)reading->line);
}

/* The next line as a tree, in memory of the rows. */
static enum err_code next_line(struct reading *reading, const struct tree **ret_tree, struct err *err)
{
    reading->line++;
    reading->len = getline(&reading->text, &reading->capacity, reading->in);
    if (reading->len <= 0)
        return wrong(reading, MSG_COPY_CUT, err);
    struct err ignored = { 0 };
    if (tree_read(&reading->rows, reading->text, (size_t)reading->len, ret_tree, &ignored) != ERR_OK)
        return wrong(reading, MSG_COPY_LINE, err);
    return ERR_OK;
}

static enum err_code write_waiting(struct reading *reading, struct err *err)
{
    struct db *db = reading->store->db;
    size_t width = reading->shape.column_count;
    if (reading->waiting && reading->waiting == reading->waiting_max)
        TRY(db_compose_run(db, reading->insert_many, reading->values, width * reading->waiting, NULL, err));
    else
        for (size_t i = 0; i < reading->waiting; i++)
            TRY(db_compose_run(db, reading->insert_one, reading->values + i * width, width, NULL, err));
    reading->result.rows += (int64_t)reading->waiting;
    reading->waiting = 0;
    arena_done(&reading->rows);
    return ERR_OK;
}

static bool same_columns(const struct table_shape *shape, const struct tree *columns)
{
    size_t i = 0;
    if (!columns || columns->type != TREE_ARRAY || columns->count != shape->column_count)
        return false;
    for (const struct tree *column = columns->first; column; column = column->next, i++)
        if (column->type != TREE_TEXT || strcmp(column->text, shape->columns[i]) != 0)
            return false;
    return true;
}

static enum err_code begin_table(struct reading *reading, const struct tree *tree, struct err *err)
{
    struct table_shape *shape = &reading->shape;
    arena_done(&reading->arena);
    reading->insert_one = NULL;
    const char *name = arena_strdup(&reading->arena, tree_text(tree, "table"));
    TRY(read_shape(reading->store->db, name, &reading->arena, shape, err));
    if (strcmp(name, own_table) == 0 || !shape->key_count || !same_columns(shape, tree_member(tree, "columns")))
        return wrong(reading, MSG_COPY_TABLE, err);
    size_t most = PARAMETERS_MAX / shape->column_count;
    reading->waiting_max = most < INSERT_ROWS ? most : INSERT_ROWS;
    reading->insert_one = table_sql_insert(&reading->arena, shape);
    reading->insert_many = entity_sql_repeat(&reading->arena, reading->insert_one, shape->column_count,
                                             reading->waiting_max);
    reading->values = ARENA_ARRAY(&reading->arena, struct value, reading->waiting_max * shape->column_count);
    reading->result.tables++;
    return ERR_OK;
}

static enum err_code add_row(struct reading *reading, const struct tree *tree, struct err *err)
{
    if (!reading->insert_one || tree->count != reading->shape.column_count)
        return wrong(reading, MSG_COPY_LINE, err);
    struct value *value = reading->values + reading->waiting * reading->shape.column_count;
    for (const struct tree *item = tree->first; item; item = item->next, value++) {
        if (item->type != TREE_NULL && item->type != TREE_INT && item->type != TREE_TEXT)
            return wrong(reading, MSG_COPY_LINE, err);
        *value = item->type == TREE_INT ? v_int(item->number) : item->type == TREE_TEXT ? v_text(item->text) : v_null();
    }
    reading->waiting++;
    return reading->waiting == reading->waiting_max ? write_waiting(reading, err) : ERR_OK;
}

static enum err_code check_end(struct reading *reading, const struct tree *tree, struct err *err)
{
    const char *hash = tree_text(tree, "hash");
    int64_t rows = tree_int(tree, "rows", -1);
    bool whole = hash && strcmp(hash, reading->chain.hex) == 0 && rows == reading->result.rows + (int64_t)reading->waiting;
    if (!whole || getc(reading->in) != EOF)
        return wrong(reading, MSG_COPY_CHANGED, err);
    return write_waiting(reading, err);
}

static enum err_code read_head(struct reading *reading, struct err *err)
{
    const struct tree *tree = NULL;
    int64_t schema = 0;
    TRY(next_line(reading, &tree, err));
    const char *what = tree_text(tree, "chungtay");
    if (!what || strcmp(what, "database") != 0)
        return wrong(reading, MSG_COPY_LINE, err);
    TRY(db_one_int(reading->store->db, STMT_MIGRATION_LAST, NO_ARGS, 0, &schema, err));
    if (tree_int(tree, "schema", 0) != schema)
        return err_set(err, ERR_STATE, MSG_COPY_SCHEMA, reading->path);
    chain_add(&reading->chain, reading->text, (size_t)reading->len);
    arena_done(&reading->rows);
    return ERR_OK;
}

static enum err_code read_all(struct reading *reading, struct err *err)
{
    TRY(read_head(reading, err));
    for (;;) {
        const struct tree *tree = NULL;
        TRY(next_line(reading, &tree, err));
        if (tree->type == TREE_OBJECT && !tree_text(tree, "table"))
            return check_end(reading, tree, err);
        chain_add(&reading->chain, reading->text, (size_t)reading->len);
        if (tree->type == TREE_ARRAY) {
            TRY(add_row(reading, tree, err));
        } else if (tree->type == TREE_OBJECT) {
            if (reading->waiting) { /* they share the memory of this line, which is read again behind them */
                TRY(write_waiting(reading, err));
                TRY(tree_read(&reading->rows, reading->text, (size_t)reading->len, &tree, err));
            }
            TRY(begin_table(reading, tree, err));
        } else {
            return wrong(reading, MSG_COPY_LINE, err);
        }
    }
}

static enum err_code check_empty(struct db *db, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char **names = NULL;
    size_t count = 0;
    TRY(read_tables(db, &arena, &names, &count, err));
    for (size_t i = 0; i < count; i++) {
        CLEANUP(rows_done) struct rows rows = { 0 };
        bool has = false;
        TRY(db_compose_query(db, table_sql_any(&arena, names[i]), NO_ARGS, &rows, err));
        TRY(rows_next(&rows, &has, err));
        if (has)
            return err_set(err, ERR_STATE, MSG_COPY_NOT_EMPTY, names[i]);
    }
    return ERR_OK;
}

static enum err_code fill(struct store *store, void *context, struct err *err)
{
    struct reading *reading = context;
    reading->store = store;
    TRY(check_empty(store->db, err));
    return read_all(reading, err);
}

enum err_code copy_in(const char *uri, FILE *in, const char *path, struct copy_result *ret_result, struct err *err)
{
    struct reading reading = { .in = in, .path = path };
    enum err_code code = store_receive(uri, fill, &reading, err);
    *ret_result = reading.result;
    free(reading.text);
    arena_done(&reading.arena);
    arena_done(&reading.rows);
    buf_done(&reading.chain.bytes);
    return code;
}
