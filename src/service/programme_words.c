/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme_words.h"

#include "domain/code_lists.h"
#include "service/coverage.h"

#include <string.h>

struct teller {
    struct arena *arena;
    const struct programme *programme;
    enum lang lang;
    struct programme_section *section;
};

/* --- words ------------------------------------------------------------------------------------ */

static const char *words(const struct teller *teller, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, teller->lang, msg, args);
    return arena_strdup(teller->arena, buf_text(&out));
}
#define WORDS(teller, msg, ...)                                                                    \
    words(teller, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL } + 1)

static const char *text_of(const struct teller *teller, const struct form_text *text)
{
    return teller->lang == LANG_EN && text->en ? text->en : text->vi;
}

static const char *code_words(const struct teller *teller, const struct code *codes, const char *code)
{
    const struct code *found = code ? code_find(codes, code) : NULL;
    return !found ? code : teller->lang == LANG_EN ? found->en : found->vi;
}

static const char *joined(const struct teller *teller, const char *const *names, const char *between,
                          const char *(*name)(const struct teller *teller, const char *code))
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (; names && *names; names++)
        buf_printf(&out, "%s%s", out.len ? between : "", name ? name(teller, *names) : *names);
    return arena_strdup(teller->arena, buf_text(&out));
}

static const char *level_name(const struct teller *teller, const char *code)
{
    return code_words(teller, unit_level_codes, code);
}

static const char *organisation_title(const struct teller *teller, const char *key)
{
    const struct programme_organisation *organisation =
        key ? programme_organisation(teller->programme, key) : NULL;
    return organisation ? text_of(teller, &organisation->title) : key;
}

static const char *day_text(const struct teller *teller, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_table(date, text);
    return arena_strdup(teller->arena, text);
}

static const char *party_words(const struct teller *teller, const struct programme_party *party)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    if (!party->organisation)
        return text_of(teller, &party->name);
    const struct programme_organisation *organisation =
        programme_organisation(teller->programme, party->organisation);
    for (size_t i = 0; organisation && party->department && i < organisation->department_count; i++)
        if (strcmp(organisation->departments[i].id, party->department) == 0)
            buf_printf(&out, "%s, ", text_of(teller, &organisation->departments[i].title));
    buf_add(&out, organisation_title(teller, party->organisation));
    if (party->levels)
        buf_printf(&out, " (%s)", joined(teller, party->levels, ", ", level_name));
    return arena_strdup(teller->arena, buf_text(&out));
}

static const char *parties_words(const struct teller *teller, const struct programme_party *parties,
                                 size_t count)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? "; " : "", party_words(teller, &parties[i]));
    return arena_strdup(teller->arena, buf_text(&out));
}

/* The name of an expression, where the programme gives it one. */
static const char *expr_name(const struct teller *teller, const struct expr *expr)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->indicator_count; i++)
        if (programme->indicators[i].value == expr)
            return text_of(teller, &programme->indicators[i].title);
    for (size_t i = 0; i < programme->measure_count; i++) {
        const struct expr *named = programme->measures[i].value;
        if (named == expr || (expr->op == EXPR_MEASURE && named->measure == expr->measure))
            return text_of(teller, &programme->measures[i].title);
    }
    return NULL;
}

/* What a limit is computed from: "95 % của Số hộ nghèo", "số được giao". */
static const char *limit_source_words(const struct teller *teller, const struct expr *expr)
{
    const char *name = expr_name(teller, expr);
    if (name)
        return name;
    if (expr->op == EXPR_ASSIGNED)
        return WORDS(teller, MSG_BOUND_ASSIGNED);
    if (expr->op == EXPR_SHARE)
        return WORDS(teller, MSG_BOUND_SHARE,
                     number_words(teller->arena, (struct number){ .known = true, .value = expr->constant },
                                  NUMBER_SHARE),
                     limit_source_words(teller, expr->children[0]));
    if (expr->op == EXPR_AT && expr->since)
        return WORDS(teller, MSG_BOUND_OF_YEAR, limit_source_words(teller, expr->children[0]),
                     err_int(expr->since));
    if (expr->op == EXPR_WHOLE)
        return WORDS(teller, MSG_BOUND_WHOLE, limit_source_words(teller, expr->children[0]));
    return WORDS(teller, MSG_BOUND_COMPUTED);
}

