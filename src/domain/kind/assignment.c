/* SPDX-License-Identifier: Apache-2.0
 * Which body leads the help to a household in a year (phân công). One live lead per household and
 * year whatever the programme (S0d-08 "không trùng lặp, không bỏ sót"); the database refuses a
 * second. Supporting bodies are named beside it. A hand-over ends one assignment and opens the
 * next, so the history by year stays. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code origin_codes[] = {
    { "plan", "Phương án của hệ thống", "Planned" },
    { "consultation", "Hiệp thương", "Agreed in consultation" },
    { "registration", "Tổ chức đăng ký", "Registered by the organisation" },
    { "hand_over", "Bàn giao", "Handed over" },
    { 0 },
};

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true, .immutable = true },
    { "lead_body", "Tổ chức nhận giúp đỡ", "Leading body", FIELD_REF, .ref = "bodies",
      .required = true, .immutable = true },
    { "cadre", "Cán bộ phụ trách", "Cadre in charge", FIELD_REF, .ref = "cadres" },
    { "classification", "Kết quả rà soát", "Classification", FIELD_REF, .ref = "classifications",
      .unlisted = true },
    { "supporting_organisations", "Tổ chức phối hợp", "Supporting organisations", FIELD_TEXT },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "origin", "Căn cứ phân công", "Origin", FIELD_CODE, .codes = origin_codes },
    { "from_date", "Từ ngày", "From", FIELD_DATE, .required = true },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { "household_class", "Phân loại hộ", "Class of the household", FIELD_CODE,
      .codes = poverty_class_codes, .carried = "classification.class" },
    { "head_name", "Chủ hộ", "Head of household", FIELD_PERSON_NAME, .personal = PERSONAL_BASIC,
      .carried = "household.head_name" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "lead_unit", "Địa bàn của tổ chức", "Place of the body", FIELD_REF, .ref = "units",
      .carried = "lead_body.unit", .unlisted = true },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang thực hiện", "Active", .live = true },
    { "handed_over", "Đã bàn giao", "Handed over" },
    { "released", "Đã thôi nhận", "Released" },
    { "completed", "Hoàn thành", "Completed", .live = true },
    { 0 },
};

static const struct transition transitions[] = {
    { "hand_over", "active", "handed_over", "Bàn giao", "Hand over", .reason = true },
    { "release", "active", "released", "Thôi nhận giúp đỡ", "Release", .reason = true },
    { "complete", "active", "completed", "Hoàn thành", "Complete" },
    { "reopen", "completed", "active", "Mở lại", "Reopen", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household", "year" },
      .canonical = true,
      .vi = "Hộ này đã có một tổ chức chủ trì giúp đỡ trong năm",
      .en = "This household already has a leading organisation for the year" },
    { 0 },
};

const struct kind kind_assignment = {
    .slug = "assignments",
    .name = "assignment",
    .vi = "Phân công giúp đỡ hộ",
    .en = "Assignment", .en_many = "Assignments",
    .group = "help",
    .shared = true,
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .owner = "household",
    .date = "from_date",
};
