/* SPDX-License-Identifier: Apache-2.0
 * One text of a programme: the one in force, those before it, and those proposed. A change is
 * agreed by all signers before it takes force (S0d-47, S3-39), so old obligations can be counted by
 * the text of their time. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true,
      .immutable = true },
    { "revision", "Phiên bản", "Revision", FIELD_INT, .required = true, .immutable = true, .min = 1,
      .max = 999 },
    { "summary", "Nội dung điều chỉnh", "What changes", FIELD_NOTE },
    { "document_number", "Văn bản điều chỉnh", "Document", FIELD_DOC_NUMBER },
    { "proposed_on", "Ngày đề xuất", "Proposed on", FIELD_DATE },
    { "from_date", "Áp dụng từ", "From", FIELD_DATE },
    { "to_date", "Áp dụng đến", "To", FIELD_DATE },
    { "source", "Nội dung khai báo (YAML)", "Definition (YAML)", FIELD_NOTE, .max = 2000000,
      .required = true, .immutable = true, .unlisted = true, .technical = true },
    { "file_name", "Tên tệp", "File name", FIELD_TEXT, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "proposed", "Dự thảo", "Proposed", .live = true },
    { "agreed", "Đã thống nhất", "Agreed", .live = true },
    { "in_force", "Đang áp dụng", "In force", .live = true },
    { "superseded", "Đã được thay thế", "Superseded", .live = true },
    { "rejected", "Không được thống nhất", "Rejected" },
    { 0 },
};

static const struct transition transitions[] = {
    { "agree", "proposed", "agreed", "Thống nhất", "Agree", ROLE_LEADER },
    { "enforce", "agreed", "in_force", "Áp dụng", "Put into force", ROLE_LEADER },
    { "supersede", "in_force", "superseded", "Thay thế", "Supersede", ROLE_LEADER },
    { "reject", "proposed", "rejected", "Không thống nhất", "Reject", ROLE_LEADER, .reason = true },
    { "reject", "agreed", "rejected", "Không thống nhất", "Reject", ROLE_LEADER, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "programme", "revision" },
      .vi = "Chương trình đã có phiên bản này",
      .en = "The programme has this revision already" },
    { 0 },
};

const struct kind kind_programme_version = {
    .slug = "programme_versions",
    .name = "programme_version",
    .vi = "Phiên bản chương trình",
    .en = "Programme version", .en_many = "Programme versions",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "revision",
    .date = "from_date",
};
