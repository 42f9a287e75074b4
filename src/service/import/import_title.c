/* SPDX-License-Identifier: Apache-2.0
 * What the name of a sheet and the rows above its header say: the class and year of the list, and the
 * place it is of. A title that names another place than the unit of the import is the mark of a wrong
 * code, and codes are used again: then no row is taken until a person says which of the two is right. */
#include "service/import/import_parts.h"

#include "base/date.h"
#include "base/utf8.h"
#include "base/viname.h"
#include "base/vitext.h"

#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { NAME_WORDS_MAX = 5, SEGMENT_WORDS_MAX = 40, TITLE_BYTES_MAX = 400 };

/* --- class and year ------------------------------------------------------------------------------------- */

const char *import_title_class(const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    char *folded = text_fold(&arena, text);
    const char *found = NULL;
    static const struct {
        const char *words, *class;
    } rows[] = { { "thoat can ngheo", "newly_escaped" }, { "thoat ngheo", "newly_escaped" }, { "can ngheo", "near_poor" },
                 { "ho ngheo", "poor" } };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (char *at; (at = strstr(folded, rows[i].words));) {
            if (found && strcmp(found, rows[i].class) != 0) /* a list of several classes says nothing of a row */
                return NULL;
            found = rows[i].class;
            memset(at, '.', strlen(rows[i].words));
        }
    return found;
}

const char *import_sheet_name_class(const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *class = import_title_class(name), *found = NULL;
    char *rest = text_fold(&arena, name);
    bool near = false;
    static const struct {
        const char *word, *class;
    } rows[] = { { "ngheo", "poor" }, { "hn", "poor" }, { "hcn", "near_poor" } };
    if (class)
        return class;
    for (char *word; (word = strsep(&rest, " "));) {
        near = near || strcmp(word, "can") == 0 || strcmp(word, "thoat") == 0 || strcmp(word, "khong") == 0;
        for (size_t i = 0; i < COUNT(rows); i++)
            if (strcmp(word, rows[i].word) == 0) {
                near = near || found;
                found = rows[i].class;
            }
    }
    return near ? NULL : found;
}

int64_t import_sheet_name_year(const char *name)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    int64_t year = import_title_year(name), number = 0;
    char *rest = text_fold(&arena, name);
    for (char *word; !year && (word = strsep(&rest, " "));)
        if (strlen(word) == 4 && text_int(word, &number) && number >= 1990 && number <= 2100)
            year = number;
    return year;
}

/* "giai doan 2016 2020": the years of a period are not the list's; they are blotted out. */
static void blot_periods(char *folded)
{
    for (char *at = folded; (at = strstr(at, "giai doan "));) {
        at += strlen("giai doan ");
        at += strncmp(at, "tu ", 3) == 0 ? 3 : 0;
        at += strncmp(at, "nam ", 4) == 0 ? 4 : 0;
        memset(at, '.', strspn(at, "0123456789 "));
    }
}

/* The year that begins at `at`; 0: none. */
static int64_t year_at(const char *at)
{
    if (strspn(at, "0123456789") != 4 || isalnum((unsigned char)at[4]))
        return 0;
    int64_t year = strtol(at, NULL, 10);
    return year >= 1990 && year <= 2100 ? year : 0;
}

/* "DS ho ngheo 2022", "qua Tet Tan Suu 2021": the one number of the title of a list is its year. */
static int64_t lone_year(const char *folded)
{
    static const char *const titles[] = { "ngheo", "danh sach", "tong hop", "ket qua", "qua tet", "mung xuan" };
    int64_t year = 0;
    bool is_title = false;
    for (size_t i = 0; i < COUNT(titles); i++)
        is_title = is_title || strstr(folded, titles[i]);
    if (!is_title)
        return 0;
    for (const char *at = folded; *at; at += strspn(at, "0123456789")) {
        at += strcspn(at, "0123456789");
        if (!*at)
            break;
        if (year || !(year = year_at(at)))
            return 0;
    }
    return year;
}

