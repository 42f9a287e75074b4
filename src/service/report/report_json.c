/* SPDX-License-Identifier: Apache-2.0
 * A report as JSON; the keys are explained in docs/report.md. */
#include "base/json.h"
#include "domain/calendar.h"
#include "service/report/report_job.h"

#include <stdlib.h>
#include <string.h>

static void member_date(struct json_writer *w, const char *key, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_external(date, text);
    json_member_string(w, key, *text ? text : NULL);
}

/* Shares as per cents and means with two decimals, everything else whole; null where it is not known. */
static void put_number(struct json_writer *w, struct arena *arena, struct number number,
                       enum number_unit unit)
{
    if (!number.known) {
        json_null(w);
    } else if (number_is_hundredths(unit) || (unit == NUMBER_PLAIN && number.per > 0)) {
        int64_t value = number_is_hundredths(unit) ? number.value : number_hundredths(number);
        int64_t whole = value < 0 ? -value : value;
        json_raw(w, arena_printf(arena, "%s%lld.%02lld", value < 0 ? "-" : "", (long long)(whole / 100),
                                 (long long)(whole % 100)));
    } else {
        json_int(w, number.value);
    }
}

static void put_words(struct json_writer *w, const char *key, const char *const *words)
{
    json_key(w, key);
    json_begin_array(w);
    for (; words && *words; words++)
        json_string(w, *words);
    json_end_array(w);
}

static void put_ids(struct json_writer *w, const char *key, const int64_t *ids, size_t count)
{
    json_key(w, key);
    json_begin_array(w);
    for (size_t i = 0; i < count; i++) {
        char text[ID_TEXT_SIZE];
        id_to_text(ids[i], text);
        json_string(w, text);
    }
    json_end_array(w);
}

static const char *const number_unit_names[] = {
    [NUMBER_PLAIN] = "count", [NUMBER_MONEY] = "dong", [NUMBER_SHARE] = "per_cent",
    [NUMBER_POINTS] = "points"
};

/* --- parts of a node ------------------------------------------------------------------------------ */

/* How many records; null where that is not told. */
static void put_count(struct json_writer *w, const char *key, struct number count)
{
    json_key(w, key);
    if (count.gap == GAP_HIDDEN)
        json_null(w);
    else
        json_int(w, count.value);
}

static void put_narrative(struct json_writer *w, const struct report_node *node)
{
    json_key(w, "narrative");
    if (!node->of->narrative) {
        json_null(w);
        return;
    }
    json_begin_object(w);
    json_member_string(w, "text", node->text);
    json_member_string(w, "written_by", node->written_by);
    json_member_bool(w, "mandatory", node->of->mandatory);
    json_member_string(w, "hint", node->of->hint.vi);
    json_end_object(w);
}

