/* SPDX-License-Identifier: Apache-2.0
 * The words are folded (no marks, no case). What may be said in several ways is looked for in turn,
 * the most particular first; a plain date is the last. */
#include "domain/due.h"

#include "base/vitext.h"

#include <string.h>

enum { WORDS_MAX = 200 };

bool due_has_date(const struct due *due)
{
    return due->base == DUE_DATE || due->base == DUE_YEARLY || due->base == DUE_LUNAR;
}

/* --- words ------------------------------------------------------------------------------------ */

static bool has_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        if ((at == text || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
            return true;
    return false;
}

static bool take_word(const char **at, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(*at, word, len) != 0 || ((*at)[len] != '\0' && (*at)[len] != ' '))
        return false;
    *at += len;
    *at += strspn(*at, " ");
    return true;
}

static bool take_count(const char **at, int32_t *ret)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > 4 || ((*at)[digits] != ' ' && (*at)[digits] != '\0'))
        return false;
    *ret = 0;
    for (size_t i = 0; i < digits; i++)
        *ret = *ret * 10 + ((*at)[i] - '0');
    *at += digits;
    *at += strspn(*at, " ");
    return true;
}

/* Cuts the words off the end. */
static bool cut_word(char *text, const char *word)
{
    size_t len = strlen(text), word_len = strlen(word);
    if (len < word_len || strcmp(text + len - word_len, word) != 0 ||
        (len > word_len && text[len - word_len - 1] != ' '))
        return false;
    text[len - word_len] = '\0';
    for (len = strlen(text); len > 0 && text[len - 1] == ' ';)
        text[--len] = '\0';
    return true;
}

/* False where it would not fit. */
static bool replace_word(char words[WORDS_MAX], const char *word, const char *with)
{
    size_t word_len = strlen(word), with_len = strlen(with);
    for (char *at = strstr(words, word); at; at = strstr(at + with_len, word)) {
        if (strlen(words) - word_len + with_len >= WORDS_MAX)
            return false;
        memmove(at + with_len, at + word_len, strlen(at + word_len) + 1);
        memcpy(at, with, with_len);
    }
    return true;
}

/* "hang thang truoc ngay 25" is "truoc ngay 25 hang thang". */
static void move_cadence_back(char words[WORDS_MAX])
{
    static const char *const cadences[] = { "hang thang", "moi thang", "hang quy", "moi quy",
                                            "hang nam",   "moi nam",   "hang tuan", "moi tuan" };
    char moved[WORDS_MAX];
    for (size_t i = 0; i < COUNT(cadences); i++) {
        const char *at = words;
        if (!take_word(&at, cadences[i]) || !*at)
            continue;
        take_word(&at, "vao");
        if ((*at >= '0' && *at <= '9' && strstr(at, " lan")) || strncmp(at, "mot lan", 7) == 0)
            return;
        int len = snprintf(moved, sizeof(moved), "%s %s", at, cadences[i]);
        if (len > 0 && len < (int)sizeof(moved))
            memcpy(words, moved, sizeof(moved));
        return;
    }
}

/* What documents put before a deadline and what says nothing of it. */
static void drop_fillers(char words[WORDS_MAX])
{
    static const char *const fillers[] = { "xong", "hoan thanh" };
    const char *at = words;
    for (size_t i = 0; i < COUNT(fillers); i++)
        take_word(&at, fillers[i]);
    memmove(words, at, strlen(at) + 1);
}

