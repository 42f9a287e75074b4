/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/requirements_parts.h"

#include "base/embedded.h"
#include "base/mistakes.h"

#include <string.h>

/* --- types and what fits ------------------------------------------------------------------------ */

enum {
    TYPE_COUNT_MIN = 1 << 0,
    TYPE_COVERAGE = 1 << 1,
    TYPE_UNIQUE = 1 << 2,
    TYPE_TARGET = 1 << 3,
    TYPE_DEADLINE = 1 << 4,
    TYPE_CADENCE = 1 << 5,
    TYPE_EVENT = 1 << 6,
    TYPE_RPT = 1 << 7,
    TYPE_SUPV = 1 << 8,
    TYPE_RCPT = 1 << 9,
    TYPE_ACTOR = 1 << 10,
    TYPE_DOC = 1 << 11,
    TYPE_LIST = 1 << 12,
    TYPE_WF = 1 << 13,
    TYPE_ROLE = 1 << 14,
    TYPE_TASK = 1 << 15,
    TYPE_NOTE = 1 << 16,
};
static const char *const type_names[] = {
    "COUNT_MIN", "COVERAGE", "UNIQUE", "TARGET", "DEADLINE", "CADENCE", "EVENT", "RPT",  "SUPV",
    "RCPT",      "ACTOR",    "DOC",    "LIST",   "WF",       "ROLE",    "TASK",  "NOTE",
};

static unsigned types_mask(const char *types)
{
    unsigned mask = 0;
    for (const char *at = types; *at; at += *at == '+') {
        size_t len = strcspn(at, "+"), i = 0;
        while (i < COUNT(type_names) &&
               (strlen(type_names[i]) != len || strncmp(type_names[i], at, len) != 0))
            i++;
        require(i < COUNT(type_names));
        mask |= 1U << i;
        at += len;
    }
    return mask;
}

static const char *types_words(struct arena *arena, unsigned mask)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < COUNT(type_names); i++)
        if (mask & (1U << i))
            buf_printf(&out, "%s%s", out.len ? "+" : "", type_names[i]);
    return arena_strdup(arena, buf_text(&out));
}

/* An obligation that counts documents shows that they exist. */
static void note_documents(void *context, const struct measure *measure)
{
    unsigned *fits = context;
    if (strcmp(measure->kind->slug, "documents") == 0)
        *fits |= TYPE_DOC;
}

static unsigned obligation_fits(const void *element)
{
    const struct obligation *obligation = element;
    unsigned fits = 0;
    if (obligation->value)
        expr_measures(obligation->value, note_documents, &fits);
    return fits;
}

/* --- the sections of a programme ----------------------------------------------------------------- */

/* A list of elements within a struct: of the programme, or of another element. Each element begins
 * with `int line`. */
struct section {
    const char *name;
    size_t items, count; /* offsets in the owner */
    size_t size, id, sources;
    unsigned fits;
    unsigned (*fits_too)(const void *element);
    carrier_state_fn *state;
    const struct section *inner; /* lists within each element, ends with { 0 } */
};
#define SECTION(name_, owner_, items_, count_, type_, id_, ...)                                    \
    {                                                                                              \
        .name = (name_), .items = offsetof(struct owner_, items_),                                 \
        .count = offsetof(struct owner_, count_), .size = sizeof(struct type_),                    \
        .id = offsetof(struct type_, id_), .sources = offsetof(struct type_, sources), __VA_ARGS__ \
    }

