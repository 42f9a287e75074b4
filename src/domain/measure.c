/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/measure.h"

#include <string.h>

static bool field_refers_to(const struct field *field, const char *slug)
{
    return (field->type == FIELD_REF || field->type == FIELD_KEY) && field->ref &&
           strcmp(field->ref, slug) == 0;
}

int measure_field_to(const struct measure *measure, const char *slug)
{
    if (strcmp(measure->kind->slug, slug) == 0)
        return COND_FIELD_ID;
    const struct kind *target = kind_by_slug(slug);
    int first = -1;
    for (int i = 0; measure->kind->fields[i].name; i++) {
        if (!field_refers_to(&measure->kind->fields[i], slug))
            continue;
        if (target && strcmp(measure->kind->fields[i].name, target->name) == 0)
            return i;
        first = first < 0 ? i : first;
    }
    return first;
}

static enum number_unit measure_unit(const struct measure *measure)
{
    if (measure->aggregate != AGGREGATE_SUM)
        return NUMBER_PLAIN;
    switch ((int)measure->kind->fields[measure->field].type) {
    case FIELD_MONEY:
        return NUMBER_MONEY;
    case FIELD_SHARE:
        return NUMBER_SHARE;
    default:
        return NUMBER_PLAIN;
    }
}

enum number_unit expr_unit(const struct expr *expr)
{
    enum number_unit unit = NUMBER_PLAIN;
    switch (expr->op) {
    case EXPR_MEASURE:
        return measure_unit(expr->measure);
    case EXPR_CONST:
    case EXPR_SCORE:
        return NUMBER_PLAIN;
    case EXPR_RATIO:
        return NUMBER_SHARE;
    case EXPR_ASSIGNED:
        return expr->unit;
    case EXPR_QUORUM:
        return expr_unit(expr->children[0]);
    case EXPR_ADD:
    case EXPR_SUB:
    case EXPR_CHANGE:
    case EXPR_AVERAGE:
    case EXPR_AT:
    case EXPR_WHOLE:
    case EXPR_SHARE:
        break;
    }
    /* A constant beside money or a share is of that unit. */
    for (size_t i = 0; i < expr->child_count && unit == NUMBER_PLAIN; i++)
        unit = expr_unit(expr->children[i]);
    return expr->op == EXPR_CHANGE && unit == NUMBER_SHARE ? NUMBER_POINTS : unit;
}

void expr_measures(const struct expr *expr,
                   void (*visit)(void *context, const struct measure *measure), void *context)
{
    if (expr->op == EXPR_MEASURE)
        visit(context, expr->measure);
    for (size_t i = 0; i < expr->child_count; i++)
        expr_measures(expr->children[i], visit, context);
}

/* --- numbers ------------------------------------------------------------------------------------ */

static struct number known(int64_t value)
{
    return (struct number){ .known = true, .value = value };
}

static struct number unknown(enum number_gap gap)
{
    return (struct number){ .gap = gap };
}

static __int128 divide(__int128 value, __int128 by, enum rounding rounding)
{
    if (by < 0)
        return divide(-value, -by, rounding);
    __int128 whole = value / by, rest = value % by; /* towards zero; the rest has value's sign */
    if (rounding == ROUND_UP)
        return whole + (rest > 0);
    if (rounding == ROUND_DOWN)
        return whole - (rest < 0);
    if (rest < 0) /* nearest, halves away from zero */
        return whole - (-rest * 2 >= by);
    return whole + (rest * 2 >= by);
}

static struct number fitting(__int128 value)
{
    if (value > INT64_MAX || value < -INT64_MAX)
        return unknown(GAP_TOO_LARGE);
    return known((int64_t)value);
}

/* part ÷ whole in hundredths of a per cent. */
static struct number number_ratio(struct number part, struct number whole)
{
    if (whole.value == 0)
        return unknown(GAP_NO_DIVISOR);
    return fitting(divide((__int128)part.value * 10000, whole.value, ROUND_NEAREST));
}

static struct number number_total(const struct number *children, size_t count)
{
    __int128 total = 0;
    for (size_t i = 0; i < count; i++)
        total += children[i].value;
    return fitting(total);
}

static struct number number_change(const struct expr *expr, struct number now, struct number earlier)
{
    __int128 change = (__int128)now.value - earlier.value;
    if (expr->decrease)
        change = -change;
    if ((expr->per_year || expr->since) && expr->years_back <= 0)
        return unknown(GAP_NO_BASE);
    return fitting(expr->per_year ? divide(change, expr->years_back, ROUND_NEAREST) : change);
}

