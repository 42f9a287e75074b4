/* SPDX-License-Identifier: Apache-2.0
 * Normal form and cleaning of what users give (vitext.h). */
#include "base/vitext.h"

#include "base/utf8.h"
#include "base/vilegacy.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* --- normal form ---------------------------------------------------------------------------- */

/* Code points that neither change nor join in normal form C: all of Vietnamese and its signs. */
static bool is_nfc_inert(uint32_t code)
{
    return code < 0x300 || (code >= 0x1EA0 && code <= 0x1EFF) || (code >= 0x2010 && code <= 0x2027);
}

const char *text_nfc(struct arena *arena, const char *in)
{
    const char *c = in;
    uint32_t code = ' ';
    while (code && is_nfc_inert(code))
        code = utf8_next(&c);
    if (!code)
        return in;
    size_t len = strlen(in);
    require(len < INT32_MAX / 8);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t wide_len, out_len, size = (int32_t)len + 1;
    UChar *wide = ARENA_ARRAY(arena, UChar, (size_t)size);
    u_strFromUTF8WithSub(wide, size, &wide_len, in, (int32_t)len, 0xFFFD, NULL, &status);
    require(U_SUCCESS(status));
    if (unorm2_quickCheck(nfc, wide, wide_len, &status) == UNORM_YES)
        return in;
    UChar *joined = ARENA_ARRAY(arena, UChar, (size_t)wide_len * 3 + 1);
    out_len = unorm2_normalize(nfc, wide, wide_len, joined, wide_len * 3 + 1, &status);
    require(U_SUCCESS(status));
    char *out = arena_alloc(arena, (size_t)out_len * 3 + 1, 1);
    u_strToUTF8(out, out_len * 3 + 1, NULL, joined, out_len, &status);
    require(U_SUCCESS(status));
    return strcmp(out, in) == 0 ? in : out;
}

/* --- look-alikes ---------------------------------------------------------------------------- */

/* Letters that look like Latin ones. Those of Cyrillic and Greek are changed only in a word that
 * has Latin letters as well. */
