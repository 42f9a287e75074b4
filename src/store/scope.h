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
