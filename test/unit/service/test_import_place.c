/* SPDX-License-Identifier: Apache-2.0
 * Whose list it is: the unit of an import against titles, names of sheets, sections and columns; names
 * and codes of before a reform. Every person here is invented. */
#include "import_fixture.h"

#include "base/date.h"
#include "service/unit/unit.h"
#include "service/unit/unit_verbs.h"

#include <string.h>

#define DUC_CO "631@2017-06-01"
#define GIA_LAI_TODAY "52@2026-01-01"

#define HEADER "STT,Họ và tên chủ hộ,Năm sinh,Thôn"

/* The commune of the household of that head. */
static const char *commune_of(struct store *store, const char *head)
{
    struct record *household = import_one(store, "households", "head_name", head);
    struct unit_place place = { 0 };
    struct err err = { 0 };
    if (!household)
        return "";
    CHECK_OK(unit_place_get(store, record_int(household, "unit"), &place, &err), &err);
    return place.commune ? unit_name(store, test_arena(), place.commune) : "";
}

void test_import_place__a_title_of_another_commune_stops_the_sheet(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const list = "UBND XÃ IA KRÊL,,,\nDANH SÁCH HỘ NGHÈO NĂM 2017,,,\n" HEADER "\n"
                                    "1,Siu Ân,1960,Làng A\n2,Siu Bắc,1970,Làng A\n";
    struct import_result result = IMPORT(&store, .csv = list, .unit = "23866@2017-06-01");
    CHECK_ROWS(&result, 0, 0, 2);
    CHECK_DOUBTFUL(&result, 4, "unit_differs");
    const struct import_issue *told = import_issue_of(&result, 1, "unit_differs");
    CHECK(told && strstr(import_issue_text(told), "--unit 23863@2017-06-01 (Xã Ia Krêl)"));
    CHECK_INT(import_count_of(&store, "households"), 0);
    result = IMPORT(&store, .csv = list, .unit = "23866@2017-06-01", .take_unit = true);
    CHECK_ROWS(&result, 2, 0, 0);
    CHECK_NOTE(&result, 1, "unit_differs");
    fixture_close(&store);
}

void test_import_place__titles_that_fit(void)
{
    static const char *const titles[][2] = {
        { "ỦY BAN NHÂN DÂN XÃ IA DIN - HUYỆN ĐỨC CƠ", "23866@2017-06-01" },
        { "UY BAN MTTQ XA IA DIN", "23866@2017-06-01" },
        { "Đơn vị: xã Ia Din; huyện Đức Cơ; tỉnh Gia Lai", "23866@2017-06-01" },
        { "BCĐ giảm nghèo các xã vùng sâu vùng xa", "23866@2017-06-01" },
        { "SỞ LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI", "23866@2017-06-01" },
        { "UBND xã Ia Din (theo công văn của UBND xã Ia Krêl)", "23866@2017-06-01" },
        { "UBND THỊ XÃ AN KHÊ", "23866@2017-06-01" }, /* a district says nothing of a commune */
    };
    struct store store;
    if (!fixture_open(&store))
        return;
    for (size_t i = 0; i < COUNT(titles); i++) {
        const char *list = arena_printf(test_arena(), "%s\nDANH SÁCH HỘ NGHÈO NĂM 2017\n" HEADER "\n1,Siu Ân,1960,Làng A\n",
                                        strchr(titles[i][0], ',') ? "" : titles[i][0]);
        struct import_result result = IMPORT(&store, .csv = list, .unit = titles[i][1]);
        check_int(result.accepted, 1, titles[i][0], __FILE__, __LINE__);
    }
    fixture_close(&store);
}

void test_import_place__a_title_of_another_district_stops_the_sheet(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const list = "UBND HUYỆN CHƯ SÊ,,,,\nSTT,Họ và tên chủ hộ,Năm sinh,Thôn,Xã\n"
                                    "1,Siu Ân,1960,Làng A,Ia Din\n";
    struct import_result result = IMPORT(&store, .csv = list, .unit = DUC_CO, .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 0, 0, 1);
    const struct import_issue *told = import_issue_of(&result, 1, "unit_differs");
    CHECK(told && strstr(import_issue_text(told), "Huyện Chư Sê"));
    fixture_close(&store);
}

