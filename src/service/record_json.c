/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record_json.h"

#include "domain/field.h"

#include <string.h>

static void json_field(struct arena *arena, struct json_writer *w, const struct field *field,
                       struct value value)
{
    json_key(w, field->name);
    if (value_is_null(value)) {
        json_null(w);
    } else if (field->type == FIELD_BOOL) {
        json_bool(w, value.i != 0);
    } else if (field->type == FIELD_CODES) {
        json_begin_array(w);
        for (const char *c = value.s; *c;) {
            size_t len = strcspn(c, ",");
            if (len)
                json_string(w, arena_strndup(arena, c, len));
            c += len + (c[len] == ',');
        }
        json_end_array(w);
    } else if (field_is_int(field) && field->type != FIELD_REF) {
        json_int(w, value.i);
    } else {
        json_string(w, field_external(arena, field, value));
    }
}

void record_json_members(struct arena *arena, struct json_writer *w, const struct record *record,
                         const bool *chosen)
{
    char id[ID_TEXT_SIZE];
    id_to_text(record->id, id);
    json_member_string(w, "id", id);
    json_member_int(w, "version", record->version);
    if (record->state)
        json_member_string(w, "state", record->state);
    for (size_t i = 0; record->kind->fields[i].name; i++)
        if (!record->kind->fields[i].hidden && (!chosen || chosen[i]))
            json_field(arena, w, &record->kind->fields[i], record->values[i]);
    json_member_string(w, "created_at", record->created_at);
    json_member_string(w, "updated_at", record->updated_at);
}

void record_json(struct arena *arena, struct json_writer *w, const struct record *record)
{
    json_begin_object(w);
    record_json_members(arena, w, record, NULL);
    json_end_object(w);
}
