/* SPDX-License-Identifier: Apache-2.0
 * init, check, backup, restore, audit: the database as a whole. */
#include "cli/commands.h"

#include "service/account/changes.h"
#include "service/demo/demo.h"
#include "service/house.h"
#include "service/house_state.h"
#include "service/job/backup.h"
#include "store/audit.h"

#include <string.h>

enum { CHANGES_SHOWN_MAX = 10000 };

static enum err_code run_init(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 0, 0, err));
    TRY(house_init(&cli->store, err));
    if (cli->store.older_copy)
        cli_say(cli, MSG_INIT_COPY, cli->store.older_copy);
    cli_say(cli, MSG_INIT_DONE, db_uri_shown(&cli->arena, cli->db_uri));
    return ERR_OK;
}

enum { DEMO_HOUSEHOLDS = 60000, DEMO_HOUSEHOLDS_MAX = 5000000, DEMO_PROVINCES_MAX = 63 };

/* "--province 64,91" or "--province 64 91". */
static void read_provinces(struct cli *cli, struct demo_request *request)
{
    const char **codes = ARENA_ARRAY(&cli->arena, const char *, 2 * DEMO_PROVINCES_MAX);
    const char *text = cli_option(cli, "province");
    size_t count = 0;
    while (text && *text && count < DEMO_PROVINCES_MAX) {
        size_t len = strcspn(text, ",");
        codes[count++] = arena_strndup(&cli->arena, text, len);
        text += len + (text[len] == ',');
    }
    for (size_t i = 0; i < cli->word_count; i++)
        codes[count++] = cli->words[i];
    request->provinces = codes;
    request->province_count = count;
}

/* Without options the small list of one commune; with any, data of any size. */
static enum err_code run_demo(struct cli *cli, struct err *err)
{
    struct demo_result result = { 0 };
    struct demo_request request = { 0 };
    TRY(cli_words(cli, 0, cli_option(cli, "province") ? DEMO_PROVINCES_MAX : 0, err));
    read_provinces(cli, &request);
    TRY(cli_int_option(cli, "households", request.province_count ? DEMO_HOUSEHOLDS / 5 : DEMO_HOUSEHOLDS,
                       &request.households, err));
    TRY(cli_int_option(cli, "seed", 1, &request.seed, err));
    if (request.households < 1 || request.households > DEMO_HOUSEHOLDS_MAX)
        return err_set(err, ERR_USAGE, MSG_DEMO_HOUSEHOLDS, err_int(DEMO_HOUSEHOLDS_MAX));
    bool small = !request.province_count && !cli_option(cli, "households") && !cli_option(cli, "seed");
    TRY(house_init(&cli->store, err));
    if (small)
        TRY(demo_fill(&cli->store, &cli->arena, &result, err));
    else
        TRY(demo_generate(&cli->store, &request, &cli->arena, &result, err));
    cli_say(cli, MSG_DEMO_DONE, err_int(result.programmes), err_int(result.households),
            err_int(result.records));
    return ERR_OK;
}

static enum err_code run_check(struct cli *cli, struct err *err)
{
    struct house_check check = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(house_check(&cli->store, &check, err));
    cli->findings = check.differences > 0;
    if (cli->format == FORMAT_JSON) {
        struct json_writer w = { .out = &cli->out };
        json_begin_object(&w);
        json_member_int(&w, "records", check.records);
        json_member_int(&w, "differences", check.differences);
        json_end_object(&w);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    cli_say(cli, MSG_CHECK_DONE, err_int(check.records), err_int(check.differences));
    return ERR_OK;
}

static enum err_code run_backup(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, 1, err));
    TRY(house_backup(&cli->store, cli->words[0], err));
    cli_say(cli, MSG_BACKUP_DONE, cli->words[0]);
    return ERR_OK;
}

static enum err_code run_export_database(struct cli *cli, struct err *err)
{
    struct copy_result result = { 0 };
    const char *path = cli_option(cli, "output");
    TRY(cli_words(cli, 0, 0, err));
    if (!path)
        return err_set(err, ERR_USAGE, MSG_CLI_OPTION_VALUE, "-o");
    TRY(house_export(&cli->store, path, &result, err));
    cli_say(cli, MSG_COPY_OUT_DONE, err_int(result.rows), err_int(result.tables), path);
    return ERR_OK;
}

static enum err_code run_import_database(struct cli *cli, struct err *err)
{
    struct copy_result result = { 0 };
    TRY(cli_words(cli, 1, 1, err));
    TRY(house_import(cli->db_uri, cli->words[0], &result, err));
    cli_say(cli, MSG_COPY_IN_DONE, err_int(result.rows), err_int(result.tables),
            db_uri_shown(&cli->arena, cli->db_uri));
    return ERR_OK;
}

