/* SPDX-License-Identifier: Apache-2.0
 * coverage: every obligation of a programme, met or not, by whom, and the next action. */
#include "cli/commands.h"

#include "service/coverage.h"
#include "service/programmes.h"
#include "service/unit.h"

#include <string.h>

enum { UNMET_SHOWN = 15, RECORDS_MAX = 1000 };

static enum err_code read_request(struct cli *cli, struct coverage_request *request, struct err *err)
{
    const char *programme = cli_option(cli, "programme"), *unit = cli_option(cli, "unit");
    const char *as_of = cli_option(cli, "as-of"), *as = cli_option(cli, "as");
    int64_t year = 0;
    if (!programme)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    TRY(programme_open(&cli->store, programme, &cli->arena, &request->programme, err));
    TRY(cli_int_option(cli, "year", 0, &year, err));
    request->year = (int)year;
    request->obligation = cli_option(cli, "obligation");
    if (request->obligation && !programme_obligation(request->programme, request->obligation))
        return err_set(err, ERR_INPUT, MSG_COVERAGE_NO_OBLIGATION, request->obligation,
                       request->programme->id);
    request->as_now = as && strcmp(as, "now") == 0;
    if (as && !request->as_now && strcmp(as, "then") != 0)
        return err_set(err, ERR_USAGE, MSG_CLI_AS, as);
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &request->unit, err));
    else
        TRY(programme_unit(&cli->store, request->programme, &request->unit, err));
    request->as_of_day = cli->store.today_day;
    if (as_of) {
        struct date date;
        TRY(date_from_external(as_of, &date, err));
        request->as_of_day = date_to_days(date_last_day(date));
    }
    if (year && date_to_days(date_of((int)year, 12, 31)) < request->as_of_day)
        request->as_of_day = date_to_days(date_of((int)year, 12, 31));
    /* the text of that day: a later version asks nothing of the past */
    TRY(programme_open_on(&cli->store, programme, request->as_of_day, &cli->arena,
                          &request->programme, err));
    int64_t day = request->as_now ? cli->store.today_day : request->as_of_day;
    int64_t valid = day;
    TRY(unit_check_day(&cli->store, request->unit, &valid, err));
    if (request->as_now && valid != day)
        return err_set(err, ERR_INPUT, MSG_UNIT_NOT_NOW, unit_name(&cli->store, &cli->arena, request->unit));
    return ERR_OK;
}

static const char *reason_words(struct cli *cli, const struct coverage_row *row)
{
    if (row->reason == MSG_COVERAGE_REASON_NONE)
        return NULL;
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, row->reason, row->reason_args);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static const char *sources_words(struct cli *cli, const struct obligation *obligation)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (const char *const *source = obligation->sources; source && *source; source++)
        buf_printf(&out, "%s%s", out.len ? " " : "", *source);
    return arena_strdup(&cli->arena, buf_text(&out));
}

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

static const char *const unit_names[] = {
    [NUMBER_PLAIN] = "count", [NUMBER_MONEY] = "dong", [NUMBER_SHARE] = "per_cent",
    [NUMBER_POINTS] = "points"
};

static void put_score(struct json_writer *w, const struct coverage_row *row)
{
    if (row->criterion_count == 0)
        return;
    json_key(w, "rank");
    json_value(w, row->rank ? v_int(row->rank) : v_null());
    json_member_string(w, "class", row->class ? row->class->id : NULL);
    json_key(w, "criteria");
    json_begin_array(w);
    for (size_t i = 0; i < row->criterion_count; i++) {
        const struct coverage_criterion *criterion = &row->criteria[i];
        json_begin_object(w);
        json_member_string(w, "id", criterion->of->id);
        json_key(w, "value");
        json_value(w, criterion->value.known ? v_int(criterion->value.value) : v_null());
        json_key(w, "points");
        json_value(w, criterion->value.known ? v_int(criterion->points) : v_null());
        json_member_int(w, "points_max", criterion->of->points);
        json_member_bool(w, "reached", criterion->reached);
        json_end_object(w);
    }
    json_end_array(w);
}

/* Whole (of a share hundredths of a per cent); of a mean with two decimals. */
static void put_value(struct cli *cli, struct json_writer *w, const struct coverage_row *row)
{
    bool mean = expr_unit(row->obligation->value) == NUMBER_PLAIN && row->value.known && row->value.per > 0;
    if (mean)
        json_raw(w, arena_printf(&cli->arena, "%.2f", (double)number_hundredths(row->value) / 100));
    else
        json_value(w, row->value.known ? v_int(row->value.value) : v_null());
}

