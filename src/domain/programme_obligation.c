/* SPDX-License-Identifier: Apache-2.0
 * Obligations and targets: who, what is counted, within which bound, when. */
#include "domain/programme_form.h"

#include <string.h>

/* --- each and among ----------------------------------------------------------------------------
 */

enum {
    EACH_TERRITORY,
    EACH_PROVINCE,
    EACH_DISTRICT,
    EACH_COMMUNE,
    EACH_AREA,
    EACH_UNIT,
    EACH_ORGANISATION,
    EACH_BRANCH, /* area and organisation */
    EACH_PERSON, /* household_member */
    EACH_PLACES
};
static const char *const place_words[EACH_PLACES] = {
    [EACH_TERRITORY] = "territory",
    [EACH_PROVINCE] = "province",
    [EACH_DISTRICT] = "district",
    [EACH_COMMUNE] = "commune",
    [EACH_AREA] = "area",
    [EACH_UNIT] = "unit",
    [EACH_ORGANISATION] = "organisation",
    [EACH_BRANCH] = "branch",
    [EACH_PERSON] = "person",
};

/* The words of `each`: places, then kinds by their singular names; ends with NULL. */
static const char *const *each_words(struct arena *arena)
{
    size_t kind_count = 0;
    while (kinds[kind_count])
        kind_count++;
    const char **words = ARENA_ARRAY(arena, const char *, EACH_PLACES + kind_count + 1);
    memcpy(words, place_words, sizeof(place_words));
    for (size_t i = 0; i < kind_count; i++)
        words[EACH_PLACES + i] = kinds[i]->name;
    return words;
}

static void set_place(struct form_reader *form, const struct yaml *node, int word,
                      struct subjects *subjects)
{
    if (word >= EACH_PERSON) {
        subjects->type = SUBJECT_RECORD;
        subjects->record_kind =
            word == EACH_PERSON ? kind_by_slug("household_members") : kinds[word - EACH_PLACES];
    } else if (word >= EACH_PROVINCE) {
        subjects->type = SUBJECT_UNIT;
    }
    if (word < EACH_PROVINCE || word > EACH_AREA)
        return;
    const struct form_key key = { .key = "each" };
    const struct yaml level = { .line = node->line,
                                .column = node->column,
                                .text = place_words[word] };
    read_levels(form, &key, &level, &subjects->levels);
}

/* `each: [commune, organisation]`: at most one place or kind of record, and organisation. */
static bool read_each(struct form_reader *form, const struct yaml *node, struct subjects *subjects)
{
    size_t count;
    int place = -1;
    const char *const *words = each_words(form->arena);
    node = form_value(form, node);
    const struct yaml *items = form_items(node, &count);
    for (size_t i = 0; i < count; i++) {
        int word = form_choice(form, "each", &items[i], words);
        if (word < 0)
            return false;
        bool organisation = word == EACH_ORGANISATION || word == EACH_BRANCH;
        if ((organisation && subjects->by_organisation) ||
            (word != EACH_ORGANISATION && place >= 0)) {
            form_mistake(form, &items[i], MSG_PROGRAMME_EACH);
            return false;
        }
        subjects->by_organisation = subjects->by_organisation || organisation;
        if (word != EACH_ORGANISATION)
            place = word == EACH_BRANCH ? EACH_AREA : word;
    }
    if (count == 0 || (place >= EACH_PERSON && subjects->by_organisation)) {
        form_mistake(form, node, MSG_PROGRAMME_EACH);
        return false;
    }
    if (place >= 0)
        set_place(form, node, place, subjects);
    return true;
}

struct among_text {
    const char *const *levels;
    const char *const *organisations;
};
static const struct form_key among_keys[] = {
    { .key = "levels",
      .type = FORM_READ,
      .read = read_levels,
      .offset = offsetof(struct among_text, levels) },
    { .key = "organisations",
      .type = FORM_READ,
      .read = read_organisations,
      .offset = offsetof(struct among_text, organisations) },
    { .key = "units", .type = FORM_ELSEWHERE },
    { .key = "records", .type = FORM_ELSEWHERE },
    { .key = NULL },
};
static const struct form among_form = { .keys = among_keys, .size = sizeof(struct among_text) };

