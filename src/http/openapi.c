/* SPDX-License-Identifier: Apache-2.0 */
#include "http/openapi.h"

#include "base/json.h"
#include "domain/field.h"
#include "http/route.h"

#include <string.h>

struct writing {
    struct json_writer w;
    enum lang lang;
    struct arena arena;
    const char *written[200]; /* names of shapes */
    size_t written_count;
};

static const char *words(const struct writing *writing, const char *vi, const char *en)
{
    return writing->lang == LANG_EN ? en : vi;
}

static void begin_key(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_begin_object(w);
}

/* --- fields of records ------------------------------------------------------------------------------------ */

static void write_enum(struct json_writer *w, const struct code *code, bool nullable)
{
    json_key(w, "enum");
    json_begin_array(w);
    for (; code->code; code++)
        json_string(w, code->code);
    if (nullable)
        json_null(w);
    json_end_array(w);
}

static const char *json_type(const struct field *field)
{
    if (field->type == FIELD_BOOL)
        return "boolean";
    if (field->type == FIELD_CODES)
        return "array";
    return field_is_int(field) && field->type != FIELD_REF ? "integer" : "string";
}

static void write_limits(struct json_writer *w, const struct field *field)
{
    static const int64_t least[FIELD_TYPE_MAX_] = { [FIELD_YEAR] = 1900 };
    static const int64_t most[FIELD_TYPE_MAX_] = { [FIELD_YEAR] = 2100, [FIELD_SHARE] = 10000,
                                                   [FIELD_TEXT] = 200, [FIELD_NOTE] = 4000 };
    bool is_number = strcmp(json_type(field), "integer") == 0;
    int64_t max = field->max ? field->max : most[field->type];
    if (field->type == FIELD_TIME)
        json_member_string(w, "format", "date-time");
    if (field->type == FIELD_DATE)
        json_member_string(w, "pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-?Q[1-4])?");
    if (field->type == FIELD_EMAIL)
        json_member_string(w, "format", "email");
    if (is_number && field->type != FIELD_INT)
        json_member_int(w, "minimum", field->min ? field->min : least[field->type]);
    else if (is_number && max)
        json_member_int(w, "minimum", field->min);
    if (max)
        json_member_int(w, is_number ? "maximum" : "maxLength", max);
}

static void write_field(struct writing *writing, const struct field *field, bool nullable)
{
    struct json_writer *w = &writing->w;
    json_begin_object(w);
    json_key(w, "type");
    if (nullable) {
        json_begin_array(w);
        json_string(w, json_type(field));
        json_string(w, "null");
        json_end_array(w);
    } else {
        json_string(w, json_type(field));
    }
    json_member_string(w, "title", words(writing, field->vi, field->en));
    if (field->ref)
        json_member_string(w, "description", arena_printf(&writing->arena, "→ %s", field->ref));
    if (field->type == FIELD_CODES) {
        begin_key(w, "items");
        json_member_string(w, "type", "string");
        if (field->codes && !field->list)
            write_enum(w, field->codes, false);
        json_end_object(w);
    } else if (field->codes && !field->list) {
        write_enum(w, field->codes, nullable);
    } else if (!field->codes) {
        write_limits(w, field);
    }
    if (field->personal != PERSONAL_NONE)
        json_member_string(w, "x-personal", field->personal == PERSONAL_BASIC ? "basic" : "sensitive");
    json_end_object(w);
}

/* What may be sent: without copies and what only the program sets. */
static void write_fields_in(struct writing *writing, const struct kind *kind, const char *name, bool creating)
{
    struct json_writer *w = &writing->w;
    bool any_required = false;
    begin_key(w, name);
    json_member_string(w, "type", "object");
    json_member_bool(w, "additionalProperties", false);
    begin_key(w, "properties");
    for (const struct field *field = kind->fields; field->name; field++) {
        if (field->hidden || field->carried || (!creating && field->immutable))
            continue;
        json_key(w, field->name);
        write_field(writing, field, true);
        any_required = any_required || field_is_asked(field);
    }
    json_end_object(w);
    if (creating && any_required) {
        json_key(w, "required");
        json_begin_array(w);
        for (const struct field *field = kind->fields; field->name; field++)
            if (field_is_asked(field) && !field->hidden)
                json_string(w, field->name);
        json_end_array(w);
    }
    json_end_object(w);
}

