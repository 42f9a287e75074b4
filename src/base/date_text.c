/* SPDX-License-Identifier: Apache-2.0
 * Reading dates as people write them (date.h). The text is folded first (no marks, no case), then
 * words of an operator are taken off its ends, then one of a few forms must match what is left. */
#include "base/date.h"

#include "base/vitext.h"

enum { INPUT_MAX = 160 };

/* --- operators ------------------------------------------------------------------------------ */

/* Folded, the longer before its own beginning. Several may follow each other ("chậm nhất trong quý
 * III": the first one that says something counts). */
static const struct {
    const char *words;
    enum date_operator op;
} leads[] = {
    { "cham nhat", DATE_BY }, { "muon nhat", DATE_BY },    { "khong qua", DATE_BY },
    { "den het", DATE_BY },   { "het", DATE_BY },          { "han cuoi", DATE_BY },
    { "cuoi", DATE_BY },
    { "den", DATE_BY },       { "truoc", DATE_BEFORE },    { "trong", DATE_IN },
    { "ke tu", DATE_FROM },   { "bat dau tu", DATE_FROM }, { "tu", DATE_FROM },
    { "khoang", DATE_ABOUT }, { "du kien", DATE_ABOUT },   { "vao khoang", DATE_ABOUT },
    { "vao", DATE_IN },       { "la", DATE_ON },
};

/* Takes the word off the front of *at, which must end there. */
static bool take(const char **at, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(*at, word, len) != 0 || ((*at)[len] >= 'a' && (*at)[len] <= 'z'))
        return false;
    *at += len;
    *at += strspn(*at, " ");
    return true;
}

enum date_operator date_take_operator(const char **at)
{
    enum date_operator op = DATE_ON;
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < COUNT(leads) && !found; i++)
            if (take(at, leads[i].words)) {
                found = true;
                if (op == DATE_ON || (op == DATE_IN && leads[i].op == DATE_ABOUT))
                    op = leads[i].op;
            }
    }
    return op;
}

/* Cuts "hằng năm" (every year) off the end. */
static bool cut_yearly(char *text)
{
    static const char *const ends[] = { "hang nam", "moi nam", "cac nam" };
    size_t len = strlen(text);
    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t end_len = strlen(ends[i]);
        if (len <= end_len || strcmp(text + len - end_len, ends[i]) != 0)
            continue;
        len -= end_len;
        while (len > 0 && strchr(" ,-(", text[len - 1]))
            len--;
        text[len] = '\0';
        return true;
    }
    return false;
}

/* --- forms ---------------------------------------------------------------------------------- */

/* What was read, before it is known to exist. Missing parts are -1. */
struct parts {
    int year, month, day, quarter;
    int year_digits;
};

/* Up to 4 digits at *at; -1 when there is none or more. */
static int take_number(const char **at, int *ret_digits)
{
    int value = 0, digits = 0;
    while (**at >= '0' && **at <= '9') {
        if (digits++ < 5)
            value = value * 10 + **at - '0';
        ++*at;
    }
    *ret_digits = digits;
    return digits >= 1 && digits <= 4 ? value : -1;
}

static bool take_separator(const char **at)
{
    const char *c = *at + strspn(*at, " ");
    if (*c != '/' && *c != '-' && *c != '.')
        return false;
    c++;
    *at = c + strspn(c, " ");
    return true;
}

static int take_quarter(const char **at)
{
    static const char *const names[] = { "iv", "iii", "ii", "i", "1", "2", "3", "4" };
    static const int values[] = { 4, 3, 2, 1, 1, 2, 3, 4 };
    for (size_t i = 0; i < COUNT(names); i++)
        if (take(at, names[i]))
            return values[i];
    while ((**at >= 'a' && **at <= 'z') || (**at >= '0' && **at <= '9'))
        ++*at;
    return 0;
}

/* "/2017", "-2017", "năm 2017" or nothing; false when something else follows. */
static bool take_year(const char **at, struct parts *parts)
{
    take_separator(at);
    *at += strspn(*at, " ");
    if (**at == '\0')
        return true;
    take(at, "nam");
    parts->year = take_number(at, &parts->year_digits);
    return parts->year >= 0;
}

