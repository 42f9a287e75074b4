/* SPDX-License-Identifier: Apache-2.0
 * What db.c asks of a database driver. One file implements it for each: sqlite.c, postgres.c. */
#pragma once

#include "store/db.h"

struct db_connection; /* the driver's own */
struct db_handle;     /* a prepared statement of the driver */

struct db_driver {
    enum err_code (*open)(const char *location, unsigned flags, struct db_connection **ret,
                          struct err *err);
    void (*close)(struct db_connection *connection);
    enum err_code (*prepare)(struct db_connection *connection, const char *sql,
                             struct db_handle **ret, struct err *err);
    void (*finalize)(struct db_handle *handle);
    /* With `lasting` the texts live until the statement is reset, and need no copy. */
    enum err_code (*bind)(struct db_connection *connection, struct db_handle *handle,
                          const struct value *args, size_t count, bool lasting, struct err *err);
    /* Runs the statement without waiting for what comes of it: a failure is told by whatever is asked of
     * the connection next. NULL: the driver has no distance to bridge. */
    enum err_code (*send)(struct db_connection *connection, struct db_handle *handle,
                          const struct value *args, size_t count, struct err *err);
    enum err_code (*step)(struct db_connection *connection, struct db_handle *handle, bool *ret_has,
                          struct err *err);
    void (*reset)(struct db_handle *handle);
    struct value (*column)(struct db_handle *handle, int column);
    int (*column_count)(struct db_handle *handle);
    int64_t (*changes)(struct db_connection *connection);
    enum err_code (*script)(struct db_connection *connection, const char *sql, struct err *err);
    /* No statement goes on after that moment (CLOCK_MONOTONIC), nor for longer than so many seconds; 0, 0: no limit. */
    enum err_code (*limit)(struct db_connection *connection, int64_t until_ns, int64_t seconds, struct err *err);
    void (*spare)(struct db_connection *connection, bool spares); /* NULL: nothing to be spared */
    void (*trust)(struct db_connection *connection, bool trusts); /* NULL: it looks at each reference all the same */
    enum err_code (*backup)(struct db_connection *connection, const char *path, struct err *err);
    enum err_code (*integrity)(struct db_connection *connection, struct err *err);
    const char *columns_sql; /* one parameter: the table; one column: a name */
    const char *keys_sql;    /* the same of the primary key, in its order */
    const char *tables_sql;  /* names of all tables */
    const char *index_sql;   /* one parameter: the index's name; a row where it exists */
    const char *version_sql; /* one number that changes with each commit of another connection; NULL: none */
    /* False where the database itself ended the transaction begun, or will commit nothing of it. */
    bool (*is_open)(struct db_connection *connection);
    const char *begin_sql, *begin_reading_sql;
};

extern const struct db_driver driver_sqlite, driver_postgres;
