/* SPDX-License-Identifier: Apache-2.0
 * What is assigned already, the path over the years, what has changed since, and assigning anew. */
#include "service/plan/quota_parts.h"

#include <stdlib.h>
#include <string.h>

enum { CAUSES_SHOWN = 3 };

const char *quota_key(const struct programme_quota *quota)
{
    return quota->target ? quota->target : quota->id;
}

/* --- what is assigned ------------------------------------------------------------------------------------ */

static struct quota_year *year_of(struct quota_sheet *sheet, int64_t year)
{
    for (size_t i = 0; i < sheet->year_count; i++)
        if (sheet->years[i].year == year)
            return &sheet->years[i];
    return NULL;
}

static enum err_code take_assigned(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct quota_job *job = context;
    const struct unit *unit = territory_unit(job->territory, record_int(record, "unit"));
    struct quota_year *year = year_of(job->sheet, record_int(record, "year"));
    if (record_text(record, "for_organisation") || !unit ||
        strcmp(unit_level_code((enum unit_level)unit->level), job->quota->each) != 0)
        return ERR_OK;
    if (year) {
        year->plan.known = year->is_assigned = true;
        year->plan.value += record_int(record, "value");
    }
    if (record_int(record, "year") != job->request->year)
        return ERR_OK;
    struct quota_row *row = quota_row_of(job, unit->id);
    if (!row) {
        struct quota_finding *finding = quota_finding_add(job);
        finding->unit = unit->id;
        finding->reason = (struct quota_words){
            MSG_QUOTA_ASSIGNED_UNPLACED,
            { arena_strdup(job->arena, unit->name), quota_int(job, record_int(record, "value")) }
        };
        return ERR_OK;
    }
    row->has_applied = true;
    row->applied += record_int(record, "value");
    row->applied_records++;
    *ARENA_PUSH(job->arena, job->assigned, job->assigned_count, job->assigned_capacity) =
        (struct quota_assigned){ .id = record->id, .row = row };
    return ERR_OK;
}

enum err_code quota_load_assigned(struct quota_job *job, struct err *err)
{
    const struct kind *kind = kind_by_slug("assigned_targets");
    struct cond *parts[] = {
        cond_compare(job->arena, kind_field_index(kind, "programme"), COND_EQ,
                     v_text(job->request->programme->id)),
        cond_compare(job->arena, kind_field_index(kind, "obligation"), COND_EQ, v_text(quota_key(job->quota))),
    };
    struct entity_query query = { .where = cond_all(job->arena, parts, COUNT(parts)),
                                  .scope_unit = job->request->unit,
                                  .scope_day = job->request->day };
    const struct period period =
        job->quota->has_period ? job->quota->period : job->request->programme->period;
    int first = period.first.year, last = period.last.year;
    job->sheet->year_count = (size_t)(last - first + 1);
    job->sheet->years = ARENA_ARRAY(job->arena, struct quota_year, job->sheet->year_count);
    for (int year = first; year <= last; year++)
        job->sheet->years[year - first].year = year;
    TRY(entity_each(job->store, kind, &query, take_assigned, job, err));
    for (size_t i = 0; i < job->assigned_count; i++)
        TRY(entity_get(job->store, kind, job->assigned[i].id, job->arena, &job->assigned[i].record, err));
    return ERR_OK;
}

/* --- the path ---------------------------------------------------------------------------------------------- */

static void walk_sums(struct quota_job *job)
{
    struct quota_sheet *sheet = job->sheet;
    struct number plan = { .known = true };
    for (size_t i = 0; i < sheet->year_count; i++) {
        plan.known = plan.known && sheet->years[i].plan.known;
        plan.value += sheet->years[i].plan.value;
    }
    struct number left = plan; /* before the year */
    for (size_t i = 0; i < sheet->year_count; i++) {
        struct quota_year *year = &sheet->years[i];
        int64_t years_left = (int64_t)(sheet->year_count - i);
        year->needed.known = left.known;
        year->needed.value = left.value > 0 ? (left.value + years_left - 1) / years_left : 0;
        left.known = left.known && year->done.known;
        left.value -= year->done.value;
        year->remaining = left;
        if (year->year == job->request->year)
            sheet->needed = year->needed;
    }
}

