/* SPDX-License-Identifier: Apache-2.0
 * What grant.c needs from the store. Private to the grant use case. */
#pragma once

#include "base/idmap.h"
#include "service/plan/grant.h"
#include "service/unit/unit.h"

struct grants {
    struct arena *arena;
    struct store *store;
    const struct grant_request *request;
    const struct territory *territory;
    struct grant_result *result;
    struct grant_row *rows;
    uint64_t *sources; /* by row: bit per fund that may pay */
    size_t row_count, row_capacity;
    struct idmap row_of;    /* row + 1 by household */
    struct idmap classes;   /* household → index of its class + 1 */
    struct idmap destitute; /* households by word of an alert */
    struct idmap first_places, hard_places; /* units */
    struct idmap communes;  /* unit → commune */
    struct idmap poor, households; /* by commune: poor and near-poor; all, as declared */
    struct record **funds;
};

/* Fills result->funds, rows with bar, tier, score, least and need, and sources. */
NODISCARD enum err_code grant_gather(struct grants *grants, struct err *err);
