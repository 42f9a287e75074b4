/* SPDX-License-Identifier: Apache-2.0
 * Sets of criteria: what each counts, the points it gives, and the ranks the points lead to. */
#include "domain/programme_form.h"

#include "domain/code_lists.h"

static const struct field subject_level_field = { .codes = subject_level_codes };

#define SOURCES(struct_)                                                                           \
    {                                                                                              \
        .key = "source", .type = FORM_READ, .read = read_sources,                                  \
        .offset = offsetof(struct_, sources)                                                       \
    }

#define CRITERION(member) offsetof(struct criterion, member)
static const struct form_key criterion_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = CRITERION(id) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = CRITERION(title) },
    SOURCES(struct criterion),
    { .key = "points", .type = FORM_INT, .max = 10000, .offset = CRITERION(points) },
    { .key = "per", .type = FORM_INT, .min = 1, .max = 10000, .offset = CRITERION(per) },
    { .key = "required", .type = FORM_BOOL, .offset = CRITERION(required) },
    { .key = "bonus", .type = FORM_BOOL, .offset = CRITERION(bonus) },
    { .key = "deduction", .type = FORM_BOOL, .offset = CRITERION(deduction) },
    { .key = "measure", .type = FORM_ELSEWHERE },
    { .key = "bound", .type = FORM_ELSEWHERE },
    { .key = NULL },
};

static void criterion_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct criterion *criterion = ret;
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *measure = yaml_get(node, "measure"), *bound = yaml_get(node, "bound");
    criterion->value = measure ? expr_read(form, &names, measure) : NULL;
    if (!measure && (bound || criterion->per))
        form_mistake(form, bound ? bound : yaml_get(node, "per"), MSG_PROGRAMME_CRITERION_MEASURE);
    if (measure && !bound && !criterion->per)
        form_mistake(form, measure, MSG_PROGRAMME_CRITERION_BOUND);
    if (criterion->bonus && criterion->deduction)
        form_mistake(form, yaml_get(node, "deduction"), MSG_PROGRAMME_CRITERION_SIDE);
    if (!criterion->value || !bound)
        return;
    const struct bound_place place = { .unit = expr_unit(criterion->value) };
    struct bound read;
    if (!bound_read(form, &place, bound, &read))
        return;
    if (read.unknown || read.about)
        form_mistake(form, bound, MSG_MEASURE_BOUND);
    criterion->limits = read.limits;
}

static const struct form criterion_form = { .keys = criterion_keys,
                                            .size = sizeof(struct criterion),
                                            .has_line = true,
                                            .finish = criterion_finish };

#define RANK(member) offsetof(struct rank_class, member)
static const struct form_key rank_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = RANK(id) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = RANK(title) },
    { .key = "at_least",
      .type = FORM_INT,
      .required = true,
      .max = 100000,
      .offset = RANK(points) },
    { .key = NULL },
};
static const struct form rank_form = { .keys = rank_keys,
                                       .size = sizeof(struct rank_class),
                                       .has_line = true };

#define CRITERIA(member) offsetof(struct criteria_set, member)
static const struct form_key criteria_set_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = CRITERIA(id) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = CRITERIA(title) },
    SOURCES(struct criteria_set),
    { .key = "subject",
      .type = FORM_READ,
      .required = true,
      .read = read_code,
      .detail = &subject_level_field,
      .offset = CRITERIA(subject) },
    { .key = "basis", .type = FORM_NAME, .offset = CRITERIA(basis) },
    { .key = "period", .type = FORM_READ, .read = read_period, .offset = CRITERIA(period) },
    { .key = "pass_points", .type = FORM_INT, .max = 100000, .offset = CRITERIA(pass_points) },
    { .key = "bonus_max", .type = FORM_INT, .max = 100000, .offset = CRITERIA(bonus_max) },
    { .key = "criteria",
      .type = FORM_LIST,
      .required = true,
      .form = &criterion_form,
      .offset = CRITERIA(criteria),
      .count_offset = CRITERIA(criterion_count) },
    { .key = "ranks",
      .type = FORM_LIST,
      .form = &rank_form,
      .offset = CRITERIA(ranks),
      .count_offset = CRITERIA(rank_count) },
    { .key = NULL },
};

/* The points of the whole set as an expression, where every criterion counts something. */
static const struct expr *score_of(struct arena *arena, const struct criteria_set *set,
                                   bool bonus_capped)
{
    const size_t count = set->criterion_count;
    const struct expr **children = ARENA_ARRAY(arena, const struct expr *, count);
    struct criterion_rule *rules = ARENA_ARRAY(arena, struct criterion_rule, count);
    struct scoring *scoring = ARENA_NEW(arena, struct scoring);
    struct expr *expr = ARENA_NEW(arena, struct expr);
    for (size_t i = 0; i < count; i++) {
        const struct criterion *criterion = &set->criteria[i];
        if (!criterion->value)
            return NULL;
        children[i] = criterion->value;
        rules[i] = (struct criterion_rule){ .points = criterion->points,
                                            .per = criterion->per,
                                            .limits = criterion->limits,
                                            .bonus = criterion->bonus,
                                            .deduction = criterion->deduction,
                                            .required = criterion->required };
    }
    *scoring = (struct scoring){ .criteria = rules,
                                 .bonus_max = bonus_capped ? set->bonus_max : -1 };
    *expr = (struct expr){
        .op = EXPR_SCORE, .scoring = scoring, .children = children, .child_count = count
    };
    return expr;
}

static void check_ranks(struct form_reader *form, const struct criteria_set *set)
{
    const struct id_list ranks = ID_LIST(set->ranks, set->rank_count, id);
    check_ids(form, &ranks, "ranks");
    for (size_t i = 1; i < set->rank_count; i++)
        if (set->ranks[i].points >= set->ranks[i - 1].points)
            mistake_add(form->mistakes, form->file, set->ranks[i].line, 1, MSG_PROGRAMME_RANKS);
}

static void criteria_set_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct criteria_set *set = ret;
    struct programme_reader *reader = programme_reader(form);
    const struct programme *programme = reader->programme;
    const struct id_list documents = ID_LIST(programme->documents, programme->document_count, id);
    const struct id_list criteria = ID_LIST(set->criteria, set->criterion_count, id);
    check_reference(form, line_of(node, "basis"), "basis", set->basis, &documents);
    check_ids(form, &criteria, "criteria");
    check_ranks(form, set);
    set->has_period = yaml_get(node, "period") != NULL;
    int64_t points = 0;
    for (size_t i = 0; i < set->criterion_count; i++)
        if (!set->criteria[i].deduction && !set->criteria[i].bonus)
            points += set->criteria[i].points;
    if (set->pass_points > points)
        form_mistake(form, yaml_get(node, "pass_points"), MSG_PROGRAMME_POINTS,
                     err_int(set->pass_points), err_int(points));
    set->value = score_of(form->arena, set, yaml_get(node, "bonus_max") != NULL);
    if (set->value)
        programme_name_expr(reader, set->id, set->value);
}

const struct form criteria_set_form = { .keys = criteria_set_keys,
                                        .size = sizeof(struct criteria_set),
                                        .has_line = true,
                                        .finish = criteria_set_finish };
