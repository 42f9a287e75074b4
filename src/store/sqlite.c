/* SPDX-License-Identifier: Apache-2.0
 * The embedded database. The only file that includes sqlite3.h. WAL, synchronous=FULL: what was
 * answered is on the disk. The portable types of our schema (BIGINT, SMALLINT, TEXT) are rewritten to
 * SQLite's STRICT ones, and tables become WITHOUT ROWID: they are clustered by (shard, id). */
#include "store/driver.h"

#include "base/buf.h"
#include "base/clock.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* What begins and ends transactions, thousands of times a second: prepared once. */
static const char *const turns[] = { "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK" };

struct db_connection {
    sqlite3 *sqlite;
    sqlite3_stmt *turns[COUNT(turns)];
    int64_t until_ns, limit_seconds; /* 0: no limit */
    int wait_ms;                     /* for another connection's lock */
};

enum { WAIT_MS = 10000 };

struct db_handle {
    sqlite3_stmt *stmt;
    size_t parameter_count;
    int parameters[]; /* SQLite's number of $1, $2, … */
};

static enum err_code failure_of(sqlite3 *sqlite, int result, struct err *err)
{
    const char *text = sqlite ? sqlite3_errmsg(sqlite) : sqlite3_errstr(result);
    switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_BUSY, MSG_DB_BUSY, text);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, text);
    case SQLITE_FULL:
        return err_set(err, ERR_IO, MSG_DB_FULL, text);
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return err_set(err, ERR_IO, MSG_DB_FAILED, text);
    case SQLITE_NOMEM:
        return err_set(err, ERR_NOMEM, MSG_NOMEM);
    case SQLITE_CONSTRAINT:
        if (sqlite && (sqlite3_extended_errcode(sqlite) == SQLITE_CONSTRAINT_UNIQUE ||
                       sqlite3_extended_errcode(sqlite) == SQLITE_CONSTRAINT_PRIMARYKEY))
            return err_set(err, ERR_CONFLICT, MSG_DB_UNIQUE, text);
        return err_set(err, ERR_DB, MSG_DB_FAILED, text);
    default:
        return err_set(err, ERR_DB, MSG_DB_FAILED, text);
    }
}

static enum err_code sqlite_failure(const struct db_connection *connection, int result, struct err *err)
{
    if ((result & 0xFF) == SQLITE_INTERRUPT)
        return err_set(err, ERR_BUSY, MSG_DB_LONG, err_int(connection->limit_seconds));
    return failure_of(connection->sqlite, result, err);
}

