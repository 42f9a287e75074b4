/* SPDX-License-Identifier: Apache-2.0 */
#include "http/fields.h"

#include "base/crypto.h"
#include "domain/field.h"
#include "service/field_words.h"
#include "service/link/link_entry.h"
#include "service/record/record_json.h"
#include "service/unit/unit.h"

#include <stdlib.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- in ------------------------------------------------------------------------------------------------- */

/* "a,b"; NULL where the array holds anything but texts. */
static const char *codes_text(struct call *call, const struct tree *value)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const struct tree *item = value->first; item; item = item->next) {
        if (item->type != TREE_TEXT || strpbrk(item->text, ",;\n"))
            return NULL;
        buf_printf(&out, "%s%s", out.len ? "," : "", item->text);
    }
    return arena_strdup(&call->arena, buf_text(&out));
}

/* The value as text; NULL, and an issue, where its JSON type is not that of the field. */
static const char *value_text(struct call *call, const struct field *field, const struct tree *value,
                              const char *where)
{
    bool is_number = field_is_int(field) && field->type != FIELD_REF && field->type != FIELD_BOOL;
    if (value->type == TREE_NULL)
        return "";
    if (field->type == FIELD_BOOL && value->type == TREE_BOOL)
        return value->truth ? "1" : "0";
    if (field->type == FIELD_CODES && value->type == TREE_ARRAY) {
        const char *text = codes_text(call, value);
        if (text)
            return text;
    } else if (field->type == FIELD_SHARE && value->type == TREE_INT) {
        int64_t whole = value->number / 100, rest = value->number % 100;
        return arena_printf(&call->arena, "%s%lld,%02lld", value->number < 0 ? "-" : "",
                            (long long)(whole < 0 ? -whole : whole), (long long)(rest < 0 ? -rest : rest));
    } else if (is_number && value->type == TREE_INT) {
        return arena_printf(&call->arena, "%lld", (long long)value->number);
    } else if (!is_number && field->type != FIELD_BOOL && field->type != FIELD_CODES &&
               value->type == TREE_TEXT) {
        return value->text;
    }
    issues_add(&call->issues, ERR_INPUT,
               field->type == FIELD_BOOL  ? MSG_BODY_NEEDS_BOOL :
               field->type == FIELD_CODES ? MSG_BODY_NEEDS_CODES :
               is_number                  ? MSG_BODY_NEEDS_NUMBER :
                                            MSG_BODY_NEEDS_TEXT,
               where);
    return NULL;
}

void fields_read(struct call *call, const struct kind *kind, const struct tree *tree, const char *where,
                 struct field_pair **ret_pairs, size_t *ret_count)
{
    struct field_pair *pairs = ARENA_ARRAY(&call->arena, struct field_pair, (tree ? tree->count : 0) + 1);
    size_t count = 0;
    for (const struct tree *member = tree ? tree->first : NULL; member; member = member->next) {
        const struct field *field = kind_field(kind, member->name);
        const char *at = arena_printf(&call->arena, "%s%s", where, member->name), *text = NULL;
        if (!field || field->hidden)
            issues_add(&call->issues, ERR_INPUT, MSG_FIELD_UNKNOWN, at, kind->slug, member->name);
        else
            text = value_text(call, field, member, at);
        if (text)
            pairs[count++] = (struct field_pair){ field->name, text };
    }
    *ret_pairs = pairs;
    *ret_count = count;
}

enum err_code fields_resolve(struct call *call, const struct kind *kind, const char *named, int64_t *ret_id,
                             struct err *err)
{
    if (strcmp(kind->slug, "units") == 0)
        return unit_resolve(call->store, named, NULL, ret_id, err);
    return entity_resolve(call->store, kind, named, ret_id, err);
}

/* --- out ------------------------------------------------------------------------------------------------- */

enum err_code record_view_read(struct call *call, const struct kind *kind, struct record_view *view,
                               struct err *err)
{
    const char *wanted = call_query(call, "fields");
    view->labels = call_query_true(call, "labels");
    view->may = call_query_true(call, "may");
    if (!wanted)
        return ERR_OK;
    bool *chosen = ARENA_ARRAY(&call->arena, bool, KIND_FIELDS_MAX + 1);
    for (const char *c = wanted; *c;) {
        size_t len = strcspn(c, ",");
        const char *name = arena_strndup(&call->arena, c, len);
        int field = kind_field_index(kind, name);
        if (len && (field < 0 || kind->fields[field].hidden)) {
            (void)err_set(err, ERR_USAGE, MSG_FIELD_UNKNOWN, kind->slug, name);
            return err_at(err, "fields");
        }
        if (len)
            chosen[field] = true;
        c += len + (c[len] == ',');
    }
    view->chosen = chosen;
    return ERR_OK;
}

