/* SPDX-License-Identifier: Apache-2.0
 * A small district of 2017, counted by hand, and what its reports say of it. */
#include "service/report/report.h"

#include "village_fixture.h"
#include "paper/document.h"
#include "paper/html.h"
#include "service/programme/programmes.h"
#include "service/report/evidence.h"
#include "service/unit/unit.h"

#include <jansson.h>
#include <string.h>

/* --- asking --------------------------------------------------------------------------------------- */

static struct report_request request_of(const struct village *v, int64_t unit, const char *period)
{
    struct report_request request = { .programme = v->programme, .unit = unit };
    struct err err = { 0 };
    CHECK_OK(period_parse(period, &request.period, &err), &err);
    return request;
}

static struct report *build(struct village *v, struct report_request request)
{
    struct report *report = ARENA_NEW(test_arena(), struct report);
    struct err err = { 0 };
    CHECK_OK(report_build(&v->store, &request, test_arena(), report, &err), &err);
    return report;
}

static void refused(struct village *v, struct report_request request, enum msg msg)
{
    struct report report;
    struct err err = { 0 };
    CHECK(report_build(&v->store, &request, test_arena(), &report, &err) != ERR_OK);
    CHECK_TEXT(msg_key(err.msg), msg_key(msg));
}

static const struct report_node *node_of(const struct report *report, const char *id)
{
    for (size_t i = 0; i < report->node_count; i++)
        if (strcmp(report->nodes[i].of->id, id) == 0)
            return &report->nodes[i];
    check_that(false, id, __FILE__, __LINE__);
    return &report->nodes[0];
}

static const struct report_figure *figure_of(const struct report *report, const char *id, size_t index)
{
    const struct report_node *node = node_of(report, id);
    require(index < node->figure_count);
    return &node->figures[index];
}

static const struct report_row *row_of(const struct report_table *table, const char *key)
{
    for (size_t i = 0; i < table->row_count; i++)
        if ((!key && !table->rows[i].key) ||
            (key && table->rows[i].key && strcmp(table->rows[i].key, key) == 0))
            return &table->rows[i];
    return NULL;
}

static void check_row(const struct report_table *table, const char *key, size_t column, int64_t value)
{
    const struct report_row *row = row_of(table, key);
    check_that(row != NULL, key ? key : "(rest)", __FILE__, __LINE__);
    if (row)
        check_int(row->numbers[column].value, value, key ? key : "(rest)", __FILE__, __LINE__);
}

/* --- structure and numbers ------------------------------------------------------------------------ */

void test_report__numbers(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    struct report *report = build(&v, request_of(&v, v.district, "2017"));
    CHECK_TEXT(report->outline->id, "results_report");
    CHECK_TEXT(report->body_name, "Ủy ban MTTQ Việt Nam huyện Đức Cơ");
    CHECK(strstr(report->title, "năm 2017") != NULL);
    CHECK_INT((int64_t)report->node_count, (int64_t)report->outline->node_count);
    CHECK_INT(figure_of(report, "II.2", 0)->number.value, 3); /* poor */
    CHECK_INT(figure_of(report, "II.2", 1)->number.value, 1); /* near poor */
    CHECK_INT(figure_of(report, "II.2", 2)->number.value, 2); /* households helped */
    CHECK_INT(figure_of(report, "II.2", 3)->number.value, 6500000);
    CHECK_INT(figure_of(report, "II.4", 1)->number.value, 2);
    CHECK_INT(figure_of(report, "II.4", 2)->number.value, 6667); /* 2 of 3 */
    CHECK_INT(figure_of(report, "II.4", 2)->unit, NUMBER_SHARE);
    CHECK_INT(figure_of(report, "II.2", 0)->number.value,
              fixture_sql_int(&v.store,
                              "SELECT count(*) FROM classifications WHERE year = 2017 AND class = 'poor'"));
    CHECK_INT(figure_of(report, "II.2", 3)->number.value,
              fixture_sql_int(&v.store, "SELECT sum(value) FROM supports"));
    const struct report_figure *helped = figure_of(report, "II.2", 2);
    CHECK_INT((int64_t)helped->evidence_count, 1);
    CHECK_INT(helped->evidence[0].count.value, 3); /* records of support */
    CHECK_INT(helped->reported, 2);
    CHECK_INT(helped->expected, 10);
    CHECK(!figure_of(report, "II.5", 4)->number.known); /* nothing to divide by */
    fixture_close(&v.store);
}

