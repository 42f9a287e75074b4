/* SPDX-License-Identifier: Apache-2.0 */
#include "service/house_state.h"

#include "base/date.h"
#include "service/job/backup.h"
#include "service/job/job.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>

enum { COPY_OLD_SECONDS = 2 * 86400, CLOCK_OFF_SECONDS = 120, DISK_LEAST_SHARE = 10, MEGABYTE = 1 << 20 };
static const int64_t journal_large_bytes = INT64_C(512) * MEGABYTE;

/* --- what is measured -------------------------------------------------------------------------------------- */

static int64_t file_bytes(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 ? (int64_t)file.st_size : 0;
}

static void measure_file(const struct telling *to, struct house_state *state)
{
    const char *path = db_path(to->store->db);
    struct statvfs disk;
    state->database_bytes = state->journal_bytes = state->disk_bytes = state->disk_free_bytes = -1;
    if (!path)
        return;
    state->database_bytes = file_bytes(path);
    state->journal_bytes = file_bytes(arena_printf(to->arena, "%s-wal", path));
    if (statvfs(path, &disk) != 0)
        return;
    state->disk_bytes = (int64_t)disk.f_blocks * (int64_t)disk.f_frsize;
    state->disk_free_bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}

static enum err_code read_copies(const struct telling *to, const char *folder, struct house_state *state, struct err *err)
{
    struct backups copies = { 0 };
    TRY(backups_list(folder, to->arena, &copies, err));
    state->copies = (int64_t)copies.count;
    for (size_t i = 0; i < copies.count; i++)
        if (copies.items[i].made_unix > state->last_copy_unix)
            state->last_copy_unix = copies.items[i].made_unix;
    return ERR_OK;
}

static enum err_code read_check(const struct telling *to, struct house_state *state, struct err *err)
{
    struct job_state *jobs = NULL;
    size_t count = 0;
    TRY(job_states(to->store, to->arena, &jobs, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(jobs[i].task->name, "check") != 0)
            continue;
        state->last_check = jobs[i].last_done;
        state->check_failure = jobs[i].failure;
    }
    return ERR_OK;
}

/* --- what of it wants looking after ---------------------------------------------------------------------------- */

static void find(const struct telling *to, struct house_state *state, bool is_urgent, enum msg what, const char *one,
                 const char *two)
{
    require(state->finding_count < HOUSE_FINDINGS_MAX);
    state->findings[state->finding_count++] =
        (struct house_finding){ is_urgent, msg_line(to->arena, to->lang, what, one, two) };
}

static const char *megabytes(int64_t bytes)
{
    return err_int((bytes + MEGABYTE - 1) / MEGABYTE);
}

static const char *today_words(const struct telling *to)
{
    char day[DATE_TEXT_SIZE];
    date_to_table(date_from_days((int32_t)to->store->today_day), day);
    return arena_strdup(to->arena, day);
}

static void judge(const struct telling *to, const char *backups, struct house_state *state)
{
    int64_t free_bytes = state->disk_free_bytes, off = state->clock_unix - state->machine_unix;
    if (free_bytes >= 0 && (free_bytes < 2 * state->database_bytes || free_bytes < state->disk_bytes / DISK_LEAST_SHARE))
        find(to, state, free_bytes < state->database_bytes, MSG_HOUSE_DISK_LOW, megabytes(free_bytes),
             megabytes(state->database_bytes));
    if (state->journal_bytes > journal_large_bytes)
        find(to, state, false, MSG_HOUSE_JOURNAL_LARGE, megabytes(state->journal_bytes), NULL);
    if (!state->is_server && !backups)
        find(to, state, true, MSG_HOUSE_COPIES_OFF, NULL, NULL);
    else if (!state->is_server && !state->last_copy_unix)
        find(to, state, true, MSG_HOUSE_COPY_NONE, NULL, NULL);
    else if (!state->is_server && state->machine_unix - state->last_copy_unix > COPY_OLD_SECONDS)
        find(to, state, true, MSG_HOUSE_COPY_OLD, err_int((state->machine_unix - state->last_copy_unix) / 86400), backups);
    if (state->check_failure)
        find(to, state, true, MSG_HOUSE_CHECK_FAILED, state->check_failure, NULL);
    if (off > CLOCK_OFF_SECONDS || off < -CLOCK_OFF_SECONDS)
        find(to, state, false, MSG_HOUSE_CLOCK_STANDS, today_words(to), NULL);
}

enum err_code house_state_read(const struct telling *to, const char *backups, struct house_state *ret_state,
                               struct err *err)
{
    struct store *store = to->store;
    *ret_state = (struct house_state){ .is_server = db_is_server(store->db), .clock_unix = store->now_unix_ms / 1000,
                                       .machine_unix = (int64_t)time(NULL) };
    measure_file(to, ret_state);
    TRY(db_one_int(store->db, STMT_MIGRATION_LAST, NO_ARGS, 0, &ret_state->schema_version, err));
    TRY(read_copies(to, backups, ret_state, err));
    TRY(read_check(to, ret_state, err));
    judge(to, backups, ret_state);
    return ERR_OK;
}

void house_state_json(const struct house_state *state, struct json_writer *w)
{
    json_member_string(w, "database", state->is_server ? "postgresql" : "sqlite");
    json_member_int(w, "schema", state->schema_version);
    json_member_int(w, "database_bytes", state->database_bytes);
    json_member_int(w, "journal_bytes", state->journal_bytes);
    json_member_int(w, "disk_bytes", state->disk_bytes);
    json_member_int(w, "disk_free_bytes", state->disk_free_bytes);
    json_member_int(w, "copies", state->copies);
    json_member_int(w, "last_copy_unix", state->last_copy_unix);
    json_member_string(w, "last_check", state->last_check);
    json_member_int(w, "clock_unix", state->clock_unix);
    json_member_int(w, "machine_unix", state->machine_unix);
    json_key(w, "findings");
    json_begin_array(w);
    for (size_t i = 0; i < state->finding_count; i++) {
        json_begin_object(w);
        json_member_bool(w, "urgent", state->findings[i].is_urgent);
        json_member_string(w, "words", state->findings[i].words);
        json_end_object(w);
    }
    json_end_array(w);
}
