/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/overview.h"

#include "domain/field.h"
#include "service/account/rights.h"
#include "service/organisation.h"
#include "service/report/report_job.h"
#include "service/unit/unit.h"

/* What the parts share while an overview is made. */
struct overview_job {
    const struct telling *to;
    struct overview *overview;
    struct report_job numbers; /* its cut is the overview's */
    const struct expr *exprs[OVERVIEW_NUMBER_MAX_];
};

/* --- where and when --------------------------------------------------------------------------------------- */

static struct period year_period(int year)
{
    return (struct period){ date_of(year, 1, 1), date_of(year, 12, 31) };
}

/* The cut of one year; *ret_there is false where the place had not begun by then, or had ended before. */
static enum err_code cut_year(struct store *store, const struct overview_request *request, int year,
                              struct figure_cut *ret_cut, bool *ret_there, struct err *err)
{
    struct err not_begun = { 0 };
    *ret_cut = figure_cut_of(store, request->unit, year_period(year), request->as_now, store->today_day);
    int64_t day = ret_cut->territory_day;
    enum err_code code = unit_check_day(store, request->unit, &day, &not_begun);
    if (code != ERR_OK && code != ERR_INPUT) {
        *err = not_begun;
        return code;
    }
    bool ended = request->as_now ? day != ret_cut->territory_day : day < date_to_days(ret_cut->period.first);
    *ret_there = code == ERR_OK && !ended && date_to_days(date_of(year, 1, 1)) <= store->today_day;
    ret_cut->territory_day = day;
    ret_cut->organisation = store->actor.line;
    return ERR_OK;
}

enum err_code overview_cut(struct store *store, const struct overview_request *request,
                           struct figure_cut *ret_cut, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    bool there = false;
    int64_t day = 0;
    TRY(cut_year(store, request, request->year, ret_cut, &there, err));
    if (there)
        return ERR_OK;
    if (request->as_now)
        return err_set(err, ERR_INPUT, MSG_UNIT_NOT_NOW, unit_name(store, &arena, request->unit));
    if (date_to_days(date_of(request->year, 1, 1)) > store->today_day)
        return err_set(err, ERR_INPUT, MSG_OVERVIEW_FUTURE, err_int(request->year));
    day = date_to_days(ret_cut->period.last);
    TRY(unit_check_day(store, request->unit, &day, err)); /* not begun: says so */
    char last[DATE_TEXT_SIZE];
    date_to_table(date_from_days((int32_t)day), last);
    return err_set(err, ERR_INPUT, MSG_REPORT_UNIT_ENDED, unit_name(store, &arena, request->unit), last,
                   err_int(request->year));
}

static enum err_code find_place(struct overview_job *job, struct err *err)
{
    struct overview *overview = job->overview;
    struct unit_set communes = { 0 };
    TRY(unit_territory(job->to->store, &job->numbers.territory, err));
    overview->unit = territory_unit(job->numbers.territory, overview->request.unit);
    if (!overview->unit)
        return err_set(err, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN, err_int(overview->request.unit));
    TRY(overview_cut(job->to->store, &overview->request, &overview->cut, err));
    job->numbers.cut = overview->cut;
    overview->over = date_compare(overview->cut.period.last, date_of(overview->request.year, 12, 31)) == 0;
    overview->chain = territory_chain(job->numbers.territory, job->to->arena, overview->unit,
                                      (int32_t)overview->cut.territory_day);
    TRY(unit_below(job->to->store, overview->unit, LEVEL_COMMUNE, (int32_t)overview->cut.territory_day, &communes, err));
    overview->communes = overview->unit->level == LEVEL_COMMUNE ? 1 : (int64_t)communes.count;
    return ERR_OK;
}

/* --- single numbers ----------------------------------------------------------------------------------------- */

static void keep_first(void *context, const struct measure *measure)
{
    const struct measure **first = context;
    *first = *first ? *first : measure;
}

/* A share is told by the numbers it is of, which are asked for before it. */
static bool has_parts(enum overview_number which)
{
    return which == OVERVIEW_LED_SHARE;
}

static struct number of_parts(const struct overview_job *job, struct number led, struct number poor)
{
    const struct number parts[] = { led, poor };
    return expr_combine(job->exprs[OVERVIEW_LED_SHARE], parts, COUNT(parts));
}

static enum err_code count_figure(struct overview_job *job, enum overview_number which, struct err *err)
{
    struct store *store = job->to->store;
    struct overview_figure *figures = job->overview->figures;
    struct figure_cut before = { 0 };
    bool there = false;
    if (has_parts(which)) {
        figures[which].number = of_parts(job, figures[OVERVIEW_LED].number, figures[OVERVIEW_POOR].number);
        figures[which].before = of_parts(job, figures[OVERVIEW_LED].before, figures[OVERVIEW_POOR].before);
        return ERR_OK;
    }
    TRY(figure_expr(store, job->exprs[which], &job->overview->cut, &figures[which].number, err));
    TRY(cut_year(store, &job->overview->request, job->overview->request.year - 1, &before, &there, err));
    return there ? figure_expr(store, job->exprs[which], &before, &figures[which].before, err) : ERR_OK;
}

