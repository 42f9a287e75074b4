/* SPDX-License-Identifier: Apache-2.0
 * What agreement is worth: m and the prior learnt (linkage.h says how and why). */
#include "engine/linkage_learning.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 60, PLAIN_ROUNDS = 15, LEARN_PIECE = 1 << 14, IDENTITY_PAIRS_MIN = 100 };
/* A number that identifies makes it likely by itself, however many records there are, but no more than that. */
static const double ALONE_ODDS = 1, IDENTITY_WEIGHT_MAX = 9, SHARED_WEIGHT_MAX = 4, SHARED_SHARE = 0.15, PSEUDO_TOGETHER = 4;
static const double TOGETHER_MIN = 0.05, TOGETHER_MAX = 1.0, CHANGED_TOGETHER_MAX = 8.0;

/* Where learning begins, and what a level that nobody has seen stays near. */
static const double FIRST_M[SLOT_LEVELS] = {
    [LINKAGE_SAME] = 0.78,      [LINKAGE_OTHER_TONES] = 0.02, [LINKAGE_OTHER_MARKS] = 0.02,
    [LINKAGE_MISPRINT] = 0.05,  [LINKAGE_ONE_APART] = 0.01,   [LINKAGE_SIMILAR] = 0.02,
    [LINKAGE_PART] = 0.02,      [LINKAGE_EXCHANGED] = 0.005,  [LINKAGE_ONE_PART] = 0.02,
    [LINKAGE_NEAR] = 0.005,     [LINKAGE_DIFFERENT] = 0.05,
};

/* --- learning -------------------------------------------------------------------------------------------- */

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
            double most = model->is_shared ? SHARED_WEIGHT_MAX : fmax(IDENTITY_WEIGHT_MAX, ALONE_ODDS - model->log_prior);
            if (l->slots[s].is_identity && weight > most)
                weight = most; /* people write the head's number for all */
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
        pattern->base = model->log_prior + pattern->together + (double)linkage_ties(model, pattern->levels);
        for (size_t s = 0; s < g->l->slot_count; s++)
            pattern->base += (double)model->weight[pattern->same_place][s][pattern_level(pattern->levels, s)];
        for (size_t k = 0; k < model->kin_count; k++)
            pattern->kin_base[k] = linkage_kin_odds(g->l, k, pattern->levels, pattern->same_place);
    }
}

static void expect_piece(void *context, size_t worker, size_t piece)
{
    (void)worker;
    struct learning *g = context;
    double *matches = g->pieces + piece * g->pattern_count * (KINS_MAX + 1);
    size_t per = (g->count + LEARN_PIECES - 1) / LEARN_PIECES, to = (piece + 1) * per < g->count ? (piece + 1) * per : g->count;
    memset(matches, 0, g->pattern_count * (g->l->model.kin_count + 1) * sizeof(*matches));
    if (g->l->model.kin_count) {
        linkage_expect_kin(g, matches, piece * per, to);
        return;
    }
    for (size_t i = piece * per; i < to; i++) {
        const struct sample_pair *pair = &g->pairs[i];
        double odds = g->patterns[pair->number].base + (double)pair->rarity;
        if (odds > -12)
            matches[pair->number] += (double)pair->weight / (1 + exp(-odds));
    }
}

