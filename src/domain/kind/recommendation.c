/* SPDX-License-Identifier: Apache-2.0
 * A recommendation (kiến nghị) with an addressee, a due date and what came of it: after a
 * supervision (B8), from a report's second part (S0c-II), from citizens' opinions (S0d-20), or a
 * difficulty escalated to the superior (S1-46, S3-39). The addressee may be a body without an
 * account: it is then a name. Overdue is computed, not a state. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code origin_codes[] = {
    { "supervision", "Từ giám sát", "Supervision" },
    { "criticism", "Từ phản biện xã hội", "Social criticism" },
    { "opinion", "Từ ý kiến nhân dân", "Citizens' opinion" },
    { "report", "Từ báo cáo", "Report" },
    { "difficulty", "Khó khăn, vướng mắc", "Difficulty escalated" },
    { "inspection", "Từ kiểm tra", "Inspection" },
    { 0 },
};

static const struct field fields[] = {
    { "subject", "Nội dung kiến nghị", "Subject", FIELD_TEXT, .required = true, .max = 1000,
      .searchable = true },
    { "detail", "Chi tiết", "Detail", FIELD_NOTE, .max = 20000, .unlisted = true },
    { "origin", "Nguồn", "Origin", FIELD_CODE, .codes = origin_codes, .required = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "from_body", "Cơ quan kiến nghị", "From", FIELD_REF, .ref = "bodies", .required = true },
    { "addressee_body", "Cơ quan được kiến nghị", "Addressee", FIELD_REF, .ref = "bodies" },
    { "addressee_name", "Tên cơ quan được kiến nghị", "Name of the addressee", FIELD_TEXT,
      .required = true, .searchable = true },
    { "supervision", "Cuộc giám sát", "Supervision", FIELD_REF, .ref = "supervisions" },
    { "finding", "Phát hiện", "Finding", FIELD_REF, .ref = "findings", .unlisted = true },
    { "opinion", "Ý kiến nhân dân", "Opinion", FIELD_REF, .ref = "opinions", .unlisted = true },
    { "criticism", "Phản biện", "Criticism", FIELD_REF, .ref = "criticisms", .unlisted = true },
    { "inspection", "Cuộc kiểm tra", "Inspection", FIELD_REF, .ref = "inspections",
      .unlisted = true },
    { "report", "Báo cáo", "Report", FIELD_REF, .ref = "reports", .unlisted = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "document_number", "Số văn bản", "Document number", FIELD_DOC_NUMBER },
    { "sent_on", "Ngày gửi", "Sent on", FIELD_DATE },
    { "due_date", "Thời hạn trả lời", "Due", FIELD_DATE },
    { "due_operator", "Cách tính hạn", "Due operator", FIELD_CODE, .codes = due_operator_codes,
      .unlisted = true },
    { "replied_on", "Ngày trả lời", "Replied on", FIELD_DATE },
    { "closed_on", "Ngày kết thúc", "Closed on", FIELD_DATE },
    { "reopened", "Số lần mở lại", "Times reopened", FIELD_INT, .max = 99 },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "from_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "draft", "Dự thảo", "Draft", .live = true },
    { "sent", "Đã gửi", "Sent", .live = true },
    { "acknowledged", "Đã tiếp nhận", "Acknowledged", .live = true },
    { "replied", "Đã trả lời", "Replied", .live = true },
    { "carried_out", "Đã thực hiện", "Carried out", .live = true },
    { "closed", "Đã kết thúc", "Closed", .live = true },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "send", "draft", "sent", "Gửi", "Send", ROLE_LEADER },
    { "acknowledge", "sent", "acknowledged", "Tiếp nhận", "Acknowledge" },
    { "reply", "sent", "replied", "Ghi nhận trả lời", "Record the reply" },
    { "reply", "acknowledged", "replied", "Ghi nhận trả lời", "Record the reply" },
    { "carry_out", "replied", "carried_out", "Đã thực hiện", "Carried out" },
    { "close", "replied", "closed", "Kết thúc", "Close" },
    { "close", "carried_out", "closed", "Kết thúc", "Close" },
    { "reopen", "replied", "sent", "Kiến nghị lại", "Reopen", .reason = true },
    { "reopen", "carried_out", "sent", "Kiến nghị lại", "Reopen", .reason = true },
    { "reopen", "closed", "sent", "Kiến nghị lại", "Reopen", .reason = true },
    { "withdraw", "draft", "withdrawn", "Rút", "Withdraw", .reason = true },
    { "withdraw", "sent", "withdrawn", "Rút", "Withdraw", ROLE_LEADER, .reason = true },
    { "withdraw", "acknowledged", "withdrawn", "Rút", "Withdraw", ROLE_LEADER, .reason = true },
    { 0 },
};

const struct kind kind_recommendation = {
    .slug = "recommendations",
    .name = "recommendation",
    .vi = "Kiến nghị",
    .en = "Recommendation", .en_many = "Recommendations",
    .group = "oversight",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "subject",
    .unit = "unit",
    .date = "sent_on",
};