/* The text folded, dashes between dates as "den". */
static bool fold(const char *text, char words[WORDS_MAX])
{
    char spaced[WORDS_MAX];
    size_t len = 0;
    for (const char *c = text; *c; c++) {
        bool dash = strncmp(c, "–", 3) == 0 || strncmp(c, "—", 3) == 0;
        const char *put = dash ? " den " : (const char[]){ *c, '\0' };
        if (len + strlen(put) + 1 >= sizeof(spaced))
            return false;
        memcpy(spaced + len, put, strlen(put));
        len += strlen(put);
        c += dash ? 2 : 0;
    }
    spaced[len] = '\0';
    if (!text_fold_into(words, WORDS_MAX, spaced, "/-."))
        return false;
    for (len = strlen(words); len > 0 && strchr(" .-", words[len - 1]);)
        words[--len] = '\0';
    if (!replace_word(words, " - ", " den ") || !replace_word(words, "lan/", "lan "))
        return false;
    drop_fillers(words);
    move_cadence_back(words);
    return *words != '\0';
}

/* --- every so often --------------------------------------------------------------------------- */

static const struct {
    const char *word;
    int months;
} span_words[] = { { "thang", 1 },  { "month", 1 },    { "months", 1 }, { "quy", 3 },
                   { "quarter", 3 }, { "quarters", 3 }, { "nam", 12 },   { "year", 12 },
                   { "years", 12 } };

/* "6 thang", "3 nam", "quy" alone is one of it. */
static bool take_span(const char **at, int64_t *ret_months)
{
    const char *c = *at;
    int32_t count = 1;
    take_count(&c, &count);
    for (size_t i = 0; i < COUNT(span_words); i++)
        if (take_word(&c, span_words[i].word)) {
            *ret_months = (int64_t)count * span_words[i].months;
            *at = c;
            return true;
        }
    return false;
}

enum err_code due_parse_every(const char *text, int64_t *ret_months, struct err *err)
{
    char words[WORDS_MAX];
    int64_t months = 0;
    bool fine = fold(text, words);
    const char *at = words;
    fine = fine && take_span(&at, &months);
    if (fine)
        take_word(&at, "mot lan");
    if (!fine || *at || months < 1 || months > DUE_MONTHS_MAX)
        return err_set(err, ERR_INPUT, MSG_PROGRAMME_EVERY, text);
    *ret_months = months;
    return ERR_OK;
}

/* "tuan", "2 weeks" */
static bool take_weeks(const char **at, int64_t *ret_weeks)
{
    static const char *const weeks[] = { "tuan", "week", "weeks" };
    const char *c = *at;
    int32_t count = 1;
    take_count(&c, &count);
    for (size_t i = 0; i < COUNT(weeks); i++)
        if (take_word(&c, weeks[i]) && count >= 1 && count <= DUE_WEEKS_MAX) {
            *ret_weeks = count;
            *at = c;
            return true;
        }
    return false;
}

bool due_parse_weeks(const char *text, int64_t *ret_weeks)
{
    char words[WORDS_MAX];
    const char *at = words;
    if (!fold(text, words) || !take_weeks(&at, ret_weeks))
        return false;
    take_word(&at, "mot lan");
    return *at == '\0';
}

/* "thu sau hang tuan", "hang tuan", "2 tuan mot lan", "chu nhat hang tuan": without a day, Sunday. */
static bool read_weekly(const char *words, struct due *due)
{
    static const struct {
        const char *name;
        int8_t weekday;
    } days[] = { { "thu hai", 1 }, { "thu ba", 2 },  { "thu tu", 3 },  { "thu nam", 4 },
                 { "thu sau", 5 }, { "thu bay", 6 }, { "chu nhat", 7 } };
    const char *at = words;
    struct due read = { .base = DUE_WEEKLY, .op = date_take_operator(&at), .weekday = 7, .every_weeks = 1 };
    bool named = false;
    take_word(&at, "ngay");
    for (size_t i = 0; i < COUNT(days) && !named; i++)
        if ((named = take_word(&at, days[i].name)))
            read.weekday = days[i].weekday;
    read.op = named ? read.op : DATE_BY;
    bool each = take_word(&at, "hang") || take_word(&at, "moi") || take_word(&at, "dinh ky");
    bool counted = *at >= '0' && *at <= '9';
    if (*at && (!(each || counted) || !take_weeks(&at, &read.every_weeks)))
        return false;
    each = take_word(&at, "mot lan") || each;
    if (*at || !(each || named))
        return false;
    *due = read;
    return true;
}

