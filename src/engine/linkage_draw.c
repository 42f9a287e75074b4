/* SPDX-License-Identifier: Apache-2.0
 * What two strangers agree on: u counted from random pairs and from the shares of the values, and which levels go
 * together without any reason to be one person (sex and middle name, a number and the year of birth in it). */
#include "engine/linkage_parts.h"

#include "base/chance.h"

#include <math.h>
#include <string.h>

enum { RANDOM_PAIRS = 1 << 19, RANDOM_PIECE = 1 << 14, FEW_RECORDS = 100, VOCABULARY_PAIRS_MAX = 1 << 20 };
static const double TIE_PSEUDO = 5, TIE_EVIDENCE = 30, MISSED = 0.15;

struct u_counts {
    double same; /* pairs of one person, as far as the model knows */
    double levels[LINKAGE_SLOTS_MAX][SLOT_LEVELS];
    double pairs[LINKAGE_SLOTS_MAX][LINKAGE_SLOTS_MAX][SLOT_LEVELS][SLOT_LEVELS]; /* [s][t] with s < t */
};
struct drawing;
/* Counts what a pair tells of strangers. */
typedef void count_fn(const struct drawing *drawing, uint32_t a, uint32_t b, struct memo *memo, struct u_counts *counts);
struct drawing {
    struct linkage *l;
    uint32_t *by_place; /* records in the order of their place */
    size_t *starts;     /* by number of the place's form */
    struct u_counts *pieces;
    struct memo *memos; /* by worker */
    bool in_place;
    count_fn *count;
    double share;         /* pairs that there are for each that is drawn; at most 1 */
};

/* Few values: all pairs of them are counted, by their shares, instead of a sample. */
static bool has_vocabulary(const struct slot *slot)
{
    uint64_t values = slot->form_count;
    return slot->kind != SLOT_DATE && slot->kind != SLOT_CODE && values && values * (values - 1) / 2 <= VOCABULARY_PAIRS_MAX;
}

static void count_pair(const struct drawing *drawing, uint32_t a, uint32_t b, struct memo *memo, struct u_counts *counts)
{
    const struct linkage *l = drawing->l;
    const uint32_t *x = l->rows + (size_t)a * l->slot_count, *y = l->rows + (size_t)b * l->slot_count;
    for (size_t s = 0; s < l->slot_count; s++)
        if (x[s] && y[s] && (drawing->in_place || !has_vocabulary(&l->slots[s])))
            counts->levels[s][linkage_value_level(&l->slots[s], s, x[s], y[s], memo)]++;
}

static bool does_agree(unsigned level)
{
    return level >= LINKAGE_SAME && level <= LINKAGE_MISPRINT;
}

static void count_strangers(const struct drawing *drawing, uint32_t a, uint32_t b, struct memo *memo, struct u_counts *counts)
{
    const struct linkage *l = drawing->l;
    struct comparison comparison = linkage_compare(l, a, b, memo);
    double weight = 1 - linkage_probability((double)linkage_score(l, &comparison));
    counts->same += 1 - weight;
    for (size_t s = 0; s < l->slot_count; s++) {
        unsigned level = pattern_level(comparison.pattern, s);
        counts->levels[s][level] += weight;
        for (size_t t = s + 1; t < l->slot_count && level; t++)
            counts->pairs[s][t][level][pattern_level(comparison.pattern, t)] += weight;
    }
}

/* Before anything is learnt: of two that differ in most of the rest it is plain that they are two, whatever these fields say. */
static void count_differing(const struct drawing *drawing, uint32_t a, uint32_t b, struct memo *memo, struct u_counts *counts)
{
    const struct linkage *l = drawing->l;
    uint64_t pattern = linkage_compare(l, a, b, memo).pattern;
    int known = 0, agree = 0;
    for (size_t s = 0; s < l->slot_count; s++) {
        known += pattern_level(pattern, s) != LINKAGE_MISSING;
        agree += does_agree(pattern_level(pattern, s));
    }
    for (size_t s = 0; s < l->slot_count; s++)
        for (size_t t = s + 1; t < l->slot_count; t++) {
            unsigned one = pattern_level(pattern, s), other = pattern_level(pattern, t);
            bool is_stranger = known >= 4 && 2 * (agree - does_agree(one) - does_agree(other)) < known - 2;
            counts->pairs[s][t][one][other] += is_stranger && one && other;
        }
}