/* "thang 12 2026", "quy iv 2026" */
static int64_t year_of_month(const char *folded)
{
    static const char *const words[] = { "thang ", "quy " };
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *at = strstr(folded, words[i]), *behind = at ? strchr(at + strlen(words[i]), ' ') : NULL;
        if (at && (at == folded || at[-1] == ' ') && behind && behind - at <= (ptrdiff_t)strlen(words[i]) + 3 && year_at(behind + 1))
            return year_at(behind + 1);
    }
    return 0;
}

/* "nam 2017", but not the day of a document ("ngay 12 thang 12 nam 2016") nor a period's years. Of two years in one title
 * ("cuoi nam 2022 ap dung cho nam 2023") it is not known which is meant. */
int64_t import_title_year(const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    char *folded = text_fold(&arena, text);
    int64_t found = 0;
    if (strstr(folded, "ngay"))
        return 0;
    blot_periods(folded);
    for (const char *at = strstr(folded, "nam "); at; at = strstr(at + 1, "nam ")) {
        bool begins = at == folded || at[-1] == ' ';
        int64_t year = begins ? year_at(at + 4) : 0;
        if (found && year && year != found)
            return 0;
        found = year ? year : found;
    }
    return found ? found : year_of_month(folded) ? year_of_month(folded) : lone_year(folded);
}

int64_t import_title_day_year(const char *text)
{
    static const char *const words[] = { "den ngay ", "den ", "thoi diem ngay ", "thoi diem " };
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *folded = text_fold(&arena, text);
    for (size_t i = 0; i < COUNT(words); i++)
        for (const char *at = strstr(folded, words[i]); at; at = strstr(at + 1, words[i])) {
            const char *day = at + strlen(words[i]), *month = day + strspn(day, "0123456789");
            const char *year = *month == ' ' ? month + 1 + strspn(month + 1, "0123456789") : month;
            if (month > day && month - day <= 2 && *year == ' ' && year_at(year + 1))
                return year_at(year + 1);
        }
    return 0;
}

/* "27 7 2025", "27 thang 7 nam 2025" → "27/7/2025", and where it ends; NULL: no day stands there. */
static const char *day_at(struct arena *arena, const char *at, const char **ret_end)
{
    int day = 0, month = 0, year = 0, len = 0;
    bool read = sscanf(at, "%2d %2d %4d%n", &day, &month, &year, &len) == 3 ||
                sscanf(at, "%2d thang %2d nam %4d%n", &day, &month, &year, &len) == 3;
    *ret_end = at + len;
    return read && year_at(at + len - 4) ? arena_printf(arena, "%d/%d/%d", day, month, year) : NULL;
}

const char *import_title_day(struct arena *arena, const char *text)
{
    static const char *const begins[] = { "danh sach", "ds ", "bang ", "bieu ", "tong hop", "ket qua", "bien ban", "so ", "ho " };
    static const char *const papers[] = { "quyet dinh", "ke hoach", "cong van", "nghi quyet", "thong bao", "to trinh", "van ban",
                                          "qd ",        "tu ngay",  "den ngay", "tinh den",   "thoi diem", "bao cao", "kem theo" };
    const char *folded = text_fold(arena, text), *found = NULL;
    bool is_title = false;
    for (size_t i = 0; i < COUNT(begins); i++)
        is_title = is_title || strncmp(folded, begins[i], strlen(begins[i])) == 0;
    for (size_t i = 0; i < COUNT(papers); i++)
        is_title = is_title && !strstr(folded, papers[i]);
    for (const char *at = is_title ? strstr(folded, "ngay ") : NULL; at; at = strstr(at + 1, "ngay ")) {
        const char *end = NULL, *day = day_at(arena, at + 5, &end);
        if (day && found)
            return NULL;
        found = day ? day : found;
    }
    return found;
}

