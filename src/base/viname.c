/* SPDX-License-Identifier: Apache-2.0 */
#include "base/viname.h"

#include "base/utf8.h"
#include "base/vitext.h"

#include <unicode/uchar.h>

enum { NAME_WORDS_MAX = 16, WORD_KEY_SIZE = 64 };

/* --- word lists, folded --------------------------------------------------------------------- */

/* Surnames of the Kinh and of peoples who name themselves alike. */
static const char *const surnames[] = {
    "an",    "au",     "bach",  "ban",   "banh",   "be",    "bien",  "bui",   "cai",    "cam",
    "can",   "cao",    "chau",  "chu",   "chung",  "co",    "cu",    "cung",  "dam",    "dan",
    "danh",  "dao",    "dau",   "diep",  "dinh",   "do",    "doan",  "dong",  "du",     "duong",
    "dang",  "gia",    "giang", "giap",  "ha",     "han",   "hau",   "ho",    "hoang",  "hong",
    "hua",   "huynh",  "kha",   "khong", "khuat",  "kieu",  "kim",   "la",    "lai",    "lam",
    "lang",  "le",     "leu",   "lo",    "loi",    "long",  "lu",    "luc",   "lung",   "luong",
    "luu",   "ly",     "ma",    "mac",   "mai",    "man",   "mau",   "me",    "nghiem", "ngo",
    "nguy",  "nguyen", "nham",  "nhan",  "ninh",   "nong",  "on",    "ong",   "pham",   "phan",
    "phi",   "pho",    "phu",   "phung", "phuong", "quach", "quan",  "quang", "sam",    "son",
    "su",    "ta",     "tang",  "tao",   "tha",    "thach", "thai",  "than",  "thang",  "thieu",
    "tieu",  "tinh",   "to",    "tong",  "ton",    "tran",  "trang", "trieu", "trinh",  "truong",
    "tu",    "tuong",  "ung",   "uong",  "van",    "vi",    "vien",  "vo",    "vong",   "vu",
    "vuong",
};

/* Surnames of more than one word. */
static const char *const long_surnames[] = {
    "cong tang ton nu", "cong huyen ton nu", "ton that", "ton nu", "au duong", "tu ma",
};

/* First words of names of the highlands that could be Vietnamese syllables; others are told by
 * being none. A lone y, h or k comes before a given name. */
static const char *const highland_firsts[] = { "y",   "h",   "k",    "ro",    "ra",   "rah",
                                               "siu", "nay", "ayun", "romah", "rmah", "puih",
                                               "a",   "hoh", "po",   "ko sa", "ha y" };

/* Words that abbreviate a surname: Nguyễn, Nguyễn Thị, Trần, Phạm, Lê. */
static const char *const abbreviations[] = { "ng", "ngt", "ngv", "tr", "ph", "l", "v", "t", "th" };

/* By the compare key (text_fold_toned) of each word, words joined by _: tones matter, for Chu and
 * Châu are surnames. */
static const struct {
    const char *words;
    enum name_title title;
    bool can_be_name; /* the word is also a surname or given name */
    bool dotted;      /* a title only as an abbreviation, "A. Tí" */
} titles[] = {
    { "hô._gia_đi`nh_ông", NAME_TITLE_MALE, false },
    { "hô._gia_đi`nh_ba`", NAME_TITLE_FEMALE, false },
    { "hô._ông", NAME_TITLE_MALE, false },
    { "hô._ba`", NAME_TITLE_FEMALE, false },
    { "cu._ông", NAME_TITLE_MALE, false },
    { "cu._ba`", NAME_TITLE_FEMALE, false },
    { "đô`ng_chi'", NAME_TITLE_OTHER, false },
    { "đ c", NAME_TITLE_OTHER, false },
    { "ông", NAME_TITLE_MALE, true },
    { "ba`", NAME_TITLE_FEMALE, true },
    { "anh", NAME_TITLE_MALE, true },
    { "chi.", NAME_TITLE_FEMALE, true },
    { "cu.", NAME_TITLE_OTHER, true },
    { "cô", NAME_TITLE_FEMALE, true },
    { "chu'", NAME_TITLE_MALE, true },
    { "ba'c", NAME_TITLE_OTHER, true },
    { "em", NAME_TITLE_OTHER, true },
    { "cha'u", NAME_TITLE_OTHER, true },
    { "ô", NAME_TITLE_MALE, true },
    { "a", NAME_TITLE_MALE, true, .dotted = true },
    { "c", NAME_TITLE_FEMALE, true, .dotted = true },
    { "b", NAME_TITLE_FEMALE, true, .dotted = true },
    { "mr", NAME_TITLE_MALE, false },
    { "mrs", NAME_TITLE_FEMALE, false },
    { "ms", NAME_TITLE_FEMALE, false },
    { "miss", NAME_TITLE_FEMALE, false },
    { "dr", NAME_TITLE_OTHER, false },
    { "ths", NAME_TITLE_OTHER, false },
    { "ts", NAME_TITLE_OTHER, false },
    { "bs", NAME_TITLE_OTHER, false },
    { "ks", NAME_TITLE_OTHER, false },
    { "gs", NAME_TITLE_OTHER, false },
    { "pgs", NAME_TITLE_OTHER, false },
};

