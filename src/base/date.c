/* SPDX-License-Identifier: Apache-2.0
 * The calendar and the forms computers write. What people write is read in date_text.c. */
#include "base/date.h"

#include "base/vitext.h"

/* --- calendar ------------------------------------------------------------------------------- */

enum { YEAR_MIN = DATE_YEAR_MIN - DATE_YEAR_SLACK, YEAR_MAX = DATE_YEAR_MAX + DATE_YEAR_SLACK };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    require(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && is_leap(year));
}

struct date date_none(void)
{
    return (struct date){ 0 };
}

static struct date date_make(int year, int month, int day, enum date_precision precision)
{
    return (struct date){ (int16_t)year, (int8_t)month, (int8_t)day, precision };
}

bool date_is_valid(struct date date)
{
    if (date.precision == DATE_NONE)
        return date.year == 0 && date.month == 0 && date.day == 0;
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    if (date.precision == DATE_YEARLY)
        return date.year == 0 && date.day <= date_month_days(2000, date.month);
    if (date.year < YEAR_MIN || date.year > YEAR_MAX ||
        date.day > date_month_days(date.year, date.month))
        return false;
    switch (date.precision) {
    case DATE_DAY:
        return true;
    case DATE_MONTH:
        return date.day == 1;
    case DATE_QUARTER:
        return date.day == 1 && date.month % 3 == 1;
    case DATE_YEAR:
        return date.day == 1 && date.month == 1;
    default:
        return false;
    }
}

struct date date_of(int year, int month, int day)
{
    require(year >= YEAR_MIN && year <= YEAR_MAX);
    require(day >= 1 && day <= date_month_days(year, month));
    return date_make(year, month, day, DATE_DAY);
}

bool date_is_none(struct date date)
{
    return date.precision == DATE_NONE;
}

struct date date_first_day(struct date date)
{
    require(date.precision != DATE_NONE && date.precision != DATE_YEARLY);
    date.precision = DATE_DAY;
    return date;
}

struct date date_last_day(struct date date)
{
    require(date.precision != DATE_NONE && date.precision != DATE_YEARLY);
    int month = date.month;
    if (date.precision == DATE_QUARTER)
        month += 2;
    if (date.precision == DATE_YEAR)
        month = 12;
    int day = date.precision == DATE_DAY ? date.day : date_month_days(date.year, month);
    return date_make(date.year, month, day, DATE_DAY);
}

struct date date_in_year(struct date date, int year)
{
    if (date.precision != DATE_YEARLY)
        return date;
    int most = date_month_days(year, date.month);
    return date_of(year, date.month, date.day < most ? date.day : most);
}

bool date_last_ok(struct date date, enum date_operator op, struct date *ret_day)
{
    if (date.precision == DATE_NONE || date.precision == DATE_YEARLY || op == DATE_FROM)
        return false;
    *ret_day = op == DATE_BEFORE ? date_add_days(date, -1) : date_last_day(date);
    return true;
}

int date_compare(struct date a, struct date b)
{
    int rank_a = a.precision == DATE_NONE ? 0 : a.precision == DATE_YEARLY ? 1 : 2;
    int rank_b = b.precision == DATE_NONE ? 0 : b.precision == DATE_YEARLY ? 1 : 2;
    if (rank_a != rank_b)
        return rank_a < rank_b ? -1 : 1;
    int key_a = a.year * 10000 + a.month * 100 + a.day,
        key_b = b.year * 10000 + b.month * 100 + b.day;
    if (key_a != key_b)
        return key_a < key_b ? -1 : 1;
    return a.precision < b.precision ? -1 : a.precision > b.precision;
}

bool date_equal(struct date a, struct date b)
{
    return date_compare(a, b) == 0;
}

/* --- arithmetic ----------------------------------------------------------------------------- */

/* Days by eras of 400 years, the year beginning in March (Hinnant, chrono-compatible algorithms).
 */
