/* SPDX-License-Identifier: Apache-2.0
 * What a household needs, as found in a review or told by its people (S2-04, B3 form C). A support
 * may meet it; an open need is something still to be done. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code urgency_codes[] = {
    { "critical", "Khẩn cấp", "Critical" },
    { "high", "Cao", "High" },
    { "normal", "Bình thường", "Normal" },
    { 0 },
};

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "type", "Loại nhu cầu", "Type", FIELD_CODE, .codes = support_type_codes, .required = true },
    { "subtype", "Nhu cầu cụ thể", "Subtype", FIELD_CODE, .codes = support_subtype_codes,
      .list = "support_subtype" },
    { "description", "Nội dung", "Description", FIELD_NOTE },
    { "urgency", "Mức độ cần thiết", "Urgency", FIELD_CODE, .codes = urgency_codes },
    { "estimated_value", "Kinh phí dự kiến", "Estimated value", FIELD_MONEY },
    { "least_value", "Mức tối thiểu có ích", "Least that helps", FIELD_MONEY },
    { "found_on", "Ngày ghi nhận", "Found on", FIELD_DATE, .required = true },
    { "due_on", "Cần trước ngày", "Needed by", FIELD_DATE },
    { "met_on", "Ngày đáp ứng", "Met on", FIELD_DATE },
    { "lead_body", "Tổ chức nhận giải quyết", "Body in charge", FIELD_REF, .ref = "bodies" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "lead_body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "open", "Chưa đáp ứng", "Open", .live = true },
    { "planned", "Đã lên kế hoạch", "Planned", .live = true },
    { "met", "Đã đáp ứng", "Met", .live = true },
    { "dropped", "Không còn nhu cầu", "No longer needed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "plan", "open", "planned", "Lên kế hoạch", "Plan" },
    { "meet", "open", "met", "Đã đáp ứng", "Meet", ROLE_REPORTER },
    { "meet", "planned", "met", "Đã đáp ứng", "Meet", ROLE_REPORTER },
    { "reopen", "met", "open", "Mở lại", "Reopen", .reason = true },
    { "drop", "open", "dropped", "Không còn nhu cầu", "Drop", .reason = true },
    { "drop", "planned", "dropped", "Không còn nhu cầu", "Drop", .reason = true },
    { 0 },
};

const struct kind kind_need = {
    .slug = "needs",
    .name = "need",
    .vi = "Nhu cầu hỗ trợ",
    .en = "Need", .en_many = "Needs",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "type",
    .unit = "unit",
    .owner = "household",
    .date = "found_on",
};