/* A named measure, or one written here with `by`. */
const struct measure *read_records(struct form_reader *form, const struct yaml *node,
                                   const struct kind *kind, int *ret_field)
{
    struct measure_names names = programme_names(programme_reader(form));
    const struct measure *records = NULL;
    node = form_value(form, node);
    const struct yaml *by = yaml_get(node, "by");
    if (node->type == YAML_SCALAR) {
        const struct expr *expr = expr_read(form, &names, node);
        if (expr && expr->op != EXPR_MEASURE)
            form_mistake(form, node, MSG_PROGRAMME_RECORDS, kind->slug);
        records = expr && expr->op == EXPR_MEASURE ? expr->measure : NULL;
    } else {
        records = measure_read(form, &names, node, MEASURE_RECORDS);
    }
    if (!records)
        return NULL;
    int field = measure_field_to(records, kind->slug);
    if (by) {
        const char *name = form_scalar(form, "by", by);
        field = name ? kind_field_index(records->kind, name) : -1;
        if (field >= 0 && (!records->kind->fields[field].ref ||
                           strcmp(records->kind->fields[field].ref, kind->slug) != 0))
            field = -1;
    }
    if (field == -1)
        form_mistake(form, by ? by : node, MSG_PROGRAMME_RECORDS, kind->slug);
    *ret_field = field;
    return records;
}

/* Without a list: every organisation that has bodies at one of the subjects' levels. */
static const char *const *organisations_at(struct form_reader *form,
                                           const struct subjects *subjects)
{
    const struct programme *programme = programme_reader(form)->programme;
    const char **keys = ARENA_ARRAY(form->arena, const char *, programme->organisation_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < programme->organisation_count; i++) {
        const struct programme_organisation *organisation = &programme->organisations[i];
        bool there = !subjects->levels;
        for (size_t j = 0; subjects->levels && subjects->levels[j]; j++)
            for (size_t k = 0; organisation->levels && organisation->levels[k]; k++)
                there = there || strcmp(subjects->levels[j], organisation->levels[k]) == 0;
        if (there && organisation->key)
            keys[count++] = organisation->key;
    }
    return keys;
}

static void read_among(struct form_reader *form, const struct yaml *element,
                       struct subjects *subjects)
{
    struct among_text text = { 0 };
    const struct yaml *node = yaml_get(element, "among");
    if (node)
        form_read(form, &among_form, node, &text);
    node = node ? form_value(form, node) : NULL;
    const struct yaml *units = yaml_get(node, "units"), *records = yaml_get(node, "records");
    bool of_records = subjects->type == SUBJECT_RECORD;
    struct measure_names names = programme_names(programme_reader(form));
    if (text.levels && subjects->levels)
        form_mistake(form, yaml_get(node, "levels"), MSG_PROGRAMME_AMONG, "levels");
    else if (text.levels)
        subjects->levels = text.levels;
    if (subjects->type == SUBJECT_UNIT && !subjects->levels)
        form_mistake(form, element, MSG_PROGRAMME_EACH_UNIT);
    if (units)
        subjects->units = unit_choice_read(form, &names, units);
    if (text.organisations && !subjects->by_organisation)
        form_mistake(form, yaml_get(node, "organisations"), MSG_PROGRAMME_AMONG, "organisations");
    if (subjects->by_organisation)
        subjects->organisations =
            text.organisations ? text.organisations : organisations_at(form, subjects);
    if (records && !of_records)
        form_mistake(form, records, MSG_PROGRAMME_AMONG, "records");
    else if (records)
        subjects->records =
            read_records(form, records, subjects->record_kind, &subjects->record_field);
    else if (of_records)
        form_mistake(form, element, MSG_PROGRAMME_NO_RECORDS, subjects->record_kind->slug);
}

/* --- what is counted fits for whom and when ----------------------------------------------------
 */

struct fit {
    struct form_reader *form;
    const struct yaml *node;
    const struct obligation *obligation;
    bool by_organisation; /* some measure is told per organisation */
};

static const char *const when_words[] = { "programme",  "each_year", "each_half", "each_quarter",
                                          "continuous", "always",    NULL };

static void check_time_fits(const struct fit *fit, const struct measure *measure)
{
    bool ok = true;
    switch (fit->obligation->when) {
    case WHEN_EACH_YEAR:
        ok = measure->time != MEASURE_ANY_TIME;
        break;
    case WHEN_EACH_HALF:
    case WHEN_EACH_QUARTER:
        ok = measure->time == MEASURE_FLOW || measure->time == MEASURE_STOCK;
        break;
    case WHEN_CONTINUOUS:
        ok = measure->time == MEASURE_STOCK || measure->time == MEASURE_ANY_TIME;
        break;
    case WHEN_PROGRAMME:
    case WHEN_ALWAYS:
        break;
    }
    if (!ok)
        form_mistake(fit->form, fit->node, MSG_PROGRAMME_TIME, measure->kind->slug,
                     when_words[fit->obligation->when]);
}

