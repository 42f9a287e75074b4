/* SPDX-License-Identifier: Apache-2.0
 * The plain sections of a programme: parameters, codes, papers, who takes part, assignment rules,
 * named numbers, criteria, topics. */
#include "domain/programme_form.h"

#include "domain/code_lists.h"

#include <string.h>

#define SOURCES(type_)                                                                             \
    {                                                                                              \
        .key = "source", .type = FORM_READ, .read = read_sources,                                  \
        .offset = offsetof(type_, sources)                                                         \
    }
#define CODE(key_, type_, member_, field_, required_)                                              \
    {                                                                                              \
        .key = key_, .type = FORM_READ, .required = required_, .read = read_code,                  \
        .detail = &(field_), .offset = offsetof(type_, member_)                                    \
    }
#define CODES(key_, type_, member_, field_, required_)                                             \
    {                                                                                              \
        .key = key_, .type = FORM_READ, .required = required_, .read = read_codes,                 \
        .detail = &(field_), .offset = offsetof(type_, member_)                                    \
    }
#define LEVELS(key_, type_, member_)                                                               \
    {                                                                                              \
        .key = key_, .type = FORM_READ, .required = true, .read = read_levels,                     \
        .offset = offsetof(type_, member_)                                                         \
    }
#define ORGANISATION(type_, member_)                                                               \
    {                                                                                              \
        .key = "organisation", .type = FORM_READ, .required = true, .read = read_organisation,     \
        .offset = offsetof(type_, member_)                                                         \
    }

static const struct field paper_style_field = { .codes = paper_style_codes };
static const struct field document_type_field = { .codes = document_type_codes,
                                                  .list = "document_type" };
static const struct field poverty_class_field = { .codes = poverty_class_codes };
static const struct field designation_field = { .codes = designation_type_codes,
                                                .list = "designation_type" };

/* --- parameters --------------------------------------------------------------------------------
 */

static const struct form_key parameter_keys[] = {
    { .key = "value",
      .type = FORM_LINE,
      .required = true,
      .offset = offsetof(struct programme_parameter, value) },
    { .key = "choices",
      .type = FORM_LINES,
      .required = true,
      .offset = offsetof(struct programme_parameter, choices) },
    { .key = "note",
      .type = FORM_TEXT,
      .required = true,
      .offset = offsetof(struct programme_parameter, note) },
    SOURCES(struct programme_parameter),
    { .key = NULL },
};
static const struct form parameter_form = { .keys = parameter_keys,
                                            .size = sizeof(struct programme_parameter),
                                            .has_line = true };

void read_parameters(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                     void *ret_field)
{
    struct programme *programme = ret_field;
    if (value->type != YAML_MAPPING) {
        form_mistake(form, value, MSG_FORM_NOT_GROUP, key->key);
        return;
    }
    programme->parameters = ARENA_ARRAY(form->arena, struct programme_parameter, value->count + 1);
    for (size_t i = 0; i < value->count; i++) {
        struct programme_parameter *parameter = &programme->parameters[i];
        form_read(form, &parameter_form, &value->items[i], parameter);
        parameter->name = value->keys[i].text;
        if (!form_is_name(parameter->name))
            form_mistake(form, &value->keys[i], MSG_FORM_BAD_NAME, parameter->name, key->key);
        bool offered = !parameter->value || !parameter->choices;
        for (size_t j = 0; parameter->choices && parameter->choices[j] && !offered; j++)
            offered = strcmp(parameter->choices[j], parameter->value) == 0;
        if (!offered)
            form_unknown(form, yaml_get(&value->items[i], "value"), "value", parameter->value,
                         parameter->choices);
    }
    programme->parameter_count = value->count;
    form->parameters = value;
}

/* --- codes -------------------------------------------------------------------------------------
 */

