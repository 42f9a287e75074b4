/* SPDX-License-Identifier: Apache-2.0
 * Dates as lists have them: numbers of days, times behind them, years made numbers, days that stand for
 * nothing, months before days. What is read otherwise than it stands is told. */
#include "service/import/import_parts.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/vitext.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { EXCEL_DAY_MIN = 3653, EXCEL_DAY_MAX = 73050 }; /* 1910 … 2099 */
enum { MONTH_FIRST_MIN = 2, JANUARY_MIN = 2, JANUARY_SHARE = 5 /* of one in so many */ };

/* --- what a column has in common -------------------------------------------------------------------------- */

/* "12/25/1980" → 12, 25, "1980"; false where the text is none of three numbers. */
static bool three_numbers(const char *text, int *ret_first, int *ret_second, const char **ret_year)
{
    size_t first = strspn(text, "0123456789");
    if (first < 1 || first > 2 || !strchr("/-.", text[first]) || !text[first])
        return false;
    const char *second = text + first + 1;
    size_t len = strspn(second, "0123456789");
    if (len < 1 || len > 2 || !second[len] || !strchr("/-.", second[len]))
        return false;
    const char *year = second + len + 1;
    if (strspn(year, "0123456789") != 4)
        return false;
    *ret_first = first == 2 ? (text[0] - '0') * 10 + text[1] - '0' : text[0] - '0';
    *ret_second = len == 2 ? (second[0] - '0') * 10 + second[1] - '0' : second[0] - '0';
    *ret_year = year;
    return true;
}

static bool is_birth(const struct field *field)
{
    return strncmp(field->name, "birth", 5) == 0;
}

static void survey_column(struct import *import, const struct import_sample *sample, size_t column)
{
    struct import_column *header = &import->header.columns[column];
    size_t day_first = 0, month_first = 0, days = 0, januaries = 0;
    const char *example = NULL;
    for (size_t i = 0; i < sample->count; i++) {
        const struct import_row *row = &sample->rows[i];
        int first = 0, second = 0;
        const char *year = NULL;
        struct date date;
        struct err err = { 0 };
        if (row->number <= import->header.last || column >= row->count || !*row->cells[column].text)
            continue;
        const char *text = row->cells[column].text;
        if (three_numbers(text, &first, &second, &year)) {
            day_first += first > 12 && second <= 12;
            month_first += second > 12 && first <= 12;
            example = second > 12 && first <= 12 ? text : example;
        }
        if (date_from_external(text, &date, &err) != ERR_OK || date.precision != DATE_DAY)
            continue;
        days++;
        januaries += date.month == 1 && date.day == 1;
    }
    header->month_first = month_first >= MONTH_FIRST_MIN && !day_first;
    header->first_january = is_birth(header->is->field) && januaries >= JANUARY_MIN && januaries * JANUARY_SHARE >= days;
    const char *order[] = { header->header, example, NULL }, *january[] = { header->header, NULL };
    if (header->month_first)
        import_say_sheet(import, "month_first", MSG_IMPORT_MONTH_FIRST, header->header, order);
    if (header->first_january)
        import_say_sheet(import, "first_january", MSG_IMPORT_FIRST_JANUARY, header->header, january);
}

void import_dates_survey(struct import *import, const struct import_sample *sample)
{
    for (size_t i = 0; i < import->header.count; i++) {
        const struct layout_column *is = import->header.columns[i].is;
        if (is && is->field && is->field->type == FIELD_DATE)
            survey_column(import, sample, i);
    }
}

const char *import_date_meant(struct import *import, size_t column, const struct field *field, const char *text)
{
    const struct import_column *header = column ? &import->header.columns[column - 1] : NULL;
    struct arena *arena = &import->group_arena;
    int first = 0, second = 0;
    const char *year = NULL;
    struct date date;
    struct err err = { 0 };
    if (!header || (!header->month_first && !header->first_january))
        return NULL;
    if (header->month_first && three_numbers(text, &first, &second, &year))
        return arena_printf(arena, "%d/%d/%s", second, first, year);
    if (header->first_january && is_birth(field) && date_from_external(text, &date, &err) == ERR_OK &&
        date.precision == DATE_DAY && date.month == 1 && date.day == 1)
        return arena_printf(arena, "%d", date.year);
    return NULL;
}

