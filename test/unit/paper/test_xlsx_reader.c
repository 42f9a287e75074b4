/* SPDX-License-Identifier: Apache-2.0 */
#include "paper_files.h"
#include "paper/sheet.h"
#include "paper/xlsx_value.h"
#include "paper/zip_pack.h"

#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_REL "http://schemas.openxmlformats.org/package/2006/relationships"

/* The parts of a workbook; what is NULL is as a plain one has it, "" leaves the part out. */
struct book_parts {
    const char *package_relations, *workbook, *relations, *styles, *strings, *sheet_1, *sheet_2;
};

static const struct book_parts plain = {
    .package_relations = "<Relationships xmlns='" PACKAGE_REL "'><Relationship Id='rId1' Type='" REL
                         "/officeDocument' Target='xl/workbook.xml'/></Relationships>",
    .workbook = "<workbook xmlns='" MAIN "' xmlns:r='" REL "'><sheets>"
                "<sheet name='Ẩn' sheetId='2' state='hidden' r:id='rId2'/>"
                "<sheet name='Hộ nghèo' sheetId='1' r:id='rId1'/></sheets></workbook>",
    .relations =
        "<Relationships xmlns='" PACKAGE_REL "'>"
        "<Relationship Id='rId1' Type='" REL "/worksheet' Target='worksheets/sheet1.xml'/>"
        "<Relationship Id='rId2' Type='" REL "/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
        "<Relationship Id='rId3' Type='" REL "/sharedStrings' Target='sharedStrings.xml'/>"
        "<Relationship Id='rId4' Type='" REL "/styles' Target='styles.xml'/>"
        "<Relationship Id='rId9' Type='" REL "/externalLink' Target='http://example.org/x' "
        "TargetMode='External'/></Relationships>",
    .styles = "<styleSheet xmlns='" MAIN "'><numFmts count='2'>"
              "<numFmt numFmtId='164' formatCode='dd/mm/yyyy;@'/>"
              "<numFmt numFmtId='165' formatCode='#,##0 \"đồng/d\"'/></numFmts>"
              "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"
              "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"
              "<xf numFmtId='22'/><xf numFmtId='20'/></cellXfs></styleSheet>",
    .strings = "<sst xmlns='" MAIN "'><si><t>Họ và tên</t></si>"
               "<si><r><t xml:space='preserve'>Nông </t></r><r><rPr><b/></rPr><t>Thị Sé</t></r>"
               "<rPh sb='0' eb='1'><t>phonetic</t></rPh><phoneticPr fontId='1'/></si>"
               "<si><t>a_x000D_b_x005F_x0041_ &amp; &lt;</t></si><si><t/></si></sst>",
    .sheet_1 = "",
    .sheet_2 = "<worksheet xmlns='" MAIN "'><sheetData><row><c t='b'><v>1</v></c></row></sheetData>"
               "</worksheet>",
};

static const char *book_file(const struct book_parts *parts)
{
    const struct {
        const char *name, *given, *usual;
    } rows[] = {
        { "_rels/.rels", parts->package_relations, plain.package_relations },
        { "xl/workbook.xml", parts->workbook, plain.workbook },
        { "xl/_rels/workbook.xml.rels", parts->relations, plain.relations },
        { "xl/styles.xml", parts->styles, plain.styles },
        { "xl/sharedStrings.xml", parts->strings, plain.strings },
        { "xl/worksheets/sheet1.xml", parts->sheet_1, plain.sheet_1 },
        { "xl/worksheets/sheet2.xml", parts->sheet_2, plain.sheet_2 },
    };
    struct zip_part zipped[COUNT(rows)];
    size_t count = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *text = rows[i].given ? rows[i].given : rows[i].usual;
        if (*text)
            zipped[count++] =
                (struct zip_part){ .name = rows[i].name, .bytes = text, .len = strlen(text) };
    }
    struct err err = { 0 };
    struct buf bytes CLEANUP(buf_done) = { 0 };
    CHECK_OK(zip_pack(zipped, count, &bytes, &err), &err);
    return paper_file("in.xlsx", bytes.data, bytes.len);
}

