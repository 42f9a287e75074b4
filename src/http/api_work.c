/* SPDX-License-Identifier: Apache-2.0
 * What waits for the caller, and finding anything: my work, search over all registers, conflicts. */
#include "http/api.h"

#include "base/vitext.h"
#include "domain/field.h"
#include "http/fields.h"
#include "http/reach.h"
#include "service/job/lease.h"
#include "service/record/record.h"
#include "service/sheet/kind_sheet.h"
#include "service/sheet/merge.h"
#include "service/work.h"

#include <string.h>

/* --- my work --------------------------------------------------------------------------------------------- */

static void write_item(struct call *call, struct json_writer *w, const struct work_item *item)
{
    char id[ID_TEXT_SIZE];
    json_begin_object(w);
    json_member_string(w, "what", item->what);
    json_member_string(w, "day", item->day);
    json_member_string(w, "kind", item->kind ? item->kind->slug : NULL);
    if (item->kind)
        id_to_text(item->id, id);
    json_member_string(w, "id", item->kind ? id : NULL);
    json_member_string(w, "next", msg_text(item->next, call->lang));
    json_member_string(w, "action", item->action);
    json_end_object(w);
}

static enum err_code get_work(struct call *call, struct err *err)
{
    struct telling to = call_telling(call);
    struct work work;
    TRY(work_gather(&to, &work, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "sections");
    json_begin_array(&w);
    for (int type = 0; type < WORK_TYPE_MAX_; type++) {
        const struct work_section *section = &work.sections[type];
        json_begin_object(&w);
        json_member_string(&w, "type", work_type_name((enum work_type)type));
        json_member_string(&w, "title", msg_text(work_type_msg((enum work_type)type), call->lang));
        json_member_int(&w, "count", section->count);
        json_member_int(&w, "past", section->past);
        json_key(&w, "items");
        json_begin_array(&w);
        for (size_t i = 0; i < section->item_count; i++)
            write_item(call, &w, &section->items[i]);
        json_end_array(&w);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

/* --- search ------------------------------------------------------------------------------------------------ */

enum { FOUND_PER_KIND = 5 };

static const struct shape_field search_query[] = {
    { "q", SHAPE_TEXT, .required = true, .max = 200, .vi = "Từ cần tìm", .en = "Words to find" },
    { 0 },
};

static bool is_searchable(const struct kind *kind)
{
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->searchable)
            return true;
    return false;
}

/* Kinds the caller may not see, or not find by names, are left out in silence. */
static enum err_code search_kind(struct call *call, struct json_writer *w, const struct kind *kind,
                                 const struct text_words *words, struct err *err)
{
    struct entity_query query = { .words = words->items, .word_count = words->count, .limit = FOUND_PER_KIND };
    struct record_list list = { 0 };
    const struct field self = { .type = FIELD_REF, .ref = kind->slug };
    struct err hidden = { 0 };
    if (!rights_allow_kind(&call->store->actor, RIGHT_READ, kind) ||
        record_may_read(call->store, kind, &hidden) != ERR_OK)
        return ERR_OK;
    enum err_code code = entity_list(call->store, kind, &query, &call->arena, &list, err);
    if (code == ERR_FORBIDDEN)
        return ERR_OK;
    TRY(code);
    for (size_t i = 0; i < list.count; i++) {
        char id[ID_TEXT_SIZE];
        id_to_text(list.items[i].id, id);
        json_begin_object(w);
        json_member_string(w, "kind", kind->slug);
        json_member_string(w, "kind_label", call->lang == LANG_EN ? kind->en : kind->vi);
        json_member_string(w, "id", id);
        json_member_string(w, "label", record_label(call->store, &call->arena, &self, v_int(list.items[i].id)));
        json_end_object(w);
    }
    return ERR_OK;
}

static enum err_code get_search(struct call *call, struct err *err)
{
    const char *q = call_query(call, "q");
    if (!q || text_is_blank(q)) {
        (void)err_set(err, ERR_USAGE, MSG_BODY_MISSING, "q");
        return err_at(err, "q");
    }
    struct text_words words = text_words(&call->arena, q);
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; words.count && kinds[i]; i++)
        if (is_searchable(kinds[i]))
            TRY(search_kind(call, &w, kinds[i], &words, err));
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

/* --- conflicts ------------------------------------------------------------------------------------------------- */

static const char *conflict_value(struct call *call, const struct merge_conflict *conflict, struct value value)
{
    bool is_masked = conflict->field && kind_sheet_masks(call->store, conflict->field);
    if (!conflict->field || (value_is_null(value) && !(is_masked && conflict->field->personal == PERSONAL_SENSITIVE)))
        return NULL;
    return is_masked ?
               field_masked(&call->arena, conflict->field, value) :
               field_external(&call->arena, conflict->field, value);
}

static enum err_code get_conflicts(struct call *call, struct err *err)
{
    const struct kind *kind = kind_by_slug("sync_ops");
    struct entity_query query = {
        .where = cond_compare(&call->arena, COND_FIELD_STATE, COND_EQ, v_text("conflicting")), .limit = 500
    };
    struct record_list list = { 0 };
    TRY(entity_list(call->store, kind, &query, &call->arena, &list, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < list.count; i++) {
        struct merge_conflict conflict = { 0 };
        char id[ID_TEXT_SIZE];
        TRY(merge_conflict_read(call->store, &list.items[i], &call->arena, &conflict, err));
        json_begin_object(&w);
        id_to_text(list.items[i].id, id);
        json_member_string(&w, "id", id);
        json_member_string(&w, "kind", record_text(&list.items[i], "subject_kind"));
        id_to_text(conflict.subject, id);
        json_member_string(&w, "record", id);
        json_member_string(&w, "field", conflict.field ? conflict.field->name : NULL);
        json_member_string(&w, "kept", conflict_value(call, &conflict, conflict.kept));
        json_member_string(&w, "sent", conflict_value(call, &conflict, conflict.sent));
        json_member_string(&w, "at", list.items[i].created_at);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field decide_fields[] = {
    { "take", SHAPE_TEXT, .required = true, .max = 10, .vi = "sent hoặc kept", .en = "sent or kept" },
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { 0 },
};
static const struct shape decide_shape = { "ConflictDecide", decide_fields };

static enum err_code post_decide(struct call *call, struct err *err)
{
    const char *take = tree_text(call->json, "take");
    struct record *op = NULL;
    int64_t id = 0;
    bool sent = strcmp(take, "sent") == 0;
    if (!sent && strcmp(take, "kept") != 0) {
        (void)err_set(err, ERR_INPUT, MSG_CONFLICT_TAKE, take);
        return err_at(err, "take");
    }
    TRY(id_from_text(call->params[0], &id, err));
    TRY(entity_get(call->store, kind_by_slug("sync_ops"), id, &call->arena, &op, err)); /* in reach? */
    TRY(merge_decide(call->store, id, sent, tree_text(call->json, "reason"), &call->arena, &call->issues, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "done", true);
    json_end_object(&w);
    return ERR_OK;
}

/* --- the house's own work ------------------------------------------------------------------------------ */

static const struct shape_field jobs_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "id, task, holder, since, done, total, lease_seconds của từng việc",
      .en = "id, task, holder, since, done, total, lease_seconds of each job" },
    { 0 },
};
static const struct shape jobs_shape = { "JobsRunning", jobs_fields };

static enum err_code get_jobs_running(struct call *call, struct err *err)
{
    struct record_list list = { 0 };
    const struct entity_query live = { 0 };
    TRY(record_may_read(call->store, kind_by_slug("jobs"), err));
    TRY(entity_list(call->store, kind_by_slug("jobs"), &live, &call->arena, &list, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < list.count; i++) {
        struct lease_state lease = { 0 };
        char id[ID_TEXT_SIZE];
        TRY(lease_look(call->store, list.items[i].id, &lease, err));
        if (!lease.is_held)
            continue;
        id_to_text(list.items[i].id, id);
        json_begin_object(&w);
        json_member_string(&w, "id", id);
        json_member_string(&w, "task", record_text(&list.items[i], "task"));
        json_member_string(&w, "holder", lease.holder);
        json_member_string(&w, "since", record_text(&list.items[i], "started_at"));
        json_member_int(&w, "done", lease.done);
        json_member_int(&w, "total", lease.total);
        json_member_int(&w, "lease_seconds", lease.left_seconds);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_work[] = {
    { HTTP_GET, "/api/v1/work", RIGHT_READ, LANE_LONG, .answer = "application/json", .keeps = true, .handle = get_work, .name = "work",
      .group = "work", .vi = "Việc của tôi: quá hạn, đến hạn, bị trả lại, chưa phân công, nghi vấn",
      .en = "My work: overdue, due, returned, unassigned, doubtful" },
    { HTTP_GET, "/api/v1/search", RIGHT_READ, LANE_READ, .query = search_query, .answer = "application/json", .keeps = true, .handle = get_search,
      .name = "search", .group = "work", .vi = "Tìm trong mọi sổ", .en = "Search every register" },
    { HTTP_GET, "/api/v1/conflicts", RIGHT_READ, LANE_READ, .answer = "application/json", .keeps = true, .handle = get_conflicts,
      .name = "conflicts", .group = "work", .vi = "Sửa đổi gặp sửa đổi khác, chờ giải quyết", .en = "Edits that met other edits and wait for a decision" },
    { HTTP_GET, "/api/v1/jobs/running", RIGHT_ADMIN, LANE_READ, .out = &jobs_shape, .handle = get_jobs_running,
      .name = "jobs_running", .group = "work", .vi = "Việc định kỳ đang chạy, đến đâu", .en = "Periodic tasks under way and how far they are" },
    { HTTP_POST, "/api/v1/conflicts/{id}/decide", RIGHT_WRITE, LANE_WRITE, BODY_SMALL, .in = &decide_shape, .idempotent = true,
      .answer = "application/json", .handle = post_decide, .name = "conflict_decide", .group = "work",
      .vi = "Lấy giá trị được gửi hoặc giữ giá trị hiện có", .en = "Take the value sent or keep the present one" },
    { 0 },
};
