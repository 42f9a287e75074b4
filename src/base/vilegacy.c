/* SPDX-License-Identifier: Apache-2.0 */
#include "base/vilegacy.h"

#include "base/utf8.h"
#include "base/vitext.h"

#include <unicode/uchar.h>

enum { RUN_MAX = 24 };

const char *legacy_encoding_name(enum legacy_encoding encoding)
{
    static const char *const names[LEGACY_MAX_] = { [LEGACY_NONE] = "none",
                                                    [LEGACY_TCVN3] = "tcvn3",
                                                    [LEGACY_VNI] = "vni",
                                                    [LEGACY_VIQR] = "viqr" };
    return names[encoding];
}

/* --- the 8-bit encodings -------------------------------------------------------------------- */

/* How the case of a word speaks: 0 small letters, capitals, or a capital and small letters; 1 the
 * reverse (a caps lock left on: "vÕ"); 2 capitals among small letters ("nhËn"). */
static int case_oddity(const uint32_t *codes, size_t count)
{
    size_t upper = 0;
    bool first = u_isupper((UChar32)codes[0]);
    for (size_t i = 0; i < count; i++)
        upper += (bool)u_isupper((UChar32)codes[i]);
    if (upper == 0 || upper == count || (upper == 1 && first))
        return 0;
    return !first && upper == count - 1 ? 1 : 2;
}

/* TCVN3, 0xA1 … 0xFE; 0 where it has no letter of its own. */
static const uint16_t tcvn3[] = {
    u'Ă', u'Â', u'Ê', u'Ô', u'Ơ', u'Ư', u'Đ', u'ă', u'â', u'ê', u'ô', u'ơ', u'ư', u'đ', u'Ằ', 0,
    0,    0,    0,    0,    u'à', u'ả', u'ã', u'á', u'ạ', u'Ẳ', u'ằ', u'ẳ', u'ẵ', u'ắ', u'Ẵ', u'Ắ',
    u'Ầ', u'Ẩ', u'Ẫ', u'Ấ', u'Ề', u'ặ', u'ầ', u'ẩ', u'ẫ', u'ấ', u'ậ', u'è', u'Ể', u'ẻ', u'ẽ', u'é',
    u'ẹ', u'ề', u'ể', u'ễ', u'ế', u'ệ', u'ì', u'ỉ', u'Ễ', u'Ế', u'Ồ', u'ĩ', u'í', u'ị', u'ò', u'Ổ',
    u'ỏ', u'õ', u'ó', u'ọ', u'ồ', u'ổ', u'ỗ', u'ố', u'ộ', u'ờ', u'ở', u'ỡ', u'ớ', u'ợ', u'ù', u'Ỗ',
    u'ủ', u'ũ', u'ú', u'ụ', u'ừ', u'ử', u'ữ', u'ứ', u'ự', u'ỳ', u'ỷ', u'ỹ', u'ý', u'ỵ', u'Ố',
};
_Static_assert(COUNT(tcvn3) == 0xFF - 0xA1 + 1, "one per byte");

/* What Windows-1252 has at 0x80 … 0x9F: punctuation of the .VnTime fonts. */
static const uint16_t cp1252[] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
};
_Static_assert(COUNT(cp1252) == 32, "0x80 … 0x9F");

/* VNI: what a mark behind a letter makes of it. Small letters; capitals are the same + case. */
static const struct {
    uint16_t mark;
    const char *bases; /* in VNI's own letters: ô is ơ, ö is ư */
    unsigned char shape, tone;
} vni_marks[] = {
    { u'ù', "aeouy+*", SHAPE_PLAIN, TONE_SAC },   { u'ø', "aeouy+*", SHAPE_PLAIN, TONE_HUYEN },
    { u'û', "aeouy+*", SHAPE_PLAIN, TONE_HOI },   { u'õ', "aeouy+*", SHAPE_PLAIN, TONE_NGA },
    { u'ï', "aeouy+*", SHAPE_PLAIN, TONE_NANG },  { u'â', "aeo", SHAPE_CIRCUMFLEX, TONE_LEVEL },
    { u'á', "aeo", SHAPE_CIRCUMFLEX, TONE_SAC },  { u'à', "aeo", SHAPE_CIRCUMFLEX, TONE_HUYEN },
    { u'å', "aeo", SHAPE_CIRCUMFLEX, TONE_HOI },  { u'ã', "aeo", SHAPE_CIRCUMFLEX, TONE_NGA },
    { u'ä', "aeo", SHAPE_CIRCUMFLEX, TONE_NANG }, { u'ê', "a", SHAPE_BREVE, TONE_LEVEL },
    { u'é', "a", SHAPE_BREVE, TONE_SAC },         { u'è', "a", SHAPE_BREVE, TONE_HUYEN },
    { u'ú', "a", SHAPE_BREVE, TONE_HOI },         { u'ü', "a", SHAPE_BREVE, TONE_NGA },
    { u'ë', "a", SHAPE_BREVE, TONE_NANG },
};
static const struct {
    uint16_t from, to;
} vni_singles[] = { { u'ñ', u'đ' }, { u'ô', u'ơ' }, { u'ö', u'ư' }, { u'í', u'í' }, { u'ì', u'ì' },
                    { u'æ', u'ỉ' }, { u'ó', u'ĩ' }, { u'ò', u'ị' }, { u'î', u'ỵ' } };

