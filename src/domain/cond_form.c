/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/cond_form.h"

#include "base/date.h"
#include "base/vitext.h"

#include <string.h>

struct cond_reader {
    struct form_reader *form;
    const struct cond_names *names;
    const struct kind *kind;
};

/* What a condition may compare: a field of the kind, or its state. */
struct target {
    int index;
    const struct field *field; /* NULL: the state */
    const char *name;
};

struct conds {
    struct cond **items;
    size_t count, capacity;
};

static void conds_add(struct cond_reader *reader, struct conds *conds, struct cond *cond)
{
    if (cond)
        *ARENA_PUSH(reader->form->arena, conds->items, conds->count, conds->capacity) = cond;
}

static struct cond *conds_joined(struct cond_reader *reader, const struct conds *conds, bool all)
{
    if (conds->count == 1)
        return conds->items[0];
    return (all ? cond_all : cond_any)(reader->form->arena, conds->items, conds->count);
}

/* --- values ---------------------------------------------------------------------------------- */

bool share_parse(const char *text, int64_t *ret_share)
{
    size_t len = strlen(text);
    char number[32];
    struct err ignored;
    if (len < 2 || text[len - 1] != '%' || len > sizeof(number))
        return false;
    memcpy(number, text, len - 1);
    number[len - 1] = '\0';
    return text_decimal(number, 2, ret_share, &ignored) == ERR_OK;
}

const char *const *cond_field_codes(struct form_reader *reader, const struct cond_names *names,
                                    const struct field *field)
{
    const char **all = NULL;
    size_t count = 0, capacity = 0;
    for (const struct code *code = field->codes; code && code->code; code++)
        *ARENA_PUSH(reader->arena, all, count, capacity) = code->code;
    for (size_t i = 0; field->list && i < names->list_count; i++) {
        if (strcmp(names->lists[i].list, field->list) != 0)
            continue;
        for (size_t j = 0; j < names->lists[i].count; j++)
            *ARENA_PUSH(reader->arena, all, count, capacity) = names->lists[i].codes[j].code;
    }
    *ARENA_PUSH(reader->arena, all, count, capacity) = NULL;
    return all;
}

static const char *const *state_codes(struct cond_reader *reader)
{
    const char **all = NULL;
    size_t count = 0, capacity = 0;
    for (const struct state *state = reader->kind->states; state && state->code; state++)
        *ARENA_PUSH(reader->form->arena, all, count, capacity) = state->code;
    *ARENA_PUSH(reader->form->arena, all, count, capacity) = NULL;
    return all;
}

static bool read_one_of(struct cond_reader *reader, const struct target *target,
                        const struct yaml *node, const char *const *known, struct value *ret)
{
    int index = form_choice(reader->form, target->name, node, known);
    if (index >= 0)
        *ret = v_text(known[index]);
    return index >= 0;
}

static bool read_number(struct cond_reader *reader, const struct target *target,
                        const struct yaml *node, const char *text, struct value *ret)
{
    struct err err;
    int64_t number = 0;
    const struct field *field = target->field;
    if (field->type == FIELD_SHARE) {
        if (!share_parse(text, &number)) {
            form_mistake(reader->form, node, MSG_COND_BAD_SHARE, text, target->name);
            return false;
        }
    } else if (text_number(text, &number, &err) != ERR_OK) {
        form_failure(reader->form, node, &err);
        return false;
    }
    bool out = field->max > 0 && (number < field->min || number > field->max);
    if (out || (field->type == FIELD_YEAR && (number < 1900 || number > 2100))) {
        form_mistake(reader->form, node, MSG_COND_OUT_OF_RANGE, text, target->name);
        return false;
    }
    *ret = v_int(number);
    return true;
}

static bool read_bool(struct cond_reader *reader, const char *name, const struct yaml *node,
                      bool *ret)
{
    static const char *const words[] = { "no", "yes", "false", "true", NULL };
    int index = form_choice(reader->form, name, node, words);
    *ret = index == 1 || index == 3;
    return index >= 0;
}

/* A value other than null and a date, of the type of the target. */
static bool read_value(struct cond_reader *reader, const struct target *target,
                       const struct yaml *node, struct value *ret)
{
    const char *text = form_scalar(reader->form, target->name, node);
    if (!text)
        return false;
    if (!target->field)
        return read_one_of(reader, target, node, state_codes(reader), ret);
    switch ((int)target->field->type) {
    case FIELD_CODE:
    case FIELD_CODES:
        return read_one_of(reader, target, node,
                           cond_field_codes(reader->form, reader->names, target->field), ret);
    case FIELD_KEY:
        if (reader->names->organisations && strcmp(target->field->ref, "organisations") == 0)
            return read_one_of(reader, target, node, reader->names->organisations, ret);
        *ret = v_text(text);
        return true;
    case FIELD_BOOL: {
        bool yes;
        if (!read_bool(reader, target->name, node, &yes))
            return false;
        *ret = v_int(yes);
        return true;
    }
    case FIELD_INT:
    case FIELD_MONEY:
    case FIELD_SHARE:
    case FIELD_YEAR:
        return read_number(reader, target, node, text, ret);
    default:
        *ret = v_text(text);
        return true;
    }
}

