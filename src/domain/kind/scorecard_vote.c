/* SPDX-License-Identifier: Apache-2.0
 * The vote of a meeting on a scorecard: how many were there, for, against (S1-26; the rule of half
 * of those present in reviews, B3). Who voted how is not recorded. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "scorecard", "Bảng chấm điểm", "Scorecard", FIELD_REF, .ref = "scorecards", .required = true,
      .immutable = true },
    { "round", "Lần bình xét", "Round", FIELD_INT, .required = true, .min = 1, .max = 99 },
    { "held_on", "Ngày họp", "Held on", FIELD_DATE, .required = true },
    { "invited", "Số triệu tập", "Invited", FIELD_INT, .max = 100000 },
    { "present", "Số có mặt", "Present", FIELD_INT, .required = true, .max = 100000 },
    { "in_favour", "Đồng ý", "In favour", FIELD_INT, .required = true, .max = 100000 },
    { "against", "Không đồng ý", "Against", FIELD_INT, .max = 100000 },
    { "abstained", "Ý kiến khác", "Abstained", FIELD_INT, .max = 100000 },
    { "minutes_number", "Số biên bản", "Number of the minutes", FIELD_DOC_NUMBER },
    { "note", "Ghi chú", "Note", FIELD_NOTE },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "scorecard.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "scorecard", "round" },
      .vi = "Lần bình xét này đã được ghi",
      .en = "This round is recorded already" },
    { 0 },
};

const struct kind kind_scorecard_vote = {
    .slug = "scorecard_votes",
    .name = "scorecard_vote",
    .vi = "Kết quả biểu quyết",
    .en = "Vote on a scorecard", .en_many = "Votes on scorecards",
    .group = "titles",
    .fields = fields,
    .unique = unique,
    .unit = "unit",
    .owner = "scorecard",
    .date = "held_on",
};
