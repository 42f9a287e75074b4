/* SPDX-License-Identifier: Apache-2.0
 * What a record tells twice. Lists often have a whole name beside its parts, or an address that ends in the town of the
 * next column. Such fields agree together for no reason of their own, and a product of their odds takes a shared name for a
 * person (measured: F1 0.60 with a name told three times, 0.95 without). Whether one field repeats another is seen
 * within the records, without a model; then the repeated words are left out of the coarser field, and what it says beyond
 * them (a title, a second name, a street) stays. */
#include "engine/linkage_parts.h"

#include <stdlib.h>
#include <string.h>

enum { SAMPLE_MAX = 20000, SAMPLE_LEAST = 20, TEXT_BYTES = 256 };
static const double TOLD_SHARE = 0.5, TOLD_WHOLE_SHARE = 0.9;

struct telling { /* of one slot by another, in the sample */
    size_t both, told;
};

static size_t word_end(const char *text, size_t len, size_t from)
{
    while (from < len && text[from] != ' ')
        from++;
    return from;
}

static bool has_word(const struct form *form, const char *word, size_t len)
{
    for (size_t from = 0, to; from < form->loose_len; from = to + 1) {
        to = word_end(form->loose, form->loose_len, from);
        if (to - from == len && memcmp(form->loose + from, word, len) == 0)
            return true;
    }
    return false;
}

/* Words that make the number together, as in "AB1 2CD"; false: there are none. */
static bool find_number(const struct form *coarse, const struct form *number, size_t *ret_from, size_t *ret_to)
{
    for (size_t from = 0; from < coarse->toned_len; from = word_end(coarse->toned, coarse->toned_len, from) + 1) {
        size_t at = from, same = 0;
        for (; at < coarse->toned_len && same < number->toned_len; at++) {
            if (coarse->toned[at] == ' ')
                continue;
            if (coarse->toned[at] != number->toned[same])
                break;
            same++;
        }
        if (same < number->toned_len || (at < coarse->toned_len && coarse->toned[at] != ' '))
            continue;
        *ret_from = from;
        *ret_to = at;
        return true;
    }
    return false;
}

/* Numbers and dates are told again as a whole: the same number, a date of the same year, the year of a date. */
static bool tells_whole(const struct slot *slot, const struct form *coarse, const struct slot *by, const struct form *fine)
{
    if (slot->kind == SLOT_DATE)
        return coarse->year == fine->year;
    size_t len = by->kind == SLOT_DATE ? 4 : fine->loose_len;
    return coarse->loose_len == len && memcmp(coarse->loose, fine->loose, len) == 0;
}

static bool tells_all(const struct slot *slot, const struct form *coarse, const struct slot *by, const struct form *fine)
{
    if (slot->kind != SLOT_WORDS)
        return tells_whole(slot, coarse, by, fine);
    size_t at[2];
    if (by->kind == SLOT_NUMBER)
        return find_number(coarse, fine, &at[0], &at[1]);
    for (size_t from = 0, to; from < fine->loose_len; from = to + 1) {
        to = word_end(fine->loose, fine->loose_len, from);
        if (!has_word(coarse, fine->loose + from, to - from))
            return false;
    }
    return true;
}

/* A date is finer than a number, a number than words, the part of a name than a name, a name than a text. */
static int coarseness(const struct linkage *l, const struct slot *slot)
{
    if (slot->kind != SLOT_WORDS)
        return slot->kind == SLOT_NUMBER;
    return slot->type == LINKAGE_TEXT ? 4 : l->fields[slot->field].type == LINKAGE_NAME ? 3 : 2;
}

static bool may_repeat(const struct linkage *l, size_t s, size_t t, const double *words)
{
    static const bool fits[][SLOT_PLACE + 1] = {
        [SLOT_WORDS] = { [SLOT_WORDS] = true, [SLOT_NUMBER] = true },
        [SLOT_NUMBER] = { [SLOT_NUMBER] = true, [SLOT_DATE] = true },
        [SLOT_DATE] = { [SLOT_DATE] = true },
        [SLOT_PLACE] = { false },
    };
    const struct slot *coarse = &l->slots[s], *fine = &l->slots[t];
    if (coarse->field == fine->field || !fits[coarse->kind][fine->kind])
        return false;
    int one = coarseness(l, coarse), other = coarseness(l, fine);
    if (one != other)
        return one > other;
    return words[s] != words[t] ? words[s] > words[t] : s > t;
}

/* Words of a value, on average; of dates, how many are years alone. */
static void count_words(const struct linkage *l, double *words)
{
    for (size_t s = 0; s < l->slot_count; s++) {
        const struct slot *slot = &l->slots[s];
        double all = 0;
        for (uint32_t i = 1; i <= slot->form_count; i++) {
            const struct form *form = &slot->forms[i];
            size_t count = form->is_year_only;
            for (size_t k = 0; k < form->loose_len && slot->kind == SLOT_WORDS; k++)
                count += form->loose[k] == ' ';
            all += (double)count * form->count;
        }
        words[s] = slot->known ? all / (double)slot->known : 0;
    }
}