static const struct section department_sections[] = {
    SECTION("organisations", programme_organisation, departments, department_count,
            programme_department, id),
    { 0 },
};
static const struct section node_sections[] = {
    SECTION("outlines", outline, nodes, node_count, outline_node, id, .fits = TYPE_RPT,
            .state = node_state),
    { 0 },
};
static const struct section criterion_sections[] = {
    SECTION("criteria_sets", criteria_set, criteria, criterion_count, criterion, id),
    { 0 },
};
static const struct section sections[] = {
    SECTION("parameters", programme, parameters, parameter_count, programme_parameter, name),
    SECTION("documents", programme, documents, document_count, programme_document, id,
            .fits = TYPE_DOC, .state = document_state),
    SECTION("organisations", programme, organisations, organisation_count, programme_organisation,
            key, .inner = department_sections),
    SECTION("signers", programme, signers, signer_count, programme_signer, organisation),
    SECTION("contacts", programme, contacts, contact_count, programme_contact, address,
            .fits = TYPE_RCPT | TYPE_ACTOR),
    SECTION("recipients", programme, recipients, recipient_count, programme_recipient, name.vi,
            .fits = TYPE_RCPT | TYPE_ACTOR),
    SECTION("letterheads", programme, letterheads, letterhead_count, letterhead, organisation),
    SECTION("themes", programme, themes, theme_count, programme_theme, title.vi),
    SECTION("movements", programme, movements, movement_count, movement, id, .fits = TYPE_TASK),
    SECTION("supervision_topics", programme, supervision_topics, supervision_topic_count,
            supervision_topic, id, .fits = TYPE_SUPV, .state = topic_state),
    SECTION("measures", programme, measures, measure_count, indicator, id),
    SECTION("indicators", programme, indicators, indicator_count, indicator, id),
    SECTION("obligations", programme, obligations, obligation_count, obligation, id,
            .fits = TYPE_COUNT_MIN | TYPE_COVERAGE | TYPE_UNIQUE, .fits_too = obligation_fits,
            .state = obligation_state),
    SECTION("targets", programme, targets, target_count, obligation, id, .fits = TYPE_TARGET,
            .fits_too = obligation_fits, .state = obligation_state),
    SECTION("duties", programme, duties, duty_count, duty, id, .fits = TYPE_ROLE | TYPE_TASK,
            .state = duty_state),
    SECTION("schedules", programme, schedules, schedule_count, schedule, id,
            .fits = TYPE_DEADLINE | TYPE_CADENCE | TYPE_EVENT, .state = schedule_state),
    SECTION("outlines", programme, outlines, outline_count, outline, id, .fits = TYPE_RPT,
            .inner = node_sections),
    SECTION("registration_sheets", programme, registration_sheets, registration_sheet_count,
            registration_sheet, id, .fits = TYPE_LIST, .state = sheet_state),
    SECTION("registers", programme, registers, register_count, programme_register, id,
            .fits = TYPE_LIST, .state = register_state),
    SECTION("criteria_sets", programme, criteria_sets, criteria_set_count, criteria_set, id,
            .inner = criterion_sections),
    SECTION("workflows", programme, workflows, workflow_count, programme_workflow, id,
            .fits = TYPE_WF, .state = workflow_state),
    { 0 },
};

static bool is_listed_section(const char *name)
{
    for (const struct section *section = sections; section->name; section++)
        if (strcmp(section->name, name) == 0)
            return true;
    return false;
}

/* --- tracing -------------------------------------------------------------------------------------- */

struct trace {
    struct carrier_context context;
    struct requirements *found;
    unsigned *types, *carried; /* per requirement: what it asks for, what fits of that */
    size_t *capacities;
    size_t unknown_capacity, unknown_in_capacity;
};

static struct requirement *find_requirement(const struct trace *trace, const char *id)
{
    for (size_t i = 0; i < trace->found->count; i++)
        if (strcmp(trace->found->items[i].id, id) == 0)
            return &trace->found->items[i];
    return NULL;
}

/* "S2-08", "S0d-29": the source documents' ids; an office's own plan cites its clauses otherwise. */
static bool is_requirement_id(const char *source)
{
    return source[0] == 'S' && source[1] >= '0' && source[1] <= '9' && strchr(source, '-');
}

static enum err_code add_carrier(struct trace *trace, const char *source, unsigned fits,
                                 carrier_state_fn *state, const void *element,
                                 struct requirement_carrier carrier, struct err *err)
{
    struct requirement *requirement = find_requirement(trace, source);
    const struct programme *programme = trace->context.programme;
    if (!requirement) {
        if (!is_requirement_id(source))
            return ERR_OK;
        struct requirements *found = trace->found;
        size_t count = found->unknown_count;
        *ARENA_PUSH(trace->context.arena, found->unknown_in, found->unknown_count,
                    trace->unknown_in_capacity) = programme;
        *ARENA_PUSH(trace->context.arena, found->unknown, count, trace->unknown_capacity) =
            (struct citation){ .source = source, .section = carrier.section, .line = carrier.line };
        return ERR_OK;
    }
    size_t index = (size_t)(requirement - trace->found->items);
    unsigned fit = (fits | TYPE_NOTE) & trace->types[index];
    bool holds = true;
    carrier.programme = programme;
    carrier.state = MSG_REQUIREMENT_STANDS;
    if (state && fit)
        TRY(state(&trace->context, element, &carrier, &holds, err));
    carrier.fits = fit && holds;
    carrier.would_fit = fit && !holds;
    if (holds)
        trace->carried[index] |= fit;
    *ARENA_PUSH(trace->context.arena, requirement->carriers, requirement->carrier_count,
                trace->capacities[index]) = carrier;
    return ERR_OK;
}

