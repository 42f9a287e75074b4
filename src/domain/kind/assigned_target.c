/* SPDX-License-Identifier: Apache-2.0
 * A number that a superior assigned to a unit, or to an organisation there, for a year (chỉ tiêu
 * giao): so many households to leave poverty, so many houses to build. The obligation or target of a
 * programme that it belongs to is named by its key; a decision or a quota computed by the
 * programme's rules is its basis. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true,
      .immutable = true },
    { "key", "Mã chỉ tiêu", "Obligation", FIELD_TEXT, .required = true, .immutable = true, .max = 80 },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true, .immutable = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .immutable = true },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true, .immutable = true },
    { "value", "Chỉ tiêu giao", "Assigned value", FIELD_INT, .required = true },
    { "basis", "Căn cứ", "Basis", FIELD_TEXT, .max = 300 },
    { "document_number", "Số văn bản giao", "Document number", FIELD_DOC_NUMBER },
    { "inputs", "Số liệu khi tính", "Figures it was computed from", FIELD_TEXT, .max = 300,
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "assigned", "Đã giao", "Assigned", .live = true },
    { "replaced", "Đã thay thế", "Replaced" },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "replace", "assigned", "replaced", "Thay thế", "Replace", .reason = true },
    { "withdraw", "assigned", "withdrawn", "Rút", "Withdraw", .reason = true },
    { 0 },
};

const struct kind kind_assigned_target = {
    .slug = "assigned_targets",
    .name = "assigned_target",
    .vi = "Chỉ tiêu giao",
    .en = "Assigned target",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "key",
    .unit = "unit",
    .date = "year",
};
