/* SPDX-License-Identifier: Apache-2.0
 * Files of the web face, built into the program with their compressed forms beside them (name.br, name.gz). */
#include "http/api.h"

#include "base/crypto.h"
#include "base/embedded.h"
#include "http/pack.h"

#include <string.h>

static const char *type_of(const char *name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        { ".html", "text/html; charset=utf-8" },        { ".css", "text/css; charset=utf-8" },
        { ".js", "text/javascript; charset=utf-8" },    { ".svg", "image/svg+xml" },
        { ".json", "application/json" },                { ".webmanifest", "application/manifest+json" },
        { ".png", "image/png" },                        { ".woff2", "font/woff2" },
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < COUNT(types); i++)
        if (strcmp(dot, types[i].ending) == 0)
            return types[i].type;
    return "application/octet-stream";
}

/* The smallest form the browser takes. */
static const struct embedded_file *choose(struct call *call, const char *name)
{
    static const char *const forms[][2] = { { "br", ".br" }, { "gzip", ".gz" } };
    const struct embedded_file *plain = embedded_find(web_files, name);
    bool is_long = plain && plain->len >= PACKED_LEAST_BYTES;
    for (size_t i = 0; is_long && call->head.accept_encoding && i < COUNT(forms); i++) {
        const struct embedded_file *packed = embedded_find(web_files, arena_printf(&call->arena, "%s%s", name, forms[i][1]));
        if (packed && packed->len < plain->len && strstr(call->head.accept_encoding, forms[i][0])) {
            call_header(call, "Content-Encoding", forms[i][0]);
            return packed;
        }
    }
    return plain;
}

static enum err_code get_page(struct call *call, struct err *err)
{
    const char *name = call->path[1] ? call->path + 1 : "index.html";
    bool is_named_by_content = strncmp(name, "assets/", 7) == 0; /* never changes under its name */
    const struct embedded_file *file = choose(call, name);
    char hex[SHA256_HEX_SIZE];
    if (!file)
        return err_set(err, ERR_NOT_FOUND, MSG_ROUTE_NONE, call->path);
    crypto_sha256_hex(file->bytes, file->len, hex);
    const char *tag = arena_printf(&call->arena, "\"%.24s\"", hex);
    call_header(call, "ETag", tag);
    call_header(call, "Vary", "Accept-Encoding");
    call_header(call, "Cache-Control", is_named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
    call->type = type_of(name);
    call->status = call->head.if_none_match && strstr(call->head.if_none_match, tag) ? 304 : 200;
    if (call->status == 200)
        call->asset = file;
    return ERR_OK;
}

const struct route routes_pages[] = {
    { HTTP_GET, "/", RIGHT_PUBLIC, LANE_HERE, .answer = "text/html", .handle = get_page, .name = "page", .group = "pages",
      .vi = "Trang đầu", .en = "The start page" },
    { HTTP_GET, "/{file}", RIGHT_PUBLIC, LANE_HERE, .answer = "application/octet-stream", .handle = get_page, .name = "page_file",
      .group = "pages", .vi = "Tệp của trang", .en = "A file of the pages" },
    { HTTP_GET, "/assets/{file}", RIGHT_PUBLIC, LANE_HERE, .answer = "application/octet-stream", .handle = get_page,
      .name = "page_asset", .group = "pages", .vi = "Tệp của trang", .en = "A file of the pages" },
    { 0 },
};