static bool is_listed(const char *key, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i][0] == key[0] && strcmp(list[i], key) == 0)
            return true;
    return false;
}

/* --- words ---------------------------------------------------------------------------------- */

struct name_words {
    const char *items[NAME_WORDS_MAX]; /* each begins in the name */
    size_t lens[NAME_WORDS_MAX];
    size_t count; /* what is beyond NAME_WORDS_MAX is part of the last */
};

static void words_of(const char *name, struct name_words *ret)
{
    ret->count = 0;
    for (const char *c = name; *c;) {
        c += strspn(c, " ");
        size_t len = strcspn(c, " ");
        if (len == 0)
            break;
        if (ret->count == NAME_WORDS_MAX - 1)
            len = strlen(c);
        ret->items[ret->count] = c;
        ret->lens[ret->count++] = len;
        c += len;
    }
}

/* The folded word, or "" when it is too long to be in any list. */
static void word_key(const struct name_words *words, size_t i, char key[WORD_KEY_SIZE])
{
    char word[WORD_KEY_SIZE];
    key[0] = '\0';
    if (i >= words->count || words->lens[i] >= sizeof(word))
        return;
    memcpy(word, words->items[i], words->lens[i]);
    word[words->lens[i]] = '\0';
    text_fold_into(key, WORD_KEY_SIZE, word, NULL);
}

/* How many words at the front are this phrase of folded words; 0 when it is not there. */
static size_t words_match(const struct name_words *words, size_t from, const char *phrase)
{
    size_t i = from;
    for (const char *c = phrase; *c; i++) {
        char key[WORD_KEY_SIZE];
        size_t len = strcspn(c, " ");
        word_key(words, i, key);
        if (strlen(key) != len || strncmp(key, c, len) != 0)
            return 0;
        c += len;
        c += *c == ' ';
    }
    return i - from;
}

static char *words_text(struct arena *arena, const struct name_words *words, size_t from, size_t to)
{
    if (from >= to)
        return arena_strdup(arena, "");
    const char *end = words->items[to - 1] + words->lens[to - 1];
    return arena_strndup(arena, words->items[from], (size_t)(end - words->items[from]));
}

static bool has_apostrophe(const char *text)
{
    static const char *const apostrophes[] = { "'", "’", "‘", "ʼ", "`", "´" };
    for (size_t i = 0; i < COUNT(apostrophes); i++)
        if (strstr(text, apostrophes[i]))
            return true;
    return false;
}

/* --- taking apart --------------------------------------------------------------------------- */

static bool is_whole(struct arena *arena, const char *full, const struct name_words *words)
{
    char first[WORD_KEY_SIZE];
    word_key(words, 0, first);
    if (has_apostrophe(full))
        return true;
    if (words->count < 2)
        return false;
    if (is_listed(first, highland_firsts, COUNT(highland_firsts)) &&
        !(strcmp(first, "ra") == 0 && words->count == 2))
        return true;
    if (is_listed(first, surnames, COUNT(surnames)))
        return false;
    for (size_t i = 0; i < words->count; i++) {
        char *word = words_text(arena, words, i, i + 1);
        size_t len = strlen(word);
        if (len > 0 && word[len - 1] == '.')
            continue; /* an abbreviation */
        char key[WORD_KEY_SIZE];
        word_key(words, i, key);
        bool shortened = i == 0 && is_listed(key, abbreviations, COUNT(abbreviations));
        if (!shortened && len > 1 && !text_is_syllable(word))
            return true;
    }
    return false;
}

