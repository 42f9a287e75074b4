/* SPDX-License-Identifier: Apache-2.0 */
#include "base/docnumber.h"

#include "base/utf8.h"
#include "base/vitext.h"

#include <unicode/uchar.h>

enum { SEGMENTS_MAX = DOC_ISSUERS_MAX + 3, SEGMENT_SIZE = 64 };

/* --- codes ---------------------------------------------------------------------------------- */

/* Annex III of decree 30/2020, legal documents, the Party's, and joint ones. A code that stands
 * twice has two meanings. */
static const struct {
    const char *code, *name;
} types[] = {
    { "NQ", "nghị quyết" },
    { "QĐ", "quyết định" },
    { "CT", "chỉ thị" },
    { "QC", "quy chế" },
    { "QyĐ", "quy định" },
    { "TC", "thông cáo" },
    { "TB", "thông báo" },
    { "HD", "hướng dẫn" },
    { "CTr", "chương trình" },
    { "KH", "kế hoạch" },
    { "PA", "phương án" },
    { "ĐA", "đề án" },
    { "DA", "dự án" },
    { "BC", "báo cáo" },
    { "BB", "biên bản" },
    { "TTr", "tờ trình" },
    { "TTr", "thông tri" },
    { "HĐ", "hợp đồng" },
    { "CĐ", "công điện" },
    { "BGN", "bản ghi nhớ" },
    { "BTT", "bản thỏa thuận" },
    { "GUQ", "giấy ủy quyền" },
    { "GM", "giấy mời" },
    { "GGT", "giấy giới thiệu" },
    { "GNP", "giấy nghỉ phép" },
    { "PG", "phiếu gửi" },
    { "PC", "phiếu chuyển" },
    { "PB", "phiếu báo" },
    { "CV", "công văn" },
    { "NĐ", "nghị định" },
    { "TT", "thông tư" },
    { "LCT", "lệnh" },
    { "PL", "pháp lệnh" },
    { "KL", "kết luận" },
    { "ĐC", "đề cương" },
    { "NQLT", "nghị quyết liên tịch" },
    { "TTLT", "thông tư liên tịch" },
    { "KHLT", "kế hoạch liên tịch" },
    { "HDLT", "hướng dẫn liên tịch" },
    { "HDLN", "hướng dẫn liên ngành" },
    { "CTLT", "chương trình liên tịch" },
    { "CTrPH", "chương trình phối hợp" },
    { "KHPH", "kế hoạch phối hợp" },
    { "QCPH", "quy chế phối hợp" },
};

/* Other abbreviations met for the same type. */
static const struct {
    const char *from, *to;
} type_aliases[] = {
    { "CTPH", "CTrPH" }, { "CTHĐ", "CTr" },   { "QĐi", "QyĐ" },
    { "TTri", "TTr" },   { "CTrLT", "CTLT" },
};

/* Issuers met often: those with their marks or case left out are recognised, and the long ones with
 * one letter wrong. A short one a letter apart may be another body (CA is the police, CP the
 * Government): only the table below knows such slips. */
static const char *const known_issuers[] = {
    "CP",   "TTg",  "UBTVQH", "ĐCTUBTWMTTQVN", "UBTWMTTQVN", "TLĐLĐVN", "UBND", "UBMTTQ", "MTTQ",
    "MTTW", "HĐND", "LĐLĐ",   "HLHPN",         "HLHTN",      "HND",     "HCCB", "TĐTN",   "BTT",
};
enum { FUZZY_LETTERS_MIN = 8 };

/* Spellings of an issuer, where `type` is not NULL only in documents of that type. */
static const struct {
    const char *from, *to, *type;
} issuer_aliases[] = {
    { "CQ", "CP", "NQLT" }, /* "88/NQLT/CQ-…" in a plan of 2018 */
    { "ĐCTUBTWMTTQ", "ĐCTUBTWMTTQVN", NULL },
    { "ĐCTUBMTTQVN", "ĐCTUBTWMTTQVN", NULL },
    { "TƯ", "TW", NULL },
    { "MTTƯ", "MTTW", NULL },
};

