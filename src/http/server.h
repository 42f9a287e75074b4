/* SPDX-License-Identifier: Apache-2.0
 * `chungtay serve`: the web face of the house (docs/server.md). Threads that read sockets never touch the
 * database and never wait; workers do, and the answer to a write leaves only after its COMMIT. */
#pragma once

#include "base/err.h"
#include "base/msg.h"
#include <stdio.h>

struct server;

enum { SETUP_CODE_SIZE = 15 }; /* "kq4m-x7da-2nfp" */

struct server_config {
    const char *db_uri;
    int64_t now_unix_ms;        /* the clock stands still there: demonstration databases; 0: it runs */
    const char *listen;         /* "127.0.0.1:8080", "[::1]:8080"; port 0: any free one */
    const char *cert_path, *key_path; /* TLS; both or none */
    const char *public_url;     /* "https://…" as browsers see it, behind a proxy; NULL: by the Host header */
    const char *proxy;          /* its address, whose X-Forwarded-For is believed; NULL: nobody's is */
    int64_t readers, long_readers; /* workers; 0: by the number of cores */
    int64_t connections, per_address; /* at most, in all and from one address; 0: the default */
    int64_t idle_seconds, request_seconds; /* 0: the default */
    int64_t answer_seconds;     /* how long an answer may be made; 0: the default */
    const char *backups;        /* folder of the copies of an SQLite file; NULL: none are made */
    FILE *log;                  /* access log; NULL: none */
};

/* Listens and answers from when it returns; ERR_STATE where a row of the routes is not in order. */
NODISCARD enum err_code server_start(const struct server_config *config, struct server **ret_server,
                                     struct err *err);
/* "http://127.0.0.1:41233" */
const char *server_url(const struct server *server);
/* What the first administrator must type (service/account/setup.h); NULL where there are accounts already. */
const char *server_setup_code(const struct server *server);
/* Takes no new connection, answers what is under way (30 s at most), ends. */
void server_stop(struct server *server);