static enum err_code trace_section(struct trace *trace, const struct section *section,
                                   const void *owner, struct err *err)
{
    const char *base = owner;
    const char *items = *(const char *const *)(const void *)(base + section->items);
    size_t count = *(const size_t *)(const void *)(base + section->count);
    for (size_t i = 0; i < count; i++) {
        const char *element = items + i * section->size;
        const char *const *sources =
            *(const char *const *const *)(const void *)(element + section->sources);
        struct requirement_carrier carrier = {
            .section = section->name,
            .id = *(const char *const *)(const void *)(element + section->id),
            .line = *(const int *)(const void *)element,
        };
        unsigned fits = section->fits | (section->fits_too ? section->fits_too(element) : 0);
        for (; sources && *sources; sources++)
            TRY(add_carrier(trace, *sources, fits, section->state, element, carrier, err));
        for (const struct section *inner = section->inner; inner && inner->name; inner++)
            TRY(trace_section(trace, inner, element, err));
    }
    return ERR_OK;
}

static enum err_code trace_programme(struct trace *trace, const struct programme *programme,
                                     struct err *err)
{
    TRY(carrier_context_begin(&trace->context, programme, err));
    for (const struct section *section = sections; section->name; section++)
        TRY(trace_section(trace, section, programme, err));
    for (size_t i = 0; i < programme->citation_count; i++) {
        const struct citation *citation = &programme->citations[i];
        struct requirement_carrier carrier = { .section = citation->section,
                                               .line = citation->line };
        if (!is_listed_section(citation->section))
            TRY(add_carrier(trace, citation->source, 0, NULL, NULL, carrier, err));
    }
    return ERR_OK;
}

/* --- the list ---------------------------------------------------------------------------------------- */

/* One line of our own file: id,type,text; the text may stand in quotes. */
static struct requirement read_line(struct arena *arena, const char *line, size_t len)
{
    char *copy = arena_strndup(arena, line, len);
    char *type = strchr(copy, ',');
    require(type);
    *type++ = '\0';
    char *text = strchr(type, ',');
    require(text);
    *text++ = '\0';
    size_t text_len = strlen(text);
    if (text[0] == '"' && text_len > 1 && text[text_len - 1] == '"') {
        text[text_len - 1] = '\0';
        text++;
    }
    return (struct requirement){ .id = copy, .types = type, .text = text };
}

static void read_list(struct arena *arena, struct requirements *found)
{
    const struct embedded_file *file = embedded_needed(asset_files, "docs/requirements.csv");
    size_t capacity = 0;
    const char *at = strchr((const char *)file->bytes, '\n'); /* after the heading */
    while (at && *++at) {
        size_t len = strcspn(at, "\n");
        *ARENA_PUSH(arena, found->items, found->count, capacity) = read_line(arena, at, len);
        at = strchr(at, '\n');
    }
}

enum err_code requirements_trace(const struct requirements_request *request, struct arena *arena,
                                 struct requirements *ret, struct err *err)
{
    *ret = (struct requirements){ 0 };
    read_list(arena, ret);
    struct trace trace = {
        .context = { .request = request, .arena = arena },
        .found = ret,
        .types = ARENA_ARRAY(arena, unsigned, ret->count),
        .carried = ARENA_ARRAY(arena, unsigned, ret->count),
        .capacities = ARENA_ARRAY(arena, size_t, ret->count),
    };
    for (size_t i = 0; i < ret->count; i++)
        trace.types[i] = types_mask(ret->items[i].types);
    for (size_t i = 0; i < request->programme_count; i++)
        TRY(trace_programme(&trace, request->programmes[i], err));
    for (size_t i = 0; i < ret->count; i++) {
        unsigned missing = trace.types[i] & ~trace.carried[i];
        if (missing) {
            ret->items[i].missing = types_words(arena, missing);
            ret->missing++;
        }
    }
    return ERR_OK;
}
