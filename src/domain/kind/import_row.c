/* SPDX-License-Identifier: Apache-2.0
 * A row of an import that was refused or is doubtful, with the cell, its value and why, and the
 * whole row so that it can be mended and taken after all; or a row taken whose letters were converted
 * from an old encoding, as it stood before. Written by the import (DESIGN §1:
 * evidence, never silence). */
#include "domain/kind.h"

static const struct code verdict_codes[] = {
    { "refused", "Từ chối", "Refused" },
    { "doubtful", "Nghi vấn", "Doubtful" },
    { "converted", "Đã nhận, đã chuyển bảng mã", "Taken, letters converted" },
    { 0 },
};

static const struct field fields[] = {
    { "batch", "Lần nhập", "Import", FIELD_REF, .ref = "import_batches", .required = true,
      .immutable = true },
    { "sheet_name", "Trang tính", "Sheet", FIELD_TEXT },
    { "row_number", "Dòng", "Row", FIELD_INT, .required = true, .max = 1000000000 },
    { "column_name", "Cột", "Column", FIELD_TEXT },
    { "value", "Giá trị", "Value", FIELD_TEXT, .max = 4000, .personal = PERSONAL_SENSITIVE },
    { "verdict", "Kết quả", "Verdict", FIELD_CODE, .codes = verdict_codes, .required = true },
    { "reason_code", "Mã lý do", "Reason code", FIELD_TEXT, .max = 60, .unlisted = true,
      .technical = true },
    { "reason", "Lý do", "Reason", FIELD_TEXT, .max = 500, .personal = PERSONAL_SENSITIVE },
    { "cells", "Toàn bộ dòng", "Whole row", FIELD_NOTE, .max = 100000,
      .personal = PERSONAL_SENSITIVE, .unlisted = true },
    { "candidate_kind", "Loại hồ sơ có thể trùng", "Kind of the candidate", FIELD_TEXT, .max = 40,
      .unlisted = true, .stands_for = STANDS_FOR_KIND },
    { "candidate_id", "Hồ sơ có thể trùng", "Candidate", FIELD_INT, .unlisted = true,
      .stands_for = STANDS_FOR_RECORD },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "batch.unit" },
    { 0 },
};

static const struct state states[] = {
    { "waiting", "Chờ xử lý", "Waiting", .live = true },
    { "taken", "Đã nhập lại", "Taken after all", .live = true },
    { "dropped", "Đã bỏ qua", "Dropped" },
    { 0 },
};

static const struct transition transitions[] = {
    { "take", "waiting", "taken", "Nhập lại", "Take", .by_hand = true },
    { "drop", "waiting", "dropped", "Bỏ qua", "Drop", .reason = true,
      .by_hand = true },
    { 0 },
};

const struct kind kind_import_row = {
    .slug = "import_rows",
    .name = "import_row",
    .vi = "Dòng chưa nhập được",
    .en = "Import row not taken", .en_many = "Import rows not taken",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "column_name", /* of what it tells, what people know and nobody is named by */
    .unit = "unit",
    .owner = "batch",
    .internal = true,
};
