/* SPDX-License-Identifier: Apache-2.0
 * Imports: what lists look like, what is taken of them, and what is said of the rest. Every person
 * here is invented. */
#include "import_fixture.h"

#include "paper/sheet_writer.h"
#include "service/import/layout.h"
#include "service/unit/unit.h"

#include <string.h>
#include <unistd.h>

/* --- a list as it should be ------------------------------------------------------------------------- */

static const char *const good_list =
    "UBND XÃ IA DIN,,,,,,,,,,,\n"
    "DANH SÁCH HỘ NGHÈO NĂM 2017,,,,,,,,,,,\n"
    "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2016),,,,,,,,,,,\n"
    "STT,Họ và tên chủ hộ,Năm sinh,,Dân tộc,Số CMND/CCCD,Thôn/Làng,Số khẩu,Nguyên nhân nghèo,Hội viên,Ghi "
    "chú,Điện thoại\n"
    ",,Nam,Nữ,,,,,,,,\n"
    "1,2,3,4,5,6,7,8,9,10,11,12\n"
    "1,Rơ Châm Hít,1960,,Gia Rai,064060001234,Làng Ghè,5,Thiếu vốn,HND,,0912345678\n"
    "2,Siu H'Lan,,15/8/1975,Jrai,,Làng Ghè,4,\"Thiếu đất, thiếu vốn\",HPN,,\n"
    "3,Ksor Blĩ,1980,,Jrai,231456789,Làng Lung,6,Ốm đau,\"ND, CCB\",neo đơn,\n"
    "4,Ông Kpuih Thuê,1949,,Gia Rai,,làng lung,2,Có người ốm đau; khác,,,\n"
    "5,Nguyễn Thị Mười,,1988,Kinh,064188000456,Làng Lung,3,1;2,Công đoàn,,\n"
    ",Tổng cộng,,,,,,20,,,,\n"
    ",,,,,,,,\"Ia Din, ngày 12 tháng 12 năm 2017\",,,\n"
    ",Người lập biểu,,,,,,,TM. UBND XÃ,,,\n"
    ",Trần Văn Ký,,,,,,,,,,\n";

void test_import__a_list_of_poor_households(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = IMPORT(&store, .csv = good_list, .bodies = true);
    CHECK_ROWS(&result, 5, 0, 0);
    CHECK_INT(result.row_tally.created, 5);
    CHECK_INT(result.areas, 2);
    CHECK_INT(result.bodies, 10);
    CHECK_INT(import_count_of(&store, "households"), 5);
    CHECK_INT(import_count_of(&store, "household_members"), 5);
    CHECK_INT(import_count_of(&store, "classifications"), 5);
    CHECK_INT(import_count_of(&store, "memberships"), 5);
    struct record *household = import_one(&store, "households", "head_name", "Rơ Châm Hít");
    CHECK_TEXT(import_area_name(&store, household), "Làng Ghè");
    struct record *head = import_one(&store, "household_members", "full_name", "Rơ Châm Hít");
    if (household && head) {
        CHECK_INT(record_int(household, "member_count"), 5);
        CHECK_TEXT(record_text(household, "ethnicity"), "gia_rai");
        CHECK_TEXT(record_text(household, "phone"), "0912345678");
        CHECK_TEXT(record_text(household, "head_sex"), "male");
        CHECK_TEXT(record_text(head, "id_number"), "064060001234");
        CHECK_TEXT(record_text(head, "birth_date"), "1960-01-01~y");
        CHECK_TEXT(record_text(head, "relation"), "head");
    }
    struct record *lan = import_one(&store, "household_members", "full_name", "Siu H'Lan");
    if (lan) {
        CHECK_TEXT(record_text(lan, "sex"), "female");
        CHECK_TEXT(record_text(lan, "birth_date"), "1975-08-15");
    }
    struct record *class = import_one(&store, "classifications", "head_name", "Siu H'Lan");
    if (class) {
        CHECK_TEXT(record_text(class, "class"), "poor");
        CHECK_INT(record_int(class, "year"), 2017);
        CHECK_TEXT(record_text(class, "standard"), "std_2016");
        CHECK_TEXT(record_text(class, "causes"), ",production_land,capital,");
    }
    struct record *old = import_one(&store, "classifications", "head_name", "Kpuih Thuê");
    CHECK_TEXT(old ? record_text(old, "causes") : "", ",illness_accident,other,");
    struct record *veteran = import_one(&store, "memberships", "organisation", "veterans_association");
    CHECK_TEXT(veteran ? record_text(veteran, "category") : "", "veteran");
    struct record *branch = import_one(&store, "bodies", "name", "Chi hội Phụ nữ làng Ghè");
    CHECK_TEXT(branch ? record_text(branch, "kind") : "", "branch");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__again_changes_nothing(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .csv = good_list);
    int64_t audit = fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE kind NOT LIKE 'import%'");
    for (int i = 0; i < 2; i++) {
        struct import_result again = IMPORT(&store, .csv = good_list);
        CHECK_ROWS(&again, 5, 0, 0);
        CHECK_INT(again.row_tally.same, 5);
        CHECK_INT(again.areas, 0);
    }
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit WHERE kind NOT LIKE 'import%'"), audit);
    fixture_close(&store);
}

