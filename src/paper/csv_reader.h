/* SPDX-License-Identifier: Apache-2.0
 * The CSV half of paper/sheet.h; only sheet.c includes it.
 *
 * RFC 4180 and what is found beside it: separator `,` `;` tab or `|` (by a "sep=" line or by what
 * divides the first records evenly), any line end, line breaks inside quotes, text after a closing
 * quote. An apostrophe that only keeps a spreadsheet program from reading a formula (csv_writer.h)
 * is taken off. Zero bytes and a quote that never closes are refused with their line. */
#pragma once

#include "paper/sheet.h"

struct csv_reader;

/* `options` has its maxima filled in. Takes over `fd`, also when it fails. */
NODISCARD enum err_code csv_reader_open(int fd, const char *path,
                                        const struct sheet_options *options,
                                        struct csv_reader **ret_csv, struct err *err);
void csv_reader_close(struct csv_reader *csv);
NODISCARD enum err_code csv_reader_next(struct csv_reader *csv, struct sheet_row *ret_row,
                                        struct err *err);
NODISCARD enum err_code csv_reader_rewind(struct csv_reader *csv, struct err *err);
struct sheet_csv_facts csv_reader_facts(const struct csv_reader *csv);

/* The separator that divides the records of a text best: the one that gives the same number of
 * cells in most records, then the one that gives most cells; ',' where none divides. */
char csv_separator_guess(const char *text, size_t len);
