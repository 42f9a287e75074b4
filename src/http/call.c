/* SPDX-License-Identifier: Apache-2.0 */
#include "http/call.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "base/vitext.h"
#include "http/route.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct call *call_new(struct server *server)
{
    struct call *call = calloc(1, sizeof(*call));
    require(call);
    arena_init(&call->arena, CALL_ARENA_LIMIT_BYTES);
    call->server = server;
    call->began_ns = clock_ns();
    call->issues.arena = &call->arena;
    call->upload_fd = call->file = -1;
    call->head.content_length = -1;
    return call;
}

void call_reset_answer(struct call *call)
{
    if (call->file >= 0)
        close(call->file);
    buf_clear(&call->out);
    call->file = -1;
    call->status = 0;
    call->type = NULL;
    call->asset = NULL;
    call->header_count = 0;
    call->issues.count = 0;
}

void call_free(struct call *call)
{
    if (!call)
        return;
    call_reset_answer(call);
    if (call->upload_fd >= 0)
        close(call->upload_fd);
    if (call->upload)
        unlink(call->upload);
    buf_done(&call->out);
    buf_done(&call->body);
    arena_done(&call->arena);
    free(call);
}

/* --- query ---------------------------------------------------------------------------------------- */

const char *call_query(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->query_count; i++)
        if (strcmp(call->query[i].name, name) == 0)
            return call->query[i].value ? call->query[i].value : "";
    return NULL;
}

enum err_code call_need(const struct call *call, const char *name, struct err *err)
{
    if (call_query(call, name))
        return ERR_OK;
    (void)err_set(err, ERR_USAGE, MSG_BODY_MISSING, name);
    return err_at(err, "%s", name);
}

