/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/measure_form.h"

#include "base/vitext.h"
#include "domain/code_lists.h"
#include "domain/unit_type.h"

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

/* The types as stored: a word as the document has it ("thành phố": of a province, of the State) or a code. */
static const char *const *stored_types(struct form_reader *reader, const struct yaml *node,
                                       const char *const *words)
{
    struct arena *arena = reader->arena;
    const char **codes = NULL, **known = NULL;
    size_t count = 0, capacity = 0, known_count = 0, known_capacity = 0;
    for (int type = UNIT_PROVINCE; type < UNIT_TYPE_MAX_; type++)
        if (type != UNIT_PROVINCIAL_CITY) /* its word stands there already */
            *ARENA_PUSH(arena, known, known_count, known_capacity) =
                text_lower_first(arena, unit_types[type].vi);
    *ARENA_PUSH(arena, known, known_count, known_capacity) = NULL;
    for (; words && *words; words++) {
        const char *key = text_fold_toned(arena, *words);
        size_t before = count;
        for (int type = UNIT_PROVINCE; type < UNIT_TYPE_MAX_; type++)
            if (strcmp(*words, unit_types[type].code) == 0 ||
                strcmp(key, text_fold_toned(arena, unit_types[type].vi)) == 0)
                *ARENA_PUSH(arena, codes, count, capacity) = unit_types[type].code;
        if (count == before)
            form_unknown(reader, yaml_get(node, "types"), "types", *words, known);
    }
    *ARENA_PUSH(arena, codes, count, capacity) = NULL;
    return codes;
}

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
                                    .types = stored_types(reader, node, text.types),
                                    .without = text.without };
    return choice;
}

/* --- measures -------------------------------------------------------------------------------- */

struct measure_text {
    const char *count, *sum, *distinct, *of;
    int time;
    const char *date, *end, *organisation, *place, *outside;
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
        TEXT_KEY(place, FORM_LINE), TEXT_KEY(outside, FORM_LINE),                                  \
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
    if (text->organisation && strcmp(text->organisation, "none") == 0) {
        measure->organisation_field = -1;
        return;
    }
    measure->organisation_field = text->organisation
                                      ? cond_find_field(reader, node, "organisation", measure->kind,
                                                   text->organisation, 1U << FIELD_KEY)
                                      : measure_field_to(measure, "organisations");
    if (measure->organisation_field < 0)
        measure->organisation_field = -1;
}