int32_t date_to_days(struct date date)
{
    require(date.precision != DATE_NONE && date.precision != DATE_YEARLY);
    int year = date.year - (date.month <= 2);
    int era = year / 400, of_era = year % 400;
    int of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct date date_from_days(int32_t days)
{
    int shifted = days + 719468;
    require(shifted > 0 && shifted < 1000000);
    int era = shifted / 146097, of_era = shifted % 146097;
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * of_year + 2) / 153;
    int day = of_year - (153 * shifted_month + 2) / 5 + 1;
    int month = shifted_month + (shifted_month < 10 ? 3 : -9);
    return date_of(era * 400 + year_of_era + (month <= 2), month, day);
}

struct date date_add_days(struct date date, int32_t days)
{
    return date_from_days(date_to_days(date) + days);
}

struct date date_add_months(struct date date, int months)
{
    struct date first = date_from_month_index(date_month_index(date) + months);
    int most = date_month_days(first.year, first.month);
    return date_of(first.year, first.month, date.day < most ? date.day : most);
}

int date_weekday(struct date date)
{
    int32_t days = date_to_days(date) + 3; /* 1970-01-01 was a Thursday */
    return (days % 7 + 7) % 7 + 1;
}

int date_quarter(struct date date)
{
    return (date.month - 1) / 3 + 1;
}

int date_month_index(struct date date)
{
    return date.year * 12 + date.month - 1;
}

struct date date_from_month_index(int index)
{
    return date_of(index / 12, index % 12 + 1, 1);
}

/* --- forms ---------------------------------------------------------------------------------- */

static const char *const operator_names[DATE_OPERATOR_MAX_] = {
    [DATE_ON] = "on", [DATE_BEFORE] = "before", [DATE_BY] = "by",
    [DATE_IN] = "in", [DATE_FROM] = "from",     [DATE_ABOUT] = "about",
};

const char *date_operator_name(enum date_operator op)
{
    return operator_names[op];
}

bool date_operator_from_name(const char *name, enum date_operator *ret_op)
{
    for (int op = 0; op < DATE_OPERATOR_MAX_; op++)
        if (strcmp(operator_names[op], name) == 0) {
            *ret_op = (enum date_operator)op;
            return true;
        }
    return false;
}

void date_to_storage(struct date date, char ret_text[DATE_TEXT_SIZE])
{
    static const char *const suffixes[DATE_PRECISION_MAX_] = {
        [DATE_NONE] = "",      [DATE_DAY] = "",    [DATE_MONTH] = "~m",
        [DATE_QUARTER] = "~q", [DATE_YEAR] = "~y", [DATE_YEARLY] = "",
    };
    require(date_is_valid(date));
    if (date.precision == DATE_NONE)
        ret_text[0] = '\0';
    else if (date.precision == DATE_YEARLY)
        snprintf(ret_text, DATE_TEXT_SIZE, "--%02d-%02d", date.month, date.day);
    else
        snprintf(ret_text, DATE_TEXT_SIZE, "%04d-%02d-%02d%s", date.year, date.month, date.day,
                 suffixes[date.precision]);
}

/* `count` digits at `at` as a number, or -1. */
static int digits_at(const char *at, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        value = value * 10 + at[i] - '0';
    }
    return value;
}

bool date_from_storage(const char *text, struct date *ret_date)
{
    size_t len = strlen(text);
    struct date date;
    if (len == 0) {
        *ret_date = date_none();
        return true;
    }
    if (len == 7 && strncmp(text, "--", 2) == 0 && text[4] == '-') {
        date = date_make(0, digits_at(text + 2, 2), digits_at(text + 5, 2), DATE_YEARLY);
    } else if ((len == 10 || len == 12) && text[4] == '-' && text[7] == '-') {
        enum date_precision precision = len == 10                      ? DATE_DAY
                                        : strcmp(text + 10, "~m") == 0 ? DATE_MONTH
                                        : strcmp(text + 10, "~q") == 0 ? DATE_QUARTER
                                        : strcmp(text + 10, "~y") == 0 ? DATE_YEAR
                                                                       : DATE_NONE;
        date = date_make(digits_at(text, 4), digits_at(text + 5, 2), digits_at(text + 8, 2),
                         precision);
    } else {
        return false;
    }
    if (date.precision == DATE_NONE || !date_is_valid(date))
        return false;
    *ret_date = date;
    return true;
}