static void put_row(struct cli *cli, struct json_writer *w, const struct coverage_request *request,
                    const struct coverage_row *row)
{
    char text[DATE_TEXT_SIZE];
    json_begin_object(w);
    json_member_string(w, "obligation", row->obligation->id);
    json_member_string(w, "source", sources_words(cli, row->obligation));
    json_member_string(w, "subject", row->subject_key);
    json_member_string(w, "subject_name", row->subject);
    period_to_text(row->period, text);
    json_member_string(w, "period", text);
    json_key(w, "value");
    put_value(cli, w, row);
    json_member_string(w, "unit", unit_names[expr_unit(row->obligation->value)]);
    json_member_string(w, "bound", bound_text(&cli->arena, row));
    json_key(w, "reached");
    json_value(w, row->reached >= 0 ? v_int(row->reached) : v_null());
    json_member_string(w, "state", coverage_state_name(row->state));
    json_member_string(w, "reason", reason_words(cli, row));
    date_to_external(row->period.last, text);
    json_member_string(w, "as_of", text);
    json_member_bool(w, "final", row->final);
    json_member_int(w, "reported", row->reported);
    json_member_int(w, "expected", row->expected);
    json_member_bool(w, "soft", row->obligation->soft);
    put_score(w, row);
    json_member_string(w, "records", records_command(cli, request, row));
    json_member_string(w, "next_action", row->next_action);
    json_end_object(w);
}

static void print_json(struct cli *cli, const struct coverage_request *request,
                       const struct coverage *coverage)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_array(&w);
    for (size_t i = 0; i < coverage->count; i++)
        put_row(cli, &w, request, &coverage->rows[i]);
    json_end_array(&w);
    buf_add_char(&cli->out, '\n');
}

/* One line an obligation: how many subjects are in each state. */
static void print_summary(struct cli *cli, const struct coverage *coverage)
{
    static const struct table_column columns[] = {
        { "obligation", "Chỉ tiêu", false }, { "bound", "Mức", false }, { "subjects", "Đối tượng", true },
        { "met", "Đạt", true }, { "unmet", "Chưa đạt", true }, { "impossible", "Không thể", true },
        { "not_applicable", "Không áp dụng", true }, { "unknown", "Chưa rõ", true },
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
    size_t shown = 0, more = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        const struct coverage_row *row = &coverage->rows[i];
        if (row->state != COVERAGE_UNMET && row->state != COVERAGE_IMPOSSIBLE)
            continue;
        if (++shown > UNMET_SHOWN) {
            more++;
            continue;
        }
        const char *reason = reason_words(cli, row);
        buf_printf(&cli->out, "• %s — %s: %s (%s)%s%s%s%s\n", row->obligation->id, row->subject,
                   number_words(&cli->arena, row->value, expr_unit(row->obligation->value)),
                   bound_text(&cli->arena, row),
                   reason ? " " : "", reason ? reason : "", row->next_action ? " → " : "",
                   row->next_action ? row->next_action : "");
    }
    if (more)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)more));
}

/* Keeps the rows of the subject and period that the options name. */
static void keep_named(struct cli *cli, struct coverage *coverage)
{
    const char *subject = cli_option(cli, "subject"), *period = cli_option(cli, "period");
    size_t kept = 0;
    for (size_t i = 0; i < coverage->count; i++) {
        char text[DATE_TEXT_SIZE];
        period_to_text(coverage->rows[i].period, text);
        if ((!subject || strcmp(subject, coverage->rows[i].subject_key) == 0) &&
            (!period || strcmp(period, text) == 0))
            coverage->rows[kept++] = coverage->rows[i];
    }
    coverage->count = kept;
}

/* The records behind the rows, one line each. */
static enum err_code print_records(struct cli *cli, const struct coverage *coverage, struct err *err)
{
    static const struct table_column columns[] = {
        { "obligation", "Chỉ tiêu", false }, { "subject", "Đối tượng", false },
        { "kind", "Loại", false },           { "id", "Mã", false },
        { "label", "Tên", false },
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
    TRY(read_request(cli, &request, err));
    TRY(coverage_run(&cli->store, &request, &cli->arena, &coverage, err));
    keep_named(cli, &coverage);
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