static const struct {
    uint16_t code;
    char latin;
} lookalikes[] = {
    { 0x391, 'A' }, { 0x392, 'B' }, { 0x395, 'E' }, { 0x396, 'Z' }, { 0x397, 'H' }, { 0x399, 'I' },
    { 0x39A, 'K' }, { 0x39C, 'M' }, { 0x39D, 'N' }, { 0x39F, 'O' }, { 0x3A1, 'P' }, { 0x3A4, 'T' },
    { 0x3A5, 'Y' }, { 0x3A7, 'X' }, { 0x3B1, 'a' }, { 0x3B9, 'i' }, { 0x3BA, 'k' }, { 0x3BD, 'v' },
    { 0x3BF, 'o' }, { 0x3C1, 'p' }, { 0x3C5, 'u' }, { 0x3C7, 'x' }, { 0x405, 'S' }, { 0x406, 'I' },
    { 0x408, 'J' }, { 0x410, 'A' }, { 0x412, 'B' }, { 0x415, 'E' }, { 0x41A, 'K' }, { 0x41C, 'M' },
    { 0x41D, 'H' }, { 0x41E, 'O' }, { 0x420, 'P' }, { 0x421, 'C' }, { 0x422, 'T' }, { 0x423, 'Y' },
    { 0x425, 'X' }, { 0x430, 'a' }, { 0x435, 'e' }, { 0x43E, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
    { 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' }, { 0x456, 'i' }, { 0x458, 'j' }, { 0x4BB, 'h' },
    { 0x501, 'd' }, { 0x51B, 'q' }, { 0x51D, 'w' },
};

static char lookalike_latin(uint32_t code)
{
    if (code < 0x391 || code > 0x51D)
        return 0;
    for (size_t i = 0; i < COUNT(lookalikes); i++)
        if (lookalikes[i].code == code)
            return lookalikes[i].latin;
    return 0;
}

/* --- cleaning ------------------------------------------------------------------------------- */

enum char_class { CHAR_TEXT, CHAR_SPACE, CHAR_ODD_SPACE, CHAR_LINE, CHAR_ZERO_WIDTH, CHAR_CONTROL };

static enum char_class char_class(uint32_t code)
{
    if (code == ' ' || code == '\t')
        return CHAR_SPACE;
    if (code == '\n')
        return CHAR_LINE;
    if (code == '\r')
        return CHAR_SPACE; /* of \r\n; alone it parts words */
    if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        return CHAR_CONTROL;
    if (code < 0x300)
        return code == 0xA0 ? CHAR_ODD_SPACE : CHAR_TEXT;
    if (code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
        code == 0x3000 || code == 0x2028 || code == 0x2029)
        return CHAR_ODD_SPACE;
    if (code == 0x34F || code == 0x61C || code == 0x180E || (code >= 0x200B && code <= 0x200F) ||
        (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069) ||
        (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF)
        return CHAR_ZERO_WIDTH;
    return CHAR_TEXT;
}

struct cleaning {
    char *start, *at;
    char *word; /* where the run of letters being written began; NULL between runs */
    bool has_latin, has_lookalike, has_foreign; /* letters of that run */
    bool lines;                                 /* line breaks stay */
    const char *in;
    enum legacy_encoding legacy; /* what the text is in; LEGACY_MAX_ until it is asked */
    bool space;                  /* a space waits to be written */
    int breaks;                  /* line breaks wait to be written */
    unsigned repairs;
};

/* At the end of a run of letters: a few strangers among Latin letters are look-alikes. */
static void clean_word_end(struct cleaning *s)
{
    if (s->word && s->has_latin && s->has_lookalike && !s->has_foreign) {
        char *to = s->word;
        *s->at = '\0';
        for (const char *from = s->word; *from;) {
            uint32_t code = utf8_next(&from);
            char latin = lookalike_latin(code);
            to = utf8_put(to, latin ? (unsigned char)latin : code);
        }
        s->at = to;
        s->repairs |= TEXT_REPAIR_LOOKALIKE;
    }
    s->word = NULL;
    s->has_latin = s->has_lookalike = s->has_foreign = false;
}

static void clean_gap_out(struct cleaning *s)
{
    if (s->at > s->start) {
        for (int i = 0; i < s->breaks; i++)
            *s->at++ = '\n';
        if (s->space && s->breaks == 0)
            *s->at++ = ' ';
    }
    s->space = false;
    s->breaks = 0;
}

/* In TCVN3 the signs Ð ð and U+00AD are letters. */
static bool clean_is_tcvn3(struct cleaning *s)
{
    if (s->legacy == LEGACY_MAX_)
        s->legacy = text_legacy_detect(s->in);
    return s->legacy == LEGACY_TCVN3;
}

static void clean_text(struct cleaning *s, uint32_t code)
{
    if ((code == 0xD0 || code == 0x189 || code == 0xF0 || code == 0x256) && !clean_is_tcvn3(s)) {
        code = code == 0xD0 || code == 0x189 ? u'Đ' : u'đ';
        s->repairs |= TEXT_REPAIR_LOOKALIKE;
    } else if (code >= 0xFF01 && code <= 0xFF5E) {
        code -= 0xFEE0;
        s->repairs |= TEXT_REPAIR_LOOKALIKE;
    }
    clean_gap_out(s);
    bool mark = code >= 0x300 && code <= 0x36F;
    struct text_letter parts;
    bool latin = text_letter(code, &parts);
    if (!latin && (code < 0x80 || (!mark && !u_isalpha((UChar32)code)))) {
        clean_word_end(s);
    } else {
        if (!s->word)
            s->word = s->at;
        if (latin)
            s->has_latin = true;
        else if (lookalike_latin(code))
            s->has_lookalike = true;
        else if (!mark)
            s->has_foreign = true;
    }
    s->at = utf8_put(s->at, code);
}

/* `more`: the text goes on behind it. */
static void clean_space(struct cleaning *s, uint32_t code, bool more)
{
    clean_word_end(s);
    bool edge = s->at == s->start || !more;
    if (s->lines && code == '\n') {
        if (edge || s->space || s->breaks == 2)
            s->repairs |= TEXT_REPAIR_SPACES;
        s->breaks += s->breaks < 2;
        s->space = false;
        return;
    }
    if (edge || s->space || s->breaks || code != ' ')
        s->repairs |= TEXT_REPAIR_SPACES;
    s->space = true;
}

static enum err_code clean_once(struct arena *arena, const char *in, bool lines, const char **ret_text,
                                unsigned *ret_repairs, bool *ret_guessed, struct err *err)
{
    /* Full-width forms shrink, nothing grows; Ɖ and Đ are both two bytes. */
    struct cleaning s = { .start = arena_alloc(arena, strlen(in) + 1, 1), .lines = lines };
    s.at = s.start;
    s.in = in;
    s.legacy = LEGACY_MAX_;
    for (const char *c = in; *c;) {
        const char *start = c;
        uint32_t code = utf8_next(&c);
        if (code == UTF8_BAD)
            return err_set(err, ERR_INPUT, MSG_TEXT_UTF8, err_int(start - in + 1),
                           arena_printf(arena, "%02X", (unsigned)(unsigned char)*start));
        switch (char_class(code)) {
        case CHAR_TEXT:
            if (code != 0xAD || clean_is_tcvn3(&s))
                clean_text(&s, code);
            else
                s.repairs |= TEXT_REPAIR_SOFT_HYPHEN;
            break;
        case CHAR_ODD_SPACE:
            s.repairs |= TEXT_REPAIR_NBSP;
            clean_space(&s, ' ', *c != '\0');
            break;
        case CHAR_SPACE:
        case CHAR_LINE:
            if (lines && code == '\r' && *c == '\n')
                break;
            clean_space(&s, code, *c != '\0');
            break;
        case CHAR_ZERO_WIDTH:
            s.repairs |= TEXT_REPAIR_ZERO_WIDTH;
            break;
        case CHAR_CONTROL:
            if (code >= 0x80 && clean_is_tcvn3(&s))
                clean_text(&s, code);
            else
                s.repairs |= TEXT_REPAIR_CONTROL;
            break;
        }
    }
    clean_word_end(&s);
    *s.at = '\0';
    *ret_text = text_nfc(arena, s.start);
    if (*ret_text != s.start)
        s.repairs |= TEXT_REPAIR_NFD;
    *ret_repairs |= s.repairs;
    *ret_guessed = s.legacy != LEGACY_MAX_;
    return ERR_OK;
}

enum { CLEAN_TIMES_MAX = 4 };

/* What a text is guessed to be written in may change once it is clean of strange signs: then it is cleaned as that. */
static enum err_code clean(struct arena *arena, const char *in, bool lines, const char **ret_text,
                           unsigned *ret_repairs, struct err *err)
{
    unsigned repairs = 0;
    bool guessed = false;
    TRY(clean_once(arena, in, lines, ret_text, &repairs, &guessed, err));
    for (int i = 1; guessed && i < CLEAN_TIMES_MAX && strcmp(in, *ret_text) != 0; i++) {
        in = *ret_text;
        TRY(clean_once(arena, in, lines, ret_text, &repairs, &guessed, err));
    }
    if (ret_repairs)
        *ret_repairs = repairs;
    return ERR_OK;
}

/* Printable ASCII with single spaces inside: most cells of most sheets. */
static bool is_clean_ascii(const char *in)
{
    char before = ' ';
    for (const char *c = in; *c; before = *c++)
        if (*c < 0x20 || *c > 0x7E || (*c == ' ' && before == ' '))
            return false;
    return before != ' ' || in[0] == '\0';
}

enum err_code text_clean(struct arena *arena, const char *in, const char **ret_text,
                         unsigned *ret_repairs, struct err *err)
{
    if (!is_clean_ascii(in))
        return clean(arena, in, false, ret_text, ret_repairs, err);
    *ret_text = arena_strdup(arena, in);
    if (ret_repairs)
        *ret_repairs = 0;
    return ERR_OK;
}

enum err_code text_clean_lines(struct arena *arena, const char *in, const char **ret_text,
                               unsigned *ret_repairs, struct err *err)
{
    return clean(arena, in, true, ret_text, ret_repairs, err);
}

bool text_is_blank(const char *text)
{
    for (const char *c = text; c && *c;) {
        uint32_t code = utf8_next(&c);
        if (code != 0xAD && char_class(code) == CHAR_TEXT)
            return false;
    }
    return true;
}
