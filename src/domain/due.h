/* SPDX-License-Identifier: Apache-2.0
 * A deadline as a document words it, before it falls on any day: "trước ngày 20/10/2020", "30/6",
 * "ngày 25 hằng tháng", "15/8 âm lịch", "05 ngày làm việc sau khi nhận văn bản", "định kỳ". Reads
 * the words; which days they mean is calendar.h. Pure. */
#pragma once

#include "base/date.h"

/* What the deadline is reckoned from. */
enum due_base {
    DUE_UNKNOWN,  /* "định kỳ": nothing said */
    DUE_DATE,     /* a date of one year */
    DUE_YEARLY,   /* a day of every year */
    DUE_LUNAR,    /* a day of the lunar calendar, of every year or (date.year) of one */
    DUE_SPAN_END, /* the end of each span of every_months */
    DUE_WEEKLY,   /* a day of every so many weeks */
    DUE_ISSUED,   /* when a document is issued */
    DUE_ARRIVED,  /* when it arrives */
    DUE_PARENT,   /* the deadline it serves */
    DUE_EVENT,    /* when an event takes place */
};

enum due_step { STEP_DAYS, STEP_WORKING_DAYS, STEP_WEEKS, STEP_MONTHS };

enum { DUE_STEPS_MAX = 1000, DUE_MONTHS_MAX = 120, DUE_WEEKS_MAX = 52 };

struct due {
    enum due_base base;
    enum date_operator op;
    struct date date;  /* DUE_DATE; DUE_YEARLY (precision yearly); DUE_LUNAR: year 0 is every year */
    struct date start; /* first day of a window, of the same form as `date`; none: no window */
    int32_t steps;     /* so many before (negative) or after what it is reckoned from */
    enum due_step step;
    int64_t every_months; /* 0: once; comes again with what it is reckoned from, if that does */
    int64_t every_weeks;  /* DUE_WEEKLY; also DUE_UNKNOWN */
    int8_t weekday;       /* DUE_WEEKLY: 1 Monday … 7 Sunday */
    int16_t window_days;  /* done within so many days up to the last ("tuần cuối tháng"); 0: no window */
};

/* Is `date` what the deadline is reckoned from? */
bool due_has_date(const struct due *due);

/* Reads the words. A wide date of every year ("quý I hằng năm", "tháng 12 hằng năm") becomes a
 * window of days. ERR_INPUT: MSG_DUE_FORM (MSG_DATE_… where a date in it is wrong), MSG_DUE_STEPS,
 * MSG_DUE_WINDOW. */
NODISCARD enum err_code due_parse(const char *text, struct due *ret_due, struct err *err);

/* "6 months", "1 year", "quarter", "6 tháng", "3 năm", "quý". ERR_INPUT: MSG_PROGRAMME_EVERY. */
NODISCARD enum err_code due_parse_every(const char *text, int64_t *ret_months, struct err *err);
/* "2 weeks", "tuần", "2 tuần một lần". */
bool due_parse_weeks(const char *text, int64_t *ret_weeks);