static void write_labels(struct call *call, struct json_writer *w, const struct record *record,
                         const struct record_view *view)
{
    json_key(w, "labels");
    json_begin_object(w);
    for (size_t i = 0; record->kind->fields[i].name; i++) {
        const struct field *field = &record->kind->fields[i];
        bool is_shown = !view->chosen || view->chosen[i];
        const char *words = is_shown ? field_words(call->store, &call->arena, record, field, call->lang) : NULL;
        if (words && field->type == FIELD_REF && strcmp(field->ref, "units") == 0)
            words = unit_name_seen(call->store, &call->arena, record->values[i].i);
        if (words)
            json_member_string(w, field->name, words);
    }
    json_end_object(w);
}

static void write_may(struct call *call, struct json_writer *w, const struct record *record)
{
    struct err err = { 0 };
    const struct kind *kind = record->kind;
    bool patchable = !kind->internal && !kind->append_only &&
                     record_may_write(call->store, kind, &err) == ERR_OK;
    json_key(w, "may");
    json_begin_object(w);
    json_member_bool(w, "patch", patchable);
    json_key(w, "actions");
    json_begin_array(w);
    for (const struct transition *t = kind->transitions; t && t->action; t++) {
        if (!record_may_act(call->store, record, t))
            continue;
        json_begin_object(w);
        json_member_string(w, "action", t->action);
        json_member_string(w, "to", t->to);
        json_member_string(w, "label", call->lang == LANG_EN ? t->en : t->vi);
        json_member_bool(w, "reason", t->reason);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

static void write_id(struct json_writer *w, const char *name, int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    json_member_string(w, name, text);
}

/* What is there already and may be the same as the new record's household. */
static void write_duplicates(struct call *call, struct json_writer *w, const struct record *record)
{
    struct link_proposal *proposals = NULL;
    size_t count = 0;
    struct err err = { 0 };
    if (link_proposals(call->store, record, &call->arena, &proposals, &count, &err) != ERR_OK || !count)
        return;
    json_key(w, "possible_duplicates");
    json_begin_array(w);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(w);
        write_id(w, "link", proposals[i].link);
        write_id(w, "household", proposals[i].household);
        write_id(w, "canonical", proposals[i].canonical);
        json_member_int(w, "probability_hundredths", proposals[i].probability);
        json_end_object(w);
    }
    json_end_array(w);
}

void record_view_write(struct call *call, struct json_writer *w, const struct record *record,
                       const struct record_view *view)
{
    struct record *shown = record_copy(&call->arena, record);
    record_mask(call->store, &call->arena, shown);
    json_begin_object(w);
    record_json_members(&call->arena, w, shown, view->chosen);
    if (view->labels)
        write_labels(call, w, record, view);
    if (view->may)
        write_may(call, w, record);
    if (view->duplicates)
        write_duplicates(call, w, record);
    json_end_object(w);
}

enum err_code answer_file(struct call *call, const char *path, const char *type, const char *name,
                          struct err *err)
{
    struct stat stat;
    call->file = open(path, O_RDONLY | O_CLOEXEC);
    (void)unlink(path);
    if (call->file < 0 || fstat(call->file, &stat) != 0)
        return err_set(err, ERR_IO, MSG_IO_READ, name, strerror(errno));
    call->status = 200;
    call->type = type;
    call->file_bytes = stat.st_size;
    call_header(call, "Content-Disposition", arena_printf(&call->arena, "attachment; filename=\"%s\"", name));
    return ERR_OK;
}

static void answer_tagged(struct call *call, int64_t version, const char *kept)
{
    char hex[SHA256_HEX_SIZE];
    crypto_sha256_hex(buf_text(&call->out), call->out.len, hex);
    const char *tag = version ? arena_printf(&call->arena, "\"%lld-%.16s\"", (long long)version, hex) :
                                arena_printf(&call->arena, "\"%.24s\"", hex);
    call_header(call, "ETag", tag);
    call_header(call, "Cache-Control", kept);
    if (call_has_etag(call, tag))
        call->status = 304;
}

void answer_etag(struct call *call, int64_t version)
{
    /* What is unmasked lies on no disk of a browser; what is masked may, and is asked for again each time. */
    bool is_unmasked = call->signed_in && call->session.actor.sees_personal;
    answer_tagged(call, version, is_unmasked ? "no-store" : KEPT_BY_CALLER);
}

void answer_etag_public(struct call *call)
{
    answer_tagged(call, 0, "public, max-age=300");
}

void answer_record(struct call *call, const struct record *record, int status)
{
    struct record_view view = { .may = true, .labels = call_query_true(call, "labels"), .duplicates = status == 201 };
    struct json_writer w = call_json(call);
    call->status = status;
    record_view_write(call, &w, record, &view);
    answer_etag(call, record->version);
}

enum err_code if_match_version(const struct call *call, int64_t *ret_version, struct err *err)
{
    const char *given = call->head.if_match;
    char *end = NULL;
    *ret_version = 0;
    if (!given || strcmp(given, "*") == 0)
        return ERR_OK;
    if (*given == '"')
        *ret_version = strtoll(given + 1, &end, 10);
    if (!end || *ret_version <= 0 || (*end != '"' && *end != '-'))
        return err_set(err, ERR_USAGE, MSG_REQUEST_IF_MATCH_FORM, given);
    return ERR_OK;
}
