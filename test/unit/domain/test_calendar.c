/* SPDX-License-Identifier: Apache-2.0
 * Days reckoned by hand. */
#include "../test.h"

#include "domain/calendar.h"

#include <string.h>

static struct period years(int first, int last)
{
    return (struct period){ date_of(first, 1, 1), date_of(last, 12, 31) };
}

static const char *day_text(int32_t day)
{
    char text[DATE_TEXT_SIZE];
    date_to_external(date_from_days(day), text);
    return arena_strdup(test_arena(), text);
}

/* The last days in time, joined; a window's first day before it with "..", unknown as "?". */
static const char *days_of(const char *text, int64_t every, struct period whole,
                           const struct anchor *anchors, size_t count)
{
    struct due due = { .base = DUE_SPAN_END, .op = DATE_BY, .every_months = every };
    struct err err;
    if (text)
        CHECK_OK(due_parse(text, &due, &err), &err);
    if (every)
        due.every_months = every;
    struct holidays holidays =
        holidays_of(test_arena(), whole.first.year, whole.last.year + 1, NULL, 0);
    struct occurrences times =
        calendar_occurrences(&due, whole, anchors, count, &holidays, test_arena());
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < times.count; i++) {
        const struct occurrence *time = &times.items[i];
        buf_add(&out, i ? " " : "");
        if (date_is_none(time->due)) {
            buf_add(&out, "?");
            continue;
        }
        if (time->first_day != time->last_day)
            buf_printf(&out, "%s..", day_text(time->first_day));
        buf_add(&out, day_text(time->last_day));
    }
    return arena_strdup(test_arena(), buf_text(&out));
}

void test_calendar__dates_and_operators(void)
{
    struct period whole = years(2017, 2020);
    CHECK_TEXT(days_of("trước ngày 20/10/2020", 0, whole, NULL, 0), "2020-10-19");
    CHECK_TEXT(days_of("chậm nhất vào ngày 09/10/2020", 0, whole, NULL, 0), "2020-10-09");
    CHECK_TEXT(days_of("trong tháng 8/2017", 0, whole, NULL, 0), "2017-08-01..2017-08-31");
    CHECK_TEXT(days_of("chậm nhất quý III/2017", 0, whole, NULL, 0), "2017-09-30");
    CHECK_TEXT(days_of("năm 2018", 0, whole, NULL, 0), "2018-01-01..2018-12-31");
    CHECK_TEXT(days_of("trước quý III/2017", 0, whole, NULL, 0), "2017-06-30");
    CHECK_TEXT(days_of("15/1/2021", 0, whole, NULL, 0), "2021-01-15"); /* stands for itself */
}

void test_calendar__every_year(void)
{
    struct period whole = years(2018, 2020);
    CHECK_TEXT(days_of("30/6", 0, whole, NULL, 0), "2018-06-30 2019-06-30 2020-06-30");
    CHECK_TEXT(days_of("trước ngày 30/11 hằng năm", 0, whole, NULL, 0),
               "2018-11-29 2019-11-29 2020-11-29");
    CHECK_TEXT(days_of("29/2", 0, years(2019, 2021), NULL, 0), "2019-02-28 2020-02-29 2021-02-28");
    CHECK_TEXT(days_of("trong tháng 2 hằng năm", 0, years(2019, 2020), NULL, 0),
               "2019-02-01..2019-02-28 2020-02-01..2020-02-29");
    CHECK_TEXT(days_of("từ 17/10 đến 18/11", 0, years(2018, 2018), NULL, 0),
               "2018-10-17..2018-11-18");
    CHECK_TEXT(days_of("từ 15/12 đến 15/01", 0, years(2019, 2019), NULL, 0),
               "2018-12-15..2019-01-15"); /* over the turn of the year */
    struct period part = { date_of(2017, 8, 31), date_of(2018, 6, 29) };
    CHECK_TEXT(days_of("30/6", 0, part, NULL, 0), "");
    CHECK_TEXT(days_of("30/11", 0, part, NULL, 0), "2017-11-30");
}

