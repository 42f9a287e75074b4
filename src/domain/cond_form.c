/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/cond_form.h"

#include "base/date.h"
#include "base/money.h"
#include "base/vitext.h"

#include <string.h>

struct cond_reader {
    struct form_reader *form;
    const struct cond_names *names;
    const struct kind *kind;
    int records; /* how many records away from the one counted */
};

/* What a condition may compare: a field of the kind, or its state. */
struct target {
    int index;
    const struct field *field; /* NULL: the state */
    const char *name;
};

enum { PAIR_FIELDS_MAX = 4, SHARE_MAX = 100000 /* 1000 % */ };

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
    } else if ((field->type == FIELD_MONEY ? money_parse(text, &number, &err) :
                                             text_number(text, &number, &err)) != ERR_OK) {
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

/* The day one looks is a dimension of every figure, never part of a condition: a total kept under such a
 * condition would go wrong overnight. */
static bool names_today(const char *text)
{
    static const char *const words[] = { "today", "now", "hom nay", "hien nay", "ngay hien tai", "nay" };
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, text);
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return false;
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
    if (names_today(text)) {
        form_mistake(reader->form, node, MSG_COND_TODAY, text, target->name);
        return NULL;
    }
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

/* A programme counts people, it does not look for one: of names, addresses and what else is written about somebody it may only
 * ask whether it is known. */
static bool is_text_about_somebody(const struct field *field)
{
    switch ((int)field->type) {
    case FIELD_TEXT:
    case FIELD_NOTE:
    case FIELD_PERSON_NAME:
    case FIELD_EMAIL:
        return field->personal != PERSONAL_NONE;
    default:
        return false;
    }
}

static bool only_known_or_not(const struct target *target)
{
    return target->field && (target->field->type == FIELD_REF || target->field->hidden ||
                             field_is_secret(target->field) || is_text_about_somebody(target->field));
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

/* --- another field of the record ---------------------------------------------------------------- */

static bool text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool comparable(const struct field *a, const struct field *b)
{
    return a->type == b->type && !a->hidden && !field_is_secret(a) && a->type != FIELD_CODES &&
           a->codes == b->codes && text_equal(a->list, b->list) && text_equal(a->ref, b->ref);
}

struct other_text {
    const char *field, *share, *of;
};
static const struct form_key other_keys[] = {
    { .key = "field", .type = FORM_LINE, .offset = offsetof(struct other_text, field) },
    { .key = "share", .type = FORM_LINE, .offset = offsetof(struct other_text, share) },
    { .key = "of", .type = FORM_LINE, .offset = offsetof(struct other_text, of) },
    { .key = NULL },
};
static const struct form other_form = { .keys = other_keys, .size = sizeof(struct other_text) };

/* {field: NAME} or {share: 50 %, of: NAME}: the index of the field, or -1 with a mistake. */
static int read_other(struct cond_reader *reader, const struct yaml *node, unsigned types,
                      int64_t *ret_share)
{
    struct other_text text = { 0 };
    form_read(reader->form, &other_form, node, &text);
    *ret_share = COND_WHOLE;
    if (!text.field == !text.of || !text.of != !text.share) {
        form_mistake(reader->form, node, MSG_COND_OTHER_FIELD);
        return -1;
    }
    if (text.field)
        return cond_find_field(reader->form, node, "field", reader->kind, text.field, types);
    if (!share_parse(text.share, ret_share) || *ret_share <= 0 || *ret_share > SHARE_MAX) {
        form_mistake(reader->form, yaml_get(node, "share"), MSG_COND_BAD_SHARE, text.share, "share");
        return -1;
    }
    return cond_find_field(reader->form, node, "of", reader->kind, text.of,
                           types & (1U << FIELD_INT | 1U << FIELD_MONEY));
}

static struct cond *read_field_comparison(struct cond_reader *reader, const struct target *target,
                                          enum cond_op op, const struct yaml *node)
{
    int64_t share = COND_WHOLE;
    int other = read_other(reader, node, ~0U, &share);
    if (other < 0)
        return NULL;
    bool ordered = op != COND_EQ && op != COND_NE;
    if (!target->field || !comparable(target->field, &reader->kind->fields[other]) ||
        (share != COND_WHOLE && !ordered)) {
        form_mistake(reader->form, node, MSG_COND_FIELDS_DIFFER, target->name,
                     reader->kind->fields[other].name);
        return NULL;
    }
    return cond_with_field(reader->form->arena, target->index, op, share, other);
}

/* --- operators ---------------------------------------------------------------------------------- */

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
    if (form_value(reader->form, value)->type == YAML_MAPPING && op != COND_HAS)
        return read_field_comparison(reader, target, op, form_value(reader->form, value));
    if (operators[index].needs_order && form_value(reader->form, value)->type != YAML_SCALAR) {
        form_mistake(reader->form, value, MSG_FORM_NOT_TEXT, word->text);
        return NULL;
    }
    return read_comparisons(reader, target, op == COND_HAS ? COND_EQ : op, value);
}

static struct cond *read_mapping(struct cond_reader *reader, const struct yaml *node, int nesting);

/* The reader of conditions on records of another kind; false, with a mistake, where that is too far. */
static bool step_to(struct cond_reader *reader, const struct yaml *node, const struct kind *kind,
                    struct cond_reader *ret_next)
{
    *ret_next = *reader;
    ret_next->kind = kind;
    ret_next->records++;
    if (ret_next->records > COND_RECORDS_MAX)
        form_mistake(reader->form, node, MSG_COND_TOO_FAR, err_int(COND_RECORDS_MAX));
    return ret_next->records <= COND_RECORDS_MAX;
}

/* {where: {…}} on the record that a reference names. */
static struct cond *read_referred(struct cond_reader *reader, const struct target *target,
                                  const struct yaml *node)
{
    struct cond_reader next;
    if (!target->field || target->field->type != FIELD_REF || node->count != 1) {
        form_mistake(reader->form, node, MSG_COND_NOT_A_REFERENCE, target->name);
        return NULL;
    }
    if (!step_to(reader, node, kind_by_slug(target->field->ref), &next))
        return NULL;
    struct cond *child = read_mapping(&next, &node->items[0], 1);
    return child ? cond_referred(reader->form->arena, target->index, child) : NULL;
}

static struct cond *read_entry(struct cond_reader *reader, const struct target *target,
                               const struct yaml *node)
{
    node = form_value(reader->form, node);
    if (node->type != YAML_MAPPING)
        return read_comparisons(reader, target, COND_EQ, node);
    if (yaml_get(node, "where"))
        return read_referred(reader, target, node);
    struct conds parts = { 0 };
    for (size_t i = 0; i < node->count; i++)
        conds_add(reader, &parts, read_operator(reader, target, &node->keys[i], &node->items[i]));
    if (node->count == 0)
        form_mistake(reader->form, node, MSG_FORM_EMPTY, target->name);
    return parts.count == node->count && parts.count ? conds_joined(reader, &parts, true) : NULL;
}

/* --- records that refer to this one ---------------------------------------------------------- */

const char *const *kind_slugs(struct arena *arena)
{
    size_t count = 0;
    while (kinds[count])
        count++;
    const char **slugs = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        slugs[i] = kinds[i]->slug;
    return slugs;
}

const unsigned cond_distinct_types = 1U << FIELD_TEXT | 1U << FIELD_CODE | 1U << FIELD_KEY |
                                     1U << FIELD_REF | 1U << FIELD_YEAR | 1U << FIELD_DATE;

int cond_find_field(struct form_reader *reader, const struct yaml *mapping, const char *key,
                    const struct kind *kind, const char *name, unsigned types)
{
    size_t count = kind_field_count(kind), known = 0;
    const char **names = ARENA_ARRAY(reader->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (!((types >> kind->fields[i].type) & 1U))
            continue;
        if (strcmp(kind->fields[i].name, name) == 0)
            return (int)i;
        names[known++] = kind->fields[i].name;
    }
    const struct yaml *place = yaml_get(mapping, key);
    form_unknown(reader, place ? place : mapping, key, name, names);
    return -1;
}

struct linked_text {
    const char *count, *sum, *distinct, *of, *by;
};
#define LINKED_KEY(name_)                                                                          \
    {                                                                                              \
        .key = #name_, .type = FORM_LINE, .offset = offsetof(struct linked_text, name_)            \
    }
static const struct form_key linked_keys[] = {
    LINKED_KEY(count),
    LINKED_KEY(sum),
    LINKED_KEY(distinct),
    LINKED_KEY(of),
    LINKED_KEY(by),
    { .key = "where", .type = FORM_ELSEWHERE },
    { .key = "at_least", .type = FORM_ELSEWHERE },
    { .key = "at_most", .type = FORM_ELSEWHERE },
    { .key = "more_than", .type = FORM_ELSEWHERE },
    { .key = "less_than", .type = FORM_ELSEWHERE },
    { .key = "exactly", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form linked_form = { .keys = linked_keys, .size = sizeof(struct linked_text) };

static const struct {
    const char *word;
    enum cond_op op;
} linked_bounds[] = { { "at_least", COND_GE },
                      { "at_most", COND_LE },
                      { "more_than", COND_GT },
                      { "less_than", COND_LT },
                      { "exactly", COND_EQ } };

/* The field of `kind` that refers to records of the kind read: the one named, or the only one, or that
 * which bears its name. */
static int linked_reference(struct cond_reader *reader, const struct yaml *node,
                            const struct kind *kind, const char *by)
{
    const char **names = ARENA_ARRAY(reader->form->arena, const char *, kind_field_count(kind) + 1);
    size_t known = 0;
    int only = -1;
    for (int i = 0; kind->fields[i].name; i++) {
        const struct field *field = &kind->fields[i];
        if (field->type != FIELD_REF || strcmp(field->ref, reader->kind->slug) != 0)
            continue;
        names[known++] = field->name;
        if (strcmp(field->name, by ? by : reader->kind->name) == 0)
            return i;
        only = i;
    }
    if (!by && known == 1)
        return only;
    if (by)
        form_unknown(reader->form, yaml_get(node, "by"), "by", by, names);
    else
        form_mistake(reader->form, node, known ? MSG_COND_LINKED_BY : MSG_COND_NOT_LINKED, kind->slug,
                     reader->kind->slug);
    return -1;
}

static bool read_linked_aggregate(struct cond_reader *reader, const struct yaml *node,
                                  const struct linked_text *text, struct cond_linked *linked)
{
    int given = (text->count != NULL) + (text->sum != NULL) + (text->distinct != NULL);
    const char *slug = text->count ? text->count : text->of;
    if (given != 1 || (text->count && text->of) || !slug) {
        form_mistake(reader->form, node, MSG_MEASURE_AGGREGATE);
        return false;
    }
    linked->kind = kind_by_slug(slug);
    if (!linked->kind) {
        const char *key = text->count ? "count" : "of";
        form_unknown(reader->form, yaml_get(node, key), key, slug, kind_slugs(reader->form->arena));
        return false;
    }
    linked->reference = linked_reference(reader, node, linked->kind, text->by);
    linked->field = -1;
    if (text->count || linked->reference < 0)
        return linked->reference >= 0;
    linked->aggregate = text->sum ? AGGREGATE_SUM : AGGREGATE_DISTINCT;
    linked->field = cond_find_field(
        reader->form, node, text->sum ? "sum" : "distinct", linked->kind,
        text->sum ? text->sum : text->distinct,
        text->sum ? 1U << FIELD_INT | 1U << FIELD_MONEY : cond_distinct_types);
    return linked->field >= 0;
}

/* One bound: a number, or {field: …}, {share: …, of: …} of the record that is referred to. */
static struct cond *read_linked_bound(struct cond_reader *reader, const struct cond_linked *linked,
                                      enum cond_op op, const struct yaml *node)
{
    node = form_value(reader->form, node);
    struct arena *arena = reader->form->arena;
    if (node->type == YAML_MAPPING) {
        int64_t share = COND_WHOLE;
        int other = read_other(reader, node, 1U << FIELD_INT | 1U << FIELD_MONEY, &share);
        if (other >= 0 && share != COND_WHOLE && op == COND_EQ)
            form_mistake(reader->form, node, MSG_COND_NO_SUCH_OPERATOR, "share", "exactly");
        else if (other >= 0)
            return cond_linked(arena, linked, op, v_null(), share, other);
        return NULL;
    }
    const char *text = form_scalar(reader->form, "linked", node);
    int64_t number = 0;
    struct err err;
    bool money = linked->aggregate == AGGREGATE_SUM &&
                 linked->kind->fields[linked->field].type == FIELD_MONEY;
    if (text && (money ? money_parse(text, &number, &err) : text_number(text, &number, &err)) != ERR_OK) {
        form_failure(reader->form, node, &err);
        text = NULL;
    }
    return text ? cond_linked(arena, linked, op, v_int(number), 0, 0) : NULL;
}

static struct cond *read_linked(struct cond_reader *reader, const struct yaml *node)
{
    struct linked_text text = { 0 };
    struct cond_linked *linked = ARENA_NEW(reader->form->arena, struct cond_linked);
    struct cond_reader next;
    size_t mistakes_before = reader->form->mistakes->count + reader->form->mistakes->more;
    node = form_value(reader->form, node);
    form_read(reader->form, &linked_form, node, &text);
    if (node->type != YAML_MAPPING || !read_linked_aggregate(reader, node, &text, linked) ||
        !step_to(reader, node, linked->kind, &next))
        return NULL;
    const struct yaml *where = yaml_get(node, "where");
    struct cond *child = where ? read_mapping(&next, where, 1) : NULL;
    linked->where = cond_counted(reader->form->arena, linked->kind, child);
    struct conds bounds = { 0 };
    size_t given = 0;
    for (size_t i = 0; i < COUNT(linked_bounds); i++) {
        const struct yaml *bound = yaml_get(node, linked_bounds[i].word);
        given += bound != NULL;
        if (bound)
            conds_add(reader, &bounds,
                      read_linked_bound(reader, linked, linked_bounds[i].op, bound));
    }
    if (!given)
        form_mistake(reader->form, node, MSG_COND_LINKED_BOUND);
    bool whole = reader->form->mistakes->count + reader->form->mistakes->more == mistakes_before;
    return whole ? conds_joined(reader, &bounds, true) : NULL;
}

/* --- pairs --------------------------------------------------------------------------------------- */

/* One cell: a value, a list of them, or "*" (any value, but one). */
static struct cond *read_cell(struct cond_reader *reader, const struct target *target,
                              const struct yaml *cell)
{
    cell = form_value(reader->form, cell);
    if (cell->type == YAML_SCALAR && strcmp(cell->text, "*") == 0)
        return cond_compare(reader->form->arena, target->index, COND_NOT_NULL, v_null());
    return read_comparisons(reader, target, COND_EQ, cell);
}

static bool read_pair_fields(struct cond_reader *reader, const struct yaml *node,
                             struct target *targets, size_t *ret_count)
{
    const struct yaml *of = yaml_get(node, "of");
    const char *const *names = of ? form_scalars(reader->form, "of", form_value(reader->form, of)) : NULL;
    *ret_count = 0;
    for (; names && names[*ret_count]; ++*ret_count) {
        if (*ret_count == PAIR_FIELDS_MAX)
            break;
        int index = cond_find_field(reader->form, node, "of", reader->kind, names[*ret_count], ~0U);
        if (index < 0)
            return false;
        targets[*ret_count] = (struct target){ index, &reader->kind->fields[index], names[*ret_count] };
    }
    if (*ret_count < 2 || names[*ret_count]) {
        form_mistake(reader->form, of ? of : node, MSG_COND_PAIR_FIELDS, err_int(PAIR_FIELDS_MAX));
        return false;
    }
    return true;
}

static struct cond *read_row(struct cond_reader *reader, const struct target *targets, size_t count,
                             const struct yaml *row)
{
    row = form_value(reader->form, row);
    if (row->type != YAML_SEQUENCE || row->count != count) {
        form_mistake(reader->form, row, MSG_COND_PAIR_ROW, err_int((int64_t)count));
        return NULL;
    }
    struct conds cells = { 0 };
    for (size_t i = 0; i < count; i++)
        conds_add(reader, &cells, read_cell(reader, &targets[i], &row->items[i]));
    return cells.count == count ? conds_joined(reader, &cells, true) : NULL;
}

/* {of: [field, field], among: rows} holds where the record's values stand in a row; with `outside` where
 * all are known and stand in none. */
static struct cond *read_pairs(struct cond_reader *reader, const struct yaml *node)
{
    struct target targets[PAIR_FIELDS_MAX];
    size_t count = 0;
    node = form_value(reader->form, node);
    const struct yaml *among = node->type == YAML_MAPPING ? yaml_get(node, "among") : NULL;
    const struct yaml *outside = node->type == YAML_MAPPING ? yaml_get(node, "outside") : NULL;
    const struct yaml *table = among ? among : outside;
    if (!table || node->count != 2 || form_value(reader->form, table)->type != YAML_SEQUENCE) {
        form_mistake(reader->form, node, MSG_COND_PAIRS);
        return NULL;
    }
    if (!read_pair_fields(reader, node, targets, &count))
        return NULL;
    table = form_value(reader->form, table);
    struct conds rows = { 0 }, known = { 0 };
    for (size_t i = 0; i < table->count; i++)
        conds_add(reader, &rows, read_row(reader, targets, count, &table->items[i]));
    if (rows.count < table->count || rows.count == 0) {
        if (table->count == 0)
            form_mistake(reader->form, table, MSG_FORM_EMPTY, "pairs");
        return NULL;
    }
    struct cond *found = conds_joined(reader, &rows, false);
    if (among)
        return found;
    for (size_t i = 0; i < count; i++)
        conds_add(reader, &known, cond_compare(reader->form->arena, targets[i].index, COND_NOT_NULL, v_null()));
    conds_add(reader, &known, cond_not(reader->form->arena, found));
    return conds_joined(reader, &known, true);
}

/* --- the tree -------------------------------------------------------------------------------- */

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
    const char **names = ARENA_ARRAY(reader->form->arena, const char *, count + 7);
    for (size_t i = 0; i < count; i++)
        names[i] = reader->kind->fields[i].name;
    if (reader->kind->states)
        names[count++] = "state";
    names[count++] = "any";
    names[count++] = "all";
    names[count++] = "not";
    names[count++] = "linked";
    names[count++] = "pairs";
    form_unknown(reader->form, word, reader->kind->slug, word->text, names);
}

/* One mapping, or a list of them that must all hold. */
static struct cond *read_several(struct cond_reader *reader, const struct yaml *node,
                                 struct cond *read(struct cond_reader *, const struct yaml *))
{
    size_t count;
    const struct yaml *items = form_items(form_value(reader->form, node), &count);
    struct conds parts = { 0 };
    for (size_t i = 0; i < count; i++)
        conds_add(reader, &parts, read(reader, &items[i]));
    if (count == 0)
        form_mistake(reader->form, node, MSG_FORM_EMPTY, "linked");
    return parts.count == count && count ? conds_joined(reader, &parts, true) : NULL;
}

static struct cond *read_part(struct cond_reader *reader, const struct yaml *word,
                              const struct yaml *value, int nesting)
{
    const char *name = word->text;
    if (strcmp(name, "any") == 0 || strcmp(name, "all") == 0 || strcmp(name, "not") == 0)
        return read_group(reader, word, value, nesting);
    if (strcmp(name, "linked") == 0 || strcmp(name, "pairs") == 0)
        return read_several(reader, value,
                            strcmp(name, "pairs") == 0 ? read_pairs : read_linked);
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
