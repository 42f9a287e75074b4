/* SPDX-License-Identifier: Apache-2.0
 * Which bound holds for a subject, and what holds of its value. */
#include "service/programme/coverage_continuous.h"
#include "service/programme/coverage_job.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- cases ---------------------------------------------------------------------------------------------- */

static enum err_code find_case(struct coverage_job *job, const struct bound_case *of,
                               struct coverage_case *found, struct err *err)
{
    found->units.arena = found->records.arena = job->arena;
    if (of->unit) {
        char on[DATE_TEXT_SIZE];
        date_to_external(job->request->programme->territory_on, on);
        TRY(unit_resolve(job->store, of->unit, on, &found->unit_id, err));
        const struct unit *unit = territory_unit(job->territory, found->unit_id);
        found->unit_level = unit->level;
        found->unit = territory_chain(job->territory, job->arena, unit, (int32_t)job->cut.territory_day);
    }
    if (of->units)
        TRY(figure_chosen_units(job->store, of->units, job->cut.territory_day, &found->units, err));
    if (!of->records)
        return ERR_OK;
    struct expr named = { .op = EXPR_MEASURE, .measure = of->records };
    struct figure_dim by_record = { FIGURE_BY_RECORD, job->obligation->subjects.record_kind->slug };
    struct figure_groups groups = { 0 };
    TRY(figure_groups(job->store, &named, &job->cut, &by_record, 1, job->arena, &groups, err));
    for (size_t i = 0; i < groups.count; i++)
        if (groups.items[i].keys[0].type == VALUE_INT && groups.items[i].number.value > 0)
            idmap_put(&found->records, groups.items[i].keys[0].i, 1);
    return ERR_OK;
}

enum err_code coverage_find_cases(struct coverage_job *job, struct err *err)
{
    const struct obligation *obligation = job->obligation;
    job->cases = ARENA_ARRAY(job->arena, struct coverage_case, obligation->case_count + 1);
    for (size_t i = 0; i < obligation->case_count; i++) {
        job->cases[i] = (struct coverage_case){ 0 };
        TRY(find_case(job, &obligation->cases[i], &job->cases[i], err));
    }
    return ERR_OK;
}

