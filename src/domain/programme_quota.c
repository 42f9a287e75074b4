/* SPDX-License-Identifier: Apache-2.0
 * Quotas: what is shared out each year, among which units, by what weight, within which bounds. */
#include "domain/programme_form.h"

#include <string.h>

/* --- amounts: points or total ---------------------------------------------------------------------- */

#define TOTAL_MAX INT64_C(10000000000)
enum { POINTS_MAX = 10000 }; /* hundredths of a per cent */

/* One of `points` (percentage points of `of`) and `total` (whole things), as a bound or, short for at
 * least, one number. */
static bool read_amount(struct form_reader *form, const struct yaml *element, struct quota_amount *ret)
{
    const struct yaml *points = yaml_get(element, "points"), *total = yaml_get(element, "total");
    struct bound bound;
    if (!points == !total) {
        form_mistake(form, points ? points : element, MSG_PROGRAMME_QUOTA_AMOUNT);
        return false;
    }
    const struct yaml *node = form_value(form, points ? points : total);
    const struct yaml key = { .line = node->line, .column = node->column, .text = "at_least" };
    const struct yaml at_least = { .type = YAML_MAPPING, .line = node->line, .column = node->column,
                                   .text = "", .count = 1, .keys = &key, .items = node };
    const struct bound_place place = { .unit = points ? NUMBER_POINTS : NUMBER_PLAIN };
    bool is_short = node->type == YAML_SCALAR && strcmp(node->text, "unknown") != 0;
    if (!bound_read(form, &place, is_short ? &at_least : node, &bound))
        return false;
    *ret = (struct quota_amount){ .in_points = points, .unknown = bound.unknown, .limits = bound.limits };
    int64_t largest = points ? POINTS_MAX : TOTAL_MAX;
    const struct limits *limits = &ret->limits;
    bool fits = (!limits->has_min || (limits->min >= 0 && limits->min <= largest)) &&
                (!limits->has_max || (limits->max >= limits->below_max && limits->max <= largest));
    if (!fits)
        form_mistake(form, node, MSG_PROGRAMME_QUOTA_RANGE, points ? "100 %" : err_int(largest));
    return fits;
}

/* --- groups ------------------------------------------------------------------------------------------ */

static const char *const group_levels[] = { "territory", "province", "district", "commune", "area", NULL };
static const char *const partial_words[] = { "include", "exclude", NULL };

/* 0 for the widest; NULL is the territory. */
static int level_index(const char *level)
{
    int index = 0;
    while (level && group_levels[index] && strcmp(group_levels[index], level) != 0)
        index++;
    return index;
}

static void read_each(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                      void *ret_field)
{
    int index = form_choice(form, key->key, value, group_levels);
    *(const char **)ret_field = index <= 0 ? NULL : group_levels[index];
}

static void read_partial(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                         void *ret_field)
{
    *(bool *)ret_field = form_choice(form, key->key, value, partial_words) == 1;
}

static void group_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct quota_rule *rule = ret;
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *units = yaml_get(node, "units");
    rule->units = units ? unit_choice_read(form, &names, units) : NULL;
    if (rule->units && rule->units->without)
        form_mistake(form, units, MSG_PROGRAMME_QUOTA_WITHOUT);
    (void)read_amount(form, node, &rule->amount);
}

