/* SPDX-License-Identifier: Apache-2.0 */
#include "store/db.h"

#include "base/clock.h"
#include "store/db_side.h"
#include "store/driver.h"

#include <stdlib.h>
#include <string.h>

/* A prepared statement kept for its next use. `busy` while a struct rows holds it: a nested use of the
 * same text gets a statement of its own, finalised at once when done. */
struct db_stmt {
    struct db_handle *handle;
    const char *sql;
    uint64_t hash;
    bool busy, kept;
    struct db_stmt *next; /* in the bucket: the one used last stands first */
};

/* A savepoint asked for. The database hears of it when a statement that writes is about to run: most end
 * before. Of those asked for, the first ones are set. */
struct db_level {
    int name;
    bool is_set;
};

/* What is done aside (db_aside). */
struct db_work {
    enum err_code (*run)(void *context, struct err *err);
    void *context;
    bool turns;
};

enum { LEVELS_MAX = 8 };
enum { BUCKETS = 128, BUCKET_STATEMENTS_MAX = DB_KEPT_STATEMENTS_MAX / BUCKETS };

struct db {
    const struct db_driver *driver;
    struct db_connection *connection;
    char *path;
    bool in_transaction, grouped;
    uint64_t statement_count, commit_count;
    int64_t limit_seconds, until_ns; /* 0: none */
    bool has_stopped;                /* something, as it took longer */
    struct db_watcher watcher;
    struct db_level levels[LEVELS_MAX];
    size_t level_count;
    bool is_apart;
    struct db_side *side;
    struct db_work work;
    struct db_stmt *named[STMT_MAX_];
    struct db_stmt *buckets[BUCKETS];
};

enum err_code db_open(const char *uri, unsigned flags, struct db **ret_db, struct err *err)
{
    bool is_file = strncmp(uri, "sqlite:", 7) == 0;
    if (!is_file && strncmp(uri, "postgresql:", 11) != 0 && strncmp(uri, "postgres:", 9) != 0)
        return err_set(err, ERR_USAGE, MSG_DB_URI, uri);
    struct db *db = calloc(1, sizeof(*db));
    require(db);
    db->driver = is_file ? &driver_sqlite : &driver_postgres;
    db->path = is_file ? strdup(uri + 7) : NULL;
    db->side = db_side_new();
    enum err_code code = db->driver->open(is_file ? db->path : uri, flags, &db->connection, err);
    if (code != ERR_OK) {
        db_side_free(db->side);
        free(db->path);
        free(db);
        return code;
    }
    *ret_db = db;
    return ERR_OK;
}

const char *db_uri_shown(struct arena *arena, const char *uri)
{
    char *shown = arena_strdup(arena, uri);
    if (strncmp(uri, "postgres", 8) != 0)
        return shown;
    char *name = strstr(shown, "://"), *end = name ? name + 3 + strcspn(name + 3, "/?") : NULL;
    char *at = end ? memrchr(name, '@', (size_t)(end - name)) : NULL;
    char *colon = at ? memchr(name + 3, ':', (size_t)(at - name - 3)) : NULL;
    if (colon)
        memmove(colon, at, strlen(at) + 1);
    char *option = strstr(shown, "password=");
    if (option)
        memmove(option, option + strcspn(option, "&"), strlen(option + strcspn(option, "&")) + 1);
    return shown;
}

/* --- work in a thread of its own ----------------------------------------------------------- */

bool db_is_aside(const struct db *db)
{
    return db_side_is_here(db->side);
}

bool db_works_aside(const struct db *db)
{
    return db_side_is_running(db->side);
}

bool db_is_busy_aside(const struct db *db)
{
    return db_side_is_busy(db->side);
}

enum err_code db_settle(const struct db *db, struct err *err)
{
    db_side_wait(db->side);
    const struct err *failure = db_side_failure(db->side);
    if (db_is_aside(db) || failure->code == ERR_OK)
        return ERR_OK;
    *err = *failure;
    return err->code;
}

/* The work, and where it was asked for the end of the transaction and the beginning of the next. */
static enum err_code work_and_turn(void *context, struct err *err)
{
    struct db *db = context;
    TRY(db->work.run(db->work.context, err));
    if (!db->work.turns)
        return ERR_OK;
    unsigned gate = db_side_take(db->side);
    enum err_code code = db->driver->script(db->connection, "COMMIT", err);
    if (code == ERR_OK)
        code = db->driver->script(db->connection, db->driver->begin_sql, err);
    if (gate)
        db_side_leave(db->side);
    return code;
}

