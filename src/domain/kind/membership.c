/* SPDX-License-Identifier: Apache-2.0
 * That a person belongs to an organisation, in the categories the plans name (S0d-07, S0d-14,
 * S0d-28, S0d-34 youth volunteers of the past and discharged soldiers, S0d-36 veterans and former
 * soldiers, S0d-38 workers). Which organisation may lead the help to a household is read from here;
 * whether the head only or any member counts is the programme's to say (A6.6). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code category_codes[] = {
    { "member", "Đoàn viên, hội viên", "Member" },
    { "youth_federation_member", "Hội viên Hội Liên hiệp Thanh niên", "Youth Federation member" },
    { "former_youth_volunteer", "Cựu thanh niên xung phong", "Former youth volunteer" },
    { "discharged_soldier", "Bộ đội xuất ngũ", "Discharged soldier" },
    { "veteran", "Cựu chiến binh", "Veteran" },
    { "former_soldier", "Cựu quân nhân", "Former soldier" },
    { "worker", "Người lao động trong doanh nghiệp", "Worker" },
    { 0 },
};

static const struct field fields[] = {
    { "member", "Người", "Person", FIELD_REF, .ref = "household_members", .required = true,
      .immutable = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .required = true },
    { "category", "Diện", "Category", FIELD_CODE, .codes = category_codes, .required = true },
    { "body", "Chi hội, chi đoàn", "Branch", FIELD_REF, .ref = "bodies" },
    { "from_date", "Từ ngày", "From", FIELD_DATE },
    { "to_date", "Đến ngày", "To", FIELD_DATE },
    { "reviewed_on", "Rà soát ngày", "Reviewed on", FIELD_DATE },
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households",
      .carried = "member.household" },
    { "relation", "Quan hệ với chủ hộ", "Relation to the head", FIELD_CODE,
      .codes = relation_to_head_codes, .personal = PERSONAL_BASIC, .carried = "member.relation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "member.unit" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "member.canonical_household", .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang sinh hoạt", "Active", .live = true },
    { "ended", "Đã thôi", "Ended" },
    { 0 },
};

static const struct transition transitions[] = {
    { "end", "active", "ended", "Thôi sinh hoạt", "End", ROLE_REPORTER },
    { "restore", "ended", "active", "Khôi phục", "Restore", ROLE_REPORTER },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "member", "organisation", "category" },
      .vi = "Người này đã được ghi là thành viên của tổ chức",
      .en = "This membership is recorded already" },
    { 0 },
};

const struct kind kind_membership = {
    .slug = "memberships",
    .name = "membership",
    .vi = "Đoàn viên, hội viên",
    .en = "Membership", .en_many = "Memberships",
    .group = "people",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .unit = "unit",
    .owner = "member",
    .date = "from_date",
    .same_as = "canonical_household",
};
