/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_value.h"

#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

unsigned xlsx_builtin_shows(unsigned id)
{
    if (id == 22)
        return XLSX_SHOWS_DATE | XLSX_SHOWS_TIME;
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
        return XLSX_SHOWS_TIME;
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return XLSX_SHOWS_DATE;
    return 0;
}

/* Past a quoted, escaped or bracketed stretch of a format code; elapsed time in brackets counts. */
static const char *skip_literal(const char *at, bool *ret_time)
{
    if (*at == '"') {
        const char *end = strchr(at + 1, '"');
        return end ? end + 1 : at + strlen(at);
    }
    if (*at == '[') {
        const char *end = strchr(at, ']');
        if (!end)
            return at + strlen(at);
        size_t same = strspn(at + 1, "hHmMsS");
        *ret_time = *ret_time || at + 1 + same == end;
        return end + 1;
    }
    return at[1] ? at + 2 : at + 1; /* \x _x *x */
}

unsigned xlsx_format_shows(const char *code)
{
    bool has_day = false, has_month = false, has_time = false;
    if (strncasecmp(code, "General", 7) == 0)
        return 0;
    while (*code && *code != ';') {
        if (strchr("\"[\\_*", *code)) {
            code = skip_literal(code, &has_time);
            continue;
        }
        has_day = has_day || strchr("dDyY", *code);
        has_month = has_month || strchr("mM", *code);
        has_time = has_time || strchr("hHsS", *code);
        code++;
    }
    unsigned shows = has_time ? XLSX_SHOWS_TIME : 0;
    if (has_day || (has_month && !has_time))
        shows |= XLSX_SHOWS_DATE;
    return shows;
}

/* --- numbers --------------------------------------------------------------------------------- */

static bool is_whole(const char *text)
{
    text += *text == '-';
    size_t digits = strspn(text, "0123456789");
    return digits && digits < 300 && text[digits] == '\0' && (text[0] != '0' || digits == 1);
}

/* "-1.25e+03" as printed by %.*e → "-1250". */
static void put_positional(const char *printed, char to[XLSX_NUMBER_SIZE])
{
    char digits[32];
    size_t count = 0, used = 0;
    if (*printed == '-')
        to[used++] = *printed++;
    for (; *printed && *printed != 'e'; printed++)
        if (*printed >= '0' && *printed <= '9')
            digits[count++] = *printed;
    long point = strtol(printed + 1, NULL, 10) + 1; /* digits before the point */
    while (count > 1 && digits[count - 1] == '0')
        count--;
    if (point <= 0) {
        to[used++] = '0';
        to[used++] = '.';
        for (long i = point; i < 0; i++)
            to[used++] = '0';
    }
    for (size_t i = 0; i < count || (long)i < point; i++) {
        if (point > 0 && (long)i == point)
            to[used++] = '.';
        to[used++] = i < count ? digits[i] : '0';
    }
    to[used] = '\0';
}

bool xlsx_number_text(const char *text, char to[XLSX_NUMBER_SIZE])
{
    if (is_whole(text) && strcmp(text, "-0") != 0) {
        memcpy(to, text, strlen(text) + 1);
        return true;
    }
    if (!*text || text[strspn(text, "0123456789+-.eE")])
        return false;
    char *end;
    double value = strtod(text, &end);
    if (*end || !isfinite(value))
        return false;
    char printed[40];
    int precision = 14;
    do
        snprintf(printed, sizeof(printed), "%.*e", precision++, value);
    while (precision <= 16 && strtod(printed, NULL) != value);
    if (value == 0)
        memcpy(to, "0", 2);
    else
        put_positional(printed, to);
    return true;
}

/* --- dates ----------------------------------------------------------------------------------- */

enum { EPOCH_1900 = 25569, SERIAL_LEAP_BUG = 60, SERIAL_MAX = 150000 };

bool xlsx_date_text(const char *number, unsigned shows, bool is_1904, char to[XLSX_DATE_SIZE])
{
    double serial = strtod(number, NULL);
    if (!(serial >= 0 && serial < SERIAL_MAX))
        return false;
    int64_t day = (int64_t)serial;
    int64_t seconds = llround((serial - (double)day) * 86400);
    if (seconds == 86400) {
        seconds = 0;
        day++;
    }
    int hour = (int)(seconds / 3600), minute = (int)(seconds / 60 % 60),
        second = (int)(seconds % 60);
    if (day == 0 && (shows == XLSX_SHOWS_TIME || (!is_1904 && (shows & XLSX_SHOWS_TIME)))) {
        snprintf(to, XLSX_DATE_SIZE, "%02d:%02d:%02d", hour, minute, second);
        return true;
    }
    struct date date;
    struct err not_told; /* what is no day is shown as the number it is */
    if (date_from_excel(day, is_1904, &date, &not_told) != ERR_OK)
        return false;
    int len = snprintf(to, XLSX_DATE_SIZE, "%04d-%02d-%02d", date.year, date.month, date.day);
    if ((shows & XLSX_SHOWS_TIME) && seconds)
        snprintf(to + len, (size_t)(XLSX_DATE_SIZE - len), "T%02d:%02d:%02d", hour, minute, second);
    return true;
}

bool xlsx_date_serial(const char *day, char to[XLSX_DATE_SIZE])
{
    static const char shape[] = "dddd-dd-dd";
    if (strlen(day) != sizeof(shape) - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '-' ? day[i] != '-' : day[i] < '0' || day[i] > '9')
            return false;
    int year = (int)strtol(day, NULL, 10), month = (int)strtol(day + 5, NULL, 10);
    int of_month = (int)strtol(day + 8, NULL, 10);
    if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX || month < 1 || month > 12 || of_month < 1 ||
        of_month > date_month_days(year, month))
        return false;
    int32_t serial = date_to_days(date_of(year, month, of_month)) + EPOCH_1900;
    snprintf(to, XLSX_DATE_SIZE, "%d", serial);
    return serial > SERIAL_LEAP_BUG;
}
