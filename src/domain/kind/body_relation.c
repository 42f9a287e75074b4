/* SPDX-License-Identifier: Apache-2.0
 * A dated relation between two bodies beside the direct superior that the body itself names, or one
 * that has ended (A6.3, B9): two graphs cross at every level, the organisation's own line, which
 * directs, and the Front beside it, which consults until 30 June 2025 and directs since. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "body", "Tổ chức", "Body", FIELD_REF, .ref = "bodies", .required = true, .immutable = true },
    { "superior", "Cấp trên, cơ quan hiệp thương", "Superior or consulting body", FIELD_REF,
      .ref = "bodies", .required = true },
    { "relation", "Quan hệ", "Relation", FIELD_CODE, .codes = relation_codes, .required = true },
    { "from_date", "Từ ngày", "From", FIELD_DATE, .required = true },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "basis_number", "Văn bản", "Document", FIELD_DOC_NUMBER },
    { "organisation", "Thuộc tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "body.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "body", "superior", "from_date" },
      .vi = "Quan hệ này đã được ghi",
      .en = "This relation is recorded already" },
    { 0 },
};

const struct kind kind_body_relation = {
    .slug = "body_relations",
    .name = "body_relation",
    .vi = "Quan hệ giữa các tổ chức",
    .en = "Relation between bodies", .en_many = "Relations between bodies",
    .group = "organisation",
    .shared = true,
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "body",
    .date = "from_date",
};
