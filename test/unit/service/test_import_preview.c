/* SPDX-License-Identifier: Apache-2.0
 * What an import tells beside its rows: each field it changes, and who is not in a newer list. */
#include "import_fixture.h"

#include <string.h>

#define HEAD "Mã hộ,Họ và tên chủ hộ,Năm sinh,Thôn,Số khẩu,Số CCCD,Phân loại\n"

static const struct import_change *change_of(const struct import_result *result, const char *field)
{
    for (size_t i = 0; i < result->change_count; i++)
        if (strcmp(result->changes[i].field->name, field) == 0)
            return &result->changes[i];
    return NULL;
}

void test_import_preview__field_by_field(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .year = 2018, .csv = HEAD "H1,Siu Ân,1961,Làng A,4,,Nghèo\nH2,Siu Bắc,1962,Làng A,5,,Nghèo\n");
    for (int round = 0; round < 3; round++) { /* previewed, taken, taken again */
        struct import_result result =
            IMPORT(&store, .year = 2018, .dry_run = round == 0,
                   .csv = HEAD "H1,Siu Ân,1961,Làng A,6,064061001235,Cận nghèo\nH2,Siu Bắc,2090,Làng A,9,,Nghèo\n");
        CHECK_INT(result.row_tally.changed, round < 2);
        CHECK_INT(result.refused, 1);
        const struct import_change *members = change_of(&result, "member_count"), *class = change_of(&result, "class");
        const struct import_change *number = change_of(&result, "id_number");
        CHECK((members != NULL) == (round < 2) && (class != NULL) == (round < 2));
        if (!members || !class)
            continue;
        CHECK_INT(members->row, 2);
        CHECK_TEXT(members->before, "4");
        CHECK_TEXT(members->after, "6");
        CHECK_TEXT(class->after, "near_poor");
        if (number) /* never in clear */
            CHECK(!strstr(number->after, "064061001235"));
        for (size_t i = 0; i < result.change_count; i++) /* nothing of the row that was refused */
            CHECK_INT(result.changes[i].row, 2);
    }
    fixture_close(&store);
}

void test_import_preview__households_missing_from_a_newer_list(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .year = 2018,
                 .csv = HEAD "H1,Siu Ân,1961,Làng A,4,,Nghèo\nH2,Siu Bắc,1962,Làng A,5,,Nghèo\nH3,Siu Cam,1963,Làng A,5,,Cận "
                             "nghèo\nH4,Siu Du,1963,Làng B,5,,Nghèo\nH5,Siu Em,1963,Làng B,5,,Nghèo\nH6,Siu Gia,1963,Làng B,5,,Nghèo\n");
    struct record *moved = import_one(&store, "households", "code", "H6");
    if (moved)
        (void)fixture_act(&store, "households", moved->id, "move_away");
    struct import_result result =
        IMPORT(&store, .year = 2019, .csv = HEAD "H1,Siu Ân,1961,Làng A,4,,Nghèo\nH5,Siu Em,2090,Làng B,5,,Nghèo\nH7,Siu Hai,1963,Làng B,5,,Nghèo\n");
    CHECK_ROWS(&result, 2, 1, 0);
    CHECK_INT(result.missing_count, 2); /* not the near-poor, not who moved, not who stands there refused */
    for (int64_t i = 0; i < result.missing_count; i++) {
        CHECK(strcmp(result.missing[i].head_name, "Siu Bắc") == 0 || strcmp(result.missing[i].head_name, "Siu Du") == 0);
        CHECK_INT(result.missing[i].year, 2018);
    }
    CHECK_INT(import_count_of(&store, "households"), 6); /* none is deleted */
    CHECK_INT(import_count_of(&store, "classifications"), 8);
    /* An older list tells nothing of who came later; a single row is no list. */
    result = IMPORT(&store, .year = 2017, .csv = HEAD "H1,Siu Ân,1961,Làng A,4,,Nghèo\n");
    CHECK_INT(result.missing_count, 0);
    result = IMPORT(&store, .year = 2019, .csv = HEAD "H1,Siu Ân,1961,Làng A,4,,Nghèo\n");
    CHECK_INT(result.missing_count, 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* Headers that say nothing: a guess is told, with how sure it is, and taken only when confirmed. */
void test_import_preview__columns_by_their_values(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const lists[] = {
        "Cột 1,Cột 2,Cột 3,Cột 4,Cột 5,Cột 6\n1,Siu Ân,1960,064060001234,Làng A,Nghèo\n2,Rơ Châm Đài,1961,064061001235,Làng Ghè,Cận nghèo\n",
        "1,Siu Ân,1960,064060001234,Làng A,Nghèo\n2,Rơ Châm Đài,1961,064061001235,Làng Ghè,Cận nghèo\n",
    };
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct attempt attempt = { .csv = lists[i], .year = 2018 };
        struct import_result result;
        CHECK_INT(import_try(&store, &attempt, &result), ERR_INPUT);
        CHECK(attempt.err.args[1] && strstr(attempt.err.args[1], "họ và tên (100 %)"));
        CHECK_INT(import_count_of(&store, "households"), i ? 2 : 0);
        attempt.guess = true;
        attempt.dry_run = i == 1;
        CHECK_INT(import_try(&store, &attempt, &result), ERR_OK);
        CHECK_ROWS(&result, 2, 0, 0);
        CHECK_INT(result.confidence, 100);
        CHECK_NOTE(&result, 0, "column_guessed");
    }
    struct record *class = import_one(&store, "classifications", "head_name", "Rơ Châm Đài");
    CHECK_TEXT(class ? record_text(class, "class") : "", "near_poor");
    fixture_close(&store);
}