/* Two different records; false: none this time. */
static bool draw_pair(const struct drawing *drawing, struct chance *chance, uint32_t ret_pair[2])
{
    const struct linkage *l = drawing->l;
    size_t records = l->input.record_count, first = l->input.first_count;
    size_t a = chance_below(chance, first ? first : records);
    size_t b = first ? first + chance_below(chance, records - first) : chance_below(chance, records);
    if (drawing->in_place) {
        uint32_t place = l->rows[a * l->slot_count + (size_t)l->place_slot];
        size_t from = drawing->starts[place], count = drawing->starts[place + 1] - from;
        if (!place || count < 2)
            return false;
        b = drawing->by_place[from + chance_below(chance, count)];
    }
    ret_pair[0] = (uint32_t)a;
    ret_pair[1] = (uint32_t)b;
    __builtin_prefetch(l->rows + b * l->slot_count);
    return a != b;
}

static void draw_piece(void *context, size_t worker, size_t piece)
{
    enum { BATCH = 32 };
    struct drawing *drawing = context;
    const struct linkage *l = drawing->l;
    struct chance chance = chance_of(l->options.seed, drawing->in_place ? "place" : "pairs", piece);
    uint32_t pairs[BATCH][2];
    for (size_t drawn = 0; drawn < RANDOM_PIECE; drawn += BATCH) {
        size_t count = 0;
        for (size_t i = 0; i < BATCH; i++)
            count += draw_pair(drawing, &chance, pairs[count]);
        for (size_t i = 0; i < count; i++) {
            ask_forms(l, pairs[i][0]);
            ask_forms(l, pairs[i][1]);
        }
        for (size_t i = 0; i < count; i++)
            drawing->count(drawing, pairs[i][0], pairs[i][1], &drawing->memos[worker], &drawing->pieces[piece]);
    }
}

static void sort_by_place(struct drawing *drawing)
{
    struct linkage *l = drawing->l;
    size_t records = l->input.record_count, slot = (size_t)l->place_slot;
    size_t places = (size_t)l->slots[slot].form_count + 1;
    size_t *at = work_alloc(places, sizeof(*at));
    drawing->starts = work_alloc(places + 1, sizeof(*drawing->starts));
    drawing->by_place = work_alloc(records, sizeof(*drawing->by_place));
    for (size_t r = 0; r < records; r++)
        drawing->starts[l->rows[r * l->slot_count + slot] + 1]++;
    for (size_t i = 0; i < places; i++) {
        drawing->starts[i + 1] += drawing->starts[i];
        at[i] = drawing->starts[i];
    }
    for (size_t r = 0; r < records; r++)
        drawing->by_place[at[l->rows[r * l->slot_count + slot]]++] = (uint32_t)r;
    free(at);
}

static void add_counts(struct u_counts *sum, const struct u_counts *counts, size_t slots)
{
    sum->same += counts->same;
    for (size_t s = 0; s < slots; s++)
        for (size_t level = 0; level < SLOT_LEVELS; level++) {
            sum->levels[s][level] += counts->levels[s][level];
            for (size_t t = s + 1; t < slots; t++)
                for (size_t other = 0; other < SLOT_LEVELS; other++)
                    sum->pairs[s][t][level][other] += counts->pairs[s][t][level][other];
        }
}

/* Of one place or of all. The counts are the caller's to free. */
static struct u_counts *draw_pairs(struct linkage *l, bool in_place, count_fn *count, double *ret_share)
{
    struct drawing drawing = { .l = l, .in_place = in_place, .count = count };
    size_t pieces = l->input.record_count < FEW_RECORDS ? 1 : RANDOM_PAIRS / RANDOM_PIECE;
    struct u_counts *sum = work_alloc(1, sizeof(*sum));
    if (l->all_pairs < 1)
        return sum;
    drawing.pieces = work_alloc(pieces, sizeof(*drawing.pieces));
    drawing.memos = work_alloc(l->options.threads, sizeof(*drawing.memos));
    if (in_place)
        sort_by_place(&drawing);
    work_share(l->options.threads, pieces, draw_piece, &drawing);
    for (size_t i = 0; i < pieces; i++)
        add_counts(sum, &drawing.pieces[i], l->slot_count);
    double there_are = in_place ? 0 : l->all_pairs, drawn = (double)(pieces * RANDOM_PIECE);
    for (size_t i = 1; in_place && i <= l->slots[l->place_slot].form_count; i++) {
        double size = (double)(drawing.starts[i + 1] - drawing.starts[i]);
        there_are += size * (size - 1) / 2;
    }
    *ret_share = there_are < drawn ? there_are / drawn : 1;
    free(drawing.pieces);
    free(drawing.memos);
    free(drawing.by_place);
    free(drawing.starts);
    return sum;
}

