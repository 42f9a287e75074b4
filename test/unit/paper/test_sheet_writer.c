/* SPDX-License-Identifier: Apache-2.0 */
#include "paper_files.h"
#include "paper/encoding.h"
#include "paper/sheet_writer.h"
#include "paper/xlsx_parts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <signal.h>
#include <zip.h>

static const char *const causes[] = { "Thiếu vốn", "Thiếu lao động, thiếu đất", "Khác" };
static const struct sheet_column columns[] = {
    { .header = "Mã", .type = SHEET_COLUMN_TEXT },
    { .header = "Họ và tên",
      .type = SHEET_COLUMN_TEXT,
      .width = 28,
      .note = "Ghi đúng như giấy tờ" },
    { .header = "Năm sinh", .type = SHEET_COLUMN_NUMBER },
    { .header = "Số tiền", .type = SHEET_COLUMN_AMOUNT },
    { .header = "Ngày", .type = SHEET_COLUMN_DATE },
    { .header = "Nguyên nhân",
      .type = SHEET_COLUMN_TEXT,
      .choices = causes,
      .choice_count = COUNT(causes) },
};
enum { COLUMN_COUNT = COUNT(columns) };

static struct sheet_writer_options options_of(enum sheet_format format)
{
    return (struct sheet_writer_options){ .format = format,
                                          .title = "Hộ nghèo: 2020/1",
                                          .columns = columns,
                                          .column_count = COLUMN_COUNT };
}

static const char *write_rows(struct sheet_writer_options options, const struct value *rows,
                              size_t count)
{
    struct err err = { 0 };
    struct sheet_writer *writer = NULL;
    const char *path = paper_path(options.format == SHEET_FORMAT_CSV ? "out.csv" : "out.xlsx");
    CHECK_OK(sheet_writer_open(path, &options, &writer, &err), &err);
    for (size_t i = 0; i < count; i++)
        CHECK_OK(sheet_writer_add(writer, rows + i * options.column_count, &err), &err);
    CHECK_OK(sheet_writer_finish(writer, &err), &err);
    return path;
}

void test_paper_writer__csv_bytes(void)
{
    struct value row[COLUMN_COUNT] = { v_text("001"),        v_text("Nông \"Sé\", thôn\n2"),
                                       v_int(1975),          v_text("-12.5"),
                                       v_text("2020-09-16"), v_text("=1+1") };
    struct sheet_writer_options options = options_of(SHEET_FORMAT_CSV);
    options.has_mark = true;
    size_t len = 0;
    CHECK_TEXT(paper_read(write_rows(options, row, 1), &len),
               "\xEF\xBB\xBFMã,Họ và tên,Năm sinh,Số tiền,Ngày,Nguyên nhân\r\n"
               "001,\"Nông \"\"Sé\"\", thôn\n2\",1975,-12.5,2020-09-16,'=1+1\r\n");
    options.has_mark = false;
    options.separator = ';';
    row[1] = v_text("a;b");
    row[3] = v_null();
    row[5] = v_text("\tx");
    CHECK_TEXT(
        paper_read(write_rows(options, row, 1), &len),
        "Mã;Họ và tên;Năm sinh;Số tiền;Ngày;Nguyên nhân\r\n001;\"a;b\";1975;;2020-09-16;'\tx\r\n");
}

/* The type and text of a cell, as the reader of the format gives what was written. */
static void check_cell(const struct sheet_row *row, size_t column, enum sheet_cell_type type,
                       const char *text)
{
    CHECK(column < row->count);
    if (column >= row->count)
        return;
    CHECK_INT(row->cells[column].type, type);
    CHECK_TEXT(row->cells[column].text, text);
}

