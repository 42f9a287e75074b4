/* SPDX-License-Identifier: Apache-2.0
 * One entry in a fund's books: an amount from one account to another (double entry, whole đồng).
 * Never changed or deleted: a mistake is reversed by an entry of type reversal that names it, once
 * (B7, S0d-19, S2-11). Entries are numbered without gaps; none is dated in a closed period and no
 * balance goes below zero, which the service sees to; it gives the next number of the fund's book where none is said. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "fund", "Quỹ", "Fund", FIELD_REF, .ref = "funds", .required = true, .immutable = true },
    { "entry_number", "Số bút toán", "Entry number", FIELD_INT, .required = true, .given = true,
      .immutable = true, .min = 1, .max = 1000000000 },
    { "on_date", "Ngày ghi sổ", "Date", FIELD_DATE, .required = true },
    { "type", "Loại nghiệp vụ", "Type", FIELD_CODE, .codes = ledger_entry_type_codes,
      .required = true },
    { "debit_account", "Tài khoản nợ", "Debit account", FIELD_CODE, .codes = ledger_account_codes,
      .required = true },
    { "credit_account", "Tài khoản có", "Credit account", FIELD_CODE, .codes = ledger_account_codes,
      .required = true },
    { "amount", "Số tiền", "Amount", FIELD_MONEY, .required = true, .min = 1,
      .max = 1000000000000000 },
    { "description", "Diễn giải", "Description", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "voucher_number", "Số chứng từ", "Voucher number", FIELD_TEXT, .max = 60 },
    { "voucher_date", "Ngày chứng từ", "Voucher date", FIELD_DATE, .unlisted = true },
    { "fund_source", "Nguồn", "Source", FIELD_CODE, .codes = fund_source_codes },
    { "donor", "Nhà hảo tâm", "Donor", FIELD_REF, .ref = "donors" },
    { "pledge", "Đăng ký ủng hộ", "Pledge", FIELD_REF, .ref = "pledges", .unlisted = true },
    { "fund_grant", "Khoản chi được duyệt", "Grant", FIELD_REF, .ref = "grants" },
    { "support", "Hỗ trợ hộ", "Support", FIELD_REF, .ref = "supports", .unlisted = true },
    { "counter_fund", "Quỹ đối ứng", "Other fund", FIELD_REF, .ref = "funds" },
    { "counter_unit", "Địa bàn của quỹ đối ứng", "Place of the other fund", FIELD_REF,
      .ref = "units", .carried = "counter_fund.unit", .unlisted = true },
    { "reverses", "Đảo bút toán", "Reverses", FIELD_REF, .ref = "ledger_entries" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "occasion", "Đợt vận động", "Occasion", FIELD_CODE, .codes = occasion_codes,
      .list = "occasion" },
    { "entered_by", "Người ghi sổ", "Entered by", FIELD_TEXT, .max = 100, .unlisted = true },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "fund.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "fund.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "fund", "entry_number" },
      .vi = "Số bút toán đã có trong sổ của quỹ",
      .en = "The fund has this entry number already" },
    { { "reverses" }, .vi = "Bút toán này đã được đảo", .en = "The entry is reversed already" },
    { 0 },
};

const struct kind kind_ledger_entry = {
    .slug = "ledger_entries",
    .name = "ledger_entry",
    .vi = "Bút toán quỹ",
    .en = "Ledger entry", .en_many = "Ledger entries",
    .group = "money",
    .fields = fields,
    .unique = unique,
    .label = "description",
    .unit = "unit",
    .owner = "fund",
    .date = "on_date",
    .append_only = true,
};