static void write_plain(struct json_writer *w, const char *name, const char *type)
{
    begin_key(w, name);
    json_member_string(w, "type", type);
    json_end_object(w);
}

static void write_ref(struct json_writer *w, const char *name)
{
    char text[160];
    snprintf(text, sizeof(text), "#/components/schemas/%s", name);
    json_member_string(w, "$ref", text);
}

static void write_record(struct writing *writing, const struct kind *kind)
{
    struct json_writer *w = &writing->w;
    begin_key(w, kind->name);
    json_member_string(w, "type", "object");
    json_member_string(w, "title", words(writing, kind->vi, kind->en));
    begin_key(w, "properties");
    begin_key(w, "id");
    write_ref(w, "Id");
    json_end_object(w);
    write_plain(w, "version", "integer");
    if (kind->states) {
        begin_key(w, "state");
        json_member_string(w, "type", "string");
        json_key(w, "enum");
        json_begin_array(w);
        for (const struct state *state = kind->states; state->code; state++)
            json_string(w, state->code);
        json_end_array(w);
        json_end_object(w);
    }
    for (const struct field *field = kind->fields; field->name; field++) {
        if (field->hidden)
            continue;
        json_key(w, field->name);
        write_field(writing, field, true);
    }
    write_plain(w, "created_at", "string");
    write_plain(w, "updated_at", "string");
    write_plain(w, "labels", "object");
    begin_key(w, "may");
    write_ref(w, "May");
    json_end_object(w);
    json_end_object(w);
    json_end_object(w);
}

/* --- shapes --------------------------------------------------------------------------------------------------- */

static void write_type(struct writing *writing, const struct shape_field *field, enum shape_type type)
{
    static const char *const types[] = {
        [SHAPE_TEXT] = "string", [SHAPE_INT] = "integer", [SHAPE_BOOL] = "boolean",  [SHAPE_DATE] = "string",
        [SHAPE_ID] = "string",   [SHAPE_LIST] = "array",  [SHAPE_FIELDS] = "object", [SHAPE_OBJECT] = "object",
    };
    struct json_writer *w = &writing->w;
    if (type == SHAPE_OBJECT && field->of) {
        write_ref(w, field->of->name);
        return;
    }
    if (type != SHAPE_ANY)
        json_member_string(w, "type", types[type]);
    if (type == SHAPE_LIST) {
        begin_key(w, "items");
        if (field->of)
            write_ref(w, field->of->name);
        else
            write_type(writing, &(struct shape_field){ 0 }, field->items);
        json_end_object(w);
    }
    if (field->max && type != SHAPE_OBJECT)
        json_member_int(w, type == SHAPE_LIST ? "maxItems" : type == SHAPE_INT ? "maximum" : "maxLength",
                        field->max);
    if (type == SHAPE_INT)
        json_member_int(w, "minimum", field->min);
}

static void write_shape(struct writing *writing, const struct shape *shape)
{
    struct json_writer *w = &writing->w;
    for (size_t i = 0; i < writing->written_count; i++)
        if (strcmp(writing->written[i], shape->name) == 0)
            return;
    require(writing->written_count < COUNT(writing->written));
    writing->written[writing->written_count++] = shape->name;
    bool any_required = false;
    begin_key(w, shape->name);
    json_member_string(w, "type", "object");
    begin_key(w, "properties");
    for (const struct shape_field *field = shape->fields; field->name; field++) {
        begin_key(w, field->name);
        write_type(writing, field, field->type);
        json_member_string(w, "description", words(writing, field->vi, field->en));
        json_end_object(w);
        any_required = any_required || field->required;
    }
    json_end_object(w);
    if (any_required) {
        json_key(w, "required");
        json_begin_array(w);
        for (const struct shape_field *field = shape->fields; field->name; field++)
            if (field->required)
                json_string(w, field->name);
        json_end_array(w);
    }
    json_end_object(w);
    for (const struct shape_field *field = shape->fields; field->name; field++)
        if (field->of)
            write_shape(writing, field->of);
}

