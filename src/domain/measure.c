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
    switch (expr->op) {
    case EXPR_MEASURE:
        return measure_unit(expr->measure);
    case EXPR_CONST:
        return NUMBER_PLAIN;
    case EXPR_RATIO:
        return NUMBER_SHARE;
    case EXPR_ADD:
    case EXPR_SUB:
    case EXPR_CHANGE:
        break;
    }
    /* A constant beside money or a share is of that unit. */
    for (size_t i = 0; i < expr->child_count; i++)
        if (expr_unit(expr->children[i]) != NUMBER_PLAIN)
            return expr_unit(expr->children[i]);
    return NUMBER_PLAIN;
}

void expr_measures(const struct expr *expr,
                   void (*visit)(void *context, const struct measure *measure), void *context)
{
    if (expr->op == EXPR_MEASURE)
        visit(context, expr->measure);
    for (size_t i = 0; i < expr->child_count; i++)
        expr_measures(expr->children[i], visit, context);
}

static struct number known(int64_t value)
{
    return (struct number){ .known = true, .value = value };
}

/* part ÷ whole in hundredths of a per cent, halves away from zero. */
static struct number number_ratio(struct number part, struct number whole)
{
    if (whole.value == 0)
        return (struct number){ 0 };
    __int128 scaled = (__int128)part.value * 10000 * 2, base = (__int128)whole.value;
    bool negative = (scaled < 0) != (base < 0);
    scaled = scaled < 0 ? -scaled : scaled;
    base = base < 0 ? -base : base;
    __int128 value = (scaled + base) / (base * 2);
    if (value > INT64_MAX)
        return (struct number){ 0 };
    return known(negative ? (int64_t)-value : (int64_t)value);
}

struct number expr_combine(const struct expr *expr, const struct number *children, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!children[i].known)
            return (struct number){ 0 };
    int64_t total = 0;
    switch (expr->op) {
    case EXPR_CONST:
        return known(expr->constant);
    case EXPR_ADD:
        for (size_t i = 0; i < count; i++)
            if (__builtin_add_overflow(total, children[i].value, &total))
                return (struct number){ 0 };
        return known(total);
    case EXPR_SUB:
        require(count == 2);
        if (__builtin_sub_overflow(children[0].value, children[1].value, &total))
            return (struct number){ 0 };
        return known(total);
    case EXPR_RATIO:
        require(count == 2);
        return number_ratio(children[0], children[1]);
    case EXPR_MEASURE:
    case EXPR_CHANGE:
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
