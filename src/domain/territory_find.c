/* SPDX-License-Identifier: Apache-2.0
 * Units by their names, as cadres write them in sheets. */
#include "domain/territory_index.h"

#include "base/vitext.h"

/* Words for a type, folded. An area's kind of word has no type of its own: `mask` 0. The short
 * forms are known only with a stop, a digit or a capital behind them, as people write them. */
static const struct type_word {
    const char *words;
    bool is_short;
    unsigned mask;
} type_words[] = {
    { "thanh pho", false, 1U << UNIT_MUNICIPALITY | 1U << UNIT_PROVINCIAL_CITY },
    { "tp", true, 1U << UNIT_MUNICIPALITY | 1U << UNIT_PROVINCIAL_CITY },
    { "tinh", false, 1U << UNIT_PROVINCE },
    { "quan", false, 1U << UNIT_URBAN_DISTRICT },
    { "q", true, 1U << UNIT_URBAN_DISTRICT },
    { "huyen", false, 1U << UNIT_RURAL_DISTRICT },
    { "h", true, 1U << UNIT_RURAL_DISTRICT },
    { "thi xa", false, 1U << UNIT_TOWN },
    { "tx", true, 1U << UNIT_TOWN },
    { "xa", false, 1U << UNIT_COMMUNE },
    { "x", true, 1U << UNIT_COMMUNE },
    { "phuong", false, 1U << UNIT_WARD },
    { "p", true, 1U << UNIT_WARD },
    { "thi tran", false, 1U << UNIT_TOWNSHIP },
    { "tt", true, 1U << UNIT_TOWNSHIP },
    { "dac khu", false, 1U << UNIT_SPECIAL_ZONE },
    { "dk", true, 1U << UNIT_SPECIAL_ZONE },
    { "khu dan cu", false, 0 },
    { "kdc", true, 0 },
    { "to dan pho", false, 0 },
    { "tdp", true, 0 },
    { "khu pho", false, 0 },
    { "kp", true, 0 },
    { "khoi pho", false, 0 },
    { "tieu khu", false, 0 },
    { "khoi", false, 0 },
    { "khom", false, 0 },
    { "thon", false, 0 },
    { "xom", false, 0 },
    { "ban", false, 0 },
    { "lang", false, 0 },
    { "buon", false, 0 },
    { "bon", false, 0 },
    { "plei", false, 0 },
    { "ap", false, 0 },
    { "phum", false, 0 },
    { "soc", false, 0 },
};

/* A name in the two forms it is compared in: with marks and without. */
struct name_key {
    const char *toned, *folded;
};

/* "phuong 01" is "phuong 1": zeros before a number go. Changes the text in place. */
static char *drop_zeros(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        bool begins = at == text || at[-1] == ' ';
        while (begins && at[0] == '0' && at[1] >= '0' && at[1] <= '9')
            at++;
        *to++ = *at;
    }
    *to = '\0';
    return text;
}

static struct name_key key_of(struct arena *arena, const char *name)
{
    return (struct name_key){ drop_zeros(text_fold_toned(arena, name)),
                              drop_zeros(text_fold(arena, name)) };
}

/* How many bytes of `name` are that word and what stands between it and the rest; 0: it does not
 * begin with it. */
static size_t word_length(struct arena *arena, const char *name, const struct type_word *word)
{
    if (word->is_short) {
        size_t len = strlen(word->words);
        const char *next = name + len;
        bool is_dk = strncmp(name, "ĐK", strlen("ĐK")) == 0;
        if (is_dk && strcmp(word->words, "dk") == 0)
            next = name + strlen("ĐK");
        else if (strncasecmp(name, word->words, len) != 0)
            return 0;
        if (*next != '.' && *next != ' ' && !(*next >= '0' && *next <= '9'))
            return 0;
        return (size_t)(next - name) + strspn(next, ". ");
    }
    /* The words of the name, one by one, until as many as the type has. */
    size_t wanted = 1, at = 0;
    for (const char *c = word->words; *c; c++)
        wanted += *c == ' ';
    for (size_t i = 0; i < wanted; i++) {
        at += strspn(name + at, " ");
        at += strcspn(name + at, " ");
    }
    if (!name[at])
        return 0;
    char *begin = text_fold(arena, arena_strndup(arena, name, at));
    return strcmp(begin, word->words) == 0 ? at + strspn(name + at, " ") : 0;
}

/* The name behind its type; *ret_mask are the types the word allows (0: no word, or an area's). */
static const char *without_type(struct arena *arena, const char *name, unsigned *ret_mask)
{
    *ret_mask = 0;
    name += strspn(name, " ");
    for (size_t i = 0; i < COUNT(type_words); i++) {
        size_t len = word_length(arena, name, &type_words[i]);
        if (len && name[len]) {
            *ret_mask = type_words[i].mask;
            return name + len;
        }
    }
    return name;
}

