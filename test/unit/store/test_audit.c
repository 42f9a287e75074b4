/* SPDX-License-Identifier: Apache-2.0
 * The chain of changes: it holds over whatever is written, and does not over whatever is touched. */
#include "../store_fixture.h"

#include "store/audit.h"

#include <string.h>

static struct audit_verdict verify(struct store *store)
{
    struct audit_verdict verdict = { 0 };
    struct err err = { 0 };
    CHECK_OK(audit_verify(store, &verdict, &err), &err);
    return verdict;
}

/* Some records in two shards, with reasons and without. */
static bool make_history(struct store *store)
{
    struct fixture_family family;
    if (!fixture_open(store))
        return false;
    if (!fixture_family_make(store, &family))
        return false;
    struct record *far = MAKE(store, "households", "head_name=Lê Xa", "unit=21550@2017-05-01");
    CHECK(far != NULL);
    CHECK(far && fixture_act(store, "households", far->id, "dissolve") != NULL);
    CHECK(PATCH(store, "households", family.household, "member_count=7") != NULL);
    CHECK(fixture_sql_int(store, "SELECT count(DISTINCT shard) FROM audit") >= 2);
    return true;
}

void test_audit__the_chain_holds(void)
{
    struct store store;
    if (make_history(&store)) {
        struct audit_verdict verdict = verify(&store);
        CHECK_INT(verdict.broken, 0);
        CHECK_INT(verdict.rows, fixture_sql_int(&store, "SELECT count(*) FROM audit"));
        CHECK_INT(fixture_sql_int(&store, "SELECT sum(seq) FROM audit_head"), verdict.rows);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE reason = 'for a test'"), 1);
    }
    fixture_close(&store);
}

/* Every byte of a column, in every row: changed, it is found at that row. */
static void tamper_column(struct store *store, const char *column)
{
    struct arena *arena = test_arena();
    int64_t rows = fixture_sql_int(store, "SELECT count(*) FROM audit");
    for (int64_t row = 0; row < rows; row++) {
        const char *at = arena_printf(arena, "FROM audit ORDER BY shard, seq LIMIT 1 OFFSET %lld", (long long)row);
        int64_t shard = fixture_sql_int(store, arena_printf(arena, "SELECT shard %s", at));
        int64_t seq = fixture_sql_int(store, arena_printf(arena, "SELECT seq %s", at));
        const char *text = fixture_sql_text(store, arena_printf(arena, "SELECT %s %s", column, at));
        size_t len = text ? strlen(text) : 0;
        for (size_t i = 0; i < len; i += 1 + len / 12) {
            if ((unsigned char)text[i] >= 0x80) /* half a letter is no text: a server refuses it */
                continue;
            struct arena_mark mark = arena_mark(arena);
            CLEANUP(buf_done) struct buf changed = { 0 };
            buf_add(&changed, text);
            changed.data[i] = changed.data[i] == 'x' ? 'y' : 'x';
            struct err err = { 0 };
            const char *set = arena_printf(arena, "UPDATE audit SET %s = $1 WHERE shard = $2 AND seq = $3", column);
            CHECK_OK(db_compose_run(store->db, set, ARGS(v_text(buf_text(&changed)), v_int(shard), v_int(seq)), NULL,
                                    &err), &err);
            struct audit_verdict verdict = verify(store);
            CHECK(verdict.broken >= 1);
            CHECK_INT(verdict.shard, shard);
            CHECK_INT(verdict.seq, seq);
            CHECK_OK(db_compose_run(store->db, set, ARGS(v_text(text), v_int(shard), v_int(seq)), NULL, &err), &err);
            arena_release(arena, mark);
        }
    }
    CHECK_INT(verify(store).broken, 0);
}

void test_audit__any_changed_byte_is_found(void)
{
    static const char *const columns[] = { "diff", "hash", "actor", "at", "action", "kind", "reason" };
    struct store store;
    if (make_history(&store))
        for (size_t i = 0; i < COUNT(columns); i++)
            tamper_column(&store, columns[i]);
    fixture_close(&store);
}

