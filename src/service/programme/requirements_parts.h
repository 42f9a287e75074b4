/* SPDX-License-Identifier: Apache-2.0
 * Between requirements.c (what carries a requirement) and requirements_state.c (how that stands). */
#pragma once

#include "service/programme/coverage.h"
#include "service/programme/deadlines.h"
#include "service/programme/requirements.h"

/* The programme being traced. With a store: whether it is loaded there, its territory, and, once
 * asked for, its coverage to this day and its calendar. */
struct carrier_context {
    const struct requirements_request *request;
    struct arena *arena;
    const struct programme *programme;
    bool loaded;
    int64_t unit;
    bool has_coverage, has_deadlines;
    struct coverage coverage;
    struct deadlines deadlines;
    const char *root; /* of the source tree the file lies in; NULL: it is not there */
};
NODISCARD enum err_code carrier_context_begin(struct carrier_context *context,
                                              const struct programme *programme, struct err *err);

/* Fills the carrier's state. *ret_holds false: it does not carry anything as it stands (no records,
 * no such test). */
typedef enum err_code carrier_state_fn(struct carrier_context *context, const void *element,
                                       struct requirement_carrier *carrier, bool *ret_holds,
                                       struct err *err);
extern carrier_state_fn document_state, topic_state, obligation_state, duty_state, schedule_state;
extern carrier_state_fn node_state, sheet_state, register_state, workflow_state;
