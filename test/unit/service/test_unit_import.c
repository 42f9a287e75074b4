/* SPDX-License-Identifier: Apache-2.0
 * Lists and conversion tables from files: headings in any order, codes that lost their zeros, days in
 * names, bad rows one by one; and the official files of ../shared, where present, in every order. */
#include "../store_fixture.h"

#include "base/date.h"
#include "domain/builtin_units.h"
#include "paper/sheet_writer.h"
#include "service/unit/unit.h"
#include "service/unit/unit_import.h"

#include <string.h>

enum { TODAY = 20778 /* 2026-11-21 */ };

static int32_t day_of(int year, int month, int day)
{
    return date_to_days(date_of(year, month, day));
}

static const char *write_file(const char *name, const char *text)
{
    const char *path = fixture_file(name);
    FILE *file = fopen(path, "w");
    require(file && fputs(text, file) >= 0 && fclose(file) == 0);
    return path;
}

static enum err_code read_text(const char *name, const char *text, struct unit_file *ret_file,
                               struct issues *issues, struct err *err)
{
    *issues = (struct issues){ .arena = test_arena() };
    return unit_file_read(write_file(name, text), test_arena(), issues, ret_file, err);
}

static void begin(struct store *store)
{
    store_set_now(store, ((int64_t)TODAY * 86400 + 3600) * 1000);
}

static void check_closure(struct store *store)
{
    int64_t differences = -1;
    struct err err = { 0 };
    CHECK_OK(unit_closure_check(store, &differences, &err), &err);
    CHECK_INT(differences, 0);
}

/* --- files -------------------------------------------------------------------------------------------- */