/* Numbers with separators: d/m/y, y-m-d, m/y, d/m. */
static bool read_numbers(const char **at, bool is_day, bool is_month, struct parts *parts)
{
    int numbers[3], digits[3], count = 0;
    do {
        numbers[count] = take_number(at, &digits[count]);
        if (numbers[count] < 0)
            return false;
        count++;
    } while (count < 3 && take_separator(at));
    bool year_first = digits[0] > 2, year_last = digits[count - 1] > 2;
    int year = year_first ? 0 : count - 1;
    for (int i = 0; i < count; i++)
        if (digits[i] > 2 && (i != year || digits[i] == 3))
            return false;
    if (count == 3) {
        parts->day = numbers[2 - year];
        parts->month = numbers[1];
    } else if (count == 2 && (year_first || year_last || is_month)) {
        parts->month = numbers[1 - year];
    } else if (count == 2) {
        parts->day = numbers[0];
        parts->month = numbers[1];
        return take_year(at, parts); /* "12/5 năm 2017" */
    } else if (is_month || is_day || !year_first) {
        return false;
    }
    parts->year = numbers[year];
    parts->year_digits = digits[year];
    return !(is_month && count == 3) && !(is_day && parts->day < 0);
}

/* A month by its number, or as spreadsheets write it: "Tháng Ba". "Tháng Năm 1960" is May. */
static int take_month(const char **at)
{
    static const struct {
        const char *word;
        int month;
    } rows[] = { { "muoi hai", 12 }, { "muoi mot", 11 }, { "muoi", 10 }, { "chin", 9 }, { "tam", 8 }, { "bay", 7 }, { "sau", 6 },
                 { "nam", 5 },       { "tu", 4 },        { "bon", 4 },   { "ba", 3 },   { "hai", 2 }, { "mot", 1 } };
    int digits;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (take(at, rows[i].word))
            return rows[i].month;
    return take_number(at, &digits);
}

/* "[ngày] D tháng M [năm Y]", "5-Thg3-1960", "tháng M [năm Y]": the words tell what each number is. */
static bool read_words(const char **at, bool is_month, struct parts *parts)
{
    int digits;
    const char *c = *at;
    if (!is_month) {
        parts->day = take_number(&c, &digits);
        c += strspn(c, " ");
        take_separator(&c);
        if (parts->day < 0 || !(take(&c, "thang") || take(&c, "thg")))
            return false;
    }
    parts->month = take_month(&c);
    if (parts->month < 0)
        return false;
    *at = c;
    return take_year(at, parts);
}

static bool read_form(const char *text, struct parts *parts)
{
    static const struct parts nothing = { -1, -1, -1, -1, 0 };
    const char *at = text;
    *parts = nothing;
    if (take(&at, "quy") || (at[0] == 'q' && strchr("1234iv", at[1]) && at[1] && at++)) {
        parts->quarter = take_quarter(&at);
        return take_year(&at, parts) && *at == '\0';
    }
    if (take(&at, "nam")) {
        parts->year = take_number(&at, &parts->year_digits);
        return parts->year >= 0 && *at == '\0';
    }
    bool is_day = take(&at, "ngay");
    is_day = take(&at, "mung") || take(&at, "mong") || is_day; /* "mùng 5": one of the first ten */
    bool is_month = take(&at, "thang") || take(&at, "thg") || (at[0] == 't' && at[1] >= '0' && at[1] <= '9' && at++);
    const char *start = at;
    if (strstr(at, "thang") || strstr(at, "thg") || strstr(at, "nam") || is_month) {
        if (read_words(&at, is_month, parts) && *at == '\0')
            return true;
        *parts = nothing;
        at = start;
    }
    if (read_numbers(&at, is_day, is_month, parts) && *at == '\0')
        return true;
    /* 2017-Q3 */
    *parts = nothing;
    at = start;
    parts->year = take_number(&at, &parts->year_digits);
    if (parts->year_digits != 4)
        return false;
    take_separator(&at);
    if (*at++ != 'q')
        return false;
    parts->quarter = take_quarter(&at);
    return *at == '\0';
}

/* --- what was read, as a date --------------------------------------------------------------- */

