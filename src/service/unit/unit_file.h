/* SPDX-License-Identifier: Apache-2.0
 * Reads a file about territory: an official list of units, or a conversion table of old units into
 * new ones. Told apart by their headings, in any order, among other columns, in CSV or XLSX:
 *
 *   list:  code, parent, level, type, name        (mã, mã cấp trên, cấp, loại, tên)
 *   table: old_code, new_code, type               (mã cũ, mã mới, hình thức)
 *          and, where there, old_district, old_province, new_province, nso_note
 *
 * Codes that a spreadsheet program took for numbers get their zeros back where the level tells how
 * long they are. Knows neither the store nor what is in it. */
#pragma once

#include "base/crypto.h"
#include "base/issues.h"
#include "domain/territory_plan.h"

enum unit_form { UNIT_FORM_LIST, UNIT_FORM_TABLE };

/* What a row of a conversion table also says, to be checked. */
struct unit_file_provinces {
    const char *old_province, *new_province; /* codes; "": not said */
};

struct unit_file {
    enum unit_form form;
    const char *name;              /* of the file, without its folder */
    char sha256[SHA256_HEX_SIZE];  /* of what was read */
    enum unit_list list;           /* UNIT_FORM_LIST */
    struct list_row *list_rows;
    struct map_row *map_rows;
    struct unit_file_provinces *provinces; /* beside map_rows */
    size_t count;                          /* rows that can be read */
    size_t row_count;                      /* rows with anything in them, below the headings */
};

/* A row whose level does not fit, or with nothing in a cell that must have something, is added to
 * `issues` (where: its line) and left out. ERR_INPUT: no such headings, or not a spreadsheet. */
NODISCARD enum err_code unit_file_read(const char *path, struct arena *arena, struct issues *issues,
                                       struct unit_file *ret_file, struct err *err);

/* The day the name of a list gives: an 8-digit date or a date with hyphens ("units_20250630",
 * "2025-06-30"), else the last day of a year that stands alone ("units_2020"), at most `today`.
 * False where it gives none, or one that cannot be a day of that list. */
bool unit_file_day(const struct unit_file *file, int32_t today, int32_t *ret_day);
