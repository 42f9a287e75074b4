/* SPDX-License-Identifier: Apache-2.0
 * What people give that is not money: labour days, land in m², goods (S1-05, S3-07), for a work or
 * for the place, with its worth where it was put into money. Money of the people for a work stands
 * here too when it does not go through a fund. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "form", "Hình thức", "Form", FIELD_CODE, .codes = donation_kind_codes, .required = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "contributor_name", "Người đóng góp", "Contributor", FIELD_TEXT, .searchable = true,
      .personal = PERSONAL_BASIC },
    { "donor", "Nhà hảo tâm", "Donor", FIELD_REF, .ref = "donors", .unlisted = true },
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households" },
    { "contributors", "Số hộ, số người đóng góp", "Contributors", FIELD_INT, .min = 1,
      .max = 10000000 },
    { "quantity", "Số lượng", "Quantity", FIELD_INT, .max = 1000000000 },
    { "measure", "Đơn vị tính", "Unit of measure", FIELD_TEXT, .max = 30 },
    { "value", "Giá trị quy ra tiền", "Value", FIELD_MONEY },
    { "description", "Nội dung", "Description", FIELD_TEXT, .max = 500 },
    { "on_date", "Ngày đóng góp", "Date", FIELD_DATE, .required = true },
    { "work", "Cho công trình", "For the work", FIELD_REF, .ref = "works" },
    { "support", "Cho hỗ trợ hộ", "For the support", FIELD_REF, .ref = "supports",
      .unlisted = true },
    { "pledge", "Theo đăng ký", "Under the pledge", FIELD_REF, .ref = "pledges", .unlisted = true },
    { "mobilised_by", "Tổ chức vận động", "Mobilised by", FIELD_REF, .ref = "bodies" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "mobilised_by.organisation" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "recorded", "Đã ghi nhận", "Recorded", .live = true },
    { "void", "Đã hủy", "Void" },
    { 0 },
};

static const struct transition transitions[] = {
    { "void", "recorded", "void", "Hủy", "Void", .reason = true },
    { 0 },
};

const struct kind kind_in_kind_contribution = {
    .slug = "in_kind_contributions",
    .name = "in_kind_contribution",
    .vi = "Đóng góp công sức, hiện vật",
    .en = "Contribution in kind", .en_many = "Contributions in kind",
    .group = "money",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unit = "unit",
    .date = "on_date",
};