static const char *limit_words(const struct teller *teller, const struct expr *of, int64_t limit,
                               enum number_unit unit)
{
    if (of)
        return limit_source_words(teller, of);
    const char *text = number_words(teller->arena, (struct number){ .known = true, .value = limit }, unit);
    return unit == NUMBER_POINTS ? WORDS(teller, MSG_BOUND_POINTS, text) :
           unit == NUMBER_SHARE  ? arena_printf(teller->arena, "%s %%", text) :
                                   text;
}

/* "ít nhất 1", "từ 1 đến 3", "chưa giao số". */
static const char *bound_words(const struct teller *teller, const struct bound *bound, enum number_unit unit)
{
    const struct limits *limits = &bound->limits;
    const char *least = limit_words(teller, bound->min_of, limits->min, unit);
    const char *most = limit_words(teller, bound->max_of, limits->max, unit);
    if (bound->unknown || (!limits->has_min && !limits->has_max))
        return WORDS(teller, MSG_BOUND_UNKNOWN);
    if (bound->about)
        return WORDS(teller, MSG_BOUND_ABOUT, least);
    if (limits->has_min && limits->has_max && strcmp(least, most) == 0)
        return WORDS(teller, MSG_BOUND_EXACTLY, least);
    if (limits->has_min && limits->has_max && !limits->above_min && !limits->below_max)
        return WORDS(teller, MSG_BOUND_RANGE, least, most);
    const char *low = limits->has_min ?
                          WORDS(teller, limits->above_min ? MSG_BOUND_MORE_THAN : MSG_BOUND_AT_LEAST, least) :
                          NULL;
    const char *high = limits->has_max ?
                           WORDS(teller, limits->below_max ? MSG_BOUND_LESS_THAN : MSG_BOUND_AT_MOST, most) :
                           NULL;
    return low && high ? arena_printf(teller->arena, "%s, %s", low, high) : low ? low : high;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void put(struct teller *teller, const char *id, const char *text, const char *detail,
                const char *const *sources, int level)
{
    struct programme_section *section = teller->section;
    if (section->count == section->capacity) {
        size_t capacity = section->capacity ? section->capacity * 2 : 16;
        struct programme_line *lines = ARENA_ARRAY(teller->arena, struct programme_line, capacity);
        if (section->count)
            memcpy(lines, section->lines, section->count * sizeof(*lines));
        section->lines = lines;
        section->capacity = capacity;
    }
    section->lines[section->count++] =
        (struct programme_line){ id, text ? text : "", detail && *detail ? detail : NULL,
                                 joined(teller, sources, " ", NULL), level };
}

static void tell_documents(struct teller *teller)
{
    static const enum msg roles[] = {
        [DOCUMENT_ROLE_BASIS] = MSG_SHOW_BASIS,     [DOCUMENT_ROLE_THIS] = MSG_SHOW_THIS,
        [DOCUMENT_ROLE_PARENT] = MSG_SHOW_PARENT,   [DOCUMENT_ROLE_REQUEST] = MSG_SHOW_REQUEST,
        [DOCUMENT_ROLE_ANNEX] = MSG_SHOW_ANNEX,
    };
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->document_count; i++) {
        const struct programme_document *document = &programme->documents[i];
        CLEANUP(buf_done) struct buf out = { 0 };
        buf_add(&out, WORDS(teller, roles[document->role]));
        buf_printf(&out, ": %s", code_words(teller, document_type_codes, document->type));
        if (document->number)
            buf_printf(&out, " %s", document->number);
        if (!date_is_none(document->date))
            buf_printf(&out, ", %s", day_text(teller, document->date));
        if (document->issuer)
            buf_printf(&out, ", %s", document->issuer);
        put(teller, document->id, arena_strdup(teller->arena, buf_text(&out)),
            text_of(teller, &document->title), document->sources, 0);
    }
}

