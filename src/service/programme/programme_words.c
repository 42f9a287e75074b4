/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programme_words.h"

#include "base/vitext.h"
#include "domain/code_lists.h"
#include "domain/unit_type.h"
#include "service/programme/coverage.h"

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
    if (expr->op == EXPR_AT && expr->years_back)
        return WORDS(teller, MSG_BOUND_YEARS_AGO, limit_source_words(teller, expr->children[0]),
                     err_int(expr->years_back));
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
    switch (unit) {
    case NUMBER_POINTS:
        return WORDS(teller, MSG_BOUND_POINTS, text);
    case NUMBER_SHARE:
        return arena_printf(teller->arena, "%s %%", text);
    case NUMBER_MONEY:
        return WORDS(teller, MSG_BOUND_MONEY, text);
    case NUMBER_PLAIN:
        break;
    }
    return text;
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
        const char *in_file = WORDS(teller, MSG_SHOW_PARAMETER, parameter->name, parameter->value);
        put(teller, parameter->name, parameter->note.vi ? text_of(teller, &parameter->note) : in_file,
            parameter->note.vi ? in_file : NULL, parameter->sources, 0);
    }
}

/* "phường"; "special_zone" in English */
static const char *type_words(const struct teller *teller, const char *code)
{
    return teller->lang == LANG_EN
               ? code
               : text_lower_first(teller->arena, unit_types[unit_type_by_code(code)].vi);
}

/* "Huyện nghèo, phường" */
static const char *choice_words(const struct teller *teller, const struct unit_choice *choice)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const char *const *code = choice->designations; code && *code; code++)
        buf_printf(&out, "%s%s", out.len ? ", " : "", code_words(teller, designation_type_codes, *code));
    const char *before = "";
    for (const char *const *type = choice->types; type && *type; type++) {
        const char *word = type_words(teller, *type); /* "thành phố" is two types, one word */
        if (strcmp(word, before) != 0)
            buf_printf(&out, "%s%s", out.len ? ", " : "", word);
        before = word;
    }
    return arena_strdup(teller->arena, buf_text(&out));
}

/* "Cấp xã × Hội Phụ nữ", "households", "toàn địa bàn" */
static const char *subjects_words(const struct teller *teller, const struct subjects *subjects)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    if (subjects->type == SUBJECT_RECORD) {
        const struct kind *kind = subjects->record_kind;
        buf_add(&out, kind ? kind_list_name(kind, teller->lang) : "");
    } else if (subjects->type == SUBJECT_UNIT) {
        buf_add(&out, joined(teller, subjects->levels, ", ", level_name));
    } else {
        buf_add(&out, WORDS(teller, MSG_SHOW_TERRITORY));
    }
    if (subjects->units)
        buf_printf(&out, " (%s%s)", subjects->units->without ? WORDS(teller, MSG_SHOW_WITHOUT) : "",
                   choice_words(teller, subjects->units));
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
    if (one->units)
        buf_printf(&out, " %s%s", one->units->without ? WORDS(teller, MSG_SHOW_WITHOUT) : "",
                   choice_words(teller, one->units));
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

static void add_sentence(struct buf *out, const char *sentence)
{
    buf_printf(out, "%s%s", out->len ? " " : "", sentence);
}

