/* SPDX-License-Identifier: Apache-2.0
 * deadlines: who owes what by when, as a table, JSON, CSV or a calendar file. */
#include "cli/commands.h"

#include "service/programme/deadline_words.h"
#include "service/unit/unit.h"

#include <string.h>

static enum err_code read_request(struct cli *cli, struct deadline_request *request, bool *ret_ics,
                                  struct err *err)
{
    const char *unit = cli_option(cli, "unit"), *format = cli_option(cli, "format");
    const char *organisation = cli_option(cli, "organisation");
    *request = (struct deadline_request){ .programme = cli_option(cli, "programme"),
                                          .organisation = organisation,
                                          .from_day = INT32_MIN,
                                          .to_day = INT32_MAX };
    bool known = true;
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &request->unit, err));
    if (organisation)
        TRY(entity_key_exists(&cli->store, kind_by_slug("organisations"), organisation, &known, err));
    if (!known)
        return err_set(err, ERR_NOT_FOUND, MSG_DEADLINE_ORGANISATION, organisation);
    TRY(deadline_span_day(cli_option(cli, "from"), false, &request->from_day, err));
    TRY(deadline_span_day(cli_option(cli, "to"), true, &request->to_day, err));
    *ret_ics = format && strcmp(format, "ics") == 0;
    if (format && strcmp(format, "json") == 0)
        cli->format = FORMAT_JSON;
    else if (format && strcmp(format, "csv") == 0)
        cli->format = FORMAT_CSV;
    else if (format && !*ret_ics && strcmp(format, "table") != 0)
        return err_set(err, ERR_USAGE, MSG_DEADLINE_FORMAT, format);
    return ERR_OK;
}

static void print_json(struct cli *cli, const struct deadlines *deadlines)
{
    struct telling to = cli_telling(cli);
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_array(&w);
    for (size_t i = 0; i < deadlines->count; i++)
        deadline_json(&to, &w, &deadlines->items[i]);
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

static void print_table(struct cli *cli, const struct deadlines *deadlines)
{
    struct telling to = cli_telling(cli);
    static const struct table_column columns[] = {
        { "last_day", "Ngày cuối", "Last day", false }, { "due", "Thời hạn", "Due", false },
        { "state", "Trạng thái", "State", false },   { "body", "Đơn vị", "Body", false },
        { "what", "Việc", "What", false },          { "note", "Lưu ý", "Note", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < deadlines->count; i++) {
        const struct deadline *deadline = &deadlines->items[i];
        bool known = deadline_is_known(deadline);
        table_cell(&table, v_text(known ? deadline_day(&to, deadline->time.last_day) : NULL));
        table_cell(&table, v_text(deadline_due(&to, deadline)));
        table_cell(&table, v_text(deadline_state_words(&to, deadline->state)));
        table_cell(&table, v_text(deadline->body));
        table_cell(&table, v_text(deadline_title(&to, &deadline->schedule->title)));
        table_cell(&table, v_text(deadline_note(&to, deadline)));
    }
    table_print(cli, &table);
}

static enum err_code run_deadlines(struct cli *cli, struct err *err)
{
    struct deadline_request request;
    struct deadlines deadlines;
    bool ics = false;
    TRY(cli_words(cli, 0, 0, err));
    TRY(read_request(cli, &request, &ics, err));
    TRY(deadlines_run(&cli->store, &request, &cli->arena, &deadlines, err));
    struct telling to = cli_telling(cli);
    if (ics)
        deadlines_ics(&to, &deadlines, &cli->out);
    else if (cli->format == FORMAT_JSON)
        print_json(cli, &deadlines);
    else
        print_table(cli, &deadlines);
    return ERR_OK;
}

static const struct cli_option deadlines_options[] = {
    { "programme", false }, { "unit", false }, { "organisation", false }, { "from", false },
    { "to", false },        { "format", false }, { 0 },
};

const struct command command_deadlines = {
    .name = "deadlines",
    .usage = "[--programme ID] [--unit CODE[@DATE]] [--organisation ORG] [--from D] [--to D] "
             "[--format table|json|csv|ics]",
    .vi = "Lịch: đơn vị nào phải làm gì, hạn nào, đã làm chưa",
    .en = "The calendar: who owes what by when, and whether it was done",
    .options = deadlines_options, .needs = NEEDS_READING, .run = run_deadlines,
};
