/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_parts.h"

#include "base/utf8.h"
#include "paper/encoding.h"

#include <string.h>

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define LISTS_SHEET "_danh_muc" /* hidden; holds the choices of the drop-downs */
#define SHEET_NAME_USUAL "Danh sách"

enum { SHEET_NAME_CHARS_MAX = 31, WIDTH_MIN = 8, WIDTH_MAX = 60, ROW_LINES_MAX = 25 };
/* So many characters still make a line that can be read on A4 across. */
enum { PAGE_WIDTH_CHARS = 190, NOTE_LINE_CHARS = 32, NOTE_LINES_MIN = 4 };

/* --- text ------------------------------------------------------------------------------------ */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Whether the text itself looks like an escape and must be kept from being read as one. */
static bool looks_escaped(const char *text, size_t len)
{
    return len >= 7 && text[1] == 'x' && is_hex(text[2]) && is_hex(text[3]) && is_hex(text[4]) &&
           is_hex(text[5]) && text[6] == '_';
}

static void escape_ascii(struct buf *out, const char *text, size_t len)
{
    char c = *text;
    if (c == '&')
        buf_add(out, "&amp;");
    else if (c == '<')
        buf_add(out, "&lt;");
    else if (c == '>')
        buf_add(out, "&gt;");
    else if (c == '"')
        buf_add(out, "&quot;");
    else if (c == '_' && looks_escaped(text, len))
        buf_add(out, "_x005F_");
    else if ((c >= 0 && c < ' ' && c != '\t' && c != '\n') || c == 0x7F)
        buf_printf(out, "_x%04X_", (unsigned)c);
    else
        buf_add_char(out, c);
}

void xlsx_escape(struct buf *out, const char *text, size_t len)
{
    const char *at = text, *end = text + len, *plain = text; /* `plain`: not yet copied */
    while (at < end) {
        const char *from = at;
        unsigned char byte = (unsigned char)*at;
        if (byte < 0x80) {
            at++;
            if (byte >= ' ' && byte < 0x7F && !strchr("&<>\"_", byte))
                continue;
        } else {
            uint32_t c = utf8_next(&at);
            if (c != UTF8_BAD && c != 0xFFFE && c != 0xFFFF)
                continue;
        }
        buf_add_n(out, plain, (size_t)(from - plain));
        if (byte < 0x80)
            escape_ascii(out, from, (size_t)(end - from));
        plain = at;
    }
    buf_add_n(out, plain, (size_t)(end - plain));
}

size_t xlsx_text_lines(const char *text, size_t width)
{
    size_t lines = 0;
    while (lines < ROW_LINES_MAX) {
        size_t len = strcspn(text, "\n"), chars = utf8_length(text, len);
        lines += chars > width ? (chars + width - 1) / width : 1;
        text += len;
        if (!*text)
            break;
        text++;
    }
    return lines < ROW_LINES_MAX ? lines : ROW_LINES_MAX;
}

/* --- the layout ------------------------------------------------------------------------------ */

enum xlsx_style xlsx_column_style(const struct sheet_column *column)
{
    static const enum xlsx_style styles[] = {
        [SHEET_COLUMN_TEXT] = XLSX_STYLE_TEXT,
        [SHEET_COLUMN_NUMBER] = XLSX_STYLE_NUMBER,
        [SHEET_COLUMN_AMOUNT] = XLSX_STYLE_AMOUNT,
        [SHEET_COLUMN_DATE] = XLSX_STYLE_DATE,
    };
    if (column->is_locked)
        return column->is_clipped ? XLSX_STYLE_CLIPPED : XLSX_STYLE_LOCKED;
    return styles[column->type];
}

/* A name without what Excel refuses in one. */
static void sheet_name_make(const char *title, char *to, size_t size)
{
    size_t used = 0, chars = 0;
    while (*title && chars < SHEET_NAME_CHARS_MAX) {
        const char *from = title;
        uint32_t c = utf8_next(&title);
        size_t len = (size_t)(title - from);
        if (c < ' ' || c > 0xFFFF || used + len >= size)
            continue;
        if (c < 0x80 && strchr("[]:*?/\\'", (int)c))
            to[used++] = ' ';
        else
            while (from < title)
                to[used++] = *from++;
        chars++;
    }
    while (used && to[used - 1] == ' ')
        used--;
    to[used] = '\0';
}