static void expect(struct learning *g)
{
    set_bases(g);
    work_share(g->l->options.threads, LEARN_PIECES, expect_piece, g);
    g->total = 0;
    memset(g->missing_matches, 0, g->missing_count * sizeof(double));
    for (size_t i = 0; i < g->pattern_count; i++) {
        struct pattern *pattern = &g->patterns[i];
        pattern->matches = 0;
        memset(pattern->kin_matches, 0, sizeof(pattern->kin_matches));
        for (size_t piece = 0; piece < LEARN_PIECES; piece++) {
            const double *pieces = g->pieces + piece * g->pattern_count * (KINS_MAX + 1) + i;
            pattern->matches += *pieces;
            for (size_t k = 0; k < g->l->model.kin_count; k++)
                pattern->kin_matches[k] += pieces[(k + 1) * g->pattern_count];
        }
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

/* Do two and more of names and dates differ? Of one person seldom more than one does. */
static bool is_somebody_else(const struct linkage *l, uint64_t levels)
{
    size_t differ = 0;
    for (size_t s = 0; s < l->slot_count; s++) {
        const struct slot *slot = &l->slots[s];
        bool is_personal = slot->type == LINKAGE_GIVEN || slot->type == LINKAGE_SURNAME || slot->kind == SLOT_DATE;
        differ += is_personal && pattern_level(levels, s) == LINKAGE_DIFFERENT;
    }
    return differ >= 2;
}

/* Where families write one number, whoever shares it is no more trusted to be one person. */
static void find_shared(struct learning *g)
{
    double sharing = 0, others = 0;
    for (size_t i = 0; i < g->count; i++) {
        uint64_t levels = g->pairs[i].pattern;
        if (!shares_identity(g->l, levels))
            continue;
        sharing++;
        others += is_somebody_else(g->l, levels);
    }
    g->l->model.is_shared = sharing >= IDENTITY_PAIRS_MIN && others > SHARED_SHARE * sharing;
}

static bool is_trusted(const struct linkage *l, uint64_t levels)
{
    return shares_identity(l, levels) && !(l->model.is_shared && is_somebody_else(l, levels));
}

/* Does another field that hardly any two people share, as was found, say the same? */
static bool is_anchored(const struct linkage *l, uint64_t levels, size_t slot)
{
    for (size_t s = 0; s < l->slot_count; s++)
        if (s != slot && l->model.is_anchor[s] && pattern_level(levels, s) == LINKAGE_SAME)
            return true;
    return false;
}

/* m of each level. Where enough pairs share an identity number, or another value that hardly any two people share, all but the
 * identities are learnt from those alone: a pair is among them for a reason of its own, so what is learnt cannot feed on itself (measured:
 * families that repeat their names were taken for one person, F1 0.967; 0.978 so). */
static void maximise(struct learning *g, bool but_identities)
{
    struct linkage *l = g->l;
    double sums[LINKAGE_SLOTS_MAX][SLOT_LEVELS] = { 0 }, sure[LINKAGE_SLOTS_MAX][SLOT_LEVELS] = { 0 }, sure_total[LINKAGE_SLOTS_MAX] = { 0 };
    for (size_t i = 0; i < g->pattern_count; i++) {
        const struct pattern *pattern = &g->patterns[i];
        bool is_sure = is_trusted(l, pattern->levels);
        for (size_t s = 0; s < l->slot_count; s++) {
            unsigned level = pattern_level(pattern->levels, s);
            bool trust = is_sure || is_anchored(l, pattern->levels, s);
            sums[s][level] += pattern->matches;
            sure[s][level] += trust ? pattern->matches : 0;
            sure_total[s] += trust && level ? pattern->matches : 0;
        }
    }
    for (size_t s = 0; s < l->slot_count; s++)
        if (!l->slots[s].is_identity)
            linkage_set_m(l, s, sure_total[s] >= IDENTITY_PAIRS_MIN ? sure[s] : sums[s]);
        else if (!but_identities)
            linkage_set_m(l, s, sums[s]);
}

static void set_prior(struct learning *g)
{
    double matches = g->total, all = g->l->all_pairs;
    double prior = (matches + 0.5) / (all + 1);
    prior = prior > 0.5 ? 0.5 : prior;
    g->l->model.log_prior = log(prior) - log1p(-prior);
    g->l->result.prior = prior;
    g->l->result.expected_matches = matches;
}

uint64_t linkage_differ(const struct linkage *l, uint64_t levels)
{
    uint64_t fields = 0;
    for (size_t s = 0; s < l->slot_count; s++)
        fields |= (uint64_t)(pattern_level(levels, s) == LINKAGE_DIFFERENT) << l->slots[s].field;
    return fields;
}

/* c of each pattern: matches that have it against those its parts let expect. It takes away; it adds only where two fields
 * and more differ: whoever changes one thing, by moving or marrying, changes others with it, which independence counts
 * against a person each time anew. (Where more is the same than expected, adding feeds on itself: historical people lose 0.2 points.) */
static void set_together(struct learning *g)
{
    for (size_t i = 0; i < g->pattern_count; i++) {
        struct pattern *pattern = &g->patterns[i];
        double expected = g->missing_matches[pattern->missing];
        uint64_t differ = linkage_differ(g->l, pattern->levels);
        for (size_t s = 0; s < g->l->slot_count; s++) {
            unsigned level = pattern_level(pattern->levels, s);
            expected *= level ? exp(g->l->model.log_m[s][level]) : 1;
        }
        double most = differ & (differ - 1) ? CHANGED_TOGETHER_MAX : TOGETHER_MAX;
        double ratio = (pattern->matches + PSEUDO_TOGETHER) / (expected + PSEUDO_TOGETHER);
        ratio = ratio < TOGETHER_MIN ? TOGETHER_MIN : ratio > most ? most : ratio;
        pattern->together = log(ratio);
    }
}

/* Pairs that share an identity number, where there are enough: a first m without guessing. */
static void begin(struct learning *g)
{
    struct linkage *l = g->l;
    double shared = 0;
    static const double none[SLOT_LEVELS] = { 0 };
    find_shared(g);
    for (size_t s = 0; s < l->slot_count; s++)
        linkage_set_m(l, s, none);
    for (size_t i = 0; i < g->count; i++) {
        struct pattern *pattern = &g->patterns[g->pairs[i].number];
        bool is_sure = is_trusted(l, pattern->levels);
        pattern->matches += is_sure;
        shared += is_sure ? (double)g->pairs[i].weight : 0;
    }
    if (shared >= IDENTITY_PAIRS_MIN)
        maximise(g, true);
    double share = shared >= IDENTITY_PAIRS_MIN ? shared : 0.1 * (double)l->input.record_count;
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

/* How many pairs of one person say the same, by slot. */
static void keep_same(struct learning *g)
{
    double *same = g->l->model.same;
    memset(same, 0, sizeof(g->l->model.same));
    for (size_t i = 0; i < g->pattern_count; i++)
        for (size_t s = 0; s < g->l->slot_count; s++)
            same[s] += pattern_level(g->patterns[i].levels, s) == LINKAGE_SAME ? g->patterns[i].matches : 0;
}

static void forget_together(struct model *model)
{
    free(model->patterns);
    free(model->corrections);
    model->patterns = NULL;
    model->corrections = NULL;
}

bool linkage_settle(struct learning *g)
{
    double last = -1;
    bool go_on = true;
    for (size_t i = 0; i < g->pattern_count; i++)
        g->patterns[i].together = g->patterns[i].matches = 0;
    begin(g);
    for (int round = 0; round < ROUNDS && go_on && g->count; round++) {
        expect(g);
        maximise(g, false);
        linkage_learn_kin(g);
        set_prior(g);
        if (round >= PLAIN_ROUNDS)
            set_together(g);
        bool settled = round > PLAIN_ROUNDS + 5 && fabs(g->total - last) < 1e-5 * (1 + g->total);
        last = g->total;
        go_on = linkage_tell(g->l, 300 + (unsigned)round * 3);
        if (settled)
            break;
    }
    return go_on;
}

enum err_code linkage_learn(struct linkage *l, struct sample_pair *pairs, size_t count, struct err *err)
{
    struct learning g = { .l = l, .pairs = pairs, .count = count };
    number_patterns(&g);
    number_missing(&g);
    g.pieces = work_alloc(g.pattern_count * LEARN_PIECES * (KINS_MAX + 1), sizeof(*g.pieces));
    forget_together(&l->model);
    bool go_on = linkage_settle(&g) && linkage_find_kin(&g);
    keep_together(&g);
    keep_same(&g);
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

void linkage_model_copy(struct model *to, const struct model *from)
{
    *to = *from;
    to->patterns = work_alloc(from->pattern_size, sizeof(*to->patterns));
    to->corrections = work_alloc(from->pattern_size, sizeof(*to->corrections));
    memcpy(to->patterns, from->patterns, from->pattern_size * sizeof(*to->patterns));
    memcpy(to->corrections, from->corrections, from->pattern_size * sizeof(*to->corrections));
}

float linkage_score(const struct linkage *l, const struct comparison *comparison)
{
    const struct model *model = &l->model;
    float odds = (float)model->log_prior + comparison->rarity + linkage_together(l, comparison->pattern) +
                 linkage_ties(model, comparison->pattern);
    for (size_t s = 0; s < l->slot_count; s++)
        odds += model->weight[comparison->same_place][s][pattern_level(comparison->pattern, s)];
    return model->kin_count ? odds - linkage_kin(l, comparison) : odds;
}
