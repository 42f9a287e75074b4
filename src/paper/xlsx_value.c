/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_value.h"

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

/* The civil date of a number of days since 1970-01-01 (proleptic Gregorian). */
static void civil_from_days(int64_t days, int64_t *ret_year, int *ret_month, int *ret_day)
{
    days += 719468; /* since 0000-03-01 */
    int64_t era = days / 146097, in_era = days % 146097;
    int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;
    *ret_day = (int)(in_year - (153 * month + 2) / 5 + 1);
    *ret_month = (int)(month < 10 ? month + 3 : month - 9);
    *ret_year = year + era * 400 + (*ret_month <= 2);
}

/* Days from 1970-01-01 back to day 0 of either calendar. */
enum { EPOCH_1900 = 25569, EPOCH_1904 = 24107, SERIAL_LEAP_BUG = 60, SERIAL_MAX = 2958465 };

bool xlsx_date_text(const char *number, unsigned shows, bool is_1904, char to[XLSX_DATE_SIZE])
{
    double serial = strtod(number, NULL);
    if (!(serial >= 0 && serial < SERIAL_MAX + 1.0))
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
    if (!is_1904 && (day == 0 || day == SERIAL_LEAP_BUG))
        return false;
    int64_t epoch = is_1904 ? EPOCH_1904 : day < SERIAL_LEAP_BUG ? EPOCH_1900 - 1 : EPOCH_1900;
    int64_t year = 0;
    int month = 0, of_month = 0;
    civil_from_days(day - epoch, &year, &month, &of_month);
    if (year > 9999)
        return false;
    int len = snprintf(to, XLSX_DATE_SIZE, "%04d-%02d-%02d", (int)year, month, of_month);
    if ((shows & XLSX_SHOWS_TIME) && seconds)
        snprintf(to + len, (size_t)(XLSX_DATE_SIZE - len), "T%02d:%02d:%02d", hour, minute, second);
    return true;
}

static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = year / 400, in_era = year % 400;
    int64_t in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

bool xlsx_date_serial(const char *day, char to[XLSX_DATE_SIZE])
{
    static const char shape[] = "dddd-dd-dd";
    char again[XLSX_DATE_SIZE];
    if (strlen(day) != sizeof(shape) - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == '-' ? day[i] != '-' : day[i] < '0' || day[i] > '9')
            return false;
    int month = (int)strtol(day + 5, NULL, 10), of_month = (int)strtol(day + 8, NULL, 10);
    int64_t serial = days_from_civil(strtol(day, NULL, 10), month, of_month) + EPOCH_1900;
    if (month < 1 || month > 12 || serial <= SERIAL_LEAP_BUG)
        return false;
    snprintf(to, XLSX_DATE_SIZE, "%lld", (long long)serial);
    return xlsx_date_text(to, XLSX_SHOWS_DATE, false, again) && strcmp(again, day) == 0;
}
