/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/quota_parts.h"

#include "service/account/rights.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- the problem for the engine ------------------------------------------------------------------------ */

struct solving {
    struct quota_unit *units;
    struct quota_group *groups;
    size_t *row_of; /* by unit of the problem */
    struct quota_problem problem;
};

static int64_t most_of(int64_t hi)
{
    return hi == QUOTA_UNBOUNDED || hi > QUOTA_VALUE_MAX ? QUOTA_VALUE_MAX : hi;
}

/* The engine takes numbers up to QUOTA_VALUE_MAX. */
static enum err_code check_size(const struct quota_problem *problem, const char *title, struct err *err)
{
    int64_t largest = problem->total;
    for (size_t i = 0; i < problem->unit_count; i++)
        largest = problem->units[i].lo > largest ? problem->units[i].lo : largest;
    for (size_t i = 0; i < problem->group_count; i++)
        largest = problem->groups[i].lo > largest ? problem->groups[i].lo : largest;
    return largest <= QUOTA_VALUE_MAX ? ERR_OK :
                                        err_set(err, ERR_LIMIT, MSG_QUOTA_LARGE, title,
                                                err_int(QUOTA_VALUE_MAX));
}

static struct solving make_problem(struct quota_job *job)
{
    const struct quota_sheet *sheet = job->sheet;
    struct solving solving = { ARENA_ARRAY(job->arena, struct quota_unit, sheet->row_count),
                               ARENA_ARRAY(job->arena, struct quota_group, sheet->group_count),
                               ARENA_ARRAY(job->arena, size_t, sheet->row_count), { 0 } };
    size_t count = 0;
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct quota_row *row = &sheet->rows[i];
        if (!row->is_known)
            continue;
        solving.row_of[count] = i;
        /* Rows stand by code: of two equal claims the smaller code comes first. */
        solving.units[count++] = (struct quota_unit){
            .id = (int64_t)i + 1, .weight = row->weight.value, .lo = row->lo, .group = row->group,
            .hi = most_of(row->hi),
        };
    }
    for (size_t i = 0; i < sheet->group_count; i++) {
        const struct quota_group_row *group = &sheet->groups[i];
        solving.groups[i] = (struct quota_group){
            .id = (int64_t)i + 1, .lo = group->lo, .parent = group->parent,
            .hi = most_of(group->hi),
        };
    }
    solving.problem = (struct quota_problem){ solving.units, solving.groups, count, sheet->group_count,
                                              sheet->total.value };
    return solving;
}

/* --- contradictions -------------------------------------------------------------------------------------- */

static void tell_conflict(struct quota_job *job, const struct solving *solving,
                          const struct quota_conflict *conflict)
{
    struct quota_finding *finding = quota_finding_add(job);
    const struct quota_row *row =
        conflict->unit == QUOTA_NONE ? NULL : &job->sheet->rows[solving->row_of[conflict->unit]];
    const char *bound = quota_int(job, conflict->bound), *limit = quota_int(job, conflict->limit);
    const char *amount = quota_int(job, conflict->amount), *name = job->quota->title.vi;
    bool whole = conflict->unit == QUOTA_NONE && conflict->group == QUOTA_NONE;
    if (row)
        name = row->name;
    else if (!whole)
        name = job->sheet->groups[conflict->group].name;
    finding->is_conflict = true;
    finding->unit = row ? row->unit : 0;
    finding->group = row || whole ? NULL : name;
    finding->bound = conflict->bound;
    finding->limit = conflict->limit;
    finding->amount = conflict->amount;
    enum msg reason = conflict->kind == QUOTA_CROSSED  ? MSG_QUOTA_CROSSED :
                      conflict->kind == QUOTA_TOO_HIGH ? MSG_QUOTA_TOO_HIGH :
                                                         MSG_QUOTA_TOO_LOW;
    enum msg remedy = conflict->kind == QUOTA_TOO_LOW ? MSG_QUOTA_RAISE : MSG_QUOTA_LOWER;
    if (whole) {
        reason = conflict->kind == QUOTA_TOO_HIGH ? MSG_QUOTA_WHOLE_HIGH : MSG_QUOTA_WHOLE_LOW;
        remedy = conflict->kind == QUOTA_TOO_HIGH ? MSG_QUOTA_WHOLE_LOWER : MSG_QUOTA_WHOLE_RAISE;
    }
    finding->reason = (struct quota_words){ reason, { name, bound, limit } };
    finding->remedy = (struct quota_words){ remedy, { limit, amount } };
}

