/* SPDX-License-Identifier: Apache-2.0 */
#include "service/report/report.h"

#include "base/vitext.h"
#include "service/account/rights.h"
#include "service/organisation.h"
#include "service/programme/coverage.h"
#include "service/programme/programmes.h"
#include "service/report/figure_secret.h"
#include "service/report/report_job.h"
#include "service/unit/unit.h"

#include <string.h>

static bool has_word(const char *const *words, const char *word)
{
    for (; words && *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

static const char *period_words(struct arena *arena, struct period period)
{
    char text[DATE_TEXT_SIZE];
    period_to_document(period, text);
    return arena_strdup(arena, text);
}

static const char *day_words(struct arena *arena, int64_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_table(date_from_days((int32_t)day), text);
    return arena_strdup(arena, text);
}

/* --- where ---------------------------------------------------------------------------------------- */

enum err_code report_unit(struct store *store, const char *named, struct period period, bool as_now,
                          int64_t *ret_unit, struct err *err)
{
    struct figure_cut cut = figure_cut_of(store, 0, period, as_now, store->today_day);
    return unit_resolve_about(store, named, cut.territory_day, ret_unit, err);
}

const char *report_unit_key(struct arena *arena, const struct unit *unit)
{
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days(unit->from_day), day);
    return arena_printf(arena, "unit:%s@%s", unit->code, day);
}

void report_units_below(const struct report_job *job, const struct unit *unit,
                        const char *level, struct report_units *units)
{
    if (strcmp(unit_level_code((enum unit_level)unit->level), level) == 0) {
        *ARENA_PUSH(job->arena, units->items, units->count, units->capacity) = unit;
        return;
    }
    if (unit->level >= unit_level_by_code(level))
        return;
    struct unit_set below =
        territory_children(job->territory, job->arena, unit, (int32_t)job->cut.territory_day);
    for (size_t i = 0; i < below.count; i++)
        report_units_below(job, below.items[i], level, units);
}

/* The unit was in force when the report looks at it. */
static enum err_code check_day(struct report_job *job, struct err *err)
{
    const struct report_request *request = &job->report->request;
    int64_t day = job->cut.territory_day;
    TRY(unit_check_day(job->store, request->unit, &day, err));
    const char *name = unit_name(job->store, job->arena, request->unit);
    if (request->as_now && day != job->cut.territory_day)
        return err_set(err, ERR_INPUT, MSG_UNIT_NOT_NOW, name);
    if (day < date_to_days(job->cut.period.first))
        return err_set(err, ERR_INPUT, MSG_REPORT_UNIT_ENDED, name, day_words(job->arena, day),
                       period_words(job->arena, request->period));
    job->cut.territory_day = day;
    return ERR_OK;
}

/* The unit is the programme's territory or lies in it. As now, the place of the old territory may be
 * wider than it was: that is allowed, and said in the report. */
static enum err_code check_place(struct report_job *job, struct err *err)
{
    struct report *report = job->report;
    int64_t whole = 0;
    TRY(programme_unit(job->store, report->request.programme, &whole, err));
    const struct unit *own = territory_unit(job->territory, whole);
    int32_t day = (int32_t)job->cut.territory_day;
    struct place place = territory_place(job->territory, own, day);
    struct unit_set chain = territory_chain(job->territory, job->arena, report->unit, day);
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i] == place.unit) {
            report->wider = i == 0 && place.kind != PLACE_SELF;
            return ERR_OK;
        }
    return err_set(err, ERR_INPUT, MSG_REPORT_UNIT_OUTSIDE, report->unit->name, own->name);
}

static enum err_code find_place(struct report_job *job, struct err *err)
{
    struct report *report = job->report;
    TRY(unit_territory(job->store, &job->territory, err));
    report->unit = territory_unit(job->territory, report->request.unit);
    if (!report->unit)
        return err_set(err, ERR_NOT_FOUND, MSG_UNIT_UNKNOWN, err_int(report->request.unit));
    TRY(check_day(job, err));
    TRY(check_place(job, err));
    struct place above =
        territory_parent(job->territory, report->unit, (int32_t)job->cut.territory_day);
    report->superior = above.unit && above.unit->level > LEVEL_NATION ? above.unit : NULL;
    report->unit_key = report_unit_key(job->arena, report->unit);
    report->territory_day = job->cut.territory_day;
    struct report_units communes = { 0 };
    report_units_below(job, report->unit, "commune", &communes);
    job->communes = (int64_t)communes.count;
    return ERR_OK;
}

/* --- when ----------------------------------------------------------------------------------------- */

