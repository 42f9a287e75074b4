/* SPDX-License-Identifier: Apache-2.0
 * A programme's text: told in words, checked while it is written, changed in one place, made into the next. The
 * browser keeps the text and knows no YAML: what it shows in forms is the tree that the check gives back. */
#include "http/api.h"

#include "base/yaml_edit.h"
#include "http/fields.h"
#include "http/programme_text.h"
#include "service/programme/programme_text.h"
#include "service/programme/programme_words.h"

#include <string.h>

enum { ELEMENT_DEPTH = 2 }; /* section and number: below it, and in {…}, collections are told as text, too */

/* --- told ---------------------------------------------------------------------------------------------------------- */

void programme_write_mistakes(struct call *call, struct json_writer *w, const struct mistakes *mistakes,
                              const struct yaml *root)
{
    json_key(w, "mistakes");
    json_begin_array(w);
    for (size_t i = 0; i < mistakes->count; i++) {
        const struct mistake *mistake = &mistakes->items[i];
        CLEANUP(buf_done) struct buf text = { 0 };
        struct yaml_path path = { 0 };
        msg_format(&text, call->lang, mistake->msg, mistake->args);
        json_begin_object(w);
        json_member_int(w, "line", mistake->line);
        json_member_int(w, "column", mistake->column);
        json_member_string(w, "code", msg_key(mistake->msg));
        json_member_string(w, "message", buf_text(&text));
        if (root) {
            yaml_path_of(&call->arena, root, mistake->line, mistake->column, &path);
            json_key(w, "path");
            json_begin_array(w);
            for (size_t k = 0; k < path.count; k++)
                json_string(w, path.steps[k]);
            json_end_array(w);
        }
        json_end_object(w);
    }
    json_end_array(w);
    json_member_int(w, "more", (int64_t)mistakes->more);
}

static void write_node(struct json_writer *w, const struct yaml *node, int depth)
{
    json_begin_object(w);
    json_member_int(w, "line", node->line);
    if (node->type == YAML_SCALAR)
        json_member_string(w, "text", yaml_is_null(node) ? NULL : node->text);
    if (node->type == YAML_MAPPING) {
        json_key(w, "keys");
        json_begin_array(w);
        for (size_t i = 0; i < node->count; i++)
            json_string(w, node->keys[i].text);
        json_end_array(w);
    }
    if (node->type != YAML_SCALAR) {
        json_key(w, "items");
        json_begin_array(w);
        for (size_t i = 0; i < node->count; i++)
            write_node(w, &node->items[i], depth + 1);
        json_end_array(w);
    }
    if (node->type != YAML_SCALAR && (node->flow || depth > ELEMENT_DEPTH)) {
        CLEANUP(buf_done) struct buf yaml = { 0 };
        yaml_write(&yaml, node, 0);
        json_member_string(w, "yaml", buf_text(&yaml));
    }
    json_end_object(w);
}

static void write_line(struct json_writer *w, const struct programme_line *line)
{
    json_begin_object(w);
    json_member_string(w, "id", line->id);
    json_member_string(w, "text", line->text);
    json_member_string(w, "detail", line->detail);
    json_member_string(w, "source", line->source);
    json_member_int(w, "level", line->level);
    json_end_object(w);
}

