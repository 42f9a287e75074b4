/* SPDX-License-Identifier: Apache-2.0
 * import: a list from a spreadsheet into a register. */
#include "cli/commands.h"

#include "domain/code_lists.h"
#include "service/import/import_json.h"

#include <string.h>

/* --- table --------------------------------------------------------------------------------------------- */

static const char *tally_text(struct cli *cli, const struct import_tally *tally)
{
    return arena_printf(&cli->arena, "%lld/%lld/%lld", (long long)tally->created, (long long)tally->changed,
                        (long long)tally->same);
}

static void print_merged(struct cli *cli, const struct import_request *request,
                         const struct import_result *result)
{
    const struct import_merged *merged = &result->merged;
    cli_say(cli, MSG_WORKBOOK_DONE, err_int(result->rows), err_int(merged->cells), err_int(merged->parallel),
            err_int(merged->conflicts));
    cli_say(cli, MSG_WORKBOOK_DONE_MORE, err_int(result->row_tally.created),
            err_int(result->row_tally.changed), err_int(result->row_tally.same),
            err_int(result->refused + result->doubtful));
    if (merged->absent)
        cli_say(cli, MSG_WORKBOOK_DONE_ABSENT, err_int(merged->absent));
    if (merged->conflicts)
        cli_say(cli, MSG_WORKBOOK_DONE_CONFLICTS);
    if (request->dry_run)
        cli_say(cli, MSG_IMPORT_DRY_RUN);
}

static void print_summary(struct cli *cli, const struct import_request *request,
                          const struct import_result *result)
{
    cli_say(cli, MSG_IMPORT_DONE, err_int(result->rows), err_int(result->accepted), err_int(result->refused),
            err_int(result->doubtful));
    cli_say(cli, MSG_IMPORT_DONE_ROWS, err_int(result->row_tally.created), err_int(result->row_tally.changed),
            err_int(result->row_tally.same));
    if (strcmp(request->kind->slug, "households") == 0)
        cli_say(cli, MSG_IMPORT_SUMMARY_KINDS, tally_text(cli, &result->households),
                tally_text(cli, &result->members), tally_text(cli, &result->classifications),
                tally_text(cli, &result->memberships));
    if (result->areas || result->bodies)
        cli_say(cli, MSG_IMPORT_DONE_MADE, err_int(result->areas), err_int(result->bodies));
    if (request->dry_run)
        cli_say(cli, MSG_IMPORT_DRY_RUN);
}

static bool same_note(const struct import_issue *a, const struct import_issue *b)
{
    return b->verdict == IMPORT_NOTE && strcmp(a->code, b->code) == 0 && strcmp(a->sheet, b->sheet) == 0 &&
           strcmp(a->column, b->column) == 0;
}

/* The beginning of a long cell is enough to find it. */
static const char *shortened(struct cli *cli, const char *text)
{
    enum { SHOWN_BYTES = 80 };
    size_t len = strlen(text);
    if (len <= SHOWN_BYTES)
        return text;
    for (len = SHOWN_BYTES; len && ((unsigned char)text[len] & 0xC0) == 0x80; len--)
        continue;
    return arena_printf(&cli->arena, "%.*s…", (int)len, text);
}

static void add_issue_row(struct cli *cli, struct table *table, const struct import_issue *issue,
                          const char *message)
{
    static const char *const signs[][2] = { [IMPORT_NOTE] = { "ghi chú", "note" },
                                            [IMPORT_DOUBTFUL] = { "nghi vấn", "doubtful" },
                                            [IMPORT_REFUSED] = { "từ chối", "refused" } };
    table_cell(table, v_text(signs[issue->verdict][cli->lang == LANG_EN]));
    table_cell(table, v_text(issue->sheet));
    table_cell(table, issue->row ? v_int(issue->row) : v_null());
    table_cell(table, v_text(issue->column));
    table_cell(table, v_text(shortened(cli, issue->value)));
    table_cell(table, v_text(message));
}

static bool same_said(const struct import_issue *a, const struct import_issue *b)
{
    bool same = a->verdict == b->verdict && a->msg == b->msg && strcmp(a->code, b->code) == 0 &&
                strcmp(a->sheet, b->sheet) == 0 && !*b->column;
    for (size_t i = 0; same && (a->args[i] || b->args[i]); i++)
        same = a->args[i] && b->args[i] && strcmp(a->args[i], b->args[i]) == 0;
    return same;
}

