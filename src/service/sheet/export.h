/* SPDX-License-Identifier: Apache-2.0
 * A list of records as a file: XLSX, CSV or JSON, row by row in memory that does not grow with it;
 * the file appears whole or not at all.
 *
 * With codes, for programs: columns are the names of the fields, values their outside forms
 * (docs/sheets.md), and beside each reference its label in <field>_label. With words, for people:
 * headers and codes in Vietnamese or English, days as dates, references by their labels, fields that
 * lists leave out left out. Import reads both again. */
#pragma once

#include "base/msg.h"
#include "service/record/record.h"

enum export_format { EXPORT_CSV, EXPORT_XLSX, EXPORT_JSON };

struct export_request {
    const struct kind *kind;
    const struct entity_query *query; /* which records, as in a list */
    const char *path;                 /* "-": standard output, not for XLSX */
    enum export_format format;
    bool with_words; /* not for JSON */
    bool has_mark;   /* CSV: begin with the UTF-8 mark, by which Excel knows the encoding */
    char separator;  /* CSV; 0: ',' */
    enum lang lang;
};

struct export_result {
    int64_t rows, cut; /* cut: texts too long for a cell of an XLSX; each ends in "…" */
};

/* Personal fields are masked where the actor may not see them. ERR_LIMIT: more rows than an XLSX can
 * have; ERR_INPUT, ERR_IO: the file. */
NODISCARD enum err_code export_run(struct store *store, const struct export_request *request,
                                   struct export_result *ret_result, struct err *err);
