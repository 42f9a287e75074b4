/* SPDX-License-Identifier: Apache-2.0
 * A question that takes too long is stopped, and the connection answers the next one. */
#include "base/clock.h"
#include "store/db.h"

#include "../store_fixture.h"

/* Counts to a number without looking at any table. */
static enum err_code count_to(struct store *store, const char *number, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    bool has = false;
    const char *sql = arena_printf(test_arena(), "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
                                                 "SELECT count(*) FROM n", number);
    TRY(db_compose_query(store->db, sql, NO_ARGS, &rows, err));
    return rows_next(&rows, &has, err);
}

void test_limit__what_takes_too_long_is_stopped(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open_empty(&store)) {
        CHECK_OK(db_limit(store.db, 1000, &err), &err);
        CHECK_OK(db_begin_reading(store.db, &err), &err);
        CHECK(count_to(&store, "1000000000000", &err) == ERR_BUSY && err.msg == MSG_DB_LONG);
        CHECK_TEXT(err.args[0], "1");
        CHECK(db_has_stopped(store.db));
        db_rollback(store.db);
        err = (struct err){ 0 };
        CHECK_OK(db_limit(store.db, 60000, &err), &err);
        CHECK_OK(db_begin_reading(store.db, &err), &err);
        CHECK_OK(count_to(&store, "1000", &err), &err);
        CHECK(!db_has_stopped(store.db));
        db_rollback(store.db);
    }
    fixture_close(&store);
}

/* Many short statements are as long as one. */
void test_limit__all_statements_together(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open_empty(&store)) {
        CHECK_OK(db_limit(store.db, 1000, &err), &err);
        enum err_code code = ERR_OK;
        int64_t end = clock_ns() + 60 * NS_PER_SECOND;
        while (code == ERR_OK && clock_ns() < end)
            code = count_to(&store, "100", &err);
        CHECK(code == ERR_BUSY && err.msg == MSG_DB_LONG && db_has_stopped(store.db));
        CHECK_OK(db_limit(store.db, 0, &err), &err);
        CHECK_OK(count_to(&store, "100", &err), &err);
    }
    fixture_close(&store);
}