void date_to_external(struct date date, char ret_text[DATE_TEXT_SIZE])
{
    require(date_is_valid(date));
    switch (date.precision) {
    case DATE_MONTH:
        snprintf(ret_text, DATE_TEXT_SIZE, "%04d-%02d", date.year, date.month);
        break;
    case DATE_QUARTER:
        snprintf(ret_text, DATE_TEXT_SIZE, "%04d-Q%d", date.year, date_quarter(date));
        break;
    case DATE_YEAR:
        snprintf(ret_text, DATE_TEXT_SIZE, "%04d", date.year);
        break;
    default:
        date_to_storage(date, ret_text);
    }
}

enum err_code date_from_excel(int64_t serial, bool is_1904, struct date *ret_date, struct err *err)
{
    /* 1899-12-30 for all days behind the 29/2/1900 that the 1900 count wrongly has. */
    static const int32_t start_1900 = -25569, start_1904 = -24107;
    bool known = serial >= (is_1904 ? 0 : 1) && serial < 150000 && (is_1904 || serial != 60);
    int32_t days = (known ? (int32_t)serial : 1) + (is_1904 ? start_1904 : start_1900);
    if (!is_1904 && serial < 60)
        days++;
    if (!known || date_from_days(days).year > DATE_YEAR_MAX)
        return err_set(err, ERR_INPUT, MSG_DATE_SERIAL, err_int(serial));
    *ret_date = date_from_days(days);
    return ERR_OK;
}

/* --- for people ----------------------------------------------------------------------------- */

static const char *const roman[] = { "", "I", "II", "III", "IV" };

/* Annex I of decree 30/2020: a zero before days below 10 and before the months 1 and 2. */
static const char *day_text(int day)
{
    static _Thread_local char text[12];
    snprintf(text, sizeof(text), "%02d", day);
    return text;
}
static const char *month_text(int month)
{
    static _Thread_local char text[12];
    snprintf(text, sizeof(text), month <= 2 ? "%02d" : "%d", month);
    return text;
}

void date_to_document(struct date date, char ret_text[DATE_TEXT_SIZE])
{
    require(date_is_valid(date));
    switch (date.precision) {
    case DATE_DAY:
        snprintf(ret_text, DATE_TEXT_SIZE, "ngày %s tháng %s năm %d", day_text(date.day),
                 month_text(date.month), date.year);
        break;
    case DATE_MONTH:
        snprintf(ret_text, DATE_TEXT_SIZE, "tháng %s năm %d", month_text(date.month), date.year);
        break;
    case DATE_QUARTER:
        snprintf(ret_text, DATE_TEXT_SIZE, "quý %s năm %d", roman[date_quarter(date)], date.year);
        break;
    case DATE_YEAR:
        snprintf(ret_text, DATE_TEXT_SIZE, "năm %d", date.year);
        break;
    case DATE_YEARLY:
        snprintf(ret_text, DATE_TEXT_SIZE, "ngày %s tháng %s hằng năm", day_text(date.day),
                 month_text(date.month));
        break;
    default:
        ret_text[0] = '\0';
    }
}

void date_to_table(struct date date, char ret_text[DATE_TEXT_SIZE])
{
    require(date_is_valid(date));
    switch (date.precision) {
    case DATE_DAY:
        snprintf(ret_text, DATE_TEXT_SIZE, "%s/%s/%d", day_text(date.day), month_text(date.month),
                 date.year);
        break;
    case DATE_MONTH:
        snprintf(ret_text, DATE_TEXT_SIZE, "tháng %s/%d", month_text(date.month), date.year);
        break;
    case DATE_QUARTER:
        snprintf(ret_text, DATE_TEXT_SIZE, "quý %s/%d", roman[date_quarter(date)], date.year);
        break;
    case DATE_YEAR:
        snprintf(ret_text, DATE_TEXT_SIZE, "%d", date.year);
        break;
    case DATE_YEARLY:
        snprintf(ret_text, DATE_TEXT_SIZE, "%s/%s", day_text(date.day), month_text(date.month));
        break;
    default:
        ret_text[0] = '\0';
    }
}

