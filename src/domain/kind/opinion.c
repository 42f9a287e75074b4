/* SPDX-License-Identifier: Apache-2.0
 * An opinion or wish of citizens, gathered and passed on to Party and State (S0d-20, S1-21, S1-15),
 * with where it went and what was answered. Who said it is protected and may be left out. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code channel_opinion_codes[] = {
    { "meeting", "Họp dân, sinh hoạt", "Meeting" },
    { "voter_meeting", "Tiếp xúc cử tri", "Meeting with voters" },
    { "reception", "Tiếp công dân", "Reception" },
    { "letter", "Đơn, thư", "Letter" },
    { "phone", "Điện thoại", "Telephone" },
    { "online", "Trực tuyến", "Online" },
    { "survey", "Khảo sát", "Survey" },
    { 0 },
};

static const struct field fields[] = {
    { "subject", "Nội dung ý kiến", "Subject", FIELD_TEXT, .required = true, .max = 1000,
      .searchable = true },
    { "detail", "Chi tiết", "Detail", FIELD_NOTE, .max = 20000, .unlisted = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "received_on", "Ngày tiếp nhận", "Received on", FIELD_DATE, .required = true },
    { "channel", "Hình thức tiếp nhận", "Channel", FIELD_CODE, .codes = channel_opinion_codes },
    { "received_by", "Tổ chức tiếp nhận", "Received by", FIELD_REF, .ref = "bodies",
      .required = true },
    { "person_name", "Người có ý kiến", "Person", FIELD_PERSON_NAME, .personal = PERSONAL_SENSITIVE,
      .unlisted = true },
    { "phone", "Điện thoại", "Phone", FIELD_PHONE, .personal = PERSONAL_SENSITIVE,
      .unlisted = true },
    { "address", "Địa chỉ", "Address", FIELD_TEXT, .personal = PERSONAL_SENSITIVE,
      .unlisted = true },
    { "people", "Số người cùng ý kiến", "People of this opinion", FIELD_INT, .min = 1,
      .max = 1000000 },
    { "contents", "Nội dung Cuộc vận động", "Contents", FIELD_CODES, .codes = content_codes },
    { "topic", "Chuyên đề", "Topic", FIELD_CODE, .codes = supervision_topic_codes,
      .list = "supervision_topic" },
    { "sensitive", "Nội dung nhạy cảm", "Sensitive", FIELD_BOOL, .unlisted = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "forwarded_body", "Cơ quan được chuyển", "Forwarded to", FIELD_REF, .ref = "bodies" },
    { "forwarded_name", "Tên cơ quan được chuyển", "Name of that body", FIELD_TEXT },
    { "forwarded_on", "Ngày chuyển", "Forwarded on", FIELD_DATE },
    { "due_date", "Thời hạn trả lời", "Due", FIELD_DATE },
    { "answer", "Nội dung trả lời", "Answer", FIELD_NOTE, .max = 20000, .unlisted = true },
    { "answered_on", "Ngày trả lời", "Answered on", FIELD_DATE },
    { "told_person_on", "Ngày báo lại người dân", "Person told on", FIELD_DATE },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "received_by.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "received", "Đã tiếp nhận", "Received", .live = true },
    { "forwarded", "Đã chuyển", "Forwarded", .live = true },
    { "answered", "Đã có trả lời", "Answered", .live = true },
    { "closed", "Đã kết thúc", "Closed", .live = true },
    { "dismissed", "Không xử lý", "Dismissed" },
    { 0 },
};

static const struct transition transitions[] = {
    { "forward", "received", "forwarded", "Chuyển cơ quan có thẩm quyền", "Forward" },
    { "answer", "received", "answered", "Ghi nhận trả lời", "Record the answer" },
    { "answer", "forwarded", "answered", "Ghi nhận trả lời", "Record the answer" },
    { "close", "answered", "closed", "Kết thúc", "Close" },
    { "reopen", "closed", "forwarded", "Mở lại", "Reopen", .reason = true },
    { "dismiss", "received", "dismissed", "Không xử lý", "Dismiss", .reason = true },
    { 0 },
};

const struct kind kind_opinion = {
    .slug = "opinions",
    .name = "opinion",
    .vi = "Ý kiến nhân dân",
    .en = "Citizens' opinion", .en_many = "Citizens' opinions",
    .group = "oversight",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "subject",
    .unit = "unit",
    .date = "received_on",
};