void test_report__tables(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    struct report *report = build(&v, request_of(&v, v.district, "2017"));
    const struct report_table *types = node_of(report, "II.2")->table;
    CHECK_INT((int64_t)types->row_count, 3);
    CHECK_TEXT(types->rows[0].label, "Nhà ở"); /* in the order of the list of codes */
    CHECK_TEXT(types->rows[2].label, "Thăm hỏi, tặng quà");
    CHECK_INT(types->columns[1].total.value, 2); /* one household stands in two rows */
    CHECK(!types->columns[1].adds_up);
    CHECK(types->columns[0].adds_up && types->columns[2].adds_up);
    const struct report_table *organisations = node_of(report, "II.3")->table;
    CHECK_INT((int64_t)organisations->row_count, 6);
    CHECK_TEXT(organisations->rows[0].key, "fatherland_front");
    check_row(organisations, "veterans_association", 1, 0); /* there with nothing */
    check_row(organisations, "trade_union", 1, 1);
    CHECK_INT(organisations->columns[1].total.value, 3);
    const struct report_table *communes = node_of(report, "II.3.commune")->table;
    CHECK_INT((int64_t)communes->row_count, 11); /* ten communes, and what is none's */
    CHECK_TEXT(communes->rows[0].label, "Thị trấn Chư Ty");
    check_row(communes, "unit:23866@2004-07-08", 0, 2);
    check_row(communes, "unit:23884@2004-07-08", 0, 0);
    check_row(communes, NULL, 0, 1); /* the model of the district itself */
    CHECK_INT(communes->columns[0].total.value, 3);
    CHECK(communes->columns[0].adds_up);
    const struct report_table *shares = node_of(report, "II.4.commune")->table;
    check_row(shares, "unit:23866@2004-07-08", 2, 10000);
    check_row(shares, "unit:23863@2004-07-08", 2, 0);
    CHECK(!row_of(shares, "unit:23884@2004-07-08")->numbers[2].known); /* no poor household there */
    fixture_close(&v.store);
}

void test_report__one_organisation(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    struct report_request request = request_of(&v, v.ia_din, "2017");
    request.organisation = "farmers_union";
    struct report *report = build(&v, request);
    CHECK_TEXT(report->body_name, "Hội Nông dân xã Ia Din");
    CHECK_INT(figure_of(report, "II.2", 2)->number.value, 1);
    CHECK_INT(figure_of(report, "II.2", 3)->number.value, 5000000);
    CHECK_INT(figure_of(report, "II.2", 0)->number.value, 2); /* poor households are nobody's own */
    const struct report_table *table = node_of(report, "II.3")->table;
    CHECK_INT((int64_t)table->row_count, 1);
    CHECK_TEXT(table->rows[0].key, "farmers_union");
    fixture_close(&v.store);
}

/* --- time ----------------------------------------------------------------------------------------- */

void test_report__provisional(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct report *report = build(&v, request_of(&v, v.district, "2017"));
    CHECK(!report->period_over && !report->final);
    CHECK(date_equal(report->as_of, date_of(2017, 12, 20)));
    CHECK(figure_of(report, "II.2", 2)->provisional);
    village_day(&v.store, 2018, 1, 5);
    report = build(&v, request_of(&v, v.district, "2017"));
    CHECK(report->period_over && !report->final); /* one household is not settled */
    CHECK(date_equal(report->as_of, date_of(2017, 12, 31)));
    CHECK(!figure_of(report, "II.2", 2)->provisional);
    CHECK(figure_of(report, "II.2", 0)->provisional);
    CHECK_INT(figure_of(report, "II.2", 0)->unsettled, 1);
    CHECK(node_of(report, "II.4.commune")->table->columns[0].provisional);
    fixture_act(&v.store, "classifications", v.doubtful, "finalise");
    report = build(&v, request_of(&v, v.district, "2017"));
    CHECK(report->final);
    CHECK(!figure_of(report, "II.2", 0)->provisional);
    fixture_close(&v.store);
}

