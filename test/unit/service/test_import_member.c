/* SPDX-License-Identifier: Apache-2.0
 * People on sheets of their own, or far from their head. Every person here is invented. */
#include "import_fixture.h"

#include <string.h>

static int64_t household_of(struct store *store, const char *person)
{
    struct record *member = import_one(store, "household_members", "full_name", person);
    return member ? record_int(member, "household") : 0;
}

static int64_t household_of_head(struct store *store, const char *head)
{
    struct record *household = import_one(store, "households", "head_name", head);
    return household ? household->id : -1;
}

static const struct import_sheet_text by_code[] = {
    { "Thành viên", "Mã hộ,Họ và tên,Năm sinh,Quan hệ với chủ hộ\nH2,Ksor Mẫn,2010,Cháu\nH1,Rmah Blơi,1972,Vợ\n"
                    "H1,Ksor Tý,2001,Con\nH9,Ksor Lạ,2001,Con\nH1,Ksor Hùng,1970,Chủ hộ" },
    { "Hộ", "STT,Mã hộ,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n1,H1,Ksor Hùng,1970,Làng Sung,Nghèo\n"
            "2,H2,Ksor Hưng,1950,Làng Sung,Cận nghèo" },
    { NULL, NULL },
};

void test_import_member__sheets_in_any_order_by_code(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *path = import_workbook("by_code.xlsx", by_code);
    for (int again = 0; again < 2; again++) {
        struct import_result result = IMPORT(&store, .path = path, .year = 2018);
        CHECK_ROWS(&result, 6, 1, 0);
        CHECK_REFUSED(&result, 5, "member_without_head");
        CHECK_INT(result.row_tally.created, again ? 0 : 5);
        CHECK_INT(import_count_of(&store, "household_members"), 5);
        CHECK_INT(import_count_of(&store, "households"), 2);
    }
    CHECK_INT(household_of(&store, "Ksor Mẫn"), household_of_head(&store, "Ksor Hưng"));
    CHECK_INT(household_of(&store, "Rmah Blơi"), household_of_head(&store, "Ksor Hùng"));
    struct record *wife = import_one(&store, "household_members", "full_name", "Rmah Blơi");
    CHECK_TEXT(wife ? record_text(wife, "relation") : "", "spouse");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_member__by_number(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *path = import_workbook(
        "by_number.xlsx",
        (struct import_sheet_text[]){
            { "Chủ hộ", "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n1,Ksor Hùng,1970,Làng A,Nghèo\n2,Ksor Hưng,1950,Làng A,Nghèo\n"
                        "1,Siu Bắc,1950,Làng B,Nghèo" },
            { "Nhân khẩu", "STT,STT hộ,Họ và tên,Năm sinh,Quan hệ,Thôn\n1,1,Rmah Blơi,1972,Vợ,Làng A\n2,2,Ksor Tý,2001,Con,\n"
                           "3,1,Siu Lan,1990,Con,Làng B\n4,1,Siu Lạc,1990,Con,\n5,7,Siu Xa,1990,Con," },
            { NULL, NULL } });
    struct import_result result = IMPORT(&store, .path = path, .year = 2018);
    CHECK_ROWS(&result, 6, 1, 1);
    CHECK_DOUBTFUL(&result, 5, "household_several");
    CHECK_REFUSED(&result, 6, "member_without_head");
    CHECK_INT(household_of(&store, "Rmah Blơi"), household_of_head(&store, "Ksor Hùng"));
    CHECK_INT(household_of(&store, "Ksor Tý"), household_of_head(&store, "Ksor Hưng"));
    CHECK_INT(household_of(&store, "Siu Lan"), household_of_head(&store, "Siu Bắc"));
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_member__by_the_name_of_the_head(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *path = import_workbook(
        "by_head.xlsx",
        (struct import_sheet_text[]){
            { "DS thành viên", "STT,Họ và tên thành viên,Năm sinh,Quan hệ với chủ hộ,Họ và tên chủ hộ,Thôn\n1,Rmah Blơi,1972,Vợ,Ksor Hùng,Làng A\n"
                               "2,Ksor Hùng,1970,Chủ hộ,Ksor Hùng,Làng A\n3,Ksor Tý,2001,Con,Ksor Hùng,Làng B" },
            { "DS hộ", "STT,Họ và tên chủ hộ,Thôn,Phân loại\n1,Ksor Hùng,Làng A,Nghèo\n2,Ksor Hùng,Làng B,Nghèo" },
            { NULL, NULL } });
    struct import_result result = IMPORT(&store, .path = path, .year = 2018);
    CHECK_ROWS(&result, 5, 0, 0);
    CHECK_INT(import_count_of(&store, "household_members"), 4);
    struct record *boy = import_one(&store, "household_members", "full_name", "Ksor Tý");
    struct record *wife = import_one(&store, "household_members", "full_name", "Rmah Blơi");
    CHECK(boy && wife && record_int(boy, "household") != record_int(wife, "household"));
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* Known households gain their members from a file that has only those. */
void test_import_member__of_households_known(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .year = 2018, .csv = "Mã hộ,Họ và tên chủ hộ,Thôn,Phân loại\nH1,Ksor Hùng,Làng A,Nghèo\n");
    struct import_result result = IMPORT(&store, .year = 2018,
                                         .csv = "Họ và tên,Quan hệ với chủ hộ,Họ và tên chủ hộ,Thôn\n"
                                                "Rmah Blơi,Vợ,Ksor Hùng,Làng A\nKsor Tý,Con,Ksor Hùng,Làng Khác\n");
    CHECK_ROWS(&result, 1, 1, 0);
    CHECK_REFUSED(&result, 3, "member_without_head");
    CHECK_INT(household_of(&store, "Rmah Blơi"), household_of_head(&store, "Ksor Hùng"));
    fixture_close(&store);
}

/* A row that names another household is not the child of whoever stands above it. */
void test_import_member__a_row_out_of_place(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = IMPORT(&store, .year = 2018,
                                         .csv = "Mã hộ,Họ và tên,Quan hệ với chủ hộ,Thôn,Phân loại\n"
                                                "H1,Ksor Hùng,Chủ hộ,Làng A,Nghèo\nH2,Siu Bắc,Chủ hộ,Làng A,Nghèo\n"
                                                "H1,Ksor Tý,Con,Làng A,\nH2,Siu Lan,Con,Làng A,\nH3,Siu Ai,Con,Làng A,\n");
    CHECK_ROWS(&result, 4, 1, 0);
    CHECK_REFUSED(&result, 6, "member_without_head");
    CHECK_INT(household_of(&store, "Ksor Tý"), household_of_head(&store, "Ksor Hùng"));
    CHECK_INT(household_of(&store, "Siu Lan"), household_of_head(&store, "Siu Bắc"));
    fixture_close(&store);
}

static char *replaced(char *text, const char *from, const char *to)
{
    char *at = strstr(text, from);
    CHECK(at && strlen(from) == strlen(to));
    if (at)
        memcpy(at, to, strlen(to));
    return text;
}

/* Rows of two sheets come back in one file that can be corrected and taken. */
void test_import_member__rejects_of_two_sheets_come_back(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    char *rejects = fixture_file("rejects.csv");
    const char *path = import_workbook(
        "two.xlsx",
        (struct import_sheet_text[]){
            { "Hộ", "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n1,Ksor Hùng,2090,Làng A,Nghèo\n2,Ksor Hưng,1950,Làng A,Nghèo" },
            { "Thành viên", "STT,STT hộ,Họ và tên,Năm sinh,Quan hệ,Dân tộc\n1,1,Rmah Blơi,1972,Vợ,Gia Rai\n2,2,Ksor Tý,2093,Con,Gia Rai" },
            { NULL, NULL } });
    struct import_result result = IMPORT(&store, .path = path, .year = 2018, .rejects = rejects);
    CHECK_ROWS(&result, 1, 3, 0);
    char *text = arena_strdup(test_arena(), import_file_text(rejects));
    replaced(replaced(text, "2090", "1990"), "2093", "2003");
    result = IMPORT(&store, .csv = text, .year = 2018);
    CHECK_ROWS(&result, 3, 0, 0);
    CHECK_INT(household_of(&store, "Ksor Tý"), household_of_head(&store, "Ksor Hưng"));
    CHECK_INT(household_of(&store, "Rmah Blơi"), household_of_head(&store, "Ksor Hùng"));
    struct record *wife = import_one(&store, "household_members", "full_name", "Rmah Blơi");
    CHECK_TEXT(wife ? record_text(wife, "ethnicity") : "", "gia_rai");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_member__rejects_with_the_name_of_the_head_come_back(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    char *rejects = fixture_file("rejects.csv");
    const char *path = import_workbook(
        "heads.xlsx",
        (struct import_sheet_text[]){
            { "Hộ", "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\n1,Ksor Hùng,2090,Làng A,Nghèo\n2,Ksor Hưng,1950,Làng A,Nghèo" },
            { "Thành viên", "Họ và tên chủ hộ,Thôn,Họ và tên,Năm sinh,Quan hệ\nKsor Hùng,Làng A,Rmah Blơi,1972,Vợ\nKsor Hưng,Làng A,Ksor Tý,2093,Con" },
            { NULL, NULL } });
    struct import_result result = IMPORT(&store, .path = path, .year = 2018, .rejects = rejects);
    CHECK_ROWS(&result, 1, 3, 0);
    char *text = arena_strdup(test_arena(), import_file_text(rejects));
    replaced(replaced(text, "2090", "1990"), "2093", "2003");
    result = IMPORT(&store, .csv = text, .year = 2018);
    CHECK_ROWS(&result, 3, 0, 0);
    CHECK_INT(household_of(&store, "Ksor Tý"), household_of_head(&store, "Ksor Hưng"));
    CHECK_INT(household_of(&store, "Rmah Blơi"), household_of_head(&store, "Ksor Hùng"));
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* Hùng and Hưng are two people, whatever the letters without marks say. */
void test_import_member__marks_tell_names_apart(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct import_result result = IMPORT(&store, .year = 2018,
                                         .csv = "Họ và tên chủ hộ,Thôn,Phân loại\nKsor Hùng,Làng A,Nghèo\nKsor Hưng,Làng A,Nghèo\n");
    CHECK_ROWS(&result, 2, 0, 0);
    CHECK_INT(import_count_of(&store, "households"), 2);
    /* Without marks it may be either. */
    result = IMPORT(&store, .year = 2018, .csv = "Ho va ten chu ho,Thon,Phan loai\nKsor Hung,Lang A,Ngheo\n");
    CHECK_ROWS(&result, 0, 0, 1);
    CHECK_DOUBTFUL(&result, 2, "match_several");
    /* Known without marks, now with them: a year of birth decides, else a person does, in the queue. */
    (void)IMPORT(&store, .year = 2018, .csv = "Ho va ten chu ho,Nam sinh,Thon,Phan loai\nSiu Lan,1960,Lang B,Ngheo\n");
    result = IMPORT(&store, .year = 2018, .csv = "Họ và tên chủ hộ,Thôn,Phân loại\nSiu Lân,Làng B,Nghèo\n");
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_NOTE(&result, 2, "possible_duplicate");
    CHECK_INT(result.households.created, 1);
    result = IMPORT(&store, .year = 2018, .csv = "Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\nSiu Lân,1960,Làng B,Nghèo\n");
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_INT(result.row_tally.changed, 1);
    fixture_close(&store);
}

/* A form of one household has its labels below each other; a table of its people may stand under them. */
void test_import_member__a_form_of_one_household(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const form = "PHIẾU RÀ SOÁT HỘ NGHÈO NĂM 2018,,,\nI. THÔNG TIN CHUNG,,,\n1. Họ và tên chủ hộ:,Siu Ân,,\n"
                                    "2. Giới tính:,Nam,,\n3. Số định danh cá nhân: 064060001234,,,\n4. Ngày sinh:,1/2/1960,,\n"
                                    "5. Dân tộc:,Gia Rai,,\n6. Số con bò: 2,,,\n7. Làng: Làng Ghè,,,\n";
    struct import_result result = IMPORT(&store, .csv = form, .year = 2018);
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_NOTE(&result, 0, "form_vertical");
    CHECK_NOTE(&result, 0, "column_unknown");
    struct record *head = import_one(&store, "household_members", "full_name", "Siu Ân");
    CHECK_TEXT(head ? record_text(head, "id_number") : "", "064060001234");
    CHECK_TEXT(head ? record_text(head, "birth_date") : "", "1960-02-01");
    const char *with_members = arena_printf(test_arena(), "%sII. THÀNH VIÊN,,,\nSTT,Họ và tên,Năm sinh,Quan hệ với chủ hộ\n"
                                                          "1,Siu Ân,1960,Chủ hộ\n2,Siu Bắc,1990,Con\n3,,1992,Con\n", form);
    result = IMPORT(&store, .csv = with_members, .year = 2018);
    CHECK_ROWS(&result, 2, 1, 0);
    CHECK_REFUSED(&result, 14, "name_missing");
    CHECK_INT(household_of(&store, "Siu Bắc"), household_of_head(&store, "Siu Ân"));
    CHECK_INT(import_count_of(&store, "household_members"), 2);
    /* What the labels and the table say of the head must agree; two heads are none. */
    const char *differs = arena_printf(test_arena(), "%sSTT,Họ và tên,Năm sinh,Quan hệ\n1,Siu Ân,1970,Chủ hộ\n", form);
    result = IMPORT(&store, .csv = differs, .year = 2018);
    CHECK_REFUSED(&result, 3, "column_differs");
    const char *two = arena_printf(test_arena(), "%sSTT,Họ và tên,Giới tính,Quan hệ\n1,Siu Út,Nữ,Chủ hộ\n", form);
    result = IMPORT(&store, .csv = two, .year = 2018);
    CHECK_REFUSED(&result, 11, "two_heads");
    /* A list below a few titles is none. */
    result = IMPORT(&store, .csv = "Đơn vị: Ia Din,,\nNgày sinh của chủ hộ theo căn cước,,\nHọ và tên chủ hộ,Năm sinh,Thôn\n"
                                   "Siu Cam,1960,Làng A\n", .year = 2018, .set = "class=poor");
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK(!import_issue_of(&result, 0, "form_vertical"));
    fixture_close(&store);
}
