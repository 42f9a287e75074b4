/* SPDX-License-Identifier: Apache-2.0
 * The sort keys of vitext.h: ICU's collator for `vi`, one per thread, its key written as text. */
#include "base/vitext.h"

#include "base/utf8.h"

#include <pthread.h>
#include <unicode/ucol.h>

static pthread_key_t collator_key;
static pthread_once_t collator_once = PTHREAD_ONCE_INIT;

static void collator_done(void *collator)
{
    ucol_close(collator);
}

static void collator_key_make(void)
{
    require(pthread_key_create(&collator_key, collator_done) == 0);
}

static UCollator *collator(void)
{
    static _Thread_local UCollator *own;
    if (own)
        return own;
    require(pthread_once(&collator_once, collator_key_make) == 0);
    UErrorCode status = U_ZERO_ERROR;
    own = ucol_open("vi", &status);
    require(U_SUCCESS(status));
    ucol_setAttribute(own, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    require(U_SUCCESS(status) && pthread_setspecific(collator_key, own) == 0);
    return own;
}

/* UTF-16 of `in` with the tone of each run of vowels behind its last vowel, so that hòa and hoà are
 * one. `to` has room for two units per byte of `in`. */
static int32_t widen(const char *in, UChar *to)
{
    static const UChar marks[TONE_MAX_] = { 0, 0x300, 0x309, 0x303, 0x301, 0x323 };
    UChar *at = to, tone = 0;
    while (*in) {
        uint32_t code = utf8_next(&in);
        struct text_letter letter;
        bool vowel = text_letter(code, &letter) && strchr("aeiouy", letter.base);
        if (!vowel && tone) {
            *at++ = tone;
            tone = 0;
        }
        if (vowel && letter.tone != TONE_LEVEL) {
            if (tone)
                *at++ = tone;
            tone = marks[letter.tone];
            bool upper = code < 0x100 ? code < 0xE0 : code % 2 == 0;
            letter.tone = TONE_LEVEL;
            code = text_letter_code(letter);
            if (upper && code < 0x100)
                code -= 0x20;
            else if (upper)
                code -= 1; /* ă ơ ư: the capital stands before */
        }
        if (code == UTF8_BAD)
            code = 0xFFFD;
        if (code >= 0x10000) {
            *at++ = (UChar)(0xD7C0 + (code >> 10));
            code = 0xDC00 | (code & 0x3FF);
        }
        *at++ = (UChar)code;
    }
    if (tone)
        *at++ = tone;
    return (int32_t)(at - to);
}

/* Bytes → text of 6 bits a character, in an alphabet that is in ASCII order. */
static char *encode(struct arena *arena, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    char *text = arena_alloc(arena, count * 4 / 3 + 3, 1), *to = text;
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < count; i++) {
        bits = (bits & 0x3F) << 8 | bytes[i];
        for (have += 8; have >= 6; have -= 6)
            *to++ = digits[bits >> (have - 6) & 0x3F];
    }
    if (have > 0)
        *to++ = digits[bits << (6 - have) & 0x3F];
    *to = '\0';
    return text;
}

char *text_sort_key_of(struct arena *arena, const char *const *parts, size_t count)
{
    require(count <= TEXT_SORT_PARTS_MAX);
    const char *texts[TEXT_SORT_PARTS_MAX];
    size_t longest = 0, total = 0;
    for (size_t i = 0; i < count; i++) {
        texts[i] = text_nfc(arena, parts[i] ? parts[i] : "");
        size_t len = strlen(texts[i]);
        longest = len > longest ? len : longest;
        total += len;
    }
    require(total < INT32_MAX / 32);
    UChar wide_near[256], *wide = wide_near;
    uint8_t key_near[1024], *key = key_near;
    size_t key_size = total * 8 + 64;
    if (longest * 2 + 1 > COUNT(wide_near))
        wide = ARENA_ARRAY(arena, UChar, longest * 2 + 1);
    if (key_size > sizeof(key_near))
        key = arena_alloc(arena, key_size, 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t wide_len = widen(texts[i], wide);
        int32_t size = (int32_t)(key_size - len);
        int32_t need = ucol_getSortKey(collator(), wide, wide_len, key + len, size);
        if (need > size) { /* rare scripts */
            key_size = len + (size_t)need + total * 8 + 64;
            key = memcpy(arena_alloc(arena, key_size, 1), key, len);
            need = ucol_getSortKey(collator(), wide, wide_len, key + len, need);
        }
        require(need > 0);
        len += (size_t)need; /* with its closing 0, which parts lower than any weight */
    }
    return encode(arena, key, len > 0 ? len - 1 : 0);
}

char *text_sort_key(struct arena *arena, const char *in)
{
    return text_sort_key_of(arena, &in, 1);
}
