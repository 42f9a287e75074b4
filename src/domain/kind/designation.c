/* SPDX-License-Identifier: Apache-2.0
 * What a unit was named in a year or period: poor district, specially difficult (S2-09), registered
 * or recognised as new rural or civilised urban (S3-25, S0c-I.4b, S0d-15, S2-12), pilot (S1-19),
 * outstanding residential area or content (S4-05: both yearly, one of each per commune). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "unit", "Đơn vị", "Unit", FIELD_REF, .ref = "units", .required = true },
    { "type", "Danh mục", "Designation", FIELD_CODE, .codes = designation_type_codes,
      .list = "designation_type", .required = true },
    { "content", "Nội dung Cuộc vận động", "Content", FIELD_CODE, .codes = content_codes },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "from_date", "Từ ngày", "From", FIELD_DATE },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "basis_number", "Số văn bản", "Document number", FIELD_DOC_NUMBER },
    { "basis", "Văn bản", "Document", FIELD_REF, .ref = "documents", .unlisted = true },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Có hiệu lực", "Active", .live = true },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "withdraw", "active", "withdrawn", "Rút khỏi danh mục", "Withdraw", .reason = true },
    { "restore", "withdrawn", "active", "Khôi phục", "Restore", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "unit", "type", "year", "content" },
      .vi = "Đơn vị đã có trong danh mục của năm",
      .en = "The unit has this designation for the year already" },
    { 0 },
};

const struct kind kind_designation = {
    .slug = "designations",
    .name = "designation",
    .vi = "Danh mục địa bàn",
    .en = "Designation", .en_many = "Designations",
    .group = "territory",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .date = "year",
};
