/* SPDX-License-Identifier: Apache-2.0
 * Letters, search and compare keys, words. Cleaning is in viclean.c, sorting in visort.c, numbers
 * in vinumber.c. */
#include "base/vitext.h"

#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <string.h>

/* --- letters -------------------------------------------------------------------------------- */

/* One character per code point: its base letter, shape and tone. Latin-1 to Extended-B, and the
 * Vietnamese block of Latin Extended Additional; together all letters Vietnamese has. */
enum { LATIN_FIRST = 0xC0, LATIN_LAST = 0x24F, VIET_FIRST = 0x1EA0, VIET_LAST = 0x1EFF };

static const char latin_base[] = "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y"
                                 "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkkllllll "
                                 " llnnnnnn nnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
                                 "bb       dd            i  l     oo             uu               "
                                 "             aaiioouuuuuuuuuu aaaa    ggkkoooo  j   gg  nnaa    "
                                 "aaaaeeeeiiiioooorrrruuuusstt  hh      aaeeooooooooyy            "
                                 "   bu           ";
static const char latin_shape[] = "0020000000200000000020000000000000200000002000000000200000000000"
                                  "0011000000000000440000000000000000000000000000000000000000000000"
                                  "0000000000000000000000000000000000000000000000000000000000000000"
                                  "0000000000000000000000000000000033000000000000033000000000000000"
                                  "0000000000000000000000000000000000000000000000000000000000000000"
                                  "0000000000000000000000000000000000000000000000000000000000000000"
                                  "0000000000000000";
static const char latin_tone[] = "1403000014001400001403000140040014030000140014000014030001400400"
                                 "0000000000000000000000000000000000000000330000000000000000000000"
                                 "0000000000000000000000000000000000000000330000000000000000000000"
                                 "0000000000000000000000000000000000000000000000000000000000000000"
                                 "0000000000000000000000000000000000000000000000000000000000000000"
                                 "0000000000000000000000000000000000000000000000000000000000000000"
                                 "0000000000000000";
static const char viet_base[] = "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooo"
                                "oooouuuuuuuuuuuuuuyyyyyyyy      ";
static const char viet_shape[] = "0000222222222211111111110000002222222222000000002222222222333333"
                                 "33330000333333333300000000000000";
static const char viet_tone[] = "5522441122335544112233555522334411223355225555224411223355441122"
                                "33555522441122335511552233000000";
_Static_assert(sizeof(latin_base) == LATIN_LAST - LATIN_FIRST + 2, "one per code point");
_Static_assert(sizeof(latin_shape) == sizeof(latin_base), "one per code point");
_Static_assert(sizeof(latin_tone) == sizeof(latin_base), "one per code point");
_Static_assert(sizeof(viet_base) == VIET_LAST - VIET_FIRST + 2, "one per code point");
_Static_assert(sizeof(viet_shape) == sizeof(viet_base), "one per code point");
_Static_assert(sizeof(viet_tone) == sizeof(viet_base), "one per code point");

bool text_letter(uint32_t code, struct text_letter *ret_letter)
{
    if ((code | 0x20) >= 'a' && (code | 0x20) <= 'z') {
        *ret_letter = (struct text_letter){ .base = (char)(code | 0x20) };
        return true;
    }
    struct text_letter letter;
    if (code >= LATIN_FIRST && code <= LATIN_LAST) {
        size_t i = code - LATIN_FIRST;
        letter = (struct text_letter){ latin_base[i], (unsigned char)(latin_shape[i] - '0'),
                                       (unsigned char)(latin_tone[i] - '0') };
    } else if (code >= VIET_FIRST && code <= VIET_LAST) {
        size_t i = code - VIET_FIRST;
        letter = (struct text_letter){ viet_base[i], (unsigned char)(viet_shape[i] - '0'),
                                       (unsigned char)(viet_tone[i] - '0') };
    } else {
        return false;
    }
    if (letter.base == ' ')
        return false;
    *ret_letter = letter;
    return true;
}