static bool has_word(const char *const *words, const char *word)
{
    for (; words && *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

/* A row of a table of units is of the subject where its unit counts there now: itself, or what it was
 * merged into. */
static bool is_row_of(const struct coverage_case *found, const struct unit *unit)
{
    for (size_t i = 0; i < found->unit.count; i++)
        if (found->unit.items[i]->id == unit->id)
            return found->unit_level == unit->level;
    return false;
}

static bool is_chosen(struct coverage_job *job, const struct coverage_case *found,
                      const struct unit_choice *choice, const struct unit *unit)
{
    struct unit_set chain =
        territory_chain(job->territory, job->arena, unit, (int32_t)job->cut.territory_day);
    bool named = false;
    for (size_t i = 0; i < chain.count; i++)
        named = named || idmap_get(&found->units, chain.items[i]->id, 0);
    return named != choice->without;
}

static bool case_fits(struct coverage_job *job, size_t index, const struct coverage_subject *subject)
{
    const struct bound_case *of = &job->obligation->cases[index];
    const struct coverage_case *found = &job->cases[index];
    if (of->unit && !is_row_of(found, subject->unit))
        return false;
    if (of->levels && !has_word(of->levels, unit_level_code((enum unit_level)subject->unit->level)))
        return false;
    if (of->organisations && !(subject->organisation && has_word(of->organisations, subject->organisation)))
        return false;
    if (of->units && !is_chosen(job, found, of->units, subject->unit))
        return false;
    return !of->records || idmap_get(&found->records, subject->record, 0);
}

/* The numbers that other units merged into this one had in the table come on top. */
static void add_merged(struct coverage_job *job, size_t first, const struct coverage_subject *subject,
                       struct limits *limits)
{
    for (size_t i = first + 1; i < job->obligation->case_count; i++) {
        const struct bound_case *other = &job->obligation->cases[i];
        if (!other->unit || other->bound.unknown || other->bound.about || !case_fits(job, i, subject))
            continue;
        if (__builtin_add_overflow(limits->min, other->bound.limits.min, &limits->min) ||
            __builtin_add_overflow(limits->max, other->bound.limits.max, &limits->max))
            return;
    }
}

/* A share of nothing. */
static bool is_of_nothing(const struct expr *limit, struct number number)
{
    return limit && limit->op == EXPR_SHARE && limit->constant != 0 && number_is_zero(number);
}

static enum number_gap resolve_bound(struct coverage_job *job, const struct coverage_values *values,
                                     const struct coverage_subject *subject, struct coverage_row *row)
{
    const struct obligation *obligation = job->obligation;
    const struct limit_groups *groups = &values->bound;
    size_t fits = 0;
    while (fits < obligation->case_count && !case_fits(job, fits, subject))
        fits++;
    if (fits < obligation->case_count) {
        row->bound = &obligation->cases[fits].bound;
        groups = &values->cases[fits];
    } else if (obligation->cases_only) {
        row->bound = NULL;
        return GAP_NONE;
    }
    enum number_gap gap;
    struct number min = figure_group_number(&groups->min, subject->keys, subject->key_count);
    struct number max = figure_group_number(&groups->max, subject->keys, subject->key_count);
    row->limits_known = bound_limits(row->bound, min, max, &row->limits, &gap);
    row->of_nothing = is_of_nothing(row->bound->min_of, min) || is_of_nothing(row->bound->max_of, max);
    if (fits < obligation->case_count && obligation->cases[fits].unit && row->limits_known &&
        job->cases[fits].unit_id != subject->unit->id)
        add_merged(job, fits, subject, &row->limits);
    return gap;
}

/* --- numbers --------------------------------------------------------------------------------------------- */

static enum err_code load_limits(struct coverage_job *job, const struct bound *bound,
                                 const struct figure_dim *dims, size_t dim_count,
                                 struct limit_groups *groups, struct err *err)
{
    if (bound->min_of)
        TRY(figure_groups(job->store, bound->min_of, &job->cut, dims, dim_count, job->arena, &groups->min,
                          err));
    if (bound->max_of)
        TRY(figure_groups(job->store, bound->max_of, &job->cut, dims, dim_count, job->arena, &groups->max,
                          err));
    return ERR_OK;
}

struct unsettled_loader {
    struct coverage_job *job;
    const struct figure_dim *dims;
    size_t dim_count;
    struct coverage_values *values;
    struct err *err;
    enum err_code code;
};

static void load_unsettled(void *context, const struct measure *measure)
{
    struct unsettled_loader *loader = context;
    struct coverage_job *job = loader->job;
    struct measure count;
    struct figure_cut cut = job->cut;
    cut.states_now = true;
    if (loader->code != ERR_OK || !figure_unsettled(measure, job->arena, &count))
        return;
    struct expr of = { .op = EXPR_MEASURE, .measure = &count };
    loader->code = figure_groups(job->store, &of, &cut, loader->dims, loader->dim_count, job->arena,
                                 &loader->values->unsettled[loader->values->unsettled_count++], loader->err);
}

static void count_measure(void *context, const struct measure *measure)
{
    (void)measure;
    ++*(size_t *)context;
}

/* Records under the value, and under what there is to share, that may still change. */
static enum err_code load_all_unsettled(struct unsettled_loader *loader)
{
    const struct obligation *obligation = loader->job->obligation;
    size_t count = 0;
    expr_measures(obligation->value, count_measure, &count);
    loader->values->unsettled = ARENA_ARRAY(loader->job->arena, struct figure_groups, count + 1);
    expr_measures(obligation->value, load_unsettled, loader);
    return loader->code;
}

enum err_code coverage_load_values(struct coverage_job *job, const struct figure_dim *dims, size_t dim_count,
                                   struct coverage_values *values, struct err *err)
{
    const struct obligation *obligation = job->obligation;
    const struct expr *value = obligation->value;
    size_t supply_dims = dim_count > 1 ? 1 : dim_count; /* shared by the organisations of a place */
    TRY(figure_groups(job->store, value, &job->cut, dims, dim_count, job->arena, &values->value, err));
    TRY(load_limits(job, &obligation->bound, dims, dim_count, &values->bound, err));
    values->cases = ARENA_ARRAY(job->arena, struct limit_groups, obligation->case_count + 1);
    memset(values->cases, 0, (obligation->case_count + 1) * sizeof(*values->cases));
    for (size_t i = 0; i < obligation->case_count; i++)
        TRY(load_limits(job, &obligation->cases[i].bound, dims, dim_count, &values->cases[i], err));
    if (obligation->supply) {
        struct figure_cut cut = job->cut;
        cut.organisation = cut.own_level = NULL;
        TRY(figure_groups(job->store, obligation->supply, &cut, dims, supply_dims, job->arena,
                          &values->supply, err));
    }
    struct unsettled_loader loader = { job, dims, dim_count, values, err, ERR_OK };
    TRY(load_all_unsettled(&loader));
    if (value->op != EXPR_SCORE)
        return ERR_OK;
    values->criteria = ARENA_ARRAY(job->arena, struct figure_groups, value->child_count + 1);
    for (size_t i = 0; i < value->child_count; i++)
        TRY(figure_groups(job->store, value->children[i], &job->cut, dims, dim_count, job->arena,
                          &values->criteria[i], err));
    return ERR_OK;
}

/* --- judging ------------------------------------------------------------------------------------------------ */

static void set_state(struct coverage_row *row, enum coverage_state state, enum msg reason)
{
    row->state = state;
    row->reason = reason;
}

static enum msg gap_reason(enum number_gap gap)
{
    switch (gap) {
    case GAP_NO_DIVISOR:
        return MSG_COVERAGE_REASON_NO_DIVISOR;
    case GAP_QUORUM:
        return MSG_COVERAGE_REASON_QUORUM;
    case GAP_NOT_SET:
        return MSG_COVERAGE_REASON_NOT_SET;
    case GAP_SET_TWICE:
        return MSG_COVERAGE_REASON_SET_TWICE;
    case GAP_NO_BASE:
        return MSG_COVERAGE_REASON_NO_BASE;
    case GAP_TOO_LARGE:
        return MSG_COVERAGE_REASON_TOO_LARGE;
    case GAP_HIDDEN:
        return MSG_COVERAGE_REASON_HIDDEN;
    case GAP_NONE:
        break;
    }
    return MSG_COVERAGE_REASON_NO_NUMBER;
}

/* The first quorum in the expression: what a reason of that kind speaks of. */
static const struct expr *quorum_of(const struct expr *expr)
{
    const struct expr *found = expr->op == EXPR_QUORUM ? expr : NULL;
    for (size_t i = 0; !found && i < expr->child_count; i++)
        found = quorum_of(expr->children[i]);
    return found;
}

static void explain_gap(struct coverage_job *job, struct coverage_row *row)
{
    const struct expr *quorum = quorum_of(job->obligation->value);
    set_state(row, COVERAGE_UNKNOWN, gap_reason(row->value.gap));
    if (row->value.gap != GAP_QUORUM || !quorum)
        return;
    enum number_unit unit = expr_unit(quorum->children[1]);
    const char *sign = number_is_hundredths(unit) ? " %" : "";
    int64_t needed = quorum->limits.has_min ? quorum->limits.min : quorum->limits.max;
    row->reason_args[0] = arena_printf(
        job->arena, "%s%s",
        number_words(job->arena, (struct number){ .known = true, .value = row->value.detail }, unit), sign);
    row->reason_args[1] = arena_printf(
        job->arena, "%s%s", number_words(job->arena, (struct number){ .known = true, .value = needed }, unit),
        sign);
}

static void set_reached(struct coverage_row *row)
{
    row->reached = -1;
    if (!row->value.known || !row->bound || !row->limits_known || !row->limits.has_min ||
        row->limits.min <= 0 || row->value.value < 0)
        return;
    __int128 hundredths = number_hundredths(row->value);
    __int128 reached = (hundredths * 200 + row->limits.min) / ((__int128)row->limits.min * 2);
    row->reached = reached > INT64_MAX ? INT64_MAX : (int64_t)reached;
}

/* What there is to share may not reach for the least of each (A6.6, item 6). */
static void apply_supply(struct coverage_job *job, const struct coverage_values *values,
                         const struct coverage_subject *subject, struct coverage_row *row)
{
    const struct limits *limits = &row->limits;
    bool shared = subject->organisation != NULL;
    if (!job->obligation->supply)
        return;
    struct number supply =
        figure_group_number(&values->supply, subject->keys, subject->key_count > 1 ? 1 : subject->key_count);
    if (!supply.known)
        return;
    __int128 least = (__int128)(limits->min + limits->above_min) * subject->sharers;
    __int128 most = (__int128)(limits->max - limits->below_max) * subject->sharers;
    row->reason_args[0] = number_words(job->arena, supply, expr_unit(job->obligation->supply));
    row->reason_args[1] = arena_printf(job->arena, "%lld", (long long)subject->sharers);
    if (supply.value == 0)
        set_state(row, COVERAGE_NOT_APPLICABLE,
                  shared ? MSG_COVERAGE_REASON_NO_SUPPLY : MSG_COVERAGE_REASON_NO_SUBJECT);
    else if (limits->has_min && row->value.value < limits->min + limits->above_min && supply.value < least)
        set_state(row, COVERAGE_IMPOSSIBLE,
                  shared ? MSG_COVERAGE_REASON_SHORT_SUPPLY : MSG_COVERAGE_REASON_SHORT_STOCK);
    else if (shared && limits->has_max && supply.value > most) {
        row->reason = MSG_COVERAGE_REASON_OVER_SUPPLY;
        row->reason_args[2] = bound_text(job->arena, row);
    }
}

/* The programme's set of criteria whose points the expression is. */
static const struct criteria_set *set_of(const struct programme *programme, const struct expr *value)
{
    for (size_t i = 0; i < programme->criteria_set_count; i++)
        if (programme->criteria_sets[i].value == value)
            return &programme->criteria_sets[i];
    return NULL;
}

/* Tells the points of each criterion; a required one that is not reached fails the whole. */
static void apply_criteria(struct coverage_job *job, const struct coverage_values *values,
                           const struct coverage_subject *subject, struct coverage_row *row)
{
    const struct expr *value = job->obligation->value;
    const struct criteria_set *set = set_of(job->request->programme, value);
    CLEANUP(buf_done) struct buf required = { 0 };
    if (value->op != EXPR_SCORE || !set)
        return;
    struct coverage_criterion *criteria =
        ARENA_ARRAY(job->arena, struct coverage_criterion, set->criterion_count + 1);
    for (size_t i = 0; i < set->criterion_count; i++) {
        const struct criterion_rule *rule = &value->scoring->criteria[i];
        struct number number =
            figure_group_number(&values->criteria[i], subject->keys, subject->key_count);
        criteria[i] = (struct coverage_criterion){ .of = &set->criteria[i], .value = number };
        criteria[i].reached = number.known && criterion_reached(rule, number);
        criteria[i].points = number.known ? criterion_points(rule, number) : 0;
        if (rule->required && number.known && !criteria[i].reached)
            buf_printf(&required, "%s%s", required.len ? "; " : "", set->criteria[i].title.vi);
    }
    row->criteria = criteria;
    row->criterion_count = set->criterion_count;
    if (required.len == 0 || row->state == COVERAGE_UNKNOWN)
        return;
    set_state(row, COVERAGE_UNMET, MSG_COVERAGE_REASON_REQUIRED);
    row->reason_args[0] = arena_strdup(job->arena, buf_text(&required));
}

/* A continuous obligation that is not reached yet is not missed while its grace lasts. */
static bool has_grace(struct coverage_job *job, struct coverage_row *row)
{
    char text[DATE_TEXT_SIZE];
    if (job->obligation->when != WHEN_CONTINUOUS || job->obligation->grace_months < 0)
        return false;
    struct date end = date_add_months(job->period.first, (int)job->obligation->grace_months);
    if (date_compare(job->cut.period.last, end) >= 0)
        return false;
    date_to_table(end, text);
    set_state(row, COVERAGE_UNKNOWN, MSG_COVERAGE_REASON_GRACE);
    row->reason_args[0] = arena_strdup(job->arena, text);
    return true;
}

static void fail(struct coverage_job *job, struct coverage_row *row)
{
    if (has_grace(job, row))
        return;
    bool looks_held = number_is_hundredths(expr_unit(job->obligation->value)) &&
                      limits_hold(&row->limits, number_known(row->value.value));
    set_state(row, COVERAGE_UNMET, looks_held ? MSG_COVERAGE_REASON_ROUNDED : row->reason);
}

/* What holds of a value whose limits are numbers. */
static enum err_code judge_value(struct coverage_job *job, const struct coverage_values *values,
                                 const struct coverage_subject *subject, struct coverage_row *row,
                                 struct err *err)
{
    const struct limits *limits = &row->limits;
    enum number_unit unit = expr_unit(job->obligation->value);
    if (row->of_nothing) { /* nothing is asked; more than nothing may still be too much */
        if (limits_hold_max(limits, row->value))
            set_state(row, COVERAGE_NOT_APPLICABLE, MSG_COVERAGE_REASON_OF_NOTHING);
        else
            row->state = COVERAGE_UNMET;
        return ERR_OK;
    }
    if (limits->has_min && limits->has_max &&
        limits->min > limits->max - (limits->above_min || limits->below_max)) {
        set_state(row, COVERAGE_IMPOSSIBLE, MSG_COVERAGE_REASON_CONTRADICTION);
        row->reason_args[0] = number_words(job->arena, number_known(limits->min), unit);
        row->reason_args[1] = number_words(job->arena, number_known(limits->max), unit);
        return ERR_OK;
    }
    apply_supply(job, values, subject, row);
    if (row->state != COVERAGE_MET)
        return ERR_OK;
    if (!limits_hold(limits, row->value))
        fail(job, row);
    else if (job->obligation->when == WHEN_CONTINUOUS)
        TRY(coverage_apply_continuous(job, subject, row, err));
    apply_criteria(job, values, subject, row);
    return ERR_OK;
}

static void explain_about(struct coverage_job *job, struct coverage_row *row)
{
    enum number_unit unit = expr_unit(job->obligation->value);
    set_state(row, COVERAGE_UNKNOWN, MSG_COVERAGE_REASON_ABOUT);
    row->reason_args[0] =
        number_words(job->arena, (struct number){ row->reached >= 0, row->reached }, NUMBER_SHARE);
    row->reason_args[1] = number_words(job->arena, number_known(row->limits.min), unit);
}

enum err_code coverage_judge(struct coverage_job *job, const struct coverage_values *values,
                             const struct coverage_subject *subject, struct coverage_row *row,
                             struct err *err)
{
    row->value = figure_group_number(&values->value, subject->keys, subject->key_count);
    enum number_gap gap = resolve_bound(job, values, subject, row);
    for (size_t i = 0; i < values->unsettled_count; i++) {
        struct number unsettled = figure_group_number(&values->unsettled[i], subject->keys, subject->key_count);
        row->final = row->final && unsettled.known && unsettled.value == 0; /* what is not told may still change */
    }
    set_reached(row);
    if (row->state == COVERAGE_NOT_APPLICABLE)
        return ERR_OK;
    if (!row->bound) {
        set_state(row, COVERAGE_NOT_APPLICABLE, MSG_COVERAGE_REASON_NO_CASE);
    } else if (row->bound->unknown) {
        set_state(row, COVERAGE_UNKNOWN, MSG_COVERAGE_REASON_NO_BOUND);
    } else if (!row->value.known) {
        explain_gap(job, row);
        apply_criteria(job, values, subject, row);
    } else if (!row->limits_known) {
        bool set = gap == GAP_NOT_SET || gap == GAP_SET_TWICE;
        set_state(row, COVERAGE_UNKNOWN, set ? gap_reason(gap) : MSG_COVERAGE_REASON_BOUND_UNKNOWN);
    } else if (row->bound->about) {
        explain_about(job, row);
    } else {
        TRY(judge_value(job, values, subject, row, err));
    }
    row->next_action = coverage_next_action(job, row);
    bool breach = row->state == COVERAGE_UNMET || row->state == COVERAGE_IMPOSSIBLE;
    job->coverage->breaches += breach && !job->obligation->soft;
    return ERR_OK;
}

/* --- ranks ----------------------------------------------------------------------------------------------------- */

static bool is_ranked(const struct coverage_row *row)
{
    return row->value.known && row->state != COVERAGE_NOT_APPLICABLE;
}

/* A class needs its points and every required criterion. */
static const struct rank_class *class_of(const struct criteria_set *set, const struct coverage_row *row)
{
    for (size_t i = 0; i < row->criterion_count; i++)
        if (row->criteria[i].of->required && !row->criteria[i].reached)
            return NULL;
    for (size_t i = 0; i < set->rank_count; i++)
        if (row->value.value >= set->ranks[i].points)
            return &set->ranks[i];
    return NULL;
}

void coverage_rank(struct coverage_job *job, size_t first)
{
    const struct criteria_set *set = set_of(job->request->programme, job->obligation->value);
    struct coverage_row *rows = job->coverage->rows;
    if (job->obligation->value->op != EXPR_SCORE || !set)
        return;
    for (size_t i = first; i < job->coverage->count; i++) {
        if (!is_ranked(&rows[i]))
            continue;
        rows[i].rank = 1;
        rows[i].class = class_of(set, &rows[i]);
        for (size_t j = first; j < job->coverage->count; j++)
            rows[i].rank += is_ranked(&rows[j]) && rows[j].value.value > rows[i].value.value;
    }
}