void xlsx_layout_init(struct xlsx_layout *layout, const struct sheet_writer_options *options)
{
    *layout = (struct xlsx_layout){ .options = options, .row_count = 1 };
    sheet_name_make(options->title ? options->title : SHEET_NAME_USUAL, layout->sheet_name,
                    sizeof(layout->sheet_name));
    if (!layout->sheet_name[0] || strcmp(layout->sheet_name, LISTS_SHEET) == 0)
        snprintf(layout->sheet_name, sizeof(layout->sheet_name), "%s", SHEET_NAME_USUAL);
    for (size_t i = 0; i < options->column_count; i++) {
        layout->has_choices = layout->has_choices || options->columns[i].choice_count;
        layout->has_notes = layout->has_notes || options->columns[i].note;
    }
}

static const char *last_column(const struct xlsx_layout *layout, char to[SHEET_COLUMN_NAME_SIZE])
{
    return sheet_column_name(layout->options->column_count, to);
}

/* --- the sheet around its rows --------------------------------------------------------------- */

unsigned xlsx_column_width(const struct sheet_column *column)
{
    if (column->width)
        return column->width < 255 ? column->width : 255;
    size_t chars = utf8_length(column->header, strlen(column->header)) + 4;
    if (column->type == SHEET_COLUMN_DATE && chars < 12)
        chars = 12;
    return chars < WIDTH_MIN ? WIDTH_MIN : chars > WIDTH_MAX ? WIDTH_MAX : (unsigned)chars;
}

void xlsx_sheet_head(struct buf *out, const struct xlsx_layout *layout)
{
    buf_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                 "<worksheet xmlns=\"" XLSX_MAIN_NAMESPACE "\" xmlns:r=\"" XLSX_RELATION_NAMESPACE
                 "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>"
                 "<sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"1\" "
                 "topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                 "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView>"
                 "</sheetViews><sheetFormatPr defaultRowHeight=\"15.75\"/><cols>");
    for (size_t i = 0; i < layout->options->column_count; i++) {
        const struct sheet_column *column = &layout->options->columns[i];
        buf_printf(out,
                   "<col min=\"%zu\" max=\"%zu\" width=\"%u\" style=\"%u\" customWidth=\"1\"/>",
                   i + 1, i + 1, xlsx_column_width(column), (unsigned)xlsx_column_style(column));
    }
    buf_add(out, "</cols><sheetData>");
}

static void put_validations(struct buf *out, const struct xlsx_layout *layout)
{
    size_t count = 0, last_row = layout->options->entry_rows + 1;
    if (last_row < layout->row_count)
        last_row = layout->row_count;
    if (last_row < 2)
        last_row = 2;
    for (size_t i = 0; i < layout->options->column_count; i++)
        count += layout->options->columns[i].choice_count > 0;
    if (count == 0)
        return;
    buf_printf(out, "<dataValidations count=\"%zu\">", count);
    for (size_t i = 0; i < layout->options->column_count; i++) {
        char name[SHEET_COLUMN_NAME_SIZE];
        if (layout->options->columns[i].choice_count == 0)
            continue;
        sheet_column_name(i + 1, name);
        buf_printf(out,
                   "<dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\" "
                   "showErrorMessage=\"1\" sqref=\"%s2:%s%zu\"><formula1>" LISTS_SHEET
                   "!$%s$1:$%s$%zu</formula1></dataValidation>",
                   name, name, last_row, name, name, layout->options->columns[i].choice_count);
    }
    buf_add(out, "</dataValidations>");
}

/* A column whose text is clipped is for the program, not for paper. */
static size_t first_printed(const struct xlsx_layout *layout)
{
    return layout->options->column_count > 1 && layout->options->columns[0].is_clipped ? 2 : 1;
}

