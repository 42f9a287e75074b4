/* SPDX-License-Identifier: Apache-2.0
 * quota: a programme's total of a year as whole numbers for each unit, and the path against the target. */
#include "cli/commands.h"

#include "domain/cond_form.h"
#include "service/plan/quota.h"
#include "service/programme/coverage.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

/* "3", "3 %", "2,5 %" */
static enum err_code read_points(struct cli *cli, int64_t *ret_points, struct err *err)
{
    const char *text = cli_option(cli, "points");
    if (!text)
        return ERR_OK;
    const char *with_sign = strchr(text, '%') ? text : arena_printf(&cli->arena, "%s %%", text);
    if (!share_parse(with_sign, ret_points) || *ret_points <= 0 || *ret_points > 10000)
        return err_set(err, ERR_USAGE, MSG_QUOTA_USAGE_POINTS, text);
    return ERR_OK;
}

static enum err_code read_request(struct cli *cli, struct quota_request *request, struct err *err)
{
    const char *programme = cli_option(cli, "programme"), *unit = cli_option(cli, "unit");
    int64_t year = 0;
    if (!programme)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    TRY(cli_int_option(cli, "year", 0, &year, err));
    if (year < 1945 || year > 2100)
        return err_set(err, ERR_USAGE, MSG_QUOTA_YEAR_USAGE);
    TRY(read_points(cli, &request->points, err));
    TRY(programme_open_on(&cli->store, programme, programme_day_of_year(&cli->store, (int)year), &cli->arena,
                          &request->programme, err));
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &request->unit, err));
    else
        TRY(programme_unit(&cli->store, request->programme, &request->unit, err));
    request->year = (int)year;
    request->quota = cli_option(cli, "quota");
    request->apply = cli_flag(cli, "apply");
    request->relax = cli_flag(cli, "relax");
    request->day = date_to_days(date_of(request->year, 12, 31));
    if (request->day > cli->store.today_day)
        request->day = cli->store.today_day;
    int64_t scope_day = request->day;
    TRY(unit_scope_day(&cli->store, request->unit, NULL, &scope_day, err));
    if (scope_day < request->day)
        request->day = scope_day;
    return unit_check_day(&cli->store, request->unit, &request->day, err);
}

static const char *sentence(struct cli *cli, const struct quota_words *words)
{
    if (words->msg == MSG_QUOTA_NONE)
        return NULL;
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, words->msg, words->args);
    return arena_strdup(&cli->arena, buf_text(&out));
}

/* --- JSON ------------------------------------------------------------------------------------------------ */

static void member_number(struct json_writer *w, const char *key, struct number number)
{
    json_key(w, key);
    json_value(w, number.known ? v_int(number.value) : v_null());
}

static void member_known(struct json_writer *w, const char *key, bool known, int64_t value)
{
    member_number(w, key, (struct number){ .known = known, .value = value });
}

static void member_id(struct json_writer *w, const char *key, int64_t id)
{
    char text[ID_TEXT_SIZE];
    json_key(w, key);
    id_to_text(id, text);
    json_string(w, id ? text : NULL);
}

/* Hundredths of a percentage point. */
static struct number points_of(struct number value, struct number of)
{
    if (!value.known || !of.known || of.value <= 0)
        return (struct number){ 0 };
    return (struct number){ .known = true, .value = (value.value * 10000 + of.value / 2) / of.value };
}

static struct number known_number(int64_t value)
{
    return (struct number){ .known = true, .value = value };
}

static const char *binding_name(enum quota_binding binding)
{
    return binding == QUOTA_AT_LO ? "at_least" : binding == QUOTA_AT_HI ? "at_most" : "none";
}

/* What weight alone would give, in hundredths. */
static struct number share_of(const struct quota_sheet *sheet, const struct quota_row *row)
{
    if (!row->is_known || !sheet->total.known || sheet->weight.value <= 0)
        return (struct number){ 0 };
    __int128 product = (__int128)sheet->total.value * row->weight.value * 100 + sheet->weight.value / 2;
    return known_number((int64_t)(product / sheet->weight.value));
}

static void json_chance(struct json_writer *w, const struct quota_chance *chance)
{
    member_known(w, "probability_hundredths", chance->is_known, chance->probability);
    member_known(w, "low", chance->is_known, chance->low);
    member_known(w, "high", chance->is_known, chance->high);
}

