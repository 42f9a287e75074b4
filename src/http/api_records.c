/* SPDX-License-Identifier: Apache-2.0
 * The registers: the same few routes for every declared kind. */
#include "http/api.h"

#include "http/cursor.h"
#include "http/fields.h"
#include "http/history.h"
#include "http/reach.h"
#include "http/related.h"
#include "http/server_parts.h"
#include "service/import/import.h"
#include "service/link/link_entry.h"
#include "service/record/record.h"
#include "service/sheet/export.h"

#include <stdlib.h>
#include <string.h>

/* --- lists ------------------------------------------------------------------------------------------------ */

static enum err_code get_list(struct call *call, struct err *err)
{
    const struct kind *kind = call->kind;
    struct entity_query query = { 0 };
    struct record_view view = { 0 };
    struct record_list list = { 0 };
    TRY(record_may_read(call->store, kind, err));
    TRY(list_query_read(call, kind, &query, err));
    TRY(record_view_read(call, kind, &view, err));
    int64_t limit = query.limit++, total = 0; /* one more tells whether there is a next page */
    TRY(entity_list(call->store, kind, &query, &call->arena, &list, err));
    bool has_more = list.count > (size_t)limit;
    if (has_more)
        list.count = (size_t)limit;
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < list.count; i++)
        record_view_write(call, &w, &list.items[i], &view);
    json_end_array(&w);
    json_member_string(&w, "next", has_more ? cursor_write(call, &query, &list.items[list.count - 1]) : NULL);
    if (call_query_true(call, "count")) {
        query.after_id = 0;
        TRY(entity_count(call->store, kind, &query, &total, err));
        json_member_int(&w, "total", total);
    }
    json_end_object(&w);
    if (!has_more) /* a cursor is sealed anew each time */
        answer_etag(call, 0);
    return ERR_OK;
}

static const struct {
    const char *name, *type;
} export_types[] = {
    [EXPORT_CSV] = { "csv", "text/csv; charset=utf-8" },
    [EXPORT_XLSX] = { "xlsx", XLSX_TYPE },
    [EXPORT_JSON] = { "json", "application/json" },
};

