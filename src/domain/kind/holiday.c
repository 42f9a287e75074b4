/* SPDX-License-Identifier: Apache-2.0
 * A public holiday of a year, as the yearly decision sets it (B12). The days the law itself names are
 * known without (domain/calendar.h); a year of which anything is recorded here goes by its records.
 * A due date on one is shown with a note, never shifted. */
#include "domain/kind.h"

static const struct field fields[] = {
    { "on_date", "Ngày", "Day", FIELD_DATE, .required = true },
    { "name", "Ngày nghỉ", "Holiday", FIELD_TEXT, .required = true },
    { "working_instead", "Làm bù ngày", "Worked instead", FIELD_DATE },
    { "document_number", "Văn bản", "Document", FIELD_DOC_NUMBER },
    { 0 },
};

static const struct unique_rule unique[] = {
    { { "on_date" }, .vi = "Ngày này đã được ghi", .en = "This day is recorded already" },
    { 0 },
};

const struct kind kind_holiday = {
    .slug = "holidays",
    .name = "holiday",
    .vi = "Ngày nghỉ lễ",
    .en = "Public holiday", .en_many = "Public holidays",
    .group = "system",
    .fields = fields,
    .unique = unique,
    .label = "name",
    .date = "on_date",
};
