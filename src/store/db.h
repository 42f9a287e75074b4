/* SPDX-License-Identifier: Apache-2.0
 * The database as the rest of the house sees it: named statements, bound values, rows.
 *
 * SQL has two lawful sources: sql/query, named here by enum stmt_id, and the composer store/entity_sql.h,
 * whose composed texts come in through db_compose_query. Types are integers and texts. One struct db
 * is one connection, used by one thread at a time (but see db_aside).
 *
 * Failures: ERR_BUSY, ERR_CORRUPT, ERR_IO (disk full included), ERR_CONFLICT for a broken uniqueness
 * (err->args[0] is the driver's list of columns), ERR_DB for anything else. */
#pragma once

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "gen/statements.h"

struct db;
struct db_stmt;

enum {
    DB_READ_ONLY = 1, /* nothing can be written through this connection */
    DB_CREATE = 2,    /* an SQLite file is made where there is none */
    DB_SERVING = 4,   /* one of several connections of this process: a smaller cache each */
    DB_AT_ONCE = 8,   /* does not wait for others who hold the database: ERR_BUSY */
};

/* `uri` is "sqlite:PATH", "sqlite::memory:" or "postgresql://…" (as libpq reads it: hosts to fail over
 * to, TLS and password file included). ERR_NOT_FOUND where the file or the server is not there. */
NODISCARD enum err_code db_open(const char *uri, unsigned flags, struct db **ret_db, struct err *err);
void db_close(struct db **db);

/* The address as people may see it: without a password. */
const char *db_uri_shown(struct arena *arena, const char *uri);

/* Path of an SQLite file, or NULL. */
const char *db_path(const struct db *db);
/* True for a database that others can write to from elsewhere at the same time. */
bool db_is_server(const struct db *db);

/* One transaction at a time; the write lock is taken at the start. */
NODISCARD enum err_code db_begin(struct db *db, struct err *err);
NODISCARD enum err_code db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db);
/* The end of a transaction whose work came out as `code`: commits where that is ERR_OK, else takes it back. */
NODISCARD enum err_code db_finish(struct db *db, enum err_code code, struct err *err);
bool db_in_transaction(const struct db *db);
/* True where the database ended the transaction only because another stood in its way at that moment (a deadlock):
 * to be done again from the beginning, unless something was committed since `commits`. */
bool db_may_repeat(const struct db *db, uint64_t commits, const struct err *err);
uint64_t db_commit_count(const struct db *db);

/* Sees one moment of the database until db_rollback; nothing can be written. Works on a connection that
 * is read-only, which db_begin does not. */
NODISCARD enum err_code db_begin_reading(struct db *db, struct err *err);

/* Several transactions made durable by one COMMIT (group commit): between db_group_begin and
 * db_group_commit each db_begin sets a savepoint, db_commit releases it, db_rollback goes back to it. Nothing
 * is durable, and nobody may be told so, before db_group_commit returned ERR_OK. After a failure of
 * the database itself (not of the input) db_group_is_broken says whether the whole group is lost. */
NODISCARD enum err_code db_group_begin(struct db *db, struct err *err);
NODISCARD enum err_code db_group_commit(struct db *db, struct err *err);
void db_group_rollback(struct db *db);
bool db_group_is_broken(const struct db *db);

/* What is asked from now on must be told within so many milliseconds, all of it together; what takes longer is stopped (ERR_BUSY,
 * MSG_DB_LONG). A single statement of a database elsewhere has them, in whole seconds, to itself. 0: as long as it takes. */
NODISCARD enum err_code db_limit(struct db *db, int64_t ms, struct err *err);
/* True where something was stopped since then: nothing that was told after it may be relied on. */
bool db_has_stopped(const struct db *db);

/* Savepoints nest within the transaction; `level` is any small number of the caller's. The database hears
 * of one only where something is written within it. */
NODISCARD enum err_code db_savepoint(struct db *db, int level, struct err *err);
NODISCARD enum err_code db_savepoint_release(struct db *db, int level, struct err *err);
void db_savepoint_rollback(struct db *db, int level);

/* Who keeps in memory what belongs to the transaction is told of its turns. A level released or
 * rolled back ends those set after it. */
struct db_watcher {
    void *context;
    enum err_code (*committing)(void *context, struct err *err); /* the last moment to write */
    void (*ended)(void *context);                                /* committed or rolled back */
    void (*marked)(void *context, int level);
    enum err_code (*released)(void *context, int level, struct err *err);
    enum err_code (*left)(void *context, struct err *err); /* no savepoint is open any more */
    void (*reverted)(void *context, int level);
    /* A statement is about to run; `apart` as told by db_apart. */
    enum err_code (*reaching)(void *context, bool apart, struct err *err);
};
/* One watcher, from now on; `context` outlives the connection. */
void db_watch(struct db *db, const struct db_watcher *watcher);

/* Runs `work` in a thread of its own. Whatever else is asked of the connection waits for its end, and the next call of
 * this too; but a question apart from what is kept in memory (db_apart) only for the statement under way. In a
 * transaction, outside savepoints. Its failure is that of the statement after it, or of the commit. Where no thread can
 * be had it runs at once. With `turns` the transaction is then committed there, and a new one begun. */
