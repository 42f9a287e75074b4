/* SPDX-License-Identifier: Apache-2.0
 * The bound of an obligation: one for all subjects, or the first of several cases that fits (a table of
 * units with its sum, exceptions for groups); and the check that it is not weaker than its superior's. */
#include "domain/programme_form.h"

#include "domain/code_lists.h"

#include <string.h>

static const char *const case_keys[] = { "unit",    "units", "levels", "organisations",
                                         "records", NULL };

/* The limits are read beside these keys. */
static const struct form_key case_form_keys[] = {
    { .key = "unit", .type = FORM_LINE, .offset = offsetof(struct bound_case, unit) },
    { .key = "levels",
      .type = FORM_READ,
      .read = read_levels,
      .offset = offsetof(struct bound_case, levels) },
    { .key = "organisations",
      .type = FORM_READ,
      .read = read_organisations,
      .offset = offsetof(struct bound_case, organisations) },
    { .key = "units", .type = FORM_ELSEWHERE },
    { .key = "records", .type = FORM_ELSEWHERE },
    { .key = "at_least", .type = FORM_ELSEWHERE },
    { .key = "at_most", .type = FORM_ELSEWHERE },
    { .key = "more_than", .type = FORM_ELSEWHERE },
    { .key = "less_than", .type = FORM_ELSEWHERE },
    { .key = "exactly", .type = FORM_ELSEWHERE },
    { .key = "about", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form case_form = { .keys = case_form_keys,
                                       .size = sizeof(struct bound_case),
                                       .has_line = true };

struct bound_reader {
    struct form_reader *form;
    struct obligation *obligation;
    struct bound_place place;
    int64_t sum; /* of the rows of the table of units */
    bool summable;
    size_t rows;
};

static bool is_otherwise(const struct yaml *node)
{
    for (const char *const *key = case_keys; *key; key++)
        if (yaml_get(node, *key))
            return false;
    return true;
}

static void check_case_fits(struct form_reader *form, const struct yaml *node,
                            const struct obligation *obligation)
{
    const struct subjects *subjects = &obligation->subjects;
    const char *wrong = NULL;
    if (yaml_get(node, "organisations") && !subjects->by_organisation)
        wrong = "organisations";
    else if (yaml_get(node, "records") && subjects->type != SUBJECT_RECORD)
        wrong = "records";
    if (wrong)
        form_mistake(form, yaml_get(node, wrong), MSG_PROGRAMME_AMONG, wrong);
}

/* A row of the table: its number goes into the sum. */
static void add_row(struct bound_reader *reader, const struct yaml *node,
                    const struct bound_case *added)
{
    const struct obligation *obligation = reader->obligation;
    for (size_t i = 0; i < obligation->case_count; i++)
        if (obligation->cases[i].unit && strcmp(obligation->cases[i].unit, added->unit) == 0 &&
            !added->organisations && !obligation->cases[i].organisations)
            form_mistake(reader->form, yaml_get(node, "unit"), MSG_PROGRAMME_ROW_TWICE, added->unit,
                         err_int(obligation->cases[i].line));
    reader->rows++;
    const struct bound *bound = &added->bound;
    reader->summable = reader->summable && bound->limits.has_min && !bound->min_of;
    if (__builtin_add_overflow(reader->sum, bound->limits.min, &reader->sum))
        reader->summable = false;
}

static void read_case(struct bound_reader *reader, const struct yaml *node, bool last)
{
    struct form_reader *form = reader->form;
    struct obligation *obligation = reader->obligation;
    struct measure_names names = programme_names(programme_reader(form));
    struct bound_case read = { 0 };
    size_t before = form->mistakes->count;
    node = form_value(form, node);
    form_read(form, &case_form, node, &read);
    if (node->type != YAML_MAPPING || form->mistakes->count > before ||
        !bound_read(form, &reader->place, node, &read.bound))
        return;
    if (is_otherwise(node)) {
        if (!last)
            form_mistake(form, node, MSG_PROGRAMME_CASE_LAST);
        obligation->bound = read.bound;
        obligation->cases_only = false;
        return;
    }
    check_case_fits(form, node, obligation);
    const struct yaml *units = yaml_get(node, "units"), *records = yaml_get(node, "records");
    if (units)
        read.units = unit_choice_read(form, &names, units);
    if (records && obligation->subjects.record_kind)
        read.records = read_records(form, records, obligation->subjects.record_kind, &read.record_field);
    if (read.unit)
        add_row(reader, node, &read);
    obligation->cases[obligation->case_count++] = read;
}

static void check_sum(struct bound_reader *reader, const struct yaml *node)
{
    int64_t sum;
    if (!limit_read(reader->form, reader->place.unit, "sum", node, &sum))
        return;
    if (reader->rows == 0 || !reader->summable)
        form_mistake(reader->form, node, MSG_PROGRAMME_SUM_ROWS);
    else if (sum != reader->sum)
        form_mistake(reader->form, node, MSG_PROGRAMME_SUM, err_int(sum), err_int(reader->sum),
                     err_int((int64_t)reader->rows));
}

static void read_cases(struct bound_reader *reader, const struct yaml *node)
{
    const struct yaml *cases = yaml_get(node, "cases"), *sum = yaml_get(node, "sum");
    struct form_reader *form = reader->form;
    size_t before = form->mistakes->count;
    for (size_t i = 0; i < node->count; i++)
        if (strcmp(node->keys[i].text, "cases") != 0 && strcmp(node->keys[i].text, "sum") != 0)
            form_mistake(form, &node->keys[i], MSG_PROGRAMME_CASES_ALONE, node->keys[i].text);
    cases = form_value(form, cases);
    if (cases->type != YAML_SEQUENCE || cases->count == 0) {
        form_mistake(form, cases, MSG_FORM_NOT_LIST, "cases");
        return;
    }
    reader->obligation->cases = ARENA_ARRAY(form->arena, struct bound_case, cases->count);
    reader->obligation->cases_only = true;
    for (size_t i = 0; i < cases->count; i++)
        read_case(reader, &cases->items[i], i + 1 == cases->count);
    if (sum && form->mistakes->count == before)
        check_sum(reader, sum);
}

/* What `assigned` stands for. A number is assigned for a year or for the whole period. */
static const struct expr *assigned_of(struct form_reader *form, const struct obligation *obligation)
{
    const struct programme *programme = programme_reader(form)->programme;
    struct expr *expr = ARENA_NEW(form->arena, struct expr);
    *expr = (struct expr){ .op = EXPR_ASSIGNED,
                           .programme = programme->id,
                           .name = obligation->id,
                           .unit = expr_unit(obligation->value) };
    return expr;
}

static bool is_assigned(const struct expr *expr)
{
    return expr && expr->op == EXPR_ASSIGNED;
}

static void check_assigned(struct form_reader *form, const struct yaml *node,
                           const struct obligation *obligation, const struct bound *bound)
{
    if (!is_assigned(bound->min_of) && !is_assigned(bound->max_of))
        return;
    if (obligation->when == WHEN_EACH_HALF || obligation->when == WHEN_EACH_QUARTER ||
        obligation->subjects.type == SUBJECT_RECORD)
        form_mistake(form, node, MSG_PROGRAMME_ASSIGNED);
}

void read_obligation_bound(struct form_reader *form, const struct yaml *node,
                           struct obligation *obligation)
{
    struct programme_reader *reader = programme_reader(form);
    struct measure_names names = programme_names(reader);
    struct bound_reader bounds = {
        .form = form,
        .obligation = obligation,
        .place = { .names = &names,
                   .unit = expr_unit(obligation->value),
                   .assigned = assigned_of(form, obligation),
                   .other_keys = case_keys },
        .summable = true,
    };
    node = form_value(form, node);
    if (yaml_get(node, "cases")) {
        read_cases(&bounds, node);
    } else {
        bounds.place.other_keys = NULL;
        (void)bound_read(form, &bounds.place, node, &obligation->bound);
    }
    check_assigned(form, node, obligation, &obligation->bound);
    for (size_t i = 0; i < obligation->case_count; i++)
        check_assigned(form, node, obligation, &obligation->cases[i].bound);
    if (obligation->id)
        *ARENA_PUSH(form->arena, reader->assignables, reader->assignable_count,
                    reader->assignable_capacity) =
            (struct assignable){ .id = obligation->id, .unit = bounds.place.unit };
}

/* --- against the superior's -------------------------------------------------------------------- */

/* Every number that holds `inner` holds `outer`; what only a subject's records can tell is left to
 * those. */
static bool within(const struct bound *inner, const struct bound *outer)
{
    const struct limits *in = &inner->limits, *out = &outer->limits;
    if (outer->unknown || outer->about || inner->min_of || inner->max_of || outer->min_of ||
        outer->max_of)
        return true;
    if (inner->unknown || inner->about)
        return false;
    if (out->has_min && (!in->has_min || in->min < out->min ||
                         (in->min == out->min && out->above_min && !in->above_min)))
        return false;
    return !out->has_max || (in->has_max && in->max <= out->max &&
                             !(in->max == out->max && out->below_max && !in->below_max));
}

static bool same_words(const char *const *a, const char *const *b)
{
    for (; a && b && *a && *b && strcmp(*a, *b) == 0; a++, b++)
        ;
    return (!a || !*a) && (!b || !*b);
}

/* Are the two cases of the same group? */
static bool same_group(const struct bound_case *a, const struct bound_case *b)
{
    static const struct unit_choice any = { 0 };
    const struct unit_choice *x = a->units ? a->units : &any, *y = b->units ? b->units : &any;
    bool unit = a->unit && b->unit ? strcmp(a->unit, b->unit) == 0 : a->unit == b->unit;
    return unit && same_words(a->levels, b->levels) && same_words(a->organisations, b->organisations) &&
           same_words(x->designations, y->designations) && same_words(x->types, y->types) &&
           x->without == y->without && a->records == b->records;
}

/* The superior's bound for the group of the case: that of its own case for it, else its rule for all;
 * NULL where it has none, or where its cases cut across the group. */
static const struct bound *superior_bound(const struct obligation *superior, const struct bound_case *group)
{
    for (size_t i = 0; group && i < superior->case_count; i++)
        if (same_group(group, &superior->cases[i]))
            return &superior->cases[i].bound;
    return superior->cases_only ? NULL : &superior->bound;
}

static bool is_weaker(const struct bound *own, const struct bound *superior)
{
    return superior && !within(own, superior);
}

/* Each group against the superior's bound for it; a group that the superior sets apart and this one
 * does not is held to this one's rule for all. */
static void check_one(struct form_reader *form, const struct obligation *own,
                      const struct obligation *superior)
{
    const struct yaml place = { .line = own->line, .column = 1 };
    bool weaker = !own->cases_only && is_weaker(&own->bound, superior_bound(superior, NULL));
    if (!own->value || !superior->value)
        return;
    for (size_t i = 0; i < own->case_count; i++)
        weaker = weaker || is_weaker(&own->cases[i].bound, superior_bound(superior, &own->cases[i]));
    for (size_t i = 0; i < superior->case_count; i++) {
        const struct bound *bound = superior_bound(own, &superior->cases[i]);
        weaker = weaker || (bound && is_weaker(bound, &superior->cases[i].bound));
    }
    if (expr_unit(own->value) != expr_unit(superior->value))
        form_mistake(form, &place, MSG_MEASURE_UNITS_DIFFER);
    else if (weaker)
        form_mistake(form, &place, MSG_PROGRAMME_WEAKER, own->id, superior->id,
                     err_int(superior->line));
}

static int level_rank(const char *level)
{
    int rank = 0;
    while (unit_level_codes[rank].code && strcmp(unit_level_codes[rank].code, level) != 0)
        rank++;
    return rank;
}

/* One list of cases may hold several levels ("tỉnh …, huyện …"): a lower level's is not weaker than that
 * of the level above it, where both name nothing but their levels. */
static void check_levels(struct form_reader *form, const struct obligation *own)
{
    for (size_t i = 0; own->not_weaker_than && i < own->case_count; i++)
        for (size_t j = 0; j < own->case_count; j++) {
            const struct bound_case *low = &own->cases[i], *high = &own->cases[j];
            const struct yaml place = { .line = low->line, .column = 1 };
            bool plain = low->levels && high->levels && !low->unit && !high->unit && !low->units &&
                         !high->units && !low->organisations && !high->organisations;
            if (plain && level_rank(low->levels[0]) > level_rank(high->levels[0]) &&
                is_weaker(&low->bound, &high->bound))
                form_mistake(form, &place, MSG_PROGRAMME_WEAKER, low->levels[0], high->levels[0],
                             err_int(high->line));
        }
}

static const struct obligation *obligation_at(const struct programme *programme, size_t index)
{
    return index < programme->obligation_count
               ? &programme->obligations[index]
               : &programme->targets[index - programme->obligation_count];
}

/* The obligations of `own` that name one of `superior`, which is `own` itself where they name no
 * other programme. */
static void check_against(struct form_reader *form, const struct programme *own,
                          const struct programme *superior)
{
    const struct id_list known =
        ID_LIST(superior->obligations, superior->obligation_count, id);
    for (size_t i = 0; i < own->obligation_count + own->target_count; i++) {
        const struct obligation *obligation = obligation_at(own, i);
        const char *programme = obligation->superior_programme;
        bool named = programme ? superior != own && strcmp(programme, superior->id) == 0
                               : superior == own;
        if (!obligation->not_weaker_than || !obligation->id || !named)
            continue;
        if (strcmp(obligation->not_weaker_than, obligation->id) == 0 && superior == own) {
            check_levels(form, obligation);
            continue;
        }
        const struct obligation *of = programme_obligation(superior, obligation->not_weaker_than);
        if (of)
            check_one(form, obligation, of);
        else
            check_reference(form, obligation->line, "not_weaker_than", obligation->not_weaker_than,
                            &known);
    }
}

void check_not_weaker(struct form_reader *form, const struct programme *programme)
{
    check_against(form, programme, programme);
}

void programme_check_superior(struct arena *arena, const struct programme *programme,
                              const struct programme *superior, struct mistakes *mistakes)
{
    struct form_reader form = { .arena = arena, .mistakes = mistakes, .file = programme->file };
    check_against(&form, programme, superior);
}
