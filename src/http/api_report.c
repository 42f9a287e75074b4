/* SPDX-License-Identifier: Apache-2.0
 * Reports by their outlines, the overview of a place, and the records behind any number of them. */
#include "http/api.h"

#include "base/date.h"
#include "http/fields.h"
#include "http/reach.h"
#include "http/server_parts.h"
#include "paper/document.h"
#include "paper/docx.h"
#include "paper/html.h"
#include "paper/pdf.h"
#include "paper/xlsx_document.h"
#include "service/account/rights.h"
#include "service/organisation.h"
#include "service/programme/programmes.h"
#include "service/report/overview.h"
#include "service/report/report.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- records behind a number -------------------------------------------------------------------------------- */

enum { EVIDENCE_DEFAULT = 100, EVIDENCE_MAX = 500 };

static const struct shape_field evidence_fields[] = {
    { "title", SHAPE_TEXT, .vi = "Con số", .en = "The number" },
    { "parts", SHAPE_LIST, .items = SHAPE_ANY, .vi = "Mỗi phép đếm: kind, total, items (các bản ghi)", .en = "Of each measure: kind, total, items (the records)" },
    { 0 },
};
static const struct shape evidence_shape = { "Evidence", evidence_fields };

static enum err_code put_part(struct call *call, struct json_writer *w, const struct evidence_part *part,
                              struct err *err)
{
    const struct record_view view = { .labels = true };
    json_begin_object(w);
    json_member_string(w, "kind", part->kind->slug);
    json_key(w, "total");
    json_value(w, part->total.known ? v_int(part->total.value) : v_null());
    json_key(w, "items");
    json_begin_array(w);
    for (size_t i = 0; i < part->id_count; i++) {
        struct record *record = NULL;
        TRY(entity_get(call->store, part->kind, part->ids[i], &call->arena, &record, err));
        record_view_write(call, w, record, &view);
    }
    json_end_array(w);
    json_end_object(w);
    return ERR_OK;
}

static enum err_code put_evidence(struct call *call, const char *title, const struct evidence *evidence,
                                  struct err *err)
{
    struct json_writer w = call_json(call);
    json_begin_object(&w);
    json_member_string(&w, "title", title);
    json_key(&w, "parts");
    json_begin_array(&w);
    for (size_t i = 0; i < evidence->count; i++)
        TRY(put_part(call, &w, &evidence->parts[i], err));
    json_end_array(&w);
    json_end_object(&w);
    return ERR_OK;
}

/* --- reports -------------------------------------------------------------------------------------------------- */

#define REPORT_PARAMETERS                                                                                        \
    { "programme", SHAPE_ID, .required = true, .vi = "Chương trình", .en = "Programme" },                         \
    { "period", SHAPE_TEXT, .required = true, .vi = "Kỳ: 2017, 2017H1, 2017Q3, 2017-09", .en = "Period: 2017, 2017H1, 2017Q3, 2017-09" }, \
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },                                                     \
    { "org", SHAPE_TEXT, .vi = "Tổ chức lập báo cáo", .en = "The organisation that reports" },                    \
    { "outline", SHAPE_TEXT, .vi = "Đề cương", .en = "The outline" },                                             \
    { "as", SHAPE_TEXT, .vi = "then hoặc now", .en = "then or now" }

static const struct shape_field report_query[] = {
    REPORT_PARAMETERS,
    { "format", SHAPE_TEXT, .vi = "json, docx, pdf, xlsx hoặc html", .en = "json, docx, pdf, xlsx or html" },
    { "links_to", SHAPE_TEXT, .vi = "HTML, PDF: địa chỉ đặt trước liên kết của mỗi con số; của PDF: địa chỉ đầy đủ của máy chủ này", .en = "HTML, PDF: the address before the link of each number; of a PDF a whole one of this server" },
    { 0 },
};
static const struct shape_field report_records_query[] = {
    REPORT_PARAMETERS,
    { "node", SHAPE_TEXT, .required = true, .vi = "Mục của đề cương", .en = "The outline's node" },
    { "figure", SHAPE_INT, .vi = "Số liệu thứ mấy của mục, từ 0", .en = "Which figure of the node, from 0" },
    { "column", SHAPE_INT, .vi = "Cột thứ mấy của bảng, từ 0", .en = "Which column of its table, from 0" },
    { "row", SHAPE_TEXT, .vi = "Khóa của dòng; thiếu: dòng tổng", .en = "The row's key; without it the total" },
    { "under", SHAPE_TEXT, .vi = "Khóa của dòng chứa nó", .en = "The key of the row it lies in" },
    { "limit", SHAPE_INT, .vi = "Nhiều nhất bao nhiêu bản ghi", .en = "At most so many records" },
    { 0 },
};

