/* SPDX-License-Identifier: Apache-2.0
 * Sockets. The only file that includes microhttpd.h: it turns connections into calls and calls into answers,
 * and knows nothing of what they are about. docs/server.md tells the life of a request. */
#include "http/address.h"
#include "http/router.h"
#include "http/server_parts.h"
#include "http/uploads.h"
#include "store/memory.h"

#include "base/date.h"
#include "base/embedded.h"
#include "service/account/setup.h"
#include "service/link/link_teacher.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS_DEFAULT = 2000,
    PER_ADDRESS_DEFAULT = 100,
    HEAD_BYTES_MAX = 32 << 10,
    IDLE_SECONDS_DEFAULT = 30,
    REQUEST_SECONDS_DEFAULT = 20,
    ANSWER_SECONDS_DEFAULT = 15,
    SLOWEST_BYTES_PER_SECOND = 8 << 10, /* a body or answer may take longer the larger it is */
    DRAIN_SECONDS = 30,
    TOUCH_SECONDS = 60,
    DAY_SECONDS = 86400,
    TEACHER_HOUSEHOLDS = 10000, /* of a house in which learning beside is worth it */
};

static struct watch *watch_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void set_deadline(struct server *server, struct MHD_Connection *connection, int64_t bytes)
{
    int64_t seconds = server->config.request_seconds + (bytes > 0 ? bytes / SLOWEST_BYTES_PER_SECOND : 0);
    watchdog_set(&server->watchdog, watch_of(connection), seconds, false);
}

/* --- log ------------------------------------------------------------------------------------------------ */

static int64_t answer_bytes(const struct call *call)
{
    if (call->status == 304)
        return 0;
    return call->kept ? (int64_t)call->kept->bytes : call->asset ? (int64_t)call->asset->len :
           call->file >= 0 ? call->file_bytes : (int64_t)call->out.len;
}

/* One line: when, what kind of request, how it ended. No query (names stand in it), no record's id, no user's
 * name; of the address only the network. */
static void log_call(struct server *server, const struct call *call, int64_t now_ns)
{
    char when[32], account[ID_TEXT_SIZE] = "-", network[64] = "-";
    time_t now = time(NULL);
    struct tm utc;
    if (!server->config.log)
        return;
    gmtime_r(&now, &utc);
    strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &utc);
    if (call->signed_in)
        id_to_text(call->session.account, account);
    if (call->address) {
        const char *last = strrchr(call->address, strchr(call->address, ':') ? ':' : '.');
        snprintf(network, sizeof(network), "%.*s*", last ? (int)(last - call->address) + 1 : 0, call->address);
    }
    fprintf(server->config.log, "%s %s %s %s %d %lld.%03lldms %lldB account=%s from=%s\n", when,
            call->is_head ? "HEAD" : call->method < HTTP_METHOD_MAX_ ? method_name(call->method) : "OTHER",
            call->route ? call->route->path : "?", call->kind ? call->kind->slug : "-", call->status,
            (long long)((now_ns - call->began_ns) / 1000000), (long long)((now_ns - call->began_ns) / 1000 % 1000),
            (long long)answer_bytes(call), account, network);
}

/* --- answers -------------------------------------------------------------------------------------------- */


static struct MHD_Response *response_of(struct call *call)
{
    if (call->asset)
        return MHD_create_response_from_buffer(call->asset->len, (void *)(uintptr_t)call->asset->bytes, MHD_RESPMEM_PERSISTENT);
    if (call->file >= 0) {
        struct MHD_Response *response =
            MHD_create_response_from_fd64((uint64_t)call->file_bytes, call->file);
        call->file = response ? -1 : call->file; /* the library closes it */
        return response;
    }
    /* The call outlives the answer: request_completed frees it. */
    size_t len = call->status == 304 ? 0 : call->out.len;
    return MHD_create_response_from_buffer(len, len ? call->out.data : NULL, MHD_RESPMEM_PERSISTENT);
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
    (void)MHD_add_response_header(response, name, value);
}

