/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_document.h"

#include "base/utf8.h"
#include "paper/document.h"
#include "paper/xlsx_parts.h"
#include "paper/zip_pack.h"

#include <string.h>

enum {
    TEXT_COLUMNS = 3,
    WIDTH_TEXT = 62,
    WIDTH_VALUE = 18,
    WIDTH_MORE = 40,
    TABLE_WIDTH = 120, /* of a table whose columns are measured otherwise than in characters */
    TABLE_WIDTH_MIN = 40,
    TABLE_WIDTH_MAX = 250,
    PORTRAIT_MAX = 110, /* characters across A4 upright that can be read */
    NUMBER_DIGITS_MAX = 15,
    SHEET_NAME_MAX = 31,
    PARTS_FIXED = 5,
};

/* Numbers of the cell styles in styles.xml below. */
enum style {
    STYLE_TEXT,
    STYLE_BOLD,
    STYLE_TITLE,
    STYLE_CENTRED,
    STYLE_NOTE,
    STYLE_LINK,
    STYLE_WHOLE,
    STYLE_HUNDREDTHS,
    STYLE_HEAD,
    STYLE_CELL, /* of a table: each followed by the same in bold */
    STYLE_CELL_CENTRED = STYLE_CELL + 2,
    STYLE_CELL_RIGHT = STYLE_CELL + 4,
    STYLE_CELL_WHOLE = STYLE_CELL + 6,
    STYLE_CELL_HUNDREDTHS = STYLE_CELL + 8,
    STYLE_CELL_MARKED = STYLE_CELL + 10,
    STYLE_MAX_ = STYLE_CELL + 12,
};

struct sheet {
    const char *name;
    const struct document_table *table; /* NULL: the text */
    struct buf rows, merges, links;
    size_t row, merge_count, head_rows;
    size_t widths[DOCUMENT_COLUMNS_MAX], column_count;
};

struct book {
    const struct document *document;
    struct arena *arena;
    struct sheet *sheets;
    size_t sheet_count;
    const char *annex; /* what the annex written now is called */
};

/* --- cells ------------------------------------------------------------------------------------------------- */

static size_t width_of(const struct sheet *sheet, size_t from, size_t count)
{
    size_t width = 0;
    for (size_t i = from; i < from + count && i < sheet->column_count; i++)
        width += sheet->widths[i];
    return width;
}

static void row_begin(struct sheet *sheet, size_t lines)
{
    sheet->row++;
    buf_printf(&sheet->rows, "<row r=\"%zu\"", sheet->row);
    if (lines > 1)
        buf_printf(&sheet->rows, " ht=\"%zu.5\" customHeight=\"1\"", lines * 16);
    buf_add(&sheet->rows, ">");
}

static void row_end(struct sheet *sheet)
{
    buf_add(&sheet->rows, "</row>");
}

static void cell_begin(struct sheet *sheet, size_t column, unsigned style)
{
    char name[SHEET_COLUMN_NAME_SIZE];
    buf_printf(&sheet->rows, "<c r=\"%s%zu\" s=\"%u\"", sheet_column_name(column + 1, name), sheet->row, style);
}

