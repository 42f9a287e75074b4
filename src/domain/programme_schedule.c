/* SPDX-License-Identifier: Apache-2.0
 * The schedules of a programme's file, and what binds them together. */
#include "domain/programme_form.h"

#include "domain/code_lists.h"
#include "domain/schedule.h"

#include <string.h>

static const char *const kind_words[] = { "report",     "registration", "consultation",
                                          "document",   "inspection",   "briefing",
                                          "review",     "event",        "task",
                                          NULL };

const char *schedule_kind_name(int kind)
{
    return kind_words[kind];
}

void read_every(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                void *ret_field)
{
    const char *text = form_scalar(form, key->key, value);
    struct err err;
    if (text && due_parse_every(text, ret_field, &err) != ERR_OK)
        form_failure(form, value, &err);
}

/* Months, or weeks, into the due itself. */
static void read_repeat(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                        void *ret_field)
{
    struct due *due = ret_field;
    const char *text = form_scalar(form, key->key, value);
    if (text && !due_parse_weeks(text, &due->every_weeks))
        read_every(form, key, value, &due->every_months);
}

/* --- one schedule ----------------------------------------------------------------------------- */

static void read_due(struct form_reader *form, const struct yaml *node, struct schedule *schedule)
{
    const char *text = form_scalar(form, "due", node);
    struct date last;
    struct err err;
    if (!text)
        return;
    int64_t every = schedule->due.every_months, weeks = schedule->due.every_weeks;
    schedule->due_text = text;
    if (due_parse(text, &schedule->due, &err) != ERR_OK) {
        form_failure(form, node, &err);
        return;
    }
    struct due *due = &schedule->due;
    struct date date = due->date;
    if (date.precision == DATE_YEARLY)
        date = date_in_year(date, 2000);
    if (due_has_date(due) && !date_last_ok(date, due->op, &last))
        form_mistake(form, node, MSG_PROGRAMME_NO_LAST_DAY, text);
    if (weeks && due->base != DUE_UNKNOWN && due->base != DUE_WEEKLY)
        form_mistake(form, node, MSG_PROGRAMME_DUE_EVERY, text);
    due->every_weeks = weeks ? weeks : due->every_weeks;
    if (every == 0)
        return;
    bool comes_again = due->base == DUE_UNKNOWN || due->base == DUE_YEARLY ||
                       (due->base == DUE_LUNAR && due->date.year == 0 && every % 12 == 0);
    if (!comes_again)
        form_mistake(form, node, MSG_PROGRAMME_DUE_EVERY, text);
    due->every_months = every;
}

/* The first day of a window, of the same form as its last. */
static void read_start(struct form_reader *form, const struct yaml *node, struct schedule *schedule)
{
    const char *text = form_scalar(form, "from", node);
    struct due *due = &schedule->due;
    enum date_operator op;
    struct date start;
    struct err err;
    if (!text)
        return;
    if (date_parse(text, &start, &op, &err) != ERR_OK) {
        form_failure(form, node, &err);
        return;
    }
    bool yearly = start.precision == DATE_YEARLY;
    size_t before = form->mistakes->count;
    if (!schedule->due_text || due->steps || (op != DATE_ON && op != DATE_FROM) ||
        due->base != (yearly ? DUE_YEARLY : DUE_DATE))
        form_mistake(form, node, MSG_PROGRAMME_FROM, text);
    else if (!yearly &&
             date_compare(date_first_day(start), date_last_day(due->date)) > 0)
        form_mistake(form, node, MSG_DUE_WINDOW, text);
    if (form->mistakes->count > before)
        return;
    due->start = start;
    due->op = due->op == DATE_ON ? DATE_IN : due->op;
}

