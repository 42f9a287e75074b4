/* SPDX-License-Identifier: Apache-2.0
 * Word that a household has fallen into utter hardship (cùng cực) or may soon: nobody may be in it
 * without an organisation knowing and helping (S0d-02, S4-06, S0d-11). An open alert without a body
 * in charge is the gravest item of a coverage list. */
#include "domain/kind.h"

static const struct code reason_codes[] = {
    { "disaster", "Thiên tai, hỏa hoạn", "Disaster or fire" },
    { "accident", "Tai nạn, rủi ro", "Accident" },
    { "illness", "Bệnh nặng", "Serious illness" },
    { "death", "Mất người lao động chính", "Loss of the breadwinner" },
    { "income_loss", "Mất việc, mất thu nhập", "Loss of income" },
    { "housing", "Mất chỗ ở, nhà có nguy cơ sập", "Loss of shelter" },
    { "hunger", "Thiếu đói", "Hunger" },
    { "abandoned", "Không nơi nương tựa", "Without support" },
    { "other", "Lý do khác", "Other" },
    { 0 },
};

static const struct code severity_codes[] = {
    { "destitute", "Cùng cực", "Destitute" },
    { "at_risk", "Có nguy cơ", "At risk" },
    { 0 },
};

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "reason", "Nguyên nhân", "Reason", FIELD_CODE, .codes = reason_codes, .required = true,
      .personal = PERSONAL_SENSITIVE },
    { "severity", "Mức độ", "Severity", FIELD_CODE, .codes = severity_codes, .required = true },
    { "found_on", "Ngày phát hiện", "Found on", FIELD_DATE, .required = true },
    { "found_by", "Người, tổ chức phát hiện", "Found by", FIELD_TEXT, .personal = PERSONAL_BASIC },
    { "description", "Hoàn cảnh", "Circumstances", FIELD_NOTE, .personal = PERSONAL_SENSITIVE,
      .unlisted = true },
    { "lead_body", "Tổ chức nhận giúp đỡ", "Body in charge", FIELD_REF, .ref = "bodies" },
    { "due_date", "Thời hạn xử lý", "Due", FIELD_DATE },
    { "first_help_on", "Hỗ trợ đầu tiên ngày", "First help on", FIELD_DATE },
    { "resolved_on", "Ngày giải quyết xong", "Resolved on", FIELD_DATE },
    { "result", "Kết quả", "Result", FIELD_NOTE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "raised", "Mới báo", "Raised", .live = true },
    { "confirmed", "Đã xác minh", "Confirmed", .live = true },
    { "being_helped", "Đang được giúp đỡ", "Being helped", .live = true },
    { "resolved", "Đã giải quyết", "Resolved", .live = true },
    { "dismissed", "Không đúng", "Dismissed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "confirm", "raised", "confirmed", "Xác minh", "Confirm", ROLE_REPORTER },
    { "help", "raised", "being_helped", "Nhận giúp đỡ", "Take charge" },
    { "help", "confirmed", "being_helped", "Nhận giúp đỡ", "Take charge" },
    { "resolve", "being_helped", "resolved", "Giải quyết xong", "Resolve" },
    { "reopen", "resolved", "being_helped", "Mở lại", "Reopen", .reason = true },
    { "dismiss", "raised", "dismissed", "Không đúng", "Dismiss", .reason = true },
    { "dismiss", "confirmed", "dismissed", "Không đúng", "Dismiss", .reason = true },
    { 0 },
};

const struct kind kind_hardship_alert = {
    .slug = "hardship_alerts",
    .name = "hardship_alert",
    .vi = "Tin báo hoàn cảnh cùng cực",
    .en = "Hardship alert", .en_many = "Hardship alerts",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unit = "unit",
    .owner = "household",
    .date = "found_on",
};
