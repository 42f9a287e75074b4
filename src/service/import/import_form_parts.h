/* SPDX-License-Identifier: Apache-2.0
 * What the parts of import_form.c share; for src/service/import/import_form*.c only. */
#pragma once

#include "service/import/import_parts.h"

/* A label and what stands beside it. */
struct form_item {
    const struct layout_column *is; /* NULL: not understood */
    const char *label;
    size_t row, column; /* index; of the label's cell */
    struct import_cell *values;
    size_t *columns; /* of the values */
    size_t count, capacity, columns_capacity;
    bool with_colon, inside; /* inside: the value stands in the label's own cell */
};

struct form_item_list {
    struct form_item *items;
    size_t count, capacity;
};

/* A row of a table under the labels. */
struct form_person {
    size_t row, table; /* indexes */
};

/* A form: some labels, and some rows of the sheet. */
struct form_block {
    size_t item, item_end, row, row_end;
};

struct forms {
    struct import *import;
    struct arena *arena;
    struct import_row *rows; /* of the sheet */
    size_t count, capacity;
    const struct layout_column *name; /* whose value begins a form */
    struct form_item_list all;
    struct import_header *tables;
    size_t table_count, table_capacity;
    struct form_person *people;
    size_t people_count, people_capacity;
    struct form_block *blocks;
    size_t block_count, block_capacity;
    struct import_column *columns; /* of the table they become */
    size_t column_count, column_capacity;
    struct import_row *out;
    size_t out_count, out_capacity;
    bool below; /* values stand below their labels */
    size_t labels_column; /* index + 1 of the column of labels, where each further column is a form; 0 */
};

/* --- import_form_label.c: labels and what stands beside them ------------------------------------------------- */

/* Words that may be a label. */
bool form_is_text(const struct import_cell *cell);
/* Cells that are not blank. */
size_t form_filled_count(const struct import_row *row);
/* "Họ và tên chủ hộ" names the person where there is no other name. */
const struct layout_column *form_as_required(const struct forms *forms, const struct layout_column *is);
/* What stands in a cell belongs to the label. */
void form_add_value(struct forms *forms, struct form_item *item, const struct import_cell *cell, size_t column);
/* The labels of a row with what stands beside them. */
void form_read_row(struct forms *forms, size_t index, struct form_item_list *list);
/* Nothing but labels, two or more: values stand below, or it is the header of a table. */
bool form_is_all_labels(const struct forms *forms, size_t index, const struct form_item_list *list);

/* --- import_form.c ------------------------------------------------------------------------------------------- */

/* The label begins a form, and has its value. */
bool form_names(const struct forms *forms, const struct form_item *item);
/* One of the labels is of that column. */
bool form_is_among(const struct form_item *items, size_t count, const struct layout_column *is);

/* --- import_form_rows.c: the rows that forms become ---------------------------------------------------------- */

/* The rows of a form, at the end of forms->out. */
void form_put_block(struct forms *forms, const struct form_block *block);
/* What all rows together are written in: of a few short values nothing can be told. */
void form_find_encoding(struct forms *forms, struct import_form *form);
