/* SPDX-License-Identifier: Apache-2.0 */
#include "service/coverage.h"

#include "base/idmap.h"
#include "base/money.h"
#include "domain/field.h"
#include "service/coverage_continuous.h"
#include "service/organisation.h"
#include "service/programmes.h"
#include "service/record.h"
#include "service/unit.h"

#include <string.h>

static const char *const state_names[COVERAGE_STATE_MAX_] = {
    [COVERAGE_MET] = "met",
    [COVERAGE_UNMET] = "unmet",
    [COVERAGE_NOT_APPLICABLE] = "not_applicable",
    [COVERAGE_IMPOSSIBLE] = "impossible",
    [COVERAGE_UNKNOWN] = "unknown",
};

const char *coverage_state_name(enum coverage_state state)
{
    return state_names[state];
}

/* One obligation in one period, while its rows are made. */
struct coverage_job {
    struct store *store;
    struct arena *arena;
    const struct coverage_request *request;
    const struct obligation *obligation;
    bool is_target;
    struct period period;  /* whole */
    struct figure_cut cut; /* up to the day looked at */
    const struct territory *territory;
    struct coverage *coverage;
    size_t *capacity;
    struct idmap reported; /* communes that said anything of the measure's kind */
};

/* --- words ------------------------------------------------------------------------------------------- */

const char *number_words(struct arena *arena, struct number number, enum number_unit unit)
{
    char money[MONEY_TEXT_SIZE];
    if (!number.known)
        return "?";
    if (unit == NUMBER_SHARE) {
        int64_t whole = number.value < 0 ? -number.value : number.value;
        return arena_printf(arena, "%s%lld,%02lld", number.value < 0 ? "-" : "", (long long)(whole / 100),
                            (long long)(whole % 100));
    }
    money_to_text(number.value, money); /* points for thousands, whatever is counted */
    return arena_strdup(arena, money);
}

const char *bound_text(struct arena *arena, const struct bound *bound, enum number_unit unit)
{
    if (bound->unknown)
        return "?";
    const char *min = number_words(arena, (struct number){ true, bound->min }, unit);
    const char *max = number_words(arena, (struct number){ true, bound->max }, unit);
    if (bound->has_min && bound->has_max)
        return bound->min == bound->max ? arena_printf(arena, "= %s", min) :
                                          arena_printf(arena, "%s–%s", min, max);
    if (bound->has_min)
        return arena_printf(arena, "%s %s", bound->above_min ? ">" : "≥", min);
    return arena_printf(arena, "%s %s", bound->below_max ? "<" : "≤", max);
}

static const char *unit_key(struct coverage_job *job, const struct unit *unit)
{
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days(unit->from_day), day);
    return arena_printf(job->arena, "unit:%s@%s", unit->code, day);
}

/* {unit}, {organisation} and {missing} of the programme's own words put in. */
static const char *next_action(struct coverage_job *job, const struct coverage_row *row)
{
    const char *text = job->obligation->next_action.vi;
    if (!text || (row->state != COVERAGE_UNMET && row->state != COVERAGE_IMPOSSIBLE))
        return NULL;
    CLEANUP(buf_done) struct buf out = { 0 };
    int64_t missing = job->obligation->bound.has_min ? job->obligation->bound.min - row->value.value : 0;
    for (const char *c = text; *c; c++) {
        if (strncmp(c, "{unit}", 6) == 0) {
            buf_add(&out, body_full_name(job->arena, "", unit_name(job->store, job->arena, row->unit)) + 1);
            c += 5;
        } else if (strncmp(c, "{organisation}", 14) == 0) {
            buf_add(&out, row->organisation ? organisation_name(job->store, job->arena, row->organisation) :
                                              "");
            c += 13;
        } else if (strncmp(c, "{missing}", 9) == 0) {
            buf_printf(&out, "%lld", (long long)(missing > 0 ? missing : 0));
            c += 8;
        } else {
            buf_add_char(&out, *c);
        }
    }
    return arena_strdup(job->arena, buf_text(&out));
}

/* --- rows ------------------------------------------------------------------------------------------------ */

static struct coverage_row *add_row(struct coverage_job *job, const char *subject, const char *key,
                                    int64_t unit)
{
    struct coverage_row *row =
        ARENA_PUSH(job->arena, job->coverage->rows, job->coverage->count, *job->capacity);
    *row = (struct coverage_row){
        .obligation = job->obligation,
        .is_target = job->is_target,
        .subject = subject,
        .subject_key = key,
        .unit = unit,
        .period = { job->period.first, job->cut.period.last },
        .reason = MSG_COVERAGE_REASON_NONE,
        .final = date_compare(job->period.last, job->cut.period.last) <= 0,
    };
    return row;
}

