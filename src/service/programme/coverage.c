/* SPDX-License-Identifier: Apache-2.0 */
#include "service/account/rights.h"
#include "service/organisation.h"
#include "service/programme/coverage_job.h"
#include "service/programme/programmes.h"
#include "service/report/figure_secret.h"
#include "service/unit/unit.h"

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

static const char *unit_key(struct coverage_job *job, const struct unit *unit)
{
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days(unit->from_day), day);
    return arena_printf(job->arena, "unit:%s@%s", unit->code, day);
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
        .cut = job->cut,
        .bound = job->obligation->cases_only ? NULL : &job->obligation->bound,
        .limits = job->obligation->bound.limits,
        .limits_known = !job->obligation->bound.min_of && !job->obligation->bound.max_of,
        .reached = -1,
        .reason = MSG_COVERAGE_REASON_NONE,
        .final = date_compare(job->period.last, job->cut.period.last) <= 0,
    };
    return row;
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

/* Those found for another obligation that counts records of the same kind. */
static const struct coverage_reported *known_reported(const struct coverage_job *job, const struct measure *measure)
{
    const struct coverage_reported *known = job->known;
    while (known && (known->kind != measure->kind || known->place != measure->place ||
                     known->territory_day != job->cut.territory_day))
        known = known->next;
    return known;
}

