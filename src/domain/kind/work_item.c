/* SPDX-License-Identifier: Apache-2.0
 * A work item (phần việc): a task an organisation takes on at a place, by itself or as part of a
 * work. S1-11: in every commune and every residential area environment works and items are assigned
 * to a named organisation. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "name", "Phần việc", "Work item", FIELD_TEXT, .required = true, .max = 300,
      .searchable = true },
    { "type", "Loại", "Type", FIELD_CODE, .codes = work_type_codes, .list = "work_type",
      .required = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "work", "Thuộc công trình", "Part of the work", FIELD_REF, .ref = "works" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Tổ chức nhận", "Body in charge", FIELD_REF, .ref = "bodies", .required = true },
    { "cadre", "Cán bộ phụ trách", "Cadre in charge", FIELD_REF, .ref = "cadres" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "assigned_on", "Ngày phân công", "Assigned on", FIELD_DATE },
    { "due_on", "Thời hạn", "Due on", FIELD_DATE },
    { "done_on", "Ngày hoàn thành", "Done on", FIELD_DATE },
    { "quantity", "Khối lượng", "Quantity", FIELD_INT, .max = 1000000000 },
    { "measure", "Đơn vị tính", "Unit of measure", FIELD_TEXT, .max = 30 },
    { "labour_days", "Số ngày công", "Labour days", FIELD_INT, .max = 100000000 },
    { "value", "Giá trị", "Value", FIELD_MONEY },
    { "results", "Kết quả", "Results", FIELD_NOTE, .unlisted = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "assigned", "Đã phân công", "Assigned", .live = true },
    { "in_progress", "Đang thực hiện", "In progress", .live = true },
    { "done", "Đã hoàn thành", "Done", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "start", "assigned", "in_progress", "Bắt đầu", "Start", ROLE_REPORTER },
    { "finish", "assigned", "done", "Hoàn thành", "Finish", ROLE_REPORTER },
    { "finish", "in_progress", "done", "Hoàn thành", "Finish", ROLE_REPORTER },
    { "reopen", "done", "in_progress", "Mở lại", "Reopen", .reason = true },
    { "cancel", "assigned", "cancelled", "Hủy", "Cancel", .reason = true },
    { "cancel", "in_progress", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

const struct kind kind_work_item = {
    .slug = "work_items",
    .name = "work_item",
    .vi = "Phần việc",
    .en = "Work item", .en_many = "Work items",
    .group = "models",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "name",
    .unit = "unit",
    .date = "assigned_on",
};
