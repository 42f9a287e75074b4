/* SPDX-License-Identifier: Apache-2.0
 * A number taken on somebody's word: of units that keep no registers, or of another agency (all
 * households of a commune, S0c-I.3b's denominator; poverty counts of years before the registers;
 * mediation cases, S1-14; coverage of health insurance, S1-08). Shown apart from measured numbers,
 * with its source. */
#include "domain/kind.h"

static const struct code figure_codes[] = {
    { "households", "Tổng số hộ dân cư", "Households" },
    { "ethnic_minority_households", "Số hộ dân tộc thiểu số", "Ethnic minority households" },
    { "people", "Số nhân khẩu", "People" },
    { "poor_households", "Số hộ nghèo", "Poor households" },
    { "near_poor_households", "Số hộ cận nghèo", "Near-poor households" },
    { "escaped_households", "Số hộ thoát nghèo", "Households that escaped" },
    { "relapsed_households", "Số hộ tái nghèo", "Households that relapsed" },
    { "newly_poor_households", "Số hộ phát sinh nghèo", "Newly poor households" },
    { "ethnic_minority_poor_households", "Số hộ nghèo dân tộc thiểu số",
      "Poor ethnic minority households" },
    { "ethnic_minority_near_poor_households", "Số hộ cận nghèo dân tộc thiểu số",
      "Near-poor ethnic minority households" },
    { "poor_people", "Số nhân khẩu nghèo", "Poor people" },
    { "near_poor_people", "Số nhân khẩu cận nghèo", "Near-poor people" },
    { "average_households", "Số hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình",
      "Farming, forestry, fishing and salt households of average living standard" },
    { "average_people", "Số nhân khẩu hộ nông, lâm, ngư, diêm nghiệp có mức sống trung bình",
      "People of farming, forestry, fishing and salt households of average living standard" },
    { "poor_households_start", "Số hộ nghèo đầu kỳ", "Poor households at the start" },
    { "near_poor_households_start", "Số hộ cận nghèo đầu kỳ", "Near-poor households at the start" },
    { "poor_people_start", "Số nhân khẩu nghèo đầu kỳ", "Poor people at the start" },
    { "near_poor_people_start", "Số nhân khẩu cận nghèo đầu kỳ", "Near-poor people at the start" },
    { "ethnic_minority_poor_households_start", "Số hộ nghèo dân tộc thiểu số đầu kỳ",
      "Poor ethnic minority households at the start" },
    { "poor_households_change", "Biến động hộ nghèo, theo loại", "Changes of poor households, by kind" },
    { "near_poor_households_change", "Biến động hộ cận nghèo, theo loại",
      "Changes of near-poor households, by kind" },
    { "poor_people_change", "Biến động nhân khẩu nghèo, theo loại", "Changes of poor people, by kind" },
    { "near_poor_people_change", "Biến động nhân khẩu cận nghèo, theo loại",
      "Changes of near-poor people, by kind" },
    { "poor_households_by_deprivation", "Số hộ nghèo theo chỉ số thiếu hụt",
      "Poor households by deprivation" },
    { "near_poor_households_by_deprivation", "Số hộ cận nghèo theo chỉ số thiếu hụt",
      "Near-poor households by deprivation" },
    { "poor_households_by_cause", "Số hộ nghèo theo nguyên nhân", "Poor households by cause" },
    { "near_poor_households_by_cause", "Số hộ cận nghèo theo nguyên nhân",
      "Near-poor households by cause" },
    { "poor_households_by_group", "Số hộ nghèo theo nhóm đối tượng", "Poor households by group" },
    { "near_poor_households_by_group", "Số hộ cận nghèo theo nhóm đối tượng",
      "Near-poor households by group" },
    { "poor_children_by_age", "Số trẻ em thuộc hộ nghèo theo tuổi", "Children of poor households by age" },
    { "health_insurance_people", "Số người có bảo hiểm y tế", "People with health insurance" },
    { "members", "Số đoàn viên, hội viên", "Members" },
    { "mediation_cases", "Số vụ việc hòa giải", "Mediation cases" },
    { "mediation_successes", "Số vụ hòa giải thành", "Successful mediations" },
    { "residential_areas", "Số khu dân cư", "Residential areas" },
    { "satisfied_residents", "Số người dân hài lòng", "Satisfied residents" },
    { "asked_residents", "Số người dân được lấy ý kiến", "Residents asked" },
    { 0 },
};

static const struct field fields[] = {
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .required = true },
    { "figure", "Chỉ tiêu", "Figure", FIELD_CODE, .codes = figure_codes, .list = "declared_figure",
      .required = true },
    { "period", "Kỳ số liệu", "Period", FIELD_TEXT, .required = true, .max = 20 },
    { "year", "Năm", "Year", FIELD_YEAR, .required = true },
    { "as_of", "Số liệu đến ngày", "As of", FIELD_DATE },
    { "value", "Giá trị", "Value", FIELD_INT, .required = true },
    { "final", "Chính thức", "Final", FIELD_BOOL },
    { "declared_by", "Đơn vị kê khai", "Declared by", FIELD_REF, .ref = "bodies" },
    { "for_organisation", "Của tổ chức", "Of the organisation", FIELD_KEY, .ref = "organisations" },
    { "breakdown", "Phân tổ", "Breakdown", FIELD_TEXT, .max = 200 },
    { "programme", "Chương trình", "Programme", FIELD_KEY, .ref = "programmes" },
    { "source", "Nguồn", "Source", FIELD_TEXT, .max = 300 },
    { "document_number", "Số văn bản", "Document number", FIELD_DOC_NUMBER },
    { "note", "Ghi chú", "Note", FIELD_NOTE, .unlisted = true },
    { 0 },
};

static const struct state states[] = {
    { "declared", "Đã kê khai", "Declared", .live = true },
    { "confirmed", "Đã xác nhận", "Confirmed", .live = true },
    { "replaced", "Đã thay thế", "Replaced" },
    { 0 },
};

static const struct transition transitions[] = {
    { "confirm", "declared", "confirmed", "Xác nhận", "Confirm" },
    { "replace", "*", "replaced", "Thay thế", "Replace", .reason = true },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "unit", "figure", "period", "declared_by" },
      .vi = "Đơn vị đã kê khai số liệu này",
      .en = "The body has declared this figure already" },
    { 0 },
};

const struct kind kind_declared_figure = {
    .slug = "declared_figures",
    .name = "declared_figure",
    .vi = "Số liệu kê khai",
    .en = "Declared figure",
    .group = "reports",
    .fields = fields,
    .states = states,
    .transitions = transitions,
    .unique = unique,
    .label = "figure",
    .unit = "unit",
    .date = "year",
};
