/* SPDX-License-Identifier: Apache-2.0
 * The sort keys of vitext.h: ICU's collator for `vi`, one per thread, its key written as text. */
#include "base/vitext.h"

#include "base/utf8.h"

#include <pthread.h>
#include <unicode/ucol.h>

/* The words of names come again and again: their keys are kept, by a hash of the word. */
enum { CACHE_SLOTS = 2048, CACHED_TEXT_MAX = 23, CACHED_KEY_MAX = 40 };

struct sorter {
    UCollator *collator;
    struct {
        char text[CACHED_TEXT_MAX + 1];
        uint8_t key[CACHED_KEY_MAX];
        uint8_t key_len; /* with the closing 0; 0: empty slot */
    } cache[CACHE_SLOTS];
};

static pthread_key_t sorter_key;
static pthread_once_t sorter_once = PTHREAD_ONCE_INIT;

static void sorter_free(void *memory)
{
    struct sorter *sorter = memory;
    ucol_close(sorter->collator);
    free(sorter);
}

static void sorter_key_make(void)
{
    require(pthread_key_create(&sorter_key, sorter_free) == 0);
}

static struct sorter *sorter_own(void)
{
    static _Thread_local struct sorter *own;
    if (own)
        return own;
    require(pthread_once(&sorter_once, sorter_key_make) == 0);
    UErrorCode status = U_ZERO_ERROR;
    own = calloc(1, sizeof(*own));
    require(own);
    own->collator = ucol_open("vi", &status);
    require(U_SUCCESS(status));
    ucol_setAttribute(own->collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
    require(U_SUCCESS(status) && pthread_setspecific(sorter_key, own) == 0);
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

/* ICU's key of one text with its closing 0, into `key` of `size` bytes; returns its length, which
 * may be more than `size`: then call again with room. */
static size_t key_make(struct sorter *sorter, struct arena *arena, const char *text, uint8_t *key,
                       size_t size)
{
    UChar near[256], *wide = near;
    size_t len = strlen(text);
    require(len < INT32_MAX / 32);
    if (len * 2 + 1 > COUNT(near))
        wide = ARENA_ARRAY(arena, UChar, len * 2 + 1);
    int32_t wide_len = widen(text, wide);
    int32_t need = ucol_getSortKey(sorter->collator, wide, wide_len, key, (int32_t)size);
    require(need > 0);
    return (size_t)need;
}

/* The same for the short texts that are kept; false for others. */
static bool key_cached(struct sorter *sorter, struct arena *arena, const char *text, uint8_t *key,
                       size_t *ret_len)
{
    uint32_t hash = 2166136261U, len = 0;
    for (; text[len]; len++) {
        if (len == CACHED_TEXT_MAX)
            return false;
        hash = (hash ^ (uint8_t)text[len]) * 16777619U;
    }
    size_t slot = (hash ^ hash >> 15) % CACHE_SLOTS;
    if (sorter->cache[slot].key_len == 0 || strcmp(sorter->cache[slot].text, text) != 0) {
        size_t need = key_make(sorter, arena, text, key, CACHED_KEY_MAX);
        if (need > CACHED_KEY_MAX)
            return false;
        memcpy(sorter->cache[slot].text, text, len + 1);
        memcpy(sorter->cache[slot].key, key, need);
        sorter->cache[slot].key_len = (uint8_t)need;
    }
    *ret_len = sorter->cache[slot].key_len;
    memcpy(key, sorter->cache[slot].key, *ret_len);
    return true;
}

char *text_sort_key_of(struct arena *arena, const char *const *parts, size_t count)
{
    require(count <= TEXT_SORT_PARTS_MAX);
    struct sorter *sorter = sorter_own();
    uint8_t near[1024], *key = near;
    size_t len = 0, size = sizeof(near), part_len;
    for (size_t i = 0; i < count; i++) {
        const char *text = text_nfc(arena, parts[i] ? parts[i] : "");
        if (size - len < CACHED_KEY_MAX || !key_cached(sorter, arena, text, key + len, &part_len))
            part_len = key_make(sorter, arena, text, key + len, size - len);
        if (part_len > size - len) {
            size = len + part_len + sizeof(near);
            key = memcpy(arena_alloc(arena, size, 1), key, len);
            key_make(sorter, arena, text, key + len, size - len);
        }
        len += part_len; /* with its closing 0, which parts lower than any weight */
    }
    return encode(arena, key, len > 0 ? len - 1 : 0);
}

char *text_sort_key(struct arena *arena, const char *in)
{
    return text_sort_key_of(arena, &in, 1);
}