/* "2: Atext|D'2020-01-02'|" … : row, then per cell a letter for its type ('f' behind formulas). */
static void put_row(struct buf *out, const struct sheet_row *row)
{
    static const char letters[] = {
        [SHEET_CELL_EMPTY] = '-',     [SHEET_CELL_TEXT] = 'T', [SHEET_CELL_NUMBER] = 'N',
        [SHEET_CELL_DATE] = 'D',      [SHEET_CELL_BOOL] = 'B', [SHEET_CELL_ERROR] = 'E',
        [SHEET_CELL_UNCOMPUTED] = 'U'
    };
    buf_printf(out, "%s%lld%s:", out->len ? "\n" : "", (long long)row->number,
               row->is_hidden ? "h" : "");
    for (size_t i = 0; i < row->count; i++) {
        const struct sheet_cell *cell = &row->cells[i];
        buf_printf(out, "%s%c%s %s", i ? "|" : "", letters[cell->type], cell->is_formula ? "f" : "",
                   cell->text);
        CHECK_INT((int64_t)strlen(cell->text), (int64_t)cell->len);
        if (*cell->serial)
            buf_printf(out, "(%s)", cell->serial);
    }
}

static const char *read_file(const char *path, const struct sheet_options *options)
{
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    struct buf out CLEANUP(buf_done) = { 0 };
    enum err_code code = sheet_open(path, options, &reader, &err);
    for (struct sheet_row row = { .number = 1 }; code == ERR_OK && row.number;) {
        code = sheet_next(reader, &row, &err);
        if (code == ERR_OK && row.number)
            put_row(&out, &row);
    }
    if (code != ERR_OK)
        buf_printf(&out, "!%s %s", msg_key(err.msg), err.where);
    return arena_strdup(test_arena(), buf_text(&out));
}

#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"
#define READ_SHEET(rows) read_file(book_file(&(struct book_parts){ .sheet_1 = SHEET(rows) }), NULL)

void test_paper_xlsx__kinds_of_cells(void)
{
    CHECK_TEXT(READ_SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
                          "<c r='C1' t='s'><v>2</v></c></row>"),
               "1:T Họ và tên|T Nông Thị Sé|T a\rb_x0041_ & <");
    CHECK_TEXT(READ_SHEET("<row r='2'><c r='A2'><v>12</v></c><c r='B2'><v>0.1</v></c>"
                          "<c r='C2'><v>1.25E3</v></c><c r='D2' s='3'><v>1200000</v></c></row>"),
               "2:N 12|N 0.1|N 1250|N 1200000");
    CHECK_TEXT(
        READ_SHEET("<row r='1'><c s='1'><v>44090</v></c><c s='2'><v>44090.6</v></c>"
                   "<c s='4'><v>44090.604166666664</v></c><c s='5'><v>0.604166666666667</v></c>"
                   "<c t='d'><v>2020-09-16T00:00:00.000Z</v></c></row>"),
        "1:D 2020-09-16(44090)|D 2020-09-16(44090.6)|D 2020-09-16T14:30:00(44090.604166666664)"
        "|D 14:30:00(0.604166666666667)|D 2020-09-16");
    CHECK_TEXT(
        READ_SHEET(
            "<row r='1'><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c>"
            "<c t='inlineStr'><is><r><t>hộ </t></r><r><t>nghèo</t></r><rPh><t>x</t></rPh></is></c>"
            "<c t='x'><v>chữ</v></c></row>"),
        "1:B 1|B 0|E #N/A|T hộ nghèo|T chữ");
}

void test_paper_xlsx__formulas(void)
{
    CHECK_TEXT(
        READ_SHEET(
            "<row r='1'><c><f>SUM(A2:A9)</f><v>7</v></c><c t='str'><f>A1&amp;\"\"</f><v>bảy</v></c>"
            "<c><f>NOW()</f></c><c t='str'><f>\"\"</f><v></v></c><c "
            "s='1'><f>B1</f><v>44090</v></c></row>"),
        "1:Nf 7|Tf bảy|Uf NOW()|-f |Df 2020-09-16(44090)");
}