void test_import__preview_writes_nothing(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    int64_t units = import_count_of(&store, "units");
    struct import_result result = IMPORT(&store, .csv = good_list, .dry_run = true, .bodies = true);
    CHECK_ROWS(&result, 5, 0, 0);
    CHECK_INT(result.areas, 2);
    CHECK_INT(import_count_of(&store, "households"), 0);
    CHECK_INT(import_count_of(&store, "units"), units);
    CHECK_INT(import_count_of(&store, "bodies"), 0);
    struct import_result then = IMPORT(&store, .csv = good_list);
    CHECK_INT(then.areas, 2); /* what the preview made was forgotten everywhere */
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__a_corrected_list_updates(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const head = "Mã hộ,Họ và tên chủ hộ,Năm sinh,Thôn,Số khẩu,Phân loại,Ghi chú\n";
    (void)IMPORT(&store, .year = 2017,
                 .csv = arena_printf(test_arena(), "%sH1,Siu Ân,1961,Làng A,4,Nghèo,cũ\n"
                                                   "H2,Siu Bắc,1962,Làng A,5,Nghèo,\n", head));
    struct import_result result =
        IMPORT(&store, .year = 2017,
               .csv = arena_printf(test_arena(), "%sH1,Siu Ân,1961,Làng A,,Cận nghèo,\n" /* blanks */
                                                 "H2,SIU BẮC,2/3/1962,Làng A,5,Nghèo,\n"
                                                 "H3,Siu Cường,1963,Làng A,2,Nghèo,\n", head));
    CHECK_ROWS(&result, 3, 0, 0);
    CHECK_INT(result.row_tally.created, 1);
    CHECK_INT(result.row_tally.changed, 2);
    CHECK_INT(import_count_of(&store, "classifications"), 3);
    struct record *household = import_one(&store, "households", "code", "H1");
    struct record *class = import_one(&store, "classifications", "head_name", "Siu Ân");
    if (household && class) {
        CHECK_INT(record_int(household, "member_count"), 4);
        CHECK_TEXT(record_text(household, "note"), "cũ");
        CHECK_TEXT(record_text(class, "class"), "near_poor");
        CHECK_INT(class->version, 2);
    }
    struct record *north = import_one(&store, "household_members", "full_name", "Siu Bắc"); /* as first written */
    CHECK_TEXT(north ? record_text(north, "birth_date") : "", "1962-03-02");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__an_older_list_fills_gaps_only(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const head = "Họ và tên chủ hộ,Năm sinh,Thôn,Số khẩu,Điện thoại,Phân loại\n";
    (void)IMPORT(&store, .year = 2019,
                 .csv = arena_printf(test_arena(), "%sSiu Ân,1961,Làng A,4,,Cận nghèo\n", head));
    const char *older = arena_printf(test_arena(), "%sSiu Ân,1961,Làng A,6,0912345678,Nghèo\n", head);
    struct import_result result = IMPORT(&store, .csv = older, .year = 2017);
    CHECK_INT(result.row_tally.changed, 1);
    struct record *household = import_one(&store, "households", "head_name", "Siu Ân");
    if (household) {
        CHECK_INT(record_int(household, "member_count"), 4);
        CHECK_TEXT(record_text(household, "phone"), "0912345678");
    }
    CHECK_INT(import_count_of(&store, "classifications"), 2);
    result = IMPORT(&store, .csv = older, .year = 2017);
    CHECK_INT(result.row_tally.same, 1);
    fixture_close(&store);
}

/* --- members ---------------------------------------------------------------------------------------------- */

void test_import__heads_and_members(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const list =
        "STT,Họ và tên,Giới tính,Ngày sinh,Quan hệ với chủ hộ,Thôn,Hộ nghèo,Hộ cận nghèo,Hội Nông dân,Hội "
        "phụ nữ\n"
        "1,Ksor Hùng,Nam,1970,Chủ hộ,Làng Sung,x,,x,\n"
        ",Rmah Blơi,Nữ,1972,Vợ,,,,,x\n"
        ",Ksor Tý,Nam,2001,Con,,,,,\n"
        "2,Ksor Hưng,Nam,1950,Chủ hộ,Làng Sung,,x,,\n"
        ",Ksor Mẫn,Nam,2010,Cháu nội,,,,,\n"
        ",Ksor Lạ,Nữ,2011,Người quen,,,,,\n";
    struct import_result result = IMPORT(&store, .csv = list, .year = 2018);
    CHECK_ROWS(&result, 6, 0, 0);
    CHECK_INT(result.households.created, 2);
    CHECK_INT(result.members.created, 6);
    CHECK_INT(result.memberships.created, 2);
    CHECK_NOTE(&result, 7, "relation_other");
    struct record *wife = import_one(&store, "household_members", "full_name", "Rmah Blơi");
    struct record *household = import_one(&store, "households", "head_name", "Ksor Hùng");
    if (wife && household) {
        CHECK_TEXT(record_text(wife, "relation"), "spouse");
        CHECK_INT(record_int(wife, "household"), household->id);
        CHECK_INT(record_int(wife, "ordinal"), 2);
    }
    struct record *women = import_one(&store, "memberships", "organisation", "womens_union");
    CHECK(women && wife && record_int(women, "member") == wife->id);
    result = IMPORT(&store, .csv = list, .year = 2018);
    CHECK_INT(result.row_tally.same, 6);
    CHECK_INT(import_count_of(&store, "household_members"), 6);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__two_heads_and_orphans(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .year = 2018, .set = "class=poor",
               .csv = "Mã hộ,Họ và tên,Năm sinh,Quan hệ với chủ hộ,Thôn\n"
                      "H0,Siu Côi,1990,Con,Làng A\n"
                      "H1,Siu Ân,1961,Chủ hộ,Làng A\n"
                      "H1,Siu Bơ,1963,Vợ,Làng A\n"
                      "H1,Siu Đông,1965,Chủ hộ,Làng A\n"
                      "H2,Siu Em,1966,Chủ hộ,Làng A\n");
    CHECK_ROWS(&result, 3, 2, 0);
    CHECK_REFUSED(&result, 2, "member_without_head");
    CHECK_REFUSED(&result, 5, "two_heads");
    CHECK_INT(import_count_of(&store, "households"), 2);
    fixture_close(&store);
}

void test_import__members_stay_with_a_refused_head(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    char *rejects = fixture_file("rejects.csv");
    struct import_result result =
        IMPORT(&store, .year = 2018, .rejects = rejects,
               .csv = "Mã hộ,Họ và tên,Năm sinh,Quan hệ với chủ hộ,Thôn,Phân loại\n"
                      "H1,Siu Ân,2090,Chủ hộ,Làng A,Nghèo\n"
                      "H1,Siu Bơ,1963,Vợ,Làng A,\n"
                      "H2,Siu Em,1966,Chủ hộ,Làng A,Nghèo\n"
                      "H2,Siu Út,2095,Con,Làng A,\n");
    CHECK_ROWS(&result, 1, 3, 0);
    CHECK_REFUSED(&result, 2, "birth_future");
    CHECK_REFUSED(&result, 3, "head_not_taken");
    CHECK_REFUSED(&result, 5, "birth_future");
    /* The member refused alone comes back with its head, so that the file can be imported again. */
    char text[4000] = "";
    FILE *in = fopen(rejects, "r");
    if (in) {
        text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
        fclose(in);
    }
    CHECK(strstr(text, "Siu Em") && strstr(text, "Siu Út") && strstr(text, "Lý do chưa nhận"));
    char *at = strstr(text, "2090");
    if (at)
        memcpy(at, "1960", 4);
    at = strstr(text, "2095");
    if (at)
        memcpy(at, "1995", 4);
    result = IMPORT(&store, .csv = text, .unit = IA_DIN, .year = 2018);
    CHECK_ROWS(&result, 4, 0, 0);
    CHECK_INT(result.row_tally.created, 3);
    CHECK_INT(result.row_tally.same, 1);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- wrong rows --------------------------------------------------------------------------------------------- */

void test_import__wrong_rows_are_told_one_by_one(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .year = 2017,
               .csv = "STT,Họ và tên chủ hộ,Năm sinh,Giới tính,Dân tộc,Số CCCD,Thôn,Phân loại,Hội viên,Số khẩu\n"
                      "1,Siu Ân,2090,Nam,Gia Rai,,Làng A,Nghèo,,4\n"
                      "2,Siu Bắc,1850,Nam,Gia Rai,,Làng A,Nghèo,,4\n"
                      "3,Siu Cường,31/2/1960,Nam,Gia Rai,,Làng A,Nghèo,,4\n"
                      "4,Siu Dũng,1960,Nam,Gia Rai,12345,Làng A,Nghèo,,4\n"
                      "5,Siu Em,1960,Nam,Gia Rai,,Làng A,Sang,,4\n"
                      "6,Siu Giang,1960,Nam,Gia Rai,,Làng A,,,4\n"
                      "7,,1960,Nam,Gia Rai,,Làng A,Nghèo,,4\n"
                      "8,Siu 9,1960,Nam,Gia Rai,,Làng A,Nghèo,,4\n"
                      "9,Siu Hồng,1960,Nam,Gia Rai,,Làng A,Nghèo,,400\n"
                      "10,Siu Khánh,1960,Nam,Gia Rai,064188000456,Làng A,Nghèo,,4\n"
                      "11,Siu Lâm,1960,Nam,Sao Hỏa,,Làng A,Nghèo,Hội Đánh cờ,4\n"
                      "12,Siu Lâm,1960,Nam,Gia Rai,,Làng A,Nghèo,,4\n");
    CHECK_ROWS(&result, 2, 10, 0);
    CHECK_REFUSED(&result, 2, "birth_future");
    CHECK_REFUSED(&result, 3, "birth_date_form");
    CHECK_REFUSED(&result, 4, "birth_date_form");
    CHECK_REFUSED(&result, 5, "id_number_form");
    CHECK_REFUSED(&result, 6, "class_unknown");
    CHECK_REFUSED(&result, 7, "class_missing");
    CHECK_REFUSED(&result, 8, "name_missing");
    CHECK_REFUSED(&result, 9, "name_form");
    CHECK_REFUSED(&result, 10, "member_count_form");
    CHECK_NOTE(&result, 11, "id_number_doubt");
    CHECK_NOTE(&result, 12, "ethnicity_unknown");
    CHECK_NOTE(&result, 12, "organisation_unknown");
    CHECK_REFUSED(&result, 13, "household_twice");
    const struct import_issue *twice = import_issue_of(&result, 13, "household_twice");
    CHECK_TEXT(twice ? twice->args[0] : "", "12");
    const struct import_issue *wrong = import_issue_of(&result, 2, "birth_future");
    if (wrong) {
        CHECK_TEXT(wrong->column, "Năm sinh");
        CHECK_TEXT(wrong->value, "2090");
    }
    CHECK_INT(import_count_of(&store, "households"), 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__class_from_ticks_titles_sections_or_the_command(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .csv = "Họ và tên,Năm sinh,Thôn,Nghèo,Cận nghèo,Mới thoát nghèo,Năm\n"
                              "Siu Ân,1960,Làng A,x,,,2017\n"
                              "Siu Bắc,1960,Làng A,,X,,2017\n"
                              "Siu Cường,1960,Làng A,,,1,2017\n"
                              "Siu Dũng,1960,Làng A,x,x,,2017\n"
                              "Siu Em,1960,Làng A,,,,2017\n"
                              "Siu Gia,1960,Làng A,x,,,2030\n");
    CHECK_ROWS(&result, 3, 3, 0);
    CHECK_REFUSED(&result, 5, "class_twice");
    CHECK_REFUSED(&result, 6, "class_missing");
    CHECK_REFUSED(&result, 7, "year_future");
    struct record *class = import_one(&store, "classifications", "head_name", "Siu Cường");
    CHECK_TEXT(class ? record_text(class, "class") : "", "newly_escaped");
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    result = IMPORT(&store, .set = "class=near_poor", .year = 2022,
                    .csv = "Họ và tên,Năm sinh,Thôn\nSiu Hà,1960,Làng A\n");
    CHECK_ROWS(&result, 1, 0, 0);
    class = import_one(&store, "classifications", "head_name", "Siu Hà");
    CHECK_TEXT(class ? record_text(class, "standard") : "", "std_2022");
    result = IMPORT(&store, .csv = "Danh sách hộ nghèo và cận nghèo năm 2016\n"
                                   "STT,Họ và tên,Năm sinh,Thôn\n"
                                   "I,HỘ NGHÈO,,\n1,Siu Kha,1961,Làng A\n"
                                   "II,HỘ CẬN NGHÈO,,\n1,Siu Kham,1962,Làng A\n");
    CHECK_ROWS(&result, 2, 0, 0);
    class = import_one(&store, "classifications", "head_name", "Siu Kham");
    CHECK_TEXT(class ? record_text(class, "class") : "", "near_poor");
    CHECK_INT(class ? record_int(class, "year") : 0, 2016);
    result = IMPORT(&store, .csv = "Họ và tên,Năm sinh,Phân loại\nSiu Lai,1961,HN\n");
    CHECK_REFUSED(&result, 2, "year_missing");
    fixture_close(&store);
}

void test_import__missing_columns_are_named(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = { 0 };
    struct attempt attempt = { .csv = "Mã,Tuổi,Thôn\n1,2,3\n" };
    CHECK(import_try(&store, &attempt, &result) == ERR_INPUT);
    CHECK(attempt.err.msg == MSG_IMPORT_HEADER_MISSING);
    CHECK(strstr(attempt.err.args[0], "họ và tên") != NULL);
    CHECK(strstr(attempt.err.args[1], "Tuổi") != NULL);
    struct attempt empty = { .csv = "" };
    CHECK(import_try(&store, &empty, &result) != ERR_OK);
    struct attempt nothing = { .path = "/nowhere/list.csv" };
    CHECK(import_try(&store, &nothing, &result) != ERR_OK);
    CHECK(!db_in_transaction(store.db));
    fixture_close(&store);
}

/* --- places --------------------------------------------------------------------------------------------------- */

void test_import__a_code_of_two_units_is_refused(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = { 0 };
    struct attempt attempt = { .csv = good_list, .unit = "23866" };
    CHECK(import_try(&store, &attempt, &result) == ERR_INPUT);
    CHECK(strstr(attempt.err.args[1], "Ia Din") && strstr(attempt.err.args[1], "Ia Krêl"));
    struct attempt unknown = { .csv = good_list, .unit = "99999" };
    CHECK(import_try(&store, &unknown, &result) == ERR_NOT_FOUND);
    fixture_close(&store);
}

void test_import__a_district_list_names_communes(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .unit = "631@2017-05-01", .year = 2017, .set = "class=poor",
               .csv = "STT,Họ và tên,Năm sinh,Xã,Thôn\n"
                      "1,Siu Ân,1961,Ia Din,Làng A\n"
                      "2,Siu Bắc,1962,Xã Ia Kla,Làng A\n"
                      "3,Siu Cường,1963,23866,Làng A\n"
                      "4,Siu Dũng,1964,Ia Đin,Làng A\n"
                      "5,Siu Em,1965,Ia Dinh,Làng A\n"
                      "6,Siu Gấm,1966,Thị trấn Chư Ty,Tổ dân phố 1\n"
                      "7,Siu Hiên,1967,,Làng A\n");
    CHECK_ROWS(&result, 5, 2, 0);
    CHECK_REFUSED(&result, 6, "commune_unknown");
    CHECK_REFUSED(&result, 8, "commune_missing");
    const struct import_issue *unknown = import_issue_of(&result, 6, "commune_unknown");
    CHECK(unknown && strstr(unknown->args[2], "Ia Din"));
    CHECK_INT(result.areas, 3);
    result = IMPORT(&store, .unit = "631@2017-05-01", .year = 2017, .set = "class=poor",
                    .csv = "STT,Họ và tên,Năm sinh\nI,Xã Ia Kla,\n1,Thôn Mới,\n1,Siu Khan,1961\n"
                           "II,Xã Ia Dơk,\n1,Siu Khoa,1961\n");
    CHECK_ROWS(&result, 2, 0, 0);
    struct record *household = import_one(&store, "households", "head_name", "Siu Khan");
    CHECK_TEXT(import_area_name(&store, household), "Thôn Mới");
    household = import_one(&store, "households", "head_name", "Siu Khoa");
    CHECK_TEXT(import_area_name(&store, household), "Xã Ia Dơk");
    result = IMPORT(&store, .year = 2017, .set = "class=poor",
                    .csv = "Họ và tên,Năm sinh,Xã\nSiu Lan,1961,Ia Din\nSiu Liên,1961,Ia Kla\n");
    CHECK_ROWS(&result, 1, 1, 0);
    CHECK_REFUSED(&result, 3, "commune_other");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__areas_by_sections_columns_and_addresses(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .year = 2017, .set = "class=poor",
               .csv = "STT,Họ và tên,Năm sinh,Địa chỉ\n"
                      "I,Thôn Ia Kênh,,\n1,Lang Văn Tới,1961,\n,Cộng,2,\n"
                      "II. Làng Mới,,,\n1,Siu Bắc,1962,\n2,Siu Cường,1963,\"Tổ 3, làng Khác, Ia Din\"\n"
                      "3,Siu Dũng,1964,\"12 Quang Trung, Ia Din\"\n");
    CHECK_ROWS(&result, 4, 0, 0);
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Lang Văn Tới")), "Thôn Ia Kênh");
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Bắc")), "Làng Mới");
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Cường")), "Tổ 3");
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Dũng")), "Làng Mới");
    result = IMPORT(&store, .year = 2017, .set = "class=poor",
                    .csv = "Họ và tên,Năm sinh,Thôn\n"
                           "Siu Em,1961,Làng Mơi\n"    /* other marks */
                           "Siu Giang,1961,Ia Kêngh\n" /* a letter too many */
                           "Siu Hạnh,1961,LÀNG MỚI\n"
                           "Siu Khôi,1961,mới\n"
                           "Siu Linh,1961,1\n"
                           "Siu Loan,1961,Thôn 1\n"
                           "Siu Luyến,1961,Thôn 2\n"
                           "Siu Mai,1961,Ia Din\n"     /* gave its commune the name */
                           "Siu Mận,1961,Xã Ia Din\n");
    CHECK_ROWS(&result, 7, 0, 2);
    CHECK_DOUBTFUL(&result, 2, "area_similar");
    CHECK_DOUBTFUL(&result, 3, "area_similar");
    CHECK_INT(result.areas, 3);
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Linh")), "Thôn 1");
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Mai")), "Ia Din");
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Mận")), "Xã Ia Din");
    result = IMPORT(&store, .year = 2017, .set = "class=poor", .new_areas = true,
                    .csv = "Họ và tên,Năm sinh,Thôn\nSiu Em,1961,Làng Mơi\n");
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_INT(result.areas, 1);
    result = IMPORT(&store, .year = 2017, .set = "class=poor", .csv = "Ho va ten,Nam sinh,Thon\nSiu Minh,1961,Lang Khac\n");
    CHECK_INT(result.areas, 1);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- matching -------------------------------------------------------------------------------------------------- */

void test_import__who_is_who(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const head = "Họ và tên,Năm sinh,Số CCCD,Thôn,Phân loại\n";
    (void)IMPORT(&store, .year = 2017,
                 .csv = arena_printf(test_arena(), "%sSiu Ân,1961,064061000001,Làng A,Nghèo\n"
                                                   "Siu Ân,1975,,Làng A,Nghèo\n"
                                                   "Siu Bắc,1962,,Làng A,Nghèo\n"
                                                   "Siu Cường,,,Làng A,Nghèo\n", head));
    CHECK_INT(import_count_of(&store, "households"), 4);
    struct import_result result =
        IMPORT(&store, .year = 2018,
               .csv = arena_printf(test_arena(),
                                   "%sSiu An,1961,064061000001,Làng B,Nghèo\n" /* by id number, moved */
                                   "Siu Ân,,,Làng A,Nghèo\n"                  /* the one still there */
                                   "Siu Bắc,1990,,Làng A,Nghèo\n"             /* another person */
                                   "Siu Cường,1963,,Làng A,Nghèo\n"           /* now with a year */
                                   "Siu Bắc,,,Làng A,Nghèo\n", head));        /* which of two? */
    CHECK_ROWS(&result, 4, 0, 1);
    CHECK_INT(result.households.created, 1);
    CHECK_DOUBTFUL(&result, 6, "match_several");
    CHECK_INT(import_count_of(&store, "households"), 5);
    struct record *moved = import_one(&store, "household_members", "birth_date", "1961-01-01~y");
    CHECK_TEXT(import_area_name(&store, moved), "Làng B");
    CHECK_TEXT(moved ? record_text(moved, "full_name") : "", "Siu Ân"); /* marks are not lost */
    result = IMPORT(&store, .year = 2018, .unit = "23869@2017-05-01",
                    .csv = arena_printf(test_arena(), "%sSiu Ân,1961,064061000001,Làng B,Nghèo\n", head));
    CHECK_DOUBTFUL(&result, 2, "elsewhere");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__the_same_people_after_the_reform(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .csv = good_list);
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    struct import_result result =
        IMPORT(&store, .unit = "23866@2026-01-01", .year = 2026,
               .csv = "Họ và tên chủ hộ,Năm sinh,Thôn,Xã,Phân loại\n"
                      "Rơ Châm Hít,1960,Làng Ghè,Ia Krêl,Cận nghèo\n"
                      "Ksor Blĩ,1980,Làng Lung,Ia Din,Mới thoát nghèo\n"
                      "Rmah Mới,1999,Làng Ghè,Ia Krêl,Nghèo\n");
    CHECK_ROWS(&result, 3, 0, 0);
    CHECK_INT(result.households.created, 1);
    CHECK_INT(result.areas, 0);
    CHECK_INT(import_count_of(&store, "households"), 6);
    CHECK_INT(import_count_of(&store, "classifications"), 8);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- repairs ----------------------------------------------------------------------------------------------------- */

void test_import__old_encodings_are_converted(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .year = 2017,
               .csv = "STT,Hä vµ tªn chñ hé,N¨m sinh,Th«n,Ph©n lo¹i\n"
                      "1,R¬ Ch©m HÝt,1960,Lµng GhÌ,NghÌo\n"
                      "2,NguyÔn V¨n §øc,1970,Lµng GhÌ,CËn nghÌo\n"
                      "3,TrÇn ThÞ Hång,1980,Lµng GhÌ,NghÌo\n");
    CHECK_ROWS(&result, 3, 0, 0);
    const struct import_issue *repaired = import_issue_of(&result, 3, "repaired");
    CHECK_TEXT(repaired ? repaired->value : "", "NguyÔn V¨n §øc");
    CHECK_TEXT(repaired ? repaired->args[1] : "", "Nguyễn Văn Đức");
    CHECK_INT(import_count_of(&store, "import_rows"), 3); /* the rows as they stood */
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM import_rows WHERE verdict = 'converted' AND "
                                      "cells LIKE '%V¨n §øc%'"), 1);
    struct record *household = import_one(&store, "households", "head_name", "Trần Thị Hồng");
    CHECK_TEXT(import_area_name(&store, household), "Làng Ghè");
    result = IMPORT(&store, .year = 2017, .csv = "Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n"
                                                 "Nguyễn Văn Đức,1970,Làng Ghè,Cận nghèo\n");
    CHECK_INT(result.row_tally.same, 1);
    fixture_close(&store);
}

void test_import__cells_are_repaired_with_a_note(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .year = 2017, .set = "class=poor",
               .csv = "Họ và tên chủ hộ,Ngày sinh,Số CCCD,SĐT,Không có khả năng lao động,Hộ cùng cực,Diện "
                      "chính sách\n"
                      "Bà Siu Ân,22111,64160000123,912345678,x,,Người có công\n"
                      "Siu Bắc,00/00/1961,-,không,,X,x\n"
                      "Siu Cường,1962,,12,,,Vua\n");
    CHECK_ROWS(&result, 3, 0, 0);
    CHECK_NOTE(&result, 2, "repaired");
    struct record *head = import_one(&store, "household_members", "full_name", "Siu Ân");
    struct record *household = import_one(&store, "households", "head_name", "Siu Ân");
    if (head && household) {
        CHECK_TEXT(record_text(head, "birth_date"), "1960-07-14");
        CHECK_TEXT(record_text(head, "id_number"), "064160000123");
        CHECK_TEXT(record_text(head, "sex"), "female");
        CHECK_TEXT(record_text(household, "phone"), "0912345678");
        CHECK_INT(record_int(household, "no_labour_capacity"), 1);
        CHECK_TEXT(record_text(household, "policy_categories"), ",person_with_merit,");
    }
    household = import_one(&store, "households", "head_name", "Siu Bắc");
    if (household) {
        CHECK_INT(record_int(household, "destitute"), 1);
        CHECK_TEXT(record_text(household, "policy_categories"), ",policy_household,");
    }
    CHECK_NOTE(&result, 4, "phone_form");
    CHECK_NOTE(&result, 4, "policy_categories_unknown");
    fixture_close(&store);
}

