/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/quota_words.h"

#include "base/date.h"
#include "domain/cond_form.h"
#include "service/plan/plan_words.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

/* "3", "3 %", "2,5 %" */
static enum err_code read_points(const char *text, struct arena *arena, int64_t *ret_points, struct err *err)
{
    if (!text)
        return ERR_OK;
    const char *with_sign = strchr(text, '%') ? text : arena_printf(arena, "%s %%", text);
    if (!share_parse(with_sign, ret_points) || *ret_points <= 0 || *ret_points > 10000)
        return err_set(err, ERR_USAGE, MSG_QUOTA_USAGE_POINTS, text);
    return ERR_OK;
}

enum err_code quota_request_read(struct store *store, const struct quota_asked *asked, struct arena *arena,
                                 struct quota_request *request, struct err *err)
{
    if (asked->year < 1945 || asked->year > 2100)
        return err_set(err, ERR_USAGE, MSG_QUOTA_YEAR_USAGE);
    TRY(read_points(asked->points, arena, &request->points, err));
    TRY(programme_open_on(store, asked->programme, programme_day_of_year(store, (int)asked->year), arena,
                          &request->programme, err));
    if (asked->unit)
        TRY(unit_resolve_about(store, asked->unit, programme_day_of_year(store, (int)asked->year), &request->unit, err));
    else
        TRY(programme_unit(store, request->programme, &request->unit, err));
    request->year = (int)asked->year;
    request->quota = asked->quota;
    return plan_day(store, request->year, request->unit, &request->day, err);
}

const char *quota_sentence(const struct telling *to, const struct quota_words *words)
{
    return words->msg == MSG_QUOTA_NONE ? NULL : plan_sentence(to, words->msg, words->args);
}

/* --- JSON ------------------------------------------------------------------------------------------------ */

static void member_number(struct json_writer *w, const char *key, struct number number)
{
    json_key(w, key);
    json_value(w, number.known ? v_int(number.value) : v_null());
}

static void member_known(struct json_writer *w, const char *key, bool known, int64_t value)
{
    member_number(w, key, (struct number){ .known = known, .value = value });
}

/* Hundredths of a percentage point. */
struct number quota_points_of(struct number value, struct number of)
{
    if (!value.known || !of.known || of.value <= 0)
        return (struct number){ 0 };
    return (struct number){ .known = true, .value = (value.value * 10000 + of.value / 2) / of.value };
}

static struct number known_number(int64_t value)
{
    return (struct number){ .known = true, .value = value };
}

static const char *binding_name(enum quota_binding binding)
{
    return binding == QUOTA_AT_LO ? "at_least" : binding == QUOTA_AT_HI ? "at_most" : "none";
}

/* What weight alone would give, in hundredths. */
struct number quota_share_of(const struct quota_sheet *sheet, const struct quota_row *row)
{
    if (!row->is_known || !sheet->total.known || sheet->weight.value <= 0)
        return (struct number){ 0 };
    __int128 product = (__int128)sheet->total.value * row->weight.value * 100 + sheet->weight.value / 2;
    return known_number((int64_t)(product / sheet->weight.value));
}

static void json_chance(struct json_writer *w, const struct quota_chance *chance)
{
    member_known(w, "probability_hundredths", chance->is_known, chance->probability);
    member_known(w, "low", chance->is_known, chance->low);
    member_known(w, "high", chance->is_known, chance->high);
}

static void json_row(const struct telling *to, struct json_writer *w, const struct quota_sheet *sheet,
                     const struct quota_row *row)
{
    bool has = sheet->has_values && row->is_known;
    json_begin_object(w);
    json_member_string(w, "unit", row->code);
    plan_member_id(w, "unit_id", row->unit);
    json_member_string(w, "name", row->name);
    member_number(w, "of", row->of);
    member_number(w, "weight", row->weight);
    member_number(w, "share_hundredths", quota_share_of(sheet, row));
    json_member_int(w, "at_least", row->lo);
    member_known(w, "at_most", row->hi != QUOTA_UNBOUNDED, row->hi);
    member_known(w, "quota", has, row->value);
    member_number(w, "points", has ? quota_points_of(known_number(row->value), row->of) : (struct number){ 0 });
    json_member_string(w, "binding", has ? binding_name(row->binding) : NULL);
    member_known(w, "group", row->group != QUOTA_NONE, row->group);
    json_member_string(w, "reason", quota_sentence(to, &row->reason));
    json_member_bool(w, "partial", row->is_partial);
    member_known(w, "assigned", row->has_applied, row->applied);
    member_known(w, "change", has && row->has_applied, row->value - row->applied);
    json_member_string(w, "why", quota_sentence(to, &row->why));
    json_chance(w, &row->chance);
    json_end_object(w);
}

