/* SPDX-License-Identifier: Apache-2.0
 * A commitment signed by a household, or by many of a place where only their number is kept (S1-06
 * safe food, S1-12 the three no's, S1-14 no banned substances, fire safety). */
#include "domain/kind.h"

static const struct code type_codes[] = {
    { "safe_food", "Sản xuất, kinh doanh thực phẩm an toàn", "Safe food" },
    { "no_banned_substances", "Không sử dụng chất cấm", "No banned substances" },
    { "fire_safety", "Phòng cháy, chữa cháy", "Fire safety" },
    { "no_explosives", "Không tàng trữ vật liệu nổ", "No explosives" },
    { "three_no", "Ba không (ma túy, cờ bạc, vi phạm giao thông)", "The three no's" },
    { "environment", "Bảo vệ môi trường", "Environment" },
    { "civilised_living", "Nếp sống văn minh trong việc cưới, việc tang, lễ hội",
      "Civilised living" },
    { "emulation", "Ký kết thi đua", "Emulation" },
    { "escape_poverty", "Đăng ký thoát nghèo", "Escaping poverty" },
    { "other", "Cam kết khác", "Other" },
    { 0 },
};

static const struct code outcome_codes[] = {
    { "kept", "Thực hiện tốt", "Kept" },
    { "breached", "Vi phạm", "Breached" },
    { 0 },
};

static const struct field fields[] = {
    { "type", "Nội dung cam kết", "Commitment", FIELD_CODE, .codes = type_codes,
      .list = "commitment_type", .required = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "household", "Hộ", "Household", FIELD_REF, .ref = "households" },
    { "signer_name", "Người ký", "Signed by", FIELD_PERSON_NAME, .personal = PERSONAL_BASIC },
    { "households", "Số hộ ký (khi không lập danh sách)", "Households, without a list", FIELD_INT,
      .min = 1, .max = 1000000 },
    { "body", "Tổ chức vận động", "Body", FIELD_REF, .ref = "bodies" },
    { "activity", "Tại hoạt động", "At the activity", FIELD_REF, .ref = "activities",
      .unlisted = true },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "signed_on", "Ngày ký", "Signed on", FIELD_DATE, .required = true },
    { "to_date", "Có hiệu lực đến", "Valid to", FIELD_DATE },
    { "outcome", "Kết quả thực hiện", "Outcome", FIELD_CODE, .codes = outcome_codes },
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .carried = "body.organisation" },
    { "canonical_household", "Hộ đại diện", "Household that stands for it", FIELD_REF,
      .ref = "households", .carried = "household.canonical", .unlisted = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

const struct kind kind_commitment = {
    .slug = "commitments",
    .name = "commitment",
    .vi = "Cam kết",
    .en = "Commitment", .en_many = "Commitments",
    .group = "programme",
    .fields = fields,
    .label = "type",
    .unit = "unit",
    .date = "signed_on",
};
