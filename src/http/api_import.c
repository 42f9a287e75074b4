/* SPDX-License-Identifier: Apache-2.0
 * Lists from spreadsheets: upload, look at what would become of each row, apply, fetch what was refused. */
#include "http/api.h"

#include "http/reach.h"
#include "http/server_parts.h"
#include "http/uploads.h"
#include "service/import/import_json.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct shape_field upload_fields[] = {
    { "upload", SHAPE_TEXT, .required = true, .vi = "Tên để dùng trong import", .en = "What import calls it" },
    { "bytes", SHAPE_INT, .vi = "Số byte đã nhận", .en = "Bytes received" },
    { 0 },
};
static const struct shape upload_shape = { "Upload", upload_fields };

static enum err_code post_upload(struct call *call, struct err *err)
{
    const char *name = NULL;
    if (call->received_bytes == 0)
        return err_set(err, ERR_INPUT, MSG_UPLOAD_EMPTY);
    TRY(upload_keep(call, &name, err));
    struct json_writer w = call_json(call);
    call->status = 201;
    json_begin_object(&w);
    json_member_string(&w, "upload", name);
    json_member_int(&w, "bytes", call->received_bytes);
    json_end_object(&w);
    return ERR_OK;
}

static const struct shape_field set_fields[] = {
    { "name", SHAPE_TEXT, .required = true, .max = 200, .vi = "Cột hoặc trường", .en = "Column or field" },
    { "value", SHAPE_TEXT, .required = true, .max = 4000, .vi = "Giá trị cho mọi dòng", .en = "Value for every row" },
    { 0 },
};
static const struct shape set_shape = { "ImportConstant", set_fields };
static const struct shape_field import_fields[] = {
    { "upload", SHAPE_TEXT, .required = true, .max = 100, .vi = "Tệp đã gửi (POST /api/v1/uploads)",
      .en = "The file sent before (POST /api/v1/uploads)" },
    { "unit", SHAPE_ID, .vi = "Địa bàn của danh sách: MÃ hoặc MÃ@NGÀY", .en = "The list's place: CODE or CODE@DATE" },
    { "year", SHAPE_INT, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm", .en = "The year" },
    { "sheet", SHAPE_TEXT, .max = 200, .vi = "Trang tính; thiếu: mọi trang có tiêu đề", .en = "The sheet; without it every one with headers" },
    { "layout", SHAPE_TEXT, .max = 100, .vi = "Tệp YAML ghép cột, đã gửi lên", .en = "A YAML file that maps columns, sent before" },
    { "set", SHAPE_LIST, .max = 50, .of = &set_shape, .vi = "Giá trị chung", .en = "Constants" },
    { "dry_run", SHAPE_BOOL, .vi = "Chỉ xem trước, không ghi gì", .en = "Only look, write nothing" },
    { "bodies", SHAPE_BOOL, .vi = "Lập tổ chức ở khu dân cư mới (mặc định có)", .en = "Make bodies in new residential areas (by default)" },
    { "take_new_areas", SHAPE_BOOL, .vi = "Khu dân cư có tên gần giống vẫn là mới", .en = "Areas with a similar name are new all the same" },
    { "take_guess", SHAPE_BOOL, .vi = "Được đoán cột theo giá trị", .en = "Columns may be guessed by their values" },
    { "take_unit", SHAPE_BOOL, .vi = "Địa bàn đúng dù tiêu đề ghi nơi khác", .en = "The place is right although titles name another" },
    { 0 },
};
static const struct shape import_shape = { "Import", import_fields };

static enum err_code read_import(struct call *call, struct import_request *request, struct err *err)
{
    const struct tree *set = tree_member(call->json, "set"), *bodies = tree_member(call->json, "bodies");
    const char *layout = tree_text(call->json, "layout");
    TRY(upload_path(call, tree_text(call->json, "upload"), &request->path, err));
    if (layout)
        TRY(upload_path(call, layout, &request->map, err));
    TRY(reach_unit(call, tree_text(call->json, "unit"), &request->unit, err));
    struct field_pair *pairs = ARENA_ARRAY(&call->arena, struct field_pair, (set ? set->count : 0) + 1);
    for (const struct tree *item = set ? set->first : NULL; item; item = item->next)
        pairs[request->set_count++] = (struct field_pair){ tree_text(item, "name"), tree_text(item, "value") };
    request->kind = call->kind;
    request->set = pairs;
    request->year = tree_int(call->json, "year", 0);
    request->sheet = tree_text(call->json, "sheet");
    request->dry_run = tree_true(call->json, "dry_run");
    request->take_new_areas = tree_true(call->json, "take_new_areas");
    request->take_guess = tree_true(call->json, "take_guess");
    request->take_unit = tree_true(call->json, "take_unit");
    request->body_organisations = bodies && bodies->type == TREE_BOOL && !bodies->truth ? NULL :
                                                                                       import_area_organisations;
    request->rejects = arena_printf(&call->arena, "%s_rejects", request->path);
    return ERR_OK;
}

/* For who asks how far it is (progress.c); of how many rows, whoever looked at the file before knows. */
static void note_rows(void *context, int64_t rows)
{
    progress_note(context, rows, 0);
}

static enum err_code post_import(struct call *call, struct err *err)
{
    struct import_request request = { 0 };
    struct import_result result = { 0 };
    TRY(read_import(call, &request, err));
    request.told = note_rows;
    request.context = call;
    enum err_code code = import_run(call->store, &request, &call->arena, &result, err);
    progress_end(call);
    TRY(code);
    struct telling to = call_telling(call);
    struct json_writer w = call_json(call);
    import_json(&to, &w, request.dry_run, &result);
    return ERR_OK;
}

static enum err_code get_rejects(struct call *call, struct err *err)
{
    const char *path = NULL;
    struct stat stat;
    TRY(upload_path(call, call->params[0], &path, err));
    call->file = open(arena_printf(&call->arena, "%s_rejects", path), O_RDONLY | O_CLOEXEC);
    if (call->file < 0 || fstat(call->file, &stat) != 0)
        return err_set(err, ERR_NOT_FOUND, MSG_UPLOAD_NONE);
    call->status = 200;
    call->type = "text/csv; charset=utf-8";
    call->file_bytes = stat.st_size;
    call_header(call, "Content-Disposition", "attachment; filename=\"rejects.csv\"");
    return ERR_OK;
}

const struct route routes_import[] = {
    { HTTP_POST, "/api/v1/uploads", RIGHT_WRITE, LANE_READ, BODY_UPLOAD_BYTES, .body_type = "*/*", .out = &upload_shape,
      .handle = post_upload, .name = "upload", .group = "import", .vi = "Gửi một tệp XLSX, CSV (tối đa 200 MB)",
      .en = "Send an XLSX or CSV file (200 MB at most)" },
    { HTTP_GET, "/api/v1/uploads/{upload}/rejects", RIGHT_WRITE, LANE_READ, .answer = "text/csv", .handle = get_rejects,
      .name = "import_rejects", .group = "import", .vi = "Các dòng không nhận ở lần nhập vừa rồi, kèm lý do",
      .en = "The rows the last import of it did not take, with the reasons" },
    { HTTP_POST, "/api/v1/{kind}/import", RIGHT_WRITE, LANE_APART, BODY_SMALL, .kinds = KINDS_BY_HAND, .in = &import_shape,
      .idempotent = true, .answer = "application/json", .handle = post_import, .name = "import", .group = "import",
      .vi = "Xem trước hoặc nhập một danh sách", .en = "Look at a list before, or apply it" },
    { 0 },
};