static uint32_t latin1_lower(uint32_t code)
{
    return code >= 0xC0 && code <= 0xDE && code != 0xD7 ? code + 0x20 : code;
}

/* Decodes a run; returns how many code points came out, never more than went in. *ret_whole: every
 * letter beyond ASCII had a meaning. */
static size_t vni_decode(const uint32_t *in, size_t count, uint32_t *out, bool *ret_whole)
{
    size_t n = 0;
    *ret_whole = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t lower = in[i] < 0x80 ? in[i] | 0x20 : latin1_lower(in[i]);
        bool upper = lower != in[i];
        struct text_letter letter = { .base = lower < 0x80 ? (char)lower : 0 };
        char base = lower == u'ô' ? '+' : lower == u'ö' ? '*' : letter.base;
        if (base == '+' || base == '*')
            letter = (struct text_letter){ base == '+' ? 'o' : 'u', SHAPE_HORN, TONE_LEVEL };
        uint32_t mark = i + 1 < count ? latin1_lower(in[i + 1]) : 0, code = 0;
        for (size_t m = 0; base && mark >= 0x80 && m < COUNT(vni_marks); m++)
            if (vni_marks[m].mark == mark && strchr(vni_marks[m].bases, base)) {
                letter.shape = vni_marks[m].shape ? vni_marks[m].shape : letter.shape;
                letter.tone = vni_marks[m].tone;
                code = text_letter_code(letter);
                i++;
                break;
            }
        for (size_t s = 0; !code && s < COUNT(vni_singles); s++)
            if (vni_singles[s].from == lower)
                code = vni_singles[s].to;
        if (!code && lower >= 0x80)
            *ret_whole = false;
        if (!code)
            code = lower;
        out[n++] = upper ? (uint32_t)u_toupper((UChar32)code) : code;
    }
    return n;
}

static size_t tcvn3_decode(const uint32_t *in, size_t count, uint32_t *out, bool *ret_whole)
{
    size_t capitals = 0, smalls = 0;
    *ret_whole = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t code = in[i] >= 0xA1 && in[i] <= 0xFF ? tcvn3[in[i] - 0xA1] : in[i];
        if (code == 0 || (code == in[i] && code >= 0x80))
            *ret_whole = false;
        out[i] = code ? code : in[i];
        capitals += in[i] >= 'A' && in[i] <= 'Z';
        smalls += in[i] >= 'a' && in[i] <= 'z';
    }
    for (size_t i = 0; capitals > 1 && smalls == 0 && i < count; i++)
        out[i] = (uint32_t)u_toupper((UChar32)out[i]);
    return count;
}

/* --- the words of a text -------------------------------------------------------------------- */

static bool is_run(uint32_t code)
{
    if (code < 0x80)
        return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    return code != UTF8_BAD && code != 0xA0 && code >= 0xA1 &&
           (code < 0x2B0 || (code >= 0x300 && code < 0x2000) || code >= 0x2C00);
}

struct run {
    uint32_t codes[RUN_MAX];
    size_t count; /* beyond RUN_MAX the codes are not kept */
    const char *start, *end;
    size_t high;      /* how many are Latin-1 beyond ASCII */
    bool has_sign;    /* … that is no letter, or ª º */
    bool has_foreign; /* … that Vietnamese does not have */
    bool has_unicode; /* letters beyond Latin-1 */
};