void test_import__any_header_row_and_words(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result =
        IMPORT(&store, .csv = "\n\n\nPhu luc 3\nDANH SACH HO CAN NGHEO NAM 2019\n\n"
                              "TT;HO VA TEN CHU HO;NAM SINH;TO DAN PHO;SO KHAU;NGUYEN NHAN NGHEO;;\n"
                              ";;;;;THIEU VON;THIEU DAT;KHAC\n"
                              "A;B;1;2;3;4;5;6\n"
                              "1;Nguyen Van An;1960;TDP 1;4;x;;\n"
                              "TT;HO VA TEN CHU HO;NAM SINH;TO DAN PHO;SO KHAU;THIEU VON;THIEU DAT;KHAC\n"
                              "2;Tran Thi Binh;1970;TDP 1;5;x;x;\n"
                              ";TONG CONG;;;9;;;\n");
    CHECK_ROWS(&result, 2, 0, 0);
    struct record *class = import_one(&store, "classifications", "head_name", "Tran Thi Binh");
    if (class) {
        CHECK_TEXT(record_text(class, "class"), "near_poor");
        CHECK_INT(record_int(class, "year"), 2019);
        CHECK_TEXT(record_text(class, "causes"), ",production_land,capital,");
    }
    fixture_close(&store);
}

