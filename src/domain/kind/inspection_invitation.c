/* SPDX-License-Identifier: Apache-2.0
 * A body invited to an inspection, what it answered and whether it came (S3-18). */
#include "domain/kind.h"

static const struct code answer_codes[] = {
    { "pending", "Chưa trả lời", "No answer yet" },
    { "accepted", "Tham gia", "Takes part" },
    { "declined", "Không tham gia", "Declines" },
    { 0 },
};

static const struct field fields[] = {
    { "inspection", "Cuộc kiểm tra", "Inspection", FIELD_REF, .ref = "inspections",
      .required = true, .immutable = true },
    { "body", "Đơn vị được mời", "Body", FIELD_REF, .ref = "bodies" },
    { "body_name", "Tên đơn vị được mời", "Name of the body", FIELD_TEXT, .required = true },
    { "invited_on", "Ngày mời", "Invited on", FIELD_DATE },
    { "answer", "Trả lời", "Answer", FIELD_CODE, .codes = answer_codes },
    { "representative", "Người tham gia", "Representative", FIELD_PERSON_NAME,
      .personal = PERSONAL_BASIC },
    { "attended", "Đã tham gia", "Attended", FIELD_BOOL },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "inspection.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "inspection", "body" },
      .vi = "Đơn vị này đã được mời",
      .en = "The body is invited already" },
    { 0 },
};

const struct kind kind_inspection_invitation = {
    .slug = "inspection_invitations",
    .name = "inspection_invitation",
    .vi = "Mời tham gia kiểm tra",
    .en = "Invitation to an inspection", .en_many = "Invitations to inspections",
    .group = "oversight",
    .fields = fields,
    .unique = unique,
    .label = "body_name",
    .unit = "unit",
    .owner = "inspection",
    .date = "invited_on",
};
