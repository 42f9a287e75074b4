/* SPDX-License-Identifier: Apache-2.0
 * Quotas asked for in words, and told as words and JSON (docs/quota.md). */
#pragma once

#include "base/json.h"
#include "service/plan/quota.h"
#include "service/telling.h"

/* As options and requests name it; NULL: not given. */
struct quota_asked {
    int64_t year;
    const char *programme; /* required */
    const char *quota, *unit, *points;
};
/* Fills in all but the flags. */
NODISCARD enum err_code quota_request_read(struct store *store, const struct quota_asked *asked,
                                           struct arena *arena, struct quota_request *request,
                                           struct err *err);
/* NULL where there is nothing to say. */
const char *quota_sentence(const struct telling *to, const struct quota_words *words);
/* Hundredths of a percentage point. */
struct number quota_points_of(struct number value, struct number of);
/* What weight alone would give, in hundredths. */
struct number quota_share_of(const struct quota_sheet *sheet, const struct quota_row *row);
void quota_json(const struct telling *to, struct json_writer *w, const struct quota_request *request,
                const struct quota_sheets *sheets);