void test_unit_file__forms(void)
{
    struct unit_file file;
    struct issues issues;
    struct err err = { 0 };
    CHECK_OK(read_text("a.csv",
                       "\xEF\xBB\xBFTên;Loại;Mã;Mã cấp trên;Cấp\nTỉnh Gia Lai;Tỉnh;52;;1\n"
                       "Xã  Đức Cơ;Xã;23857;52;2\n",
                       &file, &issues, &err),
             &err);
    CHECK(file.form == UNIT_FORM_LIST && file.list == LIST_GSO2 && file.count == 2);
    CHECK_TEXT(file.list_rows[1].name, "Xã Đức Cơ");
    CHECK_INT(file.list_rows[1].line, 3);
    CHECK_OK(read_text("b.csv", "Bảng chuyển đổi\n\ntype,new_code,note,old_code\nfull,97,x,1\n", &file,
                       &issues, &err),
             &err);
    CHECK(file.form == UNIT_FORM_TABLE && file.count == 1);
    CHECK_TEXT(file.map_rows[0].old_code, "00001");
    CHECK_TEXT(file.map_rows[0].new_code, "00097");
    CHECK_INT(read_text("c.csv", "a,b\n1,2\n", &file, &issues, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_FILE_FORM);
    CHECK_INT(read_text("d.csv", "code,parent,type,name\n", &file, &issues, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_FILE_EMPTY);
    CHECK(read_text("e.csv", "", &file, &issues, &err) != ERR_OK);

    /* Levels that do not fit their codes, and a name in another encoding's bytes. */
    CHECK_OK(read_text("f.csv",
                       "code,parent,level,type,name\n01,,1,Tỉnh,Một\n001,01,2,Huyện,Hai\n"
                       "00001,001,2,Xã,Ba\n00004,001,4,Xã,Bốn\n00007,001,x,Xã,Năm\n",
                       &file, &issues, &err),
             &err);
    CHECK_INT((int64_t)file.row_count, 5);
    CHECK_INT((int64_t)issues.count, 3);
    CHECK_INT((int64_t)file.count, 2);
}

/* A workbook in which the codes became numbers. */
void test_unit_file__numbers_of_a_workbook(void)
{
    static const struct sheet_column columns[] = {
        { .header = "code", .type = SHEET_COLUMN_NUMBER }, { .header = "parent", .type = SHEET_COLUMN_NUMBER },
        { .header = "level", .type = SHEET_COLUMN_NUMBER }, { .header = "type" }, { .header = "name" },
    };
    struct sheet_writer_options options = { .format = SHEET_FORMAT_XLSX, .title = "Danh mục",
                                            .columns = columns, .column_count = COUNT(columns) };
    struct sheet_writer *writer = NULL;
    struct err err = { 0 };
    const char *path = fixture_file("units.xlsx");
    CHECK_OK(sheet_writer_open(path, &options, &writer, &err), &err);
    CHECK_OK(sheet_writer_add(writer, (struct value[]){ v_text("1"), v_null(), v_text("1"),
                                                        v_text("Thành phố"), v_text("Thành phố Hà Nội") },
                              &err), &err);
    CHECK_OK(sheet_writer_add(writer, (struct value[]){ v_text("4"), v_text("1"), v_text("2"),
                                                        v_text("Phường"), v_text("Phường Ba Đình") },
                              &err), &err);
    CHECK_OK(sheet_writer_finish(writer, &err), &err);
    struct unit_file file;
    struct issues issues = { .arena = test_arena() };
    CHECK_OK(unit_file_read(path, test_arena(), &issues, &file, &err), &err);
    CHECK(file.count == 2 && issues.count == 0 && file.list == LIST_GSO2);
    CHECK_TEXT(file.list_rows[0].code, "01");
    CHECK_TEXT(file.list_rows[1].code, "00004");
    CHECK_TEXT(file.list_rows[1].parent, "01");
}

void test_unit_file__days_in_names(void)
{
    static const struct {
        const char *name;
        enum unit_list list;
        int32_t day; /* 0: none */
    } cases[] = {
        { "units_2020.csv", LIST_GSO3, 18627 },       { "units_20250630.csv", LIST_GSO3, 20269 },
        { "units_2025.csv", LIST_GSO2, 20453 },       { "units_2026.csv", LIST_GSO2, TODAY },
        { "units_2027.csv", LIST_GSO2, 0 },           { "dm-2025-06-30 (1).xlsx", LIST_GSO3, 20269 },
        { "dm_2025_06_30.xlsx", LIST_GSO3, 20269 },   { "units_2025.csv", LIST_GSO3, 0 },
        { "units_2020.csv", LIST_GSO2, 0 },           { "units.csv", LIST_GSO2, 0 },
        { "qd19_2025.csv", LIST_GSO2, 20453 },        { "20251399.csv", LIST_GSO2, 0 },
        { "list_20250701_2026.csv", LIST_GSO2, 20270 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct unit_file file = { .name = cases[i].name, .list = cases[i].list };
        int32_t day = 0;
        bool has = unit_file_day(&file, TODAY, &day);
        check_int(has ? day : 0, cases[i].day, cases[i].name, __FILE__, __LINE__);
    }
}

/* --- importing ------------------------------------------------------------------------------------------ */

static enum err_code import(struct store *store, const char *path, const char *day,
                            struct unit_import_report *ret_report, struct err *err)
{
    struct unit_import_request request = { .path = path, .on = day };
    return unit_import(store, &request, test_arena(), ret_report, err);
}

void test_unit_import__bad_rows_and_part_of_a_list(void)
{
    struct store store;
    struct unit_import_report report;
    struct err err = { 0 };
    if (!fixture_open(&store))
        return;
    begin(&store);
    const char *path = write_file(
        "tinh.csv", "code,parent,level,type,name\n52,,1,Tỉnh,Tỉnh Gia Lai\n23857,52,2,Xã,Xã Đức Cơ\n"
                    "23866,52,2,Phường,Phường Ia Krêl\n23869,99,2,Xã,Xã Ia Dơk\n23866,52,2,Xã,Xã Ia Krêl\n"
                    "23872,52,2,Buôn,Buôn Đôn\n23875,52,2,Xã,\n5X,,1,Tỉnh,Tỉnh Lạ\n");
    int64_t units = fixture_sql_int(&store, "SELECT count(*) FROM units");
    CHECK_INT(import(&store, path, NULL, &report, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_FILE_DAY);
    CHECK_INT(import(&store, path, "2020-01-01", &report, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_UNIT_LIST_DAY_TWO);
    struct unit_import_request request = { .path = path, .on = "2026-01-01", .dry_run = true };
    CHECK_OK(unit_import(&store, &request, test_arena(), &report, &err), &err);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM units"), units);
    CHECK_INT(report.refused, 5);
    CHECK_INT(report.retyped, 1);
    CHECK(report.is_partial);
    CHECK(report.missing > 100); /* the rest of Gia Lai: this list is said to be all of it */
    CHECK_OK(import(&store, path, "2026-01-01", &report, &err), &err);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM import_rows"), 5);
    check_closure(&store);
    CHECK_OK(unit_change_undo(&store, report.batch, "the list was not whole", &err), &err);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM units WHERE state = 'recorded'"), units);
    fixture_check_sound(&store);
    fixture_close(&store);
}

void test_unit_import__a_conversion_table(void)
{
    struct store store;
    struct unit_import_report report;
    struct err err = { 0 };
    if (!fixture_open(&store))
        return;
    begin(&store);
    const char *path = write_file(
        "map.csv", "old_code,old_province,new_code,new_province,type,nso_note\n"
                   "23866,64,23866,52,partial,Nhập một phần\n23866,64,23857,52,partial,Nhập một phần\n"
                   "23863,64,23866,52,full,\n23875,64,23866,64,full,\n23857,52,23857,52,full,\n");
    CHECK_OK(import(&store, path, NULL, &report, &err), &err);
    CHECK_INT(report.day, BUILTIN_GSO2_FROM_DAY);
    CHECK_INT(report.refused, 2); /* provinces that their codes are not of */
    CHECK_INT(report.corrected, 1);
    CHECK_INT(report.same, 1);
    CHECK_INT(report.added, 1);
    CHECK_INT(report.types[LINEAGE_PARTIAL], 2);
    CHECK_TEXT(fixture_sql_text(&store, "SELECT source FROM lineages l JOIN units u ON u.shard = 0 AND u.id = l.from_unit"
                                        " WHERE u.code = '23863'"),
               strrchr(path, '/') + 1);
    check_closure(&store);
    CHECK_OK(import(&store, path, NULL, &report, &err), &err);
    CHECK_INT(report.batch, 0);
    fixture_check_sound(&store);
    fixture_close(&store);
}

/* --- the official files ------------------------------------------------------------------------------------ */

enum { FILES = 5 };
static const char *const files[FILES] = { "units_2020", "units_20250630", "units_2025", "units_2026",
                                          "merge_map" };

static bool import_files(struct store *store, const int *order, struct unit_import_report reports[FILES])
{
    for (int i = 0; i < FILES; i++) {
        struct err err = { 0 };
        const char *path = test_shared(arena_printf(test_arena(), "data/units/%s.csv", files[order[i]]));
        if (!path)
            return false;
        CHECK_OK(import(store, path, NULL, &reports[order[i]], &err), &err);
        CHECK_INT((int64_t)reports[order[i]].issues.count, 0);
        check_closure(store);
    }
    return true;
}

/* Every unit with its days, names and superior, ids left out, and every statement of lineage. */
static const char *history(struct store *store)
{
    return fixture_sql_lines(
        store,
        "SELECT u.code || ' ' || u.official_name || ' ' || u.valid_from"
        " || ' ' || coalesce(u.valid_to, '') FROM units u WHERE u.state = 'recorded'"
        " UNION ALL SELECT f.code || f.valid_from || ' ' || t.code || t.valid_from || ' ' || l.type || "
        "l.on_date FROM lineages l JOIN units f ON f.shard = 0 AND f.id = l.from_unit"
        " JOIN units t ON t.shard = 0 AND t.id = l.to_unit"
        " WHERE l.state = 'recorded' ORDER BY 1");
}

void test_unit_import__the_official_files(void)
{
    struct store store;
    struct unit_import_report reports[FILES];
    struct err err = { 0 };
    static const int order[] = { 0, 1, 2, 3, 4 };
    if (!test_shared("data/units/merge_map.csv") || !fixture_open_country(&store))
        return;
    begin(&store);
    if (!import_files(&store, order, reports))
        return;
    CHECK_INT(reports[0].day, day_of(2020, 12, 31));
    CHECK_INT(reports[0].same + reports[0].changed + reports[0].added, 63 + 705 + 10603);
    CHECK_INT(reports[1].same + reports[1].changed + reports[1].added, 63 + 696 + 10047);
    CHECK_INT(reports[2].same, 34 + 3321);
    CHECK_INT(reports[2].changed + reports[2].added + reports[2].missing, 0);
    CHECK_INT(reports[3].recoded, 2);
    CHECK_INT(reports[4].types[LINEAGE_PARTIAL] + reports[4].types[LINEAGE_FULL] +
                  reports[4].types[LINEAGE_KEPT] + reports[4].types[LINEAGE_RENAMED],
              10584);
    CHECK_INT((int64_t)reports[4].without.count, 0);
    static const struct {
        const char *named, *name;
    } names[] = {
        { "75@2026-11-21", "Thành phố Đồng Nai" }, { "75@2026-01-01", "Tỉnh Đồng Nai" },
        { "172@2017-01-01", "Thị xã Phổ Yên" },    { "172@2024-01-01", "Thành phố Phổ Yên" },
        { "06978@2026-11-21", "Xã Ba Chẽ" },       { "23866@2017-01-01", "Xã Ia Din" },
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        int64_t id = 0;
        CHECK_OK(unit_resolve(&store, names[i].named, NULL, &id, &err), &err);
        CHECK_TEXT(unit_name(&store, test_arena(), id), names[i].name);
    }
    const char *before = history(&store);
    int64_t audit = fixture_sql_int(&store, "SELECT count(*) FROM audit");
    store_set_now(&store, ((int64_t)(TODAY + 9) * 86400) * 1000); /* on another day, too */
    if (!import_files(&store, order, reports))
        return;
    CHECK_TEXT(history(&store), before);
    CHECK_INT(fixture_sql_int(&store, "SELECT count(*) FROM audit"), audit);
    fixture_check_sound(&store);
    fixture_close(&store);

    /* Whatever came first, the same history stands in the end. */
    static const int other_order[] = { 3, 1, 2, 0, 4 };
    if (!fixture_open_country(&store))
        return;
    begin(&store);
    if (import_files(&store, other_order, reports))
        CHECK_TEXT(history(&store), before);
    fixture_close(&store);
}

void test_unit_import__a_list_taken_back(void)
{
    struct store store;
    struct unit_import_report report;
    struct err err = { 0 };
    const char *path = test_shared("data/units/units_20250630.csv");
    if (!path || !fixture_open_country(&store))
        return;
    begin(&store);
    const char *before = history(&store);
    CHECK_OK(import(&store, path, NULL, &report, &err), &err);
    CHECK(strcmp(history(&store), before) != 0);
    CHECK_OK(unit_change_undo(&store, report.batch, "for a test", &err), &err);
    CHECK_TEXT(history(&store), before);
    check_closure(&store);
    CHECK_OK(import(&store, path, NULL, &report, &err), &err); /* and again */
    CHECK(report.batch != 0 && report.issues.count == 0);
    fixture_close(&store);
}