static void find_repeated(struct linkage *l)
{
    double words[LINKAGE_SLOTS_MAX];
    bool may[LINKAGE_SLOTS_MAX][LINKAGE_SLOTS_MAX] = { 0 };
    struct telling tellings[LINKAGE_SLOTS_MAX][LINKAGE_SLOTS_MAX] = { 0 };
    size_t records = l->input.record_count, count = records < SAMPLE_MAX ? records : SAMPLE_MAX;
    count_words(l, words);
    for (size_t s = 0; s < l->slot_count; s++)
        for (size_t t = 0; t < l->slot_count; t++)
            may[s][t] = s != t && may_repeat(l, s, t, words);
    for (size_t i = 0; i < count; i++) {
        uint32_t record = (uint32_t)((__uint128_t)records * i / count);
        for (size_t s = 0; s < l->slot_count; s++)
            for (size_t t = 0; t < l->slot_count; t++) {
                const struct form *coarse = slot_form(l, record, s), *fine = slot_form(l, record, t);
                if (!may[s][t] || !coarse->toned || !fine->toned)
                    continue;
                tellings[s][t].both++;
                tellings[s][t].told += tells_all(&l->slots[s], coarse, &l->slots[t], fine);
            }
    }
    for (size_t s = 0; s < l->slot_count; s++)
        for (size_t t = 0; t < l->slot_count; t++) {
            const struct telling *telling = &tellings[s][t];
            double least = l->slots[s].kind == SLOT_WORDS ? TOLD_SHARE : TOLD_WHOLE_SHARE;
            if (telling->both >= SAMPLE_LEAST && (double)telling->told >= least * (double)telling->both)
                l->slots[s].told_by |= 1U << t;
        }
}

/* A word of the record's form in the slot; where it stands in it with its marks, and without. */
struct word {
    size_t from, to, loose, loose_to;
};

static bool is_told(const struct linkage *l, size_t s, const struct form *const *forms, const struct word *word)
{
    const struct form *form = forms[s];
    for (uint32_t rest = l->slots[s].told_by; rest; rest &= rest - 1) {
        size_t t = (size_t)__builtin_ctz(rest), from = 0, to = 0;
        if (!forms[t]->toned)
            continue;
        if (l->slots[t].kind == SLOT_NUMBER ?
                find_number(form, forms[t], &from, &to) && word->from >= from && word->to <= to :
                word->loose < form->loose_len && has_word(forms[t], form->loose + word->loose, word->loose_to - word->loose))
            return true;
    }
    return false;
}

static bool is_told_whole(const struct linkage *l, size_t s, const struct form *const *forms)
{
    for (uint32_t rest = l->slots[s].told_by; rest; rest &= rest - 1) {
        size_t t = (size_t)__builtin_ctz(rest);
        if (forms[t]->toned && tells_whole(&l->slots[s], forms[s], &l->slots[t], forms[t]))
            return true;
    }
    return false;
}

size_t linkage_untold(const struct linkage *l, size_t s, const struct form *const *forms, char *text, size_t size)
{
    const struct form *form = forms[s];
    size_t len = 0;
    if (l->slots[s].kind != SLOT_WORDS) {
        len = is_told_whole(l, s, forms) ? 0 : form->toned_len < size ? form->toned_len : size - 1;
        memcpy(text, form->toned, len);
        return len;
    }
    struct word word = { 0 };
    for (; word.from < form->toned_len; word.from = word.to + 1, word.loose = word.loose_to + 1) {
        word.to = word_end(form->toned, form->toned_len, word.from);
        word.loose_to = word_end(form->loose, form->loose_len, word.loose);
        size_t bytes = word.to - word.from;
        if (len + bytes + 2 > size || is_told(l, s, forms, &word))
            continue;
        if (len)
            text[len++] = ' ';
        memcpy(text + len, form->toned + word.from, bytes);
        len += bytes;
    }
    text[len] = 0;
    return len;
}

static void leave_out(struct linkage *l, size_t s)
{
    struct slot *slot = &l->slots[s];
    struct texts texts = { 0 };
    char text[TEXT_BYTES];
    for (size_t r = 0; r < l->input.record_count; r++) {
        const struct form *forms[LINKAGE_SLOTS_MAX];
        uint32_t *number = &l->rows[r * l->slot_count + s];
        if (!*number)
            continue;
        for (size_t t = 0; t < l->slot_count; t++)
            forms[t] = slot_form(l, (uint32_t)r, t);
        size_t len = linkage_untold(l, s, forms, text, sizeof(text));
        *number = len ? texts_add(&texts, text, len) : 0;
    }
    texts_done(&slot->texts);
    free(slot->forms);
    slot->texts = texts;
    linkage_finish_slot(l, s);
}

/* The coarsest first: what a field repeats must still stand where it is repeated from. */
void linkage_leave_told(struct linkage *l)
{
    find_repeated(l);
    uint32_t left = 0;
    for (size_t s = 0; s < l->slot_count; s++)
        left |= l->slots[s].told_by ? 1U << s : 0;
    while (left) {
        for (uint32_t rest = left; rest; rest &= rest - 1) {
            size_t s = (size_t)__builtin_ctz(rest);
            uint32_t users = 0;
            for (size_t t = 0; t < l->slot_count; t++)
                users |= left >> t & 1 && l->slots[t].told_by >> s & 1 ? 1U << t : 0;
            if (users)
                continue;
            leave_out(l, s);
            left &= ~(1U << s);
        }
    }
}
