/* SPDX-License-Identifier: Apache-2.0
 * report render: a programme's report with its numbers, as an official document (DOCX, PDF or HTML), a workbook (XLSX) or as JSON. */
#include "cli/commands.h"

#include "paper/document.h"
#include "paper/docx.h"
#include "paper/html.h"
#include "paper/out_file.h"
#include "paper/pdf.h"
#include "paper/xlsx_document.h"
#include "service/organisation.h"
#include "service/programme/programmes.h"
#include "service/report/report.h"
#include "service/unit/unit.h"

#include <string.h>

static enum err_code usage(const struct cli *cli, struct err *err)
{
    return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
}

/* Named as people do: "HND", "Hội Nông dân", "farmers_union". */
static enum err_code read_organisation(struct cli *cli, struct report_request *request,
                                       struct err *err)
{
    const char *named = cli_option(cli, "org"), *unknown = NULL;
    struct organisation_names names = { 0 };
    if (!named)
        return ERR_OK;
    TRY(organisation_names_load(&cli->store, &cli->arena, &names, err));
    if (organisation_codes_of(&names, &cli->arena, named, &request->organisation, 1, &unknown) != 1)
        return err_set(err, ERR_INPUT, MSG_REPORT_ORGANISATION, named);
    return ERR_OK;
}

static enum err_code read_request(struct cli *cli, struct report_request *request, struct err *err)
{
    const char *programme = cli_option(cli, "programme"), *period = cli_option(cli, "period");
    const char *unit = cli_option(cli, "unit"), *as = cli_option(cli, "as");
    if (!programme || !period)
        return usage(cli, err);
    request->as_now = as && strcmp(as, "now") == 0;
    if (as && !request->as_now && strcmp(as, "then") != 0)
        return err_set(err, ERR_USAGE, MSG_CLI_AS, as);
    TRY(period_parse(period, &request->period, err));
    /* the text of the day the report speaks of */
    int64_t day = date_to_days(request->period.last);
    if (day > cli->store.today_day)
        day = cli->store.today_day;
    TRY(programme_open_on(&cli->store, programme, day, &cli->arena, &request->programme, err));
    request->outline = cli_option(cli, "outline");
    TRY(read_organisation(cli, request, err));
    if (unit)
        return report_unit(&cli->store, unit, request->period, request->as_now, &request->unit, err);
    return programme_unit(&cli->store, request->programme, &request->unit, err);
}

enum render { RENDER_JSON, RENDER_DOCX, RENDER_HTML, RENDER_XLSX, RENDER_PDF, RENDER_MAX_ };

/* By --format or by the file's name. */
static enum err_code read_format(struct cli *cli, const char *path, enum render *ret_format, struct err *err)
{
    static const char *const names[] = { "json", "docx", "html", "xlsx", "pdf" };
    const char *format = cli_option(cli, "format"), *dot = strrchr(path, '.');
    int found = 0;
    if (!format)
        format = dot ? dot + 1 : "json";
    while (found < RENDER_MAX_ && strcmp(format, names[found]) != 0)
        found++;
    *ret_format = (enum render)found;
    return found < RENDER_MAX_ ? ERR_OK : err_set(err, ERR_USAGE, MSG_REPORT_FORMAT, format);
}

static enum err_code put_pdf(struct cli *cli, const struct document *document, struct buf *out, struct err *err)
{
    struct pdf_facts facts = { 0 };
    TRY(pdf_build(document, &(struct pdf_options){ 0 }, out, &facts, err));
    if (facts.unknown)
        cli_say(cli, MSG_REPORT_UNKNOWN_LETTERS, err_int((int64_t)facts.unknown));
    return ERR_OK;
}

static enum err_code put_bytes(struct cli *cli, const struct report *report, enum render format, struct buf *out,
                               struct err *err)
{
    if (format == RENDER_JSON) {
        report_json(report, &cli->arena, out);
        return ERR_OK;
    }
    struct document *document = report_document(report, &cli->arena);
    if (format == RENDER_DOCX)
        return docx_build(document, out, err);
    if (format == RENDER_XLSX)
        return xlsx_document_build(document, out, err);
    if (format == RENDER_PDF)
        return put_pdf(cli, document, out, err);
    html_build(document, &(struct html_options){ 0 }, out);
    return ERR_OK;
}

static enum err_code write_bytes(struct cli *cli, const struct report *report, enum render format, const char *path,
                                 struct err *err)
{
    bool is_text = format == RENDER_JSON || format == RENDER_HTML;
    if (is_text && strcmp(path, "-") == 0)
        return put_bytes(cli, report, format, &cli->out, err);
    CLEANUP(buf_done) struct buf bytes = { 0 };
    TRY(put_bytes(cli, report, format, &bytes, err));
    struct out_file file CLEANUP(out_file_done) = { .fd = -1 };
    TRY(out_file_open(&file, path, err));
    TRY(out_file_write(&file, buf_text(&bytes), bytes.len, err));
    return out_file_commit(&file, err);
}

static void say_done(struct cli *cli, const struct report *report, const char *path)
{
    char day[DATE_TEXT_SIZE];
    date_to_table(report->as_of, day);
    cli_say(cli, MSG_REPORT_DONE, path, report->body_name, day);
    if (!report->final)
        cli_say(cli, report->period_over ? MSG_REPORT_DONE_PROVISIONAL : MSG_REPORT_DONE_NOT_OVER);
    if (report->missing_count)
        cli_say(cli, MSG_REPORT_DONE_MISSING, err_int((int64_t)report->missing_count));
}

static enum err_code run_render(struct cli *cli, struct err *err)
{
    struct report_request request = { 0 };
    struct report report = { 0 };
    const char *path = cli_option(cli, "output");
    enum render format = RENDER_JSON;
    TRY(cli_words(cli, 0, 0, err));
    if (!path)
        return usage(cli, err);
    TRY(read_format(cli, path, &format, err));
    TRY(read_request(cli, &request, err));
    TRY(report_build(&cli->store, &request, &cli->arena, &report, err));
    TRY(write_bytes(cli, &report, format, path, err));
    if (strcmp(path, "-") != 0)
        say_done(cli, &report, path);
    return ERR_OK;
}

static const struct cli_option render_options[] = {
    { "programme", false }, { "period", false }, { "unit", false },   { "org", false }, { "as", false },
    { "outline", false },   { "format", false }, { "output", false }, { 0 },
};

const struct command command_report_render = {
    .name = "report render",
    .usage = "--programme ID --period P [--unit CODE[@DATE]] [--org ORG] [--as then|now] [--outline ID] "
             "[--format docx|pdf|xlsx|html|json] -o FILE",
    .vi = "Lập báo cáo theo đề cương của chương trình: văn bản DOCX, PDF, HTML, bảng tính XLSX hoặc số liệu JSON",
    .en = "Make a programme's report: an official DOCX, PDF or HTML, a workbook (XLSX), or its numbers as JSON",
    .options = render_options, .needs = NEEDS_READING, .run = run_render,
};
