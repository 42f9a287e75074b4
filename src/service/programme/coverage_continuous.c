/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/coverage_continuous.h"

#include "service/record/record_states.h"
#include "store/record_source.h"

#include <string.h>

/* A record begins (+1) or ceases (-1) to count on a day. */
struct change {
    int64_t day;
    int delta;
};

struct sweep {
    struct coverage_job *job;
    const struct measure *measure; /* of the subject's organisation and level */
    struct idmap chosen; /* units that the measure's choice names */
    struct change *changes;
    size_t count, capacity;
    struct record_source source; /* for conditions on other records: as those are now */
};

static void add_change(struct sweep *sweep, int64_t day, int delta)
{
    *ARENA_PUSH(sweep->job->arena, sweep->changes, sweep->count, sweep->capacity) =
        (struct change){ day, delta };
}

/* The days on which the record's own dates say that it is there. */
static void own_days(const struct measure *measure, const struct record *record, int64_t *first,
                     int64_t *end)
{
    *first = INT64_MIN;
    *end = INT64_MAX;
    if (measure->time != MEASURE_STOCK)
        return;
    struct value begin = record->values[measure->date_field];
    if (begin.type != VALUE_TEXT || !date_storage_first_day(begin.s, first))
        *first = INT64_MAX;
    struct value last = measure->end_field >= 0 ? record->values[measure->end_field] : v_null();
    if (last.type == VALUE_TEXT && !date_storage_first_day(last.s, end))
        *end = INT64_MAX;
}

static enum err_code take_history(struct sweep *sweep, const struct record *record, struct err *err)
{
    struct state_span always = { NULL, INT32_MIN, INT32_MAX }, *spans = &always;
    size_t count = 1;
    int64_t first, end;
    own_days(sweep->measure, record, &first, &end);
    if (record->kind->states)
        TRY(record_states(sweep->job->store, record, sweep->job->arena, &spans, &count, err));
    for (size_t i = 0; i < count; i++) {
        struct image image = record_image(record);
        image.state = spans[i].state;
        image.source = &sweep->source.source;
        int64_t from = spans[i].from_day > first ? spans[i].from_day : first;
        int64_t to = spans[i].to_day < end ? spans[i].to_day : end;
        if (from >= to || !cond_matches(sweep->measure->where, &image))
            continue;
        add_change(sweep, from, 1);
        add_change(sweep, to, -1);
    }
    return ERR_OK;
}

/* The record's place is one of the units that the measure is of. */
static bool is_there(const struct sweep *sweep, const struct record *record)
{
    const struct unit_choice *choice = sweep->measure->units;
    struct coverage_job *job = sweep->job;
    if (!choice)
        return true;
    const struct unit *unit = territory_unit(job->territory, record_int(record, record->kind->unit));
    struct unit_set chain = { 0 };
    if (unit)
        chain = territory_chain(job->territory, job->arena, unit, (int32_t)job->cut.territory_day);
    bool named = false;
    for (size_t i = 0; i < chain.count; i++)
        named = named || idmap_get(&sweep->chosen, chain.items[i]->id, 0);
    return named != choice->without;
}

static enum err_code take_record(void *context, const struct record *record, struct err *err)
{
    struct sweep *sweep = context;
    return is_there(sweep, record) ? take_history(sweep, record, err) : ERR_OK;
}

static int by_day(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    return x->day != y->day ? (x->day < y->day ? -1 : 1) : y->delta - x->delta;
}

/* Days without, and the first of them. */
struct gaps {
    int64_t days, from;
};

static void add_gap(struct gaps *gaps, int64_t from, int64_t to)
{
    if (from >= to)
        return;
    gaps->from = gaps->days ? gaps->from : from;
    gaps->days += to - from;
}

/* Gaps count from the day `from` on, and, unless `held` says that they count at once, from the first
 * day on which the limits hold. */
static struct gaps find_gaps(const struct sweep *sweep, const struct limits *limits, int64_t from, bool held,
                             int64_t last_day)
{
    struct gaps gaps = { 0 };
    int64_t now = 0, since = INT64_MIN; /* the day from which the number has been what it is */
    for (size_t i = 0; i <= sweep->count; i++) {
        int64_t until = i < sweep->count ? sweep->changes[i].day : last_day + 1;
        until = until < last_day + 1 ? until : last_day + 1;
        bool holds = limits_hold(limits, number_known(now));
        if (holds)
            held = true;
        else if (held && until > since)
            add_gap(&gaps, since > from ? since : from, until);
        since = until > since ? until : since;
        if (i < sweep->count)
            now += sweep->changes[i].delta;
    }
    return gaps;
}

enum err_code coverage_apply_continuous(struct coverage_job *job, const struct coverage_subject *subject,
                                        struct coverage_row *row, struct err *err)
{
    const struct expr *value = job->obligation->value;
    int64_t grace = job->obligation->grace_months;
    int64_t from_day = date_to_days(date_add_months(job->period.first, grace > 0 ? (int)grace : 0));
    require(value->op == EXPR_MEASURE && value->measure->aggregate == AGGREGATE_COUNT);
    struct sweep sweep = { .job = job, .chosen = { .arena = job->arena } };
    sweep.measure = figure_narrowed(value->measure, &row->cut, job->arena);
    record_source_init(&sweep.source, job->store);
    struct entity_query query = { .all_states = true, .scope_unit = subject->unit->id,
                                  .scope_day = job->cut.territory_day };
    if (value->measure->units)
        TRY(figure_chosen_units(job->store, value->measure->units, job->cut.territory_day, &sweep.chosen,
                                err));
    TRY(entity_each(job->store, value->measure->kind, &query, take_record, &sweep, err));
    if (sweep.source.err.code != ERR_OK) {
        *err = sweep.source.err;
        return err->code;
    }
    if (sweep.count)
        qsort(sweep.changes, sweep.count, sizeof(*sweep.changes), by_day);
    struct gaps gaps =
        find_gaps(&sweep, &row->limits, from_day, grace >= 0, date_to_days(job->cut.period.last));
    if (gaps.days == 0)
        return ERR_OK;
    char from[DATE_TEXT_SIZE];
    date_to_table(date_from_days((int32_t)gaps.from), from);
    row->state = COVERAGE_UNMET;
    row->reason = MSG_COVERAGE_REASON_GAP;
    row->reason_args[0] = arena_printf(job->arena, "%lld", (long long)gaps.days);
    row->reason_args[1] = arena_strdup(job->arena, from);
    return ERR_OK;
}
