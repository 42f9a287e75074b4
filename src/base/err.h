/* SPDX-License-Identifier: Apache-2.0
 * How a function says that it failed, and where in the user's input.
 *
 * A fallible function returns `enum err_code` and takes the caller's `struct err *err` last. On
 * failure it fills `err` and returns the code; on success it leaves `err` untouched. The text is a
 * message of lang/messages.tsv with up to ERR_ARGS_MAX parameters, so it can be shown in either
 * language; library layers never print. `err` may not be NULL. */
#pragma once

#include "base/base.h"
#include "gen/messages.h" /* enum msg, from lang/messages.tsv */

/* X(name, exit status of the program, HTTP status) */
#define FOR_EACH_ERR(X)                                                                            \
    X(OK, 0, 200)                                                                                  \
    X(USAGE, 2, 400)     /* the command or request is not of the form it should be */             \
    X(INPUT, 3, 422)     /* what was given is wrong: file, value, date, reference */              \
    X(NOT_FOUND, 3, 404) /* what was named does not exist */                                       \
    X(CONFLICT, 3, 409)  /* it exists already, or was changed meanwhile */                         \
    X(STATE, 3, 409)     /* the lifecycle does not allow it now */                                 \
    X(FORBIDDEN, 3, 403) /* the actor has no right to it */                                        \
    X(LIMIT, 3, 413)     /* larger than a stated limit */                                          \
    X(NOMEM, 4, 503)                                                                               \
    X(IO, 4, 503)                                                                                  \
    X(BUSY, 4, 503)                                                                                \
    X(CORRUPT, 4, 500) /* the database or a file of ours is damaged */                             \
    X(DB, 4, 500)      /* any other failure of the database */

enum err_code {
#define X(name, exit_status, http_status) ERR_##name,
    FOR_EACH_ERR(X)
#undef X
    ERR_MAX_
};

enum { ERR_ARGS_MAX = 4, ERR_ARG_SIZE = 240, ERR_WHERE_SIZE = 200 };

/* A failure, or one issue found in a user's input. `where` names the place: a field path
 * ("members[2].birth_date"), a file and line ("plan.yaml:14"); empty where there is none. */
struct err {
    enum err_code code;
    enum msg msg;
    char where[ERR_WHERE_SIZE];
    char args[ERR_ARGS_MAX][ERR_ARG_SIZE]; /* UTF-8, cut at a character boundary */
};

/* Fills `err` and returns `code`, so that it can be returned in one line. Parameters are strings,
 * in the order {1} {2} … of the message. Clears `where`. */
#define err_set(err, code, msg, ...)                                                               \
    err_set_args(err, code, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL })
enum err_code err_set_args(struct err *err, enum err_code code, enum msg msg,
                           const char *const *args_after_first);

/* Names the place of a failure already set. Returns err->code. */
enum err_code err_at(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* An integer as text for a parameter, in a small per-thread ring of buffers (8 deep). */
const char *err_int(int64_t value);

/* The name of a code as it stands in JSON: "not_found". */
const char *err_code_name(enum err_code code);
int err_exit_status(enum err_code code);
int err_http_status(enum err_code code);