/* Finds the next run at or behind *at; false at the end of the text. */
static bool run_next(const char **at, struct run *run)
{
    *run = (struct run){ 0 };
    const char *c = *at;
    for (const char *before = c; *c; before = c) {
        uint32_t code = utf8_next(&c);
        if (!is_run(code)) {
            if (run->count)
                break;
            continue;
        }
        if (run->count == 0)
            run->start = before;
        run->end = c;
        if (run->count < RUN_MAX)
            run->codes[run->count] = code;
        run->count++;
        struct text_letter letter;
        run->has_unicode |= code > 0xFF;
        run->high += code >= 0x80 && code <= 0xFF;
        run->has_sign |= code >= 0x80 && code < 0xC0;
        run->has_foreign |= code >= 0x80 && code <= 0xFF &&
                            (!text_letter(latin1_lower(code), &letter) ||
                             text_letter_code(letter) != latin1_lower(code));
    }
    *at = c;
    return run->count > 0;
}

static size_t run_decode(const uint32_t *in, size_t count, enum legacy_encoding encoding,
                         uint32_t *out, bool *ret_whole)
{
    return encoding == LEGACY_VNI ? vni_decode(in, count, out, ret_whole)
                                  : tcvn3_decode(in, count, out, ret_whole);
}

/* How much this run speaks for the encoding: 0 nothing, 1, 2; -1 against it. */
static int run_weight(const struct run *run, enum legacy_encoding encoding)
{
    if (run->high == 0 || run->has_unicode || run->count < 2)
        return 0;
    if (run->count > RUN_MAX)
        return -1;
    uint32_t out[RUN_MAX];
    bool whole;
    size_t count = run_decode(run->codes, run->count, encoding, out, &whole);
    if (!whole || !text_is_syllable_codes(out, count))
        return -1;
    bool native = !run->has_foreign && text_is_syllable_codes(run->codes, run->count);
    if (encoding == LEGACY_VNI)
        return native ? 0 : run->has_foreign && run->high > 1 ? 2 : 1;
    int oddity = case_oddity(run->codes, run->count);
    if (native && oddity == 0)
        return 0;
    if (run->count == 2 && run->codes[0] == u'µ' && run->codes[1] == 'm')
        return 0; /* micrometres */
    if (run->high == 1 && run->codes[run->count - 1] == u'¹' &&
        text_is_syllable_codes(run->codes, run->count - 1))
        return 1; /* the mark of a footnote behind a word? */
    return run->has_sign || oddity == 2 ? 2 : 1;
}

/* --- VIQR ----------------------------------------------------------------------------------- */

static const struct {
    char mark;
    const char *bases;
    unsigned char shape, tone;
} viqr_marks[] = {
    { '^', "aeo", SHAPE_CIRCUMFLEX, 0 }, { '(', "a", SHAPE_BREVE, 0 },
    { '+', "ou", SHAPE_HORN, 0 },        { '`', "aeiouy", 0, TONE_HUYEN },
    { '?', "aeiouy", 0, TONE_HOI },      { '~', "aeiouy", 0, TONE_NGA },
    { '\'', "aeiouy", 0, TONE_SAC },     { '.', "aeiouy", 0, TONE_NANG },
};

/* Reads one letter with its marks and counts them; *toned: the syllable has its tone (then . ? '
 * are punctuation), which this letter may bring. */
static uint32_t viqr_letter(const char **at, bool *toned, int *ret_marks)
{
    const char *c = *at;
    char first = *c++;
    char base = (char)(first | 0x20);
    bool upper = first >= 'A' && first <= 'Z';
    struct text_letter letter = { .base = base };
    *ret_marks = 0;
    if (base == 'd' && (*c | 0x20) == 'd') {
        letter.shape = SHAPE_BAR;
        c++;
        *ret_marks = 1;
    }
    for (; *c; c++) {
        size_t m = 0;
        while (m < COUNT(viqr_marks) &&
               !(viqr_marks[m].mark == *c && strchr(viqr_marks[m].bases, base)))
            m++;
        if (m == COUNT(viqr_marks) || (viqr_marks[m].shape ? letter.shape || letter.tone : *toned))
            break;
        letter.shape |= viqr_marks[m].shape;
        letter.tone |= viqr_marks[m].tone;
        *toned |= viqr_marks[m].tone != TONE_LEVEL;
        ++*ret_marks;
    }
    *at = c;
    uint32_t code = text_letter_code(letter);
    return upper ? (uint32_t)u_toupper((UChar32)code) : code;
}

