/* SPDX-License-Identifier: Apache-2.0
 * A kind of record as a sheet for people: its columns with their words, notes and drop-downs, what
 * stands in a cell for a value, and what value a cell stands for. Templates, exports with words and
 * returned workbooks share it, so that what is written can be read back.
 *
 * In cells: codes by their words, yes and no by theirs, days as dates, months and quarters as text,
 * money and numbers as numbers, shares in per cent. A record referred to stands by its label; where
 * that does not tell it from the others in the drop-down, with its id behind: "Siu Ân · 0A…". */
#pragma once

#include "base/idmap.h"
#include "base/msg.h"
#include "paper/sheet_writer.h"
#include "service/record/record.h"

/* More choices than that are no drop-down; cells then name ids. */
enum { KIND_SHEET_CHOICES_MAX = 2000 };

/* A record that a reference, key or open code list may name. */
struct kind_sheet_choice {
    struct value value; /* as the field holds it: id, key or code */
    const char *text;   /* in the cell */
    const char *folded; /* for reading; of the label alone */
    bool shared;        /* its label is another's too: folded finds none of them */
};

/* What one kind or list offers; fields of the same kind share it. */
struct kind_sheet_offer {
    const char *name; /* slug or name of the open list */
    struct kind_sheet_choice *items; /* in the order of the drop-down */
    size_t count, capacity;
    struct kind_sheet_choice **by_label; /* sorted by folded, those not shared */
    size_t label_count;
    struct idmap by_id; /* → index + 1 */
    bool too_many;
};

struct kind_sheet {
    struct store *store; /* NULL: without a database, nothing is offered beyond the built-in lists */
    const struct kind *kind;
    enum lang lang;
    int64_t unit;        /* references offer what lies under it; 0: nothing offered, labels alone */
    struct arena arena;  /* as long as the sheet */
    struct kind_sheet_offer *offers[KIND_FIELDS_MAX]; /* by field */
    struct kind_sheet_offer *all[KIND_FIELDS_MAX];
    size_t offer_count;
    struct idmap labels; /* of records met outside the offers: id → const char * */
};

/* Loads what the kind's fields may refer to. */
NODISCARD enum err_code kind_sheet_open(struct kind_sheet *sheet, struct store *store,
                                        const struct kind *kind, enum lang lang, int64_t unit,
                                        struct err *err);
void kind_sheet_done(struct kind_sheet *sheet);

/* Whether people see and fill in the field. */
bool kind_sheet_has(const struct field *field);
/* Whether the actor sees the field only masked. */
bool kind_sheet_masks(const struct store *store, const struct field *field);

/* The field's column; with `for_entry` its note and drop-down too. Lives as long as the sheet. Without a database the field
 * may be another kind's. */
struct sheet_column kind_sheet_column(struct kind_sheet *sheet, const struct field *field,
                                      bool for_entry);

/* Who wrote the sheet and when, in Viet Nam, for the foot of each page; of a sheet with a database. */
const char *kind_sheet_footer(struct kind_sheet *sheet);

/* What stands in the cell, in `arena` or the sheet's memory; masked where the actor may not see it. */
struct value kind_sheet_cell(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                             struct value value);

/* The label of the record that a reference names, looked up once for many rows. */
const char *kind_sheet_label(struct kind_sheet *sheet, struct arena *arena, const struct field *field,
                             struct value value);

/* The value that the text of a cell stands for; blank is null. ERR_INPUT, ERR_NOT_FOUND with
 * err->where the field's name. */
NODISCARD enum err_code kind_sheet_read(struct kind_sheet *sheet, struct arena *arena,
                                        const struct field *field, const char *text,
                                        struct value *ret_value, struct err *err);