enum err_code quota_walk_path(struct quota_job *job, struct err *err)
{
    int today = date_from_days((int32_t)job->store->today_day).year;
    for (size_t i = 0; i < job->sheet->year_count; i++) {
        struct quota_year *year = &job->sheet->years[i];
        year->is_over = year->year < today;
        if (year->year == job->request->year)
            year->of = job->sheet->of;
        else
            TRY(quota_number_in(job, job->quota->of, year->year - 1, &year->of, err));
        if (!year->of.known && year->year > job->request->year)
            year->of = job->sheet->of; /* as far as is known today */
        const struct quota_amount *amount = &job->quota->amount;
        if (!year->is_assigned && !amount->unknown && (!amount->in_points || year->of.known))
            year->plan = (struct number){ .known = true,
                                          .value = quota_least(amount, year->of.value) };
        if (year->year <= today)
            TRY(quota_number_in(job, job->quota->done, year->year, &year->done, err));
    }
    walk_sums(job);
    return ERR_OK;
}

/* --- what has changed -------------------------------------------------------------------------------------- */

/* The figures that a number was computed from, kept beside it: "T=990;W=32000;w=120;of=800;lo=3;hi=90;" */
static const char *inputs_of(struct quota_job *job, const struct quota_row *row)
{
    return arena_printf(job->arena, "T=%lld;W=%lld;w=%lld;of=%lld;lo=%lld;hi=%lld;",
                        (long long)job->sheet->total.value, (long long)job->sheet->weight.value,
                        (long long)row->weight.value, (long long)row->of.value, (long long)row->lo,
                        (long long)row->hi);
}

static bool input(const char *inputs, const char *name, int64_t *ret)
{
    size_t len = strlen(name);
    for (const char *at = inputs; at && *at; at = strchr(at, ';'), at = at ? at + 1 : NULL)
        if (strncmp(at, name, len) == 0 && at[len] == '=') {
            *ret = strtoll(at + len + 1, NULL, 10);
            return true;
        }
    return false;
}

/* What a number was computed from, and from what now. */
struct then_and_now {
    bool is_known, own_changed;
    int64_t total, weight, lo, hi;
};

static struct then_and_now compare(const struct quota_assigned *assigned)
{
    const char *inputs = record_text(assigned->record, "inputs");
    const struct quota_row *row = assigned->row;
    struct then_and_now then = { 0 };
    then.is_known = input(inputs, "T", &then.total) && input(inputs, "w", &then.weight) &&
                    input(inputs, "lo", &then.lo) && input(inputs, "hi", &then.hi);
    then.own_changed = then.is_known && (then.weight != row->weight.value || then.lo != row->lo ||
                                         then.hi != row->hi);
    return then;
}

static const char *bounds_words(struct quota_job *job, int64_t lo, int64_t hi)
{
    return hi == QUOTA_UNBOUNDED ? arena_printf(job->arena, "≥ %lld", (long long)lo) :
                                   arena_printf(job->arena, "%lld–%lld", (long long)lo, (long long)hi);
}

/* The first units whose own figures are not what they were. */
static const char *causes(struct quota_job *job)
{
    CLEANUP(buf_done) struct buf names = { 0 };
    size_t count = 0;
    for (size_t i = 0; i < job->assigned_count; i++) {
        if (!compare(&job->assigned[i]).own_changed || count++ >= CAUSES_SHOWN)
            continue;
        buf_printf(&names, "%s%s", names.len ? ", " : "", job->assigned[i].row->name);
    }
    if (count > CAUSES_SHOWN)
        buf_printf(&names, " (+%zu)", count - CAUSES_SHOWN);
    return arena_strdup(job->arena, buf_text(&names));
}

