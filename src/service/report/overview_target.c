/* SPDX-License-Identifier: Apache-2.0
 * The targets of a programme as paths: what is reached in each year, and the line that the target draws.
 * Of a target that asks for a change each year ("giảm 3 điểm phần trăm mỗi năm") the path is that of what
 * changes, and the line goes on from the first year that is known by what is asked for each year after it. */
#include "service/programme/coverage.h"
#include "service/report/overview.h"
#include "service/unit/unit.h"

/* The change each year that the expression tells of; NULL: it tells of none. */
static const struct expr *yearly_change(const struct expr *expr)
{
    while (expr->op == EXPR_QUORUM || expr->op == EXPR_AVERAGE)
        expr = expr->children[0];
    bool yearly = expr->op == EXPR_CHANGE && (expr->per_year || (expr->since == 0 && expr->years_back == 1));
    return yearly ? expr : NULL;
}

/* The limit that the target sets for the unit in the year; of a year still to come, that of the last before. */
static bool limit_of(const struct coverage *coverage, int64_t unit, int year, int64_t *ret_limit)
{
    int last = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_row *row = &coverage->rows[i];
        if (row->unit != unit || row->organisation || row->record || !row->limits_known ||
            year < row->period.first.year || row->period.last.year < last ||
            (!row->limits.has_min && !row->limits.has_max))
            continue;
        last = row->period.last.year;
        *ret_limit = row->limits.has_min ? row->limits.min : row->limits.max;
    }
    return last != 0;
}

static enum err_code value_in_year(struct store *store, const struct overview *overview, const struct expr *expr,
                                   int year, struct number *ret_number, struct err *err)
{
    struct err not_begun = { 0 };
    struct period period = { date_of(year, 1, 1), date_of(year, 12, 31) };
    struct figure_cut cut = figure_cut_of(store, overview->unit->id, period, overview->request.as_now,
                                          store->today_day);
    int64_t day = cut.territory_day;
    *ret_number = (struct number){ 0 };
    if (date_to_days(period.first) > store->today_day ||
        unit_check_day(store, overview->unit->id, &day, &not_begun) != ERR_OK)
        return ERR_OK;
    cut.territory_day = day;
    TRY(figure_cut_whole(store, overview->unit->id, &cut, err));
    cut.organisation = store->actor.line;
    return figure_expr(store, expr, &cut, ret_number, err);
}

/* From the first value known on, each year what is asked for it further. */
static void draw_changes(struct overview_target *target, const struct expr *change, const struct coverage *coverage,
                         int64_t unit)
{
    struct number line = { 0 };
    for (size_t i = 0; i < target->count; i++) {
        int64_t step = 0;
        if (!line.known)
            line = target->points[i].value;
        else if (limit_of(coverage, unit, target->points[i].year, &step))
            line.value += change->decrease ? -step : step;
        if (line.known && line.value < 0)
            line.value = 0;
        target->points[i].line = line;
    }
}

static enum err_code fill_target(const struct telling *to, struct overview *overview, const struct obligation *of,
                                 const struct coverage *coverage, struct overview_target *target, struct err *err)
{
    const struct expr *change = yearly_change(of->value);
    const struct expr *path = change ? change->children[0] : of->value;
    struct period period = of->has_period ? of->period : overview->request.programme->period;
    int first = period.first.year - (change != NULL);
    if (change && change->since && change->since < first)
        first = change->since;
    *target = (struct overview_target){ .target = of, .unit = expr_unit(path) };
    target->points = ARENA_ARRAY(to->arena, struct overview_target_point, OVERVIEW_YEARS_MAX);
    for (int year = first; year <= period.last.year && target->count < OVERVIEW_YEARS_MAX; year++) {
        struct overview_target_point *point = &target->points[target->count++];
        int64_t limit = 0;
        point->year = year;
        TRY(value_in_year(to->store, overview, path, year, &point->value, err));
        if (!change && limit_of(coverage, overview->unit->id, year, &limit))
            point->line = number_known(limit);
    }
    if (change)
        draw_changes(target, change, coverage, overview->unit->id);
    return ERR_OK;
}

/* A target is shown where it sets something for this very unit. */
static bool asks_of(const struct coverage *coverage, int64_t unit)
{
    for (size_t i = 0; i < coverage->count; i++)
        if (coverage->rows[i].unit == unit && !coverage->rows[i].organisation && !coverage->rows[i].record)
            return true;
    return false;
}

enum err_code overview_fill_targets(const struct telling *to, struct overview *overview, struct err *err)
{
    const struct programme *programme = overview->request.programme;
    size_t capacity = 0;
    for (size_t i = 0; i < programme->target_count; i++) {
        struct coverage coverage = { 0 };
        struct coverage_request request = { .programme = programme, .unit = overview->unit->id,
                                            .as_of_day = date_to_days(overview->cut.period.last),
                                            .as_now = overview->request.as_now,
                                            .obligation = programme->targets[i].id };
        TRY(coverage_run(to->store, &request, to->arena, &coverage, err));
        if (asks_of(&coverage, overview->unit->id))
            TRY(fill_target(to, overview, &programme->targets[i], &coverage,
                            ARENA_PUSH(to->arena, overview->targets, overview->target_count, capacity), err));
    }
    return ERR_OK;
}