void test_paper_xlsx__gaps_and_empty_rows(void)
{
    CHECK_TEXT(
        READ_SHEET(
            "<row r='3'><c r='B3'><v>1</v></c><c r='D3' t='s'><v>3</v></c><c r='F3'><v>2</v></c>"
            "<c r='XFD3' s='1'/></row><row r='4'><c r='A4' s='1'/></row><row r='5'/>"
            "<row hidden='1'><c><v>6</v></c></row><row r='9'><c r='AA9'><v>0</v></c></row>"),
        "3:- |N 1|- |- |- |N 2\n6h:N 6\n9:- |- |- |- |- |- |- |- |- |- |- |- |- |- |- |- |- |- |- "
        "|- |- |- |- |- |- |- |N 0");
    CHECK_TEXT(READ_SHEET(""), "");
    CHECK_TEXT(read_file(book_file(&(struct book_parts){
                             .sheet_1 = "<x:worksheet xmlns:x='" MAIN "'><x:sheetData>"
                                        "<x:row><x:c><x:v>5</x:v></x:c></x:row>"
                                        "</x:sheetData></x:worksheet>" }),
                         NULL),
               "1:N 5");
}

void test_paper_xlsx__choice_of_sheet(void)
{
    const char *path =
        book_file(&(struct book_parts){ .sheet_1 = SHEET("<row><c><v>1</v></c></row>") });
    CHECK_TEXT(read_file(path, NULL), "1:N 1"); /* the first that is not hidden */
    CHECK_TEXT(read_file(path, &(struct sheet_options){ .sheet_name = "Ẩn" }), "1:B 1");
    CHECK_TEXT(read_file(path, &(struct sheet_options){ .sheet_name = "ho ngheo" }), "1:N 1");
    CHECK_TEXT(read_file(path, &(struct sheet_options){ .sheet_name = "Cận nghèo" }),
               "!sheet.no_such_sheet ");
    CHECK_TEXT(read_file(path, &(struct sheet_options){ .sheet_index = 1 }), "1:B 1");
    CHECK_TEXT(read_file(path, &(struct sheet_options){ .sheet_index = 3 }),
               "!sheet.no_such_sheet ");
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    CHECK_OK(sheet_open(path, NULL, &reader, &err), &err);
    struct sheet_name_list names = sheet_names(reader);
    CHECK_INT((int64_t)names.count, 2);
    CHECK_TEXT(names.items[1].name, "Hộ nghèo");
    CHECK(names.items[0].is_hidden && !names.items[1].is_hidden);
    struct sheet_row row = { 0 };
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_TEXT(row.sheet, "Hộ nghèo");
    CHECK_OK(sheet_select(reader, 1, &err), &err);
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_TEXT(row.sheet, "Ẩn");
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_INT(row.number, 0);
    CHECK_OK(sheet_next(reader, &row, &err), &err);
    CHECK_INT(row.number, 0);
}

void test_paper_xlsx__1904(void)
{
    const char *path = book_file(&(struct book_parts){
        .workbook =
            "<workbook xmlns='" MAIN "' xmlns:r='" REL "'><workbookPr date1904='1'/><sheets>"
            "<sheet name='A' sheetId='1' r:id='rId1'/></sheets></workbook>",
        .sheet_1 = SHEET("<row><c s='1'><v>42628</v></c><c s='1'><v>0</v></c></row>") });
    CHECK_TEXT(read_file(path, NULL), "1:D 2020-09-16(42628)|D 1904-01-01(0)");
}