/* What else the obligation says: what is counted, of what stock, after what grace, in which years. */
static const char *conditions_words(const struct teller *teller, const struct obligation *obligation)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const char *counted = obligation->value ? expr_name(teller, obligation->value) : NULL;
    const struct expr named = { .op = EXPR_MEASURE, .measure = obligation->subjects.records };
    const char *among = named.measure ? expr_name(teller, &named) : NULL;
    const char *supply = obligation->supply ? expr_name(teller, obligation->supply) : NULL;
    char period[DATE_TEXT_SIZE];
    if (counted)
        add_sentence(&out, WORDS(teller, MSG_SHOW_COUNTED, counted));
    if (among)
        add_sentence(&out, WORDS(teller, MSG_SHOW_AMONG, among));
    if (supply)
        add_sentence(&out, WORDS(teller, MSG_SHOW_SUPPLY, supply));
    if (obligation->grace_months >= 0)
        add_sentence(&out, WORDS(teller, MSG_SHOW_GRACE, err_int(obligation->grace_months)));
    if (obligation->has_period) {
        period_to_document(obligation->period, period);
        add_sentence(&out, WORDS(teller, MSG_SHOW_PERIOD, period));
    }
    if (obligation->not_weaker_than)
        add_sentence(&out, WORDS(teller, MSG_SHOW_NOT_WEAKER, obligation->not_weaker_than));
    if (obligation->own)
        add_sentence(&out, WORDS(teller, MSG_SHOW_OWN));
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
        const char *rest = conditions_words(teller, obligation);
        if (*rest)
            detail = arena_printf(teller->arena, "%s %s", detail, rest);
        if (obligation->soft != (items == teller->programme->targets))
            detail = arena_printf(teller->arena, "%s %s", detail,
                                  WORDS(teller, obligation->soft ? MSG_SHOW_SOFT : MSG_SHOW_NOT_SOFT));
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
    const char *due = text_fold(teller->arena, schedule->due_text);
    bool said = every == 0 || every == 12 || (every == 1 && strstr(due, "thang")) ||
                (every == 3 && (strstr(due, "quy") || strstr(due, "3 thang"))) ||
                schedule->due.base == DUE_SPAN_END;
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
        if (schedule->has_period) {
            char period[DATE_TEXT_SIZE];
            period_to_document(schedule->period, period);
            buf_printf(&out, ". %s", WORDS(teller, MSG_SHOW_PERIOD, period));
        }
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

/* "Mỗi mô hình 10 điểm: 10 điểm mỗi đơn vị, tối đa 60 điểm" */
static const char *criterion_words(const struct teller *teller, const struct criterion *criterion)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    const struct bound bound = { .limits = criterion->limits };
    const char *most = err_int(criterion->points);
    buf_add(&out, text_of(teller, &criterion->title));
    buf_add(&out, ": ");
    if (criterion->per)
        buf_add(&out, WORDS(teller, MSG_SHOW_POINTS_EACH, err_int(criterion->per), most));
    else
        buf_add(&out, WORDS(teller, MSG_SHOW_POINTS, most));
    if (criterion->value && (criterion->limits.has_min || criterion->limits.has_max))
        buf_printf(&out, ", %s", bound_words(teller, &bound, expr_unit(criterion->value)));
    if (!criterion->value)
        buf_add(&out, WORDS(teller, MSG_SHOW_BY_PEOPLE));
    if (criterion->required || criterion->bonus || criterion->deduction)
        buf_add(&out, WORDS(teller, criterion->bonus     ? MSG_SHOW_BONUS :
                                    criterion->deduction ? MSG_SHOW_DEDUCTION :
                                                           MSG_SHOW_REQUIRED));
    return arena_strdup(teller->arena, buf_text(&out));
}

static void tell_criteria_set(struct teller *teller, const struct criteria_set *set)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    if (set->pass_points)
        buf_add(&out, WORDS(teller, MSG_SHOW_PASS, err_int(set->pass_points)));
    if (set->bonus_max >= 0)
        add_sentence(&out, WORDS(teller, MSG_SHOW_BONUS_MAX, err_int(set->bonus_max)));
    for (size_t i = 0; i < set->rank_count; i++)
        add_sentence(&out, WORDS(teller, MSG_SHOW_RANK, text_of(teller, &set->ranks[i].title),
                                 err_int(set->ranks[i].points)));
    put(teller, set->id, text_of(teller, &set->title), arena_strdup(teller->arena, buf_text(&out)),
        set->sources, 0);
    for (size_t i = 0; i < set->criterion_count; i++)
        put(teller, set->criteria[i].id, criterion_words(teller, &set->criteria[i]), NULL,
            set->criteria[i].sources, 1);
}

static const char *amount_words(const struct teller *teller, const struct quota_amount *amount)
{
    const struct bound bound = { .limits = amount->limits, .unknown = amount->unknown };
    return bound_words(teller, &bound, amount->in_points ? NUMBER_POINTS : NUMBER_PLAIN);
}

