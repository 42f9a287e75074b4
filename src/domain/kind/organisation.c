/* SPDX-License-Identifier: Apache-2.0
 * An organisation of the axis that is not territory: the Front, the five socio-political
 * organisations, departments, Party organs, enterprises (A6.4). Its bodies stand at units. Records
 * name it by code ("womens_union"). The words by which sheets and document numbers name it are its
 * aliases. From 1 July 2025 the member organisations are subordinate to the Front (B9): both
 * relations stand, with their day. Movements: S0d-24, S0d-30, S0d-31, S0d-37. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code sector_codes[] = {
    { "front", "Mặt trận Tổ quốc", "Fatherland Front" },
    { "socio_political", "Tổ chức chính trị - xã hội", "Socio-political organisation" },
    { "social", "Tổ chức xã hội", "Social organisation" },
    { "party", "Cơ quan Đảng", "Party organ" },
    { "elected", "Hội đồng nhân dân", "People's council" },
    { "government", "Ủy ban nhân dân", "People's committee" },
    { "department", "Sở, ban, ngành", "Department" },
    { "media", "Báo, đài", "Press and broadcasting" },
    { "economic", "Doanh nghiệp, hợp tác xã", "Enterprise or cooperative" },
    { "community", "Cộng đồng dân cư", "Community" },
    { "other", "Khác", "Other" },
    { 0 },
};

static const struct code front_relation_codes[] = {
    { "front", "Là Mặt trận", "The Front itself" },
    { "member_org", "Tổ chức thành viên", "Member organisation" },
    { "subordinate", "Trực thuộc Mặt trận", "Subordinate to the Front" },
    { "partner", "Cơ quan phối hợp", "Partner" },
    { 0 },
};

static const struct field fields[] = {
    { "code", "Mã tổ chức", "Code", FIELD_TEXT, .required = true, .immutable = true, .max = 40 },
    { "name", "Tên tổ chức", "Name", FIELD_TEXT, .required = true, .searchable = true },
    { "name_en", "Tên tiếng Anh", "English name", FIELD_TEXT, .unlisted = true },
    { "short_name", "Tên viết tắt", "Short name", FIELD_TEXT, .max = 40, .searchable = true },
    { "aliases", "Tên gọi khác", "Other names", FIELD_NOTE, .unlisted = true },
    { "sector", "Khối", "Sector", FIELD_CODE, .codes = sector_codes, .required = true },
    { "socio_political", "Là tổ chức chính trị - xã hội", "Socio-political organisation",
      FIELD_BOOL },
    { "parent", "Tổ chức chủ quản", "Parent organisation", FIELD_KEY, .ref = "organisations" },
    { "front_relation", "Quan hệ với Mặt trận", "Relation to the Front", FIELD_CODE,
      .codes = front_relation_codes },
    { "subordinate_since", "Trực thuộc Mặt trận từ", "Subordinate to the Front since", FIELD_DATE },
    { "member_word", "Cách gọi thành viên", "Word for a member", FIELD_TEXT, .max = 40,
      .unlisted = true },
    { "movements", "Phong trào thi đua", "Emulation movements", FIELD_NOTE, .unlisted = true },
    { "paper_style", "Thể thức văn bản", "Style of documents", FIELD_CODE,
      .codes = paper_style_codes, .unlisted = true },
    { "notation", "Ký hiệu trong số văn bản", "Notation in document numbers", FIELD_TEXT, .max = 40,
      .unlisted = true },
    { "position", "Thứ tự", "Order in lists", FIELD_INT, .max = 999, .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang hoạt động", "Active", .live = true },
    { "ended", "Đã kết thúc hoạt động", "Ended" },
    { 0 },
};

static const struct transition transitions[] = {
    { "end", "active", "ended", "Kết thúc hoạt động", "End", ROLE_ADMIN, .reason = true },
    { "restore", "ended", "active", "Khôi phục", "Restore", ROLE_ADMIN, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "code" }, .vi = "Mã tổ chức đã được dùng", .en = "The code of the organisation is in use" },
    { 0 },
};

const struct kind kind_organisation = {
    .slug = "organisations",
    .name = "organisation",
    .vi = "Tổ chức",
    .en = "Organisation", .en_many = "Organisations",
    .group = "organisation",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .key = "code",
    .label = "name",
};
