/* SPDX-License-Identifier: Apache-2.0
 * Tables of figures by unit, in the forms that reviews are reported in. */
#include "import_fixture.h"

#include "service/unit/unit.h"

#include <string.h>

#define DUC_CO "631@2017-06-01"
#define GIA_LAI "64@2017-06-01"

/* The value of the one figure of that code, unit name and breakdown; -1: there is none. */
static int64_t figure(struct store *store, const char *unit, const char *code, const char *breakdown)
{
    struct record_list list = { 0 };
    struct err err = { 0 };
    const struct kind *kind = kind_by_slug("declared_figures");
    struct cond *is = cond_compare(test_arena(), kind_field_index(kind, "figure"), COND_EQ, v_text(code));
    struct entity_query query = { .where = is };
    int64_t found = -1;
    CHECK_OK(entity_list(store, kind, &query, test_arena(), &list, &err), &err);
    for (size_t i = 0; i < list.count; i++) {
        const char *part = record_text(&list.items[i], "breakdown");
        if (strcmp(unit_name(store, test_arena(), record_int(&list.items[i], "unit")), unit) != 0 ||
            strcmp(part ? part : "", breakdown) != 0)
            continue;
        CHECK_INT(found, -1); /* once */
        found = record_int(&list.items[i], "value");
    }
    return found;
}

static const char *const old_form =
    "UBND TỈNH GIA LAI,,,,,,,,,,,,,,,,,\nMẫu số 3: DIỄN BIẾN HỘ NGHÈO NĂM 2018,,,,,,,,,,,,,,,,,\n"
    "TT,Đơn vị,Tổng số hộ dân cư,,Số hộ nghèo đầu năm,,,,Diễn biến hộ nghèo trong năm,,,,,,Số hộ nghèo cuối năm,,,\n"
    ",,,,,,,,Số hộ thoát nghèo,,Số hộ tái nghèo,,Số hộ nghèo phát sinh,,,,,\n"
    ",,Tổng số hộ,Trong đó: DTTS,Số hộ,Tỷ lệ %,DTTS,Tỷ lệ %,Số hộ,%,Số hộ,%,Số hộ,%,Số hộ,Tỷ lệ %,DTTS,Tỷ lệ %\n"
    "I,Khu vực Thành thị,300,100,30,10,10,1,5,1,1,1,2,1,28,9,9,1\n"
    "1,Huyện Đức Cơ,300,100,30,10,10,1,5,1,1,1,2,1,28,9,9,1\n"
    "1.1,Chư Ty,300,100,30,10,10,1,5,1,1,1,2,1,28,9,9,1\n"
    "II,Khu vực Nông thôn,600,200,60,10,20,1,10,1,2,1,4,1,56,9,18,1\n"
    "1,Huyện Đức Cơ,300,100,30,10,10,1,5,1,1,1,2,1,28,9,9,1\n"
    "1.1,Ia Krêl,100,50,10,10,5,1,2,1,1,1,1,1,10,9,5,1\n"
    "1.2,Ia Dơk,200,50,20,10,5,1,3,1,0,1,1,1,18,9,4,1\n"
    "2,TP Pleiku,300,100,30,10,10,1,5,1,1,1,2,1,28,9,9,1\n"
    ",TỔNG CỘNG,900,300,91,10,30,1,15,1,3,1,6,1,84,9,27,1\n";

