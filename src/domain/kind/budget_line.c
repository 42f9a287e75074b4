/* SPDX-License-Identifier: Apache-2.0
 * A line of the yearly funding plan of a programme: asked for, approved, spent, by source (S0c-I.5,
 * S1-36, S1-42, S3-33). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "body", "Đơn vị sử dụng", "Body", FIELD_REF, .ref = "bodies", .required = true },
    { "item", "Khoản mục", "Item", FIELD_TEXT, .required = true, .max = 300, .searchable = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "fund_source", "Nguồn kinh phí", "Fund source", FIELD_CODE, .codes = fund_source_codes,
      .required = true },
    { "planned", "Dự toán", "Planned", FIELD_MONEY },
    { "approved", "Được duyệt", "Approved", FIELD_MONEY },
    { "spent", "Đã sử dụng", "Spent", FIELD_MONEY },
    { "submission_number", "Số tờ trình", "Number of the submission", FIELD_DOC_NUMBER },
    { "approval_number", "Số quyết định duyệt", "Number of the approval", FIELD_DOC_NUMBER },
    { "approved_on", "Ngày duyệt", "Approved on", FIELD_DATE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "drafted", "Đang lập", "Drafted", .live = true },
    { "submitted", "Đã trình", "Submitted", .live = true },
    { "granted", "Đã phê duyệt", "Approved", .live = true },
    { "settled", "Đã quyết toán", "Settled", .live = true },
    { "refused", "Không được duyệt", "Refused" },
    { 0 },
};

static const struct transition transitions[] = {
    { "submit", "drafted", "submitted", "Trình", "Submit" },
    { "return", "submitted", "drafted", "Trả lại", "Return", ROLE_LEADER, .reason = true },
    { "approve", "submitted", "granted", "Phê duyệt", "Approve", ROLE_LEADER, .signature = true },
    { "refuse", "submitted", "refused", "Không duyệt", "Refuse", ROLE_LEADER, .reason = true },
    { "settle", "granted", "settled", "Quyết toán", "Settle" },
    { 0 },
};

const struct kind kind_budget_line = {
    .slug = "budget_lines",
    .name = "budget_line",
    .vi = "Dự toán kinh phí",
    .en = "Budget line", .en_many = "Budget lines",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "item",
    .unit = "unit",
    .date = "year",
};
