/* SPDX-License-Identifier: Apache-2.0
 * What became of a unit on a day: merged whole or in part, kept, renamed, moved under another
 * superior (B9). With these, a figure can be counted as then or as now; where a commune was split,
 * the lineage of its residential areas decides. A statement found wrong is withdrawn. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "from_unit", "Đơn vị cũ", "From", FIELD_REF, .ref = "units", .required = true,
      .immutable = true },
    { "to_unit", "Đơn vị mới", "Into", FIELD_REF, .ref = "units", .required = true,
      .immutable = true },
    { "type", "Hình thức", "Type", FIELD_CODE, .codes = lineage_type_codes, .required = true },
    { "on_date", "Có hiệu lực từ", "On", FIELD_DATE, .required = true, .immutable = true },
    { "estimated_share", "Tỷ lệ ước tính", "Estimated share", FIELD_SHARE, .unlisted = true },
    { "basis_number", "Văn bản", "Document", FIELD_DOC_NUMBER },
    { "source", "Nguồn số liệu", "Source", FIELD_TEXT, .unlisted = true },
    { "note", "Ghi chú của danh mục", "Note of the list", FIELD_NOTE },
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
    { { "from_unit", "to_unit", "on_date" },
      .vi = "Đã ghi quan hệ này giữa hai đơn vị",
      .en = "This change between the two units is recorded already" },
    { 0 },
};

const struct kind kind_lineage = {
    .slug = "lineages",
    .name = "lineage",
    .vi = "Biến động địa giới",
    .en = "Lineage of units", .en_many = "Lineage of units",
    .group = "territory",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .date = "on_date",
};
