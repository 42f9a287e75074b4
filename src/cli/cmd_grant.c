/* SPDX-License-Identifier: Apache-2.0
 * grant: which households get a grant from a fund, how much, and why not the others. */
#include "cli/commands.h"

#include "base/money.h"
#include "domain/code_lists.h"
#include "service/plan/grant.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <errno.h>
#include <string.h>

enum { REFUSALS_SHOWN = 20 };

/* --- what is asked ------------------------------------------------------------------------------------ */

/* Calls `take` for each part between commas. */
static enum err_code each_part(struct cli *cli, const char *list,
                               enum err_code (*take)(struct cli *, const char *, size_t, void *, struct err *),
                               void *to, struct err *err)
{
    for (size_t at = 0; list && *list; at++) {
        size_t len = strcspn(list, ",");
        TRY(take(cli, arena_strndup(&cli->arena, list, len), at, to, err));
        list += len + (list[len] == ',');
    }
    return ERR_OK;
}

static enum err_code usage(const struct cli *cli, struct err *err)
{
    return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
}

static enum err_code take_fund(struct cli *cli, const char *text, size_t at, void *to, struct err *err)
{
    struct grant_request *request = to;
    if (at == GRANT_FUNDS_MAX)
        return usage(cli, err);
    request->fund_count = at + 1;
    request->funds[at].budget = -1;
    TRY(entity_resolve(&cli->store, kind_by_slug("funds"), text, &request->funds[at].fund, err));
    for (size_t i = 0; i < at; i++)
        if (request->funds[i].fund == request->funds[at].fund)
            return usage(cli, err);
    return ERR_OK;
}

static enum err_code read_money(const char *text, int64_t *ret, struct err *err)
{
    TRY(money_parse(text, ret, err));
    if (*ret < 0 || *ret > ALLOCATION_MONEY_MAX)
        return err_set(err, ERR_LIMIT, MSG_ALLOCATION_TOO_LARGE);
    return ERR_OK;
}

static enum err_code take_budget(struct cli *cli, const char *text, size_t at, void *to, struct err *err)
{
    struct grant_request *request = to;
    if (at >= request->fund_count)
        return usage(cli, err);
    return read_money(text, &request->funds[at].budget, err);
}

struct limits_to {
    struct grant_limit *limits;
    size_t *count;
};

/* "23860@2017-06-01=200 triệu" */
static enum err_code take_limit(struct cli *cli, const char *text, size_t at, void *to, struct err *err)
{
    const struct limits_to *limits = to;
    const char *equals = strchr(text, '=');
    if (!equals || at == GRANT_LIMITS_MAX)
        return usage(cli, err);
    struct grant_limit *limit = &limits->limits[at];
    *limits->count = at + 1;
    TRY(unit_resolve(&cli->store, arena_strndup(&cli->arena, text, (size_t)(equals - text)), NULL,
                     &limit->unit, err));
    return read_money(equals + 1, &limit->amount, err);
}

static enum err_code read_place(struct cli *cli, struct grant_request *request, struct err *err)
{
    const char *unit = cli_option(cli, "unit");
    struct record *fund = NULL;
    if (unit) {
        TRY(unit_resolve(&cli->store, unit, NULL, &request->unit, err));
    } else {
        TRY(entity_get(&cli->store, kind_by_slug("funds"), request->funds[0].fund, &cli->arena, &fund, err));
        request->unit = record_int(fund, "unit");
    }
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

static enum err_code read_request(struct cli *cli, struct grant_request *request, struct err *err)
{
    const char *programme = cli_option(cli, "programme");
    struct limits_to floors = { request->floors, &request->floor_count };
    struct limits_to caps = { request->caps, &request->cap_count };
    int64_t year = 0;
    if (!cli_option(cli, "fund"))
        return usage(cli, err);
    TRY(cli_int_option(cli, "year", date_from_days((int32_t)cli->store.today_day).year, &year, err));
    if (year < 1945 || year > 2100)
        return usage(cli, err);
    request->year = (int)year;
    request->apply = cli_flag(cli, "apply");
    request->least_only = cli_flag(cli, "least-only");
    TRY(each_part(cli, cli_option(cli, "fund"), take_fund, request, err));
    TRY(each_part(cli, cli_option(cli, "budget"), take_budget, request, err));
    TRY(each_part(cli, cli_option(cli, "floor"), take_limit, &floors, err));
    TRY(each_part(cli, cli_option(cli, "cap"), take_limit, &caps, err));
    if (programme)
        TRY(programme_open(&cli->store, programme, &cli->arena, &request->programme, err));
    return read_place(cli, request, err);
}

/* --- words ---------------------------------------------------------------------------------------------- */

static const char *money(struct cli *cli, int64_t amount)
{
    char text[MONEY_TEXT_SIZE];
    money_to_text(amount, text);
    return arena_strdup(&cli->arena, text);
}

static const char *words(struct cli *cli, enum msg msg, const char *a, const char *b)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, cli->lang, msg, (const char *const[]){ a ? a : "", b ? b : "", NULL });
    return arena_strdup(&cli->arena, buf_text(&out));
}

