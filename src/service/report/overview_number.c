/* SPDX-License-Identifier: Apache-2.0
 * The numbers of the overview as measures: what each counts, in one table. */
#include "service/report/overview.h"

#include <string.h>

enum { CODES_MAX = 4 };

struct definition {
    const char *id;
    enum msg title;
    const char *kind;
    enum aggregate aggregate;
    const char *field; /* summed, or counted distinct */
    enum measure_time time;
    const char *date;  /* the date of a flow, or the year */
    const char *only;  /* records whose field of that name … */
    const char *codes[CODES_MAX]; /* … has one of these codes */
    const char *state; /* not in this state, live as it is */
};

static const struct definition definitions[OVERVIEW_NUMBER_MAX_] = {
    [OVERVIEW_POOR] = { "poor", MSG_OVERVIEW_POOR, "classifications", AGGREGATE_COUNT, NULL, MEASURE_YEAR, "year",
                        "class", { "poor" } },
    [OVERVIEW_NEAR_POOR] = { "near_poor", MSG_OVERVIEW_NEAR_POOR, "classifications", AGGREGATE_COUNT, NULL,
                             MEASURE_YEAR, "year", "class", { "near_poor" } },
    [OVERVIEW_LED] = { "led", MSG_OVERVIEW_LED, "assignments", AGGREGATE_COUNT, NULL, MEASURE_YEAR, "year",
                       "household_class", { "poor" } },
    [OVERVIEW_LED_SHARE] = { "led_share", MSG_OVERVIEW_LED_SHARE },
    [OVERVIEW_ESCAPED] = { "escaped", MSG_OVERVIEW_ESCAPED, "escape_outcomes", AGGREGATE_DISTINCT, "household",
                           MEASURE_YEAR, "year", "from_class", { "poor" }, "relapsed" },
    [OVERVIEW_HELPED] = { "helped", MSG_OVERVIEW_HELPED, "supports", AGGREGATE_DISTINCT, "household", MEASURE_FLOW,
                          "on_date" },
    [OVERVIEW_SUPPORTS] = { "supports", MSG_OVERVIEW_SUPPORTS, "supports", AGGREGATE_COUNT, NULL, MEASURE_FLOW,
                            "on_date" },
    [OVERVIEW_MONEY] = { "money", MSG_OVERVIEW_MONEY, "supports", AGGREGATE_SUM, "value", MEASURE_FLOW, "on_date" },
    [OVERVIEW_MODELS] = { "models", MSG_OVERVIEW_MODELS, "models", AGGREGATE_COUNT, NULL, MEASURE_YEAR, "year" },
    [OVERVIEW_WORKS] = { "works", MSG_OVERVIEW_WORKS, "works", AGGREGATE_COUNT, NULL, MEASURE_YEAR, "year" },
};

const struct overview_table_form overview_table_forms[OVERVIEW_TABLES] = {
    { "supports_by_type", MSG_OVERVIEW_SUPPORTS_BY_TYPE, { FIGURE_BY_FIELD, "type" },
      { OVERVIEW_SUPPORTS, OVERVIEW_MONEY }, 2 },
    { "money_by_source", MSG_OVERVIEW_MONEY_BY_SOURCE, { FIGURE_BY_FIELD, "fund_source" }, { OVERVIEW_MONEY }, 1 },
    { "models_by_organisation", MSG_OVERVIEW_MODELS_BY_ORGANISATION, { FIGURE_BY_ORGANISATION, NULL },
      { OVERVIEW_MODELS, OVERVIEW_WORKS }, 2 },
    { "led_by_organisation", MSG_OVERVIEW_LED_BY_ORGANISATION, { FIGURE_BY_ORGANISATION, NULL }, { OVERVIEW_LED }, 1 },
};

const char *overview_number_name(enum overview_number number)
{
    return definitions[number].id;
}

enum overview_number overview_number_by_name(const char *name)
{
    int number = 0;
    while (number < OVERVIEW_NUMBER_MAX_ && strcmp(definitions[number].id, name) != 0)
        number++;
    return (enum overview_number)number;
}

