/* SPDX-License-Identifier: Apache-2.0
 * The words of texts: how rare each is, how much of what two texts say is common to both by that, and the rare words that a text is found by.
 * Of a product's title, an institute's address, a paper's authors, one rare word tells more than all the others ("TF-IDF": Cohen, Ravikumar
 * & Fienberg, A Comparison of String Distance Metrics for Name-Matching Tasks, 2003). */
#include "engine/linkage_parts.h"

#include "base/chance.h"
#include "engine/linkage_text.h"

#include <math.h>
#include <string.h>

enum { WORDS_MAX = 48, MISPRINT_LETTERS_MIN = 4, FEW_WORDS = 8, TRIES = 100 };
/* What every word is worth at least; from which share misprints are looked for among the rest of long texts. */
static const double WEIGHT_MIN = 0.1, NEARLY_FROM = 0.25;
/* How far apart the weights of words may be that are about as rare. */
static const float AS_RARE = 0.4f;

struct word {
    uint64_t key;
    uint32_t count, first_count; /* records that say it; of the first of two lists */
    uint32_t last;               /* form that was counted last */
};

/* A word of a text. */
struct span {
    uint32_t key; /* part of it */
    float weight;
    uint16_t from, len;
};

uint64_t linkage_word_key(const char *word, size_t len)
{
    uint64_t key = len + 1;
    for (size_t i = 0; i < len; i++)
        key = mix64(key ^ (unsigned char)word[i]) | 1;
    return key;
}

static struct word *word_at(const struct slot *slot, const char *text, size_t len)
{
    uint64_t key = linkage_word_key(text, len);
    size_t at = key >> 1 & (slot->word_size - 1);
    while (slot->words[at].key && slot->words[at].key != key)
        at = (at + 1) & (slot->word_size - 1);
    slot->words[at].key = slot->words[at].key ? slot->words[at].key : key;
    return &slot->words[at];
}

static const struct word *word_find(const struct slot *slot, const char *text, size_t len)
{
    static const struct word none = { 0 };
    uint64_t key = linkage_word_key(text, len);
    size_t at = key >> 1 & (slot->word_size - 1);
    while (slot->words && slot->words[at].key && slot->words[at].key != key)
        at = (at + 1) & (slot->word_size - 1);
    return slot->words ? &slot->words[at] : &none;
}

static size_t word_end(const char *text, size_t len, size_t from)
{
    while (from < len && text[from] != ' ')
        from++;
    return from;
}

/* What no two texts say finds nothing; of two lists, what one of them says. */
static bool is_said_twice(const struct linkage *l, const struct word *word)
{
    return l->input.first_count ? word->first_count && word->first_count < word->count : word->count > 1;
}

/* Of words as rare the same ones are chosen in each text. */
void linkage_find_by_words(const struct linkage *l, const struct slot *slot, struct form *form)
{
    const struct word *rarest[2] = { NULL, NULL };
    for (size_t from = 0, to; from < form->loose_len; from = to + 1) {
        to = word_end(form->loose, form->loose_len, from);
        const struct word *word = word_find(slot, form->loose + from, to - from);
        if (!is_said_twice(l, word) || word == rarest[0] || word == rarest[1])
            continue;
        for (size_t i = 0; i < COUNT(rarest); i++)
            if (!rarest[i] || word->count < rarest[i]->count || (word->count == rarest[i]->count && word->key < rarest[i]->key)) {
                const struct word *next = rarest[i];
                rarest[i] = word;
                word = next;
                if (!word)
                    break;
            }
    }
    form->atoms[1] = rarest[0] ? (uint32_t)(rarest[0]->key >> 20) | 1 : 0;
    form->second_word = rarest[1] ? (uint32_t)(rarest[1]->key >> 20) | 1 : 0;
}

/* How many records say each word; all that are said. */
static double count_words(struct slot *slot)
{
    size_t size = 1 << 10;
    double words = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++)
        words += slot->forms[i].loose_len / 2 + 1u;
    while ((double)size < words * 2)
        size *= 2;
    free(slot->words);
    slot->words = work_alloc(size, sizeof(*slot->words));
    slot->word_size = size;
    words = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        const struct form *form = &slot->forms[i];
        for (size_t from = 0, to; from < form->loose_len; from = to + 1) {
            to = word_end(form->loose, form->loose_len, from);
            struct word *word = word_at(slot, form->loose + from, to - from);
            words += form->count;
            if (word->last == i)
                continue;
            word->last = i;
            word->count += form->count;
            word->first_count += form->first_count;
        }
    }
    return words;
}

/* The words of a text, up to WORDS_MAX. */
static size_t read_spans(const struct slot *slot, const struct form *form, struct span *spans)
{
    size_t count = 0;
    for (size_t from = 0, to; from < form->loose_len && count < WORDS_MAX; from = to + 1) {
        to = word_end(form->loose, form->loose_len, from);
        const struct word *word = word_find(slot, form->loose + from, to - from);
        double weight = log(((double)slot->known + 1) / ((double)word->count + 0.5)) + WEIGHT_MIN;
        spans[count++] = (struct span){ (uint32_t)(linkage_word_key(form->loose + from, to - from) >> 20), (float)weight, (uint16_t)from, (uint16_t)(to - from) };
    }
    return count;
}

static void keep_spans(struct slot *slot)
{
    size_t count = 0, capacity = 0;
    free(slot->span_starts);
    free(slot->spans);
    slot->spans = NULL;
    slot->span_starts = work_alloc((size_t)slot->form_count + 2, sizeof(*slot->span_starts));
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        slot->span_starts[i] = (uint32_t)count;
        slot->spans = work_grow(slot->spans, &capacity, count + WORDS_MAX, sizeof(*slot->spans));
        count += read_spans(slot, &slot->forms[i], slot->spans + count);
    }
    slot->span_starts[slot->form_count + 1] = (uint32_t)count;
}

