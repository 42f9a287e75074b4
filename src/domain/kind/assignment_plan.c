/* SPDX-License-Identifier: Apache-2.0
 * A plan of help that was adopted in a commune, with the proof that none was cheaper
 * (engine/assignment.h): what it was computed from, who goes where, and the prices, as one text. Its
 * fingerprint is in the audit, so a proof put in its place later is seen. Written by the program when
 * a plan is adopted; `assign verify` proves it again. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "unit", "Xã", "Commune", FIELD_REF, .ref = "units", .required = true, .immutable = true },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true, .immutable = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "adopted_on", "Ngày ghi", "Adopted on", FIELD_DATE, .required = true, .immutable = true },
    { "households", "Số hộ", "Households", FIELD_INT },
    { "served", "Có tổ chức chủ trì", "With a leading body", FIELD_INT },
    { "unserved", "Chưa có", "Without", FIELD_INT },
    { "changed", "Đổi tổ chức", "Helper changed", FIELD_INT },
    { "cost", "Chi phí phương án", "Cost of the plan", FIELD_INT },
    { "fingerprint", "Mã băm của chứng minh", "Fingerprint of the proof", FIELD_TEXT,
      .required = true, .immutable = true, .max = 64, .unlisted = true },
    { "proof", "Chứng minh", "Proof", FIELD_NOTE, .immutable = true,
      .max = 1000000000, .unlisted = true, .hidden = true },
    { 0 },
};

const struct kind kind_assignment_plan = {
    .slug = "assignment_plans",
    .name = "assignment_plan",
    .vi = "Phương án phân công đã ghi",
    .en = "Adopted plan of help", .en_many = "Adopted plans of help",
    .group = "help",
    .fields = fields,
    .label = "adopted_on",
    .unit = "unit",
    .date = "adopted_on",
    .internal = true,
};
