/* SPDX-License-Identifier: Apache-2.0
 * One criterion or indicator of a criteria set (B4, B5, B6). It may name a measure that answers it
 * from the records. */
#include "domain/kind.h"

static const struct code scoring_codes[] = {
    { "points", "Chấm điểm", "Points" },
    { "yes_no", "Đạt, chưa đạt", "Reached or not" },
    { "value", "Giá trị", "Value" },
    { "share", "Tỷ lệ", "Share" },
    { 0 },
};

static const struct field fields[] = {
    { "criteria_set", "Bộ tiêu chí", "Criteria set", FIELD_KEY, .ref = "criteria_sets",
      .required = true, .immutable = true },
    { "code", "Mã tiêu chí", "Code", FIELD_TEXT, .required = true, .max = 20 },
    { "parent", "Thuộc tiêu chí", "Part of", FIELD_REF, .ref = "criteria" },
    { "name", "Tên tiêu chí, chỉ tiêu", "Name", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "scoring", "Cách đánh giá", "Scoring", FIELD_CODE, .codes = scoring_codes, .required = true },
    { "points_max", "Điểm tối đa", "Points at most", FIELD_INT, .max = 100000 },
    { "threshold", "Mức cần đạt", "Threshold", FIELD_INT, .max = 1000000000000 },
    { "threshold_note", "Mức cần đạt (nguyên văn)", "Threshold (verbatim)", FIELD_TEXT,
      .max = 500 },
    { "obligatory", "Bắt buộc", "Obligatory", FIELD_BOOL },
    { "measure", "Chỉ số tự tính", "Measure", FIELD_TEXT, .max = 60, .unlisted = true },
    { "guidance", "Hướng dẫn", "Guidance", FIELD_NOTE, .unlisted = true },
    { "ordinal", "Thứ tự", "Order", FIELD_INT, .max = 9999, .unlisted = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "criteria_set", "code" },
      .vi = "Bộ tiêu chí đã có mã này",
      .en = "The criteria set has this code already" },
    { 0 },
};

const struct kind kind_criterion = {
    .slug = "criteria",
    .name = "criterion",
    .vi = "Tiêu chí",
    .en = "Criterion", .en_many = "Criteria",
    .group = "titles",
    .fields = fields,
    .unique = unique,
    .label = "name",
};