static void check_measure_fits(struct fit *fit, const struct measure *measure)
{
    const struct subjects *subjects = &fit->obligation->subjects;
    const char *slug = measure->kind->slug;
    bool is_unit = strcmp(slug, "units") == 0;
    if (subjects->type == SUBJECT_UNIT && !measure->kind->unit && !is_unit)
        form_mistake(fit->form, fit->node, MSG_MEASURE_NO_PLACE, slug);
    fit->by_organisation = fit->by_organisation || measure->organisation_field >= 0;
    if (subjects->type == SUBJECT_RECORD &&
        measure_field_to(measure, subjects->record_kind->slug) == -1)
        form_mistake(fit->form, fit->node, MSG_MEASURE_NO_RECORD, slug,
                     subjects->record_kind->slug);
    check_time_fits(fit, measure);
}

/* Every measure but those told of the whole territory. */
static void check_expr_fits(struct fit *fit, const struct expr *expr)
{
    if (expr->op == EXPR_MEASURE)
        check_measure_fits(fit, expr->measure);
    for (size_t i = 0; expr->op != EXPR_WHOLE && i < expr->child_count; i++)
        check_expr_fits(fit, expr->children[i]);
}

/* A share of an organisation may be of what its place has (assigned households of all poor ones), but
 * something must be the organisation's own. */
static void check_value_fits(struct fit *fit)
{
    const struct obligation *obligation = fit->obligation;
    check_expr_fits(fit, obligation->value);
    if (!obligation->subjects.by_organisation || fit->by_organisation)
        return;
    const struct expr *expr = obligation->value;
    while (expr->op != EXPR_MEASURE && expr->child_count > 0)
        expr = expr->children[0];
    form_mistake(fit->form, fit->node, MSG_MEASURE_NO_ORGANISATION,
                 expr->op == EXPR_MEASURE ? expr->measure->kind->slug : "measure");
}

/* What gives a limit for each subject must be countable for each, too. */
static void check_bound_fits(struct fit *fit, const struct bound *bound)
{
    const struct expr *exprs[] = { bound->min_of, bound->max_of };
    for (size_t i = 0; i < COUNT(exprs); i++)
        if (exprs[i] && (i == 0 || exprs[1] != exprs[0]))
            check_expr_fits(fit, exprs[i]);
}

static void read_bound_and_fit(struct fit *fit, const struct yaml *node, bool has_subjects,
                               struct obligation *obligation)
{
    read_obligation_bound(fit->form, node, obligation);
    fit->node = node;
    if (!has_subjects)
        return;
    check_bound_fits(fit, &obligation->bound);
    for (size_t i = 0; i < obligation->case_count; i++)
        check_bound_fits(fit, &obligation->cases[i].bound);
}

/* Only what is counted has a history that tells when it held. */
static void check_continuous(struct form_reader *form, const struct yaml *node,
                             const struct obligation *obligation)
{
    const struct expr *value = obligation->value;
    bool continuous = obligation->when == WHEN_CONTINUOUS;
    bool counted = value->op == EXPR_MEASURE && value->measure->aggregate == AGGREGATE_COUNT;
    if (continuous && (!counted || obligation->subjects.type == SUBJECT_RECORD))
        form_mistake(form, yaml_get(node, "measure"), MSG_PROGRAMME_CONTINUOUS);
    if (!continuous && obligation->grace_months >= 0)
        form_mistake(form, yaml_get(node, "grace"), MSG_PROGRAMME_GRACE);
}

static void check_place(void *context, const struct measure *measure)
{
    const struct fit *fit = context;
    if (!measure->kind->unit)
        form_mistake(fit->form, fit->node, MSG_MEASURE_NO_PLACE, measure->kind->slug);
}

/* --- the forms ---------------------------------------------------------------------------------
 */

static void read_when(struct form_reader *form, const struct form_key *key,
                      const struct yaml *value, void *ret_field)
{
    int index = form_choice(form, key->key, value, when_words);
    *(enum obligation_when *)ret_field = index < 0 ? WHEN_PROGRAMME : (enum obligation_when)index;
}

static void check_period(struct form_reader *form, const struct yaml *node,
                         struct obligation *obligation)
{
    const struct period whole = programme_reader(form)->programme->period;
    obligation->has_period = yaml_get(node, "period") && !date_is_none(obligation->period.first);
    if (obligation->has_period && !date_is_none(whole.first) &&
        (date_compare(obligation->period.first, whole.first) < 0 ||
         date_compare(obligation->period.last, whole.last) > 0))
        form_mistake(form, yaml_get(node, "period"), MSG_PROGRAMME_PERIOD_OUTSIDE);
}

