/* SPDX-License-Identifier: Apache-2.0
 * How far a long request is. Only in memory: what it writes is one transaction, of which the database shows nothing until
 * the end. Two keys may share a slot; then the later one is told. */
#include "http/api.h"
#include "http/server_parts.h"

/* Never 0. Another account's key is another one. */
static uint64_t whose(const struct call *call, const char *key)
{
    uint64_t hash = 1469598103934665603u ^ (uint64_t)call->store->actor.account * 0x9E3779B97F4A7C15u;
    for (; *key; key++)
        hash = (hash ^ (unsigned char)*key) * 1099511628211u;
    return hash | 1;
}

static struct progress_slot *slot_of(const struct call *call, uint64_t hash)
{
    return &call->server->progress[(hash >> 32) % PROGRESS_SLOTS];
}

void progress_note(struct call *call, int64_t done, int64_t total)
{
    if (!call->head.idempotency_key)
        return;
    uint64_t hash = whose(call, call->head.idempotency_key);
    struct progress_slot *slot = slot_of(call, hash);
    atomic_store(&slot->done, done);
    atomic_store(&slot->total, total);
    atomic_store(&slot->whose, hash);
}

void progress_end(struct call *call)
{
    if (!call->head.idempotency_key)
        return;
    uint64_t hash = whose(call, call->head.idempotency_key);
    (void)atomic_compare_exchange_strong(&slot_of(call, hash)->whose, &hash, 0);
}

static const struct shape_field progress_fields[] = {
    { "running", SHAPE_BOOL, .vi = "Yêu cầu đang được thực hiện", .en = "The request is being carried out" },
    { "done", SHAPE_INT, .vi = "Số việc đã làm", .en = "How much is done" },
    { "total", SHAPE_INT, .vi = "Trên tổng số", .en = "Of how much" },
    { 0 },
};
static const struct shape progress_shape = { "Progress", progress_fields };

static enum err_code get_progress(struct call *call, struct err *err)
{
    (void)err;
    uint64_t hash = whose(call, call->params[0]);
    struct progress_slot *slot = slot_of(call, hash);
    bool is_running = atomic_load(&slot->whose) == hash;
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "running", is_running);
    json_member_int(&w, "done", is_running ? atomic_load(&slot->done) : 0);
    json_member_int(&w, "total", is_running ? atomic_load(&slot->total) : 0);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_progress[] = {
    { HTTP_GET, "/api/v1/progress/{key}", RIGHT_SIGNED_IN, LANE_READ, .out = &progress_shape, .handle = get_progress,
      .name = "progress", .group = "records", .vi = "Yêu cầu lớn đã gửi với Idempotency-Key này đang đến đâu",
      .en = "How far a large request is that was sent under this Idempotency-Key" },
    { 0 },
};