static void add_headers(struct server *server, struct call *call, struct MHD_Response *response)
{
    bool has_cache = false;
    if (call->status != 204 && call->status != 304)
        add_header(response, "Content-Type", call->type ? call->type : "application/json");
    for (size_t i = 0; i < call->header_count; i++) {
        add_header(response, call->headers[i].name, call->headers[i].value);
        has_cache = has_cache || strcmp(call->headers[i].name, "Cache-Control") == 0;
    }
    if (!has_cache)
        add_header(response, "Cache-Control", "no-store");
    if (call->replayed)
        add_header(response, "Idempotency-Replayed", "true");
    add_header(response, "X-Content-Type-Options", "nosniff");
    add_header(response, "Referrer-Policy", "no-referrer");
    add_header(response, "X-Frame-Options", "DENY");
    add_header(response, "Content-Security-Policy",
               "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
    if (server->config.cert_path)
        add_header(response, "Strict-Transport-Security", "max-age=31536000");
    if (atomic_load(&server->stopping) || call->head.is_doubtful) /* what follows may be somebody else's request */
        add_header(response, "Connection", "close");
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct call *call)
{
    struct server *server = call->server;
    set_deadline(server, connection, answer_bytes(call));
    if (call->kept && call->status == 200)
        return MHD_queue_response(connection, MHD_HTTP_OK, call->kept->answer);
    struct MHD_Response *response = response_of(call);
    if (!response)
        return MHD_NO;
    add_headers(server, call, response);
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)call->status, response);
    MHD_destroy_response(response);
    return result;
}

/* --- kept answers ---------------------------------------------------------------------------------------------- */

static void forget_answer(void *answer)
{
    MHD_destroy_response(answer);
}

bool server_answer_kept(struct call *call)
{
    struct server *server = call->server;
    call->kept = atomic_load(&server->stopping) ? NULL :
                 cache_find(&server->cache, &call->key, server_unix_ms(server) / 1000, &call->kept_version);
    if (!call->kept)
        return false;
    atomic_fetch_add(&server->cache.hits, 1);
    call->route = call->kept->route;
    call->kind = call->kept->kind;
    call->session.account = call->kept->account;
    call->signed_in = call->kept->account != 0;
    call->status = call_has_etag(call, call->kept->etag) ? 304 : 200;
    if (call->status == 304) {
        call_header(call, "ETag", call->kept->etag);
        call_header(call, "Cache-Control", KEPT_BY_CALLER);
    }
    return true;
}

/* Until the day ends in Viet Nam, or the session, if it is not used. */
static int64_t keep_until(const struct call *call)
{
    int64_t now = server_unix_ms(call->server) / 1000, offset = VIETNAM_SECONDS;
    int64_t day_end = ((now + offset) / DAY_SECONDS + 1) * DAY_SECONDS - offset;
    int64_t session_end = call->signed_in ? call->session.until_unix : 0;
    return session_end && session_end < day_end ? session_end : day_end;
}

