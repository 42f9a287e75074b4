/* SPDX-License-Identifier: Apache-2.0
 * A household that took part in an activity (S0c-I.3b: rate of households taking part). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "activity", "Hoạt động", "Activity", FIELD_REF, .ref = "activities", .required = true,
      .immutable = true },
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "people", "Số người dự", "People", FIELD_INT, .max = 60 },
    { "note", "Ghi chú", "Note", FIELD_TEXT, .max = 500 },
    { "type", "Loại hoạt động", "Type", FIELD_CODE, .codes = activity_type_codes,
      .list = "activity_type", .carried = "activity.type" },
    { "on_date", "Ngày tổ chức", "On", FIELD_DATE, .carried = "activity.on_date" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "activity.organisation" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes",
      .carried = "activity.programme" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "counted_by", "Tính theo bản ghi", "Counted by record", FIELD_REF, .ref = "activity_households",
      .unlisted = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "activity", "household" },
      .vi = "Hộ này đã có trong danh sách tham gia",
      .en = "The household takes part already" },
    { 0 },
};

const struct kind kind_activity_household = {
    .slug = "activity_households",
    .name = "activity_household",
    .vi = "Hộ tham gia hoạt động",
    .en = "Household in an activity", .en_many = "Households in activities",
    .group = "programme",
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "activity",
    .date = "on_date",
    .same_as = "counted_by",
};