bool call_query_true(const struct call *call, const char *name)
{
    const char *value = call_query(call, name);
    return value && (strcmp(value, "") == 0 || strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

enum err_code call_query_int(const struct call *call, const char *name, int64_t fallback, int64_t least,
                             int64_t most, int64_t *ret, struct err *err)
{
    const char *text = call_query(call, name);
    *ret = fallback;
    if (!text)
        return ERR_OK;
    if (text_int(text, ret) && *ret >= least && *ret <= most)
        return ERR_OK;
    (void)err_set(err, ERR_USAGE, MSG_QUERY_NUMBER, name, text, err_int(least), err_int(most));
    return err_at(err, "%s", name);
}

/* --- the target ------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
           c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_utf8(const char *text)
{
    while (*text)
        if (utf8_next(&text) == UTF8_BAD)
            return false;
    return true;
}

/* NULL for what is no honest text: a broken escape, a control character, bytes that are not UTF-8. */
static const char *decode(struct arena *arena, const char *from, size_t len, bool is_query)
{
    char *text = arena_alloc(arena, len + 1, 1), *to = text;
    for (size_t i = 0; i < len; i++) {
        char c = from[i];
        if (c == '%') {
            int high = i + 2 < len ? hex_digit(from[i + 1]) : -1;
            int low = i + 2 < len ? hex_digit(from[i + 2]) : -1;
            if (high < 0 || low < 0)
                return NULL;
            c = (char)(high * 16 + low);
            i += 2;
            if (!is_query && (c == '/' || c == '\\'))
                return NULL;
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        bool is_break = is_query && (c == '\n' || c == '\r' || c == '\t');
        if (((unsigned char)c < 0x20 && !is_break) || c == 0x7F)
            return NULL;
        *to++ = c;
    }
    return is_utf8(text) ? text : NULL;
}

static bool has_bad_segment(const char *path)
{
    for (const char *c = path; *c == '/';) {
        size_t len = strcspn(++c, "/");
        if ((len == 0 && c[0] == '/') || (len == 1 && c[0] == '.') || (len == 2 && strncmp(c, "..", 2) == 0))
            return true;
        c += len;
    }
    return strchr(path, '\\') != NULL;
}

static enum err_code read_query(struct call *call, const char *text, struct err *err)
{
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, "&"), name_len = strcspn(c, "&=");
        struct query_pair pair = { .name = decode(&call->arena, c, name_len, true) };
        if (name_len < len)
            pair.value = decode(&call->arena, c + name_len + 1, len - name_len - 1, true);
        if (!pair.name || (name_len < len && !pair.value))
            return err_set(err, ERR_USAGE, MSG_REQUEST_TARGET);
        if (len && call->query_count == CALL_QUERY_MAX)
            return err_set(err, ERR_USAGE, MSG_QUERY_MANY, err_int(CALL_QUERY_MAX));
        if (len)
            call->query[call->query_count++] = pair;
        c += len + (c[len] == '&');
    }
    return ERR_OK;
}

enum err_code call_read_target(struct call *call, const char *target, struct err *err)
{
    size_t len = strcspn(target, "?#");
    const char *path = *target == '/' ? decode(&call->arena, target, len, false) : NULL;
    if (!path || has_bad_segment(path))
        return err_set(err, ERR_USAGE, MSG_REQUEST_TARGET);
    call->path = path;
    return target[len] == '?' ? read_query(call, target + len + 1, err) : ERR_OK;
}

/* --- head --------------------------------------------------------------------------------------------- */

void call_note_method(struct call *call, const char *name)
{
    call->is_head = strcmp(name, "HEAD") == 0;
    call->is_options = strcmp(name, "OPTIONS") == 0;
    call->method = call->is_head ? HTTP_GET : HTTP_METHOD_MAX_;
    for (int i = 0; i < HTTP_METHOD_MAX_; i++)
        if (strcmp(name, method_name((enum http_method)i)) == 0)
            call->method = (enum http_method)i;
}

static bool is_token(const char *name)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (const char *c = name; *c; c++)
        if (!((*c >= '0' && *c <= '9') || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') || strchr(others, *c)))
            return false;
    return *name;
}

/* A line break that is none to libmicrohttpd may be one to a proxy. */
static bool has_control(const char *value)
{
    for (const char *c = value; *c; c++)
        if (((unsigned char)*c < 0x20 && *c != '\t') || *c == 0x7F)
            return true;
    return false;
}

/* How long the body is must be said once, and so that everybody understands the same. */
static void note_length(struct call_head *head, const char *name, const char *value)
{
    static const char coding[] = "Transfer-Encoding", length[] = "Content-Length";
    bool is_coding = strcasecmp(name, coding) == 0;
    if (!is_coding && strcasecmp(name, length) != 0) { /* libmicrohttpd joins a folded line to the name before it */
        head->is_doubtful = head->is_doubtful || strncasecmp(name, coding, strlen(coding)) == 0 ||
                            strncasecmp(name, length, strlen(length)) == 0;
        return;
    }
    bool is_number = *value && strspn(value, "0123456789") == strlen(value) && strlen(value) < 19;
    bool before = is_coding ? head->is_chunked : head->content_length >= 0;
    head->is_doubtful = head->is_doubtful || before || (is_coding ? strcasecmp(value, "chunked") != 0 : !is_number);
    if (is_coding)
        head->is_chunked = true;
    else
        head->content_length = is_number ? strtoll(value, NULL, 10) : INT64_MAX;
}

void call_note_header(struct call *call, const char *name, const char *value)
{
    struct call_head *head = &call->head;
    const struct {
        const char *name, **place;
        bool is_list; /* may be sent in parts: the first is enough */
        bool is_last; /* a proxy adds to it, or behind it */
    } wanted[] = {
        { "Accept", &head->accept, true }, { "Accept-Encoding", &head->accept_encoding, true },
        { "Accept-Language", &head->accept_language, true }, { "Authorization", &head->authorization, false },
        { "Content-Encoding", &head->content_encoding, false }, { "Content-Type", &head->content_type, false },
        { "Cookie", &head->cookie, false },
        { "Host", &head->host, false }, { "Idempotency-Key", &head->idempotency_key, false },
        { "If-Match", &head->if_match, true }, { "If-None-Match", &head->if_none_match, true },
        { "Origin", &head->origin, false }, { "Sec-Fetch-Site", &head->fetch_site, false },
        { "X-CSRF-Token", &head->csrf, false },
        { "X-Forwarded-For", &head->forwarded_for, true, .is_last = true },
    };
    const char *text = value ? value : "";
    head->is_doubtful = head->is_doubtful || !is_token(name) || has_control(text);
    for (size_t i = 0; i < COUNT(wanted); i++) {
        if (strcasecmp(name, wanted[i].name) != 0)
            continue;
        head->is_doubtful = head->is_doubtful || (*wanted[i].place && !wanted[i].is_list) || !is_utf8(text);
        if (!*wanted[i].place || wanted[i].is_last)
            *wanted[i].place = arena_strdup(&call->arena, text);
    }
    note_length(head, name, text);
}

void call_choose_lang(struct call *call)
{
    const char *given = call_query(call, "lang"), *accepted = call->head.accept_language;
    if (!given && call->signed_in)
        given = call->session.language;
    if (given) {
        call->lang = strcmp(given, "en") == 0 ? LANG_EN : LANG_VI;
        return;
    }
    /* The first of the two that is named; weights in practice follow the order. */
    const char *en = accepted ? strcasestr(accepted, "en") : NULL;
    const char *vi = accepted ? strcasestr(accepted, "vi") : NULL;
    call->lang = en && (!vi || en < vi) ? LANG_EN : LANG_VI;
}

const char *call_cookie(struct call *call, const char *name)
{
    size_t len = strlen(name);
    for (const char *c = call->head.cookie; c && *c;) {
        c += strspn(c, "; \t");
        size_t pair = strcspn(c, ";");
        if (pair > len && strncmp(c, name, len) == 0 && c[len] == '=')
            return arena_strndup(&call->arena, c + len + 1, pair - len - 1);
        c += pair;
    }
    return NULL;
}

bool call_has_etag(const struct call *call, const char *tag)
{
    const char *known = call->head.if_none_match;
    return call->method == HTTP_GET && known && *tag && (strcmp(known, "*") == 0 || strstr(known, tag));
}

/* --- answers ------------------------------------------------------------------------------------------- */

struct json_writer call_json(struct call *call)
{
    buf_clear(&call->out);
    if (!call->status)
        call->status = 200;
    return (struct json_writer){ .out = &call->out };
}

void call_header(struct call *call, const char *name, const char *value)
{
    require(call->header_count < CALL_HEADERS_MAX);
    require(!strpbrk(value, "\r\n"));
    call->headers[call->header_count++] = (struct answer_header){ name, value };
}
