/* SPDX-License-Identifier: Apache-2.0
 * An allocation asked for in words, and its plan as words and JSON (docs/allocation.md). */
#pragma once

#include "base/json.h"
#include "service/plan/grant.h"
#include "service/telling.h"

/* As options and requests name it; NULL: not given. */
struct grant_words {
    int64_t year;
    const char *fund, *budget; /* "ID,ID", "500 triệu,200 triệu": in the same order */
    const char *programme, *unit;
    const char *floor, *cap; /* "23860=200 triệu,…" */
};
/* Fills in all but the flags, `problem` and `progress`. */
NODISCARD enum err_code grant_request_read(struct store *store, const struct grant_words *words,
                                           struct arena *arena, struct grant_request *request,
                                           struct err *err);
/* Why it gets its grant, or none. */
const char *grant_row_words(const struct telling *to, const struct grant_row *row);
void grant_json(const struct telling *to, struct json_writer *w, const struct grant_result *result);
