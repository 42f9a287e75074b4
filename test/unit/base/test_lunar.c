/* SPDX-License-Identifier: Apache-2.0
 * The lunar calendar against days that are on record. */
#include "base/lunar.h"

#include "../test.h"

static const struct {
    int16_t year;
    int8_t month, day;
} new_years[] = {
    { 1968, 1, 29 }, /* China: 30/1 */
    { 1969, 2, 16 }, /* China: 17/2 */
    { 1970, 2, 6 },  { 1972, 2, 15 }, { 1975, 2, 11 }, { 1976, 1, 31 },
    { 1980, 2, 16 }, { 1984, 2, 2 },
    { 1985, 1, 21 }, /* China: 20/2 */
    { 1986, 2, 9 },  { 1990, 1, 27 }, { 1995, 1, 31 }, { 1996, 2, 19 }, { 1999, 2, 16 },
    { 2000, 2, 5 },  { 2001, 1, 24 }, { 2002, 2, 12 }, { 2003, 2, 1 },  { 2004, 1, 22 },
    { 2005, 2, 9 },  { 2006, 1, 29 },
    { 2007, 2, 17 }, /* China: 18/2 */
    { 2008, 2, 7 },  { 2009, 1, 26 }, { 2010, 2, 14 }, { 2011, 2, 3 },  { 2012, 1, 23 },
    { 2013, 2, 10 }, { 2014, 1, 31 }, { 2015, 2, 19 }, { 2016, 2, 8 },  { 2017, 1, 28 },
    { 2018, 2, 16 }, { 2019, 2, 5 },  { 2020, 1, 25 }, { 2021, 2, 12 }, { 2022, 2, 1 },
    { 2023, 1, 22 }, { 2024, 2, 10 }, { 2025, 1, 29 }, { 2026, 2, 17 }, { 2027, 2, 6 },
    { 2028, 1, 26 }, { 2029, 2, 13 },
    { 2030, 2, 2 }, /* China: 3/2 */
    { 2031, 1, 23 }, { 2033, 1, 31 }, { 2034, 2, 19 }, { 2040, 2, 12 }, { 2050, 1, 23 },
    { 2053, 2, 18 }, /* China: 19/2 */
    { 2060, 2, 2 },  { 2075, 2, 15 }, { 2100, 2, 9 },
};

void test_lunar__new_years_on_record(void)
{
    for (size_t i = 0; i < COUNT(new_years); i++) {
        struct date got = lunar_to_date(new_years[i].year, 1, 1);
        if (got.month != new_years[i].month || got.day != new_years[i].day)
            printf("  %d: got %d/%d\n", new_years[i].year, got.day, got.month);
        CHECK(date_equal(got, date_of(new_years[i].year, new_years[i].month, new_years[i].day)));
    }
}

void test_lunar__feasts_and_leap_months(void)
{
    CHECK(date_equal(lunar_to_date(2017, 8, 15), date_of(2017, 10, 4))); /* after leap month 6 */
    CHECK(date_equal(lunar_to_date(2020, 8, 15), date_of(2020, 10, 1))); /* after leap month 4 */
    CHECK(date_equal(lunar_to_date(2023, 8, 15), date_of(2023, 9, 29))); /* after leap month 2 */
    CHECK(date_equal(lunar_to_date(2018, 3, 10), date_of(2018, 4, 25)));
    CHECK(date_equal(lunar_to_date(2025, 3, 10), date_of(2025, 4, 7)));
    CHECK(date_equal(lunar_to_date(2026, 3, 10), date_of(2026, 4, 26)));
    CHECK(date_equal(lunar_to_date(2024, 12, 30), date_of(2025, 1, 28))); /* 29 days: the last */
    struct lunar_date leap = lunar_of(date_of(2017, 8, 1));
    CHECK(leap.leap && leap.year == 2017 && leap.month == 6 && leap.day == 10);
    struct lunar_date plain = lunar_of(date_of(2017, 7, 22));
    CHECK(!plain.leap && plain.month == 6 && plain.day == 29);
    leap = lunar_of(date_of(2033, 12, 25)); /* leap month 11: the rare one */
    CHECK(leap.leap && leap.month == 11 && leap.year == 2033);
}

/* Both ways over a century and a half: every day has one lunar day and comes back from it; months
 * have 29 or 30 days. */
void test_lunar__there_and_back(void)
{
    struct lunar_date before = lunar_of(date_of(1959, 12, 31));
    for (int32_t day = date_to_days(date_of(1960, 1, 1)); day < date_to_days(date_of(2110, 1, 1));
         day++) {
        struct lunar_date now = lunar_of(date_from_days(day));
        bool goes_on = now.day == before.day + 1 && now.month == before.month;
        CHECK(goes_on || (now.day == 1 && before.day >= 29 && before.day <= 30));
        if (!now.leap)
            CHECK_INT(date_to_days(lunar_to_date(now.year, now.month, now.day)), day);
        before = now;
    }
}
