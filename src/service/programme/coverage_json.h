/* SPDX-License-Identifier: Apache-2.0
 * Coverage asked for in words, and its rows as JSON (DESIGN §4). */
#pragma once

#include "base/json.h"
#include "service/programme/coverage.h"
#include "service/telling.h"

/* As options and query strings name it. */
struct coverage_words {
    const char *programme;
    int64_t year; /* 0: not given */
    const char *unit, *as_of, *as, *obligation; /* NULL: not given */
};
/* The day asked about: `as_of` (NULL: today), at most the year's end. */
NODISCARD enum err_code coverage_day(const struct store *store, const char *as_of, int64_t year, int64_t *ret_day,
                                     struct err *err);
NODISCARD enum err_code coverage_request_read(struct store *store, const struct coverage_words *words,
                                              struct arena *arena, struct coverage_request *request,
                                              struct err *err);
/* `records`: where the records behind the row are listed. */
void coverage_row_json(const struct telling *to, struct json_writer *w, const struct coverage_row *row,
                       const char *records);
const char *coverage_reason(const struct telling *to, const struct coverage_row *row); /* NULL: none */
/* Leaves the rows of one subject and one period (both may be NULL). */
void coverage_keep(struct coverage *coverage, const char *subject, const char *period);