static void json_row(struct cli *cli, struct json_writer *w, const struct quota_sheet *sheet,
                     const struct quota_row *row)
{
    bool has = sheet->has_values && row->is_known;
    json_begin_object(w);
    json_member_string(w, "unit", row->code);
    member_id(w, "unit_id", row->unit);
    json_member_string(w, "name", row->name);
    member_number(w, "of", row->of);
    member_number(w, "weight", row->weight);
    member_number(w, "share_hundredths", share_of(sheet, row));
    json_member_int(w, "at_least", row->lo);
    member_known(w, "at_most", row->hi != QUOTA_UNBOUNDED, row->hi);
    member_known(w, "quota", has, row->value);
    member_number(w, "points", has ? points_of(known_number(row->value), row->of) : (struct number){ 0 });
    json_member_string(w, "binding", has ? binding_name(row->binding) : NULL);
    member_known(w, "group", row->group != QUOTA_NONE, row->group);
    json_member_string(w, "reason", sentence(cli, &row->reason));
    json_member_bool(w, "partial", row->is_partial);
    member_known(w, "assigned", row->has_applied, row->applied);
    member_known(w, "change", has && row->has_applied, row->value - row->applied);
    json_member_string(w, "why", sentence(cli, &row->why));
    json_chance(w, &row->chance);
    json_end_object(w);
}

