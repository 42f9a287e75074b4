/* SPDX-License-Identifier: Apache-2.0
 * Who does what by when: duties, schedules, registration sheets and registers. */
#include "domain/programme_form.h"

#include "base/vitext.h"
#include "domain/code_lists.h"

#include <string.h>

static const struct field contents_field = { .codes = content_codes };

#define PARTY_LIST(key_, type_, member_, count_, required_)                                        \
    {                                                                                              \
        .key = key_, .type = FORM_LIST, .required = required_, .form = &party_form,                \
        .offset = offsetof(type_, member_), .count_offset = offsetof(type_, count_)                \
    }
#define SOURCES(type_)                                                                             \
    {                                                                                              \
        .key = "source", .type = FORM_READ, .read = read_sources,                                  \
        .offset = offsetof(type_, sources)                                                         \
    }
#define ID_AND_TITLE(type_)                                                                        \
    { .key = "id", .type = FORM_NAME, .required = true, .offset = offsetof(type_, id) },           \
    {                                                                                              \
        .key = "title", .type = FORM_TEXT, .required = true, .offset = offsetof(type_, title)      \
    }

/* --- duties ----------------------------------------------------------------------------------- */

static const char *const relation_words[] = { "coordinate", "request", "order", NULL };

static const struct form_key duty_keys[] = {
    ID_AND_TITLE(struct duty),
    SOURCES(struct duty),
    { .key = "lead",
      .type = FORM_GROUP,
      .required = true,
      .form = &party_form,
      .offset = offsetof(struct duty, lead) },
    PARTY_LIST("coordinate", struct duty, coordinate, coordinate_count, false),
    PARTY_LIST("towards", struct duty, towards, towards_count, false),
    { .key = "relation",
      .type = FORM_CHOICE,
      .words = relation_words,
      .offset = offsetof(struct duty, relation) },
    { .key = "contents",
      .type = FORM_READ,
      .read = read_codes,
      .detail = &contents_field,
      .offset = offsetof(struct duty, contents) },
    { .key = "movement", .type = FORM_NAME, .offset = offsetof(struct duty, movement) },
    { .key = NULL },
};

/* An order goes down one's own organisation; to another one a duty is a request. */
static void duty_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    const struct duty *duty = ret;
    const struct programme *programme = programme_reader(form)->programme;
    const struct id_list movements = ID_LIST(programme->movements, programme->movement_count, id);
    check_reference(form, line_of(node, "movement"), "movement", duty->movement, &movements);
    const struct yaml relation = { .line = line_of(node, "relation"), .column = 1 };
    if ((duty->towards_count > 0) != (duty->relation != DUTY_COORDINATE))
        form_mistake(form, &relation, MSG_PROGRAMME_TOWARDS);
    for (size_t i = 0; i < duty->towards_count; i++) {
        const char *whom = duty->towards[i].organisation;
        if (duty->relation == DUTY_ORDER && duty->lead && duty->lead->organisation && whom &&
            strcmp(whom, duty->lead->organisation) != 0)
            form_mistake(form, &relation, MSG_PROGRAMME_ORDER, duty->lead->organisation, whom);
    }
}

const struct form duty_form = {
    .keys = duty_keys, .size = sizeof(struct duty), .has_line = true, .finish = duty_finish
};

/* --- schedules ---------------------------------------------------------------------------------
 */

static const char *const schedule_kinds[] = { "report",   "registration", "consultation",
                                              "document", "inspection",   "briefing",
                                              "review",   "event",        "task",
                                              NULL };

/* "1 year", "3 years", "6 months". */
void read_every(struct form_reader *form, const struct form_key *key,
                       const struct yaml *value, void *ret_field)
{
    const char *text = form_scalar(form, key->key, value);
    if (!text)
        return;
    char number[8] = "";
    const char *space = strchr(text, ' ');
    size_t len = space ? (size_t)(space - text) : 0;
    int64_t count = 0;
    bool years = space && (strcmp(space, " years") == 0 || strcmp(space, " year") == 0);
    bool months = space && (strcmp(space, " months") == 0 || strcmp(space, " month") == 0);
    if (len > 0 && len < sizeof(number))
        memcpy(number, text, len);
    if ((!years && !months) || !text_int(number, &count) || count < 1 || count > 120)
        form_mistake(form, value, MSG_PROGRAMME_EVERY, text);
    else
        *(int64_t *)ret_field = count * (years ? 12 : 1);
}

