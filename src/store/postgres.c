/* SPDX-License-Identifier: Apache-2.0
 * PostgreSQL 15. The only file that includes libpq-fe.h. Values go and come as text, their types are
 * inferred from where they stand; a result is held whole until its rows are done. Sorting is by bytes,
 * as in SQLite, so the database must have been made with the C collation. READ COMMITTED: whoever
 * changes a counted row locks it first (UPDATE … RETURNING), so nothing is decided on a stale read. */
#include "store/driver.h"

#include "base/buf.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

/* Oid of the types that come back as whole numbers: int2, int4, int8; numeric for sums of bigint. */
enum { OID_BOOL = 16, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_NUMERIC = 1700 };

struct db_connection {
    PGconn *pg;
    bool is_reader;
    int64_t limit_seconds; /* of a statement; 0: none */
    uint64_t prepared; /* names statements */
    int64_t changed;
    unsigned sent; /* statements whose results are still on their way (postgres_send) */
    struct err failure; /* of such a statement, not told yet */
};

/* So few that their answers fit into the buffers of the socket: nobody waits for the other to read. */
enum { SENT_MAX = 200 };

struct db_handle {
    struct db_connection *connection;
    char name[24];
    PGresult *result; /* NULL before the first step */
    int row;          /* the current one */
    const char **texts; /* bound values; NULL is null */
    char (*numbers)[24];
    size_t param_count;
};

/* "Key (shard, household, year)=(…) already exists." → "households.shard, households.household, …": the
 * columns alone, as SQLite names them. The values stay out of every message. */
static enum err_code unique_failure(const PGresult *result, struct err *err)
{
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    const char *table = PQresultErrorField(result, PG_DIAG_TABLE_NAME);
    const char *open = detail ? strchr(detail, '(') : NULL, *end = open ? strstr(open, ")=") : NULL;
    const char *rule = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    CLEANUP(buf_done) struct buf text = { 0 };
    bool plain = open && end && !memchr(open + 1, '(', (size_t)(end - open - 1));
    if (plain)
        buf_add(&text, "unique: ");
    else /* over an expression: SQLite names the index then */
        buf_printf(&text, "index '%s'", rule ? rule : "");
    for (const char *c = plain ? open + 1 : NULL; c && c < end;) {
        size_t len = strcspn(c, ",)");
        buf_printf(&text, "%s.%.*s", table ? table : "", (int)len, c);
        c += len;
        if (*c == ',') {
            buf_add(&text, ", ");
            c += strspn(c, ", ");
        } else {
            break;
        }
    }
    return err_set(err, ERR_CONFLICT, MSG_DB_UNIQUE, buf_text(&text));
}

/* By the class of the SQLSTATE (PostgreSQL's appendix A). Only the primary message is shown: details
 * hold values. */
static enum err_code result_failure(struct db_connection *connection, const PGresult *result, struct err *err)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!state) /* no answer: the connection is gone */
        return err_set(err, ERR_IO, MSG_DB_GONE, text ? text : PQerrorMessage(connection->pg));
    if (strcmp(state, "23505") == 0)
        return unique_failure(result, err);
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0)
        return err_set(err, ERR_BUSY, MSG_DB_CROSSED, text);
    if (strncmp(state, "40", 2) == 0 || strcmp(state, "55P03") == 0)
        return err_set(err, ERR_BUSY, MSG_DB_BUSY, text);
    if (strcmp(state, "57014") == 0)
        return err_set(err, ERR_BUSY, MSG_DB_LONG, err_int(connection->limit_seconds));
    if (strcmp(state, "53100") == 0)
        return err_set(err, ERR_IO, MSG_DB_FULL, text);
    /* 25006: the server has become a standby; another one takes writes now. */
    bool is_demoted = strcmp(state, "25006") == 0 && !connection->is_reader;
    if (is_demoted || strncmp(state, "08", 2) == 0 || strncmp(state, "57P", 3) == 0 || strncmp(state, "53", 2) == 0)
        return err_set(err, ERR_IO, MSG_DB_GONE, text);
    if (strcmp(state, "XX001") == 0 || strcmp(state, "XX002") == 0)
        return err_set(err, ERR_CORRUPT, MSG_DB_CORRUPT, text);
    return err_set(err, ERR_DB, MSG_DB_FAILED, text);
}