void test_import_figures__form_3_of_2011(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    for (int again = 0; again < 2; again++) {
        struct import_result result = IMPORT(&store, .kind = "declared_figures", .csv = old_form, .unit = GIA_LAI);
        CHECK_ROWS(&result, 4, 0, 0); /* the lowest rows; subtotals and totals repeat them */
        CHECK_INT(again ? result.row_tally.same : result.row_tally.created, 4);
        CHECK_NOTE(&result, 14, "total_differs");
        CHECK_INT((int64_t)result.issue_count, 1);
    }
    CHECK_INT(figure(&store, "Xã Ia Dơk", "households", ""), 200);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "ethnic_minority_households", ""), 50);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "poor_households_start", ""), 20);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "escaped_households", ""), 3);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "relapsed_households", ""), 0);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "newly_poor_households", ""), 1);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "poor_households", ""), 18);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "ethnic_minority_poor_households", ""), 4);
    CHECK_INT(figure(&store, "Thành phố Pleiku", "poor_households", ""), 28); /* nothing below it */
    CHECK_INT(figure(&store, "Huyện Đức Cơ", "poor_households", ""), -1);
    CHECK_INT(import_count_of(&store, "declared_figures"), 4 * 9);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_figures__a_corrected_table_updates(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    (void)IMPORT(&store, .kind = "declared_figures", .csv = old_form, .unit = GIA_LAI);
    char *corrected = arena_strdup(test_arena(), old_form);
    memcpy(strstr(corrected, "Ia Krêl,100"), "Ia Krêl,109", strlen("Ia Krêl,109"));
    struct import_result result = IMPORT(&store, .kind = "declared_figures", .csv = corrected, .unit = GIA_LAI);
    CHECK_INT(result.row_tally.changed, 1);
    CHECK_INT(result.row_tally.same, 3);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "households", ""), 109);
    CHECK_NOTE(&result, 10, "total_differs"); /* now the district says less than its communes */
    fixture_close(&store);
}

void test_import_figures__summary_of_2022(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const list =
        "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO VÀ HỘ CẬN NGHÈO 6 THÁNG ĐẦU NĂM 2019,,,,,,,,,,,,,,,\n"
        "STT,Xã,Tổng số hộ dân cư,,Hộ nghèo,,Hộ cận nghèo,,Hộ NLNN MSTB,,Khẩu nghèo,,Khẩu cận nghèo,,Khẩu NLNN MSTB,\n"
        ",,Số hộ,Nhân khẩu,Số hộ,Tỷ lệ %,Số hộ,Tỷ lệ %,Số hộ,Tỷ lệ %,Số khẩu,Tỷ lệ %,Số khẩu,%,Số khẩu,%\n"
        "1,Ia Krêl,1.200,4.800,120,10,60,5,10,\"0,8\",500,10,250,5,40,1\n"
        "2,Xã Ia Dơk,1000,4000,một trăm,10,50,5,10,1,400,10,200,5,40,1\n"
        "3,Xã Không Có,1,1,1,10,50,5,10,1,400,10,200,5,40,1\n";
    char *rejects = fixture_file("rejects.csv");
    struct import_result result =
        IMPORT(&store, .kind = "declared_figures", .csv = list, .unit = DUC_CO, .rejects = rejects);
    CHECK_ROWS(&result, 1, 2, 0);
    CHECK_REFUSED(&result, 5, "value_form");
    CHECK_REFUSED(&result, 6, "commune_unknown");
    CHECK_INT(figure(&store, "Xã Ia Krêl", "households", ""), 1200);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "people", ""), 4800);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_people", ""), 250);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "average_households", ""), 10);
    struct record *one = import_one(&store, "declared_figures", "figure", "poor_people");
    CHECK_TEXT(one ? record_text(one, "period") : "", "2019H1");
    /* What came back, corrected, is of the same half-year. */
    const char *text = import_file_text(rejects);
    const char *at = strstr(text, "một trăm");
    CHECK(at != NULL);
    if (!at)
        return;
    text = arena_printf(test_arena(), "%.*s100%s", (int)(at - text), text, at + strlen("một trăm"));
    result = IMPORT(&store, .kind = "declared_figures", .csv = text, .unit = DUC_CO);
    CHECK_ROWS(&result, 1, 1, 0);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "poor_households", ""), 100);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(DISTINCT period) FROM declared_figures"), 1);
    fixture_close(&store);
}