static enum err_code run_restore(struct cli *cli, struct err *err)
{
    TRY(cli_words(cli, 1, 1, err));
    TRY(house_restore(cli->words[0], cli->db_uri, err));
    cli_say(cli, MSG_RESTORE_DONE, cli->words[0]);
    return ERR_OK;
}

/* `record` is the column that holds an id, shown in its outside form. */
static enum err_code rows_table(struct cli *cli, const struct table_column *columns, size_t column_count,
                                int record, struct rows *rows, struct err *err)
{
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = column_count };
    for (bool has = true;;) {
        TRY(rows_next(rows, &has, err));
        if (!has)
            break;
        for (int i = 0; i < (int)column_count; i++) {
            struct value value = rows_value(rows, i);
            char text[ID_TEXT_SIZE];
            if (i == record) {
                id_to_text(value.i > 0 ? value.i : 0, text);
                value = v_text(value.i > 0 ? text : "");
            }
            table_cell(&table, value_copy(&cli->arena, value));
        }
    }
    table_print(cli, &table);
    return ERR_OK;
}

static enum err_code run_audit_reads(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "at", "Lúc", "At", false }, { "actor", "Ai", "Who", false }, { "kind", "Loại", "Kind", false },
        { "record", "Bản ghi", "Record", false }, { "what", "Dữ liệu", "Data", false }, { "records", "Số hồ sơ", "Records", true },
        { "why", "Qua", "Through", false },
    };
    CLEANUP(rows_done) struct rows rows = { 0 };
    int64_t limit = 0, id = 0;
    TRY(cli_words(cli, 0, 1, err));
    TRY(cli_int_option(cli, "limit", 50, &limit, err));
    if (cli->word_count)
        TRY(id_from_text(cli->words[0], &id, err));
    if (id)
        TRY(db_query(cli->store.db, STMT_PERSONAL_READ_OF, ARGS(v_int(id_shard(id)), v_int(id)), &rows, err));
    else
        TRY(db_query(cli->store.db, STMT_PERSONAL_READ_LATEST, ARGS(v_int(limit)), &rows, err));
    return rows_table(cli, columns, COUNT(columns), 3, &rows, err);
}

static enum err_code run_audit_show(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "seq", "STT", "No.", true }, { "at", "Lúc", "At", false }, { "actor", "Ai", "Who", false },
        { "action", "Việc", "Action", false }, { "kind", "Loại", "Kind", false }, { "record", "Bản ghi", "Record", false },
        { "version", "v", "v", true }, { "diff", "Thay đổi", "Change", false }, { "reason", "Lý do", "Reason", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    struct changes_query query = { .actor = cli_option(cli, "actor"), .from = cli_option(cli, "from"), .to = cli_option(cli, "to") };
    struct changes changes = { 0 };
    TRY(cli_words(cli, 0, 1, err));
    TRY(cli_int_option(cli, "limit", 50, &query.limit, err));
    if (query.limit < 1 || query.limit > CHANGES_SHOWN_MAX)
        return err_set(err, ERR_USAGE, MSG_CHANGES_LIMIT, err_int(CHANGES_SHOWN_MAX));
    if (cli->word_count)
        TRY(id_from_text(cli->words[0], &query.record, err));
    TRY(changes_list(&cli->store, &query, &cli->arena, &changes, err));
    for (size_t i = 0; i < changes.count; i++) {
        const struct change *change = &changes.items[i];
        char id[ID_TEXT_SIZE];
        id_to_text(change->record, id);
        table_cell(&table, v_int(change->seq));
        table_cell(&table, v_text(change->at));
        table_cell(&table, v_text(change->actor));
        table_cell(&table, v_text(change->action));
        table_cell(&table, v_text(change->kind));
        table_cell(&table, v_text(arena_strdup(&cli->arena, id)));
        table_cell(&table, v_int(change->version));
        table_cell(&table, v_text(change->diff));
        table_cell(&table, v_text(change->reason));
    }
    table_print(cli, &table);
    return ERR_OK;
}

static enum err_code run_status(struct cli *cli, struct err *err)
{
    struct telling to = { &cli->store, &cli->arena, cli->lang };
    struct house_state state = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(house_state_read(&to, backups_beside(&cli->arena, cli->db_uri), &state, err));
    for (size_t i = 0; i < state.finding_count; i++)
        cli->findings = cli->findings || state.findings[i].is_urgent;
    if (cli->format == FORMAT_JSON) {
        struct json_writer w = { .out = &cli->out };
        json_begin_object(&w);
        house_state_json(&state, &w);
        json_end_object(&w);
        buf_add_char(&cli->out, '\n');
        return ERR_OK;
    }
    if (!state.is_server)
        cli_say(cli, MSG_HOUSE_STATUS, err_int(state.database_bytes >> 20), err_int(state.disk_free_bytes >> 20),
                err_int(state.copies), err_int(state.schema_version));
    for (size_t i = 0; i < state.finding_count; i++)
        buf_printf(&cli->out, "%s\n", state.findings[i].words);
    if (!state.finding_count)
        cli_say(cli, MSG_HOUSE_WELL);
    return ERR_OK;
}