bool limits_hold(const struct limits *limits, int64_t value)
{
    if (limits->has_min && (limits->above_min ? value <= limits->min : value < limits->min))
        return false;
    if (limits->has_max && (limits->below_max ? value >= limits->max : value > limits->max))
        return false;
    return true;
}

/* --- scores ------------------------------------------------------------------------------------- */

int64_t criterion_points(const struct criterion_rule *rule, int64_t value)
{
    int64_t points;
    if (!rule->per)
        return limits_hold(&rule->limits, value) ? rule->points : 0;
    if (value <= 0)
        return 0;
    if (__builtin_mul_overflow(value, rule->per, &points) || points > rule->points)
        return rule->points;
    return points;
}

bool criterion_reached(const struct criterion_rule *rule, int64_t value)
{
    if (rule->limits.has_min || rule->limits.has_max || !rule->per)
        return limits_hold(&rule->limits, value);
    return criterion_points(rule, value) == rule->points;
}

static struct number number_score(const struct scoring *scoring, const struct number *children,
                                  size_t count)
{
    int64_t points = 0, bonus = 0;
    for (size_t i = 0; i < count; i++) {
        const struct criterion_rule *rule = &scoring->criteria[i];
        int64_t earned = criterion_points(rule, children[i].value);
        if (rule->bonus)
            bonus += earned;
        else
            points += rule->deduction ? -earned : earned;
    }
    if (scoring->bonus_max >= 0 && bonus > scoring->bonus_max)
        bonus = scoring->bonus_max;
    return known(points + bonus);
}

struct number expr_combine(const struct expr *expr, const struct number *children, size_t count)
{
    struct number negative[2];
    for (size_t i = 0; i < count; i++)
        if (!children[i].known)
            return children[i];
    switch (expr->op) {
    case EXPR_CONST:
        return known(expr->constant);
    case EXPR_ADD:
        return number_total(children, count);
    case EXPR_SUB:
        require(count == 2);
        negative[0] = children[0];
        negative[1] = known(children[1].value == INT64_MIN ? INT64_MAX : -children[1].value);
        return number_total(negative, 2);
    case EXPR_RATIO:
        require(count == 2);
        return number_ratio(children[0], children[1]);
    case EXPR_CHANGE:
        require(count == 2);
        return number_change(expr, children[0], children[1]);
    case EXPR_AVERAGE: {
        struct number total = number_total(children, count);
        if (count == 0 || !total.known)
            return unknown(count ? GAP_TOO_LARGE : GAP_NO_BASE);
        return fitting(divide(total.value, (__int128)count, ROUND_NEAREST));
    }
    case EXPR_AT:
        require(count == 1);
        return expr->since && expr->years_back < 0 ? unknown(GAP_NO_BASE) : children[0];
    case EXPR_WHOLE:
        require(count == 1);
        return children[0];
    case EXPR_SHARE:
        require(count == 1);
        return fitting(divide((__int128)children[0].value * expr->constant, 10000, expr->rounding));
    case EXPR_QUORUM:
        require(count == 2);
        if (limits_hold(&expr->limits, children[1].value))
            return children[0];
        return (struct number){ .gap = GAP_QUORUM, .detail = children[1].value };
    case EXPR_SCORE:
        return number_score(expr->scoring, children, count);
    case EXPR_MEASURE:
    case EXPR_ASSIGNED:
        break;
    }
    require_failed("an operator that the caller evaluates", __FILE__, __LINE__);
}

char *measure_canonical(struct arena *arena, const struct measure *measure)
{
    static const char *const aggregates[] = { "count", "sum", "distinct" };
    static const char *const times[] = { "any", "flow", "stock", "year" };
    const struct kind *kind = measure->kind;
    const char *field = measure->field >= 0 ? kind->fields[measure->field].name : "";
    const char *date = measure->date_field >= 0 ? kind->fields[measure->date_field].name : "";
    const char *end = measure->end_field >= 0 ? kind->fields[measure->end_field].name : "";
    return arena_printf(arena, "%s(%s.%s) %s(%s,%s) %s", aggregates[measure->aggregate], kind->slug,
                        field, times[measure->time], date, end,
                        cond_canonical(arena, kind, measure->where));
}

const struct field *measure_unit_field(const struct measure *measure)
{
    if (measure->place)
        return measure->place;
    return measure->kind->unit ? kind_field(measure->kind, measure->kind->unit) : NULL;
}
