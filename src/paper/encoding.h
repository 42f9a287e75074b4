/* SPDX-License-Identifier: Apache-2.0
 * The bytes of a text file into UTF-8: which encoding they are in, and the conversion.
 *
 * Lists come from everywhere: UTF-8 with or without a mark, "Unicode text" of Excel (UTF-16), old
 * Windows-1258 files, and files typed in a legacy Vietnamese font (TCVN3, VNI). The last are only
 * carried over here, byte 0xNN to its Windows-1252 character: base/vitext turns such text into
 * Vietnamese where it knows the column. Nothing here reads a file. */
#pragma once

#include "base/buf.h"

enum text_encoding {
    TEXT_ENCODING_AUTO,
    TEXT_ENCODING_UTF8,
    TEXT_ENCODING_UTF16LE,
    TEXT_ENCODING_UTF16BE,
    TEXT_ENCODING_WINDOWS_1252,
    TEXT_ENCODING_WINDOWS_1258,
    TEXT_ENCODING_MIXED, /* UTF-8, and bytes of Windows-1252 where it is broken: lists pasted together */
};

/* What was seen of a file so far. Starts zeroed; the whole file should be fed: a single letter far
 * down may be the only one that tells. */
struct encoding_guess {
    uint64_t byte_count, nul_even_count, nul_odd_count;
    uint64_t high_count;      /* bytes above 0x7F */
    uint64_t sequence_count;  /* whole multi-byte UTF-8 characters */
    uint64_t stray_count;     /* bytes that are no part of one */
    uint64_t tone_count;      /* Windows-1258 tone marks after a vowel */
    uint64_t tone_lost_count; /* the same bytes elsewhere */
    uint64_t foreign_count;   /* high bytes that Vietnamese in Windows-1258 does not use */
    unsigned char first[3];
    unsigned char last, sequence_left, sequence_min, sequence_max;
};
void encoding_guess_feed(struct encoding_guess *guess, const unsigned char *bytes, size_t len);

/* The verdict, never AUTO: by byte-order mark; else UTF-16 where every second byte is zero; else
 * UTF-8 where it is valid or only a few bytes in a hundred are not; else both where there are more
 * characters of UTF-8 than chance makes; else Windows-1258 where its separate tone marks stand after
 * vowels; else Windows-1252. `ret_mark_bytes` is the length of the
 * mark to skip. */
enum text_encoding encoding_guess_end(const struct encoding_guess *guess, size_t *ret_mark_bytes);

/* Whether the bytes fed are UTF-8 without a fault, so that they need no conversion. */
bool encoding_guess_is_clean_utf8(const struct encoding_guess *guess);

/* Converts piece by piece. Starts with the encoding set and the rest zero. */
struct decoder {
    enum text_encoding encoding;
    unsigned char held[4]; /* the start of a character cut by the end of a piece */
    size_t held_len;
    uint32_t held_letter;   /* Windows-1258: a letter that may still get its tone */
    uint64_t damaged_count; /* characters that could not be read and became U+FFFD */
};

/* Appends to `out` what can be converted; `is_last` ends the text. Windows-1258 comes out
 * composed (NFC). Bytes wrong in their encoding become U+FFFD and are counted. */
void decoder_feed(struct decoder *decoder, const unsigned char *bytes, size_t len, bool is_last,
                  struct buf *out);

/* The number of characters of a valid UTF-8 text. */
size_t utf8_length(const char *text, size_t len);