/* What a deadline depends on must be named. */
static void check_base(struct form_reader *form, const struct yaml *node,
                       const struct schedule *schedule)
{
    const struct yaml place = { .line = line_of(node, "due"), .column = 1 };
    const struct programme *programme = programme_reader(form)->programme;
    const char *lacking = NULL;
    switch (schedule->due.base) {
    case DUE_PARENT:
        lacking = schedule->parent ? NULL : "parent";
        break;
    case DUE_EVENT:
        lacking = schedule->event ? NULL : "event";
        break;
    case DUE_ISSUED:
    case DUE_ARRIVED:
        lacking = schedule->document || programme_own_document(programme) ? NULL : "document";
        break;
    case DUE_UNKNOWN:
    case DUE_DATE:
    case DUE_YEARLY:
    case DUE_LUNAR:
    case DUE_SPAN_END:
    case DUE_WEEKLY:
        break;
    }
    if (lacking)
        form_mistake(form, &place, MSG_PROGRAMME_DUE_LACKS, schedule->due_text, lacking);
}

static void schedule_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct schedule *schedule = ret;
    const struct programme_reader *reader = programme_reader(form);
    const struct programme *programme = reader->programme;
    const struct yaml *due = yaml_get(node, "due"), *start = yaml_get(node, "from");
    schedule->due.op = DATE_BY;
    schedule->due.base = schedule->due.every_weeks ? DUE_WEEKLY : DUE_SPAN_END;
    schedule->due.weekday = 7;
    if (due)
        read_due(form, form_value(form, due), schedule);
    else if (!yaml_get(node, "every"))
        form_mistake(form, node, MSG_FORM_MISSING, "due");
    if (start)
        read_start(form, form_value(form, start), schedule);
    const struct yaml *period = yaml_get(node, "period");
    schedule->has_period = !date_is_none(schedule->period.first);
    if (schedule->has_period && !date_is_none(programme->period.first) &&
        (date_compare(schedule->period.first, programme->period.first) < 0 ||
         date_compare(schedule->period.last, programme->period.last) > 0))
        form_mistake(form, period, MSG_PROGRAMME_PERIOD_OUTSIDE);
    check_base(form, node, schedule);
    const struct id_list documents = ID_LIST(programme->documents, programme->document_count, id);
    const struct id_list outlines = ID_LIST(programme->outlines, programme->outline_count, id);
    const struct id_list exprs = ID_LIST(reader->exprs, reader->expr_count, id);
    check_reference(form, line_of(node, "document"), "document", schedule->document, &documents);
    check_reference(form, line_of(node, "outline"), "outline", schedule->outline, &outlines);
    check_reference(form, line_of(node, "indicator"), "indicator", schedule->indicator, &exprs);
}

static const struct field activity_field = { .codes = activity_type_codes, .list = "activity_type" };
static const struct field document_field = { .codes = document_type_codes, .list = "document_type" };

#define SCHEDULE(member) offsetof(struct schedule, member)
static const struct form_key schedule_keys[] = {
    PROGRAMME_ID_AND_TITLE(struct schedule),
    PROGRAMME_SOURCES(struct schedule),
    { .key = "kind",
      .type = FORM_CHOICE,
      .required = true,
      .words = kind_words,
      .offset = SCHEDULE(kind) },
    PROGRAMME_PARTY_LIST("by", struct schedule, by, by_count, true),
    { .key = "to", .type = FORM_GROUP, .form = &party_form, .offset = SCHEDULE(to) },
    PROGRAMME_PARTY_LIST("onward", struct schedule, onward, onward_count, false),
    { .key = "every", .type = FORM_READ, .read = read_repeat, .offset = SCHEDULE(due) },
    { .key = "period", .type = FORM_READ, .read = read_period, .offset = SCHEDULE(period) },
    { .key = "due", .type = FORM_ELSEWHERE },
    { .key = "from", .type = FORM_ELSEWHERE },
    { .key = "parent", .type = FORM_NAME, .offset = SCHEDULE(parent) },
    { .key = "event", .type = FORM_NAME, .offset = SCHEDULE(event) },
    { .key = "outline", .type = FORM_NAME, .offset = SCHEDULE(outline) },
    { .key = "document", .type = FORM_NAME, .offset = SCHEDULE(document) },
    { .key = "indicator", .type = FORM_NAME, .offset = SCHEDULE(indicator) },
    { .key = "activity",
      .type = FORM_READ,
      .read = read_code,
      .detail = &activity_field,
      .offset = SCHEDULE(activity) },
    { .key = "document_type",
      .type = FORM_READ,
      .read = read_code,
      .detail = &document_field,
      .offset = SCHEDULE(document_type) },
    { .key = NULL },
};
const struct form schedule_form = { .keys = schedule_keys,
                                    .size = sizeof(struct schedule),
                                    .has_line = true,
                                    .finish = schedule_finish };

