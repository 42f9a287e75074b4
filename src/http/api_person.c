/* SPDX-License-Identifier: Apache-2.0
 * What a person may ask for (Law 91/2025/QH15): all that is kept about him, corrections, being forgotten; and, for
 * those who watch over it, who was shown personal data. */
#include "http/api.h"

#include "http/fields.h"
#include "http/server_parts.h"
#include "http/uploads.h"
#include "service/account/person.h"

static const struct shape_field person_fields[] = {
    { "records", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Mọi hồ sơ có người này: kind, name, record, kept_by (luật buộc giữ)",
      .en = "Every record that holds him: kind, name, record, kept_by (the law that keeps it)" },
    { "reads", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Ai đã xem dữ liệu không che: at, by, why", .en = "Who saw it unmasked: at, by, why" },
    { 0 },
};
static const struct shape person_shape = { "Person", person_fields };

static enum err_code get_person(struct call *call, struct err *err)
{
    struct person person = { 0 };
    int64_t id = 0;
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    TRY(person_show(call->store, call->kind, id, &call->arena, &person, err));
    struct json_writer w = call_json(call);
    person_json(&person, &call->arena, &w);
    return ERR_OK;
}

static const struct shape_field correct_fields[] = {
    { "reason", SHAPE_TEXT, .required = true, .max = 2000, .vi = "Ai yêu cầu, ngày nào, theo văn bản nào", .en = "Who asked, when, by which paper" },
    { "fields", SHAPE_FIELDS, .required = true, .vi = "Các trường đính chính", .en = "The fields corrected" },
    { 0 },
};
static const struct shape correct_shape = { "PersonCorrect", correct_fields };

static enum err_code post_correct(struct call *call, struct err *err)
{
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    int64_t id = 0;
    size_t count = 0;
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    fields_read(call, call->kind, tree_member(call->json, "fields"), "fields.", &pairs, &count);
    if (call->issues.count) {
        *err = call->issues.items[0];
        return err->code;
    }
    TRY(person_correct(call->store, call->kind, id, pairs, count, tree_text(call->json, "reason"), &call->arena, &record,
                       &call->issues, err));
    answer_record(call, record, 200);
    return ERR_OK;
}

static const struct shape_field erase_fields[] = {
    { "reason", SHAPE_TEXT, .required = true, .max = 2000, .vi = "Ai yêu cầu, ngày nào, theo văn bản nào", .en = "Who asked, when, by which paper" },
    { 0 },
};
static const struct shape erase_shape = { "PersonErase", erase_fields };
static const struct shape_field erased_fields[] = {
    { "records", SHAPE_INT, .vi = "Số hồ sơ đã xóa dữ liệu nhận dạng", .en = "Records in which what tells who it is was erased" },
    { "kept", SHAPE_INT, .vi = "Số hồ sơ phải giữ theo luật", .en = "Records kept by law" },
    { "attachments", SHAPE_INT, .vi = "Số tệp đã gỡ", .en = "Files taken off" },
    { 0 },
};
static const struct shape erased_shape = { "PersonErased", erased_fields };

static enum err_code post_erase(struct call *call, struct err *err)
{
    struct person_erased erased = { 0 };
    int64_t id = 0;
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    TRY(person_erase(call->store, call->kind, id, tree_text(call->json, "reason"), &call->arena, &erased, err));
    uploads_forget(call->server->spool); /* lists sent and not used yet may hold him: they are sent again */
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_int(&w, "records", erased.records);
    json_member_int(&w, "kept", erased.kept);
    json_member_int(&w, "attachments", erased.attachments);
    json_end_object(&w);
    return ERR_OK;
}

/* --- who was shown what ---------------------------------------------------------------------------------- */

enum { READS_DEFAULT = 100, READS_MAX = 1000 };

static const struct shape_field reads_query[] = {
    { "record", SHAPE_ID, .vi = "Chỉ của hồ sơ này", .en = "Of this record only" },
    { "limit", SHAPE_INT, .vi = "Số dòng mới nhất, tối đa 1000", .en = "So many of the latest, at most 1000" },
    { 0 },
};
static const struct shape_field reads_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "at, actor, kind, record, what, records, why", .en = "at, actor, kind, record, what, records, why" },
    { 0 },
};
static const struct shape reads_shape = { "PersonalReads", reads_fields };

static enum err_code get_reads(struct call *call, struct err *err)
{
    const char *named = call_query(call, "record");
    int64_t id = 0, limit = 0;
    TRY(call_query_int(call, "limit", READS_DEFAULT, 1, READS_MAX, &limit, err));
    if (named)
        TRY(id_from_text(named, &id, err));
    CLEANUP(rows_done) struct rows rows = { 0 };
    if (named)
        TRY(db_query(call->store->db, STMT_PERSONAL_READ_OF, ARGS(v_int(id_shard(id)), v_int(id)), &rows, err));
    else
        TRY(db_query(call->store->db, STMT_PERSONAL_READ_LATEST, ARGS(v_int(limit)), &rows, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        char record[ID_TEXT_SIZE];
        if (rows_int(&rows, 3) > 0)
            id_to_text(rows_int(&rows, 3), record);
        json_begin_object(&w);
        json_member_string(&w, "at", rows_text(&rows, 0));
        json_member_string(&w, "actor", rows_text(&rows, 1));
        json_member_string(&w, "kind", rows_text(&rows, 2));
        json_member_string(&w, "record", rows_int(&rows, 3) > 0 ? record : NULL);
        json_member_string(&w, "what", rows_text(&rows, 4));
        json_member_int(&w, "records", rows_int(&rows, 5));
        json_member_string(&w, "why", rows_text(&rows, 6));
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_person[] = {
    { HTTP_GET, "/api/v1/personal-reads", RIGHT_AUDIT, LANE_LONG, .query = reads_query, .out = &reads_shape, .handle = get_reads,
      .name = "personal_reads", .group = "person", .vi = "Ai đã xem dữ liệu cá nhân không che", .en = "Who was shown personal data unmasked" },
    { HTTP_GET, "/api/v1/{kind}/{id}/person", RIGHT_PERSONAL, LANE_LONG, .kinds = KINDS_PERSONAL, .out = &person_shape, .handle = get_person,
      .name = "person", .group = "person", .vi = "Mọi dữ liệu đang giữ về một người, và ai đã xem",
      .en = "All that is kept about a person, and who has seen it" },
    { HTTP_POST, "/api/v1/{kind}/{id}/person/correct", RIGHT_PERSONAL, LANE_WRITE, BODY_RECORD, .in = &correct_shape,
      .kinds = KINDS_PERSONAL, .handle = post_correct, .name = "person_correct", .group = "person",
      .vi = "Đính chính dữ liệu của một người theo yêu cầu", .en = "Correct a person's data on request" },
    { HTTP_POST, "/api/v1/{kind}/{id}/person/erase", RIGHT_PERSONAL, LANE_WRITE, BODY_SMALL, .in = &erase_shape, .out = &erased_shape,
      .kinds = KINDS_PERSONAL, .handle = post_erase, .name = "person_erase", .group = "person",
      .vi = "Xóa dữ liệu nhận dạng một người theo yêu cầu; số liệu và nhật ký vẫn nguyên",
      .en = "Erase what tells who a person is, on request; figures and audit stay whole" },
    { 0 },
};
