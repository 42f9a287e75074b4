/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/coverage_json.h"

#include "base/date.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

enum err_code coverage_day(const struct store *store, const char *as_of, int64_t year, int64_t *ret_day,
                           struct err *err)
{
    *ret_day = store->today_day;
    if (as_of) {
        struct date date;
        TRY(date_from_external(as_of, &date, err));
        *ret_day = date_to_days(date_last_day(date));
    }
    if (year && date_to_days(date_of((int)year, 12, 31)) < *ret_day)
        *ret_day = date_to_days(date_of((int)year, 12, 31));
    return ERR_OK;
}

enum err_code coverage_request_read(struct store *store, const struct coverage_words *words, struct arena *arena,
                                    struct coverage_request *request, struct err *err)
{
    const char *programme = words->programme, *as = words->as;
    TRY(programme_open(store, programme, arena, &request->programme, err));
    if (words->year && (words->year < 1945 || words->year > 2100))
        return err_set(err, ERR_USAGE, MSG_COVERAGE_YEAR);
    request->year = (int)words->year;
    request->obligation = words->obligation;
    if (request->obligation && !programme_obligation(request->programme, request->obligation))
        return err_set(err, ERR_INPUT, MSG_COVERAGE_NO_OBLIGATION, request->obligation,
                       request->programme->id);
    request->as_now = as && strcmp(as, "now") == 0;
    if (as && !request->as_now && strcmp(as, "then") != 0)
        return err_set(err, ERR_USAGE, MSG_CLI_AS, as);
    TRY(coverage_day(store, words->as_of, words->year, &request->as_of_day, err));
    int64_t day = request->as_now ? store->today_day : request->as_of_day;
    if (words->unit)
        TRY(unit_resolve_about(store, words->unit, day, &request->unit, err));
    else
        TRY(programme_unit(store, request->programme, &request->unit, err));
    /* the text of that day: a later version asks nothing of the past */
    TRY(programme_open_on(store, programme, request->as_of_day, arena,
                          &request->programme, err));
    int64_t valid = day;
    TRY(unit_check_day(store, request->unit, &valid, err));
    if (request->as_now && valid != day)
        return err_set(err, ERR_INPUT, MSG_UNIT_NOT_NOW, unit_name(store, arena, request->unit));
    return ERR_OK;
}

const char *coverage_reason(const struct telling *to, const struct coverage_row *row)
{
    if (row->reason == MSG_COVERAGE_REASON_NONE)
        return NULL;
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, to->lang, row->reason, row->reason_args);
    return arena_strdup(to->arena, buf_text(&out));
}

static const char *const unit_names[] = {
    [NUMBER_PLAIN] = "count", [NUMBER_MONEY] = "dong", [NUMBER_SHARE] = "per_cent",
    [NUMBER_POINTS] = "points"
};

static void put_score(struct json_writer *w, const struct coverage_row *row)
{
    if (row->criterion_count == 0)
        return;
    json_key(w, "rank");
    json_value(w, row->rank ? v_int(row->rank) : v_null());
    json_member_string(w, "class", row->class ? row->class->id : NULL);
    json_key(w, "criteria");
    json_begin_array(w);
    for (size_t i = 0; i < row->criterion_count; i++) {
        const struct coverage_criterion *criterion = &row->criteria[i];
        json_begin_object(w);
        json_member_string(w, "id", criterion->of->id);
        json_key(w, "value");
        json_value(w, criterion->value.known ? v_int(criterion->value.value) : v_null());
        json_key(w, "points");
        json_value(w, criterion->value.known ? v_int(criterion->points) : v_null());
        json_member_int(w, "points_max", criterion->of->points);
        json_member_bool(w, "reached", criterion->reached);
        json_end_object(w);
    }
    json_end_array(w);
}

/* Whole (of a share hundredths of a per cent); of a mean with two decimals. */
static void put_value(struct arena *arena, struct json_writer *w, const struct coverage_row *row)
{
    bool mean = expr_unit(row->obligation->value) == NUMBER_PLAIN && row->value.known && row->value.per > 0;
    if (mean)
        json_raw(w, arena_printf(arena, "%.2f", (double)number_hundredths(row->value) / 100));
    else
        json_value(w, row->value.known ? v_int(row->value.value) : v_null());
}

void coverage_row_json(const struct telling *to, struct json_writer *w, const struct coverage_row *row,
                       const char *records)
{
    char text[DATE_TEXT_SIZE];
    json_begin_object(w);
    const struct form_text *title = &row->obligation->title;
    json_member_string(w, "obligation", row->obligation->id);
    json_member_string(w, "title", to->lang == LANG_EN && title->en ? title->en : title->vi);
    json_member_string(w, "source", programme_sources(to->arena, row->obligation->sources));
    json_member_string(w, "subject", row->subject_key);
    json_member_string(w, "subject_name", row->subject);
    period_to_text(row->period, text);
    json_member_string(w, "period", text);
    json_key(w, "value");
    put_value(to->arena, w, row);
    json_member_string(w, "unit", unit_names[expr_unit(row->obligation->value)]);
    json_member_string(w, "bound", bound_text(to->arena, row));
    json_key(w, "reached");
    json_value(w, row->reached >= 0 ? v_int(row->reached) : v_null());
    json_member_string(w, "state", coverage_state_name(row->state));
    json_member_string(w, "reason", coverage_reason(to, row));
    date_to_external(row->period.last, text);
    json_member_string(w, "as_of", text);
    json_member_bool(w, "final", row->final);
    json_member_int(w, "reported", row->reported);
    json_member_int(w, "expected", row->expected);
    json_member_bool(w, "soft", row->obligation->soft);
    put_score(w, row);
    json_member_string(w, "records", records);
    json_member_string(w, "next_action", row->next_action);
    json_end_object(w);
}

void coverage_keep(struct coverage *coverage, const char *subject, const char *period)
{
    size_t kept = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        char text[DATE_TEXT_SIZE];
        period_to_text(coverage->rows[i].period, text);
        if ((!subject || strcmp(subject, coverage->rows[i].subject_key) == 0) &&
            (!period || strcmp(period, text) == 0))
            coverage->rows[kept++] = coverage->rows[i];
    }
    coverage->count = kept;
}
