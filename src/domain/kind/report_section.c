/* SPDX-License-Identifier: Apache-2.0
 * The text of one node of a report's outline (S0c-I to S0c-II). An obligatory node left empty keeps
 * the report from being submitted; texts of inferiors stay theirs and are quoted, not copied. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "report", "Báo cáo", "Report", FIELD_REF, .ref = "reports", .required = true,
      .immutable = true },
    { "node", "Mục trong đề cương", "Node", FIELD_TEXT, .required = true, .immutable = true,
      .max = 60 },
    { "ordinal", "Thứ tự", "Order", FIELD_INT, .max = 9999, .unlisted = true },
    { "heading", "Tiêu đề", "Heading", FIELD_TEXT, .max = 500 },
    { "body_text", "Nội dung", "Text", FIELD_NOTE, .max = 100000, .searchable = true },
    { "obligatory", "Bắt buộc", "Obligatory", FIELD_BOOL, .unlisted = true },
    { "written_by", "Người viết", "Written by", FIELD_TEXT, .max = 100, .unlisted = true },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "report.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "report", "node" },
      .vi = "Báo cáo đã có mục này",
      .en = "The report has this node already" },
    { 0 },
};

const struct kind kind_report_section = {
    .slug = "report_sections",
    .name = "report_section",
    .vi = "Mục báo cáo",
    .en = "Report section", .en_many = "Report sections",
    .group = "reports",
    .fields = fields,
    .unique = unique,
    .label = "heading",
    .unit = "unit",
    .owner = "report",
};
