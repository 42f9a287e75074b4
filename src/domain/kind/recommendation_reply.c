/* SPDX-License-Identifier: Apache-2.0
 * An answer to a recommendation, also one that came on paper from a body without an account (B8:
 * reply tracking). */
#include "domain/kind.h"

static const struct code outcome_codes[] = {
    { "accepted", "Tiếp thu", "Accepted" },
    { "partly", "Tiếp thu một phần", "Accepted in part" },
    { "rejected", "Không tiếp thu", "Rejected" },
    { "explained", "Giải trình", "Explained" },
    { "transferred", "Chuyển cơ quan khác", "Transferred" },
    { 0 },
};

static const struct field fields[] = {
    { "recommendation", "Kiến nghị", "Recommendation", FIELD_REF, .ref = "recommendations",
      .required = true, .immutable = true },
    { "replied_on", "Ngày trả lời", "Replied on", FIELD_DATE, .required = true },
    { "by_body", "Cơ quan trả lời", "Replied by", FIELD_REF, .ref = "bodies" },
    { "by_name", "Tên cơ quan trả lời", "Name of the replying body", FIELD_TEXT },
    { "outcome", "Kết quả", "Outcome", FIELD_CODE, .codes = outcome_codes, .required = true },
    { "content", "Nội dung trả lời", "Reply", FIELD_NOTE, .max = 20000 },
    { "promised_on", "Cam kết thực hiện trước", "Promised by", FIELD_DATE },
    { "document_number", "Số văn bản", "Document number", FIELD_DOC_NUMBER },
    { "document", "Văn bản", "Document", FIELD_REF, .ref = "documents", .unlisted = true },
    { "satisfactory", "Đáp ứng yêu cầu", "Satisfactory", FIELD_BOOL },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "recommendation.unit" },
    { 0 },
};

const struct kind kind_recommendation_reply = {
    .slug = "recommendation_replies",
    .name = "recommendation_reply",
    .vi = "Trả lời kiến nghị",
    .en = "Reply to a recommendation", .en_many = "Replies to recommendations",
    .group = "oversight",
    .fields = fields,
    .unit = "unit",
    .owner = "recommendation",
    .date = "replied_on",
};