static void put_figure(struct json_writer *w, struct arena *arena, const struct report *report,
                       const struct report_figure *figure)
{
    json_begin_object(w);
    json_member_string(w, "label", figure->of->label.vi);
    json_key(w, "value");
    put_number(w, arena, figure->number, figure->unit);
    json_member_string(w, "unit", report_unit_word(figure->of, figure->unit));
    json_member_string(w, "type", number_unit_names[figure->unit]);
    json_member_bool(w, "part", figure->of->part);
    member_date(w, "as_of", report->as_of);
    json_member_bool(w, "provisional", figure->provisional);
    json_member_int(w, "unsettled", figure->unsettled);
    json_member_int(w, "reported", figure->reported);
    json_member_int(w, "expected", figure->expected);
    put_words(w, "sources", figure->of->sources);
    json_key(w, "records");
    json_begin_array(w);
    for (size_t i = 0; i < figure->evidence_count; i++) {
        const struct report_evidence *evidence = &figure->evidence[i];
        json_begin_object(w);
        json_member_string(w, "kind", evidence->measure->kind->slug);
        json_member_string(w, "measure", measure_canonical(arena, evidence->measure));
        put_count(w, "count", evidence->count);
        put_ids(w, "first", evidence->ids, evidence->id_count);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}

static void put_row(struct json_writer *w, struct arena *arena, const struct report_table *table,
                    const struct report_row *row)
{
    json_begin_object(w);
    json_member_string(w, "key", row->key);
    json_member_string(w, "label", row->label);
    json_member_int(w, "depth", row->depth);
    json_key(w, "values");
    json_begin_array(w);
    for (size_t i = 0; i < table->column_count; i++)
        put_number(w, arena, row->numbers[i], table->columns[i].unit);
    json_end_array(w);
    json_end_object(w);
}

static void put_table(struct json_writer *w, struct arena *arena, const struct report_table *table)
{
    json_key(w, "table");
    if (!table) {
        json_null(w);
        return;
    }
    json_begin_object(w);
    json_member_string(w, "by", table->by);
    json_key(w, "columns");
    json_begin_array(w);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct report_column *column = &table->columns[i];
        json_begin_object(w);
        json_member_string(w, "label", column->of->label.vi);
        json_member_string(w, "unit", report_unit_word(column->of, column->unit));
        json_member_string(w, "type", number_unit_names[column->unit]);
        json_member_bool(w, "provisional", column->provisional);
        json_member_bool(w, "adds_up", column->adds_up);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "rows");
    json_begin_array(w);
    for (size_t i = 0; i < table->row_count; i++)
        put_row(w, arena, table, &table->rows[i]);
    json_end_array(w);
    json_key(w, "total");
    json_begin_array(w);
    for (size_t i = 0; i < table->column_count; i++)
        put_number(w, arena, table->columns[i].total, table->columns[i].unit);
    json_end_array(w);
    json_end_object(w);
}

static void put_list(struct json_writer *w, const struct report_list *list)
{
    json_key(w, "list");
    if (!list) {
        json_null(w);
        return;
    }
    const struct kind *kind = list->of->records->kind;
    json_begin_object(w);
    json_member_string(w, "kind", kind->slug);
    json_key(w, "columns");
    json_begin_array(w);
    for (size_t i = 0; i < list->of->column_count; i++) {
        json_begin_object(w);
        json_member_string(w, "field", kind->fields[list->of->columns[i]].name);
        json_member_string(w, "label", kind->fields[list->of->columns[i]].vi);
        json_end_object(w);
    }
    json_end_array(w);
    put_ids(w, "ids", list->ids, list->row_count);
    json_key(w, "rows");
    json_begin_array(w);
    for (size_t i = 0; i < list->row_count; i++) {
        json_begin_array(w);
        for (size_t j = 0; j < list->of->column_count; j++)
            json_string(w, list->cells[i * list->of->column_count + j]);
        json_end_array(w);
    }
    json_end_array(w);
    put_count(w, "total", list->total);
    json_end_object(w);
}

static void put_node(struct json_writer *w, struct arena *arena, const struct report *report,
                     const struct report_node *node)
{
    json_begin_object(w);
    json_member_string(w, "id", node->of->id);
    json_member_string(w, "number", node->of->number);
    json_member_int(w, "level", node->of->level);
    json_member_string(w, "heading", node->of->heading.vi);
    put_words(w, "sources", node->of->sources);
    put_narrative(w, node);
    json_member_bool(w, "missing", node->missing);
    json_key(w, "figures");
    json_begin_array(w);
    for (size_t i = 0; i < node->figure_count; i++)
        put_figure(w, arena, report, &node->figures[i]);
    json_end_array(w);
    put_table(w, arena, node->table);
    put_list(w, node->list);
    json_end_object(w);
}

/* --- the head ------------------------------------------------------------------------------------- */