/* --- all of them ------------------------------------------------------------------------------ */

/* Does it lead back to itself, by what it serves or by the event it hangs on? */
static bool in_a_circle(const struct programme *programme, const struct schedule *schedule,
                        bool by_event)
{
    const struct schedule *up = schedule;
    for (size_t steps = 0; up; steps++) {
        const char *next = by_event && up->due.base == DUE_EVENT ? up->event : up->parent;
        if (!next)
            return false;
        if (steps > programme->schedule_count)
            return true;
        up = programme_schedule(programme, next);
    }
    return false;
}

/* A child of a cascade is due before its parent, each time. */
static void check_cascade(struct form_reader *form, const struct programme *programme,
                          const struct schedule *schedule, const struct schedule *parent,
                          const struct yaml *place)
{
    if (date_is_none(programme->period.first) || date_is_none(programme->period.last))
        return;
    struct schedule_facts facts = { 0 };
    struct occurrences children = schedule_occurrences(programme, schedule, &facts, form->arena);
    struct occurrences parents = schedule_occurrences(programme, parent, &facts, form->arena);
    for (size_t i = 0; i < children.count; i++) {
        const struct occurrence *child = &children.items[i];
        const struct occurrence *above = schedule_served(&parents, child);
        if (date_is_none(child->due) || !above || child->last_day < above->last_day)
            continue;
        form_mistake(form, place, MSG_PROGRAMME_CASCADE,
                     schedule->due_text ? schedule->due_text : schedule->id,
                     parent->due_text ? parent->due_text : parent->id, schedule->parent);
        return;
    }
}

/* What comes again comes at least once. */
static void check_falls(struct form_reader *form, const struct programme *programme,
                        const struct schedule *schedule, const struct yaml *node)
{
    const struct yaml place = { .line = line_of(node, schedule->due_text ? "due" : "every"), .column = 1 };
    struct schedule_facts facts = { 0 };
    if (date_is_none(programme->period.first) || date_is_none(programme->period.last) ||
        schedule->due.base == DUE_PARENT || schedule->due.base == DUE_EVENT)
        return;
    if (schedule_occurrences(programme, schedule, &facts, form->arena).count == 0)
        form_mistake(form, &place, MSG_PROGRAMME_NEVER_DUE);
}

void check_schedules(struct form_reader *form, const struct programme *programme,
                     const struct yaml *node)
{
    const struct id_list list = ID_LIST(programme->schedules, programme->schedule_count, id);
    size_t before = form->mistakes->count;
    check_ids(form, &list, "schedules");
    if (node->type != YAML_SEQUENCE)
        return;
    for (size_t i = 0; i < programme->schedule_count; i++) {
        const struct schedule *schedule = &programme->schedules[i];
        int line = line_of(&node->items[i], schedule->parent ? "parent" : "event");
        const struct yaml place = { .line = line, .column = 1 };
        check_reference(form, line_of(&node->items[i], "parent"), "parent", schedule->parent, &list);
        check_reference(form, line_of(&node->items[i], "event"), "event", schedule->event, &list);
        if (in_a_circle(programme, schedule, false) || in_a_circle(programme, schedule, true))
            form_mistake(form, &place, MSG_PROGRAMME_CIRCLE, schedule->id ? schedule->id : "");
    }
    for (size_t i = 0; i < programme->schedule_count && form->mistakes->count == before; i++) {
        const struct schedule *schedule = &programme->schedules[i];
        const struct yaml place = { .line = line_of(&node->items[i], "parent"), .column = 1 };
        check_falls(form, programme, schedule, &node->items[i]);
        const struct schedule *parent =
            schedule->parent ? programme_schedule(programme, schedule->parent) : NULL;
        if (parent && schedule->id)
            check_cascade(form, programme, schedule, parent, &place);
    }
}
