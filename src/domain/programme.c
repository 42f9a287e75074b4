/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/programme_form.h"

#include "domain/code_lists.h"

#include <string.h>

/* --- the head of the file ------------------------------------------------------------------------
 */

/* Levels stand before all that names one, from the widest to the narrowest. */
static void read_all_levels(struct form_reader *form, const struct form_key *key,
                            const struct yaml *value, void *ret_field)
{
    static const struct field level_field = { .codes = unit_level_codes };
    struct form_key with_codes = *key;
    with_codes.detail = &level_field;
    read_codes(form, &with_codes, value, ret_field);
    const char *const *levels = *(const char *const **)ret_field;
    size_t at = 0;
    for (size_t i = 0; levels && levels[i]; i++) {
        size_t place = 0;
        while (unit_level_codes[place].code && strcmp(unit_level_codes[place].code, levels[i]) != 0)
            place++;
        if (i > 0 && place <= at) {
            form_mistake(form, value, MSG_PROGRAMME_LEVEL_ORDER);
            return;
        }
        at = place;
    }
}

static const struct field contents_field = { .codes = content_codes };
static const char *const type_words[] = { "campaign", "plan", "joint_plan",
                                          "coordination_programme", NULL };
static const char *const amendment_words[] = { "all_signers", NULL };

static void read_word(struct form_reader *form, const struct form_key *key,
                      const struct yaml *value, void *ret_field)
{
    const char *const *words = key->words;
    int index = form_choice(form, key->key, value, words);
    *(const char **)ret_field = index < 0 ? NULL : words[index];
}

#define HEAD(member) offsetof(struct programme, member)
static const struct form_key territory_keys[] = {
    { .key = "code", .type = FORM_LINE, .required = true, .offset = HEAD(territory_code) },
    { .key = "on",
      .type = FORM_READ,
      .required = true,
      .read = read_date,
      .offset = HEAD(territory_on) },
    { .key = "name", .type = FORM_LINE, .required = true, .offset = HEAD(territory_name) },
    { .key = NULL },
};
static void territory_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    (void)form;
    ((struct programme *)ret)->territory_line = node->line;
}

static const struct form territory_form = { .keys = territory_keys,
                                            .size = sizeof(struct programme),
                                            .finish = territory_finish };

static const struct form_key amendment_keys[] = {
    { .key = "agreement",
      .type = FORM_READ,
      .required = true,
      .read = read_word,
      .words = amendment_words,
      .offset = HEAD(amendment) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = HEAD(amendment_sources) },
    { .key = NULL },
};
static const struct form amendment_form = { .keys = amendment_keys,
                                            .size = sizeof(struct programme) };

/* A group whose keys are members of the programme itself. */
static void read_part_of_head(struct form_reader *form, const struct form_key *key,
                              const struct yaml *value, void *ret_field)
{
    form_read(form, key->form, value, ret_field);
}

/* --- the sections
 * --------------------------------------------------------------------------------- */

/* Notes the section's name for citations, then reads its list. */
static void read_section(struct form_reader *form, const struct form_key *key,
                         const struct yaml *value, void *ret_field)
{
    programme_reader(form)->section = key->key;
    const struct form_key list[] = {
        { .key = key->key,
          .type = FORM_LIST,
          .form = key->form,
          .offset = key->offset,
          .count_offset = key->count_offset },
        { .key = NULL },
    };
    const struct form section = { .keys = list, .size = sizeof(struct programme) };
    const struct yaml wrapped = { .type = YAML_MAPPING,
                                  .line = value->line,
                                  .column = value->column,
                                  .text = "",
                                  .count = 1,
                                  .keys = &(const struct yaml){ .text = key->key },
                                  .items = value };
    form_read(form, &section, &wrapped, (char *)ret_field - key->offset);
    programme_reader(form)->section = "programme";
}

#define SECTION(key_, form_, member_, count_)                                                      \
    {                                                                                              \
        .key = key_, .type = FORM_READ, .read = read_section, .form = &(form_),                    \
        .offset = HEAD(member_), .count_offset = HEAD(count_)                                      \
    }

/* Organisations, then their keys for all that follows. */
static void read_organisation_list(struct form_reader *form, const struct form_key *key,
                                   const struct yaml *value, void *ret_field)
{
    struct programme_reader *reader = programme_reader(form);
    struct programme *programme = reader->programme;
    read_section(form, key, value, ret_field);
    const char **keys = ARENA_ARRAY(form->arena, const char *, programme->organisation_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < programme->organisation_count; i++)
        if (programme->organisations[i].key)
            keys[count++] = programme->organisations[i].key;
    reader->organisation_keys = keys;
}