/* Compares codes without regard to marks and case: QD is near QĐ. */
static bool is_near(const char *a, const char *b)
{
    return text_equal_folded(a, b);
}

/* The canonical type of a segment, NULL when it is none. */
static const char *type_find(const char *segment, bool *ret_repaired)
{
    *ret_repaired = false;
    for (size_t i = 0; i < COUNT(types); i++)
        if (strcmp(types[i].code, segment) == 0)
            return types[i].code;
    *ret_repaired = true;
    for (size_t i = 0; i < COUNT(type_aliases); i++)
        if (strcmp(type_aliases[i].from, segment) == 0)
            return type_aliases[i].to;
    for (size_t i = 0; i < COUNT(types); i++)
        if (is_near(types[i].code, segment))
            return types[i].code;
    for (size_t i = 0; i < COUNT(type_aliases); i++)
        if (is_near(type_aliases[i].from, segment))
            return type_aliases[i].to;
    return NULL;
}

const char *doc_type_name(const char *code)
{
    const char *name = NULL;
    for (size_t i = 0; i < COUNT(types); i++)
        if (strcmp(types[i].code, code) == 0) {
            if (name)
                return NULL;
            name = types[i].name;
        }
    return name;
}

const char *doc_type_code(const char *name)
{
    for (size_t i = 0; i < COUNT(types); i++)
        if (is_near(types[i].name, name))
            return types[i].code;
    return NULL;
}

/* What the type is called: by the title where that is one of the code's meanings or, with the
 * Party, any type at all (QĐ is its quy định too). */
static const char *type_name(const char *code, const char *title)
{
    for (size_t i = 0; title && i < COUNT(types); i++)
        if (is_near(types[i].name, title))
            return types[i].name;
    return doc_type_name(code);
}

/* --- segments ------------------------------------------------------------------------------- */

/* The number's text cut at / - and blanks. */
struct segments {
    char text[SEGMENTS_MAX][SEGMENT_SIZE];
    char before[SEGMENTS_MAX]; /* '/', '-' or ' ' before each; 0 before the first */
    size_t count;
    bool blanks; /* around a separator */
};

static char separator(uint32_t code)
{
    if (code == '/' || code == 0x2044 || code == 0x2215)
        return '/';
    if (code == '-' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212)
        return '-';
    return code == ' ' || code == 0xA0 || code == '\t' || code == '\n' ? ' ' : 0;
}

/* False when there are too many or too long ones, or a character that no number has. */
static bool segments_cut(const char *text, struct segments *segments)
{
    char before = 0;
    size_t len = 0;
    segments->count = 0;
    segments->blanks = false;
    for (const char *c = text; *c;) {
        uint32_t code = utf8_next(&c);
        char sign = separator(code);
        if (sign) {
            if (sign == ' ')
                segments->blanks = true;
            else if (before == '/' || before == '-' || (segments->count == 0 && len == 0))
                return false;
            before = sign != ' ' ? sign : before ? before : ' ';
            len = 0;
            continue;
        }
        if (!u_isalnum((UChar32)code) && code != '&')
            return false;
        if (len == 0) {
            if (segments->count == SEGMENTS_MAX)
                return false;
            segments->before[segments->count] = segments->count == 0 ? 0 : before;
            segments->count++;
            before = 0;
        }
        char *segment = segments->text[segments->count - 1];
        if (len + UTF8_BYTES_MAX >= SEGMENT_SIZE)
            return false;
        len = (size_t)(utf8_put(segment + len, code) - segment);
        segment[len] = '\0';
    }
    return segments->count >= 2 && before != '/' && before != '-';
}

