/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/encoding.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/unorm2.h>

enum { REPLACEMENT = 0xFFFD };

/* Characters of UTF-8 for each byte that is none: above the first it is UTF-8 with a few bytes lost;
 * above a tenth it is both, for in old encodings two such bytes hardly ever meet. */
enum { UTF8_PER_STRAY = 10, STRAY_PER_UTF8 = 10, MIXED_SEQUENCES_MIN = 3 };

/* 0x80…0x9F of Windows-1252; the five holes stay the C1 control of the same number. */
static const uint16_t windows_1252_c1[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/* Where Windows-1258 differs from Windows-1252; the tone marks are combining characters. */
static const struct {
    unsigned char byte;
    uint16_t code_point;
} windows_1258_rows[] = {
    { 0xC3, 0x0102 }, { 0xCC, 0x0300 }, { 0xD0, 0x0110 }, { 0xD2, 0x0309 }, { 0xD5, 0x01A0 },
    { 0xDD, 0x01AF }, { 0xDE, 0x0303 }, { 0xE3, 0x0103 }, { 0xEC, 0x0301 }, { 0xF0, 0x0111 },
    { 0xF2, 0x0323 }, { 0xF5, 0x01A1 }, { 0xFD, 0x01B0 }, { 0xFE, 0x20AB },
};

static bool is_tone_byte(unsigned char byte)
{
    return byte == 0xCC || byte == 0xD2 || byte == 0xDE || byte == 0xEC || byte == 0xF2;
}

static bool is_vowel_byte(unsigned char byte)
{
    return byte && strchr("aeiouyAEIOUY\xC2\xC3\xCA\xD4\xD5\xDD\xE2\xE3\xEA\xF4\xF5\xFD", byte);
}

/* The high bytes of ordinary Vietnamese text in Windows-1258 but the tones: letters, quotes,
 * dashes. */
static const unsigned char windows_1258_usual[] = {
    0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xA0, 0xAB, 0xB0, 0xB2, 0xBB, 0xC0, 0xC1,
    0xC2, 0xC3, 0xC8, 0xC9, 0xCA, 0xCD, 0xD0, 0xD3, 0xD4, 0xD5, 0xD9, 0xDA, 0xDD, 0xE0, 0xE1,
    0xE2, 0xE3, 0xE8, 0xE9, 0xEA, 0xED, 0xF0, 0xF3, 0xF4, 0xF5, 0xF9, 0xFA, 0xFD, 0xFE,
};

static bool is_windows_1258_usual(unsigned char byte)
{
    return memchr(windows_1258_usual, byte, sizeof(windows_1258_usual));
}

static void guess_start_sequence(struct encoding_guess *guess, unsigned char byte)
{
    guess->sequence_min = 0x80;
    guess->sequence_max = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF) {
        guess->sequence_left = 1;
    } else if ((byte & 0xF0) == 0xE0) {
        guess->sequence_left = 2;
        if (byte == 0xE0)
            guess->sequence_min = 0xA0;
        if (byte == 0xED)
            guess->sequence_max = 0x9F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        guess->sequence_left = 3;
        if (byte == 0xF0)
            guess->sequence_min = 0x90;
        if (byte == 0xF4)
            guess->sequence_max = 0x8F;
    } else {
        guess->stray_count++;
    }
}

static void guess_utf8(struct encoding_guess *guess, unsigned char byte)
{
    if (guess->sequence_left) {
        if (byte >= guess->sequence_min && byte <= guess->sequence_max) {
            guess->sequence_min = 0x80;
            guess->sequence_max = 0xBF;
            if (--guess->sequence_left == 0)
                guess->sequence_count++;
            return;
        }
        guess->stray_count++;
        guess->sequence_left = 0;
    }
    if (byte >= 0x80)
        guess_start_sequence(guess, byte);
}

static void guess_byte(struct encoding_guess *guess, unsigned char byte)
{
    guess_utf8(guess, byte);
    if (byte >= 0x80) {
        guess->high_count++;
        if (is_tone_byte(byte))
            *(is_vowel_byte(guess->last) ? &guess->tone_count : &guess->tone_lost_count) += 1;
        else if (!is_windows_1258_usual(byte))
            guess->foreign_count++;
    } else if (byte == 0) {
        *(guess->byte_count % 2 ? &guess->nul_odd_count : &guess->nul_even_count) += 1;
    }
    guess->last = byte;
    guess->byte_count++;
}

/* Whether the eight bytes are all ASCII and none is zero. */
static bool is_plain_word(const unsigned char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof(word));
    return (((word - 0x0101010101010101u) | word) & 0x8080808080808080u) == 0;
}

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The length of the plain stretch at the start of the bytes: eight ASCII bytes, or one of the
 * characters of Vietnamese in UTF-8 while no byte was wrong; 0 where a closer look is needed. What
 * tells Windows-1258 apart need not be counted before the first wrong byte. */
