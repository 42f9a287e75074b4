/* SPDX-License-Identifier: Apache-2.0
 * A household (hộ), known to the programme because it is poor, near-poor, newly escaped, a policy
 * household, or in hardship. A poor worker or a single person is a household of one, with the
 * workplace where there is one (S0d-38). Its poverty class by year stands in classifications. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "code", "Mã hộ", "Household code", FIELD_TEXT, .max = 40, .searchable = true },
    { "head_name", "Họ và tên chủ hộ", "Head of household", FIELD_PERSON_NAME, .required = true,
      .searchable = true, .personal = PERSONAL_BASIC },
    { "head_sex", "Giới tính chủ hộ", "Sex of the head", FIELD_CODE, .codes = sex_codes,
      .personal = PERSONAL_BASIC },
    { "head_birth_date", "Ngày sinh chủ hộ", "Birth of the head", FIELD_DATE,
      .personal = PERSONAL_BASIC },
    { "unit", "Khu dân cư hoặc xã", "Residential area or commune", FIELD_REF, .ref = "units",
      .required = true },
    { "address", "Địa chỉ", "Address", FIELD_TEXT, .personal = PERSONAL_BASIC },
    { "phone", "Số điện thoại", "Phone", FIELD_PHONE, .personal = PERSONAL_BASIC },
    { "ethnicity", "Dân tộc", "Ethnic group", FIELD_CODE, .codes = ethnicity_codes,
      .personal = PERSONAL_SENSITIVE },
    { "member_count", "Số nhân khẩu", "Members", FIELD_INT, .min = 1, .max = 60 },
    { "policy_categories", "Diện chính sách", "Policy categories", FIELD_CODES,
      .codes = policy_category_codes, .personal = PERSONAL_SENSITIVE },
    { "no_labour_capacity", "Không có khả năng lao động", "No capacity to work", FIELD_BOOL,
      .personal = PERSONAL_SENSITIVE },
    { "destitute", "Hoàn cảnh cùng cực", "Destitute", FIELD_BOOL },
    { "destitute_since", "Cùng cực từ ngày", "Destitute since", FIELD_DATE },
    { "workplace", "Nơi làm việc", "Workplace", FIELD_REF, .ref = "bodies" },
    { "registered_on", "Ngày ghi sổ", "Registered on", FIELD_DATE },
    { "closed_on", "Ngày thôi theo dõi", "Closed on", FIELD_DATE },
    { "continued_from", "Tiếp nối hồ sơ", "Continues record", FIELD_REF, .ref = "households",
      .unlisted = true },
    { "canonical", "Hộ đại diện", "Household that stands for it", FIELD_REF, .ref = "households",
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang theo dõi", "Followed", .live = true },
    { "moved", "Đã chuyển đi", "Moved away" },
    { "dissolved", "Không còn hộ", "No longer exists" },
    { "mistaken", "Ghi nhầm", "Entered by mistake" },
    { 0 },
};

static const struct transition transitions[] = {
    { "move_away", "active", "moved", "Chuyển đi", "Move away", .reason = true },
    { "dissolve", "active", "dissolved", "Kết thúc hộ", "Dissolve", .reason = true },
    { "void", "active", "mistaken", "Ghi nhầm", "Entered by mistake", .reason = true },
    { "reopen", "moved", "active", "Theo dõi lại", "Reopen", .reason = true },
    { "reopen", "dissolved", "active", "Theo dõi lại", "Reopen", .reason = true },
    { 0 },
};

const struct kind kind_household = {
    .slug = "households",
    .name = "household",
    .vi = "Hộ gia đình",
    .en = "Household", .en_many = "Households",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "head_name",
    .unit = "unit",
    .date = "registered_on",
    .same_as = "canonical",
};
