/* SPDX-License-Identifier: Apache-2.0
 * Programmes as their YAML files: check one, load one, say yes to a proposed version. */
#include "http/api.h"

#include "base/date.h"
#include "domain/field.h"
#include "http/fields.h"
#include "http/programme_text.h"
#include "http/reach.h"
#include "http/server_parts.h"
#include "service/programme/programme_choice.h"
#include "service/programme/programme_shipped.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The loader reads files: the text goes through one in the spool folder. */
static enum err_code spool_text(struct call *call, char **ret_path, struct err *err)
{
    TRY(server_spool_path(call->server, &call->arena, ret_path, err));
    int fd = open(*ret_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool done = fd >= 0 && write(fd, buf_text(&call->body), call->body.len) == (ssize_t)call->body.len;
    int why = errno;
    if (fd >= 0)
        (void)close(fd);
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, "programme.yaml", strerror(why));
}

static void write_result(struct call *call, const struct programme_load_result *result)
{
    struct json_writer w = call_json(call);
    char id[ID_TEXT_SIZE];
    id_to_text(result->id, id);
    json_begin_object(&w);
    json_member_string(&w, "id", result->id ? id : NULL);
    json_member_bool(&w, "new", result->is_new);
    json_member_bool(&w, "changed", result->changed);
    json_member_int(&w, "revision", result->revision);
    json_member_int(&w, "in_force", result->in_force);
    json_member_int(&w, "bodies", result->bodies_made);
    json_member_int(&w, "codes", result->codes_made);
    json_member_int(&w, "totals", result->tallies);
    json_end_object(&w);
}

static const struct shape_field load_query[] = {
    { "from", SHAPE_DATE, .vi = "Có hiệu lực từ ngày", .en = "Takes force on this day" },
    { "summary", SHAPE_TEXT, .vi = "Thay đổi gì, trong một câu", .en = "What changes, in a sentence" },
    { 0 },
};

static enum err_code post_load(struct call *call, struct err *err)
{
    struct mistakes mistakes = { .arena = &call->arena };
    struct programme_load_result result = { 0 };
    struct programme_load request = { .from = date_none(), .summary = call_query(call, "summary") };
    const char *from = call_query(call, "from");
    char *path = NULL;
    if (from)
        TRY(date_from_external(from, &request.from, err));
    enum err_code code = spool_text(call, &path, err);
    request.path = path;
    if (code == ERR_OK)
        code = programme_load(call->store, &request, &call->arena, &mistakes, &result, err);
    if (path)
        (void)unlink(path);
    if (mistakes.count) {
        (void)err_set(err, ERR_INPUT, MSG_PROGRAMME_MISTAKES, err_int((int64_t)mistakes.count));
        struct json_writer w = call_problem_begin(call, 422, err);
        programme_write_mistakes(call, &w, &mistakes, NULL);
        call_problem_end(&w);
        return ERR_INPUT;
    }
    TRY(code);
    write_result(call, &result);
    return ERR_OK;
}

static const struct shape_field agree_fields[] = {
    { "organisation", SHAPE_TEXT, .required = true, .max = 60, .vi = "Bên ký", .en = "The signer" },
    { "decision", SHAPE_TEXT, .max = 30, .vi = "agree, agree_with_changes hoặc disagree", .en = "agree, agree_with_changes or disagree" },
    { "revision", SHAPE_INT, .vi = "Bản đề xuất; thiếu: bản đang chờ", .en = "The proposal; without it the one waiting" },
    { "comment", SHAPE_TEXT, .max = 2000, .vi = "Ý kiến", .en = "A comment" },
    { 0 },
};
static const struct shape agree_shape = { "ProgrammeAgree", agree_fields };

static enum err_code post_agree(struct call *call, struct err *err)
{
    static const char *const decisions[] = { "agree", "agree_with_changes", "disagree" };
    struct programme_load_result result = { 0 };
    const char *decision = tree_text(call->json, "decision");
    struct consent_request request = { .programme = call->params[0], .decision = decision ? decision : "agree",
                                       .revision = tree_int(call->json, "revision", 0), .on = date_none(),
                                       .comment = tree_text(call->json, "comment") };
    bool known = false;
    for (size_t i = 0; i < COUNT(decisions); i++)
        known = known || strcmp(request.decision, decisions[i]) == 0;
    if (!known) {
        (void)err_set(err, ERR_INPUT, MSG_BODY_UNKNOWN, request.decision);
        return err_at(err, "decision");
    }
    TRY(reach_line(call, tree_text(call->json, "organisation"), &request.organisation, err));
    TRY(programme_agree(call->store, &request, &call->arena, &result, err));
    write_result(call, &result);
    return ERR_OK;
}

static void write_names(struct json_writer *w, const char *key, const char *const *names)
{
    json_key(w, key);
    json_begin_array(w);
    for (; names && *names; names++)
        json_string(w, *names);
    json_end_array(w);
}