void test_paper_writer__xlsx_types(void)
{
    struct value rows[2 * COLUMN_COUNT] = {
        v_text("001"),
        v_text(" a\r\nb_x0041_<&>\x01"),
        v_int(1975),
        v_int(1250000),
        v_text("2020-09-16"),
        v_text("=1+1"),
        v_int(7),
        v_text("x"),
        v_text("87.4"),
        v_int(1234567890123456),
        v_text("2020-09"),
        v_text("\xFFy"),
    };
    const char *path = write_rows(options_of(SHEET_FORMAT_XLSX), rows, 2);
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    CHECK_OK(sheet_open(path, NULL, &reader, &err), &err);
    CHECK_TEXT(sheet_names(reader).items[0].name, "Hộ nghèo  2020 1");
    CHECK(sheet_names(reader).items[1].is_hidden);
    struct sheet_row row;
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    check_cell(&row, 5, SHEET_CELL_TEXT, "Nguyên nhân");
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    check_cell(&row, 0, SHEET_CELL_TEXT, "001");
    check_cell(&row, 1, SHEET_CELL_TEXT, " a\r\nb_x0041_<&>");
    check_cell(&row, 2, SHEET_CELL_NUMBER, "1975");
    check_cell(&row, 3, SHEET_CELL_NUMBER, "1250000");
    check_cell(&row, 4, SHEET_CELL_DATE, "2020-09-16");
    check_cell(&row, 5, SHEET_CELL_TEXT, "=1+1");
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    check_cell(&row, 0, SHEET_CELL_TEXT, "7");
    check_cell(&row, 2, SHEET_CELL_NUMBER, "87.4");
    check_cell(&row, 3, SHEET_CELL_TEXT, "1234567890123456");
    check_cell(&row, 4, SHEET_CELL_TEXT, "2020-09");
    check_cell(&row, 5, SHEET_CELL_TEXT, "y");
    CHECK_OK(sheet_select(reader, 2, &err), &err);
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    check_cell(&row, 5, SHEET_CELL_TEXT, "Thiếu vốn");
}

void test_paper_writer__xlsx_parts_are_complete(void)
{
    const char *path = write_rows(options_of(SHEET_FORMAT_XLSX), NULL, 0);
    zip_t *archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    CHECK(archive && zip_get_num_entries(archive, 0) == 10);
    zip_close(archive);
    static const struct sheet_column plain[] = { { .header = "A" } };
    struct sheet_writer_options options = { .format = SHEET_FORMAT_XLSX,
                                            .columns = plain,
                                            .column_count = 1 };
    archive = zip_open(write_rows(options, NULL, 0), ZIP_RDONLY, NULL);
    CHECK(archive && zip_get_num_entries(archive, 0) == 6);
    zip_close(archive);
}

/* The sheet as it stands in the archive. */
static const char *sheet_xml(const char *path)
{
    zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
    zip_file_t *part = archive ? zip_fopen(archive, "xl/worksheets/sheet1.xml", 0) : NULL;
    char *xml = arena_alloc(test_arena(), 1 << 16, 1);
    CHECK(part && zip_fread(part, xml, (1 << 16) - 1) > 0);
    if (part)
        zip_fclose(part);
    if (archive)
        zip_close(archive);
    return xml;
}

void test_paper_writer__rows_are_as_high_as_their_text(void)
{
    static const struct sheet_column narrow[] = { { .header = "A", .width = 10 },
                                                  { .header = "B", .width = 10 } };
    struct sheet_writer_options options = { .format = SHEET_FORMAT_XLSX, .columns = narrow,
                                            .column_count = 2 };
    struct value rows[] = { v_text("mười chữ"), v_null(), v_text("một dòng dài hơn thế"), v_text("a\nb\nc") };
    const char *xml = sheet_xml(write_rows(options, rows, 2));
    CHECK(strstr(xml, "<row><c s=\"2\" t=\"inlineStr\"><is><t>mười") != NULL);
    CHECK(strstr(xml, "<row ht=\"45.75\" customHeight=\"1\">") != NULL);
}

