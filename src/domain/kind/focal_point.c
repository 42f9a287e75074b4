/* SPDX-License-Identifier: Apache-2.0
 * Who answers for a programme in a body, from when to when: a board of it and a cadre (S0d-44,
 * S1-39, S4-22). In 2017 and in 2020 the Youth Union named different boards (S0a-05), so it is
 * dated. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "body", "Tổ chức", "Body", FIELD_REF, .ref = "bodies", .required = true, .immutable = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true },
    { "focal_body", "Ban đầu mối", "Focal board", FIELD_REF, .ref = "bodies" },
    { "cadre", "Cán bộ đầu mối", "Focal cadre", FIELD_REF, .ref = "cadres" },
    { "duty", "Nhiệm vụ", "Task", FIELD_TEXT, .max = 500 },
    { "from_date", "Từ ngày", "From", FIELD_DATE, .required = true },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "organisation", "Thuộc tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "body.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "body", "programme", "from_date" },
      .vi = "Đã có đầu mối của chương trình từ ngày này",
      .en = "There is a focal point of the programme from this day already" },
    { 0 },
};

const struct kind kind_focal_point = {
    .slug = "focal_points",
    .name = "focal_point",
    .vi = "Đầu mối phối hợp",
    .en = "Focal point", .en_many = "Focal points",
    .group = "organisation",
    .shared = true,
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "body",
    .date = "from_date",
};