static enum err_code parts_check(const struct parts *parts, const char *text, struct err *err)
{
    if (parts->year >= 0 && parts->year_digits != 4)
        return err_set(err, ERR_INPUT, MSG_DATE_SHORT_YEAR, text);
    if (parts->year >= 0 && (parts->year < DATE_YEAR_MIN || parts->year > DATE_YEAR_MAX))
        return err_set(err, ERR_INPUT, MSG_DATE_YEAR_RANGE, text, err_int(DATE_YEAR_MIN),
                       err_int(DATE_YEAR_MAX));
    if (parts->quarter == 0)
        return err_set(err, ERR_INPUT, MSG_DATE_QUARTER, text);
    if (parts->quarter < 0 && (parts->month == 0 || parts->month > 12)) {
        if (parts->year < 0 && parts->month > 12)
            return err_set(err, ERR_INPUT, MSG_DATE_SHORT_YEAR, text);
        return err_set(err, ERR_INPUT, MSG_DATE_MONTH, text, err_int(parts->month));
    }
    if (parts->day < 0)
        return ERR_OK;
    int most = date_month_days(parts->year < 0 ? 2000 : parts->year, parts->month);
    if (parts->day >= 1 && parts->day <= most)
        return ERR_OK;
    if (parts->day == 0)
        return err_set(err, ERR_INPUT, MSG_DATE_FORM, text);
    if (parts->year < 0)
        return err_set(err, ERR_INPUT, MSG_DATE_NO_SUCH_DAY_YEARLY, text, err_int(parts->month),
                       err_int(most));
    return err_set(err, ERR_INPUT, MSG_DATE_NO_SUCH_DAY, text, err_int(parts->month),
                   err_int(parts->year), err_int(most));
}

static struct date parts_date(const struct parts *parts)
{
    struct date date = {
        .year = (int16_t)parts->year, .month = 1, .day = 1, .precision = DATE_YEAR
    };
    if (parts->quarter > 0) {
        date.month = (int8_t)(parts->quarter * 3 - 2);
        date.precision = DATE_QUARTER;
    } else if (parts->day > 0) {
        date.year = (int16_t)(parts->year < 0 ? 0 : parts->year);
        date.month = (int8_t)parts->month;
        date.day = (int8_t)parts->day;
        date.precision = parts->year < 0 ? DATE_YEARLY : DATE_DAY;
    } else if (parts->month > 0) {
        date.month = (int8_t)parts->month;
        date.precision = DATE_MONTH;
    }
    return date;
}

enum err_code date_parse(const char *text, struct date *ret_date, enum date_operator *ret_op,
                         struct err *err)
{
    char form[INPUT_MAX];
    if (!text_fold_into(form, sizeof(form), text, "/-."))
        return err_set(err, ERR_INPUT, MSG_DATE_FORM, text);
    size_t len = strlen(form);
    while (len > 0 && strchr(" .-", form[len - 1]))
        form[--len] = '\0';
    bool yearly = cut_yearly(form);
    const char *at = form;
    enum date_operator op = date_take_operator(&at);
    struct parts parts;
    bool yearly_iso = strncmp(at, "--", 2) == 0;
    if (yearly_iso) {
        struct date date;
        if (!date_from_storage(at, &date))
            return err_set(err, ERR_INPUT, MSG_DATE_FORM, text);
        *ret_date = date;
        *ret_op = op;
        return ERR_OK;
    }
    if (!read_form(at, &parts))
        return err_set(err, ERR_INPUT, MSG_DATE_FORM, text);
    TRY(parts_check(&parts, text, err));
    bool has_day = parts.day > 0;
    if (yearly ? !has_day || parts.year >= 0 : parts.year < 0 && !has_day)
        return err_set(err, ERR_INPUT, yearly ? MSG_DATE_YEARLY : MSG_DATE_FORM, text);
    *ret_date = parts_date(&parts);
    *ret_op = op;
    return ERR_OK;
}

/* "2017-08-15 00:00:00", "2017-08-15T00:00:00.000Z" → "2017-08-15"; anything else as it is. */
static const char *cut_midnight(const char *text, char cut[11])
{
    const char *c = text + strspn(text, " ");
    size_t day_len = strspn(c, "0123456789-");
    if (day_len != 10 || (c[10] != ' ' && c[10] != 'T'))
        return text;
    const char *time = c + 11;
    size_t time_len = strspn(time, "0:.");
    if (time_len < 5 || strncmp(time, "00:00", 5) != 0 ||
        strcmp(time + time_len + (time[time_len] == 'Z'), ""))
        return text;
    memcpy(cut, c, 10);
    cut[10] = '\0';
    return cut;
}

enum err_code date_from_external(const char *text, struct date *ret_date, struct err *err)
{
    char cut[11];
    enum date_operator op;
    struct date date;
    if (text_is_blank(text)) {
        *ret_date = date_none();
        return ERR_OK;
    }
    TRY(date_parse(cut_midnight(text, cut), &date, &op, err));
    if (op != DATE_ON)
        return err_set(err, ERR_INPUT, MSG_DATE_OPERATOR, text);
    *ret_date = date;
    return ERR_OK;
}