static bool is_ascii_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Addresses of the net are words of their own kind. */
static bool is_address(const char *token, size_t len)
{
    return memchr(token, '@', len) || memmem(token, len, "://", 3) || memmem(token, len, "www.", 4);
}

/* Reads the word at *at into `out` (RUN_MAX are kept), returns its length. *ret_weight: the most
 * marks on one letter, not counting what may be the end of a sentence. */
static size_t viqr_word(const char **at, uint32_t *out, int *ret_weight)
{
    size_t count = 0;
    bool toned = false;
    *ret_weight = 0;
    while (is_ascii_letter(**at)) {
        int marks;
        uint32_t code = viqr_letter(at, &toned, &marks);
        bool ending = marks == 1 && !is_ascii_letter(**at) && strchr("?'.", (*at)[-1]);
        if (!ending && *ret_weight < marks)
            *ret_weight = marks;
        if (count < RUN_MAX)
            out[count] = code;
        count++;
    }
    return count;
}

static void viqr_add(struct legacy_evidence *evidence, const char *text)
{
    for (const char *c = text; *c;) {
        c += strspn(c, " \t\r\n");
        size_t len = strcspn(c, " \t\r\n");
        const char *end = c + len;
        bool skip = is_address(c, len);
        bool paired = memchr(c, '(', len) && memchr(c, ')', len);
        while (!skip && c < end) {
            if (!is_ascii_letter(*c)) {
                c++;
                continue;
            }
            uint32_t out[RUN_MAX];
            int weight;
            size_t count = viqr_word(&c, out, &weight);
            if (weight == 0)
                continue;
            if (paired || count > RUN_MAX || count < 2 || !text_is_syllable_codes(out, count)) {
                evidence->nonsense[LEGACY_VIQR]++;
            } else {
                evidence->witness[LEGACY_VIQR]++;
                evidence->weight[LEGACY_VIQR] += weight > 1 ? 2 : 1;
            }
        }
        c = end;
    }
}

static char *viqr_convert(struct arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) * 2 + 1, 1), *to = out;
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, " \t\r\n");
        const char *end = c + len;
        if (len == 0) {
            *to++ = *c++;
        } else if (is_address(c, len)) {
            memcpy(to, c, len);
            to += len;
            c = end;
        }
        for (bool toned = false; c < end;) {
            int marks;
            if (is_ascii_letter(*c)) {
                to = utf8_put(to, viqr_letter(&c, &toned, &marks));
                continue;
            }
            toned = false;
            c += *c == '\\' && c + 1 < end;
            *to++ = *c++;
        }
    }
    *to = '\0';
    return out;
}

/* --- recognising ---------------------------------------------------------------------------- */

void text_legacy_add(struct legacy_evidence *evidence, const char *text)
{
    bool is_ascii = true;
    for (const char *c = text; *c && is_ascii;) {
        uint32_t code = utf8_next(&c);
        is_ascii = code < 0x80 || (code != UTF8_BAD && code != 0xAD && !is_run(code));
    }
    if (is_ascii) {
        if (strpbrk(text, "^(+`~'?.") || strcasestr(text, "dd"))
            viqr_add(evidence, text);
        return;
    }
    struct run run;
    while (run_next(&text, &run)) {
        evidence->unicode += run.has_unicode;
        for (int e = LEGACY_TCVN3; e <= LEGACY_VNI; e++) {
            int weight = run_weight(&run, (enum legacy_encoding)e);
            if (weight < 0)
                evidence->nonsense[e]++;
            evidence->witness[e] += weight > 0;
            evidence->weight[e] += weight > 0 ? (uint32_t)weight : 0;
        }
    }
}

enum legacy_encoding text_legacy_verdict(const struct legacy_evidence *evidence)
{
    enum legacy_encoding best = LEGACY_NONE;
    for (int e = LEGACY_TCVN3; e < LEGACY_MAX_; e++)
        if (evidence->weight[e] >= 2 && evidence->nonsense[e] * 3 <= evidence->witness[e] &&
            evidence->weight[e] > evidence->weight[best])
            best = (enum legacy_encoding)e;
    return evidence->unicode ? LEGACY_NONE : best;
}

