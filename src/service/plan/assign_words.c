/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/assign_words.h"

#include "base/idmap.h"
#include "service/plan/plan_words.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

enum err_code assign_request_read(struct store *store, const struct assign_words *words, struct arena *arena,
                                  struct assign_request *request, struct err *err)
{
    if (words->year < 1945 || words->year > 2100)
        return err_set(err, ERR_USAGE, MSG_ASSIGN_YEAR);
    if (words->has_change_max && words->change_max < 0)
        return err_set(err, ERR_USAGE, MSG_ASSIGN_NEGATIVE, "change-max", err_int(words->change_max));
    if (words->seed < 0)
        return err_set(err, ERR_USAGE, MSG_ASSIGN_NEGATIVE, "seed", err_int(words->seed));
    *request = (struct assign_request){ .year = (int)words->year,
                                         .change_max = words->has_change_max ? words->change_max : -1,
                                         .seed = (uint64_t)words->seed };
    if (words->programme)
        TRY(programme_open_on(store, words->programme, programme_day_of_year(store, request->year), arena,
                              &request->programme, err));
    if (words->unit)
        TRY(unit_resolve_about(store, words->unit, programme_day_of_year(store, request->year), &request->unit, err));
    else if (request->programme)
        TRY(programme_unit(store, request->programme, &request->unit, err));
    return plan_day(store, request->year, request->unit, &request->day, err);
}

const char *assign_gain_words(const struct telling *to, const struct assign_gain *gain)
{
    int64_t number = gain->served > 0 ? gain->served : gain->overloaded > 0 ? gain->overloaded :
                     gain->own > 0    ? gain->own    : gain->saved;
    enum msg msg = gain->served > 0     ? MSG_ASSIGN_GAIN_SERVED :
                   gain->overloaded > 0 ? MSG_ASSIGN_GAIN_OVERLOADED :
                   gain->own > 0        ? MSG_ASSIGN_GAIN_OWN :
                                          MSG_ASSIGN_GAIN_SAVED;
    return plan_sentence(to, msg, (const char *const[]){ gain->body_name, err_int(number), NULL });
}

static void json_gains(const struct telling *to, struct json_writer *w, const struct assign_result *result)
{
    json_key(w, "gains");
    json_begin_array(w);
    for (size_t i = 0; i < result->gain_count; i++) {
        const struct assign_gain *gain = &result->gains[i];
        json_begin_object(w);
        plan_member_id(w, "body", gain->body);
        plan_member_id(w, "unit_id", gain->unit);
        json_member_int(w, "saved", gain->saved);
        json_member_int(w, "served", gain->served);
        json_member_int(w, "overloaded", gain->overloaded);
        json_member_int(w, "own", gain->own);
        json_member_string(w, "words", assign_gain_words(to, gain));
        json_end_object(w);
    }
    json_end_array(w);
}

/* Of many communes, those of which something can be done, the first of each sort; how many there are stands beside. */
enum { FINDINGS_SHOWN_MAX = 200 };