static const struct shape_field problem_error_fields[] = {
    { "field", SHAPE_TEXT, .vi = "Trường sai", .en = "The wrong field" },
    { "code", SHAPE_TEXT, .vi = "Mã của câu", .en = "The sentence's key" },
    { "message", SHAPE_TEXT, .vi = "Câu theo ngôn ngữ đã chọn", .en = "The sentence in the language chosen" },
    { "vi", SHAPE_TEXT, .vi = "Câu tiếng Việt", .en = "The sentence in Vietnamese" },
    { "en", SHAPE_TEXT, .vi = "Câu tiếng Anh", .en = "The sentence in English" },
    { 0 },
};
static const struct shape problem_error_shape = { "ProblemError", problem_error_fields };
static const struct shape_field problem_fields[] = {
    { "type", SHAPE_TEXT, .required = true, .vi = "Loại lỗi", .en = "Kind of problem" },
    { "title", SHAPE_TEXT, .required = true, .vi = "Tóm tắt", .en = "In short" },
    { "status", SHAPE_INT, .required = true, .vi = "Mã HTTP", .en = "HTTP status" },
    { "detail", SHAPE_TEXT, .vi = "Sai ở đâu và sửa thế nào", .en = "What is wrong and how to mend it" },
    { "code", SHAPE_TEXT, .vi = "Mã của câu", .en = "The sentence's key" },
    { "errors", SHAPE_LIST, .of = &problem_error_shape, .vi = "Mọi chỗ sai", .en = "Everything that is wrong" },
    { 0 },
};
static const struct shape problem_shape = { "Problem", problem_fields };
static const struct shape_field may_fields[] = {
    { "patch", SHAPE_BOOL, .vi = "Được sửa", .en = "May be changed" },
    { "actions", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Các bước được làm bây giờ: action, to, label, reason",
      .en = "Steps that may be taken now: action, to, label, reason" },
    { 0 },
};
static const struct shape may_shape = { "May", may_fields };
static const struct shape_field history_fields[] = {
    { "items", SHAPE_LIST, .required = true, .items = SHAPE_ANY,
      .vi = "Mỗi thay đổi: version, at, actor, action, reason, changes; giá trị cá nhân chỉ là mã băm",
      .en = "Each change: version, at, actor, action, reason, changes; personal values as hashes only" },
    { 0 },
};
static const struct shape history_shape = { "History", history_fields };

static void write_schemas(struct writing *writing)
{
    struct json_writer *w = &writing->w;
    begin_key(w, "schemas");
    begin_key(w, "Id");
    json_member_string(w, "type", "string");
    json_member_string(w, "pattern", "^[0-9A-HJKMNP-TV-Z]{13}$");
    json_end_object(w);
    write_shape(writing, &problem_shape);
    write_shape(writing, &may_shape);
    write_shape(writing, &history_shape);
    for (const struct route *const *table = route_tables; *table; table++)
        for (const struct route *route = *table; route->path; route++) {
            if (route->in)
                write_shape(writing, route->in);
            if (route->out)
                write_shape(writing, route->out);
        }
    for (size_t i = 0; kinds[i]; i++) {
        write_record(writing, kinds[i]);
        if (!kinds[i]->internal)
            write_fields_in(writing, kinds[i], arena_printf(&writing->arena, "%s_new", kinds[i]->name), true);
        if (!kinds[i]->internal && !kinds[i]->append_only)
            write_fields_in(writing, kinds[i], arena_printf(&writing->arena, "%s_patch", kinds[i]->name), false);
    }
    json_end_object(w);
}

/* --- operations ------------------------------------------------------------------------------------------------- */

static void write_parameter(struct writing *writing, const char *name, const char *in, bool required,
                            const struct shape_field *field, const char *description)
{
    struct json_writer *w = &writing->w;
    json_begin_object(w);
    json_member_string(w, "name", name);
    json_member_string(w, "in", in);
    if (required)
        json_member_bool(w, "required", true);
    if (description)
        json_member_string(w, "description", description);
    begin_key(w, "schema");
    write_type(writing, field, field->type);
    json_end_object(w);
    json_end_object(w);
}