enum err_code db_aside(struct db *db, enum err_code (*work)(void *context, struct err *err), void *context,
                       bool turns, struct err *err)
{
    TRY(db_settle(db, err));
    require(db->in_transaction && db->level_count == 0 && !(turns && db->grouped));
    db->work = (struct db_work){ .run = work, .context = context, .turns = turns };
    db->commit_count += turns;
    return db_side_run(db->side, work_and_turn, db, err);
}

static void stmt_free(struct db *db, struct db_stmt *stmt)
{
    if (!stmt)
        return;
    db->driver->finalize(stmt->handle);
    free(stmt);
}

void db_close(struct db **db_place)
{
    struct db *db = *db_place;
    if (!db)
        return;
    db_side_wait(db->side);
    for (size_t i = 0; i < STMT_MAX_; i++)
        stmt_free(db, db->named[i]);
    for (size_t i = 0; i < BUCKETS; i++)
        while (db->buckets[i]) {
            struct db_stmt *next = db->buckets[i]->next;
            free((char *)(uintptr_t)db->buckets[i]->sql);
            stmt_free(db, db->buckets[i]);
            db->buckets[i] = next;
        }
    db->driver->close(db->connection);
    db_side_free(db->side);
    free(db->path);
    free(db);
    *db_place = NULL;
}

bool db_is_server(const struct db *db)
{
    return !db->path;
}

const char *db_path(const struct db *db)
{
    return db->path && strcmp(db->path, ":memory:") != 0 ? db->path : NULL;
}

uint64_t db_statement_count(const struct db *db)
{
    db_side_wait(db->side);
    return db->statement_count;
}

/* --- transactions ------------------------------------------------------------------------- */

void db_watch(struct db *db, const struct db_watcher *watcher)
{
    db->watcher = *watcher;
}

static void transaction_ended(struct db *db)
{
    db->in_transaction = false;
    db->level_count = 0;
    db_side_forget_failure(db->side);
    if (db->watcher.ended)
        db->watcher.ended(db->watcher.context);
}

enum { GROUP_LEVEL = 90 }; /* beyond the services' own numbers */

enum err_code db_begin(struct db *db, struct err *err)
{
    require(!db->in_transaction);
    if (!db->grouped)
        TRY(db->driver->script(db->connection, db->driver->begin_sql, err));
    db->in_transaction = true;
    return db->grouped ? db_savepoint(db, GROUP_LEVEL, err) : ERR_OK;
}

enum err_code db_begin_reading(struct db *db, struct err *err)
{
    require(!db->in_transaction && !db->grouped);
    TRY(db->driver->script(db->connection, db->driver->begin_reading_sql, err));
    db->in_transaction = true;
    return ERR_OK;
}

static enum err_code member_commit(struct db *db, struct err *err)
{
    enum err_code code = db_savepoint_release(db, GROUP_LEVEL, err);
    if (code == ERR_OK)
        db->in_transaction = false;
    else
        db_rollback(db);
    return code;
}

enum err_code db_commit(struct db *db, struct err *err)
{
    require(db->in_transaction);
    if (db->grouped)
        return member_commit(db, err);
    enum err_code code = db_settle(db, err);
    if (code == ERR_OK && db->watcher.committing)
        code = db->watcher.committing(db->watcher.context, err);
    if (code == ERR_OK)
        code = db->driver->script(db->connection, "COMMIT", err);
    if (code == ERR_OK) {
        db->commit_count++;
        transaction_ended(db);
    } else {
        db_rollback(db);
    }
    return code;
}

uint64_t db_commit_count(const struct db *db)
{
    return db->commit_count;
}

bool db_may_repeat(const struct db *db, uint64_t commits, const struct err *err)
{
    return err->code == ERR_BUSY && err->msg == MSG_DB_CROSSED && db->commit_count == commits;
}

void db_rollback(struct db *db)
{
    if (!db->in_transaction)
        return;
    db_side_wait(db->side);
    if (db->grouped) {
        db_savepoint_rollback(db, GROUP_LEVEL);
        db->in_transaction = false;
        return;
    }
    struct err ignored = { 0 }; /* the transaction is gone either way */
    (void)!db->driver->script(db->connection, "ROLLBACK", &ignored);
    transaction_ended(db);
}

enum err_code db_finish(struct db *db, enum err_code code, struct err *err)
{
    if (code == ERR_OK)
        return db_commit(db, err);
    db_rollback(db);
    return code;
}