static void explain(struct quota_job *job, const struct quota_assigned *assigned, const char *names)
{
    struct quota_row *row = assigned->row;
    struct then_and_now then = compare(assigned);
    if (row->applied_records > 1 || record_int(assigned->record, "unit") != row->unit)
        row->why = (struct quota_words){ MSG_QUOTA_WHY_MERGED,
                                         { quota_int(job, (int64_t)row->applied_records) } };
    else if (!then.is_known)
        row->why = (struct quota_words){ MSG_QUOTA_WHY_ENTERED, { NULL } };
    else if (then.weight != row->weight.value)
        row->why = (struct quota_words){ MSG_QUOTA_WHY_WEIGHT, { quota_int(job, then.weight),
                                                                 quota_int(job, row->weight.value) } };
    else if (then.lo != row->lo || then.hi != row->hi)
        row->why = (struct quota_words){ MSG_QUOTA_WHY_BOUNDS, { bounds_words(job, then.lo, then.hi),
                                                                 bounds_words(job, row->lo, row->hi) } };
    else if (then.total != job->sheet->total.value)
        row->why = (struct quota_words){ MSG_QUOTA_WHY_TOTAL,
                                         { quota_int(job, then.total),
                                           quota_int(job, job->sheet->total.value) } };
    else if (names[0])
        row->why = (struct quota_words){ MSG_QUOTA_WHY_OTHERS, { names } };
    else
        row->why = (struct quota_words){ MSG_QUOTA_WHY_ENTERED, { NULL } };
}

void quota_explain_changes(struct quota_job *job)
{
    const char *names = causes(job);
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        const struct quota_row *row = &job->sheet->rows[i];
        job->sheet->changed += row->is_known && row->has_applied && row->applied != row->value;
    }
    for (size_t i = 0; i < job->assigned_count; i++)
        if (job->assigned[i].row->is_known && job->assigned[i].row->applied != job->assigned[i].row->value)
            explain(job, &job->assigned[i], names);
}

/* --- assigning ----------------------------------------------------------------------------------------------- */

static void fill(struct quota_job *job, struct record *record, const struct quota_row *row)
{
    record_set(record, "value", v_int(row->value));
    record_set(record, "assigned_on", v_text(job->store->today));
    record_set(record, "note", v_text(job->quota->title.vi));
    record_set(record, "inputs", v_text(inputs_of(job, row)));
}

static bool is_same_inputs(struct quota_job *job, const struct record *record, const struct quota_row *row)
{
    const char *inputs = record_text(record, "inputs");
    return inputs && strcmp(inputs, inputs_of(job, row)) == 0;
}

/* Brings the one record of the row up to date, or ends those it has: what was assigned to units that
 * went into it. */
static enum err_code renew(struct quota_job *job, const struct quota_row *row, bool *ret_done, struct err *err)
{
    struct write_note ended = { .action = "replace", .reason = job->quota->title.vi };
    for (size_t i = 0; i < job->assigned_count; i++) {
        const struct record *before = job->assigned[i].record;
        if (job->assigned[i].row != row)
            continue;
        struct record *after = record_copy(job->arena, before);
        if (row->applied_records == 1 && record_int(before, "unit") == row->unit) {
            *ret_done = true;
            if (row->applied == row->value && is_same_inputs(job, before, row))
                continue;
            fill(job, after, row);
            TRY(entity_update(job->store, before, after, NULL, err));
        } else {
            after->state = kind_state(before->kind, "replaced")->code;
            TRY(entity_update(job->store, before, after, &ended, err));
        }
    }
    return ERR_OK;
}

enum err_code quota_assign(struct quota_job *job, struct err *err)
{
    for (size_t i = 0; i < job->sheet->row_count; i++) {
        const struct quota_row *row = &job->sheet->rows[i];
        bool done = false;
        if (!row->is_known)
            continue;
        TRY(renew(job, row, &done, err));
        job->sheet->applied += !row->has_applied || row->applied != row->value || !done;
        if (done)
            continue;
        struct record *record = record_new(job->arena, kind_by_slug("assigned_targets"));
        record_set(record, "programme", v_text(job->request->programme->id));
        record_set(record, "obligation", v_text(quota_key(job->quota)));
        record_set(record, "unit", v_int(row->unit));
        record_set(record, "year", v_int(job->request->year));
        fill(job, record, row);
        TRY(entity_create(job->store, record, NULL, err));
    }
    return ERR_OK;
}
