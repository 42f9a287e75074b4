/* SPDX-License-Identifier: Apache-2.0
 * Numbers as people write them (vitext.h). */
#include "base/vitext.h"

#include "base/utf8.h"

enum { SCALE_MAX = 9 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool text_int(const char *text, int64_t *ret)
{
    bool negative = text[0] == '-';
    const char *c = text + negative;
    int64_t value = 0;
    if (!is_digit(*c))
        return false;
    for (; is_digit(*c); c++)
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, *c - '0', &value)) /* negative holds the larger range */
            return false;
    if (*c || (!negative && value == INT64_MIN))
        return false;
    *ret = negative ? value : -value;
    return true;
}

/* A number's characters without blanks around, odd spaces inside made plain. */
static bool number_trim(const char *text, char *to, size_t size)
{
    size_t len = 0;
    bool gap = false;
    while (*text) {
        uint32_t code = utf8_next(&text);
        if (code == ' ' || code == '\t' || code == 0xA0 || code == 0x202F || code == 0x2009) {
            gap = len > 0;
            continue;
        }
        if (code > 0x7E || len + 3 > size)
            return false;
        if (gap)
            to[len++] = ' ';
        gap = false;
        to[len++] = (char)code;
    }
    to[len] = '\0';
    return len > 0;
}

/* How many whole groups ".ddd" of this sign begin at `at`; ret_end is set behind them. */
static int groups(const char *at, char sign, const char **ret_end)
{
    int count = 0;
    while (at[0] == sign && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) &&
           !is_digit(at[4])) {
        at += 4;
        count++;
    }
    *ret_end = at;
    return count;
}

/* Finds where the whole part ends and the decimals begin. False when the form is not a number. */
static bool number_parts(const char *text, int scale, const char **ret_whole_end,
                         const char **ret_decimals, bool *ret_unclear)
{
    size_t lead = strspn(text, "0123456789");
    const char *at = text + lead, *end = at;
    *ret_decimals = NULL;
    if (lead == 0)
        return false;
    char sign = *at;
    int count = lead <= 3 && sign && strchr("., ", sign) ? groups(at, sign, &end) : 0;
    if (text[0] == '0' && sign != ' ')
        count = 0; /* 0.125 has no thousands */
    if (count == 1 && sign == ',' && *end == '\0' && scale == 0) {
        *ret_unclear = true; /* 1,500: thousands in English, a decimal here */
        return false;
    }
    if (count > 1 || (count == 1 && (sign != ',' || *end == '.')))
        at = end;
    *ret_whole_end = at;
    if (*at == ',' || (*at == '.' && (count == 0 || sign == ','))) {
        *ret_decimals = at + 1;
        size_t len = strspn(at + 1, "0123456789");
        return len > 0 && at[1 + len] == '\0';
    }
    return *at == '\0';
}

enum err_code text_decimal(const char *text, int scale, int64_t *ret, struct err *err)
{
    require(scale >= 0 && scale <= SCALE_MAX);
    char form[64];
    const char *whole_end, *decimals;
    bool unclear = false;
    if (!number_trim(text, form, sizeof(form)))
        return err_set(err, ERR_INPUT, MSG_TEXT_NUMBER, text);
    bool negative = form[0] == '-';
    const char *start = form + negative;
    if (!number_parts(start, scale, &whole_end, &decimals, &unclear))
        return err_set(err, ERR_INPUT, unclear ? MSG_TEXT_NUMBER_COMMA : MSG_TEXT_NUMBER, text);
    int64_t value = 0;
    bool over = false;
    for (const char *c = start; c < whole_end; c++)
        if (is_digit(*c))
            over |= __builtin_mul_overflow(value, 10, &value) ||
                    __builtin_add_overflow(value, *c - '0', &value);
    for (int i = 0; i < scale; i++) {
        int digit = decimals && is_digit(*decimals) ? *decimals++ - '0' : 0;
        over |= __builtin_mul_overflow(value, 10, &value) ||
                __builtin_add_overflow(value, digit, &value);
    }
    if (over)
        return err_set(err, ERR_INPUT, MSG_TEXT_NUMBER_RANGE, text);
    if (decimals && decimals[strspn(decimals, "0")] != '\0')
        return scale == 0 ? err_set(err, ERR_INPUT, MSG_TEXT_NUMBER, text)
                          : err_set(err, ERR_INPUT, MSG_TEXT_NUMBER_SCALE, text, err_int(scale));
    *ret = negative ? -value : value;
    return ERR_OK;
}

enum err_code text_number(const char *text, int64_t *ret, struct err *err)
{
    return text_decimal(text, 0, ret, err);
}