bool db_in_transaction(const struct db *db)
{
    return db->in_transaction;
}

/* --- groups -------------------------------------------------------------------------------- */

enum err_code db_group_begin(struct db *db, struct err *err)
{
    require(!db->in_transaction && !db->grouped);
    TRY(db->driver->script(db->connection, db->driver->begin_sql, err));
    db->grouped = true;
    return ERR_OK;
}

enum err_code db_group_commit(struct db *db, struct err *err)
{
    require(db->grouped && !db->in_transaction);
    db->grouped = false;
    db->in_transaction = true;
    return db_commit(db, err);
}

void db_group_rollback(struct db *db)
{
    if (!db->grouped)
        return;
    db->grouped = false;
    db->in_transaction = true;
    db_rollback(db);
}

bool db_group_is_broken(const struct db *db)
{
    return db->grouped && !db->driver->is_open(db->connection);
}

/* --- how long ----------------------------------------------------------------------------- */

enum err_code db_limit(struct db *db, int64_t ms, struct err *err)
{
    db->until_ns = ms ? clock_ns() + ms * (NS_PER_SECOND / 1000) : 0;
    db->limit_seconds = (ms + 999) / 1000;
    db->has_stopped = false;
    return db->driver->limit(db->connection, db->until_ns, db->limit_seconds, err);
}

bool db_has_stopped(const struct db *db)
{
    return db->has_stopped;
}

static enum err_code note_stop(struct db *db, enum err_code code, const struct err *err)
{
    db->has_stopped = db->has_stopped || (code == ERR_BUSY && err->msg == MSG_DB_LONG);
    return code;
}

static enum err_code too_long(struct db *db, struct err *err)
{
    return note_stop(db, err_set(err, ERR_BUSY, MSG_DB_LONG, err_int(db->limit_seconds)), err);
}

/* --- statements --------------------------------------------------------------------------- */

static enum err_code stmt_new(struct db *db, const char *sql, struct db_stmt **ret, struct err *err)
{
    struct db_handle *handle = NULL;
    TRY(db->driver->prepare(db->connection, sql, &handle, err));
    struct db_stmt *stmt = calloc(1, sizeof(*stmt));
    require(stmt);
    stmt->handle = handle;
    stmt->sql = sql;
    *ret = stmt;
    return ERR_OK;
}

static enum err_code stmt_start(struct db *db, struct db_stmt *stmt, const struct value *args,
                                size_t count, bool lasting, struct rows *ret_rows, struct err *err)
{
    enum err_code code = db->until_ns && clock_ns() > db->until_ns ? too_long(db, err) :
                         db->driver->bind(db->connection, stmt->handle, args, count, lasting, err);
    if (code != ERR_OK) {
        if (stmt->kept)
            db->driver->reset(stmt->handle);
        else
            stmt_free(db, stmt);
        return code;
    }
    stmt->busy = true;
    db->statement_count++;
    *ret_rows = (struct rows){ .db = db, .stmt = stmt };
    return ERR_OK;
}

/* The statement of that name, ready to start. */
static enum err_code named_stmt(struct db *db, enum stmt_id id, size_t count, struct db_stmt **ret_stmt,
                                struct err *err)
{
    require((int)count == stmt_rows[id].param_count);
    struct db_stmt *stmt = db->named[id];
    if (!stmt || stmt->busy) {
        TRY(stmt_new(db, stmt_rows[id].sql, &stmt, err));
        if (!db->named[id]) {
            db->named[id] = stmt;
            stmt->kept = true;
        }
    }
    *ret_stmt = stmt;
    return ERR_OK;
}

/* --- savepoints, set late ------------------------------------------------------------------- */

static enum err_code composed_stmt(struct db *db, const char *sql, struct db_stmt **ret_stmt,
                                   struct err *err);
static enum err_code run_to_end(struct rows *rows, int64_t *ret_changed, struct err *err);

static enum err_code savepoint_run(struct db *db, const char *verb, int level, struct err *err)
{
    char sql[64];
    struct db_stmt *stmt = NULL;
    CLEANUP(rows_done) struct rows rows = { 0 };
    snprintf(sql, sizeof(sql), "%s level_%d", verb, level);
    TRY(composed_stmt(db, sql, &stmt, err));
    TRY(stmt_start(db, stmt, NO_ARGS, true, &rows, err));
    return run_to_end(&rows, NULL, err);
}

/* Before a statement runs: the watcher writes what the statement might look for, and what writes does so
 * within the savepoints asked for. A question apart from all that need not wait for what is written aside. */