static void put_text(struct sheet *sheet, size_t column, unsigned style, const char *text)
{
    cell_begin(sheet, column, style);
    if (!*text) {
        buf_add(&sheet->rows, "/>");
        return;
    }
    buf_add(&sheet->rows, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    xlsx_escape(&sheet->rows, text, strlen(text));
    buf_add(&sheet->rows, "</t></is></c>");
}

static void put_number(struct sheet *sheet, size_t column, unsigned style, const char *number)
{
    cell_begin(sheet, column, style);
    buf_printf(&sheet->rows, "><v>%s</v></c>", number);
}

static void merge(struct sheet *sheet, size_t column, size_t columns, size_t rows)
{
    char from[SHEET_COLUMN_NAME_SIZE], to[SHEET_COLUMN_NAME_SIZE];
    if (columns < 2 && rows < 2)
        return;
    buf_printf(&sheet->merges, "<mergeCell ref=\"%s%zu:%s%zu\"/>", sheet_column_name(column + 1, from), sheet->row,
               sheet_column_name(column + columns, to), sheet->row + rows - 1);
    sheet->merge_count++;
}

/* A line of text over some columns. */
static void put_line_over(struct sheet *sheet, size_t column, size_t columns, unsigned style, const char *text)
{
    row_begin(sheet, xlsx_text_lines(text, width_of(sheet, column, columns)));
    put_text(sheet, column, style, text);
    merge(sheet, column, columns, 1);
    row_end(sheet);
}

static void put_line(struct sheet *sheet, unsigned style, const char *text)
{
    put_line_over(sheet, 0, sheet->column_count, style, text);
}

static const char *words_of(struct book *book, const struct document_run *from, const struct document_run *until)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct document_run *run = from; run != until; run = run->next)
        buf_add(&out, run->text);
    return arena_strdup(book->arena, buf_text(&out));
}

/* The run that is a number; NULL. */
static const struct document_run *number_of(const struct document_text *text)
{
    for (const struct document_run *run = text->first; run; run = run->next)
        if (run->number && strlen(run->number) <= NUMBER_DIGITS_MAX)
            return run;
    return NULL;
}

/* --- tables ------------------------------------------------------------------------------------------------ */

static unsigned cell_style(const struct document_cell *cell, const struct document_run *number,
                           enum document_align align)
{
    if (number && strchr(number->number, '.'))
        return STYLE_CELL_HUNDREDTHS;
    if (number)
        return strchr(number->text, '*') ? STYLE_CELL_MARKED : STYLE_CELL_WHOLE;
    align = cell->has_align ? cell->align : align;
    return align == DOCUMENT_ALIGN_CENTER ? STYLE_CELL_CENTRED :
           align == DOCUMENT_ALIGN_RIGHT  ? STYLE_CELL_RIGHT :
                                            STYLE_CELL;
}

/* `below`: rows that a cell from above still takes in each column. */
static size_t row_lines(struct book *book, const struct sheet *sheet, const struct document_row *row,
                        const size_t *below)
{
    size_t most = 1, column = 0;
    for (const struct document_cell *cell = row->first; cell; cell = cell->next) {
        while (column < sheet->column_count && below[column])
            column++;
        size_t lines = xlsx_text_lines(words_of(book, cell->text.first, NULL), width_of(sheet, column, cell->column_span));
        lines = (lines + cell->row_span - 1) / cell->row_span;
        most = lines > most ? lines : most;
        column += cell->column_span;
    }
    return most;
}

static void put_cell(struct book *book, struct sheet *sheet, const struct document_row *row,
                     const struct document_cell *cell, size_t column)
{
    const struct document_run *number = number_of(&cell->text);
    unsigned style = row->is_header ? STYLE_HEAD :
                                      cell_style(cell, number, sheet->table->columns[column].align) + row->is_bold;
    if (number && !row->is_header)
        put_number(sheet, column, style, number->number);
    else
        put_text(sheet, column, style, words_of(book, cell->text.first, NULL));
    for (size_t i = 1; i < cell->column_span && column + i < sheet->column_count; i++)
        put_text(sheet, column + i, style, "");
    merge(sheet, column, cell->column_span, cell->row_span);
}

static void put_row(struct book *book, struct sheet *sheet, const struct document_row *row, size_t *below)
{
    const struct document_cell *cell = row->first;
    unsigned empty = row->is_header ? STYLE_HEAD : STYLE_CELL;
    row_begin(sheet, row_lines(book, sheet, row, below));
    for (size_t column = 0; column < sheet->column_count;) {
        if (below[column] || !cell) {
            below[column] -= below[column] > 0;
            put_text(sheet, column++, empty, "");
            continue;
        }
        put_cell(book, sheet, row, cell, column);
        for (size_t i = 0; i < cell->column_span && column < sheet->column_count; i++)
            below[column++] = cell->row_span - 1;
        cell = cell->next;
    }
    row_end(sheet);
}

