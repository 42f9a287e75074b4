/* SPDX-License-Identifier: Apache-2.0
 * What is kept about a person: shown, corrected, erased; and who has seen it. */
#include "../store_fixture.h"

#include "service/account/person.h"
#include "service/account/personal_log.h"

#include <string.h>

static bool has_kind(const struct person *person, const char *slug)
{
    for (size_t i = 0; i < person->count; i++)
        if (strcmp(person->records[i].record->kind->slug, slug) == 0)
            return true;
    return false;
}

void test_person__shows_all_that_is_kept(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct person person = { 0 };
        struct err err = { 0 };
        const struct kind *members = kind_by_slug("household_members");
        CHECK_OK(person_show(&store, members, family.head, test_arena(), &person, &err), &err);
        static const char *const wanted[] = { "household_members", "households", "classifications", "assignments",
                                               "memberships" };
        for (size_t i = 0; i < COUNT(wanted); i++)
            CHECK(has_kind(&person, wanted[i]));
        CHECK(personal_log_has(&store));
        CHECK_OK(personal_log_write(&store, &store, "person show", &err), &err);
        CHECK(!personal_log_has(&store));
        CHECK_OK(person_show(&store, members, family.head, test_arena(), &person, &err), &err);
        CHECK(person.read_count > 0);
        CHECK_TEXT(person.reads[0].actor, "test:unit");
        CHECK_OK(person_show(&store, members, family.member, test_arena(), &person, &err), &err);
        CHECK(!has_kind(&person, "households")); /* another's */
        CHECK(!has_kind(&person, "memberships"));
        CHECK_INT(person_show(&store, kind_by_slug("units"), family.area, test_arena(), &person, &err), ERR_USAGE);
        store.actor.sees_personal = false;
        CHECK_INT(person_show(&store, members, family.head, test_arena(), &person, &err), ERR_FORBIDDEN);
    }
    fixture_close(&store);
}

static int64_t total(struct store *store)
{
    return fixture_sql_int(store, "SELECT coalesce(sum(value), 0) FROM tally_cell");
}

void test_person__is_erased_and_still_counted(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct person_erased erased = { 0 };
        struct err err = { 0 };
        const struct kind *members = kind_by_slug("household_members");
        static const char *const words[] = { "hit" };
        struct entity_query query = { .words = words, .word_count = 1 };
        int64_t found = 0, before = total(&store);
        PATCH(&store, "household_members", family.head, "id_number=064067000111", "phone=0905123456",
              "birth_date=1967-08-14", "note=ở nhà con gái", "health_note=đau lưng");
        struct record *old = fixture_get(&store, "household_members", family.head);
        const char *name = record_text(old, "full_name");
        CHECK_INT(person_erase(&store, members, family.head, " ", test_arena(), &erased, &err), ERR_INPUT);
        store.actor.role = ROLE_CADRE;
        CHECK_INT(person_erase(&store, members, family.head, "đơn 12/6", test_arena(), &erased, &err), ERR_FORBIDDEN);
        store.actor.role = ROLE_LEADER;
        CHECK_OK(person_erase(&store, members, family.head, "đơn ngày 12/6", test_arena(), &erased, &err), &err);
        CHECK(erased.records >= 4);
        struct record *member = fixture_get(&store, "household_members", family.head);
        CHECK_TEXT(record_text(member, "full_name"), "(đã xóa theo yêu cầu)");
        CHECK_TEXT(record_text(member, "birth_date"), "1967-01-01~y");
        CHECK_TEXT(record_text(member, "relation"), "head");
        static const char *const gone[] = { "id_number", "phone", "note", "health_note" };
        for (size_t i = 0; i < COUNT(gone); i++)
            CHECK(value_is_null(record_value(member, gone[i])));
        struct record *household = fixture_get(&store, "households", family.household);
        CHECK(strcmp(record_text(household, "head_name"), name) != 0);
        struct record *assignment = fixture_get(&store, "assignments", family.assignment);
        CHECK(strcmp(record_text(assignment, "head_name"), name) != 0); /* the copy follows */
        CHECK_OK(entity_count(&store, kind_by_slug("households"), &query, &found, &err), &err);
        CHECK_INT(found, 0);
        CHECK_OK(entity_count(&store, kind_by_slug("households"), &(struct entity_query){ 0 }, &found, &err), &err);
        CHECK_INT(found, 1);
        CHECK_INT(total(&store), before);
        store.actor.role = ROLE_ADMIN;
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}

void test_person__is_corrected_with_a_reason(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        struct field_pair pairs[] = { { "birth_date", "1970" } }, wrong[] = { { "birth_date", "32/13/1970" } };
        struct issues issues = { .arena = test_arena() };
        struct record *after = NULL;
        struct err err = { 0 };
        const struct kind *members = kind_by_slug("household_members");
        CHECK_INT(person_correct(&store, members, family.member, pairs, 1, NULL, test_arena(), &after, &issues, &err),
                  ERR_INPUT);
        CHECK_INT(person_correct(&store, members, family.member, wrong, 1, "đơn", test_arena(), &after, &issues, &err),
                  ERR_INPUT);
        issues.count = 0;
        CHECK_OK(person_correct(&store, members, family.member, pairs, 1, "đơn ngày 1/6", test_arena(), &after, &issues,
                                &err), &err);
        CHECK_TEXT(fixture_sql_text(&store, "SELECT reason FROM audit WHERE action = 'correct'"), "đơn ngày 1/6");
        struct field_pair upwards[] = { { "role", "admin" } };
        store.actor.line = "farmers_union"; /* a correction is no way around what one may write */
        CHECK_INT(person_correct(&store, kind_by_slug("accounts"), 1, upwards, 1, "đơn", test_arena(), &after, &issues, &err),
                  ERR_FORBIDDEN);
        store.actor.line = NULL;
        CHECK_INT(person_correct(&store, kind_by_slug("import_rows"), 1, upwards, 1, "đơn", test_arena(), &after, &issues, &err),
                  ERR_FORBIDDEN);
        fixture_check_sound(&store);
    }
    fixture_close(&store);
}