void test_import__unknown_columns_are_told(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = IMPORT(&store, .year = 2017,
                                         .csv = "Họ và tên,Năm sinh,Màu nhà,Phân loại\nSiu Ân,1960,xanh,Nghèo\n");
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_NOTE(&result, 0, "column_unknown");
    fixture_close(&store);
}

/* --- XLSX ----------------------------------------------------------------------------------------------------------- */

static const char *make_xlsx(const char *const *headers, size_t count, const char *const *cells, size_t rows)
{
    struct sheet_column columns[16] = { 0 };
    struct sheet_writer *writer = NULL;
    struct err err = { 0 };
    char *path = fixture_file("list.xlsx");
    for (size_t i = 0; i < count; i++)
        columns[i] = (struct sheet_column){ .header = headers[i] };
    columns[2].type = SHEET_COLUMN_NUMBER;
    struct sheet_writer_options options = { .format = SHEET_FORMAT_XLSX, .title = "Hộ nghèo năm 2018",
                                            .columns = columns, .column_count = count };
    CHECK_OK(sheet_writer_open(path, &options, &writer, &err), &err);
    for (size_t i = 0; i < rows; i++) {
        struct value values[16];
        for (size_t j = 0; j < count; j++)
            values[j] = *cells[i * count + j] ? v_text(cells[i * count + j]) : v_null();
        CHECK_OK(sheet_writer_add(writer, values, &err), &err);
    }
    CHECK_OK(sheet_writer_finish(writer, &err), &err);
    return path;
}