const char *import_title_period(const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    static const struct {
        const char *words, *period;
    } rows[] = { { "6 thang dau nam", "H1" }, { "sau thang dau nam", "H1" }, { "6 thang cuoi nam", "H2" },
                 { "quy iv", "Q4" },          { "quy iii", "Q3" },           { "quy ii", "Q2" },
                 { "quy i", "Q1" },           { "quy 1", "Q1" },             { "quy 2", "Q2" },
                 { "quy 3", "Q3" },           { "quy 4", "Q4" } };
    const char *folded = text_fold(&arena, text);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *at = strstr(folded, rows[i].words);
        size_t len = strlen(rows[i].words);
        if (at && (at == folded || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
            return rows[i].period;
    }
    return NULL;
}

/* --- organisations --------------------------------------------------------------------------------------- */

static bool has_members(const char *organisation)
{
    static const char *const codes[] = { "farmers_union", "womens_union", "youth_union", "veterans_association", "trade_union", "youth_federation",
                                         "elderly_association", "red_cross", "former_youth_volunteers", "learning_promotion" };
    for (size_t i = 0; i < COUNT(codes); i++)
        if (strcmp(codes[i], organisation) == 0)
            return true;
    return false;
}

/* The longest name of an organisation with members that the title has; short ones ("ND") may be anything. */
const char *import_title_organisation(const struct import *import, const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    enum { NAME_BYTES_MIN = 6 };
    const struct organisation_names *names = &import->organisations;
    const char *folded = arena_printf(&arena, " %s ", text_fold(&arena, text)), *code = NULL;
    size_t longest = NAME_BYTES_MIN - 1;
    for (size_t i = 0; i < names->count && strlen(text) <= TITLE_BYTES_MAX; i++) {
        size_t len = strlen(names->items[i].folded);
        if (len <= longest || !has_members(names->items[i].code) ||
            !strstr(folded, arena_printf(&arena, " %s ", names->items[i].folded)))
            continue;
        longest = len;
        code = names->items[i].code;
    }
    return code;
}

/* --- words of places ---------------------------------------------------------------------------------------- */

static const struct place_word {
    const char *first, *second; /* second NULL: one word */
    enum unit_level level;
} place_words[] = {
    { "thị", "trấn", LEVEL_COMMUNE },    { "đặc", "khu", LEVEL_COMMUNE },  { "phường", NULL, LEVEL_COMMUNE },
    { "thị", "xã", LEVEL_DISTRICT },     { "xã", NULL, LEVEL_COMMUNE },    { "huyện", NULL, LEVEL_DISTRICT },
    { "thành", "phố", LEVEL_DISTRICT },  { "quận", NULL, LEVEL_DISTRICT }, { "tỉnh", NULL, LEVEL_PROVINCE },
};

struct words {
    struct arena *arena;
    char *items[SEGMENT_WORDS_MAX];
    size_t count;
    bool is_ascii;
};

static void split_words(struct words *words, char *segment)
{
    words->count = 0;
    words->is_ascii = true;
    for (const char *c = segment; *c; c++)
        words->is_ascii = words->is_ascii && (unsigned char)*c < 0x80;
    for (char *word; (word = strsep(&segment, " \t\n")) && words->count < SEGMENT_WORDS_MAX;)
        if (*word)
            words->items[words->count++] = word;
}

/* With marks "xã" is not "xa" (far); a text without any may mean either. */
static bool is_word(const struct words *words, size_t at, const char *wanted)
{
    if (at >= words->count)
        return false;
    const char *word = words->items[at];
    return words->is_ascii ?
               strcmp(text_fold(words->arena, word), text_fold(words->arena, wanted)) == 0 :
               strcmp(text_fold_toned(words->arena, word), text_fold_toned(words->arena, wanted)) == 0;
}

static const struct place_word *place_word_at(const struct words *words, size_t at, size_t *ret_len)
{
    for (size_t i = 0; i < COUNT(place_words); i++) {
        const struct place_word *word = &place_words[i];
        if (!is_word(words, at, word->first) || (word->second && !is_word(words, at + 1, word->second)))
            continue;
        *ret_len = word->second ? 2 : 1;
        return word;
    }
    return NULL;
}

static const char *join(const struct words *words, size_t from, size_t count)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (size_t i = 0; i < count; i++)
        buf_printf(&out, "%s%s", i ? " " : "", words->items[from + i]);
    return arena_strdup(words->arena, buf_text(&out));
}

/* --- which place ------------------------------------------------------------------------------------------------ */

struct search {
    struct import *import;
    const struct territory *territory;
    const struct unit *own;   /* of the import: its commune where it is an area */
    struct arena *arena;
    bool own_named;           /* some text names the unit itself, or what it was */
    const struct unit *below; /* the one commune below the unit that is named */
    bool several;
    const char *other;        /* the first text that names another place */
    int64_t other_row;
    struct unit_set others;
};