static const struct {
    char base;
    unsigned char shape;
    uint16_t codes[TONE_MAX_];
} vowels[] = {
    { 'a', SHAPE_PLAIN, { u'a', u'à', u'ả', u'ã', u'á', u'ạ' } },
    { 'a', SHAPE_BREVE, { u'ă', u'ằ', u'ẳ', u'ẵ', u'ắ', u'ặ' } },
    { 'a', SHAPE_CIRCUMFLEX, { u'â', u'ầ', u'ẩ', u'ẫ', u'ấ', u'ậ' } },
    { 'e', SHAPE_PLAIN, { u'e', u'è', u'ẻ', u'ẽ', u'é', u'ẹ' } },
    { 'e', SHAPE_CIRCUMFLEX, { u'ê', u'ề', u'ể', u'ễ', u'ế', u'ệ' } },
    { 'i', SHAPE_PLAIN, { u'i', u'ì', u'ỉ', u'ĩ', u'í', u'ị' } },
    { 'o', SHAPE_PLAIN, { u'o', u'ò', u'ỏ', u'õ', u'ó', u'ọ' } },
    { 'o', SHAPE_CIRCUMFLEX, { u'ô', u'ồ', u'ổ', u'ỗ', u'ố', u'ộ' } },
    { 'o', SHAPE_HORN, { u'ơ', u'ờ', u'ở', u'ỡ', u'ớ', u'ợ' } },
    { 'u', SHAPE_PLAIN, { u'u', u'ù', u'ủ', u'ũ', u'ú', u'ụ' } },
    { 'u', SHAPE_HORN, { u'ư', u'ừ', u'ử', u'ữ', u'ứ', u'ự' } },
    { 'y', SHAPE_PLAIN, { u'y', u'ỳ', u'ỷ', u'ỹ', u'ý', u'ỵ' } },
};

uint32_t text_letter_code(struct text_letter letter)
{
    for (size_t i = 0; i < COUNT(vowels); i++)
        if (vowels[i].base == letter.base && vowels[i].shape == letter.shape)
            return letter.tone < TONE_MAX_ ? vowels[i].codes[letter.tone] : 0;
    if (letter.tone != TONE_LEVEL)
        return 0;
    if (letter.shape == SHAPE_BAR)
        return letter.base == 'd' ? u'đ' : 0;
    return letter.shape == SHAPE_PLAIN && letter.base >= 'a' && letter.base <= 'z'
               ? (unsigned char)letter.base
               : 0;
}

static bool is_vowel(char base)
{
    const uint32_t mask = 1U << 0 | 1U << 4 | 1U << 8 | 1U << 14 | 1U << 20 | 1U << 24; /* aeiouy */
    return mask >> (base - 'a') & 1;
}

/* --- folding -------------------------------------------------------------------------------- */

/* The state of one folding: a writer that puts the spaces between words. */
struct folding {
    char *start, *at;
    const char *keep;
    bool toned;
    bool gap;         /* something between words was met since the last character */
    bool gap_blank;   /* … and it was only spaces and apostrophes */
    bool glue;        /* a prefix's apostrophe: the gap behind it does not count */
    bool has_vowel;   /* the word so far */
    bool after_digit; /* the word before this one ended in a digit */
    int letters;      /* of the word so far; -1 once it has anything else */
    char tone;        /* of the vowels being written, not yet written: " `?~'." or 0 */
};

static const char tone_marks[TONE_MAX_] = {
    [TONE_LEVEL] = 0, [TONE_HUYEN] = '`', [TONE_HOI] = '?',
    [TONE_NGA] = '~', [TONE_SAC] = '\'',  [TONE_NANG] = '.',
};

static void fold_tone_out(struct folding *f)
{
    if (f->tone)
        *f->at++ = f->tone;
    f->tone = 0;
}

/* A lone h or k before a blank belongs to the word behind it: H Rin, K Dang. */
static bool fold_is_prefix(const struct folding *f)
{
    return f->gap && f->letters == 1 && f->gap_blank && !f->after_digit &&
           (f->at[-1] == 'h' || f->at[-1] == 'k');
}

/* Called before each character that is written; `letter` tells what comes. */
static void fold_begin(struct folding *f, bool letter)
{
    bool joined = letter && (f->glue || fold_is_prefix(f));
    bool gap = f->gap && f->at > f->start && !joined;
    f->gap = f->glue = false;
    if (!gap)
        return;
    fold_tone_out(f);
    f->after_digit = f->at[-1] >= '0' && f->at[-1] <= '9';
    *f->at++ = ' ';
    f->letters = 0;
    f->has_vowel = false;
}

static void fold_gap(struct folding *f, bool blank)
{
    f->gap_blank = f->gap ? f->gap_blank && blank : blank;
    f->gap = true;
}

