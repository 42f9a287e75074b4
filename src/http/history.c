/* SPDX-License-Identifier: Apache-2.0 */
#include "http/history.h"

#include "service/record/record.h"

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

/* "field": [before, after]; of several personal fields together: [hash]. */
static void write_changes(struct json_writer *w, const struct kind *kind, const struct tree *diff)
{
    json_key(w, "changes");
    json_begin_object(w);
    for (const struct tree *member = diff ? diff->first : NULL; member; member = member->next) {
        json_key(w, member->name);
        json_begin_array(w);
        for (const struct tree *value = member->first; value; value = value->next)
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
            json_string(w, value->type == TREE_NULL ? NULL :
                                                      record_label(call->store, &call->arena, kind_field(kind, member->name),
                                                                   value->type == TREE_TEXT ? v_text(value->text) : v_int(value->number)));
        json_end_array(w);
    }
    json_end_object(w);
}

static enum err_code write_change(struct call *call, struct json_writer *w, const struct kind *kind,
                                  const struct rows *rows, struct err *err)
{
    const char *text = rows_text(rows, 7);
    const struct tree *diff = NULL;
    if (text && *text)
        TRY(tree_read(&call->arena, text, strlen(text), &diff, err));
    json_begin_object(w);
    json_member_int(w, "version", rows_int(rows, 6));
    json_member_string(w, "at", rows_text(rows, 1));
    json_member_string(w, "actor", rows_text(rows, 2));
    json_member_string(w, "action", rows_text(rows, 3));
    json_member_string(w, "reason", rows_text(rows, 8));
    write_changes(w, kind, diff);
    write_labels(call, w, kind, diff);
    json_end_object(w);
    return ERR_OK;
}

enum err_code history_write(struct call *call, const struct record *record, struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(call->store->db, STMT_AUDIT_OF_RECORD, ARGS(v_int(id_shard(record->id)), v_int(record->id)), &rows,
                 err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            break;
        TRY(write_change(call, &w, record->kind, &rows, err));
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}
