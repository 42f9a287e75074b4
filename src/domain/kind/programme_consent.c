/* SPDX-License-Identifier: Apache-2.0
 * What a signer said to one revision of a programme. A revision is agreed when every signer has
 * agreed (S0d-47, S3-39). A changed mind is a new consent; the newest counts. */
#include "domain/kind.h"

static const struct code decision_codes[] = {
    { "agree", "Thống nhất", "Agrees" },
    { "agree_with_changes", "Thống nhất, có ý kiến bổ sung", "Agrees with changes" },
    { "disagree", "Chưa thống nhất", "Disagrees" },
    { 0 },
};

static const struct field fields[] = {
    { "signer", "Bên ký", "Signer", FIELD_REF, .ref = "programme_signers", .required = true,
      .immutable = true },
    { "revision", "Phiên bản", "Revision", FIELD_INT, .required = true, .min = 1, .max = 999 },
    { "decision", "Ý kiến", "Decision", FIELD_CODE, .codes = decision_codes, .required = true },
    { "on_date", "Ngày có ý kiến", "On", FIELD_DATE, .required = true },
    { "comment", "Nội dung ý kiến", "Comment", FIELD_NOTE },
    { "document_number", "Văn bản", "Document", FIELD_DOC_NUMBER },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes",
      .carried = "signer.programme" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "signer.organisation" },
    { 0 },
};

const struct kind kind_programme_consent = {
    .slug = "programme_consents",
    .name = "programme_consent",
    .vi = "Ý kiến thống nhất chương trình",
    .en = "Programme consent", .en_many = "Programme consents",
    .group = "programme",
    .shared = true,
    .fields = fields,
    .label = "decision",
    .owner = "signer",
    .date = "on_date",
    .append_only = true,
};
