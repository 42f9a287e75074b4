/* SPDX-License-Identifier: Apache-2.0
 * Code points out of UTF-8 and back, inline because every text loop stands on them. */
#pragma once

#include "base/base.h"

/* What utf8_next gives for bytes that are not UTF-8. Not a code point. */
#define UTF8_BAD UINT32_C(0xFFFFFFFF)
enum { UTF8_BYTES_MAX = 4 };

/* The code point at *at, of a NUL-terminated text, and steps over it; at the NUL gives 0 and stays.
 * Overlong forms, surrogates and code points above U+10FFFF are bad: UTF8_BAD, one byte stepped. */
static inline uint32_t utf8_next(const char **at)
{
    const unsigned char *s = (const unsigned char *)*at;
    if (s[0] < 0x80) {
        *at += s[0] != 0;
        return s[0];
    }
    int more = s[0] >= 0xF0 ? 3 : s[0] >= 0xE0 ? 2 : 1;
    uint32_t code = s[0] & (0x3FU >> more);
    static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
    bool good = s[0] >= 0xC2 && s[0] <= 0xF4;
    for (int i = 1; good && i <= more; i++) {
        good = (s[i] & 0xC0) == 0x80;
        code = code << 6 | (s[i] & 0x3FU);
    }
    if (!good || code < least[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        *at += 1;
        return UTF8_BAD;
    }
    *at += more + 1;
    return code;
}

/* Writes a valid code point (up to UTF8_BYTES_MAX bytes, no NUL); returns where the next goes. */
static inline char *utf8_put(char *to, uint32_t code)
{
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
    } else {
        if (code < 0x10000) {
            *to++ = (char)(0xE0 | code >> 12);
        } else {
            *to++ = (char)(0xF0 | code >> 18);
            *to++ = (char)(0x80 | (code >> 12 & 0x3F));
        }
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (code & 0x3F));
    return to;
}

/* strspn, strcspn and strsep look at bytes: "“" in their sets would cut "À" in two. These look at code points of the set,
 * which has no bad ones; a text's own bad bytes are in no set. */
static inline bool utf8_is_among(const char *set, uint32_t code)
{
    for (uint32_t one; (one = utf8_next(&set));)
        if (one == code)
            return true;
    return false;
}

/* How many bytes at the beginning are of the set (`in`), or are not. */
static inline size_t utf8_length_of(const char *text, const char *set, bool in)
{
    const char *at = text;
    for (const char *next = text; *at; at = next)
        if (utf8_is_among(set, utf8_next(&next)) != in)
            break;
    return (size_t)(at - text);
}

static inline size_t utf8_span(const char *text, const char *set)
{
    return utf8_length_of(text, set, true);
}

static inline size_t utf8_cspan(const char *text, const char *set)
{
    return utf8_length_of(text, set, false);
}

/* The piece before the next code point of the set, which is ended there; *rest goes on behind it, NULL after the last. */
static inline char *utf8_sep(char **rest, const char *set)
{
    char *piece = *rest;
    if (!piece)
        return NULL;
    char *end = piece + utf8_cspan(piece, set);
    const char *behind = end;
    *rest = NULL;
    if (*end) {
        (void)utf8_next(&behind);
        *rest = end + (behind - end);
        *end = '\0';
    }
    return piece;
}
