/* SPDX-License-Identifier: Apache-2.0
 * How two values agree. */
#include "engine/linkage_parts.h"

#include "engine/linkage_text.h"

#include <string.h>

static const double SIMILAR_MIN = 0.88, COMMON_MIN = 0.6;
enum { DATE_DIGITS = 8, NAME_WORDS_MAX = 12 };

static bool equal(const char *a, size_t a_len, const char *b, size_t b_len)
{
    return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static bool is_rare(const struct slot *slot, const struct form *a, const struct form *b)
{
    return (a->count < b->count ? a->count : b->count) <= slot->rare_max;
}

/* Is every word of the shorter one a word of the longer, or the beginning of one? Then they share
 * more than chance would give. */
static bool is_part(const char *a, size_t a_len, const char *b, size_t b_len)
{
    if (a_len > b_len)
        return is_part(b, b_len, a, a_len);
    if (a_len == b_len)
        return false;
    for (size_t from = 0; from < a_len;) {
        size_t to = from, at = 0;
        bool found = false;
        while (to < a_len && a[to] != ' ')
            to++;
        while (!found && at < b_len) {
            found = at + (to - from) <= b_len && memcmp(b + at, a + from, to - from) == 0;
            while (at < b_len && b[at] != ' ')
                at++;
            at++;
        }
        if (!found)
            return false;
        from = to + 1;
    }
    return true;
}

static size_t count_words(const struct form *form)
{
    size_t count = form->loose_len > 0;
    for (size_t i = 0; i < form->loose_len; i++)
        count += form->loose[i] == ' ';
    return count;
}

static unsigned words_level(const struct slot *slot, const struct form *a, const struct form *b)
{
    if (equal(a->toned, a->toned_len, b->toned, b->toned_len))
        return LINKAGE_SAME;
    if (equal(a->plain, a->plain_len, b->plain, b->plain_len))
        return LINKAGE_OTHER_TONES;
    if (a->atoms[0] == b->atoms[0] && equal(a->loose, a->loose_len, b->loose, b->loose_len))
        return LINKAGE_OTHER_MARKS;
    size_t least = a->loose_len < b->loose_len ? a->loose_len : b->loose_len;
    unsigned edits = linkage_edits(a->loose, a->loose_len, b->loose, b->loose_len, 2);
    if (edits == 1 && least >= 2)
        return is_rare(slot, a, b) ? LINKAGE_MISPRINT : LINKAGE_ONE_APART;
    if (is_part(a->loose, a->loose_len, b->loose, b->loose_len))
        return LINKAGE_PART;
    if (edits == 2 && least >= 6)
        return LINKAGE_SIMILAR;
    if (slot->type == LINKAGE_TEXT && count_words(a) > 1 && count_words(b) > 1) {
        double common = linkage_common_words(slot, a, b);
        if (common >= COMMON_MIN)
            return common < 1 ? LINKAGE_SIMILAR : LINKAGE_EXCHANGED;
        if (count_words(a) >= MANY_WORDS && count_words(b) >= MANY_WORDS)
            return LINKAGE_DIFFERENT; /* that they begin alike is said of their words */
    }
    return least >= 3 && linkage_jaro_winkler(a->loose, a->loose_len, b->loose, b->loose_len) >= SIMILAR_MIN ?
               LINKAGE_SIMILAR :
               LINKAGE_DIFFERENT;
}

/* Characters that differ between two texts of one length; neighbours exchanged count once. */
static unsigned replaced(const char *a, const char *b, size_t len)
{
    unsigned count = 0;
    for (size_t i = 0; i < len && count < 3; i++) {
        if (a[i] == b[i])
            continue;
        count++;
        if (i + 1 < len && a[i] == b[i + 1] && a[i + 1] == b[i])
            i++;
    }
    return count;
}

/* The same, capped at three, from the digits where that is quick: of many that differ nobody asks for exchanges. */
static unsigned digits_replaced(const struct form *a, const struct form *b)
{
    uint64_t differ = a->digits ^ b->digits;
    differ |= differ >> 2;
    differ |= differ >> 1;
    bool many = a->digits && b->digits && __builtin_popcountll(differ & UINT64_C(0x1111111111111111)) > 4;
    return many ? 3 : replaced(a->toned, b->toned, a->toned_len);
}

/* Is the shorter one the longer one rounded? As of coordinates and prices with more or fewer decimals. */
static bool is_rounded(const struct form *a, const struct form *b)
{
    uint64_t kept = 0, shorter = 0;
    if (a->toned_len > b->toned_len)
        return is_rounded(b, a);
    if (a->toned_len == b->toned_len || a->toned_len < 4 || !a->digits || !b->digits)
        return false;
    for (size_t i = 0; i < a->toned_len; i++) {
        kept = kept * 10 + (uint64_t)(b->toned[i] - '0');
        shorter = shorter * 10 + (uint64_t)(a->toned[i] - '0');
    }
    return shorter == kept + (b->toned[a->toned_len] >= '5');
}

static unsigned number_level(const struct slot *slot, const struct form *a, const struct form *b)
{
    if (a->digits && b->digits ? a->digits == b->digits : equal(a->toned, a->toned_len, b->toned, b->toned_len))
        return LINKAGE_SAME;
    size_t least = a->toned_len < b->toned_len ? a->toned_len : b->toned_len;
    unsigned edits = a->toned_len == b->toned_len ? digits_replaced(a, b) :
                                                    linkage_edits(a->toned, a->toned_len, b->toned, b->toned_len, 2);
    if (edits == 1)
        return least >= 4 && is_rare(slot, a, b) ? LINKAGE_MISPRINT : LINKAGE_ONE_APART;
    if ((edits == 2 && least >= 6) || (edits > 1 && slot->type == LINKAGE_NUMBER && is_rounded(a, b)))
        return LINKAGE_SIMILAR;
    /* What a citizen's number begins with is province, sex and year of birth: neighbours of one age share it. */
    bool begins = slot->type != LINKAGE_CITIZEN_ID && a->atoms[1] == b->atoms[1];
    return least >= 4 && (begins || a->atoms[2] == b->atoms[2]) ? LINKAGE_PART :
                                                                                        LINKAGE_DIFFERENT;
}

/* The same of two dates: a byte of `differ` for each of their digits. */
static bool is_one_replaced(const struct form *a, const struct form *b)
{
    uint64_t differ = a->digits ^ b->digits;
    if (!differ)
        return false;
    uint64_t last = differ >> (__builtin_ctzll(differ) / 8 * 8);
    return last <= 0xff || (last <= 0xffff && replaced(a->toned, b->toned, DATE_DIGITS) == 1);
}

static unsigned date_level(const struct form *a, const struct form *b)
{
    int apart = a->year > b->year ? a->year - b->year : b->year - a->year;
    if (a->is_year_only || b->is_year_only)
        return apart == 0 ? LINKAGE_PART : apart == 1 ? LINKAGE_NEAR : LINKAGE_DIFFERENT;
    if (a->digits == b->digits)
        return LINKAGE_SAME;
    if (apart == 0 && a->month == b->day && a->day == b->month)
        return LINKAGE_EXCHANGED;
    if (is_one_replaced(a, b))
        return LINKAGE_MISPRINT;
    int same = (apart == 0) + (a->month == b->month) + (a->day == b->day);
    if (same == 2)
        return LINKAGE_ONE_PART;
    return apart == 0 ? LINKAGE_SIMILAR : apart == 1 && same ? LINKAGE_NEAR : LINKAGE_DIFFERENT;
}

/* Of several candidates the first that both have; 0: none. */
static uint32_t common_place(const struct form *a, const struct form *b)
{
    for (size_t i = 0; i < a->candidate_count; i++)
        for (size_t j = 0; j < b->candidate_count; j++)
            if (a->candidates[i] == b->candidates[j])
                return a->candidates[i];
    return 0;
}

bool linkage_same_place(const struct form *a, const struct form *b)
{
    return common_place(a, b) != 0;
}

static unsigned place_level(const struct form *a, const struct form *b)
{
    if (!common_place(a, b))
        return LINKAGE_DIFFERENT;
    return a->candidate_count == 1 && b->candidate_count == 1 ? LINKAGE_SAME : LINKAGE_PART;
}

unsigned linkage_slot_level(const struct slot *slot, const struct form *a, const struct form *b)
{
    if (!a->toned || !b->toned)
        return LINKAGE_MISSING;
    switch (slot->kind) {
    case SLOT_WORDS:
        return words_level(slot, a, b);
    case SLOT_DATE:
        return date_level(a, b);
    case SLOT_NUMBER:
        return number_level(slot, a, b);
    case SLOT_PLACE:
        return place_level(a, b);
    default:
        return equal(a->toned, a->toned_len, b->toned, b->toned_len) ? LINKAGE_SAME : LINKAGE_DIFFERENT;
    }
}

/* Words of the parts of a name, as far as there is room; how many. */
static size_t name_words(const struct form *const *forms, const size_t parts[3], const char *words[NAME_WORDS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        for (const char *at = forms[parts[i]]->loose; at && *at && count < NAME_WORDS_MAX; at += strcspn(at, " "), at += *at == ' ')
            words[count++] = at;
    return count;
}

/* The same words in whatever order. */
static bool same_words(const struct form *const *a, const struct form *const *b, const size_t parts[3])
{
    const char *ours[NAME_WORDS_MAX], *theirs[NAME_WORDS_MAX];
    size_t count = name_words(a, parts, ours), found = 0;
    if (name_words(b, parts, theirs) != count)
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = found; k < count; k++) {
            size_t len = strcspn(ours[i], " ");
            if (strcspn(theirs[k], " ") != len || memcmp(ours[i], theirs[k], len) != 0)
                continue;
            const char *other = theirs[k];
            theirs[k] = theirs[found];
            theirs[found++] = other;
            break;
        }
    return found == count;
}

/* Names in the wrong columns: neither agrees in its own, both do in the other's; or one does, and with the middle name the words of all are
 * the same, as where somebody writes the given name before the rest. */
static uint64_t exchange(const struct linkage *l, size_t s, uint64_t pattern, const struct form *const *a,
                         const struct form *const *b)
{
    size_t given = s, surname = (size_t)l->slots[s].exchange;
    unsigned one = pattern_level(pattern, given), other = pattern_level(pattern, surname);
    if (one < LINKAGE_MISPRINT || other < LINKAGE_MISPRINT)
        return pattern;
    bool ours = a[given]->atoms[0] == b[surname]->atoms[0], theirs = a[surname]->atoms[0] == b[given]->atoms[0];
    uint64_t told = UINT64_C(15) << (LEVEL_BITS * given) | UINT64_C(15) << (LEVEL_BITS * surname);
    if (!ours || !theirs) {
        int middle = ours || theirs ? l->slots[s].middle : -1;
        if (middle < 0 || !same_words(a, b, (const size_t[3]){ surname, (size_t)middle, given }))
            return pattern;
        told |= UINT64_C(15) << (LEVEL_BITS * (size_t)middle);
    }
    return (pattern & ~told) | (uint64_t)LINKAGE_EXCHANGED << (LEVEL_BITS * given);
}

float linkage_rarity(const struct linkage *l, size_t s, unsigned level, const struct form *a, const struct form *b)
{
    if (level == LINKAGE_SAME)
        return a->count >= b->count ? a->rarity : b->rarity;
    if (level == LINKAGE_OTHER_TONES || level == LINKAGE_OTHER_MARKS ||
        (level == LINKAGE_PART && l->slots[s].kind == SLOT_DATE))
        return a->count >= b->count ? a->loose_rarity : b->loose_rarity;
    return 0;
}

static void note_level(const struct linkage *l, size_t s, unsigned level, const struct form *a, const struct form *b,
                       struct comparison *comparison)
{
    if (l->silent_levels >> (LEVEL_BITS * s) & 1)
        return;
    comparison->pattern |= (uint64_t)level << (LEVEL_BITS * s);
    float rarity = linkage_rarity(l, s, level, a, b);
    comparison->rarity += rarity;
    for (size_t k = 0; k < l->model.kin_count; k++)
        comparison->kin[k] += l->model.kins[k].shared[s] * rarity;
}

struct comparison linkage_compare_forms(const struct linkage *l, const struct form *const *a,
                                        const struct form *const *b)
{
    struct comparison comparison = { 0 };
    for (size_t s = 0; s < l->slot_count; s++)
        note_level(l, s, linkage_slot_level(&l->slots[s], a[s], b[s]), a[s], b[s], &comparison);
    for (size_t s = 0; s < l->slot_count; s++)
        if (l->slots[s].type == LINKAGE_GIVEN && l->slots[s].exchange >= 0)
            comparison.pattern = exchange(l, s, comparison.pattern, a, b);
    comparison.same_place = l->place_slot >= 0 && linkage_same_place(a[l->place_slot], b[l->place_slot]);
    return comparison;
}

unsigned linkage_value_level(const struct slot *slot, size_t s, uint32_t x, uint32_t y, struct memo *memo)
{
    if (x == y)
        return slot->kind == SLOT_DATE && slot->forms[x].is_year_only     ? (unsigned)LINKAGE_PART :
               slot->kind == SLOT_PLACE && slot->forms[x].candidate_count > 1 ? (unsigned)LINKAGE_PART :
                                                                           (unsigned)LINKAGE_SAME;
    if (slot->kind == SLOT_CODE)
        return LINKAGE_DIFFERENT;
    if (slot->kind == SLOT_DATE || slot->kind == SLOT_PLACE)
        return linkage_slot_level(slot, &slot->forms[x], &slot->forms[y]);
    uint32_t low = x < y ? x : y, high = x < y ? y : x;
    uint64_t key = (uint64_t)low << 32 | high;
    key ^= (uint64_t)s << 60; /* a slot has fewer than 2^28 values */
    size_t at = mix64(key) >> (64 - MEMO_BITS);
    if (memo->keys[at] != key) {
        memo->levels[at] = (uint8_t)linkage_slot_level(slot, &slot->forms[low], &slot->forms[high]);
        memo->keys[at] = key;
    }
    return memo->levels[at];
}

struct comparison linkage_compare(const struct linkage *l, uint32_t a, uint32_t b, struct memo *memo)
{
    const uint32_t *x = l->rows + (size_t)a * l->slot_count, *y = l->rows + (size_t)b * l->slot_count;
    struct comparison comparison = { 0 };
    for (size_t s = 0; s < l->slot_count; s++) {
        const struct slot *slot = &l->slots[s];
        if (!x[s] || !y[s])
            continue;
        const struct form *one = &slot->forms[x[s]], *other = &slot->forms[y[s]];
        unsigned level = linkage_value_level(slot, s, x[s], y[s], memo);
        note_level(l, s, level, one, other, &comparison);
        if ((int)s == l->place_slot)
            comparison.same_place = level != LINKAGE_DIFFERENT;
    }
    for (size_t s = 0; s < l->slot_count; s++) {
        if (l->slots[s].type != LINKAGE_GIVEN || l->slots[s].exchange < 0)
            continue;
        size_t t = (size_t)l->slots[s].exchange;
        if (!x[s] || !y[s] || !x[t] || !y[t])
            continue;
        const struct form *one[LINKAGE_SLOTS_MAX], *other[LINKAGE_SLOTS_MAX];
        one[s] = &l->slots[s].forms[x[s]];
        one[t] = &l->slots[t].forms[x[t]];
        other[s] = &l->slots[s].forms[y[s]];
        other[t] = &l->slots[t].forms[y[t]];
        int middle = l->slots[s].middle;
        if (middle >= 0) {
            one[middle] = &l->slots[middle].forms[x[middle]];
            other[middle] = &l->slots[middle].forms[y[middle]];
        }
        comparison.pattern = exchange(l, s, comparison.pattern, one, other);
    }
    return comparison;
}
