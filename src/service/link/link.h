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

/* --- at entry ------------------------------------------------------------------------------------------- */

/* A person as known before the record is made; NULL where not known. Dates in external or storage form. */
struct link_person {
    const char *name, *sex, *birth_date, *id_number, *phone;
    int64_t unit; /* 0: not known */
};
struct link_candidate {
    int64_t household;
    double probability; /* where it is as likely as not that the household is known */
};

/* The people of the households that count under a unit, to be asked about newcomers. Opened once for a list or
 * a session (some microseconds a person); asking takes less than a millisecond and reads only memory. */
struct link_index;
NODISCARD enum err_code link_index_open(struct store *store, int64_t unit, struct link_index **ret_index,
                                        struct err *err);
/* Households that the person may belong to, most probable first; at most `max`. Each person of the new household
 * may be asked about: so it is found under the wife where the list names the husband. */
size_t link_index_find(const struct link_index *index, const struct link_person *person, struct link_candidate *ret,
                       size_t max);
void link_index_close(struct link_index *index);

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
