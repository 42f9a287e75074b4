/* SPDX-License-Identifier: Apache-2.0
 * One organisation at one unit: the Women's Union of a commune, its branch in a residential area,
 * the movement board of a province's Front (S0d-44), a workplace (S0d-38), the community boards
 * (S2-13), the fund's board (S1-28, B7). Departments are part of a body. The superior directs it or
 * consults with it (A6.3: the wording of letters follows); further and former relations, with their
 * days, stand in body_relations. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "organisation", "Tổ chức", "Organisation", FIELD_KEY, .ref = "organisations",
      .required = true, .immutable = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "kind", "Loại", "Kind", FIELD_CODE, .codes = body_kind_codes, .required = true },
    { "name", "Tên đầy đủ", "Full name", FIELD_TEXT, .required = true, .searchable = true },
    { "short_name", "Tên viết tắt", "Short name", FIELD_TEXT, .max = 60, .searchable = true },
    { "aliases", "Tên gọi khác", "Other names", FIELD_NOTE, .unlisted = true },
    { "part_of", "Là bộ phận của", "Part of", FIELD_REF, .ref = "bodies" },
    { "superior", "Cấp trên trực tiếp", "Direct superior", FIELD_REF, .ref = "bodies" },
    { "superior_relation", "Quan hệ với cấp trên", "Relation to the superior", FIELD_CODE,
      .codes = relation_codes },
    { "superior_from", "Quan hệ từ ngày", "Relation since", FIELD_DATE, .unlisted = true },
    { "superior_to", "Quan hệ đến ngày", "Relation until", FIELD_DATE, .unlisted = true },
    { "from_date", "Thành lập ngày", "Founded on", FIELD_DATE },
    { "to_date", "Kết thúc ngày", "Ended on", FIELD_DATE },
    { "successor", "Được kế tục bởi", "Succeeded by", FIELD_REF, .ref = "bodies",
      .unlisted = true },
    { "basis_number", "Quyết định thành lập", "Founding decision", FIELD_DOC_NUMBER,
      .unlisted = true },
    { "notation", "Ký hiệu trong số văn bản", "Notation in document numbers", FIELD_TEXT, .max = 40,
      .unlisted = true },
    { "organ_id", "Mã định danh điện tử", "Electronic identifier", FIELD_TEXT, .max = 35,
      .unlisted = true },
    { "address", "Địa chỉ", "Address", FIELD_TEXT, .unlisted = true },
    { "office_phone", "Điện thoại cơ quan", "Office phone", FIELD_TEXT, .max = 60 },
    { "email", "Thư điện tử", "Email", FIELD_EMAIL },
    { "member_count", "Số đoàn viên, hội viên", "Members", FIELD_INT, .max = 10000000 },
    { "level", "Cấp", "Level", FIELD_CODE, .codes = unit_level_codes, .carried = "unit.level" },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "active", "Đang hoạt động", "Active", .live = true },
    { "ended", "Đã giải thể, sáp nhập", "Dissolved or merged" },
    { 0 },
};

static const struct transition transitions[] = {
    { "end", "active", "ended", "Giải thể, sáp nhập", "Dissolve or merge", .reason = true },
    { "restore", "ended", "active", "Khôi phục", "Restore", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "organisation", "unit", "kind", "name" },
      .vi = "Tổ chức này đã được ghi ở địa bàn",
      .en = "This body is recorded already" },
    { { "organisation", "unit" },
      .only_field = "kind",
      .only_value = "committee",
      .vi = "Mỗi tổ chức chỉ có một ủy ban hoặc ban chấp hành ở một địa bàn",
      .en = "An organisation has one committee at a unit" },
    { { "organisation", "unit" },
      .only_field = "kind",
      .only_value = "standing_board",
      .vi = "Mỗi tổ chức chỉ có một Ban Thường trực hoặc ban thường vụ ở một địa bàn",
      .en = "An organisation has one standing board at a unit" },
    { { "unit" },
      .only_field = "kind",
      .only_value = "front_work_committee",
      .vi = "Mỗi khu dân cư chỉ có một Ban Công tác Mặt trận",
      .en = "A residential area has one Front work committee" },
    { { "unit" },
      .only_field = "kind",
      .only_value = "fund_mobilisation_board",
      .vi = "Mỗi địa bàn chỉ có một Ban Vận động Quỹ “Vì người nghèo”",
      .en = "A unit has one fund mobilisation board" },
    { { "unit" },
      .only_field = "kind",
      .only_value = "peoples_inspection_board",
      .vi = "Mỗi địa bàn chỉ có một Ban Thanh tra nhân dân",
      .en = "A unit has one people's inspection board" },
    { 0 },
};

const struct kind kind_body = {
    .slug = "bodies",
    .name = "body",
    .vi = "Đơn vị, tổ chức",
    .en = "Body", .en_many = "Bodies",
    .group = "organisation",
    .shared = true,
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .named_afar = true,
    .label = "name",
    .unit = "unit",
    .date = "from_date",
};