/* CSV and JSON are for programs and have no place for a footer: who made the file and when stands in its name. */
static const char *export_name(struct call *call, const char *ending)
{
    const char *who = call->session.user_name ? call->session.user_name : "public";
    char *name = arena_printf(&call->arena, "%s-%.19sZ-%s.%s", call->kind->slug, call->store->now, who, ending);
    for (char *c = name; *c; c++)
        if (!(*c >= '0' && *c <= '9') && !((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z') && !strchr("-_.", *c))
            *c = '_';
    return name;
}

static enum err_code get_export(struct call *call, struct err *err)
{
    struct entity_query query = { 0 };
    struct export_result result = { 0 };
    struct export_request request = { .kind = call->kind, .query = &query, .lang = call->lang };
    const char *format = call_query(call, "format");
    char *path = NULL;
    size_t i = 0;
    while (i < COUNT(export_types) && strcmp(format ? format : "csv", export_types[i].name) != 0)
        i++;
    if (i == COUNT(export_types)) {
        (void)err_set(err, ERR_USAGE, MSG_CLI_FORMAT_EXPORT, format);
        return err_at(err, "format");
    }
    request.format = (enum export_format)i;
    request.with_words = call_query(call, "words") ? call_query_true(call, "words") :
                                                     request.format == EXPORT_XLSX;
    request.has_mark = request.with_words;
    TRY(record_may_read(call->store, call->kind, err));
    TRY(list_query_read(call, call->kind, &query, err));
    query.limit = 0;
    TRY(server_spool_path(call->server, &call->arena, &path, err));
    request.path = path;
    TRY(export_run(call->store, &request, &result, err));
    return answer_file(call, path, export_types[i].type, export_name(call, export_types[i].name), err);
}

static enum err_code get_template(struct call *call, struct err *err)
{
    struct template_result result = { 0 };
    struct template_request request = { .kind = call->kind, .lang = call->lang };
    const char *format = call_query(call, "format"), *unit = call_query(call, "unit");
    size_t i = format && strcmp(format, "csv") == 0 ? EXPORT_CSV : EXPORT_XLSX;
    char *path = NULL;
    if (format && strcmp(format, export_types[i].name) != 0) {
        (void)err_set(err, ERR_USAGE, MSG_TEMPLATE_FORMAT, format);
        return err_at(err, "format");
    }
    TRY(record_may_read(call->store, call->kind, err));
    if (unit)
        TRY(reach_unit(call, unit, &request.unit, err));
    TRY(server_spool_path(call->server, &call->arena, &path, err));
    request.path = path;
    request.format = i == EXPORT_CSV ? SHEET_FORMAT_CSV : SHEET_FORMAT_XLSX;
    TRY(import_template_write(unit ? call->store : NULL, &request, &result, err));
    return answer_file(call, path, export_types[i].type,
                       arena_printf(&call->arena, "%s-%s.%s", call->kind->slug, unit ? "unit" : "empty", export_types[i].name),
                       err);
}

/* --- one record ---------------------------------------------------------------------------------------------- */

static enum err_code find_record(struct call *call, struct record **ret_record, struct err *err)
{
    int64_t id = 0;
    TRY(record_may_read(call->store, call->kind, err));
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    return entity_get(call->store, call->kind, id, &call->arena, ret_record, err);
}

static enum err_code get_record(struct call *call, struct err *err)
{
    struct record *record = NULL;
    struct record_view view = { 0 };
    TRY(find_record(call, &record, err));
    TRY(record_view_read(call, call->kind, &view, err));
    view.may = true;
    struct json_writer w = call_json(call);
    record_view_write(call, &w, record, &view);
    answer_etag(call, record->version);
    return ERR_OK;
}

static enum err_code get_history(struct call *call, struct err *err)
{
    struct record *record = NULL;
    TRY(find_record(call, &record, err));
    TRY(history_write(call, record, err));
    answer_etag(call, record->version);
    return ERR_OK;
}

enum { RELATED_DEFAULT = 10, RELATED_MAX = 200 };
static const struct shape_field related_query[] = {
    { "limit", SHAPE_INT, .vi = "Số bản ghi mỗi sổ, tối đa 200", .en = "Records of each register, at most 200" },
    { "all", SHAPE_BOOL, .vi = "Cả bản ghi không còn hiệu lực", .en = "Also records no longer live" },
    { 0 },
};
static const struct shape_field related_fields[] = {
    { "sections", SHAPE_LIST, .items = SHAPE_ANY, .vi = "kind, field, items, more, may_add của từng sổ", .en = "kind, field, items, more, may_add of each register" },
    { "lists", SHAPE_BOOL, .vi = "false: quá nhiều sổ, chỉ nêu tên", .en = "false: too many registers, named only" },
    { "review_year", SHAPE_INT, .vi = "Của hộ: năm của kỳ rà soát gần nhất", .en = "Of a household: the year of the last review" },
    { "missing_lead", SHAPE_BOOL, .vi = "Của hộ: năm ấy cần mà chưa có tổ chức chủ trì", .en = "Of a household: in that year it should have a leading body and has none" },
    { 0 },
};
static const struct shape related_shape = { "Related", related_fields };

static enum err_code get_related(struct call *call, struct err *err)
{
    struct record *record = NULL;
    int64_t limit = 0;
    TRY(call_query_int(call, "limit", RELATED_DEFAULT, 1, RELATED_MAX, &limit, err));
    TRY(find_record(call, &record, err));
    TRY(related_write(call, record, limit, call_query_true(call, "all"), err));
    answer_etag(call, 0);
    return ERR_OK;
}

/* --- known already? ------------------------------------------------------------------------------------------ */

static const struct shape_field alike_fields[] = {
    { "name", SHAPE_TEXT, .required = true, .max = 200, .vi = "Họ và tên", .en = "The full name" },
    { "sex", SHAPE_TEXT, .max = 20, .vi = "Giới tính", .en = "Sex" },
    { "birth_date", SHAPE_TEXT, .max = 20, .vi = "Ngày sinh, hoặc năm", .en = "Date of birth, or the year" },
    { "unit", SHAPE_ID, .required = true, .vi = "Khu dân cư hoặc xã", .en = "Residential area or commune" },
    { 0 },
};
static const struct shape alike_shape = { "Alike", alike_fields };
static const struct shape_field alikes_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "household và probability_hundredths, khả năng cao nhất trước", .en = "household and probability_hundredths, most probable first" },
    { 0 },
};
static const struct shape alikes_shape = { "Alikes", alikes_fields };

/* Asked while somebody types; whoever may not see names is not told by this way that one is there. */
static enum err_code post_alike(struct call *call, struct err *err)
{
    enum { ALIKE_MAX = 3 };
    const struct kind *households = kind_by_slug("households");
    struct link_person person = { .name = tree_text(call->json, "name"), .sex = tree_text(call->json, "sex"),
                                  .birth_date = tree_text(call->json, "birth_date") };
    struct link_candidate found[ALIKE_MAX];
    size_t count = 0;
    if (!call->store->actor.sees_personal)
        return err_set(err, ERR_FORBIDDEN, MSG_FILTER_PERSONAL, kind_field(households, "head_name")->vi);
    TRY(record_may_read(call->store, households, err));
    TRY(fields_resolve(call, kind_by_slug("units"), tree_text(call->json, "unit"), &person.unit, err));
    TRY(link_alike(call->store, &person, found, ALIKE_MAX, &count, err));
    const struct record_view view = { .labels = true };
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < count; i++) {
        struct record *household = NULL;
        struct err hidden = { 0 };
        if (entity_get(call->store, households, found[i].household, &call->arena, &household, &hidden) != ERR_OK)
            continue; /* out of the caller's sight */
        json_begin_object(&w);
        json_member_int(&w, "probability_hundredths", (int64_t)(found[i].probability * 10000));
        json_key(&w, "household");
        record_view_write(call, &w, household, &view);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

/* --- writing -------------------------------------------------------------------------------------------------- */

static enum err_code with_issues(struct call *call, enum err_code code, struct err *err)
{
    if (call->issues.count == 0)
        return code;
    *err = call->issues.items[0];
    return err->code;
}

static enum err_code post_record(struct call *call, struct err *err)
{
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    char id[ID_TEXT_SIZE];
    size_t count = 0;
    fields_read(call, call->kind, call->json, "", &pairs, &count);
    TRY(with_issues(call, ERR_OK, err));
    TRY(record_create(call->store, call->kind, pairs, count, &call->arena, &record, &call->issues, err));
    id_to_text(record->id, id);
    answer_record(call, record, 201);
    call_header(call, "Location", arena_printf(&call->arena, "/api/v1/%s/%s", call->kind->slug, id));
    return ERR_OK;
}

/* Somebody wrote meanwhile: the caller gets both values of each field he wanted to change. */
static enum err_code answer_stale(struct call *call, int64_t id, const struct tree *wanted, struct err *err)
{
    struct record *now = NULL;
    struct err stale = *err;
    TRY(entity_get(call->store, call->kind, id, &call->arena, &now, err));
    struct record_view all = { 0 };
    struct json_writer w = call_problem_begin(call, 412, &stale);
    json_member_int(&w, "version", now->version);
    json_key(&w, "current");
    record_view_write(call, &w, now, &all);
    json_key(&w, "wanted");
    json_begin_object(&w);
    for (const struct tree *member = wanted->first; member; member = member->next) {
        json_key(&w, member->name);
        if (member->type == TREE_INT)
            json_int(&w, member->number);
        else if (member->type == TREE_BOOL)
            json_bool(&w, member->truth);
        else
            json_string(&w, member->type == TREE_TEXT ? member->text : NULL);
    }
    json_end_object(&w);
    call_problem_end(&w);
    return ERR_CONFLICT;
}

static enum err_code patch_record(struct call *call, struct err *err)
{
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    int64_t id = 0, version = 0;
    size_t count = 0;
    TRY(if_match_version(call, &version, err));
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    fields_read(call, call->kind, call->json, "", &pairs, &count);
    TRY(with_issues(call, ERR_OK, err));
    enum err_code code = record_patch(call->store, call->kind, id, version, pairs, count, &call->arena, &record,
                                      &call->issues, err);
    if (code == ERR_CONFLICT && err->msg == MSG_RECORD_CHANGED_MEANWHILE)
        return answer_stale(call, id, call->json, err);
    TRY(code);
    answer_record(call, record, 200);
    return ERR_OK;
}

static const struct shape_field act_fields[] = {
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { "on", SHAPE_DATE, .vi = "Ngày có hiệu lực; mặc định hôm nay", .en = "Effective day; today by default" },
    { "fields", SHAPE_FIELDS, .vi = "Trường ghi cùng lúc", .en = "Fields set at the same time" },
    { 0 },
};
static const struct shape act_shape = { "Act", act_fields };

static enum err_code post_action(struct call *call, struct err *err)
{
    struct field_pair *pairs = NULL;
    struct record *record = NULL;
    struct act_request request = { .action = call->params[1], .reason = tree_text(call->json, "reason"),
                                   .on = tree_text(call->json, "on") };
    int64_t id = 0;
    TRY(if_match_version(call, &request.base_version, err));
    TRY(fields_resolve(call, call->kind, call->params[0], &id, err));
    fields_read(call, call->kind, tree_member(call->json, "fields"), "fields.", &pairs, &request.pair_count);
    TRY(with_issues(call, ERR_OK, err));
    request.pairs = pairs;
    enum err_code code = record_act(call->store, call->kind, id, &request, &call->arena, &record, &call->issues,
                                    err);
    if (code == ERR_CONFLICT && err->msg == MSG_RECORD_CHANGED_MEANWHILE)
        return answer_stale(call, id, call->json, err);
    TRY(code);
    answer_record(call, record, 200);
    return ERR_OK;
}

/* --- many at once ------------------------------------------------------------------------------------------------ */

enum { BULK_MAX = 5000 };

static const struct shape_field bulk_item_fields[] = {
    { "op", SHAPE_TEXT, .required = true, .max = 10, .vi = "create, patch hoặc act", .en = "create, patch or act" },
    { "kind", SHAPE_TEXT, .required = true, .max = 60, .vi = "Loại bản ghi", .en = "Kind of record" },
    { "id", SHAPE_ID, .vi = "Bản ghi (patch, act)", .en = "The record (patch, act)" },
    { "version", SHAPE_INT, .vi = "Phiên bản đã xem; thiếu: bất kỳ", .en = "The version seen; without it: any" },
    { "fields", SHAPE_FIELDS, .vi = "Các trường", .en = "The fields" },
    { "action", SHAPE_TEXT, .max = 60, .vi = "Hành động (act)", .en = "The action (act)" },
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { "on", SHAPE_DATE, .vi = "Ngày có hiệu lực", .en = "Effective day" },
    { 0 },
};
static const struct shape bulk_item_shape = { "BulkItem", bulk_item_fields };
static const struct shape_field bulk_fields[] = {
    { "items", SHAPE_LIST, .required = true, .max = BULK_MAX, .of = &bulk_item_shape,
      .vi = "Các việc, theo thứ tự; tất cả hoặc không gì cả; tham chiếu “items[0]” là bản ghi mà việc thứ nhất tạo ra",
      .en = "What to do, in this order; all of it or nothing; a reference “items[0]” is the record that the first one makes" },
    { 0 },
};
static const struct shape bulk_shape = { "Bulk", bulk_fields };
static const struct shape_field bulk_done_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "id và version của từng bản ghi",
      .en = "id and version of each record" },
    { 0 },
};
static const struct shape bulk_done_shape = { "BulkDone", bulk_done_fields };

