/* SPDX-License-Identifier: Apache-2.0
 * Where a household lived from when to when. A move inside its shard closes one residence and opens
 * the next; the household's own `unit` is the newest. Figures "as then" read from here (DESIGN §5,
 * B9). */
#include "domain/kind.h"

static const struct code reason_codes[] = {
    { "first", "Ghi sổ lần đầu", "First entry" },
    { "move", "Chuyển nơi ở", "Moved" },
    { "territory", "Thay đổi địa giới", "Territory changed" },
    { "located", "Xác định lại khu dân cư", "Residential area found" },
    { 0 },
};

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "unit", "Khu dân cư hoặc xã", "Residential area or commune", FIELD_REF, .ref = "units",
      .required = true },
    { "from_date", "Từ ngày", "From", FIELD_DATE, .required = true },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "address", "Địa chỉ", "Address", FIELD_TEXT, .personal = PERSONAL_BASIC },
    { "reason", "Lý do", "Reason", FIELD_CODE, .codes = reason_codes },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household", "from_date" },
      .vi = "Hộ đã có nơi ở ghi từ ngày này",
      .en = "The household has a residence from this day already" },
    { 0 },
};

const struct kind kind_residence = {
    .slug = "residences",
    .name = "residence",
    .vi = "Nơi ở của hộ",
    .en = "Residence", .en_many = "Residences",
    .group = "people",
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "household",
    .date = "from_date",
};