/* Communes with any record of the kind that is counted, whatever its state and time. */
static enum err_code find_reported(struct coverage_job *job, struct err *err)
{
    struct first_measure first = { 0 };
    job->reported = (struct idmap){ .arena = job->arena };
    expr_measures(job->obligation->value, take_first, &first);
    if (!first.measure || !measure_unit_field(first.measure))
        return ERR_OK;
    const struct coverage_reported *known = known_reported(job, first.measure);
    if (known) {
        job->reported = known->communes;
        return ERR_OK;
    }
    TRY(figure_reporting(job->store, first.measure->kind, first.measure->place, &job->cut, &job->reported, err));
    struct coverage_reported *found = ARENA_NEW(job->arena, struct coverage_reported);
    *found = (struct coverage_reported){ first.measure->kind, first.measure->place, job->cut.territory_day,
                                          job->reported, job->known };
    job->known = found;
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

/* Where the organisations have bodies, by unit of the level and organisation. */
static enum err_code load_bodies(struct coverage_job *job, const char *level, const struct figure_dim *dims,
                                 struct coverage_values *values, struct err *err)
{
    const struct kind *bodies = kind_by_slug("bodies");
    struct cond *at_level =
        cond_compare(job->arena, kind_field_index(bodies, "level"), COND_EQ, v_text(level));
    struct measure measure = {
        .kind = bodies, .field = -1, .date_field = -1, .end_field = -1,
        .organisation_field = kind_field_index(bodies, "organisation"),
        .where = cond_counted(job->arena, bodies, at_level),
    };
    struct expr count = { .op = EXPR_MEASURE, .measure = &measure };
    return figure_groups(job->store, &count, &job->cut, dims, 2, job->arena, &values->bodies, err);
}

static bool has_body(const struct coverage_values *values, int64_t unit, const char *organisation)
{
    const struct value keys[] = { v_int(unit), v_text(organisation) };
    return figure_group_number(&values->bodies, keys, 2).value > 0;
}

/* The organisations named that have a body at the unit. */
static int64_t body_count(const struct coverage_job *job, const struct coverage_values *values, int64_t unit)
{
    int64_t count = 0;
    for (const char *const *org = job->obligation->subjects.organisations; *org; org++)
        count += has_body(values, unit, *org);
    return count;
}

static enum err_code add_unit_row(struct coverage_job *job, const struct coverage_values *values,
                                  const struct unit *unit, const char *organisation, struct err *err)
{
    const char *name = unit->name, *key = unit_key(job, unit);
    if (organisation) {
        name = body_full_name(job->arena, organisation_name(job->store, job->arena, organisation), name);
        key = arena_printf(job->arena, "%s/%s", key, organisation);
    }
    struct coverage_row *row = add_row(job, name, key, unit->id);
    struct coverage_subject subject = { .unit = unit,
                                        .organisation = organisation,
                                        .keys = { v_int(unit->id), v_text(organisation) },
                                        .key_count = organisation ? 2 : 1,
                                        .sharers = organisation ? body_count(job, values, unit->id) : 1 };
    row->organisation = organisation;
    row->cut.unit = unit->id;
    row->cut.organisation = organisation;
    add_reported(job, unit, row);
    if (organisation && !has_body(values, unit->id, organisation)) {
        row->state = COVERAGE_NOT_APPLICABLE;
        row->reason = MSG_COVERAGE_REASON_NO_BODY;
    }
    return coverage_judge(job, values, &subject, row, err);
}

static enum err_code cover_units(struct coverage_job *job, struct err *err)
{
    const struct subjects *subjects = &job->obligation->subjects;
    const struct unit *root = territory_unit(job->territory, job->cut.unit);
    struct unit_list_buf list = { 0 };
    collect_units(job, root, &list);
    TRY(keep_chosen(job, &list, err));
    for (const char *const *level = subjects->levels; level && *level; level++) {
        const struct figure_dim dims[] = { { FIGURE_BY_LEVEL, *level }, { FIGURE_BY_ORGANISATION, NULL } };
        struct coverage_values values = { 0 };
        job->cut.own_level = job->obligation->own ? *level : NULL;
        TRY(coverage_load_values(job, dims, subjects->by_organisation ? 2 : 1, &values, err));
        if (subjects->by_organisation)
            TRY(load_bodies(job, *level, dims, &values, err));
        for (size_t i = 0; i < list.count; i++) {
            if (strcmp(unit_level_code((enum unit_level)list.items[i]->level), *level) != 0)
                continue;
            if (!subjects->by_organisation)
                TRY(add_unit_row(job, &values, list.items[i], NULL, err));
            for (const char *const *org = subjects->organisations; subjects->by_organisation && *org; org++)
                if (!rights_other_line(&job->store->actor, *org))
                    TRY(add_unit_row(job, &values, list.items[i], *org, err));
        }
    }
    job->cut.own_level = NULL;
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
    const char *name = root->name, *key = unit_key(job, root);
    const struct coverage_job all = *job;
    job->cut.organisation = organisation;
    if (job->obligation->own)
        job->cut.own_level = job->request->programme->levels[0];
    if (organisation) {
        name = body_full_name(job->arena, organisation_name(job->store, job->arena, organisation), name);
        key = arena_printf(job->arena, "%s/%s", key, organisation);
    }
    struct coverage_row *row = add_row(job, name, key, root->id);
    struct coverage_subject subject = { .unit = root, .organisation = organisation, .sharers = 1 };
    struct coverage_values values = { 0 };
    row->organisation = organisation;
    add_reported(job, root, row);
    TRY(coverage_load_values(job, NULL, 0, &values, err));
    TRY(coverage_judge(job, &values, &subject, row, err));
    job->cut = all.cut;
    return ERR_OK;
}

static enum err_code cover_territory(struct coverage_job *job, struct err *err)
{
    const struct subjects *subjects = &job->obligation->subjects;
    if (!subjects->by_organisation)
        return add_territory_row(job, NULL, err);
    for (const char *const *org = subjects->organisations; *org; org++)
        if (!rights_other_line(&job->store->actor, *org))
            TRY(add_territory_row(job, *org, err));
    return ERR_OK;
}

/* --- households, persons, funds ----------------------------------------------------------------------------------- */

struct record_tally {
    int64_t counts[COVERAGE_STATE_MAX_], total, unsettled;
};

/* Judges one record; its row stays only where there is something to be done about it. */
static enum err_code cover_record(struct coverage_job *job, const struct coverage_values *values, int64_t id,
                                  struct record_tally *tally, struct err *err)
{
    const struct kind *kind = job->obligation->subjects.record_kind;
    struct coverage_subject subject = { .record = id, .keys = { v_int(id) }, .key_count = 1, .sharers = 1 };
    struct coverage_row *row = add_row(job, NULL, NULL, job->cut.unit);
    subject.unit = territory_unit(job->territory, job->cut.unit);
    struct record *record = NULL;
    char text[ID_TEXT_SIZE];
    bool by_unit = job->obligation->case_count > 0 && kind->unit;
    if (by_unit) {
        TRY(entity_get(job->store, kind, id, job->arena, &record, err));
        const struct unit *own = territory_unit(job->territory, record_int(record, kind->unit));
        subject.unit = own ? own : subject.unit;
    }
    TRY(coverage_judge(job, values, &subject, row, err));
    tally->counts[row->state]++;
    tally->unsettled += !row->final;
    tally->total++;
    bool wholly_unknown = row->bound && (row->bound->unknown || row->bound->about);
    if (row->state == COVERAGE_MET || row->state == COVERAGE_NOT_APPLICABLE || wholly_unknown) {
        job->coverage->count--;
        return ERR_OK;
    }
    if (!record)
        TRY(entity_get(job->store, kind, id, job->arena, &record, err));
    id_to_text(id, text);
    row->subject = coverage_record_words(job->store, job->arena, record);
    row->subject_key = arena_printf(job->arena, "%s:%s", kind->name, text);
    row->unit = kind->unit ? record_int(record, kind->unit) : job->cut.unit;
    row->next_action = coverage_next_action(job, row); /* its place is known now */
    row->record = id;
    row->reported = row->expected = 1;
    return ERR_OK;
}

static enum coverage_state sum_state(const struct record_tally *tally)
{
    static const enum coverage_state worst[] = { COVERAGE_UNMET, COVERAGE_IMPOSSIBLE, COVERAGE_UNKNOWN,
                                                 COVERAGE_MET };
    for (size_t i = 0; i < COUNT(worst); i++)
        if (tally->counts[worst[i]] > 0)
            return worst[i];
    return COVERAGE_NOT_APPLICABLE;
}

static void finish_sum(struct coverage_job *job, struct coverage_row *sum, const struct record_tally *tally)
{
    int64_t held = tally->counts[COVERAGE_MET];
    sum->value = (struct number){ .known = true, .value = held };
    sum->expected = sum->reported = tally->total;
    sum->state = sum_state(tally);
    sum->final = sum->final && tally->unsettled == 0;
    sum->reason = tally->total == 0 ? MSG_COVERAGE_REASON_NO_SUBJECT :
                  job->obligation->bound.unknown ? MSG_COVERAGE_REASON_NO_BOUND :
                                        MSG_COVERAGE_REASON_RECORDS;
    sum->reason_args[0] = arena_printf(job->arena, "%lld", (long long)held);
    sum->reason_args[1] = arena_printf(job->arena, "%lld", (long long)tally->total);
}

/* Records that name the subjects and may still change. */
static enum err_code count_unsettled(struct coverage_job *job, const struct measure *named, int64_t *count,
                                     struct err *err)
{
    struct measure unsettled;
    struct figure_cut cut = job->cut;
    struct number number = { 0 };
    cut.states_now = true;
    if (!figure_unsettled(named, job->arena, &unsettled))
        return ERR_OK;
    TRY(figure_measure(job->store, &unsettled, &cut, &number, err));
    *count += number.known ? number.value : 1; /* what is not told may still change */
    return ERR_OK;
}

static void cover_secret(struct coverage_job *job)
{
    const struct unit *root = territory_unit(job->territory, job->cut.unit);
    struct coverage_row *row = add_row(job, root->name, unit_key(job, root), root->id);
    row->value = (struct number){ .gap = GAP_HIDDEN };
    row->state = COVERAGE_UNKNOWN;
    row->reason = MSG_COVERAGE_REASON_HIDDEN;
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
    struct figure_groups members = { 0 };
    struct coverage_values values = { 0 };
    struct record_tally tally = { 0 };
    if (figure_list_is_secret(job->store, &named)) { /* who is a subject is what must not be told */
        cover_secret(job);
        return ERR_OK;
    }
    TRY(figure_groups(job->store, &all, &job->cut, &by_record, 1, job->arena, &members, err));
    TRY(coverage_load_values(job, &by_record, 1, &values, err));
    const struct unit *root = territory_unit(job->territory, job->cut.unit);
    size_t sum_index = job->coverage->count;
    add_row(job, root->name, unit_key(job, root), root->id);
    for (size_t i = 0; i < members.count; i++)
        if (members.items[i].keys[0].type == VALUE_INT)
            TRY(cover_record(job, &values, members.items[i].keys[0].i, &tally, err));
    TRY(count_unsettled(job, &named, &tally.unsettled, err));
    finish_sum(job, &job->coverage->rows[sum_index], &tally); /* rows may have moved */
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
    if (job->obligation->when != WHEN_EACH_YEAR)
        job->cut.year = 0; /* what is assigned to it is assigned for the whole period */
    TRY(figure_cut_whole(job->store, job->whole_unit, &job->cut, err));
    TRY(find_reported(job, err));
    TRY(coverage_find_cases(job, err));
    size_t first = job->coverage->count;
    if (job->obligation->subjects.type == SUBJECT_TERRITORY)
        TRY(cover_territory(job, err));
    else if (job->obligation->subjects.type == SUBJECT_UNIT)
        TRY(cover_units(job, err));
    else
        TRY(cover_records(job, err));
    coverage_rank(job, first);
    return ERR_OK;
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
    struct coverage_request own = *request;
    TRY(rights_place(store, &own.unit, err));
    struct coverage_job job = { .store = store, .arena = arena, .request = &own,
                                .coverage = ret_coverage, .capacity = &capacity };
    TRY(unit_territory(store, &job.territory, err));
    TRY(programme_unit(store, programme, &job.whole_unit, err));
    for (size_t i = 0; i < programme->obligation_count + programme->target_count; i++) {
        job.is_target = i >= programme->obligation_count;
        job.obligation = job.is_target ? &programme->targets[i - programme->obligation_count] :
                                         &programme->obligations[i];
        if (own.obligation && strcmp(own.obligation, job.obligation->id) != 0)
            continue;
        TRY(cover_obligation(&job, err));
    }
    return ERR_OK;
}

/* --- the records behind a row ----------------------------------------------------------------------------------- */

/* The measure narrowed to what it counts of one record. */
static const struct measure *of_record(const struct coverage_row *row, const struct measure *measure,
                                       struct arena *arena)
{
    if (!row->record)
        return measure;
    struct measure *own = ARENA_NEW(arena, struct measure);
    int field = measure_field_to(measure, row->obligation->subjects.record_kind->slug);
    struct cond *is_it = cond_compare(arena, field, COND_EQ, v_int(row->record));
    struct cond *both[] = { is_it, (struct cond *)(uintptr_t)measure->where };
    *own = *measure;
    own->where = cond_all(arena, both, measure->where ? 2 : 1);
    return own;
}

static enum err_code take_records(struct store *store, const struct figure_part *part, size_t max,
                                  struct idmap *seen, struct coverage_record_list *list, struct err *err)
{
    struct arena *arena = seen->arena;
    int64_t *ids = NULL;
    size_t count = 0;
    TRY(figure_records(store, part->measure, &part->cut, max + 1, arena, &ids, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (idmap_get(seen, ids[i], 0))
            continue;
        if (list->count == max) {
            list->more = true;
            return ERR_OK;
        }
        struct record *record = NULL;
        TRY(entity_get(store, part->measure->kind, ids[i], arena, &record, err));
        idmap_put(seen, ids[i], 1);
        list->items[list->count++] = (struct coverage_record){
            .kind = part->measure->kind,
            .id = ids[i],
            .label = coverage_record_words(store, arena, record),
        };
    }
    return ERR_OK;
}

enum err_code coverage_records(struct store *store, const struct coverage_row *row, size_t max,
                               struct arena *arena, struct coverage_record_list *ret_list, struct err *err)
{
    struct idmap seen = { .arena = arena };
    struct figure_parts parts = { 0 };
    *ret_list = (struct coverage_record_list){ .items = ARENA_ARRAY(arena, struct coverage_record, max + 1) };
    TRY(figure_parts(store, row->obligation->value, &row->cut, arena, &parts, err));
    for (size_t i = 0; i < parts.count && !ret_list->more; i++) {
        parts.items[i].measure = of_record(row, parts.items[i].measure, arena);
        TRY(take_records(store, &parts.items[i], max, &seen, ret_list, err));
    }
    return ERR_OK;
}