static enum err_code check_period(struct report_job *job, struct err *err)
{
    const struct report_request *request = &job->report->request;
    struct period own = request->programme->period;
    if (date_compare(request->period.first, own.last) > 0 ||
        date_compare(request->period.last, own.first) < 0)
        return err_set(err, ERR_INPUT, MSG_REPORT_PERIOD_OUTSIDE,
                       period_words(job->arena, request->period), period_words(job->arena, own));
    if (date_to_days(request->period.first) > job->store->today_day)
        return err_set(err, ERR_INPUT, MSG_REPORT_PERIOD_FUTURE,
                       period_words(job->arena, request->period));
    return ERR_OK;
}

static void set_cut(struct report_job *job, int64_t as_of_day)
{
    const struct report_request *request = &job->report->request;
    job->cut = figure_cut_of(job->store, request->unit, request->period, request->as_now, as_of_day);
}

/* The record may say that it counts up to an earlier day. */
static enum err_code set_cut_off(struct report_job *job, const struct record *record,
                                 struct err *err)
{
    const char *text = record ? record_text(record, "cut_off") : NULL;
    struct date day;
    if (text && date_from_storage(text, &day)) {
        int64_t last = date_to_days(date_last_day(day));
        if (last < date_to_days(job->cut.period.first))
            return err_set(err, ERR_INPUT, MSG_REPORT_CUT_OFF, day_words(job->arena, last),
                           period_words(job->arena, job->report->request.period));
        if (last < date_to_days(job->cut.period.last)) {
            set_cut(job, last);
            TRY(check_day(job, err));
            job->report->territory_day = job->cut.territory_day;
        }
    }
    job->report->as_of = job->cut.period.last;
    job->report->period_over = date_equal(job->cut.period.last, job->report->request.period.last);
    return ERR_OK;
}

/* --- by whom -------------------------------------------------------------------------------------- */

/* Does the organisation make this report at units of that level? As now, at any level: the levels of
 * the programme may be gone. */
static bool outline_is_made_by(const struct outline *outline, const char *organisation,
                               const char *level, bool any_level)
{
    for (size_t i = 0; i < outline->by_count; i++) {
        const struct programme_party *party = &outline->by[i];
        if (party->organisation && strcmp(party->organisation, organisation) == 0 &&
            (any_level || !party->levels || has_word(party->levels, level)))
            return true;
    }
    return false;
}

static const struct outline *choose_outline(const struct report_request *request,
                                            const char *organisation, const char *level)
{
    const struct programme *programme = request->programme;
    for (int any_level = 0; any_level <= request->as_now; any_level++)
        for (size_t i = 0; i < programme->outline_count; i++)
            if (outline_is_made_by(&programme->outlines[i], organisation, level, any_level))
                return &programme->outlines[i];
    return NULL;
}

static const char *outline_ids(struct arena *arena, const struct programme *programme)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < programme->outline_count; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", programme->outlines[i].id);
    return arena_strdup(arena, buf_text(&out));
}

/* Where the programme says nothing of it: the organisation's name over the unit's. */
static const struct letterhead *usual_letterhead(const struct report_request *request, struct arena *arena)
{
    const struct programme_organisation *own =
        programme_organisation(request->programme, request->organisation);
    bool youth = strcmp(request->organisation, "youth_union") == 0;
    const char **issuer = ARENA_ARRAY(arena, const char *, 3);
    issuer[0] = own ? text_upper(arena, own->title.vi) : request->organisation;
    issuer[1] = "{UNIT}";
    issuer[2] = NULL;
    struct letterhead *usual = ARENA_NEW(arena, struct letterhead);
    *usual = (struct letterhead){ .organisation = request->organisation, .issuer = issuer,
                                  .style = youth ? "youth_union" : "state", .notation = "/BC" };
    return usual;
}

/* The letterhead at that level; as now, the one of any level of the organisation. */
static const struct letterhead *choose_letterhead(const struct report_request *request,
                                                  const char *level, struct arena *arena)
{
    const struct programme *programme = request->programme;
    const struct letterhead *own = programme_letterhead(programme, request->organisation, level);
    for (size_t i = 0; !own && request->as_now && i < programme->letterhead_count; i++)
        if (strcmp(programme->letterheads[i].organisation, request->organisation) == 0)
            own = &programme->letterheads[i];
    return own ? own : usual_letterhead(request, arena);
}

