/* SPDX-License-Identifier: Apache-2.0
 * The states of a record by day, as figures of a past day read them (docs/measures.md): spans in order,
 * none over another. */
#pragma once

#include "store/entity.h"

struct state_span {
    const char *state;
    int64_t from_day, to_day; /* to_day exclusive; INT32_MIN: as long as is known, INT32_MAX: until now */
};

/* None where the kind has no states. Items and texts are in `arena`. */
NODISCARD enum err_code record_states(struct store *store, const struct record *record, struct arena *arena,
                                      struct state_span **ret_spans, size_t *ret_count, struct err *err);
