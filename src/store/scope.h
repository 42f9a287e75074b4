/* SPDX-License-Identifier: Apache-2.0
 * What of the records is there for an actor: in place, line, time and publication (docs/rights.md). Lists
 * ask the database (struct record_scope), single records are asked here; both say the same. */
#pragma once

#include "store/entity.h"

enum scope_act { SCOPE_READ, SCOPE_WRITE, SCOPE_CREATE };

struct record_scope scope_of(const struct store *store);

/* ERR_NOT_FOUND where the record is not there for the actor: an answer that does not tell whether there
 * is one. Kinds without a place are everybody's; a record whose place is empty, where its kind has one,
 * is the nation's only, and one without an organisation, where its kind has one, is the Front's.
 * ERR_FORBIDDEN where it may be read, but not written. */
NODISCARD enum err_code scope_check(struct store *store, const struct record *record, enum scope_act act,
                                    struct err *err);

/* Whether who is bound may name, in what he writes, a record of a register with `.named_afar` that he does not see: one
 * of his place, whatever its line, of a unit above it or that ever was, of the nation, or published. Not one there is not. */
NODISCARD enum err_code scope_may_name(struct store *store, const struct kind *kind, int64_t id, bool *ret_may, struct err *err);

/* What scope_check decides by: the first thing in the way. Tells more than the actor himself may know. */
enum scope_bar {
    SCOPE_OPEN,
    SCOPE_BAR_READ_ONLY,   /* the actor writes nothing */
    SCOPE_BAR_PERSONAL,    /* an account with a right to personal data that the actor has not got */
    SCOPE_BAR_UNPUBLISHED, /* not signed in, and it is not published */
    SCOPE_BAR_TIME,        /* later than the last day of the actor's place */
    SCOPE_BAR_LINE,        /* another organisation's */
    SCOPE_BAR_PLACE,       /* of another place */
    SCOPE_BAR_SHARED,      /* read by all organisations, written by its own */
};
NODISCARD enum err_code scope_bar_of(struct store *store, const struct record *record, enum scope_act act,
                                     enum scope_bar *ret_bar, struct err *err);