void server_keep(struct call *call)
{
    const size_t len = call->out.len;
    bool fits = call->kept_version && len > 0 && len <= CACHE_ANSWER_BYTES_MAX && call->file < 0 && !call->asset;
    if (!fits || (call->status != 200 && call->status != 304))
        return;
    struct MHD_Response *response = MHD_create_response_from_buffer(len, call->out.data, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return;
    int status = call->status;
    call->status = 200; /* as it would be without If-None-Match */
    add_headers(call->server, call, response);
    call->status = status;
    struct cache_entry *entry = calloc(1, sizeof(*entry));
    require(entry);
    *entry = (struct cache_entry){ .key = call->key, .version = call->kept_version, .until_unix = keep_until(call),
                                   .bytes = len, .route = call->route, .kind = call->kind, .answer = response,
                                   .account = call->signed_in ? call->session.account : 0 };
    for (size_t i = 0; i < call->header_count; i++)
        if (strcmp(call->headers[i].name, "ETag") == 0)
            snprintf(entry->etag, sizeof(entry->etag), "%s", call->headers[i].value);
    cache_keep(&call->server->cache, entry);
    cache_drop(&call->server->cache, entry);
}

void server_answered(struct call *call)
{
    atomic_store(&call->is_answered, true);
    MHD_resume_connection(call->connection);
}

/* --- requests ---------------------------------------------------------------------------------------------- */

/* What the library's user pointer holds: the call, and how far it is. */
enum progress { AT_HEAD, AT_ADMISSION, AT_BODY, AT_WORK, AT_ANSWER };

struct request {
    struct call *call;
    const char *target; /* as sent */
    enum progress progress;
    bool too_large;
};

static void *begin_request(void *context, const char *target, struct MHD_Connection *connection)
{
    struct server *server = context;
    struct call *call = call_new(server);
    struct request *request = ARENA_NEW(&call->arena, struct request);
    request->call = call;
    request->target = arena_strdup(&call->arena, target);
    call->connection = connection;
    watchdog_set(&server->watchdog, watch_of(connection), server->config.request_seconds, false);
    atomic_fetch_add(&server->in_flight, 1);
    return request;
}

static void end_request(void *context, struct MHD_Connection *connection, void **place,
                        enum MHD_RequestTerminationCode why)
{
    struct server *server = context;
    struct request *request = *place;
    (void)why;
    *place = NULL;
    if (!request)
        return;
    int64_t now = clock_ns();
    if (request->call->status) {
        metrics_count(server, request->call, now);
        log_call(server, request->call, now);
    }
    (void)atomic_load(&request->call->is_answered);
    cache_drop(&server->cache, request->call->kept);
    call_free(request->call);
    uploads_tick(server);
    atomic_fetch_sub(&server->in_flight, 1);
    watchdog_set(&server->watchdog, watch_of(connection),
                 server->config.idle_seconds + server->config.request_seconds, true);
}

static enum MHD_Result note_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    call_note_header(context, name, value);
    return MHD_YES;
}

/* Behind a proxy it is known by the proxy's word, and by nobody else's. */
static void note_address(struct call *call, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const char *proxy = call->server->proxy, *forwarded = call->head.forwarded_for;
    char text[ADDRESS_SIZE] = "";
    if (info)
        address_text(info->client_addr, text);
    if (*proxy && forwarded && strcmp(text, proxy) == 0)
        (void)address_forwarded(forwarded, text);
    call->address = arena_strdup(&call->arena, text);
}

/* Where an upload goes while it comes in: a file of its own in the spool folder. */
static bool open_upload(struct call *call)
{
    struct err err = { 0 };
    if (server_spool_path(call->server, &call->arena, &call->upload, &err) == ERR_OK)
        call->upload_fd = open(call->upload, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (call->upload_fd >= 0)
        return true;
    call->upload = NULL;
    (void)err_set(&err, ERR_IO, MSG_SERVER_FAILED);
    call_problem(call, &err);
    return false;
}

/* True where the answer is at hand. */
static bool ask_kept(struct call *call, const char *target)
{
    bool has_body = call->head.content_length > 0 || call->head.is_chunked;
    if (call->method != HTTP_GET || has_body || strncmp(target, "/api/", 5) != 0)
        return false;
    const char *cookie = call->head.authorization ? NULL : call_cookie(call, server_cookie_name(call));
    cache_key_of(&call->server->cache, call, target, cookie, &call->key);
    call->keeps = true;
    if (!server_answer_kept(call))
        return false;
    if (cookie && call->kept->account)
        server_touch(call->server, cookie);
    return true;
}

/* False: the call is answered already. */
static bool read_head(struct request *request, struct MHD_Connection *connection, const char *method)
{
    struct call *call = request->call;
    struct server *server = call->server;
    struct err err = { 0 };
    call_note_method(call, method);
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, note_header, call);
    note_address(call, connection);
    call->is_secure = server->config.cert_path ||
                      (server->config.public_url && strncmp(server->config.public_url, "https:", 6) == 0);
    if (ask_kept(call, request->target))
        return false;
    if (call_read_target(call, request->target, &err) != ERR_OK) {
        call_choose_lang(call);
        call_problem(call, &err);
        return false;
    }
    if (!router_accept(call))
        return false;
    call->keeps = call->keeps && call->route->keeps;
    if (call->keeps)
        atomic_fetch_add(&server->cache.misses, 1);
    set_deadline(server, connection, call->head.content_length);
    return true;
}