static enum err_code finish_command(struct db_connection *connection, PGresult *result, struct err *err)
{
    ExecStatusType status = PQresultStatus(result);
    enum err_code code = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY ?
                             ERR_OK :
                             result_failure(connection, result, err);
    PQclear(result);
    return code;
}

/* Reads what the statements sent came to; the first failure counts. */
static enum err_code read_sent(struct db_connection *connection, struct err *err)
{
    enum err_code code = ERR_OK;
    if (!PQpipelineSync(connection->pg))
        code = result_failure(connection, NULL, err);
    for (bool synced = code != ERR_OK; !synced;) {
        PGresult *result = PQgetResult(connection->pg);
        ExecStatusType status = PQresultStatus(result); /* a NULL between two statements: fatal, told below */
        synced = status == PGRES_PIPELINE_SYNC || PQstatus(connection->pg) == CONNECTION_BAD;
        bool has_failed = result && status != PGRES_PIPELINE_SYNC && status != PGRES_COMMAND_OK &&
                          status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_ABORTED;
        if (code == ERR_OK && (has_failed || (synced && status != PGRES_PIPELINE_SYNC)))
            code = result_failure(connection, result, err);
        PQclear(result);
    }
    connection->sent = 0;
    (void)PQexitPipelineMode(connection->pg);
    return code;
}

/* For who has nobody to tell a failure: the next to ask hears of it. */
static void settle_quietly(struct db_connection *connection)
{
    struct err err = { 0 };
    if (connection->sent && read_sent(connection, &err) != ERR_OK)
        connection->failure = err;
}

static enum err_code postgres_settle(struct db_connection *connection, struct err *err)
{
    settle_quietly(connection);
    enum err_code code = connection->failure.code;
    if (code != ERR_OK)
        *err = connection->failure;
    connection->failure = (struct err){ 0 };
    return code;
}

static enum err_code postgres_script(struct db_connection *connection, const char *sql, struct err *err)
{
    enum err_code code = postgres_settle(connection, err);
    if (code != ERR_OK && strcmp(sql, "ROLLBACK") != 0)
        return code;
    PGresult *result = PQexec(connection->pg, sql);
    bool is_undone = strcmp(sql, "COMMIT") == 0 && strcmp(PQcmdStatus(result), "ROLLBACK") == 0;
    code = finish_command(connection, result, err); /* a COMMIT after a failure is answered with this, as done */
    return is_undone ? err_set(err, ERR_DB, MSG_DB_FAILED, "COMMIT: ROLLBACK") : code;
}

/* A round trip, but the first time only: a connection's limit is always the same. */
static enum err_code postgres_limit(struct db_connection *connection, int64_t until_ns, int64_t seconds, struct err *err)
{
    char sql[64];
    (void)until_ns;
    if (seconds == connection->limit_seconds)
        return ERR_OK;
    snprintf(sql, sizeof(sql), "SET statement_timeout = '%llds'", (long long)seconds);
    TRY(postgres_script(connection, sql, err));
    connection->limit_seconds = seconds;
    return ERR_OK;
}

static bool postgres_is_open(struct db_connection *connection)
{
    settle_quietly(connection);
    return PQtransactionStatus(connection->pg) == PQTRANS_INTRANS;
}

