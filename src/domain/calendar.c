/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/calendar.h"

#include "base/lunar.h"

#include <string.h>

/* --- days off --------------------------------------------------------------------------------- */

enum { HOLIDAYS_A_YEAR = 24, TWO_DAYS_FOR_2_9_SINCE = 2021 };

struct holiday_maker {
    struct holiday *items;
    size_t count, capacity;
};

static void holiday_put(struct holiday_maker *maker, struct date date, const char *vi, const char *en)
{
    require(maker->count < maker->capacity);
    maker->items[maker->count++] = (struct holiday){ date_to_days(date), vi, en, false };
}

/* What stands in the law itself. */
static void put_by_law(struct holiday_maker *maker, int year)
{
    holiday_put(maker, date_of(year, 1, 1), "Tết Dương lịch", "New Year's Day");
    for (int day = 1; day <= 3; day++)
        holiday_put(maker, lunar_to_date(year, 1, day), "Tết Nguyên đán", "Lunar New Year");
    holiday_put(maker, lunar_to_date(year, 3, 10), "Giỗ Tổ Hùng Vương", "Hùng Kings' Day");
    holiday_put(maker, date_of(year, 4, 30), "Ngày Chiến thắng", "Victory Day");
    holiday_put(maker, date_of(year, 5, 1), "Quốc tế lao động", "Labour Day");
    holiday_put(maker, date_of(year, 9, 2), "Quốc khánh", "National Day");
}

/* What a decision settles each year, as it mostly is. */
static void put_usual(struct holiday_maker *maker, int year)
{
    struct date tet = lunar_to_date(year, 1, 1), eve = date_of(year, 9, 1);
    int other = date_weekday(tet) == 2 ? 3 : -2; /* a Tuesday: from Monday to Friday */
    holiday_put(maker, date_add_days(tet, -1), "Tết Nguyên đán", "Lunar New Year");
    holiday_put(maker, date_add_days(tet, other), "Tết Nguyên đán", "Lunar New Year");
    if (year >= TWO_DAYS_FOR_2_9_SINCE)
        holiday_put(maker, date_weekday(eve) == 7 ? date_of(year, 9, 3) : eve, "Quốc khánh",
                    "National Day");
}

static int holiday_order(const void *a, const void *b)
{
    const struct holiday *left = a, *right = b;
    return (left->day > right->day) - (left->day < right->day);
}

static const struct holiday *find(const struct holiday *items, size_t count, int32_t day)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].day == day)
            return &items[i];
    return NULL;
}

static bool is_weekend(int32_t day)
{
    return date_weekday(date_from_days(day)) >= 6;
}

/* The next working day for each holiday of the year on a weekend. */
static void put_instead(struct holiday_maker *maker, size_t from)
{
    size_t end = maker->count;
    qsort(maker->items + from, end - from, sizeof(*maker->items), holiday_order);
    for (size_t i = from; i < end; i++) {
        int32_t day = maker->items[i].day;
        if (!is_weekend(day))
            continue;
        while (is_weekend(day) || find(maker->items, maker->count, day))
            day++;
        holiday_put(maker, date_from_days(day), maker->items[i].vi, maker->items[i].en);
    }
}

static bool year_is_recorded(const struct holiday *recorded, size_t count, int year)
{
    for (size_t i = 0; i < count; i++)
        if (!recorded[i].worked && date_from_days(recorded[i].day).year == year)
            return true;
    return false;
}

