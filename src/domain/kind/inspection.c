/* SPDX-License-Identifier: Apache-2.0
 * An inspection or evaluation on the spot (kiểm tra): at least one a year by the Front (S0d-22,
 * S2-17, S1-37, S1-43), with departments invited and the other way round (S3-18). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "title", "Nội dung kiểm tra", "Title", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Cơ quan chủ trì", "Led by", FIELD_REF, .ref = "bodies", .required = true },
    { "inspected_body", "Đơn vị được kiểm tra", "Inspected body", FIELD_REF, .ref = "bodies" },
    { "inspected_name", "Tên đơn vị được kiểm tra", "Name of the inspected body", FIELD_TEXT },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "plan_number", "Số kế hoạch kiểm tra", "Number of the plan", FIELD_DOC_NUMBER },
    { "from_date", "Từ ngày", "From", FIELD_DATE },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "households_visited", "Số hộ đến thăm", "Households visited", FIELD_INT, .max = 100000 },
    { "merits", "Ưu điểm", "Merits", FIELD_NOTE, .unlisted = true },
    { "shortcomings", "Hạn chế", "Shortcomings", FIELD_NOTE, .unlisted = true },
    { "conclusion", "Kết luận", "Conclusion", FIELD_NOTE, .unlisted = true },
    { "conclusion_number", "Số thông báo kết luận", "Number of the conclusion", FIELD_DOC_NUMBER },
    { "grade", "Đánh giá", "Grade", FIELD_CODE, .codes = grade_codes },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "planned", "Trong kế hoạch", "Planned", .live = true },
    { "in_progress", "Đang kiểm tra", "In progress", .live = true },
    { "concluded", "Đã kết luận", "Concluded", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "start", "planned", "in_progress", "Bắt đầu", "Start" },
    { "conclude", "in_progress", "concluded", "Kết luận", "Conclude", ROLE_LEADER },
    { "reopen", "concluded", "in_progress", "Mở lại", "Reopen", ROLE_LEADER, .reason = true },
    { "cancel", "planned", "cancelled", "Hủy", "Cancel", .reason = true },
    { "cancel", "in_progress", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

const struct kind kind_inspection = {
    .slug = "inspections",
    .name = "inspection",
    .vi = "Kiểm tra",
    .en = "Inspection", .en_many = "Inspections",
    .group = "oversight",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "title",
    .unit = "unit",
    .date = "from_date",
};