static size_t plain_stretch(const struct encoding_guess *guess, const unsigned char *bytes,
                            size_t len)
{
    if (len < 8 || guess->sequence_left)
        return 0;
    if (is_plain_word(bytes))
        return 8;
    if (guess->stray_count)
        return 0;
    if (bytes[0] >= 0xC2 && bytes[0] <= 0xDF && is_continuation(bytes[1]))
        return 2;
    if (bytes[0] >= 0xE1 && bytes[0] <= 0xE2 && is_continuation(bytes[1]) &&
        is_continuation(bytes[2]))
        return 3;
    return bytes[0] && bytes[0] < 0x80;
}

void encoding_guess_feed(struct encoding_guess *guess, const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len && guess->byte_count + i < sizeof(guess->first); i++)
        guess->first[guess->byte_count + i] = bytes[i];
    size_t i = 0;
    while (i < len) {
        size_t plain = plain_stretch(guess, bytes + i, len - i);
        if (plain == 0) {
            guess_byte(guess, bytes[i++]);
            continue;
        }
        i += plain;
        guess->sequence_count += plain == 2 || plain == 3;
        guess->last = bytes[i - 1];
        guess->byte_count += plain;
    }
}

bool encoding_guess_is_clean_utf8(const struct encoding_guess *guess)
{
    return guess->stray_count == 0 && guess->sequence_left == 0;
}

enum text_encoding encoding_guess_end(const struct encoding_guess *guess, size_t *ret_mark_bytes)
{
    const unsigned char *first = guess->first;
    *ret_mark_bytes = 2;
    if (guess->byte_count >= 2 && first[0] == 0xFF && first[1] == 0xFE)
        return TEXT_ENCODING_UTF16LE;
    if (guess->byte_count >= 2 && first[0] == 0xFE && first[1] == 0xFF)
        return TEXT_ENCODING_UTF16BE;
    *ret_mark_bytes = 3;
    if (guess->byte_count >= 3 && first[0] == 0xEF && first[1] == 0xBB && first[2] == 0xBF)
        return TEXT_ENCODING_UTF8;
    *ret_mark_bytes = 0;
    if (guess->nul_even_count == 0 && guess->nul_odd_count > guess->byte_count / 4)
        return TEXT_ENCODING_UTF16LE;
    if (guess->nul_odd_count == 0 && guess->nul_even_count > guess->byte_count / 4)
        return TEXT_ENCODING_UTF16BE;
    if (encoding_guess_is_clean_utf8(guess) || guess->sequence_count > guess->stray_count * UTF8_PER_STRAY)
        return TEXT_ENCODING_UTF8;
    if (guess->sequence_count >= MIXED_SEQUENCES_MIN &&
        guess->sequence_count * STRAY_PER_UTF8 >= guess->stray_count)
        return TEXT_ENCODING_MIXED;
    uint64_t tolerated = guess->high_count / 50;
    if (guess->tone_count && guess->tone_lost_count <= tolerated &&
        guess->foreign_count <= tolerated)
        return TEXT_ENCODING_WINDOWS_1258;
    return TEXT_ENCODING_WINDOWS_1252;
}

