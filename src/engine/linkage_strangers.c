/* SPDX-License-Identifier: Apache-2.0
 * How many of those that say the same are two people all the same. A value stands often because many bear it, or because its
 * bearer stands often; counting alone cannot tell, and taking persons for chance hides them (measured: one paper cited a hundred times, F1 0.08).
 * The rest of what two records say can: among pairs that agree on one field, agreement on the others is a mixture of
 * what persons and what strangers show, both known from the model, and only its proportion is asked for. The field itself
 * has no voice in that, so that what it is worth does not feed on itself; pairs with nothing else to say do not count, and are taken to be
 * as the others are. */
#include "engine/linkage_parts.h"

#include "base/chance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIZES = 32, RECORDS_DRAWN = 1 << 16, BEARERS_MAX = 64, PAIRS_PER_VALUE = 32, ANCHOR_PAIRS = 1000, ROUNDS = 50 };
static const double FEW = 3, REST_MAX = 16, ALIKE_PAIRS = 10, ANCHOR_SHARE = 0.95;

/* --- the proportion ------------------------------------------------------------------------------------------ */

void linkage_note_rest(struct rests *rests, double rest, double weight)
{
    double at = (rest + REST_MAX) / (2 * REST_MAX) * RESTS;
    rests->pairs[at < 0 ? 0 : at >= RESTS ? RESTS - 1 : (size_t)at] += weight;
    rests->count++;
}

double linkage_person_share(const struct rests *rests, double expected, double strength)
{
    double ratios[RESTS], total = 0, share = 0.5;
    for (size_t i = 0; i < RESTS; i++) {
        ratios[i] = exp(((double)i + 0.5) / RESTS * 2 * REST_MAX - REST_MAX);
        total += rests->pairs[i];
    }
    if (total <= 0)
        return expected;
    /* Pairs that stand for others are no more evidence than they are. */
    double each = (double)rests->count / total;
    for (int round = 0; round < ROUNDS; round++) {
        double persons = 0;
        for (size_t i = 0; i < RESTS; i++)
            persons += rests->pairs[i] * share * ratios[i] / (share * ratios[i] + 1 - share);
        share = (persons * each + strength * expected) / ((double)rests->count + strength);
    }
    return share;
}

double linkage_rest(const struct linkage *l, const struct comparison *comparison, size_t slot, double rarity)
{
    double rest = (double)comparison->rarity - rarity + (double)linkage_ties_but(&l->model, comparison->pattern, slot);
    for (size_t s = 0; s < l->slot_count; s++)
        if (s != slot)
            rest += (double)l->model.weight[comparison->same_place][s][pattern_level(comparison->pattern, s)];
    return rest - (double)linkage_kin(l, comparison);
}

/* --- who says the same -------------------------------------------------------------------------------------- */

struct bearer {
    uint32_t form, record;
};
/* Those who say the same in a slot, by how many do. */
struct alike {
    struct rests rests[SIZES];
    double possible[SIZES], all[SIZES]; /* pairs that could be one person, of all */
    double shares[SIZES];               /* of all that are */
    bool is_anchor;
};

static size_t size_of(uint32_t count)
{
    return (size_t)(31 - __builtin_clz(count | 1));
}

static bool counts(const struct form *form)
{
    return form->count > 1 && !form->is_year_only;
}

/* All bearers of some values, but of one that many bear only some. */
static struct bearer *list_bearers(const struct linkage *l, size_t s, size_t *ret_count)
{
    const struct slot *slot = &l->slots[s];
    double there_are = 0;
    size_t count = 0, capacity = 0;
    struct bearer *bearers = NULL;
    for (uint32_t i = 1; i <= slot->form_count; i++)
        there_are += !counts(&slot->forms[i]) ? 0 : slot->forms[i].count < BEARERS_MAX ? slot->forms[i].count : BEARERS_MAX;
    uint64_t kept = there_are > RECORDS_DRAWN ? (uint64_t)(RECORDS_DRAWN / there_are * 4294967296.0) : UINT64_C(1) << 32;
    for (size_t r = 0; r < l->input.record_count; r++) {
        uint32_t form = l->rows[r * l->slot_count + s], bears = slot->forms[form].count;
        if (mix64(form + 1u) >> 32 >= kept || !counts(&slot->forms[form]) || (bears > BEARERS_MAX && mix64(r + 1) % bears >= BEARERS_MAX))
            continue;
        bearers = work_grow(bearers, &capacity, count + 1, sizeof(*bearers));
        bearers[count++] = (struct bearer){ form, (uint32_t)r };
    }
    *ret_count = count;
    return bearers;
}

