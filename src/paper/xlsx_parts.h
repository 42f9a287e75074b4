/* SPDX-License-Identifier: Apache-2.0
 * The parts of a written workbook other than its rows: workbook, styles, the list of choices,
 * notes. Only the writers of workbooks include this. */
#pragma once

#include "paper/sheet_writer.h"
#include "paper/xml_out.h"

#define XLSX_MAIN_NAMESPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define XLSX_RELATION_NAMESPACE                                                                    \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* Numbers of the cell styles in styles.xml. */
enum xlsx_style {
    XLSX_STYLE_NORMAL, /* of cells outside the columns; locked, like the header */
    XLSX_STYLE_HEADER,
    XLSX_STYLE_TEXT,
    XLSX_STYLE_NUMBER,
    XLSX_STYLE_AMOUNT,
    XLSX_STYLE_DATE,
    XLSX_STYLE_LOCKED,
    XLSX_STYLE_QUOTED, /* text that would be a formula if it were typed in again */
    XLSX_STYLE_CLIPPED,
    XLSX_STYLE_MAX_
};
enum xlsx_style xlsx_column_style(const struct sheet_column *column);
/* In characters, between 1 and 255. */
unsigned xlsx_column_width(const struct sheet_column *column);

/* What the parts are made from. */
struct xlsx_layout {
    const struct sheet_writer_options *options;
    char sheet_name[128]; /* fit for a sheet */
    size_t row_count;     /* with the header */
    bool has_choices, has_notes;
};
void xlsx_layout_init(struct xlsx_layout *layout, const struct sheet_writer_options *options);

/* The small parts in the order of the archive; those not needed are left out. */
struct xlsx_part {
    const char *name;
    void (*write)(struct xml_out *xml, const struct xlsx_layout *layout);
    bool is_bare; /* without the XML declaration, as Excel writes its drawings */
};
enum { XLSX_PARTS_MAX = 10 };
size_t xlsx_parts(const struct xlsx_layout *layout, struct xlsx_part ret_parts[XLSX_PARTS_MAX]);

/* The sheet up to its rows, and from their end; both appended as text. */
void xlsx_sheet_head(struct buf *out, const struct xlsx_layout *layout);
void xlsx_sheet_tail(struct buf *out, const struct xlsx_layout *layout);

/* Appends a text as the content of an element: markup and what XML cannot hold are escaped as Excel
 * does ("_x000D_"); broken UTF-8 is left out. */
void xlsx_escape(struct buf *out, const char *text, size_t len);

/* Lines that a text takes in a column so wide, 25 at most; spreadsheet programs do not work it out when
 * they open a file. */
size_t xlsx_text_lines(const char *text, size_t width);