static enum err_code reach(struct db *db, const char *sql, unsigned *ret_gate, struct err *err)
{
    bool reads = strncmp(sql + strspn(sql, " "), "SELECT", 6) == 0;
    *ret_gate = 0;
    if (!db->in_transaction)
        return ERR_OK;
    if (db_is_aside(db) || (db->is_apart && reads))
        *ret_gate = db_side_take(db->side);
    if (*ret_gate)
        return ERR_OK;
    TRY(db_settle(db, err));
    if (db->watcher.reaching)
        TRY(db->watcher.reaching(db->watcher.context, db->is_apart, err));
    bool is_set = !db->level_count || db->levels[db->level_count - 1].is_set;
    if (is_set || reads)
        return ERR_OK;
    for (size_t i = 0; i < db->level_count; i++) {
        if (!db->levels[i].is_set)
            TRY(savepoint_run(db, "SAVEPOINT", db->levels[i].name, err));
        db->levels[i].is_set = true;
    }
    return ERR_OK;
}

enum err_code db_savepoint(struct db *db, int level, struct err *err)
{
    (void)err;
    require(db->in_transaction && db->level_count < LEVELS_MAX);
    db->levels[db->level_count++] = (struct db_level){ .name = level };
    if (db->watcher.marked)
        db->watcher.marked(db->watcher.context, level);
    return ERR_OK;
}

/* The savepoint of that name and those asked for after it end; true where the database knows it. */
static bool level_end(struct db *db, int level)
{
    for (size_t i = db->level_count; i > 0; i--)
        if (db->levels[i - 1].name == level) {
            db->level_count = i - 1;
            return db->levels[i - 1].is_set;
        }
    return false;
}

enum err_code db_savepoint_release(struct db *db, int level, struct err *err)
{
    if (db->watcher.released) /* what it writes and cannot goes back with the savepoint */
        TRY(db->watcher.released(db->watcher.context, level, err));
    if (level_end(db, level))
        TRY(savepoint_run(db, "RELEASE SAVEPOINT", level, err));
    return db->level_count == 0 && db->watcher.left ? db->watcher.left(db->watcher.context, err) : ERR_OK;
}

void db_savepoint_rollback(struct db *db, int level)
{
    struct err ignored = { 0 };
    if (level_end(db, level)) {
        (void)!savepoint_run(db, "ROLLBACK TO SAVEPOINT", level, &ignored);
        (void)!savepoint_run(db, "RELEASE SAVEPOINT", level, &ignored);
    }
    if (db->watcher.reverted)
        db->watcher.reverted(db->watcher.context, level);
}

bool db_apart(struct db *db, bool is_apart)
{
    bool was = db->is_apart;
    db->is_apart = is_apart;
    return was;
}

/* --- statements that are run ----------------------------------------------------------------- */

/* `id` STMT_MAX_: none, the text is composed. */
static enum err_code start(struct db *db, enum stmt_id id, const char *sql, const struct value *args, size_t count,
                           bool lasting, struct rows *ret_rows, struct err *err)
{
    struct db_stmt *stmt = NULL;
    unsigned gate = 0;
    TRY(reach(db, sql, &gate, err));
    enum err_code code =
        id == STMT_MAX_ ? composed_stmt(db, sql, &stmt, err) : named_stmt(db, id, count, &stmt, err);
    if (code == ERR_OK)
        code = note_stop(db, stmt_start(db, stmt, args, count, lasting, ret_rows, err), err);
    if (code == ERR_OK)
        ret_rows->gate = gate;
    else if (gate)
        db_side_leave(db->side);
    return code;
}

enum err_code db_query(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                       struct rows *ret_rows, struct err *err)
{
    return start(db, id, stmt_rows[id].sql, args, count, false, ret_rows, err);
}

static uint64_t text_hash(const char *text)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a, by eight: the texts of inserts are long */
    size_t len = strlen(text);
    for (; len >= sizeof(hash); text += sizeof(hash), len -= sizeof(hash)) {
        uint64_t word = 0;
        memcpy(&word, text, sizeof(word));
        hash = (hash ^ word) * 1099511628211u;
        hash ^= hash >> 32;
    }
    for (; len; text++, len--)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash ^ hash >> 32;
}

/* The kept statement of that text, moved to the front; NULL where there is none. */
static struct db_stmt *bucket_find(struct db_stmt **bucket, const char *sql, uint64_t hash)
{
    for (struct db_stmt **place = bucket; *place; place = &(*place)->next) {
        struct db_stmt *stmt = *place;
        if (stmt->hash != hash || strcmp(stmt->sql, sql) != 0)
            continue;
        *place = stmt->next;
        stmt->next = *bucket;
        *bucket = stmt;
        return stmt;
    }
    return NULL;
}