static void tell_quotas(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->quota_count; i++) {
        const struct programme_quota *quota = &programme->quotas[i];
        const char *weight = quota->weight ? expr_name(teller, quota->weight) : NULL;
        weight = weight ? weight : words(teller, MSG_BOUND_COMPUTED, NULL);
        put(teller, quota->id, text_of(teller, &quota->title),
            WORDS(teller, MSG_SHOW_QUOTA, amount_words(teller, &quota->amount),
                  level_name(teller, quota->each), weight),
            quota->sources, 0);
        for (size_t j = 0; j < quota->group_count; j++)
            put(teller, quota->groups[j].id,
                WORDS(teller, MSG_BOUND_CASE, text_of(teller, &quota->groups[j].title),
                      amount_words(teller, &quota->groups[j].amount)),
                NULL, quota->groups[j].sources, 1);
    }
}

static void tell_rest(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->criteria_set_count; i++)
        tell_criteria_set(teller, &programme->criteria_sets[i]);
    for (size_t i = 0; i < programme->supervision_topic_count; i++)
        put(teller, programme->supervision_topics[i].id,
            text_of(teller, &programme->supervision_topics[i].title), NULL,
            programme->supervision_topics[i].sources, 0);
}

static void tell_recipients(struct teller *teller)
{
    static const enum msg purposes[] = { [RECIPIENT_REPORT] = MSG_SHOW_TO_REPORT,
                                         [RECIPIENT_IMPLEMENT] = MSG_SHOW_TO_IMPLEMENT,
                                         [RECIPIENT_FILE] = MSG_SHOW_TO_FILE };
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->recipient_count; i++) {
        const struct programme_recipient *recipient = &programme->recipients[i];
        const char *why = recipient->purpose == RECIPIENT_INFORM ? "" : WORDS(teller, purposes[recipient->purpose]);
        put(teller, NULL, arena_printf(teller->arena, "%s%s", text_of(teller, &recipient->name), why), NULL,
            recipient->sources, 0);
    }
}

/* "Năm 2018: …"; "Xây dựng gia đình 5 không, 3 sạch (Hội Phụ nữ)" */
static void tell_themes(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->theme_count; i++)
        put(teller, NULL,
            WORDS(teller, MSG_SHOW_THEME, err_int(programme->themes[i].year),
                  text_of(teller, &programme->themes[i].title)),
            NULL, programme->themes[i].sources, 0);
    for (size_t i = 0; i < programme->movement_count; i++) {
        const struct movement *movement = &programme->movements[i];
        const char *of = joined(teller, movement->organisations, ", ", organisation_title);
        put(teller, movement->id,
            WORDS(teller, MSG_SHOW_MOVEMENT, text_of(teller, &movement->title),
                  *of ? arena_printf(teller->arena, " (%s)", of) : ""),
            NULL, movement->sources, 0);
    }
}

static void tell_contacts(struct teller *teller)
{
    const struct programme *programme = teller->programme;
    for (size_t i = 0; i < programme->contact_count; i++) {
        const struct programme_contact *contact = &programme->contacts[i];
        const char *const parts[] = { contact->person, contact->position, contact->address, contact->phone,
                                      contact->email };
        CLEANUP(buf_done) struct buf out = { 0 };
        for (size_t j = 0; j < COUNT(parts); j++)
            if (parts[j])
                buf_printf(&out, "%s%s", out.len ? " · " : "", parts[j]);
        put(teller, NULL, contact->of ? party_words(teller, contact->of) : "",
            arena_strdup(teller->arena, buf_text(&out)), contact->sources, 0);
    }
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
        { "themes", MSG_SHOW_THEMES, tell_themes },
        { "obligations", MSG_SHOW_OBLIGATIONS, tell_bounds },
        { "targets", MSG_SHOW_TARGETS, tell_targets },
        { "quotas", MSG_SHOW_QUOTAS, tell_quotas },
        { "duties", MSG_SHOW_DUTIES, tell_duties },
        { "schedules", MSG_SHOW_SCHEDULES, tell_schedules },
        { "registers", MSG_SHOW_REGISTERS, tell_registers },
        { "criteria_and_topics", MSG_SHOW_CRITERIA, tell_rest },
        { "outlines", MSG_SHOW_OUTLINES, tell_outlines },
        { "recipients", MSG_SHOW_RECIPIENTS, tell_recipients },
        { "contacts", MSG_SHOW_CONTACTS, tell_contacts },
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
