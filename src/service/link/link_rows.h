/* SPDX-License-Identifier: Apache-2.0
 * The rows of lists of tens of millions, in as little memory as their texts: the texts stand one after the other, and tables
 * grow where they are. Knows columns and cells, not what they mean. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

/* Rows of one or two files: `column_count` cells each, and the id. Zeroed but for the first three. */
struct link_rows {
    const char *const *columns; /* wanted, in the order of the cells */
    size_t column_count;
    const char *id_column; /* NULL: the number of the row */
    const char **cells;    /* NULL where blank */
    const char **ids;
    size_t count, bytes;   /* of memory */
    struct text_piece *pieces; /* private, as what follows */
    size_t cell_capacity, id_capacity;
};

/* Adds the rows of a file; columns in an old Vietnamese font (TCVN3, VNI) are converted. ERR_INPUT: a column is not there (of the members' file, `all_there` false, only the id must be),
 * or no header. ERR_LIMIT: too many. ERR_NOMEM: the machine has no memory for them. */
NODISCARD enum err_code link_rows_read(struct link_rows *rows, const char *path, bool all_there, struct err *err);
void link_rows_done(struct link_rows *rows);