static const char *code_words(const struct cli *cli, const struct code *codes, const char *code)
{
    const struct code *found = code ? code_find(codes, code) : NULL;
    return found ? (cli->lang == LANG_VI ? found->vi : found->en) : code;
}

static const enum msg bar_messages[] = {
    [GRANT_OPEN] = MSG_GRANT_SERVED,      [GRANT_NO_VALUE] = MSG_GRANT_NO_VALUE,
    [GRANT_MET] = MSG_GRANT_MET,          [GRANT_GIVEN] = MSG_GRANT_GIVEN,
    [GRANT_EARMARK] = MSG_GRANT_EARMARK,  [GRANT_RULE] = MSG_GRANT_RULE,
};
static const enum msg reason_messages[] = {
    [ALLOCATION_SERVED] = MSG_GRANT_SERVED,
    [ALLOCATION_NO_SOURCE] = MSG_GRANT_EARMARK,
    [ALLOCATION_TOO_LARGE] = MSG_GRANT_TOO_LARGE,
    [ALLOCATION_EARLIER_TIERS] = MSG_GRANT_EARLIER_TIERS,
    [ALLOCATION_GROUP_FULL] = MSG_GRANT_GROUP_FULL,
    [ALLOCATION_BELOW_CUT] = MSG_GRANT_BELOW_CUT,
    [ALLOCATION_REMAINDER] = MSG_GRANT_REMAINDER,
};
static const enum msg tier_messages[] = {
    [GRANT_DESTITUTE] = MSG_GRANT_TIER_DESTITUTE,
    [GRANT_FIRST_PLACES] = MSG_GRANT_TIER_FIRST_PLACES,
    [GRANT_OTHERS] = MSG_GRANT_TIER_OTHERS,
};

static enum msg row_message(const struct grant_row *row)
{
    return row->bar != GRANT_OPEN ? bar_messages[row->bar] : reason_messages[row->reason];
}

static const char *row_words(struct cli *cli, const struct grant_row *row)
{
    bool is_rule = row->bar == GRANT_RULE;
    return words(cli, row_message(row), is_rule ? row->rule : money(cli, row->least),
                 money(cli, row->lacking));
}

/* --- JSON ------------------------------------------------------------------------------------------------- */

static void member_id(struct json_writer *w, const char *key, int64_t id)
{
    char text[ID_TEXT_SIZE];
    json_key(w, key);
    id_to_text(id, text);
    json_string(w, id ? text : NULL);
}

static void json_row(struct cli *cli, struct json_writer *w, const struct grant_row *row)
{
    member_id(w, "household", row->household);
    json_member_string(w, "head_name", row->head_name);
    member_id(w, "need", row->need);
    member_id(w, "unit_id", row->unit);
    json_member_string(w, "class", row->class);
    json_member_string(w, "purpose", row->purpose);
    json_member_int(w, "tier", row->tier);
    json_member_int(w, "score", row->score);
    json_member_string(w, "score_of", grant_score_words(row, cli->lang, &cli->arena));
    json_member_int(w, "estimated", row->estimated);
    json_member_int(w, "supported", row->supported);
    json_member_int(w, "least", row->least);
    json_member_bool(w, "least_by_rule", row->least_by_rule);
}

