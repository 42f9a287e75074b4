/* SPDX-License-Identifier: Apache-2.0
 * A donor's promise, of money or goods, until it is fulfilled (S3-07, S1-29 peak month and Tet for
 * the poor, B7). What comes in is a ledger entry or a contribution in kind. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "donor", "Nhà hảo tâm", "Donor", FIELD_REF, .ref = "donors", .required = true },
    { "fund", "Quỹ", "Fund", FIELD_REF, .ref = "funds" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "form", "Hình thức", "Form", FIELD_CODE, .codes = donation_kind_codes, .required = true },
    { "amount", "Số tiền đăng ký", "Amount pledged", FIELD_MONEY },
    { "received", "Đã tiếp nhận", "Received", FIELD_MONEY },
    { "description", "Nội dung", "Description", FIELD_TEXT, .max = 500 },
    { "purpose", "Mục đích", "Purpose", FIELD_CODE, .codes = support_type_codes },
    { "pledged_on", "Ngày đăng ký", "Pledged on", FIELD_DATE, .required = true },
    { "due_on", "Hẹn chuyển trước ngày", "Due", FIELD_DATE },
    { "fulfilled_on", "Ngày hoàn thành", "Fulfilled on", FIELD_DATE },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "occasion", "Nhân dịp", "Occasion", FIELD_CODE, .codes = occasion_codes, .list = "occasion" },
    { "mobilised_by", "Tổ chức vận động", "Mobilised by", FIELD_REF, .ref = "bodies" },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "mobilised_by.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "pledged", "Đã đăng ký", "Pledged", .live = true },
    { "part_received", "Đã nhận một phần", "Received in part", .live = true },
    { "fulfilled", "Đã nhận đủ", "Fulfilled", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "receive", "pledged", "part_received", "Nhận một phần", "Receive in part" },
    { "fulfil", "pledged", "fulfilled", "Nhận đủ", "Fulfil" },
    { "fulfil", "part_received", "fulfilled", "Nhận đủ", "Fulfil" },
    { "cancel", "pledged", "cancelled", "Hủy", "Cancel", .reason = true },
    { "cancel", "part_received", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

const struct kind kind_pledge = {
    .slug = "pledges",
    .name = "pledge",
    .vi = "Đăng ký ủng hộ",
    .en = "Pledge", .en_many = "Pledges",
    .group = "money",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unit = "unit",
    .date = "pledged_on",
};
