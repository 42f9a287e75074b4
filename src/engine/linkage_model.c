/* SPDX-License-Identifier: Apache-2.0
 * What agreement is worth: u counted, m and the prior learnt (linkage.h says how and why). */
#include "engine/linkage_parts.h"

#include "base/chance.h"

#include <math.h>
#include <string.h>

enum { RANDOM_PAIRS = 1 << 19, RANDOM_PIECE = 1 << 14, FEW_RECORDS = 100, VOCABULARY_PAIRS_MAX = 1 << 20 };
enum { ROUNDS = 60, PLAIN_ROUNDS = 15, LEARN_PIECE = 1 << 14, IDENTITY_PAIRS_MIN = 100 };
static const double IDENTITY_WEIGHT_MAX = 9, PSEUDO_MATCHES = 20, PSEUDO_TOGETHER = 4;
static const double TOGETHER_MIN = 0.05, TOGETHER_MAX = 1.0;

/* Where learning begins, and what a level that nobody has seen stays near. */
static const double FIRST_M[SLOT_LEVELS] = {
    [LINKAGE_SAME] = 0.78,      [LINKAGE_OTHER_TONES] = 0.02, [LINKAGE_OTHER_MARKS] = 0.02,
    [LINKAGE_MISPRINT] = 0.05,  [LINKAGE_ONE_APART] = 0.01,   [LINKAGE_SIMILAR] = 0.02,
    [LINKAGE_PART] = 0.02,      [LINKAGE_EXCHANGED] = 0.005,  [LINKAGE_ONE_PART] = 0.02,
    [LINKAGE_NEAR] = 0.005,     [LINKAGE_DIFFERENT] = 0.05,
};

/* --- u ------------------------------------------------------------------------------------------------ */

