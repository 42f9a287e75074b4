/* SPDX-License-Identifier: Apache-2.0 */
#include "paper_files.h"
#include "paper/csv_reader.h"
#include "paper/sheet.h"

#include <string.h>
#include <sys/stat.h>

/* A file read as "1:a|b\n3:c" : number of the row, then its cells. "!" and the message key, with
 * the place, where it fails. */
static const char *read_bytes(const void *bytes, size_t len, const struct sheet_options *options)
{
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    struct buf out CLEANUP(buf_done) = { 0 };
    enum err_code code = sheet_open(paper_file("in.csv", bytes, len), options, &reader, &err);
    for (struct sheet_row row = { .number = 1 }; code == ERR_OK && row.number;) {
        code = sheet_next(reader, &row, &err);
        if (code != ERR_OK || row.number == 0)
            break;
        buf_printf(&out, "%s%lld:", out.len ? "\n" : "", (long long)row.number);
        for (size_t i = 0; i < row.count; i++)
            buf_printf(&out, "%s%s", i ? "|" : "", row.cells[i].text);
    }
    if (code != ERR_OK)
        buf_printf(&out, "!%s %s", msg_key(err.msg), err.where);
    return arena_strdup(test_arena(), buf_text(&out));
}

#define READ(bytes) read_bytes(bytes, sizeof(bytes) - 1, NULL)
#define READ_WITH(bytes, ...) read_bytes(bytes, sizeof(bytes) - 1, __VA_ARGS__)

void test_paper_csv__plain_records(void)
{
    CHECK_TEXT(READ("STT,Họ tên\n1,Nông Thị Sé\n2,Rơ Châm H'Rin\n"),
               "1:STT|Họ tên\n2:1|Nông Thị Sé\n3:2|Rơ Châm H'Rin");
    CHECK_TEXT(READ("a,b\r\n1,2\r\n"), "1:a|b\n2:1|2");
    CHECK_TEXT(READ("a,b\r1,2"), "1:a|b\n2:1|2");
    CHECK_TEXT(READ("a,b\n\n,,\n1,,\n"), "1:a|b\n4:1");
    CHECK_TEXT(READ("\xEF\xBB\xBF"
                    "a,b\n"),
               "1:a|b");
    CHECK_TEXT(READ("một cột\nhai"), "1:một cột\n2:hai");
}

void test_paper_csv__quotes(void)
{
    CHECK_TEXT(READ("\"a,1\",\"b\"\"c\"\n\"\",d\n"), "1:a,1|b\"c\n2:|d");
    CHECK_TEXT(READ("\"a\nb\",c\nd,e"), "1:a\nb|c\n2:d|e");
    CHECK_TEXT(READ("\"a\"b,c\"d\"\n"), "1:ab|c\"d\"");
    CHECK_TEXT(READ("\"\"\"\"\n"), "1:\"");
    CHECK_TEXT(READ("a,b\nc,\"d\ne\nf"), "1:a|b!csv.quote_open in.csv:2");
}

void test_paper_csv__separators(void)
{
    CHECK_TEXT(READ("a;b;c\n1,5;2;x\n3,5;4;y\n"), "1:a|b|c\n2:1,5|2|x\n3:3,5|4|y");
    CHECK_TEXT(READ("a\tb\n1,2,3\t4\n"), "1:a|b\n2:1,2,3|4");
    CHECK_TEXT(READ("a|b\n1|2\n"), "1:a|b\n2:1|2");
    CHECK_TEXT(READ("sep=;\r\na;b,c\r\n"), "2:a|b,c");
    CHECK_TEXT(READ("DANH SÁCH HỘ NGHÈO, NĂM 2020\n\nSTT;Họ và tên;Thôn\n1;\"A;B\";C\n"),
               "1:DANH SÁCH HỘ NGHÈO, NĂM 2020\n3:STT|Họ và tên|Thôn\n4:1|A;B|C");
    CHECK_TEXT(READ_WITH("a;b,c\n", &(struct sheet_options){ .separator = ',' }), "1:a;b|c");
    CHECK_INT(csv_separator_guess("", 0), ',');
}

void test_paper_csv__utf16(void)
{
    CHECK_TEXT(READ("\xFF\xFEH\0\xD9\x1E\t\0" /* Hộ */
                    "a\0\r\0\n\0\x3D\xD8\x00\xDE\t\0b\0"),
               "1:Hộ|a\n2:😀|b");
    CHECK_TEXT(READ("\xFE\xFF\0H\x1E\xD9\0,\0a"), "1:Hộ|a");
    CHECK_TEXT(READ("a\0,\0b\0c\0\n\0"), "1:a|bc");
    CHECK_TEXT(READ("\xFF\xFE\x3D\xD8\t\0b\0\n"), "1:�|b�");
}