struct holidays holidays_of(struct arena *arena, int first_year, int last_year,
                            const struct holiday *recorded, size_t recorded_count)
{
    first_year = first_year < DATE_YEAR_MIN ? DATE_YEAR_MIN : first_year;
    last_year = last_year > DATE_YEAR_MAX ? DATE_YEAR_MAX : last_year;
    size_t years = last_year < first_year ? 0 : (size_t)(last_year - first_year) + 1;
    struct holiday_maker maker = { .capacity = years * HOLIDAYS_A_YEAR + recorded_count };
    maker.items = ARENA_ARRAY(arena, struct holiday, maker.capacity + 1);
    for (int year = first_year; year <= last_year; year++) {
        size_t from = maker.count;
        put_by_law(&maker, year);
        if (year_is_recorded(recorded, recorded_count, year))
            continue;
        put_usual(&maker, year);
        put_instead(&maker, from);
    }
    for (size_t i = 0; i < recorded_count; i++)
        maker.items[maker.count++] = recorded[i];
    qsort(maker.items, maker.count, sizeof(*maker.items), holiday_order);
    struct holidays ret = { .items = maker.items };
    for (size_t i = 0; i < maker.count; i++)
        if (ret.count == 0 || maker.items[i].day != ret.items[ret.count - 1].day)
            ret.items[ret.count++] = maker.items[i];
        else if (maker.items[i].worked) /* what is worked instead is not off */
            ret.items[ret.count - 1] = maker.items[i];
    return ret;
}

static const struct holiday *holiday_at(const struct holidays *holidays, int32_t day)
{
    const struct holiday key = { .day = day };
    if (!holidays || !holidays->count)
        return NULL;
    return bsearch(&key, holidays->items, holidays->count, sizeof(key), holiday_order);
}

const struct holiday *calendar_holiday(const struct holidays *holidays, int32_t day)
{
    const struct holiday *holiday = holiday_at(holidays, day);
    return holiday && !holiday->worked ? holiday : NULL;
}

bool calendar_rests(const struct holidays *holidays, int32_t day)
{
    const struct holiday *holiday = holiday_at(holidays, day);
    return holiday ? !holiday->worked : is_weekend(day);
}

int32_t calendar_working_day(const struct holidays *holidays, int32_t day)
{
    while (calendar_rests(holidays, day))
        day--;
    return day;
}

int32_t calendar_add_working_days(const struct holidays *holidays, int32_t day, int32_t count)
{
    int32_t way = count < 0 ? -1 : 1;
    for (; count != 0; count -= way)
        do
            day += way;
        while (calendar_rests(holidays, day));
    return day;
}

/* --- occurrences ------------------------------------------------------------------------------ */

struct maker {
    const struct due *due;
    struct period whole;
    const struct holidays *holidays;
    struct arena *arena;
    struct occurrences made;
    size_t capacity;
};

static struct occurrence *occurrence_new(struct maker *maker)
{
    if (maker->made.count == maker->capacity) {
        size_t capacity = maker->capacity ? maker->capacity * 2 : 8;
        struct occurrence *items = ARENA_ARRAY(maker->arena, struct occurrence, capacity);
        if (maker->made.count)
            memcpy(items, maker->made.items, maker->made.count * sizeof(*items));
        maker->made.items = items;
        maker->capacity = capacity;
    }
    struct occurrence *made = &maker->made.items[maker->made.count++];
    *made = (struct occurrence){ .op = maker->due->op };
    return made;
}

static struct date add_steps(const struct maker *maker, struct date day)
{
    const struct due *due = maker->due;
    if (day.year < DATE_YEAR_MIN || day.year > DATE_YEAR_MAX)
        return day; /* a long chain of steps has left the calendar */
    switch (due->step) {
    case STEP_DAYS:
        return date_add_days(day, due->steps);
    case STEP_WEEKS:
        return date_add_days(day, due->steps * 7);
    case STEP_MONTHS:
        return date_add_months(day, due->steps);
    case STEP_WORKING_DAYS:
        break;
    }
    return date_from_days(calendar_add_working_days(maker->holidays, date_to_days(day), due->steps));
}