/* "mot nam 2 lan", "2 lan nam", "3 lan moi nam", "1 lan moi quy": so many times in a span. */
static bool read_times(const char *words, struct due *due)
{
    const char *at = words;
    int64_t months = 0;
    int32_t times = 0;
    take_word(&at, "dinh ky");
    if (!take_word(&at, "moi"))
        take_word(&at, "hang");
    bool first = *at && !(*at >= '0' && *at <= '9') && take_span(&at, &months);
    if (!take_count(&at, &times) || !take_word(&at, "lan") || times < 1)
        return false;
    if (!first) {
        for (const char *const *word = (const char *const[]){ "moi", "hang", "mot", "trong", NULL }; *word; word++)
            take_word(&at, *word);
        if (!take_span(&at, &months))
            return false;
    }
    if (*at || months % times != 0)
        return false;
    *due = (struct due){ .base = DUE_SPAN_END, .op = DATE_BY, .every_months = months / times };
    return true;
}

/* "6 thang dau nam", "9 thang dau nam": every year, from its first day. */
static bool read_first_months(const char *words, struct due *due)
{
    const char *at = words;
    int32_t months = 0;
    enum date_operator op = date_take_operator(&at);
    bool counted = take_count(&at, &months) && months >= 1 && months <= 12 && take_word(&at, "thang");
    bool first = take_word(&at, "dau nam");
    if (!counted || (!first && !(months == 6 && take_word(&at, "cuoi nam"))))
        return false;
    take_word(&at, "hang nam");
    if (*at)
        return false;
    int last = first ? months : 12, start = first ? 1 : 7;
    *due = (struct due){ .base = DUE_YEARLY, .op = op == DATE_ON ? DATE_IN : op, .every_months = 12 };
    due->date = (struct date){ .month = (int8_t)last, .day = (int8_t)date_month_days(2000, last),
                               .precision = DATE_YEARLY };
    if (due->op == DATE_IN)
        due->start = (struct date){ .month = (int8_t)start, .day = 1, .precision = DATE_YEARLY };
    return true;
}

/* "hang nam", "hang quy", "dinh ky 6 thang", "6 thang mot lan", "cuoi nam": no date. */
static bool read_cadence(const char *words, struct due *due)
{
    const char *at = words;
    take_word(&at, "dinh ky");
    bool each = take_word(&at, "hang") || take_word(&at, "moi") || take_word(&at, "cuoi") || at != words;
    int64_t months = 0;
    if (!take_span(&at, &months) || months < 1 || months > DUE_MONTHS_MAX)
        return false;
    each = take_word(&at, "mot lan") || each;
    if (!each || *at)
        return false;
    *due = (struct due){ .base = DUE_SPAN_END, .op = DATE_BY, .every_months = months };
    return true;
}

/* --- the lunar calendar ----------------------------------------------------------------------- */

static bool is_lunar_day(int32_t month, int32_t day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= 30;
}

/* The month that a name says, 0: none. */
static int32_t take_month_name(const char **at)
{
    static const char *const names[] = { "gieng", "hai", "ba",   "tu",  "nam",      "sau",     "bay",
                                         "tam",   "chin", "muoi", "mot", "chap" };
    if (take_word(at, "muoi mot"))
        return 11;
    if (take_word(at, "muoi hai"))
        return 12;
    for (int32_t i = 0; i < (int32_t)COUNT(names); i++)
        if (take_word(at, names[i]))
            return i + 1;
    return 0;
}

