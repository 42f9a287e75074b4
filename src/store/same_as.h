/* SPDX-License-Identifier: Apache-2.0
 * Linked duplicates: figures count the canonical record (DESIGN §5). What the store keeps for it, in the
 * transaction of each write and undone by the same rule when a link is:
 *
 *   - `canonical` of a household: where the linked same_as records lead from it, however long the chain;
 *     carried from there into everything that refers to the household;
 *   - `counted_by` of a record of which a household has one (a classification of a year …): the
 *     equal record of another household linked with it that is counted for both: a live one before one that has ended, the canonical
 *     household's own before another's, then the oldest. What only the duplicate has counts, for the
 *     canonical household.
 *
 * So both are functions of the records, computed here by one rule whether written or checked.
 * Figures leave out records with these fields filled and tell references as the canonical record
 * (entity_sql, tally). Private to src/store. */
#pragma once

#include "store/entity.h"

/* Sets the field that kind->same_as names in a record about to be written. */
NODISCARD enum err_code same_as_fill(struct store *store, struct record *record, bool is_new,
                                     struct arena *arena, struct err *err);

/* A link about to be written: refused (ERR_CONFLICT, ERR_STATE) where its household is linked already,
 * where it would close a circle, or where the two lie in different shards or one is not live. */
NODISCARD enum err_code same_as_check(struct store *store, const struct record *before,
                                      const struct record *after, struct err *err);

/* After a record was written (before NULL: created): writes again every other record whose field
 * changes by it. */
NODISCARD enum err_code same_as_follow(struct store *store, const struct record *before,
                                       const struct record *after, struct arena *arena,
                                       struct err *err);
