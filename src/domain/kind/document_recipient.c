/* SPDX-License-Identifier: Apache-2.0
 * One line of a document's "Nơi nhận", with its purpose (S4-26: report, implement, inform, file;
 * S1-47) and what became of the delivery. "Lưu" is a line of purpose file, not a recipient
 * (S0a-08). The body that must act and the board through which it goes are two (S0a-05, S0b-04). A
 * group line ("các huyện") is kept as written and expanded into lines of bodies (S0a-02). */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "document", "Văn bản", "Document", FIELD_REF, .ref = "documents", .required = true,
      .immutable = true },
    { "ordinal", "Thứ tự", "Order", FIELD_INT, .min = 1, .max = 9999 },
    { "body", "Cơ quan nhận", "Body", FIELD_REF, .ref = "bodies" },
    { "organ_name", "Tên ghi trên văn bản", "Name as written", FIELD_TEXT, .required = true,
      .max = 300, .searchable = true },
    { "organ_id", "Mã định danh điện tử", "Electronic identifier", FIELD_TEXT, .max = 35,
      .unlisted = true },
    { "via_body", "Qua ban, bộ phận", "Through", FIELD_REF, .ref = "bodies" },
    { "is_group", "Nhóm nơi nhận", "A group", FIELD_BOOL, .unlisted = true },
    { "purpose", "Mục đích", "Purpose", FIELD_CODE, .codes = recipient_purpose_codes },
    { "issued_amount", "Số bản", "Copies", FIELD_INT, .max = 9999, .unlisted = true },
    { "sent_at", "Gửi lúc", "Sent", FIELD_TIME },
    { "delivered_at", "Nhận lúc", "Delivered", FIELD_TIME },
    { "recipient_organisation", "Tổ chức nhận", "Recipient organisation", FIELD_KEY,
      .ref = "organisations", .carried = "body.organisation" },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "document.unit" },
    { 0 },
};

static const struct state states[] = {
    { "listed", "Trong danh sách", "Listed", .live = true },
    { "sent", "Đã gửi", "Sent", .live = true },
    { "received", "Đã nhận", "Received", .live = true },
    { "failed", "Gửi không thành công", "Failed", .live = true },
    { "removed", "Đã bỏ", "Removed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "send", "listed", "sent", "Gửi", "Send" },
    { "send", "failed", "sent", "Gửi", "Send" },
    { "receive", "sent", "received", "Xác nhận đã nhận", "Receive", ROLE_REPORTER },
    { "fail", "sent", "failed", "Gửi không thành công", "Fail" },
    { "remove", "listed", "removed", "Bỏ", "Remove" },
    { 0 },
};

const struct kind kind_document_recipient = {
    .slug = "document_recipients",
    .name = "document_recipient",
    .vi = "Nơi nhận văn bản",
    .en = "Document recipient", .en_many = "Document recipients",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "organ_name",
    .unit = "unit",
    .owner = "document",
};
