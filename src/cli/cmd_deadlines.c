/* SPDX-License-Identifier: Apache-2.0
 * deadlines: who owes what by when, as a table, JSON, CSV or a calendar file. */
#include "cli/commands.h"

#include "paper/ics.h"
#include "service/deadlines.h"
#include "service/unit.h"

#include <string.h>

static enum err_code read_day(const struct cli *cli, const char *option, bool last, int32_t *ret_day,
                              struct err *err)
{
    const char *text = cli_option(cli, option);
    struct date date;
    if (!text)
        return ERR_OK;
    TRY(date_from_external(text, &date, err));
    if (date_is_none(date) || date.precision == DATE_YEARLY)
        return err_set(err, ERR_USAGE, MSG_DATE_FORM, text);
    *ret_day = date_to_days(last ? date_last_day(date) : date_first_day(date));
    return ERR_OK;
}

static enum err_code read_request(struct cli *cli, struct deadline_request *request, bool *ret_ics,
                                  struct err *err)
{
    const char *unit = cli_option(cli, "unit"), *format = cli_option(cli, "format");
    const char *organisation = cli_option(cli, "organisation");
    *request = (struct deadline_request){ .programme = cli_option(cli, "programme"),
                                          .organisation = organisation,
                                          .from_day = INT32_MIN,
                                          .to_day = INT32_MAX };
    bool known = true;
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &request->unit, err));
    if (organisation)
        TRY(entity_key_exists(&cli->store, kind_by_slug("organisations"), organisation, &known, err));
    if (!known)
        return err_set(err, ERR_NOT_FOUND, MSG_DEADLINE_ORGANISATION, organisation);
    TRY(read_day(cli, "from", false, &request->from_day, err));
    TRY(read_day(cli, "to", true, &request->to_day, err));
    *ret_ics = format && strcmp(format, "ics") == 0;
    if (format && strcmp(format, "json") == 0)
        cli->format = FORMAT_JSON;
    else if (format && strcmp(format, "csv") == 0)
        cli->format = FORMAT_CSV;
    else if (format && !*ret_ics && strcmp(format, "table") != 0)
        return err_set(err, ERR_USAGE, MSG_DEADLINE_FORMAT, format);
    return ERR_OK;
}

/* --- words ------------------------------------------------------------------------------------ */

static const char *words(struct cli *cli, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, msg, args);
    return arena_strdup(&cli->arena, buf_text(&out));
}
#define WORDS(cli, msg, ...) words(cli, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL } + 1)

static const char *title(const struct cli *cli, const struct form_text *text)
{
    return cli->lang == LANG_EN && text->en ? text->en : text->vi;
}

static const char *day_words(struct cli *cli, int32_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_table(date_from_days(day), text);
    return arena_strdup(&cli->arena, text);
}

static const char *day_json(struct cli *cli, int32_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_external(date_from_days(day), text);
    return arena_strdup(&cli->arena, text);
}

static bool is_known(const struct deadline *deadline)
{
    return !date_is_none(deadline->time.due);
}

/* "before", "by", "within", "on", "about"; NULL where nothing is known. */
static const char *operator_name(const struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    if (!is_known(deadline))
        return NULL;
    bool wide = time->op == DATE_ON && time->due.precision != DATE_DAY;
    return time->op == DATE_IN || wide ? "within" : date_operator_name(time->op);
}

static const char *due_words(struct cli *cli, const struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    char text[DATE_TEXT_SIZE];
    if (!is_known(deadline))
        return WORDS(cli, MSG_DEADLINE_NO_DATE);
    if (time->first_day != time->last_day && time->due.precision == DATE_DAY)
        return arena_printf(&cli->arena, "%s – %s", day_words(cli, time->first_day),
                            day_words(cli, time->last_day));
    date_to_deadline(time->due, time->op, text);
    return arena_strdup(&cli->arena, text);
}

static bool is_impossible(const struct deadline *deadline)
{
    return deadline->has_lead && deadline->lead_days <= 0;
}

static const char *unknown_words(struct cli *cli, const struct deadline *deadline)
{
    switch (deadline->schedule->due.base) {
    case DUE_ARRIVED:
    case DUE_ISSUED:
        return WORDS(cli, MSG_DEADLINE_NOTE_NO_PAPER);
    case DUE_PARENT:
    case DUE_EVENT:
        return WORDS(cli, MSG_DEADLINE_NOTE_NO_ANCHOR);
    case DUE_UNKNOWN:
    case DUE_DATE:
    case DUE_YEARLY:
    case DUE_LUNAR:
    case DUE_SPAN_END:
    case DUE_WEEKLY:
        break;
    }
    return WORDS(cli, MSG_DEADLINE_NOTE_NOT_SAID, deadline->schedule->id);
}