static enum err_code run_script(struct db_connection *connection, const char *sql, struct err *err)
{
    int result = sqlite3_exec(connection->sqlite, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? ERR_OK : sqlite_failure(connection, result, err);
}

static void sqlite_close_connection(struct db_connection *connection)
{
    for (size_t i = 0; i < COUNT(turns); i++)
        sqlite3_finalize(connection->turns[i]);
    sqlite3_close(connection->sqlite);
    free(connection);
}

/* Who writes much in the order of the keys needs few pages at a time. */
#define CACHE_USUAL "PRAGMA cache_size=-65536"
#define CACHE_SPARED "PRAGMA cache_size=-6144"

/* Of a new file: larger pages than SQLite's usual ones are a sixth less work for what is written in order. */
#define PAGES "PRAGMA page_size=8192; "

static void sqlite_trust(struct db_connection *connection, bool trusts)
{
    struct err ignored = { 0 };
    (void)!run_script(connection, trusts ? "PRAGMA foreign_keys=OFF" : "PRAGMA foreign_keys=ON", &ignored);
}

static void sqlite_spare(struct db_connection *connection, bool spares)
{
    struct err ignored = { 0 };
    (void)!run_script(connection, spares ? CACHE_SPARED : CACHE_USUAL, &ignored);
    if (spares)
        (void)sqlite3_db_release_memory(connection->sqlite);
}

static enum err_code sqlite_open_connection(const char *path, unsigned flags,
                                            struct db_connection **ret, struct err *err)
{
    bool memory = strcmp(path, ":memory:") == 0;
    if (!memory && !(flags & DB_CREATE) && access(path, F_OK) != 0)
        return err_set(err, ERR_NOT_FOUND, MSG_DB_MISSING, path);
    int mode = flags & DB_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (memory || flags & DB_CREATE)
        mode |= SQLITE_OPEN_CREATE;
    struct db_connection *connection = calloc(1, sizeof(*connection));
    require(connection);
    /* Nobody asks SQLite how much memory it uses, and counting takes a lock for each block. Only the
     * first call in a process has an effect. */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int result = sqlite3_open_v2(path, &connection->sqlite, mode | SQLITE_OPEN_NOMUTEX, NULL);
    enum err_code code = ERR_OK;
    if (result != SQLITE_OK)
        code = sqlite_failure(connection, result, err);
    sqlite3_extended_result_codes(connection->sqlite, 1);
    connection->wait_ms = flags & DB_AT_ONCE ? 0 : WAIT_MS;
    sqlite3_busy_timeout(connection->sqlite, connection->wait_ms);
    if (code == ERR_OK)
        code = run_script(connection,
                          flags & DB_READ_ONLY ?
                              "PRAGMA foreign_keys=ON; PRAGMA query_only=ON; " CACHE_USUAL :
                              PAGES "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                              "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; " CACHE_USUAL,
                          err);
    if (code == ERR_OK && flags & DB_SERVING)
        code = run_script(connection, "PRAGMA cache_size=-16384", err);
    if (code != ERR_OK) {
        sqlite_close_connection(connection);
        return code;
    }
    *ret = connection;
    return ERR_OK;
}

/* --- statements --------------------------------------------------------------------------- */

/* "$3" may stand before "$1" in the text: SQLite numbers by first appearance, so bind by name. */
static int parameter_index(sqlite3_stmt *stmt, size_t number)
{
    char name[16];
    snprintf(name, sizeof(name), "$%zu", number);
    return sqlite3_bind_parameter_index(stmt, name);
}

/* So that an INSERT of many rows could be taken back alone, SQLite keeps a copy of every page it touches: a sixth of
 * the work. Whose statement failed goes back to a savepoint anyway, or to the beginning. */
static void rewrite_insert(const char *sql, struct buf *out)
{
    static const char begin[] = "INSERT ";
    bool is_many = strncmp(sql, begin, sizeof(begin) - 1) == 0 && strstr(sql, "), (");
    buf_add(out, is_many ? "INSERT OR FAIL " : "");
    buf_add(out, is_many ? sql + sizeof(begin) - 1 : sql);
}

static enum err_code sqlite_prepare(struct db_connection *connection, const char *sql,
                                    struct db_handle **ret, struct err *err)
{
    CLEANUP(buf_done) struct buf text = { 0 };
    sqlite3_stmt *stmt = NULL;
    const char *rest = NULL;
    rewrite_insert(sql, &text);
    int result = sqlite3_prepare_v3(connection->sqlite, buf_text(&text), -1, SQLITE_PREPARE_PERSISTENT, &stmt, &rest);
    if (result != SQLITE_OK)
        return sqlite_failure(connection, result, err);
    require(stmt && rest[strspn(rest, " ;\n")] == '\0'); /* one statement, never two */
    size_t count = (size_t)sqlite3_bind_parameter_count(stmt);
    struct db_handle *handle = calloc(1, sizeof(*handle) + count * sizeof(handle->parameters[0]));
    require(handle);
    handle->stmt = stmt;
    handle->parameter_count = count;
    for (size_t i = 0; i < count; i++)
        handle->parameters[i] = parameter_index(stmt, i + 1);
    *ret = handle;
    return ERR_OK;
}

static void sqlite_finalize_handle(struct db_handle *handle)
{
    sqlite3_finalize(handle->stmt);
    free(handle);
}

static enum err_code sqlite_bind(struct db_connection *connection, struct db_handle *handle,
                                 const struct value *args, size_t count, bool lasting, struct err *err)
{
    require(handle->parameter_count == count);
    for (size_t i = 0; i < count; i++) {
        int index = handle->parameters[i], result = SQLITE_OK; /* unbound is NULL */
        if (args[i].type == VALUE_INT)
            result = sqlite3_bind_int64(handle->stmt, index, args[i].i);
        else if (args[i].type == VALUE_TEXT)
            result = sqlite3_bind_text(handle->stmt, index, args[i].s, -1,
                                       lasting ? SQLITE_STATIC : SQLITE_TRANSIENT);
        if (result != SQLITE_OK)
            return sqlite_failure(connection, result, err);
    }
    return ERR_OK;
}

static enum err_code sqlite_step(struct db_connection *connection, struct db_handle *handle,
                                 bool *ret_has, struct err *err)
{
    int result = sqlite3_step(handle->stmt);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        return sqlite_failure(connection, result, err);
    *ret_has = result == SQLITE_ROW;
    return ERR_OK;
}

static void sqlite_reset_handle(struct db_handle *handle)
{
    sqlite3_reset(handle->stmt);
    sqlite3_clear_bindings(handle->stmt);
}

static struct value sqlite_column(struct db_handle *handle, int column)
{
    switch (sqlite3_column_type(handle->stmt, column)) {
    case SQLITE_INTEGER:
        return v_int(sqlite3_column_int64(handle->stmt, column));
    case SQLITE_TEXT:
        return v_text((const char *)sqlite3_column_text(handle->stmt, column));
    default:
        return v_null();
    }
}

static int sqlite_columns(struct db_handle *handle)
{
    return sqlite3_column_count(handle->stmt);
}

static int64_t sqlite_changed(struct db_connection *connection)
{
    return sqlite3_changes64(connection->sqlite);
}

/* A full disk, among others, makes SQLite roll the whole transaction back by itself. */
static bool sqlite_is_open(struct db_connection *connection)
{
    return !sqlite3_get_autocommit(connection->sqlite);
}

/* --- how long ------------------------------------------------------------------------------ */

enum { STEPS_BETWEEN_LOOKS = 20000 }; /* a part of a millisecond */

static int is_over(void *context)
{
    const struct db_connection *connection = context;
    return clock_ns() > connection->until_ns;
}

static enum err_code sqlite_limit(struct db_connection *connection, int64_t until_ns, int64_t seconds, struct err *err)
{
    (void)err;
    connection->until_ns = until_ns;
    connection->limit_seconds = seconds;
    sqlite3_progress_handler(connection->sqlite, until_ns ? STEPS_BETWEEN_LOOKS : 0, is_over, connection);
    int64_t rest_ms = until_ns ? (until_ns - clock_ns()) / (NS_PER_SECOND / 1000) + 1 : connection->wait_ms;
    sqlite3_busy_timeout(connection->sqlite, (int)(rest_ms < connection->wait_ms ? rest_ms : connection->wait_ms));
    return ERR_OK;
}

/* --- schema -------------------------------------------------------------------------------- */

static bool starts_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    return strncmp(text, word, len) == 0 && !(text[len] >= 'A' && text[len] <= 'Z');
}