/* "15/8", "mung 10 thang 3", "ram thang 8", "23 thang chap", each with "nam 2017" or "/2017". */
static bool read_lunar_day(const char *words, struct date *ret)
{
    char spaced[WORDS_MAX];
    const char *at = spaced;
    int32_t day = 0, month = 0, year = 0;
    snprintf(spaced, sizeof(spaced), "%s", words);
    for (char *c = spaced; *c; c++)
        if (*c == '/' || *c == '-' || *c == '.')
            *c = ' ';
    take_word(&at, "ngay");
    bool full_moon = take_word(&at, "ram");
    if (full_moon)
        day = 15;
    else if (!take_word(&at, "mung"))
        take_word(&at, "mong");
    if (!full_moon && !take_count(&at, &day))
        return false;
    if (!full_moon && take_word(&at, "tet")) { /* "mung 5 tet"; "28 tet" is before it */
        month = day < 20 ? 1 : 12;
    } else {
        take_word(&at, "thang");
        month = take_month_name(&at);
        if (month == 0 && !take_count(&at, &month))
            return false;
    }
    take_word(&at, "nam");
    if (*at && !take_count(&at, &year))
        return false;
    if (*at || !is_lunar_day(month, day) ||
        (year && (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX)))
        return false;
    *ret = (struct date){ .year = (int16_t)year,
                          .month = (int8_t)month,
                          .day = (int8_t)day,
                          .precision = year ? DATE_DAY : DATE_YEARLY };
    return true;
}

/* A feast by its name, or a day followed by "am lich" (or of a month the solar year has not). */
static bool read_lunar(const char *words, struct date *ret)
{
    static const struct {
        const char *name;
        int8_t month, day;
    } feasts[] = { { "tet nguyen dan", 1, 1 },    { "tet am lich", 1, 1 },
                   { "tet trung thu", 8, 15 },    { "trung thu", 8, 15 },
                   { "gio to hung vuong", 3, 10 }, { "gio to", 3, 10 },
                   { "giao thua", 12, 30 },       { "tet", 1, 1 } };
    char text[WORDS_MAX];
    snprintf(text, sizeof(text), "%s", words);
    cut_word(text, "hang nam");
    const char *at = text;
    take_word(&at, "dip");
    for (size_t i = 0; i < COUNT(feasts); i++) {
        const char *rest = at;
        int32_t year = 0;
        if (!take_word(&rest, feasts[i].name))
            continue;
        take_word(&rest, "nam");
        if (*rest && (!take_count(&rest, &year) || *rest || year < DATE_YEAR_MIN ||
                      year > DATE_YEAR_MAX))
            continue;
        /* "Giao thừa 2018" ends the lunar year that began in 2017 */
        *ret = (struct date){ .year = (int16_t)(year && feasts[i].month == 12 ? year - 1 : year),
                              .month = feasts[i].month,
                              .day = feasts[i].day,
                              .precision = year ? DATE_DAY : DATE_YEARLY };
        return true;
    }
    bool named = cut_word(text, "am lich") || cut_word(text, "al");
    named = named || has_word(at, "gieng") || has_word(at, "chap") || has_word(at, "ram") ||
            has_word(at, "tet");
    return named && read_lunar_day(at, ret);
}

/* --- dates of every month, quarter or year ---------------------------------------------------- */

/* In which month of which span a day of every month or quarter lies. */
static const struct {
    const char *words;
    int8_t month;
    int8_t every;
} monthly_words[] = {
    { "hang thang", 1, 1 },         { "moi thang", 1, 1 },         { "thang sau", 1, 1 },
    { "thang cuoi quy", 3, 3 },     { "thang cuoi moi quy", 3, 3 }, { "thang cuoi hang quy", 3, 3 },
    { "thang cuoi cua quy", 3, 3 }, { "thang cuoi", 3, 3 },        { "thang dau quy sau", 1, 3 }, { "thang dau quy", 1, 3 },
    { "thang dau moi quy", 1, 3 },  { "thang dau hang quy", 1, 3 }, { "thang dau cua quy sau", 1, 3 },
};
/* … and a week: its first or last seven days. */
static const struct {
    const char *words;
    int8_t month, day;
    int8_t every;
} week_words[] = {
    { "tuan cuoi hang thang", 1, 31, 1 }, { "tuan cuoi moi thang", 1, 31, 1 },
    { "tuan cuoi thang", 1, 31, 1 },      { "tuan cuoi cua thang", 1, 31, 1 },
    { "tuan cuoi hang quy", 3, 31, 3 },   { "tuan cuoi moi quy", 3, 31, 3 },
    { "tuan cuoi quy", 3, 31, 3 },        { "tuan cuoi cua quy", 3, 31, 3 },
    { "tuan dau hang thang", 1, 7, 1 },   { "tuan dau moi thang", 1, 7, 1 },
    { "tuan dau thang", 1, 7, 1 },        { "tuan dau hang quy", 1, 7, 3 },
    { "tuan dau moi quy", 1, 7, 3 },      { "tuan dau quy", 1, 7, 3 },
};

