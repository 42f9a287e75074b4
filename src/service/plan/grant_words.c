/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/grant_words.h"

#include "base/date.h"
#include "base/money.h"
#include "service/plan/plan_words.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- what is asked ------------------------------------------------------------------------------------ */

struct reading {
    struct store *store;
    struct arena *arena;
    struct grant_request *request;
    struct grant_limit *limits; /* floors or caps */
    size_t *limit_count;
};

/* Calls `take` for each part between commas. */
static enum err_code each_part(struct reading *reading, const char *list,
                               enum err_code (*take)(struct reading *, const char *, size_t, struct err *),
                               struct err *err)
{
    for (size_t at = 0; list && *list; at++) {
        size_t len = strcspn(list, ",");
        TRY(take(reading, arena_strndup(reading->arena, list, len), at, err));
        list += len + (list[len] == ',');
    }
    return ERR_OK;
}

static enum err_code take_fund(struct reading *reading, const char *text, size_t at, struct err *err)
{
    struct grant_request *request = reading->request;
    if (at == GRANT_FUNDS_MAX)
        return err_set(err, ERR_USAGE, MSG_GRANT_FUNDS, err_int(GRANT_FUNDS_MAX));
    request->fund_count = at + 1;
    request->funds[at].budget = -1;
    TRY(entity_resolve(reading->store, kind_by_slug("funds"), text, &request->funds[at].fund, err));
    for (size_t i = 0; i < at; i++)
        if (request->funds[i].fund == request->funds[at].fund)
            return err_set(err, ERR_USAGE, MSG_GRANT_FUND_TWICE, text);
    return ERR_OK;
}

static enum err_code read_money(const char *text, int64_t *ret, struct err *err)
{
    TRY(money_parse(text, ret, err));
    if (*ret < 0)
        return err_set(err, ERR_USAGE, MSG_GRANT_NEGATIVE, text);
    if (*ret > ALLOCATION_MONEY_MAX)
        return err_set(err, ERR_LIMIT, MSG_ALLOCATION_TOO_LARGE);
    return ERR_OK;
}

static enum err_code take_budget(struct reading *reading, const char *text, size_t at, struct err *err)
{
    struct grant_request *request = reading->request;
    if (at >= request->fund_count)
        return err_set(err, ERR_USAGE, MSG_GRANT_BUDGETS, err_int((int64_t)request->fund_count));
    return read_money(text, &request->funds[at].budget, err);
}

/* "23860@2017-06-01=200 triệu" */
static enum err_code take_limit(struct reading *reading, const char *text, size_t at, struct err *err)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text)
        return err_set(err, ERR_USAGE, MSG_GRANT_LIMIT, text);
    if (at == GRANT_LIMITS_MAX)
        return err_set(err, ERR_USAGE, MSG_GRANT_LIMITS, err_int(GRANT_LIMITS_MAX));
    struct grant_limit *limit = &reading->limits[at];
    *reading->limit_count = at + 1;
    TRY(unit_resolve_about(reading->store, arena_strndup(reading->arena, text, (size_t)(equals - text)),
                           programme_day_of_year(reading->store, reading->request->year), &limit->unit, err));
    for (size_t i = 0; i < at; i++)
        if (reading->limits[i].unit == limit->unit)
            return err_set(err, ERR_USAGE, MSG_GRANT_LIMIT_TWICE, text);
    return read_money(equals + 1, &limit->amount, err);
}

static enum err_code read_limits(struct reading *reading, const char *list, struct grant_limit *limits,
                                 size_t *count, struct err *err)
{
    reading->limits = limits;
    reading->limit_count = count;
    return each_part(reading, list, take_limit, err);
}