static enum err_code get_versions(struct call *call, struct err *err)
{
    struct programme_versions versions = { 0 };
    TRY(programme_versions_read(call->store, call->params[0], &call->arena, &versions, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < versions.count; i++) {
        const struct programme_version *version = &versions.items[i];
        char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
        date_to_external(version->from, from);
        date_to_external(version->to, to);
        json_begin_object(&w);
        json_member_int(&w, "revision", version->revision);
        json_member_string(&w, "state", version->state);
        json_member_string(&w, "summary", version->summary);
        json_member_string(&w, "from", date_is_none(version->from) ? NULL : from);
        json_member_string(&w, "to", date_is_none(version->to) ? NULL : to);
        write_names(&w, "agreed", version->agreed);
        write_names(&w, "waiting", version->waiting);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

/* --- those that come with the house ------------------------------------------------------------------------ */

static enum err_code get_choices(struct call *call, struct err *err)
{
    static const char *const fields[] = { "code", "title", "short_title", "from_date", "to_date" };
    struct programme_choice *choices = NULL;
    size_t count = 0;
    TRY(programme_choices(call->store, &call->arena, &choices, &count, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(&w);
        for (size_t f = 0; f < COUNT(fields); f++) {
            struct value value = record_value(choices[i].record, fields[f]);
            const struct field *field = kind_field(choices[i].record->kind, fields[f]);
            json_member_string(&w, fields[f], value_is_null(value) ? NULL : field_external(&call->arena, field, value));
        }
        json_member_string(&w, "state", choices[i].record->state);
        json_member_string(&w, "territory", choices[i].territory);
        json_member_bool(&w, "here", choices[i].is_here);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

static enum err_code get_shipped(struct call *call, struct err *err)
{
    (void)err;
    struct shipped_programmes list = shipped_programmes_list(&call->arena);
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < list.count; i++) {
        const struct shipped_programme *item = &list.items[i];
        json_begin_object(&w);
        json_member_string(&w, "name", item->name);
        json_member_string(&w, "title", call->lang == LANG_EN && item->title_en ? item->title_en : item->title_vi);
        json_member_string(&w, "territory", item->is_template ? NULL : item->territory);
        json_member_bool(&w, "template", item->is_template);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

static const struct shape_field shipped_query[] = {
    { "unit", SHAPE_TEXT, .max = 60, .vi = "Bản mẫu được đổi cho tỉnh của đơn vị này", .en = "A template is made that of this unit's province" },
    { 0 },
};

static enum err_code get_shipped_text(struct call *call, struct err *err)
{
    const char *named = call_query(call, "unit"), *text = NULL;
    int64_t unit = 0;
    if (named)
        TRY(unit_resolve(call->store, named, NULL, &unit, err));
    TRY(shipped_programme_text(call->store, call->params[0], unit, &call->arena, &text, err));
    call->status = 200;
    call->type = "application/yaml; charset=utf-8";
    buf_add(&call->out, text);
    return ERR_OK;
}

const struct route routes_programme[] = {
    { HTTP_GET, "/api/v1/programmes/choices", RIGHT_READ, LANE_READ, .answer = "application/json", .keeps = true, .handle = get_choices,
      .name = "programme_choices", .group = "programmes", .vi = "Các chương trình để chọn: của địa bàn mình đứng trước",
      .en = "The programmes to choose from: those of one's own place first" },
    { HTTP_GET, "/api/v1/programmes/shipped", RIGHT_SIGNED_IN, LANE_READ, .answer = "application/json", .handle = get_shipped,
      .name = "programmes_shipped", .group = "programmes", .vi = "Các chương trình có sẵn", .en = "Programmes that come with the house" },
    { HTTP_GET, "/api/v1/programmes/shipped/{name}", RIGHT_SIGNED_IN, LANE_READ, .query = shipped_query, .answer = "application/yaml",
      .handle = get_shipped_text, .name = "programme_shipped", .group = "programmes", .vi = "Văn bản YAML của một chương trình có sẵn",
      .en = "The YAML text of one of them" },
    { HTTP_POST, "/api/v1/programmes/load", RIGHT_APPROVE, LANE_APART, BODY_BULK / 8, .body_type = "application/yaml",
      .query = load_query, .answer = "application/json", .idempotent = true, .handle = post_load, .name = "programme_load",
      .group = "programmes", .vi = "Nạp một chương trình, hoặc đề xuất bản mới", .en = "Load a programme, or propose a new version" },
    { HTTP_POST, "/api/v1/programmes/{id}/agree", RIGHT_APPROVE, LANE_APART, BODY_SMALL, .in = &agree_shape, .idempotent = true,
      .answer = "application/json", .handle = post_agree, .name = "programme_agree", .group = "programmes",
      .vi = "Ý kiến của một bên ký về bản đề xuất", .en = "What a signer says to a proposed version" },
    { HTTP_GET, "/api/v1/programmes/{id}/versions", RIGHT_READ, LANE_READ, .answer = "application/json", .keeps = true, .handle = get_versions,
      .name = "programme_versions", .group = "programmes", .vi = "Các bản của chương trình", .en = "The versions of a programme" },
    { 0 },
};
