/* SPDX-License-Identifier: Apache-2.0
 * One change sent from a phone or a returned workbook, kept under the name the device gave it, so
 * that sending it twice does it once. What could not be merged stays here as a conflict, with both
 * values, until a person decides; nothing is dropped (DESIGN §5). Written by the program. */
#include "domain/kind.h"

static const struct code origin_codes[] = {
    { "device", "Thiết bị", "Device" },
    { "workbook", "Bảng tính", "Workbook" },
    { 0 },
};

static const struct field fields[] = {
    { "op_id", "Mã thao tác", "Operation", FIELD_TEXT, .required = true, .immutable = true,
      .max = 60 },
    { "origin", "Nguồn", "Origin", FIELD_CODE, .codes = origin_codes },
    { "device", "Thiết bị gửi", "Device name", FIELD_TEXT, .max = 100 },
    { "account", "Tài khoản", "Account", FIELD_REF, .ref = "accounts" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units" },
    { "subject_kind", "Loại hồ sơ", "Kind of record", FIELD_TEXT, .required = true, .max = 40 },
    { "subject_id", "Mã hồ sơ", "Record", FIELD_INT, .unlisted = true },
    { "base_version", "Phiên bản gốc", "Base version", FIELD_INT, .max = 1000000000000 },
    { "made_at", "Thực hiện lúc", "Made", FIELD_TIME },
    { "change", "Thay đổi", "Change", FIELD_NOTE, .max = 100000, .personal = PERSONAL_SENSITIVE,
      .unlisted = true },
    { "differing_values", "Giá trị xung đột", "Differing values", FIELD_NOTE, .max = 100000,
      .personal = PERSONAL_SENSITIVE, .unlisted = true },
    { "failure", "Lý do từ chối", "Why refused", FIELD_TEXT, .max = 500 },
    { "decided_by", "Người giải quyết", "Decided by", FIELD_TEXT, .max = 100 },
    { 0 },
};

static const struct state states[] = {
    { "received", "Đã nhận", "Received", .live = true },
    { "applied", "Đã áp dụng", "Applied", .live = true },
    { "parallel", "Đã gộp song song", "Merged as parallel", .live = true },
    { "conflicting", "Xung đột", "Conflicting", .live = true },
    { "resolved", "Đã giải quyết", "Resolved", .live = true },
    { "refused", "Từ chối", "Refused", .live = true },
    { 0 },
};

static const struct transition transitions[] = {
    { "apply", "received", "applied", "Áp dụng", "Apply" },
    { "merge", "received", "parallel", "Gộp", "Merge" },
    { "hold", "received", "conflicting", "Giữ lại", "Hold" },
    { "refuse", "received", "refused", "Từ chối", "Refuse" },
    { "resolve", "conflicting", "resolved", "Giải quyết", "Resolve" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "op_id" }, .vi = "Thao tác này đã được nhận", .en = "This operation was received already" },
    { 0 },
};

const struct kind kind_sync_op = {
    .slug = "sync_ops",
    .name = "sync_op",
    .vi = "Thao tác đồng bộ",
    .en = "Synchronised operation", .en_many = "Synchronised operations",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "op_id",
    .unit = "unit",
    .internal = true,
};