enum err_code grant_request_read(struct store *store, const struct grant_words *words, struct arena *arena,
                                 struct grant_request *request, struct err *err)
{
    struct reading reading = { .store = store, .arena = arena, .request = request };
    struct record *fund = NULL;
    if (!words->fund || !*words->fund)
        return err_set(err, ERR_USAGE, MSG_GRANT_FUNDS, err_int(GRANT_FUNDS_MAX));
    if (words->year < 1945 || words->year > 2100)
        return err_set(err, ERR_USAGE, MSG_GRANT_YEAR);
    request->year = (int)words->year;
    TRY(each_part(&reading, words->fund, take_fund, err));
    TRY(each_part(&reading, words->budget, take_budget, err));
    TRY(read_limits(&reading, words->floor, request->floors, &request->floor_count, err));
    TRY(read_limits(&reading, words->cap, request->caps, &request->cap_count, err));
    if (words->programme)
        TRY(programme_open(store, words->programme, arena, &request->programme, err));
    if (words->unit) {
        TRY(unit_resolve_about(store, words->unit, programme_day_of_year(store, request->year), &request->unit, err));
    } else {
        TRY(entity_get(store, kind_by_slug("funds"), request->funds[0].fund, arena, &fund, err));
        request->unit = record_int(fund, "unit");
    }
    return plan_day(store, request->year, request->unit, &request->day, err);
}

/* --- words ---------------------------------------------------------------------------------------------- */

static const char *money(const struct telling *to, int64_t amount)
{
    char text[MONEY_TEXT_SIZE];
    money_to_text(amount, text);
    return arena_strdup(to->arena, text);
}

static const enum msg bar_messages[] = {
    [GRANT_OPEN] = MSG_GRANT_SERVED,      [GRANT_NO_VALUE] = MSG_GRANT_NO_VALUE,
    [GRANT_MET] = MSG_GRANT_MET,          [GRANT_GIVEN] = MSG_GRANT_GIVEN,
    [GRANT_EARMARK] = MSG_GRANT_EARMARK,  [GRANT_RULE] = MSG_GRANT_RULE,
};
static const enum msg reason_messages[] = {
    [ALLOCATION_SERVED] = MSG_GRANT_SERVED,
    [ALLOCATION_NO_SOURCE] = MSG_GRANT_EARMARK,
    [ALLOCATION_TOO_LARGE] = MSG_GRANT_TOO_LARGE,
    [ALLOCATION_EARLIER_TIERS] = MSG_GRANT_EARLIER_TIERS,
    [ALLOCATION_GROUP_FULL] = MSG_GRANT_GROUP_FULL,
    [ALLOCATION_BELOW_CUT] = MSG_GRANT_BELOW_CUT,
    [ALLOCATION_REMAINDER] = MSG_GRANT_REMAINDER,
};
static enum msg row_message(const struct grant_row *row)
{
    return row->bar != GRANT_OPEN ? bar_messages[row->bar] : reason_messages[row->reason];
}

const char *grant_row_words(const struct telling *to, const struct grant_row *row)
{
    const char *first = row->bar == GRANT_RULE ? row->rule : money(to, row->least);
    return plan_sentence(to, row_message(row), (const char *const[]){ first, money(to, row->lacking), NULL });
}

/* --- JSON ------------------------------------------------------------------------------------------------- */

static void json_row(const struct telling *to, struct json_writer *w, const struct grant_row *row)
{
    plan_member_id(w, "household", row->household);
    json_member_string(w, "head_name", to->store->actor.sees_personal ? row->head_name : NULL);
    plan_member_id(w, "need", row->need);
    plan_member_id(w, "unit_id", row->unit);
    json_member_string(w, "class", row->class);
    json_member_string(w, "purpose", row->purpose);
    json_member_int(w, "tier", row->tier);
    if (to->store->actor.sees_personal) { /* its points tell a policy household, and one that cannot work */
        json_member_int(w, "score", row->score);
        json_member_string(w, "score_of", grant_score_words(row, to->lang, to->arena));
    } else {
        json_key(w, "score");
        json_null(w);
        json_member_string(w, "score_of", NULL);
    }
    json_member_int(w, "estimated", row->estimated);
    json_member_int(w, "supported", row->supported);
    json_member_int(w, "least", row->least);
    json_member_bool(w, "least_by_rule", row->least_by_rule);
}