static void tell_organisations(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->organisation_count; i++) {
        const struct programme_organisation *organisation = &programme->organisations[i];
        CLEANUP(buf_done) struct buf out = { 0 };
        buf_add(&out, joined(teller, organisation->levels, ", ", level_name));
        for (size_t j = 0; j < organisation->department_count; j++) {
            const struct programme_department *department = &organisation->departments[j];
            bool focal = department->focal && strcmp(department->focal, "focal") == 0;
            buf_printf(&out, "; %s%s", text_of(teller, &department->title),
                       focal ? WORDS(teller, MSG_SHOW_FOCAL) : "");
        }
        put(teller, organisation->key, text_of(teller, &organisation->title),
            arena_strdup(teller->arena, buf_text(&out)), organisation->sources, 0);
    }
}

static void tell_signers(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->signer_count; i++) {
        const struct programme_signer *signer = &programme->signers[i];
        const char *block = arena_printf(
            teller->arena, "%s%s%s%s%s", signer->board.vi ? text_of(teller, &signer->board) : "",
            signer->board.vi && signer->position.vi ? " – " : "",
            signer->position.vi ? text_of(teller, &signer->position) : "", signer->name ? ": " : "",
            signer->name ? signer->name : "");
        put(teller, signer->organisation,
            arena_printf(teller->arena, "%s (%s)", organisation_title(teller, signer->organisation),
                         level_name(teller, signer->level)),
            block, signer->sources, 0);
    }
}

static void tell_parameters(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->parameter_count; i++) {
        const struct programme_parameter *parameter = &programme->parameters[i];
        put(teller, parameter->name,
            arena_printf(teller->arena, "%s = %s", parameter->name, parameter->value),
            parameter->note.vi ? text_of(teller, &parameter->note) : NULL, parameter->sources, 0);
    }
}

/* "Cấp xã × Hội Phụ nữ", "households", "toàn địa bàn" */
static const char *subjects_words(const struct teller *teller, const struct subjects *subjects)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    if (subjects->type == SUBJECT_RECORD) {
        const struct kind *kind = subjects->record_kind;
        buf_add(&out, kind ? (teller->lang == LANG_EN ? kind->en : kind->vi) : "");
    } else if (subjects->type == SUBJECT_UNIT) {
        buf_add(&out, joined(teller, subjects->levels, ", ", level_name));
    } else {
        buf_add(&out, WORDS(teller, MSG_SHOW_TERRITORY));
    }
    if (subjects->by_organisation)
        buf_printf(&out, " × %s", joined(teller, subjects->organisations, ", ", organisation_title));
    return arena_strdup(teller->arena, buf_text(&out));
}

/* Whom a case of the bound is for: "23866", "huyện nghèo", "xã"… */
static const char *case_words(const struct teller *teller, const struct bound_case *one)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    if (one->unit)
        buf_printf(&out, " %s", one->unit);
    for (size_t i = 0; one->units && one->units->designations && one->units->designations[i]; i++)
        buf_printf(&out, " %s",
                   code_words(teller, designation_type_codes, one->units->designations[i]));
    for (size_t i = 0; one->units && one->units->types && one->units->types[i]; i++)
        buf_printf(&out, " %s", one->units->types[i]);
    if (one->levels)
        buf_printf(&out, " %s", joined(teller, one->levels, ", ", level_name));
    if (one->organisations)
        buf_printf(&out, " %s", joined(teller, one->organisations, ", ", organisation_title));
    if (one->records) {
        const struct expr expr = { .op = EXPR_MEASURE, .measure = one->records };
        const char *name = expr_name(teller, &expr);
        buf_printf(&out, " %s", name ? name : WORDS(teller, MSG_BOUND_COMPUTED));
    }
    const char *text = buf_text(&out);
    return arena_strdup(teller->arena, *text == ' ' ? text + 1 : text);
}