static struct due day_of_months(enum date_operator op, int month, int day, int every)
{
    return (struct due){ .base = DUE_YEARLY, .op = op, .every_months = every,
                         .date = { .month = (int8_t)month, .day = (int8_t)day,
                                   .precision = DATE_YEARLY } };
}

/* "ngay 25 hang thang", "ngay 15 thang cuoi quy", "tuan cuoi moi quy": a day or week of each month or
 * quarter. A day is of the month with the most days: the last of it is the last of each. */
static bool read_monthly(const char *words, struct due *due)
{
    int32_t day = 0;
    const char *at = words;
    enum date_operator op = date_take_operator(&at);
    for (size_t i = 0; i < COUNT(week_words); i++) {
        const char *rest = at;
        if (!take_word(&rest, week_words[i].words) || *rest)
            continue;
        *due = day_of_months(DATE_IN, week_words[i].month, week_words[i].day, week_words[i].every);
        due->window_days = 7;
        return true;
    }
    take_word(&at, "ngay");
    if (!take_count(&at, &day) || day < 1 || day > 31)
        return false;
    take_word(&at, "cua");
    for (size_t i = 0; i < COUNT(monthly_words); i++) {
        const char *rest = at;
        if (!take_word(&rest, monthly_words[i].words))
            continue;
        for (const char *const *again = (const char *const[]){ "hang quy", "moi quy", "moi thang", "hang thang", NULL };
             *again; again++)
            take_word(&rest, *again);
        if (*rest)
            continue;
        *due = day_of_months(op, monthly_words[i].month, day, monthly_words[i].every);
        return true;
    }
    return false;
}

static struct date yearly_of(struct date date)
{
    return (struct date){ .month = date.month, .day = date.day, .precision = DATE_YEARLY };
}

/* "quy I hang nam", "thang 12 hang nam": read as of a leap year, then without the year. */
static bool read_wide_yearly(const char *words, struct due *due)
{
    char text[WORDS_MAX], dated[WORDS_MAX + 8];
    struct date date;
    struct err ignored;
    enum date_operator op;
    snprintf(text, sizeof(text), "%s", words);
    if (!cut_word(text, "hang nam") && !cut_word(text, "moi nam"))
        return false;
    snprintf(dated, sizeof(dated), "%s/2000", text);
    if (date_parse(dated, &date, &op, &ignored) != ERR_OK ||
        (date.precision != DATE_MONTH && date.precision != DATE_QUARTER))
        return false;
    *due = (struct due){ .base = DUE_YEARLY, .op = op, .every_months = 12 };
    due->date = yearly_of(op == DATE_BEFORE ? date_first_day(date) : date_last_day(date));
    if (op == DATE_ON || op == DATE_IN)
        due->start = yearly_of(date_first_day(date));
    return true;
}

/* --- before and after something --------------------------------------------------------------- */