static void json_funds(struct json_writer *w, const struct grant_result *result)
{
    json_key(w, "funds");
    json_begin_array(w);
    for (size_t i = 0; i < result->fund_count; i++) {
        const struct grant_fund *fund = &result->funds[i];
        json_begin_object(w);
        plan_member_id(w, "fund", fund->id);
        json_member_string(w, "name", fund->name);
        json_member_int(w, "balance", fund->balance);
        json_member_int(w, "bound", fund->bound);
        json_member_int(w, "budget", fund->budget);
        json_member_int(w, "spent", fund->spent);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_cut(struct json_writer *w, const char *key, const struct grant_result *result, int32_t row)
{
    plan_member_id(w, key, row == ALLOCATION_NONE ? 0 : result->rows[row].household);
}

static void json_tiers(struct json_writer *w, const struct grant_result *result)
{
    static const char *const codes[] = { "destitute", "first_places", "others" };
    json_key(w, "tiers");
    json_begin_array(w);
    for (int t = 0; t < GRANT_TIERS; t++) {
        const struct allocation_tier *tier = &result->tiers[t];
        json_begin_object(w);
        json_member_string(w, "tier", codes[t]);
        json_member_int(w, "applicants", tier->applicants);
        json_member_int(w, "served", tier->served);
        json_member_int(w, "worth", tier->worth);
        json_member_int(w, "bound", tier->bound);
        json_member_bool(w, "exact", tier->is_exact);
        json_cut(w, "last_served", result, tier->last_served);
        json_cut(w, "first_refused", result, tier->first_refused);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_places(const struct telling *to, struct json_writer *w, const struct grant_result *result)
{
    json_key(w, "places");
    json_begin_array(w);
    for (size_t i = 0; i < result->place_count; i++) {
        const struct grant_place *place = &result->places[i];
        json_begin_object(w);
        plan_member_id(w, "unit_id", place->unit);
        json_member_string(w, "unit", unit_name(to->store, to->arena, place->unit));
        json_member_int(w, "floor", place->floor);
        json_key(w, "cap");
        if (place->cap >= 0)
            json_int(w, place->cap);
        else
            json_string(w, NULL);
        json_member_int(w, "spent", place->spent);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_rows(const struct telling *to, struct json_writer *w, const struct grant_result *result)
{
    size_t part = 0, at = 0;
    json_key(w, "grants");
    json_begin_array(w);
    for (; at < result->row_count && result->rows[at].amount > 0; at++) {
        json_begin_object(w);
        json_row(to, w, &result->rows[at]);
        json_member_int(w, "amount", result->rows[at].amount);
        json_key(w, "parts");
        json_begin_array(w);
        for (; part < result->part_count && result->parts[part].applicant == (int32_t)at; part++) {
            json_begin_object(w);
            plan_member_id(w, "fund", result->funds[result->parts[part].source].id);
            json_member_int(w, "amount", result->parts[part].amount);
            json_end_object(w);
        }
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "refused");
    json_begin_array(w);
    for (; at < result->row_count; at++) {
        json_begin_object(w);
        json_row(to, w, &result->rows[at]);
        json_member_string(w, "code", msg_key(row_message(&result->rows[at])));
        json_member_string(w, "reason", grant_row_words(to, &result->rows[at]));
        json_member_int(w, "lacking", result->rows[at].lacking);
        json_end_object(w);
    }
    json_end_array(w);
}

void grant_json(const struct telling *to, struct json_writer *w, const struct grant_result *result)
{
    json_begin_object(w);
    json_member_int(w, "applicants", (int64_t)result->row_count);
    json_member_int(w, "served", result->served);
    json_member_int(w, "granted", result->spread.granted);
    json_member_int(w, "applied", result->applied);
    json_funds(w, result);
    json_tiers(w, result);
    json_places(to, w, result);
    json_key(w, "spread");
    json_begin_object(w);
    json_member_int(w, "need_of_served", result->spread.need);
    json_member_int(w, "smallest", result->spread.smallest);
    json_member_int(w, "even", result->spread.even);
    json_member_int(w, "even_too_small", result->spread.even_too_small);
    json_end_object(w);
    json_rows(to, w, result);
    json_end_object(w);
}
