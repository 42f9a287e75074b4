/* SPDX-License-Identifier: Apache-2.0
 * What a household was found to be in a year's review, under one version of the poverty standard
 * (B3, S2-04: class and causes of every poor and near-poor household, S3-11 newly escaped).
 * Standards are not comparable, so there is one per household, year and standard. Reports of 30
 * November come before the review is decided in mid-December: the figure is provisional, then final
 * (A6.6). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code review_codes[] = {
    { "periodic", "Rà soát định kỳ hằng năm", "Yearly review" },
    { "regular", "Rà soát thường xuyên trong năm", "Review during the year" },
    { 0 },
};

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "year", "Năm rà soát", "Year", FIELD_YEAR, .required = true, .immutable = true },
    { "standard", "Chuẩn nghèo", "Standard", FIELD_CODE, .codes = poverty_standard_codes,
      .list = "poverty_standard", .required = true, .immutable = true },
    { "class", "Phân loại", "Class", FIELD_CODE, .codes = poverty_class_codes, .required = true },
    { "change", "Diễn biến", "Change", FIELD_CODE, .codes = poverty_change_codes },
    { "causes", "Nguyên nhân nghèo", "Causes", FIELD_CODES, .codes = poverty_cause_codes,
      .personal = PERSONAL_SENSITIVE },
    { "cause_note", "Nguyên nhân khác (ghi rõ)", "Other cause", FIELD_TEXT,
      .personal = PERSONAL_SENSITIVE, .unlisted = true },
    { "deprivations", "Chỉ số thiếu hụt", "Deprivations", FIELD_CODES, .codes = deprivation_codes,
      .personal = PERSONAL_SENSITIVE },
    { "score_income", "Điểm B1", "Score B1", FIELD_INT, .max = 1000 },
    { "score_deprivation", "Điểm B2", "Score B2", FIELD_INT, .max = 120 },
    { "settlement", "Khu vực", "Settlement", FIELD_CODE, .codes = settlement_codes },
    { "member_count", "Số nhân khẩu", "Members", FIELD_INT, .min = 1, .max = 60 },
    { "review", "Hình thức rà soát", "Review", FIELD_CODE, .codes = review_codes },
    { "escaped_on", "Thoát nghèo từ ngày", "Escaped on", FIELD_DATE },
    { "decided_on", "Ngày quyết định", "Decided on", FIELD_DATE },
    { "decision_number", "Số quyết định", "Decision number", FIELD_DOC_NUMBER },
    { "support_needs", "Nhu cầu hỗ trợ", "Support needs", FIELD_CODES,
      .codes = support_type_codes },
    { "head_name", "Chủ hộ", "Head of household", FIELD_PERSON_NAME, .personal = PERSONAL_BASIC,
      .carried = "household.head_name" },
    { "head_sex", "Giới tính chủ hộ", "Sex of the head", FIELD_CODE, .codes = sex_codes,
      .personal = PERSONAL_BASIC, .carried = "household.head_sex" },
    { "ethnicity", "Dân tộc", "Ethnic group", FIELD_CODE, .codes = ethnicity_codes,
      .personal = PERSONAL_SENSITIVE, .carried = "household.ethnicity" },
    { "policy_categories", "Diện chính sách", "Policy categories", FIELD_CODES,
      .codes = policy_category_codes, .personal = PERSONAL_SENSITIVE,
      .carried = "household.policy_categories" },
    { "no_labour_capacity", "Không có khả năng lao động", "No capacity to work", FIELD_BOOL,
      .personal = PERSONAL_SENSITIVE, .carried = "household.no_labour_capacity" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "counted_by", "Tính theo bản ghi", "Counted by record", FIELD_REF, .ref = "classifications",
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "provisional", "Sơ bộ (ước)", "Provisional", .live = true },
    { "final", "Chính thức", "Final", .live = true },
    { "replaced", "Đã thay thế", "Replaced" },
    { "void", "Đã hủy", "Void" },
    { 0 },
};

static const struct transition transitions[] = {
    { "finalise", "provisional", "final", "Công nhận chính thức", "Make final" },
    { "reopen", "final", "provisional", "Xem xét lại", "Reopen", ROLE_LEADER, .reason = true },
    { "replace", "*", "replaced", "Thay bằng kết quả mới", "Replace", .reason = true },
    { "void", "*", "void", "Hủy", "Void", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household", "year", "standard" },
      .vi = "Hộ đã có kết quả rà soát của năm theo chuẩn này",
      .en = "The household has a classification for this year and standard" },
    { 0 },
};

const struct kind kind_classification = {
    .slug = "classifications",
    .name = "classification",
    .vi = "Kết quả rà soát hộ",
    .en = "Classification", .en_many = "Classifications",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "class",
    .unit = "unit",
    .owner = "household",
    .date = "year",
    .same_as = "counted_by",
};