static void put_unit(struct json_writer *w, const struct report *report)
{
    json_key(w, "unit");
    json_begin_object(w);
    json_member_string(w, "key", report->unit_key);
    json_member_string(w, "code", report->unit->code);
    json_member_string(w, "name", report->unit->name);
    json_member_string(w, "level", unit_level_code((enum unit_level)report->unit->level));
    json_end_object(w);
}

static void put_organisation(struct json_writer *w, const struct report *report)
{
    char id[ID_TEXT_SIZE];
    id_to_text(report->body, id);
    json_key(w, "organisation");
    json_begin_object(w);
    json_member_string(w, "code", report->request.organisation);
    json_member_string(w, "name", report->organisation_name);
    json_member_string(w, "body", report->body_name);
    json_member_string(w, "body_id", report->body ? id : NULL);
    json_end_object(w);
}

/* What a record of the report is opened under: of the entries that ask for this outline the one due nearest to the period's end. */
static const char *schedule_entry(const struct report *report, struct arena *arena)
{
    const struct programme *programme = report->request.programme;
    int32_t end = date_to_days(report->request.period.last), nearest = INT32_MAX;
    const char *entry = NULL;
    for (size_t i = 0; i < programme->schedule_count; i++) {
        const struct schedule *schedule = &programme->schedules[i];
        if (!schedule->outline || strcmp(schedule->outline, report->outline->id) != 0)
            continue;
        struct occurrences due = calendar_occurrences(
            &schedule->due, schedule->has_period ? schedule->period : programme->period, NULL, 0, NULL, arena);
        entry = entry ? entry : schedule->id;
        for (size_t k = 0; k < due.count; k++) {
            int32_t apart = date_is_none(due.items[k].due) ? INT32_MAX : abs(due.items[k].last_day - end);
            if (apart < nearest) {
                nearest = apart;
                entry = schedule->id;
            }
        }
    }
    return entry;
}

static void put_record(struct json_writer *w, const struct report *report)
{
    char id[ID_TEXT_SIZE];
    id_to_text(report->record, id);
    json_member_string(w, "record", report->record ? id : NULL);
    json_member_string(w, "state", report->state);
    json_member_string(w, "number", report->number);
    member_date(w, "issued_on", report->issued_on);
}

static void put_seals(struct json_writer *w, const struct report *report)
{
    json_key(w, "audit");
    json_begin_array(w);
    for (size_t i = 0; i < report->seal_count; i++) {
        json_begin_object(w);
        json_member_int(w, "shard", report->seals[i].shard);
        json_member_int(w, "seq", report->seals[i].seq);
        json_member_string(w, "hash", report->seals[i].hash);
        json_end_object(w);
    }
    json_end_array(w);
}

void report_json(const struct report *report, struct arena *arena, struct buf *out)
{
    struct json_writer w = { .out = out, .indent = 1 };
    char text[DATE_TEXT_SIZE];
    json_begin_object(&w);
    json_member_string(&w, "programme", report->request.programme->id);
    json_member_string(&w, "outline", report->outline->id);
    json_member_string(&w, "schedule_entry", schedule_entry(report, arena));
    json_member_string(&w, "title", report->title);
    put_unit(&w, report);
    put_organisation(&w, report);
    period_to_text(report->request.period, text);
    json_member_string(&w, "period", text);
    json_member_string(&w, "as", report->request.as_now ? "now" : "then");
    member_date(&w, "as_of", report->as_of);
    member_date(&w, "territory_on", date_from_days((int32_t)report->territory_day));
    json_member_bool(&w, "wider_than_programme", report->wider);
    json_member_bool(&w, "final", report->final);
    json_member_int(&w, "missing", (int64_t)report->missing_count);
    put_record(&w, report);
    json_member_string(&w, "made_at", report->made_at);
    put_seals(&w, report);
    json_key(&w, "nodes");
    json_begin_array(&w);
    for (size_t i = 0; i < report->node_count; i++)
        put_node(&w, arena, report, &report->nodes[i]);
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(out, '\n');
}
