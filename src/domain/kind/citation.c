/* SPDX-License-Identifier: Apache-2.0
 * A document that another one cites as its basis, verbatim, and what it was found to be (S0d-01,
 * S1-01, S2-01, S4-01). Sources misprint numbers and dates (S2-01, S3-10), so a difference is noted
 * and the wording is kept. */
#include "domain/code_lists.h"
#include "domain/kind.h"

static const struct field fields[] = {
    { "document", "Văn bản", "Document", FIELD_REF, .ref = "documents", .required = true,
      .immutable = true },
    { "ordinal", "Thứ tự", "Order", FIELD_INT, .min = 1, .max = 999 },
    { "verbatim", "Căn cứ (nguyên văn)", "Citation (verbatim)", FIELD_TEXT, .required = true,
      .max = 1000, .searchable = true },
    { "number", "Số, ký hiệu", "Number", FIELD_DOC_NUMBER },
    { "type", "Loại văn bản", "Type", FIELD_CODE, .codes = document_type_codes,
      .list = "document_type" },
    { "issuer", "Cơ quan ban hành", "Issuer", FIELD_TEXT, .max = 300 },
    { "issued_date", "Ngày ban hành", "Issued on", FIELD_DATE },
    { "cited", "Văn bản được viện dẫn", "Document cited", FIELD_REF, .ref = "documents" },
    { "difference", "Sai khác", "Difference", FIELD_TEXT, .max = 500 },
    { "unit", "Địa bàn", "Place", FIELD_REF, .ref = "units", .carried = "document.unit" },
    { 0 },
};

const struct kind kind_citation = {
    .slug = "citations",
    .name = "citation",
    .vi = "Căn cứ viện dẫn",
    .en = "Citation", .en_many = "Citations",
    .group = "programme",
    .fields = fields,
    .label = "verbatim",
    .unit = "unit",
    .owner = "document",
};
