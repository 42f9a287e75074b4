/* SPDX-License-Identifier: Apache-2.0
 * Who does a duty and in which role: exactly one leads, any number coordinate, advise, guide (A6.3,
 * S3-06, S3-23 to S3-37). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "duty", "Nhiệm vụ", "Duty", FIELD_REF, .ref = "duties", .required = true, .immutable = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .required = true },
    { "body", "Cơ quan cụ thể", "Body", FIELD_REF, .ref = "bodies" },
    { "role", "Vai trò", "Role", FIELD_CODE, .codes = body_role_codes, .required = true },
    { "cadre", "Cán bộ phụ trách", "Cadre in charge", FIELD_REF, .ref = "cadres" },
    { "task", "Phần việc", "Task", FIELD_NOTE },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes",
      .carried = "duty.programme" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "duty.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "duty" },
      .only_field = "role",
      .only_value = "lead",
      .vi = "Mỗi nhiệm vụ chỉ có một cơ quan chủ trì",
      .en = "A duty has one lead" },
    { { "duty", "organisation", "role", "body" },
      .vi = "Cơ quan này đã có vai trò trong nhiệm vụ",
      .en = "The body has this role already" },
    { 0 },
};

const struct kind kind_duty_body = {
    .slug = "duty_bodies",
    .name = "duty_body",
    .vi = "Cơ quan thực hiện nhiệm vụ",
    .en = "Body of a duty", .en_many = "Bodies of duties",
    .group = "programme",
    .shared = true,
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "duty",
};
