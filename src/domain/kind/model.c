/* SPDX-License-Identifier: Apache-2.0
 * A model (mô hình): a way of doing things that people keep up and others copy. Not a work (công
 * trình, built and finished) nor a work item (phần việc): A6.6. Registered by an organisation for a
 * commune (S0d-04, S0d-25, S0d-29 “3 sạch”, S0d-33, S0d-35, S4-10, S4-14, S4-16), published by the
 * province (S0d-40), tagged with the campaign's contents (S1-04), copied elsewhere (S3-09, S1-16).
 * Who it is for: S3-08. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "name", "Tên mô hình", "Name", FIELD_TEXT, .required = true, .max = 300, .searchable = true },
    { "type", "Loại mô hình", "Type", FIELD_CODE, .codes = model_type_codes, .list = "model_type",
      .required = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "subject_level", "Đối tượng", "For whom", FIELD_CODE, .codes = subject_level_codes },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Tổ chức chủ trì", "Leading body", FIELD_REF, .ref = "bodies",
      .required = true },
    { "supporting_organisations", "Tổ chức phối hợp", "Supporting organisations", FIELD_TEXT },
    { "cadre", "Cán bộ phụ trách", "Cadre in charge", FIELD_REF, .ref = "cadres" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm đăng ký", "Year registered", FIELD_YEAR, .required = true },
    { "registered_on", "Ngày đăng ký", "Registered on", FIELD_DATE },
    { "published_on", "Ngày công bố", "Published on", FIELD_DATE },
    { "started_on", "Ngày bắt đầu", "Started on", FIELD_DATE },
    { "completed_on", "Ngày hoàn thành", "Completed on", FIELD_DATE },
    { "stopped_on", "Ngày dừng", "Stopped on", FIELD_DATE },
    { "pilot", "Mô hình điểm", "Pilot", FIELD_BOOL },
    { "participants", "Số người tham gia", "Participants", FIELD_INT, .max = 10000000 },
    { "households", "Số hộ hưởng lợi", "Households benefiting", FIELD_INT, .max = 10000000 },
    { "poor_households", "Trong đó hộ nghèo, cận nghèo", "Poor households among them", FIELD_INT,
      .max = 10000000 },
    { "funding", "Kinh phí", "Funding", FIELD_MONEY },
    { "fund_sources", "Nguồn kinh phí", "Fund sources", FIELD_CODES, .codes = fund_source_codes },
    { "description", "Mô tả", "Description", FIELD_NOTE, .unlisted = true },
    { "results", "Kết quả, hiệu quả", "Results", FIELD_NOTE, .unlisted = true },
    { "grade", "Đánh giá", "Grade", FIELD_CODE, .codes = grade_codes },
    { "evaluated_on", "Ngày đánh giá", "Evaluated on", FIELD_DATE },
    { "replicated_from", "Nhân rộng từ mô hình", "Replicated from", FIELD_REF, .ref = "models" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "registered", "Đã đăng ký", "Registered", .live = true },
    { "published", "Đã công bố", "Published", .live = true },
    { "in_progress", "Đang thực hiện", "In progress", .live = true },
    { "completed", "Đã hoàn thành", "Completed", .live = true },
    { "maintained", "Đang duy trì", "Maintained", .live = true },
    { "evaluated", "Đã đánh giá", "Evaluated", .live = true },
    { "replicated", "Đã nhân rộng", "Replicated", .live = true },
    { "stopped", "Đã dừng", "Stopped" },
    { "withdrawn", "Đã rút đăng ký", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "publish", "registered", "published", "Công bố", "Publish", ROLE_LEADER },
    { "start", "registered", "in_progress", "Bắt đầu thực hiện", "Start" },
    { "start", "published", "in_progress", "Bắt đầu thực hiện", "Start" },
    { "complete", "in_progress", "completed", "Hoàn thành", "Complete" },
    { "maintain", "in_progress", "maintained", "Đưa vào duy trì", "Maintain" },
    { "maintain", "completed", "maintained", "Đưa vào duy trì", "Maintain" },
    { "maintain", "evaluated", "maintained", "Đưa vào duy trì", "Maintain" },
    { "evaluate", "completed", "evaluated", "Đánh giá", "Evaluate" },
    { "evaluate", "maintained", "evaluated", "Đánh giá", "Evaluate" },
    { "replicate", "maintained", "replicated", "Nhân rộng", "Replicate" },
    { "replicate", "evaluated", "replicated", "Nhân rộng", "Replicate" },
    { "withdraw", "registered", "withdrawn", "Rút đăng ký", "Withdraw", .reason = true },
    { "withdraw", "published", "withdrawn", "Rút đăng ký", "Withdraw", .reason = true },
    { "stop", "in_progress", "stopped", "Dừng", "Stop", .reason = true },
    { "stop", "completed", "stopped", "Dừng", "Stop", .reason = true },
    { "stop", "maintained", "stopped", "Dừng", "Stop", .reason = true },
    { "stop", "evaluated", "stopped", "Dừng", "Stop", .reason = true },
    { "stop", "replicated", "stopped", "Dừng", "Stop", .reason = true },
    { "resume", "stopped", "in_progress", "Tiếp tục", "Resume", .reason = true },
    { 0 },
};

const struct kind kind_model = {
    .slug = "models",
    .name = "model",
    .vi = "Mô hình",
    .en = "Model", .en_many = "Models",
    .group = "models",
    .published = "published_on",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .named_afar = true,
    .label = "name",
    .unit = "unit",
    .date = "registered_on",
};
