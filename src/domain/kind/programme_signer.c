/* SPDX-License-Identifier: Apache-2.0
 * A party to a programme: who must agree before it takes force, and how its signature block reads
 * (S0d: six issuers, S3-01: two, S4-25: six with names not of the usual form). */
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true,
      .immutable = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .required = true, .immutable = true },
    { "body", "Cơ quan ký", "Signing body", FIELD_REF, .ref = "bodies" },
    { "ordinal", "Thứ tự ký", "Order", FIELD_INT, .min = 1, .max = 99 },
    { "leads", "Cơ quan chủ trì", "Leads", FIELD_BOOL },
    { "authority", "Thẩm quyền ký (TM. …)", "Signing authority", FIELD_TEXT },
    { "signer_position", "Chức vụ người ký", "Signer's position", FIELD_TEXT, .max = 100 },
    { "signer_name", "Người ký", "Signer", FIELD_PERSON_NAME },
    { "signed_on", "Ngày ký", "Signed on", FIELD_DATE },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "programme", "organisation" },
      .vi = "Tổ chức này đã có trong các bên ký",
      .en = "The organisation is among the signers already" },
    { { "programme" },
      .only_field = "leads",
      .only_value = "1",
      .vi = "Chương trình đã có cơ quan chủ trì",
      .en = "The programme has a leading signer already" },
    { 0 },
};

const struct kind kind_programme_signer = {
    .slug = "programme_signers",
    .name = "programme_signer",
    .vi = "Bên ký chương trình",
    .en = "Programme signer", .en_many = "Programme signers",
    .group = "programme",
    .shared = true,
    .fields = fields,
    .unique = unique,
    .label = "organisation",
    .date = "signed_on",
};
