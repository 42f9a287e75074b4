/* SPDX-License-Identifier: Apache-2.0
 * Linkage over the registers: which households are recorded twice. What is found is proposed to people
 * (same_as_links, state "proposed", with its explanation); only a person links, and a link is undone by
 * `act same_as_links ID undo`. Nothing is deleted, and a pair once refused or undone is not proposed again. */
#pragma once

#include "engine/linkage.h"
#include "store/entity.h"

struct link_request {
    int64_t unit;     /* households counting under it today; 0: all */
    double threshold; /* proposed from here; 0: 0.5 */
    bool dry_run;     /* nothing is written */
    size_t threads;   /* 0: 2 */
    bool (*progress)(void *context, unsigned permille);
    void *context;
};

enum link_status {
    LINK_NEW,      /* proposed now */
    LINK_KNOWN,    /* recorded already, in whatever state */
    LINK_ELSEWHERE /* in different founding provinces, between which there are no links */
};
struct link_found {
    int64_t household, canonical; /* the older record stands for the other */
    double probability;
    enum link_status status;
    const char *why; /* field by field, in Vietnamese; no values */
};
struct link_report {
    size_t households, members, compared, pairs, clusters, proposed;
    struct link_found *found; /* most probable first */
};

/* In a transaction of its own. All in `arena`. ERR_FORBIDDEN below the right to write. */
NODISCARD enum err_code link_registers(struct store *store, const struct link_request *request, struct arena *arena,
                                       struct link_report *ret_report, struct err *err);

/* --- households on no list -------------------------------------------------------------------------------- */

/* Of one commune: the households that organisations know as their members', and how many stand on no list.
 * A list is an organisation's members, or the classification as poor or near-poor. */
struct link_estimate {
    int64_t unit;
    const char *name;
    int64_t known, once, twice; /* households on any list, on one, on two */
    int64_t lists;
    bool is_known;             /* else fewer than two lists overlap */
    double missing, low, high; /* 95 % */
};
NODISCARD enum err_code link_estimate(struct store *store, int64_t unit, struct arena *arena,
                                      struct link_estimate **ret_estimates, size_t *ret_count, struct err *err);
