/* SPDX-License-Identifier: Apache-2.0
 * A set of criteria in force from a day for a level and group of units (B4: 19 criteria until 2025,
 * 10 since; B5; B6; S1-10 a province's own for gardens and model areas). The number of criteria is
 * data. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "code", "Mã bộ tiêu chí", "Code", FIELD_TEXT, .required = true, .immutable = true,
      .max = 60 },
    { "name", "Tên bộ tiêu chí", "Name", FIELD_TEXT, .required = true, .max = 300,
      .searchable = true },
    { "title_type", "Danh hiệu", "Title", FIELD_CODE, .codes = title_type_codes,
      .list = "title_type" },
    { "subject_level", "Đối tượng", "Subject", FIELD_CODE, .codes = subject_level_codes,
      .required = true },
    { "unit_group", "Nhóm đơn vị áp dụng", "Group of units", FIELD_TEXT, .max = 60 },
    { "unit", "Phạm vi địa bàn", "Territory", FIELD_REF, .ref = "units" },
    { "document_number", "Văn bản ban hành", "Document", FIELD_DOC_NUMBER },
    { "valid_from", "Có hiệu lực từ", "Valid from", FIELD_DATE, .required = true },
    { "valid_to", "Hết hiệu lực từ", "Ended on", FIELD_DATE },
    { "points_needed", "Điểm cần đạt", "Points needed", FIELD_INT, .max = 100000 },
    { "agreed_share_needed", "Tỷ lệ đồng ý cần đạt", "Share in favour needed", FIELD_SHARE },
    { "satisfied_share_needed", "Tỷ lệ hài lòng cần đạt", "Share satisfied needed", FIELD_SHARE },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "draft", "Dự thảo", "Draft", .live = true },
    { "in_force", "Đang áp dụng", "In force", .live = true },
    { "ended", "Hết hiệu lực", "Ended", .live = true },
    { "dropped", "Đã bỏ", "Dropped" },
    { 0 },
};

static const struct transition transitions[] = {
    { "enforce", "draft", "in_force", "Áp dụng", "Put into force", ROLE_LEADER },
    { "end", "in_force", "ended", "Kết thúc hiệu lực", "End", ROLE_LEADER },
    { "drop", "draft", "dropped", "Bỏ", "Drop", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "code" },
      .vi = "Mã bộ tiêu chí đã được dùng",
      .en = "The code of the criteria set is in use" },
    { 0 },
};

const struct kind kind_criteria_set = {
    .slug = "criteria_sets",
    .name = "criteria_set",
    .vi = "Bộ tiêu chí",
    .en = "Criteria set", .en_many = "Criteria sets",
    .group = "titles",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .key = "code",
    .label = "name",
    .date = "valid_from",
};
