/* SPDX-License-Identifier: Apache-2.0
 * How each kind of element of a programme stands today: the live half of service/programme/requirements.h. */
#include "service/programme/programmes.h"
#include "service/programme/requirements_parts.h"
#include "service/report/figure.h"

#include <string.h>
#include <unistd.h>

static void set_state(struct requirement_carrier *carrier, enum msg state)
{
    carrier->state = state;
}

static void set_state_arg(struct requirement_carrier *carrier, enum msg state, const char *arg)
{
    carrier->state = state;
    carrier->state_args[0] = arg;
}

static const char *words(const struct carrier_context *context, struct form_text text)
{
    return context->request->lang == LANG_EN && text.en ? text.en : text.vi;
}

static const char *count_words(const struct carrier_context *context, int64_t count)
{
    return arena_printf(context->arena, "%lld", (long long)count);
}

/* programmes/x.yaml lies in the source tree when a folder test stands beside programmes. */
static const char *source_root(struct arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *folder = slash ? arena_strndup(arena, file, (size_t)(slash - file)) : ".";
    const char *root = arena_printf(arena, "%s/..", folder);
    return access(arena_printf(arena, "%s/test/cli", root), F_OK) == 0 ? root : NULL;
}

enum err_code carrier_context_begin(struct carrier_context *context,
                                    const struct programme *programme, struct err *err)
{
    struct store *store = context->request->store;
    int64_t id = 0;
    size_t count = 0;
    context->programme = programme;
    context->loaded = context->has_coverage = context->has_deadlines = false;
    context->coverage = (struct coverage){ 0 };
    context->deadlines = (struct deadlines){ 0 };
    context->unit = 0;
    context->root = source_root(context->arena, programme->file);
    if (!store)
        return ERR_OK;
    TRY(entity_find(store, kind_by_slug("programmes"), "code", v_text(programme->id), 1, &id, &count,
                    err));
    context->loaded = count > 0;
    return context->loaded ? programme_unit(store, programme, &context->unit, err) : ERR_OK;
}

/* True where the state needs a database and there is none, or not this programme in it. */
static bool not_live(const struct carrier_context *context, struct requirement_carrier *carrier)
{
    if (context->request->store && !context->loaded)
        set_state(carrier, MSG_REQUIREMENT_NOT_LOADED);
    return !context->loaded;
}

/* --- numbers --------------------------------------------------------------------------------------- */

/* The periods of an obligation up to today, each subject in each: how many hold. */
enum err_code obligation_state(struct carrier_context *context, const void *element,
                               struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct obligation *obligation = element;
    *ret_holds = true;
    if (not_live(context, carrier))
        return ERR_OK;
    if (!context->has_coverage) {
        struct coverage_request request = { .programme = context->programme,
                                            .unit = context->unit,
                                            .as_of_day = context->request->store->today_day };
        int64_t last = date_to_days(context->programme->period.last);
        if (last < request.as_of_day)
            request.as_of_day = last;
        TRY(coverage_run(context->request->store, &request, context->arena, &context->coverage, err));
        context->has_coverage = true;
    }
    int64_t counts[COVERAGE_STATE_MAX_] = { 0 };
    for (size_t i = 0; i < context->coverage.count; i++)
        if (context->coverage.rows[i].obligation == obligation)
            counts[context->coverage.rows[i].state]++;
    set_state_arg(carrier, MSG_REQUIREMENT_COVERAGE, count_words(context, counts[COVERAGE_MET]));
    carrier->state_args[1] = count_words(context, counts[COVERAGE_UNMET]);
    carrier->state_args[2] = count_words(context, counts[COVERAGE_IMPOSSIBLE]);
    carrier->state_args[3] =
        count_words(context, counts[COVERAGE_NOT_APPLICABLE] + counts[COVERAGE_UNKNOWN]);
    return ERR_OK;
}

