/* SPDX-License-Identifier: Apache-2.0
 * Between import_header.c, which says what the columns are, and import_header_values.c, which asks the values below. */
#pragma once

#include "service/import/import_parts.h"

/* One way to read the header: rows first … first + depth - 1 of the sample. */
struct header_attempt {
    size_t first, depth;
    struct import_column *columns;
    size_t count, matched;
    size_t understood; /* with those that are known and left out */
    bool complete;
};

/* "" where the row has no such column. */
static inline const char *header_cell(const struct import_row *row, size_t column)
{
    return column < row->count ? row->cells[column].text : "";
}

/* "Nam", "Nữ" may be ticks, years of birth or numbers of people, "ĐT" a telephone or a people: the values say that the
 * column is not what its header was taken for. */
bool header_is_contradicted(struct import *import, const struct import_sample *sample, const struct header_attempt *attempt, size_t column);
/* "2016 | 2017" over the class of each year: every value is one. */
bool header_are_classes(struct import *import, const struct import_sample *sample, const struct header_attempt *attempt, size_t column);
/* Some cells of the column are ticked, and no other column says the same: the cells without a tick say something, too. */
bool header_blanks_say(const struct import *import, const struct import_sample *sample, const struct header_attempt *attempt, size_t column);
/* Sees which columns are about the head where another person stands beside it. `fits`: of each column, by those of the layout. */
void header_pair(const struct import *import, struct header_attempt *attempt, const int *fits);
/* Every value is a tick, a blank or a word for a code of the field. */
bool header_may_be_ticked(struct import *import, const struct import_sample *sample, const struct header_attempt *attempt, size_t column,
                          const struct field *field);