/* Pages side by side; a list of many columns on one page is too small to read. */
static unsigned pages_across(const struct xlsx_layout *layout)
{
    unsigned width = 0;
    for (size_t i = first_printed(layout) - 1; i < layout->options->column_count; i++)
        width += xlsx_column_width(&layout->options->columns[i]);
    return (width + PAGE_WIDTH_CHARS - 1) / PAGE_WIDTH_CHARS;
}

/* "&" begins a code in what stands above and below a page. */
static void put_page_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c;) {
        size_t run = strcspn(c, "&");
        xlsx_escape(out, c, run);
        c += run;
        if (*c == '&') {
            buf_add(out, "&amp;&amp;");
            c++;
        }
    }
}

/* The name of the sheet above every page, whose it is and the page's number below. */
static void put_page_heading(struct buf *out, const struct xlsx_layout *layout)
{
    buf_add(out, "<oddHeader>&amp;L&amp;&quot;Times New Roman,Bold&quot;&amp;12");
    put_page_text(out, layout->sheet_name);
    buf_add(out, "</oddHeader><oddFooter>");
    if (layout->options->footer) {
        buf_add(out, "&amp;L&amp;8");
        put_page_text(out, layout->options->footer);
    }
    buf_add(out, "&amp;C&amp;P/&amp;N</oddFooter>");
}

void xlsx_sheet_tail(struct buf *out, const struct xlsx_layout *layout)
{
    char last[SHEET_COLUMN_NAME_SIZE];
    buf_add(out, "</sheetData>");
    if (layout->options->is_protected)
        buf_add(out, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatCells=\"0\" "
                     "formatColumns=\"0\" formatRows=\"0\" insertRows=\"0\" deleteRows=\"0\" "
                     "sort=\"0\" autoFilter=\"0\"/>");
    buf_printf(out, "<autoFilter ref=\"A1:%s%zu\"/>", last_column(layout, last), layout->row_count);
    put_validations(out, layout);
    buf_printf(out,
               "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\" "
               "footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" "
               "fitToWidth=\"%u\" fitToHeight=\"0\"/><headerFooter>",
               pages_across(layout));
    put_page_heading(out, layout);
    buf_add(out, "</headerFooter>");
    if (layout->has_notes)
        buf_add(out, "<legacyDrawing r:id=\"rId1\"/>");
    buf_add(out, "</worksheet>");
}

/* --- the parts that name the others ---------------------------------------------------------- */

static void put_pair(struct xml_out *xml, const char *element, const char *name_1,
                     const char *value_1, const char *name_2, const char *value_2)
{
    xml_begin(xml, element);
    xml_attr(xml, name_1, value_1);
    xml_attr(xml, name_2, value_2);
    xml_end(xml);
}

static void put_override(struct xml_out *xml, const char *part, const char *type)
{
    put_pair(xml, "Override", "PartName", part, "ContentType", type);
}

static void write_content_types(struct xml_out *xml, const struct xlsx_layout *layout)
{
    xml_begin(xml, "Types");
    xml_attr(xml, "xmlns", PACKAGE "content-types");
    put_pair(xml, "Default", "Extension", "rels", "ContentType",
             "application/vnd.openxmlformats-package.relationships+xml");
    put_pair(xml, "Default", "Extension", "xml", "ContentType", "application/xml");
    if (layout->has_notes)
        put_pair(xml, "Default", "Extension", "vml", "ContentType",
                 "application/vnd.openxmlformats-officedocument.vmlDrawing");
    put_override(xml, "/xl/workbook.xml", SHEET_TYPE "sheet.main+xml");
    put_override(xml, "/xl/worksheets/sheet1.xml", SHEET_TYPE "worksheet+xml");
    if (layout->has_choices)
        put_override(xml, "/xl/worksheets/sheet2.xml", SHEET_TYPE "worksheet+xml");
    put_override(xml, "/xl/styles.xml", SHEET_TYPE "styles+xml");
    if (layout->has_notes)
        put_override(xml, "/xl/comments1.xml", SHEET_TYPE "comments+xml");
    xml_end(xml);
}

static void relations_begin(struct xml_out *xml)
{
    xml_begin(xml, "Relationships");
    xml_attr(xml, "xmlns", PACKAGE "relationships");
}

