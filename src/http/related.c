/* SPDX-License-Identifier: Apache-2.0 */
#include "http/related.h"

#include "http/fields.h"
#include "service/plan/lead.h"

#include <string.h>

enum { WAYS_MAX = 40 };

/* A register and the field by which it names records of the kind asked about. */
struct way {
    const struct kind *kind;
    int field;
};

/* A field that says which record stands for this one, or its copy beside a reference. */
static bool stands_for(const struct kind *kind, int field)
{
    if (kind->same_as && strcmp(kind->fields[field].name, kind->same_as) == 0)
        return true;
    for (int i = 0; kind->fields[i].name; i++)
        if (kind_canonical_field(kind, i) == field)
            return true;
    return false;
}

/* Own references; a register that has only copies of one (a membership: its person's household) goes by the copy. */
static size_t ways_of(const struct kind *kind, const struct kind *target, struct way *ways)
{
    size_t count = 0;
    for (int copies = 0; copies < 2 && !count; copies++)
        for (int i = 0; kind->fields[i].name && count < WAYS_MAX; i++) {
            const struct field *field = &kind->fields[i];
            if (field->type == FIELD_REF && !field->hidden && strcmp(field->ref, target->slug) == 0 &&
                (field->carried != NULL) == (copies == 1) && !stands_for(kind, i))
                ways[count++] = (struct way){ kind, i };
        }
    return count;
}

static enum err_code list_way(struct call *call, const struct record *record, const struct way *way, int64_t limit,
                              bool all, struct record_list *list, struct err *err)
{
    struct entity_query query = {
        .where = cond_compare(&call->arena, way->field, COND_EQ, v_int(record->id)),
        .all_states = all,
        .sort_field = way->kind->date ? kind_field_index(way->kind, way->kind->date) + 1 : 0,
        .descending = true,
        .limit = limit + 1, /* one more tells whether there are more */
    };
    struct err hidden = { 0 };
    enum err_code code = entity_list(call->store, way->kind, &query, &call->arena, list, &hidden);
    if (code == ERR_FORBIDDEN) { /* another line's: as if there were none */
        list->count = 0;
        return ERR_OK;
    }
    if (code != ERR_OK)
        *err = hidden;
    return code;
}

static void write_way(struct call *call, struct json_writer *w, const struct way *way, const struct record_list *list,
                      int64_t limit)
{
    const struct record_view view = { .labels = true };
    struct err err = { 0 };
    size_t shown = list->count > (size_t)limit ? (size_t)limit : list->count;
    json_begin_object(w);
    json_member_string(w, "kind", way->kind->slug);
    json_member_string(w, "field", way->kind->fields[way->field].name);
    json_key(w, "items");
    json_begin_array(w);
    for (size_t i = 0; i < shown; i++)
        record_view_write(call, w, &list->items[i], &view);
    json_end_array(w);
    json_member_bool(w, "more", list->count > shown);
    json_member_bool(w, "may_add", !way->kind->internal && !way->kind->fields[way->field].carried &&
                                       record_may_write(call->store, way->kind, &err) == ERR_OK);
    json_end_object(w);
}

/* Of a household: by whom it should be led is asked of the one rule there is. */
static enum err_code write_lead(struct call *call, struct json_writer *w, const struct record *household, struct err *err)
{
    enum lead_state state = LEAD_UNKNOWN;
    int64_t year = 0;
    TRY(lead_state_of(call->store, &call->arena, household, &year, &state, err));
    if (state == LEAD_UNKNOWN)
        return ERR_OK;
    json_member_int(w, "review_year", year);
    json_member_bool(w, "missing_lead", state == LEAD_MISSING);
    return ERR_OK;
}

enum err_code related_write(struct call *call, const struct record *record, int64_t limit, bool all, struct err *err)
{
    struct way ways[WAYS_MAX * 2];
    size_t count = 0;
    for (size_t i = 0; kinds[i] && count < WAYS_MAX; i++) {
        struct err hidden = { 0 };
        if (!kinds[i]->internal && rights_allow_kind(&call->store->actor, RIGHT_READ, kinds[i]) &&
            record_may_read(call->store, kinds[i], &hidden) == ERR_OK)
            count += ways_of(kinds[i], record->kind, ways + count);
    }
    bool lists = count < WAYS_MAX;
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "sections");
    json_begin_array(&w);
    for (size_t i = 0; i < count; i++) {
        struct record_list list = { 0 };
        if (lists)
            TRY(list_way(call, record, &ways[i], limit, all, &list, err));
        write_way(call, &w, &ways[i], &list, limit);
    }
    json_end_array(&w);
    json_member_bool(&w, "lists", lists);
    if (strcmp(record->kind->slug, "households") == 0)
        TRY(write_lead(call, &w, record, err));
    json_end_object(&w);
    return ERR_OK;
}