struct u_counts {
    double levels[2][LINKAGE_SLOTS_MAX][SLOT_LEVELS];
};
struct drawing {
    struct linkage *l;
    uint32_t *by_place; /* records in the order of their place */
    size_t *starts;     /* by number of the place's form */
    struct u_counts *pieces;
    struct memo *memos; /* by worker */
    bool in_place;
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
            counts->levels[drawing->in_place][s][linkage_value_level(&l->slots[s], s, x[s], y[s], memo)]++;
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
            count_pair(drawing, pairs[i][0], pairs[i][1], &drawing->memos[worker], &drawing->pieces[piece]);
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

static void draw_pairs(struct linkage *l, bool in_place, struct u_counts *ret_counts)
{
    struct drawing drawing = { .l = l, .in_place = in_place };
    size_t pieces = l->input.record_count < FEW_RECORDS ? 1 : RANDOM_PAIRS / RANDOM_PIECE;
    if (l->all_pairs < 1)
        return;
    drawing.pieces = work_alloc(pieces, sizeof(*drawing.pieces));
    drawing.memos = work_alloc(l->options.threads, sizeof(*drawing.memos));
    if (in_place)
        sort_by_place(&drawing);
    work_share(l->options.threads, pieces, draw_piece, &drawing);
    for (size_t i = 0; i < pieces; i++)
        for (size_t s = 0; s < l->slot_count; s++)
            for (size_t level = 0; level < SLOT_LEVELS; level++)
                ret_counts->levels[in_place][s][level] += drawing.pieces[i].levels[in_place][s][level];
    free(drawing.pieces);
    free(drawing.memos);
    free(drawing.by_place);
    free(drawing.starts);
}

static void count_vocabulary(void *context, size_t worker, size_t s)
{
    (void)worker;
    struct linkage *l = ((struct drawing *)context)->l;
    struct u_counts *counts = ((struct drawing *)context)->pieces;
    const struct slot *slot = &l->slots[s];
    size_t values = slot->form_count;
    if (!has_vocabulary(slot))
        return;
    double known = (double)slot->known, *levels = counts->levels[0][s];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        levels[level] = 0;
    for (size_t i = 1; i <= values; i++)
        for (size_t j = 1; j < i; j++) {
            const struct form *a = &slot->forms[i], *b = &slot->forms[j];
            levels[linkage_slot_level(slot, a, b)] += 2 * (double)a->count / known * (double)b->count / known * 1e9;
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
        known += counts->levels[place][s][level];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        log_u[level] = log((counts->levels[place][s][level] + 0.2) / (known + 1));
}

void linkage_count_u(struct linkage *l)
{
    struct u_counts *counts = work_alloc(1, sizeof(*counts));
    struct drawing drawing = { .l = l, .pieces = counts };
    draw_pairs(l, false, counts);
    work_share(l->options.threads, l->slot_count, count_vocabulary, &drawing);
    if (l->place_slot >= 0)
        draw_pairs(l, true, counts);
    for (size_t s = 0; s < l->slot_count; s++) {
        set_u(l, counts, 0, s);
        set_u(l, counts, l->place_slot >= 0, s);
        const struct slot *slot = &l->slots[s];
        if (slot->kind != SLOT_PLACE && !(slot->kind == SLOT_DATE && slot->january_is_unknown))
            l->model.log_u[0][s][LINKAGE_SAME] = log(slot->same_share > 0 ? slot->same_share : 1);
        if (slot->type == LINKAGE_GIVEN && slot->exchange >= 0 && slot->known && l->slots[slot->exchange].known)
            for (size_t place = 0; place < 2; place++)
                l->model.log_u[place][s][LINKAGE_EXCHANGED] = log(exchanged_share(l, s) + 1e-7);
        if (l->place_slot < 0 || (int)s == l->place_slot)
            memcpy(l->model.log_u[1][s], l->model.log_u[0][s], sizeof(l->model.log_u[0][s]));
    }
    free(counts);
}

/* --- learning -------------------------------------------------------------------------------------------- */

struct pattern {
    uint64_t levels;
    bool same_place; /* as the level of the place says */
    double base;     /* log odds without rarity */
    double matches;  /* expected */
    double together; /* log c */
    size_t missing;  /* number of the set of missing slots */
};
struct learning {
    struct linkage *l;
    struct sample_pair *pairs;
    size_t count, pattern_count, missing_count;
    double rate, total;
    struct pattern *patterns;
    double *pieces; /* expected matches by piece and pattern, in the order of the pieces */
    uint64_t *missing_masks;
    double *missing_matches;
};

/* Numbers the patterns in the order of their first appearance. */
static void number_patterns(struct learning *g)
{
    size_t size = 1 << 12, capacity = 0;
    uint32_t *table = work_alloc(size, sizeof(*table));
    for (size_t i = 0; i < g->count; i++) {
        if (g->pattern_count * 2 >= size) {
            free(table);
            size *= 2;
            table = work_alloc(size, sizeof(*table));
            for (size_t k = 0; k < g->pattern_count; k++) {
                size_t at = mix64(g->patterns[k].levels) & (size - 1);
                while (table[at])
                    at = (at + 1) & (size - 1);
                table[at] = (uint32_t)k + 1;
            }
        }
        struct sample_pair *pair = &g->pairs[i];
        size_t at = mix64(pair->pattern) & (size - 1);
        while (table[at] && g->patterns[table[at] - 1].levels != pair->pattern)
            at = (at + 1) & (size - 1);
        if (!table[at]) {
            g->patterns = work_grow(g->patterns, &capacity, g->pattern_count + 1, sizeof(*g->patterns));
            g->patterns[g->pattern_count] = (struct pattern){ .levels = pair->pattern, .same_place = pair->same_place };
            table[at] = (uint32_t)++g->pattern_count;
        }
        pair->number = table[at] - 1;
    }
    free(table);
}

static void number_missing(struct learning *g)
{
    g->missing_masks = work_alloc(g->pattern_count, sizeof(*g->missing_masks));
    g->missing_matches = work_alloc(g->pattern_count, sizeof(*g->missing_matches));
    for (size_t i = 0; i < g->pattern_count; i++) {
        uint64_t mask = 0;
        size_t at = 0;
        for (size_t s = 0; s < g->l->slot_count; s++)
            mask |= (uint64_t)(pattern_level(g->patterns[i].levels, s) == 0) << s;
        while (at < g->missing_count && g->missing_masks[at] != mask)
            at++;
        g->missing_masks[at] = mask;
        g->missing_count += at == g->missing_count;
        g->patterns[i].missing = at;
    }
}

static void set_slot_weights(struct linkage *l, size_t s)
{
    struct model *model = &l->model;
    for (size_t place = 0; place < 2; place++)
        for (size_t level = 1; level < SLOT_LEVELS; level++) {
            double weight = model->log_m[s][level] - model->log_u[place][s][level];
            if (level == LINKAGE_DIFFERENT && weight > 0)
                weight = 0; /* nothing is known by differing */
            if (l->slots[s].is_identity && weight > IDENTITY_WEIGHT_MAX)
                weight = IDENTITY_WEIGHT_MAX; /* people write the head's number for all */
            model->weight[place][s][level] = (float)weight;
        }
}

void linkage_set_m(struct linkage *l, size_t s, const double matches[SLOT_LEVELS])
{
    double known = 0;
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        known += matches[level];
    for (size_t level = 1; level < SLOT_LEVELS; level++)
        l->model.log_m[s][level] =
            log((matches[level] + PSEUDO_MATCHES * FIRST_M[level] + 1e-6) / (known + PSEUDO_MATCHES));
    set_slot_weights(l, s);
}

static void set_bases(struct learning *g)
{
    const struct model *model = &g->l->model;
    for (size_t i = 0; i < g->pattern_count; i++) {
        struct pattern *pattern = &g->patterns[i];
        pattern->base = model->log_prior + pattern->together;
        for (size_t s = 0; s < g->l->slot_count; s++)
            pattern->base += (double)model->weight[pattern->same_place][s][pattern_level(pattern->levels, s)];
    }
}

static void expect_piece(void *context, size_t worker, size_t piece)
{
    (void)worker;
    struct learning *g = context;
    double *matches = g->pieces + piece * g->pattern_count;
    size_t per = (g->count + 15) / 16, to = (piece + 1) * per < g->count ? (piece + 1) * per : g->count;
    memset(matches, 0, g->pattern_count * sizeof(*matches));
    for (size_t i = piece * per; i < to; i++) {
        const struct sample_pair *pair = &g->pairs[i];
        double odds = g->patterns[pair->number].base + (double)pair->rarity;
        if (odds > -12)
            matches[pair->number] += 1 / (1 + exp(-odds));
    }
}

static void expect(struct learning *g)
{
    set_bases(g);
    work_share(g->l->options.threads, 16, expect_piece, g);
    g->total = 0;
    memset(g->missing_matches, 0, g->missing_count * sizeof(double));
    for (size_t i = 0; i < g->pattern_count; i++) {
        struct pattern *pattern = &g->patterns[i];
        pattern->matches = 0;
        for (size_t piece = 0; piece < 16; piece++)
            pattern->matches += g->pieces[piece * g->pattern_count + i];
        g->total += pattern->matches;
        g->missing_matches[pattern->missing] += pattern->matches;
    }
}

static bool shares_identity(const struct linkage *l, uint64_t levels)
{
    for (size_t s = 0; s < l->slot_count; s++)
        if (l->slots[s].is_identity && pattern_level(levels, s) == LINKAGE_SAME)
            return true;
    return false;
}

/* m of each level. Where enough pairs share an identity number, all but the identities are learnt from those
 * alone: a pair is among them for a reason of its own, so what is learnt cannot feed on itself. */
static void maximise(struct learning *g, bool but_identities)
{
    struct linkage *l = g->l;
    double sums[LINKAGE_SLOTS_MAX][SLOT_LEVELS] = { 0 }, sure[LINKAGE_SLOTS_MAX][SLOT_LEVELS] = { 0 }, sure_total = 0;
    for (size_t i = 0; i < g->pattern_count; i++) {
        const struct pattern *pattern = &g->patterns[i];
        bool is_sure = shares_identity(l, pattern->levels);
        sure_total += is_sure ? pattern->matches : 0;
        for (size_t s = 0; s < l->slot_count; s++) {
            unsigned level = pattern_level(pattern->levels, s);
            sums[s][level] += pattern->matches;
            sure[s][level] += is_sure ? pattern->matches : 0;
        }
    }
    bool by_sure = sure_total >= IDENTITY_PAIRS_MIN;
    for (size_t s = 0; s < l->slot_count; s++)
        if (!l->slots[s].is_identity)
            linkage_set_m(l, s, by_sure ? sure[s] : sums[s]);
        else if (!but_identities)
            linkage_set_m(l, s, sums[s]);
}

static void set_prior(struct learning *g)
{
    double matches = g->total * g->rate, all = g->l->all_pairs;
    double prior = (matches + 0.5) / (all + 1);
    prior = prior > 0.5 ? 0.5 : prior;
    g->l->model.log_prior = log(prior) - log1p(-prior);
    g->l->result.prior = prior;
    g->l->result.expected_matches = matches;
}

/* c of each pattern: matches that have it against those its parts let expect. */
static void set_together(struct learning *g)
{
    for (size_t i = 0; i < g->pattern_count; i++) {
        struct pattern *pattern = &g->patterns[i];
        double expected = g->missing_matches[pattern->missing];
        for (size_t s = 0; s < g->l->slot_count; s++) {
            unsigned level = pattern_level(pattern->levels, s);
            expected *= level ? exp(g->l->model.log_m[s][level]) : 1;
        }
        double ratio = (pattern->matches + PSEUDO_TOGETHER) / (expected + PSEUDO_TOGETHER);
        ratio = ratio < TOGETHER_MIN ? TOGETHER_MIN : ratio > TOGETHER_MAX ? TOGETHER_MAX : ratio;
        pattern->together = log(ratio);
    }
}

/* Pairs that share an identity number, where there are enough: a first m without guessing. */
static void begin(struct learning *g)
{
    struct linkage *l = g->l;
    double shared = 0;
    static const double none[SLOT_LEVELS] = { 0 };
    for (size_t s = 0; s < l->slot_count; s++)
        linkage_set_m(l, s, none);
    for (size_t i = 0; i < g->count; i++) {
        struct pattern *pattern = &g->patterns[g->pairs[i].number];
        bool is_sure = shares_identity(l, pattern->levels);
        pattern->matches += is_sure;
        shared += is_sure;
    }
    if (shared >= IDENTITY_PAIRS_MIN)
        maximise(g, true);
    double share = shared >= IDENTITY_PAIRS_MIN ? shared * g->rate : 0.1 * (double)l->input.record_count;
    l->model.log_prior = log(share + 1) - log(l->all_pairs + 2);
}

static void keep_together(struct learning *g)
{
    struct model *model = &g->l->model;
    model->pattern_size = 1024;
    while (model->pattern_size < g->pattern_count * 2 + 2)
        model->pattern_size *= 2;
    model->patterns = work_alloc(model->pattern_size, sizeof(*model->patterns));
    model->corrections = work_alloc(model->pattern_size, sizeof(*model->corrections));
    for (size_t i = 0; i < g->pattern_count; i++) {
        uint64_t key = g->patterns[i].levels;
        if (!key || fabs(g->patterns[i].together) < 1e-3)
            continue;
        size_t at = mix64(key) & (model->pattern_size - 1);
        while (model->patterns[at] && model->patterns[at] != key)
            at = (at + 1) & (model->pattern_size - 1);
        model->patterns[at] = key;
        model->corrections[at] = (float)g->patterns[i].together;
    }
}

enum err_code linkage_learn(struct linkage *l, struct sample_pair *pairs, size_t count, double rate, struct err *err)
{
    struct learning g = { .l = l, .pairs = pairs, .count = count, .rate = rate };
    double last = -1;
    bool go_on = true;
    number_patterns(&g);
    number_missing(&g);
    g.pieces = work_alloc(g.pattern_count * 16, sizeof(*g.pieces));
    begin(&g);
    for (int round = 0; round < ROUNDS && go_on && count; round++) {
        expect(&g);
        maximise(&g, false);
        set_prior(&g);
        if (round >= PLAIN_ROUNDS)
            set_together(&g);
        bool settled = round > PLAIN_ROUNDS + 5 && fabs(g.total - last) < 1e-5 * (1 + g.total);
        last = g.total;
        go_on = linkage_tell(l, 300 + (unsigned)round * 3);
        if (settled)
            break;
    }
    keep_together(&g);
    free(g.patterns);
    free(g.pieces);
    free(g.missing_masks);
    free(g.missing_matches);
    return go_on ? ERR_OK : err_set(err, ERR_STATE, MSG_LINKAGE_CANCELLED);
}

/* --- scoring --------------------------------------------------------------------------------------------- */

float linkage_together(const struct linkage *l, uint64_t pattern)
{
    const struct model *model = &l->model;
    size_t at = mix64(pattern) & (model->pattern_size - 1);
    while (model->patterns[at] && model->patterns[at] != pattern)
        at = (at + 1) & (model->pattern_size - 1);
    return model->patterns[at] ? model->corrections[at] : 0;
}

float linkage_score(const struct linkage *l, const struct comparison *comparison)
{
    const struct model *model = &l->model;
    float odds = (float)model->log_prior + comparison->rarity + linkage_together(l, comparison->pattern);
    for (size_t s = 0; s < l->slot_count; s++)
        odds += model->weight[comparison->same_place][s][pattern_level(comparison->pattern, s)];
    return odds;
}
