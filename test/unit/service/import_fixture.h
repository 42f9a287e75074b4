/* SPDX-License-Identifier: Apache-2.0
 * One import in a test: the file, what it is told, and what is asked of the outcome. */
#pragma once

#include "../store_fixture.h"

#include "service/import/import.h"

#define IA_DIN "23866@2017-05-01"

/* One import of a text as a CSV file. */
struct attempt {
    const char *csv, *path; /* path: a file made otherwise */
    const char *kind, *unit, *map, *rejects, *sheet;
    int64_t year;
    const char *set; /* "class=poor" */
    bool dry_run, bodies, new_areas, take_unit, guess;
    struct err err;
};

const char *import_text_file(const char *name, const char *text);
enum err_code import_try(struct store *store, struct attempt *attempt, struct import_result *result);
/* Whatever a file holds, every row has one of three ends. */
struct import_result import_do(struct store *store, struct attempt attempt);
#define IMPORT(store, ...) import_do(store, (struct attempt){ __VA_ARGS__ })

/* Row 0: any. */
const struct import_issue *import_issue_of(const struct import_result *result, int64_t row, const char *code);
const char *import_issue_text(const struct import_issue *issue);
void import_check_issue(const struct import_result *result, int64_t row, const char *code,
                        enum import_verdict verdict, const char *file, int line);
#define CHECK_REFUSED(result, row, code) import_check_issue(result, row, code, IMPORT_REFUSED, __FILE__, __LINE__)
#define CHECK_DOUBTFUL(result, row, code) import_check_issue(result, row, code, IMPORT_DOUBTFUL, __FILE__, __LINE__)
#define CHECK_NOTE(result, row, code) import_check_issue(result, row, code, IMPORT_NOTE, __FILE__, __LINE__)

void import_check_rows(const struct import_result *result, int accepted, int refused, int doubtful,
                       const char *file, int line);
#define CHECK_ROWS(result, accepted, refused, doubtful)                                              \
    import_check_rows(result, accepted, refused, doubtful, __FILE__, __LINE__)

/* The only record whose field is the text; NULL, and the test failed, where it is not one. */
struct record *import_one(struct store *store, const char *slug, const char *field, const char *text);
int64_t import_count_of(struct store *store, const char *slug);
const char *import_area_name(struct store *store, const struct record *record);
/* The text of a file. */
const char *import_file_text(const char *path);

/* A workbook of sheets written by hand: each a name and the rows as CSV text without quotes; ends with
 * a name NULL. Cells of digits alone are numbers. */
struct import_sheet_text {
    const char *name, *rows;
};
const char *import_workbook(const char *file_name, const struct import_sheet_text *sheets);
