/* SPDX-License-Identifier: Apache-2.0
 * A whole database as one text file, and back, into whichever of the two databases: every row of every table, ids,
 * totals and the audit as they are. Equal databases give equal files.
 *
 * Lines of JSON: {"chungtay":"database","schema":N}; for each table {"table":…,"columns":[…]} and an array for each row, by
 * primary key; last {"rows":N,"hash":…}, the hash over all lines before. Tables of owners come before those that
 * refer to them. Encrypted values stay so: both databases need the same key, which is not in the file. */
#pragma once

#include "store/store.h"

#include <stdio.h>

struct copy_result {
    int64_t tables, rows;
};

/* Writes the database as it is at one moment, beside running writers, in memory that does not grow with it. */
NODISCARD enum err_code copy_out(struct store *store, FILE *out, struct copy_result *ret_result, struct err *err);

/* Fills the database of `uri`, made where there is none, from such a file: all of it or nothing. ERR_STATE where it holds
 * anything, or the file is of another schema; ERR_INPUT for a file that is not whole or another's key; `path`
 * names the file in failures. */
NODISCARD enum err_code copy_in(const char *uri, FILE *in, const char *path, struct copy_result *ret_result,
                                struct err *err);