static void fold_letter(struct folding *f, struct text_letter letter)
{
    fold_begin(f, true);
    bool vowel = is_vowel(letter.base);
    if (f->letters >= 0)
        f->letters++;
    f->has_vowel |= vowel;
    if (!f->toned) {
        *f->at++ = letter.base;
        return;
    }
    if (!vowel)
        fold_tone_out(f);
    uint32_t code = text_letter_code((struct text_letter){ letter.base, letter.shape, TONE_LEVEL });
    f->at = utf8_put(f->at, code ? code : (unsigned char)letter.base);
    if (letter.tone != TONE_LEVEL) {
        fold_tone_out(f);
        f->tone = tone_marks[letter.tone];
    }
}

static void fold_other(struct folding *f, uint32_t code)
{
    fold_begin(f, false);
    fold_tone_out(f);
    f->at = utf8_put(f->at, code);
    f->letters = -1;
}

static void fold_apostrophe(struct folding *f)
{
    if (f->gap || f->at == f->start || f->letters <= 0)
        return; /* an opening quote, or after a digit: nothing */
    if (f->letters == 1 && f->at[-1] == 'y')
        fold_gap(f, true);
    else if (!f->has_vowel && f->letters <= 2)
        f->glue = true;
}

static bool is_apostrophe(uint32_t code)
{
    return code == '\'' || code == '`' || code == 0xB4 || (code >= 0x2B9 && code <= 0x2BF) ||
           code == 0x2C8 || code == 0x2018 || code == 0x2019 || code == 0x201B || code == 0x2032 ||
           code == 0xFF07;
}

static bool is_invisible(uint32_t code)
{
    return code == 0xAD || (code >= 0x300 && code <= 0x36F) || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069) ||
           code == 0xFEFF || (code >= 0xFE00 && code <= 0xFE0F);
}

static void fold_code(struct folding *f, uint32_t code, const char *in_end, const char *in_start);

/* Characters no table has: compatibility forms are taken apart where that makes them no longer,
 * letters and digits of other scripts stay, the rest parts words. */
static void fold_rare(struct folding *f, uint32_t code, size_t bytes)
{
    static const struct {
        uint16_t code;
        char text[3];
    } ligatures[] = { { 0xDF, "ss" },  { 0xC6, "ae" },  { 0xE6, "ae" },
                      { 0x152, "oe" }, { 0x153, "oe" }, { 0x132, "ij" },
                      { 0x133, "ij" }, { 0xDE, "th" },  { 0xFE, "th" } };
    for (size_t i = 0; i < COUNT(ligatures); i++)
        if (code == ligatures[i].code) {
            fold_letter(f, (struct text_letter){ .base = ligatures[i].text[0] });
            fold_letter(f, (struct text_letter){ .base = ligatures[i].text[1] });
            return;
        }
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[16];
    int32_t count = unorm2_getDecomposition(unorm2_getNFKDInstance(&status), (UChar32)code, parts,
                                            COUNT(parts), &status);
    if (U_SUCCESS(status) && count > 0 && (size_t)count <= bytes) {
        char text[sizeof(parts) * 2], *to = text;
        for (int32_t i = 0; i < count; i++)
            if (!U16_IS_SURROGATE(parts[i]))
                to = utf8_put(to, parts[i]);
        *to = '\0';
        if ((size_t)(to - text) <= bytes) {
            for (const char *c = text, *before = c; *c; before = c)
                fold_code(f, utf8_next(&c), c, before);
            return;
        }
    }
    uint32_t lower = (uint32_t)u_tolower((UChar32)code);
    if (u_isalnum((UChar32)code) ||
        (u_getCombiningClass((UChar32)code) == 0 && (U_GET_GC_MASK((UChar32)code) & U_GC_M_MASK)))
        fold_other(f, lower < 0x800 || code >= 0x800 ? lower : code);
    else if (!(U_GET_GC_MASK((UChar32)code) & U_GC_M_MASK))
        fold_gap(f, u_isUWhiteSpace((UChar32)code));
}

static void fold_code(struct folding *f, uint32_t code, const char *in_end, const char *in_start)
{
    struct text_letter letter;
    if (text_letter(code, &letter))
        fold_letter(f, letter);
    else if (code >= '0' && code <= '9')
        fold_other(f, code);
    else if (code < 0x80 && f->keep && strchr(f->keep, (int)code))
        fold_other(f, code);
    else if (is_apostrophe(code))
        fold_apostrophe(f);
    else if (code < 0x80)
        fold_gap(f, code == ' ' || code == '\t' || code == '\n' || code == '\r');
    else if (code == UTF8_BAD)
        fold_gap(f, false);
    else if (!is_invisible(code))
        fold_rare(f, code, (size_t)(in_end - in_start));
}

