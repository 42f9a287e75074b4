/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/kind.h"

#include <string.h>

const struct kind *kind_by_slug(const char *slug)
{
    for (const struct kind *const *kind = kinds; *kind; kind++)
        if (strcmp((*kind)->slug, slug) == 0)
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

const struct field *kind_field(const struct kind *kind, const char *name)
{
    int index = kind_field_index(kind, name);
    return index < 0 ? NULL : &kind->fields[index];
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