#define GROUP(member) offsetof(struct quota_rule, member)
static const struct form_key group_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = GROUP(id) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = GROUP(sources) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = GROUP(title) },
    { .key = "each", .type = FORM_READ, .required = true, .read = read_each, .offset = GROUP(each) },
    { .key = "units", .type = FORM_ELSEWHERE, .required = true },
    { .key = "partial", .type = FORM_READ, .read = read_partial, .offset = GROUP(without_partial) },
    { .key = "points", .type = FORM_ELSEWHERE },
    { .key = "total", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form group_form = { .keys = group_keys, .size = sizeof(struct quota_rule),
                                        .has_line = true, .finish = group_finish };

/* --- the quota ------------------------------------------------------------------------------------------ */

static const char *const pace_words[] = { "even", "catch_up", NULL };

struct at_node {
    struct form_reader *form;
    const struct yaml *node;
};

static void check_has_place(void *context, const struct measure *measure)
{
    const struct at_node *at = context;
    if (!measure_unit_field(measure) && strcmp(measure->kind->slug, "units") != 0)
        form_mistake(at->form, at->node, MSG_MEASURE_NO_PLACE, measure->kind->slug);
}

/* The whole number that each unit has under `key`; NULL where it is not given or wrong. */
static const struct expr *read_number(struct form_reader *form, const struct yaml *element, const char *key)
{
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *node = yaml_get(element, key);
    const struct expr *expr = node ? expr_read(form, &names, node) : NULL;
    struct at_node at = { form, node };
    if (!expr)
        return NULL;
    expr_measures(expr, check_has_place, &at);
    if (expr_unit(expr) == NUMBER_SHARE || expr_unit(expr) == NUMBER_POINTS)
        form_mistake(form, node, MSG_PROGRAMME_QUOTA_SHARE, key);
    return expr;
}

void check_quotas(struct form_reader *form, const struct programme *programme, const struct yaml *node)
{
    for (size_t i = 0; i < programme->quota_count; i++) {
        const struct programme_quota *quota = &programme->quotas[i], *before = NULL;
        if (quota->target && !programme_obligation(programme, quota->target))
            mistake_add(form->mistakes, form->file, line_of(&node->items[i], "target"), 1,
                        MSG_PROGRAMME_QUOTA_TARGET, quota->target);
        for (size_t j = 0; j < i && quota->includes; j++)
            if (programme->quotas[j].id && strcmp(programme->quotas[j].id, quota->includes) == 0)
                before = &programme->quotas[j];
        bool fits = before && before->each && quota->each && strcmp(before->each, quota->each) == 0;
        if (quota->includes && !fits)
            mistake_add(form->mistakes, form->file, line_of(&node->items[i], "includes"), 1,
                        MSG_PROGRAMME_QUOTA_INCLUDES, quota->includes);
    }
}

static void check_groups(struct form_reader *form, const struct yaml *node, const struct programme_quota *quota)
{
    const struct id_list ids = ID_LIST(quota->groups, quota->group_count, id);
    bool in_points = quota->amount.in_points;
    check_ids(form, &ids, "groups");
    for (size_t i = 0; i < quota->group_count; i++) {
        in_points = in_points || quota->groups[i].amount.in_points;
        if (quota->each && level_index(quota->groups[i].each) > level_index(quota->each))
            mistake_add(form->mistakes, form->file, quota->groups[i].line, 1, MSG_PROGRAMME_QUOTA_EACH,
                        quota->groups[i].each, quota->each);
    }
    if (in_points && !yaml_get(node, "of"))
        form_mistake(form, node, MSG_PROGRAMME_QUOTA_OF);
}

static void quota_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct programme_quota *quota = ret;
    const struct period whole = programme_reader(form)->programme->period;
    const struct quota_amount *amount = &quota->amount;
    if (read_amount(form, node, &quota->amount) && !amount->unknown &&
        (!amount->limits.has_min ||
         (amount->limits.has_max && amount->limits.max != amount->limits.min)))
        form_mistake(form, node, MSG_PROGRAMME_QUOTA_BOUND);
    quota->of = read_number(form, node, "of");
    quota->weight = read_number(form, node, "weight");
    quota->at_most = read_number(form, node, "at_most");
    quota->done = read_number(form, node, "done");
    quota->has_period = yaml_get(node, "period") && !date_is_none(quota->period.first);
    if (quota->has_period && !date_is_none(whole.first) &&
        (date_compare(quota->period.first, whole.first) < 0 ||
         date_compare(quota->period.last, whole.last) > 0))
        form_mistake(form, yaml_get(node, "period"), MSG_PROGRAMME_PERIOD_OUTSIDE);
    check_groups(form, node, quota);
}

#define QUOTA(member) offsetof(struct programme_quota, member)
static const struct form_key quota_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = QUOTA(id) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = QUOTA(sources) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = QUOTA(title) },
    { .key = "target", .type = FORM_NAME, .offset = QUOTA(target) },
    { .key = "each", .type = FORM_READ, .required = true, .read = read_level, .offset = QUOTA(each) },
    { .key = "period", .type = FORM_READ, .read = read_period, .offset = QUOTA(period) },
    { .key = "points", .type = FORM_ELSEWHERE },
    { .key = "total", .type = FORM_ELSEWHERE },
    { .key = "of", .type = FORM_ELSEWHERE },
    { .key = "weight", .type = FORM_ELSEWHERE, .required = true },
    { .key = "at_most", .type = FORM_ELSEWHERE },
    { .key = "done", .type = FORM_ELSEWHERE },
    { .key = "includes", .type = FORM_NAME, .offset = QUOTA(includes) },
    { .key = "pace", .type = FORM_CHOICE, .words = pace_words, .offset = QUOTA(pace) },
    { .key = "groups", .type = FORM_LIST, .form = &group_form,
      .offset = QUOTA(groups), .count_offset = QUOTA(group_count) },
    { .key = NULL },
};
const struct form quota_form = { .keys = quota_keys, .size = sizeof(struct programme_quota),
                                 .has_line = true, .finish = quota_finish };