/* Makes the change that mends a conflict. */
static void mend(struct quota_job *job, struct solving *solving, const struct quota_conflict *conflict)
{
    bool is_lo = conflict->kind != QUOTA_TOO_LOW;
    struct quota_row *row =
        conflict->unit == QUOTA_NONE ? NULL : &job->sheet->rows[solving->row_of[conflict->unit]];
    struct quota_group_row *group =
        conflict->group == QUOTA_NONE ? NULL : &job->sheet->groups[conflict->group];
    if (row)
        *(is_lo ? &row->lo : &row->hi) = conflict->limit;
    else if (group)
        *(is_lo ? &group->lo : &group->hi) = conflict->limit;
    else
        job->sheet->total.value = conflict->limit;
}

/* --- what decided each number ------------------------------------------------------------------------------ */

static void reason_row(struct quota_job *job, struct quota_row *row)
{
    const char *rule = row->binding == QUOTA_AT_LO ? row->lo_rule : row->hi_rule;
    if (row->binding != QUOTA_FREE) {
        const char *title = rule;
        for (size_t i = 0; rule && i < job->quota->group_count; i++)
            if (strcmp(job->quota->groups[i].id, rule) == 0)
                title = job->quota->groups[i].title.vi;
        if (row->binding == QUOTA_AT_LO && job->included && rule &&
            strcmp(rule, job->included->quota->id) == 0)
            title = job->included->quota->title.vi;
        row->reason = (struct quota_words){
            row->binding == QUOTA_AT_LO        ? MSG_QUOTA_ROW_LEAST :
            rule && strcmp(rule, "at_most") == 0 ? MSG_QUOTA_ROW_CAP :
                                                 MSG_QUOTA_ROW_MOST,
            { quota_int(job, row->value), title ? title : "" }
        };
        return;
    }
    for (int32_t g = row->group; g != QUOTA_NONE; g = job->sheet->groups[g].parent) {
        const struct quota_group_row *group = &job->sheet->groups[g];
        if (group->binding == QUOTA_FREE)
            continue;
        row->reason = (struct quota_words){
            group->binding == QUOTA_AT_LO ? MSG_QUOTA_ROW_GROUP_LEAST : MSG_QUOTA_ROW_GROUP_MOST,
            { quota_int(job, group->value), group->name }
        };
        return;
    }
}

static void take_values(struct quota_job *job, const struct solving *solving, const struct quota_result *result)
{
    struct quota_sheet *sheet = job->sheet;
    sheet->has_values = true;
    sheet->is_certified = quota_certified(&solving->problem, result->values, job->arena);
    for (size_t i = 0; i < sheet->group_count; i++) {
        sheet->groups[i].value = result->group_values[i];
        sheet->groups[i].binding = result->group_bindings[i];
    }
    for (size_t i = 0; i < solving->problem.unit_count; i++) {
        struct quota_row *row = &sheet->rows[solving->row_of[i]];
        row->value = result->values[i];
        row->binding = result->unit_bindings[i];
        reason_row(job, row);
    }
    for (size_t i = 0; i < sheet->row_count; i++)
        if (!sheet->rows[i].is_known)
            sheet->rows[i].reason = (struct quota_words){ MSG_QUOTA_ROW_UNKNOWN, { NULL } };
}

static enum err_code solve(struct quota_job *job, struct err *err)
{
    struct quota_result result;
    struct solving solving = make_problem(job);
    TRY(check_size(&solving.problem, job->quota->title.vi, err));
    quota_solve(&solving.problem, job->arena, &result);
    for (size_t i = 0; i < result.conflict_count; i++)
        tell_conflict(job, &solving, &result.conflicts[i]);
    if (result.conflict_count && !job->request->relax)
        return ERR_OK;
    for (size_t i = 0; i < result.conflict_count; i++)
        mend(job, &solving, &result.conflicts[i]);
    if (result.conflict_count) {
        job->sheet->is_relaxed = true;
        solving = make_problem(job);
        quota_solve(&solving.problem, job->arena, &result);
        require(result.conflict_count == 0);
    }
    take_values(job, &solving, &result);
    return ERR_OK;
}

/* --- how many in all --------------------------------------------------------------------------------------- */

static void set_total(struct quota_job *job)
{
    struct quota_sheet *sheet = job->sheet;
    struct quota_amount amount = job->quota->amount;
    bool has_units = sheet->weight.known;
    if (job->request->points)
        amount = (struct quota_amount){ .in_points = true, .limits = { .has_min = true, .min = job->request->points } };
    if (!amount.unknown && (!amount.in_points || sheet->of.known) && has_units)
        sheet->total = (struct number){ .known = true, .value = quota_least(&amount, sheet->of.value) };
    if (job->quota->pace == PACE_CATCH_UP && !job->request->points && has_units)
        sheet->total = sheet->needed;
    if (sheet->total.known)
        return;
    struct quota_finding *finding = quota_finding_add(job);
    finding->reason = (struct quota_words){
        amount.unknown ? MSG_QUOTA_RULE_UNKNOWN :
        has_units      ? MSG_QUOTA_NO_TOTAL :
                         MSG_QUOTA_NO_UNITS,
        { job->quota->title.vi }
    };
}

