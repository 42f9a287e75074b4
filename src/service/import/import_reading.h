/* SPDX-License-Identifier: Apache-2.0
 * One cell on its way into a field. Private to import_cell.c and import_code.c. */
#pragma once

#include "service/import/import_parts.h"

struct reading {
    struct import *import;
    struct import_entry *entry;
    struct import_row *row;
    size_t column; /* index + 1; 0: a constant */
    const struct layout_column *is;
    const struct field *field;
    struct import_values *values; /* where it goes */
    const char *text;
};

size_t reading_slot(const struct import_values *values, const struct field *field);
/* A note where the column is lenient, else the row is refused. */
void reading_mistake(struct reading *reading, const char *code, enum msg msg, const char *a, const char *b);
void reading_mistake_of(struct reading *reading, const struct err *err);
/* Two columns may say the same, not two things. */
void reading_put(struct reading *reading, struct value value);

/* text_fold of the header over the cell; "" of a constant. */
const char *reading_header(const struct reading *reading);
void reading_code(struct reading *reading);
void reading_codes(struct reading *reading);
/* A column that stands for one code. */
void reading_mark(struct reading *reading);