static bool is_upload(const struct call *call)
{
    return call->route->body_type && call->route->body_limit_bytes > BODY_BULK;
}

static bool take_body(struct request *request, const char *data, size_t size)
{
    struct call *call = request->call;
    call->received_bytes += (int64_t)size;
    if (call->received_bytes > call->route->body_limit_bytes) {
        request->too_large = true;
        return call->received_bytes <= call->route->body_limit_bytes + (1 << 20);
    }
    if (call->upload_fd < 0) {
        buf_add_n(&call->body, data, size);
        return true;
    }
    for (size_t done = 0; done < size;) {
        ssize_t written = write(call->upload_fd, data + done, size - done);
        if (written <= 0 && errno != EINTR)
            return false; /* a full disk: the connection ends, nothing is half taken */
        done += written > 0 ? (size_t)written : 0;
    }
    return true;
}

/* Hands the call to its lane and lets the connection sleep. */
static enum MHD_Result sleep_until_answered(struct call *call, struct MHD_Connection *connection)
{
    struct err err = { 0 };
    watchdog_set(&call->server->watchdog, watch_of(connection), 0, false);
    MHD_suspend_connection(connection);
    if (workers_push(call->server, call))
        return MHD_YES;
    atomic_fetch_add(&call->server->metrics.refused_full, 1);
    (void)err_set(&err, ERR_BUSY, MSG_SERVER_BUSY);
    call_problem(call, &err);
    MHD_resume_connection(connection);
    return MHD_YES;
}

/* The body is whole: the lane takes over; for LANE_HERE the answer is made at once. */
static enum MHD_Result dispatch(struct request *request, struct MHD_Connection *connection)
{
    struct call *call = request->call;
    struct err err = { 0 };
    if (request->too_large)
        (void)err_set(&err, ERR_LIMIT, MSG_BODY_LARGE, err_int(call->route->body_limit_bytes));
    if (request->too_large || call->route->lane == LANE_HERE) {
        if (request->too_large || call->route->handle(call, &err) != ERR_OK)
            call_problem(call, &err);
        request->progress = AT_ANSWER;
        return send_answer(connection, call);
    }
    if (workers_answer_here(call->server, call)) {
        request->progress = AT_ANSWER;
        return send_answer(connection, call);
    }
    request->progress = AT_WORK;
    return sleep_until_answered(call, connection);
}

/* An answer given on the first call ends the connection, for the library then leaves the body unread: that is
 * wanted where a body is refused. Without one the second call comes at once. */
static enum MHD_Result take_head(struct request *request, struct MHD_Connection *connection, const char *method)
{
    struct call *call = request->call;
    bool good = read_head(request, connection, method);
    bool has_body = call->head.content_length > 0 || call->head.is_chunked;
    if (good && has_body && is_upload(call)) { /* nobody fills the disk before it is known who he is */
        request->progress = AT_ADMISSION;
        call->admits_only = true;
        return sleep_until_answered(call, connection);
    }
    request->progress = good ? AT_BODY : has_body ? AT_ANSWER : AT_WORK;
    return good || !has_body ? MHD_YES : send_answer(connection, call);
}

