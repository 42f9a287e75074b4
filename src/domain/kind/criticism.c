/* SPDX-License-Identifier: Apache-2.0
 * Social criticism (phản biện xã hội) of a draft: the request comes in with the draft, a form is
 * chosen, an opinion goes out, the drafting agency answers (S3-15, S3-16, S4-13; B8 three forms) */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code reply_codes[] = {
    { "accepted", "Tiếp thu", "Accepted" },
    { "partly", "Tiếp thu một phần", "Accepted in part" },
    { "rejected", "Không tiếp thu, có giải trình", "Rejected with reasons" },
    { "none", "Không trả lời", "No answer" },
    { 0 },
};

static const struct field fields[] = {
    { "draft_title", "Dự thảo văn bản", "Draft", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "draft_document", "Tệp dự thảo", "Draft document", FIELD_REF, .ref = "documents",
      .unlisted = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "drafting_body", "Cơ quan soạn thảo", "Drafting body", FIELD_REF, .ref = "bodies" },
    { "drafting_name", "Tên cơ quan soạn thảo", "Name of the drafting body", FIELD_TEXT },
    { "lead_body", "Cơ quan chủ trì phản biện", "Led by", FIELD_REF, .ref = "bodies",
      .required = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "request_number", "Số văn bản đề nghị", "Number of the request", FIELD_DOC_NUMBER },
    { "requested_on", "Ngày nhận đề nghị", "Requested on", FIELD_DATE, .required = true },
    { "due_date", "Thời hạn", "Due", FIELD_DATE },
    { "due_operator", "Cách tính hạn", "Due operator", FIELD_CODE, .codes = due_operator_codes,
      .unlisted = true },
    { "form", "Hình thức phản biện", "Form", FIELD_CODE, .codes = criticism_form_codes },
    { "held_on", "Ngày tổ chức", "Held on", FIELD_DATE },
    { "contributions", "Số ý kiến tham gia", "Contributions", FIELD_INT, .max = 100000 },
    { "opinion", "Nội dung phản biện", "Opinion", FIELD_NOTE, .max = 50000, .unlisted = true },
    { "opinion_number", "Số văn bản phản biện", "Number of the opinion", FIELD_DOC_NUMBER },
    { "issued_on", "Ngày gửi văn bản phản biện", "Opinion sent on", FIELD_DATE },
    { "reply_outcome", "Kết quả tiếp thu", "Outcome", FIELD_CODE, .codes = reply_codes },
    { "reply", "Nội dung trả lời", "Reply", FIELD_NOTE, .max = 20000, .unlisted = true },
    { "replied_on", "Ngày trả lời", "Replied on", FIELD_DATE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "received", "Đã nhận dự thảo", "Received", .live = true },
    { "in_progress", "Đang phản biện", "In progress", .live = true },
    { "issued", "Đã gửi văn bản phản biện", "Opinion sent", .live = true },
    { "replied", "Đã có trả lời", "Answered", .live = true },
    { "closed", "Đã kết thúc", "Closed", .live = true },
    { "declined", "Không phản biện", "Declined" },
    { 0 },
};

static const struct transition transitions[] = {
    { "start", "received", "in_progress", "Chọn hình thức, tổ chức", "Choose the form" },
    { "decline", "received", "declined", "Không phản biện", "Decline", ROLE_LEADER,
      .reason = true },
    { "issue", "in_progress", "issued", "Gửi văn bản phản biện", "Send the opinion", ROLE_LEADER },
    { "reply", "issued", "replied", "Ghi nhận trả lời", "Record the answer" },
    { "close", "issued", "closed", "Kết thúc", "Close" },
    { "close", "replied", "closed", "Kết thúc", "Close" },
    { "reopen", "closed", "issued", "Mở lại", "Reopen", .reason = true },
    { 0 },
};

const struct kind kind_criticism = {
    .slug = "criticisms",
    .name = "criticism",
    .vi = "Phản biện xã hội",
    .en = "Social criticism", .en_many = "Social criticism",
    .group = "oversight",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "draft_title",
    .unit = "unit",
    .date = "requested_on",
};
