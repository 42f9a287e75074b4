/* SPDX-License-Identifier: Apache-2.0
 * Where a caller may look: services that compute over a place are asked for one within the caller's own, and
 * for nobody's line but his. The entity store keeps records so by itself (store.h); numbers pass
 * here. */
#pragma once

#include "http/call.h"
#include "service/telling.h"

/* The unit to ask for: the one named in the query (NULL: none), else the caller's own place. ERR_NOT_FOUND,
 * as for a unit that is not there, where it lies outside. */
NODISCARD enum err_code reach_unit(struct call *call, const char *named, const char **ret_named,
                                   struct err *err);
/* The same for a question about a day, as unit_resolve_about. */
NODISCARD enum err_code reach_unit_about(struct call *call, const char *named, int64_t day, const char **ret_named,
                                         struct err *err);
/* The organisation to ask for: ERR_FORBIDDEN where the caller belongs to another one. */
NODISCARD enum err_code reach_line(struct call *call, const char *named, const char **ret_named,
                                   struct err *err);
struct telling call_telling(struct call *call);
