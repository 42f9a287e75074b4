/* SPDX-License-Identifier: Apache-2.0
 * Something an account should see: a deadline near, a report returned, a plan that could not be
 * met. Each names the record and the next action. Written by the program (DESIGN §1: every red item
 * carries its next action; reminders, đôn đốc: A6.2, S1-39). */
#include "domain/kind.h"

static const struct code topic_codes[] = {
    { "report_due", "Báo cáo sắp đến hạn", "A report is due" },
    { "report_returned", "Báo cáo bị trả lại", "A report came back" },
    { "plan_unmet", "Phương án chưa đủ tổ chức giúp", "A plan leaves somebody without help" },
    { 0 },
};

static const struct field fields[] = {
    { "account", "Tài khoản", "Account", FIELD_REF, .ref = "accounts", .required = true,
      .immutable = true },
    { "topic", "Loại thông báo", "Topic", FIELD_CODE, .codes = topic_codes, .required = true },
    { "message", "Nội dung", "Message", FIELD_TEXT, .required = true, .max = 500,
      .personal = PERSONAL_BASIC },
    { "subject_kind", "Loại hồ sơ", "Kind of record", FIELD_TEXT, .max = 40,
      .stands_for = STANDS_FOR_KIND },
    { "subject_id", "Mã hồ sơ", "Record", FIELD_INT, .unlisted = true,
      .stands_for = STANDS_FOR_RECORD },
    { "next_action", "Việc cần làm", "Next action", FIELD_TEXT, .max = 60 },
    { "due_date", "Thời hạn", "Due", FIELD_DATE },
    { "dedupe_key", "Khóa chống trùng", "Key against repeats", FIELD_TEXT, .max = 100,
      .unlisted = true, .technical = true },
    { "read_at", "Đã đọc lúc", "Read", FIELD_TIME },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "account", "dedupe_key" },
      .vi = "Thông báo này đã được gửi",
      .en = "This notification was sent already" },
    { 0 },
};

const struct kind kind_notification = {
    .slug = "notifications",
    .name = "notification",
    .vi = "Thông báo",
    .en = "Notification", .en_many = "Notifications",
    .group = "system",
    .fields = fields,
    .unique = unique,
    .label = "message",
    .owner = "account",
    .role = ROLE_ADMIN, /* its reader finds his own by the service that shows them */
    .internal = true,
};