/* Does it in a transaction, looks, and takes it back. */
static int64_t broken_after(struct store *store, const char *sql)
{
    struct err err = { 0 };
    CHECK_OK(db_begin(store->db, &err), &err);
    fixture_sql_run(store, sql);
    struct audit_verdict verdict = verify(store);
    db_rollback(store->db);
    return verdict.broken;
}

void test_audit__rows_taken_away_moved_or_put_in_are_found(void)
{
    static const char *const acts[] = {
        "DELETE FROM audit WHERE shard = 64 AND seq = (SELECT max(seq) FROM audit WHERE shard = 64)",
        "DELETE FROM audit WHERE shard = 64 AND seq = 1",
        "DELETE FROM audit WHERE shard = 64 AND seq = 3",
        "DELETE FROM audit WHERE shard = 64",
        "DELETE FROM audit_head WHERE shard = 64", /* rows without a head */
        "UPDATE audit_head SET seq = seq - 1 WHERE shard = 64",
        "UPDATE audit_head SET hash = 'x' WHERE shard = 64",
        "INSERT INTO audit_head VALUES (9, 1, 'x')", /* a head without rows */
        "INSERT INTO audit_head VALUES (900, 1, 'x')",
        "UPDATE audit SET shard = 7 WHERE shard = 64 AND seq = 2",
        "UPDATE audit SET shard = 700 WHERE shard = 64 AND seq = (SELECT max(seq) FROM audit WHERE shard = 64)",
        "INSERT INTO audit SELECT 33, seq, at, actor, action, kind, record, version, diff, reason, hash "
        "FROM audit WHERE shard = 64",
        "INSERT INTO audit SELECT 330, seq, at, actor, action, kind, record, version, diff, reason, hash "
        "FROM audit WHERE shard = 64",
        "UPDATE audit SET record = record + 1 WHERE shard = 64 AND seq = 2",
        "UPDATE audit SET version = 9 WHERE shard = 64 AND seq = 2",
        "UPDATE audit SET reason = '' WHERE shard = 64 AND seq = 2", /* none is not an empty one */
        /* Bytes from one part to the next. */
        "UPDATE audit SET reason = 'b', diff = diff || '\n' || 'a' WHERE shard = 64 AND seq = 2",
        "UPDATE audit SET actor = substr(actor, 1, 4), action = substr(actor, 5) || action WHERE shard = 64 AND seq = 2",
        "UPDATE audit SET seq = seq + 1000 WHERE shard = 64",
    };
    struct store store;
    if (make_history(&store)) {
        for (size_t i = 0; i < COUNT(acts); i++)
            check_that(broken_after(&store, acts[i]) > 0, acts[i], __FILE__, __LINE__);
        CHECK_INT(verify(&store).broken, 0);
    }
    fixture_close(&store);
}

void test_audit__equal_values_of_two_people_look_different(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct record *a = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01", "ethnicity=gia_rai");
    struct record *b = MAKE(&store, "households", "head_name=Siu Đức", "unit=23866@2017-05-01", "ethnicity=gia_rai");
    CHECK(a && b);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(DISTINCT diff) FROM audit WHERE kind = 'households'"), 2);
    /* The keyed hash lets one who knows key and value prove what stood there: back to the same value, the
     * same hash. */
    if (a && !fixture_skip_on_server("hashes read out of JSON in SQL")) {
        CHECK(PATCH(&store, "households", a->id, "head_name=Siu Đứk") != NULL);
        CHECK(PATCH(&store, "households", a->id, "head_name=Siu Đức") != NULL);
        CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit x, audit y WHERE x.record = y.record AND "
                                          "x.version = 2 AND y.version = 3 AND "
                                          "json_extract(x.diff, '$.head_name[0]') = json_extract(y.diff, '$.head_name[1]')"),
                  1);
    }
    fixture_close(&store);
}
