/* SPDX-License-Identifier: Apache-2.0
 * Values that several sections of a programme share: levels, organisations, codes, dates, sources;
 * and the checks of ids and references. */
#include "domain/programme_form.h"

#include "domain/code_lists.h"

#include <string.h>

struct measure_names programme_names(const struct programme_reader *reader)
{
    return (struct measure_names){
        .cond = { .lists = reader->programme->code_lists,
                  .list_count = reader->programme->code_list_count,
                  .organisations = reader->organisation_keys },
        .exprs = reader->exprs,
        .expr_count = reader->expr_count,
        .programme = reader->programme->id,
        .assignables = reader->assignables,
        .assignable_count = reader->assignable_count,
    };
}

void programme_name_expr(struct programme_reader *reader, const char *id, const struct expr *value)
{
    if (id)
        *ARENA_PUSH(reader->form.arena, reader->exprs, reader->expr_count, reader->expr_capacity) =
            (struct named_expr){ .id = id, .value = value };
}

/* --- values ---------------------------------------------------------------------------------- */

static bool is_source(const char *text)
{
    return strlen(text) <= 40 && strpbrk(text, " \t\n,;") == NULL;
}

void read_sources(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                  void *ret_field)
{
    struct programme_reader *reader = programme_reader(form);
    const char *const *sources = form_scalars(form, key->key, value);
    for (size_t i = 0; sources && sources[i]; i++) {
        if (!is_source(sources[i]))
            form_mistake(form, value, MSG_PROGRAMME_BAD_SOURCE, sources[i]);
        *ARENA_PUSH(form->arena, reader->programme->citations, reader->programme->citation_count,
                    reader->citation_capacity) = (struct citation){ .source = sources[i],
                                                                    .section = reader->section,
                                                                    .line = value->line };
    }
    if (ret_field)
        *(const char *const **)ret_field = sources;
}

static bool is_listed(const char *text, const char *const *known)
{
    for (; *known; known++)
        if (strcmp(*known, text) == 0)
            return true;
    return false;
}

static const char *const *read_known(struct form_reader *form, const struct form_key *key,
                                     const struct yaml *value, const char *const *known)
{
    const char *const *texts = form_scalars(form, key->key, value);
    for (size_t i = 0; texts && texts[i]; i++)
        if (known && !is_listed(texts[i], known))
            form_unknown(form, value, key->key, texts[i], known);
    return texts;
}

static const char *read_known_one(struct form_reader *form, const struct form_key *key,
                                  const struct yaml *value, const char *const *known)
{
    const char *text = form_scalar(form, key->key, value);
    if (!text || !known || is_listed(text, known))
        return text;
    form_unknown(form, value, key->key, text, known);
    return NULL;
}

void read_levels(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                 void *ret_field)
{
    *(const char *const **)ret_field =
        read_known(form, key, value, programme_reader(form)->programme->levels);
}

void read_level(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                void *ret_field)
{
    *(const char **)ret_field =
        read_known_one(form, key, value, programme_reader(form)->programme->levels);
}

void read_organisations(struct form_reader *form, const struct form_key *key,
                        const struct yaml *value, void *ret_field)
{
    *(const char *const **)ret_field =
        read_known(form, key, value, programme_reader(form)->organisation_keys);
}

void read_organisation(struct form_reader *form, const struct form_key *key,
                       const struct yaml *value, void *ret_field)
{
    *(const char **)ret_field =
        read_known_one(form, key, value, programme_reader(form)->organisation_keys);
}

static const char *const *known_codes(struct form_reader *form, const struct form_key *key)
{
    struct measure_names names = programme_names(programme_reader(form));
    return cond_field_codes(form, &names.cond, key->detail);
}

void read_code(struct form_reader *form, const struct form_key *key, const struct yaml *value,
               void *ret_field)
{
    *(const char **)ret_field = read_known_one(form, key, value, known_codes(form, key));
}

void read_codes(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                void *ret_field)
{
    *(const char *const **)ret_field = read_known(form, key, value, known_codes(form, key));
}

void read_date(struct form_reader *form, const struct form_key *key, const struct yaml *value,
               void *ret_field)
{
    const char *text = form_scalar(form, key->key, value);
    struct date date;
    struct err err;
    if (!text)
        return;
    if (date_from_external(text, &date, &err) != ERR_OK)
        form_failure(form, value, &err);
    else if (date.precision == DATE_YEARLY)
        form_mistake(form, value, MSG_COND_YEARLY_DATE, text, key->key);
    else
        *(struct date *)ret_field = date;
}

void read_period(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                 void *ret_field)
{
    const char *text = form_scalar(form, key->key, value);
    struct err err;
    if (text && period_parse(text, ret_field, &err) != ERR_OK)
        form_failure(form, value, &err);
}