static void put_relation(struct xml_out *xml, const char *id, const char *type, const char *target)
{
    xml_begin(xml, "Relationship");
    xml_attr(xml, "Id", id);
    xml_attr(xml, "Type", type);
    xml_attr(xml, "Target", target);
    xml_end(xml);
}

static void write_package_relations(struct xml_out *xml, const struct xlsx_layout *layout)
{
    (void)layout;
    relations_begin(xml);
    put_relation(xml, "rId1", XLSX_RELATION_NAMESPACE "/officeDocument", "xl/workbook.xml");
    xml_end(xml);
}

static void write_workbook_relations(struct xml_out *xml, const struct xlsx_layout *layout)
{
    relations_begin(xml);
    put_relation(xml, "rId1", XLSX_RELATION_NAMESPACE "/worksheet", "worksheets/sheet1.xml");
    if (layout->has_choices)
        put_relation(xml, "rId2", XLSX_RELATION_NAMESPACE "/worksheet", "worksheets/sheet2.xml");
    put_relation(xml, "rId3", XLSX_RELATION_NAMESPACE "/styles", "styles.xml");
    xml_end(xml);
}

static void write_sheet_relations(struct xml_out *xml, const struct xlsx_layout *layout)
{
    (void)layout;
    relations_begin(xml);
    put_relation(xml, "rId1", XLSX_RELATION_NAMESPACE "/vmlDrawing", "../drawings/vmlDrawing1.vml");
    put_relation(xml, "rId2", XLSX_RELATION_NAMESPACE "/comments", "../comments1.xml");
    xml_end(xml);
}

/* --- workbook and styles --------------------------------------------------------------------- */

static void put_sheet(struct xml_out *xml, const char *name, int number, bool is_hidden,
                      const char *relation)
{
    xml_begin(xml, "sheet");
    xml_attr(xml, "name", name);
    xml_attr_int(xml, "sheetId", number);
    if (is_hidden)
        xml_attr(xml, "state", "hidden");
    xml_attr(xml, "r:id", relation);
    xml_end(xml);
}

static void put_defined_name(struct xml_out *xml, const char *name, bool is_hidden,
                             const char *range)
{
    xml_begin(xml, "definedName");
    xml_attr(xml, "name", name);
    xml_attr_int(xml, "localSheetId", 0);
    if (is_hidden)
        xml_attr_int(xml, "hidden", 1);
    xml_text(xml, range, strlen(range));
    xml_end(xml);
}

static void write_workbook(struct xml_out *xml, const struct xlsx_layout *layout)
{
    char last[SHEET_COLUMN_NAME_SIZE], range[200];
    xml_begin(xml, "workbook");
    xml_attr(xml, "xmlns", XLSX_MAIN_NAMESPACE);
    xml_attr(xml, "xmlns:r", XLSX_RELATION_NAMESPACE);
    xml_begin(xml, "sheets");
    put_sheet(xml, layout->sheet_name, 1, false, "rId1");
    if (layout->has_choices)
        put_sheet(xml, LISTS_SHEET, 2, true, "rId2");
    xml_end(xml);
    xml_begin(xml, "definedNames");
    snprintf(range, sizeof(range), "'%s'!$A$1:$%s$%zu", layout->sheet_name,
             last_column(layout, last), layout->row_count);
    put_defined_name(xml, "_xlnm._FilterDatabase", true, range);
    if (first_printed(layout) > 1) {
        snprintf(range, sizeof(range), "'%s'!$B$1:$%s$%zu", layout->sheet_name,
                 last_column(layout, last), layout->row_count);
        put_defined_name(xml, "_xlnm.Print_Area", false, range);
    }
    snprintf(range, sizeof(range), "'%s'!$1:$1", layout->sheet_name);
    put_defined_name(xml, "_xlnm.Print_Titles", false, range);
    xml_end(xml);
    xml_end(xml);
}

/* Styles do not depend on anything; the order is that of enum xlsx_style. */
#define FONT(more, colour)                                                                         \
    "<font>" more "<sz val=\"12\"/>" colour "<name val=\"Times New Roman\"/><family val=\"1\"/></font>"
