/* SPDX-License-Identifier: Apache-2.0
 * Who may sign in, as what and for which place. Rights go by role and scope unit; seeing personal
 * data is a right of its own, given by name (B10). Accounts are known by user name everywhere, so
 * they live in the nation's shard. */
#include "domain/kind.h"

static const struct code role_codes[] = {
    { "viewer", "Người xem", "Viewer" },
    { "reporter", "Người báo cáo (khu dân cư, chi hội)", "Reporter" },
    { "cadre", "Cán bộ", "Cadre" },
    { "leader", "Lãnh đạo", "Leader" },
    { "admin", "Quản trị", "Administrator" },
    { "auditor", "Kiểm tra, giám sát nhật ký (chỉ xem)", "Auditor" },
    { 0 },
};

static const struct code language_codes[] = {
    { "vi", "Tiếng Việt", "Vietnamese" },
    { "en", "Tiếng Anh", "English" },
    { 0 },
};

static const struct field fields[] = {
    { "user_name", "Tên đăng nhập", "User name", FIELD_TEXT, .required = true, .immutable = true,
      .max = 60, .searchable = true },
    { "full_name", "Họ và tên", "Full name", FIELD_PERSON_NAME, .searchable = true,
      .personal = PERSONAL_BASIC },
    { "role", "Vai trò", "Role", FIELD_CODE, .codes = role_codes, .required = true },
    { "body", "Tổ chức", "Body", FIELD_REF, .ref = "bodies" },
    { "cadre", "Cán bộ", "Cadre record", FIELD_REF, .ref = "cadres", .unlisted = true },
    { "scope_unit", "Phạm vi địa bàn", "Scope", FIELD_REF, .ref = "units" },
    { "sees_personal", "Được xem dữ liệu cá nhân", "Sees personal data", FIELD_BOOL },
    { "phone", "Điện thoại", "Phone", FIELD_PHONE, .personal = PERSONAL_BASIC, .unlisted = true },
    { "email", "Thư điện tử", "Email", FIELD_EMAIL, .personal = PERSONAL_BASIC },
    { "language", "Ngôn ngữ", "Language", FIELD_CODE, .codes = language_codes, .unlisted = true },
    { "password_hash", "Mã băm mật khẩu", "Password hash", FIELD_TEXT, .max = 300, .unlisted = true,
      .hidden = true },
    { "password_changed_at", "Đổi mật khẩu lúc", "Password changed", FIELD_TIME, .unlisted = true },
    { "must_change_password", "Phải đổi mật khẩu", "Must change the password", FIELD_BOOL,
      .unlisted = true },
    { "second_factor", "Xác thực hai bước", "Second factor", FIELD_BOOL, .unlisted = true },
    { "valid_to", "Hiệu lực đến", "Valid to", FIELD_DATE },
    { "organisation", "Thuộc tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang dùng", "Active", .live = true },
    { "locked", "Bị khóa", "Locked", .live = true },
    { "closed", "Đã đóng", "Closed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "lock", "active", "locked", "Khóa", "Lock", ROLE_ADMIN, .reason = true },
    { "unlock", "locked", "active", "Mở khóa", "Unlock", ROLE_ADMIN },
    { "close", "*", "closed", "Đóng tài khoản", "Close", ROLE_ADMIN, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "user_name" }, .vi = "Tên đăng nhập đã được dùng", .en = "The user name is taken" },
    { 0 },
};

const struct kind kind_account = {
    .slug = "accounts",
    .name = "account",
    .vi = "Tài khoản",
    .en = "Account", .en_many = "Accounts",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .key = "user_name",
    .label = "user_name",
    .role = ROLE_ADMIN,
};
