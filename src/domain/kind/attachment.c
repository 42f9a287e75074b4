/* SPDX-License-Identifier: Apache-2.0
 * A file of a record: scan, photograph, minutes. The bytes are stored once by their SHA-256,
 * whatever their names (B1: one document in many files without copying). Written by the upload, and there for
 * whom its record is (service/record/attachment.h): as a register of its own only the administrators see it. */
#include "domain/kind.h"

static const struct code purpose_codes[] = {
    { "scan", "Bản quét văn bản", "Scanned document" },
    { "evidence", "Minh chứng", "Evidence" },
    { "photo", "Ảnh", "Photograph" },
    { "source", "Tệp gốc", "Source file" },
    { "other", "Khác", "Other" },
    { 0 },
};

static const struct field fields[] = {
    { "subject_kind", "Loại hồ sơ", "Kind of record", FIELD_TEXT, .required = true,
      .immutable = true, .max = 40, .stands_for = STANDS_FOR_KIND },
    { "subject_id", "Mã hồ sơ", "Record", FIELD_INT, .required = true, .immutable = true,
      .stands_for = STANDS_FOR_RECORD },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units" },
    { "file_name", "Tên tệp", "File name", FIELD_TEXT, .required = true, .searchable = true },
    { "media_type", "Định dạng", "Media type", FIELD_TEXT, .required = true, .max = 100 },
    { "size_bytes", "Dung lượng (byte)", "Size in bytes", FIELD_INT, .required = true,
      .max = 10000000000 },
    { "sha256", "Mã băm SHA-256", "SHA-256", FIELD_TEXT, .required = true, .immutable = true,
      .max = 64, .unlisted = true },
    { "purpose", "Mục đích", "Purpose", FIELD_CODE, .codes = purpose_codes },
    { "caption", "Chú thích", "Caption", FIELD_TEXT, .max = 300 },
    { "taken_on", "Ngày chụp, ngày lập", "Taken on", FIELD_DATE },
    { "personal_data", "Có dữ liệu cá nhân", "Holds personal data", FIELD_BOOL },
    { "page_amount", "Số trang", "Pages", FIELD_INT, .max = 100000, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "kept", "Đang lưu", "Kept", .live = true },
    { "removed", "Đã gỡ", "Removed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "remove", "kept", "removed", "Gỡ", "Remove", .reason = true, .by_hand = true },
    { "restore", "removed", "kept", "Khôi phục", "Restore", .by_hand = true },
    { 0 },
};

const struct kind kind_attachment = {
    .slug = "attachments",
    .name = "attachment",
    .vi = "Tệp đính kèm",
    .en = "Attachment", .en_many = "Attachments",
    .group = "system",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "file_name",
    .unit = "unit",
    .role = ROLE_ADMIN,
    .internal = true,
};
