/* SPDX-License-Identifier: Apache-2.0
 * The parts of a workbook around its sheets: which sheets there are and where, which cell styles
 * show dates, the shared texts. Only xlsx_reader.c and its tests include this. */
#pragma once

#include "base/arena.h"
#include "paper/sheet.h"
#include "paper/xlsx_strings.h"
#include "paper/zip_in.h"

enum {
    XLSX_PART_BYTES_MAX = 32 << 20, /* of workbook, relations and styles, unpacked */
    XLSX_SHEETS_MAX = 2000,
    XLSX_STYLES_MAX = 70000, /* Excel's own limit is 65,490 */
};

struct xlsx_book {
    struct arena arena;
    struct zip_in *zip;
    const struct sheet_options *options;
    bool is_1904;
    struct sheet_name *sheets; /* worksheets only, in their order */
    const char **sheet_parts;  /* "xl/worksheets/sheet1.xml" */
    size_t sheet_count;
    unsigned char *style_shows; /* XLSX_SHOWS_… by the number of a cell's style */
    size_t style_count;
    struct xlsx_strings strings;
};

/* Reads the parts. `book` starts zeroed; xlsx_book_done in any case. ERR_INPUT: no workbook, or
 * damaged; ERR_LIMIT; ERR_IO: no room for the shared texts. */
NODISCARD enum err_code xlsx_book_read(struct xlsx_book *book, struct zip_in *zip,
                                       const struct sheet_options *options, struct err *err);
void xlsx_book_done(struct xlsx_book *book);

/* Undoes the escapes of characters that XML cannot hold, "_x000D_", in place; gives the new length.
 * Those that are no text even so are dropped. */
size_t xlsx_unescape(char *text, size_t len);