struct wanted {
    struct name_key whole, bare;
    unsigned mask;
};

static int key_match(struct name_key a, struct name_key b)
{
    if (strcmp(a.toned, b.toned) == 0)
        return 2;
    return strcmp(a.folded, b.folded) == 0 ? 1 : 0;
}

/* Does the unit's folded name end in what is wanted? Most units are out after this. */
static bool may_match(const struct wanted *wanted, const char *name)
{
    char folded[512];
    if (!text_fold_into(folded, sizeof(folded), name, ""))
        return true;
    drop_zeros(folded);
    size_t len = strlen(folded), tail = strlen(wanted->bare.folded);
    return len >= tail && strcmp(folded + len - tail, wanted->bare.folded) == 0;
}

/* 0: none; else the better the higher: marks and type, marks, letters and type, letters. */
static int match_rank(struct arena *arena, const struct wanted *wanted, const struct unit *unit)
{
    if (!may_match(wanted, unit->name))
        return 0;
    unsigned mask;
    struct name_key whole = key_of(arena, unit->name);
    struct name_key bare = key_of(arena, without_type(arena, unit->name, &mask));
    bool is_typed = wanted->mask == 0 || (wanted->mask & 1U << unit->type);
    int best = 0;
    int same = key_match(wanted->bare, bare);
    if (same)
        best = same * 2 + is_typed;
    int exact = key_match(wanted->whole, whole);
    if (exact * 2 + 1 > best && exact)
        best = exact * 2 + 1 + (unit->level == LEVEL_AREA); /* "Bản Lang" before "Thôn Lang" */
    /* What looks like a type may be part of the name: xã Bản Lang, written "Bản Lang". */
    int inside = key_match(wanted->whole, bare);
    if (inside && inside * 2 + 1 > best)
        best = inside * 2 + 1;
    return best;
}

/* Units of the level (LEVEL_MAX_: all) that lie under `above` on the day. */
static void collect(const struct territory *territory, struct arena *arena,
                    const struct unit *above, enum unit_level level, int32_t day,
                    struct unit_set *set, size_t *capacity)
{
    struct unit_set children = territory_children(territory, arena, above, day);
    for (size_t i = 0; i < children.count; i++) {
        const struct unit *child = children.items[i];
        if (level == LEVEL_MAX_ || child->level == level)
            *ARENA_PUSH(arena, set->items, set->count, *capacity) = child;
        if (level == LEVEL_MAX_ || child->level < level)
            collect(territory, arena, child, level, day, set, capacity);
    }
}

struct unit_set territory_below(const struct territory *territory, struct arena *arena, const struct unit *above,
                                enum unit_level level, int32_t day)
{
    struct unit_set set = { 0 };
    size_t capacity = 0;
    if (above) {
        collect(territory, arena, above, level, day, &set, &capacity);
        return set;
    }
    for (uint32_t u = 0; u < territory->unit_count; u++) {
        const struct unit *unit = &territory->units[u];
        if ((level == LEVEL_MAX_ || unit->level == level) &&
            (day == TERRITORY_ANY_DAY || unit_is_valid(unit, day)))
            *ARENA_PUSH(arena, set.items, set.count, capacity) = unit;
    }
    return set;
}

struct unit_set territory_by_name(const struct territory *territory, struct arena *arena,
                                  const struct unit *above, enum unit_level level, const char *name,
                                  int32_t day)
{
    struct wanted wanted = { .whole = key_of(arena, name) };
    wanted.bare = key_of(arena, without_type(arena, name, &wanted.mask));
    struct unit_set found = { 0 };
    if (!*wanted.whole.folded)
        return found;
    struct unit_set all = territory_below(territory, arena, above, level, day);
    found.items = ARENA_ARRAY(arena, const struct unit *, all.count + 1);
    int best = 1;
    for (size_t i = 0; i < all.count; i++) {
        struct arena_mark mark = arena_mark(arena);
        int rank = match_rank(arena, &wanted, all.items[i]);
        arena_release(arena, mark);
        if (rank > best) {
            best = rank;
            found.count = 0;
        }
        if (rank == best)
            found.items[found.count++] = all.items[i];
    }
    unit_set_sort(&found);
    return found;
}

bool unit_name_same(struct arena *arena, const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    struct arena_mark mark = arena_mark(arena);
    bool is_same = strcmp(text_fold_toned(arena, a), text_fold_toned(arena, b)) == 0;
    arena_release(arena, mark);
    return is_same;
}