static enum err_code read_organisation(struct call *call, struct report_request *request, struct err *err)
{
    const char *named = call_query(call, "org"), *unknown = NULL;
    struct organisation_names names = { 0 };
    if (named) {
        TRY(organisation_names_load(call->store, &call->arena, &names, err));
        if (organisation_codes_of(&names, &call->arena, named, &request->organisation, 1, &unknown) != 1)
            return err_set(err, ERR_INPUT, MSG_REPORT_ORGANISATION, named);
    }
    return reach_line(call, request->organisation, &request->organisation, err);
}

static enum err_code read_report(struct call *call, struct report_request *request, struct err *err)
{
    const char *named = NULL, *as = call_query(call, "as");
    TRY(call_need(call, "programme", err));
    TRY(call_need(call, "period", err));
    request->as_now = as && strcmp(as, "now") == 0;
    request->outline = call_query(call, "outline");
    TRY(period_parse(call_query(call, "period"), &request->period, err));
    int64_t day = date_to_days(request->period.last);
    if (day > call->store->today_day)
        day = call->store->today_day;
    TRY(programme_open_on(call->store, call_query(call, "programme"), day, &call->arena, &request->programme, err));
    TRY(read_organisation(call, request, err));
    TRY(reach_unit_about(call, call_query(call, "unit"), request->as_now ? call->store->today_day : day, &named, err));
    if (named)
        return report_unit(call->store, named, request->period, request->as_now, &request->unit, err);
    return programme_unit(call->store, request->programme, &request->unit, err);
}

enum report_format { REPORT_JSON, REPORT_DOCX, REPORT_HTML, REPORT_XLSX, REPORT_PDF, REPORT_FORMAT_MAX_ };
static const struct {
    const char *name, *type, *disposition;
} report_formats[] = {
    [REPORT_JSON] = { "json", NULL, NULL },
    [REPORT_DOCX] = { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                      "attachment; filename=\"bao_cao.docx\"" },
    [REPORT_HTML] = { "html", "text/html; charset=utf-8", NULL },
    [REPORT_XLSX] = { "xlsx", XLSX_TYPE, "attachment; filename=\"bao_cao.xlsx\"" },
    [REPORT_PDF] = { "pdf", "application/pdf", "attachment; filename=\"bao_cao.pdf\"" },
};

/* A file is read outside the app: the address of its links is a whole one, and ours. It comes with the request because answers
 * are kept by what was asked. */
static enum err_code put_pdf(struct call *call, const struct report *report, struct err *err)
{
    const char *to = call_query(call, "links_to"), *ours = server_public_url(call->server);
    if (!ours && call->head.host)
        ours = arena_printf(&call->arena, "%s://%s", call->is_secure ? "https" : "http", call->head.host);
    if (to && (!ours || strncmp(to, ours, strlen(ours)) != 0 || to[strlen(ours)] != '/'))
        return err_set(err, ERR_USAGE, MSG_REPORT_LINKS_TO, ours ? ours : "https://…");
    struct pdf_options options = { .links_to = to };
    return pdf_build(report_document(report, &call->arena), &options, &call->out, NULL, err);
}

static enum err_code get_report(struct call *call, struct err *err)
{
    struct report_request request = { 0 };
    struct report report = { 0 };
    const char *named = call_query(call, "format");
    int format = 0;
    while (named && format < REPORT_FORMAT_MAX_ && strcmp(named, report_formats[format].name) != 0)
        format++;
    if (format == REPORT_FORMAT_MAX_)
        return err_set(err, ERR_USAGE, MSG_REPORT_FORMAT, named);
    TRY(read_report(call, &request, err));
    TRY(report_build(call->store, &request, &call->arena, &report, err));
    call->status = 200;
    call->type = report_formats[format].type;
    if (report_formats[format].disposition)
        call_header(call, "Content-Disposition", report_formats[format].disposition);
    if (format == REPORT_DOCX)
        return docx_build(report_document(&report, &call->arena), &call->out, err);
    if (format == REPORT_XLSX)
        return xlsx_document_build(report_document(&report, &call->arena), &call->out, err);
    if (format == REPORT_PDF)
        return put_pdf(call, &report, err);
    struct html_options options = { .is_fragment = true, .links_to = call_query(call, "links_to") };
    if (format == REPORT_HTML)
        html_build(report_document(&report, &call->arena), &options, &call->out);
    else
        report_json(&report, &call->arena, &call->out);
    return ERR_OK;
}

