/* SPDX-License-Identifier: Apache-2.0 */
#include "http/api.h"

#include "service/account/person.h"

#include <string.h>

static const char *const method_names[HTTP_METHOD_MAX_] = {
    [HTTP_GET] = "GET", [HTTP_POST] = "POST", [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE",
};

const char *method_name(enum http_method method)
{
    return method_names[method];
}

bool route_has_kind(const struct route *route, const struct kind *kind)
{
    switch (route->kinds) {
    case KINDS_NONE:
        return false;
    case KINDS_ALL:
        return true;
    case KINDS_BY_HAND:
        return !kind->internal;
    case KINDS_PATCHABLE:
        return !kind->internal && !kind->append_only;
    case KINDS_PUBLISHED:
        return kind->published != NULL;
    case KINDS_PERSONAL:
        return person_is_kind(kind);
    case KINDS_LIFECYCLE:
    default:
        return kind->states && kind->transitions;
    }
}

/* --- matching ------------------------------------------------------------------------------------------- */

/* False for nearly every row that does not match, after a few letters of it. */
static bool may_match(const char *c, const char *p)
{
    for (; *p && *p != '{' && *p == *c; p++)
        c++;
    if (*p != '{')
        return *p == *c;
    int more = 0; /* segments of the one than of the other */
    for (; *p; p++)
        more += *p == '/';
    for (; *c; c++)
        more -= *c == '/';
    return more == 0;
}

/* Compares one path with one pattern, segment by segment; fills params and kind. */
static bool matches(struct call *call, const struct route *route)
{
    if (!may_match(call->path, route->path))
        return false;
    const char *p = route->path, *c = call->path;
    const char *params[CALL_PARAMS_MAX] = { 0 };
    const struct kind *kind = NULL;
    size_t count = 0;
    while (*p == '/' && *c == '/') {
        size_t pattern_len = strcspn(++p, "/"), len = strcspn(++c, "/");
        if (*p != '{') {
            if (pattern_len != len || strncmp(p, c, len) != 0)
                return false;
        } else if (len == 0) {
            return false;
        } else {
            char *value = arena_strndup(&call->arena, c, len);
            bool is_kind = strncmp(p, "{kind}", 6) == 0;
            kind = is_kind ? kind_by_slug(value) : kind;
            if (is_kind && (!kind || !route_has_kind(route, kind)))
                return false;
            if (!is_kind)
                params[count++] = value;
        }
        p += pattern_len;
        c += len;
    }
    if (*p || *c)
        return false;
    memcpy(call->params, params, sizeof(params));
    call->kind = kind;
    return true;
}

/* A row without {…} in a place wins over one with it: the tables list such rows first. */
const struct route *route_find(struct call *call, unsigned *ret_allowed)
{
    *ret_allowed = 0;
    for (const struct route *const *table = route_tables; *table; table++)
        for (const struct route *route = *table; route->path; route++) {
            if (route->method != call->method && *ret_allowed & 1u << route->method)
                continue;
            struct arena_mark mark = arena_mark(&call->arena);
            if (!matches(call, route)) {
                arena_release(&call->arena, mark);
                continue;
            }
            if (route->method == call->method)
                return route;
            *ret_allowed |= 1u << route->method;
        }
    call->kind = NULL;
    return NULL;
}

/* --- are the rows in order? ------------------------------------------------------------------------------- */

static const char *fault(const struct route *route)
{
    bool writes = route->method != HTTP_GET;
    if (route->right <= RIGHT_NONE_ || route->right >= RIGHT_MAX_)
        return "has no right";
    if (!route->handle || !route->name || !route->vi || !route->en || !route->group)
        return "has no handler, name or words";
    if (!writes && route->body_limit_bytes)
        return "reads, and takes a body";
    if ((route->in || route->in_fields || route->body_type) && !route->body_limit_bytes)
        return "takes a body without a limit";
    if (!writes && (route->lane == LANE_WRITE || route->lane == LANE_APART))
        return "is a GET that writes";
    if ((strstr(route->path, "{kind}") != NULL) != (route->kinds != KINDS_NONE))
        return "does not say for which kinds it is";
    return NULL;
}

static bool said_before(const struct route *const *tables, const struct route *route)
{
    for (; *tables; tables++)
        for (const struct route *other = *tables; other->path; other++) {
            if (other == route)
                return false;
            if ((other->method == route->method && strcmp(other->path, route->path) == 0) ||
                (other->name && route->name && strcmp(other->name, route->name) == 0))
                return true;
        }
    return false;
}

size_t route_check_list(const struct route *const *tables,
                        void (*report)(void *context, const char *what), void *context)
{
    size_t faults = 0;
    for (const struct route *const *table = tables; *table; table++)
        for (const struct route *route = *table; route->path; route++) {
            const char *what = fault(route);
            if (!what && said_before(tables, route))
                what = "is said twice";
            if (!what)
                continue;
            CLEANUP(buf_done) struct buf text = { 0 };
            buf_printf(&text, "%s %s %s", method_name(route->method), route->path, what);
            report(context, buf_text(&text));
            faults++;
        }
    return faults;
}

size_t route_check_all(void (*report)(void *context, const char *what), void *context)
{
    return route_check_list(route_tables, report, context);
}

const struct route *const route_tables[] = { routes_house, routes_setup, routes_session, routes_account, routes_admin,
                                            routes_import, routes_service, routes_report, routes_plan,
                                            routes_unit, routes_unit_change, routes_programme, routes_programme_text, routes_progress,
                                            routes_work, routes_person, routes_attachment, routes_model, routes_records, routes_public,
                                            routes_pages, NULL };
