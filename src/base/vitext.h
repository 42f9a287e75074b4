/* SPDX-License-Identifier: Apache-2.0
 * Vietnamese text: what every text given by a user passes before it is kept (text_clean), and the
 * keys by which texts are found (text_fold), compared (text_fold_toned) and sorted (text_sort_key).
 * Knows letters, not the domain: person names are in viname.h, the old encodings in vilegacy.h.
 *
 * A text here is NUL-terminated UTF-8. Keys are made in C with tables and never depend on the
 * locale; only normalisation of rare characters and the sort key ask ICU. Keys are stored: a change
 * of what they look like needs the stored ones made anew.
 *
 * Law: TCVN 6909:2001 (Unicode, precomposed) by decree 30/2020/NĐ-CP; order by CLDR `vi`. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

/* --- letters -------------------------------------------------------------------------------- */

enum text_tone { TONE_LEVEL, TONE_HUYEN, TONE_HOI, TONE_NGA, TONE_SAC, TONE_NANG, TONE_MAX_ };
enum text_shape { SHAPE_PLAIN, SHAPE_BREVE, SHAPE_CIRCUMFLEX, SHAPE_HORN, SHAPE_BAR, SHAPE_MAX_ };

/* A Latin letter taken apart: Ệ is { 'e', SHAPE_CIRCUMFLEX, TONE_NANG }, đ is { 'd', SHAPE_BAR }.
 */
struct text_letter {
    char base; /* a … z */
    unsigned char shape, tone;
};

/* Takes a letter apart, whatever its case. Latin letters of other languages give their base letter
 * (ñ is 'n'); false for what has none (digits, ß, other scripts). */
bool text_letter(uint32_t code, struct text_letter *ret_letter);

/* The lower-case letter of Vietnamese with these parts, or 0 where there is none ('b' with a tone).
 */
uint32_t text_letter_code(struct text_letter letter);

/* Could this be one syllable of Vietnamese, whatever the case: a known onset and rime, one tone at
 * most, sắc or nặng where the rime ends in c, ch, p, t? Rimes on -k and a few others of names of
 * the highlands count too; words of other languages mostly do not. Takes NFC, letters only. */
bool text_is_syllable(const char *word);
bool text_is_syllable_codes(const uint32_t *codes, size_t count);

/* --- what a user gave ----------------------------------------------------------------------- */

/* Unicode normal form C. Returns `in` itself when it is in that form already (nearly always), a
 * copy in `arena` otherwise. `in` must be valid UTF-8. */
const char *text_nfc(struct arena *arena, const char *in);

/* What text_clean repaired: a mask, so that an import can say it. */
enum {
    TEXT_REPAIR_NFD = 1 << 0,         /* letters in several code points became one */
    TEXT_REPAIR_ZERO_WIDTH = 1 << 1,  /* invisible characters and byte order marks went */
    TEXT_REPAIR_NBSP = 1 << 2,        /* no-break and odd-width spaces became plain ones */
    TEXT_REPAIR_SOFT_HYPHEN = 1 << 3, /* U+00AD went */
    TEXT_REPAIR_LOOKALIKE = 1 << 4, /* Ð Ɖ ð became Đ đ; Cyrillic, Greek, full-width became Latin */
    TEXT_REPAIR_CONTROL = 1 << 5, /* control characters went */
    TEXT_REPAIR_SPACES = 1 << 6,  /* spaces around went, several became one */
};

/* Makes one clean line of what a user or a file gave: the repairs above, line breaks and tabs to
 * spaces. Wording, tone placement, case and apostrophes stay as they are. Cyrillic and Greek
 * letters change only in words that also have Latin ones. Text in TCVN3, where Ð, ð and U+00AD are
 * the letters é, ð and ư, is recognised and keeps them: an importer converts it first (vilegacy.h).
 * ERR_INPUT (MSG_TEXT_UTF8, with the place of the bad byte) for bytes that are not UTF-8: they are
 * never guessed at. `ret_repairs` may be NULL. */
NODISCARD enum err_code text_clean(struct arena *arena, const char *in, const char **ret_text,
                                   unsigned *ret_repairs, struct err *err);

/* The same for text of several lines: lines end with \n, at most one empty line stays in a row. */
NODISCARD enum err_code text_clean_lines(struct arena *arena, const char *in, const char **ret_text,
                                         unsigned *ret_repairs, struct err *err);

