/* SPDX-License-Identifier: Apache-2.0
 * Territory: what lies in a unit, what it came from and became, names, and outlines for maps. */
#include "http/api.h"

#include "base/date.h"
#include "http/fields.h"
#include "http/uploads.h"
#include "service/unit/boundary.h"
#include "service/unit/unit.h"
#include "service/unit/unit_json.h"

#include <string.h>

static const struct shape_field units_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Các đơn vị", .en = "Units" },
    { 0 },
};
static const struct shape units_shape = { "Units", units_fields };
static const struct shape_field tree_query[] = {
    { "on", SHAPE_DATE, .vi = "Địa giới vào ngày này; mặc định hôm nay", .en = "Territory of this day; today by default" },
    { 0 },
};
static const struct shape_field search_query[] = {
    { "q", SHAPE_TEXT, .required = true, .max = 200, .vi = "Tên, có hoặc không có dấu", .en = "A name, with or without marks" },
    { "within", SHAPE_ID, .vi = "Trong đơn vị này", .en = "Within this unit" },
    { "on", SHAPE_DATE, .vi = "Có hiệu lực vào ngày này; mặc định hôm nay", .en = "In force on this day; today by default" },
    { 0 },
};

/* NULL: today. */
static enum err_code day_of(struct call *call, const char *on, int32_t *ret_day, struct err *err)
{
    struct date date;
    *ret_day = (int32_t)call->store->today_day;
    if (!on)
        return ERR_OK;
    TRY(date_from_external(on, &date, err));
    if (date.precision != DATE_DAY)
        return err_set(err, ERR_USAGE, MSG_DATE_FORM, on);
    *ret_day = date_to_days(date);
    return ERR_OK;
}

static enum err_code read_day(struct call *call, int32_t *ret_day, struct err *err)
{
    return day_of(call, call_query(call, "on"), ret_day, err);
}

static enum err_code find_unit(struct call *call, const char *named, const struct territory **ret_territory,
                               const struct unit **ret_unit, struct err *err)
{
    int64_t id = 0;
    TRY(unit_territory(call->store, ret_territory, err));
    TRY(unit_resolve(call->store, named, NULL, &id, err));
    *ret_unit = territory_unit(*ret_territory, id);
    return *ret_unit ? ERR_OK :
                       err_set(err, ERR_NOT_FOUND, MSG_RECORD_MISSING, kind_by_slug("units")->vi, named);
}

static void write_units(struct call *call, struct unit_set units)
{
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < units.count; i++)
        unit_json(&w, units.items[i]);
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
}

static enum err_code get_children(struct call *call, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    int32_t day = 0;
    TRY(read_day(call, &day, err));
    TRY(find_unit(call, call->params[0], &territory, &unit, err));
    write_units(call, territory_children(territory, &call->arena, unit, day));
    return ERR_OK;
}

static enum err_code get_chain(struct call *call, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    int32_t day = 0;
    TRY(read_day(call, &day, err));
    TRY(find_unit(call, call->params[0], &territory, &unit, err));
    write_units(call, territory_chain(territory, &call->arena, unit, day));
    return ERR_OK;
}

enum { LINEAGE_DEPTH_MAX = 12, SEARCH_MAX = 50 };

static void write_lineage(struct call *call, struct json_writer *w, const struct territory *territory,
                          const struct unit *unit, bool back, int depth)
{
    const struct lineage **rows = NULL;
    size_t count = depth >= LINEAGE_DEPTH_MAX ? 0 :
                   back ? territory_lineage_to(territory, &call->arena, unit, &rows) :
                          territory_lineage_from(territory, &call->arena, unit, &rows);
    json_key(w, back ? "came_from" : "went_to");
    json_begin_array(w);
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT_SIZE];
        const struct unit *other = territory_unit(territory, back ? rows[i]->from : rows[i]->to);
        date_to_external(date_from_days(rows[i]->on_day), day);
        json_begin_object(w);
        json_member_string(w, "on", day);
        json_member_string(w, "how", lineage_type_code((enum lineage_type)rows[i]->type));
        unit_json_members(w, other);
        write_lineage(call, w, territory, other, back, depth + 1);
        json_end_object(w);
    }
    json_end_array(w);
}

