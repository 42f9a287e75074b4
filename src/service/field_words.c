/* SPDX-License-Identifier: Apache-2.0 */
#include "service/field_words.h"

#include "base/buf.h"
#include "domain/programme.h"
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

const char *field_words(struct store *store, struct arena *arena, const struct record *record, const struct field *field,
                        enum lang lang)
{
    struct value value = record_value(record, field->name);
    if (value_is_null(value) || field->hidden)
        return NULL;
    if (field->type == FIELD_REF || field->type == FIELD_KEY)
        return record_label(store, arena, field, value);
    if (field->personal != PERSONAL_NONE && !store->actor.sees_personal)
        return NULL;
    if (field->list && (field->type == FIELD_CODE || field->type == FIELD_CODES))
        return codes_words(store, arena, field, value.s, lang);
    switch (field->stands_for) {
    case STANDS_FOR_KIND:
    case STANDS_FOR_RECORD:
        return subject_words(store, arena, record, field, value, lang);
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