/* On 1 July 2025 xã Ia Din and xã Ia Krêl became the new xã Ia Krêl, which has Ia Din's code. */
void test_report__then_and_now(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2025, 10, 1);
    int64_t today = 0, then = 0;
    struct err err = { 0 };
    struct report_request request = request_of(&v, 0, "2017");
    CHECK_OK(report_unit(&v.store, "23866", request.period, false, &then, &err), &err);
    CHECK_OK(report_unit(&v.store, "23866", request.period, true, &today, &err), &err);
    CHECK_INT(then, v.ia_din);
    CHECK(today != then);
    request.unit = then;
    struct report *report = build(&v, request);
    CHECK_INT(figure_of(report, "II.2", 0)->number.value, 2);
    CHECK_TEXT(report->superior->name, "Huyện Đức Cơ");
    refused(&v, (struct report_request){ v.programme, NULL, NULL, today, request.period, false },
            MSG_UNIT_NOT_THEN);
    refused(&v, (struct report_request){ v.programme, NULL, NULL, then, request.period, true },
            MSG_UNIT_NOT_NOW);
    request.unit = today;
    request.as_now = true;
    report = build(&v, request);
    CHECK_INT(figure_of(report, "II.2", 0)->number.value, 3);
    CHECK_TEXT(report->body_name, "Ủy ban MTTQ Việt Nam xã Ia Krêl");
    CHECK_TEXT(report->superior->name, "Tỉnh Gia Lai");
    CHECK(!report->wider);
    fixture_close(&v.store);
}

/* --- refusals ------------------------------------------------------------------------------------- */

void test_report__refusals(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    refused(&v, request_of(&v, v.district, "2016"), MSG_REPORT_PERIOD_OUTSIDE);
    refused(&v, request_of(&v, v.district, "2018"), MSG_REPORT_PERIOD_FUTURE);
    refused(&v, request_of(&v, village_unit(&v.store, "622@2017-12-20"), "2017"), MSG_REPORT_UNIT_OUTSIDE);
    refused(&v, request_of(&v, village_unit(&v.store, "64@2017-12-20"), "2017"), MSG_REPORT_UNIT_OUTSIDE);
    struct report_request request = request_of(&v, v.district, "2017");
    request.outline = "no_such";
    refused(&v, request, MSG_REPORT_NO_OUTLINE);
    request = request_of(&v, v.district, "2017");
    request.organisation = "red_cross";
    refused(&v, request, MSG_REPORT_NOT_MADE_HERE);
    int64_t area = fixture_area(&v.store, "23866@2017-12-20", "Làng Yit Tú");
    refused(&v, request_of(&v, area, "2017"), MSG_REPORT_NOT_MADE_HERE);
    fixture_close(&v.store);
}

/* --- what people put down ------------------------------------------------------------------------- */

void test_report__record(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    struct report *bare = build(&v, request_of(&v, v.ia_din, "2017"));
    int64_t body = village_body(&v.store, v.ia_din, "fatherland_front");
    struct record *letter =
        MAKE(&v.store, "documents", "direction=outgoing", fixture_ref("body", body), "year=2018",
             "number=07/BC-MTTQ-BTT", "type=report", "subject=Báo cáo năm 2017", "issued_date=2018-01-04",
             "signer_position=PHÓ CHỦ TỊCH", "signer_name=Siu Thử");
    struct record *record =
        MAKE(&v.store, "reports", "programme=duc_co_2017", "schedule_entry=results_yearly",
             fixture_ref("body", body), "period=2017", "cut_off=2017-11-30",
             fixture_ref("document", letter->id));
    MAKE(&v.store, "report_sections", fixture_ref("report", record->id), "node=III",
         "body_text=Đoạn một.\n- Gạch đầu dòng.");
    struct report *report = build(&v, request_of(&v, v.ia_din, "2017"));
    CHECK_INT(report->record, record->id);
    CHECK_TEXT(node_of(report, "III")->text, "Đoạn một.\n- Gạch đầu dòng.");
    CHECK(!node_of(report, "III")->missing);
    CHECK_INT((int64_t)report->missing_count, (int64_t)bare->missing_count - 1);
    CHECK_TEXT(report->number, "07/BC-MTTQ-BTT");
    CHECK_TEXT(report->signer_name, "Siu Thử");
    CHECK(date_equal(report->as_of, date_of(2017, 11, 30)));
    CHECK(!report->period_over);
    struct report *other = build(&v, request_of(&v, v.ia_din, "2017H2"));
    CHECK_INT(other->record, 0);
    fixture_close(&v.store);
}

