/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/measure_form.h"

#include "base/vitext.h"
#include "domain/code_lists.h"

#include <string.h>

/* --- units ----------------------------------------------------------------------------------- */

struct unit_choice_text {
    const char *const *designated;
    const char *const *types;
    bool without;
};

static const struct form_key unit_choice_keys[] = {
    { .key = "designated",
      .type = FORM_LINES,
      .offset = offsetof(struct unit_choice_text, designated) },
    { .key = "types", .type = FORM_LINES, .offset = offsetof(struct unit_choice_text, types) },
    { .key = "without", .type = FORM_BOOL, .offset = offsetof(struct unit_choice_text, without) },
    { .key = NULL },
};
static const struct form unit_choice_form = { .keys = unit_choice_keys,
                                              .size = sizeof(struct unit_choice_text) };

const struct unit_choice *unit_choice_read(struct form_reader *reader,
                                           const struct measure_names *names,
                                           const struct yaml *node)
{
    struct unit_choice_text text = { 0 };
    form_read(reader, &unit_choice_form, node, &text);
    static const struct field designation = { .list = "designation_type" };
    struct field with_codes = designation;
    with_codes.codes = designation_type_codes;
    const char *const *known = cond_field_codes(reader, &names->cond, &with_codes);
    for (size_t i = 0; text.designated && text.designated[i]; i++) {
        size_t j = 0;
        while (known[j] && strcmp(known[j], text.designated[i]) != 0)
            j++;
        if (!known[j])
            form_unknown(reader, yaml_get(node, "designated"), "designated", text.designated[i],
                         known);
    }
    if (!text.designated && !text.types)
        return NULL;
    struct unit_choice *choice = ARENA_NEW(reader->arena, struct unit_choice);
    *choice = (struct unit_choice){ .designations = text.designated,
                                    .types = text.types,
                                    .without = text.without };
    return choice;
}

/* --- measures -------------------------------------------------------------------------------- */

struct measure_text {
    const char *count, *sum, *distinct, *of;
    int time;
    const char *date, *end, *organisation, *place;
};

static const char *const time_words[] = { "any", "flow", "stock", "year", NULL };

#define TEXT_KEY(name_, type_)                                                                     \
    {                                                                                              \
        .key = #name_, .type = type_, .offset = offsetof(struct measure_text, name_)               \
    }
#define MEASURE_KEYS                                                                               \
    TEXT_KEY(count, FORM_LINE), TEXT_KEY(sum, FORM_LINE), TEXT_KEY(distinct, FORM_LINE),           \
        TEXT_KEY(of, FORM_LINE),                                                                   \
        { .key = "time",                                                                           \
          .type = FORM_CHOICE,                                                                     \
          .required = true,                                                                        \
          .words = time_words,                                                                     \
          .offset = offsetof(struct measure_text, time) },                                         \
        TEXT_KEY(date, FORM_LINE), TEXT_KEY(end, FORM_LINE), TEXT_KEY(organisation, FORM_LINE),    \
        TEXT_KEY(place, FORM_LINE),                                                                \
        { .key = "where", .type = FORM_ELSEWHERE },                                                \
    {                                                                                              \
        .key = "units", .type = FORM_ELSEWHERE                                                     \
    }