/* --- dates ----------------------------------------------------------------------------------- */

static struct cond *date_from(struct cond_reader *reader, const struct target *target,
                              struct date day, enum cond_op op)
{
    char text[DATE_TEXT_SIZE];
    date_to_storage(day, text);
    return cond_compare(reader->form->arena, target->index, op,
                        v_text(arena_strdup(reader->form->arena, text)));
}

/* `first ≤ field < day after last`: a date field equals a month when it lies in it. */
static struct cond *read_date(struct cond_reader *reader, const struct target *target,
                              enum cond_op op, const struct yaml *node)
{
    const char *text = form_scalar(reader->form, target->name, node);
    struct date date;
    struct err err;
    if (!text)
        return NULL;
    if (date_from_external(text, &date, &err) != ERR_OK) {
        form_failure(reader->form, node, &err);
        return NULL;
    }
    if (date.precision == DATE_YEARLY) {
        form_mistake(reader->form, node, MSG_COND_YEARLY_DATE, text, target->name);
        return NULL;
    }
    struct date first = date_first_day(date), next = date_add_days(date_last_day(date), 1);
    switch ((int)op) {
    case COND_GE:
    case COND_LT:
        return date_from(reader, target, first, op);
    case COND_GT:
        return date_from(reader, target, next, COND_GE);
    case COND_LE:
        return date_from(reader, target, next, COND_LT);
    default:
        break;
    }
    struct cond *within = cond_both(reader->form->arena, date_from(reader, target, first, COND_GE),
                                    date_from(reader, target, next, COND_LT));
    if (op == COND_EQ)
        return within;
    return cond_both(reader->form->arena,
                     cond_compare(reader->form->arena, target->index, COND_NOT_NULL, v_null()),
                     cond_not(reader->form->arena, within));
}

/* --- one entry ------------------------------------------------------------------------------- */

static bool only_known_or_not(const struct target *target)
{
    return target->field && (target->field->type == FIELD_REF || target->field->hidden ||
                             field_is_secret(target->field));
}

static bool has_order(const struct target *target)
{
    if (!target->field)
        return false;
    switch ((int)target->field->type) {
    case FIELD_INT:
    case FIELD_MONEY:
    case FIELD_SHARE:
    case FIELD_YEAR:
    case FIELD_DATE:
    case FIELD_TIME:
        return true;
    default:
        return false;
    }
}

/* The comparison of one value; EQ on a field of several codes means that it has the code. */
static struct cond *read_comparison(struct cond_reader *reader, const struct target *target,
                                    enum cond_op op, const struct yaml *node)
{
    struct arena *arena = reader->form->arena;
    if (yaml_is_null(node) && op == COND_EQ)
        return cond_compare(arena, target->index, COND_IS_NULL, v_null());
    if (only_known_or_not(target)) {
        form_mistake(reader->form, node, MSG_COND_ONLY_KNOWN, target->name);
        return NULL;
    }
    if (target->field && target->field->type == FIELD_DATE)
        return read_date(reader, target, op, node);
    struct value value;
    if (!read_value(reader, target, node, &value))
        return NULL;
    if (!target->field || target->field->type != FIELD_CODES)
        return cond_compare(arena, target->index, op, value);
    struct cond *has = cond_compare(arena, target->index, COND_HAS, value);
    if (op != COND_NE)
        return has;
    return cond_both(arena, cond_compare(arena, target->index, COND_NOT_NULL, v_null()),
                     cond_not(arena, has));
}

/* One value, or a list of which one holds (for "is not": none). */
static struct cond *read_comparisons(struct cond_reader *reader, const struct target *target,
                                     enum cond_op op, const struct yaml *node)
{
    node = form_value(reader->form, node);
    if (node->type == YAML_MAPPING) {
        form_mistake(reader->form, node, MSG_FORM_NOT_TEXT, target->name);
        return NULL;
    }
    size_t count;
    const struct yaml *items = form_items(node, &count);
    struct conds parts = { 0 };
    for (size_t i = 0; i < count; i++)
        conds_add(reader, &parts, read_comparison(reader, target, op, &items[i]));
    return parts.count == count ? conds_joined(reader, &parts, op == COND_NE) : NULL;
}

static const struct {
    const char *word;
    enum cond_op op;
    bool needs_order;
} operators[] = {
    { "at_least", COND_GE, true },  { "at_most", COND_LE, true },
    { "more_than", COND_GT, true }, { "less_than", COND_LT, true },
    { "is", COND_EQ, false },       { "is_not", COND_NE, false },
    { "has", COND_HAS, false },     { "known", COND_NOT_NULL, false },
};