static enum err_code find_outline(struct report_job *job, struct err *err)
{
    struct report *report = job->report;
    struct report_request *request = &report->request;
    const struct programme *programme = request->programme;
    const char *level = unit_level_code((enum unit_level)report->unit->level);
    const char *organisation = request->organisation ? request->organisation : "fatherland_front";
    if (request->outline) {
        report->outline = programme_outline(programme, request->outline);
        if (!report->outline)
            return err_set(err, ERR_NOT_FOUND, MSG_REPORT_NO_OUTLINE, request->outline,
                           outline_ids(job->arena, programme));
        if (!request->organisation && report->outline->by[0].organisation)
            organisation = report->outline->by[0].organisation;
        if (!outline_is_made_by(report->outline, organisation, level, request->as_now))
            report->outline = NULL;
    } else {
        report->outline = choose_outline(request, organisation, level);
        bool other = !report->outline && !request->organisation && programme->outline_count > 0;
        if (other && programme->outlines[0].by_count && programme->outlines[0].by[0].organisation) {
            organisation = programme->outlines[0].by[0].organisation; /* a plan without the Front */
            report->outline = choose_outline(request, organisation, level);
        }
    }
    request->organisation = organisation;
    report->organisation_name = organisation_name(job->store, job->arena, organisation);
    report->letterhead = choose_letterhead(request, level, job->arena);
    if (!report->outline || report->unit->level >= LEVEL_AREA)
        return err_set(err, ERR_INPUT, MSG_REPORT_NOT_MADE_HERE, report->organisation_name,
                       report->unit->name, programme->short_title.vi ? programme->short_title.vi : programme->title.vi);
    request->outline = report->outline->id;
    if (strcmp(organisation, "fatherland_front") != 0)
        job->cut.organisation = organisation;
    return ERR_OK;
}

/* The committee's name in the register; else made of the organisation's and the unit's. */
static enum err_code find_body(struct report_job *job, struct err *err)
{
    struct report *report = job->report;
    const struct kind *kind = kind_by_slug("bodies");
    struct cond *conds[] = {
        cond_compare(job->arena, kind_field_index(kind, "unit"), COND_EQ, v_int(report->unit->id)),
        cond_compare(job->arena, kind_field_index(kind, "organisation"), COND_EQ,
                     v_text(report->request.organisation)),
        cond_compare(job->arena, kind_field_index(kind, "kind"), COND_EQ, v_text("committee")),
    };
    struct entity_query query = { .where = cond_all(job->arena, conds, COUNT(conds)), .limit = 1,
                                  .all_states = true };
    struct record_list found = { 0 };
    bool front = strcmp(report->request.organisation, "fatherland_front") == 0;
    TRY(entity_list(job->store, kind, &query, job->arena, &found, err));
    report->body = found.count ? found.items[0].id : 0;
    report->body_name = found.count && record_text(&found.items[0], "name") ?
                            record_text(&found.items[0], "name") :
                            body_full_name(job->arena,
                                           front ? msg_text(MSG_REPORT_FRONT_COMMITTEE, LANG_VI) :
                                                   report->organisation_name,
                                           report->unit->name);
    return ERR_OK;
}

/* --- title ---------------------------------------------------------------------------------------- */

static const char *put_in(struct arena *arena, const char *text, const char *name, const char *value)
{
    const char *at = strstr(text, name);
    return at ? arena_printf(arena, "%.*s%s%s", (int)(at - text), text, value,
                             put_in(arena, at + strlen(name), name, value)) :
                text;
}

static const char *make_title(struct report_job *job)
{
    const struct report *report = job->report;
    const char *title = report->outline->title.vi;
    title = put_in(job->arena, title, "{period}", period_words(job->arena, report->request.period));
    title = put_in(job->arena, title, "{unit}", report->unit->name);
    return put_in(job->arena, title, "{organisation}", report->organisation_name);
}

/* --- figures -------------------------------------------------------------------------------------- */

struct measure_list {
    struct arena *arena;
    const struct measure **items;
    size_t count, capacity;
};

static void list_measure(void *context, const struct measure *measure)
{
    struct measure_list *list = context;
    *ARENA_PUSH(list->arena, list->items, list->count, list->capacity) = measure;
}

static struct measure_list measures_of(struct arena *arena, const struct expr *value)
{
    struct measure_list list = { .arena = arena };
    expr_measures(value, list_measure, &list);
    return list;
}

static struct report_measured *measured_of(struct report_job *job, const struct measure *measure)
{
    struct report_measured *known = job->measured;
    while (known && known->measure != measure)
        known = known->next;
    if (known)
        return known;
    known = ARENA_NEW(job->arena, struct report_measured);
    *known = (struct report_measured){ .measure = measure, .unsettled = -1, .next = job->measured };
    return job->measured = known;
}