/* "items[0]" in a reference is the record that this item before made. False where that one was refused: then so is
 * everything. */
static bool bulk_names(struct call *call, const struct kind *kind, struct record *const *records, size_t before,
                       const char *where, struct field_pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct field *field = kind_field(kind, pairs[i].name);
        char *end = NULL;
        if (field->type != FIELD_REF || strncmp(pairs[i].text, "items[", 6) != 0)
            continue;
        unsigned long long named = strtoull(pairs[i].text + 6, &end, 10);
        if (strcmp(end, "]") != 0 || named >= before) {
            issues_add(&call->issues, ERR_INPUT, MSG_BULK_NAMES, arena_printf(&call->arena, "%s%s", where, field->name),
                       pairs[i].text);
            return true;
        }
        if (!records[named])
            return false;
        char *id = arena_alloc(&call->arena, ID_TEXT_SIZE, 1);
        id_to_text(records[named]->id, id);
        pairs[i].text = id;
    }
    return true;
}

/* The version seen is held against the record as it stood before the bulk: whether an item of it made a new one would tell
 * who may not see it that the value he gave was not the one it had. */
static bool bulk_has_touched(struct record *const *records, size_t before, int64_t id)
{
    size_t i = 0;
    while (i < before && (!records[i] || records[i]->id != id))
        i++;
    return i < before;
}

