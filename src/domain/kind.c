/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/kind.h"

#include <stdio.h>
#include <string.h>

const char *kind_list_name(const struct kind *kind, enum lang lang)
{
    return lang == LANG_EN ? kind->en_many : kind->vi;
}

const struct kind *kind_by_slug(const char *slug)
{
    for (const struct kind *const *kind = kinds; *kind; kind++)
        if (*(*kind)->slug == *slug && strcmp((*kind)->slug, slug) == 0)
            return *kind;
    return NULL;
}

size_t kind_field_count(const struct kind *kind)
{
    size_t count = 0;
    while (kind->fields[count].name)
        count++;
    return count;
}

int kind_field_index(const struct kind *kind, const char *name)
{
    for (int i = 0; kind->fields[i].name; i++)
        if (*kind->fields[i].name == *name && strcmp(kind->fields[i].name, name) == 0)
            return i;
    return -1;
}

unsigned kind_owner_depth(const struct kind *kind)
{
    unsigned depth = 0;
    while (kind->owner) {
        const struct field *field = kind_field(kind, kind->owner);
        const struct kind *owner = field ? kind_by_slug(field->ref) : NULL;
        if (!owner || owner == kind)
            break;
        kind = owner;
        require(++depth < KIND_FIELDS_MAX); /* owners in a ring: kind_check_all tells */
    }
    return depth;
}

const struct field *kind_field(const struct kind *kind, const char *name)
{
    int index = kind_field_index(kind, name);
    return index < 0 ? NULL : &kind->fields[index];
}

/* The field carried as `path` ("household.canonical"), or -1. */
static int carried_as(const struct kind *kind, const char *reference, size_t length, const char *field)
{
    for (int i = 0; kind->fields[i].name; i++) {
        const char *path = kind->fields[i].carried;
        if (path && strncmp(path, reference, length) == 0 && path[length] == '.' &&
            strcmp(path + length + 1, field) == 0)
            return i;
    }
    return -1;
}

int kind_canonical_field(const struct kind *kind, int reference)
{
    const struct field *field = reference >= 0 ? &kind->fields[reference] : NULL;
    const struct kind *target = field && field->type == FIELD_REF ? kind_by_slug(field->ref) : NULL;
    if (!target || !target->same_as)
        return -1;
    if (!field->carried)
        return carried_as(kind, field->name, strlen(field->name), target->same_as);
    /* A reference that is a copy: what stands beside the original is copied beside it. */
    const char *dot = strchr(field->carried, '.');
    char name[64];
    snprintf(name, sizeof(name), "%.*s", (int)(dot - field->carried), field->carried);
    const struct field *through = kind_field(kind, name);
    const struct kind *source = through ? kind_by_slug(through->ref) : NULL;
    int original = source ? kind_canonical_field(source, kind_field_index(source, dot + 1)) : -1;
    return original < 0 ? -1 : carried_as(kind, name, strlen(name), source->fields[original].name);
}

const struct state *kind_state(const struct kind *kind, const char *code)
{
    for (const struct state *state = kind->states; state && state->code; state++)
        if (strcmp(state->code, code) == 0)
            return state;
    return NULL;
}

bool kind_state_is_live(const struct kind *kind, const char *code)
{
    if (!kind->states)
        return true;
    const struct state *state = kind_state(kind, code);
    return state && state->live;
}

const struct transition *kind_transition(const struct kind *kind, const char *from,
                                         const char *action)
{
    const struct transition *from_any = NULL;
    for (const struct transition *step = kind->transitions; step && step->action; step++) {
        if (strcmp(step->action, action) != 0)
            continue;
        if (strcmp(step->from, from) == 0)
            return step;
        if (strcmp(step->from, "*") == 0 && strcmp(step->to, from) != 0)
            from_any = step;
    }
    return from_any && kind_state_is_live(kind, from) ? from_any : NULL;
}

const struct code *code_find(const struct code *codes, const char *code)
{
    for (; codes && codes->code; codes++)
        if (strcmp(codes->code, code) == 0)
            return codes;
    return NULL;
}

bool field_is_asked(const struct field *field)
{
    return field->required && !field->carried && !field->given;
}

bool field_is_int(const struct field *field)
{
    switch (field->type) {
    case FIELD_BOOL:
    case FIELD_INT:
    case FIELD_MONEY:
    case FIELD_SHARE:
    case FIELD_YEAR:
    case FIELD_REF:
        return true;
    default:
        return false;
    }
}

bool field_is_secret(const struct field *field)
{
    return field->type == FIELD_ID_NUMBER || field->type == FIELD_PHONE;
}

bool field_has_index_column(const struct field *field)
{
    return field->type == FIELD_DOC_NUMBER || field_is_secret(field);
}

int kind_line_index(const struct kind *kind)
{
    int index = kind_field_index(kind, "organisation");
    return index >= 0 && kind->fields[index].type == FIELD_KEY ? index : -1;
}
