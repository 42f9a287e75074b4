/* SPDX-License-Identifier: Apache-2.0
 * What a search for words looks for. The index (table word) is in the order of its words, so those that begin
 * with what was typed are found by a few look-ups, and how many records each has is counted up to a limit: the
 * rarest of several then leads to the records, and the others are only asked about those. */
#pragma once

#include "store/entity_sql.h"
#include "store/store.h"

/* For each word of the query (folded), in `query->terms`. Texts live in the arena. Words that wait in memory are
 * not seen: pending_flush first. */
NODISCARD enum err_code word_terms_find(struct store *store, const struct kind *kind,
                                        struct entity_query *query, struct arena *arena, struct err *err);
