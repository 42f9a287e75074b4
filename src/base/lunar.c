/* SPDX-License-Identifier: Apache-2.0 */
#include "base/lunar.h"

#include <math.h>

/* Days are counted as julian days at noon; 1970-01-01 is 2440588. */
enum { JULIAN_1970 = 2440588, MONTHS_MAX = 14 };
static const double synodic_month = 29.530588853;
static const double new_moon_1900 = 2415021.076998695; /* moon 0 */
static const double hours_ahead = 7.0;

static double degrees_sin(double degrees)
{
    return sin(degrees * 3.14159265358979323846 / 180.0);
}

/* The local day of the k-th new moon after that of 1900-01-01. */
static int new_moon_day(int k)
{
    double t = k / 1236.85, t2 = t * t, t3 = t2 * t;
    double sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
    double moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
    double node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
    double mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3 +
                  0.00033 * degrees_sin(166.56 + 132.87 * t - 0.009173 * t2);
    double truth = (0.1734 - 0.000393 * t) * degrees_sin(sun) + 0.0021 * degrees_sin(2 * sun) -
                   0.4068 * degrees_sin(moon) + 0.0161 * degrees_sin(2 * moon) -
                   0.0004 * degrees_sin(3 * moon) + 0.0104 * degrees_sin(2 * node) -
                   0.0051 * degrees_sin(sun + moon) - 0.0074 * degrees_sin(sun - moon) +
                   0.0004 * degrees_sin(2 * node + sun) - 0.0004 * degrees_sin(2 * node - sun) -
                   0.0006 * degrees_sin(2 * node + moon) + 0.0010 * degrees_sin(2 * node - moon) +
                   0.0005 * degrees_sin(2 * moon + sun);
    double clock = -0.000278 + 0.000265 * t + 0.000262 * t2; /* dynamical less universal time */
    return (int)floor(mean + truth - clock + 0.5 + hours_ahead / 24);
}

/* Which of the twelve parts of 30° the sun is in when the local day begins; 9 begins at the winter
 * solstice. */
static int sun_part(int day)
{
    double t = (day - 2451545.5 - hours_ahead / 24) / 36525, t2 = t * t;
    double anomaly = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
    double longitude = 280.46645 + 36000.76983 * t + 0.0003032 * t2 +
                       (1.914600 - 0.004817 * t - 0.000014 * t2) * degrees_sin(anomaly) +
                       (0.019993 - 0.000101 * t) * degrees_sin(2 * anomaly) +
                       0.000290 * degrees_sin(3 * anomaly);
    longitude -= 360.0 * floor(longitude / 360.0);
    return (int)(longitude / 30.0);
}

/* Number of the new moon that begins month 11 in the solar year. */
static int moon_of_month_11(int year)
{
    int last = date_to_days(date_of(year, 12, 31)) + JULIAN_1970;
    int k = (int)floor((last - 2415021) / synodic_month);
    return sun_part(new_moon_day(k)) >= 9 ? k - 1 : k;
}

/* The months from month 11 of the year before `year` up to month 11 of `year`: number of the moon
 * of the first, how many there are (12 or 13), and which of them is the leap month (0: none). */
struct lunar_months {
    int first, count, leap;
};

static struct lunar_months months_before(int year)
{
    struct lunar_months months = { .first = moon_of_month_11(year - 1) };
    months.count = moon_of_month_11(year) - months.first;
    for (int i = 1; months.count == 13 && months.leap == 0 && i < MONTHS_MAX; i++)
        if (sun_part(new_moon_day(months.first + i)) ==
            sun_part(new_moon_day(months.first + i + 1)))
            months.leap = i;
    return months;
}

/* Number of the moon that begins the month. */
static int moon_of(int year, int month)
{
    struct lunar_months months = months_before(month < 11 ? year : year + 1);
    int offset = (month + 1) % 12; /* month 11 is the first */
    return months.first + offset + (months.leap && offset >= months.leap);
}

struct date lunar_to_date(int year, int month, int day)
{
    require(year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX && month >= 1 && month <= 12);
    require(day >= 1 && day <= 30);
    int k = moon_of(year, month), first = new_moon_day(k);
    if (first + day - 1 >= new_moon_day(k + 1))
        day = 29;
    return date_from_days(first + day - 1 - JULIAN_1970);
}

struct lunar_date lunar_of(struct date date)
{
    int day = date_to_days(date) + JULIAN_1970;
    int k = (int)floor((day - new_moon_1900) / synodic_month) + 1;
    while (new_moon_day(k) > day)
        k--;
    int year = date_first_day(date).year;
    if (k >= moon_of_month_11(year))
        year++; /* within months 11 and 12 that lead to next year */
    struct lunar_months months = months_before(year);
    int offset = k - months.first;
    bool leap = months.leap && offset == months.leap;
    offset -= months.leap && offset >= months.leap;
    return (struct lunar_date){ .year = (int16_t)(offset < 2 ? year - 1 : year),
                                .month = (int8_t)((offset + 10) % 12 + 1),
                                .day = (int8_t)(day - new_moon_day(k) + 1),
                                .leap = leap };
}
