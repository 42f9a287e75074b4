/* SPDX-License-Identifier: Apache-2.0 */
#include "service/record/record_json.h"

#include "base/date.h"
#include "domain/field.h"
#include "service/record/record_states.h"

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

static void json_day(struct json_writer *w, const char *key, int64_t day)
{
    char text[DATE_TEXT_SIZE];
    json_key(w, key);
    if (day <= INT32_MIN || day >= INT32_MAX) {
        json_null(w);
        return;
    }
    date_to_storage(date_from_days((int32_t)day), text);
    json_string(w, text);
}

static void json_states(struct json_writer *w, const struct state_span *spans, size_t count)
{
    json_begin_array(w);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(w);
        json_member_string(w, "state", spans[i].state);
        json_day(w, "from", spans[i].from_day);
        json_day(w, "to", spans[i].to_day);
        json_end_object(w);
    }
    json_end_array(w);
}

/* `spans`: the states by day, NULL where they are not told. */
static void json_members(struct arena *arena, struct json_writer *w, const struct record *record,
                         const bool *chosen, const struct state_span *spans, size_t span_count)
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
    if (spans) {
        json_key(w, "states");
        json_states(w, spans, span_count);
    }
    json_member_string(w, "created_at", record->created_at);
    json_member_string(w, "updated_at", record->updated_at);
}

void record_json_members(struct arena *arena, struct json_writer *w, const struct record *record,
                         const bool *chosen)
{
    json_members(arena, w, record, chosen, NULL, 0);
}

void record_json(struct arena *arena, struct json_writer *w, const struct record *record)
{
    json_begin_object(w);
    record_json_members(arena, w, record, NULL);
    json_end_object(w);
}

enum err_code record_json_dated(struct store *store, struct arena *arena, struct json_writer *w,
                                const struct record *record, struct err *err)
{
    struct state_span *spans = NULL;
    size_t count = 0;
    TRY(record_states(store, record, arena, &spans, &count, err));
    json_begin_object(w);
    json_members(arena, w, record, NULL, record->kind->states ? spans : NULL, count);
    json_end_object(w);
    return ERR_OK;
}