static struct cond *read_operator(struct cond_reader *reader, const struct target *target,
                                  const struct yaml *word, const struct yaml *value)
{
    const char *names[COUNT(operators) + 1] = { 0 };
    for (size_t i = 0; i < COUNT(operators); i++)
        names[i] = operators[i].word;
    int index = form_choice(reader->form, target->name, word, names);
    if (index < 0)
        return NULL;
    enum cond_op op = operators[index].op;
    bool yes;
    if (op == COND_NOT_NULL) {
        if (!read_bool(reader, "known", value, &yes))
            return NULL;
        return cond_compare(reader->form->arena, target->index, yes ? COND_NOT_NULL : COND_IS_NULL,
                            v_null());
    }
    bool fits = op == COND_HAS ? target->field && target->field->type == FIELD_CODES
                               : !operators[index].needs_order || has_order(target);
    if (!fits) {
        form_mistake(reader->form, word, MSG_COND_NO_SUCH_OPERATOR, target->name, word->text);
        return NULL;
    }
    if (operators[index].needs_order && form_value(reader->form, value)->type != YAML_SCALAR) {
        form_mistake(reader->form, value, MSG_FORM_NOT_TEXT, word->text);
        return NULL;
    }
    return read_comparisons(reader, target, op == COND_HAS ? COND_EQ : op, value);
}

static struct cond *read_entry(struct cond_reader *reader, const struct target *target,
                               const struct yaml *node)
{
    node = form_value(reader->form, node);
    if (node->type != YAML_MAPPING)
        return read_comparisons(reader, target, COND_EQ, node);
    struct conds parts = { 0 };
    for (size_t i = 0; i < node->count; i++)
        conds_add(reader, &parts, read_operator(reader, target, &node->keys[i], &node->items[i]));
    if (node->count == 0)
        form_mistake(reader->form, node, MSG_FORM_EMPTY, target->name);
    return parts.count == node->count && parts.count ? conds_joined(reader, &parts, true) : NULL;
}

/* --- the tree -------------------------------------------------------------------------------- */

static struct cond *read_mapping(struct cond_reader *reader, const struct yaml *node, int nesting);

static struct cond *read_group(struct cond_reader *reader, const struct yaml *word,
                               const struct yaml *node, int nesting)
{
    node = form_value(reader->form, node);
    if (strcmp(word->text, "not") == 0) {
        struct cond *child = read_mapping(reader, node, nesting + 1);
        return child ? cond_not(reader->form->arena, child) : NULL;
    }
    if (node->type != YAML_SEQUENCE || node->count == 0) {
        form_mistake(reader->form, node, MSG_FORM_NOT_LIST, word->text);
        return NULL;
    }
    struct conds parts = { 0 };
    for (size_t i = 0; i < node->count; i++)
        conds_add(reader, &parts, read_mapping(reader, &node->items[i], nesting + 1));
    if (parts.count < node->count)
        return NULL;
    return conds_joined(reader, &parts, strcmp(word->text, "all") == 0);
}

static void tell_unknown_field(struct cond_reader *reader, const struct yaml *word)
{
    size_t count = kind_field_count(reader->kind);
    const char **names = ARENA_ARRAY(reader->form->arena, const char *, count + 5);
    for (size_t i = 0; i < count; i++)
        names[i] = reader->kind->fields[i].name;
    if (reader->kind->states)
        names[count++] = "state";
    names[count++] = "any";
    names[count++] = "all";
    names[count++] = "not";
    form_unknown(reader->form, word, reader->kind->slug, word->text, names);
}

static struct cond *read_part(struct cond_reader *reader, const struct yaml *word,
                              const struct yaml *value, int nesting)
{
    const char *name = word->text;
    if (strcmp(name, "any") == 0 || strcmp(name, "all") == 0 || strcmp(name, "not") == 0)
        return read_group(reader, word, value, nesting);
    struct target target = { .index = COND_FIELD_STATE, .name = name };
    if (strcmp(name, "state") != 0 || !reader->kind->states) {
        target.index = kind_field_index(reader->kind, name);
        if (target.index < 0) {
            tell_unknown_field(reader, word);
            return NULL;
        }
        target.field = &reader->kind->fields[target.index];
    }
    return read_entry(reader, &target, value);
}

static struct cond *read_mapping(struct cond_reader *reader, const struct yaml *node, int nesting)
{
    node = form_value(reader->form, node);
    if (node->type != YAML_MAPPING || node->count == 0) {
        form_mistake(reader->form, node, MSG_COND_NOT_A_CONDITION);
        return NULL;
    }
    if (nesting > COND_NESTING_MAX) {
        form_mistake(reader->form, node, MSG_COND_TOO_DEEP, err_int(COND_NESTING_MAX));
        return NULL;
    }
    struct conds parts = { 0 };
    for (size_t i = 0; i < node->count; i++)
        conds_add(reader, &parts, read_part(reader, &node->keys[i], &node->items[i], nesting));
    return parts.count == node->count ? conds_joined(reader, &parts, true) : NULL;
}

struct cond *cond_read(struct form_reader *reader, const struct cond_names *names,
                       const struct kind *kind, const struct yaml *node)
{
    struct cond_reader cond_reader = { .form = reader, .names = names, .kind = kind };
    return read_mapping(&cond_reader, node, 1);
}