/* Is there nothing to see in it: empty, or only spaces and invisible characters? NULL is blank. */
bool text_is_blank(const char *text);

/* --- keys ----------------------------------------------------------------------------------- */

/* The search key: lower case, without marks (đ is d), punctuation as single spaces, none around.
 * "Hòa", "Hoà" and " HOÀ. " all give "hoa". Takes any form of Unicode, NFC or not.
 *
 * Apostrophes (' ’ ‘ ʼ ` …) vanish; after a prefix without vowel (H' K' M' R' Tr') the space behind
 * vanishes too, and a lone h or k grows onto the next word, so that H'Rin, H’Rin, H' Rin and H Rin
 * all give "hrin" (not after a number: "7 h sáng"). After a lone y an apostrophe is a space:
 * Y'Thông and Y Thông both give "y thong". Letters of other scripts stay, in lower case. The key is
 * never longer in bytes than the text. */
char *text_fold(struct arena *arena, const char *in);

/* text_fold into the caller's buffer, leaving the ASCII characters of `keep` in their place:
 * parsers of dates, money and numbers stand on it. False, with ret[0] = 0, when it may not fit:
 * `size` must exceed the text's length in bytes. */
bool text_fold_into(char *ret, size_t size, const char *in, const char *keep);

/* The compare key: as text_fold, but letters keep their shape (â ă đ ê ô ơ ư) and each syllable its
 * tone, written behind its vowels as ` ? ~ ' . (VIQR), wherever the text had put it: "hòa" and
 * "hoà" give "hoa`", "quý" and "qúy" give "quy'". */
char *text_fold_toned(struct arena *arena, const char *in);

/* Have they the same search key? */
bool text_equal_folded(const char *a, const char *b);

/* The words of the search key, each once, in order of first appearance, for an index of words
 * searched by prefix. A word "hrin" (H'Rin) is followed by "rin", by which it is known too.
 * Words are cut at TEXT_WORD_BYTES_MAX bytes. */
enum { TEXT_WORD_BYTES_MAX = 40 };
struct text_words {
    const char **items;
    size_t count;
};
struct text_words text_words(struct arena *arena, const char *in);

/* The order of dictionaries as a text to store and to compare byte by byte: CLDR `vi` (a ă â, d đ,
 * tones ngang huyền hỏi ngã sắc nặng), tone placement ignored, case last. Written in the 64
 * characters - 0-9 A-Z _ a-z, which are in ASCII order: a key of n bytes is 4n/3 long. */
char *text_sort_key(struct arena *arena, const char *in);

/* The same of several texts, the first the most significant: the second counts only between equal
 * firsts. `count` is at most TEXT_SORT_PARTS_MAX; NULL parts count as empty. */
enum { TEXT_SORT_PARTS_MAX = 4 };
char *text_sort_key_of(struct arena *arena, const char *const *parts, size_t count);

/* --- case ------------------------------------------------------------------------------------- */

/* All letters as capitals: "Tỉnh Kiên Giang" gives "TỈNH KIÊN GIANG". NFC stays NFC. */
char *text_upper(struct arena *arena, const char *in);
/* The first letter as a small one, for a title within a sentence: "Đăng ký" gives "đăng ký". */
char *text_lower_first(struct arena *arena, const char *in);

/* --- numbers -------------------------------------------------------------------------------- */

/* Digits with an optional '-' and nothing else. False otherwise, and beyond 64 bits. */
NODISCARD bool text_int(const char *text, int64_t *ret);

/* A whole number as people write it: 1500, 1.500.000, 1 500 000, 1,500,000 and 1.500,00; spaces
 * around. "1.500" is 1500 (Vietnamese dots); "1,500" could be 1.5 and is refused, as are decimals.
 * ERR_INPUT: MSG_TEXT_NUMBER, MSG_TEXT_NUMBER_COMMA, MSG_TEXT_NUMBER_RANGE. */
NODISCARD enum err_code text_number(const char *text, int64_t *ret, struct err *err);

/* A decimal number times 10^scale (scale 0 … 9): with scale 2, "12,5" gives 1250. The decimal sign
 * is the comma; a single point not followed by exactly three digits is one too ("12.5", as
 * computers write). More decimals than `scale` holds are refused (MSG_TEXT_NUMBER_SCALE), zeros
 * apart. */
NODISCARD enum err_code text_decimal(const char *text, int scale, int64_t *ret, struct err *err);
