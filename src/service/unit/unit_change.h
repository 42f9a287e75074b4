/* SPDX-License-Identifier: Apache-2.0
 * Changes of territory made and taken back. A change is planned by the domain (territory_plan.h);
 * here it is written through the entity store, each change as one batch (kind import_batches, target
 * kind "units"): every audit row of it names the batch, and by them the batch can be undone. No
 * record of a household or model is touched: where it counts follows from the closure. */
#pragma once

#include "domain/territory_plan.h"
#include "store/entity.h"

/* Who says so and how much was read; it becomes the batch. Texts may be NULL unless said. */
struct unit_statement {
    const char *verb;     /* "merge": layout of the batch. Not NULL */
    const char *title;    /* name of the file, or the change in words. Not NULL */
    const char *source;   /* of the lineages: NULL: the title */
    const char *reason;   /* kept in the audit of the batch */
    const char *basis;    /* number of the document that decides it */
    const char *note;     /* put on the units made, and on those ended that have none */
    const char *sha256;   /* of a file */
    const char *settings; /* of a list: "gso3 2021-01-01" */
    int64_t row_count, same_count, refused_count;
};

struct unit_made {
    int64_t batch;
    int64_t *units; /* ids of the new units, in the order of the plan */
    size_t unit_count;
};

/* Writes the change and brings the closure up to date. In a transaction of the caller's. ERR_STATE
 * where the territory after it would not be sound. */
NODISCARD enum err_code unit_change_apply(struct store *store, const struct territory_change *change,
                                          const struct unit_statement *statement,
                                          struct arena *arena, struct unit_made *ret_made,
                                          struct err *err);

/* Takes a batch back: what it made is withdrawn, what it altered gets its values of before. ERR_STATE
 * where something of it was altered since, or a record refers to a unit it made. One transaction. */
NODISCARD enum err_code unit_change_undo(struct store *store, int64_t batch, const char *reason,
                                         struct err *err);

/* True where the plan would write nothing. */
bool unit_change_is_empty(const struct territory_change *change);

/* ERR_FORBIDDEN for lower roles than `least`, and, with `everywhere`, for an actor who sees only a
 * part of the country. */
NODISCARD enum err_code unit_change_may(const struct store *store, enum role least, bool everywhere,
                                        struct err *err);
/* ERR_NOT_FOUND where the unit lies outside the actor's scope. */
NODISCARD enum err_code unit_change_sees(struct store *store, int64_t unit, struct err *err);

/* --- records that follow ------------------------------------------------------------------------ */

struct unit_count {
    const struct kind *kind;
    int64_t count;
};
struct unit_counts {
    struct unit_count *items; /* kinds with records only, in the order of kinds[] */
    size_t count;
    int64_t total;
};

/* Live records that count under any of the units on the day (the units do not lie in each other). */
NODISCARD enum err_code unit_counts_under(struct store *store, const int64_t *units, size_t count,
                                          int64_t day, struct arena *arena,
                                          struct unit_counts *ret_counts, struct err *err);