static enum err_code run_audit_verify(struct cli *cli, struct err *err)
{
    struct audit_verdict verdict = { 0 };
    TRY(cli_words(cli, 0, 0, err));
    TRY(audit_verify(&cli->store, &verdict, err));
    cli->findings = verdict.broken > 0;
    if (cli->format == FORMAT_JSON) {
        struct json_writer w = { .out = &cli->out };
        json_begin_object(&w);
        json_member_int(&w, "rows", verdict.rows);
        json_member_int(&w, "broken", verdict.broken);
        json_end_object(&w);
        buf_add_char(&cli->out, '\n');
    } else if (verdict.broken) {
        cli_say(cli, MSG_AUDIT_BROKEN, err_int(verdict.broken), err_int(verdict.shard),
                err_int(verdict.seq));
    } else {
        cli_say(cli, MSG_AUDIT_HOLDS, err_int(verdict.rows));
    }
    return ERR_OK;
}

static const struct cli_option init_options[] = { { "backed-up", true }, { 0 } };
static const struct cli_option demo_options[] = {
    { "province", false }, { "households", false }, { "seed", false }, { 0 }
};
static const struct cli_option output_options[] = { { "output", false }, { 0 } };
static const struct cli_option show_options[] = { { "limit", false }, { 0 } };
static const struct cli_option changes_options[] = { { "limit", false }, { "actor", false }, { "from", false }, { "to", false }, { 0 } };

const struct command command_init = {
    .name = "init", .usage = "[--backed-up]", .options = init_options, .vi = "Tạo cơ sở dữ liệu, hoặc nâng cấp cơ sở dữ liệu cũ",
    .en = "Make the database, or bring an older one up to date", .needs = NEEDS_WRITING, .run = run_init,
};
const struct command command_demo = {
    .name = "demo", .usage = "[--province CODE…] [--households N] [--seed N]",
    .vi = "Tạo cơ sở dữ liệu trình diễn (người trong đó đều được đặt ra)",
    .en = "Make a demonstration database (all people in it are invented)", .options = demo_options,
    .needs = NEEDS_WRITING,
    .run = run_demo,
};
const struct command command_check = {
    .name = "check", .usage = "", .vi = "Tính lại mọi số liệu từ bản ghi và so với số đang giữ",
    .en = "Recompute everything from the records and compare", .needs = NEEDS_READING, .run = run_check,
};
const struct command command_backup = {
    .name = "backup", .usage = "FILE", .vi = "Sao lưu ra một tệp (không kèm khóa)",
    .en = "Copy the database to a file (never the key)", .needs = NEEDS_READING, .run = run_backup,
};
const struct command command_status = {
    .name = "status", .usage = "", .vi = "Đĩa, sao lưu, lần kiểm tra cuối: điều gì cần xem lại (mã thoát 1 nếu gấp)",
    .en = "Disk, copies, the last check: what wants looking after (exit status 1 where urgent)", .needs = NEEDS_READING,
    .run = run_status,
};
const struct command command_export_database = {
    .name = "export database", .usage = "-o FILE", .vi = "Xuất toàn bộ cơ sở dữ liệu, để chuyển giữa SQLite và PostgreSQL",
    .en = "The whole database as a file, to move it between SQLite and PostgreSQL", .options = output_options,
    .needs = NEEDS_READING, .run = run_export_database,
};
const struct command command_import_database = {
    .name = "import database", .usage = "FILE", .vi = "Nhận toàn bộ cơ sở dữ liệu vào một cơ sở dữ liệu mới",
    .en = "Fill a new database from such a file", .needs = NEEDS_NOTHING, .run = run_import_database,
};
const struct command command_restore = {
    .name = "restore", .usage = "FILE", .vi = "Khôi phục từ bản sao lưu", .en = "Put a backup in place",
    .needs = NEEDS_NOTHING, .run = run_restore,
};
const struct command command_audit_show = {
    .name = "audit show", .usage = "[ID] [--actor NAME] [--from DAY] [--to DAY] [--limit N]",
    .vi = "Xem nhật ký thay đổi, mới nhất trước", .en = "Show the record of changes, the latest first", .options = changes_options, .needs = NEEDS_READING,
    .run = run_audit_show,
};
const struct command command_audit_reads = {
    .name = "audit reads", .usage = "[ID] [--limit N]",
    .vi = "Ai đã xem dữ liệu cá nhân không che, của hồ sơ nào", .en = "Who saw personal data unmasked, of which record",
    .options = show_options, .needs = NEEDS_READING, .run = run_audit_reads,
};
const struct command command_audit_verify = {
    .name = "audit verify", .usage = "", .vi = "Kiểm tra chuỗi nhật ký có nguyên vẹn",
    .en = "Verify the audit chain", .needs = NEEDS_READING, .run = run_audit_verify,
};
