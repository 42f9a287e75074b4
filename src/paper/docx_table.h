/* SPDX-License-Identifier: Apache-2.0
 * Tables of WordprocessingML: the scaffolding of any table, and the tables of a document's text. */
#pragma once

#include "paper/docx_para.h"

/* Begins a table of fixed columns, with all its lines drawn or none; `padding` keeps the text off
 * the cells' sides. Tables, rows and cells are ended with xml_end. */
void docx_table_begin(struct xml_out *xml, const unsigned *widths, size_t count, bool is_drawn,
                      unsigned padding);

/* A row is never divided between pages; a header row is repeated on each. */
void docx_row_begin(struct xml_out *xml, bool is_header);

/* `merge`: whether the cell reaches into the next row, or is the part of one from above. */
enum docx_cell_merge { DOCX_CELL_ALONE, DOCX_CELL_MERGE_FIRST, DOCX_CELL_MERGE_NEXT };
void docx_cell_begin(struct xml_out *xml, unsigned width, unsigned span, enum docx_cell_merge merge,
                     const char *vertical_align);

/* A whole table with its caption, as wide as the text. `has_note`: its end stays on the page of the
 * note that follows. */
void docx_table(struct xml_out *xml, const struct document_table *table, unsigned text_width,
                bool has_note);