static enum err_code fill_figure(struct overview_job *job, enum overview_number which, struct err *err)
{
    struct overview *overview = job->overview;
    struct overview_figure *figure = &overview->figures[which];
    const struct measure *first = NULL;
    int64_t unsettled = 0;
    TRY(count_figure(job, which, err));
    if (overview->over && has_parts(which)) /* what is not over is provisional anyhow */
        unsettled = overview->figures[OVERVIEW_LED].provisional || overview->figures[OVERVIEW_POOR].provisional;
    else if (overview->over)
        TRY(report_unsettled(&job->numbers, job->exprs[which], &unsettled, err));
    figure->provisional = !overview->over || unsettled > 0;
    expr_measures(job->exprs[which], keep_first, &first);
    return report_reported(&job->numbers, first->kind, &figure->reported, err);
}

/* --- the path of the years ------------------------------------------------------------------------------------ */

enum { YEARS_BACK = 4 };

static enum err_code fill_point(struct overview_job *job, int year, struct err *err)
{
    static const enum overview_number numbers[OVERVIEW_PATH_NUMBERS] = { OVERVIEW_POOR, OVERVIEW_NEAR_POOR };
    struct overview *overview = job->overview;
    struct overview_point *point = &overview->points[overview->point_count++];
    struct figure_cut cut = { 0 };
    bool there = false, recorded = false;
    int back = overview->request.year - year;
    point->year = year;
    TRY(cut_year(job->to->store, &overview->request, year, &cut, &there, err));
    for (size_t i = 0; there && i < OVERVIEW_PATH_NUMBERS; i++) {
        const struct overview_figure *figure = &overview->figures[numbers[i]];
        if (back == 0 || back == 1)
            point->numbers[i] = back ? figure->before : figure->number;
        else
            TRY(figure_expr(job->to->store, job->exprs[numbers[i]], &cut, &point->numbers[i], err));
        recorded = recorded || !point->numbers[i].known || point->numbers[i].value > 0;
    }
    for (size_t i = 0; !recorded && i < OVERVIEW_PATH_NUMBERS; i++) /* nobody counted: that is not 0 */
        point->numbers[i] = (struct number){ 0 };
    return ERR_OK;
}

static enum err_code fill_path(struct overview_job *job, struct err *err)
{
    struct overview *overview = job->overview;
    const struct programme *programme = overview->request.programme;
    int first = overview->request.year - YEARS_BACK, last = overview->request.year;
    if (programme && programme->period.first.year - 1 < first && programme->period.last.year >= first)
        first = programme->period.first.year - 1;
    if (first <= last - OVERVIEW_YEARS_MAX)
        first = last - OVERVIEW_YEARS_MAX + 1;
    for (int year = first; year <= last; year++)
        TRY(fill_point(job, year, err));
    return ERR_OK;
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

static const struct field *row_field(const struct overview_job *job, const struct overview_table_form *form)
{
    const struct measure *measure = job->exprs[form->columns[0]]->measure;
    int field = form->dim.by == FIGURE_BY_ORGANISATION ? measure->organisation_field :
                                                         kind_field_index(measure->kind, form->dim.name);
    return &measure->kind->fields[field];
}

static const char *row_label(struct overview_job *job, const struct overview_table_form *form, struct value key)
{
    const struct telling *to = job->to;
    const struct field *field = row_field(job, form);
    bool by_organisation = form->dim.by == FIGURE_BY_ORGANISATION;
    if (value_is_null(key))
        return msg_text(by_organisation ? MSG_REPORT_NO_ORGANISATION : MSG_REPORT_NO_CODE, to->lang);
    if (by_organisation)
        return organisation_name_in(to->store, to->arena, key.s, to->lang);
    if (code_find(field->codes, key.s))
        return field_display(to->arena, field, key, to->lang);
    return report_value_words(&job->numbers, field, key);
}

static struct overview_row *row_of(struct overview_table *table, struct value key)
{
    for (size_t i = 0; i < table->count; i++)
        if (value_equal(table->rows[i].key, key))
            return &table->rows[i];
    return NULL;
}

/* Rows in which nothing but 0 stands say nothing. */
static void drop_empty(const struct overview_table_form *form, struct overview_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->count; i++) {
        bool says = false;
        for (size_t j = 0; j < form->column_count; j++)
            says = says || !table->rows[i].numbers[j].known || table->rows[i].numbers[j].value != 0;
        if (says)
            table->rows[kept++] = table->rows[i];
    }
    table->count = kept;
}

