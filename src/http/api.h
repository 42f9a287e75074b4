/* SPDX-License-Identifier: Apache-2.0
 * The tables of routes, one per chapter; routes.c has their list (rows with fixed words before rows with {…}). */
#pragma once

#include "http/route.h"

extern const struct route routes_house[], routes_progress[], routes_setup[], routes_session[], routes_account[], routes_admin[],
    routes_import[], routes_service[], routes_report[], routes_plan[], routes_unit[], routes_unit_change[],
    routes_programme[], routes_programme_text[], routes_work[], routes_person[], routes_attachment[], routes_model[], routes_records[], routes_public[], routes_pages[];

/* Conditions, words, scope, sort and page of a list, as the query string gives them. */
struct entity_query;
NODISCARD enum err_code list_query_read(struct call *call, const struct kind *kind,
                                        struct entity_query *query, struct err *err);

/* api_session.c: who is signed in, as every answer tells it, and the cookie that says so ("" takes it back). */
extern const struct shape session_shape;
void answer_session(struct call *call, const struct session *session);
void answer_session_cookie(struct call *call, const char *secret);
