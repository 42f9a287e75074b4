/* SPDX-License-Identifier: Apache-2.0
 * Deadlines put into words, JSON and calendar files (DESIGN §4). */
#pragma once

#include "base/json.h"
#include "service/programme/deadlines.h"
#include "service/telling.h"

/* One end of a span as people write it: a month or year is its first, or `last` its last day. Leaves *ret_day where
 * `text` is NULL. */
NODISCARD enum err_code deadline_span_day(const char *text, bool last, int32_t *ret_day, struct err *err);
bool deadline_is_known(const struct deadline *deadline);
const char *deadline_title(const struct telling *to, const struct form_text *text);
const char *deadline_day(const struct telling *to, int32_t day);
const char *deadline_due(const struct telling *to, const struct deadline *deadline);
/* What is to be known about its day, sentence after sentence; NULL: nothing. */
const char *deadline_note(const struct telling *to, const struct deadline *deadline);
const char *deadline_state_words(const struct telling *to, enum deadline_state state);
const char *deadline_unit(const struct telling *to, const struct unit *unit); /* CODE@DATE; NULL of none */
void deadline_json(const struct telling *to, struct json_writer *w, const struct deadline *deadline);
/* Appends them as an iCalendar file (paper/ics.h); each has the same name whatever its day becomes. */
void deadlines_ics(const struct telling *to, const struct deadlines *deadlines, struct buf *out);
