/* SPDX-License-Identifier: Apache-2.0 */
#include "service/field_words.h"

#include "base/buf.h"
#include "domain/field.h"
#include "domain/programme.h"
#include "service/job/job.h"
#include "service/programme/programmes.h"
#include "service/record/record.h"
#include "store/entity.h"

#include <string.h>

static const char *in_language(const struct form_text *text, enum lang lang)
{
    return lang == LANG_EN && text->en ? text->en : text->vi;
}

/* --- codes ------------------------------------------------------------------------------------------------- */

static const char *codes_words(struct store *store, struct arena *arena, const struct field *field, const char *codes,
                               enum lang lang)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    bool is_any_added = false;
    for (const char *c = codes; *c;) {
        size_t len = strcspn(c, ",");
        const char *word = arena_strndup(arena, c, len);
        const struct code *known = field->codes ? code_find(field->codes, word) : NULL;
        if (len) {
            is_any_added |= !known;
            buf_add(&out, out.len ? ", " : "");
            buf_add(&out, !known ? record_added_code_words(store, arena, field->list, word, lang) :
                          lang == LANG_EN ? known->en : known->vi);
        }
        c += len + (c[len] == ',');
    }
    return is_any_added ? arena_strdup(arena, buf_text(&out)) : NULL;
}

/* --- parts of a programme ------------------------------------------------------------------------------------ */

/* The programme that a record is about, itself or by its report; NULL: none. */
static const char *programme_of(struct store *store, struct arena *arena, const struct record *record)
{
    struct err err = { 0 };
    struct record *report = NULL;
    if (kind_field_index(record->kind, "programme") >= 0)
        return record_text(record, "programme");
    struct value of = kind_field_index(record->kind, "report") >= 0 ? record_value(record, "report") : v_null();
    if (of.type != VALUE_INT || entity_get(store, kind_by_slug("reports"), of.i, arena, &report, &err) != ERR_OK)
        return NULL;
    return record_text(report, "programme");
}

static const char *part_words(struct store *store, struct arena *arena, const struct record *record, enum stands_for part,
                              const char *id, enum lang lang)
{
    const struct programme *programme = NULL;
    const char *code = programme_of(store, arena, record);
    struct err err = { 0 };
    if (!code || programme_open(store, code, arena, &programme, &err) != ERR_OK)
        return NULL;
    const struct schedule *schedule = part == STANDS_FOR_SCHEDULE ? programme_schedule(programme, id) : NULL;
    const struct outline *outline = part == STANDS_FOR_OUTLINE ? programme_outline(programme, id) : NULL;
    const struct obligation *obligation = part == STANDS_FOR_OBLIGATION ? programme_obligation(programme, id) : NULL;
    const struct indicator *figure = part == STANDS_FOR_FIGURE ? programme_indicator(programme, id) : NULL;
    const struct form_text *title = schedule   ? &schedule->title :
                                    outline    ? &outline->title :
                                    obligation ? &obligation->title :
                                    figure     ? &figure->title :
                                                 NULL;
    return title ? in_language(title, lang) : NULL;
}

/* --- all ----------------------------------------------------------------------------------------------------- */

/* `subject_kind` beside `subject_id`: of which register, and what it is called there. */
static const char *subject_words(struct store *store, struct arena *arena, const struct record *record,
                                 const struct field *field, struct value value, enum lang lang)
{
    bool is_kind = field->stands_for == STANDS_FOR_KIND;
    const char *slug = is_kind ? value.s : record_text(record, field[-1].name);
    const struct kind *kind = slug ? kind_by_slug(slug) : NULL;
    if (!kind)
        return NULL;
    if (is_kind)
        return lang == LANG_EN ? kind->en : kind->vi;
    const struct field self = { .type = FIELD_REF, .ref = kind->slug };
    const char *label = record_label(store, arena, &self, value);
    return *label ? label : NULL;
}

static const char *task_words(const char *name, enum lang lang)
{
    for (const struct job_task *task = job_tasks; task->name; task++)
        if (strcmp(task->name, name) == 0)
            return lang == LANG_EN ? task->en : task->vi;
    return NULL;
}

/* A programme as people speak of it, where it says how; else by its title. */
static const char *programme_words(struct store *store, struct arena *arena, const struct field *field, struct value code)
{
    const struct kind *kind = kind_by_slug(field->ref);
    struct record *programme = NULL;
    struct err err = { 0 };
    int64_t id = 0;
    if (entity_resolve(store, kind, code.s, &id, &err) != ERR_OK || entity_get(store, kind, id, arena, &programme, &err) != ERR_OK)
        return code.s;
    const char *spoken = record_text(programme, "short_title");
    return spoken ? spoken : record_label(store, arena, field, code);
}

/* What many share a code for is told apart by whom, or where, it is about: "Gia đình văn hóa – Ksor Thử"; NULL: it has a name. */
static const char *coded_words(struct store *store, struct arena *arena, const struct field *field, struct value value, enum lang lang)
{
    const struct kind *kind = kind_by_slug(field->ref);
    const struct field *label = kind && kind->label ? kind_field(kind, kind->label) : NULL;
    struct record *record = NULL;
    struct err err = { 0 };
    if (!label || label->type != FIELD_CODE || entity_get(store, kind, value.i, arena, &record, &err) != ERR_OK)
        return NULL;
    int household = kind_field_index(kind, "household"), place = kind->unit ? kind_field_index(kind, kind->unit) : -1;
    int about = household >= 0 && !value_is_null(record->values[household]) ? household : place;
    const char *what = field_display(arena, label, record_value(record, label->name), lang);
    const char *whom = about >= 0 ? record_label(store, arena, &kind->fields[about], record->values[about]) : "";
    return *whom ? arena_printf(arena, "%s – %s", what, whom) : what;
}

const char *field_words(struct store *store, struct arena *arena, const struct record *record, const struct field *field,
                        enum lang lang)
{
    struct value value = record_value(record, field->name);
    if (value_is_null(value) || field->hidden)
        return NULL;
    if (field->type == FIELD_KEY && strcmp(field->ref, "programmes") == 0)
        return programme_words(store, arena, field, value);
    if (field->type == FIELD_REF) {
        const char *coded = coded_words(store, arena, field, value, lang);
        return coded ? coded : record_label(store, arena, field, value);
    }
    if (field->type == FIELD_KEY)
        return record_label(store, arena, field, value);
    if (field->personal != PERSONAL_NONE && !store->actor.sees_personal)
        return NULL;
    if (field->list && (field->type == FIELD_CODE || field->type == FIELD_CODES))
        return codes_words(store, arena, field, value.s, lang);
    switch (field->stands_for) {
    case STANDS_FOR_KIND:
    case STANDS_FOR_RECORD:
        return subject_words(store, arena, record, field, value, lang);
    case STANDS_FOR_TASK:
        return task_words(value.s, lang);
    case STANDS_FOR_SCHEDULE:
    case STANDS_FOR_OUTLINE:
    case STANDS_FOR_OBLIGATION:
    case STANDS_FOR_FIGURE:
        return part_words(store, arena, record, field->stands_for, value.s, lang);
    case STANDS_FOR_ITSELF:
    default:
        return NULL;
    }
}
