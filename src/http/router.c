/* SPDX-License-Identifier: Apache-2.0 */
#include "http/router.h"

#include "http/known.h"
#include "http/server_parts.h"
#include "service/answers.h"

#include <string.h>

/* --- what the head tells ----------------------------------------------------------------------------- */

static const char *allowed_methods(struct call *call, unsigned allowed)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (int i = 0; i < HTTP_METHOD_MAX_; i++)
        if (allowed & 1u << i)
            buf_printf(&out, "%s%s", i == HTTP_GET ? "GET, HEAD, " : method_name((enum http_method)i),
                       i == HTTP_GET ? "" : ", ");
    buf_add(&out, "OPTIONS");
    return arena_strdup(&call->arena, buf_text(&out));
}

static bool refuse(struct call *call, int status, const struct err *err)
{
    call_problem_as(call, status, err);
    return false;
}

#define REFUSE(call, status, msg, ...)                                                             \
    do {                                                                                           \
        struct err refused_ = { 0 };                                                               \
        (void)err_set(&refused_, ERR_USAGE, msg, ##__VA_ARGS__);                                   \
        return refuse(call, status, &refused_);                                                    \
    } while (0)

/* A parameter given twice is read as the first by one program and as the last by another; filters may stand side by side. */
static bool check_query(struct call *call)
{
    const struct route *route = call->route;
    for (size_t i = 0; i < call->query_count; i++) {
        const char *name = call->query[i].name;
        bool is_known = strcmp(name, "lang") == 0 || shape_field(route->query, name);
        if (!is_known && !route->filters)
            REFUSE(call, 400, MSG_QUERY_UNKNOWN, name);
        for (size_t j = 0; is_known && j < i; j++)
            if (strcmp(call->query[j].name, name) == 0)
                REFUSE(call, 400, MSG_QUERY_TWICE, name);
    }
    return true;
}

static bool type_is(const char *given, const char *wanted)
{
    size_t len = strlen(wanted);
    return given && strncasecmp(given, wanted, len) == 0 && strchr("; \t", given[len]);
}

static bool check_body(struct call *call)
{
    const struct route *route = call->route;
    bool has_body = call->head.content_length > 0 || call->head.is_chunked;
    if (!has_body)
        return true;
    if (!route->body_limit_bytes)
        REFUSE(call, 413, MSG_BODY_NONE);
    if (call->head.content_length > route->body_limit_bytes)
        REFUSE(call, 413, MSG_BODY_LARGE, err_int(route->body_limit_bytes));
    const char *wanted = route->body_type ? route->body_type : "application/json", *coding = call->head.content_encoding;
    if (coding && *coding && strcasecmp(coding, "identity") != 0)
        REFUSE(call, 415, MSG_BODY_CODING, coding);
    if (call->head.content_type && strncasecmp(call->head.content_type, "multipart/", 10) == 0)
        REFUSE(call, 415, MSG_BODY_MULTIPART);
    if (strcmp(wanted, "*/*") != 0 && !type_is(call->head.content_type, wanted))
        REFUSE(call, 415, MSG_BODY_TYPE, wanted);
    return true;
}

/* An address of the app itself, typed or shared: the page finds out what it shows. */
static bool is_screen(const struct call *call, unsigned allowed)
{
    bool has_route = call->route ? strcmp(call->route->group, "pages") != 0 : allowed != 0;
    return !has_route && call->method == HTTP_GET && !strchr(call->path, '.') && call->head.accept &&
           strstr(call->head.accept, "text/html") && strncmp(call->path, "/api/", 5) != 0;
}

bool router_accept(struct call *call)
{
    unsigned allowed = 0;
    call_choose_lang(call);
    bool has_length = call->head.content_length >= 0, writes = call->method == HTTP_POST || call->method == HTTP_PATCH;
    /* After a header without a name libmicrohttpd reads no others: a length may have been among them. */
    call->head.is_doubtful = call->head.is_doubtful || (call->head.is_chunked ? has_length : writes && !has_length);
    if (call->head.is_doubtful)
        REFUSE(call, 400, MSG_REQUEST_HEAD);
    call->route = route_find(call, &allowed);
    if (is_screen(call, allowed)) {
        call->path = "/";
        call->query_count = 0; /* of the app's own */
        call->route = route_find(call, &allowed);
    }
    if (!call->route && !allowed)
        REFUSE(call, 404, MSG_ROUTE_NONE, call->path);
    if (!call->route && call->is_options) {
        call->status = 204;
        call_header(call, "Allow", allowed_methods(call, allowed));
        return false;
    }
    if (!call->route) {
        struct err err = { 0 };
        (void)err_set(&err, ERR_USAGE, MSG_ROUTE_METHOD, allowed_methods(call, allowed));
        call_problem_as(call, 405, &err);
        call_header(call, "Allow", allowed_methods(call, allowed));
        return false;
    }
    return check_query(call) && check_body(call);
}

/* --- who it is ------------------------------------------------------------------------------------------ */

/* Fills call->session; ERR_FORBIDDEN for a token that is none. A cookie that is none counts as no cookie. */
static enum err_code identify(struct call *call, struct err *err)
{
    const char *given = call->head.authorization;
    call->signed_in = false;
    if (given) {
        if (strncasecmp(given, "Bearer ", 7) != 0)
            return err_set(err, ERR_FORBIDDEN, MSG_REQUEST_AUTHORIZATION);
        call->signed_in = known_find(call->known, given, call->store, &call->arena, &call->session);
        if (call->signed_in)
            return ERR_OK;
        TRY(token_find(call->store, given + 7 + strspn(given + 7, " "), &call->arena, &call->session, err));
        call->signed_in = true;
        known_keep(call->known, given, call->store, &call->session);
        return ERR_OK;
    }
    const char *cookie = call_cookie(call, server_cookie_name(call));
    if (!cookie)
        return ERR_OK;
    enum err_code code = ERR_OK;
    bool is_known = known_find(call->known, cookie, call->store, &call->arena, &call->session);
    if (!is_known)
        code = session_find(call->store, cookie, &call->arena, &call->session, err);
    call->signed_in = code == ERR_OK;
    if (call->signed_in && !is_known)
        known_keep(call->known, cookie, call->store, &call->session);
    if (call->signed_in)
        server_touch(call->server, cookie);
    return code == ERR_FORBIDDEN ? ERR_OK : code;
}

/* A browser says where a writing request comes from; what comes from another site is refused, whether or
 * not somebody is signed in (signing a victim in is an attack, too). */
static bool is_cross_site(const struct call *call)
{
    const char *origin = call->head.origin, *site = call->head.fetch_site;
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return true;
    if (!origin)
        return false;
    const char *ours = server_public_url(call->server), *host = strstr(origin, "://");
    if (ours)
        return strcmp(origin, ours) != 0;
    return !host || !call->head.host || strcmp(host + 3, call->head.host) != 0;
}

static bool check_right(struct call *call)
{
    const struct route *route = call->route;
    const struct actor *actor = &call->store->actor;
    bool is_published = route->published_too && !call->signed_in;
    bool allowed = route->right == RIGHT_SIGNED_IN ? call->signed_in :
                   call->kind ? rights_allow_kind(actor, is_published ? RIGHT_PUBLIC : route->right, call->kind) :
                                rights_allow(actor, route->right);
    if (!allowed && !call->signed_in) {
        struct err err = { 0 };
        (void)err_set(&err, ERR_FORBIDDEN, MSG_REQUEST_SIGN_IN);
        call_problem_as(call, 401, &err);
        call_header(call, "WWW-Authenticate", "Bearer realm=\"chungtay\"");
        return false;
    }
    if (!allowed)
        REFUSE(call, 403, MSG_REQUEST_RIGHT, right_word(route->right));
    if (route->in_person && call->session.by_token)
        REFUSE(call, 403, MSG_REQUEST_IN_PERSON);
    if (call->signed_in && call->session.must_change_password && !route->while_password_old &&
        route->right != RIGHT_PUBLIC)
        REFUSE(call, 403, MSG_REQUEST_PASSWORD_OLD);
    return true;
}

static bool check_cross_site(struct call *call)
{
    if (call->method == HTTP_GET || (call->signed_in && call->session.by_token))
        return true;
    if (is_cross_site(call))
        REFUSE(call, 403, MSG_REQUEST_CROSS_SITE);
    if (call->signed_in && !session_csrf_holds(&call->session, call->head.csrf))
        REFUSE(call, 403, MSG_REQUEST_CSRF);
    return true;
}

bool router_admit(struct call *call)
{
    struct err err = { 0 };
    call->store->actor = rights_public();
    enum err_code code = identify(call, &err);
    if (code == ERR_FORBIDDEN) {
        call_problem_as(call, 401, &err);
        call_header(call, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
        return false;
    }
    if (code != ERR_OK) {
        call_problem(call, &err);
        return false;
    }
    if (call->signed_in)
        call->store->actor = call->session.actor;
    call_choose_lang(call);
    return check_right(call) && check_cross_site(call);
}

/* --- the body --------------------------------------------------------------------------------------------- */

static enum err_code read_json(struct call *call, struct err *err)
{
    const struct route *route = call->route;
    bool wants = route->in || route->in_fields;
    if (!wants || route->body_type)
        return ERR_OK;
    if (call->body.len == 0) /* an action without particulars */
        buf_add(&call->body, "{}");
    TRY(tree_read(&call->arena, call->body.data, call->body.len, &call->json, err));
    if (call->json->type != TREE_OBJECT)
        return err_set(err, ERR_INPUT, MSG_BODY_NEEDS_OBJECT);
    if (route->in)
        shape_check(route->in, call->json, "", &call->issues);
    if (!call->issues.count)
        return ERR_OK;
    *err = call->issues.items[0];
    return err->code;
}

/* --- sent again --------------------------------------------------------------------------------------------- */

static bool is_key(const char *key)
{
    size_t len = strlen(key);
    for (const char *c = key; *c; c++)
        if (*c <= ' ' || *c >= 0x7F)
            return false;
    return len > 0 && len <= ANSWER_KEY_MAX;
}

/* Of what was asked, and as whom: who sees less than before is not told again what he was told then. */
static void request_digest(struct call *call, char hex[SHA256_HEX_SIZE])
{
    CLEANUP(buf_done) struct buf text = { 0 };
    const struct actor *actor = &call->store->actor;
    buf_printf(&text, "%s %s\n%s\n", method_name(call->method), call->path,
               call->head.if_match ? call->head.if_match : "");
    for (size_t i = 0; i < call->query_count; i++)
        if (strcmp(call->query[i].name, "lang") != 0)
            buf_printf(&text, "%s=%s\n", call->query[i].name, call->query[i].value ? call->query[i].value : "");
    buf_printf(&text, "%d %d %lld %lld %s %s\n", (int)actor->role, actor->sees_personal, (long long)actor->scope_unit,
               (long long)actor->scope_day, actor->line ? actor->line : "", actor->kinds ? actor->kinds : "");
    buf_add_n(&text, call->body.data ? call->body.data : "", call->body.len);
    crypto_sha256_hex(buf_text(&text), text.len, hex);
}

static const char *answer_header(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->header_count; i++)
        if (strcmp(call->headers[i].name, name) == 0)
            return call->headers[i].value;
    return NULL;
}

static void replay(struct call *call, const struct kept_answer *kept)
{
    call_reset_answer(call);
    call->status = (int)kept->status;
    call->replayed = true;
    buf_add(&call->out, kept->body);
    if (kept->etag)
        call_header(call, "ETag", kept->etag);
    if (kept->location)
        call_header(call, "Location", kept->location);
}

/* Runs the handler once for each Idempotency-Key. What was done and its answer become durable in one COMMIT
 * (for LANE_APART in two: what it does may be done again without harm). Refusals are not kept. */
static enum err_code handle_once(struct call *call, struct err *err)
{
    const char *key = call->route->idempotent ? call->head.idempotency_key : NULL;
    char digest[SHA256_HEX_SIZE];
    struct kept_answer kept = { 0 };
    bool found = false;
    call->replayed = false;
    if (!key)
        return call->route->handle(call, err);
    if (!is_key(key))
        return err_set(err, ERR_USAGE, MSG_ANSWER_KEY, err_int(ANSWER_KEY_MAX));
    request_digest(call, digest);
    TRY(answer_find(call->store, key, digest, &call->arena, &found, &kept, err));
    if (found) {
        replay(call, &kept);
        return ERR_OK;
    }
    TRY(call->route->handle(call, err));
    kept = (struct kept_answer){ .status = call->status, .body = buf_text(&call->out),
                                 .etag = answer_header(call, "ETag"), .location = answer_header(call, "Location") };
    return answer_keep(call->store, key, digest, &kept, err);
}

enum err_code router_run(struct call *call, struct err *err)
{
    if (!router_admit(call))
        return ERR_OK;
    if (call->route->needs_if_match && !call->head.if_match) {
        (void)err_set(err, ERR_USAGE, MSG_REQUEST_IF_MATCH);
        call_problem_as(call, 428, err);
        return ERR_OK;
    }
    enum err_code code = read_json(call, err);
    if (code != ERR_OK) { /* JSON that cannot be read is 400, JSON that says the wrong thing 422 */
        call_problem_as(call, call->json ? 422 : 400, err);
        return code;
    }
    code = handle_once(call, err);
    if (code != ERR_OK && call->status < 400)
        call_problem(call, err);
    return code;
}
