/* SPDX-License-Identifier: Apache-2.0
 * The convention of a village or street group (hương ước, quy ước): in force, or in need of
 * amendment (S1-25, S3-30). */
#include "domain/kind.h"

static const struct field fields[] = {
    { "unit", "Khu dân cư", "Residential area", FIELD_REF, .ref = "units", .required = true },
    { "title", "Tên hương ước, quy ước", "Title", FIELD_TEXT, .required = true, .max = 300,
      .searchable = true },
    { "adopted_on", "Ngày thông qua", "Adopted on", FIELD_DATE },
    { "approval_number", "Số quyết định công nhận", "Number of the recognition", FIELD_DOC_NUMBER },
    { "approved_on", "Ngày công nhận", "Recognised on", FIELD_DATE },
    { "reviewed_on", "Rà soát gần nhất", "Last reviewed on", FIELD_DATE },
    { "problem", "Nội dung không còn phù hợp", "What no longer fits", FIELD_NOTE },
    { "content", "Nội dung", "Text", FIELD_NOTE, .max = 100000, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "drafting", "Đang xây dựng", "Being drafted", .live = true },
    { "in_force", "Đang thực hiện", "In force", .live = true },
    { "needs_amendment", "Cần sửa đổi, bổ sung", "Needs amendment", .live = true },
    { "repealed", "Đã bãi bỏ, thay thế", "Repealed or replaced" },
    { 0 },
};

static const struct transition transitions[] = {
    { "recognise", "drafting", "in_force", "Công nhận", "Recognise" },
    { "flag", "in_force", "needs_amendment", "Đề nghị sửa đổi", "Ask for amendment",
      .reason = true },
    { "amend", "needs_amendment", "in_force", "Đã sửa đổi", "Amend" },
    { "repeal", "*", "repealed", "Bãi bỏ, thay thế", "Repeal", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "unit", "title" },
      .vi = "Hương ước, quy ước này đã được ghi",
      .en = "This convention is recorded already" },
    { 0 },
};

const struct kind kind_village_convention = {
    .slug = "village_conventions",
    .name = "village_convention",
    .vi = "Hương ước, quy ước",
    .en = "Village convention", .en_many = "Village conventions",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "title",
    .unit = "unit",
    .date = "approved_on",
};