static enum MHD_Result take_admission(struct request *request, struct MHD_Connection *connection)
{
    struct call *call = request->call;
    (void)atomic_load(&call->is_answered); /* the worker that admitted it has done with it: another one runs it */
    call->admits_only = false;
    if (!call->status && open_upload(call)) {
        set_deadline(call->server, connection, call->head.content_length);
        request->progress = AT_BODY;
        return MHD_YES;
    }
    request->progress = AT_ANSWER;
    return send_answer(connection, call);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data, size_t *size,
                              void **place)
{
    struct request *request = *place;
    (void)context;
    (void)url;
    (void)version;
    if (!request)
        return MHD_NO;
    switch (request->progress) {
    case AT_HEAD:
        return take_head(request, connection, method);
    case AT_ADMISSION:
        return take_admission(request, connection);
    case AT_BODY:
        if (*size == 0)
            return dispatch(request, connection);
        if (!take_body(request, data, *size))
            return MHD_NO;
        *size = 0;
        return MHD_YES;
    case AT_WORK:
        request->progress = AT_ANSWER;
        return send_answer(connection, request->call);
    default:
        return MHD_NO;
    }
}

/* --- connections -------------------------------------------------------------------------------------------- */

static void notify_connection(void *context, struct MHD_Connection *connection, void **socket_context,
                              enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        watchdog_remove(&server->watchdog, *socket_context);
        *socket_context = NULL;
        atomic_fetch_sub(&server->metrics.connections, 1);
        return;
    }
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct watch *watch = info ? watchdog_add(&server->watchdog, info->connect_fd) : NULL;
    watchdog_set(&server->watchdog, watch, server->config.request_seconds, true);
    *socket_context = watch;
    atomic_fetch_add(&server->metrics.connections, 1);
}

