/* SPDX-License-Identifier: Apache-2.0
 * The XLSX half of sheet_writer.h; only sheet_writer.c includes it.
 *
 * Rows go as XML with their texts inline to a temporary file without a name; at the end libzip
 * packs it with the other parts. libxlsxwriter would be the library for it, but it takes no notice
 * of a full disk while it copies its own temporary file ("there is no easy way to raise error"),
 * and a list cut short in silence is what this program must never give out. */
#pragma once

#include "paper/sheet_writer.h"

struct xlsx_writer;

NODISCARD enum err_code xlsx_writer_open(const char *path,
                                         const struct sheet_writer_options *options,
                                         struct xlsx_writer **ret_xlsx, struct err *err);
NODISCARD enum err_code xlsx_writer_row(struct xlsx_writer *xlsx, const struct value *values,
                                        struct err *err);
NODISCARD enum err_code xlsx_writer_commit(struct xlsx_writer *xlsx, struct err *err);
size_t xlsx_writer_cut_count(const struct xlsx_writer *xlsx);
void xlsx_writer_free(struct xlsx_writer *xlsx);