/* --- one value -------------------------------------------------------------------------------------------- */

/* A number of days; "1960.0"; "15081960", "19600815". */
static const char *of_digits(struct arena *arena, const char *text)
{
    size_t digits = strspn(text, "0123456789"), len = strlen(text);
    int64_t serial = 0;
    struct date date;
    struct err err = { 0 };
    char out[DATE_TEXT_SIZE];
    if (digits == 4 && len > 5 && strchr(".,", text[4]) && strspn(text + 5, "0") == len - 5)
        return arena_strndup(arena, text, digits);
    if (text_int(text, &serial) && serial >= EXCEL_DAY_MIN && serial <= EXCEL_DAY_MAX &&
        date_from_excel(serial, false, &date, &err) == ERR_OK) {
        date_to_external(date, out);
        return arena_strdup(arena, out);
    }
    if (digits != 8 || len != 8)
        return NULL;
    const char *by_day = arena_printf(arena, "%.2s/%.2s/%.4s", text, text + 2, text + 4);
    const char *by_year = arena_printf(arena, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
    bool day = date_from_external(by_day, &date, &err) == ERR_OK;
    bool year = date_from_external(by_year, &date, &err) == ERR_OK;
    return day == year ? NULL : day ? by_day : by_year;
}

/* "00/00/1960" → the year; "00/05/1960" → the month. */
static const char *of_zeros(struct arena *arena, const char *text)
{
    size_t zeros = strspn(text, "0/.-_ "), len = strlen(text);
    int day = 0, month = 0;
    const char *year = NULL;
    if (zeros > 0 && len >= 4 && zeros == len - 4 && strspn(text + zeros, "0123456789") == 4)
        return text + zeros;
    if (three_numbers(text, &day, &month, &year) && day == 0 && month >= 1 && month <= 12)
        return arena_printf(arena, "%d/%s", month, year);
    return NULL;
}

/* "15/8/1960 14:30:00" → the day. */
static const char *without_time(struct arena *arena, const char *text)
{
    const char *time = strpbrk(text, " T");
    if (!time || time - text < 8 || !isdigit((unsigned char)time[1]))
        return NULL;
    size_t len = strspn(time + 1, "0123456789:.Z");
    bool half = strcmp(time + 1 + len, "") == 0 || strcmp(time + 1 + len, " AM") == 0 || strcmp(time + 1 + len, " PM") == 0;
    return half && strchr(time, ':') ? arena_strndup(arena, text, (size_t)(time - text)) : NULL;
}

/* "sinh 1960", "1960 (khoảng)": the only number is a year. */
static const char *of_words(struct arena *arena, const char *text)
{
    const char *digits = strpbrk(text, "0123456789");
    if (!digits || strspn(digits, "0123456789") != 4 || strpbrk(digits + 4, "0123456789"))
        return NULL;
    int64_t year = strtol(digits, NULL, 10);
    return year >= 1900 && year <= 2100 ? arena_strndup(arena, digits, 4) : NULL;
}

/* "15/8/1954 (ÂL)", "rằm tháng 8 năm 1954": a day of the lunar calendar is another of ours; the year mostly is the same. */
static const char *of_lunar(struct arena *arena, const char *text)
{
    CLEANUP(arena_done) struct arena keys = { 0 };
    const char *folded = text_fold(&keys, text), *toned = text_fold_toned(&keys, text);
    size_t len = strlen(folded);
    bool lunar = strstr(folded, "am lich") || (len > 3 && strcmp(folded + len - 3, " al") == 0) || strncmp(toned, "ră`m ", 6) == 0;
    for (const char *digits = lunar ? folded : ""; *digits; digits += strspn(digits, "0123456789")) {
        digits += strcspn(digits, "0123456789");
        if (strspn(digits, "0123456789") == 4)
            return arena_strndup(arena, digits, 4);
    }
    return NULL;
}

/* "15 08 1954" */
static const char *of_blanks(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    int first = 0, second = 0;
    const char *year = NULL;
    for (char *c = copy; *c; c++)
        if (*c == ' ')
            *c = '/';
    return three_numbers(copy, &first, &second, &year) && strlen(year) == 4 ? copy : NULL;
}

/* The next day written in full, "12/11/2017", at or behind `text`; "" where none is. */
static const char *next_day(struct arena *arena, const char *text, const char **ret_behind)
{
    int first = 0, second = 0;
    const char *year = NULL;
    *ret_behind = text + strlen(text);
    for (const char *c = text; *c; c += *c && isdigit((unsigned char)*c) ? strspn(c, "0123456789") : 1) {
        if (!three_numbers(c, &first, &second, &year))
            continue;
        *ret_behind = year + 4;
        return arena_strndup(arena, c, (size_t)(year + 4 - c));
    }
    return "";
}

/* "7h30, ngày 12/11/2017", "12/11/2017 (chủ nhật)": the only day. */
static const char *of_only_day(struct arena *arena, const char *text)
{
    const char *behind = NULL, *rest = NULL, *day = next_day(arena, text, &behind);
    return *day && !*next_day(arena, behind, &rest) ? day : NULL;
}

/* "Từ ngày 10 đến ngày 12/12/2017" → "10 - 12/12/2017" */
static const char *range_signs(struct arena *arena, const char *text)
{
    static const struct {
        const char *word, *sign;
    } words[] = { { "từ", "" }, { "Từ", "" }, { "TỪ", "" }, { "ngày", "" }, { "Ngày", "" }, { "NGÀY", "" }, { "đến", "-" }, { "ĐẾN", "-" },
                  { "tới", "-" }, { "–", "-" } };
    CLEANUP(buf_done) struct buf out = { 0 };
    while (*text) {
        size_t len = 0;
        for (size_t i = 0; i < COUNT(words) && !len; i++)
            if (strncmp(text, words[i].word, strlen(words[i].word)) == 0) {
                len = strlen(words[i].word);
                buf_add(&out, words[i].sign);
            }
        bool blank = !len && *text == ' ' && (out.len == 0 || out.data[out.len - 1] == ' ');
        if (!len && !blank)
            buf_add_char(&out, *text);
        text += len ? len : 1;
    }
    return arena_strdup(arena, buf_text(&out));
}

/* "20-21/5/2017", "28/5 - 02/6/2017": the first day is said with what it has in common with the last. */
static bool short_range(struct arena *arena, const char *text, const char **ret_first, const char **ret_last)
{
    int day = 0, month = 0, last_day = 0, last_month = 0, year = 0, len = 0;
    text = range_signs(arena, text);
    if (sscanf(text, "%2d - %2d/%2d/%4d%n", &day, &last_day, &last_month, &year, &len) == 4)
        month = last_month;
    else if (sscanf(text, "%2d/%2d - %2d/%2d/%4d%n", &day, &month, &last_day, &last_month, &year, &len) != 5)
        return false;
    *ret_first = arena_printf(arena, "%d/%d/%d", day, month, year);
    *ret_last = arena_printf(arena, "%d/%d/%d", last_day, last_month, year);
    return !text[len] && year >= 1900 && month * 100 + day < last_month * 100 + last_day;
}

bool import_date_range(struct arena *arena, const char *text, const char **ret_first, const char **ret_last)
{
    if (short_range(arena, text, ret_first, ret_last))
        return true;
    const char *behind = NULL, *end = NULL, *rest = NULL;
    *ret_first = next_day(arena, text, &behind);
    *ret_last = next_day(arena, behind, &end);
    return **ret_first && **ret_last && !*next_day(arena, end, &rest);
}

/* "Từ tháng 3/2017": the day since when. */
static const char *of_since(struct arena *arena, const char *text)
{
    static const char *const words[] = { "từ ", "Từ ", "TỪ " };
    struct date date;
    struct err err = { 0 };
    for (size_t i = 0; i < COUNT(words); i++)
        if (strncmp(text, words[i], strlen(words[i])) == 0 && date_from_external(text + strlen(words[i]), &date, &err) == ERR_OK)
            return arena_strdup(arena, text + strlen(words[i]));
    return NULL;
}

/* What a period is said with: its words go, its numbers stay, of quarters in Roman figures too; -1: another word. */
static long period_number(const char *word, bool *is_quarter)
{
    static const char *const words[] = { "tu", "den", "toi", "thang", "nam", "t", "va" };
    static const char *const quarters[] = { "", "i", "ii", "iii", "iv" };
    *is_quarter = *is_quarter || strcmp(word, "quy") == 0;
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(word, words[i]) == 0 || strcmp(word, "quy") == 0)
            return 0;
    for (long i = 1; *is_quarter && i < (long)COUNT(quarters); i++)
        if (strcmp(word, quarters[i]) == 0)
            return i;
    word += word[0] == 't' && isdigit((unsigned char)word[1]);
    return word[strspn(word, "0123456789")] || strlen(word) > 4 ? -1 : strtol(word, NULL, 10);
}