void test_paper_xlsx__merges_of_the_header(void)
{
    const char *path = book_file(&(struct book_parts){
        .sheet_1 =
            "<worksheet xmlns='" MAIN "'><sheetData><row><c><v>1</v></c></row></sheetData>"
            "<mergeCells count='3'><mergeCell ref='A1:C2'/><mergeCell ref='B31:C31'/>"
            "<mergeCell ref='$D$5:$AA$5'/><mergeCell ref='nonsense'/></mergeCells></worksheet>" });
    struct err err = { 0 };
    struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
    struct sheet_merge_list merges = { 0 };
    CHECK_OK(sheet_open(path, NULL, &reader, &err), &err);
    for (int i = 0; i < 2; i++) {
        CHECK_OK(sheet_merges(reader, &merges, &err), &err);
        CHECK_INT((int64_t)merges.count, 2);
    }
    CHECK_INT(merges.items[0].row_last, 2);
    CHECK_INT((int64_t)merges.items[1].column_last, 27);
}

void test_paper_xlsx__damage_is_refused_with_its_place(void)
{
    CHECK_TEXT(READ_SHEET("<row r='2'><c><v>1</v></c></row><row r='2'><c><v>1</v></c></row>"),
               "2:N 1!xlsx.unordered Hộ nghèo!2");
    CHECK_TEXT(READ_SHEET("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"),
               "!xlsx.unordered Hộ nghèo!1");
    CHECK_TEXT(READ_SHEET("<row r='1'><c r='A2'><v>1</v></c></row>"), "!xlsx.unordered Hộ nghèo!1");
    CHECK_TEXT(READ_SHEET("<row r='7'><c r='C7' t='s'><v>4</v></c></row>"),
               "!xlsx.string_missing Hộ nghèo!C7");
    CHECK_TEXT(READ_SHEET("<row r='7'><c r='C7' t='s'><v>-1</v></c></row>"),
               "!xlsx.string_missing Hộ nghèo!C7");
    CHECK_TEXT(READ_SHEET("<row><c><v>1</c></row>"), "!xlsx.damaged ");
    CHECK_TEXT(READ_SHEET("<row><c r='ZZZZ1'><v>1</v></c></row>"), "!xlsx.unordered Hộ nghèo!1");
    CHECK_TEXT(read_file(book_file(&(struct book_parts){ .workbook = "" }), NULL),
               "!sheet.not_a_sheet ");
    CHECK_TEXT(
        read_file(book_file(&(struct book_parts){ .workbook = "<w:document xmlns:w='w'/>" }), NULL),
        "!sheet.not_a_sheet ");
    CHECK_TEXT(read_file(book_file(&plain), NULL), "!xlsx.damaged "); /* its sheet is not there */
}

void test_paper_xlsx__entities_and_depth_are_refused(void)
{
    static const char bomb[] =
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"
        "<worksheet xmlns='" MAIN "'><sheetData><row><c t='str'><v>&b;</v></c></row>"
        "</sheetData></worksheet>";
    CHECK_TEXT(read_file(book_file(&(struct book_parts){ .sheet_1 = bomb }), NULL),
               "!xlsx.refused ");
    static const char external[] =
        "<!DOCTYPE sst SYSTEM 'file:///etc/passwd'><sst xmlns='" MAIN "'/>";
    CHECK_TEXT(
        read_file(book_file(&(struct book_parts){ .strings = external, .sheet_1 = SHEET("") }),
                  NULL),
        "!xlsx.refused ");
    struct buf deep CLEANUP(buf_done) = { 0 };
    for (int i = 0; i < 1000; i++)
        buf_add(&deep, "<a>");
    CHECK_TEXT(read_file(book_file(&(struct book_parts){ .sheet_1 = buf_text(&deep) }), NULL),
               "!xlsx.refused ");
}

void test_paper_xlsx__bounds(void)
{
    struct sheet_options few = { .columns_max = 2, .cell_chars_max = 3, .bytes_max = 20000 };
    struct book_parts parts = {
        .sheet_1 =
            SHEET("<row><c/><c/><c r='ZZ1' s='1'/></row><row><c/><c/><c><v>1</v></c></row>")
    };
    CHECK_TEXT(read_file(book_file(&parts), &few), "!sheet.too_many_columns Hộ nghèo!2");
    parts.sheet_1 =
        SHEET("<row><c t='str'><v>bộn</v></c></row><row><c t='str'><v>bốn5</v></c></row>");
    CHECK_TEXT(read_file(book_file(&parts), &few), "1:T bộn!sheet.cell_too_long Hộ nghèo!A2");
    parts.sheet_1 = SHEET("<row><c t='s'><v>0</v></c></row>");
    CHECK_TEXT(read_file(book_file(&parts), &few), "!sheet.cell_too_long Hộ nghèo!A1");
    struct buf long_sheet CLEANUP(buf_done) = { 0 };
    for (int i = 0; i < 1000; i++)
        buf_add(&long_sheet, "<row><c><v>1</v></c></row>");
    parts.sheet_1 = arena_printf(test_arena(), SHEET("%s"), buf_text(&long_sheet));
    CHECK(strstr(read_file(book_file(&parts), &few), "!xlsx.too_large "));
}

