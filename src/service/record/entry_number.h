/* SPDX-License-Identifier: Apache-2.0
 * The entries of a fund's book are numbered one after another, whatever the year. */
#pragma once

#include "store/entity.h"

/* Before a new record is written, in its transaction: a ledger entry without a number is given the one after the highest of its
 * fund. Of two who write at once the second waits until the first has written (fund_lock). Others are left as they are. */
NODISCARD enum err_code entry_number_give(struct store *store, struct record *record, struct err *err);
