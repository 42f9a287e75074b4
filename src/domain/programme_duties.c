/* SPDX-License-Identifier: Apache-2.0
 * Who does what: duties, registration sheets and registers. By when: programme_schedule.c. */
#include "domain/programme_form.h"

#include "base/vitext.h"
#include "domain/code_lists.h"

#include <string.h>

static const struct field contents_field = { .codes = content_codes };

/* --- duties ----------------------------------------------------------------------------------- */

static const char *const relation_words[] = { "coordinate", "request", "order", NULL };

static const struct form_key duty_keys[] = {
    PROGRAMME_ID_AND_TITLE(struct duty),
    PROGRAMME_SOURCES(struct duty),
    { .key = "lead",
      .type = FORM_GROUP,
      .required = true,
      .form = &party_form,
      .offset = offsetof(struct duty, lead) },
    PROGRAMME_PARTY_LIST("coordinate", struct duty, coordinate, coordinate_count, false),
    PROGRAMME_PARTY_LIST("towards", struct duty, towards, towards_count, false),
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
    PROGRAMME_ID_AND_TITLE(struct registration_sheet),
    PROGRAMME_SOURCES(struct registration_sheet),
    { .key = "kind", .type = FORM_ELSEWHERE, .required = true },
    { .key = "columns", .type = FORM_ELSEWHERE, .required = true },
    PROGRAMME_PARTY_LIST("by", struct registration_sheet, by, by_count, true),
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
    PROGRAMME_ID_AND_TITLE(struct programme_register),
    PROGRAMME_SOURCES(struct programme_register),
    { .key = "records", .type = FORM_ELSEWHERE, .required = true },
    PROGRAMME_PARTY_LIST("by", struct programme_register, by, by_count, false),
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
