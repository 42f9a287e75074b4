/* SPDX-License-Identifier: Apache-2.0
 * The theme a unit chooses for a year (S1-22, R19: one a year). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "unit", "Đơn vị", "Unit", FIELD_REF, .ref = "units", .required = true },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "title", "Chủ đề", "Theme", FIELD_TEXT, .required = true, .max = 500, .searchable = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "chosen_on", "Ngày chọn", "Chosen on", FIELD_DATE },
    { "document_number", "Văn bản", "Document", FIELD_DOC_NUMBER },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "unit", "year" },
      .vi = "Đơn vị đã chọn chủ đề của năm",
      .en = "The unit has a theme for the year already" },
    { 0 },
};

const struct kind kind_theme = {
    .slug = "themes",
    .name = "theme",
    .vi = "Chủ đề năm",
    .en = "Theme of the year", .en_many = "Themes of the year",
    .group = "programme",
    .fields = fields,
    .unique = unique,
    .label = "title",
    .unit = "unit",
    .date = "year",
};
