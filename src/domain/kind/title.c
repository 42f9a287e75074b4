/* SPDX-License-Identifier: Apache-2.0
 * A title that a household or a unit registers for in a year, and is given or not (S1-26, S1-37,
 * S1-43, S3-05 cultural titles feed new rural recognition; B6 the names of 2023 and of 2024). The
 * scorecard with its evidence and votes hangs on it. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "type", "Danh hiệu", "Title", FIELD_CODE, .codes = title_type_codes, .list = "title_type",
      .required = true, .immutable = true },
    { "subject_level", "Đối tượng", "Subject", FIELD_CODE, .codes = subject_level_codes,
      .required = true, .immutable = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households", .immutable = true },
    { "subject_name", "Tên hộ, đơn vị", "Name of the subject", FIELD_TEXT, .searchable = true,
      .personal = PERSONAL_BASIC },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true, .immutable = true },
    { "criteria_set", "Bộ tiêu chí", "Criteria set", FIELD_KEY, .ref = "criteria_sets" },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "registered_on", "Ngày đăng ký", "Registered on", FIELD_DATE },
    { "reviewed_on", "Ngày bình xét", "Reviewed on", FIELD_DATE },
    { "points", "Điểm", "Points", FIELD_INT, .max = 100000 },
    { "agreed_share", "Tỷ lệ đồng ý", "Share in favour", FIELD_SHARE },
    { "satisfied_share", "Tỷ lệ người dân hài lòng", "Share satisfied", FIELD_SHARE },
    { "proposed_by", "Đơn vị đề nghị", "Proposed by", FIELD_REF, .ref = "bodies" },
    { "decision_number", "Số quyết định", "Decision number", FIELD_DOC_NUMBER },
    { "recognised_on", "Ngày công nhận", "Recognised on", FIELD_DATE },
    { "valid_to", "Có giá trị đến", "Valid to", FIELD_DATE },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "counted_by", "Tính theo bản ghi", "Counted by record", FIELD_REF, .ref = "titles",
      .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "registered", "Đã đăng ký", "Registered", .live = true },
    { "reviewed", "Đã bình xét", "Reviewed", .live = true },
    { "proposed", "Đã đề nghị", "Proposed", .live = true },
    { "recognised", "Đã công nhận", "Recognised", .live = true },
    { "not_reached", "Chưa đạt", "Not reached", .live = true },
    { "withdrawn", "Đã rút đăng ký", "Withdrawn" },
    { "revoked", "Đã thu hồi", "Revoked" },
    { 0 },
};

static const struct transition transitions[] = {
    { "review", "registered", "reviewed", "Bình xét", "Review", ROLE_REPORTER },
    { "propose", "reviewed", "proposed", "Đề nghị công nhận", "Propose" },
    { "recognise", "proposed", "recognised", "Công nhận", "Recognise", ROLE_LEADER, .signature = true },
    { "reject", "reviewed", "not_reached", "Chưa đạt", "Not reached", .reason = true },
    { "reject", "proposed", "not_reached", "Chưa đạt", "Not reached", .reason = true },
    { "withdraw", "registered", "withdrawn", "Rút đăng ký", "Withdraw", .reason = true },
    { "revoke", "recognised", "revoked", "Thu hồi", "Revoke", ROLE_LEADER, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "household", "type", "year" },
      .vi = "Hộ đã đăng ký danh hiệu này trong năm",
      .en = "The household has registered for this title in the year" },
    { { "unit", "type", "year" },
      .only_field = "subject_level",
      .only_value = "residential_area",
      .vi = "Khu dân cư đã đăng ký danh hiệu này trong năm",
      .en = "The residential area has registered for this title in the year" },
    { { "unit", "type", "year" },
      .only_field = "subject_level",
      .only_value = "commune",
      .vi = "Xã đã đăng ký danh hiệu này trong năm",
      .en = "The commune has registered for this title in the year" },
    { { "unit", "type", "year" },
      .only_field = "subject_level",
      .only_value = "ward_town",
      .vi = "Phường, thị trấn đã đăng ký danh hiệu này trong năm",
      .en = "The ward or town has registered for this title in the year" },
    { 0 },
};

const struct kind kind_title = {
    .slug = "titles",
    .name = "title",
    .vi = "Danh hiệu",
    .en = "Title", .en_many = "Titles",
    .group = "titles",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "type",
    .unit = "unit",
    .date = "year",
    .same_as = "counted_by",
};