/* Portable DDL → SQLite's: integer types, and STRICT, WITHOUT ROWID at each table's end. */
static void rewrite_schema(const char *sql, struct buf *out)
{
    bool in_table = false;
    for (const char *c = sql; *c; c++) {
        if (strncmp(c, "--", 2) == 0) { /* a semicolon in a comment ends no table */
            size_t length = strcspn(c, "\n");
            buf_printf(out, "%.*s", (int)length, c);
            c += length - 1;
            continue;
        }
        if (starts_word(c, "CREATE TABLE"))
            in_table = true;
        if (starts_word(c, "BIGINT") || starts_word(c, "SMALLINT")) {
            buf_add(out, "INTEGER");
            c += *c == 'B' ? 5 : 7;
        } else if (in_table && *c == ';') {
            buf_add(out, " STRICT, WITHOUT ROWID;");
            in_table = false;
        } else {
            buf_add_char(out, *c);
        }
    }
}

static enum err_code run_turn(struct db_connection *connection, size_t turn, struct err *err)
{
    sqlite3_stmt **stmt = &connection->turns[turn];
    int result = SQLITE_OK;
    if (!*stmt)
        result = sqlite3_prepare_v3(connection->sqlite, turns[turn], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
    if (result == SQLITE_OK) {
        (void)sqlite3_step(*stmt);
        result = sqlite3_reset(*stmt);
    }
    return result == SQLITE_OK ? ERR_OK : sqlite_failure(connection, result, err);
}

static enum err_code sqlite_script(struct db_connection *connection, const char *sql, struct err *err)
{
    for (size_t i = 0; i < COUNT(turns); i++)
        if (strcmp(sql, turns[i]) == 0)
            return run_turn(connection, i, err);
    CLEANUP(buf_done) struct buf rewritten = { 0 };
    rewrite_schema(sql, &rewritten);
    return run_script(connection, buf_text(&rewritten), err);
}

/* --- files --------------------------------------------------------------------------------- */

static enum err_code sqlite_backup_to(struct db_connection *connection, const char *path, struct err *err)
{
    sqlite3 *copy = NULL;
    int result = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (result == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(copy, "main", connection->sqlite, "main");
        if (backup) {
            (void)sqlite3_backup_step(backup, -1);
            (void)sqlite3_backup_finish(backup);
        }
        result = sqlite3_errcode(copy);
    }
    enum err_code code = result == SQLITE_OK ? ERR_OK : failure_of(copy, result, err);
    sqlite3_close(copy);
    return code;
}

static enum err_code sqlite_integrity(struct db_connection *connection, struct err *err)
{
    sqlite3_stmt *stmt = NULL;
    int result = sqlite3_prepare_v2(connection->sqlite, "PRAGMA quick_check(1)", -1, &stmt, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_step(stmt);
    enum err_code code = ERR_OK;
    const char *verdict = result == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
    if (result != SQLITE_ROW)
        code = sqlite_failure(connection, result, err);
    else if (!verdict || strcmp(verdict, "ok") != 0)
        code = err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, verdict ? verdict : "?");
    sqlite3_finalize(stmt);
    return code;
}

const struct db_driver driver_sqlite = {
    .open = sqlite_open_connection,
    .close = sqlite_close_connection,
    .prepare = sqlite_prepare,
    .finalize = sqlite_finalize_handle,
    .bind = sqlite_bind,
    .step = sqlite_step,
    .reset = sqlite_reset_handle,
    .column = sqlite_column,
    .column_count = sqlite_columns,
    .changes = sqlite_changed,
    .script = sqlite_script,
    .limit = sqlite_limit,
    .spare = sqlite_spare,
    .trust = sqlite_trust,
    .backup = sqlite_backup_to,
    .integrity = sqlite_integrity,
    .columns_sql = "SELECT name FROM pragma_table_info($1) ORDER BY cid",
    .keys_sql = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
    .tables_sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    .index_sql = "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = $1",
    .version_sql = "PRAGMA data_version",
    .is_open = sqlite_is_open,
    .begin_sql = "BEGIN IMMEDIATE",
    .begin_reading_sql = "BEGIN",
};
