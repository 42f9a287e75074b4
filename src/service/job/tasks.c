/* SPDX-License-Identifier: Apache-2.0 */
#include "service/job/job.h"

#include "service/account/session.h"
#include "service/answers.h"
#include "service/house.h"
#include "store/audit.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum err_code job_step(const struct job_work *work, int64_t done, int64_t total, struct err *err)
{
    atomic_store(&work->lease->done, done);
    atomic_store(&work->lease->total, total);
    if (work->host->stopping && atomic_load(work->host->stopping))
        return err_set(err, ERR_BUSY, MSG_JOB_STOPPED);
    return ERR_OK;
}

/* --- what is over is forgotten ----------------------------------------------------------------------- */

static enum err_code clean_within(struct store *store, struct err *err)
{
    TRY(sessions_clean(store, err));
    return answers_clean(store, err);
}

static enum err_code run_clean(const struct job_work *work, struct err *err)
{
    struct store *store = work->host->store;
    TRY(db_begin(store->db, err));
    return db_finish(store->db, clean_within(store, err), err);
}

/* --- does everything still follow from the records? ------------------------------------------------------ */

static enum err_code step_check(void *context, int64_t done, int64_t total, struct err *err)
{
    return job_step(context, done, total, err);
}

static enum err_code run_check(const struct job_work *work, struct err *err)
{
    struct house_check check = { .step = step_check, .context = (void *)(uintptr_t)work };
    struct audit_verdict verdict = { 0 };
    TRY(house_check(work->host->store, &check, err));
    TRY(audit_verify(work->host->store, &verdict, err));
    if (check.differences || verdict.broken)
        return err_set(err, ERR_CORRUPT, MSG_JOB_CHECK_DIFFERS, err_int(check.differences), err_int(verdict.broken));
    return ERR_OK;
}

/* --- a copy for each day --------------------------------------------------------------------------------- */

enum { BACKUPS_KEPT = 14 };
static const char backup_prefix[] = "chungtay-";

const char *job_backups_beside(struct arena *arena, const char *uri)
{
    if (strncmp(uri, "sqlite:", 7) != 0 || strcmp(uri, "sqlite::memory:") == 0)
        return NULL;
    const char *path = uri + 7, *slash = strrchr(path, '/');
    return arena_printf(arena, "%.*sbackups", slash ? (int)(slash - path + 1) : 0, path);
}

static bool wants_backup(const struct job_host *host)
{
    return host->backups && db_path(host->store->db);
}

static int is_daily(const struct dirent *entry)
{
    return strncmp(entry->d_name, backup_prefix, sizeof(backup_prefix) - 1) == 0 &&
           strlen(entry->d_name) == sizeof(backup_prefix) - 1 + strlen("2026-11-21.db");
}

/* The names tell the day: the oldest come first. */
static void remove_old(const char *folder)
{
    struct dirent **found = NULL;
    int count = scandir(folder, &found, is_daily, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof(path), "%s/%s", folder, found[i]->d_name);
        if (i + BACKUPS_KEPT < count)
            (void)unlink(path);
        free(found[i]);
    }
    free(found);
}

/* Under another name until it is whole. */
static enum err_code run_backup(const struct job_work *work, struct err *err)
{
    const char *folder = work->host->backups;
    char path[4096], part[4096];
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return err_set(err, ERR_IO, MSG_IO_WRITE, folder, strerror(errno));
    snprintf(path, sizeof(path), "%s/%s%s.db", folder, backup_prefix, work->host->store->today);
    snprintf(part, sizeof(part), "%s/part-%lld", folder, (long long)work->lease->job);
    if (access(path, F_OK) == 0)
        return ERR_OK;
    (void)unlink(part);
    TRY(house_backup(work->host->store, part, err));
    if (rename(part, path) != 0)
        return err_set(err, ERR_IO, MSG_IO_WRITE, path, strerror(errno));
    remove_old(folder);
    return ERR_OK;
}

const struct job_task job_tasks[] = {
    { "clean", "Xóa phiên đăng nhập, câu trả lời đã quá hạn", "Forget sessions and answers that are over",
      .every_seconds = 3600, .run = run_clean },
    { "backup", "Sao lưu hằng ngày", "The daily backup", .hour = 1, .is_wanted = wants_backup, .run = run_backup },
    { "check", "Tính lại mọi số liệu, kiểm tra chuỗi nhật ký", "Recompute everything, verify the audit", .hour = 2,
      .run = run_check },
    { 0 },
};