static enum err_code records_state(struct carrier_context *context, const struct measure *measure,
                                   struct requirement_carrier *carrier, bool *ret_holds,
                                   struct err *err)
{
    struct number number = { 0 };
    *ret_holds = true;
    if (not_live(context, carrier))
        return ERR_OK;
    struct store *store = context->request->store;
    struct figure_cut cut = figure_cut_of(store, context->unit, context->programme->period, false,
                                          store->today_day);
    cut.states_now = true;
    TRY(figure_measure(store, measure, &cut, &number, err));
    *ret_holds = number.value > 0;
    if (number.value > 0)
        set_state_arg(carrier, MSG_REQUIREMENT_RECORDS, count_words(context, number.value));
    else
        set_state(carrier, MSG_REQUIREMENT_NO_RECORDS);
    return ERR_OK;
}

enum err_code register_state(struct carrier_context *context, const void *element,
                             struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct programme_register *kept = element;
    return records_state(context, kept->records, carrier, ret_holds, err);
}

enum err_code sheet_state(struct carrier_context *context, const void *element,
                          struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct registration_sheet *sheet = element;
    struct measure every = { .kind = sheet->kind,
                             .field = -1,
                             .where = cond_counted(context->arena, sheet->kind, NULL),
                             .date_field = -1,
                             .end_field = -1,
                             .organisation_field = -1 };
    return records_state(context, &every, carrier, ret_holds, err);
}

enum err_code topic_state(struct carrier_context *context, const void *element,
                          struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct supervision_topic *topic = element;
    const struct kind *kind = kind_by_slug("supervisions");
    struct cond *has = cond_compare(context->arena, kind_field_index(kind, "topics"), COND_HAS,
                                    v_text(topic->id));
    struct measure held = { .kind = kind,
                            .field = -1,
                            .where = cond_counted(context->arena, kind, has),
                            .date_field = -1,
                            .end_field = -1,
                            .organisation_field = -1 };
    return records_state(context, &held, carrier, ret_holds, err);
}

/* --- papers ------------------------------------------------------------------------------------------ */

enum err_code document_state(struct carrier_context *context, const void *element,
                             struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct programme_document *document = element;
    struct store *store = context->request->store;
    int64_t id = 0;
    size_t count = 0;
    *ret_holds = true;
    if (store && document->number)
        TRY(entity_find(store, kind_by_slug("documents"), "number", v_text(document->number), 1, &id,
                        &count, err));
    set_state(carrier, count ? MSG_REQUIREMENT_DOCUMENT_REGISTERED : MSG_REQUIREMENT_DOCUMENT_CITED);
    return ERR_OK;
}

enum err_code node_state(struct carrier_context *context, const void *element,
                         struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    (void)err;
    const struct outline_node *node = element;
    size_t filled = node->figure_count + (node->table != NULL) + (node->list != NULL);
    *ret_holds = true;
    set_state_arg(carrier, MSG_REQUIREMENT_NODE, count_words(context, (int64_t)filled));
    carrier->state_args[1] =
        node->narrative ? msg_text(MSG_REQUIREMENT_NODE_NARRATIVE, context->request->lang) : "";
    return ERR_OK;
}

/* --- who does what by when ----------------------------------------------------------------------------- */

enum err_code duty_state(struct carrier_context *context, const void *element,
                         struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    (void)err;
    const struct duty *duty = element;
    const struct programme_organisation *lead =
        duty->lead->organisation ? programme_organisation(context->programme, duty->lead->organisation) :
                                   NULL;
    *ret_holds = true;
    set_state_arg(carrier, MSG_REQUIREMENT_DUTY, words(context, lead ? lead->title : duty->lead->name));
    return ERR_OK;
}

/* The last day on which it falls due; DEADLINE_NO_DAY: none is known. */
static int32_t last_due(struct carrier_context *context, const struct schedule *schedule)
{
    const struct schedule_facts facts = { 0 };
    struct occurrences times =
        schedule_occurrences(context->programme, schedule, &facts, context->arena);
    int32_t last = DEADLINE_NO_DAY;
    for (size_t i = 0; i < times.count; i++)
        if (!date_is_none(times.items[i].due))
            last = times.items[i].last_day;
    return last;
}

enum { FAR_DAYS = 365 * 200 };

