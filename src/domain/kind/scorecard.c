/* SPDX-License-Identifier: Apache-2.0
 * A scoring of a title's subject by a body on a day: its own first, then the commune's, the
 * district's (S1-26, S1-43). */
#include "domain/kind.h"

static const struct field fields[] = {
    { "title", "Danh hiệu đăng ký", "Title", FIELD_REF, .ref = "titles", .required = true,
      .immutable = true },
    { "criteria_set", "Bộ tiêu chí", "Criteria set", FIELD_KEY, .ref = "criteria_sets",
      .required = true, .immutable = true },
    { "scored_by", "Đơn vị chấm", "Scored by", FIELD_REF, .ref = "bodies", .required = true,
      .immutable = true },
    { "scored_on", "Ngày chấm", "Scored on", FIELD_DATE, .required = true },
    { "points", "Tổng điểm", "Points", FIELD_INT, .max = 100000 },
    { "points_max", "Điểm tối đa", "Points at most", FIELD_INT, .max = 100000 },
    { "criteria_met", "Số tiêu chí đạt", "Criteria reached", FIELD_INT, .max = 9999 },
    { "conclusion", "Kết luận", "Conclusion", FIELD_NOTE },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "title.unit" },
    { 0 },
};

static const struct state states[] = {
    { "draft", "Đang chấm", "Draft", .live = true },
    { "submitted", "Đã gửi", "Submitted", .live = true },
    { "accepted", "Đã chấp nhận", "Accepted", .live = true },
    { "void", "Đã hủy", "Void" },
    { 0 },
};

static const struct transition transitions[] = {
    { "submit", "draft", "submitted", "Gửi", "Submit", ROLE_REPORTER },
    { "return", "submitted", "draft", "Trả lại", "Return", .reason = true },
    { "accept", "submitted", "accepted", "Chấp nhận", "Accept" },
    { "void", "*", "void", "Hủy", "Void", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "title", "scored_by" },
      .vi = "Đơn vị này đã có bảng chấm điểm",
      .en = "This body has a scorecard already" },
    { 0 },
};

const struct kind kind_scorecard = {
    .slug = "scorecards",
    .name = "scorecard",
    .vi = "Bảng chấm điểm",
    .en = "Scorecard", .en_many = "Scorecards",
    .group = "titles",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .owner = "title",
    .date = "scored_on",
};
