/* SPDX-License-Identifier: Apache-2.0
 * Import of a list (XLSX, CSV) into a register, by a layout (service/import/layout.h).
 *
 * Each row of data is accepted, refused or doubtful, and accepted + refused + doubtful = rows. Titles,
 * headers, section rows ("Thôn Ia Kênh"), subtotals, totals and signatures are not rows. Accepted rows
 * are new, changed or the same as what is known; a blank cell never erases anything. All of a file is
 * applied in one transaction, each household (and each row in it) in a savepoint: a row that the store
 * refuses is refused alone. Importing the same file again changes nothing.
 *
 * A household is known again by the id number of its head, else by its code within the commune, else
 * by the name of the head, the area and, where both are known, the year of birth. Several that fit:
 * doubtful, with their ids. A file of an earlier year than what is known of a household fills gaps
 * only. Records of other kinds are known again by their unique rules, their key, their label at the
 * same place, or by being the same in everything the row says. */
#pragma once

#include "base/mistakes.h"
#include "service/record/record.h"
#include "service/sheet/workbook.h"

enum import_verdict {
    IMPORT_NOTE, /* said, and taken all the same */
    IMPORT_DOUBTFUL,
    IMPORT_REFUSED,
};

/* What is to be said of a row, a cell, or (row 0) a sheet. Texts live in the arena of the run. */
struct import_issue {
    const char *sheet; /* "" in a CSV */
    int64_t row;       /* as a spreadsheet program numbers it; 0: the sheet */
    const char *column; /* the header as it stands; "" for the row as a whole */
    const char *value;  /* of the cell, as it stands */
    const char *code;   /* snake_case, for programs: "birth_future" (docs/import.md lists them) */
    enum import_verdict verdict;
    enum msg msg;
    const char *args[ERR_ARGS_MAX + 1]; /* NULL after the last */
};

/* How accepted rows, or the records of a kind, stood to what was known. */
struct import_tally {
    int64_t created, changed, same;
};

/* A household known, of a class that the file lists, that is not in the file. */
struct import_missing {
    int64_t household;
    const char *head_name, *unit, *class; /* the class of its last review, and that review's year */
    int64_t year;
};

/* A field that the file changed, or would. */
struct import_change {
    const char *sheet;
    int64_t row;
    const struct kind *kind;
    int64_t id;
    const struct field *field;
    const char *before, *after; /* "" where blank; of secret fields only signs that hide them */
};

enum { IMPORT_MISSING_MAX = 10000, IMPORT_CHANGES_MAX = 20000 };

/* What became of the edits in a workbook that this program issued (service/sheet/workbook.h): its rows are
 * merged field by field instead (service/sheet/merge.h), and need no layout, unit or year. */
struct import_merged {
    bool is_workbook;
    int64_t cells;     /* edited cells written */
    int64_t parallel;  /* of those, beside changes of others */
    int64_t conflicts; /* cells in the list of conflicts */
    int64_t known;     /* edits that came before or say what is there already */
    int64_t absent;    /* records issued that have no row any more */
};

/* What a column of the sheet was taken for, with what stands in it. */
enum { IMPORT_COLUMNS_MAX = 300, IMPORT_SAMPLES = 3 };
struct import_column_told {
    const char *sheet, *header;
    const char *role;          /* "field", "area", "number", …; "" where it was not understood */
    const struct kind *kind;   /* of a field */
    const struct field *field; /* NULL: the role is no field */
    bool guessed;              /* by its values: the header does not say it */
    const char *samples[IMPORT_SAMPLES]; /* the first texts in it; NULL after the last */
};

enum { IMPORT_NOTES_MAX = 20000, IMPORT_ISSUES_MAX = 200000, IMPORT_ORGANISATIONS_MAX = 24 };

struct import_result {
    int64_t rows, accepted, refused, doubtful;
    struct import_tally row_tally; /* of accepted rows: their sum is `accepted` */
    struct import_tally households, members, classifications, memberships; /* records (households) */
    int64_t areas, bodies; /* made on the way */
    struct import_merged merged; /* of a returned workbook */
    const struct import_issue *issues;
    size_t issue_count;
    size_t more_notes; /* beyond IMPORT_NOTES_MAX */
    /* Households a full list should have: told when the file has at least half as many as it lacks. */
    struct import_missing *missing;
    int64_t missing_count; /* also those beyond IMPORT_MISSING_MAX */
    struct import_change *changes;
    size_t change_count, more_changes;
    const struct import_column_told *columns; /* of each table read, up to IMPORT_COLUMNS_MAX */
    size_t column_count;
    const char *layout; /* file of the layout, "" where the declaration alone was used */
    int64_t confidence; /* how many of a hundred headers the layout understands */
    int64_t batch;      /* id in import_batches; 0: none kept */
    struct mistakes mistakes; /* of the layout file */
};

struct import_request {
    const struct kind *kind;
    const char *path;
    const char *unit;  /* CODE[@DATE] or id; NULL: none */
    int64_t year;      /* 0: not given */
    const char *sheet; /* NULL: every sheet that is not hidden and has the headers */
    const char *map;   /* a layout file; NULL: the built-in one */
    const struct field_pair *set; /* constants, by column name of the layout, path or field name */
    size_t set_count;
    bool dry_run;        /* everything is done and taken back */
    bool take_new_areas; /* an area that resembles a known one is new all the same */
    bool take_guess;     /* columns may be guessed from their values, a form that is not sure may be taken */
    bool take_unit;      /* the unit is right although titles name another place */
    const char *rejects; /* CSV of the rows not taken, as they stood, with the reason; NULL: none */
    void (*told)(void *context, int64_t rows); /* how many rows are read, from time to time; NULL: nobody asks */
    void *context;
    /* Organisations that get a body in each residential area the import makes; NULL: none. */
    const char *const *body_organisations;
};

/* The organisations that work in a residential area: the Front and four socio-political ones. Ends
 * with NULL. */
extern const char *const import_area_organisations[];

/* Runs an import. ERR_INPUT, ERR_LIMIT, ERR_IO, ERR_NOT_FOUND: the file, layout, unit or a constant
 * cannot be used as a whole, or no sheet has the columns it must have (the message names them and the
 * headers seen); other failures are the database's. Nothing is written then. Begins and ends its own
 * transaction. */
NODISCARD enum err_code import_run(struct store *store, const struct import_request *request,
                                   struct arena *arena, struct import_result *ret_result,
                                   struct err *err);

/* As template_write; an empty sheet is the list that the kind's layout names, where it names one. */
NODISCARD enum err_code import_template_write(struct store *store, const struct template_request *request,
                                              struct template_result *ret_result, struct err *err);

/* Makes a body of each organisation in the area (Front: its work committee, others: a branch), under
 * that organisation's committee of the commune where there is one. In a transaction of the caller's. */
NODISCARD enum err_code import_area_bodies(struct store *store, int64_t area,
                                           const char *const *organisations, int64_t *ret_made,
                                           struct err *err);

/* "refused", "doubtful", "note". */
const char *import_verdict_name(enum import_verdict verdict);