static void write_words(struct call *call, struct json_writer *w, const struct programme *programme)
{
    struct programme_words words = programme_words_of(&call->arena, programme, call->lang);
    char period[DATE_TEXT_SIZE];
    period_to_text(programme->period, period);
    json_member_string(w, "programme", programme->id);
    json_member_string(w, "title", call->lang == LANG_EN && programme->title.en ? programme->title.en : programme->title.vi);
    json_member_string(w, "period", period);
    json_member_string(w, "territory", programme->territory_name);
    json_key(w, "sections");
    json_begin_array(w);
    for (size_t i = 0; i < words.count; i++) {
        const struct programme_section *section = &words.sections[i];
        json_begin_object(w);
        json_member_string(w, "key", section->key);
        json_member_string(w, "heading", msg_text(section->heading, call->lang));
        json_key(w, "lines");
        json_begin_array(w);
        for (size_t k = 0; k < section->count; k++)
            write_line(w, &section->lines[k]);
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
}

/* --- check --------------------------------------------------------------------------------------------------------- */

static const struct shape_field check_query[] = {
    { "tree", SHAPE_BOOL, .vi = "Trả về cả cây YAML và chương trình bằng lời", .en = "The tree of the YAML and the programme in words, too" },
    { 0 },
};
static const struct shape_field answer_fields[] = {
    { "mistakes", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Mọi lỗi: line, column, path, message", .en = "Every mistake: line, column, path, message" },
    { 0 },
};
static const struct shape check_shape = { "ProgrammeCheck", answer_fields };

static enum err_code post_check(struct call *call, struct err *err)
{
    struct mistakes mistakes = { .arena = &call->arena }, told = { .arena = &call->arena };
    bool with_tree = call_query_true(call, "tree");
    (void)err;
    const struct programme *programme =
        programme_parse(&call->arena, "programme.yaml", buf_text(&call->body), call->body.len, &mistakes);
    const struct yaml *root = with_tree ? yaml_parse(&call->arena, "programme.yaml", buf_text(&call->body), call->body.len, &told) : NULL;
    bool good = programme && mistakes.count == 0;
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_bool(&w, "good", good);
    if (with_tree && good)
        write_words(call, &w, programme);
    else
        json_member_string(&w, "programme", programme ? programme->id : NULL);
    programme_write_mistakes(call, &w, &mistakes, root);
    if (root) {
        json_key(&w, "tree");
        write_node(&w, root, 0);
    }
    json_end_object(&w);
    return ERR_OK;
}

/* --- one change ------------------------------------------------------------------------------------------------------ */

enum { TEXT_MAX = BODY_BULK / 8 };

static const struct shape_field edit_fields[] = {
    { "text", SHAPE_TEXT, .required = true, .max = TEXT_MAX, .vi = "Văn bản YAML", .en = "The YAML text" },
    { "path", SHAPE_LIST, .required = true, .max = YAML_PATH_MAX, .items = SHAPE_TEXT, .vi = "Đường đến chỗ sửa: khóa, số thứ tự từ 0",
      .en = "The way to the place: keys, numbers from 0" },
    { "value", SHAPE_TEXT, .max = TEXT_MAX, .vi = "Giá trị mới là một chữ, số", .en = "The new value, a word or number" },
    { "yaml", SHAPE_TEXT, .max = TEXT_MAX, .vi = "Hoặc giá trị mới viết bằng YAML; thiếu cả hai: bỏ chỗ ấy",
      .en = "Or the new value in YAML; without either the place is taken out" },
    { 0 },
};
static const struct shape edit_shape = { "ProgrammeEdit", edit_fields };
static const struct shape_field edited_fields[] = {
    { "text", SHAPE_TEXT, .vi = "Văn bản đã sửa", .en = "The text as changed" },
    { 0 },
};
static const struct shape edited_shape = { "ProgrammeEdited", edited_fields };

/* The new value as a node; NULL where the place is to be taken out. */
static enum err_code read_value(struct call *call, const struct yaml **ret_value, struct err *err)
{
    const char *value = tree_text(call->json, "value"), *yaml = tree_text(call->json, "yaml");
    struct mistakes mistakes = { .arena = &call->arena };
    *ret_value = NULL;
    if (value) {
        struct yaml *node = ARENA_NEW(&call->arena, struct yaml);
        *node = (struct yaml){ .type = YAML_SCALAR, .text = value, .quoted = true };
        *ret_value = node;
    } else if (yaml) {
        *ret_value = yaml_parse(&call->arena, "yaml", yaml, strlen(yaml), &mistakes);
        if (!*ret_value || mistakes.count) {
            (void)mistake_err(&mistakes.items[0], err);
            return err_at(err, "yaml");
        }
    }
    return ERR_OK;
}

static enum err_code post_edit(struct call *call, struct err *err)
{
    const char *text = tree_text(call->json, "text");
    struct mistakes mistakes = { .arena = &call->arena };
    struct yaml_path path = { 0 };
    const struct yaml *value = NULL, *root = yaml_parse(&call->arena, "programme.yaml", text, strlen(text), &mistakes);
    CLEANUP(buf_done) struct buf out = { 0 };
    if (!root)
        return mistake_err(&mistakes.items[0], err);
    for (const struct tree *step = tree_member(call->json, "path")->first; step; step = step->next)
        if (step->type == TREE_TEXT && path.count < YAML_PATH_MAX)
            path.steps[path.count++] = step->text;
    TRY(read_value(call, &value, err));
    if (!yaml_edit(&out, text, root, &path, value)) {
        (void)err_set(err, ERR_INPUT, MSG_PROGRAMME_NO_PLACE);
        return err_at(err, "path");
    }
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_string(&w, "text", buf_text(&out));
    json_end_object(&w);
    return ERR_OK;
}

/* --- of one that is loaded --------------------------------------------------------------------------------------------- */

static const struct shape_field revision_query[] = {
    { "revision", SHAPE_INT, .vi = "Bản nào; thiếu: bản đang có hiệu lực", .en = "Which version; without it the one in force" },
    { 0 },
};

static enum err_code find_version(struct call *call, const struct programme_version **ret_version, struct err *err)
{
    int64_t revision = 0;
    TRY(call_query_int(call, "revision", 0, 1, 1000000, &revision, err));
    return programme_text(call->store, call->params[0], revision, &call->arena, ret_version, err);
}

static enum err_code get_words(struct call *call, struct err *err)
{
    const struct programme_version *version = NULL;
    struct mistakes mistakes = { .arena = &call->arena };
    TRY(find_version(call, &version, err));
    const struct programme *programme =
        programme_parse(&call->arena, "programme.yaml", version->source, strlen(version->source), &mistakes);
    if (!programme) /* it was read when it was loaded: by a program that knew more, or less */
        return err_set(err, ERR_INPUT, MSG_PROGRAMME_MISTAKES, err_int((int64_t)mistakes.count));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_int(&w, "revision", version->revision);
    json_member_string(&w, "state", version->state);
    write_words(call, &w, programme);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

static void answer_text(struct call *call, const char *text, const char *name)
{
    call->status = 200;
    call->type = "application/yaml; charset=utf-8";
    call_header(call, "Content-Disposition", arena_printf(&call->arena, "attachment; filename=\"%s.yaml\"", name));
    buf_add(&call->out, text);
    answer_etag(call, 0);
}

static enum err_code get_text(struct call *call, struct err *err)
{
    const struct programme_version *version = NULL;
    TRY(find_version(call, &version, err));
    answer_text(call, version->source, call->params[0]);
    return ERR_OK;
}

static const struct shape_field next_query[] = {
    { "revision", SHAPE_INT, .vi = "Từ bản nào; thiếu: bản đang có hiệu lực", .en = "From which version; without it the one in force" },
    { "years", SHAPE_INT, .max = 20, .vi = "Sau bao nhiêu năm; thiếu: liền sau thời gian của chương trình",
      .en = "How many years later; without it right after its period" },
    { 0 },
};

static enum err_code get_next(struct call *call, struct err *err)
{
    const struct programme_version *version = NULL;
    const char *text = NULL;
    int64_t years = 0;
    TRY(find_version(call, &version, err));
    TRY(call_query_int(call, "years", 0, 1, 20, &years, err));
    TRY(programme_next(call->store, &call->arena, version->source, (int)years, &text, err));
    answer_text(call, text, arena_printf(&call->arena, "%s_next", call->params[0]));
    return ERR_OK;
}

const struct route routes_programme_text[] = {
    { HTTP_POST, "/api/v1/programmes/check", RIGHT_SIGNED_IN, LANE_READ, BODY_BULK / 8, .body_type = "application/yaml", .query = check_query,
      .out = &check_shape, .handle = post_check, .name = "programme_check", .group = "programmes",
      .vi = "Kiểm tra một tệp chương trình", .en = "Check a programme file" },
    { HTTP_POST, "/api/v1/programmes/edit", RIGHT_SIGNED_IN, LANE_READ, BODY_BULK / 4, .in = &edit_shape, .out = &edited_shape,
      .handle = post_edit, .name = "programme_edit", .group = "programmes", .vi = "Sửa một chỗ trong văn bản YAML, giữ nguyên phần còn lại",
      .en = "Change one place of a YAML text and leave the rest as it is" },
    { HTTP_GET, "/api/v1/programmes/{id}/words", RIGHT_READ, LANE_READ, .query = revision_query, .answer = "application/json", .keeps = true,
      .handle = get_words, .name = "programme_words", .group = "programmes", .vi = "Chương trình bằng lời", .en = "A programme in words" },
    { HTTP_GET, "/api/v1/programmes/{id}/text", RIGHT_READ, LANE_READ, .query = revision_query, .answer = "application/yaml", .keeps = true,
      .handle = get_text, .name = "programme_text", .group = "programmes", .vi = "Văn bản YAML của chương trình", .en = "A programme's YAML text" },
    { HTTP_GET, "/api/v1/programmes/{id}/next", RIGHT_READ, LANE_READ, .query = next_query, .answer = "application/yaml", .handle = get_next,
      .name = "programme_next", .group = "programmes", .vi = "Văn bản YAML cho thời gian tiếp theo, làm từ chương trình này",
      .en = "YAML text of the next period, made from this programme" },
    { 0 },
};
