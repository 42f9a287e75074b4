/* SPDX-License-Identifier: Apache-2.0
 * A code that a programme or the office adds to an open list (model_type, activity_type …), beside
 * the built-in ones of code_lists.c. A retired one stays for old records and is not offered (DESIGN
 * §1: a programme is data). */
#include "domain/kind.h"

static const struct field fields[] = {
    { "list", "Danh sách", "List", FIELD_TEXT, .required = true, .immutable = true, .max = 40 },
    { "code", "Mã", "Code", FIELD_TEXT, .required = true, .immutable = true, .max = 40 },
    { "vi", "Tên tiếng Việt", "Vietnamese name", FIELD_TEXT, .required = true, .searchable = true },
    { "en", "Tên tiếng Anh", "English name", FIELD_TEXT },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "position", "Thứ tự", "Order in the list", FIELD_INT, .max = 9999, .unlisted = true },
    { "retired", "Không dùng nữa", "Retired", FIELD_BOOL },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "list", "code" },
      .vi = "Mã này đã có trong danh sách",
      .en = "The list has this code already" },
    { 0 },
};

const struct kind kind_code_entry = {
    .slug = "code_entries",
    .name = "code_entry",
    .vi = "Mã bổ sung",
    .en = "Code entry", .en_many = "Code entries",
    .group = "system",
    .fields = fields,
    .unique = unique,
    .label = "vi",
};