static void json_funds(struct json_writer *w, const struct grant_result *result)
{
    json_key(w, "funds");
    json_begin_array(w);
    for (size_t i = 0; i < result->fund_count; i++) {
        const struct grant_fund *fund = &result->funds[i];
        json_begin_object(w);
        member_id(w, "fund", fund->id);
        json_member_string(w, "name", fund->name);
        json_member_int(w, "balance", fund->balance);
        json_member_int(w, "bound", fund->bound);
        json_member_int(w, "budget", fund->budget);
        json_member_int(w, "spent", fund->spent);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_cut(struct json_writer *w, const char *key, const struct grant_result *result, int32_t row)
{
    member_id(w, key, row == ALLOCATION_NONE ? 0 : result->rows[row].household);
}

static void json_tiers(struct json_writer *w, const struct grant_result *result)
{
    static const char *const codes[] = { "destitute", "first_places", "others" };
    json_key(w, "tiers");
    json_begin_array(w);
    for (int t = 0; t < GRANT_TIERS; t++) {
        const struct allocation_tier *tier = &result->tiers[t];
        json_begin_object(w);
        json_member_string(w, "tier", codes[t]);
        json_member_int(w, "applicants", tier->applicants);
        json_member_int(w, "served", tier->served);
        json_member_int(w, "worth", tier->worth);
        json_member_int(w, "bound", tier->bound);
        json_member_bool(w, "exact", tier->is_exact);
        json_cut(w, "last_served", result, tier->last_served);
        json_cut(w, "first_refused", result, tier->first_refused);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_places(struct cli *cli, struct json_writer *w, const struct grant_result *result)
{
    json_key(w, "places");
    json_begin_array(w);
    for (size_t i = 0; i < result->place_count; i++) {
        const struct grant_place *place = &result->places[i];
        json_begin_object(w);
        member_id(w, "unit_id", place->unit);
        json_member_string(w, "unit", unit_name(&cli->store, &cli->arena, place->unit));
        json_member_int(w, "floor", place->floor);
        json_key(w, "cap");
        if (place->cap >= 0)
            json_int(w, place->cap);
        else
            json_string(w, NULL);
        json_member_int(w, "spent", place->spent);
        json_end_object(w);
    }
    json_end_array(w);
}

static void json_rows(struct cli *cli, struct json_writer *w, const struct grant_result *result)
{
    size_t part = 0, at = 0;
    json_key(w, "grants");
    json_begin_array(w);
    for (; at < result->row_count && result->rows[at].amount > 0; at++) {
        json_begin_object(w);
        json_row(cli, w, &result->rows[at]);
        json_member_int(w, "amount", result->rows[at].amount);
        json_key(w, "parts");
        json_begin_array(w);
        for (; part < result->part_count && result->parts[part].applicant == (int32_t)at; part++) {
            json_begin_object(w);
            member_id(w, "fund", result->funds[result->parts[part].source].id);
            json_member_int(w, "amount", result->parts[part].amount);
            json_end_object(w);
        }
        json_end_array(w);
        json_end_object(w);
    }
    json_end_array(w);
    json_key(w, "refused");
    json_begin_array(w);
    for (; at < result->row_count; at++) {
        json_begin_object(w);
        json_row(cli, w, &result->rows[at]);
        json_member_string(w, "code", msg_key(row_message(&result->rows[at])));
        json_member_string(w, "reason", row_words(cli, &result->rows[at]));
        json_member_int(w, "lacking", result->rows[at].lacking);
        json_end_object(w);
    }
    json_end_array(w);
}

static void print_json(struct cli *cli, const struct grant_result *result)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_object(&w);
    json_member_int(&w, "applicants", (int64_t)result->row_count);
    json_member_int(&w, "served", result->served);
    json_member_int(&w, "granted", result->spread.granted);
    json_member_int(&w, "applied", result->applied);
    json_funds(&w, result);
    json_tiers(&w, result);
    json_places(cli, &w, result);
    json_key(&w, "spread");
    json_begin_object(&w);
    json_member_int(&w, "need_of_served", result->spread.need);
    json_member_int(&w, "smallest", result->spread.smallest);
    json_member_int(&w, "even", result->spread.even);
    json_member_int(&w, "even_too_small", result->spread.even_too_small);
    json_end_object(&w);
    json_rows(cli, &w, result);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

/* --- for people ---------------------------------------------------------------------------------------------- */

static void print_rows(struct cli *cli, const struct grant_result *result)
{
    static const struct table_column columns[] = {
        { "head_name", "Chủ hộ", false }, { "class", "Phân loại", false }, { "purpose", "Mục đích", false },
        { "tier", "Nhóm", true },         { "score", "Điểm", true },       { "need", "Nhu cầu còn lại", true },
        { "amount", "Số tiền", true },    { "score_of", "Căn cứ", false },
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
        cli_say(cli, MSG_GRANT_TIER, words(cli, tier_messages[t], NULL, NULL), err_int(tier->served),
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
    const char *path = cli_option(cli, "problem");
    TRY(cli_words(cli, 0, 0, err));
    TRY(read_request(cli, request, err));
    request->problem = path ? &problem : NULL;
    TRY(grant_run(&cli->store, request, &cli->arena, &result, err));
    if (path)
        TRY(write_problem(path, &problem, err));
    cli->findings = result.served < (int64_t)result.row_count;
    if (cli->format == FORMAT_JSON)
        print_json(cli, &result);
    else if (cli->format == FORMAT_CSV)
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