void test_paper_writer__locked_columns_and_formulas(void)
{
    static const struct sheet_column mixed[] = {
        { .header = "Mã", .is_locked = true, .is_clipped = true }, { .header = "Ghi chú" }
    };
    struct sheet_writer_options options = { .format = SHEET_FORMAT_XLSX, .columns = mixed,
                                            .column_count = 2, .is_protected = true,
                                            .title = "A & B <1>" };
    struct value row[] = { v_text("=1"), v_text("=1+1") };
    const char *xml = sheet_xml(write_rows(options, row, 1));
    CHECK(strstr(xml, "<sheetProtection sheet=\"1\"") != NULL);
    CHECK(strstr(xml, "<c s=\"8\" t=\"inlineStr\"><is><t>=1</t>") != NULL); /* stays locked */
    CHECK(strstr(xml, "<c s=\"7\" t=\"inlineStr\"><is><t>=1+1</t>") != NULL);
    CHECK(strstr(xml, "A &amp;&amp; B &lt;1&gt;</oddHeader>") != NULL);
    options.is_protected = false;
    CHECK(strstr(sheet_xml(write_rows(options, row, 1)), "sheetProtection") == NULL);
}

void test_paper_writer__long_text_is_cut_and_counted(void)
{
    char *text = arena_alloc(test_arena(), 40001, 1);
    memset(text, 'a', 40000);
    struct sheet_writer_options options = options_of(SHEET_FORMAT_XLSX);
    options.column_count = 1;
    struct err err = { 0 };
    struct sheet_writer *writer = NULL;
    const char *path = paper_path("long.xlsx");
    CHECK_OK(sheet_writer_open(path, &options, &writer, &err), &err);
    text[SHEET_WRITER_CELL_CHARS_MAX] = '\0';
    struct value value = v_text(text);
    CHECK_OK(sheet_writer_add(writer, &value, &err), &err);
    text[SHEET_WRITER_CELL_CHARS_MAX] = 'a';
    CHECK_OK(sheet_writer_add(writer, &value, &err), &err);
    CHECK_INT((int64_t)sheet_writer_cut_count(writer), 1);
    CHECK_OK(sheet_writer_finish(writer, &err), &err);
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    struct sheet_row row;
    CHECK_OK(sheet_open(path, NULL, &reader, &err), &err);
    for (int i = 0; i < 2; i++)
        CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_INT((int64_t)row.cells[0].len, SHEET_WRITER_CELL_CHARS_MAX);
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_INT((int64_t)utf8_length(row.cells[0].text, row.cells[0].len),
              SHEET_WRITER_CELL_CHARS_MAX);
}

/* --- random grids ---------------------------------------------------------------------------- */

static const char *random_text(uint64_t *seed)
{
    static const char *const bits[] = { "a",  "ệ", "Đ", ",", ";", "\"", "\n",  "\r",      "\r\n",
                                        "\t", " ", "'", "=", "+", "-",  "@",   "_x0041_", "_",
                                        "<",  "&", "😀", "|", "1", "0",  "sep=" };
    struct buf text CLEANUP(buf_done) = { 0 };
    for (uint64_t n = test_random(seed) % 6; n; n--)
        buf_add(&text, bits[test_random(seed) % COUNT(bits)]);
    return arena_strdup(test_arena(), buf_text(&text));
}

static void check_random_grid(enum sheet_format format, uint64_t *seed)
{
    enum { ROWS = 40, WIDE = 5 };
    static const struct sheet_column wide[WIDE] = { { .header = "a" },
                                                    { .header = "b" },
                                                    { .header = "c" },
                                                    { .header = "d" },
                                                    { .header = "e" } };
    struct value values[ROWS * WIDE];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = i % WIDE == 0 ? v_int((int64_t)i + 1) : v_text(random_text(seed));
    struct sheet_writer_options options = { .format = format,
                                            .columns = wide,
                                            .column_count = WIDE,
                                            .separator = ",;\t|"[test_random(seed) % 4],
                                            .has_mark = test_random(seed) % 2 };
    const char *path = write_rows(options, values, ROWS);
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    struct sheet_row row = { 0 };
    struct sheet_options given = { .separator = options.separator };
    CHECK_OK(sheet_open(path, &given, &reader, &err), &err);
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    for (size_t i = 0; i < COUNT(values); i++) {
        if (i % WIDE == 0)
            CHECK_OK(sheet_next(reader, &row, &err), &err);
        const char *expected = i % WIDE ? values[i].s : err_int(values[i].i);
        CHECK_TEXT(i % WIDE < row.count ? row.cells[i % WIDE].text : "", expected);
    }
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_INT(row.number, 0);
}