/* What each body owes by the schedule: how many are done, overdue, to come, or without a day. */
static enum err_code owed_state(struct carrier_context *context, const struct schedule *schedule,
                                struct requirement_carrier *carrier, struct err *err)
{
    const struct deadline_request request = { .programme = context->programme->id,
                                              .from_day = -FAR_DAYS,
                                              .to_day = FAR_DAYS };
    if (!context->has_deadlines)
        TRY(deadlines_run(context->request->store, &request, context->arena, &context->deadlines, err));
    context->has_deadlines = true;
    int64_t counts[DEADLINE_STATE_MAX_] = { 0 };
    for (size_t i = 0; i < context->deadlines.count; i++)
        if (strcmp(context->deadlines.items[i].schedule->id, schedule->id) == 0)
            counts[context->deadlines.items[i].state]++;
    int64_t done = counts[DEADLINE_DONE] + counts[DEADLINE_LATE] + counts[DEADLINE_WAIVED];
    set_state_arg(carrier, MSG_REQUIREMENT_OWED, count_words(context, done));
    carrier->state_args[1] = count_words(context, counts[DEADLINE_OVERDUE]);
    carrier->state_args[2] = count_words(context, counts[DEADLINE_DUE] + counts[DEADLINE_UPCOMING]);
    carrier->state_args[3] = count_words(context, counts[DEADLINE_UNKNOWN]);
    return ERR_OK;
}

enum err_code schedule_state(struct carrier_context *context, const void *element,
                             struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct schedule *schedule = element;
    char text[DATE_TEXT_SIZE];
    *ret_holds = true;
    if (context->loaded)
        return owed_state(context, schedule, carrier, err);
    int32_t due = last_due(context, schedule);
    if (due == DEADLINE_NO_DAY) {
        set_state(carrier, MSG_REQUIREMENT_DUE_UNKNOWN);
        return ERR_OK;
    }
    date_to_table(date_from_days(due), text);
    set_state_arg(carrier, MSG_REQUIREMENT_DUE, arena_strdup(context->arena, text));
    return ERR_OK;
}

/* --- rules of procedure --------------------------------------------------------------------------------- */

static bool is_command(const struct carrier_context *context, const char *name)
{
    const char *const *commands = context->request->commands;
    for (; commands && *commands; commands++)
        if (strcmp(*commands, name) == 0)
            return true;
    return false;
}

static enum err_code test_is_there(const struct carrier_context *context,
                                   const struct programme_workflow *workflow, bool *ret_there,
                                   struct err *err)
{
    *ret_there = true;
    if (!context->root)
        return ERR_OK;
    const char *path = arena_printf(context->arena, "%s/%s", context->root, workflow->test);
    char *text = NULL;
    size_t len = 0;
    *ret_there = access(path, R_OK) == 0;
    if (!*ret_there || !workflow->test_name)
        return ERR_OK;
    TRY(read_whole_file(path, YAML_BYTES_MAX, context->arena, &text, &len, err));
    *ret_there = strstr(text, workflow->test_name) != NULL;
    return ERR_OK;
}

enum err_code workflow_state(struct carrier_context *context, const void *element,
                             struct requirement_carrier *carrier, bool *ret_holds, struct err *err)
{
    const struct programme_workflow *workflow = element;
    const char *test = workflow->test_name ?
                           arena_printf(context->arena, "%s %s", workflow->test, workflow->test_name) :
                           workflow->test;
    bool there = false;
    *ret_holds = false;
    if (workflow->command && !is_command(context, workflow->command)) {
        set_state_arg(carrier, MSG_REQUIREMENT_NO_COMMAND, workflow->command);
        return ERR_OK;
    }
    TRY(test_is_there(context, workflow, &there, err));
    if (!there) {
        set_state_arg(carrier, MSG_REQUIREMENT_NO_TEST, test);
        return ERR_OK;
    }
    *ret_holds = true;
    set_state_arg(carrier, MSG_REQUIREMENT_WORKFLOW_TEST, test);
    if (workflow->kind && context->loaded) {
        struct entity_query every = { 0 };
        int64_t count = 0;
        TRY(entity_count(context->request->store, workflow->kind, &every, &count, err));
        set_state_arg(carrier, MSG_REQUIREMENT_WORKFLOW, count_words(context, count));
        carrier->state_args[1] = test;
    }
    return ERR_OK;
}