/* --- papers --------------------------------------------------------------------------------------- */

void test_report__json(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    struct report *report = build(&v, request_of(&v, v.district, "2017"));
    CLEANUP(buf_done) struct buf out = { 0 };
    report_json(report, test_arena(), &out);
    json_t *json = json_loads(buf_text(&out), 0, NULL);
    CHECK(json != NULL);
    static const char *const keys[] = { "programme", "outline", "title", "unit", "organisation", "period",
                                        "as", "as_of", "final", "missing", "audit", "nodes" };
    for (size_t i = 0; i < COUNT(keys); i++)
        check_that(json_object_get(json, keys[i]) != NULL, keys[i], __FILE__, __LINE__);
    json_t *nodes = json_object_get(json, "nodes");
    CHECK_INT((int64_t)json_array_size(nodes), (int64_t)report->node_count);
    for (size_t i = 0; i < json_array_size(nodes); i++) {
        json_t *node = json_array_get(nodes, i), *table = json_object_get(node, "table");
        json_t *figures = json_object_get(node, "figures");
        CHECK_TEXT(json_string_value(json_object_get(node, "id")), report->nodes[i].of->id);
        for (size_t j = 0; j < json_array_size(figures); j++) {
            const struct report_figure *figure = &report->nodes[i].figures[j];
            json_t *value = json_object_get(json_array_get(figures, j), "value");
            if (!figure->number.known)
                CHECK(json_is_null(value));
            else if (figure->unit == NUMBER_SHARE)
                CHECK_INT((int64_t)(json_number_value(value) * 100 + 0.5), figure->number.value);
            else
                CHECK_INT(json_integer_value(value), figure->number.value);
        }
        if (!json_is_null(table))
            CHECK_INT((int64_t)json_array_size(json_object_get(table, "rows")),
                      (int64_t)report->nodes[i].table->row_count);
    }
    json_decref(json);
    fixture_close(&v.store);
}

static size_t count_blocks(const struct document *document, enum document_block_kind kind,
                           const char *part)
{
    size_t count = 0;
    for (const struct document_block *block = document->first; block; block = block->next)
        count += block->kind == kind &&
                 (!part || (block->text.first && strstr(block->text.first->text, part)));
    return count;
}

void test_report__document(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    village_day(&v.store, 2018, 1, 5);
    struct report *report = build(&v, request_of(&v, v.ia_din, "2017"));
    const struct document *document = report_document(report, test_arena());
    CHECK_TEXT(document->parents.last->text, "XÃ IA DIN");
    CHECK_TEXT(document->issuers.first->text, "BAN THƯỜNG TRỰC");
    CHECK_TEXT(document->type, "BÁO CÁO");
    CHECK_TEXT(document->place, "Ia Din");
    CHECK_TEXT(document->date, "ngày 05 tháng 01 năm 2018");
    CHECK_TEXT(document->stamp, "DỰ THẢO");
    CHECK(strstr(document->number, "/BC-MTTQ-BTT") != NULL);
    CHECK_TEXT(document->recipients.first->text, "Ủy ban MTTQ Việt Nam huyện Đức Cơ (để b/c)");
    CHECK_TEXT(document->recipients.last->text, "Lưu: VT");
    CHECK_TEXT(document->signature_first->authority, "TM. BAN THƯỜNG TRỰC");
    CHECK(document->signature_first->name == NULL);
    CHECK_INT((int64_t)count_blocks(document, DOCUMENT_PARAGRAPH, "cần viết"),
              (int64_t)report->missing_count);
    CHECK_INT((int64_t)count_blocks(document, DOCUMENT_BULLET, "Hộ cận nghèo: "), 1);
    CHECK(count_blocks(document, DOCUMENT_TABLE, NULL) >= 4);
    CHECK(strstr(document->footer, "số liệu đến 31/12/2017") != NULL);
    struct report_request request = request_of(&v, v.ia_din, "2017");
    request.organisation = "youth_union";
    document = report_document(build(&v, request), test_arena());
    CHECK_INT(document->style, DOCUMENT_STYLE_YOUTH_UNION);
    CHECK_TEXT(document->issuers.first->text, "BCH ĐOÀN XÃ IA DIN");
    CHECK_TEXT(document->recipients.first->text, "Đoàn TNCS Hồ Chí Minh huyện Đức Cơ (để b/c)");
    fixture_close(&v.store);
}