#define FILL(colour)                                                                               \
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"" colour                             \
    "\"/><bgColor indexed=\"64\"/></patternFill></fill>"
#define EDGE(side, style) "<" side " style=\"" style "\"><color rgb=\"FF9AA5B1\"/></" side ">"
#define BORDER(style)                                                                              \
    "<border>" EDGE("left", style) EDGE("right", style) EDGE("top", style) EDGE("bottom", style)   \
    "<diagonal/></border>"
#define APPLY                                                                                      \
    " xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" "       \
    "applyAlignment=\"1\" applyProtection=\"1\""
/* A cell of the list: number format, font, fill, further attributes, alignment, locked or not. */
#define CENTRE " horizontal=\"center\""
#define CELL(format, font, fill, more, align, locked)                                              \
    "<xf numFmtId=\"" format "\" fontId=\"" font "\" fillId=\"" fill "\" borderId=\"2\"" APPLY more \
    "><alignment vertical=\"top\"" align "/><protection locked=\"" locked "\"/></xf>"
#define WRAP " wrapText=\"1\""
static const char styles_xml[] =
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
    "<fonts count=\"3\">" FONT("", "") FONT("<b/>", "") FONT("", "<color rgb=\"FF5F6B7A\"/>")
    "</fonts><fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill>" FILL("FFDCE6F1") FILL("FFF2F2F2")
    "</fills><borders count=\"3\"><border><left/><right/><top/><bottom/><diagonal/></border>"
    BORDER("thin") BORDER("hair") "</borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs><cellXfs count=\"9\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\"" APPLY "><alignment "
    "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/><protection locked=\"1\"/></xf>"
    CELL("49", "0", "0", "", WRAP, "0") CELL("0", "0", "0", "", CENTRE, "0")
    CELL("3", "0", "0", "", "", "0") CELL("164", "0", "0", "", CENTRE, "0")
    CELL("49", "2", "3", "", "", "1") CELL("49", "0", "0", " quotePrefix=\"1\"", WRAP, "0")
    CELL("49", "2", "3", "", " horizontal=\"fill\"", "1")
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
    "</cellStyles>";
_Static_assert(XLSX_STYLE_MAX_ == 9, "styles_xml has one xf for every style");

static void write_styles(struct xml_out *xml, const struct xlsx_layout *layout)
{
    (void)layout;
    xml_begin(xml, "styleSheet");
    xml_attr(xml, "xmlns", XLSX_MAIN_NAMESPACE);
    xml_raw(xml, styles_xml);
    xml_end(xml);
}

/* --- choices and notes ----------------------------------------------------------------------- */

/* Row by row, the next choice of every column that has one left. */
static void write_lists(struct xml_out *xml, const struct xlsx_layout *layout)
{
    const struct sheet_writer_options *options = layout->options;
    size_t rows = 0;
    for (size_t i = 0; i < options->column_count; i++)
        if (options->columns[i].choice_count > rows)
            rows = options->columns[i].choice_count;
    xml_begin(xml, "worksheet");
    xml_attr(xml, "xmlns", XLSX_MAIN_NAMESPACE);
    xml_begin(xml, "sheetData");
    for (size_t row = 0; row < rows; row++) {
        xml_begin(xml, "row");
        xml_attr_int(xml, "r", (int64_t)row + 1);
        for (size_t i = 0; i < options->column_count; i++) {
            char name[SHEET_COLUMN_NAME_SIZE], reference[40];
            if (row >= options->columns[i].choice_count)
                continue;
            snprintf(reference, sizeof(reference), "%s%zu", sheet_column_name(i + 1, name),
                     row + 1);
            xml_begin(xml, "c");
            xml_attr(xml, "r", reference);
            xml_attr(xml, "t", "inlineStr");
            xml_begin(xml, "is");
            xml_element(xml, "t", options->columns[i].choices[row]);
            xml_end(xml);
            xml_end(xml);
        }
        xml_end(xml);
    }
    xml_end(xml);
    xml_end(xml);
}

