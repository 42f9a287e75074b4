/* SPDX-License-Identifier: Apache-2.0
 * A cell of a report: which figure, of which place and organisation, at which cut-off, where it
 * comes from (measured from the records, declared, or overridden with a reason) and from how many
 * of how many reporters. `cell` names the same cell in every report, so that a superior counts each
 * once however many chains brought it (A6.3). S0c-I.2b to I.5; S4-03. */
#include "domain/kind.h"

static const struct code origin_codes[] = {
    { "measured", "Tính từ hồ sơ", "Measured" },
    { "declared", "Đơn vị kê khai", "Declared" },
    { "overridden", "Điều chỉnh, có lý do", "Overridden" },
    { "consolidated", "Tổng hợp từ cấp dưới", "Consolidated" },
    { 0 },
};

static const struct field fields[] = {
    { "report", "Báo cáo", "Report", FIELD_REF, .ref = "reports", .required = true,
      .immutable = true },
    { "figure", "Chỉ tiêu", "Figure", FIELD_TEXT, .required = true, .immutable = true, .max = 60,
      .stands_for = STANDS_FOR_FIGURE },
    { "cell", "Ô số liệu", "Cell", FIELD_TEXT, .required = true, .immutable = true, .max = 300,
      .unlisted = true, .technical = true },
    { "place", "Địa bàn của số liệu", "Place of the figure", FIELD_REF, .ref = "units",
      .immutable = true },
    { "of_organisation", "Tổ chức của số liệu", "Organisation of the figure", FIELD_KEY,
      .ref = "organisations", .immutable = true },
    { "breakdown", "Phân tổ", "Breakdown", FIELD_TEXT, .max = 200, .immutable = true },
    { "value", "Giá trị", "Value", FIELD_INT, .min = -1000000000000000, .max = 1000000000000000 },
    { "measure_word", "Đơn vị tính", "Unit of measure", FIELD_TEXT, .max = 30 },
    { "is_share", "Là tỷ lệ", "Is a share", FIELD_BOOL, .unlisted = true },
    { "cut_off", "Số liệu đến ngày", "As of", FIELD_DATE },
    { "final", "Chính thức", "Final", FIELD_BOOL },
    { "reported", "Số đơn vị đã có số liệu", "Reported", FIELD_INT, .max = 1000000 },
    { "expected", "Số đơn vị phải có số liệu", "Expected", FIELD_INT, .max = 1000000 },
    { "origin", "Nguồn số liệu", "Origin", FIELD_CODE, .codes = origin_codes, .required = true },
    { "measured_value", "Giá trị tính từ hồ sơ", "Measured value", FIELD_INT,
      .min = -1000000000000000, .max = 1000000000000000, .unlisted = true },
    { "reason", "Lý do điều chỉnh", "Reason", FIELD_TEXT, .max = 500 },
    { "declared_figure", "Số liệu kê khai", "Declared figure", FIELD_REF, .ref = "declared_figures",
      .unlisted = true },
    { "unit", "Địa bàn", "Place of the report", FIELD_REF, .ref = "units",
      .carried = "report.unit" },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "report", "cell" },
      .vi = "Báo cáo đã có số liệu này",
      .en = "The report has this cell already" },
    { 0 },
};

const struct kind kind_report_figure = {
    .slug = "report_figures",
    .name = "report_figure",
    .vi = "Số liệu báo cáo",
    .en = "Report figure", .en_many = "Report figures",
    .group = "reports",
    .fields = fields,
    .unique = unique,
    .label = "figure",
    .unit = "unit",
    .owner = "report",
    .date = "cut_off",
};
