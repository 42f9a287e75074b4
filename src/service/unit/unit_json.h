/* SPDX-License-Identifier: Apache-2.0
 * Units of territory, and changes of them, as JSON. */
#pragma once

#include "base/json.h"
#include "service/unit/unit_verbs.h"

/* Members id, code, from, to, list, level, type, name of an object that is open. */
void unit_json_members(struct json_writer *w, const struct unit *unit);
/* The whole object; null for NULL. */
void unit_json(struct json_writer *w, const struct unit *unit);

/* {"households": 12, …} */
void unit_counts_json(struct json_writer *w, const struct unit_counts *counts);
/* What a change made, or would make: on, made, ended, lineages, left, records, record_count, batch (null: it
 * was dry). `day` 0: none. */
void unit_verb_json(struct json_writer *w, const struct unit_verb_result *result, int32_t day);