/* What a thing that comes again every so many months is for. */
static struct period span_of(const struct maker *maker, struct date day)
{
    int month = date_month_index(day);
    int64_t every = maker->due->every_months;
    if (every == 0)
        return maker->whole;
    if (every > 12) {
        struct period span = { date_of(day.year - (int)(every / 12) + 1, 1, 1),
                               date_of(day.year, 12, 31) };
        return span;
    }
    int length = every == 1 || every == 3 || every == 6 ? (int)every : 12;
    struct date first = date_from_month_index(month - (month % 12) % length);
    return (struct period){ first, date_add_days(date_add_months(first, length), -1) };
}

/* Puts the date in, moved by the steps; `start` is the first day of its window (none: itself). */
static void put_date(struct maker *maker, struct date date, struct date start, struct period span)
{
    struct occurrence *made = occurrence_new(maker);
    struct date last;
    made->span = span;
    int32_t steps = maker->due->steps;
    made->due = steps == 0 ? date :
                             add_steps(maker, steps < 0 ? date_first_day(date) : date_last_day(date));
    if (!date_last_ok(made->due, made->op, &last))
        last = date_last_day(made->due);
    made->last_day = date_to_days(last);
    made->first_day = made->last_day;
    if (maker->due->window_days)
        made->first_day = made->last_day - maker->due->window_days + 1;
    else if (!date_is_none(start))
        made->first_day = date_to_days(date_first_day(start));
    else if (made->due.precision != DATE_DAY && (made->op == DATE_IN || made->op == DATE_ON))
        made->first_day = date_to_days(date_first_day(made->due));
}

/* Steps a yearly date on by months; the last day of its month stays the last. */
static struct date step_months(struct date yearly, int year, int months)
{
    bool is_end = yearly.day == date_month_days(2000, yearly.month) ||
                  yearly.day == date_month_days(2001, yearly.month);
    int index = year * 12 + yearly.month - 1 + months;
    struct date first = date_from_month_index(index);
    int days = date_month_days(first.year, first.month);
    return date_of(first.year, first.month, is_end || yearly.day > days ? days : yearly.day);
}

static void put_yearly(struct maker *maker, struct date day, int year)
{
    const struct due *due = maker->due;
    struct date start = due->start;
    if (!period_has(maker->whole, day))
        return;
    if (!date_is_none(start)) {
        start = date_in_year(start, year);
        if (date_compare(start, day) > 0)
            start = date_in_year(due->start, year - 1);
    }
    put_date(maker, day, start, span_of(maker, day));
}

/* The year from which "each n years" counts: the first of the period, whose first time is n years on;
 * of a period of exactly n years the one before, so that it falls in the last ("tổng kết 5 năm"). */
static int base_year(const struct maker *maker)
{
    int first = maker->whole.first.year, years = maker->whole.last.year - first + 1;
    return maker->due->every_months == (int64_t)years * 12 && years > 1 ? first - 1 : first;
}

static void make_yearly(struct maker *maker)
{
    const struct due *due = maker->due;
    int first = base_year(maker), last = maker->whole.last.year;
    int every = due->every_months ? (int)due->every_months : 12;
    if (every == 12) {
        for (int year = first; year <= last; year++)
            put_yearly(maker, date_in_year(due->date, year), year);
        return;
    }
    int months = every > 12 ? every : 12 % every == 0 ? -12 : 0;
    for (;; months += every) {
        struct date day = step_months(due->date, first, months);
        if (date_compare(day, maker->whole.last) > 0)
            return;
        put_yearly(maker, day, day.year);
    }
}

static void make_lunar(struct maker *maker)
{
    const struct date *date = &maker->due->date;
    int before = maker->whole.first.year - 1; /* its twelfth month may fall in the period */
    int first = date->year ? date->year : before < DATE_YEAR_MIN ? DATE_YEAR_MIN : before;
    int last = date->year ? date->year : maker->whole.last.year;
    int every = maker->due->every_months > 12 ? (int)maker->due->every_months / 12 : 1;
    for (int year = first; year <= last; year++) {
        struct date day = lunar_to_date(year, date->month, date->day);
        int base = base_year(maker);
        bool fits = every == 1 || (day.year > base && (day.year - base) % every == 0);
        if (date->year || (fits && period_has(maker->whole, day)))
            put_date(maker, day, date_none(), span_of(maker, day));
    }
}