/* Takes the idle statement longest unused out of a full bucket; false where all of them are busy. */
static bool bucket_make_room(struct db *db, struct db_stmt **bucket)
{
    size_t count = 0;
    struct db_stmt **oldest = NULL;
    for (struct db_stmt **place = bucket; *place; place = &(*place)->next, count++)
        if (!(*place)->busy)
            oldest = place;
    if (count < BUCKET_STATEMENTS_MAX)
        return true;
    if (!oldest)
        return false;
    struct db_stmt *stmt = *oldest;
    *oldest = stmt->next;
    free((char *)(uintptr_t)stmt->sql);
    stmt_free(db, stmt);
    return true;
}

size_t db_kept_statement_count(const struct db *db)
{
    size_t count = 0;
    db_side_wait(db->side);
    for (size_t i = 0; i < BUCKETS; i++)
        for (const struct db_stmt *stmt = db->buckets[i]; stmt; stmt = stmt->next)
            count++;
    return count;
}

static enum err_code composed_stmt(struct db *db, const char *sql, struct db_stmt **ret_stmt,
                                   struct err *err)
{
    uint64_t hash = text_hash(sql);
    struct db_stmt **bucket = &db->buckets[hash % BUCKETS], *stmt = bucket_find(bucket, sql, hash);
    if (!stmt) {
        TRY(stmt_new(db, sql, &stmt, err));
        if (bucket_make_room(db, bucket)) {
            stmt->sql = strdup(sql);
            require(stmt->sql);
            stmt->hash = hash;
            stmt->kept = true;
            stmt->next = *bucket;
            *bucket = stmt;
        }
    } else if (stmt->busy) {
        TRY(stmt_new(db, sql, &stmt, err));
    }
    *ret_stmt = stmt;
    return ERR_OK;
}

enum err_code db_compose_query(struct db *db, const char *sql, const struct value *args, size_t count,
                               struct rows *ret_rows, struct err *err)
{
    return start(db, STMT_MAX_, sql, args, count, false, ret_rows, err);
}

void rows_done(struct rows *rows)
{
    if (!rows->stmt)
        return;
    bool gated = db_side_has(rows->db->side, rows->gate);
    if (!gated)
        db_side_wait(rows->db->side);
    rows->db->driver->reset(rows->stmt->handle);
    rows->stmt->busy = false;
    if (!rows->stmt->kept)
        stmt_free(rows->db, rows->stmt);
    rows->stmt = NULL;
    if (gated)
        db_side_leave(rows->db->side);
}

static enum err_code step(const struct rows *rows, bool *ret_has, struct err *err)
{
    struct db *db = rows->db;
    return note_stop(db, db->driver->step(db->connection, rows->stmt->handle, ret_has, err), err);
}

enum err_code rows_next(struct rows *rows, bool *ret_has, struct err *err)
{
    require(rows->stmt);
    struct db *db = rows->db;
    if (!db_side_has(rows->db->side, rows->gate))
        db_side_wait(db->side);
    TRY(step(rows, ret_has, err));
    if (!*ret_has)
        rows_done(rows);
    return ERR_OK;
}

int64_t rows_int(const struct rows *rows, int column)
{
    struct value value = rows_value(rows, column);
    return value.type == VALUE_INT ? value.i : 0;
}

const char *rows_text(const struct rows *rows, int column)
{
    struct value value = rows_value(rows, column);
    return value.type == VALUE_TEXT ? value.s : NULL;
}

struct value rows_value(const struct rows *rows, int column)
{
    if (!db_side_has(rows->db->side, rows->gate))
        db_side_wait(rows->db->side);
    return rows->db->driver->column(rows->stmt->handle, column);
}

int rows_column_count(const struct rows *rows)
{
    return rows->db->driver->column_count(rows->stmt->handle);
}

static enum err_code run_to_end(struct rows *rows, int64_t *ret_changed, struct err *err)
{
    const struct db *db = rows->db;
    for (bool has = true; has;)
        TRY(step(rows, &has, err));
    if (ret_changed)
        *ret_changed = db->driver->changes(db->connection);
    return ERR_OK;
}