void test_import__a_workbook(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const headers[] = { "STT", "Họ và tên chủ hộ", "Năm sinh", "Thôn", "Số CCCD" };
    static const char *const cells[] = { "1", "Siu Ân",  "1960", "Làng A", "064060000001",
                                         "2", "Siu Bắc", "1970", "Làng A", "" };
    const char *path = make_xlsx(headers, COUNT(headers), cells, 2);
    struct import_result result = IMPORT(&store, .path = path); /* class and year from the sheet's name */
    CHECK_ROWS(&result, 2, 0, 0);
    struct record *class = import_one(&store, "classifications", "head_name", "Siu Bắc");
    CHECK_INT(class ? record_int(class, "year") : 0, 2018);
    result = IMPORT(&store, .path = path, .sheet = "hộ nghèo năm 2018");
    CHECK_INT(result.row_tally.same, 2);
    struct attempt missing = { .path = path, .sheet = "Trang 9" };
    CHECK(import_try(&store, &missing, &result) == ERR_NOT_FOUND);
    fixture_close(&store);
}

/* --- other registers --------------------------------------------------------------------------------------------------- */

void test_import__bodies_models_and_supports(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .csv = good_list, .bodies = true);
    struct import_result result =
        IMPORT(&store, .kind = "bodies",
               .csv = "Tổ chức,Loại,Tên đầy đủ\n"
                      "Hội Phụ nữ,\"Ủy ban, ban chấp hành\",Hội LHPN xã Ia Din\n"
                      "HND,committee,Hội Nông dân xã Ia Din\n"
                      "Hội Đánh cờ,committee,Hội Đánh cờ xã Ia Din\n");
    CHECK_ROWS(&result, 2, 1, 0);
    static const char *const models = "Tên mô hình,Loại mô hình,Tổ chức chủ trì,Năm đăng ký,Địa bàn\n"
                                      "3 sạch làng Ghè,Mô hình “3 sạch”,Hội Phụ nữ xã,2017,Làng Ghè\n"
                                      "Vườn mẫu,other,Hội LHPN xã Ia Din,2017,\n"
                                      "Không ai,other,Hội Chữ thập đỏ xã,2017,\n";
    result = IMPORT(&store, .kind = "models", .csv = models);
    CHECK_ROWS(&result, 2, 1, 0);
    CHECK_REFUSED(&result, 4, "lead_body_unknown");
    struct record *model = import_one(&store, "models", "name", "3 sạch làng Ghè");
    CHECK_TEXT(import_area_name(&store, model), "Làng Ghè");
    CHECK_TEXT(model ? record_text(model, "organisation") : "", "womens_union");
    result = IMPORT(&store, .kind = "models", .csv = models);
    CHECK_INT(result.row_tally.same, 2);
    static const char *const supports = "Chủ hộ,Thôn,Loại hỗ trợ,Ngày hỗ trợ,Giá trị,Nội dung\n"
                                        "Rơ Châm Hít,Làng Ghè,Sinh kế,15/8/2017,5.000.000,bò giống\n"
                                        "Siu H'Lan,Làng Ghè,Thăm hỏi tặng quà,20/1/2018,500.000,quà Tết\n"
                                        "Không Ai,Làng Ghè,Nhà ở,20/1/2018,1.000.000,\n";
    result = IMPORT(&store, .kind = "supports", .csv = supports);
    CHECK_ROWS(&result, 2, 1, 0);
    struct record *support = import_one(&store, "supports", "description", "bò giống");
    CHECK_INT(support ? record_int(support, "value") : 0, 5000000);
    result = IMPORT(&store, .kind = "supports", .csv = supports);
    CHECK_INT(result.row_tally.same, 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import__members_of_an_organisation(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .csv = good_list);
    static const char *const list = "Họ và tên,Năm sinh,Thôn,Ngày vào Hội\n"
                                    "Kpuih Thuê,1949,Làng Lung,12/3/2010\n"
                                    "Ksor Blĩ,1980,Làng Lung,\n"
                                    "Người Lạ,1980,Làng Lung,\n";
    struct import_result result =
        IMPORT(&store, .kind = "memberships", .csv = list, .set = "organisation=Hội Cựu chiến binh");
    CHECK_ROWS(&result, 2, 1, 0);
    CHECK_INT(result.row_tally.created, 1);
    CHECK_REFUSED(&result, 4, "member_unknown");
    result = IMPORT(&store, .kind = "memberships", .csv = list, .set = "organisation=Hội Cựu chiến binh");
    CHECK_INT(result.row_tally.same, 2);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- layouts ----------------------------------------------------------------------------------------------------------- */

void test_import__a_layout_of_the_users(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *map = import_text_file("map.yaml", "kind: households\nshape: households\ncolumns:\n"
                                             "  - {name: who, to: household_member.full_name, required: yes, words: [người]}\n"
                                             "  - {name: born, to: household_member.birth_date, words: [tuổi đời]}\n"
                                             "  - {name: class, to: classification.class, words: [hạng]}\n"
                                             "values:\n  - {of: classification.class, is: poor, words: [đói]}\n");
    struct import_result result =
        IMPORT(&store, .map = map, .year = 2017, .csv = "Người,Tuổi đời,Hạng\nSiu Ân,1960,Đói\n");
    CHECK_ROWS(&result, 1, 0, 0);
    const char *wrong = import_text_file("wrong.yaml", "kind: households\nshape: households\ncolumns:\n"
                                                 "  - {name: a, to: household.colour, words: [a]}\n"
                                                 "  - {name: a, to: classification.class, mark: rich, words: [b]}\n");
    struct attempt attempt = { .map = wrong, .csv = good_list };
    CHECK(import_try(&store, &attempt, &result) == ERR_INPUT);
    CHECK_INT((int64_t)result.mistakes.count, 2);
    CHECK(strstr(attempt.err.where, ":4") != NULL);
    fixture_close(&store);
}

void test_import__every_built_in_layout_reads(void)
{
    for (const struct kind *const *kind = kinds; *kind; kind++) {
        struct mistakes mistakes = { .arena = test_arena() };
        struct layout *layout = NULL;
        struct err err = { 0 };
        CHECK_OK(layout_load(test_arena(), *kind, NULL, &mistakes, &layout, &err), &err);
    }
}

/* --- rejects, counts ----------------------------------------------------------------------------------------------------- */

void test_import__rejects_come_back(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    char *rejects = fixture_file("rejects.csv");
    struct import_result result =
        IMPORT(&store, .rejects = rejects,
               .csv = "DANH SÁCH HỘ NGHÈO NĂM 2017\nSTT,Họ và tên,Năm sinh,Ghi chú\n"
                      "I,Làng Ghè,,\n1,Siu Ân,1960,\n2,Siu Bắc,2091,\"=1+1, \"\"lạ\"\"\"\n");
    CHECK_ROWS(&result, 1, 1, 0);
    char text[2000] = "";
    FILE *in = fopen(rejects, "r");
    if (in) {
        text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
        fclose(in);
    }
    CHECK(strncmp(text, "\xEF\xBB\xBF", 3) == 0);
    CHECK(strstr(text, "'=1+1") != NULL);
    CHECK(strstr(text, "Siu Ân") == NULL);
    char *year = strstr(text, "2091");
    if (year)
        memcpy(year, "1991", 4);
    result = IMPORT(&store, .csv = text); /* area, class and year stand in the file */
    CHECK_ROWS(&result, 1, 0, 0);
    struct record *household = import_one(&store, "households", "head_name", "Siu Bắc");
    CHECK_TEXT(import_area_name(&store, household), "Làng Ghè");
    CHECK_TEXT(household ? record_text(household, "note") : "", "=1+1, \"lạ\"");
    struct record *class = import_one(&store, "classifications", "head_name", "Siu Bắc");
    CHECK_INT(class ? record_int(class, "year") : 0, 2017);
    CHECK_INT(import_count_of(&store, "import_batches"), 2);
    CHECK_INT(import_count_of(&store, "import_rows"), 1);
    struct record *kept = import_one(&store, "import_rows", "reason_code", "birth_future");
    CHECK_INT(kept ? record_int(kept, "row_number") : 0, 5);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* Rows with anything in them: no row is lost, nothing is written twice, the house stays sound. */
void test_import__rows_of_nonsense_are_all_counted(void)
{
    static const char *const pool[] = { "", "", "1", "x", "Siu Ân", "Rơ Châm Hít", "Nguyễn Văn Ba", "1960",
                                        "2099", "1/1/1970", "Nam", "Nữ", "Chủ hộ", "Vợ", "Con", "Nghèo",
                                        "Cận nghèo", "Làng Ghè", "Thôn 1", "HND", "064060000001", "12",
                                        "Tổng cộng", "I", "=A1", "???", "-", "R¬ Ch©m", "Xã Ia Din" };
    struct store store;
    uint64_t random = 20171205;
    if (!fixture_open(&store))
        return;
    for (int round = 0; round < 12; round++) {
        CLEANUP(buf_done) struct buf csv = { 0 };
        buf_add(&csv, "STT,Mã hộ,Họ và tên,Năm sinh,Giới tính,Quan hệ với chủ hộ,Thôn,Phân loại,Số CCCD,Hội viên\n");
        for (int row = 0; row < 40; row++) {
            for (int column = 0; column < 10; column++)
                buf_printf(&csv, "%s%s", column ? "," : "", pool[test_random(&random) % COUNT(pool)]);
            buf_add(&csv, "\n");
        }
        struct import_result first = IMPORT(&store, .csv = buf_text(&csv), .year = 2017);
        int64_t households = import_count_of(&store, "households");
        struct import_result again = IMPORT(&store, .csv = buf_text(&csv), .year = 2017);
        CHECK_INT(again.rows, first.rows);
        CHECK_INT(again.households.created, 0);
        CHECK_INT(import_count_of(&store, "households"), households);
    }
    fixture_check_sound(&store);
    fixture_close(&store);
}
