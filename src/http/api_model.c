/* SPDX-License-Identifier: Apache-2.0
 * Models: who copied whom. */
#include "http/api.h"

#include "base/vitext.h"
#include "http/fields.h"
#include "service/record/record_forest.h"

enum { TREES_DEFAULT = 10 };

static const struct shape_field replication_query[] = {
    { "q", SHAPE_TEXT, .max = 200, .vi = "Từ cần tìm trong tên: chỉ các cây có mô hình hợp", .en = "Words to find in names: only trees with a model that fits" },
    { "from", SHAPE_INT, .vi = "Bỏ qua bấy nhiêu cây: “next” của trang trước", .en = "So many trees are left out: “next” of the page before" },
    { "limit", SHAPE_INT, .vi = "Số cây mỗi trang, tối đa 50", .en = "Trees per page, at most 50" },
    { 0 },
};
static const struct shape_field replication_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Cây nhiều nơi làm theo trước: id, name, record (null: không được xem), below, untold, copies",
      .en = "Trees with the most copies first: id, name, record (null: not to be seen), below, untold, copies" },
    { "total", SHAPE_INT, .vi = "Số cây", .en = "Number of trees" },
    { "next", SHAPE_INT, .vi = "“from” của trang sau; null: hết", .en = "“from” of the next page; null: none" },
    { 0 },
};
static const struct shape replication_shape = { "Replication", replication_fields };

static void write_node(struct call *call, struct json_writer *w, const struct forest_node *node, const struct record_view *view)
{
    const struct kind *models = kind_by_slug("models");
    const struct field self = { .type = FIELD_REF, .ref = models->slug };
    char id[ID_TEXT_SIZE];
    id_to_text(node->id, id);
    json_begin_object(w);
    json_member_string(w, "id", id);
    json_member_string(w, "name", record_label(call->store, &call->arena, &self, v_int(node->id)));
    json_member_int(w, "below", node->below);
    json_member_int(w, "untold", node->untold);
    json_key(w, "record");
    if (node->record)
        record_view_write(call, w, node->record, view);
    else
        json_null(w);
    json_key(w, "copies");
    json_begin_array(w);
    for (size_t i = 0; i < node->child_count; i++)
        write_node(call, w, &node->children[i], view);
    json_end_array(w);
    json_end_object(w);
}

static enum err_code get_replication(struct call *call, struct err *err)
{
    const struct kind *models = kind_by_slug("models");
    struct forest_query query = { .field = kind_field_index(models, "replicated_from") };
    struct record_view view = { .labels = true };
    struct forest forest;
    bool chosen[KIND_FIELDS_MAX + 1] = { 0 };
    TRY(record_may_read(call->store, models, err));
    TRY(call_query_int(call, "limit", TREES_DEFAULT, 1, FOREST_TREES_MAX, &query.limit, err));
    TRY(call_query_int(call, "from", 0, 0, INT32_MAX, &query.from, err));
    const char *q = call_query(call, "q");
    struct text_words words = text_words(&call->arena, q ? q : "");
    query.words = words.items;
    query.word_count = words.count;
    TRY(forest_read(call->store, models, &query, &call->arena, &forest, err));
    for (const char *const *name = (const char *const[]){ "unit", "year", NULL }; *name; name++)
        chosen[kind_field_index(models, *name)] = true;
    view.chosen = chosen;
    int64_t next = query.from + (int64_t)forest.count;
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < forest.count; i++)
        write_node(call, &w, &forest.trees[i], &view);
    json_end_array(&w);
    json_member_int(&w, "total", forest.total);
    json_key(&w, "next");
    if (next < forest.total)
        json_int(&w, next);
    else
        json_null(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

const struct route routes_model[] = {
    { HTTP_GET, "/api/v1/models/replication", RIGHT_READ, LANE_READ, .query = replication_query, .out = &replication_shape,
      .keeps = true, .handle = get_replication, .name = "replication", .group = "records", .vi = "Cây nhân rộng mô hình",
      .en = "Which models were copied from which" },
    { 0 },
};
