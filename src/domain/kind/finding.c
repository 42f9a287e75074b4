/* SPDX-License-Identifier: Apache-2.0
 * What a supervision found, with its evidence: a merit, a shortcoming, a breach (B8, S3-10 to
 * S3-14). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code kind_codes[] = {
    { "merit", "Ưu điểm", "Merit" },
    { "shortcoming", "Hạn chế, thiếu sót", "Shortcoming" },
    { "breach", "Vi phạm", "Breach" },
    { "difficulty", "Khó khăn, vướng mắc", "Difficulty" },
    { 0 },
};

static const struct field fields[] = {
    { "supervision", "Cuộc giám sát", "Supervision", FIELD_REF, .ref = "supervisions",
      .required = true, .immutable = true },
    { "ordinal", "Thứ tự", "Order", FIELD_INT, .min = 1, .max = 999 },
    { "kind", "Loại", "Kind", FIELD_CODE, .codes = kind_codes, .required = true },
    { "topic", "Chuyên đề", "Topic", FIELD_CODE, .codes = supervision_topic_codes,
      .list = "supervision_topic" },
    { "summary", "Nội dung phát hiện", "Finding", FIELD_TEXT, .required = true, .max = 1000,
      .searchable = true },
    { "evidence", "Chứng cứ", "Evidence", FIELD_NOTE, .unlisted = true },
    { "basis", "Căn cứ pháp lý", "Legal basis", FIELD_TEXT, .max = 500 },
    { "amount", "Số tiền liên quan", "Amount concerned", FIELD_MONEY },
    { "households", "Số hộ liên quan", "Households concerned", FIELD_INT, .max = 1000000 },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "supervision.unit" },
    { 0 },
};

const struct kind kind_finding = {
    .slug = "findings",
    .name = "finding",
    .vi = "Phát hiện qua giám sát",
    .en = "Finding", .en_many = "Findings",
    .group = "oversight",
    .fields = fields,
    .label = "summary",
    .unit = "unit",
    .owner = "supervision",
};
