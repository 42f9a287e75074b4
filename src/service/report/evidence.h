/* SPDX-License-Identifier: Apache-2.0
 * The records behind a number: of every measure in its expression those it counts, of one row of a table
 * where the number stands in one. What figure.h counts and what is listed here are the same records. */
#pragma once

#include "service/report/figure.h"

/* The row, or the row in a row, that the number stands in. */
struct evidence_key {
    struct figure_dim dim;
    struct value key; /* a unit's id, an organisation's or another code; null: what is told of none */
};

struct evidence_part {
    const struct kind *kind;
    struct number total; /* hidden where it is a small number of a sensitive trait */
    int64_t *ids;
    size_t id_count;
};
struct evidence {
    struct evidence_part *parts; /* one for each measure, in order; records of one kind may be in two */
    size_t count;
};

/* At most `max` records of each measure, as far as the actor may see them. ERR_FORBIDDEN where the records
 * would tell a sensitive trait; ERR_INPUT where the measure knows no such row. */
NODISCARD enum err_code evidence_find(struct store *store, const struct expr *expr, const struct figure_cut *cut,
                                      const struct evidence_key *keys, size_t key_count, size_t max,
                                      struct arena *arena, struct evidence *ret_evidence, struct err *err);