struct code_text {
    int line;
    const char *code, *vi, *en;
};
static const struct form_key code_keys[] = {
    { .key = "code",
      .type = FORM_NAME,
      .required = true,
      .offset = offsetof(struct code_text, code) },
    { .key = "vi", .type = FORM_LINE, .required = true, .offset = offsetof(struct code_text, vi) },
    { .key = "en", .type = FORM_LINE, .offset = offsetof(struct code_text, en) },
    { .key = "source", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form code_form = { .keys = code_keys,
                                       .size = sizeof(struct code_text),
                                       .has_line = true };

/* A field of any kind whose codes are the open list; NULL if there is no such list. Collects the
 * names of all lists on the way. */
static const struct field *open_list(struct arena *arena, const char *name, const char ***ret_names)
{
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    const struct field *found = NULL;
    for (size_t i = 0; kinds[i]; i++)
        for (const struct field *field = kinds[i]->fields; field->name; field++) {
            if (!field->list)
                continue;
            if (strcmp(field->list, name) == 0)
                found = field;
            bool known = false;
            for (size_t j = 0; j < count && !known; j++)
                known = strcmp(names[j], field->list) == 0;
            if (!known)
                *ARENA_PUSH(arena, names, count, capacity) = field->list;
        }
    *ARENA_PUSH(arena, names, count, capacity) = NULL;
    *ret_names = names;
    return found;
}

static void read_code_entry(struct form_reader *form, const struct field *field,
                            const struct yaml *node, struct code_list *list)
{
    struct code_text text = { 0 };
    form_read(form, &code_form, node, &text);
    const struct yaml *source = yaml_get(node, "source");
    const struct form_key source_key = { .key = "source" };
    if (source)
        read_sources(form, &source_key, source, NULL);
    if (!text.code)
        return;
    bool taken = code_find(field->codes, text.code) != NULL;
    for (size_t i = 0; i < list->count && !taken; i++)
        taken = strcmp(list->codes[i].code, text.code) == 0;
    if (taken)
        form_mistake(form, node, MSG_PROGRAMME_CODE_TAKEN, text.code, list->list);
    list->codes[list->count++] =
        (struct code){ .code = text.code, .vi = text.vi, .en = text.en ? text.en : text.vi };
}

static void add_code_list(struct form_reader *form, struct programme *programme,
                          const struct yaml *name, const struct yaml *entries)
{
    const char **known;
    const struct field *field = open_list(form->arena, name->text, &known);
    if (!field) {
        form_unknown(form, name, "codes", name->text, known);
        return;
    }
    if (entries->type != YAML_SEQUENCE) {
        form_mistake(form, entries, MSG_FORM_NOT_LIST, name->text);
        return;
    }
    struct code_list *list = &programme->code_lists[programme->code_list_count++];
    list->list = field->list;
    list->codes = ARENA_ARRAY(form->arena, struct code, entries->count + 1);
    for (size_t i = 0; i < entries->count; i++)
        read_code_entry(form, field, &entries->items[i], list);
}

void read_code_lists(struct form_reader *form, const struct form_key *key, const struct yaml *value,
                     void *ret_field)
{
    struct programme *programme = ret_field;
    if (value->type != YAML_MAPPING) {
        form_mistake(form, value, MSG_FORM_NOT_GROUP, key->key);
        return;
    }
    programme->code_lists = ARENA_ARRAY(form->arena, struct code_list, value->count + 1);
    for (size_t i = 0; i < value->count; i++)
        add_code_list(form, programme, &value->keys[i], &value->items[i]);
}

/* --- papers ------------------------------------------------------------------------------------
 */

static const char *const role_words[] = { "basis", "this", "parent", "request", "annex", NULL };

#define DOCUMENT(member) offsetof(struct programme_document, member)
static const struct form_key document_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = DOCUMENT(id) },
    SOURCES(struct programme_document),
    { .key = "role",
      .type = FORM_CHOICE,
      .required = true,
      .words = role_words,
      .offset = DOCUMENT(role) },
    { .key = "number", .type = FORM_LINE, .offset = DOCUMENT(number) },
    CODE("type", struct programme_document, type, document_type_field, true),
    { .key = "issuer", .type = FORM_LINE, .required = true, .offset = DOCUMENT(issuer) },
    { .key = "date", .type = FORM_READ, .read = read_date, .offset = DOCUMENT(date) },
    { .key = "arrived", .type = FORM_READ, .read = read_date, .offset = DOCUMENT(arrived) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = DOCUMENT(title) },
    { .key = "signed_by", .type = FORM_LINE, .offset = DOCUMENT(signed_by) },
    { .key = "parent", .type = FORM_NAME, .offset = DOCUMENT(parent) },
    { .key = NULL },
};
const struct form document_form = { .keys = document_keys,
                                    .size = sizeof(struct programme_document),
                                    .has_line = true };

static const char *const purpose_words[] = { "inform", "report", "implement", "file", NULL };

#define RECIPIENT(member) offsetof(struct programme_recipient, member)
static const struct form_key recipient_keys[] = {
    { .key = "name", .type = FORM_TEXT, .required = true, .offset = RECIPIENT(name) },
    SOURCES(struct programme_recipient),
    { .key = "purpose", .type = FORM_CHOICE, .words = purpose_words, .offset = RECIPIENT(purpose) },
    { .key = "document", .type = FORM_NAME, .offset = RECIPIENT(document) },
    { .key = NULL },
};

