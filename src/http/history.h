/* SPDX-License-Identifier: Apache-2.0
 * What became of a record: each change with who, when, why and the values before and after. */
#pragma once

#include "http/call.h"
#include "service/account/changes.h"

/* Starts the answer. Personal values are in the audit as keyed hashes only, and so here; records referred to are
 * told by id, and by label where the caller may see them. */
NODISCARD enum err_code history_write(struct call *call, const struct record *record, struct err *err);
/* One change as an object; with the record it is of, where that is not known already. */
NODISCARD enum err_code history_write_change(struct call *call, struct json_writer *w, const struct change *change,
                                             bool names_record, struct err *err);
