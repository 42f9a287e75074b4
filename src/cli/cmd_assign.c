/* SPDX-License-Identifier: Apache-2.0
 * assign: who leads the help to whom in a year. */
#include "cli/commands.h"

#include "service/organisation.h"
#include "service/plan/assign_proof.h"
#include "service/plan/assign_words.h"
#include "service/plan/plan_words.h"
#include "service/unit/unit.h"

#include <errno.h>
#include <string.h>

enum { VIOLATIONS_SHOWN = 20, GAINS_SHOWN = 5 };

/* How many households each organisation leads. */
static void print_by_organisation(struct cli *cli, const struct assign_result *result)
{
    static const struct table_column columns[] = {
        { "organisation", "Tổ chức", "Organisation", false }, { "households", "Số hộ", "Households", true },
        { "members", "Hộ đoàn viên, hội viên", "Members' households", true },
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
    struct telling to = cli_telling(cli);
    cli_say(cli, MSG_ASSIGN_DONE, err_int(result->households), err_int(result->assigned),
            err_int(result->kept), err_int(result->deferred));
    if (result->assigned)
        print_by_organisation(cli, result);
    for (size_t i = 0; i < result->violation_count && i < VIOLATIONS_SHOWN; i++) {
        const struct assign_violation *v = &result->violations[i];
        buf_printf(&cli->out, "• %s → %s\n", plan_sentence(&to, v->reason, v->reason_args),
                   plan_sentence(&to, v->remedy, v->remedy_args));
    }
    if (result->violation_count > VIOLATIONS_SHOWN)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)(result->violation_count - VIOLATIONS_SHOWN)));
    for (size_t i = 0; i < result->gain_count && i < GAINS_SHOWN; i++)
        buf_printf(&cli->out, "+ %s\n", assign_gain_words(&to, &result->gains[i]));
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
    struct cli_progress progress;
    const char *path = cli_option(cli, "problem");
    TRY(cli_words(cli, 0, 0, err));
    struct assign_words words = { .programme = cli_option(cli, "programme"), .unit = cli_option(cli, "unit") };
    TRY(cli_int_option(cli, "year", 0, &words.year, err));
    TRY(cli_int_option(cli, "seed", 0, &words.seed, err));
    words.has_change_max = cli_option(cli, "change-max") != NULL;
    TRY(cli_int_option(cli, "change-max", -1, &words.change_max, err));
    TRY(assign_request_read(&cli->store, &words, &cli->arena, &request, err));
    request.apply = cli_flag(cli, "apply");
    request.problem = path ? &problem : NULL;
    request.progress = (struct plan_progress){ cli_progress_show, &progress };
    cli_progress_begin(&progress);
    enum err_code code = assign_run(&cli->store, &request, &cli->arena, &result, err);
    cli_progress_end(&progress);
    TRY(code);
    if (path)
        TRY(write_problem(path, &problem, err));
    cli->findings = result.deferred > 0;
    if (cli->format == FORMAT_JSON) {
        struct telling to = cli_telling(cli);
        struct json_writer w = { .out = &cli->out, .indent = 1 };
        assign_json(&to, &w, &result, ASSIGN_DETAIL_PLAN);
        buf_add_char(&cli->out, '\n');
    } else
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

static void print_verified(struct cli *cli, const struct assign_verification *verification)
{
    static const struct table_column columns[] = {
        { "unit", "Xã", "Commune", false },          { "year", "Năm", "Year", true },     { "adopted_on", "Ngày ghi", "Recorded on", false },
        { "households", "Số hộ", "Households", true },  { "served", "Có tổ chức chủ trì", "With a lead", true },
        { "cost", "Chi phí", "Cost", true },      { "words", "Kết quả", "Result", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    struct telling to = cli_telling(cli);
    for (size_t i = 0; i < verification->count; i++) {
        const struct assign_verified *item = &verification->items[i];
        table_cell(&table, v_text(unit_name(&cli->store, &cli->arena, item->unit)));
        table_cell(&table, v_int(item->year));
        table_cell(&table, v_text(item->adopted_on));
        table_cell(&table, v_int(item->households));
        table_cell(&table, v_int(item->served));
        table_cell(&table, v_int(item->cost));
        table_cell(&table, v_text(assign_verdict_words(&to, item)));
    }
    if (verification->count)
        table_print(cli, &table);
    if (cli->format == FORMAT_TABLE)
        cli_say(cli, MSG_ASSIGN_PROOFS, err_int((int64_t)verification->count),
                err_int((int64_t)verification->count - verification->broken), err_int(verification->broken));
}

static enum err_code run_verify(struct cli *cli, struct err *err)
{
    struct assign_verification verification = { 0 };
    int64_t year = 0, unit = 0, day = cli->store.today_day;
    TRY(cli_words(cli, 0, 0, err));
    TRY(cli_int_option(cli, "year", 0, &year, err));
    if (year && (year < 1945 || year > 2100))
        return err_set(err, ERR_USAGE, MSG_ASSIGN_YEAR);
    if (cli_option(cli, "unit")) {
        TRY(unit_resolve(&cli->store, cli_option(cli, "unit"), NULL, &unit, err));
        TRY(unit_scope_day(&cli->store, unit, NULL, &day, err));
    }
    TRY(assign_verify(&cli->store, (int)year, unit, day, &cli->arena, &verification, err));
    cli->findings = verification.broken > 0;
    if (cli->format == FORMAT_JSON) {
        struct telling to = cli_telling(cli);
        struct json_writer w = { .out = &cli->out, .indent = 1 };
        assign_verification_json(&to, &w, &verification);
        buf_add_char(&cli->out, '\n');
    } else
        print_verified(cli, &verification);
    return ERR_OK;
}

static const struct cli_option verify_options[] = { { "year", false }, { "unit", false }, { 0 } };
const struct command command_assign_verify = {
    .name = "assign verify", .usage = "[--year Y] [--unit CODE[@DATE]]",
    .vi = "Chứng minh lại các phương án phân công đã ghi", .en = "Prove the adopted plans of help again",
    .options = verify_options, .needs = NEEDS_READING, .run = run_verify,
};

static const struct cli_option hand_over_options[] = { { "to", false }, { "reason", false }, { "on", false },
                                                       { 0 } };
const struct command command_assign_hand_over = {
    .name = "assign hand-over", .usage = "ASSIGNMENT --to BODY --reason TEXT [--on DATE]",
    .vi = "Bàn giao hộ cho tổ chức khác", .en = "Hand a household over to another body",
    .options = hand_over_options, .needs = NEEDS_WRITING, .run = run_hand_over,
};

static const struct cli_option assign_options[] = {
    { "year", false }, { "programme", false }, { "unit", false }, { "apply", true }, { "problem", false },
    { "change-max", false }, { "seed", false }, { 0 },
};

const struct command command_assign = {
    .name = "assign",
    .usage = "--year Y [--programme ID] [--unit CODE[@DATE]] [--change-max N] [--seed N] [--apply] [--problem OUT.min]",
    .vi = "Phân công tổ chức chủ trì giúp đỡ từng hộ", .en = "Give every household its leading organisation",
    .options = assign_options, .needs = NEEDS_WRITING, .run = run_assign,
};
