/* SPDX-License-Identifier: Apache-2.0
 * A work (công trình): something built and finished, by an organisation or with the people's land,
 * labour and money (S0d-04, S0d-31, S0d-32, S1-05, S1-11). Registered and published like models
 * (S0d-40) but a kind of its own (A6.6). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "name", "Tên công trình", "Name", FIELD_TEXT, .required = true, .max = 300,
      .searchable = true },
    { "type", "Loại công trình", "Type", FIELD_CODE, .codes = work_type_codes, .list = "work_type",
      .required = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Tổ chức chủ trì", "Leading body", FIELD_REF, .ref = "bodies",
      .required = true },
    { "supporting_organisations", "Tổ chức phối hợp", "Supporting organisations", FIELD_TEXT },
    { "cadre", "Cán bộ phụ trách", "Cadre in charge", FIELD_REF, .ref = "cadres" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm đăng ký", "Year registered", FIELD_YEAR, .required = true },
    { "registered_on", "Ngày đăng ký", "Registered on", FIELD_DATE },
    { "published_on", "Ngày công bố", "Published on", FIELD_DATE },
    { "started_on", "Ngày khởi công", "Started on", FIELD_DATE },
    { "due_on", "Dự kiến hoàn thành", "Planned completion", FIELD_DATE },
    { "completed_on", "Ngày hoàn thành", "Completed on", FIELD_DATE },
    { "quantity", "Khối lượng", "Quantity", FIELD_INT, .max = 1000000000 },
    { "measure", "Đơn vị tính", "Unit of measure", FIELD_TEXT, .max = 30 },
    { "value", "Tổng giá trị", "Value", FIELD_MONEY },
    { "budget_value", "Trong đó ngân sách", "From the budget", FIELD_MONEY },
    { "contributed_value", "Trong đó nhân dân, tổ chức đóng góp", "From contributions",
      FIELD_MONEY },
    { "labour_days", "Số ngày công", "Labour days", FIELD_INT, .max = 100000000 },
    { "land_m2", "Diện tích đất hiến (m²)", "Land given (m²)", FIELD_INT, .max = 1000000000 },
    { "fund_sources", "Nguồn kinh phí", "Fund sources", FIELD_CODES, .codes = fund_source_codes },
    { "households", "Số hộ hưởng lợi", "Households benefiting", FIELD_INT, .max = 10000000 },
    { "description", "Mô tả", "Description", FIELD_NOTE, .unlisted = true },
    { "results", "Kết quả, hiệu quả", "Results", FIELD_NOTE, .unlisted = true },
    { "grade", "Đánh giá", "Grade", FIELD_CODE, .codes = grade_codes },
    { "evaluated_on", "Ngày đánh giá", "Evaluated on", FIELD_DATE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "registered", "Đã đăng ký", "Registered", .live = true },
    { "published", "Đã công bố", "Published", .live = true },
    { "in_progress", "Đang thi công", "In progress", .live = true },
    { "completed", "Đã hoàn thành", "Completed", .live = true },
    { "evaluated", "Đã đánh giá", "Evaluated", .live = true },
    { "replicated", "Đã nhân rộng", "Replicated", .live = true },
    { "stopped", "Đã dừng", "Stopped" },
    { "withdrawn", "Đã rút đăng ký", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "publish", "registered", "published", "Công bố", "Publish", ROLE_LEADER },
    { "start", "registered", "in_progress", "Khởi công", "Start" },
    { "start", "published", "in_progress", "Khởi công", "Start" },
    { "complete", "in_progress", "completed", "Hoàn thành", "Complete" },
    { "evaluate", "completed", "evaluated", "Đánh giá", "Evaluate" },
    { "replicate", "evaluated", "replicated", "Nhân rộng", "Replicate" },
    { "withdraw", "registered", "withdrawn", "Rút đăng ký", "Withdraw", .reason = true },
    { "withdraw", "published", "withdrawn", "Rút đăng ký", "Withdraw", .reason = true },
    { "stop", "in_progress", "stopped", "Dừng", "Stop", .reason = true },
    { "resume", "stopped", "in_progress", "Tiếp tục", "Resume", .reason = true },
    { 0 },
};

const struct kind kind_work = {
    .slug = "works",
    .name = "work",
    .vi = "Công trình",
    .en = "Work", .en_many = "Works",
    .group = "models",
    .published = "published_on",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "name",
    .unit = "unit",
    .date = "registered_on",
};
