/* SPDX-License-Identifier: Apache-2.0
 * One import of a file into a kind: what was read, taken, refused, doubtful. Nothing of a file is
 * lost: each row not taken stands in import_rows. Written by the import (DESIGN §1: evidence, never
 * silence; A0 the state sheets arrive in). */
#include "domain/kind.h"

static const struct field fields[] = {
    { "target_kind", "Loại hồ sơ", "Kind of record", FIELD_TEXT, .required = true,
      .immutable = true, .max = 40 },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units" },
    { "year", "Năm", "Year", FIELD_YEAR },
    { "file_name", "Tên tệp", "File name", FIELD_TEXT, .required = true, .searchable = true },
    { "sha256", "Mã băm SHA-256", "SHA-256", FIELD_TEXT, .max = 64, .unlisted = true },
    { "sheet_name", "Trang tính", "Sheet", FIELD_TEXT },
    { "layout", "Mẫu nhận dạng", "Layout", FIELD_TEXT, .max = 100 },
    { "encoding", "Bảng mã", "Encoding", FIELD_TEXT, .max = 30, .unlisted = true },
    { "settings", "Giá trị đặt sẵn", "Values set", FIELD_NOTE, .unlisted = true },
    { "row_count", "Số dòng", "Rows", FIELD_INT, .max = 1000000000 },
    { "accepted_count", "Nhận", "Accepted", FIELD_INT, .max = 1000000000 },
    { "refused_count", "Từ chối", "Refused", FIELD_INT, .max = 1000000000 },
    { "doubtful_count", "Nghi vấn", "Doubtful", FIELD_INT, .max = 1000000000 },
    { "new_count", "Thêm mới", "New", FIELD_INT, .max = 1000000000 },
    { "changed_count", "Thay đổi", "Changed", FIELD_INT, .max = 1000000000 },
    { "same_count", "Không đổi", "Same", FIELD_INT, .max = 1000000000 },
    { "imported_by", "Người nhập", "Imported by", FIELD_TEXT, .max = 100 },
    { "finished_at", "Hoàn thành lúc", "Finished", FIELD_TIME },
    { 0 },
};

static const struct state states[] = {
    { "staged", "Đang chờ", "Staged", .live = true },
    { "applied", "Đã nhập", "Applied", .live = true },
    { "failed", "Lỗi", "Failed", .live = true },
    { "undone", "Đã hoàn tác", "Undone" },
    { 0 },
};

static const struct transition transitions[] = {
    { "apply", "staged", "applied", "Nhập", "Apply" },
    { "fail", "staged", "failed", "Báo lỗi", "Fail" },
    { "undo", "applied", "undone", "Hoàn tác", "Undo", .reason = true },
    { 0 },
};

const struct kind kind_import_batch = {
    .slug = "import_batches",
    .name = "import_batch",
    .vi = "Lần nhập dữ liệu",
    .en = "Import", .en_many = "Imports",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "file_name",
    .unit = "unit",
    .internal = true,
};