/* What is to be known about its day, sentence after sentence; NULL: nothing. */
static const char *note(struct cli *cli, const struct deadline *deadline)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct occurrence *time = &deadline->time;
    if (!is_known(deadline))
        return unknown_words(cli, deadline);
    const char *last = day_words(cli, time->last_day);
    const char *working = day_words(cli, deadline->working_day);
    if (deadline->holiday)
        buf_add(&out, WORDS(cli, MSG_DEADLINE_NOTE_HOLIDAY, last,
                            cli->lang == LANG_EN ? deadline->holiday->en : deadline->holiday->vi,
                            working));
    else if (deadline->rests)
        buf_add(&out, WORDS(cli,
                            date_weekday(date_from_days(time->last_day)) == 6 ?
                                MSG_DEADLINE_NOTE_SATURDAY :
                                MSG_DEADLINE_NOTE_SUNDAY,
                            last, working));
    if (is_impossible(deadline))
        buf_printf(&out, "%s%s", out.len ? " " : "",
                   WORDS(cli, MSG_DEADLINE_NOTE_NO_LEAD, err_int(-(int64_t)deadline->lead_days)));
    if (deadline->has_buffer && deadline->buffer_days <= 0)
        buf_printf(&out, "%s%s", out.len ? " " : "",
                   WORDS(cli, MSG_DEADLINE_NOTE_AFTER_PARENT, deadline->schedule->parent));
    return out.len ? arena_strdup(&cli->arena, buf_text(&out)) : NULL;
}

static const char *state_words(struct cli *cli, enum deadline_state state)
{
    static const enum msg msgs[] = {
        [DEADLINE_DONE] = MSG_DEADLINE_DONE,       [DEADLINE_LATE] = MSG_DEADLINE_LATE,
        [DEADLINE_WAIVED] = MSG_DEADLINE_WAIVED,   [DEADLINE_OVERDUE] = MSG_DEADLINE_OVERDUE,
        [DEADLINE_DUE] = MSG_DEADLINE_DUE,         [DEADLINE_UPCOMING] = MSG_DEADLINE_UPCOMING,
        [DEADLINE_UNKNOWN] = MSG_DEADLINE_UNKNOWN,
    };
    _Static_assert(COUNT(msgs) == DEADLINE_STATE_MAX_, "every state has its words");
    return WORDS(cli, msgs[state]);
}

static const char *sources(struct cli *cli, const struct schedule *schedule)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const char *const *source = schedule->sources; source && *source; source++)
        buf_printf(&out, "%s%s", out.len ? " " : "", *source);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static const char *unit_key(struct cli *cli, const struct unit *unit)
{
    char day[DATE_TEXT_SIZE];
    if (!unit)
        return NULL;
    if (unit->from_day == TERRITORY_FIRST_DAY)
        return unit->code;
    date_to_external(date_from_days(unit->from_day), day);
    return arena_printf(&cli->arena, "%s@%s", unit->code, day);
}

/* --- faces ------------------------------------------------------------------------------------ */

static void put_days(struct json_writer *w, const char *key, bool known, int64_t days)
{
    json_key(w, key);
    json_value(w, known ? v_int(days) : v_null());
}

static void print_one_json(struct cli *cli, struct json_writer *w, const struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    const struct schedule *schedule = deadline->schedule;
    bool known = is_known(deadline), window = known && time->first_day != time->last_day;
    char due[DATE_TEXT_SIZE], period[DATE_TEXT_SIZE];
    date_to_external(time->due, due);
    period_to_text(time->span, period);
    json_begin_object(w);
    json_member_string(w, "what", title(cli, &schedule->title));
    json_member_string(w, "body", deadline->body);
    json_member_string(w, "due", known ? due : NULL);
    json_member_string(w, "operator", operator_name(deadline));
    json_member_string(w, "first_day", window ? day_json(cli, time->first_day) : NULL);
    json_member_string(w, "last_day", known ? day_json(cli, time->last_day) : NULL);
    json_member_string(w, "state", deadline_state_name(deadline->state));
    json_member_string(w, "done_on",
                       deadline->done_day == DEADLINE_NO_DAY ? NULL :
                                                               day_json(cli, deadline->done_day));
    json_member_string(w, "programme", deadline->programme->id);
    json_member_string(w, "schedule", schedule->id);
    json_member_string(w, "kind", schedule_kind_name(schedule->kind));
    json_member_string(w, "period", period);
    json_member_string(w, "organisation", deadline->organisation);
    json_member_string(w, "unit", unit_key(cli, deadline->unit));
    json_member_string(w, "working_day", known ? day_json(cli, deadline->working_day) : NULL);
    json_member_bool(w, "rests", deadline->rests);
    json_member_string(w, "holiday", deadline->holiday ? deadline->holiday->vi : NULL);
    put_days(w, "lead_days", deadline->has_lead, deadline->lead_days);
    json_member_bool(w, "impossible_lead", is_impossible(deadline));
    json_member_string(w, "parent", schedule->parent);
    put_days(w, "buffer_days", deadline->has_buffer, deadline->buffer_days);
    json_member_string(w, "note", note(cli, deadline));
    json_member_string(w, "source", sources(cli, schedule));
    json_end_object(w);
}