static enum err_code get_lineage(struct call *call, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    TRY(find_unit(call, call->params[0], &territory, &unit, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    unit_json_members(&w, unit);
    write_lineage(call, &w, territory, unit, true, 1);
    write_lineage(call, &w, territory, unit, false, 1);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

static enum err_code get_search(struct call *call, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *above = NULL;
    const char *q = call_query(call, "q"), *within = call_query(call, "within");
    int32_t day = 0;
    if (!q || !*q) {
        (void)err_set(err, ERR_USAGE, MSG_BODY_MISSING, "q");
        return err_at(err, "q");
    }
    TRY(read_day(call, &day, err));
    TRY(unit_territory(call->store, &territory, err));
    if (within)
        TRY(find_unit(call, within, &territory, &above, err));
    struct unit_set found = territory_by_name(territory, &call->arena, above, LEVEL_MAX_, q, day);
    found.count = found.count > SEARCH_MAX ? SEARCH_MAX : found.count;
    write_units(call, found);
    return ERR_OK;
}

/* --- outlines ----------------------------------------------------------------------------------------------- */

static const struct shape_field map_query[] = {
    { "unit", SHAPE_ID, .required = true, .vi = "Đơn vị mà các đơn vị bên trong được vẽ", .en = "The unit whose parts are drawn" },
    { "on", SHAPE_DATE, .vi = "Địa giới vào ngày này; mặc định hôm nay", .en = "Territory of this day; today by default" },
    { 0 },
};

static enum err_code get_boundaries(struct call *call, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *unit = NULL;
    struct boundary_map map;
    int32_t day = 0;
    TRY(call_need(call, "unit", err));
    TRY(read_day(call, &day, err));
    TRY(find_unit(call, call_query(call, "unit"), &territory, &unit, err));
    TRY(boundary_map(call->store, unit->id, day, &call->arena, &map, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "box");
    json_begin_array(&w);
    for (int i = 0; i < 2; i++)
        json_int(&w, 0);
    json_int(&w, map.width);
    json_int(&w, map.height);
    json_end_array(&w);
    json_key(&w, "shapes");
    json_begin_array(&w);
    for (size_t i = 0; i < map.count; i++) {
        char id[ID_TEXT_SIZE];
        id_to_text(map.shapes[i].unit, id);
        json_begin_object(&w);
        json_member_string(&w, "unit", id);
        json_member_string(&w, "path", map.shapes[i].path);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

static const struct shape_field boundary_fields[] = {
    { "upload", SHAPE_TEXT, .required = true, .max = 100, .vi = "Tệp GeoJSON hoặc TopoJSON đã gửi lên", .en = "A GeoJSON or TopoJSON file sent before" },
    { "on", SHAPE_DATE, .vi = "Mã đơn vị có hiệu lực vào ngày này; mặc định hôm nay", .en = "Codes of units in force on this day; today by default" },
    { 0 },
};
static const struct shape boundary_shape_in = { "Boundaries", boundary_fields };

static enum err_code post_boundaries(struct call *call, struct err *err)
{
    struct boundary_load load;
    const char *path = NULL;
    int32_t day = 0;
    TRY(day_of(call, tree_text(call->json, "on"), &day, err));
    TRY(upload_path(call, tree_text(call->json, "upload"), &path, err));
    TRY(boundary_load(call->store, path, day, &call->arena, &load, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_string(&w, "property", load.property);
    json_member_int(&w, "shapes", load.shapes);
    json_member_int(&w, "matched", load.matched);
    json_member_int(&w, "points", load.points);
    json_key(&w, "unmatched");
    json_begin_array(&w);
    for (size_t i = 0; i < load.unmatched_count; i++)
        json_string(&w, load.unmatched[i]);
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code delete_boundaries(struct call *call, struct err *err)
{
    TRY(boundary_clear(call->store, err));
    call->status = 204;
    return ERR_OK;
}

const struct route routes_unit[] = {
    { HTTP_GET, "/api/v1/boundaries", RIGHT_PUBLIC, LANE_READ, .query = map_query, .answer = "application/json",
      .handle = get_boundaries, .name = "boundaries", .group = "territory", .vi = "Ranh giới các đơn vị trực thuộc, để vẽ bản đồ", .en = "Outlines of the units below, to draw a map" },
    { HTTP_POST, "/api/v1/boundaries", RIGHT_ADMIN, LANE_APART, BODY_SMALL, .in = &boundary_shape_in, .answer = "application/json",
      .idempotent = true, .handle = post_boundaries, .name = "boundaries_load", .group = "territory",
      .vi = "Nạp ranh giới từ tệp GeoJSON, TopoJSON", .en = "Load outlines from a GeoJSON or TopoJSON file" },
    { HTTP_DELETE, "/api/v1/boundaries", RIGHT_ADMIN, LANE_WRITE, .answer = "application/json", .handle = delete_boundaries,
      .name = "boundaries_clear", .group = "territory", .vi = "Bỏ mọi ranh giới đã nạp", .en = "Forget all outlines" },
    { HTTP_GET, "/api/v1/territory/search", RIGHT_PUBLIC, LANE_READ, .query = search_query, .out = &units_shape,
      .keeps = true, .at_once = true, .handle = get_search, .name = "unit_search", .group = "territory", .vi = "Tìm đơn vị theo tên", .en = "Find units by name" },
    { HTTP_GET, "/api/v1/territory/{unit}/children", RIGHT_PUBLIC, LANE_READ, .query = tree_query, .out = &units_shape,
      .keeps = true, .at_once = true, .handle = get_children, .name = "unit_children", .group = "territory", .vi = "Các đơn vị trực thuộc", .en = "The units below" },
    { HTTP_GET, "/api/v1/territory/{unit}/chain", RIGHT_PUBLIC, LANE_READ, .query = tree_query, .out = &units_shape,
      .keeps = true, .at_once = true, .handle = get_chain, .name = "unit_chain", .group = "territory", .vi = "Đơn vị và các cấp trên vào một ngày", .en = "The unit and those above it on a day" },
    { HTTP_GET, "/api/v1/territory/{unit}/lineage", RIGHT_PUBLIC, LANE_READ, .answer = "application/json", .keeps = true, .at_once = true, .handle = get_lineage,
      .name = "unit_lineage", .group = "territory", .vi = "Hình thành từ đâu, trở thành gì", .en = "What it came from and became" },
    { 0 },
};
