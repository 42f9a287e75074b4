/* SPDX-License-Identifier: Apache-2.0
 * A supervision by the Front or a member organisation (S1-15, S2-13, S3-10 to S3-14, S4-13):
 * topics, one of the four forms of Joint Resolution 403/2017 (B8), the body supervised, findings,
 * recommendations. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "title", "Nội dung giám sát", "Title", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "topics", "Chuyên đề", "Topics", FIELD_CODES, .codes = supervision_topic_codes,
      .list = "supervision_topic", .required = true },
    { "form", "Hình thức giám sát", "Form", FIELD_CODE, .codes = supervision_form_codes,
      .required = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Cơ quan chủ trì", "Led by", FIELD_REF, .ref = "bodies", .required = true },
    { "supporting_organisations", "Đơn vị phối hợp", "Supporting organisations", FIELD_TEXT },
    { "supervised_body", "Cơ quan được giám sát", "Supervised body", FIELD_REF, .ref = "bodies" },
    { "supervised_name", "Tên cơ quan được giám sát (nếu chưa có trong hệ thống)",
      "Supervised body, if not in the registers", FIELD_TEXT },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "plan_number", "Số kế hoạch giám sát", "Number of the plan", FIELD_DOC_NUMBER },
    { "from_date", "Từ ngày", "From", FIELD_DATE },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "documents_reviewed", "Số văn bản đã xem xét", "Documents reviewed", FIELD_INT,
      .max = 100000 },
    { "conclusion", "Kết quả giám sát", "Conclusion", FIELD_NOTE, .max = 20000, .unlisted = true },
    { "report_number", "Số báo cáo giám sát", "Number of the report", FIELD_DOC_NUMBER },
    { "report_document", "Báo cáo giám sát", "Report", FIELD_REF, .ref = "documents",
      .unlisted = true },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "planned", "Trong kế hoạch", "Planned", .live = true },
    { "in_progress", "Đang giám sát", "In progress", .live = true },
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

const struct kind kind_supervision = {
    .slug = "supervisions",
    .name = "supervision",
    .vi = "Giám sát",
    .en = "Supervision", .en_many = "Supervisions",
    .group = "oversight",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "title",
    .unit = "unit",
    .date = "from_date",
};
