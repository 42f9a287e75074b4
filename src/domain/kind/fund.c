/* SPDX-License-Identifier: Apache-2.0
 * A fund kept by a board at a unit: the Fund for the Poor of each level, or a relief campaign with
 * books of its own (S0d-18, S0d-19, S1-28, S2-11; B7). Its balance is the sum of its ledger entries
 * and never negative; entries up to `locked_to` are closed. What was given for some purpose only
 * stands in `for_classes` and `for_purposes`: grants go to nobody else (S2-11). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code type_codes[] = {
    { "fund_for_the_poor", "Quỹ “Vì người nghèo”", "Fund for the Poor" },
    { "social_security", "Quỹ an sinh xã hội", "Social security fund" },
    { "relief", "Quỹ cứu trợ", "Relief fund" },
    { "campaign", "Quỹ theo đợt vận động", "Campaign fund" },
    { "other", "Quỹ khác", "Other fund" },
    { 0 },
};

static const struct field fields[] = {
    { "name", "Tên quỹ", "Name", FIELD_TEXT, .required = true, .searchable = true },
    { "type", "Loại quỹ", "Type", FIELD_CODE, .codes = type_codes, .required = true },
    { "board", "Ban Vận động", "Board", FIELD_REF, .ref = "bodies", .required = true,
      .immutable = true },
    { "parent", "Quỹ cấp trên", "Superior fund", FIELD_REF, .ref = "funds" },
    { "opened_on", "Ngày thành lập", "Opened on", FIELD_DATE, .required = true },
    { "closed_on", "Ngày kết thúc", "Closed on", FIELD_DATE },
    { "bank_name", "Ngân hàng, kho bạc", "Bank or treasury", FIELD_TEXT },
    { "account_number", "Số tài khoản", "Account number", FIELD_TEXT, .max = 40 },
    { "regulation_number", "Quy chế", "Regulation", FIELD_DOC_NUMBER, .unlisted = true },
    { "for_classes", "Chỉ chi cho diện hộ", "Only for households that are", FIELD_CODES,
      .codes = poverty_class_codes },
    { "for_purposes", "Chỉ chi cho mục đích", "Only for", FIELD_CODES, .codes = support_type_codes },
    { "locked_to", "Khóa sổ đến ngày", "Locked up to", FIELD_DATE },
    { "published", "Công khai", "Shown to the public", FIELD_BOOL },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "board.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "board.unit" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "open", "Đang hoạt động", "Open", .live = true },
    { "closed", "Đã kết thúc", "Closed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "close", "open", "closed", "Kết thúc quỹ", "Close", ROLE_LEADER, .reason = true },
    { "reopen", "closed", "open", "Mở lại", "Reopen", ROLE_LEADER, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "board", "type", "name" },
      .vi = "Quỹ này đã được ghi",
      .en = "This fund is recorded already" },
    { 0 },
};

const struct kind kind_fund = {
    .slug = "funds",
    .name = "fund",
    .vi = "Quỹ",
    .en = "Fund", .en_many = "Funds",
    .group = "money",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .named_afar = true,
    .label = "name",
    .unit = "unit",
    .owner = "board",
    .date = "opened_on",
};