/* --- the records behind the numbers ----------------------------------------------------------------- */

static int64_t behind(struct village *v, struct report_spot spot)
{
    struct evidence evidence = { 0 };
    struct err err = { 0 };
    const char *title = NULL;
    struct report_request request = request_of(v, v->district, "2017");
    CHECK_OK(report_evidence(&v->store, &request, &spot, 100, test_arena(), &title, &evidence, &err), &err);
    CHECK(title != NULL);
    CHECK(evidence.count > 0);
    if (!evidence.count)
        return -1;
    CHECK_INT((int64_t)evidence.parts[0].id_count, evidence.parts[0].total.value);
    return (int64_t)evidence.parts[0].id_count;
}

/* Every count of the report, in figures and in the rows and totals of its tables, has as many records. */
void test_report__each_count_has_its_records(void)
{
    struct village v;
    int64_t looked = 0;
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct report *report = build(&v, request_of(&v, v.district, "2017"));
    for (size_t i = 0; i < report->node_count; i++) {
        const struct report_node *node = &report->nodes[i];
        for (size_t j = 0; j < node->figure_count; j++) {
            const struct expr *value = node->figures[j].of->value;
            if (value->op == EXPR_MEASURE && value->measure->aggregate == AGGREGATE_COUNT && ++looked)
                CHECK_INT(behind(&v, (struct report_spot){ node->of->id, (int64_t)j, -1, NULL, NULL }),
                          node->figures[j].number.value);
        }
        for (size_t j = 0; node->table && j < node->table->column_count; j++) {
            const struct expr *value = node->table->columns[j].of->value;
            const char *under = NULL;
            if (value->op != EXPR_MEASURE || value->measure->aggregate != AGGREGATE_COUNT)
                continue;
            CHECK_INT(behind(&v, (struct report_spot){ node->of->id, -1, (int64_t)j, NULL, NULL }),
                      node->table->columns[j].total.value);
            for (size_t k = 0; k < node->table->row_count; k++) {
                const struct report_row *row = &node->table->rows[k];
                under = row->depth ? under : row->key;
                if (row->key && under && ++looked)
                    CHECK_INT(behind(&v, (struct report_spot){ node->of->id, -1, (int64_t)j, row->key,
                                                               row->depth ? under : NULL }),
                              row->numbers[j].value);
            }
        }
    }
    CHECK(looked > 30);
    fixture_close(&v.store);
}

void test_report__no_such_number(void)
{
    struct village v;
    struct evidence evidence;
    const char *title = NULL;
    if (!village_open(&v))
        return fixture_close(&v.store);
    const struct report_spot spots[] = {
        { "nosuch", 0, -1, NULL, NULL }, { "II.2", 99, -1, NULL, NULL }, { "II.2", -1, 99, NULL, NULL }, { NULL, 0, 0, NULL, NULL },
    };
    for (size_t i = 0; i < COUNT(spots); i++) {
        struct err err = { 0 };
        struct report_request request = request_of(&v, v.district, "2017");
        CHECK(report_evidence(&v.store, &request, &spots[i], 9, test_arena(), &title, &evidence, &err) == ERR_NOT_FOUND);
    }
    fixture_close(&v.store);
}

/* The page leads from each known number to the place its records are asked for by. */
void test_report__html_leads_to_records(void)
{
    struct village v;
    if (!village_open(&v))
        return fixture_close(&v.store);
    struct report *report = build(&v, request_of(&v, v.district, "2017"));
    CLEANUP(buf_done) struct buf html = { 0 };
    html_build(report_document(report, test_arena()),
               &(struct html_options){ .is_fragment = true, .links_to = "/numbers?from=report&" }, &html);
    CHECK(strstr(buf_text(&html), "<a href=\"/numbers?from=report&amp;node=II.2&amp;figure=0\"><b>3</b></a>") != NULL);
    CHECK(strstr(buf_text(&html), "&amp;row=unit:23866@") != NULL || strstr(buf_text(&html), "&amp;row=farmers_union") != NULL);
    fixture_close(&v.store);
}