static const struct field *find_place(struct form_reader *reader, const struct yaml *node,
                                      const char *key, const struct kind *kind, const char *name)
{
    int field = name ? cond_find_field(reader, node, key, kind, name, 1U << FIELD_REF) : -1;
    if (field >= 0 && strcmp(kind->fields[field].ref, "units") != 0)
        form_mistake(reader, yaml_get(node, key), MSG_MEASURE_NO_PLACE, name);
    return field >= 0 ? &kind->fields[field] : NULL;
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
    measure->place = find_place(reader, node, "place", measure->kind, text.place);
    measure->outside = find_place(reader, node, "outside", measure->kind, text.outside);
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

static const struct expr *expr_over(struct arena *arena, struct expr expr, const struct expr *child)
{
    const struct expr **children = ARENA_ARRAY(arena, const struct expr *, 1);
    struct expr *made = ARENA_NEW(arena, struct expr);
    children[0] = child;
    *made = expr;
    made->children = children;
    made->child_count = 1;
    return made;
}

struct span_text {
    int64_t years, since;
    bool per_year;
};
#define SPAN(member) offsetof(struct span_text, member)
#define SINCE_KEY                                                                                  \
    {                                                                                              \
        .key = "since", .type = FORM_INT, .min = 1990, .max = 2100, .offset = SPAN(since)          \
    }
static const struct form_key change_keys[] = {
    { .key = "of", .type = FORM_ELSEWHERE, .required = true },
    { .key = "years", .type = FORM_INT, .min = 1, .max = 30, .offset = SPAN(years) },
    SINCE_KEY,
    { .key = "per_year", .type = FORM_BOOL, .offset = SPAN(per_year) },
    { .key = NULL },
};
static const struct form_key average_keys[] = {
    { .key = "of", .type = FORM_ELSEWHERE, .required = true },
    SINCE_KEY,
    { .key = NULL },
};
static const struct form change_form = { .keys = change_keys, .size = sizeof(struct span_text) };
static const struct form average_form = { .keys = average_keys, .size = sizeof(struct span_text) };

/* change, decrease and average: the number in different years. */
static const struct expr *read_span(struct expr_reader *reader, enum expr_op op, bool decrease,
                                    const struct yaml *node, int nesting)
{
    struct span_text text = { 0 };
    bool average = op == EXPR_AVERAGE;
    size_t before = reader->form->mistakes->count;
    node = form_value(reader->form, node);
    form_read(reader->form, average ? &average_form : &change_form, node, &text);
    const struct yaml *of = yaml_get(node, "of");
    const struct expr *child = of ? read_expr(reader, of, nesting + 1) : NULL;
    if (reader->form->mistakes->count > before)
        return NULL;
    if (average ? !text.since : !text.years == !text.since) {
        form_mistake(reader->form, node, average ? MSG_MEASURE_SINCE : MSG_MEASURE_YEARS_OR_SINCE);
        return NULL;
    }
    const struct expr expr = { .op = op,
                               .years_back = (int)text.years,
                               .since = (int)text.since,
                               .per_year = text.per_year,
                               .decrease = decrease };
    return child ? expr_over(reader->form->arena, expr, child) : NULL;
}

/* {share: 95 %, of: poor_households} */
static const struct expr *read_share(struct expr_reader *reader, const struct yaml *mapping,
                                     int nesting)
{
    struct expr expr = { .op = EXPR_SHARE };
    const struct yaml *of = yaml_get(mapping, "of");
    if (!limit_read(reader->form, NUMBER_SHARE, "share", yaml_get(mapping, "share"),
                    &expr.constant))
        return NULL;
    if (!of) {
        form_mistake(reader->form, mapping, MSG_FORM_MISSING, "of");
        return NULL;
    }
    const struct expr *child = read_expr(reader, of, nesting + 1);
    return child ? expr_over(reader->form->arena, expr, child) : NULL;
}

struct at_text {
    int64_t year, years_ago;
    bool whole;
};
static const struct form_key at_keys[] = {
    { .key = "measure", .type = FORM_ELSEWHERE, .required = true },
    { .key = "year",
      .type = FORM_INT,
      .min = 1990,
      .max = 2100,
      .offset = offsetof(struct at_text, year) },
    { .key = "years_ago",
      .type = FORM_INT,
      .min = 1,
      .max = 30,
      .offset = offsetof(struct at_text, years_ago) },
    { .key = "whole", .type = FORM_BOOL, .offset = offsetof(struct at_text, whole) },
    { .key = "id", .type = FORM_ELSEWHERE },
    { .key = "title", .type = FORM_ELSEWHERE },
    { .key = "source", .type = FORM_ELSEWHERE },
    { .key = "quorum", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form at_form = { .keys = at_keys, .size = sizeof(struct at_text) };

/* {measure: models, year: 2016}, {measure: models, whole: yes} */
static const struct expr *read_at(struct expr_reader *reader, const struct yaml *mapping,
                                  int nesting)
{
    struct at_text text = { 0 };
    size_t before = reader->form->mistakes->count;
    form_read(reader->form, &at_form, mapping, &text);
    const struct expr *child = read_expr(reader, yaml_get(mapping, "measure"), nesting + 1);
    if (!child || reader->form->mistakes->count > before)
        return NULL;
    if (text.year && text.years_ago) {
        form_mistake(reader->form, mapping, MSG_MEASURE_YEAR_TWICE);
        return NULL;
    }
    struct arena *arena = reader->form->arena;
    const struct expr at = { .op = EXPR_AT,
                             .since = (int)text.year,
                             .years_back = (int)text.years_ago };
    if (text.year || text.years_ago)
        child = expr_over(arena, at, child);
    return text.whole ? expr_over(arena, (struct expr){ .op = EXPR_WHOLE }, child) : child;
}

/* {assigned: obligation} */
static const struct expr *read_assigned(struct expr_reader *reader, const struct yaml *node)
{
    const struct measure_names *names = reader->names;
    const char *name = form_scalar(reader->form, "assigned", node);
    const char **known =
        ARENA_ARRAY(reader->form->arena, const char *, names->assignable_count + 1);
    for (size_t i = 0; name && i < names->assignable_count; i++) {
        known[i] = names->assignables[i].id;
        if (strcmp(known[i], name) != 0)
            continue;
        struct expr *expr = ARENA_NEW(reader->form->arena, struct expr);
        *expr = (struct expr){ .op = EXPR_ASSIGNED,
                               .programme = names->programme,
                               .name = name,
                               .unit = names->assignables[i].unit };
        return expr;
    }
    if (name)
        form_unknown(reader->form, node, "assigned", name, known);
    return NULL;
}

/* What turns a mapping into an expression, and which keys may stand beside that word. */
static const struct {
    const char *word;
    enum expr_op op;
    size_t children;
    bool decrease;
    const char *beside[4];
} expr_words[] = {
    { "ratio", EXPR_RATIO, 2 },
    { "add", EXPR_ADD, 0 },
    { "subtract", EXPR_SUB, 2 },
    { "change", EXPR_CHANGE, 1 },
    { "decrease", EXPR_CHANGE, 1, .decrease = true },
    { "average", EXPR_AVERAGE, 1 },
    { "share", EXPR_SHARE, 1, .beside = { "of" } },
    { "measure", EXPR_AT, 1, .beside = { "year", "years_ago", "whole" } },
    { "assigned", EXPR_ASSIGNED, 0 },
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

static bool stands_beside(size_t word, const char *key)
{
    if (strcmp(key, expr_words[word].word) == 0 || strcmp(key, "quorum") == 0)
        return true;
    for (size_t i = 0; i < COUNT(expr_words[word].beside) && expr_words[word].beside[i]; i++)
        if (strcmp(key, expr_words[word].beside[i]) == 0)
            return true;
    return false;
}

/* `quorum: {measure: answered_share, at_least: 70 %}` beside an expression. */
static const struct expr *with_quorum(struct expr_reader *reader, const struct expr *value,
                                      const struct yaml *quorum, int nesting)
{
    static const char *const other_keys[] = { "measure", NULL };
    struct form_reader *form = reader->form;
    quorum = form_value(form, quorum);
    const struct yaml *measure = yaml_get(quorum, "measure");
    if (!measure) {
        form_mistake(form, quorum, MSG_FORM_MISSING, "measure");
        return NULL;
    }
    const struct expr *counted = read_expr(reader, measure, nesting + 1);
    if (!counted)
        return NULL;
    const struct bound_place place = { .unit = expr_unit(counted), .other_keys = other_keys };
    struct bound bound;
    if (!bound_read(form, &place, quorum, &bound) || !value)
        return NULL;
    if (bound.unknown || bound.about) {
        form_mistake(form, quorum, MSG_MEASURE_BOUND);
        return NULL;
    }
    const struct expr **children = ARENA_ARRAY(form->arena, const struct expr *, 2);
    struct expr *expr = ARENA_NEW(form->arena, struct expr);
    children[0] = value;
    children[1] = counted;
    *expr = (struct expr){
        .op = EXPR_QUORUM, .limits = bound.limits, .children = children, .child_count = 2
    };
    return expr;
}

static const struct expr *read_word(struct expr_reader *reader, size_t word,
                                    const struct yaml *mapping, int nesting)
{
    const struct yaml *value = yaml_get(mapping, expr_words[word].word);
    switch (expr_words[word].op) {
    case EXPR_CHANGE:
    case EXPR_AVERAGE:
        return read_span(reader, expr_words[word].op, expr_words[word].decrease, value, nesting);
    case EXPR_SHARE:
        return read_share(reader, mapping, nesting);
    case EXPR_AT:
        return read_at(reader, mapping, nesting);
    case EXPR_ASSIGNED:
        return read_assigned(reader, value);
    default:
        return read_children(reader, expr_words[word].op, value, expr_words[word].children,
                             nesting);
    }
}

/* A key that belongs to another operator than this one. */
static bool belongs_elsewhere(size_t word, const char *key)
{
    for (size_t i = 0; i < COUNT(expr_words); i++)
        if (stands_beside(i, key))
            return !stands_beside(word, key);
    return false;
}

static const struct expr *read_keys(struct expr_reader *reader, const struct yaml *mapping,
                                    int nesting)
{
    size_t word = 0;
    if (count_words(mapping, &word) != 1) {
        form_mistake(reader->form, mapping, MSG_MEASURE_ONE_OPERATOR);
        return NULL;
    }
    for (size_t i = 0; i < mapping->count; i++)
        if (belongs_elsewhere(word, mapping->keys[i].text)) {
            form_mistake(reader->form, &mapping->keys[i], MSG_MEASURE_BESIDE, mapping->keys[i].text,
                         expr_words[word].word);
            return NULL;
        }
    const struct expr *expr = read_word(reader, word, mapping, nesting);
    const struct yaml *quorum = yaml_get(mapping, "quorum");
    return quorum ? with_quorum(reader, expr, quorum, nesting) : expr;
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
            if (!stands_beside(word, node->keys[i].text)) {
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