/* Documents, one of which is the programme itself, with those they answer. */
static void read_documents(struct form_reader *form, const struct form_key *key,
                           const struct yaml *value, void *ret_field)
{
    const struct programme *programme = programme_reader(form)->programme;
    read_section(form, key, value, ret_field);
    const struct id_list list = ID_LIST(programme->documents, programme->document_count, id);
    int own_line = 0;
    check_ids(form, &list, key->key);
    for (size_t i = 0; i < programme->document_count; i++) {
        const struct programme_document *document = &programme->documents[i];
        check_reference(form, line_of(&value->items[i], "parent"), "parent", document->parent,
                        &list);
        if (document->role != DOCUMENT_ROLE_THIS)
            continue;
        if (own_line)
            mistake_add(form->mistakes, form->file, line_of(&value->items[i], "role"), 1,
                        MSG_PROGRAMME_TWO_OWN, err_int(own_line));
        own_line = own_line ? own_line : document->line;
    }
}

static void read_schedules(struct form_reader *form, const struct form_key *key,
                           const struct yaml *value, void *ret_field)
{
    read_section(form, key, value, ret_field);
    check_schedules(form, programme_reader(form)->programme, value);
}

static void read_quotas(struct form_reader *form, const struct form_key *key,
                        const struct yaml *value, void *ret_field)
{
    read_section(form, key, value, ret_field);
    check_quotas(form, programme_reader(form)->programme, value);
}

/* Topics, which are codes of the open list supervision_topic too. */
static void read_topics(struct form_reader *form, const struct form_key *key,
                        const struct yaml *value, void *ret_field)
{
    struct programme *programme = programme_reader(form)->programme;
    read_section(form, key, value, ret_field);
    struct code_list *lists =
        ARENA_ARRAY(form->arena, struct code_list, programme->code_list_count + 1);
    if (programme->code_list_count)
        memcpy(lists, programme->code_lists, programme->code_list_count * sizeof(*lists));
    struct code_list *list = &lists[programme->code_list_count++];
    list->list = "supervision_topic";
    list->codes = ARENA_ARRAY(form->arena, struct code, programme->supervision_topic_count + 1);
    for (size_t i = 0; i < programme->supervision_topic_count; i++) {
        const struct supervision_topic *topic = &programme->supervision_topics[i];
        if (topic->id && !code_find(supervision_topic_codes, topic->id))
            list->codes[list->count++] =
                (struct code){ .code = topic->id,
                               .vi = topic->title.vi,
                               .en = topic->title.en ? topic->title.en : topic->title.vi };
    }
    programme->code_lists = lists;
}

static void read_assignment(struct form_reader *form, const struct form_key *key,
                            const struct yaml *value, void *ret_field)
{
    struct assignment_rules *rules = ARENA_NEW(form->arena, struct assignment_rules);
    programme_reader(form)->section = key->key;
    form_read(form, &assignment_form, value, rules);
    programme_reader(form)->section = "programme";
    *(struct assignment_rules **)ret_field = rules;
}

/* Parameters and codes note their citations under their own names. */
static void read_parameter_section(struct form_reader *form, const struct form_key *key,
                                   const struct yaml *value, void *ret_field)
{
    programme_reader(form)->section = key->key;
    if (strcmp(key->key, "parameters") == 0)
        read_parameters(form, key, value, ret_field);
    else
        read_code_lists(form, key, value, ret_field);
    programme_reader(form)->section = "programme";
}

