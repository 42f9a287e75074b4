/* SPDX-License-Identifier: Apache-2.0
 * What a body owes its superior for an entry of a programme's schedule and a period, from open to
 * issued (S0b-02, S0d-45, S0d-46, S1-31, S1-45, S2-18, S3-19; A6.2). Figures and texts stand in its
 * parts. A superior consolidates what it has accepted into its own, which is signed and issued as a
 * document. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true,
      .immutable = true },
    { "schedule_entry", "Kỳ báo cáo", "Schedule entry", FIELD_TEXT, .required = true,
      .immutable = true, .max = 60, .stands_for = STANDS_FOR_SCHEDULE },
    { "body", "Đơn vị báo cáo", "Reporting body", FIELD_REF, .ref = "bodies", .required = true,
      .immutable = true },
    { "period", "Kỳ số liệu", "Period", FIELD_TEXT, .required = true, .immutable = true,
      .max = 20 },
    { "title", "Tên báo cáo", "Title", FIELD_TEXT, .max = 500, .searchable = true },
    { "superior_body", "Nơi nhận báo cáo", "Reports to", FIELD_REF, .ref = "bodies" },
    { "via_body", "Qua ban, bộ phận", "Through", FIELD_REF, .ref = "bodies" },
    { "dispatch", "Theo yêu cầu", "Under the dispatch", FIELD_REF, .ref = "dispatches",
      .unlisted = true },
    { "cut_off", "Số liệu đến ngày", "Figures as of", FIELD_DATE },
    { "due_date", "Thời hạn", "Due", FIELD_DATE },
    { "due_operator", "Cách tính hạn", "Due operator", FIELD_CODE, .codes = due_operator_codes,
      .unlisted = true },
    { "final", "Số liệu chính thức", "Final figures", FIELD_BOOL },
    { "submitted_on", "Ngày gửi", "Submitted on", FIELD_DATE },
    { "returned_on", "Ngày trả lại", "Returned on", FIELD_DATE },
    { "accepted_on", "Ngày chấp nhận", "Accepted on", FIELD_DATE },
    { "issued_on", "Ngày phát hành", "Issued on", FIELD_DATE },
    { "prepared_by", "Người lập", "Prepared by", FIELD_REF, .ref = "cadres" },
    { "consolidated_into", "Được tổng hợp vào", "Consolidated into", FIELD_REF, .ref = "reports",
      .unlisted = true },
    { "reporters_expected", "Số đơn vị phải báo cáo", "Reporters expected", FIELD_INT,
      .max = 1000000 },
    { "reporters_received", "Số đơn vị đã báo cáo", "Reporters received", FIELD_INT,
      .max = 1000000 },
    { "document", "Văn bản phát hành", "Issued document", FIELD_REF, .ref = "documents",
      .unlisted = true },
    { "seal", "Mã đối chiếu nhật ký", "Audit head", FIELD_TEXT, .max = 100, .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "body.unit" },
    { 0 },
};

static const struct state states[] = {
    { "open", "Đang lập", "Open", .live = true },
    { "presented", "Chờ ký", "To be signed", .live = true },
    { "submitted", "Đã gửi", "Submitted", .live = true },
    { "returned", "Bị trả lại", "Returned", .live = true },
    { "accepted", "Đã chấp nhận", "Accepted", .live = true },
    { "consolidated", "Đã tổng hợp", "Consolidated", .live = true },
    { "issued", "Đã phát hành", "Issued", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "present", "open", "presented", "Trình ký", "Present for signing" },
    { "present", "returned", "presented", "Trình ký", "Present for signing" },
    { "return", "presented", "returned", "Trả lại", "Return", ROLE_LEADER, .reason = true },
    { "issue", "presented", "issued", "Ký, phát hành", "Issue", ROLE_LEADER, .signature = true },
    { "submit", "open", "submitted", "Gửi cấp trên", "Submit", ROLE_REPORTER },
    { "submit", "returned", "submitted", "Gửi cấp trên", "Submit", ROLE_REPORTER },
    { "return", "submitted", "returned", "Trả lại", "Return", .reason = true },
    { "return", "accepted", "returned", "Trả lại", "Return", .reason = true },
    { "accept", "submitted", "accepted", "Chấp nhận", "Accept" },
    { "consolidate", "accepted", "consolidated", "Tổng hợp", "Consolidate" },
    { "issue", "open", "issued", "Ký, phát hành", "Issue", ROLE_LEADER },
    { "issue", "accepted", "issued", "Ký, phát hành", "Issue", ROLE_LEADER, .signature = true },
    { "issue", "consolidated", "issued", "Ký, phát hành", "Issue", ROLE_LEADER, .signature = true },
    { "cancel", "open", "cancelled", "Hủy", "Cancel", .reason = true },
    { "cancel", "returned", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "programme", "schedule_entry", "body", "period" },
      .vi = "Đơn vị đã có báo cáo của kỳ này",
      .en = "The body has a report for this period already" },
    { 0 },
};

const struct kind kind_report = {
    .slug = "reports",
    .name = "report",
    .vi = "Báo cáo",
    .en = "Report", .en_many = "Reports",
    .group = "reports",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "title",
    .unit = "unit",
    .owner = "body",
    .date = "due_date",
};