void test_import_place__communes_by_sheet_names_and_titles(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *path = import_workbook(
        "communes.xlsx",
        (struct import_sheet_text[]){ { "Ia Krêl", HEADER "\n1,Siu Ân,1960,Làng A" },
                                      { "Xã Ia Dơk", HEADER "\n1,Siu Bắc,1960,Làng A" },
                                      { "3. Chư Ty", HEADER "\n1,Siu Cam,1960,2" },
                                      { "Trang 4", "UBND HUYỆN ĐỨC CƠ - xã Ia Din\n" HEADER "\n1,Siu Du,1960,Làng A" },
                                      { "Trang 5", HEADER "\n1,Siu Em,1960,Làng A" },
                                      { NULL, NULL } });
    struct import_result result = IMPORT(&store, .path = path, .unit = DUC_CO, .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 4, 1, 0);
    CHECK_REFUSED(&result, 2, "commune_missing");
    CHECK_TEXT(commune_of(&store, "Siu Ân"), "Xã Ia Krêl");
    CHECK_TEXT(commune_of(&store, "Siu Bắc"), "Xã Ia Dơk");
    CHECK_TEXT(commune_of(&store, "Siu Cam"), "Thị trấn Chư Ty");
    CHECK_TEXT(commune_of(&store, "Siu Du"), "Xã Ia Din");
    /* The same workbook for one commune: the sheets of the others are not its list. */
    result = IMPORT(&store, .path = path, .unit = "23863@2017-06-01", .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 2, 0, 3);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_place__sheets_of_areas(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    const char *path = import_workbook(
        "areas.xlsx", (struct import_sheet_text[]){ { "Làng Ghè", "STT,Họ và tên chủ hộ,Năm sinh\n1,Siu Ân,1960" },
                                                    { "Thôn 2", "STT,Họ và tên chủ hộ,Năm sinh\n1,Siu Bắc,1960" },
                                                    { NULL, NULL } });
    struct import_result result = IMPORT(&store, .path = path, .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 2, 0, 0);
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Ân")), "Làng Ghè");
    CHECK_TEXT(import_area_name(&store, import_one(&store, "households", "head_name", "Siu Bắc")), "Thôn 2");
    fixture_close(&store);
}

void test_import_place__sections_of_districts_and_communes(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    static const char *const list = HEADER "\nA,Huyện Đức Cơ,,\nI,Ia Krêl,,\n1,Siu Ân,1960,Làng A\nII,Xã Ia Dơk,,\n"
                                           "1,Siu Bắc,1960,Làng A\nB,Thành phố Pleiku,,\nI,Phường Hoa Lư,,\n"
                                           "1,Siu Cam,1960,Tổ 2\n,Tổng cộng: 3 hộ,,\n";
    struct import_result result =
        IMPORT(&store, .csv = list, .unit = "64@2017-06-01", .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 3, 0, 0);
    CHECK_TEXT(commune_of(&store, "Siu Ân"), "Xã Ia Krêl");
    CHECK_TEXT(commune_of(&store, "Siu Bắc"), "Xã Ia Dơk");
    CHECK_TEXT(commune_of(&store, "Siu Cam"), "Phường Hoa Lư");
    fixture_close(&store);
}

void test_import_place__former_names_and_codes_today(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    static const char *const list = "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Xã\n1,Siu Ân,1960,Làng A,Ia Din\n"
                                    "2,Siu Bắc,1970,Làng A,23869\n3,Siu Cam,1970,Làng A,23866 - Ia Krêl\n"
                                    "4,Siu Du,1970,Làng A,\"Ia Kriêng, huyện Đức Cơ\"\n"
                                    "5,Siu Em,1970,Làng A,Xã Không Có\n6,Siu Gia,1970,Làng A,23866@2017-06-01\n";
    struct import_result result =
        IMPORT(&store, .csv = list, .unit = GIA_LAI_TODAY, .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 5, 1, 0);
    CHECK_NOTE(&result, 2, "commune_former");
    CHECK_REFUSED(&result, 6, "commune_unknown");
    CHECK_TEXT(commune_of(&store, "Siu Ân"), "Xã Ia Krêl");
    CHECK_TEXT(commune_of(&store, "Siu Bắc"), "Xã Ia Dơk");
    CHECK_TEXT(commune_of(&store, "Siu Cam"), "Xã Ia Krêl");
    CHECK_TEXT(commune_of(&store, "Siu Du"), "Xã Đức Cơ");
    CHECK_TEXT(commune_of(&store, "Siu Gia"), "Xã Ia Krêl");
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_place__one_name_in_two_districts(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    /* Two communes of the old Gia Lai and Bình Định that today's fixture holds bear one name. */
    const struct territory *territory = NULL;
    struct err err = { 0 };
    CHECK_OK(unit_territory(&store, &territory, &err), &err);
    const struct unit *units = NULL, *one = NULL, *other = NULL;
    size_t count = territory_units(territory, &units);
    int32_t day = date_to_days((struct date){ 2017, 6, 1, DATE_DAY });
    for (size_t i = 0; i < count && !other; i++)
        for (size_t j = 0; j < i && !other; j++)
            if (units[i].level == LEVEL_COMMUNE && units[j].level == LEVEL_COMMUNE &&
                strcmp(units[i].name, units[j].name) == 0 && units[i].founding == units[j].founding &&
                units[i].from_day <= day && units[i].to_day > day && units[j].from_day <= day &&
                units[j].to_day > day && units[i].parent != units[j].parent) {
                one = &units[i];
                other = &units[j];
            }
    CHECK(one && other);
    if (!other)
        return;
    const char *district = unit_name(&store, test_arena(), one->parent);
    const char *province = unit_copy(test_arena(), territory_unit(territory, territory_unit(territory, one->parent)->parent))->code;
    const char *list = arena_printf(test_arena(), "STT,Họ và tên chủ hộ,Năm sinh,Thôn,Xã,Huyện\n1,Siu Ân,1960,Thôn 1,%s,\n"
                                                  "2,Siu Bắc,1960,Thôn 1,%s,%s\n", one->name, one->name, district);
    const char *unit = arena_printf(test_arena(), "%s@2017-06-01", province);
    struct import_result result = IMPORT(&store, .csv = list, .unit = unit, .year = 2017, .set = "class=poor");
    CHECK_ROWS(&result, 1, 0, 1);
    CHECK_DOUBTFUL(&result, 2, "commune_several");
    const struct import_issue *told = import_issue_of(&result, 2, "commune_several");
    CHECK(told && strstr(import_issue_text(told), district)); /* which district tells them apart */
    fixture_close(&store);
}

/* A list of a year in which its unit was no more would be of nobody's commune. */
void test_import_place__a_unit_that_ended_before_the_year(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    static const char *const rows = HEADER "\n1,Siu Ân,1960,Làng A\n2,Siu Bắc,1970,Làng A\n";
    struct import_result result = IMPORT(&store, .csv = rows, .unit = "23866@2024-01-01", .year = 2026, .set = "class=poor");
    CHECK_ROWS(&result, 0, 2, 0);
    CHECK_REFUSED(&result, 3, "unit_ended");
    const struct import_issue *told = import_issue_of(&result, 2, "unit_ended");
    CHECK(told && strstr(import_issue_text(told), "Xã Ia Din (23866@2004-07-08)"));
    CHECK(told && strstr(import_issue_text(told), "Xã Ia Krêl (23866@2025-07-01"));
    CHECK_INT(import_count_of(&store, "households"), 0);
    const char *titled = arena_printf(test_arena(), "DANH SÁCH HỘ NGHÈO NĂM 2026,,,\n%s", rows);
    result = IMPORT(&store, .csv = titled, .unit = "23866@2024-01-01");
    CHECK_ROWS(&result, 0, 2, 0);
    CHECK_REFUSED(&result, 3, "unit_ended");
    static const char *const of_years = HEADER ",Năm\n1,Siu Ân,1960,Làng A,2025\n2,Siu Bắc,1970,Làng A,2026\n";
    result = IMPORT(&store, .csv = of_years, .unit = "23866@2024-01-01", .set = "class=poor");
    CHECK_ROWS(&result, 1, 1, 0); /* it was still there in the year it ended in */
    CHECK_REFUSED(&result, 3, "unit_ended");
    result = IMPORT(&store, .csv = rows, .unit = "23866@2026-01-01", .year = 2026, .set = "class=poor");
    CHECK_ROWS(&result, 2, 0, 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_import_place__communes_of_a_district_that_ended(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    static const char *const list = HEADER ",Xã\n1,Siu Ân,1960,Làng A,Ia Din\n2,Siu Bắc,1970,Làng A,Ia Dơk\n";
    struct import_result result = IMPORT(&store, .csv = list, .unit = DUC_CO, .year = 2026, .set = "class=poor");
    CHECK_ROWS(&result, 0, 2, 0);
    CHECK_REFUSED(&result, 2, "unit_ended");
    const struct import_issue *told = import_issue_of(&result, 3, "unit_ended");
    CHECK(told && strstr(import_issue_text(told), "Xã Ia Dơk (23860"));
    fixture_close(&store);
}

/* Where its people went to several communes, or nobody knows where, only a person can tell. */
void test_import_place__a_unit_divided_before_the_year(void)
{
    struct store store;
    struct err err = { 0 };
    struct unit_verb_result divided = { 0 };
    if (!fixture_open(&store))
        return;
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    struct unit_verb verb = { .day = date_to_days(date_of(2025, 10, 1)) };
    const char *parts[] = { "Xã Chư Ty=23858", "23866" };
    CHECK_OK(unit_split(&store, "23857@2025-07-01", parts, 2, &verb, test_arena(), &divided, &err), &err);
    static const char *const rows = HEADER "\n1,Siu Ân,1960,Thôn 1\n";
    struct import_result result = IMPORT(&store, .csv = rows, .unit = "23857@2025-07-01", .year = 2026, .set = "class=poor");
    CHECK_ROWS(&result, 0, 0, 1);
    CHECK_DOUBTFUL(&result, 2, "unit_ended");
    const struct import_issue *told = import_issue_of(&result, 2, "unit_ended");
    CHECK(told && strstr(import_issue_text(told), "Xã Chư Ty (23858") && strstr(import_issue_text(told), "Xã Ia Krêl (23866"));
    /* The built-in lists do not say what became of it. */
    result = IMPORT(&store, .csv = rows, .unit = "21568@2024-01-01", .year = 2026, .set = "class=poor");
    CHECK_ROWS(&result, 0, 0, 1);
    CHECK_DOUBTFUL(&result, 2, "unit_ended");
    fixture_close(&store);
}

void test_import_place__works_and_figures_of_a_unit_that_ended(void)
{
    struct store store;
    if (!fixture_open(&store))
        return;
    store_set_now(&store, INT64_C(1795222800000)); /* 2026-11-21 */
    static const char *const works = "Tên công trình,Năm\nĐường làng,2025\nCầu treo,2026\n";
    struct import_result result = IMPORT(&store, .kind = "works", .csv = works, .unit = "23866@2024-01-01");
    CHECK_INT(result.rows, 2);
    CHECK(!import_issue_of(&result, 2, "unit_ended"));
    CHECK_REFUSED(&result, 3, "unit_ended");
    static const char *const figures = "STT,Xã,Tổng số hộ,Hộ nghèo,Hộ cận nghèo\n1,Ia Din,100,10,5\n";
    result = IMPORT(&store, .kind = "declared_figures", .csv = figures, .unit = DUC_CO, .year = 2026);
    CHECK_ROWS(&result, 0, 1, 0);
    CHECK_REFUSED(&result, 2, "unit_ended");
    CHECK_INT(import_count_of(&store, "declared_figures"), 0);
    result = IMPORT(&store, .kind = "declared_figures", .csv = figures, .unit = DUC_CO, .year = 2025);
    CHECK_ROWS(&result, 1, 0, 0);
    fixture_close(&store);
}
