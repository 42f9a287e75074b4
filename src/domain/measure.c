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

/* A number as the fraction it is. */
struct exact {
    __int128 up, down; /* down > 0 */
};

static struct exact exact_of(struct number number)
{
    if (number.per == 0)
        return (struct exact){ number.value, 1 };
    return (struct exact){ (__int128)number.value * number.per + number.rest, number.per };
}

static __int128 common_divisor(__int128 a, __int128 b)
{
    while (b) {
        __int128 rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* The finest rest that is kept, so that sums of two products of it fit 128 bits; finer ones are
 * rounded to it, and what is nearer to a whole number than EQUAL_PER is taken as that number. */
#define REST_PER  1000000000
#define EQUAL_PER 100000000

static struct number made_whole(struct exact exact, enum rounding rounding)
{
    if (exact.down < 0)
        exact = (struct exact){ -exact.up, -exact.down };
    __int128 value = divide(exact.up, exact.down, rounding);
    if (value > INT64_MAX || value < -INT64_MAX)
        return unknown(GAP_TOO_LARGE);
    struct number number = number_known((int64_t)value);
    __int128 rest = exact.up - value * exact.down, per = exact.down;
    __int128 common = common_divisor(rest, per);
    rest /= common;
    per /= common;
    while (per > INT64_MAX / REST_PER) { /* leave room for the product */
        rest /= 2;
        per /= 2;
    }
    if (per > REST_PER) {
        rest = divide(rest * REST_PER, per, ROUND_NEAREST);
        per = REST_PER;
    }
    if (rest == 0)
        return number;
    number.rest = (int64_t)rest;
    number.per = (int64_t)per;
    return number;
}

static struct number sum_of(struct number a, struct number b, int sign)
{
    struct exact x = exact_of(a), y = exact_of(b);
    return made_whole((struct exact){ x.up * y.down + sign * y.up * x.down, x.down * y.down },
                      ROUND_NEAREST);
}

static int rest_sign(struct number number)
{
    __int128 rest = (__int128)number.rest * EQUAL_PER;
    return number.per == 0 || (rest < number.per && rest > -number.per) ? 0 : number.rest < 0 ? -1 : 1;
}

bool number_is_zero(struct number number)
{
    return number.known && number.value == 0 && rest_sign(number) == 0;
}

int64_t number_hundredths(struct number number)
{
    struct exact exact = exact_of(number);
    return (int64_t)divide(exact.up * 100, exact.down, ROUND_NEAREST);
}

/* part ÷ whole in hundredths of a per cent. */
static struct number number_ratio(struct number part, struct number whole)
{
    struct exact x = exact_of(part), y = exact_of(whole);
    if (y.up == 0)
        return unknown(GAP_NO_DIVISOR);
    __int128 up, down;
    if (__builtin_mul_overflow(x.up * 10000, y.down, &up) || __builtin_mul_overflow(x.down, y.up, &down))
        return unknown(GAP_TOO_LARGE);
    return made_whole((struct exact){ up, down }, ROUND_NEAREST);
}

static struct number number_total(const struct number *children, size_t count)
{
    struct number total = number_known(0);
    for (size_t i = 0; i < count && total.known; i++)
        total = sum_of(total, children[i], 1);
    return total;
}

static struct number divided(struct number number, int by)
{
    struct exact exact = exact_of(number);
    return made_whole((struct exact){ exact.up, exact.down * by }, ROUND_NEAREST);
}

static struct number number_change(const struct expr *expr, struct number now, struct number earlier)
{
    struct number change = expr->decrease ? sum_of(earlier, now, -1) : sum_of(now, earlier, -1);
    if ((expr->per_year || expr->since) && expr->years_back <= 0)
        return unknown(GAP_NO_BASE);
    return expr->per_year && change.known ? divided(change, expr->years_back) : change;
}

/* -1, 0, 1: below, at, above. */
static int compare_to(struct number number, int64_t limit)
{
    if (number.value != limit)
        return number.value < limit ? -1 : 1;
    return rest_sign(number);
}

bool limits_hold_max(const struct limits *limits, struct number number)
{
    return !limits->has_max || compare_to(number, limits->max) < !limits->below_max;
}

bool limits_hold(const struct limits *limits, struct number number)
{
    bool enough = !limits->has_min || compare_to(number, limits->min) >= limits->above_min;
    return enough && limits_hold_max(limits, number);
}

/* --- scores ------------------------------------------------------------------------------------- */

int64_t criterion_points(const struct criterion_rule *rule, struct number number)
{
    struct exact exact = exact_of(number);
    if (!rule->per)
        return limits_hold(&rule->limits, number) ? rule->points : 0;
    __int128 points = exact.up <= 0 ? 0 : exact.up * rule->per / exact.down;
    return points > rule->points ? rule->points : (int64_t)points;
}

bool criterion_reached(const struct criterion_rule *rule, struct number number)
{
    if (rule->limits.has_min || rule->limits.has_max || !rule->per)
        return limits_hold(&rule->limits, number);
    return criterion_points(rule, number) == rule->points;
}

static struct number number_score(const struct scoring *scoring, const struct number *children,
                                  size_t count)
{
    int64_t points = 0, bonus = 0;
    for (size_t i = 0; i < count; i++) {
        const struct criterion_rule *rule = &scoring->criteria[i];
        int64_t earned = criterion_points(rule, children[i]);
        if (rule->bonus)
            bonus += earned;
        else
            points += rule->deduction ? -earned : earned;
    }
    if (scoring->bonus_max >= 0 && bonus > scoring->bonus_max)
        bonus = scoring->bonus_max;
    return number_known(points + bonus);
}

struct number expr_combine(const struct expr *expr, const struct number *children, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!children[i].known)
            return children[i];
    switch (expr->op) {
    case EXPR_CONST:
        return number_known(expr->constant);
    case EXPR_ADD:
        return number_total(children, count);
    case EXPR_SUB:
        require(count == 2);
        return sum_of(children[0], children[1], -1);
    case EXPR_RATIO:
        require(count == 2);
        return number_ratio(children[0], children[1]);
    case EXPR_CHANGE:
        require(count == 2);
        return number_change(expr, children[0], children[1]);
    case EXPR_AVERAGE: {
        struct number total = number_total(children, count);
        if (count == 0)
            return unknown(GAP_NO_BASE);
        return total.known ? divided(total, (int)count) : total;
    }
    case EXPR_AT:
        require(count == 1);
        return expr->since && expr->years_back < 0 ? unknown(GAP_NO_BASE) : children[0];
    case EXPR_WHOLE:
        require(count == 1);
        return children[0];
    case EXPR_SHARE: {
        require(count == 1);
        struct exact exact = exact_of(children[0]);
        return made_whole((struct exact){ exact.up * expr->constant, exact.down * 10000 }, expr->rounding);
    }
    case EXPR_QUORUM:
        require(count == 2);
        if (limits_hold(&expr->limits, children[1]))
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
