/* SPDX-License-Identifier: Apache-2.0
 * What the plans of help, of grants and of quotas have in common when they are asked for and told. */
#pragma once

#include "base/json.h"
#include "service/telling.h"

/* Told how far a long plan is, from time to time and before each record is written; false stops it, and nothing
 * is written then (ERR_STATE). */
struct plan_progress {
    bool (*show)(void *context, unsigned permille); /* NULL: nobody asks */
    void *context;
};
NODISCARD enum err_code plan_goes_on(const struct plan_progress *progress, unsigned permille, struct err *err);

/* The day whose territory a plan for the year goes by: its last, or today where that is earlier, or the last
 * of the unit (0: none named). ERR_INPUT where there is no such day of it. */
NODISCARD enum err_code plan_day(struct store *store, int year, int64_t unit, int64_t *ret_day,
                                 struct err *err);
const char *plan_sentence(const struct telling *to, enum msg msg, const char *const *args);
void plan_member_id(struct json_writer *w, const char *key, int64_t id);