void test_paper_writer__random_grids_read_back(void)
{
    uint64_t seed = 42;
    for (int i = 0; i < 100; i++) {
        check_random_grid(SHEET_FORMAT_CSV, &seed);
        check_random_grid(SHEET_FORMAT_XLSX, &seed);
    }
}

/* --- failures -------------------------------------------------------------------------------- */

void test_paper_writer__not_committed_leaves_nothing(void)
{
    struct err err = { 0 };
    int before = paper_file_count();
    for (int format = 0; format < 2; format++) {
        struct sheet_writer_options options =
            options_of(format ? SHEET_FORMAT_XLSX : SHEET_FORMAT_CSV);
        struct sheet_writer *writer = NULL;
        CHECK_OK(sheet_writer_open(paper_path("never"), &options, &writer, &err), &err);
        struct value row[COLUMN_COUNT] = { 0 };
        CHECK_OK(sheet_writer_add(writer, row, &err), &err);
        sheet_writer_abandon(writer);
    }
    CHECK_INT(paper_file_count(), before);
}

/* A file that may not grow stands for a full disk. */
void test_paper_writer__full_disk_leaves_the_old_file(void)
{
    struct rlimit old, small = { 600 << 10, 0 };
    CHECK(getrlimit(RLIMIT_FSIZE, &old) == 0);
    small.rlim_max = old.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    for (int format = 0; format < 2; format++) {
        struct err err = { 0 };
        struct sheet_writer_options options =
            options_of(format ? SHEET_FORMAT_XLSX : SHEET_FORMAT_CSV);
        struct sheet_writer *writer = NULL;
        const char *path = paper_file("kept", "old", 3);
        int before = paper_file_count();
        CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
        enum err_code code = sheet_writer_open(path, &options, &writer, &err);
        struct value row[COLUMN_COUNT] = { v_text("Thôn Đoàn Kết"), v_int(1) };
        for (int i = 0; i < 50000 && code == ERR_OK; i++)
            code = sheet_writer_add(writer, row, &err);
        if (code == ERR_OK)
            code = sheet_writer_finish(writer, &err);
        else
            sheet_writer_abandon(writer);
        CHECK(setrlimit(RLIMIT_FSIZE, &old) == 0);
        CHECK_INT(code, ERR_IO);
        CHECK_INT(err.msg, MSG_PAPER_DISK_FULL);
        size_t len = 0;
        CHECK_TEXT(paper_read(path, &len), "old");
        CHECK_INT(paper_file_count(), before);
    }
    signal(SIGXFSZ, SIG_DFL);
}

void test_paper_writer__escapes(void)
{
    struct buf out CLEANUP(buf_done) = { 0 };
    static const char text[] = "a<b>&\"c\"\r_x00e9__x00_\x02\xEF\xBF\xBF\xC3(";
    xlsx_escape(&out, text, sizeof(text) - 1);
    CHECK_TEXT(buf_text(&out), "a&lt;b&gt;&amp;&quot;c&quot;_x000D__x005F_x00e9__x00__x0002_(");
}

void test_paper_writer__standard_output(void)
{
    struct err err = { 0 };
    struct sheet_writer *writer = NULL;
    struct sheet_writer_options options = options_of(SHEET_FORMAT_XLSX);
    CHECK_INT(sheet_writer_open("-", &options, &writer, &err), ERR_INPUT);
    options.format = SHEET_FORMAT_CSV;
    options.column_count = 1;
    fflush(stdout);
    int kept = dup(STDOUT_FILENO);
    const char *path = paper_file("stdout.csv", "", 0);
    CHECK(freopen(path, "w", stdout));
    enum err_code code = sheet_writer_open("-", &options, &writer, &err);
    if (code == ERR_OK)
        code = sheet_writer_finish(writer, &err);
    fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    CHECK_OK(code, &err);
    size_t len = 0;
    CHECK_TEXT(paper_read(path, &len), "Mã\r\n");
}