void test_paper_csv__legacy_bytes(void)
{
    /* "Hộ nghèo Việt Đức" in Windows-1258: tones are separate. */
    CHECK_TEXT(READ("H\xF4\xF2 nghe\xCCo,Vi\xEA\xF2t \xD0\xFD\xEC"
                    "c\n"),
               "1:Hộ nghèo|Việt Đức");
    /* TCVN3 "Việt" and VNI "Hoä ngheøo" are only carried over. */
    CHECK_TEXT(READ("Vi\xD6t,\xAE\xC5t\n"), "1:ViÖt|®Åt");
    CHECK_TEXT(READ("Ho\xE4 nghe\xF8o,\x80\n"), "1:Hoä ngheøo|€");
    CHECK_TEXT(
        READ_WITH("\xF4\xF2,b", &(struct sheet_options){ .encoding = TEXT_ENCODING_WINDOWS_1252 }),
        "1:ôò|b");
}

void test_paper_csv__stray_bytes_in_utf8_are_counted(void)
{
    struct buf text = { 0 };
    for (int i = 0; i < 40; i++)
        buf_add(&text, "hộ nghèo,thôn Đá\n");
    buf_add(&text, "cắt \xE1\xBB"
                   ",hết \xFF\n");
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    CHECK_OK(sheet_open(paper_file("in.csv", text.data, text.len), NULL, &reader, &err), &err);
    struct sheet_row row = { 0 };
    for (int i = 0; i < 41; i++)
        CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_TEXT(row.cells[0].text, "cắt �");
    CHECK_TEXT(row.cells[1].text, "hết �");
    CHECK_INT((int64_t)sheet_csv_facts(reader).damaged_count, 2);
    CHECK_INT(sheet_csv_facts(reader).encoding, TEXT_ENCODING_UTF8);
    buf_done(&text);
}

void test_paper_csv__formula_guard_is_taken_off(void)
{
    CHECK_TEXT(READ("'=1+1,'+84,''-x,'a,'\n"), "1:=1+1|+84|'-x|'a|'");
}

void test_paper_csv__refusals(void)
{
    CHECK_TEXT(READ(""), "!sheet.empty ");
    CHECK_TEXT(READ("\xEF\xBB\xBF"), "!sheet.empty ");
    CHECK_TEXT(READ("a,b\nc,d\0e\n"), "1:a|b!csv.nul in.csv:2");
    CHECK_TEXT(READ("a\n\"x\n\0\""), "1:a!csv.nul in.csv:3");
    CHECK_TEXT(READ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest"), "!sheet.old_excel ");
    CHECK_TEXT(READ("%PDF-1.4 rest"), "!sheet.not_a_sheet ");
    struct sheet_options few = { .columns_max = 2, .cell_chars_max = 3 };
    CHECK_TEXT(READ_WITH("a,b\na,b,c\n", &few), "1:a|b!sheet.too_many_columns in.csv:2");
    CHECK_TEXT(READ_WITH("a,bộn\na,bốn5\n", &few), "1:a|bộn!sheet.cell_too_long in.csv:2");
    CHECK_TEXT(READ_WITH("0123456789", &(struct sheet_options){ .bytes_max = 9 }),
               "!sheet.too_large ");
}

void test_paper_csv__not_a_file(void)
{
    struct err err = { 0 };
    struct sheet_reader *reader = NULL;
    CHECK_INT(sheet_open("/", NULL, &reader, &err), ERR_INPUT);
    CHECK_INT(sheet_open(paper_path("nowhere.csv"), NULL, &reader, &err), ERR_NOT_FOUND);
    const char *pipe = paper_path("pipe.csv");
    CHECK(mkfifo(pipe, 0600) == 0);
    CHECK_INT(sheet_open(pipe, NULL, &reader, &err), ERR_INPUT);
    CHECK(reader == NULL);
}

/* Cells cut by the window's end are read the same: a file larger than it, at every offset. */
void test_paper_csv__pieces_join(void)
{
    struct buf text = { 0 };
    for (int row = 0; row < 40000; row++)
        buf_printf(&text, "%d,\"xã \"\"số\"\" %d\r\nấp\",Khóm\r\n", row, row % 7);
    for (int encoding = 0; encoding < 2; encoding++) {
        struct err err = { 0 };
        struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
        if (encoding)
            buf_add(&text,
                    "40000,\"xã \"\"số\"\" 2\r\nấp\",Kh\xFFm\r\n"); /* takes the decoder's way */
        CHECK_OK(sheet_open(paper_file("in.csv", text.data, text.len), NULL, &reader, &err), &err);
        struct sheet_row row = { 0 };
        for (int i = 0; i < 40000; i++) {
            CHECK_OK(sheet_next(reader, &row, &err), &err);
            char expected[64];
            snprintf(expected, sizeof(expected), "xã \"số\" %d\r\nấp", i % 7);
            if (row.number != i + 1 || row.line != i * 2 + 1 || row.count != 3 ||
                strcmp(row.cells[1].text, expected) != 0 ||
                strcmp(row.cells[2].text, "Khóm") != 0) {
                CHECK_INT(row.number, i + 1);
                CHECK_TEXT(row.cells[1].text, expected);
                break;
            }
        }
    }
    buf_done(&text);
}

void test_paper_csv__column_names(void)
{
    char name[SHEET_COLUMN_NAME_SIZE];
    CHECK_TEXT(sheet_column_name(1, name), "A");
    CHECK_TEXT(sheet_column_name(26, name), "Z");
    CHECK_TEXT(sheet_column_name(27, name), "AA");
    CHECK_TEXT(sheet_column_name(16384, name), "XFD");
}
