/* SPDX-License-Identifier: Apache-2.0
 * grant: which households get a grant from a fund, how much, and why not the others. */
#include "cli/commands.h"

#include "base/date.h"
#include "base/money.h"
#include "domain/code_lists.h"
#include "service/plan/grant_words.h"
#include "service/plan/plan_words.h"
#include "service/unit/unit.h"

#include <errno.h>
#include <string.h>

enum { REFUSALS_SHOWN = 20 };

/* --- words ---------------------------------------------------------------------------------------------- */

static const char *money(struct cli *cli, int64_t amount)
{
    char text[MONEY_TEXT_SIZE];
    money_to_text(amount, text);
    return arena_strdup(&cli->arena, text);
}

static const char *code_words(const struct cli *cli, const struct code *codes, const char *code)
{
    const struct code *found = code ? code_find(codes, code) : NULL;
    return found ? (cli->lang == LANG_VI ? found->vi : found->en) : code;
}

static const char *row_words(struct cli *cli, const struct grant_row *row)
{
    struct telling to = cli_telling(cli);
    return grant_row_words(&to, row);
}

static const enum msg tier_messages[] = {
    [GRANT_DESTITUTE] = MSG_GRANT_TIER_DESTITUTE,
    [GRANT_FIRST_PLACES] = MSG_GRANT_TIER_FIRST_PLACES,
    [GRANT_OTHERS] = MSG_GRANT_TIER_OTHERS,
};

static const char *tier_words(struct cli *cli, int tier)
{
    struct telling to = cli_telling(cli);
    return plan_sentence(&to, tier_messages[tier], (const char *const[]){ NULL });
}

/* --- for people ---------------------------------------------------------------------------------------------- */