static void print_json(struct cli *cli, const struct deadlines *deadlines)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_array(&w);
    for (size_t i = 0; i < deadlines->count; i++)
        print_one_json(cli, &w, &deadlines->items[i]);
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

static void print_table(struct cli *cli, const struct deadlines *deadlines)
{
    static const struct table_column columns[] = {
        { "last_day", "Ngày cuối", false }, { "due", "Thời hạn", false },
        { "state", "Trạng thái", false },   { "body", "Đơn vị", false },
        { "what", "Việc", false },          { "note", "Lưu ý", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < deadlines->count; i++) {
        const struct deadline *deadline = &deadlines->items[i];
        bool known = is_known(deadline);
        table_cell(&table, v_text(known ? day_words(cli, deadline->time.last_day) : NULL));
        table_cell(&table, v_text(due_words(cli, deadline)));
        table_cell(&table, v_text(state_words(cli, deadline->state)));
        table_cell(&table, v_text(deadline->body));
        table_cell(&table, v_text(title(cli, &deadline->schedule->title)));
        table_cell(&table, v_text(note(cli, deadline)));
    }
    table_print(cli, &table);
}

/* The same for a deadline whatever its day becomes. */
static const char *uid(struct cli *cli, const struct deadline *deadline)
{
    char period[DATE_TEXT_SIZE], due[DATE_TEXT_SIZE] = "";
    period_to_text(deadline->time.span, period);
    if (deadline->schedule->due.base == DUE_UNKNOWN) /* several may be set for one span */
        date_to_external(deadline->time.due, due);
    return arena_printf(&cli->arena, "%s.%s.%s.%s.%s%s%s@chungtay", deadline->programme->id,
                        deadline->schedule->id,
                        deadline->organisation ? deadline->organisation : deadline->body,
                        deadline->unit ? unit_key(cli, deadline->unit) : "", period,
                        *due ? "." : "", due);
}

static void print_ics(struct cli *cli, const struct deadlines *deadlines)
{
    ics_begin(&cli->out, WORDS(cli, MSG_DEADLINE_CALENDAR), cli->store.now);
    for (size_t i = 0; i < deadlines->count; i++) {
        const struct deadline *deadline = &deadlines->items[i];
        const char *more = note(cli, deadline);
        struct ics_entry entry = {
            .uid = uid(cli, deadline),
            .summary = arena_printf(&cli->arena, "%s: %s", deadline->body,
                                    title(cli, &deadline->schedule->title)),
            .description = arena_printf(&cli->arena, "%s\n%s%s%s", due_words(cli, deadline),
                                        state_words(cli, deadline->state), more ? "\n" : "",
                                        more ? more : ""),
            .categories = deadline->programme->short_title.vi ? deadline->programme->short_title.vi :
                                                                deadline->programme->id,
            .dated = is_known(deadline),
            .first_day = deadline->time.first_day,
            .last_day = deadline->time.last_day,
            .done = deadline->state == DEADLINE_DONE,
        };
        ics_add(&cli->out, &entry, cli->store.now);
    }
    ics_end(&cli->out);
}

static enum err_code run_deadlines(struct cli *cli, struct err *err)
{
    struct deadline_request request;
    struct deadlines deadlines;
    bool ics = false;
    TRY(cli_words(cli, 0, 0, err));
    TRY(read_request(cli, &request, &ics, err));
    TRY(deadlines_run(&cli->store, &request, &cli->arena, &deadlines, err));
    if (ics)
        print_ics(cli, &deadlines);
    else if (cli->format == FORMAT_JSON)
        print_json(cli, &deadlines);
    else
        print_table(cli, &deadlines);
    return ERR_OK;
}

static const struct cli_option deadlines_options[] = {
    { "programme", false }, { "unit", false }, { "organisation", false }, { "from", false },
    { "to", false },        { "format", false }, { 0 },
};

const struct command command_deadlines = {
    .name = "deadlines",
    .usage = "[--programme ID] [--unit CODE[@DATE]] [--organisation ORG] [--from D] [--to D] "
             "[--format table|json|csv|ics]",
    .vi = "Lịch: đơn vị nào phải làm gì, hạn nào, đã làm chưa",
    .en = "The calendar: who owes what by when, and whether it was done",
    .options = deadlines_options, .needs = NEEDS_READING, .run = run_deadlines,
};
