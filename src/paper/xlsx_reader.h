/* SPDX-License-Identifier: Apache-2.0
 * The XLSX half of paper/sheet.h; only sheet.c includes it. A sheet is parsed row by row as it is
 * unpacked; in memory are one row, the styles and the shared texts (xlsx_strings.h). */
#pragma once

#include "paper/sheet.h"

struct xlsx_reader;

/* `options` has its maxima filled in. Takes over `fd`, also when it fails. */
NODISCARD enum err_code xlsx_reader_open(int fd, const char *path,
                                         const struct sheet_options *options,
                                         struct xlsx_reader **ret_xlsx, struct err *err);
void xlsx_reader_close(struct xlsx_reader *xlsx);
NODISCARD enum err_code xlsx_reader_next(struct xlsx_reader *xlsx, struct sheet_row *ret_row,
                                         struct err *err);
NODISCARD enum err_code xlsx_reader_select(struct xlsx_reader *xlsx, size_t index, struct err *err);
NODISCARD enum err_code xlsx_reader_merges(struct xlsx_reader *xlsx,
                                           struct sheet_merge_list *ret_list, struct err *err);
struct sheet_name_list xlsx_reader_names(const struct xlsx_reader *xlsx);