static void read_due(struct form_reader *form, const struct yaml *node, struct schedule *schedule)
{
    const char *text = form_scalar(form, "due", node);
    struct err err;
    if (!text)
        return;
    if (strcmp(text, "unknown") == 0) {
        schedule->unknown_due = true;
        return;
    }
    schedule->due_text = text;
    if (date_parse(text, &schedule->due, &schedule->due_operator, &err) != ERR_OK) {
        form_failure(form, node, &err);
        return;
    }
    struct date last = schedule->due;
    if (schedule->due.precision == DATE_YEARLY)
        last = date_in_year(last, 2000);
    if (!date_last_ok(last, schedule->due_operator, &last))
        form_mistake(form, node, MSG_PROGRAMME_NO_LAST_DAY, text);
    if (schedule->due.precision == DATE_YEARLY && schedule->every_months == 0)
        schedule->every_months = 12;
    else if (schedule->due.precision != DATE_YEARLY && schedule->every_months != 0)
        form_mistake(form, node, MSG_PROGRAMME_DUE_EVERY, text);
}

static void schedule_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct schedule *schedule = ret;
    const struct programme *programme = programme_reader(form)->programme;
    const struct yaml *due = yaml_get(node, "due");
    if (due)
        read_due(form, form_value(form, due), schedule);
    else if (!yaml_get(node, "every"))
        form_mistake(form, node, MSG_FORM_MISSING, "due");
    const struct id_list documents = ID_LIST(programme->documents, programme->document_count, id);
    const struct id_list outlines = ID_LIST(programme->outlines, programme->outline_count, id);
    check_reference(form, line_of(node, "document"), "document", schedule->document, &documents);
    check_reference(form, line_of(node, "outline"), "outline", schedule->outline, &outlines);
    const struct programme_reader *reader = programme_reader(form);
    const struct id_list exprs = ID_LIST(reader->exprs, reader->expr_count, id);
    check_reference(form, line_of(node, "indicator"), "indicator", schedule->indicator, &exprs);
}

#define SCHEDULE(member) offsetof(struct schedule, member)
static const struct form_key schedule_keys[] = {
    ID_AND_TITLE(struct schedule),
    SOURCES(struct schedule),
    { .key = "kind",
      .type = FORM_CHOICE,
      .required = true,
      .words = schedule_kinds,
      .offset = SCHEDULE(kind) },
    PARTY_LIST("by", struct schedule, by, by_count, true),
    { .key = "to", .type = FORM_GROUP, .form = &party_form, .offset = SCHEDULE(to) },
    PARTY_LIST("onward", struct schedule, onward, onward_count, false),
    { .key = "every", .type = FORM_READ, .read = read_every, .offset = SCHEDULE(every_months) },
    { .key = "due", .type = FORM_ELSEWHERE },
    { .key = "parent", .type = FORM_NAME, .offset = SCHEDULE(parent) },
    { .key = "outline", .type = FORM_NAME, .offset = SCHEDULE(outline) },
    { .key = "document", .type = FORM_NAME, .offset = SCHEDULE(document) },
    { .key = "indicator", .type = FORM_NAME, .offset = SCHEDULE(indicator) },
    { .key = NULL },
};
const struct form schedule_form = { .keys = schedule_keys,
                                    .size = sizeof(struct schedule),
                                    .has_line = true,
                                    .finish = schedule_finish };

/* The last day in the calendar, for comparing; yearly dates among themselves. False without one. */
static bool schedule_last_day(const struct schedule *schedule, struct date *ret_day)
{
    struct date due = schedule->due;
    if (due.precision == DATE_YEARLY)
        due = date_in_year(due, 2000);
    return !date_is_none(due) && date_last_ok(due, schedule->due_operator, ret_day);
}