static int by_form(const void *one, const void *other)
{
    const struct bearer *a = one, *b = other;
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

static void note_pair(const struct linkage *l, size_t s, uint32_t a, uint32_t b, double weight, struct memo *memo, struct alike *alike)
{
    const struct form *form = slot_form(l, a, s);
    size_t first = l->input.first_count, size = size_of(form->count);
    if (first && (a < first) == (b < first))
        return;
    alike->all[size] += weight;
    if (l->owners && l->owners[a] == l->owners[b])
        return;
    struct comparison comparison = linkage_compare(l, a, b, memo);
    alike->possible[size] += weight;
    double rarity = (double)linkage_rarity(l, s, pattern_level(comparison.pattern, s), form, form);
    linkage_note_rest(&alike->rests[size], linkage_rest(l, &comparison, s, rarity), weight);
}

/* All pairs of those who bear one value, or as many as are enough. */
static void note_value(const struct linkage *l, size_t s, const struct bearer *bearers, size_t count, struct memo *memo, struct alike *alike)
{
    double bears = slot_form(l, bearers->record, s)->count, pairs = (double)count * (double)(count - 1) / 2, stands = bears * (bears - 1) / 2;
    struct chance chance = chance_of(l->options.seed, "alike", bearers->form);
    for (size_t i = 0; i < count && pairs <= PAIRS_PER_VALUE; i++)
        for (size_t k = 0; k < i; k++)
            note_pair(l, s, bearers[k].record, bearers[i].record, stands / pairs, memo, alike);
    for (size_t i = 0; i < PAIRS_PER_VALUE && pairs > PAIRS_PER_VALUE; i++) {
        size_t a = chance_below(&chance, count), b = chance_below(&chance, count - 1);
        b += b >= a;
        note_pair(l, s, bearers[a < b ? a : b].record, bearers[a < b ? b : a].record, stands / PAIRS_PER_VALUE, memo, alike);
    }
}

/* Of values whose bearers were not drawn: as many records of one person as of the next smaller ones. */
static void find_shares(struct alike *alike)
{
    struct rests whole = { 0 };
    for (size_t i = 0; i < SIZES; i++) {
        for (size_t k = 0; k < RESTS; k++)
            whole.pairs[k] += alike->rests[i].pairs[k];
        whole.count += alike->rests[i].count;
    }
    double expected = linkage_person_share(&whole, 0.5, 1);
    alike->is_anchor = whole.count >= ANCHOR_PAIRS && expected >= ANCHOR_SHARE;
    for (size_t i = 0; i < SIZES; i++) {
        if (alike->all[i] > 0)
            alike->shares[i] = linkage_person_share(&alike->rests[i], expected, ALIKE_PAIRS) * alike->possible[i] / alike->all[i];
        else
            alike->shares[i] = i ? alike->shares[i - 1] / 2 : expected;
    }
}

/* That somebody else says it. */
static double others_chance(const struct slot *slot, const struct form *form)
{
    return slot->first_known ? linkage_chance(slot, form) : ((double)form->count - 1) / ((double)slot->known - 1);
}

/* What a value is worth is how many others have it. Of values that few have, who else does is counted over all of them together. */
static void weigh(struct slot *slot, const struct alike *alike)
{
    double known = 0, persons = 0, same = 0, few = 0, few_chance = 0;
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        const struct form *form = &slot->forms[i];
        double count = form->is_year_only ? 0 : form->count, share = alike->shares[size_of(form->count)];
        known += count;
        persons += count * others_chance(slot, form) * (double)slot->known * share;
        same += count * others_chance(slot, form) * (1 - share);
    }
    if (known < 2 || persons + same <= 0)
        return;
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        const struct form *form = &slot->forms[i];
        double count = form->is_year_only ? 0 : form->count;
        if (count > FEW + 2 * persons / known)
            continue;
        few += count;
        few_chance += count * others_chance(slot, form) * (1 - alike->shares[size_of(form->count)]);
    }
    double least = fmax(few > 0 ? few_chance / few : 0, 1 / known / known);
    slot->same_share = fmax(same / known, 1 / known / known);
    for (uint32_t i = 1; i <= slot->form_count; i++) {
        struct form *form = &slot->forms[i];
        if (form->count)
            form->rarity = (float)log(slot->same_share / fmax(others_chance(slot, form) * (1 - alike->shares[size_of(form->count)]), least));
    }
}

struct weighing {
    struct linkage *l;
    struct alike *alikes; /* by slot */
};

static bool is_asked(const struct linkage *l, size_t s)
{
    return l->slots[s].kind != SLOT_PLACE && !(l->silent_levels >> (LEVEL_BITS * s) & 1);
}

static void ask_slot(void *context, size_t worker, size_t s)
{
    (void)worker;
    const struct weighing *weighing = context;
    const struct linkage *l = weighing->l;
    size_t count = 0;
    if (!is_asked(l, s))
        return;
    struct bearer *bearers = list_bearers(l, s, &count);
    struct memo *memo = work_alloc(1, sizeof(*memo));
    if (count)
        qsort(bearers, count, sizeof(*bearers), by_form);
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && bearers[to].form == bearers[from].form)
            to++;
        if (to - from > 1)
            note_value(l, s, bearers + from, to - from, memo, &weighing->alikes[s]);
    }
    find_shares(&weighing->alikes[s]);
    free(memo);
    free(bearers);
}

/* All slots are asked before one is weighed anew. */
void linkage_weigh_strangers(struct linkage *l)
{
    struct weighing weighing = { l, work_alloc(LINKAGE_SLOTS_MAX, sizeof(struct alike)) };
    work_share(l->options.threads, l->slot_count, ask_slot, &weighing);
    for (size_t s = 0; s < l->slot_count; s++) {
        if (!is_asked(l, s))
            continue;
        weigh(&l->slots[s], &weighing.alikes[s]);
        l->model.is_anchor[s] = weighing.alikes[s].is_anchor;
    }
    free(weighing.alikes);
}
