/* SPDX-License-Identifier: Apache-2.0
 * That a household left poverty, with whose help, and whether it stayed out. S0d-45 counts those
 * out of poverty for good, which no source defines (A6.6): `sustained` says that the programme's
 * rule was met, `relapsed` that it was not. S4-08: each branch lists those it helped out; S4-09,
 * S0c-I.3c. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "year", "Năm thoát nghèo", "Year", FIELD_YEAR, .required = true, .immutable = true },
    { "escaped_on", "Ngày công nhận thoát nghèo", "Escaped on", FIELD_DATE },
    { "from_class", "Từ", "From", FIELD_CODE, .codes = poverty_class_codes, .required = true },
    { "to_class", "Thành", "To", FIELD_CODE, .codes = poverty_class_codes, .required = true },
    { "standard", "Chuẩn nghèo", "Standard", FIELD_CODE, .codes = poverty_standard_codes,
      .list = "poverty_standard" },
    { "classification", "Kết quả rà soát", "Classification", FIELD_REF, .ref = "classifications",
      .unlisted = true },
    { "assignment", "Theo phân công", "Under the assignment", FIELD_REF, .ref = "assignments" },
    { "decision_number", "Số quyết định", "Decision number", FIELD_DOC_NUMBER },
    { "factors", "Nhờ những hỗ trợ", "Thanks to", FIELD_CODES, .codes = support_type_codes },
    { "sustained_on", "Thoát nghèo bền vững từ", "Sustained since", FIELD_DATE },
    { "relapsed_on", "Tái nghèo từ", "Relapsed on", FIELD_DATE },
    { "lead_body", "Tổ chức giúp đỡ", "Helped by", FIELD_REF, .ref = "bodies",
      .carried = "assignment.lead_body" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "assignment.organisation" },
    { "head_name", "Chủ hộ", "Head of household", FIELD_PERSON_NAME, .personal = PERSONAL_BASIC,
      .carried = "household.head_name" },
    { "ethnicity", "Dân tộc", "Ethnic group", FIELD_CODE, .codes = ethnicity_codes,
      .personal = PERSONAL_SENSITIVE, .carried = "household.ethnicity" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "counted_by", "Tính theo bản ghi", "Counted by record", FIELD_REF, .ref = "escape_outcomes",
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "provisional", "Sơ bộ (ước)", "Provisional", .live = true },
    { "confirmed", "Đã công nhận", "Confirmed", .live = true },
    { "sustained", "Thoát nghèo bền vững", "Sustained", .live = true },
    { "relapsed", "Tái nghèo", "Relapsed", .live = true },
    { "void", "Đã hủy", "Void" },
    { 0 },
};

static const struct transition transitions[] = {
    { "confirm", "provisional", "confirmed", "Công nhận", "Confirm" },
    { "sustain", "confirmed", "sustained", "Công nhận bền vững", "Sustain" },
    { "relapse", "confirmed", "relapsed", "Tái nghèo", "Relapse" },
    { "relapse", "sustained", "relapsed", "Tái nghèo", "Relapse" },
    { "void", "*", "void", "Hủy", "Void", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household", "year" },
      .vi = "Hộ đã được ghi thoát nghèo trong năm",
      .en = "The household's escape in this year is recorded already" },
    { 0 },
};

const struct kind kind_escape_outcome = {
    .slug = "escape_outcomes",
    .name = "escape_outcome",
    .vi = "Kết quả thoát nghèo",
    .en = "Escape from poverty", .en_many = "Escapes from poverty",
    .group = "help",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .owner = "household",
    .date = "year",
    .same_as = "counted_by",
};
