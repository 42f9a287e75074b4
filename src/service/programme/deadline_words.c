/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/deadline_words.h"

#include "base/date.h"
#include "paper/ics.h"
#include "service/unit/unit.h"

static const char *words(const struct telling *to, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, to->lang, msg, args);
    return arena_strdup(to->arena, buf_text(&out));
}
#define WORDS(to, msg, ...) words(to, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL } + 1)

const char *deadline_title(const struct telling *to, const struct form_text *text)
{
    return to->lang == LANG_EN && text->en ? text->en : text->vi;
}

const char *deadline_day(const struct telling *to, int32_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_table(date_from_days(day), text);
    return arena_strdup(to->arena, text);
}

static const char *day_json(const struct telling *to, int32_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_external(date_from_days(day), text);
    return arena_strdup(to->arena, text);
}

enum err_code deadline_span_day(const char *text, bool last, int32_t *ret_day, struct err *err)
{
    struct date date;
    if (!text)
        return ERR_OK;
    TRY(date_from_external(text, &date, err));
    if (date_is_none(date) || date.precision == DATE_YEARLY)
        return err_set(err, ERR_USAGE, MSG_DATE_FORM, text);
    *ret_day = date_to_days(last ? date_last_day(date) : date_first_day(date));
    return ERR_OK;
}

bool deadline_is_known(const struct deadline *deadline)
{
    return !date_is_none(deadline->time.due);
}

/* "before", "by", "within", "on", "about"; NULL where nothing is known. */
static const char *operator_name(const struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    if (!deadline_is_known(deadline))
        return NULL;
    bool wide = time->op == DATE_ON && time->due.precision != DATE_DAY;
    return time->op == DATE_IN || wide ? "within" : date_operator_name(time->op);
}

const char *deadline_due(const struct telling *to, const struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    char text[DATE_TEXT_SIZE];
    if (!deadline_is_known(deadline))
        return WORDS(to, MSG_DEADLINE_NO_DATE);
    if (time->first_day != time->last_day && time->due.precision == DATE_DAY)
        return arena_printf(to->arena, "%s – %s", deadline_day(to, time->first_day),
                            deadline_day(to, time->last_day));
    if (to->lang == LANG_EN)
        date_to_deadline_english(time->due, time->op, text);
    else
        date_to_deadline(time->due, time->op, text);
    return arena_strdup(to->arena, text);
}

static bool is_impossible(const struct deadline *deadline)
{
    return deadline->has_lead && deadline->lead_days <= 0;
}

static const char *unknown_words(const struct telling *to, const struct deadline *deadline)
{
    switch (deadline->schedule->due.base) {
    case DUE_ARRIVED:
    case DUE_ISSUED:
        return WORDS(to, MSG_DEADLINE_NOTE_NO_PAPER);
    case DUE_PARENT:
    case DUE_EVENT:
        return WORDS(to, MSG_DEADLINE_NOTE_NO_ANCHOR);
    case DUE_UNKNOWN:
    case DUE_DATE:
    case DUE_YEARLY:
    case DUE_LUNAR:
    case DUE_SPAN_END:
    case DUE_WEEKLY:
        break;
    }
    return WORDS(to, MSG_DEADLINE_NOTE_NOT_SAID);
}

/* What is to be known about its day, sentence after sentence; NULL: nothing. */
const char *deadline_note(const struct telling *to, const struct deadline *deadline)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct occurrence *time = &deadline->time;
    if (!deadline_is_known(deadline))
        return unknown_words(to, deadline);
    const char *last = deadline_day(to, time->last_day);
    const char *working = deadline_day(to, deadline->working_day);
    if (deadline->holiday)
        buf_add(&out, WORDS(to, MSG_DEADLINE_NOTE_HOLIDAY, last,
                            to->lang == LANG_EN ? deadline->holiday->en : deadline->holiday->vi,
                            working));
    else if (deadline->rests)
        buf_add(&out, WORDS(to,
                            date_weekday(date_from_days(time->last_day)) == 6 ?
                                MSG_DEADLINE_NOTE_SATURDAY :
                                MSG_DEADLINE_NOTE_SUNDAY,
                            last, working));
    if (is_impossible(deadline))
        buf_printf(&out, "%s%s", out.len ? " " : "",
                   WORDS(to, MSG_DEADLINE_NOTE_NO_LEAD, err_int(-(int64_t)deadline->lead_days)));
    if (deadline->has_buffer && deadline->buffer_days <= 0)
        buf_printf(&out, "%s%s", out.len ? " " : "",
                   WORDS(to, MSG_DEADLINE_NOTE_AFTER_PARENT, deadline->schedule->parent));
    return out.len ? arena_strdup(to->arena, buf_text(&out)) : NULL;
}

const char *deadline_state_words(const struct telling *to, enum deadline_state state)
{
    static const enum msg msgs[] = {
        [DEADLINE_DONE] = MSG_DEADLINE_DONE,       [DEADLINE_LATE] = MSG_DEADLINE_LATE,
        [DEADLINE_WAIVED] = MSG_DEADLINE_WAIVED,   [DEADLINE_OVERDUE] = MSG_DEADLINE_OVERDUE,
        [DEADLINE_DUE] = MSG_DEADLINE_DUE,         [DEADLINE_UPCOMING] = MSG_DEADLINE_UPCOMING,
        [DEADLINE_UNKNOWN] = MSG_DEADLINE_UNKNOWN,
    };
    _Static_assert(COUNT(msgs) == DEADLINE_STATE_MAX_, "every state has its words");
    return WORDS(to, msgs[state]);
}