NODISCARD enum err_code db_aside(struct db *db, enum err_code (*work)(void *context, struct err *err),
                                 void *context, bool turns, struct err *err);
/* Waits for it; fails as it did, until the transaction ends. */
NODISCARD enum err_code db_settle(const struct db *db, struct err *err);
/* Whether this is its thread. */
bool db_is_aside(const struct db *db);
/* Whether it is under way, or was not waited for yet; and whether who waited now would have to. */
bool db_works_aside(const struct db *db);
bool db_is_busy_aside(const struct db *db);

/* Statements from now on look at nothing that the watcher keeps in memory, or that is being written aside. Returns what
 * was said before. */
bool db_apart(struct db *db, bool is_apart);

/* A statement under way. Texts of a row live until the next rows_next on it, or rows_done. */
struct rows {
    struct db *db;
    struct db_stmt *stmt;
    unsigned gate; /* of db.c */
};
void rows_done(struct rows *rows); /* for CLEANUP; may be called on { 0 } */

NODISCARD enum err_code db_query(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                                 struct rows *ret_rows, struct err *err);
NODISCARD enum err_code db_compose_query(struct db *db, const char *sql, const struct value *args,
                                         size_t count, struct rows *ret_rows, struct err *err);
/* Steps to the next row; *ret_has is false after the last. */
NODISCARD enum err_code rows_next(struct rows *rows, bool *ret_has, struct err *err);
int64_t rows_int(const struct rows *rows, int column);      /* 0 for NULL */
const char *rows_text(const struct rows *rows, int column); /* NULL for NULL */
struct value rows_value(const struct rows *rows, int column);
int rows_column_count(const struct rows *rows);

/* Runs a statement to its end; *ret_changed (may be NULL) is the number of rows written. */
NODISCARD enum err_code db_run(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                               int64_t *ret_changed, struct err *err);
NODISCARD enum err_code db_compose_run(struct db *db, const char *sql, const struct value *args,
                                       size_t count, int64_t *ret_changed, struct err *err);
/* The same of a statement whose outcome nobody looks at. Over a network many of them travel together; a failure
 * may be told by the next statement or the commit instead. */
NODISCARD enum err_code db_run_unasked(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                                       struct err *err);
/* First column of the first row; `fallback` where there is none. */
NODISCARD enum err_code db_one_int(struct db *db, enum stmt_id id, const struct value *args, size_t count,
                                   int64_t fallback, int64_t *ret_value, struct err *err);

#define ARGS(...) (const struct value[]){ __VA_ARGS__ }, COUNT(((const struct value[]){ __VA_ARGS__ }))
#define NO_ARGS NULL, 0

/* Several statements at once (schema files only). */
NODISCARD enum err_code db_script(struct db *db, const char *sql, struct err *err);

/* Names of the columns of a table, and of the indexes on it, for the migration tool. Empty list where
 * there is no such table. Arena memory. */
NODISCARD enum err_code db_table_columns(struct db *db, const char *table, struct arena *arena,
                                         const char *const **ret_names, size_t *ret_count,
                                         struct err *err);
/* The same of a table's primary key, in its order; and the names of all tables. */
NODISCARD enum err_code db_table_keys(struct db *db, const char *table, struct arena *arena,
                                      const char *const **ret_names, size_t *ret_count, struct err *err);
NODISCARD enum err_code db_table_names(struct db *db, struct arena *arena, const char *const **ret_names,
                                       size_t *ret_count, struct err *err);
NODISCARD enum err_code db_index_exists(struct db *db, const char *index, bool *ret_exists,
                                        struct err *err);

/* Online copy into a new file, and a full check of the file's structure (ERR_CORRUPT). */
NODISCARD enum err_code db_backup(struct db *db, const char *path, struct err *err);
NODISCARD enum err_code db_integrity(struct db *db, struct err *err);

/* Has the database changed? A number that differs from the last one this connection told when anybody else committed
 * since: kept by the database itself, so no commit is missed. Not told by a server (db_tells_version). */
bool db_tells_version(const struct db *db);
NODISCARD enum err_code db_version(struct db *db, int64_t *ret_version, struct err *err);

/* Prepares a text without running it (tests: every statement on every database). */
NODISCARD enum err_code db_prepare_only(struct db *db, const char *sql, struct err *err);

/* Prepared statements kept for their next use, besides the named ones: no more than so many. */
enum { DB_KEPT_STATEMENTS_MAX = 1024 };
size_t db_kept_statement_count(const struct db *db);

/* Memory for pages of the database is kept small, or as large as usual again. */
void db_spare_memory(struct db *db, bool spares);
/* Whether the database takes it that references of new rows name records that are there, which the entity store has
 * looked at already: its own look is a quarter of what it does for a row. Outside transactions. */
void db_trust(struct db *db, bool trusts);

/* Statements run since the connection was opened: the cost a test or bench looks at. */
uint64_t db_statement_count(const struct db *db);