struct vocabulary {
    struct linkage *l;
    struct u_counts *counts;
};

static void count_vocabulary(void *context, size_t worker, size_t s)
{
    (void)worker;
    struct linkage *l = ((struct vocabulary *)context)->l;
    struct u_counts *counts = ((struct vocabulary *)context)->counts;
    const struct slot *slot = &l->slots[s];
    size_t values = slot->form_count;
    if (!has_vocabulary(slot))
        return;
    double known = (double)slot->known, *levels = counts->levels[s];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        levels[level] = 0;
    for (size_t i = 1; i <= values; i++)
        for (size_t j = 1; j < i; j++) {
            const struct form *a = &slot->forms[i], *b = &slot->forms[j];
            double share = slot->first_known ? share_of(slot, a, true) * share_of(slot, b, false) + share_of(slot, b, true) * share_of(slot, a, false) :
                                               2 * (double)a->count / known * (double)b->count / known;
            levels[linkage_slot_level(slot, a, b)] += share * 1e9;
        }
    levels[LINKAGE_SAME] = slot->same_share * 1e9;
}

/* Chance that the names of two people are the same the other way round. */
static double exchanged_share(const struct linkage *l, size_t s)
{
    const struct slot *given = &l->slots[s], *surname = &l->slots[given->exchange];
    size_t size = 16;
    while (size < (size_t)given->form_count * 2)
        size *= 2;
    uint32_t *keys = work_alloc(size, sizeof(*keys)), *counts = work_alloc(size, sizeof(*counts));
    double share = 0;
    for (uint32_t i = 1; i <= given->form_count; i++) {
        size_t at = mix64(given->forms[i].atoms[0]) & (size - 1);
        while (keys[at] && keys[at] != given->forms[i].atoms[0])
            at = (at + 1) & (size - 1);
        keys[at] = given->forms[i].atoms[0];
        counts[at] += given->forms[i].count;
    }
    for (uint32_t i = 1; i <= surname->form_count; i++) {
        size_t at = mix64(surname->forms[i].atoms[0]) & (size - 1);
        while (keys[at] && keys[at] != surname->forms[i].atoms[0])
            at = (at + 1) & (size - 1);
        share += (double)surname->forms[i].count * counts[at];
    }
    free(keys);
    free(counts);
    share /= (double)given->known * (double)surname->known;
    return share * share;
}

static void set_u(struct linkage *l, const struct u_counts *counts, size_t place, size_t s)
{
    double known = 0, *log_u = l->model.log_u[place][s];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        known += counts->levels[s][level];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        log_u[level] = log((counts->levels[s][level] + 0.2) / (known + 1));
}

/* What is known better than by drawing: the same values by their shares, exchanged names by both. */
static void set_known_u(struct linkage *l, size_t s)
{
    const struct slot *slot = &l->slots[s];
    bool identifies = slot->is_identity || slot->type == LINKAGE_PHONE;
    if (identifies && !slot->known) { /* who comes may bring what nobody has yet */
        l->model.log_u[0][s][LINKAGE_SAME] = l->model.log_u[1][s][LINKAGE_SAME] = -log((double)l->input.record_count + 1);
        return;
    }
    if (slot->kind != SLOT_PLACE && !(slot->kind == SLOT_DATE && slot->january_is_unknown))
        l->model.log_u[0][s][LINKAGE_SAME] = log(slot->same_share > 0 ? slot->same_share : 1);
    if (slot->type == LINKAGE_GIVEN && slot->exchange >= 0 && slot->known && l->slots[slot->exchange].known)
        for (size_t place = 0; place < 2; place++)
            l->model.log_u[place][s][LINKAGE_EXCHANGED] = log(exchanged_share(l, s) + 1e-7);
    if (l->place_slot < 0 || (int)s == l->place_slot)
        memcpy(l->model.log_u[1][s], l->model.log_u[0][s], sizeof(l->model.log_u[0][s]));
}

/* Where the word stands in the table, from now on. */
static size_t word_place(uint64_t *keys, size_t size, const char *word, size_t len)
{
    uint64_t key = linkage_word_key(word, len);
    size_t at = key >> 1 & (size - 1);
    while (keys[at] && keys[at] != key)
        at = (at + 1) & (size - 1);
    keys[at] = key;
    return at;
}