void name_split(struct arena *arena, const char *full, struct name_parts *ret_parts)
{
    struct name_words words;
    words_of(full, &words);
    *ret_parts = (struct name_parts){ "", "", "", false, false };
    if (words.count == 0)
        return;
    char first[WORD_KEY_SIZE];
    word_key(&words, 0, first);
    ret_parts->abbreviated =
        words.count > 1 && is_listed(first, abbreviations, COUNT(abbreviations));
    for (size_t i = 0; i < words.count; i++)
        ret_parts->abbreviated |= words.items[i][words.lens[i] - 1] == '.';
    if (words.count == 1 || is_whole(arena, full, &words)) {
        ret_parts->whole = words.count > 1 || has_apostrophe(full);
        ret_parts->given = words_text(arena, &words, 0, words.count);
        return;
    }
    size_t surname = 1;
    for (size_t i = 0; i < COUNT(long_surnames) && surname == 1; i++) {
        size_t matched = words_match(&words, 0, long_surnames[i]);
        if (matched > 0 && matched < words.count)
            surname = matched;
    }
    ret_parts->surname = words_text(arena, &words, 0, surname);
    ret_parts->middle = words_text(arena, &words, surname, words.count - 1);
    ret_parts->given = words_text(arena, &words, words.count - 1, words.count);
}

/* --- titles --------------------------------------------------------------------------------- */

/* How many words at `from` are this title; 0 when it is not there. `key` is of the first of them.
 */
static size_t title_match(struct arena *arena, const struct name_words *words, size_t from,
                          const char *key, const char *title)
{
    size_t i = from;
    while (true) {
        size_t len = strcspn(title, "_");
        if (strlen(key) != len || strncmp(key, title, len) != 0)
            return 0;
        i++;
        title += len;
        if (*title++ == '\0')
            return i - from;
        if (i == words->count)
            return 0;
        key = text_fold_toned(arena, words_text(arena, words, i, i + 1));
    }
}

/* How many words the title at `from` has; 0 where none stands. */
static size_t title_at(struct arena *arena, const struct name_words *words, size_t from,
                       enum name_title *ret_title)
{
    if (from + 1 >= words->count)
        return 0;
    const char *first = text_fold_toned(arena, words_text(arena, words, from, from + 1));
    for (size_t i = 0; i < COUNT(titles); i++) {
        char key[WORD_KEY_SIZE];
        size_t matched = title_match(arena, words, from, first, titles[i].words);
        size_t after = from + matched;
        if (matched == 0 || after == words->count)
            continue;
        const char *end = words->items[after - 1] + words->lens[after - 1];
        bool marked = end[-1] == ':' || end[-1] == '.';
        word_key(words, after, key);
        if (titles[i].dotted && !marked)
            continue;
        if (titles[i].can_be_name && !marked &&
            (words->count - after < 2 || strcmp(key, "van") == 0 || strcmp(key, "thi") == 0))
            continue;
        *ret_title = titles[i].title;
        return matched;
    }
    return 0;
}

const char *name_clean(struct arena *arena, const char *full, enum name_title *ret_title)
{
    struct name_words words;
    words_of(full, &words);
    enum name_title found = NAME_TITLE_NONE, title = NAME_TITLE_NONE;
    size_t from = 0;
    for (size_t matched; (matched = title_at(arena, &words, from, &title)) > 0; from += matched)
        if (found == NAME_TITLE_NONE || found == NAME_TITLE_OTHER)
            found = title;
    if (ret_title)
        *ret_title = found;
    return words_text(arena, &words, from, words.count);
}

/* --- display and order ---------------------------------------------------------------------- */

const char *name_title_case(struct arena *arena, const char *full)
{
    size_t capitals = 0;
    for (const char *c = full; *c;) {
        uint32_t code = utf8_next(&c);
        if (u_islower((UChar32)code))
            return full;
        capitals += (bool)u_isupper((UChar32)code);
    }
    if (capitals < 2)
        return full;
    char *out = arena_alloc(arena, strlen(full) * 2 + 1, 1), *to = out;
    bool inside = false;
    for (const char *c = full; *c;) {
        uint32_t code = utf8_next(&c);
        if (code == UTF8_BAD)
            return full;
        bool letter = u_isalpha((UChar32)code) || (code >= 0x300 && code <= 0x36F);
        uint32_t lower = (uint32_t)u_tolower((UChar32)code);
        to = utf8_put(to, letter && inside ? lower : code);
        inside = letter;
    }
    *to = '\0';
    return out;
}

char *name_sort_key(struct arena *arena, const char *full)
{
    struct name_parts parts;
    name_split(arena, full, &parts);
    const char *const keys[] = { parts.given, parts.surname, parts.middle };
    return text_sort_key_of(arena, keys, COUNT(keys));
}
