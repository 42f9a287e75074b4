/* SPDX-License-Identifier: Apache-2.0
 * Several transactions made durable by one COMMIT, some of them taken back. */
#include "store/db.h"

#include "../store_fixture.h"

static enum err_code make(struct store *store, const char *name, struct err *err)
{
    struct record *record = NULL;
    struct issues issues = { .arena = test_arena() };
    const struct field_pair pairs[] = { { "head_name", name }, { "unit", "23866@2017-05-01" } };
    return record_create(store, kind_by_slug("households"), pairs, *name ? 2 : 1, test_arena(), &record, &issues, err);
}

static int64_t count(struct store *store)
{
    return fixture_sql_int(store, "SELECT count(*) FROM households");
}

void test_group__members_stand_or_fall_alone(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        int64_t before = count(&store);
        CHECK_OK(db_group_begin(store.db, &err), &err);
        CHECK_OK(make(&store, "Siu Một", &err), &err);
        CHECK(make(&store, "", &err) != ERR_OK); /* refused: its savepoint is taken back */
        CHECK_OK(make(&store, "Siu Hai", &err), &err);
        CHECK(!db_group_is_broken(store.db));
        CHECK_OK(db_group_commit(store.db, &err), &err);
        CHECK_INT(count(&store), before + 2);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* A transaction begun, written in and rolled back within the group leaves no word, total or audit row. */
void test_group__a_member_taken_back_leaves_nothing(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        int64_t before = count(&store);
        CHECK_OK(db_group_begin(store.db, &err), &err);
        CHECK_OK(make(&store, "Siu Một", &err), &err);
        CHECK_OK(db_begin(store.db, &err), &err);
        struct record *record = record_new(test_arena(), kind_by_slug("households"));
        record_set(record, "head_name", v_text("Siu Hai"));
        int64_t unit = 0;
        CHECK_OK(entity_find(&store, kind_by_slug("units"), "code", v_text("23866"), 1, &unit, &(size_t){ 0 }, &err),
                 &err);
        record_set(record, "unit", v_int(unit));
        CHECK_OK(entity_create(&store, record, NULL, &err), &err);
        db_rollback(store.db);
        CHECK(!db_in_transaction(store.db));
        CHECK_OK(make(&store, "Siu Ba", &err), &err);
        CHECK_OK(db_group_commit(store.db, &err), &err);
        CHECK_INT(count(&store), before + 2);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

void test_group__the_whole_can_be_taken_back(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        int64_t before = count(&store);
        CHECK_OK(db_group_begin(store.db, &err), &err);
        CHECK_OK(make(&store, "Siu Một", &err), &err);
        db_group_rollback(store.db);
        CHECK_INT(count(&store), before);
        CHECK_OK(make(&store, "Siu Hai", &err), &err);
        CHECK_INT(count(&store), before + 1);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

/* What one store wrote of the territory, another that is open learns at its next look. */
void test_group__a_store_that_stays_open_learns_of_units(void)
{
    struct store store;
    struct err err = { 0 };
    if (fixture_open(&store)) {
        CHECK_OK(store_refresh(&store, &err), &err);
        int64_t stamp = store.territory_stamp;
        CHECK_OK(store_refresh(&store, &err), &err);
        CHECK_INT(store.territory_stamp, stamp);
        (void)fixture_area(&store, "23866@2017-05-01", "Làng Mới Lập");
        CHECK_OK(store_refresh(&store, &err), &err);
        CHECK(store.territory_stamp > stamp);
    }
    fixture_close(&store);
}
