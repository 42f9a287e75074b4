/* SPDX-License-Identifier: Apache-2.0
 * A person of a household, its head included (S0d-07: head or any member may be a member of an
 * organisation; forms 14/15 of the yearly review). The id number may be missing or old (B12). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .required = true,
      .immutable = true },
    { "ordinal", "Số thứ tự trong hộ", "Number in the household", FIELD_INT, .min = 1, .max = 60 },
    { "full_name", "Họ và tên", "Full name", FIELD_PERSON_NAME, .required = true,
      .searchable = true, .personal = PERSONAL_BASIC },
    { "relation", "Quan hệ với chủ hộ", "Relation to the head", FIELD_CODE,
      .codes = relation_to_head_codes, .required = true, .personal = PERSONAL_BASIC },
    { "sex", "Giới tính", "Sex", FIELD_CODE, .codes = sex_codes, .personal = PERSONAL_BASIC },
    { "birth_date", "Ngày sinh", "Date of birth", FIELD_DATE, .personal = PERSONAL_BASIC },
    { "id_number", "Số định danh cá nhân", "Id number", FIELD_ID_NUMBER,
      .personal = PERSONAL_BASIC },
    { "phone", "Số điện thoại", "Phone", FIELD_PHONE, .personal = PERSONAL_BASIC,
      .unlisted = true },
    { "ethnicity", "Dân tộc", "Ethnic group", FIELD_CODE, .codes = ethnicity_codes,
      .personal = PERSONAL_SENSITIVE },
    { "can_work", "Có khả năng lao động", "Able to work", FIELD_BOOL,
      .personal = PERSONAL_SENSITIVE },
    { "occupation", "Nghề nghiệp", "Occupation", FIELD_TEXT, .max = 100, .personal = PERSONAL_BASIC,
      .unlisted = true },
    { "at_school", "Đang đi học", "At school", FIELD_BOOL, .personal = PERSONAL_BASIC,
      .unlisted = true },
    { "health_insurance", "Có thẻ bảo hiểm y tế", "Health insurance", FIELD_BOOL,
      .personal = PERSONAL_BASIC },
    { "policy_categories", "Diện chính sách", "Policy categories", FIELD_CODES,
      .codes = policy_category_codes, .personal = PERSONAL_SENSITIVE },
    { "health_note", "Tình trạng sức khỏe", "Health", FIELD_TEXT, .personal = PERSONAL_SENSITIVE,
      .unlisted = true },
    { "from_date", "Vào hộ từ ngày", "Joined on", FIELD_DATE, .unlisted = true },
    { "to_date", "Rời hộ ngày", "Left on", FIELD_DATE, .unlisted = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "household.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "present", "Đang ở trong hộ", "In the household", .live = true },
    { "moved", "Đã chuyển đi, tách hộ", "Moved out" },
    { "deceased", "Đã mất", "Deceased" },
    { "mistaken", "Ghi nhầm", "Entered by mistake" },
    { 0 },
};

static const struct transition transitions[] = {
    { "move_out", "present", "moved", "Chuyển đi, tách hộ", "Move out", ROLE_REPORTER },
    { "decease", "present", "deceased", "Báo mất", "Deceased", ROLE_REPORTER },
    { "void", "present", "mistaken", "Ghi nhầm", "Entered by mistake", .reason = true },
    { "restore", "moved", "present", "Khôi phục", "Restore", .reason = true },
    { "restore", "deceased", "present", "Khôi phục", "Restore", .reason = true },
    { "restore", "mistaken", "present", "Khôi phục", "Restore", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household" },
      .only_field = "relation",
      .only_value = "head",
      .vi = "Mỗi hộ chỉ có một chủ hộ",
      .en = "A household has one head" },
    { { "household", "id_number" },
      .vi = "Số định danh này đã có trong hộ",
      .en = "This id number is in the household already" },
    { 0 },
};

const struct kind kind_household_member = {
    .slug = "household_members",
    .name = "household_member",
    .vi = "Thành viên hộ",
    .en = "Household member", .en_many = "Household members",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "full_name",
    .unit = "unit",
    .owner = "household",
    .same_as = "canonical_household",
};
