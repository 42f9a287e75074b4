/* SPDX-License-Identifier: Apache-2.0
 * What a field of a record says to people where its value alone does not: what is referred to, a code that a programme has
 * added, a part of the record's programme. Names nobody whom the actor may not see. */
#pragma once

#include "base/msg.h"
#include "domain/kind.h"
#include "store/store.h"

struct record;

/* The words, which live in `arena`; NULL where the value speaks for itself. What cannot be found is told by its value. */
const char *field_words(struct store *store, struct arena *arena, const struct record *record, const struct field *field,
                        enum lang lang);