static void json_groups(struct json_writer *w, const struct quota_sheet *sheet)
{
    json_key(w, "groups");
    json_begin_array(w);
    for (size_t i = 0; i < sheet->group_count; i++) {
        const struct quota_group_row *group = &sheet->groups[i];
        json_begin_object(w);
        json_member_string(w, "id", group->rule->id);
        json_member_string(w, "name", group->name);
        member_known(w, "parent", group->parent != QUOTA_NONE, group->parent);
        member_id(w, "unit_id", group->unit);
        json_member_int(w, "units", (int64_t)group->members);
        json_member_int(w, "of", group->of);
        json_member_int(w, "at_least", group->lo);
        member_known(w, "at_most", group->hi != QUOTA_UNBOUNDED, group->hi);
        member_known(w, "quota", sheet->has_values, group->value);
        json_member_string(w, "binding", sheet->has_values ? binding_name(group->binding) : NULL);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_findings(struct cli *cli, struct json_writer *w, const struct quota_sheet *sheet)
{
    json_key(w, "findings");
    json_begin_array(w);
    for (size_t i = 0; i < sheet->finding_count; i++) {
        const struct quota_finding *finding = &sheet->findings[i];
        json_begin_object(w);
        json_member_string(w, "code", msg_key(finding->reason.msg));
        json_member_bool(w, "conflict", finding->is_conflict);
        member_id(w, "unit_id", finding->unit);
        json_member_string(w, "group", finding->group);
        member_known(w, "bound", finding->is_conflict, finding->bound);
        member_known(w, "limit", finding->is_conflict, finding->limit);
        member_known(w, "amount", finding->is_conflict, finding->amount);
        json_member_string(w, "reason", sentence(cli, &finding->reason));
        json_member_string(w, "remedy", sentence(cli, &finding->remedy));
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_path(struct json_writer *w, const struct quota_sheet *sheet)
{
    json_key(w, "path");
    json_begin_array(w);
    for (size_t i = 0; i < sheet->year_count; i++) {
        const struct quota_year *year = &sheet->years[i];
        json_begin_object(w);
        json_member_int(w, "year", year->year);
        member_number(w, "of", year->of);
        member_number(w, "plan", year->plan);
        json_member_bool(w, "assigned", year->is_assigned);
        member_number(w, "plan_points", points_of(year->plan, year->of));
        member_number(w, "done", year->done);
        member_number(w, "done_points", points_of(year->done, year->of));
        json_member_bool(w, "over", year->is_over);
        member_number(w, "remaining", year->remaining);
        member_number(w, "needed", year->needed);
        json_end_object(w);
    }
    json_end_array(w);
}

static void print_json(struct cli *cli, const struct quota_request *request, const struct quota_sheets *sheets)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    char day[DATE_TEXT_SIZE];
    date_to_external(date_from_days((int32_t)request->day), day);
    json_begin_object(&w);
    json_member_string(&w, "programme", request->programme->id);
    json_member_int(&w, "year", request->year);
    member_id(&w, "unit_id", request->unit);
    json_member_string(&w, "units_as_of", day);
    json_key(&w, "quotas");
    json_begin_array(&w);
    for (size_t i = 0; i < sheets->count; i++) {
        const struct quota_sheet *sheet = &sheets->sheets[i];
        json_begin_object(&w);
        json_member_string(&w, "quota", sheet->quota->id);
        json_member_string(&w, "obligation", quota_key(sheet->quota));
        json_member_string(&w, "title", sheet->quota->title.vi);
        member_number(&w, "total", sheet->total);
        member_number(&w, "of", sheet->of);
        member_number(&w, "weight", sheet->weight);
        member_number(&w, "needed", sheet->needed);
        json_member_bool(&w, "feasible", sheet->has_values && !sheet->is_relaxed);
        json_member_bool(&w, "relaxed", sheet->is_relaxed);
        json_member_bool(&w, "certificate", sheet->is_certified);
        json_member_bool(&w, "provisional", sheet->is_provisional);
        json_member_int(&w, "changed", sheet->changed);
        json_member_int(&w, "applied", sheet->applied);
        json_chance(&w, &sheet->chance);
        json_member_int(&w, "chance_years", (int64_t)sheet->chance_years);
        json_findings(cli, &w, sheet);
        json_groups(&w, sheet);
        json_key(&w, "units");
        json_begin_array(&w);
        for (size_t j = 0; j < sheet->row_count; j++)
            json_row(cli, &w, sheet, &sheet->rows[j]);
        json_end_array(&w);
        json_path(&w, sheet);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

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
    static const struct table_column columns[] = {
        { "unit", "Mã", false },         { "name", "Địa bàn", false },    { "of", "Tổng số", true },
        { "weight", "Trọng số", true },  { "share", "Theo tỷ lệ", true }, { "at_least", "Ít nhất", true },
        { "at_most", "Nhiều nhất", true }, { "quota", "Chỉ tiêu", true },  { "points", "Điểm %", true },
        { "assigned", "Đã giao", true }, { "reason", "Lý do", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct quota_row *row = &sheet->rows[i];
        bool has = sheet->has_values && row->is_known;
        const char *reason = sentence(cli, &row->reason), *why = sentence(cli, &row->why);
        table_cell(&table, v_text(row->code));
        table_cell(&table, v_text(row->name));
        table_cell(&table, plain(row->of));
        table_cell(&table, plain(row->weight));
        table_cell(&table, hundredths(cli, share_of(sheet, row)));
        table_cell(&table, v_int(row->lo));
        table_cell(&table, row->hi == QUOTA_UNBOUNDED ? v_null() : v_int(row->hi));
        table_cell(&table, has ? v_int(row->value) : v_null());
        table_cell(&table, has ? hundredths(cli, points_of(known_number(row->value), row->of)) : v_null());
        table_cell(&table, row->has_applied ? v_int(row->applied) : v_null());
        table_cell(&table, v_text(arena_printf(&cli->arena, "%s%s%s", reason ? reason : "",
                                               reason && why ? " " : "", why ? why : "")));
    }
    table_print(cli, &table);
}

static void print_path(struct cli *cli, const struct quota_sheet *sheet)
{
    static const struct table_column columns[] = {
        { "year", "Năm", true },  { "plan", "Kế hoạch", true },     { "plan_points", "Điểm %", true },
        { "done", "Đạt", true },  { "done_points", "Điểm %", true }, { "remaining", "Còn lại", true },
        { "needed", "Cần mỗi năm", true },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < sheet->year_count; i++) {
        const struct quota_year *year = &sheet->years[i];
        table_cell(&table, v_int(year->year));
        table_cell(&table, plain(year->plan));
        table_cell(&table, hundredths(cli, points_of(year->plan, year->of)));
        table_cell(&table, plain(year->done));
        table_cell(&table, hundredths(cli, points_of(year->done, year->of)));
        table_cell(&table, plain(year->remaining));
        table_cell(&table, plain(year->needed));
    }
    table_print(cli, &table);
}

static void print_sheet(struct cli *cli, const struct quota_sheet *sheet)
{
    cli_say(cli, MSG_QUOTA_SUMMARY, sheet->quota->title.vi,
            sheet->total.known ? err_int(sheet->total.value) : "?", err_int((int64_t)sheet->row_count),
            err_int(sheet->weight.value));
    for (size_t i = 0; i < sheet->finding_count; i++) {
        const char *remedy = sentence(cli, &sheet->findings[i].remedy);
        buf_printf(&cli->out, "• %s%s%s\n", sentence(cli, &sheet->findings[i].reason), remedy ? " → " : "",
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
    TRY(read_request(cli, &request, err));
    TRY(quota_run(&cli->store, &request, &cli->arena, &sheets, err));
    for (size_t i = 0; i < sheets.count; i++)
        cli->findings = cli->findings || !sheets.sheets[i].has_values || sheets.sheets[i].is_provisional ||
                        sheets.sheets[i].is_relaxed;
    if (cli->format == FORMAT_JSON) {
        print_json(cli, &request, &sheets);
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
