/* SPDX-License-Identifier: Apache-2.0
 * Dates as the documents write them: with a precision ("tháng 8/2017", "quý III/2017") and, for
 * deadlines, an operator ("trước ngày" leaves the day out, "chậm nhất ngày" takes it in). Also
 * periods of reporting. The Gregorian calendar; days are days of Vietnam (UTC+7, no summer time).
 * Knows no clock: today comes from the caller.
 *
 * A weekend or holiday never shifts a date here; who shows a date notes it (date_weekday).
 * Law: decree 30/2020/NĐ-CP, annex I, on how a date is written in documents. */
#pragma once

#include "base/err.h"

/* Years that are read from people and files; arithmetic may go a hundred years beyond (going
 * further is a programmer error). */
enum { DATE_YEAR_MIN = 1900, DATE_YEAR_MAX = 2199, DATE_YEAR_SLACK = 100 };

/* Clocks in Viet Nam are that many seconds ahead of UTC. */
enum { VIETNAM_SECONDS = 7 * 3600 };

enum date_precision {
    DATE_NONE, /* no date: all fields 0 */
    DATE_DAY,
    DATE_MONTH,   /* day is 1 */
    DATE_QUARTER, /* month is 1, 4, 7 or 10, day is 1 */
    DATE_YEAR,    /* month and day are 1 */
    DATE_YEARLY,  /* a day of every year: year is 0; 29/2 is 28/2 in common years */
    DATE_PRECISION_MAX_
};

/* Small enough to be passed by value. Equal dates are equal in every field. */
struct date {
    int16_t year;
    int8_t month, day;
    enum date_precision precision;
};

enum date_operator {
    DATE_ON,     /* the date itself, no word before it */
    DATE_BEFORE, /* trước (ngày): the date itself is too late */
    DATE_BY, /* chậm nhất (vào) ngày, đến hết, hạn cuối: the date itself is the last */
    DATE_IN,    /* trong (tháng, quý, năm), vào: any day of it */
    DATE_FROM,  /* từ, kể từ ngày: no last day */
    DATE_ABOUT, /* khoảng, dự kiến */
    DATE_OPERATOR_MAX_
};

/* "on", "before", "by", "in", "from", "about": for storage and JSON. */
const char *date_operator_name(enum date_operator op);
bool date_operator_from_name(const char *name, enum date_operator *ret_op);

/* --- making and taking apart ---------------------------------------------------------------- */

struct date date_none(void);
/* The day must exist (programmer error otherwise). */
struct date date_of(int year, int month, int day);
bool date_is_none(struct date date);
/* Is it one of the forms above with an existing day? What the parsers return always is. */
bool date_is_valid(struct date date);
int date_month_days(int year, int month);

/* First and last day it covers. A yearly date has none: use date_in_year first. */
struct date date_first_day(struct date date);
struct date date_last_day(struct date date);
/* A yearly date in that year; any other date unchanged. */
struct date date_in_year(struct date date, int year);

/* The last day on which a thing with this deadline is in time: "trước ngày 20/10/2020" gives
 * 19/10/2020, "trong tháng 8/2017" 31/8/2017. False where there is none: no date, a yearly date,
 * or "from". */
bool date_last_ok(struct date date, enum date_operator op, struct date *ret_day);

/* By first day, then by last day (shorter first); yearly dates among themselves; none first. */
int date_compare(struct date a, struct date b);
bool date_equal(struct date a, struct date b);

/* --- arithmetic: of the first day, with precision day --------------------------------------- */

int32_t date_to_days(struct date date); /* days since 1970-01-01, may be negative */
struct date date_from_days(int32_t days);
struct date date_add_days(struct date date, int32_t days);
/* The same day of another month, or that month's last: 31/8 + 1 is 30/9. */
struct date date_add_months(struct date date, int months);
int date_weekday(struct date date);           /* ISO: 1 Monday … 7 Sunday */
int date_quarter(struct date date);           /* 1 … 4 */
int date_month_index(struct date date);       /* year * 12 + month - 1 */
struct date date_from_month_index(int index); /* the first of that month */

/* --- text ----------------------------------------------------------------------------------- */

enum { DATE_TEXT_SIZE = 64 }; /* holds every text made here, Vietnamese ones included */

