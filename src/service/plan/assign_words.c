/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/assign_words.h"

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
        TRY(unit_resolve(store, words->unit, NULL, &request->unit, err));
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

void assign_json(const struct telling *to, struct json_writer *w, const struct assign_result *result)
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
    json_key(w, "violations");
    json_begin_array(w);
    for (size_t i = 0; i < result->violation_count; i++) {
        const struct assign_violation *v = &result->violations[i];
        json_begin_object(w);
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
    json_gains(to, w, result);
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
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}