/* `not_weaker_than: id`, or `{programme: …, obligation: id}`. */
static const struct form_key superior_keys[] = {
    { .key = "obligation",
      .type = FORM_NAME,
      .required = true,
      .offset = offsetof(struct obligation, not_weaker_than) },
    { .key = "programme",
      .type = FORM_NAME,
      .offset = offsetof(struct obligation, superior_programme) },
    { .key = NULL },
};
static const struct form superior_form = { .keys = superior_keys,
                                           .size = sizeof(struct obligation),
                                           .scalar_key = "obligation" };

static void obligation_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    static const char *const placeholders[] = { "unit", "organisation", "missing", NULL };
    struct obligation *obligation = ret;
    struct measure_names names = programme_names(programme_reader(form));
    const struct yaml *each = yaml_get(node, "each"), *value = yaml_get(node, "measure");
    const struct yaml *bound = yaml_get(node, "bound"), *supply = yaml_get(node, "supply");
    bool has_subjects = each && read_each(form, each, &obligation->subjects);
    if (has_subjects)
        read_among(form, node, &obligation->subjects);
    obligation->value = value ? expr_read(form, &names, value) : NULL;
    struct fit fit = { .form = form, .node = value, .obligation = obligation };
    if (obligation->value && has_subjects)
        check_value_fits(&fit);
    if (bound && obligation->value)
        read_bound_and_fit(&fit, bound, has_subjects, obligation);
    if (yaml_get(node, "not_weaker_than"))
        form_read(form, &superior_form, yaml_get(node, "not_weaker_than"), obligation);
    obligation->grace_months = yaml_get(node, "grace") ? obligation->grace_months : -1;
    if (obligation->value && has_subjects)
        check_continuous(form, node, obligation);
    check_period(form, node, obligation);
    if (obligation->own && obligation->subjects.type == SUBJECT_RECORD)
        form_mistake(form, yaml_get(node, "own"), MSG_PROGRAMME_OWN);
    if (supply) {
        obligation->supply = expr_read(form, &names, supply);
        fit.node = supply;
        if (obligation->supply)
            expr_measures(obligation->supply, check_place, &fit);
        if (has_subjects && obligation->subjects.type == SUBJECT_RECORD)
            form_mistake(form, supply, MSG_PROGRAMME_SUPPLY);
    }
    int line = line_of(node, "next_action");
    check_placeholders(form, line, obligation->next_action.vi, placeholders);
    check_placeholders(form, line, obligation->next_action.en, placeholders);
}

static void target_finish(struct form_reader *form, const struct yaml *node, void *ret)
{
    struct obligation *target = ret;
    if (!yaml_get(node, "soft"))
        target->soft = true;
    obligation_finish(form, node, ret);
}

#define OBLIGATION(member) offsetof(struct obligation, member)
static const struct form_key obligation_keys[] = {
    { .key = "id", .type = FORM_NAME, .required = true, .offset = OBLIGATION(id) },
    { .key = "source", .type = FORM_READ, .read = read_sources, .offset = OBLIGATION(sources) },
    { .key = "title", .type = FORM_TEXT, .required = true, .offset = OBLIGATION(title) },
    { .key = "each", .type = FORM_ELSEWHERE, .required = true },
    { .key = "among", .type = FORM_ELSEWHERE },
    { .key = "measure", .type = FORM_ELSEWHERE, .required = true },
    { .key = "bound", .type = FORM_ELSEWHERE, .required = true },
    { .key = "when",
      .type = FORM_READ,
      .required = true,
      .read = read_when,
      .offset = OBLIGATION(when) },
    { .key = "period", .type = FORM_READ, .read = read_period, .offset = OBLIGATION(period) },
    { .key = "grace",
      .type = FORM_READ,
      .read = read_every,
      .offset = OBLIGATION(grace_months) },
    { .key = "not_weaker_than", .type = FORM_ELSEWHERE },
    { .key = "supply", .type = FORM_ELSEWHERE },
    { .key = "own", .type = FORM_BOOL, .offset = OBLIGATION(own) },
    { .key = "soft", .type = FORM_BOOL, .offset = OBLIGATION(soft) },
    { .key = "next_action", .type = FORM_TEXT, .offset = OBLIGATION(next_action) },
    { .key = "note", .type = FORM_TEXT, .offset = OBLIGATION(note) },
    { .key = NULL },
};
const struct form obligation_form = { .keys = obligation_keys,
                                      .size = sizeof(struct obligation),
                                      .has_line = true,
                                      .finish = obligation_finish };
const struct form target_form = { .keys = obligation_keys,
                                  .size = sizeof(struct obligation),
                                  .has_line = true,
                                  .finish = target_finish };