/* Digits with at most one small letter behind them ("12a"). */
static bool read_number(const char *segment, int *ret_number, char *ret_suffix)
{
    size_t len = strspn(segment, "0123456789");
    int64_t number = 0;
    char digits[8] = "";
    if (len == 0 || len >= sizeof(digits))
        return false;
    memcpy(digits, segment, len);
    const char *rest = segment + len;
    bool has_suffix = rest[0] >= 'a' && rest[0] <= 'z' && rest[1] == '\0';
    if ((*rest && !has_suffix) || !text_int(digits, &number) || number < 1 || number > 999999)
        return false;
    *ret_number = (int)number;
    *ret_suffix = has_suffix ? rest[0] : 0;
    return true;
}

static int read_year(const char *segment)
{
    int64_t year = 0;
    bool is_year = strlen(segment) == 4 && text_int(segment, &year) && year >= DATE_YEAR_MIN &&
                   year <= DATE_YEAR_MAX;
    return is_year ? (int)year : 0;
}

/* --- issuers -------------------------------------------------------------------------------- */

static size_t letter_count(const char *text)
{
    size_t count = 0;
    for (; *text; count++)
        utf8_next(&text);
    return count;
}

/* How many letters must be put in, taken out or changed to make b of a. */
static int letter_distance(const char *a, const char *b)
{
    uint32_t codes[2][SEGMENT_SIZE];
    size_t lens[2] = { 0, 0 };
    for (const char *c = a; *c; lens[0]++)
        codes[0][lens[0]] = utf8_next(&c);
    for (const char *c = b; *c; lens[1]++)
        codes[1][lens[1]] = utf8_next(&c);
    int row[SEGMENT_SIZE + 1];
    for (size_t j = 0; j <= lens[1]; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= lens[0]; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= lens[1]; j++) {
            int change = diagonal + (codes[0][i - 1] != codes[1][j - 1]);
            int remove = row[j] + 1, insert = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = change < remove ? change : remove;
            row[j] = row[j] < insert ? row[j] : insert;
        }
    }
    return row[lens[1]];
}

/* Upper case, but TTg as it is written. */
static char *issuer_upper(struct arena *arena, const char *segment)
{
    char *out = arena_alloc(arena, strlen(segment) * 2 + 1, 1), *to = out;
    if (is_near(segment, "TTg"))
        return arena_strdup(arena, "TTg");
    while (*segment)
        to = utf8_put(to, (uint32_t)u_toupper((UChar32)utf8_next(&segment)));
    return out;
}

/* The issuer meant by a segment: itself, or what the tables know it for. */
static const char *issuer_find(struct arena *arena, const char *segment, const char *type)
{
    char *issuer = issuer_upper(arena, segment);
    for (size_t i = 0; i < COUNT(issuer_aliases); i++)
        if (strcmp(issuer_aliases[i].from, issuer) == 0 &&
            (!issuer_aliases[i].type || strcmp(issuer_aliases[i].type, type) == 0))
            return issuer_aliases[i].to;
    for (size_t i = 0; i < COUNT(known_issuers); i++)
        if (is_near(known_issuers[i], issuer))
            return known_issuers[i];
    for (size_t i = 0; i < COUNT(known_issuers); i++)
        if (letter_count(known_issuers[i]) >= FUZZY_LETTERS_MIN &&
            letter_distance(issuer, known_issuers[i]) == 1)
            return known_issuers[i];
    return issuer;
}

static void issuers_read(struct arena *arena, const struct segments *segments, size_t from,
                         struct doc_number *number)
{
    for (size_t i = from; i < segments->count; i++) {
        const char *written = segments->text[i];
        const char *issuer = issuer_find(arena, written, number->type);
        number->issuers[number->issuer_count++] = issuer;
        if (strcmp(issuer, issuer_upper(arena, written)) == 0)
            continue;
        number->repairs |= DOC_REPAIR_ISSUER;
        number->repaired_from = arena_strdup(arena, written);
        number->repaired_to = issuer;
    }
}

