/* SPDX-License-Identifier: Apache-2.0
 * The tables of routes, one per chapter; routes.c has their list (rows with fixed words before rows with {…}). */
#pragma once

#include "http/route.h"

extern const struct route routes_house[], routes_progress[], routes_session[], routes_account[], routes_import[], routes_service[],
    routes_unit[], routes_programme[], routes_work[], routes_records[], routes_pages[];

/* Conditions, words, scope, sort and page of a list, as the query string gives them. */
struct entity_query;
NODISCARD enum err_code list_query_read(struct call *call, const struct kind *kind,
                                        struct entity_query *query, struct err *err);