enum msg overview_number_title(enum overview_number number)
{
    return definitions[number].title;
}

static int index_of(const struct kind *kind, const char *name)
{
    int field = name ? kind_field_index(kind, name) : -1;
    require(!name || field >= 0);
    return field;
}

/* Live records with one of the codes. */
static const struct cond *condition(struct arena *arena, const struct kind *kind, const struct definition *of)
{
    struct cond *where = NULL;
    struct value codes[CODES_MAX];
    size_t count = 0;
    for (; count < CODES_MAX && of->codes[count]; count++)
        codes[count] = v_text(of->codes[count]);
    if (count)
        where = cond_in(arena, index_of(kind, of->only), codes, count);
    where = (struct cond *)(uintptr_t)cond_counted(arena, kind, where);
    if (of->state)
        where = cond_both(arena, where, cond_compare(arena, COND_FIELD_STATE, COND_NE, v_text(of->state)));
    return where;
}

static const struct expr *measure_expr(struct arena *arena, const struct definition *of)
{
    const struct kind *kind = kind_by_slug(of->kind);
    struct measure *measure = ARENA_NEW(arena, struct measure);
    struct expr *expr = ARENA_NEW(arena, struct expr);
    *measure = (struct measure){ .id = of->id, .kind = kind, .aggregate = of->aggregate,
                                 .field = index_of(kind, of->field), .where = condition(arena, kind, of),
                                 .time = of->time, .date_field = index_of(kind, of->date), .end_field = -1,
                                 .organisation_field = kind_field_index(kind, "organisation") };
    *expr = (struct expr){ .op = EXPR_MEASURE, .measure = measure };
    return expr;
}

const struct expr *overview_expr(struct arena *arena, enum overview_number number)
{
    if (number != OVERVIEW_LED_SHARE)
        return measure_expr(arena, &definitions[number]);
    const struct expr **children = ARENA_ARRAY(arena, const struct expr *, 2);
    struct expr *ratio = ARENA_NEW(arena, struct expr);
    children[0] = overview_expr(arena, OVERVIEW_LED);
    children[1] = overview_expr(arena, OVERVIEW_POOR);
    *ratio = (struct expr){ .op = EXPR_RATIO, .children = children, .child_count = 2 };
    return ratio;
}

/* By a field, and beside it by how many records: only so is a value known to occur (figure.c). */
static void visit_by(struct arena *arena, const struct measure *measure, int field,
                     void (*visit)(void *context, const struct measure *measure), void *context)
{
    if (measure->aggregate == AGGREGATE_DISTINCT || field < 0)
        return;
    struct measure *by = ARENA_NEW(arena, struct measure), *count = ARENA_NEW(arena, struct measure);
    *by = *measure;
    by->by = field + 1;
    *count = *by;
    count->aggregate = AGGREGATE_COUNT;
    count->field = -1;
    visit(context, by);
    visit(context, count);
}

void overview_measures(struct arena *arena, void (*visit)(void *context, const struct measure *measure), void *context)
{
    for (enum overview_number which = 0; which < OVERVIEW_NUMBER_MAX_; which++) {
        struct measure *unsettled = ARENA_NEW(arena, struct measure);
        if (!definitions[which].kind)
            continue;
        const struct measure *measure = overview_expr(arena, which)->measure;
        visit(context, measure);
        if (figure_unsettled(measure, arena, unsettled))
            visit(context, unsettled);
        visit_by(arena, measure, measure->organisation_field, visit, context);
        visit(context, figure_any(arena, measure->kind));
    }
    for (size_t i = 0; i < OVERVIEW_TABLES; i++)
        for (size_t j = 0; overview_table_forms[i].dim.by == FIGURE_BY_FIELD && j < overview_table_forms[i].column_count; j++) {
            const struct measure *measure = overview_expr(arena, overview_table_forms[i].columns[j])->measure;
            visit_by(arena, measure, kind_field_index(measure->kind, overview_table_forms[i].dim.name), visit, context);
        }
}
