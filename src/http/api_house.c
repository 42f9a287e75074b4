/* SPDX-License-Identifier: Apache-2.0
 * What operators and programs ask about the server itself. */
#include "http/api.h"

#include "http/fields.h"
#include "http/openapi.h"
#include "http/server_parts.h"

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

static enum err_code get_openapi(struct call *call, struct err *err)
{
    (void)err;
    call->status = 200;
    openapi_write(&call->out, call->lang);
    answer_etag(call, 0);
    return ERR_OK;
}

static enum err_code get_schema(struct call *call, struct err *err)
{
    (void)err;
    call->status = 200;
    schema_write(&call->out);
    answer_etag(call, 0);
    return ERR_OK;
}

static enum err_code get_reference(struct call *call, struct err *err)
{
    (void)err;
    call->status = 200;
    call->type = "text/html; charset=utf-8";
    reference_write(&call->out, call->lang);
    answer_etag(call, 0);
    return ERR_OK;
}

const struct route routes_house[] = {
    { HTTP_GET, "/api/v1/openapi.json", RIGHT_PUBLIC, LANE_READ, .answer = "application/json", .keeps = true, .handle = get_openapi,
      .name = "openapi", .group = "server", .vi = "Mô tả này, cho chương trình", .en = "This description, for programs" },
    { HTTP_GET, "/api/v1/schema", RIGHT_PUBLIC, LANE_READ, .answer = "application/json", .keeps = true, .handle = get_schema,
      .name = "schema", .group = "server", .vi = "Khai báo của mọi loại bản ghi", .en = "The declarations of every kind of record" },
    { HTTP_GET, "/api/v1/reference", RIGHT_PUBLIC, LANE_READ, .answer = "text/html", .keeps = true, .handle = get_reference,
      .name = "reference", .group = "server", .vi = "Mô tả này, cho người đọc", .en = "This description, for people" },
    { HTTP_GET, "/healthz", RIGHT_PUBLIC, LANE_READ, .handle = get_health, .name = "health", .group = "server",
      .vi = "Máy chủ và cơ sở dữ liệu có trả lời không", .en = "Whether server and database answer" },
    { HTTP_GET, "/metrics", RIGHT_PUBLIC, LANE_HERE, .answer = "text/plain", .handle = get_metrics, .name = "metrics",
      .group = "server", .vi = "Số đo cho Prometheus", .en = "Measurements for Prometheus" },
    { 0 },
};
