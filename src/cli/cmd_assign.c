/* SPDX-License-Identifier: Apache-2.0
 * assign: who leads the help to whom in a year. */
#include "cli/commands.h"

#include "service/assign.h"
#include "service/organisation.h"
#include "service/programmes.h"
#include "service/unit.h"

#include <errno.h>
#include <string.h>

enum { VIOLATIONS_SHOWN = 20, GAINS_SHOWN = 5 };

static enum err_code read_request(struct cli *cli, struct assign_request *request, struct err *err)
{
    const char *programme = cli_option(cli, "programme"), *unit = cli_option(cli, "unit");
    int64_t year = 0;
    TRY(cli_int_option(cli, "year", 0, &year, err));
    if (year < 1945 || year > 2100)
        return err_set(err, ERR_USAGE, MSG_ASSIGN_YEAR);
    request->year = (int)year;
    request->apply = cli_flag(cli, "apply");
    TRY(cli_int_option(cli, "change-max", -1, &request->change_max, err));
    if (programme)
        TRY(programme_open(&cli->store, programme, &cli->arena, &request->programme, err));
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &request->unit, err));
    else if (request->programme)
        TRY(programme_unit(&cli->store, request->programme, &request->unit, err));
    request->day = date_to_days(date_of(request->year, 12, 31));
    if (request->day > cli->store.today_day)
        request->day = cli->store.today_day;
    int64_t scope_day = request->day;
    if (request->unit)
        TRY(unit_scope_day(&cli->store, request->unit, NULL, &scope_day, err));
    if (scope_day < request->day)
        request->day = scope_day;
    return unit_check_day(&cli->store, request->unit, &request->day, err);
}

static const char *sentence(struct cli *cli, enum msg msg, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, msg, args);
    return arena_strdup(&cli->arena, buf_text(&out));
}

static void member_id(struct json_writer *w, const char *key, int64_t id)
{
    char text[ID_TEXT_SIZE];
    json_key(w, key);
    id_to_text(id, text);
    json_string(w, id ? text : NULL);
}

/* "Thêm một chỗ ở Hội Phụ nữ thôn 3 sẽ giúp được thêm một hộ": the first of what it changes. */
static const char *gain_words(struct cli *cli, const struct assign_gain *gain)
{
    int64_t number = gain->served > 0 ? gain->served : gain->overloaded > 0 ? gain->overloaded :
                     gain->own > 0    ? gain->own    : gain->saved;
    enum msg msg = gain->served > 0     ? MSG_ASSIGN_GAIN_SERVED :
                   gain->overloaded > 0 ? MSG_ASSIGN_GAIN_OVERLOADED :
                   gain->own > 0        ? MSG_ASSIGN_GAIN_OWN :
                                          MSG_ASSIGN_GAIN_SAVED;
    return sentence(cli, msg, (const char *const[]){ gain->body_name, err_int(number), NULL });
}

static void print_json_gains(struct cli *cli, struct json_writer *w, const struct assign_result *result)
{
    json_key(w, "gains");
    json_begin_array(w);
    for (size_t i = 0; i < result->gain_count; i++) {
        const struct assign_gain *gain = &result->gains[i];
        json_begin_object(w);
        member_id(w, "body", gain->body);
        member_id(w, "unit_id", gain->unit);
        json_member_int(w, "saved", gain->saved);
        json_member_int(w, "served", gain->served);
        json_member_int(w, "overloaded", gain->overloaded);
        json_member_int(w, "own", gain->own);
        json_member_string(w, "words", gain_words(cli, gain));
        json_end_object(w);
    }
    json_end_array(w);
}