void linkage_count_words(struct linkage *l, size_t s)
{
    struct slot *slot = &l->slots[s];
    double words = count_words(slot);
    slot->has_many_words = words >= MANY_WORDS * (double)slot->known;
    slot->atom_count = slot->has_many_words ? SECOND_WORD + 1 : ATOMS_MAX;
    if (slot->has_many_words)
        for (uint32_t i = 1; i <= slot->form_count; i++)
            linkage_find_by_words(l, slot, &slot->forms[i]);
    keep_spans(slot);
}

void linkage_words_done(struct slot *slot)
{
    free(slot->words);
    free(slot->spans);
    free(slot->span_starts);
}

/* --- what two texts have in common --------------------------------------------------------------------------- */

struct side {
    const char *text;
    const struct span *spans;
    size_t count;
    uint64_t taken; /* bits */
    struct span own[WORDS_MAX]; /* of a text that is not in the lists */
};

static void read_side(const struct slot *slot, const struct form *form, struct side *side)
{
    side->text = form->loose;
    side->taken = 0;
    if (form > slot->forms && form <= slot->forms + slot->form_count) {
        size_t number = (size_t)(form - slot->forms);
        side->spans = slot->spans + slot->span_starts[number];
        side->count = slot->span_starts[number + 1] - slot->span_starts[number];
        return;
    }
    side->spans = side->own;
    side->count = read_spans(slot, form, side->own);
}

static bool has_digit(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] >= '0' && text[i] <= '9')
            return true;
    return false;
}

/* An initial for a word, or one letter of it misprinted. A digit apart is another number. */
static bool is_nearly(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t least = a_len < b_len ? a_len : b_len, most = a_len < b_len ? b_len : a_len;
    if (least == 1)
        return a[0] == b[0];
    return least >= MISPRINT_LETTERS_MIN && most - least <= 1 && !has_digit(a, a_len) && !has_digit(b, b_len) && linkage_edits(a, a_len, b, b_len, 1) <= 1;
}

/* Takes words of both sides for one another; what they are worth. */
static double take_common(struct side *a, struct side *b, bool exactly)
{
    double common = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count && !(a->taken >> i & 1); k++) {
            const struct span *one = &a->spans[i], *other = &b->spans[k];
            bool is_same = exactly ? one->key == other->key && one->len == other->len : is_nearly(a->text + one->from, one->len, b->text + other->from, other->len);
            if (b->taken >> k & 1 || !is_same)
                continue;
            a->taken |= UINT64_C(1) << i;
            b->taken |= UINT64_C(1) << k;
            common += (double)fminf(one->weight, other->weight);
        }
    return common;
}

static double not_taken(const struct side *side)
{
    double sum = 0;
    for (size_t i = 0; i < side->count; i++)
        sum += side->taken >> i & 1 ? 0 : (double)side->spans[i].weight;
    return sum;
}

static double share(double common, const struct side *a, const struct side *b)
{
    return common > 0 ? common / (common + fmax(not_taken(a), not_taken(b))) : 0;
}

double linkage_common_words(const struct slot *slot, const struct form *a, const struct form *b)
{
    struct side ours, theirs;
    read_side(slot, a, &ours);
    read_side(slot, b, &theirs);
    double common = take_common(&ours, &theirs, true);
    if (ours.count + theirs.count > FEW_WORDS && share(common, &ours, &theirs) < NEARLY_FROM)
        return share(common, &ours, &theirs);
    common += take_common(&ours, &theirs, false);
    return share(common, &ours, &theirs);
}

/* --- texts made up ------------------------------------------------------------------------------------------------ */

struct made {
    char text[VALUE_BYTES];
    struct form form;
};

static const struct span *any_span(const struct slot *slot, struct chance *chance, size_t *ret_form)
{
    *ret_form = 1 + (size_t)chance_below(chance, slot->form_count);
    size_t from = slot->span_starts[*ret_form], count = slot->span_starts[*ret_form + 1] - from;
    return count ? &slot->spans[from + chance_below(chance, count)] : NULL;
}

/* Another word about as rare, of any text; where none is met, the word itself. */
static const struct span *span_as_rare(const struct slot *slot, struct chance *chance, const struct span *like, size_t *form)
{
    for (int tries = 0; tries < TRIES; tries++) {
        size_t drawn;
        const struct span *span = any_span(slot, chance, &drawn);
        if (!span || fabsf(span->weight - like->weight) > AS_RARE)
            continue;
        *form = drawn;
        return span;
    }
    return like;
}

static void make_text(const struct slot *slot, struct chance *chance, struct made *made)
{
    size_t like = 1 + (size_t)chance_below(chance, slot->form_count), len = 0;
    for (size_t i = slot->span_starts[like]; i < slot->span_starts[like + 1]; i++) {
        size_t form = like;
        const struct span *span = span_as_rare(slot, chance, &slot->spans[i], &form);
        if (len + span->len + 2 > VALUE_BYTES)
            break;
        if (len)
            made->text[len++] = ' ';
        memcpy(made->text + len, slot->forms[form].loose + span->from, span->len);
        len += span->len;
    }
    made->text[len] = 0;
    made->form = (struct form){ .toned = made->text, .plain = made->text, .loose = made->text };
    made->form.toned_len = made->form.plain_len = made->form.loose_len = (uint16_t)len;
}

unsigned linkage_made_level(const struct slot *slot, struct chance *chance)
{
    struct made one, other;
    make_text(slot, chance, &one);
    make_text(slot, chance, &other);
    return linkage_slot_level(slot, &one.form, &other.form);
}
