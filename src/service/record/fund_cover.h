/* SPDX-License-Identifier: Apache-2.0
 * A fund never spends what it has not (B7): no entry takes the money in its books below zero, and no grant is approved
 * beyond what is neither spent nor promised. */
#pragma once

#include "store/entity.h"

/* After a record was written, in its transaction: whether the fund still covers it. `before` NULL: it is new. Records of
 * other kinds than ledger_entries and grants are fine. ERR_STATE: it does not; the words say what there is, what was
 * asked, and what to do. */
NODISCARD enum err_code fund_cover_check(struct store *store, const struct record *before, const struct record *after,
                                         struct err *err);