static enum err_code get_report_records(struct call *call, struct err *err)
{
    struct report_request request = { 0 };
    struct report_spot spot = { .node = call_query(call, "node"), .row = call_query(call, "row"),
                                .under = call_query(call, "under") };
    struct evidence evidence = { 0 };
    const char *title = NULL;
    int64_t limit = 0;
    TRY(call_need(call, "node", err));
    TRY(call_query_int(call, "figure", -1, 0, 1000, &spot.figure, err));
    TRY(call_query_int(call, "column", -1, 0, 1000, &spot.column, err));
    TRY(call_query_int(call, "limit", EVIDENCE_DEFAULT, 1, EVIDENCE_MAX, &limit, err));
    TRY(read_report(call, &request, err));
    TRY(report_evidence(call->store, &request, &spot, (size_t)limit, &call->arena, &title, &evidence, err));
    return put_evidence(call, title, &evidence, err);
}

/* --- the overview ------------------------------------------------------------------------------------------------ */

#define OVERVIEW_PARAMETERS                                                                                      \
    { "programme", SHAPE_ID, .vi = "Chương trình: địa bàn khi không nêu unit, mục tiêu, thời hạn", .en = "Programme: its place where no unit is named, its targets and deadlines" }, \
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },                                                     \
    { "year", SHAPE_INT, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm; mặc định năm nay", .en = "The year; this year by default" },                 \
    { "as", SHAPE_TEXT, .vi = "then hoặc now: địa giới khi đó hay bây giờ", .en = "then or now: territory of then or of today" }

static const struct shape_field overview_query[] = {
    OVERVIEW_PARAMETERS,
    { "format", SHAPE_TEXT, .vi = "json hoặc xlsx", .en = "json or xlsx" },
    { 0 },
};
static const struct shape_field overview_records_query[] = {
    OVERVIEW_PARAMETERS,
    { "number", SHAPE_TEXT, .required = true, .vi = "Con số: poor, led, money…", .en = "The number: poor, led, money…" },
    { "table", SHAPE_TEXT, .vi = "Trong bảng này", .en = "In this table" },
    { "row", SHAPE_TEXT, .vi = "Dòng của bảng; rỗng: chưa ghi", .en = "The row of the table; empty: not told" },
    { "limit", SHAPE_INT, .vi = "Nhiều nhất bao nhiêu bản ghi", .en = "At most so many records" },
    { 0 },
};

static enum err_code whole_country(struct store *store, int64_t *ret_unit, struct err *err)
{
    const struct territory *territory = NULL;
    const struct unit *units = NULL;
    TRY(unit_territory(store, &territory, err));
    size_t count = territory_units(territory, &units), i = 0;
    while (i < count && units[i].level != LEVEL_NATION)
        i++;
    *ret_unit = i < count ? units[i].id : 0;
    return ERR_OK;
}

static enum err_code read_overview(struct call *call, struct overview_request *request, struct err *err)
{
    const char *named = NULL, *programme = call_query(call, "programme"), *as = call_query(call, "as");
    struct date today = date_from_days((int32_t)call->store->today_day);
    int64_t year = today.year;
    TRY(call_query_int(call, "year", year, SHAPE_YEAR_MIN, SHAPE_YEAR_MAX, &year, err));
    *request = (struct overview_request){ .year = (int)year, .as_now = as && strcmp(as, "now") == 0 };
    if (as && !request->as_now && strcmp(as, "then") != 0)
        return err_set(err, ERR_USAGE, MSG_CLI_AS, as);
    if (programme)
        TRY(programme_open_on(call->store, programme, programme_day_of_year(call->store, request->year),
                              &call->arena, &request->programme, err));
    TRY(reach_unit_about(call, call_query(call, "unit"),
                         request->as_now ? call->store->today_day : programme_day_of_year(call->store, request->year),
                         &named, err));
    struct period period = { date_of(request->year, 1, 1), date_of(request->year, 12, 31) };
    if (named)
        return report_unit(call->store, named, period, request->as_now, &request->unit, err);
    if (request->programme)
        return programme_unit(call->store, request->programme, &request->unit, err);
    return whole_country(call->store, &request->unit, err);
}

static enum err_code get_overview(struct call *call, struct err *err)
{
    struct overview_request request;
    struct overview overview;
    struct telling to = call_telling(call);
    const char *format = call_query(call, "format");
    bool is_xlsx = format && strcmp(format, "xlsx") == 0;
    char *path = NULL;
    if (format && !is_xlsx && strcmp(format, "json") != 0)
        return err_set(err, ERR_USAGE, MSG_OVERVIEW_FORMAT, format);
    TRY(read_overview(call, &request, err));
    TRY(overview_build(&to, &request, &overview, err));
    if (is_xlsx) {
        TRY(server_spool_path(call->server, &call->arena, &path, err));
        TRY(overview_sheet(&to, &overview, path, err));
        return answer_file(call, path, XLSX_TYPE, "tong_quan.xlsx", err);
    }
    struct json_writer w = call_json(call);
    overview_json(&to, &w, &overview);
    answer_etag(call, 0);
    return ERR_OK;
}

/* The row of a table of the overview, as a key of the records. */
static enum err_code read_row(struct call *call, struct evidence_key *key, size_t *count, struct err *err)
{
    const char *table = call_query(call, "table"), *row = call_query(call, "row");
    for (size_t i = 0; table && i < OVERVIEW_TABLES; i++)
        if (strcmp(table, overview_table_forms[i].id) == 0) {
            *key = (struct evidence_key){ overview_table_forms[i].dim, row && *row ? v_text(row) : v_null() };
            *count = 1;
            return ERR_OK;
        }
    return table ? err_set(err, ERR_NOT_FOUND, MSG_REPORT_NO_SPOT, table) : ERR_OK;
}

static enum err_code get_overview_records(struct call *call, struct err *err)
{
    struct overview_request request;
    struct figure_cut cut = { 0 };
    struct evidence_key key = { 0 };
    struct evidence evidence = { 0 };
    size_t key_count = 0;
    int64_t limit = 0;
    TRY(call_need(call, "number", err));
    const char *name = call_query(call, "number");
    enum overview_number number = overview_number_by_name(name);
    if (number == OVERVIEW_NUMBER_MAX_)
        return err_set(err, ERR_NOT_FOUND, MSG_REPORT_NO_SPOT, name);
    TRY(call_query_int(call, "limit", EVIDENCE_DEFAULT, 1, EVIDENCE_MAX, &limit, err));
    TRY(read_row(call, &key, &key_count, err));
    TRY(read_overview(call, &request, err));
    TRY(rights_place(call->store, &request.unit, err));
    TRY(overview_cut(call->store, &request, &cut, err));
    TRY(evidence_find(call->store, overview_expr(&call->arena, number), &cut, &key, key_count, (size_t)limit,
                      &call->arena, &evidence, err));
    return put_evidence(call, msg_text(overview_number_title(number), call->lang), &evidence, err);
}

const struct route routes_report[] = {
    { HTTP_GET, "/api/v1/report", RIGHT_READ, LANE_LONG, .query = report_query, .answer = "application/json", .keeps = true, .handle = get_report,
      .name = "report", .group = "reports", .vi = "Báo cáo theo đề cương: JSON, DOCX, PDF, XLSX hoặc HTML", .en = "A report by its outline: JSON, DOCX, PDF, XLSX or HTML" },
    { HTTP_GET, "/api/v1/report/records", RIGHT_READ, LANE_LONG, .query = report_records_query, .out = &evidence_shape,
      .handle = get_report_records, .name = "report_records", .group = "reports", .vi = "Bản ghi đằng sau một con số của báo cáo",
      .en = "The records behind a number of a report" },
    { HTTP_GET, "/api/v1/overview", RIGHT_READ, LANE_LONG, .query = overview_query, .answer = "application/json", .keeps = true,
      .handle = get_overview, .name = "overview", .group = "reports", .vi = "Tổng quan một địa bàn trong năm", .en = "A place in a year at a glance" },
    { HTTP_GET, "/api/v1/overview/records", RIGHT_READ, LANE_LONG, .query = overview_records_query, .out = &evidence_shape,
      .handle = get_overview_records, .name = "overview_records", .group = "reports", .vi = "Bản ghi đằng sau một con số của tổng quan",
      .en = "The records behind a number of the overview" },
    { 0 },
};
