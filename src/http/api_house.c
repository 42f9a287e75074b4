/* SPDX-License-Identifier: Apache-2.0
 * What operators and programs ask about the server itself. */
#include "http/api.h"

#include "http/openapi.h"
#include "http/pack.h"
#include "http/server_parts.h"

#include <string.h>

static enum err_code get_health(struct call *call, struct err *err)
{
    int64_t tallies = 0;
    TRY(db_one_int(call->store->db, STMT_DERIVED_STAMPS, NO_ARGS, 0, &tallies, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_string(&w, "status", "ok");
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code get_metrics(struct call *call, struct err *err)
{
    (void)err;
    call->status = 200;
    call->type = "text/plain; version=0.0.4; charset=utf-8";
    metrics_write(call->server, &call->out);
    return ERR_OK;
}

/* --- what the server says of itself ----------------------------------------------------------------------- */

static void write_description(enum described what, enum lang lang, struct buf *out)
{
    if (what == DESCRIBED_OPENAPI)
        openapi_write(out, lang);
    else if (what == DESCRIBED_SCHEMA)
        schema_write(out, NULL, false);
    else
        reference_write(out, lang);
}

static struct embedded_file keep_file(struct arena *arena, const struct buf *text)
{
    unsigned char *bytes = ARENA_ARRAY(arena, unsigned char, text->len + 1);
    memcpy(bytes, text->data, text->len);
    return (struct embedded_file){ .bytes = bytes, .len = text->len };
}

void server_describe(struct server *server)
{
    for (int what = 0; what < DESCRIBED_MAX_; what++)
        for (int lang = 0; lang <= LANG_EN; lang++) {
            CLEANUP(buf_done) struct buf out = { 0 };
            CLEANUP(buf_done) struct buf packed = { 0 };
            char hex[SHA256_HEX_SIZE];
            write_description((enum described)what, (enum lang)lang, &out);
            crypto_sha256_hex(buf_text(&out), out.len, hex);
            require(text_pack(&out, &packed));
            server->described[what][lang] = (struct description){
                .file = keep_file(&server->arena, &out),
                .packed = keep_file(&server->arena, &packed),
                .etag = arena_printf(&server->arena, "\"%.24s\"", hex),
            };
        }
}

static enum err_code answer_description(struct call *call, enum described what, const char *type)
{
    const struct description *description = &call->server->described[what][call->lang];
    call_header(call, "ETag", description->etag);
    call_header(call, "Cache-Control", "no-cache");
    call_header(call, "Vary", "Accept-Language, Accept-Encoding");
    call->type = type;
    call->status = call->head.if_none_match && strstr(call->head.if_none_match, description->etag) ? 304 : 200;
    if (call->status != 200)
        return ERR_OK;
    call->asset = call_takes_packed(call) ? &description->packed : &description->file;
    if (call->asset == &description->packed)
        call_header(call, "Content-Encoding", "gzip");
    return ERR_OK;
}

static enum err_code get_openapi(struct call *call, struct err *err)
{
    (void)err;
    return answer_description(call, DESCRIBED_OPENAPI, "application/json");
}

static enum err_code get_schema(struct call *call, struct err *err)
{
    (void)err;
    const char *names = call_query(call, "kinds");
    if (names) {
        call->type = "application/json";
        call->status = 200;
        schema_write(&call->out, names, call_query_true(call, "related"));
        answer_pack(call);
        return ERR_OK;
    }
    return answer_description(call, DESCRIBED_SCHEMA, "application/json");
}

static enum err_code get_reference(struct call *call, struct err *err)
{
    (void)err;
    return answer_description(call, DESCRIBED_REFERENCE, "text/html; charset=utf-8");
}

static const struct shape_field schema_query[] = {
    { "kinds", SHAPE_TEXT, .max = 2000, .vi = "Chỉ các sổ này, cách nhau dấu phẩy", .en = "These registers only, with commas between" },
    { "related", SHAPE_BOOL, .vi = "Kèm các sổ có tham chiếu tới chúng", .en = "With those that refer to them" },
    { 0 },
};
const struct route routes_house[] = {
    { HTTP_GET, "/api/v1/openapi.json", RIGHT_PUBLIC, LANE_HERE, .answer = "application/json", .handle = get_openapi,
      .name = "openapi", .group = "server", .vi = "Mô tả này, cho chương trình", .en = "This description, for programs" },
    { HTTP_GET, "/api/v1/schema", RIGHT_PUBLIC, LANE_HERE, .query = schema_query, .answer = "application/json", .handle = get_schema,
      .name = "schema", .group = "server", .vi = "Khai báo của mọi loại bản ghi", .en = "The declarations of every kind of record" },
    { HTTP_GET, "/api/v1/reference", RIGHT_PUBLIC, LANE_HERE, .answer = "text/html", .handle = get_reference,
      .name = "reference", .group = "server", .vi = "Mô tả này, cho người đọc", .en = "This description, for people" },
    { HTTP_GET, "/healthz", RIGHT_PUBLIC, LANE_READ, .handle = get_health, .name = "health", .group = "server",
      .vi = "Máy chủ và cơ sở dữ liệu có trả lời không", .en = "Whether server and database answer" },
    { HTTP_GET, "/metrics", RIGHT_PUBLIC, LANE_HERE, .answer = "text/plain", .handle = get_metrics, .name = "metrics",
      .group = "server", .vi = "Số đo cho Prometheus", .en = "Measurements for Prometheus" },
    { 0 },
};
