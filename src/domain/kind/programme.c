/* SPDX-License-Identifier: Apache-2.0
 * A programme: a plan, campaign or coordination programme agreed between organisations (S0d, S1,
 * S2, S3, S4), written as data in a YAML file. It enters into force when every signer has agreed
 * (S0d-47, S3-01, S4-25); its earlier and proposed texts stand in programme_versions. Records name
 * it by code from any place, so all programmes live in the nation's shard. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct code form_codes[] = {
    { "campaign", "Cuộc vận động", "Campaign" },
    { "plan", "Kế hoạch", "Plan" },
    { "joint_plan", "Kế hoạch liên tịch", "Joint plan" },
    { "coordination_programme", "Chương trình phối hợp", "Coordination programme" },
    { 0 },
};

static const struct field fields[] = {
    { "code", "Mã chương trình", "Code", FIELD_TEXT, .required = true, .immutable = true,
      .max = 60 },
    { "title", "Tên chương trình", "Title", FIELD_TEXT, .required = true, .max = 500,
      .searchable = true },
    { "short_title", "Tên gọi tắt", "Short title", FIELD_TEXT, .max = 100, .searchable = true },
    { "form", "Hình thức", "Form", FIELD_CODE, .codes = form_codes },
    { "unit", "Phạm vi địa bàn", "Territory", FIELD_REF, .ref = "units" },
    { "issuing_body", "Cơ quan chủ trì", "Issuing body", FIELD_REF, .ref = "bodies" },
    { "document_number", "Số, ký hiệu", "Number", FIELD_DOC_NUMBER },
    { "issued_on", "Ngày ban hành", "Issued on", FIELD_DATE },
    { "from_date", "Thực hiện từ", "From", FIELD_DATE },
    { "to_date", "Thực hiện đến", "To", FIELD_DATE },
    { "parent", "Thuộc chương trình", "Under the programme", FIELD_KEY, .ref = "programmes" },
    { "revision", "Phiên bản đang áp dụng", "Revision in force", FIELD_INT, .min = 1, .max = 999 },
    { "source", "Nội dung khai báo (YAML)", "Definition (YAML)", FIELD_NOTE, .max = 2000000,
      .unlisted = true, .technical = true },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "proposed", "Dự thảo", "Proposed", .live = true },
    { "agreed", "Đã thống nhất", "Agreed", .live = true },
    { "in_force", "Đang thực hiện", "In force", .live = true },
    { "ended", "Đã kết thúc", "Ended", .live = true },
    { "withdrawn", "Đã rút", "Withdrawn" },
    { 0 },
};

static const struct transition transitions[] = {
    { "agree", "proposed", "agreed", "Thống nhất", "Agree", ROLE_LEADER },
    { "enforce", "agreed", "in_force", "Ban hành", "Put into force", ROLE_LEADER },
    { "revise", "agreed", "proposed", "Trả lại dự thảo", "Back to draft", ROLE_LEADER,
      .reason = true },
    { "end", "in_force", "ended", "Kết thúc", "End", ROLE_LEADER },
    { "reopen", "ended", "in_force", "Mở lại", "Reopen", ROLE_LEADER, .reason = true },
    { "withdraw", "proposed", "withdrawn", "Rút", "Withdraw", ROLE_LEADER, .reason = true },
    { "withdraw", "agreed", "withdrawn", "Rút", "Withdraw", ROLE_LEADER, .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "code" },
      .vi = "Mã chương trình đã được dùng",
      .en = "The code of the programme is in use" },
    { 0 },
};

const struct kind kind_programme = {
    .slug = "programmes",
    .name = "programme",
    .vi = "Chương trình",
    .en = "Programme", .en_many = "Programmes",
    .group = "programme",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .key = "code",
    .label = "title",
    .date = "issued_on",
};
