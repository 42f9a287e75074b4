/* SPDX-License-Identifier: Apache-2.0
 * link: which records are about the same household or person. */
#include "cli/commands.h"

#include "service/link/link.h"
#include "service/link/link_file.h"
#include "service/unit/unit.h"

#include <string.h>

static enum err_code read_share(const struct cli *cli, const char *name, double *ret_share, struct err *err)
{
    const char *text = cli_option(cli, name);
    char *end = NULL;
    if (!text)
        return ERR_OK;
    *ret_share = strtod(text, &end);
    bool good = end && end != text && !*end && *ret_share > 0 && *ret_share < 1;
    return good ? ERR_OK : err_set(err, ERR_USAGE, MSG_LINKAGE_SHARE, name, text);
}

/* --- files ---------------------------------------------------------------------------------------------- */

static void print_report_json(struct cli *cli, const struct link_file_report *report)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_object(&w);
    json_member_int(&w, "records", (int64_t)report->records);
    json_member_int(&w, "members", (int64_t)report->members);
    json_member_int(&w, "compared", (int64_t)report->compared);
    json_member_int(&w, "pairs", (int64_t)report->linked);
    json_member_int(&w, "scored", (int64_t)report->pairs);
    json_member_int(&w, "clusters", (int64_t)report->clusters);
    json_member_int(&w, "expected_matches", (int64_t)(report->expected_matches + 0.5));
    json_member_int(&w, "blocking_recall_hundredths", (int64_t)(report->recall * 10000 + 0.5));
    json_member_int(&w, "capped_blocks", (int64_t)report->capped_blocks);
    json_member_int(&w, "pairs_left_out", (int64_t)report->capped_pairs);
    json_key(&w, "passes");
    json_begin_array(&w);
    for (size_t i = 0; i < report->pass_count; i++) {
        json_begin_object(&w);
        json_member_string(&w, "key", report->passes[i].what);
        json_member_int(&w, "pairs", (int64_t)report->passes[i].pairs);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

static void print_report(struct cli *cli, const struct link_file_report *report)
{
    if (cli->format == FORMAT_JSON) {
        print_report_json(cli, report);
        return;
    }
    cli_say(cli, MSG_LINKAGE_DONE, err_int((int64_t)report->records), err_int((int64_t)report->compared),
            err_int((int64_t)report->linked), err_int((int64_t)report->clusters));
    if (report->members_unknown)
        cli_say(cli, MSG_LINKAGE_MEMBERS_UNKNOWN, err_int((int64_t)report->members_unknown));
    if (report->capped_blocks)
        cli_say(cli, MSG_LINKAGE_CAPPED, err_int((int64_t)report->capped_blocks),
                err_int((int64_t)report->capped_pairs));
}

static enum err_code run_files(struct cli *cli, struct err *err)
{
    struct cli_progress progress;
    struct mistakes mistakes = { 0 };
    struct link_file_report report = { 0 };
    struct link_file_request request = {
        .config = cli_option(cli, "config"), .members = cli_option(cli, "members"),
        .pairs_path = cli_option(cli, "output"), .clusters_path = cli_option(cli, "clusters"),
    };
    int64_t threads = 0, seed = 1;
    if (!request.config || !request.pairs_path || cli->set_count > 2)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    request.file_a = cli->set_pairs[0];
    request.file_b = cli->set_count > 1 ? cli->set_pairs[1] : NULL;
    TRY(read_share(cli, "threshold", &request.threshold, err));
    TRY(read_share(cli, "floor", &request.floor, err));
    TRY(cli_int_option(cli, "threads", sysconf(_SC_NPROCESSORS_ONLN), &threads, err));
    TRY(cli_int_option(cli, "seed", 1, &seed, err));
    if (threads < 1 || threads > 64)
        return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    request.threads = (size_t)threads;
    request.seed = (uint64_t)seed;
    request.progress = cli_progress_show;
    request.context = &progress;
    cli_progress_begin(&progress);
    enum err_code code = link_file(&request, &cli->arena, &mistakes, &report, err);
    cli_progress_end(&progress);
    if (code != ERR_OK && mistakes.count > 1)
        cli_complain_mistakes(cli, &mistakes);
    TRY(code);
    if (strcmp(request.pairs_path, "-") != 0)
        print_report(cli, &report);
    return ERR_OK;
}

/* --- registers ------------------------------------------------------------------------------------------- */

static const char *const status_codes[] = {
    [LINK_NEW] = "proposed", [LINK_KNOWN] = "known", [LINK_ELSEWHERE] = "elsewhere",
};

static struct value id_value(struct cli *cli, int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return v_text(arena_strdup(&cli->arena, text));
}

static void print_registers_json(struct cli *cli, const struct link_report *report)
{
    struct json_writer w = { .out = &cli->out, .indent = 1 };
    json_begin_object(&w);
    json_member_int(&w, "households", (int64_t)report->households);
    json_member_int(&w, "members", (int64_t)report->members);
    json_member_int(&w, "compared", (int64_t)report->compared);
    json_member_int(&w, "pairs", (int64_t)report->pairs);
    json_member_int(&w, "clusters", (int64_t)report->clusters);
    json_member_int(&w, "proposed", (int64_t)report->proposed);
    json_key(&w, "found");
    json_begin_array(&w);
    for (size_t i = 0; i < report->pairs; i++) {
        const struct link_found *found = &report->found[i];
        json_begin_object(&w);
        json_key(&w, "household");
        json_value(&w, id_value(cli, found->household));
        json_key(&w, "canonical");
        json_value(&w, id_value(cli, found->canonical));
        json_member_int(&w, "probability_hundredths", (int64_t)(found->probability * 10000 + 0.5));
        json_member_string(&w, "state", status_codes[found->status]);
        json_member_string(&w, "why", found->why);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(&cli->out, '\n');
}

static void print_registers(struct cli *cli, const struct link_report *report, bool dry_run)
{
    const struct table_column columns[] = { { "household", "Hộ", "Household", false }, { "canonical", "Hộ đại diện", "Counted as", false },
                                            { "probability", "Xác suất (%)", "Probability (%)", true }, { "why", "Vì sao", "Why", false } };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    for (size_t i = 0; i < report->pairs; i++) {
        const struct link_found *found = &report->found[i];
        if (found->status != LINK_NEW)
            continue;
        table_cell(&table, id_value(cli, found->household));
        table_cell(&table, id_value(cli, found->canonical));
        table_cell(&table, v_int((int64_t)(found->probability * 100)));
        table_cell(&table, v_text(found->why));
    }
    if (report->proposed || cli->format == FORMAT_CSV)
        table_print(cli, &table);
    if (cli->format != FORMAT_CSV)
        cli_say(cli, dry_run ? MSG_LINKAGE_REGISTERS_DRY : MSG_LINKAGE_REGISTERS, err_int((int64_t)report->households),
                err_int((int64_t)report->pairs), err_int((int64_t)report->clusters),
                err_int((int64_t)report->proposed));
}

static enum err_code print_estimates(struct cli *cli, int64_t unit, struct err *err)
{
    struct link_estimate *estimates = NULL;
    size_t count = 0;
    const struct table_column columns[] = {
        { "unit", "Địa bàn", "Place", false },        { "lists", "Số danh sách", "Lists", true }, { "known", "Hộ đã biết", "Known", true },
        { "once", "Chỉ ở một danh sách", "On one list only", true }, { "missing", "Ước tính còn sót", "Estimated missing", true }, { "low", "Từ", "From", true },
        { "high", "Đến", "To", true },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    TRY(link_estimate(&cli->store, unit, &cli->arena, &estimates, &count, err));
    for (size_t i = 0; i < count; i++) {
        const struct link_estimate *row = &estimates[i];
        table_cell(&table, v_text(row->name));
        table_cell(&table, v_int(row->lists));
        table_cell(&table, v_int(row->known));
        table_cell(&table, v_int(row->once));
        table_cell(&table, row->is_known ? v_int((int64_t)(row->missing + 0.5)) : v_null());
        table_cell(&table, row->is_known ? v_int((int64_t)row->low) : v_null());
        table_cell(&table, row->is_known ? v_int((int64_t)(row->high + 0.999)) : v_null());
    }
    table_print(cli, &table);
    if (cli->format == FORMAT_TABLE)
        cli_say(cli, MSG_LINKAGE_ESTIMATE_NOTE);
    return ERR_OK;
}

static enum err_code run_registers(struct cli *cli, struct err *err)
{
    struct cli_progress progress;
    struct link_request request = { .dry_run = cli_flag(cli, "dry-run") };
    struct link_report report = { 0 };
    const char *unit = cli_option(cli, "unit");
    TRY(read_share(cli, "threshold", &request.threshold, err));
    TRY(cli_open_store(cli, !request.dry_run && !cli_flag(cli, "estimate"), err));
    if (unit)
        TRY(unit_resolve(&cli->store, unit, NULL, &request.unit, err));
    if (cli_flag(cli, "estimate"))
        return print_estimates(cli, request.unit, err);
    request.progress = cli_progress_show;
    request.context = &progress;
    cli_progress_begin(&progress);
    enum err_code code = link_registers(&cli->store, &request, &cli->arena, &report, err);
    cli_progress_end(&progress);
    TRY(code);
    if (cli->format == FORMAT_JSON)
        print_registers_json(cli, &report);
    else
        print_registers(cli, &report, request.dry_run);
    return ERR_OK;
}

static enum err_code run_link(struct cli *cli, struct err *err)
{
    static const char *const of_files[] = { "members", "config", "output", "clusters", "floor", "threads", "seed" };
    TRY(cli_words(cli, 0, 0, err));
    if (cli->set_count)
        return run_files(cli, err);
    for (size_t i = 0; i < COUNT(of_files); i++)
        if (cli_option(cli, of_files[i]))
            return err_set(err, ERR_USAGE, MSG_CLI_USAGE, cli->command->name, cli->command->usage);
    return run_registers(cli, err);
}

static const struct cli_option link_options[] = {
    { "unit", false },   { "threshold", false }, { "file", .repeats = true }, { "members", false }, { "config", false },
    { "output", false }, { "clusters", false },  { "floor", false },          { "threads", false }, { "seed", false },
    { "dry-run", true }, { "estimate", true },   { 0 },
};

const struct command command_link = {
    .name = "link",
    .usage = "[--unit CODE[@DATE]] [--threshold P] [--dry-run|--estimate] | --file A.csv [--file B.csv] [--members M.csv] "
             "--config FIELDS.yaml -o PAIRS.csv [--clusters C.csv] [--threshold P] [--floor P] [--threads N] [--seed N]",
    .vi = "Tìm hộ trùng lặp trong sổ (--estimate: ước tính số hộ chưa có trong danh sách nào), hoặc đối chiếu tệp",
    .en = "Find duplicate households of the registers (--estimate: how many are on no list), or link files",
    .options = link_options, .needs = NEEDS_NOTHING, .run = run_link,
};
