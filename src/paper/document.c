/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/document.h"

#include "base/date.h"
#include "base/utf8.h"

#include <string.h>
#include <unicode/unorm2.h>

/* Decree 30/2020/NĐ-CP, annex I; 36-HD/VPTW of 2018; 29-HD/TWĐTN-VP of 2013. One millimetre is
 * 56.69 twips. The decree wants one step between motto lines and, with 12, the rest at 13. */
static const struct document_look looks[] = {
    [DOCUMENT_STYLE_STATE] = {
        .motto_1 = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        .motto_2 = "Độc lập - Tự do - Hạnh phúc",
        .number_prefix = "Số: ",
        .motto_1_size = 24, .motto_2_size = 26, .issuer_size = 24, .number_size = 26,
        .date_size = 26, .type_size = 28, .summary_size = 28, .subject_size = 24,
        .body_size = 28, .signature_size = 28, .recipient_title_size = 24, .recipient_size = 22,
        .margin_top = 1134, .margin_bottom = 1134, .margin_left = 1701, .margin_right = 850,
        .is_recipient_title_italic = true, .recipient_stop = ';',
    },
    [DOCUMENT_STYLE_PARTY] = {
        .motto_1 = "ĐẢNG CỘNG SẢN VIỆT NAM",
        .number_prefix = "Số ",
        .issuer_mark = "*",
        .motto_1_size = 30, .motto_2_size = 28, .issuer_size = 28, .number_size = 28,
        .date_size = 28, .type_size = 32, .summary_size = 30, .subject_size = 24,
        .body_size = 28, .signature_size = 28, .recipient_title_size = 28, .recipient_size = 24,
        .margin_top = 1134, .margin_bottom = 1134, .margin_left = 1701, .margin_right = 1134,
        .is_subject_italic = true, .recipient_stop = ',',
    },
    [DOCUMENT_STYLE_YOUTH_UNION] = {
        .motto_1 = "ĐOÀN TNCS HỒ CHÍ MINH",
        .number_prefix = "Số: ",
        .issuer_mark = "***",
        .motto_1_size = 30, .motto_2_size = 28, .issuer_size = 28, .number_size = 28,
        .date_size = 28, .type_size = 32, .summary_size = 30, .subject_size = 24,
        .body_size = 28, .signature_size = 28, .recipient_title_size = 28, .recipient_size = 24,
        .margin_top = 1134, .margin_bottom = 1134, .margin_left = 1701, .margin_right = 1134,
        .is_subject_italic = true, .recipient_stop = ';',
    },
};
_Static_assert(COUNT(looks) == DOCUMENT_STYLE_MAX_, "every style has its look");

const struct document_look *document_look(enum document_style style)
{
    require(style < DOCUMENT_STYLE_MAX_);
    return &looks[style];
}

enum { LINE_SINGLE = 240, LINE_BODY = 264 };

#define BODY_SHAPE                                                                                 \
    .after = DOCUMENT_SPACE_AFTER, .line = LINE_BODY, .first_line = DOCUMENT_INDENT_FIRST,         \
    .align = DOCUMENT_ALIGN_JUSTIFY

static const struct document_shape shapes[] = {
    [DOCUMENT_PART_LINE] = { .line = LINE_SINGLE, .align = DOCUMENT_ALIGN_CENTER },
    [DOCUMENT_PART_BODY] = { BODY_SHAPE },
    [DOCUMENT_PART_BASIS] = { BODY_SHAPE, .flags = DOCUMENT_ITALIC },
    [DOCUMENT_PART_BULLET] = { BODY_SHAPE },
    [DOCUMENT_PART_HEADING_1] = { BODY_SHAPE, .flags = DOCUMENT_BOLD, .before = 120,
                                  .keep_next = true },
    [DOCUMENT_PART_HEADING_2] = { BODY_SHAPE, .flags = DOCUMENT_BOLD, .keep_next = true },
    [DOCUMENT_PART_HEADING_3] = { BODY_SHAPE, .keep_next = true },
    [DOCUMENT_PART_HEADING_4] = { BODY_SHAPE, .keep_next = true },
    [DOCUMENT_PART_CENTERED] = { .flags = DOCUMENT_BOLD, .before = 120,
                                 .after = DOCUMENT_SPACE_AFTER, .line = LINE_SINGLE,
                                 .align = DOCUMENT_ALIGN_CENTER },
    [DOCUMENT_PART_CELL] = { .half_points = 24, .before = 30, .after = 30, .line = LINE_SINGLE,
                             .align = DOCUMENT_ALIGN_LEFT },
    [DOCUMENT_PART_CAPTION] = { .flags = DOCUMENT_BOLD, .half_points = 26, .before = 120,
                                .after = 60, .line = LINE_SINGLE, .align = DOCUMENT_ALIGN_CENTER,
                                .keep_next = true },
    [DOCUMENT_PART_NOTE] = { .flags = DOCUMENT_ITALIC, .half_points = 24,
                             .after = DOCUMENT_SPACE_AFTER, .line = LINE_SINGLE,
                             .align = DOCUMENT_ALIGN_JUSTIFY },
    [DOCUMENT_PART_RECIPIENT] = { .half_points = 22, .line = LINE_SINGLE,
                                  .align = DOCUMENT_ALIGN_LEFT },
    [DOCUMENT_PART_HEADER] = { .line = LINE_SINGLE, .align = DOCUMENT_ALIGN_CENTER },
    [DOCUMENT_PART_FOOTER] = { .flags = DOCUMENT_ITALIC, .half_points = 16, .line = LINE_SINGLE,
                               .align = DOCUMENT_ALIGN_LEFT },
};
_Static_assert(COUNT(shapes) == DOCUMENT_PART_MAX_, "every part has its shape");

