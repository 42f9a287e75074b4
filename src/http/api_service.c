/* SPDX-License-Identifier: Apache-2.0
 * The services over a place and a time: coverage, deadlines, series of numbers. */
#include "http/api.h"

#include "base/date.h"
#include "http/fields.h"
#include "http/reach.h"
#include "service/programme/coverage_json.h"
#include "service/programme/deadline_words.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

static const struct shape_field answer_fields[] = {
    { "items", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Các dòng, như --format json của dòng lệnh", .en = "The rows, as --format json of the command line" },
    { 0 },
};
static const struct shape answer_shape = { "Rows", answer_fields };

/* --- coverage ----------------------------------------------------------------------------------------------- */

static const struct shape_field coverage_query[] = {
    { "programme", SHAPE_ID, .required = true, .vi = "Chương trình", .en = "Programme" },
    { "year", SHAPE_INT, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm", .en = "The year" },
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },
    { "as_of", SHAPE_DATE, .vi = "Tính đến ngày", .en = "As of this day" },
    { "as", SHAPE_TEXT, .vi = "then hoặc now: địa giới khi đó hay bây giờ", .en = "then or now: territory of then or of today" },
    { "obligation", SHAPE_TEXT, .vi = "Chỉ chỉ tiêu này", .en = "This obligation only" },
    { "subject", SHAPE_TEXT, .vi = "Chỉ đối tượng này", .en = "This subject only" },
    { "period", SHAPE_TEXT, .vi = "Chỉ kỳ này", .en = "This period only" },
    { "state", SHAPE_TEXT, .vi = "met, unmet, not_applicable, impossible hoặc unknown", .en = "met, unmet, not_applicable, impossible or unknown" },
    { "sums", SHAPE_BOOL, .vi = "Chỉ số lượng theo trạng thái của từng chỉ tiêu", .en = "Of each obligation only how many are in which state" },
    { 0 },
};

static enum err_code read_coverage(struct call *call, struct coverage_request *request,
                                   struct coverage *coverage, struct err *err)
{
    struct coverage_words words = { .programme = call_query(call, "programme"), .as_of = call_query(call, "as_of"),
                                    .as = call_query(call, "as"), .obligation = call_query(call, "obligation") };
    int64_t day = 0;
    TRY(call_need(call, "programme", err));
    TRY(call_query_int(call, "year", 0, SHAPE_YEAR_MIN, SHAPE_YEAR_MAX, &words.year, err));
    TRY(coverage_day(call->store, words.as_of, words.year, &day, err));
    if (words.as && strcmp(words.as, "now") == 0)
        day = call->store->today_day;
    TRY(reach_unit_about(call, call_query(call, "unit"), day, &words.unit, err));
    TRY(coverage_request_read(call->store, &words, &call->arena, request, err));
    TRY(coverage_run(call->store, request, &call->arena, coverage, err));
    coverage_keep(coverage, call_query(call, "subject"), call_query(call, "period"));
    return ERR_OK;
}

/* An organisation sees its own line, and what is of none. */
static bool in_line(const struct call *call, const char *organisation)
{
    const char *line = call->store->actor.line;
    return !line || !organisation || strcmp(line, organisation) == 0;
}

static bool is_asked(const struct call *call, const struct coverage_row *row, const char *state)
{
    return in_line(call, row->organisation) && (!state || strcmp(state, coverage_state_name(row->state)) == 0);
}

static void write_row(struct call *call, struct json_writer *w, const struct coverage_request *request, const struct coverage_row *row)
{
    struct telling to = call_telling(call);
    char period[DATE_TEXT_SIZE];
    period_to_text(row->period, period);
    coverage_row_json(&to, w, row,
                      arena_printf(&call->arena, "/api/v1/coverage/records?programme=%s&obligation=%s&subject=%s&period=%s",
                                   request->programme->id, row->obligation->id, row->subject_key, period));
}

/* The rows of one obligation stand together. */
static void write_sums(struct call *call, struct json_writer *w, const struct coverage *coverage, const char *state)
{
    for (size_t from = 0, to = 0; from < coverage->count; from = to) {
        const struct obligation *obligation = coverage->rows[from].obligation;
        int64_t counts[COVERAGE_STATE_MAX_] = { 0 };
        for (to = from; to < coverage->count && coverage->rows[to].obligation == obligation; to++)
            if (is_asked(call, &coverage->rows[to], state))
                counts[coverage->rows[to].state]++;
        json_begin_object(w);
        json_member_string(w, "obligation", obligation->id);
        json_member_string(w, "title", call->lang == LANG_EN && obligation->title.en ? obligation->title.en : obligation->title.vi);
        json_member_string(w, "source", programme_sources(&call->arena, obligation->sources));
        json_member_bool(w, "soft", obligation->soft);
        for (int i = 0; i < COVERAGE_STATE_MAX_; i++)
            json_member_int(w, coverage_state_name((enum coverage_state)i), counts[i]);
        json_end_object(w);
    }
}

static enum err_code get_coverage(struct call *call, struct err *err)
{
    struct coverage_request request = { 0 };
    struct coverage coverage = { 0 };
    const char *state = call_query(call, "state");
    TRY(read_coverage(call, &request, &coverage, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    if (call_query_true(call, "sums"))
        write_sums(call, &w, &coverage, state);
    else
        for (size_t i = 0; i < coverage.count; i++)
            if (is_asked(call, &coverage.rows[i], state))
                write_row(call, &w, &request, &coverage.rows[i]);
    json_end_array(&w);
    json_member_int(&w, "breaches", coverage.breaches);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

enum { COVERAGE_RECORDS_MAX = 1000 };

static enum err_code get_coverage_records(struct call *call, struct err *err)
{
    struct coverage_request request = { 0 };
    struct coverage coverage = { 0 };
    TRY(call_need(call, "obligation", err));
    TRY(read_coverage(call, &request, &coverage, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < coverage.count; i++) {
        struct coverage_record_list list = { 0 };
        if (!in_line(call, coverage.rows[i].organisation))
            continue;
        TRY(coverage_records(call->store, &coverage.rows[i], COVERAGE_RECORDS_MAX, &call->arena, &list, err));
        for (size_t j = 0; j < list.count; j++) {
            char id[ID_TEXT_SIZE];
            id_to_text(list.items[j].id, id);
            json_begin_object(&w);
            json_member_string(&w, "subject", coverage.rows[i].subject_key);
            json_member_string(&w, "kind", list.items[j].kind->slug);
            json_member_string(&w, "id", id);
            json_member_string(&w, "label", list.items[j].label);
            json_end_object(&w);
        }
    }
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

/* --- deadlines ------------------------------------------------------------------------------------------------ */

static const struct shape_field deadline_query[] = {
    { "programme", SHAPE_ID, .vi = "Chương trình", .en = "Programme" },
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },
    { "organisation", SHAPE_ID, .vi = "Tổ chức", .en = "Organisation" },
    { "from", SHAPE_DATE, .vi = "Hạn từ ngày", .en = "Due from this day" },
    { "to", SHAPE_DATE, .vi = "Hạn đến ngày", .en = "Due until this day" },
    { "state", SHAPE_TEXT, .vi = "overdue, past (quá hạn, chương trình kết thúc hơn một năm), due, upcoming, done, late, waived hoặc unknown", .en = "overdue, past (overdue, the programme ended more than a year ago), due, upcoming, done, late, waived or unknown" },
    { "format", SHAPE_TEXT, .vi = "json hoặc ics (tệp lịch)", .en = "json or ics (a calendar file)" },
    { 0 },
};

static const char *state_shown(const struct deadline *deadline)
{
    return deadline->is_past ? "past" : deadline_state_name(deadline->state);
}

/* Those in one state; all where none is named. */
static void deadlines_keep(struct deadlines *deadlines, const char *state)
{
    size_t kept = 0;
    for (size_t i = 0; i < deadlines->count; i++)
        if (!state || strcmp(state, state_shown(&deadlines->items[i])) == 0)
            deadlines->items[kept++] = deadlines->items[i];
    deadlines->count = kept;
}

static enum err_code get_deadlines(struct call *call, struct err *err)
{
    struct deadline_request request = { .programme = call_query(call, "programme"), .from_day = INT32_MIN,
                                        .to_day = INT32_MAX };
    struct deadlines deadlines = { 0 };
    const char *unit = NULL, *state = call_query(call, "state"), *format = call_query(call, "format");
    bool is_ics = format && strcmp(format, "ics") == 0;
    if (format && !is_ics && strcmp(format, "json") != 0)
        return err_set(err, ERR_USAGE, MSG_DEADLINE_FORMAT, format);
    TRY(reach_unit(call, call_query(call, "unit"), &unit, err));
    TRY(reach_line(call, call_query(call, "organisation"), &request.organisation, err));
    if (unit)
        TRY(unit_resolve(call->store, unit, NULL, &request.unit, err));
    TRY(deadline_span_day(call_query(call, "from"), false, &request.from_day, err));
    TRY(deadline_span_day(call_query(call, "to"), true, &request.to_day, err));
    TRY(deadlines_run(call->store, &request, &call->arena, &deadlines, err));
    deadlines_keep(&deadlines, state);
    struct telling to = call_telling(call);
    if (is_ics) {
        call->status = 200;
        call->type = "text/calendar; charset=utf-8";
        call_header(call, "Content-Disposition", "attachment; filename=\"thoi_han.ics\"");
        deadlines_ics(&to, &deadlines, &call->out);
        return ERR_OK;
    }
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_key(&w, "items");
    json_begin_array(&w);
    for (size_t i = 0; i < deadlines.count; i++)
        deadline_json(&to, &w, &deadlines.items[i]);
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

/* --- series ----------------------------------------------------------------------------------------------------- */

enum { SERIES_POINTS_MAX = 240 };

static const struct shape_field series_query[] = {
    { "programme", SHAPE_ID, .required = true, .vi = "Chương trình", .en = "Programme" },
    { "obligation", SHAPE_TEXT, .required = true, .vi = "Chỉ tiêu mà giá trị được vẽ", .en = "The obligation or target whose value is drawn" },
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },
    { "from", SHAPE_TEXT, .required = true, .vi = "Kỳ đầu: 2017, 2017Q1, 2017-01", .en = "First period: 2017, 2017Q1, 2017-01" },
    { "to", SHAPE_TEXT, .required = true, .vi = "Kỳ cuối, cùng dạng", .en = "Last period, of the same form" },
    { "as", SHAPE_TEXT, .vi = "then hoặc now", .en = "then or now" },
    { 0 },
};

/* The period of the same length that follows. */
static struct period next_period(struct period period)
{
    int64_t months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1;
    int64_t first = period.first.year * 12 + period.first.month - 1 + months, last = first + months - 1;
    struct date begin = date_of((int)(first / 12), (int)(first % 12) + 1, 1);
    struct date after = date_of((int)((last + 1) / 12), (int)((last + 1) % 12) + 1, 1);
    return (struct period){ begin, date_from_days(date_to_days(after) - 1) };
}

static bool is_whole_months(struct period period)
{
    int32_t after = date_to_days(period.last) + 1;
    return period.first.day == 1 && date_from_days(after).day == 1;
}

static enum err_code write_points(struct call *call, struct json_writer *w, const struct obligation *obligation,
                                  int64_t unit, struct period period, struct period last, bool as_now,
                                  struct err *err)
{
    for (int i = 0; date_to_days(period.first) <= date_to_days(last.first); i++, period = next_period(period)) {
        struct figure_cut cut = figure_cut_of(call->store, unit, period, as_now, call->store->today_day);
        struct number number = { 0 };
        char text[DATE_TEXT_SIZE];
        if (i == SERIES_POINTS_MAX)
            return err_set(err, ERR_LIMIT, MSG_SERIES_LONG, err_int(SERIES_POINTS_MAX));
        TRY(figure_cut_whole(call->store, unit, &cut, err));
        cut.organisation = call->store->actor.line;
        TRY(figure_expr(call->store, obligation->value, &cut, &number, err));
        period_to_text(period, text);
        json_begin_object(w);
        json_member_string(w, "period", text);
        json_key(w, "value");
        json_value(w, number.known ? v_int(number.value) : v_null());
        json_member_bool(w, "final", date_to_days(period.last) < call->store->today_day);
        json_end_object(w);
    }
    return ERR_OK;
}

static enum err_code get_series(struct call *call, struct err *err)
{
    const struct programme *programme = NULL;
    const char *named = NULL, *as = call_query(call, "as");
    struct period first, last;
    int64_t unit = 0;
    for (const struct shape_field *field = series_query; field->name; field++)
        if (field->required)
            TRY(call_need(call, field->name, err));
    TRY(programme_open(call->store, call_query(call, "programme"), &call->arena, &programme, err));
    const struct obligation *obligation = programme_obligation(programme, call_query(call, "obligation"));
    if (!obligation)
        return err_set(err, ERR_INPUT, MSG_COVERAGE_NO_OBLIGATION, call_query(call, "obligation"), programme->id);
    TRY(period_parse(call_query(call, "from"), &first, err));
    TRY(period_parse(call_query(call, "to"), &last, err));
    if (!is_whole_months(first) || !is_whole_months(last))
        return err_set(err, ERR_USAGE, MSG_SERIES_PERIOD);
    TRY(reach_unit(call, call_query(call, "unit"), &named, err));
    if (named)
        TRY(unit_resolve(call->store, named, NULL, &unit, err));
    else
        TRY(programme_unit(call->store, programme, &unit, err));
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_string(&w, "programme", programme->id);
    json_member_string(&w, "obligation", obligation->id);
    json_member_string(&w, "title", call->lang == LANG_EN && obligation->title.en ? obligation->title.en :
                                                                                    obligation->title.vi);
    json_key(&w, "items");
    json_begin_array(&w);
    TRY(write_points(call, &w, obligation, unit, first, last, as && strcmp(as, "now") == 0, err));
    json_end_array(&w);
    json_end_object(&w);
    answer_etag(call, 0);
    return ERR_OK;
}

const struct route routes_service[] = {
    { HTTP_GET, "/api/v1/coverage", RIGHT_READ, LANE_LONG, .query = coverage_query, .out = &answer_shape, .keeps = true, .handle = get_coverage,
      .name = "coverage", .group = "services", .vi = "Từng chỉ tiêu: đạt hay chưa, việc phải làm tiếp",
      .en = "Every obligation: met or not, the next action" },
    { HTTP_GET, "/api/v1/coverage/records", RIGHT_READ, LANE_LONG, .query = coverage_query, .out = &answer_shape,
      .keeps = true, .handle = get_coverage_records, .name = "coverage_records", .group = "services", .vi = "Bản ghi đằng sau một con số",
      .en = "The records behind a number" },
    { HTTP_GET, "/api/v1/deadlines", RIGHT_READ, LANE_LONG, .query = deadline_query, .out = &answer_shape, .keeps = true, .handle = get_deadlines,
      .name = "deadlines", .group = "services", .vi = "Ai phải làm gì, hạn nào", .en = "Who owes what by when" },
    { HTTP_GET, "/api/v1/series", RIGHT_READ, LANE_LONG, .query = series_query, .out = &answer_shape, .keeps = true, .at_once = true, .handle = get_series,
      .name = "series", .group = "services", .vi = "Giá trị của một chỉ tiêu qua các kỳ", .en = "The value of an obligation over periods" },
    { 0 },
};
