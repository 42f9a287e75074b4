/* SPDX-License-Identifier: Apache-2.0 */
#include "service/job/job.h"

#include "service/account/session.h"
#include "service/answers.h"
#include "service/house.h"
#include "service/job/backup.h"
#include "store/audit.h"


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

static bool wants_backup(const struct job_host *host)
{
    return host->backups && db_path(host->store->db);
}

static enum err_code run_backup(const struct job_work *work, struct err *err)
{
    return backup_daily(work->host->store, work->host->backups, err);
}

const struct job_task job_tasks[] = {
    { "clean", "Xóa phiên đăng nhập, câu trả lời đã quá hạn", "Forget sessions and answers that are over",
      .every_seconds = 3600, .run = run_clean },
    { "backup", "Sao lưu hằng ngày", "The daily backup", .hour = 1, .is_wanted = wants_backup, .run = run_backup },
    { "check", "Tính lại mọi số liệu, kiểm tra chuỗi nhật ký", "Recompute everything, verify the audit", .hour = 2,
      .run = run_check },
    { 0 },
};
