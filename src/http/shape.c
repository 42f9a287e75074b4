/* SPDX-License-Identifier: Apache-2.0 */
#include "http/shape.h"

#include <string.h>

enum { TEXT_MAX_DEFAULT = 1000, LIST_MAX_DEFAULT = 1000 };
#define INT_MAX_DEFAULT (INT64_C(1) << 53) /* beyond it, programs that know only floating point round */

const struct shape_field *shape_field(const struct shape_field *fields, const char *name)
{
    for (; fields && fields->name; fields++)
        if (strcmp(fields->name, name) == 0)
            return fields;
    return NULL;
}

static const char *path(struct issues *issues, const char *where, const char *name)
{
    return *where ? arena_printf(issues->arena, "%s.%s", where, name) : name;
}

static void check_value(const struct shape_field *field, enum shape_type type, const struct tree *value,
                        const char *where, struct issues *issues);

static void check_list(const struct shape_field *field, const struct tree *list, const char *where,
                       struct issues *issues)
{
    int64_t max = field->max ? field->max : LIST_MAX_DEFAULT, i = 0;
    if ((int64_t)list->count > max) {
        issues_add(issues, ERR_INPUT, MSG_BODY_LIST_LONG, where, err_int(max));
        return;
    }
    for (const struct tree *item = list->first; item; item = item->next, i++) {
        const char *at = arena_printf(issues->arena, "%s[%lld]", where, (long long)i);
        if (field->of)
            shape_check(field->of, item, at, issues);
        else
            check_value(&(struct shape_field){ .name = field->name }, field->items, item, at, issues);
    }
}

static bool is_of_type(enum shape_type type, const struct tree *value)
{
    static const enum tree_type wanted[] = {
        [SHAPE_TEXT] = TREE_TEXT, [SHAPE_INT] = TREE_INT,       [SHAPE_BOOL] = TREE_BOOL,
        [SHAPE_DATE] = TREE_TEXT, [SHAPE_ID] = TREE_TEXT,       [SHAPE_OBJECT] = TREE_OBJECT,
        [SHAPE_LIST] = TREE_ARRAY, [SHAPE_FIELDS] = TREE_OBJECT, [SHAPE_ANY] = TREE_NULL,
    };
    return type == SHAPE_ANY || value->type == wanted[type];
}

static void check_value(const struct shape_field *field, enum shape_type type, const struct tree *value,
                        const char *where, struct issues *issues)
{
    static const enum msg types[] = {
        [SHAPE_TEXT] = MSG_BODY_NEEDS_TEXT,   [SHAPE_INT] = MSG_BODY_NEEDS_NUMBER,
        [SHAPE_BOOL] = MSG_BODY_NEEDS_BOOL,   [SHAPE_DATE] = MSG_BODY_NEEDS_TEXT,
        [SHAPE_ID] = MSG_BODY_NEEDS_TEXT,     [SHAPE_OBJECT] = MSG_BODY_NEEDS_OBJECT,
        [SHAPE_LIST] = MSG_BODY_NEEDS_LIST,   [SHAPE_FIELDS] = MSG_BODY_NEEDS_OBJECT,
        [SHAPE_ANY] = MSG_BODY_NEEDS_OBJECT,
    };
    if (!is_of_type(type, value)) {
        issues_add(issues, ERR_INPUT, types[type], where);
        return;
    }
    int64_t max = field->max ? field->max : type == SHAPE_INT ? INT_MAX_DEFAULT : TEXT_MAX_DEFAULT;
    if (type == SHAPE_LIST)
        check_list(field, value, where, issues);
    else if (type == SHAPE_OBJECT)
        shape_check(field->of, value, where, issues);
    else if (type == SHAPE_INT && (value->number < field->min || value->number > max))
        issues_add(issues, ERR_INPUT, MSG_BODY_RANGE, where, err_int(field->min), err_int(max));
    else if (value->type == TREE_TEXT && (int64_t)strlen(value->text) > max)
        issues_add(issues, ERR_INPUT, MSG_BODY_TEXT_LONG, where, err_int(max));
}

void shape_check(const struct shape *shape, const struct tree *tree, const char *where,
                 struct issues *issues)
{
    if (tree->type != TREE_OBJECT) {
        issues_add(issues, ERR_INPUT, MSG_BODY_NEEDS_OBJECT, where);
        return;
    }
    for (const struct tree *member = tree->first; member; member = member->next) {
        const struct shape_field *field = shape_field(shape->fields, member->name);
        const char *at = path(issues, where, member->name);
        if (!field)
            issues_add(issues, ERR_INPUT, MSG_BODY_UNKNOWN, at, member->name);
        else if (member->type != TREE_NULL)
            check_value(field, field->type, member, at, issues);
    }
    for (const struct shape_field *field = shape->fields; field->name; field++) {
        const struct tree *member = tree_member(tree, field->name);
        if (field->required && (!member || member->type == TREE_NULL))
            issues_add(issues, ERR_INPUT, MSG_BODY_MISSING, path(issues, where, field->name), field->name);
    }
}