static void put_table(struct book *book, struct sheet *sheet, const char *caption)
{
    const struct document_table *table = sheet->table;
    size_t below[DOCUMENT_COLUMNS_MAX] = { 0 };
    put_line(sheet, STYLE_TITLE, caption);
    put_line(sheet, STYLE_NOTE, table->unit ? table->unit : "");
    for (const struct document_row *row = table->first; row; row = row->next) {
        put_row(book, sheet, row, below);
        if (row->is_header)
            sheet->head_rows = sheet->row;
    }
}

static void measure_table(struct sheet *sheet)
{
    const struct document_table *table = sheet->table;
    size_t sum = 0;
    for (size_t i = 0; i < table->column_count; i++)
        sum += table->columns[i].width;
    bool in_characters = sum >= TABLE_WIDTH_MIN && sum <= TABLE_WIDTH_MAX;
    for (size_t i = 0; i < table->column_count; i++)
        sheet->widths[i] = (in_characters ? table->columns[i].width : table->columns[i].width * TABLE_WIDTH / (sum ? sum : 1)) + 2;
    sheet->column_count = table->column_count;
}

static struct sheet *table_sheet(struct book *book, const struct document_table *table)
{
    struct sheet *sheet = &book->sheets[book->sheet_count];
    sheet->name = arena_printf(book->arena, "Bảng %zu", book->sheet_count++);
    sheet->table = table;
    measure_table(sheet);
    return sheet;
}

/* --- the text ---------------------------------------------------------------------------------------------- */

/* Without what parts it from its neighbours in a sentence. */
static const char *trimmed(struct book *book, const char *text)
{
    text += strspn(text, " ");
    size_t len = strlen(text);
    while (len && strchr(" :;.", text[len - 1]))
        len--;
    return arena_strndup(book->arena, text, len);
}

/* "- Hộ nghèo | 12 | hộ (đến ngày …)" */
static void put_figure(struct book *book, struct sheet *sheet, const struct document_text *text, const char *mark)
{
    const struct document_run *number = number_of(text);
    const char *label = arena_printf(book->arena, "%s%s", mark, trimmed(book, words_of(book, text->first, number)));
    const char *more = trimmed(book, words_of(book, number->next, NULL));
    size_t lines = xlsx_text_lines(label, WIDTH_TEXT), other = xlsx_text_lines(more, WIDTH_MORE);
    row_begin(sheet, lines > other ? lines : other);
    put_text(sheet, 0, STYLE_TEXT, label);
    put_number(sheet, 1, strchr(number->number, '.') ? STYLE_HUNDREDTHS : STYLE_WHOLE, number->number);
    put_text(sheet, 2, STYLE_TEXT, more);
    row_end(sheet);
}

/* A line that leads to the table's sheet. */
static void put_table_line(struct book *book, struct sheet *sheet, const struct document_table *table)
{
    struct sheet *own = table_sheet(book, table);
    const char *caption = table->caption ? table->caption : book->annex ? book->annex : own->name;
    put_table(book, own, caption);
    bool is_named = strncmp(caption, own->name, strlen(own->name)) == 0;
    put_line(sheet, STYLE_LINK, arena_printf(book->arena, "%s →%s%s", caption, is_named ? "" : " ", is_named ? "" : own->name));
    buf_printf(&sheet->links, "<hyperlink ref=\"A%zu\" location=\"'%s'!A1\"/>", sheet->row, own->name);
}