/* 40 MB of blanks pack into 40 kB. */
void test_paper_xlsx__zip_bomb(void)
{
    size_t len = 40 << 20;
    char *sheet = arena_alloc(test_arena(), len + 1, 1);
    memset(sheet, ' ', len);
    memcpy(sheet, "<worksheet>", 11);
    CHECK_TEXT(read_file(book_file(&(struct book_parts){ .sheet_1 = sheet }), NULL),
               "!xlsx.too_large ");
}

/* A cut or altered file gives rows or a failure, never a crash; a whole cut always a failure. */
void test_paper_xlsx__cut_and_altered_files(void)
{
    const char *whole = book_file(&(struct book_parts){
        .sheet_1 =
            SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' s='1'><v>44090</v></c></row>"
                  "<row r='2'><c r='A2' t='inlineStr'><is><t>hộ</t></is></c></row>") });
    size_t len = 0;
    char *bytes = paper_read(whole, &len);
    for (size_t cut = 0; cut < len; cut += 7) {
        const char *got = read_file(paper_file("cut.xlsx", bytes, cut), NULL);
        CHECK(strchr(got, '!') || cut < 4);
    }
    uint64_t seed = 7;
    for (int i = 0; i < 1500; i++) {
        char *altered = arena_strndup(test_arena(), bytes, len);
        for (uint64_t n = test_random(&seed) % 4 + 1; n; n--)
            altered[test_random(&seed) % len] = (char)test_random(&seed);
        (void)read_file(paper_file("altered.xlsx", altered, len), NULL);
    }
}

void test_paper_xlsx__shared_texts_spill(void)
{
    struct buf strings CLEANUP(buf_done) = { 0 }, sheet CLEANUP(buf_done) = { 0 };
    uint64_t seed = 3;
    buf_add(&strings, "<sst>");
    for (int i = 0; i < 5000; i++)
        buf_printf(&strings, "<si><t>chuỗi số %d</t></si>", i);
    buf_add(&strings, "</sst>");
    struct buf expected CLEANUP(buf_done) = { 0 };
    buf_add(&sheet, "<worksheet><sheetData>");
    for (int i = 1; i <= 3000; i++) {
        int number = (int)(test_random(&seed) % 5000);
        buf_printf(&sheet, "<row><c t='s'><v>%d</v></c></row>", number);
        buf_printf(&expected, "%s%d:T chuỗi số %d", i > 1 ? "\n" : "", i, number);
    }
    buf_add(&sheet, "</sheetData></worksheet>");
    const char *path = book_file(
        &(struct book_parts){ .strings = buf_text(&strings), .sheet_1 = buf_text(&sheet) });
    static const size_t limits[] = { 1, 1000, 50000, 0 };
    for (size_t i = 0; i < COUNT(limits); i++)
        CHECK(strcmp(read_file(path, &(struct sheet_options){ .strings_memory_bytes = limits[i] }),
                     buf_text(&expected)) == 0);
}