int64_t server_unix_ms(const struct server *server)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return server->config.now_unix_ms ? server->config.now_unix_ms :
                                        (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- small services for the rest of the room ------------------------------------------------------------------ */

const char *server_cookie_name(const struct call *call)
{
    return call->is_secure ? "__Host-chungtay" : "chungtay";
}

const char *server_known_cookie_name(const struct call *call)
{
    return call->is_secure ? "__Secure-chungtay-known" : "chungtay-known";
}

const char *server_public_url(const struct server *server)
{
    return server->config.public_url;
}

const char *server_url(const struct server *server)
{
    return server->url;
}

enum err_code server_spool_path(struct server *server, struct arena *arena, char **ret_path, struct err *err)
{
    (void)err;
    unsigned char random[12];
    crypto_random(random, sizeof(random));
    *ret_path = arena_printf(arena, "%s/%s", server->spool, crypto_base64(arena, random, sizeof(random)));
    return ERR_OK;
}

static enum err_code touch(struct call *call, struct err *err)
{
    return session_touch(call->store, call->body.data, err);
}

static const struct route touch_route = { .path = "(session)", .lane = LANE_WRITE, .right = RIGHT_PUBLIC,
                                          .method = HTTP_GET, .handle = touch };

void server_touch(struct server *server, const char *secret)
{
    uint64_t hash = 1469598103934665603u;
    for (const char *c = secret; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    uint64_t minute = (uint64_t)(clock_ns() / 1000000000 / TOUCH_SECONDS) & 0xFFFF;
    uint64_t mark = (hash & ~UINT64_C(0xFFFF)) | minute;
    atomic_uint_least64_t *slot = &server->touched[hash % TOUCH_SLOTS];
    if (atomic_exchange(slot, mark) == mark)
        return;
    struct call *call = call_new(server);
    call->route = &touch_route;
    call->is_detached = true;
    buf_add(&call->body, secret);
    if (!workers_push(server, call))
        call_free(call);
}

/* --- start -------------------------------------------------------------------------------------------------------- */

static enum err_code read_pem(struct arena *arena, const char *path, char **ret_text, struct err *err)
{
    FILE *in = fopen(path, "re");
    if (!in)
        return err_set(err, ERR_INPUT, MSG_IO_READ, path, strerror(errno));
    char *text = arena_alloc(arena, 1 << 20, 1);
    size_t len = fread(text, 1, (1 << 20) - 1, in);
    (void)fclose(in);
    *ret_text = text;
    return len ? ERR_OK : err_set(err, ERR_INPUT, MSG_IO_READ, path, strerror(EINVAL));
}

/* "127.0.0.1:8080", "[::1]:8080" */
static enum err_code read_listen(const char *listen, struct sockaddr_storage *ret_address, struct err *err)
{
    char host[128] = "";
    const char *colon = strrchr(listen, ':');
    size_t len = colon ? (size_t)(colon - listen) : 0;
    struct addrinfo wanted = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                               .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    if (!colon || len >= sizeof(host))
        return err_set(err, ERR_USAGE, MSG_SERVE_LISTEN, listen);
    bool bracketed = len > 1 && listen[0] == '[' && listen[len - 1] == ']';
    snprintf(host, sizeof(host), "%.*s", (int)(len - (bracketed ? 2 : 0)), listen + bracketed);
    if (getaddrinfo(*host ? host : NULL, colon + 1, &wanted, &found) != 0)
        return err_set(err, ERR_USAGE, MSG_SERVE_LISTEN, listen);
    memcpy(ret_address, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return ERR_OK;
}

static void note_url(struct server *server, const struct sockaddr_storage *address)
{
    char host[INET6_ADDRSTRLEN] = "";
    bool is_six = address->ss_family == AF_INET6;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (is_six)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, host, sizeof(host));
    else
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, host, sizeof(host));
    snprintf(server->url, sizeof(server->url), "%s://%s%s%s:%u", server->config.cert_path ? "https" : "http",
             is_six ? "[" : "", host, is_six ? "]" : "", info ? info->port : 0U);
}

static void ignore_log(void *context, const char *format, va_list args)
{
    (void)context;
    (void)format;
    (void)args;
}

static enum err_code start_daemon(struct server *server, struct err *err)
{
    struct sockaddr_storage address = { 0 };
    char *cert = NULL, *key = NULL;
    TRY(read_listen(server->config.listen, &address, err));
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO |
                     MHD_USE_ERROR_LOG | (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0U);
    if (server->config.cert_path) {
        TRY(read_pem(&server->arena, server->config.cert_path, &cert, err));
        TRY(read_pem(&server->arena, server->config.key_path, &key, err));
        flags |= MHD_USE_TLS;
    }
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_MEM_CERT, 0, cert }, { MHD_OPTION_HTTPS_MEM_KEY, 0, key },
        { MHD_OPTION_HTTPS_PRIORITIES, 0,
          (void *)(uintptr_t) "NORMAL:%SERVER_PRECEDENCE:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:"
          "-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM" },
        { MHD_OPTION_END, 0, NULL },
    };
    struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, handle, server, /* */
        MHD_OPTION_EXTERNAL_LOGGER, ignore_log, NULL, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)server_socket_threads(), MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)server->config.connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        (unsigned)server->config.per_address, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)server->config.idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_BYTES_MAX,
        MHD_OPTION_URI_LOG_CALLBACK, begin_request, server, MHD_OPTION_NOTIFY_COMPLETED, end_request, server,
        MHD_OPTION_NOTIFY_CONNECTION, notify_connection, server, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_ARRAY, cert ? tls : none, MHD_OPTION_END);
    if (!server->daemon)
        return err_set(err, ERR_IO, MSG_SERVE_START, server->config.listen, strerror(errno));
    note_url(server, &address);
    return ERR_OK;
}

static void report_fault(void *context, const char *what)
{
    snprintf(context, 200, "%s", what);
}

static void set_defaults(struct server_config *config)
{
    config->connections = config->connections ? config->connections : CONNECTIONS_DEFAULT;
    /* A proxy's connections are everybody's. */
    int64_t per_address = config->proxy ? config->connections : PER_ADDRESS_DEFAULT;
    config->per_address = config->per_address ? config->per_address : per_address;
    config->idle_seconds = config->idle_seconds ? config->idle_seconds : IDLE_SECONDS_DEFAULT;
    config->answer_seconds = config->answer_seconds ? config->answer_seconds : ANSWER_SECONDS_DEFAULT;
    config->request_seconds = config->request_seconds ? config->request_seconds : REQUEST_SECONDS_DEFAULT;
}