static void put_block(struct book *book, struct sheet *sheet, const struct document_block *block)
{
    const char *text = words_of(book, block->text.first, NULL);
    const char *mark = block->kind != DOCUMENT_BULLET ? "" : block->level > 1 ? "   + " : "- ";
    switch (block->kind) {
    case DOCUMENT_HEADING:
        put_line(sheet, STYLE_BOLD, text);
        break;
    case DOCUMENT_CENTERED:
        put_line(sheet, STYLE_TITLE, text);
        break;
    case DOCUMENT_NOTE:
        put_line(sheet, STYLE_NOTE, text);
        break;
    case DOCUMENT_TABLE:
        put_table_line(book, sheet, block->table);
        break;
    case DOCUMENT_ANNEX:
        book->annex = arena_printf(book->arena, "%s. %s", block->annex_label, text);
        break;
    case DOCUMENT_BASIS:
    case DOCUMENT_PARAGRAPH:
    case DOCUMENT_BULLET:
        if (number_of(&block->text))
            put_figure(book, sheet, &block->text, mark);
        else
            put_line(sheet, STYLE_TEXT, arena_printf(book->arena, "%s%s", mark, text));
        break;
    case DOCUMENT_PAGE_BREAK:
        break;
    }
}

static void put_lines(struct sheet *sheet, unsigned style, const struct document_lines *lines)
{
    for (const struct document_line *line = lines->first; line; line = line->next)
        put_line(sheet, style, line->text);
}

static void put_head(struct book *book, struct sheet *sheet)
{
    const struct document *document = book->document;
    put_lines(sheet, STYLE_CENTRED, &document->parents);
    put_lines(sheet, STYLE_TITLE, &document->issuers);
    if (document->number)
        put_line(sheet, STYLE_CENTRED,
                 arena_printf(book->arena, "%s%s", document_look(document->style)->number_prefix, document->number));
    put_line(sheet, STYLE_NOTE, arena_printf(book->arena, "%s, %s", document->place, document->date));
    if (document->stamp)
        put_line(sheet, STYLE_BOLD, document->stamp);
    if (document->type)
        put_line(sheet, STYLE_TITLE, document->type);
    if (document->summary)
        put_line(sheet, STYLE_TITLE, document->summary);
    put_lines(sheet, STYLE_TEXT, &document->addressees);
    put_line(sheet, STYLE_TEXT, "");
}

static void put_signatures(struct book *book, struct sheet *sheet)
{
    put_line(sheet, STYLE_TEXT, "");
    for (const struct document_signature *at = book->document->signature_first; at; at = at->next)
        for (size_t i = 0; i < 4; i++) {
            const char *const lines[] = { at->authority, at->position, at->mark, at->name };
            if (lines[i])
                put_line_over(sheet, 1, 2, STYLE_TITLE, lines[i]);
        }
}

static void put_all(struct book *book)
{
    struct sheet *sheet = &book->sheets[0];
    bool signed_off = false;
    put_head(book, sheet);
    for (const struct document_block *block = book->document->first; block; block = block->next) {
        if (block->kind == DOCUMENT_ANNEX && !signed_off) {
            put_signatures(book, sheet);
            signed_off = true;
        }
        put_block(book, sheet, block);
    }
    if (!signed_off)
        put_signatures(book, sheet);
    if (book->document->footer)
        put_line(sheet, STYLE_NOTE, book->document->footer);
}

/* --- the parts --------------------------------------------------------------------------------------------- */

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static void write_sheet(const struct sheet *sheet, bool is_first, struct buf *out)
{
    bool wide = width_of(sheet, 0, sheet->column_count) > (is_first ? PORTRAIT_MAX + WIDTH_MORE : PORTRAIT_MAX);
    buf_printf(out,
               HEAD "<worksheet xmlns=\"" XLSX_MAIN_NAMESPACE "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                    "<sheetViews><sheetView%s%s workbookViewId=\"0\">",
               is_first ? " tabSelected=\"1\"" : "", is_first ? " showGridLines=\"0\"" : "");
    if (sheet->head_rows)
        buf_printf(out, "<pane ySplit=\"%zu\" topLeftCell=\"A%zu\" activePane=\"bottomLeft\" state=\"frozen\"/>",
                   sheet->head_rows, sheet->head_rows + 1);
    buf_add(out, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"16.5\"/><cols>");
    for (size_t i = 0; i < sheet->column_count; i++)
        buf_printf(out, "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" customWidth=\"1\"/>", i + 1, i + 1, sheet->widths[i]);
    buf_add(out, "</cols><sheetData>");
    buf_add_n(out, buf_text(&sheet->rows), sheet->rows.len);
    buf_add(out, "</sheetData>");
    if (sheet->merge_count)
        buf_printf(out, "<mergeCells count=\"%zu\">%s</mergeCells>", sheet->merge_count, buf_text(&sheet->merges));
    if (sheet->links.len)
        buf_printf(out, "<hyperlinks>%s</hyperlinks>", buf_text(&sheet->links));
    buf_printf(out,
               "<pageMargins left=\"0.6\" right=\"0.4\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/>"
               "<pageSetup paperSize=\"9\" orientation=\"%s\" fitToWidth=\"1\" fitToHeight=\"0\"/>"
               "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>",
               wide ? "landscape" : "portrait");
}