void test_calendar__every_so_many_months(void)
{
    struct period whole = years(2017, 2018);
    CHECK_TEXT(days_of("30/6", 6, whole, NULL, 0), "2017-06-30 2017-12-31 2018-06-30 2018-12-31");
    CHECK_TEXT(days_of("15/6", 6, whole, NULL, 0), "2017-06-15 2017-12-15 2018-06-15 2018-12-15");
    CHECK_TEXT(days_of("31/3", 3, years(2020, 2020), NULL, 0),
               "2020-03-31 2020-06-30 2020-09-30 2020-12-31");
    CHECK_TEXT(days_of("ngày 31 hằng tháng", 0,
                       (struct period){ date_of(2020, 1, 1), date_of(2020, 4, 30) }, NULL, 0),
               "2020-01-31 2020-02-29 2020-03-31 2020-04-30");
    CHECK_TEXT(days_of("trước ngày 25 hằng tháng", 0,
                       (struct period){ date_of(2020, 1, 1), date_of(2020, 3, 31) }, NULL, 0),
               "2020-01-24 2020-02-24 2020-03-24");
    CHECK_TEXT(days_of(NULL, 6, whole, NULL, 0), "2017-06-30 2017-12-31 2018-06-30 2018-12-31");
    CHECK_TEXT(days_of(NULL, 12, whole, NULL, 0), "2017-12-31 2018-12-31");
    CHECK_TEXT(days_of(NULL, 6, (struct period){ date_of(2017, 8, 31), date_of(2018, 12, 31) },
                       NULL, 0),
               "2018-02-27 2018-08-30"); /* from 31/8: to the end of February, less a day */
}

void test_calendar__every_so_many_years(void)
{
    CHECK_TEXT(days_of(NULL, 36, years(2017, 2022), NULL, 0), "2020-12-31");
    CHECK_TEXT(days_of(NULL, 60, years(2017, 2022), NULL, 0), "2022-12-31");
    CHECK_TEXT(days_of(NULL, 24, years(2017, 2022), NULL, 0), "2019-12-31 2021-12-31");
    CHECK_TEXT(days_of("chậm nhất ngày 30/9", 36, years(2017, 2023), NULL, 0),
               "2020-09-30 2023-09-30");
    CHECK_TEXT(days_of("29/2", 36, years(2017, 2023), NULL, 0), "2020-02-29 2023-02-28");
}

void test_calendar__lunar(void)
{
    CHECK_TEXT(days_of("trước Tết Nguyên đán", 0, years(2017, 2019), NULL, 0),
               "2017-01-27 2018-02-15 2019-02-04");
    CHECK_TEXT(days_of("trước Tết Nguyên đán 10 ngày", 0, years(2018, 2018), NULL, 0),
               "2018-02-06");
    CHECK_TEXT(days_of("15/8 âm lịch", 0, years(2017, 2018), NULL, 0), "2017-10-04 2018-09-24");
    /* the 23rd of the twelfth month of the year before falls in January 2017 and in 2018 twice not */
    CHECK_TEXT(days_of("23 tháng Chạp", 0, years(2017, 2019), NULL, 0),
               "2017-01-20 2018-02-08 2019-01-28");
    CHECK_TEXT(days_of("rằm tháng Giêng năm 2018", 0, years(2017, 2020), NULL, 0), "2018-03-02");
}

void test_calendar__at_the_ends_of_the_calendar(void)
{
    CHECK_TEXT(days_of("Tết", 0, years(1900, 1900), NULL, 0), "1900-01-31");
    CHECK_TEXT(days_of("Tết", 0, years(2199, 2199), NULL, 0), "2199-01-27");
    CHECK_TEXT(days_of("31/12", 0, years(2199, 2199), NULL, 0), "2199-12-31");
    int32_t last = date_to_days(date_of(2250, 1, 1));
    struct anchor anchor = { years(2199, 2199), last, last, true };
    CHECK_TEXT(days_of("sau hội nghị 1000 tháng", 0, years(2199, 2199), &anchor, 1), "2250-01-01");
}

void test_calendar__unknown_is_kept(void)
{
    CHECK_TEXT(days_of("định kỳ", 0, years(2017, 2020), NULL, 0), "?");
    CHECK_TEXT(days_of("unknown", 12, years(2017, 2020), NULL, 0), "? ? ? ?");
    CHECK_TEXT(days_of("05 ngày sau khi nhận văn bản", 0, years(2017, 2020), NULL, 0), "?");
}