void test_import_figures__changes_of_near_poor_households_and_people(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const list =
        "DIỄN BIẾN HỘ CẬN NGHÈO NĂM 2019,,,,,,,,,,,\n"
        "STT,Đơn vị,Phân tổ,Đầu kỳ,Số hộ giảm trong kỳ,,,Số hộ tăng trong kỳ,,,,Cuối kỳ\n"
        ",,,,Trở thành hộ nghèo,Vượt chuẩn cận nghèo,Giảm khác,Từ hộ nghèo,Tái cận nghèo,Phát sinh mới,Tăng khác,\n"
        "1,Xã Ia Krêl,Hộ,10,1,2,0,3,0,4,0,14\n"
        ",,Nhân khẩu,40,4,8,0,12,0,16,0,56\n"
        "2,Xã Ia Dơk,Hộ,20,0,1,0,0,0,0,0,19\n"
        ",,Nhân khẩu,80,0,4,0,0,0,0,0,76\n"
        ",Tổng cộng,Hộ,30,1,3,0,3,0,4,0,33\n";
    struct import_result result = IMPORT(&store, .kind = "declared_figures", .csv = list, .unit = DUC_CO);
    CHECK_ROWS(&result, 4, 0, 0);
    CHECK(!import_issue_of(&result, 0, "total_differs"));
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_households_start", ""), 10);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_people_start", ""), 40);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_households_change", "to_poor"), 1);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_households_change", "above_standard"), 2);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_households_change", "from_poor"), 3);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "near_poor_people_change", "newly"), 16);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "near_poor_households", ""), 19);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "near_poor_people", ""), 76);
    CHECK_INT(figure(&store, "Xã Ia Dơk", "poor_households", ""), -1);
    fixture_close(&store);
}

void test_import_figures__deprivations_and_causes(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const deprivations =
        "HỘ NGHÈO THEO CHỈ SỐ THIẾU HỤT NĂM 2019,,,,,,,,,,,,,,\nSTT,Xã,Tổng số hộ nghèo,Việc làm,Người phụ thuộc trong "
        "hộ,Dinh dưỡng,Bảo hiểm y tế,Trình độ giáo dục người lớn,Tình trạng đi học của trẻ em,Chất lượng nhà ở,Diện "
        "tích nhà ở,Nguồn nước sinh hoạt,Nhà tiêu hợp vệ sinh,Sử dụng dịch vụ viễn thông,Phương tiện tiếp cận thông tin\n"
        "1,Ia Krêl,100,1,2,3,4,5,6,7,8,9,10,11,12\n";
    struct import_result result = IMPORT(&store, .kind = "declared_figures", .csv = deprivations, .unit = DUC_CO);
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_deprivation", "employment"), 1);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_deprivation", "housing_area"), 8);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_deprivation", "information_access_assets"), 12);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households", ""), 100);
    static const char *const causes =
        "NGUYÊN NHÂN NGHÈO NĂM 2019,,,,,,,,,,\nSTT,Xã,Tổng số hộ nghèo,Không có đất sản xuất,\"Không có vốn sản xuất, kinh "
        "doanh\",Không có lao động,\"Không có công cụ, phương tiện sản xuất\",Không có kiến thức về sản xuất,Không có kỹ năng "
        "lao động,\"Có người ốm đau, bệnh nặng\",Nguyên nhân khác\n1,Ia Krêl,100,1,2,3,4,5,6,7,8\n";
    result = IMPORT(&store, .kind = "declared_figures", .csv = causes, .unit = DUC_CO);
    CHECK_ROWS(&result, 1, 0, 0);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_cause", "production_land"), 1);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_cause", "labour"), 3);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_cause", "labour_skill"), 6);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "poor_households_by_cause", "other"), 8);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* Numbers under a wrong name are worse than none. */
void test_import_figures__a_form_that_is_not_sure_is_not_taken(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    struct attempt attempt = { .kind = "declared_figures", .unit = DUC_CO, .year = 2019,
                               .csv = "STT,Xã,Số hộ,Trâu,Bò,Lợn,Gà\n1,Ia Krêl,100,1,2,3,4\n" };
    struct import_result result;
    CHECK_INT(import_try(&store, &attempt, &result), ERR_INPUT);
    CHECK_INT(import_count_of(&store, "declared_figures"), 0);
    attempt.guess = true;
    CHECK_INT(import_try(&store, &attempt, &result), ERR_OK);
    CHECK_INT(result.accepted, 1);
    CHECK_INT(figure(&store, "Xã Ia Krêl", "households", ""), 100);
    fixture_close(&store);
}
