/* SPDX-License-Identifier: Apache-2.0
 * Praise and reward (biểu dương, khen thưởng) for Front committees, member organisations, front
 * work committees, branches, groups and persons (S0d-23, S1-03, S1-20, S1-44, S3-20). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code recipient_codes[] = {
    { "front_committee", "Ủy ban MTTQ", "Front committee" },
    { "member_org", "Tổ chức thành viên", "Member organisation" },
    { "front_work_committee", "Ban Công tác Mặt trận", "Front work committee" },
    { "branch", "Chi hội, chi đoàn", "Branch" },
    { "collective", "Tập thể khác", "Other group" },
    { "household", "Hộ gia đình", "Household" },
    { "person", "Cá nhân", "Person" },
    { 0 },
};

static const struct code form_codes[] = {
    { "praise", "Biểu dương", "Praise" },
    { "merit_paper", "Giấy khen", "Paper of merit" },
    { "certificate", "Bằng khen", "Certificate of merit" },
    { "medal", "Kỷ niệm chương", "Medal" },
    { "flag", "Cờ thi đua", "Emulation flag" },
    { "other", "Hình thức khác", "Other" },
    { 0 },
};

static const struct field fields[] = {
    { "recipient_kind", "Đối tượng", "Kind of recipient", FIELD_CODE, .codes = recipient_codes,
      .required = true },
    { "recipient_name", "Tập thể, cá nhân được khen", "Recipient", FIELD_TEXT, .required = true,
      .searchable = true, .personal = PERSONAL_BASIC },
    { "body", "Là tổ chức", "Body", FIELD_REF, .ref = "bodies" },
    { "household", "Là hộ", "Household", FIELD_REF, .ref = "households" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "form", "Hình thức", "Form", FIELD_CODE, .codes = form_codes, .required = true },
    { "achievement", "Thành tích", "Achievement", FIELD_NOTE, .unlisted = true },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "awarded_by", "Cơ quan khen", "Awarded by", FIELD_REF, .ref = "bodies", .required = true },
    { "decision_number", "Số quyết định", "Decision number", FIELD_DOC_NUMBER },
    { "awarded_on", "Ngày khen", "Awarded on", FIELD_DATE },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "occasion", "Nhân dịp", "Occasion", FIELD_CODE, .codes = occasion_codes, .list = "occasion" },
    { "activity", "Tại hoạt động", "At the activity", FIELD_REF, .ref = "activities",
      .unlisted = true },
    { "prize", "Tiền thưởng", "Prize", FIELD_MONEY },
    { "organisation", "Mã tổ chức khen", "Awarding organisation", FIELD_KEY, .ref = "organisations",
      .carried = "awarded_by.organisation" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "proposed", "Đề nghị", "Proposed", .live = true },
    { "awarded", "Đã khen", "Awarded", .live = true },
    { "refused", "Không được duyệt", "Refused" },
    { "revoked", "Đã thu hồi", "Revoked" },
    { 0 },
};

static const struct transition transitions[] = {
    { "award", "proposed", "awarded", "Khen thưởng", "Award", ROLE_LEADER, .signature = true },
    { "refuse", "proposed", "refused", "Không duyệt", "Refuse", ROLE_LEADER, .reason = true },
    { "revoke", "awarded", "revoked", "Thu hồi", "Revoke", ROLE_LEADER, .reason = true },
    { 0 },
};

const struct kind kind_commendation = {
    .slug = "commendations",
    .name = "commendation",
    .vi = "Biểu dương, khen thưởng",
    .en = "Commendation", .en_many = "Commendations",
    .group = "models",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "recipient_name",
    .titled = { "form", "recipient_name", "year" },
    .unit = "unit",
    .date = "awarded_on",
};
