/* SPDX-License-Identifier: Apache-2.0
 * quota: a programme's total of a year as whole numbers for each unit, and the path against the target. */
#include "cli/commands.h"

#include "service/plan/quota_words.h"
#include "service/programme/coverage.h"

#include <string.h>

/* --- tables ---------------------------------------------------------------------------------------------- */

static struct value plain(struct number number)
{
    return number.known ? v_int(number.value) : v_null();
}

static struct value hundredths(struct cli *cli, struct number number)
{
    return number.known ? v_text(number_words(&cli->arena, number, NUMBER_SHARE)) : v_null();
}

static void print_units(struct cli *cli, const struct quota_sheet *sheet)
{
    struct telling to = cli_telling(cli);
    static const struct table_column columns[] = {
        { "unit", "Mã", "Code", false },         { "name", "Địa bàn", "Place", false },    { "of", "Tổng số", "Of", true },
        { "weight", "Trọng số", "Weight", true },  { "share", "Theo tỷ lệ", "By share", true }, { "at_least", "Ít nhất", "At least", true },
        { "at_most", "Nhiều nhất", "At most", true }, { "quota", "Chỉ tiêu", "Quota", true },  { "points", "Điểm %", "Points", true },
        { "assigned", "Đã giao", "Assigned", true }, { "reason", "Lý do", "Reason", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct quota_row *row = &sheet->rows[i];
        bool has = sheet->has_values && row->is_known;
        const char *reason = quota_sentence(&to, &row->reason), *why = quota_sentence(&to, &row->why);
        table_cell(&table, v_text(row->code));
        table_cell(&table, v_text(row->name));
        table_cell(&table, plain(row->of));
        table_cell(&table, plain(row->weight));
        table_cell(&table, hundredths(cli, quota_share_of(sheet, row)));
        table_cell(&table, v_int(row->lo));
        table_cell(&table, row->hi == QUOTA_UNBOUNDED ? v_null() : v_int(row->hi));
        table_cell(&table, has ? v_int(row->value) : v_null());
        table_cell(&table, has ? hundredths(cli, quota_points_of((struct number){ .known = true, .value = row->value }, row->of)) : v_null());
        table_cell(&table, row->has_applied ? v_int(row->applied) : v_null());
        table_cell(&table, v_text(arena_printf(&cli->arena, "%s%s%s", reason ? reason : "",
                                               reason && why ? " " : "", why ? why : "")));
    }
    table_print(cli, &table);
}

static void print_path(struct cli *cli, const struct quota_sheet *sheet)
{
    static const struct table_column columns[] = {
        { "year", "Năm", "Year", true },  { "plan", "Kế hoạch", "Plan", true },     { "plan_points", "Điểm %", "Points", true },
        { "done", "Đạt", "Reached", true },  { "done_points", "Điểm %", "Points", true }, { "remaining", "Còn lại", "Left", true },
        { "needed", "Cần mỗi năm", "Needed a year", true },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < sheet->year_count; i++) {
        const struct quota_year *year = &sheet->years[i];
        table_cell(&table, v_int(year->year));
        table_cell(&table, plain(year->plan));
        table_cell(&table, hundredths(cli, quota_points_of(year->plan, year->of)));
        table_cell(&table, plain(year->done));
        table_cell(&table, hundredths(cli, quota_points_of(year->done, year->of)));
        table_cell(&table, plain(year->remaining));
        table_cell(&table, plain(year->needed));
    }
    table_print(cli, &table);
}

static void print_sheet(struct cli *cli, const struct quota_sheet *sheet)
{
    struct telling to = cli_telling(cli);
    cli_say(cli, MSG_QUOTA_SUMMARY, sheet->quota->title.vi,
            sheet->total.known ? err_int(sheet->total.value) : "?", err_int((int64_t)sheet->row_count),
            err_int(sheet->weight.value));
    for (size_t i = 0; i < sheet->finding_count; i++) {
        const char *remedy = quota_sentence(&to, &sheet->findings[i].remedy);
        buf_printf(&cli->out, "• %s%s%s\n", quota_sentence(&to, &sheet->findings[i].reason), remedy ? " → " : "",
                   remedy ? remedy : "");
    }
    print_units(cli, sheet);
    print_path(cli, sheet);
    if (sheet->needed.known)
        cli_say(cli, MSG_QUOTA_NEEDED, err_int(sheet->needed.value));
    if (sheet->chance.is_known)
        cli_say(cli, MSG_QUOTA_CHANCE, err_int((sheet->chance.probability + 50) / 100), err_int(sheet->chance.low),
                err_int(sheet->chance.high), err_int((int64_t)sheet->chance_years));
    if (sheet->changed)
        cli_say(cli, MSG_QUOTA_CHANGES, err_int(sheet->changed));
}

static enum err_code run_quota(struct cli *cli, struct err *err)
{
    struct quota_request request = { 0 };
    struct quota_sheets sheets = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    struct quota_asked asked = { .programme = cli_option(cli, "programme"), .quota = cli_option(cli, "quota"),
                                 .unit = cli_option(cli, "unit"), .points = cli_option(cli, "points") };
    if (!asked.programme)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    TRY(cli_int_option(cli, "year", 0, &asked.year, err));
    TRY(quota_request_read(&cli->store, &asked, &cli->arena, &request, err));
    request.apply = cli_flag(cli, "apply");
    request.relax = cli_flag(cli, "relax");
    TRY(quota_run(&cli->store, &request, &cli->arena, &sheets, err));
    for (size_t i = 0; i < sheets.count; i++)
        cli->findings = cli->findings || !sheets.sheets[i].has_values || sheets.sheets[i].is_provisional ||
                        sheets.sheets[i].is_relaxed;
    if (cli->format == FORMAT_JSON) {
        struct telling to = cli_telling(cli);
        struct json_writer w = { .out = &cli->out, .indent = 1 };
        quota_json(&to, &w, &request, &sheets);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    for (size_t i = 0; i < sheets.count; i++) {
        if (cli->format == FORMAT_CSV)
            print_units(cli, &sheets.sheets[i]);
        else
            print_sheet(cli, &sheets.sheets[i]);
    }
    if (cli->format == FORMAT_TABLE && !request.apply)
        cli_say(cli, MSG_QUOTA_NOT_APPLIED);
    for (size_t i = 0; i < sheets.count && cli->format == FORMAT_TABLE && request.apply; i++)
        cli_say(cli, MSG_QUOTA_APPLIED, err_int(sheets.sheets[i].applied));
    return ERR_OK;
}

static const struct cli_option quota_options[] = {
    { "programme", false }, { "year", false }, { "quota", false }, { "unit", false },
    { "points", false },    { "relax", true }, { "apply", true },  { 0 },
};

const struct command command_quota = {
    .name = "quota",
    .usage = "--programme ID --year Y [--quota ID] [--unit CODE[@DATE]] [--points P] [--relax] [--apply]",
    .vi = "Chia chỉ tiêu của năm thành số nguyên cho từng địa bàn, và lộ trình",
    .en = "Share a year's total out among the units, and the path against the target",
    .options = quota_options, .needs = NEEDS_WRITING, .run = run_quota,
};