static void write_comments(struct xml_out *xml, const struct xlsx_layout *layout)
{
    xml_begin(xml, "comments");
    xml_attr(xml, "xmlns", XLSX_MAIN_NAMESPACE);
    xml_begin(xml, "authors");
    xml_element(xml, "author", "Chung Tay");
    xml_end(xml);
    xml_begin(xml, "commentList");
    for (size_t i = 0; i < layout->options->column_count; i++) {
        char name[SHEET_COLUMN_NAME_SIZE], reference[16];
        if (!layout->options->columns[i].note)
            continue;
        snprintf(reference, sizeof(reference), "%s1", sheet_column_name(i + 1, name));
        xml_begin(xml, "comment");
        xml_attr(xml, "ref", reference);
        xml_attr_int(xml, "authorId", 0);
        xml_begin(xml, "text");
        xml_element(xml, "t", layout->options->columns[i].note);
        xml_end(xml);
        xml_end(xml);
    }
    xml_end(xml);
    xml_end(xml);
}

/* Excel shows a note only where a shape in this old drawing language stands for it. */
static void write_note_shapes(struct xml_out *xml, const struct xlsx_layout *layout)
{
    xml_begin(xml, "xml");
    xml_attr(xml, "xmlns:v", "urn:schemas-microsoft-com:vml");
    xml_attr(xml, "xmlns:o", "urn:schemas-microsoft-com:office:office");
    xml_attr(xml, "xmlns:x", "urn:schemas-microsoft-com:office:excel");
    xml_raw(xml, "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
                 "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
                 "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>");
    for (size_t i = 0; i < layout->options->column_count; i++) {
        char shape[900];
        const char *note = layout->options->columns[i].note;
        if (!note)
            continue;
        size_t lines = utf8_length(note, strlen(note)) / NOTE_LINE_CHARS + 2;
        if (lines < NOTE_LINES_MIN)
            lines = NOTE_LINES_MIN;
        snprintf(shape, sizeof(shape),
                 "<v:shape id=\"_x0000_s%zu\" type=\"#_x0000_t202\" style='position:absolute;"
                 "visibility:hidden' fillcolor=\"#ffffe1\" o:insetmode=\"auto\">"
                 "<v:fill color2=\"#ffffe1\"/><v:textbox style='mso-direction-alt:auto'/>"
                 "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>"
                 "<x:Anchor>%zu, 15, 1, 2, %zu, 15, %zu, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
                 "<x:Row>0</x:Row><x:Column>%zu</x:Column></x:ClientData></v:shape>",
                 1025 + i, i + 1, i + 3, lines + 1, i);
        xml_raw(xml, shape);
    }
    xml_end(xml);
}

size_t xlsx_parts(const struct xlsx_layout *layout, struct xlsx_part ret_parts[XLSX_PARTS_MAX])
{
    size_t count = 0;
    ret_parts[count++] =
        (struct xlsx_part){ .name = "[Content_Types].xml", .write = write_content_types };
    ret_parts[count++] =
        (struct xlsx_part){ .name = "_rels/.rels", .write = write_package_relations };
    ret_parts[count++] = (struct xlsx_part){ .name = "xl/workbook.xml", .write = write_workbook };
    ret_parts[count++] = (struct xlsx_part){ .name = "xl/_rels/workbook.xml.rels",
                                             .write = write_workbook_relations };
    ret_parts[count++] = (struct xlsx_part){ .name = "xl/styles.xml", .write = write_styles };
    if (layout->has_choices)
        ret_parts[count++] =
            (struct xlsx_part){ .name = "xl/worksheets/sheet2.xml", .write = write_lists };
    if (layout->has_notes) {
        ret_parts[count++] = (struct xlsx_part){ .name = "xl/worksheets/_rels/sheet1.xml.rels",
                                                 .write = write_sheet_relations };
        ret_parts[count++] =
            (struct xlsx_part){ .name = "xl/comments1.xml", .write = write_comments };
        ret_parts[count++] = (struct xlsx_part){ .name = "xl/drawings/vmlDrawing1.vml",
                                                 .write = write_note_shapes,
                                                 .is_bare = true };
    }
    return count;
}
