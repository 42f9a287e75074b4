/* SPDX-License-Identifier: Apache-2.0
 * A body that took part in a consultation, and whether it agreed (S0d-16, S3-03). */
#include "domain/kind.h"

static const struct code position_codes[] = {
    { "agree", "Thống nhất", "Agrees" },
    { "reserve", "Bảo lưu ý kiến", "Reserves its opinion" },
    { "absent", "Vắng mặt", "Absent" },
    { 0 },
};

static const struct field fields[] = {
    { "consultation", "Hội nghị", "Consultation", FIELD_REF, .ref = "consultations",
      .required = true, .immutable = true },
    { "body", "Tổ chức dự", "Body", FIELD_REF, .ref = "bodies", .required = true,
      .immutable = true },
    { "representative", "Người đại diện", "Representative", FIELD_PERSON_NAME,
      .personal = PERSONAL_BASIC },
    { "position", "Ý kiến", "Position", FIELD_CODE, .codes = position_codes },
    { "comment", "Nội dung ý kiến", "Comment", FIELD_NOTE },
    { "undertaking", "Nội dung đảm nhận", "What it takes charge of", FIELD_NOTE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "consultation.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "consultation", "body" },
      .vi = "Tổ chức này đã có trong danh sách dự",
      .en = "The body takes part already" },
    { 0 },
};

const struct kind kind_consultation_body = {
    .slug = "consultation_bodies",
    .name = "consultation_body",
    .vi = "Tổ chức dự hiệp thương",
    .en = "Consulted body", .en_many = "Consulted bodies",
    .group = "programme",
    .shared = true,
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "consultation",
};