size_t utf8_length(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static void character_add(struct buf *out, uint32_t code_point)
{
    char bytes[UTF8_BYTES_MAX];
    buf_add_n(out, bytes, (size_t)(utf8_put(bytes, code_point) - bytes));
}

static void decode_damaged(struct decoder *decoder, struct buf *out)
{
    decoder->damaged_count++;
    character_add(out, REPLACEMENT);
}

static uint32_t byte_character(enum text_encoding encoding, unsigned char byte)
{
    if (encoding == TEXT_ENCODING_WINDOWS_1258)
        for (size_t i = 0; i < COUNT(windows_1258_rows); i++)
            if (windows_1258_rows[i].byte == byte)
                return windows_1258_rows[i].code_point;
    return byte >= 0x80 && byte < 0xA0 ? windows_1252_c1[byte - 0x80] : byte;
}

/* Takes one character off the front of `bytes`; gives the bytes used, 0 when more are needed. The
 * longest start of a character that is then broken counts as one damaged character. */
static size_t decode_utf8(struct decoder *decoder, const unsigned char *bytes, size_t len,
                          struct buf *out)
{
    struct encoding_guess seen = { 0 };
    for (size_t i = 0; i < len; i++) {
        guess_utf8(&seen, bytes[i]);
        if (seen.stray_count && decoder->encoding == TEXT_ENCODING_MIXED) {
            character_add(out, byte_character(TEXT_ENCODING_WINDOWS_1252, bytes[0]));
            return 1;
        }
        if (seen.stray_count) {
            decode_damaged(decoder, out);
            return i ? i : 1;
        }
        if (!seen.sequence_left) {
            buf_add_n(out, bytes, i + 1);
            return i + 1;
        }
    }
    return 0;
}

static size_t decode_utf16(struct decoder *decoder, const unsigned char *bytes, size_t len,
                           struct buf *out)
{
    size_t high = decoder->encoding == TEXT_ENCODING_UTF16LE;
    if (len < 2)
        return 0;
    uint32_t unit = (uint32_t)bytes[high] << 8 | bytes[1 - high];
    if (unit < 0xD800 || unit > 0xDFFF) {
        character_add(out, unit);
        return 2;
    }
    if (unit < 0xDC00 && len < 4)
        return 0;
    uint32_t second = unit < 0xDC00 ? (uint32_t)bytes[2 + high] << 8 | bytes[3 - high] : 0;
    if (second < 0xDC00 || second > 0xDFFF) {
        decode_damaged(decoder, out);
        return 2;
    }
    character_add(out, 0x10000 + ((unit - 0xD800) << 10) + (second - 0xDC00));
    return 4;
}

static void flush_letter(struct decoder *decoder, struct buf *out)
{
    if (decoder->held_letter)
        character_add(out, decoder->held_letter);
    decoder->held_letter = 0;
}

/* A tone mark joins the letter before it: "ê" + dot below → "ệ". */
static void add_tone(struct decoder *decoder, uint32_t tone, struct buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar pair[2] = { (UChar)decoder->held_letter, (UChar)tone }, joined[4];
    int32_t len = unorm2_normalize(nfc, pair, 2, joined, COUNT(joined), &status);
    require(U_SUCCESS(status));
    if (len == 1) {
        decoder->held_letter = joined[0];
        return;
    }
    flush_letter(decoder, out);
    character_add(out, tone);
}

static void decode_byte(struct decoder *decoder, unsigned char byte, struct buf *out)
{
    uint32_t character = byte_character(decoder->encoding, byte);
    if (character >= 0x300 && character <= 0x323 && decoder->held_letter) {
        add_tone(decoder, character, out);
        return;
    }
    flush_letter(decoder, out);
    if (decoder->encoding == TEXT_ENCODING_WINDOWS_1258 && is_vowel_byte(byte))
        decoder->held_letter = character;
    else
        character_add(out, character);
}

static size_t decode_one(struct decoder *decoder, const unsigned char *bytes, size_t len,
                         struct buf *out)
{
    switch (decoder->encoding) {
    case TEXT_ENCODING_UTF16LE:
    case TEXT_ENCODING_UTF16BE:
        return decode_utf16(decoder, bytes, len, out);
    case TEXT_ENCODING_WINDOWS_1252:
    case TEXT_ENCODING_WINDOWS_1258:
        decode_byte(decoder, bytes[0], out);
        return 1;
    case TEXT_ENCODING_AUTO:
    case TEXT_ENCODING_UTF8:
    case TEXT_ENCODING_MIXED:
        break;
    }
    return decode_utf8(decoder, bytes, len, out);
}

/* Finishes, byte by byte, the character that the last piece cut. Gives the new bytes used. */
static size_t decode_held(struct decoder *decoder, const unsigned char *bytes, size_t len,
                          struct buf *out)
{
    size_t taken = 0;
    while (decoder->held_len && taken < len) {
        size_t before = decoder->held_len;
        decoder->held[decoder->held_len++] = bytes[taken++];
        size_t used = decode_one(decoder, decoder->held, decoder->held_len, out);
        if (used == 0)
            continue;
        if (used <= before) { /* the cut part was wrong by itself: give the rest another try */
            memmove(decoder->held, decoder->held + used, before - used);
            decoder->held_len = before - used;
            taken--;
        } else {
            decoder->held_len = 0;
        }
    }
    return taken;
}

void decoder_feed(struct decoder *decoder, const unsigned char *bytes, size_t len, bool is_last,
                  struct buf *out)
{
    size_t i = decode_held(decoder, bytes, len, out);
    while (i < len) {
        size_t used = decode_one(decoder, bytes + i, len - i, out);
        if (used == 0) {
            require(len - i < sizeof(decoder->held));
            memcpy(decoder->held, bytes + i, len - i);
            decoder->held_len = len - i;
            break;
        }
        i += used;
    }
    if (is_last) {
        if (decoder->held_len)
            decode_damaged(decoder, out);
        decoder->held_len = 0;
        flush_letter(decoder, out);
    }
}
