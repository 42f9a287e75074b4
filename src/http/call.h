/* SPDX-License-Identifier: Apache-2.0
 * One request and its answer. Filled by the server (head, body), checked by the router, answered by a handler;
 * knows nothing of sockets. Everything in it lives in its arena and ends with it. */
#pragma once

#include "base/buf.h"
#include "base/crypto.h"
#include "base/issues.h"
#include "base/json.h"
#include "base/json_tree.h"
#include "base/msg.h"
#include "service/account/session.h"

#include <stdatomic.h>

enum http_method { HTTP_GET, HTTP_POST, HTTP_PATCH, HTTP_DELETE, HTTP_METHOD_MAX_ };

enum { CALL_PARAMS_MAX = 4, CALL_QUERY_MAX = 100, CALL_HEADERS_MAX = 12 };
#define CALL_ARENA_LIMIT_BYTES ((size_t)512 << 20)

struct query_pair {
    const char *name, *value; /* decoded; value NULL where there was no "=" */
};

/* The headers anybody looks at; NULL where not sent. */
struct call_head {
    const char *accept, *accept_language, *authorization, *content_type, *cookie, *csrf, *host,
        *idempotency_key, *if_match, *if_none_match, *origin, *fetch_site, *accept_encoding,
        *content_encoding, *forwarded_for;
    int64_t content_length; /* -1: not sent (chunked, or no body) */
    bool is_chunked;
    bool is_doubtful; /* two readers may understand it differently: refused, whatever it asks */
};

struct answer_header {
    const char *name, *value;
};

/* Under what an answer is kept: http/cache.h. */
struct cache_key {
    unsigned char bytes[MAC_BYTES];
};

struct route;
struct server;
struct cache_entry;
struct call {
    struct arena arena;
    struct server *server;

    /* the request */
    enum http_method method;
    bool is_head; /* HEAD: a GET whose answer is not sent */
    bool is_options;
    const char *path;
    const struct route *route;
    const struct kind *kind; /* {kind} */
    const char *params[CALL_PARAMS_MAX]; /* of the path, {kind} left out, in order */
    struct query_pair query[CALL_QUERY_MAX];
    size_t query_count;
    struct call_head head;
    const char *address; /* of the client */
    bool is_secure;      /* TLS here or in front */
    enum lang lang;
    struct buf body;
    const struct tree *json;
    char *upload; /* path of the temporary file of an upload; removed with the call */
    int upload_fd;
    int64_t received_bytes;

    /* while a handler runs */
    struct store *store;
    struct known *known; /* whom its reader knows; NULL: nobody */
    struct session session;
    bool signed_in;
    struct issues issues;

    /* the answer */
    int status;
    const char *type; /* NULL: application/json */
    struct buf out;
    const struct embedded_file *asset; /* instead of `out`: bytes of the program itself */
    int file;                          /* instead of `out`: an open file, sent as it is; -1: none */
    int64_t file_bytes;
    struct cache_key key;
    bool keeps;            /* the answer may be taken from those kept, or be kept, under `key` */
    int64_t kept_version;  /* of the database, before anything was read */
    struct cache_entry *kept; /* instead of `out` */
    struct answer_header headers[CALL_HEADERS_MAX];
    size_t header_count;
    int64_t began_ns;
    bool admits_only; /* is the body of an upload wanted at all? */
    struct noting *noting; /* worker.c: this is no request but a reader's notes of personal data shown */
    bool is_detached; /* work of the server's own: nobody waits for an answer */
    bool replayed;
    atomic_bool is_answered; /* a worker has done with it: orders its reads before what the socket's thread frees */
    struct call *next; /* in a queue */
    void *connection;  /* the server's */
};

struct call *call_new(struct server *server);
void call_free(struct call *call);
/* Forgets what a handler made, so that it can run once more. */
void call_reset_answer(struct call *call);

/* A query parameter; NULL where it was not given. "" for a name without "=". */
const char *call_query(const struct call *call, const char *name);
/* ERR_USAGE where the parameter was not given. */
NODISCARD enum err_code call_need(const struct call *call, const char *name, struct err *err);
bool call_query_true(const struct call *call, const char *name);
/* ERR_USAGE unless it is a whole number from `least` to `most`. */
NODISCARD enum err_code call_query_int(const struct call *call, const char *name, int64_t fallback,
                                       int64_t least, int64_t most, int64_t *ret, struct err *err);

/* Starts a JSON answer: status 200 unless set. */
struct json_writer call_json(struct call *call);
void call_header(struct call *call, const char *name, const char *value);
/* The caller knows the answer of this ETag already (If-None-Match): 304, whatever is in `out`. */
bool call_has_etag(const struct call *call, const char *tag);
#define KEPT_BY_CALLER "private, no-cache" /* Cache-Control of an answer with an ETag: he asks each time */
/* Puts the failure in as a problem document (RFC 9457), with call->issues as its errors. */
void call_problem(struct call *call, const struct err *err);
/* The same with a status of its own. */
void call_problem_as(struct call *call, int status, const struct err *err);
/* "{"title":…" is written; more members may follow before call_problem_end. */
struct json_writer call_problem_begin(struct call *call, int status, const struct err *err);
void call_problem_end(struct json_writer *w);

/* "GET"; HTTP_METHOD_MAX_ for a method nobody has. */
void call_note_method(struct call *call, const char *name);
/* A header as sent (value NULL: none). What proxies and servers are known to read differently makes the head
 * doubtful: a name that is no token, a header sent twice of which there is one, a coding but "chunked". So does a
 * value that is not UTF-8. */
void call_note_header(struct call *call, const char *name, const char *value);
/* Splits and decodes "/path?query". ERR_USAGE for what no honest client sends: "..", "//", NUL, a slash
 * in disguise, bytes that are not UTF-8. */
NODISCARD enum err_code call_read_target(struct call *call, const char *target, struct err *err);
/* vi or en: ?lang=, else the account's, else Accept-Language, else Vietnamese. */
void call_choose_lang(struct call *call);
/* A cookie's value; NULL where it was not sent. */
const char *call_cookie(struct call *call, const char *name);