static void recipient_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    const struct programme_recipient *recipient = ret;
    const struct programme *programme = programme_reader(form)->programme;
    const struct id_list documents = ID_LIST(programme->documents, programme->document_count, id);
    check_reference(form, line_of(node, "document"), "document", recipient->document, &documents);
}

const struct form recipient_form = { .keys = recipient_keys,
                                     .size = sizeof(struct programme_recipient),
                                     .has_line = true,
                                     .finish = recipient_finish };

#define LETTERHEAD(member) offsetof(struct letterhead, member)
static const struct form_key letterhead_keys[] = {
    ORGANISATION(struct letterhead, organisation),
    LEVELS("levels", struct letterhead, levels),
    SOURCES(struct letterhead),
    CODE("style", struct letterhead, style, paper_style_field, true),
    { .key = "superior", .type = FORM_LINE, .offset = LETTERHEAD(superior) },
    { .key = "issuer", .type = FORM_LINES, .required = true, .offset = LETTERHEAD(issuer) },
    { .key = "place", .type = FORM_LINE, .offset = LETTERHEAD(place) },
    { .key = "notation", .type = FORM_LINE, .required = true, .offset = LETTERHEAD(notation) },
    { .key = "authority", .type = FORM_LINE, .offset = LETTERHEAD(authority) },
    { .key = "position", .type = FORM_LINE, .required = true, .offset = LETTERHEAD(position) },
    { .key = "archive", .type = FORM_LINE, .required = true, .offset = LETTERHEAD(archive) },
    { .key = NULL },
};

static void letterhead_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    static const char *const placeholders[] = { "unit", "UNIT", NULL };
    const struct letterhead *letterhead = ret;
    check_placeholders(form, line_of(node, "superior"), letterhead->superior, placeholders);
    check_placeholders(form, line_of(node, "authority"), letterhead->authority, placeholders);
    for (size_t i = 0; letterhead->issuer && letterhead->issuer[i]; i++)
        check_placeholders(form, line_of(node, "issuer"), letterhead->issuer[i], placeholders);
}

const struct form letterhead_form = { .keys = letterhead_keys,
                                      .size = sizeof(struct letterhead),
                                      .has_line = true,
                                      .finish = letterhead_finish };

/* --- who ---------------------------------------------------------------------------------------
 */

static const char *const focal_words[] = { "focal", "counterpart", NULL };

static void read_focal(struct form_reader *form, const struct form_key *key,
                       const struct yaml *value, void *ret_field)
{
    int index = form_choice(form, key->key, value, focal_words);
    *(const char **)ret_field = index < 0 ? NULL : focal_words[index];
}

#define DEPARTMENT(member) offsetof(struct programme_department, member)
static const struct form_key department_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = DEPARTMENT(id) },
    SOURCES(struct programme_department),
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = DEPARTMENT(title) },
    { .key = "level",
      .type = FORM_READ,
      .required = true,
      .read = read_level,
      .offset = DEPARTMENT(level) },
    { .key = "focal", .type = FORM_READ, .read = read_focal, .offset = DEPARTMENT(focal) },
    { .key = "from", .type = FORM_READ, .read = read_date, .offset = DEPARTMENT(from) },
    { .key = "to", .type = FORM_READ, .read = read_date, .offset = DEPARTMENT(to) },
    { .key = NULL },
};
static const struct form department_form = { .keys = department_keys,
                                             .size = sizeof(struct programme_department),
                                             .has_line = true };

#define ORG(member) offsetof(struct programme_organisation, member)
static const struct form_key organisation_keys[] = {
    { .key = "key", .type = FORM_NAME, .required = true, .offset = ORG(key) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = ORG(title) },
    SOURCES(struct programme_organisation),
    LEVELS("levels", struct programme_organisation, levels),
    { .key = "departments",
      .type = FORM_LIST,
      .form = &department_form,
      .offset = ORG(departments),
      .count_offset = ORG(department_count) },
    { .key = NULL },
};

static void organisation_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    const struct programme_organisation *organisation = ret;
    const struct id_list ids =
        ID_LIST(organisation->departments, organisation->department_count, id);
    (void)node;
    check_ids(form, &ids, "departments");
}

const struct form organisation_form = { .keys = organisation_keys,
                                        .size = sizeof(struct programme_organisation),
                                        .has_line = true,
                                        .finish = organisation_finish };

static const char *const consent_words[] = { "pending", "agreed", NULL };