const int *read_columns(struct form_reader *form, const struct kind *kind,
                        const struct yaml *mapping, const char *key, size_t *ret_count)
{
    const struct yaml *node = yaml_get(mapping, key);
    const char *const *names = node ? form_scalars(form, key, node) : NULL;
    size_t known_count = kind_field_count(kind), count = 0;
    const char **known = ARENA_ARRAY(form->arena, const char *, known_count + 1);
    for (size_t i = 0; i < known_count; i++)
        known[i] = kind->fields[i].name;
    while (names && names[count])
        count++;
    int *columns = ARENA_ARRAY(form->arena, int, count + 1);
    *ret_count = 0;
    for (size_t i = 0; i < count; i++) {
        int index = kind_field_index(kind, names[i]);
        if (index < 0 || kind->fields[index].hidden)
            form_unknown(form, node, key, names[i], known);
        else
            columns[(*ret_count)++] = index;
    }
    return columns;
}

/* --- parties -----------------------------------------------------------------------------------
 */

#define PARTY(member) offsetof(struct programme_party, member)
static const struct form_key party_keys[] = {
    { .key = "organisation",
      .type = FORM_READ,
      .read = read_organisation,
      .offset = PARTY(organisation) },
    { .key = "levels", .type = FORM_READ, .read = read_levels, .offset = PARTY(levels) },
    { .key = "department", .type = FORM_NAME, .offset = PARTY(department) },
    { .key = "name", .type = FORM_TEXT, .offset = PARTY(name) },
    { .key = NULL },
};

/* The department is one of the organisation's; somebody is named somehow. */
static void party_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct programme_party *party = ret;
    const struct programme *programme = programme_reader(form)->programme;
    if (!yaml_get(node, "organisation") && !yaml_get(node, "name")) {
        form_mistake(form, node, MSG_PROGRAMME_PARTY);
        return;
    }
    if (!party->department || !party->organisation)
        return;
    const struct programme_organisation *organisation =
        programme_organisation(programme, party->organisation);
    struct id_list departments = { 0 };
    if (organisation)
        departments =
            (struct id_list)ID_LIST(organisation->departments, organisation->department_count, id);
    check_reference(form, yaml_get(node, "department")->line, "department", party->department,
                    &departments);
}

const struct form party_form = { .keys = party_keys,
                                 .size = sizeof(struct programme_party),
                                 .has_line = true,
                                 .scalar_key = "organisation",
                                 .finish = party_finish };

/* --- checks ------------------------------------------------------------------------------------
 */

const char *id_list_at(const struct id_list *list, size_t index)
{
    const char *item = (const char *)list->items + index * list->size;
    return *(const char *const *)(const void *)(item + list->id_offset);
}

int id_list_line(const struct id_list *list, size_t index)
{
    const char *item = (const char *)list->items + index * list->size;
    return *(const int *)(const void *)item;
}

void check_ids(struct form_reader *form, const struct id_list *list, const char *key)
{
    for (size_t i = 1; i < list->count; i++) {
        const char *id = id_list_at(list, i);
        for (size_t j = 0; id && j < i; j++) {
            const char *other = id_list_at(list, j);
            if (!other || strcmp(other, id) != 0)
                continue;
            mistake_add(form->mistakes, form->file, id_list_line(list, i), 1,
                        MSG_PROGRAMME_ID_TWICE, id, key, err_int(id_list_line(list, j)));
            break;
        }
    }
}

int line_of(const struct yaml *mapping, const char *key)
{
    const struct yaml *value = yaml_get(mapping, key);
    return value ? value->line : mapping->line;
}

void check_reference(struct form_reader *form, int line, const char *key, const char *id,
                     const struct id_list *list)
{
    if (!id)
        return;
    const char **names = ARENA_ARRAY(form->arena, const char *, list->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *name = id_list_at(list, i);
        if (name && strcmp(name, id) == 0)
            return;
        if (name)
            names[count++] = name;
    }
    const struct yaml place = { .line = line, .column = 1 };
    form_unknown(form, &place, key, id, names);
}

void check_placeholders(struct form_reader *form, int line, const char *text,
                        const char *const *names)
{
    for (const char *open = text ? strchr(text, '{') : NULL; open; open = strchr(open + 1, '{')) {
        const char *close = strchr(open, '}');
        size_t len = close ? (size_t)(close - open) - 1 : strlen(open + 1);
        char *name = arena_strndup(form->arena, open + 1, len);
        if (close && is_listed(name, names))
            continue;
        const struct yaml place = { .line = line, .column = 1 };
        form_unknown(form, &place, "{…}", name, names);
    }
}