static bool take_step(const char **at, struct due *due)
{
    static const struct {
        const char *word;
        enum due_step step;
        int factor;
    } units[] = { { "ngay lam viec", STEP_WORKING_DAYS, 1 },
                  { "ngay", STEP_DAYS, 1 },
                  { "tuan", STEP_WEEKS, 1 },
                  { "thang", STEP_MONTHS, 1 },
                  { "nam", STEP_MONTHS, 12 } };
    const char *c = *at;
    int32_t count = 0;
    if (!take_count(&c, &count))
        return false;
    for (size_t i = 0; i < COUNT(units); i++)
        if (take_word(&c, units[i].word)) {
            due->steps = count * units[i].factor;
            due->step = units[i].step;
            *at = c;
            return true;
        }
    return false;
}

/* What it is before or after, by the words for it; a date or feast where it is one. */
static void read_anchor(const char *words, struct due *due)
{
    static const struct {
        const char *word;
        enum due_base base;
    } anchors[] = { { "nhan", DUE_ARRIVED },     { "van ban den", DUE_ARRIVED },
                    { "ban hanh", DUE_ISSUED },  { "ngay ky", DUE_ISSUED },
                    { "ky van ban", DUE_ISSUED }, { "ky ban hanh", DUE_ISSUED },
                    { "cap tren", DUE_PARENT },  { "ky bao cao", DUE_PARENT },
                    { "thoi han", DUE_PARENT },  { "han bao cao", DUE_PARENT },
                    { "han nop", DUE_PARENT } };
    struct err ignored;
    enum date_operator op;
    if (read_lunar(words, &due->date)) {
        due->base = DUE_LUNAR;
        due->every_months = due->date.year ? 0 : 12;
        return;
    }
    if (date_parse(words, &due->date, &op, &ignored) == ERR_OK) {
        due->base = due->date.precision == DATE_YEARLY ? DUE_YEARLY : DUE_DATE;
        due->every_months = due->base == DUE_YEARLY ? 12 : 0;
        return;
    }
    due->date = date_none();
    due->base = DUE_EVENT;
    for (size_t i = 0; i < COUNT(anchors); i++)
        if (has_word(words, anchors[i].word)) {
            due->base = anchors[i].base;
            return;
        }
}

/* Cuts "10 ngay", "05 ngay lam viec", "2 tuan" off the end. */
static bool cut_step(char *text, struct due *due)
{
    for (size_t i = strlen(text); i-- > 1;) {
        const char *at = text + i;
        if (text[i - 1] != ' ' || !take_step(&at, due) || *at)
            continue;
        text[i - 1] = '\0';
        return true;
    }
    return false;
}

/* "05 ngay lam viec sau khi nhan van ban", "10 ngay truoc tet", "truoc ky bao cao cua cap tren 10
 * ngay", "sau hoi nghi 1 thang". False where the words are of another form. */
static bool read_relative(const char *words, struct due *due)
{
    static const char *const after[] = { "sau", "ke tu", "tu", "tinh tu" };
    char text[WORDS_MAX];
    *due = (struct due){ .base = DUE_EVENT };
    snprintf(text, sizeof(text), "%s", words);
    const char *at = text;
    enum date_operator op = date_take_operator(&at);
    take_word(&at, "vong");
    take_word(&at, "sau");
    bool counted = take_step(&at, due), found = false, before = false;
    if (!counted) {
        at = text;
        counted = cut_step(text, due);
        op = DATE_ON;
    }
    before = take_word(&at, "truoc");
    found = before;
    for (size_t i = 0; i < COUNT(after) && !found; i++)
        found = take_word(&at, after[i]);
    if (!counted || !found)
        return false;
    take_word(&at, "khi");
    if (!*at)
        return false;
    read_anchor(at, due);
    due->steps = before ? -due->steps : due->steps;
    due->op = op == DATE_IN ? DATE_IN : DATE_BY;
    return true;
}

/* --- windows ---------------------------------------------------------------------------------- */