void test_calendar__before_and_after(void)
{
    struct period whole = years(2018, 2020);
    int32_t friday = date_to_days(date_of(2020, 9, 11));
    struct anchor anchor = { whole, friday, friday, true };
    CHECK_TEXT(days_of("05 ngày làm việc sau khi nhận văn bản", 0, whole, &anchor, 1),
               "2020-09-18");
    CHECK_TEXT(days_of("05 ngày sau khi nhận văn bản", 0, whole, &anchor, 1), "2020-09-16");
    CHECK_TEXT(days_of("trong vòng 2 tuần kể từ khi nhận văn bản", 0, whole, &anchor, 1),
               "2020-09-12..2020-09-25");
    CHECK_TEXT(days_of("3 ngày làm việc trước hội nghị", 0, whole, &anchor, 1), "2020-09-08");
    int32_t end = date_to_days(date_of(2019, 1, 31));
    struct anchor january = { whole, end, end, true };
    CHECK_TEXT(days_of("sau hội nghị 1 tháng", 0, whole, &january, 1), "2019-02-28");
    /* over the lunar new year of 2019: off from Monday 4/2 (the eve) to Friday 8/2 */
    CHECK_TEXT(days_of("02 ngày làm việc sau khi nhận văn bản", 0, whole, &january, 1),
               "2019-02-11");
    struct anchor days[] = { { whole, end, end, true }, { whole, 0, 0, false } };
    CHECK_TEXT(days_of("trước kỳ báo cáo của cấp trên 10 ngày", 0, whole, days, 2), "2019-01-21 ?");
}

static bool is_off(const struct holidays *holidays, int year, int month, int day)
{
    return calendar_rests(holidays, date_to_days(date_of(year, month, day)));
}

void test_calendar__days_off(void)
{
    struct holidays holidays = holidays_of(test_arena(), 2018, 2022, NULL, 0);
    CHECK(is_off(&holidays, 2018, 6, 30)); /* a Saturday */
    CHECK(is_off(&holidays, 2018, 12, 15));
    CHECK_TEXT(day_text(calendar_working_day(&holidays, date_to_days(date_of(2018, 6, 30)))),
               "2018-06-29");
    CHECK(is_off(&holidays, 2018, 4, 25)); /* 10/3 by the moon, a Wednesday */
    /* as was decided: from Wednesday 14/2 to Tuesday 20/2/2018, from 4/2 to 8/2/2019 */
    CHECK(!is_off(&holidays, 2018, 2, 13) && is_off(&holidays, 2018, 2, 14));
    CHECK(is_off(&holidays, 2018, 2, 20) && !is_off(&holidays, 2018, 2, 21));
    CHECK(is_off(&holidays, 2019, 2, 4) && is_off(&holidays, 2019, 2, 8));
    CHECK(!is_off(&holidays, 2019, 2, 1) && !is_off(&holidays, 2019, 2, 11));
    CHECK(is_off(&holidays, 2022, 1, 3)); /* for Saturday 1/1 */
    CHECK(is_off(&holidays, 2022, 5, 2) && is_off(&holidays, 2022, 5, 3)); /* 30/4 and 1/5 */
    CHECK(!is_off(&holidays, 2022, 5, 4));
    CHECK(is_off(&holidays, 2022, 4, 11)); /* Hùng Kings' day was Sunday 10/4 */
    CHECK(is_off(&holidays, 2022, 9, 1) && is_off(&holidays, 2022, 9, 2));
    CHECK(!is_off(&holidays, 2018, 9, 3 + 1));
    const struct holiday *day =
        calendar_holiday(&holidays, date_to_days(date_of(2022, 9, 2)));
    CHECK(day && strcmp(day->vi, "Quốc khánh") == 0);
}

/* What a decision says of a year takes the place of what is usual, and a Saturday worked instead is
 * a working day. In 2019 Monday 29/4 was off, Saturday 4/5 worked. */
void test_calendar__days_off_as_decided(void)
{
    const struct holiday decided[] = {
        { date_to_days(date_of(2019, 2, 4)), "Tết Nguyên đán", "Lunar New Year", false },
        { date_to_days(date_of(2019, 4, 29)), "Nghỉ hoán đổi", "Exchanged", false },
        { date_to_days(date_of(2019, 5, 4)), "Làm bù", "Worked instead", true },
    };
    struct holidays holidays = holidays_of(test_arena(), 2019, 2019, decided, COUNT(decided));
    CHECK(is_off(&holidays, 2019, 4, 29) && !is_off(&holidays, 2019, 5, 4));
    CHECK(calendar_holiday(&holidays, date_to_days(date_of(2019, 5, 4))) == NULL);
    CHECK(is_off(&holidays, 2019, 2, 4) && is_off(&holidays, 2019, 2, 7));
    CHECK(!is_off(&holidays, 2019, 2, 8)); /* the usual fifth day was not decided */
    int32_t day = date_to_days(date_of(2019, 4, 26));
    CHECK_TEXT(day_text(calendar_add_working_days(&holidays, day, 1)), "2019-05-02");
    CHECK_TEXT(day_text(calendar_add_working_days(&holidays, day, 3)), "2019-05-04");
}