/* In the order in which one section relies on another. */
static const struct form_key programme_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = HEAD(id) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = HEAD(sources) },
    { .key = "type",
      .type = FORM_READ,
      .required = true,
      .read = read_word,
      .words = type_words,
      .offset = HEAD(type) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = HEAD(title) },
    { .key = "short_title", .type = FORM_TEXT, .offset = HEAD(short_title) },
    { .key = "parameters", .type = FORM_READ, .read = read_parameter_section },
    { .key = "period",
      .type = FORM_READ,
      .required = true,
      .read = read_period,
      .offset = HEAD(period) },
    { .key = "territory",
      .type = FORM_READ,
      .required = true,
      .read = read_part_of_head,
      .form = &territory_form },
    { .key = "levels",
      .type = FORM_READ,
      .required = true,
      .read = read_all_levels,
      .offset = HEAD(levels) },
    { .key = "contents",
      .type = FORM_READ,
      .read = read_codes,
      .detail = &contents_field,
      .offset = HEAD(contents) },
    { .key = "amendment", .type = FORM_READ, .read = read_part_of_head, .form = &amendment_form },
    { .key = "codes", .type = FORM_READ, .read = read_parameter_section },
    { .key = "documents",
      .type = FORM_READ,
      .read = read_documents,
      .form = &document_form,
      .offset = HEAD(documents),
      .count_offset = HEAD(document_count) },
    { .key = "organisations",
      .type = FORM_READ,
      .required = true,
      .read = read_organisation_list,
      .form = &organisation_form,
      .offset = HEAD(organisations),
      .count_offset = HEAD(organisation_count) },
    SECTION("signers", signer_form, signers, signer_count),
    SECTION("contacts", contact_form, contacts, contact_count),
    SECTION("recipients", recipient_form, recipients, recipient_count),
    SECTION("letterheads", letterhead_form, letterheads, letterhead_count),
    SECTION("themes", theme_form, themes, theme_count),
    SECTION("movements", movement_form, movements, movement_count),
    { .key = "supervision_topics",
      .type = FORM_READ,
      .read = read_topics,
      .form = &topic_form,
      .offset = HEAD(supervision_topics),
      .count_offset = HEAD(supervision_topic_count) },
    { .key = "assignment", .type = FORM_READ, .read = read_assignment, .offset = HEAD(assignment) },
    SECTION("measures", measure_element_form, measures, measure_count),
    SECTION("indicators", indicator_form, indicators, indicator_count),
    SECTION("criteria_sets", criteria_set_form, criteria_sets, criteria_set_count),
    SECTION("obligations", obligation_form, obligations, obligation_count),
    SECTION("targets", target_form, targets, target_count),
    { .key = "quotas",
      .type = FORM_READ,
      .read = read_quotas,
      .form = &quota_form,
      .offset = HEAD(quotas),
      .count_offset = HEAD(quota_count) },
    SECTION("duties", duty_form, duties, duty_count),
    SECTION("outlines", outline_form, outlines, outline_count),
    { .key = "schedules",
      .type = FORM_READ,
      .read = read_schedules,
      .form = &schedule_form,
      .offset = HEAD(schedules),
      .count_offset = HEAD(schedule_count) },
    SECTION("registration_sheets", sheet_form, registration_sheets, registration_sheet_count),
    SECTION("registers", register_form, registers, register_count),
    SECTION("workflows", workflow_form, workflows, workflow_count),
    { .key = NULL },
};
static const struct form programme_form = { .keys = programme_keys,
                                            .size = sizeof(struct programme) };

/* --- what needs the whole
 * ------------------------------------------------------------------------- */

/* Names of numbers are one name space: the later of two lists may not use those of the earlier. */
static void check_number_names(struct form_reader *form, const struct id_list *earlier,
                               const struct id_list *later, const char *key)
{
    for (size_t i = 0; i < later->count; i++)
        for (size_t j = 0; id_list_at(later, i) && j < earlier->count; j++)
            if (id_list_at(earlier, j) && strcmp(id_list_at(earlier, j), id_list_at(later, i)) == 0)
                mistake_add(form->mistakes, form->file, id_list_line(later, i), 1,
                            MSG_PROGRAMME_ID_TWICE, id_list_at(later, i), key,
                            err_int(id_list_line(earlier, j)));
}

static void check_whole(struct form_reader *form, const struct programme *programme)
{
    const struct id_list measures = ID_LIST(programme->measures, programme->measure_count, id);
    const struct id_list indicators = ID_LIST(programme->indicators, programme->indicator_count, id);
    const struct id_list sets = ID_LIST(programme->criteria_sets, programme->criteria_set_count, id);
    const struct id_list lists[] = {
        ID_LIST(programme->organisations, programme->organisation_count, key),
        ID_LIST(programme->movements, programme->movement_count, id),
        ID_LIST(programme->supervision_topics, programme->supervision_topic_count, id),
        ID_LIST(programme->obligations, programme->obligation_count, id),
        ID_LIST(programme->targets, programme->target_count, id),
        ID_LIST(programme->quotas, programme->quota_count, id),
        ID_LIST(programme->duties, programme->duty_count, id),
        ID_LIST(programme->outlines, programme->outline_count, id),
        ID_LIST(programme->registration_sheets, programme->registration_sheet_count, id),
        ID_LIST(programme->registers, programme->register_count, id),
        sets,
        measures,
        indicators,
        ID_LIST(programme->workflows, programme->workflow_count, id),
    };
    static const char *const names[] = {
        "organisations", "movements",     "supervision_topics", "obligations",
        "targets",       "quotas",        "duties",             "outlines",
        "registration_sheets", "registers", "criteria_sets",    "measures",
        "indicators",    "workflows"
    };
    _Static_assert(COUNT(lists) == COUNT(names), "a name for every list");
    for (size_t i = 0; i < COUNT(lists); i++)
        check_ids(form, &lists[i], names[i]);
    check_number_names(form, &measures, &indicators, "indicators");
    check_number_names(form, &measures, &sets, "criteria_sets");
    check_number_names(form, &indicators, &sets, "criteria_sets");
    check_not_weaker(form, programme);
}

