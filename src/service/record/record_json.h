/* SPDX-License-Identifier: Apache-2.0
 * A record as JSON: id, version, state, every field that is not hidden, when made and changed. Dates
 * and ids in their outside forms, lists of codes as arrays, nothing as null. The same for one record,
 * lists and exports. */
#pragma once

#include "base/json.h"
#include "store/entity.h"

/* Texts made on the way are in `arena`. The record is written as it is: mask it before. */
void record_json(struct arena *arena, struct json_writer *w, const struct record *record);

/* The same with the states by day (record_states.h) under "states": [{"state", "from", "to"}], `to` exclusive,
 * null where open. */
NODISCARD enum err_code record_json_dated(struct store *store, struct arena *arena, struct json_writer *w,
                                          const struct record *record, struct err *err);
/* The members alone, for who adds some of his own to the object. `chosen` says which fields, by their index;
 * NULL: all. */
void record_json_members(struct arena *arena, struct json_writer *w, const struct record *record,
                         const bool *chosen);
