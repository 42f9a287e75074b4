/* SPDX-License-Identifier: Apache-2.0
 * A request to many bodies with a due date: report by this outline, register your models, give your
 * opinion (S0a, S0b, S4-19). Its child cites it and is due before it (S0a-03, S0a-04). A due date
 * that is the day of issue or has passed is accepted and shown as without lead time (S0d-39). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code purpose_codes[] = {
    { "report", "Yêu cầu báo cáo", "Report" },
    { "registration", "Đăng ký mô hình, công trình, nội dung", "Registration" },
    { "review", "Rà soát danh sách", "Review of lists" },
    { "opinion", "Góp ý, phản biện", "Opinion" },
    { "implementation", "Triển khai thực hiện", "Implementation" },
    { "other", "Khác", "Other" },
    { 0 },
};

static const struct field fields[] = {
    { "subject", "Nội dung yêu cầu", "Subject", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "purpose", "Loại yêu cầu", "Purpose", FIELD_CODE, .codes = purpose_codes, .required = true },
    { "from_body", "Cơ quan yêu cầu", "From", FIELD_REF, .ref = "bodies", .required = true,
      .immutable = true },
    { "via_body", "Gửi về qua", "Through", FIELD_REF, .ref = "bodies" },
    { "contact", "Cán bộ liên hệ", "Contact", FIELD_REF, .ref = "cadres" },
    { "document", "Công văn", "Letter", FIELD_REF, .ref = "documents" },
    { "parent", "Theo yêu cầu của cấp trên", "Under the request", FIELD_REF, .ref = "dispatches" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "schedule_entry", "Kỳ báo cáo", "Schedule entry", FIELD_TEXT, .max = 60,
      .stands_for = STANDS_FOR_SCHEDULE },
    { "period", "Kỳ số liệu", "Period", FIELD_TEXT, .max = 20 },
    { "outline", "Đề cương", "Outline", FIELD_TEXT, .max = 60, .stands_for = STANDS_FOR_OUTLINE },
    { "sent_on", "Ngày gửi", "Sent on", FIELD_DATE },
    { "due_date", "Thời hạn", "Due", FIELD_DATE, .required = true },
    { "due_operator", "Cách tính hạn", "Due operator", FIELD_CODE, .codes = due_operator_codes,
      .required = true },
    { "content", "Yêu cầu cụ thể", "Details", FIELD_NOTE, .max = 20000, .unlisted = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "from_body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "from_body.unit" },
    { 0 },
};

static const struct state states[] = {
    { "draft", "Dự thảo", "Draft", .live = true },
    { "sent", "Đã gửi", "Sent", .live = true },
    { "closed", "Đã kết thúc", "Closed", .live = true },
    { "recalled", "Đã thu hồi", "Recalled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "send", "draft", "sent", "Gửi", "Send" },
    { "close", "sent", "closed", "Kết thúc", "Close" },
    { "reopen", "closed", "sent", "Mở lại", "Reopen", .reason = true },
    { "recall", "draft", "recalled", "Thu hồi", "Recall", .reason = true },
    { "recall", "sent", "recalled", "Thu hồi", "Recall", ROLE_LEADER, .reason = true },
    { 0 },
};

const struct kind kind_dispatch = {
    .slug = "dispatches",
    .name = "dispatch",
    .vi = "Yêu cầu, đề nghị",
    .en = "Dispatch", .en_many = "Dispatches",
    .group = "programme",
    .shared = true,
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "subject",
    .unit = "unit",
    .owner = "from_body",
    .date = "sent_on",
};
