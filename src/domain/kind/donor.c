/* SPDX-License-Identifier: Apache-2.0
 * Who gives: a person, household, enterprise, organisation, also from far away (S3-07, S1-05,
 * S4-07, B7). A donor may ask not to be named to the public. */
#include "domain/kind.h"

static const struct code type_codes[] = {
    { "individual", "Cá nhân", "Individual" },
    { "household", "Hộ gia đình", "Household" },
    { "enterprise", "Doanh nghiệp", "Enterprise" },
    { "organisation", "Cơ quan, tổ chức", "Organisation" },
    { "away", "Người xa quê, kiều bào", "Away from home or abroad" },
    { "anonymous", "Không nêu tên", "Anonymous" },
    { 0 },
};

static const struct field fields[] = {
    { "name", "Tên", "Name", FIELD_TEXT, .required = true, .searchable = true,
      .personal = PERSONAL_BASIC },
    { "type", "Loại", "Type", FIELD_CODE, .codes = type_codes, .required = true },
    { "body", "Là tổ chức", "Is the body", FIELD_REF, .ref = "bodies", .unlisted = true },
    { "representative", "Người đại diện", "Representative", FIELD_PERSON_NAME,
      .personal = PERSONAL_BASIC, .unlisted = true },
    { "tax_code", "Mã số thuế", "Tax code", FIELD_TEXT, .max = 20, .unlisted = true },
    { "address", "Địa chỉ", "Address", FIELD_TEXT, .personal = PERSONAL_BASIC },
    { "phone", "Điện thoại", "Phone", FIELD_PHONE, .personal = PERSONAL_BASIC },
    { "email", "Thư điện tử", "Email", FIELD_EMAIL, .personal = PERSONAL_BASIC },
    { "named_publicly", "Đồng ý nêu tên công khai", "May be named publicly", FIELD_BOOL },
    { "unit", "Địa bàn tiếp nhận", "Place", FIELD_REF, .ref = "units", .required = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

const struct kind kind_donor = {
    .slug = "donors",
    .name = "donor",
    .vi = "Nhà hảo tâm",
    .en = "Donor", .en_many = "Donors",
    .group = "money",
    .fields = fields,
    .label = "name",
    .unit = "unit",
};