static void write_types(const struct book *book, struct buf *out)
{
    buf_add(out, HEAD "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType=\""
                      "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                      "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPE
                      "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPE "styles+xml\"/>");
    for (size_t i = 0; i < book->sheet_count; i++)
        buf_printf(out, "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" SHEET_TYPE "worksheet+xml\"/>",
                   i + 1);
    buf_add(out, "</Types>");
}

static void write_package(const struct book *book, struct buf *out)
{
    (void)book;
    buf_add(out, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\""
                 XLSX_RELATION_NAMESPACE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
}

static void write_relations(const struct book *book, struct buf *out)
{
    buf_add(out, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 0; i < book->sheet_count; i++)
        buf_printf(out, "<Relationship Id=\"rId%zu\" Type=\"" XLSX_RELATION_NAMESPACE
                        "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>", i + 1, i + 1);
    buf_printf(out, "<Relationship Id=\"rId%zu\" Type=\"" XLSX_RELATION_NAMESPACE
                    "/styles\" Target=\"styles.xml\"/></Relationships>", book->sheet_count + 1);
}

static void write_workbook(const struct book *book, struct buf *out)
{
    bool has_heads = false;
    buf_add(out, HEAD "<workbook xmlns=\"" XLSX_MAIN_NAMESPACE "\" xmlns:r=\"" XLSX_RELATION_NAMESPACE "\"><sheets>");
    for (size_t i = 0; i < book->sheet_count; i++)
        buf_printf(out, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", book->sheets[i].name, i + 1, i + 1);
    buf_add(out, "</sheets>");
    for (size_t i = 0; i < book->sheet_count; i++) {
        const struct sheet *sheet = &book->sheets[i];
        if (!sheet->head_rows)
            continue;
        buf_printf(out, "%s<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'%s'!$3:$%zu</definedName>",
                   has_heads ? "" : "<definedNames>", i, sheet->name, sheet->head_rows);
        has_heads = true;
    }
    buf_printf(out, "%s</workbook>", has_heads ? "</definedNames>" : "");
}

#define FONT(more) "<font>" more "<name val=\"Times New Roman\"/><family val=\"1\"/></font>"
#define EDGE(side) "<" side " style=\"thin\"><color rgb=\"FF9AA5B1\"/></" side ">"
#define XF(format, font, fill, border, align)                                                                     \
    "<xf numFmtId=\"" format "\" fontId=\"" font "\" fillId=\"" fill "\" borderId=\"" border "\" xfId=\"0\" "      \
    "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment " align "/></xf>"
#define TOP "vertical=\"top\" wrapText=\"1\""
#define MIDDLE "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""
#define NUMBER "horizontal=\"right\" vertical=\"top\" indent=\"1\""
#define BOTH(format, align) XF(format, "0", "0", "1", align) XF(format, "1", "0", "1", align)

/* In the order of enum style. */
static void write_styles(const struct book *book, struct buf *out)
{
    (void)book;
    buf_add(out, HEAD "<styleSheet xmlns=\"" XLSX_MAIN_NAMESPACE "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
        "formatCode=\"#,##0&quot;(*)&quot;\"/></numFmts><fonts count=\"4\">" FONT("<sz val=\"12\"/>")
        FONT("<b/><sz val=\"12\"/>") FONT("<i/><sz val=\"11\"/>") FONT("<u/><sz val=\"12\"/><color rgb=\"FF0E5A45\"/>")
        "</fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/>"
        "</fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE3EFEA\"/><bgColor indexed=\"64\"/></patternFill></fill>"
        "</fills><borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>" EDGE("left")
        EDGE("right") EDGE("top") EDGE("bottom") "<diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" "
        "fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
    buf_printf(out, "<cellXfs count=\"%u\">", (unsigned)STYLE_MAX_);
    buf_add(out, XF("49", "0", "0", "0", TOP) XF("49", "1", "0", "0", TOP) XF("49", "1", "0", "0", MIDDLE)
        XF("49", "0", "0", "0", MIDDLE) XF("49", "2", "0", "0", TOP) XF("49", "3", "0", "0", TOP)
        XF("3", "1", "0", "0", NUMBER) XF("4", "1", "0", "0", NUMBER) XF("49", "1", "2", "1", MIDDLE)
        BOTH("49", TOP) BOTH("49", "horizontal=\"center\" " TOP) BOTH("49", "horizontal=\"right\" " TOP)
        BOTH("3", NUMBER) BOTH("4", NUMBER) BOTH("164", NUMBER)
        "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
}

static const struct {
    const char *name;
    void (*write)(const struct book *book, struct buf *out);
} parts[PARTS_FIXED] = {
    { "[Content_Types].xml", write_types },
    { "_rels/.rels", write_package },
    { "xl/workbook.xml", write_workbook },
    { "xl/_rels/workbook.xml.rels", write_relations },
    { "xl/styles.xml", write_styles },
};

static enum err_code pack(const struct book *book, struct buf *out, struct err *err)
{
    size_t count = PARTS_FIXED + book->sheet_count;
    struct buf *xml = ARENA_ARRAY(book->arena, struct buf, count);
    struct zip_part *zipped = ARENA_ARRAY(book->arena, struct zip_part, count);
    for (size_t i = 0; i < count; i++) {
        size_t sheet = i - PARTS_FIXED;
        if (i < PARTS_FIXED)
            parts[i].write(book, &xml[i]);
        else
            write_sheet(&book->sheets[sheet], sheet == 0, &xml[i]);
        zipped[i] = (struct zip_part){
            .name = i < PARTS_FIXED ? parts[i].name : arena_printf(book->arena, "xl/worksheets/sheet%zu.xml", sheet + 1),
            .bytes = buf_text(&xml[i]), .len = xml[i].len,
        };
    }
    enum err_code code = zip_pack(zipped, count, out, err);
    for (size_t i = 0; i < count; i++)
        buf_done(&xml[i]);
    return code;
}

/* The first sheet bears the document's type: "BÁO CÁO". */
static const char *first_name(const struct document *document)
{
    const char *type = document->type;
    bool fits = type && *type && utf8_length(type, strlen(type)) <= SHEET_NAME_MAX && !strpbrk(type, "[]:*?/\\'\"<>&");
    return fits ? type : "Văn bản";
}

enum err_code xlsx_document_build(const struct document *document, struct buf *out, struct err *err)
{
    struct book book = { .document = document, .arena = document->arena, .sheet_count = 1 };
    size_t tables = 0;
    for (const struct document_block *block = document->first; block; block = block->next)
        tables += block->kind == DOCUMENT_TABLE;
    book.sheets = ARENA_ARRAY(book.arena, struct sheet, tables + 1);
    book.sheets[0] = (struct sheet){ .name = first_name(document), .widths = { WIDTH_TEXT, WIDTH_VALUE, WIDTH_MORE },
                                     .column_count = TEXT_COLUMNS };
    put_all(&book);
    enum err_code code = pack(&book, out, err);
    for (size_t i = 0; i < book.sheet_count; i++) {
        buf_done(&book.sheets[i].rows);
        buf_done(&book.sheets[i].merges);
        buf_done(&book.sheets[i].links);
    }
    return code;
}