/* --- the run -------------------------------------------------------------------------------------------------- */

static enum err_code run_one(struct quota_job *job, struct err *err)
{
    job->sheet->quota = job->quota;
    if (job->request->points && !job->quota->of)
        return err_set(err, ERR_INPUT, MSG_QUOTA_NO_POINTS, job->quota->id);
    TRY(quota_gather(job, err));
    TRY(quota_load_assigned(job, err));
    TRY(quota_walk_path(job, err));
    set_total(job);
    TRY(quota_bound_rows(job, err));
    if (!job->sheet->total.known)
        return ERR_OK;
    TRY(solve(job, err));
    if (!job->sheet->has_values)
        return ERR_OK;
    quota_explain_changes(job);
    return quota_forecast(job, err);
}

static const struct quota_sheet *sheet_of(const struct quota_sheets *sheets, const char *id)
{
    for (size_t i = 0; id && i < sheets->count; i++)
        if (strcmp(sheets->sheets[i].quota->id, id) == 0)
            return &sheets->sheets[i];
    return NULL;
}

/* Of the year; where one is asked for, that one and those it includes. */
static bool is_wanted(const struct quota_request *request, size_t index)
{
    const struct programme *programme = request->programme;
    const struct programme_quota *quota = &programme->quotas[index];
    const struct period period = quota->has_period ? quota->period : programme->period;
    const char *wanted = request->quota;
    if (request->year < period.first.year || request->year > period.last.year)
        return false;
    if (!wanted)
        return true;
    for (size_t i = programme->quota_count; i > index && wanted; i--)
        if (strcmp(programme->quotas[i - 1].id, wanted) == 0) {
            if (i - 1 == index)
                return true;
            wanted = programme->quotas[i - 1].includes;
        }
    return false;
}

static enum err_code assign_all(struct quota_job *jobs, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct quota_sheet *sheet = jobs[i].sheet;
        if (!sheet->has_values || sheet->is_provisional)
            return err_set(err, ERR_STATE, MSG_QUOTA_NOT_READY, sheet->quota->title.vi);
    }
    TRY(db_begin(jobs[0].store->db, err));
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < count && code == ERR_OK; i++)
        code = quota_assign(&jobs[i], err);
    if (code == ERR_OK)
        return db_commit(jobs[0].store->db, err);
    db_rollback(jobs[0].store->db);
    return code;
}

enum err_code quota_run(struct store *store, const struct quota_request *request, struct arena *arena,
                        struct quota_sheets *ret_sheets, struct err *err)
{
    const struct programme *programme = request->programme;
    const struct territory *territory = NULL;
    struct quota_request *own = ARENA_NEW(arena, struct quota_request);
    *own = *request;
    struct quota_job *jobs = ARENA_ARRAY(arena, struct quota_job, programme->quota_count + 1);
    if (!programme->quota_count)
        return err_set(err, ERR_INPUT, MSG_QUOTA_NO_QUOTAS, programme->id);
    if (request->quota && !programme_quota(programme, request->quota))
        return err_set(err, ERR_INPUT, MSG_QUOTA_MISSING, programme->id, request->quota);
    TRY(rights_place(store, &own->unit, err));
    if (request->apply)
        TRY(rights_need(&store->actor, RIGHT_WRITE, err));
    TRY(unit_territory(store, &territory, err));
    *ret_sheets = (struct quota_sheets){
        .sheets = ARENA_ARRAY(arena, struct quota_sheet, programme->quota_count)
    };
    for (size_t i = 0; i < programme->quota_count; i++) {
        if (!is_wanted(request, i))
            continue;
        struct quota_job *job = &jobs[ret_sheets->count];
        *job = (struct quota_job){
            .store = store, .arena = arena, .request = own, .quota = &programme->quotas[i],
            .territory = territory, .sheet = &ret_sheets->sheets[ret_sheets->count],
            .included = sheet_of(ret_sheets, programme->quotas[i].includes),
        };
        TRY(run_one(job, err));
        ret_sheets->count++;
    }
    if (!ret_sheets->count)
        return err_set(err, ERR_INPUT, MSG_QUOTA_YEAR, err_int(request->year), programme->id);
    return request->apply ? assign_all(jobs, ret_sheets->count, err) : ERR_OK;
}