/* The bound with its cases: "ít nhất 3 điểm %; riêng huyện nghèo: trên 4 điểm %". */
static const char *obligation_words(const struct teller *teller, const struct obligation *obligation)
{
    enum number_unit unit = expr_unit(obligation->value);
    CLEANUP(buf_done) struct buf out = { 0 };
    if (!obligation->cases_only)
        buf_add(&out, bound_words(teller, &obligation->bound, unit));
    for (size_t i = 0; i < obligation->case_count; i++) {
        const struct bound_case *one = &obligation->cases[i];
        buf_printf(&out, "%s%s", out.len ? "; " : "",
                   WORDS(teller, MSG_BOUND_CASE, case_words(teller, one),
                         bound_words(teller, &one->bound, unit)));
    }
    return arena_strdup(teller->arena, buf_text(&out));
}

static void tell_obligations(struct teller *teller, const struct obligation *items, size_t count)
{
    static const enum msg whens[] = {
        [WHEN_PROGRAMME] = MSG_SHOW_WHEN_PROGRAMME, [WHEN_EACH_YEAR] = MSG_SHOW_WHEN_YEAR,
        [WHEN_EACH_HALF] = MSG_SHOW_WHEN_HALF,      [WHEN_EACH_QUARTER] = MSG_SHOW_WHEN_QUARTER,
        [WHEN_CONTINUOUS] = MSG_SHOW_WHEN_CONTINUOUS, [WHEN_ALWAYS] = MSG_SHOW_WHEN_ALWAYS,
    };
    for (size_t i = 0; i < count; i++) {
        const struct obligation *obligation = &items[i];
        const char *bound = obligation_words(teller, obligation);
        const char *when = WORDS(teller, whens[obligation->when]);
        const char *detail = WORDS(teller, MSG_SHOW_OBLIGATION,
                                   subjects_words(teller, &obligation->subjects), bound, when);
        put(teller, obligation->id, text_of(teller, &obligation->title), detail,
            obligation->sources, 0);
    }
}

static void tell_duties(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->duty_count; i++) {
        const struct duty *duty = &programme->duties[i];
        CLEANUP(buf_done) struct buf out = { 0 };
        if (duty->lead)
            buf_add(&out, WORDS(teller, MSG_SHOW_LEADS, party_words(teller, duty->lead)));
        if (duty->coordinate_count)
            buf_printf(&out, " %s",
                       WORDS(teller, MSG_SHOW_COORDINATES,
                             parties_words(teller, duty->coordinate, duty->coordinate_count)));
        if (duty->towards_count)
            buf_printf(&out, " %s",
                       WORDS(teller,
                             duty->relation == DUTY_ORDER ? MSG_SHOW_ORDERS : MSG_SHOW_REQUESTS,
                             parties_words(teller, duty->towards, duty->towards_count)));
        put(teller, duty->id, text_of(teller, &duty->title),
            arena_strdup(teller->arena, buf_text(&out)), duty->sources, 0);
    }
}

/* "chậm nhất ngày 30/11 hằng năm", "mỗi 6 tháng": as the file says it. */
static const char *schedule_words(const struct teller *teller, const struct schedule *schedule)
{
    int64_t every = schedule->due.every_months;
    const char *often = NULL;
    if (every > 0)
        often = every % 12 == 0 ? WORDS(teller, MSG_SHOW_EVERY_YEARS, err_int(every / 12)) :
                                  WORDS(teller, MSG_SHOW_EVERY_MONTHS, err_int(every));
    else if (schedule->due.every_weeks)
        often = WORDS(teller, MSG_SHOW_EVERY_WEEKS, err_int(schedule->due.every_weeks));
    if (schedule->due.base == DUE_UNKNOWN)
        return arena_printf(teller->arena, "%s%s%s", WORDS(teller, MSG_DEADLINE_NO_DATE),
                            often ? ", " : "", often ? often : "");
    if (!schedule->due_text)
        return often ? often : "";
    /* what the words themselves say needs no second word */
    bool said = every == 0 || every == 12 || every == 1 || every == 3 || schedule->due.base == DUE_SPAN_END;
    return said ? schedule->due_text :
                  arena_printf(teller->arena, "%s, %s", schedule->due_text, often);
}