static void postgres_close(struct db_connection *connection)
{
    PQfinish(connection->pg);
    free(connection);
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

/* Texts are UTF-8 and sorted by bytes; anything else would sort and search differently. */
static enum err_code check_encoding(struct db_connection *connection, struct err *err)
{
    PGresult *result = PQexec(connection->pg, "SELECT current_setting('server_encoding'), datcollate "
                                              "FROM pg_database WHERE datname = current_database()");
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
        return finish_command(connection, result, err);
    const char *encoding = PQgetvalue(result, 0, 0), *collation = PQgetvalue(result, 0, 1);
    bool good = strcmp(encoding, "UTF8") == 0 &&
                (strcmp(collation, "C") == 0 || strcmp(collation, "POSIX") == 0 ||
                 strncmp(collation, "C.", 2) == 0);
    enum err_code code = good ? ERR_OK : err_set(err, ERR_STATE, MSG_DB_COLLATION, encoding, collation);
    PQclear(result);
    return code;
}

/* A server that has gone silent is noticed within half a minute, and of several hosts the one that takes
 * writes is sought: who reads beside a writer must see what was written. What the address itself says
 * about these wins, as it comes last. */
static PGconn *connect_to(const char *uri, unsigned flags)
{
    bool any = (flags & DB_READ_ONLY) && !(flags & DB_SERVING);
    const char *const names[] = { "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
                                  "tcp_user_timeout", "application_name", "target_session_attrs", "dbname", NULL };
    const char *const values[] = { "5", "10", "5", "3", "20000", "chungtay", any ? "any" : "read-write", uri, NULL };
    return PQconnectdbParams(names, values, 1);
}

static enum err_code postgres_open(const char *uri, unsigned flags, struct db_connection **ret, struct err *err)
{
    struct db_connection *connection = calloc(1, sizeof(*connection));
    require(connection);
    connection->is_reader = flags & DB_READ_ONLY;
    connection->pg = connect_to(uri, flags);
    require(connection->pg);
    enum err_code code = ERR_OK;
    if (PQstatus(connection->pg) != CONNECTION_OK)
        code = err_set(err, ERR_NOT_FOUND, MSG_DB_CONNECT, PQerrorMessage(connection->pg));
    PQsetNoticeReceiver(connection->pg, ignore_notice, NULL);
    if (code == ERR_OK && PQsetClientEncoding(connection->pg, "UTF8") != 0)
        code = err_set(err, ERR_DB, MSG_DB_FAILED, PQerrorMessage(connection->pg));
    if (code == ERR_OK)
        code = check_encoding(connection, err);
    if (code == ERR_OK)
        code = postgres_script(connection,
                               flags & DB_READ_ONLY ?
                                   "SET default_transaction_read_only = on; SET lock_timeout = '10s'" :
                                   "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '10min'",
                               err);
    if (code != ERR_OK) {
        postgres_close(connection);
        return code;
    }
    *ret = connection;
    return ERR_OK;
}

/* --- statements --------------------------------------------------------------------------- */

/* The highest n of "$n" outside quotes. */
static size_t count_parameters(const char *sql)
{
    size_t highest = 0;
    bool quoted = false;
    for (const char *c = sql; *c; c++) {
        if (*c == '\'')
            quoted = !quoted;
        if (*c != '$' || quoted)
            continue;
        size_t number = strtoul(c + 1, NULL, 10);
        highest = number > highest ? number : highest;
    }
    return highest;
}

static enum err_code postgres_prepare(struct db_connection *connection, const char *sql,
                                      struct db_handle **ret, struct err *err)
{
    TRY(postgres_settle(connection, err));
    struct db_handle *handle = calloc(1, sizeof(*handle));
    require(handle);
    handle->connection = connection;
    handle->row = -1;
    handle->param_count = count_parameters(sql);
    snprintf(handle->name, sizeof(handle->name), "s%llu", (unsigned long long)++connection->prepared);
    enum err_code code = finish_command(connection, PQprepare(connection->pg, handle->name, sql, 0, NULL), err);
    if (code != ERR_OK) {
        free(handle);
        return code;
    }
    handle->texts = calloc(handle->param_count + 1, sizeof(*handle->texts));
    handle->numbers = calloc(handle->param_count + 1, sizeof(*handle->numbers));
    require(handle->texts && handle->numbers);
    *ret = handle;
    return ERR_OK;
}

static void postgres_reset(struct db_handle *handle)
{
    PQclear(handle->result);
    handle->result = NULL;
    handle->row = -1;
    for (size_t i = 0; i < handle->param_count; i++)
        handle->texts[i] = NULL;
}

static void postgres_finalize(struct db_handle *handle)
{
    char sql[48];
    postgres_reset(handle);
    settle_quietly(handle->connection);
    snprintf(sql, sizeof(sql), "DEALLOCATE %s", handle->name);
    PQclear(PQexec(handle->connection->pg, sql)); /* fails in a broken transaction: gone with the session */
    free(handle->texts);
    free(handle->numbers);
    free(handle);
}

static void set_values(struct db_handle *handle, const struct value *args, size_t count)
{
    require(count == handle->param_count);
    postgres_reset(handle);
    for (size_t i = 0; i < count; i++) {
        if (args[i].type == VALUE_INT) {
            snprintf(handle->numbers[i], sizeof(handle->numbers[i]), "%lld", (long long)args[i].i);
            handle->texts[i] = handle->numbers[i];
        } else {
            handle->texts[i] = args[i].type == VALUE_TEXT ? args[i].s : NULL;
        }
    }
}

/* Sends the statement and does not wait: in pipeline mode many of them take one round trip. */
static enum err_code postgres_send(struct db_connection *connection, struct db_handle *handle,
                                   const struct value *args, size_t count, struct err *err)
{
    if (connection->sent == SENT_MAX)
        TRY(postgres_settle(connection, err));
    set_values(handle, args, count);
    if (!connection->sent && !PQenterPipelineMode(connection->pg))
        return result_failure(connection, NULL, err);
    connection->sent++;
    int sent = PQsendQueryPrepared(connection->pg, handle->name, (int)count, handle->texts, NULL, NULL, 0);
    postgres_reset(handle);
    if (sent)
        return ERR_OK;
    enum err_code code = result_failure(connection, NULL, err);
    settle_quietly(connection);
    return code;
}

/* Runs the statement too: its rows are here when it returns. */
static enum err_code postgres_bind(struct db_connection *connection, struct db_handle *handle,
                                   const struct value *args, size_t count, bool lasting, struct err *err)
{
    (void)lasting; /* what is bound is sent at once */
    TRY(postgres_settle(connection, err));
    set_values(handle, args, count);
    PGresult *result = PQexecPrepared(connection->pg, handle->name, (int)count, handle->texts, NULL, NULL, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
        return finish_command(connection, result, err);
    handle->result = result;
    connection->changed = strtoll(PQcmdTuples(result), NULL, 10);
    return ERR_OK;
}

static enum err_code postgres_step(struct db_connection *connection, struct db_handle *handle,
                                   bool *ret_has, struct err *err)
{
    (void)connection;
    (void)err;
    require(handle->result);
    handle->row++;
    *ret_has = handle->row < PQntuples(handle->result);
    return ERR_OK;
}

static struct value postgres_column(struct db_handle *handle, int column)
{
    if (PQgetisnull(handle->result, handle->row, column))
        return v_null();
    const char *text = PQgetvalue(handle->result, handle->row, column);
    switch (PQftype(handle->result, column)) {
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
    case OID_NUMERIC: /* a sum of bigint: whole */
        return v_int(strtoll(text, NULL, 10));
    case OID_BOOL:
        return v_int(text[0] == 't');
    default:
        return v_text(text);
    }
}

static int postgres_columns(struct db_handle *handle)
{
    return PQnfields(handle->result);
}

static int64_t postgres_changed(struct db_connection *connection)
{
    return connection->changed;
}

/* --- files ------------------------------------------------------------------------------------ */

static enum err_code postgres_backup(struct db_connection *connection, const char *path, struct err *err)
{
    (void)connection;
    return err_set(err, ERR_USAGE, MSG_DB_BACKUP_POSTGRES, path);
}

static enum err_code postgres_integrity(struct db_connection *connection, struct err *err)
{
    return postgres_script(connection, "SELECT 1", err); /* its pages are the server's to keep */
}

const struct db_driver driver_postgres = {
    .open = postgres_open,
    .close = postgres_close,
    .prepare = postgres_prepare,
    .finalize = postgres_finalize,
    .bind = postgres_bind,
    .send = postgres_send,
    .step = postgres_step,
    .reset = postgres_reset,
    .column = postgres_column,
    .column_count = postgres_columns,
    .changes = postgres_changed,
    .script = postgres_script,
    .limit = postgres_limit,
    .backup = postgres_backup,
    .integrity = postgres_integrity,
    .columns_sql = "SELECT CAST(column_name AS TEXT) FROM information_schema.columns "
                   "WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
    .keys_sql = "SELECT CAST(a.attname AS TEXT) FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid "
                "AND a.attnum = ANY(i.indkey) WHERE i.indrelid = to_regclass($1) AND i.indisprimary "
                "ORDER BY array_position(CAST(i.indkey AS SMALLINT[]), a.attnum)",
    .tables_sql = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1",
    .index_sql = "SELECT 1 FROM pg_indexes WHERE schemaname = current_schema() AND indexname = $1",
    .is_open = postgres_is_open,
    .begin_sql = "BEGIN",
    .begin_reading_sql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
};
