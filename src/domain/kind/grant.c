/* SPDX-License-Identifier: Apache-2.0
 * Money of a fund set aside for a household or a place: proposed, approved by the board, paid,
 * accounted for. The score by which it was placed is kept (S2-11 right recipient and purpose, S2-12
 * communes on the new rural roadmap and with high poverty first, S1-30 houses). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "fund", "Quỹ", "Fund", FIELD_REF, .ref = "funds", .required = true, .immutable = true },
    { "unit", "Địa bàn thụ hưởng", "Place", FIELD_REF, .ref = "units", .required = true },
    { "household", "Hộ thụ hưởng", "Household", FIELD_REF, .ref = "households" },
    { "recipient_fund", "Quỹ nhận phân bổ", "Receiving fund", FIELD_REF, .ref = "funds" },
    { "recipient_name", "Người nhận", "Recipient", FIELD_TEXT, .personal = PERSONAL_BASIC },
    { "purpose", "Mục đích", "Purpose", FIELD_CODE, .codes = support_type_codes, .required = true },
    { "subtype", "Hình thức cụ thể", "Subtype", FIELD_CODE, .codes = support_subtype_codes,
      .list = "support_subtype" },
    { "amount", "Số tiền", "Amount", FIELD_MONEY, .required = true, .min = 1,
      .max = 1000000000000000 },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    /* Of which points they are made tells a policy household, and one that cannot work. */
    { "priority_score", "Điểm ưu tiên", "Priority score", FIELD_INT, .max = 1000000, .personal = PERSONAL_SENSITIVE },
    { "priority_reason", "Căn cứ ưu tiên", "Why this place in the list", FIELD_NOTE,
      .personal = PERSONAL_SENSITIVE, .unlisted = true },
    { "proposed_on", "Ngày đề nghị", "Proposed on", FIELD_DATE },
    { "decided_on", "Ngày duyệt", "Approved on", FIELD_DATE },
    { "decision_number", "Số quyết định", "Decision number", FIELD_DOC_NUMBER },
    { "paid_on", "Ngày chi", "Paid on", FIELD_DATE },
    { "used_on", "Ngày hoàn thành sử dụng", "Used by", FIELD_DATE },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "fund.organisation" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "proposed", "Đề nghị", "Proposed", .live = true },
    { "approved", "Đã duyệt", "Approved", .live = true },
    { "paid", "Đã chi", "Paid", .live = true },
    { "settled", "Đã quyết toán", "Settled", .live = true },
    { "refused", "Không được duyệt", "Refused" },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "approve", "proposed", "approved", "Duyệt", "Approve", ROLE_LEADER, .signature = true },
    { "refuse", "proposed", "refused", "Không duyệt", "Refuse", ROLE_LEADER, .reason = true },
    { "pay", "approved", "paid", "Chi", "Pay" },
    { "settle", "paid", "settled", "Quyết toán", "Settle" },
    { "cancel", "proposed", "cancelled", "Hủy", "Cancel", .reason = true },
    { "cancel", "approved", "cancelled", "Hủy", "Cancel", ROLE_LEADER, .reason = true },
    { 0 },
};

const struct kind kind_grant = {
    .slug = "grants",
    .name = "grant",
    .vi = "Khoản chi từ quỹ",
    .en = "Grant", .en_many = "Grants",
    .group = "money",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unit = "unit",
    .owner = "fund",
    .date = "decided_on",
};
