/* SPDX-License-Identifier: Apache-2.0
 * Work done later or again and again: completing links across shards, reminders, digests.
 * Idempotent: a job that died is run once more. Written by the program (DESIGN §5). */
#include "domain/kind.h"

static const struct field fields[] = {
    { "task", "Công việc", "Task", FIELD_TEXT, .required = true, .immutable = true, .max = 60,
      .stands_for = STANDS_FOR_TASK },
    { "argument", "Tham số", "Argument", FIELD_NOTE, .unlisted = true },
    { "dedupe_key", "Khóa chống trùng", "Key against repeats", FIELD_TEXT, .max = 200,
      .unlisted = true },
    { "run_after", "Chạy sau", "Run after", FIELD_TIME, .required = true },
    { "started_at", "Bắt đầu lúc", "Started", FIELD_TIME },
    { "finished_at", "Kết thúc lúc", "Finished", FIELD_TIME },
    { "attempts", "Số lần chạy", "Attempts", FIELD_INT, .max = 1000000 },
    { "progress", "Tiến độ", "Progress", FIELD_SHARE },
    { "failure", "Lỗi", "Failure", FIELD_TEXT, .max = 1000 },
    { 0 },
};

static const struct state states[] = {
    { "queued", "Đang chờ", "Queued", .live = true },
    { "running", "Đang chạy", "Running", .live = true },
    { "done", "Đã xong", "Done" },
    { "failed", "Lỗi", "Failed", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "start", "queued", "running", "Chạy", "Start" },
    { "finish", "running", "done", "Xong", "Finish" },
    { "fail", "running", "failed", "Báo lỗi", "Fail" },
    { "retry", "running", "queued", "Chạy lại", "Retry" },
    { "retry", "failed", "queued", "Chạy lại", "Retry", .by_hand = true },
    { "cancel", "queued", "cancelled", "Hủy", "Cancel", .by_hand = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "task", "dedupe_key" },
      .vi = "Công việc này đang chờ",
      .en = "This job is waiting already" },
    { 0 },
};

const struct kind kind_job = {
    .slug = "jobs",
    .name = "job",
    .vi = "Công việc nền",
    .en = "Job", .en_many = "Jobs",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "task",
    .internal = true,
    .role = ROLE_ADMIN,
};
