/* SPDX-License-Identifier: Apache-2.0
 * The Vietnamese lunar calendar (âm lịch), reckoned at UTC+7 as decision 121-CP of 1967 sets it: a
 * month begins on the day of the new moon, the winter solstice falls in month 11, and in a year of
 * thirteen months the first one without a major solar term is the leap month. Because the reckoning
 * is at UTC+7 and not UTC+8, the new year is now and then another day than in China (1968, 1969,
 * 1985, 2007, 2030, 2053).
 *
 * New moons by the series of J. Meeus, Astronomical Formulae for Calculators, ch. 32; the sun's
 * longitude by his Astronomical Algorithms, ch. 25; the rules of the calendar as Hồ Ngọc Đức
 * published them. Good to some two minutes, which is enough for the years 1900 to 2199. */
#pragma once

#include "base/date.h"

struct lunar_date {
    int16_t year;
    int8_t month, day;
    bool leap; /* in the leap month that follows the month of this number */
};

/* The day on which that day of the lunar year falls; of the month itself, never of the leap month
 * after it. Day 30 of a month of 29 days is its last. The year is that of DATE_YEAR_MIN …
 * DATE_YEAR_MAX in which the lunar year begins; month 1 … 12, day 1 … 30 (programmer error
 * otherwise). */
struct date lunar_to_date(int year, int month, int day);

/* The lunar day of a day. */
struct lunar_date lunar_of(struct date date);
