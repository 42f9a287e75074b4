/* SPDX-License-Identifier: Apache-2.0 */
#include "http/history.h"

#include "domain/field.h"
#include "service/record/record.h"

#include <string.h>

static void write_value(struct json_writer *w, const struct field *field, const struct tree *value)
{
    char id[ID_TEXT_SIZE];
    if (value->type == TREE_INT && field && field->type == FIELD_REF) {
        id_to_text(value->number, id);
        json_string(w, id);
    } else if (value->type == TREE_INT) {
        json_int(w, value->number);
    } else if (value->type == TREE_BOOL) {
        json_bool(w, value->truth);
    } else {
        json_string(w, value->type == TREE_TEXT ? value->text : NULL);
    }
}

/* The hash of a personal value, by which who may write the record could try values out until it comes again; of several
 * fields together the member has the name of none. */
static bool is_masked(const struct call *call, const struct kind *kind, const struct tree *member, const struct tree *value)
{
    const struct field *field = kind_field(kind, member->name);
    bool is_personal = field ? field->personal != PERSONAL_NONE || field_is_secret(field) : value->type == TREE_TEXT && *value->text == '#';
    return is_personal && !call->store->actor.sees_personal && value->type != TREE_NULL;
}

/* "field": [before, after]; of several personal fields together: [hash]. */
static void write_changes(const struct call *call, struct json_writer *w, const struct kind *kind, const struct tree *diff)
{
    json_key(w, "changes");
    json_begin_object(w);
    for (const struct tree *member = diff ? diff->first : NULL; member; member = member->next) {
        const struct field *field = kind_field(kind, member->name);
        if (field && field->personal == PERSONAL_SENSITIVE && !call->store->actor.sees_personal)
            continue; /* that it was given is what is not told */
        json_key(w, member->name);
        json_begin_array(w);
        for (const struct tree *value = member->first; value; value = value->next)
            if (is_masked(call, kind, member, value))
                json_string(w, FIELD_MASK);
            else
                write_value(w, kind_field(kind, member->name), value);
        json_end_array(w);
    }
    json_end_object(w);
}

static bool is_reference(const struct kind *kind, const struct tree *member)
{
    const struct field *field = kind_field(kind, member->name);
    return field && (field->type == FIELD_REF || field->type == FIELD_KEY) && !field->hidden;
}

/* The record that bears the key. */
static struct value by_key(struct call *call, const struct field *field, struct value key)
{
    const struct kind *kind = kind_by_slug(field->ref);
    struct err unknown = { 0 };
    int64_t id = 0;
    size_t count = 0;
    bool found = kind->key && entity_find(call->store, kind, kind->key, key, 1, &id, &count, &unknown) == ERR_OK && count;
    return found ? v_int(id) : v_null();
}

static const char *label_of(struct call *call, const struct field *field, const struct tree *value)
{
    struct value named = value->type == TREE_INT ? v_int(value->number) : value->type == TREE_TEXT ? v_text(value->text) : v_null();
    if (field->type == FIELD_KEY && named.type == VALUE_TEXT)
        named = by_key(call, field, named);
    const struct field to = { .type = FIELD_REF, .ref = field->ref };
    return value_is_null(named) ? NULL : record_label(call->store, &call->arena, &to, named);
}

static void write_labels(struct call *call, struct json_writer *w, const struct kind *kind, const struct tree *diff)
{
    json_key(w, "labels");
    json_begin_object(w);
    for (const struct tree *member = diff ? diff->first : NULL; member; member = member->next) {
        if (!is_reference(kind, member))
            continue;
        json_key(w, member->name);
        json_begin_array(w);
        for (const struct tree *value = member->first; value; value = value->next)
            json_string(w, label_of(call, kind_field(kind, member->name), value));
        json_end_array(w);
    }
    json_end_object(w);
}

enum err_code history_write_change(struct call *call, struct json_writer *w, const struct change *change, bool names_record,
                                   struct err *err)
{
    const struct kind *kind = kind_by_slug(change->kind);
    const struct tree *diff = NULL;
    char id[ID_TEXT_SIZE];
    if (kind && change->diff && *change->diff)
        TRY(tree_read(&call->arena, change->diff, strlen(change->diff), &diff, err));
    json_begin_object(w);
    if (names_record) {
        id_to_text(change->record, id);
        json_member_int(w, "shard", change->shard);
        json_member_int(w, "seq", change->seq);
        json_member_string(w, "kind", change->kind);
        json_member_string(w, "id", id);
    }
    json_member_int(w, "version", change->version);
    json_member_string(w, "at", change->at);
    json_member_string(w, "actor", change->actor);
    json_member_string(w, "action", change->action);
    json_member_string(w, "reason", change->reason);
    write_changes(call, w, kind, diff);
    write_labels(call, w, kind, diff);
    json_end_object(w);
    return ERR_OK;
}

enum err_code history_write(struct call *call, const struct record *record, struct err *err)
{
    struct changes changes = { 0 };
    TRY(changes_of_record(call->store, record->id, &call->arena, &changes, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < changes.count; i++)
        TRY(history_write_change(call, &w, &changes.items[i], false, err));
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}
