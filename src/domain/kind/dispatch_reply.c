/* SPDX-License-Identifier: Apache-2.0
 * What one body owes to a dispatch and what it has answered (S0a-02: each of the group has its own
 * obligation; S0b-01, S0b-06 lead times). Whether the letter says "đề nghị" or "yêu cầu" follows
 * the relation (A6.3). Reminders (đôn đốc) are counted. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "dispatch", "Yêu cầu", "Dispatch", FIELD_REF, .ref = "dispatches", .required = true,
      .immutable = true },
    { "body", "Cơ quan thực hiện", "Body", FIELD_REF, .ref = "bodies", .required = true,
      .immutable = true },
    { "relation", "Quan hệ", "Relation", FIELD_CODE, .codes = relation_codes },
    { "due_date", "Thời hạn", "Due", FIELD_DATE },
    { "due_operator", "Cách tính hạn", "Due operator", FIELD_CODE, .codes = due_operator_codes,
      .unlisted = true },
    { "arrival_date", "Ngày nhận", "Arrived on", FIELD_DATE },
    { "replied_on", "Ngày trả lời", "Replied on", FIELD_DATE },
    { "reply_number", "Số văn bản trả lời", "Number of the reply", FIELD_DOC_NUMBER },
    { "reply_document", "Văn bản trả lời", "Reply", FIELD_REF, .ref = "documents",
      .unlisted = true },
    { "report", "Báo cáo", "Report", FIELD_REF, .ref = "reports", .unlisted = true },
    { "child_dispatch", "Đã triển khai xuống dưới", "Passed on as", FIELD_REF, .ref = "dispatches",
      .unlisted = true },
    { "reminders", "Số lần đôn đốc", "Reminders", FIELD_INT, .max = 999 },
    { "reminded_on", "Đôn đốc gần nhất", "Last reminded on", FIELD_DATE },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "body.unit" },
    { 0 },
};

static const struct state states[] = {
    { "pending", "Chưa nhận", "Pending", .live = true },
    { "acknowledged", "Đã nhận", "Acknowledged", .live = true },
    { "replied", "Đã trả lời", "Replied", .live = true },
    { "returned", "Đã trả lại", "Returned", .live = true },
    { "accepted", "Đã chấp nhận", "Accepted", .live = true },
    { "waived", "Được miễn", "Waived", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "acknowledge", "pending", "acknowledged", "Đã nhận", "Acknowledge", ROLE_REPORTER },
    { "reply", "pending", "replied", "Trả lời", "Reply", ROLE_REPORTER },
    { "reply", "acknowledged", "replied", "Trả lời", "Reply", ROLE_REPORTER },
    { "reply", "returned", "replied", "Trả lời", "Reply", ROLE_REPORTER },
    { "return", "replied", "returned", "Trả lại", "Return", .reason = true },
    { "accept", "replied", "accepted", "Chấp nhận", "Accept" },
    { "waive", "pending", "waived", "Miễn", "Waive", .reason = true },
    { "waive", "acknowledged", "waived", "Miễn", "Waive", .reason = true },
    { "cancel", "pending", "cancelled", "Hủy", "Cancel", .reason = true },
    { "cancel", "acknowledged", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "dispatch", "body" },
      .vi = "Cơ quan này đã có trong yêu cầu",
      .en = "The body is in the dispatch already" },
    { 0 },
};

const struct kind kind_dispatch_reply = {
    .slug = "dispatch_replies",
    .name = "dispatch_reply",
    .vi = "Trả lời yêu cầu",
    .en = "Reply to a dispatch", .en_many = "Replies to dispatches",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .owner = "dispatch",
    .date = "replied_on",
};
