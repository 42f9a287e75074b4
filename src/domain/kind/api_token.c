/* SPDX-License-Identifier: Apache-2.0
 * With what a program signs in on behalf of an account: never more than the account itself may do, and
 * less where the token says so. Only the hash of the secret is kept. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "account", "Tài khoản", "Account", FIELD_REF, .ref = "accounts", .required = true,
      .immutable = true },
    { "label", "Dùng cho", "Used for", FIELD_TEXT, .required = true, .max = 100 },
    { "writes", "Được ghi", "May write", FIELD_BOOL, .immutable = true },
    { "register_kinds", "Các sổ được dùng", "Registers it may use", FIELD_TEXT, .max = 2000, .immutable = true },
    { "valid_to", "Hiệu lực đến", "Valid to", FIELD_DATE, .required = true },
    { "secret_hash", "Mã băm", "Hash of the secret", FIELD_TEXT, .max = 64, .unlisted = true, .hidden = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang dùng", "Active", .live = true },
    { "revoked", "Đã thu hồi", "Revoked" },
    { 0 },
};

static const struct transition transitions[] = {
    { "revoke", "active", "revoked", "Thu hồi", "Revoke", ROLE_ADMIN },
    { 0 },
};

const struct kind kind_api_token = {
    .slug = "api_tokens",
    .name = "api_token",
    .vi = "Mã truy cập cho phần mềm",
    .en = "Access token", .en_many = "Access tokens",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "label",
    .owner = "account",
    .role = ROLE_ADMIN,
    .internal = true,
};