/* The caller's values outlive the run, so they are bound without a copy. */
static enum err_code run(struct db *db, enum stmt_id id, const char *sql, const struct value *args, size_t count,
                         int64_t *ret_changed, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(start(db, id, sql, args, count, true, &rows, err));
    return run_to_end(&rows, ret_changed, err);
}

enum err_code db_run(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                     int64_t *ret_changed, struct err *err)
{
    return run(db, id, stmt_rows[id].sql, args, count, ret_changed, err);
}

enum err_code db_run_unasked(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                             struct err *err)
{
    struct db_stmt *stmt = NULL;
    if (!db->driver->send || !db->in_transaction)
        return db_run(db, id, args, count, NULL, err);
    unsigned gate = 0;
    TRY(reach(db, stmt_rows[id].sql, &gate, err));
    enum err_code code = named_stmt(db, id, count, &stmt, err);
    if (code == ERR_OK) {
        db->statement_count++;
        code = db->driver->send(db->connection, stmt->handle, args, count, err);
        if (!stmt->kept)
            stmt_free(db, stmt);
    }
    if (gate)
        db_side_leave(db->side);
    return code;
}

enum err_code db_compose_run(struct db *db, const char *sql, const struct value *args, size_t count,
                             int64_t *ret_changed, struct err *err)
{
    return run(db, STMT_MAX_, sql, args, count, ret_changed, err);
}

enum err_code db_one_int(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                         int64_t fallback, int64_t *ret_value, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(db, id, args, count, &rows, err));
    bool has = false;
    TRY(rows_next(&rows, &has, err));
    *ret_value = has ? rows_int(&rows, 0) : fallback;
    return ERR_OK;
}

/* --- schema and files --------------------------------------------------------------------- */

enum err_code db_script(struct db *db, const char *sql, struct err *err)
{
    TRY(db_settle(db, err));
    return db->driver->script(db->connection, sql, err);
}

static enum err_code read_names(struct db *db, const char *sql, const struct value *args, size_t arg_count,
                                struct arena *arena, const char *const **ret_names, size_t *ret_count,
                                struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(db, sql, args, arg_count, &rows, err));
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        *ARENA_PUSH(arena, names, count, capacity) = arena_strdup(arena, rows_text(&rows, 0));
    }
    *ret_names = names;
    *ret_count = count;
    return ERR_OK;
}

enum err_code db_table_columns(struct db *db, const char *table, struct arena *arena,
                               const char *const **ret_names, size_t *ret_count, struct err *err)
{
    return read_names(db, db->driver->columns_sql, ARGS(v_text(table)), arena, ret_names, ret_count, err);
}

enum err_code db_table_keys(struct db *db, const char *table, struct arena *arena,
                            const char *const **ret_names, size_t *ret_count, struct err *err)
{
    return read_names(db, db->driver->keys_sql, ARGS(v_text(table)), arena, ret_names, ret_count, err);
}

enum err_code db_table_names(struct db *db, struct arena *arena, const char *const **ret_names,
                             size_t *ret_count, struct err *err)
{
    return read_names(db, db->driver->tables_sql, NO_ARGS, arena, ret_names, ret_count, err);
}

enum err_code db_index_exists(struct db *db, const char *index, bool *ret_exists, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_compose_query(db, db->driver->index_sql, ARGS(v_text(index)), &rows, err));
    return rows_next(&rows, ret_exists, err);
}

void db_trust(struct db *db, bool trusts)
{
    require(!db->in_transaction);
    if (db->driver->trust)
        db->driver->trust(db->connection, trusts);
}

void db_spare_memory(struct db *db, bool spares)
{
    db_side_wait(db->side);
    if (db->driver->spare)
        db->driver->spare(db->connection, spares);
}

enum err_code db_backup(struct db *db, const char *path, struct err *err)
{
    return db->driver->backup(db->connection, path, err);
}

enum err_code db_integrity(struct db *db, struct err *err)
{
    return db->driver->integrity(db->connection, err);
}

bool db_tells_version(const struct db *db)
{
    return db->driver->version_sql != NULL;
}

enum err_code db_version(struct db *db, int64_t *ret_version, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    TRY(db_compose_query(db, db->driver->version_sql, NO_ARGS, &rows, err));
    TRY(rows_next(&rows, &has, err));
    *ret_version = has ? rows_int(&rows, 0) : 0;
    return ERR_OK;
}

enum err_code db_prepare_only(struct db *db, const char *sql, struct err *err)
{
    struct db_stmt *stmt = NULL;
    TRY(stmt_new(db, sql, &stmt, err));
    stmt_free(db, stmt);
    return ERR_OK;
}
