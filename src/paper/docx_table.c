/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/docx_table.h"

/* --- table scaffolding ----------------------------------------------------------------------- */

static void put_border(struct xml_out *xml, const char *side, bool is_drawn)
{
    xml_begin(xml, side);
    xml_attr(xml, "w:val", is_drawn ? "single" : "nil");
    if (is_drawn) {
        xml_attr_int(xml, "w:sz", 4);
        xml_attr_int(xml, "w:space", 0);
        xml_attr(xml, "w:color", "000000");
    }
    xml_end(xml);
}

void docx_table_begin(struct xml_out *xml, const unsigned *widths, size_t count, bool is_drawn,
                      unsigned padding)
{
    static const char *const sides[] = { "w:top",   "w:left",    "w:bottom",
                                         "w:right", "w:insideH", "w:insideV" };
    unsigned total = 0;
    for (size_t i = 0; i < count; i++)
        total += widths[i];
    xml_begin(xml, "w:tbl");
    xml_begin(xml, "w:tblPr"); /* in the order of CT_TblPrBase */
    xml_begin(xml, "w:tblW");
    xml_attr_int(xml, "w:w", total);
    xml_attr(xml, "w:type", "dxa");
    xml_end(xml);
    xml_leaf(xml, "w:jc", "w:val", "center");
    xml_begin(xml, "w:tblBorders");
    for (size_t i = 0; i < COUNT(sides); i++)
        put_border(xml, sides[i], is_drawn);
    xml_end(xml);
    xml_leaf(xml, "w:tblLayout", "w:type", "fixed");
    xml_begin(xml, "w:tblCellMar");
    for (size_t i = 1; i < 4; i += 2) {
        xml_begin(xml, sides[i]);
        xml_attr_int(xml, "w:w", padding);
        xml_attr(xml, "w:type", "dxa");
        xml_end(xml);
    }
    xml_end(xml);
    xml_end(xml);
    xml_begin(xml, "w:tblGrid");
    for (size_t i = 0; i < count; i++)
        xml_leaf_int(xml, "w:gridCol", "w:w", widths[i]);
    xml_end(xml);
}

void docx_row_begin(struct xml_out *xml, bool is_header)
{
    xml_begin(xml, "w:tr");
    xml_begin(xml, "w:trPr");
    xml_empty(xml, "w:cantSplit");
    if (is_header)
        xml_empty(xml, "w:tblHeader");
    xml_end(xml);
}

void docx_cell_begin(struct xml_out *xml, unsigned width, unsigned span, enum docx_cell_merge merge,
                     const char *vertical_align)
{
    xml_begin(xml, "w:tc");
    xml_begin(xml, "w:tcPr"); /* in the order of CT_TcPrBase */
    xml_begin(xml, "w:tcW");
    xml_attr_int(xml, "w:w", width);
    xml_attr(xml, "w:type", "dxa");
    xml_end(xml);
    if (span > 1)
        xml_leaf_int(xml, "w:gridSpan", "w:val", span);
    if (merge != DOCX_CELL_ALONE)
        xml_leaf(xml, "w:vMerge", "w:val", merge == DOCX_CELL_MERGE_FIRST ? "restart" : "continue");
    xml_leaf(xml, "w:vAlign", "w:val", vertical_align);
    xml_end(xml);
}

/* --- tables of the text ---------------------------------------------------------------------- */

/* The state of a table's grid while its rows are written. */
struct grid {
    const struct document_table *table;
    unsigned widths[DOCUMENT_COLUMNS_MAX];
    unsigned rows_left[DOCUMENT_COLUMNS_MAX]; /* still covered by a cell from above */
    unsigned spans[DOCUMENT_COLUMNS_MAX];     /* columns of the cell that began there */
    unsigned half_points;
    bool keep_next; /* the row stays on the page of what follows it */
};

static unsigned grid_width(const struct grid *grid, size_t column, unsigned span)
{
    unsigned width = 0;
    for (size_t i = column; i < column + span; i++)
        width += grid->widths[i];
    return width;
}

static void grid_init(struct grid *grid, const struct document_table *table, unsigned text_width)
{
    *grid = (struct grid){ .table = table, .half_points = document_table_size(table) };
    document_table_widths(table, text_width, grid->widths);
}