#define SIGNER(member) offsetof(struct programme_signer, member)
static const struct form_key signer_keys[] = {
    ORGANISATION(struct programme_signer, organisation),
    SOURCES(struct programme_signer),
    { .key = "level",
      .type = FORM_READ,
      .required = true,
      .read = read_level,
      .offset = SIGNER(level) },
    { .key = "board", .type = FORM_TEXT, .offset = SIGNER(board) },
    { .key = "position", .type = FORM_TEXT, .offset = SIGNER(position) },
    { .key = "name", .type = FORM_LINE, .offset = SIGNER(name) },
    { .key = "consent", .type = FORM_CHOICE, .words = consent_words, .offset = SIGNER(consent) },
    { .key = NULL },
};
const struct form signer_form = { .keys = signer_keys,
                                  .size = sizeof(struct programme_signer),
                                  .has_line = true };

#define CONTACT(member) offsetof(struct programme_contact, member)
static const struct form_key contact_keys[] = {
    { .key = "of",
      .type = FORM_GROUP,
      .required = true,
      .form = &party_form,
      .offset = CONTACT(of) },
    SOURCES(struct programme_contact),
    { .key = "person", .type = FORM_LINE, .offset = CONTACT(person) },
    { .key = "position", .type = FORM_LINE, .offset = CONTACT(position) },
    { .key = "phone", .type = FORM_LINE, .offset = CONTACT(phone) },
    { .key = "email", .type = FORM_LINE, .offset = CONTACT(email) },
    { .key = "address", .type = FORM_LINE, .offset = CONTACT(address) },
    { .key = NULL },
};
const struct form contact_form = { .keys = contact_keys,
                                   .size = sizeof(struct programme_contact),
                                   .has_line = true };

#define THEME(member) offsetof(struct programme_theme, member)
static const struct form_key theme_keys[] = {
    { .key = "year",
      .type = FORM_INT,
      .required = true,
      .min = 1990,
      .max = 2100,
      .offset = THEME(year) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = THEME(title) },
    SOURCES(struct programme_theme),
    { .key = NULL },
};
const struct form theme_form = { .keys = theme_keys,
                                 .size = sizeof(struct programme_theme),
                                 .has_line = true };

#define MOVEMENT(member) offsetof(struct movement, member)
static const struct form_key movement_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = MOVEMENT(id) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = MOVEMENT(title) },
    SOURCES(struct movement),
    { .key = "organisations",
      .type = FORM_READ,
      .read = read_organisations,
      .offset = MOVEMENT(organisations) },
    { .key = NULL },
};
const struct form movement_form = { .keys = movement_keys,
                                    .size = sizeof(struct movement),
                                    .has_line = true };

/* --- assignment --------------------------------------------------------------------------------
 */

/* The codes of memberships.category stand in that kind's own file. */
static void read_categories(struct form_reader *form, const struct form_key *key,
                            const struct yaml *value, void *ret_field)
{
    const struct kind *memberships = kind_by_slug("memberships");
    struct form_key with_codes = *key;
    with_codes.detail = memberships ? kind_field(memberships, "category") : NULL;
    require(with_codes.detail);
    read_codes(form, &with_codes, value, ret_field);
}

static const struct form_key category_keys[] = {
    ORGANISATION(struct assignment_category, organisation),
    { .key = "categories",
      .type = FORM_READ,
      .required = true,
      .read = read_categories,
      .offset = offsetof(struct assignment_category, categories) },
    SOURCES(struct assignment_category),
    { .key = NULL },
};
static const struct form category_form = { .keys = category_keys,
                                           .size = sizeof(struct assignment_category),
                                           .has_line = true };

static const char *const eligibility_words[] = { "any_member", "head", NULL };
static const char *const preference_words[] = { "soft", "strict", NULL };

#define ASSIGN(member) offsetof(struct assignment_rules, member)
static const struct form_key assignment_keys[] = {
    SOURCES(struct assignment_rules),
    CODES("classes", struct assignment_rules, classes, poverty_class_field, true),
    { .key = "eligibility",
      .type = FORM_CHOICE,
      .required = true,
      .words = eligibility_words,
      .offset = ASSIGN(eligibility) },
    { .key = "preference",
      .type = FORM_CHOICE,
      .required = true,
      .words = preference_words,
      .offset = ASSIGN(preference) },
    { .key = "fallback",
      .type = FORM_READ,
      .required = true,
      .read = read_organisation,
      .offset = ASSIGN(fallback) },
    { .key = "area_leads",
      .type = FORM_READ,
      .read = read_organisations,
      .offset = ASSIGN(area_leads) },
    { .key = "commune_leads",
      .type = FORM_READ,
      .read = read_organisations,
      .offset = ASSIGN(commune_leads) },
    { .key = "branch_min", .type = FORM_INT, .max = 1000, .offset = ASSIGN(branch_min) },
    { .key = "branch_max", .type = FORM_INT, .max = 1000, .offset = ASSIGN(branch_max) },
    { .key = "destitute_always", .type = FORM_BOOL, .offset = ASSIGN(destitute_always) },
    { .key = "cadre_required", .type = FORM_BOOL, .offset = ASSIGN(cadre_required) },
    CODES("priority", struct assignment_rules, priority, designation_field, false),
    { .key = "categories",
      .type = FORM_LIST,
      .form = &category_form,
      .offset = ASSIGN(categories),
      .count_offset = ASSIGN(category_count) },
    { .key = NULL },
};