/* What holds of the row's value, and what to do. */
static void judge(struct coverage_job *job, struct coverage_row *row)
{
    const struct bound *bound = &job->obligation->bound;
    if (row->state != COVERAGE_NOT_APPLICABLE && row->state != COVERAGE_IMPOSSIBLE) {
        if (bound->unknown || !row->value.known) {
            row->state = COVERAGE_UNKNOWN;
            row->reason = bound->unknown ? MSG_COVERAGE_REASON_NO_BOUND : MSG_COVERAGE_REASON_NO_NUMBER;
        } else if (row->state == COVERAGE_MET && !bound_holds(bound, row->value.value)) {
            row->state = COVERAGE_UNMET;
        }
    }
    row->next_action = next_action(job, row);
    bool breach = row->state == COVERAGE_UNMET || row->state == COVERAGE_IMPOSSIBLE;
    job->coverage->breaches += breach && !job->obligation->soft;
}

/* --- who has reported --------------------------------------------------------------------------------------- */

struct first_measure {
    const struct measure *measure;
};

static void take_first(void *context, const struct measure *measure)
{
    struct first_measure *first = context;
    if (!first->measure)
        first->measure = measure;
}

/* Communes with any record of the kind that is counted, whatever its state and time. */
static enum err_code find_reported(struct coverage_job *job, struct err *err)
{
    struct first_measure first = { 0 };
    job->reported = (struct idmap){ .arena = job->arena };
    expr_measures(job->obligation->value, take_first, &first);
    if (!first.measure || !measure_unit_field(first.measure))
        return ERR_OK;
    struct measure any = { .kind = first.measure->kind, .place = first.measure->place, .field = -1, .date_field = -1, .end_field = -1,
                           .organisation_field = -1 };
    struct expr count = { .op = EXPR_MEASURE, .measure = &any };
    struct figure_dim by_commune = { FIGURE_BY_LEVEL, "commune" };
    struct figure_groups groups = { 0 };
    TRY(figure_groups(job->store, &count, &job->cut, &by_commune, 1, job->arena, &groups, err));
    for (size_t i = 0; i < groups.count; i++)
        if (groups.items[i].keys[0].type == VALUE_INT)
            idmap_put(&job->reported, groups.items[i].keys[0].i, 1);
    return ERR_OK;
}

/* Communes at or below the unit, and how many of them have said anything. */
static void add_reported(struct coverage_job *job, const struct unit *unit, struct coverage_row *row)
{
    int32_t day = (int32_t)job->cut.territory_day;
    if (unit->level < LEVEL_COMMUNE) {
        struct unit_set below = territory_children(job->territory, job->arena, unit, day);
        for (size_t i = 0; i < below.count; i++)
            add_reported(job, below.items[i], row);
        return;
    }
    struct unit_set chain = territory_chain(job->territory, job->arena, unit, day);
    row->expected++;
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i]->level == LEVEL_COMMUNE)
            row->reported += idmap_get(&job->reported, chain.items[i]->id, 0);
}

/* --- units that are subjects ---------------------------------------------------------------------------------- */

