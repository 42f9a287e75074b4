/* SPDX-License-Identifier: Apache-2.0
 * What became of a record: each change with who, when, why and the values before and after. */
#pragma once

#include "http/call.h"
#include "store/entity.h"

/* Starts the answer. Personal values are in the audit as keyed hashes only, and so here; records referred to are
 * told by id, and by label where the caller may see them. */
NODISCARD enum err_code history_write(struct call *call, const struct record *record, struct err *err);
