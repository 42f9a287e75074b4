/* SPDX-License-Identifier: Apache-2.0
 * Reads the rows of a spreadsheet file one after the other, CSV and XLSX alike, in memory that does
 * not grow with the file. It tells what stands in the cells; what they mean is a layout's matter.
 *
 *     struct sheet_reader *reader CLEANUP(sheet_close_p) = NULL;
 *     TRY(sheet_open(path, &(struct sheet_options){ .sheet_name = name }, &reader, err));
 *     for (struct sheet_row row;;) {
 *         TRY(sheet_next(reader, &row, err));
 *         if (row.number == 0)
 *             break;
 *         ...
 *     }
 *
 * The format is told by the content, never by the name of the file. Every failure has a message
 * that says what to do; err->where names the place ("danh_sach.csv:14", "Hộ nghèo!C14").
 * Files are hostile: sizes, ratios, columns and cells are bounded, XML entities refused. */
#pragma once

#include "base/err.h"
#include "paper/encoding.h"

enum {
    SHEET_COLUMNS_MAX = 1000,
    SHEET_CELL_CHARS_MAX = 200000,
    SHEET_ROW_BYTES_MAX = 16 << 20,
    SHEET_STRINGS_MEMORY_BYTES = 16 << 20,
};
#define SHEET_BYTES_MAX ((uint64_t)4 << 30)

/* What stands in a cell. `text` is never NULL; the type says what else is known. */
enum sheet_cell_type {
    SHEET_CELL_EMPTY,  /* "" */
    SHEET_CELL_TEXT,   /* as it stands, only the bytes converted to UTF-8; every cell of a CSV */
    SHEET_CELL_NUMBER, /* the shortest decimal that is this number: "12", "0.3", "-1250000" */
    SHEET_CELL_DATE,   /* "2020-09-16", "2020-09-16T14:30:00" or, without a day, "14:30:00" */
    SHEET_CELL_BOOL,   /* "1" or "0" */
    SHEET_CELL_ERROR,  /* "#N/A", "#REF!" … */
    SHEET_CELL_UNCOMPUTED, /* a formula saved without its value: the formula */
};

struct sheet_cell {
    enum sheet_cell_type type;
    bool is_formula;  /* the text is the value last computed */
    bool is_struck;   /* its font is struck through */
    const char *text; /* UTF-8, valid until the next call on the reader */
    size_t len;
    const char *serial; /* of a DATE: the number stored, as NUMBER would be; else "" */
};

/* One row. Empty cells at its end are left out and rows without any value are not given. */
struct sheet_row {
    int64_t number;    /* 1-based, as a spreadsheet program shows it; 0: no more rows */
    int64_t line;      /* CSV: line of the file where it starts; XLSX: the number */
    const char *sheet; /* name of the sheet; "" in a CSV */
    const struct sheet_cell *cells;
    size_t count;
    bool is_hidden; /* the file hides the row, by hand or by a filter */
};

struct sheet_options {
    const char *sheet_name;      /* or what folds to the same ("ho ngheo"); NULL: by number */
    size_t sheet_index;          /* 1-based; 0: the first sheet that is not hidden */
    char separator;              /* CSV: ',' ';' '\t' '|'; 0: the one the file uses */
    enum text_encoding encoding; /* CSV: AUTO, or what the user says */
    size_t columns_max, cell_chars_max; /* 0: the maxima above */
    uint64_t bytes_max;                 /* of the file, unpacked; 0: SHEET_BYTES_MAX */
    size_t strings_memory_bytes; /* XLSX: shared text kept in memory, the rest goes to a temporary
                                    file; 0: SHEET_STRINGS_MEMORY_BYTES */
};

/* A rectangle of merged cells, 1-based and inclusive; only the first cell has a value. */
struct sheet_merge {
    int64_t row_first, row_last;
    size_t column_first, column_last;
};
struct sheet_merge_list {
    const struct sheet_merge *items;
    size_t count;
};

struct sheet_name {
    const char *name;
    bool is_hidden;
};
struct sheet_name_list {
    const struct sheet_name *items;
    size_t count;
};

enum sheet_format { SHEET_FORMAT_CSV, SHEET_FORMAT_XLSX };

struct sheet_reader;

/* Opens a file at its first row. `options` may be NULL. ERR_INPUT: not a spreadsheet we read, or
 * damaged; ERR_NOT_FOUND: no such sheet; ERR_LIMIT: larger than allowed; ERR_IO. */
NODISCARD enum err_code sheet_open(const char *path, const struct sheet_options *options,
                                   struct sheet_reader **ret_reader, struct err *err);
void sheet_close(struct sheet_reader *reader);
static inline void sheet_close_p(struct sheet_reader **reader)
{
    sheet_close(*reader);
}

/* Gives the next row with a value in it; number 0 after the last. ERR_INPUT: damaged from here;
 * ERR_LIMIT: the row, its columns or a cell are too large. After a failure only close. */
NODISCARD enum err_code sheet_next(struct sheet_reader *reader, struct sheet_row *ret_row,
                                   struct err *err);

/* Goes to the first row of another sheet, 1-based as in sheet_names. ERR_NOT_FOUND. */
NODISCARD enum err_code sheet_select(struct sheet_reader *reader, size_t index, struct err *err);

enum sheet_format sheet_reader_format(const struct sheet_reader *reader);

/* The sheets of the file in their order; one without a name for a CSV. Lives as long as the
 * reader. */
struct sheet_name_list sheet_names(const struct sheet_reader *reader);

/* The merged cells of the open sheet that begin in its first 30 rows, where headers are. Costs a
 * pass over the sheet the first time. Lives as long as the reader. */
NODISCARD enum err_code sheet_merges(struct sheet_reader *reader, struct sheet_merge_list *ret_list,
                                     struct err *err);

/* What was found out about a CSV: its separator, its encoding, and how many characters could not
 * be read and became U+FFFD (so far). Zero for XLSX. */
struct sheet_csv_facts {
    char separator;
    enum text_encoding encoding;
    uint64_t damaged_count;
};
struct sheet_csv_facts sheet_csv_facts(const struct sheet_reader *reader);

/* "A" for 1, "AB" for 28. `to` needs SHEET_COLUMN_NAME_SIZE bytes. Returns `to`. */
enum { SHEET_COLUMN_NAME_SIZE = 8 };
const char *sheet_column_name(size_t column, char to[SHEET_COLUMN_NAME_SIZE]);
