/* SPDX-License-Identifier: Apache-2.0
 * A consultation (hiệp thương): the Front and the member organisations of a place agree who does
 * what (S0d-16, S0d-17, S0d-39, S1-11, S3-03, S4-21). Who took part stands in consultation_bodies,
 * what was agreed for each household in assignments. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "subject", "Nội dung hiệp thương", "Subject", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "lead_body", "Cơ quan chủ trì", "Convened by", FIELD_REF, .ref = "bodies", .required = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "year", "Năm", "Year", FIELD_YEAR },
    { "held_on", "Ngày tổ chức", "Held on", FIELD_DATE },
    { "venue", "Địa điểm", "Venue", FIELD_TEXT },
    { "attendees", "Số người dự", "Attendees", FIELD_INT, .max = 100000 },
    { "agreed", "Nội dung đã thống nhất", "What was agreed", FIELD_NOTE, .max = 20000 },
    { "not_agreed", "Nội dung chưa thống nhất", "What was not agreed", FIELD_NOTE },
    { "minutes_number", "Số biên bản", "Number of the minutes", FIELD_DOC_NUMBER },
    { "minutes", "Biên bản", "Minutes", FIELD_REF, .ref = "documents", .unlisted = true },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { "organisation", "Tổ chức chủ trì", "Convening organisation", FIELD_KEY,
      .ref = "organisations", .carried = "lead_body.organisation" },
    { 0 },
};

static const struct state states[] = {
    { "planned", "Dự kiến", "Planned", .live = true },
    { "held", "Đã tổ chức", "Held", .live = true },
    { "concluded", "Đã kết luận", "Concluded", .live = true },
    { "cancelled", "Đã hủy", "Cancelled" },
    { 0 },
};

static const struct transition transitions[] = {
    { "hold", "planned", "held", "Đã tổ chức", "Hold" },
    { "conclude", "held", "concluded", "Kết luận", "Conclude", ROLE_LEADER },
    { "reopen", "concluded", "held", "Mở lại", "Reopen", ROLE_LEADER, .reason = true },
    { "cancel", "planned", "cancelled", "Hủy", "Cancel", .reason = true },
    { 0 },
};

const struct kind kind_consultation = {
    .slug = "consultations",
    .name = "consultation",
    .vi = "Hội nghị hiệp thương",
    .en = "Consultation", .en_many = "Consultations",
    .group = "programme",
    .shared = true,
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .label = "subject",
    .unit = "unit",
    .date = "held_on",
};