static bool is_own(const struct search *search, const struct unit *unit)
{
    if (unit == search->own)
        return true;
    struct place place = territory_place(search->territory, unit, search->import->day);
    return place.kind == PLACE_IMAGE && place.unit == search->own;
}

static const struct unit *below_own(const struct search *search, const struct unit *unit)
{
    int32_t day = search->import->day;
    struct place place = territory_place(search->territory, unit, day);
    if (!place.unit || place.unit->level != LEVEL_COMMUNE || place.unit == search->own)
        return NULL;
    struct unit_set chain = territory_chain(search->territory, search->arena, unit, day);
    for (size_t i = 0; i < chain.count; i++)
        if (chain.items[i] == search->own)
            return place.unit;
    return NULL;
}

static void judge(struct search *search, struct unit_set found, const char *text, int64_t row)
{
    const struct unit *below = NULL;
    bool own_named = false;
    for (size_t i = 0; i < found.count; i++) {
        const struct unit *inside = below_own(search, found.items[i]);
        own_named = own_named || is_own(search, found.items[i]);
        search->several = search->several || (below && inside && inside != below);
        below = inside ? inside : below;
    }
    search->own_named = search->own_named || own_named;
    if (own_named)
        return;
    if (below) {
        search->several = search->several || (search->below && search->below != below);
        search->below = below;
    } else if (!search->other && found.count) {
        search->other = text;
        search->other_row = row;
        search->others = found;
    }
}

/* The longest run of words behind "xã" that is the name of a unit of that level, ever. */
static struct unit_set named_at(struct search *search, const struct words *words, size_t at, size_t len,
                                enum unit_level level)
{
    struct unit_set none = { 0 };
    size_t most = words->count - at - len;
    if (is_word(words, at + len, "năm") && (most == 1 || isdigit((unsigned char)*words->items[at + len + 1]))) /* "CÁC XÃ, PHƯỜNG NĂM 2025" */
        return none;
    for (size_t count = most > NAME_WORDS_MAX ? NAME_WORDS_MAX : most; count > 0; count--) {
        struct unit_set found = territory_by_name(search->territory, search->arena, NULL, level,
                                                  join(words, at, len + count), TERRITORY_ANY_DAY);
        if (found.count)
            return found;
    }
    return none;
}

static void search_segment(struct search *search, char *segment, const char *text, int64_t row)
{
    struct words words = { .arena = search->arena };
    enum unit_level own = (enum unit_level)search->own->level;
    split_words(&words, segment);
    for (size_t at = 0; at < words.count; at++) {
        size_t len = 0;
        const struct place_word *word = place_word_at(&words, at, &len);
        if (!word)
            continue;
        enum unit_level level = word->level;
        if (level == LEVEL_DISTRICT && own == LEVEL_PROVINCE && is_word(&words, at, "thành"))
            level = LEVEL_PROVINCE;
        if (level == LEVEL_COMMUNE || level == own)
            judge(search, named_at(search, &words, at, len, level), text, row);
        at += len - 1;
    }
}

static void search_text(struct search *search, const char *text, int64_t row)
{
    if (strlen(text) > TITLE_BYTES_MAX)
        return;
    char *rest = arena_strdup(search->arena, text);
    for (char *dash; (dash = strstr(rest, " - ")) || (dash = strstr(rest, " – "));)
        *dash = ','; /* what is behind it is another place */
    for (char *part; (part = utf8_sep(&rest, ",;():\"“”\n"));)
        search_segment(search, part, text, row);
}