static void print_json(struct cli *cli, const struct assign_result *result)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_object(&w);
    json_member_int(&w, "households", result->households);
    json_member_int(&w, "assigned", result->assigned);
    json_member_int(&w, "deferred", result->deferred);
    json_member_int(&w, "kept", result->kept);
    json_member_int(&w, "applied", result->applied);
    json_member_int(&w, "objective", result->objective);
    json_member_int(&w, "cost", result->cost);
    json_member_int(&w, "changed", result->changed);
    json_member_int(&w, "last_helper", result->last_helper);
    json_member_bool(&w, "certificate", result->certified);
    json_key(&w, "violations");
    json_begin_array(&w);
    for (size_t i = 0; i < result->violation_count; i++) {
        const struct assign_violation *v = &result->violations[i];
        json_begin_object(&w);
        json_member_string(&w, "unit", unit_name(&cli->store, &cli->arena, v->unit));
        member_id(&w, "unit_id", v->unit);
        member_id(&w, "household", v->household);
        member_id(&w, "body", v->body);
        json_member_string(&w, "code", msg_key(v->reason));
        json_member_string(&w, "reason", sentence(cli, v->reason, v->reason_args));
        json_member_string(&w, "remedy", sentence(cli, v->remedy, v->remedy_args));
        json_end_object(&w);
    }
    json_end_array(&w);
    print_json_gains(cli, &w, result);
    json_key(&w, "plan");
    json_begin_array(&w);
    for (size_t i = 0; i < result->row_count; i++) {
        const struct assign_row *row = &result->rows[i];
        json_begin_object(&w);
        member_id(&w, "household", row->household);
        json_member_string(&w, "head_name", row->head_name);
        member_id(&w, "lead_body", row->body);
        json_member_string(&w, "organisation", row->organisation);
        json_member_bool(&w, "member", row->is_member);
        json_member_bool(&w, "kept", row->kept);
        json_member_bool(&w, "priority", row->priority);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

/* How many households each organisation leads. */
static void print_by_organisation(struct cli *cli, const struct assign_result *result)
{
    static const struct table_column columns[] = {
        { "organisation", "Tổ chức", false }, { "households", "Số hộ", true },
        { "members", "Hộ đoàn viên, hội viên", true },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    const char *codes[ASSIGNMENT_ORGS_MAX] = { 0 };
    int64_t counts[ASSIGNMENT_ORGS_MAX] = { 0 }, members[ASSIGNMENT_ORGS_MAX] = { 0 };
    size_t known = 0;
    for (size_t i = 0; i < result->row_count; i++) {
        const char *code = result->rows[i].organisation;
        size_t at = 0;
        if (!code)
            continue;
        while (at < known && strcmp(codes[at], code) != 0)
            at++;
        if (at == known)
            codes[known++] = code;
        counts[at]++;
        members[at] += result->rows[i].is_member;
    }
    for (size_t i = 0; i < known; i++) {
        table_cell(&table, v_text(organisation_name(&cli->store, &cli->arena, codes[i])));
        table_cell(&table, v_int(counts[i]));
        table_cell(&table, v_int(members[i]));
    }
    table_print(cli, &table);
}

static void print_text(struct cli *cli, const struct assign_result *result, bool applied,
                       int64_t change_max)
{
    cli_say(cli, MSG_ASSIGN_DONE, err_int(result->households), err_int(result->assigned),
            err_int(result->kept), err_int(result->deferred));
    if (result->assigned)
        print_by_organisation(cli, result);
    for (size_t i = 0; i < result->violation_count && i < VIOLATIONS_SHOWN; i++) {
        const struct assign_violation *v = &result->violations[i];
        buf_printf(&cli->out, "• %s → %s\n", sentence(cli, v->reason, v->reason_args),
                   sentence(cli, v->remedy, v->remedy_args));
    }
    if (result->violation_count > VIOLATIONS_SHOWN)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)(result->violation_count - VIOLATIONS_SHOWN)));
    for (size_t i = 0; i < result->gain_count && i < GAINS_SHOWN; i++)
        buf_printf(&cli->out, "+ %s\n", gain_words(cli, &result->gains[i]));
    if (change_max >= 0)
        cli_say(cli, result->changed <= change_max ? MSG_ASSIGN_CHANGED : MSG_ASSIGN_CHANGED_MORE,
                err_int(result->changed), err_int(change_max));
    cli_say(cli, MSG_ASSIGN_COST, err_int(result->cost), err_int(result->objective),
            result->certified ? "✓" : "✗");
    if (applied)
        cli_say(cli, MSG_ASSIGN_APPLIED, err_int(result->applied));
    else
        cli_say(cli, MSG_ASSIGN_NOT_APPLIED);
}

static enum err_code write_problem(const char *path, const struct buf *problem, struct err *err)
{
    FILE *out = fopen(path, "w");
    bool done = out && fwrite(buf_text(problem), 1, problem->len, out) == problem->len;
    done = out && fclose(out) == 0 && done;
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
}

static enum err_code run_assign(struct cli *cli, struct err *err)
{
    struct assign_request request = { 0 };
    struct assign_result result = { 0 };
    CLEANUP(buf_done) struct buf problem = { 0 };
    const char *path = cli_option(cli, "problem");
    TRY(cli_words(cli, 0, 0, err));
    TRY(read_request(cli, &request, err));
    request.problem = path ? &problem : NULL;
    TRY(assign_run(&cli->store, &request, &cli->arena, &result, err));
    if (path)
        TRY(write_problem(path, &problem, err));
    cli->findings = result.deferred > 0;
    if (cli->format == FORMAT_JSON)
        print_json(cli, &result);
    else
        print_text(cli, &result, request.apply, request.change_max);
    return ERR_OK;
}

static enum err_code run_hand_over(struct cli *cli, struct err *err)
{
    const char *to = cli_option(cli, "to");
    struct record *record = NULL;
    int64_t id = 0, body = 0;
    TRY(cli_words(cli, 1, 1, err));
    if (!to)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    TRY(entity_resolve(&cli->store, kind_by_slug("assignments"), cli->words[0], &id, err));
    TRY(entity_resolve(&cli->store, kind_by_slug("bodies"), to, &body, err));
    TRY(assign_hand_over(&cli->store, id, body, cli_option(cli, "reason"), cli_option(cli, "on"), &cli->arena,
                         &record, err));
    char text[ID_TEXT_SIZE];
    id_to_text(record->id, text);
    cli_say(cli, MSG_ASSIGN_HANDED_OVER, text);
    return ERR_OK;
}

static const struct cli_option hand_over_options[] = { { "to", false }, { "reason", false }, { "on", false },
                                                       { 0 } };
const struct command command_assign_hand_over = {
    .name = "assign hand-over", .usage = "ASSIGNMENT --to BODY --reason TEXT [--on DATE]",
    .vi = "Bàn giao hộ cho tổ chức khác", .en = "Hand a household over to another body",
    .options = hand_over_options, .needs = NEEDS_WRITING, .run = run_hand_over,
};

static const struct cli_option assign_options[] = {
    { "year", false }, { "programme", false }, { "unit", false }, { "apply", true }, { "problem", false },
    { "change-max", false }, { 0 },
};

const struct command command_assign = {
    .name = "assign",
    .usage = "--year Y [--programme ID] [--unit CODE[@DATE]] [--change-max N] [--apply] [--problem OUT.min]",
    .vi = "Phân công tổ chức chủ trì giúp đỡ từng hộ", .en = "Give every household its leading organisation",
    .options = assign_options, .needs = NEEDS_WRITING, .run = run_assign,
};
