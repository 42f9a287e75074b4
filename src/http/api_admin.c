/* SPDX-License-Identifier: Apache-2.0
 * For those who run the installation and watch over it: who may see what and why, the record of changes, copies, periodic
 * tasks, how the house stands. */
#include "http/api.h"

#include "http/history.h"
#include "http/reach.h"
#include "http/server_parts.h"
#include "service/account/access.h"
#include "service/account/account.h"
#include "service/account/changes.h"
#include "service/house_state.h"
#include "service/job/backup.h"
#include "service/job/job.h"
#include "service/unit/unit.h"
#include "store/audit.h"

#include <string.h>

#define ITEMS(of_vi, of_en) { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = of_vi, .en = of_en }

/* --- who may see what, and why -------------------------------------------------------------------------------- */

static const struct shape_field rights_fields[] = {
    ITEMS("role, rights của từng vai trò", "role, rights of each role"),
    { 0 },
};
static const struct shape rights_shape = { "Rights", rights_fields };

static enum err_code get_rights(struct call *call, struct err *err)
{
    (void)err;
    struct json_writer w = call_json(call);
    struct actor actor = { 0 };
    const char *role;
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; (role = rights_role_at(i, &actor)); i++) {
        json_begin_object(&w);
        json_member_string(&w, "role", role);
        json_key(&w, "rights");
        json_begin_array(&w);
        for (int right = RIGHT_PUBLIC; right < RIGHT_MAX_; right++)
            if (rights_allow(&actor, (enum right)right))
                json_string(&w, right_word((enum right)right));
        json_end_array(&w);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field access_query[] = {
    { "kind", SHAPE_TEXT, .required = true, .max = 60, .vi = "Sổ: households, models …", .en = "The register: households, models …" },
    { "record", SHAPE_ID, .vi = "Bản ghi của sổ đó", .en = "A record of it" },
    { "unit", SHAPE_ID, .vi = "Hoặc địa bàn: mọi bản ghi của sổ ở đó", .en = "Or a place: any record of it there" },
    { 0 },
};
static const struct shape_field access_fields[] = {
    { "user_name", SHAPE_TEXT, .vi = "Tên đăng nhập", .en = "User name" },
    { "role", SHAPE_TEXT, .vi = "Vai trò", .en = "Role" },
    { "answers", SHAPE_LIST, .items = SHAPE_ANY, .vi = "what (read, personal, write, approve), allowed, why",
      .en = "what (read, personal, write, approve), allowed, why" },
    { 0 },
};
static const struct shape access_shape = { "Access", access_fields };

static enum err_code get_access(struct call *call, struct err *err)
{
    struct telling to = call_telling(call);
    struct access_question question = { 0 };
    struct access access = { 0 };
    const char *kind = call_query(call, "kind"), *record = call_query(call, "record"), *unit = call_query(call, "unit");
    TRY(entity_resolve(call->store, kind_by_slug("accounts"), call->params[0], &question.account, err));
    TRY(call_need(call, "kind", err));
    question.kind = kind_by_slug(kind);
    if (!question.kind)
        return err_set(err, ERR_INPUT, MSG_KIND_UNKNOWN, kind);
    if (record && *record)
        TRY(id_from_text(record, &question.record, err));
    else
        TRY(call_need(call, "unit", err));
    if (unit && *unit)
        TRY(unit_resolve(call->store, unit, NULL, &question.unit, err));
    TRY(access_explain(&to, &question, &access, err));
    struct json_writer w = call_json(call);
    access_json(&access, &w);
    return ERR_OK;
}

/* --- the record of changes ---------------------------------------------------------------------------------------- */

enum { CHANGES_DEFAULT = 50, CHANGES_MAX = 500 };

static const struct shape_field changes_query[] = {
    { "record", SHAPE_ID, .vi = "Chỉ của bản ghi này", .en = "Of this record only" },
    { "actor", SHAPE_TEXT, .max = 200, .vi = "Chỉ của người này: tên đăng nhập, hoặc cli:ten", .en = "By this one only: a user name, or cli:name" },
    { "kind", SHAPE_TEXT, .max = 60, .vi = "Chỉ của sổ này", .en = "Of this register only" },
    { "from", SHAPE_DATE, .vi = "Từ ngày", .en = "From this day" },
    { "to", SHAPE_DATE, .vi = "Đến hết ngày", .en = "To the end of this day" },
    { "cursor", SHAPE_TEXT, .max = 100, .vi = "Trang sau: next của trang trước", .en = "The next page: `next` of the one before" },
    { "limit", SHAPE_INT, .vi = "Số dòng, tối đa 500", .en = "So many, at most 500" },
    { 0 },
};
static const struct shape_field changes_fields[] = {
    ITEMS("shard, seq, at, actor, action, kind, id, version, reason, changes, labels; giá trị cá nhân chỉ là mã băm",
          "shard, seq, at, actor, action, kind, id, version, reason, changes, labels; personal values as hashes only"),
    { "next", SHAPE_TEXT, .vi = "Dấu trang sau", .en = "The cursor of the next page" },
    { 0 },
};
static const struct shape changes_shape = { "Changes", changes_fields };

static enum err_code get_audit(struct call *call, struct err *err)
{
    const char *record = call_query(call, "record"), *kind = call_query(call, "kind");
    struct changes_query query = { .actor = call_query(call, "actor"), .from = call_query(call, "from"),
                                   .to = call_query(call, "to"), .cursor = call_query(call, "cursor") };
    struct changes changes = { 0 };
    TRY(call_query_int(call, "limit", CHANGES_DEFAULT, 1, CHANGES_MAX, &query.limit, err));
    if (record)
        TRY(id_from_text(record, &query.record, err));
    query.kind = kind ? kind_by_slug(kind) : NULL;
    if (kind && !query.kind)
        return err_set(err, ERR_INPUT, MSG_KIND_UNKNOWN, kind);
    TRY(changes_list(call->store, &query, &call->arena, &changes, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < changes.count; i++)
        TRY(history_write_change(call, &w, &changes.items[i], true, err));
    json_end_array(&w);
    json_member_string(&w, "next", changes.next);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field verdict_fields[] = {
    { "rows", SHAPE_INT, .vi = "Số dòng đã kiểm tra", .en = "Rows looked at" },
    { "broken", SHAPE_INT, .vi = "Số dòng không khớp; 0: chuỗi nguyên vẹn", .en = "Rows that do not follow; 0: the chain holds" },
    { "shard", SHAPE_INT, .vi = "Dòng không khớp đầu tiên: chuỗi", .en = "The first broken row: its chain" },
    { "seq", SHAPE_INT, .vi = "và số thứ tự", .en = "and its number" },
    { 0 },
};
static const struct shape verdict_shape = { "AuditVerdict", verdict_fields };

static enum err_code get_verdict(struct call *call, struct err *err)
{
    struct audit_verdict verdict = { 0 };
    TRY(audit_verify(call->store, &verdict, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_int(&w, "rows", verdict.rows);
    json_member_int(&w, "broken", verdict.broken);
    json_member_int(&w, "shard", verdict.shard);
    json_member_int(&w, "seq", verdict.seq);
    json_end_object(&w);
    return ERR_OK;
}

/* What is the whole house's is told to who is bound to no place and no organisation. */
static enum err_code need_house(const struct call *call, struct err *err)
{
    return actor_is_bound(&call->store->actor) ? err_set(err, ERR_FORBIDDEN, MSG_HOUSE_NOT_YOURS) : ERR_OK;
}

/* --- copies ------------------------------------------------------------------------------------------------------- */

static const struct shape_field backups_fields[] = {
    ITEMS("name, size, made_unix, daily của từng bản", "name, size, made_unix, daily of each copy"),
    { "folder", SHAPE_TEXT, .vi = "Thư mục trên máy chủ; không có: không sao lưu ở đây", .en = "The folder on the server; none: no copies are kept here" },
    { "database", SHAPE_TEXT, .vi = "Đường dẫn cơ sở dữ liệu, cho lệnh khôi phục", .en = "The database, for the command that restores" },
    { 0 },
};
static const struct shape backups_shape = { "Backups", backups_fields };

static enum err_code answer_backups(struct call *call, struct err *err)
{
    const char *folder = call->server->config.backups;
    struct backups backups = { 0 };
    TRY(need_house(call, err));
    TRY(backups_list(folder, &call->arena, &backups, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < backups.count; i++) {
        json_begin_object(&w);
        json_member_string(&w, "name", backups.items[i].name);
        json_member_int(&w, "size", backups.items[i].size_bytes);
        json_member_int(&w, "made_unix", backups.items[i].made_unix);
        json_member_bool(&w, "daily", backups.items[i].is_daily);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_member_string(&w, "folder", db_is_server(call->store->db) ? NULL : folder);
    json_member_string(&w, "database", db_uri_shown(&call->arena, call->server->config.db_uri));
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code post_backup(struct call *call, struct err *err)
{
    TRY(need_house(call, err));
    TRY(backup_asked(call->store, call->server->config.backups, err));
    call->status = 201;
    return answer_backups(call, err);
}

/* --- periodic tasks ------------------------------------------------------------------------------------------------- */

static const struct shape_field tasks_fields[] = {
    ITEMS("task, title, state, run_after, started, last_done, failure, holder, done, total của từng việc",
          "task, title, state, run_after, started, last_done, failure, holder, done, total of each task"),
    { "runs_here", SHAPE_BOOL, .vi = "Máy chủ này tự chạy các việc", .en = "This server runs them by itself" },
    { 0 },
};
static const struct shape tasks_shape = { "Tasks", tasks_fields };

static enum err_code get_tasks(struct call *call, struct err *err)
{
    struct job_state *states = NULL;
    size_t count = 0;
    TRY(need_house(call, err));
    TRY(job_states(call->store, &call->arena, &states, &count, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < count; i++) {
        const struct job_state *state = &states[i];
        json_begin_object(&w);
        json_member_string(&w, "task", state->task->name);
        json_member_string(&w, "title", call->lang == LANG_EN ? state->task->en : state->task->vi);
        json_member_string(&w, "state", state->state);
        json_member_string(&w, "run_after", state->run_after);
        json_member_string(&w, "started", state->started);
        json_member_string(&w, "last_done", state->last_done);
        json_member_string(&w, "failure", state->failure);
        json_member_string(&w, "holder", state->lease.is_held ? state->lease.holder : NULL);
        json_member_int(&w, "done", state->lease.is_held ? state->lease.done : 0);
        json_member_int(&w, "total", state->lease.is_held ? state->lease.total : 0);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_member_bool(&w, "runs_here", call->server->config.now_unix_ms == 0);
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code post_task_run(struct call *call, struct err *err)
{
    TRY(need_house(call, err));
    TRY(job_hasten(call->store, call->params[0], err));
    return get_tasks(call, err);
}

/* --- how the house stands --------------------------------------------------------------------------------------------- */

static const struct shape_field state_fields[] = {
    { "database", SHAPE_TEXT, .vi = "sqlite hoặc postgresql", .en = "sqlite or postgresql" },
    { "findings", SHAPE_LIST, .items = SHAPE_ANY, .vi = "urgent, words: điều cần xem lại", .en = "urgent, words: what wants looking after" },
    { "server", SHAPE_ANY, .vi = "started_unix, connections, waiting, answered, failed, refused", .en = "started_unix, connections, waiting, answered, failed, refused" },
    { 0 },
};
static const struct shape state_shape = { "HouseState", state_fields };

static uint64_t answered(const struct metrics *metrics, int first, int last)
{
    uint64_t sum = 0;
    for (int lane = 0; lane < LANE_MAX_; lane++)
        for (int class = first; class <= last; class++)
            sum += atomic_load(&metrics->calls[lane][class]);
    return sum;
}

static void write_server(struct server *server, struct json_writer *w)
{
    struct metrics *metrics = &server->metrics;
    size_t waiting = 0;
    for (int lane = LANE_READ; lane < LANE_MAX_; lane++) {
        (void)pthread_mutex_lock(&server->lanes[lane].lock);
        waiting += server->lanes[lane].waiting;
        (void)pthread_mutex_unlock(&server->lanes[lane].lock);
    }
    json_key(w, "server");
    json_begin_object(w);
    json_member_int(w, "started_unix", server->started_unix);
    json_member_int(w, "connections", atomic_load(&metrics->connections));
    json_member_int(w, "waiting", (int64_t)waiting);
    json_member_int(w, "answered", (int64_t)answered(metrics, 1, 4));
    json_member_int(w, "failed", (int64_t)answered(metrics, 5, 5));
    json_member_int(w, "refused", (int64_t)atomic_load(&metrics->refused_full));
    json_end_object(w);
}

static enum err_code get_state(struct call *call, struct err *err)
{
    struct telling to = call_telling(call);
    struct house_state state = { 0 };
    TRY(need_house(call, err));
    TRY(house_state_read(&to, call->server->config.backups, &state, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    house_state_json(&state, &w);
    write_server(call->server, &w);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_admin[] = {
    { HTTP_GET, "/api/v1/rights", RIGHT_READ, LANE_READ, .out = &rights_shape, .handle = get_rights, .name = "rights",
      .group = "accounts", .vi = "Quyền của từng vai trò", .en = "The rights of each role" },
    { HTTP_GET, "/api/v1/users/{user}/access", RIGHT_READ, LANE_READ, .query = access_query, .out = &access_shape,
      .handle = get_access, .name = "access", .group = "accounts", .vi = "Tài khoản này xem, ghi được gì, vì sao",
      .en = "What this account may see and do with something, and why" },
    { HTTP_GET, "/api/v1/audit", RIGHT_AUDIT, LANE_LONG, .query = changes_query, .out = &changes_shape, .handle = get_audit,
      .name = "audit", .group = "person", .vi = "Nhật ký thay đổi: theo bản ghi, người, ngày", .en = "The record of changes: by record, person, day" },
    { HTTP_GET, "/api/v1/audit/verify", RIGHT_AUDIT, LANE_LONG, .out = &verdict_shape, .handle = get_verdict,
      .name = "audit_verify", .group = "person", .vi = "Chuỗi nhật ký có nguyên vẹn không", .en = "Whether the chain of the audit holds" },
    { HTTP_GET, "/api/v1/house/state", RIGHT_ADMIN, LANE_READ, .out = &state_shape, .handle = get_state, .name = "house_state",
      .group = "server", .vi = "Đĩa, cơ sở dữ liệu, sao lưu, đồng hồ; điều cần xem lại", .en = "Disk, database, copies, clock; what wants looking after" },
    { HTTP_GET, "/api/v1/house/backups", RIGHT_ADMIN, LANE_READ, .out = &backups_shape, .handle = answer_backups, .name = "backups",
      .group = "server", .vi = "Các bản sao lưu", .en = "The copies" },
    { HTTP_POST, "/api/v1/house/backups", RIGHT_ADMIN, LANE_LONG, .out = &backups_shape, .handle = post_backup,
      .name = "backup_make", .group = "server", .vi = "Sao lưu ngay", .en = "Make a copy now" },
    { HTTP_GET, "/api/v1/house/tasks", RIGHT_ADMIN, LANE_READ, .out = &tasks_shape, .handle = get_tasks, .name = "tasks",
      .group = "server", .vi = "Việc định kỳ: lần tới, lần cuối, đang chạy đến đâu", .en = "Periodic tasks: the next and last time, how far one under way is" },
    { HTTP_POST, "/api/v1/house/tasks/{task}/run", RIGHT_ADMIN, LANE_WRITE, .out = &tasks_shape, .handle = post_task_run,
      .name = "task_run", .group = "server", .vi = "Chạy việc này ngay", .en = "Run this task now" },
    { 0 },
};