static bool is_year(long number)
{
    return number >= 1900 && number <= 2100;
}

const char *import_period_start(struct arena *arena, const char *text)
{
    enum { NUMBERS_MAX = 4, YEARS_MAX = 10 };
    long n[NUMBERS_MAX] = { 0 };
    size_t count = 0;
    bool is_quarter = false;
    char *rest = NULL;
    if (text[strspn(text, "0123456789 /.")] == '\0') /* "05 08 2018" is a day */
        return NULL;
    for (char *word = strtok_r(text_fold(arena, text), " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        long number = period_number(word, &is_quarter);
        if (number < 0 || (number && count == NUMBERS_MAX))
            return NULL;
        if (number)
            n[count++] = number;
    }
    long last = is_quarter ? 4 : 12;
    if (count == 2 && is_year(n[0]) && is_year(n[1]) && n[0] < n[1] && n[1] - n[0] <= YEARS_MAX)
        return arena_printf(arena, "%ld", n[0]);
    const char *what = is_quarter ? "quý " : "";
    if (count == 3 && n[0] < n[1] && n[1] <= last && is_year(n[2]))
        return arena_printf(arena, "%s%ld/%ld", what, n[0], n[2]);
    bool two = count == 4 && n[0] <= last && is_year(n[1]) && n[2] <= last && is_year(n[3]) && n[1] * 12 + n[0] < n[3] * 12 + n[2];
    return two ? arena_printf(arena, "%s%ld/%ld", what, n[0], n[1]) : NULL;
}

const char *import_date_repaired(struct import *import, const char *text)
{
    struct arena *arena = &import->group_arena;
    const char *found = of_digits(arena, text);
    found = found ? found : of_zeros(arena, text);
    found = found ? found : without_time(arena, text);
    found = found ? found : of_lunar(arena, text);
    found = found ? found : of_blanks(arena, text);
    found = found ? found : of_since(arena, text);
    found = found ? found : of_only_day(arena, text);
    return found ? found : of_words(arena, text);
}

const char *import_birth_of_short_year(struct arena *arena, const char *text, int64_t list_year)
{
    text += utf8_span(text, "'’ "); /* "'60" */
    size_t len = strlen(text), before = len < 2 ? 0 : len - 2;
    bool ends = len >= 2 && isdigit((unsigned char)text[before]) && isdigit((unsigned char)text[before + 1]);
    bool stands_alone = before == 0 || (before >= 4 && strchr("/.-", text[before - 1]));
    size_t parts = 0;
    for (size_t i = 0; i < before; i++) {
        if (!isdigit((unsigned char)text[i]) && !strchr("/.-", text[i]))
            return NULL;
        parts += !isdigit((unsigned char)text[i]);
    }
    if (!ends || !stands_alone || (before && parts != 2) || list_year < 2000 || list_year > 2099)
        return NULL;
    int64_t year = (text[before] - '0') * 10 + text[before + 1] - '0';
    return year > list_year - 2000 ? arena_printf(arena, "%.*s19%s", (int)before, text, text + before) : NULL;
}

const char *import_day_of_short_year(struct arena *arena, const char *text, int64_t this_year)
{
    int day = 0, month = 0, year = 0, len = 0;
    if (strspn(text, "0123456789/.-") != strlen(text) || sscanf(text, "%2d%*1[/.-]%2d%*1[/.-]%2d%n", &day, &month, &year, &len) != 3 || text[len] ||
        strlen(text) < 6 || !isdigit((unsigned char)text[strlen(text) - 2]) || 2000 + year > this_year)
        return NULL;
    return arena_printf(arena, "%d/%d/%d", day, month, 2000 + year);
}

int import_date_year(const char *storage)
{
    struct date date;
    return storage && date_from_storage(storage, &date) ? date.year : 0;
}