static const char *with_count(struct cli *cli, const struct import_issue *issue, size_t count)
{
    struct telling to = cli_telling(cli);
    const char *message = import_issue_message(&to, issue);
    const char *args[] = { message, err_int((int64_t)count), err_int(issue->row), NULL };
    CLEANUP(buf_done) struct buf joined = { 0 };
    if (count == 1)
        return message;
    msg_format(&joined, cli->lang, MSG_IMPORT_ONE_MORE_NOTE, args);
    return arena_strdup(&cli->arena, buf_text(&joined));
}

/* Notes of one kind in one column are one line; whoever wants them all takes JSON. */
static void print_notes(struct cli *cli, const struct import_result *result, struct table *table)
{
    bool *said = ARENA_ARRAY(&cli->arena, bool, result->issue_count + 1);
    for (size_t i = 0; i < result->issue_count; i++) {
        const struct import_issue *issue = &result->issues[i];
        size_t count = 1;
        if (issue->verdict != IMPORT_NOTE || said[i])
            continue;
        for (size_t j = i + 1; j < result->issue_count; j++)
            if (!said[j] && same_note(issue, &result->issues[j])) {
                said[j] = true;
                count++;
            }
        add_issue_row(cli, table, issue, with_count(cli, issue, count));
    }
}

static void print_issues(struct cli *cli, const struct import_result *result)
{
    const struct table_column columns[] = {
        { "verdict", "Kết quả", "Verdict", false }, { "sheet", "Trang", "Sheet", false },
        { "row", "Dòng", "Row", true },             { "column", "Cột", "Column", false },
        { "value", "Giá trị", "Value", false },     { "message", "Lý do", "Why", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < result->issue_count; i++) {
        const struct import_issue *issue = &result->issues[i];
        size_t run = 1; /* rows in a row of which the same is said, as where a title stops a sheet */
        while (!*issue->column && i + run < result->issue_count && same_said(issue, &result->issues[i + run]))
            run++;
        if (issue->verdict != IMPORT_NOTE)
            add_issue_row(cli, &table, issue, with_count(cli, issue, run));
        i += run - 1;
    }
    print_notes(cli, result, &table);
    if (table.cell_count || cli->format == FORMAT_CSV)
        table_print(cli, &table);
    if (result->more_notes && cli->format == FORMAT_TABLE)
        cli_say(cli, MSG_IMPORT_NOTES_MORE, err_int((int64_t)result->more_notes));
}

/* --- changes and missing households ------------------------------------------------------------------------ */

enum { CHANGES_SHOWN = 50, MISSING_SHOWN = 50 };

static void print_changes(struct cli *cli, const struct import_result *result)
{
    bool en = cli->lang == LANG_EN;
    const struct table_column columns[] = {
        { "sheet", "Trang", "Sheet", false },  { "row", "Dòng", "Row", true },
        { "kind", "Hồ sơ", "Record", false },  { "field", "Mục", "Field", false },
        { "old", "Đang ghi", "Known", false }, { "new", "Trong tệp", "In the file", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < result->change_count && i < CHANGES_SHOWN; i++) {
        const struct import_change *change = &result->changes[i];
        table_cell(&table, v_text(change->sheet));
        table_cell(&table, v_int(change->row));
        table_cell(&table, v_text(en ? change->kind->en : change->kind->vi));
        table_cell(&table, v_text(en ? change->field->en : change->field->vi));
        table_cell(&table, v_text(shortened(cli, change->before)));
        table_cell(&table, v_text(shortened(cli, change->after)));
    }
    if (!table.cell_count)
        return;
    cli_say(cli, MSG_IMPORT_CHANGES);
    table_print(cli, &table);
    size_t more = result->change_count + result->more_changes;
    if (more > CHANGES_SHOWN)
        cli_say(cli, MSG_IMPORT_CHANGES_MORE, err_int((int64_t)(more - CHANGES_SHOWN)));
}

static void print_missing(struct cli *cli, const struct import_result *result)
{
    bool en = cli->lang == LANG_EN;
    const struct table_column columns[] = {
        { "household", "Mã hộ", "Household", false }, { "head_name", "Chủ hộ", "Head", false },
        { "unit", "Địa bàn", "Place", false },        { "class", "Phân loại", "Class", false },
        { "year", "Năm", "Year", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (int64_t i = 0; i < result->missing_count && i < MISSING_SHOWN; i++) {
        const struct import_missing *missing = &result->missing[i];
        char *id = arena_alloc(&cli->arena, ID_TEXT_SIZE, 1);
        const struct code *class = code_find(poverty_class_codes, missing->class);
        id_to_text(missing->household, id);
        table_cell(&table, v_text(id));
        table_cell(&table, v_text(missing->head_name));
        table_cell(&table, v_text(missing->unit));
        table_cell(&table, v_text(!class ? missing->class : en ? class->en : class->vi));
        table_cell(&table, v_int(missing->year));
    }
    if (!result->missing_count)
        return;
    cli_say(cli, MSG_IMPORT_MISSING, err_int(result->missing_count));
    table_print(cli, &table);
    if (result->missing_count > MISSING_SHOWN)
        cli_say(cli, MSG_IMPORT_MISSING_MORE, err_int(result->missing_count - MISSING_SHOWN));
}

/* --- running ----------------------------------------------------------------------------------------------- */

static enum err_code read_request(struct cli *cli, struct import_request *request, struct err *err)
{
    TRY(cli_words(cli, 2, 2, err));
    TRY(cli_kind(cli->words[0], &request->kind, err));
    request->path = cli->words[1];
    request->unit = cli_option(cli, "unit");
    request->sheet = cli_option(cli, "sheet");
    request->map = cli_option(cli, "map");
    request->rejects = cli_option(cli, "rejects");
    request->dry_run = cli_flag(cli, "dry-run");
    request->take_new_areas = cli_flag(cli, "take-new-areas");
    request->take_unit = cli_flag(cli, "take-unit");
    request->take_guess = cli_flag(cli, "take-guess");
    request->body_organisations = cli_flag(cli, "no-bodies") ? NULL : import_area_organisations;
    TRY(cli_int_option(cli, "year", 0, &request->year, err));
    struct field_pair *pairs = ARENA_ARRAY(&cli->arena, struct field_pair, cli->set_count + 1);
    for (size_t i = 0; i < cli->set_count; i++)
        TRY(field_pair_parse(&cli->arena, cli->set_pairs[i], &pairs[i], err));
    request->set = pairs;
    request->set_count = cli->set_count;
    return ERR_OK;
}

/* The mistakes of a layout file beyond the first, which is the failure. */
static void print_mistakes(struct cli *cli, const struct mistakes *mistakes)
{
    for (size_t i = 1; i < mistakes->count; i++) {
        CLEANUP(buf_done) struct buf text = { 0 };
        mistake_text(&text, cli->lang, &mistakes->items[i]);
        fprintf(stderr, "chungtay: %s\n", buf_text(&text));
    }
}

static enum err_code run_import(struct cli *cli, struct err *err)
{
    struct import_request request = { 0 };
    struct import_result result = { 0 };
    TRY(read_request(cli, &request, err));
    enum err_code code = import_run(&cli->store, &request, &cli->arena, &result, err);
    print_mistakes(cli, &result.mistakes);
    if (code != ERR_OK)
        return code;
    cli->findings = result.refused + result.doubtful + result.merged.conflicts > 0;
    if (cli->format == FORMAT_JSON) {
        struct telling to = cli_telling(cli);
        struct json_writer w = { .out = &cli->out, .indent = 1 };
        import_json(&to, &w, request.dry_run, &result);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    if (cli->format == FORMAT_TABLE && result.merged.is_workbook)
        print_merged(cli, &request, &result);
    else if (cli->format == FORMAT_TABLE)
        print_summary(cli, &request, &result);
    print_issues(cli, &result);
    if (cli->format == FORMAT_TABLE) {
        print_changes(cli, &result);
        print_missing(cli, &result);
    }
    return ERR_OK;
}

static const struct cli_option import_options[] = {
    { "unit", false },   { "year", false },   { "sheet", false },          { "map", false },
    { "set", .repeats = true },  { "dry-run", true }, { "rejects", false },        { "no-bodies", true },
    { "take-new-areas", true }, { "take-unit", true },
    { "take-guess", true }, { 0 },
};

const struct command command_import = {
    .name = "import",
    .usage = "KIND FILE.xlsx|FILE.csv --unit CODE[@DATE] [--year Y] [--sheet S] [--map LAYOUT.yaml] "
             "[--set FIELD=VALUE] [--dry-run] [--rejects OUT.csv] [--no-bodies] [--take-new-areas] [--take-unit] [--take-guess]",
    .vi = "Nhập một danh sách từ tệp Excel hoặc CSV",
    .en = "Import a list from an Excel or CSV file",
    .options = import_options,
    .needs = NEEDS_WRITING,
    .run = run_import,
};