enum err_code report_unsettled(struct report_job *job, const struct expr *value, int64_t *ret_count,
                               struct err *err)
{
    struct measure_list list = measures_of(job->arena, value);
    struct figure_cut cut = job->cut;
    cut.states_now = true; /* what was made final after the period's end is final */
    *ret_count = 0;
    for (size_t i = 0; i < list.count; i++) {
        struct report_measured *known = measured_of(job, list.items[i]);
        struct measure narrowed;
        struct number number = { 0 };
        if (known->unsettled < 0) {
            known->unsettled = 0;
            if (figure_unsettled(list.items[i], job->arena, &narrowed)) {
                TRY(figure_measure(job->store, &narrowed, &cut, &number, err));
                known->unsettled = number.known ? number.value : 1; /* what is not told may still change */
            }
        }
        *ret_count += known->unsettled;
    }
    return ERR_OK;
}

enum err_code report_reported(struct report_job *job, const struct kind *kind, int64_t *ret_count,
                              struct err *err)
{
    int64_t key = 1;
    while (kinds[key - 1] != kind)
        key++;
    *ret_count = idmap_get(&job->reported, key, -1);
    if (*ret_count >= 0)
        return ERR_OK;
    struct idmap communes = { .arena = job->arena };
    TRY(figure_reporting(job->store, kind, NULL, &job->cut, &communes, err));
    *ret_count = (int64_t)communes.count;
    idmap_put(&job->reported, key, *ret_count);
    return ERR_OK;
}

static enum err_code measure_evidence(struct report_job *job, const struct measure *measure,
                                      struct report_evidence *evidence, struct err *err)
{
    struct measure count = *measure;
    count.aggregate = AGGREGATE_COUNT;
    count.field = -1;
    evidence->measure = measure;
    TRY(figure_measure(job->store, &count, &job->cut, &evidence->count, err));
    if (figure_list_is_secret(job->store, measure))
        return ERR_OK;
    return figure_records(job->store, measure, &job->cut, REPORT_IDS_MAX, job->arena, &evidence->ids,
                          &evidence->id_count, err);
}

static enum err_code find_evidence(struct report_job *job, struct report_figure *figure,
                                   struct err *err)
{
    struct measure_list list = measures_of(job->arena, figure->of->value);
    figure->evidence = ARENA_ARRAY(job->arena, struct report_evidence, list.count + 1);
    figure->evidence_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        struct report_measured *known = measured_of(job, list.items[i]);
        if (!known->evidence.measure)
            TRY(measure_evidence(job, list.items[i], &known->evidence, err));
        figure->evidence[i] = known->evidence;
        if (i == 0 && list.items[0]->kind->unit) {
            TRY(report_reported(job, list.items[0]->kind, &figure->reported, err));
            figure->expected = job->communes;
        }
    }
    return ERR_OK;
}

static enum err_code fill_figure(struct report_job *job, const struct outline_figure *of,
                                 struct report_figure *figure, struct err *err)
{
    *figure = (struct report_figure){ .of = of, .unit = expr_unit(of->value) };
    TRY(figure_expr(job->store, of->value, &job->cut, &figure->number, err));
    TRY(report_unsettled(job, of->value, &figure->unsettled, err));
    figure->provisional = !job->report->period_over || figure->unsettled > 0;
    return find_evidence(job, figure, err);
}

/* --- nodes ---------------------------------------------------------------------------------------- */

static void fill_text(struct report_node *node, const struct report_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i].node, node->of->id) == 0 && !text_is_blank(texts->items[i].text)) {
            node->text = texts->items[i].text;
            node->written_by = texts->items[i].written_by;
        }
}

static enum err_code fill_node(struct report_job *job, const struct outline_node *of,
                               const struct report_texts *texts, struct report_node *node,
                               struct err *err)
{
    struct report *report = job->report;
    *node = (struct report_node){ .of = of, .figure_count = of->figure_count };
    fill_text(node, texts);
    node->figures = ARENA_ARRAY(job->arena, struct report_figure, of->figure_count + 1);
    for (size_t i = 0; i < of->figure_count; i++) {
        TRY(fill_figure(job, &of->figures[i], &node->figures[i], err));
        report->final = report->final && !node->figures[i].provisional;
    }
    if (of->table) {
        TRY(report_fill_table(job, of->table, &node->table, err));
        for (size_t i = 0; i < node->table->column_count; i++)
            report->final = report->final && !node->table->columns[i].provisional;
    }
    if (of->list)
        TRY(report_fill_list(job, of->list, &node->list, err));
    bool listed = node->list && (node->list->row_count || node->list->total.gap == GAP_HIDDEN);
    node->missing = of->mandatory && !node->text && !listed;
    report->missing_count += node->missing;
    return ERR_OK;
}