static void json_groups(struct json_writer *w, const struct quota_sheet *sheet)
{
    json_key(w, "groups");
    json_begin_array(w);
    for (size_t i = 0; i < sheet->group_count; i++) {
        const struct quota_group_row *group = &sheet->groups[i];
        json_begin_object(w);
        json_member_string(w, "id", group->rule->id);
        json_member_string(w, "name", group->name);
        member_known(w, "parent", group->parent != QUOTA_NONE, group->parent);
        plan_member_id(w, "unit_id", group->unit);
        json_member_int(w, "units", (int64_t)group->members);
        json_member_int(w, "of", group->of);
        json_member_int(w, "at_least", group->lo);
        member_known(w, "at_most", group->hi != QUOTA_UNBOUNDED, group->hi);
        member_known(w, "quota", sheet->has_values, group->value);
        json_member_string(w, "binding", sheet->has_values ? binding_name(group->binding) : NULL);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_findings(const struct telling *to, struct json_writer *w, const struct quota_sheet *sheet)
{
    json_key(w, "findings");
    json_begin_array(w);
    for (size_t i = 0; i < sheet->finding_count; i++) {
        const struct quota_finding *finding = &sheet->findings[i];
        json_begin_object(w);
        json_member_string(w, "code", msg_key(finding->reason.msg));
        json_member_bool(w, "conflict", finding->is_conflict);
        plan_member_id(w, "unit_id", finding->unit);
        json_member_string(w, "group", finding->group);
        member_known(w, "bound", finding->is_conflict, finding->bound);
        member_known(w, "limit", finding->is_conflict, finding->limit);
        member_known(w, "amount", finding->is_conflict, finding->amount);
        json_member_string(w, "reason", quota_sentence(to, &finding->reason));
        json_member_string(w, "remedy", quota_sentence(to, &finding->remedy));
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_path(struct json_writer *w, const struct quota_sheet *sheet)
{
    json_key(w, "path");
    json_begin_array(w);
    for (size_t i = 0; i < sheet->year_count; i++) {
        const struct quota_year *year = &sheet->years[i];
        json_begin_object(w);
        json_member_int(w, "year", year->year);
        member_number(w, "of", year->of);
        member_number(w, "plan", year->plan);
        json_member_bool(w, "assigned", year->is_assigned);
        member_number(w, "plan_points", quota_points_of(year->plan, year->of));
        member_number(w, "done", year->done);
        member_number(w, "done_points", quota_points_of(year->done, year->of));
        json_member_bool(w, "over", year->is_over);
        member_number(w, "remaining", year->remaining);
        member_number(w, "needed", year->needed);
        json_end_object(w);
    }
    json_end_array(w);
}

void quota_json(const struct telling *to, struct json_writer *w, const struct quota_request *request,
                const struct quota_sheets *sheets)
{
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days((int32_t)request->day), day);
    json_begin_object(w);
    json_member_string(w, "programme", request->programme->id);
    json_member_int(w, "year", request->year);
    plan_member_id(w, "unit_id", request->unit);
    json_member_string(w, "units_as_of", day);
    json_key(w, "quotas");
    json_begin_array(w);
    for (size_t i = 0; i < sheets->count; i++) {
        const struct quota_sheet *sheet = &sheets->sheets[i];
        json_begin_object(w);
        json_member_string(w, "quota", sheet->quota->id);
        json_member_string(w, "obligation", quota_key(sheet->quota));
        json_member_string(w, "title", sheet->quota->title.vi);
        member_number(w, "total", sheet->total);
        member_number(w, "of", sheet->of);
        member_number(w, "weight", sheet->weight);
        member_number(w, "needed", sheet->needed);
        json_member_bool(w, "feasible", sheet->has_values && !sheet->is_relaxed);
        json_member_bool(w, "relaxed", sheet->is_relaxed);
        json_member_bool(w, "certificate", sheet->is_certified);
        json_member_bool(w, "provisional", sheet->is_provisional);
        json_member_int(w, "changed", sheet->changed);
        json_member_int(w, "applied", sheet->applied);
        json_chance(w, &sheet->chance);
        json_member_int(w, "chance_years", (int64_t)sheet->chance_years);
        json_findings(to, w, sheet);
        json_groups(w, sheet);
        json_key(w, "units");
        json_begin_array(w);
        for (size_t j = 0; j < sheet->row_count; j++)
            json_row(to, w, sheet, &sheet->rows[j]);
        json_end_array(w);
        json_path(w, sheet);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}