/* Reads what people write, whatever the case, marks and spaces:
 *   15/8/2017 15-08-2017 15.8.2017 2017-08-15 "ngày 15 tháng 8 năm 2017"   a day
 *   "mùng 5 tháng 8 năm 2017" 15-Thg8-2017 "15 Tháng Tám 2017"              likewise
 *   tháng 8/2017   08/2017   T8/2017   Thg8-2017   tháng 8 năm 2017          a month
 *   quý III/2017   quý 3 năm 2017   Q3/2017   2017-Q3                        a quarter
 *   năm 2017   2017                                                          a year
 *   30/6   "ngày 30 tháng 6"   "30/11 hằng năm"   --06-30                    a day of every year
 * with an operator's words before it. Day comes before month, always. Years have four digits: two
 * are refused, not guessed. ERR_INPUT with MSG_DATE_FORM, _SHORT_YEAR, _YEAR_RANGE, _MONTH,
 * _QUARTER or _NO_SUCH_DAY. */
NODISCARD enum err_code date_parse(const char *text, struct date *ret_date,
                                   enum date_operator *ret_op, struct err *err);

/* Takes the words of an operator off the front of a folded text ("cham nhat ngay 5/6"); DATE_ON where
 * there are none. For who reads more than a date. */
enum date_operator date_take_operator(const char **folded);

/* date_parse that refuses an operator (MSG_DATE_OPERATOR): for a plain date field or cell. Also
 * takes an ISO day with a time of midnight behind it, as computers write. Blank text is no date. */
NODISCARD enum err_code date_from_external(const char *text, struct date *ret_date,
                                           struct err *err);

/* The form in JSON and files: 2017-08-15, 2017-08, 2017-Q3, 2017, --06-30; none is "". */
void date_to_external(struct date date, char ret_text[DATE_TEXT_SIZE]);

/* The form in the store, in the order of its bytes: 2017-08-15, 2017-08-01~m, 2017-07-01~q,
 * 2017-01-01~y, --06-30; none is "". */
void date_to_storage(struct date date, char ret_text[DATE_TEXT_SIZE]);
/* False for anything date_to_storage does not write. */
NODISCARD bool date_from_storage(const char *text, struct date *ret_date);

/* A spreadsheet's day number, whole days; `is_1904`: the workbook counts from 1904. Day 60 of the
 * 1900 count, 29/2/1900, never was and is refused. ERR_INPUT (MSG_DATE_SERIAL). */
NODISCARD enum err_code date_from_excel(int64_t serial, bool is_1904, struct date *ret_date,
                                        struct err *err);

/* For documents: "ngày 05 tháng 01 năm 2018", "tháng 8 năm 2017", "quý III năm 2017", "năm 2017",
 * "ngày 30 tháng 6 hằng năm". Days below 10 and months 1 and 2 have a zero before them. */
void date_to_document(struct date date, char ret_text[DATE_TEXT_SIZE]);
/* For tables: 05/01/2018, 31/8/2017 (the same zeros), tháng 8/2017, quý III/2017, 2017, 30/6. */
void date_to_table(struct date date, char ret_text[DATE_TEXT_SIZE]);
/* For tables with the operator's words: "trước 20/10/2020", "chậm nhất quý III/2017". */
void date_to_deadline(struct date date, enum date_operator op, char ret_text[DATE_TEXT_SIZE]);
/* The same for people who read English: "before 20/10/2020", "by Q3 2017", "by 30/11 every year". Not read back. */
void date_to_deadline_english(struct date date, enum date_operator op, char ret_text[DATE_TEXT_SIZE]);

/* --- periods -------------------------------------------------------------------------------- */

/* Whole days, both ends included; first is not after last. */
struct period {
    struct date first, last;
};

/* 2020, 2020H1, 2020Q3, 2020-09, 2020-09-15, and A..B from the start of A to the end of B
 * (2017..2020). Case and the hyphen of 2020-Q3 do not matter. ERR_INPUT: MSG_PERIOD_FORM,
 * MSG_PERIOD_ORDER. */
NODISCARD enum err_code period_parse(const char *text, struct period *ret_period, struct err *err);

/* The shortest of those forms; a range of days where none other fits. */
void period_to_text(struct period period, char ret_text[DATE_TEXT_SIZE]);

/* For documents: "năm 2020", "6 tháng đầu năm 2020", "quý III năm 2020", "tháng 9 năm 2020",
 * "giai đoạn 2017 - 2020", "từ 01/8/2017 đến 15/9/2017". */
void period_to_document(struct period period, char ret_text[DATE_TEXT_SIZE]);

/* The period of precision month, quarter or year (or the day) that a date covers. */
struct period period_of(struct date date);
bool period_has(struct period period, struct date day);

/* Of a date in storage form: its first day as days since 1970-01-01, or the month it begins in
 * (year * 12 + month - 1). False for anything else, and for a yearly date. */
NODISCARD bool date_storage_first_day(const char *text, int64_t *ret_day);
NODISCARD bool date_storage_month(const char *text, int64_t *ret_month);