static void assignment_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    const struct assignment_rules *rules = ret;
    if (!yaml_get(node, "area_leads") && !yaml_get(node, "commune_leads"))
        form_mistake(form, node, MSG_PROGRAMME_NO_LEADS);
    if (rules->branch_max > 0 && rules->branch_min > rules->branch_max)
        form_mistake(form, yaml_get(node, "branch_min"), MSG_MEASURE_BOUND_EMPTY);
}

const struct form assignment_form = { .keys = assignment_keys,
                                      .size = sizeof(struct assignment_rules),
                                      .has_line = true,
                                      .finish = assignment_finish };

/* --- numbers with names -------------------------------------------------------------------------
 */

#define INDICATOR(member) offsetof(struct indicator, member)
#define INDICATOR_KEYS                                                                             \
    { .key = "id", .type = FORM_NAME, .required = true, .offset = INDICATOR(id) },                 \
        { .key = "title", .type = FORM_TEXT, .required = true, .offset = INDICATOR(title) },       \
        SOURCES(struct indicator)
#define ELSEWHERE(key_)                                                                            \
    {                                                                                              \
        .key = key_, .type = FORM_ELSEWHERE                                                        \
    }

/* The keys of a measure are checked where it is read. */
static const struct form_key measure_element_keys[] = {
    INDICATOR_KEYS,   ELSEWHERE("count"), ELSEWHERE("sum"),          ELSEWHERE("distinct"),
    ELSEWHERE("of"),  ELSEWHERE("where"), ELSEWHERE("time"),         ELSEWHERE("date"),
    ELSEWHERE("end"), ELSEWHERE("units"), ELSEWHERE("organisation"), ELSEWHERE("place"),
    ELSEWHERE("outside"), { .key = NULL },
};
static const struct form_key indicator_keys[] = {
    INDICATOR_KEYS,        ELSEWHERE("ratio"),    ELSEWHERE("add"),       ELSEWHERE("subtract"),
    ELSEWHERE("change"),   ELSEWHERE("decrease"), ELSEWHERE("average"),   ELSEWHERE("share"),
    ELSEWHERE("of"),       ELSEWHERE("measure"),  ELSEWHERE("year"),      ELSEWHERE("years_ago"),
    ELSEWHERE("whole"),    ELSEWHERE("quorum"),   { .key = NULL },
};

static void measure_element_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct indicator *indicator = ret;
    struct programme_reader *reader = programme_reader(form);
    struct measure_names names = programme_names(reader);
    struct measure *measure = measure_read(form, &names, node, MEASURE_ELEMENT);
    if (measure) {
        measure->id = indicator->id;
        struct expr *expr = ARENA_NEW(form->arena, struct expr);
        *expr = (struct expr){ .op = EXPR_MEASURE, .measure = measure };
        indicator->value = expr;
    }
    programme_name_expr(reader, indicator->id, indicator->value);
}

static void indicator_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct indicator *indicator = ret;
    struct programme_reader *reader = programme_reader(form);
    struct measure_names names = programme_names(reader);
    indicator->value = expr_read_keys(form, &names, node);
    programme_name_expr(reader, indicator->id, indicator->value);
}

const struct form measure_element_form = { .keys = measure_element_keys,
                                           .size = sizeof(struct indicator),
                                           .has_line = true,
                                           .finish = measure_element_finish };
const struct form indicator_form = { .keys = indicator_keys,
                                     .size = sizeof(struct indicator),
                                     .has_line = true,
                                     .finish = indicator_finish };

/* --- topics --------------------------------------------------------------------------------------
 */

#define TOPIC(member) offsetof(struct supervision_topic, member)
static const struct form_key topic_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = TOPIC(id) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = TOPIC(title) },
    SOURCES(struct supervision_topic),
    { .key = "group", .type = FORM_TEXT, .offset = TOPIC(group) },
    { .key = NULL },
};
const struct form topic_form = { .keys = topic_keys,
                                 .size = sizeof(struct supervision_topic),
                                 .has_line = true };