static enum err_code make_spool(struct server *server, struct err *err)
{
    const char *folder = getenv("TMPDIR");
    snprintf(server->spool, sizeof(server->spool), "%s/chungtay-XXXXXX", folder && *folder ? folder : P_tmpdir);
    return mkdtemp(server->spool) ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, server->spool, strerror(errno));
}

/* A database that is not there yet, or not now, has no set-up to offer: the first request will say so. */
static enum err_code make_setup_code(struct server *server, struct err *err)
{
    struct store store = { 0 };
    bool is_open = false;
    struct err absent = { 0 };
    if (store_open(&store, server->config.db_uri, DB_SERVING | DB_READ_ONLY, &absent) != ERR_OK)
        return ERR_OK;
    enum err_code code = setup_is_open(&store, &is_open, err);
    store_close(&store);
    if (code == ERR_OK && is_open) {
        crypto_random_text(server->setup_code, SETUP_CODE_SIZE - 1);
        server->setup_code[4] = server->setup_code[9] = '-';
        server->setup_code[SETUP_CODE_SIZE - 1] = '\0';
    }
    return code;
}

const char *server_setup_code(const struct server *server)
{
    return *server->setup_code ? server->setup_code : NULL;
}

enum err_code server_start(const struct server_config *config, struct server **ret_server, struct err *err)
{
    char fault[200] = "";
    if (route_check_all(report_fault, fault) != 0)
        return err_set(err, ERR_STATE, MSG_SERVE_ROUTE, fault);
    struct server *server = calloc(1, sizeof(*server));
    require(server);
    server->config = *config;
    server->started_unix = time(NULL);
    arena_init(&server->arena, 0);
    if (config->proxy)
        (void)address_read(config->proxy, server->proxy);
    for (size_t i = 0; i < COUNT(server->public_pages); i++)
        (void)pthread_mutex_init(&server->public_pages[i].lock, NULL);
    set_defaults(&server->config);
    server_describe(server);
    cache_open(&server->cache, config->db_uri, forget_answer);
    server->memory = memory_new();
    server->teacher = link_teacher_start(server->config.db_uri, TEACHER_HOUSEHOLDS);
    enum err_code code = make_spool(server, err);
    if (code == ERR_OK && !watchdog_start(&server->watchdog, (size_t)server->config.connections + 16))
        code = err_set(err, ERR_NOMEM, MSG_NOMEM);
    if (code == ERR_OK)
        code = workers_start(server, err);
    if (code == ERR_OK)
        code = make_setup_code(server, err);
    if (code == ERR_OK)
        code = start_daemon(server, err);
    if (code != ERR_OK) {
        server_stop(server);
        return code;
    }
    *ret_server = server;
    return ERR_OK;
}

/* What is under way is answered; connections between requests are ended at once. */
static void drain(struct server *server)
{
    int socket = MHD_quiesce_daemon(server->daemon);
    if (socket >= 0)
        (void)close(socket);
    for (int i = 0; i < DRAIN_SECONDS * 20; i++) {
        watchdog_end_idle(&server->watchdog);
        if (atomic_load(&server->in_flight) == 0 && atomic_load(&server->metrics.connections) == 0)
            break;
        (void)usleep(50000);
    }
}

void server_stop(struct server *server)
{
    atomic_store(&server->stopping, true);
    if (server->daemon)
        drain(server);
    cache_close(&server->cache);
    link_teacher_halt(server->teacher);
    if (server->lanes[LANE_READ].last)
        workers_stop(server);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    link_teacher_free(server->teacher);
    memory_free(server->memory);
    watchdog_stop(&server->watchdog);
    if (*server->spool) {
        uploads_clear(server->spool);
        (void)rmdir(server->spool);
    }
    for (size_t i = 0; i < COUNT(server->public_pages); i++) {
        (void)pthread_mutex_destroy(&server->public_pages[i].lock);
        buf_done(&server->public_pages[i].text);
    }
    arena_done(&server->arena);
    free(server);
}
