/* SPDX-License-Identifier: Apache-2.0
 * What the numbers of a workbook are: dates by their format code, shortest decimals, serial days.
 * Pure functions. */
#pragma once

#include "base/base.h"

/* What a number format shows of a date; 0: an ordinary number. */
enum { XLSX_SHOWS_DATE = 1, XLSX_SHOWS_TIME = 2, XLSX_SHOWS_STRUCK = 4 /* of a style: its text is struck through */ };

/* By the code ("dd/mm/yyyy;@", "[$-42A]d mmmm", "General", "#,##0 \"d\""). */
unsigned xlsx_format_shows(const char *code);

/* By the number of a built-in format. */
unsigned xlsx_builtin_shows(unsigned id);

enum { XLSX_NUMBER_SIZE = 400, XLSX_DATE_SIZE = 24 };

/* The shortest decimal that is the same number as `text` ("1E3" → "1000", "0.10" → "0.1"); whole
 * numbers written out stay as they are, whatever their length. False where it is no number. */
bool xlsx_number_text(const char *text, char to[XLSX_NUMBER_SIZE]);

/* The day and time of a serial number as ISO text, of which `shows` tells what matters. False where
 * there is no such day (the 29/02/1900 of Excel, years after DATE_YEAR_MAX): it is a number then.
 */
bool xlsx_date_text(const char *number, unsigned shows, bool is_1904, char to[XLSX_DATE_SIZE]);

/* The serial number (1900 system) of an ISO day "2020-09-16" from 1900-03-01 on. False where the
 * text is no such day. */
bool xlsx_date_serial(const char *day, char to[XLSX_DATE_SIZE]);
