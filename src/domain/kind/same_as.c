/* SPDX-License-Identifier: Apache-2.0
 * That a household is the same as another, which stands for both in every figure (DESIGN §5;
 * store/same_as.h says how). Nothing is merged away: undoing the link gives each back. Pairs that the linkage is not sure of
 * are proposed and wait for a person; a refused pair is not proposed again. */
#include "domain/kind.h"

static const struct code method_codes[] = {
    { "id_number", "Trùng số định danh", "Same id number" },
    { "scored", "Đối chiếu tự động", "Scored" },
    { "by_hand", "Cán bộ xác định", "By hand" },
    { 0 },
};

static const struct field fields[] = {
    { "household", "Hộ trùng", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "canonical", "Hộ đại diện", "Canonical household", FIELD_REF, .ref = "households",
      .required = true, .immutable = true },
    { "probability", "Xác suất trùng", "Probability", FIELD_SHARE },
    { "method", "Cách xác định", "Method", FIELD_CODE, .codes = method_codes },
    { "decided_by", "Người quyết định", "Decided by", FIELD_TEXT, .max = 100 },
    { "decided_on", "Ngày quyết định", "Decided on", FIELD_DATE },
    { "reason", "Lý do", "Reason", FIELD_TEXT, .max = 500, .personal = PERSONAL_BASIC },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { 0 },
};

static const struct state states[] = {
    { "proposed", "Nghi trùng", "Proposed", .live = true },
    { "linked", "Đã liên kết", "Linked", .live = true },
    { "refused", "Không trùng", "Refused", .live = true },
    { "undone", "Đã hủy liên kết", "Undone" },
    { 0 },
};

static const struct transition transitions[] = {
    { "link", "proposed", "linked", "Đúng là một hộ", "The same household" },
    { "refuse", "proposed", "refused", "Hai hộ khác nhau", "Two households" },
    { "reconsider", "refused", "proposed", "Xem xét lại", "Reconsider", .reason = true },
    { "undo", "linked", "undone", "Hủy liên kết", "Undo", .reason = true },
    { "reconsider", "undone", "proposed", "Xem xét lại", "Reconsider", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household", "canonical" },
      .vi = "Cặp hộ này đã được ghi",
      .en = "This pair is recorded already" },
    { 0 },
};

const struct kind kind_same_as = {
    .slug = "same_as_links",
    .name = "same_as",
    .vi = "Hộ trùng lặp",
    .en = "Linked duplicate", .en_many = "Linked duplicates",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .owner = "household",
    .date = "decided_on",
};
