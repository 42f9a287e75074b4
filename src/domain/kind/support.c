/* SPDX-License-Identifier: Apache-2.0
 * Help that a household received (S0d-10 housing, S0d-11 emergencies, S0d-12 livelihood, S0d-13
 * education, jobs, health, visits and gifts; S1-30). What several gave together is several records
 * with one joint_group and shares that add up to the whole, so that each organisation's part is
 * known (S4-03) and the value is counted once. Sensitive help (S4-18) shows only in totals. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "type", "Loại hỗ trợ", "Type", FIELD_CODE, .codes = support_type_codes, .required = true },
    { "subtype", "Hình thức cụ thể", "Subtype", FIELD_CODE, .codes = support_subtype_codes,
      .list = "support_subtype" },
    { "on_date", "Ngày hỗ trợ", "Date", FIELD_DATE, .required = true, .ordered = true },
    { "value", "Giá trị", "Value", FIELD_MONEY },
    { "quantity", "Số lượng", "Quantity", FIELD_INT, .max = 1000000000 },
    { "measure", "Đơn vị tính", "Unit of measure", FIELD_TEXT, .max = 30 },
    { "description", "Nội dung", "What was given", FIELD_TEXT, .max = 500 },
    { "fund_source", "Nguồn kinh phí", "Fund source", FIELD_CODE, .codes = fund_source_codes },
    { "fund", "Quỹ chi", "Fund", FIELD_REF, .ref = "funds" },
    { "provider_body", "Tổ chức hỗ trợ", "Provided by", FIELD_REF, .ref = "bodies" },
    { "provider_name", "Nhà tài trợ, cá nhân hỗ trợ", "Provider, if no body", FIELD_TEXT },
    { "donor", "Nhà hảo tâm", "Donor", FIELD_REF, .ref = "donors", .unlisted = true },
    { "joint_group", "Mã hỗ trợ chung", "Joint support", FIELD_TEXT, .max = 40, .unlisted = true },
    { "share", "Tỷ lệ đóng góp", "Share", FIELD_SHARE },
    { "occasion", "Nhân dịp", "Occasion", FIELD_CODE, .codes = occasion_codes, .list = "occasion" },
    { "event_date", "Ngày xảy ra sự việc", "Date of the event", FIELD_DATE, .unlisted = true },
    { "sensitive", "Trường hợp nhạy cảm", "Sensitive case", FIELD_BOOL, .unlisted = true },
    { "assignment", "Theo phân công", "Under the assignment", FIELD_REF, .ref = "assignments" },
    { "need", "Đáp ứng nhu cầu", "Meets the need", FIELD_REF, .ref = "needs", .unlisted = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "provider_body.organisation" },
    { "household_class", "Phân loại hộ", "Class of the household", FIELD_CODE,
      .codes = poverty_class_codes, .carried = "assignment.household_class" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "activity", "Tại hoạt động", "At the activity", FIELD_REF, .ref = "activities",
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "recorded", "Đã ghi nhận", "Recorded", .live = true },
    { "confirmed", "Hộ đã xác nhận", "Confirmed", .live = true },
    { "void", "Đã hủy", "Void" },
    { 0 },
};

static const struct transition transitions[] = {
    { "confirm", "recorded", "confirmed", "Xác nhận đã nhận", "Confirm", ROLE_REPORTER },
    { "void", "*", "void", "Hủy", "Void", .reason = true },
    { 0 },
};

const struct kind kind_support = {
    .slug = "supports",
    .name = "support",
    .vi = "Hỗ trợ hộ",
    .en = "Support", .en_many = "Supports",
    .group = "help",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "type",
    .unit = "unit",
    .owner = "household",
    .date = "on_date",
};
