/* SPDX-License-Identifier: Apache-2.0
 * coverage: every obligation of a programme, met or not, by whom, and the next action. */
#include "cli/commands.h"

#include "service/programme/coverage_json.h"

#include <string.h>

enum { UNMET_SHOWN = 15, RECORDS_MAX = 1000 };

/* The command that lists the records behind the row. */
static const char *records_command(struct cli *cli, const struct coverage_request *request,
                                   const struct coverage_row *row)
{
    char day[DATE_TEXT_SIZE], period[DATE_TEXT_SIZE];
    CLEANUP(buf_done) struct buf out = { 0 };
    period_to_text(row->period, period);
    date_to_external(date_from_days((int32_t)request->as_of_day), day);
    buf_printf(&out, "chungtay coverage --programme %s --obligation %s --as-of %s", request->programme->id,
               row->obligation->id, day);
    if (cli_option(cli, "unit"))
        buf_printf(&out, " --unit %s", cli_option(cli, "unit"));
    if (request->as_now)
        buf_add(&out, " --as now");
    buf_printf(&out, " --period %s --subject %s --records", period, row->subject_key);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void print_json(struct cli *cli, const struct coverage_request *request,
                       const struct coverage *coverage)
{
    struct telling to = cli_telling(cli);
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_array(&w);
    for (size_t i = 0; i < coverage->count; i++)
        coverage_row_json(&to, &w, &coverage->rows[i], records_command(cli, request, &coverage->rows[i]));
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

/* One line an obligation: how many subjects are in each state. */
static void print_summary(struct cli *cli, const struct coverage *coverage)
{
    static const struct table_column columns[] = {
        { "obligation", "Chỉ tiêu", "Obligation", false }, { "bound", "Mức", "Bound", false }, { "subjects", "Đối tượng", "Subjects", true },
        { "met", "Đạt", "Met", true }, { "unmet", "Chưa đạt", "Unmet", true }, { "impossible", "Không thể", "Impossible", true },
        { "not_applicable", "Không áp dụng", "Not applicable", true }, { "unknown", "Chưa rõ", "Unknown", true },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < coverage->count;) {
        const struct obligation *obligation = coverage->rows[i].obligation;
        int64_t counts[COVERAGE_STATE_MAX_] = { 0 }, subjects = 0;
        for (; i < coverage->count && coverage->rows[i].obligation == obligation; i++) {
            counts[coverage->rows[i].state]++;
            subjects++;
        }
        const char *title = cli->lang == LANG_EN && obligation->title.en ? obligation->title.en :
                                                                          obligation->title.vi;
        table_cell(&table, v_text(title));
        table_cell(&table, v_text(obligation_bound_text(&cli->arena, obligation)));
        table_cell(&table, v_int(subjects));
        table_cell(&table, v_int(counts[COVERAGE_MET]));
        table_cell(&table, v_int(counts[COVERAGE_UNMET]));
        table_cell(&table, v_int(counts[COVERAGE_IMPOSSIBLE]));
        table_cell(&table, v_int(counts[COVERAGE_NOT_APPLICABLE]));
        table_cell(&table, v_int(counts[COVERAGE_UNKNOWN]));
    }
    table_print(cli, &table);
}

static void print_unmet(struct cli *cli, const struct coverage *coverage)
{
    struct telling to = cli_telling(cli);
    size_t shown = 0, more = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_row *row = &coverage->rows[i];
        if (row->state != COVERAGE_UNMET && row->state != COVERAGE_IMPOSSIBLE)
            continue;
        if (++shown > UNMET_SHOWN) {
            more++;
            continue;
        }
        const char *reason = coverage_reason(&to, row);
        buf_printf(&cli->out, "• %s — %s: %s (%s)%s%s%s%s\n", row->obligation->id, row->subject,
                   number_words(&cli->arena, row->value, expr_unit(row->obligation->value)),
                   bound_text(&cli->arena, row),
                   reason ? " " : "", reason ? reason : "", row->next_action ? " → " : "",
                   row->next_action ? row->next_action : "");
    }
    if (more)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)more));
}

/* The records behind the rows, one line each. */
static enum err_code print_records(struct cli *cli, const struct coverage *coverage, struct err *err)
{
    static const struct table_column columns[] = {
        { "obligation", "Chỉ tiêu", "Obligation", false }, { "subject", "Đối tượng", "Subject", false },
        { "kind", "Loại", "Kind", false },           { "id", "Mã", "Id", false },
        { "label", "Tên", "Name", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < coverage->count; i++) {
        struct coverage_record_list list = { 0 };
        TRY(coverage_records(&cli->store, &coverage->rows[i], RECORDS_MAX, &cli->arena, &list, err));
        for (size_t j = 0; j < list.count; j++) {
            char id[ID_TEXT_SIZE];
            id_to_text(list.items[j].id, id);
            table_cell(&table, v_text(coverage->rows[i].obligation->id));
            table_cell(&table, v_text(coverage->rows[i].subject_key));
            table_cell(&table, v_text(list.items[j].kind->slug));
            table_cell(&table, v_text(arena_strdup(&cli->arena, id)));
            table_cell(&table, v_text(list.items[j].label));
        }
        if (list.more && cli->format == FORMAT_TABLE)
            cli_say(cli, MSG_COVERAGE_MORE_RECORDS, err_int(RECORDS_MAX));
    }
    table_print(cli, &table);
    return ERR_OK;
}

static enum err_code run_coverage(struct cli *cli, struct err *err)
{
    struct coverage_request request = { 0 };
    struct coverage coverage = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    struct coverage_words words = { .programme = cli_option(cli, "programme"), .unit = cli_option(cli, "unit"),
                                    .as_of = cli_option(cli, "as-of"), .as = cli_option(cli, "as"),
                                    .obligation = cli_option(cli, "obligation") };
    if (!words.programme)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    TRY(cli_int_option(cli, "year", 0, &words.year, err));
    TRY(coverage_request_read(&cli->store, &words, &cli->arena, &request, err));
    TRY(coverage_run(&cli->store, &request, &cli->arena, &coverage, err));
    coverage_keep(&coverage, cli_option(cli, "subject"), cli_option(cli, "period"));
    if (cli_flag(cli, "records"))
        return print_records(cli, &coverage, err);
    cli->findings = cli_flag(cli, "strict") && coverage.breaches > 0;
    if (cli->format == FORMAT_JSON) {
        print_json(cli, &request, &coverage);
        return ERR_OK;
    }
    print_summary(cli, &coverage);
    if (cli->format == FORMAT_TABLE)
        print_unmet(cli, &coverage);
    return ERR_OK;
}

static const struct cli_option coverage_options[] = {
    { "programme", false }, { "year", false }, { "unit", false }, { "as-of", false },
    { "as", false },        { "strict", true }, { "obligation", false }, { "subject", false },
    { "period", false },    { "records", true }, { 0 },
};

const struct command command_coverage = {
    .name = "coverage",
    .usage = "--programme ID [--year Y] [--unit CODE[@DATE]] [--as-of DATE] [--as then|now] [--strict] "
             "[--obligation ID] [--subject KEY] [--period P] [--records]",
    .vi = "Từng chỉ tiêu của chương trình: đạt hay chưa, do ai, việc phải làm tiếp",
    .en = "Every obligation of a programme: met or not, by whom, the next action",
    .options = coverage_options, .needs = NEEDS_READING, .run = run_coverage,
};