void date_to_deadline(struct date date, enum date_operator op, char ret_text[DATE_TEXT_SIZE])
{
    static const char *const words[DATE_OPERATOR_MAX_] = {
        [DATE_ON] = "",       [DATE_BEFORE] = "trước ", [DATE_BY] = "chậm nhất ",
        [DATE_IN] = "trong ", [DATE_FROM] = "từ ",      [DATE_ABOUT] = "khoảng ",
    };
    char text[DATE_TEXT_SIZE];
    date_to_table(date, text);
    snprintf(ret_text, DATE_TEXT_SIZE, "%s%.40s%s", text[0] ? words[op] : "", text,
             date.precision == DATE_YEARLY ? " hằng năm" : "");
}

void date_to_deadline_english(struct date date, enum date_operator op, char ret_text[DATE_TEXT_SIZE])
{
    static const char *const words[DATE_OPERATOR_MAX_] = {
        [DATE_ON] = "",   [DATE_BEFORE] = "before ", [DATE_BY] = "by ",
        [DATE_IN] = "in ", [DATE_FROM] = "from ",     [DATE_ABOUT] = "about ",
    };
    char text[DATE_TEXT_SIZE];
    date_to_table(date, text);
    if (date.precision == DATE_MONTH)
        snprintf(text, sizeof(text), "%s/%d", month_text(date.month), date.year);
    else if (date.precision == DATE_QUARTER)
        snprintf(text, sizeof(text), "Q%d %d", date_quarter(date), date.year);
    snprintf(ret_text, DATE_TEXT_SIZE, "%s%.40s%s", text[0] ? words[op] : "", text,
             date.precision == DATE_YEARLY ? " every year" : "");
}

/* --- periods -------------------------------------------------------------------------------- */

struct period period_of(struct date date)
{
    return (struct period){ date_first_day(date), date_last_day(date) };
}

bool period_has(struct period period, struct date day)
{
    int32_t days = date_to_days(day);
    return date_to_days(period.first) <= days && days <= date_to_days(period.last);
}

/* One side of a period: "2020", "2020h1", "2020-q3", "2020-09", "2020-09-15" (lower case). */
static bool period_side(const char *text, struct period *ret_period)
{
    int year = digits_at(text, strnlen(text, 4) == 4 ? 4 : 0);
    const char *rest = text + (strlen(text) >= 4 ? 4 : 0);
    if (rest == text || year < DATE_YEAR_MIN || year > DATE_YEAR_MAX)
        return false;
    const char *part = rest + (*rest == '-');
    size_t len = strlen(part);
    struct date date;
    if (*rest == '\0') {
        date = date_make(year, 1, 1, DATE_YEAR);
    } else if (len == 2 && part[0] == 'h' && (part[1] == '1' || part[1] == '2')) {
        int month = part[1] == '1' ? 1 : 7;
        *ret_period = (struct period){ date_of(year, month, 1),
                                       date_of(year, month + 5, month == 1 ? 30 : 31) };
        return true;
    } else if (len == 2 && part[0] == 'q') {
        date = date_make(year, 1 + 3 * (part[1] - '1'), 1, DATE_QUARTER);
    } else if (len == 2 && part > rest) {
        date = date_make(year, digits_at(part, 2), 1, DATE_MONTH);
    } else if (len != 5 || part == rest || !date_from_storage(text, &date)) {
        return false;
    }
    if (!date_is_valid(date))
        return false;
    *ret_period = period_of(date);
    return true;
}

enum err_code period_parse(const char *text, struct period *ret_period, struct err *err)
{
    char form[DATE_TEXT_SIZE];
    size_t len = 0;
    for (const char *c = text; *c; c++) {
        if (*c == ' ')
            continue;
        if (len + 1 == sizeof(form))
            return err_set(err, ERR_INPUT, MSG_PERIOD_FORM, text);
        form[len++] = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    }
    form[len] = '\0';
    struct period from, to;
    char *dots = strstr(form, "..");
    if (dots)
        *dots = '\0';
    if (!period_side(form, &from) || !period_side(dots ? dots + 2 : form, &to))
        return err_set(err, ERR_INPUT, MSG_PERIOD_FORM, text);
    if (date_compare(from.first, to.last) > 0)
        return err_set(err, ERR_INPUT, MSG_PERIOD_ORDER, text);
    *ret_period = (struct period){ from.first, to.last };
    return ERR_OK;
}