/* --- parsing -------------------------------------------------------------------------------- */

/* Where "số" stands as a word of its own; NULL where it does not. *ret_end is set behind it. */
static const char *find_so(const char *text, const char **ret_end)
{
    static const char *const words[] = { "số", "Số", "SỐ", "so", "So" };
    const char *best = NULL;
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *at = strstr(text, words[i]);
        if (!at || (best && at >= best) || (at > text && at[-1] != ' '))
            continue;
        const char *behind = at + strlen(words[i]);
        if (!strchr(" :.", *behind) || *behind == '\0')
            continue;
        best = at;
        *ret_end = behind;
    }
    return best;
}

/* The number alone: without what stands before it, which gives the title where none was given, and
 * without the punctuation of a sentence behind it. */
static char *number_alone(struct arena *arena, const char *text, const char **title)
{
    const char *behind = NULL, *so = find_so(text, &behind);
    size_t len = so ? (size_t)(so - text) : strcspn(text, "0123456789");
    const char *start = so ? behind + strspn(behind, " :.\t\n") : text + len;
    if (!so && len > 0 && text[len - 1] != ' ')
        start = text; /* "KH168/…": not a title */
    while (len > 0 && strchr(" \t\n", text[len - 1]))
        len--;
    if (len > 0 && !*title)
        *title = arena_strndup(arena, text, len);
    char *alone = arena_strdup(arena, start);
    len = strlen(alone);
    while (len > 0 && strchr(" ,;.\t\n", alone[len - 1]))
        alone[--len] = '\0';
    return alone;
}

/* Which style the separators show. */
static enum doc_style style_of(const struct segments *segments, size_t type_at, bool has_type,
                               const struct doc_number *number)
{
    if (!has_type)
        return number->year_written && number->issuer_count == 1 &&
                       strncmp(number->issuers[0], "QH", 2) == 0
                   ? DOC_STYLE_LAW
                   : DOC_STYLE_LETTER;
    char before = segments->before[type_at], behind = segments->before[type_at + 1];
    if (before != '/' && behind == '/')
        return DOC_STYLE_PARTY;
    if (before == '/' && behind == '/')
        return DOC_STYLE_JOINT;
    return DOC_STYLE_STATE;
}

/* The separators that a number may have: blanks only around others or before a type. */
static bool separators_ok(const struct segments *segments, size_t type_at, bool has_type)
{
    for (size_t i = 1; i < segments->count; i++)
        if (segments->before[i] == ' ' && !(has_type && i == type_at))
            return false;
    /* "31/8/2017" is a date: an issuer has letters. */
    for (size_t i = type_at; i < segments->count; i++)
        if (segments->text[i][strspn(segments->text[i], "0123456789")] == '\0')
            return false;
    return true;
}

