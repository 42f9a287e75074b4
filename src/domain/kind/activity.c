/* SPDX-License-Identifier: Apache-2.0
 * Something that took place: a session, training, festival day, broadcast, review meeting
 * (S0c-I.3a, S1-13, S1-17, S1-18, S1-20 with its review of the year, S1-29, S2-02, S3-19, S3-20,
 * S3-35). Households that took part: activity_households, or only their number where no list was
 * kept (S0c-I.3b: the denominator is stated beside it). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code audience_codes[] = {
    { "officials", "Cán bộ, công chức", "Officials" },
    { "party_members", "Đảng viên", "Party members" },
    { "members", "Đoàn viên, hội viên", "Members" },
    { "people", "Các tầng lớp nhân dân", "The people" },
    { "poor_households", "Hộ nghèo, cận nghèo", "Poor households" },
    { "youth", "Thanh thiếu nhi", "Youth" },
    { "workers", "Người lao động", "Workers" },
    { 0 },
};

static const struct field fields[] = {
    { "name", "Tên hoạt động", "Name", FIELD_TEXT, .required = true, .max = 300,
      .searchable = true },
    { "type", "Loại hoạt động", "Type", FIELD_CODE, .codes = activity_type_codes,
      .list = "activity_type", .required = true },
    { "channels", "Hình thức", "Channels", FIELD_CODES, .codes = channel_codes, .list = "channel" },
    { "audiences", "Đối tượng", "Audiences", FIELD_CODES, .codes = audience_codes },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Cơ quan chủ trì", "Leading body", FIELD_REF, .ref = "bodies",
      .required = true },
    { "supporting_organisations", "Đơn vị phối hợp", "Supporting organisations", FIELD_TEXT },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "on_date", "Ngày tổ chức", "On", FIELD_DATE, .required = true },
    { "to_date", "Đến ngày", "Until", FIELD_DATE },
    { "venue", "Địa điểm", "Venue", FIELD_TEXT },
    { "sessions", "Số buổi, số kỳ", "Sessions", FIELD_INT, .max = 100000 },
    { "attendees", "Số lượt người", "Attendees", FIELD_INT, .max = 10000000 },
    { "household_count", "Số hộ tham gia", "Households taking part", FIELD_INT, .max = 1000000 },
    { "household_total", "Tổng số hộ của địa bàn", "Households in all", FIELD_INT, .max = 1000000 },
    { "copies", "Số tài liệu, tin bài", "Copies or items", FIELD_INT, .max = 10000000 },
    { "cost", "Kinh phí", "Cost", FIELD_MONEY },
    { "fund_source", "Nguồn kinh phí", "Fund source", FIELD_CODE, .codes = fund_source_codes },
    { "results", "Kết quả", "Results", FIELD_NOTE, .unlisted = true },
    { "year_review", "Đánh giá kết quả một năm", "Review of the year", FIELD_NOTE, .max = 20000,
      .unlisted = true },
    { "commended", "Số tập thể, cá nhân được biểu dương", "Commended", FIELD_INT, .max = 100000 },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "planned", "Dự kiến", "Planned", .live = true },
    { "held", "Đã tổ chức", "Held", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "hold", "planned", "held", "Đã tổ chức", "Hold", ROLE_REPORTER },
    { "reopen", "held", "planned", "Mở lại", "Reopen", .reason = true },
    { "cancel", "*", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

const struct kind kind_activity = {
    .slug = "activities",
    .name = "activity",
    .vi = "Hoạt động",
    .en = "Activity", .en_many = "Activities",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "name",
    .unit = "unit",
    .date = "on_date",
};
