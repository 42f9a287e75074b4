/* SPDX-License-Identifier: Apache-2.0
 * A unit of territory: nation, province, district, commune, residential area (S1-02, B9). Codes are
 * reused over time (3,316 of the 3,321 commune codes of 2025 were another's before), so a unit is
 * known by code and valid_from, never by its code alone. The official name is kept as the list
 * writes it. Every list stands whole in the nation's shard; `founding` says in which shard the
 * records of that place live. Changes between units stand in lineages. A row that never should have
 * been is withdrawn: it is then in force on no day. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "code", "Mã đơn vị", "Code", FIELD_TEXT, .required = true, .immutable = true, .max = 20,
      .searchable = true },
    { "list", "Danh mục", "List", FIELD_CODE, .codes = unit_list_codes, .required = true,
      .immutable = true },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .required = true,
      .immutable = true },
    { "type", "Loại đơn vị", "Type", FIELD_TEXT, .max = 40 },
    { "official_name", "Tên chính thức", "Official name", FIELD_TEXT, .required = true,
      .searchable = true },
    { "parent", "Đơn vị cấp trên", "Superior unit", FIELD_REF, .ref = "units", .immutable = true },
    { "valid_from", "Có hiệu lực từ", "Valid from", FIELD_DATE, .required = true,
      .immutable = true },
    { "valid_to", "Hết hiệu lực từ", "Ended on", FIELD_DATE },
    { "founding", "Mã tỉnh gốc", "Founding province", FIELD_INT, .max = 127, .immutable = true,
      .unlisted = true },
    { "settlement", "Khu vực", "Settlement", FIELD_CODE, .codes = settlement_codes },
    { "commune_group", "Nhóm xã (1–3)", "Commune group", FIELD_INT, .min = 1, .max = 3,
      .unlisted = true },
    { "basis_number", "Văn bản thành lập", "Founding document", FIELD_DOC_NUMBER,
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "recorded", "Ghi nhận", "Recorded", .live = true },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "withdraw", "recorded", "withdrawn", "Rút lại", "Withdraw", .role = ROLE_ADMIN,
      .reason = true },
    { "restore", "withdrawn", "recorded", "Khôi phục", "Restore", .role = ROLE_ADMIN,
      .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "code", "valid_from" },
      .vi = "Đã có đơn vị mang mã này từ ngày đó",
      .en = "A unit with this code and first day exists already" },
    { 0 },
};

const struct kind kind_unit = {
    .slug = "units",
    .name = "unit",
    .vi = "Đơn vị địa bàn",
    .en = "Unit of territory", .en_many = "Units of territory",
    .group = "territory",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "official_name",
    .date = "valid_from",
};