/* The whole name of a sheet may be that of a commune, without its type: "Ia Krêl", "1. Ia Dơk". */
static void search_sheet_name(struct search *search)
{
    struct import *import = search->import;
    const char *name = layout_skip_numbering(import->sheet), *area = NULL;
    if (!*name)
        return;
    if (import_names_area(import, name, &area)) {
        import->title.area = arena_strdup(&import->sheet_arena, area);
        return;
    }
    search_text(search, name, 0);
    if (search->own_named || search->below || search->other)
        return;
    if (search->own->level < LEVEL_COMMUNE) {
        struct unit_set meant = import_communes_meant(import, search->territory, search->own, name);
        search->below = meant.count == 1 ? meant.items[0] : NULL;
        return;
    }
    struct place above = territory_parent(search->territory, search->own, import->day);
    struct unit_set areas = territory_by_name(search->territory, search->arena, search->own, LEVEL_AREA, name,
                                              import->day);
    if (above.unit && !areas.count)
        judge(search, territory_by_name(search->territory, search->arena, above.unit, LEVEL_COMMUNE, name,
                                        import->day),
              import->sheet, 0);
}

/* --- the residential area ------------------------------------------------------------------------------------------ */

/* Words behind which a title has no name: "CẤP THÔN NĂM 2017", "LÀNG ĐẶC BIỆT KHÓ KHĂN", "THÔN, LÀNG". */
static bool ends_area(const struct words *words, size_t at)
{
    static const char *const ends[] = { "năm", "tháng", "quý", "giai", "thuộc", "theo", "đặc", "là", "và", "có", "trên", "của", "lập", "được",
                                        "văn", "nông", "kiểu", "tiêu", "nổi", "đạt", "đăng", "-", "–" };
    size_t len = 0;
    if (at >= words->count || place_word_at(words, at, &len))
        return true;
    const char *capital = text_upper(words->arena, words->items[at]); /* a name begins with one, or is a number */
    if (strncmp(capital, words->items[at], (unsigned char)*capital < 0x80 ? 1 : 2) != 0)
        return true;
    for (size_t i = 0; i < COUNT(ends); i++)
        if (strcmp(words->items[at], ends[i]) == 0 || is_word(words, at, ends[i]))
            return true;
    return false;
}

/* The words of titles that nothing else begins with: "bản", "tổ", "khu", "đội" may be other things. */
static size_t area_word_at(const struct words *words, size_t at)
{
    static const char *const one[] = { "thôn", "làng", "ấp", "xóm", "buôn", "bon", "plei", "tdp", "khóm", "kdc" };
    static const struct {
        const char *words[3];
    } more[] = { { { "tổ", "dân", "phố" } }, { { "khu", "dân", "cư" } }, { { "khu", "phố", NULL } }, { { "khối", "phố", NULL } } };
    bool numbered = at + 1 < words->count && isdigit((unsigned char)*words->items[at + 1]);
    for (size_t i = 0; i < COUNT(one) && (!words->is_ascii || numbered); i++) /* "thon 3" */
        if (is_word(words, at, one[i]))
            return 1;
    for (size_t i = 0; i < COUNT(more) && !words->is_ascii; i++) {
        size_t len = 0;
        while (len < COUNT(more[i].words) && more[i].words[len] && is_word(words, at + len, more[i].words[len]))
            len++;
        if (len == COUNT(more[i].words) || !more[i].words[len])
            return len;
    }
    return 0;
}

/* "Bản" may also be a paper, "tổ" a group, "khu" a quarter: one of them names an area where a commune is told behind it, or where
 * it is all that the text says. */
static size_t loose_area_word_at(const struct words *words, size_t at, const char *behind)
{
    static const char *const loose[] = { "bản", "khu", "đội", "tổ" };
    size_t len = 0, end = at + 1;
    for (size_t i = 0; i < COUNT(loose); i++)
        if (!words->is_ascii && is_word(words, at, loose[i]))
            len = 1;
    while (len && end < words->count && !place_word_at(words, end, &len))
        end++;
    struct words rest = { .arena = words->arena };
    split_words(&rest, arena_strdup(words->arena, behind ? behind : ""));
    rest.is_ascii = rest.is_ascii && words->is_ascii;
    bool commune = end < words->count || (rest.count && place_word_at(&rest, 0, &end));
    return len && (commune || (at == 0 && !rest.count)) ? 1 : 0;
}