enum err_code doc_number_parse(struct arena *arena, const char *text, const char *title,
                               struct date issued, struct doc_number *ret_number, struct err *err)
{
    struct doc_number number = { .verbatim = arena_strdup(arena, text), .type = "" };
    struct segments segments;
    const char *start = number_alone(arena, text_nfc(arena, number.verbatim), &title);
    if (strlen(text) > DOC_NUMBER_BYTES_MAX || !segments_cut(start, &segments) ||
        !read_number(segments.text[0], &number.number, &number.suffix))
        return err_set(err, ERR_INPUT, MSG_DOCNO_FORM, text);
    size_t at = 1;
    if (segments.before[1] != ' ' && segments.count > 2)
        number.year = read_year(segments.text[1]);
    number.year_written = number.year != 0;
    at += number.year_written;
    bool repaired = false;
    /* The last segment is an issuer, whatever it looks like. */
    const char *type = at + 1 < segments.count ? type_find(segments.text[at], &repaired) : NULL;
    if (type && strcmp(type, "BTT") == 0 && (!title || !is_near(title, "bản thỏa thuận")))
        type = NULL; /* far more often the Ban Thường trực */
    size_t from = type ? at + 1 : at;
    if (segments.count - from > DOC_ISSUERS_MAX || !separators_ok(&segments, at, type != NULL))
        return err_set(err, ERR_INPUT, MSG_DOCNO_FORM, text);
    number.type = type ? type : "";
    number.repairs |= type && repaired ? DOC_REPAIR_TYPE : 0U;
    number.repairs |= segments.blanks ? DOC_REPAIR_SPACING : 0U;
    issuers_read(arena, &segments, from, &number);
    number.style = style_of(&segments, at, type != NULL, &number);
    if (number.style == DOC_STYLE_LETTER)
        number.type = "CV";
    number.type_name = type_name(number.type, title);
    bool has_date = !date_is_none(issued) && issued.precision != DATE_YEARLY;
    if (has_date && number.year_written && number.year != issued.year)
        number.repairs |= DOC_DOUBT_YEAR;
    if (has_date && !number.year_written) {
        number.year = issued.year;
        number.repairs |= DOC_REPAIR_YEAR;
    }
    *ret_number = number;
    return ERR_OK;
}

/* --- key and form --------------------------------------------------------------------------- */

static void issuers_sorted(const struct doc_number *number, const char **sorted)
{
    for (size_t i = 0; i < number->issuer_count; i++) {
        size_t j = i;
        for (; j > 0 && strcmp(sorted[j - 1], number->issuers[i]) > 0; j--)
            sorted[j] = sorted[j - 1];
        sorted[j] = number->issuers[i];
    }
}

char *doc_number_key(struct arena *arena, const struct doc_number *number)
{
    const char *sorted[DOC_ISSUERS_MAX];
    issuers_sorted(number, sorted);
    char suffix[2] = { number->suffix, 0 };
    char *key =
        arena_printf(arena, "%d%s:%d:%s:", number->number, suffix, number->year, number->type);
    for (size_t i = 0; i < number->issuer_count; i++)
        if (i == 0 || strcmp(sorted[i - 1], sorted[i]) != 0)
            key = arena_printf(arena, "%s%s%s", key, i == 0 ? "" : "+", sorted[i]);
    return key;
}

enum doc_match doc_number_match(const struct doc_number *a, const struct doc_number *b)
{
    const char *sorted_a[DOC_ISSUERS_MAX], *sorted_b[DOC_ISSUERS_MAX];
    if (a->number != b->number || a->suffix != b->suffix || strcmp(a->type, b->type) != 0 ||
        a->issuer_count != b->issuer_count || (a->year && b->year && a->year != b->year))
        return DOC_DIFFERENT;
    issuers_sorted(a, sorted_a);
    issuers_sorted(b, sorted_b);
    for (size_t i = 0; i < a->issuer_count; i++)
        if (strcmp(sorted_a[i], sorted_b[i]) != 0)
            return DOC_DIFFERENT;
    return a->year == b->year && a->year ? DOC_SAME : DOC_MAYBE;
}

char *doc_number_to_text(struct arena *arena, const struct doc_number *number)
{
    char suffix[2] = { number->suffix, 0 };
    char *text = arena_printf(arena, "%02d%s", number->number, suffix);
    if (number->year_written)
        text = arena_printf(arena, "%s/%d", text, number->year);
    bool typed = number->style != DOC_STYLE_LETTER && number->style != DOC_STYLE_LAW;
    bool party = number->style == DOC_STYLE_PARTY;
    if (typed)
        text = arena_printf(arena, "%s%s%s", text, party ? "-" : "/", number->type);
    for (size_t i = 0; i < number->issuer_count; i++) {
        bool slash = i == 0 && (party || !typed);
        text = arena_printf(arena, "%s%s%s", text, slash ? "/" : "-", number->issuers[i]);
    }
    return text;
}
