/* SPDX-License-Identifier: Apache-2.0
 * The numbers that a header gives its words: "Loại hộ (1: nghèo; 2: cận nghèo)". Such a column has 1 and 2 in it, and they
 * mean what the header says, not what another form calls so. */
#include "service/import/import_parts.h"

#include <ctype.h>
#include <string.h>

enum { LEGEND_MIN = 2, DIGITS_MAX = 2 };

static int value_of(const char *digits, size_t len)
{
    int value = 0;
    for (size_t i = 0; i < len; i++)
        value = value * 10 + digits[i] - '0';
    return value;
}

/* The number that begins there, of one or two digits and words behind it ("1. nghèo", "1 = nghèo", "1 nghèo"): its words
 * begin at *ret_words. -1: none. */
static int number_at(const char *text, const char *at, const char **ret_words)
{
    size_t digits = strspn(at, "0123456789");
    bool begins = at == text || strchr(" (;,:/[-\n", at[-1]);
    if (!begins || digits == 0 || digits > DIGITS_MAX)
        return -1;
    const char *words = at + digits + strspn(at + digits, " .:=)-");
    if (words == at + digits || !(isalpha((unsigned char)*words) || *words & 0x80))
        return -1;
    *ret_words = words;
    return value_of(at, digits);
}

/* Where the number begins, or the end of the text. */
static const char *find_number(const char *text, const char *from, int number, const char **ret_words)
{
    for (const char *at = from; *at; at++)
        if (number_at(text, at, ret_words) == number)
            return at;
    return from + strlen(from);
}

static const char *label(struct arena *arena, const char *from, const char *to)
{
    while (to > from && strchr(" ;,:/([-.\n", to[-1]))
        to--;
    size_t len = (size_t)(to - from);
    bool closes = len && from[len - 1] == ')' && !memchr(from, '(', len);
    return arena_strndup(arena, from, closes ? len - 1 : len);
}

const struct import_legend *import_legend_of(struct arena *arena, const char *header)
{
    struct import_legend *legend = ARENA_ARRAY(arena, struct import_legend, 1);
    const char *words = NULL, *at = header;
    int number = -1;
    while (*at && (number = number_at(header, at, &words)) != 0 && number != 1)
        at++;
    for (; *at && legend->count < COUNT(legend->items); number++) {
        const char *from = words;
        at = find_number(header, from, number + 1, &words);
        legend->items[legend->count++] = (struct import_legend_item){ number, label(arena, from, at) };
    }
    return legend->count >= LEGEND_MIN ? legend : NULL;
}

const char *import_legend_meaning(const struct import_legend *legend, const char *text)
{
    size_t from = strspn(text, " ("), len = strspn(text + from, "0123456789");
    if (!legend || len == 0 || len > DIGITS_MAX || text[from + len + strspn(text + from + len, " .)")])
        return NULL;
    int number = value_of(text + from, len);
    for (size_t i = 0; i < legend->count; i++)
        if (legend->items[i].number == number)
            return legend->items[i].words;
    return NULL;
}