static void json_finding_sums(struct json_writer *w, const enum msg *reasons, const int64_t *counts, size_t count)
{
    json_key(w, "findings");
    json_begin_array(w);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(w);
        json_member_string(w, "code", msg_key(reasons[i]));
        json_member_int(w, "count", counts[i]);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_violations(const struct telling *to, struct json_writer *w, const struct assign_result *result, bool communes)
{
    enum { SORTS_MAX = 16 };
    enum msg reasons[SORTS_MAX];
    int64_t counts[SORTS_MAX] = { 0 };
    size_t sorts = 0;
    json_key(w, "violations");
    json_begin_array(w);
    for (size_t i = 0; i < result->violation_count; i++) {
        const struct assign_violation *v = &result->violations[i];
        size_t sort = 0;
        if (communes && v->remedy == MSG_ASSIGN_REMEDY_NONE)
            continue;
        while (sort < sorts && reasons[sort] != v->reason)
            sort++;
        if (sort == sorts) {
            require(sorts < SORTS_MAX);
            reasons[sorts++] = v->reason;
        }
        if (counts[sort]++ >= FINDINGS_SHOWN_MAX && communes)
            continue;
        json_begin_object(w);
        json_member_string(w, "commune", v->commune ? unit_name(to->store, to->arena, v->commune) : NULL);
        plan_member_id(w, "commune_id", v->commune);
        json_member_string(w, "unit", unit_name(to->store, to->arena, v->unit));
        plan_member_id(w, "unit_id", v->unit);
        plan_member_id(w, "household", v->household);
        plan_member_id(w, "body", v->body);
        json_member_string(w, "code", msg_key(v->reason));
        json_member_string(w, "reason", plan_sentence(to, v->reason, v->reason_args));
        json_member_string(w, "remedy", plan_sentence(to, v->remedy, v->remedy_args));
        json_end_object(w);
    }
    json_end_array(w);
    if (communes)
        json_finding_sums(w, reasons, counts, sorts);
}

static void json_row_board(struct json_writer *w, const struct assign_result *result, const struct assign_row *row)
{
    plan_member_id(w, "area", row->area);
    plan_member_id(w, "assignment", row->assignment);
    plan_member_id(w, "last_body", row->last_body);
    json_member_bool(w, "outside", row->outside);
    json_member_bool(w, "by_hand", row->by_hand);
    json_member_bool(w, "destitute", row->destitute);
    json_member_bool(w, "near_poor", row->near_poor);
    json_key(w, "organisations");
    json_begin_array(w);
    for (size_t i = 0; i < result->organisation_count; i++)
        if (row->organisations >> i & 1)
            json_string(w, result->organisations[i]);
    json_end_array(w);
}

static void json_rows(const struct telling *to, struct json_writer *w, const struct assign_result *result, bool board)
{
    json_key(w, "plan");
    json_begin_array(w);
    for (size_t i = 0; i < result->row_count; i++) {
        const struct assign_row *row = &result->rows[i];
        json_begin_object(w);
        plan_member_id(w, "household", row->household);
        json_member_string(w, "head_name", to->store->actor.sees_personal ? row->head_name : NULL);
        plan_member_id(w, "lead_body", row->body);
        json_member_string(w, "body_name", row->body_name);
        json_member_string(w, "organisation", row->organisation);
        json_member_bool(w, "member", row->is_member);
        json_member_bool(w, "kept", row->kept);
        json_member_bool(w, "priority", row->priority);
        if (board)
            json_row_board(w, result, row);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_places(struct json_writer *w, const char *name, int64_t places)
{
    json_key(w, name);
    if (places < ASSIGN_PLACES_ANY)
        json_int(w, places);
    else
        json_null(w);
}

static void json_branches(const struct telling *to, struct json_writer *w, const struct assign_result *result)
{
    json_key(w, "branches");
    json_begin_array(w);
    for (size_t i = 0; i < result->branch_count; i++) {
        const struct assign_branch *branch = &result->branches[i];
        json_begin_object(w);
        plan_member_id(w, "body", branch->body);
        json_member_string(w, "name", branch->name);
        json_member_string(w, "organisation", branch->organisation);
        plan_member_id(w, "area", branch->area);
        json_member_string(w, "place", unit_name(to->store, to->arena, branch->unit));
        json_member_int(w, "least", branch->soft_min);
        json_places(w, "most", branch->soft_max);
        json_places(w, "approved", branch->hard_max);
        json_member_int(w, "count", branch->count);
        json_end_object(w);
    }
    json_end_array(w);
}

/* The residential areas of the households and bodies, by name. */
static void json_areas(const struct telling *to, struct json_writer *w, const struct assign_result *result)
{
    struct idmap told = { .arena = to->arena };
    json_key(w, "areas");
    json_begin_array(w);
    for (size_t i = 0; i < result->row_count + result->branch_count; i++) {
        int64_t area = i < result->row_count ? result->rows[i].area : result->branches[i - result->row_count].area;
        if (!area || idmap_get(&told, area, 0))
            continue;
        idmap_put(&told, area, 1);
        json_begin_object(w);
        plan_member_id(w, "id", area);
        json_member_string(w, "name", unit_name(to->store, to->arena, area));
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_communes(const struct telling *to, struct json_writer *w, const struct assign_result *result)
{
    json_key(w, "communes");
    json_begin_array(w);
    for (size_t i = 0; i < result->commune_count; i++) {
        const struct assign_commune_sum *sum = &result->communes[i];
        json_begin_object(w);
        plan_member_id(w, "unit_id", sum->unit);
        json_member_string(w, "unit", sum->unit ? unit_name(to->store, to->arena, sum->unit) : NULL);
        json_member_int(w, "households", sum->households);
        json_member_int(w, "assigned", sum->assigned);
        json_member_int(w, "kept", sum->kept);
        json_member_int(w, "deferred", sum->deferred);
        json_member_int(w, "overloaded", sum->overloaded);
        json_end_object(w);
    }
    json_end_array(w);
}

void assign_json(const struct telling *to, struct json_writer *w, const struct assign_result *result,
                 enum assign_detail detail)
{
    json_begin_object(w);
    json_member_int(w, "households", result->households);
    json_member_int(w, "assigned", result->assigned);
    json_member_int(w, "deferred", result->deferred);
    json_member_int(w, "kept", result->kept);
    json_member_int(w, "applied", result->applied);
    json_member_int(w, "objective", result->objective);
    json_member_int(w, "cost", result->cost);
    json_member_int(w, "changed", result->changed);
    json_member_int(w, "last_helper", result->last_helper);
    json_member_bool(w, "certificate", result->certified);
    if (detail == ASSIGN_DETAIL_COMMUNES) {
        json_communes(to, w, result);
        json_violations(to, w, result, true);
    } else {
        json_violations(to, w, result, false);
        json_gains(to, w, result);
        json_rows(to, w, result, detail == ASSIGN_DETAIL_BOARD);
    }
    if (detail == ASSIGN_DETAIL_BOARD) {
        json_branches(to, w, result);
        json_areas(to, w, result);
    }
    json_end_object(w);
}
