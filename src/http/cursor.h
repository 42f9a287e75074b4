/* SPDX-License-Identifier: Apache-2.0
 * Where a page of a list ended, as a text that only this house can make or read: sealed, because the value it
 * was sorted by may be a name, and bound to the list, so that it cannot be moved to another one. */
#pragma once

#include "http/call.h"
#include "store/entity.h"

/* For the page behind `last`. */
const char *cursor_write(struct call *call, const struct entity_query *query, const struct record *last);
/* Puts the place into the query. ERR_USAGE (MSG_QUERY_CURSOR) for one that is forged or of another list. */
NODISCARD enum err_code cursor_read(struct call *call, const char *cursor, struct entity_query *query,
                                    struct err *err);