/* The index-th, into records[index]. */
static enum err_code bulk_one(struct call *call, const struct tree *item, size_t index, const char *where,
                              struct record **records, struct err *err)
{
    struct record **ret_record = &records[index];
    const char *op = tree_text(item, "op"), *named = tree_text(item, "id");
    const struct kind *kind = kind_by_slug(tree_text(item, "kind"));
    struct act_request request = { .action = tree_text(item, "action"), .reason = tree_text(item, "reason"),
                                   .on = tree_text(item, "on"), .base_version = tree_int(item, "version", 0) };
    struct field_pair *pairs = NULL;
    int64_t id = 0;
    bool creates = strcmp(op, "create") == 0, acts = strcmp(op, "act") == 0;
    if (!kind)
        return err_set(err, ERR_INPUT, MSG_KIND_UNKNOWN, tree_text(item, "kind"));
    if (!rights_allow_kind(&call->store->actor, RIGHT_WRITE, kind))
        return err_set(err, ERR_FORBIDDEN, MSG_REQUEST_RIGHT, right_word(RIGHT_WRITE));
    if ((!creates && !named) || (acts && !request.action) || (!acts && !creates && strcmp(op, "patch") != 0))
        return err_set(err, ERR_INPUT, MSG_BULK_ITEM);
    fields_read(call, kind, tree_member(item, "fields"), where, &pairs, &request.pair_count);
    if (!bulk_names(call, kind, records, index, where, pairs, request.pair_count))
        return ERR_OK;
    TRY(with_issues(call, ERR_OK, err));
    request.pairs = pairs;
    if (creates)
        return record_create(call->store, kind, pairs, request.pair_count, &call->arena, ret_record,
                             &call->issues, err);
    TRY(fields_resolve(call, kind, named, &id, err));
    if (request.base_version && bulk_has_touched(records, index, id))
        request.base_version = 0;
    if (acts)
        return record_act(call->store, kind, id, &request, &call->arena, ret_record, &call->issues, err);
    return record_patch(call->store, kind, id, request.base_version, pairs, request.pair_count, &call->arena,
                        ret_record, &call->issues, err);
}