/* Chance that two strangers say the same, were their words drawn one by one. */
static double same_by_words(const struct slot *slot)
{
    size_t size = 1 << 16, words = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++)
        words += slot->forms[i].loose_len / 2 + 1u;
    while (size < words * 2)
        size *= 2;
    uint64_t *keys = work_alloc(size, sizeof(*keys));
    double *counts = work_alloc(size, sizeof(*counts)), total = 0, same = 0;
    for (int turn = 0; turn < 2; turn++)
        for (uint32_t i = 1; i <= slot->form_count; i++) {
            const struct form *form = &slot->forms[i];
            double chance = 1;
            for (size_t from = 0, to; from < form->loose_len; from = to + 1) {
                for (to = from; to < form->loose_len && form->loose[to] != ' ';)
                    to++;
                size_t at = word_place(keys, size, form->loose + from, to - from);
                if (turn == 1) {
                    chance *= counts[at] / total;
                    continue;
                }
                counts[at] += form->count;
                total += form->count;
            }
            same += turn == 1 ? chance * form->count / (double)slot->known : 0;
        }
    free(keys);
    free(counts);
    return same;
}

/* The same of numbers, by their digits. */
static double same_by_digits(const struct slot *slot)
{
    double counts[256] = { 0 }, total = 0, same = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++)
        for (size_t k = 0; k < slot->forms[i].toned_len; k++) {
            counts[(unsigned char)slot->forms[i].toned[k]] += slot->forms[i].count;
            total += slot->forms[i].count;
        }
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        double chance = 1;
        for (size_t k = 0; k < slot->forms[i].toned_len; k++)
            chance *= counts[(unsigned char)slot->forms[i].toned[k]] / total;
        same += chance * slot->forms[i].count / (double)slot->known;
    }
    return same;
}

/* How often two strangers of many words are as alike, were each word drawn from those about as rare. */
static void alike_by_words(const struct linkage *l, const struct slot *slot, double *log_u)
{
    enum { MADE_PAIRS = 1 << 15 };
    struct chance chance = chance_of(l->options.seed, "words", 0);
    double levels[SLOT_LEVELS] = { 0 };
    for (size_t i = 0; i < MADE_PAIRS; i++)
        levels[linkage_made_level(slot, &chance)]++;
    for (size_t level = LINKAGE_SIMILAR; level <= LINKAGE_PART; level++)
        log_u[level] = fmin(log_u[level], log((levels[level] + 1) / MADE_PAIRS));
}

/* One text or one number that identifies, alone: nothing beside it tells who of those that say the same are two, so that counting them takes
 * all for chance. But words, or digits, that are drawn one by one would hardly ever make the same twice. */
static void set_lone_u(struct linkage *l)
{
    static const unsigned levels[] = { LINKAGE_SAME, LINKAGE_OTHER_TONES, LINKAGE_OTHER_MARKS, LINKAGE_MISPRINT, LINKAGE_EXCHANGED };
    static const double NEARLY = 10, NEARLY_NUMBER = 100;
    size_t known = 0, lone = 0;
    for (size_t s = 0; s < l->slot_count; s++)
        if (l->slots[s].known) {
            known++;
            lone = s;
        }
    const struct slot *slot = &l->slots[lone];
    bool is_number = slot->is_identity || slot->type == LINKAGE_PHONE;
    if (known != 1 || (slot->kind != SLOT_WORDS && !is_number))
        return;
    double same = log((is_number ? same_by_digits(slot) : same_by_words(slot)) + 1e-12), *log_u = l->model.log_u[0][lone];
    for (size_t i = 0; i < COUNT(levels); i++)
        log_u[levels[i]] = fmin(log_u[levels[i]], same + (i ? log(is_number ? NEARLY_NUMBER : NEARLY) : 0));
    if (slot->has_many_words)
        alike_by_words(l, slot, log_u);
    memcpy(l->model.log_u[1][lone], log_u, sizeof(l->model.log_u[1][lone]));
}