/* --- seals ---------------------------------------------------------------------------------------- */

static enum err_code read_seals(struct report_job *job, struct err *err)
{
    struct report *report = job->report;
    bool concerned[ID_SHARD_MAX + 1] = { 0 };
    struct report_units communes = { 0 };
    size_t capacity = 0;
    report_units_below(job, report->unit, "commune", &communes);
    for (size_t i = 0; i < communes.count; i++)
        concerned[communes.items[i]->founding] = true;
    CLEANUP(rows_done) struct rows rows = { 0 };
    TRY(db_query(job->store->db, STMT_AUDIT_HEAD_ALL, NULL, 0, &rows, err));
    for (bool has = true;;) {
        TRY(rows_next(&rows, &has, err));
        if (!has)
            return ERR_OK;
        int64_t shard = rows_int(&rows, 0);
        if (shard >= 0 && shard <= ID_SHARD_MAX && concerned[shard])
            *ARENA_PUSH(job->arena, report->seals, report->seal_count, capacity) = (struct report_seal){
                .shard = (unsigned)shard,
                .seq = rows_int(&rows, 1),
                .hash = arena_strdup(job->arena, rows_value(&rows, 2).s),
            };
    }
}

/* --- the whole ------------------------------------------------------------------------------------ */

/* Who, where and when, and what people have written: all before the numbers. */
static enum err_code prepare(struct report_job *job, struct report_texts *ret_texts, struct err *err)
{
    struct store *store = job->store;
    struct report *report = job->report;
    struct record *record = NULL;
    int64_t programme = 0;
    TRY(rights_place(store, &report->request.unit, err));
    if (!report->request.organisation && store->actor.line)
        report->request.organisation = store->actor.line;
    if (rights_other_line(&store->actor, report->request.organisation))
        return err_set(err, ERR_FORBIDDEN, MSG_SCOPE_LINE, kind_by_slug("reports")->vi);
    TRY(check_period(job, err));
    TRY(programme_unit(store, report->request.programme, &programme, err));
    set_cut(job, store->today_day);
    TRY(find_place(job, err));
    TRY(find_outline(job, err));
    const char *organisation = job->cut.organisation;
    report->title = make_title(job);
    TRY(find_body(job, err));
    TRY(report_find_record(job, &record, err));
    TRY(set_cut_off(job, record, err));
    TRY(figure_cut_whole(store, programme, &job->cut, err));
    job->cut.organisation = organisation;
    return report_read_record(job, record, ret_texts, err);
}

static struct report_job job_new(struct store *store, const struct report_request *request, struct arena *arena,
                                 struct report *report)
{
    *report = (struct report){ .request = *request, .final = true };
    return (struct report_job){ .store = store, .arena = arena, .report = report, .reported = { .arena = arena } };
}

enum err_code report_build(struct store *store, const struct report_request *request,
                           struct arena *arena, struct report *ret_report, struct err *err)
{
    struct report_job job = job_new(store, request, arena, ret_report);
    struct report_texts texts = { 0 };
    TRY(prepare(&job, &texts, err));
    ret_report->made_at = arena_strdup(arena, store->now);
    ret_report->made_unix_ms = store->now_unix_ms;
    ret_report->final = ret_report->period_over;
    ret_report->node_count = ret_report->outline->node_count;
    ret_report->nodes = ARENA_ARRAY(arena, struct report_node, ret_report->node_count + 1);
    for (size_t i = 0; i < ret_report->node_count; i++)
        TRY(fill_node(&job, &ret_report->outline->nodes[i], &texts, &ret_report->nodes[i], err));
    return read_seals(&job, err);
}

enum err_code report_evidence(struct store *store, const struct report_request *request,
                              const struct report_spot *spot, size_t max, struct arena *arena,
                              const char **ret_title, struct evidence *ret_evidence, struct err *err)
{
    struct report report;
    struct report_job job = job_new(store, request, arena, &report);
    struct report_texts texts = { 0 };
    TRY(prepare(&job, &texts, err));
    return report_spot_find(&job, spot, max, ret_title, ret_evidence, err);
}

/* --- words ---------------------------------------------------------------------------------------- */

const char *report_number_words(struct arena *arena, struct number number, enum number_unit unit)
{
    return number.known ? number_words(arena, number, unit) : "…";
}

const char *report_unit_word(const struct outline_figure *figure, enum number_unit unit)
{
    if (figure->unit.vi)
        return figure->unit.vi;
    return unit == NUMBER_SHARE ? "%" : unit == NUMBER_POINTS ? "điểm %" : "";
}
