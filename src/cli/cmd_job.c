/* SPDX-License-Identifier: Apache-2.0
 * job run, job list: what the house does by itself (service/job/job.h). */
#include "cli/commands.h"

#include "service/job/backup.h"
#include "service/job/job.h"

#include <string.h>

static void tell_end(void *context, const char *task, enum err_code code, const struct err *failure)
{
    struct cli *cli = context;
    CLEANUP(buf_done) struct buf words = { 0 };
    if (code != ERR_OK)
        msg_err(&words, cli->lang, failure);
    cli_say(cli, code == ERR_OK ? MSG_JOB_DONE : MSG_JOB_FAILED, task, buf_text(&words));
}

static enum err_code check_names(const struct cli *cli, struct err *err)
{
    for (size_t i = 0; i < cli->word_count; i++) {
        const struct job_task *task = job_tasks;
        while (task->name && strcmp(task->name, cli->words[i]) != 0)
            task++;
        if (!task->name)
            return err_set(err, ERR_USAGE, MSG_JOB_UNKNOWN, cli->words[i]);
    }
    return ERR_OK;
}

static enum err_code run_job_run(struct cli *cli, struct err *err)
{
    char holder[HOLDER_SIZE];
    const char *backups = cli_option(cli, "backups");
    struct job_counts counts = { 0 };
    struct job_host host = { .store = &cli->store, .uri = cli->db_uri, .holder = holder, .named = cli->words,
                             .named_count = cli->word_count, .tell = tell_end, .context = cli,
                             .backups = backups ? backups : backups_beside(&cli->arena, cli->db_uri) };
    TRY(check_names(cli, err));
    TRY(cli_int_option(cli, "lease-seconds", LEASE_SECONDS, &host.lease_seconds, err));
    if (host.lease_seconds < 1 || host.lease_seconds > 3600)
        return err_set(err, ERR_USAGE, MSG_JOB_LEASE, err_int(host.lease_seconds));
    lease_holder(holder);
    TRY(jobs_run_due(&host, &counts, err));
    cli->findings = counts.failed > 0;
    if (counts.done + counts.failed == 0)
        cli_say(cli, MSG_JOB_NONE);
    return ERR_OK;
}

static enum err_code run_job_list(struct cli *cli, struct err *err)
{
    static const struct table_column columns[] = {
        { "task", "Công việc", "Task", false },   { "state", "Trạng thái", "State", false }, { "run_after", "Chạy sau", "Runs after", false },
        { "last_done", "Xong lần cuối", "Last done", false }, { "holder", "Nơi chạy", "Runs at", false }, { "done", "Xong", "Done", true },
        { "total", "Tổng", "Total", true },        { "failure", "Lỗi", "Failure", false },
    };
    struct table table = { .arena = &cli->arena, .columns = columns, .column_count = COUNT(columns) };
    struct job_state *states = NULL;
    size_t count = 0;
    TRY(cli_words(cli, 0, 0, err));
    TRY(job_states(&cli->store, &cli->arena, &states, &count, err));
    for (size_t i = 0; i < count; i++) {
        const struct job_state *state = &states[i];
        bool is_held = state->lease.is_held;
        table_cell(&table, v_text(state->task->name));
        table_cell(&table, v_text(state->state));
        table_cell(&table, v_text(state->run_after));
        table_cell(&table, v_text(state->last_done));
        table_cell(&table, is_held ? v_text(arena_strdup(&cli->arena, state->lease.holder)) : v_null());
        table_cell(&table, is_held ? v_int(state->lease.done) : v_null());
        table_cell(&table, is_held ? v_int(state->lease.total) : v_null());
        table_cell(&table, v_text(state->failure));
    }
    table_print(cli, &table);
    return ERR_OK;
}

static const struct cli_option run_options[] = { { "backups", false }, { "lease-seconds", false }, { 0 } };

const struct command command_job_run = {
    .name = "job run", .usage = "[TASK…] [--backups DIR] [--lease-seconds N]",
    .vi = "Chạy các việc định kỳ đã đến giờ, hoặc các việc nêu tên (clean, backup, check); dùng cho cron",
    .en = "Run the periodic tasks that are due, or those named (clean, backup, check); for cron",
    .options = run_options, .needs = NEEDS_WRITING, .run = run_job_run,
};
const struct command command_job_list = {
    .name = "job list", .usage = "", .vi = "Các việc định kỳ: giờ chạy, đang chạy đến đâu, lỗi",
    .en = "The periodic tasks: their hour, how far those under way are, failures", .needs = NEEDS_READING,
    .run = run_job_list,
};