const struct document_shape *document_shape(enum document_part part)
{
    require(part < DOCUMENT_PART_MAX_);
    return &shapes[part];
}

enum document_part document_block_part(const struct document_block *block)
{
    static const enum document_part headings[] = { DOCUMENT_PART_HEADING_1, DOCUMENT_PART_HEADING_2,
                                                   DOCUMENT_PART_HEADING_3,
                                                   DOCUMENT_PART_HEADING_4 };
    switch (block->kind) {
    case DOCUMENT_HEADING:
        return headings[block->level - 1];
    case DOCUMENT_BASIS:
        return DOCUMENT_PART_BASIS;
    case DOCUMENT_BULLET:
        return DOCUMENT_PART_BULLET;
    case DOCUMENT_CENTERED:
        return DOCUMENT_PART_CENTERED;
    case DOCUMENT_NOTE:
        return DOCUMENT_PART_NOTE;
    case DOCUMENT_PARAGRAPH:
    case DOCUMENT_TABLE:
    case DOCUMENT_PAGE_BREAK:
    case DOCUMENT_ANNEX:
        break;
    }
    return DOCUMENT_PART_BODY;
}

struct document *document_new(struct arena *arena, enum document_style style)
{
    struct document *document = ARENA_NEW(arena, struct document);
    document->arena = arena;
    document->style = style;
    return document;
}

const char *document_date_text(struct arena *arena, int day, int month, int year)
{
    char text[DATE_TEXT_SIZE];
    if (day && month) {
        date_to_document(date_of(year, month, day), text);
        return arena_strdup(arena, text);
    }
    const char *month_text =
        month ? arena_printf(arena, month < 3 ? "%02d" : "%d", month) : "     ";
    return arena_printf(arena, "ngày       tháng %s năm %d", month_text, year);
}

void document_line_add(struct document *document, struct document_lines *lines, const char *text)
{
    struct document_line *line = ARENA_NEW(document->arena, struct document_line);
    line->text = text;
    *(lines->last ? &lines->last->next : &lines->first) = line;
    lines->last = line;
    lines->count++;
}

struct document_run *document_run_add(struct document *document, struct document_text *text,
                                      const char *string, unsigned flags)
{
    struct document_run *run = ARENA_NEW(document->arena, struct document_run);
    run->text = string;
    run->flags = flags;
    *(text->last ? &text->last->next : &text->first) = run;
    text->last = run;
    return run;
}

struct document_block *document_block_add(struct document *document, enum document_block_kind kind,
                                          const char *text)
{
    struct document_block *block = ARENA_NEW(document->arena, struct document_block);
    block->kind = kind;
    block->level = 1;
    if (text)
        document_run_add(document, &block->text, text, 0);
    *(document->last ? &document->last->next : &document->first) = block;
    document->last = block;
    return block;
}

struct document_block *document_heading(struct document *document, unsigned level, const char *text)
{
    require(level >= 1 && level <= 4);
    struct document_block *block = document_block_add(document, DOCUMENT_HEADING, text);
    block->level = level;
    return block;
}

struct document_block *document_bullet(struct document *document, unsigned level, const char *text)
{
    require(level >= 1 && level <= 2);
    struct document_block *block = document_block_add(document, DOCUMENT_BULLET, text);
    block->level = level;
    return block;
}

struct document_block *document_annex(struct document *document, const char *label,
                                      const char *title, const char *source)
{
    struct document_block *block = document_block_add(document, DOCUMENT_ANNEX, title);
    block->annex_label = label;
    block->annex_source = source;
    return block;
}