const char *import_title_area(struct import *import, const char *text)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const char *name = NULL, *colon = strchr(text, ':');
    if (strlen(text) > TITLE_BYTES_MAX)
        return NULL;
    struct words words = { .arena = &arena };
    if (colon && import_header_area(import, arena_strndup(&arena, text, (size_t)(colon - text)))) { /* "THÔN: Làng Ghè" */
        const char *value = colon + 1 + utf8_span(colon + 1, " .…");
        char *part = arena_strndup(&arena, value, strcspn(value, ",;-("));
        split_words(&words, part);
        if (!words.count || words.count > NAME_WORDS_MAX)
            return NULL;
        value = join(&words, 0, words.count);
        name = import_names_area(import, value, &name) ?
                   value :
                   arena_printf(&arena, "%.*s %s", (int)(colon - text), text, value);
        return name_title_case(&import->sheet_arena, arena_strdup(&import->sheet_arena, name));
    }
    for (char *rest = arena_strdup(&arena, text), *part; !name && (part = utf8_sep(&rest, ",;():\"“”\n"));) {
        split_words(&words, part);
        for (size_t at = 0; at < words.count && !name; at++) {
            size_t len = area_word_at(&words, at), count = 0;
            len = len ? len : loose_area_word_at(&words, at, rest);
            while (len && count < NAME_WORDS_MAX && !ends_area(&words, at + len + count) && !area_word_at(&words, at + len + count))
                count++;
            if (count && count < NAME_WORDS_MAX)
                name = join(&words, at, len + count);
        }
    }
    return name ? name_title_case(&import->sheet_arena, arena_strdup(&import->sheet_arena, name)) : NULL;
}

/* --- telling it ----------------------------------------------------------------------------------------------------- */

/* "23863@2017-06-01 (Xã Ia Krêl)": what --unit was probably meant to be. */
static const char *probably_meant(const struct search *search)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    struct import *import = search->import;
    const char *day = strchr(import->request->unit, '@');
    size_t shown = 0;
    for (int pass = 0; pass < 2 && !shown; pass++) /* in force on that day; else any */
        for (size_t i = 0; i < search->others.count && shown < 4; i++) {
            const struct unit *unit = search->others.items[i];
            bool then = unit->from_day <= import->day && import->day < unit->to_day;
            if (then == (pass == 0))
                buf_printf(&out, "%s--unit %s%s (%s)", shown++ ? ", " : "", unit->code,
                           day && then ? day : "", unit->name);
        }
    return arena_strdup(search->arena, buf_text(&out));
}

static void tell_other(struct search *search)
{
    struct import *import = search->import;
    import->title.differs = true;
    import->title.place = arena_strdup(&import->sheet_arena, search->other);
    struct import_row row = { .number = search->other_row };
    import_say(import, &row, 0, IMPORT_NOTE, "unit_differs",
               import->request->take_unit ? MSG_IMPORT_UNIT_DIFFERS_TAKEN : MSG_IMPORT_UNIT_DIFFERS, search->other,
               arena_printf(search->arena, "%s (%s)", search->own->name, import->request->unit),
               probably_meant(search));
}

enum err_code import_title_place(struct import *import, const struct import_sample *sample, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    struct search search = { .import = import, .arena = &arena };
    struct unit_place place = { 0 };
    import->title = (struct import_title){ 0 };
    if (!import->unit)
        return ERR_OK;
    TRY(unit_territory(import->store, &search.territory, err));
    TRY(unit_place_get(import->store, import->unit, &place, err));
    search.own = territory_unit(search.territory,
                                import->level == LEVEL_AREA && place.commune ? place.commune : import->unit);
    require(search.own);
    if (search.own->level == LEVEL_AREA)
        return ERR_OK;
    search_sheet_name(&search);
    const struct unit *by_sheet_name = search.below;
    search.below = NULL;
    for (size_t i = 0; i < sample->count && sample->rows[i].number < import->header.first; i++)
        for (size_t j = 0; j < sample->rows[i].count; j++) {
            const char *text = sample->rows[i].cells[j].text;
            search_text(&search, text, sample->rows[i].number);
            if (!import->title.area)
                import->title.area = import_title_area(import, text);
        }
    const struct unit *below = by_sheet_name ? by_sheet_name : search.below;
    if (below && (by_sheet_name || !search.several))
        import->title.commune = below->id;
    if (!search.own_named && !below && search.other)
        tell_other(&search);
    return ERR_OK;
}