/* "tu 17/10 den 18/11", "tu ngay 01/8/2017 den het ngay 15/8/2017". */
static bool read_window(const char *words, struct due *due, struct err *err)
{
    char text[WORDS_MAX];
    snprintf(text, sizeof(text), "%s", words);
    bool yearly = cut_word(text, "hang nam");
    char *middle = strstr(text, " den ");
    if (!middle)
        return false;
    *middle = '\0';
    enum date_operator op;
    struct due window = { .op = DATE_IN };
    if (date_parse(middle + 5, &window.date, &op, err) != ERR_OK)
        return false;
    char dated[WORDS_MAX + 8];
    snprintf(dated, sizeof(dated), "%s/%d", text, window.date.year);
    if (date_parse(text, &window.start, &op, err) != ERR_OK || /* its year may be said at the end only */
        (window.start.precision == DATE_YEARLY && window.date.year))
        if (!window.date.year || date_parse(dated, &window.start, &op, err) != ERR_OK)
            return false;
    if (op != DATE_FROM && op != DATE_ON && op != DATE_IN)
        return false;
    bool days = window.date.precision == DATE_YEARLY;
    if (days != (window.start.precision == DATE_YEARLY) || (yearly && !days))
        return false;
    window.base = days ? DUE_YEARLY : DUE_DATE;
    window.every_months = days ? 12 : 0;
    *due = window;
    return true;
}

/* --- the whole -------------------------------------------------------------------------------- */

static enum err_code read_date(const char *text, const char *words, struct due *due, struct err *err)
{
    const char *at = words;
    struct due read = { .op = date_take_operator(&at) };
    if (read_lunar(at, &read.date)) {
        read.base = DUE_LUNAR;
        read.every_months = read.date.year ? 0 : 12;
        *due = read;
        return ERR_OK;
    }
    /* mistakes are told of the text as it was written */
    struct err ignored;
    if (date_parse(words, &read.date, &read.op, &ignored) != ERR_OK &&
        date_parse(text, &read.date, &read.op, err) != ERR_OK)
        return err->msg == MSG_DATE_FORM ? err_set(err, ERR_INPUT, MSG_DUE_FORM, text) : err->code;
    read.base = read.date.precision == DATE_YEARLY ? DUE_YEARLY : DUE_DATE;
    read.every_months = read.base == DUE_YEARLY ? 12 : 0;
    *due = read;
    return ERR_OK;
}

/* Words that name no day. */
static bool is_unsaid(const char *words)
{
    static const char *const unsaid[] = { "unknown",   "dinh ky",        "chua ro",     "thuong xuyen",
                                          "dot xuat",  "khi co yeu cau", "theo yeu cau" };
    for (size_t i = 0; i < COUNT(unsaid); i++)
        if (strcmp(words, unsaid[i]) == 0)
            return true;
    return false;
}

enum err_code due_parse(const char *text, struct due *ret_due, struct err *err)
{
    char words[WORDS_MAX];
    struct due due = { 0 };
    struct err ignored;
    if (!fold(text, words))
        return err_set(err, ERR_INPUT, MSG_DUE_FORM, text);
    if (is_unsaid(words)) {
        *ret_due = due;
        return ERR_OK;
    }
    if (!read_cadence(words, &due) && !read_weekly(words, &due) && !read_times(words, &due) &&
        !read_monthly(words, &due) && !read_first_months(words, &due) &&
        !read_wide_yearly(words, &due) && !read_relative(words, &due) &&
        !read_window(words, &due, &ignored) && read_date(text, words, &due, err) != ERR_OK) {
        if (err->msg == MSG_DUE_FORM && has_word(words, "va"))
            return err_set(err, ERR_INPUT, MSG_DUE_TWO, text);
        return err->code;
    }
    if (due.steps < -DUE_STEPS_MAX || due.steps > DUE_STEPS_MAX)
        return err_set(err, ERR_INPUT, MSG_DUE_STEPS, text, err_int(DUE_STEPS_MAX));
    if (due.base == DUE_DATE && !date_is_none(due.start) &&
        date_compare(date_first_day(due.start), date_last_day(due.date)) > 0)
        return err_set(err, ERR_INPUT, MSG_DUE_WINDOW, text);
    *ret_due = due;
    return ERR_OK;
}
