/* SPDX-License-Identifier: Apache-2.0 */
#include "base/money.h"

#include "base/vitext.h"

enum { INPUT_MAX = 120 };

#define NGHIN INT64_C(1000)
#define TRIEU INT64_C(1000000)
#define TY INT64_C(1000000000)

/* Folded; a phrase stands before its own beginning. */
static const struct {
    const char *word;
    int64_t unit;
    int zeros;
} units[] = {
    { "nghin ty", NGHIN *TY, 12 },
    { "ngan ty", NGHIN *TY, 12 },
    { "trieu", TRIEU, 6 },
    { "trd", TRIEU, 6 }, /* "trđ" */
    { "tr", TRIEU, 6 },
    { "ty", TY, 9 },
    { "ti", TY, 9 },
    { "nghin", NGHIN, 3 },
    { "ngan", NGHIN, 3 },
    { "k", NGHIN, 3 },
};
static const char *const currencies[] = { "viet nam dong", "vnd", "dong", "d" };

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Takes the word off *at when it is there as a whole. */
static bool take(const char **at, const char *word)
{
    size_t len = strlen(word);
    if (strncmp(*at, word, len) != 0 || is_letter((*at)[len]))
        return false;
    *at += len;
    *at += strspn(*at, " ,");
    return true;
}

static bool take_currency(const char **at)
{
    for (size_t i = 0; i < COUNT(currencies); i++)
        if (take(at, currencies[i]))
            return true;
    return false;
}

/* The index of the unit taken off *at, or -1. */
static int take_unit(const char **at)
{
    for (size_t i = 0; i < COUNT(units); i++)
        if (take(at, units[i].word))
            return (int)i;
    return -1;
}

/* "1,500": three digits behind one comma read as thousands by some. */
static bool is_unclear(const char *number)
{
    const char *comma = strchr(number, ',');
    return comma && !strpbrk(comma + 1, ",.") && strlen(comma + 1) == 3 && !strchr(number, '.') &&
           comma - number <= 3 && number[0] != '0';
}

/* One number of the amount in đồng. */
static enum err_code part_value(const char *number, int64_t unit, int zeros, const char *text,
                                int64_t *ret, struct err *err)
{
    int scale = zeros > 9 ? 9 : zeros;
    int64_t power = 1, value;
    if (is_unclear(number))
        return err_set(err, ERR_INPUT, MSG_MONEY_UNCLEAR, text);
    struct err inner = { 0 };
    if (text_decimal(number, scale, &value, &inner) != ERR_OK) {
        /* A decimal that is one, but finer than a đồng. */
        int64_t ignored;
        bool fraction =
            inner.msg == MSG_TEXT_NUMBER_SCALE ||
            (inner.msg == MSG_TEXT_NUMBER && text_decimal(number, 9, &ignored, &inner) == ERR_OK);
        enum msg msg = inner.msg == MSG_TEXT_NUMBER_RANGE ? MSG_MONEY_RANGE
                       : fraction                         ? MSG_MONEY_FRACTION
                                                          : MSG_MONEY_FORM;
        return err_set(err, ERR_INPUT, msg, text);
    }
    for (int i = 0; i < scale; i++)
        power *= 10;
    if (__builtin_mul_overflow(value, unit / power, ret))
        return err_set(err, ERR_INPUT, MSG_MONEY_RANGE, text);
    return ERR_OK;
}

/* The next number of the amount, without blanks around; false when none stands at *at. */
static bool take_number(const char **at, char *number)
{
    size_t len = strspn(*at, "0123456789., ");
    const char *start = *at;
    *at += len;
    while (len > 0 && strchr(" .,", start[len - 1]))
        len--;
    memcpy(number, start, len);
    number[len] = '\0';
    return len > 0 && start[0] >= '0' && start[0] <= '9';
}

static int decimal_zeros(int64_t unit)
{
    int zeros = 0;
    for (; unit > 1 && unit % 10 == 0; unit /= 10)
        zeros++;
    return zeros;
}