static void put_cell_text(struct xml_out *xml, const struct grid *grid, size_t column,
                          const struct document_row *row, const struct document_cell *cell)
{
    struct docx_para para = { .style = DOCX_STYLE_CELL,
                              .has_align = true,
                              .align = grid->table->columns[column].align,
                              .keep_next = grid->keep_next };
    unsigned flags = row->is_header || row->is_bold ? DOCUMENT_BOLD : 0;
    if (row->is_header)
        para.align = DOCUMENT_ALIGN_CENTER;
    if (cell && cell->has_align)
        para.align = cell->align;
    docx_para_begin(xml, &para);
    if (cell)
        docx_text(xml, &cell->text, docx_size(grid->half_points, flags));
    docx_para_end(xml);
}

/* The part of a cell from above that lies in this row. Gives the columns it covers. */
static unsigned put_covered(struct xml_out *xml, struct grid *grid, size_t column,
                            const struct document_row *row)
{
    unsigned span = grid->spans[column];
    docx_cell_begin(xml, grid_width(grid, column, span), span, DOCX_CELL_MERGE_NEXT, "center");
    put_cell_text(xml, grid, column, row, NULL);
    xml_end(xml);
    grid->rows_left[column]--;
    return span;
}

static unsigned put_cell(struct xml_out *xml, struct grid *grid, size_t column,
                         const struct document_row *row, const struct document_cell *cell)
{
    unsigned span = cell ? cell->column_span : 1;
    if (column + span > grid->table->column_count)
        span = (unsigned)(grid->table->column_count - column);
    unsigned rows = cell ? cell->row_span : 1;
    docx_cell_begin(xml, grid_width(grid, column, span), span,
                    rows > 1 ? DOCX_CELL_MERGE_FIRST : DOCX_CELL_ALONE, "center");
    put_cell_text(xml, grid, column, row, cell);
    xml_end(xml);
    grid->rows_left[column] = rows - 1;
    grid->spans[column] = span;
    return span;
}

static void put_row(struct xml_out *xml, struct grid *grid, const struct document_row *row)
{
    const struct document_cell *cell = row->first;
    docx_row_begin(xml, row->is_header);
    for (size_t column = 0; column < grid->table->column_count;) {
        if (grid->rows_left[column]) {
            column += put_covered(xml, grid, column, row);
            continue;
        }
        column += put_cell(xml, grid, column, row, cell);
        cell = cell ? cell->next : NULL;
    }
    require(!cell); /* more cells than columns */
    xml_end(xml);
}

void docx_table(struct xml_out *xml, const struct document_table *table, unsigned text_width,
                bool has_note)
{
    struct grid grid;
    grid_init(&grid, table, text_width);
    if (table->caption)
        docx_para(xml, &(struct docx_para){ .style = DOCX_STYLE_CAPTION }, table->caption,
                  (struct docx_run){ 0 });
    if (table->unit)
        docx_para(xml,
                  &(struct docx_para){ .style = DOCX_STYLE_NOTE,
                                       .keep_next = true,
                                       .has_align = true,
                                       .align = DOCUMENT_ALIGN_RIGHT },
                  table->unit, (struct docx_run){ 0 });
    if (!table->first)
        return;
    docx_table_begin(xml, grid.widths, table->column_count, true,
                     DOCUMENT_CELL_PADDING);
    size_t rows = 0;
    for (const struct document_row *row = table->first; row && rows <= DOCUMENT_WHOLE_ROWS_MAX;
         row = row->next)
        rows++;
    for (const struct document_row *row = table->first; row; row = row->next) {
        grid.keep_next = row->is_header || (row->next ? rows <= DOCUMENT_WHOLE_ROWS_MAX : has_note);
        put_row(xml, &grid, row);
    }
    xml_end(xml);
    docx_para(xml,
              &(struct docx_para){ .style = DOCX_STYLE_LETTERHEAD,
                                   .keep_next = has_note,
                                   .has_spacing = true,
                                   .line = has_note ? 40 : DOCUMENT_SPACE_AFTER },
              NULL, (struct docx_run){ 0 });
}
