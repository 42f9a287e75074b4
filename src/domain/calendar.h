/* SPDX-License-Identifier: Apache-2.0
 * Which days a deadline falls on: arrays in, arrays out. Knows no clock, no store and no programme.
 *
 * A weekend or a holiday never moves a day: who shows it notes it (calendar_rest,
 * calendar_working_day). Working days count only where the document counts in them. Days are since
 * 1970-01-01. */
#pragma once

#include "base/arena.h"
#include "domain/due.h"

/* --- days off --------------------------------------------------------------------------------- */

/* A day off by law or decision, or, with `worked`, a day of a weekend worked instead of another. */
struct holiday {
    int32_t day;
    const char *vi, *en;
    bool worked;
};
struct holidays {
    struct holiday *items; /* by day, each day once */
    size_t count;
};

/* The days off of these years. What the law itself names is built in (Labour Code 2012 art. 115, 2019
 * art. 112): 1/1, the lunar new year, Hùng Kings' day 10/3 by the moon, 30/4, 1/5, 2/9. What is
 * decided each year – the further days around the new year and 2/9, days off for holidays on a
 * weekend (art. 111), exchanged days – is taken from `recorded`; for a year of which nothing is
 * recorded it is reckoned the usual way: two days before the new year and three of it (one and four
 * where it is a Tuesday: so it was decided from 2017 to 2026), 2/9 with the day before it (3/9 where
 * 1/9 is a Sunday) since 2021, the next working day for a holiday on a weekend. */
struct holidays holidays_of(struct arena *arena, int first_year, int last_year,
                            const struct holiday *recorded, size_t recorded_count);

/* The holiday of that day; NULL where it is none (days worked instead are not). */
const struct holiday *calendar_holiday(const struct holidays *holidays, int32_t day);
/* A Saturday, a Sunday or a holiday, unless it is worked instead of another. */
bool calendar_rests(const struct holidays *holidays, int32_t day);
/* That day, or the last working day before it. */
int32_t calendar_working_day(const struct holidays *holidays, int32_t day);
/* So many working days after (or, negative, before) the day, which does not count itself. */
int32_t calendar_add_working_days(const struct holidays *holidays, int32_t day, int32_t count);

/* --- occurrences ------------------------------------------------------------------------------ */

/* One time a deadline falls due. */
struct occurrence {
    struct period span; /* what it is for: the year, half, quarter, month; else the whole */
    struct date due;    /* with its precision, before the operator; none: not known */
    enum date_operator op;
    int32_t first_day;  /* of the window in which it is done; without one, last_day */
    int32_t last_day;   /* the last day in time; undefined while due is none */
};
struct occurrences {
    struct occurrence *items; /* in the order of their days, unknown ones by span */
    size_t count;
};

/* What a deadline that depends on another thing is reckoned from, one by one: the days it happened
 * or is due, with what each is for. A day may be unknown. */
struct anchor {
    struct period span;
    int32_t first_day, last_day; /* "before" counts from the first, "after" from the last */
    bool known;
};

/* The deadline in the period `whole` of its programme (part of it where the schedule says so). What
 * comes again does so within it; a date that stands for itself is given wherever it lies.
 *
 *   - a day of every year: every year (12 months); of every n years (24, 36, 60…): in the first year
 *     of the period + n, + 2n, …; of n months below 12: from that day on by n months, both ways for
 *     divisors of 12, the last day of a month staying the last (30/6 and 31/12);
 *   - the end of spans: of n months up to a year, the last day of each span from the first day of
 *     the period on; of n years, the year first + n, + 2n ("sơ kết 3 năm" from 2017: năm 2020);
 *   - unknown: once, or once for each such span;
 *   - what depends on `anchors`: once for each of them, unknown where its day is. */
struct occurrences calendar_occurrences(const struct due *due, struct period whole,
                                        const struct anchor *anchors, size_t anchor_count,
                                        const struct holidays *holidays, struct arena *arena);