/* Wrong items all count: after the first, the others are still tried, so that one answer names them all. */
static enum err_code bulk_all(struct call *call, struct record **records, struct err *err)
{
    struct issues found = { .arena = &call->arena };
    size_t i = 0;
    for (const struct tree *item = tree_member(call->json, "items")->first; item; item = item->next, i++) {
        const char *where = arena_printf(&call->arena, "items[%zu].", i);
        progress_note(call, (int64_t)i, (int64_t)tree_member(call->json, "items")->count);
        struct err one = { 0 };
        call->issues.count = 0;
        enum err_code code = bulk_one(call, item, i, where, records, &one);
        if (code == ERR_OK)
            continue;
        if (err_http_status(code) >= 500) {
            *err = one;
            return code;
        }
        if (!call->issues.count)
            issues_add_err(&call->issues, &one);
        for (size_t j = 0; j < call->issues.count; j++) {
            struct err issue = call->issues.items[j];
            bool has_index = strncmp(issue.where, "items[", 6) == 0;
            if (!has_index)
                (void)err_at(&issue, "%s%s", where, call->issues.items[j].where);
            issues_add_err(&found, &issue);
        }
    }
    call->issues = found;
    return with_issues(call, ERR_OK, err);
}

static enum err_code post_bulk(struct call *call, struct err *err)
{
    size_t count = tree_member(call->json, "items")->count;
    struct record **records = ARENA_ARRAY(&call->arena, struct record *, count + 1);
    TRY(db_group_begin(call->store->db, err)); /* each item's transaction becomes a savepoint in it */
    enum err_code code = bulk_all(call, records, err);
    if (code == ERR_OK)
        code = db_group_commit(call->store->db, err);
    else
        db_group_rollback(call->store->db);
    progress_end(call);
    TRY(code);
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < count; i++) {
        char id[ID_TEXT_SIZE];
        id_to_text(records[i]->id, id);
        json_begin_object(&w);
        json_member_string(&w, "id", id);
        json_member_int(&w, "version", records[i]->version);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

/* --- the rows -------------------------------------------------------------------------------------------------------- */

#define LIST_PARAMETERS                                                                                         \
    { "q", SHAPE_TEXT, .vi = "Từ cần tìm; không phân biệt dấu, có thể chỉ phần đầu của từ",                     \
      .en = "Words to find; marks do not matter, beginnings of words do" },                                     \
    { "sort", SHAPE_TEXT, .vi = "Trường để sắp xếp; - phía trước: giảm dần",                                     \
      .en = "Field to sort by; with - in front: descending" },                                                  \
    { "within", SHAPE_ID, .vi = "Chỉ trong đơn vị này: MÃ hoặc MÃ@NGÀY", .en = "Only within this unit: CODE or CODE@DATE" }, \
    { "as_of", SHAPE_DATE, .vi = "Địa giới vào ngày này", .en = "Territory as of this day" },                    \
    { "all", SHAPE_BOOL, .vi = "Cả bản ghi không còn hiệu lực", .en = "Also records no longer live" },           \
    { "limit", SHAPE_INT, .vi = "Số bản ghi mỗi trang, tối đa 500", .en = "Records per page, at most 500" },     \
    { "cursor", SHAPE_TEXT, .max = 4000, .vi = "Trang tiếp theo: “next” của trang trước", .en = "The next page: “next” of the one before" }

static const struct shape_field view_query[] = {
    { "fields", SHAPE_TEXT, .max = 4000, .vi = "Chỉ các trường này, cách nhau dấu phẩy", .en = "These fields only, with commas between" },
    { "labels", SHAPE_BOOL, .vi = "Kèm tên của bản ghi được tham chiếu", .en = "With the names of the records referred to" },
    { "may", SHAPE_BOOL, .vi = "Kèm việc người gọi được làm", .en = "With what the caller may do" },
    { 0 },
};
static const struct shape_field list_query[] = {
    LIST_PARAMETERS,
    { "count", SHAPE_BOOL, .vi = "Kèm tổng số", .en = "With the number of all" },
    { "fields", SHAPE_TEXT, .max = 4000, .vi = "Chỉ các trường này, cách nhau dấu phẩy", .en = "These fields only, with commas between" },
    { "labels", SHAPE_BOOL, .vi = "Kèm tên của bản ghi được tham chiếu", .en = "With the names of the records referred to" },
    { "may", SHAPE_BOOL, .vi = "Kèm việc người gọi được làm", .en = "With what the caller may do" },
    { 0 },
};
static const struct shape_field export_query[] = {
    LIST_PARAMETERS,
    { "format", SHAPE_TEXT, .vi = "csv, xlsx hoặc json", .en = "csv, xlsx or json" },
    { "words", SHAPE_BOOL, .vi = "Tiêu đề và giá trị bằng lời", .en = "Headers and values in words" },
    { 0 },
};
static const struct shape_field template_query[] = {
    { "format", SHAPE_TEXT, .vi = "xlsx hoặc csv", .en = "xlsx or csv" },
    { "unit", SHAPE_TEXT, .max = 60, .vi = "Kèm hồ sơ của địa bàn này để sửa rồi gửi lại", .en = "With the records of this place, to be edited and sent back" },
    { 0 },
};

const struct route routes_records[] = {
    { HTTP_POST, "/api/v1/bulk", RIGHT_WRITE, LANE_APART, BODY_BULK, .in = &bulk_shape, .out = &bulk_done_shape,
      .idempotent = true, .handle = post_bulk, .name = "bulk", .group = "records",
      .vi = "Nhiều việc trong một lần ghi, tất cả hoặc không gì cả", .en = "Many writes as one, all of them or none" },
    { HTTP_POST, "/api/v1/households/alike", RIGHT_WRITE, LANE_READ, BODY_SMALL, .in = &alike_shape, .out = &alikes_shape,
      .handle = post_alike, .name = "alike", .group = "records",
      .vi = "Hộ đã ghi mà người sắp ghi có thể thuộc về", .en = "Households recorded already to which somebody about to be recorded may belong" },
    { HTTP_GET, "/api/v1/{kind}", RIGHT_READ, LANE_READ, .query = list_query, .kinds = KINDS_ALL, .filters = true,
      .published_too = true, .keeps = true, .at_once = true, .handle = get_list, .name = "list", .group = "records", .vi = "Danh sách", .en = "List" },
    { HTTP_POST, "/api/v1/{kind}", RIGHT_WRITE, LANE_WRITE, BODY_RECORD, .kinds = KINDS_BY_HAND, .in_fields = true,
      .idempotent = true, .handle = post_record, .name = "create", .group = "records", .vi = "Thêm", .en = "Add" },
    { HTTP_GET, "/api/v1/{kind}/export", RIGHT_READ, LANE_LONG, .query = export_query, .kinds = KINDS_ALL,
      .filters = true, .answer = "text/csv", .handle = get_export, .name = "export", .group = "records",
      .vi = "Xuất danh sách ra CSV, XLSX, JSON", .en = "The list as CSV, XLSX or JSON" },
    { HTTP_GET, "/api/v1/{kind}/template", RIGHT_READ, LANE_LONG, .query = template_query, .kinds = KINDS_BY_HAND,
      .answer = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .handle = get_template, .name = "template",
      .group = "records", .vi = "Tệp mẫu để điền: trống, hoặc có sẵn hồ sơ của một địa bàn",
      .en = "A sheet to fill in: empty, or with the records of a place" },
    { HTTP_GET, "/api/v1/{kind}/{id}", RIGHT_READ, LANE_READ, .query = view_query, .kinds = KINDS_ALL,
      .published_too = true, .keeps = true, .at_once = true, .handle = get_record, .name = "get", .group = "records", .vi = "Xem một bản ghi", .en = "One record" },
    { HTTP_PATCH, "/api/v1/{kind}/{id}", RIGHT_WRITE, LANE_WRITE, BODY_RECORD, .kinds = KINDS_PATCHABLE,
      .in_fields = true, .idempotent = true, .needs_if_match = true, .handle = patch_record, .name = "patch",
      .group = "records", .vi = "Sửa; If-Match nêu phiên bản đã xem", .en = "Change; If-Match names the version seen" },
    { HTTP_GET, "/api/v1/{kind}/{id}/history", RIGHT_READ, LANE_READ, .kinds = KINDS_ALL, .keeps = true, .at_once = true, .handle = get_history,
      .name = "history", .group = "records", .vi = "Lịch sử thay đổi", .en = "What changed, when and by whom" },
    { HTTP_GET, "/api/v1/{kind}/{id}/related", RIGHT_READ, LANE_READ, .query = related_query, .out = &related_shape, .kinds = KINDS_ALL,
      .keeps = true, .at_once = true, .handle = get_related, .name = "related", .group = "records", .vi = "Bản ghi của các sổ khác nhắc đến bản ghi này",
      .en = "Records of other registers that refer to this one" },
    { HTTP_POST, "/api/v1/{kind}/{id}/actions/{action}", RIGHT_WRITE, LANE_WRITE, BODY_RECORD,
      .kinds = KINDS_LIFECYCLE, .in = &act_shape, .idempotent = true, .handle = post_action, .name = "act",
      .group = "records", .vi = "Một bước của vòng đời", .en = "A step of the lifecycle" },
    { 0 },
};