static enum err_code fill_table(struct overview_job *job, const struct overview_table_form *form,
                                struct overview_table *table, struct err *err)
{
    size_t capacity = 0;
    for (size_t i = 0; i < form->column_count; i++) {
        struct figure_groups groups = { 0 };
        TRY(figure_groups(job->to->store, job->exprs[form->columns[i]], &job->overview->cut, &form->dim, 1,
                          job->to->arena, &groups, err));
        for (size_t j = 0; j < groups.count; j++) {
            struct overview_row *row = row_of(table, groups.items[j].keys[0]);
            if (!row) {
                row = ARENA_PUSH(job->to->arena, table->rows, table->count, capacity);
                *row = (struct overview_row){ .key = groups.items[j].keys[0],
                                              .label = row_label(job, form, groups.items[j].keys[0]) };
                for (size_t k = 0; k < form->column_count; k++)
                    row->numbers[k] = number_known(0);
            }
            row->numbers[i] = groups.items[j].number;
        }
    }
    drop_empty(form, table);
    return ERR_OK;
}

/* --- the units below ---------------------------------------------------------------------------------------------- */

static bool can_be_added(enum overview_number which)
{
    return which != OVERVIEW_LED_SHARE && which != OVERVIEW_ESCAPED && which != OVERVIEW_HELPED;
}

/* What is in the total and in no tile gets one of its own, so that nothing is missing. */
static void add_left_over(struct overview_job *job, size_t *capacity)
{
    struct overview *overview = job->overview;
    struct overview_tile rest = { 0 };
    bool any = false;
    for (enum overview_number which = 0; which < OVERVIEW_NUMBER_MAX_; which++) {
        struct number sum = number_known(0), total = overview->figures[which].number;
        for (size_t i = 0; i < overview->tile_count; i++) {
            struct number part = overview->tiles[i].numbers[which];
            sum = (struct number){ .known = sum.known && part.known, .value = sum.value + part.value };
        }
        if (can_be_added(which) && sum.known && total.known)
            rest.numbers[which] = number_known(total.value - sum.value);
        any = any || rest.numbers[which].value != 0;
    }
    if (any)
        *ARENA_PUSH(job->to->arena, overview->tiles, overview->tile_count, *capacity) = rest;
}

static enum err_code fill_tiles(struct overview_job *job, struct err *err)
{
    struct overview *overview = job->overview;
    size_t capacity = 0;
    struct unit_set below = territory_children(job->numbers.territory, job->to->arena, overview->unit,
                                               (int32_t)overview->cut.territory_day);
    if (!below.count)
        return ERR_OK;
    overview->level = unit_level_code((enum unit_level)below.items[0]->level);
    for (size_t i = 0; i < below.count && below.items[i]->level == below.items[0]->level; i++)
        *ARENA_PUSH(job->to->arena, overview->tiles, overview->tile_count, capacity) =
            (struct overview_tile){ .unit = below.items[i] };
    struct figure_dim by_level = { FIGURE_BY_LEVEL, overview->level };
    for (enum overview_number which = 0; which < OVERVIEW_NUMBER_MAX_; which++) {
        struct figure_groups groups = { 0 };
        if (!has_parts(which))
            TRY(figure_groups(job->to->store, job->exprs[which], &overview->cut, &by_level, 1, job->to->arena, &groups,
                              err));
        for (size_t i = 0; i < overview->tile_count; i++) {
            struct number *numbers = overview->tiles[i].numbers;
            struct value key = v_int(overview->tiles[i].unit->id);
            numbers[which] = has_parts(which) ? of_parts(job, numbers[OVERVIEW_LED], numbers[OVERVIEW_POOR]) :
                                                figure_group_number(&groups, &key, 1);
        }
    }
    add_left_over(job, &capacity);
    return ERR_OK;
}

/* --- the whole --------------------------------------------------------------------------------------------------------- */

enum err_code overview_build(const struct telling *to, const struct overview_request *request,
                             struct overview *ret_overview, struct err *err)
{
    *ret_overview = (struct overview){ .request = *request };
    struct overview_job job = {
        .to = to, .overview = ret_overview,
        .numbers = { .store = to->store, .arena = to->arena, .reported = { .arena = to->arena } },
    };
    TRY(rights_place(to->store, &ret_overview->request.unit, err));
    for (enum overview_number which = 0; which < OVERVIEW_NUMBER_MAX_; which++)
        job.exprs[which] = overview_expr(to->arena, which);
    TRY(find_place(&job, err));
    for (enum overview_number which = 0; which < OVERVIEW_NUMBER_MAX_; which++)
        TRY(fill_figure(&job, which, err));
    TRY(fill_path(&job, err));
    for (size_t i = 0; i < OVERVIEW_TABLES; i++)
        TRY(fill_table(&job, &overview_table_forms[i], &ret_overview->tables[i], err));
    TRY(fill_tiles(&job, err));
    TRY(overview_fill_dues(to, job.numbers.territory, ret_overview, err));
    return request->programme ? overview_fill_targets(to, ret_overview, err) : ERR_OK;
}
