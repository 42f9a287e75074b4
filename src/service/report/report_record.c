/* SPDX-License-Identifier: Apache-2.0
 * The record of a report: texts, number, signer. */
#include "service/report/report_job.h"

#include <string.h>

static const struct schedule *entry_of(const struct report_job *job, const struct record *record)
{
    const char *entry = record_text(record, "schedule_entry");
    return entry ? programme_schedule(job->report->request.programme, entry) : NULL;
}

/* 2: for this outline; 1: for this period, of an entry that asks for no outline; 0: another one. */
static int fitness(const struct report_job *job, const struct record *record)
{
    struct err unread = { 0 };
    struct period period;
    const char *text = record_text(record, "period");
    if (!text || period_parse(text, &period, &unread) != ERR_OK ||
        !date_equal(period.first, job->report->request.period.first) ||
        !date_equal(period.last, job->report->request.period.last))
        return 0;
    const struct schedule *entry = entry_of(job, record);
    if (!entry || !entry->outline)
        return 1;
    return strcmp(entry->outline, job->report->outline->id) == 0 ? 2 : 0;
}

enum err_code report_find_record(struct report_job *job, struct record **ret_record,
                                 struct err *err)
{
    const struct kind *kind = kind_by_slug("reports");
    const struct report_request *request = &job->report->request;
    struct cond *conds[] = {
        cond_compare(job->arena, kind_field_index(kind, "programme"), COND_EQ,
                     v_text(request->programme->id)),
        cond_compare(job->arena, kind_field_index(kind, "unit"), COND_EQ, v_int(request->unit)),
        cond_compare(job->arena, kind_field_index(kind, "organisation"), COND_EQ,
                     v_text(request->organisation)),
    };
    struct entity_query query = { .where = cond_all(job->arena, conds, COUNT(conds)) };
    struct record_list list = { 0 };
    int best = 0;
    *ret_record = NULL;
    TRY(entity_list(job->store, kind, &query, job->arena, &list, err));
    for (size_t i = 0; i < list.count; i++) {
        int fit = fitness(job, &list.items[i]);
        if (fit >= best && fit > 0) { /* of equals the latest */
            best = fit;
            *ret_record = &list.items[i];
        }
    }
    return ERR_OK;
}

static enum err_code read_texts(struct report_job *job, int64_t report, struct report_texts *ret_texts,
                                struct err *err)
{
    const struct kind *kind = kind_by_slug("report_sections");
    struct entity_query query = {
        .where = cond_compare(job->arena, kind_field_index(kind, "report"), COND_EQ, v_int(report)),
    };
    struct record_list list = { 0 };
    TRY(entity_list(job->store, kind, &query, job->arena, &list, err));
    ret_texts->items = ARENA_ARRAY(job->arena, struct report_text, list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        ret_texts->items[ret_texts->count++] = (struct report_text){
            .node = record_text(&list.items[i], "node"),
            .text = record_text(&list.items[i], "body_text"),
            .written_by = record_text(&list.items[i], "written_by"),
        };
    return ERR_OK;
}

static enum err_code read_document(struct report_job *job, int64_t id, struct err *err)
{
    struct record *document = NULL;
    struct report *report = job->report;
    TRY(entity_get(job->store, kind_by_slug("documents"), id, job->arena, &document, err));
    const char *date = record_text(document, "issued_date");
    report->number = record_text(document, "number");
    report->signer_position = record_text(document, "signer_position");
    report->signer_name = record_text(document, "signer_name");
    if (date && !date_from_storage(date, &report->issued_on))
        report->issued_on = date_none();
    return ERR_OK;
}

enum err_code report_read_record(struct report_job *job, const struct record *record,
                                 struct report_texts *ret_texts, struct err *err)
{
    *ret_texts = (struct report_texts){ 0 };
    if (!record)
        return ERR_OK;
    struct report *report = job->report;
    report->record = record->id;
    report->state = record->state;
    if (record_text(record, "title"))
        report->title = record_text(record, "title");
    if (record_int(record, "document"))
        TRY(read_document(job, record_int(record, "document"), err));
    return read_texts(job, record->id, ret_texts, err);
}
