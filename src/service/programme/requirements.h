/* SPDX-License-Identifier: Apache-2.0
 * Which requirement is carried by what: every `source` of programme files held against the list of
 * requirements (docs/requirements.csv), whether what carries one is of a fitting kind, and how it
 * stands in a database today.
 *
 * What fits, by type of requirement: COUNT_MIN, COVERAGE, UNIQUE an obligation; TARGET a target;
 * DEADLINE, CADENCE, EVENT a schedule; RPT an outline or a node of one; SUPV a supervision topic;
 * RCPT, ACTOR a recipient or contact; DOC a document, or an obligation that counts documents; LIST a
 * register or registration sheet, with records where there is a database; WF a workflow whose
 * lifecycle or command exists, and its test where the source tree is there; ROLE a duty; TASK a duty
 * or movement; NOTE (nothing to do, something to know) any element. A requirement of several types
 * needs each. */
#pragma once

#include "domain/programme.h"
#include "store/store.h"

/* One element that cites a requirement. */
struct requirement_carrier {
    const struct programme *programme;
    const char *section; /* "obligations" */
    const char *id;      /* of the element in its section, or what names it; NULL: it has no name */
    int line;
    bool fits;      /* one of the requirement's types, and carries it */
    bool would_fit; /* is of such a kind, but does not carry it: `state` says why */
    enum msg state;
    const char *state_args[ERR_ARGS_MAX + 1]; /* ends with NULL */
};

struct requirement {
    const char *id, *types, *text; /* "S0d-08", "UNIQUE+COVERAGE", what is asked */
    const char *missing;           /* types that nothing fitting carries: "COVERAGE"; NULL: none */
    struct requirement_carrier *carriers;
    size_t carrier_count;
};

struct requirements {
    struct requirement *items; /* in the order of the list */
    size_t count, missing;
    struct citation *unknown; /* citations that look like a requirement's id and are none */
    const struct programme **unknown_in;
    size_t unknown_count;
};

struct requirements_request {
    const struct programme *const *programmes;
    size_t programme_count;
    struct store *store;         /* NULL: no live state */
    const char *const *commands; /* names of the program's commands; ends with NULL */
    enum lang lang;
};

/* Lives in `arena`. ERR_INPUT (MSG_MEASURE_…) and failures of the store. */
NODISCARD enum err_code requirements_trace(const struct requirements_request *request,
                                           struct arena *arena, struct requirements *ret,
                                           struct err *err);