struct document_table *document_table(struct document *document,
                                      const struct document_column *columns, size_t count)
{
    require(count >= 1 && count <= DOCUMENT_COLUMNS_MAX);
    struct document_table *table = ARENA_NEW(document->arena, struct document_table);
    table->columns = ARENA_ARRAY(document->arena, struct document_column, count);
    memcpy(table->columns, columns, count * sizeof(*columns));
    table->column_count = count;
    document_block_add(document, DOCUMENT_TABLE, NULL)->table = table;
    return table;
}

struct document_row *document_row_add(struct document *document, struct document_table *table)
{
    struct document_row *row = ARENA_NEW(document->arena, struct document_row);
    *(table->last ? &table->last->next : &table->first) = row;
    table->last = row;
    return row;
}

struct document_row *document_header_add(struct document *document, struct document_table *table)
{
    require(!table->last || table->last->is_header);
    struct document_row *row = document_row_add(document, table);
    row->is_header = true;
    return row;
}

struct document_cell *document_cell_add(struct document *document, struct document_row *row,
                                        const char *text)
{
    struct document_cell *cell = ARENA_NEW(document->arena, struct document_cell);
    cell->column_span = cell->row_span = 1;
    if (text)
        document_run_add(document, &cell->text, text, 0);
    *(row->last ? &row->last->next : &row->first) = cell;
    row->last = cell;
    return cell;
}

struct document_signature *document_signature_add(struct document *document, const char *authority,
                                                  const char *position, const char *name)
{
    struct document_signature *signature = ARENA_NEW(document->arena, struct document_signature);
    *signature =
        (struct document_signature){ .authority = authority, .position = position, .name = name };
    *(document->signature_last ? &document->signature_last->next : &document->signature_first) =
        signature;
    document->signature_last = signature;
    document->signature_count++;
    return signature;
}

/* Widths of bold Times, thousandths of the size, from ' ' to '~'. */
static const uint16_t bold_widths[] = {
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500,  500,
    500, 500, 500, 500, 500, 500,  500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722,  667,
    611, 778, 778, 389, 500, 778,  667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581,  500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333,  556,
    278, 833, 556, 500, 556, 556,  444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394,  520,
};

/* A letter is as wide as its base: "Ộ" as "O", "Đ" as "D". */
static unsigned character_width(const UNormalizer2 *nfd, uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[8];
    if (c == UTF8_BAD)
        return 500;
    int32_t len = unorm2_getDecomposition(nfd, (UChar32)c, parts, COUNT(parts), &status);
    if (U_SUCCESS(status) && len > 0)
        c = parts[0];
    if (c == 0x110 || c == 0x111)
        c = c == 0x110 ? 'D' : 'd';
    if (c >= 0x300 && c <= 0x36F)
        return 0;
    return c >= ' ' && c <= '~' ? bold_widths[c - ' '] : 500;
}

unsigned document_text_width(const char *text, unsigned half_points)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    require(U_SUCCESS(status));
    unsigned widest = 0, width = 0;
    while (*text) {
        uint32_t c = utf8_next(&text);
        width = c == '\n' ? 0 : width + character_width(nfd, c);
        if (width > widest)
            widest = width;
    }
    return (unsigned)((uint64_t)widest * half_points * 10 / 1000);
}

unsigned document_table_size(const struct document_table *table)
{
    if (table->half_points)
        return table->half_points;
    if (table->column_count <= 6)
        return 26;
    return table->column_count <= 9 ? 24 : table->column_count <= 14 ? 22 : 20;
}

void document_table_widths(const struct document_table *table, unsigned text_width,
                           unsigned widths[DOCUMENT_COLUMNS_MAX])
{
    unsigned total = 0, used = 0;
    for (size_t i = 0; i < table->column_count; i++)
        total += table->columns[i].width ? table->columns[i].width : 1;
    for (size_t i = 0; i < table->column_count; i++) {
        unsigned part = table->columns[i].width ? table->columns[i].width : 1;
        widths[i] = i + 1 == table->column_count ? text_width - used : text_width * part / total;
        used += widths[i];
    }
}

unsigned document_motto_width(const struct document *document, unsigned text_width)
{
    const struct document_look *look = document_look(document->style);
    unsigned width = document_text_width(look->motto_1, look->motto_1_size) + 120;
    unsigned dated = (document->place ? document_text_width(document->place, look->date_size) : 0) +
                     (document->date ? document_text_width(document->date, look->date_size) : 0) + 240;
    if (width < dated && dated <= text_width * 2 / 3)
        width = dated;
    return width > text_width / 2 ? width : text_width / 2;
}

size_t document_item_length(const char *text)
{
    size_t len = strlen(text);
    while (len && strchr(" ;,.", text[len - 1]))
        len--;
    return len;
}