/* The {names} of the path, then the query, then the conditions on fields, then headers. */
static void write_parameters(struct writing *writing, const struct route *route, const struct kind *kind)
{
    const struct shape_field text = { .type = SHAPE_TEXT };
    json_key(&writing->w, "parameters");
    json_begin_array(&writing->w);
    for (const char *c = strchr(route->path, '{'); c; c = strchr(c + 1, '{')) {
        char *name = arena_strndup(&writing->arena, c + 1, strcspn(c, "}") - 1);
        if (strcmp(name, "kind") != 0)
            write_parameter(writing, name, "path", true, &text, NULL);
    }
    for (const struct shape_field *field = route->query; field && field->name; field++)
        write_parameter(writing, field->name, "query", field->required, field,
                        words(writing, field->vi, field->en));
    for (const struct field *field = route->filters && kind ? kind->fields : NULL; field && field->name; field++)
        if (!field->hidden && !field_is_secret(field) && !shape_field(route->query, field->name))
            write_parameter(writing, field->name, "query", false, &text,
                            words(writing, "Điều kiện; cũng có !=, >=, <=, >, < và ~ (danh sách có mã)",
                                  "A condition; !=, >=, <=, >, < and ~ (the list has the code) too"));
    if (route->needs_if_match)
        write_parameter(writing, "If-Match", "header", true, &text,
                        words(writing, "ETag của bản đã xem", "ETag of what was seen"));
    if (route->idempotent)
        write_parameter(writing, "Idempotency-Key", "header", false, &text,
                        words(writing, "Gửi lại với cùng khóa thì chỉ ghi một lần",
                              "Sent again under the same key it is done once"));
    json_end_array(&writing->w);
}

static void write_content(struct json_writer *w, const char *type, const char *schema, bool in_list)
{
    begin_key(w, "content");
    begin_key(w, type);
    begin_key(w, "schema");
    if (in_list) {
        json_member_string(w, "type", "object");
        begin_key(w, "properties");
        begin_key(w, "items");
        json_member_string(w, "type", "array");
        begin_key(w, "items");
        write_ref(w, schema);
        json_end_object(w);
        json_end_object(w);
        begin_key(w, "next");
        json_key(w, "type");
        json_begin_array(w);
        json_string(w, "string");
        json_string(w, "null");
        json_end_array(w);
        json_end_object(w);
        write_plain(w, "total", "integer");
        json_end_object(w);
    } else if (schema) {
        write_ref(w, schema);
    }
    json_end_object(w);
    json_end_object(w);
    json_end_object(w);
}

static void write_body(struct writing *writing, const struct route *route, const struct kind *kind)
{
    const char *schema = route->in ? route->in->name : NULL;
    if (route->in_fields)
        schema = arena_printf(&writing->arena, "%s_%s", kind->name, route->method == HTTP_PATCH ? "patch" : "new");
    if (!route->body_limit_bytes)
        return;
    begin_key(&writing->w, "requestBody");
    json_member_bool(&writing->w, "required", route->in_fields || route->body_type);
    const char *type = !route->body_type                    ? "application/json" :
                       strcmp(route->body_type, "*/*") == 0 ? "application/octet-stream" :
                                                              route->body_type;
    write_content(&writing->w, type, schema, false);
    json_end_object(&writing->w);
}

static void write_answers(struct writing *writing, const struct route *route, const struct kind *kind)
{
    struct json_writer *w = &writing->w;
    bool is_list = kind && strcmp(route->name, "list") == 0, is_new = strcmp(route->name, "create") == 0;
    bool is_history = strcmp(route->name, "history") == 0;
    const char *schema = route->out ? route->out->name : is_history ? "History" : kind ? kind->name : NULL;
    begin_key(w, "responses");
    begin_key(w, is_new ? "201" : "200");
    json_member_string(w, "description", words(writing, route->vi, route->en));
    if (route->answer)
        write_content(w, route->answer, NULL, false);
    else
        write_content(w, "application/json", schema, is_list);
    json_end_object(w);
    begin_key(w, "default");
    json_member_string(w, "description", words(writing, "Lỗi", "A problem"));
    write_content(w, "application/problem+json", "Problem", false);
    json_end_object(w);
    json_end_object(w);
}