static bool has_word(const char *const *words, const char *word)
{
    for (; words && *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

struct unit_list_buf {
    const struct unit **items;
    size_t count, capacity;
};

static void collect_units(struct coverage_job *job, const struct unit *unit, struct unit_list_buf *list)
{
    if (has_word(job->obligation->subjects.levels, unit_level_code((enum unit_level)unit->level)))
        *ARENA_PUSH(job->arena, list->items, list->count, list->capacity) = unit;
    struct unit_set below =
        territory_children(job->territory, job->arena, unit, (int32_t)job->cut.territory_day);
    for (size_t i = 0; i < below.count; i++)
        collect_units(job, below.items[i], list);
}

/* Of the units collected, those that the choice names. */
static enum err_code keep_chosen(struct coverage_job *job, struct unit_list_buf *list, struct err *err)
{
    const struct unit_choice *choice = job->obligation->subjects.units;
    if (!choice)
        return ERR_OK;
    struct idmap chosen = { .arena = job->arena };
    TRY(figure_chosen_units(job->store, choice, job->cut.territory_day, &chosen, err));
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct unit_set chain = territory_chain(job->territory, job->arena, list->items[i],
                                                (int32_t)job->cut.territory_day);
        bool named = false;
        for (size_t j = 0; j < chain.count; j++)
            named = named || idmap_get(&chosen, chain.items[j]->id, 0);
        if (named != choice->without)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
    return ERR_OK;
}

/* --- values by unit, or unit and organisation -------------------------------------------------------------------- */

struct level_values {
    const char *level;
    struct figure_groups values, supply, bodies;
};

static enum err_code load_values(struct coverage_job *job, struct level_values *values, struct err *err)
{
    const struct subjects *subjects = &job->obligation->subjects;
    struct figure_dim dims[] = { { FIGURE_BY_LEVEL, values->level }, { FIGURE_BY_ORGANISATION, NULL } };
    TRY(figure_groups(job->store, job->obligation->value, &job->cut, dims,
                      subjects->by_organisation ? 2 : 1, job->arena, &values->values, err));
    if (job->obligation->supply)
        TRY(figure_groups(job->store, job->obligation->supply, &job->cut, dims, 1, job->arena,
                          &values->supply, err));
    if (!subjects->by_organisation)
        return ERR_OK;
    const struct kind *bodies = kind_by_slug("bodies");
    struct cond *at_level = cond_compare(job->arena, kind_field_index(bodies, "level"), COND_EQ,
                                         v_text(values->level));
    struct measure measure = {
        .kind = bodies, .field = -1, .date_field = -1, .end_field = -1,
        .organisation_field = kind_field_index(bodies, "organisation"),
        .where = cond_counted(job->arena, bodies, at_level),
    };
    struct expr count = { .op = EXPR_MEASURE, .measure = &measure };
    return figure_groups(job->store, &count, &job->cut, dims, 2, job->arena, &values->bodies, err);
}

static struct number value_of(const struct figure_groups *groups, int64_t unit, const char *organisation)
{
    struct value keys[] = { v_int(unit), v_text(organisation) };
    const struct figure_group *group = figure_group_find(groups, keys, organisation ? 2 : 1);
    return group ? group->number : (struct number){ .known = true };
}

/* The organisations named that have a body at the unit. */
static int64_t body_count(const struct coverage_job *job, const struct level_values *values, int64_t unit)
{
    int64_t count = 0;
    for (const char *const *org = job->obligation->subjects.organisations; *org; org++)
        count += value_of(&values->bodies, unit, *org).value > 0;
    return count;
}

/* The stock that the subjects of a unit share may not reach for the minimum of each (A6.6, item 6). */
static void apply_supply(struct coverage_job *job, const struct level_values *values, int64_t unit,
                         int64_t sharers, struct coverage_row *row)
{
    const struct bound *bound = &job->obligation->bound;
    struct number supply = value_of(&values->supply, unit, NULL);
    if (!job->obligation->supply || !supply.known || bound->unknown)
        return;
    row->reason_args[0] = number_words(job->arena, supply, NUMBER_PLAIN);
    row->reason_args[1] = arena_printf(job->arena, "%lld", (long long)sharers);
    if (supply.value == 0) {
        row->state = COVERAGE_NOT_APPLICABLE;
        row->reason = MSG_COVERAGE_REASON_NO_SUPPLY;
    } else if (bound->has_min && row->value.value < bound->min && supply.value < bound->min * sharers) {
        row->state = COVERAGE_IMPOSSIBLE;
        row->reason = MSG_COVERAGE_REASON_SHORT_SUPPLY;
    } else if (bound->has_max && supply.value > bound->max * sharers) {
        row->reason = MSG_COVERAGE_REASON_OVER_SUPPLY;
        row->reason_args[2] = bound_text(job->arena, bound, NUMBER_PLAIN);
    }
}

static enum err_code add_unit_row(struct coverage_job *job, const struct level_values *values,
                                  const struct unit *unit, const char *organisation, struct err *err)
{
    const char *subject = unit->name, *key = unit_key(job, unit);
    if (organisation) {
        subject = body_full_name(job->arena, organisation_name(job->store, job->arena, organisation),
                                 unit->name);
        key = arena_printf(job->arena, "%s/%s", key, organisation);
    }
    struct coverage_row *row = add_row(job, subject, key, unit->id);
    row->organisation = organisation;
    row->value = value_of(&values->values, unit->id, organisation);
    add_reported(job, unit, row);
    if (organisation && value_of(&values->bodies, unit->id, organisation).value == 0) {
        row->state = COVERAGE_NOT_APPLICABLE;
        row->reason = MSG_COVERAGE_REASON_NO_BODY;
    } else {
        int64_t sharers = organisation ? body_count(job, values, unit->id) : 1;
        apply_supply(job, values, unit->id, sharers, row);
    }
    if (job->obligation->when == WHEN_CONTINUOUS && row->state == COVERAGE_MET) {
        struct coverage_job_view view = { job->store, job->arena, job->obligation, &job->cut, unit->id,
                                          organisation };
        TRY(coverage_apply_continuous(view, row, err));
    }
    judge(job, row);
    return ERR_OK;
}

static enum err_code cover_units(struct coverage_job *job, struct err *err)
{
    const struct subjects *subjects = &job->obligation->subjects;
    const struct unit *root = territory_unit(job->territory, job->cut.unit);
    struct unit_list_buf list = { 0 };
    collect_units(job, root, &list);
    TRY(keep_chosen(job, &list, err));
    for (const char *const *level = subjects->levels; level && *level; level++) {
        struct level_values values = { .level = *level };
        TRY(load_values(job, &values, err));
        for (size_t i = 0; i < list.count; i++) {
            if (strcmp(unit_level_code((enum unit_level)list.items[i]->level), *level) != 0)
                continue;
            if (!subjects->by_organisation)
                TRY(add_unit_row(job, &values, list.items[i], NULL, err));
            for (const char *const *org = subjects->organisations; subjects->by_organisation && *org; org++)
                TRY(add_unit_row(job, &values, list.items[i], *org, err));
        }
    }
    if (list.count == 0) { /* said, not left out */
        struct coverage_row *row = add_row(job, root->name, unit_key(job, root), root->id);
        row->state = COVERAGE_NOT_APPLICABLE;
        row->reason = MSG_COVERAGE_REASON_NO_SUBJECT;
    }
    return ERR_OK;
}

static enum err_code add_territory_row(struct coverage_job *job, const char *organisation, struct err *err)
{
    const struct unit *root = territory_unit(job->territory, job->cut.unit);
    const char *subject = root->name, *key = unit_key(job, root);
    struct figure_cut cut = job->cut;
    cut.organisation = organisation;
    if (organisation) {
        subject = body_full_name(job->arena, organisation_name(job->store, job->arena, organisation),
                                 root->name);
        key = arena_printf(job->arena, "%s/%s", key, organisation);
    }
    struct coverage_row *row = add_row(job, subject, key, root->id);
    row->organisation = organisation;
    TRY(figure_expr(job->store, job->obligation->value, &cut, &row->value, err));
    add_reported(job, root, row);
    judge(job, row);
    return ERR_OK;
}

static enum err_code cover_territory(struct coverage_job *job, struct err *err)
{
    const struct subjects *subjects = &job->obligation->subjects;
    if (!subjects->by_organisation)
        return add_territory_row(job, NULL, err);
    for (const char *const *org = subjects->organisations; *org; org++)
        TRY(add_territory_row(job, *org, err));
    return ERR_OK;
}

/* --- households, persons, funds ----------------------------------------------------------------------------------- */

/* What a record is called in a list: its label, masked where the actor may not see it. */
static const char *record_words(struct coverage_job *job, const struct record *record)
{
    const struct field *label = record->kind->label ? kind_field(record->kind, record->kind->label) : NULL;
    if (!label)
        return record->kind->vi;
    struct value value = record_value(record, label->name);
    if (label->type == FIELD_REF)
        return record_label(job->store, job->arena, label, value);
    if (label->personal != PERSONAL_NONE && !job->store->actor.sees_personal)
        return field_masked(job->arena, label, value);
    return field_display(job->arena, label, value, LANG_VI);
}

static enum err_code add_record_row(struct coverage_job *job, int64_t id, struct number value, struct err *err)
{
    const struct kind *kind = job->obligation->subjects.record_kind;
    struct record *record = NULL;
    char text[ID_TEXT_SIZE];
    TRY(entity_get(job->store, kind, id, job->arena, &record, err));
    id_to_text(id, text);
    int64_t unit = kind->unit ? record_int(record, kind->unit) : job->cut.unit;
    struct coverage_row *row =
        add_row(job, record_words(job, record), arena_printf(job->arena, "%s:%s", kind->name, text), unit);
    row->record = id;
    row->value = value;
    row->reported = row->expected = 1;
    judge(job, row);
    return ERR_OK;
}

/* Every record that the subject measure names, against how often the value counts it. */
static enum err_code cover_records(struct coverage_job *job, struct err *err)
{
    const struct subjects *subjects = &job->obligation->subjects;
    struct measure named = *subjects->records;
    if (subjects->units)
        named.units = subjects->units;
    struct expr all = { .op = EXPR_MEASURE, .measure = &named };
    struct figure_dim by_record = { FIGURE_BY_RECORD, subjects->record_kind->slug };
    struct figure_groups members = { 0 }, values = { 0 };
    TRY(figure_groups(job->store, &all, &job->cut, &by_record, 1, job->arena, &members, err));
    TRY(figure_groups(job->store, job->obligation->value, &job->cut, &by_record, 1, job->arena, &values, err));
    const struct unit *root = territory_unit(job->territory, job->cut.unit);
    size_t sum_index = job->coverage->count;
    struct coverage_row *sum = add_row(job, root->name, unit_key(job, root), root->id);
    int64_t held = 0, total = 0;
    add_reported(job, root, sum);
    for (size_t i = 0; i < members.count; i++) {
        if (members.items[i].keys[0].type != VALUE_INT)
            continue;
        int64_t id = members.items[i].keys[0].i;
        struct number value = value_of(&values, id, NULL);
        bool holds = value.known && bound_holds(&job->obligation->bound, value.value);
        total++;
        held += holds;
        if (!holds && !job->obligation->bound.unknown)
            TRY(add_record_row(job, id, value, err));
    }
    sum = &job->coverage->rows[sum_index]; /* rows may have moved */
    sum->value = (struct number){ true, held };
    sum->expected = total;
    sum->reported = total;
    sum->state = total == 0 ? COVERAGE_NOT_APPLICABLE : held == total ? COVERAGE_MET : COVERAGE_UNMET;
    sum->reason = total == 0 ? MSG_COVERAGE_REASON_NO_SUBJECT : MSG_COVERAGE_REASON_RECORDS;
    sum->reason_args[0] = arena_printf(job->arena, "%lld", (long long)held);
    sum->reason_args[1] = arena_printf(job->arena, "%lld", (long long)total);
    return ERR_OK;
}

/* --- periods -------------------------------------------------------------------------------------------------------- */

static enum err_code cover_period(struct coverage_job *job, struct period period, struct err *err)
{
    const struct coverage_request *request = job->request;
    if (date_to_days(period.first) > request->as_of_day)
        return ERR_OK; /* not begun */
    job->period = period;
    job->cut = figure_cut_of(job->store, request->unit, period, request->as_now, request->as_of_day);
    if (!request->as_now)
        TRY(unit_check_day(job->store, request->unit, &job->cut.territory_day, err));
    TRY(find_reported(job, err));
    switch (job->obligation->subjects.type) {
    case SUBJECT_TERRITORY:
        return cover_territory(job, err);
    case SUBJECT_UNIT:
        return cover_units(job, err);
    default:
        return cover_records(job, err);
    }
}

static enum err_code cover_spans(struct coverage_job *job, struct period whole, int months, struct err *err)
{
    struct date first = date_of(whole.first.year, 1, 1);
    for (; date_compare(first, whole.last) <= 0; first = date_add_months(first, months)) {
        struct period span = { first, date_add_days(date_add_months(first, months), -1) };
        if (date_compare(span.last, whole.first) < 0 ||
            (job->request->year && first.year != job->request->year))
            continue;
        TRY(cover_period(job, span, err));
    }
    return ERR_OK;
}

static enum err_code cover_obligation(struct coverage_job *job, struct err *err)
{
    const struct obligation *obligation = job->obligation;
    struct period whole = obligation->has_period ? obligation->period : job->request->programme->period;
    switch (obligation->when) {
    case WHEN_EACH_YEAR:
        return cover_spans(job, whole, 12, err);
    case WHEN_EACH_HALF:
        return cover_spans(job, whole, 6, err);
    case WHEN_EACH_QUARTER:
        return cover_spans(job, whole, 3, err);
    default:
        return cover_period(job, whole, err);
    }
}

enum err_code coverage_run(struct store *store, const struct coverage_request *request,
                           struct arena *arena, struct coverage *ret_coverage, struct err *err)
{
    const struct programme *programme = request->programme;
    size_t capacity = 0;
    *ret_coverage = (struct coverage){ 0 };
    struct coverage_job job = { .store = store, .arena = arena, .request = request,
                                .coverage = ret_coverage, .capacity = &capacity };
    TRY(unit_territory(store, &job.territory, err));
    for (size_t i = 0; i < programme->obligation_count + programme->target_count; i++) {
        job.is_target = i >= programme->obligation_count;
        job.obligation = job.is_target ? &programme->targets[i - programme->obligation_count] :
                                         &programme->obligations[i];
        TRY(cover_obligation(&job, err));
    }
    return ERR_OK;
}