static bool in_a_circle(const struct programme *programme, const struct schedule *schedule)
{
    const struct schedule *up = schedule;
    for (size_t steps = 0; up && up->parent; steps++) {
        if (steps > programme->schedule_count)
            return true;
        up = programme_schedule(programme, up->parent);
    }
    return false;
}

/* A child of a cascade cites its parent and is due before it. */
void check_schedules(struct form_reader *form, const struct programme *programme,
                     const struct yaml *node)
{
    const struct id_list list = ID_LIST(programme->schedules, programme->schedule_count, id);
    check_ids(form, &list, "schedules");
    for (size_t i = 0; i < programme->schedule_count; i++) {
        const struct schedule *schedule = &programme->schedules[i];
        if (!schedule->parent || node->type != YAML_SEQUENCE)
            continue;
        const struct yaml place = { .line = line_of(&node->items[i], "parent"), .column = 1 };
        check_reference(form, place.line, "parent", schedule->parent, &list);
        const struct schedule *parent = programme_schedule(programme, schedule->parent);
        struct date day, parent_day;
        if (in_a_circle(programme, schedule))
            form_mistake(form, &place, MSG_PROGRAMME_CIRCLE, schedule->id ? schedule->id : "");
        else if (parent && schedule_last_day(schedule, &day) &&
                 schedule_last_day(parent, &parent_day) &&
                 (schedule->due.precision == DATE_YEARLY) ==
                     (parent->due.precision == DATE_YEARLY) &&
                 date_compare(day, parent_day) >= 0)
            form_mistake(form, &place, MSG_PROGRAMME_CASCADE, schedule->due_text, parent->due_text,
                         schedule->parent);
    }
}

/* --- registration sheets and registers ----------------------------------------------------------
 */

static void sheet_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct registration_sheet *sheet = ret;
    const struct programme *programme = programme_reader(form)->programme;
    const struct yaml *kind = yaml_get(node, "kind");
    const char *slug = kind ? form_scalar(form, "kind", kind) : NULL;
    sheet->kind = slug ? kind_by_slug(slug) : NULL;
    if (slug && !sheet->kind)
        form_unknown(form, kind, "kind", slug, kind_slugs(form->arena));
    if (sheet->kind)
        sheet->columns = read_columns(form, sheet->kind, node, "columns", &sheet->column_count);
    const struct id_list schedules = ID_LIST(programme->schedules, programme->schedule_count, id);
    check_reference(form, line_of(node, "schedule"), "schedule", sheet->schedule, &schedules);
}

static const struct form_key sheet_keys[] = {
    ID_AND_TITLE(struct registration_sheet),
    SOURCES(struct registration_sheet),
    { .key = "kind", .type = FORM_ELSEWHERE, .required = true },
    { .key = "columns", .type = FORM_ELSEWHERE, .required = true },
    PARTY_LIST("by", struct registration_sheet, by, by_count, true),
    { .key = "schedule",
      .type = FORM_NAME,
      .offset = offsetof(struct registration_sheet, schedule) },
    { .key = NULL },
};
const struct form sheet_form = { .keys = sheet_keys,
                                 .size = sizeof(struct registration_sheet),
                                 .has_line = true,
                                 .finish = sheet_finish };

static void register_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct programme_register *kept = ret;
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *records = yaml_get(node, "records");
    if (records)
        kept->records = measure_read(form, &names, records, MEASURE_INLINE);
}

static const struct form_key register_keys[] = {
    ID_AND_TITLE(struct programme_register),
    SOURCES(struct programme_register),
    { .key = "records", .type = FORM_ELSEWHERE, .required = true },
    PARTY_LIST("by", struct programme_register, by, by_count, false),
    { .key = "review",
      .type = FORM_READ,
      .read = read_every,
      .offset = offsetof(struct programme_register, review_months) },
    { .key = NULL },
};
const struct form register_form = { .keys = register_keys,
                                    .size = sizeof(struct programme_register),
                                    .has_line = true,
                                    .finish = register_finish };
