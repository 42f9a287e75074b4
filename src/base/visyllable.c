/* SPDX-License-Identifier: Apache-2.0
 * What can be a syllable of Vietnamese (vitext.h): an onset, a rime and a tone the rime allows. */
#include "base/vitext.h"

#include "base/utf8.h"

#include <unicode/uchar.h>

enum { SYLLABLE_MAX = 8 };

/* Longest first. */
static const char *const onsets[] = { "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th",
                                      "tr",  "b",  "c",  "d",  "đ",  "g",  "h",  "k",  "l",  "m",
                                      "n",   "p",  "r",  "s",  "t",  "v",  "x",  "" };

/* Rimes without tone, with those on -k and a few more of the names of the highlands. */
static const char *const rimes[] = {
    "a",    "ac",   "ach",  "ai",   "ak",  "am",  "an",   "ang", "anh",  "ao",   "ap",   "at",
    "au",   "ay",   "ăc",   "ăk",   "ăm",  "ăn",  "ăng",  "ăp",  "ăt",   "âc",   "âm",   "ân",
    "âng",  "âp",   "ât",   "âu",   "ây",  "e",   "ec",   "ek",  "em",   "en",   "eng",  "eo",
    "ep",   "et",   "ê",    "êch",  "êk",  "êm",  "ên",   "êng", "ênh",  "êp",   "êt",   "êu",
    "i",    "ia",   "ich",  "iêc",  "iêm", "iên", "iêng", "iêp", "iêt",  "iêu",  "ik",   "im",
    "in",   "inh",  "ip",   "it",   "iu",  "o",   "oa",   "oac", "oach", "oai",  "oam",  "oan",
    "oang", "oanh", "oao",  "oap",  "oat", "oay", "oăc",  "oăm", "oăn",  "oăng", "oăt",  "oc",
    "oe",   "oen",  "oeo",  "oet",  "oi",  "ok",  "om",   "on",  "ong",  "ooc",  "oong", "op",
    "ot",   "ô",    "ôc",   "ôi",   "ôk",  "ôm",  "ôn",   "ông", "ôp",   "ôt",   "ơ",    "ơi",
    "ơk",   "ơm",   "ơn",   "ơng",  "ơp",  "ơt",  "u",    "ua",  "uân",  "uâng", "uât",  "uây",
    "uc",   "uê",   "uêch", "uênh", "ui",  "uk",  "um",   "un",  "ung",  "uôc",  "uôi",  "uôm",
    "uôn",  "uông", "uôt",  "uơ",   "up",  "ut",  "uy",   "uya", "uych", "uyên", "uyêt", "uynh",
    "uyp",  "uyt",  "uyu",  "ư",    "ưa",  "ưc",  "ưi",   "ưk",  "ưng",  "ươc",  "ươi",  "ươm",
    "ươn",  "ương", "ươp",  "ươt",  "ươu", "ưt",  "ưu",   "y",   "yên",  "yêm",  "yêng", "yêt",
    "yêu",
};
/* After qu also these. */
static const char *const rimes_after_qu[] = { "y", "yên", "yêt", "ynh", "yt", "ych", "it", "ơt" };

static bool is_listed(const char *what, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (*what == *list[i] && strcmp(what, list[i]) == 0)
            return true;
    return false;
}

static bool is_rime(const char *onset, const char *rime, enum text_tone tone)
{
    size_t len = strlen(rime);
    if (len == 0)
        return strcmp(onset, "gi") == 0; /* gì */
    if (!is_listed(rime, rimes, COUNT(rimes)) &&
        !(strcmp(onset, "qu") == 0 && is_listed(rime, rimes_after_qu, COUNT(rimes_after_qu))))
        return false;
    bool stopped = strchr("cpt", rime[len - 1]) || (len > 1 && strcmp(rime + len - 2, "ch") == 0);
    return !stopped || tone == TONE_SAC || tone == TONE_NANG;
}

bool text_is_syllable_codes(const uint32_t *codes, size_t count)
{
    char text[SYLLABLE_MAX * UTF8_BYTES_MAX + 1], *to = text;
    unsigned char tone = TONE_LEVEL;
    if (count == 0 || count > SYLLABLE_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        struct text_letter letter;
        uint32_t lower = codes[i] < 0x80 ? codes[i] | 0x20 : (uint32_t)u_tolower((UChar32)codes[i]);
        if (!text_letter(lower, &letter) || text_letter_code(letter) != lower)
            return false;
        if (letter.tone != TONE_LEVEL) {
            if (tone != TONE_LEVEL)
                return false;
            tone = letter.tone;
            letter.tone = TONE_LEVEL;
        }
        to = utf8_put(to, text_letter_code(letter));
    }
    *to = '\0';
    for (size_t i = 0; i < COUNT(onsets); i++) {
        size_t len = strlen(onsets[i]);
        if (strncmp(text, onsets[i], len) == 0 && is_rime(onsets[i], text + len, tone))
            return true;
    }
    return false;
}

bool text_is_syllable(const char *word)
{
    uint32_t codes[SYLLABLE_MAX];
    size_t count = 0;
    while (*word) {
        if (count == SYLLABLE_MAX)
            return false;
        codes[count++] = utf8_next(&word);
    }
    return text_is_syllable_codes(codes, count);
}
