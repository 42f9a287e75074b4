/* SPDX-License-Identifier: Apache-2.0
 * Between the files that read programmes (programme.c, programme_parts.c, programme_duties.c,
 * programme_schedule.c, programme_outline.c): what the reader knows so far, and the tables of the sections. */
#pragma once

#include "domain/programme.h"

struct programme_reader {
    struct form_reader form; /* form.context is this struct */
    struct programme *programme;
    const char *section; /* being read: names citations */
    struct named_expr *exprs;
    size_t expr_count, expr_capacity;
    struct assignable *assignables;
    size_t assignable_count, assignable_capacity;
    size_t citation_capacity;
    const char *const *organisation_keys; /* ends with NULL; NULL before `organisations` is read */
};

static inline struct programme_reader *programme_reader(struct form_reader *reader)
{
    return reader->context;
}

/* What names mean now, for conditions and expressions. */
struct measure_names programme_names(const struct programme_reader *reader);

/* Gives a name to an expression (NULL: it had mistakes). */
void programme_name_expr(struct programme_reader *reader, const char *id, const struct expr *value);

/* --- readers of values, for form tables ------------------------------------------------------- */

extern form_read_fn read_sources;       /* const char *const *: requirement ids; notes citations */
extern form_read_fn read_levels;        /* const char *const *: levels of the programme */
extern form_read_fn read_level;         /* const char *: one of them */
extern form_read_fn read_organisations; /* const char *const *: keys */
extern form_read_fn read_organisation;  /* const char * */
extern form_read_fn read_code;   /* const char *: `detail` is a struct field with the codes */
extern form_read_fn read_codes;  /* const char *const * */
extern form_read_fn read_date;   /* struct date, no operator, not yearly */
extern form_read_fn read_period; /* struct period */

extern form_read_fn read_every;  /* int64_t: months of an interval */

extern const struct form party_form;

/* Rows of form tables that many sections share. */
#define PROGRAMME_PARTY_LIST(key_, type_, member_, count_, required_)                              \
    {                                                                                              \
        .key = key_, .type = FORM_LIST, .required = required_, .form = &party_form,                \
        .offset = offsetof(type_, member_), .count_offset = offsetof(type_, count_)                \
    }
#define PROGRAMME_SOURCES(type_)                                                                   \
    {                                                                                              \
        .key = "source", .type = FORM_READ, .read = read_sources,                                  \
        .offset = offsetof(type_, sources)                                                         \
    }
#define PROGRAMME_ID_AND_TITLE(type_)                                                              \
    { .key = "id", .type = FORM_NAME, .required = true, .offset = offsetof(type_, id) },           \
    {                                                                                              \
        .key = "title", .type = FORM_TEXT, .required = true, .offset = offsetof(type_, title)      \
    }

/* The names in the list under `key` of the mapping as indexes of the kind's fields. */
const int *read_columns(struct form_reader *reader, const struct kind *kind,
                        const struct yaml *mapping, const char *key, size_t *ret_count);

/* --- checks ------------------------------------------------------------------------------------
 */

/* An element of a list, seen through its first members. */
struct id_list {
    const void *items;
    size_t count, size, id_offset;
};
#define ID_LIST(items_, count_, id_member_)                                                        \
    {                                                                                              \
        .items = (items_), .count = (count_), .size = sizeof(*(items_)),                           \
        .id_offset = offsetof(__typeof__(*(items_)), id_member_)                                   \
    }
const char *id_list_at(const struct id_list *list, size_t index);
/* The struct begins with `int line`. */
int id_list_line(const struct id_list *list, size_t index);

/* A mistake for every id that stands twice in the list. The struct begins with `int line`. */
void check_ids(struct form_reader *reader, const struct id_list *list, const char *key);
/* The line of the value under `key`, or of the mapping where it has no such key. */
int line_of(const struct yaml *mapping, const char *key);

/* A mistake at `line` when `id` is not NULL and not in the list. */
void check_reference(struct form_reader *reader, int line, const char *key, const char *id,
                     const struct id_list *list);
/* A mistake at `line` for a {placeholder} of the text that is none of `names` (ends with NULL). */
void check_placeholders(struct form_reader *reader, int line, const char *text,
                        const char *const *names);

/* --- the sections -------------------------------------------------------------------------------
 */

/* programme_parts.c */
extern const struct form document_form, organisation_form, signer_form, contact_form;
extern const struct form recipient_form, letterhead_form, theme_form, movement_form;
extern const struct form assignment_form, measure_element_form, indicator_form;
extern const struct form topic_form;
extern form_read_fn read_parameters, read_code_lists; /* of the whole programme */

extern const struct form criteria_set_form;                                   /* _criteria.c */
extern const struct form obligation_form, target_form;                        /* _obligation.c */
extern const struct form quota_form;                                          /* _quota.c */
extern const struct form duty_form, sheet_form, register_form;                /* _duties.c */
extern const struct form schedule_form;                                       /* _schedule.c */
extern const struct form outline_form;                                        /* _outline.c */
extern const struct form workflow_form;                                       /* _workflow.c */
/* What quotas refer to; `node` is their list. */
void check_quotas(struct form_reader *reader, const struct programme *programme,
                  const struct yaml *node);
/* The bound of an obligation whose subjects and value are read: one, or a case for some of them. */
void read_obligation_bound(struct form_reader *form, const struct yaml *node,
                           struct obligation *obligation); /* _bound.c */
/* No obligation is weaker than the one of the level above that it names. */
void check_not_weaker(struct form_reader *form, const struct programme *programme);
/* The records that name the subjects (or some of them), and the field by which they do; -1, told,
 * where they do not refer to that kind. */
const struct measure *read_records(struct form_reader *form, const struct yaml *node,
                                   const struct kind *kind, int *ret_field);
/* What binds schedules together; `node` is their list. */
void check_schedules(struct form_reader *reader, const struct programme *programme,
                     const struct yaml *node);