/* Each column with what it was taken for and the first texts in it; one that says nothing here stands there as such. */
void test_import_preview__what_each_column_was_taken_for(void)
{
    static const struct {
        const char *header, *role, *field, *sample;
    } expected[] = { { "STT", "number", NULL, "1" }, { "Họ và tên chủ hộ", "field", "full_name", "Siu Ân" },
                     { "Thôn", "area", NULL, "Làng A" }, { "Màu nhà", "", NULL, "xanh" }, { "Phân loại", "field", "class", "Nghèo" } };
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = IMPORT(&store, .year = 2018, .dry_run = true,
                                         .csv = "STT,Họ và tên chủ hộ,Thôn,Màu nhà,Phân loại\n1,Siu Ân,Làng A,xanh,Nghèo\n"
                                                "2,Siu Bắc,Làng A,,Nghèo\n3,Siu Cam,Làng B,xanh,Cận nghèo\n4,Siu Du,Làng C,đỏ,Nghèo\n");
    CHECK_INT((int64_t)result.column_count, (int64_t)COUNT(expected));
    for (size_t i = 0; i < result.column_count && i < COUNT(expected); i++) {
        const struct import_column_told *column = &result.columns[i];
        CHECK_TEXT(column->header, expected[i].header);
        CHECK_TEXT(column->role, expected[i].role);
        CHECK_TEXT(column->field ? column->field->name : "", expected[i].field ? expected[i].field : "");
        CHECK_TEXT(column->samples[0] ? column->samples[0] : "", expected[i].sample);
        CHECK(!column->guessed);
        for (size_t s = 1; s < IMPORT_SAMPLES && column->samples[s]; s++) /* each once */
            CHECK(strcmp(column->samples[s], column->samples[0]) != 0);
    }
    fixture_close(&store);
}

void test_import_preview__a_sample_is_short(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *csv = "STT,Họ và tên chủ hộ,Thôn,Màu nhà\n1,Siu Ân,Làng A,";
    for (int i = 0; i < 12; i++) /* 1,200 bytes of two-byte letters, one byte off */
        csv = arena_printf(test_arena(), "%s%s", csv, i ? "đđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđđ" : "x");
    struct import_result result = IMPORT(&store, .year = 2018, .dry_run = true, .csv = csv);
    CHECK_INT((int64_t)result.column_count, 4);
    CHECK_INT((int64_t)strlen(result.columns[3].samples[0]), 199); /* never half a letter */
    fixture_close(&store);
}
