/* SPDX-License-Identifier: Apache-2.0
 * An assignment asked for in words, and its plan as JSON (DESIGN §4). */
#pragma once

#include "base/json.h"
#include "service/plan/assign.h"
#include "service/telling.h"

/* As options and query strings name it. */
struct assign_words {
    int64_t year;
    const char *programme, *unit; /* NULL: not given */
    bool has_change_max;
    int64_t change_max, seed; /* struct assign_request has them */
};
/* Fills in programme, place and day; `apply` and `problem` are the caller's. ERR_USAGE without a year. */
NODISCARD enum err_code assign_request_read(struct store *store, const struct assign_words *words,
                                            struct arena *arena, struct assign_request *request,
                                            struct err *err);
/* How much of a plan is told. */
enum assign_detail {
    ASSIGN_DETAIL_PLAN,     /* who helps whom, and what could not be met */
    ASSIGN_DETAIL_BOARD,    /* with the bodies and their places, and what people weigh about each household */
    ASSIGN_DETAIL_COMMUNES, /* sums of each commune only: a province has more rows than anybody reads */
};
void assign_json(const struct telling *to, struct json_writer *w, const struct assign_result *result,
                 enum assign_detail detail);
/* "Thêm một chỗ ở Hội Phụ nữ thôn 3 sẽ giúp được thêm một hộ": the first of what it changes. */
const char *assign_gain_words(const struct telling *to, const struct assign_gain *gain);