static void print_rows(struct cli *cli, const struct grant_result *result)
{
    static const struct table_column columns[] = {
        { "head_name", "Chủ hộ", "Head", false }, { "class", "Phân loại", "Class", false }, { "purpose", "Mục đích", "Purpose", false },
        { "tier", "Nhóm", "Tier", true },         { "score", "Điểm", "Score", true },       { "need", "Nhu cầu còn lại", "Need left", true },
        { "amount", "Số tiền", "Amount", true },    { "score_of", "Căn cứ", "Because of", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < result->row_count; i++) {
        const struct grant_row *row = &result->rows[i];
        if (row->amount == 0 && cli->format == FORMAT_TABLE)
            break;
        table_cell(&table, v_text(row->head_name));
        table_cell(&table, v_text(code_words(cli, poverty_class_codes, row->class)));
        table_cell(&table, v_text(code_words(cli, support_type_codes, row->purpose)));
        table_cell(&table, v_int(row->tier + 1));
        table_cell(&table, v_int(row->score));
        table_cell(&table, v_int(row->estimated - row->supported));
        table_cell(&table, v_int(row->amount));
        table_cell(&table, v_text(row->amount > 0 ? grant_score_words(row, cli->lang, &cli->arena) :
                                                    row_words(cli, row)));
    }
    table_print(cli, &table);
}

static void print_tiers(struct cli *cli, const struct grant_result *result)
{
    for (int t = 0; t < GRANT_TIERS; t++) {
        const struct allocation_tier *tier = &result->tiers[t];
        if (tier->applicants == 0)
            continue;
        cli_say(cli, MSG_GRANT_TIER, tier_words(cli, t), err_int(tier->served),
                err_int(tier->applicants), tier->is_exact ? "✓" : "✗");
        if (!tier->is_exact)
            cli_say(cli, MSG_GRANT_GAP, err_int((tier->bound - tier->worth) * 10000 / tier->bound / 100),
                    err_int((tier->bound - tier->worth) * 10000 / tier->bound % 100));
        if (tier->first_refused != ALLOCATION_NONE) {
            const struct grant_row *row = &result->rows[tier->first_refused];
            cli_say(cli, MSG_GRANT_CUT, row->head_name, err_int(row->score), row_words(cli, row));
        }
    }
}

static void print_refusals(struct cli *cli, const struct grant_result *result)
{
    size_t first = (size_t)result->served;
    for (size_t i = first; i < result->row_count && i < first + REFUSALS_SHOWN; i++)
        buf_printf(&cli->out, "• %s (%d): %s\n", result->rows[i].head_name, (int)result->rows[i].score,
                   row_words(cli, &result->rows[i]));
    if (result->row_count > first + REFUSALS_SHOWN)
        cli_say(cli, MSG_LIST_MORE, err_int((int64_t)(result->row_count - first - REFUSALS_SHOWN)));
}

static void print_text(struct cli *cli, const struct grant_result *result, bool applied)
{
    const struct allocation_spread *spread = &result->spread;
    for (size_t i = 0; i < result->fund_count; i++) {
        const struct grant_fund *fund = &result->funds[i];
        cli_say(cli, MSG_GRANT_FUND, fund->name, money(cli, fund->balance - fund->bound),
                money(cli, fund->budget), money(cli, fund->spent));
        if (fund->budget > fund->balance - fund->bound)
            cli_say(cli, MSG_GRANT_ABOVE_BOOKS, fund->name);
    }
    cli_say(cli, MSG_GRANT_SUMMARY, err_int((int64_t)result->row_count), err_int(result->served),
            money(cli, spread->granted));
    if (result->served)
        print_rows(cli, result);
    print_tiers(cli, result);
    for (size_t i = 0; i < result->place_count; i++)
        cli_say(cli, MSG_GRANT_PLACE, unit_name(&cli->store, &cli->arena, result->places[i].unit),
                money(cli, result->places[i].spent), money(cli, result->places[i].floor),
                result->places[i].cap < 0 ? "–" : money(cli, result->places[i].cap));
    if (spread->need > 0)
        cli_say(cli, MSG_GRANT_SPREAD, err_int((int64_t)((__int128)spread->granted * 100 / spread->need)),
                money(cli, spread->smallest), money(cli, spread->even), err_int(spread->even_too_small));
    print_refusals(cli, result);
    if (applied)
        cli_say(cli, MSG_GRANT_APPLIED, err_int(result->applied));
    else
        cli_say(cli, MSG_GRANT_NOT_APPLIED);
}

static enum err_code write_problem(const char *path, const struct buf *problem, struct err *err)
{
    FILE *out = fopen(path, "w");
    bool done = out && fwrite(buf_text(problem), 1, problem->len, out) == problem->len;
    done = out && fclose(out) == 0 && done;
    return done ? ERR_OK : err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
}

static enum err_code run_grant(struct cli *cli, struct err *err)
{
    struct grant_request *request = ARENA_NEW(&cli->arena, struct grant_request);
    struct grant_result result = { 0 };
    CLEANUP(buf_done) struct buf problem = { 0 };
    struct cli_progress progress;
    const char *path = cli_option(cli, "problem");
    TRY(cli_words(cli, 0, 0, err));
    struct grant_words words = { .fund = cli_option(cli, "fund"), .budget = cli_option(cli, "budget"),
                                 .programme = cli_option(cli, "programme"), .unit = cli_option(cli, "unit"),
                                 .floor = cli_option(cli, "floor"), .cap = cli_option(cli, "cap") };
    TRY(cli_int_option(cli, "year", date_from_days((int32_t)cli->store.today_day).year, &words.year, err));
    TRY(grant_request_read(&cli->store, &words, &cli->arena, request, err));
    request->apply = cli_flag(cli, "apply");
    request->least_only = cli_flag(cli, "least-only");
    request->problem = path ? &problem : NULL;
    request->progress = (struct plan_progress){ cli_progress_show, &progress };
    cli_progress_begin(&progress);
    enum err_code code = grant_run(&cli->store, request, &cli->arena, &result, err);
    cli_progress_end(&progress);
    TRY(code);
    if (path)
        TRY(write_problem(path, &problem, err));
    cli->findings = result.served < (int64_t)result.row_count;
    if (cli->format == FORMAT_JSON) {
        struct telling to = cli_telling(cli);
        struct json_writer w = { .out = &cli->out, .indent = 1 };
        grant_json(&to, &w, &result);
        buf_add_char(&cli->out, '\n');
    } else if (cli->format == FORMAT_CSV)
        print_rows(cli, &result);
    else
        print_text(cli, &result, request->apply);
    return ERR_OK;
}

static const struct cli_option options[] = {
    { "fund", false },      { "budget", false },  { "programme", false }, { "unit", false },
    { "year", false },      { "floor", false },   { "cap", false },       { "least-only", true },
    { "problem", false },   { "apply", true },    { 0 },
};

const struct command command_grant = {
    .name = "grant",
    .usage = "--fund ID[,ID…] [--budget N[,N…]] [--programme ID] [--unit CODE[@DATE]] [--year Y] "
             "[--floor CODE=N,…] [--cap CODE=N,…] [--least-only] [--problem OUT.lp] [--apply]",
    .vi = "Phân bổ quỹ cho hộ: ai, bao nhiêu, và vì sao chưa", .en = "Share a fund out to households",
    .options = options, .needs = NEEDS_WRITING, .run = run_grant,
};