/* A day of every n-th week, weeks from Monday to Sunday, the first being that of the first day. */
static void make_weeks(struct maker *maker, bool unknown)
{
    const struct due *due = maker->due;
    int32_t first = date_to_days(maker->whole.first), last = date_to_days(maker->whole.last);
    int32_t monday = first - date_weekday(maker->whole.first) + 1, step = (int32_t)due->every_weeks * 7;
    int32_t offset = step - 7 + (due->weekday ? due->weekday : 7) - 1;
    for (; monday + offset <= last; monday += step) {
        if (monday + offset < first)
            continue;
        struct date day = date_from_days(monday + offset);
        struct period span = { date_from_days(monday < first ? first : monday), date_from_days(monday + step - 1) };
        if (unknown)
            occurrence_new(maker)->span = span;
        else
            put_date(maker, day, date_none(), span);
    }
}

/* The end of each span, or, for several years, the year; `unknown` leaves the day out. */
static void make_spans(struct maker *maker, bool unknown)
{
    int every = (int)maker->due->every_months, first_year = base_year(maker);
    bool years = every > 12 && every % 12 == 0;
    if (every == 0 && maker->due->every_weeks) {
        make_weeks(maker, unknown);
        return;
    }
    if (every == 0) {
        occurrence_new(maker)->span = maker->whole;
        return;
    }
    for (int i = 1;; i++) {
        struct period span = { date_add_months(maker->whole.first, every * (i - 1)),
                               date_add_days(date_add_months(maker->whole.first, every * i), -1) };
        struct date due = span.last;
        if (years) {
            int year = first_year + every / 12 * i;
            due = (struct date){ (int16_t)year, 1, 1, DATE_YEAR };
            span.first = i > 1 ? date_of(year - every / 12 + 1, 1, 1) : maker->whole.first;
            span.last = date_of(year, 12, 31);
        }
        if (years ? due.year > maker->whole.last.year :
                    date_compare(due, maker->whole.last) > 0)
            return;
        if (unknown)
            occurrence_new(maker)->span = span;
        else
            put_date(maker, due, date_none(), span);
    }
}

static void make_relative(struct maker *maker, const struct anchor *anchors, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct anchor *anchor = &anchors[i];
        if (!anchor->known) {
            occurrence_new(maker)->span = anchor->span;
            continue;
        }
        int32_t from = maker->due->steps < 0 ? anchor->first_day : anchor->last_day;
        struct date start = maker->due->op == DATE_IN && maker->due->steps > 0 ?
                                date_from_days(from + 1) :
                                date_none();
        put_date(maker, date_from_days(from), start, anchor->span);
    }
    if (count == 0)
        occurrence_new(maker)->span = maker->whole;
}

struct occurrences calendar_occurrences(const struct due *due, struct period whole,
                                        const struct anchor *anchors, size_t anchor_count,
                                        const struct holidays *holidays, struct arena *arena)
{
    struct maker maker = { .due = due, .whole = whole, .holidays = holidays, .arena = arena };
    switch (due->base) {
    case DUE_UNKNOWN:
        make_spans(&maker, true);
        break;
    case DUE_DATE:
        put_date(&maker, due->date, due->start, whole);
        break;
    case DUE_YEARLY:
        make_yearly(&maker);
        break;
    case DUE_LUNAR:
        make_lunar(&maker);
        break;
    case DUE_SPAN_END:
        make_spans(&maker, false);
        break;
    case DUE_WEEKLY:
        make_weeks(&maker, false);
        break;
    case DUE_ISSUED:
    case DUE_ARRIVED:
    case DUE_PARENT:
    case DUE_EVENT:
        make_relative(&maker, anchors, anchor_count);
        break;
    }
    return maker.made;
}
