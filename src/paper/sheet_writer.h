/* SPDX-License-Identifier: Apache-2.0
 * Writes a list as a CSV or XLSX file row by row, in memory that does not grow with it; the file
 * appears whole or not at all (out_file.h). What it writes, sheet.h reads back the same.
 *
 *     struct sheet_writer *writer = NULL;
 *     TRY(sheet_writer_open(path, &options, &writer, err));
 *     enum err_code code = ERR_OK;
 *     while (code == ERR_OK && ...)
 *         code = sheet_writer_add(writer, values, err);
 *     if (code == ERR_OK)
 *         return sheet_writer_finish(writer, err);
 *     sheet_writer_abandon(writer);
 *     return code;
 *
 * An XLSX has one sheet to print on A4 across, its header row frozen, filtered and repeated on
 * every page, and with notes and drop-downs it serves as a form to fill in. Text that looks like a
 * formula is text in an XLSX, marked so that it stays text when the cell is edited; in a CSV, where
 * a spreadsheet program would run it, it gets an apostrophe before it. */
#pragma once

#include "base/err.h"
#include "base/value.h"
#include "paper/sheet.h"

enum sheet_column_type {
    SHEET_COLUMN_TEXT,   /* digits stay as typed: codes, telephone numbers */
    SHEET_COLUMN_NUMBER, /* "2020", "87.4" */
    SHEET_COLUMN_AMOUNT, /* shown with thousands: đồng, households */
    SHEET_COLUMN_DATE,   /* ISO days become dates; other text ("2020-09") stays text */
};

struct sheet_column {
    const char *header;
    enum sheet_column_type type;
    unsigned width;             /* in characters; 0: by the header */
    const char *note;           /* XLSX: a comment on the header; NULL: none */
    const char *const *choices; /* XLSX: a drop-down; other entries are warned of */
    size_t choice_count;
    bool is_locked; /* XLSX: grey, and with `is_protected` not to be typed into */
    bool is_clipped; /* XLSX: what is wider than the column is not shown beside it; of a locked one */
};

enum { SHEET_WRITER_ROWS_MAX = (1 << 20) - 1, SHEET_WRITER_CELL_CHARS_MAX = 32767 };

struct sheet_writer_options {
    enum sheet_format format;
    const char *title; /* name of the sheet; made fit for one (31 characters, no []:*?/\) */
    const struct sheet_column *columns;
    size_t column_count;
    size_t entry_rows; /* XLSX: rows that drop-downs reach even where none are written */
    bool is_protected; /* XLSX: only columns that are not locked can be typed into. There is no
                          password: it keeps from mistakes, not from intent */
    char separator;    /* CSV; 0: ',' */
    const char *footer; /* XLSX: at the foot of each page; NULL: none */
    bool has_mark;     /* CSV: begin with the UTF-8 mark, so that Excel knows the encoding */
};

struct sheet_writer;

/* Begins the file with the header row. What `options` points at must live as long as the writer.
 * The path "-" is the standard output, for a CSV only. ERR_INPUT: cannot be written there; ERR_IO.
 */
NODISCARD enum err_code sheet_writer_open(const char *path,
                                          const struct sheet_writer_options *options,
                                          struct sheet_writer **ret_writer, struct err *err);

/* Adds a row of as many values as there are columns. Whole numbers of more than 15 digits become
 * text in an XLSX, as Excel would change them; text longer than its cells hold is cut, ends in "…"
 * and is counted. ERR_LIMIT: more rows than an XLSX can have; ERR_IO. */
NODISCARD enum err_code sheet_writer_add(struct sheet_writer *writer, const struct value *values,
                                         struct err *err);

/* Texts cut so far. */
size_t sheet_writer_cut_count(const struct sheet_writer *writer);

/* Ends the file, puts it in its place and frees the writer, also when it fails: then there is no
 * file, or the one that was there before. */
NODISCARD enum err_code sheet_writer_finish(struct sheet_writer *writer, struct err *err);

/* Frees the writer and removes what it wrote. NULL is legal. */
void sheet_writer_abandon(struct sheet_writer *writer);
