/* SPDX-License-Identifier: Apache-2.0
 * A task a programme gives: one leads, others coordinate (duty_bodies). The clause it stands in is
 * kept as written, since numbers repeat (S4-24) and are referred to (S3-36). S3-23 to S3-37, S1-35,
 * S4-02: each content of a place has one body in charge. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes", .required = true,
      .immutable = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true, .immutable = true },
    { "code", "Mã nhiệm vụ", "Code", FIELD_TEXT, .required = true, .max = 60 },
    { "clause", "Điều, khoản", "Clause", FIELD_TEXT, .max = 60 },
    { "title", "Nhiệm vụ", "Duty", FIELD_TEXT, .required = true, .max = 500, .searchable = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "description", "Nội dung cụ thể", "Description", FIELD_NOTE, .unlisted = true },
    { "year", "Năm", "Year", FIELD_YEAR },
    { "start_date", "Bắt đầu", "Start", FIELD_DATE },
    { "due_date", "Thời hạn", "Due", FIELD_DATE },
    { "due_operator", "Cách tính hạn", "Due operator", FIELD_CODE, .codes = due_operator_codes,
      .unlisted = true },
    { "done_on", "Ngày hoàn thành", "Done on", FIELD_DATE },
    { "results", "Kết quả", "Results", FIELD_NOTE },
    { "evidence", "Văn bản chứng minh", "Evidence", FIELD_REF, .ref = "documents",
      .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "open", "Chưa thực hiện", "Open", .live = true },
    { "in_progress", "Đang thực hiện", "In progress", .live = true },
    { "done", "Đã hoàn thành", "Done", .live = true },
    { "dropped", "Đã bỏ", "Dropped" },
    { 0 },
};

static const struct transition transitions[] = {
    { "start", "open", "in_progress", "Bắt đầu", "Start" },
    { "finish", "open", "done", "Hoàn thành", "Finish" },
    { "finish", "in_progress", "done", "Hoàn thành", "Finish" },
    { "reopen", "done", "in_progress", "Mở lại", "Reopen", .reason = true },
    { "drop", "open", "dropped", "Bỏ", "Drop", ROLE_LEADER, .reason = true },
    { "drop", "in_progress", "dropped", "Bỏ", "Drop", ROLE_LEADER, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "programme", "unit", "code", "year" },
      .vi = "Nhiệm vụ này đã được ghi",
      .en = "This duty is recorded already" },
    { 0 },
};

const struct kind kind_duty = {
    .slug = "duties",
    .name = "duty",
    .vi = "Nhiệm vụ",
    .en = "Duty", .en_many = "Duties",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "title",
    .unit = "unit",
    .date = "due_date",
};