const char *deadline_unit(const struct telling *to, const struct unit *unit)
{
    char day[DATE_TEXT_SIZE];
    if (!unit)
        return NULL;
    if (unit->from_day == TERRITORY_FIRST_DAY)
        return unit->code;
    date_to_external(date_from_days(unit->from_day), day);
    return arena_printf(to->arena, "%s@%s", unit->code, day);
}

/* To whom it is owed; NULL where the text does not say. */
static const char *addressee(const struct telling *to, const struct deadline *deadline)
{
    const struct programme_party *party = deadline->schedule->to;
    const struct programme_organisation *organisation =
        party && party->organisation ? programme_organisation(deadline->programme, party->organisation) : NULL;
    if (!party)
        return NULL;
    return deadline_title(to, organisation ? &organisation->title : &party->name);
}

static void put_days(struct json_writer *w, const char *key, bool known, int64_t days)
{
    json_key(w, key);
    json_value(w, known ? v_int(days) : v_null());
}

void deadline_json(const struct telling *to, struct json_writer *w, const struct deadline *deadline)
{
    const struct occurrence *time = &deadline->time;
    const struct schedule *schedule = deadline->schedule;
    bool known = deadline_is_known(deadline), window = known && time->first_day != time->last_day;
    char due[DATE_TEXT_SIZE], period[DATE_TEXT_SIZE];
    date_to_external(time->due, due);
    period_to_text(time->span, period);
    json_begin_object(w);
    json_member_string(w, "what", deadline_title(to, &schedule->title));
    json_member_string(w, "body", deadline->body);
    json_member_string(w, "to", addressee(to, deadline));
    json_member_string(w, "due", known ? due : NULL);
    json_member_string(w, "operator", operator_name(deadline));
    json_member_string(w, "first_day", window ? day_json(to, time->first_day) : NULL);
    json_member_string(w, "last_day", known ? day_json(to, time->last_day) : NULL);
    json_member_string(w, "state", deadline_state_name(deadline->state));
    json_member_bool(w, "past", deadline->is_past);
    json_member_string(w, "done_on",
                       deadline->done_day == DEADLINE_NO_DAY ? NULL :
                                                               day_json(to, deadline->done_day));
    json_member_string(w, "programme", deadline->programme->id);
    json_member_string(w, "schedule", schedule->id);
    json_member_string(w, "kind", schedule_kind_name(schedule->kind));
    json_member_string(w, "period", period);
    json_member_string(w, "organisation", deadline->organisation);
    json_member_string(w, "unit", deadline_unit(to, deadline->unit));
    json_member_string(w, "working_day", known ? day_json(to, deadline->working_day) : NULL);
    json_member_bool(w, "rests", deadline->rests);
    json_member_string(w, "holiday", deadline->holiday ? deadline->holiday->vi : NULL);
    put_days(w, "lead_days", deadline->has_lead, deadline->lead_days);
    json_member_bool(w, "impossible_lead", is_impossible(deadline));
    json_member_string(w, "parent", schedule->parent);
    json_member_string(w, "outline", schedule->outline);
    put_days(w, "buffer_days", deadline->has_buffer, deadline->buffer_days);
    json_member_string(w, "note", deadline_note(to, deadline));
    json_member_string(w, "source", programme_sources(to->arena, schedule->sources));
    json_end_object(w);
}

/* --- a calendar file ------------------------------------------------------------------------------------- */

/* The same for a deadline whatever its day becomes. */
static const char *calendar_uid(const struct telling *to, const struct deadline *deadline)
{
    char period[DATE_TEXT_SIZE], due[DATE_TEXT_SIZE] = "";
    period_to_text(deadline->time.span, period);
    if (deadline->schedule->due.base == DUE_UNKNOWN) /* several may be set for one span */
        date_to_external(deadline->time.due, due);
    return arena_printf(to->arena, "%s.%s.%s.%s.%s%s%s@chungtay", deadline->programme->id,
                        deadline->schedule->id,
                        deadline->organisation ? deadline->organisation : deadline->body,
                        deadline->unit ? deadline_unit(to, deadline->unit) : "", period,
                        *due ? "." : "", due);
}

void deadlines_ics(const struct telling *to, const struct deadlines *deadlines, struct buf *out)
{
    ics_begin(out, msg_text(MSG_DEADLINE_CALENDAR, to->lang), to->store->now);
    for (size_t i = 0; i < deadlines->count; i++) {
        const struct deadline *deadline = &deadlines->items[i];
        const char *more = deadline_note(to, deadline);
        struct ics_entry entry = {
            .uid = calendar_uid(to, deadline),
            .summary = arena_printf(to->arena, "%s: %s", deadline->body,
                                    deadline_title(to, &deadline->schedule->title)),
            .description = arena_printf(to->arena, "%s\n%s%s%s", deadline_due(to, deadline),
                                        deadline_state_words(to, deadline->state), more ? "\n" : "",
                                        more ? more : ""),
            .categories = deadline->programme->short_title.vi ? deadline->programme->short_title.vi :
                                                                deadline->programme->id,
            .dated = deadline_is_known(deadline),
            .first_day = deadline->time.first_day,
            .last_day = deadline->time.last_day,
            .done = deadline->state == DEADLINE_DONE,
        };
        ics_add(out, &entry, to->store->now);
    }
    ics_end(out);
}
