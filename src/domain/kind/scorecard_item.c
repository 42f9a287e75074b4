/* SPDX-License-Identifier: Apache-2.0
 * One criterion on a scorecard: points or value, reached or not, and the evidence for it (S1-43) */
#include "domain/kind.h"

static const struct field fields[] = {
    { "scorecard", "Bảng chấm điểm", "Scorecard", FIELD_REF, .ref = "scorecards", .required = true,
      .immutable = true },
    { "criterion", "Tiêu chí", "Criterion", FIELD_REF, .ref = "criteria", .required = true,
      .immutable = true },
    { "points", "Điểm", "Points", FIELD_INT, .max = 100000 },
    { "value", "Giá trị", "Value", FIELD_INT, .max = 1000000000000 },
    { "reached", "Đạt", "Reached", FIELD_BOOL },
    { "evidence", "Minh chứng", "Evidence", FIELD_NOTE },
    { "criterion_code", "Mã tiêu chí", "Code of the criterion", FIELD_TEXT, .max = 20,
      .carried = "criterion.code" },
    { "scored_on", "Ngày chấm", "Scored on", FIELD_DATE, .carried = "scorecard.scored_on" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "scorecard.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "scorecard", "criterion" },
      .vi = "Tiêu chí này đã được chấm",
      .en = "The criterion is scored already" },
    { 0 },
};

const struct kind kind_scorecard_item = {
    .slug = "scorecard_items",
    .name = "scorecard_item",
    .vi = "Điểm theo tiêu chí",
    .en = "Scorecard item", .en_many = "Scorecard items",
    .group = "titles",
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "scorecard",
    .date = "scored_on",
};
