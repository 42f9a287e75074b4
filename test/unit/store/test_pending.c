/* SPDX-License-Identifier: Apache-2.0
 * What a transaction keeps in memory, with savepoints set, released and rolled back around it. */
#include "store/pending.h"

#include "../store_fixture.h"

#include "service/house.h"
#include "store/audit.h"

static void make_document(struct store *store, const char *name, int64_t body)
{
    struct err err = { 0 };
    struct record *record = record_new(test_arena(), kind_by_slug("documents"));
    record_set(record, "direction", v_text("outgoing"));
    record_set(record, "body", v_int(body));
    record_set(record, "year", v_int(2020));
    record_set(record, "type", v_text("plan"));
    record_set(record, "subject", v_text(name));
    CHECK_OK(entity_create(store, record, NULL, &err), &err);
}

static int64_t found(struct store *store, const char *word)
{
    struct err err = { 0 };
    struct entity_query query = { .words = &word, .word_count = 1 };
    int64_t count = 0;
    CHECK_OK(entity_count(store, kind_by_slug("documents"), &query, &count, &err), &err);
    return count;
}

static void check_sound(struct store *store)
{
    struct err err = { 0 };
    struct house_check check = { 0 };
    struct audit_verdict verdict = { 0 };
    CHECK_OK(house_check(store, &check, &err), &err);
    CHECK_INT(check.differences, 0);
    CHECK_OK(audit_verify(store, &verdict, &err), &err);
    CHECK_INT(verdict.broken, 0);
}

void test_pending__words_are_found_within_the_transaction(void)
{
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        CHECK_OK(db_begin(store.db, &err), &err);
        make_document(&store, "alpha", family.body);
        CHECK_INT(found(&store, "alpha"), 1);
        make_document(&store, "alpha beta", family.body);
        CHECK_INT(found(&store, "alpha"), 2);
        CHECK_OK(db_commit(store.db, &err), &err);
        CHECK_INT(found(&store, "beta"), 1);
        check_sound(&store);
    }
    fixture_close(&store);
}

/* What was written out inside a savepoint, of before it and of within, is taken back with it; what
 * was noted before it is written again. */
void test_pending__a_rollback_takes_back_what_was_written_within(void)
{
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        CHECK_OK(db_begin(store.db, &err), &err);
        make_document(&store, "alpha", family.body);
        CHECK_OK(db_savepoint(store.db, 1, &err), &err);
        make_document(&store, "beta", family.body);
        CHECK_OK(db_savepoint(store.db, 2, &err), &err);
        make_document(&store, "gamma", family.body);
        CHECK_INT(found(&store, "gamma"), 1); /* writes all that is noted */
        db_savepoint_rollback(store.db, 2);
        CHECK_INT(found(&store, "gamma"), 0);
        CHECK_INT(found(&store, "beta"), 1);
        db_savepoint_rollback(store.db, 1);
        CHECK_INT(found(&store, "beta"), 0);
        CHECK_INT(found(&store, "alpha"), 1);
        CHECK_OK(db_savepoint(store.db, 1, &err), &err);
        make_document(&store, "delta", family.body);
        CHECK_OK(db_savepoint_release(store.db, 1, &err), &err);
        CHECK_OK(db_commit(store.db, &err), &err);
        CHECK_INT(found(&store, "delta"), 1);
        check_sound(&store);
    }
    fixture_close(&store);
}

void test_pending__nothing_is_left_of_a_rolled_back_transaction(void)
{
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        CHECK_OK(db_begin(store.db, &err), &err);
        make_document(&store, "alpha", family.body);
        db_rollback(store.db);
        CHECK_INT(found(&store, "alpha"), 0);
        CHECK_OK(db_begin(store.db, &err), &err);
        make_document(&store, "beta", family.body);
        CHECK_OK(db_commit(store.db, &err), &err);
        check_sound(&store);
    }
    fixture_close(&store);
}

/* A reference to a record that a rollback took away leads nowhere, though it was seen a moment ago. */
void test_pending__a_record_rolled_back_is_forgotten(void)
{
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        CHECK_OK(db_begin(store.db, &err), &err);
        CHECK_OK(db_savepoint(store.db, 1, &err), &err);
        struct record *household = record_new(test_arena(), kind_by_slug("households"));
        record_set(household, "head_name", v_text("Rmah Thin"));
        record_set(household, "unit", v_int(family.area));
        CHECK_OK(entity_create(&store, household, NULL, &err), &err);
        CHECK(pending_record(&store, household->kind, household->id) != NULL);
        db_savepoint_rollback(store.db, 1);
        CHECK(pending_record(&store, household->kind, household->id) == NULL);
        struct record *member = record_new(test_arena(), kind_by_slug("household_members"));
        record_set(member, "household", v_int(household->id));
        record_set(member, "full_name", v_text("Rmah Thin"));
        record_set(member, "relation", v_text("head"));
        CHECK_INT(entity_create(&store, member, NULL, &err), ERR_NOT_FOUND);
        db_rollback(store.db);
    }
    fixture_close(&store);
}

/* A copy follows the record it is of, also when that was changed in the same transaction. */
void test_pending__a_changed_record_is_remembered_as_changed(void)
{
    struct store store;
    struct fixture_family family;
    struct err err = { 0 };
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct record *before = fixture_get(&store, "households", family.household);
        CHECK_OK(db_begin(store.db, &err), &err);
        struct record *after = record_copy(test_arena(), before);
        record_set(after, "head_name", v_text("Siu Brơk"));
        CHECK_OK(entity_update(&store, before, after, NULL, &err), &err);
        struct record *record = record_new(test_arena(), kind_by_slug("classifications"));
        record_set(record, "household", v_int(family.household));
        record_set(record, "year", v_int(2031));
        record_set(record, "standard", v_text("std_2027"));
        record_set(record, "class", v_text("poor"));
        CHECK_OK(entity_create(&store, record, NULL, &err), &err);
        CHECK_TEXT(record_text(record, "head_name"), "Siu Brơk");
        CHECK_OK(db_commit(store.db, &err), &err);
        check_sound(&store);
    }
    fixture_close(&store);
}