void test_paper_xlsx__other_zips(void)
{
    struct err err = { 0 };
    struct buf bytes CLEANUP(buf_done) = { 0 };
    static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
    CHECK_OK(
        zip_pack(&(struct zip_part){ .name = "mimetype", .bytes = type, .len = sizeof(type) - 1 },
                 1, &bytes, &err),
        &err);
    CHECK_TEXT(read_file(paper_file("a.xlsx", bytes.data, bytes.len), NULL),
               "!sheet.open_document ");
    buf_clear(&bytes);
    CHECK_OK(
        zip_pack(&(struct zip_part){ .name = "a.txt", .bytes = "x", .len = 1 }, 1, &bytes, &err),
        &err);
    CHECK_TEXT(read_file(paper_file("a.xlsx", bytes.data, bytes.len), NULL), "!sheet.not_a_sheet ");
    CHECK_TEXT(read_file(paper_file("a.xlsx", "PK\x03\x04rest", 8), NULL), "!xlsx.damaged ");
}

void test_paper_xlsx__format_codes(void)
{
    static const struct {
        const char *code;
        unsigned shows;
    } rows[] = {
        { "General", 0 },
        { "0.00E+00", 0 },
        { "#,##0\\ \"đồng\"", 0 },
        { "[Red]#,##0", 0 },
        { "@", 0 },
        { "dd/mm/yyyy", XLSX_SHOWS_DATE },
        { "[$-42A]d mmmm, yyyy;@", XLSX_SHOWS_DATE },
        { "yyyy", XLSX_SHOWS_DATE },
        { "mmm", XLSX_SHOWS_DATE },
        { "hh:mm", XLSX_SHOWS_TIME },
        { "mm:ss", XLSX_SHOWS_TIME },
        { "[h]:mm", XLSX_SHOWS_TIME },
        { "dd/mm/yyyy hh:mm", XLSX_SHOWS_DATE | XLSX_SHOWS_TIME },
        { "0\"ngày\"", 0 },
        { "\"d", 0 },
        { "[d", 0 },
        { "0\\", 0 },
        { "", 0 },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_INT(xlsx_format_shows(rows[i].code), rows[i].shows);
    CHECK_INT(xlsx_builtin_shows(14), XLSX_SHOWS_DATE);
    CHECK_INT(xlsx_builtin_shows(37), 0);
}

void test_paper_xlsx__numbers(void)
{
    static const char *const rows[][2] = {
        { "0", "0" },
        { "-0", "0" },
        { "12.0", "12" },
        { "1E+3", "1000" },
        { "0.10", "0.1" },
        { "1.5E-5", "0.000015" },
        { "-2.50", "-2.5" },
        { "1E21", "1000000000000000000000" },
        { "0.30000000000000004", "0.30000000000000004" },
        { "38200000.000000007", "38200000.00000001" },
        { "123456789012345678", "123456789012345678" },
        { "007", "7" },
        { "3.4499999999999997E-2", "0.034499999999999996" },
    };
    char number[XLSX_NUMBER_SIZE];
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK(xlsx_number_text(rows[i][0], number));
        CHECK_TEXT(number, rows[i][1]);
    }
    static const char *const wrong[] = { "",     "x",     "1,5",   "nan", "inf",
                                         "0x10", "1e999", "1.2.3", "-",   " 1" };
    for (size_t i = 0; i < COUNT(wrong); i++)
        CHECK(!xlsx_number_text(wrong[i], number));
}

void test_paper_xlsx__dates(void)
{
    static const struct {
        const char *number, *text;
    } rows[] = {
        { "1", "1900-01-01" },
        { "59", "1900-02-28" },
        { "60", NULL },
        { "61", "1900-03-01" },
        { "25569", "1970-01-01" },
        { "36526", "2000-01-01" },
        { "43890", "2020-02-29" },
        { "109574", "2199-12-31" },
        { "2958465", NULL },
        { "0", NULL },
        { "-1", NULL },
        { "44090.9999999", "2020-09-17" },
    };
    char date[XLSX_DATE_SIZE];
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool is_date = xlsx_date_text(rows[i].number, XLSX_SHOWS_DATE, false, date);
        CHECK_TEXT(is_date ? date : NULL, rows[i].text);
    }
    CHECK(xlsx_date_text("1.5", XLSX_SHOWS_DATE | XLSX_SHOWS_TIME, false, date));
    CHECK_TEXT(date, "1900-01-01T12:00:00");
}
