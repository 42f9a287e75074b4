/* SPDX-License-Identifier: Apache-2.0
 * A number that the superior assigned (chỉ tiêu giao) to a place, or to an organisation there, for an
 * obligation whose file leaves the number open (`assigned`): annexes that come later, whole numbers
 * shared out of a province's points. As long as there is none the obligation is not judged: a number
 * not assigned is not zero. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true },
    { "obligation", "Mã chỉ tiêu", "Obligation", FIELD_TEXT, .required = true, .max = 60,
      .stands_for = STANDS_FOR_OBLIGATION },
    { "unit", "Địa bàn được giao", "Place", FIELD_REF, .ref = "units", .required = true },
    { "for_organisation", "Tổ chức được giao", "Organisation", FIELD_KEY, .ref = "organisations" },
    { "year", "Năm (để trống: cả giai đoạn)", "Year (empty: whole period)", FIELD_YEAR },
    { "value", "Số được giao", "Number", FIELD_INT, .min = -1000000000000000,
      .max = 1000000000000000 },
    { "share", "Tỷ lệ được giao", "Share", FIELD_SHARE, .min = -10000, .max = 1000000 },
    { "document_number", "Văn bản giao", "Basis document", FIELD_DOC_NUMBER },
    { "assigned_on", "Ngày giao", "Assigned on", FIELD_DATE },
    { "assigned_by", "Đơn vị giao", "Assigned by", FIELD_REF, .ref = "bodies" },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { "inputs", "Số liệu dùng để tính", "Figures it was computed from", FIELD_TEXT, .max = 300,
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "assigned", "Đã giao", "Assigned", .live = true },
    { "replaced", "Đã điều chỉnh", "Replaced" },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "replace", "assigned", "replaced", "Điều chỉnh", "Replace", .reason = true },
    { "withdraw", "assigned", "withdrawn", "Rút", "Withdraw", .reason = true },
    { 0 },
};

const struct kind kind_assigned_target = {
    .slug = "assigned_targets",
    .name = "assigned_target",
    .vi = "Chỉ tiêu giao",
    .en = "Assigned target", .en_many = "Assigned targets",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "obligation",
    .unit = "unit",
    .date = "assigned_on",
};