void linkage_count_u(struct linkage *l)
{
    double share = 0;
    struct u_counts *all = draw_pairs(l, false, count_pair, &share), *near = NULL;
    struct vocabulary vocabulary = { l, all };
    work_share(l->options.threads, l->slot_count, count_vocabulary, &vocabulary);
    if (l->place_slot >= 0)
        near = draw_pairs(l, true, count_pair, &share);
    for (size_t s = 0; s < l->slot_count; s++) {
        set_u(l, all, 0, s);
        if (near)
            set_u(l, near, 1, s);
        set_known_u(l, s);
    }
    set_lone_u(l);
    free(all);
    free(near);
}

/* --- what goes together among strangers ------------------------------------------------------------------ */

/* Evidence for a tie, as the logarithm of a likelihood ratio; and its cells. Some pairs of one person the model takes for
 * strangers: what they could explain is no tie. */
static double measure_tie(const struct model *model, const struct u_counts *counts, size_t s, size_t t, double share, struct tie *tie)
{
    double rows[SLOT_LEVELS] = { 0 }, columns[SLOT_LEVELS] = { 0 }, total = 0, evidence = 0;
    *tie = (struct tie){ .one = (uint8_t)s, .other = (uint8_t)t };
    for (size_t i = 1; i < SLOT_LEVELS; i++)
        for (size_t j = 1; j < SLOT_LEVELS; j++) {
            double count = counts->pairs[s][t][i][j] * share;
            rows[i] += count;
            columns[j] += count;
            total += count;
        }
    for (size_t i = 1; i < SLOT_LEVELS && total > 0; i++)
        for (size_t j = 1; j < SLOT_LEVELS; j++) {
            double count = counts->pairs[s][t][i][j] * share, expected = rows[i] * columns[j] / total;
            double missed = MISSED * counts->same * share * exp(model->log_m[s][i] + model->log_m[t][j]);
            if (count > expected)
                count = fmax(expected, count - missed);
            evidence += count > 0 ? count * log(count / expected) : 0;
            tie->against[i][j] = -(float)log((count + TIE_PSEUDO) / (expected + TIE_PSEUDO));
        }
    return evidence;
}

/* The tree of the strongest ties (Chow & Liu, IEEE Trans. Inf. Theory 14, 1968): with it the chance of the levels of two
 * strangers is still one product. */
static void choose_ties(struct linkage *l, const struct u_counts *counts, double share)
{
    struct model *model = &l->model;
    bool joined[LINKAGE_SLOTS_MAX] = { 0 };
    struct tie tie, best = { 0 };
    model->tie_count = 0;
    for (size_t turn = 0; turn < l->slot_count; turn++) {
        double most = 0;
        size_t first = 0;
        while (first < l->slot_count && joined[first])
            first++;
        for (size_t s = 0; s < l->slot_count; s++)
            for (size_t t = s + 1; t < l->slot_count; t++) {
                if (joined[s] == joined[t] || (int)s == l->place_slot || (int)t == l->place_slot)
                    continue;
                double evidence = measure_tie(model, counts, s, t, share, &tie);
                if (evidence > most) {
                    most = evidence;
                    best = tie;
                }
            }
        if (most > TIE_EVIDENCE) {
            model->ties[model->tie_count++] = best;
            joined[best.one] = joined[best.other] = true;
        } else if (first < l->slot_count) {
            joined[first] = true;
        }
    }
}

void linkage_tie_strangers(struct linkage *l)
{
    double share = 0;
    struct u_counts *counts = draw_pairs(l, l->place_slot >= 0, count_differing, &share);
    choose_ties(l, counts, share);
    free(counts);
}

void linkage_count_strangers(struct linkage *l)
{
    double share = 0;
    bool near = l->place_slot >= 0;
    struct u_counts *counts = draw_pairs(l, near, count_strangers, &share);
    linkage_weigh_strangers(l);
    for (size_t s = 0; s < l->slot_count; s++) {
        if (near || !has_vocabulary(&l->slots[s]))
            set_u(l, counts, near, s);
        set_known_u(l, s);
    }
    set_lone_u(l);
    choose_ties(l, counts, share);
    free(counts);
}

float linkage_ties(const struct model *model, uint64_t pattern)
{
    return linkage_ties_but(model, pattern, LINKAGE_SLOTS_MAX);
}

float linkage_ties_but(const struct model *model, uint64_t pattern, size_t slot)
{
    float sum = 0;
    for (size_t i = 0; i < model->tie_count; i++) {
        const struct tie *tie = &model->ties[i];
        if (tie->one != slot && tie->other != slot)
            sum += tie->against[pattern_level(pattern, tie->one)][pattern_level(pattern, tie->other)];
    }
    return sum;
}
