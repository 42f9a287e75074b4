/* SPDX-License-Identifier: Apache-2.0
 * Ambiguous rows and the queue of duplicates. Every person here is invented. */
#include "import_fixture.h"

#include "service/record/record.h"

#include <string.h>

static const char *const head = "Họ và tên,Năm sinh,Số CCCD,Mã hộ,Thôn,Phân loại\n";

#define LIST(rows) arena_printf(test_arena(), "%s%s", head, rows)

static int64_t links_in(struct store *store, const char *state)
{
    return fixture_sql_int(store, arena_printf(test_arena(), "SELECT count(*) FROM same_as_links WHERE state = '%s'", state));
}

static void decide_all(struct store *store, const char *action)
{
    struct record_list list = { 0 };
    struct err err = { 0 };
    struct entity_query query = { 0 };
    CHECK_OK(entity_list(store, kind_by_slug("same_as_links"), &query, test_arena(), &list, &err), &err);
    for (size_t i = 0; i < list.count; i++) {
        struct act_request act = { .action = action, .reason = "đã hỏi lại" };
        struct record *after = NULL;
        struct issues issues = { .arena = test_arena() };
        CHECK_OK(record_act(store, list.items[i].kind, list.items[i].id, &act, test_arena(), &after, &issues, &err), &err);
    }
}

void test_import_queue__nearly_the_same_household(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .year = 2017,
                 .csv = LIST("Siu Ân,1960,,,Làng A,Nghèo\nSiu Bắc,1955,,,Làng A,Nghèo\nSiu Cam,1970,064070000001,,Làng A,Nghèo\n"
                             "Siu Dơ,1980,,H1,Làng A,Nghèo\nSiu Ê,1950,,,Làng A,Nghèo\n"));
    static const char *const next = "Siu Ân,1961,,,Làng A,Nghèo\n"             /* a year apart */
                                    "Siu Bắc,1955,,,Làng B,Nghèo\n"             /* elsewhere in the commune */
                                    "Siu Cam,1971,064071000009,,Làng A,Nghèo\n" /* two id numbers are two people */
                                    "Siu Dơ,1980,,H9,Làng A,Nghèo\n"            /* another code */
                                    "Siu Ê,1990,,,Làng A,Nghèo\n";              /* a generation apart */
    struct import_result result = IMPORT(&store, .year = 2018, .csv = LIST(next));
    CHECK_ROWS(&result, 5, 0, 0);
    CHECK_INT(result.households.created, 5);
    CHECK_NOTE(&result, 2, "possible_duplicate");
    CHECK_NOTE(&result, 3, "possible_duplicate");
    CHECK_NOTE(&result, 5, "possible_duplicate");
    CHECK_INT(import_count_of(&store, "same_as_links"), 3);
    CHECK_INT(links_in(&store, "proposed"), 3);
    for (int i = 0; i < 2; i++) { /* the same list again asks nothing anew */
        result = IMPORT(&store, .year = 2018, .csv = LIST(next));
        CHECK_INT(result.row_tally.same, 5);
        CHECK_INT(import_count_of(&store, "same_as_links"), 3);
        decide_all(&store, i ? "reconsider" : "refuse");
    }
    decide_all(&store, "link");
    result = IMPORT(&store, .year = 2018, .csv = LIST(next));
    CHECK_INT(result.row_tally.same, 5);
    CHECK_INT(result.missing_count, 2); /* the linked are there under another record */
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_queue__which_of_two(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .year = 2017, .csv = LIST("Siu Ân,,,,Làng A,Nghèo\nSiu Bắc,1950,,,Làng A,Nghèo\nSiu Bắc,1980,,,Làng A,Nghèo\n"));
    struct err err = { 0 };
    struct record *again = record_new(test_arena(), kind_by_slug("households"));
    struct record *one = import_one(&store, "households", "head_name", "Siu Ân");
    if (!one)
        return;
    record_set(again, "head_name", v_text("Siu Ân")); /* entered by hand a second time */
    record_set(again, "unit", v_int(record_int(one, "unit")));
    CHECK_OK(db_begin(store.db, &err), &err);
    CHECK_OK(entity_create(&store, again, NULL, &err), &err);
    CHECK_OK(db_commit(store.db, &err), &err);
    struct import_result result =
        IMPORT(&store, .year = 2018, .csv = LIST("Siu Ân,,,,Làng A,Nghèo\nSiu Bắc,,,,Làng A,Nghèo\n"));
    CHECK_ROWS(&result, 0, 0, 2);
    CHECK_DOUBTFUL(&result, 2, "match_several");
    CHECK_DOUBTFUL(&result, 3, "match_several");
    CHECK_INT(links_in(&store, "proposed"), 1); /* the two Bắc are surely two */
    decide_all(&store, "link");
    result = IMPORT(&store, .year = 2018, .csv = LIST("Siu Ân,,,,Làng A,Nghèo\nSiu Bắc,1950,,,Làng A,Nghèo\n"));
    CHECK_ROWS(&result, 2, 0, 0);
    CHECK_INT(result.households.created, 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_queue__a_preview_leaves_no_question(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .year = 2017, .csv = LIST("Siu Ân,1960,,,Làng A,Nghèo\n"));
    struct import_result result = IMPORT(&store, .year = 2018, .csv = LIST("Siu Ân,1961,,,Làng A,Nghèo\n"), .dry_run = true);
    CHECK_NOTE(&result, 2, "possible_duplicate");
    CHECK_INT(import_count_of(&store, "same_as_links"), 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}
