/* SPDX-License-Identifier: Apache-2.0
 * A person, household or group held up as an example (gương điển hình tiên tiến): S1-16, S1-40,
 * S4-12; where it was made known and whether others followed. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "title", "Tên điển hình", "Title", FIELD_TEXT, .required = true, .max = 300,
      .searchable = true },
    { "subject_level", "Đối tượng", "Subject", FIELD_CODE, .codes = subject_level_codes },
    { "person_name", "Họ và tên", "Person", FIELD_PERSON_NAME, .searchable = true,
      .personal = PERSONAL_BASIC },
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households" },
    { "body", "Tập thể", "Group", FIELD_REF, .ref = "bodies" },
    { "model", "Mô hình", "Model", FIELD_REF, .ref = "models" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "introduced_by", "Tổ chức giới thiệu", "Introduced by", FIELD_REF, .ref = "bodies",
      .required = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "achievement", "Thành tích", "Achievement", FIELD_NOTE, .max = 20000, .searchable = true,
      .unlisted = true },
    { "published_on", "Ngày giới thiệu, đăng tải", "Published on", FIELD_DATE },
    { "channels", "Hình thức tuyên truyền", "Channels", FIELD_CODES, .codes = channel_codes,
      .list = "channel" },
    { "replications", "Số nơi học tập, nhân rộng", "Replications", FIELD_INT, .max = 100000 },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "introduced_by.organisation" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "proposed", "Đề nghị", "Proposed", .live = true },
    { "published", "Đã giới thiệu", "Published", .live = true },
    { "replicated", "Đã nhân rộng", "Replicated", .live = true },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "publish", "proposed", "published", "Giới thiệu", "Publish" },
    { "replicate", "published", "replicated", "Nhân rộng", "Replicate" },
    { "withdraw", "*", "withdrawn", "Rút", "Withdraw", .reason = true },
    { 0 },
};

const struct kind kind_exemplary_case = {
    .slug = "exemplary_cases",
    .name = "exemplary_case",
    .vi = "Gương điển hình tiên tiến",
    .en = "Exemplary case", .en_many = "Exemplary cases",
    .group = "models",
    .published = "published_on",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "title",
    .unit = "unit",
    .date = "published_on",
};