enum err_code money_parse_in(const char *text, int64_t unit, int64_t *ret_dong, struct err *err)
{
    char form[INPUT_MAX], number[INPUT_MAX];
    require(unit >= 1 && unit <= NGHIN * TY);
    if (!text_fold_into(form, sizeof(form), text, ".,-%"))
        return err_set(err, ERR_INPUT, MSG_MONEY_FORM, text);
    size_t len = strlen(form);
    while (len > 0 && strchr(" .,", form[len - 1]))
        form[--len] = '\0';
    bool negative = form[0] == '-';
    const char *at = form + negative;
    at += strspn(at, " ");
    int64_t total = 0, last = INT64_MAX;
    int parts = 0;
    for (; *at; parts++) {
        if (!take_number(&at, number))
            return err_set(err, ERR_INPUT, MSG_MONEY_FORM, text);
        int i = take_unit(&at);
        bool named = take_currency(&at);
        if (i < 0 && (parts > 0 || *at))
            return err_set(err, ERR_INPUT, MSG_MONEY_FORM, text);
        int64_t part_unit = i >= 0 ? units[i].unit : named ? 1 : unit, value = 0;
        TRY(part_value(number, part_unit, i >= 0 ? units[i].zeros : decimal_zeros(part_unit), text,
                       &value, err));
        if (part_unit >= last || (parts > 0 && value >= last) || (named && *at))
            return err_set(err, ERR_INPUT, MSG_MONEY_FORM, text);
        if (__builtin_add_overflow(total, value, &total))
            return err_set(err, ERR_INPUT, MSG_MONEY_RANGE, text);
        last = part_unit;
    }
    if (parts == 0)
        return err_set(err, ERR_INPUT, MSG_MONEY_FORM, text);
    *ret_dong = negative ? -total : total;
    return ERR_OK;
}

enum err_code money_parse(const char *text, int64_t *ret_dong, struct err *err)
{
    return money_parse_in(text, 1, ret_dong, err);
}

/* "1.000 đồng", "1000đ", "1.000.000 đồng": a unit in digits; 0: none. */
static int64_t unit_of_digits(const char *at)
{
    static const struct {
        const char *digits;
        int64_t unit;
    } powers[] = { { "1 000 000", 1000000 }, { "1000000", 1000000 }, { "1 000", 1000 }, { "1000", 1000 } };
    for (size_t i = 0; i < COUNT(powers); i++) {
        size_t len = strlen(powers[i].digits);
        if (strncmp(at, powers[i].digits, len) != 0)
            continue;
        const char *behind = at + len + (at[len] == ' ');
        return take_currency(&behind) ? powers[i].unit : 0;
    }
    return 0;
}

bool money_unit(const char *heading, int64_t *ret_unit)
{
    char form[INPUT_MAX * 2];
    bool is_plain = false;
    if (!text_fold_into(form, sizeof(form), heading, ""))
        return false;
    for (const char *c = form; *c; c += strcspn(c, " "), c += *c == ' ') {
        const char *at = c;
        int64_t digits = unit_of_digits(at);
        if (digits) {
            *ret_unit = digits;
            return true;
        }
        int i = take_unit(&at);
        if (i >= 0 && strlen(units[i].word) > 2 && (*at == '\0' || take_currency(&at))) {
            *ret_unit = units[i].unit;
            return true;
        }
        if (i >= 0 && units[i].unit >= TRIEU && take_currency(&at)) { /* "tr.đ", "tỷ đồng" */
            *ret_unit = units[i].unit;
            return true;
        }
        at = c;
        is_plain = is_plain || take(&at, "dong") || take(&at, "vnd"); /* or "đóng góp (nghìn đồng)": what follows says more */
    }
    if (is_plain)
        *ret_unit = 1;
    return is_plain;
}

void money_to_text(int64_t dong, char ret_text[MONEY_TEXT_SIZE])
{
    char digits[24];
    uint64_t size = dong < 0 ? 0 - (uint64_t)dong : (uint64_t)dong;
    int len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)size);
    char *to = ret_text;
    if (dong < 0)
        *to++ = '-';
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            *to++ = '.';
        *to++ = digits[i];
    }
    *to = '\0';
}

void money_to_words(int64_t dong, char ret_text[MONEY_TEXT_SIZE])
{
    static const struct {
        int64_t unit;
        int64_t exact; /* what must divide the amount */
        const char *word;
    } steps[] = { { TY, TY / 100, "tỷ " },
                  { TRIEU, TRIEU / 100, "triệu " },
                  { NGHIN, NGHIN, "nghìn " },
                  { 1, 1, "" } };
    size_t i = 0;
    while (steps[i].unit > 1 &&
           ((dong > -steps[i].unit && dong < steps[i].unit) || dong % steps[i].exact != 0))
        i++;
    char whole[MONEY_TEXT_SIZE], decimals[8] = "";
    int64_t unit = steps[i].unit, rest = dong % unit / steps[i].exact;
    money_to_text(dong / unit, whole);
    if (rest != 0)
        snprintf(decimals, sizeof(decimals), ",%02d", (int)(rest < 0 ? -rest : rest));
    size_t len = strlen(decimals);
    while (len > 0 && decimals[len - 1] == '0')
        decimals[--len] = '\0';
    snprintf(ret_text, MONEY_TEXT_SIZE, "%.28s%s %sđồng", whole, decimals, steps[i].word);
}
