/* SPDX-License-Identifier: Apache-2.0
 * The routes: const rows, each with everything a reviewer asks. The router checks method, right, body and query
 * by the row before the handler runs; `chungtay routes`, the OpenAPI document and the reference page
 * are written from the same rows. */
#pragma once

#include "http/call.h"
#include "http/shape.h"
#include "service/account/rights.h"

/* Who runs a handler. */
enum lane {
    LANE_HERE,  /* the thread that reads the socket: nothing but memory is looked at */
    LANE_READ,  /* a worker with a store of its own that cannot write: answers in milliseconds */
    LANE_LONG,  /* the same for what may take seconds: reports, exports, coverage */
    LANE_WRITE, /* the one writer, many writes in one COMMIT */
    LANE_APART, /* a second writer, one transaction each: imports, plans, programmes */
    LANE_DOOR,  /* a third for signing in, whose password hashing is slow by intent */
    LANE_MAX_
};

enum { BODY_NONE = 0, BODY_SMALL = 64 << 10, BODY_RECORD = 256 << 10, BODY_BULK = 8 << 20 };
#define BODY_UPLOAD_BYTES (INT64_C(200) << 20)

/* What stands in {kind} when the row is for every declared kind. */
enum route_kinds {
    KINDS_NONE,      /* the path has no {kind} */
    KINDS_ALL,
    KINDS_BY_HAND,   /* those that people write: not internal */
    KINDS_PATCHABLE, /* of those, not append-only */
    KINDS_PUBLISHED, /* those of which something is published */
    KINDS_LIFECYCLE, /* those with states and steps between them */
    KINDS_PERSONAL,  /* those that hold personal data */
};

struct route {
    enum http_method method;
    const char *path; /* "/api/v1/{kind}/{id}" */
    enum right right;
    enum lane lane;
    int64_t body_limit_bytes;        /* BODY_NONE: a body is refused */
    const char *body_type;           /* NULL: application/json where there is a body */
    const struct shape *in;          /* of a JSON body; NULL: none, or the fields of {kind} */
    const struct shape_field *query; /* declared query parameters; ends with { 0 } */
    const struct shape *out;         /* of the answer; NULL: see `answer` */
    const char *answer;              /* media type, where it is not JSON */
    enum route_kinds kinds;
    bool in_fields;                  /* the JSON body is the fields of a record of {kind} */
    bool filters;                    /* query: conditions on fields of {kind} besides `query` */
    bool idempotent;                 /* takes Idempotency-Key */
    bool needs_if_match;
    bool published_too;              /* of a kind that is published in part: nobody need sign in */
    bool keeps;                      /* GET whose answer follows from the request, the caller, the records and the day */
    bool at_once;                    /* that is mostly so quickly made that the thread of the socket tries it itself */
    bool while_password_old;         /* allowed although the password must be changed first */
    bool in_person;                  /* not by a token: what the account itself hangs on */
    enum err_code (*handle)(struct call *call, struct err *err);
    const char *name;                /* operationId */
    const char *group;               /* chapter of the reference */
    const char *vi, *en;
};

/* All rows, table after table; each table ends with { 0 }, the list with NULL. */
extern const struct route *const route_tables[];

/* Calls `report` for every row that may not be served: no right, no handler, a body without a limit, a path
 * said twice; returns how many. The server refuses to start unless it is 0. */
size_t route_check_all(void (*report)(void *context, const char *what), void *context);
size_t route_check_list(const struct route *const *tables,
                        void (*report)(void *context, const char *what), void *context);

/* The row for method and decoded path, with call->params and call->kind filled. NULL: none;
 * *ret_allowed is then the set of methods (bits) that the path has, 0 where it is unknown. */
const struct route *route_find(struct call *call, unsigned *ret_allowed);

/* True where the kind is one of the row's. */
bool route_has_kind(const struct route *route, const struct kind *kind);
const char *method_name(enum http_method method);
