/* SPDX-License-Identifier: Apache-2.0
 * Changes of territory: mergers, splits, new names, new superiors, each dry first, and taken back by its batch. */
#include "http/api.h"

#include "base/date.h"
#include "http/fields.h"
#include "service/unit/unit.h"
#include "service/unit/unit_json.h"
#include "service/unit/unit_place.h"

#include <string.h>

enum { SOURCES_MAX = 200 };

static const struct shape_field change_fields[] = {
    { "units", SHAPE_LIST, .items = SHAPE_TEXT, .required = true, .vi = "Các đơn vị thay đổi", .en = "The units that change" },
    { "on", SHAPE_DATE, .vi = "Có hiệu lực từ ngày; khi xếp mà không ghi: ngày xã cũ thôi hiệu lực", .en = "In force from this day; of place without it: when the former commune ended" },
    { "into", SHAPE_TEXT, .max = 200, .vi = "Tên đơn vị mới, hoặc mã đơn vị tiếp tục; khi xếp khu dân cư: xã nhận", .en = "The new unit's name, or the code of the one that goes on; of place: the commune" },
    { "parts", SHAPE_LIST, .items = SHAPE_TEXT, .vi = "Khi chia: TÊN=MÃ:khu,khu hoặc MÃ:khu,khu", .en = "Of a split: NAME=CODE:area,area or CODE:area,area" },
    { "code", SHAPE_TEXT, .max = 20, .vi = "Mã của đơn vị mới", .en = "The new unit's code" },
    { "type", SHAPE_TEXT, .max = 40, .vi = "Loại đơn vị", .en = "Its type" },
    { "parent", SHAPE_TEXT, .max = 60, .vi = "Đơn vị cấp trên", .en = "Its superior" },
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { "basis", SHAPE_TEXT, .max = 200, .vi = "Số văn bản", .en = "The document that decides it" },
    { "dry_run", SHAPE_BOOL, .vi = "Chỉ xem trước", .en = "Only show what would happen" },
    { 0 },
};
static const struct shape change_shape = { "UnitChange", change_fields };

static size_t read_texts(struct call *call, const char *name, const char **texts)
{
    const struct tree *list = tree_member(call->json, name);
    size_t count = 0;
    for (const struct tree *item = list ? list->first : NULL; item && count < SOURCES_MAX; item = item->next)
        texts[count++] = item->text;
    return count;
}

static enum err_code read_change_day(struct call *call, int32_t *ret_day, struct err *err)
{
    struct date date;
    const char *on = tree_text(call->json, "on");
    *ret_day = 0;
    if ((!on || !*on) && strcmp(call->params[0], "place") == 0)
        return ERR_OK;
    if (!on || !*on) {
        (void)err_set(err, ERR_INPUT, MSG_BODY_MISSING, "on");
        return err_at(err, "on");
    }
    TRY(date_from_external(on, &date, err));
    if (date.precision != DATE_DAY)
        return err_set(err, ERR_USAGE, MSG_DATE_FORM, on);
    *ret_day = date_to_days(date);
    return ERR_OK;
}

static enum err_code post_change(struct call *call, struct err *err)
{
    const char *units[SOURCES_MAX] = { 0 }, *parts[SOURCES_MAX] = { 0 }, *what = call->params[0];
    size_t unit_count = read_texts(call, "units", units), part_count = read_texts(call, "parts", parts);
    struct unit_naming into = { .name = tree_text(call->json, "into"), .code = tree_text(call->json, "code"),
                                .type = tree_text(call->json, "type"), .parent = tree_text(call->json, "parent") };
    struct unit_verb verb = { .reason = tree_text(call->json, "reason"), .basis = tree_text(call->json, "basis"),
                              .dry_run = tree_true(call->json, "dry_run") };
    struct unit_verb_result result = { 0 };
    TRY(read_change_day(call, &verb.day, err));
    if (unit_count < (strcmp(what, "merge") == 0 ? 2 : 1)) {
        (void)err_set(err, ERR_INPUT, MSG_BODY_MISSING, "units");
        return err_at(err, "units");
    }
    if (strcmp(what, "merge") == 0)
        TRY(unit_merge(call->store, units, unit_count, &into, &verb, &call->arena, &result, err));
    else if (strcmp(what, "split") == 0)
        TRY(unit_split(call->store, units[0], parts, part_count, &verb, &call->arena, &result, err));
    else if (strcmp(what, "rename") == 0)
        TRY(unit_rename(call->store, units[0], &into, &verb, &call->arena, &result, err));
    else if (strcmp(what, "reparent") == 0)
        TRY(unit_reparent(call->store, units[0], into.parent ? into.parent : "", &verb, &call->arena, &result, err));
    else if (strcmp(what, "place") == 0)
        TRY(unit_place(call->store, units[0], into.name ? into.name : "", &verb, &call->arena, &result, err));
    else
        return err_set(err, ERR_NOT_FOUND, MSG_ROUTE_NONE, call->path);
    struct json_writer w = call_json(call);
    unit_verb_json(&w, &result, verb.day);
    return ERR_OK;
}

static const struct shape_field undo_fields[] = {
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { 0 },
};
static const struct shape undo_shape = { "UnitChangeUndo", undo_fields };

static enum err_code post_undo(struct call *call, struct err *err)
{
    int64_t batch = 0;
    TRY(id_from_text(call->params[0], &batch, err));
    TRY(unit_change_undo(call->store, batch, tree_text(call->json, "reason"), err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "done", true);
    json_end_object(&w);
    return ERR_OK;
}

const struct route routes_unit_change[] = {
    { HTTP_POST, "/api/v1/territory/changes/{batch}/undo", RIGHT_ADMIN, LANE_APART, BODY_SMALL, .in = &undo_shape, .idempotent = true,
      .answer = "application/json", .handle = post_undo, .name = "unit_change_undo", .group = "territory",
      .vi = "Hoàn lại một thay đổi địa giới", .en = "Take a change of territory back" },
    { HTTP_POST, "/api/v1/territory/{verb}", RIGHT_ADMIN, LANE_APART, BODY_SMALL, .in = &change_shape, .idempotent = true,
      .answer = "application/json", .handle = post_change, .name = "unit_change", .group = "territory",
      .vi = "merge, split, rename, reparent hoặc place (xếp khu dân cư vào xã): sắp xếp đơn vị", .en = "merge, split, rename or reparent units, place a residential area" },
    { 0 },
};
