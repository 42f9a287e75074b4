/* SPDX-License-Identifier: Apache-2.0
 * A person who works for a body in a position: who is in charge of a household (S2-05, R11), who
 * answers the telephone (S0b-05, S0a-07), who signs (S0a-09). Somebody who changes the body or the
 * position is a new record, so that who was in charge when stays known. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code rank_codes[] = {
    { "chair", "Chủ tịch, Trưởng ban, Bí thư", "Chair or head" },
    { "vice_chair", "Phó Chủ tịch, Phó Trưởng ban, Phó Bí thư", "Vice-chair or deputy" },
    { "standing_member", "Ủy viên Thường trực, thường vụ", "Standing member" },
    { "member", "Ủy viên", "Member" },
    { "specialist", "Chuyên viên, cán bộ", "Specialist" },
    { "branch_head", "Chi hội trưởng, bí thư chi đoàn", "Branch head" },
    { "area_head", "Trưởng thôn, tổ trưởng tổ dân phố", "Head of the residential area" },
    { "volunteer", "Cộng tác viên", "Volunteer" },
    { 0 },
};

static const struct field fields[] = {
    { "full_name", "Họ và tên", "Full name", FIELD_PERSON_NAME, .required = true,
      .searchable = true, .personal = PERSONAL_BASIC },
    { "body", "Tổ chức", "Body", FIELD_REF, .ref = "bodies", .required = true, .immutable = true },
    { "position", "Chức vụ", "Position", FIELD_TEXT, .max = 100 },
    { "rank", "Nhóm chức vụ", "Rank", FIELD_CODE, .codes = rank_codes },
    { "sex", "Giới tính", "Sex", FIELD_CODE, .codes = sex_codes, .personal = PERSONAL_BASIC },
    { "birth_year", "Năm sinh", "Year of birth", FIELD_YEAR, .personal = PERSONAL_BASIC,
      .unlisted = true },
    { "phone", "Điện thoại", "Phone", FIELD_PHONE, .personal = PERSONAL_BASIC },
    { "email", "Thư điện tử", "Email", FIELD_EMAIL, .personal = PERSONAL_BASIC },
    { "signs", "Được ký văn bản", "Signs documents", FIELD_BOOL, .unlisted = true },
    { "from_date", "Từ ngày", "From", FIELD_DATE },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "organisation", "Thuộc tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "body.unit" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang giữ chức vụ", "In office", .live = true },
    { "left", "Đã thôi chức vụ", "Left" },
    { 0 },
};

static const struct transition transitions[] = {
    { "leave", "active", "left", "Thôi chức vụ", "Leave" },
    { "restore", "left", "active", "Khôi phục", "Restore", .reason = true },
    { 0 },
};

const struct kind kind_cadre = {
    .slug = "cadres",
    .name = "cadre",
    .vi = "Cán bộ",
    .en = "Cadre", .en_many = "Cadres",
    .group = "organisation",
    .shared = true,
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "full_name",
    .unit = "unit",
    .owner = "body",
    .date = "from_date",
};
