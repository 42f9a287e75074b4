/* SPDX-License-Identifier: Apache-2.0
 * Sheets to fill in: a kind's template, empty or with the records of a unit, to be worked on without
 * a connection and sent back (import_workbook.c reads them).
 *
 * Each pre-filled row carries a key in its first column: the record's id for people, then, in base64
 * and signed with the house's key, what the row was issued for: id, version, unit, moment, and of
 * every cell a keyed mark of what stood in it. So a key cannot be made up or changed, goes with its
 * row wherever that is sorted or copied to, and tells which cells were touched whatever became of
 * the record since. It holds no value of the record. */
#pragma once

#include "service/sheet/kind_sheet.h"

enum { WORKBOOK_MARK_BYTES = 5, WORKBOOK_ENTRY_ROWS = 500 };

/* --- keys ---------------------------------------------------------------------------------------- */

struct workbook_row {
    int64_t id, version;
    int64_t unit;       /* the workbook was issued for */
    int64_t issued;     /* seconds since 1970 */
    const unsigned char *marks; /* one after the other */
    size_t mark_count;
};

/* What a mark is of. */
enum workbook_mark {
    WORKBOOK_MARK_VALUE = 'v', /* the field's value, in its outside form */
    WORKBOOK_MARK_TEXT = 't',  /* the text of the cell, where that is not the value */
    WORKBOOK_MARK_MASKED = 'm', /* the cell does not show the value: masked, or too long; text "" */
};
void workbook_mark(const struct store *store, int64_t id, const struct field *field,
                   enum workbook_mark what, const char *text,
                   unsigned char ret_mark[WORKBOOK_MARK_BYTES]);
bool workbook_has_mark(const struct store *store, const struct workbook_row *row,
                       const struct field *field, enum workbook_mark what, const char *text);

/* The text of the key column. */
const char *workbook_seal(const struct store *store, struct arena *arena, const struct kind *kind,
                          const struct workbook_row *row);
/* ERR_INPUT where the text is no key of ours for this kind. */
NODISCARD enum err_code workbook_unseal(const struct store *store, struct arena *arena,
                                        const struct kind *kind, const char *text,
                                        struct workbook_row *ret_row, struct err *err);

/* Stands for the column of the state, whose cells are marked too. */
extern const struct field workbook_state_field;

/* Whether a header is that of the key column, in either language. */
bool workbook_is_key_header(const char *header);
bool workbook_is_state_header(const char *header);

/* --- templates ------------------------------------------------------------------------------------ */

/* A column of an empty template that is a list of more than the kind's own fields. */
struct template_column {
    const char *header;
    const struct field *field; /* of any kind; NULL: words, with a note and in characters a width */
    const char *note;
    unsigned width;
};
struct template_request {
    const struct kind *kind;
    const char *unit; /* CODE[@DATE] or id: with its records; NULL: empty */
    const struct template_column *list; /* of an empty one; NULL: the kind's fields */
    size_t list_count; /* up to KIND_FIELDS_MAX */
    const char *path;
    enum sheet_format format;
    enum lang lang;
};
struct template_result {
    size_t columns;
    int64_t rows;
};
/* Writes the sheet. `store` may be NULL for an empty one (import_template_write knows what list it is). ERR_FORBIDDEN: a kind that is not changed
 * by hand; ERR_USAGE: a unit for a kind that has no place; ERR_NOT_FOUND, ERR_INPUT: the unit;
 * ERR_LIMIT: more records than a sheet has rows; ERR_IO. */
NODISCARD enum err_code template_write(struct store *store, const struct template_request *request,
                                       struct template_result *ret_result, struct err *err);