static const struct form_key inline_keys[] = { MEASURE_KEYS, { .key = NULL } };
static const struct form_key element_keys[] = {
    MEASURE_KEYS,
    { .key = "id", .type = FORM_ELSEWHERE },
    { .key = "title", .type = FORM_ELSEWHERE },
    { .key = "source", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form_key records_keys[] = {
    MEASURE_KEYS,
    { .key = "by", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form measure_forms[] = {
    [MEASURE_INLINE] = { .keys = inline_keys, .size = sizeof(struct measure_text) },
    [MEASURE_ELEMENT] = { .keys = element_keys, .size = sizeof(struct measure_text) },
    [MEASURE_RECORDS] = { .keys = records_keys, .size = sizeof(struct measure_text) },
};
_Static_assert(COUNT(measure_forms) == MEASURE_PLACE_MAX_, "a form for every place");

static const unsigned sum_types = 1U << FIELD_INT | 1U << FIELD_MONEY | 1U << FIELD_SHARE;

/* The aggregate, its kind and its field, of the keys count, sum, distinct and of. */
static bool read_aggregate(struct form_reader *reader, const struct yaml *node,
                           const struct measure_text *text, struct measure *measure)
{
    int given = (text->count != NULL) + (text->sum != NULL) + (text->distinct != NULL);
    const char *slug = text->count ? text->count : text->of;
    if (given != 1 || (text->count && text->of) || !slug) {
        form_mistake(reader, node, MSG_MEASURE_AGGREGATE);
        return false;
    }
    measure->kind = kind_by_slug(slug);
    if (!measure->kind) {
        const struct yaml *place = yaml_get(node, text->count ? "count" : "of");
        form_unknown(reader, place, text->count ? "count" : "of", slug, kind_slugs(reader->arena));
        return false;
    }
    measure->field = -1;
    if (text->count)
        return true;
    measure->aggregate = text->sum ? AGGREGATE_SUM : AGGREGATE_DISTINCT;
    measure->field =
        cond_find_field(reader, node, text->sum ? "sum" : "distinct", measure->kind,
                   text->sum ? text->sum : text->distinct, text->sum ? sum_types : cond_distinct_types);
    return measure->field >= 0;
}

static int default_date(const struct kind *kind, enum field_type type)
{
    if (type == FIELD_YEAR) {
        int year = kind_field_index(kind, "year");
        if (year >= 0 && kind->fields[year].type == FIELD_YEAR)
            return year;
    }
    int index = kind->date ? kind_field_index(kind, kind->date) : -1;
    return index >= 0 && kind->fields[index].type == type ? index : -1;
}

static void read_time(struct form_reader *reader, const struct yaml *node,
                      const struct measure_text *text, struct measure *measure)
{
    measure->time = (enum measure_time)text->time;
    measure->date_field = measure->end_field = -1;
    bool is_stock = measure->time == MEASURE_STOCK;
    if (text->end && !is_stock)
        form_mistake(reader, yaml_get(node, "end"), MSG_MEASURE_NO_END, time_words[text->time]);
    if (text->end && is_stock)
        measure->end_field =
            cond_find_field(reader, node, "end", measure->kind, text->end, 1U << FIELD_DATE);
    if (measure->time == MEASURE_ANY_TIME) {
        if (text->date)
            form_mistake(reader, yaml_get(node, "date"), MSG_MEASURE_NO_DATE);
        return;
    }
    enum field_type type = measure->time == MEASURE_YEAR ? FIELD_YEAR : FIELD_DATE;
    measure->date_field =
        text->date ? cond_find_field(reader, node, "date", measure->kind, text->date, 1U << type)
                   : default_date(measure->kind, type);
    if (measure->date_field < 0 && !text->date)
        form_mistake(reader, node, MSG_MEASURE_NEEDS_DATE, measure->kind->slug,
                     time_words[text->time]);
}

static void read_organisation(struct form_reader *reader, const struct yaml *node,
                              const struct measure_text *text, struct measure *measure)
{
    measure->organisation_field = text->organisation
                                      ? cond_find_field(reader, node, "organisation", measure->kind,
                                                   text->organisation, 1U << FIELD_KEY)
                                      : measure_field_to(measure, "organisations");
    if (measure->organisation_field < 0)
        measure->organisation_field = -1;
}

/* The reference to units that places the records, where it is not the kind's own. */
static void read_place(struct form_reader *reader, const struct yaml *node,
                       const struct measure_text *text, struct measure *measure)
{
    if (!text->place)
        return;
    int field = cond_find_field(reader, node, "place", measure->kind, text->place, 1U << FIELD_REF);
    if (field < 0)
        return;
    measure->place = &measure->kind->fields[field];
    if (strcmp(measure->place->ref, "units") != 0)
        form_mistake(reader, yaml_get(node, "place"), MSG_MEASURE_NO_PLACE, text->place);
}

struct measure *measure_read(struct form_reader *reader, const struct measure_names *names,
                             const struct yaml *node, enum measure_place place)
{
    size_t mistakes_before = reader->mistakes->count + reader->mistakes->more;
    struct measure_text text = { 0 };
    node = form_value(reader, node);
    form_read(reader, &measure_forms[place], node, &text);
    struct measure *measure = ARENA_NEW(reader->arena, struct measure);
    if (node->type != YAML_MAPPING || !read_aggregate(reader, node, &text, measure))
        return NULL;
    if (yaml_get(node, "time"))
        read_time(reader, node, &text, measure);
    read_organisation(reader, node, &text, measure);
    read_place(reader, node, &text, measure);
    const struct yaml *where = yaml_get(node, "where"), *units = yaml_get(node, "units");
    struct cond *cond = where ? cond_read(reader, &names->cond, measure->kind, where) : NULL;
    measure->where = cond_counted(reader->arena, measure->kind, cond);
    measure->units = units ? unit_choice_read(reader, names, units) : NULL;
    if (measure->units && !measure->kind->unit)
        form_mistake(reader, units, MSG_MEASURE_NO_PLACE, measure->kind->slug);
    return reader->mistakes->count + reader->mistakes->more == mistakes_before ? measure : NULL;
}

/* --- expressions ------------------------------------------------------------------------------ */

struct expr_reader {
    struct form_reader *form;
    const struct measure_names *names;
};

static const struct expr *read_expr(struct expr_reader *reader, const struct yaml *node,
                                    int nesting);

static const struct expr *read_name(struct expr_reader *reader, const struct yaml *node)
{
    const char *name = form_scalar(reader->form, "measure", node);
    struct err ignored;
    if (!name)
        return NULL;
    struct expr *constant = ARENA_NEW(reader->form->arena, struct expr);
    constant->op = EXPR_CONST;
    if (text_number(name, &constant->constant, &ignored) == ERR_OK)
        return constant;
    const char **known =
        ARENA_ARRAY(reader->form->arena, const char *, reader->names->expr_count + 1);
    for (size_t i = 0; i < reader->names->expr_count; i++) {
        known[i] = reader->names->exprs[i].id;
        if (strcmp(known[i], name) == 0)
            return reader->names->exprs[i].value;
    }
    form_unknown(reader->form, node, "measure", name, known);
    return NULL;
}

static bool same_unit(struct expr_reader *reader, const struct yaml *node, const struct expr *expr)
{
    bool found = false;
    enum number_unit unit = NUMBER_PLAIN;
    for (size_t i = 0; i < expr->child_count; i++) {
        if (expr->children[i]->op == EXPR_CONST)
            continue;
        enum number_unit other = expr_unit(expr->children[i]);
        if (found && other != unit) {
            form_mistake(reader->form, node, MSG_MEASURE_UNITS_DIFFER);
            return false;
        }
        unit = other;
        found = true;
    }
    return true;
}

/* `wanted` children, or two and more where it is 0. */
static const struct expr *read_children(struct expr_reader *reader, enum expr_op op,
                                        const struct yaml *node, size_t wanted, int nesting)
{
    node = form_value(reader->form, node);
    if (node->type != YAML_SEQUENCE || (wanted ? node->count != wanted : node->count < 2)) {
        form_mistake(reader->form, node, MSG_MEASURE_PARTS,
                     err_int((int64_t)(wanted ? wanted : 2)));
        return NULL;
    }
    struct expr *expr = ARENA_NEW(reader->form->arena, struct expr);
    const struct expr **children =
        ARENA_ARRAY(reader->form->arena, const struct expr *, node->count);
    bool whole = true;
    for (size_t i = 0; i < node->count; i++) {
        children[i] = read_expr(reader, &node->items[i], nesting + 1);
        whole = whole && children[i];
    }
    *expr = (struct expr){ .op = op, .children = children, .child_count = node->count };
    return whole && same_unit(reader, node, expr) ? expr : NULL;
}

struct change_text {
    int64_t years;
};
static const struct form_key change_keys[] = {
    { .key = "of", .type = FORM_ELSEWHERE, .required = true },
    { .key = "years",
      .type = FORM_INT,
      .required = true,
      .min = 1,
      .max = 30,
      .offset = offsetof(struct change_text, years) },
    { .key = NULL },
};
static const struct form change_form = { .keys = change_keys, .size = sizeof(struct change_text) };

static const struct expr *read_change(struct expr_reader *reader, const struct yaml *node,
                                      int nesting)
{
    struct change_text text = { 0 };
    form_read(reader->form, &change_form, node, &text);
    const struct yaml *of = yaml_get(node, "of");
    const struct expr *child = of ? read_expr(reader, of, nesting + 1) : NULL;
    if (!child || text.years == 0)
        return NULL;
    const struct expr **children = ARENA_ARRAY(reader->form->arena, const struct expr *, 1);
    children[0] = child;
    struct expr *expr = ARENA_NEW(reader->form->arena, struct expr);
    *expr = (struct expr){
        .op = EXPR_CHANGE, .years_back = (int)text.years, .children = children, .child_count = 1
    };
    return expr;
}

static const struct {
    const char *word;
    enum expr_op op;
    size_t children;
} expr_words[] = {
    { "ratio", EXPR_RATIO, 2 },
    { "add", EXPR_ADD, 0 },
    { "subtract", EXPR_SUB, 2 },
    { "change", EXPR_CHANGE, 1 },
};

/* How many of the operators' words are keys of the mapping; the last one's place. */
static int count_words(const struct yaml *mapping, size_t *ret_word)
{
    int count = 0;
    for (size_t i = 0; i < COUNT(expr_words); i++)
        if (yaml_get(mapping, expr_words[i].word)) {
            *ret_word = i;
            count++;
        }
    return count;
}

static const struct expr *read_keys(struct expr_reader *reader, const struct yaml *mapping,
                                    int nesting)
{
    size_t word = 0;
    if (count_words(mapping, &word) != 1) {
        form_mistake(reader->form, mapping, MSG_MEASURE_ONE_OPERATOR);
        return NULL;
    }
    const struct yaml *value = yaml_get(mapping, expr_words[word].word);
    if (expr_words[word].op == EXPR_CHANGE)
        return read_change(reader, value, nesting);
    return read_children(reader, expr_words[word].op, value, expr_words[word].children, nesting);
}

static const struct expr *read_expr(struct expr_reader *reader, const struct yaml *node,
                                    int nesting)
{
    size_t word;
    node = form_value(reader->form, node);
    if (nesting > EXPR_NESTING_MAX) {
        form_mistake(reader->form, node, MSG_MEASURE_TOO_DEEP, err_int(EXPR_NESTING_MAX));
        return NULL;
    }
    if (node->type == YAML_SCALAR)
        return read_name(reader, node);
    if (count_words(node, &word) > 0) {
        for (size_t i = 0; i < node->count; i++)
            if (strcmp(node->keys[i].text, expr_words[word].word) != 0) {
                form_mistake(reader->form, &node->keys[i], MSG_MEASURE_ONE_OPERATOR);
                return NULL;
            }
        return read_keys(reader, node, nesting);
    }
    const struct measure *measure = measure_read(reader->form, reader->names, node, MEASURE_INLINE);
    if (!measure)
        return NULL;
    struct expr *expr = ARENA_NEW(reader->form->arena, struct expr);
    *expr = (struct expr){ .op = EXPR_MEASURE, .measure = measure };
    return expr;
}

const struct expr *expr_read(struct form_reader *reader, const struct measure_names *names,
                             const struct yaml *node)
{
    struct expr_reader expr_reader = { .form = reader, .names = names };
    return read_expr(&expr_reader, node, 1);
}

const struct expr *expr_read_keys(struct form_reader *reader, const struct measure_names *names,
                                  const struct yaml *mapping)
{
    struct expr_reader expr_reader = { .form = reader, .names = names };
    return read_keys(&expr_reader, mapping, 1);
}

/* --- bounds ----------------------------------------------------------------------------------- */

bool bound_holds(const struct bound *bound, int64_t value)
{
    if (bound->has_min && (bound->above_min ? value <= bound->min : value < bound->min))
        return false;
    if (bound->has_max && (bound->below_max ? value >= bound->max : value > bound->max))
        return false;
    return true;
}

static bool read_limit(struct form_reader *reader, enum number_unit unit, const char *word,
                       const struct yaml *node, int64_t *ret)
{
    const char *text = form_scalar(reader, word, node);
    struct err err;
    if (!text)
        return false;
    if (unit == NUMBER_SHARE) {
        if (share_parse(text, ret))
            return true;
        form_mistake(reader, node, MSG_COND_BAD_SHARE, text, word);
        return false;
    }
    if (text_number(text, ret, &err) == ERR_OK)
        return true;
    form_failure(reader, node, &err);
    return false;
}

static bool read_bound_part(struct form_reader *reader, enum number_unit unit,
                            const struct yaml *word, const struct yaml *value, struct bound *bound)
{
    static const char *const words[] = { "at_least",  "more_than", "at_most",
                                         "less_than", "exactly",   NULL };
    int index = form_choice(reader, "bound", word, words);
    int64_t limit;
    if (index < 0 || !read_limit(reader, unit, words[index], value, &limit))
        return false;
    bool lower = index == 0 || index == 1 || index == 4, upper = index >= 2;
    if ((lower && bound->has_min) || (upper && bound->has_max)) {
        form_mistake(reader, word, MSG_MEASURE_BOUND_TWICE, word->text);
        return false;
    }
    if (lower) {
        bound->has_min = true;
        bound->min = limit;
        bound->above_min = index == 1;
    }
    if (upper) {
        bound->has_max = true;
        bound->max = limit;
        bound->below_max = index == 3;
    }
    return true;
}

bool bound_read(struct form_reader *reader, enum number_unit unit, const struct yaml *node,
                struct bound *ret_bound)
{
    node = form_value(reader, node);
    *ret_bound = (struct bound){ 0 };
    if (node->type == YAML_SCALAR && strcmp(node->text, "unknown") == 0) {
        ret_bound->unknown = true;
        return true;
    }
    if (node->type != YAML_MAPPING || node->count == 0) {
        form_mistake(reader, node, MSG_MEASURE_BOUND);
        return false;
    }
    for (size_t i = 0; i < node->count; i++)
        if (!read_bound_part(reader, unit, &node->keys[i], &node->items[i], ret_bound))
            return false;
    const struct bound *bound = ret_bound;
    int64_t strict = bound->above_min || bound->below_max;
    if (bound->has_min && bound->has_max && bound->min > bound->max - strict) {
        form_mistake(reader, node, MSG_MEASURE_BOUND_EMPTY);
        return false;
    }
    return true;
}