const struct programme *programme_parse(struct arena *arena, const char *file, const char *text,
                                        size_t len, struct mistakes *mistakes)
{
    size_t before = mistakes->count + mistakes->more;
    const struct yaml *root = yaml_parse(arena, file, text, len, mistakes);
    if (!root)
        return NULL;
    struct programme *programme = ARENA_NEW(arena, struct programme);
    programme->file = file;
    struct programme_reader reader = {
        .form = { .arena = arena, .mistakes = mistakes, .file = file },
        .programme = programme,
        .section = "programme",
    };
    reader.form.context = &reader;
    form_read(&reader.form, &programme_form, root, programme);
    check_whole(&reader.form, programme);
    mistakes_sort(mistakes);
    return mistakes->count + mistakes->more == before ? programme : NULL;
}

/* --- looking up
 * ------------------------------------------------------------------------------------ */

#define FIND(items, count, member, wanted)                                                         \
    do {                                                                                           \
        for (size_t find_i_ = 0; find_i_ < (count); find_i_++)                                     \
            if ((items)[find_i_].member && strcmp((items)[find_i_].member, wanted) == 0)           \
                return &(items)[find_i_];                                                          \
    } while (0)

const struct indicator *programme_indicator(const struct programme *programme, const char *id)
{
    FIND(programme->measures, programme->measure_count, id, id);
    FIND(programme->indicators, programme->indicator_count, id, id);
    return NULL;
}

const struct criteria_set *programme_criteria_set(const struct programme *programme, const char *id)
{
    FIND(programme->criteria_sets, programme->criteria_set_count, id, id);
    return NULL;
}

const struct obligation *programme_obligation(const struct programme *programme, const char *id)
{
    FIND(programme->obligations, programme->obligation_count, id, id);
    FIND(programme->targets, programme->target_count, id, id);
    return NULL;
}

const struct programme_quota *programme_quota(const struct programme *programme, const char *id)
{
    FIND(programme->quotas, programme->quota_count, id, id);
    return NULL;
}

const struct schedule *programme_schedule(const struct programme *programme, const char *id)
{
    FIND(programme->schedules, programme->schedule_count, id, id);
    return NULL;
}

const struct outline *programme_outline(const struct programme *programme, const char *id)
{
    FIND(programme->outlines, programme->outline_count, id, id);
    return NULL;
}

const struct programme_document *programme_document(const struct programme *programme,
                                                    const char *id)
{
    FIND(programme->documents, programme->document_count, id, id);
    return NULL;
}

const struct programme_organisation *programme_organisation(const struct programme *programme,
                                                            const char *key)
{
    FIND(programme->organisations, programme->organisation_count, key, key);
    return NULL;
}

const struct letterhead *programme_letterhead(const struct programme *programme,
                                              const char *organisation, const char *level)
{
    for (size_t i = 0; i < programme->letterhead_count; i++) {
        const struct letterhead *letterhead = &programme->letterheads[i];
        if (strcmp(letterhead->organisation, organisation) != 0)
            continue;
        for (size_t j = 0; letterhead->levels[j]; j++)
            if (strcmp(letterhead->levels[j], level) == 0)
                return letterhead;
    }
    return NULL;
}

const struct programme_document *programme_own_document(const struct programme *programme)
{
    for (size_t i = 0; i < programme->document_count; i++)
        if (programme->documents[i].role == DOCUMENT_ROLE_THIS)
            return &programme->documents[i];
    return NULL;
}

const char *programme_sources(struct arena *arena, const char *const *sources)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (; sources && *sources; sources++)
        buf_printf(&out, "%s%s", out.len ? " " : "", *sources);
    return arena_strdup(arena, buf_text(&out));
}