/* What a period is, where it is something with a name. */
enum period_shape {
    PERIOD_DAYS,
    PERIOD_DAY,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF,
    PERIOD_YEARS
};

static enum period_shape period_shape(struct period period)
{
    require(period.first.precision == DATE_DAY && period.last.precision == DATE_DAY);
    if (date_equal(period.first, period.last))
        return PERIOD_DAY;
    int months = date_month_index(period.last) - date_month_index(period.first) + 1;
    int month = period.first.month;
    if (period.first.day != 1 ||
        period.last.day != date_month_days(period.last.year, period.last.month))
        return PERIOD_DAYS;
    if (months % 12 == 0 && month == 1)
        return PERIOD_YEARS;
    if (months == 6 && month % 6 == 1)
        return PERIOD_HALF;
    if (months == 3 && month % 3 == 1)
        return PERIOD_QUARTER;
    return months == 1 ? PERIOD_MONTH : PERIOD_DAYS;
}

void period_to_text(struct period period, char ret_text[DATE_TEXT_SIZE])
{
    int year = period.first.year, month = period.first.month;
    char last[DATE_TEXT_SIZE];
    switch (period_shape(period)) {
    case PERIOD_YEARS:
        if (period.last.year != year)
            snprintf(ret_text, DATE_TEXT_SIZE, "%d..%d", year, period.last.year);
        else
            snprintf(ret_text, DATE_TEXT_SIZE, "%d", year);
        break;
    case PERIOD_HALF:
        snprintf(ret_text, DATE_TEXT_SIZE, "%dH%d", year, month / 6 + 1);
        break;
    case PERIOD_QUARTER:
        snprintf(ret_text, DATE_TEXT_SIZE, "%dQ%d", year, date_quarter(period.first));
        break;
    case PERIOD_MONTH:
        snprintf(ret_text, DATE_TEXT_SIZE, "%d-%02d", year, month);
        break;
    case PERIOD_DAY:
        date_to_storage(period.first, ret_text);
        break;
    case PERIOD_DAYS:
        date_to_storage(period.last, last);
        snprintf(ret_text, DATE_TEXT_SIZE, "%04d-%02d-%02d..%.10s", year, month, period.first.day,
                 last);
        break;
    }
}

void period_to_document(struct period period, char ret_text[DATE_TEXT_SIZE])
{
    int year = period.first.year;
    struct date first = period.first;
    char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
    switch (period_shape(period)) {
    case PERIOD_YEARS:
        if (period.last.year != year)
            snprintf(ret_text, DATE_TEXT_SIZE, "giai đoạn %d - %d", year, period.last.year);
        else
            snprintf(ret_text, DATE_TEXT_SIZE, "năm %d", year);
        break;
    case PERIOD_HALF:
        snprintf(ret_text, DATE_TEXT_SIZE, "6 tháng %s năm %d", first.month == 1 ? "đầu" : "cuối",
                 year);
        break;
    case PERIOD_QUARTER:
        first.precision = DATE_QUARTER;
        date_to_document(first, ret_text);
        break;
    case PERIOD_MONTH:
        first.precision = DATE_MONTH;
        date_to_document(first, ret_text);
        break;
    case PERIOD_DAY:
        date_to_document(first, ret_text);
        break;
    case PERIOD_DAYS:
        date_to_table(first, from);
        date_to_table(period.last, to);
        snprintf(ret_text, DATE_TEXT_SIZE, "từ %.20s đến %.20s", from, to);
        break;
    }
}

bool date_storage_first_day(const char *text, int64_t *ret_day)
{
    struct date date;
    if (!date_from_storage(text, &date) || date.precision == DATE_YEARLY)
        return false;
    *ret_day = date_to_days(date_first_day(date));
    return true;
}

bool date_storage_month(const char *text, int64_t *ret_month)
{
    struct date date;
    if (!date_from_storage(text, &date) || date.precision == DATE_YEARLY)
        return false;
    *ret_month = date_month_index(date);
    return true;
}