static void tell_schedules(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->schedule_count; i++) {
        const struct schedule *schedule = &programme->schedules[i];
        CLEANUP(buf_done) struct buf out = { 0 };
        buf_printf(&out, "%s: %s", schedule_words(teller, schedule),
                   parties_words(teller, schedule->by, schedule->by_count));
        if (schedule->to)
            buf_printf(&out, " → %s", party_words(teller, schedule->to));
        if (schedule->onward_count)
            buf_printf(&out, " → %s",
                       parties_words(teller, schedule->onward, schedule->onward_count));
        put(teller, schedule->id, text_of(teller, &schedule->title),
            arena_strdup(teller->arena, buf_text(&out)), schedule->sources, 0);
    }
}

static void tell_outlines(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->outline_count; i++) {
        const struct outline *outline = &programme->outlines[i];
        put(teller, outline->id, text_of(teller, &outline->title),
            parties_words(teller, outline->by, outline->by_count), outline->sources, 0);
        for (size_t j = 0; j < outline->node_count; j++) {
            const struct outline_node *node = &outline->nodes[j];
            put(teller, node->id,
                arena_printf(teller->arena, "%s%s%s", node->number ? node->number : "",
                             node->number ? " " : "", text_of(teller, &node->heading)),
                NULL, node->sources, node->level);
        }
    }
}

static void tell_registers(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->registration_sheet_count; i++) {
        const struct registration_sheet *sheet = &programme->registration_sheets[i];
        put(teller, sheet->id, text_of(teller, &sheet->title),
            parties_words(teller, sheet->by, sheet->by_count), sheet->sources, 0);
    }
    for (size_t i = 0; i < programme->register_count; i++) {
        const struct programme_register *kept = &programme->registers[i];
        put(teller, kept->id, text_of(teller, &kept->title),
            parties_words(teller, kept->by, kept->by_count), kept->sources, 0);
    }
}

static void tell_rest(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->criteria_set_count; i++)
        put(teller, programme->criteria_sets[i].id,
            text_of(teller, &programme->criteria_sets[i].title), NULL,
            programme->criteria_sets[i].sources, 0);
    for (size_t i = 0; i < programme->supervision_topic_count; i++)
        put(teller, programme->supervision_topics[i].id,
            text_of(teller, &programme->supervision_topics[i].title), NULL,
            programme->supervision_topics[i].sources, 0);
}

static void tell_recipients(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->recipient_count; i++)
        put(teller, NULL, text_of(teller, &programme->recipients[i].name), NULL,
            programme->recipients[i].sources, 0);
}

static void tell_targets(struct teller *teller)
{
    tell_obligations(teller, teller->programme->targets, teller->programme->target_count);
}

static void tell_bounds(struct teller *teller)
{
    tell_obligations(teller, teller->programme->obligations, teller->programme->obligation_count);
}

struct programme_words programme_words_of(struct arena *arena, const struct programme *programme,
                                          enum lang lang)
{
    static const struct {
        const char *key;
        enum msg heading;
        void (*tell)(struct teller *teller);
    } parts[] = {
        { "documents", MSG_SHOW_DOCUMENTS, tell_documents },
        { "signers", MSG_SHOW_SIGNERS, tell_signers },
        { "organisations", MSG_SHOW_ORGANISATIONS, tell_organisations },
        { "parameters", MSG_SHOW_PARAMETERS, tell_parameters },
        { "obligations", MSG_SHOW_OBLIGATIONS, tell_bounds },
        { "targets", MSG_SHOW_TARGETS, tell_targets },
        { "duties", MSG_SHOW_DUTIES, tell_duties },
        { "schedules", MSG_SHOW_SCHEDULES, tell_schedules },
        { "registers", MSG_SHOW_REGISTERS, tell_registers },
        { "criteria_and_topics", MSG_SHOW_CRITERIA, tell_rest },
        { "outlines", MSG_SHOW_OUTLINES, tell_outlines },
        { "recipients", MSG_SHOW_RECIPIENTS, tell_recipients },
    };
    struct programme_words told = { .sections = ARENA_ARRAY(arena, struct programme_section,
                                                            COUNT(parts)) };
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct programme_section *section = &told.sections[told.count];
        *section = (struct programme_section){ .key = parts[i].key, .heading = parts[i].heading };
        struct teller teller = { arena, programme, lang, section };
        parts[i].tell(&teller);
        told.count += section->count > 0;
    }
    return told;
}
