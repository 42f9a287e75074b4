/* SPDX-License-Identifier: Apache-2.0 */
#include "http/route.h"

#include "../test.h"

#include <string.h>

static void note(void *context, const char *what)
{
    snprintf(context, 200, "%s", what);
}

static enum err_code nothing(struct call *call, struct err *err)
{
    (void)call;
    (void)err;
    return ERR_OK;
}

#define WORDS .group = "g", .vi = "v", .en = "e", .handle = nothing

void test_route__every_row_is_in_order(void)
{
    char what[200] = "";
    CHECK_INT((int64_t)route_check_all(note, what), 0);
    CHECK_TEXT(what, "");
}

void test_route__a_row_at_fault_is_found(void)
{
    static const struct route rows[][3] = {
        { { HTTP_GET, "/a", .name = "a", WORDS }, { 0 } },                                    /* no right */
        { { HTTP_GET, "/a", RIGHT_MAX_, .name = "a", WORDS }, { 0 } },                        /* none there is */
        { { HTTP_GET, "/a", RIGHT_READ, .name = "a", .group = "g", .vi = "v", .en = "e" }, { 0 } }, /* no handler */
        { { HTTP_GET, "/a", RIGHT_READ, .body_limit_bytes = 5, .name = "a", WORDS }, { 0 } },   /* reads with a body */
        { { HTTP_POST, "/a", RIGHT_READ, .body_type = "*/*", .name = "a", WORDS }, { 0 } },     /* a body without limit */
        { { HTTP_GET, "/a", RIGHT_READ, LANE_WRITE, .name = "a", WORDS }, { 0 } },              /* a GET that writes */
        { { HTTP_GET, "/{kind}", RIGHT_READ, .name = "a", WORDS }, { 0 } },                     /* for which kinds? */
        { { HTTP_GET, "/a", RIGHT_READ, .name = "a", WORDS }, { HTTP_GET, "/a", RIGHT_READ, .name = "b", WORDS }, { 0 } },
        { { HTTP_GET, "/a", RIGHT_READ, .name = "a", WORDS }, { HTTP_GET, "/b", RIGHT_READ, .name = "a", WORDS }, { 0 } },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct route *const tables[] = { rows[i], NULL };
        char what[200] = "";
        CHECK_INT((int64_t)route_check_list(tables, note, what), 1);
    }
}

static bool target_is_good(const char *target)
{
    struct err err = { 0 };
    struct call *call = call_new(NULL);
    bool good = call_read_target(call, target, &err) == ERR_OK;
    call_free(call);
    return good;
}

void test_route__targets(void)
{
    static const char *const good[] = { "/", "/a/b", "/a/b/", "/%C4%91", "/a?x=1&y=%20+z", "/a?x", "/a?q=a%0Ab", "/a.b/c..d" };
    static const char *const bad[] = { "", "a", "//", "/a//b", "/..", "/a/../b", "/./a", "/%2e%2e/a", "/a%00", "/a%2fb", "/a%5cb",
                                       "/a\\b", "/%", "/%4", "/%zz", "/%ff", "/%c0%af", "/a?%", "/a?x=%00", "/a\x01" };
    for (size_t i = 0; i < COUNT(good); i++)
        if (!target_is_good(good[i]))
            CHECK_TEXT(good[i], "good");
    for (size_t i = 0; i < COUNT(bad); i++)
        if (target_is_good(bad[i]))
            CHECK_TEXT(bad[i], "bad");
    CHECK(true);
}

/* "Name: value" lines; is the head doubtful after them? */
static bool is_doubtful(const char *const *lines)
{
    struct call *call = call_new(NULL);
    for (; *lines; lines++) {
        const char *colon = strchr(*lines, ':');
        call_note_header(call, arena_strndup(&call->arena, *lines, (size_t)(colon - *lines)),
                         colon[1] ? colon + 1 : NULL);
    }
    bool doubtful = call->head.is_doubtful;
    call_free(call);
    return doubtful;
}

void test_route__heads_that_two_may_read_differently(void)
{
    static const char *const good[][4] = {
        { "Host:a", "Content-Length:0" }, { "Host:a", "Transfer-Encoding:chunked" }, { "Accept:a", "Accept:b" },
        { "If-Match:\"1\"", "X-Any:\xff" }, { "Cookie:a=b; c=d", "Content-Length:999999999999999999" },
    };
    static const char *const bad[][4] = {
        { "Content-Length:2", "Content-Length:2" }, { "Content-Length:+2" }, { "Content-Length:0x2" }, { "Content-Length:2, 2" },
        { "Content-Length:9999999999999999999" }, { "Content-Length:" }, { "Content-Length :2" }, { "Transfer-Encoding:gzip" },
        { "Transfer-Encoding:chunked", "Transfer-Encoding:chunked" }, { "Transfer-Encodingchunked:" }, { "Host:a", "Host:a" },
        { "Cookie:a=b", "Cookie:a=c" }, { "Authorization:a", "authorization:b" }, { "If-Match:\xff" }, { " Host:a" }, { ":a" },
    };
    for (size_t i = 0; i < COUNT(good); i++)
        if (is_doubtful(good[i]))
            CHECK_TEXT(good[i][0], "good");
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!is_doubtful(bad[i]))
            CHECK_TEXT(bad[i][0], "bad");
    CHECK(true);
}