enum legacy_encoding text_legacy_detect(const char *text)
{
    struct legacy_evidence evidence = { 0 };
    for (const char *c = text; *c;) { /* the quick answer for most text */
        uint32_t code = utf8_next(&c);
        if (code > 0xFF && is_run(code))
            return LEGACY_NONE;
    }
    text_legacy_add(&evidence, text);
    return text_legacy_verdict(&evidence);
}

/* --- converting ----------------------------------------------------------------------------- */

static char *put_range(char *to, const char *from, const char *end)
{
    memcpy(to, from, (size_t)(end - from));
    return to + (end - from);
}

/* What stands between the words: C1 controls are the punctuation of Windows-1252. */
static char *put_between(char *to, const char *from, const char *end)
{
    while (from < end) {
        const char *before = from;
        uint32_t code = utf8_next(&from);
        if (code >= 0x80 && code <= 0x9F)
            to = utf8_put(to, cp1252[code - 0x80]);
        else
            to = put_range(to, before, from);
    }
    return to;
}

static char *put_decoded(char *to, const struct run *run, enum legacy_encoding encoding)
{
    uint32_t out[RUN_MAX];
    bool whole;
    size_t count = run_decode(run->codes, run->count, encoding, out, &whole);
    for (size_t i = 0; i < count; i++)
        to = utf8_put(to, out[i]);
    return to;
}

static bool is_lone_sign(const struct run *run)
{
    return run->count == 1 && (run->codes[0] == 0xAB || run->codes[0] == 0xBB ||
                               run->codes[0] == 0xA7 || run->codes[0] == 0xB7);
}

char *text_legacy_convert(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
    if (encoding == LEGACY_NONE)
        return arena_strdup(arena, text);
    if (encoding == LEGACY_VIQR)
        return viqr_convert(arena, text);
    /* Two bytes of Latin-1 become up to three. */
    char *out = arena_alloc(arena, strlen(text) / 2 * 3 + 4, 1), *to = out;
    const char *done = text;
    struct run run;
    for (const char *c = text; run_next(&c, &run); c = done = run.end) {
        to = put_between(to, done, run.start);
        if (run.count > RUN_MAX || run.has_unicode || is_lone_sign(&run))
            to = put_range(to, run.start, run.end);
        else
            to = put_decoded(to, &run, encoding);
    }
    to = put_between(to, done, text + strlen(text));
    *to = '\0';
    return out;
}

/* "Sè: 184": the word that heads the number of every document. */
static bool is_number_word(const struct run *run)
{
    return run->count == 2 && (run->codes[0] | 0x20) == 's' && run->codes[1] == u'è' &&
           run->end[strspn(run->end, " ")] == ':';
}

static char *repair_line(struct arena *arena, const char *line, size_t *words)
{
    enum legacy_encoding encoding = text_legacy_detect(line);
    if (encoding == LEGACY_VIQR)
        encoding = LEGACY_NONE; /* a document in Unicode may well hold ASCII with signs */
    char *out = arena_alloc(arena, strlen(line) / 2 * 3 + 4, 1), *to = out;
    const char *done = line;
    struct run run;
    for (const char *c = line; run_next(&c, &run); c = done = run.end) {
        to = put_range(to, done, run.start);
        bool witness = encoding ? run.high > 0 && !run.has_unicode && run.count <= RUN_MAX
                                : run_weight(&run, LEGACY_TCVN3) == 2 || is_number_word(&run);
        witness = witness && !is_lone_sign(&run);
        if (witness)
            to = put_decoded(to, &run, encoding ? encoding : LEGACY_TCVN3);
        else
            to = put_range(to, run.start, run.end);
        *words += witness;
    }
    to = put_range(to, done, line + strlen(line));
    *to = '\0';
    return out;
}

const char *text_legacy_repair(struct arena *arena, const char *text, size_t *ret_words)
{
    size_t words = 0;
    char *out = arena_alloc(arena, strlen(text) / 2 * 3 + 4, 1), *to = out;
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, "\n");
        char *line = repair_line(arena, arena_strndup(arena, c, len), &words);
        to = put_range(to, line, line + strlen(line));
        c += len;
        if (*c)
            *to++ = *c++;
    }
    *to = '\0';
    if (ret_words)
        *ret_words = words;
    return words ? out : text;
}
