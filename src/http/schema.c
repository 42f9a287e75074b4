/* SPDX-License-Identifier: Apache-2.0
 * The declarations as JSON: what a form, a table or a phone needs to know of every register. */
#include "http/openapi.h"

#include "base/json.h"
#include "domain/code_lists.h"
#include "domain/field.h"

static void write_words(struct json_writer *w, const char *vi, const char *en)
{
    json_member_string(w, "vi", vi);
    json_member_string(w, "en", en);
}

static void write_codes(struct json_writer *w, const char *name, const struct code *code)
{
    json_key(w, name);
    json_begin_array(w);
    for (; code->code; code++) {
        json_begin_object(w);
        json_member_string(w, "code", code->code);
        write_words(w, code->vi, code->en);
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_field(struct json_writer *w, const struct field *field)
{
    static const char *const personal[] = { [PERSONAL_BASIC] = "basic", [PERSONAL_SENSITIVE] = "sensitive" };
    json_begin_object(w);
    json_member_string(w, "name", field->name);
    write_words(w, field->vi, field->en);
    json_member_string(w, "type", field_type_word(field->type));
    if (field_is_asked(field))
        json_member_bool(w, "required", true);
    if (field->given)
        json_member_bool(w, "given", true);
    if (field->immutable)
        json_member_bool(w, "immutable", true);
    if (field->searchable)
        json_member_bool(w, "searchable", true);
    if (field->unlisted)
        json_member_bool(w, "unlisted", true);
    if (field->technical)
        json_member_bool(w, "technical", true);
    if (field->personal != PERSONAL_NONE)
        json_member_string(w, "personal", personal[field->personal]);
    if (field->min)
        json_member_int(w, "min", field->min);
    if (field->max)
        json_member_int(w, "max", field->max);
    if (field->codes)
        write_codes(w, "codes", field->codes);
    if (field->list)
        json_member_string(w, "list", field->list);
    if (field->ref)
        json_member_string(w, "ref", field->ref);
    if (field->carried)
        json_member_string(w, "carried", field->carried);
    json_end_object(w);
}

static void write_lifecycle(struct json_writer *w, const struct kind *kind)
{
    static const char *const roles[] = { [ROLE_NONE] = "cadre",   [ROLE_VIEWER] = "viewer", [ROLE_REPORTER] = "reporter",
                                         [ROLE_CADRE] = "cadre", [ROLE_LEADER] = "leader", [ROLE_ADMIN] = "admin" };
    json_key(w, "states");
    json_begin_array(w);
    for (const struct state *state = kind->states; state && state->code; state++) {
        json_begin_object(w);
        json_member_string(w, "code", state->code);
        write_words(w, state->vi, state->en);
        json_member_bool(w, "live", state->live);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "actions");
    json_begin_array(w);
    for (const struct transition *t = kind->transitions; t && t->action; t++) {
        json_begin_object(w);
        json_member_string(w, "action", t->action);
        json_member_string(w, "from", t->from);
        json_member_string(w, "to", t->to);
        write_words(w, t->vi, t->en);
        json_member_string(w, "role", roles[t->role]);
        json_member_bool(w, "reason", t->reason);
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_kind(struct json_writer *w, const struct kind *kind)
{
    json_begin_object(w);
    json_member_string(w, "slug", kind->slug);
    json_member_string(w, "name", kind->name);
    write_words(w, kind->vi, kind->en);
    json_member_string(w, "en_many", kind->en_many);
    json_member_string(w, "group", kind->group);
    json_member_string(w, "key", kind->key);
    json_member_string(w, "label", kind->label);
    if (*kind->titled) {
        json_key(w, "titled");
        json_begin_array(w);
        for (const char *const *name = kind->titled; *name; name++)
            json_string(w, *name);
        json_end_array(w);
    }
    json_member_string(w, "unit", kind->unit);
    json_member_string(w, "date", kind->date);
    json_member_bool(w, "append_only", kind->append_only);
    json_member_bool(w, "internal", kind->internal);
    json_key(w, "fields");
    json_begin_array(w);
    for (const struct field *field = kind->fields; field->name; field++)
        if (!field->hidden)
            write_field(w, field);
    json_end_array(w);
    write_lifecycle(w, kind);
    json_end_object(w);
}

/* Whether the slug stands in a list with commas. */
static bool is_named(const char *names, const char *slug)
{
    size_t len = strlen(slug);
    for (const char *at = names; (at = strstr(at, slug)); at += len)
        if ((at == names || at[-1] == ',') && (!at[len] || at[len] == ','))
            return true;
    return false;
}

static bool refers_to(const struct kind *kind, const char *names)
{
    for (const struct field *field = kind->fields; field->name; field++)
        if (field->ref && !field->hidden && is_named(names, field->ref))
            return true;
    return false;
}

void schema_write(struct buf *out, const char *names, bool related)
{
    struct json_writer w = { .out = out };
    json_begin_object(&w);
    write_codes(&w, "groups", kind_group_codes); /* chapters */
    json_key(&w, "kinds");
    json_begin_array(&w);
    for (size_t i = 0; kinds[i]; i++)
        if (!names || is_named(names, kinds[i]->slug) || (related && refers_to(kinds[i], names)))
            write_kind(&w, kinds[i]);
    json_end_array(&w);
    json_end_object(&w);
}
