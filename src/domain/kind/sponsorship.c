/* SPDX-License-Identifier: Apache-2.0
 * Sponsorship (đỡ đầu): an organisation, enterprise or person stands by a poor commune, residential
 * area or household for some time (S3-07, S4-07). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "sponsor_name", "Bên đỡ đầu", "Sponsor", FIELD_TEXT, .required = true, .searchable = true,
      .personal = PERSONAL_BASIC },
    { "donor", "Nhà hảo tâm", "Donor", FIELD_REF, .ref = "donors" },
    { "sponsor_body", "Cơ quan, tổ chức đỡ đầu", "Sponsoring body", FIELD_REF, .ref = "bodies" },
    { "target_level", "Đối tượng được đỡ đầu", "Sponsored", FIELD_CODE,
      .codes = subject_level_codes, .required = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "household", "Hộ được đỡ đầu", "Household", FIELD_REF, .ref = "households" },
    { "content", "Nội dung đỡ đầu", "What is undertaken", FIELD_NOTE },
    { "committed", "Giá trị cam kết", "Value committed", FIELD_MONEY },
    { "delivered", "Giá trị đã thực hiện", "Value delivered", FIELD_MONEY },
    { "from_date", "Từ ngày", "From", FIELD_DATE, .required = true },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "sponsor_body.organisation" },
    { "results", "Kết quả", "Results", FIELD_NOTE, .unlisted = true },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang thực hiện", "Active", .live = true },
    { "completed", "Đã hoàn thành", "Completed", .live = true },
    { "stopped", "Đã dừng", "Stopped" },
    { 0 },
};

static const struct transition transitions[] = {
    { "complete", "active", "completed", "Hoàn thành", "Complete" },
    { "stop", "active", "stopped", "Dừng", "Stop", .reason = true },
    { "resume", "stopped", "active", "Tiếp tục", "Resume" },
    { 0 },
};

const struct kind kind_sponsorship = {
    .slug = "sponsorships",
    .name = "sponsorship",
    .vi = "Đỡ đầu",
    .en = "Sponsorship", .en_many = "Sponsorships",
    .group = "money",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "sponsor_name",
    .titled = { "sponsor_name", "household", "unit", "from_date" },
    .unit = "unit",
    .date = "from_date",
};
