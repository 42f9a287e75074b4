/* SPDX-License-Identifier: Apache-2.0
 * What proposing has in common, by whomever. Private to service/link and the import's queue. */
#pragma once

#include "service/link/link.h"

/* Field by field how two records agree and what that is worth, in Vietnamese, without any value of theirs. */
const char *link_words(struct arena *arena, const struct linkage_reasons *reasons);
/* Writes a same_as_link in state proposed. */
NODISCARD enum err_code link_propose(struct store *store, const struct link_found *found, struct err *err);
/* Whether the pair is recorded, in either direction and whatever became of it. */
NODISCARD enum err_code link_is_recorded(struct store *store, int64_t one, int64_t other, bool *ret_is, struct err *err);