static void write_operation(struct writing *writing, const struct route *route, const struct kind *kind)
{
    static const char *const methods[] = { "get", "post", "patch", "delete" };
    struct json_writer *w = &writing->w;
    begin_key(w, methods[route->method]);
    json_member_string(w, "operationId",
                       kind ? arena_printf(&writing->arena, "%s_%s", kind->slug, route->name) : route->name);
    json_member_string(w, "summary",
                       kind ? arena_printf(&writing->arena, "%s: %s", words(writing, kind->vi, kind->en),
                                           words(writing, route->vi, route->en)) :
                              words(writing, route->vi, route->en));
    json_key(w, "tags");
    json_begin_array(w);
    json_string(w, kind ? kind->slug : route->group);
    json_end_array(w);
    json_member_string(w, "x-right", right_word(route->right));
    json_key(w, "security");
    json_begin_array(w);
    if (route->right != RIGHT_PUBLIC) {
        static const char *const schemes[] = { "token", "cookie" };
        for (size_t i = 0; i < COUNT(schemes); i++) {
            json_begin_object(w);
            json_key(w, schemes[i]);
            json_begin_array(w);
            json_end_array(w);
            json_end_object(w);
        }
    }
    json_end_array(w);
    write_parameters(writing, route, kind);
    write_body(writing, route, kind);
    write_answers(writing, route, kind);
    json_end_object(w);
}

static bool is_first_of_path(const struct route *const *tables, const struct route *route)
{
    for (; *tables; tables++)
        for (const struct route *other = *tables; other->path; other++) {
            if (other == route)
                return true;
            if (strcmp(other->path, route->path) == 0)
                return false;
        }
    return true;
}

/* All methods of one path, which may stand in several rows. */
static void write_path(struct writing *writing, const struct route *first, const struct kind *kind)
{
    struct json_writer *w = &writing->w;
    const char *slot = kind ? strstr(first->path, "{kind}") : NULL;
    bool begun = false;
    for (const struct route *const *table = route_tables; *table; table++)
        for (const struct route *route = *table; route->path; route++) {
            if (strcmp(route->path, first->path) != 0 || (kind && !route_has_kind(route, kind)))
                continue;
            if (!begun)
                begin_key(w, slot ? arena_printf(&writing->arena, "%.*s%s%s", (int)(slot - first->path), first->path,
                                                 kind->slug, slot + 6) :
                                    first->path);
            begun = true;
            write_operation(writing, route, kind);
        }
    if (begun)
        json_end_object(w);
}

static void write_paths(struct writing *writing)
{
    begin_key(&writing->w, "paths");
    for (const struct route *const *table = route_tables; *table; table++)
        for (const struct route *route = *table; route->path; route++) {
            if (!is_first_of_path(route_tables, route))
                continue;
            if (!strstr(route->path, "{kind}"))
                write_path(writing, route, NULL);
            else
                for (size_t i = 0; kinds[i]; i++)
                    write_path(writing, route, kinds[i]);
        }
    json_end_object(&writing->w);
}

static void write_security(struct writing *writing)
{
    struct json_writer *w = &writing->w;
    begin_key(w, "securitySchemes");
    begin_key(w, "token");
    json_member_string(w, "type", "http");
    json_member_string(w, "scheme", "bearer");
    json_end_object(w);
    begin_key(w, "cookie");
    json_member_string(w, "type", "apiKey");
    json_member_string(w, "in", "cookie");
    json_member_string(w, "name", "chungtay");
    json_member_string(w, "description", msg_text(MSG_OPENAPI_COOKIE, writing->lang));
    json_end_object(w);
    json_end_object(w);
}

void openapi_write(struct buf *out, enum lang lang)
{
    struct writing writing = { .w = { .out = out }, .lang = lang };
    struct json_writer *w = &writing.w;
    arena_init(&writing.arena, 0);
    json_begin_object(w);
    json_member_string(w, "openapi", "3.1.0");
    begin_key(w, "info");
    json_member_string(w, "title", "Chung Tay");
    json_member_string(w, "version", "1");
    json_member_string(w, "description", msg_text(MSG_OPENAPI_ABOUT, lang));
    begin_key(w, "license");
    json_member_string(w, "name", "Apache-2.0");
    json_member_string(w, "identifier", "Apache-2.0");
    json_end_object(w);
    json_end_object(w);
    write_paths(&writing);
    begin_key(w, "components");
    write_schemas(&writing);
    write_security(&writing);
    json_end_object(w);
    json_end_object(w);
    arena_done(&writing.arena);
}