/* Writes the key of `in` to `to`, which has room for strlen(in) + 1 bytes. */
static void fold(char *to, const char *in, const char *keep, bool toned)
{
    struct folding f = { .start = to, .at = to, .keep = keep, .toned = toned };
    for (const char *c = in; *c;) {
        char small = (char)(*c | 0x20);
        if (small >= 'a' && small <= 'z' && !(f.gap | f.glue | toned)) { /* most of all text */
            *f.at++ = small;
            f.letters += f.letters >= 0;
            f.has_vowel |= is_vowel(small);
            c++;
            continue;
        }
        const char *start = c;
        uint32_t code = utf8_next(&c);
        fold_code(&f, code, c, start);
    }
    fold_tone_out(&f);
    *f.at = '\0';
}

char *text_fold(struct arena *arena, const char *in)
{
    char *key = arena_alloc(arena, strlen(in) + 1, 1);
    fold(key, in, NULL, false);
    return key;
}

bool text_fold_into(char *ret, size_t size, const char *in, const char *keep)
{
    ret[0] = '\0';
    if (strlen(in) >= size)
        return false;
    fold(ret, in, keep, false);
    return true;
}

char *text_fold_toned(struct arena *arena, const char *in)
{
    const char *nfc = text_nfc(arena, in);
    char *key = arena_alloc(arena, strlen(nfc) + 1, 1);
    fold(key, nfc, NULL, true);
    return key;
}

static bool is_plain(char c)
{
    char small = (char)(c | 0x20);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
}

bool text_equal_folded(const char *a, const char *b)
{
    if (is_plain(*a) && is_plain(*b) && (*a | 0x20) != (*b | 0x20)) /* their keys begin so */
        return false;
    char near[2][256], *keys[2] = { near[0], near[1] };
    const char *texts[2] = { a, b };
    for (int i = 0; i < 2; i++) {
        size_t size = strlen(texts[i]) + 1;
        if (size > sizeof(near[i]))
            keys[i] = malloc(size);
        require(keys[i]);
        fold(keys[i], texts[i], NULL, false);
    }
    bool equal = strcmp(keys[0], keys[1]) == 0;
    for (int i = 0; i < 2; i++)
        if (keys[i] != near[i])
            free(keys[i]);
    return equal;
}

/* --- words ---------------------------------------------------------------------------------- */

static void words_add(struct arena *arena, struct text_words *words, size_t *capacity,
                      const char *word, size_t len)
{
    if (len > TEXT_WORD_BYTES_MAX) {
        len = TEXT_WORD_BYTES_MAX;
        while (len > 0 && ((unsigned char)word[len] & 0xC0) == 0x80)
            len--;
    }
    for (size_t i = 0; i < words->count; i++)
        if (strncmp(words->items[i], word, len) == 0 && words->items[i][len] == '\0')
            return;
    *ARENA_PUSH(arena, words->items, words->count, *capacity) = arena_strndup(arena, word, len);
}

struct text_words text_words(struct arena *arena, const char *in)
{
    struct text_words words = { 0 };
    size_t capacity = 0;
    for (const char *c = text_fold(arena, in); *c;) {
        size_t len = strcspn(c, " ");
        words_add(arena, &words, &capacity, c, len);
        /* No Vietnamese syllable has h and another consonant: it is the prefix H' of a name. */
        if (len > 2 && c[0] == 'h' && c[1] >= 'a' && c[1] <= 'z' && !is_vowel(c[1]))
            words_add(arena, &words, &capacity, c + 1, len - 1);
        c += len;
        c += *c == ' ';
    }
    return words;
}

/* --- case ------------------------------------------------------------------------------------ */

/* Bytes that are not UTF-8 are left as they are. */
static char *map_case(struct arena *arena, const char *in, bool upper, size_t letters)
{
    char *out = arena_alloc(arena, strlen(in) * UTF8_BYTES_MAX + 1, 1), *to = out;
    while (*in) {
        const char *from = in;
        uint32_t code = utf8_next(&in);
        if (code == UTF8_BAD || letters == 0) {
            while (from < in)
                *to++ = *from++;
            continue;
        }
        letters--;
        to = utf8_put(to, (uint32_t)(upper ? u_toupper((UChar32)code) : u_tolower((UChar32)code)));
    }
    *to = '\0';
    return out;
}

char *text_upper(struct arena *arena, const char *in)
{
    return map_case(arena, in, true, SIZE_MAX);
}

char *text_lower_first(struct arena *arena, const char *in)
{
    return map_case(arena, in, false, 1);
}
