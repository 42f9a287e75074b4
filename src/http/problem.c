/* SPDX-License-Identifier: Apache-2.0
 * Problem documents (RFC 9457). `detail` is in the language of the request; each entry of `errors` names a
 * field and says what is wrong in both. What the database or the system says is not for strangers:
 * it goes to the log (server.c), the document says that it is our fault. */
#include "http/call.h"

#include <string.h>

static const char *sentence(struct arena *arena, enum lang lang, const struct err *err)
{
    CLEANUP(buf_done) struct buf text = { 0 };
    const char *args[ERR_ARGS_MAX + 1] = { 0 };
    for (size_t i = 0; i < ERR_ARGS_MAX; i++)
        args[i] = err->args[i];
    msg_format(&text, lang, err->msg, args);
    return arena_strdup(arena, buf_text(&text));
}

static void write_error(struct json_writer *w, struct call *call, const struct err *err)
{
    json_begin_object(w);
    json_member_string(w, "field", err->where);
    json_member_string(w, "code", msg_key(err->msg));
    json_member_string(w, "message", sentence(&call->arena, call->lang, err));
    json_member_string(w, "vi", sentence(&call->arena, LANG_VI, err));
    json_member_string(w, "en", sentence(&call->arena, LANG_EN, err));
    json_end_object(w);
}

static const char *title(int status, enum lang lang)
{
    static const struct {
        int status;
        enum msg msg;
    } titles[] = {
        { 400, MSG_PROBLEM_400 }, { 401, MSG_PROBLEM_401 }, { 403, MSG_PROBLEM_403 },
        { 404, MSG_PROBLEM_404 }, { 405, MSG_PROBLEM_405 }, { 409, MSG_PROBLEM_409 },
        { 412, MSG_PROBLEM_412 }, { 413, MSG_PROBLEM_413 }, { 415, MSG_PROBLEM_415 },
        { 422, MSG_PROBLEM_422 }, { 428, MSG_PROBLEM_428 }, { 429, MSG_PROBLEM_429 },
        { 503, MSG_PROBLEM_503 },
    };
    for (size_t i = 0; i < COUNT(titles); i++)
        if (titles[i].status == status)
            return msg_text(titles[i].msg, lang);
    return msg_text(MSG_PROBLEM_500, lang);
}

struct json_writer call_problem_begin(struct call *call, int status, const struct err *err)
{
    struct issues issues = call->issues;
    const struct err ours = { .code = err->code,
                              .msg = status == 503 ? MSG_SERVER_BUSY : MSG_SERVER_FAILED };
    bool is_long = err->msg == MSG_DB_LONG; /* asked again it takes as long */
    const struct err *told = status >= 500 && !is_long ? &ours : err;
    call_reset_answer(call);
    call->status = status;
    call->type = "application/problem+json";
    if (status == 503 && !is_long)
        call_header(call, "Retry-After", "2");
    struct json_writer w = { .out = &call->out };
    json_begin_object(&w);
    json_member_string(&w, "type", arena_printf(&call->arena, "/api/v1/problems#%s", msg_key(told->msg)));
    json_member_string(&w, "title", title(status, call->lang));
    json_member_int(&w, "status", status);
    json_member_string(&w, "detail", sentence(&call->arena, call->lang, told));
    json_member_string(&w, "code", msg_key(told->msg));
    if (status < 500 && (issues.count || told->where[0])) {
        json_key(&w, "errors");
        json_begin_array(&w);
        for (size_t i = 0; i < issues.count; i++)
            write_error(&w, call, &issues.items[i]);
        if (!issues.count)
            write_error(&w, call, told);
        json_end_array(&w);
    }
    return w;
}

void call_problem_end(struct json_writer *w)
{
    json_end_object(w);
}

void call_problem_as(struct call *call, int status, const struct err *err)
{
    struct json_writer w = call_problem_begin(call, status, err);
    call_problem_end(&w);
}

void call_problem(struct call *call, const struct err *err)
{
    int status = err_http_status(err->code);
    /* What is not there is a record the body names, not the one the address does. */
    bool is_named = status == 404 && call->kind && call->issues.count;
    call_problem_as(call, is_named ? 422 : status, err);
}
